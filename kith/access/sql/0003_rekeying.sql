-- Locks brought in line with changed facts, computed again to see whether they are, and who waits for whom meanwhile.
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
SET search_path = pg_catalog, pg_temp SET client_min_messages = warning SET standard_conforming_strings = on AS %L', E'\nDECLARE\n    n bigint;\n    total bigint := 0;\nBEGIN\n' || string_agg(format(
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
SET search_path = pg_catalog, pg_temp SET client_min_messages = warning SET standard_conforming_strings = on AS %L', E'\n#variable_conflict use_column\nDECLARE my_keys bigint[] := access.keys();\nBEGIN\n' || string_agg(format(
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
    IF p IS NULL THEN PERFORM access.nothing(); END IF;  -- it would never be stable
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
