-- A bundle for a court: each exhibit keeps the lock of what it was copied from (docs/decisions/0059-bundles.md).
CALL access.protect('sharing_bundle', grants => 'SELECT');
CALL access.protect('sharing_exhibit', grants => 'SELECT');
CREATE INDEX sharing_bundle_digest ON sharing_bundle (digest) WHERE state = 'fixed';
CREATE INDEX sharing_exhibit_of ON sharing_exhibit (person_id, bundle_id, place);

CREATE FUNCTION sharing.begin_bundle(p uuid, token text, said jsonb) RETURNS uuid LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me access.actor := access.acting();
    place text := sharing.domain_for(me.post, 'social_care');
    new_id uuid := gen_random_uuid();
    known uuid;
BEGIN
    PERFORM access.locate(p);
    PERFORM sharing.check_writer(p, place, 3::smallint);
    IF coalesce(btrim(said ->> 'title'), '') = '' OR coalesce(btrim(said ->> 'court'), '') = '' THEN PERFORM access.invalid('Say what it is, and for which court.'); END IF;
    SELECT b.id INTO known FROM public.sharing_bundle b WHERE b.person_id = p AND b.author_id = me.post AND b.token = begin_bundle.token;
    IF known IS NOT NULL THEN RETURN known; END IF;
    INSERT INTO public.sharing_bundle (person_id, id, domain, grade, owner_id, author_id, recorded_at, title, court, number, count, state, digest, truth, token)
    VALUES (p, new_id, place, 3, me.agency, me.post, core.now(), said ->> 'title', said ->> 'court', said ->> 'number', 0, 'open', '', '', token);
    PERFORM access.log('begin bundle', p, ARRAY[new_id], ARRAY[place], ARRAY[3::smallint]);
    RETURN new_id;
END $$;

-- One of the caller's organisation that they open and that is not fixed. Raises as for one that is not there.
CREATE FUNCTION sharing.bundle_of(p uuid, fact uuid) RETURNS public.sharing_bundle LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me access.actor := access.acting();
    b public.sharing_bundle;
BEGIN
    PERFORM access.locate(p);
    SELECT * INTO b FROM public.sharing_bundle x
    WHERE x.person_id = p AND x.id = fact AND access.opens(me.keys, x.audience, x.gate, x.denied) FOR UPDATE;
    IF NOT FOUND THEN PERFORM access.nothing(); END IF;
    IF b.owner_id <> me.agency THEN PERFORM access.refuse('Only the organisation that puts it together changes it.'); END IF;
    IF b.state <> 'open' THEN PERFORM access.invalid('It is fixed: nothing in it changes any more. Begin another.'); END IF;
    RETURN b;
END $$;

CREATE FUNCTION sharing.sha256_of(words text) RETURNS text LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT encode(sha256(convert_to(words, 'UTF8')), 'hex')
$$;

-- What an exhibit is a copy of. `words`: what was written, by which the copy can be compared with the record later.
CREATE TYPE sharing.source AS (
    row_id uuid, domain text, grade smallint, owner_id bigint, happened_at timestamptz, version integer, recorded_at timestamptz, author_id bigint, words text,
    digest text  -- of a file; null where it is worked out from the words
);

-- An entry or a document that the caller opens; or, where `d` and `g` are said, what a signed form says in that domain at that grade, in the newest
-- revision of each section up to that version. A row of nulls where there is none.
CREATE FUNCTION sharing.source_of(p uuid, fact uuid, d text, g smallint) RETURNS sharing.source LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me access.actor := access.acting();
    found sharing.source;
BEGIN
    IF d IS NULL THEN
        SELECT e.id, e.domain, e.grade, e.owner_id, e.happened_at, e.version, e.recorded_at, e.author_id,
               concat_ws(E'\n', e.text, nullif(e.details::text, '{}'), nullif(e.present, '')), NULL INTO found
        FROM public.record_entry e WHERE e.person_id = p AND e.id = fact AND access.opens(me.keys, e.audience, e.gate, e.denied);
        IF found.row_id IS NULL THEN
            SELECT x.id, x.domain, x.grade, x.owner_id, coalesce(x.made_on::timestamp AT TIME ZONE 'Europe/London', x.recorded_at), x.version, x.recorded_at,
                   x.author_id, x.description, x.sha256 INTO found
            FROM public.documents_document x WHERE x.person_id = p AND x.id = fact AND x.withdrawn_at IS NULL
              AND access.opens(me.keys, x.audience, x.gate, x.denied);
        END IF;
    ELSE
        SELECT r.id, d, g, r.owner_id, r.ended_at, r.version, max(a.recorded_at), (array_agg(a.author_id ORDER BY a.recorded_at DESC))[1],
               string_agg(a.content::text, E'\n' ORDER BY a.section), NULL INTO found
        FROM public.assessments_response r JOIN LATERAL (
            SELECT DISTINCT ON (x.section) x.section, x.content, x.recorded_at, x.author_id FROM public.assessments_answers x
            WHERE x.person_id = p AND x.series = r.series AND x.version <= r.version AND x.domain = d AND x.grade = g
              AND access.opens(me.keys, x.audience, x.gate, x.denied) ORDER BY x.section, x.revision DESC) a ON true
        WHERE r.person_id = p AND r.id = fact AND r.state = 'signed' AND access.opens(me.keys, r.audience, r.gate, r.denied)
        GROUP BY r.id, r.owner_id, r.ended_at, r.version;
    END IF;
    RETURN found;
END $$;

-- Whether something that an exhibit would be copied from is sealed by itself: the copy would not be.
CREATE FUNCTION sharing.sealed_by_itself(p uuid, fact uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (SELECT FROM access.seal s WHERE s.person_id = p AND s.ended_at IS NULL
                     AND s.row_id IN (SELECT fact UNION ALL SELECT a.id FROM public.assessments_answers a JOIN public.assessments_response r
                                      ON r.person_id = p AND r.id = fact AND a.series = r.series WHERE a.person_id = p))
$$;

-- Put a copy into it. Its lock is that of what it is a copy of. `said`: place, section, title, text as served, removed; the digest of
-- what it was made from is worked out here.
CREATE FUNCTION sharing.add_exhibit(p uuid, bundle uuid, fact uuid, d text, g smallint, said jsonb) RETURNS uuid
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me access.actor := access.acting();
    b public.sharing_bundle := sharing.bundle_of(p, bundle);
    s sharing.source := sharing.source_of(p, fact, d, g);
    new_id uuid := gen_random_uuid();
    gone text[] := ARRAY(SELECT jsonb_array_elements_text(said -> 'removed'));
    wrote agencies.holder;
BEGIN
    IF s.row_id IS NULL THEN PERFORM access.nothing(); END IF;
    IF s.grade > 4 THEN PERFORM access.refuse('What is restricted is given to people by name, and does not go into a bundle.'); END IF;
    IF sharing.sealed_by_itself(p, fact) THEN PERFORM access.refuse('This is sealed to people by name, and a copy of it would not be. It does not go into a bundle.'); END IF;
    IF NOT access.audience(p, s.domain, s.grade, s.owner_id) && me.keys THEN  -- what was given by itself opens by its id, which a copy has not
        PERFORM access.refuse('This was given to you by itself. A copy of it is theirs to make: ask them to put it before the court, or to open that much to you.');
    END IF;
    IF EXISTS (SELECT FROM public.sharing_exhibit x WHERE x.person_id = p AND x.bundle_id = bundle AND x.of_row = fact AND x.domain = s.domain AND x.grade = s.grade
               AND x.dropped_at IS NULL) THEN
        PERFORM access.invalid('It is in the bundle already.');
    END IF;
    SELECT * INTO wrote FROM agencies.holder h WHERE h.id = s.author_id;
    INSERT INTO public.sharing_exhibit (person_id, id, domain, grade, owner_id, author_id, recorded_at, bundle_id, place, section, title, happened_at, of_row,
        version, of_recorded_at, of_author, of_organisation, source_digest, text, removed, digest, media_type, sheets)
    VALUES (p, new_id, s.domain, s.grade, s.owner_id, me.post, core.now(), bundle, (said ->> 'place')::integer, said ->> 'section', said ->> 'title', s.happened_at, fact,
        s.version, s.recorded_at, wrote.name, wrote.agency, coalesce(s.digest, sharing.sha256_of(s.words)), said ->> 'text', gone,
        sharing.sha256_of(said ->> 'text'), coalesce(said ->> 'media_type', ''), ARRAY(SELECT jsonb_array_elements_text(said -> 'sheets')::integer));
    UPDATE public.sharing_bundle x SET count = x.count + 1 WHERE x.person_id = p AND x.id = bundle;
    PERFORM access.log('add exhibit', p, ARRAY[bundle, new_id, fact], ARRAY[s.domain], ARRAY[s.grade], jsonb_build_object('removed', cardinality(gone)));
    RETURN new_id;
END $$;

-- An exhibit that the caller opens and that was not taken out. Raises as for one that is not there.
CREATE FUNCTION sharing.exhibit_of(p uuid, fact uuid) RETURNS public.sharing_exhibit LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me access.actor := access.acting();
    found public.sharing_exhibit;
BEGIN
    PERFORM access.locate(p);
    SELECT * INTO found FROM public.sharing_exhibit x WHERE x.person_id = p AND x.id = fact AND x.dropped_at IS NULL
        AND access.opens(me.keys, x.audience, x.gate, x.denied);
    IF found.id IS NULL THEN PERFORM access.nothing(); END IF;
    RETURN found;
END $$;

-- One earlier or one later in its section, among those that the caller opens; at the end of it nothing happens.
CREATE FUNCTION sharing.move_exhibit(p uuid, exhibit uuid, later boolean) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me access.actor := access.acting();
    this public.sharing_exhibit := sharing.exhibit_of(p, exhibit);
    b public.sharing_bundle := sharing.bundle_of(p, this.bundle_id);
    other public.sharing_exhibit;
BEGIN
    SELECT * INTO other FROM public.sharing_exhibit x
    WHERE x.person_id = p AND x.bundle_id = b.id AND x.dropped_at IS NULL AND x.section = this.section
      AND access.opens(me.keys, x.audience, x.gate, x.denied)
      AND CASE WHEN later THEN (x.place, x.recorded_at, x.id) > (this.place, this.recorded_at, this.id) ELSE (x.place, x.recorded_at, x.id) < (this.place, this.recorded_at, this.id) END
    ORDER BY abs(x.place - this.place), x.recorded_at, x.id LIMIT 1;
    UPDATE public.sharing_exhibit x SET place = CASE x.id WHEN this.id THEN other.place ELSE this.place END
    WHERE x.person_id = p AND other.id IS NOT NULL AND x.id IN (this.id, other.id);
    PERFORM access.log('move exhibit', p, ARRAY[b.id, exhibit], ARRAY[this.domain], ARRAY[this.grade]);
END $$;

-- Take one out again, before it is fixed. The row stays, with when.
CREATE FUNCTION sharing.drop_exhibit(p uuid, exhibit uuid) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    this public.sharing_exhibit := sharing.exhibit_of(p, exhibit);
    b public.sharing_bundle := sharing.bundle_of(p, this.bundle_id);
BEGIN
    UPDATE public.sharing_exhibit x SET dropped_at = core.now() WHERE x.person_id = p AND x.id = exhibit;
    UPDATE public.sharing_bundle x SET count = x.count - 1 WHERE x.person_id = p AND x.id = b.id;
    PERFORM access.log('drop exhibit', p, ARRAY[b.id, exhibit], ARRAY[this.domain], ARRAY[this.grade]);
END $$;

-- Fix it: nothing in it changes from now on, and the file is known by its digest.
CREATE FUNCTION sharing.fix_bundle(p uuid, bundle uuid, truth text, digest text) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE b public.sharing_bundle := sharing.bundle_of(p, bundle);
BEGIN
    PERFORM access.require_recent();
    IF b.count = 0 THEN PERFORM access.invalid('Put something into it first.'); END IF;
    IF coalesce(btrim(truth), '') = '' OR digest !~ '^[0-9a-f]{64}$' THEN PERFORM access.invalid('Say who stands by what is in it.'); END IF;
    UPDATE public.sharing_bundle x SET state = 'fixed', fixed_at = core.now(), truth = fix_bundle.truth, digest = fix_bundle.digest WHERE x.person_id = p AND x.id = bundle;
    PERFORM access.log('fix bundle', p, ARRAY[bundle], ARRAY[b.domain], ARRAY[b.grade], jsonb_build_object('digest', digest, 'exhibits', b.count));
END $$;

-- Whether a file is a bundle that was fixed here: by whom, when, how many exhibits. Whoever asks holds the file; its digest is not guessed.
CREATE FUNCTION sharing.outside_check(file text) RETURNS TABLE (organisation text, fixed_at timestamptz, exhibits integer)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE b public.sharing_bundle;
BEGIN
    SELECT * INTO b FROM public.sharing_bundle x WHERE x.digest = file AND x.state = 'fixed' LIMIT 1;
    IF b.id IS NULL THEN RETURN; END IF;
    PERFORM audit.append(NULL, NULL, NULL, b.owner_id, '', 'check bundle', b.person_id, ARRAY[b.id], ARRAY[b.domain], ARRAY[b.grade], NULL);
    RETURN QUERY SELECT a.name::text, b.fixed_at, b.count FROM public.agencies_agency a WHERE a.id = b.owner_id;
END $$;

CALL core.adopt();
GRANT EXECUTE ON FUNCTION sharing.outside_check TO kith_outside;
GRANT EXECUTE ON FUNCTION sharing.begin_bundle, sharing.add_exhibit, sharing.move_exhibit, sharing.drop_exhibit, sharing.fix_bundle TO kith_app;
GRANT EXECUTE ON FUNCTION sharing.sha256_of TO kith_engine;
