-- Reading that is out of the ordinary: found by rules from events and facts, explained and followed up by information
-- governance (docs/watching.md says each rule in words). It looks at whole hours that are over, a day at a time at most, so
-- that a page never waits for it; what was found is kept as ids.
CREATE TABLE people.watched (one boolean PRIMARY KEY DEFAULT true CHECK (one), until timestamptz NOT NULL);

-- How many persons' records a post opened in an hour, and how often: what is usual for it, and the picture of the month.
CREATE TABLE people.reading (
    post bigint, hour timestamptz, persons integer NOT NULL, looks integer NOT NULL, PRIMARY KEY (post, hour)
);

-- One line a rule, reader, person (none where the rule is about how much or when) and day. `event`: the first of `events`.
CREATE TABLE people.finding (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    rule text NOT NULL, day date NOT NULL, event bigint NOT NULL, at timestamptz NOT NULL,
    post bigint NOT NULL, human bigint NOT NULL, agency bigint NOT NULL, person_id uuid, lead bigint,
    events integer NOT NULL, detail jsonb NOT NULL DEFAULT '{}',
    outcome text CHECK (outcome IN ('explained', 'asked', 'raised')), note text, looked_at timestamptz, looked_by bigint,
    UNIQUE NULLS NOT DISTINCT (rule, post, person_id, day)
);
CREATE INDEX finding_of_readers ON people.finding (agency, at DESC);
CREATE INDEX finding_of_led ON people.finding (lead, at DESC);

-- Every opening of a person's record by a post between two moments. `deepest`: the highest grade that was shown.
CREATE FUNCTION people.readings(since timestamptz, until timestamptz) RETURNS TABLE (event bigint, at timestamptz, human bigint, post bigint,
    agency bigint, person uuid, lead bigint, deepest smallint) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT e.id, e.at, e.human, e.post, e.agency, e.person_id, s.lead_id, (SELECT max(g) FROM unnest(e.grades) g)
    FROM public.audit_event e JOIN public.access_subject s ON s.id = e.person_id
    WHERE e.at >= since AND e.at < until AND e.action IN ('open', 'print') AND e.post IS NOT NULL AND e.human IS NOT NULL
$$;

-- The teams of a post at a moment; with `managing`, those that it manages.
CREATE FUNCTION people.teams(of_post bigint, on_ timestamptz, managing boolean DEFAULT false) RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(array_agg(m.team_id), '{}') FROM public.agencies_membership m
    WHERE m.post_id = of_post AND m.starts <= on_ AND (m.ends IS NULL OR m.ends > on_) AND (m.manager OR NOT managing)
$$;

-- Whether a post, its teams or those it manages worked with a person at a moment.
CREATE FUNCTION people.worked_with(of_post bigint, person uuid, on_ timestamptz) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM public.access_involvement i
        WHERE i.person_id = person AND i.starts <= on_ AND (i.ends IS NULL OR i.ends > on_)
          AND (i.holder_id = of_post OR i.holder_id = ANY (people.teams(of_post, on_))
               OR i.holder_id IN (SELECT t.managers_id FROM public.agencies_team t WHERE t.id = ANY (people.teams(of_post, on_, true)))))
$$;

CREATE FUNCTION people.has_duty(of_post bigint, role_name text, on_ timestamptz) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (SELECT FROM public.agencies_role r WHERE r.post_id = of_post AND r.name = role_name
                   AND r.starts <= on_ AND (r.ends IS NULL OR r.ends > on_))
$$;

-- The parts of family names, for comparing: "Fenwick-Osei" and "Osei" have one in common.
CREATE FUNCTION people.name_parts(words text) RETURNS text[] LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT ARRAY(SELECT p FROM regexp_split_to_table(lower(words), '[^[:alpha:]'']+') p WHERE length(p) > 1)
$$;

-- The rules about whose record it is.
CREATE FUNCTION people.about_whom(since timestamptz, until timestamptz) RETURNS TABLE (rule text, event bigint, at timestamptz, human bigint,
    post bigint, agency bigint, person uuid, lead bigint) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    WITH r AS MATERIALIZED (SELECT * FROM people.readings(since, until)),
    w AS MATERIALIZED (SELECT r.*, people.worked_with(r.post, r.person, r.at) AS working FROM r)
    SELECT x.rule, w.event, w.at, w.human, w.post, w.agency, w.person, w.lead FROM w CROSS JOIN LATERAL (
        SELECT 'not involved' AS rule WHERE NOT w.working AND w.deepest > 1
        UNION ALL
        SELECT 'nobody allocated' WHERE w.working AND people.teams(w.post, w.at, true) = '{}' AND NOT EXISTS (
            SELECT FROM public.access_involvement i JOIN public.agencies_post p ON p.id = i.holder_id
            WHERE i.person_id = w.person AND i.starts <= w.at AND (i.ends IS NULL OR i.ends > w.at))
        UNION ALL
        SELECT 'same family name' WHERE EXISTS (
            SELECT FROM public.people_personname n JOIN public.agencies_practitioner a ON a.id = w.human
            WHERE n.person_id = w.person AND n.withdrawn_at IS NULL AND n.kind <> 'label'
              AND people.name_parts(n.family) && people.name_parts(regexp_replace(btrim(a.name), '^.*\s', '')))
        UNION ALL
        SELECT 'relative' WHERE EXISTS (
            SELECT FROM access.exclusion x JOIN public.people_relationship k ON k.person_id = x.person_id
            WHERE x.human = w.human AND x.ended_at IS NULL AND k.other_id = w.person AND k.withdrawn_at IS NULL)
        UNION ALL
        SELECT 'colleague' WHERE EXISTS (
            SELECT FROM (SELECT x.human FROM access.exclusion x WHERE x.person_id = w.person AND x.ended_at IS NULL
                         UNION ALL SELECT d.human FROM access.reader d WHERE d.person_id = w.person AND d.ended_at IS NULL) staff
            JOIN public.agencies_post p ON p.practitioner_id = staff.human
            WHERE staff.human <> w.human AND people.teams(p.id, w.at) && people.teams(w.post, w.at))
    ) x
    WHERE NOT EXISTS (SELECT FROM people.finding f WHERE f.rule = x.rule AND f.post = w.post AND f.person_id = w.person AND f.outcome = 'explained')
$$;

-- The rules about when: outside 7 to 20 o'clock on weekdays, in London, unless it is a duty post's.
CREATE FUNCTION people.after_hours(since timestamptz, until timestamptz) RETURNS TABLE (event bigint, at timestamptz, human bigint, post bigint,
    agency bigint, day date, events integer, persons integer) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT min(r.event), min(r.at), r.human, r.post, r.agency, l.at::date, count(*)::integer, count(DISTINCT r.person)::integer
    FROM people.readings(since, until) r, LATERAL (SELECT r.at AT TIME ZONE 'Europe/London' AS at) l
    WHERE (extract(hour FROM l.at) NOT BETWEEN 7 AND 19 OR extract(isodow FROM l.at) > 5) AND NOT people.has_duty(r.post, 'finder', r.at)
    GROUP BY r.human, r.post, r.agency, l.at::date
$$;

-- The rules about how much: more persons in an hour than 20 and than three times the post's usual hour of the 28 days before;
-- more in a day (each counted once an hour) than 40 and than three times its usual day.
CREATE FUNCTION people.how_many(since timestamptz, until timestamptz) RETURNS TABLE (rule text, post bigint, hour timestamptz, persons bigint,
    usual numeric) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT 'many in an hour', r.post, r.hour, r.persons, coalesce(u.usual, 0)
    FROM people.reading r CROSS JOIN LATERAL (
        SELECT avg(b.persons) AS usual FROM people.reading b WHERE b.post = r.post AND b.hour >= r.hour - interval '28 days' AND b.hour < r.hour) u
    WHERE r.hour >= since AND r.hour < until AND r.persons > greatest(20, 3 * coalesce(u.usual, 0))
    UNION ALL
    SELECT 'many in a day', d.post, d.first, d.persons, coalesce(u.usual, 0)
    FROM (SELECT r.post, (r.hour AT TIME ZONE 'Europe/London')::date AS day, min(r.hour) AS first, sum(r.persons) AS persons
          FROM people.reading r WHERE r.hour >= since - interval '1 day' AND r.hour < until
            AND r.post IN (SELECT n.post FROM people.reading n WHERE n.hour >= since AND n.hour < until) GROUP BY 1, 2) d
    CROSS JOIN LATERAL (SELECT avg(b.persons) AS usual FROM (
        SELECT sum(b.persons) AS persons FROM people.reading b WHERE b.post = d.post AND b.hour >= d.first - interval '28 days'
          AND (b.hour AT TIME ZONE 'Europe/London')::date < d.day GROUP BY (b.hour AT TIME ZONE 'Europe/London')::date) b) u
    WHERE d.persons > greatest(40, 3 * coalesce(u.usual, 0))
$$;

-- What passed a limit is found at once (access/sql/0036_volume.sql): once a post and day, for each of the two.
CREATE FUNCTION people.find_over_limit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    INSERT INTO people.finding (rule, day, event, at, post, human, agency, events, detail)
    VALUES (CASE NEW.how WHEN 'found' THEN 'found over the limit' ELSE 'over the limit' END, NEW.day, 0, NEW.at, NEW.post, NEW.human, NEW.agency, NEW.persons,
            jsonb_build_object('persons', NEW.persons, 'hours', NEW.hours, 'most', NEW.most)) ON CONFLICT DO NOTHING;
    RETURN NEW;
END $$;
CREATE TRIGGER found AFTER INSERT ON access.over_limit FOR EACH ROW EXECUTE FUNCTION people.find_over_limit();

-- Look at the next hours that are over: whether there are more. Tells nothing, and so needs nobody to act.
CREATE FUNCTION people.watch() RETURNS boolean LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    over timestamptz := date_trunc('hour', core.now() - interval '10 minutes');
    begun timestamptz;
    ended timestamptz;
    nobody access.actor;
    before bigint := (SELECT count(*) FROM people.finding);
BEGIN
    INSERT INTO people.watched (until) VALUES (over - interval '28 days') ON CONFLICT DO NOTHING;
    SELECT w.until INTO begun FROM people.watched w FOR UPDATE;
    IF begun >= over THEN RETURN false; END IF;
    ended := least(begun + interval '1 day', over);
    INSERT INTO people.reading (post, hour, persons, looks)
    SELECT r.post, date_trunc('hour', r.at), count(DISTINCT r.person), count(*) FROM people.readings(begun, ended) r GROUP BY 1, 2
    ON CONFLICT DO NOTHING;
    INSERT INTO people.finding AS f (rule, day, event, at, post, human, agency, person_id, lead, events)
    SELECT x.rule, (x.at AT TIME ZONE 'Europe/London')::date, min(x.event), min(x.at), x.post, x.human, x.agency, x.person, x.lead, count(*)
    FROM people.about_whom(begun, ended) x GROUP BY x.rule, 2, x.post, x.human, x.agency, x.person, x.lead
    ON CONFLICT (rule, post, person_id, day) DO UPDATE SET events = f.events + excluded.events;
    INSERT INTO people.finding AS f (rule, day, event, at, post, human, agency, events, detail)
    SELECT 'after hours', x.day, x.event, x.at, x.post, x.human, x.agency, x.events, jsonb_build_object('persons', x.persons)
    FROM people.after_hours(begun, ended) x
    ON CONFLICT (rule, post, person_id, day) DO UPDATE SET events = f.events + excluded.events,
        detail = jsonb_build_object('persons', greatest((f.detail ->> 'persons')::integer, (excluded.detail ->> 'persons')::integer));
    INSERT INTO people.finding AS f (rule, day, event, at, post, human, agency, events, detail)
    SELECT DISTINCT ON (x.rule, x.post, 2) x.rule, (x.hour AT TIME ZONE 'Europe/London')::date, 0, x.hour, x.post, p.practitioner_id, p.agency_id,
           x.persons, jsonb_build_object('persons', x.persons, 'usual', round(x.usual, 1))
    FROM people.how_many(begun, ended) x JOIN public.agencies_post p ON p.id = x.post ORDER BY x.rule, x.post, 2, x.persons DESC
    ON CONFLICT (rule, post, person_id, day) DO UPDATE SET events = greatest(f.events, excluded.events), detail = excluded.detail;
    UPDATE people.watched w SET until = ended;
    PERFORM audit.append(nobody.session, nobody.human, nobody.post, nobody.agency, nobody.purpose, 'watch', NULL, NULL, NULL, NULL,
        jsonb_build_object('since', begun, 'until', ended, 'found', (SELECT count(*) FROM people.finding) - before));
    RETURN ended < over;
END $$;

-- What information governance may know of: reading by its own staff, and of records that its organisation leads; a person
-- only where it locates them (as access.looks); what tells of bars and readers only where it leads the record.
CREATE FUNCTION people.unusual(wanted bigint DEFAULT NULL, waiting boolean DEFAULT true) RETURNS SETOF people.finding
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me access.actor := access.acting();
BEGIN
    PERFORM access.check_governance(me.agency);
    RETURN QUERY
    SELECT f.* FROM (
        SELECT * FROM people.finding n
        WHERE (n.agency = me.agency OR n.lead = me.agency) AND (wanted IS NULL OR n.id = wanted) AND (NOT waiting OR n.outcome IS NULL)
        ORDER BY n.at DESC, n.id DESC LIMIT 200) f
    WHERE f.person_id IS NULL
       OR 1 <= ANY (access.grasp(f.person_id, NULL)) AND (f.lead = me.agency OR f.rule NOT IN ('colleague', 'relative'))
    ORDER BY f.at DESC, f.id DESC LIMIT 100;
END $$;

-- What became of one: looked at by whoever acts, who is not the one who read.
CREATE FUNCTION people.follow_up(wanted bigint, came_of_it text, words text) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE me access.actor := access.acting(); f people.finding; noted text := btrim(coalesce(words, ''));
BEGIN
    SELECT * INTO f FROM people.unusual(wanted, false);
    IF f.id IS NULL THEN PERFORM access.nothing(); END IF;
    IF f.human = me.human THEN RAISE EXCEPTION 'This is your own reading: a colleague must look at it.' USING ERRCODE = 'KI403'; END IF;
    IF came_of_it IS NULL OR came_of_it NOT IN ('explained', 'asked', 'raised') THEN
        RAISE EXCEPTION 'Choose what came of it.' USING ERRCODE = 'KI422';
    END IF;
    IF length(noted) > 2000 THEN RAISE EXCEPTION 'Use at most 2,000 characters.' USING ERRCODE = 'KI422'; END IF;
    UPDATE people.finding SET outcome = came_of_it, note = noted, looked_at = core.now(), looked_by = me.post WHERE id = f.id;
    PERFORM access.log('follow up', f.person_id, NULL, NULL, NULL, jsonb_build_object('finding', f.id, 'rule', f.rule, 'outcome', came_of_it));
END $$;

-- What the reader of a finding wrote that day where Kith asked why they opened so many records.
CREATE FUNCTION people.said_why(wanted bigint) RETURNS TABLE (at timestamptz, reason text) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT e.at, e.detail ->> 'reason' FROM people.unusual(wanted, false) f
    JOIN public.audit_event e ON e.post = f.post AND e.action = 'read on' AND f.person_id IS NULL
        AND (e.at AT TIME ZONE 'Europe/London')::date = f.day
        AND e.at BETWEEN f.at - interval '1 day' AND f.at + interval '1 day'
    ORDER BY e.at
$$;

-- How often the staff of the caller's organisation opened records, by day, of the last 28 days.
CREATE FUNCTION people.reads_by_day() RETURNS TABLE (day date, looks bigint, readers bigint) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE me access.actor := access.acting();
BEGIN
    PERFORM access.check_governance(me.agency);
    RETURN QUERY
    SELECT d::date, coalesce(sum(r.looks), 0)::bigint, count(DISTINCT r.post)
    FROM generate_series((core.now() AT TIME ZONE 'Europe/London')::date - 27, (core.now() AT TIME ZONE 'Europe/London')::date, '1 day') d
    LEFT JOIN (public.agencies_post p JOIN people.reading r ON r.post = p.id AND r.hour >= core.now() - interval '29 days')
        ON p.agency_id = me.agency AND (r.hour AT TIME ZONE 'Europe/London')::date = d::date
    GROUP BY d ORDER BY d;
END $$;

GRANT SELECT, INSERT, UPDATE ON people.watched, people.reading, people.finding TO kith_engine;
GRANT SELECT ON people.watched, people.reading, people.finding TO kith_backup;
CALL core.adopt();
GRANT EXECUTE ON FUNCTION people.name_parts(text) TO kith_engine;
GRANT EXECUTE ON FUNCTION people.watch(), people.unusual(bigint, boolean), people.follow_up(bigint, text, text), people.said_why(bigint),
    people.reads_by_day() TO kith_app;
