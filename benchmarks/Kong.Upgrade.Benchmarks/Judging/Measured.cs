using Kong.Upgrade.Benchmarks.Judging.Results;
using Kong.Upgrade.Benchmarks.Judging.Worlds;

namespace Kong.Upgrade.Benchmarks.Judging;

/// <summary>Everybody in every world.</summary>
internal static class Measured
{
    public static IReadOnlyDictionary<(string Scenario, string Rule), Endings> Of(IEnumerable<Scenario> scenarios, Func<Contest, int> runs)
    {
        Dictionary<(string, string), Endings> all = [];
        foreach (Scenario scenario in scenarios)
        {
            TimeSpan start = Environment.CpuUsage.TotalTime;
            foreach (Contest contest in Contest.Others.Prepend(Contest.Ours).Where(c => runs(c) > 0))
                all[(scenario.Name, contest.Name)] = Trials.Of(scenario, contest.Make, Math.Min(runs(contest), Math.Max(20, runs(contest) / scenario.Dear)));
            Endings ours = all[(scenario.Name, Contest.Ours.Name)];
            Console.WriteLine(Texts.Of($"{scenario.Name}: ours rolled back {ours.RolledBack} of {ours.Runs}, finished {ours.Finished} ({(Environment.CpuUsage.TotalTime - start).TotalSeconds:0.0} s of processor time)"));
        }
        return all;
    }
}
