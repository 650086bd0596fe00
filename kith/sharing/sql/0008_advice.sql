-- Advice on whether something may be shared, asked without saying about whom (docs/decisions/0056-discussed-first.md).
-- About nobody, so not graded; a row still opens only to a key in its audience: of who asked, whom they asked, whom it was passed to.
CALL access.enclose('sharing_advice', 'audience && (SELECT access.keys())');
CALL access.enclose('sharing_adviceturn', 'audience && (SELECT access.keys())');
CREATE INDEX ON sharing_advice USING gin (audience);
CREATE INDEX ON sharing_adviceturn USING gin (audience);
CREATE INDEX sharing_adviceturn_of ON sharing_adviceturn (advice_id);

-- Ask. `said`: question, purpose, of_kind, guide_edition. Sent again with the same token it is the same.
CREATE FUNCTION sharing.ask_advice(holder bigint, token text, said jsonb) RETURNS uuid
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
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

-- One that the caller reads. Raises as for one that is not there.
CREATE FUNCTION sharing.my_advice(advice uuid) RETURNS public.sharing_advice LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me access.actor := access.acting();
    a public.sharing_advice;
BEGIN
    SELECT * INTO a FROM public.sharing_advice x WHERE x.id = advice AND x.audience && me.keys FOR UPDATE;
    IF NOT FOUND THEN PERFORM access.nothing(); END IF;
    RETURN a;
END $$;

-- One thing said. `given`: says, text, to_holder. Whoever asked writes more; the others advise, ask back, pass it on.
CREATE FUNCTION sharing.advise(advice uuid, kind text, given jsonb) RETURNS uuid
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
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

-- Whoever asked has read what came: it waits no longer.
CREATE FUNCTION sharing.advice_read(advice uuid) RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    UPDATE public.sharing_advice x SET read_at = core.now()
    WHERE x.id = advice AND x.author_id = (access.acting()).post AND x.read_at IS NULL AND x.state <> 'open'
$$;

-- Persons whom the caller's post opened in the last fortnight, the latest first: whose names are looked for in words that are to be
-- about nobody. What is found is shown to whoever typed it and kept nowhere.
CREATE FUNCTION sharing.lately_opened() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT e.person_id FROM public.audit_event e
    WHERE e.post = (access.acting()).post AND e.action = 'open' AND e.person_id IS NOT NULL AND e.at > core.now() - interval '14 days'
    GROUP BY e.person_id ORDER BY max(e.at) DESC LIMIT 60
$$;

CALL core.adopt();
GRANT EXECUTE ON FUNCTION sharing.ask_advice, sharing.advise, sharing.advice_read, sharing.lately_opened TO kith_app;
