namespace Kong.Upgrade.Simulation.Tests.Command;

/// <summary>The one place that says in which scene each recording plays, and which recordings are left out and why.</summary>
internal static class ReplayPlan
{
    private const string Entities = "its warnings or errors are about single plugin rows or tables, which the simulated database does not hold";
    private const string NeedsServer = "needs a PostgreSQL server: PostgresReplayTests replays it";

    private static readonly Dictionary<string, string> Excluded = new()
    {
        ["3.4.2-to-3.9.1/s2-new-binary-on-old-schema/3.9.1/export"] = Entities,
        ["3.4.2-to-3.9.1/s3-after-up/3.9.1/export"] = Entities,
        ["3.4.2-to-3.9.1/s4-clean-up-finish/4-export-new"] = Entities,
        ["3.4.2-to-3.9.1/s4-clean-up-finish/5-db_import-old-export-into-new"] = Entities,
        ["3.4.2-to-3.9.1/s4-clean-up-finish/5-parse"] = Entities,
        ["2.8.5-to-3.9.1/s4-after-finish/2.8.5/export"] = Entities,
        ["3.4.2-to-3.9.1/s2-up-killed/up-killed"] = "the surviving nginx of a killed command printed on (kong-facts 11.9); the simulation has one process: KillTests",
        ["3.4.2-to-3.9.1/x-default-gui-port-conflict/start2"] = "nginx's own list of ports it could not bind",
    };

    private static readonly string[] WhileNodeRuns =
    [
        "s1-old-bootstrapped/3.4.2/start-again", "s1-old-bootstrapped/3.4.2/health",
        "s2-start-run-migrations/start-again", "s2-start-run-migrations/health",
        "3.9.0-to-3.9.1/s2-new-binary-on-old-schema/3.9.1/stop",
        "s3-after-up/3.4.2/health", "s3-after-up/3.9.1/health", "s3-after-up/3.4.2/stop2", "/reload-after-up",
        "s3-after-up/2.8.5/reload", "s3-after-up/3.4.2/reload", "s3-after-up/3.9.0/reload", "s4-after-finish/2.8.5/reload", "s4-after-finish/3.9.0/reload",
        "/2-reload-old", "/4-reload-old-after-finish", "/4-stop-old", "/6-health-new", "/6-health-after-restart", "/6-reload-new", "/6-restart", "/6-quit-new",
    ];

    public static string? WhyExcluded(string path) =>
        path.Contains("/s0-db-errors/", StringComparison.Ordinal) || path.StartsWith("3.9.1/", StringComparison.Ordinal)
            ? NeedsServer
            : Excluded.GetValueOrDefault(path);

    public static Scene SceneOf(string path)
    {
        string folder = path.Split('/')[1];
        string name = path.Split('/')[^1];
        Scene scene = folder switch
        {
            "s0-not-bootstrapped" => new(DatabaseState.Empty),
            "s1-old-bootstrapped" => new(name == "bootstrap" ? DatabaseState.Empty : DatabaseState.Old),
            "s2-new-binary-on-old-schema" => new(DatabaseState.Old),
            "s2-start-run-migrations" => new(name == "start-run-migrations" ? DatabaseState.Old : DatabaseState.AfterUp),
            "s2-up-blocked" => Blocked(name),
            "s2-up-killed" => Killed(name),
            "s2-up-variants" => Variant(name),
            "s3-after-up" => new(name == "up" && path.Contains("/3.9.1/up", StringComparison.Ordinal) ? DatabaseState.Old : DatabaseState.AfterUp),
            "s4-after-finish" => new(name == "finish" ? DatabaseState.AfterUp : DatabaseState.AfterFinish),
            "s4-clean-up-finish" => CleanUp(name),
            "x-shared-prefix" => new(DatabaseState.Old) { PrefixIsNewer = true },
            _ => throw new InvalidOperationException($"No scene is planned for the recording {path}: give it one or say why it is left out."),
        };
        return scene with
        {
            NodeRuns = WhileNodeRuns.Any(path.EndsWith),
            ExportExists = path == "2.8.5-to-3.9.1/s1-old-bootstrapped/2.8.5/export",
        };
    }

    private static Scene Blocked(string name) => name switch
    {
        "up-blocked-by-table-lock" => new(DatabaseState.Old) { BlockedAt = "acme/003_350_to_360" },
        "list-end" => new(DatabaseState.AfterUp),
        _ => new(DatabaseState.CoreMigrated),
    };

    private static Scene Killed(string name) => name switch
    {
        "up-after-kill" => new(DatabaseState.CoreMigrated) { LockedFor = TimeSpan.FromSeconds(15) },
        "list-3" or "up-after-ttl" => new(DatabaseState.AfterUp),
        _ => new(DatabaseState.CoreMigrated),
    };

    private static Scene Variant(string name) => name switch
    {
        "up--v" or "up--vv" or "up-f" or "up-q" or "two-up-b" or "after-aborted-list" or "after-expired-list" => new(DatabaseState.Old),
        "lock-held-finish" or "lock-held-list" or "lock-held-up-timeout3" => new(DatabaseState.Old) { LockedFor = TimeSpan.FromSeconds(25) },
        "lock-released-while-waiting-up" => new(DatabaseState.Old) { LockedFor = TimeSpan.FromSeconds(25), UnlockedAfter = TimeSpan.FromSeconds(5) },
        "lock-expires-while-waiting-up" => new(DatabaseState.Old) { LockedFor = TimeSpan.FromSeconds(4) },
        "list-after-up-f" or "list-after-up-f-again" or "up-f-again" or "finish-f" => new(DatabaseState.AfterForcedUp),
        "list-after-finish-f" or "finish-f-again" => new(DatabaseState.AfterFinish),
        _ => new(DatabaseState.AfterUp),
    };

    private static Scene CleanUp(string name) => name switch
    {
        "1-start-old" or "2-up" => new(DatabaseState.Old),
        "5-imp-bootstrap" => new(DatabaseState.Empty),
        _ when name[0] == '2' || name == "3-finish" => new(DatabaseState.AfterUp),
        _ => new(DatabaseState.AfterFinish),
    };
}
