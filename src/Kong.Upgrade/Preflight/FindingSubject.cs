namespace Kong.Upgrade.Preflight;

/// <summary>One thing that a finding is about: a route, a plugin, a setting, a node. Immutable.</summary>
public sealed class FindingSubject
{
    /// <summary>What kind of thing: a collection of entities such as <c>routes</c>, or <c>setting</c>, <c>node</c>, <c>database</c>, <c>host</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Its name; <see langword="null"/> where it has none.</summary>
    public string? Name { get; init; }

    /// <summary>The entity's id; <see langword="null"/> where it has none.</summary>
    public string? Id { get; init; }

    /// <summary>The entity's workspace; <see langword="null"/> where it was not said.</summary>
    public string? Workspace { get; init; }

    /// <summary>What it belongs to, such as <c>route r-redis</c>; <see langword="null"/> for global plugins and whatever stands by itself.</summary>
    public string? Scope { get; init; }

    /// <summary>The value that was found; never a secret.</summary>
    public required string Value { get; init; }

    /// <summary>The thing in one line.</summary>
    /// <returns>Text for people.</returns>
    public override string ToString() =>
        $"{Kind} {Name ?? Id ?? "without name"}{(Scope is null ? "" : $" on {Scope}")}{(Workspace is null or "default" ? "" : $" in workspace {Workspace}")}{(Name is null || Id is null ? "" : $" ({Id})")}: {Value}";
}
