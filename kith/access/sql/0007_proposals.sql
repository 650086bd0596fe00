-- Preparing and measuring what waits, applying what went live, verifying locks: work that nobody does in a request. The worker
-- calls work_next until there is no more, a few people a transaction: it can stop anywhere and go on. They act for nobody, and
-- so can be called by anybody: what they do was asked for by information governance, and they answer only whether there is more.

-- Who would gain or lose, by post, by domain and grade, by person; of the proposing organisation's own rows alone: of others'
-- rows the counts would tell what there is. `named`: whether governance may know that this post works with that person.
CREATE TABLE access.gain_by_post (
    proposal bigint NOT NULL REFERENCES access.proposal, post bigint NOT NULL REFERENCES agencies_post, named boolean NOT NULL,
    gained bigint NOT NULL, persons_gained bigint NOT NULL, lost bigint NOT NULL, persons_lost bigint NOT NULL,
    PRIMARY KEY (proposal, post, named)
);
CREATE TABLE access.gain_by_grade (
    proposal bigint NOT NULL REFERENCES access.proposal, domain text NOT NULL, grade smallint NOT NULL,
    gained bigint NOT NULL, lost bigint NOT NULL,
    PRIMARY KEY (proposal, domain, grade)
);
CREATE TABLE access.gain_by_person (
    proposal bigint NOT NULL REFERENCES access.proposal, person_id uuid NOT NULL, named boolean NOT NULL,
    gained bigint NOT NULL, lost bigint NOT NULL,
    PRIMARY KEY (proposal, person_id)
);
CREATE TABLE access.verification (
    id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    asked_by bigint NOT NULL REFERENCES agencies_post,
    asked_at timestamptz NOT NULL,
    started_at timestamptz,
    ended_at timestamptz,
    took interval,
    checked bigint,
    drifted bigint
);
GRANT ALL ON access.proposal, access.gain_by_post, access.gain_by_grade, access.gain_by_person, access.verification TO kith_engine;
CREATE INDEX involvement_by_profile ON access_involvement (owner_id, profile, person_id) WHERE NOT closed;

-- Rows of one person that are alike: how many, and their lock before and after.
CREATE TYPE access.alike AS (domain text, grade smallint, before bigint[], after bigint[], gate bigint[], denied bigint[], n bigint);
-- One post's keyring for one purpose, before and after.
CREATE TYPE access.before_after AS (post bigint, named boolean, before bigint[], after bigint[]);

-- p's rows that the proposing organisation owns. For an agreement their locks hold both versions; for a profile the lock after
-- is worked out under the new version, which is taken back before anybody could see it.
CREATE FUNCTION access.alike_rows(x access.proposal, p uuid) RETURNS access.alike[] LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
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
END $$;

-- The involvements of p that a version of a profile binds stand under it. What needed no acceptance, being at most locate,
-- waits for the lead where the new version goes further.
CREATE FUNCTION access.take_up(x access.proposal, p uuid) RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    UPDATE public.access_involvement i
    SET profile_version = new.version,
        accepted = i.accepted AND (i.owner_id = s.lead_id OR 1 >= ALL (new.grades) OR NOT 1 >= ALL (old.grades))
    FROM access.profile new, access.profile old, public.access_subject s
    WHERE i.person_id = p AND i.owner_id = x.agency AND i.profile = x.profile AND NOT i.closed AND s.id = p
      AND (new.name, new.version) = (x.profile, x.version) AND (old.name, old.version) = (i.profile, i.profile_version)
$$;

-- Posts that the proposal could reach on p, each with its keyring before and after, for each purpose of ordinary work.
-- For an agreement: of the recipient, and behind a key through the new version or the one before it, or finding people.
CREATE FUNCTION access.rings(x access.proposal, p uuid, lines access.alike[]) RETURNS access.before_after[] LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
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

-- A session as it would be, for working out a keyring: it is in no table, and nobody can enter it.
CREATE FUNCTION access.as_session(human bigint, post bigint, purpose text) RETURNS access.session LANGUAGE plpgsql IMMUTABLE
SET search_path = pg_catalog, pg_temp AS $$
DECLARE s access.session;
BEGIN
    s.human := human; s.post := post; s.purpose := purpose; s.kind := 'work';  -- as one who has proved who they are
    RETURN s;
END $$;

-- Adds one person to what a proposal would open and close.
CREATE FUNCTION access.measure(x access.proposal, p uuid) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
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

-- The next people of a proposal after `reached`, none at the end; `upto`: how far was looked. A window at a time, so that an
-- organisation with few rows among very many persons keeps nobody waiting; a few at a time, so that nobody who writes waits long.
CREATE FUNCTION access.next_people(x access.proposal, OUT people uuid[], OUT upto uuid) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
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
END $$;

-- Prepare and measure a few people of a proposal; whether there is more to do. Nothing opens, whoever calls it.
CREATE FUNCTION access.prepare_next(proposal_id bigint) RETURNS boolean LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
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

-- Measure again from the beginning: people and records have changed since.
CREATE FUNCTION access.measure_again(proposal_id bigint) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE x access.proposal := access.undecided(proposal_id);
BEGIN
    DELETE FROM access.gain_by_post WHERE proposal = x.id;
    DELETE FROM access.gain_by_grade WHERE proposal = x.id;
    DELETE FROM access.gain_by_person WHERE proposal = x.id;
    UPDATE access.proposal SET reached = NULL, persons = 0, ready_at = NULL WHERE id = x.id;
    PERFORM access.log('measure', NULL, NULL, NULL, NULL, jsonb_build_object('proposal', x.id));
END $$;

-- The involvements of one person more take up a version of a profile that went live; whether there is more to do. Each leaves
-- its event, by whoever put the version in force.
CREATE FUNCTION access.apply_next(proposal_id bigint) RETURNS boolean LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
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

-- One step of whatever waits, or of one proposal: what is in force is applied before what may come is prepared. Whether there may be more.
CREATE FUNCTION access.work_next(which bigint DEFAULT NULL) RETURNS boolean LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE waiting access.proposal;
BEGIN
    SELECT * INTO waiting FROM access.proposal x
    WHERE (x.live IS NULL AND x.ready_at IS NULL OR x.live AND x.profile IS NOT NULL AND x.applied_at IS NULL)
      AND (which IS NULL OR x.id = which) ORDER BY x.live NULLS LAST, x.id LIMIT 1;
    IF NOT FOUND THEN RETURN false; END IF;
    IF waiting.live THEN PERFORM access.apply_next(waiting.id); ELSE PERFORM access.prepare_next(waiting.id); END IF;
    RETURN true;
END $$;
CREATE INDEX proposal_waiting ON access.proposal (id) WHERE live IS NULL AND ready_at IS NULL OR live AND profile IS NOT NULL AND applied_at IS NULL;
