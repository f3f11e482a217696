using System.Globalization;
using Kong.Upgrade.Preflight;
using Kong.Upgrade.Preflight.Entities;

namespace Kong.Upgrade.Benchmarks.Evaluating;

/// <summary>A plain timed program: the evaluation and a dump of the same database take turns, at two sizes.</summary>
internal sealed class EvaluationBenchmark : IBenchmark
{
    private const int Rounds = 5, Routes = 100_000, MoreRoutes = 550_000;

    public string Name => "evaluation";

    public string Question => $"How long does it take to evaluate an installation of {Routes:N0} routes, {Routes / 5:N0} plugins and {Routes / 2:N0} consumers from PostgreSQL for 3.9.1, from 3.4.2 and, with nearly all rules of the catalogue at work and every regex tried, from 2.8.5, beside `pg_dump` of the same database in the same run; how much memory does our process hold at most meanwhile; and is it as fast per entity at a million? Medians of {Rounds} rounds after one that does not count; a PostgreSQL server of its own on the same machine, two cores for both.";

    public bool HasRequirements => true;

    public async Task<Figures> MeasureAsync()
    {
        Size small = await MeasureAsync(Routes, "3.4.2"), old = await MeasureAsync(Routes, "2.8.5"), large = await MeasureAsync(MoreRoutes, "3.4.2");
        double linear = large.Seconds / large.Entities / (small.Seconds / small.Entities);
        return new(
            ["Entities", "From", "Evaluation", "pg_dump > /dev/null", "Ratio", "Entities a second", "Peak memory of our process", "Findings"],
            [Row(small), Row(old), Row(large)],
            [
                new("evaluation of 100,000 routes, 20,000 plugins, 50,000 consumers", small.Seconds, 2, "s"),
                new("the same from 2.8.5", old.Seconds, 2, "s"),
                new("peak memory of our process at that", Math.Max(small.Peak, old.Peak), 300, "MiB"),
                new("time per entity at a million, of that at 180,000", 100 * linear, 130, "%"),
            ]);
    }

    private static async Task<Size> MeasureAsync(int routes, string from)
    {
        await using DatabaseServer server = await DatabaseServer.StartAsync();
        await server.ExecuteAsync(DatabaseTables.Create + EvaluatedRows.Fill(routes));
        await server.ExecuteAsync("VACUUM (ANALYZE)");
        await using KongDatabase database = new(server.ConnectionString());
        UpgradePlan plan = Plan(from);
        (List<double> own, List<double> dumps, PreflightReport report) = ([], [], await EvaluateAsync(database, plan));
        await server.DumpToNowhereAsync();
        long peak = 0;
        for (int i = 0; i < Rounds; i++)
        {
            dumps.Add(await Timed.SecondsAsync(server.DumpToNowhereAsync));
            GC.Collect();
            PeakMemory.Forget();
            own.Add(await Timed.SecondsAsync(async () => report = await EvaluateAsync(database, plan)));
            peak = Math.Max(peak, PeakMemory.KiB());
        }
        return new(from, routes / 10 + routes + routes / 5 + routes / 2, Timed.Median(own), Timed.Median(dumps), peak / 1024.0, report.Findings.Count);
    }

    private static Task<PreflightReport> EvaluateAsync(KongDatabase database, UpgradePlan plan) =>
        new KongPreflight(new() { Entities = new PostgresEntitySource(database), Database = database, BlueConfiguration = KongConfiguration.Parse("") }).EvaluateAsync(plan);

    private static UpgradePlan Plan(string from) =>
        UpgradePlan.CreateBuilder(from, "3.9.1").AcknowledgeRisk(UpgradeRisk.MinorJump, "a benchmark").AcknowledgeRisk(UpgradeRisk.MajorJump, "a benchmark").AcknowledgeRisk(UpgradeRisk.UnattendedFinish, "a benchmark").Build();

    private static string[] Row(Size size) =>
    [
        Text($"{size.Entities:N0}"), size.From, Text($"{size.Seconds:0.00} s"), Text($"{size.Dump:0.00} s"), Text($"{size.Seconds / size.Dump:0.00}"), Text($"{size.Entities / size.Seconds:N0}"), Text($"{size.Peak:0} MiB"), Text($"{size.Findings}"),
    ];

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private sealed record Size(string From, int Entities, double Seconds, double Dump, double Peak, int Findings);
}
