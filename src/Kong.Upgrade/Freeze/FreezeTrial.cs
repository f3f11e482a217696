using Kong.Upgrade.Database;
using Npgsql;

namespace Kong.Upgrade.Freeze;

/// <summary>Tries writes that must fail: on every frozen table an upsert, an update and a delete that would touch no row, in a transaction that is rolled back.</summary>
internal static class FreezeTrial
{
    /// <summary>What the trial ends with: it always raises, so that PostgreSQL itself rolls back whatever got through.</summary>
    private const string Ended = "KU002";

    /// <summary>Tries, and says what was refused; throws when a single write passed.</summary>
    public static async Task<string> TryAsync(DatabaseSession session, IReadOnlyList<FrozenTable> tables, CancellationToken cancellationToken)
    {
        string[] writes = [.. tables.SelectMany(t => Writes(session.Database.Schema, t))];
        string[] seen = await EndOfAsync(session, writes, cancellationToken).ConfigureAwait(false);
        if (seen is not ["", var first])
            throw new UpgradeServiceException($"The freeze of {session.Database} is armed, but not every write is refused: {seen[0]}. Look at {FreezeObjects.Table} and at who is let through, then freeze again.");
        return $"{writes.Length} writes on {tables.Count} tables (upserts, updates and deletes of no row) were tried as {session.Database.Username} in a transaction that was rolled back, and every one was refused, the first with: {first}";
    }

    private static async Task<string[]> EndOfAsync(DatabaseSession session, string[] writes, CancellationToken cancellationToken)
    {
        try
        {
            await session.ExecuteAsync(Block(writes), cancellationToken).ConfigureAwait(false);
            throw new InvalidOperationException("A trial always ends in an exception of its own.");
        }
        catch (UpgradeServiceException end) when (end.InnerException is PostgresException { SqlState: Ended } raised)
        {
            return raised.MessageText.Split('\n', 2);
        }
    }

    private static IEnumerable<string> Writes(string schema, FrozenTable table)
    {
        (string name, string key) = (Sql.Name(schema, table.Name), Sql.Name(table.Key));
        yield return $"INSERT INTO {name} ({key}) SELECT {key} FROM {name} WHERE false ON CONFLICT DO NOTHING";
        yield return $"UPDATE {name} SET {key} = {key} WHERE false";
        // Where rows expire a delete is judged row by row, and one of no row passes.
        if (!table.Expires) yield return $"DELETE FROM {name} WHERE false";
    }

    private static string Block(string[] writes) => $"""
        DO $trial$
        DECLARE written text; passed text := ''; refused text := '';
        BEGIN
            PERFORM set_config('lock_timeout', '5s', true);
            FOREACH written IN ARRAY ARRAY[{string.Join(", ", writes.Select(Sql.Text))}] LOOP
                BEGIN
                    EXECUTE written;
                    passed := passed || written || ' was accepted; ';
                EXCEPTION WHEN OTHERS THEN
                    IF SQLSTATE <> '{FreezeObjects.Refused}' THEN passed := passed || written || ' failed with ' || SQLERRM || '; ';
                    ELSIF refused = '' THEN refused := SQLERRM; END IF;
                END;
            END LOOP;
            RAISE EXCEPTION USING ERRCODE = '{Ended}', MESSAGE = passed || E'\n' || refused;
        END $trial$
        """;
}
