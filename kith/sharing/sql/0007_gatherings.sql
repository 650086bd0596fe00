-- Joint work: what organisations open to everyone at one table, in one step, ended together (docs/decisions/0057-gatherings.md).
-- The application reads; these functions write.
CALL access.protect('sharing_gathering', grants => 'SELECT', lock => 'letter');

-- A gathering that the caller is a party of and opens, and that goes on. Raises as for one that is not there.
CREATE FUNCTION sharing.my_gathering(p uuid, gathering uuid) RETURNS public.sharing_gathering LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me access.actor := access.acting();
    g public.sharing_gathering;
BEGIN
    PERFORM access.hold(p);
    PERFORM access.locate(p);
    SELECT * INTO g FROM public.sharing_gathering x
    WHERE x.person_id = p AND x.id = gathering AND access.addressed(x.parties, x.grade) && me.keys
      AND access.opens(me.keys, x.audience, x.gate, x.denied);
    IF NOT FOUND THEN PERFORM access.nothing(); END IF;
    IF g.ended_at IS NOT NULL OR g.until <= core.now() THEN PERFORM access.invalid('This has ended. What was opened to it is closed.'); END IF;
    RETURN g;
END $$;

-- The caller's organisation opens its rows to these, until the gathering ends; who has as much for as long already is passed over.
CREATE FUNCTION sharing.open_to_table(g public.sharing_gathering, holders bigint[], wanted smallint[]) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me access.actor := access.acting();
    who bigint;
    n integer := 0;
BEGIN
    FOREACH who IN ARRAY holders LOOP
        CONTINUE WHEN who IN (SELECT h.holder FROM access.holders(me.post) h) OR EXISTS (
            SELECT FROM public.access_share s
            WHERE s.person_id = g.person_id AND s.shared_by_id = me.agency AND s.holder_id = who AND NOT s.closed AND s.rows IS NULL AND s.ends >= g.until
              AND NOT EXISTS (SELECT FROM unnest(s.grades, wanted) u(has, wants) WHERE has < wants));
        PERFORM access.share(g.person_id, who, wanted, g.until, g.basis, g.reason, g.id);
        n := n + 1;
    END LOOP;
    RETURN n;
END $$;

-- Somebody who may be called: somebody works behind it, and it is a service whose name may stand on a list that others read.
CREATE FUNCTION sharing.check_member(holder bigint, convening bigint[]) RETURNS void LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM sharing.check_addressee(holder, convening);
    IF (SELECT s.grade FROM access.service_of(holder) s) > 1 THEN
        PERFORM access.invalid('One of these services is not named to others. Ask it on its own.');
    END IF;
END $$;

-- Call a table. `members`: whom; `roles`: beside each, the role that they are involved as, or '' for a share of `wanted`.
-- Sent again with the same token it is the same gathering. Nobody gives more than they open: access.share and access.involve check.
CREATE FUNCTION sharing.convene(p uuid, kind text, mine bigint, members bigint[], roles text[], wanted smallint[], until timestamptz,
                                basis text, reason text, token text) RETURNS uuid
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me access.actor := access.acting();
    g public.sharing_gathering;
    known uuid;
    m record;
    side bigint[] := access.canon(ARRAY[me.post] || sharing.side(mine));
    place text := coalesce(sharing.domain_for(mine, NULL), 'social_care');
BEGIN
    PERFORM access.hold(p);
    PERFORM access.locate(p);
    IF access.gate(p, NULL, NULL) <> '{0}' THEN
        PERFORM access.refuse('This record is opened to people by name, so a table cannot read it. Its seal says who may.');
    END IF;
    IF mine NOT IN (SELECT h.holder FROM access.holders(me.post) h WHERE h.kind <> 'finder') THEN
        PERFORM access.invalid('Call it for yourself or for a team of yours.');
    END IF;
    SELECT x.id INTO known FROM public.sharing_gathering x WHERE x.person_id = p AND x.author_id = me.post AND x.token = convene.token;
    IF known IS NOT NULL THEN RETURN known; END IF;
    IF coalesce(cardinality(members), 0) = 0 OR cardinality(members) <> cardinality(roles) THEN PERFORM access.invalid('Choose who sits at the table.'); END IF;
    IF until IS NULL OR until <= core.now() OR until > core.now() + interval '1 year' THEN
        PERFORM access.invalid('It ends on a day that is still to come, within a year.');
    END IF;
    FOR m IN SELECT unnest(members) AS holder LOOP PERFORM sharing.check_member(m.holder, side); END LOOP;
    INSERT INTO public.sharing_gathering (person_id, id, domain, grade, owner_id, author_id, recorded_at, parties, convening, called_as, members,
        involvements, kind, basis, reason, until, ended_words, token)
    VALUES (p, gen_random_uuid(), place, 3, me.agency, me.post, core.now(),
        access.canon(side || ARRAY(SELECT s FROM unnest(members) h, unnest(sharing.side(h)) s)), side, mine, access.canon(members),
        '{}', kind, basis, reason, until, '', token) RETURNING * INTO g;
    FOR m IN SELECT u.holder, u.role FROM unnest(members, roles) u(holder, role) LOOP
        IF m.role = '' THEN
            PERFORM sharing.open_to_table(g, ARRAY[m.holder], wanted);
        ELSE
            g.involvements := g.involvements || access.involve(p, m.holder, m.role, 'subject', kind, basis, NULL, until);
        END IF;
    END LOOP;
    UPDATE public.sharing_gathering x SET involvements = g.involvements WHERE x.person_id = p AND x.id = g.id;
    PERFORM access.notify(access.humans_behind(members), p, 'gathering', jsonb_build_object('gathering', g.id));
    PERFORM access.log('convene', p, ARRAY[g.id], ARRAY[place], ARRAY[3::smallint], jsonb_build_object('kind', kind));
    RETURN g.id;
END $$;

-- Another organisation at the table, or the caller's own again, opens what it recorded to everybody there; to how many anew.
CREATE FUNCTION sharing.open_at_table(p uuid, gathering uuid, wanted smallint[]) RETURNS integer LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE g public.sharing_gathering := sharing.my_gathering(p, gathering);
BEGIN
    RETURN sharing.open_to_table(g, access.canon(g.members || g.called_as), wanted);
END $$;

-- Somebody more is called. What each organisation has opened reaches them when it opens again.
CREATE FUNCTION sharing.bring_to_table(p uuid, gathering uuid, who bigint) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me access.actor := access.acting();
    g public.sharing_gathering := sharing.my_gathering(p, gathering);
BEGIN
    IF NOT g.convening && ARRAY(SELECT h.holder FROM access.holders(me.post) h) THEN
        PERFORM access.refuse('Only those who called the table call others to it. Ask them.');
    END IF;
    PERFORM sharing.check_member(who, g.convening);
    UPDATE public.sharing_gathering x SET members = access.canon(x.members || who), parties = access.canon(x.parties || sharing.side(who))
    WHERE x.person_id = p AND x.id = g.id;
    PERFORM access.rekey_person(p);
    PERFORM access.notify(access.humans_behind(ARRAY[who]), p, 'gathering', jsonb_build_object('gathering', g.id));
    PERFORM access.log('convene', p, ARRAY[g.id], ARRAY[g.domain], ARRAY[g.grade], jsonb_build_object('holder', who));
END $$;

-- It is over: everything that any organisation opened to it ends in this transaction, and all who sat there are told.
CREATE FUNCTION sharing.end_gathering(p uuid, gathering uuid, why text) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me access.actor := access.acting();
    g public.sharing_gathering := sharing.my_gathering(p, gathering);
    ended uuid[];
BEGIN
    IF NOT g.convening && ARRAY(SELECT h.holder FROM access.holders(me.post) h) THEN
        PERFORM access.refuse('Only those who called the table end it. What your organisation opened you can end under Access.');
    END IF;
    IF coalesce(btrim(why), '') = '' THEN PERFORM access.invalid('Say why it ends.'); END IF;
    WITH share AS (
        UPDATE public.access_share s SET ends = greatest(s.starts, core.now()), closed = true
        WHERE s.person_id = p AND s.bundle = g.id AND NOT s.closed RETURNING s.id
    ), involvement AS (
        UPDATE public.access_involvement i SET ends = greatest(i.starts, core.now()), closed = true
        WHERE i.person_id = p AND i.id = ANY (g.involvements) AND NOT i.closed RETURNING i.id
    ) SELECT array_agg(id) INTO ended FROM (SELECT id FROM share UNION ALL SELECT id FROM involvement) e;
    UPDATE public.sharing_gathering x SET ended_at = core.now(), ended_words = why WHERE x.person_id = p AND x.id = g.id;
    PERFORM access.rekey_person(p);
    PERFORM access.notify(access.humans_behind(g.parties), p, 'gathering over');
    PERFORM access.log('end gathering', p, g.id || ended, NULL, NULL, jsonb_build_object('reason', why));
END $$;

CALL core.adopt();
GRANT EXECUTE ON FUNCTION sharing.convene, sharing.open_at_table, sharing.bring_to_table, sharing.end_gathering TO kith_app;
