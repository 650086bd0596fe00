-- Who works with whom: given, received, accepted, redated, ended.
-- The involvement itself, written as the engine. Rights have been checked by the caller.
CREATE FUNCTION access.put_involvement(p uuid, who bigint, profile_name text, capacity text, purpose text, basis text,
    starts timestamptz, ends timestamptz, accepted boolean) RETURNS uuid
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me access.actor := access.acting();
    v access.profile := access.current_profile(profile_name, access.holder_agency(who));
    service record;
    new_id uuid := gen_random_uuid();
    begins timestamptz := coalesce(starts, core.now());
BEGIN
    IF ends <= begins THEN PERFORM access.invalid('The end must be later than the start.'); END IF;
    SELECT * INTO service FROM access.service_of(who);
    INSERT INTO public.access_involvement (person_id, id, domain, grade, owner_id, author_id, recorded_at, holder_id, profile, profile_version,
        capacity, purpose, basis, starts, ends, dated, closed, accepted, key)
    VALUES (p, new_id, service.domain, service.grade, access.holder_agency(who), me.post, core.now(), who, v.name, v.version,
        capacity, purpose, basis, begins, ends, ends IS NOT NULL OR begins > core.now(), false, accepted, nextval('agencies.principal'));
    PERFORM access.rekey_person(p);
    PERFORM access.log('involve', p, ARRAY[new_id], NULL, NULL, jsonb_build_object('holder', who, 'profile', v.name, 'accepted', accepted));
    RETURN new_id;
END $$;

-- A new person comes with a first involvement, of a holder in the caller's own agency.
CREATE FUNCTION access.admit(p uuid, who bigint, profile_name text, capacity text, purpose text, basis text, ends timestamptz DEFAULT NULL) RETURNS uuid
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me access.actor := access.acting();
BEGIN
    IF access.holder_agency(who) <> me.agency THEN
        PERFORM access.refuse('A new person begins with your own organisation. Choose a post or team of yours.');
    END IF;
    IF NOT EXISTS (SELECT FROM access.holders(me.post) WHERE kind = 'post') THEN PERFORM access.refuse('Your account cannot record at the moment.'); END IF;
    PERFORM access.hold(p);
    INSERT INTO public.access_subject (id, lead_id) VALUES (p, me.agency) ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN PERFORM access.nothing(); END IF;
    PERFORM access.log('admit', p);
    RETURN access.put_involvement(p, who, profile_name, capacity, purpose, basis, NULL, ends, true);
END $$;

CREATE FUNCTION access.involve(p uuid, who bigint, profile_name text, capacity text, purpose text, basis text,
    starts timestamptz DEFAULT NULL, ends timestamptz DEFAULT NULL) RETURNS uuid
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me access.actor := access.acting();
    lead bigint;
    theirs bigint := access.holder_agency(who);
    wanted smallint[];
BEGIN
    PERFORM access.hold(p);
    lead := access.locate(p);
    wanted := (access.current_profile(profile_name, theirs)).grades;
    IF me.agency NOT IN (lead, theirs) THEN
        PERFORM access.refuse('Only the lead organisation, or the organisation that is to be involved, can record this.');
    END IF;
    PERFORM access.check_within(p, wanted, who, ends);
    RETURN access.put_involvement(p, who, profile_name, capacity, purpose, basis, starts, ends,
                                  me.agency = lead OR 1 >= ALL (wanted));
END $$;

-- A first contact or referral gives the receiving front door its involvement, whatever the sender opens. Engine functions only.
CREATE FUNCTION access.receive(p uuid, front_door bigint) RETURNS uuid LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    known uuid;
    lead bigint;
BEGIN
    PERFORM access.hold(p);
    lead := access.locate(p);
    IF NOT EXISTS (SELECT FROM public.agencies_team t WHERE t.id = receive.front_door AND t.front_door) THEN
        PERFORM access.invalid('This team is not a front door.');
    END IF;
    SELECT i.id INTO known FROM public.access_involvement i
    WHERE i.person_id = p AND i.holder_id = front_door AND i.profile = 'front door screening' AND NOT i.closed AND i.ends IS NULL;
    RETURN coalesce(known, access.put_involvement(p, front_door, 'front door screening', 'subject', 'a contact or referral was received',
                                                  'task of the receiving organisation', NULL, NULL,
                                                  lead IN ((access.acting()).agency, access.holder_agency(front_door))));
END $$;

-- The involvement that a caller may change: held by themself, of their own agency (allocator), or as the lead agency.
CREATE FUNCTION access.own_involvement(p uuid, fact uuid) RETURNS public.access_involvement LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me access.actor := access.acting();
    i public.access_involvement;
    lead bigint;
BEGIN
    PERFORM access.hold(p);
    lead := access.locate(p);
    SELECT * INTO i FROM public.access_involvement x WHERE x.person_id = p AND x.id = fact AND x.audience && me.keys;
    IF NOT FOUND THEN PERFORM access.nothing(); END IF;
    IF i.holder_id IN (SELECT holder FROM access.holders(me.post)) OR (i.owner_id = me.agency AND access.has_role('allocator'))
       OR (lead = me.agency AND 3 <= ANY (access.grasp(p, lead))) THEN
        RETURN i;
    END IF;
    PERFORM access.refuse('Only those involved, their allocator, or the lead organisation can change this.');
END $$;

CREATE FUNCTION access.accept(p uuid, fact uuid) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me access.actor := access.acting();
    i public.access_involvement;
BEGIN
    PERFORM access.hold(p);
    IF access.locate(p) <> me.agency THEN PERFORM access.refuse('Only the lead organisation can accept another organisation''s involvement.'); END IF;
    SELECT * INTO i FROM public.access_involvement x WHERE x.person_id = p AND x.id = fact AND NOT x.closed AND x.audience && me.keys;
    IF NOT FOUND THEN PERFORM access.nothing(); END IF;
    IF NOT access.has_role('allocator') THEN
        PERFORM access.check_within(p, (SELECT grades FROM access.profile v WHERE v.name = i.profile AND v.version = i.profile_version),
                                    i.holder_id, i.ends);
    END IF;
    UPDATE public.access_involvement SET accepted = true WHERE person_id = p AND id = fact;
    PERFORM access.rekey_person(p);
    PERFORM access.log('accept', p, ARRAY[fact]);
END $$;

CREATE FUNCTION access.end_involvement(p uuid, fact uuid, reason text) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE i public.access_involvement := access.own_involvement(p, fact);
BEGIN
    UPDATE public.access_involvement SET ends = greatest(starts, core.now()), closed = true WHERE person_id = p AND id = i.id;
    PERFORM access.rekey_person(p);
    PERFORM access.log('end involvement', p, ARRAY[fact], NULL, NULL, jsonb_build_object('reason', reason));
END $$;

CREATE FUNCTION access.redate(p uuid, fact uuid, new_starts timestamptz, new_ends timestamptz) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE i public.access_involvement := access.own_involvement(p, fact);
BEGIN
    IF i.closed THEN PERFORM access.invalid('This involvement has ended. Record a new one.'); END IF;
    IF new_ends <= new_starts THEN PERFORM access.invalid('The end must be later than the start.'); END IF;
    PERFORM access.check_within(p, (SELECT grades FROM access.profile v WHERE v.name = i.profile AND v.version = i.profile_version),
                                i.holder_id, new_ends);
    UPDATE public.access_involvement
    SET starts = new_starts, ends = new_ends, dated = (new_ends IS NOT NULL OR new_starts > core.now())
    WHERE person_id = p AND id = fact;
    PERFORM access.rekey_person(p);
    PERFORM access.log('redate', p, ARRAY[fact]);
END $$;
