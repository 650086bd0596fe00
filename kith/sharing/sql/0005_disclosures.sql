-- Everything that leaves Kith is one record, written before it leaves (docs/decisions/0054-disclosure.md).
CALL access.protect('sharing_disclosure', grants => 'SELECT');
CREATE INDEX sharing_disclosure_of ON sharing_disclosure (person_id, recorded_at DESC);

-- Whoever takes something out writes it down, also where they will not open what they wrote. `d`, `g`: where it stands, as the row
-- that it was made of; null: where everybody who works with them reads it.
CREATE FUNCTION sharing.disclose(p uuid, d text, g smallint, said jsonb) RETURNS uuid
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me access.actor := access.acting();
    new_id uuid := gen_random_uuid();
    about text := coalesce(d, sharing.stands_in(NULL));
    far smallint := coalesce(g, 2::smallint);
BEGIN
    PERFORM access.locate(p);
    PERFORM access.require_recent();
    IF coalesce(btrim(said ->> 'why'), '') = '' OR coalesce(btrim(said ->> 'to_words'), '') = '' OR coalesce(btrim(said ->> 'basis'), '') = '' THEN
        PERFORM access.invalid('Say to whom it goes, why, and on what that rests.');
    END IF;
    INSERT INTO public.sharing_disclosure (person_id, id, domain, grade, owner_id, author_id, recorded_at, what, title, of_row, medium, to_whom, to_words, why, basis)
    VALUES (p, new_id, about, far, me.agency, me.post, core.now(), said ->> 'what', said ->> 'title', (said ->> 'of_row')::uuid, said ->> 'medium',
        said ->> 'to_whom', said ->> 'to_words', said ->> 'why', said ->> 'basis');
    PERFORM access.log('disclose', p, ARRAY[new_id], ARRAY[about], ARRAY[far], jsonb_build_object('what', said ->> 'what', 'medium', said ->> 'medium',
                       'to_whom', said ->> 'to_whom'));
    RETURN new_id;
END $$;

-- Whether the caller has written down, within the hour, that this leaves.
CREATE FUNCTION sharing.disclosed(p uuid, fact uuid, kind text, of_what uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (SELECT FROM public.sharing_disclosure x
                   WHERE x.person_id = p AND x.id = fact AND x.what = kind AND x.of_row IS NOT DISTINCT FROM of_what
                     AND x.author_id = (access.acting()).post AND x.recorded_at > core.now() - interval '1 hour')
$$;

CALL core.adopt();
GRANT EXECUTE ON FUNCTION sharing.disclose, sharing.disclosed TO kith_app;
