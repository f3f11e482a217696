namespace Kong.Upgrade.Simulation.Command;

/// <summary><c>kong migrations list</c>: the blocks of text and the exit code that stands for them (kong-facts 1.4).</summary>
internal sealed class MigrationList(KongOutput output, KongVersion version)
{
    // The blank after "first." is Kong's own.
    public const string NeedsBootstrap = """
        Database needs bootstrapping or is older than Kong 1.0.

        To start a new installation from scratch, run 'kong migrations bootstrap'.

        To migrate from a version older than 1.0, migrated to Kong 1.5.0 first. 
        If you still have 'apis' entities, you can convert them to Routes and Services
        using the 'kong migrations migrate-apis' command in Kong 1.5.0.


        """;

    public static string Table(IEnumerable<Migration> migrations) => string.Join(
        '\n',
        migrations.GroupBy(migration => migration.Subsystem, migration => migration.Name)
            .Select(subsystem => $"{subsystem.Key,21}: {string.Join(", ", subsystem)}"));

    public int Print(SchemaState state)
    {
        if (state.NeedsBootstrap)
        {
            output.Info(NeedsBootstrap);
            return 3;
        }

        bool first = true;
        Block("Executed migrations", state.Executed, ref first);
        Block("Pending migrations", state.Pending, ref first);
        Block("New migrations available", state.New, ref first);
        return (state.Pending.Count > 0, state.New.Count > 0) switch
        {
            (true, true) => EndWithBoth(),
            (true, false) => End("\nRun 'kong migrations finish' when ready", 4),
            (false, true) => End("\nRun 'kong migrations up' to proceed", 5),
            _ => 0,
        };
    }

    private void Block(string title, IReadOnlyList<Migration> migrations, ref bool first)
    {
        if (migrations.Count > 0)
        {
            output.Info($"{(first ? "" : "\n")}{title}:\n{Table(migrations)}");
            first = false;
        }
    }

    // Not recorded: no recording has both. The exit code is (kong-facts 12.8 no. 3).
    private int EndWithBoth()
    {
        output.Info("");
        output.ComplainStamped("warn", $"Database has pending migrations from a previous upgrade, and new migrations from this upgrade (version {version})");
        return End(
            "\nRun 'kong migrations finish' when ready to complete pending migrations (postgres database will be incompatible with the previous Kong version)", 4);
    }

    private int End(string text, int exitCode)
    {
        output.Info(text);
        return exitCode;
    }
}
