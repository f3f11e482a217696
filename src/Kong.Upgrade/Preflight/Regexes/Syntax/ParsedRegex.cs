namespace Kong.Upgrade.Preflight.Regexes.Syntax;

/// <summary>A regex that its dialect accepts.</summary>
/// <param name="Root">What it means.</param>
/// <param name="Beyond">What of it cannot be tried here; <see langword="null"/> where all can.</param>
/// <param name="Remarks">What of it another dialect reads otherwise, in the order of importance.</param>
internal sealed record ParsedRegex(RegexNode Root, string? Beyond, IReadOnlyList<string> Remarks)
{
    /// <summary>What its author wrote, where something was put behind it; what matches this matches all.</summary>
    public RegexNode Written { get; init; } = Root;
}
