using System.Globalization;
using Kong.Upgrade;
using Kong.Upgrade.Preflight;
using Kong.Upgrade.Traffic;
using LocalUpgrade.Making;
using LocalUpgrade.Settings;

namespace LocalUpgrade.Commands;

/// <summary>Looks for what the upgrade would break in this installation, with everything that a run begins with.</summary>
internal static class EvaluateCommand
{
    public static async Task<int> RunAsync(CommandContext context)
    {
        int examples = Examples(context);
        UpgradeSettings settings = context.File().All();
        using FileLog log = new(settings.Log);
        bool makesRoles = context.Invocation.Has(Option.MakeRoles);
        await using Database database = await Database.ConnectAsync(settings, makesRoles, log, context.Cancellation);
        using FurtherProbes further = await FurtherProbes.OfAsync(settings, context.Cancellation);
        ITrafficSplitter traffic = Balancer.Of(settings.Balancer, log).Traffic;
        IPreflightRule[] rules = [new MigrationsRule(), new TrafficRule(traffic.Capabilities), .. database.Postgres.Rules, .. further.Rules, new GreenRule(settings, database, log), .. settings.Plan!.PreflightRules];
        if (!makesRoles && settings.Administrator is not null) rules = [.. rules.Select(r => new WithoutRoles(r))];
        KongPreflight preflight = await Preflights.OfAsync(settings, database, context.Cancellation, rules, traffic);
        PreflightReport report = await preflight.EvaluateAsync(settings.Plan!, context.Cancellation);
        await ReportFile.WriteAsync(context.Invocation[Option.Report], report.ToJson, context.Cancellation);
        await ReportFile.WriteAsync(context.Invocation[Option.Sarif], report.ToSarif, context.Cancellation);
        return Tell(context, settings, database, report, examples, makesRoles);
    }

    private static int Examples(CommandContext context) => context.Invocation[Option.Examples] switch
    {
        null => 3,
        "all" => int.MaxValue,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) => number,
        var text => throw new UsageException($"{Option.Examples.Name} is '{text}'; it must be a number or 'all'."),
    };

    private static int Tell(CommandContext context, UpgradeSettings settings, Database database, PreflightReport report, int examples, bool makesRoles)
    {
        string press = $"Press: {context.Press(report.IsBlocked ? "evaluate" : "run")}";
        context.View.Say("outcome", $"{report.Headline} {press}", ("blocked", report.IsBlocked), ("complete", report.IsComplete), ("findings", report.Findings.Count));
        if (context.Invocation.Has(Option.Json)) Each(context, report);
        else context.View.Say("report", report.Describe(examples)[(report.Headline.Length + 1)..].TrimEnd());
        if (settings.Administrator is { } administrator && !makesRoles)
            context.View.Say("note", $"\n  No role was made. 'run' lets {administrator.User} make a login role for the migration and one for green; {context.Press("evaluate --make-roles")} makes them now and looks with them.");
        foreach (string note in settings.Administrator is null ? database.Postgres.Notes : []) context.View.Say("note", $"  {note}");
        context.View.Say("note", $"\n  More about a finding: {context.Press("explain ID")}. To accept one, name it with a reason in the settings' 'accept'.");
        return report.IsBlocked ? ExitCodes.Trouble : ExitCodes.Completed;
    }

    private static void Each(CommandContext context, PreflightReport report)
    {
        foreach (PreflightSource source in report.Sources) context.View.Say("source", source.ToString(), ("name", source.Name), ("read", source.IsRead));
        foreach (PreflightFinding finding in report.Findings)
            context.View.Say("finding", finding.ToString(), ("rule", finding.Id), ("severity", finding.Severity), ("certainty", finding.Certainty), ("blocking", finding.IsBlocking), ("what", finding.What), ("remedy", finding.Remedy), ("count", (double)finding.Count));
        foreach (AcceptedFinding accepted in report.Accepted) context.View.Say("accepted", $"{accepted.Finding} Accepted: {accepted.Reason}", ("rule", accepted.Finding.Id), ("reason", accepted.Reason));
    }
}
