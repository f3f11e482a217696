namespace Kong.Upgrade.Testing.Contracts;

/// <summary>One promise of an interface, to be run against an implementation by any test framework: await <see cref="RunAsync"/> in a test. Immutable.</summary>
public sealed class ContractCase
{
    private readonly Func<ContractCheck, Task> act;
    private readonly TimeSpan patience;

    internal ContractCase(string name, string sentence, TimeSpan patience, Func<ContractCheck, Task> act) =>
        (Name, Sentence, this.patience, this.act) = (name, sentence, patience, act);

    /// <summary>What is tested, unique within its contract, such as <c>ITrafficSplitter.SetShare_Twice_SameAsOnce</c>.</summary>
    public string Name { get; }

    /// <summary>The sentence of the interface's documentation that it tests.</summary>
    public string Sentence { get; }

    /// <summary>Makes the implementation, tests it, and disposes it if it can be.</summary>
    /// <param name="cancellationToken">Stops the test.</param>
    /// <returns>A task that ends when the promise was seen to hold.</returns>
    /// <exception cref="ContractViolationException">The promise was broken.</exception>
    public Task RunAsync(CancellationToken cancellationToken = default) => act(new(this, patience, cancellationToken));

    /// <summary>The name.</summary>
    /// <returns><see cref="Name"/>.</returns>
    public override string ToString() => Name;
}
