using Kong.Upgrade.Preflight.Catalogue;
using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Preflight.Rules;

namespace Kong.Upgrade.Preflight;

/// <summary>A rule at work and what it has found so far.</summary>
internal sealed class RunningRule(BreakingChange change, ChangeSearch search, EntityNames names, int mostSubjects)
{
    private readonly List<FindingSubject> subjects = [];
    private FindingSeverity severity;
    private FindingCertainty certainty = FindingCertainty.Review;
    private long count;

    public void Start()
    {
        foreach (Hit hit in search.Start()) Take(hit, null);
    }

    public void See(KongEntity entity)
    {
        if (search.See(entity) is { } hit) Take(hit, entity);
    }

    /// <summary>What was found, or <see langword="null"/>.</summary>
    public PreflightFinding? End()
    {
        foreach (Hit hit in search.End()) Take(hit, null);
        return count == 0 ? null : new()
        {
            Id = change.Id,
            Severity = severity,
            Certainty = certainty,
            What = change.Title,
            Remedy = change.Remedy,
            HowToFindOut = certainty is FindingCertainty.Certain ? null : change.HowToFindOut,
            Source = change.Source,
            Subjects = [.. subjects.OrderBy(s => s.Kind, StringComparer.Ordinal).ThenBy(s => s.Workspace, StringComparer.Ordinal).ThenBy(s => s.Name, StringComparer.Ordinal).ThenBy(s => s.Id, StringComparer.Ordinal).ThenBy(s => s.Value, StringComparer.Ordinal)],
            Count = count,
        };
    }

    // The surest and the worst of its hits count.
    private void Take(Hit hit, KongEntity? entity)
    {
        FindingCertainty sure = hit.Certainty ?? (change.Record.Review ? FindingCertainty.Review : FindingCertainty.Certain);
        if (sure < certainty) certainty = sure;
        if ((hit.Severity ?? change.Severity) is var weight && weight > severity) severity = weight;
        count++;
        if ((hit.Subject ?? names.Subject(hit.Entity ?? entity, hit.Value)) is { } subject && subjects.Count < mostSubjects) subjects.Add(subject);
    }
}
