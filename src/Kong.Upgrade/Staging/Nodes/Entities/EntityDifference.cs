namespace Kong.Upgrade.Staging.Nodes.Entities;

/// <summary>How an entity differs.</summary>
/// <param name="Key">Which.</param>
/// <param name="Subject">What people call it, without secrets.</param>
/// <param name="Plugin">The plugin's name, of a plugin.</param>
/// <param name="Fields">The fields, or one that says that it is on one side only.</param>
internal sealed record EntityDifference(EntityKey Key, string Subject, string? Plugin, IReadOnlyList<FieldDifference> Fields)
{
    /// <summary>Whether anything in it is more than explained.</summary>
    public bool Counts => Fields.Any(f => f.Reason is DifferenceReason.None or DifferenceReason.Unknown);

    /// <summary>What it touches, in the words of the catalogue.</summary>
    public string Area => Plugin is not null ? $"plugin {Plugin}" : Key.Kind switch
    {
        "routes" => "route",
        "certificates" or "snis" or "ca_certificates" => "certificate",
        _ => "entity",
    };
}
