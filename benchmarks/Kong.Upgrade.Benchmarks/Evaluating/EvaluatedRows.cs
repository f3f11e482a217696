namespace Kong.Upgrade.Benchmarks.Evaluating;

/// <summary>A large installation: per 100,000 routes 20,000 plugins and 50,000 consumers, as the requirement names them; one route in ten has a regex, one in a hundred of those a look-ahead.</summary>
internal static class EvaluatedRows
{
    public static string Fill(int routes) => $$"""
        SET session_replication_role = replica;
        INSERT INTO workspaces (id, name) VALUES (md5('ws')::uuid, 'default');
        INSERT INTO services (id, created_at, updated_at, name, retries, protocol, host, port, path, connect_timeout, write_timeout, read_timeout, tags, ws_id, enabled)
            SELECT md5('service-' || i)::uuid, now(), now(), 'service-' || i, 5, 'http', 'host-' || i || '.internal.example', 8080, '/base/' || i, 60000, 60000, 60000, ARRAY['team-' || i % 100], md5('ws')::uuid, true FROM generate_series(1, {{routes / 10}}) i;
        INSERT INTO routes (id, created_at, updated_at, name, service_id, protocols, methods, hosts, paths, regex_priority, strip_path, preserve_host, https_redirect_status_code, path_handling, ws_id, request_buffering, response_buffering)
            SELECT md5('route-' || i)::uuid, now(), now(), 'route-' || i, md5('service-' || (i % {{routes / 10}} + 1))::uuid, '{http,https}', '{GET,POST}', ARRAY['host-' || i % 5000 || '.example'],
                   ARRAY['/things/' || i, CASE WHEN i % 1000 = 0 THEN '~/v(?!0)\d+/things/' || i WHEN i % 10 = 0 THEN '~/v\d+/things/(?<id>\d+)/' || i ELSE '/more/' || i END],
                   0, true, false, 426, 'v0', md5('ws')::uuid, true, true FROM generate_series(1, {{routes}}) i;
        INSERT INTO plugins (id, created_at, name, route_id, config, enabled, cache_key, protocols, ws_id, updated_at)
            SELECT md5('plugin-' || i)::uuid, now(), kinds.name, md5('route-' || i * 5)::uuid, kinds.config, true, 'plugins:' || i, '{http,https}', md5('ws')::uuid, now()
            FROM generate_series(1, {{routes / 5}}) i
            JOIN (VALUES
                (0, 'rate-limiting', '{"day": null, "hour": null, "path": null, "year": null, "month": null, "minute": 100, "policy": "redis", "second": 10, "limit_by": "consumer", "redis_ssl": false, "sync_rate": -1, "redis_host": "redis.internal", "redis_port": 6379, "header_name": null, "redis_timeout": 2000, "fault_tolerant": true, "redis_database": 0, "redis_password": null, "hide_client_headers": false}'::jsonb),
                (1, 'key-auth', '{"anonymous": null, "key_names": ["apikey"], "key_in_body": false, "key_in_query": true, "key_in_header": true, "hide_credentials": true, "run_on_preflight": true}'::jsonb),
                (2, 'opentelemetry', '{"queue": {"max_entries": 10000, "max_batch_size": 1}, "headers": null, "endpoint": "http://otel.internal:4318/v1/traces", "header_type": "preserve"}'::jsonb),
                (3, 'correlation-id', '{"generator": "uuid#counter", "header_name": "X-Request-Id", "echo_downstream": true}'::jsonb)) kinds (n, name, config) ON kinds.n = i % 4;
        INSERT INTO consumers (id, created_at, username, custom_id, ws_id, updated_at) SELECT md5('consumer-' || i)::uuid, now(), 'consumer-' || i, 'customer-' || i * 7, md5('ws')::uuid, now() FROM generate_series(1, {{routes / 2}}) i;
        """;
}
