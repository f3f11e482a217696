using Kong.Upgrade.Staging;

namespace Kong.Upgrade.Testing.Contracts;

/// <summary>What every <see cref="IStagingTest"/> promises.</summary>
public static class StagingTestContract
{
    /// <summary>The promises, one case each.</summary>
    /// <param name="create">Makes the test; each case asks for another. Disposed after the case if it can be.</param>
    /// <param name="target">A green on which the test passes.</param>
    /// <param name="wrong">A green on which it must not pass, such as one that cannot be reached; without it that case is left out.</param>
    /// <param name="patience">How long one call may take; more than zero. The default value is 30 seconds.</param>
    /// <returns>The cases.</returns>
    public static IReadOnlyList<ContractCase> Cases(Func<CancellationToken, Task<IStagingTest>> create, StagingTarget target, StagingTarget? wrong = null, TimeSpan? patience = null)
    {
        ArgumentNullException.ThrowIfNull(create);
        ArgumentNullException.ThrowIfNull(target);
        return new ContractSuite<IStagingTest>(nameof(IStagingTest), create, patience)
            .Case("Name_AlwaysTheSame", "The use case, in words; unique within a plan and part of its fingerprint.", (test, check) => NameAsync(test, check, create))
            .Case("Run_GoodGreen_PassesWithEvidence", "The end with its evidence.", (test, check) => PassesAsync(test, check, target))
            .Case("Run_Twice_EndsTheSame", "A test may run again after a crash, so it must not spend or change anything that matters.", (test, check) => TwiceAsync(test, check, target))
            .Case("Run_CancelledToken_Ends", "The caller no longer waits.", (test, check) => check.CancelledAsync("RunAsync", token => test.RunAsync(target, token)))
            .CaseIf(wrong is not null, "Run_WrongGreen_DoesNotPass", "What could not be looked at is StagingVerdict.CouldNotTell; an exception is taken for the same.", (test, check) => WrongAsync(test, check, wrong!))
            .Cases;
    }

    private static async Task NameAsync(IStagingTest test, ContractCheck check, Func<CancellationToken, Task<IStagingTest>> create)
    {
        check.Said("the name", test.Name);
        IStagingTest other = await create(check.Stop).ConfigureAwait(false);
        check.Equal("the name of another object of the same test (a resumed run must find the same plan)", test.Name, other.Name);
    }

    private static async Task PassesAsync(IStagingTest test, ContractCheck check, StagingTarget target)
    {
        StagingOutcome outcome = await check.CallAsync("RunAsync", token => test.RunAsync(target, token)).ConfigureAwait(false);
        check.Said("the evidence", outcome.Evidence);
        check.That(outcome.Verdict is StagingVerdict.Passed, "a pass", $"{outcome.Verdict}: {outcome.Evidence}");
    }

    private static async Task TwiceAsync(IStagingTest test, ContractCheck check, StagingTarget target)
    {
        await PassesAsync(test, check, target).ConfigureAwait(false);
        await PassesAsync(test, check, target).ConfigureAwait(false);
    }

    private static async Task WrongAsync(IStagingTest test, ContractCheck check, StagingTarget wrong)
    {
        StagingOutcome outcome;
        try
        {
            outcome = await test.RunAsync(wrong, check.Stop).ConfigureAwait(false);
        }
        catch (Exception) when (!check.Stop.IsCancellationRequested)
        {
            return;
        }
        check.That(outcome.Verdict is not StagingVerdict.Passed, "no pass", $"{outcome.Verdict}: {outcome.Evidence}");
        check.Said("the evidence", outcome.Evidence);
    }
}
