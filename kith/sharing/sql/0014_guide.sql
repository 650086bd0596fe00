-- Editions of the guide to the law (docs/decisions/0070-editions-of-the-guide.md). About nobody: whoever acts may read each, since both
-- sides of a request read it under the edition in which it was reasoned. Kept by governance, for its own organisation; never changed.
GRANT SELECT, INSERT ON sharing_guideedition TO kith_engine;
GRANT USAGE ON SEQUENCE sharing_guideedition_id_seq TO kith_engine;
GRANT SELECT ON sharing_guideedition TO kith_app, kith_backup;
CREATE UNIQUE INDEX sharing_guideedition_version ON sharing_guideedition (owner_id, version) NULLS NOT DISTINCT;

-- The next edition of the caller's organisation; returns its number. What it says is checked where it is read (kith/sharing/guide_checking.py).
CREATE FUNCTION sharing.keep_guide(named text, sent text, new_in_it text) RETURNS bigint LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me access.actor := access.acting();
    new_id bigint;
BEGIN
    PERFORM access.check_governance(me.agency);
    PERFORM access.require_recent();
    IF coalesce(btrim(named), '') = '' OR coalesce(btrim(new_in_it), '') = '' THEN
        PERFORM access.invalid('Give the edition a name, and say what is new in it.');
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('guide', me.agency));
    IF EXISTS (SELECT FROM public.sharing_guideedition e WHERE e.version = named AND (e.owner_id = me.agency OR e.owner_id IS NULL)) THEN
        PERFORM access.invalid(format('There is an edition “%s” already. Give this one a name of its own.', named));
    END IF;
    INSERT INTO public.sharing_guideedition (owner_id, version, told, why, kept_at, kept_by)
    VALUES (me.agency, named, sent, btrim(new_in_it), core.now(), me.post) RETURNING id INTO new_id;
    PERFORM access.log('keep edition of the guide', NULL, NULL, NULL, NULL, jsonb_build_object('edition', new_id, 'version', named));
    RETURN new_id;
END $$;

-- The edition under which something is reasoned: one of the caller's organisation, or one that comes with Kith.
CREATE FUNCTION sharing.check_edition(said jsonb) RETURNS bigint LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me access.actor := access.acting();
    found_id bigint := (SELECT e.id FROM public.sharing_guideedition e
                        WHERE e.id = (said ->> 'guide_edition')::bigint AND (e.owner_id = me.agency OR e.owner_id IS NULL));
BEGIN
    IF found_id IS NULL THEN PERFORM access.invalid('Say under which edition of the guide.'); END IF;
    RETURN found_id;
END $$;

CALL core.adopt();
GRANT EXECUTE ON FUNCTION sharing.keep_guide TO kith_app;
