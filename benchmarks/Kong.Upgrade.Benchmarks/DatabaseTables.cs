namespace Kong.Upgrade.Benchmarks;

/// <summary>Kong's configuration tables, the large ones with the columns that Kong gives them.</summary>
internal static class DatabaseTables
{
    /// <summary>The tables, empty.</summary>
    public static readonly string Create = """
        CREATE TABLE workspaces (id uuid PRIMARY KEY, name text UNIQUE, comment text, created_at timestamptz, meta jsonb, config jsonb, updated_at timestamptz);
        CREATE TABLE services (id uuid PRIMARY KEY, created_at timestamptz, updated_at timestamptz, name text UNIQUE, retries bigint, protocol text, host text, port bigint, path text, connect_timeout bigint, write_timeout bigint, read_timeout bigint, tags text[], client_certificate_id uuid, tls_verify boolean, tls_verify_depth smallint, ca_certificates uuid[], ws_id uuid, enabled boolean);
        CREATE TABLE routes (id uuid PRIMARY KEY, created_at timestamptz, updated_at timestamptz, name text UNIQUE, service_id uuid REFERENCES services, protocols text[], methods text[], hosts text[], paths text[], snis text[], sources jsonb[], destinations jsonb[], regex_priority bigint, strip_path boolean, preserve_host boolean, tags text[], https_redirect_status_code int, headers jsonb, path_handling text, ws_id uuid, request_buffering boolean, response_buffering boolean, expression text, priority bigint);
        CREATE TABLE consumers (id uuid PRIMARY KEY, created_at timestamptz, username text UNIQUE, custom_id text UNIQUE, tags text[], ws_id uuid, updated_at timestamptz);
        CREATE TABLE plugins (id uuid PRIMARY KEY, created_at timestamptz, name text, consumer_id uuid REFERENCES consumers, service_id uuid REFERENCES services, route_id uuid REFERENCES routes, config jsonb, enabled boolean, cache_key text UNIQUE, protocols text[], tags text[], ws_id uuid, instance_name text, updated_at timestamptz);
        CREATE TABLE keyauth_credentials (id uuid PRIMARY KEY, created_at timestamptz, consumer_id uuid REFERENCES consumers, key text UNIQUE, tags text[], ttl timestamptz, ws_id uuid);
        """ + string.Concat("upstreams targets certificates snis ca_certificates sm_vaults key_sets keys filter_chains acls basicauth_credentials hmacauth_credentials jwt_secrets oauth2_credentials parameters"
            .Split(' ').Select(t => $"CREATE TABLE {t} (id uuid PRIMARY KEY, name text, tags text[], ws_id uuid, created_at timestamptz);"));

    /// <summary>Kong's record of its migrations as real Kong 3.9.1 left it after <c>up</c> on a database of 3.4.2.</summary>
    public const string Migrations = """
        CREATE TABLE schema_meta (key text, subsystem text, last_executed text, executed text[], pending text[], PRIMARY KEY (key, subsystem));
        INSERT INTO schema_meta VALUES
            ('schema_meta', 'core', '024_380_to_390', '{000_base,003_100_to_110,004_110_to_120,005_120_to_130,006_130_to_140,007_140_to_150,008_150_to_200,009_200_to_210,010_210_to_211,011_212_to_213,012_213_to_220,013_220_to_230,014_230_to_270,015_270_to_280,016_280_to_300,017_300_to_310,018_310_to_320,019_320_to_330,020_330_to_340,021_340_to_350,022_350_to_360,023_360_to_370,024_380_to_390}', '{}'),
            ('schema_meta', 'acl', '004_212_to_213', '{000_base_acl,002_130_to_140,003_200_to_210,004_212_to_213}', '{}'),
            ('schema_meta', 'acme', '002_320_to_330', '{000_base_acme,001_280_to_300,002_320_to_330}', '{003_350_to_360}'),
            ('schema_meta', 'ai-proxy', NULL, NULL, '{001_360_to_370}'),
            ('schema_meta', 'basic-auth', '003_200_to_210', '{000_base_basic_auth,002_130_to_140,003_200_to_210}', '{}'),
            ('schema_meta', 'bot-detection', '001_200_to_210', '{001_200_to_210}', '{}'),
            ('schema_meta', 'hmac-auth', '003_200_to_210', '{000_base_hmac_auth,002_130_to_140,003_200_to_210}', '{}'),
            ('schema_meta', 'http-log', '001_280_to_300', '{001_280_to_300}', '{}'),
            ('schema_meta', 'ip-restriction', '001_200_to_210', '{001_200_to_210}', '{}'),
            ('schema_meta', 'jwt', '003_200_to_210', '{000_base_jwt,002_130_to_140,003_200_to_210}', '{}'),
            ('schema_meta', 'key-auth', '004_320_to_330', '{000_base_key_auth,002_130_to_140,003_200_to_210,004_320_to_330}', '{}'),
            ('schema_meta', 'oauth2', '007_320_to_330', '{000_base_oauth2,003_130_to_140,004_200_to_210,005_210_to_211,006_320_to_330,007_320_to_330}', '{}'),
            ('schema_meta', 'opentelemetry', NULL, NULL, '{001_331_to_332}'),
            ('schema_meta', 'post-function', '001_280_to_300', '{001_280_to_300}', '{}'),
            ('schema_meta', 'pre-function', '001_280_to_300', '{001_280_to_300}', '{}'),
            ('schema_meta', 'rate-limiting', '005_320_to_330', '{000_base_rate_limiting,003_10_to_112,004_200_to_210,005_320_to_330}', '{006_350_to_360}'),
            ('schema_meta', 'response-ratelimiting', '000_base_response_rate_limiting', '{000_base_response_rate_limiting}', '{001_350_to_360}'),
            ('schema_meta', 'session', '002_320_to_330', '{000_base_session,001_add_ttl_index,002_320_to_330}', NULL);
        """;

    /// <summary>So many rows: four in ten are consumers, as many are keys, one is a plugin, the last one is half services and half routes.</summary>
    public static string Fill(int rows) => $$"""
        SET session_replication_role = replica;
        INSERT INTO services (id, created_at, updated_at, name, retries, protocol, host, port, path, connect_timeout, write_timeout, read_timeout, tags, ws_id, enabled)
            SELECT gen_random_uuid(), now(), now(), 'service-' || i, 5, 'http', 'host-' || i || '.internal.example', 8080, '/base/' || i, 60000, 60000, 60000, ARRAY['team-' || i % 100], md5('ws')::uuid, true FROM generate_series(1, {{rows / 20}}) i;
        INSERT INTO routes (id, created_at, updated_at, name, service_id, protocols, methods, hosts, paths, regex_priority, strip_path, preserve_host, https_redirect_status_code, path_handling, ws_id, request_buffering, response_buffering)
            SELECT gen_random_uuid(), now(), now(), 'route-' || name, id, '{http,https}', '{GET,POST}', ARRAY[name || '.example'], ARRAY['/' || name, '~/v\d+/' || name], 0, true, false, 426, 'v0', ws_id, true, true FROM services;
        INSERT INTO plugins (id, created_at, name, service_id, config, enabled, cache_key, protocols, ws_id, updated_at)
            SELECT gen_random_uuid(), now(), n, id, '{"day": null, "hour": null, "path": null, "month": null, "limit_by": "consumer", "minute": 100, "policy": "local", "second": 10, "header_name": null, "redis": {"host": null, "port": 6379, "database": 0, "timeout": 2000, "password": null}, "fault_tolerant": true, "hide_client_headers": false}',
                   true, 'plugins:' || n || '::' || id || '::::' || ws_id, '{http,https}', ws_id, now() FROM services, (VALUES ('rate-limiting'), ('response-ratelimiting')) kinds (n);
        INSERT INTO consumers (id, created_at, username, custom_id, ws_id, updated_at) SELECT gen_random_uuid(), now(), 'consumer-' || i, 'customer-' || i * 7, md5('ws')::uuid, now() FROM generate_series(1, {{rows / 5 * 2}}) i;
        INSERT INTO keyauth_credentials (id, created_at, consumer_id, key, ws_id) SELECT gen_random_uuid(), now(), id, md5(username), ws_id FROM consumers;
        """;
}
