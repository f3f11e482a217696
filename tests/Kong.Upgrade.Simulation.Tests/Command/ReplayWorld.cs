using Kong.Upgrade.Simulation.Database;

namespace Kong.Upgrade.Simulation.Tests.Command;

/// <summary>A scene set up in a folder of its own: the store's state, the prefix, the configuration file, the clock.</summary>
internal sealed class ReplayWorld : IDisposable
{
    private const string Stranger = "11111111-1111-1111-1111-111111111111";
    private const string TableLock = "receive_message: failed to get type: timeout";

    private readonly VirtualTime _time = new();
    private readonly FakeNodes _nodes = new();
    private readonly DocumentStore _store;
    private string? _blockedAt;

    public ReplayWorld(bool inFile)
    {
        Folder = Directory.CreateTempSubdirectory("kong-replay-").FullName;
        _store = inFile ? new FileSchemaStore(Path.Combine(Folder, "database.json"), _time) : new InMemorySchemaStore(_time);
    }

    public string Folder { get; }

    public ISchemaStore Store => _store;

    public async Task SetUpAsync(Scene scene, Recording recording)
    {
        foreach (string[] step in Steps(scene.Database, recording))
        {
            (int exitCode, _, string err) = await RunAsync(step[0], [.. step[1..], "-p", Path.Combine(Folder, "setup")]);
            exitCode.Should().Be(_blockedAt is null ? 0 : 1, err);
        }

        _blockedAt = scene.BlockedAt;
        await LockAsync(scene);
        await SetUpPrefixAsync(scene, recording);
    }

    /// <summary>Runs the recorded command line in this world.</summary>
    public Task<(int ExitCode, string Out, string Err)> ReplayAsync(Recording recording) =>
        RunAsync(recording.Version, [.. recording.Args.Select(Here)]);

    public async Task<(int ExitCode, string Out, string Err)> RunAsync(string version, IReadOnlyList<string> args)
    {
        SimulatedKongCommandOptions options = new() { TimeProvider = _time, SchemaStore = _store, Nodes = _nodes, OnMigration = BlockAsync };
        using StringWriter stdout = new();
        using StringWriter stderr = new();
        int exitCode = await new SimulatedKongCommand(KongVersion.Parse(version), options)
            .RunAsync(args, new Dictionary<string, string>(), stdout, stderr, TestContext.Current.CancellationToken);
        return (exitCode, stdout.ToString(), stderr.ToString());
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private IEnumerable<string[]> Steps(DatabaseState state, Recording recording)
    {
        if (state != DatabaseState.Empty)
        {
            yield return [recording.OldVersion, "migrations", "bootstrap"];
        }

        if (state == DatabaseState.CoreMigrated)
        {
            _blockedAt = "acme/003_350_to_360";
            yield return [recording.NewVersion, "migrations", "up"];
            _blockedAt = null;
        }

        if (state is DatabaseState.AfterUp or DatabaseState.AfterFinish)
        {
            yield return [recording.NewVersion, "migrations", "up"];
        }

        if (state == DatabaseState.AfterForcedUp)
        {
            yield return [recording.NewVersion, "migrations", "up", "-f"];
        }

        if (state == DatabaseState.AfterFinish)
        {
            yield return [recording.NewVersion, "migrations", "finish"];
        }
    }

    private async Task LockAsync(Scene scene)
    {
        if (scene.LockedFor is { } ttl)
        {
            (await _store.TryTakeLockAsync(Stranger, ttl, TestContext.Current.CancellationToken)).Should().BeTrue();
        }

        if (scene.UnlockedAfter is { } after)
        {
            // The file store answers later than its caller returns, so the release is made certain before the clock goes on.
            _time.Plan(after, () => _store.ReleaseLockAsync(Stranger, CancellationToken.None).GetAwaiter().GetResult());
        }
    }

    private async Task SetUpPrefixAsync(Scene scene, Recording recording)
    {
        if (recording.LabPrefix is not { } labPrefix)
        {
            return;
        }

        string prefix = Here(labPrefix);
        await File.WriteAllTextAsync(
            Here(recording.LabFile ?? labPrefix + ".conf"), $"prefix = {prefix} # the lab's\npg_database = {recording.Database}\n");
        if (!recording.FindsNoPrefix)
        {
            // Whoever used the prefix before left certificates there; a first use by --v shows itself by the missing prefix.
            await RunAsync(scene.PrefixIsNewer ? recording.NewVersion : recording.Version, ["prepare", "-p", prefix]);
        }

        if (scene.NodeRuns)
        {
            _nodes.Run(prefix);
        }

        Directory.CreateDirectory(Path.Combine(Folder, "exp"));
        if (scene.ExportExists)
        {
            await File.WriteAllTextAsync(Here(recording.Args[2]), "kept");
        }
    }

    private string Here(string text) => text.Replace(Recording.LabRun, Folder, StringComparison.Ordinal);

    private Task BlockAsync(SimulatedMigrationStage stage, CancellationToken cancellationToken) =>
        _blockedAt == $"{stage.Subsystem}/{stage.Migration}" ? throw new SchemaStoreException(TableLock) : Task.CompletedTask;
}
