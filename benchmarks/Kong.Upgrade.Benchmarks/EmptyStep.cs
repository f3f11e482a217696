using System.Globalization;
using Kong.Upgrade.Steps;

namespace Kong.Upgrade.Benchmarks;

/// <summary>Does nothing, so that only the engine's own work is left. For one run at a time.</summary>
internal sealed class EmptyStep(int number) : UpgradeStep
{
    private bool isDone;

    public override string Name { get; } = string.Create(CultureInfo.InvariantCulture, $"empty-{number}");

    public override string Does => "nothing";

    public override string Undoes => "nothing to undo";

    /// <summary>Done once after each execution, so that the next run executes again.</summary>
    public override Task<StepState> InspectAsync(StepContext context, CancellationToken cancellationToken)
    {
        StepState state = isDone ? StepState.Done : StepState.NotDone;
        isDone = false;
        return Task.FromResult(state);
    }

    public override Task ExecuteAsync(StepContext context, CancellationToken cancellationToken)
    {
        isDone = true;
        return Task.CompletedTask;
    }

    public override Task RevertAsync(StepContext context, CancellationToken cancellationToken) => Task.CompletedTask;
}
