-- The lock of a row, computed from facts; the one policy text; rekeying. Called under the locks of 'hold' below.

CREATE FUNCTION access.canon(keys bigint[]) RETURNS bigint[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp AS $$ SELECT ARRAY(SELECT DISTINCT k FROM unnest(keys) k ORDER BY k) $$;

-- Everyone found to be the same human as p, p included.
CREATE FUNCTION access.cluster(p uuid) RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM access.link WHERE person_id = p) THEN RETURN ARRAY[p]; END IF;
    RETURN ARRAY(
        WITH RECURSIVE same AS (
            SELECT p AS person_id UNION SELECT l.other_id FROM access.link l JOIN same USING (person_id)
        ) SELECT person_id FROM same ORDER BY person_id);
END $$;

CREATE FUNCTION access.sealed(p uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (SELECT FROM access.seal s
                   WHERE s.person_id = ANY (access.cluster(p)) AND s.row_id IS NULL AND s.ended_at IS NULL)
$$;

-- Every key that opens a row of person p at domain d and grade g, owned by o.
CREATE FUNCTION access.audience(p uuid, d text, g smallint, o bigint) RETURNS bigint[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE n integer := access.domain_no(d);
BEGIN RETURN (
    WITH edge AS MATERIALIZED (
        SELECT e.no, e.owner, e.recipient FROM access.edge e
        WHERE e.state <> 'retired' AND (e.owner = o OR e.owner IS NULL) AND e.cap[n] >= g
    ), opening(key) AS (
        SELECT access.key(CASE WHEN i.dated THEN i.key ELSE i.holder_id END, e.no)
        FROM public.access_involvement i
        JOIN access.profile v ON v.name = i.profile AND v.version = i.profile_version AND v.grades[n] >= g
        LEFT JOIN public.agencies_post po ON po.id = i.holder_id
        JOIN edge e ON (po.id IS NULL OR e.recipient IS NULL OR e.recipient = po.agency_id)
                   AND (i.accepted OR g <= 1 OR e.owner = e.recipient)
        WHERE i.person_id = p AND NOT i.closed AND (g < 5 OR po.id IS NOT NULL)
        UNION ALL
        SELECT access.key(s.key, 0)
        FROM public.access_share s
        WHERE s.person_id = p AND NOT s.closed AND s.rows IS NULL AND (s.shared_by_id = o OR s.shared_by_id IS NULL) AND s.grades[n] >= g
          AND (g < 5 OR s.shared_by_id IS NOT NULL AND EXISTS (SELECT FROM public.agencies_post po WHERE po.id = s.holder_id))
        UNION ALL
        SELECT access.key(access.finder(), e.no) FROM edge e
        WHERE g = 1 AND NOT access.sealed(p) AND EXISTS (SELECT FROM public.access_subject u WHERE u.id = p)
    )
    SELECT coalesce(array_agg(DISTINCT key ORDER BY key), '{}') FROM opening
); END $$;

-- Humans named on every seal that applies; key 0, which everyone holds, where there is none.
CREATE FUNCTION access.gate(p uuid, row_id uuid, other uuid) RETURNS bigint[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    people uuid[] := access.cluster(p);
    seals bigint;
    named bigint[];
BEGIN
    IF other IS NOT NULL THEN people := people || access.cluster(other); END IF;
    SELECT count(*) INTO seals FROM access.seal s
    WHERE s.ended_at IS NULL AND ((s.row_id IS NULL AND s.person_id = ANY (people)) OR (s.row_id = gate.row_id AND s.person_id = p));
    IF seals = 0 THEN RETURN '{0}'; END IF;
    SELECT array_agg(access.key(human, 0) ORDER BY human) INTO named FROM (
        SELECT human FROM access.seal s CROSS JOIN LATERAL (SELECT DISTINCT unnest(s.humans)) h(human)
        WHERE s.ended_at IS NULL AND ((s.row_id IS NULL AND s.person_id = ANY (people)) OR (s.row_id = gate.row_id AND s.person_id = p))
        GROUP BY human HAVING count(*) = seals) every;
    RETURN coalesce(named, '{}');
END $$;

-- The gate of a row as deep as sensitive: the same humans, or everyone, each with a proof of late that it is them.
CREATE FUNCTION access.guarded(gate bigint[], g smallint) RETURNS bigint[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE WHEN g >= 4 THEN ARRAY(SELECT k | 1 FROM unnest(gate) k) ELSE gate END
$$;

-- Humans who never see p (or the other person of a relationship).
CREATE FUNCTION access.denied(p uuid, other uuid) RETURNS bigint[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE people uuid[] := access.cluster(p);
BEGIN
    IF other IS NOT NULL THEN people := people || access.cluster(other); END IF;
    RETURN (SELECT coalesce(array_agg(DISTINCT access.key(x.human, 0) ORDER BY access.key(x.human, 0)), '{}')
            FROM access.exclusion x WHERE x.ended_at IS NULL AND x.person_id = ANY (people));
END $$;

-- Readers to whom a row of grade g is opened; none at grade 5, nor while a link of the person waits to be confirmed.
CREATE FUNCTION access.released(p uuid, row_id uuid, g smallint) RETURNS bigint[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN (
    SELECT coalesce(array_agg(access.key(r.holder, 0)), '{}')
    FROM access.release r JOIN access.reader w ON w.person_id = r.person_id AND w.holder = r.holder AND w.ended_at IS NULL
    WHERE g < 5 AND r.person_id = p AND r.row_id = released.row_id AND r.ended_at IS NULL
      AND NOT EXISTS (SELECT FROM access.link l WHERE l.person_id = ANY (access.cluster(p)) AND NOT l.confirmed)
); END $$;

-- Shares of the owner that name this row and no more than rows: each opens it while it holds, up to the grade that was given.
CREATE FUNCTION access.picked(p uuid, row_id uuid, d text, g smallint, o bigint) RETURNS bigint[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE n integer := access.domain_no(d);
BEGIN RETURN (
    SELECT coalesce(array_agg(access.key(s.key, 0)), '{}')
    FROM public.access_share s
    WHERE s.person_id = p AND NOT s.closed AND picked.row_id = ANY (s.rows) AND s.shared_by_id = o AND s.grades[n] >= g
      AND (g < 5 OR EXISTS (SELECT FROM public.agencies_post po WHERE po.id = s.holder_id))
); END $$;

-- What opens this row beside the others like it: it is released, or a share names it.
CREATE FUNCTION access.row_keys(p uuid, row_id uuid, d text, g smallint, o bigint) RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT access.released(p, row_id, g) || access.picked(p, row_id, d, g, o)
$$;

-- The holders that a letter of grade g is written to, beside those whom the facts let in; none at grade 5.
CREATE FUNCTION access.addressed(parties bigint[], g smallint) RETURNS bigint[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp AS $$
    SELECT ARRAY(SELECT access.key(h, 0) FROM unnest(parties) h WHERE g < 5)
$$;

CREATE FUNCTION access.employment(agency bigint) RETURNS integer LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$ SELECT no FROM access.edge WHERE owner = agency AND recipient = agency AND agreement = 'employment' $$;

-- Locks under a lock: writers of rows share, changers of facts hold alone.
CREATE FUNCTION access.lock_no(p uuid) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp AS $$ SELECT hashtextextended(p::text, 5747) $$;

CREATE FUNCTION access.check_isolation() RETURNS void LANGUAGE plpgsql VOLATILE
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION 'Kith works in READ COMMITTED only' USING ERRCODE = 'KI001';
    END IF;
END $$;

-- Edges stay as they are while a lock is computed: a new version waits for every lock that was computed without it,
-- or the first row of an owner about a person, written meanwhile, would never get its key. Taken before any person.
CREATE FUNCTION access.keep_edges() RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$ BEGIN PERFORM pg_advisory_xact_lock_shared(5747); END $$;

CREATE FUNCTION access.change_edges() RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$ BEGIN PERFORM pg_advisory_xact_lock(5747); END $$;

-- Author and owner come from the keyring, never from the caller. Runs as the caller, so that the engine is told apart.
-- A draft opens to its author whoever it is about, and a relationship names another person: without asking who that is,
-- the answer to writing one would tell a sealed person from one who is not there. A draft asks for no new proof: it is
-- its author's own words, and what is typed must be kept.
CREATE FUNCTION access.author_row() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me access.actor := access.acting();
    named uuid := CASE WHEN TG_ARGV[0] = 'author' THEN NEW.person_id WHEN TG_NARGS > 1 THEN (to_jsonb(NEW) ->> TG_ARGV[1])::uuid END;
BEGIN
    IF NEW.grade >= 4 AND TG_ARGV[0] <> 'author' THEN PERFORM access.require_confirmed(); END IF;
    IF named IS NOT NULL THEN PERFORM access.lead_of(named); END IF;
    NEW.author_id := me.post;
    NEW.owner_id := me.agency;
    NEW.recorded_at := core.now();
    RETURN NEW;
END $$;

-- What an organisation recorded is its own to end or withdraw; others record what they know beside it.
CREATE FUNCTION access.own_row() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF OLD.owner_id IS DISTINCT FROM (access.acting()).agency THEN
        RAISE EXCEPTION 'Only the organisation that recorded this can change it. Record what you know beside it.' USING ERRCODE = 'KI403';
    END IF;
    RETURN NEW;
END $$;

-- Arguments: 'facts', 'author' or 'letter', and the column that names another person, if any.
CREATE FUNCTION access.lock_row() RETURNS trigger LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE other uuid := CASE WHEN TG_NARGS > 1 THEN (to_jsonb(NEW) ->> TG_ARGV[1])::uuid END;
BEGIN
    PERFORM access.check_isolation();
    PERFORM access.keep_edges();
    PERFORM pg_advisory_xact_lock_shared(access.lock_no(p))
    FROM (SELECT p FROM unnest(ARRAY[NEW.person_id, other]) p WHERE p IS NOT NULL ORDER BY access.lock_no(p)) people;
    -- a later statement than the lock: its snapshot has what the last holder committed
    IF TG_ARGV[0] = 'author' THEN
        NEW.audience := ARRAY[access.key(NEW.author_id, access.employment(NEW.owner_id))];
    ELSE
        NEW.audience := access.canon(access.audience(NEW.person_id, NEW.domain, NEW.grade, NEW.owner_id)
                                     || access.row_keys(NEW.person_id, NEW.id, NEW.domain, NEW.grade, NEW.owner_id));
    END IF;
    IF TG_ARGV[0] = 'letter' THEN NEW.audience := access.canon(NEW.audience || access.addressed(NEW.parties, NEW.grade)); END IF;
    NEW.gate := access.gate(NEW.person_id, NEW.id, other);
    IF TG_ARGV[0] <> 'author' THEN NEW.gate := access.guarded(NEW.gate, NEW.grade); END IF;
    NEW.denied := access.denied(NEW.person_id, other);
    RETURN NEW;
END $$;

-- The decision, once, as text.
CREATE FUNCTION access.policy_text(subquery_free boolean DEFAULT false) RETURNS text LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp AS $$
    SELECT replace('audience && KEYS AND gate && KEYS AND NOT denied && KEYS', 'KEYS',
                   CASE WHEN subquery_free THEN 'access.keys()' ELSE '(SELECT access.keys())' END)
$$;

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
    -- the planner's guess of how many rows a person has is everyone's to see (EXPLAIN): leave it the average
    EXECUTE format('ALTER TABLE %s ALTER COLUMN person_id SET STATISTICS 1', tbl);
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
END $$;

-- The locks that the rows of a graded table should have (`whose`: of whom, as SQL): what opens them once per
-- combination, gates and denials once per person. The table is read once: joined to itself it was read once a combination.
CREATE FUNCTION access.expected_locks(t access.graded_table, whose text) RETURNS text LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp AS $$
    SELECT format($q$
        WITH mine AS MATERIALIZED (
            SELECT person_id, id, domain, grade, 0::smallint AS ungraded, owner_id, author_id, %2$s AS other, %7$s AS parties FROM %1$s WHERE %8$s
        ), shut AS MATERIALIZED (
            SELECT p.*, access.gate(person_id, NULL, other) AS gate, access.denied(person_id, other) AS denied
            FROM (SELECT DISTINCT person_id, other FROM mine) p
        ), combination AS MATERIALIZED (
            SELECT c.*, access.audience(person_id, domain, grade, owner_id) AS keys, access.guarded(u.gate, %6$s) AS gate, u.denied
            FROM (SELECT DISTINCT person_id, domain, grade, ungraded, owner_id, other FROM mine) c JOIN shut u USING (person_id%4$s)
        )
        SELECT r.person_id, r.id,
               CASE WHEN %3$L = 'letter' THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id) || access.addressed(r.parties, r.grade))
                    WHEN %3$L = 'author' THEN ARRAY[access.key(r.author_id, access.employment(r.owner_id))]
                    WHEN r.id IN (SELECT row_id FROM access.release WHERE ended_at IS NULL AND (%8$s))
                      OR r.id IN (SELECT unnest(rows) FROM public.access_share WHERE NOT closed AND (%8$s))
                    THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id)) ELSE c.keys END AS audience,
               CASE WHEN r.id IN (SELECT row_id FROM access.seal WHERE row_id IS NOT NULL AND ended_at IS NULL AND (%8$s))
                    THEN access.guarded(access.gate(r.person_id, r.id, r.other), r.%6$s) ELSE c.gate END AS gate,
               c.denied
        FROM mine r
        JOIN combination c ON (c.person_id, c.domain, c.grade, c.owner_id) = (r.person_id, r.domain, r.grade, r.owner_id)
          %5$s
        $q$, t.name, coalesce(quote_ident(t.other), 'NULL::uuid'), t.lock,
        CASE WHEN t.other IS NULL THEN '' ELSE ', other' END, CASE WHEN t.other IS NULL THEN '' ELSE 'AND c.other = r.other' END,
        CASE WHEN t.lock = 'author' THEN 'ungraded' ELSE 'grade' END, CASE WHEN t.lock = 'letter' THEN 'parties' ELSE 'NULL::bigint[]' END, whose)
$$;

-- Bring the locks of a person's rows in line with the facts; rows changed. The caller holds them. Its text has a statement
-- for every graded table, so that each is planned once a connection: planned anew for every change, they took longer to
-- plan than to run. Most tables hold nothing of a person: looking costs less than working out locks.
CREATE PROCEDURE access.write_rekeying() LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE (
        SELECT format('CREATE OR REPLACE FUNCTION access.rekey_person(p uuid) RETURNS bigint LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS %L', E'\nDECLARE\n    n bigint;\n    total bigint := 0;\nBEGIN\n' || string_agg(format(
            $q$    IF EXISTS (SELECT FROM %1$s WHERE person_id = p) THEN
        UPDATE %1$s r SET audience = x.audience, gate = x.gate, denied = x.denied FROM (%2$s) x
        WHERE r.person_id = p AND (r.person_id, r.id) = (x.person_id, x.id)
          AND (r.audience, r.gate, r.denied) IS DISTINCT FROM (x.audience, x.gate, x.denied);
        GET DIAGNOSTICS n = ROW_COUNT;
        total := total + n;
    END IF;
$q$, t.name, access.expected_locks(t, 'person_id = p')), '' ORDER BY t.name) || E'    RETURN total;\nEND ')
        FROM access.graded_table t);
END $$;

-- One row as the caller opens it, in whichever table the application may read: asked of the row's own lock with the one
-- policy text, so that no explanation can say something else than the policy does. Raises as for a row that is not there.
-- Written like rekey_person, for the same reason: forty statements planned anew took 7 ms.
CREATE PROCEDURE access.write_opened_row() LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE (
        SELECT format('CREATE OR REPLACE FUNCTION access.opened_row(p uuid, row_id uuid, OUT tbl text, OUT lock text, OUT domain text,
    OUT grade smallint, OUT owner bigint, OUT gate bigint[], OUT parties bigint[]) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS %L', E'\n#variable_conflict use_column\nDECLARE my_keys bigint[] := access.keys();\nBEGIN\n' || string_agg(format(
            $q$    IF has_any_column_privilege('kith_app', %1$L, 'SELECT') THEN
        SELECT %1$L, %2$L, r.domain, r.grade, r.owner_id, r.gate, %3$s INTO tbl, lock, domain, grade, owner, gate, parties
        FROM %1$s r WHERE r.person_id = p AND r.id = opened_row.row_id AND %4$s;
        IF FOUND THEN RETURN; END IF;
    END IF;
$q$, t.name, t.lock, CASE t.lock WHEN 'letter' THEN 'r.parties' ELSE 'NULL::bigint[]' END,
            replace(access.policy_text(true), 'access.keys()', 'my_keys')), '' ORDER BY t.name)
            || E'    RAISE EXCEPTION ''There is nothing here that you can open.'' USING ERRCODE = ''KI404'';\nEND ')
        FROM access.graded_table t);
END $$;

-- Rows of others that name p: their gates and denials follow p's.
CREATE FUNCTION access.rekey_others(p uuid) RETURNS bigint LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    t access.graded_table;
    n bigint;
    total bigint := 0;
BEGIN
    FOR t IN SELECT * FROM access.graded_table WHERE other IS NOT NULL ORDER BY name LOOP
        EXECUTE format('UPDATE %1$s r SET gate = access.guarded(access.gate(r.person_id, r.id, r.%2$I), r.grade), denied = access.denied(r.person_id, r.%2$I)
                        WHERE r.%2$I = $1', t.name, t.other) USING p;
        GET DIAGNOSTICS n = ROW_COUNT;
        total := total + n;
    END LOOP;
    RETURN total;
END $$;

-- Hold one person alone, for a change of what opens their rows.
CREATE FUNCTION access.hold(p uuid) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM access.check_isolation();
    PERFORM access.keep_edges();
    PERFORM pg_advisory_xact_lock(access.lock_no(p));
END $$;

-- Hold everyone whose gates and denials follow p's: those linked, and those related to them. Grows until it is stable.
CREATE FUNCTION access.hold_around(p uuid) RETURNS uuid[] LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    held uuid[] := '{}';
    around uuid[];
    same uuid[];
    named uuid[];
    t access.graded_table;
BEGIN
    PERFORM access.check_isolation();
    PERFORM access.keep_edges();
    LOOP
        same := access.cluster(p);
        around := same;
        FOR t IN SELECT * FROM access.graded_table WHERE other IS NOT NULL LOOP
            EXECUTE format('SELECT array_agg(DISTINCT person_id) FROM %s WHERE %I = ANY ($1)', t.name, t.other) INTO named USING same;
            around := around || coalesce(named, '{}');
        END LOOP;
        EXIT WHEN around <@ held;
        PERFORM pg_advisory_xact_lock(no)
        FROM (SELECT DISTINCT access.lock_no(q) AS no FROM unnest(around) q WHERE q <> ALL (held) ORDER BY 1) people;
        held := held || around;
    END LOOP;
    RETURN same;
END $$;

-- After a change of a gate, a denial or a link: everyone linked, and the rows of others that name them.
CREATE FUNCTION access.rekey_around(same uuid[]) RETURNS bigint LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE q uuid; total bigint := 0;
BEGIN
    FOREACH q IN ARRAY same LOOP
        total := total + access.rekey_person(q) + access.rekey_others(q);
    END LOOP;
    RETURN total;
END $$;

-- Recompute every lock and count what differs: it must be nothing. Keys through an edge that is not live open nothing
-- and do not count: a pending one's come as persons are prepared, a retired one's go when a lock is next computed. Not for the application: counts tell that rows exist.
CREATE FUNCTION access.verify(p uuid DEFAULT NULL) RETURNS TABLE (name text, checked bigint, drifted bigint)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET enable_nestloop = off AS $$
DECLARE
    t access.graded_table;
    gone integer[] := ARRAY(SELECT no FROM access.edge WHERE state <> 'live');
BEGIN
    FOR t IN SELECT * FROM access.graded_table g ORDER BY g.name LOOP
        name := t.name;
        checked := 0;
        drifted := 0;
        IF p IS NOT NULL THEN  -- of one person most tables hold nothing, and to work that out takes longest
            EXECUTE format('SELECT count(*) FROM %s WHERE person_id = $1', t.name) INTO checked USING p;
            IF checked = 0 THEN RETURN NEXT; CONTINUE; END IF;
        END IF;
        EXECUTE format('SELECT count(*), count(*) FILTER (WHERE (access.through_edges(r.audience, $2), r.gate, r.denied)
                                                          IS DISTINCT FROM (access.through_edges(x.audience, $2), x.gate, x.denied))
                        FROM %s r LEFT JOIN (%s) x USING (person_id, id) WHERE $1 IS NULL OR r.person_id = $1',
                       t.name, access.expected_locks(t, '$1 IS NULL OR person_id = $1')) INTO checked, drifted USING p, gone;
        RETURN NEXT;
    END LOOP;
END $$;

-- A lock without its keys through the edges that are gone.
CREATE FUNCTION access.through_edges(keys bigint[], gone integer[]) RETURNS bigint[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE WHEN gone = '{}' THEN keys ELSE ARRAY(SELECT k FROM unnest(keys) k WHERE (k & 1048575)::integer <> ALL (gone) ORDER BY k) END
$$;
