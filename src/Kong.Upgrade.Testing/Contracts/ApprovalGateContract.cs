using Kong.Upgrade.Approvals;

namespace Kong.Upgrade.Testing.Contracts;

/// <summary>What every <see cref="IApprovalGate"/> promises.</summary>
public static class ApprovalGateContract
{
    /// <summary>The promises, one case each.</summary>
    /// <param name="create">Makes a gate behind which somebody answers; each case asks for another. Disposed after the case if it can be.</param>
    /// <param name="createSilent">Makes a gate behind which nobody answers; without it that case is left out.</param>
    /// <param name="patience">How long one call may take; more than zero. The default value is 30 seconds.</param>
    /// <returns>The cases.</returns>
    public static IReadOnlyList<ContractCase> Cases(Func<CancellationToken, Task<IApprovalGate>> create, Func<CancellationToken, Task<IApprovalGate>>? createSilent = null, TimeSpan? patience = null)
    {
        ArgumentNullException.ThrowIfNull(create);
        return new ContractSuite<IApprovalGate>(nameof(IApprovalGate), create, patience)
            .Case("Ask_Answered_HasANameToIt", "Asks and waits for the answer.", async (gate, check) => await AskAsync(gate, check).ConfigureAwait(false))
            .Case("Ask_SameQuestionAgain_IsAnswered", "The same question may be asked again after a crash or by a later run; recognise it by run and step.", AgainAsync)
            .Case("Ask_CancelledToken_Ends", "The token fires at the deadline, when harm to users was seen meanwhile, or when the run is cancelled: stop asking.", (gate, check) => check.CancelledAsync("AskAsync", token => gate.AskAsync(Question(), token)))
            .CaseOn(createSilent, "Ask_NobodyAnswersUntilTheTokenFires_IsNoConsent", "Return ApprovalAnswer.None when nobody answered; an exception is taken for the same.", SilentAsync)
            .Cases;
    }

    private static ApprovalQuestion Question() => new() { RunId = "contract", BeforeStep = "finish", Text = "A contract test asks.", Deadline = DateTimeOffset.MaxValue };

    private static async Task<ApprovalAnswer> AskAsync(IApprovalGate gate, ContractCheck check)
    {
        ApprovalAnswer answer = await check.CallAsync("AskAsync", token => gate.AskAsync(Question(), token)).ConfigureAwait(false);
        check.That(answer.Verdict is ApprovalVerdict.Approved or ApprovalVerdict.Refused, "an answer", $"{answer.Verdict}");
        check.Said("who answered", answer.By);
        return answer;
    }

    private static async Task AgainAsync(IApprovalGate gate, ContractCheck check)
    {
        ApprovalAnswer first = await AskAsync(gate, check).ConfigureAwait(false);
        check.Equal("the answer to the same question", first.Verdict, (await AskAsync(gate, check).ConfigureAwait(false)).Verdict);
    }

    private static async Task SilentAsync(IApprovalGate gate, ContractCheck check)
    {
        using CancellationTokenSource deadline = CancellationTokenSource.CreateLinkedTokenSource(check.Stop);
        ApprovalAnswer answer = await check.CallAsync("AskAsync after its token fired", async _ =>
        {
            Task<ApprovalAnswer> asking = gate.AskAsync(Question(), deadline.Token);
            await deadline.CancelAsync().ConfigureAwait(false);
            return await NoneIfThrownAsync(asking).ConfigureAwait(false);
        }).ConfigureAwait(false);
        check.Equal("the answer when nobody answered", ApprovalVerdict.NoAnswer, answer.Verdict);
    }

    private static async Task<ApprovalAnswer> NoneIfThrownAsync(Task<ApprovalAnswer> asking)
    {
        try
        {
            return await asking.ConfigureAwait(false);
        }
        catch (Exception)
        {
            return ApprovalAnswer.None;
        }
    }
}
