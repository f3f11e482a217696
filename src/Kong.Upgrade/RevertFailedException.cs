namespace Kong.Upgrade;

/// <summary>A step could not be taken back; the ones begun before it were left as they are. Appears as the <see cref="UpgradeReport.Error"/> of a halted run.</summary>
public sealed class RevertFailedException : KongUpgradeException
{
    internal RevertFailedException(string stepName, Exception error, Exception cause)
        : base($"'{stepName}' could not be taken back: {error.Message} (the run turned round because: {cause.Message})", error) => StepName = stepName;

    /// <summary>The step.</summary>
    public string StepName { get; }
}
