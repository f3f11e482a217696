namespace Kong.Upgrade.Preflight.Catalogue;

/// <summary>A change as its data file has it. Has setters because what a file leaves out would else lose its default.</summary>
internal sealed class ChangeRecord
{
    public required string Id { get; set; }

    /// <summary>Versions of two to four numbers: the main line and every branch that got it back-ported.</summary>
    public IReadOnlyList<string> Since { get; set; } = [];

    public IReadOnlyList<string> Until { get; set; } = [];

    public required ChangeEditions Editions { get; set; }

    public ChangeTrigger Trigger { get; set; } = ChangeTrigger.Crossing;

    public required string Area { get; set; }

    public required FindingSeverity Severity { get; set; }

    /// <summary>Whether only a person can tell; then a rule may still tell for whom it is of no interest.</summary>
    public bool Review { get; set; }

    public required string Title { get; set; }

    public required string LookFor { get; set; }

    public required string Remedy { get; set; }

    public string? FindOut { get; set; }

    public required string Source { get; set; }

    /// <summary>An installation that the rule must find.</summary>
    public required ChangeExample Catches { get; set; }

    /// <summary>One that looks alike and that it must leave alone.</summary>
    public required ChangeExample Leaves { get; set; }
}
