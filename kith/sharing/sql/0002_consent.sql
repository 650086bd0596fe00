-- Consent, refusal and objection as facts about the person (docs/decisions/0051-consent.md). These functions write.
CALL access.protect('sharing_consentrecord', grants => 'SELECT');
CREATE INDEX sharing_consent_to_review ON sharing_consentrecord (review_on) WHERE ended_at IS NULL;
CREATE INDEX sharing_request_resting ON sharing_request (person_id, rests_on) WHERE rests_on IS NOT NULL;

-- Where something about a person's rights is written down: everyone who may act must know; where it names a discreet
-- service, or comes from one, it stands in that service's own domain.
CREATE FUNCTION sharing.stands_in(who bigint) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(sharing.domain_for(who, NULL), sharing.domain_for((access.acting()).post, 'identity'))
$$;

-- The caller writes only what they would open themself.
CREATE FUNCTION sharing.check_writer(p uuid, d text, g smallint) RETURNS void LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM access.locate(p);
    IF (access.grasp(p, (access.acting()).agency))[access.domain_no(d)] < g THEN
        PERFORM access.refuse('You do not open enough of this record to write this down. Tell somebody who works with them.');
    END IF;
END $$;

-- A consent that the caller opens and that holds today. Raises Invalid.
CREATE FUNCTION sharing.check_consent(p uuid, fact uuid) RETURNS void LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE me access.actor := access.acting();
BEGIN
    IF NOT EXISTS (SELECT FROM public.sharing_consentrecord c
                   WHERE c.person_id = p AND c.id = fact AND c.kind = 'consent' AND c.ended_at IS NULL
                     AND (c.until IS NULL OR c.until > (core.now() AT TIME ZONE 'Europe/London')::date)
                     AND access.opens(me.keys, c.audience, c.gate, c.denied)) THEN
        PERFORM access.invalid('This consent no longer holds. Ask them again, and record what they say.');
    END IF;
END $$;

-- `said`: the columns of the table by name. What may be said by whom is rules.py's; who may write it is here.
CREATE FUNCTION sharing.record_consent(p uuid, with_holder bigint, covers smallint[], said jsonb) RETURNS uuid
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me access.actor := access.acting();
    new_id uuid := gen_random_uuid();
    d text := sharing.stands_in(with_holder);
BEGIN
    PERFORM access.hold(p);
    PERFORM sharing.check_writer(p, d, 2::smallint);
    PERFORM access.check_grades(covers);
    IF with_holder IS NOT NULL THEN PERFORM access.holder_agency(with_holder); END IF;
    INSERT INTO public.sharing_consentrecord (person_id, id, domain, grade, owner_id, author_id, recorded_at, kind, what, covers, with_holder, with_words,
        how, how_words, given_by, by_words, capacity, capacity_words, given_on, until, review_on, ended_how, ended_words, outcome, outcome_words)
    VALUES (p, new_id, d, 2, me.agency, me.post, core.now(), said ->> 'kind', said ->> 'what', covers, with_holder, said ->> 'with_words',
        said ->> 'how', said ->> 'how_words', said ->> 'given_by', said ->> 'by_words', said ->> 'capacity', said ->> 'capacity_words',
        (said ->> 'given_on')::date, (said ->> 'until')::date, (said ->> 'review_on')::date, '', '', 'waiting', '');
    PERFORM access.log('record consent', p, ARRAY[new_id], ARRAY[d], ARRAY[2::smallint], jsonb_build_object('kind', said ->> 'kind'));
    RETURN new_id;
END $$;

-- One of these that the caller opens and that still holds. Raises as for one that is not there.
CREATE FUNCTION sharing.consent_of(p uuid, fact uuid) RETURNS public.sharing_consentrecord LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me access.actor := access.acting();
    c public.sharing_consentrecord;
BEGIN
    PERFORM access.hold(p);
    PERFORM access.locate(p);
    SELECT * INTO c FROM public.sharing_consentrecord x
    WHERE x.person_id = p AND x.id = fact AND access.opens(me.keys, x.audience, x.gate, x.denied);
    IF NOT FOUND THEN PERFORM access.nothing(); END IF;
    IF c.ended_at IS NOT NULL THEN PERFORM access.invalid('This has been withdrawn already.'); END IF;
    RETURN c;
END $$;

-- The caller's organisation opens its record to somebody because the person agrees, for as long as they do.
CREATE FUNCTION sharing.share_by_consent(p uuid, who bigint, wanted smallint[], until timestamptz, basis text, reason text, fact uuid) RETURNS uuid
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM access.hold(p);
    PERFORM access.locate(p);
    PERFORM sharing.check_consent(p, fact);  -- a later statement than the lock: withdrawing has ended, or waits for us
    RETURN access.share(p, who, wanted, until, basis, reason, fact);
END $$;

-- Shares that rest on a consent: made under it, or in answer to a request that rests on it. Of every organisation.
CREATE FUNCTION sharing.shares_resting(p uuid, fact uuid) RETURNS SETOF public.access_share LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT s.* FROM public.access_share s
    WHERE s.person_id = p AND NOT s.closed AND s.ends > core.now()
      AND (s.bundle = fact OR s.bundle IN (SELECT r.id FROM public.sharing_request r WHERE r.person_id = p AND r.rests_on = fact))
$$;

-- It is withdrawn: whatever rests on it ends in this transaction, whoever made it and whether or not the caller may see
-- it; those who made it, and those who asked, are told. Whoever hears it from the person may write it down.
CREATE FUNCTION sharing.withdraw_consent(p uuid, fact uuid, how text, words text) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    c public.sharing_consentrecord := sharing.consent_of(p, fact);
    s public.access_share;
    r public.sharing_request;
BEGIN
    IF coalesce(btrim(words), '') = '' THEN PERFORM access.invalid('Say what they said, or why it ends.'); END IF;
    UPDATE public.sharing_consentrecord x SET ended_at = core.now(), ended_how = withdraw_consent.how, ended_words = words WHERE x.person_id = p AND x.id = fact;
    FOR s IN SELECT * FROM sharing.shares_resting(p, fact) LOOP
        UPDATE public.access_share x SET ends = greatest(x.starts, core.now()), closed = true WHERE x.person_id = p AND x.id = s.id;
        PERFORM access.notify(access.humans_behind(ARRAY[s.author_id]), p, 'consent withdrawn');
        PERFORM access.log('end share', p, ARRAY[s.id], NULL, NULL, jsonb_build_object('consent', fact));
    END LOOP;
    FOR r IN SELECT * FROM public.sharing_request x WHERE x.person_id = p AND x.rests_on = fact AND x.state IN ('open', 'asked back') LOOP
        PERFORM sharing.stands(r, 'withdrawn', true, NULL);
        PERFORM sharing.settle(r.id, r.parties, true);
        PERFORM access.notify(access.humans_behind(r.parties), p, 'answer', jsonb_build_object('request', r.id, 'turn', 'withdrawn'));
    END LOOP;
    PERFORM access.rekey_person(p);
    PERFORM access.log('withdraw consent', p, ARRAY[fact], ARRAY[c.domain], ARRAY[c.grade], jsonb_build_object('kind', c.kind));
END $$;

-- An objection is answered within a month (UK GDPR Articles 12 and 21), by who answers for the organisation.
CREATE FUNCTION sharing.answer_objection(p uuid, objection uuid, outcome text, words text) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE c public.sharing_consentrecord := sharing.consent_of(p, objection);
BEGIN
    IF c.kind <> 'objection' THEN PERFORM access.invalid('Only an objection is answered.'); END IF;
    IF NOT sharing.answers_for((access.acting()).post) THEN
        PERFORM access.refuse('A manager or information governance answers an objection. Tell yours.');
    END IF;
    IF outcome NOT IN ('stopped', 'goes on') OR coalesce(btrim(words), '') = '' THEN
        PERFORM access.invalid('Say whether you stop, and why.');
    END IF;
    UPDATE public.sharing_consentrecord x SET outcome = answer_objection.outcome, outcome_words = words, outcome_at = core.now()
    WHERE x.person_id = p AND x.id = objection;
    PERFORM access.log('answer objection', p, ARRAY[objection], ARRAY[c.domain], ARRAY[c.grade], jsonb_build_object('outcome', outcome));
END $$;

CALL core.adopt();
GRANT EXECUTE ON FUNCTION sharing.record_consent, sharing.share_by_consent, sharing.withdraw_consent, sharing.answer_objection TO kith_app;
