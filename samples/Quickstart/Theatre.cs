using Kong.Upgrade;

namespace Quickstart;

/// <summary>Plays both acts, and remembers which is over, so that a killed quickstart goes on where it stopped.</summary>
internal sealed class Theatre(Settings settings)
{
    private static readonly Act[] Acts =
    [
        new(1, "a healthy green: the upgrade completes", null, UpgradeOutcome.Completed),
        new(2, "green starts failing at 10 %: all traffic goes back by itself", 10, UpgradeOutcome.RolledBack),
    ];

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        bool asPlanned = true;
        foreach (Act act in Acts)
        {
            string directory = Path.Combine(settings.StateDirectory, $"act-{act.Number}"), over = Path.Combine(directory, "over");
            Console.WriteLine($"\nACT {act.Number}: {act.Title}");
            if (File.Exists(over)) Console.WriteLine($"  was played before this process: {File.ReadAllText(over)}");
            else asPlanned &= await PlayAsync(act, directory, over, cancellationToken);
        }
        Directory.Delete(settings.StateDirectory, recursive: true);
        return asPlanned ? 0 : 1;
    }

    private async Task<bool> PlayAsync(Act act, string directory, string over, CancellationToken cancellationToken)
    {
        if (Directory.Exists(directory)) Console.WriteLine("  an earlier quickstart was cut off here: going on where it stopped");
        UpgradeReport report = await new Performance(act, settings, directory).RunAsync(cancellationToken);
        await File.WriteAllTextAsync(over, report.Headline, CancellationToken.None);
        // A run that was cut off may rightly end the other way; an uncut one must end as the act says.
        return report.Outcome == act.Expected || (report.WasResumed && report.Outcome is UpgradeOutcome.Completed or UpgradeOutcome.RolledBack);
    }
}
