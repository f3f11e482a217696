using System.Globalization;
using System.Text.RegularExpressions;
using Kong.Upgrade.Database;
using Kong.Upgrade.Processes;

namespace Kong.Upgrade.Backup;

/// <summary><c>pg_dump</c> and <c>pg_restore</c> of one version, both from one folder. A client older than the server cannot dump it (kong-facts 8.3).</summary>
internal sealed partial record PostgresTools(string Folder, int Major, string Version)
{
    private const string Debian = "/usr/lib/postgresql";

    /// <summary>The server's own major version before any other: a newer <c>pg_restore</c> may write settings that an older server does not know.</summary>
    public static async Task<PostgresTools> FindAsync(string? folder, ServerVersion server, TimeProvider time, CancellationToken cancellationToken)
    {
        List<PostgresTools> found = [];
        foreach (string candidate in folder is null ? Candidates() : [folder])
        {
            if (await LookAsync(candidate, time, cancellationToken).ConfigureAwait(false) is { } tools) found.Add(tools);
        }
        return found.FirstOrDefault(t => t.Major == server.Major) ?? found.FirstOrDefault(t => t.Major > server.Major) ?? throw None(folder, server, found);
    }

    public async Task<CommandOutcome> RunAsync(string tool, KongDatabase? database, TimeProvider time, CancellationToken cancellationToken, params IReadOnlyList<string> arguments) =>
        await Command.RunAsync(Line(tool, database, arguments), time, null, cancellationToken).ConfigureAwait(false);

    private CommandLine Line(string tool, KongDatabase? database, IReadOnlyList<string> arguments)
    {
        Dictionary<string, string?> environment = new() { ["LC_ALL"] = "C" };
        // What the host's shell says must not lead a tool to another database: a service file wins over PGHOST.
        foreach (string name in new[] { "PGSERVICE", "PGSERVICEFILE", "PGHOSTADDR", "PGOPTIONS", "PGTARGETSESSIONATTRS", "PGCLUSTER" }) environment[name] = null;
        if (database is not null)
        {
            foreach ((string name, string? value) in KongSettings.ForTools(database)) environment[name] = value;
        }
        return new(Path.Combine(Folder, tool), arguments) { Environment = environment, Secrets = database?.Password is { Length: > 0 } password ? [password] : [] };
    }

    private static string[] Candidates()
    {
        string[] debian = Directory.Exists(Debian) ? [.. Directory.GetDirectories(Debian).Order(StringComparer.Ordinal).Select(d => Path.Combine(d, "bin"))] : [];
        return Command.Find("pg_dump") is { } onPath ? [Path.GetDirectoryName(onPath)!, .. debian] : debian;
    }

    private static async Task<PostgresTools?> LookAsync(string folder, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!File.Exists(Path.Combine(folder, "pg_dump")) || !File.Exists(Path.Combine(folder, "pg_restore"))) return null;
        CommandOutcome outcome = await Command.RunAsync(new(Path.Combine(folder, "pg_dump"), "--version"), time, null, cancellationToken).ConfigureAwait(false);
        Match match = Number().Match(outcome.Out);
        return match.Success ? new(folder, int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), match.Value) : null;
    }

    private static UpgradeServiceException None(string? folder, ServerVersion server, List<PostgresTools> found)
    {
        string seen = found.Count == 0 ? "none was found" : "found only " + string.Join(", ", found.Select(t => $"pg_dump {t.Version} in {t.Folder}"));
        string where = folder is null ? $"the PATH and {Debian}/*/bin" : folder;
        return new($"The server is PostgreSQL {server.Text} and needs pg_dump and pg_restore of version {server.Major} or later; {seen} (looked in {where}). Install the client tools of version {server.Major}, or name their folder in {nameof(PostgresBackupOptions.ToolsDirectory)}.");
    }

    [GeneratedRegex(@"(\d+)(\.\d+)*")]
    private static partial Regex Number();
}

/// <summary>The server's version.</summary>
internal sealed record ServerVersion(int Major, string Text)
{
    public static Task<ServerVersion> ReadAsync(KongDatabase database, CancellationToken cancellationToken) => database.RunAsync(
        "reading the server's version",
        async session =>
        {
            int number = await session.ScalarAsync<int>("SELECT current_setting('server_version_num')::int", cancellationToken).ConfigureAwait(false);
            return new ServerVersion(number / 10000, await session.ScalarAsync<string>("SELECT current_setting('server_version')", cancellationToken).ConfigureAwait(false) ?? "unknown");
        },
        cancellationToken);
}
