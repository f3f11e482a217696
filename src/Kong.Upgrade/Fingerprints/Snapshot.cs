namespace Kong.Upgrade.Fingerprints;

/// <summary>One moment of the database, read in words that do not depend on the role's or the server's settings.</summary>
internal static class Snapshot
{
    public const string Begin = "BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY";

    /// <summary>What values look like as text must be the same in every session. JIT compiles longer than such queries run.</summary>
    public const string Settings =
        "SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO, YMD'; SET LOCAL IntervalStyle = 'postgres'; SET LOCAL extra_float_digits = 1; SET LOCAL bytea_output = 'hex'; SET LOCAL jit = off; SET LOCAL lock_timeout = '10s'";
}
