using Kong.Upgrade.Database;
using Kong.Upgrade.Fingerprints;
using Microsoft.Extensions.Logging;

namespace Kong.Upgrade.Freeze;

/// <summary>Looks whether the freeze stands: the row says so, and every table that it names still has its triggers.</summary>
internal sealed class FreezeInspection(DatabaseSession session, PostgresFreezeOptions options, ILogger logger)
{
    public async Task<FreezeStanding> LookAsync(CancellationToken cancellationToken)
    {
        FreezeFlag? flag = null;
        Protection? protection = null;
        IReadOnlyList<TableShape> tables = [];
        await session.InTransactionAsync(
            async () =>
            {
                await session.ExecuteAsync("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL lock_timeout = '5s'", cancellationToken).ConfigureAwait(false);
                flag = await FreezeFlag.ReadAsync(session, cancellationToken).ConfigureAwait(false);
                protection = await Protection.ReadAsync(session, cancellationToken).ConfigureAwait(false);
                tables = await TableShape.ReadAllAsync(session, cancellationToken).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        return flag is null || flag.KongSchema != session.Database.Schema ? WithoutFlag(protection!) : flag.IsFrozen ? Frozen(flag, protection!, tables) : Thawed(protection!);
    }

    // Triggers without their row refuse everything with an error of their own: neither frozen as it was meant nor thawed.
    private FreezeStanding WithoutFlag(Protection protection)
    {
        if (!protection.Touched.Any()) return FreezeStanding.Thawed;
        logger.Broken(session.Database, $"triggers stand on {string.Join(", ", protection.Touched)}, but {FreezeObjects.Table} is not there or empty");
        return FreezeStanding.Unknown;
    }

    private FreezeStanding Thawed(Protection protection)
    {
        string left = string.Join(", ", protection.Touched);
        if (left.Length > 0) logger.LeftoversSeen(left);
        return FreezeStanding.Thawed;
    }

    private FreezeStanding Frozen(FreezeFlag flag, Protection protection, IReadOnlyList<TableShape> tables)
    {
        string[] added = [.. tables.Where(t => !flag.Tables.Contains(t.Name) && FreezeScope.Includes(options, t)).Select(t => t.Name)];
        if (added.Length > 0) logger.TablesNew(string.Join(", ", added));
        string[] gaps = [.. tables.Where(t => flag.Tables.Contains(t.Name)).Select(FrozenTable.Of).Where(t => !protection.Covers(t)).Select(t => t.Name)];
        if (gaps.Length == 0) return FreezeStanding.Frozen;
        logger.Broken(session.Database, protection.HasFunction ? $"triggers are missing or switched off on {string.Join(", ", gaps)}" : $"the function {FreezeObjects.Function} is not this library's any more");
        return FreezeStanding.Unknown;
    }
}
