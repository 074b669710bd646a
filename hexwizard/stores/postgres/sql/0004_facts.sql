-- What the few among many are found by: open cases, a client's cases, letters that wait. `fact` tells a field and its
-- value (`facts.py`). `migrations` fills it for the records that are there already.
CREATE TABLE hexwizard.facts (
  kind text COLLATE "C" NOT NULL,
  fact text COLLATE "C" NOT NULL,
  key text COLLATE "C" NOT NULL,  -- of the record in its table
  PRIMARY KEY (kind, fact, key)
);

-- The wizard's own role, where roles.sql has made it already.
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'hexwizard_app') THEN
    GRANT SELECT, INSERT, UPDATE, DELETE ON hexwizard.facts TO hexwizard_app;
  END IF;
END
$$;
