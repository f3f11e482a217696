using System.Globalization;
using Kong.Upgrade.Migrations;
using Kong.Upgrade.Processes;

namespace Kong.Upgrade.Benchmarks;

/// <summary>A plain timed program: what is asked again and again during a run.</summary>
internal sealed class MigrationStateReading : IBenchmark
{
    private const int Reads = 301, Connects = 31, Processes = 9;

    public string Name => "migration-state";

    public string Question => $"How long does reading executed and pending migrations from schema_meta take, with the {Subsystems} subsystems that real Kong 3.9.1 left after `up` on a database of 3.4.2? {Reads} reads after as many that do not count; beside it {Connects} reads that connect anew, and {Processes} runs of `kong-simulated migrations status` on the same database, a process each, whose answer is compared. A PostgreSQL server of its own on the same machine.";

    public bool HasRequirements => true;

    private static int Subsystems => 18;

    public async Task<Figures> MeasureAsync()
    {
        await using DatabaseServer server = await DatabaseServer.StartAsync();
        await server.ExecuteAsync(DatabaseTables.Migrations);
        await using KongDatabase database = new(server.ConnectionString());
        SchemaMeta expected = await SchemaMeta.ReadAsync(database, CancellationToken.None);
        if (expected.Executed.Concat(expected.Pending).Select(m => m.Subsystem).Distinct().Count() != Subsystems) throw new InvalidOperationException($"{expected} is not what was written.");
        await TimesAsync(Reads, () => SchemaMeta.ReadAsync(database, CancellationToken.None));
        double[] reads = await TimesAsync(Reads, () => SchemaMeta.ReadAsync(database, CancellationToken.None));
        double[] connects = await TimesAsync(Connects, () => ConnectAndReadAsync(server));
        double[] processes = await TimesAsync(Processes, () => AskKongAsync(database, expected));
        return new(
            ["Read, median", "Read, 95 of 100 under", "Connect and read, median", "kong-simulated migrations status, median"],
            [[Text(Timed.Median(reads)), Text(Timed.Quantile(reads, 0.95)), Text(Timed.Median(connects)), Text(Timed.Median(processes))]],
            [new("reading migration state", Timed.Median(reads), 20, "ms")]);
    }

    private static async Task<double[]> TimesAsync(int count, Func<Task> work)
    {
        double[] times = new double[count];
        for (int i = 0; i < count; i++) times[i] = 1000 * await Timed.SecondsAsync(work);
        return times;
    }

    private static async Task ConnectAndReadAsync(DatabaseServer server)
    {
        await using KongDatabase database = new(server.ConnectionString());
        await SchemaMeta.ReadAsync(database, CancellationToken.None);
    }

    private static async Task AskKongAsync(KongDatabase database, SchemaMeta expected)
    {
        KongCommand kong = new(KongVersion.Parse("3.9.1"), SimulatedKong()) { Environment = new Dictionary<string, string> { ["SIMULATED_KONG_VERSION"] = "3.9.1" } };
        using ThrowAwayPrefix prefix = new();
        CommandOutcome outcome = await Command.RunAsync(KongCli.Line(kong, database, prefix.Path, "migrations", "status"), TimeProvider.System, null, CancellationToken.None);
        if (StatusOutput.Read(outcome.Out) is not { } said || !expected.Pending.SetEquals(said.Pending) || !expected.Executed.SetEquals(said.Executed))
            throw new InvalidOperationException($"kong-simulated says something else than {expected}: exit code {outcome.ExitCode}, {outcome.LastLines()}");
    }

    // benchmarks/NAME/bin/CONFIGURATION/FRAMEWORK, and the same below src.
    private static string SimulatedKong()
    {
        DirectoryInfo framework = new(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), configuration = framework.Parent!;
        string repository = configuration.Parent!.Parent!.Parent!.Parent!.FullName;
        return Path.Combine(repository, "src", "Kong.Upgrade.Simulation.Command", "bin", configuration.Name, framework.Name, "kong-simulated");
    }

    private static string Text(double milliseconds) => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0.0} ms");
}
