using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Kong.Upgrade.Staging;

namespace Kong.Upgrade.Planning;

/// <summary>A hash over everything that a plan does; over values, not over the words that describe them.</summary>
internal static class PlanFingerprint
{
    public static string Of(UpgradePlan plan) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', Lines(plan).Select(Escaped)))).AsSpan(0, 16));

    private static IEnumerable<string> StagingOptions(StagingOptions options) =>
        [string.Create(CultureInfo.InvariantCulture, $"staging options {options.MostAtOnce} {options.RequestsPerSecond} {options.AnswerWithin.Ticks} {options.MostBodyBytes} {options.Confirmations} {options.AsksForRoute} {options.UpstreamUrlAt}")];

    /// <summary>Names and reasons are free text: none may look like a line of its own.</summary>
    private static string Escaped(string line) => line.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static IEnumerable<string> Lines(UpgradePlan plan) =>
    [
        "plan 2",
        $"{plan.From} {plan.To} {plan.Deployment}",
        .. plan.Stages.Select(s => s.PartsPerMillion.ToString(CultureInfo.InvariantCulture)),
        string.Create(CultureInfo.InvariantCulture, $"{plan.SoakEachStage.Ticks} {plan.BakeTime.Ticks} {plan.HoldAtMost.Ticks} {plan.StageAtMost.Ticks} {plan.MaxBlind.Ticks} {plan.WhenUndecided} {plan.AfterRollback}"),
        string.Create(CultureInfo.InvariantCulture, $"{plan.ExpectedTraffic:R} {plan.FailedRequestBudget} {plan.SmallestShare?.PartsPerMillion} {plan.MinimumRequests}"),
        .. plan.Gates.Select(g => "gate " + g.Name).Order(StringComparer.Ordinal),
        .. plan.StagingTests.Select(t => "test " + t.Name),
        .. plan.StagingSuite.Lines.Select(l => "staging " + l),
        .. plan.StagingSuite.IsEmpty ? [] : StagingOptions(plan.StagingSuite.Options),
        .. plan.PreflightRules.Select(r => "rule " + r.Id),
        .. plan.Approvals.OrderBy(a => a.Before).Select(a => string.Create(CultureInfo.InvariantCulture, $"approval {a.Before} {a.Within.Ticks}")),
        .. plan.Acknowledgements.Select(a => $"risk {a.Risk} {a.Reason}"),
        .. plan.AcceptedFindings.Select(a => $"accepted {a.Id} {a.Reason}"),
        .. plan.Steps.Select(s => "step " + s.Name),
    ];
}
