using Kong.Upgrade.Events;
using Kong.Upgrade.Execution;
using Kong.Upgrade.Migrations;
using Kong.Upgrade.Preflight;

namespace Kong.Upgrade.Steps;

internal sealed class EvaluateStep() : GuidedStep(GuideStep.Evaluate, "evaluate")
{
    public override string Does => "looks for what may break: migrations, traffic share, and every preflight rule; nothing is changed";

    public override string Undoes => "nothing to undo";

    public override Task<StepState> InspectAsync(StepContext context, CancellationToken cancellationToken) =>
        Task.FromResult(context.Recall(Facts.Evaluated) is null ? StepState.NotDone : StepState.Done);

    public override async Task ExecuteAsync(StepContext context, CancellationToken cancellationToken)
    {
        List<string> blocking = await RulesAsync(context, cancellationToken).ConfigureAwait(false);
        if (context.Services.Preflight is { } preflight) blocking.AddRange(await PreflightAsync(context, preflight, cancellationToken).ConfigureAwait(false));
        if (blocking.Count > 0) throw new PreflightBlockedException(blocking);
        await context.NoteAsync(Facts.Evaluated, Facts.Yes, cancellationToken).ConfigureAwait(false);
    }

    public override Task RevertAsync(StepContext context, CancellationToken cancellationToken) => Task.CompletedTask;

    private static async Task<List<string>> RulesAsync(StepContext context, CancellationToken cancellationToken)
    {
        PreflightFacts facts = await GatherAsync(context.Run, cancellationToken).ConfigureAwait(false);
        List<string> blocking = [];
        foreach (IPreflightRule rule in Rules(context))
            foreach (PreflightFinding finding in await context.Run.Calls.RepeatableAsync($"rule {rule.Id}", token => rule.EvaluateAsync(facts, token), cancellationToken).ConfigureAwait(false))
                if (await ReportAsync(context.Run, rule.Id, finding).ConfigureAwait(false)) blocking.Add($"{rule.Id}: {finding.What} {finding.Remedy}");
        return blocking;
    }

    /// <summary>What is left to a person is in the report as a whole; told one by one, it would hide the rest.</summary>
    private static async Task<IReadOnlyList<string>> PreflightAsync(StepContext context, IPreflight preflight, CancellationToken cancellationToken)
    {
        PreflightReport report = await context.Run.Calls.RepeatableAsync("the preflight", token => preflight.EvaluateAsync(context.Plan, token), cancellationToken).ConfigureAwait(false);
        context.Run.Report.Evaluated(report);
        foreach (PreflightFinding finding in report.Findings.Where(f => f.Certainty is not FindingCertainty.Review)) await ReportAsync(context.Run, finding.Id!, finding).ConfigureAwait(false);
        foreach (AcceptedFinding accepted in report.Accepted) await ReportAsync(context.Run, accepted.Finding.Id!, accepted.Finding).ConfigureAwait(false);
        return [.. report.Findings.Where(f => f.IsBlocking).Select(f => $"{f.Id}: {f.What} {f.Remedy}")];
    }

    private static async Task<PreflightFacts> GatherAsync(UpgradeRun run, CancellationToken cancellationToken) => new()
    {
        Plan = run.Plan,
        Migrations = await run.Calls.LookAsync("the migration state", run.Services.Migrations!.GetStateAsync, cancellationToken).ConfigureAwait(false),
        Share = await new ShareControl(run).ReadAsync(cancellationToken).ConfigureAwait(false),
    };

    private static IEnumerable<IPreflightRule> Rules(StepContext context) =>
        [new MigrationsRule(), new TrafficRule(context.Services.Traffic!.Capabilities), .. context.Services.PreflightRules, .. context.Plan.PreflightRules];

    /// <returns>Whether the run may not start with it.</returns>
    private static async Task<bool> ReportAsync(UpgradeRun run, string rule, PreflightFinding finding)
    {
        string? accepted = run.Plan.AcceptedFindings.FirstOrDefault(a => a.Id == (finding.Id ?? rule)).Reason;
        run.Report.Finding($"{rule}: {finding.Severity}: {finding.What} {finding.Remedy}{(accepted is null ? "" : $" Accepted: {accepted}")}");
        run.Logger.FindingReported(rule, finding.Severity.ToString(), finding.What);
        await run.TellAsync(new FindingReported(run.RunId, run.Time.GetUtcNow(), rule, finding)).ConfigureAwait(false);
        return finding.IsBlocking && accepted is null;
    }
}
