using System.Text.Json.Nodes;
using Kong.Upgrade.Simulation.Entities;
using Kong.Upgrade.Simulation.Versions;

namespace Kong.Upgrade.Simulation.AdminApi;

/// <summary>The collections of entities: `/routes`, `/routes/{r}`, `/services/{s}/routes/{r}`, `/routes/{r}/service`.</summary>
internal sealed class Collections(SimulatedDatabase database, VersionTraits version, Guid nodeId)
{
    private readonly EntityWriter _writer = new(database, version, nodeId);

    /// <summary>Answers the request, or null when its path names no collection.</summary>
    public async Task<AdminAnswer?> HandleAsync(AdminRequest request)
    {
        if (CollectionPath.Read(request.Segments, version) is not { } path)
            return null;
        JsonObject? input = request.Method is "POST" or "PUT" or "PATCH" ? await request.ReadAsync().ConfigureAwait(false) : null;
        if (!database.Reachable)
            throw KongError.Unexpected();
        return Answer(request, path.Resolve(database.Entities), input);
    }

    private AdminAnswer Answer(AdminRequest request, CollectionPlace place, JsonObject? input)
    {
        if (place.Id is null && !place.IsSingle)
            return request switch
            {
                { IsGet: true } => new(200, Paging.Page([.. place.Rows.Select(r => Show(place.Schema, r))], request, version)),
                { Method: "POST" } => new(201, Show(place.Schema, _writer.Create(place.Schema, place.Link(input!)))),
                _ => throw KongError.Plain(405, "Method not allowed"),
            };
        return request switch
        {
            { IsGet: true } => new(200, Show(place.Schema, place.Row ?? throw KongError.NotFound())),
            { Method: "PUT" } => new(200, Show(place.Schema, _writer.Upsert(place.Schema, place.Id!, place.Link(input!), place.Row))),
            { Method: "PATCH" } => new(200, Show(place.Schema, _writer.Patch(place.Schema, place.Row ?? throw KongError.NotFound(), input!))),
            { Method: "DELETE" } => Delete(place),
            _ => throw KongError.Plain(405, "Method not allowed"),
        };
    }

    // What is not there is deleted already, also under a freeze (kong-facts 12.1 no. 3).
    private AdminAnswer Delete(CollectionPlace place)
    {
        if (place.Row is not null)
            _writer.Delete(place.Schema, place.Row);
        return new(204, null);
    }

    private JsonObject Show(EntitySchema schema, JsonObject row)
    {
        JsonObject view = schema.View(row, version);
        if (schema.Table == "certificates")
            view["snis"] = Json.Array(database.Entities.Referring("snis", "certificate", row.Text("id")!)
                .Select(s => s.Text("name")).Order(StringComparer.Ordinal).Select(n => (JsonNode?)n));
        return view;
    }
}

/// <summary>Status and body; no body for 204.</summary>
internal sealed record AdminAnswer(int Status, JsonNode? Body);
