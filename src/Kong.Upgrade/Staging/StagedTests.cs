using Kong.Upgrade.Staging.Requests;

namespace Kong.Upgrade.Staging;

/// <summary>Runs one test of a suite: what it throws means that it could not tell.</summary>
internal static class StagedTests
{
    /// <summary>The area of a test that says no more than that it failed.</summary>
    public const string UseCase = "use case";

    public static async Task<StagedTest> RunAsync(IStagingTest test, StagingTarget target, CancellationToken cancellationToken)
    {
        StagingEffects missing = test.Effects & ~target.Session!.Options.Consent;
        if (missing is not StagingEffects.None) return new() { Name = test.Name, Verdict = null, Evidence = $"not run, for it {Words(missing)} and nobody agreed to that: agree with Consent({string.Join(" | ", missing.ToString().Split(", ").Select(e => $"{nameof(StagingEffects)}.{e}"))}, reason)" };
        return Of(test, await EndAsync(test, target, cancellationToken).ConfigureAwait(false));
    }

    private static async Task<StagingOutcome> EndAsync(IStagingTest test, StagingTarget target, CancellationToken cancellationToken)
    {
        try
        {
            return await test.RunAsync(target, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            return new(StagingVerdict.CouldNotTell, error.Message);
        }
    }

    public static StagedTest Of(IStagingTest test, StagingOutcome outcome) => new()
    {
        Name = test.Name,
        Verdict = outcome.IsUntested ? null : outcome.Verdict,
        Evidence = outcome.Evidence,
        Explained = outcome.Explained,
        Traits = (test as RequestTest)?.Traits ?? [],
        // A test of the host's may say only that it failed.
        Findings = outcome.Verdict is not StagingVerdict.Failed ? [] : outcome.Findings.Count > 0 ? outcome.Findings : [new() { What = outcome.Evidence, Area = UseCase, Subject = test.Name, Node = "green" }],
    };

    private static string Words(StagingEffects effects) => effects switch
    {
        StagingEffects.Writes => "may write",
        StagingEffects.SpendsQuota => "uses up limits that users share",
        _ => "may write and uses up limits that users share",
    };
}
