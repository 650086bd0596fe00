-- How long what an event says is kept: by the organisation whose people left it, and by action. '' is every action that
-- has no line of its own; agency 0 every organisation that has none. Erasing takes the event and its salt; its leaf, and
-- with it every proof, stays. Acts of retention themselves are never erased.
CREATE TABLE audit.retention (
    agency bigint, action text, years integer NOT NULL CHECK (years BETWEEN 6 AND 150), reason text NOT NULL,
    decided_by bigint,  -- the event of the decision
    PRIMARY KEY (agency, action)
);
INSERT INTO audit.retention (agency, action, years, reason) VALUES (0, '', 75,
    'As long as the longest record that they are about: until the 75th birthday of a child who was looked after '
    '(Care Planning, Placement and Case Review (England) Regulations 2010, regulation 50)');

-- Acts that erase, one by one. `event` is the act; `before`: action → events older than this, in microseconds since 1970.
CREATE TABLE audit.erasure (
    event bigint PRIMARY KEY, agency bigint NOT NULL, before jsonb NOT NULL,
    reached bigint NOT NULL DEFAULT 0, erased bigint NOT NULL DEFAULT 0, done_at timestamptz
);

-- The moments before which events of an organisation have been kept long enough, by action.
CREATE FUNCTION audit.kept_until(organisation bigint) RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT jsonb_object_agg(r.action, (extract(epoch FROM core.now() - make_interval(years => r.years)) * 1000000)::bigint)
    FROM (SELECT DISTINCT ON (action) action, years FROM audit.retention WHERE agency IN (organisation, 0)
          ORDER BY action, agency DESC) r
$$;

-- Whether an event of an organisation is past its time, by what `kept_until` said. Acts of retention never are.
CREATE FUNCTION audit.is_past(e public.audit_event, before jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp AS $$
    SELECT e.action NOT IN ('erase events', 'keep events')
           AND extract(epoch FROM e.at) * 1000000 < (coalesce(before -> e.action, before -> '') #>> '{}')::bigint
$$;

-- Carry out the oldest act that is numbered and not done, at most so many events: how many were erased; null where there is none.
CREATE FUNCTION audit.erase(at_most integer DEFAULT 5000) RETURNS integer LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE act audit.erasure; looked bigint[]; taken integer;
BEGIN
    SELECT x.* INTO act FROM audit.erasure x JOIN audit.leaf l ON l.event = x.event
    WHERE x.done_at IS NULL ORDER BY x.event LIMIT 1 FOR UPDATE OF x;
    IF act.event IS NULL THEN RETURN NULL; END IF;
    looked := ARRAY(SELECT e.id FROM public.audit_event e WHERE e.id > act.reached AND e.id < act.event ORDER BY e.id LIMIT at_most);
    WITH old AS (
        SELECT e.id FROM public.audit_event e
        WHERE e.id = ANY (looked) AND e.agency = act.agency AND audit.is_past(e, act.before)
    ) UPDATE audit.leaf l SET salt = NULL, erased_by = act.event FROM old WHERE l.event = old.id;
    GET DIAGNOSTICS taken = ROW_COUNT;
    DELETE FROM public.audit_event e USING audit.leaf l WHERE e.id = ANY (looked) AND l.event = e.id AND l.erased_by = act.event;
    UPDATE audit.erasure SET erased = erased + taken, reached = coalesce(looked[cardinality(looked)], reached),
        done_at = CASE WHEN cardinality(looked) < at_most THEN clock_timestamp() END WHERE event = act.event;
    RETURN taken;
END $$;

-- The root over the first `size` leaves, from the hashes that are kept (kith/audit/tree.py says the same in Python).
CREATE FUNCTION audit.root(size bigint) RETURNS bytea LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE parts bytea[] := '{}'; start bigint := 0; bit integer; lvl integer; least bigint; many bigint; whole bytea;
BEGIN
    FOR bit IN REVERSE 62..0 LOOP
        CONTINUE WHEN size & (1::bigint << bit) = 0;
        lvl := bit / 8; least := start >> (8 * lvl); many := 1::bigint << (bit % 8);
        parts := parts || audit.root_of(CASE WHEN lvl = 0
            THEN ARRAY(SELECT l.hash FROM audit.leaf l WHERE l.no >= least AND l.no < least + many ORDER BY l.no)
            ELSE ARRAY(SELECT n.hash FROM audit.node n WHERE n.level = lvl AND n.no >= least AND n.no < least + many ORDER BY n.no) END);
        start := start + (1::bigint << bit);
    END LOOP;
    FOR bit IN REVERSE cardinality(parts)..1 LOOP
        whole := CASE WHEN whole IS NULL THEN parts[bit] ELSE sha256('\x01'::bytea || parts[bit] || whole) END;
    END LOOP;
    RETURN coalesce(whole, sha256(''));
END $$;

-- An event goes only when its leaf says by which act; a leaf changes only to say so. And only the engine does either.
CREATE OR REPLACE FUNCTION audit.refuse_change() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' AND current_user = 'kith_engine'
       AND EXISTS (SELECT FROM audit.leaf l JOIN audit.erasure x ON x.event = l.erased_by WHERE l.event = OLD.id) THEN RETURN OLD; END IF;
    RAISE EXCEPTION 'Access events are never changed or deleted.' USING ERRCODE = 'KI403';
END $$;
CREATE FUNCTION audit.keep_numbered() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF current_user = 'kith_engine' AND OLD.erased_by IS NULL AND NEW.salt IS NULL
       AND (NEW.no, NEW.batch, NEW.event, NEW.numbered_at, NEW.hash) = (OLD.no, OLD.batch, OLD.event, OLD.numbered_at, OLD.hash)
       AND EXISTS (SELECT FROM audit.erasure x WHERE x.event = NEW.erased_by) THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'What was numbered and signed is never changed or deleted.' USING ERRCODE = 'KI403';
END $$;
DROP TRIGGER append_only ON audit.leaf;
CREATE TRIGGER append_only BEFORE DELETE ON audit.leaf FOR EACH ROW EXECUTE FUNCTION audit.keep_leaf();
CREATE TRIGGER erased_only BEFORE UPDATE ON audit.leaf FOR EACH ROW EXECUTE FUNCTION audit.keep_numbered();

GRANT DELETE ON audit_event TO kith_engine;
GRANT UPDATE (salt, erased_by) ON audit.leaf TO kith_engine;
GRANT SELECT, INSERT, UPDATE ON audit.retention, audit.erasure TO kith_engine;
GRANT SELECT ON audit.checkpoint TO kith_engine;
GRANT EXECUTE ON FUNCTION audit.is_past(public.audit_event, jsonb) TO kith_engine;
CALL core.adopt();
GRANT EXECUTE ON FUNCTION audit.erase(integer) TO kith_sequencer;
GRANT SELECT ON audit.retention, audit.erasure TO kith_backup;
