using Kong.Upgrade.Benchmarks.Judging.Worlds;

namespace Kong.Upgrade.Benchmarks.Judging.Results;

/// <summary>Runs on all cores. Which core takes a run changes nothing: each has a seed of its own.</summary>
internal static class Trials
{
    public static Endings Of(Scenario scenario, Func<IRule> rule, int runs)
    {
        Ending[] endings = new Ending[runs];
        Parallel.For(0, runs, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, () => new Trial(scenario, rule()), (run, _, trial) =>
        {
            endings[run] = trial.Run(run);
            return trial;
        }, _ => { });
        return new(endings);
    }
}
