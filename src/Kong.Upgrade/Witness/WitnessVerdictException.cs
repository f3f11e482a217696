namespace Kong.Upgrade.Witness;

/// <summary>Testifying ends here, with this verdict. Never leaves the witness.</summary>
internal sealed class WitnessVerdictException(WitnessVerdict verdict, string message, Exception? innerException = null) : KongUpgradeException(message, innerException)
{
    public WitnessVerdict Verdict => verdict;

    public static WitnessVerdictException Unknown(string message, Exception? innerException = null) => new(WitnessVerdict.Unknown, message, innerException);

    public static WitnessVerdictException Broken(string message) => new(WitnessVerdict.BlueIsBroken, message);
}
