-- The work of an organisation counted by team and by limit, for those who answer for it. It counts and never names: no person, no
-- step, no words (docs/decisions/0047-counting-work.md). What is sealed, and what is about staff, is not counted either, so that
-- no number tells that it is there; a discreet team is counted with the others that have no name here.

CREATE FUNCTION casework.work_by_team() RETURNS TABLE (team bigint, clock text, steps integer, due_soon integer, late integer,
                                                       unexplained integer, to_sign integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me access.actor := access.acting();
    at timestamptz := core.now();
BEGIN
    IF NOT record.manages(me.agency) THEN PERFORM access.refuse('Managers see how the work of their organisation stands.'); END IF;
    RETURN QUERY
    WITH team_of AS MATERIALIZED (
        SELECT DISTINCT ON (m.post_id) m.post_id AS holder, m.team_id AS of_team
        FROM public.agencies_membership m JOIN public.agencies_team t ON t.id = m.team_id AND t.agency_id = me.agency
        WHERE access.within(at, m.starts, m.ends) ORDER BY m.post_id, m.starts, m.id
    ), timed AS (
        SELECT coalesce(x.of_team, s.holder) AS of_team, s.state, c.clock, c.due_at, c.why_late
        FROM public.casework_step s
        LEFT JOIN team_of x ON x.holder = s.holder
        LEFT JOIN LATERAL (
            SELECT r.clock, r.due_at, r.why_late FROM public.casework_running r
            WHERE r.person_id = s.person_id AND r.line = s.line AND r.owner_id = s.owner_id
              AND r.stopped_at IS NULL AND r.due_at IS NOT NULL AND r.gate <@ '{0,1}'
            ORDER BY r.due_at LIMIT 1) c ON true
        WHERE s.owner_id = me.agency AND s.state <> 'finished' AND s.gate <@ '{0,1}' AND s.domain <> 'staff_concern'
    )
    SELECT t.id, coalesce(w.clock, ''), count(*)::integer,
           (count(*) FILTER (WHERE w.due_at >= at AND w.due_at < at + interval '7 days'))::integer,
           (count(*) FILTER (WHERE w.due_at < at))::integer,
           (count(*) FILTER (WHERE w.due_at < at AND w.why_late = ''))::integer,
           (count(*) FILTER (WHERE w.state = 'waiting'))::integer
    FROM timed w LEFT JOIN public.agencies_team t ON t.id = w.of_team AND t.agency_id = me.agency AND NOT t.discreet
    GROUP BY 1, 2;
END $$;

CALL core.adopt();
GRANT EXECUTE ON FUNCTION casework.work_by_team() TO kith_app;
