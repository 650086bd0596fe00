-- That a copy was made of what is held, for the person (docs/decisions/0067-copies.md): by its digest, never the copy.
CALL access.protect('sharing_copymade', grants => 'SELECT');
CREATE INDEX sharing_copymade_of ON sharing_copymade (person_id, of_request);

CREATE FUNCTION sharing.keep_copy(p uuid, fact uuid, file text, given text[], gone integer, left_out integer) RETURNS uuid
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me access.actor := access.acting();
    a public.sharing_subjectaccess := sharing.access_of(p, fact);
    new_id uuid := gen_random_uuid();
BEGIN
    IF a.state <> 'open' THEN PERFORM access.invalid('First it must be proved who asks.'); END IF;
    IF file IS NULL OR file !~ '^[0-9a-f]{64}$' THEN PERFORM access.invalid('A copy is kept by its SHA-256.'); END IF;
    INSERT INTO public.sharing_copymade (person_id, id, domain, grade, owner_id, author_id, recorded_at, of_request, digest, pieces, removed, left_out)
    VALUES (p, new_id, a.domain, a.grade, me.agency, me.post, core.now(), fact, file, given, gone, keep_copy.left_out);
    PERFORM access.log('make copy', p, ARRAY[fact, new_id], ARRAY[a.domain], ARRAY[a.grade], jsonb_build_object('digest', file));
    RETURN new_id;
END $$;

CALL core.adopt();
GRANT EXECUTE ON FUNCTION sharing.keep_copy TO kith_app;
