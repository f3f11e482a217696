using System.Text.Json;
using Kong.Upgrade.Preflight.Entities;

namespace Kong.Upgrade.Clusters.Tests.AdminApi;

/// <summary>A source that shows what a test says.</summary>
internal sealed class Entities(EntityOrigin origin, params (string Kind, string Json)[] rows) : IEntitySource
{
    public string Name => "a test's entities";

    public EntityOrigin Origin => origin;

    /// <summary>Ends the reading.</summary>
    public Exception? Breaks { get; init; }

    public Task ReadAsync(IEntityVisitor visitor, CancellationToken cancellationToken)
    {
        foreach ((string kind, string json) in rows) visitor.See(new(kind, JsonElement.Parse(json), "default"));
        return Breaks is null ? Task.CompletedTask : Task.FromException(Breaks);
    }
}
