-- Rows released to the person and who stands for them; two persons found to be one.
-- Whether the caller opens this row of p, in whatever table it stands; and who owns it.
CREATE FUNCTION access.owner_of_row(p uuid, row_id uuid) RETURNS bigint LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    t access.graded_table;
    keys bigint[] := access.keys();
    o bigint;
BEGIN
    FOR t IN SELECT * FROM access.graded_table LOOP
        EXECUTE format('SELECT owner_id FROM %s WHERE person_id = $1 AND id = $2 AND access.opens($3, audience, gate, denied)', t.name)
        INTO o USING p, row_id, keys;
        IF o IS NOT NULL THEN RETURN o; END IF;
    END LOOP;
    PERFORM access.nothing();
END $$;

CREATE FUNCTION access.add_reader(p uuid, who bigint, representative boolean) RETURNS bigint LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me access.actor := access.acting();
    new_holder bigint := nextval('agencies.principal');
BEGIN
    PERFORM access.hold(p);
    PERFORM access.check_guardian(p);
    INSERT INTO access.reader (person_id, domain, grade, owner_id, author_id, recorded_at, holder, human, representative)
    VALUES (p, 'identity', 2, me.agency, me.post, core.now(), new_holder, coalesce(who, nextval('agencies.principal')), representative);
    PERFORM access.log('add reader', p, NULL, NULL, NULL, jsonb_build_object('holder', new_holder));
    RETURN new_holder;
END $$;

CREATE FUNCTION access.release(p uuid, opened_row uuid, reader bigint) RETURNS uuid LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me access.actor := access.acting();
    fact uuid := gen_random_uuid();
BEGIN
    PERFORM access.hold(p);
    IF access.owner_of_row(p, opened_row) <> me.agency THEN PERFORM access.refuse('Only the organisation that owns this can open it to them.'); END IF;
    IF NOT EXISTS (SELECT FROM access.reader r WHERE r.person_id = p AND r.holder = reader AND r.ended_at IS NULL) THEN
        PERFORM access.invalid('They do not read this record.');
    END IF;
    INSERT INTO access.release (person_id, id, domain, grade, owner_id, author_id, recorded_at, row_id, holder)
    VALUES (p, fact, 'identity', 2, me.agency, me.post, core.now(), opened_row, reader);
    PERFORM access.rekey_person(p);
    PERFORM access.log('release', p, ARRAY[opened_row], NULL, NULL, jsonb_build_object('holder', reader));
    RETURN fact;
END $$;

CREATE FUNCTION access.withdraw_release(p uuid, fact uuid) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM access.hold(p);
    PERFORM access.locate(p);
    UPDATE access.release SET ended_at = core.now() WHERE person_id = p AND id = fact AND ended_at IS NULL AND owner_id = (access.acting()).agency;
    IF NOT FOUND THEN PERFORM access.nothing(); END IF;
    PERFORM access.rekey_person(p);
    PERFORM access.log('withdraw release', p, ARRAY[fact]);
END $$;

-- Two persons found to be one: gates and denials apply across, grants do not, no row moves. Undone by unlink.
CREATE FUNCTION access.link(a uuid, b uuid) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE me access.actor := access.acting();
BEGIN
    PERFORM access.hold_around(least(a, b));
    PERFORM access.hold_around(greatest(a, b));
    PERFORM access.check_guardian(a);
    PERFORM access.check_guardian(b);
    IF a = b THEN PERFORM access.invalid('These are the same person already.'); END IF;
    INSERT INTO access.link (person_id, domain, grade, owner_id, author_id, recorded_at, other_id)
    VALUES (a, 'identity', 2, me.agency, me.post, core.now(), b), (b, 'identity', 2, me.agency, me.post, core.now(), a)
    ON CONFLICT (person_id, other_id) DO NOTHING;
    PERFORM access.rekey_around(access.cluster(a));
    PERFORM access.log('link', a, ARRAY[b]);
    PERFORM access.log('link', b, ARRAY[a]);
END $$;

CREATE FUNCTION access.confirm_link(a uuid, b uuid) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM access.hold_around(a);
    PERFORM access.check_guardian(a);
    PERFORM access.require_recent();
    UPDATE access.link SET confirmed = true WHERE (person_id, other_id) IN ((a, b), (b, a));
    IF NOT FOUND THEN PERFORM access.nothing(); END IF;
    PERFORM access.rekey_around(access.cluster(a));
    PERFORM access.log('confirm link', a, ARRAY[b]);
END $$;

CREATE FUNCTION access.unlink(a uuid, b uuid) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE same uuid[] := access.hold_around(a);
BEGIN
    PERFORM access.check_guardian(a);
    PERFORM access.require_recent();
    DELETE FROM access.link WHERE (person_id, other_id) IN ((a, b), (b, a));
    IF NOT FOUND THEN PERFORM access.nothing(); END IF;
    PERFORM access.rekey_around(same);
    PERFORM access.log('unlink', a, ARRAY[b]);
    PERFORM access.log('unlink', b, ARRAY[a]);
END $$;
