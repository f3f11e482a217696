using Kong.Upgrade;
using Kong.Upgrade.Preflight;

namespace LocalUpgrade.Making;

/// <summary>A rule, where the login roles that a run makes were not made: what is said of roles is not true of the run then.</summary>
internal sealed class WithoutRoles(IPreflightRule rule) : IPreflightRule
{
    private const string Freeze = "database-freeze", Privileges = "database-privileges";

    public string Id => rule.Id;

    public async Task<IReadOnlyList<PreflightFinding>> EvaluateAsync(PreflightFacts facts, CancellationToken cancellationToken) => Id switch
    {
        Freeze => [],
        Privileges => [.. (await rule.EvaluateAsync(facts, cancellationToken)).Where(f => f.IsBlocking)],
        _ => await rule.EvaluateAsync(facts, cancellationToken),
    };
}
