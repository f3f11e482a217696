using Kong.Upgrade.Staging;

namespace Kong.Upgrade.Testing.Staging;

/// <summary>One staging test of a suite, to be awaited in a test of any framework. Immutable; rows may run side by side.</summary>
public sealed class StagingRow
{
    private readonly IStagingTest test;
    private readonly StagingSuite suite;
    private readonly StagingTarget target;
    private readonly IStagingRunner runner;

    internal StagingRow(IStagingTest test, StagingSuite suite, StagingTarget target, IStagingRunner runner) => (this.test, this.suite, this.target, this.runner) = (test, suite, target, runner);

    /// <summary>The use case.</summary>
    public string Name => test.Name;

    /// <summary>Runs the test against green.</summary>
    /// <param name="cancellationToken">Stops the test.</param>
    /// <returns>A task that ends when green was seen to do what is expected.</returns>
    /// <exception cref="StagingFailedException">Green did not, or it could not be told; the message has request and answers.</exception>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        StagingReport report = await runner.RunAsync(suite.Only(test), target, cancellationToken).ConfigureAwait(false);
        report.ThrowIfNotPassed();
    }

    /// <summary>The use case.</summary>
    /// <returns><see cref="Name"/>.</returns>
    public override string ToString() => Name;
}
