-- Shapes for what is read over everybody whom the caller opens (docs/decisions/0035-two-shapes.md, 0088-ages.md). Narrow: by the
-- lock index, of everything or of the latest alone, then sorted; grows with what is opened. Wide: the time index from now
-- backwards until there are enough; grows with what is passed over. The locks decide in both: a shape only says where to begin.

-- How old an entry is, in steps: 0 of the latest, 1 of the late, 2 older (record.opening_counted). Each of the first two has a
-- small lock index of its own. Rows are aged by the count of every night, and by nothing else.
ALTER TABLE record_entry ADD COLUMN age smallint NOT NULL DEFAULT 0 CHECK (age BETWEEN 0 AND 2);
CREATE INDEX entry_latest ON record_entry USING gin (audience) WITH (fastupdate = off) WHERE age <= 0 AND current;
CREATE INDEX entry_late ON record_entry USING gin (audience) WITH (fastupdate = off) WHERE age <= 1 AND current;
CREATE INDEX entry_ageing ON record_entry (recorded_at) WHERE age <= 1;
ALTER TABLE record_entry SET (autovacuum_vacuum_scale_factor = 0.01);  -- what has aged leaves its small index
GRANT SELECT (age) ON record_entry TO kith_app;

-- About how many current entries a key opens, what is sealed or barred left out: how much that is, nobody learns by asking how
-- their own would be looked for. Keys that open few have no row. Engine alone; names no person.
CREATE TABLE record.opening (
    key bigint PRIMARY KEY,
    entries bigint NOT NULL
);

-- How many there are in all, and from when on the latest of them were recorded: the latest thousandth and so on.
CREATE TABLE record.opening_counted (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    entries bigint NOT NULL,
    shares float[] NOT NULL DEFAULT '{0.001,0.002,0.003,0.005,0.007,0.01,0.015,0.02,0.03,0.05,0.1,0.2,0.5}',
    since timestamptz[] NOT NULL,
    ages float[] NOT NULL DEFAULT '{0.005,0.05}',  -- which share of all is the latest, and which the late
    aged timestamptz[] NOT NULL DEFAULT '{-infinity,-infinity}',  -- whatever was recorded since then is no older than its step
    at timestamptz NOT NULL
);
INSERT INTO record.opening_counted (entries, since, at) VALUES (0, '{}', '-infinity');
GRANT SELECT, INSERT, UPDATE, DELETE ON record.opening, record.opening_counted TO kith_engine;

-- Counts again, in one pass over at most about so many entries, spread over the table, and ages at most so many. A count that
-- is out of date makes a page slower, and changes no row of it. Engine alone.
CREATE FUNCTION record.count_openings(about integer DEFAULT 200000, few integer DEFAULT 2000, ageing integer DEFAULT 100000) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    pages bigint := greatest(pg_relation_size('public.record_entry') / current_setting('block_size')::integer, 1);
    filled float := greatest((SELECT reltuples / nullif(relpages, 0) FROM pg_class WHERE oid = 'public.record_entry'::regclass), 1);
    share float := least(100, 100 * about / (pages * filled));
BEGIN
    PERFORM pg_advisory_xact_lock('record.opening'::regclass::bigint);
    DELETE FROM record.opening;
    INSERT INTO record.opening (key, entries)
    SELECT k, round(count(*) * 100 / share) FROM public.record_entry e TABLESAMPLE SYSTEM (share) CROSS JOIN unnest(e.audience) k
    WHERE e.current AND e.gate && '{0,1}' AND e.denied = '{}' GROUP BY k HAVING count(*) * 100 / share >= few;
    UPDATE record.opening_counted c SET at = core.now(), entries = s.n, since = s.since, aged = ARRAY(
        SELECT greatest(before, now) FROM unnest(c.aged, s.aged) WITH ORDINALITY step(before, now, n) ORDER BY n)
    FROM (SELECT round(count(*) * 100 / share) AS n,
              coalesce(percentile_disc((SELECT array_agg(1 - x) FROM record.opening_counted o, unnest(o.shares) x))
                       WITHIN GROUP (ORDER BY e.recorded_at), '{}') AS since,
              coalesce(percentile_disc((SELECT array_agg(1 - x) FROM record.opening_counted o, unnest(o.ages) x))
                       WITHIN GROUP (ORDER BY e.recorded_at), '{}') AS aged
          FROM public.record_entry e TABLESAMPLE SYSTEM (share) WHERE e.current) s;
    PERFORM record.age_entries(ageing);
END $$;

-- The same, for the job of every night: answers nothing, and does nothing where it was done within the hour.
CREATE FUNCTION record.keep_counts() RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF (SELECT at FROM record.opening_counted) <= core.now() - interval '1 hour' THEN PERFORM record.count_openings(); END IF;
END $$;

-- Ages what was recorded before its step began, the oldest first, at most so many; how many were. The steps only ever move on,
-- so that whatever was recorded since one began is no older than it. Engine alone.
CREATE FUNCTION record.age_entries(at_most integer) RETURNS bigint LANGUAGE sql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    WITH step AS (SELECT aged[1] AS latest, aged[2] AS late FROM record.opening_counted),
    due AS (SELECT e.person_id, e.id FROM public.record_entry e, step s
            WHERE e.age <= 1 AND (e.recorded_at < s.late OR e.age = 0 AND e.recorded_at < s.latest)
            ORDER BY e.recorded_at LIMIT at_most),
    grown AS (UPDATE public.record_entry e SET age = CASE WHEN e.recorded_at < s.late THEN 2 ELSE 1 END
              FROM due d, step s WHERE e.person_id = d.person_id AND e.id = d.id RETURNING 1)
    SELECT count(*) FROM grown
$$;

-- How the newest `enough` that the caller opens are looked for. `age`, `since`: by the lock index, of entries of this age at most,
-- recorded since; `walked`: by the time index, back to then. NULL: by the lock index, all of it. About enough × all / opened of
-- everybody's are as new as the `enough` newest of the caller's. Measured on ten million (docs/decisions/0076, 0088): passing one
-- over costs 10 µs, fetching one that is opened 4. What is opened by several keys is counted for each.
-- `beyond`: only steps after this one, for when it held too few after all.
CREATE FUNCTION record.stretch(enough float, beyond smallint DEFAULT -1, OUT age smallint, OUT since timestamptz, OUT walked boolean) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    WITH mine AS (SELECT sum(o.entries) AS opened FROM record.opening o WHERE o.key = ANY (access.keys())),
    step AS (SELECT (n - 1)::smallint AS age, u.since, u.share
             FROM mine, record.opening_counted c, unnest(c.ages, c.aged) WITH ORDINALITY u(share, since, n)
             WHERE u.share * mine.opened >= 1.5 * enough AND n - 1 > beyond ORDER BY n LIMIT 1),
    walk AS (SELECT latest.since FROM mine, record.opening_counted c CROSS JOIN LATERAL unnest(c.shares, c.since) latest(share, since)
             WHERE latest.share * mine.opened >= 2 * enough AND beyond < 0
               AND mine.opened ^ 2 * coalesce((SELECT s.share FROM step s), 1) > 2.5 * enough * c.entries
             ORDER BY latest.share LIMIT 1)
    SELECT NULL, w.since, true FROM walk w UNION ALL SELECT s.age, s.since, false FROM step s WHERE NOT EXISTS (SELECT FROM walk)
$$;

-- Which entry.
CREATE TYPE record.which AS (person_id uuid, id uuid);

-- Both run as the caller, under the policy. `words`: NULL for all. The planner cannot know how much a keyring opens: the settings
-- of the wide one keep it from fetching all of it, and the narrow one remembers each entry that the lock index gives, not each page,
-- and is planned for the age that it is asked for, so that it takes the lock index of that age. IS TRUE: the time is compared
-- where that index has led, and not read for everybody out of another.
CREATE FUNCTION record.newest_narrowly(at_most integer, words tsquery, oldest smallint DEFAULT 2, since timestamptz DEFAULT '-infinity')
RETURNS SETOF record.which LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp SET work_mem = '64MB' SET plan_cache_mode = force_custom_plan AS $$
    WITH mine AS MATERIALIZED (
        SELECT e.person_id, e.id, e.recorded_at FROM public.record_entry e
        WHERE e.current AND e.age <= oldest AND (e.recorded_at >= since) IS TRUE AND (words IS NULL OR e.search @@ words))
    SELECT m.person_id, m.id FROM mine m ORDER BY m.recorded_at DESC, m.id DESC LIMIT at_most
$$;

CREATE FUNCTION record.newest_widely(at_most integer, words tsquery, since timestamptz) RETURNS SETOF record.which LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp SET enable_bitmapscan = off SET enable_seqscan = off SET enable_sort = off AS $$
    SELECT e.person_id, e.id FROM public.record_entry e
    WHERE e.current AND e.recorded_at >= since AND (words IS NULL OR e.search @@ words)
    ORDER BY e.recorded_at DESC, e.id DESC LIMIT at_most
$$;

-- The newest that the caller opens, or the newest of it that holds the words. Where fewer than asked for are found in what is
-- looked through first, everything is: the answer is the same. A word is guessed to stand in one of fifty entries; how many of
-- the caller's hold it is known only once each is read.
CREATE FUNCTION record.newest(at_most integer, words text DEFAULT NULL) RETURNS SETOF record.which LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    wanted tsquery := websearch_to_tsquery('english', words);
    stretch record;
    enough float := at_most * CASE WHEN words IS NULL THEN 1 ELSE 50 END;
    latest record.which[];
BEGIN
    SELECT * INTO stretch FROM record.stretch(enough);
    IF stretch.walked THEN
        latest := ARRAY(SELECT w FROM record.newest_widely(at_most, wanted, stretch.since) w);
    END IF;
    WHILE NOT stretch.walked AND cardinality(latest) = at_most IS NOT TRUE LOOP
        latest := ARRAY(SELECT w FROM record.newest_narrowly(at_most, wanted, stretch.age, stretch.since) w);
        SELECT * INTO stretch FROM record.stretch(enough, stretch.age);
    END LOOP;
    IF cardinality(latest) = at_most THEN
        RETURN QUERY SELECT * FROM unnest(latest);
    ELSE
        RETURN QUERY SELECT * FROM record.newest_narrowly(at_most, wanted);
    END IF;
END $$;

CALL core.adopt();
GRANT EXECUTE ON FUNCTION record.keep_counts(), record.stretch(float, smallint), record.newest(integer, text),
    record.newest_narrowly(integer, tsquery, smallint, timestamptz), record.newest_widely(integer, tsquery, timestamptz) TO kith_app;
