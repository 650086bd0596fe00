-- Steps of the work, what was done to them, and their clocks (docs/decisions/0044-steps.md). Facts of access stay as they are.

CALL access.protect('casework_step', '{state,holder,approvals,outcome,next_holder,submitted_by,response}');
CALL access.protect('casework_move');
CALL access.protect('casework_running', '{due_at,stopped_at,stood,extended,why_late}');

ALTER TABLE casework_step
    ADD CONSTRAINT step_first_is_line CHECK (after IS NOT NULL OR line = id),
    ADD CONSTRAINT step_ends_whole CHECK ((state = 'finished') = (ended_at IS NOT NULL) AND (ended_at IS NULL) = (ended_by IS NULL)),
    ADD CONSTRAINT step_is_signed CHECK (approvals BETWEEN 0 AND needs),
    ADD CONSTRAINT step_fits CHECK (length(chain) <= 60 AND length(step) <= 60 AND length(outcome) <= 60);
ALTER TABLE casework_move ADD CONSTRAINT move_fits CHECK (length(text) <= 8000);
ALTER TABLE casework_running ADD CONSTRAINT running_fits CHECK (length(clock) <= 100 AND length(why_late) <= 2000);
CREATE INDEX step_of_person ON casework_step (person_id, began_at);
CREATE UNIQUE INDEX step_of_referral ON casework_step (person_id, entry) WHERE entry IS NOT NULL;
CREATE INDEX entry_referred ON record_entry (owner_id, recorded_at) WHERE source_key LIKE 'refer:%';
CREATE INDEX step_held ON casework_step (holder) WHERE state <> 'finished';
CREATE INDEX move_of_step ON casework_move (person_id, step_id);
CREATE INDEX running_of_person ON casework_running (person_id, line) WHERE stopped_at IS NULL;

-- A step as the caller opens it, held until the transaction ends; else as one that is not there. What does not open is not
-- held either: nobody holds up writing about persons who are beyond them. The person is held before the row, as whoever changes
-- facts does, and then asked again: a change of facts may have come between.
CREATE FUNCTION casework.opened(p uuid, wanted uuid) RETURNS casework_step LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
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

-- What belongs to a step inherits its domain, grade and seals, and is of the organisation whose step it is.
CREATE FUNCTION casework.of_step() RETURNS trigger LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE r public.casework_step := casework.opened(NEW.person_id, NEW.step_id);
BEGIN
    IF r.owner_id <> NEW.owner_id THEN PERFORM access.refuse('Only the organisation whose step this is can do that. Ring them.'); END IF;
    NEW.domain := r.domain; NEW.grade := r.grade;
    PERFORM access.inherit_seals(r.person_id, ARRAY[r.id], NEW.id, r.domain, r.grade);
    RETURN NEW;
END $$;
CREATE TRIGGER m_of_step BEFORE INSERT ON casework_move FOR EACH ROW WHEN (current_user <> 'kith_engine') EXECUTE FUNCTION casework.of_step();
CREATE TRIGGER m_of_step BEFORE INSERT ON casework_running FOR EACH ROW WHEN (current_user <> 'kith_engine') EXECUTE FUNCTION casework.of_step();

-- A step begins open, in the line of the one that it follows, which its writer opens.
CREATE FUNCTION casework.begin_step() RETURNS trigger LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
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
CREATE TRIGGER m_begin BEFORE INSERT ON casework_step FOR EACH ROW WHEN (current_user <> 'kith_engine') EXECUTE FUNCTION casework.begin_step();

-- What has ended stays so. Who ended it is the keyring's to say. A manager signs off what another did.
CREATE FUNCTION casework.move_step() RETURNS trigger LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
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
CREATE TRIGGER m_move BEFORE UPDATE OF state, holder, approvals, outcome, next_holder, submitted_by, response ON casework_step FOR EACH ROW
WHEN (current_user <> 'kith_engine') EXECUTE FUNCTION casework.move_step();

-- Whether somebody who acts in this post would open rows of p at (d, g) that o owns. The engine's own question.
CREATE FUNCTION casework.would_open(p uuid, d text, g smallint, o bigint, post public.agencies_post, barred boolean) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT access.audience(p, d, g, o) && ring AND access.gate(p, NULL, NULL) && ring AND NOT (barred AND access.denied(p, NULL) && ring)
    FROM (SELECT access.keyring(jsonb_populate_record(NULL::access.session,
              jsonb_build_object('human', post.practitioner_id, 'post', post.id, 'purpose', 'care', 'kind', 'work')), access.held(post.id)) AS ring) k
$$;

-- Raises unless a holder can be given work about p at (d, g). One's own post and teams: always, since the row must open to who
-- writes it. Another's post: by a manager or an allocator of that organisation, and never somebody who is barred: whoever else could
-- try colleague after colleague would learn who is. By others only who is involved by name, as the caller sees: bars left aside, so
-- that the answer tells of none (docs/decisions/0084-work-goes-back-to-whoever-works-with-them.md). Teams: if somebody there would open it, bars left aside, so that
-- the answer tells of nobody. Another organisation's work goes to a team. Returns the holder's organisation.
CREATE FUNCTION casework.check_holder(p uuid, holder bigint, d text, g smallint) RETURNS bigint LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
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

-- Raises unless whoever is to do something could read it: a post with its bars and seals, for what nobody sees nobody does; a
-- team if somebody there would, bars left aside. One answer, whatever the reason (docs/security/attacks.md, What remains).
CREATE FUNCTION casework.check_doer(p uuid, doer bigint, d text, g smallint) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
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

-- The organisation to which a step was handed has begun its own: the step ends, with its clocks, which go on over there.
CREATE FUNCTION casework.taken_on(p uuid, handed uuid) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
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

-- The front doors of the step's organisation that had this step, which has ended, and whether their work with p is over: nobody there
-- has another step of it, and no referral waits for them. What the caller cannot open just now counts too, so that it is not left to
-- nobody; what is sealed from them does not, so that the answer tells nothing of it (docs/decisions/0083-screening-ends-with-its-work.md).
CREATE FUNCTION casework.screened(p uuid, ended uuid) RETURNS TABLE (involvement uuid, over boolean) LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
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

-- A seal on a step is on what was done to it, its clocks, its form, what it came to, and the steps that follow.
INSERT INTO access.following (leads, follows, how) VALUES
    ('public.casework_step', 'public.casework_move', 'c.step_id = p.id'),
    ('public.casework_step', 'public.casework_running', 'c.step_id = p.id'),
    ('public.casework_step', 'public.casework_step', 'c.after = p.id'),
    ('public.casework_step', 'public.assessments_response', 'c.id = p.response'),
    ('public.record_entry', 'public.casework_step', 'c.entry = p.id'),
    ('public.casework_step', 'public.record_entry', $q$c.source_key = 'form:step-' || p.id AND c.owner_id = p.owner_id$q$);

-- What a step came to is written into the chronology under the seals of the step.
CREATE FUNCTION casework.entry_of_step() RETURNS trigger LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM access.inherit_seals(s.person_id, ARRAY[s.id], NEW.id, NEW.domain, NEW.grade)
    FROM public.casework_step s
    WHERE s.person_id = NEW.person_id AND s.owner_id = NEW.owner_id AND NEW.source_key = 'form:step-' || s.id;
    RETURN NEW;
END $$;
CREATE TRIGGER m_of_step BEFORE INSERT ON record_entry FOR EACH ROW
WHEN (current_user <> 'kith_engine' AND NEW.source_key LIKE 'form:step-%') EXECUTE FUNCTION casework.entry_of_step();

-- A form begun in a sealed step is sealed as the step is, before anything is answered in it. Holds the person alone only then.
CREATE FUNCTION casework.seal_form(p uuid, wanted uuid) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE r public.casework_step := casework.opened(p, wanted);
BEGIN
    IF NOT EXISTS (SELECT FROM access.seal s WHERE s.person_id = p AND s.row_id = r.id AND s.ended_at IS NULL) THEN RETURN; END IF;
    PERFORM access.hold(p);
    PERFORM access.inherit_seals(p, ARRAY[r.id], x.id, x.domain, x.grade) FROM public.assessments_response x
    WHERE x.person_id = p AND x.id = r.response
      AND NOT EXISTS (SELECT FROM access.seal s WHERE s.person_id = p AND s.row_id = x.id AND s.ended_at IS NULL);
    PERFORM access.rekey_person(p);
END $$;

CALL core.adopt();
GRANT EXECUTE ON FUNCTION casework.check_holder, casework.check_doer, casework.seal_form, casework.taken_on, casework.screened TO kith_app;
