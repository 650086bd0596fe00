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
