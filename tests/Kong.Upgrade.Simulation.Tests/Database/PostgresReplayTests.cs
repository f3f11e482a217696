using System.Globalization;
using Kong.Upgrade.Simulation.Tests.Command;

namespace Kong.Upgrade.Simulation.Tests.Database;

/// <summary>The recordings that are about PostgreSQL itself: down, wrong database, wrong password, refusing connections, read-only.</summary>
public sealed class PostgresReplayTests(PostgresServer server) : IClassFixture<PostgresServer>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kong-pg-replay-").FullName;
    private readonly FakeNodes _nodes = new();

    public static TheoryData<string> Cases()
    {
        TheoryData<string> cases = [.. Recordings.Commands
            .Where(path => path.Contains("/s0-db-errors/", StringComparison.Ordinal) || path.StartsWith("3.9.1/", StringComparison.Ordinal))];
        if (Recordings.Folder is null)
        {
            cases.Add("");
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task RunAsync_RecordedTroubleOfTheDatabase_PrintsAndExitsAsRecorded(string path)
    {
        Assert.SkipWhen(path.Length == 0, Recordings.Absent);
        Assert.SkipWhen(server.WhyAbsent is not null, server.WhyAbsent ?? "");
        Recording recording = Recording.Read(path);
        string database = await SetUpAsync(recording);

        (int exitCode, string stdout, string stderr) = await RunAsync(recording.Version, [.. recording.Args.Select(Here)]);

        Normalized.Text(stdout, _folder).Should().Be(Normalized.Text(recording.Out, Recording.LabRun));
        Normalized.Text(stderr, _folder).Should().Be(Normalized.Text(recording.Err.Replace("r391", database, StringComparison.Ordinal), Recording.LabRun));
        exitCode.Should().Be(recording.ExitCode);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<string> SetUpAsync(Recording recording)
    {
        string prefix = Here(recording.LabPrefix!);
        string database = recording.Name.StartsWith("nodb", StringComparison.Ordinal) ? "nosuchdb" : await server.CreateDatabaseAsync();
        string password = recording.Name.StartsWith("badpw", StringComparison.Ordinal) ? "wrong" : "right";
        int port = recording.Name.StartsWith("dbdown", StringComparison.Ordinal) ? FreePort.Take() : server.Port;
        await File.WriteAllTextAsync(prefix + ".conf", string.Create(
            CultureInfo.InvariantCulture, $"prefix = {prefix}\npg_port = {port}\npg_user = kong\npg_password = {password}\npg_database = {database}\n"));
        if (!recording.FindsNoPrefix)
        {
            Directory.CreateDirectory(prefix);
        }

        if (recording.OldVersion == recording.NewVersion)
        {
            (await RunAsync("3.9.1", ["migrations", "bootstrap", "-c", prefix + ".conf"])).ExitCode.Should().Be(0);
            _nodes.Run(prefix);
            await TroubleAsync(recording.Path, database);
        }

        return database;
    }

    private Task TroubleAsync(string path, string database) => server.ExecuteAsync("postgres", path.Contains("read-only", StringComparison.Ordinal)
        ? $"ALTER DATABASE {database} SET default_transaction_read_only = on"
        : $"ALTER DATABASE {database} ALLOW_CONNECTIONS false");

    private async Task<(int ExitCode, string Out, string Err)> RunAsync(string version, IReadOnlyList<string> args)
    {
        SimulatedKongCommandOptions options = new() { Nodes = _nodes };
        using StringWriter stdout = new();
        using StringWriter stderr = new();
        int exitCode = await new SimulatedKongCommand(KongVersion.Parse(version), options)
            .RunAsync(args, new Dictionary<string, string>(), stdout, stderr, TestContext.Current.CancellationToken);
        return (exitCode, stdout.ToString(), stderr.ToString());
    }

    private string Here(string text) => text.Replace(Recording.LabRun, _folder, StringComparison.Ordinal);
}
