-- The tables of a desk. A record is the JSON that the account file keeps too; what stands beside it can be made anew
-- from it, and `verify` holds it against it.

-- One row: how far the store has come. Who writes holds its lock, so there is one writer at a time.
CREATE TABLE hexwizard.store (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  id text NOT NULL,           -- tells this store from every other
  key_mark text NOT NULL,     -- what only the holder of its key can make: another key is refused
  sequence bigint NOT NULL,   -- acts
  entries bigint NOT NULL,    -- entries of the audit trail
  audit text NOT NULL,        -- the mark of the last entry
  sums text NOT NULL,         -- one sum of marks for each table of records
  identifiers bigint NOT NULL DEFAULT 0,  -- the last act that changed an identifier
  seal text NOT NULL          -- over what is kept
) WITH (fillfactor = 10);

CREATE TABLE hexwizard.accounts (
  id bigint GENERATED ALWAYS AS IDENTITY,
  key text COLLATE "C" PRIMARY KEY,  -- the username as identifiers are compared
  record json NOT NULL,
  mark text NOT NULL
) WITH (fillfactor = 80);
CREATE UNIQUE INDEX accounts_id ON hexwizard.accounts (id);

-- Everything by which an account is looked up. What opens the app opens one account.
CREATE TABLE hexwizard.identifiers (
  key text COLLATE "C" NOT NULL,
  account text COLLATE "C" NOT NULL,
  enters boolean NOT NULL,
  PRIMARY KEY (key, account)
);
CREATE UNIQUE INDEX identifiers_enter ON hexwizard.identifiers (key) WHERE enters;
CREATE INDEX identifiers_account ON hexwizard.identifiers (account);

-- The words by which an account is searched, each between spaces, and their beginnings up to six letters; '=tremblay' is
-- a whole word.
CREATE TABLE hexwizard.names (
  account text COLLATE "C" PRIMARY KEY,
  words text NOT NULL,
  begins text[] COLLATE "C" NOT NULL
);
CREATE INDEX names_begins ON hexwizard.names USING gin (begins) WITH (fastupdate = off);

CREATE TABLE hexwizard.companies (
  id bigint GENERATED ALWAYS AS IDENTITY,
  key text COLLATE "C" PRIMARY KEY,
  record json NOT NULL,
  mark text NOT NULL
);
CREATE UNIQUE INDEX companies_id ON hexwizard.companies (id);

CREATE TABLE hexwizard.operators (
  id bigint GENERATED ALWAYS AS IDENTITY,
  key text COLLATE "C" PRIMARY KEY,
  record json NOT NULL,
  mark text NOT NULL
);
CREATE UNIQUE INDEX operators_id ON hexwizard.operators (id);

CREATE TABLE hexwizard.cases (
  id bigint GENERATED ALWAYS AS IDENTITY,
  key text COLLATE "C" PRIMARY KEY,
  record json NOT NULL,
  mark text NOT NULL
) WITH (fillfactor = 80);
CREATE UNIQUE INDEX cases_id ON hexwizard.cases (id);

CREATE TABLE hexwizard.verifications (
  id bigint GENERATED ALWAYS AS IDENTITY,
  key text COLLATE "C" PRIMARY KEY,
  record json NOT NULL,
  mark text NOT NULL
);
CREATE UNIQUE INDEX verifications_id ON hexwizard.verifications (id);

CREATE TABLE hexwizard.callers (
  id bigint GENERATED ALWAYS AS IDENTITY,
  key text COLLATE "C" PRIMARY KEY,
  record json NOT NULL,
  mark text NOT NULL
);
CREATE UNIQUE INDEX callers_id ON hexwizard.callers (id);

CREATE TABLE hexwizard.policies (
  id bigint GENERATED ALWAYS AS IDENTITY,
  key text COLLATE "C" PRIMARY KEY,
  record json NOT NULL,
  mark text NOT NULL
);
CREATE UNIQUE INDEX policies_id ON hexwizard.policies (id);

CREATE TABLE hexwizard.hand_overs (
  id bigint GENERATED ALWAYS AS IDENTITY,
  key text COLLATE "C" PRIMARY KEY,
  record json NOT NULL,
  mark text NOT NULL
);
CREATE UNIQUE INDEX hand_overs_id ON hexwizard.hand_overs (id);

-- Appended to, never changed: the application's role may read and add, and no more (roles.sql).
CREATE TABLE hexwizard.audit (
  seq bigint PRIMARY KEY,
  mac text NOT NULL,
  entry json NOT NULL
);

-- What was done lately: by its token an act in doubt is looked up, by its changes a view stays as it was.
CREATE TABLE hexwizard.acts (
  sequence bigint PRIMARY KEY,
  token uuid NOT NULL,
  entries bigint NOT NULL,
  at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE hexwizard.changes (
  sequence bigint NOT NULL,
  kind text NOT NULL,
  key text COLLATE "C" NOT NULL,
  id bigint,    -- of the record before; null where there was none
  before json,
  PRIMARY KEY (sequence, kind, key)
);
