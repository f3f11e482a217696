namespace LocalUpgrade.Commands;

/// <summary>One command.</summary>
/// <param name="Name">What is typed.</param>
/// <param name="Argument">What its argument is called in the help; <see langword="null"/> when it has none. Arguments are optional.</param>
/// <param name="Says">What it does.</param>
/// <param name="Options">Its options beside the common ones.</param>
/// <param name="RunAsync">Does it.</param>
internal sealed record Verb(string Name, string? Argument, string Says, IReadOnlyList<Option> Options, Func<CommandContext, Task<int>> RunAsync)
{
    public static IReadOnlyList<Verb> All { get; } =
    [
        new("evaluate", null, "looks for what the upgrade would break in this installation; changes nothing", [Option.MakeRoles, Option.Examples, Option.Report, Option.Sarif], EvaluateCommand.RunAsync),
        new("explain", "ID", "prints what is known of a change between versions (default: lists those between the two)", [], ExplainCommand.RunAsync),
        new("plan", null, "prints what would be done and what the balancer's configuration needs; touches nothing", [], PlanCommand.RunAsync),
        new("prepare", null, "has the balancer load what the upgrade owns of its configuration; moves no traffic ('run' does it, too)", [], PrepareCommand.RunAsync),
        new("run", null, "runs the upgrade, or goes on where it stopped; Ctrl-C sends all traffic back to blue", [], RunCommand.RunAsync),
        new("stage", null, "runs the staging tests alone, against the green that is running; moves no traffic", [Option.Report], StageCommand.RunAsync),
        new("status", null, "says how things stand; also while a run is active", [], StatusCommand.RunAsync),
        new("replay", null, "judges anew what the newest run saw, with the settings as they are now; touches nothing", [], ReplayCommand.RunAsync),
        new("approve", null, "permits what a run asks for", [Option.Reason, Option.Run], context => AnswerCommand.RunAsync(context, isApproved: true)),
        new("deny", null, "refuses what a run asks for; it then goes back to blue", [Option.Reason, Option.Run], context => AnswerCommand.RunAsync(context, isApproved: false)),
        new("retreat", null, "sends all traffic to blue now; needs nothing but the balancer", [Option.BlueIsRestored], RetreatCommand.RunAsync),
        new("thaw", null, "lets configuration writes through again after a rollback", [], ThawCommand.RunAsync),
        new("restore", "BACKUP", "brings back the database from a backup (default: the run's own)", [Option.Confirm, Option.EndSessions], RestoreCommand.RunAsync),
        new("help", "TOPIC", "prints this; 'help settings' all fields of the settings file, 'help schema' its JSON schema", [], HelpCommand.RunAsync),
    ];
}
