using Kong.Upgrade.Simulation.Command;

namespace Kong.Upgrade.Simulation.Migrations;

/// <summary>
/// What one migration does to Kong's tables: the file <c>Migrations/SUBSYSTEM/NAME.sql</c>, in parts headed <c>-- up</c> and <c>-- teardown</c>.
/// A part may be empty, which says that it changes nothing; a part that is absent is unknown.
/// </summary>
internal sealed class MigrationScript
{
    private const string UpHeading = "-- up\n";
    private const string TeardownHeading = "-- teardown\n";

    private MigrationScript(string? up, string? teardown) => (Up, Teardown) = (up, teardown);

    public string? Up { get; }

    public string? Teardown { get; }

    public static MigrationScript? Find(Migration migration)
    {
        using Stream? stream = typeof(MigrationScript).Assembly.GetManifestResourceStream($"Migrations/{migration.Subsystem}/{migration.Name}");
        if (stream is null)
        {
            return null;
        }

        using StreamReader reader = new(stream);
        return Read(reader.ReadToEnd().ReplaceLineEndings("\n"));
    }

    private static MigrationScript Read(string text)
    {
        string[] parts = text.Split(TeardownHeading, 2);
        return new(
            parts[0].StartsWith(UpHeading, StringComparison.Ordinal) ? parts[0][UpHeading.Length..].Trim() : null,
            parts.Length > 1 ? parts[1].Trim() : null);
    }
}
