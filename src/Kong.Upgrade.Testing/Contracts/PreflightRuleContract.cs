using Kong.Upgrade.Preflight;

namespace Kong.Upgrade.Testing.Contracts;

/// <summary>What every <see cref="IPreflightRule"/> promises.</summary>
public static class PreflightRuleContract
{
    /// <summary>The promises, one case each.</summary>
    /// <param name="create">Makes the rule; each case asks for another. Disposed after the case if it can be.</param>
    /// <param name="facts">What the rule is told.</param>
    /// <param name="createUnreadable">Makes a rule that cannot read what it looks for; without it that case is left out.</param>
    /// <param name="patience">How long one call may take; more than zero. The default value is 30 seconds.</param>
    /// <returns>The cases.</returns>
    public static IReadOnlyList<ContractCase> Cases(Func<CancellationToken, Task<IPreflightRule>> create, PreflightFacts facts, Func<CancellationToken, Task<IPreflightRule>>? createUnreadable = null, TimeSpan? patience = null)
    {
        ArgumentNullException.ThrowIfNull(create);
        ArgumentNullException.ThrowIfNull(facts);
        return new ContractSuite<IPreflightRule>(nameof(IPreflightRule), create, patience)
            .Case("Id_AlwaysTheSame", "A short stable id, such as 300-03; unique among the rules of a run.", (rule, check) => IdAsync(rule, check, create))
            .Case("Evaluate_Findings_SayWhatAndRemedy", "What was found; empty when nothing.", async (rule, check) => await FindAsync(rule, check, facts).ConfigureAwait(false))
            .Case("Evaluate_Twice_FindsTheSame", "Read only. A rule may run again.", (rule, check) => TwiceAsync(rule, check, facts))
            .Case("Evaluate_CancelledToken_Ends", "The caller no longer waits.", (rule, check) => check.CancelledAsync("EvaluateAsync", token => rule.EvaluateAsync(facts, token)))
            .CaseOn(createUnreadable, "Evaluate_Unreadable_IsNotSilent", "What could not be read is a finding of its own or an exception, never silence.", (rule, check) => UnreadableAsync(rule, check, facts))
            .Cases;
    }

    private static async Task IdAsync(IPreflightRule rule, ContractCheck check, Func<CancellationToken, Task<IPreflightRule>> create)
    {
        check.Said("the id", rule.Id);
        IPreflightRule other = await create(check.Stop).ConfigureAwait(false);
        check.Equal("the id of another object of the same rule (a resumed run must find the same plan)", rule.Id, other.Id);
    }

    private static async Task<string> FindAsync(IPreflightRule rule, ContractCheck check, PreflightFacts facts)
    {
        IReadOnlyList<PreflightFinding> findings = await check.CallAsync("EvaluateAsync", token => rule.EvaluateAsync(facts, token)).ConfigureAwait(false);
        foreach (PreflightFinding finding in findings)
        {
            check.Said("what was found", finding.What);
            check.Said("the remedy", finding.Remedy);
            check.That(Enum.IsDefined(finding.Severity), "a severity that there is", $"{finding.Severity}");
        }
        return string.Join("; ", findings.Select(f => $"{f.Severity}: {f.What} {f.Remedy}"));
    }

    private static async Task TwiceAsync(IPreflightRule rule, ContractCheck check, PreflightFacts facts)
    {
        string first = await FindAsync(rule, check, facts).ConfigureAwait(false);
        check.Equal("what is found the second time", first, await FindAsync(rule, check, facts).ConfigureAwait(false));
    }

    private static async Task UnreadableAsync(IPreflightRule rule, ContractCheck check, PreflightFacts facts)
    {
        IReadOnlyList<PreflightFinding> findings;
        try
        {
            findings = await rule.EvaluateAsync(facts, check.Stop).ConfigureAwait(false);
        }
        catch (Exception) when (!check.Stop.IsCancellationRequested)
        {
            return;
        }
        check.That(findings.Count > 0, "a finding or an exception", "silence");
    }
}
