using Kong.Upgrade.Simulation.Configuration;
using Kong.Upgrade.Simulation.Database;
using Kong.Upgrade.Simulation.Entities;
using Kong.Upgrade.Simulation.Versions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Kong.Upgrade.Simulation.Command;

/// <summary>
/// <c>kong config db_export | db_import | parse</c>. An export comes from Kong's own tables where there are any. Otherwise a declarative file goes in and
/// comes out as it is: the simulated schema check is only
/// that it is YAML with a <c>_format_version</c>. The words of success were never recorded.
/// </summary>
internal sealed class ConfigCommand(ISchemaStore store, KongOutput output, KongVersion version)
{
    private const string Nothing = "_format_version: \"3.0\"\n_transform: false\n";

    // The first table that each version's export asks for.
    private const string NoTable = "[postgres] ERROR: relation \"ca_certificates\" does not exist (193)";

    public Task<int> RunAsync(CommandLine line, CancellationToken cancellationToken) => line.Subcommand switch
    {
        "db_export" => ExportAsync(line.Operands.Count > 0 ? line.Operands[0] : "kong.yml", cancellationToken),
        "db_import" => ImportAsync(FileOf(line), cancellationToken),
        _ => throw new KongCommandException($"the simulation has no 'kong config {line.Subcommand}'"),
    };

    private async Task<int> ExportAsync(string file, CancellationToken cancellationToken)
    {
        if (File.Exists(file))
        {
            throw new KongCommandException($"{file} already exists. Will not overwrite it.");
        }

        if (await store.ReadAsync(cancellationToken).ConfigureAwait(false) is null)
        {
            output.ComplainStamped("error", $"1#0: *2 [kong] export.lua:171 {NoTable}, context: ngx.timer");
            throw new KongCommandException(NoTable);
        }

        string yaml = await FromTablesAsync(cancellationToken).ConfigureAwait(false)
            ?? await Entities().ReadAsync(cancellationToken).ConfigureAwait(false) ?? Nothing;
        await File.WriteAllTextAsync(file, yaml, cancellationToken).ConfigureAwait(false);
        return 0;
    }

    private async Task<string?> FromTablesAsync(CancellationToken cancellationToken)
    {
        if (store is not IKongTables tables || !await tables.ExistAsync(cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        using PostgresEntities entities = tables.OpenEntities();
        try
        {
            return DeclarativeExport.Write(entities, VersionTraits.Of(version));
        }
        catch (KongError error)
        {
            throw new KongCommandException($"[postgres] the entities could not be read: {error.Message}");
        }
    }

    private async Task<int> ImportAsync(string file, CancellationToken cancellationToken)
    {
        string yaml = await ReadAsync(file, cancellationToken).ConfigureAwait(false);
        await Entities().WriteAsync(yaml, cancellationToken).ConfigureAwait(false);
        output.Info("import successful");
        return 0;
    }

    /// <summary>Checks a file, without any database.</summary>
    public static async Task<int> ParseAsync(CommandLine line, KongOutput output, CancellationToken cancellationToken)
    {
        _ = await ReadAsync(FileOf(line), cancellationToken).ConfigureAwait(false);
        output.Info("parse successful");
        return 0;
    }

    private static async Task<string> ReadAsync(string file, CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
        {
            throw new KongCommandException($"Failed parsing:\n{file}: No such file or directory");
        }

        string yaml = await File.ReadAllTextAsync(file, cancellationToken).ConfigureAwait(false);
        return HasFormatVersion(yaml) ? yaml : throw new KongCommandException("Failed parsing:\nin '_format_version': required field missing");
    }

    private static bool HasFormatVersion(string yaml)
    {
        try
        {
            YamlStream stream = [];
            stream.Load(new StringReader(yaml));
            return stream.Documents.Count > 0 && stream.Documents[0].RootNode is YamlMappingNode root
                && root.Children.ContainsKey(new YamlScalarNode("_format_version"));
        }
        catch (YamlException error)
        {
            throw new KongCommandException($"Failed parsing:\n{error.Message}");
        }
    }

    private IDeclarativeStore Entities() => store as IDeclarativeStore
        ?? throw new KongCommandException($"the simulated kong {version} keeps entities in its own file store only: set simulated_database");

    private static string FileOf(CommandLine line) =>
        line.Operands.Count > 0 ? line.Operands[0] : throw new KongCommandException("expected a declarative configuration file");
}
