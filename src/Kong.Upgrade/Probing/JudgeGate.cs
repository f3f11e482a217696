using Kong.Upgrade.Judging;

namespace Kong.Upgrade.Probing;

/// <summary>The judge as a gate. What it knows it keeps from stage to stage, so the engine gives each run a judge of its own; asked alone it judges by the readings at hand.</summary>
internal sealed class JudgeGate : Gate
{
    public JudgeGate(JudgeOptions options)
    {
        if (options.Validate() is { Count: > 0 } problems) throw new ArgumentException($"{nameof(JudgeOptions)}: {string.Join(" ", problems)}", nameof(options));
        Options = options.Copy();
    }

    public JudgeOptions Options { get; }

    public override string Name => JudgeName.Of(Options);

    public override GateVerdict Judge(GateInput input)
    {
        Judge judge = new(Options);
        judge.BeginStage(input.Share);
        foreach (ProbeReading reading in input.Readings) judge.Add(reading);
        return new(judge.Verdict, judge.Reason);
    }
}
