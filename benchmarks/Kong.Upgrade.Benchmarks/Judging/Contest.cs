using System.Globalization;
using Kong.Upgrade.Benchmarks.Judging.Rivals;

namespace Kong.Upgrade.Benchmarks.Judging;

/// <summary>A rule that takes part, and how often.</summary>
/// <param name="Make">A rule for one thread.</param>
/// <param name="NullRuns">Runs of each null.</param>
/// <param name="DefectRuns">Runs of each defect.</param>
/// <param name="IsRival">Not ours, and none that knows what nobody can know.</param>
internal sealed record Contest(Func<IRule> Make, int NullRuns, int DefectRuns, bool IsRival = true)
{
    // Fewer while this program is worked on: JUDGE_RUNS.
    private static readonly int runs = int.TryParse(Environment.GetEnvironmentVariable("JUDGE_RUNS"), CultureInfo.InvariantCulture, out int few) ? few : 10_000;

    public string Name { get; } = Make().Name;

    public static Contest Ours { get; } = new(() => new OurRule(), runs, AtLeast(100, 20), IsRival: false);

    /// <summary>Configurations of table 3.3, and three that are no product.</summary>
    public static IReadOnlyList<Contest> Others { get; } =
    [
        Rival(() => new Flagger(60, 1)), Rival(() => new Flagger(60, 5)), Rival(() => new Flagger(60, 10)), Rival(() => new Flagger(10, 5)),
        Rival(() => new Argo(300, 3, 0.95, 300)), Rival(() => new Argo(60, 3, 0.99, 60)), Rival(() => new Argo(60, 0, 0.99, 60)),
        new(() => new Kayenta("Kayenta 3 × 1 h, 60 s step", 3600, 60, 3), AtLeast(20, 500), AtLeast(20, 500)), Rival(() => new Kayenta("Kayenta 6 × 5 min, 10 s step", 300, 10, 6)),
        Rival(() => new Envoy()), Rival(() => new Msprt()), new(() => new OurRule(looksAgain: false), 0, AtLeast(100, 100), IsRival: false), Rival(() => new Oracle()) with { IsRival = false },
    ];

    private static Contest Rival(Func<IRule> make) => new(make, AtLeast(100, 50), AtLeast(100, 100));

    private static int AtLeast(int least, int part) => Math.Max(least, runs / part);
}
