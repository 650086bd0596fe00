-- Agreements and profiles change by version: proposed, prepared and measured, a few people at a time (0007), then live in one update.

CREATE FUNCTION access.check_governance(agency bigint) RETURNS void LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF (access.acting()).agency IS DISTINCT FROM agency OR NOT access.has_role('governance') THEN
        PERFORM access.refuse('Only information governance of the organisation that owns the information can change this.');
    END IF;
END $$;

-- A version that waits: of an agreement, or of how far a role of the agency sees. It opens nothing until it goes live.
-- Persons up to `reached` (in the order of their ids) are prepared and measured; `live`: null while nobody has decided.
CREATE TABLE access.proposal (
    id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    agency bigint NOT NULL REFERENCES agencies_agency,
    edge integer UNIQUE REFERENCES access.edge,
    profile text,
    version integer,
    proposed_by bigint NOT NULL REFERENCES agencies_post,
    proposed_at timestamptz NOT NULL,
    reached uuid,
    persons bigint NOT NULL DEFAULT 0,
    ready_at timestamptz,
    live boolean,
    decided_by bigint REFERENCES agencies_post,
    decided_at timestamptz,
    applied bigint NOT NULL DEFAULT 0,  -- persons whose involvements stand under a live version of a profile
    applied_at timestamptz,
    CHECK ((edge IS NULL) <> (profile IS NULL)),
    FOREIGN KEY (profile, version) REFERENCES access.profile
);

CREATE FUNCTION access.put_proposal(of_edge integer, of_profile text, of_version integer) RETURNS bigint LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me access.actor := access.acting();
    new_id bigint;
BEGIN
    INSERT INTO access.proposal (agency, edge, profile, version, proposed_by, proposed_at)
    VALUES (me.agency, of_edge, of_profile, of_version, me.post, core.now()) RETURNING id INTO new_id;
    RETURN new_id;
END $$;

-- A new version of what the caller's agency lets another see. Returns the edge.
CREATE FUNCTION access.propose_edge(recipient_agency bigint, agreement_name text, new_cap smallint[], new_purposes text[], new_starts timestamptz,
                                    new_ends timestamptz, review date) RETURNS integer LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
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

-- The proposal, held for a decision: it must be the caller's agency's, and undecided. Raises as for one that is not there.
CREATE FUNCTION access.undecided(proposal_id bigint) RETURNS access.proposal LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE x access.proposal;
BEGIN
    PERFORM access.check_governance((access.acting()).agency);
    SELECT * INTO x FROM access.proposal WHERE id = proposal_id AND agency = (access.acting()).agency FOR UPDATE;
    IF NOT FOUND THEN PERFORM access.nothing(); END IF;
    IF x.live IS NOT NULL THEN PERFORM access.invalid('This has been decided already.'); END IF;
    RETURN x;
END $$;

-- One update flips the keyrings. Every lock has the keys already: whoever was written since it was proposed, from then on;
-- everybody else, by preparing. Until a later start the version before it holds.
CREATE FUNCTION access.go_live(edge_no integer) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
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

-- Thrown away: it has opened nothing. Its keys go from locks when these are next computed; the number is never used again.
CREATE FUNCTION access.throw_away(proposal_id bigint) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE x access.proposal := access.undecided(proposal_id);
BEGIN
    UPDATE access.edge SET state = 'retired' WHERE no = x.edge;
    UPDATE access.proposal SET live = false, decided_by = (access.acting()).post, decided_at = core.now() WHERE id = x.id;
    PERFORM access.log('throw away', NULL, NULL, NULL, NULL, jsonb_build_object('proposal', x.id));
END $$;

-- At once, for everyone, at their next transaction.
CREATE FUNCTION access.suspend_edge(edge_no integer, suspend boolean) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM access.check_governance((SELECT owner FROM access.edge WHERE no = edge_no));
    IF NOT suspend THEN PERFORM access.require_recent(); END IF;  -- what only closes is never held up
    UPDATE access.edge SET suspended = suspend WHERE no = edge_no AND agreement <> 'employment';
    PERFORM access.log(CASE WHEN suspend THEN 'suspend agreement' ELSE 'resume agreement' END, NULL, NULL, NULL, NULL, jsonb_build_object('edge', edge_no));
END $$;

-- A new version of how far a role of the caller's agency sees. It binds the involvements of that agency's own posts and
-- teams alone (docs/decisions/0013-a-profile-binds-ones-own.md). Returns the proposal.
CREATE FUNCTION access.propose_profile(profile_name text, new_grades smallint[]) RETURNS bigint LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
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

-- In force for new involvements at once; those that stand take it up one by one (access.apply_next).
CREATE FUNCTION access.profile_live(proposal_id bigint) RETURNS bigint LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
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

-- What anyone who acts may know of agreements and profiles: they are about no person. Of profiles, as they hold for the
-- caller's own agency.
CREATE FUNCTION access.agreements() RETURNS SETOF access.edge LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$ SELECT e.* FROM access.acting(), access.edge e WHERE e.agreement <> 'employment' ORDER BY e.owner, e.recipient, e.version $$;

CREATE FUNCTION access.profiles() RETURNS SETOF access.profile LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT DISTINCT ON (v.name) v.* FROM access.acting() a, access.profile v
    WHERE v.current AND (v.agency IS NULL OR v.agency = a.agency) ORDER BY v.name, v.agency NULLS LAST
$$;

CALL core.adopt();
DO $$
DECLARE f text;
BEGIN
    -- What the application may call. Everything else is the engine's own.
    FOREACH f IN ARRAY '{enter,keys,acting,has_role,log,log_each,admit,involve,accept,end_involvement,redate,share,share_rows,end_share,open_in_emergency,seal,unseal,
        exclude,end_exclusion,add_reader,release,withdraw_release,link,confirm_link,unlink,offer_lead,lead_offered_to,take_lead,drop_lead,explain,explain_row,given_with,openers,row_openers,covered,reaches,looks,guards,emergencies,last_looks,lead_of,notices,see_notice,
        tidy,propose_edge,go_live,suspend_edge,propose_profile,profile_live,throw_away,agreements,profiles,domain_no,require_recent,require_confirmed}'::text[] LOOP
        EXECUTE (SELECT string_agg(format('GRANT EXECUTE ON FUNCTION %s TO kith_app', p.oid::regprocedure), ';')
                 FROM pg_proc p WHERE p.pronamespace = 'access'::regnamespace AND p.proname = f);
    END LOOP;
END $$;
GRANT EXECUTE ON FUNCTION access.enter, access.keys, access.log TO kith_portal;
GRANT EXECUTE ON FUNCTION access.verify TO kith_owner;
GRANT EXECUTE ON FUNCTION access.canon, access.key, access.hashed, access.own_keys, access.guarded, access.ask_to_confirm, access.finder, access.domain_no, access.active, access.within, access.lock_no, access.check_isolation,
    access.policy_text, access.opens, access.expected_locks, access.through_edges, access.refuse, access.invalid, access.nothing TO kith_engine;
REVOKE EXECUTE ON FUNCTION access.policy_text, access.expected_locks FROM PUBLIC;
