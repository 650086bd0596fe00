-- Facts are the root: whoever can write an involvement can read a person. Each function checks who asks,
-- holds the person, changes the fact, rekeys and leaves an event, in the caller's transaction.

CALL access.protect('access_involvement', grants => 'SELECT');
CALL access.protect('access_share', grants => 'SELECT');
ALTER TABLE access_share ADD CONSTRAINT share_has_grades CHECK (array_dims(grades) = '[1:11]');
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
        PERFORM access.nothing();
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

-- Through which facts the caller opens p's rows, edge by edge. Nothing where a seal or an exclusion stands in the way. `me`: what
-- explains a reading says who acts, with the holders that the keyring was made of; whatever else asks goes by what the post
-- still stands for. Engine alone.
CREATE TYPE access.way AS (fact text, fact_id uuid, holder bigint, holder_kind text, profile text, version integer, accepted boolean,
    edge integer, agreement text, owner bigint, grades smallint[], starts timestamptz, ends timestamptz);
CREATE FUNCTION access.opening(p uuid, me access.actor DEFAULT access.standing()) RETURNS SETOF access.way
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE at timestamptz := core.now();
BEGIN
    IF NOT access.gate(p, NULL, NULL) && me.keys OR access.denied(p, NULL) && me.keys THEN RETURN; END IF;
    RETURN QUERY
    WITH held AS MATERIALIZED (
        SELECT h AS holder, CASE WHEN h = me.post THEN 'post' WHEN h = access.finder() THEN 'finder'
                                 ELSE coalesce((SELECT 'team' FROM public.agencies_team t WHERE t.id = h), 'managers') END AS kind
        FROM unnest(me.held) h),
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
    IF lead IS NULL OR NOT EXISTS (SELECT FROM unnest(ways) w WHERE 1 <= ANY (w.grades)) THEN PERFORM access.nothing(); END IF;
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

-- One answer for what is not there and for what the caller may not open: the two are told alike.
CREATE FUNCTION access.nothing() RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'There is nothing here that you can open.' USING ERRCODE = 'KI404';
END $$;

-- A grade for each of the eleven domains, counted from one: what is compared by its place is read by its number.
CREATE FUNCTION access.check_grades(grades smallint[]) RETURNS void LANGUAGE plpgsql IMMUTABLE
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF array_dims(grades) IS DISTINCT FROM '[1:11]' OR EXISTS (SELECT FROM unnest(grades) g WHERE g IS NULL OR g NOT BETWEEN 0 AND 5) THEN
        PERFORM access.invalid('Choose a grade for each domain.');
    END IF;
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
    PERFORM access.check_grades(wanted);
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
