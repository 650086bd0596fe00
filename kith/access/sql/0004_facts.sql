-- Facts are the root: whoever can write an involvement can read a person. Each function checks who asks,
-- holds the person, changes the fact, rekeys and leaves an event, in the caller's transaction.

CALL access.protect('access_involvement', grants => 'SELECT');
CALL access.protect('access_share', grants => 'SELECT');
CALL access.protect('access.seal', grants => '');
CALL access.protect('access.exclusion', grants => '');
CALL access.protect('access.reader', grants => '');
CALL access.protect('access.release', grants => '');
CALL access.protect('access.link', grants => '', other => 'other_id');

-- One access event; the actor comes from the keyring. A reader's is about their own record or about none: nobody from
-- outside writes into who has looked at others (docs/decisions/0017). On some events rests what may be read or erased next:
-- they are left by the function that says so (access.read_on, ...), never through here.
CREATE FUNCTION access.log(action text, person uuid DEFAULT NULL, rows uuid[] DEFAULT NULL, domains text[] DEFAULT NULL,
                           grades smallint[] DEFAULT NULL, detail jsonb DEFAULT NULL) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me access.actor := access.acting();
BEGIN
    PERFORM access.check_event(me, action, array_remove(ARRAY[person], NULL));
    PERFORM audit.append(me.session, me.human, me.post, me.agency, me.purpose, action, person, rows, domains, grades, detail);
END $$;

-- One event a person, for what was read of many at once: `looks`, of each the person, the rows, domains and grades.
CREATE FUNCTION access.log_each(action text, looks jsonb) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me access.actor := access.acting();
BEGIN
    PERFORM access.check_event(me, action, ARRAY(SELECT DISTINCT x.person FROM jsonb_to_recordset(looks) x(person uuid)));
    PERFORM audit.append(me.session, me.human, me.post, me.agency, me.purpose, action, x.person, x.rows, x.domains, x.grades, NULL)
    FROM jsonb_to_recordset(looks) x(person uuid, rows uuid[], domains text[], grades smallint[]);
END $$;

-- Raises where such an event is not the caller's to leave, or where they must first say why they read so much (KI429).
CREATE FUNCTION access.check_event(me access.actor, action text, persons uuid[]) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF me.post IS NULL AND EXISTS (SELECT FROM unnest(persons) p WHERE NOT EXISTS (
        SELECT FROM access.session s JOIN access.reader r ON r.holder = s.reader WHERE s.id = me.session AND r.person_id = p)) THEN
        RAISE EXCEPTION 'There is nothing here that you can open.' USING ERRCODE = 'KI404';
    END IF;
    IF action IN ('read on', 'limit reading', 'keep events', 'erase events') THEN
        RAISE EXCEPTION 'This is said by what does it.' USING ERRCODE = 'KI403';
    END IF;
    IF me.post IS NOT NULL AND persons <> '{}' AND access.counted_as(action) IS NOT NULL THEN
        PERFORM access.bound_reading(me, persons, access.counted_as(action));
    END IF;
END $$;

-- The event of an act about nobody on which something rests; the engine's alone to leave.
CREATE FUNCTION access.log_act(action text, detail jsonb) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE me access.actor := access.acting();
BEGIN
    PERFORM audit.append(me.session, me.human, me.post, me.agency, me.purpose, action, NULL, NULL, NULL, NULL, detail);
END $$;

-- Through which facts the caller opens p's rows, edge by edge. Nothing where a seal or an exclusion stands in the way.
CREATE TYPE access.way AS (fact text, fact_id uuid, holder bigint, holder_kind text, profile text, version integer, accepted boolean,
    edge integer, agreement text, owner bigint, grades smallint[], starts timestamptz, ends timestamptz);
CREATE FUNCTION access.opening(p uuid) RETURNS SETOF access.way
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me access.actor := access.acting();
    at timestamptz := core.now();
BEGIN
    IF NOT access.gate(p, NULL, NULL) && me.keys OR access.denied(p, NULL) && me.keys THEN RETURN; END IF;
    RETURN QUERY
    WITH held AS MATERIALIZED (SELECT h.holder, h.kind FROM access.holders(me.post) h),
    seen AS MATERIALIZED (SELECT * FROM access.edges(me.agency, me.purpose))
    SELECT 'involvement', i.id, i.holder_id, h.kind, i.profile, i.profile_version, i.accepted, e.no, e.agreement, e.owner,
           ARRAY(SELECT least(g, c, CASE WHEN h.kind = 'post' THEN 5 ELSE 4 END,
                              CASE WHEN i.accepted OR e.owner = e.recipient THEN 5 ELSE 1 END)::smallint
                 FROM unnest(v.grades, e.cap) WITH ORDINALITY AS both_(g, c, n) ORDER BY n),
           i.starts, i.ends
    FROM public.access_involvement i
    JOIN held h ON h.holder = i.holder_id
    JOIN access.profile v ON v.name = i.profile AND v.version = i.profile_version
    CROSS JOIN seen e
    WHERE i.person_id = p AND NOT i.closed AND access.within(at, i.starts, i.ends)
    UNION ALL
    SELECT CASE WHEN s.emergency THEN 'emergency' ELSE 'share' END, s.id, s.holder_id, h.kind, NULL, NULL, true, NULL, NULL, s.shared_by_id,
           CASE WHEN h.kind = 'post' AND s.shared_by_id IS NOT NULL THEN s.grades ELSE ARRAY(SELECT least(g, 4)::smallint FROM unnest(s.grades) WITH ORDINALITY u(g, n) ORDER BY n) END,
           s.starts, s.ends
    FROM public.access_share s JOIN held h ON h.holder = s.holder_id
    WHERE s.person_id = p AND NOT s.closed AND s.rows IS NULL AND access.within(at, s.starts, s.ends)
    UNION ALL
    SELECT 'finder', NULL, h.holder, h.kind, NULL, NULL, true, e.no, e.agreement, e.owner,
           ARRAY(SELECT least(c, 1)::smallint FROM unnest(e.cap) WITH ORDINALITY u(c, n) ORDER BY n), NULL, NULL
    FROM held h CROSS JOIN seen e
    WHERE h.kind = 'finder' AND NOT access.sealed(p) AND EXISTS (SELECT FROM public.access_subject s WHERE s.id = p);
END $$;

-- The best grade that the caller reaches in each domain, on rows that o owns (NULL: on anybody's).
CREATE FUNCTION access.grasp(p uuid, o bigint) RETURNS smallint[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT ARRAY(SELECT coalesce(max(x.grades[n]), 0)::smallint
                 FROM generate_series(1, 11) n
                 LEFT JOIN access.opening(p) x ON x.owner IS NULL OR o IS NULL OR x.owner = o
                 GROUP BY n ORDER BY n)
$$;

-- The person's lead agency; raises, exactly as for an unknown person, unless these facts of the caller's give at least locate.
CREATE FUNCTION access.lead_by(p uuid, ways access.way[]) RETURNS bigint LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE lead bigint;
BEGIN
    SELECT s.lead_id INTO lead FROM public.access_subject s WHERE s.id = p;
    IF lead IS NULL OR NOT EXISTS (SELECT FROM unnest(ways) w WHERE 1 <= ANY (w.grades)) THEN
        RAISE EXCEPTION 'There is nothing here that you can open.' USING ERRCODE = 'KI404';
    END IF;
    RETURN lead;
END $$;

-- The same for whoever does not need the facts besides.
CREATE FUNCTION access.locate(p uuid) RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$ SELECT access.lead_by(p, ARRAY(SELECT o FROM access.opening(p) o)) $$;

CREATE FUNCTION access.refuse(why text) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION '%', why USING ERRCODE = 'KI403';
END $$;

CREATE FUNCTION access.invalid(why text) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION '%', why USING ERRCODE = 'KI422';
END $$;

-- Nobody grants more than their own involvement opens: what came by a share or in an emergency is not passed on, to oneself
-- either; nor does anybody keep for longer what was theirs until a date. An allocator gives work within their own agency.
CREATE FUNCTION access.check_within(p uuid, wanted smallint[], who bigint, until timestamptz) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me access.actor := access.acting();
    to_me boolean := who IN (SELECT h.holder FROM access.holders(me.post) h);
    mine smallint[] := ARRAY(SELECT coalesce(max(x.grades[n]), 0)
                             FROM generate_series(1, 11) n
                             LEFT JOIN access.opening(p) x ON (x.owner IS NULL OR x.owner = me.agency) AND x.fact IN ('involvement', 'finder')
                                                          AND (NOT to_me OR x.ends IS NULL OR x.ends >= until)
                             GROUP BY n ORDER BY n);
BEGIN
    IF access.holder_agency(who) = me.agency AND access.has_role('allocator') THEN RETURN; END IF;
    IF EXISTS (SELECT FROM unnest(wanted, mine) u(w, m) WHERE w > m) THEN
        PERFORM access.refuse('You can give only what your own involvement opens, and to yourself for no longer than it lasts.'
                              ' Ask your manager or the allocator of your team.');
    END IF;
    IF 4 <= ANY (wanted) THEN PERFORM access.require_confirmed(); END IF;
END $$;

CREATE FUNCTION access.holder_agency(holder bigint) RETURNS bigint LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE a bigint;
BEGIN
    SELECT agency_id INTO a FROM (SELECT id, agency_id FROM public.agencies_post
                                  UNION ALL SELECT id, agency_id FROM public.agencies_team
                                  UNION ALL SELECT managers_id, agency_id FROM public.agencies_team) h WHERE id = holder;
    IF a IS NULL THEN PERFORM access.invalid('There is no such post or team.'); END IF;
    RETURN a;
END $$;

-- What a holder's involvement is information about, and how far in: a discreet service is not named at locate.
CREATE FUNCTION access.service_of(holder bigint, OUT domain text, OUT grade smallint) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    WITH team AS (
        SELECT t.domain, t.discreet, 0 AS rank FROM public.agencies_team t WHERE holder IN (t.id, t.managers_id)
        UNION ALL
        (SELECT t.domain, t.discreet, 1 FROM public.agencies_membership m JOIN public.agencies_team t ON t.id = m.team_id
         WHERE m.post_id = holder ORDER BY m.ends IS NULL DESC, m.starts LIMIT 1)
        UNION ALL
        SELECT CASE a.kind WHEN 'health trust' THEN 'health' WHEN 'general practice' THEN 'health' WHEN 'school' THEN 'education'
                    WHEN 'police' THEN 'justice' WHEN 'youth justice' THEN 'justice' WHEN 'probation' THEN 'justice' ELSE 'social_care' END, false, 2
        FROM public.agencies_post p JOIN public.agencies_agency a ON a.id = p.agency_id WHERE p.id = holder
    ) SELECT domain, CASE WHEN discreet THEN 2 ELSE 1 END::smallint FROM team ORDER BY rank LIMIT 1
$$;

-- How far a role of an organisation sees: its own version, or the one that everybody begins with. Raises where there is none.
CREATE FUNCTION access.current_profile(profile_name text, organisation bigint) RETURNS access.profile LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE v access.profile;
BEGIN
    SELECT * INTO v FROM access.profile x WHERE x.name = profile_name AND x.current AND (x.agency IS NULL OR x.agency = organisation)
    ORDER BY x.agency NULLS LAST LIMIT 1;
    IF NOT FOUND THEN PERFORM access.invalid('There is no role called ' || coalesce(quote_literal(profile_name), 'nothing') || '.'); END IF;
    RETURN v;
END $$;

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
    IF NOT FOUND THEN RAISE EXCEPTION 'There is nothing here that you can open.' USING ERRCODE = 'KI404'; END IF;
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
    IF NOT FOUND THEN RAISE EXCEPTION 'There is nothing here that you can open.' USING ERRCODE = 'KI404'; END IF;
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
    IF NOT FOUND THEN RAISE EXCEPTION 'There is nothing here that you can open.' USING ERRCODE = 'KI404'; END IF;
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

-- The share itself, written as the engine.
CREATE FUNCTION access.put_share(p uuid, by_agency bigint, who bigint, wanted smallint[], until timestamptz, basis text, reason text,
                                 bundle uuid, emergency boolean, rows uuid[] DEFAULT NULL) RETURNS uuid
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me access.actor := access.acting();
    new_id uuid := gen_random_uuid();
BEGIN
    IF coalesce(btrim(reason), '') = '' THEN PERFORM access.invalid('Say why.'); END IF;
    IF until IS NULL OR until <= core.now() THEN PERFORM access.invalid('A share ends on a date that is still to come.'); END IF;
    IF cardinality(wanted) <> 11 OR EXISTS (SELECT FROM unnest(wanted) g WHERE g NOT BETWEEN 0 AND 5 OR g IS NULL) THEN
        PERFORM access.invalid('Choose a grade for each domain.');
    END IF;
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
    IF coalesce(cardinality(wanted), 0) NOT BETWEEN 1 AND 50 OR array_position(wanted, NULL) IS NOT NULL THEN
        PERFORM access.invalid('Choose what to give, fifty at most.');
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
    IF NOT FOUND THEN RAISE EXCEPTION 'There is nothing here that you can open.' USING ERRCODE = 'KI404'; END IF;
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

-- Whether the caller may seal, exclude or link: opens identity deeply as the lead agency, or looks after governance there.
CREATE FUNCTION access.may_guard(p uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT access.locate(p) = (access.acting()).agency
       AND (access.has_role('governance') OR (access.grasp(p, (access.acting()).agency))[1] >= 4)
$$;

CREATE FUNCTION access.check_guardian(p uuid) RETURNS bigint LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF access.may_guard(p) THEN RETURN (access.acting()).agency; END IF;
    PERFORM access.refuse('Only the lead organisation''s manager, allocated worker or information governance can do this.');
END $$;

-- The rows that follow a row of p, near and far, itself left out.
CREATE FUNCTION access.rows_following(p uuid, first uuid) RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    f access.following;
    known uuid[] := ARRAY[first];
    found uuid[];
    before integer;
BEGIN
    LOOP
        before := cardinality(known);
        FOR f IN SELECT * FROM access.following x ORDER BY x.leads, x.follows, x.how LOOP
            EXECUTE format('SELECT array_agg(DISTINCT c.id) FROM %s p JOIN %s c ON c.person_id = p.person_id AND (%s)
                            WHERE p.person_id = $1 AND p.id = ANY ($2) AND c.id <> ALL ($2)', f.leads, f.follows, f.how) INTO found USING p, known;
            known := known || coalesce(found, '{}');
        END LOOP;
        EXIT WHEN cardinality(known) = before;
    END LOOP;
    RETURN array_remove(known, first);
END $$;

-- Seals of some rows of a person on another that follows them: where it is written, before its lock is worked out.
CREATE FUNCTION access.inherit_seals(p uuid, from_rows uuid[], to_row uuid, d text, g smallint) RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    INSERT INTO access.seal (person_id, domain, grade, owner_id, author_id, recorded_at, row_id, humans, reason, whole)
    SELECT DISTINCT ON (coalesce(s.whole, s.id)) s.person_id, d, g, s.owner_id, s.author_id, core.now(), to_row, s.humans, s.reason, coalesce(s.whole, s.id)
    FROM access.seal s WHERE s.person_id = p AND s.row_id = ANY (from_rows) AND s.ended_at IS NULL
$$;

CREATE FUNCTION access.seal(p uuid, named bigint[], reason text, sealed_row uuid DEFAULT NULL) RETURNS uuid LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me access.actor := access.acting();
    same uuid[] := access.hold_around(p);
    lead bigint := access.check_guardian(p);
    fact uuid := gen_random_uuid();
BEGIN
    PERFORM access.require_recent();
    IF coalesce(btrim(reason), '') = '' THEN PERFORM access.invalid('Say why.'); END IF;
    IF coalesce(cardinality(named), 0) = 0 OR EXISTS (SELECT FROM unnest(named) h WHERE NOT EXISTS (SELECT FROM public.agencies_practitioner WHERE id = h)) THEN
        PERFORM access.invalid('Name the people who may still open it.');
    END IF;
    IF sealed_row IS NOT NULL THEN PERFORM access.owner_of_row(p, sealed_row); END IF;  -- raises unless the caller opens it
    INSERT INTO access.seal (person_id, id, domain, grade, owner_id, author_id, recorded_at, row_id, humans, reason)
    VALUES (p, fact, 'identity', 5, lead, me.post, core.now(), sealed_row, named, reason);
    IF sealed_row IS NOT NULL THEN
        INSERT INTO access.seal (person_id, domain, grade, owner_id, author_id, recorded_at, row_id, humans, reason, whole)
        SELECT p, 'identity', 5, lead, me.post, core.now(), r, named, reason, fact FROM unnest(access.rows_following(p, sealed_row)) r;
    END IF;
    PERFORM access.rekey_around(same);
    PERFORM access.log('seal', p, ARRAY[fact]);
    RETURN fact;
END $$;

CREATE FUNCTION access.unseal(p uuid, fact uuid, why text) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE same uuid[] := access.hold_around(p);
BEGIN
    PERFORM access.check_guardian(p);
    PERFORM access.require_recent();
    UPDATE access.seal SET ended_at = core.now() WHERE person_id = p AND (id = fact AND whole IS NULL OR whole = fact) AND ended_at IS NULL AND (access.acting()).human = ANY (humans);
    IF NOT FOUND THEN RAISE EXCEPTION 'There is nothing here that you can open.' USING ERRCODE = 'KI404'; END IF;
    PERFORM access.rekey_around(same);
    PERFORM access.log('unseal', p, ARRAY[fact], NULL, NULL, jsonb_build_object('reason', why));
END $$;

CREATE FUNCTION access.exclude(p uuid, who bigint, reason text) RETURNS uuid LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me access.actor := access.acting();
    same uuid[] := access.hold_around(p);
    lead bigint := access.check_guardian(p);
    fact uuid := gen_random_uuid();
BEGIN
    IF coalesce(btrim(reason), '') = '' THEN PERFORM access.invalid('Say why.'); END IF;
    -- key 0 is in every keyring: barring a human who is none would close the record to everyone, for good
    IF NOT EXISTS (SELECT FROM public.agencies_practitioner h WHERE h.id = who)
       AND NOT EXISTS (SELECT FROM access.reader r WHERE r.person_id = ANY (same) AND r.human = who) THEN
        PERFORM access.invalid('Choose who is barred.');
    END IF;
    INSERT INTO access.exclusion (person_id, id, domain, grade, owner_id, author_id, recorded_at, human, reason)
    VALUES (p, fact, 'identity', 5, lead, me.post, core.now(), who, reason);
    PERFORM access.rekey_around(same);
    PERFORM access.log('exclude', p, ARRAY[fact], NULL, NULL, jsonb_build_object('human', who));
    RETURN fact;
END $$;

CREATE FUNCTION access.end_exclusion(p uuid, fact uuid, why text) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE same uuid[] := access.hold_around(p);
BEGIN
    PERFORM access.check_guardian(p);
    PERFORM access.require_recent();
    UPDATE access.exclusion SET ended_at = core.now() WHERE person_id = p AND id = fact AND ended_at IS NULL;
    IF NOT FOUND THEN RAISE EXCEPTION 'There is nothing here that you can open.' USING ERRCODE = 'KI404'; END IF;
    PERFORM access.rekey_around(same);
    PERFORM access.log('end exclusion', p, ARRAY[fact], NULL, NULL, jsonb_build_object('reason', why));
END $$;

-- Whether the caller opens this row of p, in whatever table it stands; and who owns it.
CREATE FUNCTION access.owner_of_row(p uuid, row_id uuid) RETURNS bigint LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    t access.graded_table;
    keys bigint[] := access.keys();
    o bigint;
BEGIN
    FOR t IN SELECT * FROM access.graded_table LOOP
        EXECUTE format('SELECT owner_id FROM %s WHERE person_id = $1 AND id = $2 AND audience && $3 AND gate && $3 AND NOT denied && $3', t.name)
        INTO o USING p, row_id, keys;
        IF o IS NOT NULL THEN RETURN o; END IF;
    END LOOP;
    RAISE EXCEPTION 'There is nothing here that you can open.' USING ERRCODE = 'KI404';
END $$;

CREATE FUNCTION access.add_reader(p uuid, who bigint, representative boolean) RETURNS bigint LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me access.actor := access.acting();
    new_holder bigint := nextval('agencies.principal');
BEGIN
    PERFORM access.hold(p);
    PERFORM access.check_guardian(p);
    INSERT INTO access.reader (person_id, domain, grade, owner_id, author_id, recorded_at, holder, human, representative)
    VALUES (p, 'identity', 2, me.agency, me.post, core.now(), new_holder, coalesce(who, nextval('agencies.principal')), representative);
    PERFORM access.log('add reader', p, NULL, NULL, NULL, jsonb_build_object('holder', new_holder));
    RETURN new_holder;
END $$;

CREATE FUNCTION access.release(p uuid, opened_row uuid, reader bigint) RETURNS uuid LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me access.actor := access.acting();
    fact uuid := gen_random_uuid();
BEGIN
    PERFORM access.hold(p);
    IF access.owner_of_row(p, opened_row) <> me.agency THEN PERFORM access.refuse('Only the organisation that owns this can open it to them.'); END IF;
    IF NOT EXISTS (SELECT FROM access.reader r WHERE r.person_id = p AND r.holder = reader AND r.ended_at IS NULL) THEN
        PERFORM access.invalid('They do not read this record.');
    END IF;
    INSERT INTO access.release (person_id, id, domain, grade, owner_id, author_id, recorded_at, row_id, holder)
    VALUES (p, fact, 'identity', 2, me.agency, me.post, core.now(), opened_row, reader);
    PERFORM access.rekey_person(p);
    PERFORM access.log('release', p, ARRAY[opened_row], NULL, NULL, jsonb_build_object('holder', reader));
    RETURN fact;
END $$;

CREATE FUNCTION access.withdraw_release(p uuid, fact uuid) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM access.hold(p);
    PERFORM access.locate(p);
    UPDATE access.release SET ended_at = core.now() WHERE person_id = p AND id = fact AND ended_at IS NULL AND owner_id = (access.acting()).agency;
    IF NOT FOUND THEN RAISE EXCEPTION 'There is nothing here that you can open.' USING ERRCODE = 'KI404'; END IF;
    PERFORM access.rekey_person(p);
    PERFORM access.log('withdraw release', p, ARRAY[fact]);
END $$;

-- Two persons found to be one: gates and denials apply across, grants do not, no row moves. Undone by unlink.
CREATE FUNCTION access.link(a uuid, b uuid) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE me access.actor := access.acting();
BEGIN
    PERFORM access.hold_around(least(a, b));
    PERFORM access.hold_around(greatest(a, b));
    PERFORM access.check_guardian(a);
    PERFORM access.check_guardian(b);
    IF a = b THEN PERFORM access.invalid('These are the same person already.'); END IF;
    INSERT INTO access.link (person_id, domain, grade, owner_id, author_id, recorded_at, other_id)
    VALUES (a, 'identity', 2, me.agency, me.post, core.now(), b), (b, 'identity', 2, me.agency, me.post, core.now(), a)
    ON CONFLICT (person_id, other_id) DO NOTHING;
    PERFORM access.rekey_around(access.cluster(a));
    PERFORM access.log('link', a, ARRAY[b]);
    PERFORM access.log('link', b, ARRAY[a]);
END $$;

CREATE FUNCTION access.confirm_link(a uuid, b uuid) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM access.hold_around(a);
    PERFORM access.check_guardian(a);
    PERFORM access.require_recent();
    UPDATE access.link SET confirmed = true WHERE (person_id, other_id) IN ((a, b), (b, a));
    IF NOT FOUND THEN RAISE EXCEPTION 'There is nothing here that you can open.' USING ERRCODE = 'KI404'; END IF;
    PERFORM access.rekey_around(access.cluster(a));
    PERFORM access.log('confirm link', a, ARRAY[b]);
END $$;

CREATE FUNCTION access.unlink(a uuid, b uuid) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE same uuid[] := access.hold_around(a);
BEGIN
    PERFORM access.check_guardian(a);
    PERFORM access.require_recent();
    DELETE FROM access.link WHERE (person_id, other_id) IN ((a, b), (b, a));
    IF NOT FOUND THEN RAISE EXCEPTION 'There is nothing here that you can open.' USING ERRCODE = 'KI404'; END IF;
    PERFORM access.rekey_around(same);
    PERFORM access.log('unlink', a, ARRAY[b]);
    PERFORM access.log('unlink', b, ARRAY[a]);
END $$;
