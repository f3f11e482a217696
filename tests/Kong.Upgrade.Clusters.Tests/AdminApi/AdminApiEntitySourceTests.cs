using System.Net;
using Kong.Upgrade.AdminApi;
using Kong.Upgrade.TestServers;
using static Kong.Upgrade.Clusters.Tests.AdminApi.ScriptedAdmin;

namespace Kong.Upgrade.Clusters.Tests.AdminApi;

public class AdminApiEntitySourceTests
{
    [Fact]
    public async Task Read_Pages_FollowTheOffsetAndRepeatTheQuery()
    {
        using ScriptedAdmin admin = new(r => (Path(r), r.QueryString["offset"]) switch
        {
            ("/routes", null) => Rows("""{"id":"1","name":"a"},{"id":"2","name":"b"}""", "x=/+"),
            ("/routes", "x=/+") => Rows("""{"id":"2","name":"b"},{"id":"3","name":"c"}"""),
            _ => null,
        });
        Sightings seen = await Sightings.OfAsync(admin, o => o.PageSize = 2);
        seen.Of("routes").Should().Equal(["default:a", "default:b", "default:c"], "b came twice and is shown once");
        seen.Unread.Should().BeEmpty();
        admin.Asked.Should().Contain("GET /routes?size=2&offset=x%3D%2F%2B");
    }

    [Fact]
    public async Task Read_EnterpriseWorkspaces_AreAllRead()
    {
        using ScriptedAdmin admin = new(r => Path(r) switch
        {
            "/workspaces" => Rows("""{"id":"w1","name":"default"},{"id":"w2","name":"team a"}"""),
            "/default/services" => Rows("""{"id":"s1","name":"one"}"""),
            "/team%20a/services" => Rows("""{"id":"s2","name":"two"}"""),
            "/team%20a/consumer_groups" => Json("""{"consumer_groups":[{"id":"g1","name":"gold"}]}"""),
            "/team%20a/consumer_groups/g1/consumers" => Json("""{"consumers":[{"id":"c1","username":"alice"}]}"""),
            _ => null,
        });
        Sightings seen = await Sightings.OfAsync(admin);
        seen.Of("services").Should().Equal("default:one", "team a:two");
        seen.Of("consumer_groups").Should().Equal("team a:gold");
        seen.Entities.Single(e => e.Kind == "consumer_group_consumers").Should().Match<Preflight.Entities.KongEntity>(e => e.Reference("consumer") == "c1" && e.Reference("consumer_group") == "g1");
        seen.Unread.Should().BeEmpty();
    }

    [Fact]
    public async Task Read_OpenSourceWithASecondWorkspace_SaysThatItCannotBeSeen()
    {
        using ScriptedAdmin admin = new(r => Path(r) switch
        {
            "/workspaces" => Rows("""{"id":"w1","name":"default"},{"id":"w2","name":"two"}"""),
            "/services" => Rows("""{"id":"s1","name":"one"}"""),
            _ => null,
        });
        Sightings seen = await Sightings.OfAsync(admin);
        seen.Of("services").Should().Equal("default:one");
        seen.Unread.Should().ContainSingle().Which.Should().StartWith("workspace two: ");
    }

    [Fact]
    public async Task Read_CollectionsThatANodeLists_AreNamedByItsPlaceholders()
    {
        using ScriptedAdmin admin = new(r => Path(r) switch
        {
            "/endpoints" => Json("""{"data":["/","/cache","/cache/{key}","/services","/services/{services}","/my-things","/my-things/{my_things}","/odd","/odd/{odd}","/tags","/tags/{tags}"]}"""),
            "/my-things" => Rows("""{"id":"t1","extra":{"a":1}}"""),
            "/odd" => Json("""{"message":"hello"}"""),
            _ => null,
        });
        Sightings seen = await Sightings.OfAsync(admin);
        seen.Entities.Should().ContainSingle(e => e.Kind == "my_things").Which.Number("extra.a").Should().Be(1);
        seen.Unread.Should().BeEmpty();
        admin.Asked.Should().NotContain(a => a.StartsWith("GET /cache", StringComparison.Ordinal) || a.StartsWith("GET /tags", StringComparison.Ordinal) || a.StartsWith("GET /consumers", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Read_TargetsWithoutAPathOfTheirOwn_AreReadBelowEachUpstream()
    {
        using ScriptedAdmin admin = new(r => Path(r) switch
        {
            "/upstreams" => Rows("""{"id":"u1","name":"one"},{"id":"u2","name":"two"}"""),
            "/upstreams/u1/targets" => Rows("""{"id":"t1","target":"a:1","upstream":{"id":"u1"}}"""),
            "/upstreams/u2/targets" => Rows("""{"id":"t2","target":"b:1","upstream":{"id":"u2"}}"""),
            _ => null,
        });
        (await Sightings.OfAsync(admin)).Of("targets").Should().Equal("default:a:1", "default:b:1");
    }

    public static TheoryData<string, string> Troubles => new()
    {
        { "failing", "500 \"An unexpected error occurred\"" },
        { "html", "login page" },
        { "broken", "no JSON" },
        { "object", "no array" },
        { "array", "no JSON" },
        { "redirect", "redirect to https://elsewhere.example, which is not followed" },
        { "cut", "no answer, or a connection that broke" },
        { "loop", "leads back" },
        { "offset", "'z' is not a valid offset" },
        { "forbidden", "token's roles" },
    };

    [Theory]
    [MemberData(nameof(Troubles))]
    public async Task Read_ACollectionThatFailsHalfWay_IsToldWithPageAndCountAndTheNextIsRead(string trouble, string expected)
    {
        using ScriptedAdmin admin = new(r => (Path(r), r.QueryString["offset"]) switch
        {
            ("/routes", null) => Rows("""{"id":"1","name":"a"},{"id":"2","name":"b"}""", "z"),
            ("/routes", "z") => Trouble(trouble),
            ("/plugins", null) => Rows("""{"id":"p","name":"cors"}"""),
            _ => null,
        });
        Sightings seen = await Sightings.OfAsync(admin);
        seen.Unread.Should().ContainSingle().Which.Should().StartWith("routes of workspace default: GET /routes: page 2: ").And.Contain(expected).And.MatchRegex("; [2-9] entities had been read$").And.NotContain("s3cret");
        seen.Of("routes").Should().StartWith(["default:a", "default:b"]);
        seen.Of("plugins").Should().Equal("default:cors");
        admin.Asked.Count(a => a.Contains("offset=z", StringComparison.Ordinal)).Should().Be(trouble is "offset" or "forbidden" ? 1 : 3);
    }

    [Fact]
    public async Task Read_APageThatFailsOnce_IsAskedForAgain()
    {
        int failed = 0;
        using ScriptedAdmin admin = new(r => Path(r) == "/routes" ? (Interlocked.Increment(ref failed) == 1 ? Json("{}", 503) : Rows("""{"id":"1","name":"a"}""")) : null);
        Sightings seen = await Sightings.OfAsync(admin);
        seen.Of("routes").Should().Equal("default:a");
        seen.Unread.Should().BeEmpty();
    }

    [Theory]
    [InlineData(401, "token")]
    [InlineData(302, "redirect")]
    [InlineData(200, "not Kong's Admin API")]
    public async Task Read_ARootThatIsNotKongs_EndsWithASentence(int status, string expected)
    {
        using ScriptedAdmin admin = new(_ => Json("""{"message":"no"}""", status));
        Func<Task> read = () => Sightings.OfAsync(admin);
        (await read.Should().ThrowAsync<UpgradeServiceException>()).WithMessage($"*{admin.Address}*{expected}*");
        admin.Asked.Should().OnlyContain(a => a == "GET /");
    }

    [Fact]
    public async Task Read_NobodyThere_EndsWithASentence()
    {
        AdminApiEntitySource source = new(new() { Address = new($"http://127.0.0.1:{Ports.Next()}"), Attempts = 2, RetryDelay = TimeSpan.FromMilliseconds(1) });
        Func<Task> read = () => source.ReadAsync(new Sightings(), TestContext.Current.CancellationToken);
        (await read.Should().ThrowAsync<UpgradeServiceException>()).WithMessage("*cannot be used: no answer*Tried 2 times*").Which.IsTransient.Should().BeTrue();
    }

    [Fact]
    public async Task Read_ANodeThatGoesAwayInTheMiddle_SaysHowMuchIsTrue()
    {
        bool gone = false;
        using ScriptedAdmin admin = new(r =>
        {
            if (Path(r) == "/routes") gone = true;
            return gone ? new(200, "{", "application/json", Cut: true) : Path(r) == "/services" ? Rows("""{"id":"1"}""") : null;
        });
        Func<Task> read = () => Sightings.OfAsync(admin, o => o.MostRequestsAtOnce = 1);
        (await read.Should().ThrowAsync<UpgradeServiceException>()).WithMessage("The node went away after 1 entities*");
    }

    [Fact]
    public async Task Read_WithAToken_SendsItAsTheNodeNamesItAndNeverShowsIt()
    {
        using ScriptedAdmin admin = new(r => r.Headers["X-My-Token"] != "s3cret" ? Json("""{"message":"Invalid RBAC credentials"}""", 401) : Path(r) == "/services" ? Rows("""{"id":"1","name":"a"}""") : null);
        Sightings seen = await Sightings.OfAsync(admin, o => (o.TokenHeader, o.Token) = ("X-My-Token", _ => ValueTask.FromResult<string?>("s3cret")));
        seen.Of("services").Should().Equal("default:a");
        Func<Task> without = () => Sightings.OfAsync(admin);
        (await without.Should().ThrowAsync<UpgradeServiceException>()).WithMessage("*Give a token*");
    }

    [Fact]
    public async Task Read_ALargePage_IsReadRowByRow()
    {
        string text = new('x', 20_000);
        using ScriptedAdmin admin = new(r => Path(r) == "/certificates" ? Rows(string.Join(',', Enumerable.Range(0, 1000).Select(i => $$"""{"id":"{{i}}","cert":"{{text}}"}"""))) : null);
        Sightings seen = await Sightings.OfAsync(admin);
        seen.Entities.Where(e => e.Text("cert")?.Length == 20_000).Should().HaveCount(1000);
    }

    [Fact]
    public async Task Read_Cancelled_Ends()
    {
        using CancellationTokenSource ending = new();
        using ScriptedAdmin admin = new(r =>
        {
            if (Path(r) == "/routes") ending.Cancel();
            return null;
        });
        Func<Task> read = () => new AdminApiEntitySource(new() { Address = admin.Address }).ReadAsync(new Sightings(), ending.Token);
        await read.Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public void Validate_Wrong_SaysEverything()
    {
        new AdminApiOptions().Validate().Should().BeEmpty();
        AdminApiOptions wrong = new() { Address = new("http://u:p@h/"), TokenHeader = "a b", RequestTimeout = TimeSpan.Zero, PageSize = 1001, MostRequestsAtOnce = 0, Attempts = 0, RetryDelay = TimeSpan.Zero };
        wrong.Validate().Should().HaveCount(7).And.NotContain(p => p.Contains("u:p", StringComparison.Ordinal));
    }

    internal static string Path(HttpListenerRequest request) => request.Url!.AbsolutePath;

    private static Reply Trouble(string which) => which switch
    {
        "failing" => Json("""{"message":"An unexpected error occurred"}""", 500),
        "html" => new(200, "<html>s3cret</html>", "text/html"),
        "broken" => Json("""{"data":[{"id":"3"},{"id":"""),
        "object" => Json("""{"data":{"a":"s3cret"}}"""),
        "array" => Json("[1]"),
        "redirect" => new(302, "", "text/plain", Location: "https://elsewhere.example/login?token=s3cret"),
        "cut" => new(200, """{"data":[{"id":"3"}""", "application/json", Cut: true),
        "loop" => Rows("""{"id":"3","name":"c"}""", "z"),
        "offset" => Json("""{"name":"invalid offset","message":"'z' is not a valid offset: bad json encoding","code":7}""", 400),
        _ => Json("""{"message":"alice, you do not have permissions"}""", 403),
    };
}
