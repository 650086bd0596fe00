-- What information governance sees of its own organisation: what left Kith, about nobody; accesses to be reviewed, with a person only
-- where it locates them (docs/decisions/0065-registers.md).
CREATE INDEX sharing_disclosure_by ON sharing_disclosure (owner_id, recorded_at DESC);

-- What came of looking at an emergency access or at a share that is about to end. Ids, a code and words; no login is granted it.
CREATE TABLE sharing.review (
    share uuid PRIMARY KEY,
    outcome text NOT NULL,
    note text NOT NULL,
    at timestamptz NOT NULL,
    by bigint NOT NULL
);
GRANT SELECT, INSERT, UPDATE ON sharing.review TO kith_engine;
GRANT SELECT ON sharing.review TO kith_backup;

CREATE FUNCTION sharing.what_left(since timestamptz) RETURNS TABLE (at timestamptz, what text, medium text, to_whom text, basis text, by bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me access.actor := access.acting();
BEGIN
    PERFORM access.check_governance(me.agency);
    RETURN QUERY SELECT x.recorded_at, x.what, x.medium, x.to_whom, x.basis, x.author_id FROM public.sharing_disclosure x
                 WHERE x.owner_id = me.agency AND x.recorded_at >= since ORDER BY x.recorded_at DESC, x.id;
END $$;

-- Emergency accesses of the last 90 days, by the caller's staff or to a record that their organisation leads; shares by the caller's
-- organisation that end within 14 days. A person only where the caller locates them. An emergency of which the caller was told when it happened
-- is there all the same, without the person, and with its reason: whoever must look at it has already heard of it.
CREATE FUNCTION sharing.to_review() RETURNS TABLE (share uuid, person uuid, emergency boolean, by_post bigint, holder bigint, starts timestamptz, ends timestamptz,
    reason text, outcome text, note text, looked_at timestamptz, looked_by bigint) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me access.actor := access.acting();
BEGIN
    PERFORM access.check_governance(me.agency);
    RETURN QUERY
    SELECT s.id, CASE WHEN k.located THEN s.person_id END, s.emergency, s.author_id, s.holder_id, s.starts, s.ends,
           CASE WHEN k.told THEN s.reason END,
           r.outcome, r.note, r.at, r.by
    FROM (SELECT x.* FROM public.access_share x JOIN public.access_subject p ON p.id = x.person_id
          WHERE x.emergency AND x.starts > core.now() - interval '90 days' AND (x.owner_id = me.agency OR p.lead_id = me.agency)
          UNION ALL
          SELECT x.* FROM public.access_share x
          WHERE NOT x.emergency AND NOT x.closed AND x.shared_by_id = me.agency AND x.ends BETWEEN core.now() AND core.now() + interval '14 days') s
    LEFT JOIN sharing.review r ON r.share = s.id
    CROSS JOIN LATERAL (SELECT 1 <= ANY (access.grasp(s.person_id, NULL)) AS located, s.emergency AND EXISTS (
        SELECT FROM access.notice n WHERE n.human = me.human AND n.kind = 'emergency access' AND n.detail ->> 'share' = s.id::text) AS told) k
    WHERE k.located OR k.told
    ORDER BY r.share IS NOT NULL, NOT s.emergency, s.starts DESC, s.id LIMIT 200;
END $$;

-- What came of looking at one: by whoever looks after governance, and not at their own.
CREATE FUNCTION sharing.review_access(wanted uuid, came_of_it text, words text) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me access.actor := access.acting();
    one record;
BEGIN
    SELECT * INTO one FROM sharing.to_review() t WHERE t.share = wanted;
    IF one.share IS NULL THEN PERFORM access.nothing(); END IF;
    IF EXISTS (SELECT FROM public.agencies_post p WHERE p.id = one.by_post AND p.practitioner_id = me.human) THEN
        PERFORM access.refuse('This is your own access: a colleague must look at it.');
    END IF;
    IF coalesce(came_of_it, '') = '' OR length(came_of_it) > 40 OR length(words) > 2000 THEN PERFORM access.invalid('Choose what came of it.'); END IF;
    INSERT INTO sharing.review AS v (share, outcome, note, at, by) VALUES (wanted, came_of_it, btrim(coalesce(words, '')), core.now(), me.post)
    ON CONFLICT ON CONSTRAINT review_pkey DO UPDATE SET outcome = excluded.outcome, note = excluded.note, at = excluded.at, by = excluded.by;
    PERFORM access.log('review access', one.person, ARRAY[wanted], NULL, NULL, jsonb_build_object('outcome', came_of_it));
END $$;

CALL core.adopt();
GRANT EXECUTE ON FUNCTION sharing.what_left, sharing.to_review, sharing.review_access TO kith_app;
