#region readme
using Kong.Upgrade;
using Kong.Upgrade.Approvals;
using Kong.Upgrade.Probing;
using Kong.Upgrade.Simulation.Installation;
using Kong.Upgrade.Simulation.Users;
using Microsoft.Extensions.DependencyInjection;

// Blue nodes, a balancer and users on loopback: your own installation takes their place.
await using var kong = await SimulatedInstallation.StartAsync(new()
{
    From = KongVersion.Parse("3.9.0"),
    To = KongVersion.Parse("3.9.1"),
    Configuration = """{ "_format_version": "3.0", "routes": [] }""",
    StateDirectory = Directory.CreateTempSubdirectory("kong").FullName,
});
await using var users = await SimulatedUsers.StartAsync(kong);

var services = new ServiceCollection();
services.AddKongUpgrade(options => options.WatchInterval = TimeSpan.FromMilliseconds(100))
    .UseFileJournal(Directory.CreateTempSubdirectory("journal").FullName)
    .UseSimulation(kong);

UpgradePlan plan = UpgradePlan.CreateBuilder(from: "3.9.0", to: "3.9.1")
    .DivertInStages(1, 10, 50, 100)
    .SoakEachStage(TimeSpan.FromSeconds(1))
    .Gate(Gate.Judge(new()                                      // for a demo of seconds: without this line green is judged as a real one should be
    {
        Baseline = TimeSpan.FromSeconds(1),
        AcceptedHarm = 0.02,
        FalseAcceptance = 0.05,
    }))
    .Bake(TimeSpan.FromSeconds(2))
    .ApproveBeforeFinish((question, _) => Task.FromResult(ApprovalAnswer.Approve("me", "it is a demo")), within: TimeSpan.FromHours(1))
    .Build();

Console.WriteLine(plan.Describe());                             // stable text: review it, snapshot it

await using var provider = services.BuildServiceProvider();
UpgradeReport report = await provider.GetRequiredService<IUpgradeRunner>().RunAsync(plan);
Console.WriteLine(report.Describe());                           // the first line says what is true and what to press
report.ThrowIfNotCompleted();
#endregion
