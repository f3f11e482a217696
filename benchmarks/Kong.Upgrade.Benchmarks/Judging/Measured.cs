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
            long start = TimeProvider.System.GetTimestamp();
            foreach (Contest contest in Contest.Others.Prepend(Contest.Ours)) all[(scenario.Name, contest.Name)] = Trials.Of(scenario, contest.Make, runs(contest));
            Endings ours = all[(scenario.Name, Contest.Ours.Name)];
            Console.WriteLine(Texts.Of($"{scenario.Name}: ours rolled back {ours.RolledBack} of {ours.Runs}, finished {ours.Finished} ({TimeProvider.System.GetElapsedTime(start).TotalSeconds:0} s)"));
        }
        return all;
    }
}
