-- Evidence of tampering: every event that is settled gets a number, a leaf of an RFC 6962 tree (kith/audit/verify.py
-- says the same in Python), and is then under every checkpoint that is signed. Writers know nothing of this: they
-- never wait for it. One sequencer at a time.

-- `batch`: the run that numbered it; (batch, event) grows with `no`. `salt`: hashed with the event; goes when the
-- event is erased, by the act `erased_by` (an event).
CREATE TABLE audit.leaf (
    no bigint PRIMARY KEY,
    batch bigint NOT NULL,
    event bigint NOT NULL UNIQUE,
    numbered_at timestamptz NOT NULL,
    salt bytea,
    hash bytea NOT NULL,
    erased_by bigint
);
-- Level 1: the roots of 256 leaves each; level 2: of 256 of those; and so on. A root or a proof reads a few hundred hashes.
CREATE TABLE audit.node (level smallint, no bigint, hash bytea NOT NULL, PRIMARY KEY (level, no));
-- What was signed (C2SP tlog-checkpoint), and what witnesses put under it.
CREATE TABLE audit.checkpoint (
    origin text, size bigint, note text NOT NULL, kept_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (origin, size)
);
CREATE TABLE audit.cosignature (
    origin text, size bigint, line text, kept_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (origin, size, line), FOREIGN KEY (origin, size) REFERENCES audit.checkpoint
);
-- Where numbering stands. Every event up to `sure` is there to be seen or never will be; every one up to `floor` is
-- numbered. `mark`: what `sure` becomes once every transaction older than `mark_xact` has ended.
CREATE TABLE audit.sequencer (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    size bigint NOT NULL DEFAULT 0, batch bigint NOT NULL DEFAULT 0,
    floor bigint NOT NULL DEFAULT 0, sure bigint NOT NULL DEFAULT 0, mark bigint, mark_xact bigint
);
INSERT INTO audit.sequencer DEFAULT VALUES;

-- What is hashed: the event as JSON in PostgreSQL's own order and spacing. An export carries the text as it is, so that
-- nobody has to write it again. Times are microseconds since 1970.
CREATE FUNCTION audit.payload(e public.audit_event, batch bigint, numbered_at timestamptz) RETURNS text LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp AS $$
    SELECT jsonb_build_object('v', 1, 'event', e.id, 'batch', batch, 'numbered', (extract(epoch FROM numbered_at) * 1000000)::bigint,
        'at', (extract(epoch FROM e.at) * 1000000)::bigint, 'xact', e.xact, 'session', e.session, 'human', e.human, 'post', e.post,
        'agency', e.agency, 'purpose', e.purpose, 'action', e.action, 'person', e.person_id, 'rows', to_jsonb(e.rows),
        'domains', to_jsonb(e.domains), 'grades', to_jsonb(e.grades), 'detail', e.detail)::text
$$;

-- Number what is settled, at most so many: how many were numbered. An event is settled when no transaction as old as
-- its own is still open: then nobody can commit one that should have come before it, and none is passed over.
-- KI403 where this transaction has already written: its own number must be drawn after the mark is read.
CREATE FUNCTION audit.number(at_most integer DEFAULT 20000) RETURNS integer LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    s audit.sequencer;
    low bigint;
    high bigint;
    drawn bigint;
    me bigint;
    counted integer;
    highest bigint;
BEGIN
    PERFORM pg_advisory_xact_lock(5424003);
    IF pg_current_xact_id_if_assigned() IS NOT NULL THEN
        RAISE EXCEPTION 'Number in a transaction of its own.' USING ERRCODE = 'KI403';
    END IF;
    SELECT last_value INTO drawn FROM public.audit_event_id_seq;  -- whoever drew one of these has an older number than ours:
    me := pg_current_xact_id()::text::bigint;                     -- audit.append takes the transaction's number first
    SELECT pg_snapshot_xmin(now.snap)::text::bigint, pg_snapshot_xmax(now.snap)::text::bigint INTO low, high
    FROM (SELECT pg_current_snapshot() AS snap) now;
    SELECT * INTO STRICT s FROM audit.sequencer;
    IF s.mark_xact < low OR s.mark_xact > me THEN  -- the latter in a database restored elsewhere: none of those runs here
        s.sure := s.mark;
        s.mark_xact := NULL;
    END IF;
    IF s.mark_xact IS NULL THEN
        s.mark := drawn;
        s.mark_xact := me;
    END IF;
    s.batch := s.batch + 1;
    WITH settled AS (
        SELECT e.id FROM public.audit_event e
        WHERE e.id > s.floor AND (e.xact < low OR e.xact >= high) AND NOT EXISTS (SELECT FROM audit.leaf l WHERE l.event = e.id)
        ORDER BY e.id LIMIT at_most
    ), salted AS MATERIALIZED (
        SELECT id, s.size + row_number() OVER (ORDER BY id) - 1 AS no, uuid_send(gen_random_uuid()) AS salt,
               statement_timestamp() AS at FROM settled
    ), put AS (
        INSERT INTO audit.leaf (no, batch, event, numbered_at, salt, hash)
        SELECT n.no, s.batch, n.id, n.at, n.salt,
               sha256('\x00'::bytea || sha256(n.salt || convert_to(audit.payload(e, s.batch, n.at), 'UTF8')))
        FROM salted n JOIN public.audit_event e ON e.id = n.id ORDER BY n.no
        RETURNING event
    ) SELECT count(*), max(event) INTO counted, highest FROM put;
    PERFORM audit.grow(s.size, s.size + counted);
    UPDATE audit.sequencer SET size = s.size + counted, batch = s.batch, sure = s.sure, mark = s.mark, mark_xact = s.mark_xact,
        floor = greatest(s.floor, CASE WHEN counted = at_most THEN least(s.sure, highest) ELSE s.sure END);
    RETURN counted;
END $$;

-- The nodes that became complete when a tree of `before` leaves grew to `after`.
CREATE FUNCTION audit.grow(before bigint, after bigint) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE height smallint := 0;
BEGIN
    WHILE after / 256 > before / 256 LOOP
        height := height + 1;
        INSERT INTO audit.node (level, no, hash)
        SELECT height, b, audit.root_of(CASE WHEN height = 1
            THEN ARRAY(SELECT l.hash FROM audit.leaf l WHERE l.no >= b * 256 AND l.no < b * 256 + 256 ORDER BY l.no)
            ELSE ARRAY(SELECT n.hash FROM audit.node n WHERE n.level = height - 1 AND n.no >= b * 256 AND n.no < b * 256 + 256 ORDER BY n.no)
        END) FROM generate_series(before / 256, after / 256 - 1) b;
        before := before / 256;
        after := after / 256;
    END LOOP;
END $$;

-- The root over hashes whose count is a power of two.
CREATE FUNCTION audit.root_of(hashes bytea[]) RETURNS bytea LANGUAGE plpgsql IMMUTABLE
SET search_path = pg_catalog, pg_temp AS $$
DECLARE i integer;
BEGIN
    WHILE cardinality(hashes) > 1 LOOP
        FOR i IN 1 .. cardinality(hashes) / 2 LOOP
            hashes[i] := sha256('\x01'::bytea || hashes[2 * i - 1] || hashes[2 * i]);
        END LOOP;
        hashes := hashes[1 : cardinality(hashes) / 2];
    END LOOP;
    RETURN hashes[1];
END $$;

CREATE FUNCTION audit.keep_leaf() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'What was numbered and signed is never changed or deleted.' USING ERRCODE = 'KI403';
END $$;
DO $$
DECLARE name regclass;
BEGIN
    FOREACH name IN ARRAY '{audit.leaf,audit.node,audit.checkpoint,audit.cosignature}'::regclass[] LOOP
        EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %s FOR EACH ROW EXECUTE FUNCTION audit.keep_leaf()', name);
        EXECUTE format('CREATE TRIGGER append_only_all BEFORE TRUNCATE ON %s EXECUTE FUNCTION audit.keep_leaf()', name);
    END LOOP;
END $$;

GRANT SELECT, INSERT ON audit.leaf, audit.node TO kith_engine;
GRANT SELECT, UPDATE ON audit.sequencer TO kith_engine;
GRANT SELECT ON audit_event_id_seq TO kith_engine;
GRANT USAGE ON SCHEMA audit TO kith_sequencer, kith_auditor;
GRANT USAGE ON SCHEMA public TO kith_auditor;
CALL core.adopt();
-- The sequencer numbers and signs: it sees hashes, and no event. The auditor reads, and nothing else.
GRANT EXECUTE ON FUNCTION audit.number(integer) TO kith_sequencer;
GRANT SELECT (no, hash) ON audit.leaf TO kith_sequencer;
GRANT SELECT ON audit.node, audit.checkpoint, audit.cosignature, audit.sequencer TO kith_sequencer;
GRANT INSERT (origin, size, note) ON audit.checkpoint TO kith_sequencer;
GRANT INSERT (origin, size, line) ON audit.cosignature TO kith_sequencer;
GRANT SELECT ON audit_event, audit.leaf, audit.node, audit.checkpoint, audit.cosignature TO kith_auditor;
GRANT EXECUTE ON FUNCTION audit.payload(public.audit_event, bigint, timestamptz) TO kith_auditor, kith_engine;
GRANT EXECUTE ON FUNCTION audit.root_of(bytea[]) TO kith_engine;
GRANT SELECT ON audit.leaf, audit.node, audit.checkpoint, audit.cosignature, audit.sequencer TO kith_backup;
