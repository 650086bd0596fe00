-- A message to somebody who is not on Kith (docs/decisions/0058-outside.md). The application reads and writes as the keyring allows;
-- the login `kith_outside` can open exactly one message, by the digests of a link and of a code, and answer it once.
CALL access.protect('sharing_message', grants => 'SELECT');
CALL access.protect('sharing_messageanswer', grants => 'SELECT');
CREATE INDEX sharing_message_id ON sharing_message (id);
CREATE INDEX sharing_messageanswer_of ON sharing_messageanswer (person_id, message_id);
GRANT SELECT, INSERT, UPDATE ON sharing_outsider TO kith_engine;
GRANT USAGE ON SEQUENCE sharing_outsider_id_seq TO kith_engine;
GRANT SELECT ON sharing_outsider TO kith_app, kith_backup;
GRANT USAGE ON SCHEMA sharing TO kith_outside;

-- What opens a message: digests, so that whoever reads this table opens nothing. No login is granted it.
CREATE TABLE sharing.outside (
    message uuid PRIMARY KEY,
    link bytea NOT NULL UNIQUE,
    code bytea NOT NULL,
    attempts smallint NOT NULL DEFAULT 0,
    answer bytea UNIQUE,
    answer_until timestamptz
);
GRANT SELECT, INSERT, UPDATE ON sharing.outside TO kith_engine;
GRANT SELECT ON sharing.outside TO kith_backup;

-- The line in the register of requests for a message that asks for an answer; null for one that only tells. An organisation is named there
-- where governance knows it: what was typed may name a person.
CREATE FUNCTION sharing.count_outside(said jsonb, due timestamptz) RETURNS uuid LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me access.actor := access.acting();
    number uuid := gen_random_uuid();
BEGIN
    IF NOT (said ->> 'asks')::boolean THEN RETURN NULL; END IF;
    INSERT INTO public.sharing_counted (id, asked_at, by_agency_id, of_outsider, gateway, force, urgency, answer_by, outcome, reason)
    VALUES (number, core.now(), me.agency, (SELECT min(o.id) FROM public.sharing_outsider o WHERE o.owner_id = me.agency AND lower(o.name) = lower(btrim(said ->> 'to_organisation'))),
        said ->> 'gateway', said ->> 'force', 'outside', due, 'open', '');
    RETURN number;
END $$;

-- Where it stands from now on, in the register.
CREATE FUNCTION sharing.stands_outside(m public.sharing_message, next_state text) RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    UPDATE public.sharing_counted c SET outcome = next_state, first_word_at = coalesce(c.first_word_at, CASE WHEN next_state <> 'withdrawn' THEN core.now() END),
        answered_at = CASE WHEN next_state = 'answered' THEN core.now() END
    WHERE c.id = m.counted
$$;

-- Write one. What leaves is a disclosure, in the same transaction. Sent again with the same token it is the same message.
CREATE FUNCTION sharing.write_outside(p uuid, d text, g smallint, link bytea, code bytea, expires timestamptz, token text, said jsonb) RETURNS uuid
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me access.actor := access.acting();
    new_id uuid := gen_random_uuid();
    known uuid;
BEGIN
    PERFORM access.locate(p);
    PERFORM sharing.check_writer(p, d, g);
    IF g IS NULL OR g NOT BETWEEN 2 AND 4 THEN PERFORM access.invalid('A message is graded essential, practice or sensitive.'); END IF;
    IF g >= 4 THEN PERFORM access.require_confirmed(); END IF;
    IF expires IS NULL OR expires <= core.now() OR expires > core.now() + interval '15 days' THEN PERFORM access.invalid('It can be read for 14 days at most.'); END IF;
    IF octet_length(link) IS DISTINCT FROM 32 OR octet_length(code) IS DISTINCT FROM 32 THEN PERFORM access.invalid('A link and a code are kept as digests.'); END IF;
    IF coalesce(btrim(said ->> 'text'), '') = '' THEN PERFORM access.invalid('Write the message.'); END IF;
    SELECT m.id INTO known FROM public.sharing_message m WHERE m.person_id = p AND m.author_id = me.post AND m.token = write_outside.token;
    IF known IS NOT NULL THEN RETURN known; END IF;
    PERFORM sharing.disclose(p, d, g, jsonb_build_object('what', 'message', 'title', said ->> 'to_organisation', 'of_row', new_id, 'medium', 'secure message',
        'to_whom', 'organisation', 'to_words', concat_ws(', ', said ->> 'to_name', said ->> 'to_organisation'), 'why', said ->> 'why', 'basis', said ->> 'basis'));
    INSERT INTO public.sharing_message (person_id, id, domain, grade, owner_id, author_id, recorded_at, to_name, to_organisation, to_email, channel, to_number,
        text, asks, why, gateway, basis, expires_at, state, ended_words, not_sent, counted, token)
    VALUES (p, new_id, d, g, me.agency, me.post, core.now(), said ->> 'to_name', said ->> 'to_organisation', said ->> 'to_email', said ->> 'channel',
        said ->> 'to_number', said ->> 'text', (said ->> 'asks')::boolean, said ->> 'why', said ->> 'gateway', said ->> 'basis', expires, 'sent', '', '', sharing.count_outside(said, expires), token);
    INSERT INTO sharing.outside (message, link, code) VALUES (new_id, link, code);
    PERFORM access.log('write outside', p, ARRAY[new_id], ARRAY[d], ARRAY[g], jsonb_build_object('channel', said ->> 'channel'));
    RETURN new_id;
END $$;

-- One that the caller opens and that is their organisation's. Raises as for one that is not there.
CREATE FUNCTION sharing.message_of(p uuid, fact uuid) RETURNS public.sharing_message LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me access.actor := access.acting();
    m public.sharing_message;
BEGIN
    PERFORM access.locate(p);
    SELECT * INTO m FROM public.sharing_message x
    WHERE x.person_id = p AND x.id = fact AND access.opens(me.keys, x.audience, x.gate, x.denied) FOR UPDATE;
    IF NOT FOUND THEN PERFORM access.nothing(); END IF;
    IF m.owner_id <> me.agency THEN PERFORM access.refuse('Only the organisation that sent it recalls it.'); END IF;
    RETURN m;
END $$;

-- Recall: before it is read the link opens nothing from now on. What was read cannot be taken back, and that is said.
CREATE FUNCTION sharing.recall_message(p uuid, fact uuid, why text) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE m public.sharing_message := sharing.message_of(p, fact);
BEGIN
    IF m.state <> 'sent' THEN PERFORM access.invalid('It was read, recalled or shut already. What was read cannot be taken back.'); END IF;
    IF coalesce(btrim(why), '') = '' THEN PERFORM access.invalid('Say why.'); END IF;
    UPDATE public.sharing_message x SET state = 'recalled', ended_words = recall_message.why WHERE x.person_id = p AND x.id = fact;
    PERFORM sharing.stands_outside(m, 'withdrawn');
    PERFORM access.log('recall message', p, ARRAY[fact], ARRAY[m.domain], ARRAY[m.grade]);
END $$;

-- Who wrote a message, as a human.
CREATE FUNCTION sharing.writer_of(m public.sharing_message) RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$ SELECT ARRAY[po.practitioner_id] FROM public.agencies_post po WHERE po.id = m.author_id $$;

-- Open one: once, before its time is over, with the code. Whatever is wrong, the answer is the same: nothing. A wrong code counts;
-- the fifth shuts the message for good. `answer`: the digest of what lets the reader answer, once, within a day.
CREATE FUNCTION sharing.outside_open(link bytea, code bytea, answer bytea) RETURNS TABLE (text text, by_name text, by_title text, by_organisation text,
    telephone text, asks boolean) LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    o sharing.outside;
    m public.sharing_message;
    tried smallint;
BEGIN
    SELECT * INTO o FROM sharing.outside x WHERE x.link = outside_open.link FOR UPDATE;
    SELECT * INTO m FROM public.sharing_message x WHERE x.id = o.message FOR UPDATE;
    IF m.id IS NULL OR m.state <> 'sent' OR m.expires_at <= core.now() THEN RETURN; END IF;
    IF o.code IS DISTINCT FROM outside_open.code THEN
        UPDATE sharing.outside x SET attempts = x.attempts + 1 WHERE x.message = m.id RETURNING x.attempts INTO tried;
        IF tried >= 5 THEN
            UPDATE public.sharing_message x SET state = 'shut' WHERE x.person_id = m.person_id AND x.id = m.id;
            PERFORM sharing.stands_outside(m, 'withdrawn');
            PERFORM access.notify(sharing.writer_of(m), m.person_id, 'message shut', jsonb_build_object('message', m.id));
        END IF;
        PERFORM audit.append(NULL, NULL, NULL, m.owner_id, '', 'refused outside', m.person_id, ARRAY[m.id], ARRAY[m.domain], ARRAY[m.grade], NULL);
        RETURN;
    END IF;
    UPDATE public.sharing_message x SET state = 'read', read_at = core.now() WHERE x.person_id = m.person_id AND x.id = m.id;
    UPDATE sharing.outside x SET answer = CASE WHEN m.asks THEN outside_open.answer END, answer_until = core.now() + interval '1 day' WHERE x.message = m.id;
    PERFORM sharing.stands_outside(m, 'open');
    PERFORM access.notify(sharing.writer_of(m), m.person_id, 'message read', jsonb_build_object('message', m.id));
    PERFORM audit.append(NULL, NULL, NULL, m.owner_id, '', 'read outside', m.person_id, ARRAY[m.id], ARRAY[m.domain], ARRAY[m.grade], NULL);
    RETURN QUERY SELECT m.text, pr.name, po.title, a.name, coalesce(nullif(po.telephone, ''), a.telephone), m.asks
                 FROM public.agencies_post po JOIN public.agencies_practitioner pr ON pr.id = po.practitioner_id
                 JOIN public.agencies_agency a ON a.id = m.owner_id WHERE po.id = m.author_id;
END $$;

-- Answer one that was just read: once, within a day. Whether it arrived.
CREATE FUNCTION sharing.outside_answer(answer bytea, words text) RETURNS boolean LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    o sharing.outside;
    m public.sharing_message;
    new_id uuid := gen_random_uuid();
BEGIN
    SELECT * INTO o FROM sharing.outside x WHERE x.answer = outside_answer.answer AND x.answer_until > core.now() FOR UPDATE;
    SELECT * INTO m FROM public.sharing_message x WHERE x.id = o.message;
    IF m.id IS NULL OR coalesce(btrim(words), '') = '' OR length(words) > 20000 THEN RETURN false; END IF;
    INSERT INTO public.sharing_messageanswer (person_id, id, domain, grade, owner_id, author_id, recorded_at, message_id, text)
    VALUES (m.person_id, new_id, m.domain, m.grade, m.owner_id, m.author_id, core.now(), m.id, words);
    UPDATE sharing.outside x SET answer = NULL WHERE x.message = m.id;
    PERFORM sharing.stands_outside(m, 'answered');
    PERFORM access.notify(sharing.writer_of(m), m.person_id, 'message answered', jsonb_build_object('message', m.id));
    PERFORM audit.append(NULL, NULL, NULL, m.owner_id, '', 'answered outside', m.person_id, ARRAY[m.id, new_id], ARRAY[m.domain], ARRAY[m.grade], NULL);
    RETURN true;
END $$;

-- What carries mail or text messages could not hand one over: whoever wrote is told, once. Called without a keyring, beside the request that
-- sent it; it answers nothing, and a message that was read meanwhile was sent.
CREATE FUNCTION sharing.not_sent(message uuid, what text) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE m public.sharing_message;
BEGIN
    UPDATE public.sharing_message x SET not_sent = not_sent.what
    WHERE x.id = not_sent.message AND x.state = 'sent' AND x.not_sent = '' AND not_sent.what IN ('link', 'code') RETURNING * INTO m;
    IF NOT FOUND THEN RETURN; END IF;
    PERFORM access.notify(sharing.writer_of(m), m.person_id, 'message not sent', jsonb_build_object('message', m.id));
    PERFORM audit.append(NULL, NULL, NULL, m.owner_id, '', 'not sent outside', m.person_id, ARRAY[m.id], ARRAY[m.domain], ARRAY[m.grade], NULL);
END $$;

-- Information governance keeps what its organisation knows of one that is not on Kith. `known`: which is changed; null: a new one.
CREATE FUNCTION sharing.keep_outsider(known bigint, said jsonb) RETURNS bigint LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me access.actor := access.acting();
    found_id bigint;
BEGIN
    IF NOT access.has_role('governance') THEN PERFORM access.refuse('Information governance keeps these.'); END IF;
    IF known IS NULL THEN
        INSERT INTO public.sharing_outsider (owner_id, name, kind, email, mobile, telephone, channels, checked_on)
        VALUES (me.agency, said ->> 'name', said ->> 'kind', said ->> 'email', said ->> 'mobile', said ->> 'telephone',
            ARRAY(SELECT jsonb_array_elements_text(said -> 'channels')), core.now()::date) RETURNING id INTO found_id;
    ELSE
        UPDATE public.sharing_outsider x SET name = said ->> 'name', kind = said ->> 'kind', email = said ->> 'email', mobile = said ->> 'mobile',
            telephone = said ->> 'telephone', channels = ARRAY(SELECT jsonb_array_elements_text(said -> 'channels')), checked_on = core.now()::date
        WHERE x.id = known AND x.owner_id = me.agency RETURNING x.id INTO found_id;
        IF found_id IS NULL THEN PERFORM access.nothing(); END IF;
    END IF;
    PERFORM access.log('keep outsider', NULL, NULL, NULL, NULL, jsonb_build_object('organisation', found_id));
    RETURN found_id;
END $$;

CALL core.adopt();
GRANT EXECUTE ON FUNCTION sharing.write_outside, sharing.recall_message, sharing.not_sent, sharing.keep_outsider TO kith_app;
GRANT EXECUTE ON FUNCTION sharing.outside_open, sharing.outside_answer TO kith_outside;
