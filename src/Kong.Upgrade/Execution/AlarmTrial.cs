using Kong.Upgrade.Judging;
using Kong.Upgrade.Probing;
using Kong.Upgrade.Traffic;

namespace Kong.Upgrade.Execution;

/// <summary>Before green gets any traffic: looks at blue for a while, and proves with what it saw that the alarm is connected.</summary>
internal sealed class AlarmTrial(UpgradeRun run)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (run.Plan.Gates.OfType<JudgeGate>().FirstOrDefault() is not { } gate) return;
        IReadOnlyList<ProbeReading> blue = await LearnAsync(gate, cancellationToken).ConfigureAwait(false);
        AlarmDrill drill = AlarmDrill.Run(gate.Options, blue, run.Plan.Stages[0]);
        if (!drill.IsConnected) throw new AlarmSilentException(drill.ToString());
        run.Logger.GateTried(drill.ToString());
        run.Report.Finding(drill.ToString());
    }

    private async Task<IReadOnlyList<ProbeReading>> LearnAsync(JudgeGate gate, CancellationToken cancellationToken)
    {
        try
        {
            return await new Watch(run, TrafficShare.AllBlue).LearnAsync(gate.Options.Baseline, cancellationToken).ConfigureAwait(false);
        }
        catch (BlindException blind)
        {
            throw new UndecidedException(blind.What, blind.Held, halts: false);
        }
    }
}
