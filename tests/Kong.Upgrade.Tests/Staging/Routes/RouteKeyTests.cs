using Kong.Upgrade.Staging.Requests;
using Kong.Upgrade.Staging.Routes;
using static Kong.Upgrade.Tests.RouteEntities;

namespace Kong.Upgrade.Tests;

public class RouteKeyTests
{
    private static readonly RouteKey key = new(
        Of("""{"id":"1","name":"orders","paths":["/orders"]}""", """{"id":"2","name":"café","paths":["/café"]}""", """{"id":"3","name":"new","paths":["/orders"],"headers":{"x-version":["2"]}}""",
            """{"id":"4","name":"host","hosts":["*.a.test"]}""", """{"name":"without-id","paths":["~/re/\\d+$"]}""", """{"id":"6","name":"one","paths":["/tie"]}""", """{"id":"7","name":"two","paths":["/tie"]}"""), Options());

    [Theory]
    [InlineData("/orders/1?a=b", null, null, "1")]
    [InlineData("/x/../orders", null, null, "1")]
    [InlineData("/caf%c3%a9/menu", null, null, "2")]
    [InlineData("/orders", null, "2", "3")]
    [InlineData("/", "x.a.test:8000", null, "4")]
    [InlineData("/re/42", null, null, "without-id")]
    [InlineData("/re/x", null, null, null)]
    [InlineData("/tie", null, null, null)]
    public void Find_ARequest_NamesItsRoute(string path, string? host, string? version, string? expected)
    {
        StagingHeader[] headers = version is null ? [] : [new("X-Version", StagingSecret.Of(version))];
        key.Find(new() { Path = path, Host = host, Headers = headers }).Should().Be(expected);
    }

    [Fact]
    public void Find_AHeaderThatNoRouteAsksFor_IsNotRead()
    {
        StagingHeader[] headers = [new("Authorization", StagingSecret.From(_ => throw new InvalidOperationException("read")))];
        key.Find(new() { Path = "/orders", Headers = headers }).Should().Be("1");
    }
}
