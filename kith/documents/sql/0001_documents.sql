-- Documents and their files (docs/decisions/0073-files-in-the-database.md). A file has the id of its version of a document, so
-- that seals and releases of the one are those of the other.

CALL access.protect('documents_document', '{withdrawn_why}');
CALL access.protect('documents_file');

ALTER TABLE documents_document
    ADD CONSTRAINT document_first_is_series CHECK ((version = 1) = (series = id)),
    ADD CONSTRAINT document_withdrawn_whole CHECK ((withdrawn_at IS NULL) = (withdrawn_why = '') AND (withdrawn_at IS NULL) = (withdrawn_by IS NULL)),
    ADD CONSTRAINT document_reads CHECK (sha256 ~ '^[0-9a-f]{64}$' AND size > 0 AND version > 0),
    ADD CONSTRAINT document_fits CHECK (length(title) BETWEEN 1 AND 200 AND length(description) <= 4000 AND length(received_from) <= 200
                                        AND length(name) <= 200 AND length(reason) <= 1000 AND length(withdrawn_why) <= 1000);
ALTER TABLE documents_file ADD CONSTRAINT file_fits CHECK (length(words) <= 200000);
-- What is in it is packed already: PostgreSQL would try to pack it again, and fail slowly.
ALTER TABLE documents_file ALTER COLUMN original SET STORAGE EXTERNAL, ALTER COLUMN shown SET STORAGE EXTERNAL, ALTER COLUMN small SET STORAGE EXTERNAL;
CREATE INDEX document_of_person ON documents_document (person_id, recorded_at DESC) WHERE current;
CREATE UNIQUE INDEX document_source_once ON documents_document (person_id, owner_id, source_key) WHERE source_key IS NOT NULL;

-- A version inherits domain and at least the grade of the one that its writer read, by the organisation that kept it. Raising it
-- raises what came before; lowering it is a manager's act. As of entries (record.version_entry).
CREATE FUNCTION documents.version_document() RETURNS trigger LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    keys bigint[] := access.keys();
    before public.documents_document;
BEGIN
    NEW.current := true;
    NEW.series := coalesce(NEW.series, NEW.id);
    NEW.withdrawn_why := ''; NEW.withdrawn_at := NULL; NEW.withdrawn_by := NULL;
    IF NEW.series = NEW.id THEN RETURN NEW; END IF;
    PERFORM access.check_isolation();
    PERFORM pg_advisory_xact_lock_shared(access.lock_no(NEW.person_id));
    PERFORM FROM public.documents_document d WHERE d.person_id = NEW.person_id AND d.id = NEW.series FOR UPDATE;
    -- a later statement than the locks: its snapshot has the version that the last writer committed
    SELECT * INTO before FROM public.documents_document d
    WHERE d.person_id = NEW.person_id AND d.series = NEW.series ORDER BY d.version DESC LIMIT 1;
    IF NOT access.opens(keys, before.audience, before.gate, before.denied) THEN PERFORM access.nothing(); END IF;
    IF before.owner_id <> NEW.owner_id THEN
        PERFORM access.refuse('Only the organisation that kept this document can change it. Ring them, or keep yours beside it.');
    END IF;
    IF before.withdrawn_at IS NOT NULL THEN PERFORM access.invalid('This document has been withdrawn. Keep the file as a new document.'); END IF;
    IF NEW.version <> before.version + 1 THEN
        PERFORM access.invalid('Somebody has put a newer version here since you opened it. Look at it first.');
    END IF;
    IF (NEW.grade < before.grade OR NEW.domain <> before.domain) AND NOT record.manages(before.owner_id) THEN
        PERFORM access.refuse('Only a manager can lower the grade or change what it is about.');
    END IF;
    PERFORM access.inherit_seals(NEW.person_id, ARRAY[before.id], NEW.id, NEW.domain, NEW.grade);
    UPDATE public.documents_file f SET domain = NEW.domain, grade = greatest(f.grade, NEW.grade),
        audience = documents.audience(f.person_id, f.id, NEW.domain, greatest(f.grade, NEW.grade), f.owner_id),
        gate = access.guarded(access.gate(f.person_id, f.id, NULL), greatest(f.grade, NEW.grade))
    WHERE f.person_id = NEW.person_id AND (f.domain <> NEW.domain OR f.grade < NEW.grade)
      AND f.id IN (SELECT d.id FROM public.documents_document d WHERE d.person_id = NEW.person_id AND d.series = NEW.series);
    UPDATE public.documents_document d SET current = false, domain = NEW.domain, grade = greatest(d.grade, NEW.grade),
        audience = documents.audience(d.person_id, d.id, NEW.domain, greatest(d.grade, NEW.grade), d.owner_id),
        gate = access.guarded(access.gate(d.person_id, d.id, NULL), greatest(d.grade, NEW.grade))
    WHERE d.person_id = NEW.person_id AND d.series = NEW.series;
    RETURN NEW;
END $$;

-- Everybody who opens a row of the document, by a release or a share of it alone too.
CREATE FUNCTION documents.audience(p uuid, row_id uuid, d text, g smallint, o bigint) RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT access.canon(access.audience(p, d, g, o) || access.row_keys(p, row_id, d, g, o))
$$;
CREATE TRIGGER m_version BEFORE INSERT ON documents_document FOR EACH ROW WHEN (current_user <> 'kith_engine')
EXECUTE FUNCTION documents.version_document();

-- Withdrawn with a reason, once; nothing is taken away. Who and when is the keyring's to say.
CREATE FUNCTION documents.withdraw_document() RETURNS trigger LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF OLD.withdrawn_at IS NOT NULL THEN PERFORM access.invalid('This document has been withdrawn already.'); END IF;
    IF btrim(NEW.withdrawn_why) = '' THEN PERFORM access.invalid('Say why it is withdrawn.'); END IF;
    NEW.withdrawn_at := core.now();
    NEW.withdrawn_by := (access.acting()).post;
    RETURN NEW;
END $$;
CREATE TRIGGER m_withdraw BEFORE UPDATE OF withdrawn_why ON documents_document FOR EACH ROW WHEN (current_user <> 'kith_engine')
EXECUTE FUNCTION documents.withdraw_document();

-- A file lies where its document lies, is the one that the document names, and comes from whoever kept that. One that the caller
-- cannot open is answered as one that is not there.
CREATE FUNCTION documents.place_file() RETURNS trigger LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    keys bigint[] := access.keys();
    d public.documents_document;
BEGIN
    SELECT * INTO d FROM public.documents_document x WHERE x.person_id = NEW.person_id AND x.id = NEW.id
        AND access.opens(keys, x.audience, x.gate, x.denied);
    IF NOT FOUND THEN PERFORM access.nothing(); END IF;
    IF (d.sha256, d.size, d.author_id) IS DISTINCT FROM (encode(sha256(NEW.original), 'hex'), octet_length(NEW.original), NEW.author_id) THEN
        PERFORM access.invalid('The file is not the one that its document names. Nothing of it was kept.');
    END IF;
    NEW.domain := d.domain; NEW.grade := d.grade; NEW.owner_id := d.owner_id;
    RETURN NEW;
END $$;
CREATE TRIGGER m_place BEFORE INSERT ON documents_file FOR EACH ROW WHEN (current_user <> 'kith_engine')
EXECUTE FUNCTION documents.place_file();

-- The entry that says that a document was kept says what its document says: a version of it comes with one of the document, or
-- with its withdrawal, and never alone.
CREATE FUNCTION documents.keep_together() RETURNS trigger LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE kept text := (SELECT e.source_key FROM public.record_entry e WHERE e.person_id = NEW.person_id AND e.id = NEW.series AND e.source_key LIKE 'form:document-%');
BEGIN
    IF kept IS NOT NULL AND NOT EXISTS (
        SELECT FROM public.documents_document d
        WHERE d.person_id = NEW.person_id AND d.current AND kept = 'form:document-' || d.series
          AND NEW.source_key IN ('form:document-' || d.id, CASE WHEN d.withdrawn_at IS NOT NULL THEN 'form:document-withdrawn-' || d.series END)) THEN
        PERFORM access.refuse('This says that a document was kept, and changes with it. Open the document and keep a newer file, with the words as they should be.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER n_together BEFORE INSERT ON record_entry FOR EACH ROW WHEN (NEW.version > 1) EXECUTE FUNCTION documents.keep_together();

-- A seal on a version of a document is on every version, on their files, and on the entry that says that it was kept.
INSERT INTO access.following (leads, follows, how) VALUES
    ('public.documents_document', 'public.documents_document', 'c.series = p.series'),
    ('public.documents_document', 'public.documents_file', 'c.id IN (SELECT d.id FROM public.documents_document d WHERE d.person_id = p.person_id AND d.series = p.series)'),
    ('public.documents_document', 'public.record_entry', 'c.source_key = ''form:document-'' || p.series');

CALL core.adopt();
