using System.Globalization;
using Kong.Upgrade.Database;
using Kong.Upgrade.Processes;

namespace Kong.Upgrade.Backup;

/// <summary><c>pg_dump</c> and <c>pg_restore</c> in directory format (kong-facts 8.1), told everything by name and the password by environment only.</summary>
internal sealed class Dump(PostgresTools tools, PostgresBackupOptions options, TimeProvider time)
{
    public const string FolderName = "dump";
    private const string FreezeSchema = "kong_upgrade";

    /// <summary>Dumps what <paramref name="snapshot"/> sees.</summary>
    /// <returns>How long it took.</returns>
    public async Task<TimeSpan> TakeAsync(KongDatabase database, HeldSnapshot snapshot, IEnumerable<string> emptyTables, string backup, CancellationToken cancellationToken)
    {
        string[] arguments =
        [
            "-Fd", "-j", Number(options.Jobs), "-f", Path.Combine(backup, FolderName), $"--snapshot={snapshot.Id}", "--no-password",
            $"--lock-wait-timeout={Number((int)options.LockTimeout.TotalMilliseconds)}", $"--exclude-schema={FreezeSchema}",
            .. emptyTables.Select(t => $"--exclude-table-data={Sql.Name(database.Schema, t)}"),
        ];
        CommandOutcome outcome = await tools.RunAsync("pg_dump", database, time, cancellationToken, arguments).ConfigureAwait(false);
        if (outcome.ExitCode != 0) throw Failed("Dumping", database, "pg_dump", outcome, "Nothing is kept of it, and the database is as it was.");
        PrivateFile.Restrict(backup);
        return outcome.Took;
    }

    /// <summary>Writes the list of what is to be restored.</summary>
    public async Task WriteListAsync(string backup, IReadOnlySet<string> freezeTriggers, CancellationToken cancellationToken)
    {
        string all = Path.Combine(backup, "all.list");
        CommandOutcome outcome = await tools.RunAsync("pg_restore", null, time, cancellationToken, "-l", "-f", all, Path.Combine(backup, FolderName)).ConfigureAwait(false);
        if (outcome.ExitCode != 0) throw new UpgradeServiceException($"The dump that was just taken cannot be listed: pg_restore ended with exit code {outcome.ExitCode}: {outcome.LastLines()}. Look at the disk of {backup}, then try again.");
        string listing = await File.ReadAllTextAsync(all, cancellationToken).ConfigureAwait(false);
        File.Delete(all);
        await PrivateFile.WriteAsync(Path.Combine(backup, RestoreList.FileName), RestoreList.Without(listing, freezeTriggers), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Restores into an empty database; any error at all ends it.</summary>
    /// <returns>How long it took.</returns>
    public async Task<TimeSpan> RestoreAsync(string backup, KongDatabase into, CancellationToken cancellationToken)
    {
        string[] arguments = ["-Fd", "-j", Number(options.Jobs), "--exit-on-error", "--no-password", "-L", Path.Combine(backup, RestoreList.FileName), "-d", into.Name, Path.Combine(backup, FolderName)];
        CommandOutcome outcome = await tools.RunAsync("pg_restore", into, time, cancellationToken, arguments).ConfigureAwait(false);
        return outcome.ExitCode == 0 ? outcome.Took
            : throw Failed("Restoring", into, "pg_restore", outcome, $"The database that blue uses was not touched. pg_restore is {tools.Version} from {tools.Folder}.");
    }

    private static UpgradeServiceException Failed(string doing, KongDatabase database, string tool, CommandOutcome outcome, string consequence)
    {
        string said = outcome.LastLines();
        (string next, bool isTransient) = said switch
        {
            _ when Has(said, "No space left on device") || Has(said, "could not extend file") => ("Free space (this host's disk for a dump, the server's for a restore), then try again.", false),
            _ when Has(said, "terminating connection") || Has(said, "server closed the connection") || Has(said, "could not connect") || Has(said, "the database system is") || Has(said, "Connection refused")
                => ("The server stopped or restarted meanwhile; try again when it answers.", true),
            _ when Has(said, "permission denied") || Has(said, "must be owner") => ($"Give {database.Username} what is missing, or use the role that owns Kong's tables.", false),
            _ when Has(said, "lock timeout") || (Has(said, "LOCK TABLE") && Has(said, "statement timeout")) => ("Somebody holds a lock on a table (a migration?); see pg_locks, then try again.", true),
            _ when said.Length == 0 => ($"{tool} said nothing: it was killed, or could not start. See the host's log for the reason (memory?), then try again.", false),
            _ => ("Correct what it complains about, then try again.", false),
        };
        return new($"{doing} {database} failed: {tool} ended with exit code {Number(outcome.ExitCode)}{(said.Length == 0 ? "" : $": {said}")}. {next} {consequence}", isTransient: isTransient);
    }

    private static bool Has(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
