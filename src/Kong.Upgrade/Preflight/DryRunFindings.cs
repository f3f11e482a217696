using Kong.Upgrade.AdminApi;

namespace Kong.Upgrade.Preflight;

/// <summary>What green's own schemas said, as findings and as a source.</summary>
internal static class DryRunFindings
{
    public static async Task<IReadOnlyList<PreflightFinding>> RunAsync(KongPreflightSetup setup, SourceReader reader, KongVersion to, TimeProvider time, CancellationToken cancellationToken)
    {
        const string name = "dry run on green";
        if (setup.GreenNodes.Count == 0 || setup.Entities is not { } entities)
        {
            reader.Add(name, null, $"it needs {nameof(KongPreflightSetup.Entities)} and one of {nameof(KongPreflightSetup.GreenNodes)}");
            return [];
        }
        try
        {
            SchemaDryRunReport report = await new SchemaDryRun(setup.GreenNodes[0], to, setup.DryRun, time).RunAsync(entities, cancellationToken).ConfigureAwait(false);
            reader.Add(name, report.ToString(), report.Gaps.Count == 0 ? null : string.Join("; ", report.Gaps.Select(g => $"{g.What}: {g.Why}")));
            return [.. new[] { Refused(report, setup.Options.MostSubjects), Missing(report) }.OfType<PreflightFinding>()];
        }
        catch (UpgradeServiceException failure)
        {
            reader.Add(name, null, failure.Message);
            return [];
        }
    }

    // Rows are not validated when they are read, so a refusal does not stop green (kong-facts 7 G2, 13): it stops the next write.
    private static PreflightFinding? Refused(SchemaDryRunReport report, int most) => report.Refusals.Count == 0 ? null : new()
    {
        Id = "green-refuses",
        Severity = FindingSeverity.Warning,
        Certainty = FindingCertainty.Suspected,
        What = "Green's schemas refuse these as they stand. A row that is there already works all the same in most cases, for nodes do not validate what they read; but it can no longer be written, exported and imported.",
        Remedy = "Correct the fields that are named, before the freeze or after 'finish'.",
        HowToFindOut = "Send requests that use them through green before it gets users.",
        Source = "kong-facts 3.1, 13",
        Subjects = [.. report.Refusals.SelectMany(r => r.Entities.Select(e => new FindingSubject { Kind = e.Kind, Id = e.Id, Name = e.Name, Workspace = e.Workspace, Value = r.Message })).Take(most)],
        Count = report.Refused,
    };

    private static PreflightFinding? Missing(SchemaDryRunReport report) => report.UnknownKinds.Count == 0 ? null : new()
    {
        Id = "green-lacks",
        Severity = FindingSeverity.Serious,
        What = "Green has no schema of these: a plugin is not installed or not enabled there, or the kind is gone.",
        Remedy = "Install the plugin on green and name it in 'plugins', as on blue.",
        Subjects = [.. report.UnknownKinds.OrderBy(k => k.Key, StringComparer.Ordinal).Select(k => new FindingSubject { Kind = "schema", Name = k.Key, Value = $"{k.Value} entities" })],
    };
}
