using Kong.Upgrade.Database;

namespace Kong.Upgrade.Freeze;

/// <summary>What the freeze puts into the database, all of it named here: a table of one row that a person can read and change, one function, and triggers that call it.</summary>
internal static class FreezeObjects
{
    public const string Schema = "kong_upgrade";
    public const string Table = Schema + ".freeze";
    public const string Function = Schema + ".refuse";

    /// <summary>The state of a refusal; Kong never looks at it (kong-facts 12.1 no. 1).</summary>
    public const string Refused = "KU001";

    /// <summary>Who arms, thaws or cleans up does so alone. Any number will do that nobody else uses.</summary>
    public const string OneAtATime = "pg_advisory_xact_lock(7166182150424215)", OneAtATimeOrNot = "pg_try_advisory_xact_lock(7166182150424215)";

    public const string ByHand = $"UPDATE {Table} SET is_frozen = false;";

    /// <summary>Made anew by every freeze, so that a transaction that began before sees no row at all, and is refused, rather than an old row that lets it through.</summary>
    public const string CreateTable = $"""
        CREATE TABLE {Table} (
            only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
            is_frozen boolean NOT NULL,
            run_id text NOT NULL,
            reason text NOT NULL,
            frozen_by text NOT NULL DEFAULT session_user,
            frozen_at timestamptz NOT NULL DEFAULT now(),
            library text NOT NULL,
            kong_schema text NOT NULL,
            tables text[] NOT NULL,
            let_through text[] NOT NULL,
            lets_kong_lock_through boolean NOT NULL,
            refusal text NOT NULL,
            made_schema boolean NOT NULL,
            may_be_taken_over boolean NOT NULL DEFAULT false,
            to_thaw text NOT NULL)
        """;

    /// <summary>
    /// Reads everything from the row. No row to be seen means refused: either the transaction is older than the freeze, or somebody emptied the table.
    /// On a table whose rows expire a DELETE is judged row by row, so that Kong's own cleaner passes (kong-facts 12.1 no. 6).
    /// </summary>
    public const string Body = $"""

        DECLARE
            frozen boolean; passes boolean := false; asks_lock boolean; said text := 'kong-upgrade freeze';
        BEGIN
            SELECT f.is_frozen, session_user = ANY (f.let_through), f.lets_kong_lock_through, f.refusal INTO frozen, passes, asks_lock, said FROM {Table} f;
            IF NOT FOUND THEN
                passes := false; said := 'kong-upgrade freeze';
            ELSIF NOT frozen THEN
                passes := true;
            ELSIF NOT passes AND asks_lock THEN
                EXECUTE format('SELECT EXISTS (SELECT FROM %I.locks WHERE key = ''migrations'' AND ttl > now())', TG_TABLE_SCHEMA) INTO passes;
            END IF;
            IF TG_LEVEL = 'ROW' THEN
                IF passes OR OLD.ttl < now() THEN RETURN OLD; END IF;
            ELSIF passes THEN
                RETURN NULL;
            END IF;
            RAISE EXCEPTION '%', 'kong-upgrade freeze: ' || TG_OP || ' on ' || TG_TABLE_NAME || '{RefusalText.Shape}"' || said || '".'
                USING ERRCODE = '{Refused}', HINT = 'See who froze, why, and how to thaw: SELECT * FROM {Table}';
        END

        """;

    public static readonly string CreateFunction =
        $"CREATE OR REPLACE FUNCTION {Function}() RETURNS trigger LANGUAGE plpgsql SET search_path TO pg_catalog AS $refuse${Body}$refuse$";

    /// <summary>The triggers that a table must have.</summary>
    public static IEnumerable<FreezeTrigger> TriggersOf(FrozenTable table) => table.Expires
        ? [FreezeTrigger.InsertOrUpdate, FreezeTrigger.DeleteOfARow, FreezeTrigger.Truncate]
        : [FreezeTrigger.Write, FreezeTrigger.Truncate];

    /// <summary>Fires also under <c>session_replication_role = replica</c>. Takes SHARE ROW EXCLUSIVE, as the lock that is held already (kong-facts 12.1 no. 8).</summary>
    public static string Create(FreezeTrigger trigger, string schema, string table) =>
        $"CREATE TRIGGER {trigger.Name} BEFORE {trigger.Events} ON {Sql.Name(schema, table)} FOR EACH {trigger.Level} EXECUTE FUNCTION {Function}(); "
        + $"ALTER TABLE {Sql.Name(schema, table)} ENABLE ALWAYS TRIGGER {trigger.Name}";
}
