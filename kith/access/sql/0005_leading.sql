-- Which organisation leads a record, and how that passes: offered by who guards it, taken by who works with the person in the
-- other. No lock rests on it: what each of them opens stays as it was (docs/decisions/0085-passing-the-lead.md).
-- Involvements of an organisation that go on and reach practice or deeper, whoever may know of them.
CREATE FUNCTION access.working_with(p uuid, organisation bigint) RETURNS SETOF public.access_involvement LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT i.* FROM public.access_involvement i JOIN access.profile v ON v.name = i.profile AND v.version = i.profile_version
    WHERE i.person_id = p AND i.owner_id = organisation AND i.accepted AND NOT i.closed AND access.active(i.starts, i.ends)
      AND 3 <= ANY (v.grades)
$$;

-- A word to the humans who work with p there, save those who never see p. The caller does not learn whom it reached.
CREATE FUNCTION access.tell_there(p uuid, organisation bigint, kind text) RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT access.notify(ARRAY(
        SELECT h FROM unnest(access.humans_behind(ARRAY(SELECT w.holder_id FROM access.working_with(p, organisation) w))) h
        WHERE access.gate(p, NULL, NULL) && access.own_keys(h, true) AND NOT access.key(h, 0) = ANY (access.denied(p, NULL))), p, kind)
$$;

-- The lead organisation asks another, which works with p, to lead. One is asked at a time: another in its place, the same only once.
CREATE FUNCTION access.offer_lead(p uuid, organisation bigint, why text) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE me access.actor := access.acting();
BEGIN
    PERFORM access.hold(p);
    IF access.check_guardian(p) = organisation THEN PERFORM access.invalid('Your organisation leads already.'); END IF;
    IF NOT EXISTS (SELECT FROM access.working_with(p, organisation) w WHERE access.opens(me.keys, w.audience, w.gate, w.denied)) THEN
        PERFORM access.invalid('Nobody there works with them yet, as far as you can see. Record first who is involved there.');
    END IF;
    IF access.lead_offered_to(p) = organisation THEN PERFORM access.invalid('They are asked already.'); END IF;
    why := access.check_words(why, 'why they are to lead');
    UPDATE public.access_subject SET offered_to_id = organisation WHERE id = p;
    PERFORM access.tell_there(p, organisation, 'lead offered');
    PERFORM access.log('offer the lead', p, NULL, NULL, NULL, jsonb_build_object('organisation', organisation, 'reason', why));
END $$;

-- Who is asked to lead: told to those who guard p for the lead, and to those who work with p in the organisation that is asked.
CREATE FUNCTION access.lead_offered_to(p uuid) RETURNS bigint LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE asked bigint;
BEGIN
    PERFORM access.locate(p);
    SELECT s.offered_to_id INTO asked FROM public.access_subject s WHERE s.id = p;
    RETURN CASE WHEN access.works_with(p) AND asked = (access.acting()).agency OR access.may_guard(p) THEN asked END;
END $$;

-- Whether the caller works with p at practice or deeper by an involvement; what was shared or opened in an emergency is none.
CREATE FUNCTION access.works_with(p uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (SELECT FROM access.opening(p) o WHERE o.fact = 'involvement' AND o.accepted AND 3 <= ANY (o.grades))
$$;

-- The organisation that is asked leads from now on; returns the one that led.
CREATE FUNCTION access.take_lead(p uuid) RETURNS bigint LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me access.actor := access.acting();
    led bigint;
BEGIN
    PERFORM access.hold(p);
    led := access.locate(p);
    IF me.agency IS DISTINCT FROM access.lead_offered_to(p) THEN PERFORM access.invalid('Your organisation is not asked to lead now.'); END IF;
    UPDATE public.access_subject SET lead_id = me.agency, offered_to_id = NULL WHERE id = p;
    PERFORM access.tell_there(p, led, 'lead taken');
    PERFORM access.log('take the lead', p, NULL, NULL, NULL, jsonb_build_object('from', led));
    RETURN led;
END $$;

-- Taken back by the lead, or declined by the organisation that is asked.
CREATE FUNCTION access.drop_lead(p uuid, why text) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me access.actor := access.acting();
    led bigint;
    asked bigint;
BEGIN
    PERFORM access.hold(p);
    led := access.locate(p);
    asked := access.lead_offered_to(p);
    IF asked IS NULL THEN PERFORM access.invalid('Nobody is asked to lead now.'); END IF;
    why := access.check_words(why, 'why');
    UPDATE public.access_subject SET offered_to_id = NULL WHERE id = p;
    PERFORM access.tell_there(p, CASE WHEN me.agency = led THEN asked ELSE led END, 'lead not taken');
    PERFORM access.log('drop the lead', p, NULL, NULL, NULL, jsonb_build_object('organisation', asked, 'reason', why));
END $$;
