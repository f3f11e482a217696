namespace LocalUpgrade.Commands;

/// <summary>One option of the command line.</summary>
/// <param name="Name">Such as <c>--reason</c>.</param>
/// <param name="Value">What its value is called in the help; <see langword="null"/> when it has none.</param>
/// <param name="Says">What it does.</param>
internal sealed record Option(string Name, string? Value, string Says)
{
    public static Option Settings { get; } = new("--settings", "FILE", "the settings file (default: localupgrade.json in this directory)");

    public static Option Json { get; } = new("--json", null, "one JSON object a line, for programs");

    public static Option Plain { get; } = new("--plain", null, "plain lines, also on a terminal");

    public static Option Reason { get; } = new("--reason", "TEXT", "why; it is kept with the run");

    public static Option Run { get; } = new("--run", "ID", "only if it is this run that asks");

    public static Option MakeRoles { get; } = new("--make-roles", null, "also make the login roles of the upgrade, as 'run' will, and look with them");

    public static Option Examples { get; } = new("--examples", "N", "how many routes, plugins … of each finding are shown: a number, or 'all' (default: 3)");

    public static Option Report { get; } = new("--report", "FILE", "also write the whole report there as JSON");

    public static Option Sarif { get; } = new("--sarif", "FILE", "also write the report there as SARIF, for code scanners");

    public static Option BlueIsRestored { get; } = new("--blue-is-restored", null, "also past the point of no return, because blue's database was restored and blue serves again");

    public static Option Confirm { get; } = new("--confirm", "DATABASE", "the name of the database that is to be replaced, typed by hand");

    public static Option EndSessions { get; } = new("--end-sessions", "TEXT", "end the sessions of others in the database, for this reason");

    /// <summary>Those that every command has.</summary>
    public static IReadOnlyList<Option> Common { get; } = [Settings, Json, Plain];
}
