using LocalUpgrade.Making;
using LocalUpgrade.Settings;

namespace LocalUpgrade.Commands;

/// <summary>Prints what would be done. Touches nothing, and needs neither database nor nodes.</summary>
internal static class PlanCommand
{
    public static Task<int> RunAsync(CommandContext context)
    {
        UpgradeSettings settings = context.File().WithoutSecrets();
        context.View.Say("plan", settings.Plan!.Describe().TrimEnd(), ("fingerprint", settings.Plan.Fingerprint));
        context.View.Say("nodes", $"Blue: {Nodes(settings.Blue)}\nGreen: {Nodes(settings.Green)}");
        context.View.Say("balancer", $"\nWhat the balancer's configuration needs, once, before a run:\n\n{Balancer.Of(settings.Balancer, null).ConfigurationToAdd().TrimEnd()}");
        context.View.Say("next", $"\nNothing was touched. Press: {context.Press("evaluate")}");
        return Task.FromResult(ExitCodes.Completed);
    }

    private static string Nodes(ClusterSettings cluster) => $"Kong {cluster.Version}, {string.Join("; ", cluster.Nodes.Select(n => $"{n.Name} in {n.Prefix}"))}";
}
