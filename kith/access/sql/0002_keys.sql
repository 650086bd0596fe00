-- Keys and the keyring. A key is a principal (post, team, managers of a team, human, dated fact) seen through an edge.

CREATE FUNCTION access.key(principal bigint, edge integer) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp AS $$ SELECT (principal << 20) | edge $$;

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

CREATE FUNCTION access.finder() RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp AS $$ SELECT 1::bigint $$;

CREATE FUNCTION access.domain_no(domain text) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp AS $$
    SELECT array_position('{identity,family,social_care,plan,health,mental_health,education,justice,housing_finance,voice,staff_concern}'::text[], domain)
$$;

CREATE FUNCTION access.active(starts timestamptz, ends timestamptz) RETURNS boolean LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp AS $$ SELECT starts <= core.now() AND (ends IS NULL OR ends > core.now()) $$;

CREATE FUNCTION access.sign(message text) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT encode(sha256(outer_pad || sha256(inner_pad || convert_to(message, 'UTF8'))), 'hex') FROM access.secret
$$;

-- The holders that a post stands for, right now.
CREATE FUNCTION access.holders(post_id bigint) RETURNS TABLE (holder bigint, kind text) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    WITH p AS (
        SELECT po.id, (a.training_required AND (pr.trained_until IS NULL OR pr.trained_until < (core.now() AT TIME ZONE 'Europe/London')::date)) AS lapsed
        FROM public.agencies_post po
        JOIN public.agencies_practitioner pr ON pr.id = po.practitioner_id
        JOIN public.agencies_agency a ON a.id = po.agency_id
        WHERE po.id = post_id AND pr.state = 'active' AND access.active(po.starts, po.ends)
    )
    SELECT id, 'post' FROM p WHERE NOT lapsed
    UNION ALL
    SELECT h.holder, h.kind
    FROM p JOIN public.agencies_membership m ON m.post_id = p.id AND access.active(m.starts, m.ends)
    JOIN public.agencies_team t ON t.id = m.team_id
    CROSS JOIN LATERAL (VALUES (t.id, 'team'), (CASE WHEN m.manager THEN t.managers_id END, 'managers')) h(holder, kind)
    WHERE NOT lapsed AND h.holder IS NOT NULL
    UNION ALL
    SELECT access.finder(), 'finder'
    FROM p JOIN public.agencies_role r ON r.post_id = p.id AND r.name = 'finder' AND access.active(r.starts, r.ends)
$$;

-- The edges through which people employed by an agency see, for a purpose, right now.
CREATE FUNCTION access.edges(agency bigint, purpose text) RETURNS SETOF access.edge LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT * FROM access.edge e
    WHERE e.state = 'live' AND NOT e.suspended AND access.active(e.starts, e.ends) AND purpose = ANY (e.purposes)
      AND (e.recipient = agency OR e.recipient IS NULL)
$$;

CREATE FUNCTION access.keyring(s access.session) RETURNS bigint[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    held bigint[];
    employer bigint;
BEGIN
    IF s.reader IS NOT NULL THEN
        RETURN ARRAY[0, access.key(s.human, 0), access.key(s.reader, 0)];
    END IF;
    SELECT array_agg(holder) INTO held FROM access.holders(s.post);
    IF held IS NULL THEN RETURN '{}'; END IF;
    SELECT agency_id INTO employer FROM public.agencies_post WHERE id = s.post;
    RETURN ARRAY[0, access.key(s.human, 0)] || ARRAY(
        SELECT access.key(principal, e.no)
        FROM access.edges(employer, s.purpose) e CROSS JOIN (
            SELECT unnest(held)
            UNION ALL
            SELECT i.key FROM public.access_involvement i
            WHERE i.holder_id = ANY (held) AND i.dated AND NOT i.closed AND access.active(i.starts, i.ends)
        ) p(principal)
        UNION ALL
        SELECT access.key(sh.key, 0) FROM public.access_share sh
        WHERE sh.holder_id = ANY (held) AND NOT sh.closed AND access.active(sh.starts, sh.ends)
    );
END $$;

-- How the frame of a page names whoever acts: name, title, organisation, roles, holders they stand for, teams they manage.
CREATE FUNCTION access.words_of(post_id bigint) RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce((
        SELECT jsonb_build_object(
            'name', pr.name, 'title', po.title, 'organisation', a.name,
            'roles', coalesce((SELECT jsonb_agg(DISTINCT r.name) FROM public.agencies_role r
                               WHERE r.post_id = po.id AND access.active(r.starts, r.ends)), '[]'),
            'holders', coalesce((SELECT jsonb_agg(h.holder ORDER BY h.kind, h.holder) FROM access.holders(post_id) h WHERE h.kind <> 'finder'), '[]'),
            'manages', coalesce((SELECT jsonb_agg(m.team_id) FROM public.agencies_membership m
                                 WHERE m.post_id = po.id AND m.manager AND access.active(m.starts, m.ends)), '[]'))
        FROM public.agencies_post po JOIN public.agencies_practitioner pr ON pr.id = po.practitioner_id
        JOIN public.agencies_agency a ON a.id = po.agency_id WHERE po.id = post_id), '{}')
$$;

-- Begin to act: computes the keyring, signs it, binds it to this backend and transaction. NULL: no such session.
CREATE FUNCTION access.enter(token text) RETURNS jsonb LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    s access.session;
    employer bigint;
    ring text;
BEGIN
    PERFORM set_config('kith.ring', '', true);
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION 'Kith works in READ COMMITTED only' USING ERRCODE = 'KI001';
    END IF;
    SELECT * INTO s FROM access.session
    WHERE token_hash = access.hashed(token) AND ended_at IS NULL AND expires_at > core.now();
    IF NOT FOUND THEN RETURN NULL; END IF;
    SELECT agency_id INTO employer FROM public.agencies_post WHERE id = s.post;
    ring := concat_ws('|', pg_backend_pid(), pg_current_xact_id(), s.id, coalesce(s.human, 0), coalesce(s.post, 0),
                      coalesce(employer, 0), s.purpose, access.keyring(s)::text);
    PERFORM set_config('kith.ring', access.sign(ring) || '|' || ring, true);
    RETURN jsonb_build_object('session', s.id, 'human', s.human, 'post', s.post, 'reader', s.reader,
                              'agency', employer, 'purpose', s.purpose, 'at', core.now(),
                              'confirmed_at', s.confirmed_at) || access.words_of(s.post);
END $$;

-- The verified ring: signature, backend, transaction, session, human, post, agency, purpose, keys. NULL unless genuine.
CREATE FUNCTION access.ring() RETURNS text[] LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    raw text := nullif(current_setting('kith.ring', true), '');
    part text[];
BEGIN
    IF raw IS NULL THEN RETURN NULL; END IF;
    part := string_to_array(raw, '|');
    IF part[1] IS DISTINCT FROM access.sign(substr(raw, length(part[1]) + 2))
       OR part[2] IS DISTINCT FROM pg_backend_pid()::text
       OR part[3] IS DISTINCT FROM pg_current_xact_id_if_assigned()::text THEN
        RETURN NULL;
    END IF;
    RETURN part;
END $$;

-- The keys of whoever acts in this transaction; none without a genuine keyring.
CREATE FUNCTION access.keys() RETURNS bigint[] LANGUAGE sql STABLE PARALLEL RESTRICTED SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce((access.ring())[9]::bigint[], '{}')
$$;

-- A setting, in minutes or as a count.
CREATE FUNCTION access.setting(wanted text) RETURNS integer LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$ SELECT value FROM access.setting WHERE name = wanted $$;

CREATE TYPE access.actor AS (session uuid, human bigint, post bigint, agency bigint, purpose text, keys bigint[]);

-- Whoever acts in this transaction; raises when nobody does.
CREATE FUNCTION access.acting() RETURNS access.actor LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE part text[] := access.ring();
BEGIN
    IF part IS NULL THEN
        RAISE EXCEPTION 'You are not signed in, or your session has ended.' USING ERRCODE = 'KI401';
    END IF;
    RETURN ROW(part[4]::uuid, nullif(part[5], '0')::bigint, nullif(part[6], '0')::bigint, nullif(part[7], '0')::bigint,
               part[8], part[9]::bigint[])::access.actor;
END $$;

-- Whether whoever acts has proved within so many minutes that it is them. At work that Kith does by itself nobody sits.
CREATE FUNCTION access.confirmed_within(minutes integer) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce((SELECT s.kind = 'work' OR s.confirmed_at > core.now() - make_interval(mins => minutes)
                     FROM access.session s WHERE s.id = (access.acting()).session), false)
$$;

-- Raises "Confirm that it is you" unless they have. Without minutes: as long as the installation says for an act of weight.
CREATE FUNCTION access.require_recent(minutes integer DEFAULT NULL) RETURNS void LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT access.confirmed_within(coalesce(minutes, access.setting('confirm to act'))) THEN
        RAISE EXCEPTION 'Confirm that it is you.' USING ERRCODE = 'KI428';
    END IF;
END $$;

CREATE FUNCTION access.has_role(wanted text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (SELECT FROM public.agencies_role r, access.acting() a
                   WHERE r.post_id = a.post AND r.name = wanted AND access.active(r.starts, r.ends)
                     AND EXISTS (SELECT FROM access.holders(a.post) WHERE kind = 'post'))
$$;

-- The door: only sign-in's login may open, confirm and end sessions. The token is returned once and kept nowhere.
CREATE FUNCTION access.hashed(token text) RETURNS bytea LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp AS $$ SELECT sha256(convert_to(token, 'UTF8')) $$;

CREATE FUNCTION access.new_session(s access.session) RETURNS text LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE token text := replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '');
BEGIN
    INSERT INTO access.session (token_hash, human, post, reader, purpose, kind, place, opened_at, confirmed_at, expires_at)
    VALUES (access.hashed(token), s.human, s.post, s.reader, s.purpose, s.kind, s.place, core.now(), s.confirmed_at, s.expires_at);
    RETURN token;
END $$;

-- `kind`: 'browser' where somebody has just proved themself with a passkey or a second factor; 'work' for a job or a
-- command. `earlier`: the token of a session that this one follows (another post); it brings its own proof and no newer one.
CREATE FUNCTION access.open_session(human bigint, post bigint, purpose text, lasts interval, kind text DEFAULT 'browser',
                                    earlier text DEFAULT NULL, place text DEFAULT '') RETURNS text
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
    RETURN access.new_session(s);
END $$;

CREATE FUNCTION access.open_reader_session(reader bigint, lasts interval) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE s access.session;
BEGIN
    SELECT r.human INTO s.human FROM access.reader r WHERE r.holder = open_reader_session.reader AND r.ended_at IS NULL;
    IF s.human IS NULL THEN RAISE EXCEPTION 'This account may not read.' USING ERRCODE = 'KI403'; END IF;
    s.reader := reader; s.purpose := 'own record'; s.kind := 'reader'; s.place := '';
    s.confirmed_at := core.now(); s.expires_at := core.now() + lasts;
    RETURN access.new_session(s);
END $$;

-- This human has proved themself again at this session. False: there is no such session of theirs any more.
CREATE FUNCTION access.confirm_session(token text, who bigint) RETURNS boolean LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE access.session SET confirmed_at = core.now()
    WHERE token_hash = access.hashed(token) AND human = who AND ended_at IS NULL AND expires_at > core.now();
    RETURN FOUND;
END $$;

CREATE FUNCTION access.end_session(token text) RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    UPDATE access.session SET ended_at = core.now() WHERE token_hash = access.hashed(token) AND ended_at IS NULL
$$;
