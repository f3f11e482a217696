namespace Kong.Upgrade.Simulation.Plugins;

/// <summary>What an authentication found: who asks, or why it is not proven. A refusal gives way to an anonymous consumer, trouble does not.</summary>
internal readonly record struct Verdict(Credential? Credential, Answer? Answer, bool IsTrouble = false)
{
    public static Verdict Trouble { get; } = new(null, Answer.Unexpected, true);

    public static Verdict Known(Credential credential, string? identifier) => new(credential with { Identifier = identifier }, null);

    public static Verdict Refused(Answer answer) => new(null, answer);

    /// <summary>An answer that no anonymous consumer stands in for.</summary>
    public static Verdict Ended(Answer answer) => new(null, answer, true);
}
