-- Whoever moves or leaves: what they carry by name goes back to the managers of the team, and is lost to nobody
-- (docs/decisions/0037). An administrator's act, like all in 0008_administration.sql.

-- What a post carries, as counts: administrators open no record. `named`: persons to whom it is allocated; `dated`: of
-- these until a date (cover); `alone`: with whom nobody else of the organisation works; `opened`: shares to it.
CREATE FUNCTION access.carried_by(of_post bigint) RETURNS TABLE (named bigint, dated bigint, alone bigint, opened bigint, sessions bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE p public.agencies_post := access.post_of(of_post);
BEGIN
    PERFORM access.administrator(p.agency_id);
    RETURN QUERY
    SELECT count(DISTINCT i.person_id), count(DISTINCT i.person_id) FILTER (WHERE i.ends IS NOT NULL),
           count(DISTINCT i.person_id) FILTER (WHERE NOT access.others_work_with(i.person_id, p.agency_id, p.id)),
           (SELECT count(*) FROM public.access_share s WHERE s.holder_id = p.id AND NOT s.closed AND access.active(s.starts, s.ends)),
           (SELECT count(*) FROM access.session x WHERE x.post = p.id AND x.kind = 'browser' AND x.ended_at IS NULL
            AND x.expires_at > core.now() AND NOT access.idle(x))
    FROM public.access_involvement i WHERE i.holder_id = p.id AND NOT i.closed AND (i.ends IS NULL OR i.ends > core.now());
END $$;

-- Whether a holder of the organisation other than this post works with the person now.
CREATE FUNCTION access.others_work_with(person uuid, organisation bigint, but_post bigint) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (SELECT FROM public.access_involvement i
                   WHERE i.person_id = person AND i.owner_id = organisation AND i.holder_id <> but_post
                     AND NOT i.closed AND access.active(i.starts, i.ends))
$$;

-- Ends every involvement of a post by name, a person after the other; how many. Where nobody else of the organisation works
-- with the person, the managers of `team`, in which the post is, come to know of them, at locate, so that they can allocate.
CREATE FUNCTION access.hand_back(of_post bigint, team bigint, why text) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    p public.agencies_post := access.post_of(of_post);
    a access.actor := access.administrator(p.agency_id);
    reason text := access.check_words(why, 'a reason');
    managers bigint;
    i record;
    ended integer := 0;
BEGIN
    SELECT t.managers_id INTO managers FROM public.agencies_team t JOIN public.agencies_membership m ON m.team_id = t.id
    WHERE t.id = hand_back.team AND t.agency_id = p.agency_id AND m.post_id = p.id AND access.active(m.starts, m.ends);
    IF EXISTS (SELECT FROM public.agencies_membership m WHERE m.post_id = a.post AND m.team_id = hand_back.team AND m.manager
               AND access.active(m.starts, m.ends)) THEN
        PERFORM access.administrator(p.agency_id, a.human);  -- they would come to know of people by it: somebody else must do it
    END IF;
    IF hand_back.team IS NOT NULL AND managers IS NULL THEN PERFORM access.invalid('Choose a team that they are in.'); END IF;
    FOR i IN SELECT x.person_id, x.id FROM public.access_involvement x WHERE x.holder_id = p.id AND NOT x.closed
             ORDER BY access.lock_no(x.person_id), x.id LOOP
        PERFORM access.hold(i.person_id);
        UPDATE public.access_involvement x SET ends = greatest(x.starts, least(x.ends, core.now())), closed = true
        WHERE x.person_id = i.person_id AND x.id = i.id AND NOT x.closed;
        CONTINUE WHEN NOT FOUND;
        ended := ended + 1;
        IF managers IS NOT NULL AND NOT access.denied(i.person_id, NULL) && a.keys
           AND NOT access.others_work_with(i.person_id, p.agency_id, p.id) THEN
            PERFORM access.put_involvement(i.person_id, managers, 'known to the service', 'subject', 'to be allocated again',
                                           'task of the organisation', NULL, NULL, true);
        ELSE
            PERFORM access.rekey_person(i.person_id);
        END IF;
        PERFORM access.log('end involvement', i.person_id, ARRAY[i.id], NULL, NULL, jsonb_build_object('reason', reason, 'holder', p.id));
    END LOOP;
    PERFORM access.log_administration(a, 'hand_back', jsonb_build_object('post', p.id, 'team', team, 'ended', ended));
    RETURN ended;
END $$;

CALL core.adopt();
GRANT EXECUTE ON FUNCTION access.carried_by(bigint), access.hand_back(bigint, bigint, text) TO kith_app;
