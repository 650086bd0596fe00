-- Who has looked, as the person is told it; and what is withheld or delayed, by a decision on record with a day on which it is
-- looked at again (docs/decisions/0053-look-log.md). That there is such a decision is the information: no login reads the table.
CREATE TABLE sharing.withholding (
    LIKE access.graded_fields INCLUDING DEFAULTS,
    agency bigint NOT NULL,             -- whose looks are withheld
    post bigint,                        -- of one of theirs; null: of all of them
    since timestamptz NOT NULL,         -- looks from then
    until timestamptz,                  -- until then; null: for as long as the decision stands
    ground text NOT NULL CHECK (ground IN ('risk', 'covert', 'crime', 'court')),
    words text NOT NULL,
    shown_on date,                      -- a delay: from this day on they are shown; null: withheld
    review_on date NOT NULL,
    reminded boolean NOT NULL DEFAULT false,
    ended_at timestamptz,
    ended_words text NOT NULL DEFAULT '',
    PRIMARY KEY (person_id, id)
);
CALL access.protect('sharing.withholding', grants => '');
CREATE INDEX withholding_to_review ON sharing.withholding (review_on) WHERE ended_at IS NULL AND NOT reminded;

-- Guardians of the record, for any organisation; who answers for an organisation, for its own looks. Raises below locate.
CREATE FUNCTION sharing.may_withhold(p uuid, whose bigint) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT access.may_guard(p) OR whose = (access.acting()).agency AND sharing.answers_for((access.acting()).post)
$$;

CREATE FUNCTION sharing.withhold_looks(p uuid, whose bigint, one_post bigint, since timestamptz, until timestamptz, ground text, words text,
                                       shown_on date, review_on date) RETURNS uuid
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me access.actor := access.acting();
    fact uuid := gen_random_uuid();
    today date := (core.now() AT TIME ZONE 'Europe/London')::date;
BEGIN
    PERFORM access.hold(p);
    IF NOT sharing.may_withhold(p, whose) THEN
        PERFORM access.refuse('A manager or information governance of the organisation that looked, or of the lead organisation, decides this.');
    END IF;
    PERFORM access.require_recent();
    IF coalesce(btrim(words), '') = '' THEN PERFORM access.invalid('Say why, and what would happen if they were told.'); END IF;
    IF review_on IS NULL OR review_on NOT BETWEEN today + 1 AND today + 92 THEN
        PERFORM access.invalid('Choose a day within three months on which this is looked at again.');
    END IF;
    IF one_post IS NOT NULL AND access.holder_agency(one_post) <> whose THEN PERFORM access.invalid('They do not work there.'); END IF;
    INSERT INTO sharing.withholding (person_id, id, domain, grade, owner_id, author_id, recorded_at, agency, post, since, until, ground, words, shown_on, review_on)
    VALUES (p, fact, 'identity', 5, me.agency, me.post, core.now(), whose, one_post, since, until, ground, words, shown_on, review_on);
    PERFORM access.log('withhold looks', p, ARRAY[fact], NULL, NULL, jsonb_build_object('agency', whose, 'ground', ground, 'review_on', review_on));
    RETURN fact;
END $$;

-- One that the caller may decide about. Raises as for one that is not there.
CREATE FUNCTION sharing.withholding_of(p uuid, fact uuid) RETURNS sharing.withholding LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE w sharing.withholding;
BEGIN
    PERFORM access.hold(p);
    PERFORM access.locate(p);
    SELECT * INTO w FROM sharing.withholding x WHERE x.person_id = p AND x.id = fact AND x.ended_at IS NULL AND sharing.may_withhold(p, x.agency);
    IF NOT FOUND THEN PERFORM access.nothing(); END IF;
    PERFORM access.require_recent();
    RETURN w;
END $$;

CREATE FUNCTION sharing.review_withholding(p uuid, fact uuid, words text, again_on date) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    w sharing.withholding := sharing.withholding_of(p, fact);
    today date := (core.now() AT TIME ZONE 'Europe/London')::date;
BEGIN
    IF coalesce(btrim(words), '') = '' OR again_on IS NULL OR again_on NOT BETWEEN today + 1 AND today + 92 THEN
        PERFORM access.invalid('Say why it goes on, and choose a day within three months on which this is looked at again.');
    END IF;
    UPDATE sharing.withholding x SET words = review_withholding.words, review_on = again_on, reminded = false WHERE x.person_id = p AND x.id = fact;
    PERFORM access.log('review withholding', p, ARRAY[fact], NULL, NULL, jsonb_build_object('reason', words, 'review_on', again_on));
END $$;

CREATE FUNCTION sharing.end_withholding(p uuid, fact uuid, why text) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE w sharing.withholding := sharing.withholding_of(p, fact);
BEGIN
    UPDATE sharing.withholding x SET ended_at = core.now(), ended_words = why WHERE x.person_id = p AND x.id = fact;
    PERFORM access.log('end withholding', p, ARRAY[fact], NULL, NULL, jsonb_build_object('reason', why));
END $$;

-- What is withheld, for those who may decide about it; nothing for anybody else.
CREATE FUNCTION sharing.withholdings(p uuid) RETURNS SETOF sharing.withholding LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM access.locate(p);
    RETURN QUERY SELECT * FROM sharing.withholding x
                 WHERE x.person_id = p AND x.ended_at IS NULL AND access.confirmed() AND sharing.may_withhold(p, x.agency) ORDER BY x.review_on;
END $$;

-- Who decided hears once that the day of review has come; what is delayed shows by itself.
CREATE FUNCTION sharing.remind_of_withholdings() RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    WITH due AS (
        UPDATE sharing.withholding x SET reminded = true
        WHERE x.ended_at IS NULL AND NOT x.reminded AND x.review_on <= (core.now() AT TIME ZONE 'Europe/London')::date
        RETURNING x.person_id, x.author_id
    ) SELECT access.notify(access.humans_behind(ARRAY[author_id]), person_id, 'withholding') FROM due
$$;

-- Whether a look is withheld from the person today.
CREATE FUNCTION sharing.is_withheld(p uuid, whose bigint, one_post bigint, moment timestamptz) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM sharing.withholding w
        WHERE w.person_id = p AND w.ended_at IS NULL AND w.agency = whose AND (w.post IS NULL OR w.post = one_post)
          AND moment >= w.since AND (w.until IS NULL OR moment < w.until)
          AND (w.shown_on IS NULL OR w.shown_on > (core.now() AT TIME ZONE 'Europe/London')::date))
$$;

-- The newest looks that the person may be told of: those that the caller may know of (access.looks), less what is withheld and
-- what would tell of somebody else (who is barred or named, which records are one). Leaves its event, which says how many
-- were withheld: so each telling shows afterwards what it left out.
CREATE TYPE sharing.told AS (at timestamptz, post bigint, agency bigint, purpose text, action text, domain text);
CREATE FUNCTION sharing.looks_to_tell(p uuid, at_most integer) RETURNS SETOF sharing.told
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    told sharing.told[];
    withheld integer;
BEGIN
    SELECT array_agg(ROW(l.at, l.post, l.agency, l.purpose, l.action, (SELECT s.domain FROM access.service_of(l.post) s))::sharing.told ORDER BY l.id DESC)
               FILTER (WHERE NOT sharing.is_withheld(p, l.agency, l.post, l.at)),
           count(*) FILTER (WHERE sharing.is_withheld(p, l.agency, l.post, l.at))
    INTO told, withheld
    FROM access.looks(p, NULL, at_most) l
    WHERE l.action NOT IN ('seal', 'unseal', 'exclude', 'end exclusion', 'link', 'confirm link', 'unlink', 'add reader', 'release', 'withdraw release',
                           'withhold looks', 'review withholding', 'end withholding', 'limit representative');
    PERFORM access.log('tell looks', p, NULL, NULL, NULL, jsonb_build_object('withheld', withheld));
    RETURN QUERY SELECT (t).* FROM unnest(told) t;
END $$;

CALL core.adopt();
GRANT EXECUTE ON FUNCTION sharing.withhold_looks, sharing.review_withholding, sharing.end_withholding, sharing.withholdings, sharing.looks_to_tell TO kith_app;
