-- What somebody who leaves had begun to write goes to their manager, where the manager opens what it is about: nothing written
-- is lost, and nobody reads further than they could (docs/decisions/0037). An administrator's act; no word is read by it.

-- Whether a post, as it stands for its teams, opens this domain of the person at practice on its organisation's own rows.
CREATE FUNCTION record.practises(of_post bigint, person uuid, domain text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (SELECT FROM public.agencies_post p, access.holders(p.id) h, access.edges(p.agency_id, 'care') e
                   WHERE p.id = of_post AND access.key(h.holder, e.no) = ANY (access.audience(person, domain, 3::smallint, p.agency_id)))
$$;

-- How many drafts went over, and how many stay their author's: the manager does not open what those are about.
CREATE FUNCTION record.hand_over_drafts(from_post bigint, to_post bigint, OUT handed integer, OUT kept integer)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    p public.agencies_post := access.post_of(from_post);
    q public.agencies_post := access.post_of(to_post);
    a access.actor := access.administrator(p.agency_id, q.practitioner_id);
    d record;
BEGIN
    handed := 0; kept := 0;
    IF NOT EXISTS (SELECT FROM public.agencies_membership theirs JOIN public.agencies_membership mine USING (team_id)
                   WHERE theirs.post_id = p.id AND access.active(theirs.starts, theirs.ends) AND q.id <> p.id AND q.agency_id = p.agency_id
                     AND mine.post_id = q.id AND mine.manager AND access.active(mine.starts, mine.ends)) THEN
        PERFORM access.invalid('Choose a manager of a team that they are in.');
    END IF;
    FOR d IN SELECT x.person_id, x.id, x.domain, x.owner_id FROM public.record_draft x
             WHERE x.author_id = p.id AND x.recorded_as IS NULL AND x.discarded_at IS NULL ORDER BY access.lock_no(x.person_id), x.id LOOP
        PERFORM access.keep_edges();
        PERFORM pg_advisory_xact_lock_shared(access.lock_no(d.person_id));
        IF NOT record.practises(q.id, d.person_id, d.domain) THEN kept := kept + 1; CONTINUE; END IF;
        UPDATE public.record_draft x SET author_id = q.id, begun_by = coalesce(x.begun_by, p.id),
            audience = ARRAY[access.key(q.id, access.employment(x.owner_id))] WHERE x.person_id = d.person_id AND x.id = d.id;
        handed := handed + 1;
        PERFORM access.log('hand over draft', d.person_id, ARRAY[d.id], NULL, NULL, jsonb_build_object('from', p.id, 'to', q.id));
    END LOOP;
    PERFORM access.log_administration(a, 'hand_over_drafts', jsonb_build_object('from', p.id, 'to', q.id, 'handed', handed, 'kept', kept));
END $$;

-- How many a post has begun and not recorded, for the administrator who ends it.
CREATE FUNCTION record.unfinished_of(of_post bigint) RETURNS bigint LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM access.administrator((access.post_of(of_post)).agency_id);
    RETURN (SELECT count(*) FROM public.record_draft d WHERE d.author_id = of_post AND d.recorded_as IS NULL AND d.discarded_at IS NULL);
END $$;

CALL core.adopt();
GRANT EXECUTE ON FUNCTION record.hand_over_drafts(bigint, bigint), record.unfinished_of(bigint) TO kith_app;
