-- Every word by which an account is searched, and its names one after the other, both ways, in order: the first few
-- accounts of what is only begun are read off it, however many there are. What is longer than forty letters is cut there.
-- `migrations` fills it for the accounts that are there already.
CREATE TABLE hexwizard.words (
  word text COLLATE "C" NOT NULL,
  account text COLLATE "C" NOT NULL,
  PRIMARY KEY (word, account)
);

-- The wizard's own role, where roles.sql has made it already.
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'hexwizard_app') THEN
    GRANT SELECT, INSERT, UPDATE, DELETE ON hexwizard.words TO hexwizard_app;
  END IF;
END
$$;
