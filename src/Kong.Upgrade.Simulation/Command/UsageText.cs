namespace Kong.Upgrade.Simulation.Command;

/// <summary>The help texts, as recorded for <c>migrations</c> (2.8.5, 3.4.2, 3.9.1), <c>start</c> and the top (3.9.1); the others only name their options.</summary>
internal static class UsageText
{
    private static readonly KongVersion ThreeZero = KongVersion.Parse("3.0.0");
    private static readonly KongVersion ThreeSeven = KongVersion.Parse("3.7.0");

    private const string Levels = """
         --v              verbose
         --vv             debug

        """;

    public static string Of(string command, KongVersion version) => command switch
    {
        "migrations" => Migrations(version),
        "start" => Start,
        _ => $"Usage: kong {command} [OPTIONS]\n\nOptions:\n{Levels}",
    };

    public static string Top(KongVersion version) => $"""
        Usage: kong COMMAND [OPTIONS]

        The available commands are:
        {string.Join('\n', Commands(version).Select(name => " " + name))}

        Options:
        {Levels}
        """;

    private static string[] Commands(KongVersion version) =>
    [
        "check", "config", .. CommandSpec.Find("drain", version) is null ? Array.Empty<string>() : ["drain"], "health", "hybrid", "migrations",
        "prepare", "quit", "reload", "restart", "roar", "start", "stop", "vault", "version",
    ];

    private static string Migrations(KongVersion version) => $"""
        Usage: kong migrations COMMAND [OPTIONS]

        Manage database schema migrations.

        The available commands are:
          bootstrap                         Bootstrap the database and run all
                                            migrations.

          up                                Run any new migrations.

          finish                            Finish running any pending migrations after
                                            'up'.

          list                              List executed migrations.

        {ResetAndStatus(version)}

        Options:
         -y,--yes                           Assume "yes" to prompts and run
                                            non-interactively.

         -q,--quiet                         Suppress all output.

         -f,--force                         Run migrations even if database reports
                                            as already executed.

         --db-timeout     {DatabaseTimeout(version)}

         --lock-timeout   (default 60)      Timeout, in seconds, for nodes waiting on
                                            the leader node to finish running
                                            migrations.

         -c,--conf        (optional string) Configuration file.

         -p,--prefix      (optional string)   Override prefix directory.

        {Levels}
        """;

    private static string ResetAndStatus(KongVersion version) => version.CompareTo(ThreeZero) < 0
        ? "  reset                             Reset the database."
        : """
              reset                             Reset the database. The `reset` command erases all of the data in Kong's database and deletes all of the schemas.

              status                            Dump the database migration status in JSON format
            """;

    private static string DatabaseTimeout(KongVersion version)
    {
        string kind = version.CompareTo(ThreeSeven) < 0 ? "(default 60)     " : "(optional number)";
        return version.CompareTo(ThreeZero) < 0
            ? $"""
            {kind} Timeout, in seconds, for all database
                                                operations (including schema consensus for
                                                Cassandra).
            """
            : $"""
            {kind} Timeout, in seconds, for all database
                                                operations.

            """;
    }

    private const string Start = """
        Usage: kong start [OPTIONS]

        Start Kong (Nginx and other configured services) in the configured
        prefix directory.

        Options:
         -c,--conf                 (optional string)   Configuration file.

         -p,--prefix               (optional string)   Override prefix directory.

         --nginx-conf              (optional string)   Custom Nginx configuration template.

         --run-migrations          (optional boolean)  Run migrations before starting.

         --db-timeout              (optional number)   Timeout, in seconds, for all database
                                                       operations.

         --lock-timeout            (default 60)        When --run-migrations is enabled, timeout,
                                                       in seconds, for nodes waiting on the
                                                       leader node to finish running migrations.

         --nginx-conf-flags        (optional string)   Flags that can be used to control
                                                       how Nginx configuration templates are rendered
         --v              verbose
         --vv             debug

        """;
}
