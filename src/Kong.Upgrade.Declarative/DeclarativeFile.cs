using System.Text.Json;
using Kong.Upgrade.Preflight.Entities;

namespace Kong.Upgrade.Declarative;

/// <summary>Reads declarative files, YAML or JSON: decK's, nested and possibly several, or one of <c>kong config db_export</c>.</summary>
/// <remarks>
/// Nested entities are taken apart; each points to its parent by id, or by name where the file has no id. What a plugin takes from <c>_plugin_configs</c> is put into its configuration; <c>${{ env "X" }}</c>
/// stays as it is. Plain words are read as Kong's reader of YAML 1.1 reads them. A file is read whole before anything is shown, in memory of a few times its size, and what is broken is told with file, line and
/// column. Each file is also shown as an entity of kind <c>_declarative</c> with all that begins with an underscore, save <c>_plugin_configs</c>. Not applied: <c>_info.defaults</c>. Safe for any number of threads.
/// </remarks>
public sealed class DeclarativeFile : IEntitySource
{
    private readonly IReadOnlyList<string> paths;

    /// <summary>Takes the files of one configuration.</summary>
    /// <param name="paths">One or more paths.</param>
    /// <exception cref="ArgumentException">There is none, or one is empty.</exception>
    public DeclarativeFile(params IReadOnlyList<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        if (paths.Count == 0 || paths.Any(string.IsNullOrWhiteSpace)) throw new ArgumentException("Name one declarative file or more, such as kong.yml.", nameof(paths));
        this.paths = [.. paths];
    }

    /// <inheritdoc/>
    public string Name => paths.Count == 1 ? $"declarative file {paths[0]}" : $"declarative files {string.Join(", ", paths)}";

    /// <inheritdoc/>
    public EntityOrigin Origin => EntityOrigin.File;

    /// <summary>The first file's <c>_format_version</c>, such as <c>3.0</c>, as it was last read; <see langword="null"/> before, and where it names none.</summary>
    public string? FormatVersion { get; private set; }

    /// <inheritdoc/>
    public async Task ReadAsync(IEntityVisitor visitor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        List<FileContent> files = [];
        foreach (string path in paths) files.Add(await FileOpening.ReadAsync(path, cancellationToken).ConfigureAwait(false));
        FormatVersion = files[0].FormatVersion;
        foreach (FileContent file in files) Head(file, visitor);
        SharedConfigs shared = new(files);
        for (int rank = 0; rank < Family.Ranks; rank++)
            foreach (FileContent file in files)
                foreach (HeldEntity entity in file.Held(rank)) Show(file, entity, shared, visitor);
    }

    private static void Head(FileContent file, IEntityVisitor visitor)
    {
        visitor.See(new("_declarative", JsonElement.Parse(ItemJson.Written(json => Header(json, file))), file.Workspace));
        foreach ((string part, string why) in file.Unread) visitor.CouldNotRead(part, why);
    }

    // The version is text, quoted or not: 3.0 is not 3.
    private static void Header(Utf8JsonWriter json, FileContent file)
    {
        json.WriteStartObject();
        foreach ((string name, Item value) in file.Header.Items.Where(h => h.Key != "_plugin_configs"))
        {
            json.WritePropertyName(name);
            if (name == "_format_version" && value is ScalarItem { IsNull: false } version) json.WriteStringValue(version.Text);
            else ItemJson.Write(json, value);
        }
        json.WriteEndObject();
    }

    private static void Show(FileContent file, HeldEntity entity, SharedConfigs shared, IEntityVisitor visitor)
    {
        if (shared.Fields(entity) is { } fields) visitor.See(new(entity.Kind, fields, file.Workspace));
        else visitor.CouldNotRead($"a plugin in {file.Path}", $"{entity.Place}: its _config names '{entity.Shared}', which no _plugin_configs has; name one that is there, or write the configuration out");
    }
}
