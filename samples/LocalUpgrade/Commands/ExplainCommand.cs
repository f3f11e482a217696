using Kong.Upgrade;
using Kong.Upgrade.Preflight.Catalogue;

namespace LocalUpgrade.Commands;

/// <summary>Prints what is known of a change between versions of Kong; without an id, those that lie between the two versions of the settings. Touches nothing.</summary>
internal static class ExplainCommand
{
    public static Task<int> RunAsync(CommandContext context)
    {
        if (context.Invocation.Argument is { } id)
        {
            BreakingChange change = BreakingChanges.Find(id) ?? throw new UsageException($"'{id}' is no change that is known; ids look like 300-03.");
            context.View.Say("change", Text(change), ("id", change.Id), ("severity", change.Severity));
            return Task.FromResult(ExitCodes.Completed);
        }
        UpgradePlan plan = context.File().WithoutSecrets().Plan!;
        IReadOnlyList<BreakingChange> between = BreakingChanges.Between(plan.From, plan.To);
        context.View.Say("outcome", $"{between.Count} of {BreakingChanges.All.Count} known changes lie between Kong {plan.From} and {plan.To}. Which of them concern this installation says: {context.Press("evaluate")}", ("between", between.Count));
        foreach (BreakingChange one in between) context.View.Say("change", $"  {one.Id,-9} {one.Severity,-12} {one.Area}: {one.Title}", ("id", one.Id), ("severity", one.Severity));
        return Task.FromResult(ExitCodes.Completed);
    }

    private static string Text(BreakingChange change) =>
        $"""
        {change}
          since     {change.Since}{(change.Until.Length == 0 ? "" : $", until {change.Until}")} ({(change.Editions is ChangeEditions.Enterprise ? "Enterprise" : change.Editions is ChangeEditions.OpenSource ? "open source" : "both editions")})
          touches   {change.Area}
          severity  {change.Severity}
          look for  {change.LookFor}
          do        {change.Remedy}{(change.HowToFindOut is { } how ? $"\n  find out  {how}" : "")}
          source    {change.Source}
        """;
}
