namespace Kong.Upgrade.Steps;

/// <summary>One step of an upgrade. Derive from it to place a step of your own among the guide's.</summary>
/// <remarks>
/// The engine asks <see cref="InspectAsync"/>, writes its intent to the journal, calls <see cref="ExecuteAsync"/>, asks
/// <see cref="InspectAsync"/> again and believes only that. All verbs may be called again after a crash, in another process, so what
/// they need to know must be asked of the world or of <see cref="StepContext.Recall"/>. All three are abstract on purpose: a step
/// without anything to take back says so in one line. One instance may serve several runs, so it keeps no state of its own.
/// </remarks>
public abstract class UpgradeStep
{
    /// <summary>A name, unique in a plan and part of its fingerprint, such as <c>warm-caches</c>.</summary>
    public abstract string Name { get; }

    /// <summary>What it will do, in one line for <see cref="UpgradePlan.Describe"/>.</summary>
    public abstract string Does { get; }

    /// <summary>How it is taken back, in one line for <see cref="UpgradePlan.Describe"/>.</summary>
    public abstract string Undoes { get; }

    /// <summary>Whether it can be taken back. A step of one's own can.</summary>
    public virtual Reversibility Reversibility => Reversibility.Revertible;

    /// <summary>Looks whether the effect is there, without changing anything.</summary>
    /// <param name="context">The run.</param>
    /// <param name="cancellationToken">The caller no longer waits.</param>
    /// <returns>What is known; an exception is a failure of the step.</returns>
    public abstract Task<StepState> InspectAsync(StepContext context, CancellationToken cancellationToken);

    /// <summary>Brings the effect about.</summary>
    /// <param name="context">The run.</param>
    /// <param name="cancellationToken">The caller no longer waits: the run will turn round.</param>
    /// <returns>A task that ends when the effect can be seen.</returns>
    public abstract Task ExecuteAsync(StepContext context, CancellationToken cancellationToken);

    /// <summary>Takes the effect back. Also called when <see cref="ExecuteAsync"/> failed half-way or its process died.</summary>
    /// <param name="context">The run.</param>
    /// <param name="cancellationToken">The deadline of the way back, not the caller's token.</param>
    /// <returns>A task that ends when nothing of the step is left.</returns>
    public abstract Task RevertAsync(StepContext context, CancellationToken cancellationToken);
}
