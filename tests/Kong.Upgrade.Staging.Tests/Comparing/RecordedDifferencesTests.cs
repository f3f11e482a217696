using Kong.Upgrade.Clusters;
using Kong.Upgrade.Staging.Answers;
using Kong.Upgrade.Staging.Comparing;

namespace Kong.Upgrade.Staging.Tests.Comparing;

/// <summary>What real nodes of two versions answered to the same requests: nothing differs but what the versions are known for.</summary>
public class RecordedDifferencesTests
{
    private const string Old = "3.4.2-to-3.9.1/s1-old-bootstrapped/3.4.2/proxy/", Young = "3.9.0-to-3.9.1/s1-old-bootstrapped/3.9.0/proxy/";
    private const string Via = "answers carry X-Kong-Request-Id since 3.5", Sent = "requests to services carry X-Kong-Request-Id since 3.5", SentVia = "requests to services carry Via: 1.1 kong/VERSION since 3.8 (380-02)",
        Named = "bodies of Kong's own errors name a request_id since 3.5", Scheme = "answers of 401 name their scheme otherwise in WWW-Authenticate (360-20)",
        Limited = "429: a limit was used up, so answers were not compared", Wrong = "a wrong key or password is answered with \"Unauthorized\" since 3.6";

    // Databases of two labs gave the same consumer two ids.
    private static readonly string[] labs = ["X-Consumer-ID", "X-Credential-Identifier"];

    public static TheoryData<string, string, string, string[]> Pairs => new()
    {
        { Old + "plain-200.http", Young + "plain-200.http", "3.9.0", [Via, Sent, SentVia] },
        { Old + "plain-503.http", Young + "plain-503.http", "3.9.0", [] },
        { Old + "dead-502.http", Young + "dead-502.http", "3.9.0", [] },
        { Old + "keyed-200.http", Young + "keyed-200.http", "3.9.0", [Via, Sent, SentVia] },
        { Old + "keyed-401.http", Young + "keyed-401.http", "3.9.0", [Via, Named, Scheme] },
        { Old + "limited-1.http", Young + "limited-1.http", "3.9.0", [Via, Sent, SentVia] },
        { Old + "limited-6.http", Young + "limited-6.http", "3.9.0", [Limited] },
        { Old + "none-404.http", Young + "none-404.http", "3.9.0", [Via, Named] },
        { Old + "plain-200.http", "3.9.0-to-3.9.1/s3-after-up/3.9.1/via.http", "3.9.1", [Via, Sent, SentVia] },
        { Old + "keyed-200.http", "3.9.1/db-outage/keyed-cached.http", "3.9.1", [Via, Sent, SentVia] },
        { Old + "limited-1.http", "3.9.1/db-read-only/limited-1.http", "3.9.1", [Via, Sent, SentVia] },
        { Old + "keyed-bad.http", "3.4.2-to-3.9.1/s3-after-up/3.9.1/proxy-old-written-3.http", "3.9.1", [Via, Named, Scheme, Wrong] },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Compare_RecordedAnswersOf342AndLater_HaveNoDifferencesButExplainedOnes(string ofBlue, string ofGreen, string version, string[] explained)
    {
        ComparisonResult result = await CompareAsync(ofBlue, "3.4.2", ofGreen, version);

        Unexplained(result).Should().BeEmpty();
        result.Explained.Should().BeEquivalentTo(explained);
    }

    [Theory]
    [InlineData(Young + "plain-200.http", "3.9.0-to-3.9.1/s3-after-up/3.9.1/via.http")]
    [InlineData(Young + "keyed-200.http", "3.9.1/db-outage/keyed-cached.http")]
    [InlineData(Young + "limited-1.http", "3.9.1/db-read-only/limited-1.http")]
    public async Task Compare_RecordedAnswersOf390And391_AreAlike(string ofBlue, string ofGreen)
    {
        ComparisonResult result = await CompareAsync(ofBlue, "3.9.0", ofGreen, "3.9.1");

        Unexplained(result).Should().BeEmpty();
        result.Explained.Should().BeEmpty();
    }

    [Fact]
    public async Task Compare_RecordedAnswersOfDifferentRequests_Differ()
    {
        (await CompareAsync(Old + "keyed-401.http", "3.4.2", Young + "keyed-200.http", "3.9.0")).Differences.Select(d => d.What).Should().Equal("status 200 instead of 401");
        (await CompareAsync(Old + "keyed-401.http", "3.4.2", Old + "keyed-bad.http", "3.9.0")).Differences.Select(d => d.What).Should().Contain("body at $.message differs");
    }

    private static IEnumerable<string> Unexplained(ComparisonResult result) =>
        result.Differences.Select(d => d.What).Where(w => !labs.Any(lab => w.Contains(lab, StringComparison.Ordinal)));

    private static async Task<ComparisonResult> CompareAsync(string ofBlue, string from, string ofGreen, string to)
    {
        RecordedAnswer old = RecordedAnswer.Read(ofBlue), young = RecordedAnswer.Read(ofGreen);
        ClusterNode blue = Node("blue-1", from, old.Node), green = Node("green-1", to, young.Node);
        int turns = 0;
        Task<StagingAnswer> Ask(ClusterNode node, CancellationToken token) => Task.FromResult((node == green ? young : old).Again(turns++));
        using StagingSession session = new(new(), TimeProvider.System);
        return await new Comparison(session, green, [blue], Ask, mayRepeat: true).CompareAsync(young.Again(turns++), old.Again(turns++), old.Again(turns++), TestContext.Current.CancellationToken);
    }

    private static ClusterNode Node(string name, string version, Uri address) => new() { Name = name, Version = KongVersion.Parse(version), Proxy = address };
}
