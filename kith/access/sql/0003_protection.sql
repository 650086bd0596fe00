-- What puts a table under graded access: its lock columns, its policy, its triggers.
-- The decision, once, as text.
CREATE FUNCTION access.policy_text(subquery_free boolean DEFAULT false) RETURNS text LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp AS $$
    SELECT replace('audience && KEYS AND gate && KEYS AND NOT denied && KEYS', 'KEYS',
                   CASE WHEN subquery_free THEN 'access.keys()' ELSE '(SELECT access.keys())' END)
$$;

-- The same for the engine's functions, which no policy binds: whether these keys open a row of these locks. Where a lock or
-- the keys are missing it says no. The body is parsed once, here: no search_path of a caller's reaches it, and it is inlined.
CREATE FUNCTION access.opens(keys bigint[], audience bigint[], gate bigint[], denied bigint[]) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN (audience && keys AND gate && keys AND NOT denied && keys) IS TRUE;

-- The planner keeps examples of what stands in each column, and EXPLAIN, open to all, guesses by them: asked often enough it
-- tells them, of hidden rows too. So it keeps none of words, and of ids no more than how many differ and the least and the most.
CREATE PROCEDURE access.keep_no_examples(tbl regclass) LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE (SELECT format('ALTER TABLE %s ', tbl) || string_agg(format('ALTER COLUMN %I SET STATISTICS %s', attname, CASE atttypid WHEN 'uuid'::regtype THEN 1 ELSE 0 END), ', ')
             FROM pg_attribute WHERE attrelid = tbl AND attnum > 0 AND NOT attisdropped AND atttypid = ANY ('{uuid,text,varchar}'::regtype[]));
END $$;

-- Put a table about a person under graded access. `updatable`: columns that the application may change. `lock`: 'facts';
-- 'author', a draft; 'letter': facts, and the holders in its column `parties` (docs/decisions/0050-letters.md).
-- `grants`: whether the application may read and add rows at all, by column. `other`: a column that names another person.
CREATE PROCEDURE access.protect(tbl regclass, updatable text[] DEFAULT '{}', other text DEFAULT NULL, lock text DEFAULT 'facts',
                                grants text DEFAULT 'SELECT, INSERT', subquery_free boolean DEFAULT false)
LANGUAGE plpgsql AS $$
DECLARE
    args text := quote_literal(lock) || coalesce(', ' || quote_literal(other), '');
    bare text := (SELECT relname FROM pg_class WHERE oid = tbl);
    said text := (SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute  -- before the lock is added
                  WHERE attrelid = tbl AND attnum > 0 AND NOT attisdropped);
    policy text := access.policy_text(subquery_free);
BEGIN
    EXECUTE format('ALTER TABLE %s ADD COLUMN audience bigint[] NOT NULL, ADD COLUMN gate bigint[] NOT NULL,
                    ADD COLUMN denied bigint[] NOT NULL, ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY,
                    ADD CONSTRAINT %I CHECK (grade BETWEEN 1 AND 5), ADD CONSTRAINT %I CHECK (access.domain_no(domain) IS NOT NULL)',
                   tbl, bare || '_grade', bare || '_domain');
    EXECUTE format('CREATE POLICY opens ON %s TO kith_app, kith_portal USING (%s) WITH CHECK (%s)', tbl, policy, policy);
    EXECUTE format('CREATE POLICY engine ON %s TO kith_engine USING (true) WITH CHECK (true)', tbl);
    EXECUTE format('CREATE POLICY backup ON %s FOR SELECT TO kith_backup USING (true)', tbl);
    -- a longer list of pending keys makes every reader slower, a shorter one every rekeying (docs/decisions/0012-figures.md)
    EXECUTE format('CREATE INDEX ON %s USING gin (audience) WITH (gin_pending_list_limit = 1024)', tbl);
    IF other IS NOT NULL THEN
        EXECUTE format('CREATE INDEX ON %s (%I)', tbl, other);
        EXECUTE format('ALTER TABLE %s ALTER COLUMN %I SET NOT NULL', tbl, other);
    END IF;
    EXECUTE format('CREATE TRIGGER a_author BEFORE INSERT ON %s FOR EACH ROW WHEN (current_user <> ''kith_engine'')
                    EXECUTE FUNCTION access.author_row(%s)', tbl, args);
    EXECUTE format('CREATE TRIGGER b_own BEFORE UPDATE ON %s FOR EACH ROW WHEN (current_user <> ''kith_engine'')
                    EXECUTE FUNCTION access.own_row()', tbl);
    EXECUTE format('CREATE TRIGGER z_lock BEFORE INSERT ON %s FOR EACH ROW EXECUTE FUNCTION access.lock_row(%s)', tbl, args);
    EXECUTE format('CREATE TRIGGER z_relock BEFORE UPDATE ON %s FOR EACH ROW WHEN (current_user <> ''kith_engine'')
                    EXECUTE FUNCTION access.lock_row(%s)', tbl, args);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON %s TO kith_engine', tbl);
    EXECUTE format('GRANT SELECT ON %s TO kith_backup', tbl);
    -- not the lock: it names who is involved, whom a seal lets in and who is barred. A column that comes later needs a grant
    IF grants <> '' THEN
        EXECUTE format('GRANT %s ON %s TO kith_app',
                       (SELECT string_agg(format('%s (%s)', g, said), ', ') FROM unnest(string_to_array(grants, ', ')) g), tbl);
    END IF;
    -- what practitioners record, and letters but not to whom, can be opened to the person themself; facts, doubts and drafts
    -- cannot (docs/decisions/0017)
    IF lock = 'letter' OR lock = 'facts' AND grants LIKE '%INSERT%' THEN
        EXECUTE format('GRANT SELECT (%s) ON %s TO kith_portal', replace(said, ', parties', ''), tbl);
    END IF;
    CALL access.keep_no_examples(tbl);
    IF cardinality(updatable) > 0 THEN
        EXECUTE format('GRANT UPDATE (%s) ON %s TO kith_app', (SELECT string_agg(quote_ident(c), ', ') FROM unnest(updatable) c), tbl);
    END IF;
    INSERT INTO access.graded_table (name, lock, other) VALUES (
        (SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = tbl),
        lock, other);
    CALL access.write_rekeying();
    CALL access.write_opened_row();
END $$;

-- Shut a table about nobody on record but to those whom `sees` lets in. The engine writes, the application and backups read.
CREATE PROCEDURE access.enclose(tbl regclass, sees text) LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', tbl);
    EXECUTE format('CREATE POLICY opens ON %s FOR SELECT TO kith_app USING (%s)', tbl, sees);
    EXECUTE format('CREATE POLICY engine ON %s TO kith_engine USING (true) WITH CHECK (true)', tbl);
    EXECUTE format('CREATE POLICY backup ON %s FOR SELECT TO kith_backup USING (true)', tbl);
    EXECUTE format('GRANT SELECT ON %s TO kith_app, kith_backup', tbl);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON %s TO kith_engine', tbl);
    CALL access.keep_no_examples(tbl);
END $$;
