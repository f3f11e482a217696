using System.Text.Json;

namespace Kong.Upgrade.Preflight.Entities;

/// <summary>Remembers what entities are called, so that a finding says <c>route r-redis</c> and not only an id.</summary>
internal sealed class EntityNames
{
    private static readonly string[] scopes = ["route", "service", "consumer", "consumer_group", "upstream", "certificate"];

    // A hundred thousand ids take a fifth of the room as numbers that they take as texts.
    private readonly Dictionary<Guid, string> names = [];

    public void Learn(KongEntity entity)
    {
        // Only what something else may belong to.
        if (entity.Kind is "services" or "routes" or "consumers" or "consumer_groups" or "upstreams" && entity.Field("id") is { ValueKind: JsonValueKind.String } id && id.TryGetGuid(out Guid key) && entity.Name is { } name) names[key] = name;
    }

    /// <summary>The entity as a finding shows it; <see langword="null"/> for none.</summary>
    public FindingSubject? Subject(KongEntity? entity, string value) => entity is null ? null : new()
    {
        Kind = entity.Kind,
        Id = entity.Id,
        Name = entity.Name,
        Workspace = entity.Workspace,
        Value = value,
        Scope = Scope(entity),
    };

    private string? Scope(KongEntity entity) =>
        scopes.Select(s => (Scope: s, Id: entity.Reference(s))).Where(s => s.Id is not null).Select(s => $"{s.Scope.Replace('_', ' ')} {Name(s.Id!)}").ToArray() is { Length: > 0 } found ? string.Join(" and ", found) : null;

    // A declarative file may name its parents by name.
    private string Name(string id) => Guid.TryParse(id, out Guid key) && names.TryGetValue(key, out string? name) ? name : id;
}
