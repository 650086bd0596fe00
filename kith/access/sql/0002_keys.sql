-- Keys and the keyring. A key is a principal (post, team, managers of a team, human, dated fact) seen through an edge.

-- Written so that it is read when it is made, which pins it, and worked out in place: a keyring calls it hundreds of times.
CREATE FUNCTION access.key(principal bigint, edge integer) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (principal << 20) | edge;

-- Holders in words: posts, teams, managers of teams. About no person: anyone who acts may know them.
CREATE VIEW agencies.holder WITH (security_invoker = true) AS
    SELECT p.id, 'post' AS kind, pr.name, p.title, a.id AS agency_id, a.name AS agency,
           coalesce(nullif(p.telephone, ''), nullif(pr.telephone, ''), a.telephone) AS telephone
    FROM agencies_post p JOIN agencies_practitioner pr ON pr.id = p.practitioner_id JOIN agencies_agency a ON a.id = p.agency_id
    UNION ALL
    SELECT t.id, 'team', t.name, 'Team', a.id, a.name, coalesce(nullif(t.telephone, ''), a.telephone)
    FROM agencies_team t JOIN agencies_agency a ON a.id = t.agency_id
    UNION ALL
    SELECT t.managers_id, 'managers', 'Managers of ' || t.name, 'Managers', a.id, a.name, coalesce(nullif(t.telephone, ''), a.telephone)
    FROM agencies_team t JOIN agencies_agency a ON a.id = t.agency_id;
GRANT SELECT ON agencies.holder TO kith_app, kith_engine;

CREATE FUNCTION access.finder() RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN 1::bigint;

CREATE FUNCTION access.domain_no(domain text) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp AS $$
    SELECT array_position('{identity,family,social_care,plan,health,mental_health,education,justice,housing_finance,voice,staff_concern}'::text[], domain)
$$;

-- Whether a moment lies in a span of time. Worked out in place, as access.key is: whoever asks it of many rows asks the time once.
CREATE FUNCTION access.within(at timestamptz, starts timestamptz, ends timestamptz) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT starts <= at AND (ends IS NULL OR ends > at) $$;

CREATE FUNCTION access.active(starts timestamptz, ends timestamptz) RETURNS boolean LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp AS $$ SELECT access.within(core.now(), starts, ends) $$;

-- HMAC-SHA-256, as 64 hexadecimal digits (RFC 2104).
CREATE FUNCTION access.sign(message bytea) RETURNS text LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN (SELECT encode(sha256(outer_pad || sha256(inner_pad || message)), 'hex') FROM access.secret); END $$;

-- The holders that a post stands for, right now.
CREATE FUNCTION access.holders(post_id bigint) RETURNS TABLE (holder bigint, kind text) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE at timestamptz := core.now();
BEGIN
    RETURN QUERY
    WITH p AS (
        SELECT po.id, (a.training_required AND (pr.trained_until IS NULL OR pr.trained_until < (at AT TIME ZONE 'Europe/London')::date)) AS lapsed
        FROM public.agencies_post po
        JOIN public.agencies_practitioner pr ON pr.id = po.practitioner_id
        JOIN public.agencies_agency a ON a.id = po.agency_id
        WHERE po.id = holders.post_id AND pr.state = 'active' AND access.within(at, po.starts, po.ends)
    )
    SELECT p.id, 'post' FROM p WHERE NOT lapsed
    UNION ALL
    SELECT h.holder, h.kind
    FROM p JOIN public.agencies_membership m ON m.post_id = p.id AND access.within(at, m.starts, m.ends)
    JOIN public.agencies_team t ON t.id = m.team_id
    CROSS JOIN LATERAL (VALUES (t.id, 'team'), (CASE WHEN m.manager THEN t.managers_id END, 'managers')) h(holder, kind)
    WHERE NOT lapsed AND h.holder IS NOT NULL
    UNION ALL
    SELECT access.finder(), 'finder'
    FROM p JOIN public.agencies_role r ON r.post_id = p.id AND r.name = 'finder' AND access.within(at, r.starts, r.ends);
END $$;

-- The same as one array, as the ring carries them.
CREATE FUNCTION access.held(post_id bigint) RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$ SELECT ARRAY(SELECT h.holder FROM access.holders(post_id) h ORDER BY h.kind, h.holder) $$;

-- The edges through which people employed by an agency see, for a purpose, right now.
CREATE FUNCTION access.edges(agency bigint, purpose text) RETURNS SETOF access.edge LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE at timestamptz := core.now();
BEGIN
    RETURN QUERY
    SELECT * FROM access.edge e
    WHERE e.state = 'live' AND NOT e.suspended AND access.within(at, e.starts, e.ends) AND edges.purpose = ANY (e.purposes)
      AND (e.recipient = edges.agency OR e.recipient IS NULL);
END $$;

-- A setting, in minutes or as a count.
CREATE FUNCTION access.setting(wanted text) RETURNS integer LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$ SELECT value FROM access.setting WHERE name = wanted $$;

-- Whether the human at a session has proved within so many minutes that it is them. At work that Kith does by itself
-- nobody sits: what was asked for was asked for by one who did.
CREATE FUNCTION access.proved(s access.session, minutes integer) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(s.kind = 'work' OR s.confirmed_at > core.now() - make_interval(mins => minutes), false)
$$;

-- What passes the gates: key 0, which everyone holds, and the human's own; and the same two as confirmed, while the proof
-- is new enough. A human's key is seen through no edge: the edge's place in it says `confirmed` (docs/decisions/0016).
CREATE FUNCTION access.own_keys(human bigint, confirmed boolean) RETURNS bigint[] LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp AS $$
    SELECT ARRAY[0, access.key(human, 0)] || CASE WHEN confirmed THEN ARRAY[1, access.key(human, 1)] ELSE '{}' END
$$;

-- The keys of a session whose post stands for these holders.
CREATE FUNCTION access.keyring(s access.session, held bigint[]) RETURNS bigint[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan AS $$  -- planned anew, half a millisecond of each request
DECLARE
    at timestamptz := core.now();
    employer bigint;
    own bigint[] := access.own_keys(s.human, access.proved(s, access.setting('confirm to read')));
BEGIN
    IF s.reader IS NOT NULL THEN
        RETURN own || access.key(s.reader, 0);
    END IF;
    IF held = '{}' THEN RETURN '{}'; END IF;
    SELECT agency_id INTO employer FROM public.agencies_post WHERE id = s.post;
    RETURN own || ARRAY(
        SELECT access.key(principal, e.no)
        FROM access.edges(employer, s.purpose) e CROSS JOIN (
            SELECT unnest(held)
            UNION ALL
            SELECT i.key FROM public.access_involvement i
            WHERE i.holder_id = ANY (held) AND i.dated AND NOT i.closed AND access.within(at, i.starts, i.ends)
        ) p(principal)
        UNION ALL
        SELECT access.key(h, 0) FROM unnest(held) h WHERE h <> access.finder()  -- to whom a letter is written
        UNION ALL
        SELECT access.key(sh.key, 0) FROM public.access_share sh
        WHERE sh.holder_id = ANY (held) AND NOT sh.closed AND access.within(at, sh.starts, sh.ends)
    );
END $$;

-- How the frame of a page names whoever acts: name, title, organisation, roles, holders they stand for, teams they manage.
CREATE FUNCTION access.words_of(post_id bigint, held bigint[]) RETURNS jsonb LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE at timestamptz := core.now();
BEGIN RETURN (
    SELECT coalesce((
        SELECT jsonb_build_object(
            'recovering', EXISTS (SELECT FROM access.recovery c WHERE c.human = pr.id AND c.ended_at IS NULL AND c.expires_at > at),
            'name', pr.name, 'title', po.title, 'organisation', a.name,
            'training_required', a.training_required, 'trained_until', pr.trained_until,
            'roles', coalesce((SELECT jsonb_agg(DISTINCT r.name) FROM public.agencies_role r
                               WHERE r.post_id = po.id AND access.within(at, r.starts, r.ends)), '[]'),
            'holders', to_jsonb(array_remove(held, access.finder())),
            'manages', coalesce((SELECT jsonb_agg(m.team_id) FROM public.agencies_membership m
                                 WHERE m.post_id = po.id AND m.manager AND access.within(at, m.starts, m.ends)), '[]'))
        FROM public.agencies_post po JOIN public.agencies_practitioner pr ON pr.id = po.practitioner_id
        JOIN public.agencies_agency a ON a.id = po.agency_id WHERE po.id = words_of.post_id), '{}')
); END $$;

-- The token as it is kept.
CREATE FUNCTION access.hashed(token text) RETURNS bytea LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp AS $$ SELECT sha256(convert_to(token, 'UTF8')) $$;

-- When a session was last used, to the minute.
CREATE FUNCTION access.seen_at(s access.session) RETURNS timestamptz LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$ SELECT coalesce((SELECT at FROM access.seen WHERE session = s.id), s.opened_at) $$;

-- Nobody has used it for longer than the installation lets a screen stand open. Work has no screen.
CREATE FUNCTION access.idle(s access.session) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT s.kind <> 'work' AND access.seen_at(s) <= core.now() - make_interval(mins => access.setting('idle') + 1)
$$;

-- Notes that a session is in use: at most once a minute, and without waiting for another request of the same session.
CREATE FUNCTION access.touch(id uuid) RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    UPDATE access.seen SET at = core.now()
    WHERE session = (SELECT x.session FROM access.seen x
                     WHERE x.session = touch.id AND x.at <= core.now() - interval '1 minute' FOR UPDATE SKIP LOCKED)
$$;

-- Begin to act: computes the keyring, signs it, binds it to this backend and transaction. NULL: no such session. A reader's
-- opens at the portal's login alone, every other at the application's (docs/decisions/0017): session_user is the login that
-- connected, whoever owns this function.
CREATE FUNCTION access.enter(token text) RETURNS jsonb LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    s access.session;
    held bigint[];
    employer bigint;
    ring text;
BEGIN
    PERFORM set_config('kith.ring', '', true);
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION 'Kith works in READ COMMITTED only' USING ERRCODE = 'KI001';
    END IF;
    SELECT * INTO s FROM access.session
    WHERE token_hash = access.hashed(token) AND ended_at IS NULL AND expires_at > core.now();
    IF NOT FOUND OR access.idle(s) THEN RETURN NULL; END IF;
    IF (s.reader IS NOT NULL) <> (session_user = 'kith_portal') THEN RETURN NULL; END IF;
    PERFORM access.touch(s.id);
    SELECT agency_id INTO employer FROM public.agencies_post WHERE id = s.post;
    held := access.held(s.post);
    ring := concat_ws('|', pg_backend_pid(), pg_current_xact_id(), s.id, coalesce(s.human, 0), coalesce(s.post, 0),
                      coalesce(employer, 0), s.purpose, held::text, access.keyring(s, held)::text);
    PERFORM set_config('kith.ring', access.sign(convert_to(ring, 'UTF8')) || '|' || ring, true);
    RETURN jsonb_build_object('session', s.id, 'human', s.human, 'post', s.post, 'reader', s.reader,
                              'agency', employer, 'purpose', s.purpose, 'at', core.now(),
                              'confirmed_at', s.confirmed_at, 'confirmed', access.proved(s, access.setting('confirm to read')),
                              'idle', CASE WHEN s.kind <> 'work' THEN access.setting('idle') END) || access.words_of(s.post, held);
END $$;

-- The verified ring: signature, backend, transaction, session, human, post, agency, purpose, holders, keys. NULL unless genuine.
CREATE FUNCTION access.ring() RETURNS text[] LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    raw text := nullif(current_setting('kith.ring', true), '');
    part text[];
BEGIN
    IF raw IS NULL THEN RETURN NULL; END IF;
    part := string_to_array(raw, '|');
    IF part[1] IS DISTINCT FROM access.sign(substr(convert_to(raw, 'UTF8'), 66))  -- as bytes: to count letters takes longer than to sign them
       OR part[2] IS DISTINCT FROM pg_backend_pid()::text
       OR part[3] IS DISTINCT FROM pg_current_xact_id_if_assigned()::text THEN
        RETURN NULL;
    END IF;
    RETURN part;
END $$;

-- The keys of whoever acts in this transaction; none without a genuine keyring.
CREATE FUNCTION access.keys() RETURNS bigint[] LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN RETURN coalesce((access.ring())[10]::bigint[], '{}'); END $$;

CREATE TYPE access.actor AS (session uuid, human bigint, post bigint, agency bigint, purpose text, held bigint[], keys bigint[]);

-- Whoever acts in this transaction; raises when nobody does.
CREATE FUNCTION access.acting() RETURNS access.actor LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE part text[] := access.ring();
BEGIN
    IF part IS NULL THEN
        RAISE EXCEPTION 'You are not signed in, or your session has ended.' USING ERRCODE = 'KI401';
    END IF;
    RETURN ROW(part[4]::uuid, nullif(part[5], '0')::bigint, nullif(part[6], '0')::bigint, nullif(part[7], '0')::bigint,
               part[8], part[9]::bigint[], part[10]::bigint[])::access.actor;
END $$;

-- The same with those holders alone that their post still stands for. What one gives, bars or hands over outlasts the
-- transaction; whoever was suspended or left a team while it was open does none of that by the ring they entered with.
CREATE FUNCTION access.standing() RETURNS access.actor LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE me access.actor := access.acting();
BEGIN
    me.held := ARRAY(SELECT h.holder FROM access.holders(me.post) h WHERE h.holder = ANY (me.held));
    RETURN me;
END $$;

CREATE FUNCTION access.ask_to_confirm() RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'Confirm that it is you.' USING ERRCODE = 'KI428';
END $$;

-- Raises "Confirm that it is you" unless whoever acts has proved it within so many minutes; without minutes, as long ago as
-- the installation lets an act of weight be.
CREATE FUNCTION access.require_recent(minutes integer DEFAULT NULL) RETURNS void LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE s access.session;
BEGIN
    SELECT * INTO s FROM access.session x WHERE x.id = (access.acting()).session;
    IF NOT access.proved(s, coalesce(minutes, access.setting('confirm to act'))) THEN PERFORM access.ask_to_confirm(); END IF;
END $$;

-- Whether what is sensitive is open to whoever acts, as far as their proof goes: in the signed keyring.
CREATE FUNCTION access.confirmed() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$ SELECT 1 = ANY (access.keys()) $$;

-- The same as an exception, before something sensitive is written or given. Nothing is said of who or what it is about.
CREATE FUNCTION access.require_confirmed() RETURNS void LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT access.confirmed() THEN PERFORM access.ask_to_confirm(); END IF;
END $$;

-- The keys that whoever acts would hold had they just confirmed: what these do not pass is a seal.
CREATE FUNCTION access.keys_once_confirmed() RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$ SELECT a.keys || access.own_keys(a.human, true) FROM access.acting() a $$;

CREATE FUNCTION access.has_role(wanted text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (SELECT FROM public.agencies_role r, access.acting() a
                   WHERE r.post_id = a.post AND r.name = wanted AND access.active(r.starts, r.ends)
                     AND EXISTS (SELECT FROM access.holders(a.post) WHERE kind = 'post'))
$$;
