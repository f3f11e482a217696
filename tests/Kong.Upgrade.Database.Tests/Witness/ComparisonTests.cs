using System.Globalization;
using System.Text.RegularExpressions;
using Kong.Upgrade.TestServers;
using Kong.Upgrade.Witness;

namespace Kong.Upgrade.Database.Tests.Witness;

public partial class ComparisonTests
{
    private const string Recorded = "3.4.2-to-3.9.1/s4-clean-up-finish/";

    [Theory]
    [InlineData("200", "200", false)]
    [InlineData("200", "500", true)]
    [InlineData("200,502", "500,502", false)]
    [InlineData("200,502", "500,500", true)]
    [InlineData("200", "429", false)]
    [InlineData("503", "502", false)]
    [InlineData("200", "502", true)]
    [InlineData("502", "500", true)]
    [InlineData("200", "-", true)]
    public async Task Statuses_OfTwoSides_DifferWhenTheyNeverMeet(string blue, string witness, bool differ) =>
        ((await CompareAsync(Statuses(blue), Statuses(witness))).Difference is not null).Should().Be(differ);

    [Fact]
    public async Task Blue_WithoutAnAnswer_IsNotCompared() =>
        (await CompareAsync(Statuses("-"), Statuses("200"))).Should().Be(((string?)null, "GET /x: blue gave no answer."));

    [Fact]
    public async Task Bodies_ThatWaver_AreNotCompared()
    {
        (await CompareAsync([Body("""{"a":1}"""), Body("""{"a":2}""")], [Body("""{"a":3}"""), Body("""{"a":4}""")])).Difference.Should().BeNull();
        (await CompareAsync([Body("""{"a":1,"s":[{"k":"hidden"}]}""")], [Body("""{"a":2,"s":[{"k":"other"}]}""")])).Difference
            .Should().Be("GET /x: blue answered 200, the witness 200; their bodies differ at $.a, $.s[0].k.");
    }

    [Theory]
    [InlineData("2-old-after-up", "")]
    [InlineData("2-old-after-up-and-reload", "")]
    [InlineData("3-old-after-finish-untouched", "")]
    [InlineData("4-old-after-finish-reloaded", "proxy GET /redis (rate-limiting redis)")]
    [InlineData("4-old-after-finish-restarted", "proxy GET /redis (rate-limiting redis)")]
    public async Task Probes_OfRealNodes_DifferWhereRealNodesBroke(string later, string expected)
    {
        Dictionary<string, int> before = Probe("1-old-before-up"), after = Probe(later);
        after.Keys.Should().BeEquivalentTo(before.Keys);
        List<string> different = [];
        foreach ((string label, int status) in before)
            if ((await CompareAsync([Status(status)], [Status(after[label])])).Difference is not null) different.Add(label);
        string.Join('|', different).Should().Be(expected);
    }

    [Fact]
    public void Bodies_ThatDifferFromNodeToNode_AreTheSame()
    {
        Uri blue = new("http://blue.example:8000/"), witness = new("http://127.0.0.1:34567/");
        string atBlue = """{"headers":{"X-Forwarded-Port":"8000","Host":"blue.example:8000","X-Kong-Request-Id":"0f1e2d3c4b5a69788796a5b4c3d2e1f0"},"id":"a01a8b28-87d5-49cc-85e7-6539b10cc235","at":1795374392.123,"on":"2026-11-22T19:11:08Z"}""";
        string atWitness = """{"id":"b11a8b28-87d5-49cc-85e7-6539b10cc235","on":"2026-11-22T19:11:09Z","at":1795374399,"headers":{"Host":"127.0.0.1:34567","X-Forwarded-Port":"34567","X-Kong-Request-Id":"1f1e2d3c4b5a69788796a5b4c3d2e1f0"}}""";
        AnswerText.OfProxy(atWitness, witness).Should().Be(AnswerText.OfProxy(atBlue, blue));
        AnswerText.OfProxy("""{"message":"x","request_id":"1"}""", blue).Should().Be("""{"message":"x"}""");
        AnswerText.OfAdmin("""{"b":1,"a":"a01a8b28-87d5-49cc-85e7-6539b10cc235"}""").Should().Be("""{"a":"a01a8b28-87d5-49cc-85e7-6539b10cc235","b":1}""", "ids are configuration there");
        AnswerText.OfProxy("port 80000 stays", blue).Should().Be("port 80000 stays");
    }

    [Fact]
    public void Question_ThatChangesSomething_IsRefused()
    {
        ((Action)(() => _ = new WitnessQuestion("/x", "POST"))).Should().Throw<ArgumentException>().WithMessage("*GET and HEAD only*");
        new WitnessQuestion("/x") { Host = "h", Headers = new Dictionary<string, string> { ["apikey"] = "hidden" } }.ToString().Should().Be("GET /x host h with apikey");
    }

    [Fact]
    public void Options_OutOfRange_AreAllNamed()
    {
        BlueWitnessOptions wrong = new() { BlueAdmin = new("ftp://x"), AdminPaths = ["services"], StopWithin = TimeSpan.Zero };
        wrong.Validate().Should().HaveCount(3);
        new BlueWitnessOptions().Validate().Should().BeEmpty();
    }

    private static Task<(string? Difference, string? Uncompared)> CompareAsync(WitnessAnswer[] blue, WitnessAnswer[] witness) =>
        new Comparison("GET /x", Each(blue), Each(witness)).CompareAsync(default);

    private static Func<CancellationToken, Task<WitnessAnswer>> Each(WitnessAnswer[] answers)
    {
        int next = 0;
        return _ => Task.FromResult(answers[Math.Min(next++, answers.Length - 1)]);
    }

    private static WitnessAnswer[] Statuses(string text) => [.. text.Split(',').Select(s => s == "-" ? WitnessAnswer.None("no answer") : Status(int.Parse(s, CultureInfo.InvariantCulture)))];

    private static WitnessAnswer Status(int status) => new(status, "", "", null);

    private static WitnessAnswer Body(string body) => new(200, "", body, null);

    // "label   status seconds body"
    private static Dictionary<string, int> Probe(string name) => Recordings.Read(Recorded + name + ".probe.txt").Split('\n').Select(l => ProbeLine().Match(l)).Where(m => m.Success)
        .ToDictionary(m => m.Groups[1].Value, m => int.Parse(m.Groups[2].Value, CultureInfo.InvariantCulture));

    [GeneratedRegex(@"^(\w.*?)\s+(\d{3}) \d+\.\d+\s")]
    private static partial Regex ProbeLine();
}
