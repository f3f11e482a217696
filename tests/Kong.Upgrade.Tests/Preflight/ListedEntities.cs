using System.Text.Json;
using Kong.Upgrade.Preflight.Entities;

namespace Kong.Upgrade.Tests;

/// <summary>Entities that a test wrote down.</summary>
internal sealed class ListedEntities(params (string Kind, string Json)[] entities) : IEntitySource
{
    public string Name => "a list";

    public EntityOrigin Origin { get; init; } = EntityOrigin.Database;

    /// <summary>What it cannot read, and why.</summary>
    public (string Part, string Why)? Unread { get; init; }

    /// <summary>What it dies of at the end.</summary>
    public Exception? Dies { get; init; }

    public Task ReadAsync(IEntityVisitor visitor, CancellationToken cancellationToken)
    {
        foreach ((string kind, string json) in entities)
        {
            using JsonDocument document = JsonDocument.Parse(json);
            visitor.See(new(kind, document.RootElement.Clone(), "default"));
        }
        if (Unread is { } unread) visitor.CouldNotRead(unread.Part, unread.Why);
        return Dies is null ? Task.CompletedTask : Task.FromException(Dies);
    }
}
