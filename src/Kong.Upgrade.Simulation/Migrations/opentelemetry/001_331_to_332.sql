-- up

-- teardown
DO $$
DECLARE
    plugin RECORD;
BEGIN
    -- Row by row: where there is no such plugin, no UPDATE is issued either.
    FOR plugin IN SELECT id, config FROM plugins WHERE name = 'opentelemetry' AND config @> '{"queue": {"max_batch_size": 1}}'
    LOOP
        UPDATE plugins SET config = jsonb_set(plugin.config, '{queue,max_batch_size}', '200') WHERE id = plugin.id;
    END LOOP;
END $$;
