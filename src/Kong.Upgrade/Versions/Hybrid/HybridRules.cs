using Kong.Upgrade.Preflight;

namespace Kong.Upgrade.Versions.Hybrid;

/// <summary>
/// What happens to data planes between the control planes' upgrade and their own (kong-facts 6.3). Control planes go first, data planes after; until then old data planes hang on new control planes.
/// Data planes of one version that have the same problem are named together.
/// </summary>
internal static class HybridRules
{
    /// <summary>The order, which holds whatever the versions are.</summary>
    public const string Order = "Upgrade the control planes first and the data planes after them, one by one; custom plugins are installed in the same order. Do not leave old data planes on new control planes for long.";

    private static readonly KongVersion consumerGroups = new(3, 4, 0, null), expressionRoutes = new(3, 7, 0, null), syncBegins = new(3, 10, 0, 0), syncWorks = new(3, 10, 0, 6);

    /// <summary>Every problem, the gravest first.</summary>
    public static IReadOnlyList<HybridProblem> Problems(HybridFleet fleet) =>
        [.. fleet.DataPlanes.GroupBy(d => d.Version).OrderBy(g => g.Key).SelectMany(g => Of(fleet, g.Key, [.. g.Select(d => d.Name)])).Concat(Sync(fleet)).OrderByDescending(p => p.Severity)];

    private static IEnumerable<HybridProblem> Of(HybridFleet fleet, KongVersion? data, IReadOnlyList<string> names)
    {
        if (data is null) return [new(HybridProblemKind.VersionNotKnown, FindingSeverity.Warning, null, names, "It is not known which version these data planes are.", "Look at GET /clustering/data-planes of a control plane, or ask the nodes.")];
        return Refusals(fleet.After, data, names).FirstOrDefault() is { } refused ? [refused] : [.. NoWayBack(fleet.Before, data, names), .. Losses(fleet, data, names)];
    }

    private static IEnumerable<HybridProblem> Refusals(KongVersion control, KongVersion data, IReadOnlyList<string> names)
    {
        string pair = $"data planes {VersionText.Of(data)} and control planes {VersionText.Of(control)}";
        if (data.Major != control.Major)
            yield return new(HybridProblemKind.OtherMajor, FindingSeverity.Blocking, data.Major < 3 && control.Major == 3 ? "300-56" : null, names,
                $"The new control planes refuse these data planes: {pair} differ in the first number.", $"Start new data planes of {control.Major}.x together with the new control planes, and move traffic to them.");
        if (data.Minor > control.Minor)
            yield return new(HybridProblemKind.NewerThanControlPlane, FindingSeverity.Blocking, null, names,
                $"The new control planes refuse these data planes: of {pair} the data planes are the newer minor version.", $"Go to control planes of at least {VersionText.BranchOf(data)}.x.");
        if (!WireProtocols.HaveOneInCommon(control, data))
            yield return new(HybridProblemKind.NoCommonProtocol, FindingSeverity.Blocking, "310-01", names,
                $"There is no protocol that {pair} both speak: 3.1.0.0 to 3.1.1.1 have RPC only, which came with 3.0 and went with 3.2.",
                $"Go to {VersionText.Of(WireProtocols.Both)} first, which speaks both, better to 3.1.1.3, whose image has its CA certificates (310-07).");
    }

    private static IEnumerable<HybridProblem> NoWayBack(KongVersion control, KongVersion data, IReadOnlyList<string> names)
    {
        if (data.Major == control.Major && data.Minor > control.Minor)
            yield return new(HybridProblemKind.NewerThanControlPlane, FindingSeverity.Warning, null, names,
                $"The old control planes {VersionText.Of(control)} refuse data planes {VersionText.Of(data)}: after a rollback these would keep the last configuration that they had.", "Upgrade data planes only after the control planes have finished.");
    }

    private static IEnumerable<HybridProblem> Losses(HybridFleet fleet, KongVersion data, IReadOnlyList<string> names)
    {
        if (fleet.Plugins is { } plugins && PluginOrigins.MissingIn(data, plugins) is [_, ..] missing)
            yield return new(HybridProblemKind.PluginMissing, FindingSeverity.Blocking, null, names,
                $"Data planes {VersionText.Of(data)} do not bring {string.Join(", ", missing)}: while that is configured they get no configuration at all.", "Upgrade these data planes before such a plugin is configured.");
        if (Fields(fleet, data, names) is { } fields) yield return fields;
        if (fleet.HasConsumerGroupPlugins is not false && Older(data, consumerGroups) && !Older(fleet.After, consumerGroups))
            yield return Suspected(fleet.HasConsumerGroupPlugins, HybridProblemKind.ConsumerGroups, null, names, "Plugins that are bound to a consumer group", $"do not work on data planes {VersionText.Of(data)}: they need 3.4.");
        if (fleet.HasExpressionRoutes is not false && Older(data, expressionRoutes) && !Older(fleet.After, expressionRoutes))
            yield return Suspected(fleet.HasExpressionRoutes, HybridProblemKind.ExpressionRoutes, "370-11", names, "Routes with expressions, alone or beside traditional ones,", $"are not sent to data planes {VersionText.Of(data)}: they need 3.7.");
    }

    private static HybridProblem? Fields(HybridFleet fleet, KongVersion data, IReadOnlyList<string> names)
    {
        string unknown = data.Minor < fleet.After.Minor ? NotPublic(fleet.After) : "";
        if (fleet.Plugins is not { } plugins)
            return StrippedFields.Between(fleet.After, data, StrippedFields.Plugins).Count + unknown.Length == 0 ? null : Stripped(FindingSeverity.Warning, names,
                $"Control planes {VersionText.Of(fleet.After)} take fields that data planes {VersionText.Of(data)} do not know out of what they send; which ones cannot be said, since the configured plugins are not known.{unknown}");
        IReadOnlyList<string> fields = StrippedFields.Between(fleet.After, data, plugins);
        if (fields.Count > 0) return Stripped(FindingSeverity.Warning, names, $"Where they are set, data planes {VersionText.Of(data)} are not sent {string.Join("; ", fields)}: what these do is silently lost there.{unknown}");
        return unknown.Length == 0 ? null : Stripped(FindingSeverity.Information, names, $"No field that is known here is taken out of what data planes {VersionText.Of(data)} are sent.{unknown}");
    }

    private static string NotPublic(KongVersion control) => control > StrippedFields.KnownUpTo && control.Minor > StrippedFields.KnownUpTo.Minor
        ? $" Fields that came after {StrippedFields.KnownUpTo}, and those of Enterprise's own plugins, are not known here."
        : control.IsEnterprise ? " The fields of Enterprise's own plugins are not known here." : "";

    private static HybridProblem Stripped(FindingSeverity severity, IReadOnlyList<string> names, string what) => new(HybridProblemKind.FieldsStripped, severity, null, names, what,
        "The control planes log each field at WARN. Set no new field before all data planes are upgraded, and do not wait long with them.");

    private static HybridProblem Suspected(bool? known, HybridProblemKind kind, string? row, IReadOnlyList<string> names, string what, string happens) =>
        new(kind, known is true ? FindingSeverity.Warning : FindingSeverity.Information, row, names, $"{what} {happens}{(known is true ? "" : " Whether there are any is not known.")}", "Upgrade these data planes soon after the control planes, and before anything such is configured.");

    private static IEnumerable<HybridProblem> Sync(HybridFleet fleet)
    {
        if (fleet.HasIncrementalSync is true && fleet.After >= syncBegins && fleet.After < syncWorks)
            yield return new(HybridProblemKind.IncrementalSync, FindingSeverity.Warning, "3100-08", [], $"Incremental sync fails together with stream_listen before 3.10.0.6; the new control planes are {VersionText.Of(fleet.After)}.", "Switch incremental sync off until everything is upgraded.");
        if (fleet.HasIncrementalSync is true && fleet.Before < syncBegins && fleet.After >= syncBegins)
            yield return new(HybridProblemKind.IncrementalSync, FindingSeverity.Warning, "3100-12", [], "'kong migrations up' drops the table that incremental sync of the old control planes uses.", "Switch incremental sync off on the old control planes first.");
    }

    private static bool Older(KongVersion one, KongVersion other) => (one.Major, one.Minor, one.Patch).CompareTo((other.Major, other.Minor, other.Patch)) < 0;
}
