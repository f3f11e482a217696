using System.Text.Json.Nodes;
using Kong.Upgrade.Clusters;
using Kong.Upgrade.Staging.Answers;
using Kong.Upgrade.Staging.Comparing;

namespace Kong.Upgrade.Staging.Tests;

/// <summary>Green, blue, and blue again: noise is ignored, and what differs only on green is found in the middle of it.</summary>
public class ComparisonTests
{
    private const int Runs = 1000;

    private static readonly ClusterNode green = Node("green-1", "3.9.1", 9001);
    private static readonly ClusterNode[] blue = [Node("blue-1", "3.4.2", 8001), Node("blue-2", "3.4.2", 8002)];

    public static TheoryData<string, string> Planted => new()
    {
        { "status", "status 500 instead of 200" },
        { "header lost", "header Cache-Control is missing on green" },
        { "header changed", "header Cache-Control differs" },
        { "header more", "header X-New is only on green" },
        { "member lost", "body at $.fixed is missing on green" },
        { "member changed", "body at $.nested.price differs" },
        { "member more", "body at $.more is only on green" },
        { "no json", "body is only on green" },
    };

    [Fact]
    public async Task Compare_CleanPairWithNoise_FindsNothingInAThousandRuns()
    {
        List<string> found = [];
        for (int run = 0; run < Runs; run++)
            foreach (ClusterNode[] nodes in (ClusterNode[][])[blue, [blue[0]]])
            {
                // With one blue node nobody can tell what each node says of itself from what green says.
                Noise noise = new(run) { Change = nodes.Length == 1 ? WithoutHost : answer => answer };
                found.AddRange((await CompareAsync(noise, nodes)).Differences.Select(d => $"run {run}: {d.What}"));
            }

        found.Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Planted))]
    public async Task Compare_PlantedDifference_IsFoundInTheMiddleOfNoise(string kind, string what)
    {
        int found = 0;
        for (int run = 0; run < 100; run++)
            if ((await CompareAsync(new Noise(run) { Change = answer => answer.Status == 503 ? answer : Changed(answer, kind) }, blue)).Differences.Any(d => d.What == what)) found++;

        // A failure of the service in one of the first three answers hides a body, or the other way round: another test meets it.
        found.Should().BeGreaterThan(85);
    }

    [Fact]
    public async Task Compare_GreenThatAlwaysFailsWhereBlueFailsNowAndThen_IsFound()
    {
        Random random = new(7);
        async Task<StagingAnswer> Ask(ClusterNode node, CancellationToken token) =>
            await Task.FromResult(new StagingAnswer { Status = node == green ? 500 : random.Next(5) == 0 ? 404 : 200 });

        int found = 0;
        for (int run = 0; run < 100; run++) found += (await CompareAsync(Ask, blue)).Differences.Count;

        found.Should().Be(100);
    }

    [Fact]
    public async Task Compare_ServiceDownOnBothSides_IsNotGreensFault()
    {
        int asked = 0;
        Task<StagingAnswer> Ask(ClusterNode node, CancellationToken token) => Task.FromResult(new StagingAnswer { Status = 502 + (asked++ % 3), Headers = [new("X-Kong-Upstream-Latency", "1")] });

        (await CompareAsync(Ask, blue)).Should().BeEquivalentTo(new { Differences = Array.Empty<Difference>(), Uncompared = (string?)null });
    }

    [Fact]
    public async Task Compare_LimitUsedUp_SaysNothingAndIsTold()
    {
        ComparisonResult result = await CompareAsync((node, _) => Task.FromResult(new StagingAnswer { Status = node == green ? 429 : 200 }), blue);

        result.Differences.Should().BeEmpty();
        result.Explained.Should().ContainSingle().Which.Should().StartWith("429");
    }

    [Fact]
    public async Task Compare_BlueSilent_IsNotCompared() =>
        (await CompareAsync((node, _) => Task.FromResult(node == green ? new StagingAnswer { Status = 200 } : StagingAnswer.None("refused")), blue)).Uncompared.Should().Contain("refused");

    [Fact]
    public async Task Compare_WhatVersionsDifferIn_IsExplained()
    {
        StagingAnswer old = new() { Status = 401, Headers = [new("WWW-Authenticate", "Key realm=\"kong\""), new("Server", "kong/3.4.2")], Body = """{"message":"Invalid authentication credentials"}"""u8.ToArray() };
        StagingAnswer young = new() { Status = 401, Headers = [new("WWW-Authenticate", "Key"), new("Server", "kong/3.9.1"), new("X-Kong-Request-Id", "a")], Body = """{"message":"Unauthorized","request_id":"a"}"""u8.ToArray() };

        ComparisonResult result = await CompareAsync((node, _) => Task.FromResult(node == green ? young : old), blue);

        result.Differences.Should().BeEmpty();
        result.Explained.Should().HaveCount(4).And.Contain(e => e.EndsWith("(360-20)"));
        // Between versions that both have it, the same is a finding.
        (await CompareAsync((node, _) => Task.FromResult(node == green ? young : old), [Node("blue-1", "3.9.0", 1)])).Differences.Should().NotBeEmpty();
    }

    [Theory]
    [InlineData("127.0.0.1", 1)]
    [InlineData("10.0.0.7", 0)]
    public async Task Compare_WhomServicesAreToldOf_IsExplainedOnlyWhereNodesStandOnSeveralHosts(string blueHost, int differences)
    {
        ClusterNode[] elsewhere = [new() { Name = "blue-1", Version = KongVersion.Parse("3.9.0"), Proxy = new($"http://{blueHost}:8001") }];

        ComparisonResult result = await CompareAsync((node, _) => Task.FromResult(new StagingAnswer { Status = 200, Body = System.Text.Encoding.UTF8.GetBytes($$"""{"headers": { "X-Real-IP": "{{(node == green ? "10.0.0.1" : "10.0.0.2")}}" } }""") }), elsewhere);

        result.Differences.Should().HaveCount(differences);
        result.Explained.Should().HaveCount(1 - differences);
    }

    private static Task<ComparisonResult> CompareAsync(Noise noise, ClusterNode[] nodes) => CompareAsync(noise.AskAsync, nodes);

    private static async Task<ComparisonResult> CompareAsync(Func<ClusterNode, CancellationToken, Task<StagingAnswer>> ask, ClusterNode[] nodes)
    {
        using StagingSession session = new(new(), TimeProvider.System);
        CancellationToken token = TestContext.Current.CancellationToken;
        StagingAnswer first = await ask(green, token), one = await ask(nodes[0], token), two = await ask(nodes[^1], token);
        return await new Comparison(session, green, nodes, ask, mayRepeat: true).CompareAsync(first, one, two, token);
    }

    private static Noise.Answer WithoutHost(Noise.Answer answer)
    {
        if (answer.Body is JsonObject { Count: > 0 } body) ((JsonObject)body["nested"]!)["host"] = "blue-1";
        return answer;
    }

    private static Noise.Answer Changed(Noise.Answer answer, string kind)
    {
        JsonObject body = (JsonObject)answer.Body;
        switch (kind)
        {
            case "status": return answer with { Status = 500 };
            case "header lost": answer.Headers.Remove("Cache-Control"); break;
            case "header changed": answer.Headers["Cache-Control"] = "no-store"; break;
            case "header more": answer.Headers["X-New"] = "1"; break;
            case "member lost": body.Remove("fixed"); break;
            case "member changed": ((JsonObject)body["nested"]!)["price"] = 43; break;
            case "member more": body["more"] = 1; break;
            default: return answer with { Body = JsonValue.Create("<html>") };
        }
        return answer;
    }

    private static ClusterNode Node(string name, string version, int port) => new() { Name = name, Version = KongVersion.Parse(version), Proxy = new($"http://127.0.0.1:{port}") };
}
