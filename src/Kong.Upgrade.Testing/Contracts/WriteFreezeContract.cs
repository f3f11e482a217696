using Kong.Upgrade.Freeze;

namespace Kong.Upgrade.Testing.Contracts;

/// <summary>What every <see cref="IWriteFreeze"/> promises.</summary>
public static class WriteFreezeContract
{
    /// <summary>The promises, one case each.</summary>
    /// <param name="create">Makes a freeze over a configuration that is not frozen; each case asks for another. Disposed after the case if it can be.</param>
    /// <param name="write">Tries a configuration write on the same configuration and says whether it was accepted; without it the cases about writes are left out.</param>
    /// <param name="reopen">Makes another object on the same configuration, as the next process would; without it that case is left out.</param>
    /// <param name="patience">How long one call may take; more than zero. The default value is 30 seconds.</param>
    /// <returns>The cases.</returns>
    public static IReadOnlyList<ContractCase> Cases(Func<CancellationToken, Task<IWriteFreeze>> create, Func<IWriteFreeze, CancellationToken, Task<bool>>? write = null, Func<IWriteFreeze, CancellationToken, Task<IWriteFreeze>>? reopen = null, TimeSpan? patience = null)
    {
        ArgumentNullException.ThrowIfNull(create);
        const string Repeat = "Freezing what is frozen and thawing what is thawed succeed without effect.";
        return new ContractSuite<IWriteFreeze>(nameof(IWriteFreeze), create, patience)
            .Case("Freeze_IsProvenAndSeen", "Freezes, and proves it by a write that is refused.", FrozenAsync)
            .Case("Freeze_Twice_SameAsOnce", Repeat, TwiceAsync)
            .Case("Thaw_AfterFreeze_IsSeen", "Lets configuration writes through again.", ThawedAsync)
            .Case("Thaw_Twice_SameAsOnce", Repeat, ThawedTwiceAsync)
            .Case("Check_NobodyWrote_SameFingerprint", "A hash over the whole configuration: equal as long as nobody wrote; null when it cannot be computed.", FingerprintAsync)
            .Case("Members_CancelledToken_CanBeCalledAgain", "The caller no longer waits; the freeze may stand.", CancelledAsync)
            .CaseIf(write is not null, "Write_WhileFrozen_IsRefused", "Stops configuration writes through every Admin API of both clusters.", (freeze, check) => RefusedAsync(freeze, check, write!))
            .CaseIf(write is not null, "Check_SomebodyWrote_OtherFingerprint", "A hash over the whole configuration: equal as long as nobody wrote; null when it cannot be computed.", (freeze, check) => DriftAsync(freeze, check, write!))
            .CaseIf(reopen is not null, "Freeze_AfterACrash_Stands", "A freeze survives the crash of whoever asked for it.", (freeze, check) => SurvivesAsync(freeze, check, reopen!))
            .Cases;
    }

    private static async Task FrozenAsync(IWriteFreeze freeze, ContractCheck check)
    {
        FreezeRequest request = new() { RunId = "contract", Reason = "a contract test" };
        FreezeProof proof = await check.CallAsync("FreezeAsync", token => freeze.FreezeAsync(request, token)).ConfigureAwait(false);
        check.Said("the proof", proof.RefusedWrite);
        await StandsAsync(freeze, check, FreezeStanding.Frozen).ConfigureAwait(false);
    }

    private static async Task TwiceAsync(IWriteFreeze freeze, ContractCheck check)
    {
        await FrozenAsync(freeze, check).ConfigureAwait(false);
        await FrozenAsync(freeze, check).ConfigureAwait(false);
    }

    private static async Task ThawedAsync(IWriteFreeze freeze, ContractCheck check)
    {
        await FrozenAsync(freeze, check).ConfigureAwait(false);
        await ThawAsync(freeze, check).ConfigureAwait(false);
    }

    private static async Task ThawedTwiceAsync(IWriteFreeze freeze, ContractCheck check)
    {
        await ThawedAsync(freeze, check).ConfigureAwait(false);
        await ThawAsync(freeze, check).ConfigureAwait(false);
    }

    private static async Task FingerprintAsync(IWriteFreeze freeze, ContractCheck check)
    {
        FreezeState before = await LookAsync(freeze, check).ConfigureAwait(false);
        check.Equal("the fingerprint looked at again", before.ConfigurationFingerprint, (await LookAsync(freeze, check).ConfigureAwait(false)).ConfigurationFingerprint);
        await FrozenAsync(freeze, check).ConfigureAwait(false);
        check.Equal("the fingerprint after freezing", before.ConfigurationFingerprint, (await LookAsync(freeze, check).ConfigureAwait(false)).ConfigurationFingerprint);
    }

    private static async Task CancelledAsync(IWriteFreeze freeze, ContractCheck check)
    {
        FreezeRequest request = new() { RunId = "contract", Reason = "a contract test" };
        await check.CancelledAsync("FreezeAsync", token => freeze.FreezeAsync(request, token)).ConfigureAwait(false);
        await FrozenAsync(freeze, check).ConfigureAwait(false);
        await check.CancelledAsync("CheckAsync", freeze.CheckAsync).ConfigureAwait(false);
        await check.CancelledAsync("ThawAsync", freeze.ThawAsync).ConfigureAwait(false);
        await ThawAsync(freeze, check).ConfigureAwait(false);
    }

    private static async Task RefusedAsync(IWriteFreeze freeze, ContractCheck check, Func<IWriteFreeze, CancellationToken, Task<bool>> write)
    {
        await FrozenAsync(freeze, check).ConfigureAwait(false);
        check.That(!await write(freeze, check.Stop).ConfigureAwait(false), "a write to be refused while frozen", "that it was accepted");
        await ThawAsync(freeze, check).ConfigureAwait(false);
        check.That(await write(freeze, check.Stop).ConfigureAwait(false), "a write to be accepted after thawing", "that it was refused");
    }

    private static async Task DriftAsync(IWriteFreeze freeze, ContractCheck check, Func<IWriteFreeze, CancellationToken, Task<bool>> write)
    {
        FreezeState before = await LookAsync(freeze, check).ConfigureAwait(false);
        check.That(await write(freeze, check.Stop).ConfigureAwait(false), "a write to be accepted while nothing is frozen", "that it was refused");
        FreezeState after = await LookAsync(freeze, check).ConfigureAwait(false);
        check.That(before.ConfigurationFingerprint is null || before.ConfigurationFingerprint != after.ConfigurationFingerprint, "another fingerprint after a write", $"'{after.ConfigurationFingerprint}' before and after");
    }

    private static async Task SurvivesAsync(IWriteFreeze freeze, ContractCheck check, Func<IWriteFreeze, CancellationToken, Task<IWriteFreeze>> reopen)
    {
        await FrozenAsync(freeze, check).ConfigureAwait(false);
        await StandsAsync(await reopen(freeze, check.Stop).ConfigureAwait(false), check, FreezeStanding.Frozen).ConfigureAwait(false);
    }

    private static async Task ThawAsync(IWriteFreeze freeze, ContractCheck check)
    {
        await check.CallAsync("ThawAsync", freeze.ThawAsync).ConfigureAwait(false);
        await StandsAsync(freeze, check, FreezeStanding.Thawed).ConfigureAwait(false);
    }

    private static async Task StandsAsync(IWriteFreeze freeze, ContractCheck check, FreezeStanding expected) =>
        check.Equal("the standing that CheckAsync sees", expected, (await LookAsync(freeze, check).ConfigureAwait(false)).Standing);

    private static Task<FreezeState> LookAsync(IWriteFreeze freeze, ContractCheck check) => check.CallAsync("CheckAsync", freeze.CheckAsync);
}
