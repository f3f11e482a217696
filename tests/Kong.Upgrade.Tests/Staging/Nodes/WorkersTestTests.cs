using Kong.Upgrade.Clusters;
using Kong.Upgrade.Staging;
using Kong.Upgrade.Staging.Nodes;
using Kong.Upgrade.TestServers;

namespace Kong.Upgrade.Tests;

public sealed class WorkersTestTests : IAsyncDisposable
{
    private const string Root = """{"version":"3.9.1","configuration":{"nginx_worker_processes":"2","database":"postgres"},"pids":{"master":10,"workers":[11,12]}}""";
    private const string Status = """{"server":{},"database":{"reachable":true},"memory":{"workers_lua_vms":[{"pid":11,"http_allocated_gc":"43.17 MiB"},{"pid":12,"http_allocated_gc":"43.17 MiB"}]}}""";

    private readonly TalkingNode node = new();
    private bool hasStatus = true;

    public WorkersTestTests()
    {
        node.Answers["/"] = (200, Root);
        node.Answers["/status"] = (200, Status);
        node.Answers["/status/ready"] = (200, """{"message":"ready"}""");
    }

    public ValueTask DisposeAsync() => node.DisposeAsync();

    [Fact]
    public async Task Run_AllAsItShould_Passes()
    {
        StagingOutcome outcome = await RunAsync();
        (outcome.Verdict, outcome.Evidence).Should().Be((StagingVerdict.Passed, "1 green nodes are ready, reach their database, and have all their workers"));
    }

    [Theory]
    [InlineData("3.9.1", "3.4.2-to-3.9.1/s3-after-up/3.9.1/admin-root.http", "3.9.1/db-read-only/status.http")]
    [InlineData("3.4.2", "3.4.2-to-3.9.1/s1-old-bootstrapped/3.4.2/admin/root.http", "3.4.2-to-3.9.1/s1-old-bootstrapped/3.4.2/admin/status.http")]
    [InlineData("2.8.5", "2.8.5-to-3.9.1/s1-old-bootstrapped/2.8.5/admin/root.http", "2.8.5-to-3.9.1/s1-old-bootstrapped/2.8.5/admin/rootstatus.http")]
    public async Task Run_RecordedNodes_Pass(string version, string root, string status)
    {
        (node.Answers["/"], node.Answers["/status"]) = ((200, Body(root)), (200, Body(status)));
        StagingOutcome outcome = await RunAsync(version);
        outcome.Verdict.Should().Be(StagingVerdict.Passed, outcome.Evidence);
    }

    [Theory]
    [InlineData("/", "[11,12]", "[11]", "not as many workers as nginx_worker_processes says", "1 of 2 workers")]
    [InlineData("/", "\"3.9.1\"", "\"3.9.0\"", "version is not 3.9.1", "version 3.9.0")]
    [InlineData("/status", "true", "false", "the database is not reached", "/status: database.reachable is false")]
    [InlineData("/status", ",{\"pid\":12,\"http_allocated_gc\":\"43.17 MiB\"}", "", "not every worker has its Lua machine", "1 machines for 2 workers")]
    public async Task Run_APlantedFault_IsFound(string path, string old, string now, string what, string said)
    {
        node.Answers[path] = (200, node.Answers[path].Body.Replace(old, now, StringComparison.Ordinal));

        StagingOutcome outcome = await RunAsync();

        outcome.Verdict.Should().Be(StagingVerdict.Failed);
        outcome.Findings.Select(f => (f.What, f.Area, f.Green)).Should().Contain((what, "node", said));
    }

    [Fact]
    public async Task Run_ANodeThatIsNotReady_IsFoundUnlessItBecomesSo()
    {
        node.Answers["/status/ready"] = (503, """{"message":"router builds not yet complete"}""");
        (await RunAsync()).Findings.Should().ContainSingle(f => f.What == "it is not ready" && f.Green == "/status/ready: 503 \"router builds not yet complete\"");

        int asked = 0;
        node.Asked = path => { if (path == "/status/ready" && ++asked == 2) node.Answers["/status/ready"] = (200, """{"message":"ready"}"""); };
        (await RunAsync()).Verdict.Should().Be(StagingVerdict.Passed);
    }

    [Theory]
    [InlineData("/", 200, "<html>")]
    [InlineData("/", 500, "{}")]
    [InlineData("/status", 200, "{}")]
    [InlineData("/status", 200, """{"server":{},"memory":{"workers_lua_vms":[{"http_allocated_gc":"1"},{"http_allocated_gc":"1"}]}}""")]
    [InlineData("/status", 200, """{"server":{},"database":{"reachable":true}}""")]
    [InlineData("/status/ready", 200, "ready")]
    [InlineData("/status/ready", 404, """{"message":"Not found"}""")]
    [InlineData("/status/ready", 503, "<html>")]
    public async Task Run_AnAnswerThatSaysNothing_CouldNotTell(string path, int status, string body)
    {
        node.Answers[path] = (status, body);

        StagingOutcome outcome = await RunAsync();

        (outcome.Verdict, outcome.Findings.Count).Should().Be((StagingVerdict.CouldNotTell, 0), outcome.Evidence);
    }

    [Fact]
    public async Task Run_NobodyThere_CouldNotTell()
    {
        await node.DisposeAsync();
        (await RunAsync()).Verdict.Should().Be(StagingVerdict.CouldNotTell);
        (await new WorkersTest(TimeSpan.Zero, TimeProvider.System).RunAsync(new() { Green = [] }, CancellationToken.None)).Verdict.Should().Be(StagingVerdict.CouldNotTell);
    }

    [Fact]
    public async Task Run_WhatIsNotKnown_IsNotedAndPasses()
    {
        hasStatus = false;
        node.Answers["/"] = (200, Root.Replace("\"2\"", "\"auto\"", StringComparison.Ordinal));

        StagingOutcome outcome = await RunAsync();

        outcome.Verdict.Should().Be(StagingVerdict.Passed);
        outcome.Evidence.Should().Contain("how many workers it should have is not known (nginx_worker_processes = auto); it has 2").And.Contain("its Status API is not known");
    }

    private static string Body(string file) => Recordings.Read(file).ReplaceLineEndings("\n").Split("\n\n", 2)[1];

    private Task<StagingOutcome> RunAsync(string version = "3.9.1")
    {
        ClusterNode green = new() { Name = "green-1", Version = KongVersion.Parse(version), Admin = node.Admin, Status = hasStatus ? node.Admin : null };
        return new WorkersTest(TimeSpan.FromSeconds(3), new FastTime()).RunAsync(new() { Green = [green] }, TestContext.Current.CancellationToken);
    }
}
