using Kong.Upgrade.Clusters;
using Kong.Upgrade.Judging;
using Kong.Upgrade.Planning;
using Kong.Upgrade.Probing;
using Kong.Upgrade.Traffic;

namespace Kong.Upgrade.Execution;

/// <summary>Before green gets any traffic: looks at blue for a while, and proves with what it saw that the alarm is connected.</summary>
internal sealed class AlarmTrial(UpgradeRun run)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (run.Plan.Gates.OfType<JudgeGate>().FirstOrDefault() is not { } gate) return;
        IReadOnlyList<ProbeReading> blue = await new Watch(run, TrafficShare.AllBlue).LearnAsync(gate.Options.Baseline, cancellationToken).ConfigureAwait(false);
        AlarmDrill drill = AlarmDrill.Run(gate.Options, blue, run.Plan.Stages[0]);
        if (!drill.IsConnected) throw new AlarmSilentException(drill.ToString());
        run.Logger.GateTried(drill.ToString());
        run.Report.Finding(drill.ToString());
        Forecast(blue);
    }

    /// <summary>What each decision will take and cost at today's traffic.</summary>
    private void Forecast(IReadOnlyList<ProbeReading> blue)
    {
        double seconds = blue.Sum(r => r.Window.Length.TotalSeconds);
        NodeReading[] nodes = [.. blue.SelectMany(r => r.Nodes).Where(n => n.Side is ClusterSide.Blue)];
        long requests = nodes.Sum(n => n.Requests), failed = nodes.Sum(n => n.Errors - n.UpstreamErrors);
        if (requests == 0 || seconds <= 0) return;
        RampForecast forecast = run.Plan.Forecast(requests / seconds, Math.Clamp((failed + 0.5) / (requests + 1), 1e-6, 0.5), Math.Clamp(run.Judge.All.First().Probes[0].Counts[0].Dispersion, 1, 1000));
        run.Logger.PlanForecast(forecast.ToString());
        if (forecast.OverBudget is { } over) run.Logger.PlanOverBudget(over.Share.ToString(), run.Plan.FailedRequestBudget ?? 0);
        run.Report.Finding($"at today's traffic: {forecast}");
    }
}
