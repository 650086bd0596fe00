-- The whole schema, as pg_dump tells it after every migration. Written by script/fix; compared by a test.

CREATE SCHEMA access;
ALTER SCHEMA access OWNER TO kith_owner;
CREATE SCHEMA agencies;
ALTER SCHEMA agencies OWNER TO kith_owner;
CREATE SCHEMA assessments;
ALTER SCHEMA assessments OWNER TO kith_owner;
CREATE SCHEMA audit;
ALTER SCHEMA audit OWNER TO kith_owner;
CREATE SCHEMA casework;
ALTER SCHEMA casework OWNER TO kith_owner;
CREATE SCHEMA core;
ALTER SCHEMA core OWNER TO kith_owner;
CREATE SCHEMA documents;
ALTER SCHEMA documents OWNER TO kith_owner;
CREATE SCHEMA people;
ALTER SCHEMA people OWNER TO kith_owner;
CREATE SCHEMA record;
ALTER SCHEMA record OWNER TO kith_owner;
CREATE SCHEMA sharing;
ALTER SCHEMA sharing OWNER TO kith_owner;
CREATE SCHEMA supervision;
ALTER SCHEMA supervision OWNER TO kith_owner;
CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;
COMMENT ON EXTENSION pg_trgm IS 'text similarity measurement and index searching based on trigrams';
CREATE TYPE access.actor AS (
	session uuid,
	human bigint,
	post bigint,
	agency bigint,
	purpose text,
	held bigint[],
	keys bigint[]
);
ALTER TYPE access.actor OWNER TO kith_owner;
CREATE TYPE access.alike AS (
	domain text,
	grade smallint,
	before bigint[],
	after bigint[],
	gate bigint[],
	denied bigint[],
	n bigint
);
ALTER TYPE access.alike OWNER TO kith_owner;
CREATE TYPE access.before_after AS (
	post bigint,
	named boolean,
	before bigint[],
	after bigint[]
);
ALTER TYPE access.before_after OWNER TO kith_owner;
CREATE TYPE access.contact AS (
	involvement uuid,
	holder bigint,
	kind text,
	name text,
	title text,
	agency_id bigint,
	agency text,
	telephone text,
	profile text,
	capacity text,
	domain text,
	starts timestamp with time zone,
	ends timestamp with time zone,
	accepted boolean
);
ALTER TYPE access.contact OWNER TO kith_owner;
CREATE TYPE access.lately AS (
	in_hour integer,
	in_day integer,
	new_in_hour integer,
	new_in_day uuid[]
);
ALTER TYPE access.lately OWNER TO kith_owner;
CREATE TYPE access.way AS (
	fact text,
	fact_id uuid,
	holder bigint,
	holder_kind text,
	profile text,
	version integer,
	accepted boolean,
	edge integer,
	agreement text,
	owner bigint,
	grades smallint[],
	starts timestamp with time zone,
	ends timestamp with time zone
);
ALTER TYPE access.way OWNER TO kith_owner;
CREATE TYPE people.found AS (
	person_id uuid,
	name_id uuid,
	kind text,
	given text,
	family text,
	known_as text,
	born date,
	"precision" text,
	died_on date,
	by_number boolean,
	score real,
	shut boolean
);
ALTER TYPE people.found OWNER TO kith_owner;
CREATE TYPE public.procrastinate_job_event_type AS ENUM (
    'deferred',
    'started',
    'deferred_for_retry',
    'failed',
    'succeeded',
    'cancelled',
    'abort_requested',
    'aborted',
    'scheduled',
    'retried'
);
ALTER TYPE public.procrastinate_job_event_type OWNER TO kith_owner;
CREATE TYPE public.procrastinate_job_status AS ENUM (
    'todo',
    'doing',
    'succeeded',
    'failed',
    'cancelled',
    'aborting',
    'aborted'
);
ALTER TYPE public.procrastinate_job_status OWNER TO kith_owner;
CREATE TYPE public.procrastinate_job_to_defer_v1 AS (
	queue_name character varying,
	task_name character varying,
	priority integer,
	lock text,
	queueing_lock text,
	args jsonb,
	scheduled_at timestamp with time zone
);
ALTER TYPE public.procrastinate_job_to_defer_v1 OWNER TO kith_owner;
CREATE TYPE record.which AS (
	person_id uuid,
	id uuid
);
ALTER TYPE record.which OWNER TO kith_owner;
CREATE TYPE sharing.source AS (
	row_id uuid,
	domain text,
	grade smallint,
	owner_id bigint,
	happened_at timestamp with time zone,
	version integer,
	recorded_at timestamp with time zone,
	author_id bigint,
	words text,
	digest text
);
ALTER TYPE sharing.source OWNER TO kith_owner;
CREATE TYPE sharing.told AS (
	at timestamp with time zone,
	post bigint,
	agency bigint,
	purpose text,
	action text,
	domain text
);
ALTER TYPE sharing.told OWNER TO kith_owner;
CREATE FUNCTION access.accept(p uuid, fact uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    me access.actor := access.acting();
    i public.access_involvement;
BEGIN
    PERFORM access.hold(p);
    IF access.locate(p) <> me.agency THEN PERFORM access.refuse('Only the lead organisation can accept another organisation''s involvement.'); END IF;
    SELECT * INTO i FROM public.access_involvement x WHERE x.person_id = p AND x.id = fact AND NOT x.closed AND x.audience && me.keys;
    IF NOT FOUND THEN PERFORM access.nothing(); END IF;
    IF NOT access.has_role('allocator') THEN
        PERFORM access.check_within(p, (SELECT grades FROM access.profile v WHERE v.name = i.profile AND v.version = i.profile_version),
                                    i.holder_id, i.ends);
    END IF;
    UPDATE public.access_involvement SET accepted = true WHERE person_id = p AND id = fact;
    PERFORM access.rekey_person(p);
    PERFORM access.log('accept', p, ARRAY[fact]);
END $$;
ALTER FUNCTION access.accept(p uuid, fact uuid) OWNER TO kith_engine;
CREATE FUNCTION access.acting() RETURNS access.actor
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE part text[] := access.ring();
BEGIN
    IF part IS NULL THEN
        RAISE EXCEPTION 'You are not signed in, or your session has ended.' USING ERRCODE = 'KI401';
    END IF;
    RETURN ROW(part[4]::uuid, nullif(part[5], '0')::bigint, nullif(part[6], '0')::bigint, nullif(part[7], '0')::bigint,
               part[8], part[9]::bigint[], part[10]::bigint[])::access.actor;
END $$;
ALTER FUNCTION access.acting() OWNER TO kith_engine;
CREATE FUNCTION access.active(starts timestamp with time zone, ends timestamp with time zone) RETURNS boolean
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$ SELECT access.within(core.now(), starts, ends) $$;
ALTER FUNCTION access.active(starts timestamp with time zone, ends timestamp with time zone) OWNER TO kith_owner;
CREATE FUNCTION access.add_practitioner(name text, email text, telephone text, title text) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $_$
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
END $_$;
ALTER FUNCTION access.add_practitioner(name text, email text, telephone text, title text) OWNER TO kith_engine;
CREATE FUNCTION access.add_reader(p uuid, who bigint, representative boolean) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    me access.actor := access.acting();
    new_holder bigint := nextval('agencies.principal');
BEGIN
    PERFORM access.hold(p);
    PERFORM access.check_guardian(p);
    INSERT INTO access.reader (person_id, domain, grade, owner_id, author_id, recorded_at, holder, human, representative)
    VALUES (p, 'identity', 2, me.agency, me.post, core.now(), new_holder, coalesce(who, nextval('agencies.principal')), representative);
    PERFORM access.log('add reader', p, NULL, NULL, NULL, jsonb_build_object('holder', new_holder));
    RETURN new_holder;
END $$;
ALTER FUNCTION access.add_reader(p uuid, who bigint, representative boolean) OWNER TO kith_engine;
CREATE FUNCTION access.addressed(parties bigint[], g smallint) RETURNS bigint[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
    SELECT ARRAY(SELECT access.key(h, 0) FROM unnest(parties) h WHERE g < 5)
$$;
ALTER FUNCTION access.addressed(parties bigint[], g smallint) OWNER TO kith_owner;
CREATE FUNCTION access.addressees(p uuid, parties bigint[], g smallint, gate bigint[]) RETURNS TABLE(holder bigint, capacity text, profile text, until timestamp with time zone, people bigint[])
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE denied bigint[] := '{}';
BEGIN
    IF access.locates(p) THEN
        IF access.may_guard(p) AND access.confirmed() THEN denied := access.denied(p, NULL); END IF;
    END IF;
    RETURN QUERY
    SELECT h, 'written to'::text, NULL::text, NULL::timestamptz,
           ARRAY(SELECT DISTINCT po.practitioner_id FROM access.posts_of(h) po
                 WHERE gate && access.own_keys(po.practitioner_id, true) AND NOT access.key(po.practitioner_id, 0) = ANY (denied)
                   AND EXISTS (SELECT FROM access.holders(po.id) t WHERE t.holder = h))
    FROM unnest(parties) h WHERE access.key(h, 0) = ANY (access.addressed(parties, g));
END $$;
ALTER FUNCTION access.addressees(p uuid, parties bigint[], g smallint, gate bigint[]) OWNER TO kith_engine;
CREATE FUNCTION access.administrator(organisation bigint, beneficiary bigint DEFAULT NULL::bigint) RETURNS access.actor
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
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
ALTER FUNCTION access.administrator(organisation bigint, beneficiary bigint) OWNER TO kith_engine;
CREATE FUNCTION access.admit(p uuid, who bigint, profile_name text, capacity text, purpose text, basis text, ends timestamp with time zone DEFAULT NULL::timestamp with time zone) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE me access.actor := access.acting();
BEGIN
    IF access.holder_agency(who) <> me.agency THEN
        PERFORM access.refuse('A new person begins with your own organisation. Choose a post or team of yours.');
    END IF;
    IF NOT EXISTS (SELECT FROM access.holders(me.post) WHERE kind = 'post') THEN PERFORM access.refuse('Your account cannot record at the moment.'); END IF;
    PERFORM access.hold(p);
    INSERT INTO public.access_subject (id, lead_id) VALUES (p, me.agency) ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN PERFORM access.nothing(); END IF;
    PERFORM access.log('admit', p);
    RETURN access.put_involvement(p, who, profile_name, capacity, purpose, basis, NULL, ends, true);
END $$;
ALTER FUNCTION access.admit(p uuid, who bigint, profile_name text, capacity text, purpose text, basis text, ends timestamp with time zone) OWNER TO kith_engine;
CREATE TABLE access.edge (
    no integer NOT NULL,
    agreement text NOT NULL,
    version integer NOT NULL,
    owner bigint,
    recipient bigint,
    cap smallint[] NOT NULL,
    purposes text[] DEFAULT '{care,safeguarding}'::text[] NOT NULL,
    state text NOT NULL,
    suspended boolean DEFAULT false NOT NULL,
    starts timestamp with time zone NOT NULL,
    ends timestamp with time zone,
    review_on date,
    CONSTRAINT edge_cap_check CHECK ((array_dims(cap) = '[1:11]'::text)),
    CONSTRAINT edge_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'live'::text, 'retired'::text])))
);
ALTER TABLE access.edge OWNER TO kith_owner;
CREATE FUNCTION access.agreements() RETURNS SETOF access.edge
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$ SELECT e.* FROM access.acting(), access.edge e WHERE e.agreement <> 'employment' ORDER BY e.owner, e.recipient, e.version $$;
ALTER FUNCTION access.agreements() OWNER TO kith_engine;
CREATE TABLE access.proposal (
    id bigint NOT NULL,
    agency bigint NOT NULL,
    edge integer,
    profile text,
    version integer,
    proposed_by bigint NOT NULL,
    proposed_at timestamp with time zone NOT NULL,
    reached uuid,
    persons bigint DEFAULT 0 NOT NULL,
    ready_at timestamp with time zone,
    live boolean,
    decided_by bigint,
    decided_at timestamp with time zone,
    applied bigint DEFAULT 0 NOT NULL,
    applied_at timestamp with time zone,
    CONSTRAINT proposal_check CHECK (((edge IS NULL) <> (profile IS NULL)))
);
ALTER TABLE access.proposal OWNER TO kith_owner;
CREATE FUNCTION access.alike_rows(x access.proposal, p uuid) RETURNS access.alike[]
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $_$
DECLARE
    t access.graded_table;
    these access.alike[];
    lines access.alike[] := '{}';
BEGIN
    FOR t IN SELECT * FROM access.graded_table g WHERE g.lock <> 'author' AND has_any_column_privilege('kith_app', g.name, 'SELECT') LOOP
        EXECUTE format('SELECT array_agg(ROW(domain, grade, audience, audience, gate, denied, n)::access.alike)
                        FROM (SELECT domain, grade, audience, gate, denied, count(*) AS n FROM %s
                              WHERE person_id = $1 AND owner_id = $2 GROUP BY 1, 2, 3, 4, 5) r', t.name) INTO these USING p, x.agency;
        lines := lines || coalesce(these, '{}');
    END LOOP;
    IF x.profile IS NOT NULL THEN
        BEGIN
            PERFORM access.take_up(x, p);
            -- what opens through no edge (a share, a release, a letter) does so whatever a profile says
            lines := ARRAY(SELECT ROW(a.domain, a.grade, a.before, access.canon(access.audience(p, a.domain, a.grade, x.agency)
                                          || ARRAY(SELECT k FROM unnest(a.before) k WHERE k & 1048575 = 0)), a.gate, a.denied, a.n)::access.alike
                           FROM unnest(lines) a);
            RAISE EXCEPTION USING ERRCODE = 'KI200';
        EXCEPTION WHEN SQLSTATE 'KI200' THEN NULL;  -- what was tried is undone, what was found stays
        END;
    END IF;
    RETURN lines;
END $_$;
ALTER FUNCTION access.alike_rows(x access.proposal, p uuid) OWNER TO kith_engine;
CREATE FUNCTION access.allocated(to_post bigint, person uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT EXISTS (SELECT FROM public.access_involvement i WHERE i.person_id = person AND i.holder_id = to_post
                   AND NOT i.closed AND access.active(i.starts, i.ends))
$$;
ALTER FUNCTION access.allocated(to_post bigint, person uuid) OWNER TO kith_engine;
CREATE FUNCTION access.apply_next(proposal_id bigint) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    x access.proposal;
    p uuid;
BEGIN
    SELECT * INTO x FROM access.proposal WHERE id = proposal_id AND profile IS NOT NULL AND live AND applied_at IS NULL FOR UPDATE;
    IF NOT FOUND THEN RETURN false; END IF;
    SELECT i.person_id INTO p FROM public.access_involvement i JOIN access.profile v ON (v.name, v.version) = (x.profile, x.version) AND v.current
    WHERE i.owner_id = x.agency AND i.profile = x.profile AND NOT i.closed AND i.profile_version <> x.version ORDER BY i.person_id LIMIT 1;
    IF p IS NULL THEN
        UPDATE access.proposal SET applied_at = core.now() WHERE id = x.id;
        RETURN false;
    END IF;
    PERFORM access.hold(p);
    PERFORM access.take_up(x, p);
    PERFORM access.rekey_person(p);
    PERFORM audit.append(NULL, po.practitioner_id, po.id, x.agency, 'job', 'apply profile', p, NULL, NULL, NULL, jsonb_build_object('proposal', x.id))
    FROM public.agencies_post po WHERE po.id = x.decided_by;
    UPDATE access.proposal SET applied = applied + 1 WHERE id = x.id;
    RETURN true;
END $$;
ALTER FUNCTION access.apply_next(proposal_id bigint) OWNER TO kith_engine;
CREATE FUNCTION access.appoint(practitioner bigint, title text, starts timestamp with time zone DEFAULT NULL::timestamp with time zone, ends timestamp with time zone DEFAULT NULL::timestamp with time zone) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
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
ALTER FUNCTION access.appoint(practitioner bigint, title text, starts timestamp with time zone, ends timestamp with time zone) OWNER TO kith_engine;
CREATE TABLE access.session (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    token_hash bytea NOT NULL,
    human bigint,
    post bigint,
    reader bigint,
    purpose text DEFAULT 'care'::text NOT NULL,
    kind text NOT NULL,
    place text DEFAULT ''::text NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    confirmed_at timestamp with time zone,
    expires_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT session_check CHECK ((((post IS NULL) <> (reader IS NULL)) AND ((kind = 'reader'::text) = (reader IS NOT NULL)))),
    CONSTRAINT session_kind_check CHECK ((kind = ANY (ARRAY['browser'::text, 'reader'::text, 'work'::text]))),
    CONSTRAINT session_purpose_check CHECK ((purpose !~ '\|'::text))
);
ALTER TABLE access.session OWNER TO kith_owner;
CREATE FUNCTION access.as_session(human bigint, post bigint, purpose text) RETURNS access.session
    LANGUAGE plpgsql IMMUTABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
DECLARE s access.session;
BEGIN
    s.human := human; s.post := post; s.purpose := purpose; s.kind := 'work';  -- as one who has proved who they are
    RETURN s;
END $$;
ALTER FUNCTION access.as_session(human bigint, post bigint, purpose text) OWNER TO kith_owner;
CREATE FUNCTION access.ask_recovery(practitioner bigint, code text, mark text) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
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
ALTER FUNCTION access.ask_recovery(practitioner bigint, code text, mark text) OWNER TO kith_engine;
CREATE FUNCTION access.ask_to_confirm() RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
    RAISE EXCEPTION 'Confirm that it is you.' USING ERRCODE = 'KI428';
END $$;
ALTER FUNCTION access.ask_to_confirm() OWNER TO kith_owner;
CREATE FUNCTION access.ask_verification() RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    me access.actor := access.acting();
    waiting bigint;
BEGIN
    PERFORM access.check_governance(me.agency);
    PERFORM pg_advisory_xact_lock(5749);
    SELECT id INTO waiting FROM access.verification WHERE ended_at IS NULL LIMIT 1;
    IF waiting IS NULL THEN
        INSERT INTO access.verification (asked_by, asked_at) VALUES (me.post, core.now()) RETURNING id INTO waiting;
    END IF;
    PERFORM access.log('verify locks', NULL, NULL, NULL, NULL, jsonb_build_object('verification', waiting));
    RETURN waiting;
END $$;
ALTER FUNCTION access.ask_verification() OWNER TO kith_engine;
CREATE FUNCTION access.audience(p uuid, d text, g smallint, o bigint) RETURNS bigint[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE n integer := access.domain_no(d);
BEGIN RETURN (
    WITH edge AS MATERIALIZED (
        SELECT e.no, e.owner, e.recipient FROM access.edge e
        WHERE e.state <> 'retired' AND (e.owner = o OR e.owner IS NULL) AND e.cap[n] >= g
    ), opening(key) AS (
        SELECT access.key(CASE WHEN i.dated THEN i.key ELSE i.holder_id END, e.no)
        FROM public.access_involvement i
        JOIN access.profile v ON v.name = i.profile AND v.version = i.profile_version AND v.grades[n] >= g
        LEFT JOIN public.agencies_post po ON po.id = i.holder_id
        JOIN edge e ON (po.id IS NULL OR e.recipient IS NULL OR e.recipient = po.agency_id)
                   AND (i.accepted OR g <= 1 OR e.owner = e.recipient)
        WHERE i.person_id = p AND NOT i.closed AND (g < 5 OR po.id IS NOT NULL)
        UNION ALL
        SELECT access.key(s.key, 0)
        FROM public.access_share s
        WHERE s.person_id = p AND NOT s.closed AND s.rows IS NULL AND (s.shared_by_id = o OR s.shared_by_id IS NULL) AND s.grades[n] >= g
          AND (g < 5 OR s.shared_by_id IS NOT NULL AND EXISTS (SELECT FROM public.agencies_post po WHERE po.id = s.holder_id))
        UNION ALL
        SELECT access.key(access.finder(), e.no) FROM edge e
        WHERE g = 1 AND NOT access.sealed(p) AND EXISTS (SELECT FROM public.access_subject u WHERE u.id = p)
    )
    SELECT coalesce(array_agg(DISTINCT key ORDER BY key), '{}') FROM opening
); END $$;
ALTER FUNCTION access.audience(p uuid, d text, g smallint, o bigint) OWNER TO kith_engine;
CREATE FUNCTION access.author_row() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
DECLARE
    me access.actor := access.acting();
    named uuid := CASE WHEN TG_ARGV[0] = 'author' THEN NEW.person_id WHEN TG_NARGS > 1 THEN (to_jsonb(NEW) ->> TG_ARGV[1])::uuid END;
BEGIN
    IF NEW.grade >= 4 AND TG_ARGV[0] <> 'author' THEN PERFORM access.require_confirmed(); END IF;
    IF named IS NOT NULL THEN PERFORM access.lead_of(named); END IF;
    NEW.author_id := me.post;
    NEW.owner_id := me.agency;
    NEW.recorded_at := core.now();
    RETURN NEW;
END $$;
ALTER FUNCTION access.author_row() OWNER TO kith_owner;
CREATE FUNCTION access.begin_verification() RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
BEGIN
    UPDATE access.verification SET started_at = core.now() WHERE ended_at IS NULL;
    RETURN FOUND;
END $$;
ALTER FUNCTION access.begin_verification() OWNER TO kith_engine;
CREATE FUNCTION access.bound_reading(me access.actor, persons uuid[], how text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    n access.lately;
    most access.reading_limit;
    times integer := CASE how WHEN 'found' THEN access.found_to_one_opened() ELSE 1 END;
BEGIN
    IF NOT EXISTS (SELECT FROM access.session s WHERE s.id = me.session AND s.kind = 'browser') THEN RETURN; END IF;
    IF access.read_within_hour(me.post, persons, how) THEN RETURN; END IF;
    PERFORM pg_advisory_xact_lock(5748, (me.post % 2147483647)::integer);  -- of two windows at once, the later counts what the earlier opened
    n := access.read_lately(me.post, persons, how);
    IF n.new_in_hour = 0 THEN RETURN; END IF;
    n.in_hour := n.in_hour + n.new_in_hour;
    n.in_day := n.in_day + cardinality(n.new_in_day);
    most := access.reading_limit_of(me.agency);
    IF (n.in_hour > times * most.asked_hour OR n.in_day > times * most.asked_day) AND NOT access.reads_on(me.post)
       AND EXISTS (SELECT FROM unnest(n.new_in_day) p WHERE NOT access.allocated(me.post, p)) THEN
        RAISE EXCEPTION USING ERRCODE = 'KI429', MESSAGE = CASE how
            WHEN 'found' THEN 'Your searches have found very many people. Say why before you search on.'
            ELSE 'You have opened very many records. Say why before you open another one.' END;
    END IF;
    IF n.in_hour > times * most.told_hour THEN PERFORM access.pass_limit(me, how, n.in_hour, 1, times * most.told_hour);
    ELSIF n.in_day > times * most.told_day THEN PERFORM access.pass_limit(me, how, n.in_day, 24, times * most.told_day); END IF;
END $$;
ALTER FUNCTION access.bound_reading(me access.actor, persons uuid[], how text) OWNER TO kith_engine;
CREATE FUNCTION access.canon(keys bigint[]) RETURNS bigint[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$ SELECT ARRAY(SELECT DISTINCT k FROM unnest(keys) k ORDER BY k) $$;
ALTER FUNCTION access.canon(keys bigint[]) OWNER TO kith_owner;
CREATE FUNCTION access.carried_by(of_post bigint) RETURNS TABLE(named bigint, dated bigint, alone bigint, opened bigint, sessions bigint)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
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
ALTER FUNCTION access.carried_by(of_post bigint) OWNER TO kith_engine;
CREATE FUNCTION access.change_edges() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$ BEGIN PERFORM pg_advisory_xact_lock(5747); END $$;
ALTER FUNCTION access.change_edges() OWNER TO kith_engine;
CREATE FUNCTION access.check_dates(starts timestamp with time zone, ends timestamp with time zone) RETURNS void
    LANGUAGE plpgsql IMMUTABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
    IF ends < starts THEN RAISE EXCEPTION 'The end cannot be before the start.' USING ERRCODE = 'KI422'; END IF;
END $$;
ALTER FUNCTION access.check_dates(starts timestamp with time zone, ends timestamp with time zone) OWNER TO kith_owner;
CREATE FUNCTION access.check_event(me access.actor, action text, persons uuid[]) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
BEGIN
    IF me.post IS NULL AND EXISTS (SELECT FROM unnest(persons) p WHERE NOT EXISTS (
        SELECT FROM access.session s JOIN access.reader r ON r.holder = s.reader WHERE s.id = me.session AND r.person_id = p)) THEN
        PERFORM access.nothing();
    END IF;
    IF action IN ('read on', 'limit reading', 'keep events', 'erase events') THEN
        RAISE EXCEPTION 'This is said by what does it.' USING ERRCODE = 'KI403';
    END IF;
    IF me.post IS NOT NULL AND persons <> '{}' AND access.counted_as(action) IS NOT NULL THEN
        PERFORM access.bound_reading(me, persons, access.counted_as(action));
    END IF;
END $$;
ALTER FUNCTION access.check_event(me access.actor, action text, persons uuid[]) OWNER TO kith_engine;
CREATE FUNCTION access.check_governance(agency bigint) RETURNS void
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
BEGIN
    IF (access.acting()).agency IS DISTINCT FROM agency OR NOT access.has_role('governance') THEN
        PERFORM access.refuse('Only information governance of the organisation that owns the information can change this.');
    END IF;
END $$;
ALTER FUNCTION access.check_governance(agency bigint) OWNER TO kith_engine;
CREATE FUNCTION access.check_grades(grades smallint[]) RETURNS void
    LANGUAGE plpgsql IMMUTABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
    IF array_dims(grades) IS DISTINCT FROM '[1:11]' OR EXISTS (SELECT FROM unnest(grades) g WHERE g IS NULL OR g NOT BETWEEN 0 AND 5) THEN
        PERFORM access.invalid('Choose a grade for each domain.');
    END IF;
END $$;
ALTER FUNCTION access.check_grades(grades smallint[]) OWNER TO kith_owner;
CREATE FUNCTION access.check_guardian(p uuid) RETURNS bigint
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
BEGIN
    IF access.may_guard(p) THEN RETURN (access.acting()).agency; END IF;
    PERFORM access.refuse('Only the lead organisation''s manager, allocated worker or information governance can do this.');
END $$;
ALTER FUNCTION access.check_guardian(p uuid) OWNER TO kith_engine;
CREATE FUNCTION access.check_isolation() RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION 'Kith works in READ COMMITTED only' USING ERRCODE = 'KI001';
    END IF;
END $$;
ALTER FUNCTION access.check_isolation() OWNER TO kith_owner;
CREATE FUNCTION access.check_proposal(proposal_id bigint) RETURNS void
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
BEGIN
    PERFORM access.check_governance((access.acting()).agency);
    IF NOT EXISTS (SELECT FROM access.proposal WHERE id = proposal_id AND agency = (access.acting()).agency) THEN
        PERFORM access.nothing();
    END IF;
END $$;
ALTER FUNCTION access.check_proposal(proposal_id bigint) OWNER TO kith_engine;
CREATE FUNCTION access.check_within(p uuid, wanted smallint[], who bigint, until timestamp with time zone) RETURNS void
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    me access.actor := access.acting();
    to_me boolean := who IN (SELECT h.holder FROM access.holders(me.post) h);
    mine smallint[] := ARRAY(SELECT coalesce(max(x.grades[n]), 0)
                             FROM generate_series(1, 11) n
                             LEFT JOIN access.opening(p) x ON (x.owner IS NULL OR x.owner = me.agency) AND x.fact IN ('involvement', 'finder')
                                                          AND (NOT to_me OR x.ends IS NULL OR x.ends >= until)
                             GROUP BY n ORDER BY n);
BEGIN
    PERFORM access.check_grades(wanted);
    IF access.holder_agency(who) = me.agency AND access.has_role('allocator') THEN RETURN; END IF;
    IF EXISTS (SELECT FROM unnest(wanted, mine) u(w, m) WHERE w > m) THEN
        PERFORM access.refuse('You can give only what your own involvement opens, and to yourself for no longer than it lasts.'
                              ' Ask your manager or the allocator of your team.');
    END IF;
    IF 4 <= ANY (wanted) THEN PERFORM access.require_confirmed(); END IF;
END $$;
ALTER FUNCTION access.check_within(p uuid, wanted smallint[], who bigint, until timestamp with time zone) OWNER TO kith_engine;
CREATE FUNCTION access.check_words(words text, what text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
    IF coalesce(words, '') !~ '\S' OR length(words) > 200 THEN
        RAISE EXCEPTION 'Enter %, at most 200 characters.', what USING ERRCODE = 'KI422';
    END IF;
    RETURN btrim(words);
END $$;
ALTER FUNCTION access.check_words(words text, what text) OWNER TO kith_owner;
CREATE FUNCTION access.close_ended(who bigint DEFAULT NULL::bigint) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT access.close_session(s, CASE WHEN s.expires_at <= core.now() THEN 'its hours were over' ELSE 'not used' END)
    FROM access.session s
    WHERE s.ended_at IS NULL AND (who IS NULL OR s.human = who) AND (s.expires_at <= core.now() OR access.idle(s))
$$;
ALTER FUNCTION access.close_ended(who bigint) OWNER TO kith_engine;
CREATE FUNCTION access.close_session(s access.session, how text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
BEGIN
    UPDATE access.session SET ended_at = core.now() WHERE id = s.id AND ended_at IS NULL;
    IF FOUND AND s.kind <> 'work' THEN
        PERFORM access.session_event(s, 'sign out', jsonb_build_object('how', how));
    END IF;
END $$;
ALTER FUNCTION access.close_session(s access.session, how text) OWNER TO kith_engine;
CREATE FUNCTION access.cluster(p uuid) RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM access.link WHERE person_id = p) THEN RETURN ARRAY[p]; END IF;
    RETURN ARRAY(
        WITH RECURSIVE same AS (
            SELECT p AS person_id UNION SELECT l.other_id FROM access.link l JOIN same USING (person_id)
        ) SELECT person_id FROM same ORDER BY person_id);
END $$;
ALTER FUNCTION access.cluster(p uuid) OWNER TO kith_engine;
CREATE FUNCTION access.confirm_link(a uuid, b uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
BEGIN
    PERFORM access.hold_around(a);
    PERFORM access.check_guardian(a);
    PERFORM access.require_recent();
    UPDATE access.link SET confirmed = true WHERE (person_id, other_id) IN ((a, b), (b, a));
    IF NOT FOUND THEN PERFORM access.nothing(); END IF;
    PERFORM access.rekey_around(access.cluster(a));
    PERFORM access.log('confirm link', a, ARRAY[b]);
END $$;
ALTER FUNCTION access.confirm_link(a uuid, b uuid) OWNER TO kith_engine;
CREATE FUNCTION access.confirm_session(token text, who bigint, proof text DEFAULT ''::text) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE s access.session;
BEGIN
    UPDATE access.session SET confirmed_at = core.now()
    WHERE token_hash = access.hashed(token) AND human = who AND ended_at IS NULL AND expires_at > core.now() RETURNING * INTO s;
    IF NOT FOUND THEN RETURN false; END IF;
    PERFORM access.session_event(s, 'confirm', jsonb_build_object('proof', left(proof, 100)));
    RETURN true;
END $$;
ALTER FUNCTION access.confirm_session(token text, who bigint, proof text) OWNER TO kith_engine;
CREATE FUNCTION access.confirmed() RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$ SELECT 1 = ANY (access.keys()) $$;
ALTER FUNCTION access.confirmed() OWNER TO kith_engine;
CREATE FUNCTION access.counted_as(action text) RETURNS text
    LANGUAGE sql IMMUTABLE
    RETURN CASE WHEN (action = ANY (ARRAY['open'::text, 'print'::text, 'explain'::text])) THEN 'opened'::text WHEN (action = 'search'::text) THEN 'found'::text ELSE NULL::text END;
ALTER FUNCTION access.counted_as(action text) OWNER TO kith_owner;
CREATE FUNCTION access.covered(holders bigint[], besides uuid[], at_most integer, OUT people bigint, OUT counted boolean) RETURNS record
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET enable_bitmapscan TO 'off'
    SET enable_seqscan TO 'off'
    AS $$
    SELECT count(DISTINCT x.person_id), count(*) < at_most FROM (
        SELECT i.person_id FROM public.access_involvement i
        WHERE i.holder_id = ANY (holders) AND i.person_id <> ALL (besides) AND NOT i.closed
          AND i.starts <= core.now() AND (i.ends IS NULL OR i.ends > core.now())
        LIMIT at_most) x
$$;
ALTER FUNCTION access.covered(holders bigint[], besides uuid[], at_most integer, OUT people bigint, OUT counted boolean) OWNER TO kith_owner;
CREATE TABLE access.profile (
    name text NOT NULL,
    version integer NOT NULL,
    grades smallint[] NOT NULL,
    held_by text NOT NULL,
    current boolean NOT NULL,
    agency bigint,
    CONSTRAINT profile_grades_check CHECK ((array_dims(grades) = '[1:11]'::text))
);
ALTER TABLE access.profile OWNER TO kith_owner;
CREATE FUNCTION access.current_profile(profile_name text, organisation bigint) RETURNS access.profile
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE v access.profile;
BEGIN
    SELECT * INTO v FROM access.profile x WHERE x.name = profile_name AND x.current AND (x.agency IS NULL OR x.agency = organisation)
    ORDER BY x.agency NULLS LAST LIMIT 1;
    IF NOT FOUND THEN PERFORM access.invalid('There is no role called ' || coalesce(quote_literal(profile_name), 'nothing') || '.'); END IF;
    RETURN v;
END $$;
ALTER FUNCTION access.current_profile(profile_name text, organisation bigint) OWNER TO kith_engine;
CREATE FUNCTION access.denied(p uuid, other uuid) RETURNS bigint[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE people uuid[] := access.cluster(p);
BEGIN
    IF other IS NOT NULL THEN people := people || access.cluster(other); END IF;
    RETURN (SELECT coalesce(array_agg(DISTINCT access.key(x.human, 0) ORDER BY access.key(x.human, 0)), '{}')
            FROM access.exclusion x WHERE x.ended_at IS NULL AND x.person_id = ANY (people));
END $$;
ALTER FUNCTION access.denied(p uuid, other uuid) OWNER TO kith_engine;
CREATE FUNCTION access.domain_no(domain text) RETURNS integer
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
    SELECT array_position('{identity,family,social_care,plan,health,mental_health,education,justice,housing_finance,voice,staff_concern}'::text[], domain)
$$;
ALTER FUNCTION access.domain_no(domain text) OWNER TO kith_owner;
CREATE FUNCTION access.drop_lead(p uuid, why text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    me access.actor := access.acting();
    led bigint;
    asked bigint;
BEGIN
    PERFORM access.hold(p);
    led := access.locate(p);
    asked := access.lead_offered_to(p);
    IF asked IS NULL THEN PERFORM access.invalid('Nobody is asked to lead now.'); END IF;
    why := access.check_words(why, 'why');
    UPDATE public.access_subject SET offered_to_id = NULL WHERE id = p;
    PERFORM access.tell_there(p, CASE WHEN me.agency = led THEN asked ELSE led END, 'lead not taken');
    PERFORM access.log('drop the lead', p, NULL, NULL, NULL, jsonb_build_object('organisation', asked, 'reason', why));
END $$;
ALTER FUNCTION access.drop_lead(p uuid, why text) OWNER TO kith_engine;
CREATE FUNCTION access.edges(agency bigint, purpose text) RETURNS SETOF access.edge
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE at timestamptz := core.now();
BEGIN
    RETURN QUERY
    SELECT * FROM access.edge e
    WHERE e.state = 'live' AND NOT e.suspended AND access.within(at, e.starts, e.ends) AND edges.purpose = ANY (e.purposes)
      AND (e.recipient = edges.agency OR e.recipient IS NULL);
END $$;
ALTER FUNCTION access.edges(agency bigint, purpose text) OWNER TO kith_engine;
CREATE FUNCTION access.emergencies() RETURNS TABLE(notice bigint, reason text, starts timestamp with time zone, ends timestamp with time zone)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT n.id, s.reason, s.starts, s.ends
    FROM access.notice n JOIN public.access_share s ON s.person_id = n.person_id AND s.id = (n.detail ->> 'share')::uuid
    WHERE n.human = (access.acting()).human AND n.seen_at IS NULL AND n.kind = 'emergency access'
$$;
ALTER FUNCTION access.emergencies() OWNER TO kith_engine;
CREATE FUNCTION access.employ() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
BEGIN
    INSERT INTO access.edge (agreement, version, owner, recipient, cap, purposes, state, starts)
    VALUES ('employment', 1, NEW.id, NEW.id, '{5,5,5,5,5,5,5,5,5,5,5}', '{care,safeguarding,governance,job}', 'live', '-infinity');
    RETURN NEW;
END $$;
ALTER FUNCTION access.employ() OWNER TO kith_engine;
CREATE FUNCTION access.employment(agency bigint) RETURNS integer
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$ SELECT no FROM access.edge WHERE owner = agency AND recipient = agency AND agreement = 'employment' $$;
ALTER FUNCTION access.employment(agency bigint) OWNER TO kith_engine;
CREATE FUNCTION access.employs(organisation bigint, practitioner bigint) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT EXISTS (SELECT FROM public.agencies_post p WHERE p.practitioner_id = practitioner AND p.agency_id = organisation
                   AND (p.ends IS NULL OR p.ends > core.now()))
$$;
ALTER FUNCTION access.employs(organisation bigint, practitioner bigint) OWNER TO kith_engine;
CREATE PROCEDURE access.enclose(IN tbl regclass, IN sees text)
    LANGUAGE plpgsql
    AS $$
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', tbl);
    EXECUTE format('CREATE POLICY opens ON %s FOR SELECT TO kith_app USING (%s)', tbl, sees);
    EXECUTE format('CREATE POLICY engine ON %s TO kith_engine USING (true) WITH CHECK (true)', tbl);
    EXECUTE format('CREATE POLICY backup ON %s FOR SELECT TO kith_backup USING (true)', tbl);
    EXECUTE format('GRANT SELECT ON %s TO kith_app, kith_backup', tbl);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON %s TO kith_engine', tbl);
    CALL access.keep_no_examples(tbl);
END $$;
ALTER PROCEDURE access.enclose(IN tbl regclass, IN sees text) OWNER TO kith_owner;
CREATE FUNCTION access.end_exclusion(p uuid, fact uuid, why text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE same uuid[] := access.hold_around(p);
BEGIN
    PERFORM access.check_guardian(p);
    PERFORM access.require_recent();
    UPDATE access.exclusion SET ended_at = core.now() WHERE person_id = p AND id = fact AND ended_at IS NULL;
    IF NOT FOUND THEN PERFORM access.nothing(); END IF;
    PERFORM access.rekey_around(same);
    PERFORM access.log('end exclusion', p, ARRAY[fact], NULL, NULL, jsonb_build_object('reason', why));
END $$;
ALTER FUNCTION access.end_exclusion(p uuid, fact uuid, why text) OWNER TO kith_engine;
CREATE FUNCTION access.end_involvement(p uuid, fact uuid, reason text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE i public.access_involvement := access.own_involvement(p, fact);
BEGIN
    UPDATE public.access_involvement SET ends = greatest(starts, core.now()), closed = true WHERE person_id = p AND id = i.id;
    PERFORM access.rekey_person(p);
    PERFORM access.log('end involvement', p, ARRAY[fact], NULL, NULL, jsonb_build_object('reason', reason));
END $$;
ALTER FUNCTION access.end_involvement(p uuid, fact uuid, reason text) OWNER TO kith_engine;
CREATE FUNCTION access.end_my_sessions(which uuid DEFAULT NULL::uuid) RETURNS bigint
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT count(*) FROM (SELECT access.close_session(s, 'ended from another session')
                          FROM access.acting() a JOIN access.session s ON s.human = a.human
                          WHERE s.kind = 'browser' AND s.ended_at IS NULL AND s.id <> a.session AND (which IS NULL OR s.id = which) OFFSET 0) ended
$$;
ALTER FUNCTION access.end_my_sessions(which uuid) OWNER TO kith_engine;
CREATE FUNCTION access.end_post(post bigint, ending timestamp with time zone DEFAULT NULL::timestamp with time zone) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
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
ALTER FUNCTION access.end_post(post bigint, ending timestamp with time zone) OWNER TO kith_engine;
CREATE FUNCTION access.end_role(role bigint, ending timestamp with time zone DEFAULT NULL::timestamp with time zone) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE r record; a access.actor; at timestamptz := coalesce(ending, core.now());
BEGIN
    SELECT ro.id, ro.name, ro.starts, p.agency_id INTO r FROM public.agencies_role ro
    JOIN public.agencies_post p ON p.id = ro.post_id WHERE ro.id = role;
    a := access.administrator(r.agency_id);
    PERFORM access.check_dates(r.starts, at);
    UPDATE public.agencies_role SET ends = at WHERE id = r.id;
    PERFORM access.log_administration(a, 'end_role', jsonb_build_object('id', r.id, 'role', r.name, 'ends', at));
END $$;
ALTER FUNCTION access.end_role(role bigint, ending timestamp with time zone) OWNER TO kith_engine;
CREATE FUNCTION access.end_session(token text, how text DEFAULT 'signed out'::text) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT access.close_session(s, how) FROM access.session s WHERE s.token_hash = access.hashed(token) AND s.ended_at IS NULL
$$;
ALTER FUNCTION access.end_session(token text, how text) OWNER TO kith_engine;
CREATE FUNCTION access.end_sessions_of(practitioner bigint, how text DEFAULT 'every session was ended'::text) RETURNS bigint
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT count(*) FROM (SELECT access.close_session(s, how) FROM access.session s
                          WHERE s.human = practitioner AND s.ended_at IS NULL OFFSET 0) ended
$$;
ALTER FUNCTION access.end_sessions_of(practitioner bigint, how text) OWNER TO kith_engine;
CREATE FUNCTION access.end_share(p uuid, fact uuid, why text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE me access.actor := access.acting();
BEGIN
    PERFORM access.hold(p);
    PERFORM access.locate(p);
    UPDATE public.access_share s SET ends = greatest(s.starts, core.now()), closed = true
    WHERE s.person_id = p AND s.id = fact AND NOT s.closed AND s.owner_id = me.agency AND s.audience && me.keys;
    IF NOT FOUND THEN PERFORM access.nothing(); END IF;
    PERFORM access.rekey_person(p);
    PERFORM access.log('end share', p, ARRAY[fact], NULL, NULL, jsonb_build_object('reason', why));
END $$;
ALTER FUNCTION access.end_share(p uuid, fact uuid, why text) OWNER TO kith_engine;
CREATE FUNCTION access.enter(token text) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
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
ALTER FUNCTION access.enter(token text) OWNER TO kith_engine;
CREATE FUNCTION access.erase_events() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE me access.actor := access.acting(); before jsonb := audit.kept_until(me.agency);
BEGIN
    PERFORM access.check_governance(me.agency);
    PERFORM access.require_recent();
    PERFORM access.log_act('erase events', jsonb_build_object('before', before));
    INSERT INTO audit.erasure (event, agency, before) VALUES (currval('public.audit_event_id_seq'), me.agency, before);
END $$;
ALTER FUNCTION access.erase_events() OWNER TO kith_engine;
CREATE FUNCTION access.events_erased() RETURNS TABLE(at timestamp with time zone, post bigint, erased bigint, done_at timestamp with time zone)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE me access.actor := access.acting();
BEGIN
    PERFORM access.check_governance(me.agency);
    RETURN QUERY SELECT e.at, e.post::bigint, x.erased, x.done_at FROM audit.erasure x JOIN public.audit_event e ON e.id = x.event
    WHERE x.agency = me.agency ORDER BY x.event DESC LIMIT 50;
END $$;
ALTER FUNCTION access.events_erased() OWNER TO kith_engine;
CREATE FUNCTION access.events_kept() RETURNS TABLE(action text, years integer, reason text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT DISTINCT ON (r.action) r.action, r.years, r.reason FROM audit.retention r, access.acting() me
    WHERE r.agency IN (me.agency, 0) ORDER BY r.action, r.agency DESC
$$;
ALTER FUNCTION access.events_kept() OWNER TO kith_engine;
CREATE FUNCTION access.events_past() RETURNS TABLE(action text, events bigint, oldest timestamp with time zone)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE me access.actor := access.acting(); before jsonb := audit.kept_until(me.agency); latest timestamptz;
BEGIN
    PERFORM access.check_governance(me.agency);
    SELECT to_timestamp(max(b.value::numeric) / 1000000) INTO latest FROM jsonb_each_text(before) b;
    RETURN QUERY SELECT e.action::text, count(*), min(e.at) FROM public.audit_event e
    WHERE e.at < latest AND e.agency = me.agency AND audit.is_past(e, before) GROUP BY e.action ORDER BY 2 DESC, 1;
END $$;
ALTER FUNCTION access.events_past() OWNER TO kith_engine;
CREATE FUNCTION access.events_proven() RETURNS TABLE(numbered bigint, erased bigint, signed bigint, signed_at timestamp with time zone, holds boolean)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
BEGIN
    PERFORM access.check_governance((access.acting()).agency);
    RETURN QUERY SELECT s.size, (SELECT coalesce(sum(x.erased), 0)::bigint FROM audit.erasure x), c.size, c.kept_at,
                        encode(audit.root(c.size), 'base64') = split_part(c.note, E'\n', 3)
    FROM audit.sequencer s LEFT JOIN LATERAL (SELECT k.size, k.kept_at, k.note FROM audit.checkpoint k ORDER BY k.kept_at DESC LIMIT 1) c ON true;
END $$;
ALTER FUNCTION access.events_proven() OWNER TO kith_engine;
CREATE FUNCTION access.exclude(p uuid, who bigint, reason text) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    me access.actor := access.acting();
    same uuid[] := access.hold_around(p);
    lead bigint := access.check_guardian(p);
    fact uuid := gen_random_uuid();
BEGIN
    IF coalesce(btrim(reason), '') = '' THEN PERFORM access.invalid('Say why.'); END IF;
    -- key 0 is in every keyring: barring a human who is none would close the record to everyone, for good
    IF NOT EXISTS (SELECT FROM public.agencies_practitioner h WHERE h.id = who)
       AND NOT EXISTS (SELECT FROM access.reader r WHERE r.person_id = ANY (same) AND r.human = who) THEN
        PERFORM access.invalid('Choose who is barred.');
    END IF;
    INSERT INTO access.exclusion (person_id, id, domain, grade, owner_id, author_id, recorded_at, human, reason)
    VALUES (p, fact, 'identity', 5, lead, me.post, core.now(), who, reason);
    PERFORM access.rekey_around(same);
    PERFORM access.log('exclude', p, ARRAY[fact], NULL, NULL, jsonb_build_object('human', who));
    RETURN fact;
END $$;
ALTER FUNCTION access.exclude(p uuid, who bigint, reason text) OWNER TO kith_engine;
CREATE TABLE access.graded_table (
    name text NOT NULL,
    lock text NOT NULL,
    other text,
    CONSTRAINT graded_table_lock_check CHECK ((lock = ANY (ARRAY['facts'::text, 'author'::text, 'letter'::text])))
);
ALTER TABLE access.graded_table OWNER TO kith_owner;
CREATE FUNCTION access.expected_locks(t access.graded_table, whose text) RETURNS text
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $_$
    SELECT format($q$
        WITH mine AS MATERIALIZED (
            SELECT person_id, id, domain, grade, 0::smallint AS ungraded, owner_id, author_id, %2$s AS other, %7$s AS parties FROM %1$s WHERE %8$s
        ), shut AS MATERIALIZED (
            SELECT p.*, access.gate(person_id, NULL, other) AS gate, access.denied(person_id, other) AS denied
            FROM (SELECT DISTINCT person_id, other FROM mine) p
        ), combination AS MATERIALIZED (
            SELECT c.*, access.audience(person_id, domain, grade, owner_id) AS keys, access.guarded(u.gate, %6$s) AS gate, u.denied
            FROM (SELECT DISTINCT person_id, domain, grade, ungraded, owner_id, other FROM mine) c JOIN shut u USING (person_id%4$s)
        )
        SELECT r.person_id, r.id,
               CASE WHEN %3$L = 'letter' THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id) || access.addressed(r.parties, r.grade))
                    WHEN %3$L = 'author' THEN ARRAY[access.key(r.author_id, access.employment(r.owner_id))]
                    WHEN r.id IN (SELECT row_id FROM access.release WHERE ended_at IS NULL AND (%8$s))
                      OR r.id IN (SELECT unnest(rows) FROM public.access_share WHERE NOT closed AND (%8$s))
                    THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id)) ELSE c.keys END AS audience,
               CASE WHEN r.id IN (SELECT row_id FROM access.seal WHERE row_id IS NOT NULL AND ended_at IS NULL AND (%8$s))
                    THEN access.guarded(access.gate(r.person_id, r.id, r.other), r.%6$s) ELSE c.gate END AS gate,
               c.denied
        FROM mine r
        JOIN combination c ON (c.person_id, c.domain, c.grade, c.owner_id) = (r.person_id, r.domain, r.grade, r.owner_id)
          %5$s
        $q$, t.name, coalesce(quote_ident(t.other), 'NULL::uuid'), t.lock,
        CASE WHEN t.other IS NULL THEN '' ELSE ', other' END, CASE WHEN t.other IS NULL THEN '' ELSE 'AND c.other = r.other' END,
        CASE WHEN t.lock = 'author' THEN 'ungraded' ELSE 'grade' END, CASE WHEN t.lock = 'letter' THEN 'parties' ELSE 'NULL::bigint[]' END, whose)
$_$;
ALTER FUNCTION access.expected_locks(t access.graded_table, whose text) OWNER TO kith_owner;
CREATE FUNCTION access.explain(p uuid) RETURNS TABLE(lead bigint, closed boolean, facts json, contacts json)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET plan_cache_mode TO 'force_generic_plan'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    me access.actor := access.acting();
    ways access.way[] := ARRAY(SELECT o FROM access.opening(p, me) o);
BEGIN
    IF NOT EXISTS (SELECT FROM unnest(ways) w WHERE 1 <= ANY (w.grades)) THEN RETURN; END IF;
    lead := access.lead_by(p, ways);
    closed := NOT 1 = ANY (me.keys) AND EXISTS (SELECT FROM unnest(ways) w WHERE 4 <= ANY (w.grades));
    facts := (SELECT json_agg(CASE WHEN closed THEN (to_jsonb(w) || jsonb_build_object('grades',
                                  ARRAY(SELECT least(g, 3) FROM unnest(w.grades) WITH ORDINALITY u(g, n) ORDER BY n)))::json ELSE to_json(w) END)
              FROM unnest(ways) w);
    contacts := (SELECT coalesce(json_agg(c), '[]') FROM access.network(p, me.keys) c);
    RETURN NEXT;
END $$;
ALTER FUNCTION access.explain(p uuid) OWNER TO kith_engine;
CREATE FUNCTION access.explain_row(p uuid, row_id uuid) RETURNS TABLE(row_table text, row_domain text, row_grade smallint, row_owner bigint, agreement_version integer, fact text, fact_id uuid, holder bigint, holder_kind text, profile text, version integer, accepted boolean, edge integer, agreement text, owner bigint, grades smallint[], starts timestamp with time zone, ends timestamp with time zone)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    me access.actor := access.acting();
    r record := access.opened_row(p, row_id);
    n integer := access.domain_no(r.domain);
    deep smallint[] := array_fill(r.grade, '{11}');
BEGIN
    IF r.lock = 'author' THEN
        RETURN QUERY SELECT r.tbl, r.domain, r.grade, r.owner, e.version, 'draft', row_id, me.post, 'post', NULL::text, NULL::integer, true,
                            e.no, e.agreement, e.owner, deep, NULL::timestamptz, NULL::timestamptz
                     FROM access.edge e WHERE e.no = access.employment(r.owner);
        RETURN;
    END IF;
    RETURN QUERY
    SELECT DISTINCT r.tbl, r.domain, r.grade, r.owner, e.version, o.*
    FROM access.opening(p, me) o LEFT JOIN access.edge e ON e.no = o.edge
    WHERE (o.owner IS NULL OR o.owner = r.owner) AND o.grades[n] >= r.grade
    UNION ALL
    SELECT r.tbl, r.domain, r.grade, r.owner, NULL, 'release', x.id, x.holder, 'reader', NULL, NULL, true, NULL, NULL, x.owner_id, deep, x.recorded_at, NULL
    FROM access.release x
    WHERE x.person_id = p AND x.row_id = explain_row.row_id AND x.ended_at IS NULL AND access.key(x.holder, 0) = ANY (me.keys)
    UNION ALL
    SELECT r.tbl, r.domain, r.grade, r.owner, NULL, 'given', s.id, s.holder_id, h.kind, NULL, NULL, true, NULL, NULL, s.shared_by_id, deep, s.starts, s.ends
    FROM public.access_share s JOIN access.holders(me.post) h ON h.holder = s.holder_id
    WHERE s.person_id = p AND NOT s.closed AND access.key(s.key, 0) = ANY (me.keys)
      AND access.key(s.key, 0) = ANY (access.picked(p, explain_row.row_id, r.domain, r.grade, r.owner))
    UNION ALL
    SELECT r.tbl, r.domain, r.grade, r.owner, NULL, 'letter', explain_row.row_id, h.holder, h.kind, NULL, NULL, true, NULL, NULL, r.owner, deep, NULL, NULL
    FROM access.holders(me.post) h
    WHERE h.holder = ANY (r.parties) AND access.key(h.holder, 0) = ANY (access.addressed(r.parties, r.grade));
END $$;
ALTER FUNCTION access.explain_row(p uuid, row_id uuid) OWNER TO kith_engine;
CREATE FUNCTION access.finder() RETURNS bigint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (1)::bigint;
ALTER FUNCTION access.finder() OWNER TO kith_owner;
CREATE FUNCTION access.finish_recovery(practitioner bigint, mark text) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
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
ALTER FUNCTION access.finish_recovery(practitioner bigint, mark text) OWNER TO kith_engine;
CREATE FUNCTION access.found_to_one_opened() RETURNS integer
    LANGUAGE sql IMMUTABLE
    RETURN 4;
ALTER FUNCTION access.found_to_one_opened() OWNER TO kith_owner;
CREATE FUNCTION access.gains(proposal_id bigint) RETURNS TABLE(post bigint, gained bigint, persons_gained bigint, lost bigint, persons_lost bigint)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
BEGIN
    PERFORM access.check_proposal(proposal_id);
    RETURN QUERY SELECT CASE WHEN g.named THEN g.post END, g.gained, g.persons_gained, g.lost, g.persons_lost
    FROM access.gain_by_post g WHERE g.proposal = proposal_id ORDER BY g.gained DESC, g.lost DESC, 1;
END $$;
ALTER FUNCTION access.gains(proposal_id bigint) OWNER TO kith_engine;
CREATE FUNCTION access.gains_by_grade(proposal_id bigint) RETURNS TABLE(domain text, grade smallint, gained bigint, lost bigint)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
BEGIN
    PERFORM access.check_proposal(proposal_id);
    RETURN QUERY SELECT g.domain, g.grade, g.gained, g.lost FROM access.gain_by_grade g WHERE g.proposal = proposal_id
    ORDER BY access.domain_no(g.domain), g.grade;
END $$;
ALTER FUNCTION access.gains_by_grade(proposal_id bigint) OWNER TO kith_engine;
CREATE FUNCTION access.gains_by_person(proposal_id bigint) RETURNS TABLE(person uuid, gained bigint, lost bigint)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
BEGIN
    PERFORM access.check_proposal(proposal_id);
    RETURN QUERY SELECT g.person_id, g.gained, g.lost
    FROM (SELECT * FROM access.gain_by_person b WHERE b.proposal = proposal_id AND b.named ORDER BY b.gained + b.lost DESC, b.person_id LIMIT 100) g
    WHERE 1 <= ANY (access.grasp(g.person_id, NULL));
END $$;
ALTER FUNCTION access.gains_by_person(proposal_id bigint) OWNER TO kith_engine;
CREATE FUNCTION access.gains_in_all(proposal_id bigint) RETURNS TABLE(gained bigint, persons_gained bigint, lost bigint, persons_lost bigint, people_gained bigint, people_lost bigint)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
BEGIN
    PERFORM access.check_proposal(proposal_id);
    RETURN QUERY
    SELECT p.*, b.* FROM (
        SELECT coalesce(sum(g.gained), 0)::bigint, count(*) FILTER (WHERE g.gained > 0), coalesce(sum(g.lost), 0)::bigint, count(*) FILTER (WHERE g.lost > 0)
        FROM access.gain_by_person g WHERE g.proposal = proposal_id) p
    CROSS JOIN (
        SELECT count(DISTINCT po.practitioner_id) FILTER (WHERE g.gained > 0), count(DISTINCT po.practitioner_id) FILTER (WHERE g.lost > 0)
        FROM access.gain_by_post g JOIN public.agencies_post po ON po.id = g.post WHERE g.proposal = proposal_id) b;
END $$;
ALTER FUNCTION access.gains_in_all(proposal_id bigint) OWNER TO kith_engine;
CREATE FUNCTION access.gate(p uuid, row_id uuid, other uuid) RETURNS bigint[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    people uuid[] := access.cluster(p);
    seals bigint;
    named bigint[];
BEGIN
    IF other IS NOT NULL THEN people := people || access.cluster(other); END IF;
    SELECT count(*) INTO seals FROM access.seal s
    WHERE s.ended_at IS NULL AND ((s.row_id IS NULL AND s.person_id = ANY (people)) OR (s.row_id = gate.row_id AND s.person_id = p));
    IF seals = 0 THEN RETURN '{0}'; END IF;
    SELECT array_agg(access.key(human, 0) ORDER BY human) INTO named FROM (
        SELECT human FROM access.seal s CROSS JOIN LATERAL (SELECT DISTINCT unnest(s.humans)) h(human)
        WHERE s.ended_at IS NULL AND ((s.row_id IS NULL AND s.person_id = ANY (people)) OR (s.row_id = gate.row_id AND s.person_id = p))
        GROUP BY human HAVING count(*) = seals) every;
    RETURN coalesce(named, '{}');
END $$;
ALTER FUNCTION access.gate(p uuid, row_id uuid, other uuid) OWNER TO kith_engine;
CREATE FUNCTION access.give_role(post bigint, role text, starts timestamp with time zone DEFAULT NULL::timestamp with time zone, ends timestamp with time zone DEFAULT NULL::timestamp with time zone) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
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
ALTER FUNCTION access.give_role(post bigint, role text, starts timestamp with time zone, ends timestamp with time zone) OWNER TO kith_engine;
CREATE FUNCTION access.given_with(p uuid, row_id uuid) RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE keys bigint[] := access.keys();
BEGIN RETURN (
    SELECT coalesce(array_agg(DISTINCT given), '{}') FROM public.access_share s CROSS JOIN LATERAL unnest(s.rows) given
    WHERE s.person_id = p AND NOT s.closed AND given_with.row_id = ANY (s.rows) AND access.key(s.key, 0) = ANY (keys)
      AND NOT s.denied && keys AND access.gate(p, given_with.row_id, NULL) && keys AND access.gate(p, given, NULL) && keys
); END $$;
ALTER FUNCTION access.given_with(p uuid, row_id uuid) OWNER TO kith_engine;
CREATE FUNCTION access.go_live(edge_no integer) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    x access.proposal := access.undecided((SELECT id FROM access.proposal WHERE edge = edge_no));
    e access.edge;
BEGIN
    PERFORM access.require_recent();
    IF x.ready_at IS NULL THEN PERFORM access.invalid('This version is still being prepared. Wait until every record has been looked at.'); END IF;
    SELECT * INTO e FROM access.edge WHERE no = edge_no;
    IF e.ends <= core.now() THEN PERFORM access.invalid('This version has ended before it began. Propose another.'); END IF;
    UPDATE access.edge SET state = CASE WHEN e.starts > core.now() THEN state ELSE 'retired' END,
                           ends = CASE WHEN e.starts > core.now() THEN least(ends, e.starts) ELSE ends END
    WHERE (agreement, owner, recipient, state) = (e.agreement, e.owner, e.recipient, 'live');
    UPDATE access.edge SET state = 'live' WHERE no = edge_no;
    UPDATE access.proposal SET live = true, decided_by = (access.acting()).post, decided_at = core.now() WHERE id = x.id;
    PERFORM access.log('agreement live', NULL, NULL, NULL, NULL, jsonb_build_object('edge', edge_no));
END $$;
ALTER FUNCTION access.go_live(edge_no integer) OWNER TO kith_engine;
CREATE FUNCTION access.grades_of(p uuid, wanted uuid[]) RETURNS smallint[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    me access.actor := access.acting();
    grades smallint[] := array_fill(0::smallint, '{11}');
    r record;
    n integer;
BEGIN
    IF coalesce(cardinality(wanted), 0) NOT BETWEEN 1 AND 200 OR array_position(wanted, NULL) IS NOT NULL THEN
        PERFORM access.invalid('Choose what to give. If it is very much, give it in two parts.');
    END IF;
    FOR r IN SELECT o.* FROM unnest(wanted) w CROSS JOIN LATERAL access.opened_row(p, w) o LOOP  -- raises unless the caller opens it
        IF r.lock <> 'facts' OR NOT has_any_column_privilege('kith_app', r.tbl, 'INSERT') THEN PERFORM access.invalid('Choose what was recorded.'); END IF;
        IF r.owner <> me.agency THEN PERFORM access.refuse('Only the organisation that recorded this can give it. Ask them for it.'); END IF;
        IF r.grade > 4 THEN PERFORM access.refuse('What is restricted is opened to people by name, not given.'); END IF;
        n := access.domain_no(r.domain);
        grades[n] := greatest(grades[n], r.grade);
    END LOOP;
    RETURN grades;
END $$;
ALTER FUNCTION access.grades_of(p uuid, wanted uuid[]) OWNER TO kith_engine;
CREATE FUNCTION access.grasp(p uuid, o bigint) RETURNS smallint[]
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT ARRAY(SELECT coalesce(max(x.grades[n]), 0)::smallint
                 FROM generate_series(1, 11) n
                 LEFT JOIN access.opening(p) x ON x.owner IS NULL OR o IS NULL OR x.owner = o
                 GROUP BY n ORDER BY n)
$$;
ALTER FUNCTION access.grasp(p uuid, o bigint) OWNER TO kith_engine;
CREATE FUNCTION access.guarded(gate bigint[], g smallint) RETURNS bigint[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
    SELECT CASE WHEN g >= 4 THEN ARRAY(SELECT k | 1 FROM unnest(gate) k) ELSE gate END
$$;
ALTER FUNCTION access.guarded(gate bigint[], g smallint) OWNER TO kith_owner;
CREATE FUNCTION access.guards(p uuid) RETURNS TABLE(kind text, id uuid, humans bigint[], reason text, since timestamp with time zone)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    me access.actor := access.acting();
    lead bigint := access.locate(p);
BEGIN
    IF NOT access.confirmed() OR lead <> me.agency OR NOT (access.has_role('governance') OR (access.grasp(p, lead))[1] >= 4) THEN RETURN; END IF;
    RETURN QUERY
    SELECT 'seal', s.id, s.humans, s.reason, s.recorded_at FROM access.seal s
    WHERE s.person_id = p AND s.ended_at IS NULL AND s.whole IS NULL AND me.human = ANY (s.humans)
    UNION ALL
    SELECT 'bar', x.id, ARRAY[x.human], x.reason, x.recorded_at FROM access.exclusion x
    WHERE x.person_id = p AND x.ended_at IS NULL;
END $$;
ALTER FUNCTION access.guards(p uuid) OWNER TO kith_engine;
CREATE FUNCTION access.hand_back(of_post bigint, team bigint, why text) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
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
ALTER FUNCTION access.hand_back(of_post bigint, team bigint, why text) OWNER TO kith_engine;
CREATE FUNCTION access.has_role(wanted text) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT EXISTS (SELECT FROM public.agencies_role r, access.acting() a
                   WHERE r.post_id = a.post AND r.name = wanted AND access.active(r.starts, r.ends)
                     AND EXISTS (SELECT FROM access.holders(a.post) WHERE kind = 'post'))
$$;
ALTER FUNCTION access.has_role(wanted text) OWNER TO kith_engine;
CREATE FUNCTION access.hashed(token text) RETURNS bytea
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$ SELECT sha256(convert_to(token, 'UTF8')) $$;
ALTER FUNCTION access.hashed(token text) OWNER TO kith_owner;
CREATE FUNCTION access.held(post_id bigint) RETURNS bigint[]
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$ SELECT ARRAY(SELECT h.holder FROM access.holders(post_id) h ORDER BY h.kind, h.holder) $$;
ALTER FUNCTION access.held(post_id bigint) OWNER TO kith_engine;
CREATE FUNCTION access.hold(p uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
BEGIN
    PERFORM access.check_isolation();
    PERFORM access.keep_edges();
    PERFORM pg_advisory_xact_lock(access.lock_no(p));
END $$;
ALTER FUNCTION access.hold(p uuid) OWNER TO kith_engine;
CREATE FUNCTION access.hold_around(p uuid) RETURNS uuid[]
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $_$
DECLARE
    held uuid[] := '{}';
    around uuid[];
    same uuid[];
    named uuid[];
    t access.graded_table;
BEGIN
    IF p IS NULL THEN PERFORM access.nothing(); END IF;  -- it would never be stable
    PERFORM access.check_isolation();
    PERFORM access.keep_edges();
    LOOP
        same := access.cluster(p);
        around := same;
        FOR t IN SELECT * FROM access.graded_table WHERE other IS NOT NULL LOOP
            EXECUTE format('SELECT array_agg(DISTINCT person_id) FROM %s WHERE %I = ANY ($1)', t.name, t.other) INTO named USING same;
            around := around || coalesce(named, '{}');
        END LOOP;
        EXIT WHEN around <@ held;
        PERFORM pg_advisory_xact_lock(no)
        FROM (SELECT DISTINCT access.lock_no(q) AS no FROM unnest(around) q WHERE q <> ALL (held) ORDER BY 1) people;
        held := held || around;
    END LOOP;
    RETURN same;
END $_$;
ALTER FUNCTION access.hold_around(p uuid) OWNER TO kith_engine;
CREATE FUNCTION access.holder_agency(holder bigint) RETURNS bigint
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE a bigint;
BEGIN
    SELECT agency_id INTO a FROM (SELECT id, agency_id FROM public.agencies_post
                                  UNION ALL SELECT id, agency_id FROM public.agencies_team
                                  UNION ALL SELECT managers_id, agency_id FROM public.agencies_team) h WHERE id = holder;
    IF a IS NULL THEN PERFORM access.invalid('There is no such post or team.'); END IF;
    RETURN a;
END $$;
ALTER FUNCTION access.holder_agency(holder bigint) OWNER TO kith_engine;
CREATE FUNCTION access.holders(post_id bigint) RETURNS TABLE(holder bigint, kind text)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
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
ALTER FUNCTION access.holders(post_id bigint) OWNER TO kith_engine;
CREATE FUNCTION access.humans_behind(holders bigint[]) RETURNS bigint[]
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT coalesce(array_agg(DISTINCT po.practitioner_id), '{}') FROM unnest(holders) h CROSS JOIN LATERAL access.posts_of(h) po
$$;
ALTER FUNCTION access.humans_behind(holders bigint[]) OWNER TO kith_engine;
CREATE FUNCTION access.humans_with(role_name text, agencies bigint[]) RETURNS bigint[]
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT coalesce(array_agg(DISTINCT p.practitioner_id), '{}')
    FROM public.agencies_role r JOIN public.agencies_post p ON p.id = r.post_id
    WHERE r.name = role_name AND p.agency_id = ANY (agencies) AND access.active(r.starts, r.ends) AND access.active(p.starts, p.ends)
$$;
ALTER FUNCTION access.humans_with(role_name text, agencies bigint[]) OWNER TO kith_engine;
CREATE FUNCTION access.idle(s access.session) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT s.kind <> 'work' AND access.seen_at(s) <= core.now() - make_interval(mins => access.setting('idle') + 1)
$$;
ALTER FUNCTION access.idle(s access.session) OWNER TO kith_engine;
CREATE FUNCTION access.inherit_seals(p uuid, from_rows uuid[], to_row uuid, d text, g smallint) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    INSERT INTO access.seal (person_id, domain, grade, owner_id, author_id, recorded_at, row_id, humans, reason, whole)
    SELECT DISTINCT ON (coalesce(s.whole, s.id)) s.person_id, d, g, s.owner_id, s.author_id, core.now(), to_row, s.humans, s.reason, coalesce(s.whole, s.id)
    FROM access.seal s WHERE s.person_id = p AND s.row_id = ANY (from_rows) AND s.ended_at IS NULL
$$;
ALTER FUNCTION access.inherit_seals(p uuid, from_rows uuid[], to_row uuid, d text, g smallint) OWNER TO kith_engine;
CREATE FUNCTION access.invalid(why text) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
    RAISE EXCEPTION '%', why USING ERRCODE = 'KI422';
END $$;
ALTER FUNCTION access.invalid(why text) OWNER TO kith_owner;
CREATE FUNCTION access.involve(p uuid, who bigint, profile_name text, capacity text, purpose text, basis text, starts timestamp with time zone DEFAULT NULL::timestamp with time zone, ends timestamp with time zone DEFAULT NULL::timestamp with time zone) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    me access.actor := access.acting();
    lead bigint;
    theirs bigint := access.holder_agency(who);
    wanted smallint[];
BEGIN
    PERFORM access.hold(p);
    lead := access.locate(p);
    wanted := (access.current_profile(profile_name, theirs)).grades;
    IF me.agency NOT IN (lead, theirs) THEN
        PERFORM access.refuse('Only the lead organisation, or the organisation that is to be involved, can record this.');
    END IF;
    PERFORM access.check_within(p, wanted, who, ends);
    RETURN access.put_involvement(p, who, profile_name, capacity, purpose, basis, starts, ends,
                                  me.agency = lead OR 1 >= ALL (wanted));
END $$;
ALTER FUNCTION access.involve(p uuid, who bigint, profile_name text, capacity text, purpose text, basis text, starts timestamp with time zone, ends timestamp with time zone) OWNER TO kith_engine;
CREATE FUNCTION access.join_team(post bigint, team bigint, manager boolean DEFAULT false, starts timestamp with time zone DEFAULT NULL::timestamp with time zone, ends timestamp with time zone DEFAULT NULL::timestamp with time zone) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
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
ALTER FUNCTION access.join_team(post bigint, team bigint, manager boolean, starts timestamp with time zone, ends timestamp with time zone) OWNER TO kith_engine;
CREATE FUNCTION access.keep_edges() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$ BEGIN PERFORM pg_advisory_xact_lock_shared(5747); END $$;
ALTER FUNCTION access.keep_edges() OWNER TO kith_engine;
CREATE FUNCTION access.keep_events(kind text, for_years integer, why text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
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
ALTER FUNCTION access.keep_events(kind text, for_years integer, why text) OWNER TO kith_engine;
CREATE PROCEDURE access.keep_no_examples(IN tbl regclass)
    LANGUAGE plpgsql
    AS $$
BEGIN
    EXECUTE (SELECT format('ALTER TABLE %s ', tbl) || string_agg(format('ALTER COLUMN %I SET STATISTICS %s', attname, CASE atttypid WHEN 'uuid'::regtype THEN 1 ELSE 0 END), ', ')
             FROM pg_attribute WHERE attrelid = tbl AND attnum > 0 AND NOT attisdropped AND atttypid = ANY ('{uuid,text,varchar}'::regtype[]));
END $$;
ALTER PROCEDURE access.keep_no_examples(IN tbl regclass) OWNER TO kith_owner;
CREATE FUNCTION access.key(principal bigint, edge integer) RETURNS bigint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN ((principal << 20) | (edge)::bigint);
ALTER FUNCTION access.key(principal bigint, edge integer) OWNER TO kith_owner;
CREATE FUNCTION access.keyring(s access.session, held bigint[]) RETURNS bigint[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET plan_cache_mode TO 'force_generic_plan'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$  -- planned anew, half a millisecond of each request
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
ALTER FUNCTION access.keyring(s access.session, held bigint[]) OWNER TO kith_engine;
CREATE FUNCTION access.keys() RETURNS bigint[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL RESTRICTED
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
BEGIN RETURN coalesce((access.ring())[10]::bigint[], '{}'); END $$;
ALTER FUNCTION access.keys() OWNER TO kith_engine;
CREATE FUNCTION access.keys_once_confirmed() RETURNS bigint[]
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$ SELECT a.keys || access.own_keys(a.human, true) FROM access.acting() a $$;
ALTER FUNCTION access.keys_once_confirmed() OWNER TO kith_engine;
CREATE FUNCTION access.last_looks(persons uuid[]) RETURNS TABLE(person uuid, at timestamp with time zone)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT e.person_id, max(e.at) FROM public.audit_event e
    WHERE e.post = (access.acting()).post AND e.person_id = ANY (persons) AND e.action = 'open' GROUP BY e.person_id
$$;
ALTER FUNCTION access.last_looks(persons uuid[]) OWNER TO kith_engine;
CREATE FUNCTION access.lead_by(p uuid, ways access.way[]) RETURNS bigint
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE lead bigint;
BEGIN
    SELECT s.lead_id INTO lead FROM public.access_subject s WHERE s.id = p;
    IF lead IS NULL OR NOT EXISTS (SELECT FROM unnest(ways) w WHERE 1 <= ANY (w.grades)) THEN PERFORM access.nothing(); END IF;
    RETURN lead;
END $$;
ALTER FUNCTION access.lead_by(p uuid, ways access.way[]) OWNER TO kith_engine;
CREATE FUNCTION access.lead_of(p uuid) RETURNS bigint
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$ SELECT access.locate(p) $$;
ALTER FUNCTION access.lead_of(p uuid) OWNER TO kith_engine;
CREATE FUNCTION access.lead_offered_to(p uuid) RETURNS bigint
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE asked bigint;
BEGIN
    PERFORM access.locate(p);
    SELECT s.offered_to_id INTO asked FROM public.access_subject s WHERE s.id = p;
    RETURN CASE WHEN access.works_with(p) AND asked = (access.acting()).agency OR access.may_guard(p) THEN asked END;
END $$;
ALTER FUNCTION access.lead_offered_to(p uuid) OWNER TO kith_engine;
CREATE FUNCTION access.leave_team(membership bigint, ending timestamp with time zone DEFAULT NULL::timestamp with time zone) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE m record; a access.actor; at timestamptz := coalesce(ending, core.now());
BEGIN
    SELECT * INTO m FROM access.membership_of(membership);
    a := access.administrator(m.organisation);
    PERFORM access.check_dates(m.starts, at);
    UPDATE public.agencies_membership SET ends = at WHERE id = m.id;
    PERFORM access.log_administration(a, 'leave_team', jsonb_build_object('membership', m.id, 'ends', at));
END $$;
ALTER FUNCTION access.leave_team(membership bigint, ending timestamp with time zone) OWNER TO kith_engine;
CREATE FUNCTION access.limit_reading(told_hour integer, told_day integer, asked_hour integer, asked_day integer) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE me access.actor := access.acting();
BEGIN
    PERFORM access.check_governance(me.agency);
    PERFORM access.require_recent();
    IF NOT coalesce(told_hour >= 1 AND told_hour <= told_day AND asked_hour <= asked_day AND told_hour <= asked_hour
                    AND told_day <= asked_day AND asked_day <= 5000, false) THEN
        PERFORM access.invalid('Enter whole numbers up to 5,000: no fewer in a day than in an hour, and no fewer before a reason is asked for than before you are told.');
    END IF;
    INSERT INTO access.reading_limit VALUES (me.agency, told_hour, told_day, asked_hour, asked_day)
    ON CONFLICT (agency) DO UPDATE SET told_hour = excluded.told_hour, told_day = excluded.told_day,
        asked_hour = excluded.asked_hour, asked_day = excluded.asked_day;
    PERFORM access.log_act('limit reading', jsonb_build_object('told_hour', told_hour, 'told_day', told_day,
                                                                     'asked_hour', asked_hour, 'asked_day', asked_day));
END $$;
ALTER FUNCTION access.limit_reading(told_hour integer, told_day integer, asked_hour integer, asked_day integer) OWNER TO kith_engine;
CREATE FUNCTION access.link(a uuid, b uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE me access.actor := access.acting();
BEGIN
    PERFORM access.hold_around(least(a, b));
    PERFORM access.hold_around(greatest(a, b));
    PERFORM access.check_guardian(a);
    PERFORM access.check_guardian(b);
    IF a = b THEN PERFORM access.invalid('These are the same person already.'); END IF;
    INSERT INTO access.link (person_id, domain, grade, owner_id, author_id, recorded_at, other_id)
    VALUES (a, 'identity', 2, me.agency, me.post, core.now(), b), (b, 'identity', 2, me.agency, me.post, core.now(), a)
    ON CONFLICT (person_id, other_id) DO NOTHING;
    PERFORM access.rekey_around(access.cluster(a));
    PERFORM access.log('link', a, ARRAY[b]);
    PERFORM access.log('link', b, ARRAY[a]);
END $$;
ALTER FUNCTION access.link(a uuid, b uuid) OWNER TO kith_engine;
CREATE FUNCTION access.locate(p uuid) RETURNS bigint
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$ SELECT access.lead_by(p, ARRAY(SELECT o FROM access.opening(p) o)) $$;
ALTER FUNCTION access.locate(p uuid) OWNER TO kith_engine;
CREATE FUNCTION access.locates(p uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$ SELECT 1 <= ANY (access.grasp(p, NULL)) $$;
ALTER FUNCTION access.locates(p uuid) OWNER TO kith_engine;
CREATE FUNCTION access.lock_no(p uuid) RETURNS bigint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$ SELECT hashtextextended(p::text, 5747) $$;
ALTER FUNCTION access.lock_no(p uuid) OWNER TO kith_owner;
CREATE FUNCTION access.lock_row() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE other uuid := CASE WHEN TG_NARGS > 1 THEN (to_jsonb(NEW) ->> TG_ARGV[1])::uuid END;
BEGIN
    PERFORM access.check_isolation();
    PERFORM access.keep_edges();
    PERFORM pg_advisory_xact_lock_shared(access.lock_no(p))
    FROM (SELECT p FROM unnest(ARRAY[NEW.person_id, other]) p WHERE p IS NOT NULL ORDER BY access.lock_no(p)) people;
    -- a later statement than the lock: its snapshot has what the last holder committed
    IF TG_ARGV[0] = 'author' THEN
        NEW.audience := ARRAY[access.key(NEW.author_id, access.employment(NEW.owner_id))];
    ELSE
        NEW.audience := access.canon(access.audience(NEW.person_id, NEW.domain, NEW.grade, NEW.owner_id)
                                     || access.row_keys(NEW.person_id, NEW.id, NEW.domain, NEW.grade, NEW.owner_id));
    END IF;
    IF TG_ARGV[0] = 'letter' THEN NEW.audience := access.canon(NEW.audience || access.addressed(NEW.parties, NEW.grade)); END IF;
    NEW.gate := access.gate(NEW.person_id, NEW.id, other);
    IF TG_ARGV[0] <> 'author' THEN NEW.gate := access.guarded(NEW.gate, NEW.grade); END IF;
    NEW.denied := access.denied(NEW.person_id, other);
    RETURN NEW;
END $$;
ALTER FUNCTION access.lock_row() OWNER TO kith_engine;
CREATE FUNCTION access.log(action text, person uuid DEFAULT NULL::uuid, rows uuid[] DEFAULT NULL::uuid[], domains text[] DEFAULT NULL::text[], grades smallint[] DEFAULT NULL::smallint[], detail jsonb DEFAULT NULL::jsonb) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE me access.actor := access.acting();
BEGIN
    PERFORM access.check_event(me, action, array_remove(ARRAY[person], NULL));
    PERFORM audit.append(me.session, me.human, me.post, me.agency, me.purpose, action, person, rows, domains, grades, detail);
END $$;
ALTER FUNCTION access.log(action text, person uuid, rows uuid[], domains text[], grades smallint[], detail jsonb) OWNER TO kith_engine;
CREATE FUNCTION access.log_act(action text, detail jsonb) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE me access.actor := access.acting();
BEGIN
    PERFORM audit.append(me.session, me.human, me.post, me.agency, me.purpose, action, NULL, NULL, NULL, NULL, detail);
END $$;
ALTER FUNCTION access.log_act(action text, detail jsonb) OWNER TO kith_engine;
CREATE FUNCTION access.log_administration(a access.actor, act text, detail jsonb) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT audit.append(a.session, a.human, a.post, a.agency, a.purpose, 'administer', NULL, NULL, NULL, NULL,
                        jsonb_build_object('act', act) || detail)
$$;
ALTER FUNCTION access.log_administration(a access.actor, act text, detail jsonb) OWNER TO kith_engine;
CREATE FUNCTION access.log_each(action text, looks jsonb) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE me access.actor := access.acting();
BEGIN
    PERFORM access.check_event(me, action, ARRAY(SELECT DISTINCT x.person FROM jsonb_to_recordset(looks) x(person uuid)));
    PERFORM audit.append(me.session, me.human, me.post, me.agency, me.purpose, action, x.person, x.rows, x.domains, x.grades, NULL)
    FROM jsonb_to_recordset(looks) x(person uuid, rows uuid[], domains text[], grades smallint[]);
END $$;
ALTER FUNCTION access.log_each(action text, looks jsonb) OWNER TO kith_engine;
CREATE TABLE access.recovery (
    id bigint NOT NULL,
    human bigint NOT NULL,
    code_hash bytea NOT NULL,
    mark bytea NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    vouched_by bigint[] DEFAULT '{}'::bigint[] NOT NULL,
    wrong_codes integer DEFAULT 0 NOT NULL,
    ended_at timestamp with time zone
);
ALTER TABLE access.recovery OWNER TO kith_owner;
CREATE FUNCTION access.log_recovery(r access.recovery, act text, detail jsonb) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT audit.append(NULL, r.human, NULL, NULL, NULL, 'administer', NULL, NULL, NULL, NULL,
                        jsonb_build_object('act', act, 'practitioner', r.human, 'recovery', r.id) || detail)
$$;
ALTER FUNCTION access.log_recovery(r access.recovery, act text, detail jsonb) OWNER TO kith_engine;
CREATE FUNCTION access.looks(p uuid, before bigint DEFAULT NULL::bigint, at_most integer DEFAULT 100, of_rows uuid[] DEFAULT NULL::uuid[]) RETURNS TABLE(id bigint, at timestamp with time zone, human bigint, post bigint, agency bigint, purpose text, action text, domains text[], grades smallint[])
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    me access.actor := access.acting();
    lead bigint := access.locate(p);
    guardian boolean := me.agency = lead AND access.has_role('governance');
BEGIN
    RETURN QUERY
    SELECT e.id, e.at, e.human, e.post, e.agency, e.purpose, e.action,
           CASE WHEN guardian OR e.post = me.post THEN e.domains ELSE '{}' END, CASE WHEN guardian OR e.post = me.post THEN e.grades ELSE '{}' END
    FROM public.audit_event e
    WHERE e.person_id = p AND (before IS NULL OR e.id < before) AND (of_rows IS NULL OR e.rows && of_rows)
      AND (guardian OR e.post = me.post OR (
            (e.agency = me.agency OR e.agency IN (
                SELECT i.owner_id FROM public.access_involvement i
                WHERE i.person_id = p AND access.opens(me.keys, i.audience, i.gate, i.denied)))
            AND e.action NOT IN ('seal', 'unseal', 'exclude', 'end exclusion', 'link', 'confirm link', 'unlink',
                                 'add reader', 'release', 'withdraw release', 'withhold looks', 'review withholding', 'end withholding')
            AND NOT EXISTS (SELECT FROM public.agencies_membership m JOIN public.agencies_team t ON t.id = m.team_id AND t.discreet
                            WHERE m.post_id = e.post AND NOT access.audience(p, t.domain, 2::smallint, t.agency_id) && me.keys)))
    ORDER BY e.id DESC LIMIT least(at_most, 500);
END $$;
ALTER FUNCTION access.looks(p uuid, before bigint, at_most integer, of_rows uuid[]) OWNER TO kith_engine;
CREATE FUNCTION access.make_manager(membership bigint, manager boolean) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE m record; a access.actor;
BEGIN
    SELECT * INTO m FROM access.membership_of(membership);
    a := access.administrator(m.organisation, CASE WHEN make_manager.manager THEN m.human END);
    UPDATE public.agencies_membership SET manager = make_manager.manager WHERE id = m.id;
    PERFORM access.log_administration(a, 'make_manager', jsonb_build_object('membership', m.id, 'manager', make_manager.manager));
END $$;
ALTER FUNCTION access.make_manager(membership bigint, manager boolean) OWNER TO kith_engine;
CREATE FUNCTION access.make_secret() RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
DECLARE k bytea := sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()));
        i bytea := ''; o bytea := '';
BEGIN
    FOR n IN 0..63 LOOP
        i := i || set_byte('\x00', 0, (CASE WHEN n < 32 THEN get_byte(k, n) ELSE 0 END) # 54);
        o := o || set_byte('\x00', 0, (CASE WHEN n < 32 THEN get_byte(k, n) ELSE 0 END) # 92);
    END LOOP;
    INSERT INTO access.secret (inner_pad, outer_pad) VALUES (i, o)
    ON CONFLICT (one) DO UPDATE SET inner_pad = i, outer_pad = o;
END $$;
ALTER FUNCTION access.make_secret() OWNER TO kith_owner;
CREATE FUNCTION access.may_guard(p uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT access.locate(p) = (access.acting()).agency
       AND (access.has_role('governance') OR (access.grasp(p, (access.acting()).agency))[1] >= 4)
$$;
ALTER FUNCTION access.may_guard(p uuid) OWNER TO kith_engine;
CREATE FUNCTION access.may_vouch_for(practitioner bigint) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT a.human <> practitioner AND EXISTS (
        SELECT FROM public.agencies_post p
        WHERE p.practitioner_id = practitioner AND access.active(p.starts, p.ends)
          AND (p.agency_id = a.agency AND access.has_role('administrator')
               OR EXISTS (SELECT FROM public.agencies_membership theirs JOIN public.agencies_membership mine USING (team_id)
                          WHERE theirs.post_id = p.id AND access.active(theirs.starts, theirs.ends)
                            AND mine.post_id = a.post AND mine.manager AND access.active(mine.starts, mine.ends))))
    FROM access.acting() a
$$;
ALTER FUNCTION access.may_vouch_for(practitioner bigint) OWNER TO kith_engine;
CREATE FUNCTION access.measure(x access.proposal, p uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    lines access.alike[] := access.alike_rows(x, p);
    rings access.before_after[] := access.rings(x, p, lines);
BEGIN
    WITH judged AS MATERIALIZED (
        SELECT r.post, r.named, a.domain, a.grade, a.n, a.line, bool_or(w.after AND NOT w.before) AS gained, bool_or(w.before AND NOT w.after) AS lost
        FROM unnest(lines) WITH ORDINALITY a(domain, grade, before, after, gate, denied, n, line)
        CROSS JOIN unnest(rings) r
        CROSS JOIN LATERAL (SELECT a.before && r.before AND a.gate && r.before AND NOT a.denied && r.before AS before,
                                   a.after && r.after AND a.gate && r.after AND NOT a.denied && r.after AS after) w
        GROUP BY 1, 2, 3, 4, 5, 6 HAVING bool_or(w.after <> w.before)
    ), line AS (
        SELECT domain, grade, n, line, bool_or(gained) AS gained, bool_or(lost) AS lost, bool_or(named) AS named FROM judged GROUP BY 1, 2, 3, 4
    ), by_post AS (
        INSERT INTO access.gain_by_post AS g
        SELECT x.id, post, named, coalesce(sum(n) FILTER (WHERE gained), 0), max(gained::int), coalesce(sum(n) FILTER (WHERE lost), 0), max(lost::int)
        FROM judged GROUP BY post, named
        ON CONFLICT (proposal, post, named) DO UPDATE SET gained = g.gained + excluded.gained, persons_gained = g.persons_gained + excluded.persons_gained,
            lost = g.lost + excluded.lost, persons_lost = g.persons_lost + excluded.persons_lost
    ), by_grade AS (
        INSERT INTO access.gain_by_grade AS g
        SELECT x.id, domain, grade, coalesce(sum(n) FILTER (WHERE gained), 0), coalesce(sum(n) FILTER (WHERE lost), 0) FROM line GROUP BY domain, grade
        ON CONFLICT (proposal, domain, grade) DO UPDATE SET gained = g.gained + excluded.gained, lost = g.lost + excluded.lost
    )
    INSERT INTO access.gain_by_person
    SELECT x.id, p, bool_or(named), coalesce(sum(n) FILTER (WHERE gained), 0), coalesce(sum(n) FILTER (WHERE lost), 0) FROM line HAVING count(*) > 0;
END $$;
ALTER FUNCTION access.measure(x access.proposal, p uuid) OWNER TO kith_engine;
CREATE FUNCTION access.measure_again(proposal_id bigint) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE x access.proposal := access.undecided(proposal_id);
BEGIN
    DELETE FROM access.gain_by_post WHERE proposal = x.id;
    DELETE FROM access.gain_by_grade WHERE proposal = x.id;
    DELETE FROM access.gain_by_person WHERE proposal = x.id;
    UPDATE access.proposal SET reached = NULL, persons = 0, ready_at = NULL WHERE id = x.id;
    PERFORM access.log('measure', NULL, NULL, NULL, NULL, jsonb_build_object('proposal', x.id));
END $$;
ALTER FUNCTION access.measure_again(proposal_id bigint) OWNER TO kith_engine;
CREATE FUNCTION access.membership_of(membership bigint) RETURNS TABLE(id bigint, starts timestamp with time zone, organisation bigint, human bigint)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT m.id, m.starts, t.agency_id, p.practitioner_id FROM public.agencies_membership m
    JOIN public.agencies_team t ON t.id = m.team_id JOIN public.agencies_post p ON p.id = m.post_id WHERE m.id = membership
$$;
ALTER FUNCTION access.membership_of(membership bigint) OWNER TO kith_engine;
CREATE FUNCTION access.my_reading() RETURNS TABLE(opened_hour integer, opened_day integer, found_hour integer, found_day integer)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT o.in_hour, o.in_day, f.in_hour, f.in_day
    FROM access.acting() a, access.read_lately(a.post, NULL) o, access.read_lately(a.post, NULL, 'found') f
$$;
ALTER FUNCTION access.my_reading() OWNER TO kith_engine;
CREATE TABLE access.reading_limit (
    agency bigint NOT NULL,
    told_hour integer NOT NULL,
    told_day integer NOT NULL,
    asked_hour integer NOT NULL,
    asked_day integer NOT NULL,
    CONSTRAINT reading_limit_check CHECK (((told_hour >= 1) AND (told_hour <= told_day) AND (asked_hour <= asked_day) AND (told_hour <= asked_hour) AND (told_day <= asked_day)))
);
ALTER TABLE access.reading_limit OWNER TO kith_owner;
CREATE FUNCTION access.my_reading_limit() RETURNS access.reading_limit
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$ SELECT access.reading_limit_of(a.agency) FROM access.acting() a $$;
ALTER FUNCTION access.my_reading_limit() OWNER TO kith_engine;
CREATE FUNCTION access.my_sessions() RETURNS TABLE(id uuid, post bigint, place text, opened_at timestamp with time zone, seen timestamp with time zone, here boolean)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT s.id, s.post, s.place, s.opened_at, access.seen_at(s), s.id = a.session
    FROM access.acting() a JOIN access.session s ON s.human = a.human
    WHERE s.kind = 'browser' AND s.ended_at IS NULL AND s.expires_at > core.now() AND NOT access.idle(s)
    ORDER BY s.id = a.session DESC, s.opened_at DESC
$$;
ALTER FUNCTION access.my_sessions() OWNER TO kith_engine;
CREATE FUNCTION access.network(p uuid, keys bigint[]) RETURNS SETOF access.contact
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE at timestamptz := core.now();
BEGIN
    RETURN QUERY
    SELECT x.id, x.holder_id, h.kind, h.name, h.title, h.agency_id, h.agency, h.telephone, x.profile, x.capacity, x.domain, x.starts, x.ends, x.accepted
    FROM public.access_involvement x CROSS JOIN LATERAL (SELECT * FROM agencies.holder a WHERE a.id = x.holder_id OFFSET 0) h
    WHERE x.person_id = p AND NOT x.closed AND access.within(at, x.starts, x.ends)
      AND access.opens(keys, x.audience, x.gate, x.denied)
    UNION ALL
    SELECT NULL::uuid, NULL::bigint, 'another service', 'Another service', 'Contact point', NULL::bigint, '',
           coalesce(nullif(a.front_door_telephone, ''), a.telephone), '', '', '', NULL::timestamptz, NULL::timestamptz, true
    FROM public.access_involvement x JOIN public.agencies_agency a ON a.id = x.owner_id
    WHERE x.person_id = p AND NOT x.closed AND access.within(at, x.starts, x.ends) AND x.grade > 1
      AND NOT x.audience && keys
      AND access.audience(p, x.domain, 1::smallint, x.owner_id) && keys;
END $$;
ALTER FUNCTION access.network(p uuid, keys bigint[]) OWNER TO kith_engine;
CREATE FUNCTION access.new_session(s access.session, proof text) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
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
ALTER FUNCTION access.new_session(s access.session, proof text) OWNER TO kith_engine;
CREATE FUNCTION access.next_people(x access.proposal, OUT people uuid[], OUT upto uuid) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $_$
DECLARE
    few CONSTANT integer := 10;
    held text := (SELECT string_agg(format('EXISTS (SELECT FROM %s r WHERE r.person_id = s.id AND r.owner_id = $2)', g.name), ' OR ') FROM access.graded_table g);
BEGIN
    IF x.profile IS NOT NULL THEN
        people := ARRAY(SELECT DISTINCT i.person_id FROM public.access_involvement i
                        WHERE i.owner_id = x.agency AND i.profile = x.profile AND NOT i.closed AND (x.reached IS NULL OR i.person_id > x.reached)
                        ORDER BY i.person_id LIMIT few);
        upto := people[cardinality(people)];
        RETURN;
    END IF;
    SELECT w.id INTO upto FROM (SELECT s.id FROM public.access_subject s WHERE x.reached IS NULL OR s.id > x.reached ORDER BY s.id LIMIT 500) w
    ORDER BY w.id DESC LIMIT 1;
    EXECUTE format('SELECT ARRAY(SELECT s.id FROM public.access_subject s WHERE ($1 IS NULL OR s.id > $1) AND s.id <= $3 AND (%s) ORDER BY s.id LIMIT $4)', held)
    INTO people USING x.reached, x.agency, upto, few;
    IF cardinality(people) = few THEN upto := people[few]; END IF;
END $_$;
ALTER FUNCTION access.next_people(x access.proposal, OUT people uuid[], OUT upto uuid) OWNER TO kith_engine;
CREATE FUNCTION access.nothing() RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
    RAISE EXCEPTION 'There is nothing here that you can open.' USING ERRCODE = 'KI404';
END $$;
ALTER FUNCTION access.nothing() OWNER TO kith_owner;
CREATE TABLE access.notice (
    id bigint NOT NULL,
    human bigint NOT NULL,
    person_id uuid NOT NULL,
    kind text NOT NULL,
    detail jsonb DEFAULT '{}'::jsonb NOT NULL,
    at timestamp with time zone NOT NULL,
    seen_at timestamp with time zone
);
ALTER TABLE access.notice OWNER TO kith_owner;
CREATE FUNCTION access.notices() RETURNS SETOF access.notice
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT * FROM access.notice WHERE human = (access.acting()).human AND seen_at IS NULL ORDER BY id DESC LIMIT 100
$$;
ALTER FUNCTION access.notices() OWNER TO kith_engine;
CREATE FUNCTION access.notify(humans bigint[], p uuid, kind text, detail jsonb DEFAULT '{}'::jsonb) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    INSERT INTO access.notice (human, person_id, kind, detail, at) SELECT DISTINCT h, p, notify.kind, notify.detail, core.now() FROM unnest(humans) h
$$;
ALTER FUNCTION access.notify(humans bigint[], p uuid, kind text, detail jsonb) OWNER TO kith_engine;
CREATE FUNCTION access.offer_lead(p uuid, organisation bigint, why text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE me access.actor := access.acting();
BEGIN
    PERFORM access.hold(p);
    IF access.check_guardian(p) = organisation THEN PERFORM access.invalid('Your organisation leads already.'); END IF;
    IF NOT EXISTS (SELECT FROM access.working_with(p, organisation) w WHERE access.opens(me.keys, w.audience, w.gate, w.denied)) THEN
        PERFORM access.invalid('Nobody there works with them yet, as far as you can see. Record first who is involved there.');
    END IF;
    IF access.lead_offered_to(p) = organisation THEN PERFORM access.invalid('They are asked already.'); END IF;
    why := access.check_words(why, 'why they are to lead');
    UPDATE public.access_subject SET offered_to_id = organisation WHERE id = p;
    PERFORM access.tell_there(p, organisation, 'lead offered');
    PERFORM access.log('offer the lead', p, NULL, NULL, NULL, jsonb_build_object('organisation', organisation, 'reason', why));
END $$;
ALTER FUNCTION access.offer_lead(p uuid, organisation bigint, why text) OWNER TO kith_engine;
CREATE FUNCTION access.open_in_emergency(p uuid, reason text, hours integer) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    me access.actor := access.acting();
    lead bigint;
    fact uuid;
BEGIN
    IF hours NOT BETWEEN 1 AND 24 THEN PERFORM access.invalid('Emergency access lasts between 1 and 24 hours.'); END IF;
    IF NOT EXISTS (SELECT FROM access.holders(me.post) WHERE kind = 'post') THEN PERFORM access.refuse('Your account cannot open records at the moment.'); END IF;
    PERFORM access.hold(p);
    lead := access.locate(p);
    fact := access.put_share(p, NULL, me.post, '{4,4,4,4,4,4,4,4,4,4,0}', core.now() + make_interval(hours => hours),
                             'vital interests or safeguarding: emergency access', reason, NULL, true);
    PERFORM access.notify(access.humans_with('governance', ARRAY(SELECT DISTINCT i.owner_id FROM public.access_involvement i
                                                                 WHERE i.person_id = p AND NOT i.closed) || lead || me.agency),
                          p, 'emergency access', jsonb_build_object('share', fact, 'post', me.post));
    RETURN fact;
END $$;
ALTER FUNCTION access.open_in_emergency(p uuid, reason text, hours integer) OWNER TO kith_engine;
CREATE FUNCTION access.open_reader_session(reader bigint, lasts interval) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE s access.session;
BEGIN
    SELECT r.human INTO s.human FROM access.reader r WHERE r.holder = open_reader_session.reader AND r.ended_at IS NULL;
    IF s.human IS NULL THEN RAISE EXCEPTION 'This account may not read.' USING ERRCODE = 'KI403'; END IF;
    s.reader := reader; s.purpose := 'own record'; s.kind := 'reader'; s.place := '';
    s.confirmed_at := core.now(); s.expires_at := core.now() + lasts;
    RETURN access.new_session(s, '');
END $$;
ALTER FUNCTION access.open_reader_session(reader bigint, lasts interval) OWNER TO kith_engine;
CREATE FUNCTION access.open_recovery(practitioner bigint) RETURNS access.recovery
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT * FROM access.recovery r WHERE r.human = practitioner AND r.ended_at IS NULL AND r.expires_at > core.now()
$$;
ALTER FUNCTION access.open_recovery(practitioner bigint) OWNER TO kith_engine;
CREATE FUNCTION access.open_session(human bigint, post bigint, purpose text, lasts interval, kind text DEFAULT 'browser'::text, earlier text DEFAULT NULL::text, place text DEFAULT ''::text, proof text DEFAULT ''::text) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
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
ALTER FUNCTION access.open_session(human bigint, post bigint, purpose text, lasts interval, kind text, earlier text, place text, proof text) OWNER TO kith_engine;
CREATE FUNCTION access.opened_row(p uuid, row_id uuid, OUT tbl text, OUT lock text, OUT domain text, OUT grade smallint, OUT owner bigint, OUT gate bigint[], OUT parties bigint[]) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
#variable_conflict use_column
DECLARE my_keys bigint[] := access.keys();
BEGIN
    IF has_any_column_privilege('kith_app', 'access.exclusion', 'SELECT') THEN
        SELECT 'access.exclusion', 'facts', r.domain, r.grade, r.owner_id, r.gate, NULL::bigint[] INTO tbl, lock, domain, grade, owner, gate, parties
        FROM access.exclusion r WHERE r.person_id = p AND r.id = opened_row.row_id AND audience && my_keys AND gate && my_keys AND NOT denied && my_keys;
        IF FOUND THEN RETURN; END IF;
    END IF;
    IF has_any_column_privilege('kith_app', 'access.link', 'SELECT') THEN
        SELECT 'access.link', 'facts', r.domain, r.grade, r.owner_id, r.gate, NULL::bigint[] INTO tbl, lock, domain, grade, owner, gate, parties
        FROM access.link r WHERE r.person_id = p AND r.id = opened_row.row_id AND audience && my_keys AND gate && my_keys AND NOT denied && my_keys;
        IF FOUND THEN RETURN; END IF;
    END IF;
    IF has_any_column_privilege('kith_app', 'access.reader', 'SELECT') THEN
        SELECT 'access.reader', 'facts', r.domain, r.grade, r.owner_id, r.gate, NULL::bigint[] INTO tbl, lock, domain, grade, owner, gate, parties
        FROM access.reader r WHERE r.person_id = p AND r.id = opened_row.row_id AND audience && my_keys AND gate && my_keys AND NOT denied && my_keys;
        IF FOUND THEN RETURN; END IF;
    END IF;
    IF has_any_column_privilege('kith_app', 'access.release', 'SELECT') THEN
        SELECT 'access.release', 'facts', r.domain, r.grade, r.owner_id, r.gate, NULL::bigint[] INTO tbl, lock, domain, grade, owner, gate, parties
        FROM access.release r WHERE r.person_id = p AND r.id = opened_row.row_id AND audience && my_keys AND gate && my_keys AND NOT denied && my_keys;
        IF FOUND THEN RETURN; END IF;
    END IF;
    IF has_any_column_privilege('kith_app', 'access.seal', 'SELECT') THEN
        SELECT 'access.seal', 'facts', r.domain, r.grade, r.owner_id, r.gate, NULL::bigint[] INTO tbl, lock, domain, grade, owner, gate, parties
        FROM access.seal r WHERE r.person_id = p AND r.id = opened_row.row_id AND audience && my_keys AND gate && my_keys AND NOT denied && my_keys;
        IF FOUND THEN RETURN; END IF;
    END IF;
    IF has_any_column_privilege('kith_app', 'public.access_involvement', 'SELECT') THEN
        SELECT 'public.access_involvement', 'facts', r.domain, r.grade, r.owner_id, r.gate, NULL::bigint[] INTO tbl, lock, domain, grade, owner, gate, parties
        FROM public.access_involvement r WHERE r.person_id = p AND r.id = opened_row.row_id AND audience && my_keys AND gate && my_keys AND NOT denied && my_keys;
        IF FOUND THEN RETURN; END IF;
    END IF;
    IF has_any_column_privilege('kith_app', 'public.access_share', 'SELECT') THEN
        SELECT 'public.access_share', 'facts', r.domain, r.grade, r.owner_id, r.gate, NULL::bigint[] INTO tbl, lock, domain, grade, owner, gate, parties
        FROM public.access_share r WHERE r.person_id = p AND r.id = opened_row.row_id AND audience && my_keys AND gate && my_keys AND NOT denied && my_keys;
        IF FOUND THEN RETURN; END IF;
    END IF;
    IF has_any_column_privilege('kith_app', 'public.assessments_answers', 'SELECT') THEN
        SELECT 'public.assessments_answers', 'facts', r.domain, r.grade, r.owner_id, r.gate, NULL::bigint[] INTO tbl, lock, domain, grade, owner, gate, parties
        FROM public.assessments_answers r WHERE r.person_id = p AND r.id = opened_row.row_id AND audience && my_keys AND gate && my_keys AND NOT denied && my_keys;
        IF FOUND THEN RETURN; END IF;
    END IF;
    IF has_any_column_privilege('kith_app', 'public.assessments_response', 'SELECT') THEN
        SELECT 'public.assessments_response', 'facts', r.domain, r.grade, r.owner_id, r.gate, NULL::bigint[] INTO tbl, lock, domain, grade, owner, gate, parties
        FROM public.assessments_response r WHERE r.person_id = p AND r.id = opened_row.row_id AND audience && my_keys AND gate && my_keys AND NOT denied && my_keys;
        IF FOUND THEN RETURN; END IF;
    END IF;
    IF has_any_column_privilege('kith_app', 'public.casework_action', 'SELECT') THEN
        SELECT 'public.casework_action', 'facts', r.domain, r.grade, r.owner_id, r.gate, NULL::bigint[] INTO tbl, lock, domain, grade, owner, gate, parties
        FROM public.casework_action r WHERE r.person_id = p AND r.id = opened_row.row_id AND audience && my_keys AND gate && my_keys AND NOT denied && my_keys;
        IF FOUND THEN RETURN; END IF;
    END IF;
    IF has_any_column_privilege('kith_app', 'public.casework_aim', 'SELECT') THEN
        SELECT 'public.casework_aim', 'facts', r.domain, r.grade, r.owner_id, r.gate, NULL::bigint[] INTO tbl, lock, domain, grade, owner, gate, parties
        FROM public.casework_aim r WHERE r.person_id = p AND r.id = opened_row.row_id AND audience && my_keys AND gate && my_keys AND NOT denied && my_keys;
        IF FOUND THEN RETURN; END IF;
    END IF;
    IF has_any_column_privilege('kith_app', 'public.casework_move', 'SELECT') THEN
        SELECT 'public.casework_move', 'facts', r.domain, r.grade, r.owner_id, r.gate, NULL::bigint[] INTO tbl, lock, domain, grade, owner, gate, parties
        FROM public.casework_move r WHERE r.person_id = p AND r.id = opened_row.row_id AND audience && my_keys AND gate && my_keys AND NOT denied && my_keys;
        IF FOUND THEN RETURN; END IF;
    END IF;
    IF has_any_column_privilege('kith_app', 'public.casework_plan', 'SELECT') THEN
        SELECT 'public.casework_plan', 'facts', r.domain, r.grade, r.owner_id, r.gate, NULL::bigint[] INTO tbl, lock, domain, grade, owner, gate, parties
        FROM public.casework_plan r WHERE r.person_id = p AND r.id = opened_row.row_id AND audience && my_keys AND gate && my_keys AND NOT denied && my_keys;
        IF FOUND THEN RETURN; END IF;
    END IF;
    IF has_any_column_privilege('kith_app', 'public.casework_report', 'SELECT') THEN
        SELECT 'public.casework_report', 'facts', r.domain, r.grade, r.owner_id, r.gate, NULL::bigint[] INTO tbl, lock, domain, grade, owner, gate, parties
        FROM public.casework_report r WHERE r.person_id = p AND r.id = opened_row.row_id AND audience && my_keys AND gate && my_keys AND NOT denied && my_keys;
        IF FOUND THEN RETURN; END IF;
    END IF;
    IF has_any_column_privilege('kith_app', 'public.casework_running', 'SELECT') THEN
        SELECT 'public.casework_running', 'facts', r.domain, r.grade, r.owner_id, r.gate, NULL::bigint[] INTO tbl, lock, domain, grade, owner, gate, parties
        FROM public.casework_running r WHERE r.person_id = p AND r.id = opened_row.row_id AND audience && my_keys AND gate && my_keys AND NOT denied && my_keys;
        IF FOUND THEN RETURN; END IF;
    END IF;
    IF has_any_column_privilege('kith_app', 'public.casework_step', 'SELECT') THEN
        SELECT 'public.casework_step', 'facts', r.domain, r.grade, r.owner_id, r.gate, NULL::bigint[] INTO tbl, lock, domain, grade, owner, gate, parties
        FROM public.casework_step r WHERE r.person_id = p AND r.id = opened_row.row_id AND audience && my_keys AND gate && my_keys AND NOT denied && my_keys;
        IF FOUND THEN RETURN; END IF;
    END IF;
    IF has_any_column_privilege('kith_app', 'public.documents_document', 'SELECT') THEN
        SELECT 'public.documents_document', 'facts', r.domain, r.grade, r.owner_id, r.gate, NULL::bigint[] INTO tbl, lock, domain, grade, owner, gate, parties
        FROM public.documents_document r WHERE r.person_id = p AND r.id = opened_row.row_id AND audience && my_keys AND gate && my_keys AND NOT denied && my_keys;
        IF FOUND THEN RETURN; END IF;
    END IF;
    IF has_any_column_privilege('kith_app', 'public.documents_file', 'SELECT') THEN
        SELECT 'public.documents_file', 'facts', r.domain, r.grade, r.owner_id, r.gate, NULL::bigint[] INTO tbl, lock, domain, grade, owner, gate, parties
        FROM public.documents_file r WHERE r.person_id = p AND r.id = opened_row.row_id AND audience && my_keys AND gate && my_keys AND NOT denied && my_keys;
        IF FOUND THEN RETURN; END IF;
    END IF;
    IF has_any_column_privilege('kith_app', 'public.people_address', 'SELECT') THEN
        SELECT 'public.people_address', 'facts', r.domain, r.grade, r.owner_id, r.gate, NULL::bigint[] INTO tbl, lock, domain, grade, owner, gate, parties
        FROM public.people_address r WHERE r.person_id = p AND r.id = opened_row.row_id AND audience && my_keys AND gate && my_keys AND NOT denied && my_keys;
        IF FOUND THEN RETURN; END IF;
    END IF;
    IF has_any_column_privilege('kith_app', 'public.people_alert', 'SELECT') THEN
        SELECT 'public.people_alert', 'facts', r.domain, r.grade, r.owner_id, r.gate, NULL::bigint[] INTO tbl, lock, domain, grade, owner, gate, parties
        FROM public.people_alert r WHERE r.person_id = p AND r.id = opened_row.row_id AND audience && my_keys AND gate && my_keys AND NOT denied && my_keys;
        IF FOUND THEN RETURN; END IF;
    END IF;
    IF has_any_column_privilege('kith_app', 'public.people_birth', 'SELECT') THEN
        SELECT 'public.people_birth', 'facts', r.domain, r.grade, r.owner_id, r.gate, NULL::bigint[] INTO tbl, lock, domain, grade, owner, gate, parties
        FROM public.people_birth r WHERE r.person_id = p AND r.id = opened_row.row_id AND audience && my_keys AND gate && my_keys AND NOT denied && my_keys;
        IF FOUND THEN RETURN; END IF;
    END IF;
    IF has_any_column_privilege('kith_app', 'public.people_identifier', 'SELECT') THEN
        SELECT 'public.people_identifier', 'facts', r.domain, r.grade, r.owner_id, r.gate, NULL::bigint[] INTO tbl, lock, domain, grade, owner, gate, parties
        FROM public.people_identifier r WHERE r.person_id = p AND r.id = opened_row.row_id AND audience && my_keys AND gate && my_keys AND NOT denied && my_keys;
        IF FOUND THEN RETURN; END IF;
    END IF;
    IF has_any_column_privilege('kith_app', 'public.people_identifierclash', 'SELECT') THEN
        SELECT 'public.people_identifierclash', 'facts', r.domain, r.grade, r.owner_id, r.gate, NULL::bigint[] INTO tbl, lock, domain, grade, owner, gate, parties
        FROM public.people_identifierclash r WHERE r.person_id = p AND r.id = opened_row.row_id AND audience && my_keys AND gate && my_keys AND NOT denied && my_keys;
        IF FOUND THEN RETURN; END IF;
    END IF;
    IF has_any_column_privilege('kith_app', 'public.people_particular', 'SELECT') THEN
        SELECT 'public.people_particular', 'facts', r.domain, r.grade, r.owner_id, r.gate, NULL::bigint[] INTO tbl, lock, domain, grade, owner, gate, parties
        FROM public.people_particular r WHERE r.person_id = p AND r.id = opened_row.row_id AND audience && my_keys AND gate && my_keys AND NOT denied && my_keys;
        IF FOUND THEN RETURN; END IF;
    END IF;
    IF has_any_column_privilege('kith_app', 'public.people_personname', 'SELECT') THEN
        SELECT 'public.people_personname', 'facts', r.domain, r.grade, r.owner_id, r.gate, NULL::bigint[] INTO tbl, lock, domain, grade, owner, gate, parties
        FROM public.people_personname r WHERE r.person_id = p AND r.id = opened_row.row_id AND audience && my_keys AND gate && my_keys AND NOT denied && my_keys;
        IF FOUND THEN RETURN; END IF;
    END IF;
    IF has_any_column_privilege('kith_app', 'public.people_relationship', 'SELECT') THEN
        SELECT 'public.people_relationship', 'facts', r.domain, r.grade, r.owner_id, r.gate, NULL::bigint[] INTO tbl, lock, domain, grade, owner, gate, parties
        FROM public.people_relationship r WHERE r.person_id = p AND r.id = opened_row.row_id AND audience && my_keys AND gate && my_keys AND NOT denied && my_keys;
        IF FOUND THEN RETURN; END IF;
    END IF;
    IF has_any_column_privilege('kith_app', 'public.record_draft', 'SELECT') THEN
        SELECT 'public.record_draft', 'author', r.domain, r.grade, r.owner_id, r.gate, NULL::bigint[] INTO tbl, lock, domain, grade, owner, gate, parties
        FROM public.record_draft r WHERE r.person_id = p AND r.id = opened_row.row_id AND audience && my_keys AND gate && my_keys AND NOT denied && my_keys;
        IF FOUND THEN RETURN; END IF;
    END IF;
    IF has_any_column_privilege('kith_app', 'public.record_entry', 'SELECT') THEN
        SELECT 'public.record_entry', 'facts', r.domain, r.grade, r.owner_id, r.gate, NULL::bigint[] INTO tbl, lock, domain, grade, owner, gate, parties
        FROM public.record_entry r WHERE r.person_id = p AND r.id = opened_row.row_id AND audience && my_keys AND gate && my_keys AND NOT denied && my_keys;
        IF FOUND THEN RETURN; END IF;
    END IF;
    IF has_any_column_privilege('kith_app', 'public.sharing_bundle', 'SELECT') THEN
        SELECT 'public.sharing_bundle', 'facts', r.domain, r.grade, r.owner_id, r.gate, NULL::bigint[] INTO tbl, lock, domain, grade, owner, gate, parties
        FROM public.sharing_bundle r WHERE r.person_id = p AND r.id = opened_row.row_id AND audience && my_keys AND gate && my_keys AND NOT denied && my_keys;
        IF FOUND THEN RETURN; END IF;
    END IF;
    IF has_any_column_privilege('kith_app', 'public.sharing_consentrecord', 'SELECT') THEN
        SELECT 'public.sharing_consentrecord', 'facts', r.domain, r.grade, r.owner_id, r.gate, NULL::bigint[] INTO tbl, lock, domain, grade, owner, gate, parties
        FROM public.sharing_consentrecord r WHERE r.person_id = p AND r.id = opened_row.row_id AND audience && my_keys AND gate && my_keys AND NOT denied && my_keys;
        IF FOUND THEN RETURN; END IF;
    END IF;
    IF has_any_column_privilege('kith_app', 'public.sharing_copymade', 'SELECT') THEN
        SELECT 'public.sharing_copymade', 'facts', r.domain, r.grade, r.owner_id, r.gate, NULL::bigint[] INTO tbl, lock, domain, grade, owner, gate, parties
        FROM public.sharing_copymade r WHERE r.person_id = p AND r.id = opened_row.row_id AND audience && my_keys AND gate && my_keys AND NOT denied && my_keys;
        IF FOUND THEN RETURN; END IF;
    END IF;
    IF has_any_column_privilege('kith_app', 'public.sharing_disclosure', 'SELECT') THEN
        SELECT 'public.sharing_disclosure', 'facts', r.domain, r.grade, r.owner_id, r.gate, NULL::bigint[] INTO tbl, lock, domain, grade, owner, gate, parties
        FROM public.sharing_disclosure r WHERE r.person_id = p AND r.id = opened_row.row_id AND audience && my_keys AND gate && my_keys AND NOT denied && my_keys;
        IF FOUND THEN RETURN; END IF;
    END IF;
    IF has_any_column_privilege('kith_app', 'public.sharing_exhibit', 'SELECT') THEN
        SELECT 'public.sharing_exhibit', 'facts', r.domain, r.grade, r.owner_id, r.gate, NULL::bigint[] INTO tbl, lock, domain, grade, owner, gate, parties
        FROM public.sharing_exhibit r WHERE r.person_id = p AND r.id = opened_row.row_id AND audience && my_keys AND gate && my_keys AND NOT denied && my_keys;
        IF FOUND THEN RETURN; END IF;
    END IF;
    IF has_any_column_privilege('kith_app', 'public.sharing_gathering', 'SELECT') THEN
        SELECT 'public.sharing_gathering', 'letter', r.domain, r.grade, r.owner_id, r.gate, r.parties INTO tbl, lock, domain, grade, owner, gate, parties
        FROM public.sharing_gathering r WHERE r.person_id = p AND r.id = opened_row.row_id AND audience && my_keys AND gate && my_keys AND NOT denied && my_keys;
        IF FOUND THEN RETURN; END IF;
    END IF;
    IF has_any_column_privilege('kith_app', 'public.sharing_message', 'SELECT') THEN
        SELECT 'public.sharing_message', 'facts', r.domain, r.grade, r.owner_id, r.gate, NULL::bigint[] INTO tbl, lock, domain, grade, owner, gate, parties
        FROM public.sharing_message r WHERE r.person_id = p AND r.id = opened_row.row_id AND audience && my_keys AND gate && my_keys AND NOT denied && my_keys;
        IF FOUND THEN RETURN; END IF;
    END IF;
    IF has_any_column_privilege('kith_app', 'public.sharing_messageanswer', 'SELECT') THEN
        SELECT 'public.sharing_messageanswer', 'facts', r.domain, r.grade, r.owner_id, r.gate, NULL::bigint[] INTO tbl, lock, domain, grade, owner, gate, parties
        FROM public.sharing_messageanswer r WHERE r.person_id = p AND r.id = opened_row.row_id AND audience && my_keys AND gate && my_keys AND NOT denied && my_keys;
        IF FOUND THEN RETURN; END IF;
    END IF;
    IF has_any_column_privilege('kith_app', 'public.sharing_redaction', 'SELECT') THEN
        SELECT 'public.sharing_redaction', 'facts', r.domain, r.grade, r.owner_id, r.gate, NULL::bigint[] INTO tbl, lock, domain, grade, owner, gate, parties
        FROM public.sharing_redaction r WHERE r.person_id = p AND r.id = opened_row.row_id AND audience && my_keys AND gate && my_keys AND NOT denied && my_keys;
        IF FOUND THEN RETURN; END IF;
    END IF;
    IF has_any_column_privilege('kith_app', 'public.sharing_representative', 'SELECT') THEN
        SELECT 'public.sharing_representative', 'facts', r.domain, r.grade, r.owner_id, r.gate, NULL::bigint[] INTO tbl, lock, domain, grade, owner, gate, parties
        FROM public.sharing_representative r WHERE r.person_id = p AND r.id = opened_row.row_id AND audience && my_keys AND gate && my_keys AND NOT denied && my_keys;
        IF FOUND THEN RETURN; END IF;
    END IF;
    IF has_any_column_privilege('kith_app', 'public.sharing_request', 'SELECT') THEN
        SELECT 'public.sharing_request', 'letter', r.domain, r.grade, r.owner_id, r.gate, r.parties INTO tbl, lock, domain, grade, owner, gate, parties
        FROM public.sharing_request r WHERE r.person_id = p AND r.id = opened_row.row_id AND audience && my_keys AND gate && my_keys AND NOT denied && my_keys;
        IF FOUND THEN RETURN; END IF;
    END IF;
    IF has_any_column_privilege('kith_app', 'public.sharing_subjectaccess', 'SELECT') THEN
        SELECT 'public.sharing_subjectaccess', 'facts', r.domain, r.grade, r.owner_id, r.gate, NULL::bigint[] INTO tbl, lock, domain, grade, owner, gate, parties
        FROM public.sharing_subjectaccess r WHERE r.person_id = p AND r.id = opened_row.row_id AND audience && my_keys AND gate && my_keys AND NOT denied && my_keys;
        IF FOUND THEN RETURN; END IF;
    END IF;
    IF has_any_column_privilege('kith_app', 'public.sharing_turn', 'SELECT') THEN
        SELECT 'public.sharing_turn', 'letter', r.domain, r.grade, r.owner_id, r.gate, r.parties INTO tbl, lock, domain, grade, owner, gate, parties
        FROM public.sharing_turn r WHERE r.person_id = p AND r.id = opened_row.row_id AND audience && my_keys AND gate && my_keys AND NOT denied && my_keys;
        IF FOUND THEN RETURN; END IF;
    END IF;
    IF has_any_column_privilege('kith_app', 'sharing.withholding', 'SELECT') THEN
        SELECT 'sharing.withholding', 'facts', r.domain, r.grade, r.owner_id, r.gate, NULL::bigint[] INTO tbl, lock, domain, grade, owner, gate, parties
        FROM sharing.withholding r WHERE r.person_id = p AND r.id = opened_row.row_id AND audience && my_keys AND gate && my_keys AND NOT denied && my_keys;
        IF FOUND THEN RETURN; END IF;
    END IF;
    RAISE EXCEPTION 'There is nothing here that you can open.' USING ERRCODE = 'KI404';
END $$;
ALTER FUNCTION access.opened_row(p uuid, row_id uuid, OUT tbl text, OUT lock text, OUT domain text, OUT grade smallint, OUT owner bigint, OUT gate bigint[], OUT parties bigint[]) OWNER TO kith_engine;
CREATE FUNCTION access.openers(p uuid, d text, g smallint) RETURNS TABLE(holder bigint, capacity text, profile text, until timestamp with time zone, people bigint[])
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT * FROM access.openers_at(p, d, g, (access.acting()).agency, access.gate(p, NULL, NULL))
$$;
ALTER FUNCTION access.openers(p uuid, d text, g smallint) OWNER TO kith_engine;
CREATE FUNCTION access.openers_at(p uuid, d text, g smallint, o bigint, gate bigint[], row_id uuid DEFAULT NULL::uuid) RETURNS TABLE(holder bigint, capacity text, profile text, until timestamp with time zone, people bigint[])
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    me access.actor := access.acting();
    lock bigint[] := access.audience(p, d, g, o) || access.picked(p, row_id, d, g, o);
    denied bigint[] := CASE WHEN access.may_guard(p) THEN CASE WHEN access.confirmed() THEN access.denied(p, NULL) ELSE '{}' END ELSE '{}' END;  -- raises below locate
BEGIN
    RETURN QUERY
    SELECT f.holder, f.capacity, f.profile, f.until,
           ARRAY(SELECT DISTINCT po.practitioner_id
                 FROM access.posts_of(f.holder) po
                 WHERE gate && access.own_keys(po.practitioner_id, true) AND NOT access.key(po.practitioner_id, 0) = ANY (denied)
                   AND EXISTS (SELECT FROM access.holders(po.id) h WHERE h.holder = f.holder)
                   AND (f.share OR EXISTS (SELECT FROM access.edge e WHERE access.key(f.principal, e.no) = ANY (lock) AND e.state = 'live' AND NOT e.suspended
                                             AND access.active(e.starts, e.ends) AND (e.recipient IS NULL OR e.recipient = po.agency_id))))
    FROM (
        SELECT i.holder_id AS holder, i.capacity, i.profile, i.ends AS until, CASE WHEN i.dated THEN i.key ELSE i.holder_id END AS principal, false AS share
        FROM public.access_involvement i
        WHERE i.person_id = p AND NOT i.closed AND access.active(i.starts, i.ends)
          AND (i.owner_id = me.agency AND i.grade = 1 OR i.audience && me.keys) AND i.gate && me.keys AND NOT i.denied && me.keys
        UNION ALL
        SELECT s.holder_id, 'opened by a share', s.basis, s.ends, s.key, true
        FROM public.access_share s
        WHERE s.person_id = p AND NOT s.closed AND access.active(s.starts, s.ends) AND access.key(s.key, 0) = ANY (lock)
          AND access.opens(me.keys, s.audience, s.gate, s.denied)
    ) f WHERE f.share OR EXISTS (SELECT FROM unnest(lock) k WHERE k >> 20 = f.principal);
END $$;
ALTER FUNCTION access.openers_at(p uuid, d text, g smallint, o bigint, gate bigint[], row_id uuid) OWNER TO kith_engine;
CREATE FUNCTION access.standing() RETURNS access.actor
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE me access.actor := access.acting();
BEGIN
    me.held := ARRAY(SELECT h.holder FROM access.holders(me.post) h WHERE h.holder = ANY (me.held));
    RETURN me;
END $$;
ALTER FUNCTION access.standing() OWNER TO kith_engine;
CREATE FUNCTION access.opening(p uuid, me access.actor DEFAULT access.standing()) RETURNS SETOF access.way
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE at timestamptz := core.now();
BEGIN
    IF NOT access.gate(p, NULL, NULL) && me.keys OR access.denied(p, NULL) && me.keys THEN RETURN; END IF;
    RETURN QUERY
    WITH held AS MATERIALIZED (
        SELECT h AS holder, CASE WHEN h = me.post THEN 'post' WHEN h = access.finder() THEN 'finder'
                                 ELSE coalesce((SELECT 'team' FROM public.agencies_team t WHERE t.id = h), 'managers') END AS kind
        FROM unnest(me.held) h),
    seen AS MATERIALIZED (SELECT * FROM access.edges(me.agency, me.purpose))
    SELECT 'involvement', i.id, i.holder_id, h.kind, i.profile, i.profile_version, i.accepted, e.no, e.agreement, e.owner,
           ARRAY(SELECT least(g, c, CASE WHEN h.kind = 'post' THEN 5 ELSE 4 END,
                              CASE WHEN i.accepted OR e.owner = e.recipient THEN 5 ELSE 1 END)::smallint
                 FROM unnest(v.grades, e.cap) WITH ORDINALITY AS both_(g, c, n) ORDER BY n),
           i.starts, i.ends
    FROM public.access_involvement i
    JOIN held h ON h.holder = i.holder_id
    JOIN access.profile v ON v.name = i.profile AND v.version = i.profile_version
    CROSS JOIN seen e
    WHERE i.person_id = p AND NOT i.closed AND access.within(at, i.starts, i.ends)
    UNION ALL
    SELECT CASE WHEN s.emergency THEN 'emergency' ELSE 'share' END, s.id, s.holder_id, h.kind, NULL, NULL, true, NULL, NULL, s.shared_by_id,
           CASE WHEN h.kind = 'post' AND s.shared_by_id IS NOT NULL THEN s.grades ELSE ARRAY(SELECT least(g, 4)::smallint FROM unnest(s.grades) WITH ORDINALITY u(g, n) ORDER BY n) END,
           s.starts, s.ends
    FROM public.access_share s JOIN held h ON h.holder = s.holder_id
    WHERE s.person_id = p AND NOT s.closed AND s.rows IS NULL AND access.within(at, s.starts, s.ends)
    UNION ALL
    SELECT 'finder', NULL, h.holder, h.kind, NULL, NULL, true, e.no, e.agreement, e.owner,
           ARRAY(SELECT least(c, 1)::smallint FROM unnest(e.cap) WITH ORDINALITY u(c, n) ORDER BY n), NULL, NULL
    FROM held h CROSS JOIN seen e
    WHERE h.kind = 'finder' AND NOT access.sealed(p) AND EXISTS (SELECT FROM public.access_subject s WHERE s.id = p);
END $$;
ALTER FUNCTION access.opening(p uuid, me access.actor) OWNER TO kith_engine;
CREATE FUNCTION access.opens(keys bigint[], audience bigint[], gate bigint[], denied bigint[]) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (((audience && keys) AND (gate && keys) AND (NOT (denied && keys))) IS TRUE);
ALTER FUNCTION access.opens(keys bigint[], audience bigint[], gate bigint[], denied bigint[]) OWNER TO kith_owner;
CREATE FUNCTION access.others_work_with(person uuid, organisation bigint, but_post bigint) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT EXISTS (SELECT FROM public.access_involvement i
                   WHERE i.person_id = person AND i.owner_id = organisation AND i.holder_id <> but_post
                     AND NOT i.closed AND access.active(i.starts, i.ends))
$$;
ALTER FUNCTION access.others_work_with(person uuid, organisation bigint, but_post bigint) OWNER TO kith_engine;
CREATE TABLE public.access_involvement (
    id uuid NOT NULL,
    domain text NOT NULL,
    grade smallint NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    holder_id bigint NOT NULL,
    profile text NOT NULL,
    profile_version integer NOT NULL,
    capacity text NOT NULL,
    purpose text NOT NULL,
    basis text NOT NULL,
    starts timestamp with time zone NOT NULL,
    ends timestamp with time zone,
    dated boolean NOT NULL,
    closed boolean NOT NULL,
    accepted boolean NOT NULL,
    key bigint NOT NULL,
    author_id bigint NOT NULL,
    owner_id bigint NOT NULL,
    person_id uuid NOT NULL,
    audience bigint[] NOT NULL,
    gate bigint[] NOT NULL,
    denied bigint[] NOT NULL,
    CONSTRAINT access_involvement_domain CHECK ((access.domain_no(domain) IS NOT NULL)),
    CONSTRAINT access_involvement_grade CHECK (((grade >= 1) AND (grade <= 5))),
    CONSTRAINT involvement_ends_after_start CHECK (((ends IS NULL) OR (ends >= starts)))
);
ALTER TABLE ONLY public.access_involvement ALTER COLUMN id SET STATISTICS 1;
ALTER TABLE ONLY public.access_involvement ALTER COLUMN domain SET STATISTICS 0;
ALTER TABLE ONLY public.access_involvement ALTER COLUMN profile SET STATISTICS 0;
ALTER TABLE ONLY public.access_involvement ALTER COLUMN capacity SET STATISTICS 0;
ALTER TABLE ONLY public.access_involvement ALTER COLUMN purpose SET STATISTICS 0;
ALTER TABLE ONLY public.access_involvement ALTER COLUMN basis SET STATISTICS 0;
ALTER TABLE ONLY public.access_involvement ALTER COLUMN person_id SET STATISTICS 1;
ALTER TABLE ONLY public.access_involvement FORCE ROW LEVEL SECURITY;
ALTER TABLE public.access_involvement OWNER TO kith_owner;
CREATE FUNCTION access.own_involvement(p uuid, fact uuid) RETURNS public.access_involvement
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    me access.actor := access.acting();
    i public.access_involvement;
    lead bigint;
BEGIN
    PERFORM access.hold(p);
    lead := access.locate(p);
    SELECT * INTO i FROM public.access_involvement x WHERE x.person_id = p AND x.id = fact AND x.audience && me.keys;
    IF NOT FOUND THEN PERFORM access.nothing(); END IF;
    IF i.holder_id IN (SELECT holder FROM access.holders(me.post)) OR (i.owner_id = me.agency AND access.has_role('allocator'))
       OR (lead = me.agency AND 3 <= ANY (access.grasp(p, lead))) THEN
        RETURN i;
    END IF;
    PERFORM access.refuse('Only those involved, their allocator, or the lead organisation can change this.');
END $$;
ALTER FUNCTION access.own_involvement(p uuid, fact uuid) OWNER TO kith_engine;
CREATE FUNCTION access.own_keys(human bigint, confirmed boolean) RETURNS bigint[]
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
    SELECT ARRAY[0, access.key(human, 0)] || CASE WHEN confirmed THEN ARRAY[1, access.key(human, 1)] ELSE '{}' END
$$;
ALTER FUNCTION access.own_keys(human bigint, confirmed boolean) OWNER TO kith_owner;
CREATE FUNCTION access.own_row() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
    IF OLD.owner_id IS DISTINCT FROM (access.acting()).agency THEN
        RAISE EXCEPTION 'Only the organisation that recorded this can change it. Record what you know beside it.' USING ERRCODE = 'KI403';
    END IF;
    RETURN NEW;
END $$;
ALTER FUNCTION access.own_row() OWNER TO kith_owner;
CREATE FUNCTION access.owner_of_row(p uuid, row_id uuid) RETURNS bigint
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $_$
DECLARE
    t access.graded_table;
    keys bigint[] := access.keys();
    o bigint;
BEGIN
    FOR t IN SELECT * FROM access.graded_table LOOP
        EXECUTE format('SELECT owner_id FROM %s WHERE person_id = $1 AND id = $2 AND access.opens($3, audience, gate, denied)', t.name)
        INTO o USING p, row_id, keys;
        IF o IS NOT NULL THEN RETURN o; END IF;
    END LOOP;
    PERFORM access.nothing();
END $_$;
ALTER FUNCTION access.owner_of_row(p uuid, row_id uuid) OWNER TO kith_engine;
CREATE FUNCTION access.pass_limit(me access.actor, how text, persons integer, hours integer, most integer) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    INSERT INTO access.over_limit (post, day, how, at, human, agency, persons, hours, most)
    VALUES (me.post, (core.now() AT TIME ZONE 'Europe/London')::date, how, core.now(), me.human, me.agency, persons, hours, most)
    ON CONFLICT DO NOTHING
$$;
ALTER FUNCTION access.pass_limit(me access.actor, how text, persons integer, hours integer, most integer) OWNER TO kith_engine;
CREATE FUNCTION access.picked(p uuid, row_id uuid, d text, g smallint, o bigint) RETURNS bigint[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE n integer := access.domain_no(d);
BEGIN RETURN (
    SELECT coalesce(array_agg(access.key(s.key, 0)), '{}')
    FROM public.access_share s
    WHERE s.person_id = p AND NOT s.closed AND picked.row_id = ANY (s.rows) AND s.shared_by_id = o AND s.grades[n] >= g
      AND (g < 5 OR EXISTS (SELECT FROM public.agencies_post po WHERE po.id = s.holder_id))
); END $$;
ALTER FUNCTION access.picked(p uuid, row_id uuid, d text, g smallint, o bigint) OWNER TO kith_engine;
CREATE FUNCTION access.policy_text(subquery_free boolean DEFAULT false) RETURNS text
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
    SELECT replace('audience && KEYS AND gate && KEYS AND NOT denied && KEYS', 'KEYS',
                   CASE WHEN subquery_free THEN 'access.keys()' ELSE '(SELECT access.keys())' END)
$$;
ALTER FUNCTION access.policy_text(subquery_free boolean) OWNER TO kith_owner;
CREATE SEQUENCE agencies.principal
    START WITH 1000
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE agencies.principal OWNER TO kith_owner;
CREATE TABLE public.agencies_post (
    id bigint DEFAULT nextval('agencies.principal'::regclass) NOT NULL,
    title text NOT NULL,
    telephone text NOT NULL,
    starts timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    ends timestamp with time zone,
    agency_id bigint NOT NULL,
    practitioner_id bigint NOT NULL
);
ALTER TABLE public.agencies_post OWNER TO kith_owner;
CREATE FUNCTION access.post_of(post_id bigint) RETURNS public.agencies_post
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE p public.agencies_post;
BEGIN
    SELECT * INTO p FROM public.agencies_post WHERE id = post_id;
    RETURN p;
END $$;
ALTER FUNCTION access.post_of(post_id bigint) OWNER TO kith_engine;
CREATE FUNCTION access.posts_of(holder bigint) RETURNS SETOF public.agencies_post
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT p.* FROM public.agencies_post p WHERE p.id = holder AND access.active(p.starts, p.ends)
    UNION
    SELECT p.* FROM public.agencies_team t
    JOIN public.agencies_membership m ON m.team_id = t.id AND access.active(m.starts, m.ends) AND (t.id = holder OR m.manager)
    JOIN public.agencies_post p ON p.id = m.post_id AND access.active(p.starts, p.ends)
    WHERE holder IN (t.id, t.managers_id)
$$;
ALTER FUNCTION access.posts_of(holder bigint) OWNER TO kith_engine;
CREATE FUNCTION access.prepare_next(proposal_id bigint) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    x access.proposal;
    following record;
    p uuid;
BEGIN
    SELECT * INTO x FROM access.proposal WHERE id = proposal_id AND ready_at IS NULL AND live IS NULL FOR UPDATE;
    IF NOT FOUND THEN RETURN false; END IF;
    following := access.next_people(x);
    PERFORM access.hold(o.q) FROM (SELECT q FROM unnest(following.people) q ORDER BY access.lock_no(q)) o;
    IF x.edge IS NOT NULL THEN PERFORM access.rekey_person(q) FROM unnest(following.people) q; END IF;
    FOREACH p IN ARRAY following.people LOOP
        PERFORM access.measure(x, p);
    END LOOP;
    UPDATE access.proposal SET reached = following.upto, persons = persons + cardinality(following.people),
                               ready_at = CASE WHEN following.upto IS NULL THEN core.now() END WHERE id = x.id;
    RETURN following.upto IS NOT NULL;
END $$;
ALTER FUNCTION access.prepare_next(proposal_id bigint) OWNER TO kith_engine;
CREATE FUNCTION access.profile_change(proposal_id bigint) RETURNS TABLE(before smallint[], after smallint[])
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
BEGIN
    PERFORM access.check_proposal(proposal_id);
    RETURN QUERY
    SELECT (SELECT v.grades FROM access.profile v LEFT JOIN access.proposal y ON (y.profile, y.version) = (v.name, v.version)
            WHERE v.name = x.profile AND v.version < x.version AND (v.agency IS NULL OR v.agency = x.agency AND y.live)
            ORDER BY v.agency NULLS LAST, v.version DESC LIMIT 1), new.grades
    FROM access.proposal x JOIN access.profile new ON (new.name, new.version) = (x.profile, x.version) WHERE x.id = proposal_id;
END $$;
ALTER FUNCTION access.profile_change(proposal_id bigint) OWNER TO kith_engine;
CREATE FUNCTION access.profile_live(proposal_id bigint) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE x access.proposal := access.undecided(proposal_id);
BEGIN
    PERFORM access.require_recent();
    IF x.profile IS NULL OR x.ready_at IS NULL THEN PERFORM access.invalid('This version is still being prepared. Wait until every record has been looked at.'); END IF;
    UPDATE access.profile SET current = false WHERE name = x.profile AND agency = x.agency AND current;
    UPDATE access.profile SET current = true WHERE (name, version) = (x.profile, x.version);
    UPDATE access.proposal SET live = true, decided_by = (access.acting()).post, decided_at = core.now() WHERE id = x.id;
    PERFORM access.log('profile version', NULL, NULL, NULL, NULL, jsonb_build_object('profile', x.profile, 'version', x.version));
    RETURN x.id;
END $$;
ALTER FUNCTION access.profile_live(proposal_id bigint) OWNER TO kith_engine;
CREATE FUNCTION access.profiles() RETURNS SETOF access.profile
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT DISTINCT ON (v.name) v.* FROM access.acting() a, access.profile v
    WHERE v.current AND (v.agency IS NULL OR v.agency = a.agency) ORDER BY v.name, v.agency NULLS LAST
$$;
ALTER FUNCTION access.profiles() OWNER TO kith_engine;
CREATE FUNCTION access.proposals() RETURNS TABLE(id bigint, edge integer, profile text, version integer, proposed_by bigint, proposed_at timestamp with time zone, share double precision, persons bigint, ready_at timestamp with time zone, live boolean, decided_by bigint, decided_at timestamp with time zone, applied bigint, applied_at timestamp with time zone)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE me access.actor := access.acting();
BEGIN
    PERFORM access.check_governance(me.agency);
    RETURN QUERY SELECT x.id, x.edge, x.profile, x.version, x.proposed_by, x.proposed_at,
        CASE WHEN x.ready_at IS NOT NULL THEN 1 WHEN x.reached IS NULL THEN 0
             ELSE (get_byte(uuid_send(x.reached), 0) * 256 + get_byte(uuid_send(x.reached), 1)) / 65536.0 END::double precision,
        x.persons, x.ready_at, x.live, x.decided_by, x.decided_at, x.applied, x.applied_at
    FROM access.proposal x WHERE x.agency = me.agency ORDER BY x.id DESC;
END $$;
ALTER FUNCTION access.proposals() OWNER TO kith_engine;
CREATE FUNCTION access.propose_edge(recipient_agency bigint, agreement_name text, new_cap smallint[], new_purposes text[], new_starts timestamp with time zone, new_ends timestamp with time zone, review date) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    o bigint := (access.acting()).agency;
    new_no integer;
BEGIN
    PERFORM access.check_governance(o);
    IF recipient_agency = o THEN PERFORM access.invalid('Your own organisation needs no agreement.'); END IF;
    IF coalesce(agreement_name, '') !~ '\S' OR agreement_name = 'employment' THEN PERFORM access.invalid('Give the agreement its name.'); END IF;
    IF coalesce(cardinality(new_purposes), 0) = 0 OR NOT new_purposes <@ '{care,safeguarding}' THEN PERFORM access.invalid('Say what for: care, safeguarding, or both.'); END IF;
    IF new_ends <= new_starts THEN PERFORM access.invalid('The end must be later than the start.'); END IF;
    PERFORM access.check_grades(new_cap);
    PERFORM access.change_edges();
    INSERT INTO access.edge (agreement, version, owner, recipient, cap, purposes, state, starts, ends, review_on)
    SELECT agreement_name, 1 + coalesce(max(e.version), 0), o, recipient_agency, new_cap, new_purposes, 'pending', new_starts, new_ends, review
    FROM access.edge e WHERE e.agreement = agreement_name AND e.owner = o AND e.recipient = recipient_agency
    RETURNING no INTO new_no;
    PERFORM access.put_proposal(new_no, NULL, NULL);
    PERFORM access.log('propose agreement', NULL, NULL, NULL, NULL, jsonb_build_object('edge', new_no));
    RETURN new_no;
END $$;
ALTER FUNCTION access.propose_edge(recipient_agency bigint, agreement_name text, new_cap smallint[], new_purposes text[], new_starts timestamp with time zone, new_ends timestamp with time zone, review date) OWNER TO kith_engine;
CREATE FUNCTION access.propose_profile(profile_name text, new_grades smallint[]) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    me access.actor := access.acting();
    old access.profile;
BEGIN
    PERFORM access.check_governance(me.agency);
    PERFORM pg_advisory_xact_lock(5748);  -- versions are numbered one after the other
    old := access.current_profile(profile_name, me.agency);
    PERFORM access.check_grades(new_grades);
    INSERT INTO access.profile (name, version, grades, held_by, current, agency)
    SELECT profile_name, 1 + max(v.version), new_grades, old.held_by, false, me.agency FROM access.profile v WHERE v.name = profile_name
    RETURNING version INTO old.version;
    PERFORM access.log('propose profile', NULL, NULL, NULL, NULL, jsonb_build_object('profile', profile_name, 'version', old.version));
    RETURN access.put_proposal(NULL, profile_name, old.version);
END $$;
ALTER FUNCTION access.propose_profile(profile_name text, new_grades smallint[]) OWNER TO kith_engine;
CREATE PROCEDURE access.protect(IN tbl regclass, IN updatable text[] DEFAULT '{}'::text[], IN other text DEFAULT NULL::text, IN lock text DEFAULT 'facts'::text, IN grants text DEFAULT 'SELECT, INSERT'::text, IN subquery_free boolean DEFAULT false)
    LANGUAGE plpgsql
    AS $$
DECLARE
    args text := quote_literal(lock) || coalesce(', ' || quote_literal(other), '');
    bare text := (SELECT relname FROM pg_class WHERE oid = tbl);
    said text := (SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute  -- before the lock is added
                  WHERE attrelid = tbl AND attnum > 0 AND NOT attisdropped);
    policy text := access.policy_text(subquery_free);
BEGIN
    EXECUTE format('ALTER TABLE %s ADD COLUMN audience bigint[] NOT NULL, ADD COLUMN gate bigint[] NOT NULL,
                    ADD COLUMN denied bigint[] NOT NULL, ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY,
                    ADD CONSTRAINT %I CHECK (grade BETWEEN 1 AND 5), ADD CONSTRAINT %I CHECK (access.domain_no(domain) IS NOT NULL)',
                   tbl, bare || '_grade', bare || '_domain');
    EXECUTE format('CREATE POLICY opens ON %s TO kith_app, kith_portal USING (%s) WITH CHECK (%s)', tbl, policy, policy);
    EXECUTE format('CREATE POLICY engine ON %s TO kith_engine USING (true) WITH CHECK (true)', tbl);
    EXECUTE format('CREATE POLICY backup ON %s FOR SELECT TO kith_backup USING (true)', tbl);
    -- a longer list of pending keys makes every reader slower, a shorter one every rekeying (docs/decisions/0012-figures.md)
    EXECUTE format('CREATE INDEX ON %s USING gin (audience) WITH (gin_pending_list_limit = 1024)', tbl);
    IF other IS NOT NULL THEN
        EXECUTE format('CREATE INDEX ON %s (%I)', tbl, other);
        EXECUTE format('ALTER TABLE %s ALTER COLUMN %I SET NOT NULL', tbl, other);
    END IF;
    EXECUTE format('CREATE TRIGGER a_author BEFORE INSERT ON %s FOR EACH ROW WHEN (current_user <> ''kith_engine'')
                    EXECUTE FUNCTION access.author_row(%s)', tbl, args);
    EXECUTE format('CREATE TRIGGER b_own BEFORE UPDATE ON %s FOR EACH ROW WHEN (current_user <> ''kith_engine'')
                    EXECUTE FUNCTION access.own_row()', tbl);
    EXECUTE format('CREATE TRIGGER z_lock BEFORE INSERT ON %s FOR EACH ROW EXECUTE FUNCTION access.lock_row(%s)', tbl, args);
    EXECUTE format('CREATE TRIGGER z_relock BEFORE UPDATE ON %s FOR EACH ROW WHEN (current_user <> ''kith_engine'')
                    EXECUTE FUNCTION access.lock_row(%s)', tbl, args);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON %s TO kith_engine', tbl);
    EXECUTE format('GRANT SELECT ON %s TO kith_backup', tbl);
    -- not the lock: it names who is involved, whom a seal lets in and who is barred. A column that comes later needs a grant
    IF grants <> '' THEN
        EXECUTE format('GRANT %s ON %s TO kith_app',
                       (SELECT string_agg(format('%s (%s)', g, said), ', ') FROM unnest(string_to_array(grants, ', ')) g), tbl);
    END IF;
    -- what practitioners record, and letters but not to whom, can be opened to the person themself; facts, doubts and drafts
    -- cannot (docs/decisions/0017)
    IF lock = 'letter' OR lock = 'facts' AND grants LIKE '%INSERT%' THEN
        EXECUTE format('GRANT SELECT (%s) ON %s TO kith_portal', replace(said, ', parties', ''), tbl);
    END IF;
    CALL access.keep_no_examples(tbl);
    IF cardinality(updatable) > 0 THEN
        EXECUTE format('GRANT UPDATE (%s) ON %s TO kith_app', (SELECT string_agg(quote_ident(c), ', ') FROM unnest(updatable) c), tbl);
    END IF;
    INSERT INTO access.graded_table (name, lock, other) VALUES (
        (SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = tbl),
        lock, other);
    CALL access.write_rekeying();
    CALL access.write_opened_row();
END $$;
ALTER PROCEDURE access.protect(IN tbl regclass, IN updatable text[], IN other text, IN lock text, IN grants text, IN subquery_free boolean) OWNER TO kith_owner;
CREATE FUNCTION access.proved(s access.session, minutes integer) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT coalesce(s.kind = 'work' OR s.confirmed_at > core.now() - make_interval(mins => minutes), false)
$$;
ALTER FUNCTION access.proved(s access.session, minutes integer) OWNER TO kith_engine;
CREATE FUNCTION access.put_involvement(p uuid, who bigint, profile_name text, capacity text, purpose text, basis text, starts timestamp with time zone, ends timestamp with time zone, accepted boolean) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    me access.actor := access.acting();
    v access.profile := access.current_profile(profile_name, access.holder_agency(who));
    service record;
    new_id uuid := gen_random_uuid();
    begins timestamptz := coalesce(starts, core.now());
BEGIN
    IF ends <= begins THEN PERFORM access.invalid('The end must be later than the start.'); END IF;
    SELECT * INTO service FROM access.service_of(who);
    INSERT INTO public.access_involvement (person_id, id, domain, grade, owner_id, author_id, recorded_at, holder_id, profile, profile_version,
        capacity, purpose, basis, starts, ends, dated, closed, accepted, key)
    VALUES (p, new_id, service.domain, service.grade, access.holder_agency(who), me.post, core.now(), who, v.name, v.version,
        capacity, purpose, basis, begins, ends, ends IS NOT NULL OR begins > core.now(), false, accepted, nextval('agencies.principal'));
    PERFORM access.rekey_person(p);
    PERFORM access.log('involve', p, ARRAY[new_id], NULL, NULL, jsonb_build_object('holder', who, 'profile', v.name, 'accepted', accepted));
    RETURN new_id;
END $$;
ALTER FUNCTION access.put_involvement(p uuid, who bigint, profile_name text, capacity text, purpose text, basis text, starts timestamp with time zone, ends timestamp with time zone, accepted boolean) OWNER TO kith_engine;
CREATE FUNCTION access.put_proposal(of_edge integer, of_profile text, of_version integer) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    me access.actor := access.acting();
    new_id bigint;
BEGIN
    INSERT INTO access.proposal (agency, edge, profile, version, proposed_by, proposed_at)
    VALUES (me.agency, of_edge, of_profile, of_version, me.post, core.now()) RETURNING id INTO new_id;
    RETURN new_id;
END $$;
ALTER FUNCTION access.put_proposal(of_edge integer, of_profile text, of_version integer) OWNER TO kith_engine;
CREATE FUNCTION access.put_share(p uuid, by_agency bigint, who bigint, wanted smallint[], until timestamp with time zone, basis text, reason text, bundle uuid, emergency boolean, rows uuid[] DEFAULT NULL::uuid[]) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    me access.actor := access.acting();
    new_id uuid := gen_random_uuid();
BEGIN
    IF coalesce(btrim(reason), '') = '' THEN PERFORM access.invalid('Say why.'); END IF;
    IF until IS NULL OR until <= core.now() OR until = 'infinity' THEN PERFORM access.invalid('A share ends on a date that is still to come.'); END IF;
    PERFORM access.check_grades(wanted);
    INSERT INTO public.access_share (person_id, id, domain, grade, owner_id, author_id, recorded_at, shared_by_id, holder_id, grades, basis, reason,
                                     bundle, emergency, rows, starts, ends, closed, key)
    VALUES (p, new_id, 'identity', 2, me.agency, me.post, core.now(), by_agency, who, wanted, basis, reason,
            bundle, emergency, put_share.rows, core.now(), until, false, nextval('agencies.principal'));
    PERFORM access.rekey_person(p);
    PERFORM access.log(CASE WHEN emergency THEN 'open in emergency' ELSE 'share' END, p, ARRAY[new_id] || coalesce(put_share.rows, '{}'), NULL, NULL,
                       jsonb_build_object('holder', who, 'until', until));
    RETURN new_id;
END $$;
ALTER FUNCTION access.put_share(p uuid, by_agency bigint, who bigint, wanted smallint[], until timestamp with time zone, basis text, reason text, bundle uuid, emergency boolean, rows uuid[]) OWNER TO kith_engine;
CREATE FUNCTION access.reaches(p uuid) RETURNS TABLE(holder bigint, kind text, name text, title text, agency_id bigint, agency text, telephone text, profile text, capacity text, until timestamp with time zone, grades smallint[])
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    me access.actor := access.acting();
    passing bigint[] := access.gate(p, NULL, NULL);
    barred bigint[] := CASE WHEN access.may_guard(p) THEN CASE WHEN access.confirmed() THEN access.denied(p, NULL) ELSE '{}' END ELSE '{}' END;
BEGIN
    RETURN QUERY
    SELECT h.id, h.kind, h.name, h.title, h.agency_id, h.agency, h.telephone, f.profile, f.capacity, f.until, f.grades
    FROM (
        SELECT i.holder_id AS holder, i.profile, i.capacity, i.ends AS until, i.audience, i.gate, i.denied,
               ARRAY(SELECT coalesce(max(least(v.grades[n], e.cap[n], CASE WHEN w.kind = 'post' THEN 5 ELSE 4 END,
                                               CASE WHEN i.accepted OR e.owner = e.recipient THEN 5 ELSE 1 END)), 0)::smallint
                     FROM generate_series(1, 11) n LEFT JOIN access.edges(w.agency_id, 'care') e ON true GROUP BY n ORDER BY n) AS grades
        FROM public.access_involvement i
        JOIN access.profile v ON v.name = i.profile AND v.version = i.profile_version
        CROSS JOIN LATERAL (SELECT * FROM agencies.holder a WHERE a.id = i.holder_id OFFSET 0) w
        WHERE i.person_id = p AND NOT i.closed AND access.active(i.starts, i.ends)
        UNION ALL
        SELECT s.holder_id, s.basis, 'opened by a share', s.ends, s.audience, s.gate, s.denied,
               ARRAY(SELECT least(g, CASE WHEN w.kind = 'post' AND s.shared_by_id IS NOT NULL THEN 5 ELSE 4 END)::smallint
                     FROM unnest(s.grades) WITH ORDINALITY u(g, n) ORDER BY n)
        FROM public.access_share s CROSS JOIN LATERAL (SELECT * FROM agencies.holder a WHERE a.id = s.holder_id OFFSET 0) w
        WHERE s.person_id = p AND NOT s.closed AND s.rows IS NULL AND access.active(s.starts, s.ends)
    ) f CROSS JOIN LATERAL (SELECT * FROM agencies.holder a WHERE a.id = f.holder OFFSET 0) h
    WHERE access.opens(me.keys, f.audience, f.gate, f.denied)
      AND EXISTS (SELECT FROM access.posts_of(f.holder) po
                  WHERE passing && access.own_keys(po.practitioner_id, true) AND NOT access.key(po.practitioner_id, 0) = ANY (barred)
                    AND EXISTS (SELECT FROM access.holders(po.id) t WHERE t.holder = f.holder));
END $$;
ALTER FUNCTION access.reaches(p uuid) OWNER TO kith_engine;
CREATE FUNCTION access.read_lately(by_post bigint, persons uuid[], how text DEFAULT 'opened'::text) RETURNS access.lately
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    WITH seen AS MATERIALIZED (
        SELECT e.person_id, max(e.at) > core.now() - interval '1 hour' AS in_hour, max(e.at) FILTER (WHERE access.counted_as(e.action) = how) AS counted
        FROM public.audit_event e
        WHERE e.post = by_post AND e.at > core.now() - interval '1 day' AND e.action IN ('open', 'print', 'explain', 'search')
          AND (how = 'found' OR e.action <> 'search') AND e.person_id IS NOT NULL GROUP BY e.person_id)
    SELECT (count(*) FILTER (WHERE counted > core.now() - interval '1 hour'))::integer, count(counted)::integer,
           (SELECT count(*) FROM unnest(persons) p WHERE NOT EXISTS (SELECT FROM seen s WHERE s.person_id = p AND s.in_hour))::integer,
           ARRAY(SELECT p FROM unnest(persons) p WHERE NOT EXISTS (SELECT FROM seen s WHERE s.person_id = p))
    FROM seen
$$;
ALTER FUNCTION access.read_lately(by_post bigint, persons uuid[], how text) OWNER TO kith_engine;
CREATE FUNCTION access.read_on(why text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
BEGIN
    PERFORM access.log_act('read on', jsonb_build_object('reason', access.check_words(why, 'a reason')) || to_jsonb(n)) FROM access.my_reading() n;
END $$;
ALTER FUNCTION access.read_on(why text) OWNER TO kith_engine;
CREATE FUNCTION access.read_within_hour(by_post bigint, persons uuid[], how text) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET plan_cache_mode TO 'force_generic_plan'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE since timestamptz := core.now() - interval '1 hour';
BEGIN RETURN (
    SELECT bool_and(EXISTS (SELECT FROM public.audit_event e
                            WHERE e.post = by_post AND e.person_id = p AND e.at > since AND e.action IN ('open', 'print', 'explain', 'search')
                              AND (how = 'found' OR e.action <> 'search')))
    FROM unnest(persons) p
); END $$;
ALTER FUNCTION access.read_within_hour(by_post bigint, persons uuid[], how text) OWNER TO kith_engine;
CREATE FUNCTION access.reading_limit_of(organisation bigint) RETURNS access.reading_limit
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT * FROM access.reading_limit WHERE agency IN (organisation, 0) ORDER BY agency DESC LIMIT 1
$$;
ALTER FUNCTION access.reading_limit_of(organisation bigint) OWNER TO kith_engine;
CREATE FUNCTION access.reads_on(by_post bigint) RETURNS boolean
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT EXISTS (SELECT FROM public.audit_event e WHERE e.post = by_post AND e.at > core.now() - interval '1 hour' AND e.action = 'read on')
$$;
ALTER FUNCTION access.reads_on(by_post bigint) OWNER TO kith_engine;
CREATE FUNCTION access.receive(p uuid, front_door bigint) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    known uuid;
    lead bigint;
BEGIN
    PERFORM access.hold(p);
    lead := access.locate(p);
    IF NOT EXISTS (SELECT FROM public.agencies_team t WHERE t.id = receive.front_door AND t.front_door) THEN
        PERFORM access.invalid('This team is not a front door.');
    END IF;
    SELECT i.id INTO known FROM public.access_involvement i
    WHERE i.person_id = p AND i.holder_id = front_door AND i.profile = 'front door screening' AND NOT i.closed AND i.ends IS NULL;
    RETURN coalesce(known, access.put_involvement(p, front_door, 'front door screening', 'subject', 'a contact or referral was received',
                                                  'task of the receiving organisation', NULL, NULL,
                                                  lead IN ((access.acting()).agency, access.holder_agency(front_door))));
END $$;
ALTER FUNCTION access.receive(p uuid, front_door bigint) OWNER TO kith_engine;
CREATE FUNCTION access.record_training(practitioner bigint, until date) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE a access.actor := access.administrator((access.acting()).agency, practitioner);
BEGIN
    IF NOT access.employs(a.agency, practitioner) THEN
        RAISE EXCEPTION 'They have no post in your organisation.' USING ERRCODE = 'KI403';
    END IF;
    UPDATE public.agencies_practitioner p SET trained_until = until WHERE p.id = practitioner;
    PERFORM access.log_administration(a, 'record_training', jsonb_build_object('practitioner', practitioner, 'until', until));
END $$;
ALTER FUNCTION access.record_training(practitioner bigint, until date) OWNER TO kith_engine;
CREATE FUNCTION access.recoveries() RETURNS TABLE(id bigint, name text, title text, asked_at timestamp with time zone, vouched integer, mine boolean)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT r.id, pr.name,
           (SELECT string_agg(p.title, ', ' ORDER BY p.id) FROM public.agencies_post p
            WHERE p.practitioner_id = pr.id AND access.active(p.starts, p.ends)),
           r.asked_at, cardinality(r.vouched_by), a.human = ANY (r.vouched_by)
    FROM access.acting() a, access.recovery r JOIN public.agencies_practitioner pr ON pr.id = r.human
    WHERE r.ended_at IS NULL AND r.expires_at > core.now() AND access.may_vouch_for(r.human) ORDER BY r.asked_at
$$;
ALTER FUNCTION access.recoveries() OWNER TO kith_engine;
CREATE FUNCTION access.recovery_of(practitioner bigint) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT jsonb_build_object('asked', r.asked_at, 'due', r.due_at, 'expires', r.expires_at, 'vouched', cardinality(r.vouched_by),
                              'ready', cardinality(r.vouched_by) >= 2 AND r.due_at <= core.now())
    FROM access.open_recovery(practitioner) r WHERE r.id IS NOT NULL
$$;
ALTER FUNCTION access.recovery_of(practitioner bigint) OWNER TO kith_engine;
CREATE FUNCTION access.redate(p uuid, fact uuid, new_starts timestamp with time zone, new_ends timestamp with time zone) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE i public.access_involvement := access.own_involvement(p, fact);
BEGIN
    IF i.closed THEN PERFORM access.invalid('This involvement has ended. Record a new one.'); END IF;
    IF new_ends <= new_starts THEN PERFORM access.invalid('The end must be later than the start.'); END IF;
    PERFORM access.check_within(p, (SELECT grades FROM access.profile v WHERE v.name = i.profile AND v.version = i.profile_version),
                                i.holder_id, new_ends);
    UPDATE public.access_involvement
    SET starts = new_starts, ends = new_ends, dated = (new_ends IS NOT NULL OR new_starts > core.now())
    WHERE person_id = p AND id = fact;
    PERFORM access.rekey_person(p);
    PERFORM access.log('redate', p, ARRAY[fact]);
END $$;
ALTER FUNCTION access.redate(p uuid, fact uuid, new_starts timestamp with time zone, new_ends timestamp with time zone) OWNER TO kith_engine;
CREATE FUNCTION access.refuse(why text) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
    RAISE EXCEPTION '%', why USING ERRCODE = 'KI403';
END $$;
ALTER FUNCTION access.refuse(why text) OWNER TO kith_owner;
CREATE FUNCTION access.refuse_sign_in(kind text, who bigint DEFAULT NULL::bigint) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT audit.append(NULL, who, NULL, NULL, '', 'sign in refused', NULL, NULL, NULL, NULL, jsonb_build_object('step', left(kind, 40)))
$$;
ALTER FUNCTION access.refuse_sign_in(kind text, who bigint) OWNER TO kith_engine;
CREATE FUNCTION access.rekey_around(same uuid[]) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE q uuid; total bigint := 0;
BEGIN
    FOREACH q IN ARRAY same LOOP
        total := total + access.rekey_person(q) + access.rekey_others(q);
    END LOOP;
    RETURN total;
END $$;
ALTER FUNCTION access.rekey_around(same uuid[]) OWNER TO kith_engine;
CREATE FUNCTION access.rekey_others(p uuid) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $_$
DECLARE
    t access.graded_table;
    n bigint;
    total bigint := 0;
BEGIN
    FOR t IN SELECT * FROM access.graded_table WHERE other IS NOT NULL ORDER BY name LOOP
        EXECUTE format('UPDATE %1$s r SET gate = access.guarded(access.gate(r.person_id, r.id, r.%2$I), r.grade), denied = access.denied(r.person_id, r.%2$I)
                        WHERE r.%2$I = $1', t.name, t.other) USING p;
        GET DIAGNOSTICS n = ROW_COUNT;
        total := total + n;
    END LOOP;
    RETURN total;
END $_$;
ALTER FUNCTION access.rekey_others(p uuid) OWNER TO kith_engine;
CREATE FUNCTION access.rekey_person(p uuid) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    n bigint;
    total bigint := 0;
BEGIN
    IF EXISTS (SELECT FROM access.exclusion WHERE person_id = p) THEN
        UPDATE access.exclusion r SET audience = x.audience, gate = x.gate, denied = x.denied FROM (
        WITH mine AS MATERIALIZED (
            SELECT person_id, id, domain, grade, 0::smallint AS ungraded, owner_id, author_id, NULL::uuid AS other, NULL::bigint[] AS parties FROM access.exclusion WHERE person_id = p
        ), shut AS MATERIALIZED (
            SELECT p.*, access.gate(person_id, NULL, other) AS gate, access.denied(person_id, other) AS denied
            FROM (SELECT DISTINCT person_id, other FROM mine) p
        ), combination AS MATERIALIZED (
            SELECT c.*, access.audience(person_id, domain, grade, owner_id) AS keys, access.guarded(u.gate, grade) AS gate, u.denied
            FROM (SELECT DISTINCT person_id, domain, grade, ungraded, owner_id, other FROM mine) c JOIN shut u USING (person_id)
        )
        SELECT r.person_id, r.id,
               CASE WHEN 'facts' = 'letter' THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id) || access.addressed(r.parties, r.grade))
                    WHEN 'facts' = 'author' THEN ARRAY[access.key(r.author_id, access.employment(r.owner_id))]
                    WHEN r.id IN (SELECT row_id FROM access.release WHERE ended_at IS NULL AND (person_id = p))
                      OR r.id IN (SELECT unnest(rows) FROM public.access_share WHERE NOT closed AND (person_id = p))
                    THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id)) ELSE c.keys END AS audience,
               CASE WHEN r.id IN (SELECT row_id FROM access.seal WHERE row_id IS NOT NULL AND ended_at IS NULL AND (person_id = p))
                    THEN access.guarded(access.gate(r.person_id, r.id, r.other), r.grade) ELSE c.gate END AS gate,
               c.denied
        FROM mine r
        JOIN combination c ON (c.person_id, c.domain, c.grade, c.owner_id) = (r.person_id, r.domain, r.grade, r.owner_id)
          
        ) x
        WHERE r.person_id = p AND (r.person_id, r.id) = (x.person_id, x.id)
          AND (r.audience, r.gate, r.denied) IS DISTINCT FROM (x.audience, x.gate, x.denied);
        GET DIAGNOSTICS n = ROW_COUNT;
        total := total + n;
    END IF;
    IF EXISTS (SELECT FROM access.link WHERE person_id = p) THEN
        UPDATE access.link r SET audience = x.audience, gate = x.gate, denied = x.denied FROM (
        WITH mine AS MATERIALIZED (
            SELECT person_id, id, domain, grade, 0::smallint AS ungraded, owner_id, author_id, other_id AS other, NULL::bigint[] AS parties FROM access.link WHERE person_id = p
        ), shut AS MATERIALIZED (
            SELECT p.*, access.gate(person_id, NULL, other) AS gate, access.denied(person_id, other) AS denied
            FROM (SELECT DISTINCT person_id, other FROM mine) p
        ), combination AS MATERIALIZED (
            SELECT c.*, access.audience(person_id, domain, grade, owner_id) AS keys, access.guarded(u.gate, grade) AS gate, u.denied
            FROM (SELECT DISTINCT person_id, domain, grade, ungraded, owner_id, other FROM mine) c JOIN shut u USING (person_id, other)
        )
        SELECT r.person_id, r.id,
               CASE WHEN 'facts' = 'letter' THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id) || access.addressed(r.parties, r.grade))
                    WHEN 'facts' = 'author' THEN ARRAY[access.key(r.author_id, access.employment(r.owner_id))]
                    WHEN r.id IN (SELECT row_id FROM access.release WHERE ended_at IS NULL AND (person_id = p))
                      OR r.id IN (SELECT unnest(rows) FROM public.access_share WHERE NOT closed AND (person_id = p))
                    THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id)) ELSE c.keys END AS audience,
               CASE WHEN r.id IN (SELECT row_id FROM access.seal WHERE row_id IS NOT NULL AND ended_at IS NULL AND (person_id = p))
                    THEN access.guarded(access.gate(r.person_id, r.id, r.other), r.grade) ELSE c.gate END AS gate,
               c.denied
        FROM mine r
        JOIN combination c ON (c.person_id, c.domain, c.grade, c.owner_id) = (r.person_id, r.domain, r.grade, r.owner_id)
          AND c.other = r.other
        ) x
        WHERE r.person_id = p AND (r.person_id, r.id) = (x.person_id, x.id)
          AND (r.audience, r.gate, r.denied) IS DISTINCT FROM (x.audience, x.gate, x.denied);
        GET DIAGNOSTICS n = ROW_COUNT;
        total := total + n;
    END IF;
    IF EXISTS (SELECT FROM access.reader WHERE person_id = p) THEN
        UPDATE access.reader r SET audience = x.audience, gate = x.gate, denied = x.denied FROM (
        WITH mine AS MATERIALIZED (
            SELECT person_id, id, domain, grade, 0::smallint AS ungraded, owner_id, author_id, NULL::uuid AS other, NULL::bigint[] AS parties FROM access.reader WHERE person_id = p
        ), shut AS MATERIALIZED (
            SELECT p.*, access.gate(person_id, NULL, other) AS gate, access.denied(person_id, other) AS denied
            FROM (SELECT DISTINCT person_id, other FROM mine) p
        ), combination AS MATERIALIZED (
            SELECT c.*, access.audience(person_id, domain, grade, owner_id) AS keys, access.guarded(u.gate, grade) AS gate, u.denied
            FROM (SELECT DISTINCT person_id, domain, grade, ungraded, owner_id, other FROM mine) c JOIN shut u USING (person_id)
        )
        SELECT r.person_id, r.id,
               CASE WHEN 'facts' = 'letter' THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id) || access.addressed(r.parties, r.grade))
                    WHEN 'facts' = 'author' THEN ARRAY[access.key(r.author_id, access.employment(r.owner_id))]
                    WHEN r.id IN (SELECT row_id FROM access.release WHERE ended_at IS NULL AND (person_id = p))
                      OR r.id IN (SELECT unnest(rows) FROM public.access_share WHERE NOT closed AND (person_id = p))
                    THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id)) ELSE c.keys END AS audience,
               CASE WHEN r.id IN (SELECT row_id FROM access.seal WHERE row_id IS NOT NULL AND ended_at IS NULL AND (person_id = p))
                    THEN access.guarded(access.gate(r.person_id, r.id, r.other), r.grade) ELSE c.gate END AS gate,
               c.denied
        FROM mine r
        JOIN combination c ON (c.person_id, c.domain, c.grade, c.owner_id) = (r.person_id, r.domain, r.grade, r.owner_id)
          
        ) x
        WHERE r.person_id = p AND (r.person_id, r.id) = (x.person_id, x.id)
          AND (r.audience, r.gate, r.denied) IS DISTINCT FROM (x.audience, x.gate, x.denied);
        GET DIAGNOSTICS n = ROW_COUNT;
        total := total + n;
    END IF;
    IF EXISTS (SELECT FROM access.release WHERE person_id = p) THEN
        UPDATE access.release r SET audience = x.audience, gate = x.gate, denied = x.denied FROM (
        WITH mine AS MATERIALIZED (
            SELECT person_id, id, domain, grade, 0::smallint AS ungraded, owner_id, author_id, NULL::uuid AS other, NULL::bigint[] AS parties FROM access.release WHERE person_id = p
        ), shut AS MATERIALIZED (
            SELECT p.*, access.gate(person_id, NULL, other) AS gate, access.denied(person_id, other) AS denied
            FROM (SELECT DISTINCT person_id, other FROM mine) p
        ), combination AS MATERIALIZED (
            SELECT c.*, access.audience(person_id, domain, grade, owner_id) AS keys, access.guarded(u.gate, grade) AS gate, u.denied
            FROM (SELECT DISTINCT person_id, domain, grade, ungraded, owner_id, other FROM mine) c JOIN shut u USING (person_id)
        )
        SELECT r.person_id, r.id,
               CASE WHEN 'facts' = 'letter' THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id) || access.addressed(r.parties, r.grade))
                    WHEN 'facts' = 'author' THEN ARRAY[access.key(r.author_id, access.employment(r.owner_id))]
                    WHEN r.id IN (SELECT row_id FROM access.release WHERE ended_at IS NULL AND (person_id = p))
                      OR r.id IN (SELECT unnest(rows) FROM public.access_share WHERE NOT closed AND (person_id = p))
                    THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id)) ELSE c.keys END AS audience,
               CASE WHEN r.id IN (SELECT row_id FROM access.seal WHERE row_id IS NOT NULL AND ended_at IS NULL AND (person_id = p))
                    THEN access.guarded(access.gate(r.person_id, r.id, r.other), r.grade) ELSE c.gate END AS gate,
               c.denied
        FROM mine r
        JOIN combination c ON (c.person_id, c.domain, c.grade, c.owner_id) = (r.person_id, r.domain, r.grade, r.owner_id)
          
        ) x
        WHERE r.person_id = p AND (r.person_id, r.id) = (x.person_id, x.id)
          AND (r.audience, r.gate, r.denied) IS DISTINCT FROM (x.audience, x.gate, x.denied);
        GET DIAGNOSTICS n = ROW_COUNT;
        total := total + n;
    END IF;
    IF EXISTS (SELECT FROM access.seal WHERE person_id = p) THEN
        UPDATE access.seal r SET audience = x.audience, gate = x.gate, denied = x.denied FROM (
        WITH mine AS MATERIALIZED (
            SELECT person_id, id, domain, grade, 0::smallint AS ungraded, owner_id, author_id, NULL::uuid AS other, NULL::bigint[] AS parties FROM access.seal WHERE person_id = p
        ), shut AS MATERIALIZED (
            SELECT p.*, access.gate(person_id, NULL, other) AS gate, access.denied(person_id, other) AS denied
            FROM (SELECT DISTINCT person_id, other FROM mine) p
        ), combination AS MATERIALIZED (
            SELECT c.*, access.audience(person_id, domain, grade, owner_id) AS keys, access.guarded(u.gate, grade) AS gate, u.denied
            FROM (SELECT DISTINCT person_id, domain, grade, ungraded, owner_id, other FROM mine) c JOIN shut u USING (person_id)
        )
        SELECT r.person_id, r.id,
               CASE WHEN 'facts' = 'letter' THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id) || access.addressed(r.parties, r.grade))
                    WHEN 'facts' = 'author' THEN ARRAY[access.key(r.author_id, access.employment(r.owner_id))]
                    WHEN r.id IN (SELECT row_id FROM access.release WHERE ended_at IS NULL AND (person_id = p))
                      OR r.id IN (SELECT unnest(rows) FROM public.access_share WHERE NOT closed AND (person_id = p))
                    THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id)) ELSE c.keys END AS audience,
               CASE WHEN r.id IN (SELECT row_id FROM access.seal WHERE row_id IS NOT NULL AND ended_at IS NULL AND (person_id = p))
                    THEN access.guarded(access.gate(r.person_id, r.id, r.other), r.grade) ELSE c.gate END AS gate,
               c.denied
        FROM mine r
        JOIN combination c ON (c.person_id, c.domain, c.grade, c.owner_id) = (r.person_id, r.domain, r.grade, r.owner_id)
          
        ) x
        WHERE r.person_id = p AND (r.person_id, r.id) = (x.person_id, x.id)
          AND (r.audience, r.gate, r.denied) IS DISTINCT FROM (x.audience, x.gate, x.denied);
        GET DIAGNOSTICS n = ROW_COUNT;
        total := total + n;
    END IF;
    IF EXISTS (SELECT FROM public.access_involvement WHERE person_id = p) THEN
        UPDATE public.access_involvement r SET audience = x.audience, gate = x.gate, denied = x.denied FROM (
        WITH mine AS MATERIALIZED (
            SELECT person_id, id, domain, grade, 0::smallint AS ungraded, owner_id, author_id, NULL::uuid AS other, NULL::bigint[] AS parties FROM public.access_involvement WHERE person_id = p
        ), shut AS MATERIALIZED (
            SELECT p.*, access.gate(person_id, NULL, other) AS gate, access.denied(person_id, other) AS denied
            FROM (SELECT DISTINCT person_id, other FROM mine) p
        ), combination AS MATERIALIZED (
            SELECT c.*, access.audience(person_id, domain, grade, owner_id) AS keys, access.guarded(u.gate, grade) AS gate, u.denied
            FROM (SELECT DISTINCT person_id, domain, grade, ungraded, owner_id, other FROM mine) c JOIN shut u USING (person_id)
        )
        SELECT r.person_id, r.id,
               CASE WHEN 'facts' = 'letter' THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id) || access.addressed(r.parties, r.grade))
                    WHEN 'facts' = 'author' THEN ARRAY[access.key(r.author_id, access.employment(r.owner_id))]
                    WHEN r.id IN (SELECT row_id FROM access.release WHERE ended_at IS NULL AND (person_id = p))
                      OR r.id IN (SELECT unnest(rows) FROM public.access_share WHERE NOT closed AND (person_id = p))
                    THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id)) ELSE c.keys END AS audience,
               CASE WHEN r.id IN (SELECT row_id FROM access.seal WHERE row_id IS NOT NULL AND ended_at IS NULL AND (person_id = p))
                    THEN access.guarded(access.gate(r.person_id, r.id, r.other), r.grade) ELSE c.gate END AS gate,
               c.denied
        FROM mine r
        JOIN combination c ON (c.person_id, c.domain, c.grade, c.owner_id) = (r.person_id, r.domain, r.grade, r.owner_id)
          
        ) x
        WHERE r.person_id = p AND (r.person_id, r.id) = (x.person_id, x.id)
          AND (r.audience, r.gate, r.denied) IS DISTINCT FROM (x.audience, x.gate, x.denied);
        GET DIAGNOSTICS n = ROW_COUNT;
        total := total + n;
    END IF;
    IF EXISTS (SELECT FROM public.access_share WHERE person_id = p) THEN
        UPDATE public.access_share r SET audience = x.audience, gate = x.gate, denied = x.denied FROM (
        WITH mine AS MATERIALIZED (
            SELECT person_id, id, domain, grade, 0::smallint AS ungraded, owner_id, author_id, NULL::uuid AS other, NULL::bigint[] AS parties FROM public.access_share WHERE person_id = p
        ), shut AS MATERIALIZED (
            SELECT p.*, access.gate(person_id, NULL, other) AS gate, access.denied(person_id, other) AS denied
            FROM (SELECT DISTINCT person_id, other FROM mine) p
        ), combination AS MATERIALIZED (
            SELECT c.*, access.audience(person_id, domain, grade, owner_id) AS keys, access.guarded(u.gate, grade) AS gate, u.denied
            FROM (SELECT DISTINCT person_id, domain, grade, ungraded, owner_id, other FROM mine) c JOIN shut u USING (person_id)
        )
        SELECT r.person_id, r.id,
               CASE WHEN 'facts' = 'letter' THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id) || access.addressed(r.parties, r.grade))
                    WHEN 'facts' = 'author' THEN ARRAY[access.key(r.author_id, access.employment(r.owner_id))]
                    WHEN r.id IN (SELECT row_id FROM access.release WHERE ended_at IS NULL AND (person_id = p))
                      OR r.id IN (SELECT unnest(rows) FROM public.access_share WHERE NOT closed AND (person_id = p))
                    THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id)) ELSE c.keys END AS audience,
               CASE WHEN r.id IN (SELECT row_id FROM access.seal WHERE row_id IS NOT NULL AND ended_at IS NULL AND (person_id = p))
                    THEN access.guarded(access.gate(r.person_id, r.id, r.other), r.grade) ELSE c.gate END AS gate,
               c.denied
        FROM mine r
        JOIN combination c ON (c.person_id, c.domain, c.grade, c.owner_id) = (r.person_id, r.domain, r.grade, r.owner_id)
          
        ) x
        WHERE r.person_id = p AND (r.person_id, r.id) = (x.person_id, x.id)
          AND (r.audience, r.gate, r.denied) IS DISTINCT FROM (x.audience, x.gate, x.denied);
        GET DIAGNOSTICS n = ROW_COUNT;
        total := total + n;
    END IF;
    IF EXISTS (SELECT FROM public.assessments_answers WHERE person_id = p) THEN
        UPDATE public.assessments_answers r SET audience = x.audience, gate = x.gate, denied = x.denied FROM (
        WITH mine AS MATERIALIZED (
            SELECT person_id, id, domain, grade, 0::smallint AS ungraded, owner_id, author_id, NULL::uuid AS other, NULL::bigint[] AS parties FROM public.assessments_answers WHERE person_id = p
        ), shut AS MATERIALIZED (
            SELECT p.*, access.gate(person_id, NULL, other) AS gate, access.denied(person_id, other) AS denied
            FROM (SELECT DISTINCT person_id, other FROM mine) p
        ), combination AS MATERIALIZED (
            SELECT c.*, access.audience(person_id, domain, grade, owner_id) AS keys, access.guarded(u.gate, grade) AS gate, u.denied
            FROM (SELECT DISTINCT person_id, domain, grade, ungraded, owner_id, other FROM mine) c JOIN shut u USING (person_id)
        )
        SELECT r.person_id, r.id,
               CASE WHEN 'facts' = 'letter' THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id) || access.addressed(r.parties, r.grade))
                    WHEN 'facts' = 'author' THEN ARRAY[access.key(r.author_id, access.employment(r.owner_id))]
                    WHEN r.id IN (SELECT row_id FROM access.release WHERE ended_at IS NULL AND (person_id = p))
                      OR r.id IN (SELECT unnest(rows) FROM public.access_share WHERE NOT closed AND (person_id = p))
                    THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id)) ELSE c.keys END AS audience,
               CASE WHEN r.id IN (SELECT row_id FROM access.seal WHERE row_id IS NOT NULL AND ended_at IS NULL AND (person_id = p))
                    THEN access.guarded(access.gate(r.person_id, r.id, r.other), r.grade) ELSE c.gate END AS gate,
               c.denied
        FROM mine r
        JOIN combination c ON (c.person_id, c.domain, c.grade, c.owner_id) = (r.person_id, r.domain, r.grade, r.owner_id)
          
        ) x
        WHERE r.person_id = p AND (r.person_id, r.id) = (x.person_id, x.id)
          AND (r.audience, r.gate, r.denied) IS DISTINCT FROM (x.audience, x.gate, x.denied);
        GET DIAGNOSTICS n = ROW_COUNT;
        total := total + n;
    END IF;
    IF EXISTS (SELECT FROM public.assessments_response WHERE person_id = p) THEN
        UPDATE public.assessments_response r SET audience = x.audience, gate = x.gate, denied = x.denied FROM (
        WITH mine AS MATERIALIZED (
            SELECT person_id, id, domain, grade, 0::smallint AS ungraded, owner_id, author_id, NULL::uuid AS other, NULL::bigint[] AS parties FROM public.assessments_response WHERE person_id = p
        ), shut AS MATERIALIZED (
            SELECT p.*, access.gate(person_id, NULL, other) AS gate, access.denied(person_id, other) AS denied
            FROM (SELECT DISTINCT person_id, other FROM mine) p
        ), combination AS MATERIALIZED (
            SELECT c.*, access.audience(person_id, domain, grade, owner_id) AS keys, access.guarded(u.gate, grade) AS gate, u.denied
            FROM (SELECT DISTINCT person_id, domain, grade, ungraded, owner_id, other FROM mine) c JOIN shut u USING (person_id)
        )
        SELECT r.person_id, r.id,
               CASE WHEN 'facts' = 'letter' THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id) || access.addressed(r.parties, r.grade))
                    WHEN 'facts' = 'author' THEN ARRAY[access.key(r.author_id, access.employment(r.owner_id))]
                    WHEN r.id IN (SELECT row_id FROM access.release WHERE ended_at IS NULL AND (person_id = p))
                      OR r.id IN (SELECT unnest(rows) FROM public.access_share WHERE NOT closed AND (person_id = p))
                    THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id)) ELSE c.keys END AS audience,
               CASE WHEN r.id IN (SELECT row_id FROM access.seal WHERE row_id IS NOT NULL AND ended_at IS NULL AND (person_id = p))
                    THEN access.guarded(access.gate(r.person_id, r.id, r.other), r.grade) ELSE c.gate END AS gate,
               c.denied
        FROM mine r
        JOIN combination c ON (c.person_id, c.domain, c.grade, c.owner_id) = (r.person_id, r.domain, r.grade, r.owner_id)
          
        ) x
        WHERE r.person_id = p AND (r.person_id, r.id) = (x.person_id, x.id)
          AND (r.audience, r.gate, r.denied) IS DISTINCT FROM (x.audience, x.gate, x.denied);
        GET DIAGNOSTICS n = ROW_COUNT;
        total := total + n;
    END IF;
    IF EXISTS (SELECT FROM public.casework_action WHERE person_id = p) THEN
        UPDATE public.casework_action r SET audience = x.audience, gate = x.gate, denied = x.denied FROM (
        WITH mine AS MATERIALIZED (
            SELECT person_id, id, domain, grade, 0::smallint AS ungraded, owner_id, author_id, NULL::uuid AS other, NULL::bigint[] AS parties FROM public.casework_action WHERE person_id = p
        ), shut AS MATERIALIZED (
            SELECT p.*, access.gate(person_id, NULL, other) AS gate, access.denied(person_id, other) AS denied
            FROM (SELECT DISTINCT person_id, other FROM mine) p
        ), combination AS MATERIALIZED (
            SELECT c.*, access.audience(person_id, domain, grade, owner_id) AS keys, access.guarded(u.gate, grade) AS gate, u.denied
            FROM (SELECT DISTINCT person_id, domain, grade, ungraded, owner_id, other FROM mine) c JOIN shut u USING (person_id)
        )
        SELECT r.person_id, r.id,
               CASE WHEN 'facts' = 'letter' THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id) || access.addressed(r.parties, r.grade))
                    WHEN 'facts' = 'author' THEN ARRAY[access.key(r.author_id, access.employment(r.owner_id))]
                    WHEN r.id IN (SELECT row_id FROM access.release WHERE ended_at IS NULL AND (person_id = p))
                      OR r.id IN (SELECT unnest(rows) FROM public.access_share WHERE NOT closed AND (person_id = p))
                    THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id)) ELSE c.keys END AS audience,
               CASE WHEN r.id IN (SELECT row_id FROM access.seal WHERE row_id IS NOT NULL AND ended_at IS NULL AND (person_id = p))
                    THEN access.guarded(access.gate(r.person_id, r.id, r.other), r.grade) ELSE c.gate END AS gate,
               c.denied
        FROM mine r
        JOIN combination c ON (c.person_id, c.domain, c.grade, c.owner_id) = (r.person_id, r.domain, r.grade, r.owner_id)
          
        ) x
        WHERE r.person_id = p AND (r.person_id, r.id) = (x.person_id, x.id)
          AND (r.audience, r.gate, r.denied) IS DISTINCT FROM (x.audience, x.gate, x.denied);
        GET DIAGNOSTICS n = ROW_COUNT;
        total := total + n;
    END IF;
    IF EXISTS (SELECT FROM public.casework_aim WHERE person_id = p) THEN
        UPDATE public.casework_aim r SET audience = x.audience, gate = x.gate, denied = x.denied FROM (
        WITH mine AS MATERIALIZED (
            SELECT person_id, id, domain, grade, 0::smallint AS ungraded, owner_id, author_id, NULL::uuid AS other, NULL::bigint[] AS parties FROM public.casework_aim WHERE person_id = p
        ), shut AS MATERIALIZED (
            SELECT p.*, access.gate(person_id, NULL, other) AS gate, access.denied(person_id, other) AS denied
            FROM (SELECT DISTINCT person_id, other FROM mine) p
        ), combination AS MATERIALIZED (
            SELECT c.*, access.audience(person_id, domain, grade, owner_id) AS keys, access.guarded(u.gate, grade) AS gate, u.denied
            FROM (SELECT DISTINCT person_id, domain, grade, ungraded, owner_id, other FROM mine) c JOIN shut u USING (person_id)
        )
        SELECT r.person_id, r.id,
               CASE WHEN 'facts' = 'letter' THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id) || access.addressed(r.parties, r.grade))
                    WHEN 'facts' = 'author' THEN ARRAY[access.key(r.author_id, access.employment(r.owner_id))]
                    WHEN r.id IN (SELECT row_id FROM access.release WHERE ended_at IS NULL AND (person_id = p))
                      OR r.id IN (SELECT unnest(rows) FROM public.access_share WHERE NOT closed AND (person_id = p))
                    THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id)) ELSE c.keys END AS audience,
               CASE WHEN r.id IN (SELECT row_id FROM access.seal WHERE row_id IS NOT NULL AND ended_at IS NULL AND (person_id = p))
                    THEN access.guarded(access.gate(r.person_id, r.id, r.other), r.grade) ELSE c.gate END AS gate,
               c.denied
        FROM mine r
        JOIN combination c ON (c.person_id, c.domain, c.grade, c.owner_id) = (r.person_id, r.domain, r.grade, r.owner_id)
          
        ) x
        WHERE r.person_id = p AND (r.person_id, r.id) = (x.person_id, x.id)
          AND (r.audience, r.gate, r.denied) IS DISTINCT FROM (x.audience, x.gate, x.denied);
        GET DIAGNOSTICS n = ROW_COUNT;
        total := total + n;
    END IF;
    IF EXISTS (SELECT FROM public.casework_move WHERE person_id = p) THEN
        UPDATE public.casework_move r SET audience = x.audience, gate = x.gate, denied = x.denied FROM (
        WITH mine AS MATERIALIZED (
            SELECT person_id, id, domain, grade, 0::smallint AS ungraded, owner_id, author_id, NULL::uuid AS other, NULL::bigint[] AS parties FROM public.casework_move WHERE person_id = p
        ), shut AS MATERIALIZED (
            SELECT p.*, access.gate(person_id, NULL, other) AS gate, access.denied(person_id, other) AS denied
            FROM (SELECT DISTINCT person_id, other FROM mine) p
        ), combination AS MATERIALIZED (
            SELECT c.*, access.audience(person_id, domain, grade, owner_id) AS keys, access.guarded(u.gate, grade) AS gate, u.denied
            FROM (SELECT DISTINCT person_id, domain, grade, ungraded, owner_id, other FROM mine) c JOIN shut u USING (person_id)
        )
        SELECT r.person_id, r.id,
               CASE WHEN 'facts' = 'letter' THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id) || access.addressed(r.parties, r.grade))
                    WHEN 'facts' = 'author' THEN ARRAY[access.key(r.author_id, access.employment(r.owner_id))]
                    WHEN r.id IN (SELECT row_id FROM access.release WHERE ended_at IS NULL AND (person_id = p))
                      OR r.id IN (SELECT unnest(rows) FROM public.access_share WHERE NOT closed AND (person_id = p))
                    THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id)) ELSE c.keys END AS audience,
               CASE WHEN r.id IN (SELECT row_id FROM access.seal WHERE row_id IS NOT NULL AND ended_at IS NULL AND (person_id = p))
                    THEN access.guarded(access.gate(r.person_id, r.id, r.other), r.grade) ELSE c.gate END AS gate,
               c.denied
        FROM mine r
        JOIN combination c ON (c.person_id, c.domain, c.grade, c.owner_id) = (r.person_id, r.domain, r.grade, r.owner_id)
          
        ) x
        WHERE r.person_id = p AND (r.person_id, r.id) = (x.person_id, x.id)
          AND (r.audience, r.gate, r.denied) IS DISTINCT FROM (x.audience, x.gate, x.denied);
        GET DIAGNOSTICS n = ROW_COUNT;
        total := total + n;
    END IF;
    IF EXISTS (SELECT FROM public.casework_plan WHERE person_id = p) THEN
        UPDATE public.casework_plan r SET audience = x.audience, gate = x.gate, denied = x.denied FROM (
        WITH mine AS MATERIALIZED (
            SELECT person_id, id, domain, grade, 0::smallint AS ungraded, owner_id, author_id, NULL::uuid AS other, NULL::bigint[] AS parties FROM public.casework_plan WHERE person_id = p
        ), shut AS MATERIALIZED (
            SELECT p.*, access.gate(person_id, NULL, other) AS gate, access.denied(person_id, other) AS denied
            FROM (SELECT DISTINCT person_id, other FROM mine) p
        ), combination AS MATERIALIZED (
            SELECT c.*, access.audience(person_id, domain, grade, owner_id) AS keys, access.guarded(u.gate, grade) AS gate, u.denied
            FROM (SELECT DISTINCT person_id, domain, grade, ungraded, owner_id, other FROM mine) c JOIN shut u USING (person_id)
        )
        SELECT r.person_id, r.id,
               CASE WHEN 'facts' = 'letter' THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id) || access.addressed(r.parties, r.grade))
                    WHEN 'facts' = 'author' THEN ARRAY[access.key(r.author_id, access.employment(r.owner_id))]
                    WHEN r.id IN (SELECT row_id FROM access.release WHERE ended_at IS NULL AND (person_id = p))
                      OR r.id IN (SELECT unnest(rows) FROM public.access_share WHERE NOT closed AND (person_id = p))
                    THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id)) ELSE c.keys END AS audience,
               CASE WHEN r.id IN (SELECT row_id FROM access.seal WHERE row_id IS NOT NULL AND ended_at IS NULL AND (person_id = p))
                    THEN access.guarded(access.gate(r.person_id, r.id, r.other), r.grade) ELSE c.gate END AS gate,
               c.denied
        FROM mine r
        JOIN combination c ON (c.person_id, c.domain, c.grade, c.owner_id) = (r.person_id, r.domain, r.grade, r.owner_id)
          
        ) x
        WHERE r.person_id = p AND (r.person_id, r.id) = (x.person_id, x.id)
          AND (r.audience, r.gate, r.denied) IS DISTINCT FROM (x.audience, x.gate, x.denied);
        GET DIAGNOSTICS n = ROW_COUNT;
        total := total + n;
    END IF;
    IF EXISTS (SELECT FROM public.casework_report WHERE person_id = p) THEN
        UPDATE public.casework_report r SET audience = x.audience, gate = x.gate, denied = x.denied FROM (
        WITH mine AS MATERIALIZED (
            SELECT person_id, id, domain, grade, 0::smallint AS ungraded, owner_id, author_id, NULL::uuid AS other, NULL::bigint[] AS parties FROM public.casework_report WHERE person_id = p
        ), shut AS MATERIALIZED (
            SELECT p.*, access.gate(person_id, NULL, other) AS gate, access.denied(person_id, other) AS denied
            FROM (SELECT DISTINCT person_id, other FROM mine) p
        ), combination AS MATERIALIZED (
            SELECT c.*, access.audience(person_id, domain, grade, owner_id) AS keys, access.guarded(u.gate, grade) AS gate, u.denied
            FROM (SELECT DISTINCT person_id, domain, grade, ungraded, owner_id, other FROM mine) c JOIN shut u USING (person_id)
        )
        SELECT r.person_id, r.id,
               CASE WHEN 'facts' = 'letter' THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id) || access.addressed(r.parties, r.grade))
                    WHEN 'facts' = 'author' THEN ARRAY[access.key(r.author_id, access.employment(r.owner_id))]
                    WHEN r.id IN (SELECT row_id FROM access.release WHERE ended_at IS NULL AND (person_id = p))
                      OR r.id IN (SELECT unnest(rows) FROM public.access_share WHERE NOT closed AND (person_id = p))
                    THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id)) ELSE c.keys END AS audience,
               CASE WHEN r.id IN (SELECT row_id FROM access.seal WHERE row_id IS NOT NULL AND ended_at IS NULL AND (person_id = p))
                    THEN access.guarded(access.gate(r.person_id, r.id, r.other), r.grade) ELSE c.gate END AS gate,
               c.denied
        FROM mine r
        JOIN combination c ON (c.person_id, c.domain, c.grade, c.owner_id) = (r.person_id, r.domain, r.grade, r.owner_id)
          
        ) x
        WHERE r.person_id = p AND (r.person_id, r.id) = (x.person_id, x.id)
          AND (r.audience, r.gate, r.denied) IS DISTINCT FROM (x.audience, x.gate, x.denied);
        GET DIAGNOSTICS n = ROW_COUNT;
        total := total + n;
    END IF;
    IF EXISTS (SELECT FROM public.casework_running WHERE person_id = p) THEN
        UPDATE public.casework_running r SET audience = x.audience, gate = x.gate, denied = x.denied FROM (
        WITH mine AS MATERIALIZED (
            SELECT person_id, id, domain, grade, 0::smallint AS ungraded, owner_id, author_id, NULL::uuid AS other, NULL::bigint[] AS parties FROM public.casework_running WHERE person_id = p
        ), shut AS MATERIALIZED (
            SELECT p.*, access.gate(person_id, NULL, other) AS gate, access.denied(person_id, other) AS denied
            FROM (SELECT DISTINCT person_id, other FROM mine) p
        ), combination AS MATERIALIZED (
            SELECT c.*, access.audience(person_id, domain, grade, owner_id) AS keys, access.guarded(u.gate, grade) AS gate, u.denied
            FROM (SELECT DISTINCT person_id, domain, grade, ungraded, owner_id, other FROM mine) c JOIN shut u USING (person_id)
        )
        SELECT r.person_id, r.id,
               CASE WHEN 'facts' = 'letter' THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id) || access.addressed(r.parties, r.grade))
                    WHEN 'facts' = 'author' THEN ARRAY[access.key(r.author_id, access.employment(r.owner_id))]
                    WHEN r.id IN (SELECT row_id FROM access.release WHERE ended_at IS NULL AND (person_id = p))
                      OR r.id IN (SELECT unnest(rows) FROM public.access_share WHERE NOT closed AND (person_id = p))
                    THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id)) ELSE c.keys END AS audience,
               CASE WHEN r.id IN (SELECT row_id FROM access.seal WHERE row_id IS NOT NULL AND ended_at IS NULL AND (person_id = p))
                    THEN access.guarded(access.gate(r.person_id, r.id, r.other), r.grade) ELSE c.gate END AS gate,
               c.denied
        FROM mine r
        JOIN combination c ON (c.person_id, c.domain, c.grade, c.owner_id) = (r.person_id, r.domain, r.grade, r.owner_id)
          
        ) x
        WHERE r.person_id = p AND (r.person_id, r.id) = (x.person_id, x.id)
          AND (r.audience, r.gate, r.denied) IS DISTINCT FROM (x.audience, x.gate, x.denied);
        GET DIAGNOSTICS n = ROW_COUNT;
        total := total + n;
    END IF;
    IF EXISTS (SELECT FROM public.casework_step WHERE person_id = p) THEN
        UPDATE public.casework_step r SET audience = x.audience, gate = x.gate, denied = x.denied FROM (
        WITH mine AS MATERIALIZED (
            SELECT person_id, id, domain, grade, 0::smallint AS ungraded, owner_id, author_id, NULL::uuid AS other, NULL::bigint[] AS parties FROM public.casework_step WHERE person_id = p
        ), shut AS MATERIALIZED (
            SELECT p.*, access.gate(person_id, NULL, other) AS gate, access.denied(person_id, other) AS denied
            FROM (SELECT DISTINCT person_id, other FROM mine) p
        ), combination AS MATERIALIZED (
            SELECT c.*, access.audience(person_id, domain, grade, owner_id) AS keys, access.guarded(u.gate, grade) AS gate, u.denied
            FROM (SELECT DISTINCT person_id, domain, grade, ungraded, owner_id, other FROM mine) c JOIN shut u USING (person_id)
        )
        SELECT r.person_id, r.id,
               CASE WHEN 'facts' = 'letter' THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id) || access.addressed(r.parties, r.grade))
                    WHEN 'facts' = 'author' THEN ARRAY[access.key(r.author_id, access.employment(r.owner_id))]
                    WHEN r.id IN (SELECT row_id FROM access.release WHERE ended_at IS NULL AND (person_id = p))
                      OR r.id IN (SELECT unnest(rows) FROM public.access_share WHERE NOT closed AND (person_id = p))
                    THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id)) ELSE c.keys END AS audience,
               CASE WHEN r.id IN (SELECT row_id FROM access.seal WHERE row_id IS NOT NULL AND ended_at IS NULL AND (person_id = p))
                    THEN access.guarded(access.gate(r.person_id, r.id, r.other), r.grade) ELSE c.gate END AS gate,
               c.denied
        FROM mine r
        JOIN combination c ON (c.person_id, c.domain, c.grade, c.owner_id) = (r.person_id, r.domain, r.grade, r.owner_id)
          
        ) x
        WHERE r.person_id = p AND (r.person_id, r.id) = (x.person_id, x.id)
          AND (r.audience, r.gate, r.denied) IS DISTINCT FROM (x.audience, x.gate, x.denied);
        GET DIAGNOSTICS n = ROW_COUNT;
        total := total + n;
    END IF;
    IF EXISTS (SELECT FROM public.documents_document WHERE person_id = p) THEN
        UPDATE public.documents_document r SET audience = x.audience, gate = x.gate, denied = x.denied FROM (
        WITH mine AS MATERIALIZED (
            SELECT person_id, id, domain, grade, 0::smallint AS ungraded, owner_id, author_id, NULL::uuid AS other, NULL::bigint[] AS parties FROM public.documents_document WHERE person_id = p
        ), shut AS MATERIALIZED (
            SELECT p.*, access.gate(person_id, NULL, other) AS gate, access.denied(person_id, other) AS denied
            FROM (SELECT DISTINCT person_id, other FROM mine) p
        ), combination AS MATERIALIZED (
            SELECT c.*, access.audience(person_id, domain, grade, owner_id) AS keys, access.guarded(u.gate, grade) AS gate, u.denied
            FROM (SELECT DISTINCT person_id, domain, grade, ungraded, owner_id, other FROM mine) c JOIN shut u USING (person_id)
        )
        SELECT r.person_id, r.id,
               CASE WHEN 'facts' = 'letter' THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id) || access.addressed(r.parties, r.grade))
                    WHEN 'facts' = 'author' THEN ARRAY[access.key(r.author_id, access.employment(r.owner_id))]
                    WHEN r.id IN (SELECT row_id FROM access.release WHERE ended_at IS NULL AND (person_id = p))
                      OR r.id IN (SELECT unnest(rows) FROM public.access_share WHERE NOT closed AND (person_id = p))
                    THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id)) ELSE c.keys END AS audience,
               CASE WHEN r.id IN (SELECT row_id FROM access.seal WHERE row_id IS NOT NULL AND ended_at IS NULL AND (person_id = p))
                    THEN access.guarded(access.gate(r.person_id, r.id, r.other), r.grade) ELSE c.gate END AS gate,
               c.denied
        FROM mine r
        JOIN combination c ON (c.person_id, c.domain, c.grade, c.owner_id) = (r.person_id, r.domain, r.grade, r.owner_id)
          
        ) x
        WHERE r.person_id = p AND (r.person_id, r.id) = (x.person_id, x.id)
          AND (r.audience, r.gate, r.denied) IS DISTINCT FROM (x.audience, x.gate, x.denied);
        GET DIAGNOSTICS n = ROW_COUNT;
        total := total + n;
    END IF;
    IF EXISTS (SELECT FROM public.documents_file WHERE person_id = p) THEN
        UPDATE public.documents_file r SET audience = x.audience, gate = x.gate, denied = x.denied FROM (
        WITH mine AS MATERIALIZED (
            SELECT person_id, id, domain, grade, 0::smallint AS ungraded, owner_id, author_id, NULL::uuid AS other, NULL::bigint[] AS parties FROM public.documents_file WHERE person_id = p
        ), shut AS MATERIALIZED (
            SELECT p.*, access.gate(person_id, NULL, other) AS gate, access.denied(person_id, other) AS denied
            FROM (SELECT DISTINCT person_id, other FROM mine) p
        ), combination AS MATERIALIZED (
            SELECT c.*, access.audience(person_id, domain, grade, owner_id) AS keys, access.guarded(u.gate, grade) AS gate, u.denied
            FROM (SELECT DISTINCT person_id, domain, grade, ungraded, owner_id, other FROM mine) c JOIN shut u USING (person_id)
        )
        SELECT r.person_id, r.id,
               CASE WHEN 'facts' = 'letter' THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id) || access.addressed(r.parties, r.grade))
                    WHEN 'facts' = 'author' THEN ARRAY[access.key(r.author_id, access.employment(r.owner_id))]
                    WHEN r.id IN (SELECT row_id FROM access.release WHERE ended_at IS NULL AND (person_id = p))
                      OR r.id IN (SELECT unnest(rows) FROM public.access_share WHERE NOT closed AND (person_id = p))
                    THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id)) ELSE c.keys END AS audience,
               CASE WHEN r.id IN (SELECT row_id FROM access.seal WHERE row_id IS NOT NULL AND ended_at IS NULL AND (person_id = p))
                    THEN access.guarded(access.gate(r.person_id, r.id, r.other), r.grade) ELSE c.gate END AS gate,
               c.denied
        FROM mine r
        JOIN combination c ON (c.person_id, c.domain, c.grade, c.owner_id) = (r.person_id, r.domain, r.grade, r.owner_id)
          
        ) x
        WHERE r.person_id = p AND (r.person_id, r.id) = (x.person_id, x.id)
          AND (r.audience, r.gate, r.denied) IS DISTINCT FROM (x.audience, x.gate, x.denied);
        GET DIAGNOSTICS n = ROW_COUNT;
        total := total + n;
    END IF;
    IF EXISTS (SELECT FROM public.people_address WHERE person_id = p) THEN
        UPDATE public.people_address r SET audience = x.audience, gate = x.gate, denied = x.denied FROM (
        WITH mine AS MATERIALIZED (
            SELECT person_id, id, domain, grade, 0::smallint AS ungraded, owner_id, author_id, NULL::uuid AS other, NULL::bigint[] AS parties FROM public.people_address WHERE person_id = p
        ), shut AS MATERIALIZED (
            SELECT p.*, access.gate(person_id, NULL, other) AS gate, access.denied(person_id, other) AS denied
            FROM (SELECT DISTINCT person_id, other FROM mine) p
        ), combination AS MATERIALIZED (
            SELECT c.*, access.audience(person_id, domain, grade, owner_id) AS keys, access.guarded(u.gate, grade) AS gate, u.denied
            FROM (SELECT DISTINCT person_id, domain, grade, ungraded, owner_id, other FROM mine) c JOIN shut u USING (person_id)
        )
        SELECT r.person_id, r.id,
               CASE WHEN 'facts' = 'letter' THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id) || access.addressed(r.parties, r.grade))
                    WHEN 'facts' = 'author' THEN ARRAY[access.key(r.author_id, access.employment(r.owner_id))]
                    WHEN r.id IN (SELECT row_id FROM access.release WHERE ended_at IS NULL AND (person_id = p))
                      OR r.id IN (SELECT unnest(rows) FROM public.access_share WHERE NOT closed AND (person_id = p))
                    THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id)) ELSE c.keys END AS audience,
               CASE WHEN r.id IN (SELECT row_id FROM access.seal WHERE row_id IS NOT NULL AND ended_at IS NULL AND (person_id = p))
                    THEN access.guarded(access.gate(r.person_id, r.id, r.other), r.grade) ELSE c.gate END AS gate,
               c.denied
        FROM mine r
        JOIN combination c ON (c.person_id, c.domain, c.grade, c.owner_id) = (r.person_id, r.domain, r.grade, r.owner_id)
          
        ) x
        WHERE r.person_id = p AND (r.person_id, r.id) = (x.person_id, x.id)
          AND (r.audience, r.gate, r.denied) IS DISTINCT FROM (x.audience, x.gate, x.denied);
        GET DIAGNOSTICS n = ROW_COUNT;
        total := total + n;
    END IF;
    IF EXISTS (SELECT FROM public.people_alert WHERE person_id = p) THEN
        UPDATE public.people_alert r SET audience = x.audience, gate = x.gate, denied = x.denied FROM (
        WITH mine AS MATERIALIZED (
            SELECT person_id, id, domain, grade, 0::smallint AS ungraded, owner_id, author_id, NULL::uuid AS other, NULL::bigint[] AS parties FROM public.people_alert WHERE person_id = p
        ), shut AS MATERIALIZED (
            SELECT p.*, access.gate(person_id, NULL, other) AS gate, access.denied(person_id, other) AS denied
            FROM (SELECT DISTINCT person_id, other FROM mine) p
        ), combination AS MATERIALIZED (
            SELECT c.*, access.audience(person_id, domain, grade, owner_id) AS keys, access.guarded(u.gate, grade) AS gate, u.denied
            FROM (SELECT DISTINCT person_id, domain, grade, ungraded, owner_id, other FROM mine) c JOIN shut u USING (person_id)
        )
        SELECT r.person_id, r.id,
               CASE WHEN 'facts' = 'letter' THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id) || access.addressed(r.parties, r.grade))
                    WHEN 'facts' = 'author' THEN ARRAY[access.key(r.author_id, access.employment(r.owner_id))]
                    WHEN r.id IN (SELECT row_id FROM access.release WHERE ended_at IS NULL AND (person_id = p))
                      OR r.id IN (SELECT unnest(rows) FROM public.access_share WHERE NOT closed AND (person_id = p))
                    THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id)) ELSE c.keys END AS audience,
               CASE WHEN r.id IN (SELECT row_id FROM access.seal WHERE row_id IS NOT NULL AND ended_at IS NULL AND (person_id = p))
                    THEN access.guarded(access.gate(r.person_id, r.id, r.other), r.grade) ELSE c.gate END AS gate,
               c.denied
        FROM mine r
        JOIN combination c ON (c.person_id, c.domain, c.grade, c.owner_id) = (r.person_id, r.domain, r.grade, r.owner_id)
          
        ) x
        WHERE r.person_id = p AND (r.person_id, r.id) = (x.person_id, x.id)
          AND (r.audience, r.gate, r.denied) IS DISTINCT FROM (x.audience, x.gate, x.denied);
        GET DIAGNOSTICS n = ROW_COUNT;
        total := total + n;
    END IF;
    IF EXISTS (SELECT FROM public.people_birth WHERE person_id = p) THEN
        UPDATE public.people_birth r SET audience = x.audience, gate = x.gate, denied = x.denied FROM (
        WITH mine AS MATERIALIZED (
            SELECT person_id, id, domain, grade, 0::smallint AS ungraded, owner_id, author_id, NULL::uuid AS other, NULL::bigint[] AS parties FROM public.people_birth WHERE person_id = p
        ), shut AS MATERIALIZED (
            SELECT p.*, access.gate(person_id, NULL, other) AS gate, access.denied(person_id, other) AS denied
            FROM (SELECT DISTINCT person_id, other FROM mine) p
        ), combination AS MATERIALIZED (
            SELECT c.*, access.audience(person_id, domain, grade, owner_id) AS keys, access.guarded(u.gate, grade) AS gate, u.denied
            FROM (SELECT DISTINCT person_id, domain, grade, ungraded, owner_id, other FROM mine) c JOIN shut u USING (person_id)
        )
        SELECT r.person_id, r.id,
               CASE WHEN 'facts' = 'letter' THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id) || access.addressed(r.parties, r.grade))
                    WHEN 'facts' = 'author' THEN ARRAY[access.key(r.author_id, access.employment(r.owner_id))]
                    WHEN r.id IN (SELECT row_id FROM access.release WHERE ended_at IS NULL AND (person_id = p))
                      OR r.id IN (SELECT unnest(rows) FROM public.access_share WHERE NOT closed AND (person_id = p))
                    THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id)) ELSE c.keys END AS audience,
               CASE WHEN r.id IN (SELECT row_id FROM access.seal WHERE row_id IS NOT NULL AND ended_at IS NULL AND (person_id = p))
                    THEN access.guarded(access.gate(r.person_id, r.id, r.other), r.grade) ELSE c.gate END AS gate,
               c.denied
        FROM mine r
        JOIN combination c ON (c.person_id, c.domain, c.grade, c.owner_id) = (r.person_id, r.domain, r.grade, r.owner_id)
          
        ) x
        WHERE r.person_id = p AND (r.person_id, r.id) = (x.person_id, x.id)
          AND (r.audience, r.gate, r.denied) IS DISTINCT FROM (x.audience, x.gate, x.denied);
        GET DIAGNOSTICS n = ROW_COUNT;
        total := total + n;
    END IF;
    IF EXISTS (SELECT FROM public.people_identifier WHERE person_id = p) THEN
        UPDATE public.people_identifier r SET audience = x.audience, gate = x.gate, denied = x.denied FROM (
        WITH mine AS MATERIALIZED (
            SELECT person_id, id, domain, grade, 0::smallint AS ungraded, owner_id, author_id, NULL::uuid AS other, NULL::bigint[] AS parties FROM public.people_identifier WHERE person_id = p
        ), shut AS MATERIALIZED (
            SELECT p.*, access.gate(person_id, NULL, other) AS gate, access.denied(person_id, other) AS denied
            FROM (SELECT DISTINCT person_id, other FROM mine) p
        ), combination AS MATERIALIZED (
            SELECT c.*, access.audience(person_id, domain, grade, owner_id) AS keys, access.guarded(u.gate, grade) AS gate, u.denied
            FROM (SELECT DISTINCT person_id, domain, grade, ungraded, owner_id, other FROM mine) c JOIN shut u USING (person_id)
        )
        SELECT r.person_id, r.id,
               CASE WHEN 'facts' = 'letter' THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id) || access.addressed(r.parties, r.grade))
                    WHEN 'facts' = 'author' THEN ARRAY[access.key(r.author_id, access.employment(r.owner_id))]
                    WHEN r.id IN (SELECT row_id FROM access.release WHERE ended_at IS NULL AND (person_id = p))
                      OR r.id IN (SELECT unnest(rows) FROM public.access_share WHERE NOT closed AND (person_id = p))
                    THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id)) ELSE c.keys END AS audience,
               CASE WHEN r.id IN (SELECT row_id FROM access.seal WHERE row_id IS NOT NULL AND ended_at IS NULL AND (person_id = p))
                    THEN access.guarded(access.gate(r.person_id, r.id, r.other), r.grade) ELSE c.gate END AS gate,
               c.denied
        FROM mine r
        JOIN combination c ON (c.person_id, c.domain, c.grade, c.owner_id) = (r.person_id, r.domain, r.grade, r.owner_id)
          
        ) x
        WHERE r.person_id = p AND (r.person_id, r.id) = (x.person_id, x.id)
          AND (r.audience, r.gate, r.denied) IS DISTINCT FROM (x.audience, x.gate, x.denied);
        GET DIAGNOSTICS n = ROW_COUNT;
        total := total + n;
    END IF;
    IF EXISTS (SELECT FROM public.people_identifierclash WHERE person_id = p) THEN
        UPDATE public.people_identifierclash r SET audience = x.audience, gate = x.gate, denied = x.denied FROM (
        WITH mine AS MATERIALIZED (
            SELECT person_id, id, domain, grade, 0::smallint AS ungraded, owner_id, author_id, other_id AS other, NULL::bigint[] AS parties FROM public.people_identifierclash WHERE person_id = p
        ), shut AS MATERIALIZED (
            SELECT p.*, access.gate(person_id, NULL, other) AS gate, access.denied(person_id, other) AS denied
            FROM (SELECT DISTINCT person_id, other FROM mine) p
        ), combination AS MATERIALIZED (
            SELECT c.*, access.audience(person_id, domain, grade, owner_id) AS keys, access.guarded(u.gate, grade) AS gate, u.denied
            FROM (SELECT DISTINCT person_id, domain, grade, ungraded, owner_id, other FROM mine) c JOIN shut u USING (person_id, other)
        )
        SELECT r.person_id, r.id,
               CASE WHEN 'facts' = 'letter' THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id) || access.addressed(r.parties, r.grade))
                    WHEN 'facts' = 'author' THEN ARRAY[access.key(r.author_id, access.employment(r.owner_id))]
                    WHEN r.id IN (SELECT row_id FROM access.release WHERE ended_at IS NULL AND (person_id = p))
                      OR r.id IN (SELECT unnest(rows) FROM public.access_share WHERE NOT closed AND (person_id = p))
                    THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id)) ELSE c.keys END AS audience,
               CASE WHEN r.id IN (SELECT row_id FROM access.seal WHERE row_id IS NOT NULL AND ended_at IS NULL AND (person_id = p))
                    THEN access.guarded(access.gate(r.person_id, r.id, r.other), r.grade) ELSE c.gate END AS gate,
               c.denied
        FROM mine r
        JOIN combination c ON (c.person_id, c.domain, c.grade, c.owner_id) = (r.person_id, r.domain, r.grade, r.owner_id)
          AND c.other = r.other
        ) x
        WHERE r.person_id = p AND (r.person_id, r.id) = (x.person_id, x.id)
          AND (r.audience, r.gate, r.denied) IS DISTINCT FROM (x.audience, x.gate, x.denied);
        GET DIAGNOSTICS n = ROW_COUNT;
        total := total + n;
    END IF;
    IF EXISTS (SELECT FROM public.people_particular WHERE person_id = p) THEN
        UPDATE public.people_particular r SET audience = x.audience, gate = x.gate, denied = x.denied FROM (
        WITH mine AS MATERIALIZED (
            SELECT person_id, id, domain, grade, 0::smallint AS ungraded, owner_id, author_id, NULL::uuid AS other, NULL::bigint[] AS parties FROM public.people_particular WHERE person_id = p
        ), shut AS MATERIALIZED (
            SELECT p.*, access.gate(person_id, NULL, other) AS gate, access.denied(person_id, other) AS denied
            FROM (SELECT DISTINCT person_id, other FROM mine) p
        ), combination AS MATERIALIZED (
            SELECT c.*, access.audience(person_id, domain, grade, owner_id) AS keys, access.guarded(u.gate, grade) AS gate, u.denied
            FROM (SELECT DISTINCT person_id, domain, grade, ungraded, owner_id, other FROM mine) c JOIN shut u USING (person_id)
        )
        SELECT r.person_id, r.id,
               CASE WHEN 'facts' = 'letter' THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id) || access.addressed(r.parties, r.grade))
                    WHEN 'facts' = 'author' THEN ARRAY[access.key(r.author_id, access.employment(r.owner_id))]
                    WHEN r.id IN (SELECT row_id FROM access.release WHERE ended_at IS NULL AND (person_id = p))
                      OR r.id IN (SELECT unnest(rows) FROM public.access_share WHERE NOT closed AND (person_id = p))
                    THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id)) ELSE c.keys END AS audience,
               CASE WHEN r.id IN (SELECT row_id FROM access.seal WHERE row_id IS NOT NULL AND ended_at IS NULL AND (person_id = p))
                    THEN access.guarded(access.gate(r.person_id, r.id, r.other), r.grade) ELSE c.gate END AS gate,
               c.denied
        FROM mine r
        JOIN combination c ON (c.person_id, c.domain, c.grade, c.owner_id) = (r.person_id, r.domain, r.grade, r.owner_id)
          
        ) x
        WHERE r.person_id = p AND (r.person_id, r.id) = (x.person_id, x.id)
          AND (r.audience, r.gate, r.denied) IS DISTINCT FROM (x.audience, x.gate, x.denied);
        GET DIAGNOSTICS n = ROW_COUNT;
        total := total + n;
    END IF;
    IF EXISTS (SELECT FROM public.people_personname WHERE person_id = p) THEN
        UPDATE public.people_personname r SET audience = x.audience, gate = x.gate, denied = x.denied FROM (
        WITH mine AS MATERIALIZED (
            SELECT person_id, id, domain, grade, 0::smallint AS ungraded, owner_id, author_id, NULL::uuid AS other, NULL::bigint[] AS parties FROM public.people_personname WHERE person_id = p
        ), shut AS MATERIALIZED (
            SELECT p.*, access.gate(person_id, NULL, other) AS gate, access.denied(person_id, other) AS denied
            FROM (SELECT DISTINCT person_id, other FROM mine) p
        ), combination AS MATERIALIZED (
            SELECT c.*, access.audience(person_id, domain, grade, owner_id) AS keys, access.guarded(u.gate, grade) AS gate, u.denied
            FROM (SELECT DISTINCT person_id, domain, grade, ungraded, owner_id, other FROM mine) c JOIN shut u USING (person_id)
        )
        SELECT r.person_id, r.id,
               CASE WHEN 'facts' = 'letter' THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id) || access.addressed(r.parties, r.grade))
                    WHEN 'facts' = 'author' THEN ARRAY[access.key(r.author_id, access.employment(r.owner_id))]
                    WHEN r.id IN (SELECT row_id FROM access.release WHERE ended_at IS NULL AND (person_id = p))
                      OR r.id IN (SELECT unnest(rows) FROM public.access_share WHERE NOT closed AND (person_id = p))
                    THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id)) ELSE c.keys END AS audience,
               CASE WHEN r.id IN (SELECT row_id FROM access.seal WHERE row_id IS NOT NULL AND ended_at IS NULL AND (person_id = p))
                    THEN access.guarded(access.gate(r.person_id, r.id, r.other), r.grade) ELSE c.gate END AS gate,
               c.denied
        FROM mine r
        JOIN combination c ON (c.person_id, c.domain, c.grade, c.owner_id) = (r.person_id, r.domain, r.grade, r.owner_id)
          
        ) x
        WHERE r.person_id = p AND (r.person_id, r.id) = (x.person_id, x.id)
          AND (r.audience, r.gate, r.denied) IS DISTINCT FROM (x.audience, x.gate, x.denied);
        GET DIAGNOSTICS n = ROW_COUNT;
        total := total + n;
    END IF;
    IF EXISTS (SELECT FROM public.people_relationship WHERE person_id = p) THEN
        UPDATE public.people_relationship r SET audience = x.audience, gate = x.gate, denied = x.denied FROM (
        WITH mine AS MATERIALIZED (
            SELECT person_id, id, domain, grade, 0::smallint AS ungraded, owner_id, author_id, other_id AS other, NULL::bigint[] AS parties FROM public.people_relationship WHERE person_id = p
        ), shut AS MATERIALIZED (
            SELECT p.*, access.gate(person_id, NULL, other) AS gate, access.denied(person_id, other) AS denied
            FROM (SELECT DISTINCT person_id, other FROM mine) p
        ), combination AS MATERIALIZED (
            SELECT c.*, access.audience(person_id, domain, grade, owner_id) AS keys, access.guarded(u.gate, grade) AS gate, u.denied
            FROM (SELECT DISTINCT person_id, domain, grade, ungraded, owner_id, other FROM mine) c JOIN shut u USING (person_id, other)
        )
        SELECT r.person_id, r.id,
               CASE WHEN 'facts' = 'letter' THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id) || access.addressed(r.parties, r.grade))
                    WHEN 'facts' = 'author' THEN ARRAY[access.key(r.author_id, access.employment(r.owner_id))]
                    WHEN r.id IN (SELECT row_id FROM access.release WHERE ended_at IS NULL AND (person_id = p))
                      OR r.id IN (SELECT unnest(rows) FROM public.access_share WHERE NOT closed AND (person_id = p))
                    THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id)) ELSE c.keys END AS audience,
               CASE WHEN r.id IN (SELECT row_id FROM access.seal WHERE row_id IS NOT NULL AND ended_at IS NULL AND (person_id = p))
                    THEN access.guarded(access.gate(r.person_id, r.id, r.other), r.grade) ELSE c.gate END AS gate,
               c.denied
        FROM mine r
        JOIN combination c ON (c.person_id, c.domain, c.grade, c.owner_id) = (r.person_id, r.domain, r.grade, r.owner_id)
          AND c.other = r.other
        ) x
        WHERE r.person_id = p AND (r.person_id, r.id) = (x.person_id, x.id)
          AND (r.audience, r.gate, r.denied) IS DISTINCT FROM (x.audience, x.gate, x.denied);
        GET DIAGNOSTICS n = ROW_COUNT;
        total := total + n;
    END IF;
    IF EXISTS (SELECT FROM public.record_draft WHERE person_id = p) THEN
        UPDATE public.record_draft r SET audience = x.audience, gate = x.gate, denied = x.denied FROM (
        WITH mine AS MATERIALIZED (
            SELECT person_id, id, domain, grade, 0::smallint AS ungraded, owner_id, author_id, NULL::uuid AS other, NULL::bigint[] AS parties FROM public.record_draft WHERE person_id = p
        ), shut AS MATERIALIZED (
            SELECT p.*, access.gate(person_id, NULL, other) AS gate, access.denied(person_id, other) AS denied
            FROM (SELECT DISTINCT person_id, other FROM mine) p
        ), combination AS MATERIALIZED (
            SELECT c.*, access.audience(person_id, domain, grade, owner_id) AS keys, access.guarded(u.gate, ungraded) AS gate, u.denied
            FROM (SELECT DISTINCT person_id, domain, grade, ungraded, owner_id, other FROM mine) c JOIN shut u USING (person_id)
        )
        SELECT r.person_id, r.id,
               CASE WHEN 'author' = 'letter' THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id) || access.addressed(r.parties, r.grade))
                    WHEN 'author' = 'author' THEN ARRAY[access.key(r.author_id, access.employment(r.owner_id))]
                    WHEN r.id IN (SELECT row_id FROM access.release WHERE ended_at IS NULL AND (person_id = p))
                      OR r.id IN (SELECT unnest(rows) FROM public.access_share WHERE NOT closed AND (person_id = p))
                    THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id)) ELSE c.keys END AS audience,
               CASE WHEN r.id IN (SELECT row_id FROM access.seal WHERE row_id IS NOT NULL AND ended_at IS NULL AND (person_id = p))
                    THEN access.guarded(access.gate(r.person_id, r.id, r.other), r.ungraded) ELSE c.gate END AS gate,
               c.denied
        FROM mine r
        JOIN combination c ON (c.person_id, c.domain, c.grade, c.owner_id) = (r.person_id, r.domain, r.grade, r.owner_id)
          
        ) x
        WHERE r.person_id = p AND (r.person_id, r.id) = (x.person_id, x.id)
          AND (r.audience, r.gate, r.denied) IS DISTINCT FROM (x.audience, x.gate, x.denied);
        GET DIAGNOSTICS n = ROW_COUNT;
        total := total + n;
    END IF;
    IF EXISTS (SELECT FROM public.record_entry WHERE person_id = p) THEN
        UPDATE public.record_entry r SET audience = x.audience, gate = x.gate, denied = x.denied FROM (
        WITH mine AS MATERIALIZED (
            SELECT person_id, id, domain, grade, 0::smallint AS ungraded, owner_id, author_id, NULL::uuid AS other, NULL::bigint[] AS parties FROM public.record_entry WHERE person_id = p
        ), shut AS MATERIALIZED (
            SELECT p.*, access.gate(person_id, NULL, other) AS gate, access.denied(person_id, other) AS denied
            FROM (SELECT DISTINCT person_id, other FROM mine) p
        ), combination AS MATERIALIZED (
            SELECT c.*, access.audience(person_id, domain, grade, owner_id) AS keys, access.guarded(u.gate, grade) AS gate, u.denied
            FROM (SELECT DISTINCT person_id, domain, grade, ungraded, owner_id, other FROM mine) c JOIN shut u USING (person_id)
        )
        SELECT r.person_id, r.id,
               CASE WHEN 'facts' = 'letter' THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id) || access.addressed(r.parties, r.grade))
                    WHEN 'facts' = 'author' THEN ARRAY[access.key(r.author_id, access.employment(r.owner_id))]
                    WHEN r.id IN (SELECT row_id FROM access.release WHERE ended_at IS NULL AND (person_id = p))
                      OR r.id IN (SELECT unnest(rows) FROM public.access_share WHERE NOT closed AND (person_id = p))
                    THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id)) ELSE c.keys END AS audience,
               CASE WHEN r.id IN (SELECT row_id FROM access.seal WHERE row_id IS NOT NULL AND ended_at IS NULL AND (person_id = p))
                    THEN access.guarded(access.gate(r.person_id, r.id, r.other), r.grade) ELSE c.gate END AS gate,
               c.denied
        FROM mine r
        JOIN combination c ON (c.person_id, c.domain, c.grade, c.owner_id) = (r.person_id, r.domain, r.grade, r.owner_id)
          
        ) x
        WHERE r.person_id = p AND (r.person_id, r.id) = (x.person_id, x.id)
          AND (r.audience, r.gate, r.denied) IS DISTINCT FROM (x.audience, x.gate, x.denied);
        GET DIAGNOSTICS n = ROW_COUNT;
        total := total + n;
    END IF;
    IF EXISTS (SELECT FROM public.sharing_bundle WHERE person_id = p) THEN
        UPDATE public.sharing_bundle r SET audience = x.audience, gate = x.gate, denied = x.denied FROM (
        WITH mine AS MATERIALIZED (
            SELECT person_id, id, domain, grade, 0::smallint AS ungraded, owner_id, author_id, NULL::uuid AS other, NULL::bigint[] AS parties FROM public.sharing_bundle WHERE person_id = p
        ), shut AS MATERIALIZED (
            SELECT p.*, access.gate(person_id, NULL, other) AS gate, access.denied(person_id, other) AS denied
            FROM (SELECT DISTINCT person_id, other FROM mine) p
        ), combination AS MATERIALIZED (
            SELECT c.*, access.audience(person_id, domain, grade, owner_id) AS keys, access.guarded(u.gate, grade) AS gate, u.denied
            FROM (SELECT DISTINCT person_id, domain, grade, ungraded, owner_id, other FROM mine) c JOIN shut u USING (person_id)
        )
        SELECT r.person_id, r.id,
               CASE WHEN 'facts' = 'letter' THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id) || access.addressed(r.parties, r.grade))
                    WHEN 'facts' = 'author' THEN ARRAY[access.key(r.author_id, access.employment(r.owner_id))]
                    WHEN r.id IN (SELECT row_id FROM access.release WHERE ended_at IS NULL AND (person_id = p))
                      OR r.id IN (SELECT unnest(rows) FROM public.access_share WHERE NOT closed AND (person_id = p))
                    THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id)) ELSE c.keys END AS audience,
               CASE WHEN r.id IN (SELECT row_id FROM access.seal WHERE row_id IS NOT NULL AND ended_at IS NULL AND (person_id = p))
                    THEN access.guarded(access.gate(r.person_id, r.id, r.other), r.grade) ELSE c.gate END AS gate,
               c.denied
        FROM mine r
        JOIN combination c ON (c.person_id, c.domain, c.grade, c.owner_id) = (r.person_id, r.domain, r.grade, r.owner_id)
          
        ) x
        WHERE r.person_id = p AND (r.person_id, r.id) = (x.person_id, x.id)
          AND (r.audience, r.gate, r.denied) IS DISTINCT FROM (x.audience, x.gate, x.denied);
        GET DIAGNOSTICS n = ROW_COUNT;
        total := total + n;
    END IF;
    IF EXISTS (SELECT FROM public.sharing_consentrecord WHERE person_id = p) THEN
        UPDATE public.sharing_consentrecord r SET audience = x.audience, gate = x.gate, denied = x.denied FROM (
        WITH mine AS MATERIALIZED (
            SELECT person_id, id, domain, grade, 0::smallint AS ungraded, owner_id, author_id, NULL::uuid AS other, NULL::bigint[] AS parties FROM public.sharing_consentrecord WHERE person_id = p
        ), shut AS MATERIALIZED (
            SELECT p.*, access.gate(person_id, NULL, other) AS gate, access.denied(person_id, other) AS denied
            FROM (SELECT DISTINCT person_id, other FROM mine) p
        ), combination AS MATERIALIZED (
            SELECT c.*, access.audience(person_id, domain, grade, owner_id) AS keys, access.guarded(u.gate, grade) AS gate, u.denied
            FROM (SELECT DISTINCT person_id, domain, grade, ungraded, owner_id, other FROM mine) c JOIN shut u USING (person_id)
        )
        SELECT r.person_id, r.id,
               CASE WHEN 'facts' = 'letter' THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id) || access.addressed(r.parties, r.grade))
                    WHEN 'facts' = 'author' THEN ARRAY[access.key(r.author_id, access.employment(r.owner_id))]
                    WHEN r.id IN (SELECT row_id FROM access.release WHERE ended_at IS NULL AND (person_id = p))
                      OR r.id IN (SELECT unnest(rows) FROM public.access_share WHERE NOT closed AND (person_id = p))
                    THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id)) ELSE c.keys END AS audience,
               CASE WHEN r.id IN (SELECT row_id FROM access.seal WHERE row_id IS NOT NULL AND ended_at IS NULL AND (person_id = p))
                    THEN access.guarded(access.gate(r.person_id, r.id, r.other), r.grade) ELSE c.gate END AS gate,
               c.denied
        FROM mine r
        JOIN combination c ON (c.person_id, c.domain, c.grade, c.owner_id) = (r.person_id, r.domain, r.grade, r.owner_id)
          
        ) x
        WHERE r.person_id = p AND (r.person_id, r.id) = (x.person_id, x.id)
          AND (r.audience, r.gate, r.denied) IS DISTINCT FROM (x.audience, x.gate, x.denied);
        GET DIAGNOSTICS n = ROW_COUNT;
        total := total + n;
    END IF;
    IF EXISTS (SELECT FROM public.sharing_copymade WHERE person_id = p) THEN
        UPDATE public.sharing_copymade r SET audience = x.audience, gate = x.gate, denied = x.denied FROM (
        WITH mine AS MATERIALIZED (
            SELECT person_id, id, domain, grade, 0::smallint AS ungraded, owner_id, author_id, NULL::uuid AS other, NULL::bigint[] AS parties FROM public.sharing_copymade WHERE person_id = p
        ), shut AS MATERIALIZED (
            SELECT p.*, access.gate(person_id, NULL, other) AS gate, access.denied(person_id, other) AS denied
            FROM (SELECT DISTINCT person_id, other FROM mine) p
        ), combination AS MATERIALIZED (
            SELECT c.*, access.audience(person_id, domain, grade, owner_id) AS keys, access.guarded(u.gate, grade) AS gate, u.denied
            FROM (SELECT DISTINCT person_id, domain, grade, ungraded, owner_id, other FROM mine) c JOIN shut u USING (person_id)
        )
        SELECT r.person_id, r.id,
               CASE WHEN 'facts' = 'letter' THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id) || access.addressed(r.parties, r.grade))
                    WHEN 'facts' = 'author' THEN ARRAY[access.key(r.author_id, access.employment(r.owner_id))]
                    WHEN r.id IN (SELECT row_id FROM access.release WHERE ended_at IS NULL AND (person_id = p))
                      OR r.id IN (SELECT unnest(rows) FROM public.access_share WHERE NOT closed AND (person_id = p))
                    THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id)) ELSE c.keys END AS audience,
               CASE WHEN r.id IN (SELECT row_id FROM access.seal WHERE row_id IS NOT NULL AND ended_at IS NULL AND (person_id = p))
                    THEN access.guarded(access.gate(r.person_id, r.id, r.other), r.grade) ELSE c.gate END AS gate,
               c.denied
        FROM mine r
        JOIN combination c ON (c.person_id, c.domain, c.grade, c.owner_id) = (r.person_id, r.domain, r.grade, r.owner_id)
          
        ) x
        WHERE r.person_id = p AND (r.person_id, r.id) = (x.person_id, x.id)
          AND (r.audience, r.gate, r.denied) IS DISTINCT FROM (x.audience, x.gate, x.denied);
        GET DIAGNOSTICS n = ROW_COUNT;
        total := total + n;
    END IF;
    IF EXISTS (SELECT FROM public.sharing_disclosure WHERE person_id = p) THEN
        UPDATE public.sharing_disclosure r SET audience = x.audience, gate = x.gate, denied = x.denied FROM (
        WITH mine AS MATERIALIZED (
            SELECT person_id, id, domain, grade, 0::smallint AS ungraded, owner_id, author_id, NULL::uuid AS other, NULL::bigint[] AS parties FROM public.sharing_disclosure WHERE person_id = p
        ), shut AS MATERIALIZED (
            SELECT p.*, access.gate(person_id, NULL, other) AS gate, access.denied(person_id, other) AS denied
            FROM (SELECT DISTINCT person_id, other FROM mine) p
        ), combination AS MATERIALIZED (
            SELECT c.*, access.audience(person_id, domain, grade, owner_id) AS keys, access.guarded(u.gate, grade) AS gate, u.denied
            FROM (SELECT DISTINCT person_id, domain, grade, ungraded, owner_id, other FROM mine) c JOIN shut u USING (person_id)
        )
        SELECT r.person_id, r.id,
               CASE WHEN 'facts' = 'letter' THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id) || access.addressed(r.parties, r.grade))
                    WHEN 'facts' = 'author' THEN ARRAY[access.key(r.author_id, access.employment(r.owner_id))]
                    WHEN r.id IN (SELECT row_id FROM access.release WHERE ended_at IS NULL AND (person_id = p))
                      OR r.id IN (SELECT unnest(rows) FROM public.access_share WHERE NOT closed AND (person_id = p))
                    THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id)) ELSE c.keys END AS audience,
               CASE WHEN r.id IN (SELECT row_id FROM access.seal WHERE row_id IS NOT NULL AND ended_at IS NULL AND (person_id = p))
                    THEN access.guarded(access.gate(r.person_id, r.id, r.other), r.grade) ELSE c.gate END AS gate,
               c.denied
        FROM mine r
        JOIN combination c ON (c.person_id, c.domain, c.grade, c.owner_id) = (r.person_id, r.domain, r.grade, r.owner_id)
          
        ) x
        WHERE r.person_id = p AND (r.person_id, r.id) = (x.person_id, x.id)
          AND (r.audience, r.gate, r.denied) IS DISTINCT FROM (x.audience, x.gate, x.denied);
        GET DIAGNOSTICS n = ROW_COUNT;
        total := total + n;
    END IF;
    IF EXISTS (SELECT FROM public.sharing_exhibit WHERE person_id = p) THEN
        UPDATE public.sharing_exhibit r SET audience = x.audience, gate = x.gate, denied = x.denied FROM (
        WITH mine AS MATERIALIZED (
            SELECT person_id, id, domain, grade, 0::smallint AS ungraded, owner_id, author_id, NULL::uuid AS other, NULL::bigint[] AS parties FROM public.sharing_exhibit WHERE person_id = p
        ), shut AS MATERIALIZED (
            SELECT p.*, access.gate(person_id, NULL, other) AS gate, access.denied(person_id, other) AS denied
            FROM (SELECT DISTINCT person_id, other FROM mine) p
        ), combination AS MATERIALIZED (
            SELECT c.*, access.audience(person_id, domain, grade, owner_id) AS keys, access.guarded(u.gate, grade) AS gate, u.denied
            FROM (SELECT DISTINCT person_id, domain, grade, ungraded, owner_id, other FROM mine) c JOIN shut u USING (person_id)
        )
        SELECT r.person_id, r.id,
               CASE WHEN 'facts' = 'letter' THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id) || access.addressed(r.parties, r.grade))
                    WHEN 'facts' = 'author' THEN ARRAY[access.key(r.author_id, access.employment(r.owner_id))]
                    WHEN r.id IN (SELECT row_id FROM access.release WHERE ended_at IS NULL AND (person_id = p))
                      OR r.id IN (SELECT unnest(rows) FROM public.access_share WHERE NOT closed AND (person_id = p))
                    THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id)) ELSE c.keys END AS audience,
               CASE WHEN r.id IN (SELECT row_id FROM access.seal WHERE row_id IS NOT NULL AND ended_at IS NULL AND (person_id = p))
                    THEN access.guarded(access.gate(r.person_id, r.id, r.other), r.grade) ELSE c.gate END AS gate,
               c.denied
        FROM mine r
        JOIN combination c ON (c.person_id, c.domain, c.grade, c.owner_id) = (r.person_id, r.domain, r.grade, r.owner_id)
          
        ) x
        WHERE r.person_id = p AND (r.person_id, r.id) = (x.person_id, x.id)
          AND (r.audience, r.gate, r.denied) IS DISTINCT FROM (x.audience, x.gate, x.denied);
        GET DIAGNOSTICS n = ROW_COUNT;
        total := total + n;
    END IF;
    IF EXISTS (SELECT FROM public.sharing_gathering WHERE person_id = p) THEN
        UPDATE public.sharing_gathering r SET audience = x.audience, gate = x.gate, denied = x.denied FROM (
        WITH mine AS MATERIALIZED (
            SELECT person_id, id, domain, grade, 0::smallint AS ungraded, owner_id, author_id, NULL::uuid AS other, parties AS parties FROM public.sharing_gathering WHERE person_id = p
        ), shut AS MATERIALIZED (
            SELECT p.*, access.gate(person_id, NULL, other) AS gate, access.denied(person_id, other) AS denied
            FROM (SELECT DISTINCT person_id, other FROM mine) p
        ), combination AS MATERIALIZED (
            SELECT c.*, access.audience(person_id, domain, grade, owner_id) AS keys, access.guarded(u.gate, grade) AS gate, u.denied
            FROM (SELECT DISTINCT person_id, domain, grade, ungraded, owner_id, other FROM mine) c JOIN shut u USING (person_id)
        )
        SELECT r.person_id, r.id,
               CASE WHEN 'letter' = 'letter' THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id) || access.addressed(r.parties, r.grade))
                    WHEN 'letter' = 'author' THEN ARRAY[access.key(r.author_id, access.employment(r.owner_id))]
                    WHEN r.id IN (SELECT row_id FROM access.release WHERE ended_at IS NULL AND (person_id = p))
                      OR r.id IN (SELECT unnest(rows) FROM public.access_share WHERE NOT closed AND (person_id = p))
                    THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id)) ELSE c.keys END AS audience,
               CASE WHEN r.id IN (SELECT row_id FROM access.seal WHERE row_id IS NOT NULL AND ended_at IS NULL AND (person_id = p))
                    THEN access.guarded(access.gate(r.person_id, r.id, r.other), r.grade) ELSE c.gate END AS gate,
               c.denied
        FROM mine r
        JOIN combination c ON (c.person_id, c.domain, c.grade, c.owner_id) = (r.person_id, r.domain, r.grade, r.owner_id)
          
        ) x
        WHERE r.person_id = p AND (r.person_id, r.id) = (x.person_id, x.id)
          AND (r.audience, r.gate, r.denied) IS DISTINCT FROM (x.audience, x.gate, x.denied);
        GET DIAGNOSTICS n = ROW_COUNT;
        total := total + n;
    END IF;
    IF EXISTS (SELECT FROM public.sharing_message WHERE person_id = p) THEN
        UPDATE public.sharing_message r SET audience = x.audience, gate = x.gate, denied = x.denied FROM (
        WITH mine AS MATERIALIZED (
            SELECT person_id, id, domain, grade, 0::smallint AS ungraded, owner_id, author_id, NULL::uuid AS other, NULL::bigint[] AS parties FROM public.sharing_message WHERE person_id = p
        ), shut AS MATERIALIZED (
            SELECT p.*, access.gate(person_id, NULL, other) AS gate, access.denied(person_id, other) AS denied
            FROM (SELECT DISTINCT person_id, other FROM mine) p
        ), combination AS MATERIALIZED (
            SELECT c.*, access.audience(person_id, domain, grade, owner_id) AS keys, access.guarded(u.gate, grade) AS gate, u.denied
            FROM (SELECT DISTINCT person_id, domain, grade, ungraded, owner_id, other FROM mine) c JOIN shut u USING (person_id)
        )
        SELECT r.person_id, r.id,
               CASE WHEN 'facts' = 'letter' THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id) || access.addressed(r.parties, r.grade))
                    WHEN 'facts' = 'author' THEN ARRAY[access.key(r.author_id, access.employment(r.owner_id))]
                    WHEN r.id IN (SELECT row_id FROM access.release WHERE ended_at IS NULL AND (person_id = p))
                      OR r.id IN (SELECT unnest(rows) FROM public.access_share WHERE NOT closed AND (person_id = p))
                    THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id)) ELSE c.keys END AS audience,
               CASE WHEN r.id IN (SELECT row_id FROM access.seal WHERE row_id IS NOT NULL AND ended_at IS NULL AND (person_id = p))
                    THEN access.guarded(access.gate(r.person_id, r.id, r.other), r.grade) ELSE c.gate END AS gate,
               c.denied
        FROM mine r
        JOIN combination c ON (c.person_id, c.domain, c.grade, c.owner_id) = (r.person_id, r.domain, r.grade, r.owner_id)
          
        ) x
        WHERE r.person_id = p AND (r.person_id, r.id) = (x.person_id, x.id)
          AND (r.audience, r.gate, r.denied) IS DISTINCT FROM (x.audience, x.gate, x.denied);
        GET DIAGNOSTICS n = ROW_COUNT;
        total := total + n;
    END IF;
    IF EXISTS (SELECT FROM public.sharing_messageanswer WHERE person_id = p) THEN
        UPDATE public.sharing_messageanswer r SET audience = x.audience, gate = x.gate, denied = x.denied FROM (
        WITH mine AS MATERIALIZED (
            SELECT person_id, id, domain, grade, 0::smallint AS ungraded, owner_id, author_id, NULL::uuid AS other, NULL::bigint[] AS parties FROM public.sharing_messageanswer WHERE person_id = p
        ), shut AS MATERIALIZED (
            SELECT p.*, access.gate(person_id, NULL, other) AS gate, access.denied(person_id, other) AS denied
            FROM (SELECT DISTINCT person_id, other FROM mine) p
        ), combination AS MATERIALIZED (
            SELECT c.*, access.audience(person_id, domain, grade, owner_id) AS keys, access.guarded(u.gate, grade) AS gate, u.denied
            FROM (SELECT DISTINCT person_id, domain, grade, ungraded, owner_id, other FROM mine) c JOIN shut u USING (person_id)
        )
        SELECT r.person_id, r.id,
               CASE WHEN 'facts' = 'letter' THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id) || access.addressed(r.parties, r.grade))
                    WHEN 'facts' = 'author' THEN ARRAY[access.key(r.author_id, access.employment(r.owner_id))]
                    WHEN r.id IN (SELECT row_id FROM access.release WHERE ended_at IS NULL AND (person_id = p))
                      OR r.id IN (SELECT unnest(rows) FROM public.access_share WHERE NOT closed AND (person_id = p))
                    THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id)) ELSE c.keys END AS audience,
               CASE WHEN r.id IN (SELECT row_id FROM access.seal WHERE row_id IS NOT NULL AND ended_at IS NULL AND (person_id = p))
                    THEN access.guarded(access.gate(r.person_id, r.id, r.other), r.grade) ELSE c.gate END AS gate,
               c.denied
        FROM mine r
        JOIN combination c ON (c.person_id, c.domain, c.grade, c.owner_id) = (r.person_id, r.domain, r.grade, r.owner_id)
          
        ) x
        WHERE r.person_id = p AND (r.person_id, r.id) = (x.person_id, x.id)
          AND (r.audience, r.gate, r.denied) IS DISTINCT FROM (x.audience, x.gate, x.denied);
        GET DIAGNOSTICS n = ROW_COUNT;
        total := total + n;
    END IF;
    IF EXISTS (SELECT FROM public.sharing_redaction WHERE person_id = p) THEN
        UPDATE public.sharing_redaction r SET audience = x.audience, gate = x.gate, denied = x.denied FROM (
        WITH mine AS MATERIALIZED (
            SELECT person_id, id, domain, grade, 0::smallint AS ungraded, owner_id, author_id, NULL::uuid AS other, NULL::bigint[] AS parties FROM public.sharing_redaction WHERE person_id = p
        ), shut AS MATERIALIZED (
            SELECT p.*, access.gate(person_id, NULL, other) AS gate, access.denied(person_id, other) AS denied
            FROM (SELECT DISTINCT person_id, other FROM mine) p
        ), combination AS MATERIALIZED (
            SELECT c.*, access.audience(person_id, domain, grade, owner_id) AS keys, access.guarded(u.gate, grade) AS gate, u.denied
            FROM (SELECT DISTINCT person_id, domain, grade, ungraded, owner_id, other FROM mine) c JOIN shut u USING (person_id)
        )
        SELECT r.person_id, r.id,
               CASE WHEN 'facts' = 'letter' THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id) || access.addressed(r.parties, r.grade))
                    WHEN 'facts' = 'author' THEN ARRAY[access.key(r.author_id, access.employment(r.owner_id))]
                    WHEN r.id IN (SELECT row_id FROM access.release WHERE ended_at IS NULL AND (person_id = p))
                      OR r.id IN (SELECT unnest(rows) FROM public.access_share WHERE NOT closed AND (person_id = p))
                    THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id)) ELSE c.keys END AS audience,
               CASE WHEN r.id IN (SELECT row_id FROM access.seal WHERE row_id IS NOT NULL AND ended_at IS NULL AND (person_id = p))
                    THEN access.guarded(access.gate(r.person_id, r.id, r.other), r.grade) ELSE c.gate END AS gate,
               c.denied
        FROM mine r
        JOIN combination c ON (c.person_id, c.domain, c.grade, c.owner_id) = (r.person_id, r.domain, r.grade, r.owner_id)
          
        ) x
        WHERE r.person_id = p AND (r.person_id, r.id) = (x.person_id, x.id)
          AND (r.audience, r.gate, r.denied) IS DISTINCT FROM (x.audience, x.gate, x.denied);
        GET DIAGNOSTICS n = ROW_COUNT;
        total := total + n;
    END IF;
    IF EXISTS (SELECT FROM public.sharing_representative WHERE person_id = p) THEN
        UPDATE public.sharing_representative r SET audience = x.audience, gate = x.gate, denied = x.denied FROM (
        WITH mine AS MATERIALIZED (
            SELECT person_id, id, domain, grade, 0::smallint AS ungraded, owner_id, author_id, NULL::uuid AS other, NULL::bigint[] AS parties FROM public.sharing_representative WHERE person_id = p
        ), shut AS MATERIALIZED (
            SELECT p.*, access.gate(person_id, NULL, other) AS gate, access.denied(person_id, other) AS denied
            FROM (SELECT DISTINCT person_id, other FROM mine) p
        ), combination AS MATERIALIZED (
            SELECT c.*, access.audience(person_id, domain, grade, owner_id) AS keys, access.guarded(u.gate, grade) AS gate, u.denied
            FROM (SELECT DISTINCT person_id, domain, grade, ungraded, owner_id, other FROM mine) c JOIN shut u USING (person_id)
        )
        SELECT r.person_id, r.id,
               CASE WHEN 'facts' = 'letter' THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id) || access.addressed(r.parties, r.grade))
                    WHEN 'facts' = 'author' THEN ARRAY[access.key(r.author_id, access.employment(r.owner_id))]
                    WHEN r.id IN (SELECT row_id FROM access.release WHERE ended_at IS NULL AND (person_id = p))
                      OR r.id IN (SELECT unnest(rows) FROM public.access_share WHERE NOT closed AND (person_id = p))
                    THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id)) ELSE c.keys END AS audience,
               CASE WHEN r.id IN (SELECT row_id FROM access.seal WHERE row_id IS NOT NULL AND ended_at IS NULL AND (person_id = p))
                    THEN access.guarded(access.gate(r.person_id, r.id, r.other), r.grade) ELSE c.gate END AS gate,
               c.denied
        FROM mine r
        JOIN combination c ON (c.person_id, c.domain, c.grade, c.owner_id) = (r.person_id, r.domain, r.grade, r.owner_id)
          
        ) x
        WHERE r.person_id = p AND (r.person_id, r.id) = (x.person_id, x.id)
          AND (r.audience, r.gate, r.denied) IS DISTINCT FROM (x.audience, x.gate, x.denied);
        GET DIAGNOSTICS n = ROW_COUNT;
        total := total + n;
    END IF;
    IF EXISTS (SELECT FROM public.sharing_request WHERE person_id = p) THEN
        UPDATE public.sharing_request r SET audience = x.audience, gate = x.gate, denied = x.denied FROM (
        WITH mine AS MATERIALIZED (
            SELECT person_id, id, domain, grade, 0::smallint AS ungraded, owner_id, author_id, NULL::uuid AS other, parties AS parties FROM public.sharing_request WHERE person_id = p
        ), shut AS MATERIALIZED (
            SELECT p.*, access.gate(person_id, NULL, other) AS gate, access.denied(person_id, other) AS denied
            FROM (SELECT DISTINCT person_id, other FROM mine) p
        ), combination AS MATERIALIZED (
            SELECT c.*, access.audience(person_id, domain, grade, owner_id) AS keys, access.guarded(u.gate, grade) AS gate, u.denied
            FROM (SELECT DISTINCT person_id, domain, grade, ungraded, owner_id, other FROM mine) c JOIN shut u USING (person_id)
        )
        SELECT r.person_id, r.id,
               CASE WHEN 'letter' = 'letter' THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id) || access.addressed(r.parties, r.grade))
                    WHEN 'letter' = 'author' THEN ARRAY[access.key(r.author_id, access.employment(r.owner_id))]
                    WHEN r.id IN (SELECT row_id FROM access.release WHERE ended_at IS NULL AND (person_id = p))
                      OR r.id IN (SELECT unnest(rows) FROM public.access_share WHERE NOT closed AND (person_id = p))
                    THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id)) ELSE c.keys END AS audience,
               CASE WHEN r.id IN (SELECT row_id FROM access.seal WHERE row_id IS NOT NULL AND ended_at IS NULL AND (person_id = p))
                    THEN access.guarded(access.gate(r.person_id, r.id, r.other), r.grade) ELSE c.gate END AS gate,
               c.denied
        FROM mine r
        JOIN combination c ON (c.person_id, c.domain, c.grade, c.owner_id) = (r.person_id, r.domain, r.grade, r.owner_id)
          
        ) x
        WHERE r.person_id = p AND (r.person_id, r.id) = (x.person_id, x.id)
          AND (r.audience, r.gate, r.denied) IS DISTINCT FROM (x.audience, x.gate, x.denied);
        GET DIAGNOSTICS n = ROW_COUNT;
        total := total + n;
    END IF;
    IF EXISTS (SELECT FROM public.sharing_subjectaccess WHERE person_id = p) THEN
        UPDATE public.sharing_subjectaccess r SET audience = x.audience, gate = x.gate, denied = x.denied FROM (
        WITH mine AS MATERIALIZED (
            SELECT person_id, id, domain, grade, 0::smallint AS ungraded, owner_id, author_id, NULL::uuid AS other, NULL::bigint[] AS parties FROM public.sharing_subjectaccess WHERE person_id = p
        ), shut AS MATERIALIZED (
            SELECT p.*, access.gate(person_id, NULL, other) AS gate, access.denied(person_id, other) AS denied
            FROM (SELECT DISTINCT person_id, other FROM mine) p
        ), combination AS MATERIALIZED (
            SELECT c.*, access.audience(person_id, domain, grade, owner_id) AS keys, access.guarded(u.gate, grade) AS gate, u.denied
            FROM (SELECT DISTINCT person_id, domain, grade, ungraded, owner_id, other FROM mine) c JOIN shut u USING (person_id)
        )
        SELECT r.person_id, r.id,
               CASE WHEN 'facts' = 'letter' THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id) || access.addressed(r.parties, r.grade))
                    WHEN 'facts' = 'author' THEN ARRAY[access.key(r.author_id, access.employment(r.owner_id))]
                    WHEN r.id IN (SELECT row_id FROM access.release WHERE ended_at IS NULL AND (person_id = p))
                      OR r.id IN (SELECT unnest(rows) FROM public.access_share WHERE NOT closed AND (person_id = p))
                    THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id)) ELSE c.keys END AS audience,
               CASE WHEN r.id IN (SELECT row_id FROM access.seal WHERE row_id IS NOT NULL AND ended_at IS NULL AND (person_id = p))
                    THEN access.guarded(access.gate(r.person_id, r.id, r.other), r.grade) ELSE c.gate END AS gate,
               c.denied
        FROM mine r
        JOIN combination c ON (c.person_id, c.domain, c.grade, c.owner_id) = (r.person_id, r.domain, r.grade, r.owner_id)
          
        ) x
        WHERE r.person_id = p AND (r.person_id, r.id) = (x.person_id, x.id)
          AND (r.audience, r.gate, r.denied) IS DISTINCT FROM (x.audience, x.gate, x.denied);
        GET DIAGNOSTICS n = ROW_COUNT;
        total := total + n;
    END IF;
    IF EXISTS (SELECT FROM public.sharing_turn WHERE person_id = p) THEN
        UPDATE public.sharing_turn r SET audience = x.audience, gate = x.gate, denied = x.denied FROM (
        WITH mine AS MATERIALIZED (
            SELECT person_id, id, domain, grade, 0::smallint AS ungraded, owner_id, author_id, NULL::uuid AS other, parties AS parties FROM public.sharing_turn WHERE person_id = p
        ), shut AS MATERIALIZED (
            SELECT p.*, access.gate(person_id, NULL, other) AS gate, access.denied(person_id, other) AS denied
            FROM (SELECT DISTINCT person_id, other FROM mine) p
        ), combination AS MATERIALIZED (
            SELECT c.*, access.audience(person_id, domain, grade, owner_id) AS keys, access.guarded(u.gate, grade) AS gate, u.denied
            FROM (SELECT DISTINCT person_id, domain, grade, ungraded, owner_id, other FROM mine) c JOIN shut u USING (person_id)
        )
        SELECT r.person_id, r.id,
               CASE WHEN 'letter' = 'letter' THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id) || access.addressed(r.parties, r.grade))
                    WHEN 'letter' = 'author' THEN ARRAY[access.key(r.author_id, access.employment(r.owner_id))]
                    WHEN r.id IN (SELECT row_id FROM access.release WHERE ended_at IS NULL AND (person_id = p))
                      OR r.id IN (SELECT unnest(rows) FROM public.access_share WHERE NOT closed AND (person_id = p))
                    THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id)) ELSE c.keys END AS audience,
               CASE WHEN r.id IN (SELECT row_id FROM access.seal WHERE row_id IS NOT NULL AND ended_at IS NULL AND (person_id = p))
                    THEN access.guarded(access.gate(r.person_id, r.id, r.other), r.grade) ELSE c.gate END AS gate,
               c.denied
        FROM mine r
        JOIN combination c ON (c.person_id, c.domain, c.grade, c.owner_id) = (r.person_id, r.domain, r.grade, r.owner_id)
          
        ) x
        WHERE r.person_id = p AND (r.person_id, r.id) = (x.person_id, x.id)
          AND (r.audience, r.gate, r.denied) IS DISTINCT FROM (x.audience, x.gate, x.denied);
        GET DIAGNOSTICS n = ROW_COUNT;
        total := total + n;
    END IF;
    IF EXISTS (SELECT FROM sharing.withholding WHERE person_id = p) THEN
        UPDATE sharing.withholding r SET audience = x.audience, gate = x.gate, denied = x.denied FROM (
        WITH mine AS MATERIALIZED (
            SELECT person_id, id, domain, grade, 0::smallint AS ungraded, owner_id, author_id, NULL::uuid AS other, NULL::bigint[] AS parties FROM sharing.withholding WHERE person_id = p
        ), shut AS MATERIALIZED (
            SELECT p.*, access.gate(person_id, NULL, other) AS gate, access.denied(person_id, other) AS denied
            FROM (SELECT DISTINCT person_id, other FROM mine) p
        ), combination AS MATERIALIZED (
            SELECT c.*, access.audience(person_id, domain, grade, owner_id) AS keys, access.guarded(u.gate, grade) AS gate, u.denied
            FROM (SELECT DISTINCT person_id, domain, grade, ungraded, owner_id, other FROM mine) c JOIN shut u USING (person_id)
        )
        SELECT r.person_id, r.id,
               CASE WHEN 'facts' = 'letter' THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id) || access.addressed(r.parties, r.grade))
                    WHEN 'facts' = 'author' THEN ARRAY[access.key(r.author_id, access.employment(r.owner_id))]
                    WHEN r.id IN (SELECT row_id FROM access.release WHERE ended_at IS NULL AND (person_id = p))
                      OR r.id IN (SELECT unnest(rows) FROM public.access_share WHERE NOT closed AND (person_id = p))
                    THEN access.canon(c.keys || access.row_keys(r.person_id, r.id, r.domain, r.grade, r.owner_id)) ELSE c.keys END AS audience,
               CASE WHEN r.id IN (SELECT row_id FROM access.seal WHERE row_id IS NOT NULL AND ended_at IS NULL AND (person_id = p))
                    THEN access.guarded(access.gate(r.person_id, r.id, r.other), r.grade) ELSE c.gate END AS gate,
               c.denied
        FROM mine r
        JOIN combination c ON (c.person_id, c.domain, c.grade, c.owner_id) = (r.person_id, r.domain, r.grade, r.owner_id)
          
        ) x
        WHERE r.person_id = p AND (r.person_id, r.id) = (x.person_id, x.id)
          AND (r.audience, r.gate, r.denied) IS DISTINCT FROM (x.audience, x.gate, x.denied);
        GET DIAGNOSTICS n = ROW_COUNT;
        total := total + n;
    END IF;
    RETURN total;
END $$;
ALTER FUNCTION access.rekey_person(p uuid) OWNER TO kith_engine;
CREATE FUNCTION access.release(p uuid, opened_row uuid, reader bigint) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    me access.actor := access.acting();
    fact uuid := gen_random_uuid();
BEGIN
    PERFORM access.hold(p);
    IF access.owner_of_row(p, opened_row) <> me.agency THEN PERFORM access.refuse('Only the organisation that owns this can open it to them.'); END IF;
    IF NOT EXISTS (SELECT FROM access.reader r WHERE r.person_id = p AND r.holder = reader AND r.ended_at IS NULL) THEN
        PERFORM access.invalid('They do not read this record.');
    END IF;
    INSERT INTO access.release (person_id, id, domain, grade, owner_id, author_id, recorded_at, row_id, holder)
    VALUES (p, fact, 'identity', 2, me.agency, me.post, core.now(), opened_row, reader);
    PERFORM access.rekey_person(p);
    PERFORM access.log('release', p, ARRAY[opened_row], NULL, NULL, jsonb_build_object('holder', reader));
    RETURN fact;
END $$;
ALTER FUNCTION access.release(p uuid, opened_row uuid, reader bigint) OWNER TO kith_engine;
CREATE FUNCTION access.released(p uuid, row_id uuid, g smallint) RETURNS bigint[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
BEGIN RETURN (
    SELECT coalesce(array_agg(access.key(r.holder, 0)), '{}')
    FROM access.release r JOIN access.reader w ON w.person_id = r.person_id AND w.holder = r.holder AND w.ended_at IS NULL
    WHERE g < 5 AND r.person_id = p AND r.row_id = released.row_id AND r.ended_at IS NULL
      AND NOT EXISTS (SELECT FROM access.link l WHERE l.person_id = ANY (access.cluster(p)) AND NOT l.confirmed)
); END $$;
ALTER FUNCTION access.released(p uuid, row_id uuid, g smallint) OWNER TO kith_engine;
CREATE FUNCTION access.require_confirmed() RETURNS void
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
BEGIN
    IF NOT access.confirmed() THEN PERFORM access.ask_to_confirm(); END IF;
END $$;
ALTER FUNCTION access.require_confirmed() OWNER TO kith_engine;
CREATE FUNCTION access.require_recent(minutes integer DEFAULT NULL::integer) RETURNS void
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE s access.session;
BEGIN
    SELECT * INTO s FROM access.session x WHERE x.id = (access.acting()).session;
    IF NOT access.proved(s, coalesce(minutes, access.setting('confirm to act'))) THEN PERFORM access.ask_to_confirm(); END IF;
END $$;
ALTER FUNCTION access.require_recent(minutes integer) OWNER TO kith_engine;
CREATE FUNCTION access.ring() RETURNS text[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL RESTRICTED
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
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
ALTER FUNCTION access.ring() OWNER TO kith_engine;
CREATE FUNCTION access.rings(x access.proposal, p uuid, lines access.alike[]) RETURNS access.before_after[]
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    fresh access.edge;
    stale integer[];
BEGIN
    SELECT * INTO fresh FROM access.edge WHERE no = x.edge;
    stale := ARRAY(SELECT e.no FROM access.edge e WHERE (e.agreement, e.owner, e.recipient, e.state) = (fresh.agreement, fresh.owner, fresh.recipient, 'live'));
    RETURN ARRAY(
        WITH principal AS MATERIALIZED (
            SELECT DISTINCT k >> 20 AS no FROM unnest(lines) a CROSS JOIN unnest(a.before) k WHERE (k & 1048575)::integer = ANY (stale || fresh.no)
        ), holder AS (
            SELECT i.holder_id AS id, i.grade = 1 AS named FROM public.access_involvement i
            WHERE i.person_id = p AND NOT i.closed AND access.active(i.starts, i.ends)
              AND (x.profile IS NULL AND (i.holder_id IN (SELECT no FROM principal) OR i.key IN (SELECT no FROM principal))
                   OR i.owner_id = x.agency AND i.profile = x.profile)
        ), post AS (
            SELECT po.id, po.practitioner_id, po.agency_id, bool_and(h.named OR po.agency_id = x.agency) AS named
            FROM holder h CROSS JOIN LATERAL access.posts_of(h.id) po
            WHERE x.profile IS NOT NULL OR po.agency_id = fresh.recipient GROUP BY 1, 2, 3
        ), reached AS (
            SELECT * FROM post
            UNION ALL
            SELECT po.id, po.practitioner_id, po.agency_id, true FROM public.agencies_role r JOIN public.agencies_post po ON po.id = r.post_id
            WHERE r.name = 'finder' AND access.active(r.starts, r.ends) AND po.agency_id = fresh.recipient
              AND access.finder() IN (SELECT no FROM principal) AND po.id NOT IN (SELECT id FROM post)
        ), ring AS MATERIALIZED (  -- once, not wherever its keys are read
            SELECT po.id, po.named, w.purpose, access.keyring(access.as_session(po.practitioner_id, po.id, w.purpose), access.held(po.id)) AS keys,
                   access.employment(po.agency_id) AS own
            FROM reached po CROSS JOIN (VALUES ('care'), ('safeguarding')) w(purpose)
        )
        SELECT ROW(r.id, r.named, r.keys, CASE WHEN x.profile IS NOT NULL THEN r.keys ELSE
                   ARRAY(SELECT k FROM unnest(r.keys) k WHERE (k & 1048575)::integer <> ALL (stale)
                         UNION SELECT access.key(k >> 20, fresh.no) FROM unnest(r.keys) k
                         WHERE (k & 1048575)::integer = r.own AND r.purpose = ANY (fresh.purposes)) END)::access.before_after
        FROM ring r);
END $$;
ALTER FUNCTION access.rings(x access.proposal, p uuid, lines access.alike[]) OWNER TO kith_engine;
CREATE FUNCTION access.row_keys(p uuid, row_id uuid, d text, g smallint, o bigint) RETURNS bigint[]
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT access.released(p, row_id, g) || access.picked(p, row_id, d, g, o)
$$;
ALTER FUNCTION access.row_keys(p uuid, row_id uuid, d text, g smallint, o bigint) OWNER TO kith_engine;
CREATE FUNCTION access.row_openers(p uuid, row_id uuid) RETURNS TABLE(holder bigint, capacity text, profile text, until timestamp with time zone, people bigint[])
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE r record := access.opened_row(p, row_id);
BEGIN
    IF r.lock = 'facts' OR r.lock = 'letter' AND access.locates(p) THEN
        RETURN QUERY SELECT * FROM access.openers_at(p, r.domain, r.grade, r.owner, r.gate, row_openers.row_id);
    END IF;
    IF r.lock = 'letter' THEN RETURN QUERY SELECT * FROM access.addressees(p, r.parties, r.grade, r.gate); END IF;
END $$;
ALTER FUNCTION access.row_openers(p uuid, row_id uuid) OWNER TO kith_engine;
CREATE FUNCTION access.rows_following(p uuid, first uuid) RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $_$
DECLARE
    f access.following;
    known uuid[] := ARRAY[first];
    found uuid[];
    before integer;
BEGIN
    LOOP
        before := cardinality(known);
        FOR f IN SELECT * FROM access.following x ORDER BY x.leads, x.follows, x.how LOOP
            EXECUTE format('SELECT array_agg(DISTINCT c.id) FROM %s p JOIN %s c ON c.person_id = p.person_id AND (%s)
                            WHERE p.person_id = $1 AND p.id = ANY ($2) AND c.id <> ALL ($2)', f.leads, f.follows, f.how) INTO found USING p, known;
            known := known || coalesce(found, '{}');
        END LOOP;
        EXIT WHEN cardinality(known) = before;
    END LOOP;
    RETURN array_remove(known, first);
END $_$;
ALTER FUNCTION access.rows_following(p uuid, first uuid) OWNER TO kith_engine;
CREATE FUNCTION access.seal(p uuid, named bigint[], reason text, sealed_row uuid DEFAULT NULL::uuid) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    me access.actor := access.acting();
    same uuid[] := access.hold_around(p);
    lead bigint := access.check_guardian(p);
    fact uuid := gen_random_uuid();
BEGIN
    PERFORM access.require_recent();
    IF coalesce(btrim(reason), '') = '' THEN PERFORM access.invalid('Say why.'); END IF;
    IF coalesce(cardinality(named), 0) = 0 OR EXISTS (SELECT FROM unnest(named) h WHERE NOT EXISTS (SELECT FROM public.agencies_practitioner WHERE id = h)) THEN
        PERFORM access.invalid('Name the people who may still open it.');
    END IF;
    IF sealed_row IS NOT NULL THEN PERFORM access.owner_of_row(p, sealed_row); END IF;  -- raises unless the caller opens it
    INSERT INTO access.seal (person_id, id, domain, grade, owner_id, author_id, recorded_at, row_id, humans, reason)
    VALUES (p, fact, 'identity', 5, lead, me.post, core.now(), sealed_row, named, reason);
    IF sealed_row IS NOT NULL THEN
        INSERT INTO access.seal (person_id, domain, grade, owner_id, author_id, recorded_at, row_id, humans, reason, whole)
        SELECT p, 'identity', 5, lead, me.post, core.now(), r, named, reason, fact FROM unnest(access.rows_following(p, sealed_row)) r;
    END IF;
    PERFORM access.rekey_around(same);
    PERFORM access.log('seal', p, ARRAY[fact]);
    RETURN fact;
END $$;
ALTER FUNCTION access.seal(p uuid, named bigint[], reason text, sealed_row uuid) OWNER TO kith_engine;
CREATE FUNCTION access.sealed(p uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT EXISTS (SELECT FROM access.seal s
                   WHERE s.person_id = ANY (access.cluster(p)) AND s.row_id IS NULL AND s.ended_at IS NULL)
$$;
ALTER FUNCTION access.sealed(p uuid) OWNER TO kith_engine;
CREATE FUNCTION access.see_notice(notice_id bigint) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    UPDATE access.notice SET seen_at = core.now() WHERE id = notice_id AND human = (access.acting()).human AND seen_at IS NULL
$$;
ALTER FUNCTION access.see_notice(notice_id bigint) OWNER TO kith_engine;
CREATE FUNCTION access.seen_at(s access.session) RETURNS timestamp with time zone
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$ SELECT coalesce((SELECT at FROM access.seen WHERE session = s.id), s.opened_at) $$;
ALTER FUNCTION access.seen_at(s access.session) OWNER TO kith_engine;
CREATE FUNCTION access.service_of(holder bigint, OUT domain text, OUT grade smallint) RETURNS record
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    WITH team AS (
        SELECT t.domain, t.discreet, 0 AS rank FROM public.agencies_team t WHERE holder IN (t.id, t.managers_id)
        UNION ALL
        (SELECT t.domain, t.discreet, 1 FROM public.agencies_membership m JOIN public.agencies_team t ON t.id = m.team_id
         WHERE m.post_id = holder ORDER BY m.ends IS NULL DESC, m.starts LIMIT 1)
        UNION ALL
        SELECT CASE a.kind WHEN 'health trust' THEN 'health' WHEN 'general practice' THEN 'health' WHEN 'school' THEN 'education'
                    WHEN 'police' THEN 'justice' WHEN 'youth justice' THEN 'justice' WHEN 'probation' THEN 'justice' ELSE 'social_care' END, false, 2
        FROM public.agencies_post p JOIN public.agencies_agency a ON a.id = p.agency_id WHERE p.id = holder
    ) SELECT domain, CASE WHEN discreet THEN 2 ELSE 1 END::smallint FROM team ORDER BY rank LIMIT 1
$$;
ALTER FUNCTION access.service_of(holder bigint, OUT domain text, OUT grade smallint) OWNER TO kith_engine;
CREATE FUNCTION access.session_event(s access.session, action text, detail jsonb) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT audit.append(s.id, s.human, s.post, (SELECT p.agency_id FROM public.agencies_post p WHERE p.id = s.post), s.purpose,
                        session_event.action, NULL, NULL, NULL, NULL, detail)
$$;
ALTER FUNCTION access.session_event(s access.session, action text, detail jsonb) OWNER TO kith_engine;
CREATE FUNCTION access.set_account_state(practitioner bigint, state text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
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
ALTER FUNCTION access.set_account_state(practitioner bigint, state text) OWNER TO kith_engine;
CREATE FUNCTION access.setting(wanted text) RETURNS integer
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$ SELECT value FROM access.setting WHERE name = wanted $$;
ALTER FUNCTION access.setting(wanted text) OWNER TO kith_engine;
CREATE FUNCTION access.share(p uuid, who bigint, wanted smallint[], until timestamp with time zone, basis text, reason text, bundle uuid DEFAULT NULL::uuid) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE me access.actor := access.acting();
BEGIN
    PERFORM access.hold(p);
    PERFORM access.locate(p);
    PERFORM access.check_within(p, wanted, who, until);
    RETURN access.put_share(p, me.agency, who, wanted, until, basis, reason, bundle, false);
END $$;
ALTER FUNCTION access.share(p uuid, who bigint, wanted smallint[], until timestamp with time zone, basis text, reason text, bundle uuid) OWNER TO kith_engine;
CREATE FUNCTION access.share_rows(p uuid, who bigint, wanted uuid[], until timestamp with time zone, basis text, reason text, bundle uuid DEFAULT NULL::uuid) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    me access.actor := access.acting();
    grades smallint[];
BEGIN
    PERFORM access.hold(p);
    PERFORM access.locate(p);
    grades := access.grades_of(p, wanted);
    PERFORM access.check_within(p, grades, who, until);
    RETURN access.put_share(p, me.agency, who, grades, until, basis, reason, bundle, false, ARRAY(SELECT DISTINCT w FROM unnest(wanted) w ORDER BY w));
END $$;
ALTER FUNCTION access.share_rows(p uuid, who bigint, wanted uuid[], until timestamp with time zone, basis text, reason text, bundle uuid) OWNER TO kith_engine;
CREATE FUNCTION access.sign(message bytea) RETURNS text
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
BEGIN RETURN (SELECT encode(sha256(outer_pad || sha256(inner_pad || message)), 'hex') FROM access.secret); END $$;
ALTER FUNCTION access.sign(message bytea) OWNER TO kith_engine;
CREATE FUNCTION access.sign_out_colleague(practitioner bigint) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE a access.actor := access.administrator((access.acting()).agency); ended bigint;
BEGIN
    IF NOT access.employs(a.agency, practitioner) THEN PERFORM access.refuse('They have no post in your organisation.'); END IF;
    ended := access.end_sessions_of(practitioner, 'ended by an administrator');
    PERFORM access.log_administration(a, 'sign_out', jsonb_build_object('practitioner', practitioner, 'sessions', ended));
    RETURN ended;
END $$;
ALTER FUNCTION access.sign_out_colleague(practitioner bigint) OWNER TO kith_engine;
CREATE FUNCTION access.stop_my_recovery() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE a access.actor := access.acting(); r access.recovery := access.open_recovery(a.human);
BEGIN
    UPDATE access.recovery x SET ended_at = core.now() WHERE x.id = r.id;
    IF r.id IS NOT NULL THEN PERFORM access.log_administration(a, 'stop_recovery', jsonb_build_object('recovery', r.id)); END IF;
END $$;
ALTER FUNCTION access.stop_my_recovery() OWNER TO kith_engine;
CREATE FUNCTION access.stop_recovery(recovery bigint) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE r access.recovery;
BEGIN
    UPDATE access.recovery x SET ended_at = core.now() WHERE x.id = recovery AND x.ended_at IS NULL RETURNING * INTO r;
    IF r.id IS NOT NULL THEN PERFORM access.log_recovery(r, 'stop_recovery', '{"by": "the notice"}'); END IF;
END $$;
ALTER FUNCTION access.stop_recovery(recovery bigint) OWNER TO kith_engine;
CREATE FUNCTION access.suspend_edge(edge_no integer, suspend boolean) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
BEGIN
    PERFORM access.check_governance((SELECT owner FROM access.edge WHERE no = edge_no));
    IF NOT suspend THEN PERFORM access.require_recent(); END IF;  -- what only closes is never held up
    UPDATE access.edge SET suspended = suspend WHERE no = edge_no AND agreement <> 'employment';
    PERFORM access.log(CASE WHEN suspend THEN 'suspend agreement' ELSE 'resume agreement' END, NULL, NULL, NULL, NULL, jsonb_build_object('edge', edge_no));
END $$;
ALTER FUNCTION access.suspend_edge(edge_no integer, suspend boolean) OWNER TO kith_engine;
CREATE FUNCTION access.take_lead(p uuid) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    me access.actor := access.acting();
    led bigint;
BEGIN
    PERFORM access.hold(p);
    led := access.locate(p);
    IF me.agency IS DISTINCT FROM access.lead_offered_to(p) THEN PERFORM access.invalid('Your organisation is not asked to lead now.'); END IF;
    UPDATE public.access_subject SET lead_id = me.agency, offered_to_id = NULL WHERE id = p;
    PERFORM access.tell_there(p, led, 'lead taken');
    PERFORM access.log('take the lead', p, NULL, NULL, NULL, jsonb_build_object('from', led));
    RETURN led;
END $$;
ALTER FUNCTION access.take_lead(p uuid) OWNER TO kith_engine;
CREATE FUNCTION access.take_up(x access.proposal, p uuid) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    UPDATE public.access_involvement i
    SET profile_version = new.version,
        accepted = i.accepted AND (i.owner_id = s.lead_id OR 1 >= ALL (new.grades) OR NOT 1 >= ALL (old.grades))
    FROM access.profile new, access.profile old, public.access_subject s
    WHERE i.person_id = p AND i.owner_id = x.agency AND i.profile = x.profile AND NOT i.closed AND s.id = p
      AND (new.name, new.version) = (x.profile, x.version) AND (old.name, old.version) = (i.profile, i.profile_version)
$$;
ALTER FUNCTION access.take_up(x access.proposal, p uuid) OWNER TO kith_engine;
CREATE FUNCTION access.tell_there(p uuid, organisation bigint, kind text) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT access.notify(ARRAY(
        SELECT h FROM unnest(access.humans_behind(ARRAY(SELECT w.holder_id FROM access.working_with(p, organisation) w))) h
        WHERE access.gate(p, NULL, NULL) && access.own_keys(h, true) AND NOT access.key(h, 0) = ANY (access.denied(p, NULL))), p, kind)
$$;
ALTER FUNCTION access.tell_there(p uuid, organisation bigint, kind text) OWNER TO kith_engine;
CREATE FUNCTION access.through_edges(keys bigint[], gone integer[]) RETURNS bigint[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
    SELECT CASE WHEN gone = '{}' THEN keys ELSE ARRAY(SELECT k FROM unnest(keys) k WHERE (k & 1048575)::integer <> ALL (gone) ORDER BY k) END
$$;
ALTER FUNCTION access.through_edges(keys bigint[], gone integer[]) OWNER TO kith_owner;
CREATE FUNCTION access.throw_away(proposal_id bigint) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE x access.proposal := access.undecided(proposal_id);
BEGIN
    UPDATE access.edge SET state = 'retired' WHERE no = x.edge;
    UPDATE access.proposal SET live = false, decided_by = (access.acting()).post, decided_at = core.now() WHERE id = x.id;
    PERFORM access.log('throw away', NULL, NULL, NULL, NULL, jsonb_build_object('proposal', x.id));
END $$;
ALTER FUNCTION access.throw_away(proposal_id bigint) OWNER TO kith_engine;
CREATE FUNCTION access.tidy() RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    past timestamptz := core.now() - interval '1 day';
    p uuid;
BEGIN
    SELECT x.person_id INTO p FROM (
        (SELECT i.person_id, i.ends FROM public.access_involvement i WHERE NOT i.closed AND i.ends < past ORDER BY i.ends LIMIT 1)
        UNION ALL
        (SELECT s.person_id, s.ends FROM public.access_share s WHERE NOT s.closed AND s.ends < past ORDER BY s.ends LIMIT 1)
    ) x ORDER BY x.ends LIMIT 1;
    IF p IS NULL THEN RETURN false; END IF;
    PERFORM access.hold(p);
    UPDATE public.access_involvement SET closed = true WHERE person_id = p AND NOT closed AND ends < past;
    UPDATE public.access_share SET closed = true WHERE person_id = p AND NOT closed AND ends < past;
    PERFORM access.rekey_person(p);
    RETURN true;
END $$;
ALTER FUNCTION access.tidy() OWNER TO kith_engine;
CREATE FUNCTION access.touch(id uuid) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    UPDATE access.seen SET at = core.now()
    WHERE session = (SELECT x.session FROM access.seen x
                     WHERE x.session = touch.id AND x.at <= core.now() - interval '1 minute' FOR UPDATE SKIP LOCKED)
$$;
ALTER FUNCTION access.touch(id uuid) OWNER TO kith_engine;
CREATE FUNCTION access.undecided(proposal_id bigint) RETURNS access.proposal
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE x access.proposal;
BEGIN
    PERFORM access.check_governance((access.acting()).agency);
    SELECT * INTO x FROM access.proposal WHERE id = proposal_id AND agency = (access.acting()).agency FOR UPDATE;
    IF NOT FOUND THEN PERFORM access.nothing(); END IF;
    IF x.live IS NOT NULL THEN PERFORM access.invalid('This has been decided already.'); END IF;
    RETURN x;
END $$;
ALTER FUNCTION access.undecided(proposal_id bigint) OWNER TO kith_engine;
CREATE FUNCTION access.unlink(a uuid, b uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE same uuid[] := access.hold_around(a);
BEGIN
    PERFORM access.check_guardian(a);
    PERFORM access.require_recent();
    DELETE FROM access.link WHERE (person_id, other_id) IN ((a, b), (b, a));
    IF NOT FOUND THEN PERFORM access.nothing(); END IF;
    PERFORM access.rekey_around(same);
    PERFORM access.log('unlink', a, ARRAY[b]);
    PERFORM access.log('unlink', b, ARRAY[a]);
END $$;
ALTER FUNCTION access.unlink(a uuid, b uuid) OWNER TO kith_engine;
CREATE FUNCTION access.unseal(p uuid, fact uuid, why text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE same uuid[] := access.hold_around(p);
BEGIN
    PERFORM access.check_guardian(p);
    PERFORM access.require_recent();
    UPDATE access.seal SET ended_at = core.now() WHERE person_id = p AND (id = fact AND whole IS NULL OR whole = fact) AND ended_at IS NULL AND (access.acting()).human = ANY (humans);
    IF NOT FOUND THEN PERFORM access.nothing(); END IF;
    PERFORM access.rekey_around(same);
    PERFORM access.log('unseal', p, ARRAY[fact], NULL, NULL, jsonb_build_object('reason', why));
END $$;
ALTER FUNCTION access.unseal(p uuid, fact uuid, why text) OWNER TO kith_engine;
CREATE TABLE access.verification (
    id bigint NOT NULL,
    asked_by bigint NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    started_at timestamp with time zone,
    ended_at timestamp with time zone,
    took interval,
    checked bigint,
    drifted bigint
);
ALTER TABLE access.verification OWNER TO kith_owner;
CREATE FUNCTION access.verifications() RETURNS SETOF access.verification
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
BEGIN
    PERFORM access.check_governance((access.acting()).agency);
    RETURN QUERY SELECT * FROM access.verification ORDER BY id DESC LIMIT 5;
END $$;
ALTER FUNCTION access.verifications() OWNER TO kith_engine;
CREATE FUNCTION access.verify(p uuid DEFAULT NULL::uuid) RETURNS TABLE(name text, checked bigint, drifted bigint)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET enable_nestloop TO 'off'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $_$
DECLARE
    t access.graded_table;
    gone integer[] := ARRAY(SELECT no FROM access.edge WHERE state <> 'live');
BEGIN
    FOR t IN SELECT * FROM access.graded_table g ORDER BY g.name LOOP
        name := t.name;
        checked := 0;
        drifted := 0;
        IF p IS NOT NULL THEN  -- of one person most tables hold nothing, and to work that out takes longest
            EXECUTE format('SELECT count(*) FROM %s WHERE person_id = $1', t.name) INTO checked USING p;
            IF checked = 0 THEN RETURN NEXT; CONTINUE; END IF;
        END IF;
        EXECUTE format('SELECT count(*), count(*) FILTER (WHERE (access.through_edges(r.audience, $2), r.gate, r.denied)
                                                          IS DISTINCT FROM (access.through_edges(x.audience, $2), x.gate, x.denied))
                        FROM %s r LEFT JOIN (%s) x USING (person_id, id) WHERE $1 IS NULL OR r.person_id = $1',
                       t.name, access.expected_locks(t, '$1 IS NULL OR person_id = $1')) INTO checked, drifted USING p, gone;
        RETURN NEXT;
    END LOOP;
END $_$;
ALTER FUNCTION access.verify(p uuid) OWNER TO kith_engine;
CREATE FUNCTION access.verify_asked() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    asked bigint := (SELECT max(id) FROM access.verification WHERE started_at IS NOT NULL AND ended_at IS NULL);
    found record;
BEGIN
    IF asked IS NULL OR NOT pg_try_advisory_xact_lock(5750) THEN RETURN; END IF;
    SELECT sum(v.checked) AS checked, sum(v.drifted) AS drifted INTO found FROM access.verify() v;
    UPDATE access.verification SET checked = found.checked, drifted = found.drifted, ended_at = core.now(), took = clock_timestamp() - now() WHERE id = asked;
END $$;
ALTER FUNCTION access.verify_asked() OWNER TO kith_engine;
CREATE FUNCTION access.vouch(recovery bigint, code text, reason text) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
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
ALTER FUNCTION access.vouch(recovery bigint, code text, reason text) OWNER TO kith_engine;
CREATE FUNCTION access.whose(token text) RETURNS bigint
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT s.human FROM access.session s
    WHERE s.token_hash = access.hashed(token) AND s.post IS NOT NULL
      AND coalesce(s.ended_at, s.expires_at, core.now()) > core.now() - interval '1 day'
$$;
ALTER FUNCTION access.whose(token text) OWNER TO kith_engine;
CREATE FUNCTION access.withdraw_release(p uuid, fact uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
BEGIN
    PERFORM access.hold(p);
    PERFORM access.locate(p);
    UPDATE access.release SET ended_at = core.now() WHERE person_id = p AND id = fact AND ended_at IS NULL AND owner_id = (access.acting()).agency;
    IF NOT FOUND THEN PERFORM access.nothing(); END IF;
    PERFORM access.rekey_person(p);
    PERFORM access.log('withdraw release', p, ARRAY[fact]);
END $$;
ALTER FUNCTION access.withdraw_release(p uuid, fact uuid) OWNER TO kith_engine;
CREATE FUNCTION access.within(at timestamp with time zone, starts timestamp with time zone, ends timestamp with time zone) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT starts <= at AND (ends IS NULL OR ends > at) $$;
ALTER FUNCTION access.within(at timestamp with time zone, starts timestamp with time zone, ends timestamp with time zone) OWNER TO kith_owner;
CREATE FUNCTION access.words_of(post_id bigint, held bigint[]) RETURNS jsonb
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
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
ALTER FUNCTION access.words_of(post_id bigint, held bigint[]) OWNER TO kith_engine;
CREATE FUNCTION access.work_next(which bigint DEFAULT NULL::bigint) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE waiting access.proposal;
BEGIN
    SELECT * INTO waiting FROM access.proposal x
    WHERE (x.live IS NULL AND x.ready_at IS NULL OR x.live AND x.profile IS NOT NULL AND x.applied_at IS NULL)
      AND (which IS NULL OR x.id = which) ORDER BY x.live NULLS LAST, x.id LIMIT 1;
    IF NOT FOUND THEN RETURN false; END IF;
    IF waiting.live THEN PERFORM access.apply_next(waiting.id); ELSE PERFORM access.prepare_next(waiting.id); END IF;
    RETURN true;
END $$;
ALTER FUNCTION access.work_next(which bigint) OWNER TO kith_engine;
CREATE FUNCTION access.working_with(p uuid, organisation bigint) RETURNS SETOF public.access_involvement
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT i.* FROM public.access_involvement i JOIN access.profile v ON v.name = i.profile AND v.version = i.profile_version
    WHERE i.person_id = p AND i.owner_id = organisation AND i.accepted AND NOT i.closed AND access.active(i.starts, i.ends)
      AND 3 <= ANY (v.grades)
$$;
ALTER FUNCTION access.working_with(p uuid, organisation bigint) OWNER TO kith_engine;
CREATE FUNCTION access.works_with(p uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT EXISTS (SELECT FROM access.opening(p) o WHERE o.fact = 'involvement' AND o.accepted AND 3 <= ANY (o.grades))
$$;
ALTER FUNCTION access.works_with(p uuid) OWNER TO kith_engine;
CREATE PROCEDURE access.write_opened_row()
    LANGUAGE plpgsql
    AS $_$
BEGIN
    EXECUTE (
        SELECT format('CREATE OR REPLACE FUNCTION access.opened_row(p uuid, row_id uuid, OUT tbl text, OUT lock text, OUT domain text,
    OUT grade smallint, OUT owner bigint, OUT gate bigint[], OUT parties bigint[]) LANGUAGE plpgsql STABLE SECURITY DEFINER
            $q$    IF has_any_column_privilege('kith_app', %1$L, 'SELECT') THEN
        SELECT %1$L, %2$L, r.domain, r.grade, r.owner_id, r.gate, %3$s INTO tbl, lock, domain, grade, owner, gate, parties
        FROM %1$s r WHERE r.person_id = p AND r.id = opened_row.row_id AND %4$s;
        IF FOUND THEN RETURN; END IF;
    END IF;
$q$, t.name, t.lock, CASE t.lock WHEN 'letter' THEN 'r.parties' ELSE 'NULL::bigint[]' END,
            replace(access.policy_text(true), 'access.keys()', 'my_keys')), '' ORDER BY t.name)
            || E'    RAISE EXCEPTION ''There is nothing here that you can open.'' USING ERRCODE = ''KI404'';\nEND ')
        FROM access.graded_table t);
END $_$;
ALTER PROCEDURE access.write_opened_row() OWNER TO kith_owner;
CREATE PROCEDURE access.write_rekeying()
    LANGUAGE plpgsql
    AS $_$
BEGIN
    EXECUTE (
        SELECT format('CREATE OR REPLACE FUNCTION access.rekey_person(p uuid) RETURNS bigint LANGUAGE plpgsql VOLATILE SECURITY DEFINER
            $q$    IF EXISTS (SELECT FROM %1$s WHERE person_id = p) THEN
        UPDATE %1$s r SET audience = x.audience, gate = x.gate, denied = x.denied FROM (%2$s) x
        WHERE r.person_id = p AND (r.person_id, r.id) = (x.person_id, x.id)
          AND (r.audience, r.gate, r.denied) IS DISTINCT FROM (x.audience, x.gate, x.denied);
        GET DIAGNOSTICS n = ROW_COUNT;
        total := total + n;
    END IF;
$q$, t.name, access.expected_locks(t, 'person_id = p')), '' ORDER BY t.name) || E'    RETURN total;\nEND ')
        FROM access.graded_table t);
END $_$;
ALTER PROCEDURE access.write_rekeying() OWNER TO kith_owner;
CREATE FUNCTION agencies.bind_account(practitioner bigint, account bigint) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
BEGIN
    UPDATE public.agencies_practitioner SET user_id = account WHERE id = practitioner AND user_id IS NULL;
    RETURN FOUND;
END $$;
ALTER FUNCTION agencies.bind_account(practitioner bigint, account bigint) OWNER TO kith_engine;
CREATE FUNCTION agencies.log_sign_in(practitioner bigint, act text, detail jsonb) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT audit.append(NULL, practitioner, NULL, NULL, NULL, 'administer', NULL, NULL, NULL, NULL,
                        jsonb_build_object('act', act, 'practitioner', practitioner) || detail)
$$;
ALTER FUNCTION agencies.log_sign_in(practitioner bigint, act text, detail jsonb) OWNER TO kith_engine;
CREATE FUNCTION agencies.narrow_roles(practitioner bigint, organisation bigint, governed text[], kept text[]) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE ended jsonb;
BEGIN
    WITH gone AS (
        UPDATE public.agencies_role r SET ends = core.now()
        FROM public.agencies_post p
        WHERE p.id = r.post_id AND p.practitioner_id = practitioner AND p.agency_id = organisation
          AND r.name = ANY (governed) AND NOT r.name = ANY (kept) AND (r.ends IS NULL OR r.ends > core.now())
        RETURNING r.id, r.post_id, r.name
    ) SELECT jsonb_agg(jsonb_build_object('role', id, 'post', post_id, 'name', name)) INTO ended FROM gone;
    IF ended IS NULL THEN RETURN 0; END IF;
    PERFORM audit.append(NULL, practitioner, NULL, organisation, NULL, 'administer', NULL, NULL, NULL, NULL,
                         jsonb_build_object('act', 'narrow_roles', 'practitioner', practitioner, 'ended', ended));
    RETURN jsonb_array_length(ended);
END $$;
ALTER FUNCTION agencies.narrow_roles(practitioner bigint, organisation bigint, governed text[], kept text[]) OWNER TO kith_engine;
CREATE FUNCTION agencies.warned_of_training(practitioner bigint) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
BEGIN
    UPDATE public.agencies_practitioner SET training_warned = trained_until
    WHERE id = practitioner AND training_warned IS DISTINCT FROM trained_until
      AND trained_until <= (core.now() AT TIME ZONE 'Europe/London')::date + 30;
    RETURN FOUND;
END $$;
ALTER FUNCTION agencies.warned_of_training(practitioner bigint) OWNER TO kith_engine;
CREATE TABLE public.assessments_response (
    id uuid NOT NULL,
    domain text NOT NULL,
    grade smallint NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    form text NOT NULL,
    form_version integer NOT NULL,
    series uuid NOT NULL,
    version integer NOT NULL,
    state text NOT NULL,
    reason text NOT NULL,
    ended_at timestamp with time zone,
    ended_by bigint,
    author_id bigint NOT NULL,
    owner_id bigint NOT NULL,
    person_id uuid NOT NULL,
    audience bigint[] NOT NULL,
    gate bigint[] NOT NULL,
    denied bigint[] NOT NULL,
    CONSTRAINT assessments_response_domain CHECK ((access.domain_no(domain) IS NOT NULL)),
    CONSTRAINT assessments_response_grade CHECK (((grade >= 1) AND (grade <= 5))),
    CONSTRAINT response_ends_whole CHECK ((((state = 'open'::text) = (ended_at IS NULL)) AND ((ended_at IS NULL) = (ended_by IS NULL)))),
    CONSTRAINT response_first_is_series CHECK (((version = 1) = (series = id))),
    CONSTRAINT response_fits CHECK ((length(reason) <= 1000))
);
ALTER TABLE ONLY public.assessments_response ALTER COLUMN id SET STATISTICS 1;
ALTER TABLE ONLY public.assessments_response ALTER COLUMN domain SET STATISTICS 0;
ALTER TABLE ONLY public.assessments_response ALTER COLUMN form SET STATISTICS 0;
ALTER TABLE ONLY public.assessments_response ALTER COLUMN series SET STATISTICS 1;
ALTER TABLE ONLY public.assessments_response ALTER COLUMN state SET STATISTICS 0;
ALTER TABLE ONLY public.assessments_response ALTER COLUMN reason SET STATISTICS 0;
ALTER TABLE ONLY public.assessments_response ALTER COLUMN person_id SET STATISTICS 1;
ALTER TABLE ONLY public.assessments_response FORCE ROW LEVEL SECURITY;
ALTER TABLE public.assessments_response OWNER TO kith_owner;
CREATE FUNCTION assessments.check_open(r public.assessments_response, owner bigint) RETURNS void
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
BEGIN
    IF r.owner_id <> owner THEN
        PERFORM access.refuse('Only the organisation that began this form can fill it in. Ring them, or record what you know.');
    END IF;
    IF r.state <> 'open' THEN
        PERFORM access.invalid('This form has been signed off or put away since you opened it. What you typed is kept as a draft.');
    END IF;
END $$;
ALTER FUNCTION assessments.check_open(r public.assessments_response, owner bigint) OWNER TO kith_engine;
CREATE TABLE public.assessments_answers (
    id uuid NOT NULL,
    domain text NOT NULL,
    grade smallint NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    series uuid NOT NULL,
    version integer NOT NULL,
    section text NOT NULL,
    revision integer NOT NULL,
    content jsonb NOT NULL,
    author_id bigint NOT NULL,
    owner_id bigint NOT NULL,
    person_id uuid NOT NULL,
    audience bigint[] NOT NULL,
    gate bigint[] NOT NULL,
    denied bigint[] NOT NULL,
    CONSTRAINT answers_fit CHECK (((pg_column_size(content) <= 1000000) AND (length(section) <= 60) AND (revision > 0))),
    CONSTRAINT assessments_answers_domain CHECK ((access.domain_no(domain) IS NOT NULL)),
    CONSTRAINT assessments_answers_grade CHECK (((grade >= 1) AND (grade <= 5)))
);
ALTER TABLE ONLY public.assessments_answers ALTER COLUMN id SET STATISTICS 1;
ALTER TABLE ONLY public.assessments_answers ALTER COLUMN domain SET STATISTICS 0;
ALTER TABLE ONLY public.assessments_answers ALTER COLUMN series SET STATISTICS 1;
ALTER TABLE ONLY public.assessments_answers ALTER COLUMN section SET STATISTICS 0;
ALTER TABLE ONLY public.assessments_answers ALTER COLUMN person_id SET STATISTICS 1;
ALTER TABLE ONLY public.assessments_answers FORCE ROW LEVEL SECURITY;
ALTER TABLE public.assessments_answers OWNER TO kith_owner;
CREATE FUNCTION assessments.check_places(a public.assessments_answers, response public.assessments_response) RETURNS void
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $_$
DECLARE
    places jsonb := (SELECT f.places FROM public.assessments_form f WHERE f.slug = response.form AND f.version = response.form_version);
BEGIN
    IF jsonb_typeof(a.content) IS DISTINCT FROM 'object' OR EXISTS (
        SELECT FROM jsonb_each(a.content) said (key, given)
        CROSS JOIN LATERAL (SELECT places -> regexp_replace(said.key, '^.*\.', '') AS place) p
        WHERE place IS NULL OR (place ->> 0, place ->> 1, (place ->> 2)::int) IS DISTINCT FROM (a.section, a.domain, a.grade::int)
           OR jsonb_typeof(given) <> 'array' OR given = '[]'
           OR said.key !~ CASE WHEN place ->> 3 IS NULL THEN '^[a-z0-9-]+$' ELSE '^' || (place ->> 3) || '\.\d{1,2}\.[a-z0-9-]+$' END
    ) THEN
        PERFORM access.invalid('An answer does not belong where it was to be kept. Nothing of it was kept. Open the form again.');
    END IF;
END $_$;
ALTER FUNCTION assessments.check_places(a public.assessments_answers, response public.assessments_response) OWNER TO kith_engine;
CREATE FUNCTION assessments.end_response() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
BEGIN
    PERFORM assessments.check_open(OLD, (access.acting()).agency);
    IF NEW.state NOT IN ('signed', 'put away') THEN PERFORM access.invalid('A form is signed off or put away.'); END IF;
    NEW.ended_at := core.now();
    NEW.ended_by := (access.acting()).post;
    RETURN NEW;
END $$;
ALTER FUNCTION assessments.end_response() OWNER TO kith_engine;
CREATE FUNCTION assessments.hold(p uuid, response uuid) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
BEGIN
    PERFORM access.locate(p);  -- nobody holds up writing about persons who are beyond them
    RETURN (assessments.newest(p, (SELECT r.series FROM public.assessments_response r WHERE r.person_id = p AND r.id = response))).version;
END $$;
ALTER FUNCTION assessments.hold(p uuid, response uuid) OWNER TO kith_engine;
CREATE FUNCTION assessments.keep_form() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
    RAISE EXCEPTION 'A published version of a form never changes: publish the next one.' USING ERRCODE = 'KI422';
END $$;
ALTER FUNCTION assessments.keep_form() OWNER TO kith_owner;
CREATE FUNCTION assessments.newest(p uuid, wanted uuid) RETURNS public.assessments_response
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    keys bigint[] := access.keys();
    found public.assessments_response;
BEGIN
    PERFORM access.check_isolation();
    PERFORM pg_advisory_xact_lock_shared(access.lock_no(p));
    PERFORM FROM public.assessments_response r WHERE r.person_id = p AND r.id = wanted FOR UPDATE;
    -- a later statement than the lock: its snapshot has the version that the last writer committed
    SELECT * INTO found FROM public.assessments_response r WHERE r.person_id = p AND r.series = wanted ORDER BY r.version DESC LIMIT 1;
    IF NOT access.opens(keys, found.audience, found.gate, found.denied) THEN PERFORM access.nothing(); END IF;
    RETURN found;
END $$;
ALTER FUNCTION assessments.newest(p uuid, wanted uuid) OWNER TO kith_engine;
CREATE FUNCTION assessments.places_in(definition jsonb) RETURNS jsonb
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
    WITH RECURSIVE item AS (
        SELECT i AS told, i ->> 'linkId' AS section, NULL::text AS repeating,
               coalesce(assessments.said(i, 'urn:kith:fhir:domain'), assessments.said(definition, 'urn:kith:fhir:domain')) AS domain,
               coalesce(assessments.said(i, 'urn:kith:fhir:grade'), assessments.said(definition, 'urn:kith:fhir:grade')) AS grade
        FROM jsonb_array_elements(definition -> 'item') i
        UNION ALL
        SELECT i, item.section, CASE WHEN (item.told ->> 'repeats')::boolean THEN item.told ->> 'linkId' ELSE item.repeating END,
               coalesce(assessments.said(i, 'urn:kith:fhir:domain'), item.domain), coalesce(assessments.said(i, 'urn:kith:fhir:grade'), item.grade)
        FROM item, jsonb_array_elements(item.told -> 'item') i
    )
    SELECT coalesce(jsonb_object_agg(told ->> 'linkId', jsonb_build_array(section, domain, grade::int, repeating)), '{}') FROM item
    WHERE told ->> 'type' NOT IN ('group', 'display') AND NOT EXISTS (
        SELECT FROM jsonb_array_elements(told -> 'extension') e
        WHERE e ->> 'url' = 'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression')
$$;
ALTER FUNCTION assessments.places_in(definition jsonb) OWNER TO kith_owner;
CREATE FUNCTION assessments.publish(told jsonb) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    me access.actor := access.acting();
    before public.assessments_form;
    new_version int;
BEGIN
    IF NOT access.has_role('governance') THEN PERFORM access.refuse('Only information governance publishes forms.'); END IF;
    PERFORM access.require_recent();
    PERFORM pg_advisory_xact_lock(hashtextextended('form ' || coalesce(told ->> 'id', ''), 0));
    SELECT * INTO before FROM public.assessments_form f WHERE f.slug = told ->> 'id' ORDER BY f.version DESC LIMIT 1;
    IF before.id IS NOT NULL AND before.publisher_id IS DISTINCT FROM me.agency THEN
        PERFORM access.refuse('A form of this name (id) comes with Kith or is another organisation''s. Give yours a name of its own.');
    END IF;
    IF before.version >= (told ->> 'version')::int THEN
        PERFORM access.invalid(format('Version %s of this form stands already. Count the version up to %s.', before.version, before.version + 1));
    END IF;
    INSERT INTO public.assessments_form (slug, version, title, domain, grade, definition, digest, places, published_at, publisher_id, published_by)
    VALUES ('', 0, '', '', 0, told, '', '{}', core.now(), me.agency, me.post) RETURNING version INTO new_version;
    PERFORM access.log('publish form', NULL, NULL, NULL, NULL, jsonb_build_object('form', told ->> 'id', 'version', new_version));
    RETURN new_version;
END $$;
ALTER FUNCTION assessments.publish(told jsonb) OWNER TO kith_engine;
CREATE FUNCTION assessments.revise() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    keys bigint[] := access.keys();
    response public.assessments_response := assessments.newest(NEW.person_id, NEW.series);
    before public.assessments_answers;
BEGIN
    PERFORM assessments.check_open(response, NEW.owner_id);
    PERFORM assessments.check_places(NEW, response);
    SELECT * INTO before FROM public.assessments_answers a
    WHERE a.person_id = NEW.person_id AND a.series = NEW.series AND a.section = NEW.section AND a.domain = NEW.domain AND a.grade = NEW.grade
    ORDER BY a.revision DESC LIMIT 1;
    IF before.id IS NOT NULL AND NOT access.opens(keys, before.audience, before.gate, before.denied) THEN PERFORM access.nothing(); END IF;
    IF NEW.revision <> coalesce(before.revision, 0) + 1 OR NEW.version <> response.version THEN
        PERFORM access.invalid('Somebody has saved this section since you opened it. What you typed is kept as a draft.');
    END IF;
    PERFORM access.inherit_seals(NEW.person_id, ARRAY[response.id, before.id], NEW.id, NEW.domain, NEW.grade);
    RETURN NEW;
END $$;
ALTER FUNCTION assessments.revise() OWNER TO kith_engine;
CREATE FUNCTION assessments.said(element jsonb, address text) RETURNS text
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
    SELECT v.value #>> '{}' FROM jsonb_array_elements(element -> 'extension') WITH ORDINALITY e (told, n), jsonb_each(e.told) v
    WHERE e.told ->> 'url' = address AND v.key LIKE 'value%' ORDER BY e.n LIMIT 1
$$;
ALTER FUNCTION assessments.said(element jsonb, address text) OWNER TO kith_owner;
CREATE FUNCTION assessments.stand_form() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
    NEW.slug := NEW.definition ->> 'id'; NEW.version := (NEW.definition ->> 'version')::int; NEW.title := NEW.definition ->> 'title';
    NEW.domain := assessments.said(NEW.definition, 'urn:kith:fhir:domain');
    NEW.grade := assessments.said(NEW.definition, 'urn:kith:fhir:grade')::smallint;
    NEW.digest := encode(sha256(convert_to(NEW.definition::text, 'UTF8')), 'hex');
    NEW.places := assessments.places_in(NEW.definition);
    RETURN NEW;
END $$;
ALTER FUNCTION assessments.stand_form() OWNER TO kith_owner;
CREATE FUNCTION assessments.typing(p uuid, wanted uuid) RETURNS TABLE(name text, at timestamp with time zone)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    me access.actor := access.acting();
    keys bigint[] := access.keys();
BEGIN
    IF NOT EXISTS (SELECT FROM public.assessments_response r WHERE r.person_id = p AND r.id = wanted AND r.owner_id = me.agency
                     AND access.opens(keys, r.audience, r.gate, r.denied)) THEN RETURN; END IF;
    RETURN QUERY
    SELECT h.name, max(d.saved_at) FROM public.record_draft d
    JOIN public.agencies_post po ON po.id = d.author_id JOIN public.agencies_practitioner h ON h.id = po.practitioner_id
    WHERE d.person_id = p AND d.kind = 'form' AND d.content ->> 'response' = wanted::text AND d.owner_id = me.agency
      AND d.author_id <> me.post AND d.recorded_as IS NULL AND d.discarded_at IS NULL AND d.saved_at > core.now() - interval '10 minutes'
    GROUP BY h.name ORDER BY 2 DESC;
END $$;
ALTER FUNCTION assessments.typing(p uuid, wanted uuid) OWNER TO kith_engine;
CREATE FUNCTION assessments.version_response() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE before public.assessments_response;
BEGIN
    NEW.series := coalesce(NEW.series, NEW.id);
    NEW.state := 'open'; NEW.ended_at := NULL; NEW.ended_by := NULL;
    IF NEW.series = NEW.id THEN
        SELECT f.domain, f.grade INTO NEW.domain, NEW.grade FROM public.assessments_form f
        WHERE f.slug = NEW.form AND f.version = NEW.form_version AND (f.publisher_id IS NULL OR f.publisher_id = NEW.owner_id);
        IF NOT FOUND THEN PERFORM access.invalid('Choose a form.'); END IF;
        RETURN NEW;
    END IF;
    before := assessments.newest(NEW.person_id, NEW.series);
    IF before.owner_id <> NEW.owner_id THEN
        PERFORM access.refuse('Only the organisation that began this form can amend it. Ring them, or record what you know.');
    END IF;
    IF before.state <> 'signed' OR NEW.version <> before.version + 1 THEN
        PERFORM access.invalid('This form has been changed since you opened it. Open it again.');
    END IF;
    NEW.form := before.form; NEW.form_version := before.form_version; NEW.domain := before.domain; NEW.grade := before.grade;
    PERFORM access.inherit_seals(NEW.person_id, ARRAY[before.id], NEW.id, NEW.domain, NEW.grade);
    RETURN NEW;
END $$;
ALTER FUNCTION assessments.version_response() OWNER TO kith_engine;
CREATE FUNCTION audit.append(session uuid, human bigint, post bigint, agency bigint, purpose text, action text, person uuid, rows uuid[], domains text[], grades smallint[], detail jsonb) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT pg_current_xact_id();
    INSERT INTO public.audit_event (at, xact, session, human, post, agency, purpose, action, person_id, rows, domains, grades, detail)
    VALUES (core.now(), pg_current_xact_id()::text::bigint, session, human, post, agency, coalesce(purpose, ''), action, person,
            coalesce(rows, '{}'), coalesce(domains, '{}'), coalesce(grades, '{}'), coalesce(detail, '{}'))
$$;
ALTER FUNCTION audit.append(session uuid, human bigint, post bigint, agency bigint, purpose text, action text, person uuid, rows uuid[], domains text[], grades smallint[], detail jsonb) OWNER TO kith_engine;
CREATE FUNCTION audit.erase(at_most integer DEFAULT 5000) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE act audit.erasure; looked bigint[]; taken integer;
BEGIN
    SELECT x.* INTO act FROM audit.erasure x JOIN audit.leaf l ON l.event = x.event
    WHERE x.done_at IS NULL ORDER BY x.event LIMIT 1 FOR UPDATE OF x;
    IF act.event IS NULL THEN RETURN NULL; END IF;
    looked := ARRAY(SELECT e.id FROM public.audit_event e WHERE e.id > act.reached AND e.id < act.event ORDER BY e.id LIMIT at_most);
    WITH old AS (
        SELECT e.id FROM public.audit_event e
        WHERE e.id = ANY (looked) AND e.agency = act.agency AND audit.is_past(e, act.before)
    ) UPDATE audit.leaf l SET salt = NULL, erased_by = act.event FROM old WHERE l.event = old.id;
    GET DIAGNOSTICS taken = ROW_COUNT;
    DELETE FROM public.audit_event e USING audit.leaf l WHERE e.id = ANY (looked) AND l.event = e.id AND l.erased_by = act.event;
    UPDATE audit.erasure SET erased = erased + taken, reached = coalesce(looked[cardinality(looked)], reached),
        done_at = CASE WHEN cardinality(looked) < at_most THEN clock_timestamp() END WHERE event = act.event;
    RETURN taken;
END $$;
ALTER FUNCTION audit.erase(at_most integer) OWNER TO kith_engine;
CREATE FUNCTION audit.grow(before bigint, after bigint) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE height smallint := 0;
BEGIN
    WHILE after / 256 > before / 256 LOOP
        height := height + 1;
        INSERT INTO audit.node (level, no, hash)
        SELECT height, b, audit.root_of(CASE WHEN height = 1
            THEN ARRAY(SELECT l.hash FROM audit.leaf l WHERE l.no >= b * 256 AND l.no < b * 256 + 256 ORDER BY l.no)
            ELSE ARRAY(SELECT n.hash FROM audit.node n WHERE n.level = height - 1 AND n.no >= b * 256 AND n.no < b * 256 + 256 ORDER BY n.no)
        END) FROM generate_series(before / 256, after / 256 - 1) b;
        before := before / 256;
        after := after / 256;
    END LOOP;
END $$;
ALTER FUNCTION audit.grow(before bigint, after bigint) OWNER TO kith_engine;
CREATE TABLE public.audit_event (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    xact bigint NOT NULL,
    session uuid,
    human bigint,
    post bigint,
    agency bigint,
    purpose text NOT NULL,
    action text NOT NULL,
    person_id uuid,
    rows uuid[] NOT NULL,
    domains text[] NOT NULL,
    grades smallint[] NOT NULL,
    detail jsonb NOT NULL
);
ALTER TABLE public.audit_event OWNER TO kith_owner;
CREATE FUNCTION audit.is_past(e public.audit_event, before jsonb) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
    SELECT e.action NOT IN ('erase events', 'keep events')
           AND extract(epoch FROM e.at) * 1000000 < (coalesce(before -> e.action, before -> '') #>> '{}')::bigint
$$;
ALTER FUNCTION audit.is_past(e public.audit_event, before jsonb) OWNER TO kith_owner;
CREATE FUNCTION audit.keep_leaf() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
    RAISE EXCEPTION 'What was numbered and signed is never changed or deleted.' USING ERRCODE = 'KI403';
END $$;
ALTER FUNCTION audit.keep_leaf() OWNER TO kith_owner;
CREATE FUNCTION audit.keep_numbered() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
    IF current_user = 'kith_engine' AND OLD.erased_by IS NULL AND NEW.salt IS NULL
       AND (NEW.no, NEW.batch, NEW.event, NEW.numbered_at, NEW.hash) = (OLD.no, OLD.batch, OLD.event, OLD.numbered_at, OLD.hash)
       AND EXISTS (SELECT FROM audit.erasure x WHERE x.event = NEW.erased_by) THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'What was numbered and signed is never changed or deleted.' USING ERRCODE = 'KI403';
END $$;
ALTER FUNCTION audit.keep_numbered() OWNER TO kith_owner;
CREATE FUNCTION audit.kept_until(organisation bigint) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT jsonb_object_agg(r.action, (extract(epoch FROM core.now() - make_interval(years => r.years)) * 1000000)::bigint)
    FROM (SELECT DISTINCT ON (action) action, years FROM audit.retention WHERE agency IN (organisation, 0)
          ORDER BY action, agency DESC) r
$$;
ALTER FUNCTION audit.kept_until(organisation bigint) OWNER TO kith_engine;
CREATE FUNCTION audit.number(at_most integer DEFAULT 20000) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    s audit.sequencer;
    low bigint;
    high bigint;
    drawn bigint;
    me bigint;
    counted integer;
    highest bigint;
BEGIN
    PERFORM pg_advisory_xact_lock(5424003);
    IF pg_current_xact_id_if_assigned() IS NOT NULL THEN
        RAISE EXCEPTION 'Number in a transaction of its own.' USING ERRCODE = 'KI403';
    END IF;
    SELECT last_value INTO drawn FROM public.audit_event_id_seq;  -- whoever drew one of these has an older number than ours:
    me := pg_current_xact_id()::text::bigint;                     -- audit.append takes the transaction's number first
    SELECT pg_snapshot_xmin(now.snap)::text::bigint, pg_snapshot_xmax(now.snap)::text::bigint INTO low, high
    FROM (SELECT pg_current_snapshot() AS snap) now;
    SELECT * INTO STRICT s FROM audit.sequencer;
    IF s.mark_xact < low OR s.mark_xact > me THEN  -- the latter in a database restored elsewhere: none of those runs here
        s.sure := s.mark;
        s.mark_xact := NULL;
    END IF;
    IF s.mark_xact IS NULL THEN
        s.mark := drawn;
        s.mark_xact := me;
    END IF;
    s.batch := s.batch + 1;
    WITH settled AS (
        SELECT e.id FROM public.audit_event e
        WHERE e.id > s.floor AND (e.xact < low OR e.xact >= high) AND NOT EXISTS (SELECT FROM audit.leaf l WHERE l.event = e.id)
        ORDER BY e.id LIMIT at_most
    ), salted AS MATERIALIZED (
        SELECT id, s.size + row_number() OVER (ORDER BY id) - 1 AS no, uuid_send(gen_random_uuid()) AS salt,
               statement_timestamp() AS at FROM settled
    ), put AS (
        INSERT INTO audit.leaf (no, batch, event, numbered_at, salt, hash)
        SELECT n.no, s.batch, n.id, n.at, n.salt,
               sha256('\x00'::bytea || sha256(n.salt || convert_to(audit.payload(e, s.batch, n.at), 'UTF8')))
        FROM salted n JOIN public.audit_event e ON e.id = n.id ORDER BY n.no
        RETURNING event
    ) SELECT count(*), max(event) INTO counted, highest FROM put;
    PERFORM audit.grow(s.size, s.size + counted);
    UPDATE audit.sequencer SET size = s.size + counted, batch = s.batch, sure = s.sure, mark = s.mark, mark_xact = s.mark_xact,
        floor = greatest(s.floor, CASE WHEN counted = at_most THEN least(s.sure, highest) ELSE s.sure END);
    RETURN counted;
END $$;
ALTER FUNCTION audit.number(at_most integer) OWNER TO kith_engine;
CREATE FUNCTION audit.payload(e public.audit_event, batch bigint, numbered_at timestamp with time zone) RETURNS text
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
    SELECT jsonb_build_object('v', 1, 'event', e.id, 'batch', batch, 'numbered', (extract(epoch FROM numbered_at) * 1000000)::bigint,
        'at', (extract(epoch FROM e.at) * 1000000)::bigint, 'xact', e.xact, 'session', e.session, 'human', e.human, 'post', e.post,
        'agency', e.agency, 'purpose', e.purpose, 'action', e.action, 'person', e.person_id, 'rows', to_jsonb(e.rows),
        'domains', to_jsonb(e.domains), 'grades', to_jsonb(e.grades), 'detail', e.detail)::text
$$;
ALTER FUNCTION audit.payload(e public.audit_event, batch bigint, numbered_at timestamp with time zone) OWNER TO kith_owner;
CREATE FUNCTION audit.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
    IF TG_OP = 'DELETE' AND current_user = 'kith_engine'
       AND EXISTS (SELECT FROM audit.leaf l JOIN audit.erasure x ON x.event = l.erased_by WHERE l.event = OLD.id) THEN RETURN OLD; END IF;
    RAISE EXCEPTION 'Access events are never changed or deleted.' USING ERRCODE = 'KI403';
END $$;
ALTER FUNCTION audit.refuse_change() OWNER TO kith_owner;
CREATE FUNCTION audit.root(size bigint) RETURNS bytea
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE parts bytea[] := '{}'; start bigint := 0; bit integer; lvl integer; least bigint; many bigint; whole bytea;
BEGIN
    FOR bit IN REVERSE 62..0 LOOP
        CONTINUE WHEN size & (1::bigint << bit) = 0;
        lvl := bit / 8; least := start >> (8 * lvl); many := 1::bigint << (bit % 8);
        parts := parts || audit.root_of(CASE WHEN lvl = 0
            THEN ARRAY(SELECT l.hash FROM audit.leaf l WHERE l.no >= least AND l.no < least + many ORDER BY l.no)
            ELSE ARRAY(SELECT n.hash FROM audit.node n WHERE n.level = lvl AND n.no >= least AND n.no < least + many ORDER BY n.no) END);
        start := start + (1::bigint << bit);
    END LOOP;
    FOR bit IN REVERSE cardinality(parts)..1 LOOP
        whole := CASE WHEN whole IS NULL THEN parts[bit] ELSE sha256('\x01'::bytea || parts[bit] || whole) END;
    END LOOP;
    RETURN coalesce(whole, sha256(''));
END $$;
ALTER FUNCTION audit.root(size bigint) OWNER TO kith_engine;
CREATE FUNCTION audit.root_of(hashes bytea[]) RETURNS bytea
    LANGUAGE plpgsql IMMUTABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
DECLARE i integer;
BEGIN
    WHILE cardinality(hashes) > 1 LOOP
        FOR i IN 1 .. cardinality(hashes) / 2 LOOP
            hashes[i] := sha256('\x01'::bytea || hashes[2 * i - 1] || hashes[2 * i]);
        END LOOP;
        hashes := hashes[1 : cardinality(hashes) / 2];
    END LOOP;
    RETURN hashes[1];
END $$;
ALTER FUNCTION audit.root_of(hashes bytea[]) OWNER TO kith_owner;
CREATE FUNCTION casework.begin_step() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    before public.casework_step;
    keys bigint[] := access.keys();
BEGIN
    IF NEW.entry IS NOT NULL THEN  -- a referral of the organisation's own, as the caller opens it
        IF NOT EXISTS (SELECT FROM public.record_entry e WHERE e.person_id = NEW.person_id AND e.series = NEW.entry AND e.id = NEW.entry
                         AND e.owner_id = NEW.owner_id AND e.source_key LIKE 'refer:%'
                         AND access.opens(keys, e.audience, e.gate, e.denied)) THEN
            PERFORM access.nothing();
        END IF;
        PERFORM access.inherit_seals(NEW.person_id, ARRAY[NEW.entry], NEW.id, NEW.domain, NEW.grade);
    END IF;
    NEW.state := 'open'; NEW.approvals := 0; NEW.outcome := ''; NEW.submitted_by := NULL; NEW.ended_at := NULL; NEW.ended_by := NULL;
    NEW.line := NEW.id;
    IF NEW.after IS NOT NULL THEN
        before := casework.opened(NEW.person_id, NEW.after);
        NEW.line := before.line;
        PERFORM access.inherit_seals(before.person_id, ARRAY[before.id], NEW.id, before.domain, before.grade);
    END IF;
    RETURN NEW;
END $$;
ALTER FUNCTION casework.begin_step() OWNER TO kith_engine;
CREATE FUNCTION casework.check_doer(p uuid, doer bigint, d text, g smallint) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    me access.actor := access.acting();
    po public.agencies_post;
    reads boolean;
BEGIN
    PERFORM access.locate(p);
    IF coalesce((access.grasp(p, me.agency))[access.domain_no(d)], 0) < greatest(g, 1) THEN
        PERFORM access.refuse('You can give only work that you can open yourself.');
    END IF;
    IF doer IN (SELECT h.holder FROM access.holders(me.post) h) THEN RETURN; END IF;
    SELECT * INTO po FROM public.agencies_post x WHERE x.id = check_doer.doer;
    IF po.id IS NOT NULL THEN
        reads := casework.would_open(p, d, g, me.agency, po, true);
    ELSE
        reads := EXISTS (SELECT FROM access.posts_of(check_doer.doer) t WHERE casework.would_open(p, d, g, me.agency, t, false));
    END IF;
    IF NOT coalesce(reads, false) THEN
        PERFORM access.invalid('They could not read this, so it would never be done. Let more people read it, give it to somebody else,'
                               ' or record first that they are involved.');
    END IF;
END $$;
ALTER FUNCTION casework.check_doer(p uuid, doer bigint, d text, g smallint) OWNER TO kith_engine;
CREATE FUNCTION casework.check_holder(p uuid, holder bigint, d text, g smallint) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    me access.actor := access.acting();
    theirs bigint := access.holder_agency(holder);
    po public.agencies_post;
BEGIN
    IF coalesce((access.grasp(p, me.agency))[access.domain_no(d)], 0) < greatest(g, 1) THEN
        PERFORM access.locate(p);
        PERFORM access.refuse('You can give only work that you can open yourself.');
    END IF;
    IF holder IN (SELECT h.holder FROM access.holders(me.post) h) THEN RETURN theirs; END IF;
    SELECT * INTO po FROM public.agencies_post x WHERE x.id = check_holder.holder;
    IF po.id IS NULL THEN
        IF NOT EXISTS (SELECT FROM access.posts_of(check_holder.holder) t WHERE casework.would_open(p, d, g, me.agency, t, false)) THEN
            PERFORM access.invalid('Nobody there could open this. A manager passes work on to a team here under “Allocate the work”; another organisation is'
                                   ' involved first, and then it is handed to them.');
        END IF;
        RETURN theirs;
    END IF;
    IF theirs <> me.agency THEN PERFORM access.invalid('Hand it to a team of theirs: they decide who does it.'); END IF;
    IF NOT (record.manages(me.agency) OR access.has_role('allocator')) THEN
        IF EXISTS (SELECT FROM public.access_involvement i
                   WHERE i.person_id = p AND i.holder_id = po.id AND i.accepted AND NOT i.closed AND access.within(core.now(), i.starts, i.ends)
                     AND access.opens(me.keys, i.audience, i.gate, i.denied))
           AND casework.would_open(p, d, g, me.agency, po, false) THEN
            RETURN theirs;
        END IF;
        PERFORM access.refuse('A manager gives work to a colleague who does not work with them yet. Hand it to your team, and they will.');
    END IF;
    IF NOT casework.would_open(p, d, g, me.agency, po, true) THEN
        PERFORM access.refuse('They cannot be given this person''s work. Allocate them first; if that is refused too, choose somebody else.');
    END IF;
    RETURN theirs;
END $$;
ALTER FUNCTION casework.check_holder(p uuid, holder bigint, d text, g smallint) OWNER TO kith_engine;
CREATE FUNCTION casework.entry_of_step() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
BEGIN
    PERFORM access.inherit_seals(s.person_id, ARRAY[s.id], NEW.id, NEW.domain, NEW.grade)
    FROM public.casework_step s
    WHERE s.person_id = NEW.person_id AND s.owner_id = NEW.owner_id AND NEW.source_key = 'form:step-' || s.id;
    RETURN NEW;
END $$;
ALTER FUNCTION casework.entry_of_step() OWNER TO kith_engine;
CREATE FUNCTION casework.in_plan() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    keys bigint[] := access.keys();
    plan public.casework_plan;
BEGIN
    IF EXISTS (SELECT FROM public.casework_plan x WHERE x.person_id = NEW.person_id AND x.id = NEW.plan_id
                 AND access.opens(keys, x.audience, x.gate, x.denied)) THEN
        PERFORM pg_advisory_xact_lock_shared(access.lock_no(NEW.person_id));  -- before the row, as whoever changes facts does
        SELECT * INTO plan FROM public.casework_plan x WHERE x.person_id = NEW.person_id AND x.id = NEW.plan_id
          AND access.opens(keys, x.audience, x.gate, x.denied) FOR SHARE;
    END IF;
    IF plan.id IS NULL THEN PERFORM access.nothing(); END IF;
    IF plan.state <> 'current' THEN PERFORM access.invalid('This plan has been reviewed or ended since you opened it. Open it again.'); END IF;
    PERFORM access.inherit_seals(NEW.person_id, plan.id || ARRAY(SELECT x.id FROM public.casework_aim x WHERE x.person_id = NEW.person_id
        AND x.key = CASE TG_TABLE_NAME WHEN 'casework_aim' THEN to_jsonb(NEW) ->> 'key' ELSE to_jsonb(NEW) ->> 'aim_key' END::uuid), NEW.id, NEW.domain, NEW.grade);
    RETURN NEW;
END $$;
ALTER FUNCTION casework.in_plan() OWNER TO kith_engine;
CREATE FUNCTION casework.move_step() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE me access.actor := access.acting();
BEGIN
    IF OLD.state = 'finished' THEN PERFORM access.invalid('This step has ended since you opened it. Open it again.'); END IF;
    IF NEW.submitted_by IS DISTINCT FROM OLD.submitted_by AND NEW.submitted_by IS NOT NULL THEN NEW.submitted_by := me.post; END IF;
    IF NEW.approvals > OLD.approvals AND NOT record.manages(OLD.owner_id) THEN
        PERFORM access.refuse('A manager signs this off.');
    END IF;
    IF NEW.approvals > OLD.approvals AND me.post IN (OLD.holder, OLD.submitted_by) THEN
        PERFORM access.refuse('Somebody else than the one whose work this is signs it off.');
    END IF;
    IF NEW.state = 'finished' AND NEW.approvals < NEW.needs THEN PERFORM access.refuse('This step has not been signed off.'); END IF;
    IF NEW.state = 'finished' THEN NEW.ended_at := core.now(); NEW.ended_by := me.post; END IF;
    RETURN NEW;
END $$;
ALTER FUNCTION casework.move_step() OWNER TO kith_engine;
CREATE FUNCTION casework.of_action() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    keys bigint[] := access.keys();
    action public.casework_action;
BEGIN
    SELECT * INTO action FROM public.casework_action x WHERE x.person_id = NEW.person_id AND x.key = NEW.action_key
      AND access.opens(keys, x.audience, x.gate, x.denied) ORDER BY x.recorded_at DESC, x.id DESC LIMIT 1;
    IF action.id IS NULL THEN PERFORM access.nothing(); END IF;
    NEW.domain := action.domain; NEW.grade := action.grade;
    PERFORM access.inherit_seals(NEW.person_id, ARRAY[action.id], NEW.id, NEW.domain, NEW.grade);
    RETURN NEW;
END $$;
ALTER FUNCTION casework.of_action() OWNER TO kith_engine;
CREATE FUNCTION casework.of_entry() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    keys bigint[] := access.keys();
    entry public.record_entry;
BEGIN
    SELECT * INTO entry FROM public.record_entry x WHERE x.person_id = NEW.person_id AND x.id = NEW.entry_id
      AND access.opens(keys, x.audience, x.gate, x.denied);
    IF entry.id IS NULL THEN PERFORM access.nothing(); END IF;
    NEW.domain := entry.domain; NEW.grade := entry.grade;
    PERFORM access.inherit_seals(NEW.person_id, ARRAY[entry.id], NEW.id, NEW.domain, NEW.grade);
    RETURN NEW;
END $$;
ALTER FUNCTION casework.of_entry() OWNER TO kith_engine;
CREATE FUNCTION casework.of_step() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE r public.casework_step := casework.opened(NEW.person_id, NEW.step_id);
BEGIN
    IF r.owner_id <> NEW.owner_id THEN PERFORM access.refuse('Only the organisation whose step this is can do that. Ring them.'); END IF;
    NEW.domain := r.domain; NEW.grade := r.grade;
    PERFORM access.inherit_seals(r.person_id, ARRAY[r.id], NEW.id, r.domain, r.grade);
    RETURN NEW;
END $$;
ALTER FUNCTION casework.of_step() OWNER TO kith_engine;
CREATE TABLE public.casework_step (
    id uuid NOT NULL,
    domain text NOT NULL,
    grade smallint NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    chain text NOT NULL,
    step text NOT NULL,
    line uuid NOT NULL,
    after uuid,
    state text NOT NULL,
    holder bigint NOT NULL,
    began_at timestamp with time zone NOT NULL,
    needs smallint NOT NULL,
    approvals smallint NOT NULL,
    outcome text NOT NULL,
    next_holder bigint,
    submitted_by bigint,
    response uuid,
    entry uuid,
    ended_at timestamp with time zone,
    ended_by bigint,
    author_id bigint NOT NULL,
    owner_id bigint NOT NULL,
    person_id uuid NOT NULL,
    audience bigint[] NOT NULL,
    gate bigint[] NOT NULL,
    denied bigint[] NOT NULL,
    CONSTRAINT casework_step_domain CHECK ((access.domain_no(domain) IS NOT NULL)),
    CONSTRAINT casework_step_grade CHECK (((grade >= 1) AND (grade <= 5))),
    CONSTRAINT step_ends_whole CHECK ((((state = 'finished'::text) = (ended_at IS NOT NULL)) AND ((ended_at IS NULL) = (ended_by IS NULL)))),
    CONSTRAINT step_first_is_line CHECK (((after IS NOT NULL) OR (line = id))),
    CONSTRAINT step_fits CHECK (((length(chain) <= 60) AND (length(step) <= 60) AND (length(outcome) <= 60))),
    CONSTRAINT step_is_signed CHECK (((approvals >= 0) AND (approvals <= needs)))
);
ALTER TABLE ONLY public.casework_step ALTER COLUMN id SET STATISTICS 1;
ALTER TABLE ONLY public.casework_step ALTER COLUMN domain SET STATISTICS 0;
ALTER TABLE ONLY public.casework_step ALTER COLUMN chain SET STATISTICS 0;
ALTER TABLE ONLY public.casework_step ALTER COLUMN step SET STATISTICS 0;
ALTER TABLE ONLY public.casework_step ALTER COLUMN line SET STATISTICS 1;
ALTER TABLE ONLY public.casework_step ALTER COLUMN after SET STATISTICS 1;
ALTER TABLE ONLY public.casework_step ALTER COLUMN state SET STATISTICS 0;
ALTER TABLE ONLY public.casework_step ALTER COLUMN outcome SET STATISTICS 0;
ALTER TABLE ONLY public.casework_step ALTER COLUMN response SET STATISTICS 1;
ALTER TABLE ONLY public.casework_step ALTER COLUMN entry SET STATISTICS 1;
ALTER TABLE ONLY public.casework_step ALTER COLUMN person_id SET STATISTICS 1;
ALTER TABLE ONLY public.casework_step FORCE ROW LEVEL SECURITY;
ALTER TABLE public.casework_step OWNER TO kith_owner;
CREATE FUNCTION casework.opened(p uuid, wanted uuid) RETURNS public.casework_step
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    keys bigint[] := access.keys();
    found public.casework_step;
BEGIN
    IF EXISTS (SELECT FROM public.casework_step s
               WHERE s.person_id = p AND s.id = wanted AND access.opens(keys, s.audience, s.gate, s.denied)) THEN
        PERFORM pg_advisory_xact_lock_shared(access.lock_no(p));
        SELECT * INTO found FROM public.casework_step s
        WHERE s.person_id = p AND s.id = wanted AND access.opens(keys, s.audience, s.gate, s.denied) FOR UPDATE;
    END IF;
    IF found.id IS NULL THEN PERFORM access.nothing(); END IF;
    RETURN found;
END $$;
ALTER FUNCTION casework.opened(p uuid, wanted uuid) OWNER TO kith_engine;
CREATE FUNCTION casework.screened(p uuid, ended uuid) RETURNS TABLE(involvement uuid, over boolean)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    r public.casework_step := casework.opened(p, ended);
    keys bigint[] := access.keys();
BEGIN
    IF r.state <> 'finished' THEN RETURN; END IF;
    RETURN QUERY
    SELECT i.id,
           NOT EXISTS (SELECT FROM public.casework_step s
                       WHERE s.person_id = p AND s.owner_id = r.owner_id AND s.state <> 'finished' AND s.holder = ANY (door.held_by) AND s.gate && keys)
           AND NOT EXISTS (SELECT FROM public.record_entry e
                           WHERE e.person_id = p AND e.owner_id = r.owner_id AND e.source_key LIKE 'refer:%' AND e.current
                             AND e.recorded_at > core.now() - interval '90 days' AND e.gate && keys
                             AND NOT EXISTS (SELECT FROM public.casework_step s WHERE s.person_id = p AND s.entry = e.series))
    FROM public.access_involvement i
    CROSS JOIN LATERAL (SELECT i.holder_id || coalesce(array_agg(m.post_id), '{}') AS held_by FROM public.agencies_membership m
                        WHERE m.team_id = i.holder_id AND access.within(core.now(), m.starts, m.ends)) door
    WHERE i.person_id = p AND i.owner_id = r.owner_id AND i.profile = 'front door screening' AND NOT i.closed
      AND access.within(core.now(), i.starts, i.ends) AND i.audience && keys AND r.holder = ANY (door.held_by);
END $$;
ALTER FUNCTION casework.screened(p uuid, ended uuid) OWNER TO kith_engine;
CREATE FUNCTION casework.seal_form(p uuid, wanted uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE r public.casework_step := casework.opened(p, wanted);
BEGIN
    IF NOT EXISTS (SELECT FROM access.seal s WHERE s.person_id = p AND s.row_id = r.id AND s.ended_at IS NULL) THEN RETURN; END IF;
    PERFORM access.hold(p);
    PERFORM access.inherit_seals(p, ARRAY[r.id], x.id, x.domain, x.grade) FROM public.assessments_response x
    WHERE x.person_id = p AND x.id = r.response
      AND NOT EXISTS (SELECT FROM access.seal s WHERE s.person_id = p AND s.row_id = x.id AND s.ended_at IS NULL);
    PERFORM access.rekey_person(p);
END $$;
ALTER FUNCTION casework.seal_form(p uuid, wanted uuid) OWNER TO kith_engine;
CREATE FUNCTION casework.taken_on(p uuid, handed uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    me access.actor := access.acting();
    r public.casework_step := casework.opened(p, handed);
    said uuid := gen_random_uuid();
BEGIN
    IF r.state <> 'offered' OR r.holder NOT IN (SELECT h.holder FROM access.holders(me.post) h) THEN
        PERFORM access.refuse('This step has not been handed to you or your team.');
    END IF;
    UPDATE public.casework_step s SET state = 'finished', approvals = s.needs, outcome = 'taken on', ended_at = core.now(), ended_by = me.post
    WHERE s.person_id = p AND s.id = handed;
    UPDATE public.casework_running c SET stopped_at = core.now() WHERE c.person_id = p AND c.line = r.line AND c.owner_id = r.owner_id AND c.stopped_at IS NULL;
    INSERT INTO public.casework_move (person_id, id, domain, grade, owner_id, author_id, recorded_at, step_id, kind, text, holder)
    VALUES (p, said, r.domain, r.grade, r.owner_id, me.post, core.now(), handed, 'taken on', '', r.holder);
    PERFORM access.inherit_seals(p, ARRAY[handed], said, r.domain, r.grade);
END $$;
ALTER FUNCTION casework.taken_on(p uuid, handed uuid) OWNER TO kith_engine;
CREATE FUNCTION casework.version_plan() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    keys bigint[] := access.keys();
    before public.casework_plan;
BEGIN
    NEW.state := 'current';
    IF NEW.series = NEW.id THEN RETURN NEW; END IF;
    PERFORM access.locate(NEW.person_id);
    PERFORM pg_advisory_xact_lock_shared(access.lock_no(NEW.person_id));
    PERFORM FROM public.casework_plan x WHERE x.person_id = NEW.person_id AND x.id = NEW.series FOR UPDATE;
    SELECT * INTO before FROM public.casework_plan x WHERE x.person_id = NEW.person_id AND x.series = NEW.series ORDER BY x.version DESC LIMIT 1;
    IF NOT access.opens(keys, before.audience, before.gate, before.denied) THEN PERFORM access.nothing(); END IF;
    IF before.owner_id <> NEW.owner_id THEN PERFORM access.refuse('Only the organisation whose plan this is can review it. Ring them.'); END IF;
    IF before.state = 'ended' OR NEW.version <> before.version + 1 THEN
        PERFORM access.invalid('This plan has been reviewed or ended since you opened it. Open it again.');
    END IF;
    NEW.domain := before.domain; NEW.grade := before.grade;
    PERFORM access.inherit_seals(NEW.person_id, ARRAY[before.id], NEW.id, NEW.domain, NEW.grade);
    RETURN NEW;
END $$;
ALTER FUNCTION casework.version_plan() OWNER TO kith_engine;
CREATE FUNCTION casework.work_by_team() RETURNS TABLE(team bigint, clock text, steps integer, due_soon integer, late integer, unexplained integer, to_sign integer)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
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
ALTER FUNCTION casework.work_by_team() OWNER TO kith_engine;
CREATE FUNCTION casework.would_open(p uuid, d text, g smallint, o bigint, post public.agencies_post, barred boolean) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT access.audience(p, d, g, o) && ring AND access.gate(p, NULL, NULL) && ring AND NOT (barred AND access.denied(p, NULL) && ring)
    FROM (SELECT access.keyring(jsonb_populate_record(NULL::access.session,
              jsonb_build_object('human', post.practitioner_id, 'post', post.id, 'purpose', 'care', 'kind', 'work')), access.held(post.id)) AS ring) k
$$;
ALTER FUNCTION casework.would_open(p uuid, d text, g smallint, o bigint, post public.agencies_post, barred boolean) OWNER TO kith_engine;
CREATE PROCEDURE core.adopt()
    LANGUAGE plpgsql
    AS $$
DECLARE f record;
BEGIN
    FOR f IN SELECT p.oid::regprocedure AS name FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
             WHERE n.nspname IN ('core', 'agencies', 'access', 'audit', 'people', 'record', 'documents', 'assessments', 'casework', 'supervision', 'sharing')
               AND p.prosecdef AND (p.proowner <> 'kith_engine'::regrole OR NOT coalesce(p.proconfig, '{}') @> '{client_min_messages=warning,standard_conforming_strings=on}')
    LOOP
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f.name);
        EXECUTE format('ALTER FUNCTION %s SET client_min_messages = warning', f.name);
        EXECUTE format('ALTER FUNCTION %s SET standard_conforming_strings = on', f.name);
        EXECUTE format('ALTER FUNCTION %s OWNER TO kith_engine', f.name);
    END LOOP;
END $$;
ALTER PROCEDURE core.adopt() OWNER TO kith_owner;
CREATE FUNCTION core.now() RETURNS timestamp with time zone
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT coalesce((SELECT at FROM core.clock WHERE backend = pg_backend_pid()), (SELECT at FROM core.clock WHERE backend = 0), now())
$$;
ALTER FUNCTION core.now() OWNER TO kith_engine;
CREATE FUNCTION documents.audience(p uuid, row_id uuid, d text, g smallint, o bigint) RETURNS bigint[]
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT access.canon(access.audience(p, d, g, o) || access.row_keys(p, row_id, d, g, o))
$$;
ALTER FUNCTION documents.audience(p uuid, row_id uuid, d text, g smallint, o bigint) OWNER TO kith_engine;
CREATE FUNCTION documents.keep_together() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE kept text := (SELECT e.source_key FROM public.record_entry e WHERE e.person_id = NEW.person_id AND e.id = NEW.series AND e.source_key LIKE 'form:document-%');
BEGIN
    IF kept IS NOT NULL AND NOT EXISTS (
        SELECT FROM public.documents_document d
        WHERE d.person_id = NEW.person_id AND d.current AND kept = 'form:document-' || d.series
          AND NEW.source_key IN ('form:document-' || d.id, CASE WHEN d.withdrawn_at IS NOT NULL THEN 'form:document-withdrawn-' || d.series END)) THEN
        PERFORM access.refuse('This says that a document was kept, and changes with it. Open the document and keep a newer file, with the words as they should be.');
    END IF;
    RETURN NEW;
END $$;
ALTER FUNCTION documents.keep_together() OWNER TO kith_engine;
CREATE FUNCTION documents.place_file() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    keys bigint[] := access.keys();
    d public.documents_document;
BEGIN
    SELECT * INTO d FROM public.documents_document x WHERE x.person_id = NEW.person_id AND x.id = NEW.id
        AND access.opens(keys, x.audience, x.gate, x.denied);
    IF NOT FOUND THEN PERFORM access.nothing(); END IF;
    IF (d.sha256, d.size, d.author_id) IS DISTINCT FROM (encode(sha256(NEW.original), 'hex'), octet_length(NEW.original), NEW.author_id) THEN
        PERFORM access.invalid('The file is not the one that its document names. Nothing of it was kept.');
    END IF;
    NEW.domain := d.domain; NEW.grade := d.grade; NEW.owner_id := d.owner_id;
    RETURN NEW;
END $$;
ALTER FUNCTION documents.place_file() OWNER TO kith_engine;
CREATE FUNCTION documents.version_document() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    keys bigint[] := access.keys();
    before public.documents_document;
BEGIN
    NEW.current := true;
    NEW.series := coalesce(NEW.series, NEW.id);
    NEW.withdrawn_why := ''; NEW.withdrawn_at := NULL; NEW.withdrawn_by := NULL;
    IF NEW.series = NEW.id THEN RETURN NEW; END IF;
    PERFORM access.check_isolation();
    PERFORM pg_advisory_xact_lock_shared(access.lock_no(NEW.person_id));
    PERFORM FROM public.documents_document d WHERE d.person_id = NEW.person_id AND d.id = NEW.series FOR UPDATE;
    -- a later statement than the locks: its snapshot has the version that the last writer committed
    SELECT * INTO before FROM public.documents_document d
    WHERE d.person_id = NEW.person_id AND d.series = NEW.series ORDER BY d.version DESC LIMIT 1;
    IF NOT access.opens(keys, before.audience, before.gate, before.denied) THEN PERFORM access.nothing(); END IF;
    IF before.owner_id <> NEW.owner_id THEN
        PERFORM access.refuse('Only the organisation that kept this document can change it. Ring them, or keep yours beside it.');
    END IF;
    IF before.withdrawn_at IS NOT NULL THEN PERFORM access.invalid('This document has been withdrawn. Keep the file as a new document.'); END IF;
    IF NEW.version <> before.version + 1 THEN
        PERFORM access.invalid('Somebody has put a newer version here since you opened it. Look at it first.');
    END IF;
    IF (NEW.grade < before.grade OR NEW.domain <> before.domain) AND NOT record.manages(before.owner_id) THEN
        PERFORM access.refuse('Only a manager can lower the grade or change what it is about.');
    END IF;
    PERFORM access.inherit_seals(NEW.person_id, ARRAY[before.id], NEW.id, NEW.domain, NEW.grade);
    UPDATE public.documents_file f SET domain = NEW.domain, grade = greatest(f.grade, NEW.grade),
        audience = documents.audience(f.person_id, f.id, NEW.domain, greatest(f.grade, NEW.grade), f.owner_id),
        gate = access.guarded(access.gate(f.person_id, f.id, NULL), greatest(f.grade, NEW.grade))
    WHERE f.person_id = NEW.person_id AND (f.domain <> NEW.domain OR f.grade < NEW.grade)
      AND f.id IN (SELECT d.id FROM public.documents_document d WHERE d.person_id = NEW.person_id AND d.series = NEW.series);
    UPDATE public.documents_document d SET current = false, domain = NEW.domain, grade = greatest(d.grade, NEW.grade),
        audience = documents.audience(d.person_id, d.id, NEW.domain, greatest(d.grade, NEW.grade), d.owner_id),
        gate = access.guarded(access.gate(d.person_id, d.id, NULL), greatest(d.grade, NEW.grade))
    WHERE d.person_id = NEW.person_id AND d.series = NEW.series;
    RETURN NEW;
END $$;
ALTER FUNCTION documents.version_document() OWNER TO kith_engine;
CREATE FUNCTION documents.withdraw_document() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
BEGIN
    IF OLD.withdrawn_at IS NOT NULL THEN PERFORM access.invalid('This document has been withdrawn already.'); END IF;
    IF btrim(NEW.withdrawn_why) = '' THEN PERFORM access.invalid('Say why it is withdrawn.'); END IF;
    NEW.withdrawn_at := core.now();
    NEW.withdrawn_by := (access.acting()).post;
    RETURN NEW;
END $$;
ALTER FUNCTION documents.withdraw_document() OWNER TO kith_engine;
CREATE FUNCTION people.about_whom(since timestamp with time zone, until timestamp with time zone) RETURNS TABLE(rule text, event bigint, at timestamp with time zone, human bigint, post bigint, agency bigint, person uuid, lead bigint)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    WITH r AS MATERIALIZED (SELECT * FROM people.readings(since, until)),
    w AS MATERIALIZED (SELECT r.*, people.worked_with(r.post, r.person, r.at) AS working FROM r)
    SELECT x.rule, w.event, w.at, w.human, w.post, w.agency, w.person, w.lead FROM w CROSS JOIN LATERAL (
        SELECT 'not involved' AS rule WHERE NOT w.working AND w.deepest > 1
        UNION ALL
        SELECT 'nobody allocated' WHERE w.working AND people.teams(w.post, w.at, true) = '{}' AND NOT EXISTS (
            SELECT FROM public.access_involvement i JOIN public.agencies_post p ON p.id = i.holder_id
            WHERE i.person_id = w.person AND i.starts <= w.at AND (i.ends IS NULL OR i.ends > w.at))
        UNION ALL
        SELECT 'same family name' WHERE EXISTS (
            SELECT FROM public.people_personname n JOIN public.agencies_practitioner a ON a.id = w.human
            WHERE n.person_id = w.person AND n.withdrawn_at IS NULL AND n.kind <> 'label'
              AND people.name_parts(n.family) && people.name_parts(regexp_replace(btrim(a.name), '^.*\s', '')))
        UNION ALL
        SELECT 'relative' WHERE EXISTS (
            SELECT FROM access.exclusion x JOIN public.people_relationship k ON k.person_id = x.person_id
            WHERE x.human = w.human AND x.ended_at IS NULL AND k.other_id = w.person AND k.withdrawn_at IS NULL)
        UNION ALL
        SELECT 'colleague' WHERE EXISTS (
            SELECT FROM (SELECT x.human FROM access.exclusion x WHERE x.person_id = w.person AND x.ended_at IS NULL
                         UNION ALL SELECT d.human FROM access.reader d WHERE d.person_id = w.person AND d.ended_at IS NULL) staff
            JOIN public.agencies_post p ON p.practitioner_id = staff.human
            WHERE staff.human <> w.human AND people.teams(p.id, w.at) && people.teams(w.post, w.at))
    ) x
    WHERE NOT EXISTS (SELECT FROM people.finding f WHERE f.rule = x.rule AND f.post = w.post AND f.person_id = w.person AND f.outcome = 'explained')
$$;
ALTER FUNCTION people.about_whom(since timestamp with time zone, until timestamp with time zone) OWNER TO kith_engine;
CREATE FUNCTION people.after_hours(since timestamp with time zone, until timestamp with time zone) RETURNS TABLE(event bigint, at timestamp with time zone, human bigint, post bigint, agency bigint, day date, events integer, persons integer)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT min(r.event), min(r.at), r.human, r.post, r.agency, l.at::date, count(*)::integer, count(DISTINCT r.person)::integer
    FROM people.readings(since, until) r, LATERAL (SELECT r.at AT TIME ZONE 'Europe/London' AS at) l
    WHERE (extract(hour FROM l.at) NOT BETWEEN 7 AND 19 OR extract(isodow FROM l.at) > 5) AND NOT people.has_duty(r.post, 'finder', r.at)
    GROUP BY r.human, r.post, r.agency, l.at::date
$$;
ALTER FUNCTION people.after_hours(since timestamp with time zone, until timestamp with time zone) OWNER TO kith_engine;
CREATE FUNCTION people.candidates(words jsonb, need integer, born_from date, born_to date, swapped date, numbers text[], keys bigint[], at_most integer) RETURNS SETOF people.found
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $_$
DECLARE
    by_name record := people.names_like(words, need);
    by_day boolean := born_to - born_from < 31;
BEGIN
    RETURN QUERY EXECUTE format($q$
        WITH other AS MATERIALIZED (
            SELECT b.person_id, NOT b.gate && $5 AS shut FROM public.people_birth b
            WHERE $7 AND b.grade = 1 AND b.withdrawn_at IS NULL AND (b."on" BETWEEN $1 AND $2 OR b."on" = $3)
              AND (NOT b.gate && $5 OR b.audience && $5) AND NOT b.denied && $5
            UNION
            SELECT i.person_id, NOT i.gate && $5 FROM public.people_identifier i
            WHERE lower(i.value) = ANY ($9) AND i.value = ANY ($4) AND i.grade <= 2 AND i.withdrawn_at IS NULL AND NOT i.denied && $5
        ), hit AS (
            SELECT n.person_id, n.id, n.kind, n.given, n.family, n.audience, n.denied, NOT n.gate && $5 AS shut, %1$s AS alike
            FROM public.people_personname n WHERE n.grade = 1 AND n.withdrawn_at IS NULL AND (%2$s)
            UNION ALL
            SELECT n.person_id, n.id, n.kind, n.given, n.family, n.audience, n.denied, o.shut OR NOT n.gate && $5, %1$s
            FROM other o JOIN public.people_personname n USING (person_id) WHERE n.grade = 1 AND n.withdrawn_at IS NULL
        ), best AS (
            SELECT DISTINCT ON (h.person_id, h.shut) h.*
            FROM hit h WHERE NOT h.denied && $5 AND (h.shut OR h.audience && $5)
            ORDER BY h.person_id, h.shut, h.alike DESC, h.id
        ), likely AS (
            (SELECT * FROM best b WHERE NOT b.shut ORDER BY b.alike DESC, b.family, b.given, b.person_id LIMIT CASE WHEN $8 THEN $6 END)
            UNION ALL
            (SELECT * FROM best b WHERE b.shut ORDER BY b.alike DESC, b.family, b.given, b.person_id LIMIT CASE WHEN $8 THEN $6 END)
        ), weighed AS (
            SELECT t.*, b."on", b."precision", b.died_on,
                   EXISTS (SELECT FROM public.people_identifier i WHERE i.person_id = t.person_id AND i.value = ANY ($4) AND i.grade <= 2
                             AND i.withdrawn_at IS NULL AND (t.shut OR (i.gate && $5 AND NOT i.denied && $5))) AS by_number
            FROM likely t LEFT JOIN LATERAL (
                SELECT b."on", b."precision", b.died_on FROM public.people_birth b
                WHERE b.person_id = t.person_id AND b.grade = 1 AND b.withdrawn_at IS NULL
                  AND (t.shut OR access.opens($5, b.audience, b.gate, b.denied))
                ORDER BY b.until IS NULL DESC, b.recorded_at DESC LIMIT 1) b ON true
        ), scored AS MATERIALIZED (
            SELECT w.person_id, w.id, w.kind, w.given, w.family, NULL::text, w."on", w."precision", w.died_on, w.by_number,
                   (3 * w.alike + 4 * w.by_number::int
                    + 2 * CASE WHEN w."on" BETWEEN $1 AND $2 THEN 1 WHEN w."on" = $3 THEN 0.8
                               WHEN date_part('year', w."on") = date_part('year', $1) THEN 0.4 ELSE 0 END)::real AS score, w.shut
            FROM weighed w
        )
        (SELECT * FROM scored s WHERE NOT s.shut ORDER BY s.score DESC, s.family, s.given, s.person_id LIMIT $6)
        UNION ALL
        (SELECT * FROM scored s WHERE s.shut ORDER BY s.score DESC, s.family, s.given, s.person_id LIMIT $6)
        $q$, coalesce(by_name.alike, '0::real'), coalesce(by_name.condition, 'false'))
    USING born_from, born_to, swapped, coalesce(numbers, '{}'), keys, at_most, coalesce(by_day, false),
          born_from IS NULL AND coalesce(cardinality(numbers), 0) = 0,  -- then nothing but the name decides
          ARRAY(SELECT lower(no) FROM unnest(numbers) no);
END $_$;
ALTER FUNCTION people.candidates(words jsonb, need integer, born_from date, born_to date, swapped date, numbers text[], keys bigint[], at_most integer) OWNER TO kith_engine;
CREATE FUNCTION people.clues_of(clues text[], sort text) RETURNS text[]
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
    SELECT nullif(ARRAY(SELECT c FROM unnest(clues) c WHERE left(c, 1) = sort ORDER BY c), '{}')
$$;
ALTER FUNCTION people.clues_of(clues text[], sort text) OWNER TO kith_owner;
CREATE FUNCTION people.find(words jsonb, born_from date, born_to date, swapped date, numbers text[], how text, kinds text[], at_most integer DEFAULT 30) RETURNS SETOF people.found
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    me access.actor := access.acting();
    began timestamptz := clock_timestamp();
    found people.found[];
    enough real := 3 * 0.75 * (words IS NOT NULL)::int + 2 * 0.75 * (words IS NULL)::int;
    spent double precision;
BEGIN
    IF at_most IS NULL OR at_most > 100 OR jsonb_array_length(words) > 6 OR cardinality(numbers) > 20 THEN
        PERFORM access.invalid('Look for fewer at once.');
    END IF;
    IF how IS NULL OR how NOT IN ('search', 'record') THEN PERFORM access.invalid('Say what you look for them for.'); END IF;
    found := ARRAY(SELECT c FROM people.candidates(words, jsonb_array_length(words), born_from, born_to, swapped, numbers, me.keys, at_most) c);
    IF jsonb_array_length(words) > 1 AND NOT EXISTS (SELECT FROM unnest(found) f WHERE NOT f.shut AND f.score >= enough) THEN
        found := ARRAY(SELECT c FROM people.candidates(words, (jsonb_array_length(words) + 1) / 2, born_from, born_to, swapped, numbers, me.keys, at_most) c);
        enough := 3 * 0.5;
    END IF;
    PERFORM people.tell(ARRAY(SELECT DISTINCT f.person_id FROM unnest(found) f WHERE f.shut AND f.score >= enough), find.how);
    found := ARRAY(SELECT f FROM unnest(found) f WHERE NOT f.shut);
    PERFORM access.log('find', NULL, NULL, '{identity}', '{1}', jsonb_build_object(
        'how', find.how, 'by', kinds, 'persons', (SELECT coalesce(jsonb_agg(f.person_id), '[]') FROM unnest(found) f)));
    RETURN QUERY SELECT f.person_id, f.name_id, f.kind, f.given, f.family, people.known_as(f.person_id, me.keys), f.born, f."precision", f.died_on,
                        f.by_number, f.score, false FROM unnest(found) f ORDER BY f.score DESC, f.family, f.given, f.person_id;
    spent := 1000 * extract(epoch FROM clock_timestamp() - began);
    PERFORM pg_sleep((20 * ceil(spent / 20) - spent) / 1000);
END $$;
ALTER FUNCTION people.find(words jsonb, born_from date, born_to date, swapped date, numbers text[], how text, kinds text[], at_most integer) OWNER TO kith_engine;
CREATE FUNCTION people.find_over_limit() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
BEGIN
    INSERT INTO people.finding (rule, day, event, at, post, human, agency, events, detail)
    VALUES (CASE NEW.how WHEN 'found' THEN 'found over the limit' ELSE 'over the limit' END, NEW.day, 0, NEW.at, NEW.post, NEW.human, NEW.agency, NEW.persons,
            jsonb_build_object('persons', NEW.persons, 'hours', NEW.hours, 'most', NEW.most)) ON CONFLICT DO NOTHING;
    RETURN NEW;
END $$;
ALTER FUNCTION people.find_over_limit() OWNER TO kith_engine;
CREATE FUNCTION people.follow_up(wanted bigint, came_of_it text, words text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE me access.actor := access.acting(); f people.finding; noted text := btrim(coalesce(words, ''));
BEGIN
    SELECT * INTO f FROM people.unusual(wanted, false);
    IF f.id IS NULL THEN PERFORM access.nothing(); END IF;
    IF f.human = me.human THEN RAISE EXCEPTION 'This is your own reading: a colleague must look at it.' USING ERRCODE = 'KI403'; END IF;
    IF came_of_it IS NULL OR came_of_it NOT IN ('explained', 'asked', 'raised') THEN
        RAISE EXCEPTION 'Choose what came of it.' USING ERRCODE = 'KI422';
    END IF;
    IF length(noted) > 2000 THEN RAISE EXCEPTION 'Use at most 2,000 characters.' USING ERRCODE = 'KI422'; END IF;
    UPDATE people.finding SET outcome = came_of_it, note = noted, looked_at = core.now(), looked_by = me.post WHERE id = f.id;
    PERFORM access.log('follow up', f.person_id, NULL, NULL, NULL, jsonb_build_object('finding', f.id, 'rule', f.rule, 'outcome', came_of_it));
END $$;
ALTER FUNCTION people.follow_up(wanted bigint, came_of_it text, words text) OWNER TO kith_engine;
CREATE FUNCTION people.has_duty(of_post bigint, role_name text, on_ timestamp with time zone) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT EXISTS (SELECT FROM public.agencies_role r WHERE r.post_id = of_post AND r.name = role_name
                   AND r.starts <= on_ AND (r.ends IS NULL OR r.ends > on_))
$$;
ALTER FUNCTION people.has_duty(of_post bigint, role_name text, on_ timestamp with time zone) OWNER TO kith_engine;
CREATE FUNCTION people.how_many(since timestamp with time zone, until timestamp with time zone) RETURNS TABLE(rule text, post bigint, hour timestamp with time zone, persons bigint, usual numeric)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT 'many in an hour', r.post, r.hour, r.persons, coalesce(u.usual, 0)
    FROM people.reading r CROSS JOIN LATERAL (
        SELECT avg(b.persons) AS usual FROM people.reading b WHERE b.post = r.post AND b.hour >= r.hour - interval '28 days' AND b.hour < r.hour) u
    WHERE r.hour >= since AND r.hour < until AND r.persons > greatest(20, 3 * coalesce(u.usual, 0))
    UNION ALL
    SELECT 'many in a day', d.post, d.first, d.persons, coalesce(u.usual, 0)
    FROM (SELECT r.post, (r.hour AT TIME ZONE 'Europe/London')::date AS day, min(r.hour) AS first, sum(r.persons) AS persons
          FROM people.reading r WHERE r.hour >= since - interval '1 day' AND r.hour < until
            AND r.post IN (SELECT n.post FROM people.reading n WHERE n.hour >= since AND n.hour < until) GROUP BY 1, 2) d
    CROSS JOIN LATERAL (SELECT avg(b.persons) AS usual FROM (
        SELECT sum(b.persons) AS persons FROM people.reading b WHERE b.post = d.post AND b.hour >= d.first - interval '28 days'
          AND (b.hour AT TIME ZONE 'Europe/London')::date < d.day GROUP BY (b.hour AT TIME ZONE 'Europe/London')::date) b) u
    WHERE d.persons > greatest(40, 3 * coalesce(u.usual, 0))
$$;
ALTER FUNCTION people.how_many(since timestamp with time zone, until timestamp with time zone) OWNER TO kith_engine;
CREATE FUNCTION people.known_as(p uuid, keys bigint[]) RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT btrim(n.given || ' ' || n.family) FROM public.people_personname n
    WHERE n.person_id = p AND n.grade = 1 AND n.withdrawn_at IS NULL AND (n.until IS NULL OR n.until > core.now()::date)
      AND access.opens(keys, n.audience, n.gate, n.denied)
    ORDER BY array_position('{preferred,legal,label,alias,former}', n.kind), n.recorded_at DESC LIMIT 1
$$;
ALTER FUNCTION people.known_as(p uuid, keys bigint[]) OWNER TO kith_engine;
CREATE FUNCTION people.name_parts(words text) RETURNS text[]
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
    SELECT ARRAY(SELECT p FROM regexp_split_to_table(lower(words), '[^[:alpha:]'']+') p WHERE length(p) > 1)
$$;
ALTER FUNCTION people.name_parts(words text) OWNER TO kith_owner;
CREATE FUNCTION people.names_like(words jsonb, need integer, OUT condition text, OUT alike text) RETURNS record
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
    WITH w AS (
        SELECT n::integer, ARRAY(SELECT jsonb_array_elements_text(x -> 'same')) AS same, ARRAY(SELECT jsonb_array_elements_text(x -> 'like')) AS sounds,
               ARRAY(SELECT jsonb_array_elements_text(x -> 'near')) AS near
        FROM jsonb_array_elements(words) WITH ORDINALITY t(x, n)
    ), chosen AS (
        SELECT string_agg(format('n.clues && %L::text[]', same || sounds || near), ' AND ' ORDER BY n) AS hold
        FROM generate_series(1, (1 << jsonb_array_length(words)) - 1) pick JOIN w ON pick & (1 << (n - 1)) <> 0
        GROUP BY pick HAVING count(*) = need
    ), summed AS (
        SELECT '(' || string_agg(format('CASE WHEN n.clues && %L::text[] THEN 1.0 WHEN n.clues && %L::text[] THEN 0.85 WHEN n.clues && %L::text[] THEN 0.8 ELSE 0 END',
                                        same, sounds, near), '+' ORDER BY n) || ')::real / ' || count(*) AS share,
               string_agg(substr(same[1], 2), ' ' ORDER BY n) AS typed
        FROM w
    )
    SELECT (SELECT string_agg('(' || hold || ')', ' OR ') FROM chosen),
           CASE WHEN words IS NULL OR need = jsonb_array_length(words) THEN share
                ELSE format('public.similarity(lower(n.given || '' '' || n.family), %L)', typed) END
    FROM summed
$$;
ALTER FUNCTION people.names_like(words jsonb, need integer, OUT condition text, OUT alike text) OWNER TO kith_owner;
CREATE FUNCTION people.note_clash() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    keys bigint[] := access.keys_once_confirmed();  -- a proof that is old is no seal
    twin record;
BEGIN
    FOR twin IN
        SELECT i.person_id, i.id, i.domain, i.grade, i.owner_id, NOT i.gate && keys AS shut FROM public.people_identifier i
        WHERE lower(i.value) = lower(NEW.value) AND i.value = NEW.value AND i.scheme = NEW.scheme AND i.person_id <> NEW.person_id AND i.withdrawn_at IS NULL
          AND i.check_passed IS NOT FALSE AND NEW.check_passed IS NOT FALSE AND (i.scheme IN ('nhs', 'upn') OR i.owner_id = NEW.owner_id)
    LOOP
        -- on this side only for one who locates the other: nobody learns by writing a number down that somebody has it
        INSERT INTO public.people_identifierclash (person_id, id, domain, grade, owner_id, author_id, recorded_at, other_id, scheme, identifier, outcome)
        SELECT NEW.person_id, gen_random_uuid(), NEW.domain, NEW.grade, NEW.owner_id, NEW.author_id, core.now(), twin.person_id, NEW.scheme, NEW.id, ''
        WHERE 1 <= ANY (access.grasp(twin.person_id, NULL))
        UNION ALL
        SELECT twin.person_id, gen_random_uuid(), twin.domain, twin.grade, twin.owner_id, NEW.author_id, core.now(), NEW.person_id, NEW.scheme, twin.id, '';
        IF twin.shut THEN PERFORM people.tell(ARRAY[twin.person_id], 'record'); END IF;
    END LOOP;
    RETURN NULL;
END $$;
ALTER FUNCTION people.note_clash() OWNER TO kith_engine;
CREATE FUNCTION people.note_look_alike() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    keys bigint[] := access.keys();
BEGIN
    PERFORM people.tell(ARRAY(
        SELECT DISTINCT n.person_id
        FROM public.people_personname n JOIN fresh f ON f.person_id <> n.person_id AND f.clues && n.clues
        WHERE n.gate <> '{0}' AND n.grade = 1 AND n.withdrawn_at IS NULL AND n.kind <> 'label' AND f.kind <> 'label' AND NOT n.gate && keys
          AND (people.clues_of(f.clues, '=') = people.clues_of(n.clues, '=') OR people.clues_of(f.clues, '~') = people.clues_of(n.clues, '~'))
    ), 'record');
    RETURN NULL;
END $$;
ALTER FUNCTION people.note_look_alike() OWNER TO kith_engine;
CREATE FUNCTION people.numbers_shut(numbers text[]) RETURNS text[]
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    me access.actor := access.acting();
    found text[];
    shut uuid[];
BEGIN
    IF me.purpose <> 'job' OR NOT (access.has_role('finder') AND access.has_role('allocator')) THEN
        PERFORM access.refuse('Only an import may ask this.');
    END IF;
    SELECT array_agg(DISTINCT i.value), array_agg(DISTINCT i.person_id) INTO found, shut FROM public.people_identifier i
    WHERE i.scheme = 'local' AND lower(i.value) = ANY (ARRAY(SELECT lower(no) FROM unnest(numbers) no)) AND i.value = ANY (numbers) AND i.owner_id = me.agency AND i.withdrawn_at IS NULL
      AND (NOT i.gate && access.keys_once_confirmed() OR i.denied && me.keys);
    IF shut IS NOT NULL THEN PERFORM people.tell(shut, 'import'); END IF;
    RETURN coalesce(found, '{}');
END $$;
ALTER FUNCTION people.numbers_shut(numbers text[]) OWNER TO kith_engine;
CREATE FUNCTION people.readings(since timestamp with time zone, until timestamp with time zone) RETURNS TABLE(event bigint, at timestamp with time zone, human bigint, post bigint, agency bigint, person uuid, lead bigint, deepest smallint)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT e.id, e.at, e.human, e.post, e.agency, e.person_id, s.lead_id, (SELECT max(g) FROM unnest(e.grades) g)
    FROM public.audit_event e JOIN public.access_subject s ON s.id = e.person_id
    WHERE e.at >= since AND e.at < until AND e.action IN ('open', 'print') AND e.post IS NOT NULL AND e.human IS NOT NULL
$$;
ALTER FUNCTION people.readings(since timestamp with time zone, until timestamp with time zone) OWNER TO kith_engine;
CREATE FUNCTION people.reads_by_day() RETURNS TABLE(day date, looks bigint, readers bigint)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE me access.actor := access.acting();
BEGIN
    PERFORM access.check_governance(me.agency);
    RETURN QUERY
    SELECT d::date, coalesce(sum(r.looks), 0)::bigint, count(DISTINCT r.post)
    FROM generate_series((core.now() AT TIME ZONE 'Europe/London')::date - 27, (core.now() AT TIME ZONE 'Europe/London')::date, '1 day') d
    LEFT JOIN (public.agencies_post p JOIN people.reading r ON r.post = p.id AND r.hour >= core.now() - interval '29 days')
        ON p.agency_id = me.agency AND (r.hour AT TIME ZONE 'Europe/London')::date = d::date
    GROUP BY d ORDER BY d;
END $$;
ALTER FUNCTION people.reads_by_day() OWNER TO kith_engine;
CREATE FUNCTION people.said_why(wanted bigint) RETURNS TABLE(at timestamp with time zone, reason text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT e.at, e.detail ->> 'reason' FROM people.unusual(wanted, false) f
    JOIN public.audit_event e ON e.post = f.post AND e.action = 'read on' AND f.person_id IS NULL
        AND (e.at AT TIME ZONE 'Europe/London')::date = f.day
        AND e.at BETWEEN f.at - interval '1 day' AND f.at + interval '1 day'
    ORDER BY e.at
$$;
ALTER FUNCTION people.said_why(wanted bigint) OWNER TO kith_engine;
CREATE FUNCTION people.teams(of_post bigint, on_ timestamp with time zone, managing boolean DEFAULT false) RETURNS bigint[]
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT coalesce(array_agg(m.team_id), '{}') FROM public.agencies_membership m
    WHERE m.post_id = of_post AND m.starts <= on_ AND (m.ends IS NULL OR m.ends > on_) AND (m.manager OR NOT managing)
$$;
ALTER FUNCTION people.teams(of_post bigint, on_ timestamp with time zone, managing boolean) OWNER TO kith_engine;
CREATE FUNCTION people.tell(shut uuid[], how text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE me access.actor := access.acting();
BEGIN
    INSERT INTO access.notice (human, person_id, kind, detail, at)
    SELECT DISTINCT h.human, p, 'sealed_match', jsonb_build_object('how', how, 'post', me.post, 'human', me.human, 'agency', me.agency), core.now()
    FROM unnest(shut) p CROSS JOIN LATERAL (
        SELECT unnest(s.humans) FROM access.seal s WHERE s.person_id = ANY (access.cluster(p)) AND s.ended_at IS NULL
        UNION
        SELECT unnest(access.humans_with('on_call', ARRAY[u.lead_id])) FROM public.access_subject u WHERE u.id = p
    ) h(human)
    WHERE NOT access.key(h.human, 0) = ANY (access.denied(p, NULL))
      AND NOT EXISTS (SELECT FROM access.notice n WHERE n.human = h.human AND n.person_id = p AND n.kind = 'sealed_match' AND n.seen_at IS NULL
                        AND (n.detail ->> 'human')::bigint = me.human AND n.detail ->> 'how' = how AND n.at > core.now() - interval '1 hour');
END $$;
ALTER FUNCTION people.tell(shut uuid[], how text) OWNER TO kith_engine;
CREATE TABLE people.finding (
    id bigint NOT NULL,
    rule text NOT NULL,
    day date NOT NULL,
    event bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    post bigint NOT NULL,
    human bigint NOT NULL,
    agency bigint NOT NULL,
    person_id uuid,
    lead bigint,
    events integer NOT NULL,
    detail jsonb DEFAULT '{}'::jsonb NOT NULL,
    outcome text,
    note text,
    looked_at timestamp with time zone,
    looked_by bigint,
    CONSTRAINT finding_outcome_check CHECK ((outcome = ANY (ARRAY['explained'::text, 'asked'::text, 'raised'::text])))
);
ALTER TABLE people.finding OWNER TO kith_owner;
CREATE FUNCTION people.unusual(wanted bigint DEFAULT NULL::bigint, waiting boolean DEFAULT true) RETURNS SETOF people.finding
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE me access.actor := access.acting();
BEGIN
    PERFORM access.check_governance(me.agency);
    RETURN QUERY
    SELECT f.* FROM (
        SELECT * FROM people.finding n
        WHERE (n.agency = me.agency OR n.lead = me.agency) AND (wanted IS NULL OR n.id = wanted) AND (NOT waiting OR n.outcome IS NULL)
        ORDER BY n.at DESC, n.id DESC LIMIT 200) f
    WHERE f.person_id IS NULL
       OR 1 <= ANY (access.grasp(f.person_id, NULL)) AND (f.lead = me.agency OR f.rule NOT IN ('colleague', 'relative'))
    ORDER BY f.at DESC, f.id DESC LIMIT 100;
END $$;
ALTER FUNCTION people.unusual(wanted bigint, waiting boolean) OWNER TO kith_engine;
CREATE FUNCTION people.watch() RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    over timestamptz := date_trunc('hour', core.now() - interval '10 minutes');
    begun timestamptz;
    ended timestamptz;
    nobody access.actor;
    before bigint := (SELECT count(*) FROM people.finding);
BEGIN
    INSERT INTO people.watched (until) VALUES (over - interval '28 days') ON CONFLICT DO NOTHING;
    SELECT w.until INTO begun FROM people.watched w FOR UPDATE;
    IF begun >= over THEN RETURN false; END IF;
    ended := least(begun + interval '1 day', over);
    INSERT INTO people.reading (post, hour, persons, looks)
    SELECT r.post, date_trunc('hour', r.at), count(DISTINCT r.person), count(*) FROM people.readings(begun, ended) r GROUP BY 1, 2
    ON CONFLICT DO NOTHING;
    INSERT INTO people.finding AS f (rule, day, event, at, post, human, agency, person_id, lead, events)
    SELECT x.rule, (x.at AT TIME ZONE 'Europe/London')::date, min(x.event), min(x.at), x.post, x.human, x.agency, x.person, x.lead, count(*)
    FROM people.about_whom(begun, ended) x GROUP BY x.rule, 2, x.post, x.human, x.agency, x.person, x.lead
    ON CONFLICT (rule, post, person_id, day) DO UPDATE SET events = f.events + excluded.events;
    INSERT INTO people.finding AS f (rule, day, event, at, post, human, agency, events, detail)
    SELECT 'after hours', x.day, x.event, x.at, x.post, x.human, x.agency, x.events, jsonb_build_object('persons', x.persons)
    FROM people.after_hours(begun, ended) x
    ON CONFLICT (rule, post, person_id, day) DO UPDATE SET events = f.events + excluded.events,
        detail = jsonb_build_object('persons', greatest((f.detail ->> 'persons')::integer, (excluded.detail ->> 'persons')::integer));
    INSERT INTO people.finding AS f (rule, day, event, at, post, human, agency, events, detail)
    SELECT DISTINCT ON (x.rule, x.post, 2) x.rule, (x.hour AT TIME ZONE 'Europe/London')::date, 0, x.hour, x.post, p.practitioner_id, p.agency_id,
           x.persons, jsonb_build_object('persons', x.persons, 'usual', round(x.usual, 1))
    FROM people.how_many(begun, ended) x JOIN public.agencies_post p ON p.id = x.post ORDER BY x.rule, x.post, 2, x.persons DESC
    ON CONFLICT (rule, post, person_id, day) DO UPDATE SET events = greatest(f.events, excluded.events), detail = excluded.detail;
    UPDATE people.watched w SET until = ended;
    PERFORM audit.append(nobody.session, nobody.human, nobody.post, nobody.agency, nobody.purpose, 'watch', NULL, NULL, NULL, NULL,
        jsonb_build_object('since', begun, 'until', ended, 'found', (SELECT count(*) FROM people.finding) - before));
    RETURN ended < over;
END $$;
ALTER FUNCTION people.watch() OWNER TO kith_engine;
CREATE FUNCTION people.worked_with(of_post bigint, person uuid, on_ timestamp with time zone) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT EXISTS (
        SELECT FROM public.access_involvement i
        WHERE i.person_id = person AND i.starts <= on_ AND (i.ends IS NULL OR i.ends > on_)
          AND (i.holder_id = of_post OR i.holder_id = ANY (people.teams(of_post, on_))
               OR i.holder_id IN (SELECT t.managers_id FROM public.agencies_team t WHERE t.id = ANY (people.teams(of_post, on_, true)))))
$$;
ALTER FUNCTION people.worked_with(of_post bigint, person uuid, on_ timestamp with time zone) OWNER TO kith_engine;
CREATE FUNCTION public.procrastinate_cancel_job_v1(job_id bigint, abort boolean, delete_job boolean) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
BEGIN
    IF delete_job THEN
        DELETE FROM procrastinate_jobs
        WHERE id = job_id AND status = 'todo'
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        IF abort THEN
            UPDATE procrastinate_jobs
            SET abort_requested = true,
                status = CASE status
                    WHEN 'todo' THEN 'cancelled'::procrastinate_job_status ELSE status
                END
            WHERE id = job_id AND status IN ('todo', 'doing')
            RETURNING id INTO _job_id;
        ELSE
            UPDATE procrastinate_jobs
            SET status = 'cancelled'::procrastinate_job_status
            WHERE id = job_id AND status = 'todo'
            RETURNING id INTO _job_id;
        END IF;
    END IF;
    RETURN _job_id;
END;
$$;
ALTER FUNCTION public.procrastinate_cancel_job_v1(job_id bigint, abort boolean, delete_job boolean) OWNER TO kith_owner;
CREATE FUNCTION public.procrastinate_defer_jobs_v1(jobs public.procrastinate_job_to_defer_v1[]) RETURNS bigint[]
    LANGUAGE plpgsql
    AS $$
DECLARE
    job_ids bigint[];
BEGIN
    WITH inserted_jobs AS (
        INSERT INTO procrastinate_jobs (queue_name, task_name, priority, lock, queueing_lock, args, scheduled_at)
        SELECT (job).queue_name,
               (job).task_name,
               (job).priority,
               (job).lock,
               (job).queueing_lock,
               (job).args,
               (job).scheduled_at
        FROM unnest(jobs) AS job
        RETURNING id
    )
    SELECT array_agg(id) FROM inserted_jobs INTO job_ids;
    RETURN job_ids;
END;
$$;
ALTER FUNCTION public.procrastinate_defer_jobs_v1(jobs public.procrastinate_job_to_defer_v1[]) OWNER TO kith_owner;
CREATE FUNCTION public.procrastinate_defer_periodic_job_v2(_queue_name character varying, _lock character varying, _queueing_lock character varying, _task_name character varying, _priority integer, _periodic_id character varying, _defer_timestamp bigint, _args jsonb) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
	_job_id bigint;
	_defer_id bigint;
BEGIN
    INSERT
        INTO procrastinate_periodic_defers (task_name, periodic_id, defer_timestamp)
        VALUES (_task_name, _periodic_id, _defer_timestamp)
        ON CONFLICT DO NOTHING
        RETURNING id into _defer_id;
    IF _defer_id IS NULL THEN
        RETURN NULL;
    END IF;
    UPDATE procrastinate_periodic_defers
        SET job_id = (
            SELECT COALESCE((
                SELECT unnest(procrastinate_defer_jobs_v1(
                    ARRAY[
                        ROW(
                            _queue_name,
                            _task_name,
                            _priority,
                            _lock,
                            _queueing_lock,
                            _args,
                            NULL::timestamptz
                        )
                    ]::procrastinate_job_to_defer_v1[]
                ))
            ), NULL)
        )
        WHERE id = _defer_id
        RETURNING job_id INTO _job_id;
    DELETE
        FROM procrastinate_periodic_defers
        USING (
            SELECT id
            FROM procrastinate_periodic_defers
            WHERE procrastinate_periodic_defers.task_name = _task_name
            AND procrastinate_periodic_defers.periodic_id = _periodic_id
            AND procrastinate_periodic_defers.defer_timestamp < _defer_timestamp
            ORDER BY id
            FOR UPDATE
        ) to_delete
        WHERE procrastinate_periodic_defers.id = to_delete.id;
    RETURN _job_id;
END;
$$;
ALTER FUNCTION public.procrastinate_defer_periodic_job_v2(_queue_name character varying, _lock character varying, _queueing_lock character varying, _task_name character varying, _priority integer, _periodic_id character varying, _defer_timestamp bigint, _args jsonb) OWNER TO kith_owner;
CREATE TABLE public.procrastinate_jobs (
    id bigint NOT NULL,
    queue_name character varying(128) NOT NULL,
    task_name character varying(128) NOT NULL,
    lock text,
    args jsonb DEFAULT '{}'::jsonb NOT NULL,
    status public.procrastinate_job_status DEFAULT 'todo'::public.procrastinate_job_status NOT NULL,
    scheduled_at timestamp with time zone,
    attempts integer DEFAULT 0 NOT NULL,
    queueing_lock text,
    priority integer DEFAULT 0 NOT NULL,
    abort_requested boolean DEFAULT false NOT NULL,
    worker_id bigint,
    CONSTRAINT check_not_todo_abort_requested CHECK ((NOT ((status = 'todo'::public.procrastinate_job_status) AND (abort_requested = true))))
);
ALTER TABLE public.procrastinate_jobs OWNER TO kith_owner;
CREATE FUNCTION public.procrastinate_fetch_job_v2(target_queue_names character varying[], p_worker_id bigint) RETURNS public.procrastinate_jobs
    LANGUAGE plpgsql
    AS $$
DECLARE
	found_jobs procrastinate_jobs;
BEGIN
    WITH candidate AS (
        SELECT jobs.*
            FROM procrastinate_jobs AS jobs
            WHERE
                -- reject the job if its lock has earlier or higher priority jobs
                NOT EXISTS (
                    SELECT 1
                        FROM procrastinate_jobs AS other_jobs
                        WHERE
                            jobs.lock IS NOT NULL
                            AND other_jobs.lock = jobs.lock
                            AND (
                                -- job with same lock is already running
                                other_jobs.status = 'doing'
                                OR
                                -- job with same lock is waiting and has higher priority (or same priority but was queued first)
                                (
                                    other_jobs.status = 'todo'
                                    AND (
                                        other_jobs.priority > jobs.priority
                                        OR (
                                        other_jobs.priority = jobs.priority
                                        AND other_jobs.id < jobs.id
                                        )
                                    )
                                )
                            )
                )
                AND jobs.status = 'todo'
                AND (target_queue_names IS NULL OR jobs.queue_name = ANY( target_queue_names ))
                AND (jobs.scheduled_at IS NULL OR jobs.scheduled_at <= now())
            ORDER BY jobs.priority DESC, jobs.id ASC LIMIT 1
            FOR UPDATE OF jobs SKIP LOCKED
    )
    UPDATE procrastinate_jobs
        SET status = 'doing', worker_id = p_worker_id
        FROM candidate
        WHERE procrastinate_jobs.id = candidate.id
        RETURNING procrastinate_jobs.* INTO found_jobs;
 RETURN found_jobs;
END;
$$;
ALTER FUNCTION public.procrastinate_fetch_job_v2(target_queue_names character varying[], p_worker_id bigint) OWNER TO kith_owner;
CREATE FUNCTION public.procrastinate_finish_job_v1(job_id bigint, end_status public.procrastinate_job_status, delete_job boolean) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
BEGIN
    IF end_status NOT IN ('succeeded', 'failed', 'aborted') THEN
        RAISE 'End status should be either "succeeded", "failed" or "aborted" (job id: %)', job_id;
    END IF;
    IF delete_job THEN
        DELETE FROM procrastinate_jobs
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = end_status,
            abort_requested = false,
            attempts = CASE status
                WHEN 'doing' THEN attempts + 1 ELSE attempts
            END
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" or "todo" status (job id: %)', job_id;
    END IF;
END;
$$;
ALTER FUNCTION public.procrastinate_finish_job_v1(job_id bigint, end_status public.procrastinate_job_status, delete_job boolean) OWNER TO kith_owner;
CREATE FUNCTION public.procrastinate_notify_queue_abort_job_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    payload TEXT;
BEGIN
    SELECT json_build_object('type', 'abort_job_requested', 'job_id', NEW.id)::text INTO payload;
	PERFORM pg_notify('procrastinate_queue_v1#' || NEW.queue_name, payload);
	PERFORM pg_notify('procrastinate_any_queue_v1', payload);
	RETURN NEW;
END;
$$;
ALTER FUNCTION public.procrastinate_notify_queue_abort_job_v1() OWNER TO kith_owner;
CREATE FUNCTION public.procrastinate_notify_queue_job_inserted_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    payload TEXT;
BEGIN
    SELECT json_build_object('type', 'job_inserted', 'job_id', NEW.id)::text INTO payload;
	PERFORM pg_notify('procrastinate_queue_v1#' || NEW.queue_name, payload);
	PERFORM pg_notify('procrastinate_any_queue_v1', payload);
	RETURN NEW;
END;
$$;
ALTER FUNCTION public.procrastinate_notify_queue_job_inserted_v1() OWNER TO kith_owner;
CREATE FUNCTION public.procrastinate_prune_stalled_workers_v1(seconds_since_heartbeat double precision) RETURNS TABLE(worker_id bigint)
    LANGUAGE plpgsql
    AS $$
BEGIN
    RETURN QUERY
    DELETE FROM procrastinate_workers
    WHERE last_heartbeat < NOW() - (seconds_since_heartbeat || 'SECOND')::INTERVAL
    RETURNING procrastinate_workers.id;
END;
$$;
ALTER FUNCTION public.procrastinate_prune_stalled_workers_v1(seconds_since_heartbeat double precision) OWNER TO kith_owner;
CREATE FUNCTION public.procrastinate_register_worker_v1() RETURNS TABLE(worker_id bigint)
    LANGUAGE plpgsql
    AS $$
BEGIN
    RETURN QUERY
    INSERT INTO procrastinate_workers DEFAULT VALUES
    RETURNING procrastinate_workers.id;
END;
$$;
ALTER FUNCTION public.procrastinate_register_worker_v1() OWNER TO kith_owner;
CREATE FUNCTION public.procrastinate_retry_job_v1(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
    _abort_requested boolean;
BEGIN
    SELECT abort_requested FROM procrastinate_jobs
    WHERE id = job_id AND status = 'doing'
    FOR UPDATE
    INTO _abort_requested;
    IF _abort_requested THEN
        UPDATE procrastinate_jobs
        SET status = 'failed'::procrastinate_job_status
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = 'todo'::procrastinate_job_status,
            attempts = attempts + 1,
            scheduled_at = retry_at,
            priority = COALESCE(new_priority, priority),
            queue_name = COALESCE(new_queue_name, queue_name),
            lock = COALESCE(new_lock, lock)
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" status (job id: %)', job_id;
    END IF;
END;
$$;
ALTER FUNCTION public.procrastinate_retry_job_v1(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) OWNER TO kith_owner;
CREATE FUNCTION public.procrastinate_retry_job_v2(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
    _abort_requested boolean;
    _current_status procrastinate_job_status;
BEGIN
    SELECT status, abort_requested FROM procrastinate_jobs
    WHERE id = job_id AND status IN ('doing', 'failed')
    FOR UPDATE
    INTO _current_status, _abort_requested;
    IF _current_status = 'doing' AND _abort_requested THEN
        UPDATE procrastinate_jobs
        SET status = 'failed'::procrastinate_job_status
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = 'todo'::procrastinate_job_status,
            attempts = attempts + 1,
            scheduled_at = retry_at,
            priority = COALESCE(new_priority, priority),
            queue_name = COALESCE(new_queue_name, queue_name),
            lock = COALESCE(new_lock, lock)
        WHERE id = job_id AND status IN ('doing', 'failed')
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        RAISE 'Job was not found or has an invalid status to retry (job id: %)', job_id;
    END IF;
END;
$$;
ALTER FUNCTION public.procrastinate_retry_job_v2(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) OWNER TO kith_owner;
CREATE FUNCTION public.procrastinate_trigger_abort_requested_events_procedure_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type)
        VALUES (NEW.id, 'abort_requested'::procrastinate_job_event_type);
    RETURN NEW;
END;
$$;
ALTER FUNCTION public.procrastinate_trigger_abort_requested_events_procedure_v1() OWNER TO kith_owner;
CREATE FUNCTION public.procrastinate_trigger_function_scheduled_events_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type, at)
        VALUES (NEW.id, 'scheduled'::procrastinate_job_event_type, NEW.scheduled_at);
	RETURN NEW;
END;
$$;
ALTER FUNCTION public.procrastinate_trigger_function_scheduled_events_v1() OWNER TO kith_owner;
CREATE FUNCTION public.procrastinate_trigger_function_status_events_insert_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type)
        VALUES (NEW.id, 'deferred'::procrastinate_job_event_type);
	RETURN NEW;
END;
$$;
ALTER FUNCTION public.procrastinate_trigger_function_status_events_insert_v1() OWNER TO kith_owner;
CREATE FUNCTION public.procrastinate_trigger_function_status_events_update_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    WITH t AS (
        SELECT CASE
            WHEN OLD.status = 'todo'::procrastinate_job_status
                AND NEW.status = 'doing'::procrastinate_job_status
                THEN 'started'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'todo'::procrastinate_job_status
                THEN 'deferred_for_retry'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'failed'::procrastinate_job_status
                THEN 'failed'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'succeeded'::procrastinate_job_status
                THEN 'succeeded'::procrastinate_job_event_type
            WHEN OLD.status = 'todo'::procrastinate_job_status
                AND (
                    NEW.status = 'cancelled'::procrastinate_job_status
                    OR NEW.status = 'failed'::procrastinate_job_status
                    OR NEW.status = 'succeeded'::procrastinate_job_status
                )
                THEN 'cancelled'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'aborted'::procrastinate_job_status
                THEN 'aborted'::procrastinate_job_event_type
            WHEN OLD.status = 'failed'::procrastinate_job_status
                AND NEW.status = 'todo'::procrastinate_job_status
                THEN 'retried'::procrastinate_job_event_type
            ELSE NULL
        END as event_type
    )
    INSERT INTO procrastinate_events(job_id, type)
        SELECT NEW.id, t.event_type
        FROM t
        WHERE t.event_type IS NOT NULL;
	RETURN NEW;
END;
$$;
ALTER FUNCTION public.procrastinate_trigger_function_status_events_update_v1() OWNER TO kith_owner;
CREATE FUNCTION public.procrastinate_unlink_periodic_defers_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE procrastinate_periodic_defers
    SET job_id = NULL
    WHERE job_id = OLD.id;
    RETURN OLD;
END;
$$;
ALTER FUNCTION public.procrastinate_unlink_periodic_defers_v1() OWNER TO kith_owner;
CREATE FUNCTION public.procrastinate_unregister_worker_v1(worker_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    DELETE FROM procrastinate_workers
    WHERE id = worker_id;
END;
$$;
ALTER FUNCTION public.procrastinate_unregister_worker_v1(worker_id bigint) OWNER TO kith_owner;
CREATE FUNCTION public.procrastinate_update_heartbeat_v1(worker_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE procrastinate_workers
    SET last_heartbeat = NOW()
    WHERE id = worker_id;
END;
$$;
ALTER FUNCTION public.procrastinate_update_heartbeat_v1(worker_id bigint) OWNER TO kith_owner;
CREATE FUNCTION record.age_entries(at_most integer) RETURNS bigint
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    WITH step AS (SELECT aged[1] AS latest, aged[2] AS late FROM record.opening_counted),
    due AS (SELECT e.person_id, e.id FROM public.record_entry e, step s
            WHERE e.age <= 1 AND (e.recorded_at < s.late OR e.age = 0 AND e.recorded_at < s.latest)
            ORDER BY e.recorded_at LIMIT at_most),
    grown AS (UPDATE public.record_entry e SET age = CASE WHEN e.recorded_at < s.late THEN 2 ELSE 1 END
              FROM due d, step s WHERE e.person_id = d.person_id AND e.id = d.id RETURNING 1)
    SELECT count(*) FROM grown
$$;
ALTER FUNCTION record.age_entries(at_most integer) OWNER TO kith_engine;
CREATE FUNCTION record.check_source() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
BEGIN
    IF (access.acting()).purpose <> 'job' THEN PERFORM access.refuse('Only an import may write this.'); END IF;
    RETURN NEW;
END $$;
ALTER FUNCTION record.check_source() OWNER TO kith_engine;
CREATE FUNCTION record.count_openings(about integer DEFAULT 200000, few integer DEFAULT 2000, ageing integer DEFAULT 100000) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    pages bigint := greatest(pg_relation_size('public.record_entry') / current_setting('block_size')::integer, 1);
    filled float := greatest((SELECT reltuples / nullif(relpages, 0) FROM pg_class WHERE oid = 'public.record_entry'::regclass), 1);
    share float := least(100, 100 * about / (pages * filled));
BEGIN
    PERFORM pg_advisory_xact_lock('record.opening'::regclass::bigint);
    DELETE FROM record.opening;
    INSERT INTO record.opening (key, entries)
    SELECT k, round(count(*) * 100 / share) FROM public.record_entry e TABLESAMPLE SYSTEM (share) CROSS JOIN unnest(e.audience) k
    WHERE e.current AND e.gate && '{0,1}' AND e.denied = '{}' GROUP BY k HAVING count(*) * 100 / share >= few;
    UPDATE record.opening_counted c SET at = core.now(), entries = s.n, since = s.since, aged = ARRAY(
        SELECT greatest(before, now) FROM unnest(c.aged, s.aged) WITH ORDINALITY step(before, now, n) ORDER BY n)
    FROM (SELECT round(count(*) * 100 / share) AS n,
              coalesce(percentile_disc((SELECT array_agg(1 - x) FROM record.opening_counted o, unnest(o.shares) x))
                       WITHIN GROUP (ORDER BY e.recorded_at), '{}') AS since,
              coalesce(percentile_disc((SELECT array_agg(1 - x) FROM record.opening_counted o, unnest(o.ages) x))
                       WITHIN GROUP (ORDER BY e.recorded_at), '{}') AS aged
          FROM public.record_entry e TABLESAMPLE SYSTEM (share) WHERE e.current) s;
    PERFORM record.age_entries(ageing);
END $$;
ALTER FUNCTION record.count_openings(about integer, few integer, ageing integer) OWNER TO kith_engine;
CREATE FUNCTION record.hand_over_drafts(from_post bigint, to_post bigint, OUT handed integer, OUT kept integer) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
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
ALTER FUNCTION record.hand_over_drafts(from_post bigint, to_post bigint, OUT handed integer, OUT kept integer) OWNER TO kith_engine;
CREATE FUNCTION record.index_words() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
    NEW.search := record.vector(NEW.title, NEW.text, NEW.present, NEW.details);
    RETURN NEW;
END $$;
ALTER FUNCTION record.index_words() OWNER TO kith_owner;
CREATE FUNCTION record.keep_counts() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
BEGIN
    IF (SELECT at FROM record.opening_counted) <= core.now() - interval '1 hour' THEN PERFORM record.count_openings(); END IF;
END $$;
ALTER FUNCTION record.keep_counts() OWNER TO kith_engine;
CREATE FUNCTION record.manages(agency bigint) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT EXISTS (SELECT FROM access.acting() me CROSS JOIN LATERAL access.holders(me.post) h
                   JOIN public.agencies_team t ON t.managers_id = h.holder
                   WHERE h.kind = 'managers' AND t.agency_id = manages.agency)
$$;
ALTER FUNCTION record.manages(agency bigint) OWNER TO kith_engine;
CREATE FUNCTION record.newest(at_most integer, words text DEFAULT NULL::text) RETURNS SETOF record.which
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
DECLARE
    wanted tsquery := websearch_to_tsquery('english', words);
    stretch record;
    enough float := at_most * CASE WHEN words IS NULL THEN 1 ELSE 50 END;
    latest record.which[];
BEGIN
    SELECT * INTO stretch FROM record.stretch(enough);
    IF stretch.walked THEN
        latest := ARRAY(SELECT w FROM record.newest_widely(at_most, wanted, stretch.since) w);
    END IF;
    WHILE NOT stretch.walked AND cardinality(latest) = at_most IS NOT TRUE LOOP
        latest := ARRAY(SELECT w FROM record.newest_narrowly(at_most, wanted, stretch.age, stretch.since) w);
        SELECT * INTO stretch FROM record.stretch(enough, stretch.age);
    END LOOP;
    IF cardinality(latest) = at_most THEN
        RETURN QUERY SELECT * FROM unnest(latest);
    ELSE
        RETURN QUERY SELECT * FROM record.newest_narrowly(at_most, wanted);
    END IF;
END $$;
ALTER FUNCTION record.newest(at_most integer, words text) OWNER TO kith_owner;
CREATE FUNCTION record.newest_narrowly(at_most integer, words tsquery, oldest smallint DEFAULT 2, since timestamp with time zone DEFAULT '-infinity'::timestamp with time zone) RETURNS SETOF record.which
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET work_mem TO '64MB'
    SET plan_cache_mode TO 'force_custom_plan'
    AS $$
    WITH mine AS MATERIALIZED (
        SELECT e.person_id, e.id, e.recorded_at FROM public.record_entry e
        WHERE e.current AND e.age <= oldest AND (e.recorded_at >= since) IS TRUE AND (words IS NULL OR e.search @@ words))
    SELECT m.person_id, m.id FROM mine m ORDER BY m.recorded_at DESC, m.id DESC LIMIT at_most
$$;
ALTER FUNCTION record.newest_narrowly(at_most integer, words tsquery, oldest smallint, since timestamp with time zone) OWNER TO kith_owner;
CREATE FUNCTION record.newest_widely(at_most integer, words tsquery, since timestamp with time zone) RETURNS SETOF record.which
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET enable_bitmapscan TO 'off'
    SET enable_seqscan TO 'off'
    SET enable_sort TO 'off'
    AS $$
    SELECT e.person_id, e.id FROM public.record_entry e
    WHERE e.current AND e.recorded_at >= since AND (words IS NULL OR e.search @@ words)
    ORDER BY e.recorded_at DESC, e.id DESC LIMIT at_most
$$;
ALTER FUNCTION record.newest_widely(at_most integer, words tsquery, since timestamp with time zone) OWNER TO kith_owner;
CREATE FUNCTION record.practises(of_post bigint, person uuid, domain text) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT EXISTS (SELECT FROM public.agencies_post p, access.holders(p.id) h, access.edges(p.agency_id, 'care') e
                   WHERE p.id = of_post AND access.key(h.holder, e.no) = ANY (access.audience(person, domain, 3::smallint, p.agency_id)))
$$;
ALTER FUNCTION record.practises(of_post bigint, person uuid, domain text) OWNER TO kith_engine;
CREATE FUNCTION record.refer(p uuid, team bigint, token text, kind text, domain text, grade smallint, title text, words text, happened_at timestamp with time zone, day_only boolean, present text, details jsonb) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    me access.actor := access.acting();
    theirs bigint;
    known uuid;
    new_id uuid := gen_random_uuid();
    sent text := format('refer:%s:%s', me.post, token);
BEGIN
    PERFORM access.hold(p);
    PERFORM access.locate(p);
    IF access.gate(p, NULL, NULL) <> '{0}' THEN
        PERFORM access.refuse('This record is opened to people by name, so a front door could not read a referral. Ring them instead.');
    END IF;
    SELECT t.agency_id INTO theirs FROM public.agencies_team t WHERE t.id = team AND t.front_door;
    IF theirs IS NULL THEN PERFORM access.invalid('This team is not a front door.'); END IF;
    SELECT e.id INTO known FROM public.record_entry e
    WHERE e.person_id = p AND e.owner_id = theirs AND e.source_key = sent;
    IF known IS NOT NULL THEN RETURN known; END IF;
    PERFORM access.receive(p, team);
    IF NOT access.key(team, access.employment(theirs)) = ANY (access.audience(p, domain, grade, theirs)) THEN
        PERFORM access.invalid('A front door does not open that much. Choose a lower grade, or ring them.');
    END IF;
    INSERT INTO public.record_entry (person_id, id, domain, grade, owner_id, author_id, recorded_at, kind, title, text, details,
        happened_at, day_only, significant, present, occasion, series, version, amendment_reason, current, source_key)
    VALUES (p, new_id, domain, grade, theirs, me.post, core.now(), kind, title, words, details,
        happened_at, day_only, true, present, gen_random_uuid(), new_id, 1, '', true, sent);
    PERFORM access.log('refer', p, ARRAY[new_id], ARRAY[domain], ARRAY[grade], jsonb_build_object('team', team));
    RETURN new_id;
END $$;
ALTER FUNCTION record.refer(p uuid, team bigint, token text, kind text, domain text, grade smallint, title text, words text, happened_at timestamp with time zone, day_only boolean, present text, details jsonb) OWNER TO kith_engine;
CREATE FUNCTION record.stretch(enough double precision, beyond smallint DEFAULT '-1'::integer, OUT age smallint, OUT since timestamp with time zone, OUT walked boolean) RETURNS record
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    WITH mine AS (SELECT sum(o.entries) AS opened FROM record.opening o WHERE o.key = ANY (access.keys())),
    step AS (SELECT (n - 1)::smallint AS age, u.since, u.share
             FROM mine, record.opening_counted c, unnest(c.ages, c.aged) WITH ORDINALITY u(share, since, n)
             WHERE u.share * mine.opened >= 1.5 * enough AND n - 1 > beyond ORDER BY n LIMIT 1),
    walk AS (SELECT latest.since FROM mine, record.opening_counted c CROSS JOIN LATERAL unnest(c.shares, c.since) latest(share, since)
             WHERE latest.share * mine.opened >= 2 * enough AND beyond < 0
               AND mine.opened ^ 2 * coalesce((SELECT s.share FROM step s), 1) > 2.5 * enough * c.entries
             ORDER BY latest.share LIMIT 1)
    SELECT NULL, w.since, true FROM walk w UNION ALL SELECT s.age, s.since, false FROM step s WHERE NOT EXISTS (SELECT FROM walk)
$$;
ALTER FUNCTION record.stretch(enough double precision, beyond smallint, OUT age smallint, OUT since timestamp with time zone, OUT walked boolean) OWNER TO kith_engine;
CREATE FUNCTION record.unfinished_of(of_post bigint) RETURNS bigint
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
BEGIN
    PERFORM access.administrator((access.post_of(of_post)).agency_id);
    RETURN (SELECT count(*) FROM public.record_draft d WHERE d.author_id = of_post AND d.recorded_as IS NULL AND d.discarded_at IS NULL);
END $$;
ALTER FUNCTION record.unfinished_of(of_post bigint) OWNER TO kith_engine;
CREATE FUNCTION record.vector(title text, text text, present text, details jsonb) RETURNS tsvector
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
    SELECT setweight(to_tsvector('english', translate(title, '<>', '  ')), 'A')
        || setweight(to_tsvector('english', translate(text, '<>', '  ')), 'B')
        || setweight(to_tsvector('english', translate(present, '<>', '  ')), 'C')
        || setweight(jsonb_to_tsvector('english', details, '["string"]'), 'D')
$$;
ALTER FUNCTION record.vector(title text, text text, present text, details jsonb) OWNER TO kith_owner;
CREATE FUNCTION record.version_entry() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    keys bigint[] := access.keys();
    previous public.record_entry;
BEGIN
    NEW.current := true;
    NEW.series := coalesce(NEW.series, NEW.id);
    IF NEW.series = NEW.id THEN RETURN NEW; END IF;
    PERFORM access.check_isolation();
    PERFORM pg_advisory_xact_lock_shared(access.lock_no(NEW.person_id));
    PERFORM FROM public.record_entry e WHERE e.person_id = NEW.person_id AND e.id = NEW.series FOR UPDATE;
    -- a later statement than the locks: its snapshot has the version that the last writer committed
    SELECT * INTO previous FROM public.record_entry e
    WHERE e.person_id = NEW.person_id AND e.series = NEW.series ORDER BY e.version DESC LIMIT 1;
    IF NOT access.opens(keys, previous.audience, previous.gate, previous.denied) THEN PERFORM access.nothing(); END IF;
    IF previous.owner_id <> NEW.owner_id THEN
        PERFORM access.refuse('Only the organisation that recorded this can change it. Ring them, or record what you know.');
    END IF;
    IF NEW.version <> previous.version + 1 THEN
        PERFORM access.invalid('Somebody has changed this since you opened it. Read the newest version, then make your change again.');
    END IF;
    IF (NEW.grade < previous.grade OR NEW.domain <> previous.domain) AND NOT record.manages(previous.owner_id) THEN
        PERFORM access.refuse('Only a manager can lower the grade or change what it is about.');
    END IF;
    NEW.occasion := previous.occasion;
    PERFORM access.inherit_seals(NEW.person_id, ARRAY[previous.id], NEW.id, NEW.domain, NEW.grade);
    UPDATE public.record_entry e
    SET current = false, domain = NEW.domain, grade = greatest(e.grade, NEW.grade),
        audience = access.canon(access.audience(e.person_id, NEW.domain, greatest(e.grade, NEW.grade), e.owner_id)
                                || access.row_keys(e.person_id, e.id, NEW.domain, greatest(e.grade, NEW.grade), e.owner_id)),
        gate = access.guarded(access.gate(e.person_id, e.id, NULL), greatest(e.grade, NEW.grade))
    WHERE e.person_id = NEW.person_id AND e.series = NEW.series
      AND (e.current OR e.domain <> NEW.domain OR e.grade < NEW.grade);
    RETURN NEW;
END $$;
ALTER FUNCTION record.version_entry() OWNER TO kith_engine;
CREATE FUNCTION record.write_about(people uuid[]) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
BEGIN
    -- nobody holds up changes about persons who are beyond them
    PERFORM pg_advisory_xact_lock_shared(no)
    FROM (SELECT DISTINCT access.lock_no(p) AS no FROM unnest(people) p WHERE 1 <= ANY (access.grasp(p, NULL)) ORDER BY 1) ordered;
END $$;
ALTER FUNCTION record.write_about(people uuid[]) OWNER TO kith_engine;
CREATE FUNCTION record.writer(OUT agency_kind text, OUT team_domain text, OUT manages boolean) RETURNS record
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT a.kind,
           (SELECT t.domain FROM public.agencies_membership m JOIN public.agencies_team t ON t.id = m.team_id
            WHERE m.post_id = me.post AND t.agency_id = me.agency AND access.active(m.starts, m.ends) ORDER BY m.starts, m.id LIMIT 1),
           record.manages(a.id)
    FROM access.acting() me JOIN public.agencies_agency a ON a.id = me.agency
$$;
ALTER FUNCTION record.writer(OUT agency_kind text, OUT team_domain text, OUT manages boolean) OWNER TO kith_engine;
CREATE TABLE public.sharing_subjectaccess (
    id uuid NOT NULL,
    domain text NOT NULL,
    grade smallint NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    asked_by uuid,
    asked_words text NOT NULL,
    received_on date NOT NULL,
    identity_on date,
    identity_words text NOT NULL,
    due_on date,
    extended_on date,
    extended_words text NOT NULL,
    state text NOT NULL,
    ended_on date,
    ended_words text NOT NULL,
    author_id bigint NOT NULL,
    owner_id bigint NOT NULL,
    person_id uuid NOT NULL,
    audience bigint[] NOT NULL,
    gate bigint[] NOT NULL,
    denied bigint[] NOT NULL,
    CONSTRAINT sharing_subjectaccess_domain CHECK ((access.domain_no(domain) IS NOT NULL)),
    CONSTRAINT sharing_subjectaccess_grade CHECK (((grade >= 1) AND (grade <= 5)))
);
ALTER TABLE ONLY public.sharing_subjectaccess ALTER COLUMN id SET STATISTICS 1;
ALTER TABLE ONLY public.sharing_subjectaccess ALTER COLUMN domain SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_subjectaccess ALTER COLUMN asked_by SET STATISTICS 1;
ALTER TABLE ONLY public.sharing_subjectaccess ALTER COLUMN asked_words SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_subjectaccess ALTER COLUMN identity_words SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_subjectaccess ALTER COLUMN extended_words SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_subjectaccess ALTER COLUMN state SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_subjectaccess ALTER COLUMN ended_words SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_subjectaccess ALTER COLUMN person_id SET STATISTICS 1;
ALTER TABLE ONLY public.sharing_subjectaccess FORCE ROW LEVEL SECURITY;
ALTER TABLE public.sharing_subjectaccess OWNER TO kith_owner;
CREATE FUNCTION sharing.access_of(p uuid, fact uuid) RETURNS public.sharing_subjectaccess
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    me access.actor := access.acting();
    a public.sharing_subjectaccess;
BEGIN
    PERFORM access.hold(p);
    PERFORM access.locate(p);
    SELECT * INTO a FROM public.sharing_subjectaccess x
    WHERE x.person_id = p AND x.id = fact AND access.opens(me.keys, x.audience, x.gate, x.denied);
    IF NOT FOUND THEN PERFORM access.nothing(); END IF;
    IF a.owner_id <> me.agency THEN PERFORM access.refuse('The organisation that was asked answers. Ask it.'); END IF;
    IF a.state IN ('sent', 'refused', 'withdrawn') THEN PERFORM access.invalid('This request has ended.'); END IF;
    RETURN a;
END $$;
ALTER FUNCTION sharing.access_of(p uuid, fact uuid) OWNER TO kith_engine;
CREATE FUNCTION sharing.add_exhibit(p uuid, bundle uuid, fact uuid, d text, g smallint, said jsonb) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    me access.actor := access.acting();
    b public.sharing_bundle := sharing.bundle_of(p, bundle);
    s sharing.source := sharing.source_of(p, fact, d, g);
    new_id uuid := gen_random_uuid();
    gone text[] := ARRAY(SELECT jsonb_array_elements_text(said -> 'removed'));
    wrote agencies.holder;
BEGIN
    IF s.row_id IS NULL THEN PERFORM access.nothing(); END IF;
    IF s.grade > 4 THEN PERFORM access.refuse('What is restricted is given to people by name, and does not go into a bundle.'); END IF;
    IF sharing.sealed_by_itself(p, fact) THEN PERFORM access.refuse('This is sealed to people by name, and a copy of it would not be. It does not go into a bundle.'); END IF;
    IF NOT access.audience(p, s.domain, s.grade, s.owner_id) && me.keys THEN  -- what was given by itself opens by its id, which a copy has not
        PERFORM access.refuse('This was given to you by itself. A copy of it is theirs to make: ask them to put it before the court, or to open that much to you.');
    END IF;
    IF EXISTS (SELECT FROM public.sharing_exhibit x WHERE x.person_id = p AND x.bundle_id = bundle AND x.of_row = fact AND x.domain = s.domain AND x.grade = s.grade
               AND x.dropped_at IS NULL) THEN
        PERFORM access.invalid('It is in the bundle already.');
    END IF;
    SELECT * INTO wrote FROM agencies.holder h WHERE h.id = s.author_id;
    INSERT INTO public.sharing_exhibit (person_id, id, domain, grade, owner_id, author_id, recorded_at, bundle_id, place, section, title, happened_at, of_row,
        version, of_recorded_at, of_author, of_organisation, source_digest, text, removed, digest, media_type, sheets)
    VALUES (p, new_id, s.domain, s.grade, s.owner_id, me.post, core.now(), bundle, (said ->> 'place')::integer, said ->> 'section', said ->> 'title', s.happened_at, fact,
        s.version, s.recorded_at, wrote.name, wrote.agency, coalesce(s.digest, sharing.sha256_of(s.words)), said ->> 'text', gone,
        sharing.sha256_of(said ->> 'text'), coalesce(said ->> 'media_type', ''), ARRAY(SELECT jsonb_array_elements_text(said -> 'sheets')::integer));
    UPDATE public.sharing_bundle x SET count = x.count + 1 WHERE x.person_id = p AND x.id = bundle;
    PERFORM access.log('add exhibit', p, ARRAY[bundle, new_id, fact], ARRAY[s.domain], ARRAY[s.grade], jsonb_build_object('removed', cardinality(gone)));
    RETURN new_id;
END $$;
ALTER FUNCTION sharing.add_exhibit(p uuid, bundle uuid, fact uuid, d text, g smallint, said jsonb) OWNER TO kith_engine;
CREATE FUNCTION sharing.advice_read(advice uuid) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    UPDATE public.sharing_advice x SET read_at = core.now()
    WHERE x.id = advice AND x.author_id = (access.acting()).post AND x.read_at IS NULL AND x.state <> 'open'
$$;
ALTER FUNCTION sharing.advice_read(advice uuid) OWNER TO kith_engine;
CREATE FUNCTION sharing.advise(advice uuid, kind text, given jsonb) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    me access.actor := access.acting();
    a public.sharing_advice := sharing.my_advice(advice);
    new_id uuid := gen_random_uuid();
    onward bigint := CASE WHEN kind = 'passed on' THEN (given ->> 'to_holder')::bigint END;
BEGIN
    IF (kind = 'said') <> (a.author_id = me.post) THEN PERFORM access.invalid('Whoever asked writes more; whoever was asked advises.'); END IF;
    IF kind NOT IN ('said', 'advised', 'asked back', 'passed on') THEN PERFORM access.invalid('Say what is done.'); END IF;
    IF kind <> 'passed on' AND coalesce(btrim(given ->> 'text'), '') = '' THEN PERFORM access.invalid('Write what you want to say.'); END IF;
    IF kind = 'advised' AND coalesce(given ->> 'says', '') = '' THEN PERFORM access.invalid('Say what you advise.'); END IF;
    IF kind = 'passed on' THEN
        PERFORM sharing.check_addressee(onward, a.parties);
        UPDATE public.sharing_advice x SET asked = access.canon(x.asked || sharing.side(onward)), parties = access.canon(x.parties || sharing.side(onward)),
            audience = access.canon(x.audience || access.addressed(sharing.side(onward), 3::smallint)) WHERE x.id = advice RETURNING * INTO a;
        UPDATE public.sharing_adviceturn x SET audience = a.audience WHERE x.advice_id = advice;
    END IF;
    INSERT INTO public.sharing_adviceturn (id, advice_id, recorded_at, owner_id, author_id, audience, kind, says, text, to_holder)
    VALUES (new_id, advice, core.now(), me.agency, me.post, a.audience, kind, CASE WHEN kind = 'advised' THEN given ->> 'says' ELSE '' END,
        coalesce(given ->> 'text', ''), onward);
    UPDATE public.sharing_advice x SET
        state = CASE kind WHEN 'advised' THEN 'advised' WHEN 'asked back' THEN 'asked back' WHEN 'said' THEN 'open' ELSE x.state END,
        read_at = CASE WHEN kind IN ('advised', 'asked back') THEN NULL ELSE x.read_at END
    WHERE x.id = advice;
    PERFORM access.log('advise', NULL, ARRAY[advice, new_id], NULL, NULL, jsonb_build_object('turn', kind));
    RETURN new_id;
END $$;
ALTER FUNCTION sharing.advise(advice uuid, kind text, given jsonb) OWNER TO kith_engine;
CREATE FUNCTION sharing.after(kind text, by_asking boolean, state text) RETURNS text
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
    SELECT CASE
        WHEN state = 'withdrawn' THEN NULL
        WHEN by_asking AND kind = 'said' THEN CASE WHEN state = 'asked back' THEN 'open' ELSE state END
        WHEN by_asking AND kind = 'withdrawn' THEN CASE WHEN state IN ('open', 'asked back') THEN 'withdrawn' END
        WHEN by_asking THEN NULL
        WHEN kind IN ('acknowledged', 'said', 'passed on') THEN state
        WHEN kind = 'asked back' THEN 'asked back'
        WHEN kind IN ('opened', 'answered', 'given') THEN 'answered'
        WHEN kind IN ('opened part', 'answered part', 'given part') THEN 'part'
        WHEN kind = 'refused' AND state <> 'answered' THEN CASE WHEN state = 'part' THEN 'part' ELSE 'refused' END
    END
$$;
ALTER FUNCTION sharing.after(kind text, by_asking boolean, state text) OWNER TO kith_owner;
CREATE FUNCTION sharing.answer_objection(p uuid, objection uuid, outcome text, words text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE c public.sharing_consentrecord := sharing.consent_of(p, objection);
BEGIN
    IF c.kind <> 'objection' THEN PERFORM access.invalid('Only an objection is answered.'); END IF;
    IF NOT sharing.answers_for((access.acting()).post) THEN
        PERFORM access.refuse('A manager or information governance answers an objection. Tell yours.');
    END IF;
    IF outcome NOT IN ('stopped', 'goes on') OR coalesce(btrim(words), '') = '' THEN
        PERFORM access.invalid('Say whether you stop, and why.');
    END IF;
    UPDATE public.sharing_consentrecord x SET outcome = answer_objection.outcome, outcome_words = words, outcome_at = core.now()
    WHERE x.person_id = p AND x.id = objection;
    PERFORM access.log('answer objection', p, ARRAY[objection], ARRAY[c.domain], ARRAY[c.grade], jsonb_build_object('outcome', outcome));
END $$;
ALTER FUNCTION sharing.answer_objection(p uuid, objection uuid, outcome text, words text) OWNER TO kith_engine;
CREATE FUNCTION sharing.answer_tool(of_series bigint, partner bigint, said jsonb) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    me access.actor := access.acting();
    last public.sharing_toolrule;
    new_id bigint := nextval('public.sharing_toolrule_id_seq');
BEGIN
    PERFORM access.check_governance(me.agency);
    IF said ->> 'answer' IS NULL OR said ->> 'answer' NOT IN ('yes', 'conditions', 'ask', 'no') THEN PERFORM access.invalid('Choose an answer.'); END IF;
    IF said ->> 'answer' = 'conditions' AND coalesce(btrim(said ->> 'words'), '') = '' THEN PERFORM access.invalid('Say on which conditions.'); END IF;
    SELECT * INTO last FROM public.sharing_toolrule r WHERE r.series = of_series AND r.owner_id = me.agency ORDER BY r.version DESC LIMIT 1;
    IF of_series IS NOT NULL AND last.id IS NULL THEN PERFORM access.nothing(); END IF;
    IF coalesce(last.tool, btrim(said ->> 'tool'), '') = '' OR coalesce(btrim(said ->> 'source'), '') = '' OR said ->> 'decided_on' IS NULL THEN
        PERFORM access.invalid('Say which tool, who decided it and where it stands, and when.');
    END IF;
    INSERT INTO public.sharing_toolrule (id, owner_id, partner_id, series, version, tool, answer, words, source, decided_on, review_on, kept_at, kept_by)
    VALUES (new_id, me.agency, CASE WHEN last.id IS NULL THEN answer_tool.partner ELSE last.partner_id END, coalesce(of_series, new_id), 1 + coalesce(last.version, 0),
        coalesce(last.tool, said ->> 'tool'), said ->> 'answer', coalesce(said ->> 'words', ''), said ->> 'source', (said ->> 'decided_on')::date,
        (said ->> 'review_on')::date, core.now(), me.post);
    PERFORM access.log('answer about a tool', NULL, NULL, NULL, NULL, jsonb_build_object('rule', coalesce(of_series, new_id), 'version', 1 + coalesce(last.version, 0)));
    RETURN coalesce(of_series, new_id);
END $$;
ALTER FUNCTION sharing.answer_tool(of_series bigint, partner bigint, said jsonb) OWNER TO kith_engine;
CREATE FUNCTION sharing.answers_for(post bigint) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT EXISTS (SELECT FROM public.agencies_post po WHERE po.id = post AND po.agency_id = (access.acting()).agency AND access.active(po.starts, po.ends)
                   AND (EXISTS (SELECT FROM public.agencies_membership m WHERE m.post_id = po.id AND m.manager AND access.active(m.starts, m.ends))
                        OR EXISTS (SELECT FROM public.agencies_role x WHERE x.post_id = po.id AND x.name = 'governance' AND access.active(x.starts, x.ends))))
$$;
ALTER FUNCTION sharing.answers_for(post bigint) OWNER TO kith_engine;
CREATE FUNCTION sharing.apart(p uuid, named uuid[], answers boolean) RETURNS uuid[]
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT array_agg(n ORDER BY n) FROM unnest(named) n
    WHERE answers = EXISTS (SELECT FROM public.assessments_answers a WHERE a.person_id = p AND a.id = n)
$$;
ALTER FUNCTION sharing.apart(p uuid, named uuid[], answers boolean) OWNER TO kith_engine;
CREATE FUNCTION sharing.ask(p uuid, holder bigint, mine bigint, wanted smallint[], d text, g smallint, answer_by timestamp with time zone, token text, said jsonb) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    me access.actor := access.acting();
    new_id uuid := gen_random_uuid();
    number uuid := gen_random_uuid();
    known uuid;
    theirs bigint;
    asking bigint[];
    asked bigint[];
BEGIN
    PERFORM access.hold(p);
    PERFORM access.locate(p);
    IF access.gate(p, NULL, NULL) <> '{0}' THEN
        PERFORM access.refuse('This record is opened to people by name, so they could not read a request about it. Ring them instead.');
    END IF;
    IF g NOT BETWEEN 2 AND 4 THEN PERFORM access.invalid('A request is graded essential, practice or sensitive.'); END IF;
    IF g >= 4 THEN PERFORM access.require_confirmed(); END IF;
    IF mine NOT IN (SELECT h.holder FROM access.holders(me.post) h WHERE h.kind <> 'finder') THEN
        PERFORM access.invalid('Ask for yourself or for a team of yours.');
    END IF;
    PERFORM access.check_grades(wanted);
    IF NOT 1 <= ANY (wanted) OR 5 = ANY (wanted) THEN
        PERFORM access.invalid('Choose what you ask for, and how far.');
    END IF;
    IF coalesce(btrim(said ->> 'why'), '') = '' OR coalesce(btrim(said ->> 'question'), '') = '' THEN
        PERFORM access.invalid('Say what you ask for, and why.');
    END IF;
    SELECT r.id INTO known FROM public.sharing_request r WHERE r.person_id = p AND r.author_id = me.post AND r.token = ask.token;
    IF known IS NOT NULL THEN RETURN known; END IF;
    IF said ->> 'gateway' = 'consent' THEN PERFORM sharing.check_consent(p, (said ->> 'rests_on')::uuid); END IF;
    asking := access.canon(ARRAY[me.post] || sharing.side(mine));
    theirs := sharing.check_addressee(holder, asking);
    asked := sharing.side(holder);
    INSERT INTO public.sharing_request (person_id, id, domain, grade, owner_id, author_id, recorded_at, parties, asking, asked, asked_agency_id,
        open_to, person_words, question, grades, period_from, period_to, why, purpose, gateway, force, rests_on, guide_edition, consent,
        confidentiality, urgency, answer_by, until, state, token, counted, nudged, reminded)
    VALUES (p, new_id, sharing.domain_for(holder, d), g, me.agency, me.post, core.now(), access.canon(asking || asked), asking, asked, theirs,
        mine, said ->> 'person_words', said ->> 'question', wanted, (said ->> 'period_from')::date, (said ->> 'period_to')::date, said ->> 'why',
        said ->> 'purpose', said ->> 'gateway', said ->> 'force', (said ->> 'rests_on')::uuid, sharing.check_edition(said), said ->> 'consent', said ->> 'confidentiality',
        said ->> 'urgency', answer_by, (said ->> 'until')::date, 'open', token, number, false, false);
    INSERT INTO public.sharing_counted (id, asked_at, by_agency_id, of_agency_id, gateway, force, urgency, answer_by, outcome, reason)
    VALUES (number, core.now(), me.agency, theirs, said ->> 'gateway', said ->> 'force', said ->> 'urgency', answer_by, 'open', '');
    PERFORM access.notify(access.humans_behind(asked), p, 'request', jsonb_build_object('request', new_id, 'urgency', said ->> 'urgency'));
    PERFORM access.log('ask', p, ARRAY[new_id], ARRAY[sharing.domain_for(holder, d)], ARRAY[g], jsonb_build_object('holder', holder, 'gateway', said ->> 'gateway'));
    RETURN new_id;
END $$;
ALTER FUNCTION sharing.ask(p uuid, holder bigint, mine bigint, wanted smallint[], d text, g smallint, answer_by timestamp with time zone, token text, said jsonb) OWNER TO kith_engine;
CREATE FUNCTION sharing.ask_advice(holder bigint, token text, said jsonb) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    me access.actor := access.acting();
    known uuid;
    new_id uuid := gen_random_uuid();
    parties bigint[];
BEGIN
    IF me.post IS NULL THEN PERFORM access.refuse('Only practitioners ask for advice here.'); END IF;
    IF coalesce(btrim(said ->> 'question'), '') = '' THEN PERFORM access.invalid('Say what you want to discuss.'); END IF;
    SELECT a.id INTO known FROM public.sharing_advice a WHERE a.author_id = me.post AND a.token = ask_advice.token;
    IF known IS NOT NULL THEN RETURN known; END IF;
    PERFORM sharing.check_addressee(holder, ARRAY[me.post]);
    parties := access.canon(ARRAY[me.post] || sharing.side(holder));
    INSERT INTO public.sharing_advice (id, recorded_at, owner_id, author_id, asked, parties, audience, purpose, of_kind, question, guide_edition, state, token)
    VALUES (new_id, core.now(), me.agency, me.post, sharing.side(holder), parties, access.addressed(parties, 3::smallint), said ->> 'purpose',
        said ->> 'of_kind', said ->> 'question', sharing.check_edition(said), 'open', token);
    PERFORM access.log('ask advice', NULL, ARRAY[new_id], NULL, NULL, jsonb_build_object('holder', holder));
    RETURN new_id;
END $$;
ALTER FUNCTION sharing.ask_advice(holder bigint, token text, said jsonb) OWNER TO kith_engine;
CREATE FUNCTION sharing.begin_bundle(p uuid, token text, said jsonb) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    me access.actor := access.acting();
    place text := sharing.domain_for(me.post, 'social_care');
    new_id uuid := gen_random_uuid();
    known uuid;
BEGIN
    PERFORM access.locate(p);
    PERFORM sharing.check_writer(p, place, 3::smallint);
    IF coalesce(btrim(said ->> 'title'), '') = '' OR coalesce(btrim(said ->> 'court'), '') = '' THEN PERFORM access.invalid('Say what it is, and for which court.'); END IF;
    SELECT b.id INTO known FROM public.sharing_bundle b WHERE b.person_id = p AND b.author_id = me.post AND b.token = begin_bundle.token;
    IF known IS NOT NULL THEN RETURN known; END IF;
    INSERT INTO public.sharing_bundle (person_id, id, domain, grade, owner_id, author_id, recorded_at, title, court, number, count, state, digest, truth, token)
    VALUES (p, new_id, place, 3, me.agency, me.post, core.now(), said ->> 'title', said ->> 'court', said ->> 'number', 0, 'open', '', '', token);
    PERFORM access.log('begin bundle', p, ARRAY[new_id], ARRAY[place], ARRAY[3::smallint]);
    RETURN new_id;
END $$;
ALTER FUNCTION sharing.begin_bundle(p uuid, token text, said jsonb) OWNER TO kith_engine;
CREATE TABLE public.sharing_request (
    id uuid NOT NULL,
    rests_on uuid,
    domain text NOT NULL,
    grade smallint NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    parties bigint[] NOT NULL,
    asking bigint[] NOT NULL,
    asked bigint[] NOT NULL,
    open_to bigint NOT NULL,
    person_words text NOT NULL,
    question text NOT NULL,
    grades smallint[] NOT NULL,
    period_from date,
    period_to date,
    why text NOT NULL,
    purpose text NOT NULL,
    gateway text NOT NULL,
    force text NOT NULL,
    guide_edition bigint NOT NULL,
    consent text NOT NULL,
    confidentiality text NOT NULL,
    urgency text NOT NULL,
    answer_by timestamp with time zone NOT NULL,
    until date,
    state text NOT NULL,
    answered_at timestamp with time zone,
    token text NOT NULL,
    nudged boolean NOT NULL,
    reminded boolean NOT NULL,
    counted uuid NOT NULL,
    asked_agency_id bigint NOT NULL,
    author_id bigint NOT NULL,
    owner_id bigint NOT NULL,
    person_id uuid NOT NULL,
    audience bigint[] NOT NULL,
    gate bigint[] NOT NULL,
    denied bigint[] NOT NULL,
    CONSTRAINT sharing_request_domain CHECK ((access.domain_no(domain) IS NOT NULL)),
    CONSTRAINT sharing_request_grade CHECK (((grade >= 1) AND (grade <= 5)))
);
ALTER TABLE ONLY public.sharing_request ALTER COLUMN id SET STATISTICS 1;
ALTER TABLE ONLY public.sharing_request ALTER COLUMN rests_on SET STATISTICS 1;
ALTER TABLE ONLY public.sharing_request ALTER COLUMN domain SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_request ALTER COLUMN person_words SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_request ALTER COLUMN question SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_request ALTER COLUMN why SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_request ALTER COLUMN purpose SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_request ALTER COLUMN gateway SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_request ALTER COLUMN force SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_request ALTER COLUMN consent SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_request ALTER COLUMN confidentiality SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_request ALTER COLUMN urgency SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_request ALTER COLUMN state SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_request ALTER COLUMN token SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_request ALTER COLUMN counted SET STATISTICS 1;
ALTER TABLE ONLY public.sharing_request ALTER COLUMN person_id SET STATISTICS 1;
ALTER TABLE ONLY public.sharing_request FORCE ROW LEVEL SECURITY;
ALTER TABLE public.sharing_request OWNER TO kith_owner;
CREATE FUNCTION sharing.bring_in(r public.sharing_request, holders bigint[]) RETURNS public.sharing_request
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
BEGIN
    UPDATE public.sharing_request x SET asked = access.canon(x.asked || holders), parties = access.canon(x.parties || holders)
    WHERE x.person_id = r.person_id AND x.id = r.id RETURNING * INTO r;
    UPDATE public.sharing_turn x SET parties = r.parties WHERE x.person_id = r.person_id AND x.request_id = r.id;
    PERFORM access.rekey_person(r.person_id);
    RETURN r;
END $$;
ALTER FUNCTION sharing.bring_in(r public.sharing_request, holders bigint[]) OWNER TO kith_engine;
CREATE FUNCTION sharing.bring_to_table(p uuid, gathering uuid, who bigint) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    me access.actor := access.acting();
    g public.sharing_gathering := sharing.my_gathering(p, gathering);
BEGIN
    IF NOT g.convening && ARRAY(SELECT h.holder FROM access.holders(me.post) h) THEN
        PERFORM access.refuse('Only those who called the table call others to it. Ask them.');
    END IF;
    PERFORM sharing.check_member(who, g.convening);
    UPDATE public.sharing_gathering x SET members = access.canon(x.members || who), parties = access.canon(x.parties || sharing.side(who))
    WHERE x.person_id = p AND x.id = g.id;
    PERFORM access.rekey_person(p);
    PERFORM access.notify(access.humans_behind(ARRAY[who]), p, 'gathering', jsonb_build_object('gathering', g.id));
    PERFORM access.log('convene', p, ARRAY[g.id], ARRAY[g.domain], ARRAY[g.grade], jsonb_build_object('holder', who));
END $$;
ALTER FUNCTION sharing.bring_to_table(p uuid, gathering uuid, who bigint) OWNER TO kith_engine;
CREATE TABLE public.sharing_bundle (
    id uuid NOT NULL,
    domain text NOT NULL,
    grade smallint NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    title text NOT NULL,
    court text NOT NULL,
    number text NOT NULL,
    count integer NOT NULL,
    state text NOT NULL,
    digest text NOT NULL,
    truth text NOT NULL,
    fixed_at timestamp with time zone,
    token text NOT NULL,
    author_id bigint NOT NULL,
    owner_id bigint NOT NULL,
    person_id uuid NOT NULL,
    audience bigint[] NOT NULL,
    gate bigint[] NOT NULL,
    denied bigint[] NOT NULL,
    CONSTRAINT sharing_bundle_domain CHECK ((access.domain_no(domain) IS NOT NULL)),
    CONSTRAINT sharing_bundle_grade CHECK (((grade >= 1) AND (grade <= 5)))
);
ALTER TABLE ONLY public.sharing_bundle ALTER COLUMN id SET STATISTICS 1;
ALTER TABLE ONLY public.sharing_bundle ALTER COLUMN domain SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_bundle ALTER COLUMN title SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_bundle ALTER COLUMN court SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_bundle ALTER COLUMN number SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_bundle ALTER COLUMN state SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_bundle ALTER COLUMN digest SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_bundle ALTER COLUMN truth SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_bundle ALTER COLUMN token SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_bundle ALTER COLUMN person_id SET STATISTICS 1;
ALTER TABLE ONLY public.sharing_bundle FORCE ROW LEVEL SECURITY;
ALTER TABLE public.sharing_bundle OWNER TO kith_owner;
CREATE FUNCTION sharing.bundle_of(p uuid, fact uuid) RETURNS public.sharing_bundle
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    me access.actor := access.acting();
    b public.sharing_bundle;
BEGIN
    PERFORM access.locate(p);
    SELECT * INTO b FROM public.sharing_bundle x
    WHERE x.person_id = p AND x.id = fact AND access.opens(me.keys, x.audience, x.gate, x.denied) FOR UPDATE;
    IF NOT FOUND THEN PERFORM access.nothing(); END IF;
    IF b.owner_id <> me.agency THEN PERFORM access.refuse('Only the organisation that puts it together changes it.'); END IF;
    IF b.state <> 'open' THEN PERFORM access.invalid('It is fixed: nothing in it changes any more. Begin another.'); END IF;
    RETURN b;
END $$;
ALTER FUNCTION sharing.bundle_of(p uuid, fact uuid) OWNER TO kith_engine;
CREATE FUNCTION sharing.check_addressee(holder bigint, asking bigint[]) RETURNS bigint
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE theirs bigint := access.holder_agency(holder);  -- raises where there is none
BEGIN
    IF holder = ANY (asking) THEN PERFORM access.invalid('Choose somebody else: this is you or your own team.'); END IF;
    IF cardinality(access.humans_behind(ARRAY[holder])) = 0 THEN PERFORM access.invalid('Nobody works there at the moment. Choose another team.'); END IF;
    RETURN theirs;
END $$;
ALTER FUNCTION sharing.check_addressee(holder bigint, asking bigint[]) OWNER TO kith_engine;
CREATE FUNCTION sharing.check_consent(p uuid, fact uuid) RETURNS void
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE me access.actor := access.acting();
BEGIN
    IF NOT EXISTS (SELECT FROM public.sharing_consentrecord c
                   WHERE c.person_id = p AND c.id = fact AND c.kind = 'consent' AND c.ended_at IS NULL
                     AND (c.until IS NULL OR c.until > (core.now() AT TIME ZONE 'Europe/London')::date)
                     AND access.opens(me.keys, c.audience, c.gate, c.denied)) THEN
        PERFORM access.invalid('This consent no longer holds. Ask them again, and record what they say.');
    END IF;
END $$;
ALTER FUNCTION sharing.check_consent(p uuid, fact uuid) OWNER TO kith_engine;
CREATE FUNCTION sharing.check_edition(said jsonb) RETURNS bigint
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    me access.actor := access.acting();
    found_id bigint := (SELECT e.id FROM public.sharing_guideedition e
                        WHERE e.id = (said ->> 'guide_edition')::bigint AND (e.owner_id = me.agency OR e.owner_id IS NULL));
BEGIN
    IF found_id IS NULL THEN PERFORM access.invalid('Say under which edition of the guide.'); END IF;
    RETURN found_id;
END $$;
ALTER FUNCTION sharing.check_edition(said jsonb) OWNER TO kith_engine;
CREATE FUNCTION sharing.check_member(holder bigint, convening bigint[]) RETURNS void
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
BEGIN
    PERFORM sharing.check_addressee(holder, convening);
    IF (SELECT s.grade FROM access.service_of(holder) s) > 1 THEN
        PERFORM access.invalid('One of these services is not named to others. Ask it on its own.');
    END IF;
END $$;
ALTER FUNCTION sharing.check_member(holder bigint, convening bigint[]) OWNER TO kith_engine;
CREATE FUNCTION sharing.check_release() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
BEGIN
    IF EXISTS (SELECT FROM public.sharing_representative r
               WHERE r.person_id = NEW.person_id AND r.reader = NEW.holder
                 AND (r.ended_at IS NOT NULL OR sharing.over(r) OR sharing.kept_from(r, NEW.row_id))) THEN
        PERFORM access.refuse('This is kept from them by a decision on record. See who speaks for this person, under Rights.');
    END IF;
    RETURN NEW;
END $$;
ALTER FUNCTION sharing.check_release() OWNER TO kith_engine;
CREATE FUNCTION sharing.check_speaks(p uuid, speaker uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
BEGIN
    IF sharing.over(sharing.representative_of(p, speaker)) THEN PERFORM access.invalid('They do not speak for this person today.'); END IF;
END $$;
ALTER FUNCTION sharing.check_speaks(p uuid, speaker uuid) OWNER TO kith_engine;
CREATE TABLE public.access_share (
    id uuid NOT NULL,
    domain text NOT NULL,
    grade smallint NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    holder_id bigint NOT NULL,
    grades smallint[] NOT NULL,
    basis text NOT NULL,
    reason text NOT NULL,
    bundle uuid,
    emergency boolean NOT NULL,
    rows uuid[],
    starts timestamp with time zone NOT NULL,
    ends timestamp with time zone NOT NULL,
    closed boolean NOT NULL,
    key bigint NOT NULL,
    author_id bigint NOT NULL,
    owner_id bigint NOT NULL,
    shared_by_id bigint,
    person_id uuid NOT NULL,
    audience bigint[] NOT NULL,
    gate bigint[] NOT NULL,
    denied bigint[] NOT NULL,
    CONSTRAINT access_share_domain CHECK ((access.domain_no(domain) IS NOT NULL)),
    CONSTRAINT access_share_grade CHECK (((grade >= 1) AND (grade <= 5))),
    CONSTRAINT share_has_grades CHECK ((array_dims(grades) = '[1:11]'::text))
);
ALTER TABLE ONLY public.access_share ALTER COLUMN id SET STATISTICS 1;
ALTER TABLE ONLY public.access_share ALTER COLUMN domain SET STATISTICS 0;
ALTER TABLE ONLY public.access_share ALTER COLUMN basis SET STATISTICS 0;
ALTER TABLE ONLY public.access_share ALTER COLUMN reason SET STATISTICS 0;
ALTER TABLE ONLY public.access_share ALTER COLUMN bundle SET STATISTICS 1;
ALTER TABLE ONLY public.access_share ALTER COLUMN person_id SET STATISTICS 1;
ALTER TABLE ONLY public.access_share FORCE ROW LEVEL SECURITY;
ALTER TABLE public.access_share OWNER TO kith_owner;
CREATE FUNCTION sharing.check_turn(r public.sharing_request, kind text, given jsonb) RETURNS public.access_share
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    s public.access_share;
    words boolean := coalesce(btrim(given ->> 'text'), '') <> '';
    ground boolean := coalesce(given ->> 'reason', '') <> '';
BEGIN
    IF kind IN ('asked back', 'said', 'answered', 'answered part') AND NOT words THEN PERFORM access.invalid('Write what you want to say.'); END IF;
    IF kind IN ('refused', 'opened part', 'answered part', 'given part') AND NOT (words AND ground) THEN
        PERFORM access.invalid('Say why not all of it, and on which ground.');
    END IF;
    IF kind = 'refused' AND r.force = 'duty' AND NOT coalesce(sharing.answers_for((given ->> 'stands_by')::bigint), false) THEN
        PERFORM access.refuse('The law obliges to answer this request. Name the manager or the information governance lead of your organisation who stands behind refusing it.');
    END IF;
    IF kind NOT IN ('opened', 'opened part', 'given', 'given part') THEN RETURN NULL; END IF;
    SELECT * INTO s FROM public.access_share x
    WHERE x.person_id = r.person_id AND x.id = (given ->> 'share')::uuid AND x.shared_by_id = (access.acting()).agency
      AND x.holder_id = r.open_to AND NOT x.closed AND (x.rows IS NOT NULL) = (kind IN ('given', 'given part'));
    IF NOT FOUND THEN PERFORM access.invalid('Nothing has been opened to them yet.'); END IF;
    IF kind = 'opened' AND EXISTS (SELECT FROM unnest(r.grades, s.grades) u(wanted, opened) WHERE opened < wanted) THEN
        PERFORM access.invalid('Say why not all of it, and on which ground.');
    END IF;
    RETURN s;
END $$;
ALTER FUNCTION sharing.check_turn(r public.sharing_request, kind text, given jsonb) OWNER TO kith_engine;
CREATE FUNCTION sharing.check_writer(p uuid, d text, g smallint) RETURNS void
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
BEGIN
    PERFORM access.locate(p);
    IF (access.grasp(p, (access.acting()).agency))[access.domain_no(d)] < g THEN
        PERFORM access.refuse('You do not open enough of this record to write this down. Tell somebody who works with them.');
    END IF;
END $$;
ALTER FUNCTION sharing.check_writer(p uuid, d text, g smallint) OWNER TO kith_engine;
CREATE TABLE public.sharing_representative (
    id uuid NOT NULL,
    domain text NOT NULL,
    grade smallint NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    relation text NOT NULL,
    reach text NOT NULL,
    covers smallint[] NOT NULL,
    scope text NOT NULL,
    seen text NOT NULL,
    starts date NOT NULL,
    ends date,
    no_address boolean NOT NULL,
    kept_from smallint[] NOT NULL,
    limit_words text NOT NULL,
    limit_review_on date,
    reader bigint,
    ended_at timestamp with time zone,
    ended_words text NOT NULL,
    author_id bigint NOT NULL,
    owner_id bigint NOT NULL,
    person_id uuid NOT NULL,
    audience bigint[] NOT NULL,
    gate bigint[] NOT NULL,
    denied bigint[] NOT NULL,
    CONSTRAINT sharing_representative_domain CHECK ((access.domain_no(domain) IS NOT NULL)),
    CONSTRAINT sharing_representative_grade CHECK (((grade >= 1) AND (grade <= 5)))
);
ALTER TABLE ONLY public.sharing_representative ALTER COLUMN id SET STATISTICS 1;
ALTER TABLE ONLY public.sharing_representative ALTER COLUMN domain SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_representative ALTER COLUMN kind SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_representative ALTER COLUMN name SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_representative ALTER COLUMN relation SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_representative ALTER COLUMN reach SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_representative ALTER COLUMN scope SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_representative ALTER COLUMN seen SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_representative ALTER COLUMN limit_words SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_representative ALTER COLUMN ended_words SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_representative ALTER COLUMN person_id SET STATISTICS 1;
ALTER TABLE ONLY public.sharing_representative FORCE ROW LEVEL SECURITY;
ALTER TABLE public.sharing_representative OWNER TO kith_owner;
CREATE FUNCTION sharing.close_to(r public.sharing_representative, everything boolean) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
BEGIN
    UPDATE access.release x SET ended_at = core.now()
    WHERE x.person_id = r.person_id AND x.holder = r.reader AND x.ended_at IS NULL AND (everything OR sharing.kept_from(r, x.row_id));
    IF everything THEN
        UPDATE access.reader x SET ended_at = core.now() WHERE x.person_id = r.person_id AND x.holder = r.reader AND x.ended_at IS NULL;
    END IF;
    PERFORM access.rekey_person(r.person_id);
END $$;
ALTER FUNCTION sharing.close_to(r public.sharing_representative, everything boolean) OWNER TO kith_engine;
CREATE TABLE public.sharing_consentrecord (
    id uuid NOT NULL,
    domain text NOT NULL,
    grade smallint NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    kind text NOT NULL,
    what text NOT NULL,
    covers smallint[] NOT NULL,
    with_holder bigint,
    with_words text NOT NULL,
    how text NOT NULL,
    how_words text NOT NULL,
    given_by text NOT NULL,
    by_words text NOT NULL,
    capacity text NOT NULL,
    capacity_words text NOT NULL,
    given_on date NOT NULL,
    until date,
    review_on date NOT NULL,
    ended_at timestamp with time zone,
    ended_how text NOT NULL,
    ended_words text NOT NULL,
    outcome text NOT NULL,
    outcome_words text NOT NULL,
    outcome_at timestamp with time zone,
    author_id bigint NOT NULL,
    owner_id bigint NOT NULL,
    person_id uuid NOT NULL,
    audience bigint[] NOT NULL,
    gate bigint[] NOT NULL,
    denied bigint[] NOT NULL,
    CONSTRAINT sharing_consentrecord_domain CHECK ((access.domain_no(domain) IS NOT NULL)),
    CONSTRAINT sharing_consentrecord_grade CHECK (((grade >= 1) AND (grade <= 5)))
);
ALTER TABLE ONLY public.sharing_consentrecord ALTER COLUMN id SET STATISTICS 1;
ALTER TABLE ONLY public.sharing_consentrecord ALTER COLUMN domain SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_consentrecord ALTER COLUMN kind SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_consentrecord ALTER COLUMN what SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_consentrecord ALTER COLUMN with_words SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_consentrecord ALTER COLUMN how SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_consentrecord ALTER COLUMN how_words SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_consentrecord ALTER COLUMN given_by SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_consentrecord ALTER COLUMN by_words SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_consentrecord ALTER COLUMN capacity SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_consentrecord ALTER COLUMN capacity_words SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_consentrecord ALTER COLUMN ended_how SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_consentrecord ALTER COLUMN ended_words SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_consentrecord ALTER COLUMN outcome SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_consentrecord ALTER COLUMN outcome_words SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_consentrecord ALTER COLUMN person_id SET STATISTICS 1;
ALTER TABLE ONLY public.sharing_consentrecord FORCE ROW LEVEL SECURITY;
ALTER TABLE public.sharing_consentrecord OWNER TO kith_owner;
CREATE FUNCTION sharing.consent_of(p uuid, fact uuid) RETURNS public.sharing_consentrecord
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    me access.actor := access.acting();
    c public.sharing_consentrecord;
BEGIN
    PERFORM access.hold(p);
    PERFORM access.locate(p);
    SELECT * INTO c FROM public.sharing_consentrecord x
    WHERE x.person_id = p AND x.id = fact AND access.opens(me.keys, x.audience, x.gate, x.denied);
    IF NOT FOUND THEN PERFORM access.nothing(); END IF;
    IF c.ended_at IS NOT NULL THEN PERFORM access.invalid('This has been withdrawn already.'); END IF;
    RETURN c;
END $$;
ALTER FUNCTION sharing.consent_of(p uuid, fact uuid) OWNER TO kith_engine;
CREATE FUNCTION sharing.convene(p uuid, kind text, mine bigint, members bigint[], roles text[], wanted smallint[], until timestamp with time zone, basis text, reason text, token text) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    me access.actor := access.acting();
    g public.sharing_gathering;
    known uuid;
    m record;
    side bigint[] := access.canon(ARRAY[me.post] || sharing.side(mine));
    place text := coalesce(sharing.domain_for(mine, NULL), 'social_care');
BEGIN
    PERFORM access.hold(p);
    PERFORM access.locate(p);
    IF access.gate(p, NULL, NULL) <> '{0}' THEN
        PERFORM access.refuse('This record is opened to people by name, so a table cannot read it. Its seal says who may.');
    END IF;
    IF mine NOT IN (SELECT h.holder FROM access.holders(me.post) h WHERE h.kind <> 'finder') THEN
        PERFORM access.invalid('Call it for yourself or for a team of yours.');
    END IF;
    SELECT x.id INTO known FROM public.sharing_gathering x WHERE x.person_id = p AND x.author_id = me.post AND x.token = convene.token;
    IF known IS NOT NULL THEN RETURN known; END IF;
    IF coalesce(cardinality(members), 0) = 0 OR cardinality(members) <> cardinality(roles) THEN PERFORM access.invalid('Choose who sits at the table.'); END IF;
    IF until IS NULL OR until <= core.now() OR until > core.now() + interval '1 year' THEN
        PERFORM access.invalid('It ends on a day that is still to come, within a year.');
    END IF;
    FOR m IN SELECT unnest(members) AS holder LOOP PERFORM sharing.check_member(m.holder, side); END LOOP;
    INSERT INTO public.sharing_gathering (person_id, id, domain, grade, owner_id, author_id, recorded_at, parties, convening, called_as, members,
        involvements, kind, basis, reason, until, ended_words, token)
    VALUES (p, gen_random_uuid(), place, 3, me.agency, me.post, core.now(),
        access.canon(side || ARRAY(SELECT s FROM unnest(members) h, unnest(sharing.side(h)) s)), side, mine, access.canon(members),
        '{}', kind, basis, reason, until, '', token) RETURNING * INTO g;
    FOR m IN SELECT u.holder, u.role FROM unnest(members, roles) u(holder, role) LOOP
        IF m.role = '' THEN
            PERFORM sharing.open_to_table(g, ARRAY[m.holder], wanted);
        ELSE
            g.involvements := g.involvements || access.involve(p, m.holder, m.role, 'subject', kind, basis, NULL, until);
        END IF;
    END LOOP;
    UPDATE public.sharing_gathering x SET involvements = g.involvements WHERE x.person_id = p AND x.id = g.id;
    PERFORM access.notify(access.humans_behind(members), p, 'gathering', jsonb_build_object('gathering', g.id));
    PERFORM access.log('convene', p, ARRAY[g.id], ARRAY[place], ARRAY[3::smallint], jsonb_build_object('kind', kind));
    RETURN g.id;
END $$;
ALTER FUNCTION sharing.convene(p uuid, kind text, mine bigint, members bigint[], roles text[], wanted smallint[], until timestamp with time zone, basis text, reason text, token text) OWNER TO kith_engine;
CREATE FUNCTION sharing.count_outside(said jsonb, due timestamp with time zone) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    me access.actor := access.acting();
    number uuid := gen_random_uuid();
BEGIN
    IF NOT (said ->> 'asks')::boolean THEN RETURN NULL; END IF;
    INSERT INTO public.sharing_counted (id, asked_at, by_agency_id, of_outsider, gateway, force, urgency, answer_by, outcome, reason)
    VALUES (number, core.now(), me.agency, (SELECT min(o.id) FROM public.sharing_outsider o WHERE o.owner_id = me.agency AND lower(o.name) = lower(btrim(said ->> 'to_organisation'))),
        said ->> 'gateway', said ->> 'force', 'outside', due, 'open', '');
    RETURN number;
END $$;
ALTER FUNCTION sharing.count_outside(said jsonb, due timestamp with time zone) OWNER TO kith_engine;
CREATE FUNCTION sharing.decide_redaction(p uuid, fact uuid, d text, g smallint, said jsonb) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    me access.actor := access.acting();
    a public.sharing_subjectaccess := sharing.access_of(p, fact);
    new_id uuid := gen_random_uuid();
BEGIN
    IF a.state <> 'open' THEN PERFORM access.invalid('First it must be proved who asks.'); END IF;
    PERFORM sharing.check_writer(p, d, g);
    IF g >= 4 THEN PERFORM access.require_confirmed(); END IF;
    IF said ->> 'doing' IS NULL OR said ->> 'doing' NOT IN ('remove', 'keep', 'omit') OR said ->> 'doing' = 'omit' AND coalesce(btrim(said ->> 'why'), '') = '' OR coalesce(btrim(said ->> 'phrase'), '') = '' THEN PERFORM access.invalid('Say which words, and what becomes of them.'); END IF;
    INSERT INTO public.sharing_redaction (person_id, id, domain, grade, owner_id, author_id, recorded_at, of_request, piece, phrase, doing, about, why)
    VALUES (p, new_id, d, g, me.agency, me.post, core.now(), fact, coalesce(said ->> 'piece', ''), said ->> 'phrase', said ->> 'doing', said ->> 'about', coalesce(said ->> 'why', ''));
    PERFORM access.log('decide redaction', p, ARRAY[fact, new_id], ARRAY[d], ARRAY[g], jsonb_build_object('doing', said ->> 'doing'));
    RETURN new_id;
END $$;
ALTER FUNCTION sharing.decide_redaction(p uuid, fact uuid, d text, g smallint, said jsonb) OWNER TO kith_engine;
CREATE FUNCTION sharing.disclose(p uuid, d text, g smallint, said jsonb) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    me access.actor := access.acting();
    new_id uuid := gen_random_uuid();
    about text := coalesce(d, sharing.stands_in(NULL));
    far smallint := coalesce(g, 2::smallint);
BEGIN
    PERFORM access.locate(p);
    PERFORM access.require_recent();
    IF coalesce(btrim(said ->> 'why'), '') = '' OR coalesce(btrim(said ->> 'to_words'), '') = '' OR coalesce(btrim(said ->> 'basis'), '') = '' THEN
        PERFORM access.invalid('Say to whom it goes, why, and on what that rests.');
    END IF;
    INSERT INTO public.sharing_disclosure (person_id, id, domain, grade, owner_id, author_id, recorded_at, what, title, of_row, medium, to_whom, to_words, why, basis)
    VALUES (p, new_id, about, far, me.agency, me.post, core.now(), said ->> 'what', said ->> 'title', (said ->> 'of_row')::uuid, said ->> 'medium',
        said ->> 'to_whom', said ->> 'to_words', said ->> 'why', said ->> 'basis');
    PERFORM access.log('disclose', p, ARRAY[new_id], ARRAY[about], ARRAY[far], jsonb_build_object('what', said ->> 'what', 'medium', said ->> 'medium',
                       'to_whom', said ->> 'to_whom'));
    RETURN new_id;
END $$;
ALTER FUNCTION sharing.disclose(p uuid, d text, g smallint, said jsonb) OWNER TO kith_engine;
CREATE FUNCTION sharing.disclosed(p uuid, fact uuid, kind text, of_what uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT EXISTS (SELECT FROM public.sharing_disclosure x
                   WHERE x.person_id = p AND x.id = fact AND x.what = kind AND x.of_row IS NOT DISTINCT FROM of_what
                     AND x.author_id = (access.acting()).post AND x.recorded_at > core.now() - interval '1 hour')
$$;
ALTER FUNCTION sharing.disclosed(p uuid, fact uuid, kind text, of_what uuid) OWNER TO kith_engine;
CREATE FUNCTION sharing.domain_for(holder bigint, ordinarily text) RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT CASE WHEN s.grade > 1 THEN s.domain ELSE ordinarily END FROM access.service_of(holder) s
$$;
ALTER FUNCTION sharing.domain_for(holder bigint, ordinarily text) OWNER TO kith_engine;
CREATE FUNCTION sharing.drop_exhibit(p uuid, exhibit uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    this public.sharing_exhibit := sharing.exhibit_of(p, exhibit);
    b public.sharing_bundle := sharing.bundle_of(p, this.bundle_id);
BEGIN
    UPDATE public.sharing_exhibit x SET dropped_at = core.now() WHERE x.person_id = p AND x.id = exhibit;
    UPDATE public.sharing_bundle x SET count = x.count - 1 WHERE x.person_id = p AND x.id = b.id;
    PERFORM access.log('drop exhibit', p, ARRAY[b.id, exhibit], ARRAY[this.domain], ARRAY[this.grade]);
END $$;
ALTER FUNCTION sharing.drop_exhibit(p uuid, exhibit uuid) OWNER TO kith_engine;
CREATE FUNCTION sharing.end_gathering(p uuid, gathering uuid, why text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    me access.actor := access.acting();
    g public.sharing_gathering := sharing.my_gathering(p, gathering);
    ended uuid[];
BEGIN
    IF NOT g.convening && ARRAY(SELECT h.holder FROM access.holders(me.post) h) THEN
        PERFORM access.refuse('Only those who called the table end it. What your organisation opened you can end under Access.');
    END IF;
    IF coalesce(btrim(why), '') = '' THEN PERFORM access.invalid('Say why it ends.'); END IF;
    WITH share AS (
        UPDATE public.access_share s SET ends = greatest(s.starts, core.now()), closed = true
        WHERE s.person_id = p AND s.bundle = g.id AND NOT s.closed RETURNING s.id
    ), involvement AS (
        UPDATE public.access_involvement i SET ends = greatest(i.starts, core.now()), closed = true
        WHERE i.person_id = p AND i.id = ANY (g.involvements) AND NOT i.closed RETURNING i.id
    ) SELECT array_agg(id) INTO ended FROM (SELECT id FROM share UNION ALL SELECT id FROM involvement) e;
    UPDATE public.sharing_gathering x SET ended_at = core.now(), ended_words = why WHERE x.person_id = p AND x.id = g.id;
    PERFORM access.rekey_person(p);
    PERFORM access.notify(access.humans_behind(g.parties), p, 'gathering over');
    PERFORM access.log('end gathering', p, g.id || ended, NULL, NULL, jsonb_build_object('reason', why));
END $$;
ALTER FUNCTION sharing.end_gathering(p uuid, gathering uuid, why text) OWNER TO kith_engine;
CREATE FUNCTION sharing.end_representative(p uuid, fact uuid, words text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE r public.sharing_representative := sharing.representative_of(p, fact);
BEGIN
    IF coalesce(btrim(words), '') = '' THEN PERFORM access.invalid('Say why it ends.'); END IF;
    UPDATE public.sharing_representative x SET ended_at = core.now(), ended_words = words WHERE x.person_id = p AND x.id = fact;
    PERFORM sharing.close_to(r, true);
    PERFORM access.log('end representative', p, ARRAY[fact], ARRAY[r.domain], ARRAY[r.grade]);
END $$;
ALTER FUNCTION sharing.end_representative(p uuid, fact uuid, words text) OWNER TO kith_engine;
CREATE FUNCTION sharing.end_withholding(p uuid, fact uuid, why text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE w sharing.withholding := sharing.withholding_of(p, fact);
BEGIN
    UPDATE sharing.withholding x SET ended_at = core.now(), ended_words = why WHERE x.person_id = p AND x.id = fact;
    PERFORM access.log('end withholding', p, ARRAY[fact], NULL, NULL, jsonb_build_object('reason', why));
END $$;
ALTER FUNCTION sharing.end_withholding(p uuid, fact uuid, why text) OWNER TO kith_engine;
CREATE TABLE public.sharing_exhibit (
    id uuid NOT NULL,
    domain text NOT NULL,
    grade smallint NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    bundle_id uuid NOT NULL,
    place integer NOT NULL,
    section text NOT NULL,
    title text NOT NULL,
    happened_at timestamp with time zone NOT NULL,
    of_row uuid NOT NULL,
    version integer NOT NULL,
    of_recorded_at timestamp with time zone NOT NULL,
    of_author text NOT NULL,
    of_organisation text NOT NULL,
    source_digest text NOT NULL,
    text text NOT NULL,
    removed text[] NOT NULL,
    digest text NOT NULL,
    media_type text NOT NULL,
    sheets integer[] NOT NULL,
    dropped_at timestamp with time zone,
    author_id bigint NOT NULL,
    owner_id bigint NOT NULL,
    person_id uuid NOT NULL,
    audience bigint[] NOT NULL,
    gate bigint[] NOT NULL,
    denied bigint[] NOT NULL,
    CONSTRAINT sharing_exhibit_domain CHECK ((access.domain_no(domain) IS NOT NULL)),
    CONSTRAINT sharing_exhibit_grade CHECK (((grade >= 1) AND (grade <= 5)))
);
ALTER TABLE ONLY public.sharing_exhibit ALTER COLUMN id SET STATISTICS 1;
ALTER TABLE ONLY public.sharing_exhibit ALTER COLUMN domain SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_exhibit ALTER COLUMN bundle_id SET STATISTICS 1;
ALTER TABLE ONLY public.sharing_exhibit ALTER COLUMN section SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_exhibit ALTER COLUMN title SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_exhibit ALTER COLUMN of_row SET STATISTICS 1;
ALTER TABLE ONLY public.sharing_exhibit ALTER COLUMN of_author SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_exhibit ALTER COLUMN of_organisation SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_exhibit ALTER COLUMN source_digest SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_exhibit ALTER COLUMN text SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_exhibit ALTER COLUMN digest SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_exhibit ALTER COLUMN media_type SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_exhibit ALTER COLUMN person_id SET STATISTICS 1;
ALTER TABLE ONLY public.sharing_exhibit FORCE ROW LEVEL SECURITY;
ALTER TABLE public.sharing_exhibit OWNER TO kith_owner;
CREATE FUNCTION sharing.exhibit_of(p uuid, fact uuid) RETURNS public.sharing_exhibit
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    me access.actor := access.acting();
    found public.sharing_exhibit;
BEGIN
    PERFORM access.locate(p);
    SELECT * INTO found FROM public.sharing_exhibit x WHERE x.person_id = p AND x.id = fact AND x.dropped_at IS NULL
        AND access.opens(me.keys, x.audience, x.gate, x.denied);
    IF found.id IS NULL THEN PERFORM access.nothing(); END IF;
    RETURN found;
END $$;
ALTER FUNCTION sharing.exhibit_of(p uuid, fact uuid) OWNER TO kith_engine;
CREATE FUNCTION sharing.fix_bundle(p uuid, bundle uuid, truth text, digest text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $_$
DECLARE b public.sharing_bundle := sharing.bundle_of(p, bundle);
BEGIN
    PERFORM access.require_recent();
    IF b.count = 0 THEN PERFORM access.invalid('Put something into it first.'); END IF;
    IF coalesce(btrim(truth), '') = '' OR digest !~ '^[0-9a-f]{64}$' THEN PERFORM access.invalid('Say who stands by what is in it.'); END IF;
    UPDATE public.sharing_bundle x SET state = 'fixed', fixed_at = core.now(), truth = fix_bundle.truth, digest = fix_bundle.digest WHERE x.person_id = p AND x.id = bundle;
    PERFORM access.log('fix bundle', p, ARRAY[bundle], ARRAY[b.domain], ARRAY[b.grade], jsonb_build_object('digest', digest, 'exhibits', b.count));
END $_$;
ALTER FUNCTION sharing.fix_bundle(p uuid, bundle uuid, truth text, digest text) OWNER TO kith_engine;
CREATE FUNCTION sharing.is_withheld(p uuid, whose bigint, one_post bigint, moment timestamp with time zone) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT EXISTS (
        SELECT FROM sharing.withholding w
        WHERE w.person_id = p AND w.ended_at IS NULL AND w.agency = whose AND (w.post IS NULL OR w.post = one_post)
          AND moment >= w.since AND (w.until IS NULL OR moment < w.until)
          AND (w.shown_on IS NULL OR w.shown_on > (core.now() AT TIME ZONE 'Europe/London')::date))
$$;
ALTER FUNCTION sharing.is_withheld(p uuid, whose bigint, one_post bigint, moment timestamp with time zone) OWNER TO kith_engine;
CREATE FUNCTION sharing.keep_copy(p uuid, fact uuid, file text, given text[], gone integer, left_out integer) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $_$
DECLARE
    me access.actor := access.acting();
    a public.sharing_subjectaccess := sharing.access_of(p, fact);
    new_id uuid := gen_random_uuid();
BEGIN
    IF a.state <> 'open' THEN PERFORM access.invalid('First it must be proved who asks.'); END IF;
    IF file IS NULL OR file !~ '^[0-9a-f]{64}$' THEN PERFORM access.invalid('A copy is kept by its SHA-256.'); END IF;
    INSERT INTO public.sharing_copymade (person_id, id, domain, grade, owner_id, author_id, recorded_at, of_request, digest, pieces, removed, left_out)
    VALUES (p, new_id, a.domain, a.grade, me.agency, me.post, core.now(), fact, file, given, gone, keep_copy.left_out);
    PERFORM access.log('make copy', p, ARRAY[fact, new_id], ARRAY[a.domain], ARRAY[a.grade], jsonb_build_object('digest', file));
    RETURN new_id;
END $_$;
ALTER FUNCTION sharing.keep_copy(p uuid, fact uuid, file text, given text[], gone integer, left_out integer) OWNER TO kith_engine;
CREATE FUNCTION sharing.keep_guide(named text, sent text, new_in_it text) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    me access.actor := access.acting();
    new_id bigint;
BEGIN
    PERFORM access.check_governance(me.agency);
    PERFORM access.require_recent();
    IF coalesce(btrim(named), '') = '' OR coalesce(btrim(new_in_it), '') = '' THEN
        PERFORM access.invalid('Give the edition a name, and say what is new in it.');
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('guide', me.agency));
    IF EXISTS (SELECT FROM public.sharing_guideedition e WHERE e.version = named AND (e.owner_id = me.agency OR e.owner_id IS NULL)) THEN
        PERFORM access.invalid(format('There is an edition “%s” already. Give this one a name of its own.', named));
    END IF;
    INSERT INTO public.sharing_guideedition (owner_id, version, told, why, kept_at, kept_by)
    VALUES (me.agency, named, sent, btrim(new_in_it), core.now(), me.post) RETURNING id INTO new_id;
    PERFORM access.log('keep edition of the guide', NULL, NULL, NULL, NULL, jsonb_build_object('edition', new_id, 'version', named));
    RETURN new_id;
END $$;
ALTER FUNCTION sharing.keep_guide(named text, sent text, new_in_it text) OWNER TO kith_engine;
CREATE FUNCTION sharing.keep_outsider(known bigint, said jsonb) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    me access.actor := access.acting();
    found_id bigint;
BEGIN
    IF NOT access.has_role('governance') THEN PERFORM access.refuse('Information governance keeps these.'); END IF;
    IF known IS NULL THEN
        INSERT INTO public.sharing_outsider (owner_id, name, kind, email, mobile, telephone, channels, checked_on)
        VALUES (me.agency, said ->> 'name', said ->> 'kind', said ->> 'email', said ->> 'mobile', said ->> 'telephone',
            ARRAY(SELECT jsonb_array_elements_text(said -> 'channels')), core.now()::date) RETURNING id INTO found_id;
    ELSE
        UPDATE public.sharing_outsider x SET name = said ->> 'name', kind = said ->> 'kind', email = said ->> 'email', mobile = said ->> 'mobile',
            telephone = said ->> 'telephone', channels = ARRAY(SELECT jsonb_array_elements_text(said -> 'channels')), checked_on = core.now()::date
        WHERE x.id = known AND x.owner_id = me.agency RETURNING x.id INTO found_id;
        IF found_id IS NULL THEN PERFORM access.nothing(); END IF;
    END IF;
    PERFORM access.log('keep outsider', NULL, NULL, NULL, NULL, jsonb_build_object('organisation', found_id));
    RETURN found_id;
END $$;
ALTER FUNCTION sharing.keep_outsider(known bigint, said jsonb) OWNER TO kith_engine;
CREATE FUNCTION sharing.keep_paper(of_edge integer, laws text[], reference text, signed text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    me access.actor := access.acting();
    whose bigint := (SELECT e.owner FROM access.edge e WHERE e.no = of_edge AND e.recipient IS NOT NULL);
BEGIN
    PERFORM access.check_governance(me.agency);
    IF whose IS DISTINCT FROM me.agency THEN PERFORM access.nothing(); END IF;
    IF coalesce(cardinality(laws), 0) = 0 THEN PERFORM access.invalid('Choose at least one law that it rests on.'); END IF;
    INSERT INTO public.sharing_agreementpaper (edge, gateways, dpia, signatories, kept_at, kept_by)
    VALUES (of_edge, laws, coalesce(reference, ''), coalesce(signed, ''), core.now(), me.post);
    PERFORM access.log('keep agreement paper', NULL, NULL, NULL, NULL, jsonb_build_object('edge', of_edge));
END $$;
ALTER FUNCTION sharing.keep_paper(of_edge integer, laws text[], reference text, signed text) OWNER TO kith_engine;
CREATE FUNCTION sharing.kept_from(r public.sharing_representative, row_id uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $_$
DECLARE
    t access.graded_table;
    d text;
    said text;
BEGIN
    FOR t IN SELECT * FROM access.graded_table g WHERE has_any_column_privilege('kith_app', g.name, 'SELECT') LOOP
        EXECUTE format('SELECT x.domain, lower(regexp_replace(to_jsonb(x)::text, %L, %L, %L)) FROM %s x WHERE x.person_id = $1 AND x.id = $2',
                       '\s|\\n|,', '', 'g', t.name) INTO d, said USING r.person_id, row_id;
        CONTINUE WHEN d IS NULL;
        RETURN r.kept_from[access.domain_no(d)] > 0
            OR r.no_address AND (t.name = 'public.people_address' OR EXISTS (
                SELECT FROM public.people_address a
                CROSS JOIN LATERAL (VALUES (a.postcode), (split_part(a.lines, E'\n', 1)), (split_part(a.lines, ',', 1))) v(place)
                WHERE a.person_id = r.person_id AND a.withdrawn_at IS NULL
                  AND position(lower(regexp_replace(place, '\s|,', '', 'g')) IN said) > 0 AND length(regexp_replace(place, '\s|,', '', 'g')) > 4));
    END LOOP;
    RETURN true;
END $_$;
ALTER FUNCTION sharing.kept_from(r public.sharing_representative, row_id uuid) OWNER TO kith_engine;
CREATE FUNCTION sharing.lately_opened() RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT e.person_id FROM public.audit_event e
    WHERE e.post = (access.acting()).post AND e.action = 'open' AND e.person_id IS NOT NULL AND e.at > core.now() - interval '14 days'
    GROUP BY e.person_id ORDER BY max(e.at) DESC LIMIT 60
$$;
ALTER FUNCTION sharing.lately_opened() OWNER TO kith_engine;
CREATE FUNCTION sharing.let_read(p uuid, fact uuid) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    r public.sharing_representative := sharing.representative_of(p, fact);
    holder bigint := coalesce(r.reader, access.add_reader(p, NULL, true));  -- a guardian's act
BEGIN
    UPDATE public.sharing_representative x SET reader = holder WHERE x.person_id = p AND x.id = fact;
    RETURN holder;
END $$;
ALTER FUNCTION sharing.let_read(p uuid, fact uuid) OWNER TO kith_engine;
CREATE FUNCTION sharing.limit_representative(p uuid, fact uuid, not_where boolean, kept smallint[], words text, review_on date) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE r public.sharing_representative := sharing.representative_of(p, fact);
BEGIN
    PERFORM access.check_grades(kept);
    IF coalesce(btrim(words), '') = '' OR review_on IS NULL THEN
        PERFORM access.invalid('Say what is kept from them, why, and when that is looked at again.');
    END IF;
    IF r.no_address AND NOT not_where OR EXISTS (SELECT FROM unnest(r.kept_from, kept) u(was, is_now) WHERE was > 0 AND is_now = 0) THEN
        PERFORM access.check_guardian(p);
    END IF;
    UPDATE public.sharing_representative x SET no_address = not_where, kept_from = kept, limit_words = words, limit_review_on = review_on
    WHERE x.person_id = p AND x.id = fact RETURNING * INTO r;
    PERFORM sharing.close_to(r, false);
    PERFORM access.log('limit representative', p, ARRAY[fact], ARRAY[r.domain], ARRAY[r.grade], jsonb_build_object('no_address', not_where));
END $$;
ALTER FUNCTION sharing.limit_representative(p uuid, fact uuid, not_where boolean, kept smallint[], words text, review_on date) OWNER TO kith_engine;
CREATE FUNCTION sharing.looks_to_tell(p uuid, at_most integer) RETURNS SETOF sharing.told
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    told sharing.told[];
    withheld integer;
BEGIN
    SELECT array_agg(ROW(l.at, l.post, l.agency, l.purpose, l.action, (SELECT s.domain FROM access.service_of(l.post) s))::sharing.told ORDER BY l.id DESC)
               FILTER (WHERE NOT sharing.is_withheld(p, l.agency, l.post, l.at)),
           count(*) FILTER (WHERE sharing.is_withheld(p, l.agency, l.post, l.at))
    INTO told, withheld
    FROM access.looks(p, NULL, at_most) l
    WHERE l.action NOT IN ('seal', 'unseal', 'exclude', 'end exclusion', 'link', 'confirm link', 'unlink', 'add reader', 'release', 'withdraw release',
                           'withhold looks', 'review withholding', 'end withholding', 'limit representative');
    PERFORM access.log('tell looks', p, NULL, NULL, NULL, jsonb_build_object('withheld', withheld));
    RETURN QUERY SELECT (t).* FROM unnest(told) t;
END $$;
ALTER FUNCTION sharing.looks_to_tell(p uuid, at_most integer) OWNER TO kith_engine;
CREATE FUNCTION sharing.may_withhold(p uuid, whose bigint) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT access.may_guard(p) OR whose = (access.acting()).agency AND sharing.answers_for((access.acting()).post)
$$;
ALTER FUNCTION sharing.may_withhold(p uuid, whose bigint) OWNER TO kith_engine;
CREATE TABLE public.sharing_message (
    id uuid NOT NULL,
    domain text NOT NULL,
    grade smallint NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    to_name text NOT NULL,
    to_organisation text NOT NULL,
    to_email text NOT NULL,
    channel text NOT NULL,
    to_number text NOT NULL,
    text text NOT NULL,
    asks boolean NOT NULL,
    why text NOT NULL,
    gateway text NOT NULL,
    basis text NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    state text NOT NULL,
    read_at timestamp with time zone,
    ended_words text NOT NULL,
    not_sent text NOT NULL,
    counted uuid,
    token text NOT NULL,
    author_id bigint NOT NULL,
    owner_id bigint NOT NULL,
    person_id uuid NOT NULL,
    audience bigint[] NOT NULL,
    gate bigint[] NOT NULL,
    denied bigint[] NOT NULL,
    CONSTRAINT sharing_message_domain CHECK ((access.domain_no(domain) IS NOT NULL)),
    CONSTRAINT sharing_message_grade CHECK (((grade >= 1) AND (grade <= 5)))
);
ALTER TABLE ONLY public.sharing_message ALTER COLUMN id SET STATISTICS 1;
ALTER TABLE ONLY public.sharing_message ALTER COLUMN domain SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_message ALTER COLUMN to_name SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_message ALTER COLUMN to_organisation SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_message ALTER COLUMN to_email SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_message ALTER COLUMN channel SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_message ALTER COLUMN to_number SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_message ALTER COLUMN text SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_message ALTER COLUMN why SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_message ALTER COLUMN gateway SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_message ALTER COLUMN basis SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_message ALTER COLUMN state SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_message ALTER COLUMN ended_words SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_message ALTER COLUMN not_sent SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_message ALTER COLUMN counted SET STATISTICS 1;
ALTER TABLE ONLY public.sharing_message ALTER COLUMN token SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_message ALTER COLUMN person_id SET STATISTICS 1;
ALTER TABLE ONLY public.sharing_message FORCE ROW LEVEL SECURITY;
ALTER TABLE public.sharing_message OWNER TO kith_owner;
CREATE FUNCTION sharing.message_of(p uuid, fact uuid) RETURNS public.sharing_message
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    me access.actor := access.acting();
    m public.sharing_message;
BEGIN
    PERFORM access.locate(p);
    SELECT * INTO m FROM public.sharing_message x
    WHERE x.person_id = p AND x.id = fact AND access.opens(me.keys, x.audience, x.gate, x.denied) FOR UPDATE;
    IF NOT FOUND THEN PERFORM access.nothing(); END IF;
    IF m.owner_id <> me.agency THEN PERFORM access.refuse('Only the organisation that sent it recalls it.'); END IF;
    RETURN m;
END $$;
ALTER FUNCTION sharing.message_of(p uuid, fact uuid) OWNER TO kith_engine;
CREATE FUNCTION sharing.mine(p uuid, request uuid) RETURNS public.sharing_request
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    me access.actor := access.acting();
    r public.sharing_request;
BEGIN
    PERFORM access.hold(p);
    SELECT * INTO r FROM public.sharing_request x
    WHERE x.person_id = p AND x.id = request AND access.addressed(x.parties, x.grade) && me.keys
      AND access.opens(me.keys, x.audience, x.gate, x.denied);
    IF NOT FOUND THEN PERFORM access.nothing(); END IF;
    RETURN r;
END $$;
ALTER FUNCTION sharing.mine(p uuid, request uuid) OWNER TO kith_engine;
CREATE FUNCTION sharing.move_exhibit(p uuid, exhibit uuid, later boolean) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    me access.actor := access.acting();
    this public.sharing_exhibit := sharing.exhibit_of(p, exhibit);
    b public.sharing_bundle := sharing.bundle_of(p, this.bundle_id);
    other public.sharing_exhibit;
BEGIN
    SELECT * INTO other FROM public.sharing_exhibit x
    WHERE x.person_id = p AND x.bundle_id = b.id AND x.dropped_at IS NULL AND x.section = this.section
      AND access.opens(me.keys, x.audience, x.gate, x.denied)
      AND CASE WHEN later THEN (x.place, x.recorded_at, x.id) > (this.place, this.recorded_at, this.id) ELSE (x.place, x.recorded_at, x.id) < (this.place, this.recorded_at, this.id) END
    ORDER BY abs(x.place - this.place), x.recorded_at, x.id LIMIT 1;
    UPDATE public.sharing_exhibit x SET place = CASE x.id WHEN this.id THEN other.place ELSE this.place END
    WHERE x.person_id = p AND other.id IS NOT NULL AND x.id IN (this.id, other.id);
    PERFORM access.log('move exhibit', p, ARRAY[b.id, exhibit], ARRAY[this.domain], ARRAY[this.grade]);
END $$;
ALTER FUNCTION sharing.move_exhibit(p uuid, exhibit uuid, later boolean) OWNER TO kith_engine;
CREATE TABLE public.sharing_advice (
    id uuid NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    asked bigint[] NOT NULL,
    parties bigint[] NOT NULL,
    audience bigint[] NOT NULL,
    purpose text NOT NULL,
    of_kind text NOT NULL,
    question text NOT NULL,
    guide_edition bigint NOT NULL,
    state text NOT NULL,
    read_at timestamp with time zone,
    token text NOT NULL,
    author_id bigint NOT NULL,
    owner_id bigint NOT NULL
);
ALTER TABLE ONLY public.sharing_advice ALTER COLUMN id SET STATISTICS 1;
ALTER TABLE ONLY public.sharing_advice ALTER COLUMN purpose SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_advice ALTER COLUMN of_kind SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_advice ALTER COLUMN question SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_advice ALTER COLUMN state SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_advice ALTER COLUMN token SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_advice FORCE ROW LEVEL SECURITY;
ALTER TABLE public.sharing_advice OWNER TO kith_owner;
CREATE FUNCTION sharing.my_advice(advice uuid) RETURNS public.sharing_advice
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    me access.actor := access.acting();
    a public.sharing_advice;
BEGIN
    SELECT * INTO a FROM public.sharing_advice x WHERE x.id = advice AND x.audience && me.keys FOR UPDATE;
    IF NOT FOUND THEN PERFORM access.nothing(); END IF;
    RETURN a;
END $$;
ALTER FUNCTION sharing.my_advice(advice uuid) OWNER TO kith_engine;
CREATE TABLE public.sharing_gathering (
    id uuid NOT NULL,
    domain text NOT NULL,
    grade smallint NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    parties bigint[] NOT NULL,
    convening bigint[] NOT NULL,
    called_as bigint NOT NULL,
    members bigint[] NOT NULL,
    involvements uuid[] NOT NULL,
    kind text NOT NULL,
    basis text NOT NULL,
    reason text NOT NULL,
    until timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    ended_words text NOT NULL,
    token text NOT NULL,
    author_id bigint NOT NULL,
    owner_id bigint NOT NULL,
    person_id uuid NOT NULL,
    audience bigint[] NOT NULL,
    gate bigint[] NOT NULL,
    denied bigint[] NOT NULL,
    CONSTRAINT sharing_gathering_domain CHECK ((access.domain_no(domain) IS NOT NULL)),
    CONSTRAINT sharing_gathering_grade CHECK (((grade >= 1) AND (grade <= 5)))
);
ALTER TABLE ONLY public.sharing_gathering ALTER COLUMN id SET STATISTICS 1;
ALTER TABLE ONLY public.sharing_gathering ALTER COLUMN domain SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_gathering ALTER COLUMN kind SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_gathering ALTER COLUMN basis SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_gathering ALTER COLUMN reason SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_gathering ALTER COLUMN ended_words SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_gathering ALTER COLUMN token SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_gathering ALTER COLUMN person_id SET STATISTICS 1;
ALTER TABLE ONLY public.sharing_gathering FORCE ROW LEVEL SECURITY;
ALTER TABLE public.sharing_gathering OWNER TO kith_owner;
CREATE FUNCTION sharing.my_gathering(p uuid, gathering uuid) RETURNS public.sharing_gathering
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    me access.actor := access.acting();
    g public.sharing_gathering;
BEGIN
    PERFORM access.hold(p);
    PERFORM access.locate(p);
    SELECT * INTO g FROM public.sharing_gathering x
    WHERE x.person_id = p AND x.id = gathering AND access.addressed(x.parties, x.grade) && me.keys
      AND access.opens(me.keys, x.audience, x.gate, x.denied);
    IF NOT FOUND THEN PERFORM access.nothing(); END IF;
    IF g.ended_at IS NOT NULL OR g.until <= core.now() THEN PERFORM access.invalid('This has ended. What was opened to it is closed.'); END IF;
    RETURN g;
END $$;
ALTER FUNCTION sharing.my_gathering(p uuid, gathering uuid) OWNER TO kith_engine;
CREATE FUNCTION sharing.not_sent(message uuid, what text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE m public.sharing_message;
BEGIN
    UPDATE public.sharing_message x SET not_sent = not_sent.what
    WHERE x.id = not_sent.message AND x.state = 'sent' AND x.not_sent = '' AND not_sent.what IN ('link', 'code') RETURNING * INTO m;
    IF NOT FOUND THEN RETURN; END IF;
    PERFORM access.notify(sharing.writer_of(m), m.person_id, 'message not sent', jsonb_build_object('message', m.id));
    PERFORM audit.append(NULL, NULL, NULL, m.owner_id, '', 'not sent outside', m.person_id, ARRAY[m.id], ARRAY[m.domain], ARRAY[m.grade], NULL);
END $$;
ALTER FUNCTION sharing.not_sent(message uuid, what text) OWNER TO kith_engine;
CREATE FUNCTION sharing.note_processing(said jsonb) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE me access.actor := access.acting();
BEGIN
    PERFORM access.check_governance(me.agency);
    INSERT INTO public.sharing_processingnote (owner_id, contact, people, kept_for, transfers, security, kept_at, kept_by)
    VALUES (me.agency, coalesce(said ->> 'contact', ''), coalesce(said ->> 'people', ''), coalesce(said ->> 'kept_for', ''),
        coalesce(said ->> 'transfers', ''), coalesce(said ->> 'security', ''), core.now(), me.post);
    PERFORM access.log('note processing');
END $$;
ALTER FUNCTION sharing.note_processing(said jsonb) OWNER TO kith_engine;
CREATE FUNCTION sharing.open_at_table(p uuid, gathering uuid, wanted smallint[]) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE g public.sharing_gathering := sharing.my_gathering(p, gathering);
BEGIN
    RETURN sharing.open_to_table(g, access.canon(g.members || g.called_as), wanted);
END $$;
ALTER FUNCTION sharing.open_at_table(p uuid, gathering uuid, wanted smallint[]) OWNER TO kith_engine;
CREATE FUNCTION sharing.open_to_table(g public.sharing_gathering, holders bigint[], wanted smallint[]) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    me access.actor := access.acting();
    who bigint;
    n integer := 0;
BEGIN
    FOREACH who IN ARRAY holders LOOP
        CONTINUE WHEN who IN (SELECT h.holder FROM access.holders(me.post) h) OR EXISTS (
            SELECT FROM public.access_share s
            WHERE s.person_id = g.person_id AND s.shared_by_id = me.agency AND s.holder_id = who AND NOT s.closed AND s.rows IS NULL AND s.ends >= g.until
              AND NOT EXISTS (SELECT FROM unnest(s.grades, wanted) u(has, wants) WHERE has < wants));
        PERFORM access.share(g.person_id, who, wanted, g.until, g.basis, g.reason, g.id);
        n := n + 1;
    END LOOP;
    RETURN n;
END $$;
ALTER FUNCTION sharing.open_to_table(g public.sharing_gathering, holders bigint[], wanted smallint[]) OWNER TO kith_engine;
CREATE FUNCTION sharing.outside_answer(answer bytea, words text) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    o sharing.outside;
    m public.sharing_message;
    new_id uuid := gen_random_uuid();
BEGIN
    SELECT * INTO o FROM sharing.outside x WHERE x.answer = outside_answer.answer AND x.answer_until > core.now() FOR UPDATE;
    SELECT * INTO m FROM public.sharing_message x WHERE x.id = o.message;
    IF m.id IS NULL OR coalesce(btrim(words), '') = '' OR length(words) > 20000 THEN RETURN false; END IF;
    INSERT INTO public.sharing_messageanswer (person_id, id, domain, grade, owner_id, author_id, recorded_at, message_id, text)
    VALUES (m.person_id, new_id, m.domain, m.grade, m.owner_id, m.author_id, core.now(), m.id, words);
    UPDATE sharing.outside x SET answer = NULL WHERE x.message = m.id;
    PERFORM sharing.stands_outside(m, 'answered');
    PERFORM access.notify(sharing.writer_of(m), m.person_id, 'message answered', jsonb_build_object('message', m.id));
    PERFORM audit.append(NULL, NULL, NULL, m.owner_id, '', 'answered outside', m.person_id, ARRAY[m.id, new_id], ARRAY[m.domain], ARRAY[m.grade], NULL);
    RETURN true;
END $$;
ALTER FUNCTION sharing.outside_answer(answer bytea, words text) OWNER TO kith_engine;
CREATE FUNCTION sharing.outside_check(file text) RETURNS TABLE(organisation text, fixed_at timestamp with time zone, exhibits integer)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE b public.sharing_bundle;
BEGIN
    SELECT * INTO b FROM public.sharing_bundle x WHERE x.digest = file AND x.state = 'fixed' LIMIT 1;
    IF b.id IS NULL THEN RETURN; END IF;
    PERFORM audit.append(NULL, NULL, NULL, b.owner_id, '', 'check bundle', b.person_id, ARRAY[b.id], ARRAY[b.domain], ARRAY[b.grade], NULL);
    RETURN QUERY SELECT a.name::text, b.fixed_at, b.count FROM public.agencies_agency a WHERE a.id = b.owner_id;
END $$;
ALTER FUNCTION sharing.outside_check(file text) OWNER TO kith_engine;
CREATE FUNCTION sharing.outside_open(link bytea, code bytea, answer bytea) RETURNS TABLE(text text, by_name text, by_title text, by_organisation text, telephone text, asks boolean)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    o sharing.outside;
    m public.sharing_message;
    tried smallint;
BEGIN
    SELECT * INTO o FROM sharing.outside x WHERE x.link = outside_open.link FOR UPDATE;
    SELECT * INTO m FROM public.sharing_message x WHERE x.id = o.message FOR UPDATE;
    IF m.id IS NULL OR m.state <> 'sent' OR m.expires_at <= core.now() THEN RETURN; END IF;
    IF o.code IS DISTINCT FROM outside_open.code THEN
        UPDATE sharing.outside x SET attempts = x.attempts + 1 WHERE x.message = m.id RETURNING x.attempts INTO tried;
        IF tried >= 5 THEN
            UPDATE public.sharing_message x SET state = 'shut' WHERE x.person_id = m.person_id AND x.id = m.id;
            PERFORM sharing.stands_outside(m, 'withdrawn');
            PERFORM access.notify(sharing.writer_of(m), m.person_id, 'message shut', jsonb_build_object('message', m.id));
        END IF;
        PERFORM audit.append(NULL, NULL, NULL, m.owner_id, '', 'refused outside', m.person_id, ARRAY[m.id], ARRAY[m.domain], ARRAY[m.grade], NULL);
        RETURN;
    END IF;
    UPDATE public.sharing_message x SET state = 'read', read_at = core.now() WHERE x.person_id = m.person_id AND x.id = m.id;
    UPDATE sharing.outside x SET answer = CASE WHEN m.asks THEN outside_open.answer END, answer_until = core.now() + interval '1 day' WHERE x.message = m.id;
    PERFORM sharing.stands_outside(m, 'open');
    PERFORM access.notify(sharing.writer_of(m), m.person_id, 'message read', jsonb_build_object('message', m.id));
    PERFORM audit.append(NULL, NULL, NULL, m.owner_id, '', 'read outside', m.person_id, ARRAY[m.id], ARRAY[m.domain], ARRAY[m.grade], NULL);
    RETURN QUERY SELECT m.text, pr.name, po.title, a.name, coalesce(nullif(po.telephone, ''), a.telephone), m.asks
                 FROM public.agencies_post po JOIN public.agencies_practitioner pr ON pr.id = po.practitioner_id
                 JOIN public.agencies_agency a ON a.id = m.owner_id WHERE po.id = m.author_id;
END $$;
ALTER FUNCTION sharing.outside_open(link bytea, code bytea, answer bytea) OWNER TO kith_engine;
CREATE FUNCTION sharing.over(r public.sharing_representative) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT r.starts > t.today OR coalesce(r.ends <= t.today, false) FROM (SELECT (core.now() AT TIME ZONE 'Europe/London')::date AS today) t
$$;
ALTER FUNCTION sharing.over(r public.sharing_representative) OWNER TO kith_engine;
CREATE FUNCTION sharing.recall_message(p uuid, fact uuid, why text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE m public.sharing_message := sharing.message_of(p, fact);
BEGIN
    IF m.state <> 'sent' THEN PERFORM access.invalid('It was read, recalled or shut already. What was read cannot be taken back.'); END IF;
    IF coalesce(btrim(why), '') = '' THEN PERFORM access.invalid('Say why.'); END IF;
    UPDATE public.sharing_message x SET state = 'recalled', ended_words = recall_message.why WHERE x.person_id = p AND x.id = fact;
    PERFORM sharing.stands_outside(m, 'withdrawn');
    PERFORM access.log('recall message', p, ARRAY[fact], ARRAY[m.domain], ARRAY[m.grade]);
END $$;
ALTER FUNCTION sharing.recall_message(p uuid, fact uuid, why text) OWNER TO kith_engine;
CREATE FUNCTION sharing.receive_access(p uuid, speaker uuid, said jsonb) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    me access.actor := access.acting();
    new_id uuid := gen_random_uuid();
    d text := sharing.stands_in(NULL);
BEGIN
    PERFORM access.hold(p);
    PERFORM sharing.check_writer(p, d, 2::smallint);
    IF speaker IS NOT NULL THEN PERFORM sharing.check_speaks(p, speaker); END IF;
    INSERT INTO public.sharing_subjectaccess (person_id, id, domain, grade, owner_id, author_id, recorded_at, asked_by, asked_words, received_on, identity_words,
        extended_words, state, ended_words)
    VALUES (p, new_id, d, 2, me.agency, me.post, core.now(), speaker, said ->> 'asked_words', (said ->> 'received_on')::date, '', '', 'identity', '');
    PERFORM access.log('receive access request', p, ARRAY[new_id], ARRAY[d], ARRAY[2::smallint]);
    RETURN new_id;
END $$;
ALTER FUNCTION sharing.receive_access(p uuid, speaker uuid, said jsonb) OWNER TO kith_engine;
CREATE FUNCTION sharing.record_consent(p uuid, with_holder bigint, covers smallint[], said jsonb) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    me access.actor := access.acting();
    new_id uuid := gen_random_uuid();
    d text := sharing.stands_in(with_holder);
BEGIN
    PERFORM access.hold(p);
    PERFORM sharing.check_writer(p, d, 2::smallint);
    PERFORM access.check_grades(covers);
    IF with_holder IS NOT NULL THEN PERFORM access.holder_agency(with_holder); END IF;
    INSERT INTO public.sharing_consentrecord (person_id, id, domain, grade, owner_id, author_id, recorded_at, kind, what, covers, with_holder, with_words,
        how, how_words, given_by, by_words, capacity, capacity_words, given_on, until, review_on, ended_how, ended_words, outcome, outcome_words)
    VALUES (p, new_id, d, 2, me.agency, me.post, core.now(), said ->> 'kind', said ->> 'what', covers, with_holder, said ->> 'with_words',
        said ->> 'how', said ->> 'how_words', said ->> 'given_by', said ->> 'by_words', said ->> 'capacity', said ->> 'capacity_words',
        (said ->> 'given_on')::date, (said ->> 'until')::date, (said ->> 'review_on')::date, '', '', 'waiting', '');
    PERFORM access.log('record consent', p, ARRAY[new_id], ARRAY[d], ARRAY[2::smallint], jsonb_build_object('kind', said ->> 'kind'));
    RETURN new_id;
END $$;
ALTER FUNCTION sharing.record_consent(p uuid, with_holder bigint, covers smallint[], said jsonb) OWNER TO kith_engine;
CREATE FUNCTION sharing.record_representative(p uuid, covers smallint[], said jsonb) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    me access.actor := access.acting();
    new_id uuid := gen_random_uuid();
    d text := sharing.stands_in(NULL);
BEGIN
    PERFORM access.hold(p);
    PERFORM sharing.check_writer(p, d, 2::smallint);
    PERFORM access.check_grades(covers);
    INSERT INTO public.sharing_representative (person_id, id, domain, grade, owner_id, author_id, recorded_at, kind, name, relation, reach, covers, scope, seen,
        starts, ends, no_address, kept_from, limit_words, ended_words)
    VALUES (p, new_id, d, 2, me.agency, me.post, core.now(), said ->> 'kind', said ->> 'name', said ->> 'relation', said ->> 'reach', covers, said ->> 'scope',
        said ->> 'seen', (said ->> 'starts')::date, (said ->> 'ends')::date, false, array_fill(0::smallint, '{11}'), '', '');
    PERFORM access.log('record representative', p, ARRAY[new_id], ARRAY[d], ARRAY[2::smallint], jsonb_build_object('kind', said ->> 'kind'));
    RETURN new_id;
END $$;
ALTER FUNCTION sharing.record_representative(p uuid, covers smallint[], said jsonb) OWNER TO kith_engine;
CREATE TABLE public.sharing_counted (
    id uuid NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    gateway text NOT NULL,
    force text NOT NULL,
    urgency text NOT NULL,
    answer_by timestamp with time zone NOT NULL,
    first_word_at timestamp with time zone,
    answered_at timestamp with time zone,
    outcome text NOT NULL,
    reason text NOT NULL,
    of_outsider bigint,
    by_agency_id bigint NOT NULL,
    of_agency_id bigint
);
ALTER TABLE public.sharing_counted OWNER TO kith_owner;
CREATE FUNCTION sharing.register(since timestamp with time zone) RETURNS SETOF public.sharing_counted
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT c.* FROM access.acting() a, public.sharing_counted c
    WHERE a.agency IN (c.by_agency_id, c.of_agency_id) AND c.asked_at >= since AND sharing.answers_for(a.post)
    ORDER BY c.asked_at DESC
$$;
ALTER FUNCTION sharing.register(since timestamp with time zone) OWNER TO kith_engine;
CREATE FUNCTION sharing.remind() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE r record;
BEGIN
    FOR r IN SELECT x.person_id, x.id, x.asked, x.asking FROM public.sharing_request x
             WHERE x.state = 'open' AND x.answer_by < core.now() AND NOT x.reminded FOR UPDATE SKIP LOCKED LIMIT 200 LOOP
        UPDATE public.sharing_request x SET reminded = true WHERE x.person_id = r.person_id AND x.id = r.id;
        PERFORM access.notify(access.humans_behind(r.asked || ARRAY(SELECT t.managers_id FROM public.agencies_membership m JOIN public.agencies_team t ON t.id = m.team_id
                                                               WHERE m.post_id = ANY (r.asked) AND access.active(m.starts, m.ends))),
                              r.person_id, 'request late', jsonb_build_object('request', r.id));
        PERFORM access.notify(access.humans_behind(r.asking), r.person_id, 'answer late', jsonb_build_object('request', r.id));
    END LOOP;
    PERFORM sharing.remind_in_time();
    PERFORM sharing.remind_of_withholdings();
END $$;
ALTER FUNCTION sharing.remind() OWNER TO kith_engine;
CREATE FUNCTION sharing.remind_in_time() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE r record;
BEGIN
    FOR r IN SELECT x.person_id, x.id, x.asked FROM public.sharing_request x
             WHERE x.state = 'open' AND NOT x.nudged AND x.answer_by > core.now() AND core.now() > x.answer_by - (x.answer_by - x.recorded_at) / 4
               AND NOT EXISTS (SELECT FROM public.sharing_turn t WHERE t.person_id = x.person_id AND t.request_id = x.id AND t.kind = 'acknowledged')
             FOR UPDATE SKIP LOCKED LIMIT 200 LOOP
        UPDATE public.sharing_request x SET nudged = true WHERE x.person_id = r.person_id AND x.id = r.id;
        PERFORM access.notify(access.humans_behind(r.asked), r.person_id, 'request due', jsonb_build_object('request', r.id));
    END LOOP;
END $$;
ALTER FUNCTION sharing.remind_in_time() OWNER TO kith_engine;
CREATE FUNCTION sharing.remind_of_withholdings() RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    WITH due AS (
        UPDATE sharing.withholding x SET reminded = true
        WHERE x.ended_at IS NULL AND NOT x.reminded AND x.review_on <= (core.now() AT TIME ZONE 'Europe/London')::date
        RETURNING x.person_id, x.author_id
    ) SELECT access.notify(access.humans_behind(ARRAY[author_id]), person_id, 'withholding') FROM due
$$;
ALTER FUNCTION sharing.remind_of_withholdings() OWNER TO kith_engine;
CREATE FUNCTION sharing.representative_of(p uuid, fact uuid) RETURNS public.sharing_representative
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    me access.actor := access.acting();
    r public.sharing_representative;
BEGIN
    PERFORM access.hold(p);
    PERFORM access.locate(p);
    SELECT * INTO r FROM public.sharing_representative x
    WHERE x.person_id = p AND x.id = fact AND access.opens(me.keys, x.audience, x.gate, x.denied);
    IF NOT FOUND THEN PERFORM access.nothing(); END IF;
    IF r.ended_at IS NOT NULL THEN PERFORM access.invalid('This has ended already.'); END IF;
    RETURN r;
END $$;
ALTER FUNCTION sharing.representative_of(p uuid, fact uuid) OWNER TO kith_engine;
CREATE FUNCTION sharing.review_access(wanted uuid, came_of_it text, words text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    me access.actor := access.acting();
    one record;
BEGIN
    SELECT * INTO one FROM sharing.to_review() t WHERE t.share = wanted;
    IF one.share IS NULL THEN PERFORM access.nothing(); END IF;
    IF EXISTS (SELECT FROM public.agencies_post p WHERE p.id = one.by_post AND p.practitioner_id = me.human) THEN
        PERFORM access.refuse('This is your own access: a colleague must look at it.');
    END IF;
    IF coalesce(came_of_it, '') = '' OR length(came_of_it) > 40 OR length(words) > 2000 THEN PERFORM access.invalid('Choose what came of it.'); END IF;
    INSERT INTO sharing.review AS v (share, outcome, note, at, by) VALUES (wanted, came_of_it, btrim(coalesce(words, '')), core.now(), me.post)
    ON CONFLICT ON CONSTRAINT review_pkey DO UPDATE SET outcome = excluded.outcome, note = excluded.note, at = excluded.at, by = excluded.by;
    PERFORM access.log('review access', one.person, ARRAY[wanted], NULL, NULL, jsonb_build_object('outcome', came_of_it));
END $$;
ALTER FUNCTION sharing.review_access(wanted uuid, came_of_it text, words text) OWNER TO kith_engine;
CREATE FUNCTION sharing.review_withholding(p uuid, fact uuid, words text, again_on date) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    w sharing.withholding := sharing.withholding_of(p, fact);
    today date := (core.now() AT TIME ZONE 'Europe/London')::date;
BEGIN
    IF coalesce(btrim(words), '') = '' OR again_on IS NULL OR again_on NOT BETWEEN today + 1 AND today + 92 THEN
        PERFORM access.invalid('Say why it goes on, and choose a day within three months on which this is looked at again.');
    END IF;
    UPDATE sharing.withholding x SET words = review_withholding.words, review_on = again_on, reminded = false WHERE x.person_id = p AND x.id = fact;
    PERFORM access.log('review withholding', p, ARRAY[fact], NULL, NULL, jsonb_build_object('reason', words, 'review_on', again_on));
END $$;
ALTER FUNCTION sharing.review_withholding(p uuid, fact uuid, words text, again_on date) OWNER TO kith_engine;
CREATE FUNCTION sharing.sealed_by_itself(p uuid, fact uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT EXISTS (SELECT FROM access.seal s WHERE s.person_id = p AND s.ended_at IS NULL
                     AND s.row_id IN (SELECT fact UNION ALL SELECT a.id FROM public.assessments_answers a JOIN public.assessments_response r
                                      ON r.person_id = p AND r.id = fact AND a.series = r.series WHERE a.person_id = p))
$$;
ALTER FUNCTION sharing.sealed_by_itself(p uuid, fact uuid) OWNER TO kith_engine;
CREATE FUNCTION sharing.settle(request uuid, side bigint[], for_all boolean) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    UPDATE access.notice n SET seen_at = core.now()
    WHERE n.seen_at IS NULL AND n.kind IN ('request', 'request due', 'request late', 'answer', 'answer late') AND n.detail ->> 'request' = request::text
      AND (n.human = (access.acting()).human OR for_all AND (n.kind = 'answer late' OR n.human = ANY (access.humans_behind(side))))
$$;
ALTER FUNCTION sharing.settle(request uuid, side bigint[], for_all boolean) OWNER TO kith_engine;
CREATE FUNCTION sharing.sha256_of(words text) RETURNS text
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
    SELECT encode(sha256(convert_to(words, 'UTF8')), 'hex')
$$;
ALTER FUNCTION sharing.sha256_of(words text) OWNER TO kith_owner;
CREATE FUNCTION sharing.share_by_consent(p uuid, who bigint, wanted smallint[], until timestamp with time zone, basis text, reason text, fact uuid) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
BEGIN
    PERFORM access.hold(p);
    PERFORM access.locate(p);
    PERFORM sharing.check_consent(p, fact);  -- a later statement than the lock: withdrawing has ended, or waits for us
    RETURN access.share(p, who, wanted, until, basis, reason, fact);
END $$;
ALTER FUNCTION sharing.share_by_consent(p uuid, who bigint, wanted smallint[], until timestamp with time zone, basis text, reason text, fact uuid) OWNER TO kith_engine;
CREATE FUNCTION sharing.shares_resting(p uuid, fact uuid) RETURNS SETOF public.access_share
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT s.* FROM public.access_share s
    WHERE s.person_id = p AND NOT s.closed AND s.ends > core.now()
      AND (s.bundle = fact OR s.bundle IN (SELECT r.id FROM public.sharing_request r WHERE r.person_id = p AND r.rests_on = fact))
$$;
ALTER FUNCTION sharing.shares_resting(p uuid, fact uuid) OWNER TO kith_engine;
CREATE FUNCTION sharing.side(holder bigint) RETURNS bigint[]
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT ARRAY[holder] || ARRAY(SELECT t.managers_id FROM public.agencies_team t WHERE t.id = holder)
$$;
ALTER FUNCTION sharing.side(holder bigint) OWNER TO kith_engine;
CREATE FUNCTION sharing.source_of(p uuid, fact uuid, d text, g smallint) RETURNS sharing.source
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    me access.actor := access.acting();
    found sharing.source;
BEGIN
    IF d IS NULL THEN
        SELECT e.id, e.domain, e.grade, e.owner_id, e.happened_at, e.version, e.recorded_at, e.author_id,
               concat_ws(E'\n', e.text, nullif(e.details::text, '{}'), nullif(e.present, '')), NULL INTO found
        FROM public.record_entry e WHERE e.person_id = p AND e.id = fact AND access.opens(me.keys, e.audience, e.gate, e.denied);
        IF found.row_id IS NULL THEN
            SELECT x.id, x.domain, x.grade, x.owner_id, coalesce(x.made_on::timestamp AT TIME ZONE 'Europe/London', x.recorded_at), x.version, x.recorded_at,
                   x.author_id, x.description, x.sha256 INTO found
            FROM public.documents_document x WHERE x.person_id = p AND x.id = fact AND x.withdrawn_at IS NULL
              AND access.opens(me.keys, x.audience, x.gate, x.denied);
        END IF;
    ELSE
        SELECT r.id, d, g, r.owner_id, r.ended_at, r.version, max(a.recorded_at), (array_agg(a.author_id ORDER BY a.recorded_at DESC))[1],
               string_agg(a.content::text, E'\n' ORDER BY a.section), NULL INTO found
        FROM public.assessments_response r JOIN LATERAL (
            SELECT DISTINCT ON (x.section) x.section, x.content, x.recorded_at, x.author_id FROM public.assessments_answers x
            WHERE x.person_id = p AND x.series = r.series AND x.version <= r.version AND x.domain = d AND x.grade = g
              AND access.opens(me.keys, x.audience, x.gate, x.denied) ORDER BY x.section, x.revision DESC) a ON true
        WHERE r.person_id = p AND r.id = fact AND r.state = 'signed' AND access.opens(me.keys, r.audience, r.gate, r.denied)
        GROUP BY r.id, r.owner_id, r.ended_at, r.version;
    END IF;
    RETURN found;
END $$;
ALTER FUNCTION sharing.source_of(p uuid, fact uuid, d text, g smallint) OWNER TO kith_engine;
CREATE FUNCTION sharing.stands(r public.sharing_request, next_state text, by_asking boolean, ground text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE answered boolean := next_state IN ('answered', 'part', 'refused');
BEGIN
    UPDATE public.sharing_request x SET state = next_state, answered_at = CASE WHEN answered THEN coalesce(x.answered_at, core.now()) END
    WHERE x.person_id = r.person_id AND x.id = r.id;
    UPDATE public.sharing_counted c SET outcome = next_state, reason = coalesce(ground, c.reason),
        first_word_at = CASE WHEN by_asking THEN c.first_word_at ELSE coalesce(c.first_word_at, core.now()) END,
        answered_at = CASE WHEN answered THEN coalesce(c.answered_at, core.now()) END
    WHERE c.id = r.counted;
END $$;
ALTER FUNCTION sharing.stands(r public.sharing_request, next_state text, by_asking boolean, ground text) OWNER TO kith_engine;
CREATE FUNCTION sharing.stands_in(who bigint) RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT coalesce(sharing.domain_for(who, NULL), sharing.domain_for((access.acting()).post, 'identity'))
$$;
ALTER FUNCTION sharing.stands_in(who bigint) OWNER TO kith_engine;
CREATE FUNCTION sharing.stands_outside(m public.sharing_message, next_state text) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    UPDATE public.sharing_counted c SET outcome = next_state, first_word_at = coalesce(c.first_word_at, CASE WHEN next_state <> 'withdrawn' THEN core.now() END),
        answered_at = CASE WHEN next_state = 'answered' THEN core.now() END
    WHERE c.id = m.counted
$$;
ALTER FUNCTION sharing.stands_outside(m public.sharing_message, next_state text) OWNER TO kith_engine;
CREATE FUNCTION sharing.step_access(p uuid, fact uuid, step text, on_day date, due date, words text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE a public.sharing_subjectaccess := sharing.access_of(p, fact);
BEGIN
    IF coalesce(btrim(words), '') = '' THEN PERFORM access.invalid('Say how, or why.'); END IF;
    IF step IS NULL OR step NOT IN ('identity', 'extend', 'sent', 'refused', 'withdrawn') THEN PERFORM access.invalid('Say what is done.'); END IF;
    IF step IN ('extend', 'sent') AND a.state <> 'open' OR step = 'identity' AND a.state <> 'identity' THEN
        PERFORM access.invalid('That cannot be done now. Open the request again to see where it stands.');
    END IF;
    IF step = 'extend' AND a.extended_on IS NOT NULL THEN PERFORM access.invalid('It has been extended already, and is once only.'); END IF;
    IF step = 'sent' AND a.asked_by IS NOT NULL THEN PERFORM sharing.check_speaks(p, a.asked_by); END IF;
    UPDATE public.sharing_subjectaccess x SET
        identity_on = CASE WHEN step = 'identity' THEN on_day ELSE x.identity_on END,
        identity_words = CASE WHEN step = 'identity' THEN words ELSE x.identity_words END,
        extended_on = CASE WHEN step = 'extend' THEN on_day ELSE x.extended_on END,
        extended_words = CASE WHEN step = 'extend' THEN words ELSE x.extended_words END,
        due_on = coalesce(due, x.due_on),
        state = CASE WHEN step = 'identity' THEN 'open' WHEN step = 'extend' THEN x.state ELSE step END,
        ended_on = CASE WHEN step IN ('sent', 'refused', 'withdrawn') THEN on_day END,
        ended_words = CASE WHEN step IN ('sent', 'refused', 'withdrawn') THEN words ELSE '' END
    WHERE x.person_id = p AND x.id = fact;
    PERFORM access.log('step access request', p, ARRAY[fact], ARRAY[a.domain], ARRAY[a.grade], jsonb_build_object('step', step, 'due', due));
END $$;
ALTER FUNCTION sharing.step_access(p uuid, fact uuid, step text, on_day date, due date, words text) OWNER TO kith_engine;
CREATE FUNCTION sharing.take_turn(p uuid, request uuid, kind text, given jsonb) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    me access.actor := access.acting();
    r public.sharing_request := sharing.mine(p, request);
    by_asking boolean := access.addressed(r.asking, r.grade) && me.keys AND NOT access.addressed(r.asked, r.grade) && me.keys;
    next_state text := sharing.after(kind, by_asking, r.state);
    new_id uuid := gen_random_uuid();
    s public.access_share;
    behind bigint := CASE WHEN kind = 'refused' AND r.force = 'duty' THEN (given ->> 'stands_by')::bigint END;
    onward bigint := CASE WHEN kind = 'passed on' THEN (given ->> 'to_holder')::bigint END;
    about text := CASE WHEN kind = 'passed on' THEN sharing.domain_for(onward, r.domain) ELSE r.domain END;
    told jsonb := jsonb_build_object('request', request, 'turn', kind, 'urgency', r.urgency);
    known uuid := sharing.turn_of(p, request, given ->> 'token');
BEGIN
    IF known IS NOT NULL AND given ->> 'share' IS NOT NULL THEN PERFORM access.invalid('You have opened it already.'); END IF;
    IF known IS NOT NULL THEN RETURN known; END IF;
    IF next_state IS NULL THEN PERFORM access.invalid('This request can no longer be answered like that. Open it again to see where it stands.'); END IF;
    s := sharing.check_turn(r, kind, given);
    IF kind = 'passed on' THEN
        IF access.holder_agency(onward) <> me.agency THEN PERFORM access.invalid('Pass it on within your own organisation.'); END IF;
        PERFORM sharing.check_addressee(onward, r.parties);
        r := sharing.bring_in(r, sharing.side(onward));
    ELSIF behind <> ALL (r.parties) THEN
        r := sharing.bring_in(r, ARRAY[behind]);
    END IF;
    INSERT INTO public.sharing_turn (person_id, id, domain, grade, owner_id, author_id, recorded_at, parties, request_id, kind, by_asking, text, reason,
        guide_edition, grades, until, share, given, parts, stands_by, to_holder, token)
    VALUES (p, new_id, about, r.grade, me.agency, me.post, core.now(), r.parties, request, kind, by_asking, coalesce(given ->> 'text', ''),
        coalesce(given ->> 'reason', ''), CASE WHEN given ->> 'reason' <> '' THEN sharing.check_edition(given) END, coalesce(s.grades, array_fill(0::smallint, '{11}')), s.ends, s.id,
        coalesce(sharing.apart(p, s.rows, false), '{}'), coalesce(sharing.apart(p, s.rows, true), '{}'), behind, onward, coalesce(given ->> 'token', ''));
    PERFORM sharing.stands(r, next_state, by_asking, CASE WHEN kind IN ('refused', 'opened part', 'answered part', 'given part') THEN given ->> 'reason' END);
    PERFORM sharing.settle(request, CASE WHEN by_asking THEN r.asking ELSE r.asked END, next_state <> 'open' OR by_asking);
    PERFORM access.notify(array_remove(access.humans_behind(CASE WHEN kind = 'passed on' THEN sharing.side(onward) WHEN by_asking THEN r.asked ELSE r.asking END), me.human),
                          p, CASE WHEN kind = 'passed on' THEN 'request' ELSE 'answer' END, told);
    PERFORM access.notify(array_remove(access.humans_behind(ARRAY[behind]), me.human), p, 'refused for you', told) WHERE behind IS NOT NULL;
    PERFORM access.log(CASE WHEN by_asking THEN 'write about a request' ELSE 'answer a request' END, p, ARRAY[request, new_id], ARRAY[about], ARRAY[r.grade],
                       jsonb_build_object('turn', kind));
    RETURN new_id;
END $$;
ALTER FUNCTION sharing.take_turn(p uuid, request uuid, kind text, given jsonb) OWNER TO kith_engine;
CREATE FUNCTION sharing.to_review() RETURNS TABLE(share uuid, person uuid, emergency boolean, by_post bigint, holder bigint, starts timestamp with time zone, ends timestamp with time zone, reason text, outcome text, note text, looked_at timestamp with time zone, looked_by bigint)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE me access.actor := access.acting();
BEGIN
    PERFORM access.check_governance(me.agency);
    RETURN QUERY
    SELECT s.id, CASE WHEN k.located THEN s.person_id END, s.emergency, s.author_id, s.holder_id, s.starts, s.ends,
           CASE WHEN k.told THEN s.reason END,
           r.outcome, r.note, r.at, r.by
    FROM (SELECT x.* FROM public.access_share x JOIN public.access_subject p ON p.id = x.person_id
          WHERE x.emergency AND x.starts > core.now() - interval '90 days' AND (x.owner_id = me.agency OR p.lead_id = me.agency)
          UNION ALL
          SELECT x.* FROM public.access_share x
          WHERE NOT x.emergency AND NOT x.closed AND x.shared_by_id = me.agency AND x.ends BETWEEN core.now() AND core.now() + interval '14 days') s
    LEFT JOIN sharing.review r ON r.share = s.id
    CROSS JOIN LATERAL (SELECT 1 <= ANY (access.grasp(s.person_id, NULL)) AS located, s.emergency AND EXISTS (
        SELECT FROM access.notice n WHERE n.human = me.human AND n.kind = 'emergency access' AND n.detail ->> 'share' = s.id::text) AS told) k
    WHERE k.located OR k.told
    ORDER BY r.share IS NOT NULL, NOT s.emergency, s.starts DESC, s.id LIMIT 200;
END $$;
ALTER FUNCTION sharing.to_review() OWNER TO kith_engine;
CREATE FUNCTION sharing.turn_of(p uuid, request uuid, token text) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE r public.sharing_request := sharing.mine(p, request);
BEGIN
    RETURN (SELECT t.id FROM public.sharing_turn t
            WHERE t.person_id = p AND t.request_id = r.id AND t.author_id = (access.acting()).post AND t.token = turn_of.token AND turn_of.token <> '');
END $$;
ALTER FUNCTION sharing.turn_of(p uuid, request uuid, token text) OWNER TO kith_engine;
CREATE FUNCTION sharing.what_left(since timestamp with time zone) RETURNS TABLE(at timestamp with time zone, what text, medium text, to_whom text, basis text, by bigint)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE me access.actor := access.acting();
BEGIN
    PERFORM access.check_governance(me.agency);
    RETURN QUERY SELECT x.recorded_at, x.what, x.medium, x.to_whom, x.basis, x.author_id FROM public.sharing_disclosure x
                 WHERE x.owner_id = me.agency AND x.recorded_at >= since ORDER BY x.recorded_at DESC, x.id;
END $$;
ALTER FUNCTION sharing.what_left(since timestamp with time zone) OWNER TO kith_engine;
CREATE FUNCTION sharing.withdraw_consent(p uuid, fact uuid, how text, words text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    c public.sharing_consentrecord := sharing.consent_of(p, fact);
    s public.access_share;
    r public.sharing_request;
BEGIN
    IF coalesce(btrim(words), '') = '' THEN PERFORM access.invalid('Say what they said, or why it ends.'); END IF;
    UPDATE public.sharing_consentrecord x SET ended_at = core.now(), ended_how = withdraw_consent.how, ended_words = words WHERE x.person_id = p AND x.id = fact;
    FOR s IN SELECT * FROM sharing.shares_resting(p, fact) LOOP
        UPDATE public.access_share x SET ends = greatest(x.starts, core.now()), closed = true WHERE x.person_id = p AND x.id = s.id;
        PERFORM access.notify(access.humans_behind(ARRAY[s.author_id]), p, 'consent withdrawn');
        PERFORM access.log('end share', p, ARRAY[s.id], NULL, NULL, jsonb_build_object('consent', fact));
    END LOOP;
    FOR r IN SELECT * FROM public.sharing_request x WHERE x.person_id = p AND x.rests_on = fact AND x.state IN ('open', 'asked back') LOOP
        PERFORM sharing.stands(r, 'withdrawn', true, NULL);
        PERFORM sharing.settle(r.id, r.parties, true);
        PERFORM access.notify(access.humans_behind(r.parties), p, 'answer', jsonb_build_object('request', r.id, 'turn', 'withdrawn'));
    END LOOP;
    PERFORM access.rekey_person(p);
    PERFORM access.log('withdraw consent', p, ARRAY[fact], ARRAY[c.domain], ARRAY[c.grade], jsonb_build_object('kind', c.kind));
END $$;
ALTER FUNCTION sharing.withdraw_consent(p uuid, fact uuid, how text, words text) OWNER TO kith_engine;
CREATE FUNCTION sharing.withhold_looks(p uuid, whose bigint, one_post bigint, since timestamp with time zone, until timestamp with time zone, ground text, words text, shown_on date, review_on date) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    me access.actor := access.acting();
    fact uuid := gen_random_uuid();
    today date := (core.now() AT TIME ZONE 'Europe/London')::date;
BEGIN
    PERFORM access.hold(p);
    IF NOT sharing.may_withhold(p, whose) THEN
        PERFORM access.refuse('A manager or information governance of the organisation that looked, or of the lead organisation, decides this.');
    END IF;
    PERFORM access.require_recent();
    IF coalesce(btrim(words), '') = '' THEN PERFORM access.invalid('Say why, and what would happen if they were told.'); END IF;
    IF review_on IS NULL OR review_on NOT BETWEEN today + 1 AND today + 92 THEN
        PERFORM access.invalid('Choose a day within three months on which this is looked at again.');
    END IF;
    IF one_post IS NOT NULL AND access.holder_agency(one_post) <> whose THEN PERFORM access.invalid('They do not work there.'); END IF;
    INSERT INTO sharing.withholding (person_id, id, domain, grade, owner_id, author_id, recorded_at, agency, post, since, until, ground, words, shown_on, review_on)
    VALUES (p, fact, 'identity', 5, me.agency, me.post, core.now(), whose, one_post, since, until, ground, words, shown_on, review_on);
    PERFORM access.log('withhold looks', p, ARRAY[fact], NULL, NULL, jsonb_build_object('agency', whose, 'ground', ground, 'review_on', review_on));
    RETURN fact;
END $$;
ALTER FUNCTION sharing.withhold_looks(p uuid, whose bigint, one_post bigint, since timestamp with time zone, until timestamp with time zone, ground text, words text, shown_on date, review_on date) OWNER TO kith_engine;
CREATE TABLE sharing.withholding (
    person_id uuid CONSTRAINT graded_fields_person_id_not_null NOT NULL,
    id uuid DEFAULT gen_random_uuid() CONSTRAINT graded_fields_id_not_null NOT NULL,
    domain text CONSTRAINT graded_fields_domain_not_null NOT NULL,
    grade smallint CONSTRAINT graded_fields_grade_not_null NOT NULL,
    owner_id bigint CONSTRAINT graded_fields_owner_id_not_null NOT NULL,
    author_id bigint CONSTRAINT graded_fields_author_id_not_null NOT NULL,
    recorded_at timestamp with time zone CONSTRAINT graded_fields_recorded_at_not_null NOT NULL,
    agency bigint NOT NULL,
    post bigint,
    since timestamp with time zone NOT NULL,
    until timestamp with time zone,
    ground text NOT NULL,
    words text NOT NULL,
    shown_on date,
    review_on date NOT NULL,
    reminded boolean DEFAULT false NOT NULL,
    ended_at timestamp with time zone,
    ended_words text DEFAULT ''::text NOT NULL,
    audience bigint[] NOT NULL,
    gate bigint[] NOT NULL,
    denied bigint[] NOT NULL,
    CONSTRAINT withholding_domain CHECK ((access.domain_no(domain) IS NOT NULL)),
    CONSTRAINT withholding_grade CHECK (((grade >= 1) AND (grade <= 5))),
    CONSTRAINT withholding_ground_check CHECK ((ground = ANY (ARRAY['risk'::text, 'covert'::text, 'crime'::text, 'court'::text])))
);
ALTER TABLE ONLY sharing.withholding ALTER COLUMN person_id SET STATISTICS 1;
ALTER TABLE ONLY sharing.withholding ALTER COLUMN id SET STATISTICS 1;
ALTER TABLE ONLY sharing.withholding ALTER COLUMN domain SET STATISTICS 0;
ALTER TABLE ONLY sharing.withholding ALTER COLUMN ground SET STATISTICS 0;
ALTER TABLE ONLY sharing.withholding ALTER COLUMN words SET STATISTICS 0;
ALTER TABLE ONLY sharing.withholding ALTER COLUMN ended_words SET STATISTICS 0;
ALTER TABLE ONLY sharing.withholding FORCE ROW LEVEL SECURITY;
ALTER TABLE sharing.withholding OWNER TO kith_owner;
CREATE FUNCTION sharing.withholding_of(p uuid, fact uuid) RETURNS sharing.withholding
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE w sharing.withholding;
BEGIN
    PERFORM access.hold(p);
    PERFORM access.locate(p);
    SELECT * INTO w FROM sharing.withholding x WHERE x.person_id = p AND x.id = fact AND x.ended_at IS NULL AND sharing.may_withhold(p, x.agency);
    IF NOT FOUND THEN PERFORM access.nothing(); END IF;
    PERFORM access.require_recent();
    RETURN w;
END $$;
ALTER FUNCTION sharing.withholding_of(p uuid, fact uuid) OWNER TO kith_engine;
CREATE FUNCTION sharing.withholdings(p uuid) RETURNS SETOF sharing.withholding
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
BEGIN
    PERFORM access.locate(p);
    RETURN QUERY SELECT * FROM sharing.withholding x
                 WHERE x.person_id = p AND x.ended_at IS NULL AND access.confirmed() AND sharing.may_withhold(p, x.agency) ORDER BY x.review_on;
END $$;
ALTER FUNCTION sharing.withholdings(p uuid) OWNER TO kith_engine;
CREATE FUNCTION sharing.write_outside(p uuid, d text, g smallint, link bytea, code bytea, expires timestamp with time zone, token text, said jsonb) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    me access.actor := access.acting();
    new_id uuid := gen_random_uuid();
    known uuid;
BEGIN
    PERFORM access.locate(p);
    PERFORM sharing.check_writer(p, d, g);
    IF g IS NULL OR g NOT BETWEEN 2 AND 4 THEN PERFORM access.invalid('A message is graded essential, practice or sensitive.'); END IF;
    IF g >= 4 THEN PERFORM access.require_confirmed(); END IF;
    IF expires IS NULL OR expires <= core.now() OR expires > core.now() + interval '15 days' THEN PERFORM access.invalid('It can be read for 14 days at most.'); END IF;
    IF octet_length(link) IS DISTINCT FROM 32 OR octet_length(code) IS DISTINCT FROM 32 THEN PERFORM access.invalid('A link and a code are kept as digests.'); END IF;
    IF coalesce(btrim(said ->> 'text'), '') = '' THEN PERFORM access.invalid('Write the message.'); END IF;
    SELECT m.id INTO known FROM public.sharing_message m WHERE m.person_id = p AND m.author_id = me.post AND m.token = write_outside.token;
    IF known IS NOT NULL THEN RETURN known; END IF;
    PERFORM sharing.disclose(p, d, g, jsonb_build_object('what', 'message', 'title', said ->> 'to_organisation', 'of_row', new_id, 'medium', 'secure message',
        'to_whom', 'organisation', 'to_words', concat_ws(', ', said ->> 'to_name', said ->> 'to_organisation'), 'why', said ->> 'why', 'basis', said ->> 'basis'));
    INSERT INTO public.sharing_message (person_id, id, domain, grade, owner_id, author_id, recorded_at, to_name, to_organisation, to_email, channel, to_number,
        text, asks, why, gateway, basis, expires_at, state, ended_words, not_sent, counted, token)
    VALUES (p, new_id, d, g, me.agency, me.post, core.now(), said ->> 'to_name', said ->> 'to_organisation', said ->> 'to_email', said ->> 'channel',
        said ->> 'to_number', said ->> 'text', (said ->> 'asks')::boolean, said ->> 'why', said ->> 'gateway', said ->> 'basis', expires, 'sent', '', '', sharing.count_outside(said, expires), token);
    INSERT INTO sharing.outside (message, link, code) VALUES (new_id, link, code);
    PERFORM access.log('write outside', p, ARRAY[new_id], ARRAY[d], ARRAY[g], jsonb_build_object('channel', said ->> 'channel'));
    RETURN new_id;
END $$;
ALTER FUNCTION sharing.write_outside(p uuid, d text, g smallint, link bytea, code bytea, expires timestamp with time zone, token text, said jsonb) OWNER TO kith_engine;
CREATE FUNCTION sharing.writer_of(m public.sharing_message) RETURNS bigint[]
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$ SELECT ARRAY[po.practitioner_id] FROM public.agencies_post po WHERE po.id = m.author_id $$;
ALTER FUNCTION sharing.writer_of(m public.sharing_message) OWNER TO kith_engine;
CREATE FUNCTION supervision.agree(agreement uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE a public.supervision_agreement := supervision.of_mine(agreement);
BEGIN
    IF a.proposed_by_id = supervision.me() OR a.agreed_at IS NOT NULL THEN
        PERFORM access.invalid('The other of you agrees, once. Open it again to see where it stands.');
    END IF;
    UPDATE public.supervision_agreement SET agreed_at = core.now() WHERE id = a.id;
    PERFORM supervision.log('agree supervision', a.id);
END $$;
ALTER FUNCTION supervision.agree(agreement uuid) OWNER TO kith_engine;
CREATE FUNCTION supervision.below_me() RETURNS bigint[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    me bigint := supervision.mine();
    organisation bigint := (SELECT p.agency_id FROM public.agencies_post p WHERE p.id = me);
BEGIN
    IF supervision.read_above(organisation) IS NULL OR NOT supervision.manages(me) THEN RETURN '{}'; END IF;
    RETURN ARRAY(SELECT a.supervisee_id FROM public.supervision_agreement a
                 WHERE a.supervisor_id = me AND a.agreed_at IS NOT NULL AND a.ended_at IS NULL);
END $$;
ALTER FUNCTION supervision.below_me() OWNER TO kith_engine;
CREATE FUNCTION supervision.continues(newer jsonb, older jsonb) RETURNS boolean
    LANGUAGE sql IMMUTABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT NOT EXISTS (SELECT FROM jsonb_each_text(older) o WHERE NOT starts_with(coalesce(newer ->> o.key, ''), rtrim(o.value)))
$$;
ALTER FUNCTION supervision.continues(newer jsonb, older jsonb) OWNER TO kith_engine;
CREATE FUNCTION supervision.empty(agreement uuid) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    UPDATE public.supervision_typed t SET words = '{}', earlier = '[]', revision = t.revision + 1, saved_at = core.now()
    WHERE t.agreement_id = empty.agreement AND t.author_id = supervision.me()
$$;
ALTER FUNCTION supervision.empty(agreement uuid) OWNER TO kith_engine;
CREATE FUNCTION supervision.end_agreement(agreement uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE a public.supervision_agreement := supervision.of_mine(agreement);
BEGIN
    UPDATE public.supervision_agreement SET ended_at = core.now(), ended_by_id = supervision.me() WHERE id = a.id;
    PERFORM supervision.log('end supervision', a.id);
END $$;
ALTER FUNCTION supervision.end_agreement(agreement uuid) OWNER TO kith_engine;
CREATE FUNCTION supervision.keep(agreement uuid, typed jsonb, seen integer) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $_$
DECLARE
    a public.supervision_agreement := supervision.of_mine(agreement);
    t public.supervision_typed;
BEGIN
    IF a.agreed_at IS NULL THEN PERFORM access.invalid('Agree first, both of you.'); END IF;
    IF length(typed::text) > 60000 THEN PERFORM access.invalid('This is too long to keep as a draft. Copy part of it before you leave.'); END IF;
    SELECT * INTO t FROM public.supervision_typed x WHERE x.agreement_id = a.id AND x.author_id = supervision.me();
    IF t.id IS NULL THEN
        INSERT INTO public.supervision_typed (id, agreement_id, author_id, words, earlier, revision, saved_at)
        VALUES (gen_random_uuid(), a.id, supervision.me(), typed, '[]', 1, core.now());
        PERFORM supervision.log('draft supervision', a.id);
        RETURN 1;
    END IF;
    IF t.revision <> seen AND t.words = '{}' AND supervision.stands(a.id, typed) THEN RETURN t.revision; END IF;
    IF t.revision <> seen AND NOT supervision.continues(typed, t.words) THEN
        t.earlier := jsonb_path_query_array(t.earlier, '$[last - 8 to last]') || jsonb_build_array(t.words);
    END IF;
    UPDATE public.supervision_typed x SET words = typed, revision = x.revision + 1, saved_at = core.now(),
           earlier = (SELECT coalesce(jsonb_agg(e), '[]') FROM jsonb_array_elements(t.earlier) e WHERE NOT supervision.continues(typed, e))
    WHERE x.id = t.id;
    RETURN t.revision + 1;
END $_$;
ALTER FUNCTION supervision.keep(agreement uuid, typed jsonb, seen integer) OWNER TO kith_engine;
CREATE FUNCTION supervision.let_read_above(yes boolean, why text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE me access.actor := access.acting();
BEGIN
    PERFORM access.check_governance(me.agency);
    PERFORM access.require_recent();
    IF coalesce(btrim(why), '') = '' THEN PERFORM access.invalid('Say why.'); END IF;
    UPDATE supervision.reading SET ends = core.now() WHERE agency = me.agency AND ends IS NULL;
    IF yes THEN
        INSERT INTO supervision.reading (agency, starts, reason, decided_by) VALUES (me.agency, core.now(), btrim(why), me.post);
    END IF;
    PERFORM access.log('decide who reads supervision', NULL, NULL, NULL, NULL, jsonb_build_object('above', yes, 'reason', why));
END $$;
ALTER FUNCTION supervision.let_read_above(yes boolean, why text) OWNER TO kith_engine;
CREATE FUNCTION supervision.log(action text, agreement uuid, session uuid DEFAULT NULL::uuid) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT access.log(action, NULL, NULL, NULL, NULL, jsonb_strip_nulls(jsonb_build_object('agreement', agreement, 'session', session)))
$$;
ALTER FUNCTION supervision.log(action text, agreement uuid, session uuid) OWNER TO kith_engine;
CREATE FUNCTION supervision.manages(post bigint) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT EXISTS (SELECT FROM public.agencies_membership m JOIN public.agencies_team t ON t.id = m.team_id
                   JOIN public.agencies_post p ON p.id = m.post_id AND p.agency_id = t.agency_id
                   WHERE m.post_id = post AND m.manager AND access.active(m.starts, m.ends))
$$;
ALTER FUNCTION supervision.manages(post bigint) OWNER TO kith_engine;
CREATE FUNCTION supervision.me() RETURNS bigint
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
BEGIN
    PERFORM access.acting();
    IF supervision.mine() IS NULL THEN PERFORM access.refuse('Your account cannot do this at the moment.'); END IF;
    RETURN supervision.mine();
END $$;
ALTER FUNCTION supervision.me() OWNER TO kith_engine;
CREATE FUNCTION supervision.mine() RETURNS bigint
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE post bigint := nullif((access.ring())[6], '0')::bigint;
BEGIN
    IF EXISTS (SELECT FROM access.holders(post) h WHERE h.kind = 'post') THEN RETURN post; END IF;
    RETURN NULL;
END $$;
ALTER FUNCTION supervision.mine() OWNER TO kith_engine;
CREATE TABLE public.supervision_agreement (
    id uuid NOT NULL,
    proposed_at timestamp with time zone NOT NULL,
    agreed_at timestamp with time zone,
    every integer NOT NULL,
    words text NOT NULL,
    next_on date NOT NULL,
    ended_at timestamp with time zone,
    agency_id bigint NOT NULL,
    ended_by_id bigint,
    proposed_by_id bigint NOT NULL,
    supervisee_id bigint NOT NULL,
    supervisor_id bigint NOT NULL,
    CONSTRAINT agreement_fits CHECK (((length(words) <= 8000) AND ((every >= 1) AND (every <= 366)))),
    CONSTRAINT agreement_of_two CHECK (((supervisee_id <> supervisor_id) AND ((proposed_by_id = supervisee_id) OR (proposed_by_id = supervisor_id))))
);
ALTER TABLE ONLY public.supervision_agreement ALTER COLUMN id SET STATISTICS 1;
ALTER TABLE ONLY public.supervision_agreement ALTER COLUMN words SET STATISTICS 0;
ALTER TABLE ONLY public.supervision_agreement FORCE ROW LEVEL SECURITY;
ALTER TABLE public.supervision_agreement OWNER TO kith_owner;
CREATE FUNCTION supervision.of_mine(wanted uuid) RETURNS public.supervision_agreement
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    me bigint := supervision.me();
    a public.supervision_agreement;
BEGIN
    SELECT * INTO a FROM public.supervision_agreement x WHERE x.id = wanted AND me IN (x.supervisee_id, x.supervisor_id) FOR UPDATE;
    IF a.id IS NULL THEN PERFORM access.nothing(); END IF;
    IF a.ended_at IS NOT NULL THEN PERFORM access.invalid('This agreement has ended. Propose a new one.'); END IF;
    RETURN a;
END $$;
ALTER FUNCTION supervision.of_mine(wanted uuid) OWNER TO kith_engine;
CREATE FUNCTION supervision.propose(colleague bigint, supervises boolean, every integer, words text) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    me bigint := supervision.me();
    new_id uuid := gen_random_uuid();
    supervisor bigint := CASE WHEN supervises THEN me ELSE colleague END;
BEGIN
    IF NOT EXISTS (SELECT FROM public.agencies_post p WHERE p.id = colleague AND p.id <> me AND access.active(p.starts, p.ends)
                     AND p.agency_id = (access.acting()).agency) THEN
        PERFORM access.invalid('Choose a colleague of your own organisation.');
    END IF;
    IF NOT supervision.manages(supervisor) THEN PERFORM access.refuse('Who supervises manages a team here. Choose a manager.'); END IF;
    IF every NOT BETWEEN 1 AND 366 OR every IS NULL THEN PERFORM access.invalid('Say after how many days you meet again: 1 to 366.'); END IF;
    IF coalesce(btrim(words), '') = '' THEN PERFORM access.invalid('Say what you have agreed.'); END IF;
    IF EXISTS (SELECT FROM public.supervision_agreement a WHERE a.ended_at IS NULL
                 AND (a.supervisee_id, a.supervisor_id) = (CASE WHEN supervises THEN colleague ELSE me END, supervisor)) THEN
        PERFORM access.invalid('There is an agreement between you already. End it first.');
    END IF;
    INSERT INTO public.supervision_agreement (id, agency_id, supervisee_id, supervisor_id, proposed_by_id, proposed_at, every, words, next_on)
    VALUES (new_id, (access.acting()).agency, CASE WHEN supervises THEN colleague ELSE me END, supervisor, me, core.now(), every, btrim(words),
            (core.now() AT TIME ZONE 'Europe/London')::date + every);
    PERFORM supervision.log('propose supervision', new_id);
    RETURN new_id;
END $$;
ALTER FUNCTION supervision.propose(colleague bigint, supervises boolean, every integer, words text) OWNER TO kith_engine;
CREATE FUNCTION supervision.read_above(agency bigint) RETURNS timestamp with time zone
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT max(r.starts) FROM supervision.reading r
    WHERE r.agency = read_above.agency AND access.active(r.starts, r.ends)
$$;
ALTER FUNCTION supervision.read_above(agency bigint) OWNER TO kith_engine;
CREATE FUNCTION supervision.readings() RETURNS TABLE(starts timestamp with time zone, ends timestamp with time zone, reason text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT r.starts, r.ends, r.reason FROM supervision.reading r, access.acting() me WHERE r.agency = me.agency ORDER BY r.starts DESC
$$;
ALTER FUNCTION supervision.readings() OWNER TO kith_engine;
CREATE FUNCTION supervision.remark(session uuid, words text) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    me bigint := supervision.me();
    new_id uuid := gen_random_uuid();
BEGIN
    PERFORM access.require_confirmed();
    IF NOT EXISTS (SELECT FROM public.supervision_session s WHERE s.id = session AND me IN (s.supervisee_id, s.supervisor_id)) THEN
        PERFORM access.nothing();
    END IF;
    IF coalesce(btrim(words), '') = '' THEN PERFORM access.invalid('Say what you want to add.'); END IF;
    INSERT INTO public.supervision_remark (id, session_id, author_id, words, written_at) VALUES (new_id, session, me, btrim(words), core.now());
    PERFORM supervision.log('remark on supervision', NULL, session);
    RETURN new_id;
END $$;
ALTER FUNCTION supervision.remark(session uuid, words text) OWNER TO kith_engine;
CREATE FUNCTION supervision.stands(agreement uuid, typed jsonb) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
    SELECT EXISTS (SELECT FROM (SELECT s.said FROM public.supervision_session s
                                WHERE s.agreement_id = stands.agreement AND s.author_id = supervision.me()
                                ORDER BY s.written_at DESC LIMIT 1) last
                   WHERE supervision.continues(last.said, typed - ARRAY['held_on', 'next_on']))
$$;
ALTER FUNCTION supervision.stands(agreement uuid, typed jsonb) OWNER TO kith_engine;
CREATE FUNCTION supervision.throw_away(agreement uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE a public.supervision_agreement := supervision.of_mine(agreement);
BEGIN
    PERFORM supervision.empty(a.id);
    PERFORM supervision.log('throw away supervision draft', a.id);
END $$;
ALTER FUNCTION supervision.throw_away(agreement uuid) OWNER TO kith_engine;
CREATE FUNCTION supervision.write(agreement uuid, held date, said jsonb, next_one date) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'warning'
    SET standard_conforming_strings TO 'on'
    AS $$
DECLARE
    a public.supervision_agreement := supervision.of_mine(agreement);
    today date := (core.now() AT TIME ZONE 'Europe/London')::date;
    new_id uuid := gen_random_uuid();
BEGIN
    PERFORM access.require_confirmed();
    IF a.agreed_at IS NULL THEN PERFORM access.invalid('Agree first, both of you.'); END IF;
    IF held IS NULL OR held > today OR held < today - 366 THEN PERFORM access.invalid('Enter the day on which you met, within the last year.'); END IF;
    IF EXISTS (SELECT FROM public.supervision_session s WHERE (s.agreement_id, s.held_on, s.author_id) = (a.id, held, supervision.me())) THEN
        PERFORM access.invalid('You have written this day''s session down already. Open it, and say there what you want to add.');
    END IF;
    IF next_one <= held THEN PERFORM access.invalid('The next one comes after this one.'); END IF;
    INSERT INTO public.supervision_session (id, agreement_id, supervisee_id, supervisor_id, author_id, held_on, written_at, said, above)
    VALUES (new_id, a.id, a.supervisee_id, a.supervisor_id, supervision.me(), held, core.now(), said, supervision.read_above(a.agency_id) IS NOT NULL);
    UPDATE public.supervision_agreement SET next_on = coalesce(next_one, held + every) WHERE id = a.id;
    PERFORM supervision.empty(a.id);
    PERFORM supervision.log('write supervision', a.id, new_id);
    RETURN new_id;
END $$;
ALTER FUNCTION supervision.write(agreement uuid, held date, said jsonb, next_one date) OWNER TO kith_engine;
ALTER TABLE access.edge ALTER COLUMN no ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME access.edge_no_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    MAXVALUE 1048575
    CACHE 1
);
CREATE TABLE access.exclusion (
    person_id uuid CONSTRAINT graded_fields_person_id_not_null NOT NULL,
    id uuid DEFAULT gen_random_uuid() CONSTRAINT graded_fields_id_not_null NOT NULL,
    domain text CONSTRAINT graded_fields_domain_not_null NOT NULL,
    grade smallint CONSTRAINT graded_fields_grade_not_null NOT NULL,
    owner_id bigint CONSTRAINT graded_fields_owner_id_not_null NOT NULL,
    author_id bigint CONSTRAINT graded_fields_author_id_not_null NOT NULL,
    recorded_at timestamp with time zone CONSTRAINT graded_fields_recorded_at_not_null NOT NULL,
    human bigint NOT NULL,
    reason text NOT NULL,
    ended_at timestamp with time zone,
    audience bigint[] NOT NULL,
    gate bigint[] NOT NULL,
    denied bigint[] NOT NULL,
    CONSTRAINT exclusion_domain CHECK ((access.domain_no(domain) IS NOT NULL)),
    CONSTRAINT exclusion_grade CHECK (((grade >= 1) AND (grade <= 5)))
);
ALTER TABLE ONLY access.exclusion ALTER COLUMN person_id SET STATISTICS 1;
ALTER TABLE ONLY access.exclusion ALTER COLUMN id SET STATISTICS 1;
ALTER TABLE ONLY access.exclusion ALTER COLUMN domain SET STATISTICS 0;
ALTER TABLE ONLY access.exclusion ALTER COLUMN reason SET STATISTICS 0;
ALTER TABLE ONLY access.exclusion FORCE ROW LEVEL SECURITY;
ALTER TABLE access.exclusion OWNER TO kith_owner;
CREATE TABLE access.following (
    leads text NOT NULL,
    follows text NOT NULL,
    how text NOT NULL
);
ALTER TABLE access.following OWNER TO kith_owner;
CREATE TABLE access.gain_by_grade (
    proposal bigint NOT NULL,
    domain text NOT NULL,
    grade smallint NOT NULL,
    gained bigint NOT NULL,
    lost bigint NOT NULL
);
ALTER TABLE access.gain_by_grade OWNER TO kith_owner;
CREATE TABLE access.gain_by_person (
    proposal bigint NOT NULL,
    person_id uuid NOT NULL,
    named boolean NOT NULL,
    gained bigint NOT NULL,
    lost bigint NOT NULL
);
ALTER TABLE access.gain_by_person OWNER TO kith_owner;
CREATE TABLE access.gain_by_post (
    proposal bigint NOT NULL,
    post bigint NOT NULL,
    named boolean NOT NULL,
    gained bigint NOT NULL,
    persons_gained bigint NOT NULL,
    lost bigint NOT NULL,
    persons_lost bigint NOT NULL
);
ALTER TABLE access.gain_by_post OWNER TO kith_owner;
CREATE TABLE access.graded_fields (
    person_id uuid NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    domain text NOT NULL,
    grade smallint NOT NULL,
    owner_id bigint NOT NULL,
    author_id bigint NOT NULL,
    recorded_at timestamp with time zone NOT NULL
);
ALTER TABLE access.graded_fields OWNER TO kith_owner;
CREATE TABLE access.link (
    person_id uuid CONSTRAINT graded_fields_person_id_not_null NOT NULL,
    id uuid DEFAULT gen_random_uuid() CONSTRAINT graded_fields_id_not_null NOT NULL,
    domain text CONSTRAINT graded_fields_domain_not_null NOT NULL,
    grade smallint CONSTRAINT graded_fields_grade_not_null NOT NULL,
    owner_id bigint CONSTRAINT graded_fields_owner_id_not_null NOT NULL,
    author_id bigint CONSTRAINT graded_fields_author_id_not_null NOT NULL,
    recorded_at timestamp with time zone CONSTRAINT graded_fields_recorded_at_not_null NOT NULL,
    other_id uuid NOT NULL,
    confirmed boolean DEFAULT false NOT NULL,
    audience bigint[] NOT NULL,
    gate bigint[] NOT NULL,
    denied bigint[] NOT NULL,
    CONSTRAINT link_domain CHECK ((access.domain_no(domain) IS NOT NULL)),
    CONSTRAINT link_grade CHECK (((grade >= 1) AND (grade <= 5)))
);
ALTER TABLE ONLY access.link ALTER COLUMN person_id SET STATISTICS 1;
ALTER TABLE ONLY access.link ALTER COLUMN id SET STATISTICS 1;
ALTER TABLE ONLY access.link ALTER COLUMN domain SET STATISTICS 0;
ALTER TABLE ONLY access.link ALTER COLUMN other_id SET STATISTICS 1;
ALTER TABLE ONLY access.link FORCE ROW LEVEL SECURITY;
ALTER TABLE access.link OWNER TO kith_owner;
ALTER TABLE access.notice ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME access.notice_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE access.over_limit (
    post bigint NOT NULL,
    day date NOT NULL,
    how text NOT NULL,
    at timestamp with time zone NOT NULL,
    human bigint NOT NULL,
    agency bigint NOT NULL,
    persons integer NOT NULL,
    hours smallint NOT NULL,
    most integer NOT NULL,
    CONSTRAINT over_limit_how_check CHECK ((how = ANY (ARRAY['opened'::text, 'found'::text])))
);
ALTER TABLE access.over_limit OWNER TO kith_owner;
ALTER TABLE access.proposal ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME access.proposal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE access.reader (
    person_id uuid CONSTRAINT graded_fields_person_id_not_null NOT NULL,
    id uuid DEFAULT gen_random_uuid() CONSTRAINT graded_fields_id_not_null NOT NULL,
    domain text CONSTRAINT graded_fields_domain_not_null NOT NULL,
    grade smallint CONSTRAINT graded_fields_grade_not_null NOT NULL,
    owner_id bigint CONSTRAINT graded_fields_owner_id_not_null NOT NULL,
    author_id bigint CONSTRAINT graded_fields_author_id_not_null NOT NULL,
    recorded_at timestamp with time zone CONSTRAINT graded_fields_recorded_at_not_null NOT NULL,
    holder bigint NOT NULL,
    human bigint NOT NULL,
    representative boolean NOT NULL,
    ended_at timestamp with time zone,
    audience bigint[] NOT NULL,
    gate bigint[] NOT NULL,
    denied bigint[] NOT NULL,
    CONSTRAINT reader_domain CHECK ((access.domain_no(domain) IS NOT NULL)),
    CONSTRAINT reader_grade CHECK (((grade >= 1) AND (grade <= 5)))
);
ALTER TABLE ONLY access.reader ALTER COLUMN person_id SET STATISTICS 1;
ALTER TABLE ONLY access.reader ALTER COLUMN id SET STATISTICS 1;
ALTER TABLE ONLY access.reader ALTER COLUMN domain SET STATISTICS 0;
ALTER TABLE ONLY access.reader FORCE ROW LEVEL SECURITY;
ALTER TABLE access.reader OWNER TO kith_owner;
ALTER TABLE access.recovery ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME access.recovery_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE access.release (
    person_id uuid CONSTRAINT graded_fields_person_id_not_null NOT NULL,
    id uuid DEFAULT gen_random_uuid() CONSTRAINT graded_fields_id_not_null NOT NULL,
    domain text CONSTRAINT graded_fields_domain_not_null NOT NULL,
    grade smallint CONSTRAINT graded_fields_grade_not_null NOT NULL,
    owner_id bigint CONSTRAINT graded_fields_owner_id_not_null NOT NULL,
    author_id bigint CONSTRAINT graded_fields_author_id_not_null NOT NULL,
    recorded_at timestamp with time zone CONSTRAINT graded_fields_recorded_at_not_null NOT NULL,
    row_id uuid NOT NULL,
    holder bigint NOT NULL,
    ended_at timestamp with time zone,
    audience bigint[] NOT NULL,
    gate bigint[] NOT NULL,
    denied bigint[] NOT NULL,
    CONSTRAINT release_domain CHECK ((access.domain_no(domain) IS NOT NULL)),
    CONSTRAINT release_grade CHECK (((grade >= 1) AND (grade <= 5)))
);
ALTER TABLE ONLY access.release ALTER COLUMN person_id SET STATISTICS 1;
ALTER TABLE ONLY access.release ALTER COLUMN id SET STATISTICS 1;
ALTER TABLE ONLY access.release ALTER COLUMN domain SET STATISTICS 0;
ALTER TABLE ONLY access.release ALTER COLUMN row_id SET STATISTICS 1;
ALTER TABLE ONLY access.release FORCE ROW LEVEL SECURITY;
ALTER TABLE access.release OWNER TO kith_owner;
CREATE TABLE access.seal (
    person_id uuid CONSTRAINT graded_fields_person_id_not_null NOT NULL,
    id uuid DEFAULT gen_random_uuid() CONSTRAINT graded_fields_id_not_null NOT NULL,
    domain text CONSTRAINT graded_fields_domain_not_null NOT NULL,
    grade smallint CONSTRAINT graded_fields_grade_not_null NOT NULL,
    owner_id bigint CONSTRAINT graded_fields_owner_id_not_null NOT NULL,
    author_id bigint CONSTRAINT graded_fields_author_id_not_null NOT NULL,
    recorded_at timestamp with time zone CONSTRAINT graded_fields_recorded_at_not_null NOT NULL,
    row_id uuid,
    humans bigint[] NOT NULL,
    reason text NOT NULL,
    ended_at timestamp with time zone,
    whole uuid,
    audience bigint[] NOT NULL,
    gate bigint[] NOT NULL,
    denied bigint[] NOT NULL,
    CONSTRAINT seal_domain CHECK ((access.domain_no(domain) IS NOT NULL)),
    CONSTRAINT seal_grade CHECK (((grade >= 1) AND (grade <= 5)))
);
ALTER TABLE ONLY access.seal ALTER COLUMN person_id SET STATISTICS 1;
ALTER TABLE ONLY access.seal ALTER COLUMN id SET STATISTICS 1;
ALTER TABLE ONLY access.seal ALTER COLUMN domain SET STATISTICS 0;
ALTER TABLE ONLY access.seal ALTER COLUMN row_id SET STATISTICS 1;
ALTER TABLE ONLY access.seal ALTER COLUMN reason SET STATISTICS 0;
ALTER TABLE ONLY access.seal ALTER COLUMN whole SET STATISTICS 1;
ALTER TABLE ONLY access.seal FORCE ROW LEVEL SECURITY;
ALTER TABLE access.seal OWNER TO kith_owner;
CREATE TABLE access.secret (
    one boolean DEFAULT true NOT NULL,
    inner_pad bytea NOT NULL,
    outer_pad bytea NOT NULL,
    CONSTRAINT secret_one_check CHECK (one)
);
ALTER TABLE access.secret OWNER TO kith_owner;
CREATE TABLE access.seen (
    session uuid NOT NULL,
    at timestamp with time zone NOT NULL
);
ALTER TABLE access.seen OWNER TO kith_owner;
CREATE TABLE access.setting (
    name text NOT NULL,
    value integer NOT NULL,
    CONSTRAINT setting_value_check CHECK ((value > 0))
);
ALTER TABLE access.setting OWNER TO kith_owner;
ALTER TABLE access.verification ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME access.verification_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.agencies_agency (
    id bigint DEFAULT nextval('agencies.principal'::regclass) NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    telephone text NOT NULL,
    front_door_telephone text NOT NULL,
    training_required boolean NOT NULL
);
ALTER TABLE public.agencies_agency OWNER TO kith_owner;
CREATE TABLE public.agencies_practitioner (
    id bigint DEFAULT nextval('agencies.principal'::regclass) NOT NULL,
    user_id bigint,
    name text NOT NULL,
    email text NOT NULL,
    telephone text NOT NULL,
    state text NOT NULL,
    trained_until date,
    training_warned date,
    state_set_by_id bigint
);
ALTER TABLE public.agencies_practitioner OWNER TO kith_owner;
CREATE TABLE public.agencies_team (
    id bigint DEFAULT nextval('agencies.principal'::regclass) NOT NULL,
    managers_id bigint DEFAULT nextval('agencies.principal'::regclass) NOT NULL,
    name text NOT NULL,
    domain text NOT NULL,
    discreet boolean NOT NULL,
    front_door boolean NOT NULL,
    telephone text NOT NULL,
    agency_id bigint NOT NULL
);
ALTER TABLE public.agencies_team OWNER TO kith_owner;
CREATE VIEW agencies.holder WITH (security_invoker='true') AS
 SELECT p.id,
    'post'::text AS kind,
    pr.name,
    p.title,
    a.id AS agency_id,
    a.name AS agency,
    COALESCE(NULLIF(p.telephone, ''::text), NULLIF(pr.telephone, ''::text), a.telephone) AS telephone
   FROM ((public.agencies_post p
     JOIN public.agencies_practitioner pr ON ((pr.id = p.practitioner_id)))
     JOIN public.agencies_agency a ON ((a.id = p.agency_id)))
UNION ALL
 SELECT t.id,
    'team'::text AS kind,
    t.name,
    'Team'::text AS title,
    a.id AS agency_id,
    a.name AS agency,
    COALESCE(NULLIF(t.telephone, ''::text), a.telephone) AS telephone
   FROM (public.agencies_team t
     JOIN public.agencies_agency a ON ((a.id = t.agency_id)))
UNION ALL
 SELECT t.managers_id AS id,
    'managers'::text AS kind,
    ('Managers of '::text || t.name) AS name,
    'Managers'::text AS title,
    a.id AS agency_id,
    a.name AS agency,
    COALESCE(NULLIF(t.telephone, ''::text), a.telephone) AS telephone
   FROM (public.agencies_team t
     JOIN public.agencies_agency a ON ((a.id = t.agency_id)));
ALTER VIEW agencies.holder OWNER TO kith_owner;
CREATE TABLE audit.checkpoint (
    origin text NOT NULL,
    size bigint NOT NULL,
    note text NOT NULL,
    kept_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
ALTER TABLE audit.checkpoint OWNER TO kith_owner;
CREATE TABLE audit.cosignature (
    origin text NOT NULL,
    size bigint NOT NULL,
    line text NOT NULL,
    kept_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
ALTER TABLE audit.cosignature OWNER TO kith_owner;
CREATE TABLE audit.erasure (
    event bigint NOT NULL,
    agency bigint NOT NULL,
    before jsonb NOT NULL,
    reached bigint DEFAULT 0 NOT NULL,
    erased bigint DEFAULT 0 NOT NULL,
    done_at timestamp with time zone
);
ALTER TABLE audit.erasure OWNER TO kith_owner;
CREATE TABLE audit.leaf (
    no bigint NOT NULL,
    batch bigint NOT NULL,
    event bigint NOT NULL,
    numbered_at timestamp with time zone NOT NULL,
    salt bytea,
    hash bytea NOT NULL,
    erased_by bigint
);
ALTER TABLE audit.leaf OWNER TO kith_owner;
CREATE TABLE audit.node (
    level smallint NOT NULL,
    no bigint NOT NULL,
    hash bytea NOT NULL
);
ALTER TABLE audit.node OWNER TO kith_owner;
CREATE TABLE audit.retention (
    agency bigint NOT NULL,
    action text NOT NULL,
    years integer NOT NULL,
    reason text NOT NULL,
    decided_by bigint,
    CONSTRAINT retention_years_check CHECK (((years >= 6) AND (years <= 150)))
);
ALTER TABLE audit.retention OWNER TO kith_owner;
CREATE TABLE audit.sequencer (
    one boolean DEFAULT true NOT NULL,
    size bigint DEFAULT 0 NOT NULL,
    batch bigint DEFAULT 0 NOT NULL,
    floor bigint DEFAULT 0 NOT NULL,
    sure bigint DEFAULT 0 NOT NULL,
    mark bigint,
    mark_xact bigint,
    CONSTRAINT sequencer_one_check CHECK (one)
);
ALTER TABLE audit.sequencer OWNER TO kith_owner;
CREATE TABLE core.clock (
    backend integer DEFAULT 0 NOT NULL,
    at timestamp with time zone NOT NULL
);
ALTER TABLE core.clock OWNER TO kith_owner;
ALTER TABLE people.finding ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME people.finding_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE people.reading (
    post bigint NOT NULL,
    hour timestamp with time zone NOT NULL,
    persons integer NOT NULL,
    looks integer NOT NULL
);
ALTER TABLE people.reading OWNER TO kith_owner;
CREATE TABLE people.watched (
    one boolean DEFAULT true NOT NULL,
    until timestamp with time zone NOT NULL,
    CONSTRAINT watched_one_check CHECK (one)
);
ALTER TABLE people.watched OWNER TO kith_owner;
CREATE TABLE public.access_subject (
    id uuid NOT NULL,
    lead_id bigint NOT NULL,
    offered_to_id bigint
);
ALTER TABLE public.access_subject OWNER TO kith_owner;
CREATE TABLE public.account_emailaddress (
    id integer NOT NULL,
    email character varying(254) NOT NULL,
    verified boolean NOT NULL,
    "primary" boolean NOT NULL,
    user_id integer NOT NULL
);
ALTER TABLE public.account_emailaddress OWNER TO kith_owner;
ALTER TABLE public.account_emailaddress ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.account_emailaddress_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.account_emailconfirmation (
    id integer NOT NULL,
    created timestamp with time zone NOT NULL,
    sent timestamp with time zone,
    key character varying(64) NOT NULL,
    email_address_id integer NOT NULL
);
ALTER TABLE public.account_emailconfirmation OWNER TO kith_owner;
ALTER TABLE public.account_emailconfirmation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.account_emailconfirmation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.agencies_membership (
    id bigint DEFAULT nextval('agencies.principal'::regclass) NOT NULL,
    manager boolean NOT NULL,
    starts timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    ends timestamp with time zone,
    post_id bigint NOT NULL,
    team_id bigint NOT NULL
);
ALTER TABLE public.agencies_membership OWNER TO kith_owner;
CREATE TABLE public.agencies_role (
    id bigint DEFAULT nextval('agencies.principal'::regclass) NOT NULL,
    name text NOT NULL,
    starts timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    ends timestamp with time zone,
    post_id bigint NOT NULL
);
ALTER TABLE public.agencies_role OWNER TO kith_owner;
CREATE TABLE public.assessments_form (
    id bigint NOT NULL,
    slug text NOT NULL,
    version integer NOT NULL,
    title text NOT NULL,
    domain text NOT NULL,
    grade smallint NOT NULL,
    definition jsonb NOT NULL,
    digest text NOT NULL,
    places jsonb NOT NULL,
    published_at timestamp with time zone NOT NULL,
    publisher_id bigint,
    published_by bigint,
    CONSTRAINT form_fits CHECK ((length((definition)::text) <= 1500000)),
    CONSTRAINT form_of_somebody CHECK (((publisher_id IS NULL) = (published_by IS NULL))),
    CONSTRAINT form_reads CHECK (((version > 0) AND (slug ~ '^[a-z][a-z0-9-]{0,59}$'::text) AND ((grade >= 1) AND (grade <= 5)) AND (places <> '{}'::jsonb)))
);
ALTER TABLE public.assessments_form OWNER TO kith_owner;
ALTER TABLE public.assessments_form ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.assessments_form_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE public.audit_event ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.audit_event_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.auth_group (
    id integer NOT NULL,
    name character varying(150) NOT NULL
);
ALTER TABLE public.auth_group OWNER TO kith_owner;
ALTER TABLE public.auth_group ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.auth_group_permissions (
    id bigint NOT NULL,
    group_id integer NOT NULL,
    permission_id integer NOT NULL
);
ALTER TABLE public.auth_group_permissions OWNER TO kith_owner;
ALTER TABLE public.auth_group_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.auth_permission (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    content_type_id integer NOT NULL,
    codename character varying(100) NOT NULL
);
ALTER TABLE public.auth_permission OWNER TO kith_owner;
ALTER TABLE public.auth_permission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_permission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.auth_user (
    id integer NOT NULL,
    password character varying(128) NOT NULL,
    last_login timestamp with time zone,
    is_superuser boolean NOT NULL,
    username character varying(150) NOT NULL,
    first_name character varying(150) NOT NULL,
    last_name character varying(150) NOT NULL,
    email character varying(254) NOT NULL,
    is_staff boolean NOT NULL,
    is_active boolean NOT NULL,
    date_joined timestamp with time zone NOT NULL
);
ALTER TABLE public.auth_user OWNER TO kith_owner;
CREATE TABLE public.auth_user_groups (
    id bigint NOT NULL,
    user_id integer NOT NULL,
    group_id integer NOT NULL
);
ALTER TABLE public.auth_user_groups OWNER TO kith_owner;
ALTER TABLE public.auth_user_groups ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_user_groups_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE public.auth_user ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_user_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.auth_user_user_permissions (
    id bigint NOT NULL,
    user_id integer NOT NULL,
    permission_id integer NOT NULL
);
ALTER TABLE public.auth_user_user_permissions OWNER TO kith_owner;
ALTER TABLE public.auth_user_user_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_user_user_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.casework_action (
    id uuid NOT NULL,
    domain text NOT NULL,
    grade smallint NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    plan_id uuid,
    aim_key uuid,
    entry_id uuid,
    source text,
    key uuid NOT NULL,
    what text NOT NULL,
    holder bigint,
    by_words text NOT NULL,
    by_when date NOT NULL,
    author_id bigint NOT NULL,
    owner_id bigint NOT NULL,
    person_id uuid NOT NULL,
    audience bigint[] NOT NULL,
    gate bigint[] NOT NULL,
    denied bigint[] NOT NULL,
    CONSTRAINT action_fits CHECK (((length(what) <= 4000) AND (length(by_words) <= 200) AND (length(source) <= 300))),
    CONSTRAINT action_is_of_something CHECK ((((plan_id IS NULL) = (aim_key IS NULL)) AND ((plan_id IS NULL) <> (entry_id IS NULL)))),
    CONSTRAINT action_is_somebodys CHECK (((holder IS NOT NULL) OR (by_words <> ''::text))),
    CONSTRAINT casework_action_domain CHECK ((access.domain_no(domain) IS NOT NULL)),
    CONSTRAINT casework_action_grade CHECK (((grade >= 1) AND (grade <= 5)))
);
ALTER TABLE ONLY public.casework_action ALTER COLUMN id SET STATISTICS 1;
ALTER TABLE ONLY public.casework_action ALTER COLUMN domain SET STATISTICS 0;
ALTER TABLE ONLY public.casework_action ALTER COLUMN plan_id SET STATISTICS 1;
ALTER TABLE ONLY public.casework_action ALTER COLUMN aim_key SET STATISTICS 1;
ALTER TABLE ONLY public.casework_action ALTER COLUMN entry_id SET STATISTICS 1;
ALTER TABLE ONLY public.casework_action ALTER COLUMN source SET STATISTICS 0;
ALTER TABLE ONLY public.casework_action ALTER COLUMN key SET STATISTICS 1;
ALTER TABLE ONLY public.casework_action ALTER COLUMN what SET STATISTICS 0;
ALTER TABLE ONLY public.casework_action ALTER COLUMN by_words SET STATISTICS 0;
ALTER TABLE ONLY public.casework_action ALTER COLUMN person_id SET STATISTICS 1;
ALTER TABLE ONLY public.casework_action FORCE ROW LEVEL SECURITY;
ALTER TABLE public.casework_action OWNER TO kith_owner;
CREATE TABLE public.casework_aim (
    id uuid NOT NULL,
    domain text NOT NULL,
    grade smallint NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    plan_id uuid NOT NULL,
    key uuid NOT NULL,
    need text NOT NULL,
    outcome text NOT NULL,
    author_id bigint NOT NULL,
    owner_id bigint NOT NULL,
    person_id uuid NOT NULL,
    audience bigint[] NOT NULL,
    gate bigint[] NOT NULL,
    denied bigint[] NOT NULL,
    CONSTRAINT aim_fits CHECK (((length(need) <= 4000) AND (length(outcome) <= 4000))),
    CONSTRAINT casework_aim_domain CHECK ((access.domain_no(domain) IS NOT NULL)),
    CONSTRAINT casework_aim_grade CHECK (((grade >= 1) AND (grade <= 5)))
);
ALTER TABLE ONLY public.casework_aim ALTER COLUMN id SET STATISTICS 1;
ALTER TABLE ONLY public.casework_aim ALTER COLUMN domain SET STATISTICS 0;
ALTER TABLE ONLY public.casework_aim ALTER COLUMN plan_id SET STATISTICS 1;
ALTER TABLE ONLY public.casework_aim ALTER COLUMN key SET STATISTICS 1;
ALTER TABLE ONLY public.casework_aim ALTER COLUMN need SET STATISTICS 0;
ALTER TABLE ONLY public.casework_aim ALTER COLUMN outcome SET STATISTICS 0;
ALTER TABLE ONLY public.casework_aim ALTER COLUMN person_id SET STATISTICS 1;
ALTER TABLE ONLY public.casework_aim FORCE ROW LEVEL SECURITY;
ALTER TABLE public.casework_aim OWNER TO kith_owner;
CREATE TABLE public.casework_move (
    id uuid NOT NULL,
    domain text NOT NULL,
    grade smallint NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    step_id uuid NOT NULL,
    kind text NOT NULL,
    text text NOT NULL,
    holder bigint,
    author_id bigint NOT NULL,
    owner_id bigint NOT NULL,
    person_id uuid NOT NULL,
    audience bigint[] NOT NULL,
    gate bigint[] NOT NULL,
    denied bigint[] NOT NULL,
    CONSTRAINT casework_move_domain CHECK ((access.domain_no(domain) IS NOT NULL)),
    CONSTRAINT casework_move_grade CHECK (((grade >= 1) AND (grade <= 5))),
    CONSTRAINT move_fits CHECK ((length(text) <= 8000))
);
ALTER TABLE ONLY public.casework_move ALTER COLUMN id SET STATISTICS 1;
ALTER TABLE ONLY public.casework_move ALTER COLUMN domain SET STATISTICS 0;
ALTER TABLE ONLY public.casework_move ALTER COLUMN step_id SET STATISTICS 1;
ALTER TABLE ONLY public.casework_move ALTER COLUMN kind SET STATISTICS 0;
ALTER TABLE ONLY public.casework_move ALTER COLUMN text SET STATISTICS 0;
ALTER TABLE ONLY public.casework_move ALTER COLUMN person_id SET STATISTICS 1;
ALTER TABLE ONLY public.casework_move FORCE ROW LEVEL SECURITY;
ALTER TABLE public.casework_move OWNER TO kith_owner;
CREATE TABLE public.casework_plan (
    id uuid NOT NULL,
    domain text NOT NULL,
    grade smallint NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    series uuid NOT NULL,
    version integer NOT NULL,
    title text NOT NULL,
    state text NOT NULL,
    review_on date,
    author_id bigint NOT NULL,
    owner_id bigint NOT NULL,
    person_id uuid NOT NULL,
    audience bigint[] NOT NULL,
    gate bigint[] NOT NULL,
    denied bigint[] NOT NULL,
    CONSTRAINT casework_plan_domain CHECK ((access.domain_no(domain) IS NOT NULL)),
    CONSTRAINT casework_plan_grade CHECK (((grade >= 1) AND (grade <= 5))),
    CONSTRAINT plan_first_is_series CHECK (((version = 1) = (series = id))),
    CONSTRAINT plan_fits CHECK ((length(title) <= 200))
);
ALTER TABLE ONLY public.casework_plan ALTER COLUMN id SET STATISTICS 1;
ALTER TABLE ONLY public.casework_plan ALTER COLUMN domain SET STATISTICS 0;
ALTER TABLE ONLY public.casework_plan ALTER COLUMN series SET STATISTICS 1;
ALTER TABLE ONLY public.casework_plan ALTER COLUMN title SET STATISTICS 0;
ALTER TABLE ONLY public.casework_plan ALTER COLUMN state SET STATISTICS 0;
ALTER TABLE ONLY public.casework_plan ALTER COLUMN person_id SET STATISTICS 1;
ALTER TABLE ONLY public.casework_plan FORCE ROW LEVEL SECURITY;
ALTER TABLE public.casework_plan OWNER TO kith_owner;
CREATE TABLE public.casework_report (
    id uuid NOT NULL,
    domain text NOT NULL,
    grade smallint NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    action_key uuid NOT NULL,
    done boolean NOT NULL,
    text text NOT NULL,
    author_id bigint NOT NULL,
    owner_id bigint NOT NULL,
    person_id uuid NOT NULL,
    audience bigint[] NOT NULL,
    gate bigint[] NOT NULL,
    denied bigint[] NOT NULL,
    CONSTRAINT casework_report_domain CHECK ((access.domain_no(domain) IS NOT NULL)),
    CONSTRAINT casework_report_grade CHECK (((grade >= 1) AND (grade <= 5))),
    CONSTRAINT report_fits CHECK ((length(text) <= 4000))
);
ALTER TABLE ONLY public.casework_report ALTER COLUMN id SET STATISTICS 1;
ALTER TABLE ONLY public.casework_report ALTER COLUMN domain SET STATISTICS 0;
ALTER TABLE ONLY public.casework_report ALTER COLUMN action_key SET STATISTICS 1;
ALTER TABLE ONLY public.casework_report ALTER COLUMN text SET STATISTICS 0;
ALTER TABLE ONLY public.casework_report ALTER COLUMN person_id SET STATISTICS 1;
ALTER TABLE ONLY public.casework_report FORCE ROW LEVEL SECURITY;
ALTER TABLE public.casework_report OWNER TO kith_owner;
CREATE TABLE public.casework_running (
    id uuid NOT NULL,
    domain text NOT NULL,
    grade smallint NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    step_id uuid NOT NULL,
    line uuid NOT NULL,
    clock text NOT NULL,
    edition text NOT NULL,
    started_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone,
    stopped_at timestamp with time zone,
    stood timestamp with time zone[] NOT NULL,
    extended boolean NOT NULL,
    why_late text NOT NULL,
    author_id bigint NOT NULL,
    owner_id bigint NOT NULL,
    person_id uuid NOT NULL,
    audience bigint[] NOT NULL,
    gate bigint[] NOT NULL,
    denied bigint[] NOT NULL,
    CONSTRAINT casework_running_domain CHECK ((access.domain_no(domain) IS NOT NULL)),
    CONSTRAINT casework_running_grade CHECK (((grade >= 1) AND (grade <= 5))),
    CONSTRAINT running_fits CHECK (((length(clock) <= 100) AND (length(why_late) <= 2000)))
);
ALTER TABLE ONLY public.casework_running ALTER COLUMN id SET STATISTICS 1;
ALTER TABLE ONLY public.casework_running ALTER COLUMN domain SET STATISTICS 0;
ALTER TABLE ONLY public.casework_running ALTER COLUMN step_id SET STATISTICS 1;
ALTER TABLE ONLY public.casework_running ALTER COLUMN line SET STATISTICS 1;
ALTER TABLE ONLY public.casework_running ALTER COLUMN clock SET STATISTICS 0;
ALTER TABLE ONLY public.casework_running ALTER COLUMN edition SET STATISTICS 0;
ALTER TABLE ONLY public.casework_running ALTER COLUMN why_late SET STATISTICS 0;
ALTER TABLE ONLY public.casework_running ALTER COLUMN person_id SET STATISTICS 1;
ALTER TABLE ONLY public.casework_running FORCE ROW LEVEL SECURITY;
ALTER TABLE public.casework_running OWNER TO kith_owner;
CREATE TABLE public.django_content_type (
    id integer NOT NULL,
    app_label character varying(100) NOT NULL,
    model character varying(100) NOT NULL
);
ALTER TABLE public.django_content_type OWNER TO kith_owner;
ALTER TABLE public.django_content_type ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_content_type_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.django_migrations (
    id bigint NOT NULL,
    app character varying(255) NOT NULL,
    name character varying(255) NOT NULL,
    applied timestamp with time zone NOT NULL
);
ALTER TABLE public.django_migrations OWNER TO kith_owner;
ALTER TABLE public.django_migrations ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_migrations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.django_session (
    session_key character varying(40) NOT NULL,
    session_data text NOT NULL,
    expire_date timestamp with time zone NOT NULL
);
ALTER TABLE public.django_session OWNER TO kith_owner;
CREATE TABLE public.documents_document (
    id uuid NOT NULL,
    domain text NOT NULL,
    grade smallint NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    series uuid NOT NULL,
    version integer NOT NULL,
    current boolean NOT NULL,
    what text NOT NULL,
    title text NOT NULL,
    description text NOT NULL,
    made_on date,
    received_from text NOT NULL,
    received_how text NOT NULL,
    name text NOT NULL,
    media_type text NOT NULL,
    size integer NOT NULL,
    sha256 text NOT NULL,
    pages integer,
    width integer,
    height integer,
    scanned text NOT NULL,
    reason text NOT NULL,
    source_key text,
    withdrawn_why text NOT NULL,
    withdrawn_at timestamp with time zone,
    withdrawn_by bigint,
    author_id bigint NOT NULL,
    owner_id bigint NOT NULL,
    person_id uuid NOT NULL,
    audience bigint[] NOT NULL,
    gate bigint[] NOT NULL,
    denied bigint[] NOT NULL,
    CONSTRAINT document_first_is_series CHECK (((version = 1) = (series = id))),
    CONSTRAINT document_fits CHECK ((((length(title) >= 1) AND (length(title) <= 200)) AND (length(description) <= 4000) AND (length(received_from) <= 200) AND (length(name) <= 200) AND (length(reason) <= 1000) AND (length(withdrawn_why) <= 1000))),
    CONSTRAINT document_reads CHECK (((sha256 ~ '^[0-9a-f]{64}$'::text) AND (size > 0) AND (version > 0))),
    CONSTRAINT document_withdrawn_whole CHECK ((((withdrawn_at IS NULL) = (withdrawn_why = ''::text)) AND ((withdrawn_at IS NULL) = (withdrawn_by IS NULL)))),
    CONSTRAINT documents_document_domain CHECK ((access.domain_no(domain) IS NOT NULL)),
    CONSTRAINT documents_document_grade CHECK (((grade >= 1) AND (grade <= 5)))
);
ALTER TABLE ONLY public.documents_document ALTER COLUMN id SET STATISTICS 1;
ALTER TABLE ONLY public.documents_document ALTER COLUMN domain SET STATISTICS 0;
ALTER TABLE ONLY public.documents_document ALTER COLUMN series SET STATISTICS 1;
ALTER TABLE ONLY public.documents_document ALTER COLUMN what SET STATISTICS 0;
ALTER TABLE ONLY public.documents_document ALTER COLUMN title SET STATISTICS 0;
ALTER TABLE ONLY public.documents_document ALTER COLUMN description SET STATISTICS 0;
ALTER TABLE ONLY public.documents_document ALTER COLUMN received_from SET STATISTICS 0;
ALTER TABLE ONLY public.documents_document ALTER COLUMN received_how SET STATISTICS 0;
ALTER TABLE ONLY public.documents_document ALTER COLUMN name SET STATISTICS 0;
ALTER TABLE ONLY public.documents_document ALTER COLUMN media_type SET STATISTICS 0;
ALTER TABLE ONLY public.documents_document ALTER COLUMN sha256 SET STATISTICS 0;
ALTER TABLE ONLY public.documents_document ALTER COLUMN scanned SET STATISTICS 0;
ALTER TABLE ONLY public.documents_document ALTER COLUMN reason SET STATISTICS 0;
ALTER TABLE ONLY public.documents_document ALTER COLUMN source_key SET STATISTICS 0;
ALTER TABLE ONLY public.documents_document ALTER COLUMN withdrawn_why SET STATISTICS 0;
ALTER TABLE ONLY public.documents_document ALTER COLUMN person_id SET STATISTICS 1;
ALTER TABLE ONLY public.documents_document FORCE ROW LEVEL SECURITY;
ALTER TABLE public.documents_document OWNER TO kith_owner;
CREATE TABLE public.documents_file (
    id uuid NOT NULL,
    domain text NOT NULL,
    grade smallint NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    original bytea NOT NULL,
    shown bytea NOT NULL,
    small bytea NOT NULL,
    words text NOT NULL,
    author_id bigint NOT NULL,
    owner_id bigint NOT NULL,
    person_id uuid NOT NULL,
    audience bigint[] NOT NULL,
    gate bigint[] NOT NULL,
    denied bigint[] NOT NULL,
    CONSTRAINT documents_file_domain CHECK ((access.domain_no(domain) IS NOT NULL)),
    CONSTRAINT documents_file_grade CHECK (((grade >= 1) AND (grade <= 5))),
    CONSTRAINT file_fits CHECK ((length(words) <= 200000))
);
ALTER TABLE ONLY public.documents_file ALTER COLUMN id SET STATISTICS 1;
ALTER TABLE ONLY public.documents_file ALTER COLUMN domain SET STATISTICS 0;
ALTER TABLE ONLY public.documents_file ALTER COLUMN original SET STORAGE EXTERNAL;
ALTER TABLE ONLY public.documents_file ALTER COLUMN shown SET STORAGE EXTERNAL;
ALTER TABLE ONLY public.documents_file ALTER COLUMN small SET STORAGE EXTERNAL;
ALTER TABLE ONLY public.documents_file ALTER COLUMN words SET STATISTICS 0;
ALTER TABLE ONLY public.documents_file ALTER COLUMN person_id SET STATISTICS 1;
ALTER TABLE ONLY public.documents_file FORCE ROW LEVEL SECURITY;
ALTER TABLE public.documents_file OWNER TO kith_owner;
CREATE TABLE public.linkage_importrun (
    id bigint NOT NULL,
    source text NOT NULL,
    year_end date,
    started_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone NOT NULL,
    children integer NOT NULL,
    admitted integer NOT NULL,
    figures jsonb NOT NULL,
    agency_id bigint NOT NULL,
    team_id bigint NOT NULL
);
ALTER TABLE public.linkage_importrun OWNER TO kith_owner;
ALTER TABLE public.linkage_importrun ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.linkage_importrun_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.mfa_authenticator (
    id bigint NOT NULL,
    type character varying(20) NOT NULL,
    data jsonb NOT NULL,
    user_id integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone
);
ALTER TABLE public.mfa_authenticator OWNER TO kith_owner;
ALTER TABLE public.mfa_authenticator ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.mfa_authenticator_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.people_address (
    id uuid NOT NULL,
    domain text NOT NULL,
    grade smallint NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    since date,
    until date,
    withdrawn_at timestamp with time zone,
    source_key text,
    lines text NOT NULL,
    postcode text NOT NULL,
    protected boolean NOT NULL,
    kind text NOT NULL,
    author_id bigint NOT NULL,
    owner_id bigint NOT NULL,
    person_id uuid NOT NULL,
    audience bigint[] NOT NULL,
    gate bigint[] NOT NULL,
    denied bigint[] NOT NULL,
    CONSTRAINT people_address_domain CHECK ((access.domain_no(domain) IS NOT NULL)),
    CONSTRAINT people_address_grade CHECK (((grade >= 1) AND (grade <= 5)))
);
ALTER TABLE ONLY public.people_address ALTER COLUMN id SET STATISTICS 1;
ALTER TABLE ONLY public.people_address ALTER COLUMN domain SET STATISTICS 0;
ALTER TABLE ONLY public.people_address ALTER COLUMN source_key SET STATISTICS 0;
ALTER TABLE ONLY public.people_address ALTER COLUMN lines SET STATISTICS 0;
ALTER TABLE ONLY public.people_address ALTER COLUMN postcode SET STATISTICS 0;
ALTER TABLE ONLY public.people_address ALTER COLUMN kind SET STATISTICS 0;
ALTER TABLE ONLY public.people_address ALTER COLUMN person_id SET STATISTICS 1;
ALTER TABLE ONLY public.people_address FORCE ROW LEVEL SECURITY;
ALTER TABLE public.people_address OWNER TO kith_owner;
CREATE TABLE public.people_alert (
    id uuid NOT NULL,
    domain text NOT NULL,
    grade smallint NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    since date,
    until date,
    withdrawn_at timestamp with time zone,
    source_key text,
    kind text NOT NULL,
    words text NOT NULL,
    review_on date,
    author_id bigint NOT NULL,
    owner_id bigint NOT NULL,
    person_id uuid NOT NULL,
    audience bigint[] NOT NULL,
    gate bigint[] NOT NULL,
    denied bigint[] NOT NULL,
    CONSTRAINT people_alert_domain CHECK ((access.domain_no(domain) IS NOT NULL)),
    CONSTRAINT people_alert_grade CHECK (((grade >= 1) AND (grade <= 5)))
);
ALTER TABLE ONLY public.people_alert ALTER COLUMN id SET STATISTICS 1;
ALTER TABLE ONLY public.people_alert ALTER COLUMN domain SET STATISTICS 0;
ALTER TABLE ONLY public.people_alert ALTER COLUMN source_key SET STATISTICS 0;
ALTER TABLE ONLY public.people_alert ALTER COLUMN kind SET STATISTICS 0;
ALTER TABLE ONLY public.people_alert ALTER COLUMN words SET STATISTICS 0;
ALTER TABLE ONLY public.people_alert ALTER COLUMN person_id SET STATISTICS 1;
ALTER TABLE ONLY public.people_alert FORCE ROW LEVEL SECURITY;
ALTER TABLE public.people_alert OWNER TO kith_owner;
CREATE TABLE public.people_birth (
    id uuid NOT NULL,
    domain text NOT NULL,
    grade smallint NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    since date,
    until date,
    withdrawn_at timestamp with time zone,
    source_key text,
    "on" date,
    "precision" text NOT NULL,
    died_on date,
    author_id bigint NOT NULL,
    owner_id bigint NOT NULL,
    person_id uuid NOT NULL,
    audience bigint[] NOT NULL,
    gate bigint[] NOT NULL,
    denied bigint[] NOT NULL,
    CONSTRAINT people_birth_domain CHECK ((access.domain_no(domain) IS NOT NULL)),
    CONSTRAINT people_birth_grade CHECK (((grade >= 1) AND (grade <= 5)))
);
ALTER TABLE ONLY public.people_birth ALTER COLUMN id SET STATISTICS 1;
ALTER TABLE ONLY public.people_birth ALTER COLUMN domain SET STATISTICS 0;
ALTER TABLE ONLY public.people_birth ALTER COLUMN source_key SET STATISTICS 0;
ALTER TABLE ONLY public.people_birth ALTER COLUMN "precision" SET STATISTICS 0;
ALTER TABLE ONLY public.people_birth ALTER COLUMN person_id SET STATISTICS 1;
ALTER TABLE ONLY public.people_birth FORCE ROW LEVEL SECURITY;
ALTER TABLE public.people_birth OWNER TO kith_owner;
CREATE TABLE public.people_identifier (
    id uuid NOT NULL,
    domain text NOT NULL,
    grade smallint NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    since date,
    until date,
    withdrawn_at timestamp with time zone,
    source_key text,
    scheme text NOT NULL,
    value text NOT NULL,
    check_passed boolean,
    author_id bigint NOT NULL,
    owner_id bigint NOT NULL,
    person_id uuid NOT NULL,
    audience bigint[] NOT NULL,
    gate bigint[] NOT NULL,
    denied bigint[] NOT NULL,
    CONSTRAINT people_identifier_domain CHECK ((access.domain_no(domain) IS NOT NULL)),
    CONSTRAINT people_identifier_grade CHECK (((grade >= 1) AND (grade <= 5)))
);
ALTER TABLE ONLY public.people_identifier ALTER COLUMN id SET STATISTICS 1;
ALTER TABLE ONLY public.people_identifier ALTER COLUMN domain SET STATISTICS 0;
ALTER TABLE ONLY public.people_identifier ALTER COLUMN source_key SET STATISTICS 0;
ALTER TABLE ONLY public.people_identifier ALTER COLUMN scheme SET STATISTICS 0;
ALTER TABLE ONLY public.people_identifier ALTER COLUMN value SET STATISTICS 0;
ALTER TABLE ONLY public.people_identifier ALTER COLUMN person_id SET STATISTICS 1;
ALTER TABLE ONLY public.people_identifier FORCE ROW LEVEL SECURITY;
ALTER TABLE public.people_identifier OWNER TO kith_owner;
CREATE TABLE public.people_identifierclash (
    id uuid NOT NULL,
    domain text NOT NULL,
    grade smallint NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    scheme text NOT NULL,
    identifier uuid NOT NULL,
    settled_at timestamp with time zone,
    outcome text NOT NULL,
    author_id bigint NOT NULL,
    other_id uuid NOT NULL,
    owner_id bigint NOT NULL,
    person_id uuid NOT NULL,
    audience bigint[] NOT NULL,
    gate bigint[] NOT NULL,
    denied bigint[] NOT NULL,
    CONSTRAINT people_identifierclash_domain CHECK ((access.domain_no(domain) IS NOT NULL)),
    CONSTRAINT people_identifierclash_grade CHECK (((grade >= 1) AND (grade <= 5)))
);
ALTER TABLE ONLY public.people_identifierclash ALTER COLUMN id SET STATISTICS 1;
ALTER TABLE ONLY public.people_identifierclash ALTER COLUMN domain SET STATISTICS 0;
ALTER TABLE ONLY public.people_identifierclash ALTER COLUMN scheme SET STATISTICS 0;
ALTER TABLE ONLY public.people_identifierclash ALTER COLUMN identifier SET STATISTICS 1;
ALTER TABLE ONLY public.people_identifierclash ALTER COLUMN outcome SET STATISTICS 0;
ALTER TABLE ONLY public.people_identifierclash ALTER COLUMN other_id SET STATISTICS 1;
ALTER TABLE ONLY public.people_identifierclash ALTER COLUMN person_id SET STATISTICS 1;
ALTER TABLE ONLY public.people_identifierclash FORCE ROW LEVEL SECURITY;
ALTER TABLE public.people_identifierclash OWNER TO kith_owner;
CREATE TABLE public.people_particular (
    id uuid NOT NULL,
    domain text NOT NULL,
    grade smallint NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    since date,
    until date,
    withdrawn_at timestamp with time zone,
    source_key text,
    kind text NOT NULL,
    value text NOT NULL,
    note text NOT NULL,
    author_id bigint NOT NULL,
    owner_id bigint NOT NULL,
    person_id uuid NOT NULL,
    audience bigint[] NOT NULL,
    gate bigint[] NOT NULL,
    denied bigint[] NOT NULL,
    CONSTRAINT people_particular_domain CHECK ((access.domain_no(domain) IS NOT NULL)),
    CONSTRAINT people_particular_grade CHECK (((grade >= 1) AND (grade <= 5)))
);
ALTER TABLE ONLY public.people_particular ALTER COLUMN id SET STATISTICS 1;
ALTER TABLE ONLY public.people_particular ALTER COLUMN domain SET STATISTICS 0;
ALTER TABLE ONLY public.people_particular ALTER COLUMN source_key SET STATISTICS 0;
ALTER TABLE ONLY public.people_particular ALTER COLUMN kind SET STATISTICS 0;
ALTER TABLE ONLY public.people_particular ALTER COLUMN value SET STATISTICS 0;
ALTER TABLE ONLY public.people_particular ALTER COLUMN note SET STATISTICS 0;
ALTER TABLE ONLY public.people_particular ALTER COLUMN person_id SET STATISTICS 1;
ALTER TABLE ONLY public.people_particular FORCE ROW LEVEL SECURITY;
ALTER TABLE public.people_particular OWNER TO kith_owner;
CREATE TABLE public.people_personname (
    id uuid NOT NULL,
    domain text NOT NULL,
    grade smallint NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    since date,
    until date,
    withdrawn_at timestamp with time zone,
    source_key text,
    kind text NOT NULL,
    given text NOT NULL,
    family text NOT NULL,
    pronunciation text NOT NULL,
    author_id bigint NOT NULL,
    owner_id bigint NOT NULL,
    person_id uuid NOT NULL,
    audience bigint[] NOT NULL,
    gate bigint[] NOT NULL,
    denied bigint[] NOT NULL,
    clues text[] NOT NULL,
    CONSTRAINT name_has_clues CHECK (((clues <> '{}'::text[]) OR ((given || family) !~ '[[:alnum:]]'::text))),
    CONSTRAINT people_personname_domain CHECK ((access.domain_no(domain) IS NOT NULL)),
    CONSTRAINT people_personname_grade CHECK (((grade >= 1) AND (grade <= 5)))
);
ALTER TABLE ONLY public.people_personname ALTER COLUMN id SET STATISTICS 1;
ALTER TABLE ONLY public.people_personname ALTER COLUMN domain SET STATISTICS 0;
ALTER TABLE ONLY public.people_personname ALTER COLUMN source_key SET STATISTICS 0;
ALTER TABLE ONLY public.people_personname ALTER COLUMN kind SET STATISTICS 0;
ALTER TABLE ONLY public.people_personname ALTER COLUMN given SET STATISTICS 0;
ALTER TABLE ONLY public.people_personname ALTER COLUMN family SET STATISTICS 0;
ALTER TABLE ONLY public.people_personname ALTER COLUMN pronunciation SET STATISTICS 0;
ALTER TABLE ONLY public.people_personname ALTER COLUMN person_id SET STATISTICS 1;
ALTER TABLE ONLY public.people_personname FORCE ROW LEVEL SECURITY;
ALTER TABLE public.people_personname OWNER TO kith_owner;
CREATE TABLE public.people_relationship (
    id uuid NOT NULL,
    domain text NOT NULL,
    grade smallint NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    since date,
    until date,
    withdrawn_at timestamp with time zone,
    source_key text,
    kind text NOT NULL,
    parental_responsibility boolean NOT NULL,
    author_id bigint NOT NULL,
    other_id uuid NOT NULL,
    owner_id bigint NOT NULL,
    person_id uuid NOT NULL,
    audience bigint[] NOT NULL,
    gate bigint[] NOT NULL,
    denied bigint[] NOT NULL,
    CONSTRAINT people_relationship_domain CHECK ((access.domain_no(domain) IS NOT NULL)),
    CONSTRAINT people_relationship_grade CHECK (((grade >= 1) AND (grade <= 5))),
    CONSTRAINT relationship_with_another CHECK ((NOT (person_id = other_id)))
);
ALTER TABLE ONLY public.people_relationship ALTER COLUMN id SET STATISTICS 1;
ALTER TABLE ONLY public.people_relationship ALTER COLUMN domain SET STATISTICS 0;
ALTER TABLE ONLY public.people_relationship ALTER COLUMN source_key SET STATISTICS 0;
ALTER TABLE ONLY public.people_relationship ALTER COLUMN kind SET STATISTICS 0;
ALTER TABLE ONLY public.people_relationship ALTER COLUMN other_id SET STATISTICS 1;
ALTER TABLE ONLY public.people_relationship ALTER COLUMN person_id SET STATISTICS 1;
ALTER TABLE ONLY public.people_relationship FORCE ROW LEVEL SECURITY;
ALTER TABLE public.people_relationship OWNER TO kith_owner;
CREATE TABLE public.procrastinate_events (
    id bigint NOT NULL,
    job_id bigint NOT NULL,
    type public.procrastinate_job_event_type,
    at timestamp with time zone DEFAULT now()
);
ALTER TABLE public.procrastinate_events OWNER TO kith_owner;
CREATE SEQUENCE public.procrastinate_events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.procrastinate_events_id_seq OWNER TO kith_owner;
ALTER SEQUENCE public.procrastinate_events_id_seq OWNED BY public.procrastinate_events.id;
CREATE SEQUENCE public.procrastinate_jobs_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.procrastinate_jobs_id_seq OWNER TO kith_owner;
ALTER SEQUENCE public.procrastinate_jobs_id_seq OWNED BY public.procrastinate_jobs.id;
CREATE TABLE public.procrastinate_periodic_defers (
    id bigint NOT NULL,
    task_name character varying(128) NOT NULL,
    defer_timestamp bigint,
    job_id bigint,
    periodic_id character varying(128) DEFAULT ''::character varying NOT NULL
);
ALTER TABLE public.procrastinate_periodic_defers OWNER TO kith_owner;
CREATE SEQUENCE public.procrastinate_periodic_defers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.procrastinate_periodic_defers_id_seq OWNER TO kith_owner;
ALTER SEQUENCE public.procrastinate_periodic_defers_id_seq OWNED BY public.procrastinate_periodic_defers.id;
CREATE TABLE public.procrastinate_workers (
    id bigint NOT NULL,
    last_heartbeat timestamp with time zone DEFAULT now() NOT NULL
);
ALTER TABLE public.procrastinate_workers OWNER TO kith_owner;
ALTER TABLE public.procrastinate_workers ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.procrastinate_workers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.record_draft (
    id uuid NOT NULL,
    domain text NOT NULL,
    grade smallint NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    kind text NOT NULL,
    content jsonb NOT NULL,
    earlier jsonb NOT NULL,
    revision integer NOT NULL,
    saved_at timestamp with time zone NOT NULL,
    recorded_as uuid,
    discarded_at timestamp with time zone,
    begun_by bigint,
    author_id bigint NOT NULL,
    owner_id bigint NOT NULL,
    person_id uuid NOT NULL,
    audience bigint[] NOT NULL,
    gate bigint[] NOT NULL,
    denied bigint[] NOT NULL,
    CONSTRAINT record_draft_domain CHECK ((access.domain_no(domain) IS NOT NULL)),
    CONSTRAINT record_draft_grade CHECK (((grade >= 1) AND (grade <= 5)))
);
ALTER TABLE ONLY public.record_draft ALTER COLUMN id SET STATISTICS 1;
ALTER TABLE ONLY public.record_draft ALTER COLUMN domain SET STATISTICS 0;
ALTER TABLE ONLY public.record_draft ALTER COLUMN kind SET STATISTICS 0;
ALTER TABLE ONLY public.record_draft ALTER COLUMN recorded_as SET STATISTICS 1;
ALTER TABLE ONLY public.record_draft ALTER COLUMN person_id SET STATISTICS 1;
ALTER TABLE ONLY public.record_draft FORCE ROW LEVEL SECURITY;
ALTER TABLE public.record_draft OWNER TO kith_owner;
CREATE TABLE public.record_entry (
    id uuid NOT NULL,
    domain text NOT NULL,
    grade smallint NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    kind text NOT NULL,
    title text NOT NULL,
    text text NOT NULL,
    details jsonb NOT NULL,
    happened_at timestamp with time zone NOT NULL,
    happened_until timestamp with time zone,
    day_only boolean NOT NULL,
    significant boolean NOT NULL,
    present text NOT NULL,
    occasion uuid NOT NULL,
    series uuid NOT NULL,
    version integer NOT NULL,
    amendment_reason text NOT NULL,
    current boolean NOT NULL,
    source_key text,
    author_id bigint NOT NULL,
    owner_id bigint NOT NULL,
    person_id uuid NOT NULL,
    audience bigint[] NOT NULL,
    gate bigint[] NOT NULL,
    denied bigint[] NOT NULL,
    search tsvector NOT NULL,
    age smallint DEFAULT 0 NOT NULL,
    CONSTRAINT entry_ends_after_start CHECK ((happened_until >= happened_at)),
    CONSTRAINT entry_first_is_series CHECK (((version = 1) = (series = id))),
    CONSTRAINT entry_fits CHECK (((length(title) <= 200) AND (length(text) <= 100000) AND (length(present) <= 2000) AND (length(amendment_reason) <= 1000) AND (pg_column_size(details) <= 200000))),
    CONSTRAINT record_entry_age_check CHECK (((age >= 0) AND (age <= 2))),
    CONSTRAINT record_entry_domain CHECK ((access.domain_no(domain) IS NOT NULL)),
    CONSTRAINT record_entry_grade CHECK (((grade >= 1) AND (grade <= 5)))
)
WITH (autovacuum_vacuum_scale_factor='0.01');
ALTER TABLE ONLY public.record_entry ALTER COLUMN id SET STATISTICS 1;
ALTER TABLE ONLY public.record_entry ALTER COLUMN domain SET STATISTICS 0;
ALTER TABLE ONLY public.record_entry ALTER COLUMN kind SET STATISTICS 0;
ALTER TABLE ONLY public.record_entry ALTER COLUMN title SET STATISTICS 0;
ALTER TABLE ONLY public.record_entry ALTER COLUMN text SET STATISTICS 0;
ALTER TABLE ONLY public.record_entry ALTER COLUMN present SET STATISTICS 0;
ALTER TABLE ONLY public.record_entry ALTER COLUMN occasion SET STATISTICS 1;
ALTER TABLE ONLY public.record_entry ALTER COLUMN series SET STATISTICS 1;
ALTER TABLE ONLY public.record_entry ALTER COLUMN amendment_reason SET STATISTICS 0;
ALTER TABLE ONLY public.record_entry ALTER COLUMN source_key SET STATISTICS 0;
ALTER TABLE ONLY public.record_entry ALTER COLUMN person_id SET STATISTICS 1;
ALTER TABLE ONLY public.record_entry FORCE ROW LEVEL SECURITY;
ALTER TABLE public.record_entry OWNER TO kith_owner;
CREATE TABLE public.sharing_adviceturn (
    id uuid NOT NULL,
    advice_id uuid NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    audience bigint[] NOT NULL,
    kind text NOT NULL,
    says text NOT NULL,
    text text NOT NULL,
    to_holder bigint,
    author_id bigint NOT NULL,
    owner_id bigint NOT NULL
);
ALTER TABLE ONLY public.sharing_adviceturn ALTER COLUMN id SET STATISTICS 1;
ALTER TABLE ONLY public.sharing_adviceturn ALTER COLUMN advice_id SET STATISTICS 1;
ALTER TABLE ONLY public.sharing_adviceturn ALTER COLUMN kind SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_adviceturn ALTER COLUMN says SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_adviceturn ALTER COLUMN text SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_adviceturn FORCE ROW LEVEL SECURITY;
ALTER TABLE public.sharing_adviceturn OWNER TO kith_owner;
CREATE TABLE public.sharing_agreementpaper (
    id bigint NOT NULL,
    edge integer NOT NULL,
    gateways text[] NOT NULL,
    dpia text NOT NULL,
    signatories text NOT NULL,
    kept_at timestamp with time zone NOT NULL,
    kept_by bigint NOT NULL
);
ALTER TABLE public.sharing_agreementpaper OWNER TO kith_owner;
ALTER TABLE public.sharing_agreementpaper ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sharing_agreementpaper_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.sharing_copymade (
    id uuid NOT NULL,
    domain text NOT NULL,
    grade smallint NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    of_request uuid NOT NULL,
    digest text NOT NULL,
    pieces text[] NOT NULL,
    removed integer NOT NULL,
    left_out integer NOT NULL,
    author_id bigint NOT NULL,
    owner_id bigint NOT NULL,
    person_id uuid NOT NULL,
    audience bigint[] NOT NULL,
    gate bigint[] NOT NULL,
    denied bigint[] NOT NULL,
    CONSTRAINT sharing_copymade_domain CHECK ((access.domain_no(domain) IS NOT NULL)),
    CONSTRAINT sharing_copymade_grade CHECK (((grade >= 1) AND (grade <= 5)))
);
ALTER TABLE ONLY public.sharing_copymade ALTER COLUMN id SET STATISTICS 1;
ALTER TABLE ONLY public.sharing_copymade ALTER COLUMN domain SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_copymade ALTER COLUMN of_request SET STATISTICS 1;
ALTER TABLE ONLY public.sharing_copymade ALTER COLUMN digest SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_copymade ALTER COLUMN person_id SET STATISTICS 1;
ALTER TABLE ONLY public.sharing_copymade FORCE ROW LEVEL SECURITY;
ALTER TABLE public.sharing_copymade OWNER TO kith_owner;
CREATE TABLE public.sharing_disclosure (
    id uuid NOT NULL,
    domain text NOT NULL,
    grade smallint NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    what text NOT NULL,
    title text NOT NULL,
    of_row uuid,
    medium text NOT NULL,
    to_whom text NOT NULL,
    to_words text NOT NULL,
    why text NOT NULL,
    basis text NOT NULL,
    author_id bigint NOT NULL,
    owner_id bigint NOT NULL,
    person_id uuid NOT NULL,
    audience bigint[] NOT NULL,
    gate bigint[] NOT NULL,
    denied bigint[] NOT NULL,
    CONSTRAINT sharing_disclosure_domain CHECK ((access.domain_no(domain) IS NOT NULL)),
    CONSTRAINT sharing_disclosure_grade CHECK (((grade >= 1) AND (grade <= 5)))
);
ALTER TABLE ONLY public.sharing_disclosure ALTER COLUMN id SET STATISTICS 1;
ALTER TABLE ONLY public.sharing_disclosure ALTER COLUMN domain SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_disclosure ALTER COLUMN what SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_disclosure ALTER COLUMN title SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_disclosure ALTER COLUMN of_row SET STATISTICS 1;
ALTER TABLE ONLY public.sharing_disclosure ALTER COLUMN medium SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_disclosure ALTER COLUMN to_whom SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_disclosure ALTER COLUMN to_words SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_disclosure ALTER COLUMN why SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_disclosure ALTER COLUMN basis SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_disclosure ALTER COLUMN person_id SET STATISTICS 1;
ALTER TABLE ONLY public.sharing_disclosure FORCE ROW LEVEL SECURITY;
ALTER TABLE public.sharing_disclosure OWNER TO kith_owner;
CREATE TABLE public.sharing_guideedition (
    id bigint NOT NULL,
    version text NOT NULL,
    told text NOT NULL,
    why text NOT NULL,
    kept_at timestamp with time zone NOT NULL,
    kept_by bigint,
    owner_id bigint
);
ALTER TABLE public.sharing_guideedition OWNER TO kith_owner;
ALTER TABLE public.sharing_guideedition ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sharing_guideedition_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.sharing_messageanswer (
    id uuid NOT NULL,
    domain text NOT NULL,
    grade smallint NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    message_id uuid NOT NULL,
    text text NOT NULL,
    author_id bigint NOT NULL,
    owner_id bigint NOT NULL,
    person_id uuid NOT NULL,
    audience bigint[] NOT NULL,
    gate bigint[] NOT NULL,
    denied bigint[] NOT NULL,
    CONSTRAINT sharing_messageanswer_domain CHECK ((access.domain_no(domain) IS NOT NULL)),
    CONSTRAINT sharing_messageanswer_grade CHECK (((grade >= 1) AND (grade <= 5)))
);
ALTER TABLE ONLY public.sharing_messageanswer ALTER COLUMN id SET STATISTICS 1;
ALTER TABLE ONLY public.sharing_messageanswer ALTER COLUMN domain SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_messageanswer ALTER COLUMN message_id SET STATISTICS 1;
ALTER TABLE ONLY public.sharing_messageanswer ALTER COLUMN text SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_messageanswer ALTER COLUMN person_id SET STATISTICS 1;
ALTER TABLE ONLY public.sharing_messageanswer FORCE ROW LEVEL SECURITY;
ALTER TABLE public.sharing_messageanswer OWNER TO kith_owner;
CREATE TABLE public.sharing_outsider (
    id bigint NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    email text NOT NULL,
    mobile text NOT NULL,
    telephone text NOT NULL,
    channels text[] NOT NULL,
    checked_on date NOT NULL,
    owner_id bigint NOT NULL
);
ALTER TABLE public.sharing_outsider OWNER TO kith_owner;
ALTER TABLE public.sharing_outsider ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sharing_outsider_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.sharing_processingnote (
    id bigint NOT NULL,
    contact text NOT NULL,
    people text NOT NULL,
    kept_for text NOT NULL,
    transfers text NOT NULL,
    security text NOT NULL,
    kept_at timestamp with time zone NOT NULL,
    kept_by bigint NOT NULL,
    owner_id bigint NOT NULL
);
ALTER TABLE public.sharing_processingnote OWNER TO kith_owner;
ALTER TABLE public.sharing_processingnote ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sharing_processingnote_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.sharing_redaction (
    id uuid NOT NULL,
    domain text NOT NULL,
    grade smallint NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    of_request uuid NOT NULL,
    piece text NOT NULL,
    phrase text NOT NULL,
    doing text NOT NULL,
    about text NOT NULL,
    why text NOT NULL,
    author_id bigint NOT NULL,
    owner_id bigint NOT NULL,
    person_id uuid NOT NULL,
    audience bigint[] NOT NULL,
    gate bigint[] NOT NULL,
    denied bigint[] NOT NULL,
    CONSTRAINT sharing_redaction_domain CHECK ((access.domain_no(domain) IS NOT NULL)),
    CONSTRAINT sharing_redaction_grade CHECK (((grade >= 1) AND (grade <= 5)))
);
ALTER TABLE ONLY public.sharing_redaction ALTER COLUMN id SET STATISTICS 1;
ALTER TABLE ONLY public.sharing_redaction ALTER COLUMN domain SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_redaction ALTER COLUMN of_request SET STATISTICS 1;
ALTER TABLE ONLY public.sharing_redaction ALTER COLUMN piece SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_redaction ALTER COLUMN phrase SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_redaction ALTER COLUMN doing SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_redaction ALTER COLUMN about SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_redaction ALTER COLUMN why SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_redaction ALTER COLUMN person_id SET STATISTICS 1;
ALTER TABLE ONLY public.sharing_redaction FORCE ROW LEVEL SECURITY;
ALTER TABLE public.sharing_redaction OWNER TO kith_owner;
CREATE TABLE public.sharing_toolrule (
    id bigint NOT NULL,
    series bigint NOT NULL,
    version integer NOT NULL,
    tool text NOT NULL,
    answer text NOT NULL,
    words text NOT NULL,
    source text NOT NULL,
    decided_on date NOT NULL,
    review_on date,
    kept_at timestamp with time zone NOT NULL,
    kept_by bigint NOT NULL,
    owner_id bigint NOT NULL,
    partner_id bigint
);
ALTER TABLE public.sharing_toolrule OWNER TO kith_owner;
ALTER TABLE public.sharing_toolrule ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sharing_toolrule_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.sharing_turn (
    id uuid NOT NULL,
    domain text NOT NULL,
    grade smallint NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    parties bigint[] NOT NULL,
    request_id uuid NOT NULL,
    kind text NOT NULL,
    by_asking boolean NOT NULL,
    text text NOT NULL,
    reason text NOT NULL,
    guide_edition bigint,
    grades smallint[] NOT NULL,
    until timestamp with time zone,
    share uuid,
    given uuid[] NOT NULL,
    parts uuid[] NOT NULL,
    stands_by bigint,
    to_holder bigint,
    token text NOT NULL,
    author_id bigint NOT NULL,
    owner_id bigint NOT NULL,
    person_id uuid NOT NULL,
    audience bigint[] NOT NULL,
    gate bigint[] NOT NULL,
    denied bigint[] NOT NULL,
    CONSTRAINT sharing_turn_domain CHECK ((access.domain_no(domain) IS NOT NULL)),
    CONSTRAINT sharing_turn_grade CHECK (((grade >= 1) AND (grade <= 5)))
);
ALTER TABLE ONLY public.sharing_turn ALTER COLUMN id SET STATISTICS 1;
ALTER TABLE ONLY public.sharing_turn ALTER COLUMN domain SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_turn ALTER COLUMN request_id SET STATISTICS 1;
ALTER TABLE ONLY public.sharing_turn ALTER COLUMN kind SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_turn ALTER COLUMN text SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_turn ALTER COLUMN reason SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_turn ALTER COLUMN share SET STATISTICS 1;
ALTER TABLE ONLY public.sharing_turn ALTER COLUMN token SET STATISTICS 0;
ALTER TABLE ONLY public.sharing_turn ALTER COLUMN person_id SET STATISTICS 1;
ALTER TABLE ONLY public.sharing_turn FORCE ROW LEVEL SECURITY;
ALTER TABLE public.sharing_turn OWNER TO kith_owner;
CREATE TABLE public.sign_in_attempt (
    counted character varying(64) NOT NULL,
    times integer NOT NULL,
    until timestamp with time zone NOT NULL
);
ALTER TABLE public.sign_in_attempt OWNER TO kith_owner;
CREATE TABLE public.sign_in_cache (
    cache_key character varying(255) NOT NULL,
    value text NOT NULL,
    expires timestamp with time zone NOT NULL
);
ALTER TABLE public.sign_in_cache OWNER TO kith_owner;
CREATE TABLE public.socialaccount_socialaccount (
    id integer NOT NULL,
    provider character varying(200) NOT NULL,
    uid character varying(191) NOT NULL,
    last_login timestamp with time zone NOT NULL,
    date_joined timestamp with time zone NOT NULL,
    extra_data jsonb NOT NULL,
    user_id integer NOT NULL
);
ALTER TABLE public.socialaccount_socialaccount OWNER TO kith_owner;
ALTER TABLE public.socialaccount_socialaccount ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.socialaccount_socialaccount_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.socialaccount_socialapp (
    id integer NOT NULL,
    provider character varying(30) NOT NULL,
    name character varying(40) NOT NULL,
    client_id character varying(191) NOT NULL,
    secret character varying(191) NOT NULL,
    key character varying(191) NOT NULL,
    provider_id character varying(200) NOT NULL,
    settings jsonb NOT NULL
);
ALTER TABLE public.socialaccount_socialapp OWNER TO kith_owner;
ALTER TABLE public.socialaccount_socialapp ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.socialaccount_socialapp_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.socialaccount_socialtoken (
    id integer NOT NULL,
    token text NOT NULL,
    token_secret text NOT NULL,
    expires_at timestamp with time zone,
    account_id integer NOT NULL,
    app_id integer
);
ALTER TABLE public.socialaccount_socialtoken OWNER TO kith_owner;
ALTER TABLE public.socialaccount_socialtoken ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.socialaccount_socialtoken_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.supervision_remark (
    id uuid NOT NULL,
    words text NOT NULL,
    written_at timestamp with time zone NOT NULL,
    author_id bigint NOT NULL,
    session_id uuid NOT NULL,
    CONSTRAINT remark_fits CHECK (((length(words) >= 1) AND (length(words) <= 8000)))
);
ALTER TABLE ONLY public.supervision_remark ALTER COLUMN id SET STATISTICS 1;
ALTER TABLE ONLY public.supervision_remark ALTER COLUMN words SET STATISTICS 0;
ALTER TABLE ONLY public.supervision_remark ALTER COLUMN session_id SET STATISTICS 1;
ALTER TABLE ONLY public.supervision_remark FORCE ROW LEVEL SECURITY;
ALTER TABLE public.supervision_remark OWNER TO kith_owner;
CREATE TABLE public.supervision_session (
    id uuid NOT NULL,
    held_on date NOT NULL,
    written_at timestamp with time zone NOT NULL,
    said jsonb NOT NULL,
    above boolean NOT NULL,
    agreement_id uuid NOT NULL,
    author_id bigint NOT NULL,
    supervisee_id bigint NOT NULL,
    supervisor_id bigint NOT NULL,
    CONSTRAINT session_fits CHECK (((jsonb_typeof(said) = 'object'::text) AND (length((said)::text) <= 60000))),
    CONSTRAINT session_of_two CHECK (((supervisee_id <> supervisor_id) AND ((author_id = supervisee_id) OR (author_id = supervisor_id))))
);
ALTER TABLE ONLY public.supervision_session ALTER COLUMN id SET STATISTICS 1;
ALTER TABLE ONLY public.supervision_session ALTER COLUMN agreement_id SET STATISTICS 1;
ALTER TABLE ONLY public.supervision_session FORCE ROW LEVEL SECURITY;
ALTER TABLE public.supervision_session OWNER TO kith_owner;
CREATE TABLE public.supervision_typed (
    id uuid NOT NULL,
    words jsonb NOT NULL,
    earlier jsonb NOT NULL,
    revision integer NOT NULL,
    saved_at timestamp with time zone NOT NULL,
    agreement_id uuid NOT NULL,
    author_id bigint NOT NULL,
    CONSTRAINT typed_fits CHECK (((jsonb_typeof(words) = 'object'::text) AND (length((words)::text) <= 60000) AND (jsonb_typeof(earlier) = 'array'::text)))
);
ALTER TABLE ONLY public.supervision_typed ALTER COLUMN id SET STATISTICS 1;
ALTER TABLE ONLY public.supervision_typed ALTER COLUMN agreement_id SET STATISTICS 1;
ALTER TABLE ONLY public.supervision_typed FORCE ROW LEVEL SECURITY;
ALTER TABLE public.supervision_typed OWNER TO kith_owner;
CREATE TABLE record.opening (
    key bigint NOT NULL,
    entries bigint NOT NULL
);
ALTER TABLE record.opening OWNER TO kith_owner;
CREATE TABLE record.opening_counted (
    one boolean DEFAULT true NOT NULL,
    entries bigint NOT NULL,
    shares double precision[] DEFAULT '{0.001,0.002,0.003,0.005,0.007,0.01,0.015,0.02,0.03,0.05,0.1,0.2,0.5}'::double precision[] NOT NULL,
    since timestamp with time zone[] NOT NULL,
    ages double precision[] DEFAULT '{0.005,0.05}'::double precision[] NOT NULL,
    aged timestamp with time zone[] DEFAULT '{-infinity,-infinity}'::timestamp with time zone[] NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT opening_counted_one_check CHECK (one)
);
ALTER TABLE record.opening_counted OWNER TO kith_owner;
CREATE TABLE sharing.outside (
    message uuid NOT NULL,
    link bytea NOT NULL,
    code bytea NOT NULL,
    attempts smallint DEFAULT 0 NOT NULL,
    answer bytea,
    answer_until timestamp with time zone
);
ALTER TABLE sharing.outside OWNER TO kith_owner;
CREATE TABLE sharing.review (
    share uuid NOT NULL,
    outcome text NOT NULL,
    note text NOT NULL,
    at timestamp with time zone NOT NULL,
    by bigint NOT NULL
);
ALTER TABLE sharing.review OWNER TO kith_owner;
CREATE TABLE supervision.reading (
    id bigint NOT NULL,
    agency bigint NOT NULL,
    starts timestamp with time zone NOT NULL,
    ends timestamp with time zone,
    reason text NOT NULL,
    decided_by bigint NOT NULL
);
ALTER TABLE supervision.reading OWNER TO kith_owner;
ALTER TABLE supervision.reading ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME supervision.reading_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE ONLY public.procrastinate_events ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_events_id_seq'::regclass);
ALTER TABLE ONLY public.procrastinate_jobs ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_jobs_id_seq'::regclass);
ALTER TABLE ONLY public.procrastinate_periodic_defers ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_periodic_defers_id_seq'::regclass);
ALTER TABLE ONLY access.edge
    ADD CONSTRAINT edge_agreement_version_owner_recipient_key UNIQUE (agreement, version, owner, recipient);
ALTER TABLE ONLY access.edge
    ADD CONSTRAINT edge_pkey PRIMARY KEY (no);
ALTER TABLE ONLY access.exclusion
    ADD CONSTRAINT exclusion_pkey PRIMARY KEY (person_id, id);
ALTER TABLE ONLY access.following
    ADD CONSTRAINT following_pkey PRIMARY KEY (leads, follows, how);
ALTER TABLE ONLY access.gain_by_grade
    ADD CONSTRAINT gain_by_grade_pkey PRIMARY KEY (proposal, domain, grade);
ALTER TABLE ONLY access.gain_by_person
    ADD CONSTRAINT gain_by_person_pkey PRIMARY KEY (proposal, person_id);
ALTER TABLE ONLY access.gain_by_post
    ADD CONSTRAINT gain_by_post_pkey PRIMARY KEY (proposal, post, named);
ALTER TABLE ONLY access.graded_table
    ADD CONSTRAINT graded_table_pkey PRIMARY KEY (name);
ALTER TABLE ONLY access.link
    ADD CONSTRAINT link_person_id_other_id_key UNIQUE (person_id, other_id);
ALTER TABLE ONLY access.link
    ADD CONSTRAINT link_pkey PRIMARY KEY (person_id, id);
ALTER TABLE ONLY access.notice
    ADD CONSTRAINT notice_pkey PRIMARY KEY (id);
ALTER TABLE ONLY access.over_limit
    ADD CONSTRAINT over_limit_pkey PRIMARY KEY (post, day, how);
ALTER TABLE ONLY access.profile
    ADD CONSTRAINT profile_pkey PRIMARY KEY (name, version);
ALTER TABLE ONLY access.proposal
    ADD CONSTRAINT proposal_edge_key UNIQUE (edge);
ALTER TABLE ONLY access.proposal
    ADD CONSTRAINT proposal_pkey PRIMARY KEY (id);
ALTER TABLE ONLY access.reader
    ADD CONSTRAINT reader_person_id_holder_key UNIQUE (person_id, holder);
ALTER TABLE ONLY access.reader
    ADD CONSTRAINT reader_pkey PRIMARY KEY (person_id, id);
ALTER TABLE ONLY access.reading_limit
    ADD CONSTRAINT reading_limit_pkey PRIMARY KEY (agency);
ALTER TABLE ONLY access.recovery
    ADD CONSTRAINT recovery_pkey PRIMARY KEY (id);
ALTER TABLE ONLY access.release
    ADD CONSTRAINT release_pkey PRIMARY KEY (person_id, id);
ALTER TABLE ONLY access.seal
    ADD CONSTRAINT seal_pkey PRIMARY KEY (person_id, id);
ALTER TABLE ONLY access.secret
    ADD CONSTRAINT secret_pkey PRIMARY KEY (one);
ALTER TABLE ONLY access.seen
    ADD CONSTRAINT seen_pkey PRIMARY KEY (session);
ALTER TABLE ONLY access.session
    ADD CONSTRAINT session_pkey PRIMARY KEY (id);
ALTER TABLE ONLY access.session
    ADD CONSTRAINT session_token_hash_key UNIQUE (token_hash);
ALTER TABLE ONLY access.setting
    ADD CONSTRAINT setting_pkey PRIMARY KEY (name);
ALTER TABLE ONLY access.verification
    ADD CONSTRAINT verification_pkey PRIMARY KEY (id);
ALTER TABLE ONLY audit.checkpoint
    ADD CONSTRAINT checkpoint_pkey PRIMARY KEY (origin, size);
ALTER TABLE ONLY audit.cosignature
    ADD CONSTRAINT cosignature_pkey PRIMARY KEY (origin, size, line);
ALTER TABLE ONLY audit.erasure
    ADD CONSTRAINT erasure_pkey PRIMARY KEY (event);
ALTER TABLE ONLY audit.leaf
    ADD CONSTRAINT leaf_event_key UNIQUE (event);
ALTER TABLE ONLY audit.leaf
    ADD CONSTRAINT leaf_pkey PRIMARY KEY (no);
ALTER TABLE ONLY audit.node
    ADD CONSTRAINT node_pkey PRIMARY KEY (level, no);
ALTER TABLE ONLY audit.retention
    ADD CONSTRAINT retention_pkey PRIMARY KEY (agency, action);
ALTER TABLE ONLY audit.sequencer
    ADD CONSTRAINT sequencer_pkey PRIMARY KEY (one);
ALTER TABLE ONLY core.clock
    ADD CONSTRAINT clock_pkey PRIMARY KEY (backend);
ALTER TABLE ONLY people.finding
    ADD CONSTRAINT finding_pkey PRIMARY KEY (id);
ALTER TABLE ONLY people.finding
    ADD CONSTRAINT finding_rule_post_person_id_day_key UNIQUE NULLS NOT DISTINCT (rule, post, person_id, day);
ALTER TABLE ONLY people.reading
    ADD CONSTRAINT reading_pkey PRIMARY KEY (post, hour);
ALTER TABLE ONLY people.watched
    ADD CONSTRAINT watched_pkey PRIMARY KEY (one);
ALTER TABLE ONLY public.access_involvement
    ADD CONSTRAINT access_involvement_pkey PRIMARY KEY (person_id, id);
ALTER TABLE ONLY public.access_share
    ADD CONSTRAINT access_share_pkey PRIMARY KEY (person_id, id);
ALTER TABLE ONLY public.access_subject
    ADD CONSTRAINT access_subject_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_email_987c8728_uniq UNIQUE (user_id, email);
ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_key_key UNIQUE (key);
ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.casework_action
    ADD CONSTRAINT action_source_once UNIQUE (person_id, source);
ALTER TABLE ONLY public.agencies_agency
    ADD CONSTRAINT agencies_agency_name_key UNIQUE (name);
ALTER TABLE ONLY public.agencies_agency
    ADD CONSTRAINT agencies_agency_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.agencies_membership
    ADD CONSTRAINT agencies_membership_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.agencies_post
    ADD CONSTRAINT agencies_post_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.agencies_practitioner
    ADD CONSTRAINT agencies_practitioner_email_key UNIQUE (email);
ALTER TABLE ONLY public.agencies_practitioner
    ADD CONSTRAINT agencies_practitioner_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.agencies_practitioner
    ADD CONSTRAINT agencies_practitioner_user_id_key UNIQUE (user_id);
ALTER TABLE ONLY public.agencies_role
    ADD CONSTRAINT agencies_role_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.agencies_team
    ADD CONSTRAINT agencies_team_managers_id_key UNIQUE (managers_id);
ALTER TABLE ONLY public.agencies_team
    ADD CONSTRAINT agencies_team_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.assessments_answers
    ADD CONSTRAINT answers_revision_once UNIQUE (person_id, series, section, domain, grade, revision);
ALTER TABLE ONLY public.assessments_answers
    ADD CONSTRAINT assessments_answers_pkey PRIMARY KEY (person_id, id);
ALTER TABLE ONLY public.assessments_form
    ADD CONSTRAINT assessments_form_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.assessments_response
    ADD CONSTRAINT assessments_response_pkey PRIMARY KEY (person_id, id);
ALTER TABLE ONLY public.audit_event
    ADD CONSTRAINT audit_event_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_name_key UNIQUE (name);
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_permission_id_0cd325b0_uniq UNIQUE (group_id, permission_id);
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_codename_01ab375a_uniq UNIQUE (content_type_id, codename);
ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.auth_user_groups
    ADD CONSTRAINT auth_user_groups_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.auth_user_groups
    ADD CONSTRAINT auth_user_groups_user_id_group_id_94350c0c_uniq UNIQUE (user_id, group_id);
ALTER TABLE ONLY public.auth_user
    ADD CONSTRAINT auth_user_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.auth_user_user_permissions
    ADD CONSTRAINT auth_user_user_permissions_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.auth_user_user_permissions
    ADD CONSTRAINT auth_user_user_permissions_user_id_permission_id_14a6b632_uniq UNIQUE (user_id, permission_id);
ALTER TABLE ONLY public.auth_user
    ADD CONSTRAINT auth_user_username_key UNIQUE (username);
ALTER TABLE ONLY public.casework_action
    ADD CONSTRAINT casework_action_pkey PRIMARY KEY (person_id, id);
ALTER TABLE ONLY public.casework_aim
    ADD CONSTRAINT casework_aim_pkey PRIMARY KEY (person_id, id);
ALTER TABLE ONLY public.casework_move
    ADD CONSTRAINT casework_move_pkey PRIMARY KEY (person_id, id);
ALTER TABLE ONLY public.casework_plan
    ADD CONSTRAINT casework_plan_pkey PRIMARY KEY (person_id, id);
ALTER TABLE ONLY public.casework_report
    ADD CONSTRAINT casework_report_pkey PRIMARY KEY (person_id, id);
ALTER TABLE ONLY public.casework_running
    ADD CONSTRAINT casework_running_pkey PRIMARY KEY (person_id, id);
ALTER TABLE ONLY public.casework_step
    ADD CONSTRAINT casework_step_pkey PRIMARY KEY (person_id, id);
ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_app_label_model_76bd3d3b_uniq UNIQUE (app_label, model);
ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.django_migrations
    ADD CONSTRAINT django_migrations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.django_session
    ADD CONSTRAINT django_session_pkey PRIMARY KEY (session_key);
ALTER TABLE ONLY public.documents_document
    ADD CONSTRAINT document_version_once UNIQUE (person_id, series, version);
ALTER TABLE ONLY public.documents_document
    ADD CONSTRAINT documents_document_pkey PRIMARY KEY (person_id, id);
ALTER TABLE ONLY public.documents_file
    ADD CONSTRAINT documents_file_pkey PRIMARY KEY (person_id, id);
ALTER TABLE ONLY public.record_entry
    ADD CONSTRAINT entry_version_once UNIQUE (person_id, series, version);
ALTER TABLE ONLY public.assessments_form
    ADD CONSTRAINT form_version_once UNIQUE (slug, version);
ALTER TABLE ONLY public.linkage_importrun
    ADD CONSTRAINT linkage_importrun_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.mfa_authenticator
    ADD CONSTRAINT mfa_authenticator_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.people_address
    ADD CONSTRAINT people_address_pkey PRIMARY KEY (person_id, id);
ALTER TABLE ONLY public.people_alert
    ADD CONSTRAINT people_alert_pkey PRIMARY KEY (person_id, id);
ALTER TABLE ONLY public.people_birth
    ADD CONSTRAINT people_birth_pkey PRIMARY KEY (person_id, id);
ALTER TABLE ONLY public.people_identifier
    ADD CONSTRAINT people_identifier_pkey PRIMARY KEY (person_id, id);
ALTER TABLE ONLY public.people_identifierclash
    ADD CONSTRAINT people_identifierclash_pkey PRIMARY KEY (person_id, id);
ALTER TABLE ONLY public.people_particular
    ADD CONSTRAINT people_particular_pkey PRIMARY KEY (person_id, id);
ALTER TABLE ONLY public.people_personname
    ADD CONSTRAINT people_personname_pkey PRIMARY KEY (person_id, id);
ALTER TABLE ONLY public.people_relationship
    ADD CONSTRAINT people_relationship_pkey PRIMARY KEY (person_id, id);
ALTER TABLE ONLY public.casework_plan
    ADD CONSTRAINT plan_version_once UNIQUE (person_id, series, version);
ALTER TABLE ONLY public.procrastinate_events
    ADD CONSTRAINT procrastinate_events_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.procrastinate_jobs
    ADD CONSTRAINT procrastinate_jobs_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_unique UNIQUE (task_name, periodic_id, defer_timestamp);
ALTER TABLE ONLY public.procrastinate_workers
    ADD CONSTRAINT procrastinate_workers_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.record_draft
    ADD CONSTRAINT record_draft_pkey PRIMARY KEY (person_id, id);
ALTER TABLE ONLY public.record_entry
    ADD CONSTRAINT record_entry_pkey PRIMARY KEY (person_id, id);
ALTER TABLE ONLY public.assessments_response
    ADD CONSTRAINT response_version_once UNIQUE (person_id, series, version);
ALTER TABLE ONLY public.sharing_advice
    ADD CONSTRAINT sharing_advice_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sharing_adviceturn
    ADD CONSTRAINT sharing_adviceturn_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sharing_agreementpaper
    ADD CONSTRAINT sharing_agreementpaper_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sharing_bundle
    ADD CONSTRAINT sharing_bundle_pkey PRIMARY KEY (person_id, id);
ALTER TABLE ONLY public.sharing_consentrecord
    ADD CONSTRAINT sharing_consentrecord_pkey PRIMARY KEY (person_id, id);
ALTER TABLE ONLY public.sharing_copymade
    ADD CONSTRAINT sharing_copymade_pkey PRIMARY KEY (person_id, id);
ALTER TABLE ONLY public.sharing_counted
    ADD CONSTRAINT sharing_counted_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sharing_disclosure
    ADD CONSTRAINT sharing_disclosure_pkey PRIMARY KEY (person_id, id);
ALTER TABLE ONLY public.sharing_exhibit
    ADD CONSTRAINT sharing_exhibit_pkey PRIMARY KEY (person_id, id);
ALTER TABLE ONLY public.sharing_gathering
    ADD CONSTRAINT sharing_gathering_pkey PRIMARY KEY (person_id, id);
ALTER TABLE ONLY public.sharing_guideedition
    ADD CONSTRAINT sharing_guideedition_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sharing_message
    ADD CONSTRAINT sharing_message_pkey PRIMARY KEY (person_id, id);
ALTER TABLE ONLY public.sharing_messageanswer
    ADD CONSTRAINT sharing_messageanswer_pkey PRIMARY KEY (person_id, id);
ALTER TABLE ONLY public.sharing_outsider
    ADD CONSTRAINT sharing_outsider_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sharing_processingnote
    ADD CONSTRAINT sharing_processingnote_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sharing_redaction
    ADD CONSTRAINT sharing_redaction_pkey PRIMARY KEY (person_id, id);
ALTER TABLE ONLY public.sharing_representative
    ADD CONSTRAINT sharing_representative_pkey PRIMARY KEY (person_id, id);
ALTER TABLE ONLY public.sharing_request
    ADD CONSTRAINT sharing_request_pkey PRIMARY KEY (person_id, id);
ALTER TABLE ONLY public.sharing_subjectaccess
    ADD CONSTRAINT sharing_subjectaccess_pkey PRIMARY KEY (person_id, id);
ALTER TABLE ONLY public.sharing_toolrule
    ADD CONSTRAINT sharing_toolrule_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sharing_turn
    ADD CONSTRAINT sharing_turn_pkey PRIMARY KEY (person_id, id);
ALTER TABLE ONLY public.sign_in_attempt
    ADD CONSTRAINT sign_in_attempt_pkey PRIMARY KEY (counted);
ALTER TABLE ONLY public.sign_in_cache
    ADD CONSTRAINT sign_in_cache_pkey PRIMARY KEY (cache_key);
ALTER TABLE ONLY public.socialaccount_socialaccount
    ADD CONSTRAINT socialaccount_socialaccount_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.socialaccount_socialaccount
    ADD CONSTRAINT socialaccount_socialaccount_provider_uid_fc810c6e_uniq UNIQUE (provider, uid);
ALTER TABLE ONLY public.socialaccount_socialapp
    ADD CONSTRAINT socialaccount_socialapp_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.socialaccount_socialtoken
    ADD CONSTRAINT socialaccount_socialtoken_app_id_account_id_fca4e0ac_uniq UNIQUE (app_id, account_id);
ALTER TABLE ONLY public.socialaccount_socialtoken
    ADD CONSTRAINT socialaccount_socialtoken_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.supervision_agreement
    ADD CONSTRAINT supervision_agreement_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.supervision_remark
    ADD CONSTRAINT supervision_remark_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.supervision_session
    ADD CONSTRAINT supervision_session_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.supervision_typed
    ADD CONSTRAINT supervision_typed_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.agencies_team
    ADD CONSTRAINT team_name_once_an_agency UNIQUE (agency_id, name);
ALTER TABLE ONLY record.opening_counted
    ADD CONSTRAINT opening_counted_pkey PRIMARY KEY (one);
ALTER TABLE ONLY record.opening
    ADD CONSTRAINT opening_pkey PRIMARY KEY (key);
ALTER TABLE ONLY sharing.outside
    ADD CONSTRAINT outside_answer_key UNIQUE (answer);
ALTER TABLE ONLY sharing.outside
    ADD CONSTRAINT outside_link_key UNIQUE (link);
ALTER TABLE ONLY sharing.outside
    ADD CONSTRAINT outside_pkey PRIMARY KEY (message);
ALTER TABLE ONLY sharing.review
    ADD CONSTRAINT review_pkey PRIMARY KEY (share);
ALTER TABLE ONLY sharing.withholding
    ADD CONSTRAINT withholding_pkey PRIMARY KEY (person_id, id);
ALTER TABLE ONLY supervision.reading
    ADD CONSTRAINT reading_pkey PRIMARY KEY (id);
CREATE INDEX edge_by_owner ON access.edge USING btree (owner) WHERE (state <> 'retired'::text);
CREATE INDEX edge_by_recipient ON access.edge USING btree (recipient) WHERE (state = 'live'::text);
CREATE INDEX exclusion_audience_idx ON access.exclusion USING gin (audience) WITH (gin_pending_list_limit='1024');
CREATE INDEX link_audience_idx ON access.link USING gin (audience) WITH (gin_pending_list_limit='1024');
CREATE INDEX link_other_id_idx ON access.link USING btree (other_id);
CREATE INDEX notice_unseen ON access.notice USING btree (human) WHERE (seen_at IS NULL);
CREATE UNIQUE INDEX one_current_profile ON access.profile USING btree (name, agency) NULLS NOT DISTINCT WHERE current;
CREATE UNIQUE INDEX one_open_recovery ON access.recovery USING btree (human) WHERE (ended_at IS NULL);
CREATE INDEX proposal_waiting ON access.proposal USING btree (id) WHERE (((live IS NULL) AND (ready_at IS NULL)) OR (live AND (profile IS NOT NULL) AND (applied_at IS NULL)));
CREATE INDEX reader_audience_idx ON access.reader USING gin (audience) WITH (gin_pending_list_limit='1024');
CREATE INDEX release_audience_idx ON access.release USING gin (audience) WITH (gin_pending_list_limit='1024');
CREATE INDEX seal_audience_idx ON access.seal USING gin (audience) WITH (gin_pending_list_limit='1024');
CREATE INDEX seal_of ON access.seal USING btree (person_id) WHERE (ended_at IS NULL);
CREATE INDEX session_by_human ON access.session USING btree (human) WHERE (ended_at IS NULL);
CREATE INDEX session_by_post ON access.session USING btree (post) WHERE (ended_at IS NULL);
CREATE INDEX finding_of_led ON people.finding USING btree (lead, at DESC);
CREATE INDEX finding_of_readers ON people.finding USING btree (agency, at DESC);
CREATE INDEX access_involvement_audience_idx ON public.access_involvement USING gin (audience) WITH (gin_pending_list_limit='1024');
CREATE INDEX access_share_audience_idx ON public.access_share USING gin (audience) WITH (gin_pending_list_limit='1024');
CREATE INDEX access_subject_lead_id_e78271a1 ON public.access_subject USING btree (lead_id);
CREATE INDEX account_emailaddress_email_03be32b2 ON public.account_emailaddress USING btree (email);
CREATE INDEX account_emailaddress_email_03be32b2_like ON public.account_emailaddress USING btree (email varchar_pattern_ops);
CREATE INDEX account_emailaddress_user_id_2c513194 ON public.account_emailaddress USING btree (user_id);
CREATE INDEX account_emailconfirmation_email_address_id_5b7f8c58 ON public.account_emailconfirmation USING btree (email_address_id);
CREATE INDEX account_emailconfirmation_key_f43612bd_like ON public.account_emailconfirmation USING btree (key varchar_pattern_ops);
CREATE INDEX action_held ON public.casework_action USING btree (holder) WHERE (holder IS NOT NULL);
CREATE INDEX action_of_plan ON public.casework_action USING btree (person_id, plan_id);
CREATE INDEX agencies_agency_name_f4494e49_like ON public.agencies_agency USING btree (name text_pattern_ops);
CREATE INDEX agencies_membership_post_id_c3fbdaa7 ON public.agencies_membership USING btree (post_id);
CREATE INDEX agencies_membership_team_id_88368470 ON public.agencies_membership USING btree (team_id);
CREATE INDEX agencies_post_agency_id_a19c7890 ON public.agencies_post USING btree (agency_id);
CREATE INDEX agencies_post_practitioner_id_c29befaa ON public.agencies_post USING btree (practitioner_id);
CREATE INDEX agencies_practitioner_email_5ee10597_like ON public.agencies_practitioner USING btree (email text_pattern_ops);
CREATE INDEX agencies_practitioner_state_set_by_id_7ff7648c ON public.agencies_practitioner USING btree (state_set_by_id);
CREATE INDEX agencies_role_post_id_55f154f2 ON public.agencies_role USING btree (post_id);
CREATE INDEX agencies_team_agency_id_e08630e9 ON public.agencies_team USING btree (agency_id);
CREATE INDEX agreement_of_supervisor ON public.supervision_agreement USING btree (supervisor_id) WHERE (ended_at IS NULL);
CREATE INDEX aim_of_plan ON public.casework_aim USING btree (person_id, plan_id);
CREATE INDEX alert_to_review ON public.people_alert USING btree (review_on) WHERE ((withdrawn_at IS NULL) AND (until IS NULL));
CREATE INDEX assessments_answers_audience_idx ON public.assessments_answers USING gin (audience) WITH (gin_pending_list_limit='1024');
CREATE INDEX assessments_response_audience_idx ON public.assessments_response USING gin (audience) WITH (gin_pending_list_limit='1024');
CREATE INDEX auth_group_name_a6ea08ec_like ON public.auth_group USING btree (name varchar_pattern_ops);
CREATE INDEX auth_group_permissions_group_id_b120cbf9 ON public.auth_group_permissions USING btree (group_id);
CREATE INDEX auth_group_permissions_permission_id_84c5c92e ON public.auth_group_permissions USING btree (permission_id);
CREATE INDEX auth_permission_content_type_id_2f476e4b ON public.auth_permission USING btree (content_type_id);
CREATE INDEX auth_user_groups_group_id_97559544 ON public.auth_user_groups USING btree (group_id);
CREATE INDEX auth_user_groups_user_id_6a12ed8b ON public.auth_user_groups USING btree (user_id);
CREATE INDEX auth_user_user_permissions_permission_id_1fbb5f2c ON public.auth_user_user_permissions USING btree (permission_id);
CREATE INDEX auth_user_user_permissions_user_id_a95ead1b ON public.auth_user_user_permissions USING btree (user_id);
CREATE INDEX auth_user_username_6821ab7c_like ON public.auth_user USING btree (username varchar_pattern_ops);
CREATE INDEX birth_by_day ON public.people_birth USING btree ("on") WHERE (grade = 1);
CREATE INDEX casework_action_audience_idx ON public.casework_action USING gin (audience) WITH (gin_pending_list_limit='1024');
CREATE INDEX casework_aim_audience_idx ON public.casework_aim USING gin (audience) WITH (gin_pending_list_limit='1024');
CREATE INDEX casework_move_audience_idx ON public.casework_move USING gin (audience) WITH (gin_pending_list_limit='1024');
CREATE INDEX casework_plan_audience_idx ON public.casework_plan USING gin (audience) WITH (gin_pending_list_limit='1024');
CREATE INDEX casework_report_audience_idx ON public.casework_report USING gin (audience) WITH (gin_pending_list_limit='1024');
CREATE INDEX casework_running_audience_idx ON public.casework_running USING gin (audience) WITH (gin_pending_list_limit='1024');
CREATE INDEX casework_step_audience_idx ON public.casework_step USING gin (audience) WITH (gin_pending_list_limit='1024');
CREATE INDEX django_session_expire_date_a5c62663 ON public.django_session USING btree (expire_date);
CREATE INDEX django_session_session_key_c0390e0f_like ON public.django_session USING btree (session_key varchar_pattern_ops);
CREATE INDEX document_of_person ON public.documents_document USING btree (person_id, recorded_at DESC) WHERE current;
CREATE UNIQUE INDEX document_source_once ON public.documents_document USING btree (person_id, owner_id, source_key) WHERE (source_key IS NOT NULL);
CREATE INDEX documents_document_audience_idx ON public.documents_document USING gin (audience) WITH (gin_pending_list_limit='1024');
CREATE INDEX documents_file_audience_idx ON public.documents_file USING gin (audience) WITH (gin_pending_list_limit='1024');
CREATE INDEX draft_unfinished ON public.record_draft USING btree (author_id) WHERE ((recorded_as IS NULL) AND (discarded_at IS NULL));
CREATE INDEX entry_ageing ON public.record_entry USING btree (recorded_at) WHERE (age <= 1);
CREATE INDEX entry_by_occasion ON public.record_entry USING btree (occasion);
CREATE INDEX entry_by_time ON public.record_entry USING btree (person_id, happened_at DESC, id DESC) WHERE current;
CREATE INDEX entry_late ON public.record_entry USING gin (audience) WITH (fastupdate=off) WHERE ((age <= 1) AND current);
CREATE INDEX entry_latest ON public.record_entry USING gin (audience) WITH (fastupdate=off) WHERE ((age <= 0) AND current);
CREATE INDEX entry_newest ON public.record_entry USING btree (recorded_at DESC, id DESC) WHERE current;
CREATE INDEX entry_referred ON public.record_entry USING btree (owner_id, recorded_at) WHERE (source_key ~~ 'refer:%'::text);
CREATE UNIQUE INDEX entry_source_once ON public.record_entry USING btree (person_id, owner_id, source_key) WHERE (source_key IS NOT NULL);
CREATE INDEX event_by_person ON public.audit_event USING btree (person_id, id DESC);
CREATE INDEX event_by_post ON public.audit_event USING btree (post, person_id, at DESC);
CREATE INDEX event_by_time ON public.audit_event USING brin (at) WITH (pages_per_range='32', autosummarize='on');
CREATE INDEX event_of_reading ON public.audit_event USING btree (post, at) INCLUDE (person_id, action) WHERE (action = ANY (ARRAY['open'::text, 'print'::text, 'explain'::text, 'search'::text, 'read on'::text]));
CREATE INDEX identifier_by_value ON public.people_identifier USING btree (lower(value));
ALTER INDEX public.identifier_by_value ALTER COLUMN 1 SET STATISTICS 1;
CREATE INDEX idx_procrastinate_jobs_worker_not_null ON public.procrastinate_jobs USING btree (worker_id) WHERE ((worker_id IS NOT NULL) AND (status = 'doing'::public.procrastinate_job_status));
CREATE INDEX idx_procrastinate_workers_last_heartbeat ON public.procrastinate_workers USING btree (last_heartbeat);
CREATE INDEX involvement_by_end ON public.access_involvement USING btree (ends) WHERE ((NOT closed) AND (ends IS NOT NULL));
CREATE INDEX involvement_by_profile ON public.access_involvement USING btree (owner_id, profile, person_id) WHERE (NOT closed);
CREATE INDEX involvement_dated ON public.access_involvement USING btree (holder_id) INCLUDE (key, starts, ends) WHERE (dated AND (NOT closed));
CREATE INDEX involvement_of_holder ON public.access_involvement USING btree (holder_id) WHERE (NOT closed);
CREATE INDEX involvement_open ON public.access_involvement USING btree (person_id) WHERE (NOT closed);
CREATE INDEX involvement_to_accept ON public.access_involvement USING btree (person_id) WHERE ((NOT accepted) AND (NOT closed));
CREATE INDEX linkage_importrun_agency_id_093e7f0a ON public.linkage_importrun USING btree (agency_id);
CREATE INDEX linkage_importrun_team_id_4e56f1e9 ON public.linkage_importrun USING btree (team_id);
CREATE INDEX mfa_authenticator_user_id_0c3a50c0 ON public.mfa_authenticator USING btree (user_id);
CREATE INDEX move_of_step ON public.casework_move USING btree (person_id, step_id);
CREATE INDEX name_behind_a_seal ON public.people_personname USING btree (person_id) WHERE ((gate <> '{0}'::bigint[]) AND (grade = 1));
CREATE INDEX name_by_clue ON public.people_personname USING gin (clues) WHERE (grade = 1);
CREATE UNIQUE INDEX one_agreement_of_two ON public.supervision_agreement USING btree (supervisee_id, supervisor_id) WHERE (ended_at IS NULL);
CREATE INDEX people_address_audience_idx ON public.people_address USING gin (audience) WITH (gin_pending_list_limit='1024');
CREATE INDEX people_alert_audience_idx ON public.people_alert USING gin (audience) WITH (gin_pending_list_limit='1024');
CREATE INDEX people_birth_audience_idx ON public.people_birth USING gin (audience) WITH (gin_pending_list_limit='1024');
CREATE INDEX people_identifier_audience_idx ON public.people_identifier USING gin (audience) WITH (gin_pending_list_limit='1024');
CREATE INDEX people_identifierclash_audience_idx ON public.people_identifierclash USING gin (audience) WITH (gin_pending_list_limit='1024');
CREATE INDEX people_identifierclash_other_id_0c1271b4 ON public.people_identifierclash USING btree (other_id);
CREATE INDEX people_identifierclash_other_id_idx ON public.people_identifierclash USING btree (other_id);
CREATE INDEX people_particular_audience_idx ON public.people_particular USING gin (audience) WITH (gin_pending_list_limit='1024');
CREATE INDEX people_personname_audience_idx ON public.people_personname USING gin (audience) WITH (gin_pending_list_limit='1024');
CREATE INDEX people_relationship_audience_idx ON public.people_relationship USING gin (audience) WITH (gin_pending_list_limit='1024');
CREATE INDEX people_relationship_other_id_043151a4 ON public.people_relationship USING btree (other_id);
CREATE INDEX people_relationship_other_id_idx ON public.people_relationship USING btree (other_id);
CREATE INDEX procrastinate_events_job_id_fkey_v1 ON public.procrastinate_events USING btree (job_id);
CREATE INDEX procrastinate_jobs_id_lock_idx_v1 ON public.procrastinate_jobs USING btree (id, lock) WHERE (status = ANY (ARRAY['todo'::public.procrastinate_job_status, 'doing'::public.procrastinate_job_status]));
CREATE UNIQUE INDEX procrastinate_jobs_lock_idx_v1 ON public.procrastinate_jobs USING btree (lock) WHERE (status = 'doing'::public.procrastinate_job_status);
CREATE INDEX procrastinate_jobs_priority_idx_v1 ON public.procrastinate_jobs USING btree (priority DESC, id) WHERE (status = 'todo'::public.procrastinate_job_status);
CREATE INDEX procrastinate_jobs_queue_name_idx_v1 ON public.procrastinate_jobs USING btree (queue_name);
CREATE UNIQUE INDEX procrastinate_jobs_queueing_lock_idx_v1 ON public.procrastinate_jobs USING btree (queueing_lock) WHERE (status = 'todo'::public.procrastinate_job_status);
CREATE INDEX procrastinate_periodic_defers_job_id_fkey_v1 ON public.procrastinate_periodic_defers USING btree (job_id);
CREATE INDEX record_draft_audience_idx ON public.record_draft USING gin (audience) WITH (gin_pending_list_limit='1024');
CREATE INDEX record_entry_audience_idx ON public.record_entry USING gin (audience) WITH (gin_pending_list_limit='1024');
CREATE INDEX remark_of_session ON public.supervision_remark USING btree (session_id);
CREATE INDEX report_of_action ON public.casework_report USING btree (person_id, action_key);
CREATE INDEX response_of_person ON public.assessments_response USING btree (person_id, series, version DESC);
CREATE INDEX running_of_person ON public.casework_running USING btree (person_id, line) WHERE (stopped_at IS NULL);
CREATE INDEX session_of_supervisee ON public.supervision_session USING btree (supervisee_id, held_on);
CREATE INDEX session_of_supervisor ON public.supervision_session USING btree (supervisor_id, held_on);
CREATE UNIQUE INDEX session_once_a_day ON public.supervision_session USING btree (agreement_id, held_on, author_id);
CREATE INDEX share_by_end ON public.access_share USING btree (ends) WHERE (NOT closed);
CREATE INDEX share_open ON public.access_share USING btree (person_id) WHERE (NOT closed);
CREATE INDEX share_to_holder ON public.access_share USING btree (holder_id) WHERE (NOT closed);
CREATE INDEX sharing_advice_audience_idx ON public.sharing_advice USING gin (audience);
CREATE INDEX sharing_adviceturn_audience_idx ON public.sharing_adviceturn USING gin (audience);
CREATE INDEX sharing_adviceturn_of ON public.sharing_adviceturn USING btree (advice_id);
CREATE INDEX sharing_bundle_audience_idx ON public.sharing_bundle USING gin (audience) WITH (gin_pending_list_limit='1024');
CREATE INDEX sharing_bundle_digest ON public.sharing_bundle USING btree (digest) WHERE (state = 'fixed'::text);
CREATE INDEX sharing_consent_to_review ON public.sharing_consentrecord USING btree (review_on) WHERE (ended_at IS NULL);
CREATE INDEX sharing_consentrecord_audience_idx ON public.sharing_consentrecord USING gin (audience) WITH (gin_pending_list_limit='1024');
CREATE INDEX sharing_copymade_audience_idx ON public.sharing_copymade USING gin (audience) WITH (gin_pending_list_limit='1024');
CREATE INDEX sharing_copymade_of ON public.sharing_copymade USING btree (person_id, of_request);
CREATE INDEX sharing_counted_by_agency_id_150cac26 ON public.sharing_counted USING btree (by_agency_id);
CREATE INDEX sharing_counted_of_agency_id_92630cab ON public.sharing_counted USING btree (of_agency_id);
CREATE INDEX sharing_disclosure_audience_idx ON public.sharing_disclosure USING gin (audience) WITH (gin_pending_list_limit='1024');
CREATE INDEX sharing_disclosure_by ON public.sharing_disclosure USING btree (owner_id, recorded_at DESC);
CREATE INDEX sharing_disclosure_of ON public.sharing_disclosure USING btree (person_id, recorded_at DESC);
CREATE INDEX sharing_exhibit_audience_idx ON public.sharing_exhibit USING gin (audience) WITH (gin_pending_list_limit='1024');
CREATE INDEX sharing_exhibit_of ON public.sharing_exhibit USING btree (person_id, bundle_id, place);
CREATE INDEX sharing_gathering_audience_idx ON public.sharing_gathering USING gin (audience) WITH (gin_pending_list_limit='1024');
CREATE INDEX sharing_guideedition_owner_id_6a53611c ON public.sharing_guideedition USING btree (owner_id);
CREATE UNIQUE INDEX sharing_guideedition_version ON public.sharing_guideedition USING btree (owner_id, version) NULLS NOT DISTINCT;
CREATE INDEX sharing_message_audience_idx ON public.sharing_message USING gin (audience) WITH (gin_pending_list_limit='1024');
CREATE INDEX sharing_message_id ON public.sharing_message USING btree (id);
CREATE INDEX sharing_messageanswer_audience_idx ON public.sharing_messageanswer USING gin (audience) WITH (gin_pending_list_limit='1024');
CREATE INDEX sharing_messageanswer_of ON public.sharing_messageanswer USING btree (person_id, message_id);
CREATE INDEX sharing_outsider_owner_id_a8baf3d6 ON public.sharing_outsider USING btree (owner_id);
CREATE INDEX sharing_processingnote_owner_id_6ec89812 ON public.sharing_processingnote USING btree (owner_id);
CREATE INDEX sharing_redaction_audience_idx ON public.sharing_redaction USING gin (audience) WITH (gin_pending_list_limit='1024');
CREATE INDEX sharing_redaction_of ON public.sharing_redaction USING btree (person_id, of_request);
CREATE INDEX sharing_representative_audience_idx ON public.sharing_representative USING gin (audience) WITH (gin_pending_list_limit='1024');
CREATE INDEX sharing_request_asked ON public.sharing_request USING gin (parties);
CREATE INDEX sharing_request_audience_idx ON public.sharing_request USING gin (audience) WITH (gin_pending_list_limit='1024');
CREATE INDEX sharing_request_resting ON public.sharing_request USING btree (person_id, rests_on) WHERE (rests_on IS NOT NULL);
CREATE INDEX sharing_request_waiting ON public.sharing_request USING btree (answer_by) WHERE (state = 'open'::text);
CREATE INDEX sharing_subjectaccess_audience_idx ON public.sharing_subjectaccess USING gin (audience) WITH (gin_pending_list_limit='1024');
CREATE INDEX sharing_toolrule_owner_id_7a82a9c6 ON public.sharing_toolrule USING btree (owner_id);
CREATE INDEX sharing_toolrule_partner_id_cdb761ff ON public.sharing_toolrule USING btree (partner_id);
CREATE UNIQUE INDEX sharing_toolrule_version ON public.sharing_toolrule USING btree (series, version);
CREATE INDEX sharing_turn_audience_idx ON public.sharing_turn USING gin (audience) WITH (gin_pending_list_limit='1024');
CREATE INDEX sharing_turn_of ON public.sharing_turn USING btree (person_id, request_id);
CREATE INDEX sign_in_cache_expires ON public.sign_in_cache USING btree (expires);
CREATE INDEX socialaccount_socialaccount_user_id_8146e70c ON public.socialaccount_socialaccount USING btree (user_id);
CREATE INDEX socialaccount_socialtoken_account_id_951f210e ON public.socialaccount_socialtoken USING btree (account_id);
CREATE INDEX socialaccount_socialtoken_app_id_636a42d7 ON public.socialaccount_socialtoken USING btree (app_id);
CREATE INDEX step_held ON public.casework_step USING btree (holder) WHERE (state <> 'finished'::text);
CREATE INDEX step_of_person ON public.casework_step USING btree (person_id, began_at);
CREATE UNIQUE INDEX step_of_referral ON public.casework_step USING btree (person_id, entry) WHERE (entry IS NOT NULL);
CREATE INDEX supervision_agreement_agency_id_78e5ff8d ON public.supervision_agreement USING btree (agency_id);
CREATE INDEX supervision_agreement_ended_by_id_f8bccffb ON public.supervision_agreement USING btree (ended_by_id);
CREATE INDEX supervision_agreement_proposed_by_id_3d034680 ON public.supervision_agreement USING btree (proposed_by_id);
CREATE INDEX supervision_agreement_supervisee_id_b6d69a00 ON public.supervision_agreement USING btree (supervisee_id);
CREATE INDEX supervision_agreement_supervisor_id_abd9df75 ON public.supervision_agreement USING btree (supervisor_id);
CREATE INDEX supervision_remark_author_id_6fc419f4 ON public.supervision_remark USING btree (author_id);
CREATE INDEX supervision_remark_session_id_f40fc48b ON public.supervision_remark USING btree (session_id);
CREATE INDEX supervision_session_agreement_id_0c91bd11 ON public.supervision_session USING btree (agreement_id);
CREATE INDEX supervision_session_author_id_84b73f26 ON public.supervision_session USING btree (author_id);
CREATE INDEX supervision_session_supervisee_id_6d4d4f6a ON public.supervision_session USING btree (supervisee_id);
CREATE INDEX supervision_session_supervisor_id_789878ac ON public.supervision_session USING btree (supervisor_id);
CREATE INDEX supervision_typed_agreement_id_296fe381 ON public.supervision_typed USING btree (agreement_id);
CREATE INDEX supervision_typed_author_id_ff5f6c1b ON public.supervision_typed USING btree (author_id);
CREATE UNIQUE INDEX typed_once ON public.supervision_typed USING btree (agreement_id, author_id);
CREATE UNIQUE INDEX unique_authenticator_type ON public.mfa_authenticator USING btree (user_id, type) WHERE ((type)::text = ANY ((ARRAY['totp'::character varying, 'recovery_codes'::character varying])::text[]));
CREATE UNIQUE INDEX unique_primary_email ON public.account_emailaddress USING btree (user_id, "primary") WHERE "primary";
CREATE UNIQUE INDEX unique_verified_email ON public.account_emailaddress USING btree (email) WHERE verified;
CREATE INDEX withholding_audience_idx ON sharing.withholding USING gin (audience) WITH (gin_pending_list_limit='1024');
CREATE INDEX withholding_to_review ON sharing.withholding USING btree (review_on) WHERE ((ended_at IS NULL) AND (NOT reminded));
CREATE TRIGGER a_author BEFORE INSERT ON access.exclusion FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.author_row('facts');
CREATE TRIGGER a_author BEFORE INSERT ON access.link FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.author_row('facts', 'other_id');
CREATE TRIGGER a_author BEFORE INSERT ON access.reader FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.author_row('facts');
CREATE TRIGGER a_author BEFORE INSERT ON access.release FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.author_row('facts');
CREATE TRIGGER a_author BEFORE INSERT ON access.seal FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.author_row('facts');
CREATE TRIGGER b_own BEFORE UPDATE ON access.exclusion FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.own_row();
CREATE TRIGGER b_own BEFORE UPDATE ON access.link FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.own_row();
CREATE TRIGGER b_own BEFORE UPDATE ON access.reader FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.own_row();
CREATE TRIGGER b_own BEFORE UPDATE ON access.release FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.own_row();
CREATE TRIGGER b_own BEFORE UPDATE ON access.seal FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.own_row();
CREATE TRIGGER found AFTER INSERT ON access.over_limit FOR EACH ROW EXECUTE FUNCTION people.find_over_limit();
CREATE TRIGGER kept_from BEFORE INSERT ON access.release FOR EACH ROW EXECUTE FUNCTION sharing.check_release();
CREATE TRIGGER z_lock BEFORE INSERT ON access.exclusion FOR EACH ROW EXECUTE FUNCTION access.lock_row('facts');
CREATE TRIGGER z_lock BEFORE INSERT ON access.link FOR EACH ROW EXECUTE FUNCTION access.lock_row('facts', 'other_id');
CREATE TRIGGER z_lock BEFORE INSERT ON access.reader FOR EACH ROW EXECUTE FUNCTION access.lock_row('facts');
CREATE TRIGGER z_lock BEFORE INSERT ON access.release FOR EACH ROW EXECUTE FUNCTION access.lock_row('facts');
CREATE TRIGGER z_lock BEFORE INSERT ON access.seal FOR EACH ROW EXECUTE FUNCTION access.lock_row('facts');
CREATE TRIGGER z_relock BEFORE UPDATE ON access.exclusion FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.lock_row('facts');
CREATE TRIGGER z_relock BEFORE UPDATE ON access.link FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.lock_row('facts', 'other_id');
CREATE TRIGGER z_relock BEFORE UPDATE ON access.reader FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.lock_row('facts');
CREATE TRIGGER z_relock BEFORE UPDATE ON access.release FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.lock_row('facts');
CREATE TRIGGER z_relock BEFORE UPDATE ON access.seal FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.lock_row('facts');
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON audit.checkpoint FOR EACH ROW EXECUTE FUNCTION audit.keep_leaf();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON audit.cosignature FOR EACH ROW EXECUTE FUNCTION audit.keep_leaf();
CREATE TRIGGER append_only BEFORE DELETE ON audit.leaf FOR EACH ROW EXECUTE FUNCTION audit.keep_leaf();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON audit.node FOR EACH ROW EXECUTE FUNCTION audit.keep_leaf();
CREATE TRIGGER append_only_all BEFORE TRUNCATE ON audit.checkpoint FOR EACH STATEMENT EXECUTE FUNCTION audit.keep_leaf();
CREATE TRIGGER append_only_all BEFORE TRUNCATE ON audit.cosignature FOR EACH STATEMENT EXECUTE FUNCTION audit.keep_leaf();
CREATE TRIGGER append_only_all BEFORE TRUNCATE ON audit.leaf FOR EACH STATEMENT EXECUTE FUNCTION audit.keep_leaf();
CREATE TRIGGER append_only_all BEFORE TRUNCATE ON audit.node FOR EACH STATEMENT EXECUTE FUNCTION audit.keep_leaf();
CREATE TRIGGER erased_only BEFORE UPDATE ON audit.leaf FOR EACH ROW EXECUTE FUNCTION audit.keep_numbered();
CREATE TRIGGER a_author BEFORE INSERT ON public.access_involvement FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.author_row('facts');
CREATE TRIGGER a_author BEFORE INSERT ON public.access_share FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.author_row('facts');
CREATE TRIGGER a_author BEFORE INSERT ON public.assessments_answers FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.author_row('facts');
CREATE TRIGGER a_author BEFORE INSERT ON public.assessments_response FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.author_row('facts');
CREATE TRIGGER a_author BEFORE INSERT ON public.casework_action FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.author_row('facts');
CREATE TRIGGER a_author BEFORE INSERT ON public.casework_aim FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.author_row('facts');
CREATE TRIGGER a_author BEFORE INSERT ON public.casework_move FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.author_row('facts');
CREATE TRIGGER a_author BEFORE INSERT ON public.casework_plan FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.author_row('facts');
CREATE TRIGGER a_author BEFORE INSERT ON public.casework_report FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.author_row('facts');
CREATE TRIGGER a_author BEFORE INSERT ON public.casework_running FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.author_row('facts');
CREATE TRIGGER a_author BEFORE INSERT ON public.casework_step FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.author_row('facts');
CREATE TRIGGER a_author BEFORE INSERT ON public.documents_document FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.author_row('facts');
CREATE TRIGGER a_author BEFORE INSERT ON public.documents_file FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.author_row('facts');
CREATE TRIGGER a_author BEFORE INSERT ON public.people_address FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.author_row('facts');
CREATE TRIGGER a_author BEFORE INSERT ON public.people_alert FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.author_row('facts');
CREATE TRIGGER a_author BEFORE INSERT ON public.people_birth FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.author_row('facts');
CREATE TRIGGER a_author BEFORE INSERT ON public.people_identifier FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.author_row('facts');
CREATE TRIGGER a_author BEFORE INSERT ON public.people_identifierclash FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.author_row('facts', 'other_id');
CREATE TRIGGER a_author BEFORE INSERT ON public.people_particular FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.author_row('facts');
CREATE TRIGGER a_author BEFORE INSERT ON public.people_personname FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.author_row('facts');
CREATE TRIGGER a_author BEFORE INSERT ON public.people_relationship FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.author_row('facts', 'other_id');
CREATE TRIGGER a_author BEFORE INSERT ON public.record_draft FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.author_row('author');
CREATE TRIGGER a_author BEFORE INSERT ON public.record_entry FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.author_row('facts');
CREATE TRIGGER a_author BEFORE INSERT ON public.sharing_bundle FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.author_row('facts');
CREATE TRIGGER a_author BEFORE INSERT ON public.sharing_consentrecord FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.author_row('facts');
CREATE TRIGGER a_author BEFORE INSERT ON public.sharing_copymade FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.author_row('facts');
CREATE TRIGGER a_author BEFORE INSERT ON public.sharing_disclosure FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.author_row('facts');
CREATE TRIGGER a_author BEFORE INSERT ON public.sharing_exhibit FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.author_row('facts');
CREATE TRIGGER a_author BEFORE INSERT ON public.sharing_gathering FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.author_row('letter');
CREATE TRIGGER a_author BEFORE INSERT ON public.sharing_message FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.author_row('facts');
CREATE TRIGGER a_author BEFORE INSERT ON public.sharing_messageanswer FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.author_row('facts');
CREATE TRIGGER a_author BEFORE INSERT ON public.sharing_redaction FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.author_row('facts');
CREATE TRIGGER a_author BEFORE INSERT ON public.sharing_representative FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.author_row('facts');
CREATE TRIGGER a_author BEFORE INSERT ON public.sharing_request FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.author_row('letter');
CREATE TRIGGER a_author BEFORE INSERT ON public.sharing_subjectaccess FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.author_row('facts');
CREATE TRIGGER a_author BEFORE INSERT ON public.sharing_turn FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.author_row('letter');
CREATE TRIGGER a_source BEFORE INSERT ON public.record_entry FOR EACH ROW WHEN (((CURRENT_USER <> 'kith_engine'::name) AND (new.source_key !~~ 'form:%'::text))) EXECUTE FUNCTION record.check_source();
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON public.audit_event FOR EACH ROW EXECUTE FUNCTION audit.refuse_change();
CREATE TRIGGER append_only_all BEFORE TRUNCATE ON public.audit_event FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();
CREATE TRIGGER b_own BEFORE UPDATE ON public.access_involvement FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.own_row();
CREATE TRIGGER b_own BEFORE UPDATE ON public.access_share FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.own_row();
CREATE TRIGGER b_own BEFORE UPDATE ON public.assessments_answers FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.own_row();
CREATE TRIGGER b_own BEFORE UPDATE ON public.assessments_response FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.own_row();
CREATE TRIGGER b_own BEFORE UPDATE ON public.casework_action FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.own_row();
CREATE TRIGGER b_own BEFORE UPDATE ON public.casework_aim FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.own_row();
CREATE TRIGGER b_own BEFORE UPDATE ON public.casework_move FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.own_row();
CREATE TRIGGER b_own BEFORE UPDATE ON public.casework_plan FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.own_row();
CREATE TRIGGER b_own BEFORE UPDATE ON public.casework_report FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.own_row();
CREATE TRIGGER b_own BEFORE UPDATE ON public.casework_running FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.own_row();
CREATE TRIGGER b_own BEFORE UPDATE ON public.casework_step FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.own_row();
CREATE TRIGGER b_own BEFORE UPDATE ON public.documents_document FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.own_row();
CREATE TRIGGER b_own BEFORE UPDATE ON public.documents_file FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.own_row();
CREATE TRIGGER b_own BEFORE UPDATE ON public.people_address FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.own_row();
CREATE TRIGGER b_own BEFORE UPDATE ON public.people_alert FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.own_row();
CREATE TRIGGER b_own BEFORE UPDATE ON public.people_birth FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.own_row();
CREATE TRIGGER b_own BEFORE UPDATE ON public.people_identifier FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.own_row();
CREATE TRIGGER b_own BEFORE UPDATE ON public.people_identifierclash FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.own_row();
CREATE TRIGGER b_own BEFORE UPDATE ON public.people_particular FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.own_row();
CREATE TRIGGER b_own BEFORE UPDATE ON public.people_personname FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.own_row();
CREATE TRIGGER b_own BEFORE UPDATE ON public.people_relationship FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.own_row();
CREATE TRIGGER b_own BEFORE UPDATE ON public.record_draft FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.own_row();
CREATE TRIGGER b_own BEFORE UPDATE ON public.record_entry FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.own_row();
CREATE TRIGGER b_own BEFORE UPDATE ON public.sharing_bundle FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.own_row();
CREATE TRIGGER b_own BEFORE UPDATE ON public.sharing_consentrecord FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.own_row();
CREATE TRIGGER b_own BEFORE UPDATE ON public.sharing_copymade FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.own_row();
CREATE TRIGGER b_own BEFORE UPDATE ON public.sharing_disclosure FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.own_row();
CREATE TRIGGER b_own BEFORE UPDATE ON public.sharing_exhibit FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.own_row();
CREATE TRIGGER b_own BEFORE UPDATE ON public.sharing_gathering FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.own_row();
CREATE TRIGGER b_own BEFORE UPDATE ON public.sharing_message FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.own_row();
CREATE TRIGGER b_own BEFORE UPDATE ON public.sharing_messageanswer FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.own_row();
CREATE TRIGGER b_own BEFORE UPDATE ON public.sharing_redaction FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.own_row();
CREATE TRIGGER b_own BEFORE UPDATE ON public.sharing_representative FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.own_row();
CREATE TRIGGER b_own BEFORE UPDATE ON public.sharing_request FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.own_row();
CREATE TRIGGER b_own BEFORE UPDATE ON public.sharing_subjectaccess FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.own_row();
CREATE TRIGGER b_own BEFORE UPDATE ON public.sharing_turn FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.own_row();
CREATE TRIGGER employ AFTER INSERT ON public.agencies_agency FOR EACH ROW EXECUTE FUNCTION access.employ();
CREATE TRIGGER keep_form BEFORE DELETE OR UPDATE ON public.assessments_form FOR EACH ROW EXECUTE FUNCTION assessments.keep_form();
CREATE TRIGGER m_begin BEFORE INSERT ON public.casework_step FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION casework.begin_step();
CREATE TRIGGER m_end BEFORE UPDATE OF state, reason ON public.assessments_response FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION assessments.end_response();
CREATE TRIGGER m_in_plan BEFORE INSERT ON public.casework_action FOR EACH ROW WHEN (((CURRENT_USER <> 'kith_engine'::name) AND (new.entry_id IS NULL))) EXECUTE FUNCTION casework.in_plan();
CREATE TRIGGER m_in_plan BEFORE INSERT ON public.casework_aim FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION casework.in_plan();
CREATE TRIGGER m_move BEFORE UPDATE OF state, holder, approvals, outcome, next_holder, submitted_by, response ON public.casework_step FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION casework.move_step();
CREATE TRIGGER m_of_action BEFORE INSERT ON public.casework_report FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION casework.of_action();
CREATE TRIGGER m_of_entry BEFORE INSERT ON public.casework_action FOR EACH ROW WHEN (((CURRENT_USER <> 'kith_engine'::name) AND (new.entry_id IS NOT NULL))) EXECUTE FUNCTION casework.of_entry();
CREATE TRIGGER m_of_step BEFORE INSERT ON public.casework_move FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION casework.of_step();
CREATE TRIGGER m_of_step BEFORE INSERT ON public.casework_running FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION casework.of_step();
CREATE TRIGGER m_of_step BEFORE INSERT ON public.record_entry FOR EACH ROW WHEN (((CURRENT_USER <> 'kith_engine'::name) AND (new.source_key ~~ 'form:step-%'::text))) EXECUTE FUNCTION casework.entry_of_step();
CREATE TRIGGER m_place BEFORE INSERT ON public.documents_file FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION documents.place_file();
CREATE TRIGGER m_revise BEFORE INSERT ON public.assessments_answers FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION assessments.revise();
CREATE TRIGGER m_version BEFORE INSERT ON public.assessments_response FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION assessments.version_response();
CREATE TRIGGER m_version BEFORE INSERT ON public.casework_plan FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION casework.version_plan();
CREATE TRIGGER m_version BEFORE INSERT ON public.documents_document FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION documents.version_document();
CREATE TRIGGER m_version BEFORE INSERT ON public.record_entry FOR EACH ROW EXECUTE FUNCTION record.version_entry();
CREATE TRIGGER m_withdraw BEFORE UPDATE OF withdrawn_why ON public.documents_document FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION documents.withdraw_document();
CREATE TRIGGER n_together BEFORE INSERT ON public.record_entry FOR EACH ROW WHEN ((new.version > 1)) EXECUTE FUNCTION documents.keep_together();
CREATE TRIGGER note_clash AFTER INSERT ON public.people_identifier FOR EACH ROW EXECUTE FUNCTION people.note_clash();
CREATE TRIGGER note_look_alike AFTER INSERT ON public.people_personname REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION people.note_look_alike();
CREATE TRIGGER procrastinate_jobs_notify_queue_job_aborted_v1 AFTER UPDATE OF abort_requested ON public.procrastinate_jobs FOR EACH ROW WHEN (((old.abort_requested = false) AND (new.abort_requested = true) AND (new.status = 'doing'::public.procrastinate_job_status))) EXECUTE FUNCTION public.procrastinate_notify_queue_abort_job_v1();
CREATE TRIGGER procrastinate_jobs_notify_queue_job_inserted_v1 AFTER INSERT ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.status = 'todo'::public.procrastinate_job_status)) EXECUTE FUNCTION public.procrastinate_notify_queue_job_inserted_v1();
CREATE TRIGGER procrastinate_trigger_abort_requested_events_v1 AFTER UPDATE OF abort_requested ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.abort_requested = true)) EXECUTE FUNCTION public.procrastinate_trigger_abort_requested_events_procedure_v1();
CREATE TRIGGER procrastinate_trigger_delete_jobs_v1 BEFORE DELETE ON public.procrastinate_jobs FOR EACH ROW EXECUTE FUNCTION public.procrastinate_unlink_periodic_defers_v1();
CREATE TRIGGER procrastinate_trigger_scheduled_events_v1 AFTER INSERT OR UPDATE ON public.procrastinate_jobs FOR EACH ROW WHEN (((new.scheduled_at IS NOT NULL) AND (new.status = 'todo'::public.procrastinate_job_status))) EXECUTE FUNCTION public.procrastinate_trigger_function_scheduled_events_v1();
CREATE TRIGGER procrastinate_trigger_status_events_insert_v1 AFTER INSERT ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.status = 'todo'::public.procrastinate_job_status)) EXECUTE FUNCTION public.procrastinate_trigger_function_status_events_insert_v1();
CREATE TRIGGER procrastinate_trigger_status_events_update_v1 AFTER UPDATE OF status ON public.procrastinate_jobs FOR EACH ROW EXECUTE FUNCTION public.procrastinate_trigger_function_status_events_update_v1();
CREATE TRIGGER s_search BEFORE INSERT OR UPDATE OF title, text, present, details, search ON public.record_entry FOR EACH ROW EXECUTE FUNCTION record.index_words();
CREATE TRIGGER stand_form BEFORE INSERT ON public.assessments_form FOR EACH ROW EXECUTE FUNCTION assessments.stand_form();
CREATE TRIGGER z_lock BEFORE INSERT ON public.access_involvement FOR EACH ROW EXECUTE FUNCTION access.lock_row('facts');
CREATE TRIGGER z_lock BEFORE INSERT ON public.access_share FOR EACH ROW EXECUTE FUNCTION access.lock_row('facts');
CREATE TRIGGER z_lock BEFORE INSERT ON public.assessments_answers FOR EACH ROW EXECUTE FUNCTION access.lock_row('facts');
CREATE TRIGGER z_lock BEFORE INSERT ON public.assessments_response FOR EACH ROW EXECUTE FUNCTION access.lock_row('facts');
CREATE TRIGGER z_lock BEFORE INSERT ON public.casework_action FOR EACH ROW EXECUTE FUNCTION access.lock_row('facts');
CREATE TRIGGER z_lock BEFORE INSERT ON public.casework_aim FOR EACH ROW EXECUTE FUNCTION access.lock_row('facts');
CREATE TRIGGER z_lock BEFORE INSERT ON public.casework_move FOR EACH ROW EXECUTE FUNCTION access.lock_row('facts');
CREATE TRIGGER z_lock BEFORE INSERT ON public.casework_plan FOR EACH ROW EXECUTE FUNCTION access.lock_row('facts');
CREATE TRIGGER z_lock BEFORE INSERT ON public.casework_report FOR EACH ROW EXECUTE FUNCTION access.lock_row('facts');
CREATE TRIGGER z_lock BEFORE INSERT ON public.casework_running FOR EACH ROW EXECUTE FUNCTION access.lock_row('facts');
CREATE TRIGGER z_lock BEFORE INSERT ON public.casework_step FOR EACH ROW EXECUTE FUNCTION access.lock_row('facts');
CREATE TRIGGER z_lock BEFORE INSERT ON public.documents_document FOR EACH ROW EXECUTE FUNCTION access.lock_row('facts');
CREATE TRIGGER z_lock BEFORE INSERT ON public.documents_file FOR EACH ROW EXECUTE FUNCTION access.lock_row('facts');
CREATE TRIGGER z_lock BEFORE INSERT ON public.people_address FOR EACH ROW EXECUTE FUNCTION access.lock_row('facts');
CREATE TRIGGER z_lock BEFORE INSERT ON public.people_alert FOR EACH ROW EXECUTE FUNCTION access.lock_row('facts');
CREATE TRIGGER z_lock BEFORE INSERT ON public.people_birth FOR EACH ROW EXECUTE FUNCTION access.lock_row('facts');
CREATE TRIGGER z_lock BEFORE INSERT ON public.people_identifier FOR EACH ROW EXECUTE FUNCTION access.lock_row('facts');
CREATE TRIGGER z_lock BEFORE INSERT ON public.people_identifierclash FOR EACH ROW EXECUTE FUNCTION access.lock_row('facts', 'other_id');
CREATE TRIGGER z_lock BEFORE INSERT ON public.people_particular FOR EACH ROW EXECUTE FUNCTION access.lock_row('facts');
CREATE TRIGGER z_lock BEFORE INSERT ON public.people_personname FOR EACH ROW EXECUTE FUNCTION access.lock_row('facts');
CREATE TRIGGER z_lock BEFORE INSERT ON public.people_relationship FOR EACH ROW EXECUTE FUNCTION access.lock_row('facts', 'other_id');
CREATE TRIGGER z_lock BEFORE INSERT ON public.record_draft FOR EACH ROW EXECUTE FUNCTION access.lock_row('author');
CREATE TRIGGER z_lock BEFORE INSERT ON public.record_entry FOR EACH ROW EXECUTE FUNCTION access.lock_row('facts');
CREATE TRIGGER z_lock BEFORE INSERT ON public.sharing_bundle FOR EACH ROW EXECUTE FUNCTION access.lock_row('facts');
CREATE TRIGGER z_lock BEFORE INSERT ON public.sharing_consentrecord FOR EACH ROW EXECUTE FUNCTION access.lock_row('facts');
CREATE TRIGGER z_lock BEFORE INSERT ON public.sharing_copymade FOR EACH ROW EXECUTE FUNCTION access.lock_row('facts');
CREATE TRIGGER z_lock BEFORE INSERT ON public.sharing_disclosure FOR EACH ROW EXECUTE FUNCTION access.lock_row('facts');
CREATE TRIGGER z_lock BEFORE INSERT ON public.sharing_exhibit FOR EACH ROW EXECUTE FUNCTION access.lock_row('facts');
CREATE TRIGGER z_lock BEFORE INSERT ON public.sharing_gathering FOR EACH ROW EXECUTE FUNCTION access.lock_row('letter');
CREATE TRIGGER z_lock BEFORE INSERT ON public.sharing_message FOR EACH ROW EXECUTE FUNCTION access.lock_row('facts');
CREATE TRIGGER z_lock BEFORE INSERT ON public.sharing_messageanswer FOR EACH ROW EXECUTE FUNCTION access.lock_row('facts');
CREATE TRIGGER z_lock BEFORE INSERT ON public.sharing_redaction FOR EACH ROW EXECUTE FUNCTION access.lock_row('facts');
CREATE TRIGGER z_lock BEFORE INSERT ON public.sharing_representative FOR EACH ROW EXECUTE FUNCTION access.lock_row('facts');
CREATE TRIGGER z_lock BEFORE INSERT ON public.sharing_request FOR EACH ROW EXECUTE FUNCTION access.lock_row('letter');
CREATE TRIGGER z_lock BEFORE INSERT ON public.sharing_subjectaccess FOR EACH ROW EXECUTE FUNCTION access.lock_row('facts');
CREATE TRIGGER z_lock BEFORE INSERT ON public.sharing_turn FOR EACH ROW EXECUTE FUNCTION access.lock_row('letter');
CREATE TRIGGER z_relock BEFORE UPDATE ON public.access_involvement FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.lock_row('facts');
CREATE TRIGGER z_relock BEFORE UPDATE ON public.access_share FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.lock_row('facts');
CREATE TRIGGER z_relock BEFORE UPDATE ON public.assessments_answers FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.lock_row('facts');
CREATE TRIGGER z_relock BEFORE UPDATE ON public.assessments_response FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.lock_row('facts');
CREATE TRIGGER z_relock BEFORE UPDATE ON public.casework_action FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.lock_row('facts');
CREATE TRIGGER z_relock BEFORE UPDATE ON public.casework_aim FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.lock_row('facts');
CREATE TRIGGER z_relock BEFORE UPDATE ON public.casework_move FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.lock_row('facts');
CREATE TRIGGER z_relock BEFORE UPDATE ON public.casework_plan FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.lock_row('facts');
CREATE TRIGGER z_relock BEFORE UPDATE ON public.casework_report FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.lock_row('facts');
CREATE TRIGGER z_relock BEFORE UPDATE ON public.casework_running FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.lock_row('facts');
CREATE TRIGGER z_relock BEFORE UPDATE ON public.casework_step FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.lock_row('facts');
CREATE TRIGGER z_relock BEFORE UPDATE ON public.documents_document FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.lock_row('facts');
CREATE TRIGGER z_relock BEFORE UPDATE ON public.documents_file FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.lock_row('facts');
CREATE TRIGGER z_relock BEFORE UPDATE ON public.people_address FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.lock_row('facts');
CREATE TRIGGER z_relock BEFORE UPDATE ON public.people_alert FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.lock_row('facts');
CREATE TRIGGER z_relock BEFORE UPDATE ON public.people_birth FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.lock_row('facts');
CREATE TRIGGER z_relock BEFORE UPDATE ON public.people_identifier FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.lock_row('facts');
CREATE TRIGGER z_relock BEFORE UPDATE ON public.people_identifierclash FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.lock_row('facts', 'other_id');
CREATE TRIGGER z_relock BEFORE UPDATE ON public.people_particular FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.lock_row('facts');
CREATE TRIGGER z_relock BEFORE UPDATE ON public.people_personname FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.lock_row('facts');
CREATE TRIGGER z_relock BEFORE UPDATE ON public.people_relationship FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.lock_row('facts', 'other_id');
CREATE TRIGGER z_relock BEFORE UPDATE ON public.record_draft FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.lock_row('author');
CREATE TRIGGER z_relock BEFORE UPDATE ON public.record_entry FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.lock_row('facts');
CREATE TRIGGER z_relock BEFORE UPDATE ON public.sharing_bundle FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.lock_row('facts');
CREATE TRIGGER z_relock BEFORE UPDATE ON public.sharing_consentrecord FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.lock_row('facts');
CREATE TRIGGER z_relock BEFORE UPDATE ON public.sharing_copymade FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.lock_row('facts');
CREATE TRIGGER z_relock BEFORE UPDATE ON public.sharing_disclosure FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.lock_row('facts');
CREATE TRIGGER z_relock BEFORE UPDATE ON public.sharing_exhibit FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.lock_row('facts');
CREATE TRIGGER z_relock BEFORE UPDATE ON public.sharing_gathering FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.lock_row('letter');
CREATE TRIGGER z_relock BEFORE UPDATE ON public.sharing_message FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.lock_row('facts');
CREATE TRIGGER z_relock BEFORE UPDATE ON public.sharing_messageanswer FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.lock_row('facts');
CREATE TRIGGER z_relock BEFORE UPDATE ON public.sharing_redaction FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.lock_row('facts');
CREATE TRIGGER z_relock BEFORE UPDATE ON public.sharing_representative FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.lock_row('facts');
CREATE TRIGGER z_relock BEFORE UPDATE ON public.sharing_request FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.lock_row('letter');
CREATE TRIGGER z_relock BEFORE UPDATE ON public.sharing_subjectaccess FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.lock_row('facts');
CREATE TRIGGER z_relock BEFORE UPDATE ON public.sharing_turn FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.lock_row('letter');
CREATE TRIGGER a_author BEFORE INSERT ON sharing.withholding FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.author_row('facts');
CREATE TRIGGER b_own BEFORE UPDATE ON sharing.withholding FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.own_row();
CREATE TRIGGER z_lock BEFORE INSERT ON sharing.withholding FOR EACH ROW EXECUTE FUNCTION access.lock_row('facts');
CREATE TRIGGER z_relock BEFORE UPDATE ON sharing.withholding FOR EACH ROW WHEN ((CURRENT_USER <> 'kith_engine'::name)) EXECUTE FUNCTION access.lock_row('facts');
ALTER TABLE ONLY access.edge
    ADD CONSTRAINT edge_owner_fkey FOREIGN KEY (owner) REFERENCES public.agencies_agency(id);
ALTER TABLE ONLY access.edge
    ADD CONSTRAINT edge_recipient_fkey FOREIGN KEY (recipient) REFERENCES public.agencies_agency(id);
ALTER TABLE ONLY access.gain_by_grade
    ADD CONSTRAINT gain_by_grade_proposal_fkey FOREIGN KEY (proposal) REFERENCES access.proposal(id);
ALTER TABLE ONLY access.gain_by_person
    ADD CONSTRAINT gain_by_person_proposal_fkey FOREIGN KEY (proposal) REFERENCES access.proposal(id);
ALTER TABLE ONLY access.gain_by_post
    ADD CONSTRAINT gain_by_post_post_fkey FOREIGN KEY (post) REFERENCES public.agencies_post(id);
ALTER TABLE ONLY access.gain_by_post
    ADD CONSTRAINT gain_by_post_proposal_fkey FOREIGN KEY (proposal) REFERENCES access.proposal(id);
ALTER TABLE ONLY access.graded_fields
    ADD CONSTRAINT graded_fields_author_id_fkey FOREIGN KEY (author_id) REFERENCES public.agencies_post(id);
ALTER TABLE ONLY access.graded_fields
    ADD CONSTRAINT graded_fields_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES public.agencies_agency(id);
ALTER TABLE ONLY access.graded_fields
    ADD CONSTRAINT graded_fields_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.access_subject(id);
ALTER TABLE ONLY access.profile
    ADD CONSTRAINT profile_agency_fkey FOREIGN KEY (agency) REFERENCES public.agencies_agency(id);
ALTER TABLE ONLY access.proposal
    ADD CONSTRAINT proposal_agency_fkey FOREIGN KEY (agency) REFERENCES public.agencies_agency(id);
ALTER TABLE ONLY access.proposal
    ADD CONSTRAINT proposal_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES public.agencies_post(id);
ALTER TABLE ONLY access.proposal
    ADD CONSTRAINT proposal_edge_fkey FOREIGN KEY (edge) REFERENCES access.edge(no);
ALTER TABLE ONLY access.proposal
    ADD CONSTRAINT proposal_profile_version_fkey FOREIGN KEY (profile, version) REFERENCES access.profile(name, version);
ALTER TABLE ONLY access.proposal
    ADD CONSTRAINT proposal_proposed_by_fkey FOREIGN KEY (proposed_by) REFERENCES public.agencies_post(id);
ALTER TABLE ONLY access.seen
    ADD CONSTRAINT seen_session_fkey FOREIGN KEY (session) REFERENCES access.session(id);
ALTER TABLE ONLY access.verification
    ADD CONSTRAINT verification_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES public.agencies_post(id);
ALTER TABLE ONLY audit.cosignature
    ADD CONSTRAINT cosignature_origin_size_fkey FOREIGN KEY (origin, size) REFERENCES audit.checkpoint(origin, size);
ALTER TABLE ONLY public.access_involvement
    ADD CONSTRAINT access_involvement_author_id_45af0508_fk_agencies_post_id FOREIGN KEY (author_id) REFERENCES public.agencies_post(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.access_involvement
    ADD CONSTRAINT access_involvement_owner_id_a3daf10c_fk_agencies_agency_id FOREIGN KEY (owner_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.access_involvement
    ADD CONSTRAINT access_involvement_person_id_1acd3e7b_fk_access_subject_id FOREIGN KEY (person_id) REFERENCES public.access_subject(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.access_share
    ADD CONSTRAINT access_share_author_id_e106f000_fk_agencies_post_id FOREIGN KEY (author_id) REFERENCES public.agencies_post(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.access_share
    ADD CONSTRAINT access_share_owner_id_891cab93_fk_agencies_agency_id FOREIGN KEY (owner_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.access_share
    ADD CONSTRAINT access_share_person_id_b6d13068_fk_access_subject_id FOREIGN KEY (person_id) REFERENCES public.access_subject(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.access_share
    ADD CONSTRAINT access_share_shared_by_id_4e08c8d0_fk_agencies_agency_id FOREIGN KEY (shared_by_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.access_subject
    ADD CONSTRAINT access_subject_lead_id_e78271a1_fk_agencies_agency_id FOREIGN KEY (lead_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.access_subject
    ADD CONSTRAINT access_subject_offered_to_id_2d63f67c_fk_agencies_agency_id FOREIGN KEY (offered_to_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_2c513194_fk_auth_user_id FOREIGN KEY (user_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirm_email_address_id_5b7f8c58_fk_account_e FOREIGN KEY (email_address_id) REFERENCES public.account_emailaddress(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.agencies_membership
    ADD CONSTRAINT agencies_membership_post_id_c3fbdaa7_fk_agencies_post_id FOREIGN KEY (post_id) REFERENCES public.agencies_post(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.agencies_membership
    ADD CONSTRAINT agencies_membership_team_id_88368470_fk_agencies_team_id FOREIGN KEY (team_id) REFERENCES public.agencies_team(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.agencies_post
    ADD CONSTRAINT agencies_post_agency_id_a19c7890_fk_agencies_agency_id FOREIGN KEY (agency_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.agencies_post
    ADD CONSTRAINT agencies_post_practitioner_id_c29befaa_fk_agencies_ FOREIGN KEY (practitioner_id) REFERENCES public.agencies_practitioner(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.agencies_practitioner
    ADD CONSTRAINT agencies_practitione_state_set_by_id_7ff7648c_fk_agencies_ FOREIGN KEY (state_set_by_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.agencies_role
    ADD CONSTRAINT agencies_role_post_id_55f154f2_fk_agencies_post_id FOREIGN KEY (post_id) REFERENCES public.agencies_post(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.agencies_team
    ADD CONSTRAINT agencies_team_agency_id_e08630e9_fk_agencies_agency_id FOREIGN KEY (agency_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.assessments_answers
    ADD CONSTRAINT assessments_answers_author_id_c81a2cd3_fk_agencies_post_id FOREIGN KEY (author_id) REFERENCES public.agencies_post(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.assessments_answers
    ADD CONSTRAINT assessments_answers_owner_id_ea4a64f1_fk_agencies_agency_id FOREIGN KEY (owner_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.assessments_answers
    ADD CONSTRAINT assessments_answers_person_id_460e8211_fk_access_subject_id FOREIGN KEY (person_id) REFERENCES public.access_subject(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.assessments_form
    ADD CONSTRAINT assessments_form_publisher_id_9d3340b8_fk_agencies_agency_id FOREIGN KEY (publisher_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.assessments_response
    ADD CONSTRAINT assessments_response_author_id_7c3f8f44_fk_agencies_post_id FOREIGN KEY (author_id) REFERENCES public.agencies_post(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.assessments_response
    ADD CONSTRAINT assessments_response_owner_id_d60ff410_fk_agencies_agency_id FOREIGN KEY (owner_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.assessments_response
    ADD CONSTRAINT assessments_response_person_id_130213b5_fk_access_subject_id FOREIGN KEY (person_id) REFERENCES public.access_subject(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissio_permission_id_84c5c92e_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_b120cbf9_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_2f476e4b_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.auth_user_groups
    ADD CONSTRAINT auth_user_groups_group_id_97559544_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.auth_user_groups
    ADD CONSTRAINT auth_user_groups_user_id_6a12ed8b_fk_auth_user_id FOREIGN KEY (user_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.auth_user_user_permissions
    ADD CONSTRAINT auth_user_user_permi_permission_id_1fbb5f2c_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.auth_user_user_permissions
    ADD CONSTRAINT auth_user_user_permissions_user_id_a95ead1b_fk_auth_user_id FOREIGN KEY (user_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.casework_action
    ADD CONSTRAINT casework_action_author_id_ab18545a_fk_agencies_post_id FOREIGN KEY (author_id) REFERENCES public.agencies_post(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.casework_action
    ADD CONSTRAINT casework_action_owner_id_fb50e5ca_fk_agencies_agency_id FOREIGN KEY (owner_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.casework_action
    ADD CONSTRAINT casework_action_person_id_6d936bdb_fk_access_subject_id FOREIGN KEY (person_id) REFERENCES public.access_subject(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.casework_aim
    ADD CONSTRAINT casework_aim_author_id_9ebd9cd1_fk_agencies_post_id FOREIGN KEY (author_id) REFERENCES public.agencies_post(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.casework_aim
    ADD CONSTRAINT casework_aim_owner_id_b4c66e05_fk_agencies_agency_id FOREIGN KEY (owner_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.casework_aim
    ADD CONSTRAINT casework_aim_person_id_06a8acc1_fk_access_subject_id FOREIGN KEY (person_id) REFERENCES public.access_subject(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.casework_move
    ADD CONSTRAINT casework_move_author_id_4c6916c1_fk_agencies_post_id FOREIGN KEY (author_id) REFERENCES public.agencies_post(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.casework_move
    ADD CONSTRAINT casework_move_owner_id_90b4c6b4_fk_agencies_agency_id FOREIGN KEY (owner_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.casework_move
    ADD CONSTRAINT casework_move_person_id_c2cbaaf0_fk_access_subject_id FOREIGN KEY (person_id) REFERENCES public.access_subject(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.casework_plan
    ADD CONSTRAINT casework_plan_author_id_2734886d_fk_agencies_post_id FOREIGN KEY (author_id) REFERENCES public.agencies_post(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.casework_plan
    ADD CONSTRAINT casework_plan_owner_id_8954fd97_fk_agencies_agency_id FOREIGN KEY (owner_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.casework_plan
    ADD CONSTRAINT casework_plan_person_id_dcd0f2e6_fk_access_subject_id FOREIGN KEY (person_id) REFERENCES public.access_subject(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.casework_report
    ADD CONSTRAINT casework_report_author_id_583c50b5_fk_agencies_post_id FOREIGN KEY (author_id) REFERENCES public.agencies_post(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.casework_report
    ADD CONSTRAINT casework_report_owner_id_99be3dd7_fk_agencies_agency_id FOREIGN KEY (owner_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.casework_report
    ADD CONSTRAINT casework_report_person_id_8b557184_fk_access_subject_id FOREIGN KEY (person_id) REFERENCES public.access_subject(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.casework_running
    ADD CONSTRAINT casework_running_author_id_5bed746e_fk_agencies_post_id FOREIGN KEY (author_id) REFERENCES public.agencies_post(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.casework_running
    ADD CONSTRAINT casework_running_owner_id_b8e0a80a_fk_agencies_agency_id FOREIGN KEY (owner_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.casework_running
    ADD CONSTRAINT casework_running_person_id_c114df00_fk_access_subject_id FOREIGN KEY (person_id) REFERENCES public.access_subject(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.casework_step
    ADD CONSTRAINT casework_step_author_id_828e488c_fk_agencies_post_id FOREIGN KEY (author_id) REFERENCES public.agencies_post(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.casework_step
    ADD CONSTRAINT casework_step_owner_id_f5648ac1_fk_agencies_agency_id FOREIGN KEY (owner_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.casework_step
    ADD CONSTRAINT casework_step_person_id_24765f72_fk_access_subject_id FOREIGN KEY (person_id) REFERENCES public.access_subject(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.documents_document
    ADD CONSTRAINT documents_document_author_id_6440570b_fk_agencies_post_id FOREIGN KEY (author_id) REFERENCES public.agencies_post(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.documents_document
    ADD CONSTRAINT documents_document_owner_id_04d2b723_fk_agencies_agency_id FOREIGN KEY (owner_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.documents_document
    ADD CONSTRAINT documents_document_person_id_c16dd685_fk_access_subject_id FOREIGN KEY (person_id) REFERENCES public.access_subject(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.documents_file
    ADD CONSTRAINT documents_file_author_id_02928c13_fk_agencies_post_id FOREIGN KEY (author_id) REFERENCES public.agencies_post(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.documents_file
    ADD CONSTRAINT documents_file_owner_id_bfbaca08_fk_agencies_agency_id FOREIGN KEY (owner_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.documents_file
    ADD CONSTRAINT documents_file_person_id_95f90625_fk_access_subject_id FOREIGN KEY (person_id) REFERENCES public.access_subject(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.linkage_importrun
    ADD CONSTRAINT linkage_importrun_agency_id_093e7f0a_fk_agencies_agency_id FOREIGN KEY (agency_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.linkage_importrun
    ADD CONSTRAINT linkage_importrun_team_id_4e56f1e9_fk_agencies_team_id FOREIGN KEY (team_id) REFERENCES public.agencies_team(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.mfa_authenticator
    ADD CONSTRAINT mfa_authenticator_user_id_0c3a50c0_fk_auth_user_id FOREIGN KEY (user_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.people_address
    ADD CONSTRAINT people_address_author_id_6e92f5f0_fk_agencies_post_id FOREIGN KEY (author_id) REFERENCES public.agencies_post(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.people_address
    ADD CONSTRAINT people_address_owner_id_84912865_fk_agencies_agency_id FOREIGN KEY (owner_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.people_address
    ADD CONSTRAINT people_address_person_id_00997e7a_fk_access_subject_id FOREIGN KEY (person_id) REFERENCES public.access_subject(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.people_alert
    ADD CONSTRAINT people_alert_author_id_e208876e_fk_agencies_post_id FOREIGN KEY (author_id) REFERENCES public.agencies_post(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.people_alert
    ADD CONSTRAINT people_alert_owner_id_474d1ab6_fk_agencies_agency_id FOREIGN KEY (owner_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.people_alert
    ADD CONSTRAINT people_alert_person_id_6cf5ae19_fk_access_subject_id FOREIGN KEY (person_id) REFERENCES public.access_subject(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.people_birth
    ADD CONSTRAINT people_birth_author_id_b3ae49dc_fk_agencies_post_id FOREIGN KEY (author_id) REFERENCES public.agencies_post(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.people_birth
    ADD CONSTRAINT people_birth_owner_id_15fe40bf_fk_agencies_agency_id FOREIGN KEY (owner_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.people_birth
    ADD CONSTRAINT people_birth_person_id_612fb64f_fk_access_subject_id FOREIGN KEY (person_id) REFERENCES public.access_subject(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.people_identifier
    ADD CONSTRAINT people_identifier_author_id_5a30aa7b_fk_agencies_post_id FOREIGN KEY (author_id) REFERENCES public.agencies_post(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.people_identifier
    ADD CONSTRAINT people_identifier_owner_id_feb79621_fk_agencies_agency_id FOREIGN KEY (owner_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.people_identifier
    ADD CONSTRAINT people_identifier_person_id_f0bbceea_fk_access_subject_id FOREIGN KEY (person_id) REFERENCES public.access_subject(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.people_identifierclash
    ADD CONSTRAINT people_identifierclash_author_id_fd0f1746_fk_agencies_post_id FOREIGN KEY (author_id) REFERENCES public.agencies_post(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.people_identifierclash
    ADD CONSTRAINT people_identifierclash_other_id_0c1271b4_fk_access_subject_id FOREIGN KEY (other_id) REFERENCES public.access_subject(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.people_identifierclash
    ADD CONSTRAINT people_identifierclash_owner_id_d504af8e_fk_agencies_agency_id FOREIGN KEY (owner_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.people_identifierclash
    ADD CONSTRAINT people_identifierclash_person_id_0ee61de3_fk_access_subject_id FOREIGN KEY (person_id) REFERENCES public.access_subject(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.people_particular
    ADD CONSTRAINT people_particular_author_id_cfe138db_fk_agencies_post_id FOREIGN KEY (author_id) REFERENCES public.agencies_post(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.people_particular
    ADD CONSTRAINT people_particular_owner_id_82e2e862_fk_agencies_agency_id FOREIGN KEY (owner_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.people_particular
    ADD CONSTRAINT people_particular_person_id_54e928c2_fk_access_subject_id FOREIGN KEY (person_id) REFERENCES public.access_subject(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.people_personname
    ADD CONSTRAINT people_personname_author_id_f60d472b_fk_agencies_post_id FOREIGN KEY (author_id) REFERENCES public.agencies_post(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.people_personname
    ADD CONSTRAINT people_personname_owner_id_b991a067_fk_agencies_agency_id FOREIGN KEY (owner_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.people_personname
    ADD CONSTRAINT people_personname_person_id_8e86eb89_fk_access_subject_id FOREIGN KEY (person_id) REFERENCES public.access_subject(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.people_relationship
    ADD CONSTRAINT people_relationship_author_id_2dd3a60e_fk_agencies_post_id FOREIGN KEY (author_id) REFERENCES public.agencies_post(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.people_relationship
    ADD CONSTRAINT people_relationship_other_id_043151a4_fk_access_subject_id FOREIGN KEY (other_id) REFERENCES public.access_subject(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.people_relationship
    ADD CONSTRAINT people_relationship_owner_id_2230c2b9_fk_agencies_agency_id FOREIGN KEY (owner_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.people_relationship
    ADD CONSTRAINT people_relationship_person_id_37b60c82_fk_access_subject_id FOREIGN KEY (person_id) REFERENCES public.access_subject(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.procrastinate_events
    ADD CONSTRAINT procrastinate_events_job_id_fkey FOREIGN KEY (job_id) REFERENCES public.procrastinate_jobs(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.procrastinate_jobs
    ADD CONSTRAINT procrastinate_jobs_worker_id_fkey FOREIGN KEY (worker_id) REFERENCES public.procrastinate_workers(id) ON DELETE SET NULL;
ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_job_id_fkey FOREIGN KEY (job_id) REFERENCES public.procrastinate_jobs(id);
ALTER TABLE ONLY public.record_draft
    ADD CONSTRAINT record_draft_author_id_737e3ed5_fk_agencies_post_id FOREIGN KEY (author_id) REFERENCES public.agencies_post(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.record_draft
    ADD CONSTRAINT record_draft_owner_id_50fba03a_fk_agencies_agency_id FOREIGN KEY (owner_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.record_draft
    ADD CONSTRAINT record_draft_person_id_fcb75915_fk_access_subject_id FOREIGN KEY (person_id) REFERENCES public.access_subject(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.record_entry
    ADD CONSTRAINT record_entry_author_id_34a6e207_fk_agencies_post_id FOREIGN KEY (author_id) REFERENCES public.agencies_post(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.record_entry
    ADD CONSTRAINT record_entry_owner_id_db5178fd_fk_agencies_agency_id FOREIGN KEY (owner_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.record_entry
    ADD CONSTRAINT record_entry_person_id_43fa7e27_fk_access_subject_id FOREIGN KEY (person_id) REFERENCES public.access_subject(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.assessments_response
    ADD CONSTRAINT response_of_a_form FOREIGN KEY (form, form_version) REFERENCES public.assessments_form(slug, version);
ALTER TABLE ONLY public.sharing_advice
    ADD CONSTRAINT sharing_advice_author_id_e6b6ae55_fk_agencies_post_id FOREIGN KEY (author_id) REFERENCES public.agencies_post(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sharing_advice
    ADD CONSTRAINT sharing_advice_owner_id_dab57c66_fk_agencies_agency_id FOREIGN KEY (owner_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sharing_adviceturn
    ADD CONSTRAINT sharing_adviceturn_author_id_31a74607_fk_agencies_post_id FOREIGN KEY (author_id) REFERENCES public.agencies_post(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sharing_adviceturn
    ADD CONSTRAINT sharing_adviceturn_owner_id_a21d4d57_fk_agencies_agency_id FOREIGN KEY (owner_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sharing_bundle
    ADD CONSTRAINT sharing_bundle_author_id_13c915a8_fk_agencies_post_id FOREIGN KEY (author_id) REFERENCES public.agencies_post(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sharing_bundle
    ADD CONSTRAINT sharing_bundle_owner_id_6199bd33_fk_agencies_agency_id FOREIGN KEY (owner_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sharing_bundle
    ADD CONSTRAINT sharing_bundle_person_id_ca497b60_fk_access_subject_id FOREIGN KEY (person_id) REFERENCES public.access_subject(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sharing_consentrecord
    ADD CONSTRAINT sharing_consentrecord_author_id_369f1ced_fk_agencies_post_id FOREIGN KEY (author_id) REFERENCES public.agencies_post(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sharing_consentrecord
    ADD CONSTRAINT sharing_consentrecord_owner_id_ce94b62d_fk_agencies_agency_id FOREIGN KEY (owner_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sharing_consentrecord
    ADD CONSTRAINT sharing_consentrecord_person_id_b7561f38_fk_access_subject_id FOREIGN KEY (person_id) REFERENCES public.access_subject(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sharing_copymade
    ADD CONSTRAINT sharing_copymade_author_id_85e4c569_fk_agencies_post_id FOREIGN KEY (author_id) REFERENCES public.agencies_post(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sharing_copymade
    ADD CONSTRAINT sharing_copymade_owner_id_7393f02c_fk_agencies_agency_id FOREIGN KEY (owner_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sharing_copymade
    ADD CONSTRAINT sharing_copymade_person_id_6064e576_fk_access_subject_id FOREIGN KEY (person_id) REFERENCES public.access_subject(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sharing_counted
    ADD CONSTRAINT sharing_counted_by_agency_id_150cac26_fk_agencies_agency_id FOREIGN KEY (by_agency_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sharing_counted
    ADD CONSTRAINT sharing_counted_of_agency_id_92630cab_fk_agencies_agency_id FOREIGN KEY (of_agency_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sharing_disclosure
    ADD CONSTRAINT sharing_disclosure_author_id_ddd6504c_fk_agencies_post_id FOREIGN KEY (author_id) REFERENCES public.agencies_post(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sharing_disclosure
    ADD CONSTRAINT sharing_disclosure_owner_id_e39e9536_fk_agencies_agency_id FOREIGN KEY (owner_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sharing_disclosure
    ADD CONSTRAINT sharing_disclosure_person_id_7c0b0667_fk_access_subject_id FOREIGN KEY (person_id) REFERENCES public.access_subject(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sharing_exhibit
    ADD CONSTRAINT sharing_exhibit_author_id_2cefefab_fk_agencies_post_id FOREIGN KEY (author_id) REFERENCES public.agencies_post(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sharing_exhibit
    ADD CONSTRAINT sharing_exhibit_owner_id_dbc7489f_fk_agencies_agency_id FOREIGN KEY (owner_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sharing_exhibit
    ADD CONSTRAINT sharing_exhibit_person_id_d4d78232_fk_access_subject_id FOREIGN KEY (person_id) REFERENCES public.access_subject(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sharing_gathering
    ADD CONSTRAINT sharing_gathering_author_id_37803917_fk_agencies_post_id FOREIGN KEY (author_id) REFERENCES public.agencies_post(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sharing_gathering
    ADD CONSTRAINT sharing_gathering_owner_id_71b4860e_fk_agencies_agency_id FOREIGN KEY (owner_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sharing_gathering
    ADD CONSTRAINT sharing_gathering_person_id_f41779ce_fk_access_subject_id FOREIGN KEY (person_id) REFERENCES public.access_subject(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sharing_guideedition
    ADD CONSTRAINT sharing_guideedition_owner_id_6a53611c_fk_agencies_agency_id FOREIGN KEY (owner_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sharing_message
    ADD CONSTRAINT sharing_message_author_id_f273219d_fk_agencies_post_id FOREIGN KEY (author_id) REFERENCES public.agencies_post(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sharing_message
    ADD CONSTRAINT sharing_message_owner_id_10b04d68_fk_agencies_agency_id FOREIGN KEY (owner_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sharing_message
    ADD CONSTRAINT sharing_message_person_id_74fbe675_fk_access_subject_id FOREIGN KEY (person_id) REFERENCES public.access_subject(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sharing_messageanswer
    ADD CONSTRAINT sharing_messageanswer_author_id_3ac74512_fk_agencies_post_id FOREIGN KEY (author_id) REFERENCES public.agencies_post(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sharing_messageanswer
    ADD CONSTRAINT sharing_messageanswer_owner_id_cea1cd82_fk_agencies_agency_id FOREIGN KEY (owner_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sharing_messageanswer
    ADD CONSTRAINT sharing_messageanswer_person_id_c3cb3eba_fk_access_subject_id FOREIGN KEY (person_id) REFERENCES public.access_subject(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sharing_outsider
    ADD CONSTRAINT sharing_outsider_owner_id_a8baf3d6_fk_agencies_agency_id FOREIGN KEY (owner_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sharing_processingnote
    ADD CONSTRAINT sharing_processingnote_owner_id_6ec89812_fk_agencies_agency_id FOREIGN KEY (owner_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sharing_redaction
    ADD CONSTRAINT sharing_redaction_author_id_cbe093aa_fk_agencies_post_id FOREIGN KEY (author_id) REFERENCES public.agencies_post(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sharing_redaction
    ADD CONSTRAINT sharing_redaction_owner_id_ecfee36f_fk_agencies_agency_id FOREIGN KEY (owner_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sharing_redaction
    ADD CONSTRAINT sharing_redaction_person_id_958d2faf_fk_access_subject_id FOREIGN KEY (person_id) REFERENCES public.access_subject(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sharing_representative
    ADD CONSTRAINT sharing_representative_author_id_1b84ea94_fk_agencies_post_id FOREIGN KEY (author_id) REFERENCES public.agencies_post(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sharing_representative
    ADD CONSTRAINT sharing_representative_owner_id_ac525de9_fk_agencies_agency_id FOREIGN KEY (owner_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sharing_representative
    ADD CONSTRAINT sharing_representative_person_id_f19bfeb9_fk_access_subject_id FOREIGN KEY (person_id) REFERENCES public.access_subject(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sharing_request
    ADD CONSTRAINT sharing_request_asked_agency_id_cf8e44b3_fk_agencies_agency_id FOREIGN KEY (asked_agency_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sharing_request
    ADD CONSTRAINT sharing_request_author_id_002bb104_fk_agencies_post_id FOREIGN KEY (author_id) REFERENCES public.agencies_post(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sharing_request
    ADD CONSTRAINT sharing_request_owner_id_d8198c8e_fk_agencies_agency_id FOREIGN KEY (owner_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sharing_request
    ADD CONSTRAINT sharing_request_person_id_9734b842_fk_access_subject_id FOREIGN KEY (person_id) REFERENCES public.access_subject(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sharing_subjectaccess
    ADD CONSTRAINT sharing_subjectaccess_author_id_d2467800_fk_agencies_post_id FOREIGN KEY (author_id) REFERENCES public.agencies_post(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sharing_subjectaccess
    ADD CONSTRAINT sharing_subjectaccess_owner_id_51729511_fk_agencies_agency_id FOREIGN KEY (owner_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sharing_subjectaccess
    ADD CONSTRAINT sharing_subjectaccess_person_id_82b7b753_fk_access_subject_id FOREIGN KEY (person_id) REFERENCES public.access_subject(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sharing_toolrule
    ADD CONSTRAINT sharing_toolrule_owner_id_7a82a9c6_fk_agencies_agency_id FOREIGN KEY (owner_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sharing_toolrule
    ADD CONSTRAINT sharing_toolrule_partner_id_cdb761ff_fk_agencies_agency_id FOREIGN KEY (partner_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sharing_turn
    ADD CONSTRAINT sharing_turn_author_id_bf55ab00_fk_agencies_post_id FOREIGN KEY (author_id) REFERENCES public.agencies_post(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sharing_turn
    ADD CONSTRAINT sharing_turn_owner_id_fada4ced_fk_agencies_agency_id FOREIGN KEY (owner_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sharing_turn
    ADD CONSTRAINT sharing_turn_person_id_0668b758_fk_access_subject_id FOREIGN KEY (person_id) REFERENCES public.access_subject(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.socialaccount_socialtoken
    ADD CONSTRAINT socialaccount_social_account_id_951f210e_fk_socialacc FOREIGN KEY (account_id) REFERENCES public.socialaccount_socialaccount(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.socialaccount_socialtoken
    ADD CONSTRAINT socialaccount_social_app_id_636a42d7_fk_socialacc FOREIGN KEY (app_id) REFERENCES public.socialaccount_socialapp(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.socialaccount_socialaccount
    ADD CONSTRAINT socialaccount_socialaccount_user_id_8146e70c_fk_auth_user_id FOREIGN KEY (user_id) REFERENCES public.auth_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.supervision_agreement
    ADD CONSTRAINT supervision_agreemen_proposed_by_id_3d034680_fk_agencies_ FOREIGN KEY (proposed_by_id) REFERENCES public.agencies_post(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.supervision_agreement
    ADD CONSTRAINT supervision_agreemen_supervisee_id_b6d69a00_fk_agencies_ FOREIGN KEY (supervisee_id) REFERENCES public.agencies_post(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.supervision_agreement
    ADD CONSTRAINT supervision_agreemen_supervisor_id_abd9df75_fk_agencies_ FOREIGN KEY (supervisor_id) REFERENCES public.agencies_post(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.supervision_agreement
    ADD CONSTRAINT supervision_agreement_agency_id_78e5ff8d_fk_agencies_agency_id FOREIGN KEY (agency_id) REFERENCES public.agencies_agency(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.supervision_agreement
    ADD CONSTRAINT supervision_agreement_ended_by_id_f8bccffb_fk_agencies_post_id FOREIGN KEY (ended_by_id) REFERENCES public.agencies_post(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.supervision_remark
    ADD CONSTRAINT supervision_remark_author_id_6fc419f4_fk_agencies_post_id FOREIGN KEY (author_id) REFERENCES public.agencies_post(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.supervision_remark
    ADD CONSTRAINT supervision_remark_session_id_f40fc48b_fk_supervisi FOREIGN KEY (session_id) REFERENCES public.supervision_session(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.supervision_session
    ADD CONSTRAINT supervision_session_agreement_id_0c91bd11_fk_supervisi FOREIGN KEY (agreement_id) REFERENCES public.supervision_agreement(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.supervision_session
    ADD CONSTRAINT supervision_session_author_id_84b73f26_fk_agencies_post_id FOREIGN KEY (author_id) REFERENCES public.agencies_post(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.supervision_session
    ADD CONSTRAINT supervision_session_supervisee_id_6d4d4f6a_fk_agencies_post_id FOREIGN KEY (supervisee_id) REFERENCES public.agencies_post(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.supervision_session
    ADD CONSTRAINT supervision_session_supervisor_id_789878ac_fk_agencies_post_id FOREIGN KEY (supervisor_id) REFERENCES public.agencies_post(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.supervision_typed
    ADD CONSTRAINT supervision_typed_agreement_id_296fe381_fk_supervisi FOREIGN KEY (agreement_id) REFERENCES public.supervision_agreement(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.supervision_typed
    ADD CONSTRAINT supervision_typed_author_id_ff5f6c1b_fk_agencies_post_id FOREIGN KEY (author_id) REFERENCES public.agencies_post(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY supervision.reading
    ADD CONSTRAINT reading_agency_fkey FOREIGN KEY (agency) REFERENCES public.agencies_agency(id);
ALTER TABLE ONLY supervision.reading
    ADD CONSTRAINT reading_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES public.agencies_post(id);
CREATE POLICY backup ON access.exclusion FOR SELECT TO kith_backup USING (true);
CREATE POLICY backup ON access.link FOR SELECT TO kith_backup USING (true);
CREATE POLICY backup ON access.reader FOR SELECT TO kith_backup USING (true);
CREATE POLICY backup ON access.release FOR SELECT TO kith_backup USING (true);
CREATE POLICY backup ON access.seal FOR SELECT TO kith_backup USING (true);
CREATE POLICY engine ON access.exclusion TO kith_engine USING (true) WITH CHECK (true);
CREATE POLICY engine ON access.link TO kith_engine USING (true) WITH CHECK (true);
CREATE POLICY engine ON access.reader TO kith_engine USING (true) WITH CHECK (true);
CREATE POLICY engine ON access.release TO kith_engine USING (true) WITH CHECK (true);
CREATE POLICY engine ON access.seal TO kith_engine USING (true) WITH CHECK (true);
CREATE POLICY engine ON access.secret FOR SELECT TO kith_engine USING (true);
ALTER TABLE access.exclusion ENABLE ROW LEVEL SECURITY;
ALTER TABLE access.link ENABLE ROW LEVEL SECURITY;
CREATE POLICY opens ON access.exclusion TO kith_app, kith_portal USING (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys))))) WITH CHECK (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys)))));
CREATE POLICY opens ON access.link TO kith_app, kith_portal USING (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys))))) WITH CHECK (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys)))));
CREATE POLICY opens ON access.reader TO kith_app, kith_portal USING (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys))))) WITH CHECK (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys)))));
CREATE POLICY opens ON access.release TO kith_app, kith_portal USING (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys))))) WITH CHECK (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys)))));
CREATE POLICY opens ON access.seal TO kith_app, kith_portal USING (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys))))) WITH CHECK (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys)))));
ALTER TABLE access.reader ENABLE ROW LEVEL SECURITY;
ALTER TABLE access.release ENABLE ROW LEVEL SECURITY;
ALTER TABLE access.seal ENABLE ROW LEVEL SECURITY;
ALTER TABLE access.secret ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.access_involvement ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.access_share ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.assessments_answers ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.assessments_response ENABLE ROW LEVEL SECURITY;
CREATE POLICY backup ON public.access_involvement FOR SELECT TO kith_backup USING (true);
CREATE POLICY backup ON public.access_share FOR SELECT TO kith_backup USING (true);
CREATE POLICY backup ON public.assessments_answers FOR SELECT TO kith_backup USING (true);
CREATE POLICY backup ON public.assessments_response FOR SELECT TO kith_backup USING (true);
CREATE POLICY backup ON public.casework_action FOR SELECT TO kith_backup USING (true);
CREATE POLICY backup ON public.casework_aim FOR SELECT TO kith_backup USING (true);
CREATE POLICY backup ON public.casework_move FOR SELECT TO kith_backup USING (true);
CREATE POLICY backup ON public.casework_plan FOR SELECT TO kith_backup USING (true);
CREATE POLICY backup ON public.casework_report FOR SELECT TO kith_backup USING (true);
CREATE POLICY backup ON public.casework_running FOR SELECT TO kith_backup USING (true);
CREATE POLICY backup ON public.casework_step FOR SELECT TO kith_backup USING (true);
CREATE POLICY backup ON public.documents_document FOR SELECT TO kith_backup USING (true);
CREATE POLICY backup ON public.documents_file FOR SELECT TO kith_backup USING (true);
CREATE POLICY backup ON public.people_address FOR SELECT TO kith_backup USING (true);
CREATE POLICY backup ON public.people_alert FOR SELECT TO kith_backup USING (true);
CREATE POLICY backup ON public.people_birth FOR SELECT TO kith_backup USING (true);
CREATE POLICY backup ON public.people_identifier FOR SELECT TO kith_backup USING (true);
CREATE POLICY backup ON public.people_identifierclash FOR SELECT TO kith_backup USING (true);
CREATE POLICY backup ON public.people_particular FOR SELECT TO kith_backup USING (true);
CREATE POLICY backup ON public.people_personname FOR SELECT TO kith_backup USING (true);
CREATE POLICY backup ON public.people_relationship FOR SELECT TO kith_backup USING (true);
CREATE POLICY backup ON public.record_draft FOR SELECT TO kith_backup USING (true);
CREATE POLICY backup ON public.record_entry FOR SELECT TO kith_backup USING (true);
CREATE POLICY backup ON public.sharing_advice FOR SELECT TO kith_backup USING (true);
CREATE POLICY backup ON public.sharing_adviceturn FOR SELECT TO kith_backup USING (true);
CREATE POLICY backup ON public.sharing_bundle FOR SELECT TO kith_backup USING (true);
CREATE POLICY backup ON public.sharing_consentrecord FOR SELECT TO kith_backup USING (true);
CREATE POLICY backup ON public.sharing_copymade FOR SELECT TO kith_backup USING (true);
CREATE POLICY backup ON public.sharing_disclosure FOR SELECT TO kith_backup USING (true);
CREATE POLICY backup ON public.sharing_exhibit FOR SELECT TO kith_backup USING (true);
CREATE POLICY backup ON public.sharing_gathering FOR SELECT TO kith_backup USING (true);
CREATE POLICY backup ON public.sharing_message FOR SELECT TO kith_backup USING (true);
CREATE POLICY backup ON public.sharing_messageanswer FOR SELECT TO kith_backup USING (true);
CREATE POLICY backup ON public.sharing_redaction FOR SELECT TO kith_backup USING (true);
CREATE POLICY backup ON public.sharing_representative FOR SELECT TO kith_backup USING (true);
CREATE POLICY backup ON public.sharing_request FOR SELECT TO kith_backup USING (true);
CREATE POLICY backup ON public.sharing_subjectaccess FOR SELECT TO kith_backup USING (true);
CREATE POLICY backup ON public.sharing_turn FOR SELECT TO kith_backup USING (true);
CREATE POLICY backup ON public.supervision_agreement FOR SELECT TO kith_backup USING (true);
CREATE POLICY backup ON public.supervision_remark FOR SELECT TO kith_backup USING (true);
CREATE POLICY backup ON public.supervision_session FOR SELECT TO kith_backup USING (true);
CREATE POLICY backup ON public.supervision_typed FOR SELECT TO kith_backup USING (true);
ALTER TABLE public.casework_action ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.casework_aim ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.casework_move ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.casework_plan ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.casework_report ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.casework_running ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.casework_step ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.documents_document ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.documents_file ENABLE ROW LEVEL SECURITY;
CREATE POLICY engine ON public.access_involvement TO kith_engine USING (true) WITH CHECK (true);
CREATE POLICY engine ON public.access_share TO kith_engine USING (true) WITH CHECK (true);
CREATE POLICY engine ON public.assessments_answers TO kith_engine USING (true) WITH CHECK (true);
CREATE POLICY engine ON public.assessments_response TO kith_engine USING (true) WITH CHECK (true);
CREATE POLICY engine ON public.casework_action TO kith_engine USING (true) WITH CHECK (true);
CREATE POLICY engine ON public.casework_aim TO kith_engine USING (true) WITH CHECK (true);
CREATE POLICY engine ON public.casework_move TO kith_engine USING (true) WITH CHECK (true);
CREATE POLICY engine ON public.casework_plan TO kith_engine USING (true) WITH CHECK (true);
CREATE POLICY engine ON public.casework_report TO kith_engine USING (true) WITH CHECK (true);
CREATE POLICY engine ON public.casework_running TO kith_engine USING (true) WITH CHECK (true);
CREATE POLICY engine ON public.casework_step TO kith_engine USING (true) WITH CHECK (true);
CREATE POLICY engine ON public.documents_document TO kith_engine USING (true) WITH CHECK (true);
CREATE POLICY engine ON public.documents_file TO kith_engine USING (true) WITH CHECK (true);
CREATE POLICY engine ON public.people_address TO kith_engine USING (true) WITH CHECK (true);
CREATE POLICY engine ON public.people_alert TO kith_engine USING (true) WITH CHECK (true);
CREATE POLICY engine ON public.people_birth TO kith_engine USING (true) WITH CHECK (true);
CREATE POLICY engine ON public.people_identifier TO kith_engine USING (true) WITH CHECK (true);
CREATE POLICY engine ON public.people_identifierclash TO kith_engine USING (true) WITH CHECK (true);
CREATE POLICY engine ON public.people_particular TO kith_engine USING (true) WITH CHECK (true);
CREATE POLICY engine ON public.people_personname TO kith_engine USING (true) WITH CHECK (true);
CREATE POLICY engine ON public.people_relationship TO kith_engine USING (true) WITH CHECK (true);
CREATE POLICY engine ON public.record_draft TO kith_engine USING (true) WITH CHECK (true);
CREATE POLICY engine ON public.record_entry TO kith_engine USING (true) WITH CHECK (true);
CREATE POLICY engine ON public.sharing_advice TO kith_engine USING (true) WITH CHECK (true);
CREATE POLICY engine ON public.sharing_adviceturn TO kith_engine USING (true) WITH CHECK (true);
CREATE POLICY engine ON public.sharing_bundle TO kith_engine USING (true) WITH CHECK (true);
CREATE POLICY engine ON public.sharing_consentrecord TO kith_engine USING (true) WITH CHECK (true);
CREATE POLICY engine ON public.sharing_copymade TO kith_engine USING (true) WITH CHECK (true);
CREATE POLICY engine ON public.sharing_disclosure TO kith_engine USING (true) WITH CHECK (true);
CREATE POLICY engine ON public.sharing_exhibit TO kith_engine USING (true) WITH CHECK (true);
CREATE POLICY engine ON public.sharing_gathering TO kith_engine USING (true) WITH CHECK (true);
CREATE POLICY engine ON public.sharing_message TO kith_engine USING (true) WITH CHECK (true);
CREATE POLICY engine ON public.sharing_messageanswer TO kith_engine USING (true) WITH CHECK (true);
CREATE POLICY engine ON public.sharing_redaction TO kith_engine USING (true) WITH CHECK (true);
CREATE POLICY engine ON public.sharing_representative TO kith_engine USING (true) WITH CHECK (true);
CREATE POLICY engine ON public.sharing_request TO kith_engine USING (true) WITH CHECK (true);
CREATE POLICY engine ON public.sharing_subjectaccess TO kith_engine USING (true) WITH CHECK (true);
CREATE POLICY engine ON public.sharing_turn TO kith_engine USING (true) WITH CHECK (true);
CREATE POLICY engine ON public.supervision_agreement TO kith_engine USING (true) WITH CHECK (true);
CREATE POLICY engine ON public.supervision_remark TO kith_engine USING (true) WITH CHECK (true);
CREATE POLICY engine ON public.supervision_session TO kith_engine USING (true) WITH CHECK (true);
CREATE POLICY engine ON public.supervision_typed TO kith_engine USING (true) WITH CHECK (true);
CREATE POLICY opens ON public.access_involvement TO kith_app, kith_portal USING (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys))))) WITH CHECK (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys)))));
CREATE POLICY opens ON public.access_share TO kith_app, kith_portal USING (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys))))) WITH CHECK (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys)))));
CREATE POLICY opens ON public.assessments_answers TO kith_app, kith_portal USING (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys))))) WITH CHECK (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys)))));
CREATE POLICY opens ON public.assessments_response TO kith_app, kith_portal USING (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys))))) WITH CHECK (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys)))));
CREATE POLICY opens ON public.casework_action TO kith_app, kith_portal USING (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys))))) WITH CHECK (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys)))));
CREATE POLICY opens ON public.casework_aim TO kith_app, kith_portal USING (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys))))) WITH CHECK (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys)))));
CREATE POLICY opens ON public.casework_move TO kith_app, kith_portal USING (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys))))) WITH CHECK (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys)))));
CREATE POLICY opens ON public.casework_plan TO kith_app, kith_portal USING (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys))))) WITH CHECK (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys)))));
CREATE POLICY opens ON public.casework_report TO kith_app, kith_portal USING (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys))))) WITH CHECK (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys)))));
CREATE POLICY opens ON public.casework_running TO kith_app, kith_portal USING (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys))))) WITH CHECK (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys)))));
CREATE POLICY opens ON public.casework_step TO kith_app, kith_portal USING (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys))))) WITH CHECK (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys)))));
CREATE POLICY opens ON public.documents_document TO kith_app, kith_portal USING (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys))))) WITH CHECK (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys)))));
CREATE POLICY opens ON public.documents_file TO kith_app, kith_portal USING (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys))))) WITH CHECK (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys)))));
CREATE POLICY opens ON public.people_address TO kith_app, kith_portal USING (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys))))) WITH CHECK (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys)))));
CREATE POLICY opens ON public.people_alert TO kith_app, kith_portal USING (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys))))) WITH CHECK (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys)))));
CREATE POLICY opens ON public.people_birth TO kith_app, kith_portal USING (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys))))) WITH CHECK (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys)))));
CREATE POLICY opens ON public.people_identifier TO kith_app, kith_portal USING (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys))))) WITH CHECK (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys)))));
CREATE POLICY opens ON public.people_identifierclash TO kith_app, kith_portal USING (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys))))) WITH CHECK (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys)))));
CREATE POLICY opens ON public.people_particular TO kith_app, kith_portal USING (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys))))) WITH CHECK (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys)))));
CREATE POLICY opens ON public.people_personname TO kith_app, kith_portal USING (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys))))) WITH CHECK (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys)))));
CREATE POLICY opens ON public.people_relationship TO kith_app, kith_portal USING (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys))))) WITH CHECK (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys)))));
CREATE POLICY opens ON public.record_draft TO kith_app, kith_portal USING (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys))))) WITH CHECK (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys)))));
CREATE POLICY opens ON public.record_entry TO kith_app, kith_portal USING (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys))))) WITH CHECK (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys)))));
CREATE POLICY opens ON public.sharing_advice FOR SELECT TO kith_app USING ((audience && ( SELECT access.keys() AS keys)));
CREATE POLICY opens ON public.sharing_adviceturn FOR SELECT TO kith_app USING ((audience && ( SELECT access.keys() AS keys)));
CREATE POLICY opens ON public.sharing_bundle TO kith_app, kith_portal USING (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys))))) WITH CHECK (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys)))));
CREATE POLICY opens ON public.sharing_consentrecord TO kith_app, kith_portal USING (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys))))) WITH CHECK (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys)))));
CREATE POLICY opens ON public.sharing_copymade TO kith_app, kith_portal USING (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys))))) WITH CHECK (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys)))));
CREATE POLICY opens ON public.sharing_disclosure TO kith_app, kith_portal USING (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys))))) WITH CHECK (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys)))));
CREATE POLICY opens ON public.sharing_exhibit TO kith_app, kith_portal USING (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys))))) WITH CHECK (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys)))));
CREATE POLICY opens ON public.sharing_gathering TO kith_app, kith_portal USING (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys))))) WITH CHECK (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys)))));
CREATE POLICY opens ON public.sharing_message TO kith_app, kith_portal USING (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys))))) WITH CHECK (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys)))));
CREATE POLICY opens ON public.sharing_messageanswer TO kith_app, kith_portal USING (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys))))) WITH CHECK (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys)))));
CREATE POLICY opens ON public.sharing_redaction TO kith_app, kith_portal USING (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys))))) WITH CHECK (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys)))));
CREATE POLICY opens ON public.sharing_representative TO kith_app, kith_portal USING (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys))))) WITH CHECK (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys)))));
CREATE POLICY opens ON public.sharing_request TO kith_app, kith_portal USING (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys))))) WITH CHECK (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys)))));
CREATE POLICY opens ON public.sharing_subjectaccess TO kith_app, kith_portal USING (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys))))) WITH CHECK (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys)))));
CREATE POLICY opens ON public.sharing_turn TO kith_app, kith_portal USING (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys))))) WITH CHECK (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys)))));
CREATE POLICY opens ON public.supervision_agreement FOR SELECT TO kith_app USING (((( SELECT supervision.mine() AS mine) = supervisee_id) OR (( SELECT supervision.mine() AS mine) = supervisor_id)));
CREATE POLICY opens ON public.supervision_remark FOR SELECT TO kith_app USING ((EXISTS ( SELECT
   FROM public.supervision_session s
  WHERE (s.id = supervision_remark.session_id))));
CREATE POLICY opens ON public.supervision_session FOR SELECT TO kith_app USING (((1 = ANY (( SELECT access.keys() AS keys)::bigint[])) AND (((( SELECT supervision.mine() AS mine) = supervisee_id) OR (( SELECT supervision.mine() AS mine) = supervisor_id)) OR (above AND (supervisor_id = ANY (( SELECT supervision.below_me() AS below_me)::bigint[]))))));
CREATE POLICY opens ON public.supervision_typed FOR SELECT TO kith_app USING (((1 = ANY (( SELECT access.keys() AS keys)::bigint[])) AND (( SELECT supervision.mine() AS mine) = author_id)));
ALTER TABLE public.people_address ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.people_alert ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.people_birth ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.people_identifier ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.people_identifierclash ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.people_particular ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.people_personname ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.people_relationship ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.record_draft ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.record_entry ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.sharing_advice ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.sharing_adviceturn ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.sharing_bundle ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.sharing_consentrecord ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.sharing_copymade ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.sharing_disclosure ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.sharing_exhibit ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.sharing_gathering ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.sharing_message ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.sharing_messageanswer ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.sharing_redaction ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.sharing_representative ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.sharing_request ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.sharing_subjectaccess ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.sharing_turn ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.supervision_agreement ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.supervision_remark ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.supervision_session ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.supervision_typed ENABLE ROW LEVEL SECURITY;
CREATE POLICY backup ON sharing.withholding FOR SELECT TO kith_backup USING (true);
CREATE POLICY engine ON sharing.withholding TO kith_engine USING (true) WITH CHECK (true);
CREATE POLICY opens ON sharing.withholding TO kith_app, kith_portal USING (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys))))) WITH CHECK (((audience && ( SELECT access.keys() AS keys)) AND (gate && ( SELECT access.keys() AS keys)) AND (NOT (denied && ( SELECT access.keys() AS keys)))));
ALTER TABLE sharing.withholding ENABLE ROW LEVEL SECURITY;
GRANT USAGE ON SCHEMA access TO kith_app;
GRANT USAGE ON SCHEMA access TO kith_door;
GRANT ALL ON SCHEMA access TO kith_engine;
GRANT USAGE ON SCHEMA access TO kith_backup;
GRANT USAGE ON SCHEMA access TO kith_portal;
GRANT USAGE ON SCHEMA agencies TO kith_app;
GRANT USAGE ON SCHEMA agencies TO kith_door;
GRANT ALL ON SCHEMA agencies TO kith_engine;
GRANT USAGE ON SCHEMA agencies TO kith_backup;
GRANT USAGE ON SCHEMA assessments TO kith_app;
GRANT USAGE ON SCHEMA assessments TO kith_door;
GRANT ALL ON SCHEMA assessments TO kith_engine;
GRANT USAGE ON SCHEMA assessments TO kith_backup;
GRANT ALL ON SCHEMA audit TO kith_engine;
GRANT USAGE ON SCHEMA audit TO kith_backup;
GRANT USAGE ON SCHEMA audit TO kith_sequencer;
GRANT USAGE ON SCHEMA audit TO kith_auditor;
GRANT USAGE ON SCHEMA casework TO kith_app;
GRANT USAGE ON SCHEMA casework TO kith_door;
GRANT ALL ON SCHEMA casework TO kith_engine;
GRANT USAGE ON SCHEMA casework TO kith_backup;
GRANT USAGE ON SCHEMA core TO kith_app;
GRANT USAGE ON SCHEMA core TO kith_door;
GRANT ALL ON SCHEMA core TO kith_engine;
GRANT USAGE ON SCHEMA core TO kith_backup;
GRANT USAGE ON SCHEMA core TO kith_portal;
GRANT USAGE ON SCHEMA documents TO kith_app;
GRANT USAGE ON SCHEMA documents TO kith_door;
GRANT ALL ON SCHEMA documents TO kith_engine;
GRANT USAGE ON SCHEMA documents TO kith_backup;
GRANT USAGE ON SCHEMA people TO kith_app;
GRANT USAGE ON SCHEMA people TO kith_door;
GRANT ALL ON SCHEMA people TO kith_engine;
GRANT USAGE ON SCHEMA people TO kith_backup;
REVOKE USAGE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO kith_app;
GRANT USAGE ON SCHEMA public TO kith_door;
GRANT USAGE ON SCHEMA public TO kith_engine;
GRANT USAGE ON SCHEMA public TO kith_backup;
GRANT USAGE ON SCHEMA public TO kith_portal;
GRANT USAGE ON SCHEMA public TO kith_auditor;
GRANT USAGE ON SCHEMA record TO kith_app;
GRANT USAGE ON SCHEMA record TO kith_door;
GRANT ALL ON SCHEMA record TO kith_engine;
GRANT USAGE ON SCHEMA record TO kith_backup;
GRANT USAGE ON SCHEMA sharing TO kith_app;
GRANT USAGE ON SCHEMA sharing TO kith_door;
GRANT ALL ON SCHEMA sharing TO kith_engine;
GRANT USAGE ON SCHEMA sharing TO kith_backup;
GRANT USAGE ON SCHEMA sharing TO kith_outside;
GRANT USAGE ON SCHEMA supervision TO kith_app;
GRANT USAGE ON SCHEMA supervision TO kith_door;
GRANT ALL ON SCHEMA supervision TO kith_engine;
GRANT USAGE ON SCHEMA supervision TO kith_backup;
REVOKE ALL ON FUNCTION access.accept(p uuid, fact uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.accept(p uuid, fact uuid) TO kith_app;
REVOKE ALL ON FUNCTION access.acting() FROM PUBLIC;
GRANT ALL ON FUNCTION access.acting() TO kith_app;
REVOKE ALL ON FUNCTION access.active(starts timestamp with time zone, ends timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION access.active(starts timestamp with time zone, ends timestamp with time zone) TO kith_engine;
REVOKE ALL ON FUNCTION access.add_practitioner(name text, email text, telephone text, title text) FROM PUBLIC;
GRANT ALL ON FUNCTION access.add_practitioner(name text, email text, telephone text, title text) TO kith_app;
REVOKE ALL ON FUNCTION access.add_reader(p uuid, who bigint, representative boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION access.add_reader(p uuid, who bigint, representative boolean) TO kith_app;
REVOKE ALL ON FUNCTION access.addressed(parties bigint[], g smallint) FROM PUBLIC;
GRANT ALL ON FUNCTION access.addressed(parties bigint[], g smallint) TO kith_engine;
REVOKE ALL ON FUNCTION access.addressees(p uuid, parties bigint[], g smallint, gate bigint[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.administrator(organisation bigint, beneficiary bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.admit(p uuid, who bigint, profile_name text, capacity text, purpose text, basis text, ends timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION access.admit(p uuid, who bigint, profile_name text, capacity text, purpose text, basis text, ends timestamp with time zone) TO kith_app;
GRANT ALL ON TABLE access.edge TO kith_engine;
REVOKE ALL ON FUNCTION access.agreements() FROM PUBLIC;
GRANT ALL ON FUNCTION access.agreements() TO kith_app;
GRANT ALL ON TABLE access.proposal TO kith_engine;
REVOKE ALL ON FUNCTION access.alike_rows(x access.proposal, p uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.allocated(to_post bigint, person uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.apply_next(proposal_id bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.appoint(practitioner bigint, title text, starts timestamp with time zone, ends timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION access.appoint(practitioner bigint, title text, starts timestamp with time zone, ends timestamp with time zone) TO kith_app;
GRANT ALL ON TABLE access.session TO kith_engine;
REVOKE ALL ON FUNCTION access.as_session(human bigint, post bigint, purpose text) FROM PUBLIC;
GRANT ALL ON FUNCTION access.as_session(human bigint, post bigint, purpose text) TO kith_engine;
REVOKE ALL ON FUNCTION access.ask_recovery(practitioner bigint, code text, mark text) FROM PUBLIC;
GRANT ALL ON FUNCTION access.ask_recovery(practitioner bigint, code text, mark text) TO kith_door;
REVOKE ALL ON FUNCTION access.ask_to_confirm() FROM PUBLIC;
GRANT ALL ON FUNCTION access.ask_to_confirm() TO kith_engine;
REVOKE ALL ON FUNCTION access.ask_verification() FROM PUBLIC;
GRANT ALL ON FUNCTION access.ask_verification() TO kith_app;
REVOKE ALL ON FUNCTION access.audience(p uuid, d text, g smallint, o bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.author_row() FROM PUBLIC;
REVOKE ALL ON FUNCTION access.begin_verification() FROM PUBLIC;
GRANT ALL ON FUNCTION access.begin_verification() TO kith_app;
REVOKE ALL ON FUNCTION access.bound_reading(me access.actor, persons uuid[], how text) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.canon(keys bigint[]) FROM PUBLIC;
GRANT ALL ON FUNCTION access.canon(keys bigint[]) TO kith_engine;
REVOKE ALL ON FUNCTION access.carried_by(of_post bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION access.carried_by(of_post bigint) TO kith_app;
REVOKE ALL ON FUNCTION access.change_edges() FROM PUBLIC;
REVOKE ALL ON FUNCTION access.check_dates(starts timestamp with time zone, ends timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION access.check_dates(starts timestamp with time zone, ends timestamp with time zone) TO kith_engine;
REVOKE ALL ON FUNCTION access.check_event(me access.actor, action text, persons uuid[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.check_governance(agency bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.check_grades(grades smallint[]) FROM PUBLIC;
GRANT ALL ON FUNCTION access.check_grades(grades smallint[]) TO kith_engine;
REVOKE ALL ON FUNCTION access.check_guardian(p uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.check_isolation() FROM PUBLIC;
GRANT ALL ON FUNCTION access.check_isolation() TO kith_engine;
REVOKE ALL ON FUNCTION access.check_proposal(proposal_id bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.check_within(p uuid, wanted smallint[], who bigint, until timestamp with time zone) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.check_words(words text, what text) FROM PUBLIC;
GRANT ALL ON FUNCTION access.check_words(words text, what text) TO kith_engine;
REVOKE ALL ON FUNCTION access.close_ended(who bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION access.close_ended(who bigint) TO kith_app;
REVOKE ALL ON FUNCTION access.close_session(s access.session, how text) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.cluster(p uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.confirm_link(a uuid, b uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.confirm_link(a uuid, b uuid) TO kith_app;
REVOKE ALL ON FUNCTION access.confirm_session(token text, who bigint, proof text) FROM PUBLIC;
GRANT ALL ON FUNCTION access.confirm_session(token text, who bigint, proof text) TO kith_door;
REVOKE ALL ON FUNCTION access.confirmed() FROM PUBLIC;
REVOKE ALL ON FUNCTION access.counted_as(action text) FROM PUBLIC;
GRANT ALL ON FUNCTION access.counted_as(action text) TO kith_engine;
REVOKE ALL ON FUNCTION access.covered(holders bigint[], besides uuid[], at_most integer, OUT people bigint, OUT counted boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION access.covered(holders bigint[], besides uuid[], at_most integer, OUT people bigint, OUT counted boolean) TO kith_app;
GRANT ALL ON TABLE access.profile TO kith_engine;
REVOKE ALL ON FUNCTION access.current_profile(profile_name text, organisation bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.denied(p uuid, other uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.domain_no(domain text) FROM PUBLIC;
GRANT ALL ON FUNCTION access.domain_no(domain text) TO kith_app;
GRANT ALL ON FUNCTION access.domain_no(domain text) TO kith_engine;
REVOKE ALL ON FUNCTION access.drop_lead(p uuid, why text) FROM PUBLIC;
GRANT ALL ON FUNCTION access.drop_lead(p uuid, why text) TO kith_app;
REVOKE ALL ON FUNCTION access.edges(agency bigint, purpose text) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.emergencies() FROM PUBLIC;
GRANT ALL ON FUNCTION access.emergencies() TO kith_app;
REVOKE ALL ON FUNCTION access.employ() FROM PUBLIC;
REVOKE ALL ON FUNCTION access.employment(agency bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.employs(organisation bigint, practitioner bigint) FROM PUBLIC;
REVOKE ALL ON PROCEDURE access.enclose(IN tbl regclass, IN sees text) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.end_exclusion(p uuid, fact uuid, why text) FROM PUBLIC;
GRANT ALL ON FUNCTION access.end_exclusion(p uuid, fact uuid, why text) TO kith_app;
REVOKE ALL ON FUNCTION access.end_involvement(p uuid, fact uuid, reason text) FROM PUBLIC;
GRANT ALL ON FUNCTION access.end_involvement(p uuid, fact uuid, reason text) TO kith_app;
REVOKE ALL ON FUNCTION access.end_my_sessions(which uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.end_my_sessions(which uuid) TO kith_app;
REVOKE ALL ON FUNCTION access.end_post(post bigint, ending timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION access.end_post(post bigint, ending timestamp with time zone) TO kith_app;
REVOKE ALL ON FUNCTION access.end_role(role bigint, ending timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION access.end_role(role bigint, ending timestamp with time zone) TO kith_app;
REVOKE ALL ON FUNCTION access.end_session(token text, how text) FROM PUBLIC;
GRANT ALL ON FUNCTION access.end_session(token text, how text) TO kith_door;
REVOKE ALL ON FUNCTION access.end_sessions_of(practitioner bigint, how text) FROM PUBLIC;
GRANT ALL ON FUNCTION access.end_sessions_of(practitioner bigint, how text) TO kith_door;
REVOKE ALL ON FUNCTION access.end_share(p uuid, fact uuid, why text) FROM PUBLIC;
GRANT ALL ON FUNCTION access.end_share(p uuid, fact uuid, why text) TO kith_app;
REVOKE ALL ON FUNCTION access.enter(token text) FROM PUBLIC;
GRANT ALL ON FUNCTION access.enter(token text) TO kith_app;
GRANT ALL ON FUNCTION access.enter(token text) TO kith_portal;
REVOKE ALL ON FUNCTION access.erase_events() FROM PUBLIC;
GRANT ALL ON FUNCTION access.erase_events() TO kith_app;
REVOKE ALL ON FUNCTION access.events_erased() FROM PUBLIC;
GRANT ALL ON FUNCTION access.events_erased() TO kith_app;
REVOKE ALL ON FUNCTION access.events_kept() FROM PUBLIC;
GRANT ALL ON FUNCTION access.events_kept() TO kith_app;
REVOKE ALL ON FUNCTION access.events_past() FROM PUBLIC;
GRANT ALL ON FUNCTION access.events_past() TO kith_app;
REVOKE ALL ON FUNCTION access.events_proven() FROM PUBLIC;
GRANT ALL ON FUNCTION access.events_proven() TO kith_app;
REVOKE ALL ON FUNCTION access.exclude(p uuid, who bigint, reason text) FROM PUBLIC;
GRANT ALL ON FUNCTION access.exclude(p uuid, who bigint, reason text) TO kith_app;
GRANT ALL ON TABLE access.graded_table TO kith_engine;
REVOKE ALL ON FUNCTION access.expected_locks(t access.graded_table, whose text) FROM PUBLIC;
GRANT ALL ON FUNCTION access.expected_locks(t access.graded_table, whose text) TO kith_engine;
REVOKE ALL ON FUNCTION access.explain(p uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.explain(p uuid) TO kith_app;
REVOKE ALL ON FUNCTION access.explain_row(p uuid, row_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.explain_row(p uuid, row_id uuid) TO kith_app;
REVOKE ALL ON FUNCTION access.finder() FROM PUBLIC;
GRANT ALL ON FUNCTION access.finder() TO kith_engine;
REVOKE ALL ON FUNCTION access.finish_recovery(practitioner bigint, mark text) FROM PUBLIC;
GRANT ALL ON FUNCTION access.finish_recovery(practitioner bigint, mark text) TO kith_door;
REVOKE ALL ON FUNCTION access.found_to_one_opened() FROM PUBLIC;
GRANT ALL ON FUNCTION access.found_to_one_opened() TO kith_engine;
REVOKE ALL ON FUNCTION access.gains(proposal_id bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION access.gains(proposal_id bigint) TO kith_app;
REVOKE ALL ON FUNCTION access.gains_by_grade(proposal_id bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION access.gains_by_grade(proposal_id bigint) TO kith_app;
REVOKE ALL ON FUNCTION access.gains_by_person(proposal_id bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION access.gains_by_person(proposal_id bigint) TO kith_app;
REVOKE ALL ON FUNCTION access.gains_in_all(proposal_id bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION access.gains_in_all(proposal_id bigint) TO kith_app;
REVOKE ALL ON FUNCTION access.gate(p uuid, row_id uuid, other uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.give_role(post bigint, role text, starts timestamp with time zone, ends timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION access.give_role(post bigint, role text, starts timestamp with time zone, ends timestamp with time zone) TO kith_app;
REVOKE ALL ON FUNCTION access.given_with(p uuid, row_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.given_with(p uuid, row_id uuid) TO kith_app;
REVOKE ALL ON FUNCTION access.go_live(edge_no integer) FROM PUBLIC;
GRANT ALL ON FUNCTION access.go_live(edge_no integer) TO kith_app;
REVOKE ALL ON FUNCTION access.grades_of(p uuid, wanted uuid[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.grasp(p uuid, o bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.guarded(gate bigint[], g smallint) FROM PUBLIC;
GRANT ALL ON FUNCTION access.guarded(gate bigint[], g smallint) TO kith_engine;
REVOKE ALL ON FUNCTION access.guards(p uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.guards(p uuid) TO kith_app;
REVOKE ALL ON FUNCTION access.hand_back(of_post bigint, team bigint, why text) FROM PUBLIC;
GRANT ALL ON FUNCTION access.hand_back(of_post bigint, team bigint, why text) TO kith_app;
REVOKE ALL ON FUNCTION access.has_role(wanted text) FROM PUBLIC;
GRANT ALL ON FUNCTION access.has_role(wanted text) TO kith_app;
REVOKE ALL ON FUNCTION access.hashed(token text) FROM PUBLIC;
GRANT ALL ON FUNCTION access.hashed(token text) TO kith_engine;
REVOKE ALL ON FUNCTION access.held(post_id bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.hold(p uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.hold_around(p uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.holder_agency(holder bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.holders(post_id bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.humans_behind(holders bigint[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.humans_with(role_name text, agencies bigint[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.idle(s access.session) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.inherit_seals(p uuid, from_rows uuid[], to_row uuid, d text, g smallint) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.invalid(why text) FROM PUBLIC;
GRANT ALL ON FUNCTION access.invalid(why text) TO kith_engine;
REVOKE ALL ON FUNCTION access.involve(p uuid, who bigint, profile_name text, capacity text, purpose text, basis text, starts timestamp with time zone, ends timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION access.involve(p uuid, who bigint, profile_name text, capacity text, purpose text, basis text, starts timestamp with time zone, ends timestamp with time zone) TO kith_app;
REVOKE ALL ON FUNCTION access.join_team(post bigint, team bigint, manager boolean, starts timestamp with time zone, ends timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION access.join_team(post bigint, team bigint, manager boolean, starts timestamp with time zone, ends timestamp with time zone) TO kith_app;
REVOKE ALL ON FUNCTION access.keep_edges() FROM PUBLIC;
REVOKE ALL ON FUNCTION access.keep_events(kind text, for_years integer, why text) FROM PUBLIC;
GRANT ALL ON FUNCTION access.keep_events(kind text, for_years integer, why text) TO kith_app;
REVOKE ALL ON PROCEDURE access.keep_no_examples(IN tbl regclass) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.key(principal bigint, edge integer) FROM PUBLIC;
GRANT ALL ON FUNCTION access.key(principal bigint, edge integer) TO kith_engine;
REVOKE ALL ON FUNCTION access.keyring(s access.session, held bigint[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.keys() FROM PUBLIC;
GRANT ALL ON FUNCTION access.keys() TO kith_app;
GRANT ALL ON FUNCTION access.keys() TO kith_portal;
REVOKE ALL ON FUNCTION access.keys_once_confirmed() FROM PUBLIC;
REVOKE ALL ON FUNCTION access.last_looks(persons uuid[]) FROM PUBLIC;
GRANT ALL ON FUNCTION access.last_looks(persons uuid[]) TO kith_app;
REVOKE ALL ON FUNCTION access.lead_by(p uuid, ways access.way[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.lead_of(p uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.lead_of(p uuid) TO kith_app;
REVOKE ALL ON FUNCTION access.lead_offered_to(p uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.lead_offered_to(p uuid) TO kith_app;
REVOKE ALL ON FUNCTION access.leave_team(membership bigint, ending timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION access.leave_team(membership bigint, ending timestamp with time zone) TO kith_app;
REVOKE ALL ON FUNCTION access.limit_reading(told_hour integer, told_day integer, asked_hour integer, asked_day integer) FROM PUBLIC;
GRANT ALL ON FUNCTION access.limit_reading(told_hour integer, told_day integer, asked_hour integer, asked_day integer) TO kith_app;
REVOKE ALL ON FUNCTION access.link(a uuid, b uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.link(a uuid, b uuid) TO kith_app;
REVOKE ALL ON FUNCTION access.locate(p uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.locates(p uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.lock_no(p uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.lock_no(p uuid) TO kith_engine;
REVOKE ALL ON FUNCTION access.lock_row() FROM PUBLIC;
REVOKE ALL ON FUNCTION access.log(action text, person uuid, rows uuid[], domains text[], grades smallint[], detail jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION access.log(action text, person uuid, rows uuid[], domains text[], grades smallint[], detail jsonb) TO kith_app;
GRANT ALL ON FUNCTION access.log(action text, person uuid, rows uuid[], domains text[], grades smallint[], detail jsonb) TO kith_portal;
REVOKE ALL ON FUNCTION access.log_act(action text, detail jsonb) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.log_administration(a access.actor, act text, detail jsonb) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.log_each(action text, looks jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION access.log_each(action text, looks jsonb) TO kith_app;
GRANT ALL ON TABLE access.recovery TO kith_engine;
REVOKE ALL ON FUNCTION access.log_recovery(r access.recovery, act text, detail jsonb) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.looks(p uuid, before bigint, at_most integer, of_rows uuid[]) FROM PUBLIC;
GRANT ALL ON FUNCTION access.looks(p uuid, before bigint, at_most integer, of_rows uuid[]) TO kith_app;
REVOKE ALL ON FUNCTION access.make_manager(membership bigint, manager boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION access.make_manager(membership bigint, manager boolean) TO kith_app;
REVOKE ALL ON FUNCTION access.make_secret() FROM PUBLIC;
REVOKE ALL ON FUNCTION access.may_guard(p uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.may_vouch_for(practitioner bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.measure(x access.proposal, p uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.measure_again(proposal_id bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION access.measure_again(proposal_id bigint) TO kith_app;
REVOKE ALL ON FUNCTION access.membership_of(membership bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.my_reading() FROM PUBLIC;
GRANT ALL ON FUNCTION access.my_reading() TO kith_app;
GRANT SELECT,INSERT,UPDATE ON TABLE access.reading_limit TO kith_engine;
REVOKE ALL ON FUNCTION access.my_reading_limit() FROM PUBLIC;
GRANT ALL ON FUNCTION access.my_reading_limit() TO kith_app;
REVOKE ALL ON FUNCTION access.my_sessions() FROM PUBLIC;
GRANT ALL ON FUNCTION access.my_sessions() TO kith_app;
REVOKE ALL ON FUNCTION access.network(p uuid, keys bigint[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.new_session(s access.session, proof text) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.next_people(x access.proposal, OUT people uuid[], OUT upto uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.nothing() FROM PUBLIC;
GRANT ALL ON FUNCTION access.nothing() TO kith_engine;
GRANT ALL ON TABLE access.notice TO kith_engine;
REVOKE ALL ON FUNCTION access.notices() FROM PUBLIC;
GRANT ALL ON FUNCTION access.notices() TO kith_app;
REVOKE ALL ON FUNCTION access.notify(humans bigint[], p uuid, kind text, detail jsonb) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.offer_lead(p uuid, organisation bigint, why text) FROM PUBLIC;
GRANT ALL ON FUNCTION access.offer_lead(p uuid, organisation bigint, why text) TO kith_app;
REVOKE ALL ON FUNCTION access.open_in_emergency(p uuid, reason text, hours integer) FROM PUBLIC;
GRANT ALL ON FUNCTION access.open_in_emergency(p uuid, reason text, hours integer) TO kith_app;
REVOKE ALL ON FUNCTION access.open_reader_session(reader bigint, lasts interval) FROM PUBLIC;
GRANT ALL ON FUNCTION access.open_reader_session(reader bigint, lasts interval) TO kith_door;
REVOKE ALL ON FUNCTION access.open_recovery(practitioner bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.open_session(human bigint, post bigint, purpose text, lasts interval, kind text, earlier text, place text, proof text) FROM PUBLIC;
GRANT ALL ON FUNCTION access.open_session(human bigint, post bigint, purpose text, lasts interval, kind text, earlier text, place text, proof text) TO kith_door;
REVOKE ALL ON FUNCTION access.opened_row(p uuid, row_id uuid, OUT tbl text, OUT lock text, OUT domain text, OUT grade smallint, OUT owner bigint, OUT gate bigint[], OUT parties bigint[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.openers(p uuid, d text, g smallint) FROM PUBLIC;
GRANT ALL ON FUNCTION access.openers(p uuid, d text, g smallint) TO kith_app;
REVOKE ALL ON FUNCTION access.openers_at(p uuid, d text, g smallint, o bigint, gate bigint[], row_id uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.standing() FROM PUBLIC;
REVOKE ALL ON FUNCTION access.opening(p uuid, me access.actor) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.opens(keys bigint[], audience bigint[], gate bigint[], denied bigint[]) FROM PUBLIC;
GRANT ALL ON FUNCTION access.opens(keys bigint[], audience bigint[], gate bigint[], denied bigint[]) TO kith_engine;
REVOKE ALL ON FUNCTION access.others_work_with(person uuid, organisation bigint, but_post bigint) FROM PUBLIC;
GRANT SELECT,INSERT,UPDATE ON TABLE public.access_involvement TO kith_engine;
GRANT SELECT ON TABLE public.access_involvement TO kith_backup;
GRANT SELECT(id) ON TABLE public.access_involvement TO kith_app;
GRANT SELECT(domain) ON TABLE public.access_involvement TO kith_app;
GRANT SELECT(grade) ON TABLE public.access_involvement TO kith_app;
GRANT SELECT(recorded_at) ON TABLE public.access_involvement TO kith_app;
GRANT SELECT(holder_id) ON TABLE public.access_involvement TO kith_app;
GRANT SELECT(profile) ON TABLE public.access_involvement TO kith_app;
GRANT SELECT(profile_version) ON TABLE public.access_involvement TO kith_app;
GRANT SELECT(capacity) ON TABLE public.access_involvement TO kith_app;
GRANT SELECT(purpose) ON TABLE public.access_involvement TO kith_app;
GRANT SELECT(basis) ON TABLE public.access_involvement TO kith_app;
GRANT SELECT(starts) ON TABLE public.access_involvement TO kith_app;
GRANT SELECT(ends) ON TABLE public.access_involvement TO kith_app;
GRANT SELECT(dated) ON TABLE public.access_involvement TO kith_app;
GRANT SELECT(closed) ON TABLE public.access_involvement TO kith_app;
GRANT SELECT(accepted) ON TABLE public.access_involvement TO kith_app;
GRANT SELECT(key) ON TABLE public.access_involvement TO kith_app;
GRANT SELECT(author_id) ON TABLE public.access_involvement TO kith_app;
GRANT SELECT(owner_id) ON TABLE public.access_involvement TO kith_app;
GRANT SELECT(person_id) ON TABLE public.access_involvement TO kith_app;
REVOKE ALL ON FUNCTION access.own_involvement(p uuid, fact uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.own_keys(human bigint, confirmed boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION access.own_keys(human bigint, confirmed boolean) TO kith_engine;
REVOKE ALL ON FUNCTION access.own_row() FROM PUBLIC;
REVOKE ALL ON FUNCTION access.owner_of_row(p uuid, row_id uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.pass_limit(me access.actor, how text, persons integer, hours integer, most integer) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.picked(p uuid, row_id uuid, d text, g smallint, o bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.policy_text(subquery_free boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION access.policy_text(subquery_free boolean) TO kith_engine;
GRANT USAGE ON SEQUENCE agencies.principal TO kith_engine;
GRANT SELECT,INSERT,UPDATE ON TABLE public.agencies_post TO kith_engine;
GRANT SELECT ON TABLE public.agencies_post TO kith_app;
GRANT SELECT ON TABLE public.agencies_post TO kith_door;
REVOKE ALL ON FUNCTION access.post_of(post_id bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.posts_of(holder bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.prepare_next(proposal_id bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.profile_change(proposal_id bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION access.profile_change(proposal_id bigint) TO kith_app;
REVOKE ALL ON FUNCTION access.profile_live(proposal_id bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION access.profile_live(proposal_id bigint) TO kith_app;
REVOKE ALL ON FUNCTION access.profiles() FROM PUBLIC;
GRANT ALL ON FUNCTION access.profiles() TO kith_app;
REVOKE ALL ON FUNCTION access.proposals() FROM PUBLIC;
GRANT ALL ON FUNCTION access.proposals() TO kith_app;
REVOKE ALL ON FUNCTION access.propose_edge(recipient_agency bigint, agreement_name text, new_cap smallint[], new_purposes text[], new_starts timestamp with time zone, new_ends timestamp with time zone, review date) FROM PUBLIC;
GRANT ALL ON FUNCTION access.propose_edge(recipient_agency bigint, agreement_name text, new_cap smallint[], new_purposes text[], new_starts timestamp with time zone, new_ends timestamp with time zone, review date) TO kith_app;
REVOKE ALL ON FUNCTION access.propose_profile(profile_name text, new_grades smallint[]) FROM PUBLIC;
GRANT ALL ON FUNCTION access.propose_profile(profile_name text, new_grades smallint[]) TO kith_app;
REVOKE ALL ON PROCEDURE access.protect(IN tbl regclass, IN updatable text[], IN other text, IN lock text, IN grants text, IN subquery_free boolean) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.proved(s access.session, minutes integer) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.put_involvement(p uuid, who bigint, profile_name text, capacity text, purpose text, basis text, starts timestamp with time zone, ends timestamp with time zone, accepted boolean) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.put_proposal(of_edge integer, of_profile text, of_version integer) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.put_share(p uuid, by_agency bigint, who bigint, wanted smallint[], until timestamp with time zone, basis text, reason text, bundle uuid, emergency boolean, rows uuid[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.reaches(p uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.reaches(p uuid) TO kith_app;
REVOKE ALL ON FUNCTION access.read_lately(by_post bigint, persons uuid[], how text) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.read_on(why text) FROM PUBLIC;
GRANT ALL ON FUNCTION access.read_on(why text) TO kith_app;
REVOKE ALL ON FUNCTION access.read_within_hour(by_post bigint, persons uuid[], how text) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.reading_limit_of(organisation bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.reads_on(by_post bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.receive(p uuid, front_door bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.record_training(practitioner bigint, until date) FROM PUBLIC;
GRANT ALL ON FUNCTION access.record_training(practitioner bigint, until date) TO kith_app;
REVOKE ALL ON FUNCTION access.recoveries() FROM PUBLIC;
GRANT ALL ON FUNCTION access.recoveries() TO kith_app;
REVOKE ALL ON FUNCTION access.recovery_of(practitioner bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION access.recovery_of(practitioner bigint) TO kith_door;
REVOKE ALL ON FUNCTION access.redate(p uuid, fact uuid, new_starts timestamp with time zone, new_ends timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION access.redate(p uuid, fact uuid, new_starts timestamp with time zone, new_ends timestamp with time zone) TO kith_app;
REVOKE ALL ON FUNCTION access.refuse(why text) FROM PUBLIC;
GRANT ALL ON FUNCTION access.refuse(why text) TO kith_engine;
REVOKE ALL ON FUNCTION access.refuse_sign_in(kind text, who bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION access.refuse_sign_in(kind text, who bigint) TO kith_door;
REVOKE ALL ON FUNCTION access.rekey_around(same uuid[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.rekey_others(p uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.rekey_person(p uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.release(p uuid, opened_row uuid, reader bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION access.release(p uuid, opened_row uuid, reader bigint) TO kith_app;
REVOKE ALL ON FUNCTION access.released(p uuid, row_id uuid, g smallint) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.require_confirmed() FROM PUBLIC;
GRANT ALL ON FUNCTION access.require_confirmed() TO kith_app;
REVOKE ALL ON FUNCTION access.require_recent(minutes integer) FROM PUBLIC;
GRANT ALL ON FUNCTION access.require_recent(minutes integer) TO kith_app;
REVOKE ALL ON FUNCTION access.ring() FROM PUBLIC;
REVOKE ALL ON FUNCTION access.rings(x access.proposal, p uuid, lines access.alike[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.row_keys(p uuid, row_id uuid, d text, g smallint, o bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.row_openers(p uuid, row_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.row_openers(p uuid, row_id uuid) TO kith_app;
REVOKE ALL ON FUNCTION access.rows_following(p uuid, first uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.seal(p uuid, named bigint[], reason text, sealed_row uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.seal(p uuid, named bigint[], reason text, sealed_row uuid) TO kith_app;
REVOKE ALL ON FUNCTION access.sealed(p uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.see_notice(notice_id bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION access.see_notice(notice_id bigint) TO kith_app;
REVOKE ALL ON FUNCTION access.seen_at(s access.session) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.service_of(holder bigint, OUT domain text, OUT grade smallint) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.session_event(s access.session, action text, detail jsonb) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.set_account_state(practitioner bigint, state text) FROM PUBLIC;
GRANT ALL ON FUNCTION access.set_account_state(practitioner bigint, state text) TO kith_app;
REVOKE ALL ON FUNCTION access.setting(wanted text) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.share(p uuid, who bigint, wanted smallint[], until timestamp with time zone, basis text, reason text, bundle uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.share(p uuid, who bigint, wanted smallint[], until timestamp with time zone, basis text, reason text, bundle uuid) TO kith_app;
REVOKE ALL ON FUNCTION access.share_rows(p uuid, who bigint, wanted uuid[], until timestamp with time zone, basis text, reason text, bundle uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.share_rows(p uuid, who bigint, wanted uuid[], until timestamp with time zone, basis text, reason text, bundle uuid) TO kith_app;
REVOKE ALL ON FUNCTION access.sign(message bytea) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.sign_out_colleague(practitioner bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION access.sign_out_colleague(practitioner bigint) TO kith_app;
REVOKE ALL ON FUNCTION access.stop_my_recovery() FROM PUBLIC;
GRANT ALL ON FUNCTION access.stop_my_recovery() TO kith_app;
REVOKE ALL ON FUNCTION access.stop_recovery(recovery bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION access.stop_recovery(recovery bigint) TO kith_door;
REVOKE ALL ON FUNCTION access.suspend_edge(edge_no integer, suspend boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION access.suspend_edge(edge_no integer, suspend boolean) TO kith_app;
REVOKE ALL ON FUNCTION access.take_lead(p uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.take_lead(p uuid) TO kith_app;
REVOKE ALL ON FUNCTION access.take_up(x access.proposal, p uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.tell_there(p uuid, organisation bigint, kind text) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.through_edges(keys bigint[], gone integer[]) FROM PUBLIC;
GRANT ALL ON FUNCTION access.through_edges(keys bigint[], gone integer[]) TO kith_engine;
REVOKE ALL ON FUNCTION access.throw_away(proposal_id bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION access.throw_away(proposal_id bigint) TO kith_app;
REVOKE ALL ON FUNCTION access.tidy() FROM PUBLIC;
GRANT ALL ON FUNCTION access.tidy() TO kith_app;
REVOKE ALL ON FUNCTION access.touch(id uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.undecided(proposal_id bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.unlink(a uuid, b uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.unlink(a uuid, b uuid) TO kith_app;
REVOKE ALL ON FUNCTION access.unseal(p uuid, fact uuid, why text) FROM PUBLIC;
GRANT ALL ON FUNCTION access.unseal(p uuid, fact uuid, why text) TO kith_app;
GRANT ALL ON TABLE access.verification TO kith_engine;
REVOKE ALL ON FUNCTION access.verifications() FROM PUBLIC;
GRANT ALL ON FUNCTION access.verifications() TO kith_app;
REVOKE ALL ON FUNCTION access.verify(p uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.verify(p uuid) TO kith_owner;
REVOKE ALL ON FUNCTION access.verify_asked() FROM PUBLIC;
GRANT ALL ON FUNCTION access.verify_asked() TO kith_app;
REVOKE ALL ON FUNCTION access.vouch(recovery bigint, code text, reason text) FROM PUBLIC;
GRANT ALL ON FUNCTION access.vouch(recovery bigint, code text, reason text) TO kith_app;
REVOKE ALL ON FUNCTION access.whose(token text) FROM PUBLIC;
GRANT ALL ON FUNCTION access.whose(token text) TO kith_door;
REVOKE ALL ON FUNCTION access.withdraw_release(p uuid, fact uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.withdraw_release(p uuid, fact uuid) TO kith_app;
REVOKE ALL ON FUNCTION access.within(at timestamp with time zone, starts timestamp with time zone, ends timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION access.within(at timestamp with time zone, starts timestamp with time zone, ends timestamp with time zone) TO kith_engine;
REVOKE ALL ON FUNCTION access.words_of(post_id bigint, held bigint[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.work_next(which bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION access.work_next(which bigint) TO kith_app;
REVOKE ALL ON FUNCTION access.working_with(p uuid, organisation bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.works_with(p uuid) FROM PUBLIC;
REVOKE ALL ON PROCEDURE access.write_opened_row() FROM PUBLIC;
REVOKE ALL ON PROCEDURE access.write_rekeying() FROM PUBLIC;
REVOKE ALL ON FUNCTION agencies.bind_account(practitioner bigint, account bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION agencies.bind_account(practitioner bigint, account bigint) TO kith_door;
REVOKE ALL ON FUNCTION agencies.log_sign_in(practitioner bigint, act text, detail jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION agencies.log_sign_in(practitioner bigint, act text, detail jsonb) TO kith_door;
REVOKE ALL ON FUNCTION agencies.narrow_roles(practitioner bigint, organisation bigint, governed text[], kept text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION agencies.narrow_roles(practitioner bigint, organisation bigint, governed text[], kept text[]) TO kith_door;
REVOKE ALL ON FUNCTION agencies.warned_of_training(practitioner bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION agencies.warned_of_training(practitioner bigint) TO kith_app;
GRANT SELECT,INSERT,UPDATE ON TABLE public.assessments_response TO kith_engine;
GRANT SELECT ON TABLE public.assessments_response TO kith_backup;
GRANT SELECT(id),INSERT(id) ON TABLE public.assessments_response TO kith_app;
GRANT SELECT(id) ON TABLE public.assessments_response TO kith_portal;
GRANT SELECT(domain),INSERT(domain) ON TABLE public.assessments_response TO kith_app;
GRANT SELECT(domain) ON TABLE public.assessments_response TO kith_portal;
GRANT SELECT(grade),INSERT(grade) ON TABLE public.assessments_response TO kith_app;
GRANT SELECT(grade) ON TABLE public.assessments_response TO kith_portal;
GRANT SELECT(recorded_at),INSERT(recorded_at) ON TABLE public.assessments_response TO kith_app;
GRANT SELECT(recorded_at) ON TABLE public.assessments_response TO kith_portal;
GRANT SELECT(form),INSERT(form) ON TABLE public.assessments_response TO kith_app;
GRANT SELECT(form) ON TABLE public.assessments_response TO kith_portal;
GRANT SELECT(form_version),INSERT(form_version) ON TABLE public.assessments_response TO kith_app;
GRANT SELECT(form_version) ON TABLE public.assessments_response TO kith_portal;
GRANT SELECT(series),INSERT(series) ON TABLE public.assessments_response TO kith_app;
GRANT SELECT(series) ON TABLE public.assessments_response TO kith_portal;
GRANT SELECT(version),INSERT(version) ON TABLE public.assessments_response TO kith_app;
GRANT SELECT(version) ON TABLE public.assessments_response TO kith_portal;
GRANT SELECT(state),INSERT(state),UPDATE(state) ON TABLE public.assessments_response TO kith_app;
GRANT SELECT(state) ON TABLE public.assessments_response TO kith_portal;
GRANT SELECT(reason),INSERT(reason),UPDATE(reason) ON TABLE public.assessments_response TO kith_app;
GRANT SELECT(reason) ON TABLE public.assessments_response TO kith_portal;
GRANT SELECT(ended_at),INSERT(ended_at) ON TABLE public.assessments_response TO kith_app;
GRANT SELECT(ended_at) ON TABLE public.assessments_response TO kith_portal;
GRANT SELECT(ended_by),INSERT(ended_by) ON TABLE public.assessments_response TO kith_app;
GRANT SELECT(ended_by) ON TABLE public.assessments_response TO kith_portal;
GRANT SELECT(author_id),INSERT(author_id) ON TABLE public.assessments_response TO kith_app;
GRANT SELECT(author_id) ON TABLE public.assessments_response TO kith_portal;
GRANT SELECT(owner_id),INSERT(owner_id) ON TABLE public.assessments_response TO kith_app;
GRANT SELECT(owner_id) ON TABLE public.assessments_response TO kith_portal;
GRANT SELECT(person_id),INSERT(person_id) ON TABLE public.assessments_response TO kith_app;
GRANT SELECT(person_id) ON TABLE public.assessments_response TO kith_portal;
REVOKE ALL ON FUNCTION assessments.check_open(r public.assessments_response, owner bigint) FROM PUBLIC;
GRANT SELECT,INSERT,UPDATE ON TABLE public.assessments_answers TO kith_engine;
GRANT SELECT ON TABLE public.assessments_answers TO kith_backup;
GRANT SELECT(id),INSERT(id) ON TABLE public.assessments_answers TO kith_app;
GRANT SELECT(id) ON TABLE public.assessments_answers TO kith_portal;
GRANT SELECT(domain),INSERT(domain) ON TABLE public.assessments_answers TO kith_app;
GRANT SELECT(domain) ON TABLE public.assessments_answers TO kith_portal;
GRANT SELECT(grade),INSERT(grade) ON TABLE public.assessments_answers TO kith_app;
GRANT SELECT(grade) ON TABLE public.assessments_answers TO kith_portal;
GRANT SELECT(recorded_at),INSERT(recorded_at) ON TABLE public.assessments_answers TO kith_app;
GRANT SELECT(recorded_at) ON TABLE public.assessments_answers TO kith_portal;
GRANT SELECT(series),INSERT(series) ON TABLE public.assessments_answers TO kith_app;
GRANT SELECT(series) ON TABLE public.assessments_answers TO kith_portal;
GRANT SELECT(version),INSERT(version) ON TABLE public.assessments_answers TO kith_app;
GRANT SELECT(version) ON TABLE public.assessments_answers TO kith_portal;
GRANT SELECT(section),INSERT(section) ON TABLE public.assessments_answers TO kith_app;
GRANT SELECT(section) ON TABLE public.assessments_answers TO kith_portal;
GRANT SELECT(revision),INSERT(revision) ON TABLE public.assessments_answers TO kith_app;
GRANT SELECT(revision) ON TABLE public.assessments_answers TO kith_portal;
GRANT SELECT(content),INSERT(content) ON TABLE public.assessments_answers TO kith_app;
GRANT SELECT(content) ON TABLE public.assessments_answers TO kith_portal;
GRANT SELECT(author_id),INSERT(author_id) ON TABLE public.assessments_answers TO kith_app;
GRANT SELECT(author_id) ON TABLE public.assessments_answers TO kith_portal;
GRANT SELECT(owner_id),INSERT(owner_id) ON TABLE public.assessments_answers TO kith_app;
GRANT SELECT(owner_id) ON TABLE public.assessments_answers TO kith_portal;
GRANT SELECT(person_id),INSERT(person_id) ON TABLE public.assessments_answers TO kith_app;
GRANT SELECT(person_id) ON TABLE public.assessments_answers TO kith_portal;
REVOKE ALL ON FUNCTION assessments.check_places(a public.assessments_answers, response public.assessments_response) FROM PUBLIC;
REVOKE ALL ON FUNCTION assessments.end_response() FROM PUBLIC;
REVOKE ALL ON FUNCTION assessments.hold(p uuid, response uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION assessments.hold(p uuid, response uuid) TO kith_app;
REVOKE ALL ON FUNCTION assessments.keep_form() FROM PUBLIC;
REVOKE ALL ON FUNCTION assessments.newest(p uuid, wanted uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION assessments.places_in(definition jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION assessments.places_in(definition jsonb) TO kith_engine;
REVOKE ALL ON FUNCTION assessments.publish(told jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION assessments.publish(told jsonb) TO kith_app;
REVOKE ALL ON FUNCTION assessments.revise() FROM PUBLIC;
REVOKE ALL ON FUNCTION assessments.said(element jsonb, address text) FROM PUBLIC;
GRANT ALL ON FUNCTION assessments.said(element jsonb, address text) TO kith_engine;
REVOKE ALL ON FUNCTION assessments.stand_form() FROM PUBLIC;
REVOKE ALL ON FUNCTION assessments.typing(p uuid, wanted uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION assessments.typing(p uuid, wanted uuid) TO kith_app;
REVOKE ALL ON FUNCTION assessments.version_response() FROM PUBLIC;
REVOKE ALL ON FUNCTION audit.append(session uuid, human bigint, post bigint, agency bigint, purpose text, action text, person uuid, rows uuid[], domains text[], grades smallint[], detail jsonb) FROM PUBLIC;
REVOKE ALL ON FUNCTION audit.erase(at_most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION audit.erase(at_most integer) TO kith_sequencer;
REVOKE ALL ON FUNCTION audit.grow(before bigint, after bigint) FROM PUBLIC;
GRANT SELECT,INSERT,DELETE ON TABLE public.audit_event TO kith_engine;
GRANT SELECT ON TABLE public.audit_event TO kith_backup;
GRANT SELECT ON TABLE public.audit_event TO kith_auditor;
REVOKE ALL ON FUNCTION audit.is_past(e public.audit_event, before jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION audit.is_past(e public.audit_event, before jsonb) TO kith_engine;
REVOKE ALL ON FUNCTION audit.keep_leaf() FROM PUBLIC;
REVOKE ALL ON FUNCTION audit.keep_numbered() FROM PUBLIC;
REVOKE ALL ON FUNCTION audit.kept_until(organisation bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION audit.number(at_most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION audit.number(at_most integer) TO kith_sequencer;
REVOKE ALL ON FUNCTION audit.payload(e public.audit_event, batch bigint, numbered_at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION audit.payload(e public.audit_event, batch bigint, numbered_at timestamp with time zone) TO kith_auditor;
GRANT ALL ON FUNCTION audit.payload(e public.audit_event, batch bigint, numbered_at timestamp with time zone) TO kith_engine;
REVOKE ALL ON FUNCTION audit.refuse_change() FROM PUBLIC;
REVOKE ALL ON FUNCTION audit.root(size bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION audit.root_of(hashes bytea[]) FROM PUBLIC;
GRANT ALL ON FUNCTION audit.root_of(hashes bytea[]) TO kith_engine;
REVOKE ALL ON FUNCTION casework.begin_step() FROM PUBLIC;
REVOKE ALL ON FUNCTION casework.check_doer(p uuid, doer bigint, d text, g smallint) FROM PUBLIC;
GRANT ALL ON FUNCTION casework.check_doer(p uuid, doer bigint, d text, g smallint) TO kith_app;
REVOKE ALL ON FUNCTION casework.check_holder(p uuid, holder bigint, d text, g smallint) FROM PUBLIC;
GRANT ALL ON FUNCTION casework.check_holder(p uuid, holder bigint, d text, g smallint) TO kith_app;
REVOKE ALL ON FUNCTION casework.entry_of_step() FROM PUBLIC;
REVOKE ALL ON FUNCTION casework.in_plan() FROM PUBLIC;
REVOKE ALL ON FUNCTION casework.move_step() FROM PUBLIC;
REVOKE ALL ON FUNCTION casework.of_action() FROM PUBLIC;
REVOKE ALL ON FUNCTION casework.of_entry() FROM PUBLIC;
REVOKE ALL ON FUNCTION casework.of_step() FROM PUBLIC;
GRANT SELECT,INSERT,UPDATE ON TABLE public.casework_step TO kith_engine;
GRANT SELECT ON TABLE public.casework_step TO kith_backup;
GRANT SELECT(id),INSERT(id) ON TABLE public.casework_step TO kith_app;
GRANT SELECT(id) ON TABLE public.casework_step TO kith_portal;
GRANT SELECT(domain),INSERT(domain) ON TABLE public.casework_step TO kith_app;
GRANT SELECT(domain) ON TABLE public.casework_step TO kith_portal;
GRANT SELECT(grade),INSERT(grade) ON TABLE public.casework_step TO kith_app;
GRANT SELECT(grade) ON TABLE public.casework_step TO kith_portal;
GRANT SELECT(recorded_at),INSERT(recorded_at) ON TABLE public.casework_step TO kith_app;
GRANT SELECT(recorded_at) ON TABLE public.casework_step TO kith_portal;
GRANT SELECT(chain),INSERT(chain) ON TABLE public.casework_step TO kith_app;
GRANT SELECT(chain) ON TABLE public.casework_step TO kith_portal;
GRANT SELECT(step),INSERT(step) ON TABLE public.casework_step TO kith_app;
GRANT SELECT(step) ON TABLE public.casework_step TO kith_portal;
GRANT SELECT(line),INSERT(line) ON TABLE public.casework_step TO kith_app;
GRANT SELECT(line) ON TABLE public.casework_step TO kith_portal;
GRANT SELECT(after),INSERT(after) ON TABLE public.casework_step TO kith_app;
GRANT SELECT(after) ON TABLE public.casework_step TO kith_portal;
GRANT SELECT(state),INSERT(state),UPDATE(state) ON TABLE public.casework_step TO kith_app;
GRANT SELECT(state) ON TABLE public.casework_step TO kith_portal;
GRANT SELECT(holder),INSERT(holder),UPDATE(holder) ON TABLE public.casework_step TO kith_app;
GRANT SELECT(holder) ON TABLE public.casework_step TO kith_portal;
GRANT SELECT(began_at),INSERT(began_at) ON TABLE public.casework_step TO kith_app;
GRANT SELECT(began_at) ON TABLE public.casework_step TO kith_portal;
GRANT SELECT(needs),INSERT(needs) ON TABLE public.casework_step TO kith_app;
GRANT SELECT(needs) ON TABLE public.casework_step TO kith_portal;
GRANT SELECT(approvals),INSERT(approvals),UPDATE(approvals) ON TABLE public.casework_step TO kith_app;
GRANT SELECT(approvals) ON TABLE public.casework_step TO kith_portal;
GRANT SELECT(outcome),INSERT(outcome),UPDATE(outcome) ON TABLE public.casework_step TO kith_app;
GRANT SELECT(outcome) ON TABLE public.casework_step TO kith_portal;
GRANT SELECT(next_holder),INSERT(next_holder),UPDATE(next_holder) ON TABLE public.casework_step TO kith_app;
GRANT SELECT(next_holder) ON TABLE public.casework_step TO kith_portal;
GRANT SELECT(submitted_by),INSERT(submitted_by),UPDATE(submitted_by) ON TABLE public.casework_step TO kith_app;
GRANT SELECT(submitted_by) ON TABLE public.casework_step TO kith_portal;
GRANT SELECT(response),INSERT(response),UPDATE(response) ON TABLE public.casework_step TO kith_app;
GRANT SELECT(response) ON TABLE public.casework_step TO kith_portal;
GRANT SELECT(entry),INSERT(entry) ON TABLE public.casework_step TO kith_app;
GRANT SELECT(entry) ON TABLE public.casework_step TO kith_portal;
GRANT SELECT(ended_at),INSERT(ended_at) ON TABLE public.casework_step TO kith_app;
GRANT SELECT(ended_at) ON TABLE public.casework_step TO kith_portal;
GRANT SELECT(ended_by),INSERT(ended_by) ON TABLE public.casework_step TO kith_app;
GRANT SELECT(ended_by) ON TABLE public.casework_step TO kith_portal;
GRANT SELECT(author_id),INSERT(author_id) ON TABLE public.casework_step TO kith_app;
GRANT SELECT(author_id) ON TABLE public.casework_step TO kith_portal;
GRANT SELECT(owner_id),INSERT(owner_id) ON TABLE public.casework_step TO kith_app;
GRANT SELECT(owner_id) ON TABLE public.casework_step TO kith_portal;
GRANT SELECT(person_id),INSERT(person_id) ON TABLE public.casework_step TO kith_app;
GRANT SELECT(person_id) ON TABLE public.casework_step TO kith_portal;
REVOKE ALL ON FUNCTION casework.opened(p uuid, wanted uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION casework.screened(p uuid, ended uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION casework.screened(p uuid, ended uuid) TO kith_app;
REVOKE ALL ON FUNCTION casework.seal_form(p uuid, wanted uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION casework.seal_form(p uuid, wanted uuid) TO kith_app;
REVOKE ALL ON FUNCTION casework.taken_on(p uuid, handed uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION casework.taken_on(p uuid, handed uuid) TO kith_app;
REVOKE ALL ON FUNCTION casework.version_plan() FROM PUBLIC;
REVOKE ALL ON FUNCTION casework.work_by_team() FROM PUBLIC;
GRANT ALL ON FUNCTION casework.work_by_team() TO kith_app;
REVOKE ALL ON FUNCTION casework.would_open(p uuid, d text, g smallint, o bigint, post public.agencies_post, barred boolean) FROM PUBLIC;
REVOKE ALL ON PROCEDURE core.adopt() FROM PUBLIC;
REVOKE ALL ON FUNCTION core.now() FROM PUBLIC;
GRANT ALL ON FUNCTION core.now() TO kith_app;
GRANT ALL ON FUNCTION core.now() TO kith_portal;
GRANT ALL ON FUNCTION core.now() TO kith_door;
REVOKE ALL ON FUNCTION documents.audience(p uuid, row_id uuid, d text, g smallint, o bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION documents.keep_together() FROM PUBLIC;
REVOKE ALL ON FUNCTION documents.place_file() FROM PUBLIC;
REVOKE ALL ON FUNCTION documents.version_document() FROM PUBLIC;
REVOKE ALL ON FUNCTION documents.withdraw_document() FROM PUBLIC;
REVOKE ALL ON FUNCTION people.about_whom(since timestamp with time zone, until timestamp with time zone) FROM PUBLIC;
REVOKE ALL ON FUNCTION people.after_hours(since timestamp with time zone, until timestamp with time zone) FROM PUBLIC;
REVOKE ALL ON FUNCTION people.candidates(words jsonb, need integer, born_from date, born_to date, swapped date, numbers text[], keys bigint[], at_most integer) FROM PUBLIC;
REVOKE ALL ON FUNCTION people.clues_of(clues text[], sort text) FROM PUBLIC;
GRANT ALL ON FUNCTION people.clues_of(clues text[], sort text) TO kith_engine;
REVOKE ALL ON FUNCTION people.find(words jsonb, born_from date, born_to date, swapped date, numbers text[], how text, kinds text[], at_most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION people.find(words jsonb, born_from date, born_to date, swapped date, numbers text[], how text, kinds text[], at_most integer) TO kith_app;
REVOKE ALL ON FUNCTION people.find_over_limit() FROM PUBLIC;
REVOKE ALL ON FUNCTION people.follow_up(wanted bigint, came_of_it text, words text) FROM PUBLIC;
GRANT ALL ON FUNCTION people.follow_up(wanted bigint, came_of_it text, words text) TO kith_app;
REVOKE ALL ON FUNCTION people.has_duty(of_post bigint, role_name text, on_ timestamp with time zone) FROM PUBLIC;
REVOKE ALL ON FUNCTION people.how_many(since timestamp with time zone, until timestamp with time zone) FROM PUBLIC;
REVOKE ALL ON FUNCTION people.known_as(p uuid, keys bigint[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION people.name_parts(words text) FROM PUBLIC;
GRANT ALL ON FUNCTION people.name_parts(words text) TO kith_engine;
REVOKE ALL ON FUNCTION people.names_like(words jsonb, need integer, OUT condition text, OUT alike text) FROM PUBLIC;
GRANT ALL ON FUNCTION people.names_like(words jsonb, need integer, OUT condition text, OUT alike text) TO kith_engine;
REVOKE ALL ON FUNCTION people.note_clash() FROM PUBLIC;
REVOKE ALL ON FUNCTION people.note_look_alike() FROM PUBLIC;
REVOKE ALL ON FUNCTION people.numbers_shut(numbers text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION people.numbers_shut(numbers text[]) TO kith_app;
REVOKE ALL ON FUNCTION people.readings(since timestamp with time zone, until timestamp with time zone) FROM PUBLIC;
REVOKE ALL ON FUNCTION people.reads_by_day() FROM PUBLIC;
GRANT ALL ON FUNCTION people.reads_by_day() TO kith_app;
REVOKE ALL ON FUNCTION people.said_why(wanted bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION people.said_why(wanted bigint) TO kith_app;
REVOKE ALL ON FUNCTION people.teams(of_post bigint, on_ timestamp with time zone, managing boolean) FROM PUBLIC;
REVOKE ALL ON FUNCTION people.tell(shut uuid[], how text) FROM PUBLIC;
GRANT SELECT,INSERT,UPDATE ON TABLE people.finding TO kith_engine;
GRANT SELECT ON TABLE people.finding TO kith_backup;
REVOKE ALL ON FUNCTION people.unusual(wanted bigint, waiting boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION people.unusual(wanted bigint, waiting boolean) TO kith_app;
REVOKE ALL ON FUNCTION people.watch() FROM PUBLIC;
GRANT ALL ON FUNCTION people.watch() TO kith_app;
REVOKE ALL ON FUNCTION people.worked_with(of_post bigint, person uuid, on_ timestamp with time zone) FROM PUBLIC;
REVOKE ALL ON FUNCTION pg_catalog.lo_creat(integer) FROM PUBLIC;
REVOKE ALL ON FUNCTION pg_catalog.lo_create(oid) FROM PUBLIC;
REVOKE ALL ON FUNCTION pg_catalog.lo_from_bytea(oid, bytea) FROM PUBLIC;
REVOKE ALL ON FUNCTION public.procrastinate_cancel_job_v1(job_id bigint, abort boolean, delete_job boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION public.procrastinate_cancel_job_v1(job_id bigint, abort boolean, delete_job boolean) TO kith_app;
REVOKE ALL ON FUNCTION public.procrastinate_defer_jobs_v1(jobs public.procrastinate_job_to_defer_v1[]) FROM PUBLIC;
GRANT ALL ON FUNCTION public.procrastinate_defer_jobs_v1(jobs public.procrastinate_job_to_defer_v1[]) TO kith_app;
REVOKE ALL ON FUNCTION public.procrastinate_defer_periodic_job_v2(_queue_name character varying, _lock character varying, _queueing_lock character varying, _task_name character varying, _priority integer, _periodic_id character varying, _defer_timestamp bigint, _args jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION public.procrastinate_defer_periodic_job_v2(_queue_name character varying, _lock character varying, _queueing_lock character varying, _task_name character varying, _priority integer, _periodic_id character varying, _defer_timestamp bigint, _args jsonb) TO kith_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.procrastinate_jobs TO kith_app;
GRANT SELECT ON TABLE public.procrastinate_jobs TO kith_backup;
REVOKE ALL ON FUNCTION public.procrastinate_fetch_job_v2(target_queue_names character varying[], p_worker_id bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION public.procrastinate_fetch_job_v2(target_queue_names character varying[], p_worker_id bigint) TO kith_app;
REVOKE ALL ON FUNCTION public.procrastinate_finish_job_v1(job_id bigint, end_status public.procrastinate_job_status, delete_job boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION public.procrastinate_finish_job_v1(job_id bigint, end_status public.procrastinate_job_status, delete_job boolean) TO kith_app;
REVOKE ALL ON FUNCTION public.procrastinate_notify_queue_abort_job_v1() FROM PUBLIC;
GRANT ALL ON FUNCTION public.procrastinate_notify_queue_abort_job_v1() TO kith_app;
REVOKE ALL ON FUNCTION public.procrastinate_notify_queue_job_inserted_v1() FROM PUBLIC;
GRANT ALL ON FUNCTION public.procrastinate_notify_queue_job_inserted_v1() TO kith_app;
REVOKE ALL ON FUNCTION public.procrastinate_prune_stalled_workers_v1(seconds_since_heartbeat double precision) FROM PUBLIC;
GRANT ALL ON FUNCTION public.procrastinate_prune_stalled_workers_v1(seconds_since_heartbeat double precision) TO kith_app;
REVOKE ALL ON FUNCTION public.procrastinate_register_worker_v1() FROM PUBLIC;
GRANT ALL ON FUNCTION public.procrastinate_register_worker_v1() TO kith_app;
REVOKE ALL ON FUNCTION public.procrastinate_retry_job_v1(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) FROM PUBLIC;
GRANT ALL ON FUNCTION public.procrastinate_retry_job_v1(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) TO kith_app;
REVOKE ALL ON FUNCTION public.procrastinate_retry_job_v2(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) FROM PUBLIC;
GRANT ALL ON FUNCTION public.procrastinate_retry_job_v2(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) TO kith_app;
REVOKE ALL ON FUNCTION public.procrastinate_trigger_abort_requested_events_procedure_v1() FROM PUBLIC;
GRANT ALL ON FUNCTION public.procrastinate_trigger_abort_requested_events_procedure_v1() TO kith_app;
REVOKE ALL ON FUNCTION public.procrastinate_trigger_function_scheduled_events_v1() FROM PUBLIC;
GRANT ALL ON FUNCTION public.procrastinate_trigger_function_scheduled_events_v1() TO kith_app;
REVOKE ALL ON FUNCTION public.procrastinate_trigger_function_status_events_insert_v1() FROM PUBLIC;
GRANT ALL ON FUNCTION public.procrastinate_trigger_function_status_events_insert_v1() TO kith_app;
REVOKE ALL ON FUNCTION public.procrastinate_trigger_function_status_events_update_v1() FROM PUBLIC;
GRANT ALL ON FUNCTION public.procrastinate_trigger_function_status_events_update_v1() TO kith_app;
REVOKE ALL ON FUNCTION public.procrastinate_unlink_periodic_defers_v1() FROM PUBLIC;
GRANT ALL ON FUNCTION public.procrastinate_unlink_periodic_defers_v1() TO kith_app;
REVOKE ALL ON FUNCTION public.procrastinate_unregister_worker_v1(worker_id bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION public.procrastinate_unregister_worker_v1(worker_id bigint) TO kith_app;
REVOKE ALL ON FUNCTION public.procrastinate_update_heartbeat_v1(worker_id bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION public.procrastinate_update_heartbeat_v1(worker_id bigint) TO kith_app;
REVOKE ALL ON FUNCTION record.age_entries(at_most integer) FROM PUBLIC;
REVOKE ALL ON FUNCTION record.check_source() FROM PUBLIC;
REVOKE ALL ON FUNCTION record.count_openings(about integer, few integer, ageing integer) FROM PUBLIC;
REVOKE ALL ON FUNCTION record.hand_over_drafts(from_post bigint, to_post bigint, OUT handed integer, OUT kept integer) FROM PUBLIC;
GRANT ALL ON FUNCTION record.hand_over_drafts(from_post bigint, to_post bigint, OUT handed integer, OUT kept integer) TO kith_app;
REVOKE ALL ON FUNCTION record.index_words() FROM PUBLIC;
REVOKE ALL ON FUNCTION record.keep_counts() FROM PUBLIC;
GRANT ALL ON FUNCTION record.keep_counts() TO kith_app;
REVOKE ALL ON FUNCTION record.manages(agency bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION record.newest(at_most integer, words text) FROM PUBLIC;
GRANT ALL ON FUNCTION record.newest(at_most integer, words text) TO kith_app;
REVOKE ALL ON FUNCTION record.newest_narrowly(at_most integer, words tsquery, oldest smallint, since timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION record.newest_narrowly(at_most integer, words tsquery, oldest smallint, since timestamp with time zone) TO kith_app;
REVOKE ALL ON FUNCTION record.newest_widely(at_most integer, words tsquery, since timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION record.newest_widely(at_most integer, words tsquery, since timestamp with time zone) TO kith_app;
REVOKE ALL ON FUNCTION record.practises(of_post bigint, person uuid, domain text) FROM PUBLIC;
REVOKE ALL ON FUNCTION record.refer(p uuid, team bigint, token text, kind text, domain text, grade smallint, title text, words text, happened_at timestamp with time zone, day_only boolean, present text, details jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION record.refer(p uuid, team bigint, token text, kind text, domain text, grade smallint, title text, words text, happened_at timestamp with time zone, day_only boolean, present text, details jsonb) TO kith_app;
REVOKE ALL ON FUNCTION record.stretch(enough double precision, beyond smallint, OUT age smallint, OUT since timestamp with time zone, OUT walked boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION record.stretch(enough double precision, beyond smallint, OUT age smallint, OUT since timestamp with time zone, OUT walked boolean) TO kith_app;
REVOKE ALL ON FUNCTION record.unfinished_of(of_post bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION record.unfinished_of(of_post bigint) TO kith_app;
REVOKE ALL ON FUNCTION record.vector(title text, text text, present text, details jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION record.vector(title text, text text, present text, details jsonb) TO kith_app;
GRANT ALL ON FUNCTION record.vector(title text, text text, present text, details jsonb) TO kith_engine;
REVOKE ALL ON FUNCTION record.version_entry() FROM PUBLIC;
REVOKE ALL ON FUNCTION record.write_about(people uuid[]) FROM PUBLIC;
GRANT ALL ON FUNCTION record.write_about(people uuid[]) TO kith_app;
REVOKE ALL ON FUNCTION record.writer(OUT agency_kind text, OUT team_domain text, OUT manages boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION record.writer(OUT agency_kind text, OUT team_domain text, OUT manages boolean) TO kith_app;
GRANT SELECT,INSERT,UPDATE ON TABLE public.sharing_subjectaccess TO kith_engine;
GRANT SELECT ON TABLE public.sharing_subjectaccess TO kith_backup;
GRANT SELECT(id) ON TABLE public.sharing_subjectaccess TO kith_app;
GRANT SELECT(domain) ON TABLE public.sharing_subjectaccess TO kith_app;
GRANT SELECT(grade) ON TABLE public.sharing_subjectaccess TO kith_app;
GRANT SELECT(recorded_at) ON TABLE public.sharing_subjectaccess TO kith_app;
GRANT SELECT(asked_by) ON TABLE public.sharing_subjectaccess TO kith_app;
GRANT SELECT(asked_words) ON TABLE public.sharing_subjectaccess TO kith_app;
GRANT SELECT(received_on) ON TABLE public.sharing_subjectaccess TO kith_app;
GRANT SELECT(identity_on) ON TABLE public.sharing_subjectaccess TO kith_app;
GRANT SELECT(identity_words) ON TABLE public.sharing_subjectaccess TO kith_app;
GRANT SELECT(due_on) ON TABLE public.sharing_subjectaccess TO kith_app;
GRANT SELECT(extended_on) ON TABLE public.sharing_subjectaccess TO kith_app;
GRANT SELECT(extended_words) ON TABLE public.sharing_subjectaccess TO kith_app;
GRANT SELECT(state) ON TABLE public.sharing_subjectaccess TO kith_app;
GRANT SELECT(ended_on) ON TABLE public.sharing_subjectaccess TO kith_app;
GRANT SELECT(ended_words) ON TABLE public.sharing_subjectaccess TO kith_app;
GRANT SELECT(author_id) ON TABLE public.sharing_subjectaccess TO kith_app;
GRANT SELECT(owner_id) ON TABLE public.sharing_subjectaccess TO kith_app;
GRANT SELECT(person_id) ON TABLE public.sharing_subjectaccess TO kith_app;
REVOKE ALL ON FUNCTION sharing.access_of(p uuid, fact uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION sharing.add_exhibit(p uuid, bundle uuid, fact uuid, d text, g smallint, said jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION sharing.add_exhibit(p uuid, bundle uuid, fact uuid, d text, g smallint, said jsonb) TO kith_app;
REVOKE ALL ON FUNCTION sharing.advice_read(advice uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION sharing.advice_read(advice uuid) TO kith_app;
REVOKE ALL ON FUNCTION sharing.advise(advice uuid, kind text, given jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION sharing.advise(advice uuid, kind text, given jsonb) TO kith_app;
REVOKE ALL ON FUNCTION sharing.after(kind text, by_asking boolean, state text) FROM PUBLIC;
GRANT ALL ON FUNCTION sharing.after(kind text, by_asking boolean, state text) TO kith_engine;
REVOKE ALL ON FUNCTION sharing.answer_objection(p uuid, objection uuid, outcome text, words text) FROM PUBLIC;
GRANT ALL ON FUNCTION sharing.answer_objection(p uuid, objection uuid, outcome text, words text) TO kith_app;
REVOKE ALL ON FUNCTION sharing.answer_tool(of_series bigint, partner bigint, said jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION sharing.answer_tool(of_series bigint, partner bigint, said jsonb) TO kith_app;
REVOKE ALL ON FUNCTION sharing.answers_for(post bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION sharing.answers_for(post bigint) TO kith_app;
REVOKE ALL ON FUNCTION sharing.apart(p uuid, named uuid[], answers boolean) FROM PUBLIC;
REVOKE ALL ON FUNCTION sharing.ask(p uuid, holder bigint, mine bigint, wanted smallint[], d text, g smallint, answer_by timestamp with time zone, token text, said jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION sharing.ask(p uuid, holder bigint, mine bigint, wanted smallint[], d text, g smallint, answer_by timestamp with time zone, token text, said jsonb) TO kith_app;
REVOKE ALL ON FUNCTION sharing.ask_advice(holder bigint, token text, said jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION sharing.ask_advice(holder bigint, token text, said jsonb) TO kith_app;
REVOKE ALL ON FUNCTION sharing.begin_bundle(p uuid, token text, said jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION sharing.begin_bundle(p uuid, token text, said jsonb) TO kith_app;
GRANT SELECT,INSERT,UPDATE ON TABLE public.sharing_request TO kith_engine;
GRANT SELECT ON TABLE public.sharing_request TO kith_backup;
GRANT SELECT(id) ON TABLE public.sharing_request TO kith_app;
GRANT SELECT(id) ON TABLE public.sharing_request TO kith_portal;
GRANT SELECT(rests_on) ON TABLE public.sharing_request TO kith_app;
GRANT SELECT(rests_on) ON TABLE public.sharing_request TO kith_portal;
GRANT SELECT(domain) ON TABLE public.sharing_request TO kith_app;
GRANT SELECT(domain) ON TABLE public.sharing_request TO kith_portal;
GRANT SELECT(grade) ON TABLE public.sharing_request TO kith_app;
GRANT SELECT(grade) ON TABLE public.sharing_request TO kith_portal;
GRANT SELECT(recorded_at) ON TABLE public.sharing_request TO kith_app;
GRANT SELECT(recorded_at) ON TABLE public.sharing_request TO kith_portal;
GRANT SELECT(parties) ON TABLE public.sharing_request TO kith_app;
GRANT SELECT(asking) ON TABLE public.sharing_request TO kith_app;
GRANT SELECT(asking) ON TABLE public.sharing_request TO kith_portal;
GRANT SELECT(asked) ON TABLE public.sharing_request TO kith_app;
GRANT SELECT(asked) ON TABLE public.sharing_request TO kith_portal;
GRANT SELECT(open_to) ON TABLE public.sharing_request TO kith_app;
GRANT SELECT(open_to) ON TABLE public.sharing_request TO kith_portal;
GRANT SELECT(person_words) ON TABLE public.sharing_request TO kith_app;
GRANT SELECT(person_words) ON TABLE public.sharing_request TO kith_portal;
GRANT SELECT(question) ON TABLE public.sharing_request TO kith_app;
GRANT SELECT(question) ON TABLE public.sharing_request TO kith_portal;
GRANT SELECT(grades) ON TABLE public.sharing_request TO kith_app;
GRANT SELECT(grades) ON TABLE public.sharing_request TO kith_portal;
GRANT SELECT(period_from) ON TABLE public.sharing_request TO kith_app;
GRANT SELECT(period_from) ON TABLE public.sharing_request TO kith_portal;
GRANT SELECT(period_to) ON TABLE public.sharing_request TO kith_app;
GRANT SELECT(period_to) ON TABLE public.sharing_request TO kith_portal;
GRANT SELECT(why) ON TABLE public.sharing_request TO kith_app;
GRANT SELECT(why) ON TABLE public.sharing_request TO kith_portal;
GRANT SELECT(purpose) ON TABLE public.sharing_request TO kith_app;
GRANT SELECT(purpose) ON TABLE public.sharing_request TO kith_portal;
GRANT SELECT(gateway) ON TABLE public.sharing_request TO kith_app;
GRANT SELECT(gateway) ON TABLE public.sharing_request TO kith_portal;
GRANT SELECT(force) ON TABLE public.sharing_request TO kith_app;
GRANT SELECT(force) ON TABLE public.sharing_request TO kith_portal;
GRANT SELECT(guide_edition) ON TABLE public.sharing_request TO kith_app;
GRANT SELECT(guide_edition) ON TABLE public.sharing_request TO kith_portal;
GRANT SELECT(consent) ON TABLE public.sharing_request TO kith_app;
GRANT SELECT(consent) ON TABLE public.sharing_request TO kith_portal;
GRANT SELECT(confidentiality) ON TABLE public.sharing_request TO kith_app;
GRANT SELECT(confidentiality) ON TABLE public.sharing_request TO kith_portal;
GRANT SELECT(urgency) ON TABLE public.sharing_request TO kith_app;
GRANT SELECT(urgency) ON TABLE public.sharing_request TO kith_portal;
GRANT SELECT(answer_by) ON TABLE public.sharing_request TO kith_app;
GRANT SELECT(answer_by) ON TABLE public.sharing_request TO kith_portal;
GRANT SELECT(until) ON TABLE public.sharing_request TO kith_app;
GRANT SELECT(until) ON TABLE public.sharing_request TO kith_portal;
GRANT SELECT(state) ON TABLE public.sharing_request TO kith_app;
GRANT SELECT(state) ON TABLE public.sharing_request TO kith_portal;
GRANT SELECT(answered_at) ON TABLE public.sharing_request TO kith_app;
GRANT SELECT(answered_at) ON TABLE public.sharing_request TO kith_portal;
GRANT SELECT(token) ON TABLE public.sharing_request TO kith_app;
GRANT SELECT(token) ON TABLE public.sharing_request TO kith_portal;
GRANT SELECT(nudged) ON TABLE public.sharing_request TO kith_app;
GRANT SELECT(nudged) ON TABLE public.sharing_request TO kith_portal;
GRANT SELECT(reminded) ON TABLE public.sharing_request TO kith_app;
GRANT SELECT(reminded) ON TABLE public.sharing_request TO kith_portal;
GRANT SELECT(counted) ON TABLE public.sharing_request TO kith_app;
GRANT SELECT(counted) ON TABLE public.sharing_request TO kith_portal;
GRANT SELECT(asked_agency_id) ON TABLE public.sharing_request TO kith_app;
GRANT SELECT(asked_agency_id) ON TABLE public.sharing_request TO kith_portal;
GRANT SELECT(author_id) ON TABLE public.sharing_request TO kith_app;
GRANT SELECT(author_id) ON TABLE public.sharing_request TO kith_portal;
GRANT SELECT(owner_id) ON TABLE public.sharing_request TO kith_app;
GRANT SELECT(owner_id) ON TABLE public.sharing_request TO kith_portal;
GRANT SELECT(person_id) ON TABLE public.sharing_request TO kith_app;
GRANT SELECT(person_id) ON TABLE public.sharing_request TO kith_portal;
REVOKE ALL ON FUNCTION sharing.bring_in(r public.sharing_request, holders bigint[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION sharing.bring_to_table(p uuid, gathering uuid, who bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION sharing.bring_to_table(p uuid, gathering uuid, who bigint) TO kith_app;
GRANT SELECT,INSERT,UPDATE ON TABLE public.sharing_bundle TO kith_engine;
GRANT SELECT ON TABLE public.sharing_bundle TO kith_backup;
GRANT SELECT(id) ON TABLE public.sharing_bundle TO kith_app;
GRANT SELECT(domain) ON TABLE public.sharing_bundle TO kith_app;
GRANT SELECT(grade) ON TABLE public.sharing_bundle TO kith_app;
GRANT SELECT(recorded_at) ON TABLE public.sharing_bundle TO kith_app;
GRANT SELECT(title) ON TABLE public.sharing_bundle TO kith_app;
GRANT SELECT(court) ON TABLE public.sharing_bundle TO kith_app;
GRANT SELECT(number) ON TABLE public.sharing_bundle TO kith_app;
GRANT SELECT(count) ON TABLE public.sharing_bundle TO kith_app;
GRANT SELECT(state) ON TABLE public.sharing_bundle TO kith_app;
GRANT SELECT(digest) ON TABLE public.sharing_bundle TO kith_app;
GRANT SELECT(truth) ON TABLE public.sharing_bundle TO kith_app;
GRANT SELECT(fixed_at) ON TABLE public.sharing_bundle TO kith_app;
GRANT SELECT(token) ON TABLE public.sharing_bundle TO kith_app;
GRANT SELECT(author_id) ON TABLE public.sharing_bundle TO kith_app;
GRANT SELECT(owner_id) ON TABLE public.sharing_bundle TO kith_app;
GRANT SELECT(person_id) ON TABLE public.sharing_bundle TO kith_app;
REVOKE ALL ON FUNCTION sharing.bundle_of(p uuid, fact uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION sharing.check_addressee(holder bigint, asking bigint[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION sharing.check_consent(p uuid, fact uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION sharing.check_edition(said jsonb) FROM PUBLIC;
REVOKE ALL ON FUNCTION sharing.check_member(holder bigint, convening bigint[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION sharing.check_release() FROM PUBLIC;
REVOKE ALL ON FUNCTION sharing.check_speaks(p uuid, speaker uuid) FROM PUBLIC;
GRANT SELECT,INSERT,UPDATE ON TABLE public.access_share TO kith_engine;
GRANT SELECT ON TABLE public.access_share TO kith_backup;
GRANT SELECT(id) ON TABLE public.access_share TO kith_app;
GRANT SELECT(domain) ON TABLE public.access_share TO kith_app;
GRANT SELECT(grade) ON TABLE public.access_share TO kith_app;
GRANT SELECT(recorded_at) ON TABLE public.access_share TO kith_app;
GRANT SELECT(holder_id) ON TABLE public.access_share TO kith_app;
GRANT SELECT(grades) ON TABLE public.access_share TO kith_app;
GRANT SELECT(basis) ON TABLE public.access_share TO kith_app;
GRANT SELECT(reason) ON TABLE public.access_share TO kith_app;
GRANT SELECT(bundle) ON TABLE public.access_share TO kith_app;
GRANT SELECT(emergency) ON TABLE public.access_share TO kith_app;
GRANT SELECT(rows) ON TABLE public.access_share TO kith_app;
GRANT SELECT(starts) ON TABLE public.access_share TO kith_app;
GRANT SELECT(ends) ON TABLE public.access_share TO kith_app;
GRANT SELECT(closed) ON TABLE public.access_share TO kith_app;
GRANT SELECT(key) ON TABLE public.access_share TO kith_app;
GRANT SELECT(author_id) ON TABLE public.access_share TO kith_app;
GRANT SELECT(owner_id) ON TABLE public.access_share TO kith_app;
GRANT SELECT(shared_by_id) ON TABLE public.access_share TO kith_app;
GRANT SELECT(person_id) ON TABLE public.access_share TO kith_app;
REVOKE ALL ON FUNCTION sharing.check_turn(r public.sharing_request, kind text, given jsonb) FROM PUBLIC;
REVOKE ALL ON FUNCTION sharing.check_writer(p uuid, d text, g smallint) FROM PUBLIC;
GRANT SELECT,INSERT,UPDATE ON TABLE public.sharing_representative TO kith_engine;
GRANT SELECT ON TABLE public.sharing_representative TO kith_backup;
GRANT SELECT(id) ON TABLE public.sharing_representative TO kith_app;
GRANT SELECT(domain) ON TABLE public.sharing_representative TO kith_app;
GRANT SELECT(grade) ON TABLE public.sharing_representative TO kith_app;
GRANT SELECT(recorded_at) ON TABLE public.sharing_representative TO kith_app;
GRANT SELECT(kind) ON TABLE public.sharing_representative TO kith_app;
GRANT SELECT(name) ON TABLE public.sharing_representative TO kith_app;
GRANT SELECT(relation) ON TABLE public.sharing_representative TO kith_app;
GRANT SELECT(reach) ON TABLE public.sharing_representative TO kith_app;
GRANT SELECT(covers) ON TABLE public.sharing_representative TO kith_app;
GRANT SELECT(scope) ON TABLE public.sharing_representative TO kith_app;
GRANT SELECT(seen) ON TABLE public.sharing_representative TO kith_app;
GRANT SELECT(starts) ON TABLE public.sharing_representative TO kith_app;
GRANT SELECT(ends) ON TABLE public.sharing_representative TO kith_app;
GRANT SELECT(no_address) ON TABLE public.sharing_representative TO kith_app;
GRANT SELECT(kept_from) ON TABLE public.sharing_representative TO kith_app;
GRANT SELECT(limit_words) ON TABLE public.sharing_representative TO kith_app;
GRANT SELECT(limit_review_on) ON TABLE public.sharing_representative TO kith_app;
GRANT SELECT(reader) ON TABLE public.sharing_representative TO kith_app;
GRANT SELECT(ended_at) ON TABLE public.sharing_representative TO kith_app;
GRANT SELECT(ended_words) ON TABLE public.sharing_representative TO kith_app;
GRANT SELECT(author_id) ON TABLE public.sharing_representative TO kith_app;
GRANT SELECT(owner_id) ON TABLE public.sharing_representative TO kith_app;
GRANT SELECT(person_id) ON TABLE public.sharing_representative TO kith_app;
REVOKE ALL ON FUNCTION sharing.close_to(r public.sharing_representative, everything boolean) FROM PUBLIC;
GRANT SELECT,INSERT,UPDATE ON TABLE public.sharing_consentrecord TO kith_engine;
GRANT SELECT ON TABLE public.sharing_consentrecord TO kith_backup;
GRANT SELECT(id) ON TABLE public.sharing_consentrecord TO kith_app;
GRANT SELECT(domain) ON TABLE public.sharing_consentrecord TO kith_app;
GRANT SELECT(grade) ON TABLE public.sharing_consentrecord TO kith_app;
GRANT SELECT(recorded_at) ON TABLE public.sharing_consentrecord TO kith_app;
GRANT SELECT(kind) ON TABLE public.sharing_consentrecord TO kith_app;
GRANT SELECT(what) ON TABLE public.sharing_consentrecord TO kith_app;
GRANT SELECT(covers) ON TABLE public.sharing_consentrecord TO kith_app;
GRANT SELECT(with_holder) ON TABLE public.sharing_consentrecord TO kith_app;
GRANT SELECT(with_words) ON TABLE public.sharing_consentrecord TO kith_app;
GRANT SELECT(how) ON TABLE public.sharing_consentrecord TO kith_app;
GRANT SELECT(how_words) ON TABLE public.sharing_consentrecord TO kith_app;
GRANT SELECT(given_by) ON TABLE public.sharing_consentrecord TO kith_app;
GRANT SELECT(by_words) ON TABLE public.sharing_consentrecord TO kith_app;
GRANT SELECT(capacity) ON TABLE public.sharing_consentrecord TO kith_app;
GRANT SELECT(capacity_words) ON TABLE public.sharing_consentrecord TO kith_app;
GRANT SELECT(given_on) ON TABLE public.sharing_consentrecord TO kith_app;
GRANT SELECT(until) ON TABLE public.sharing_consentrecord TO kith_app;
GRANT SELECT(review_on) ON TABLE public.sharing_consentrecord TO kith_app;
GRANT SELECT(ended_at) ON TABLE public.sharing_consentrecord TO kith_app;
GRANT SELECT(ended_how) ON TABLE public.sharing_consentrecord TO kith_app;
GRANT SELECT(ended_words) ON TABLE public.sharing_consentrecord TO kith_app;
GRANT SELECT(outcome) ON TABLE public.sharing_consentrecord TO kith_app;
GRANT SELECT(outcome_words) ON TABLE public.sharing_consentrecord TO kith_app;
GRANT SELECT(outcome_at) ON TABLE public.sharing_consentrecord TO kith_app;
GRANT SELECT(author_id) ON TABLE public.sharing_consentrecord TO kith_app;
GRANT SELECT(owner_id) ON TABLE public.sharing_consentrecord TO kith_app;
GRANT SELECT(person_id) ON TABLE public.sharing_consentrecord TO kith_app;
REVOKE ALL ON FUNCTION sharing.consent_of(p uuid, fact uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION sharing.convene(p uuid, kind text, mine bigint, members bigint[], roles text[], wanted smallint[], until timestamp with time zone, basis text, reason text, token text) FROM PUBLIC;
GRANT ALL ON FUNCTION sharing.convene(p uuid, kind text, mine bigint, members bigint[], roles text[], wanted smallint[], until timestamp with time zone, basis text, reason text, token text) TO kith_app;
REVOKE ALL ON FUNCTION sharing.count_outside(said jsonb, due timestamp with time zone) FROM PUBLIC;
REVOKE ALL ON FUNCTION sharing.decide_redaction(p uuid, fact uuid, d text, g smallint, said jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION sharing.decide_redaction(p uuid, fact uuid, d text, g smallint, said jsonb) TO kith_app;
REVOKE ALL ON FUNCTION sharing.disclose(p uuid, d text, g smallint, said jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION sharing.disclose(p uuid, d text, g smallint, said jsonb) TO kith_app;
REVOKE ALL ON FUNCTION sharing.disclosed(p uuid, fact uuid, kind text, of_what uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION sharing.disclosed(p uuid, fact uuid, kind text, of_what uuid) TO kith_app;
REVOKE ALL ON FUNCTION sharing.domain_for(holder bigint, ordinarily text) FROM PUBLIC;
REVOKE ALL ON FUNCTION sharing.drop_exhibit(p uuid, exhibit uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION sharing.drop_exhibit(p uuid, exhibit uuid) TO kith_app;
REVOKE ALL ON FUNCTION sharing.end_gathering(p uuid, gathering uuid, why text) FROM PUBLIC;
GRANT ALL ON FUNCTION sharing.end_gathering(p uuid, gathering uuid, why text) TO kith_app;
REVOKE ALL ON FUNCTION sharing.end_representative(p uuid, fact uuid, words text) FROM PUBLIC;
GRANT ALL ON FUNCTION sharing.end_representative(p uuid, fact uuid, words text) TO kith_app;
REVOKE ALL ON FUNCTION sharing.end_withholding(p uuid, fact uuid, why text) FROM PUBLIC;
GRANT ALL ON FUNCTION sharing.end_withholding(p uuid, fact uuid, why text) TO kith_app;
GRANT SELECT,INSERT,UPDATE ON TABLE public.sharing_exhibit TO kith_engine;
GRANT SELECT ON TABLE public.sharing_exhibit TO kith_backup;
GRANT SELECT(id) ON TABLE public.sharing_exhibit TO kith_app;
GRANT SELECT(domain) ON TABLE public.sharing_exhibit TO kith_app;
GRANT SELECT(grade) ON TABLE public.sharing_exhibit TO kith_app;
GRANT SELECT(recorded_at) ON TABLE public.sharing_exhibit TO kith_app;
GRANT SELECT(bundle_id) ON TABLE public.sharing_exhibit TO kith_app;
GRANT SELECT(place) ON TABLE public.sharing_exhibit TO kith_app;
GRANT SELECT(section) ON TABLE public.sharing_exhibit TO kith_app;
GRANT SELECT(title) ON TABLE public.sharing_exhibit TO kith_app;
GRANT SELECT(happened_at) ON TABLE public.sharing_exhibit TO kith_app;
GRANT SELECT(of_row) ON TABLE public.sharing_exhibit TO kith_app;
GRANT SELECT(version) ON TABLE public.sharing_exhibit TO kith_app;
GRANT SELECT(of_recorded_at) ON TABLE public.sharing_exhibit TO kith_app;
GRANT SELECT(of_author) ON TABLE public.sharing_exhibit TO kith_app;
GRANT SELECT(of_organisation) ON TABLE public.sharing_exhibit TO kith_app;
GRANT SELECT(source_digest) ON TABLE public.sharing_exhibit TO kith_app;
GRANT SELECT(text) ON TABLE public.sharing_exhibit TO kith_app;
GRANT SELECT(removed) ON TABLE public.sharing_exhibit TO kith_app;
GRANT SELECT(digest) ON TABLE public.sharing_exhibit TO kith_app;
GRANT SELECT(media_type) ON TABLE public.sharing_exhibit TO kith_app;
GRANT SELECT(sheets) ON TABLE public.sharing_exhibit TO kith_app;
GRANT SELECT(dropped_at) ON TABLE public.sharing_exhibit TO kith_app;
GRANT SELECT(author_id) ON TABLE public.sharing_exhibit TO kith_app;
GRANT SELECT(owner_id) ON TABLE public.sharing_exhibit TO kith_app;
GRANT SELECT(person_id) ON TABLE public.sharing_exhibit TO kith_app;
REVOKE ALL ON FUNCTION sharing.exhibit_of(p uuid, fact uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION sharing.fix_bundle(p uuid, bundle uuid, truth text, digest text) FROM PUBLIC;
GRANT ALL ON FUNCTION sharing.fix_bundle(p uuid, bundle uuid, truth text, digest text) TO kith_app;
REVOKE ALL ON FUNCTION sharing.is_withheld(p uuid, whose bigint, one_post bigint, moment timestamp with time zone) FROM PUBLIC;
REVOKE ALL ON FUNCTION sharing.keep_copy(p uuid, fact uuid, file text, given text[], gone integer, left_out integer) FROM PUBLIC;
GRANT ALL ON FUNCTION sharing.keep_copy(p uuid, fact uuid, file text, given text[], gone integer, left_out integer) TO kith_app;
REVOKE ALL ON FUNCTION sharing.keep_guide(named text, sent text, new_in_it text) FROM PUBLIC;
GRANT ALL ON FUNCTION sharing.keep_guide(named text, sent text, new_in_it text) TO kith_app;
REVOKE ALL ON FUNCTION sharing.keep_outsider(known bigint, said jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION sharing.keep_outsider(known bigint, said jsonb) TO kith_app;
REVOKE ALL ON FUNCTION sharing.keep_paper(of_edge integer, laws text[], reference text, signed text) FROM PUBLIC;
GRANT ALL ON FUNCTION sharing.keep_paper(of_edge integer, laws text[], reference text, signed text) TO kith_app;
REVOKE ALL ON FUNCTION sharing.kept_from(r public.sharing_representative, row_id uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION sharing.lately_opened() FROM PUBLIC;
GRANT ALL ON FUNCTION sharing.lately_opened() TO kith_app;
REVOKE ALL ON FUNCTION sharing.let_read(p uuid, fact uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION sharing.let_read(p uuid, fact uuid) TO kith_app;
REVOKE ALL ON FUNCTION sharing.limit_representative(p uuid, fact uuid, not_where boolean, kept smallint[], words text, review_on date) FROM PUBLIC;
GRANT ALL ON FUNCTION sharing.limit_representative(p uuid, fact uuid, not_where boolean, kept smallint[], words text, review_on date) TO kith_app;
REVOKE ALL ON FUNCTION sharing.looks_to_tell(p uuid, at_most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION sharing.looks_to_tell(p uuid, at_most integer) TO kith_app;
REVOKE ALL ON FUNCTION sharing.may_withhold(p uuid, whose bigint) FROM PUBLIC;
GRANT SELECT,INSERT,UPDATE ON TABLE public.sharing_message TO kith_engine;
GRANT SELECT ON TABLE public.sharing_message TO kith_backup;
GRANT SELECT(id) ON TABLE public.sharing_message TO kith_app;
GRANT SELECT(domain) ON TABLE public.sharing_message TO kith_app;
GRANT SELECT(grade) ON TABLE public.sharing_message TO kith_app;
GRANT SELECT(recorded_at) ON TABLE public.sharing_message TO kith_app;
GRANT SELECT(to_name) ON TABLE public.sharing_message TO kith_app;
GRANT SELECT(to_organisation) ON TABLE public.sharing_message TO kith_app;
GRANT SELECT(to_email) ON TABLE public.sharing_message TO kith_app;
GRANT SELECT(channel) ON TABLE public.sharing_message TO kith_app;
GRANT SELECT(to_number) ON TABLE public.sharing_message TO kith_app;
GRANT SELECT(text) ON TABLE public.sharing_message TO kith_app;
GRANT SELECT(asks) ON TABLE public.sharing_message TO kith_app;
GRANT SELECT(why) ON TABLE public.sharing_message TO kith_app;
GRANT SELECT(gateway) ON TABLE public.sharing_message TO kith_app;
GRANT SELECT(basis) ON TABLE public.sharing_message TO kith_app;
GRANT SELECT(expires_at) ON TABLE public.sharing_message TO kith_app;
GRANT SELECT(state) ON TABLE public.sharing_message TO kith_app;
GRANT SELECT(read_at) ON TABLE public.sharing_message TO kith_app;
GRANT SELECT(ended_words) ON TABLE public.sharing_message TO kith_app;
GRANT SELECT(not_sent) ON TABLE public.sharing_message TO kith_app;
GRANT SELECT(counted) ON TABLE public.sharing_message TO kith_app;
GRANT SELECT(token) ON TABLE public.sharing_message TO kith_app;
GRANT SELECT(author_id) ON TABLE public.sharing_message TO kith_app;
GRANT SELECT(owner_id) ON TABLE public.sharing_message TO kith_app;
GRANT SELECT(person_id) ON TABLE public.sharing_message TO kith_app;
REVOKE ALL ON FUNCTION sharing.message_of(p uuid, fact uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION sharing.mine(p uuid, request uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION sharing.move_exhibit(p uuid, exhibit uuid, later boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION sharing.move_exhibit(p uuid, exhibit uuid, later boolean) TO kith_app;
GRANT SELECT ON TABLE public.sharing_advice TO kith_app;
GRANT SELECT ON TABLE public.sharing_advice TO kith_backup;
GRANT SELECT,INSERT,UPDATE ON TABLE public.sharing_advice TO kith_engine;
REVOKE ALL ON FUNCTION sharing.my_advice(advice uuid) FROM PUBLIC;
GRANT SELECT,INSERT,UPDATE ON TABLE public.sharing_gathering TO kith_engine;
GRANT SELECT ON TABLE public.sharing_gathering TO kith_backup;
GRANT SELECT(id) ON TABLE public.sharing_gathering TO kith_app;
GRANT SELECT(id) ON TABLE public.sharing_gathering TO kith_portal;
GRANT SELECT(domain) ON TABLE public.sharing_gathering TO kith_app;
GRANT SELECT(domain) ON TABLE public.sharing_gathering TO kith_portal;
GRANT SELECT(grade) ON TABLE public.sharing_gathering TO kith_app;
GRANT SELECT(grade) ON TABLE public.sharing_gathering TO kith_portal;
GRANT SELECT(recorded_at) ON TABLE public.sharing_gathering TO kith_app;
GRANT SELECT(recorded_at) ON TABLE public.sharing_gathering TO kith_portal;
GRANT SELECT(parties) ON TABLE public.sharing_gathering TO kith_app;
GRANT SELECT(convening) ON TABLE public.sharing_gathering TO kith_app;
GRANT SELECT(convening) ON TABLE public.sharing_gathering TO kith_portal;
GRANT SELECT(called_as) ON TABLE public.sharing_gathering TO kith_app;
GRANT SELECT(called_as) ON TABLE public.sharing_gathering TO kith_portal;
GRANT SELECT(members) ON TABLE public.sharing_gathering TO kith_app;
GRANT SELECT(members) ON TABLE public.sharing_gathering TO kith_portal;
GRANT SELECT(involvements) ON TABLE public.sharing_gathering TO kith_app;
GRANT SELECT(involvements) ON TABLE public.sharing_gathering TO kith_portal;
GRANT SELECT(kind) ON TABLE public.sharing_gathering TO kith_app;
GRANT SELECT(kind) ON TABLE public.sharing_gathering TO kith_portal;
GRANT SELECT(basis) ON TABLE public.sharing_gathering TO kith_app;
GRANT SELECT(basis) ON TABLE public.sharing_gathering TO kith_portal;
GRANT SELECT(reason) ON TABLE public.sharing_gathering TO kith_app;
GRANT SELECT(reason) ON TABLE public.sharing_gathering TO kith_portal;
GRANT SELECT(until) ON TABLE public.sharing_gathering TO kith_app;
GRANT SELECT(until) ON TABLE public.sharing_gathering TO kith_portal;
GRANT SELECT(ended_at) ON TABLE public.sharing_gathering TO kith_app;
GRANT SELECT(ended_at) ON TABLE public.sharing_gathering TO kith_portal;
GRANT SELECT(ended_words) ON TABLE public.sharing_gathering TO kith_app;
GRANT SELECT(ended_words) ON TABLE public.sharing_gathering TO kith_portal;
GRANT SELECT(token) ON TABLE public.sharing_gathering TO kith_app;
GRANT SELECT(token) ON TABLE public.sharing_gathering TO kith_portal;
GRANT SELECT(author_id) ON TABLE public.sharing_gathering TO kith_app;
GRANT SELECT(author_id) ON TABLE public.sharing_gathering TO kith_portal;
GRANT SELECT(owner_id) ON TABLE public.sharing_gathering TO kith_app;
GRANT SELECT(owner_id) ON TABLE public.sharing_gathering TO kith_portal;
GRANT SELECT(person_id) ON TABLE public.sharing_gathering TO kith_app;
GRANT SELECT(person_id) ON TABLE public.sharing_gathering TO kith_portal;
REVOKE ALL ON FUNCTION sharing.my_gathering(p uuid, gathering uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION sharing.not_sent(message uuid, what text) FROM PUBLIC;
GRANT ALL ON FUNCTION sharing.not_sent(message uuid, what text) TO kith_app;
REVOKE ALL ON FUNCTION sharing.note_processing(said jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION sharing.note_processing(said jsonb) TO kith_app;
REVOKE ALL ON FUNCTION sharing.open_at_table(p uuid, gathering uuid, wanted smallint[]) FROM PUBLIC;
GRANT ALL ON FUNCTION sharing.open_at_table(p uuid, gathering uuid, wanted smallint[]) TO kith_app;
REVOKE ALL ON FUNCTION sharing.open_to_table(g public.sharing_gathering, holders bigint[], wanted smallint[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION sharing.outside_answer(answer bytea, words text) FROM PUBLIC;
GRANT ALL ON FUNCTION sharing.outside_answer(answer bytea, words text) TO kith_outside;
REVOKE ALL ON FUNCTION sharing.outside_check(file text) FROM PUBLIC;
GRANT ALL ON FUNCTION sharing.outside_check(file text) TO kith_outside;
REVOKE ALL ON FUNCTION sharing.outside_open(link bytea, code bytea, answer bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION sharing.outside_open(link bytea, code bytea, answer bytea) TO kith_outside;
REVOKE ALL ON FUNCTION sharing.over(r public.sharing_representative) FROM PUBLIC;
REVOKE ALL ON FUNCTION sharing.recall_message(p uuid, fact uuid, why text) FROM PUBLIC;
GRANT ALL ON FUNCTION sharing.recall_message(p uuid, fact uuid, why text) TO kith_app;
REVOKE ALL ON FUNCTION sharing.receive_access(p uuid, speaker uuid, said jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION sharing.receive_access(p uuid, speaker uuid, said jsonb) TO kith_app;
REVOKE ALL ON FUNCTION sharing.record_consent(p uuid, with_holder bigint, covers smallint[], said jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION sharing.record_consent(p uuid, with_holder bigint, covers smallint[], said jsonb) TO kith_app;
REVOKE ALL ON FUNCTION sharing.record_representative(p uuid, covers smallint[], said jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION sharing.record_representative(p uuid, covers smallint[], said jsonb) TO kith_app;
GRANT SELECT,INSERT,UPDATE ON TABLE public.sharing_counted TO kith_engine;
GRANT SELECT ON TABLE public.sharing_counted TO kith_backup;
REVOKE ALL ON FUNCTION sharing.register(since timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION sharing.register(since timestamp with time zone) TO kith_app;
REVOKE ALL ON FUNCTION sharing.remind() FROM PUBLIC;
GRANT ALL ON FUNCTION sharing.remind() TO kith_app;
REVOKE ALL ON FUNCTION sharing.remind_in_time() FROM PUBLIC;
REVOKE ALL ON FUNCTION sharing.remind_of_withholdings() FROM PUBLIC;
REVOKE ALL ON FUNCTION sharing.representative_of(p uuid, fact uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION sharing.review_access(wanted uuid, came_of_it text, words text) FROM PUBLIC;
GRANT ALL ON FUNCTION sharing.review_access(wanted uuid, came_of_it text, words text) TO kith_app;
REVOKE ALL ON FUNCTION sharing.review_withholding(p uuid, fact uuid, words text, again_on date) FROM PUBLIC;
GRANT ALL ON FUNCTION sharing.review_withholding(p uuid, fact uuid, words text, again_on date) TO kith_app;
REVOKE ALL ON FUNCTION sharing.sealed_by_itself(p uuid, fact uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION sharing.settle(request uuid, side bigint[], for_all boolean) FROM PUBLIC;
REVOKE ALL ON FUNCTION sharing.sha256_of(words text) FROM PUBLIC;
GRANT ALL ON FUNCTION sharing.sha256_of(words text) TO kith_engine;
REVOKE ALL ON FUNCTION sharing.share_by_consent(p uuid, who bigint, wanted smallint[], until timestamp with time zone, basis text, reason text, fact uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION sharing.share_by_consent(p uuid, who bigint, wanted smallint[], until timestamp with time zone, basis text, reason text, fact uuid) TO kith_app;
REVOKE ALL ON FUNCTION sharing.shares_resting(p uuid, fact uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION sharing.side(holder bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION sharing.source_of(p uuid, fact uuid, d text, g smallint) FROM PUBLIC;
REVOKE ALL ON FUNCTION sharing.stands(r public.sharing_request, next_state text, by_asking boolean, ground text) FROM PUBLIC;
REVOKE ALL ON FUNCTION sharing.stands_in(who bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION sharing.stands_outside(m public.sharing_message, next_state text) FROM PUBLIC;
REVOKE ALL ON FUNCTION sharing.step_access(p uuid, fact uuid, step text, on_day date, due date, words text) FROM PUBLIC;
GRANT ALL ON FUNCTION sharing.step_access(p uuid, fact uuid, step text, on_day date, due date, words text) TO kith_app;
REVOKE ALL ON FUNCTION sharing.take_turn(p uuid, request uuid, kind text, given jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION sharing.take_turn(p uuid, request uuid, kind text, given jsonb) TO kith_app;
REVOKE ALL ON FUNCTION sharing.to_review() FROM PUBLIC;
GRANT ALL ON FUNCTION sharing.to_review() TO kith_app;
REVOKE ALL ON FUNCTION sharing.turn_of(p uuid, request uuid, token text) FROM PUBLIC;
GRANT ALL ON FUNCTION sharing.turn_of(p uuid, request uuid, token text) TO kith_app;
REVOKE ALL ON FUNCTION sharing.what_left(since timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION sharing.what_left(since timestamp with time zone) TO kith_app;
REVOKE ALL ON FUNCTION sharing.withdraw_consent(p uuid, fact uuid, how text, words text) FROM PUBLIC;
GRANT ALL ON FUNCTION sharing.withdraw_consent(p uuid, fact uuid, how text, words text) TO kith_app;
REVOKE ALL ON FUNCTION sharing.withhold_looks(p uuid, whose bigint, one_post bigint, since timestamp with time zone, until timestamp with time zone, ground text, words text, shown_on date, review_on date) FROM PUBLIC;
GRANT ALL ON FUNCTION sharing.withhold_looks(p uuid, whose bigint, one_post bigint, since timestamp with time zone, until timestamp with time zone, ground text, words text, shown_on date, review_on date) TO kith_app;
GRANT SELECT,INSERT,UPDATE ON TABLE sharing.withholding TO kith_engine;
GRANT SELECT ON TABLE sharing.withholding TO kith_backup;
REVOKE ALL ON FUNCTION sharing.withholding_of(p uuid, fact uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION sharing.withholdings(p uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION sharing.withholdings(p uuid) TO kith_app;
REVOKE ALL ON FUNCTION sharing.write_outside(p uuid, d text, g smallint, link bytea, code bytea, expires timestamp with time zone, token text, said jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION sharing.write_outside(p uuid, d text, g smallint, link bytea, code bytea, expires timestamp with time zone, token text, said jsonb) TO kith_app;
REVOKE ALL ON FUNCTION sharing.writer_of(m public.sharing_message) FROM PUBLIC;
REVOKE ALL ON FUNCTION supervision.agree(agreement uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION supervision.agree(agreement uuid) TO kith_app;
REVOKE ALL ON FUNCTION supervision.below_me() FROM PUBLIC;
GRANT ALL ON FUNCTION supervision.below_me() TO kith_app;
REVOKE ALL ON FUNCTION supervision.continues(newer jsonb, older jsonb) FROM PUBLIC;
REVOKE ALL ON FUNCTION supervision.empty(agreement uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION supervision.end_agreement(agreement uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION supervision.end_agreement(agreement uuid) TO kith_app;
REVOKE ALL ON FUNCTION supervision.keep(agreement uuid, typed jsonb, seen integer) FROM PUBLIC;
GRANT ALL ON FUNCTION supervision.keep(agreement uuid, typed jsonb, seen integer) TO kith_app;
REVOKE ALL ON FUNCTION supervision.let_read_above(yes boolean, why text) FROM PUBLIC;
GRANT ALL ON FUNCTION supervision.let_read_above(yes boolean, why text) TO kith_app;
REVOKE ALL ON FUNCTION supervision.log(action text, agreement uuid, session uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION supervision.manages(post bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION supervision.me() FROM PUBLIC;
REVOKE ALL ON FUNCTION supervision.mine() FROM PUBLIC;
GRANT ALL ON FUNCTION supervision.mine() TO kith_app;
GRANT SELECT ON TABLE public.supervision_agreement TO kith_app;
GRANT SELECT ON TABLE public.supervision_agreement TO kith_backup;
GRANT SELECT,INSERT,UPDATE ON TABLE public.supervision_agreement TO kith_engine;
REVOKE ALL ON FUNCTION supervision.of_mine(wanted uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION supervision.propose(colleague bigint, supervises boolean, every integer, words text) FROM PUBLIC;
GRANT ALL ON FUNCTION supervision.propose(colleague bigint, supervises boolean, every integer, words text) TO kith_app;
REVOKE ALL ON FUNCTION supervision.read_above(agency bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION supervision.readings() FROM PUBLIC;
GRANT ALL ON FUNCTION supervision.readings() TO kith_app;
REVOKE ALL ON FUNCTION supervision.remark(session uuid, words text) FROM PUBLIC;
GRANT ALL ON FUNCTION supervision.remark(session uuid, words text) TO kith_app;
REVOKE ALL ON FUNCTION supervision.stands(agreement uuid, typed jsonb) FROM PUBLIC;
REVOKE ALL ON FUNCTION supervision.throw_away(agreement uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION supervision.throw_away(agreement uuid) TO kith_app;
REVOKE ALL ON FUNCTION supervision.write(agreement uuid, held date, said jsonb, next_one date) FROM PUBLIC;
GRANT ALL ON FUNCTION supervision.write(agreement uuid, held date, said jsonb, next_one date) TO kith_app;
GRANT ALL ON TABLE access.exclusion TO kith_engine;
GRANT SELECT ON TABLE access.exclusion TO kith_backup;
GRANT ALL ON TABLE access.following TO kith_engine;
GRANT ALL ON TABLE access.gain_by_grade TO kith_engine;
GRANT ALL ON TABLE access.gain_by_person TO kith_engine;
GRANT ALL ON TABLE access.gain_by_post TO kith_engine;
GRANT ALL ON TABLE access.graded_fields TO kith_engine;
GRANT ALL ON TABLE access.link TO kith_engine;
GRANT SELECT ON TABLE access.link TO kith_backup;
GRANT SELECT,INSERT ON TABLE access.over_limit TO kith_engine;
GRANT ALL ON TABLE access.reader TO kith_engine;
GRANT SELECT ON TABLE access.reader TO kith_backup;
GRANT ALL ON TABLE access.release TO kith_engine;
GRANT SELECT ON TABLE access.release TO kith_backup;
GRANT ALL ON TABLE access.seal TO kith_engine;
GRANT SELECT ON TABLE access.seal TO kith_backup;
GRANT ALL ON TABLE access.secret TO kith_engine;
GRANT ALL ON TABLE access.seen TO kith_engine;
GRANT ALL ON TABLE access.setting TO kith_engine;
GRANT SELECT ON TABLE public.agencies_agency TO kith_engine;
GRANT SELECT ON TABLE public.agencies_agency TO kith_app;
GRANT SELECT ON TABLE public.agencies_agency TO kith_door;
GRANT SELECT,INSERT,UPDATE ON TABLE public.agencies_practitioner TO kith_engine;
GRANT SELECT ON TABLE public.agencies_practitioner TO kith_app;
GRANT SELECT ON TABLE public.agencies_practitioner TO kith_door;
GRANT SELECT ON TABLE public.agencies_team TO kith_engine;
GRANT SELECT ON TABLE public.agencies_team TO kith_app;
GRANT SELECT ON TABLE public.agencies_team TO kith_door;
GRANT SELECT ON TABLE agencies.holder TO kith_app;
GRANT SELECT ON TABLE agencies.holder TO kith_engine;
GRANT SELECT ON TABLE audit.checkpoint TO kith_sequencer;
GRANT SELECT ON TABLE audit.checkpoint TO kith_auditor;
GRANT SELECT ON TABLE audit.checkpoint TO kith_backup;
GRANT SELECT ON TABLE audit.checkpoint TO kith_engine;
GRANT INSERT(origin) ON TABLE audit.checkpoint TO kith_sequencer;
GRANT INSERT(size) ON TABLE audit.checkpoint TO kith_sequencer;
GRANT INSERT(note) ON TABLE audit.checkpoint TO kith_sequencer;
GRANT SELECT ON TABLE audit.cosignature TO kith_sequencer;
GRANT SELECT ON TABLE audit.cosignature TO kith_auditor;
GRANT SELECT ON TABLE audit.cosignature TO kith_backup;
GRANT INSERT(origin) ON TABLE audit.cosignature TO kith_sequencer;
GRANT INSERT(size) ON TABLE audit.cosignature TO kith_sequencer;
GRANT INSERT(line) ON TABLE audit.cosignature TO kith_sequencer;
GRANT SELECT,INSERT,UPDATE ON TABLE audit.erasure TO kith_engine;
GRANT SELECT ON TABLE audit.erasure TO kith_backup;
GRANT SELECT,INSERT ON TABLE audit.leaf TO kith_engine;
GRANT SELECT ON TABLE audit.leaf TO kith_auditor;
GRANT SELECT ON TABLE audit.leaf TO kith_backup;
GRANT SELECT(no) ON TABLE audit.leaf TO kith_sequencer;
GRANT UPDATE(salt) ON TABLE audit.leaf TO kith_engine;
GRANT SELECT(hash) ON TABLE audit.leaf TO kith_sequencer;
GRANT UPDATE(erased_by) ON TABLE audit.leaf TO kith_engine;
GRANT SELECT,INSERT ON TABLE audit.node TO kith_engine;
GRANT SELECT ON TABLE audit.node TO kith_sequencer;
GRANT SELECT ON TABLE audit.node TO kith_auditor;
GRANT SELECT ON TABLE audit.node TO kith_backup;
GRANT SELECT,INSERT,UPDATE ON TABLE audit.retention TO kith_engine;
GRANT SELECT ON TABLE audit.retention TO kith_backup;
GRANT SELECT,UPDATE ON TABLE audit.sequencer TO kith_engine;
GRANT SELECT ON TABLE audit.sequencer TO kith_sequencer;
GRANT SELECT ON TABLE audit.sequencer TO kith_backup;
GRANT SELECT ON TABLE core.clock TO kith_engine;
GRANT SELECT,INSERT,UPDATE ON TABLE people.reading TO kith_engine;
GRANT SELECT ON TABLE people.reading TO kith_backup;
GRANT SELECT,INSERT,UPDATE ON TABLE people.watched TO kith_engine;
GRANT SELECT ON TABLE people.watched TO kith_backup;
GRANT SELECT,INSERT,UPDATE ON TABLE public.access_subject TO kith_engine;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.account_emailaddress TO kith_door;
GRANT USAGE ON SEQUENCE public.account_emailaddress_id_seq TO kith_door;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.account_emailconfirmation TO kith_door;
GRANT USAGE ON SEQUENCE public.account_emailconfirmation_id_seq TO kith_door;
GRANT SELECT,INSERT,UPDATE ON TABLE public.agencies_membership TO kith_engine;
GRANT SELECT ON TABLE public.agencies_membership TO kith_app;
GRANT SELECT ON TABLE public.agencies_membership TO kith_door;
GRANT SELECT,INSERT,UPDATE ON TABLE public.agencies_role TO kith_engine;
GRANT SELECT ON TABLE public.agencies_role TO kith_app;
GRANT SELECT ON TABLE public.agencies_role TO kith_door;
GRANT SELECT ON TABLE public.assessments_form TO kith_app;
GRANT SELECT,INSERT ON TABLE public.assessments_form TO kith_engine;
GRANT SELECT ON TABLE public.assessments_form TO kith_backup;
GRANT USAGE ON SEQUENCE public.assessments_form_id_seq TO kith_engine;
GRANT SELECT,USAGE ON SEQUENCE public.audit_event_id_seq TO kith_engine;
GRANT USAGE ON SEQUENCE public.audit_event_id_seq TO kith_door;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.auth_group TO kith_door;
GRANT USAGE ON SEQUENCE public.auth_group_id_seq TO kith_door;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.auth_group_permissions TO kith_door;
GRANT USAGE ON SEQUENCE public.auth_group_permissions_id_seq TO kith_door;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.auth_permission TO kith_door;
GRANT USAGE ON SEQUENCE public.auth_permission_id_seq TO kith_door;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.auth_user TO kith_door;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.auth_user_groups TO kith_door;
GRANT USAGE ON SEQUENCE public.auth_user_groups_id_seq TO kith_door;
GRANT USAGE ON SEQUENCE public.auth_user_id_seq TO kith_door;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.auth_user_user_permissions TO kith_door;
GRANT USAGE ON SEQUENCE public.auth_user_user_permissions_id_seq TO kith_door;
GRANT SELECT,INSERT,UPDATE ON TABLE public.casework_action TO kith_engine;
GRANT SELECT ON TABLE public.casework_action TO kith_backup;
GRANT SELECT(id),INSERT(id) ON TABLE public.casework_action TO kith_app;
GRANT SELECT(id) ON TABLE public.casework_action TO kith_portal;
GRANT SELECT(domain),INSERT(domain) ON TABLE public.casework_action TO kith_app;
GRANT SELECT(domain) ON TABLE public.casework_action TO kith_portal;
GRANT SELECT(grade),INSERT(grade) ON TABLE public.casework_action TO kith_app;
GRANT SELECT(grade) ON TABLE public.casework_action TO kith_portal;
GRANT SELECT(recorded_at),INSERT(recorded_at) ON TABLE public.casework_action TO kith_app;
GRANT SELECT(recorded_at) ON TABLE public.casework_action TO kith_portal;
GRANT SELECT(plan_id),INSERT(plan_id) ON TABLE public.casework_action TO kith_app;
GRANT SELECT(plan_id) ON TABLE public.casework_action TO kith_portal;
GRANT SELECT(aim_key),INSERT(aim_key) ON TABLE public.casework_action TO kith_app;
GRANT SELECT(aim_key) ON TABLE public.casework_action TO kith_portal;
GRANT SELECT(entry_id),INSERT(entry_id) ON TABLE public.casework_action TO kith_app;
GRANT SELECT(entry_id) ON TABLE public.casework_action TO kith_portal;
GRANT SELECT(source),INSERT(source) ON TABLE public.casework_action TO kith_app;
GRANT SELECT(source) ON TABLE public.casework_action TO kith_portal;
GRANT SELECT(key),INSERT(key) ON TABLE public.casework_action TO kith_app;
GRANT SELECT(key) ON TABLE public.casework_action TO kith_portal;
GRANT SELECT(what),INSERT(what) ON TABLE public.casework_action TO kith_app;
GRANT SELECT(what) ON TABLE public.casework_action TO kith_portal;
GRANT SELECT(holder),INSERT(holder) ON TABLE public.casework_action TO kith_app;
GRANT SELECT(holder) ON TABLE public.casework_action TO kith_portal;
GRANT SELECT(by_words),INSERT(by_words) ON TABLE public.casework_action TO kith_app;
GRANT SELECT(by_words) ON TABLE public.casework_action TO kith_portal;
GRANT SELECT(by_when),INSERT(by_when) ON TABLE public.casework_action TO kith_app;
GRANT SELECT(by_when) ON TABLE public.casework_action TO kith_portal;
GRANT SELECT(author_id),INSERT(author_id) ON TABLE public.casework_action TO kith_app;
GRANT SELECT(author_id) ON TABLE public.casework_action TO kith_portal;
GRANT SELECT(owner_id),INSERT(owner_id) ON TABLE public.casework_action TO kith_app;
GRANT SELECT(owner_id) ON TABLE public.casework_action TO kith_portal;
GRANT SELECT(person_id),INSERT(person_id) ON TABLE public.casework_action TO kith_app;
GRANT SELECT(person_id) ON TABLE public.casework_action TO kith_portal;
GRANT SELECT,INSERT,UPDATE ON TABLE public.casework_aim TO kith_engine;
GRANT SELECT ON TABLE public.casework_aim TO kith_backup;
GRANT SELECT(id),INSERT(id) ON TABLE public.casework_aim TO kith_app;
GRANT SELECT(id) ON TABLE public.casework_aim TO kith_portal;
GRANT SELECT(domain),INSERT(domain) ON TABLE public.casework_aim TO kith_app;
GRANT SELECT(domain) ON TABLE public.casework_aim TO kith_portal;
GRANT SELECT(grade),INSERT(grade) ON TABLE public.casework_aim TO kith_app;
GRANT SELECT(grade) ON TABLE public.casework_aim TO kith_portal;
GRANT SELECT(recorded_at),INSERT(recorded_at) ON TABLE public.casework_aim TO kith_app;
GRANT SELECT(recorded_at) ON TABLE public.casework_aim TO kith_portal;
GRANT SELECT(plan_id),INSERT(plan_id) ON TABLE public.casework_aim TO kith_app;
GRANT SELECT(plan_id) ON TABLE public.casework_aim TO kith_portal;
GRANT SELECT(key),INSERT(key) ON TABLE public.casework_aim TO kith_app;
GRANT SELECT(key) ON TABLE public.casework_aim TO kith_portal;
GRANT SELECT(need),INSERT(need) ON TABLE public.casework_aim TO kith_app;
GRANT SELECT(need) ON TABLE public.casework_aim TO kith_portal;
GRANT SELECT(outcome),INSERT(outcome) ON TABLE public.casework_aim TO kith_app;
GRANT SELECT(outcome) ON TABLE public.casework_aim TO kith_portal;
GRANT SELECT(author_id),INSERT(author_id) ON TABLE public.casework_aim TO kith_app;
GRANT SELECT(author_id) ON TABLE public.casework_aim TO kith_portal;
GRANT SELECT(owner_id),INSERT(owner_id) ON TABLE public.casework_aim TO kith_app;
GRANT SELECT(owner_id) ON TABLE public.casework_aim TO kith_portal;
GRANT SELECT(person_id),INSERT(person_id) ON TABLE public.casework_aim TO kith_app;
GRANT SELECT(person_id) ON TABLE public.casework_aim TO kith_portal;
GRANT SELECT,INSERT,UPDATE ON TABLE public.casework_move TO kith_engine;
GRANT SELECT ON TABLE public.casework_move TO kith_backup;
GRANT SELECT(id),INSERT(id) ON TABLE public.casework_move TO kith_app;
GRANT SELECT(id) ON TABLE public.casework_move TO kith_portal;
GRANT SELECT(domain),INSERT(domain) ON TABLE public.casework_move TO kith_app;
GRANT SELECT(domain) ON TABLE public.casework_move TO kith_portal;
GRANT SELECT(grade),INSERT(grade) ON TABLE public.casework_move TO kith_app;
GRANT SELECT(grade) ON TABLE public.casework_move TO kith_portal;
GRANT SELECT(recorded_at),INSERT(recorded_at) ON TABLE public.casework_move TO kith_app;
GRANT SELECT(recorded_at) ON TABLE public.casework_move TO kith_portal;
GRANT SELECT(step_id),INSERT(step_id) ON TABLE public.casework_move TO kith_app;
GRANT SELECT(step_id) ON TABLE public.casework_move TO kith_portal;
GRANT SELECT(kind),INSERT(kind) ON TABLE public.casework_move TO kith_app;
GRANT SELECT(kind) ON TABLE public.casework_move TO kith_portal;
GRANT SELECT(text),INSERT(text) ON TABLE public.casework_move TO kith_app;
GRANT SELECT(text) ON TABLE public.casework_move TO kith_portal;
GRANT SELECT(holder),INSERT(holder) ON TABLE public.casework_move TO kith_app;
GRANT SELECT(holder) ON TABLE public.casework_move TO kith_portal;
GRANT SELECT(author_id),INSERT(author_id) ON TABLE public.casework_move TO kith_app;
GRANT SELECT(author_id) ON TABLE public.casework_move TO kith_portal;
GRANT SELECT(owner_id),INSERT(owner_id) ON TABLE public.casework_move TO kith_app;
GRANT SELECT(owner_id) ON TABLE public.casework_move TO kith_portal;
GRANT SELECT(person_id),INSERT(person_id) ON TABLE public.casework_move TO kith_app;
GRANT SELECT(person_id) ON TABLE public.casework_move TO kith_portal;
GRANT SELECT,INSERT,UPDATE ON TABLE public.casework_plan TO kith_engine;
GRANT SELECT ON TABLE public.casework_plan TO kith_backup;
GRANT SELECT(id),INSERT(id) ON TABLE public.casework_plan TO kith_app;
GRANT SELECT(id) ON TABLE public.casework_plan TO kith_portal;
GRANT SELECT(domain),INSERT(domain) ON TABLE public.casework_plan TO kith_app;
GRANT SELECT(domain) ON TABLE public.casework_plan TO kith_portal;
GRANT SELECT(grade),INSERT(grade) ON TABLE public.casework_plan TO kith_app;
GRANT SELECT(grade) ON TABLE public.casework_plan TO kith_portal;
GRANT SELECT(recorded_at),INSERT(recorded_at) ON TABLE public.casework_plan TO kith_app;
GRANT SELECT(recorded_at) ON TABLE public.casework_plan TO kith_portal;
GRANT SELECT(series),INSERT(series) ON TABLE public.casework_plan TO kith_app;
GRANT SELECT(series) ON TABLE public.casework_plan TO kith_portal;
GRANT SELECT(version),INSERT(version) ON TABLE public.casework_plan TO kith_app;
GRANT SELECT(version) ON TABLE public.casework_plan TO kith_portal;
GRANT SELECT(title),INSERT(title) ON TABLE public.casework_plan TO kith_app;
GRANT SELECT(title) ON TABLE public.casework_plan TO kith_portal;
GRANT SELECT(state),INSERT(state),UPDATE(state) ON TABLE public.casework_plan TO kith_app;
GRANT SELECT(state) ON TABLE public.casework_plan TO kith_portal;
GRANT SELECT(review_on),INSERT(review_on),UPDATE(review_on) ON TABLE public.casework_plan TO kith_app;
GRANT SELECT(review_on) ON TABLE public.casework_plan TO kith_portal;
GRANT SELECT(author_id),INSERT(author_id) ON TABLE public.casework_plan TO kith_app;
GRANT SELECT(author_id) ON TABLE public.casework_plan TO kith_portal;
GRANT SELECT(owner_id),INSERT(owner_id) ON TABLE public.casework_plan TO kith_app;
GRANT SELECT(owner_id) ON TABLE public.casework_plan TO kith_portal;
GRANT SELECT(person_id),INSERT(person_id) ON TABLE public.casework_plan TO kith_app;
GRANT SELECT(person_id) ON TABLE public.casework_plan TO kith_portal;
GRANT SELECT,INSERT,UPDATE ON TABLE public.casework_report TO kith_engine;
GRANT SELECT ON TABLE public.casework_report TO kith_backup;
GRANT SELECT(id),INSERT(id) ON TABLE public.casework_report TO kith_app;
GRANT SELECT(id) ON TABLE public.casework_report TO kith_portal;
GRANT SELECT(domain),INSERT(domain) ON TABLE public.casework_report TO kith_app;
GRANT SELECT(domain) ON TABLE public.casework_report TO kith_portal;
GRANT SELECT(grade),INSERT(grade) ON TABLE public.casework_report TO kith_app;
GRANT SELECT(grade) ON TABLE public.casework_report TO kith_portal;
GRANT SELECT(recorded_at),INSERT(recorded_at) ON TABLE public.casework_report TO kith_app;
GRANT SELECT(recorded_at) ON TABLE public.casework_report TO kith_portal;
GRANT SELECT(action_key),INSERT(action_key) ON TABLE public.casework_report TO kith_app;
GRANT SELECT(action_key) ON TABLE public.casework_report TO kith_portal;
GRANT SELECT(done),INSERT(done) ON TABLE public.casework_report TO kith_app;
GRANT SELECT(done) ON TABLE public.casework_report TO kith_portal;
GRANT SELECT(text),INSERT(text) ON TABLE public.casework_report TO kith_app;
GRANT SELECT(text) ON TABLE public.casework_report TO kith_portal;
GRANT SELECT(author_id),INSERT(author_id) ON TABLE public.casework_report TO kith_app;
GRANT SELECT(author_id) ON TABLE public.casework_report TO kith_portal;
GRANT SELECT(owner_id),INSERT(owner_id) ON TABLE public.casework_report TO kith_app;
GRANT SELECT(owner_id) ON TABLE public.casework_report TO kith_portal;
GRANT SELECT(person_id),INSERT(person_id) ON TABLE public.casework_report TO kith_app;
GRANT SELECT(person_id) ON TABLE public.casework_report TO kith_portal;
GRANT SELECT,INSERT,UPDATE ON TABLE public.casework_running TO kith_engine;
GRANT SELECT ON TABLE public.casework_running TO kith_backup;
GRANT SELECT(id),INSERT(id) ON TABLE public.casework_running TO kith_app;
GRANT SELECT(id) ON TABLE public.casework_running TO kith_portal;
GRANT SELECT(domain),INSERT(domain) ON TABLE public.casework_running TO kith_app;
GRANT SELECT(domain) ON TABLE public.casework_running TO kith_portal;
GRANT SELECT(grade),INSERT(grade) ON TABLE public.casework_running TO kith_app;
GRANT SELECT(grade) ON TABLE public.casework_running TO kith_portal;
GRANT SELECT(recorded_at),INSERT(recorded_at) ON TABLE public.casework_running TO kith_app;
GRANT SELECT(recorded_at) ON TABLE public.casework_running TO kith_portal;
GRANT SELECT(step_id),INSERT(step_id) ON TABLE public.casework_running TO kith_app;
GRANT SELECT(step_id) ON TABLE public.casework_running TO kith_portal;
GRANT SELECT(line),INSERT(line) ON TABLE public.casework_running TO kith_app;
GRANT SELECT(line) ON TABLE public.casework_running TO kith_portal;
GRANT SELECT(clock),INSERT(clock) ON TABLE public.casework_running TO kith_app;
GRANT SELECT(clock) ON TABLE public.casework_running TO kith_portal;
GRANT SELECT(edition),INSERT(edition) ON TABLE public.casework_running TO kith_app;
GRANT SELECT(edition) ON TABLE public.casework_running TO kith_portal;
GRANT SELECT(started_at),INSERT(started_at) ON TABLE public.casework_running TO kith_app;
GRANT SELECT(started_at) ON TABLE public.casework_running TO kith_portal;
GRANT SELECT(due_at),INSERT(due_at),UPDATE(due_at) ON TABLE public.casework_running TO kith_app;
GRANT SELECT(due_at) ON TABLE public.casework_running TO kith_portal;
GRANT SELECT(stopped_at),INSERT(stopped_at),UPDATE(stopped_at) ON TABLE public.casework_running TO kith_app;
GRANT SELECT(stopped_at) ON TABLE public.casework_running TO kith_portal;
GRANT SELECT(stood),INSERT(stood),UPDATE(stood) ON TABLE public.casework_running TO kith_app;
GRANT SELECT(stood) ON TABLE public.casework_running TO kith_portal;
GRANT SELECT(extended),INSERT(extended),UPDATE(extended) ON TABLE public.casework_running TO kith_app;
GRANT SELECT(extended) ON TABLE public.casework_running TO kith_portal;
GRANT SELECT(why_late),INSERT(why_late),UPDATE(why_late) ON TABLE public.casework_running TO kith_app;
GRANT SELECT(why_late) ON TABLE public.casework_running TO kith_portal;
GRANT SELECT(author_id),INSERT(author_id) ON TABLE public.casework_running TO kith_app;
GRANT SELECT(author_id) ON TABLE public.casework_running TO kith_portal;
GRANT SELECT(owner_id),INSERT(owner_id) ON TABLE public.casework_running TO kith_app;
GRANT SELECT(owner_id) ON TABLE public.casework_running TO kith_portal;
GRANT SELECT(person_id),INSERT(person_id) ON TABLE public.casework_running TO kith_app;
GRANT SELECT(person_id) ON TABLE public.casework_running TO kith_portal;
GRANT SELECT ON TABLE public.django_content_type TO kith_door;
GRANT USAGE ON SEQUENCE public.django_content_type_id_seq TO kith_door;
GRANT USAGE ON SEQUENCE public.django_migrations_id_seq TO kith_door;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.django_session TO kith_door;
GRANT SELECT,INSERT,UPDATE ON TABLE public.documents_document TO kith_engine;
GRANT SELECT ON TABLE public.documents_document TO kith_backup;
GRANT SELECT(id),INSERT(id) ON TABLE public.documents_document TO kith_app;
GRANT SELECT(id) ON TABLE public.documents_document TO kith_portal;
GRANT SELECT(domain),INSERT(domain) ON TABLE public.documents_document TO kith_app;
GRANT SELECT(domain) ON TABLE public.documents_document TO kith_portal;
GRANT SELECT(grade),INSERT(grade) ON TABLE public.documents_document TO kith_app;
GRANT SELECT(grade) ON TABLE public.documents_document TO kith_portal;
GRANT SELECT(recorded_at),INSERT(recorded_at) ON TABLE public.documents_document TO kith_app;
GRANT SELECT(recorded_at) ON TABLE public.documents_document TO kith_portal;
GRANT SELECT(series),INSERT(series) ON TABLE public.documents_document TO kith_app;
GRANT SELECT(series) ON TABLE public.documents_document TO kith_portal;
GRANT SELECT(version),INSERT(version) ON TABLE public.documents_document TO kith_app;
GRANT SELECT(version) ON TABLE public.documents_document TO kith_portal;
GRANT SELECT(current),INSERT(current) ON TABLE public.documents_document TO kith_app;
GRANT SELECT(current) ON TABLE public.documents_document TO kith_portal;
GRANT SELECT(what),INSERT(what) ON TABLE public.documents_document TO kith_app;
GRANT SELECT(what) ON TABLE public.documents_document TO kith_portal;
GRANT SELECT(title),INSERT(title) ON TABLE public.documents_document TO kith_app;
GRANT SELECT(title) ON TABLE public.documents_document TO kith_portal;
GRANT SELECT(description),INSERT(description) ON TABLE public.documents_document TO kith_app;
GRANT SELECT(description) ON TABLE public.documents_document TO kith_portal;
GRANT SELECT(made_on),INSERT(made_on) ON TABLE public.documents_document TO kith_app;
GRANT SELECT(made_on) ON TABLE public.documents_document TO kith_portal;
GRANT SELECT(received_from),INSERT(received_from) ON TABLE public.documents_document TO kith_app;
GRANT SELECT(received_from) ON TABLE public.documents_document TO kith_portal;
GRANT SELECT(received_how),INSERT(received_how) ON TABLE public.documents_document TO kith_app;
GRANT SELECT(received_how) ON TABLE public.documents_document TO kith_portal;
GRANT SELECT(name),INSERT(name) ON TABLE public.documents_document TO kith_app;
GRANT SELECT(name) ON TABLE public.documents_document TO kith_portal;
GRANT SELECT(media_type),INSERT(media_type) ON TABLE public.documents_document TO kith_app;
GRANT SELECT(media_type) ON TABLE public.documents_document TO kith_portal;
GRANT SELECT(size),INSERT(size) ON TABLE public.documents_document TO kith_app;
GRANT SELECT(size) ON TABLE public.documents_document TO kith_portal;
GRANT SELECT(sha256),INSERT(sha256) ON TABLE public.documents_document TO kith_app;
GRANT SELECT(sha256) ON TABLE public.documents_document TO kith_portal;
GRANT SELECT(pages),INSERT(pages) ON TABLE public.documents_document TO kith_app;
GRANT SELECT(pages) ON TABLE public.documents_document TO kith_portal;
GRANT SELECT(width),INSERT(width) ON TABLE public.documents_document TO kith_app;
GRANT SELECT(width) ON TABLE public.documents_document TO kith_portal;
GRANT SELECT(height),INSERT(height) ON TABLE public.documents_document TO kith_app;
GRANT SELECT(height) ON TABLE public.documents_document TO kith_portal;
GRANT SELECT(scanned),INSERT(scanned) ON TABLE public.documents_document TO kith_app;
GRANT SELECT(scanned) ON TABLE public.documents_document TO kith_portal;
GRANT SELECT(reason),INSERT(reason) ON TABLE public.documents_document TO kith_app;
GRANT SELECT(reason) ON TABLE public.documents_document TO kith_portal;
GRANT SELECT(source_key),INSERT(source_key) ON TABLE public.documents_document TO kith_app;
GRANT SELECT(source_key) ON TABLE public.documents_document TO kith_portal;
GRANT SELECT(withdrawn_why),INSERT(withdrawn_why),UPDATE(withdrawn_why) ON TABLE public.documents_document TO kith_app;
GRANT SELECT(withdrawn_why) ON TABLE public.documents_document TO kith_portal;
GRANT SELECT(withdrawn_at),INSERT(withdrawn_at) ON TABLE public.documents_document TO kith_app;
GRANT SELECT(withdrawn_at) ON TABLE public.documents_document TO kith_portal;
GRANT SELECT(withdrawn_by),INSERT(withdrawn_by) ON TABLE public.documents_document TO kith_app;
GRANT SELECT(withdrawn_by) ON TABLE public.documents_document TO kith_portal;
GRANT SELECT(author_id),INSERT(author_id) ON TABLE public.documents_document TO kith_app;
GRANT SELECT(author_id) ON TABLE public.documents_document TO kith_portal;
GRANT SELECT(owner_id),INSERT(owner_id) ON TABLE public.documents_document TO kith_app;
GRANT SELECT(owner_id) ON TABLE public.documents_document TO kith_portal;
GRANT SELECT(person_id),INSERT(person_id) ON TABLE public.documents_document TO kith_app;
GRANT SELECT(person_id) ON TABLE public.documents_document TO kith_portal;
GRANT SELECT,INSERT,UPDATE ON TABLE public.documents_file TO kith_engine;
GRANT SELECT ON TABLE public.documents_file TO kith_backup;
GRANT SELECT(id),INSERT(id) ON TABLE public.documents_file TO kith_app;
GRANT SELECT(id) ON TABLE public.documents_file TO kith_portal;
GRANT SELECT(domain),INSERT(domain) ON TABLE public.documents_file TO kith_app;
GRANT SELECT(domain) ON TABLE public.documents_file TO kith_portal;
GRANT SELECT(grade),INSERT(grade) ON TABLE public.documents_file TO kith_app;
GRANT SELECT(grade) ON TABLE public.documents_file TO kith_portal;
GRANT SELECT(recorded_at),INSERT(recorded_at) ON TABLE public.documents_file TO kith_app;
GRANT SELECT(recorded_at) ON TABLE public.documents_file TO kith_portal;
GRANT SELECT(original),INSERT(original) ON TABLE public.documents_file TO kith_app;
GRANT SELECT(original) ON TABLE public.documents_file TO kith_portal;
GRANT SELECT(shown),INSERT(shown) ON TABLE public.documents_file TO kith_app;
GRANT SELECT(shown) ON TABLE public.documents_file TO kith_portal;
GRANT SELECT(small),INSERT(small) ON TABLE public.documents_file TO kith_app;
GRANT SELECT(small) ON TABLE public.documents_file TO kith_portal;
GRANT SELECT(words),INSERT(words) ON TABLE public.documents_file TO kith_app;
GRANT SELECT(words) ON TABLE public.documents_file TO kith_portal;
GRANT SELECT(author_id),INSERT(author_id) ON TABLE public.documents_file TO kith_app;
GRANT SELECT(author_id) ON TABLE public.documents_file TO kith_portal;
GRANT SELECT(owner_id),INSERT(owner_id) ON TABLE public.documents_file TO kith_app;
GRANT SELECT(owner_id) ON TABLE public.documents_file TO kith_portal;
GRANT SELECT(person_id),INSERT(person_id) ON TABLE public.documents_file TO kith_app;
GRANT SELECT(person_id) ON TABLE public.documents_file TO kith_portal;
GRANT SELECT,INSERT ON TABLE public.linkage_importrun TO kith_app;
GRANT SELECT ON TABLE public.linkage_importrun TO kith_backup;
GRANT USAGE ON SEQUENCE public.linkage_importrun_id_seq TO kith_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.mfa_authenticator TO kith_door;
GRANT USAGE ON SEQUENCE public.mfa_authenticator_id_seq TO kith_door;
GRANT SELECT,INSERT,UPDATE ON TABLE public.people_address TO kith_engine;
GRANT SELECT ON TABLE public.people_address TO kith_backup;
GRANT SELECT(id),INSERT(id) ON TABLE public.people_address TO kith_app;
GRANT SELECT(id) ON TABLE public.people_address TO kith_portal;
GRANT SELECT(domain),INSERT(domain) ON TABLE public.people_address TO kith_app;
GRANT SELECT(domain) ON TABLE public.people_address TO kith_portal;
GRANT SELECT(grade),INSERT(grade) ON TABLE public.people_address TO kith_app;
GRANT SELECT(grade) ON TABLE public.people_address TO kith_portal;
GRANT SELECT(recorded_at),INSERT(recorded_at) ON TABLE public.people_address TO kith_app;
GRANT SELECT(recorded_at) ON TABLE public.people_address TO kith_portal;
GRANT SELECT(since),INSERT(since) ON TABLE public.people_address TO kith_app;
GRANT SELECT(since) ON TABLE public.people_address TO kith_portal;
GRANT SELECT(until),INSERT(until),UPDATE(until) ON TABLE public.people_address TO kith_app;
GRANT SELECT(until) ON TABLE public.people_address TO kith_portal;
GRANT SELECT(withdrawn_at),INSERT(withdrawn_at),UPDATE(withdrawn_at) ON TABLE public.people_address TO kith_app;
GRANT SELECT(withdrawn_at) ON TABLE public.people_address TO kith_portal;
GRANT SELECT(source_key),INSERT(source_key) ON TABLE public.people_address TO kith_app;
GRANT SELECT(source_key) ON TABLE public.people_address TO kith_portal;
GRANT SELECT(lines),INSERT(lines) ON TABLE public.people_address TO kith_app;
GRANT SELECT(lines) ON TABLE public.people_address TO kith_portal;
GRANT SELECT(postcode),INSERT(postcode) ON TABLE public.people_address TO kith_app;
GRANT SELECT(postcode) ON TABLE public.people_address TO kith_portal;
GRANT SELECT(protected),INSERT(protected) ON TABLE public.people_address TO kith_app;
GRANT SELECT(protected) ON TABLE public.people_address TO kith_portal;
GRANT SELECT(kind),INSERT(kind) ON TABLE public.people_address TO kith_app;
GRANT SELECT(kind) ON TABLE public.people_address TO kith_portal;
GRANT SELECT(author_id),INSERT(author_id) ON TABLE public.people_address TO kith_app;
GRANT SELECT(author_id) ON TABLE public.people_address TO kith_portal;
GRANT SELECT(owner_id),INSERT(owner_id) ON TABLE public.people_address TO kith_app;
GRANT SELECT(owner_id) ON TABLE public.people_address TO kith_portal;
GRANT SELECT(person_id),INSERT(person_id) ON TABLE public.people_address TO kith_app;
GRANT SELECT(person_id) ON TABLE public.people_address TO kith_portal;
GRANT SELECT,INSERT,UPDATE ON TABLE public.people_alert TO kith_engine;
GRANT SELECT ON TABLE public.people_alert TO kith_backup;
GRANT SELECT(id),INSERT(id) ON TABLE public.people_alert TO kith_app;
GRANT SELECT(id) ON TABLE public.people_alert TO kith_portal;
GRANT SELECT(domain),INSERT(domain) ON TABLE public.people_alert TO kith_app;
GRANT SELECT(domain) ON TABLE public.people_alert TO kith_portal;
GRANT SELECT(grade),INSERT(grade) ON TABLE public.people_alert TO kith_app;
GRANT SELECT(grade) ON TABLE public.people_alert TO kith_portal;
GRANT SELECT(recorded_at),INSERT(recorded_at) ON TABLE public.people_alert TO kith_app;
GRANT SELECT(recorded_at) ON TABLE public.people_alert TO kith_portal;
GRANT SELECT(since),INSERT(since) ON TABLE public.people_alert TO kith_app;
GRANT SELECT(since) ON TABLE public.people_alert TO kith_portal;
GRANT SELECT(until),INSERT(until),UPDATE(until) ON TABLE public.people_alert TO kith_app;
GRANT SELECT(until) ON TABLE public.people_alert TO kith_portal;
GRANT SELECT(withdrawn_at),INSERT(withdrawn_at),UPDATE(withdrawn_at) ON TABLE public.people_alert TO kith_app;
GRANT SELECT(withdrawn_at) ON TABLE public.people_alert TO kith_portal;
GRANT SELECT(source_key),INSERT(source_key) ON TABLE public.people_alert TO kith_app;
GRANT SELECT(source_key) ON TABLE public.people_alert TO kith_portal;
GRANT SELECT(kind),INSERT(kind) ON TABLE public.people_alert TO kith_app;
GRANT SELECT(kind) ON TABLE public.people_alert TO kith_portal;
GRANT SELECT(words),INSERT(words) ON TABLE public.people_alert TO kith_app;
GRANT SELECT(words) ON TABLE public.people_alert TO kith_portal;
GRANT SELECT(review_on),INSERT(review_on),UPDATE(review_on) ON TABLE public.people_alert TO kith_app;
GRANT SELECT(review_on) ON TABLE public.people_alert TO kith_portal;
GRANT SELECT(author_id),INSERT(author_id) ON TABLE public.people_alert TO kith_app;
GRANT SELECT(author_id) ON TABLE public.people_alert TO kith_portal;
GRANT SELECT(owner_id),INSERT(owner_id) ON TABLE public.people_alert TO kith_app;
GRANT SELECT(owner_id) ON TABLE public.people_alert TO kith_portal;
GRANT SELECT(person_id),INSERT(person_id) ON TABLE public.people_alert TO kith_app;
GRANT SELECT(person_id) ON TABLE public.people_alert TO kith_portal;
GRANT SELECT,INSERT,UPDATE ON TABLE public.people_birth TO kith_engine;
GRANT SELECT ON TABLE public.people_birth TO kith_backup;
GRANT SELECT(id),INSERT(id) ON TABLE public.people_birth TO kith_app;
GRANT SELECT(id) ON TABLE public.people_birth TO kith_portal;
GRANT SELECT(domain),INSERT(domain) ON TABLE public.people_birth TO kith_app;
GRANT SELECT(domain) ON TABLE public.people_birth TO kith_portal;
GRANT SELECT(grade),INSERT(grade) ON TABLE public.people_birth TO kith_app;
GRANT SELECT(grade) ON TABLE public.people_birth TO kith_portal;
GRANT SELECT(recorded_at),INSERT(recorded_at) ON TABLE public.people_birth TO kith_app;
GRANT SELECT(recorded_at) ON TABLE public.people_birth TO kith_portal;
GRANT SELECT(since),INSERT(since) ON TABLE public.people_birth TO kith_app;
GRANT SELECT(since) ON TABLE public.people_birth TO kith_portal;
GRANT SELECT(until),INSERT(until),UPDATE(until) ON TABLE public.people_birth TO kith_app;
GRANT SELECT(until) ON TABLE public.people_birth TO kith_portal;
GRANT SELECT(withdrawn_at),INSERT(withdrawn_at),UPDATE(withdrawn_at) ON TABLE public.people_birth TO kith_app;
GRANT SELECT(withdrawn_at) ON TABLE public.people_birth TO kith_portal;
GRANT SELECT(source_key),INSERT(source_key) ON TABLE public.people_birth TO kith_app;
GRANT SELECT(source_key) ON TABLE public.people_birth TO kith_portal;
GRANT SELECT("on"),INSERT("on") ON TABLE public.people_birth TO kith_app;
GRANT SELECT("on") ON TABLE public.people_birth TO kith_portal;
GRANT SELECT("precision"),INSERT("precision") ON TABLE public.people_birth TO kith_app;
GRANT SELECT("precision") ON TABLE public.people_birth TO kith_portal;
GRANT SELECT(died_on),INSERT(died_on) ON TABLE public.people_birth TO kith_app;
GRANT SELECT(died_on) ON TABLE public.people_birth TO kith_portal;
GRANT SELECT(author_id),INSERT(author_id) ON TABLE public.people_birth TO kith_app;
GRANT SELECT(author_id) ON TABLE public.people_birth TO kith_portal;
GRANT SELECT(owner_id),INSERT(owner_id) ON TABLE public.people_birth TO kith_app;
GRANT SELECT(owner_id) ON TABLE public.people_birth TO kith_portal;
GRANT SELECT(person_id),INSERT(person_id) ON TABLE public.people_birth TO kith_app;
GRANT SELECT(person_id) ON TABLE public.people_birth TO kith_portal;
GRANT SELECT,INSERT,UPDATE ON TABLE public.people_identifier TO kith_engine;
GRANT SELECT ON TABLE public.people_identifier TO kith_backup;
GRANT SELECT(id),INSERT(id) ON TABLE public.people_identifier TO kith_app;
GRANT SELECT(id) ON TABLE public.people_identifier TO kith_portal;
GRANT SELECT(domain),INSERT(domain) ON TABLE public.people_identifier TO kith_app;
GRANT SELECT(domain) ON TABLE public.people_identifier TO kith_portal;
GRANT SELECT(grade),INSERT(grade) ON TABLE public.people_identifier TO kith_app;
GRANT SELECT(grade) ON TABLE public.people_identifier TO kith_portal;
GRANT SELECT(recorded_at),INSERT(recorded_at) ON TABLE public.people_identifier TO kith_app;
GRANT SELECT(recorded_at) ON TABLE public.people_identifier TO kith_portal;
GRANT SELECT(since),INSERT(since) ON TABLE public.people_identifier TO kith_app;
GRANT SELECT(since) ON TABLE public.people_identifier TO kith_portal;
GRANT SELECT(until),INSERT(until),UPDATE(until) ON TABLE public.people_identifier TO kith_app;
GRANT SELECT(until) ON TABLE public.people_identifier TO kith_portal;
GRANT SELECT(withdrawn_at),INSERT(withdrawn_at),UPDATE(withdrawn_at) ON TABLE public.people_identifier TO kith_app;
GRANT SELECT(withdrawn_at) ON TABLE public.people_identifier TO kith_portal;
GRANT SELECT(source_key),INSERT(source_key) ON TABLE public.people_identifier TO kith_app;
GRANT SELECT(source_key) ON TABLE public.people_identifier TO kith_portal;
GRANT SELECT(scheme),INSERT(scheme) ON TABLE public.people_identifier TO kith_app;
GRANT SELECT(scheme) ON TABLE public.people_identifier TO kith_portal;
GRANT SELECT(value),INSERT(value) ON TABLE public.people_identifier TO kith_app;
GRANT SELECT(value) ON TABLE public.people_identifier TO kith_portal;
GRANT SELECT(check_passed),INSERT(check_passed) ON TABLE public.people_identifier TO kith_app;
GRANT SELECT(check_passed) ON TABLE public.people_identifier TO kith_portal;
GRANT SELECT(author_id),INSERT(author_id) ON TABLE public.people_identifier TO kith_app;
GRANT SELECT(author_id) ON TABLE public.people_identifier TO kith_portal;
GRANT SELECT(owner_id),INSERT(owner_id) ON TABLE public.people_identifier TO kith_app;
GRANT SELECT(owner_id) ON TABLE public.people_identifier TO kith_portal;
GRANT SELECT(person_id),INSERT(person_id) ON TABLE public.people_identifier TO kith_app;
GRANT SELECT(person_id) ON TABLE public.people_identifier TO kith_portal;
GRANT SELECT,INSERT,UPDATE ON TABLE public.people_identifierclash TO kith_engine;
GRANT SELECT ON TABLE public.people_identifierclash TO kith_backup;
GRANT SELECT(id) ON TABLE public.people_identifierclash TO kith_app;
GRANT SELECT(domain) ON TABLE public.people_identifierclash TO kith_app;
GRANT SELECT(grade) ON TABLE public.people_identifierclash TO kith_app;
GRANT SELECT(recorded_at) ON TABLE public.people_identifierclash TO kith_app;
GRANT SELECT(scheme) ON TABLE public.people_identifierclash TO kith_app;
GRANT SELECT(identifier) ON TABLE public.people_identifierclash TO kith_app;
GRANT SELECT(settled_at),UPDATE(settled_at) ON TABLE public.people_identifierclash TO kith_app;
GRANT SELECT(outcome),UPDATE(outcome) ON TABLE public.people_identifierclash TO kith_app;
GRANT SELECT(author_id) ON TABLE public.people_identifierclash TO kith_app;
GRANT SELECT(other_id) ON TABLE public.people_identifierclash TO kith_app;
GRANT SELECT(owner_id) ON TABLE public.people_identifierclash TO kith_app;
GRANT SELECT(person_id) ON TABLE public.people_identifierclash TO kith_app;
GRANT SELECT,INSERT,UPDATE ON TABLE public.people_particular TO kith_engine;
GRANT SELECT ON TABLE public.people_particular TO kith_backup;
GRANT SELECT(id),INSERT(id) ON TABLE public.people_particular TO kith_app;
GRANT SELECT(id) ON TABLE public.people_particular TO kith_portal;
GRANT SELECT(domain),INSERT(domain) ON TABLE public.people_particular TO kith_app;
GRANT SELECT(domain) ON TABLE public.people_particular TO kith_portal;
GRANT SELECT(grade),INSERT(grade) ON TABLE public.people_particular TO kith_app;
GRANT SELECT(grade) ON TABLE public.people_particular TO kith_portal;
GRANT SELECT(recorded_at),INSERT(recorded_at) ON TABLE public.people_particular TO kith_app;
GRANT SELECT(recorded_at) ON TABLE public.people_particular TO kith_portal;
GRANT SELECT(since),INSERT(since) ON TABLE public.people_particular TO kith_app;
GRANT SELECT(since) ON TABLE public.people_particular TO kith_portal;
GRANT SELECT(until),INSERT(until),UPDATE(until) ON TABLE public.people_particular TO kith_app;
GRANT SELECT(until) ON TABLE public.people_particular TO kith_portal;
GRANT SELECT(withdrawn_at),INSERT(withdrawn_at),UPDATE(withdrawn_at) ON TABLE public.people_particular TO kith_app;
GRANT SELECT(withdrawn_at) ON TABLE public.people_particular TO kith_portal;
GRANT SELECT(source_key),INSERT(source_key) ON TABLE public.people_particular TO kith_app;
GRANT SELECT(source_key) ON TABLE public.people_particular TO kith_portal;
GRANT SELECT(kind),INSERT(kind) ON TABLE public.people_particular TO kith_app;
GRANT SELECT(kind) ON TABLE public.people_particular TO kith_portal;
GRANT SELECT(value),INSERT(value) ON TABLE public.people_particular TO kith_app;
GRANT SELECT(value) ON TABLE public.people_particular TO kith_portal;
GRANT SELECT(note),INSERT(note) ON TABLE public.people_particular TO kith_app;
GRANT SELECT(note) ON TABLE public.people_particular TO kith_portal;
GRANT SELECT(author_id),INSERT(author_id) ON TABLE public.people_particular TO kith_app;
GRANT SELECT(author_id) ON TABLE public.people_particular TO kith_portal;
GRANT SELECT(owner_id),INSERT(owner_id) ON TABLE public.people_particular TO kith_app;
GRANT SELECT(owner_id) ON TABLE public.people_particular TO kith_portal;
GRANT SELECT(person_id),INSERT(person_id) ON TABLE public.people_particular TO kith_app;
GRANT SELECT(person_id) ON TABLE public.people_particular TO kith_portal;
GRANT SELECT,INSERT,UPDATE ON TABLE public.people_personname TO kith_engine;
GRANT SELECT ON TABLE public.people_personname TO kith_backup;
GRANT SELECT(id),INSERT(id) ON TABLE public.people_personname TO kith_app;
GRANT SELECT(id) ON TABLE public.people_personname TO kith_portal;
GRANT SELECT(domain),INSERT(domain) ON TABLE public.people_personname TO kith_app;
GRANT SELECT(domain) ON TABLE public.people_personname TO kith_portal;
GRANT SELECT(grade),INSERT(grade) ON TABLE public.people_personname TO kith_app;
GRANT SELECT(grade) ON TABLE public.people_personname TO kith_portal;
GRANT SELECT(recorded_at),INSERT(recorded_at) ON TABLE public.people_personname TO kith_app;
GRANT SELECT(recorded_at) ON TABLE public.people_personname TO kith_portal;
GRANT SELECT(since),INSERT(since) ON TABLE public.people_personname TO kith_app;
GRANT SELECT(since) ON TABLE public.people_personname TO kith_portal;
GRANT SELECT(until),INSERT(until),UPDATE(until) ON TABLE public.people_personname TO kith_app;
GRANT SELECT(until) ON TABLE public.people_personname TO kith_portal;
GRANT SELECT(withdrawn_at),INSERT(withdrawn_at),UPDATE(withdrawn_at) ON TABLE public.people_personname TO kith_app;
GRANT SELECT(withdrawn_at) ON TABLE public.people_personname TO kith_portal;
GRANT SELECT(source_key),INSERT(source_key) ON TABLE public.people_personname TO kith_app;
GRANT SELECT(source_key) ON TABLE public.people_personname TO kith_portal;
GRANT SELECT(kind),INSERT(kind) ON TABLE public.people_personname TO kith_app;
GRANT SELECT(kind) ON TABLE public.people_personname TO kith_portal;
GRANT SELECT(given),INSERT(given) ON TABLE public.people_personname TO kith_app;
GRANT SELECT(given) ON TABLE public.people_personname TO kith_portal;
GRANT SELECT(family),INSERT(family) ON TABLE public.people_personname TO kith_app;
GRANT SELECT(family) ON TABLE public.people_personname TO kith_portal;
GRANT SELECT(pronunciation),INSERT(pronunciation) ON TABLE public.people_personname TO kith_app;
GRANT SELECT(pronunciation) ON TABLE public.people_personname TO kith_portal;
GRANT SELECT(author_id),INSERT(author_id) ON TABLE public.people_personname TO kith_app;
GRANT SELECT(author_id) ON TABLE public.people_personname TO kith_portal;
GRANT SELECT(owner_id),INSERT(owner_id) ON TABLE public.people_personname TO kith_app;
GRANT SELECT(owner_id) ON TABLE public.people_personname TO kith_portal;
GRANT SELECT(person_id),INSERT(person_id) ON TABLE public.people_personname TO kith_app;
GRANT SELECT(person_id) ON TABLE public.people_personname TO kith_portal;
GRANT SELECT(clues),INSERT(clues) ON TABLE public.people_personname TO kith_app;
GRANT SELECT,INSERT,UPDATE ON TABLE public.people_relationship TO kith_engine;
GRANT SELECT ON TABLE public.people_relationship TO kith_backup;
GRANT SELECT(id),INSERT(id) ON TABLE public.people_relationship TO kith_app;
GRANT SELECT(id) ON TABLE public.people_relationship TO kith_portal;
GRANT SELECT(domain),INSERT(domain) ON TABLE public.people_relationship TO kith_app;
GRANT SELECT(domain) ON TABLE public.people_relationship TO kith_portal;
GRANT SELECT(grade),INSERT(grade) ON TABLE public.people_relationship TO kith_app;
GRANT SELECT(grade) ON TABLE public.people_relationship TO kith_portal;
GRANT SELECT(recorded_at),INSERT(recorded_at) ON TABLE public.people_relationship TO kith_app;
GRANT SELECT(recorded_at) ON TABLE public.people_relationship TO kith_portal;
GRANT SELECT(since),INSERT(since) ON TABLE public.people_relationship TO kith_app;
GRANT SELECT(since) ON TABLE public.people_relationship TO kith_portal;
GRANT SELECT(until),INSERT(until),UPDATE(until) ON TABLE public.people_relationship TO kith_app;
GRANT SELECT(until) ON TABLE public.people_relationship TO kith_portal;
GRANT SELECT(withdrawn_at),INSERT(withdrawn_at),UPDATE(withdrawn_at) ON TABLE public.people_relationship TO kith_app;
GRANT SELECT(withdrawn_at) ON TABLE public.people_relationship TO kith_portal;
GRANT SELECT(source_key),INSERT(source_key) ON TABLE public.people_relationship TO kith_app;
GRANT SELECT(source_key) ON TABLE public.people_relationship TO kith_portal;
GRANT SELECT(kind),INSERT(kind) ON TABLE public.people_relationship TO kith_app;
GRANT SELECT(kind) ON TABLE public.people_relationship TO kith_portal;
GRANT SELECT(parental_responsibility),INSERT(parental_responsibility) ON TABLE public.people_relationship TO kith_app;
GRANT SELECT(parental_responsibility) ON TABLE public.people_relationship TO kith_portal;
GRANT SELECT(author_id),INSERT(author_id) ON TABLE public.people_relationship TO kith_app;
GRANT SELECT(author_id) ON TABLE public.people_relationship TO kith_portal;
GRANT SELECT(other_id),INSERT(other_id) ON TABLE public.people_relationship TO kith_app;
GRANT SELECT(other_id) ON TABLE public.people_relationship TO kith_portal;
GRANT SELECT(owner_id),INSERT(owner_id) ON TABLE public.people_relationship TO kith_app;
GRANT SELECT(owner_id) ON TABLE public.people_relationship TO kith_portal;
GRANT SELECT(person_id),INSERT(person_id) ON TABLE public.people_relationship TO kith_app;
GRANT SELECT(person_id) ON TABLE public.people_relationship TO kith_portal;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.procrastinate_events TO kith_app;
GRANT SELECT ON TABLE public.procrastinate_events TO kith_backup;
GRANT USAGE ON SEQUENCE public.procrastinate_events_id_seq TO kith_app;
GRANT USAGE ON SEQUENCE public.procrastinate_jobs_id_seq TO kith_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.procrastinate_periodic_defers TO kith_app;
GRANT SELECT ON TABLE public.procrastinate_periodic_defers TO kith_backup;
GRANT USAGE ON SEQUENCE public.procrastinate_periodic_defers_id_seq TO kith_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.procrastinate_workers TO kith_app;
GRANT SELECT ON TABLE public.procrastinate_workers TO kith_backup;
GRANT USAGE ON SEQUENCE public.procrastinate_workers_id_seq TO kith_app;
GRANT SELECT,INSERT,UPDATE ON TABLE public.record_draft TO kith_engine;
GRANT SELECT ON TABLE public.record_draft TO kith_backup;
GRANT SELECT(id),INSERT(id) ON TABLE public.record_draft TO kith_app;
GRANT SELECT(domain),INSERT(domain) ON TABLE public.record_draft TO kith_app;
GRANT SELECT(grade),INSERT(grade) ON TABLE public.record_draft TO kith_app;
GRANT SELECT(recorded_at),INSERT(recorded_at) ON TABLE public.record_draft TO kith_app;
GRANT SELECT(kind),INSERT(kind),UPDATE(kind) ON TABLE public.record_draft TO kith_app;
GRANT SELECT(content),INSERT(content),UPDATE(content) ON TABLE public.record_draft TO kith_app;
GRANT SELECT(earlier),INSERT(earlier),UPDATE(earlier) ON TABLE public.record_draft TO kith_app;
GRANT SELECT(revision),INSERT(revision),UPDATE(revision) ON TABLE public.record_draft TO kith_app;
GRANT SELECT(saved_at),INSERT(saved_at),UPDATE(saved_at) ON TABLE public.record_draft TO kith_app;
GRANT SELECT(recorded_as),INSERT(recorded_as),UPDATE(recorded_as) ON TABLE public.record_draft TO kith_app;
GRANT SELECT(discarded_at),INSERT(discarded_at),UPDATE(discarded_at) ON TABLE public.record_draft TO kith_app;
GRANT SELECT(begun_by),INSERT(begun_by) ON TABLE public.record_draft TO kith_app;
GRANT SELECT(author_id),INSERT(author_id) ON TABLE public.record_draft TO kith_app;
GRANT SELECT(owner_id),INSERT(owner_id) ON TABLE public.record_draft TO kith_app;
GRANT SELECT(person_id),INSERT(person_id) ON TABLE public.record_draft TO kith_app;
GRANT SELECT,INSERT,UPDATE ON TABLE public.record_entry TO kith_engine;
GRANT SELECT ON TABLE public.record_entry TO kith_backup;
GRANT SELECT(id),INSERT(id) ON TABLE public.record_entry TO kith_app;
GRANT SELECT(id) ON TABLE public.record_entry TO kith_portal;
GRANT SELECT(domain),INSERT(domain) ON TABLE public.record_entry TO kith_app;
GRANT SELECT(domain) ON TABLE public.record_entry TO kith_portal;
GRANT SELECT(grade),INSERT(grade) ON TABLE public.record_entry TO kith_app;
GRANT SELECT(grade) ON TABLE public.record_entry TO kith_portal;
GRANT SELECT(recorded_at),INSERT(recorded_at) ON TABLE public.record_entry TO kith_app;
GRANT SELECT(recorded_at) ON TABLE public.record_entry TO kith_portal;
GRANT SELECT(kind),INSERT(kind) ON TABLE public.record_entry TO kith_app;
GRANT SELECT(kind) ON TABLE public.record_entry TO kith_portal;
GRANT SELECT(title),INSERT(title) ON TABLE public.record_entry TO kith_app;
GRANT SELECT(title) ON TABLE public.record_entry TO kith_portal;
GRANT SELECT(text),INSERT(text) ON TABLE public.record_entry TO kith_app;
GRANT SELECT(text) ON TABLE public.record_entry TO kith_portal;
GRANT SELECT(details),INSERT(details) ON TABLE public.record_entry TO kith_app;
GRANT SELECT(details) ON TABLE public.record_entry TO kith_portal;
GRANT SELECT(happened_at),INSERT(happened_at) ON TABLE public.record_entry TO kith_app;
GRANT SELECT(happened_at) ON TABLE public.record_entry TO kith_portal;
GRANT SELECT(happened_until),INSERT(happened_until) ON TABLE public.record_entry TO kith_app;
GRANT SELECT(happened_until) ON TABLE public.record_entry TO kith_portal;
GRANT SELECT(day_only),INSERT(day_only) ON TABLE public.record_entry TO kith_app;
GRANT SELECT(day_only) ON TABLE public.record_entry TO kith_portal;
GRANT SELECT(significant),INSERT(significant) ON TABLE public.record_entry TO kith_app;
GRANT SELECT(significant) ON TABLE public.record_entry TO kith_portal;
GRANT SELECT(present),INSERT(present) ON TABLE public.record_entry TO kith_app;
GRANT SELECT(present) ON TABLE public.record_entry TO kith_portal;
GRANT SELECT(occasion),INSERT(occasion) ON TABLE public.record_entry TO kith_app;
GRANT SELECT(occasion) ON TABLE public.record_entry TO kith_portal;
GRANT SELECT(series),INSERT(series) ON TABLE public.record_entry TO kith_app;
GRANT SELECT(series) ON TABLE public.record_entry TO kith_portal;
GRANT SELECT(version),INSERT(version) ON TABLE public.record_entry TO kith_app;
GRANT SELECT(version) ON TABLE public.record_entry TO kith_portal;
GRANT SELECT(amendment_reason),INSERT(amendment_reason) ON TABLE public.record_entry TO kith_app;
GRANT SELECT(amendment_reason) ON TABLE public.record_entry TO kith_portal;
GRANT SELECT(current),INSERT(current) ON TABLE public.record_entry TO kith_app;
GRANT SELECT(current) ON TABLE public.record_entry TO kith_portal;
GRANT SELECT(source_key),INSERT(source_key) ON TABLE public.record_entry TO kith_app;
GRANT SELECT(source_key) ON TABLE public.record_entry TO kith_portal;
GRANT SELECT(author_id),INSERT(author_id) ON TABLE public.record_entry TO kith_app;
GRANT SELECT(author_id) ON TABLE public.record_entry TO kith_portal;
GRANT SELECT(owner_id),INSERT(owner_id) ON TABLE public.record_entry TO kith_app;
GRANT SELECT(owner_id) ON TABLE public.record_entry TO kith_portal;
GRANT SELECT(person_id),INSERT(person_id) ON TABLE public.record_entry TO kith_app;
GRANT SELECT(person_id) ON TABLE public.record_entry TO kith_portal;
GRANT SELECT(search) ON TABLE public.record_entry TO kith_app;
GRANT SELECT(age) ON TABLE public.record_entry TO kith_app;
GRANT SELECT ON TABLE public.sharing_adviceturn TO kith_app;
GRANT SELECT ON TABLE public.sharing_adviceturn TO kith_backup;
GRANT SELECT,INSERT,UPDATE ON TABLE public.sharing_adviceturn TO kith_engine;
GRANT SELECT,INSERT ON TABLE public.sharing_agreementpaper TO kith_engine;
GRANT SELECT ON TABLE public.sharing_agreementpaper TO kith_app;
GRANT SELECT ON TABLE public.sharing_agreementpaper TO kith_backup;
GRANT USAGE ON SEQUENCE public.sharing_agreementpaper_id_seq TO kith_engine;
GRANT SELECT,INSERT,UPDATE ON TABLE public.sharing_copymade TO kith_engine;
GRANT SELECT ON TABLE public.sharing_copymade TO kith_backup;
GRANT SELECT(id) ON TABLE public.sharing_copymade TO kith_app;
GRANT SELECT(domain) ON TABLE public.sharing_copymade TO kith_app;
GRANT SELECT(grade) ON TABLE public.sharing_copymade TO kith_app;
GRANT SELECT(recorded_at) ON TABLE public.sharing_copymade TO kith_app;
GRANT SELECT(of_request) ON TABLE public.sharing_copymade TO kith_app;
GRANT SELECT(digest) ON TABLE public.sharing_copymade TO kith_app;
GRANT SELECT(pieces) ON TABLE public.sharing_copymade TO kith_app;
GRANT SELECT(removed) ON TABLE public.sharing_copymade TO kith_app;
GRANT SELECT(left_out) ON TABLE public.sharing_copymade TO kith_app;
GRANT SELECT(author_id) ON TABLE public.sharing_copymade TO kith_app;
GRANT SELECT(owner_id) ON TABLE public.sharing_copymade TO kith_app;
GRANT SELECT(person_id) ON TABLE public.sharing_copymade TO kith_app;
GRANT SELECT,INSERT,UPDATE ON TABLE public.sharing_disclosure TO kith_engine;
GRANT SELECT ON TABLE public.sharing_disclosure TO kith_backup;
GRANT SELECT(id) ON TABLE public.sharing_disclosure TO kith_app;
GRANT SELECT(domain) ON TABLE public.sharing_disclosure TO kith_app;
GRANT SELECT(grade) ON TABLE public.sharing_disclosure TO kith_app;
GRANT SELECT(recorded_at) ON TABLE public.sharing_disclosure TO kith_app;
GRANT SELECT(what) ON TABLE public.sharing_disclosure TO kith_app;
GRANT SELECT(title) ON TABLE public.sharing_disclosure TO kith_app;
GRANT SELECT(of_row) ON TABLE public.sharing_disclosure TO kith_app;
GRANT SELECT(medium) ON TABLE public.sharing_disclosure TO kith_app;
GRANT SELECT(to_whom) ON TABLE public.sharing_disclosure TO kith_app;
GRANT SELECT(to_words) ON TABLE public.sharing_disclosure TO kith_app;
GRANT SELECT(why) ON TABLE public.sharing_disclosure TO kith_app;
GRANT SELECT(basis) ON TABLE public.sharing_disclosure TO kith_app;
GRANT SELECT(author_id) ON TABLE public.sharing_disclosure TO kith_app;
GRANT SELECT(owner_id) ON TABLE public.sharing_disclosure TO kith_app;
GRANT SELECT(person_id) ON TABLE public.sharing_disclosure TO kith_app;
GRANT SELECT,INSERT ON TABLE public.sharing_guideedition TO kith_engine;
GRANT SELECT ON TABLE public.sharing_guideedition TO kith_app;
GRANT SELECT ON TABLE public.sharing_guideedition TO kith_backup;
GRANT USAGE ON SEQUENCE public.sharing_guideedition_id_seq TO kith_engine;
GRANT SELECT,INSERT,UPDATE ON TABLE public.sharing_messageanswer TO kith_engine;
GRANT SELECT ON TABLE public.sharing_messageanswer TO kith_backup;
GRANT SELECT(id) ON TABLE public.sharing_messageanswer TO kith_app;
GRANT SELECT(domain) ON TABLE public.sharing_messageanswer TO kith_app;
GRANT SELECT(grade) ON TABLE public.sharing_messageanswer TO kith_app;
GRANT SELECT(recorded_at) ON TABLE public.sharing_messageanswer TO kith_app;
GRANT SELECT(message_id) ON TABLE public.sharing_messageanswer TO kith_app;
GRANT SELECT(text) ON TABLE public.sharing_messageanswer TO kith_app;
GRANT SELECT(author_id) ON TABLE public.sharing_messageanswer TO kith_app;
GRANT SELECT(owner_id) ON TABLE public.sharing_messageanswer TO kith_app;
GRANT SELECT(person_id) ON TABLE public.sharing_messageanswer TO kith_app;
GRANT SELECT,INSERT,UPDATE ON TABLE public.sharing_outsider TO kith_engine;
GRANT SELECT ON TABLE public.sharing_outsider TO kith_app;
GRANT SELECT ON TABLE public.sharing_outsider TO kith_backup;
GRANT USAGE ON SEQUENCE public.sharing_outsider_id_seq TO kith_engine;
GRANT SELECT,INSERT ON TABLE public.sharing_processingnote TO kith_engine;
GRANT SELECT ON TABLE public.sharing_processingnote TO kith_app;
GRANT SELECT ON TABLE public.sharing_processingnote TO kith_backup;
GRANT USAGE ON SEQUENCE public.sharing_processingnote_id_seq TO kith_engine;
GRANT SELECT,INSERT,UPDATE ON TABLE public.sharing_redaction TO kith_engine;
GRANT SELECT ON TABLE public.sharing_redaction TO kith_backup;
GRANT SELECT(id) ON TABLE public.sharing_redaction TO kith_app;
GRANT SELECT(domain) ON TABLE public.sharing_redaction TO kith_app;
GRANT SELECT(grade) ON TABLE public.sharing_redaction TO kith_app;
GRANT SELECT(recorded_at) ON TABLE public.sharing_redaction TO kith_app;
GRANT SELECT(of_request) ON TABLE public.sharing_redaction TO kith_app;
GRANT SELECT(piece) ON TABLE public.sharing_redaction TO kith_app;
GRANT SELECT(phrase) ON TABLE public.sharing_redaction TO kith_app;
GRANT SELECT(doing) ON TABLE public.sharing_redaction TO kith_app;
GRANT SELECT(about) ON TABLE public.sharing_redaction TO kith_app;
GRANT SELECT(why) ON TABLE public.sharing_redaction TO kith_app;
GRANT SELECT(author_id) ON TABLE public.sharing_redaction TO kith_app;
GRANT SELECT(owner_id) ON TABLE public.sharing_redaction TO kith_app;
GRANT SELECT(person_id) ON TABLE public.sharing_redaction TO kith_app;
GRANT SELECT,INSERT ON TABLE public.sharing_toolrule TO kith_engine;
GRANT SELECT ON TABLE public.sharing_toolrule TO kith_app;
GRANT SELECT ON TABLE public.sharing_toolrule TO kith_backup;
GRANT USAGE ON SEQUENCE public.sharing_toolrule_id_seq TO kith_engine;
GRANT SELECT,INSERT,UPDATE ON TABLE public.sharing_turn TO kith_engine;
GRANT SELECT ON TABLE public.sharing_turn TO kith_backup;
GRANT SELECT(id) ON TABLE public.sharing_turn TO kith_app;
GRANT SELECT(id) ON TABLE public.sharing_turn TO kith_portal;
GRANT SELECT(domain) ON TABLE public.sharing_turn TO kith_app;
GRANT SELECT(domain) ON TABLE public.sharing_turn TO kith_portal;
GRANT SELECT(grade) ON TABLE public.sharing_turn TO kith_app;
GRANT SELECT(grade) ON TABLE public.sharing_turn TO kith_portal;
GRANT SELECT(recorded_at) ON TABLE public.sharing_turn TO kith_app;
GRANT SELECT(recorded_at) ON TABLE public.sharing_turn TO kith_portal;
GRANT SELECT(parties) ON TABLE public.sharing_turn TO kith_app;
GRANT SELECT(request_id) ON TABLE public.sharing_turn TO kith_app;
GRANT SELECT(request_id) ON TABLE public.sharing_turn TO kith_portal;
GRANT SELECT(kind) ON TABLE public.sharing_turn TO kith_app;
GRANT SELECT(kind) ON TABLE public.sharing_turn TO kith_portal;
GRANT SELECT(by_asking) ON TABLE public.sharing_turn TO kith_app;
GRANT SELECT(by_asking) ON TABLE public.sharing_turn TO kith_portal;
GRANT SELECT(text) ON TABLE public.sharing_turn TO kith_app;
GRANT SELECT(text) ON TABLE public.sharing_turn TO kith_portal;
GRANT SELECT(reason) ON TABLE public.sharing_turn TO kith_app;
GRANT SELECT(reason) ON TABLE public.sharing_turn TO kith_portal;
GRANT SELECT(guide_edition) ON TABLE public.sharing_turn TO kith_app;
GRANT SELECT(guide_edition) ON TABLE public.sharing_turn TO kith_portal;
GRANT SELECT(grades) ON TABLE public.sharing_turn TO kith_app;
GRANT SELECT(grades) ON TABLE public.sharing_turn TO kith_portal;
GRANT SELECT(until) ON TABLE public.sharing_turn TO kith_app;
GRANT SELECT(until) ON TABLE public.sharing_turn TO kith_portal;
GRANT SELECT(share) ON TABLE public.sharing_turn TO kith_app;
GRANT SELECT(share) ON TABLE public.sharing_turn TO kith_portal;
GRANT SELECT(given) ON TABLE public.sharing_turn TO kith_app;
GRANT SELECT(given) ON TABLE public.sharing_turn TO kith_portal;
GRANT SELECT(parts) ON TABLE public.sharing_turn TO kith_app;
GRANT SELECT(parts) ON TABLE public.sharing_turn TO kith_portal;
GRANT SELECT(stands_by) ON TABLE public.sharing_turn TO kith_app;
GRANT SELECT(stands_by) ON TABLE public.sharing_turn TO kith_portal;
GRANT SELECT(to_holder) ON TABLE public.sharing_turn TO kith_app;
GRANT SELECT(to_holder) ON TABLE public.sharing_turn TO kith_portal;
GRANT SELECT(token) ON TABLE public.sharing_turn TO kith_app;
GRANT SELECT(token) ON TABLE public.sharing_turn TO kith_portal;
GRANT SELECT(author_id) ON TABLE public.sharing_turn TO kith_app;
GRANT SELECT(author_id) ON TABLE public.sharing_turn TO kith_portal;
GRANT SELECT(owner_id) ON TABLE public.sharing_turn TO kith_app;
GRANT SELECT(owner_id) ON TABLE public.sharing_turn TO kith_portal;
GRANT SELECT(person_id) ON TABLE public.sharing_turn TO kith_app;
GRANT SELECT(person_id) ON TABLE public.sharing_turn TO kith_portal;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.sign_in_attempt TO kith_door;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.sign_in_cache TO kith_door;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.socialaccount_socialaccount TO kith_door;
GRANT USAGE ON SEQUENCE public.socialaccount_socialaccount_id_seq TO kith_door;
GRANT SELECT ON TABLE public.socialaccount_socialapp TO kith_door;
GRANT USAGE ON SEQUENCE public.socialaccount_socialapp_id_seq TO kith_door;
GRANT SELECT,DELETE ON TABLE public.socialaccount_socialtoken TO kith_door;
GRANT USAGE ON SEQUENCE public.socialaccount_socialtoken_id_seq TO kith_door;
GRANT SELECT ON TABLE public.supervision_remark TO kith_app;
GRANT SELECT ON TABLE public.supervision_remark TO kith_backup;
GRANT SELECT,INSERT,UPDATE ON TABLE public.supervision_remark TO kith_engine;
GRANT SELECT ON TABLE public.supervision_session TO kith_app;
GRANT SELECT ON TABLE public.supervision_session TO kith_backup;
GRANT SELECT,INSERT,UPDATE ON TABLE public.supervision_session TO kith_engine;
GRANT SELECT ON TABLE public.supervision_typed TO kith_app;
GRANT SELECT ON TABLE public.supervision_typed TO kith_backup;
GRANT SELECT,INSERT,UPDATE ON TABLE public.supervision_typed TO kith_engine;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE record.opening TO kith_engine;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE record.opening_counted TO kith_engine;
GRANT SELECT,INSERT,UPDATE ON TABLE sharing.outside TO kith_engine;
GRANT SELECT ON TABLE sharing.outside TO kith_backup;
GRANT SELECT,INSERT,UPDATE ON TABLE sharing.review TO kith_engine;
GRANT SELECT ON TABLE sharing.review TO kith_backup;
GRANT SELECT,INSERT,UPDATE ON TABLE supervision.reading TO kith_engine;
ALTER DEFAULT PRIVILEGES FOR ROLE kith_owner REVOKE ALL ON FUNCTIONS FROM PUBLIC;
