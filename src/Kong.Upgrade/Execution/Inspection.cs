using Kong.Upgrade.Steps;

namespace Kong.Upgrade.Execution;

/// <summary>Looks whether a step's effect is there. Unknown is its own answer: it holds, then halts (I4).</summary>
internal sealed class Inspection(UpgradeRun run)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public async Task<StepState> LookAsync(UpgradeStep current, CancellationToken cancellationToken)
    {
        long start = run.Time.GetTimestamp();
        for (; ; )
        {
            (StepState state, string? trouble) = await OnceAsync(current, cancellationToken).ConfigureAwait(false);
            if (state is StepState.Done or StepState.NotDone) return state;
            if (run.Time.GetElapsedTime(start) is var held && held >= run.Plan.HoldAtMost)
                throw new UndecidedException($"whether '{current.Name}' is done{trouble}. Look at the system behind it, then run the same plan again", held, halts: true);
            await Task.Delay(Pause, run.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>A connection that broke tells nothing of the step, and the next look may have a better one.</summary>
    private async Task<(StepState State, string? Trouble)> OnceAsync(UpgradeStep current, CancellationToken cancellationToken)
    {
        try
        {
            return (await current.InspectAsync(run.Context, cancellationToken).ConfigureAwait(false), null);
        }
        catch (KongUpgradeException passing) when (passing.IsTransient)
        {
            return (StepState.Unknown, $" ({passing.Message.TrimEnd('.')})");
        }
    }

    public async Task VerifyAsync(UpgradeStep current, CancellationToken cancellationToken)
    {
        if (await LookAsync(current, cancellationToken).ConfigureAwait(false) is not StepState.Done)
            throw new StepNotVerifiedException(current.Name, "its effect is not there");
    }
}
