-- up
DO $$
BEGIN
    ALTER TABLE plugins ADD COLUMN instance_name TEXT;
    ALTER TABLE plugins ADD CONSTRAINT plugins_ws_id_instance_name_unique UNIQUE (ws_id, instance_name);
EXCEPTION WHEN duplicate_column THEN
    NULL; -- both are there
END $$;
