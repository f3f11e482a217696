using System.Globalization;
using Kong.Upgrade.AdminApi;
using Kong.Upgrade.Clusters;
using Kong.Upgrade.Staging;
using Kong.Upgrade.Staging.Nodes;
using Kong.Upgrade.Tests.Support;
using Kong.Upgrade.TestServers;

namespace Kong.Upgrade.Tests;

public sealed class ErrorLogTestTests : IAsyncDisposable
{
    private const string Init = "2026/11/22 19:17:38 [notice] 9#0: using the \"epoll\" event method\n2026/11/22 19:17:38 [notice] 10#0: start worker processes\n";

    private const string Usage = "plugin rate-limiting: [error] [kong] handler.lua:N [rate-limiting] failed to get usage: connection refused", Redis = "plugin rate-limiting: [error] [kong] init.lua:N [rate-limiting] failed to connect to Redis: connection refused";
    private const string Lua = "plugin rate-limiting: [error] [kong] init.lua:N [rate-limiting] .../N.N.N/kong/kong/plugins/rate-limiting/policies/init.lua:N", Balancer = "node: [error] [lua] targets.lua:N: on_target_event(): target create: balancer not found for ID";

    private readonly TalkingNode node = new();
    private readonly TempDirectory folder = new();
    private string? blueLog;

    private string Log => folder.File("error.log");

    public ErrorLogTestTests() => node.Answers["/"] = (200, Root(10, 11));

    public async ValueTask DisposeAsync()
    {
        await node.DisposeAsync();
        folder.Dispose();
    }

    /// <summary>Every log that was recorded, as the log of a green node: what it holds, and whether blue's excuses it. All hold a service that refuses connections, which counts only where blue's log is known and has no such line.</summary>
    public static TheoryData<string, string?, int[], StagingVerdict, string> Recorded => new()
    {
        { "3.4.2-to-3.9.1/s4-clean-up-finish/2-new-start-error.log", null, [13874, 13875], StagingVerdict.Passed, "" },
        { "3.4.2-to-3.9.1/s3-after-up/3.9.1-new-node-error.log", "3.4.2-to-3.9.1/s3-after-up/3.4.2-old-x1-error.log", [9092, 9093], StagingVerdict.Passed, "" },
        { "2.8.5-to-3.9.1/s3-after-up/3.9.1-new-node-error.log", null, [12250, 12251], StagingVerdict.Passed, "" },
        { "3.9.0-to-3.9.1/s3-after-up/3.9.1-new-node-error.log", null, [24611, 24612], StagingVerdict.Passed, "" },
        { "3.9.0-to-3.9.1/s4-after-finish/3.9.1-new-node-error.log", "3.9.0-to-3.9.1/s4-after-finish/3.9.0-old-node-error.log", [24611, 24612], StagingVerdict.Passed, "" },
        { "3.9.0-to-3.9.1/s4-after-finish/3.9.1-new-node-error.log", null, [24611, 24612], StagingVerdict.Failed, $"{Usage}|{Redis}|{Balancer}" },
        // The events of an upstream and its target that were made through the other node came in the wrong order; blue heard them otherwise.
        { "2.8.5-to-3.9.1/s4-after-finish/3.9.1-new-node-error.log", "2.8.5-to-3.9.1/s4-after-finish/2.8.5-old-node-error.log", [12250, 12251], StagingVerdict.Failed, Balancer },
        // Recorded from its middle on: what is in it counts, and what was before is not known.
        { "3.4.2-to-3.9.1/s3-after-up/3.4.2-old-x1-error.log", null, [2692, 2693], StagingVerdict.Failed, $"{Usage}|{Lua}: bad argument #N host: string expected, got nil|{Redis}|{Balancer}|node: [error] [lua] worker.lua:N: communicate(): event worker failed: failed to receive the header bytes: closed" },
        { "3.4.2-to-3.9.1/s3-after-up/3.4.2-old-x2-error.log", null, [10739, 10740], StagingVerdict.Failed, $"{Lua}: bad argument #N host: string expected, got nil" },
        { "2.8.5-to-3.9.1/s4-after-finish/2.8.5-old-node-error.log", null, [10458, 10459], StagingVerdict.Failed, $"node: [crit] [lua] targets.lua:N: could not reschedule DNS resolver timer: process exiting|{Usage}|{Lua}: attempt to concatenate field 'redis_host' (a nil value)|{Redis}|node: [error] [kong] init.lua:N failed to connect to Redis: connection refused|node: [error] [lua] healthcheckers.lua:N: report_http_status(): [healthchecks] failed reporting status: true" },
        { "3.9.0-to-3.9.1/s4-after-finish/3.9.0-old-node-error.log", null, [21818, 21819], StagingVerdict.Failed, $"{Usage}|{Redis}|{Balancer}|node: [error] [lua] worker.lua:N: communicate(): event worker failed to communicate with broker (failed to receive the header bytes: closed)" },
    };

    [Theory]
    [MemberData(nameof(Recorded))]
    public async Task Run_RecordedLogs_FindWhatIsInThem(string log, string? blue, int[] processes, StagingVerdict verdict, string found)
    {
        node.Answers["/"] = (200, Root(processes));
        blueLog = blue is null ? null : Recordings.Find(blue);

        StagingOutcome outcome = await RunAsync(Recordings.Find(log));

        outcome.Verdict.Should().Be(verdict);
        string.Join('|', outcome.Findings.Select(f => $"{f.Area}: {f.What["error log ".Length..].Replace("]: ", "] ", StringComparison.Ordinal)}").Distinct()).Should().Be(found);
        outcome.Evidence.Contains("begins in the middle of the node's run", StringComparison.Ordinal).Should().Be(log.Contains("old-x1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_AStartBeforeFinish_ExplainsWhatIsExpected()
    {
        node.Answers["/"] = (200, Root(9092, 9093));

        IReadOnlyList<string> explained = (await RunAsync(Recordings.Find("3.4.2-to-3.9.1/s3-after-up/3.9.1-new-node-error.log"))).Explained;

        explained.Should().Contain("the error log names the migrations that stay pending until finish, as it must (kong-facts 11.19): acme 003_350_to_360, ai-proxy 001_360_to_370, opentelemetry 001_331_to_332, rate-limiting 006_350_to_360, response-ratelimiting 001_350_to_360");
        explained.Should().Contain(s => s.StartsWith("plugin rate-limiting: settings have new names, and the old ones are still understood: config.redis_database (now config.redis.database)", StringComparison.Ordinal) && s.Contains("(360-02:", StringComparison.Ordinal));
        explained.Should().Contain(s => s.StartsWith("plugin opentelemetry: ", StringComparison.Ordinal) && s.Contains("(380-04:", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("emerg")]
    [InlineData("alert")]
    [InlineData("crit")]
    [InlineData("error")]
    public async Task Run_ErrorsOfOneKind_AreOneFindingWithoutSecrets(string level)
    {
        await File.WriteAllTextAsync(Log, Init + $"""
            2026/11/22 19:18:01 [{level}] 11#0: *7 [kong] handler.lua:12 [key-auth] no consumer 6e120789-9581-451e-bc75-887d57a5fe44 with key "hush-1", password=hush-2, client: 10.0.0.1, server: kong, request: "GET /a?apikey=hush-3 HTTP/1.1", host: "a"
            2026/11/22 19:18:02 [{level}] 11#0: *8 [kong] handler.lua:12 [key-auth] no consumer 7315eb45-5452-42fd-b1c5-cd9c5c9b9bf8 with key "hush-4", password=hush-5, client: 10.0.0.2, server: kong, request: "GET /b?apikey=hush-6 HTTP/1.1", host: "b", Authorization: Bearer hush-7
              stack traceback: token="hush-8" http://user:hush-9@somewhere/

            """);

        StagingOutcome outcome = await RunAsync();

        StagingFinding finding = outcome.Findings.Should().ContainSingle().Which;
        (finding.Area, finding.Node).Should().Be(("plugin key-auth", "green-1"));
        finding.What.Should().StartWith($"error log [{level}]: [kong] handler.lua:N [key-auth] no consumer ID with key");
        finding.Green.Should().StartWith("2 lines, first: [kong] handler.lua:12 [key-auth] no consumer 6e120789-9581-451e-bc75-887d57a5fe44");
        $"{finding.What} {finding.Green} {outcome.Evidence}".Should().NotContain("hush");
    }

    [Fact]
    public async Task Run_AnErrorThatBlueHas_IsExplainedUnlessItIsAboutAnotherHost()
    {
        const string refused = "2026/11/22 19:18:01 [error] 11#0: *7 connect() failed (111: Connection refused) while connecting to upstream, client: 10.0.0.1, server: kong, request: \"GET / HTTP/1.1\", upstream: \"http://10.1.1.1:80/\", host: \"a\"\n";
        blueLog = folder.File("blue.log");
        await File.WriteAllTextAsync(blueLog, refused);
        await File.WriteAllTextAsync(Log, Init + refused.Replace("*7", "*9", StringComparison.Ordinal));
        StagingOutcome same = await RunAsync();
        await File.AppendAllTextAsync(Log, refused.Replace("10.1.1.1", "10.1.1.2", StringComparison.Ordinal));
        StagingOutcome another = await RunAsync();

        same.Verdict.Should().Be(StagingVerdict.Passed);
        same.Explained.Should().Equal("blue's error log says the same about 10.1.1.1:80: connect() failed (N: Connection refused) while connecting to upstream");
        another.Findings.Should().ContainSingle().Which.Subject.Should().Be("error log about 10.1.1.2:80");
    }

    [Fact]
    public async Task Run_ServiceThatIsDownWhereBluesLogIsNotKnown_IsToldAndDecidesNothing()
    {
        await File.WriteAllTextAsync(Log, Init + "2026/11/22 19:18:01 [error] 11#0: *7 connect() failed (111: Connection refused) while connecting to upstream, client: 10.0.0.1, server: kong, request: \"GET / HTTP/1.1\", upstream: \"http://10.1.1.1:80/\", host: \"a\"\n");

        StagingOutcome outcome = await RunAsync();

        outcome.Verdict.Should().Be(StagingVerdict.Passed);
        outcome.Evidence.Should().Contain("blue's log is not known");
    }

    [Fact]
    public async Task Run_WorkersThatFindTheirSocketsLate_IsToldAndDecidesNothing()
    {
        await File.WriteAllTextAsync(Log, Init + "2026/11/22 19:18:01 [crit] 11#0: *3 connect() to unix:/usr/local/kong/sockets/we failed (2: No such file or directory), context: ngx.timer\n");

        StagingOutcome outcome = await RunAsync();

        outcome.Verdict.Should().Be(StagingVerdict.Passed, outcome.Evidence);
    }

    [Fact]
    public async Task Run_AnEarlierRun_DoesNotCount()
    {
        await File.WriteAllTextAsync(Log, "2026/11/22 18:00:00 [notice] 4#0: start worker processes\n2026/11/22 18:00:01 [error] 5#0: *1 long ago\n" + Init);
        (await RunAsync()).Verdict.Should().Be(StagingVerdict.Passed);
    }

    [Fact]
    public async Task Run_AnErrorOfTheProcessThatStartedThem_Counts()
    {
        await File.WriteAllTextAsync(Log, "2026/11/22 18:00:01 [error] 5#0: *1 long ago\n2026/11/22 19:17:38 [error] 9#0: [lua] init.lua:7: could not add route\n" + Init);
        (await RunAsync()).Findings.Should().ContainSingle().Which.What.Should().Be("error log [error]: [lua] init.lua:N: could not add route");
    }

    [Fact]
    public async Task Run_ALogThatWasRotated_ReadsTheOneBefore()
    {
        await File.WriteAllTextAsync(Log + ".1", Init + "2026/11/22 19:18:01 [error] 11#0: *1 before\n");
        await File.WriteAllTextAsync(Log, "2026/11/22 19:19:01 [error] 11#0: *1 after\n");
        (await RunAsync()).Findings.Select(f => f.What).Should().Equal("error log [error]: after", "error log [error]: before");

        File.Delete(Log + ".1");
        await File.WriteAllTextAsync(Log, "2026/11/22 19:19:01 [notice] 11#0: *1 after\n");
        StagingOutcome without = await RunAsync();
        (without.Verdict, without.Evidence.Contains("begins in the middle of the node's run", StringComparison.Ordinal)).Should().Be((StagingVerdict.CouldNotTell, true));

        node.Answers["/"] = (200, Root(10, 11).Replace("notice", "warn", StringComparison.Ordinal));
        (await RunAsync()).Verdict.Should().Be(StagingVerdict.Passed, "with that log level a start is not told");
    }

    [Theory]
    [InlineData("", StagingVerdict.Passed)]
    [InlineData("2026/11/22 18:00:01 [error] 5#0: *1 by somebody\n", StagingVerdict.CouldNotTell)]
    [InlineData("hello\nworld\n", StagingVerdict.CouldNotTell)]
    [InlineData(null, StagingVerdict.CouldNotTell)]
    public async Task Run_ALogWithoutALineOfTheNode_PassesOnlyWithoutErrors(string? text, StagingVerdict verdict)
    {
        if (text is not null) await File.WriteAllTextAsync(Log, text);
        StagingOutcome outcome = await RunAsync();
        (outcome.Verdict, outcome.Findings.Count).Should().Be((verdict, 0), outcome.Evidence);
    }

    [Fact]
    public async Task Run_ALogThatIsADevice_CouldNotTell()
    {
        File.CreateSymbolicLink(Log, "/dev/stderr");
        StagingOutcome outcome = await RunAsync();
        outcome.Verdict.Should().Be(StagingVerdict.CouldNotTell);
        outcome.Evidence.Should().Contain("which is no file");
    }

    [Theory]
    [InlineData(200, """{"version":"3.9.0","configuration":{}}""")]
    [InlineData(200, """{"version":"3.9.1","configuration":{}}""")]
    [InlineData(500, "{}")]
    public async Task Run_ProcessesThatAreNotKnown_CouldNotTell(int status, string root)
    {
        await File.WriteAllTextAsync(Log, Init + "2026/11/22 19:19:01 [error] 11#0: *1 after\n");
        node.Answers["/"] = (status, root);
        StagingOutcome outcome = await RunAsync();
        (outcome.Verdict, outcome.Findings.Count).Should().Be((StagingVerdict.CouldNotTell, 0));
    }

    [Fact]
    public async Task Run_AHugeLogWithEndlessLines_IsBounded()
    {
        await using (StreamWriter writer = new(Log))
        {
            await writer.WriteAsync(Init);
            for (int i = 0; i < 50_000; i++) await writer.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"2026/11/22 19:19:01 [error] 11#0: *{i} [lua] x.lua:1: failed for {(char)('a' + (i % 26))}{(char)('a' + (i / 26 % 26))}{(char)('a' + (i / 676 % 26))} once more, client: 10.0.0.1\n"));
            string part = new('x', 1 << 20);
            for (int i = 0; i < 100; i++) await writer.WriteAsync(part);
        }
        long most = GC.GetTotalMemory(forceFullCollection: true), start = TimeProvider.System.GetTimestamp();

        StagingOutcome outcome = await RunAsync();

        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{new FileInfo(Log).Length >> 20} MB in {TimeProvider.System.GetElapsedTime(start).TotalSeconds:0.0} s, {(GC.GetTotalMemory(forceFullCollection: true) - most) >> 20} MB kept"));
        outcome.Findings.Should().HaveCount(1000);
        outcome.Evidence.Should().Contain("lines of the error log say something else again, and were not kept");
        (GC.GetTotalMemory(forceFullCollection: true) - most).Should().BeLessThan(32 << 20);
    }

    private static string Root(params int[] processes) => string.Create(CultureInfo.InvariantCulture, $$"""{"version":"3.9.1","configuration":{"prefix":"/opt/kong-lab/run/x","log_level":"notice"},"pids":{"master":{{processes[0]}},"workers":[{{string.Join(',', processes[1..])}}]} }""");

    private Task<StagingOutcome> RunAsync(string? log = null)
    {
        ClusterNode green = new() { Name = "green-1", Version = KongVersion.Parse("3.9.1"), Admin = node.Admin, ErrorLog = log ?? Log };
        ClusterNode blue = new() { Name = "blue-1", Version = KongVersion.Parse("3.4.2"), ErrorLog = blueLog };
        return new ErrorLogTest(address => new() { Address = address, Attempts = 1 }, TimeProvider.System).RunAsync(new() { Green = [green], Blue = [blue] }, TestContext.Current.CancellationToken);
    }
}
