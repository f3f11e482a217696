using System.Globalization;
using Kong.Upgrade.Backup;

namespace Kong.Upgrade.Benchmarks;

/// <summary>A plain timed program: both sides take turns in the same run, each first as often as the other.</summary>
internal sealed class DatabaseBackup : IBenchmark
{
    private const int Rounds = 9, Rows = 300_000, Jobs = 2;
    private const string Powerless = "powerless";

    public string Name => "backup";

    public string Question => $"How long does the dump of a backup take (BackupManifest.DumpTime), beside bare `pg_dump -Fd -j {Jobs}` of the same database of {Rows} configuration rows in the same run? The ratio is the median of {Rounds} rounds of two pairs, once ours last and once ours first, after a round that does not count. Whole: all of TakeAsync (snapshot, dump, row counts, fingerprint, hashes of all files, manifest) but the trial restore and the rehearsal. A PostgreSQL server of its own on the same machine; both write to the same disk.";

    public bool HasRequirements => true;

    public async Task<Figures> MeasureAsync()
    {
        await using DatabaseServer server = await DatabaseServer.StartAsync();
        // Who may not create a database gets a backup without a trial restore.
        await server.ExecuteAsync(DatabaseTables.Create + DatabaseTables.Migrations + DatabaseTables.Fill(Rows) + $"CREATE ROLE {Powerless} LOGIN");
        await server.ExecuteAsync("VACUUM (ANALYZE)");
        List<Round> rounds = [];
        for (int i = 0; i <= Rounds; i++) rounds.Add(await MeasureAsync(server));
        rounds.RemoveAt(0);
        double[] ratios = [.. rounds.Select(r => r.Dump / r.Bare)];
        double ratio = Timed.Median(ratios);
        return new(
            ["Rows", "Dump of the backup", $"pg_dump -Fd -j {Jobs}", "Ratio", "Ratios from .. to", "Whole backup without trial restore"],
            [[$"{Rows}", Seconds(rounds.Select(r => r.Dump)), Seconds(rounds.Select(r => r.Bare)), Text(ratio), $"{Text(ratios.Min())} .. {Text(ratios.Max())}", Seconds(rounds.Select(r => r.Whole))]],
            [new($"dump of {Rows} rows", 100 * ratio, 110, $"% of pg_dump -Fd -j {Jobs}")]);
    }

    // Whoever comes first finds the server less warm: in each round both are first once, and every dump has a folder to itself.
    private static async Task<Round> MeasureAsync(DatabaseServer server)
    {
        double bare = await InFolderAsync(BareAsync);
        (double dump, double whole) = await InFolderAsync(OursAsync);
        (double dumpAgain, double wholeAgain) = await InFolderAsync(OursAsync);
        double bareAgain = await InFolderAsync(BareAsync);
        return new((bare + bareAgain) / 2, (dump + dumpAgain) / 2, (whole + wholeAgain) / 2);

        Task<double> BareAsync(string folder) => Timed.SecondsAsync(() => server.DumpAsync(Path.Combine(folder, "bare"), Jobs));
        Task<(double, double)> OursAsync(string folder) => DatabaseBackup.OursAsync(server, folder);
    }

    private static async Task<T> InFolderAsync<T>(Func<string, Task<T>> work)
    {
        string folder = Directory.CreateTempSubdirectory("kong-upgrade-backup-").FullName;
        try
        {
            return await work(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(double Dump, double Whole)> OursAsync(DatabaseServer server, string folder)
    {
        await using KongDatabase database = new(server.ConnectionString());
        await using KongDatabase administrator = database.As(Powerless, null);
        PostgresBackup backup = new(database, administrator, new() { Directory = Path.Combine(folder, "ours"), ToolsDirectory = server.Binaries, Jobs = Jobs });
        BackupManifest? manifest = null;
        double whole = await Timed.SecondsAsync(async () => manifest = await backup.TakeAsync(new() { RunId = "benchmark", Version = KongVersion.Parse("3.9.1") }, CancellationToken.None));
        if (manifest is not { DumpTime: { } dump, RestoreTime: null } || manifest.Rows.Values.Sum() < Rows) throw new InvalidOperationException("It is no whole backup, or one with a trial restore.");
        return (dump.TotalSeconds, whole);
    }

    private static string Seconds(IEnumerable<double> figures) => $"{Text(Timed.Median(figures))} s";

    private static string Text(double figure) => figure.ToString("0.00", CultureInfo.InvariantCulture);

    private sealed record Round(double Bare, double Dump, double Whole);
}
