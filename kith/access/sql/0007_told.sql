-- What information governance is told of proposals, and of locks that were verified.
-- The proposals of the caller's agency. `share`: how much of everybody has been looked at, 0 to 1 (ids are evenly spread).
CREATE FUNCTION access.proposals() RETURNS TABLE (id bigint, edge integer, profile text, version integer, proposed_by bigint, proposed_at timestamptz,
    share double precision, persons bigint, ready_at timestamptz, live boolean, decided_by bigint, decided_at timestamptz, applied bigint, applied_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me access.actor := access.acting();
BEGIN
    PERFORM access.check_governance(me.agency);
    RETURN QUERY SELECT x.id, x.edge, x.profile, x.version, x.proposed_by, x.proposed_at,
        CASE WHEN x.ready_at IS NOT NULL THEN 1 WHEN x.reached IS NULL THEN 0
             ELSE (get_byte(uuid_send(x.reached), 0) * 256 + get_byte(uuid_send(x.reached), 1)) / 65536.0 END::double precision,
        x.persons, x.ready_at, x.live, x.decided_by, x.decided_at, x.applied, x.applied_at
    FROM access.proposal x WHERE x.agency = me.agency ORDER BY x.id DESC;
END $$;

CREATE FUNCTION access.check_proposal(proposal_id bigint) RETURNS void LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM access.check_governance((access.acting()).agency);
    IF NOT EXISTS (SELECT FROM access.proposal WHERE id = proposal_id AND agency = (access.acting()).agency) THEN
        PERFORM access.nothing();
    END IF;
END $$;

-- How far the role saw before a version, and under it: the organisation's version that went live before, or the starting one.
CREATE FUNCTION access.profile_change(proposal_id bigint) RETURNS TABLE (before smallint[], after smallint[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM access.check_proposal(proposal_id);
    RETURN QUERY
    SELECT (SELECT v.grades FROM access.profile v LEFT JOIN access.proposal y ON (y.profile, y.version) = (v.name, v.version)
            WHERE v.name = x.profile AND v.version < x.version AND (v.agency IS NULL OR v.agency = x.agency AND y.live)
            ORDER BY v.agency NULLS LAST, v.version DESC LIMIT 1), new.grades
    FROM access.proposal x JOIN access.profile new ON (new.name, new.version) = (x.profile, x.version) WHERE x.id = proposal_id;
END $$;

-- Who gains and loses. A post that comes by a discreet service of another organisation has no id here.
CREATE FUNCTION access.gains(proposal_id bigint) RETURNS TABLE (post bigint, gained bigint, persons_gained bigint, lost bigint, persons_lost bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM access.check_proposal(proposal_id);
    RETURN QUERY SELECT CASE WHEN g.named THEN g.post END, g.gained, g.persons_gained, g.lost, g.persons_lost
    FROM access.gain_by_post g WHERE g.proposal = proposal_id ORDER BY g.gained DESC, g.lost DESC, 1;
END $$;

CREATE FUNCTION access.gains_by_grade(proposal_id bigint) RETURNS TABLE (domain text, grade smallint, gained bigint, lost bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM access.check_proposal(proposal_id);
    RETURN QUERY SELECT g.domain, g.grade, g.gained, g.lost FROM access.gain_by_grade g WHERE g.proposal = proposal_id
    ORDER BY access.domain_no(g.domain), g.grade;
END $$;

-- In all: rows, persons' records and people (practitioners) that gain and lose.
CREATE FUNCTION access.gains_in_all(proposal_id bigint) RETURNS TABLE (gained bigint, persons_gained bigint, lost bigint, persons_lost bigint,
    people_gained bigint, people_lost bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
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

-- Persons whose records open further or less, the most first: those whom the caller may locate, at most 100 asked about.
CREATE FUNCTION access.gains_by_person(proposal_id bigint) RETURNS TABLE (person uuid, gained bigint, lost bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM access.check_proposal(proposal_id);
    RETURN QUERY SELECT g.person_id, g.gained, g.lost
    FROM (SELECT * FROM access.gain_by_person b WHERE b.proposal = proposal_id AND b.named ORDER BY b.gained + b.lost DESC, b.person_id LIMIT 100) g
    WHERE 1 <= ANY (access.grasp(g.person_id, NULL));
END $$;

-- Asked for by information governance of any organisation; worked by the worker; one number, which must be nought.
CREATE FUNCTION access.ask_verification() RETURNS bigint LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
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

CREATE FUNCTION access.begin_verification() RETURNS boolean LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE access.verification SET started_at = core.now() WHERE ended_at IS NULL;
    RETURN FOUND;
END $$;

-- Answers nothing: what came of it is governance's to read.
CREATE FUNCTION access.verify_asked() RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    asked bigint := (SELECT max(id) FROM access.verification WHERE started_at IS NOT NULL AND ended_at IS NULL);
    found record;
BEGIN
    IF asked IS NULL OR NOT pg_try_advisory_xact_lock(5750) THEN RETURN; END IF;
    SELECT sum(v.checked) AS checked, sum(v.drifted) AS drifted INTO found FROM access.verify() v;
    UPDATE access.verification SET checked = found.checked, drifted = found.drifted, ended_at = core.now(), took = clock_timestamp() - now() WHERE id = asked;
END $$;

-- The newest first.
CREATE FUNCTION access.verifications() RETURNS SETOF access.verification LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM access.check_governance((access.acting()).agency);
    RETURN QUERY SELECT * FROM access.verification ORDER BY id DESC LIMIT 5;
END $$;

CALL core.adopt();
GRANT EXECUTE ON FUNCTION access.as_session, access.check_grades TO kith_engine;
GRANT EXECUTE ON FUNCTION access.work_next, access.measure_again, access.proposals, access.profile_change, access.gains, access.gains_by_grade,
    access.gains_in_all, access.gains_by_person, access.ask_verification, access.begin_verification, access.verify_asked, access.verifications TO kith_app;
