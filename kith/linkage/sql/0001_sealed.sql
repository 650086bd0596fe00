-- A return brings a sealed child again every year. To admit them anew would open to a team what was sealed, and to say so
-- would tell of the seal. So the import leaves them out without a word, and the seal's people are told.

-- Those of these local numbers, of the caller's organisation, that stand on a record which is shut to the caller.
CREATE FUNCTION people.numbers_shut(numbers text[]) RETURNS text[] LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me access.actor := access.acting();
    found text[];
    shut uuid[];
BEGIN
    IF me.purpose <> 'job' OR NOT (access.has_role('finder') AND access.has_role('allocator')) THEN
        PERFORM access.refuse('Only an import may ask this.');
    END IF;
    SELECT array_agg(DISTINCT i.value), array_agg(DISTINCT i.person_id) INTO found, shut FROM public.people_identifier i
    WHERE i.scheme = 'local' AND lower(i.value) = ANY (ARRAY(SELECT lower(no) FROM unnest(numbers) no)) AND i.value = ANY (numbers) AND i.owner_id = me.agency AND i.withdrawn_at IS NULL
      AND (NOT i.gate && access.keys_once_confirmed() OR i.denied && me.keys);
    IF shut IS NOT NULL THEN PERFORM people.tell(shut, 'import'); END IF;
    RETURN coalesce(found, '{}');
END $$;

CALL core.adopt();
GRANT EXECUTE ON FUNCTION people.numbers_shut(text[]) TO kith_app;
