using System.Text.Json.Nodes;

namespace Kong.Upgrade.Simulation.Entities;

/// <summary>An error as the Admin API answers it: status and body (kong-facts 3.3).</summary>
internal sealed class KongError(int status, JsonObject body) : Exception(body.Text("message"))
{
    public int Status { get; } = status;

    public JsonObject Body { get; } = body;

    public static KongError Plain(int status, string message) => new(status, new() { ["message"] = message });

    public static KongError NotFound() => Plain(404, "Not found");

    /// <summary>What an unhandled error gives, for instance an unreachable database.</summary>
    public static KongError Unexpected() => Plain(500, "An unexpected error occurred");

    public static KongError InvalidSize() => Of(400, 9, "invalid size", "size must be an integer between 1 and 1000");

    public static KongError InvalidOffset(string offset) =>
        Of(400, 7, "invalid offset", $"'{offset}' is not a valid offset: bad json encoding");

    public static KongError Schema(JsonObject fields, IReadOnlyCollection<string> violations) =>
        Of(400, 2, "schema violation", violations.Count == 1
            ? $"schema violation ({violations.First()})"
            : $"{violations.Count} schema violations ({string.Join("; ", violations)})", fields);

    public static KongError Unique(string field, string value) =>
        Of(409, 5, "unique constraint violation", $"UNIQUE violation detected on '{{{field}=\"{value}\"}}'", new() { [field] = value });

    public static KongError PrimaryKey(string id) =>
        Of(400, 3, "primary key violation", $"primary key violation on key '{{id=\"{id}\"}}'", new() { ["id"] = id });

    public static KongError MissingReference(string field, string id, string table) =>
        Of(400, 4, "foreign key violation", $"the foreign key '{{id=\"{id}\"}}' does not reference an existing '{table}' entity.",
            new() { [field] = new JsonObject { ["id"] = id } });

    /// <summary>Also what a write freeze looks like (kong-facts 12.1 no. 2).</summary>
    public static KongError StillReferenced(string by, string table) =>
        Of(400, 4, "foreign key violation", $"an existing '{by}' entity references this '{table}' entity", new() { ["@referenced_by"] = by });

    private static KongError Of(int status, int code, string name, string message, JsonObject? fields = null)
    {
        JsonObject body = new() { ["code"] = code, ["name"] = name, ["message"] = message };
        if (fields is not null)
            body["fields"] = fields;
        return new(status, body);
    }
}
