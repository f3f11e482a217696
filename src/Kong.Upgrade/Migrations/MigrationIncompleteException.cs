namespace Kong.Upgrade.Migrations;

/// <summary><c>kong migrations</c> did a part of its work and not the rest.</summary>
public sealed class MigrationIncompleteException : KongUpgradeException
{
    internal MigrationIncompleteException(string message, MigrationState state, FailedMigration? failed, bool blueWorks, IReadOnlyList<string> waysOut, Exception? innerException = null)
        : base($"{message} {(blueWorks ? "Blue still works on this database" : "Blue is not to be relied upon on this database")}. {Numbered(waysOut)}", innerException) =>
        (State, Failed, BlueWorks, WaysOut) = (state, failed?.Migration, blueWorks, waysOut);

    /// <summary>How the database stands.</summary>
    public MigrationState State { get; }

    /// <summary>The migration that failed, where Kong said so; <see langword="null"/> when the command was killed or said nothing.</summary>
    public Migration? Failed { get; }

    /// <summary>Whether blue still works, by what is known of Kong: after a part of <c>up</c> it does, after a part of <c>finish</c> it cannot be relied upon (kong-facts 12.8, 12.5).</summary>
    public bool BlueWorks { get; }

    /// <summary>What to do, the best way first.</summary>
    public IReadOnlyList<string> WaysOut { get; }

    private static string Numbered(IReadOnlyList<string> waysOut) =>
        waysOut.Count == 1 ? $"The way out: {waysOut[0]}" : $"Ways out, the best first: {string.Join(' ', waysOut.Select((way, i) => $"({i + 1}) {way}"))}";
}
