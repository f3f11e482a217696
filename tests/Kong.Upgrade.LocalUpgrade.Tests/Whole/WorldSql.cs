using System.Globalization;

namespace Kong.Upgrade.LocalUpgrade.Tests.Whole;

internal static class WorldSql
{
    private const string Service = "f1000000-0000-4000-8000-000000000001", Route = "f2000000-0000-4000-8000-000000000001";

    public static string GiveAllTo(string role) => $"""
        DO $$ DECLARE what record; BEGIN
          FOR what IN
            SELECT format('ALTER TABLE %s OWNER TO {role}', c.oid::regclass) AS say FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm')
            UNION ALL
            SELECT format('ALTER SEQUENCE %s OWNER TO {role}', c.oid::regclass) FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'S'
              AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype IN ('a', 'i'))
            UNION ALL
            SELECT format('ALTER FUNCTION %s OWNER TO {role}', p.oid::regprocedure) FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
          LOOP EXECUTE what.say; END LOOP;
        END $$
        """;

    /// <summary>The recorded services are not here; this one is.</summary>
    public static string LiveRoute(int port) => string.Create(CultureInfo.InvariantCulture, $$"""
        INSERT INTO services (id, created_at, updated_at, name, retries, protocol, host, port, connect_timeout, write_timeout, read_timeout, ws_id, enabled)
          SELECT '{{Service}}', now(), now(), 'live', 5, 'http', '127.0.0.1', {{port}}, 60000, 60000, 60000, id, true FROM workspaces WHERE name = 'default';
        INSERT INTO routes (id, created_at, updated_at, name, service_id, protocols, paths, regex_priority, strip_path, preserve_host, https_redirect_status_code, path_handling, ws_id, request_buffering, response_buffering)
          SELECT '{{Route}}', now(), now(), 'live', '{{Service}}', '{http,https}', '{/live}', 0, true, false, 426, 'v0', id, true, true FROM workspaces WHERE name = 'default'
        """);
}
