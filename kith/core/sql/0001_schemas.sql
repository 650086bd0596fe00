-- One schema a floor for what is not a Django table. Nothing in them is anyone's until granted.
CREATE SCHEMA core;
CREATE SCHEMA agencies;
CREATE SCHEMA access;
CREATE SCHEMA audit;
CREATE SCHEMA people;
CREATE SCHEMA record;
CREATE SCHEMA documents;
CREATE SCHEMA assessments;
CREATE SCHEMA casework;
CREATE SCHEMA supervision;
CREATE SCHEMA sharing;
GRANT USAGE ON SCHEMA core, access, people, record, documents, assessments, casework, supervision, sharing, agencies TO kith_app, kith_door, kith_engine;
GRANT USAGE ON SCHEMA audit TO kith_engine;
GRANT USAGE ON SCHEMA core, agencies, access, audit, people, record, documents, assessments, casework, supervision, sharing TO kith_backup;
GRANT CREATE ON SCHEMA core, agencies, access, audit, people, record, documents, assessments, casework, supervision, sharing TO kith_engine;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO kith_app, kith_door, kith_engine, kith_backup;
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

-- Posts, teams, managers of teams, humans and dated facts draw from one sequence: a key never means two things.
CREATE SEQUENCE agencies.principal AS bigint START 1000;

-- The clock. Empty in service; the owner sets it to build a demo region or to test the edges of dates: for one
-- connection, or (0) for all that have none of their own.
CREATE TABLE core.clock (backend integer PRIMARY KEY DEFAULT 0, at timestamptz NOT NULL);
GRANT SELECT ON core.clock TO kith_engine;

CREATE FUNCTION core.now() RETURNS timestamptz LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce((SELECT at FROM core.clock WHERE backend = pg_backend_pid()), (SELECT at FROM core.clock WHERE backend = 0), now())
$$;

-- Every definer function belongs to the engine and is nobody's to call until granted. Called at the end of a migration.
-- What is below a warning it does not say: debug_print_plan is anybody's to set, and prints what a function of the engine
-- has in its variables. And it is read with standard strings, whoever's connection reads it first: without them a pattern in it
-- would mean something else, for all who come after on that connection.
CREATE PROCEDURE core.adopt() LANGUAGE plpgsql AS $$
DECLARE f record;
BEGIN
    FOR f IN SELECT p.oid::regprocedure AS name FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
             WHERE n.nspname IN ('core', 'agencies', 'access', 'audit', 'people', 'record', 'documents', 'assessments', 'casework', 'supervision', 'sharing')
               AND p.prosecdef AND (p.proowner <> 'kith_engine'::regrole OR NOT coalesce(p.proconfig, '{}') @> '{client_min_messages=warning,standard_conforming_strings=on}')
    LOOP
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f.name);
        EXECUTE format('ALTER FUNCTION %s SET client_min_messages = warning', f.name);
        EXECUTE format('ALTER FUNCTION %s SET standard_conforming_strings = on', f.name);
        EXECUTE format('ALTER FUNCTION %s OWNER TO kith_engine', f.name);
    END LOOP;
END $$;
CALL core.adopt();
GRANT EXECUTE ON FUNCTION core.now() TO kith_app, kith_portal, kith_door;
GRANT USAGE ON SCHEMA core, access, public TO kith_portal;
