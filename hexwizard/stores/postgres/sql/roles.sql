-- What the wizard's own role may do, and no more. Run by the owner of the tables, after they were made:
--
--   psql "host=… dbname=… user=owner" -f roles.sql
--
-- Then give each operator's or each machine's login the role: GRANT hexwizard_app TO desk_montreal;
-- The role reads and adds to the audit trail; it can neither change nor delete an entry, nor make or drop a table.

DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'hexwizard_app') THEN
    CREATE ROLE hexwizard_app NOLOGIN;
  END IF;
END
$$;

REVOKE ALL ON SCHEMA hexwizard FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA hexwizard FROM PUBLIC, hexwizard_app;
GRANT USAGE ON SCHEMA hexwizard TO hexwizard_app;
GRANT SELECT ON ALL TABLES IN SCHEMA hexwizard TO hexwizard_app;
GRANT INSERT ON hexwizard.audit TO hexwizard_app;
GRANT UPDATE ON hexwizard.store TO hexwizard_app;
GRANT INSERT, UPDATE, DELETE ON hexwizard.accounts, hexwizard.identifiers, hexwizard.names, hexwizard.words, hexwizard.companies,
  hexwizard.operators, hexwizard.cases, hexwizard.verifications, hexwizard.callers, hexwizard.policies,
  hexwizard.hand_overs, hexwizard.mail, hexwizard.facts TO hexwizard_app;
GRANT INSERT, DELETE ON hexwizard.acts, hexwizard.changes TO hexwizard_app;
