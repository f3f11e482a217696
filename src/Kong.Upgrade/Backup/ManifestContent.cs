using System.Text.Json.Serialization;
using Kong.Upgrade.Rehearsals;

namespace Kong.Upgrade.Backup;

/// <summary>What stands in <c>manifest.json</c>. No secret ever does.</summary>
internal sealed record ManifestContent
{
    public const int CurrentFormat = 1;

    public required int Format { get; init; }
    public required string RunId { get; init; }
    public required DateTimeOffset TakenAt { get; init; }
    public required string KongVersion { get; init; }
    public required Origin Origin { get; init; }
    public required string ServerVersion { get; init; }
    public required string DumpVersion { get; init; }
    public required DatabaseContent Content { get; init; }
    public required DatabaseSettings Database { get; init; }
    public required bool WithoutRunTimeData { get; init; }

    /// <summary>Whether a restore needs a superuser: not everything belongs to a role that the owner can be.</summary>
    public required bool NeedsSuperuser { get; init; }

    public required TimeSpan DumpTook { get; init; }
    public TimeSpan? ExportTook { get; init; }
    public TimeSpan? RestoreTook { get; init; }
    public required TimeSpan Took { get; init; }
    public required bool Proven { get; init; }
    public required IReadOnlyList<string> Notes { get; init; }
    public RehearsalRecord? Rehearsal { get; init; }
    public required IReadOnlyList<FileRecord> Files { get; init; }

    public BackupManifest ToManifest(string location, string sha256) => new()
    {
        Location = location,
        TakenAt = TakenAt,
        ProvenRestorable = Proven,
        RestoreTime = RestoreTook,
        RunId = RunId,
        Sha256 = sha256,
        Fingerprint = Content.Fingerprint,
        Rows = Content.Rows,
        Size = Files.Sum(f => f.Size),
        DumpTime = DumpTook,
        Rehearsal = Rehearsal?.ToReport(),
        Notes = Notes,
    };
}

/// <summary>Whose data it is.</summary>
internal sealed record Origin(string Host, int Port, string Database, string Schema, string Role)
{
    public static Origin Of(KongDatabase database) => new(database.Host, database.Port, database.Name, database.Schema, database.Username);

    public bool IsSameDatabaseAs(Origin other) => this with { Role = other.Role } == other;
}

/// <summary>One saved file; <see cref="Source"/> and <see cref="Mode"/> say where a file of the host came from and how it was protected.</summary>
internal sealed record FileRecord(string Path, long Size, string Sha256, string? Source = null, string? Mode = null);

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ManifestContent))]
internal sealed partial class ManifestJson : JsonSerializerContext;
