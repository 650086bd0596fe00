-- Answers about access, computed from facts alone, never from whether rows exist.

-- The person's lead agency, for one who may locate them.
CREATE FUNCTION access.lead_of(p uuid) RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$ SELECT access.locate(p) $$;

-- Who is involved and how to reach them. A discreet service shows at locate as another service, without holder or capacity.
-- Engine alone: explain asks first whether the caller may locate p. OFFSET 0: a join would read every post of the region first.
CREATE TYPE access.contact AS (involvement uuid, holder bigint, kind text, name text, title text, agency_id bigint, agency text,
    telephone text, profile text, capacity text, domain text, starts timestamptz, ends timestamptz, accepted boolean);
CREATE FUNCTION access.network(p uuid, keys bigint[]) RETURNS SETOF access.contact
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE at timestamptz := core.now();
BEGIN
    RETURN QUERY
    SELECT x.id, x.holder_id, h.kind, h.name, h.title, h.agency_id, h.agency, h.telephone, x.profile, x.capacity, x.domain, x.starts, x.ends, x.accepted
    FROM public.access_involvement x CROSS JOIN LATERAL (SELECT * FROM agencies.holder a WHERE a.id = x.holder_id OFFSET 0) h
    WHERE x.person_id = p AND NOT x.closed AND access.within(at, x.starts, x.ends)
      AND access.opens(keys, x.audience, x.gate, x.denied)
    UNION ALL
    SELECT NULL::uuid, NULL::bigint, 'another service', 'Another service', 'Contact point', NULL::bigint, '',
           coalesce(nullif(a.front_door_telephone, ''), a.telephone), '', '', '', NULL::timestamptz, NULL::timestamptz, true
    FROM public.access_involvement x JOIN public.agencies_agency a ON a.id = x.owner_id
    WHERE x.person_id = p AND NOT x.closed AND access.within(at, x.starts, x.ends) AND x.grade > 1
      AND NOT x.audience && keys
      AND access.audience(p, x.domain, 1::smallint, x.owner_id) && keys;
END $$;

-- What stands at the head of every page of p's record, in one look at the facts: the lead agency; the caller's facts, one an
-- edge (access.way), as far as their proof goes; whether more opens once they confirm that it is them; who is involved
-- (access.contact). No row below locate, as for an unknown person. Planned once a connection: planning it anew is a sixth of it.
CREATE FUNCTION access.explain(p uuid) RETURNS TABLE (lead bigint, closed boolean, facts json, contacts json)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    me access.actor := access.acting();
    ways access.way[] := ARRAY(SELECT o FROM access.opening(p, me) o);
BEGIN
    IF NOT EXISTS (SELECT FROM unnest(ways) w WHERE 1 <= ANY (w.grades)) THEN RETURN; END IF;
    lead := access.lead_by(p, ways);
    closed := NOT 1 = ANY (me.keys) AND EXISTS (SELECT FROM unnest(ways) w WHERE 4 <= ANY (w.grades));
    facts := (SELECT json_agg(CASE WHEN closed THEN (to_jsonb(w) || jsonb_build_object('grades',
                                  ARRAY(SELECT least(g, 3) FROM unnest(w.grades) WITH ORDINALITY u(g, n) ORDER BY n)))::json ELSE to_json(w) END)
              FROM unnest(ways) w);
    contacts := (SELECT coalesce(json_agg(c), '[]') FROM access.network(p, me.keys) c);
    RETURN NEXT;
END $$;

-- Every fact by which the caller opens one row: the columns of explain, after what the row is, and the version of the agreement.
CREATE FUNCTION access.explain_row(p uuid, row_id uuid) RETURNS TABLE (row_table text, row_domain text, row_grade smallint, row_owner bigint,
    agreement_version integer, fact text, fact_id uuid, holder bigint, holder_kind text, profile text, version integer,
    accepted boolean, edge integer, agreement text, owner bigint, grades smallint[], starts timestamptz, ends timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me access.actor := access.acting();
    r record := access.opened_row(p, row_id);
    n integer := access.domain_no(r.domain);
    deep smallint[] := array_fill(r.grade, '{11}');
BEGIN
    IF r.lock = 'author' THEN
        RETURN QUERY SELECT r.tbl, r.domain, r.grade, r.owner, e.version, 'draft', row_id, me.post, 'post', NULL::text, NULL::integer, true,
                            e.no, e.agreement, e.owner, deep, NULL::timestamptz, NULL::timestamptz
                     FROM access.edge e WHERE e.no = access.employment(r.owner);
        RETURN;
    END IF;
    RETURN QUERY
    SELECT DISTINCT r.tbl, r.domain, r.grade, r.owner, e.version, o.*
    FROM access.opening(p, me) o LEFT JOIN access.edge e ON e.no = o.edge
    WHERE (o.owner IS NULL OR o.owner = r.owner) AND o.grades[n] >= r.grade
    UNION ALL
    SELECT r.tbl, r.domain, r.grade, r.owner, NULL, 'release', x.id, x.holder, 'reader', NULL, NULL, true, NULL, NULL, x.owner_id, deep, x.recorded_at, NULL
    FROM access.release x
    WHERE x.person_id = p AND x.row_id = explain_row.row_id AND x.ended_at IS NULL AND access.key(x.holder, 0) = ANY (me.keys)
    UNION ALL
    SELECT r.tbl, r.domain, r.grade, r.owner, NULL, 'given', s.id, s.holder_id, h.kind, NULL, NULL, true, NULL, NULL, s.shared_by_id, deep, s.starts, s.ends
    FROM public.access_share s JOIN access.holders(me.post) h ON h.holder = s.holder_id
    WHERE s.person_id = p AND NOT s.closed AND access.key(s.key, 0) = ANY (me.keys)
      AND access.key(s.key, 0) = ANY (access.picked(p, explain_row.row_id, r.domain, r.grade, r.owner))
    UNION ALL
    SELECT r.tbl, r.domain, r.grade, r.owner, NULL, 'letter', explain_row.row_id, h.holder, h.kind, NULL, NULL, true, NULL, NULL, r.owner, deep, NULL, NULL
    FROM access.holders(me.post) h
    WHERE h.holder = ANY (r.parties) AND access.key(h.holder, 0) = ANY (access.addressed(r.parties, r.grade));
END $$;

-- Holders that open rows of p at (d, g) that o owns and `gate` lets through: those that the caller may locate, or of the
-- caller's agency and not discreet; from facts alone. `row_id`: one of these rows, that shares may name. `people`: who opens it by that holder today. It leaves out who is
-- barred only for those who may bar: for others that would tell who it is. Raises below locate.
CREATE FUNCTION access.openers_at(p uuid, d text, g smallint, o bigint, gate bigint[], row_id uuid DEFAULT NULL)
RETURNS TABLE (holder bigint, capacity text, profile text, until timestamptz, people bigint[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me access.actor := access.acting();
    lock bigint[] := access.audience(p, d, g, o) || access.picked(p, row_id, d, g, o);
    denied bigint[] := CASE WHEN access.may_guard(p) THEN CASE WHEN access.confirmed() THEN access.denied(p, NULL) ELSE '{}' END ELSE '{}' END;  -- raises below locate
BEGIN
    RETURN QUERY
    SELECT f.holder, f.capacity, f.profile, f.until,
           ARRAY(SELECT DISTINCT po.practitioner_id
                 FROM access.posts_of(f.holder) po
                 WHERE gate && access.own_keys(po.practitioner_id, true) AND NOT access.key(po.practitioner_id, 0) = ANY (denied)
                   AND EXISTS (SELECT FROM access.holders(po.id) h WHERE h.holder = f.holder)
                   AND (f.share OR EXISTS (SELECT FROM access.edge e WHERE access.key(f.principal, e.no) = ANY (lock) AND e.state = 'live' AND NOT e.suspended
                                             AND access.active(e.starts, e.ends) AND (e.recipient IS NULL OR e.recipient = po.agency_id))))
    FROM (
        SELECT i.holder_id AS holder, i.capacity, i.profile, i.ends AS until, CASE WHEN i.dated THEN i.key ELSE i.holder_id END AS principal, false AS share
        FROM public.access_involvement i
        WHERE i.person_id = p AND NOT i.closed AND access.active(i.starts, i.ends)
          AND (i.owner_id = me.agency AND i.grade = 1 OR i.audience && me.keys) AND i.gate && me.keys AND NOT i.denied && me.keys
        UNION ALL
        SELECT s.holder_id, 'opened by a share', s.basis, s.ends, s.key, true
        FROM public.access_share s
        WHERE s.person_id = p AND NOT s.closed AND access.active(s.starts, s.ends) AND access.key(s.key, 0) = ANY (lock)
          AND access.opens(me.keys, s.audience, s.gate, s.denied)
    ) f WHERE f.share OR EXISTS (SELECT FROM unnest(lock) k WHERE k >> 20 = f.principal);
END $$;

-- The rows that one share gives the caller now together with this one: of a form, which of its answers. Not what was sealed since.
CREATE FUNCTION access.given_with(p uuid, row_id uuid) RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE keys bigint[] := access.keys();
BEGIN RETURN (
    SELECT coalesce(array_agg(DISTINCT given), '{}') FROM public.access_share s CROSS JOIN LATERAL unnest(s.rows) given
    WHERE s.person_id = p AND NOT s.closed AND given_with.row_id = ANY (s.rows) AND access.key(s.key, 0) = ANY (keys)
      AND NOT s.denied && keys AND access.gate(p, given_with.row_id, NULL) && keys AND access.gate(p, given, NULL) && keys
); END $$;

-- Who will open what the caller's agency records at (d, g).
CREATE FUNCTION access.openers(p uuid, d text, g smallint) RETURNS TABLE (holder bigint, capacity text, profile text, until timestamptz, people bigint[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT * FROM access.openers_at(p, d, g, (access.acting()).agency, access.gate(p, NULL, NULL))
$$;

-- A letter opens to whom it is written to, whether or not they may find the person.
CREATE FUNCTION access.locates(p uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$ SELECT 1 <= ANY (access.grasp(p, NULL)) $$;

-- Those to whom a letter is written, as its reader may know them. Who is barred is left out only for those who may bar.
CREATE FUNCTION access.addressees(p uuid, parties bigint[], g smallint, gate bigint[])
RETURNS TABLE (holder bigint, capacity text, profile text, until timestamptz, people bigint[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE denied bigint[] := '{}';
BEGIN
    IF access.locates(p) THEN
        IF access.may_guard(p) AND access.confirmed() THEN denied := access.denied(p, NULL); END IF;
    END IF;
    RETURN QUERY
    SELECT h, 'written to'::text, NULL::text, NULL::timestamptz,
           ARRAY(SELECT DISTINCT po.practitioner_id FROM access.posts_of(h) po
                 WHERE gate && access.own_keys(po.practitioner_id, true) AND NOT access.key(po.practitioner_id, 0) = ANY (denied)
                   AND EXISTS (SELECT FROM access.holders(po.id) t WHERE t.holder = h))
    FROM unnest(parties) h WHERE access.key(h, 0) = ANY (access.addressed(parties, g));
END $$;

-- Who else opens one row that the caller opens, whoever owns it; of a draft nobody.
CREATE FUNCTION access.row_openers(p uuid, row_id uuid) RETURNS TABLE (holder bigint, capacity text, profile text, until timestamptz, people bigint[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE r record := access.opened_row(p, row_id);
BEGIN
    IF r.lock = 'facts' OR r.lock = 'letter' AND access.locates(p) THEN
        RETURN QUERY SELECT * FROM access.openers_at(p, r.domain, r.grade, r.owner, r.gate, row_openers.row_id);
    END IF;
    IF r.lock = 'letter' THEN RETURN QUERY SELECT * FROM access.addressees(p, r.parties, r.grade, r.gate); END IF;
END $$;

-- How many people these holders of the caller's work with today, those besides left out; `counted`: whether that is all, or what
-- the first `at_most` involvements came to. As the caller, under the policy. The planner cannot know how much a keyring opens
-- and would fetch all of that first (docs/decisions/0035): for somebody who finds people, everybody's.
CREATE FUNCTION access.covered(holders bigint[], besides uuid[], at_most integer, OUT people bigint, OUT counted boolean) LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp SET enable_bitmapscan = off SET enable_seqscan = off AS $$
    SELECT count(DISTINCT x.person_id), count(*) < at_most FROM (
        SELECT i.person_id FROM public.access_involvement i
        WHERE i.holder_id = ANY (holders) AND i.person_id <> ALL (besides) AND NOT i.closed
          AND i.starts <= core.now() AND (i.ends IS NULL OR i.ends > core.now())
        LIMIT at_most) x
$$;

-- How far those whom the caller may locate reach on p, over every owner's rows: from facts alone, and only of holders by whom
-- somebody opens it today whom every seal names (and, for those who may bar, whom no bar does). Raises below locate.
CREATE FUNCTION access.reaches(p uuid) RETURNS TABLE (holder bigint, kind text, name text, title text, agency_id bigint, agency text,
    telephone text, profile text, capacity text, until timestamptz, grades smallint[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me access.actor := access.acting();
    passing bigint[] := access.gate(p, NULL, NULL);
    barred bigint[] := CASE WHEN access.may_guard(p) THEN CASE WHEN access.confirmed() THEN access.denied(p, NULL) ELSE '{}' END ELSE '{}' END;
BEGIN
    RETURN QUERY
    SELECT h.id, h.kind, h.name, h.title, h.agency_id, h.agency, h.telephone, f.profile, f.capacity, f.until, f.grades
    FROM (
        SELECT i.holder_id AS holder, i.profile, i.capacity, i.ends AS until, i.audience, i.gate, i.denied,
               ARRAY(SELECT coalesce(max(least(v.grades[n], e.cap[n], CASE WHEN w.kind = 'post' THEN 5 ELSE 4 END,
                                               CASE WHEN i.accepted OR e.owner = e.recipient THEN 5 ELSE 1 END)), 0)::smallint
                     FROM generate_series(1, 11) n LEFT JOIN access.edges(w.agency_id, 'care') e ON true GROUP BY n ORDER BY n) AS grades
        FROM public.access_involvement i
        JOIN access.profile v ON v.name = i.profile AND v.version = i.profile_version
        CROSS JOIN LATERAL (SELECT * FROM agencies.holder a WHERE a.id = i.holder_id OFFSET 0) w
        WHERE i.person_id = p AND NOT i.closed AND access.active(i.starts, i.ends)
        UNION ALL
        SELECT s.holder_id, s.basis, 'opened by a share', s.ends, s.audience, s.gate, s.denied,
               ARRAY(SELECT least(g, CASE WHEN w.kind = 'post' AND s.shared_by_id IS NOT NULL THEN 5 ELSE 4 END)::smallint
                     FROM unnest(s.grades) WITH ORDINALITY u(g, n) ORDER BY n)
        FROM public.access_share s CROSS JOIN LATERAL (SELECT * FROM agencies.holder a WHERE a.id = s.holder_id OFFSET 0) w
        WHERE s.person_id = p AND NOT s.closed AND s.rows IS NULL AND access.active(s.starts, s.ends)
    ) f CROSS JOIN LATERAL (SELECT * FROM agencies.holder a WHERE a.id = f.holder OFFSET 0) h
    WHERE access.opens(me.keys, f.audience, f.gate, f.denied)
      AND EXISTS (SELECT FROM access.posts_of(f.holder) po
                  WHERE passing && access.own_keys(po.practitioner_id, true) AND NOT access.key(po.practitioner_id, 0) = ANY (barred)
                    AND EXISTS (SELECT FROM access.holders(po.id) t WHERE t.holder = f.holder));
END $$;

-- The posts that a holder stands for today.
CREATE FUNCTION access.posts_of(holder bigint) RETURNS SETOF public.agencies_post LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT p.* FROM public.agencies_post p WHERE p.id = holder AND access.active(p.starts, p.ends)
    UNION
    SELECT p.* FROM public.agencies_team t
    JOIN public.agencies_membership m ON m.team_id = t.id AND access.active(m.starts, m.ends) AND (t.id = holder OR m.manager)
    JOIN public.agencies_post p ON p.id = m.post_id AND access.active(p.starts, p.ends)
    WHERE holder IN (t.id, t.managers_id)
$$;

-- The humans behind these holders today.
CREATE FUNCTION access.humans_behind(holders bigint[]) RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(array_agg(DISTINCT po.practitioner_id), '{}') FROM unnest(holders) h CROSS JOIN LATERAL access.posts_of(h) po
$$;

-- Who has looked at p. Withheld except from governance of the lead: looks by organisations that the caller may not locate
-- and by members of a discreet service whose involvement they would not open; that somebody was sealed, barred or linked;
-- how far in others looked, which would tell what there is.
CREATE FUNCTION access.looks(p uuid, before bigint DEFAULT NULL, at_most integer DEFAULT 100, of_rows uuid[] DEFAULT NULL) RETURNS TABLE (id bigint, at timestamptz, human bigint,
    post bigint, agency bigint, purpose text, action text, domains text[], grades smallint[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me access.actor := access.acting();
    lead bigint := access.locate(p);
    guardian boolean := me.agency = lead AND access.has_role('governance');
BEGIN
    RETURN QUERY
    SELECT e.id, e.at, e.human, e.post, e.agency, e.purpose, e.action,
           CASE WHEN guardian OR e.post = me.post THEN e.domains ELSE '{}' END, CASE WHEN guardian OR e.post = me.post THEN e.grades ELSE '{}' END
    FROM public.audit_event e
    WHERE e.person_id = p AND (before IS NULL OR e.id < before) AND (of_rows IS NULL OR e.rows && of_rows)
      AND (guardian OR e.post = me.post OR (
            (e.agency = me.agency OR e.agency IN (
                SELECT i.owner_id FROM public.access_involvement i
                WHERE i.person_id = p AND access.opens(me.keys, i.audience, i.gate, i.denied)))
            AND e.action NOT IN ('seal', 'unseal', 'exclude', 'end exclusion', 'link', 'confirm link', 'unlink',
                                 'add reader', 'release', 'withdraw release', 'withhold looks', 'review withholding', 'end withholding')
            AND NOT EXISTS (SELECT FROM public.agencies_membership m JOIN public.agencies_team t ON t.id = m.team_id AND t.discreet
                            WHERE m.post_id = e.post AND NOT access.audience(p, t.domain, 2::smallint, t.agency_id) && me.keys)))
    ORDER BY e.id DESC LIMIT least(at_most, 500);
END $$;

-- Seals and bars that hold, for those who may end them; nothing for anybody else: that there is one is the information.
CREATE FUNCTION access.guards(p uuid) RETURNS TABLE (kind text, id uuid, humans bigint[], reason text, since timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me access.actor := access.acting();
    lead bigint := access.locate(p);
BEGIN
    IF NOT access.confirmed() OR lead <> me.agency OR NOT (access.has_role('governance') OR (access.grasp(p, lead))[1] >= 4) THEN RETURN; END IF;
    RETURN QUERY
    SELECT 'seal', s.id, s.humans, s.reason, s.recorded_at FROM access.seal s
    WHERE s.person_id = p AND s.ended_at IS NULL AND s.whole IS NULL AND me.human = ANY (s.humans)
    UNION ALL
    SELECT 'bar', x.id, ARRAY[x.human], x.reason, x.recorded_at FROM access.exclusion x
    WHERE x.person_id = p AND x.ended_at IS NULL;
END $$;

-- Why, and until when: of the emergency accesses that the caller has been told of.
CREATE FUNCTION access.emergencies() RETURNS TABLE (notice bigint, reason text, starts timestamptz, ends timestamptz) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT n.id, s.reason, s.starts, s.ends
    FROM access.notice n JOIN public.access_share s ON s.person_id = n.person_id AND s.id = (n.detail ->> 'share')::uuid
    WHERE n.human = (access.acting()).human AND n.seen_at IS NULL AND n.kind = 'emergency access'
$$;

-- When the caller's post last opened each of these persons.
CREATE FUNCTION access.last_looks(persons uuid[]) RETURNS TABLE (person uuid, at timestamptz) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT e.person_id, max(e.at) FROM public.audit_event e
    WHERE e.post = (access.acting()).post AND e.person_id = ANY (persons) AND e.action = 'open' GROUP BY e.person_id
$$;

CREATE FUNCTION access.notices() RETURNS SETOF access.notice LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT * FROM access.notice WHERE human = (access.acting()).human AND seen_at IS NULL ORDER BY id DESC LIMIT 100
$$;

CREATE FUNCTION access.see_notice(notice_id bigint) RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    UPDATE access.notice SET seen_at = core.now() WHERE id = notice_id AND human = (access.acting()).human AND seen_at IS NULL
$$;
