using System.Diagnostics;
using System.Globalization;
using Kong.Upgrade.Freeze;

namespace Kong.Upgrade.Benchmarks;

/// <summary>A plain timed program on a quiet server.</summary>
internal sealed class DatabaseFreeze : IBenchmark
{
    private const int Rounds = 31;

    public string Name => "freeze";

    public string Question => $"How long do freezing configuration writes (arming and the proof that every table refuses) and thawing them (lifting and removing every trigger) take on a quiet server with 21 configuration tables? Medians of {Rounds} rounds, after one that does not count; a PostgreSQL server of its own on the same machine.";

    public bool HasRequirements => true;

    public async Task<Figures> MeasureAsync()
    {
        await using DatabaseServer server = await DatabaseServer.StartAsync();
        await server.ExecuteAsync(DatabaseTables.Create);
        await using KongDatabase database = new(server.ConnectionString());
        PostgresWriteFreeze freeze = new(database);
        (List<double> freezes, List<double> thaws) = ([], []);
        for (int i = 0; i <= Rounds; i++)
        {
            long start = Stopwatch.GetTimestamp();
            await freeze.FreezeAsync(new() { RunId = "benchmark", Reason = "measured" }, CancellationToken.None);
            double frozen = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            if ((await freeze.CheckAsync(CancellationToken.None)).Standing is not FreezeStanding.Frozen) throw new InvalidOperationException("It is not frozen.");
            start = Stopwatch.GetTimestamp();
            await freeze.ThawAsync(CancellationToken.None);
            if (i == 0) continue;
            freezes.Add(frozen);
            thaws.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        (double freezing, double thawing) = (Timed.Median(freezes), Timed.Median(thaws));
        return new(
            ["Freeze, median", "Freeze, longest", "Thaw, median", "Thaw, longest"],
            [[Text(freezing), Text(freezes.Max()), Text(thawing), Text(thaws.Max())]],
            [new("freezing", freezing, 200, "ms"), new("thawing", thawing, 200, "ms")]);
    }

    private static string Text(double milliseconds) => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0} ms");
}
