using Kong.Upgrade;
using Kong.Upgrade.Clusters.Local;
using Kong.Upgrade.Preflight;
using Kong.Upgrade.Traffic;
using LocalUpgrade.Making;
using LocalUpgrade.Settings;

namespace LocalUpgrade.Commands;

/// <summary>Looks for what may stand in the way, with the rules that a run begins with.</summary>
internal static class EvaluateCommand
{
    private const string Freeze = "database-freeze", Privileges = "database-privileges";

    public static async Task<int> RunAsync(CommandContext context)
    {
        UpgradeSettings settings = context.File().All();
        using FileLog log = new(settings.Log);
        bool makesRoles = context.Invocation.Has(Option.MakeRoles);
        await using Database database = await Database.ConnectAsync(settings, makesRoles, log, context.Cancellation);
        using FurtherProbes further = await FurtherProbes.OfAsync(settings, context.Cancellation);
        ITrafficSplitter traffic = Balancer.Of(settings.Balancer, log).Traffic;
        TrafficShare share = TrafficShare.AllBlue;
        List<(string Rule, PreflightFinding Finding)> findings = [];
        if (await Looks.TryAsync(async token => share = await traffic.GetShareAsync(token), context.Cancellation) is { } unknown)
            findings.Add(("balancer", new() { Severity = FindingSeverity.Blocking, What = $"Where traffic goes is {unknown}.", Remedy = $"See what {context.Press("plan")} prints; then press: {context.Press("prepare")}." }));
        PreflightFacts facts = new() { Plan = settings.Plan!, Migrations = await database.Postgres.Migrations.GetStateAsync(context.Cancellation), Share = share };
        IEnumerable<IPreflightRule> rules = [new MigrationsRule(), new TrafficRule(traffic.Capabilities), .. database.Postgres.Rules, .. further.Rules];
        foreach (IPreflightRule rule in rules)
            findings.AddRange((await rule.EvaluateAsync(facts, context.Cancellation)).Where(f => Counts(settings, makesRoles, rule.Id, f)).Select(f => (rule.Id, f)));
        findings.AddRange(await NodesAsync(settings, database, log, context.Cancellation));
        return Tell(context, settings, database, facts, findings, makesRoles);
    }

    /// <summary>What would keep green from starting as it should.</summary>
    private static async Task<IEnumerable<(string, PreflightFinding)>> NodesAsync(UpgradeSettings settings, Database database, FileLog log, CancellationToken cancellationToken)
    {
        LocalClusterProvisioner clusters = new(Installation.ClusterOptions(settings, database), loggers: log);
        IReadOnlyList<string> problems = await clusters.FindProblemsAsync(new() { Version = settings.Green.Version, RunId = "evaluate" }, cancellationToken);
        return problems.Select(p => ("green", new PreflightFinding { Severity = FindingSeverity.Blocking, What = p, Remedy = "" }));
    }

    /// <summary>Without the login roles that a run makes, what is said of roles is not true of the run.</summary>
    private static bool Counts(UpgradeSettings settings, bool makesRoles, string rule, PreflightFinding finding) =>
        makesRoles || settings.Administrator is null || (rule != Freeze && (rule != Privileges || finding.Severity is FindingSeverity.Blocking or FindingSeverity.Unknown));

    private static int Tell(CommandContext context, UpgradeSettings settings, Database database, PreflightFacts facts, List<(string Rule, PreflightFinding Finding)> findings, bool makesRoles)
    {
        int blocking = findings.Count(f => f.Finding.Severity is FindingSeverity.Blocking or FindingSeverity.Unknown);
        string first = blocking == 0 ? $"NOTHING STANDS IN THE WAY. Press: {context.Press("run")}" : $"{blocking} OF {findings.Count} FINDINGS STAND IN THE WAY. Nothing was changed. Mend them, then press: {context.Press("evaluate")}";
        context.View.Say("outcome", first, ("blocking", blocking), ("findings", findings.Count));
        context.View.Say("facts", $"  {settings.Plan}; migrations: {facts.Migrations}; green has {facts.Share}", ("migrations", facts.Migrations), ("greenPercent", facts.Share.Percent));
        foreach ((string rule, PreflightFinding finding) in findings.OrderByDescending(f => f.Finding.Severity))
            context.View.Say("finding", $"  {finding.Severity} {rule}: {finding.What} {finding.Remedy}".TrimEnd(), ("rule", rule), ("severity", finding.Severity), ("what", finding.What), ("remedy", finding.Remedy));
        if (settings.Administrator is { } administrator && !makesRoles)
            context.View.Say("note", $"  No role was made. 'run' lets {administrator.User} make a login role for the migration and one for green; {context.Press("evaluate --make-roles")} makes them now and looks with them.");
        foreach (string note in settings.Administrator is null ? database.Postgres.Notes : []) context.View.Say("note", $"  {note}");
        return blocking == 0 ? ExitCodes.Completed : ExitCodes.Trouble;
    }
}
