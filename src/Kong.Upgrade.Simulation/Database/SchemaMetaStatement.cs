namespace Kong.Upgrade.Simulation.Database;

/// <summary>How a migration is written down (kong-facts 1.2): $1 is the subsystem, $2 the migration.</summary>
internal static class SchemaMetaStatement
{
    public static string Of(MigrationRecord record) => record switch
    {
        MigrationRecord.Executed => """
            INSERT INTO schema_meta (key, subsystem, last_executed, executed) VALUES ('schema_meta', $1, $2, ARRAY[$2])
            ON CONFLICT (key, subsystem) DO UPDATE SET last_executed = $2, executed = array_append(schema_meta.executed, $2)
            """,
        MigrationRecord.Pending => """
            INSERT INTO schema_meta (key, subsystem, pending) VALUES ('schema_meta', $1, ARRAY[$2])
            ON CONFLICT (key, subsystem) DO UPDATE SET pending = array_append(schema_meta.pending, $2)
            """,
        _ => """
            INSERT INTO schema_meta (key, subsystem, last_executed, executed) VALUES ('schema_meta', $1, $2, ARRAY[$2])
            ON CONFLICT (key, subsystem) DO UPDATE SET last_executed = $2, executed = array_append(schema_meta.executed, $2),
                pending = array_remove(schema_meta.pending, $2)
            """,
    };
}
