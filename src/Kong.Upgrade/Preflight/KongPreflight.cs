using Kong.Upgrade.Preflight.Catalogue;
using Kong.Upgrade.Preflight.Facts;
using Kong.Upgrade.Preflight.Schema;
using Kong.Upgrade.Preflight.Settings;
using Kong.Upgrade.Versions;

namespace Kong.Upgrade.Preflight;

/// <summary>Evaluates an installation with the catalogue of breaking changes (<see cref="BreakingChanges"/>) and rules of one's own. Safe for any number of threads as far as what it was given is.</summary>
public sealed class KongPreflight : IPreflight
{
    private static readonly Dictionary<string, string> betterSeenBy = new() { ["ANY-02"] = "database-connections", ["SEEN-01"] = "routes-updated-at", ["330-07"] = "database-privileges" };

    private readonly KongPreflightSetup setup;
    private readonly TimeProvider time;

    /// <summary>Takes what may be read; nothing is read yet.</summary>
    /// <param name="setup">What may be read.</param>
    /// <param name="time">The clock; the system's by default.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public KongPreflight(KongPreflightSetup setup, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(setup);
        if (setup.Validate() is { Count: > 0 } problems) throw new ArgumentException(string.Join(' ', problems), nameof(setup));
        (this.setup, this.time) = (setup, time ?? TimeProvider.System);
    }

    /// <inheritdoc/>
    public async Task<PreflightReport> EvaluateAsync(UpgradePlan plan, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        SourceReader reader = new();
        InstallationFacts facts = await new FactsReader(setup, reader, time).ReadAsync(plan, cancellationToken).ConfigureAwait(false);
        Evaluation evaluation = new(facts, setup.Options.MostSubjects);
        if (setup.Entities is { } source) await reader.EntitiesAsync(source, evaluation, cancellationToken).ConfigureAwait(false);
        List<PreflightFinding> findings = [.. evaluation.End().Where(f => !IsSeenBetter(f))];
        if (setup.BlueConfiguration is { } blue) findings.AddRange(SettingChecks.Of("blue", blue));
        if (setup.GreenConfiguration is { } green) findings.AddRange(SettingChecks.Of("green", green));
        if (facts.Database is { } database && SchemaCheck.Of(database, plan.From, plan.To) is { } schema) findings.Add(schema);
        findings.AddRange(await HybridFindings.FindAsync(setup, reader, facts, evaluation, time, cancellationToken).ConfigureAwait(false));
        if (setup.DryRunOnGreen) findings.AddRange(await DryRunFindings.RunAsync(setup, reader, plan.To, time, cancellationToken).ConfigureAwait(false));
        findings.AddRange(await new OwnRules(setup, reader).RunAsync(plan, cancellationToken).ConfigureAwait(false));
        if (reader.Unread() is { } unread) findings.Add(unread);
        return PreflightReport.Create(plan, findings, reader.Sources, time.GetUtcNow(), Path(plan, evaluation));
    }

    // What a rule looks up by itself is not guessed as well.
    private bool IsSeenBetter(PreflightFinding finding) => betterSeenBy.TryGetValue(finding.Id!, out string? rule) && setup.Rules.Any(r => r.Id == rule);

    private UpgradePath Path(UpgradePlan plan, Evaluation evaluation) => UpgradePath.Find(
        plan.From, plan.To, new() { Deployment = plan.Deployment, Today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime), Plugins = evaluation.IsWhole ? evaluation.PluginNames : null });
}
