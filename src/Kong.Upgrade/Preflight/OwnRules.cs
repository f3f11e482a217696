using Kong.Upgrade.Migrations;
using Kong.Upgrade.Traffic;

namespace Kong.Upgrade.Preflight;

/// <summary>Runs the rules that a user added. One that fails is a source that was not read.</summary>
internal sealed class OwnRules(KongPreflightSetup setup, SourceReader reader)
{
    public async Task<IReadOnlyList<PreflightFinding>> RunAsync(UpgradePlan plan, CancellationToken cancellationToken)
    {
        if (setup.Rules.Count == 0) return [];
        PreflightFacts facts = await FactsAsync(plan, cancellationToken).ConfigureAwait(false);
        List<PreflightFinding> findings = [];
        foreach (IPreflightRule rule in setup.Rules)
        {
            IReadOnlyList<PreflightFinding>? found = await reader.TryAsync($"rule {rule.Id}", () => rule.EvaluateAsync(facts, cancellationToken), f => $"{f.Count} findings", cancellationToken).ConfigureAwait(false);
            findings.AddRange(found?.Select(f => f.By(rule.Id)) ?? []);
        }
        return findings;
    }

    private async Task<PreflightFacts> FactsAsync(UpgradePlan plan, CancellationToken cancellationToken)
    {
        MigrationState? migrations = setup.Migrations is { } runner ? await reader.TryAsync("migrations", () => runner.GetStateAsync(cancellationToken), m => m.ToString(), cancellationToken).ConfigureAwait(false) : null;
        Box<TrafficShare>? share = setup.Traffic is { } splitter ? await reader.TryAsync("traffic", async () => new Box<TrafficShare>(await splitter.GetShareAsync(cancellationToken).ConfigureAwait(false)), s => $"green has {s.Value}", cancellationToken).ConfigureAwait(false) : null;
        return new() { Plan = plan, Migrations = migrations, Share = share?.Value, BlueConfiguration = setup.BlueConfiguration, GreenConfiguration = setup.GreenConfiguration, Entities = setup.Entities };
    }

    private sealed record Box<T>(T Value);
}
