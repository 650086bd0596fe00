-- Who works where, changed only here. Whoever can write a membership can read a person, so: an administrator of that
-- organisation, effective at this moment, never for themself, each act with its event.

-- The administrator who acts; raises unless they look after `organisation`, are not themself the one who gains, and have
-- proved of late that it is them (docs/decisions/0016).
CREATE FUNCTION access.administrator(organisation bigint, beneficiary bigint DEFAULT NULL) RETURNS access.actor
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE a access.actor := access.acting();
BEGIN
    IF a.agency IS DISTINCT FROM organisation OR NOT access.has_role('administrator') THEN
        RAISE EXCEPTION 'Only an administrator of this organisation may do this.' USING ERRCODE = 'KI403';
    END IF;
    IF beneficiary = a.human THEN
        RAISE EXCEPTION 'Nobody gives access to themself. Another administrator must do this.' USING ERRCODE = 'KI403';
    END IF;
    PERFORM access.require_recent();
    RETURN a;
END $$;

CREATE FUNCTION access.log_administration(a access.actor, act text, detail jsonb) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT audit.append(a.session, a.human, a.post, a.agency, a.purpose, 'administer', NULL, NULL, NULL, NULL,
                        jsonb_build_object('act', act) || detail)
$$;

CREATE FUNCTION access.check_dates(starts timestamptz, ends timestamptz) RETURNS void LANGUAGE plpgsql IMMUTABLE
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF ends < starts THEN RAISE EXCEPTION 'The end cannot be before the start.' USING ERRCODE = 'KI422'; END IF;
END $$;

CREATE FUNCTION access.check_words(words text, what text) RETURNS text LANGUAGE plpgsql IMMUTABLE
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF coalesce(words, '') !~ '\S' OR length(words) > 200 THEN
        RAISE EXCEPTION 'Enter %, at most 200 characters.', what USING ERRCODE = 'KI422';
    END IF;
    RETURN btrim(words);
END $$;

-- The post's organisation and human; raises when there is no such post, in the words for one of another organisation.
CREATE FUNCTION access.post_of(post_id bigint) RETURNS public.agencies_post LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE p public.agencies_post;
BEGIN
    SELECT * INTO p FROM public.agencies_post WHERE id = post_id;
    RETURN p;
END $$;

CREATE FUNCTION access.employs(organisation bigint, practitioner bigint) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (SELECT FROM public.agencies_post p WHERE p.practitioner_id = practitioner AND p.agency_id = organisation
                   AND (p.ends IS NULL OR p.ends > core.now()))
$$;

-- A new practitioner with a first post in the administrator's organisation. Returns the post.
CREATE FUNCTION access.add_practitioner(name text, email text, telephone text, title text) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE a access.actor := access.administrator((access.acting()).agency); human bigint; post bigint;
BEGIN
    IF lower(btrim(email)) !~ '^[^@\s]+@[^@\s]+$' THEN
        RAISE EXCEPTION 'Enter an email address, like name@organisation.uk.' USING ERRCODE = 'KI422';
    END IF;
    INSERT INTO public.agencies_practitioner (name, email, telephone, state)
    VALUES (access.check_words(name, 'a name'), lower(btrim(email)), coalesce(btrim(telephone), ''), 'active')
    RETURNING id INTO human;
    INSERT INTO public.agencies_post (practitioner_id, agency_id, title, telephone, starts)
    VALUES (human, a.agency, access.check_words(title, 'a job title'), '', core.now()) RETURNING id INTO post;
    PERFORM access.log_administration(a, 'add_practitioner', jsonb_build_object('practitioner', human, 'post', post));
    RETURN post;
EXCEPTION WHEN unique_violation THEN
    RAISE EXCEPTION 'Somebody with this email address is in Kith already. Appoint them instead.' USING ERRCODE = 'KI422';
END $$;

-- A post in the administrator's organisation for a practitioner who is in Kith already.
CREATE FUNCTION access.appoint(practitioner bigint, title text, starts timestamptz DEFAULT NULL, ends timestamptz DEFAULT NULL)
RETURNS bigint LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE a access.actor := access.administrator((access.acting()).agency, practitioner); post bigint;
        since timestamptz := coalesce(starts, core.now());
BEGIN
    PERFORM access.check_dates(since, ends);
    IF NOT EXISTS (SELECT FROM public.agencies_practitioner p WHERE p.id = practitioner AND p.state <> 'left') THEN
        RAISE EXCEPTION 'There is no such practitioner.' USING ERRCODE = 'KI404';
    END IF;
    INSERT INTO public.agencies_post (practitioner_id, agency_id, title, telephone, starts, ends)
    VALUES (practitioner, a.agency, access.check_words(title, 'a job title'), '', since, ends) RETURNING id INTO post;
    PERFORM access.log_administration(a, 'appoint', jsonb_build_object('practitioner', practitioner, 'post', post));
    RETURN post;
END $$;

-- Ends a post, now or later; sessions in it end with it.
CREATE FUNCTION access.end_post(post bigint, ending timestamptz DEFAULT NULL) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE p public.agencies_post := access.post_of(post); a access.actor := access.administrator(p.agency_id);
        at timestamptz := coalesce(ending, core.now());
BEGIN
    PERFORM access.check_dates(p.starts, at);
    UPDATE public.agencies_post SET ends = at WHERE id = p.id;
    IF at <= core.now() THEN
        PERFORM access.close_session(s, 'the post ended') FROM access.session s WHERE s.post = p.id AND s.ended_at IS NULL;
    END IF;
    PERFORM access.log_administration(a, 'end_post', jsonb_build_object('post', p.id, 'ends', at));
END $$;

-- A post joins a team of the administrator's organisation; the post may be another organisation's.
CREATE FUNCTION access.join_team(post bigint, team bigint, manager boolean DEFAULT false, starts timestamptz DEFAULT NULL,
                                 ends timestamptz DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE p public.agencies_post := access.post_of(post); a access.actor; new_id bigint;
        since timestamptz := coalesce(starts, core.now());
BEGIN
    a := access.administrator((SELECT t.agency_id FROM public.agencies_team t WHERE t.id = team), p.practitioner_id);
    PERFORM access.check_dates(since, ends);
    IF p.id IS NULL THEN RAISE EXCEPTION 'There is no such post.' USING ERRCODE = 'KI404'; END IF;
    PERFORM pg_advisory_xact_lock(p.id);
    IF EXISTS (SELECT FROM public.agencies_membership m WHERE m.post_id = p.id AND m.team_id = team
               AND tstzrange(m.starts, m.ends) && tstzrange(since, join_team.ends)) THEN
        RAISE EXCEPTION 'They are in this team already at that time.' USING ERRCODE = 'KI422';
    END IF;
    INSERT INTO public.agencies_membership (post_id, team_id, manager, starts, ends)
    VALUES (p.id, team, manager, since, join_team.ends) RETURNING id INTO new_id;
    PERFORM access.log_administration(a, 'join_team',
        jsonb_build_object('post', p.id, 'team', team, 'manager', manager, 'membership', new_id));
    RETURN new_id;
END $$;

-- The administrator who may change a membership, and what it is.
CREATE FUNCTION access.membership_of(membership bigint) RETURNS TABLE (id bigint, starts timestamptz, organisation bigint, human bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT m.id, m.starts, t.agency_id, p.practitioner_id FROM public.agencies_membership m
    JOIN public.agencies_team t ON t.id = m.team_id JOIN public.agencies_post p ON p.id = m.post_id WHERE m.id = membership
$$;

CREATE FUNCTION access.leave_team(membership bigint, ending timestamptz DEFAULT NULL) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE m record; a access.actor; at timestamptz := coalesce(ending, core.now());
BEGIN
    SELECT * INTO m FROM access.membership_of(membership);
    a := access.administrator(m.organisation);
    PERFORM access.check_dates(m.starts, at);
    UPDATE public.agencies_membership SET ends = at WHERE id = m.id;
    PERFORM access.log_administration(a, 'leave_team', jsonb_build_object('membership', m.id, 'ends', at));
END $$;

-- Makes a member a manager of the team, or an ordinary member again.
CREATE FUNCTION access.make_manager(membership bigint, manager boolean) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE m record; a access.actor;
BEGIN
    SELECT * INTO m FROM access.membership_of(membership);
    a := access.administrator(m.organisation, CASE WHEN make_manager.manager THEN m.human END);
    UPDATE public.agencies_membership SET manager = make_manager.manager WHERE id = m.id;
    PERFORM access.log_administration(a, 'make_manager', jsonb_build_object('membership', m.id, 'manager', make_manager.manager));
END $$;

CREATE FUNCTION access.give_role(post bigint, role text, starts timestamptz DEFAULT NULL, ends timestamptz DEFAULT NULL)
RETURNS bigint LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE p public.agencies_post := access.post_of(post); a access.actor; new_id bigint;
        since timestamptz := coalesce(starts, core.now());
BEGIN
    a := access.administrator(p.agency_id, p.practitioner_id);
    PERFORM access.check_dates(since, ends);
    IF role IS NULL OR role NOT IN ('finder', 'allocator', 'governance', 'administrator', 'on_call', 'caldicott') THEN
        RAISE EXCEPTION 'There is no such role.' USING ERRCODE = 'KI422';
    END IF;
    PERFORM pg_advisory_xact_lock(p.id);
    IF EXISTS (SELECT FROM public.agencies_role r WHERE r.post_id = p.id AND r.name = role
               AND tstzrange(r.starts, r.ends) && tstzrange(since, give_role.ends)) THEN
        RAISE EXCEPTION 'They have this role already at that time.' USING ERRCODE = 'KI422';
    END IF;
    INSERT INTO public.agencies_role (post_id, name, starts, ends) VALUES (p.id, role, since, give_role.ends) RETURNING id INTO new_id;
    PERFORM access.log_administration(a, 'give_role', jsonb_build_object('post', p.id, 'role', role, 'id', new_id));
    RETURN new_id;
END $$;

CREATE FUNCTION access.end_role(role bigint, ending timestamptz DEFAULT NULL) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE r record; a access.actor; at timestamptz := coalesce(ending, core.now());
BEGIN
    SELECT ro.id, ro.name, ro.starts, p.agency_id INTO r FROM public.agencies_role ro
    JOIN public.agencies_post p ON p.id = ro.post_id WHERE ro.id = role;
    a := access.administrator(r.agency_id);
    PERFORM access.check_dates(r.starts, at);
    UPDATE public.agencies_role SET ends = at WHERE id = r.id;
    PERFORM access.log_administration(a, 'end_role', jsonb_build_object('id', r.id, 'role', r.name, 'ends', at));
END $$;

-- Suspends, marks as left, or lets back in. What one organisation suspended another cannot lift. Sessions end at once.
CREATE FUNCTION access.set_account_state(practitioner bigint, state text) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE a access.actor := access.administrator((access.acting()).agency, practitioner); p public.agencies_practitioner;
BEGIN
    SELECT * INTO p FROM public.agencies_practitioner WHERE id = practitioner FOR UPDATE;
    IF p.id IS NULL OR NOT access.employs(a.agency, practitioner) THEN
        RAISE EXCEPTION 'They have no post in your organisation.' USING ERRCODE = 'KI403';
    END IF;
    IF set_account_state.state IS NULL OR set_account_state.state NOT IN ('active', 'suspended', 'left') THEN
        RAISE EXCEPTION 'There is no such state of an account.' USING ERRCODE = 'KI422';
    END IF;
    IF p.state <> 'active' AND p.state_set_by_id IS DISTINCT FROM a.agency THEN
        RAISE EXCEPTION 'Another organisation suspended this account. Only they can change it.' USING ERRCODE = 'KI403';
    END IF;
    UPDATE public.agencies_practitioner u SET state = set_account_state.state, state_set_by_id = a.agency WHERE u.id = p.id;
    IF set_account_state.state <> 'active' THEN PERFORM access.end_sessions_of(p.id, 'the account was closed'); END IF;
    PERFORM access.log_administration(a, 'set_account_state',
        jsonb_build_object('practitioner', p.id, 'from', p.state, 'to', set_account_state.state));
END $$;

-- Data-protection training lasts until a date (UK GDPR Art 32(4), 39(1)(b)); where an organisation demands it, a lapse
-- leaves the finder's key alone.
CREATE FUNCTION access.record_training(practitioner bigint, until date) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE a access.actor := access.administrator((access.acting()).agency, practitioner);
BEGIN
    IF NOT access.employs(a.agency, practitioner) THEN
        RAISE EXCEPTION 'They have no post in your organisation.' USING ERRCODE = 'KI403';
    END IF;
    UPDATE public.agencies_practitioner p SET trained_until = until WHERE p.id = practitioner;
    PERFORM access.log_administration(a, 'record_training', jsonb_build_object('practitioner', practitioner, 'until', until));
END $$;

GRANT INSERT, UPDATE ON agencies_practitioner, agencies_post, agencies_membership, agencies_role TO kith_engine;
GRANT EXECUTE ON FUNCTION access.check_dates(timestamptz, timestamptz), access.check_words(text, text) TO kith_engine;
CALL core.adopt();
GRANT EXECUTE ON FUNCTION
    access.add_practitioner(text, text, text, text), access.appoint(bigint, text, timestamptz, timestamptz),
    access.end_post(bigint, timestamptz), access.join_team(bigint, bigint, boolean, timestamptz, timestamptz),
    access.leave_team(bigint, timestamptz), access.make_manager(bigint, boolean),
    access.give_role(bigint, text, timestamptz, timestamptz), access.end_role(bigint, timestamptz),
    access.set_account_state(bigint, text), access.record_training(bigint, date) TO kith_app;
