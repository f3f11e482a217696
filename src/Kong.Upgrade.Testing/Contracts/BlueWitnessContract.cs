using Kong.Upgrade.Witness;

namespace Kong.Upgrade.Testing.Contracts;

/// <summary>What every <see cref="IBlueWitness"/> promises.</summary>
public static class BlueWitnessContract
{
    /// <summary>The promises, one case each.</summary>
    /// <param name="create">Makes a witness for a blue that works; each case asks for another. Disposed after the case if it can be.</param>
    /// <param name="createForBroken">Makes a witness for a blue that does not work; without it that case is left out.</param>
    /// <param name="patience">How long one call may take; more than zero. The default value is 30 seconds.</param>
    /// <returns>The cases.</returns>
    public static IReadOnlyList<ContractCase> Cases(Func<CancellationToken, Task<IBlueWitness>> create, Func<CancellationToken, Task<IBlueWitness>>? createForBroken = null, TimeSpan? patience = null)
    {
        ArgumentNullException.ThrowIfNull(create);
        return new ContractSuite<IBlueWitness>(nameof(IBlueWitness), create, patience)
            .Case("Testify_BlueThatWorks_SaysSo", "Starts one more node of blue's version, asks it what blue is asked, compares, and stops it.", WorksAsync)
            .Case("Testify_Twice_SaysTheSame", "Whatever was started is stopped before the call returns.", TwiceAsync)
            .Case("Testify_CancelledToken_Ends", "The caller no longer waits; the node is stopped first.", (witness, check) => check.CancelledAsync("TestifyAsync", witness.TestifyAsync))
            .CaseOn(createForBroken, "Testify_BlueThatIsBroken_IsNeverCalledWorking", "Unknown is never success.", BrokenAsync)
            .Cases;
    }

    private static async Task WorksAsync(IBlueWitness witness, ContractCheck check)
    {
        WitnessReport report = await HearAsync(witness, check).ConfigureAwait(false);
        check.That(report.Verdict is WitnessVerdict.BlueWorks, "a blue that works to be called working", $"{report.Verdict}: {string.Join("; ", report.Differences)}");
        check.That(report.Questions > 0, "questions behind the verdict", "none");
    }

    private static async Task TwiceAsync(IBlueWitness witness, ContractCheck check)
    {
        await WorksAsync(witness, check).ConfigureAwait(false);
        await WorksAsync(witness, check).ConfigureAwait(false);
    }

    private static async Task BrokenAsync(IBlueWitness witness, ContractCheck check)
    {
        WitnessReport report = await HearAsync(witness, check).ConfigureAwait(false);
        check.That(report.Verdict is not WitnessVerdict.BlueWorks, "a broken blue not to be called working", $"{report.Verdict}");
        check.That(report.Differences.Count > 0, "what the witness saw", "nothing");
    }

    private static Task<WitnessReport> HearAsync(IBlueWitness witness, ContractCheck check) => check.CallAsync("TestifyAsync", witness.TestifyAsync);
}
