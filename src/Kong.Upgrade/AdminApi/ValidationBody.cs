using System.Buffers;
using System.Text.Json;
using Kong.Upgrade.Preflight.Entities;

namespace Kong.Upgrade.AdminApi;

/// <summary>An entity in the form that <c>/schemas/{entity}/validate</c> takes, without what makes it this one: entities of the same configuration have the same body.</summary>
/// <remarks>
/// References are all to one made-up id: whether the other exists is not checked there (kong-facts 3.1). A null of a database row or of an Admin API means that nothing is set: a node fills in the default
/// when it reads (kong-facts 13 no. 13, 14), so it is left out. A null in a file is sent, as a sync would send it: there Kong refuses what it would have read (380-03).
/// </remarks>
internal sealed class ValidationBody(EntityOrigin origin)
{
    private const string AnyId = "00000000-0000-4000-8000-000000000000";

    /// <summary>What a node makes itself, or keeps beside the schema.</summary>
    private static readonly HashSet<string> beside = ["created_at", "updated_at", "ws_id", "cache_key", "ttl"];

    private static readonly HashSet<string> references = ["service", "route", "consumer", "upstream", "certificate", "client_certificate", "credential", "set", "consumer_group"];

    private readonly ArrayBufferWriter<byte> buffer = new();

    public byte[] Of(KongEntity entity)
    {
        buffer.ResetWrittenCount();
        using (Utf8JsonWriter json = new(buffer, new() { MaxDepth = 256 }))
        {
            json.WriteStartObject();
            foreach (JsonProperty field in entity.Fields.EnumerateObject()) Field(json, entity.Kind, field);
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    private void Field(Utf8JsonWriter json, string kind, JsonProperty field)
    {
        string name = field.Name;
        if (beside.Contains(name) || name.StartsWith('_') || (name == "snis" && kind == "certificates")) return;
        if (name == "id" && Guid.TryParse(field.Value.ToString(), out _)) return;
        string other = name.EndsWith("_id", StringComparison.Ordinal) ? name[..^3] : name;
        if (references.Contains(other) && field.Value.ValueKind is JsonValueKind.Object or JsonValueKind.String) Reference(json, other);
        else if (field.Value.ValueKind is JsonValueKind.Null && (other != name && references.Contains(other))) return;
        else Named(json, field);
    }

    private static void Reference(Utf8JsonWriter json, string name)
    {
        json.WriteStartObject(name);
        json.WriteString("id", AnyId);
        json.WriteEndObject();
    }

    private void Named(Utf8JsonWriter json, JsonProperty field)
    {
        if (field.Value.ValueKind is JsonValueKind.Null && origin is not EntityOrigin.File) return;
        json.WritePropertyName(field.Name);
        Value(json, field.Value);
    }

    private void Value(Utf8JsonWriter json, JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.Object)
        {
            json.WriteStartObject();
            foreach (JsonProperty field in value.EnumerateObject()) Named(json, field);
            json.WriteEndObject();
        }
        else if (value.ValueKind is JsonValueKind.Array)
        {
            json.WriteStartArray();
            foreach (JsonElement item in value.EnumerateArray()) Value(json, item);
            json.WriteEndArray();
        }
        else value.WriteTo(json);
    }
}
