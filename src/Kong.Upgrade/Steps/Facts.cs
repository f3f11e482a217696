using Kong.Upgrade.Migrations;

namespace Kong.Upgrade.Steps;

/// <summary>Names of the facts that steps note in the journal.</summary>
internal static class Facts
{
    public const string Yes = "yes";
    public const string Allowed = "allowed.";
    public const string Evaluated = "evaluated";
    public const string ConfigurationFrozen = "configuration.frozen";
    public const string ConfigurationAfterUp = "configuration.after-up";
    public const string TablesAfterUp = "configuration.tables-after-up";
    public const string BackupLocation = "backup.location";
    public const string BackupProven = "backup.proven";
    public const string GreenPrepared = "green.prepared";
    public const string BackupRestoreTime = "backup.restore-time";
    public const string PendingExpected = "migrations.pending-expected";
    public const string BlueWitnessed = "blue.witnessed";
    public const string PendingAfterUp = "migrations.pending-after-up";
    public const string StageAccepted = "divert.accepted";
    public const string BakeAccepted = "bake.accepted";
    public const string Staged = "green.staged";
    public const string BlueGone = "blue.gone";

    /// <summary>A set of migrations as one comparable line.</summary>
    public static string Of(IEnumerable<Migration> migrations) => string.Join(' ', migrations.Select(m => m.ToString()).Order(StringComparer.Ordinal));
}
