-- Refer into a front door: write, then lose sight (docs/decisions/0011-referrals.md).

-- The referral is the receiving agency's: it decides about it, and its own people open it whatever any agreement says.
-- The author is the sender. Sent again with the same token it is the same referral. Returns an id, which opens nothing.
CREATE FUNCTION record.refer(p uuid, team bigint, token text, kind text, domain text, grade smallint, title text, words text,
                             happened_at timestamptz, day_only boolean, present text, details jsonb) RETURNS uuid
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
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

CALL core.adopt();
GRANT EXECUTE ON FUNCTION record.refer TO kith_app;
