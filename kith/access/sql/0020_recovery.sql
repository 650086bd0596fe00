-- Beginning anew without a second factor. Nobody does it alone: the practitioner asks, two others who know them vouch face
-- to face, and there is time for the practitioner to say no (docs/decisions/0020-lost-devices.md).

-- Whether whoever acts may vouch for a colleague: administrators of an organisation of theirs, managers of a team of theirs.
CREATE FUNCTION access.may_vouch_for(practitioner bigint) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT a.human <> practitioner AND EXISTS (
        SELECT FROM public.agencies_post p
        WHERE p.practitioner_id = practitioner AND access.active(p.starts, p.ends)
          AND (p.agency_id = a.agency AND access.has_role('administrator')
               OR EXISTS (SELECT FROM public.agencies_membership theirs JOIN public.agencies_membership mine USING (team_id)
                          WHERE theirs.post_id = p.id AND access.active(theirs.starts, theirs.ends)
                            AND mine.post_id = a.post AND mine.manager AND access.active(mine.starts, mine.ends))))
    FROM access.acting() a
$$;

CREATE FUNCTION access.open_recovery(practitioner bigint) RETURNS access.recovery LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT * FROM access.recovery r WHERE r.human = practitioner AND r.ended_at IS NULL AND r.expires_at > core.now()
$$;

CREATE FUNCTION access.log_recovery(r access.recovery, act text, detail jsonb) RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT audit.append(NULL, r.human, NULL, NULL, NULL, 'administer', NULL, NULL, NULL, NULL,
                        jsonb_build_object('act', act, 'practitioner', r.human, 'recovery', r.id) || detail)
$$;

-- At the door, after the right password. An earlier request of theirs ends. Returns the request's number.
CREATE FUNCTION access.ask_recovery(practitioner bigint, code text, mark text) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE r access.recovery;
BEGIN
    UPDATE access.recovery x SET ended_at = core.now() WHERE x.human = practitioner AND x.ended_at IS NULL;
    INSERT INTO access.recovery (human, code_hash, mark, asked_at, due_at, expires_at)
    VALUES (practitioner, sha256(convert_to(code, 'UTF8')), sha256(convert_to(ask_recovery.mark, 'UTF8')), core.now(),
            core.now() + make_interval(mins => access.setting('recovery waits')), core.now() + interval '7 days')
    RETURNING * INTO r;
    PERFORM access.log_recovery(r, 'ask_recovery', '{}');
    RETURN r.id;
END $$;

-- At the door: how far a request of theirs is. NULL: there is none.
CREATE FUNCTION access.recovery_of(practitioner bigint) RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT jsonb_build_object('asked', r.asked_at, 'due', r.due_at, 'expires', r.expires_at, 'vouched', cardinality(r.vouched_by),
                              'ready', cardinality(r.vouched_by) >= 2 AND r.due_at <= core.now())
    FROM access.open_recovery(practitioner) r WHERE r.id IS NOT NULL
$$;

-- Those that wait for whoever acts: number, colleague, title, when asked, how many vouched, whether they have themself.
CREATE FUNCTION access.recoveries() RETURNS TABLE (id bigint, name text, title text, asked_at timestamptz, vouched integer, mine boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT r.id, pr.name,
           (SELECT string_agg(p.title, ', ' ORDER BY p.id) FROM public.agencies_post p
            WHERE p.practitioner_id = pr.id AND access.active(p.starts, p.ends)),
           r.asked_at, cardinality(r.vouched_by), a.human = ANY (r.vouched_by)
    FROM access.acting() a, access.recovery r JOIN public.agencies_practitioner pr ON pr.id = r.human
    WHERE r.ended_at IS NULL AND r.expires_at > core.now() AND access.may_vouch_for(r.human) ORDER BY r.asked_at
$$;

-- Vouching, with the number that the colleague has told. False: the number is wrong; after the fifth the request ends.
CREATE FUNCTION access.vouch(recovery bigint, code text, reason text) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE a access.actor := access.acting(); r access.recovery;
BEGIN
    PERFORM access.require_recent();
    SELECT * INTO r FROM access.recovery x WHERE x.id = vouch.recovery AND x.ended_at IS NULL AND x.expires_at > core.now() FOR UPDATE;
    IF r.id IS NULL OR NOT access.may_vouch_for(r.human) THEN
        RAISE EXCEPTION 'There is no such request.' USING ERRCODE = 'KI404';
    END IF;
    IF a.human = ANY (r.vouched_by) THEN
        RAISE EXCEPTION 'You have vouched for them already. Somebody else must, too.' USING ERRCODE = 'KI403';
    END IF;
    IF r.code_hash <> sha256(convert_to(code, 'UTF8')) THEN
        UPDATE access.recovery x SET wrong_codes = x.wrong_codes + 1,
               ended_at = CASE WHEN x.wrong_codes >= 4 THEN core.now() END WHERE x.id = r.id;
        PERFORM access.log_administration(a, 'wrong_recovery_code', jsonb_build_object('recovery', r.id, 'practitioner', r.human));
        RETURN false;
    END IF;
    UPDATE access.recovery x SET vouched_by = x.vouched_by || a.human WHERE x.id = r.id;
    PERFORM access.log_administration(a, 'vouch', jsonb_build_object('recovery', r.id, 'practitioner', r.human,
                                      'reason', access.check_words(reason, 'how you know that it is them')));
    RETURN true;
END $$;

-- The practitioner, signed in elsewhere, says no.
CREATE FUNCTION access.stop_my_recovery() RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE a access.actor := access.acting(); r access.recovery := access.open_recovery(a.human);
BEGIN
    UPDATE access.recovery x SET ended_at = core.now() WHERE x.id = r.id;
    IF r.id IS NOT NULL THEN PERFORM access.log_administration(a, 'stop_recovery', jsonb_build_object('recovery', r.id)); END IF;
END $$;

-- At the door: the reader of the notice says no.
CREATE FUNCTION access.stop_recovery(recovery bigint) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE r access.recovery;
BEGIN
    UPDATE access.recovery x SET ended_at = core.now() WHERE x.id = recovery AND x.ended_at IS NULL RETURNING * INTO r;
    IF r.id IS NOT NULL THEN PERFORM access.log_recovery(r, 'stop_recovery', '{"by": "the notice"}'); END IF;
END $$;

-- At the door, after the same password as when it was asked: vouched for by two, and waited. True once; sessions end.
CREATE FUNCTION access.finish_recovery(practitioner bigint, mark text) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE r access.recovery;
BEGIN
    UPDATE access.recovery x SET ended_at = core.now()
    WHERE x.human = practitioner AND x.ended_at IS NULL AND x.due_at <= core.now() AND x.expires_at > core.now()
      AND cardinality(x.vouched_by) >= 2 AND x.mark = sha256(convert_to(finish_recovery.mark, 'UTF8'))
    RETURNING * INTO r;
    IF r.id IS NULL THEN RETURN false; END IF;
    PERFORM access.end_sessions_of(practitioner, 'the account was begun anew');
    PERFORM access.log_recovery(r, 'finish_recovery', jsonb_build_object('vouched_by', r.vouched_by));
    RETURN true;
END $$;

GRANT ALL ON access.recovery TO kith_engine;
CALL core.adopt();
GRANT EXECUTE ON FUNCTION access.recoveries(), access.vouch(bigint, text, text), access.stop_my_recovery() TO kith_app;
GRANT EXECUTE ON FUNCTION access.ask_recovery(bigint, text, text), access.recovery_of(bigint), access.stop_recovery(bigint),
    access.finish_recovery(bigint, text) TO kith_door;
