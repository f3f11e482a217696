using Kong.Upgrade;
using Kong.Upgrade.Journal;
using Kong.Upgrade.Judging;
using Kong.Upgrade.Probing;
using Kong.Upgrade.Simulation.Installation;
using Kong.Upgrade.Simulation.Users;

namespace Quickstart;

/// <summary>One act on stage: an installation, its users, and the upgrade.</summary>
internal sealed class Performance(Act act, Settings settings, string directory)
{
    public async Task<UpgradeReport> RunAsync(CancellationToken cancellationToken)
    {
        await using SimulatedInstallation installation = await SimulatedInstallation.StartAsync(new()
        {
            From = KongVersion.Parse("3.9.0"),
            To = KongVersion.Parse("3.9.1"),
            Configuration = await File.ReadAllTextAsync(settings.ConfigPath, cancellationToken),
            StateDirectory = directory,
        }, cancellationToken);
        await using SimulatedUsers users = await SimulatedUsers.StartAsync(installation, cancellationToken: cancellationToken);
        await using LiveView view = new(installation, users);
        Sabotage sabotage = new(act, installation);
        UpgradeReport report = await Runner(installation, view, sabotage).RunAsync(Plan(), cancellationToken);
        await users.StopAsync(CancellationToken.None);
        view.Close(report);
        return report;
    }

    private UpgradePlan Plan() => UpgradePlan.CreateBuilder(from: "3.9.0", to: "3.9.1")
        .DivertInStages(1, 10, 25, 50, 100)     // a real plan takes the defaults: stages of 5 minutes, and a judge that wants more of them
        .SoakEachStage(settings.Time(2))
        .Bake(settings.Time(3))
        .HoldAtMost(settings.Time(30))
        .Gate(Gate.Judge(Judging()))
        .AcknowledgeRisk(UpgradeRisk.UnattendedFinish, "a demonstration; a real plan asks a person with ApproveBeforeFinish")
        .AfterRollback(RollbackPolicy.Thaw)
        .Build();

    /// <summary>What fits half a minute at a few hundred requests a second. A real plan takes the defaults, which accept a stage only when it is proven that less than one user in two thousand could be worse off.</summary>
    private JudgeOptions Judging() => new()
    {
        Baseline = settings.Time(1),
        AcceptedHarm = 0.01,                    // one user in a hundred: proven within two seconds
        FalseAcceptance = 0.05,
        LooksToDecide = 2,
        LookAgainWithin = TimeSpan.FromMilliseconds(50),
        UnknownDispersion = 1,                  // simulated requests fail each by itself; real ones fail in clusters, and one balancer cannot tell
    };

    private UpgradeRunner Runner(SimulatedInstallation installation, params IUpgradeObserver[] observers) => new(
        new()
        {
            Migrations = installation.Migrations,
            Clusters = installation.Clusters,
            Traffic = installation.Balancer,
            Probe = installation.Probe,
            Freeze = installation.Freeze,
            Backup = installation.Backup,
            Journal = new FileUpgradeJournal(Path.Combine(directory, "journal")),
            Observers = observers,
        },
        new() { WatchInterval = settings.Time(0.25), BlueQuietFor = settings.Time(1) });
}
