-- Sessions: opened, confirmed and ended by the door's login, listed and ended by those whose they are and by administrators.
-- Each leaves its event in the same transaction. The token is returned once and kept nowhere.

CREATE FUNCTION access.session_event(s access.session, action text, detail jsonb) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT audit.append(s.id, s.human, s.post, (SELECT p.agency_id FROM public.agencies_post p WHERE p.id = s.post), s.purpose,
                        session_event.action, NULL, NULL, NULL, NULL, detail)
$$;

-- Ends a session. `how` says by what: in the event, and to whoever comes back to it.
CREATE FUNCTION access.close_session(s access.session, how text) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE access.session SET ended_at = core.now() WHERE id = s.id AND ended_at IS NULL;
    IF FOUND AND s.kind <> 'work' THEN
        PERFORM access.session_event(s, 'sign out', jsonb_build_object('how', how));
    END IF;
END $$;

-- What ended by itself: not used for too long, or at the end of its hours. The event says when it is noticed.
CREATE FUNCTION access.close_ended(who bigint DEFAULT NULL) RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT access.close_session(s, CASE WHEN s.expires_at <= core.now() THEN 'its hours were over' ELSE 'not used' END)
    FROM access.session s
    WHERE s.ended_at IS NULL AND (who IS NULL OR s.human = who) AND (s.expires_at <= core.now() OR access.idle(s))
$$;

-- `proof`: by what they showed that it is them (ASVS 5.0, V16.3.1).
CREATE FUNCTION access.new_session(s access.session, proof text) RETURNS text LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE token text := replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '');
BEGIN
    s.id := gen_random_uuid();
    INSERT INTO access.session (id, token_hash, human, post, reader, purpose, kind, place, opened_at, confirmed_at, expires_at)
    VALUES (s.id, access.hashed(token), s.human, s.post, s.reader, s.purpose, s.kind, s.place, core.now(), s.confirmed_at, s.expires_at);
    IF s.kind <> 'work' THEN  -- work leaves the events of what it does
        INSERT INTO access.seen (session, at) VALUES (s.id, core.now());
        PERFORM access.close_ended(s.human);
        PERFORM access.session_event(s, 'sign in', jsonb_build_object('place', s.place, 'proof', left(proof, 100)));
    END IF;
    RETURN token;
END $$;

-- `kind`: 'browser' where somebody has just proved themself with a passkey or a second factor; 'work' for a job or a
-- command. `earlier`: the token of a session that this one follows (another post); it brings its own proof and no newer one.
CREATE FUNCTION access.open_session(human bigint, post bigint, purpose text, lasts interval, kind text DEFAULT 'browser',
                                    earlier text DEFAULT NULL, place text DEFAULT '', proof text DEFAULT '') RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE s access.session;
BEGIN
    IF NOT EXISTS (SELECT FROM public.agencies_post p JOIN public.agencies_practitioner pr ON pr.id = p.practitioner_id
                   WHERE p.id = open_session.post AND pr.id = open_session.human AND pr.state = 'active'
                     AND access.active(p.starts, p.ends)) THEN
        RAISE EXCEPTION 'This post is not open to this practitioner today.' USING ERRCODE = 'KI403';
    END IF;
    s.human := human; s.post := post; s.purpose := purpose; s.kind := kind; s.place := left(place, 100);
    s.expires_at := core.now() + lasts;
    s.confirmed_at := CASE WHEN earlier IS NULL THEN core.now() ELSE (
        SELECT e.confirmed_at FROM access.session e
        WHERE e.token_hash = access.hashed(earlier) AND e.human = open_session.human AND e.ended_at IS NULL) END;
    RETURN access.new_session(s, proof);
END $$;

CREATE FUNCTION access.open_reader_session(reader bigint, lasts interval) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE s access.session;
BEGIN
    SELECT r.human INTO s.human FROM access.reader r WHERE r.holder = open_reader_session.reader AND r.ended_at IS NULL;
    IF s.human IS NULL THEN RAISE EXCEPTION 'This account may not read.' USING ERRCODE = 'KI403'; END IF;
    s.reader := reader; s.purpose := 'own record'; s.kind := 'reader'; s.place := '';
    s.confirmed_at := core.now(); s.expires_at := core.now() + lasts;
    RETURN access.new_session(s, '');
END $$;

-- This human has proved themself again at this session. False: there is no such session of theirs any more.
CREATE FUNCTION access.confirm_session(token text, who bigint, proof text DEFAULT '') RETURNS boolean LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE s access.session;
BEGIN
    UPDATE access.session SET confirmed_at = core.now()
    WHERE token_hash = access.hashed(token) AND human = who AND ended_at IS NULL AND expires_at > core.now() RETURNING * INTO s;
    IF NOT FOUND THEN RETURN false; END IF;
    PERFORM access.session_event(s, 'confirm', jsonb_build_object('proof', left(proof, 100)));
    RETURN true;
END $$;

CREATE FUNCTION access.end_session(token text, how text DEFAULT 'signed out') RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT access.close_session(s, how) FROM access.session s WHERE s.token_hash = access.hashed(token) AND s.ended_at IS NULL
$$;

-- Every session of a human ends: suspension, a changed password, a lost device.
CREATE FUNCTION access.end_sessions_of(practitioner bigint, how text DEFAULT 'every session was ended') RETURNS bigint
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT count(*) FROM (SELECT access.close_session(s, how) FROM access.session s
                          WHERE s.human = practitioner AND s.ended_at IS NULL OFFSET 0) ended
$$;

-- Whose a session is that has ended within a day: what they were sending when it ended is kept for them alone.
CREATE FUNCTION access.whose(token text) RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT s.human FROM access.session s
    WHERE s.token_hash = access.hashed(token) AND s.post IS NOT NULL
      AND coalesce(s.ended_at, s.expires_at, core.now()) > core.now() - interval '1 day'
$$;

-- A try that was refused at the door. `kind`: which step; `who`: the practitioner, where the account is known. No word that
-- was typed is kept.
CREATE FUNCTION access.refuse_sign_in(kind text, who bigint DEFAULT NULL) RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT audit.append(NULL, who, NULL, NULL, '', 'sign in refused', NULL, NULL, NULL, NULL, jsonb_build_object('step', left(kind, 40)))
$$;

-- Where the caller is signed in.
CREATE FUNCTION access.my_sessions() RETURNS TABLE (id uuid, post bigint, place text, opened_at timestamptz, seen timestamptz, here boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT s.id, s.post, s.place, s.opened_at, access.seen_at(s), s.id = a.session
    FROM access.acting() a JOIN access.session s ON s.human = a.human
    WHERE s.kind = 'browser' AND s.ended_at IS NULL AND s.expires_at > core.now() AND NOT access.idle(s)
    ORDER BY s.id = a.session DESC, s.opened_at DESC
$$;

-- Ends one session of the caller's, or, without naming one, all but this. How many.
CREATE FUNCTION access.end_my_sessions(which uuid DEFAULT NULL) RETURNS bigint LANGUAGE sql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT count(*) FROM (SELECT access.close_session(s, 'ended from another session')
                          FROM access.acting() a JOIN access.session s ON s.human = a.human
                          WHERE s.kind = 'browser' AND s.ended_at IS NULL AND s.id <> a.session AND (which IS NULL OR s.id = which) OFFSET 0) ended
$$;

-- Every session of a colleague's, for an administrator of an organisation that employs them. How many.
CREATE FUNCTION access.sign_out_colleague(practitioner bigint) RETURNS bigint LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE a access.actor := access.administrator((access.acting()).agency); ended bigint;
BEGIN
    IF NOT access.employs(a.agency, practitioner) THEN PERFORM access.refuse('They have no post in your organisation.'); END IF;
    ended := access.end_sessions_of(practitioner, 'ended by an administrator');
    PERFORM access.log_administration(a, 'sign_out', jsonb_build_object('practitioner', practitioner, 'sessions', ended));
    RETURN ended;
END $$;

CALL core.adopt();
GRANT EXECUTE ON FUNCTION access.open_session, access.open_reader_session, access.confirm_session, access.end_session, access.end_sessions_of,
    access.whose, access.refuse_sign_in TO kith_door;
GRANT EXECUTE ON FUNCTION access.my_sessions, access.end_my_sessions, access.sign_out_colleague, access.close_ended TO kith_app;
