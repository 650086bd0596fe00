-- How many persons' records one post opens, or finds by searching: told to information governance, then asked why, never refused for good
-- (docs/decisions/0036). Counted from the events themselves, in the transaction that opens one person more.

-- By organisation; 0 is whoever has no line of their own. Persons in an hour and in a day: when governance is told, and
-- when the next new person asks for a reason.
CREATE TABLE access.reading_limit (
    agency bigint PRIMARY KEY,
    told_hour integer NOT NULL, told_day integer NOT NULL, asked_hour integer NOT NULL, asked_day integer NOT NULL,
    CHECK (told_hour >= 1 AND told_hour <= told_day AND asked_hour <= asked_day AND told_hour <= asked_hour AND told_day <= asked_day)
);
INSERT INTO access.reading_limit (agency, told_hour, told_day, asked_hour, asked_day) VALUES (0, 30, 90, 60, 180);

-- That a post passed what governance is told of: once a day, for what it opened and for what its searches found. Counts; about
-- no person.
CREATE TABLE access.over_limit (
    post bigint, day date, how text CHECK (how IN ('opened', 'found')), at timestamptz NOT NULL, human bigint NOT NULL, agency bigint NOT NULL,
    persons integer NOT NULL, hours smallint NOT NULL, most integer NOT NULL, PRIMARY KEY (post, day, how)
);

-- What is counted, of an event: a record that is opened; a person whom a search over everybody finds.
CREATE FUNCTION access.counted_as(action text) RETURNS text LANGUAGE sql IMMUTABLE
RETURN CASE WHEN action IN ('open', 'print', 'explain') THEN 'opened' WHEN action = 'search' THEN 'found' END;

-- A search shows lines of many, and of each less than the record: so many found weigh as one opened.
CREATE FUNCTION access.found_to_one_opened() RETURNS integer LANGUAGE sql IMMUTABLE RETURN 4;

-- How many persons a post has opened (or found) within an hour and a day; which of these it has not seen within the hour, how
-- many, and not within the day. Whoever was opened is not found anew.
CREATE TYPE access.lately AS (in_hour integer, in_day integer, new_in_hour integer, new_in_day uuid[]);
CREATE FUNCTION access.read_lately(by_post bigint, persons uuid[], how text DEFAULT 'opened') RETURNS access.lately LANGUAGE sql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    WITH seen AS MATERIALIZED (
        SELECT e.person_id, max(e.at) > core.now() - interval '1 hour' AS in_hour, max(e.at) FILTER (WHERE access.counted_as(e.action) = how) AS counted
        FROM public.audit_event e
        WHERE e.post = by_post AND e.at > core.now() - interval '1 day' AND e.action IN ('open', 'print', 'explain', 'search')
          AND (how = 'found' OR e.action <> 'search') AND e.person_id IS NOT NULL GROUP BY e.person_id)
    SELECT (count(*) FILTER (WHERE counted > core.now() - interval '1 hour'))::integer, count(counted)::integer,
           (SELECT count(*) FROM unnest(persons) p WHERE NOT EXISTS (SELECT FROM seen s WHERE s.person_id = p AND s.in_hour))::integer,
           ARRAY(SELECT p FROM unnest(persons) p WHERE NOT EXISTS (SELECT FROM seen s WHERE s.person_id = p))
    FROM seen
$$;

-- Whether each of these persons is nobody new: opened (or found) by the post within the hour. What read_lately would answer,
-- without counting the others: pages of one record follow one another.
CREATE FUNCTION access.read_within_hour(by_post bigint, persons uuid[], how text) RETURNS boolean LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE since timestamptz := core.now() - interval '1 hour';
BEGIN RETURN (
    SELECT bool_and(EXISTS (SELECT FROM public.audit_event e
                            WHERE e.post = by_post AND e.person_id = p AND e.at > since AND e.action IN ('open', 'print', 'explain', 'search')
                              AND (how = 'found' OR e.action <> 'search')))
    FROM unnest(persons) p
); END $$;

CREATE FUNCTION access.reading_limit_of(organisation bigint) RETURNS access.reading_limit LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT * FROM access.reading_limit WHERE agency IN (organisation, 0) ORDER BY agency DESC LIMIT 1
$$;

-- Somebody to whom the post itself is allocated: never kept waiting.
CREATE FUNCTION access.allocated(to_post bigint, person uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (SELECT FROM public.access_involvement i WHERE i.person_id = person AND i.holder_id = to_post
                   AND NOT i.closed AND access.active(i.starts, i.ends))
$$;

-- A reason that was given within the hour.
CREATE FUNCTION access.reads_on(by_post bigint) RETURNS boolean LANGUAGE sql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (SELECT FROM public.audit_event e WHERE e.post = by_post AND e.at > core.now() - interval '1 hour' AND e.action = 'read on')
$$;

-- Before the event of opening persons' records, or of a search that finds them: tells governance, or asks why (KI429). Only
-- where somebody sits at the session: work that Kith does by itself opens nothing to anybody's eyes.
CREATE FUNCTION access.bound_reading(me access.actor, persons uuid[], how text) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    n access.lately;
    most access.reading_limit;
    times integer := CASE how WHEN 'found' THEN access.found_to_one_opened() ELSE 1 END;
BEGIN
    IF NOT EXISTS (SELECT FROM access.session s WHERE s.id = me.session AND s.kind = 'browser') THEN RETURN; END IF;
    IF access.read_within_hour(me.post, persons, how) THEN RETURN; END IF;
    PERFORM pg_advisory_xact_lock(5748, (me.post % 2147483647)::integer);  -- of two windows at once, the later counts what the earlier opened
    n := access.read_lately(me.post, persons, how);
    IF n.new_in_hour = 0 THEN RETURN; END IF;
    n.in_hour := n.in_hour + n.new_in_hour;
    n.in_day := n.in_day + cardinality(n.new_in_day);
    most := access.reading_limit_of(me.agency);
    IF (n.in_hour > times * most.asked_hour OR n.in_day > times * most.asked_day) AND NOT access.reads_on(me.post)
       AND EXISTS (SELECT FROM unnest(n.new_in_day) p WHERE NOT access.allocated(me.post, p)) THEN
        RAISE EXCEPTION USING ERRCODE = 'KI429', MESSAGE = CASE how
            WHEN 'found' THEN 'Your searches have found very many people. Say why before you search on.'
            ELSE 'You have opened very many records. Say why before you open another one.' END;
    END IF;
    IF n.in_hour > times * most.told_hour THEN PERFORM access.pass_limit(me, how, n.in_hour, 1, times * most.told_hour);
    ELSIF n.in_day > times * most.told_day THEN PERFORM access.pass_limit(me, how, n.in_day, 24, times * most.told_day); END IF;
END $$;

CREATE FUNCTION access.pass_limit(me access.actor, how text, persons integer, hours integer, most integer) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    INSERT INTO access.over_limit (post, day, how, at, human, agency, persons, hours, most)
    VALUES (me.post, (core.now() AT TIME ZONE 'Europe/London')::date, how, core.now(), me.human, me.agency, persons, hours, most)
    ON CONFLICT DO NOTHING
$$;

-- How many persons' records the caller has opened in an hour and a day, and how many persons their searches have found.
CREATE FUNCTION access.my_reading() RETURNS TABLE (opened_hour integer, opened_day integer, found_hour integer, found_day integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT o.in_hour, o.in_day, f.in_hour, f.in_day
    FROM access.acting() a, access.read_lately(a.post, NULL) o, access.read_lately(a.post, NULL, 'found') f
$$;

-- Why the caller goes on; it stands in the event, and lasts an hour.
CREATE FUNCTION access.read_on(why text) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM access.log_act('read on', jsonb_build_object('reason', access.check_words(why, 'a reason')) || to_jsonb(n)) FROM access.my_reading() n;
END $$;

-- What holds for the caller's organisation, and information governance's word on it. Not switched off, only widened.
CREATE FUNCTION access.my_reading_limit() RETURNS access.reading_limit LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$ SELECT access.reading_limit_of(a.agency) FROM access.acting() a $$;

CREATE FUNCTION access.limit_reading(told_hour integer, told_day integer, asked_hour integer, asked_day integer) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me access.actor := access.acting();
BEGIN
    PERFORM access.check_governance(me.agency);
    PERFORM access.require_recent();
    IF NOT coalesce(told_hour >= 1 AND told_hour <= told_day AND asked_hour <= asked_day AND told_hour <= asked_hour
                    AND told_day <= asked_day AND asked_day <= 5000, false) THEN
        PERFORM access.invalid('Enter whole numbers up to 5,000: no fewer in a day than in an hour, and no fewer before a reason is asked for than before you are told.');
    END IF;
    INSERT INTO access.reading_limit VALUES (me.agency, told_hour, told_day, asked_hour, asked_day)
    ON CONFLICT (agency) DO UPDATE SET told_hour = excluded.told_hour, told_day = excluded.told_day,
        asked_hour = excluded.asked_hour, asked_day = excluded.asked_day;
    PERFORM access.log_act('limit reading', jsonb_build_object('told_hour', told_hour, 'told_day', told_day,
                                                                     'asked_hour', asked_hour, 'asked_day', asked_day));
END $$;

GRANT SELECT, INSERT, UPDATE ON access.reading_limit TO kith_engine;
GRANT SELECT, INSERT ON access.over_limit TO kith_engine;
CALL core.adopt();
GRANT EXECUTE ON FUNCTION access.counted_as, access.found_to_one_opened TO kith_engine;
GRANT EXECUTE ON FUNCTION access.read_on(text), access.my_reading(), access.my_reading_limit(), access.limit_reading(integer, integer, integer, integer) TO kith_app;
