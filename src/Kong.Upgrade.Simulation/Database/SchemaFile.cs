using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kong.Upgrade.Simulation.Database;

/// <summary>The JSON file of a <see cref="FileSchemaStore"/>: read whole, replaced whole, one writer at a time.</summary>
internal sealed class SchemaFile(string path)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private readonly string _path = Path.GetFullPath(path);

    public bool DirectoryExists => Directory.Exists(Path.GetDirectoryName(_path));

    // Other processes take the same file; the system frees it when its holder dies, so a kill never leaves it taken.
    public async Task<FileStream> EnterAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new FileStream(_path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (DirectoryExists)
            {
                // Real time on purpose: another process does not live in this one's virtual time.
                await Task.Delay(Pause, TimeProvider.System, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public async Task<SchemaDocument> ReadAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(_path))
        {
            return SchemaDocument.Empty;
        }

        byte[] json = await File.ReadAllBytesAsync(_path, cancellationToken).ConfigureAwait(false);
        return JsonSerializer.Deserialize(json, SchemaFileJson.Default.SchemaDocument)
            ?? throw new SchemaStoreException($"{_path} holds no document");
    }

    public async Task ReplaceAsync(SchemaDocument document, CancellationToken cancellationToken)
    {
        string next = _path + ".next";
        FileStream stream = new(next, FileMode.Create, FileAccess.Write, FileShare.None);
        await using (stream.ConfigureAwait(false))
        {
            await JsonSerializer.SerializeAsync(stream, document, SchemaFileJson.Default.SchemaDocument, cancellationToken).ConfigureAwait(false);
            stream.Flush(flushToDisk: true);
        }

        File.Move(next, _path, overwrite: true);
    }
}

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(SchemaDocument))]
internal sealed partial class SchemaFileJson : JsonSerializerContext;
