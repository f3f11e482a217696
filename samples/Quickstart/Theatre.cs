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
            string directory = Folder(act), over = Path.Combine(directory, "over");
            Console.WriteLine($"\nACT {act.Number}: {act.Title}");
            if (File.Exists(over)) Console.WriteLine($"  was played before this process: {File.ReadAllText(over)}");
            else asPlanned &= await PlayAsync(act, directory, over, cancellationToken);
        }
        Forget();
        return asPlanned ? 0 : 1;
    }

    /// <summary>Removes what the acts left, and the folder only if nothing else is in it: it may be somebody's own.</summary>
    private void Forget()
    {
        foreach (Act act in Acts) Directory.Delete(Folder(act), recursive: true);
        if (!Directory.EnumerateFileSystemEntries(settings.StateDirectory).Any()) Directory.Delete(settings.StateDirectory);
    }

    private string Folder(Act act) => Path.Combine(settings.StateDirectory, $"act-{act.Number}");

    private async Task<bool> PlayAsync(Act act, string directory, string over, CancellationToken cancellationToken)
    {
        if (Directory.Exists(directory)) Console.WriteLine("  an earlier quickstart was cut off here: going on where it stopped");
        UpgradeReport report = await new Performance(act, settings, directory).RunAsync(cancellationToken);
        await File.WriteAllTextAsync(over, report.Headline, CancellationToken.None);
        // A run that was cut off may rightly end the other way; an uncut one must end as the act says.
        return report.Outcome == act.Expected || (report.WasResumed && report.Outcome is UpgradeOutcome.Completed or UpgradeOutcome.RolledBack);
    }
}
