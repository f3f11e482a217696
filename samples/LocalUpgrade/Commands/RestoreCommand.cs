using Kong.Upgrade;
using Kong.Upgrade.Backup;
using Kong.Upgrade.Journal;
using Kong.Upgrade.Roles;
using LocalUpgrade.Making;
using LocalUpgrade.Settings;

namespace LocalUpgrade.Commands;

/// <summary>Brings back the database from a backup, so that blue can serve again even after <c>finish</c>.</summary>
internal static class RestoreCommand
{
    private const string BackupNote = "backup.location";

    public static async Task<int> RunAsync(CommandContext context)
    {
        UpgradeSettings settings = context.File().All();
        if (Looks.Holder(settings.Journal) is { } holder) return Refuse(context, $"a run is active ({holder}). End it first: {context.Press("retreat")}");
        if (await LocationAsync(context, settings) is not { } location) return Refuse(context, $"no backup was named and the journal knows none. Name one below {settings.Backup.Directory}");
        await using Names names = await Names.OfAsync(settings, context.Cancellation);
        if (context.Invocation[Option.Confirm] != names.Login.Name)
            return Refuse(context, $"database {names.Login} would be replaced by {location}. Stop blue and green, then type its name: {context.Press($"restore {location} {Option.Confirm.Name} {names.Login.Name}")}", ExitCodes.WrongInput);
        using FileLog log = new(settings.Log);
        settings.Backup.RestoreOverSessions = context.Invocation[Option.EndSessions];
        // Blue is meant to come back: it must be let in again.
        if (names.Administrator is { } administrator) await new DatabaseFence(administrator).LiftFenceAsync(names.Login.Username, context.Cancellation);
        await new PostgresBackup(names.Login, names.Administrator ?? names.Login, settings.Backup, loggers: log).RestoreAsync(new() { Location = location, TakenAt = Directory.GetCreationTimeUtc(location) }, context.Cancellation);
        context.View.Say("outcome", $"RESTORED: {names.Login} is as {location} had it, and {names.Login.Username} may log in; the replaced database lies beside it. Start blue, then press: {context.Press($"retreat {Option.BlueIsRestored.Name}")}", ("backup", location));
        return ExitCodes.Completed;
    }

    /// <summary>The backup that was named, as a path or as a name below the backups' directory; else the one of the journal's run.</summary>
    private static async Task<string?> LocationAsync(CommandContext context, UpgradeSettings settings)
    {
        if (context.Invocation.Argument is { } named) return Directory.Exists(named) ? Path.GetFullPath(named) : Path.GetFullPath(named, settings.Backup.Directory);
        RunRecord? record = await Looks.JournalAsync(settings.Journal, context.Cancellation);
        return record?.Entries.LastOrDefault(e => e.Mark is JournalMark.Noted && e.Subject == BackupNote)?.Detail;
    }

    private static int Refuse(CommandContext context, string text, int code = ExitCodes.Trouble)
    {
        context.View.Fail($"NOTHING WAS CHANGED: {text}");
        return code;
    }
}
