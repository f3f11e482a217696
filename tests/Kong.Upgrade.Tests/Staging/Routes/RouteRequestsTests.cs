using Kong.Upgrade.Staging;
using Kong.Upgrade.Staging.Routes;
using static Kong.Upgrade.Tests.RouteEntities;

namespace Kong.Upgrade.Tests;

public class RouteRequestsTests
{
    [Fact]
    public void Derive_APlainPath_AsksForIt() => Lines(Derive("""{"name":"r","paths":["/orders"]}""")).Should().Equal("GET /orders -> r");

    [Fact]
    public void Derive_SeveralHostsAndPaths_AsksForEachOnceUpToTheLimit() =>
        Lines(Derive("""{"name":"r","hosts":["a.test","b.test"],"paths":["/one","/two","/three","/four"]}"""))
            .Should().Equal("GET /one host a.test -> r", "GET /two host b.test -> r", "GET /three host a.test -> r");

    [Fact]
    public void Derive_AWildcardHostWithAPort_MakesAHostWithThatPort() =>
        Lines(Derive("""{"name":"r","hosts":["*.a.test:8443","b.*"]}""")).Should().Equal("GET / host staging-test.a.test:8443 -> r", "GET / host b.test -> r");

    [Fact]
    public async Task Derive_Headers_SendsOneValueOfEach()
    {
        DerivedRequest request = Derive("""{"name":"r","paths":["/h"],"headers":{"x-version":["2"],"x-kind":["~*^b[0-9]+$"]}}""").Requests.Should().ContainSingle().Subject;
        string[] sent = new string[2];
        for (int i = 0; i < 2; i++) sent[i] = $"{request.Request.Headers[i].Name}={await request.Request.Headers[i].Value.ReadAsync(TestContext.Current.CancellationToken)}";
        sent.Should().Equal("x-version=2", "x-kind=b0");
        request.Traits.Should().Contain("header condition");
    }

    [Fact]
    public void Derive_APathOfOtherScripts_IsPercentEncoded() => Lines(Derive("""{"name":"r","paths":["/café"]}""")).Should().Equal("GET /caf%C3%A9 -> r");

    [Fact]
    public void Derive_ARegex_AsksForAPathThatMatches()
    {
        DerivedRequests derived = Derive("""{"name":"r","paths":["~/re/(?<id>\\d+)$"]}""");
        derived.Requests.Should().ContainSingle().Which.Request.Path.Should().MatchRegex(@"^/re/\d+$");
        derived.Requests[0].Traits.Should().Equal("service svc", "regex path");
    }

    [Fact]
    public void Derive_WhereARegexTakesThePlainestPath_GoesOnBelowIt() =>
        Lines(Derive("""{"name":"r","paths":["/orders"]}""", """{"name":"x","paths":["~/orders$"]}""")).Should().Equal("GET /orders/staging-test -> r", "GET /orders -> x");

    [Fact]
    public void Derive_WhereAWholeHostIsTaken_TakesAnotherOfTheWildcard() =>
        Lines(Derive("""{"name":"r","hosts":["*.a.test"]}""", """{"name":"x","hosts":["staging-test.a.test"]}""")).Should().Equal("GET / host a.a.test -> r", "GET / host staging-test.a.test -> x");

    [Fact]
    public void Derive_WhereGetIsTaken_TakesAnotherSafeMethod() =>
        Lines(Derive("""{"name":"r","paths":["/a"]}""", """{"name":"x","paths":["/a"],"methods":["GET"]}""")).Should().Equal("HEAD /a -> r", "GET /a -> x");

    [Theory]
    [InlineData("""{"name":"x","paths":["~/a"]}""", "a regex path")]
    [InlineData("""{"name":"x","paths":["/a"],"methods":["GET","HEAD","OPTIONS"]}""", "more conditions")]
    public void Derive_AHiddenRoute_SaysWhoHidesIt(string other, string why)
    {
        DerivedRequests derived = Derive("""{"name":"r","paths":["/a"]}""", other);
        derived.Requests.Should().NotContain(r => r.Route == "route r");
        derived.Unreached.Should().Equal($"route r could not be reached: everything it takes is taken by route x ({why}).");
    }

    [Fact]
    public void Derive_OfATraditionalRouter_TellsTheOlderOfTwoAlike()
    {
        DerivationOptions options = Options("2.8.4", "2.8.5");
        DerivedRequests derived = RouteRequests.Derive(Of("""{"name":"young","paths":["/a"],"created_at":20}""", """{"name":"old","paths":["/a"],"created_at":10}"""), options);
        Lines(derived).Should().Equal("GET /a -> old");
        derived.Unreached.Should().Equal("route young could not be reached: everything it takes is taken by route old (it is older).");
    }

    [Fact]
    public void Derive_TwoAlikeOfANewRouter_NamesNoRoute()
    {
        DerivedRequests derived = Derive("""{"name":"one","paths":["/a"],"created_at":20}""", """{"name":"two","paths":["/a"],"created_at":10}""");
        derived.Requests.Should().OnlyContain(r => r.Expected.RouteName == null && r.Traits.Contains("order is not known"));
    }

    [Fact]
    public void Derive_WhereVersionsOrderOtherwise_ExpectsBluesRoute()
    {
        // Both ask for two kinds of things: before 3.0 hosts come before methods, since then a regex decides.
        DerivedRequests derived = RouteRequests.Derive(Of("""{"name":"hosts","hosts":["*.a.test"],"paths":["/a"]}""", """{"name":"methods","methods":["GET","HEAD","OPTIONS"],"paths":["/a$"]}"""), Options("2.8.5"));
        Lines(derived).Should().Equal("GET /a/staging-test host staging-test.a.test -> hosts", "GET /a host staging-test.a.test -> hosts (order differs)", "GET /a -> methods");
    }

    /// <summary>Neither route's own plainest request shows it: only one that suits both.</summary>
    [Fact]
    public void Derive_WhereRoutesOfTwoKindsMeet_AsksForThatToo()
    {
        DerivedRequests derived = RouteRequests.Derive(Of("""{"name":"hosts","hosts":["*.a.test"],"paths":["/a"]}""", """{"name":"methods","methods":["GET"],"paths":["/a/b"]}"""), Options("2.8.5"));
        Lines(derived).Should().Equal("GET /a host staging-test.a.test -> hosts", "GET /a/b -> methods", "GET /a/b host staging-test.a.test -> hosts (order differs)");
        derived.Requests[2].Route.Should().Be("route methods");
        derived.Requests[2].Expected.Why.Should().EndWith("; green's order names route methods");
    }

    [Fact]
    public void Derive_AStreamOrADisabledService_SaysWhy()
    {
        DerivedRequests derived = RouteRequests.Derive(
            [One("services", """{"id":"off","name":"off","host":"h","enabled":false}"""), One("routes", """{"name":"s","protocols":["tls_passthrough"],"snis":["a.test"]}"""), One("routes", """{"name":"o","paths":["/o"],"service":{"id":"off"}}""")], Options());
        derived.Requests.Should().BeEmpty();
        derived.Unreached.Should().Equal("route s could not be reached: it takes tls_passthrough, and no HTTP.", "route o could not be reached: its service off is disabled.");
    }

    [Fact]
    public void Derive_ARouteThatOnlyWrites_NeedsConsent()
    {
        string[] routes = ["""{"name":"r","paths":["/a"],"methods":["POST"]}"""];
        Derive(routes).Unreached.Should().ContainSingle().Which.Should().Contain("which may write");
        Lines(RouteRequests.Derive(Of(routes), Options() with { Consent = StagingEffects.Writes })).Should().Equal("POST /a -> r");
    }

    [Fact]
    public void Derive_ARegexThatGreenRefuses_IsAskedForAndTold()
    {
        DerivedRequests derived = RouteRequests.Derive(Of("""{"name":"r","paths":["/a(?!b)"]}"""), Options("2.8.5"));
        Lines(derived).Should().Equal("GET /a -> r (order differs)");
        derived.Unreached.Should().ContainSingle().Which.Should().StartWith("route r answers 404 on green: its regex /a(?!b) is refused there:");
    }
}
