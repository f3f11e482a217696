namespace Kong.Upgrade.Testing.Contracts;

/// <summary>An implementation broke a promise of its interface.</summary>
public sealed class ContractViolationException : Exception
{
    internal ContractViolationException(ContractCase broken, string expected, string seen, Exception? innerException = null)
        : base($"{broken.Name}: expected {expected}, but saw {seen}. The interface says: \"{broken.Sentence}\"", innerException) =>
        (CaseName, Sentence, Expected, Seen) = (broken.Name, broken.Sentence, expected, seen);

    /// <summary>The name of the case.</summary>
    public string CaseName { get; }

    /// <summary>The sentence of the interface's documentation that was broken.</summary>
    public string Sentence { get; }

    /// <summary>What should have been.</summary>
    public string Expected { get; }

    /// <summary>What was.</summary>
    public string Seen { get; }
}
