-- up
UPDATE plugins
SET config = jsonb_set(config, '{access}', (config -> 'functions') || COALESCE(NULLIF(config -> 'access', 'null'), '[]'))
WHERE name = 'post-function' AND jsonb_typeof(config -> 'functions') = 'array' AND config -> 'functions' <> '[]'
    AND NOT COALESCE(config -> 'access' @> (config -> 'functions'), false);

-- teardown
UPDATE plugins SET config = config - 'functions' WHERE name = 'post-function';
