using System.Text.Json.Nodes;
using Kong.Upgrade.Simulation.Entities;
using Kong.Upgrade.Simulation.Versions;

namespace Kong.Upgrade.Simulation.AdminApi;

/// <summary>`POST /schemas/{entity}/validate`: a dry run without the database (kong-facts 3.1).</summary>
internal sealed class SchemaValidation(VersionTraits version)
{
    public async Task<AdminAnswer?> HandleAsync(AdminRequest request)
    {
        if (request.Segments is not ["schemas", var table, "validate"] || EntitySchemas.Find(table) is not { } schema)
            return null;
        if (request.Method != "POST")
            throw KongError.Plain(405, "Method not allowed");
        JsonObject entity = await request.ReadAsync().ConfigureAwait(false);
        Shorthand.Expand(schema, entity);
        EntityValidator.Check(schema, entity, version);
        return new(200, new JsonObject { ["message"] = "schema validation successful" });
    }
}
