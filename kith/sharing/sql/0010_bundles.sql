-- A bundle for a court: each exhibit keeps the lock of what it was copied from (docs/decisions/0059-bundles.md).
CALL access.protect('sharing_bundle', grants => 'SELECT');
CALL access.protect('sharing_exhibit', grants => 'SELECT');
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
    WHERE x.person_id = p AND x.id = fact AND x.audience && me.keys AND x.gate && me.keys AND NOT x.denied && me.keys FOR UPDATE;
    IF NOT FOUND THEN RAISE EXCEPTION 'There is nothing here that you can open.' USING ERRCODE = 'KI404'; END IF;
    IF b.owner_id <> me.agency THEN PERFORM access.refuse('Only the organisation that puts it together changes it.'); END IF;
    IF b.state <> 'open' THEN PERFORM access.invalid('It is fixed: nothing in it changes any more. Begin another.'); END IF;
    RETURN b;
END $$;

CREATE FUNCTION sharing.sha256_of(words text) RETURNS text LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT encode(sha256(convert_to(words, 'UTF8')), 'hex')
$$;

-- Put an entry that the caller opens into it. `words`: as served, where words were removed; the digest of what it was made from is
-- worked out here, from the entry itself.
CREATE FUNCTION sharing.add_exhibit(p uuid, bundle uuid, entry uuid, place integer, section text, words text, removed text[]) RETURNS uuid
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me access.actor := access.acting();
    b public.sharing_bundle := sharing.bundle_of(p, bundle);
    e public.record_entry;
    new_id uuid := gen_random_uuid();
BEGIN
    SELECT * INTO e FROM public.record_entry x
    WHERE x.person_id = p AND x.id = entry AND x.audience && me.keys AND x.gate && me.keys AND NOT x.denied && me.keys;
    IF NOT FOUND THEN RAISE EXCEPTION 'There is nothing here that you can open.' USING ERRCODE = 'KI404'; END IF;
    IF e.grade > 4 THEN PERFORM access.refuse('What is restricted is given to people by name, and does not go into a bundle.'); END IF;
    IF EXISTS (SELECT FROM access.seal s WHERE s.person_id = p AND s.row_id = entry AND s.ended_at IS NULL) THEN
        PERFORM access.refuse('This entry is sealed to people by name, and a copy of it would not be. It does not go into a bundle.');
    END IF;
    IF EXISTS (SELECT FROM public.sharing_exhibit x WHERE x.person_id = p AND x.bundle_id = bundle AND x.of_row = entry AND x.dropped_at IS NULL) THEN
        PERFORM access.invalid('It is in the bundle already.');
    END IF;
    INSERT INTO public.sharing_exhibit (person_id, id, domain, grade, owner_id, author_id, recorded_at, bundle_id, place, section, title, happened_at, of_row,
        version, of_recorded_at, source_digest, text, removed, digest)
    VALUES (p, new_id, e.domain, e.grade, e.owner_id, me.post, core.now(), bundle, place, coalesce(section, ''), e.title, e.happened_at, e.id,
        e.version, e.recorded_at, sharing.sha256_of(e.text), words, removed, sharing.sha256_of(words));
    UPDATE public.sharing_bundle x SET count = x.count + 1 WHERE x.person_id = p AND x.id = bundle;
    PERFORM access.log('add exhibit', p, ARRAY[bundle, new_id, e.id], ARRAY[e.domain], ARRAY[e.grade], jsonb_build_object('removed', cardinality(removed)));
    RETURN new_id;
END $$;

-- Take one out again, before it is fixed. The row stays, with when.
CREATE FUNCTION sharing.drop_exhibit(p uuid, bundle uuid, exhibit uuid) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me access.actor := access.acting();
    b public.sharing_bundle := sharing.bundle_of(p, bundle);
BEGIN
    UPDATE public.sharing_exhibit x SET dropped_at = core.now()
    WHERE x.person_id = p AND x.id = exhibit AND x.bundle_id = bundle AND x.dropped_at IS NULL AND x.audience && me.keys AND x.gate && me.keys AND NOT x.denied && me.keys;
    IF NOT FOUND THEN RAISE EXCEPTION 'There is nothing here that you can open.' USING ERRCODE = 'KI404'; END IF;
    UPDATE public.sharing_bundle x SET count = x.count - 1 WHERE x.person_id = p AND x.id = bundle;
    PERFORM access.log('drop exhibit', p, ARRAY[bundle, exhibit], NULL, NULL);
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

CALL core.adopt();
GRANT EXECUTE ON FUNCTION sharing.begin_bundle, sharing.add_exhibit, sharing.drop_exhibit, sharing.fix_bundle TO kith_app;
GRANT EXECUTE ON FUNCTION sharing.sha256_of TO kith_engine;
