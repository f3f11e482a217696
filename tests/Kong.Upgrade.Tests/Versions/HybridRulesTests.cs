using CsCheck;
using Kong.Upgrade.Preflight;
using Kong.Upgrade.Versions.Hybrid;

namespace Kong.Upgrade.Tests;

public class HybridRulesTests
{
    [Fact]
    public void Problems_DataPlanesOf28_AreRefusedByControlPlanesOf3()
    {
        HybridProblem problem = Problems("2.8.4.14", "3.4.3.26", "2.8.4.14").Should().ContainSingle().Which;

        (problem.Kind, problem.Severity, problem.Row).Should().Be((HybridProblemKind.OtherMajor, FindingSeverity.Blocking, "300-56"));
        problem.What.Should().Be("The new control planes refuse these data planes: data planes 2.8.4.14 and control planes 3.4.3.26 differ in the first number.");
        problem.Remedy.Should().Be("Start new data planes of 3.x together with the new control planes, and move traffic to them.");
    }

    [Theory]
    [InlineData("3.4.2", "3.5.0", true)]
    [InlineData("3.5.0", "3.5.0", false)]
    [InlineData("3.9.0", "3.9.3", false)]
    [InlineData("3.9.3", "3.5.0", false)]
    public void Problems_DataPlaneOfANewerMinor_IsRefusedAndOfANewerPatchIsNot(string control, string data, bool refused) =>
        Problems(control, control, data).Any(p => p is { Kind: HybridProblemKind.NewerThanControlPlane, Severity: FindingSeverity.Blocking }).Should().Be(refused);

    [Fact]
    public void Problems_DataPlaneUpgradedTooEarly_HasNoWayBack()
    {
        HybridProblem problem = Problems("3.4.2", "3.9.1", "3.9.1").Should().ContainSingle().Which;

        (problem.Kind, problem.Severity).Should().Be((HybridProblemKind.NewerThanControlPlane, FindingSeverity.Warning));
        problem.What.Should().Be("The old control planes 3.4.2 refuse data planes 3.9.1: after a rollback these would keep the last configuration that they had.");
    }

    [Theory]
    [InlineData("3.2.2.5", "3.1.0.0", true)]
    [InlineData("3.2.2.5", "3.1.1.1", true)]
    [InlineData("3.4.3.26", "3.1.1.1", true)]
    [InlineData("3.1.1.1", "3.0.0.0", false)]
    [InlineData("3.1.1.2", "3.1.1.1", false)]
    [InlineData("3.2.2.5", "3.1.1.2", false)]
    [InlineData("3.2.2.5", "3.0.1.0", false)]
    [InlineData("3.2.2", "3.1.0", false)]
    public void Problems_WithoutACommonProtocol_StopTheDataPlane(string control, string data, bool stopped)
    {
        HybridProblem[] problems = [.. Problems(control, control, data).Where(p => p.Kind is HybridProblemKind.NoCommonProtocol)];

        problems.Select(p => p.Row).Should().Equal(stopped ? ["310-01"] : []);
        problems.Should().OnlyContain(p => p.Severity == FindingSeverity.Blocking && p.Remedy.StartsWith("Go to 3.1.1.2 first"));
    }

    [Fact]
    public void Problems_OlderDataPlane_NamesTheFieldsOfItsPluginsAndNoOthers() =>
        Problems("3.4.2", "3.9.1", "3.6.1", ["key-auth", "acl", "request-termination", "rate-limiting"]).Should().ContainSingle(p => p.Kind == HybridProblemKind.FieldsStripped)
            .Which.What.Should().Be("Where they are set, data planes 3.6.1 are not sent acl: always_use_authenticated_groups; key-auth: realm: what these do is silently lost there.");

    [Theory]
    [InlineData("3.9.0", "3.8.1", "ai-proxy", null)]
    [InlineData("3.9.1", "3.9.0", "ai-proxy", "ai-proxy: llm_format")]
    [InlineData("3.9.1", "3.9.0", "acl", null)]
    [InlineData("3.4.2", "3.3.1", "rate-limiting", "rate-limiting: sync_rate")]
    [InlineData("3.4.2", "3.4.0", "rate-limiting", null)]
    [InlineData("3.5.0", "3.1.1", "session", "session: audience, absolute_timeout, remember_cookie_name, remember_rolling_timeout, remember_absolute_timeout, response_headers, request_headers, read_body_for_logout")]
    public void Problems_Fields_FollowTheVersionsThatBroughtThem(string control, string data, string plugin, string? fields)
    {
        string[] lost = [.. Problems(control, control, data, [plugin]).Where(p => p.Kind is HybridProblemKind.FieldsStripped).Select(p => p.What)];

        if (fields is null) lost.Should().BeEmpty();
        else lost.Should().ContainSingle().Which.Should().Contain($" are not sent {fields}: what these do");
    }

    [Theory]
    [InlineData("3.9.1", "3.8.1", FindingSeverity.Warning, "which ones cannot be said, since the configured plugins are not known.")]
    [InlineData("3.9.1", "3.9.0", FindingSeverity.Warning, "which ones cannot be said, since the configured plugins are not known.")]
    [InlineData("3.14.0.2", "3.10.0.11", FindingSeverity.Warning, "Fields that came after 3.9.3, and those of Enterprise's own plugins, are not known here.")]
    public void Problems_WhereSomethingIsNotKnown_SaysSo(string control, string data, FindingSeverity severity, string says)
    {
        HybridProblem problem = Problems(control, control, data).Single(p => p.Kind is HybridProblemKind.FieldsStripped);

        (problem.Severity, problem.What.EndsWith(says, StringComparison.Ordinal)).Should().Be((severity, true), problem.What);
    }

    [Theory]
    [InlineData("3.9.3", "3.9.1")]
    [InlineData("3.4.2", "3.4.2")]
    [InlineData("3.10.0.11", "3.10.0.7")]
    public void Problems_WithinAMinorWithoutNewFields_AreNone(string control, string data) => Problems(control, control, data).Should().BeEmpty();

    [Fact]
    public void Problems_EnterprisesOwnPlugins_AreSaidNotToBeKnown()
    {
        HybridProblem problem = Problems("3.4.3.26", "3.9.1.2", "3.8.1.2", ["openid-connect"]).Single(p => p.Kind is HybridProblemKind.FieldsStripped);

        (problem.Severity, problem.What).Should().Be((FindingSeverity.Information, "No field that is known here is taken out of what data planes 3.8.1.2 are sent. The fields of Enterprise's own plugins are not known here."));
    }

    [Theory]
    [InlineData("3.5.0", "ai-proxy", true)]
    [InlineData("3.6.1", "ai-proxy", false)]
    [InlineData("3.8.1", "redirect", true)]
    [InlineData("3.5.0", "key-auth", false)]
    public void Problems_AConfiguredPluginThatTheDataPlaneLacks_StopsItsConfiguration(string data, string plugin, bool stopped) =>
        Problems("3.9.1", "3.9.1", data, [plugin]).Any(p => p is { Kind: HybridProblemKind.PluginMissing, Severity: FindingSeverity.Blocking }).Should().Be(stopped);

    [Theory]
    [InlineData("3.3.1", true, FindingSeverity.Warning)]
    [InlineData("3.3.1", null, FindingSeverity.Information)]
    [InlineData("3.3.1", false, null)]
    [InlineData("3.4.0", true, null)]
    public void Problems_PluginsOfConsumerGroups_Need34(string data, bool? has, FindingSeverity? severity) =>
        HybridRules.Problems(Fleet("3.4.2", "3.4.2", data, [], has, expressions: false)).Where(p => p.Kind is HybridProblemKind.ConsumerGroups).Select(p => (FindingSeverity?)p.Severity).Should().Equal(severity is null ? [] : [severity]);

    [Theory]
    [InlineData("3.6.1", true, "370-11")]
    [InlineData("3.6.1", false, null)]
    [InlineData("3.7.0", true, null)]
    public void Problems_RoutesWithExpressions_Need37(string data, bool has, string? row) =>
        HybridRules.Problems(Fleet("3.9.1", "3.9.1", data, [], groups: false, has)).Where(p => p.Kind is HybridProblemKind.ExpressionRoutes).Select(p => p.Row).Should().Equal(row is null ? [] : [row]);

    [Theory]
    [InlineData("3.10.0.0", "3.10.0.5", true, "3100-08")]
    [InlineData("3.10.0.0", "3.10.0.6", true, null)]
    [InlineData("3.10.0.0", "3.10.0.5", null, null)]
    [InlineData("3.9.1.2", "3.10.0.7", true, "3100-12")]
    public void Problems_IncrementalSync_IsSwitchedOff(string before, string after, bool? on, string? row) =>
        HybridRules.Problems(new() { Before = KongVersion.Parse(before), After = KongVersion.Parse(after), DataPlanes = [], HasIncrementalSync = on }).Select(p => p.Row).Should().Equal(row is null ? [] : [row]);

    [Fact]
    public void Problems_ManyDataPlanesOfOneVersion_AreOneProblemWithAllNames()
    {
        HybridFleet fleet = new()
        {
            Before = KongVersion.Parse("2.8.5"),
            After = KongVersion.Parse("3.4.2"),
            DataPlanes = [.. Enumerable.Range(0, 200).Select(i => new DataPlane($"dp{i}", KongVersion.Parse("2.8.5"))), new("silent", null)],
        };

        HybridRules.Problems(fleet).Select(p => (p.Kind, p.DataPlanes.Count)).Should().Equal((HybridProblemKind.OtherMajor, 200), (HybridProblemKind.VersionNotKnown, 1));
    }

    [Fact]
    public void Problems_AnyFleet_JudgeByKongsOwnRule() => Gen.Select(Gen.Int[2, 4], Gen.Int[0, 12], Gen.Int[2, 4], Gen.Int[0, 12]).Sample((controlMajor, controlMinor, dataMajor, dataMinor) =>
    {
        KongVersion control = new(controlMajor, controlMinor, 0, null), data = new(dataMajor, dataMinor, 0, null);
        bool refused = Problems(control.ToString(), control.ToString(), data.ToString(), []).Any(p => p.Severity is FindingSeverity.Blocking);
        refused.Should().Be(controlMajor != dataMajor || dataMinor > controlMinor);
    });

    private static IReadOnlyList<HybridProblem> Problems(string before, string after, string data, string[]? plugins = null) => HybridRules.Problems(Fleet(before, after, data, plugins, groups: false, expressions: false));

    private static HybridFleet Fleet(string before, string after, string data, string[]? plugins, bool? groups, bool? expressions) => new()
    {
        Before = KongVersion.Parse(before),
        After = KongVersion.Parse(after),
        DataPlanes = [new("dp", KongVersion.Parse(data))],
        Plugins = plugins,
        HasConsumerGroupPlugins = groups,
        HasExpressionRoutes = expressions,
    };
}
