-- up
ALTER TABLE plugins ADD COLUMN IF NOT EXISTS updated_at TIMESTAMP WITH TIME ZONE DEFAULT (CURRENT_TIMESTAMP(0) AT TIME ZONE 'UTC');
ALTER TABLE ca_certificates ADD COLUMN IF NOT EXISTS updated_at TIMESTAMP WITH TIME ZONE DEFAULT (CURRENT_TIMESTAMP(0) AT TIME ZONE 'UTC');
ALTER TABLE certificates ADD COLUMN IF NOT EXISTS updated_at TIMESTAMP WITH TIME ZONE DEFAULT (CURRENT_TIMESTAMP(0) AT TIME ZONE 'UTC');
ALTER TABLE consumers ADD COLUMN IF NOT EXISTS updated_at TIMESTAMP WITH TIME ZONE DEFAULT (CURRENT_TIMESTAMP(0) AT TIME ZONE 'UTC');
ALTER TABLE snis ADD COLUMN IF NOT EXISTS updated_at TIMESTAMP WITH TIME ZONE DEFAULT (CURRENT_TIMESTAMP(0) AT TIME ZONE 'UTC');
ALTER TABLE targets ADD COLUMN IF NOT EXISTS updated_at TIMESTAMP WITH TIME ZONE DEFAULT (CURRENT_TIMESTAMP(3) AT TIME ZONE 'UTC');
ALTER TABLE upstreams ADD COLUMN IF NOT EXISTS updated_at TIMESTAMP WITH TIME ZONE DEFAULT (CURRENT_TIMESTAMP(0) AT TIME ZONE 'UTC');
ALTER TABLE workspaces ADD COLUMN IF NOT EXISTS updated_at TIMESTAMP WITH TIME ZONE DEFAULT (CURRENT_TIMESTAMP(0) AT TIME ZONE 'UTC');
ALTER TABLE clustering_data_planes ADD COLUMN IF NOT EXISTS updated_at TIMESTAMP WITH TIME ZONE DEFAULT (CURRENT_TIMESTAMP(0) AT TIME ZONE 'UTC');
DO $$
BEGIN
    IF to_regproc('batch_delete_expired_rows') IS NULL THEN
        -- Each insert takes two expired rows along; the first argument names the column that holds the moment of expiry.
        CREATE FUNCTION batch_delete_expired_rows() RETURNS trigger LANGUAGE plpgsql AS $function$
        BEGIN
            EXECUTE format(
                'DELETE FROM %1$I WHERE ctid = ANY (ARRAY(SELECT ctid FROM %1$I WHERE %2$I < CURRENT_TIMESTAMP ORDER BY %2$I LIMIT 2 FOR UPDATE SKIP LOCKED))',
                TG_TABLE_NAME, TG_ARGV[0]);
            RETURN NULL;
        END $function$;
    END IF;
END $$;
DROP TRIGGER IF EXISTS cluster_events_ttl_trigger ON cluster_events;
CREATE TRIGGER cluster_events_ttl_trigger
    AFTER INSERT ON cluster_events FOR EACH STATEMENT EXECUTE FUNCTION batch_delete_expired_rows('expire_at');
DROP TRIGGER IF EXISTS clustering_data_planes_ttl_trigger ON clustering_data_planes;
CREATE TRIGGER clustering_data_planes_ttl_trigger
    AFTER INSERT ON clustering_data_planes FOR EACH STATEMENT EXECUTE FUNCTION batch_delete_expired_rows('ttl');
