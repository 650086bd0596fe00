-- Searching and ordering entries; what a version is. Referrals are in 0003_referrals.sql.

-- English words, titles first. `<` and `>` are taken for spaces: the parser would drop "<90 and >" as if it were a tag.
CREATE FUNCTION record.vector(title text, text text, present text, details jsonb) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp AS $$
    SELECT setweight(to_tsvector('english', translate(title, '<>', '  ')), 'A')
        || setweight(to_tsvector('english', translate(text, '<>', '  ')), 'B')
        || setweight(to_tsvector('english', translate(present, '<>', '  ')), 'C')
        || setweight(jsonb_to_tsvector('english', details, '["string"]'), 'D')
$$;

CREATE FUNCTION record.index_words() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    NEW.search := record.vector(NEW.title, NEW.text, NEW.present, NEW.details);
    RETURN NEW;
END $$;

ALTER TABLE record_entry
    ADD COLUMN search tsvector NOT NULL,
    ADD CONSTRAINT entry_version_once UNIQUE (person_id, series, version),
    ADD CONSTRAINT entry_first_is_series CHECK ((version = 1) = (series = id)),
    ADD CONSTRAINT entry_ends_after_start CHECK (happened_until >= happened_at),
    ADD CONSTRAINT entry_fits CHECK (length(title) <= 200 AND length(text) <= 100000 AND length(present) <= 2000
                                     AND length(amendment_reason) <= 1000 AND pg_column_size(details) <= 200000);

-- By a trigger, not a generated column: beside a trigger on update PostgreSQL works generated columns out again for every
-- row that is rekeyed (docs/decisions/0012-figures.md).
CREATE TRIGGER s_search BEFORE INSERT OR UPDATE OF title, text, present, details, search ON record_entry
FOR EACH ROW EXECUTE FUNCTION record.index_words();

-- The chronology of a person; the newest of everyone (for those who open very much); rows of one event.
CREATE UNIQUE INDEX entry_source_once ON record_entry (person_id, owner_id, source_key) WHERE source_key IS NOT NULL;
CREATE INDEX entry_by_time ON record_entry (person_id, happened_at DESC, id DESC) WHERE current;
CREATE INDEX entry_newest ON record_entry (recorded_at DESC, id DESC) WHERE current;
CREATE INDEX entry_by_occasion ON record_entry (occasion);
CREATE INDEX draft_unfinished ON record_draft (author_id) WHERE recorded_as IS NULL AND discarded_at IS NULL;

GRANT SELECT (search) ON record_entry TO kith_app;
GRANT UPDATE (earlier, revision) ON record_draft TO kith_app;

-- Whether the caller holds the managers' key of a team of this agency.
CREATE FUNCTION record.manages(agency bigint) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (SELECT FROM access.acting() me CROSS JOIN LATERAL access.holders(me.post) h
                   JOIN public.agencies_team t ON t.managers_id = h.holder
                   WHERE h.kind = 'managers' AND t.agency_id = manages.agency)
$$;

-- Who writes, for the defaults of a form: the kind of their agency, the domain of their team, whether they manage there.
CREATE FUNCTION record.writer(OUT agency_kind text, OUT team_domain text, OUT manages boolean) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT a.kind,
           (SELECT t.domain FROM public.agencies_membership m JOIN public.agencies_team t ON t.id = m.team_id
            WHERE m.post_id = me.post AND t.agency_id = me.agency AND access.active(m.starts, m.ends) ORDER BY m.starts, m.id LIMIT 1),
           record.manages(a.id)
    FROM access.acting() me JOIN public.agencies_agency a ON a.id = me.agency
$$;

-- A version inherits person, owner and occasion, and at least the grade. It is written from the newest version (the caller
-- says which they read), by the agency that owns it. Lower, or in another domain, is a manager's act. Earlier versions follow
-- to the new domain and at least the new grade: what is raised is not to be read in its history. Seals of the row carry over.
-- A version that the caller cannot open is answered as one that is not there.
CREATE FUNCTION record.version_entry() RETURNS trigger LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    keys bigint[] := access.keys();
    previous public.record_entry;
BEGIN
    NEW.current := true;
    NEW.series := coalesce(NEW.series, NEW.id);
    IF NEW.series = NEW.id THEN RETURN NEW; END IF;
    PERFORM access.check_isolation();
    PERFORM pg_advisory_xact_lock_shared(access.lock_no(NEW.person_id));
    PERFORM FROM public.record_entry e WHERE e.person_id = NEW.person_id AND e.id = NEW.series FOR UPDATE;
    -- a later statement than the locks: its snapshot has the version that the last writer committed
    SELECT * INTO previous FROM public.record_entry e
    WHERE e.person_id = NEW.person_id AND e.series = NEW.series ORDER BY e.version DESC LIMIT 1;
    IF NOT access.opens(keys, previous.audience, previous.gate, previous.denied) THEN PERFORM access.nothing(); END IF;
    IF previous.owner_id <> NEW.owner_id THEN
        PERFORM access.refuse('Only the organisation that recorded this can change it. Ring them, or record what you know.');
    END IF;
    IF NEW.version <> previous.version + 1 THEN
        PERFORM access.invalid('Somebody has changed this since you opened it. Read the newest version, then make your change again.');
    END IF;
    IF (NEW.grade < previous.grade OR NEW.domain <> previous.domain) AND NOT record.manages(previous.owner_id) THEN
        PERFORM access.refuse('Only a manager can lower the grade or change what it is about.');
    END IF;
    NEW.occasion := previous.occasion;
    PERFORM access.inherit_seals(NEW.person_id, ARRAY[previous.id], NEW.id, NEW.domain, NEW.grade);
    UPDATE public.record_entry e
    SET current = false, domain = NEW.domain, grade = greatest(e.grade, NEW.grade),
        audience = access.canon(access.audience(e.person_id, NEW.domain, greatest(e.grade, NEW.grade), e.owner_id)
                                || access.row_keys(e.person_id, e.id, NEW.domain, greatest(e.grade, NEW.grade), e.owner_id)),
        gate = access.guarded(access.gate(e.person_id, e.id, NULL), greatest(e.grade, NEW.grade))
    WHERE e.person_id = NEW.person_id AND e.series = NEW.series
      AND (e.current OR e.domain <> NEW.domain OR e.grade < NEW.grade);
    RETURN NEW;
END $$;
CREATE TRIGGER m_version BEFORE INSERT ON record_entry FOR EACH ROW EXECUTE FUNCTION record.version_entry();

-- By what an entry is known where it came from: an import's to write, of its session alone. A form's own is a secret that it was
-- given (form:...); any other can be guessed, and that it is taken would tell of an entry that does not open.
CREATE FUNCTION record.check_source() RETURNS trigger LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF (access.acting()).purpose <> 'job' THEN PERFORM access.refuse('Only an import may write this.'); END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER a_source BEFORE INSERT ON record_entry FOR EACH ROW
WHEN (current_user <> 'kith_engine' AND NEW.source_key NOT LIKE 'form:%') EXECUTE FUNCTION record.check_source();

-- Before one event is written about several persons: share all of them at once, in the order in which changers of facts hold them.
CREATE FUNCTION record.write_about(people uuid[]) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    -- nobody holds up changes about persons who are beyond them
    PERFORM pg_advisory_xact_lock_shared(no)
    FROM (SELECT DISTINCT access.lock_no(p) AS no FROM unnest(people) p WHERE 1 <= ANY (access.grasp(p, NULL)) ORDER BY 1) ordered;
END $$;

-- A seal on a version is on every version: they say nearly the same.
INSERT INTO access.following (leads, follows, how) VALUES ('public.record_entry', 'public.record_entry', 'c.series = p.series');

CALL core.adopt();
GRANT EXECUTE ON FUNCTION record.writer(), record.write_about(uuid[]) TO kith_app;
GRANT EXECUTE ON FUNCTION record.vector(text, text, text, jsonb) TO kith_app, kith_engine;
