-- The letters: those that wait to leave, and what became of the others.
CREATE TABLE hexwizard.mail (
  id bigint GENERATED ALWAYS AS IDENTITY,
  key text COLLATE "C" PRIMARY KEY,
  record json NOT NULL,
  mark text NOT NULL
) WITH (fillfactor = 80);
CREATE UNIQUE INDEX mail_id ON hexwizard.mail (id);

-- The wizard's own role, where roles.sql has made it already.
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'hexwizard_app') THEN
    GRANT SELECT, INSERT, UPDATE, DELETE ON hexwizard.mail TO hexwizard_app;
  END IF;
END
$$;
