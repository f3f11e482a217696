using System.Diagnostics;
using Kong.Upgrade.Preflight.Entities;
using Kong.Upgrade.Staging;
using Kong.Upgrade.Staging.Routes;
using static Kong.Upgrade.Tests.RouteEntities;

namespace Kong.Upgrade.Tests;

/// <summary>Installations as large as there are: seconds, not minutes.</summary>
public class ManyRoutesTests(ITestOutputHelper output)
{
    // A quiet machine needs a tenth; comparing all with all would need many times as much.
    private static readonly TimeSpan most = TimeSpan.FromSeconds(30);

    public static TheoryData<string, int> Shapes => new() { { "mixed", 2_000 }, { "mixed", 10_000 }, { "hosts", 10_000 }, { "headers", 10_000 }, { "methods", 10_000 }, { "regexes", 10_000 } };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Derive_ManyRoutes_ReachesAllSoon(string shape, int count)
    {
        KongEntity[] entities = Of([.. Enumerable.Range(0, count).Select(i => Json(shape, i))]);
        TimeSpan before = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        DerivedRequests derived = RouteRequests.Derive(entities, Options("2.8.5") with { Consent = StagingEffects.Writes });
        TimeSpan took = Stopwatch.GetElapsedTime(start);
        output.WriteLine($"{count} routes, {shape}: {derived.Requests.Count} requests, {derived.Unreached.Count} not reached, {took.TotalSeconds:0.00} s, {(Environment.CpuUsage.TotalTime - before).TotalSeconds:0.00} s of processors");
        derived.Unreached.Should().BeEmpty();
        derived.Requests.Select(r => r.Route).Distinct().Should().HaveCount(count);
        took.Should().BeLessThan(most);
    }

    private static string Json(string shape, int i) => shape switch
    {
        "hosts" => $$"""{"name":"r{{i}}","hosts":["h{{i}}.test"],"paths":["/"]}""",
        "headers" => $$"""{"name":"r{{i}}","paths":["/same"],"headers":{"x-tenant":["t{{i}}"] } }""",
        "methods" => $$"""{"name":"r{{i}}","methods":["{{(i % 2 == 0 ? "GET" : "POST")}}"],"paths":["/things/t{{i / 2}}/"]}""",
        "regexes" => $$"""{"name":"r{{i}}","paths":["/api/v\\d+/t{{i}}/(?<id>[^/]+)$"]}""",
        _ => (i % 5) switch
        {
            0 => $$"""{"name":"r{{i}}","hosts":["*.h{{i % 50}}.test"],"paths":["/api/v1/service-{{i}}"]}""",
            1 => $$"""{"name":"r{{i}}","paths":["/api/v1/service-{{i}}","/api/v2/service-{{i}}"],"methods":["GET","POST"]}""",
            2 => $$"""{"name":"r{{i}}","paths":["/things/t{{i}}/(?<id>\\d+)/parts$"]}""",
            3 => $$"""{"name":"r{{i}}","hosts":["h{{i % 50}}.test"],"paths":["/api/v1/service-{{i}}"],"headers":{"x-version":["2"] } }""",
            _ => $$"""{"name":"r{{i}}","paths":["/s{{i}}"]}""",
        },
    };
}
