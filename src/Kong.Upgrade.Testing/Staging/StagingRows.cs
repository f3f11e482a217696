using Kong.Upgrade.Staging;

namespace Kong.Upgrade.Testing.Staging;

/// <summary>A staging suite as rows of a theory.</summary>
/// <example>
/// With xunit:
/// <code>
/// public static async Task&lt;IEnumerable&lt;TheoryDataRow&lt;StagingRow>>> Rows() =>
///     (await StagingRows.OfAsync(Suite, Target)).Select(row => new TheoryDataRow&lt;StagingRow>(row) { TestDisplayName = row.Name });
///
/// [Theory, MemberData(nameof(Rows), DisableDiscoveryEnumeration = true)]
/// public Task Green_DoesWhatIsExpected(StagingRow row) => row.RunAsync(TestContext.Current.CancellationToken);
/// </code>
/// </example>
public static class StagingRows
{
    /// <summary>Makes a row of every test, of those too that are made of the configuration or of recorded traffic.</summary>
    /// <param name="suite">The suite.</param>
    /// <param name="target">Green, and blue where it is known.</param>
    /// <param name="runner">Runs each. The default value is <see langword="null"/>: a <see cref="StagingRunner"/>.</param>
    /// <param name="cancellationToken">The caller no longer waits.</param>
    /// <returns>The rows, in the suite's order.</returns>
    /// <exception cref="UpgradeServiceException">Something could not be read, so that rows would be missing.</exception>
    public static async Task<IReadOnlyList<StagingRow>> OfAsync(StagingSuite suite, StagingTarget target, IStagingRunner? runner = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(suite);
        ArgumentNullException.ThrowIfNull(target);
        IStagingRunner running = runner ?? new StagingRunner();
        return [.. (await suite.PrepareTestsAsync(target, cancellationToken).ConfigureAwait(false)).Select(test => new StagingRow(test, suite, target, running))];
    }
}
