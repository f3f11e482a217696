using Kong.Upgrade.Simulation.Database;
using Kong.Upgrade.Simulation.Tests.Command;

namespace Kong.Upgrade.Simulation.Tests.Database;

/// <summary>After the recorded commands, <c>schema_meta</c> holds what psql showed of the real one: also which columns are NULL and which are empty.</summary>
public sealed class SchemaMetaRecordingTests(PostgresServer server) : IClassFixture<PostgresServer>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kong-meta-").FullName;

    public static TheoryData<string, string, string> Cases()
    {
        TheoryData<string, string, string> cases = [];
        foreach (string store in new[] { "memory", "file", "postgres" })
        {
            cases.Add(store, "2.8.5-to-3.9.1/s1-old-bootstrapped/schema_meta", "bootstrap");
            cases.Add(store, "2.8.5-to-3.9.1/s3-after-up/schema_meta", "bootstrap up");
            cases.Add(store, "2.8.5-to-3.9.1/s4-after-finish/schema_meta", "bootstrap up finish");
            cases.Add(store, "3.4.2-to-3.9.1/s1-old-bootstrapped/schema_meta", "bootstrap");
            cases.Add(store, "3.4.2-to-3.9.1/s3-after-up/schema_meta", "bootstrap up");
            cases.Add(store, "3.4.2-to-3.9.1/s4-clean-up-finish/2-schema_meta", "bootstrap up");
            cases.Add(store, "3.4.2-to-3.9.1/s4-clean-up-finish/3-schema_meta", "bootstrap up finish");
            cases.Add(store, "3.9.0-to-3.9.1/s1-old-bootstrapped/schema_meta", "bootstrap");
            cases.Add(store, "3.9.0-to-3.9.1/s3-after-up/schema_meta", "bootstrap up");
            cases.Add(store, "3.9.0-to-3.9.1/s4-after-finish/schema_meta", "bootstrap up finish");
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Migrations_RecordedSequence_LeavesTheRecordedRows(string kind, string recording, string commands)
    {
        Assert.SkipWhen(Recordings.Folder is null, Recordings.Absent);
        Assert.SkipWhen(kind == "postgres" && server.WhyAbsent is not null, server.WhyAbsent ?? "");
        await using ISchemaStore store = await OpenAsync(kind);
        string[] versions = recording.Split('/')[0].Split("-to-");

        foreach (string command in commands.Split(' '))
        {
            await RunAsync(versions[command == "bootstrap" ? 0 : 1], command, store);
        }

        IReadOnlyList<SchemaMetaRow>? rows = await store.ReadAsync(TestContext.Current.CancellationToken);
        Shown(rows!).Should().Be(await RecordedAsync(recording));
        (await store.ReadLockAsync(TestContext.Current.CancellationToken)).Should().BeNull();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<ISchemaStore> OpenAsync(string kind)
    {
        if (kind != "postgres")
        {
            return kind == "file" ? new FileSchemaStore(Path.Combine(_folder, "database.json")) : new InMemorySchemaStore();
        }

        Dictionary<string, string> settings = server.Settings(await server.CreateDatabaseAsync());
        return new PostgresSchemaStore(PostgresSettings.From(settings.GetValueOrDefault, timeout: null), TimeProvider.System);
    }

    private async Task RunAsync(string version, string command, ISchemaStore store)
    {
        using StringWriter stderr = new();
        int exitCode = await new SimulatedKongCommand(KongVersion.Parse(version), new() { SchemaStore = store }).RunAsync(
            ["migrations", command, "-p", Path.Combine(_folder, "prefix")], new Dictionary<string, string>(), TextWriter.Null, stderr, TestContext.Current.CancellationToken);
        exitCode.Should().Be(0, stderr.ToString());
    }

    private static string Shown(IEnumerable<SchemaMetaRow> rows) => string.Join('\n', rows.OrderBy(row => row.Subsystem, StringComparer.Ordinal)
        .Select(row => $"{row.Subsystem}|{row.LastExecuted}|{Array(row.Executed)}|{Array(row.Pending)}"));

    private static string Array(IReadOnlyList<string>? names) => names is null ? "" : $"{{{string.Join(',', names)}}}";

    private static async Task<string> RecordedAsync(string recording)
    {
        string[] lines = await File.ReadAllLinesAsync(Path.Combine(Recordings.Folder!, recording + ".sql.txt"));
        return string.Join('\n', lines.Where(line => line.StartsWith(" schema_meta |", StringComparison.Ordinal))
            .Select(line => string.Join('|', line.Split('|').Skip(1).Select(cell => cell.Trim()))));
    }
}
