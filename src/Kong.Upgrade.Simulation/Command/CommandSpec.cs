namespace Kong.Upgrade.Simulation.Command;

/// <summary>One option of a subcommand.</summary>
internal sealed record CommandOption(string Name, char? Letter = null, bool TakesValue = false, bool IsNumber = false);

/// <summary>One subcommand of <c>kong</c>: its options and, for <c>migrations</c> and <c>config</c>, its own subcommands.</summary>
internal sealed record CommandSpec(string Name, IReadOnlyList<CommandOption> Options, IReadOnlyList<string> Subcommands)
{
    private static readonly KongVersion FirstWithStatus = KongVersion.Parse("3.0.0");
    private static readonly KongVersion FirstWithDrain = KongVersion.Parse("3.9.0");

    private static readonly CommandOption[] Everywhere = [new("help"), new("v", 'v'), new("vv")];
    private static readonly CommandOption[] Place = [new("conf", 'c', TakesValue: true), new("prefix", 'p', TakesValue: true)];
    private static readonly CommandOption[] Timeouts = [Number("db-timeout"), Number("lock-timeout")];
    private static readonly CommandOption[] Starting = [.. Timeouts, new("run-migrations"), new("nginx-conf", TakesValue: true), new("nginx-conf-flags", TakesValue: true)];
    private static readonly CommandOption[] Stopping = [Number("timeout", 't'), Number("wait", 'w')];

    public static CommandSpec? Find(string name, KongVersion version) => name switch
    {
        "migrations" => Spec(name, [.. Place, .. Timeouts, new("yes", 'y'), new("quiet", 'q'), new("force", 'f')], MigrationsSubcommands(version)),
        "version" => Spec(name, [new("all", 'a')]),
        "check" => Spec(name, []),
        "health" => Spec(name, [Place[1]]),
        "prepare" => Spec(name, [.. Place, new("nginx-conf", TakesValue: true)]),
        "config" => Spec(name, Place, ["init", "db_export", "db_import", "parse"]),
        "start" => Spec(name, [.. Place, .. Starting]),
        "restart" => Spec(name, [.. Place, .. Starting]),
        "reload" => Spec(name, [.. Place, new("nginx-conf", TakesValue: true)]),
        "stop" => Spec(name, [Place[1]]),
        "quit" => Spec(name, [Place[1], .. Stopping]),
        "drain" when version.CompareTo(FirstWithDrain) >= 0 => Spec(name, [Place[1]]),
        _ => null,
    };

    public CommandOption? Option(string text) => Options.Concat(Everywhere)
        .FirstOrDefault(option => option.Name == text || (text.Length == 1 && option.Letter == text[0]));

    private static string[] MigrationsSubcommands(KongVersion version) => version.CompareTo(FirstWithStatus) >= 0
        ? ["bootstrap", "up", "finish", "list", "reset", "status"]
        : ["bootstrap", "up", "finish", "list", "reset"];

    private static CommandOption Number(string name, char? letter = null) => new(name, letter, TakesValue: true, IsNumber: true);

    private static CommandSpec Spec(string name, CommandOption[] options, string[]? subcommands = null) => new(name, options, subcommands ?? []);
}
