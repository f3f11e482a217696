using Kong.Upgrade.Migrations;

namespace Kong.Upgrade.Preflight;

/// <summary>Whether 'up' can do its work on this database (kong-facts 1.3, 1.7): id <c>migrations</c>. Every run looks by itself; it is public for hosts that only look.</summary>
public sealed class MigrationsRule : IPreflightRule
{
    /// <inheritdoc/>
    public string Id => "migrations";

    /// <inheritdoc/>
    public Task<IReadOnlyList<PreflightFinding>> EvaluateAsync(PreflightFacts facts, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<PreflightFinding>>([.. Findings(facts.Plan, facts.Migrations)]);

    private static IEnumerable<PreflightFinding> Findings(UpgradePlan plan, MigrationState? known)
    {
        if (known is not { } state)
        {
            yield return Blocking("Nobody could say how the database's migrations stand.", "Give the evaluation a migration runner.");
            yield break;
        }
        if (state.NeedsBootstrap)
            yield return Blocking("The database was never bootstrapped.", "Check that the new version's kong.conf names blue's own database and schema.");
        if (state.SeenBy is { } seenBy && seenBy != plan.To)
            yield return Blocking($"Migrations were read with Kong {seenBy}, but the plan goes to {plan.To}.", $"Give the migration runner the kong of {plan.To}.");
        if (state.Pending.Count > 0 && state.New.Count > 0)
            yield return Blocking($"{state.Pending.Count} migrations are pending and {state.New.Count} more are new: Kong refuses 'up' while anything is pending.", "Another version's upgrade is half done here. Choose that version as the target, or restore the database.");
        if (state.Missing.Count > 0)
            yield return new() { Severity = FindingSeverity.Warning, What = $"{state.Missing.Count} migrations are missing: {string.Join(", ", state.Missing)}.", Remedy = "Kong will never run them. Find out which plugin was added or removed in the past." };
    }

    private static PreflightFinding Blocking(string what, string remedy) => new() { Severity = FindingSeverity.Blocking, What = what, Remedy = remedy };
}
