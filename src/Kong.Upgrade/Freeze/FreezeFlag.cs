using System.Globalization;
using Kong.Upgrade.Database;

namespace Kong.Upgrade.Freeze;

/// <summary>The row that says who froze: what the triggers obey. Immutable.</summary>
internal sealed record FreezeFlag(
    bool IsFrozen, string RunId, string Reason, string By, DateTime At, string KongSchema, IReadOnlyList<string> Tables, bool LetsKongLockThrough, bool MadeSchema, bool MayBeTakenOver)
{
    /// <summary>The row; <see langword="null"/> when there is none.</summary>
    public static async Task<FreezeFlag?> ReadAsync(DatabaseSession session, CancellationToken cancellationToken)
    {
        if (!await ExistsAsync(session, cancellationToken).ConfigureAwait(false)) return null;
        const string Row = $"SELECT is_frozen, run_id, reason, frozen_by, frozen_at, kong_schema, tables, lets_kong_lock_through, made_schema, may_be_taken_over FROM {FreezeObjects.Table}";
        IReadOnlyList<FreezeFlag> rows = await session.QueryAsync(
            Row,
            row => new FreezeFlag(
                row.GetBoolean(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetDateTime(4), row.GetString(5), row.GetFieldValue<string[]>(6), row.GetBoolean(7), row.GetBoolean(8), row.GetBoolean(9)),
            cancellationToken).ConfigureAwait(false);
        return rows.Count == 0 ? null : rows[0];
    }

    // Not to_regclass: that asks for USAGE on the schema, and fails where the right answer is "none".
    public static Task<bool> ExistsAsync(DatabaseSession session, CancellationToken cancellationToken) =>
        session.ScalarAsync<bool>(
            "SELECT EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relname = 'freeze')", cancellationToken, FreezeObjects.Schema);

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"run {RunId} as {By} at {At:yyyy-MM-dd HH:mm:ss}Z ({Reason})");
}
