-- up

-- teardown
DO $$
DECLARE
    plugin RECORD;
BEGIN
    -- Row by row: where there is no such plugin, no UPDATE is issued either.
    FOR plugin IN
        SELECT id, config FROM plugins
        WHERE name = 'ai-proxy'
            AND config @> '{"route_type": "llm/v1/completions", "model": {"provider": "anthropic"}, "logging": {"log_statistics": true}}'
    LOOP
        UPDATE plugins SET config = jsonb_set(plugin.config, '{logging,log_statistics}', 'false') WHERE id = plugin.id;
    END LOOP;
END $$;
