-- up
UPDATE plugins
SET config = config || jsonb_build_object('redis', jsonb_build_object(
    'host', COALESCE(config #> '{redis,host}', config -> 'redis_host'),
    'port', COALESCE(config #> '{redis,port}', config -> 'redis_port'),
    'username', COALESCE(config #> '{redis,username}', config -> 'redis_username'),
    'password', COALESCE(config #> '{redis,password}', config -> 'redis_password'),
    'database', COALESCE(config #> '{redis,database}', config -> 'redis_database'),
    'timeout', COALESCE(config #> '{redis,timeout}', config -> 'redis_timeout'),
    'ssl', COALESCE(config #> '{redis,ssl}', config -> 'redis_ssl'),
    'ssl_verify', COALESCE(config #> '{redis,ssl_verify}', config -> 'redis_ssl_verify'),
    'server_name', COALESCE(config #> '{redis,server_name}', config -> 'redis_server_name')))
WHERE name = 'response-ratelimiting';

-- teardown
UPDATE plugins
SET config = config - ARRAY[
    'redis_host', 'redis_port', 'redis_username', 'redis_password', 'redis_database',
    'redis_timeout', 'redis_ssl', 'redis_ssl_verify', 'redis_server_name']
WHERE name = 'response-ratelimiting';
