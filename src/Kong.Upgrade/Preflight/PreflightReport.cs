using Kong.Upgrade.Preflight.Catalogue;
using Kong.Upgrade.Preflight.Reports;
using Kong.Upgrade.Versions;
using Kong.Upgrade.Versions.Strategies;

namespace Kong.Upgrade.Preflight;

/// <summary>What an evaluation found in an installation, before anything is changed. Immutable.</summary>
public sealed class PreflightReport
{
    private const string WithoutId = "without-id";

    internal PreflightReport()
    {
    }

    /// <summary>Makes a report: for those who evaluate in another way than <see cref="KongPreflight"/>.</summary>
    /// <param name="plan">The plan, whose acceptances are taken out of the findings.</param>
    /// <param name="findings">What was found, in any order. One without an id gets the id <c>without-id</c>.</param>
    /// <param name="sources">What was read and what was not. Say what was not read in a finding, too, if it is to keep a run from starting.</param>
    /// <param name="evaluatedAt">When.</param>
    /// <param name="path">The way, found with what is known of the installation; by default with what the plan knows.</param>
    /// <returns>The report, its findings in their order.</returns>
    public static PreflightReport Create(UpgradePlan plan, IEnumerable<PreflightFinding> findings, IEnumerable<PreflightSource> sources, DateTimeOffset evaluatedAt, UpgradePath? path = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(findings);
        ArgumentNullException.ThrowIfNull(sources);
        Acceptance outcome = Acceptance.Of(plan, [.. findings.Select(f => f.By(WithoutId))]);
        return new()
        {
            From = plan.From,
            To = plan.To,
            EvaluatedAt = evaluatedAt,
            Findings = [.. outcome.Standing.OrderByDescending(f => f.IsBlocking).ThenByDescending(f => f.Severity).ThenBy(f => f.Certainty).ThenBy(f => f.Id, StringComparer.Ordinal).ThenBy(f => f.What, StringComparer.Ordinal)],
            Accepted = outcome.Accepted,
            UnusedAcceptances = outcome.Unused,
            Sources = [.. sources],
            ChangesBetween = BreakingChanges.Between(plan.From, plan.To).Count,
            Path = path ?? UpgradePath.Find(plan.From, plan.To, new() { Deployment = plan.Deployment, Today = DateOnly.FromDateTime(evaluatedAt.UtcDateTime) }),
        };
    }

    /// <summary>Blue's version.</summary>
    public required KongVersion From { get; init; }

    /// <summary>Green's version.</summary>
    public required KongVersion To { get; init; }

    /// <summary>When it was evaluated.</summary>
    public required DateTimeOffset EvaluatedAt { get; init; }

    /// <summary>What stands: the gravest first, then by certainty and id. Equal installations give equal lists.</summary>
    public required IReadOnlyList<PreflightFinding> Findings { get; init; }

    /// <summary>What was found and is accepted by the plan, with the reasons.</summary>
    public required IReadOnlyList<AcceptedFinding> Accepted { get; init; }

    /// <summary>Ids that the plan accepts although nothing of the kind was found; an acceptance that nobody needs would let a later finding through unseen.</summary>
    public required IReadOnlyList<string> UnusedAcceptances { get; init; }

    /// <summary>What was read, and what was not.</summary>
    public required IReadOnlyList<PreflightSource> Sources { get; init; }

    /// <summary>How many changes of the catalogue an upgrade between these versions comes to have.</summary>
    public required int ChangesBetween { get; init; }

    /// <summary>The way between the versions: the steps that Kong guarantees, the stops that they need, versions to avoid.</summary>
    public required UpgradePath Path { get; init; }

    /// <summary>Which strategy Kong's documents advise for this installation, and why.</summary>
    public StrategyAdvice Strategy => StrategyAdvice.For(Path);

    /// <summary>Whether a run may not start: something is blocking and not accepted.</summary>
    public bool IsBlocked => Findings.Any(f => f.IsBlocking);

    /// <summary>Whether everything that was named was read. What was not read may hide anything.</summary>
    public bool IsComplete => Sources.All(s => s.IsRead);

    /// <summary>What is true now and what to do about it, in one line.</summary>
    public string Headline => PreflightText.Headline(this);

    /// <summary>The whole report as text; its first line is the <see cref="Headline"/>, the others have at most 120 characters where words allow.</summary>
    /// <param name="examples">How many subjects of a finding are shown: 0 to all. The default value is 3.</param>
    /// <returns>Text for people.</returns>
    public string Describe(int examples = 3)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(examples);
        return PreflightText.Of(this, examples);
    }

    /// <summary>The whole report for programs, every subject that was kept included.</summary>
    /// <returns>A JSON object, UTF-8 and indented; fields are only ever added.</returns>
    public string ToJson() => PreflightJson.Of(this);

    /// <summary>The report in the format of code scanners (SARIF 2.1.0): a rule each change, a result each finding, accepted ones as suppressed.</summary>
    /// <returns>A SARIF log.</returns>
    public string ToSarif() => PreflightSarif.Of(this);

    /// <inheritdoc/>
    public override string ToString() => Headline;
}
