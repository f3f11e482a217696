namespace Kong.Upgrade.Preflight;

/// <summary>Something found before anything was changed. Immutable.</summary>
/// <remarks>The same thing on many entities is one finding: <see cref="Count"/> says how many, <see cref="Subjects"/> which.</remarks>
public sealed class PreflightFinding
{
    private readonly long? count;

    /// <summary>The id of the change or rule, such as <c>300-03</c>: what to look up, and what to accept. Where a rule leaves it out, the rule's own id.</summary>
    public string? Id { get; init; }

    /// <summary>How much it matters.</summary>
    public required FindingSeverity Severity { get; init; }

    /// <summary>How sure it is. The default value is <see cref="FindingCertainty.Certain"/>.</summary>
    public FindingCertainty Certainty { get; init; } = FindingCertainty.Certain;

    /// <summary>What was found, with values; never a secret.</summary>
    public required string What { get; init; }

    /// <summary>What to do about it.</summary>
    public required string Remedy { get; init; }

    /// <summary>How to be sure, where it is only suspected or left to a person; else <see langword="null"/>.</summary>
    public string? HowToFindOut { get; init; }

    /// <summary>Where the fact comes from; <see langword="null"/> when a rule does not say.</summary>
    public string? Source { get; init; }

    /// <summary>What it is about, in a stable order; at most as many as <see cref="PreflightOptions.MostSubjects"/>. Empty when it is about the installation as a whole.</summary>
    public IReadOnlyList<FindingSubject> Subjects { get; init; } = [];

    /// <summary>How many things it is about, those that are not listed included.</summary>
    public long Count { get => count ?? Subjects.Count; init => count = value; }

    /// <summary>Whether a run may not start with it: <see cref="FindingSeverity.Blocking"/>, or a severity that nobody weighed; never when it is left to a person.</summary>
    public bool IsBlocking => (Severity is FindingSeverity.Blocking or FindingSeverity.Unknown) && Certainty is not FindingCertainty.Review;

    /// <summary>The finding in one line.</summary>
    /// <returns>Text for people.</returns>
    public override string ToString() => $"{Severity} {Id}: {What} {Remedy}".TrimEnd();

    internal PreflightFinding By(string rule) => new()
    {
        Id = Id ?? rule,
        Severity = Severity,
        Certainty = Certainty,
        What = What,
        Remedy = Remedy,
        HowToFindOut = HowToFindOut,
        Source = Source,
        Subjects = Subjects,
        Count = Count,
    };
}
