namespace Kong.Upgrade.Preflight.Regexes;

/// <summary>What trying a regex brought to light. Immutable.</summary>
internal sealed record RegexVerdict
{
    /// <summary>What became of it.</summary>
    public required RegexVerdictKind Kind { get; init; }

    /// <summary>Which construct, where, and why it matters: one sentence for people.</summary>
    public required string Reason { get; init; }

    /// <summary>A path as a client would send it (percent-encoded where a URL must be) that one side matches and the other does not; <see langword="null"/> where none is known. Set exactly with <see cref="RegexVerdictKind.Differs"/>.</summary>
    public string? SamplePath { get; init; }

    /// <summary>Whether <see cref="SamplePath"/> is matched today.</summary>
    public bool MatchedBefore { get; init; }

    /// <summary>Whether <see cref="SamplePath"/> is matched afterwards.</summary>
    public bool MatchedAfter { get; init; }

    /// <summary>Whether every path that was found to differ holds a control character or one outside ASCII: ordinary clients never notice. Nearly every <c>\d</c> and <c>.</c> differs in that way.</summary>
    public bool OnlyRarePaths { get; init; }

    public static RegexVerdict Unknown(string reason) => new() { Kind = RegexVerdictKind.Unknown, Reason = reason };

    public static RegexVerdict Same(string reason) => new() { Kind = RegexVerdictKind.Same, Reason = reason };

    public static RegexVerdict Refused(string reason) => new() { Kind = RegexVerdictKind.Refused, Reason = reason };
}
