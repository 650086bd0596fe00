-- Plans: needs, outcomes, actions and what came of them, each under its own lock (docs/decisions/0045-plans.md).

CALL access.protect('casework_plan', '{state,review_on}');
CALL access.protect('casework_aim');
CALL access.protect('casework_action');
CALL access.protect('casework_report');

ALTER TABLE casework_plan
    ADD CONSTRAINT plan_first_is_series CHECK ((version = 1) = (series = id)),
    ADD CONSTRAINT plan_fits CHECK (length(title) <= 200);
ALTER TABLE casework_aim ADD CONSTRAINT aim_fits CHECK (length(need) <= 4000 AND length(outcome) <= 4000);
ALTER TABLE casework_action
    ADD CONSTRAINT action_is_somebodys CHECK (holder IS NOT NULL OR by_words <> ''),
    ADD CONSTRAINT action_is_of_something CHECK ((plan_id IS NULL) = (aim_key IS NULL) AND (plan_id IS NULL) <> (entry_id IS NULL)),
    ADD CONSTRAINT action_fits CHECK (length(what) <= 4000 AND length(by_words) <= 200 AND length(source) <= 300);
ALTER TABLE casework_report ADD CONSTRAINT report_fits CHECK (length(text) <= 4000);
CREATE INDEX aim_of_plan ON casework_aim (person_id, plan_id);
CREATE INDEX action_of_plan ON casework_action (person_id, plan_id);
CREATE INDEX action_held ON casework_action (holder) WHERE holder IS NOT NULL;
CREATE INDEX report_of_action ON casework_report (person_id, action_key);

-- The next version is written from the one that stands, by the organisation whose plan it is, and inherits domain, grade and seals.
CREATE FUNCTION casework.version_plan() RETURNS trigger LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
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
CREATE TRIGGER m_version BEFORE INSERT ON casework_plan FOR EACH ROW WHEN (current_user <> 'kith_engine') EXECUTE FUNCTION casework.version_plan();

-- What stands in a plan is written by whoever opens the plan, of any organisation, while it is current. Its grade is its own.
CREATE FUNCTION casework.in_plan() RETURNS trigger LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
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
CREATE TRIGGER m_in_plan BEFORE INSERT ON casework_aim FOR EACH ROW WHEN (current_user <> 'kith_engine') EXECUTE FUNCTION casework.in_plan();
CREATE TRIGGER m_in_plan BEFORE INSERT ON casework_action FOR EACH ROW WHEN (current_user <> 'kith_engine' AND NEW.entry_id IS NULL)
EXECUTE FUNCTION casework.in_plan();

-- What an entry decides is done by somebody: at the domain and grade of the entry, by whoever opens it.
CREATE FUNCTION casework.of_entry() RETURNS trigger LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
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
CREATE TRIGGER m_of_entry BEFORE INSERT ON casework_action FOR EACH ROW WHEN (current_user <> 'kith_engine' AND NEW.entry_id IS NOT NULL)
EXECUTE FUNCTION casework.of_entry();

-- What came of an action is said at its domain and grade by whoever opens it.
CREATE FUNCTION casework.of_action() RETURNS trigger LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
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
CREATE TRIGGER m_of_action BEFORE INSERT ON casework_report FOR EACH ROW WHEN (current_user <> 'kith_engine') EXECUTE FUNCTION casework.of_action();

-- A seal on a plan is on every version and all that stands in it; on a need, on its actions; on an action or on the entry that
-- decided it, on what came of it.
INSERT INTO access.following (leads, follows, how) VALUES
    ('public.casework_plan', 'public.casework_plan', 'c.series = p.series'),
    ('public.casework_plan', 'public.casework_aim', 'c.plan_id = p.id'),
    ('public.casework_plan', 'public.casework_action', 'c.plan_id = p.id'),
    ('public.casework_aim', 'public.casework_aim', 'c.key = p.key'),
    ('public.casework_aim', 'public.casework_action', 'c.aim_key = p.key'),
    ('public.casework_action', 'public.casework_action', 'c.key = p.key'),
    ('public.casework_action', 'public.casework_report', 'c.action_key = p.key'),
    ('public.record_entry', 'public.casework_action', 'c.entry_id = p.id');

CALL core.adopt();
