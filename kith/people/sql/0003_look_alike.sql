-- A seal must not breed duplicates, however a name comes onto the record (registered, corrected, imported): one that is
-- written or sounds the same as a name behind a seal tells the seal's people. Whoever writes it learns nothing.
CREATE INDEX name_behind_a_seal ON people_personname (person_id) WHERE gate <> '{0}' AND grade = 1;

CREATE FUNCTION people.clues_of(clues text[], sort text) RETURNS text[] LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp AS $$
    SELECT nullif(ARRAY(SELECT c FROM unnest(clues) c WHERE left(c, 1) = sort ORDER BY c), '{}')
$$;

CREATE FUNCTION people.note_look_alike() RETURNS trigger LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    keys bigint[] := access.keys();
BEGIN
    PERFORM people.tell(ARRAY(
        SELECT DISTINCT n.person_id
        FROM public.people_personname n JOIN fresh f ON f.person_id <> n.person_id AND f.clues && n.clues
        WHERE n.gate <> '{0}' AND n.grade = 1 AND n.withdrawn_at IS NULL AND n.kind <> 'label' AND f.kind <> 'label' AND NOT n.gate && keys
          AND (people.clues_of(f.clues, '=') = people.clues_of(n.clues, '=') OR people.clues_of(f.clues, '~') = people.clues_of(n.clues, '~'))
    ), 'record');
    RETURN NULL;
END $$;
CREATE TRIGGER note_look_alike AFTER INSERT ON people_personname REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION people.note_look_alike();

CALL core.adopt();
GRANT EXECUTE ON FUNCTION people.clues_of(text[], text) TO kith_engine;
