-- Finding a person: one function of the engine over the names, births and numbers that stand at locate.
-- What it looks through is a projection in the sense of docs/decisions: rows at grade 1 (a number: up to 2, and only
-- for equality), each under its own lock. Nobody is found whose name at grade 1 the caller does not open.
CALL access.protect('people_identifierclash', '{settled_at,outcome}', other => 'other_id', grants => 'SELECT');

ALTER TABLE people_personname ADD CONSTRAINT name_has_clues CHECK (clues <> '{}' OR given || family !~ '[[:alnum:]]');

GRANT SELECT (clues), INSERT (clues) ON people_personname TO kith_app;

-- Numbers are looked for in small letters, which a policy lets nobody ask of a row before it is opened: an index over the numbers
-- themselves would be walked first, and EXPLAIN (ANALYZE) say how many rows it then passed over, of a sealed record too.
ALTER INDEX identifier_by_value ALTER COLUMN 1 SET STATISTICS 1;

CREATE TYPE people.found AS (person_id uuid, name_id uuid, kind text, given text, family text, known_as text,
                             born date, "precision" text, died_on date, by_number boolean, score real, shut boolean);

-- The name to call someone by, of those the caller opens: preferred, else legal, else label, else any.
CREATE FUNCTION people.known_as(p uuid, keys bigint[]) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT btrim(n.given || ' ' || n.family) FROM public.people_personname n
    WHERE n.person_id = p AND n.grade = 1 AND n.withdrawn_at IS NULL AND (n.until IS NULL OR n.until > core.now()::date)
      AND access.opens(keys, n.audience, n.gate, n.denied)
    ORDER BY array_position('{preferred,legal,label,alias,former}', n.kind), n.recorded_at DESC LIMIT 1
$$;

-- A quiet word about sealed persons who matched: to the humans named on the seals and the lead agency's on-call posts,
-- save those who are barred from the person; once an hour for one searcher.
CREATE FUNCTION people.tell(shut uuid[], how text) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE me access.actor := access.acting();
BEGIN
    INSERT INTO access.notice (human, person_id, kind, detail, at)
    SELECT DISTINCT h.human, p, 'sealed_match', jsonb_build_object('how', how, 'post', me.post, 'human', me.human, 'agency', me.agency), core.now()
    FROM unnest(shut) p CROSS JOIN LATERAL (
        SELECT unnest(s.humans) FROM access.seal s WHERE s.person_id = ANY (access.cluster(p)) AND s.ended_at IS NULL
        UNION
        SELECT unnest(access.humans_with('on_call', ARRAY[u.lead_id])) FROM public.access_subject u WHERE u.id = p
    ) h(human)
    WHERE NOT access.key(h.human, 0) = ANY (access.denied(p, NULL))
      AND NOT EXISTS (SELECT FROM access.notice n WHERE n.human = h.human AND n.person_id = p AND n.kind = 'sealed_match' AND n.seen_at IS NULL
                        AND (n.detail ->> 'human')::bigint = me.human AND n.detail ->> 'how' = how AND n.at > core.now() - interval '1 hour');
END $$;

-- What rows of names match: those that share a clue with at least `need` of the words typed; and how alike they are.
-- Each word: {same, like, near}. Where not all words are needed, only the spelling of the whole name (trigrams) orders them.
CREATE FUNCTION people.names_like(words jsonb, need integer, OUT condition text, OUT alike text) LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp AS $$
    WITH w AS (
        SELECT n::integer, ARRAY(SELECT jsonb_array_elements_text(x -> 'same')) AS same, ARRAY(SELECT jsonb_array_elements_text(x -> 'like')) AS sounds,
               ARRAY(SELECT jsonb_array_elements_text(x -> 'near')) AS near
        FROM jsonb_array_elements(words) WITH ORDINALITY t(x, n)
    ), chosen AS (
        SELECT string_agg(format('n.clues && %L::text[]', same || sounds || near), ' AND ' ORDER BY n) AS hold
        FROM generate_series(1, (1 << jsonb_array_length(words)) - 1) pick JOIN w ON pick & (1 << (n - 1)) <> 0
        GROUP BY pick HAVING count(*) = need
    ), summed AS (
        SELECT '(' || string_agg(format('CASE WHEN n.clues && %L::text[] THEN 1.0 WHEN n.clues && %L::text[] THEN 0.85 WHEN n.clues && %L::text[] THEN 0.8 ELSE 0 END',
                                        same, sounds, near), '+' ORDER BY n) || ')::real / ' || count(*) AS share,
               string_agg(substr(same[1], 2), ' ' ORDER BY n) AS typed
        FROM w
    )
    SELECT (SELECT string_agg('(' || hold || ')', ' OR ') FROM chosen),
           CASE WHEN words IS NULL OR need = jsonb_array_length(words) THEN share
                ELSE format('public.similarity(lower(n.given || '' '' || n.family), %L)', typed) END
    FROM summed
$$;

-- Candidates, the best first, of those that the caller opens (shut false) and of those behind a seal (shut true) as many: who
-- is sealed takes nobody's place, or a place that stays empty would tell of them.
-- `words`: NULL, or as above. `born_from` to `born_to`: what was typed as a birth; `swapped`: day and month exchanged.
CREATE FUNCTION people.candidates(words jsonb, need integer, born_from date, born_to date, swapped date, numbers text[], keys bigint[], at_most integer)
RETURNS SETOF people.found LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    by_name record := people.names_like(words, need);
    by_day boolean := born_to - born_from < 31;
BEGIN
    RETURN QUERY EXECUTE format($q$
        WITH other AS MATERIALIZED (
            SELECT b.person_id, NOT b.gate && $5 AS shut FROM public.people_birth b
            WHERE $7 AND b.grade = 1 AND b.withdrawn_at IS NULL AND (b."on" BETWEEN $1 AND $2 OR b."on" = $3)
              AND (NOT b.gate && $5 OR b.audience && $5) AND NOT b.denied && $5
            UNION
            SELECT i.person_id, NOT i.gate && $5 FROM public.people_identifier i
            WHERE lower(i.value) = ANY ($9) AND i.value = ANY ($4) AND i.grade <= 2 AND i.withdrawn_at IS NULL AND NOT i.denied && $5
        ), hit AS (
            SELECT n.person_id, n.id, n.kind, n.given, n.family, n.audience, n.denied, NOT n.gate && $5 AS shut, %1$s AS alike
            FROM public.people_personname n WHERE n.grade = 1 AND n.withdrawn_at IS NULL AND (%2$s)
            UNION ALL
            SELECT n.person_id, n.id, n.kind, n.given, n.family, n.audience, n.denied, o.shut OR NOT n.gate && $5, %1$s
            FROM other o JOIN public.people_personname n USING (person_id) WHERE n.grade = 1 AND n.withdrawn_at IS NULL
        ), best AS (
            SELECT DISTINCT ON (h.person_id, h.shut) h.*
            FROM hit h WHERE NOT h.denied && $5 AND (h.shut OR h.audience && $5)
            ORDER BY h.person_id, h.shut, h.alike DESC, h.id
        ), likely AS (
            (SELECT * FROM best b WHERE NOT b.shut ORDER BY b.alike DESC, b.family, b.given, b.person_id LIMIT CASE WHEN $8 THEN $6 END)
            UNION ALL
            (SELECT * FROM best b WHERE b.shut ORDER BY b.alike DESC, b.family, b.given, b.person_id LIMIT CASE WHEN $8 THEN $6 END)
        ), weighed AS (
            SELECT t.*, b."on", b."precision", b.died_on,
                   EXISTS (SELECT FROM public.people_identifier i WHERE i.person_id = t.person_id AND i.value = ANY ($4) AND i.grade <= 2
                             AND i.withdrawn_at IS NULL AND (t.shut OR (i.gate && $5 AND NOT i.denied && $5))) AS by_number
            FROM likely t LEFT JOIN LATERAL (
                SELECT b."on", b."precision", b.died_on FROM public.people_birth b
                WHERE b.person_id = t.person_id AND b.grade = 1 AND b.withdrawn_at IS NULL
                  AND (t.shut OR access.opens($5, b.audience, b.gate, b.denied))
                ORDER BY b.until IS NULL DESC, b.recorded_at DESC LIMIT 1) b ON true
        ), scored AS MATERIALIZED (
            SELECT w.person_id, w.id, w.kind, w.given, w.family, NULL::text, w."on", w."precision", w.died_on, w.by_number,
                   (3 * w.alike + 4 * w.by_number::int
                    + 2 * CASE WHEN w."on" BETWEEN $1 AND $2 THEN 1 WHEN w."on" = $3 THEN 0.8
                               WHEN date_part('year', w."on") = date_part('year', $1) THEN 0.4 ELSE 0 END)::real AS score, w.shut
            FROM weighed w
        )
        (SELECT * FROM scored s WHERE NOT s.shut ORDER BY s.score DESC, s.family, s.given, s.person_id LIMIT $6)
        UNION ALL
        (SELECT * FROM scored s WHERE s.shut ORDER BY s.score DESC, s.family, s.given, s.person_id LIMIT $6)
        $q$, coalesce(by_name.alike, '0::real'), coalesce(by_name.condition, 'false'))
    USING born_from, born_to, swapped, coalesce(numbers, '{}'), keys, at_most, coalesce(by_day, false),
          born_from IS NULL AND coalesce(cardinality(numbers), 0) = 0,  -- then nothing but the name decides
          ARRAY(SELECT lower(no) FROM unnest(numbers) no);
END $$;

-- Find a person: all words, or where nobody has all, at least half of them. Leaves its event. A sealed person who would have stood in the answer does not, and the seal's people
-- are told. The answer takes a whole number of 20 ms, so that telling them, or a hidden row more, cannot be timed.
CREATE FUNCTION people.find(words jsonb, born_from date, born_to date, swapped date, numbers text[], how text, kinds text[], at_most integer DEFAULT 30)
RETURNS SETOF people.found LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me access.actor := access.acting();
    began timestamptz := clock_timestamp();
    found people.found[];
    enough real := 3 * 0.75 * (words IS NOT NULL)::int + 2 * 0.75 * (words IS NULL)::int;
    spent double precision;
BEGIN
    IF at_most IS NULL OR at_most > 100 OR jsonb_array_length(words) > 6 OR cardinality(numbers) > 20 THEN
        PERFORM access.invalid('Look for fewer at once.');
    END IF;
    IF how IS NULL OR how NOT IN ('search', 'record') THEN PERFORM access.invalid('Say what you look for them for.'); END IF;
    found := ARRAY(SELECT c FROM people.candidates(words, jsonb_array_length(words), born_from, born_to, swapped, numbers, me.keys, at_most) c);
    IF jsonb_array_length(words) > 1 AND NOT EXISTS (SELECT FROM unnest(found) f WHERE NOT f.shut AND f.score >= enough) THEN
        found := ARRAY(SELECT c FROM people.candidates(words, (jsonb_array_length(words) + 1) / 2, born_from, born_to, swapped, numbers, me.keys, at_most) c);
        enough := 3 * 0.5;
    END IF;
    PERFORM people.tell(ARRAY(SELECT DISTINCT f.person_id FROM unnest(found) f WHERE f.shut AND f.score >= enough), find.how);
    found := ARRAY(SELECT f FROM unnest(found) f WHERE NOT f.shut);
    PERFORM access.log('find', NULL, NULL, '{identity}', '{1}', jsonb_build_object(
        'how', find.how, 'by', kinds, 'persons', (SELECT coalesce(jsonb_agg(f.person_id), '[]') FROM unnest(found) f)));
    RETURN QUERY SELECT f.person_id, f.name_id, f.kind, f.given, f.family, people.known_as(f.person_id, me.keys), f.born, f."precision", f.died_on,
                        f.by_number, f.score, false FROM unnest(found) f ORDER BY f.score DESC, f.family, f.given, f.person_id;
    spent := 1000 * extract(epoch FROM clock_timestamp() - began);
    PERFORM pg_sleep((20 * ceil(spent / 20) - spent) / 1000);
END $$;

-- A number that stands on another record too: a row on each side. Whoever sealed the other is told.
CREATE FUNCTION people.note_clash() RETURNS trigger LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    keys bigint[] := access.keys_once_confirmed();  -- a proof that is old is no seal
    twin record;
BEGIN
    FOR twin IN
        SELECT i.person_id, i.id, i.domain, i.grade, i.owner_id, NOT i.gate && keys AS shut FROM public.people_identifier i
        WHERE lower(i.value) = lower(NEW.value) AND i.value = NEW.value AND i.scheme = NEW.scheme AND i.person_id <> NEW.person_id AND i.withdrawn_at IS NULL
          AND i.check_passed IS NOT FALSE AND NEW.check_passed IS NOT FALSE AND (i.scheme IN ('nhs', 'upn') OR i.owner_id = NEW.owner_id)
    LOOP
        -- on this side only for one who locates the other: nobody learns by writing a number down that somebody has it
        INSERT INTO public.people_identifierclash (person_id, id, domain, grade, owner_id, author_id, recorded_at, other_id, scheme, identifier, outcome)
        SELECT NEW.person_id, gen_random_uuid(), NEW.domain, NEW.grade, NEW.owner_id, NEW.author_id, core.now(), twin.person_id, NEW.scheme, NEW.id, ''
        WHERE 1 <= ANY (access.grasp(twin.person_id, NULL))
        UNION ALL
        SELECT twin.person_id, gen_random_uuid(), twin.domain, twin.grade, twin.owner_id, NEW.author_id, core.now(), NEW.person_id, NEW.scheme, twin.id, '';
        IF twin.shut THEN PERFORM people.tell(ARRAY[twin.person_id], 'record'); END IF;
    END LOOP;
    RETURN NULL;
END $$;
CREATE TRIGGER note_clash AFTER INSERT ON people_identifier FOR EACH ROW EXECUTE FUNCTION people.note_clash();

CALL core.adopt();
GRANT EXECUTE ON FUNCTION people.names_like(jsonb, integer) TO kith_engine;
GRANT EXECUTE ON FUNCTION people.find(jsonb, date, date, date, text[], text, text[], integer) TO kith_app;
