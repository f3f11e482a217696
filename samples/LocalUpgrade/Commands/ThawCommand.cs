using Kong.Upgrade;
using Kong.Upgrade.Freeze;
using LocalUpgrade.Making;
using LocalUpgrade.Settings;

namespace LocalUpgrade.Commands;

/// <summary>Lets configuration writes through again.</summary>
internal static class ThawCommand
{
    public static async Task<int> RunAsync(CommandContext context)
    {
        UpgradeSettings settings = context.File().All();
        if (Looks.Holder(settings.Journal) is { } holder)
        {
            context.View.Fail($"NOTHING WAS CHANGED: a run is active ({holder}) and needs the freeze; it thaws by itself. To end it, press: {context.Press("retreat")}");
            return ExitCodes.Trouble;
        }
        using FileLog log = new(settings.Log);
        await using Database database = await ConnectAsync(settings, log, context.Cancellation);
        await database.Postgres.Freeze.ThawAsync(context.Cancellation);
        FreezeStanding standing = (await database.Postgres.Freeze.CheckAsync(context.Cancellation)).Standing;
        if (standing is FreezeStanding.Thawed or FreezeStanding.Observed)
        {
            context.View.Say("outcome", "CONFIGURATION WRITES ARE POSSIBLE.", ("freeze", standing));
            return ExitCodes.Completed;
        }
        context.View.Fail($"Configuration writes were let through, but looking again found: {standing}. Try a write, then press: {context.Press("thaw")}");
        return ExitCodes.Trouble;
    }

    /// <summary>As blue logs in; and where blue is fenced already, with the help of the administrator as green does.</summary>
    private static async Task<Database> ConnectAsync(UpgradeSettings settings, FileLog log, CancellationToken cancellationToken)
    {
        try
        {
            return await Database.ConnectAsync(settings, makesRoles: false, log, cancellationToken);
        }
        catch (UpgradeServiceException refused) when (settings.Administrator is not null && !refused.IsTransient)
        {
            return await Database.ConnectAsync(settings, makesRoles: true, log, cancellationToken);
        }
    }
}
