-- Requests: a letter from one organisation to another about one person, and what both say to it
-- (docs/decisions/0050-letters.md). The application reads; these functions write.
CALL access.protect('sharing_request', grants => 'SELECT', lock => 'letter');
CALL access.protect('sharing_turn', grants => 'SELECT', lock => 'letter');
CREATE INDEX sharing_request_asked ON sharing_request USING gin (parties);
CREATE INDEX sharing_request_waiting ON sharing_request (answer_by) WHERE state = 'open';
CREATE INDEX sharing_turn_of ON sharing_turn (person_id, request_id);
GRANT SELECT, INSERT, UPDATE ON sharing_counted TO kith_engine;
GRANT SELECT ON sharing_counted TO kith_backup;

-- A holder and, if it is a team, its managers: whoever answers for it reads along.
CREATE FUNCTION sharing.side(holder bigint) RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT ARRAY[holder] || ARRAY(SELECT t.managers_id FROM public.agencies_team t WHERE t.id = holder)
$$;

-- Where it is written down that a holder was written to: a discreet service is not named outside its own domain.
CREATE FUNCTION sharing.domain_for(holder bigint, ordinarily text) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE WHEN s.grade > 1 THEN s.domain ELSE ordinarily END FROM access.service_of(holder) s
$$;

-- Whether a post or a team of another side may be written to: somebody works behind it.
CREATE FUNCTION sharing.check_addressee(holder bigint, asking bigint[]) RETURNS bigint LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE theirs bigint := access.holder_agency(holder);  -- raises where there is none
BEGIN
    IF holder = ANY (asking) THEN PERFORM access.invalid('Choose somebody else: this is you or your own team.'); END IF;
    IF cardinality(access.humans_behind(ARRAY[holder])) = 0 THEN PERFORM access.invalid('Nobody works there at the moment. Choose another team.'); END IF;
    RETURN theirs;
END $$;

-- Ask. `said`: question, why, person_words, purpose, gateway, force, rests_on (a consent of theirs), guide_edition, consent, confidentiality, urgency, period_from,
-- period_to, until. Sent again with the same token it is the same request. Raises for a person whom the caller may not locate
-- as for nobody. A sealed record is opened by name: nobody who is asked could read a letter about it.
CREATE FUNCTION sharing.ask(p uuid, holder bigint, mine bigint, wanted smallint[], d text, g smallint, answer_by timestamptz,
                            token text, said jsonb) RETURNS uuid
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me access.actor := access.acting();
    new_id uuid := gen_random_uuid();
    number uuid := gen_random_uuid();
    known uuid;
    theirs bigint;
    asking bigint[];
    asked bigint[];
BEGIN
    PERFORM access.hold(p);
    PERFORM access.locate(p);
    IF access.gate(p, NULL, NULL) <> '{0}' THEN
        PERFORM access.refuse('This record is opened to people by name, so they could not read a request about it. Ring them instead.');
    END IF;
    IF g NOT BETWEEN 2 AND 4 THEN PERFORM access.invalid('A request is graded essential, practice or sensitive.'); END IF;
    IF g >= 4 THEN PERFORM access.require_confirmed(); END IF;
    IF mine NOT IN (SELECT h.holder FROM access.holders(me.post) h WHERE h.kind <> 'finder') THEN
        PERFORM access.invalid('Ask for yourself or for a team of yours.');
    END IF;
    PERFORM access.check_grades(wanted);
    IF NOT 1 <= ANY (wanted) OR 5 = ANY (wanted) THEN
        PERFORM access.invalid('Choose what you ask for, and how far.');
    END IF;
    IF coalesce(btrim(said ->> 'why'), '') = '' OR coalesce(btrim(said ->> 'question'), '') = '' THEN
        PERFORM access.invalid('Say what you ask for, and why.');
    END IF;
    SELECT r.id INTO known FROM public.sharing_request r WHERE r.person_id = p AND r.author_id = me.post AND r.token = ask.token;
    IF known IS NOT NULL THEN RETURN known; END IF;
    IF said ->> 'gateway' = 'consent' THEN PERFORM sharing.check_consent(p, (said ->> 'rests_on')::uuid); END IF;
    asking := access.canon(ARRAY[me.post] || sharing.side(mine));
    theirs := sharing.check_addressee(holder, asking);
    asked := sharing.side(holder);
    INSERT INTO public.sharing_request (person_id, id, domain, grade, owner_id, author_id, recorded_at, parties, asking, asked, asked_agency_id,
        open_to, person_words, question, grades, period_from, period_to, why, purpose, gateway, force, rests_on, guide_edition, consent,
        confidentiality, urgency, answer_by, until, state, token, counted, nudged, reminded)
    VALUES (p, new_id, sharing.domain_for(holder, d), g, me.agency, me.post, core.now(), access.canon(asking || asked), asking, asked, theirs,
        mine, said ->> 'person_words', said ->> 'question', wanted, (said ->> 'period_from')::date, (said ->> 'period_to')::date, said ->> 'why',
        said ->> 'purpose', said ->> 'gateway', said ->> 'force', (said ->> 'rests_on')::uuid, sharing.check_edition(said), said ->> 'consent', said ->> 'confidentiality',
        said ->> 'urgency', answer_by, (said ->> 'until')::date, 'open', token, number, false, false);
    INSERT INTO public.sharing_counted (id, asked_at, by_agency_id, of_agency_id, gateway, force, urgency, answer_by, outcome, reason)
    VALUES (number, core.now(), me.agency, theirs, said ->> 'gateway', said ->> 'force', said ->> 'urgency', answer_by, 'open', '');
    PERFORM access.notify(access.humans_behind(asked), p, 'request', jsonb_build_object('request', new_id, 'urgency', said ->> 'urgency'));
    PERFORM access.log('ask', p, ARRAY[new_id], ARRAY[sharing.domain_for(holder, d)], ARRAY[g], jsonb_build_object('holder', holder, 'gateway', said ->> 'gateway'));
    RETURN new_id;
END $$;

-- A request as the caller opens it with a key of one of its sides. Raises as for one that is not there.
CREATE FUNCTION sharing.mine(p uuid, request uuid) RETURNS public.sharing_request LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me access.actor := access.acting();
    r public.sharing_request;
BEGIN
    PERFORM access.hold(p);
    SELECT * INTO r FROM public.sharing_request x
    WHERE x.person_id = p AND x.id = request AND access.addressed(x.parties, x.grade) && me.keys
      AND access.opens(me.keys, x.audience, x.gate, x.denied);
    IF NOT FOUND THEN PERFORM access.nothing(); END IF;
    RETURN r;
END $$;

-- Who of the caller's organisation may stand behind refusing what a statute demands: a manager, or information governance.
CREATE FUNCTION sharing.answers_for(post bigint) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (SELECT FROM public.agencies_post po WHERE po.id = post AND po.agency_id = (access.acting()).agency AND access.active(po.starts, po.ends)
                   AND (EXISTS (SELECT FROM public.agencies_membership m WHERE m.post_id = po.id AND m.manager AND access.active(m.starts, m.ends))
                        OR EXISTS (SELECT FROM public.agencies_role x WHERE x.post_id = po.id AND x.name = 'governance' AND access.active(x.starts, x.ends))))
$$;

-- What waited on one side of a request has been done: by whoever acts, and for everybody there once it waits no longer.
CREATE FUNCTION sharing.settle(request uuid, side bigint[], for_all boolean) RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    UPDATE access.notice n SET seen_at = core.now()
    WHERE n.seen_at IS NULL AND n.kind IN ('request', 'request due', 'request late', 'answer', 'answer late') AND n.detail ->> 'request' = request::text
      AND (n.human = (access.acting()).human OR for_all AND (n.kind = 'answer late' OR n.human = ANY (access.humans_behind(side))))
$$;

-- What state a turn leads to; nothing where that side may not do it in that state.
CREATE FUNCTION sharing.after(kind text, by_asking boolean, state text) RETURNS text LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE
        WHEN state = 'withdrawn' THEN NULL
        WHEN by_asking AND kind = 'said' THEN CASE WHEN state = 'asked back' THEN 'open' ELSE state END
        WHEN by_asking AND kind = 'withdrawn' THEN CASE WHEN state IN ('open', 'asked back') THEN 'withdrawn' END
        WHEN by_asking THEN NULL
        WHEN kind IN ('acknowledged', 'said', 'passed on') THEN state
        WHEN kind = 'asked back' THEN 'asked back'
        WHEN kind IN ('opened', 'answered', 'given') THEN 'answered'
        WHEN kind IN ('opened part', 'answered part', 'given part') THEN 'part'
        WHEN kind = 'refused' AND state <> 'answered' THEN CASE WHEN state = 'part' THEN 'part' ELSE 'refused' END
    END
$$;

-- What a turn must have: words, a ground where not all is given, a name behind refusing a duty, and a share of the caller's
-- organisation to whom it was asked for. Returns that share: what was opened is read from it, never from the caller.
CREATE FUNCTION sharing.check_turn(r public.sharing_request, kind text, given jsonb) RETURNS public.access_share
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    s public.access_share;
    words boolean := coalesce(btrim(given ->> 'text'), '') <> '';
    ground boolean := coalesce(given ->> 'reason', '') <> '';
BEGIN
    IF kind IN ('asked back', 'said', 'answered', 'answered part') AND NOT words THEN PERFORM access.invalid('Write what you want to say.'); END IF;
    IF kind IN ('refused', 'opened part', 'answered part', 'given part') AND NOT (words AND ground) THEN
        PERFORM access.invalid('Say why not all of it, and on which ground.');
    END IF;
    IF kind = 'refused' AND r.force = 'duty' AND NOT coalesce(sharing.answers_for((given ->> 'stands_by')::bigint), false) THEN
        PERFORM access.refuse('The law obliges to answer this request. Name the manager or the information governance lead of your organisation who stands behind refusing it.');
    END IF;
    IF kind NOT IN ('opened', 'opened part', 'given', 'given part') THEN RETURN NULL; END IF;
    SELECT * INTO s FROM public.access_share x
    WHERE x.person_id = r.person_id AND x.id = (given ->> 'share')::uuid AND x.shared_by_id = (access.acting()).agency
      AND x.holder_id = r.open_to AND NOT x.closed AND (x.rows IS NOT NULL) = (kind IN ('given', 'given part'));
    IF NOT FOUND THEN PERFORM access.invalid('Nothing has been opened to them yet.'); END IF;
    IF kind = 'opened' AND EXISTS (SELECT FROM unnest(r.grades, s.grades) u(wanted, opened) WHERE opened < wanted) THEN
        PERFORM access.invalid('Say why not all of it, and on which ground.');
    END IF;
    RETURN s;
END $$;

-- More holders on the side that is asked: from now on they read all that was said, and may answer.
CREATE FUNCTION sharing.bring_in(r public.sharing_request, holders bigint[]) RETURNS public.sharing_request
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE public.sharing_request x SET asked = access.canon(x.asked || holders), parties = access.canon(x.parties || holders)
    WHERE x.person_id = r.person_id AND x.id = r.id RETURNING * INTO r;
    UPDATE public.sharing_turn x SET parties = r.parties WHERE x.person_id = r.person_id AND x.request_id = r.id;
    PERFORM access.rekey_person(r.person_id);
    RETURN r;
END $$;

-- Where the request stands from now on, on itself and in the register.
CREATE FUNCTION sharing.stands(r public.sharing_request, next_state text, by_asking boolean, ground text) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE answered boolean := next_state IN ('answered', 'part', 'refused');
BEGIN
    UPDATE public.sharing_request x SET state = next_state, answered_at = CASE WHEN answered THEN coalesce(x.answered_at, core.now()) END
    WHERE x.person_id = r.person_id AND x.id = r.id;
    UPDATE public.sharing_counted c SET outcome = next_state, reason = coalesce(ground, c.reason),
        first_word_at = CASE WHEN by_asking THEN c.first_word_at ELSE coalesce(c.first_word_at, core.now()) END,
        answered_at = CASE WHEN answered THEN coalesce(c.answered_at, core.now()) END
    WHERE c.id = r.counted;
END $$;

-- What the caller did about a request of theirs with this token, if they did: a page that is sent twice does one thing.
CREATE FUNCTION sharing.turn_of(p uuid, request uuid, token text) RETURNS uuid LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE r public.sharing_request := sharing.mine(p, request);
BEGIN
    RETURN (SELECT t.id FROM public.sharing_turn t
            WHERE t.person_id = p AND t.request_id = r.id AND t.author_id = (access.acting()).post AND t.token = turn_of.token AND turn_of.token <> '');
END $$;

-- Of rows that are given, the answers in forms, or the others.
CREATE FUNCTION sharing.apart(p uuid, named uuid[], answers boolean) RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT array_agg(n ORDER BY n) FROM unnest(named) n
    WHERE answers = EXISTS (SELECT FROM public.assessments_answers a WHERE a.person_id = p AND a.id = n)
$$;

-- One thing that one side does. `given`: text, reason, share, stands_by, to_holder, token. Sent again with the same token it is the same
-- turn, and a second share that was made for it is refused, and so undone. The other side hears of it at once; so do
-- those whom it is passed on to, and who stands behind a refusal: nobody is named there without knowing.
CREATE FUNCTION sharing.take_turn(p uuid, request uuid, kind text, given jsonb) RETURNS uuid
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me access.actor := access.acting();
    r public.sharing_request := sharing.mine(p, request);
    by_asking boolean := access.addressed(r.asking, r.grade) && me.keys AND NOT access.addressed(r.asked, r.grade) && me.keys;
    next_state text := sharing.after(kind, by_asking, r.state);
    new_id uuid := gen_random_uuid();
    s public.access_share;
    behind bigint := CASE WHEN kind = 'refused' AND r.force = 'duty' THEN (given ->> 'stands_by')::bigint END;
    onward bigint := CASE WHEN kind = 'passed on' THEN (given ->> 'to_holder')::bigint END;
    about text := CASE WHEN kind = 'passed on' THEN sharing.domain_for(onward, r.domain) ELSE r.domain END;
    told jsonb := jsonb_build_object('request', request, 'turn', kind, 'urgency', r.urgency);
    known uuid := sharing.turn_of(p, request, given ->> 'token');
BEGIN
    IF known IS NOT NULL AND given ->> 'share' IS NOT NULL THEN PERFORM access.invalid('You have opened it already.'); END IF;
    IF known IS NOT NULL THEN RETURN known; END IF;
    IF next_state IS NULL THEN PERFORM access.invalid('This request can no longer be answered like that. Open it again to see where it stands.'); END IF;
    s := sharing.check_turn(r, kind, given);
    IF kind = 'passed on' THEN
        IF access.holder_agency(onward) <> me.agency THEN PERFORM access.invalid('Pass it on within your own organisation.'); END IF;
        PERFORM sharing.check_addressee(onward, r.parties);
        r := sharing.bring_in(r, sharing.side(onward));
    ELSIF behind <> ALL (r.parties) THEN
        r := sharing.bring_in(r, ARRAY[behind]);
    END IF;
    INSERT INTO public.sharing_turn (person_id, id, domain, grade, owner_id, author_id, recorded_at, parties, request_id, kind, by_asking, text, reason,
        guide_edition, grades, until, share, given, parts, stands_by, to_holder, token)
    VALUES (p, new_id, about, r.grade, me.agency, me.post, core.now(), r.parties, request, kind, by_asking, coalesce(given ->> 'text', ''),
        coalesce(given ->> 'reason', ''), CASE WHEN given ->> 'reason' <> '' THEN sharing.check_edition(given) END, coalesce(s.grades, array_fill(0::smallint, '{11}')), s.ends, s.id,
        coalesce(sharing.apart(p, s.rows, false), '{}'), coalesce(sharing.apart(p, s.rows, true), '{}'), behind, onward, coalesce(given ->> 'token', ''));
    PERFORM sharing.stands(r, next_state, by_asking, CASE WHEN kind IN ('refused', 'opened part', 'answered part', 'given part') THEN given ->> 'reason' END);
    PERFORM sharing.settle(request, CASE WHEN by_asking THEN r.asking ELSE r.asked END, next_state <> 'open' OR by_asking);
    PERFORM access.notify(array_remove(access.humans_behind(CASE WHEN kind = 'passed on' THEN sharing.side(onward) WHEN by_asking THEN r.asked ELSE r.asking END), me.human),
                          p, CASE WHEN kind = 'passed on' THEN 'request' ELSE 'answer' END, told);
    PERFORM access.notify(array_remove(access.humans_behind(ARRAY[behind]), me.human), p, 'refused for you', told) WHERE behind IS NOT NULL;
    PERFORM access.log(CASE WHEN by_asking THEN 'write about a request' ELSE 'answer a request' END, p, ARRAY[request, new_id], ARRAY[about], ARRAY[r.grade],
                       jsonb_build_object('turn', kind));
    RETURN new_id;
END $$;

-- The register of the caller's organisation, both ways: for its managers and its information governance; nothing for others.
CREATE FUNCTION sharing.register(since timestamptz) RETURNS SETOF public.sharing_counted LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT c.* FROM access.acting() a, public.sharing_counted c
    WHERE a.agency IN (c.by_agency_id, c.of_agency_id) AND c.asked_at >= since AND sharing.answers_for(a.post)
    ORDER BY c.asked_at DESC
$$;

-- Those asked hear that a quarter of the time is left: once a request, and not where they say that they work on it.
CREATE FUNCTION sharing.remind_in_time() RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE r record;
BEGIN
    FOR r IN SELECT x.person_id, x.id, x.asked FROM public.sharing_request x
             WHERE x.state = 'open' AND NOT x.nudged AND x.answer_by > core.now() AND core.now() > x.answer_by - (x.answer_by - x.recorded_at) / 4
               AND NOT EXISTS (SELECT FROM public.sharing_turn t WHERE t.person_id = x.person_id AND t.request_id = x.id AND t.kind = 'acknowledged')
             FOR UPDATE SKIP LOCKED LIMIT 200 LOOP
        UPDATE public.sharing_request x SET nudged = true WHERE x.person_id = r.person_id AND x.id = r.id;
        PERFORM access.notify(access.humans_behind(r.asked), r.person_id, 'request due', jsonb_build_object('request', r.id));
    END LOOP;
END $$;

-- Managers of the side that was asked hear of what is late, and so does who asked: once a request. The worker calls it; it answers nothing.
CREATE FUNCTION sharing.remind() RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE r record;
BEGIN
    FOR r IN SELECT x.person_id, x.id, x.asked, x.asking FROM public.sharing_request x
             WHERE x.state = 'open' AND x.answer_by < core.now() AND NOT x.reminded FOR UPDATE SKIP LOCKED LIMIT 200 LOOP
        UPDATE public.sharing_request x SET reminded = true WHERE x.person_id = r.person_id AND x.id = r.id;
        PERFORM access.notify(access.humans_behind(r.asked || ARRAY(SELECT t.managers_id FROM public.agencies_membership m JOIN public.agencies_team t ON t.id = m.team_id
                                                               WHERE m.post_id = ANY (r.asked) AND access.active(m.starts, m.ends))),
                              r.person_id, 'request late', jsonb_build_object('request', r.id));
        PERFORM access.notify(access.humans_behind(r.asking), r.person_id, 'answer late', jsonb_build_object('request', r.id));
    END LOOP;
    PERFORM sharing.remind_in_time();
    PERFORM sharing.remind_of_withholdings();
END $$;

CALL core.adopt();
GRANT EXECUTE ON FUNCTION sharing.ask, sharing.take_turn, sharing.turn_of, sharing.register, sharing.answers_for, sharing.remind TO kith_app;
GRANT EXECUTE ON FUNCTION sharing.after, access.addressed TO kith_engine;
