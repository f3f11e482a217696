namespace Kong.Upgrade;

/// <summary>A service (a splitter, a provisioner, a backup …) could not do what was asked. For implementers of the service interfaces to throw.</summary>
/// <param name="message">What happened, with values; what was tried; what to do next. Without secrets.</param>
/// <param name="innerException">What was behind it, if anything.</param>
/// <param name="isTransient">Whether the same call may work in a moment: the engine then repeats it a few times.</param>
public sealed class UpgradeServiceException(string message, Exception? innerException = null, bool isTransient = false)
    : KongUpgradeException(message, innerException)
{
    /// <inheritdoc/>
    public override bool IsTransient { get; } = isTransient;
}
