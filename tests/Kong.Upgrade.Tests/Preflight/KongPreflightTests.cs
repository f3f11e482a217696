using System.Text.Json;
using Kong.Upgrade.Preflight;
using Kong.Upgrade.Preflight.Catalogue;
using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Testing.Fakes;
using Kong.Upgrade.Tests.Support;

namespace Kong.Upgrade.Tests;

public class KongPreflightTests
{
    private static readonly (string Kind, string Json) lambda = ("plugins", """{ "id": "1", "name": "aws-lambda", "enabled": true, "route": { "id": "27d4a8d5-8237-44f4-a834-a611337db236" }, "config": { "host": "lambda.local", "aws_region": null } }""");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Finding_OnManyEntities_IsOneWithACountAndExamples()
    {
        (string, string)[] many = [("routes", """{ "id": "27d4a8d5-8237-44f4-a834-a611337db236", "name": "orders" }"""), .. Enumerable.Repeat(lambda, 5000)];
        PreflightFinding finding = Of(await EvaluateAsync(new ListedEntities(many), options: new() { MostSubjects = 7 }), "300-27");
        (finding.Count, finding.Subjects.Count, finding.Severity).Should().Be((5000, 7, FindingSeverity.Serious));
        finding.Subjects[0].ToString().Should().Be("plugins aws-lambda on route orders (1): host lambda.local without aws_region");
    }

    [Fact]
    public async Task Source_ThatWasNotReadWhole_IsInTheWayAndNamed()
    {
        PreflightReport report = await EvaluateAsync(new ListedEntities(lambda) { Unread = ("plugins of workspace b", "403") });
        (report.IsComplete, report.IsBlocked).Should().Be((false, true));
        Of(report, "source-unread").Subjects.Should().ContainSingle().Which.Value.Should().Be("plugins of workspace b: 403");
        Of(report, "300-27").Count.Should().Be(1, "what was read counts");
        report.Headline.Should().Contain("IN THE WAY of Kong 2.8.5 to 3.9.1: mend source-unread");
    }

    public static TheoryData<Exception> Deaths => [new UpgradeServiceException("the line was cut"), new InvalidOperationException("the line was cut"), new OperationCanceledException("the line was cut")];

    [Theory]
    [MemberData(nameof(Deaths), DisableDiscoveryEnumeration = true)]
    public async Task Source_ThatDies_IsNotReadAndNoCrash(Exception death)
    {
        PreflightReport report = await EvaluateAsync(new ListedEntities(lambda) { Dies = death });
        report.Sources.Single(s => !s.IsRead).ToString().Should().Be("entities: a list: 1 plugins; NOT READ: the line was cut");
        Of(report, "300-27").Count.Should().Be(1);
    }

    [Fact]
    public async Task Cancellation_IsNoUnreadSource()
    {
        using CancellationTokenSource cancelled = new();
        await cancelled.CancelAsync();
        Func<Task> evaluate = () => new KongPreflight(new() { Entities = new ListedEntities() { Dies = new OperationCanceledException(cancelled.Token) } }).EvaluateAsync(Plan(), cancelled.Token);
        await evaluate.Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task Rule_OfOnesOwn_IsHeardAndOneThatFailsIsTold()
    {
        FakeRule finds = new();
        finds.Find(FindingSeverity.Blocking, "a hole");
        PreflightReport report = await EvaluateAsync(null, rules: [finds, new FailingRule()]);
        Of(report, "fake-rule").What.Should().Be("a hole");
        report.Sources.Should().Contain(s => s.Name == "rule failing" && s.Trouble == "no licence server");
        report.Headline.Should().Contain("mend fake-rule, source-unread");
    }

    [Fact]
    public async Task Finding_ThatThePlanAccepts_IsKeptWithTheReasonAndNotInTheWay()
    {
        FakeRule finds = new();
        finds.Find(FindingSeverity.Blocking, "a hole");
        UpgradePlan plan = Plan(p => p.AcceptFinding("fake-rule", "we know; Ada").AcceptFinding("999-99", "old"));
        PreflightReport report = await new KongPreflight(new() { Rules = [finds] }).EvaluateAsync(plan, Token);
        report.IsBlocked.Should().BeFalse();
        report.Findings.Should().NotContain(f => f.Id == "fake-rule");
        report.Accepted.Should().ContainSingle().Which.Reason.Should().Be("we know; Ada");
        report.UnusedAcceptances.Should().Equal("999-99");
    }

    [Fact]
    public void Findings_StandInOneOrderWhateverTheSource()
    {
        PreflightReport report = PreflightReport.Create(Plan(), [Finding("b", FindingSeverity.Warning), Finding("c", FindingSeverity.Blocking, FindingCertainty.Review), Finding("z", FindingSeverity.Unknown), Finding("a", FindingSeverity.Warning, FindingCertainty.Suspected), Finding("d", FindingSeverity.Blocking)], [], default);
        report.Findings.Select(f => f.Id).Should().Equal("d", "z", "c", "b", "a");
    }

    [Theory]
    [InlineData("1.1", true)]
    [InlineData("3.0", false)]
    public async Task File_OfAnOldFormat_IsTold(string format, bool isFound) =>
        (await EvaluateAsync(new ListedEntities(("_declarative", $$"""{ "_format_version": "{{format}}" }""")) { Origin = EntityOrigin.File })).Findings.Any(f => f.Id == "300-17").Should().Be(isFound);

    [Fact]
    public async Task Rule_ThatSeesBetter_TakesThePlaceOfTheCataloguesGuess()
    {
        (string, string) route = ("routes", """{ "id": "27d4a8d5-8237-44f4-a834-a611337db236", "name": "old", "updated_at": null }""");
        (await EvaluateAsync(new ListedEntities(route))).Findings.Should().Contain(f => f.Id == "SEEN-01");
        (await EvaluateAsync(new ListedEntities(route), [new BetterRule()])).Findings.Should().NotContain(f => f.Id == "SEEN-01");
    }

    [Fact]
    public void Finding_WithoutAnId_IsStillToldInEveryForm()
    {
        PreflightReport report = PreflightReport.Create(Plan(), [new() { Severity = FindingSeverity.Blocking, What = "a hole", Remedy = "" }], [], default);
        new[] { report.Headline, report.Describe(), report.ToJson(), report.ToSarif() }.Should().OnlyContain(text => text.Contains("without-id"));
    }

    [Fact]
    public void Report_ForPeople_ReadsAsApproved() =>
        ApprovedText.Check(Sample().Describe(2).Replace($"{BreakingChanges.Between(KongVersion.Parse("2.8.5"), KongVersion.Parse("3.9.1")).Count} known", "N known", StringComparison.Ordinal), "preflight-report");

    [Fact]
    public void Report_ForPrograms_HoldsEverything()
    {
        JsonElement json = JsonDocument.Parse(Sample().ToJson()).RootElement;
        json.GetProperty("isBlocked").GetBoolean().Should().BeTrue();
        json.GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("id").GetString()).Should().Contain(["fake-rule", "300-27"]);
        json.GetProperty("findings").EnumerateArray().Single(f => f.GetProperty("id").GetString() == "300-27").GetProperty("subjects")[0].GetProperty("value").GetString().Should().Be("host lambda.local without aws_region");
        json.GetProperty("accepted")[0].GetProperty("acceptedBecause").GetString().Should().Be("ours; Ada");
    }

    [Fact]
    public void Report_ForScanners_IsSarif()
    {
        JsonElement run = JsonDocument.Parse(Sample().ToSarif()).RootElement.GetProperty("runs")[0];
        JsonElement[] results = [.. run.GetProperty("results").EnumerateArray()];
        string[] rules = [.. run.GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray().Select(r => r.GetProperty("id").GetString()!)];
        rules.Should().OnlyHaveUniqueItems().And.Contain(results.Select(r => r.GetProperty("ruleId").GetString()!));
        results.Should().OnlyContain(r => r.GetProperty("kind").GetString() != "review" || r.GetProperty("level").GetString() == "none", "so the standard demands");
        results.Single(r => r.GetProperty("ruleId").GetString() == "setting-unknown").GetProperty("suppressions")[0].GetProperty("justification").GetString().Should().Be("ours; Ada");
        results.Single(r => r.GetProperty("ruleId").GetString() == "300-27").GetProperty("locations")[0].GetProperty("logicalLocations")[0].GetProperty("fullyQualifiedName").GetString().Should().Be("team-a/plugins/p1");
    }

    // By hand, so that it does not change with every record of the catalogue.
    private static PreflightReport Sample()
    {
        FindingSubject[] plugins = [.. Enumerable.Range(1, 3).Select(i => new FindingSubject { Kind = "plugins", Name = "aws-lambda", Id = $"p{i}", Workspace = "team-a", Scope = "route orders", Value = "host lambda.local without aws_region" })];
        PreflightFinding[] findings =
        [
            new() { Id = "300-27", Severity = FindingSeverity.Serious, What = "A function's host no longer stands in for its region: without a region the call fails.", Remedy = "Set config.aws_region, or give green's nodes AWS_REGION.", Subjects = plugins, Count = 5000 },
            new() { Id = "fake-rule", Severity = FindingSeverity.Blocking, What = "A hole in the floor.", Remedy = "Mend it.", Certainty = FindingCertainty.Suspected, HowToFindOut = "Look down, and do not step forward before you have seen that there is wood under you all the way to the door." },
            new() { Id = "310-03", Severity = FindingSeverity.Warning, Certainty = FindingCertainty.Review, What = "More than 1000 arguments are refused.", Remedy = "Replay such a request.", HowToFindOut = "Search the access log.", Subjects = [new() { Kind = "node", Name = "blue", Value = "" }] },
            new() { Id = "setting-unknown", Severity = FindingSeverity.Warning, What = "A name that no version knows.", Remedy = "Correct it.", Subjects = [new() { Kind = "setting", Name = "my_thing", Value = "not known" }] },
        ];
        PreflightSource[] sources = [new() { Name = "entities: a list", Read = "3 plugins, 1 routes" }, new() { Name = "green node http://g:8001/", Trouble = "no answer" }];
        return PreflightReport.Create(Plan(p => p.AcceptFinding("setting-unknown", "ours; Ada").AcceptFinding("999-99", "old")), findings, sources, new(2026, 11, 28, 3, 0, 0, TimeSpan.Zero));
    }

    private static Task<PreflightReport> EvaluateAsync(IEntitySource? entities, IReadOnlyList<IPreflightRule>? rules = null, PreflightOptions? options = null) =>
        new KongPreflight(new() { Entities = entities, Rules = rules ?? [], Options = options ?? new() }).EvaluateAsync(Plan(), Token);

    private static PreflightFinding Of(PreflightReport report, string id) => report.Findings.Single(f => f.Id == id);

    private static PreflightFinding Finding(string id, FindingSeverity severity, FindingCertainty certainty = FindingCertainty.Certain) => new() { Id = id, Severity = severity, Certainty = certainty, What = id, Remedy = "" };

    private static UpgradePlan Plan(Action<UpgradePlanBuilder>? more = null)
    {
        UpgradePlanBuilder builder = UpgradePlan.CreateBuilder("2.8.5", "3.9.1").AcknowledgeRisk(UpgradeRisk.MajorJump, "a test").AcknowledgeRisk(UpgradeRisk.UnattendedFinish, "a test");
        more?.Invoke(builder);
        return builder.Build();
    }

    private sealed class BetterRule : IPreflightRule
    {
        public string Id => "routes-updated-at";

        public Task<IReadOnlyList<PreflightFinding>> EvaluateAsync(PreflightFacts facts, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<PreflightFinding>>([]);
    }

    private sealed class FailingRule : IPreflightRule
    {
        public string Id => "failing";

        public Task<IReadOnlyList<PreflightFinding>> EvaluateAsync(PreflightFacts facts, CancellationToken cancellationToken) => throw new UpgradeServiceException("no licence server");
    }
}
