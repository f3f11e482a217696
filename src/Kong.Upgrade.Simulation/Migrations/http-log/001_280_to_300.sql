-- up

-- teardown
DO $$
DECLARE
    plugin RECORD;
BEGIN
    -- Row by row: where there is no such plugin, no UPDATE is issued either. Lists of values become one text; an empty list was never sent.
    FOR plugin IN SELECT id, config -> 'headers' AS headers FROM plugins WHERE name = 'http-log' AND jsonb_typeof(config -> 'headers') = 'object'
    LOOP
        UPDATE plugins
        SET config = jsonb_set(config, '{headers}', COALESCE((
            SELECT jsonb_object_agg(header.key, CASE jsonb_typeof(header.value)
                WHEN 'array' THEN to_jsonb((SELECT string_agg(one.value, ', ') FROM jsonb_array_elements_text(header.value) AS one))
                ELSE header.value END)
            FROM jsonb_each(plugin.headers) AS header WHERE header.value <> '[]'), '{}'))
        WHERE id = plugin.id;
    END LOOP;
END $$;
