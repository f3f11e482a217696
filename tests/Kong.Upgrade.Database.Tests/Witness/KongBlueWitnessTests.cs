using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Kong.Upgrade.TestServers;
using Kong.Upgrade.Witness;

namespace Kong.Upgrade.Database.Tests.Witness;

/// <summary>Witnesses of simulated nodes over a real database that holds what real nodes left there. Every one must leave neither process nor prefix.</summary>
[Collection(Witnesses)]
public sealed class KongBlueWitnessTests(PostgresServer server) : IDisposable
{
    /// <summary>Whoever starts witnesses in this process does so one test after the other: a prefix does not tell whose witness it is.</summary>
    internal const string Witnesses = "witnesses";

    private static readonly KongCommand blue342 = SimulatedKong.Of("3.4.2"), green391 = SimulatedKong.Of("3.9.1");

    private static readonly WitnessQuestion[] questions =
        [new("/none"), new("/keyed"), new("/keyed") { Headers = new Dictionary<string, string> { ["apikey"] = "wrong key" } }, new("/redis"), new("/plain", "HEAD") { Host = "api.example.test" }];

    [Fact]
    public async Task Blue_AfterUp_Works()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.AfterUp342);
        await using RunningNode blue = await RunningNode.StartAsync(blue342, database);
        string dump = await server.DumpAsync(database.Name);
        WitnessReport report = await Witness(database, blue).TestifyAsync(default);
        report.Differences.Should().BeEmpty();
        report.Verdict.Should().Be(WitnessVerdict.BlueWorks);
        report.Questions.Should().Be(new BlueWitnessOptions().AdminPaths.Count + questions.Length);
        (await server.DumpAsync(database.Name)).Should().Be(dump, "a witness writes nothing");
    }

    [Fact]
    public async Task Blue285_WithoutReadiness_Works()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.AfterUp285);
        await using RunningNode blue = await RunningNode.StartAsync(SimulatedKong.Of("2.8.5"), database);
        WitnessReport report = await new KongBlueWitness(SimulatedKong.Of("2.8.5"), database, new() { BlueAdmin = blue.Admin, AdminPaths = ["/services", "/routes"] }).TestifyAsync(default);
        (report.Verdict, string.Join('|', report.Differences)).Should().Be((WitnessVerdict.BlueWorks, ""));
    }

    [Fact]
    public async Task Blue_AfterFinish_IsBrokenAlthoughItsOldNodesStillServe()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.AfterUp342);
        await using RunningNode blue = await RunningNode.StartAsync(blue342, database);
        await RunningNode.MigrateAsync(green391, database, "finish");
        WitnessReport report = await Witness(database, blue, adminPaths: ["/services"]).TestifyAsync(default);
        report.Verdict.Should().Be(WitnessVerdict.BlueIsBroken);
        report.Differences.Should().ContainSingle().Which.Should().StartWith("GET /redis: blue answered 502").And.Contain("the witness 500");
    }

    [Fact]
    public async Task Row_ThatChangedBehindBlue_IsNamedByItsPlaceOnly()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.AfterUp342);
        await using RunningNode blue = await RunningNode.StartAsync(blue342, database);
        await server.ExecuteAsync(database.Name, "UPDATE routes SET paths = ARRAY['/secret-place'] WHERE name IS NOT NULL");
        // A running node reads collections from the database as well, so what differs is what only its memory knows.
        WitnessReport report = await new KongBlueWitness(blue342, database, new() { BlueAdmin = blue.Admin, BlueProxy = blue.Proxy, Questions = [new("/secret-place")], AdminPaths = [] }).TestifyAsync(default);
        report.Verdict.Should().Be(WitnessVerdict.BlueIsBroken);
        report.Differences.Should().ContainSingle().Which.Should().Contain("blue answered 404").And.Contain("no Route matched");
    }

    [Fact]
    public async Task Blue_ThatWasNotNamed_GivesNoVerdict()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.AfterUp342);
        WitnessReport report = await new KongBlueWitness(blue342, database).TestifyAsync(default);
        report.Verdict.Should().Be(WitnessVerdict.Unknown);
        report.Differences.Should().ContainSingle().Which.Should().Contain("started and answered 9 questions, but nothing was compared");
    }

    [Fact]
    public async Task Address_OfAnotherDatabasesNode_IsRefused()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.AfterUp342), other = await server.RestoreAsync(Dumps.Before342);
        await using RunningNode stranger = await RunningNode.StartAsync(blue342, other);
        await UnknownAsync(new(blue342, database, new() { BlueAdmin = stranger.Admin }), $"*not the Admin API of one of blue's nodes*pg_database is '{other.Name}' instead of '{database.Name}'*");
    }

    [Fact]
    public async Task Blue_ThatDoesNotAnswer_GivesNoVerdict()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.AfterUp342);
        await UnknownAsync(new(blue342, database, new() { BlueAdmin = new($"http://127.0.0.1:{PostgresServer.FreePort()}/") }), "*does not answer as it should (no answer (*nothing to compare*");
        await UnknownAsync(new(blue342, database, new() { BlueProxy = new($"http://127.0.0.1:{PostgresServer.FreePort()}/"), Questions = [new("/x")], AdminPaths = [] }), "GET /x: blue gave no answer (*");
    }

    [Fact]
    public async Task Executable_OfAnotherVersion_GivesNoVerdict()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.AfterUp342);
        await UnknownAsync(new(new(KongVersion.Parse("3.4.2"), SimulatedKong.Path) { Environment = green391.Environment }, database), "*said '3.9.1'; blue is 3.4.2*");
        await UnknownAsync(new(new(KongVersion.Parse("3.4.2"), "/no/such/kong"), database), "*could not be started*");
    }

    [Fact]
    public async Task Database_ThatIsOutOfReach_GivesNoVerdict()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.AfterUp342), wrong = database.As("kong", "wrong");
        await UnknownAsync(new(blue342, wrong), "*[PostgreSQL error]*");
    }

    [Fact]
    public async Task Blue_ThatDoesNotStart_IsBroken()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.AfterUp342);
        using ScriptedKong kong = new("3.4.2", "if [ $1 = start ]; then echo \"Error: router/atc.lua:258: bad argument #2 to 'max' $KONG_PG_PASSWORD\" >&2; exit 1; fi");
        WitnessReport report = await new KongBlueWitness(kong.Command, database).TestifyAsync(default);
        report.Verdict.Should().Be(WitnessVerdict.BlueIsBroken);
        report.Differences.Should().ContainSingle().Which.Should().Contain("exited with 1").And.Contain("router/atc.lua:258").And.NotContain(PostgresServer.Password);
    }

    [Fact]
    public async Task Ports_TakenMeanwhile_AreChosenAnew()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.AfterUp342);
        using ScriptedKong kong = new("3.4.2", "if [ $1 = start ] && mkdir $FOLDER/once 2>/dev/null; then echo 'nginx: [emerg] bind() to 127.0.0.1:1 failed (98: Address already in use)' >&2; exit 1; fi");
        WitnessReport report = await new KongBlueWitness(kong.Command, database).TestifyAsync(default);
        Directory.Exists(kong.At("once")).Should().BeTrue();
        report.Questions.Should().Be(9);
    }

    [Fact]
    public async Task Witness_ThatWillNotStop_IsKilled()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.AfterUp342);
        using ScriptedKong kong = new("3.4.2", "if [ $1 = stop ]; then touch $FOLDER/asked; exit 0; fi");
        WitnessReport report = await new KongBlueWitness(kong.Command, database, new() { StopWithin = TimeSpan.FromSeconds(1) }).TestifyAsync(default);
        File.Exists(kong.At("asked")).Should().BeTrue();
        report.Differences.Should().ContainSingle("nothing was left behind");
    }

    [Fact]
    public async Task Cancellation_WhileItStarts_EndsTheStart()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.AfterUp342);
        using ScriptedKong kong = new("3.4.2", "if [ $1 = start ]; then echo $$ >$FOLDER/new; mv $FOLDER/new $FOLDER/started; exec sleep 600; fi");
        using CancellationTokenSource cancel = new();
        Task<WitnessReport> testimony = new KongBlueWitness(kong.Command, database).TestifyAsync(cancel.Token);
        await Eventually.HoldsAsync(() => Task.FromResult(File.Exists(kong.At("started"))), "the start began");
        await cancel.CancelAsync();
        await ((Func<Task>)(() => testimony)).Should().ThrowAsync<OperationCanceledException>();
        Directory.Exists($"/proc/{(await File.ReadAllTextAsync(kong.At("started"))).Trim()}").Should().BeFalse();
    }

    [Fact]
    public async Task Cancellation_WhileItAsks_StopsTheWitness()
    {
        await using KongDatabase database = await server.RestoreAsync(Dumps.AfterUp342);
        using TcpListener silent = new(IPAddress.Loopback, 0);
        silent.Start();
        using CancellationTokenSource cancel = new();
        BlueWitnessOptions options = new() { BlueProxy = new($"http://{silent.LocalEndpoint}/"), Questions = [new("/")], AdminPaths = [], AnswerWithin = TimeSpan.FromMinutes(1) };
        Task<WitnessReport> testimony = new KongBlueWitness(blue342, database, options).TestifyAsync(cancel.Token);
        using TcpClient asking = await silent.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        Prefixes().Should().ContainSingle("the witness runs");
        await cancel.CancelAsync();
        await ((Func<Task>)(() => testimony)).Should().ThrowAsync<OperationCanceledException>();
    }

    public void Dispose()
    {
        Prefixes().Should().BeEmpty("prefixes hold passwords and are removed");
        Process.GetProcessesByName("kong-simulated").Where(IsWitness).Should().BeEmpty("every witness is stopped");
    }

    private static KongBlueWitness Witness(KongDatabase database, RunningNode blue, string[]? adminPaths = null) => new(
        blue342, database, new() { BlueAdmin = blue.Admin, BlueProxy = blue.Proxy, Questions = questions, AdminPaths = adminPaths ?? new BlueWitnessOptions().AdminPaths });

    private static async Task UnknownAsync(KongBlueWitness witness, string why)
    {
        WitnessReport report = await witness.TestifyAsync(default);
        report.Differences.Should().ContainSingle().Which.Should().Match(why).And.NotContain(PostgresServer.Password);
        report.Verdict.Should().Be(WitnessVerdict.Unknown);
    }

    private static string[] Prefixes() => Directory.GetDirectories(Path.GetTempPath(), Mark + "*");

    // Other runs of these tests may be under way on this machine.
    private static string Mark => $"kong-upgrade-witness-{Environment.ProcessId}-";

    private static bool IsWitness(Process process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process.Id}/cmdline").Contains(Mark, StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
