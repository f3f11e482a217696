namespace Kong.Upgrade.Journal;

/// <summary>The journal cannot do its work; the message says what was tried and what to do next. Never has anything of it been lost.</summary>
/// <param name="problem">What is wrong.</param>
/// <param name="message">What happened, with values, and what to do next.</param>
/// <param name="innerException">What was behind it, if anything.</param>
public sealed class JournalException(JournalProblem problem, string message, Exception? innerException = null)
    : KongUpgradeException(message, innerException)
{
    /// <summary>What is wrong.</summary>
    public JournalProblem Problem { get; } = problem;

    /// <summary>Who lost the lease must not act any more, not even to go back: another runner does.</summary>
    internal override bool Halts => Problem is JournalProblem.LeaseLost;
}
