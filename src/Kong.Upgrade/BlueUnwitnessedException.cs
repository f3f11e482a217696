namespace Kong.Upgrade;

/// <summary>It could not be told whether blue still works on the migrated database. The run halts: unknown is not success.</summary>
public sealed class BlueUnwitnessedException : KongUpgradeException
{
    internal BlueUnwitnessedException(string why)
        : base($"Whether blue still works on the migrated database could not be told: {why}. Mend the witness and run the same plan again, or acknowledge UpgradeRisk.{nameof(UpgradeRisk.UnwitnessedBlue)} with a reason.")
    {
    }

    internal override bool Halts => true;
}
