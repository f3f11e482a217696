using static LocalUpgrade.Settings.Field;

namespace LocalUpgrade.Settings;

/// <summary>All fields of the settings file: what is checked, what <c>help settings</c> prints and what the JSON schema says.</summary>
internal static class SettingsFields
{
    /// <summary>Where a secret text stands; exactly one of both.</summary>
    public static Field SecretText { get; } = new("secret", FieldKind.Object, "Where a secret stands; exactly one of both.")
    {
        Fields =
        [
            new("environment", FieldKind.Text, "The name of an environment variable of this program that holds it."),
            new("file", FieldKind.Path, "A file that holds it; white space at its end does not count. It should be readable by its owner only."),
        ],
    };

    public static Field Root { get; } = new("$", FieldKind.Object, "One installation and how it is to be upgraded.")
    {
        Fields =
        [
            new("$schema", FieldKind.Text, "For editors: the address of localupgrade.schema.json."),
            Cluster("blue", "The cluster that serves today (the guide's cluster X). Its nodes run."),
            Cluster("green", "The cluster of the new version (the guide's cluster Y). Its nodes are installed but do not run; they are started by the upgrade."),
            Database,
            BalancerFields.Balancer,
            new("stages", FieldKind.List, "Green's share in percent at each stage: rising, and 100 at the end. Default: 1, 5, 25, 50 and 100, or what keeps atMostFailedRequests.") { AtLeast = 1, Item = new("stage", FieldKind.Number, "A share in percent.") { Range = (0, 100) } },
            new("soak", FieldKind.Duration, "How long each stage is held at least, under watch.") { Default = "\"5m\"" },
            new("bake", FieldKind.Duration, "How long green is held at all traffic at least, under watch, before 'kong migrations finish'.") { Default = "\"30m\"" },
            new("stageAtMost", FieldKind.Duration, "How long a stage may last, its soak with it, while nothing speaks against green but too few requests have come to accept it; then whenUndecided says what follows.") { Default = "\"1h\"" },
            new("maxBlind", FieldKind.Duration, "How long the run may be unable to look while green has traffic before it says so; if holdAtMost passes as well, it goes one stage back.") { Default = "\"30s\"" },
            new("holdAtMost", FieldKind.Duration, "How long the run may hold because it cannot tell whether green is good.") { Default = "\"2m\"" },
            new("whenUndecided", FieldKind.Choice, "What it does then. goBack: all traffic to blue. halt: it stays, and a person decides. goOn: the next stage, if only requests are missing; synthesise: the same, but requests of 'synthetic' must have proven green; else both go back.") { Default = "\"goBack\"", Choices = ["goBack", "halt", "goOn", "synthesise"] },
            new("expectTraffic", FieldKind.Number, "How many requests a second both clusters together will get, so that 'plan' can say beforehand what each decision takes and costs. Default: not known.") { Range = (0, 1_000_000_000) },
            new("atMostFailedRequests", FieldKind.Whole, "How many requests of users may fail, as an expectation, until traffic is back on blue: makes the stages, or checks those that are named. Needs expectTraffic and the judge.") { Range = (1, 1_000_000_000) },
            new("minimumRequests", FieldKind.Whole, "How many requests green must have answered at each stage before it is accepted, whatever the judge needs.") { Default = "0", Range = (0, int.MaxValue) },
            JudgeFields.Judge,
            Gates,
            SyntheticFields.Synthetic,
            StagingFields.Tests,
            StagingFields.Staging,
            new("watch", FieldKind.Object, "How closely the run looks.") { Default = "{}", Fields = WatchFields },
            new("clusters", FieldKind.Object, "How patient the run is with nodes.") { Default = "{}", Fields = ClusterPatience },
            Backup,
            Required("journal", FieldKind.Path, "The directory of the journal: what the run intended and did, questions and answers. One directory serves one Kong database; keep it between runs, on a disk that survives a restart. Whoever may write there may approve."),
            Approval,
            new("acknowledge", FieldKind.List, "Risks that somebody takes for this upgrade; the report names them.") { Default = "[]", Item = Risk },
            new("accept", FieldKind.List, "Findings of 'evaluate' that do not keep the upgrade from starting; the report names them with the reasons.") { Default = "[]", Item = Accepted },
            new("afterRollback", FieldKind.Choice, "Whether configuration writes stay frozen after a rollback, for the guide says to investigate and repeat, or are let through.") { Default = "\"keepFrozen\"", Choices = ["keepFrozen", "thaw"] },
            new("log", FieldKind.Path, "The file to which everything is logged, line by line. Default: upgrade.log in the journal's directory."),
        ],
    };

    private static Field Database => new("database", FieldKind.Object, "The PostgreSQL database. Where it is and how Kong logs in stands in blue's configuration; here stands who may do more.")
    {
        Default = "{}",
        Fields =
        [
            new("administrator", FieldKind.Object, "A role on the same server that may create roles and databases: it makes login roles for the migration and for green, the scratch database of the trial restore, and at the end fences blue. Without it the freeze cannot let the migration through, and 'evaluate' says which SQL to run.")
            {
                Fields =
                [
                    Required("user", FieldKind.Text, "The role."),
                    new("passwordFrom", FieldKind.Object, "Where its password stands; exactly one of both. Never write it into this file.") { Fields = SecretText.Fields },
                ],
            },
        ],
    };

    private static Field Gates => new("gates", FieldKind.Object, "Simple limits beside the judge; all that are named must accept, too.")
    {
        Default = "{}",
        Fields =
        [
            new("maxErrorRate", FieldKind.Number, "The highest acceptable part of green's requests that fail, such as 0.01. Default: not judged.") { Range = (0, 1) },
            new("p99", FieldKind.Duration, "The highest acceptable 99th percentile of request time. With HAProxy only by its access log, for its counters have no times. Default: not judged."),
            new("minimumRequests", FieldKind.Whole, "How many requests green must have answered at a stage before these limits judge it.") { Default = "20", Range = (1, 1_000_000) },
        ],
    };

    private static IReadOnlyList<Field> WatchFields =>
    [
        new("every", FieldKind.Duration, "How often green is looked at while it has traffic.") { Default = "\"1s\"" },
        new("driftEvery", FieldKind.Duration, "How often it is looked whether the configuration still is what it was after 'up'.") { Default = "\"10s\"" },
        new("kongMetrics", FieldKind.Switch, "Whether Kong's own metrics of all nodes (the prometheus plugin, by Status API or else Admin API) are judged as well: they tell Kong's errors and times from those of the services behind. 'evaluate' looks whether they can be.") { Default = "false" },
        new("blueQuietFor", FieldKind.Duration, "How long blue must be seen without a single request before 'finish'.") { Default = "\"10s\"" },
    ];

    private static IReadOnlyList<Field> ClusterPatience =>
    [
        new("readyWithin", FieldKind.Duration, "How long a node may take to become ready.") { Default = "\"1m\"" },
        new("drainWithin", FieldKind.Duration, "How long blue may take, at the very end, until no request and no connection is left on it.") { Default = "\"2m\"" },
        new("stopWithin", FieldKind.Duration, "How long a node that is stopped may go on with requests that it had begun.") { Default = "\"30s\"" },
        new("backgroundRequests", FieldKind.Number, "How many requests a second (scrapes, health checks) still count as silence when blue is taken away.") { Default = "5", Range = (0, 1000) },
        new("acceptSmallerGreen", FieldKind.Text, "Why green may be smaller than blue. Default: it may not."),
    ];

    private static Field Backup => Required("backup", FieldKind.Object, "Where and how the database is saved before it is migrated.") with
    {
        Fields =
        [
            Required("directory", FieldKind.Path, "Holds one directory for each backup, readable by this user only. It holds secrets."),
            new("toolsDirectory", FieldKind.Path, "The directory of pg_dump and pg_restore. Default: the PATH, then /usr/lib/postgresql/*/bin."),
            new("jobs", FieldKind.Whole, "How many tables are saved and restored at once. Default: one for each processor, at most 4.") { Range = (1, 64) },
            new("withoutRunTimeData", FieldKind.Switch, "Whether the rows of counters, sessions, tokens and events are left out.") { Default = "false" },
        ],
    };

    private static Field Approval => new("approval", FieldKind.Object, "Who permits 'kong migrations finish', the point of no return.")
    {
        Default = "{}",
        Fields =
        [
            new("mode", FieldKind.Choice, "ask: a person must run 'approve'. none: nobody is asked, for the reason that is given.") { Default = "\"ask\"", Choices = ["ask", "none"] },
            new("reason", FieldKind.Text, "Why nobody is asked; needed with none."),
            new("within", FieldKind.Duration, "How long the run waits for the answer; then it ends with exit code 11 and traffic stays on green.") { Default = "\"4h\"" },
        ],
    };

    private static Field Risk => new("risk", FieldKind.Object, "One risk.")
    {
        Fields =
        [
            Required("risk", FieldKind.Choice, "Which.") with { Choices = ["minorJump", "majorJump", "unprovenBackup", "unwitnessedBlue", "unenforcedFreeze"] },
            Required("reason", FieldKind.Text, "Why it is taken."),
        ],
    };

    private static Field Accepted => new("finding", FieldKind.Object, "One finding.")
    {
        Fields =
        [
            Required("finding", FieldKind.Text, "Its id, 350-06 for example."),
            Required("reason", FieldKind.Text, "Why it is accepted, and who says so."),
        ],
    };

    private static Field Cluster(string name, string says) => Required(name, FieldKind.Object, says) with
    {
        Fields =
        [
            Required("version", FieldKind.Version, "Its version of Kong."),
            Required("executable", FieldKind.Executable, "Its 'kong'."),
            new("configuration", FieldKind.Path, "The kong.conf of all its commands and nodes. Default: that of the first node; else none, and Kong looks in its usual places."),
            new("environment", FieldKind.Map, "The environment of all its commands and nodes, KONG_PLUGINS for example. Secrets are not written here but named.") { Default = "{}" },
            Required("nodes", FieldKind.List, "Its nodes on this host.") with { AtLeast = 1, Item = Node },
        ],
    };

    private static Field Node => new("node", FieldKind.Object, "One node.")
    {
        Fields =
        [
            Required("name", FieldKind.Text, "A name that a person recognises."),
            Required("prefix", FieldKind.Path, "Its own prefix, never shared."),
            new("configuration", FieldKind.Path, "Its kong.conf, if it differs from the cluster's."),
            new("environment", FieldKind.Map, "Its environment beside the cluster's, KONG_PROXY_LISTEN for example.") { Default = "{}" },
            new("proxy", FieldKind.Address, "Where it takes user traffic. Default: the first plain-text address of its proxy_listen."),
            new("admin", FieldKind.Address, "Its Admin API. Default: the first plain-text address of its admin_listen."),
            new("status", FieldKind.Address, "Its Status API. Default: the first plain-text address of its status_listen."),
        ],
    };
}
