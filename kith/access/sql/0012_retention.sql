-- How long events are kept is decided by information governance, each for its own organisation's; so is that what has
-- been kept long enough goes. Both are events; the worker carries the second out (audit.erase).

CREATE FUNCTION access.keep_events(kind text, for_years integer, why text) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE me access.actor := access.acting(); reason text := access.check_words(why, 'a reason');
BEGIN
    PERFORM access.check_governance(me.agency);
    PERFORM access.require_recent();
    IF for_years IS NULL OR for_years NOT BETWEEN 6 AND 150 THEN
        RAISE EXCEPTION 'Events are kept for 6 to 150 years: claims can be brought for six (Limitation Act 1980).' USING ERRCODE = 'KI422';
    END IF;
    PERFORM access.log('keep events', detail => jsonb_build_object('action', kind, 'years', for_years, 'reason', reason));
    INSERT INTO audit.retention (agency, action, years, reason, decided_by)
    VALUES (me.agency, coalesce(kind, ''), for_years, reason, currval('public.audit_event_id_seq'))
    ON CONFLICT (agency, action) DO UPDATE SET years = for_years, reason = excluded.reason, decided_by = excluded.decided_by;
END $$;

CREATE FUNCTION access.erase_events() RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE me access.actor := access.acting(); before jsonb := audit.kept_until(me.agency);
BEGIN
    PERFORM access.check_governance(me.agency);
    PERFORM access.require_recent();
    PERFORM access.log('erase events', detail => jsonb_build_object('before', before));
    INSERT INTO audit.erasure (event, agency, before) VALUES (currval('public.audit_event_id_seq'), me.agency, before);
END $$;

-- What holds for the caller's organisation.
CREATE FUNCTION access.events_kept() RETURNS TABLE (action text, years integer, reason text) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT DISTINCT ON (r.action) r.action, r.years, r.reason FROM audit.retention r, access.acting() me
    WHERE r.agency IN (me.agency, 0) ORDER BY r.action, r.agency DESC
$$;

CALL core.adopt();
GRANT EXECUTE ON FUNCTION access.keep_events(text, integer, text), access.erase_events(), access.events_kept() TO kith_app;
