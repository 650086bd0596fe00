-- Agreements and profiles change by version: pending, prepared person by person, then live in one update.

CREATE FUNCTION access.check_governance(agency bigint) RETURNS void LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF (access.acting()).agency IS DISTINCT FROM agency OR NOT access.has_role('governance') THEN
        PERFORM access.refuse('Only information governance of the organisation that owns the information can change this.');
    END IF;
END $$;

-- A new version of what the caller's agency lets another see. It opens nothing until it goes live.
CREATE FUNCTION access.propose_edge(recipient_agency bigint, agreement_name text, new_cap smallint[], new_purposes text[], new_starts timestamptz,
                                    new_ends timestamptz, review date) RETURNS integer LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    o bigint := (access.acting()).agency;
    new_no integer;
BEGIN
    PERFORM access.check_governance(o);
    IF recipient_agency = o THEN PERFORM access.invalid('Your own organisation needs no agreement.'); END IF;
    IF cardinality(new_cap) <> 11 OR EXISTS (SELECT FROM unnest(new_cap) c WHERE c IS NULL OR c NOT BETWEEN 0 AND 5) THEN
        PERFORM access.invalid('Choose a grade for each domain.');
    END IF;
    PERFORM access.change_edges();
    INSERT INTO access.edge (agreement, version, owner, recipient, cap, purposes, state, starts, ends, review_on)
    SELECT agreement_name, 1 + coalesce(max(e.version), 0), o, recipient_agency, new_cap, new_purposes, 'pending', new_starts, new_ends, review
    FROM access.edge e WHERE e.agreement = agreement_name AND e.owner = o AND e.recipient = recipient_agency
    RETURNING no INTO new_no;
    PERFORM access.log('propose agreement', NULL, NULL, NULL, NULL, jsonb_build_object('edge', new_no));
    RETURN new_no;
END $$;

-- Persons whose rows an edge could open: those with rows of its owner. Ids only, for the engine's own progress.
CREATE FUNCTION access.persons_of_edge(edge_no integer) RETURNS SETOF uuid LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    t access.graded_table;
    o bigint := (SELECT owner FROM access.edge WHERE no = edge_no);
BEGIN
    PERFORM access.check_governance(o);
    FOR t IN SELECT * FROM access.graded_table LOOP
        RETURN QUERY EXECUTE format('SELECT DISTINCT person_id FROM %s WHERE owner_id = $1', t.name) USING o;
    END LOOP;
END $$;

-- Prepare one person for pending versions of the caller's agency: nothing opens yet.
CREATE FUNCTION access.prepare_person(p uuid) RETURNS bigint LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM access.check_governance((access.acting()).agency);
    PERFORM access.hold(p);
    RETURN access.rekey_person(p);
END $$;

-- How many rows and persons a version opens that the live one does not, and the other way round (by key, from locks).
CREATE FUNCTION access.preview_edge(edge_no integer) RETURNS TABLE (gained bigint, lost bigint, persons bigint) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    new_edge access.edge;
    old_no integer;
    t access.graded_table;
    found record;
BEGIN
    SELECT * INTO new_edge FROM access.edge WHERE no = edge_no;
    PERFORM access.check_governance(new_edge.owner);
    SELECT no INTO old_no FROM access.edge e WHERE (e.agreement, e.owner, e.recipient, e.state) = (new_edge.agreement, new_edge.owner, new_edge.recipient, 'live');
    gained := 0; lost := 0; persons := 0;
    FOR t IN SELECT * FROM access.graded_table WHERE lock = 'facts' LOOP
        EXECUTE format('SELECT count(*) FILTER (WHERE opens_new AND NOT opens_old) AS g, count(*) FILTER (WHERE opens_old AND NOT opens_new) AS l,
                               count(DISTINCT person_id) FILTER (WHERE opens_new <> opens_old) AS p
                        FROM (SELECT person_id, EXISTS (SELECT FROM unnest(audience) k WHERE k & 1048575 = $1) AS opens_new,
                                     EXISTS (SELECT FROM unnest(audience) k WHERE k & 1048575 = $2) AS opens_old
                              FROM %s WHERE owner_id = $3) x', t.name) INTO found USING edge_no, coalesce(old_no, -1), new_edge.owner;
        gained := gained + found.g; lost := lost + found.l; persons := greatest(persons, found.p);
    END LOOP;
    RETURN NEXT;
END $$;

-- One update flips the keyrings. Whoever is not prepared yet is prepared first, so that no row lacks its key.
CREATE FUNCTION access.go_live(edge_no integer) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE e access.edge;
BEGIN
    PERFORM access.require_recent();
    SELECT * INTO e FROM access.edge WHERE no = edge_no AND state = 'pending' FOR UPDATE;
    IF NOT FOUND THEN PERFORM access.invalid('This version is not waiting to begin.'); END IF;
    PERFORM access.check_governance(e.owner);
    PERFORM access.prepare_person(q) FROM (SELECT DISTINCT q FROM access.persons_of_edge(edge_no) q ORDER BY q) persons;
    UPDATE access.edge SET state = 'retired' WHERE (agreement, owner, recipient, state) = (e.agreement, e.owner, e.recipient, 'live');
    UPDATE access.edge SET state = 'live' WHERE no = edge_no;
    PERFORM access.log('agreement live', NULL, NULL, NULL, NULL, jsonb_build_object('edge', edge_no));
END $$;

-- At once, for everyone, at their next transaction.
CREATE FUNCTION access.suspend_edge(edge_no integer, suspend boolean) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT suspend THEN PERFORM access.require_recent(); END IF;  -- what only closes is never held up
    PERFORM access.check_governance((SELECT owner FROM access.edge WHERE no = edge_no));
    UPDATE access.edge SET suspended = suspend WHERE no = edge_no AND agreement <> 'employment';
    PERFORM access.log(CASE WHEN suspend THEN 'suspend agreement' ELSE 'resume agreement' END, NULL, NULL, NULL, NULL, jsonb_build_object('edge', edge_no));
END $$;

-- A new version of a profile; involvements take it up one by one (apply_profile), each with its person held.
CREATE FUNCTION access.new_profile_version(profile_name text, new_grades smallint[]) RETURNS integer LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    old access.profile;
BEGIN
    PERFORM access.require_recent();
    PERFORM access.check_governance((access.acting()).agency);
    SELECT * INTO old FROM access.profile WHERE name = profile_name AND current FOR UPDATE;
    IF NOT FOUND OR cardinality(new_grades) <> 11 OR EXISTS (SELECT FROM unnest(new_grades) g WHERE g IS NULL OR g NOT BETWEEN 0 AND 5) THEN
        PERFORM access.invalid('Choose a profile and a grade for each domain.');
    END IF;
    UPDATE access.profile SET current = false WHERE name = profile_name AND current;
    INSERT INTO access.profile (name, version, grades, held_by, current) VALUES (profile_name, old.version + 1, new_grades, old.held_by, true);
    PERFORM access.log('profile version', NULL, NULL, NULL, NULL, jsonb_build_object('profile', profile_name, 'version', old.version + 1));
    RETURN old.version + 1;
END $$;

CREATE FUNCTION access.apply_profile(p uuid, profile_name text) RETURNS bigint LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE now_current integer;
BEGIN
    PERFORM access.require_recent();
    PERFORM access.check_governance((access.acting()).agency);
    PERFORM access.hold(p);
    IF NOT EXISTS (SELECT FROM public.access_subject s WHERE s.id = p AND s.lead_id = (access.acting()).agency) THEN
        RAISE EXCEPTION 'There is nothing here that you can open.' USING ERRCODE = 'KI404';
    END IF;
    SELECT version INTO now_current FROM access.profile WHERE name = profile_name AND current;
    -- what was accepted by itself, being at most locate, waits for the lead agency where the new version goes further
    UPDATE public.access_involvement i
    SET profile_version = new.version,
        accepted = i.accepted AND (i.owner_id = s.lead_id OR 1 >= ALL (new.grades) OR NOT 1 >= ALL (old.grades))
    FROM access.profile new, access.profile old, public.access_subject s
    WHERE i.person_id = p AND i.profile = profile_name AND NOT i.closed AND s.id = p
      AND (new.name, new.version) = (i.profile, now_current) AND (old.name, old.version) = (i.profile, i.profile_version);
    RETURN access.rekey_person(p);
END $$;

-- Of those whom the caller's agency leads: of others, even the id would tell that such a service is involved.
CREATE FUNCTION access.persons_with_profile(profile_name text) RETURNS SETOF uuid LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM access.check_governance((access.acting()).agency);
    RETURN QUERY SELECT DISTINCT i.person_id FROM public.access_involvement i JOIN access.profile v ON v.name = i.profile AND v.current
                 JOIN public.access_subject s ON s.id = i.person_id AND s.lead_id = (access.acting()).agency
                 WHERE i.profile = profile_name AND NOT i.closed AND i.profile_version <> v.version;
END $$;

-- Close what ended by itself a day ago or more, for one person: their locks lose the keys of dates that are past.
-- Changes nobody's access, tells nothing, and so needs nobody to act: the nightly job calls it until there is no more.
CREATE INDEX involvement_by_end ON access_involvement (ends) WHERE NOT closed AND ends IS NOT NULL;
CREATE INDEX share_by_end ON access_share (ends) WHERE NOT closed;
CREATE FUNCTION access.tidy() RETURNS boolean LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
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

-- How many locks differ from the facts, for governance: one number, which must be nought.
CREATE FUNCTION access.drift() RETURNS bigint LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM access.check_governance((access.acting()).agency);
    RETURN (SELECT sum(v.drifted) FROM access.verify() v);
END $$;

-- What anyone who acts may know of agreements and profiles: they are about no person.
CREATE FUNCTION access.agreements() RETURNS SETOF access.edge LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$ SELECT e.* FROM access.acting(), access.edge e WHERE e.agreement <> 'employment' ORDER BY e.owner, e.recipient, e.version $$;

CREATE FUNCTION access.profiles() RETURNS SETOF access.profile LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$ SELECT v.* FROM access.acting(), access.profile v WHERE v.current ORDER BY v.name $$;

CALL core.adopt();
DO $$
DECLARE f text;
BEGIN
    -- What the application may call. Everything else is the engine's own.
    FOREACH f IN ARRAY '{enter,keys,acting,has_role,log,admit,involve,accept,end_involvement,redate,share,end_share,open_in_emergency,seal,unseal,
        exclude,end_exclusion,add_reader,release,withdraw_release,link,confirm_link,unlink,explain,explain_row,openers,row_openers,reaches,network,looks,guards,emergencies,last_looks,lead_of,notices,see_notice,
        drift,tidy,propose_edge,persons_of_edge,prepare_person,preview_edge,go_live,suspend_edge,new_profile_version,apply_profile,
        persons_with_profile,agreements,profiles,domain_no,require_recent,require_confirmed,closed_until_confirmed}'::text[] LOOP
        EXECUTE (SELECT string_agg(format('GRANT EXECUTE ON FUNCTION %s TO kith_app', p.oid::regprocedure), ';')
                 FROM pg_proc p WHERE p.pronamespace = 'access'::regnamespace AND p.proname = f);
    END LOOP;
END $$;
GRANT EXECUTE ON FUNCTION access.verify TO kith_owner;
GRANT EXECUTE ON FUNCTION access.canon, access.key, access.hashed, access.own_keys, access.guarded, access.ask_to_confirm, access.finder, access.domain_no, access.active, access.lock_no, access.check_isolation,
    access.policy_text, access.expected_locks, access.through_edges, access.refuse, access.invalid TO kith_engine;
REVOKE EXECUTE ON FUNCTION access.policy_text, access.expected_locks FROM PUBLIC;
