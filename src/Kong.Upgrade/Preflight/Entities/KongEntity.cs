using System.Text.Json;

namespace Kong.Upgrade.Preflight.Entities;

/// <summary>A configuration entity as its source has it, with every field, known or not. Immutable; safe for any thread.</summary>
/// <remarks>Fields are named as in Kong's schemas; where a source names a reference otherwise (<c>service_id</c>, <c>service.id</c>), <see cref="Reference"/> reads all forms. May hold secrets: never print <see cref="Fields"/>.</remarks>
public sealed class KongEntity
{
    /// <summary>Takes an entity.</summary>
    /// <param name="kind">The collection as Kong's own export names it: <c>routes</c>, <c>plugins</c>, <c>keyauth_credentials</c>, <c>vaults</c> …</param>
    /// <param name="fields">A JSON object.</param>
    /// <param name="workspace">The workspace's name; <see langword="null"/> where the source does not say.</param>
    /// <exception cref="ArgumentException">The fields are no object.</exception>
    public KongEntity(string kind, JsonElement fields, string? workspace = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(kind);
        if (fields.ValueKind is not JsonValueKind.Object) throw new ArgumentException($"An entity of {kind} is a JSON object, not {fields.ValueKind}.", nameof(fields));
        (Kind, Fields, Workspace) = (kind, fields, workspace);
    }

    /// <summary>The collection, such as <c>routes</c>.</summary>
    public string Kind { get; }

    /// <summary>Everything that the source said.</summary>
    public JsonElement Fields { get; }

    /// <summary>The workspace's name, or <see langword="null"/> where the source does not say.</summary>
    public string? Workspace { get; }

    /// <summary>Its id; <see langword="null"/> where a file names none.</summary>
    public string? Id => Text("id");

    /// <summary>What people call it: <c>name</c>, else <c>username</c>, <c>custom_id</c>, <c>prefix</c> or <c>target</c>. Never a secret.</summary>
    public string? Name => Text("name") ?? Text("username") ?? Text("custom_id") ?? Text("prefix") ?? Text("target");

    /// <summary>A field, or <see langword="null"/> where it is absent.</summary>
    /// <param name="path">Names joined by dots: <c>config.redis.host</c>.</param>
    /// <returns>The value, which may be a JSON null.</returns>
    public JsonElement? Field(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        JsonElement at = Fields;
        foreach (Range part in path.AsSpan().Split('.'))
            if (at.ValueKind is not JsonValueKind.Object || !at.TryGetProperty(path.AsSpan()[part], out at)) return null;
        return at;
    }

    /// <summary>Whether a field is there at all, even as null.</summary>
    /// <param name="path">See <see cref="Field"/>.</param>
    /// <returns>Whether it is.</returns>
    public bool Has(string path) => Field(path) is not null;

    /// <summary>Whether a field is there and not null.</summary>
    /// <param name="path">See <see cref="Field"/>.</param>
    /// <returns>Whether it is.</returns>
    public bool IsSet(string path) => Field(path) is { ValueKind: not JsonValueKind.Null };

    /// <summary>Whether a field is the boolean true.</summary>
    /// <param name="path">See <see cref="Field"/>.</param>
    /// <returns>Whether it is.</returns>
    public bool IsTrue(string path) => Field(path) is { ValueKind: JsonValueKind.True };

    /// <summary>A field that is text, or a number or boolean as text.</summary>
    /// <param name="path">See <see cref="Field"/>.</param>
    /// <returns>The text; <see langword="null"/> where it is absent, null, an object or an array.</returns>
    public string? Text(string path) => Field(path) is { ValueKind: not (JsonValueKind.Null or JsonValueKind.Object or JsonValueKind.Array) } value ? value.ToString() : null;

    /// <summary>A field that is a number.</summary>
    /// <param name="path">See <see cref="Field"/>.</param>
    /// <returns>The number; <see langword="null"/> where it is none.</returns>
    public double? Number(string path) => Field(path) is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : null;

    /// <summary>The texts of a field that is an array of texts.</summary>
    /// <param name="path">See <see cref="Field"/>.</param>
    /// <returns>The texts; empty where it is no array.</returns>
    public IEnumerable<string> Items(string path) =>
        Field(path) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray().Where(i => i.ValueKind is JsonValueKind.String).Select(i => i.GetString()!) : [];

    /// <summary>The id of another entity that this one belongs to, or in a declarative file its name.</summary>
    /// <param name="entity">Which: <c>service</c>, <c>route</c>, <c>consumer</c>, <c>upstream</c> …</param>
    /// <returns>The id or name; <see langword="null"/> where it belongs to none.</returns>
    public string? Reference(string entity) =>
        Text(entity + "_id") ?? (Field(entity) is { ValueKind: JsonValueKind.Object } reference ? new KongEntity(entity, reference) is var other ? other.Id ?? other.Name : null : Text(entity));

    /// <summary>The same, without whatever was read together with it: for whoever keeps one of many.</summary>
    internal KongEntity Alone() => new(Kind, Fields.Clone(), Workspace);

    /// <summary>What it is, without values that may be secret.</summary>
    /// <returns>Text for people.</returns>
    public override string ToString() => $"{Kind} {Name ?? Id ?? "without name"}";
}
