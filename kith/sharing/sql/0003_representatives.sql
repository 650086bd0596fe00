-- Who speaks for the person, and what they may not be shown (docs/decisions/0052-representatives.md). These functions write.
CALL access.protect('sharing_representative', grants => 'SELECT');

CREATE FUNCTION sharing.record_representative(p uuid, covers smallint[], said jsonb) RETURNS uuid
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me access.actor := access.acting();
    new_id uuid := gen_random_uuid();
    d text := sharing.stands_in(NULL);
BEGIN
    PERFORM access.hold(p);
    PERFORM sharing.check_writer(p, d, 2::smallint);
    PERFORM access.check_grades(covers);
    INSERT INTO public.sharing_representative (person_id, id, domain, grade, owner_id, author_id, recorded_at, kind, name, relation, reach, covers, scope, seen,
        starts, ends, no_address, kept_from, limit_words, ended_words)
    VALUES (p, new_id, d, 2, me.agency, me.post, core.now(), said ->> 'kind', said ->> 'name', said ->> 'relation', said ->> 'reach', covers, said ->> 'scope',
        said ->> 'seen', (said ->> 'starts')::date, (said ->> 'ends')::date, false, array_fill(0::smallint, '{11}'), '', '');
    PERFORM access.log('record representative', p, ARRAY[new_id], ARRAY[d], ARRAY[2::smallint], jsonb_build_object('kind', said ->> 'kind'));
    RETURN new_id;
END $$;

-- One that the caller opens and that has not ended. Raises as for one that is not there.
CREATE FUNCTION sharing.representative_of(p uuid, fact uuid) RETURNS public.sharing_representative LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me access.actor := access.acting();
    r public.sharing_representative;
BEGIN
    PERFORM access.hold(p);
    PERFORM access.locate(p);
    SELECT * INTO r FROM public.sharing_representative x
    WHERE x.person_id = p AND x.id = fact AND access.opens(me.keys, x.audience, x.gate, x.denied);
    IF NOT FOUND THEN PERFORM access.nothing(); END IF;
    IF r.ended_at IS NOT NULL THEN PERFORM access.invalid('This has ended already.'); END IF;
    RETURN r;
END $$;

-- Whether a row of p is kept from a representative: it is about what they may not be shown, or they may not learn where p
-- lives and it is an address or tells one (a postcode or a first line of p's, however it is spaced).
CREATE FUNCTION sharing.kept_from(r public.sharing_representative, row_id uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    t access.graded_table;
    d text;
    said text;
BEGIN
    FOR t IN SELECT * FROM access.graded_table g WHERE has_any_column_privilege('kith_app', g.name, 'SELECT') LOOP
        EXECUTE format('SELECT x.domain, lower(regexp_replace(to_jsonb(x)::text, %L, %L, %L)) FROM %s x WHERE x.person_id = $1 AND x.id = $2',
                       '\s|\\n|,', '', 'g', t.name) INTO d, said USING r.person_id, row_id;
        CONTINUE WHEN d IS NULL;
        RETURN r.kept_from[access.domain_no(d)] > 0
            OR r.no_address AND (t.name = 'public.people_address' OR EXISTS (
                SELECT FROM public.people_address a
                CROSS JOIN LATERAL (VALUES (a.postcode), (split_part(a.lines, E'\n', 1)), (split_part(a.lines, ',', 1))) v(place)
                WHERE a.person_id = r.person_id AND a.withdrawn_at IS NULL
                  AND position(lower(regexp_replace(place, '\s|,', '', 'g')) IN said) > 0 AND length(regexp_replace(place, '\s|,', '', 'g')) > 4));
    END LOOP;
    RETURN true;
END $$;

-- What is kept from somebody is not opened to them either, by whatever page or function.
CREATE FUNCTION sharing.check_release() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM public.sharing_representative r
               WHERE r.person_id = NEW.person_id AND r.reader = NEW.holder
                 AND (r.ended_at IS NOT NULL OR sharing.over(r) OR sharing.kept_from(r, NEW.row_id))) THEN
        PERFORM access.refuse('This is kept from them by a decision on record. See who speaks for this person, under Rights.');
    END IF;
    RETURN NEW;
END $$;

-- Whether the time in which they speak for the person is over, or has not come.
CREATE FUNCTION sharing.over(r public.sharing_representative) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT r.starts > t.today OR coalesce(r.ends <= t.today, false) FROM (SELECT (core.now() AT TIME ZONE 'Europe/London')::date AS today) t
$$;
CREATE TRIGGER kept_from BEFORE INSERT ON access.release FOR EACH ROW EXECUTE FUNCTION sharing.check_release();

-- What was opened to them and may no longer be is closed. `everything`: they no longer speak for the person.
CREATE FUNCTION sharing.close_to(r public.sharing_representative, everything boolean) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE access.release x SET ended_at = core.now()
    WHERE x.person_id = r.person_id AND x.holder = r.reader AND x.ended_at IS NULL AND (everything OR sharing.kept_from(r, x.row_id));
    IF everything THEN
        UPDATE access.reader x SET ended_at = core.now() WHERE x.person_id = r.person_id AND x.holder = r.reader AND x.ended_at IS NULL;
    END IF;
    PERFORM access.rekey_person(r.person_id);
END $$;

-- Whoever opens it may keep more from them: it only closes. To keep less from them is the lead organisation's to decide.
CREATE FUNCTION sharing.limit_representative(p uuid, fact uuid, not_where boolean, kept smallint[], words text, review_on date) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE r public.sharing_representative := sharing.representative_of(p, fact);
BEGIN
    PERFORM access.check_grades(kept);
    IF coalesce(btrim(words), '') = '' OR review_on IS NULL THEN
        PERFORM access.invalid('Say what is kept from them, why, and when that is looked at again.');
    END IF;
    IF r.no_address AND NOT not_where OR EXISTS (SELECT FROM unnest(r.kept_from, kept) u(was, is_now) WHERE was > 0 AND is_now = 0) THEN
        PERFORM access.check_guardian(p);
    END IF;
    UPDATE public.sharing_representative x SET no_address = not_where, kept_from = kept, limit_words = words, limit_review_on = review_on
    WHERE x.person_id = p AND x.id = fact RETURNING * INTO r;
    PERFORM sharing.close_to(r, false);
    PERFORM access.log('limit representative', p, ARRAY[fact], ARRAY[r.domain], ARRAY[r.grade], jsonb_build_object('no_address', not_where));
END $$;

CREATE FUNCTION sharing.end_representative(p uuid, fact uuid, words text) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE r public.sharing_representative := sharing.representative_of(p, fact);
BEGIN
    IF coalesce(btrim(words), '') = '' THEN PERFORM access.invalid('Say why it ends.'); END IF;
    UPDATE public.sharing_representative x SET ended_at = core.now(), ended_words = words WHERE x.person_id = p AND x.id = fact;
    PERFORM sharing.close_to(r, true);
    PERFORM access.log('end representative', p, ARRAY[fact], ARRAY[r.domain], ARRAY[r.grade]);
END $$;

-- They become a reader of the record: whatever is opened to them is then checked against what is kept from them.
CREATE FUNCTION sharing.let_read(p uuid, fact uuid) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    r public.sharing_representative := sharing.representative_of(p, fact);
    holder bigint := coalesce(r.reader, access.add_reader(p, NULL, true));  -- a guardian's act
BEGIN
    UPDATE public.sharing_representative x SET reader = holder WHERE x.person_id = p AND x.id = fact;
    RETURN holder;
END $$;

CALL core.adopt();
GRANT EXECUTE ON FUNCTION sharing.record_representative, sharing.limit_representative, sharing.end_representative, sharing.let_read TO kith_app;
