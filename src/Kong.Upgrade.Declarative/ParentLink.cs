using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Kong.Upgrade.Declarative;

/// <summary>A reference to another entity: by id, else by what it is called.</summary>
/// <param name="Field">The field of Kong's schema that holds it.</param>
/// <param name="Key"><c>id</c> or <c>name</c>.</param>
/// <param name="Value">The id or the name.</param>
internal readonly record struct ParentLink(string Field, string Key, string Value)
{
    private static readonly string[] names = ["name", "username", "custom_id", "prefix", "target"];

    public static ParentLink To(string field, string value) => new(field, Guid.TryParse(value, out _) ? "id" : "name", value);

    /// <summary>To an entity of the file; what has neither id nor name is known by an id made of its place.</summary>
    public static ParentLink To(string field, MapItem entity) => entity.Text("id") is { } id ? new(field, "id", id)
        : names.Select(entity.Text).FirstOrDefault(n => n is not null) is { } name ? new(field, "name", name) : new(field, "id", MadeUp(entity.Place));

    public static bool NeedsId(MapItem entity) => entity.Text("id") is null && names.All(n => entity.Text(n) is null);

    public static string MadeUp(Place place) => new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(place.ToString())).AsSpan(0, 16)).ToString();

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject(Field);
        json.WriteString(Key, Value);
        json.WriteEndObject();
    }
}
