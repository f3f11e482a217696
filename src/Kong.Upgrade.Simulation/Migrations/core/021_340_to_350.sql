-- up
ALTER TABLE clustering_data_planes ADD COLUMN IF NOT EXISTS labels JSONB;
