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
    PERFORM access.log_act('keep events', jsonb_build_object('action', kind, 'years', for_years, 'reason', reason));
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
    PERFORM access.log_act('erase events', jsonb_build_object('before', before));
    INSERT INTO audit.erasure (event, agency, before) VALUES (currval('public.audit_event_id_seq'), me.agency, before);
END $$;

-- What holds for the caller's organisation.
CREATE FUNCTION access.events_kept() RETURNS TABLE (action text, years integer, reason text) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT DISTINCT ON (r.action) r.action, r.years, r.reason FROM audit.retention r, access.acting() me
    WHERE r.agency IN (me.agency, 0) ORDER BY r.action, r.agency DESC
$$;

-- What an act would erase now: how many events of the caller's organisation are past their time, by action.
CREATE FUNCTION access.events_past() RETURNS TABLE (action text, events bigint, oldest timestamptz) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE me access.actor := access.acting(); before jsonb := audit.kept_until(me.agency); latest timestamptz;
BEGIN
    PERFORM access.check_governance(me.agency);
    SELECT to_timestamp(max(b.value::numeric) / 1000000) INTO latest FROM jsonb_each_text(before) b;
    RETURN QUERY SELECT e.action::text, count(*), min(e.at) FROM public.audit_event e
    WHERE e.at < latest AND e.agency = me.agency AND audit.is_past(e, before) GROUP BY e.action ORDER BY 2 DESC, 1;
END $$;

-- The acts of the caller's organisation, the newest first. `done_at` is null until the worker has carried one out.
CREATE FUNCTION access.events_erased() RETURNS TABLE (at timestamptz, post bigint, erased bigint, done_at timestamptz) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE me access.actor := access.acting();
BEGIN
    PERFORM access.check_governance(me.agency);
    RETURN QUERY SELECT e.at, e.post::bigint, x.erased, x.done_at FROM audit.erasure x JOIN public.audit_event e ON e.id = x.event
    WHERE x.agency = me.agency ORDER BY x.event DESC LIMIT 50;
END $$;

-- How many events are numbered and how many erased, of all organisations; what was signed last; whether the hashes that are
-- kept still give the root that was signed then. No signature is checked here: that is the auditor's, with keys of their own.
CREATE FUNCTION access.events_proven() RETURNS TABLE (numbered bigint, erased bigint, signed bigint, signed_at timestamptz, holds boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM access.check_governance((access.acting()).agency);
    RETURN QUERY SELECT s.size, (SELECT coalesce(sum(x.erased), 0)::bigint FROM audit.erasure x), c.size, c.kept_at,
                        encode(audit.root(c.size), 'base64') = split_part(c.note, E'\n', 3)
    FROM audit.sequencer s LEFT JOIN LATERAL (SELECT k.size, k.kept_at, k.note FROM audit.checkpoint k ORDER BY k.kept_at DESC LIMIT 1) c ON true;
END $$;

CALL core.adopt();
GRANT EXECUTE ON FUNCTION access.keep_events(text, integer, text), access.erase_events(), access.events_kept(),
    access.events_past(), access.events_erased(), access.events_proven() TO kith_app;
