using System.Text.Json.Nodes;
using Kong.Upgrade.Simulation.Entities;
using Kong.Upgrade.Simulation.Tests.Database;
using Kong.Upgrade.Simulation.Tests.Migrations;
using Kong.Upgrade.Simulation.Tests.Replay;
using Kong.Upgrade.Simulation.Versions;

namespace Kong.Upgrade.Simulation.Tests.Tables;

/// <summary>`kong config db_export` from Kong's own tables against the recorded export of that database.</summary>
/// <remarks>Not compared: private keys, which were cut out of the recorded exports, and ttl, which counts down. `parameters` is not exported.</remarks>
public sealed class ExportTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    private static readonly string[] Blank = ["key", "ttl"];

    [Theory]
    [InlineData("3.4.2", "3.4.2-to-3.9.1/s1-old-bootstrapped/with-sample-config.dump.sql", "3.4.2-to-3.9.1/s1-old-bootstrapped/3.4.2/export.yml")]
    [InlineData("3.9.0", "3.9.0-to-3.9.1/s1-old-bootstrapped/db.dump.sql", "3.9.0-to-3.9.1/s1-old-bootstrapped/3.9.0/export.yml")]
    public async Task DbExport_FromARecordedDump_HoldsWhatTheRecordedExportHolds(string version, string dump, string export)
    {
        using Blue blue = await Blue.RestoreAsync(server, dump);
        await blue.ReviveAsync();
        string file = Path.Combine(blue.Folder, "kong.yml");

        (int exitCode, _, string stderr) = await blue.RunAsync(version, $"config db_export {file}");

        (exitCode, stderr).Should().Be((0, ""));
        string exported = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        Entities(exported, version).Should().BeEquivalentTo(Entities(Recordings.Export(export), version));
        exported.Should().StartWith("_transform: false\n_format_version: '3.0'\n");
    }

    private static string[] Entities(string yaml, string version)
    {
        VersionTraits traits = VersionTraits.Of(KongVersion.Parse(version));
        return
        [
            .. from table in SimulatedDatabase.FromDeclarative(yaml).Entities.Snapshot()
               where table.Key != "workspaces"
               from row in table.Value
               select $"{table.Key} {Scrub.Json(EntitySchemas.Of(table.Key).View(row, traits), Blank)}",
        ];
    }
}
