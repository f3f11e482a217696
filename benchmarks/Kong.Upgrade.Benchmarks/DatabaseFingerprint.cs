using System.Globalization;
using Kong.Upgrade.Fingerprints;

namespace Kong.Upgrade.Benchmarks;

/// <summary>A plain timed program: both sides take turns in the same run.</summary>
internal sealed class DatabaseFingerprint : IBenchmark
{
    private const int Rounds = 7;

    public string Name => "fingerprint";

    public string Question => $"How long does the fingerprint of 1,000,000 configuration rows take, beside `pg_dump | sha256sum` of the same database in the same run, and how much memory does our process hold at most meanwhile? Medians of {Rounds} rounds in which both take turns, the ratio that of the rounds' ratios, after one that does not count; a PostgreSQL server of its own on the same machine.";

    public bool HasRequirements => true;

    public async Task<Figures> MeasureAsync()
    {
        await using DatabaseServer server = await DatabaseServer.StartAsync();
        await server.ExecuteAsync(DatabaseTables.Create + DatabaseTables.Fill(rows: 1_000_000));
        await server.ExecuteAsync("VACUUM (ANALYZE)");
        await using KongDatabase database = new(server.ConnectionString());
        (string value, List<double> own, List<double> dumps) = ((await ConfigurationFingerprint.ReadAsync(database, CancellationToken.None)).Value, [], []);
        await server.DumpAndHashAsync();
        long peak = 0;
        for (int i = 0; i < Rounds; i++)
        {
            dumps.Add(await Timed.SecondsAsync(server.DumpAndHashAsync));
            PeakMemory.Forget();
            own.Add(await Timed.SecondsAsync(async () => Require(value == (await ConfigurationFingerprint.ReadAsync(database, CancellationToken.None)).Value)));
            peak = Math.Max(peak, PeakMemory.KiB());
        }
        (double fingerprint, double dump) = (Timed.Median(own), Timed.Median(dumps));
        double ratio = Timed.Median(own.Zip(dumps, (ours, plain) => ours / plain));
        return new(
            ["Rows", "Fingerprint", "pg_dump \\| sha256sum", "Ratio", "Peak memory of our process"],
            [["1000000", Text(fingerprint, "0.00 s"), Text(dump, "0.00 s"), Text(ratio, "0.00"), Text(peak / 1024.0, "0 MiB")]],
            [new("fingerprint of 1000000 rows", 100 * ratio, 100 / 3.0, "% of pg_dump | sha256sum"), new("peak memory of our process", peak / 1024.0, 100, "MiB")]);
    }

    private static void Require(bool isEqual)
    {
        if (!isEqual) throw new InvalidOperationException("Nobody wrote, and the fingerprint is another.");
    }

    private static string Text(double figure, string format) => figure.ToString(format.Replace(" s", " 's'", StringComparison.Ordinal).Replace(" MiB", " 'MiB'", StringComparison.Ordinal), CultureInfo.InvariantCulture);
}
