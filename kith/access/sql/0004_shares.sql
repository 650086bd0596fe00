-- What is opened to others until a date, all of a domain or single rows; and in an emergency.
-- The share itself, written as the engine.
CREATE FUNCTION access.put_share(p uuid, by_agency bigint, who bigint, wanted smallint[], until timestamptz, basis text, reason text,
                                 bundle uuid, emergency boolean, rows uuid[] DEFAULT NULL) RETURNS uuid
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me access.actor := access.acting();
    new_id uuid := gen_random_uuid();
BEGIN
    IF coalesce(btrim(reason), '') = '' THEN PERFORM access.invalid('Say why.'); END IF;
    IF until IS NULL OR until <= core.now() OR until = 'infinity' THEN PERFORM access.invalid('A share ends on a date that is still to come.'); END IF;
    PERFORM access.check_grades(wanted);
    INSERT INTO public.access_share (person_id, id, domain, grade, owner_id, author_id, recorded_at, shared_by_id, holder_id, grades, basis, reason,
                                     bundle, emergency, rows, starts, ends, closed, key)
    VALUES (p, new_id, 'identity', 2, me.agency, me.post, core.now(), by_agency, who, wanted, basis, reason,
            bundle, emergency, put_share.rows, core.now(), until, false, nextval('agencies.principal'));
    PERFORM access.rekey_person(p);
    PERFORM access.log(CASE WHEN emergency THEN 'open in emergency' ELSE 'share' END, p, ARRAY[new_id] || coalesce(put_share.rows, '{}'), NULL, NULL,
                       jsonb_build_object('holder', who, 'until', until));
    RETURN new_id;
END $$;

CREATE FUNCTION access.share(p uuid, who bigint, wanted smallint[], until timestamptz, basis text, reason text, bundle uuid DEFAULT NULL) RETURNS uuid
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me access.actor := access.acting();
BEGIN
    PERFORM access.hold(p);
    PERFORM access.locate(p);
    PERFORM access.check_within(p, wanted, who, until);
    RETURN access.put_share(p, me.agency, who, wanted, until, basis, reason, bundle, false);
END $$;

-- How far a share must go for these rows and no further. Each must be open to the caller, their organisation's own, and
-- something recorded: no draft, no letter, no fact. Raises as for a row that is not there.
CREATE FUNCTION access.grades_of(p uuid, wanted uuid[]) RETURNS smallint[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me access.actor := access.acting();
    grades smallint[] := array_fill(0::smallint, '{11}');
    r record;
    n integer;
BEGIN
    IF coalesce(cardinality(wanted), 0) NOT BETWEEN 1 AND 200 OR array_position(wanted, NULL) IS NOT NULL THEN
        PERFORM access.invalid('Choose what to give. If it is very much, give it in two parts.');
    END IF;
    FOR r IN SELECT o.* FROM unnest(wanted) w CROSS JOIN LATERAL access.opened_row(p, w) o LOOP  -- raises unless the caller opens it
        IF r.lock <> 'facts' OR NOT has_any_column_privilege('kith_app', r.tbl, 'INSERT') THEN PERFORM access.invalid('Choose what was recorded.'); END IF;
        IF r.owner <> me.agency THEN PERFORM access.refuse('Only the organisation that recorded this can give it. Ask them for it.'); END IF;
        IF r.grade > 4 THEN PERFORM access.refuse('What is restricted is opened to people by name, not given.'); END IF;
        n := access.domain_no(r.domain);
        grades[n] := greatest(grades[n], r.grade);
    END LOOP;
    RETURN grades;
END $$;

-- The caller's organisation opens single rows of its own to a holder until a date, and no more than those
-- (docs/decisions/0077-single-entries.md). What is written later, a new version of the same too, is not among them.
CREATE FUNCTION access.share_rows(p uuid, who bigint, wanted uuid[], until timestamptz, basis text, reason text, bundle uuid DEFAULT NULL) RETURNS uuid
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me access.actor := access.acting();
    grades smallint[];
BEGIN
    PERFORM access.hold(p);
    PERFORM access.locate(p);
    grades := access.grades_of(p, wanted);
    PERFORM access.check_within(p, grades, who, until);
    RETURN access.put_share(p, me.agency, who, grades, until, basis, reason, bundle, false, ARRAY(SELECT DISTINCT w FROM unnest(wanted) w ORDER BY w));
END $$;

CREATE FUNCTION access.end_share(p uuid, fact uuid, why text) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE me access.actor := access.acting();
BEGIN
    PERFORM access.hold(p);
    PERFORM access.locate(p);
    UPDATE public.access_share s SET ends = greatest(s.starts, core.now()), closed = true
    WHERE s.person_id = p AND s.id = fact AND NOT s.closed AND s.owner_id = me.agency AND s.audience && me.keys;
    IF NOT FOUND THEN PERFORM access.nothing(); END IF;
    PERFORM access.rekey_person(p);
    PERFORM access.log('end share', p, ARRAY[fact], NULL, NULL, jsonb_build_object('reason', why));
END $$;

-- Who is to be told quietly and at once.
CREATE FUNCTION access.notify(humans bigint[], p uuid, kind text, detail jsonb DEFAULT '{}') RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    INSERT INTO access.notice (human, person_id, kind, detail, at) SELECT DISTINCT h, p, notify.kind, notify.detail, core.now() FROM unnest(humans) h
$$;

CREATE FUNCTION access.humans_with(role_name text, agencies bigint[]) RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(array_agg(DISTINCT p.practitioner_id), '{}')
    FROM public.agencies_role r JOIN public.agencies_post p ON p.id = r.post_id
    WHERE r.name = role_name AND p.agency_id = ANY (agencies) AND access.active(r.starts, r.ends) AND access.active(p.starts, p.ends)
$$;

-- A share that a practitioner gives themself: a reason, hours not days, grade at most 4; governance is told at once.
CREATE FUNCTION access.open_in_emergency(p uuid, reason text, hours integer) RETURNS uuid LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me access.actor := access.acting();
    lead bigint;
    fact uuid;
BEGIN
    IF hours NOT BETWEEN 1 AND 24 THEN PERFORM access.invalid('Emergency access lasts between 1 and 24 hours.'); END IF;
    IF NOT EXISTS (SELECT FROM access.holders(me.post) WHERE kind = 'post') THEN PERFORM access.refuse('Your account cannot open records at the moment.'); END IF;
    PERFORM access.hold(p);
    lead := access.locate(p);
    fact := access.put_share(p, NULL, me.post, '{4,4,4,4,4,4,4,4,4,4,0}', core.now() + make_interval(hours => hours),
                             'vital interests or safeguarding: emergency access', reason, NULL, true);
    PERFORM access.notify(access.humans_with('governance', ARRAY(SELECT DISTINCT i.owner_id FROM public.access_involvement i
                                                                 WHERE i.person_id = p AND NOT i.closed) || lead || me.agency),
                          p, 'emergency access', jsonb_build_object('share', fact, 'post', me.post));
    RETURN fact;
END $$;
