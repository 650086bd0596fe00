-- The person asks for what is held about them (docs/decisions/0055-subject-access.md). These functions write; each step is an event.
CALL access.protect('sharing_subjectaccess', grants => 'SELECT');
CALL access.protect('sharing_redaction', grants => 'SELECT');
CREATE INDEX sharing_redaction_of ON sharing_redaction (person_id, of_request);

CREATE FUNCTION sharing.receive_access(p uuid, speaker uuid, said jsonb) RETURNS uuid
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
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

-- Whoever asks for somebody must speak for them on that day.
CREATE FUNCTION sharing.check_speaks(p uuid, speaker uuid) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF sharing.over(sharing.representative_of(p, speaker)) THEN PERFORM access.invalid('They do not speak for this person today.'); END IF;
END $$;

-- A request of the caller's own organisation that has not ended. Raises as for one that is not there.
CREATE FUNCTION sharing.access_of(p uuid, fact uuid) RETURNS public.sharing_subjectaccess LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
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

-- `step`: 'identity' (proved on a day, due on a day), 'extend' (told on a day, due on a later one), or how it ends.
CREATE FUNCTION sharing.step_access(p uuid, fact uuid, step text, on_day date, due date, words text) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
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

-- What a person decided about words that name somebody else. It stands where the words were found: `d`, `g`.
CREATE FUNCTION sharing.decide_redaction(p uuid, fact uuid, d text, g smallint, said jsonb) RETURNS uuid
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
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

CALL core.adopt();
GRANT EXECUTE ON FUNCTION sharing.receive_access, sharing.step_access, sharing.decide_redaction TO kith_app;
