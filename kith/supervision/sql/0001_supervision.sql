-- Supervision of those who work: agreements, and what two people said to each other about the work of one of them. No row
-- is about a person on record, and none is on anybody's record (docs/decisions/0046-supervision.md). Read by the two; one
-- manager up where the organisation has said so beforehand. Written by the functions below alone.

-- From when until when an organisation lets one manager up read. Never changed but by its end.
CREATE TABLE supervision.reading (
    id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    agency bigint NOT NULL REFERENCES agencies_agency,
    starts timestamptz NOT NULL,
    ends timestamptz,
    reason text NOT NULL,
    decided_by bigint NOT NULL REFERENCES agencies_post
);
GRANT SELECT, INSERT, UPDATE ON supervision.reading TO kith_engine;

-- The post of whoever acts, while their account stands.
CREATE FUNCTION supervision.mine() RETURNS bigint LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE post bigint := nullif((access.ring())[6], '0')::bigint;
BEGIN
    IF EXISTS (SELECT FROM access.holders(post) h WHERE h.kind = 'post') THEN RETURN post; END IF;
    RETURN NULL;
END $$;

-- Since when an organisation lets one manager up read what is written from then on; null: it does not.
CREATE FUNCTION supervision.read_above(agency bigint) RETURNS timestamptz LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT max(r.starts) FROM supervision.reading r
    WHERE r.agency = read_above.agency AND access.active(r.starts, r.ends)
$$;

-- Whom I supervise now, where that lets me read what they wrote as supervisors: I manage a team there, and the organisation
-- says so at this moment.
CREATE FUNCTION supervision.below_me() RETURNS bigint[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me bigint := supervision.mine();
    organisation bigint := (SELECT p.agency_id FROM public.agencies_post p WHERE p.id = me);
BEGIN
    IF supervision.read_above(organisation) IS NULL OR NOT supervision.manages(me) THEN RETURN '{}'; END IF;
    RETURN ARRAY(SELECT a.supervisee_id FROM public.supervision_agreement a
                 WHERE a.supervisor_id = me AND a.agreed_at IS NOT NULL AND a.ended_at IS NULL);
END $$;

-- Whether a post manages a team of its own organisation now.
CREATE FUNCTION supervision.manages(post bigint) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (SELECT FROM public.agencies_membership m JOIN public.agencies_team t ON t.id = m.team_id
                   JOIN public.agencies_post p ON p.id = m.post_id AND p.agency_id = t.agency_id
                   WHERE m.post_id = post AND m.manager AND access.active(m.starts, m.ends))
$$;

CALL access.enclose('supervision_agreement', '(SELECT supervision.mine()) IN (supervisee_id, supervisor_id)');
CALL access.enclose('supervision_session',  -- as deep as what is sensitive: a proof of late that it is them
    '1 = ANY ((SELECT access.keys())::bigint[]) AND ((SELECT supervision.mine()) IN (supervisee_id, supervisor_id)
     OR above AND supervisor_id = ANY ((SELECT supervision.below_me())::bigint[]))');
CALL access.enclose('supervision_typed',  -- what is not written down yet is its author's, as a draft is
    '1 = ANY ((SELECT access.keys())::bigint[]) AND (SELECT supervision.mine()) = author_id');
CALL access.enclose('supervision_remark', 'EXISTS (SELECT FROM supervision_session s WHERE s.id = session_id)');

ALTER TABLE supervision_agreement
    ADD CONSTRAINT agreement_of_two CHECK (supervisee_id <> supervisor_id AND proposed_by_id IN (supervisee_id, supervisor_id)),
    ADD CONSTRAINT agreement_fits CHECK (length(words) <= 8000 AND every BETWEEN 1 AND 366);
ALTER TABLE supervision_session
    ADD CONSTRAINT session_of_two CHECK (supervisee_id <> supervisor_id AND author_id IN (supervisee_id, supervisor_id)),
    ADD CONSTRAINT session_fits CHECK (jsonb_typeof(said) = 'object' AND length(said::text) <= 60000);
ALTER TABLE supervision_remark ADD CONSTRAINT remark_fits CHECK (length(words) BETWEEN 1 AND 8000);
ALTER TABLE supervision_typed
    ADD CONSTRAINT typed_fits CHECK (jsonb_typeof(words) = 'object' AND length(words::text) <= 60000 AND jsonb_typeof(earlier) = 'array');
CREATE UNIQUE INDEX typed_once ON supervision_typed (agreement_id, author_id);
CREATE UNIQUE INDEX one_agreement_of_two ON supervision_agreement (supervisee_id, supervisor_id) WHERE ended_at IS NULL;
CREATE INDEX agreement_of_supervisor ON supervision_agreement (supervisor_id) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX session_once_a_day ON supervision_session (agreement_id, held_on, author_id);
CREATE INDEX session_of_supervisee ON supervision_session (supervisee_id, held_on);
CREATE INDEX session_of_supervisor ON supervision_session (supervisor_id, held_on);
CREATE INDEX remark_of_session ON supervision_remark (session_id);

-- Whoever acts, in a post that stands.
CREATE FUNCTION supervision.me() RETURNS bigint LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM access.acting();
    IF supervision.mine() IS NULL THEN PERFORM access.refuse('Your account cannot do this at the moment.'); END IF;
    RETURN supervision.mine();
END $$;

-- An agreement of the caller's, held until the transaction ends; else as one that is not there.
CREATE FUNCTION supervision.of_mine(wanted uuid) RETURNS public.supervision_agreement LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me bigint := supervision.me();
    a public.supervision_agreement;
BEGIN
    SELECT * INTO a FROM public.supervision_agreement x WHERE x.id = wanted AND me IN (x.supervisee_id, x.supervisor_id) FOR UPDATE;
    IF a.id IS NULL THEN PERFORM access.nothing(); END IF;
    IF a.ended_at IS NOT NULL THEN PERFORM access.invalid('This agreement has ended. Propose a new one.'); END IF;
    RETURN a;
END $$;

CREATE FUNCTION supervision.log(action text, agreement uuid, session uuid DEFAULT NULL) RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT access.log(action, NULL, NULL, NULL, NULL, jsonb_strip_nulls(jsonb_build_object('agreement', agreement, 'session', session)))
$$;

-- One of two colleagues proposes; nothing holds until the other has agreed. Within one organisation; supervisors manage there.
CREATE FUNCTION supervision.propose(colleague bigint, supervises boolean, every integer, words text) RETURNS uuid
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
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

CREATE FUNCTION supervision.agree(agreement uuid) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE a public.supervision_agreement := supervision.of_mine(agreement);
BEGIN
    IF a.proposed_by_id = supervision.me() OR a.agreed_at IS NOT NULL THEN
        PERFORM access.invalid('The other of you agrees, once. Open it again to see where it stands.');
    END IF;
    UPDATE public.supervision_agreement SET agreed_at = core.now() WHERE id = a.id;
    PERFORM supervision.log('agree supervision', a.id);
END $$;

-- Either ends it, or does not agree. What was written stays, for the two.
CREATE FUNCTION supervision.end_agreement(agreement uuid) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE a public.supervision_agreement := supervision.of_mine(agreement);
BEGIN
    UPDATE public.supervision_agreement SET ended_at = core.now(), ended_by_id = supervision.me() WHERE id = a.id;
    PERFORM supervision.log('end supervision', a.id);
END $$;

-- What was said in a session. Whether one manager up may read it is settled now, and said on the page before it is written.
CREATE FUNCTION supervision.write(agreement uuid, held date, said jsonb, next_one date) RETURNS uuid LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
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

-- Whether every text of `older` begins the same one of `newer`.
CREATE FUNCTION supervision.continues(newer jsonb, older jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT NOT EXISTS (SELECT FROM jsonb_each_text(older) o WHERE NOT starts_with(coalesce(newer ->> o.key, ''), rtrim(o.value)))
$$;

-- What was typed stands in a session now, or was thrown away: no word of it stays here.
CREATE FUNCTION supervision.empty(agreement uuid) RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    UPDATE public.supervision_typed t SET words = '{}', earlier = '[]', revision = t.revision + 1, saved_at = core.now()
    WHERE t.agreement_id = empty.agreement AND t.author_id = supervision.me()
$$;

-- A session as it is typed, with the revision that this window saved or opened last; returns the one to send next. What
-- another window saved meanwhile is kept beside. It reads nothing, and asks for no proof: what is typed is not lost for one.
CREATE FUNCTION supervision.keep(agreement uuid, typed jsonb, seen integer) RETURNS integer LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
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
END $$;

-- Whether the caller's last session says all of this: the last saving of a page that was being left.
CREATE FUNCTION supervision.stands(agreement uuid, typed jsonb) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (SELECT FROM (SELECT s.said FROM public.supervision_session s
                                WHERE s.agreement_id = stands.agreement AND s.author_id = supervision.me()
                                ORDER BY s.written_at DESC LIMIT 1) last
                   WHERE supervision.continues(last.said, typed - ARRAY['held_on', 'next_on']))
$$;

-- What was typed is thrown away without being written down.
CREATE FUNCTION supervision.throw_away(agreement uuid) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE a public.supervision_agreement := supervision.of_mine(agreement);
BEGIN
    PERFORM supervision.empty(a.id);
    PERFORM supervision.log('throw away supervision draft', a.id);
END $$;

-- One of the two says something to what was written; only ever added.
CREATE FUNCTION supervision.remark(session uuid, words text) RETURNS uuid LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
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

-- Information governance says that one manager up reads what is written from now on, or that nobody does any more.
CREATE FUNCTION supervision.let_read_above(yes boolean, why text) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
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

-- What the caller's own organisation says about that, the newest first.
CREATE FUNCTION supervision.readings() RETURNS TABLE (starts timestamptz, ends timestamptz, reason text) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT r.starts, r.ends, r.reason FROM supervision.reading r, access.acting() me WHERE r.agency = me.agency ORDER BY r.starts DESC
$$;

CALL core.adopt();
GRANT EXECUTE ON FUNCTION supervision.mine(), supervision.below_me(), supervision.propose(bigint, boolean, integer, text), supervision.agree(uuid),
    supervision.end_agreement(uuid), supervision.write(uuid, date, jsonb, date),
    supervision.keep(uuid, jsonb, integer), supervision.throw_away(uuid), supervision.remark(uuid, text),
    supervision.let_read_above(boolean, text), supervision.readings() TO kith_app;
