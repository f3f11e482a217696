namespace Kong.Upgrade.Staging;

/// <summary>What the tests of one run share. Safe for any number of threads.</summary>
internal sealed class StagingSession(StagingOptions options, TimeProvider time)
{
    public StagingOptions Options => options;

    public TimeProvider Time => time;
}
