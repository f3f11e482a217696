using Kong.Upgrade.Staging.Routes;
using static Kong.Upgrade.Tests.RouteEntities;

namespace Kong.Upgrade.Tests;

/// <summary>Routes of the flavor <c>expressions</c>: what is simple is asked, what is not is told.</summary>
public class ExpressionRouteTests
{
    private static readonly DerivationOptions options = Options() with { BlueFlavor = RouterFlavor.Expressions, GreenFlavor = RouterFlavor.Expressions };

    [Theory]
    [InlineData("http.path == \"/x\"", "GET /x")]
    [InlineData("http.path ^= \"/x\" && http.host == \"a.test\"", "GET /x host a.test")]
    [InlineData("(http.path ^= r#\"/x\"#) && (http.method == \"HEAD\") && any(lower(http.headers.x_kind)) == \"b\"", "HEAD /x with x-kind")]
    [InlineData("http.path ~ \"^/v\\\\d+/x$\" && http.host =^ \".a.test\"", "GET /v0/x host staging-test.a.test")]
    [InlineData("http.path == \"/one\" || http.path == \"/two\"", "GET /one; GET /two")]
    [InlineData("http.path == \"/x\" && net.protocol == \"http\"", "GET /x")]
    public void Derive_ASimpleExpression_AsksForIt(string expression, string requests) =>
        string.Join("; ", RouteRequests.Derive(Of(Route("r", expression, 0)), options).Requests.Select(r => r.Request.ToString())).Should().Be(requests);

    [Theory]
    [InlineData("http.path contains \"x\"", "its expression is not understood here: http.path contains \"x\"")]
    [InlineData("!(http.path == \"/x\")", "its expression is not understood here")]
    [InlineData("http.path ^= \"/x\" && net.src.ip in 10.0.0.0/8", "its expression is not understood here")]
    [InlineData("http.path ^= \"/x\" && tls.sni == \"a.test\"", "it takes only TLS, and no TLS port is known")]
    [InlineData("http.path ^= \"/x\" && http.method == \"POST\"", "it takes only POST, which may write")]
    [InlineData("((((", "its expression is not understood here")]
    [InlineData("", "its expression is not understood here")]
    public void Derive_AnythingElse_IsTold(string expression, string why)
    {
        DerivedRequests derived = RouteRequests.Derive(Of(Route("r", expression, 0)), options);
        derived.Requests.Should().BeEmpty();
        derived.Unreached.Should().ContainSingle().Which.Should().StartWith("route r could not be reached: " + why);
    }

    [Fact]
    public void Derive_AHigherPriority_IsTakenFirst()
    {
        DerivedRequests derived = RouteRequests.Derive(Of(Route("low", "http.path ^= \"/x\"", 1), Route("high", "http.path == \"/x\"", 2), Route("hidden", "http.path == \"/x\" && http.method == \"GET\"", 1)), options);
        Lines(derived).Should().Equal("GET /x/staging-test -> low", "GET /x -> high");
        derived.Unreached.Should().Equal("route hidden could not be reached: everything it takes is taken by route high (a higher priority).");
    }

    [Fact]
    public void Derive_WhatAnExpressionNobodyUnderstandsMayTake_IsNotPromised()
    {
        string[] routes = [Route("plain", "http.path ^= \"/x\"", 1), Route("other", "http.path ^= \"/y\"", 1), Route("odd", "http.path ^= \"/x\" && http.queries.a == \"1\" && net.src.port > 1", 2)];
        DerivedRequests derived = RouteRequests.Derive(Of(routes), options);
        Lines(derived).Should().Equal("GET /y -> other");
        derived.Unreached.Should().Contain("route plain could not be reached: route odd may take everything it takes: its conditions cannot be tried here.");
    }

    private static string Route(string name, string expression, int priority) => $$"""{"name":"{{name}}","expression":{{System.Text.Json.JsonSerializer.Serialize(expression)}},"priority":{{priority}}}""";
}
