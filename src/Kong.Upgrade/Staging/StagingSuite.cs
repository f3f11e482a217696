namespace Kong.Upgrade.Staging;

/// <summary>Staging tests, those that are written and those that are made of what is found, and how they run. Immutable; safe for any number of threads.</summary>
/// <example>
/// <code>
/// StagingSuite suite = StagingSuite.Create(tests => tests
///     .Derived()
///     .Nodes()
///     .Get("/orders").WithHeader("apikey", StagingSecret.FromEnvironment("ORDERS_KEY")).ExpectStatus(200).ExpectJson("$.data"));
/// </code>
/// </example>
public sealed class StagingSuite
{
    internal StagingSuite(StagingSuiteBuilder builder)
    {
        Tests = builder.BuiltTests();
        Sources = [.. builder.Sources];
        Options = builder.Options.Copy();
        Agreements = [.. builder.Agreements];
    }

    /// <summary>The tests that are written, in their order.</summary>
    public IReadOnlyList<IStagingTest> Tests { get; }

    private StagingSuite(IStagingTest test, StagingSuite suite) => (Tests, Sources, Options, Agreements) = ([test], [], suite.Options, suite.Agreements);

    /// <summary>How they run.</summary>
    internal StagingOptions Options { get; }

    internal IReadOnlyList<IStagingSource> Sources { get; }

    internal IReadOnlyList<string> Agreements { get; }

    /// <summary>What the suite does, line by line; the same words for the same suite, and part of a plan's fingerprint.</summary>
    public IReadOnlyList<string> Lines => [.. Tests.Select(t => t.Name), .. Sources.Select(s => s.Name), .. Agreements];

    /// <summary>Whether there is nothing to run; consent alone is nothing.</summary>
    internal bool IsEmpty => Tests.Count + Sources.Count == 0;

    /// <summary>Assembles a suite.</summary>
    /// <param name="assemble">Adds the tests.</param>
    /// <returns>The suite.</returns>
    /// <exception cref="ArgumentException">Something is wrong; the message lists all of it.</exception>
    public static StagingSuite Create(Action<StagingSuiteBuilder> assemble)
    {
        ArgumentNullException.ThrowIfNull(assemble);
        StagingSuiteBuilder builder = new();
        assemble(builder);
        return builder.Problems() is { Count: > 0 } problems ? throw new ArgumentException(string.Join(' ', problems), nameof(assemble)) : new(builder);
    }

    /// <summary>Makes every test of the suite, those that need the configuration or recorded traffic as well: for frameworks that want each as a row of its own.</summary>
    /// <param name="target">Green, and blue where it is known.</param>
    /// <param name="cancellationToken">The caller no longer waits.</param>
    /// <returns>The tests; each may be run with the same target.</returns>
    /// <exception cref="UpgradeServiceException">Something could not be read, so that tests would be missing.</exception>
    public async Task<IReadOnlyList<IStagingTest>> PrepareTestsAsync(StagingTarget target, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        SourcedTests sourced = await PrepareAsync(target, cancellationToken).ConfigureAwait(false);
        return sourced.Troubles.Count == 0 ? sourced.Tests : throw new UpgradeServiceException($"Not every staging test could be made: {string.Join("; ", sourced.Troubles)}");
    }

    /// <summary>A suite with one test, which runs as this one does: for frameworks that want each as a row of its own.</summary>
    /// <param name="test">The test.</param>
    /// <returns>The suite.</returns>
    public StagingSuite Only(IStagingTest test)
    {
        ArgumentNullException.ThrowIfNull(test);
        return new(test, this);
    }

    internal async Task<SourcedTests> PrepareAsync(StagingTarget target, CancellationToken cancellationToken)
    {
        List<SourcedTests> all = [new() { Tests = Tests }];
        foreach (IStagingSource source in Sources) all.Add(await PreparedAsync(source, target, cancellationToken).ConfigureAwait(false));
        return new() { Tests = [.. all.SelectMany(s => s.Tests)], Untested = [.. all.SelectMany(s => s.Untested)], Troubles = [.. all.SelectMany(s => s.Troubles)] };
    }

    /// <summary>What cannot be done with a target.</summary>
    internal static IEnumerable<string> Uncompared(StagingTarget target)
    {
        if (target.Blue.Count == 0) yield return "blue's nodes are not known, so nothing was compared with blue: name them where clusters are set up";
    }

    private static async Task<SourcedTests> PreparedAsync(IStagingSource source, StagingTarget target, CancellationToken cancellationToken)
    {
        try
        {
            return await source.PrepareAsync(target, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            return new() { Troubles = [$"{source.Name}: {failure.Message}"] };
        }
    }
}
