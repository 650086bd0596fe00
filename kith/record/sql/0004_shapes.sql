-- Two shapes for what is read over everybody whom the caller opens (docs/decisions/0035-two-shapes.md). Narrow: all of it
-- by the lock index, then sorted; grows with what is opened. Wide: the time index from now backwards until there are
-- enough; grows with what is passed over. The locks decide in both: a shape only says where to begin.

-- About how many current entries a key opens. Keys that open few have no row. Engine alone; names no person.
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
    at timestamptz NOT NULL
);
INSERT INTO record.opening_counted (entries, since, at) VALUES (0, '{}', '-infinity');
GRANT SELECT, INSERT, UPDATE, DELETE ON record.opening, record.opening_counted TO kith_engine;

-- Counts again, in one pass over at most about so many entries, spread over the table. A job does it every night; what
-- it answers is nothing. A count that is out of date makes a page slower, and changes no row of it.
CREATE FUNCTION record.count_openings(about integer DEFAULT 200000, few integer DEFAULT 2000) RETURNS void
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
    WHERE e.current GROUP BY k HAVING count(*) * 100 / share >= few;
    UPDATE record.opening_counted c SET at = core.now(), entries = s.n, since = s.since
    FROM (SELECT round(count(*) * 100 / share) AS n, coalesce(percentile_disc(
              (SELECT array_agg(1 - x) FROM record.opening_counted o, unnest(o.shares) x)) WITHIN GROUP (ORDER BY e.recorded_at), '{}') AS since
          FROM public.record_entry e TABLESAMPLE SYSTEM (share) WHERE e.current) s;
END $$;

-- How the newest `enough` that the caller opens are looked for: from when on, by walking the time index or by the lock index;
-- NULL: by the lock index, all of it. About enough × all / opened of everybody's are as new as the `enough` newest of the caller's;
-- twice as many are looked through. Measured on ten million (docs/decisions/0076): passing one over costs 10 µs, fetching one that
-- is opened 4, reading one out of the time index alone 0.2. So it walks where opened² > 4 × enough × all, and by the lock index
-- leaves out what is older where opened² > enough × all / 4. What is opened by several keys is counted for each.
CREATE FUNCTION record.stretch(enough float, OUT since timestamptz, OUT walked boolean) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT latest.since, mine.opened ^ 2 > 4 * enough * c.entries
    FROM (SELECT sum(o.entries) AS opened FROM record.opening o WHERE o.key = ANY (access.keys())) mine,
         record.opening_counted c CROSS JOIN LATERAL unnest(c.shares, c.since) latest(share, since)
    WHERE mine.opened ^ 2 > enough * c.entries / 4 AND latest.share * mine.opened >= 2 * enough
    ORDER BY latest.share LIMIT 1
$$;

-- Which entry.
CREATE TYPE record.which AS (person_id uuid, id uuid);

-- Both run as the caller, under the policy. `words`: NULL for all. The planner cannot know how much a keyring opens: the settings
-- of the wide one keep it from fetching all of it, and the narrow one remembers each entry that the lock index gives, not each page,
-- and is planned for the stretch that it is asked for.
CREATE FUNCTION record.newest_narrowly(at_most integer, words tsquery, since timestamptz DEFAULT '-infinity') RETURNS SETOF record.which LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp SET work_mem = '64MB' SET plan_cache_mode = force_custom_plan AS $$
    WITH mine AS MATERIALIZED (
        SELECT e.person_id, e.id, e.recorded_at FROM public.record_entry e
        WHERE e.current AND e.recorded_at >= since AND (words IS NULL OR e.search @@ words))
    SELECT m.person_id, m.id FROM mine m ORDER BY m.recorded_at DESC, m.id DESC LIMIT at_most
$$;

CREATE FUNCTION record.newest_widely(at_most integer, words tsquery, since timestamptz) RETURNS SETOF record.which LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp SET enable_bitmapscan = off SET enable_seqscan = off SET enable_sort = off AS $$
    SELECT e.person_id, e.id FROM public.record_entry e
    WHERE e.current AND e.recorded_at >= since AND (words IS NULL OR e.search @@ words)
    ORDER BY e.recorded_at DESC, e.id DESC LIMIT at_most
$$;

-- The newest that the caller opens, or the newest of it that holds the words. Where fewer than asked for are found in the stretch
-- that is looked through, everything is: the answer is the same. A word is guessed to stand in one of fifty entries; how many of
-- the caller's hold it is known only once each is read, so by the lock index words are looked for in all of them.
CREATE FUNCTION record.newest(at_most integer, words text DEFAULT NULL) RETURNS SETOF record.which LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    wanted tsquery := websearch_to_tsquery('english', words);
    stretch record;
    latest record.which[];
BEGIN
    SELECT * INTO stretch FROM record.stretch(at_most * CASE WHEN words IS NULL THEN 1 ELSE 50 END);
    IF stretch.walked THEN
        latest := ARRAY(SELECT w FROM record.newest_widely(at_most, wanted, stretch.since) w);
    ELSIF stretch.since IS NOT NULL AND words IS NULL THEN
        latest := ARRAY(SELECT w FROM record.newest_narrowly(at_most, wanted, stretch.since) w);
    END IF;
    IF cardinality(latest) = at_most THEN
        RETURN QUERY SELECT * FROM unnest(latest);
    ELSE
        RETURN QUERY SELECT * FROM record.newest_narrowly(at_most, wanted);
    END IF;
END $$;

CALL core.adopt();
GRANT EXECUTE ON FUNCTION record.count_openings(integer, integer), record.stretch(float), record.newest(integer, text),
    record.newest_narrowly(integer, tsquery, timestamptz), record.newest_widely(integer, tsquery, timestamptz) TO kith_app;
