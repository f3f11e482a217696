using Kong.Upgrade.Clusters;

namespace Kong.Upgrade.Steps;

internal sealed class StartGreenStep() : GuidedStep(GuideStep.StartGreen, "start-green")
{
    public override string Does => "starts green and waits until every node is ready and reports the new version";

    public override string Undoes => "stops green";

    /// <summary>Another process may have started green, and it may have died since: only what this process saw counts.</summary>
    public override Task<StepState> InspectAsync(StepContext context, CancellationToken cancellationToken) =>
        Task.FromResult(context.Run.Green is null ? StepState.NotDone : StepState.Done);

    public override async Task ExecuteAsync(StepContext context, CancellationToken cancellationToken)
    {
        RunningCluster green = await context.Run.Calls.RepeatableAsync("starting green", token => context.Services.Clusters!.StartAsync(context.Run.GreenSpec(), token), cancellationToken).ConfigureAwait(false);
        if (green.Nodes.Count == 0) throw new UpgradeServiceException("Green was started, but not one node of it was named as ready. Look at the provisioner's log.");
        string[] others = [.. green.Nodes.Where(n => n.Version != context.Plan.To).Select(n => $"{n.Name} reports {n.Version}")];
        if (others.Length > 0) throw new UpgradeServiceException($"Green was to be Kong {context.Plan.To}, but {string.Join(", ", others)}. Point the provisioner at the right version.");
        context.Run.Green = green;
    }

    public override Task RevertAsync(StepContext context, CancellationToken cancellationToken) =>
        context.Services.Clusters!.DecommissionAsync(Decommission.Green("the upgrade was rolled back"), cancellationToken);
}
