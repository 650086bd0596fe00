-- What is closed: seals, to all but those named; exclusions, to one human.
-- Whether the caller may seal, exclude or link: opens identity deeply as the lead agency, or looks after governance there.
CREATE FUNCTION access.may_guard(p uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT access.locate(p) = (access.acting()).agency
       AND (access.has_role('governance') OR (access.grasp(p, (access.acting()).agency))[1] >= 4)
$$;

CREATE FUNCTION access.check_guardian(p uuid) RETURNS bigint LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF access.may_guard(p) THEN RETURN (access.acting()).agency; END IF;
    PERFORM access.refuse('Only the lead organisation''s manager, allocated worker or information governance can do this.');
END $$;

-- The rows that follow a row of p, near and far, itself left out.
CREATE FUNCTION access.rows_following(p uuid, first uuid) RETURNS uuid[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    f access.following;
    known uuid[] := ARRAY[first];
    found uuid[];
    before integer;
BEGIN
    LOOP
        before := cardinality(known);
        FOR f IN SELECT * FROM access.following x ORDER BY x.leads, x.follows, x.how LOOP
            EXECUTE format('SELECT array_agg(DISTINCT c.id) FROM %s p JOIN %s c ON c.person_id = p.person_id AND (%s)
                            WHERE p.person_id = $1 AND p.id = ANY ($2) AND c.id <> ALL ($2)', f.leads, f.follows, f.how) INTO found USING p, known;
            known := known || coalesce(found, '{}');
        END LOOP;
        EXIT WHEN cardinality(known) = before;
    END LOOP;
    RETURN array_remove(known, first);
END $$;

-- Seals of some rows of a person on another that follows them: where it is written, before its lock is worked out.
CREATE FUNCTION access.inherit_seals(p uuid, from_rows uuid[], to_row uuid, d text, g smallint) RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    INSERT INTO access.seal (person_id, domain, grade, owner_id, author_id, recorded_at, row_id, humans, reason, whole)
    SELECT DISTINCT ON (coalesce(s.whole, s.id)) s.person_id, d, g, s.owner_id, s.author_id, core.now(), to_row, s.humans, s.reason, coalesce(s.whole, s.id)
    FROM access.seal s WHERE s.person_id = p AND s.row_id = ANY (from_rows) AND s.ended_at IS NULL
$$;

CREATE FUNCTION access.seal(p uuid, named bigint[], reason text, sealed_row uuid DEFAULT NULL) RETURNS uuid LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me access.actor := access.acting();
    same uuid[] := access.hold_around(p);
    lead bigint := access.check_guardian(p);
    fact uuid := gen_random_uuid();
BEGIN
    PERFORM access.require_recent();
    IF coalesce(btrim(reason), '') = '' THEN PERFORM access.invalid('Say why.'); END IF;
    IF coalesce(cardinality(named), 0) = 0 OR EXISTS (SELECT FROM unnest(named) h WHERE NOT EXISTS (SELECT FROM public.agencies_practitioner WHERE id = h)) THEN
        PERFORM access.invalid('Name the people who may still open it.');
    END IF;
    IF sealed_row IS NOT NULL THEN PERFORM access.owner_of_row(p, sealed_row); END IF;  -- raises unless the caller opens it
    INSERT INTO access.seal (person_id, id, domain, grade, owner_id, author_id, recorded_at, row_id, humans, reason)
    VALUES (p, fact, 'identity', 5, lead, me.post, core.now(), sealed_row, named, reason);
    IF sealed_row IS NOT NULL THEN
        INSERT INTO access.seal (person_id, domain, grade, owner_id, author_id, recorded_at, row_id, humans, reason, whole)
        SELECT p, 'identity', 5, lead, me.post, core.now(), r, named, reason, fact FROM unnest(access.rows_following(p, sealed_row)) r;
    END IF;
    PERFORM access.rekey_around(same);
    PERFORM access.log('seal', p, ARRAY[fact]);
    RETURN fact;
END $$;

CREATE FUNCTION access.unseal(p uuid, fact uuid, why text) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE same uuid[] := access.hold_around(p);
BEGIN
    PERFORM access.check_guardian(p);
    PERFORM access.require_recent();
    UPDATE access.seal SET ended_at = core.now() WHERE person_id = p AND (id = fact AND whole IS NULL OR whole = fact) AND ended_at IS NULL AND (access.acting()).human = ANY (humans);
    IF NOT FOUND THEN PERFORM access.nothing(); END IF;
    PERFORM access.rekey_around(same);
    PERFORM access.log('unseal', p, ARRAY[fact], NULL, NULL, jsonb_build_object('reason', why));
END $$;

CREATE FUNCTION access.exclude(p uuid, who bigint, reason text) RETURNS uuid LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me access.actor := access.acting();
    same uuid[] := access.hold_around(p);
    lead bigint := access.check_guardian(p);
    fact uuid := gen_random_uuid();
BEGIN
    IF coalesce(btrim(reason), '') = '' THEN PERFORM access.invalid('Say why.'); END IF;
    -- key 0 is in every keyring: barring a human who is none would close the record to everyone, for good
    IF NOT EXISTS (SELECT FROM public.agencies_practitioner h WHERE h.id = who)
       AND NOT EXISTS (SELECT FROM access.reader r WHERE r.person_id = ANY (same) AND r.human = who) THEN
        PERFORM access.invalid('Choose who is barred.');
    END IF;
    INSERT INTO access.exclusion (person_id, id, domain, grade, owner_id, author_id, recorded_at, human, reason)
    VALUES (p, fact, 'identity', 5, lead, me.post, core.now(), who, reason);
    PERFORM access.rekey_around(same);
    PERFORM access.log('exclude', p, ARRAY[fact], NULL, NULL, jsonb_build_object('human', who));
    RETURN fact;
END $$;

CREATE FUNCTION access.end_exclusion(p uuid, fact uuid, why text) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE same uuid[] := access.hold_around(p);
BEGIN
    PERFORM access.check_guardian(p);
    PERFORM access.require_recent();
    UPDATE access.exclusion SET ended_at = core.now() WHERE person_id = p AND id = fact AND ended_at IS NULL;
    IF NOT FOUND THEN PERFORM access.nothing(); END IF;
    PERFORM access.rekey_around(same);
    PERFORM access.log('end exclusion', p, ARRAY[fact], NULL, NULL, jsonb_build_object('reason', why));
END $$;
