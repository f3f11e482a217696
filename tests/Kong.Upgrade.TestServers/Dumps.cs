namespace Kong.Upgrade.TestServers;

/// <summary>The recorded databases.</summary>
public static class Dumps
{
    public const string Empty342 = "3.4.2-to-3.9.1/s1-old-bootstrapped/empty-after-bootstrap.dump.sql";
    public const string Before342 = "3.4.2-to-3.9.1/s1-old-bootstrapped/with-sample-config.dump.sql";
    public const string AfterUp342 = "3.4.2-to-3.9.1/s4-clean-up-finish/2-after-up.dump.sql";
    public const string AfterFinish342 = "3.4.2-to-3.9.1/s4-clean-up-finish/3-after-finish.dump.sql";
    public const string WrittenBySides342 = "3.4.2-to-3.9.1/s3-after-up/db-end.dump.sql";
    public const string Before390 = "3.9.0-to-3.9.1/s1-old-bootstrapped/db.dump.sql";
    public const string AfterFinish390 = "3.9.0-to-3.9.1/s4-after-finish/db.dump.sql";
    public const string Before285 = "2.8.5-to-3.9.1/s1-old-bootstrapped/db.dump.sql";
    public const string AfterUp285 = "2.8.5-to-3.9.1/s3-after-up/db.dump.sql";
    public const string AfterFinish285 = "2.8.5-to-3.9.1/s4-after-finish/db.dump.sql";
}
