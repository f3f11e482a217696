-- up
UPDATE plugins AS p
SET config = jsonb_set(p.config, '{storage_config,redis}', old.redis || jsonb_build_object(
    'password', COALESCE(old.redis -> 'password', old.redis -> 'auth'),
    'server_name', COALESCE(old.redis -> 'server_name', old.redis -> 'ssl_server_name'),
    'extra_options', COALESCE(old.redis -> 'extra_options', jsonb_build_object(
        'scan_count', old.redis -> 'scan_count',
        'namespace', old.redis -> 'namespace'))))
FROM (SELECT id, config #> '{storage_config,redis}' AS redis FROM plugins WHERE name = 'acme') AS old
WHERE p.id = old.id AND jsonb_typeof(old.redis) = 'object';

-- teardown
UPDATE plugins
SET config = config
    #- '{storage_config,redis,auth}' #- '{storage_config,redis,ssl_server_name}'
    #- '{storage_config,redis,scan_count}' #- '{storage_config,redis,namespace}'
WHERE name = 'acme';
