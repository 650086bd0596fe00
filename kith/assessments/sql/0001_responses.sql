-- Responses to forms and what was answered in them: versions and revisions, signed off once and for all
-- (docs/decisions/0040-answers-by-part.md).

CALL access.protect('assessments_response', '{state,reason}');
CALL access.protect('assessments_answers');

ALTER TABLE assessments_form
    ADD CONSTRAINT form_reads CHECK (version > 0 AND slug ~ '^[a-z][a-z0-9-]{0,59}$' AND grade BETWEEN 1 AND 5 AND places <> '{}'),
    ADD CONSTRAINT form_of_somebody CHECK ((publisher_id IS NULL) = (published_by IS NULL)),
    ADD CONSTRAINT form_fits CHECK (length(definition::text) <= 1500000);
ALTER TABLE assessments_response
    ADD CONSTRAINT response_first_is_series CHECK ((version = 1) = (series = id)),
    ADD CONSTRAINT response_of_a_form FOREIGN KEY (form, form_version) REFERENCES assessments_form (slug, version),
    ADD CONSTRAINT response_ends_whole CHECK ((state = 'open') = (ended_at IS NULL) AND (ended_at IS NULL) = (ended_by IS NULL)),
    ADD CONSTRAINT response_fits CHECK (length(reason) <= 1000);
ALTER TABLE assessments_answers
    ADD CONSTRAINT answers_fit CHECK (pg_column_size(content) <= 1000000 AND length(section) <= 60 AND revision > 0);
CREATE INDEX response_of_person ON assessments_response (person_id, series, version DESC);

-- The value of an extension of an element of FHIR, as text; the first of that address.
CREATE FUNCTION assessments.said(element jsonb, address text) RETURNS text LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp AS $$
    SELECT v.value #>> '{}' FROM jsonb_array_elements(element -> 'extension') WITH ORDINALITY e (told, n), jsonb_each(e.told) v
    WHERE e.told ->> 'url' = address AND v.key LIKE 'value%' ORDER BY e.n LIMIT 1
$$;

-- Where an answer to each question of a definition lies: linkId -> [section, domain, grade, repeating group or nothing]. What
-- nobody answers (groups, words, scores) is not in it. definition.py reads the same; a test holds the two together.
CREATE FUNCTION assessments.places_in(definition jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp AS $$
    WITH RECURSIVE item AS (
        SELECT i AS told, i ->> 'linkId' AS section, NULL::text AS repeating,
               coalesce(assessments.said(i, 'urn:kith:fhir:domain'), assessments.said(definition, 'urn:kith:fhir:domain')) AS domain,
               coalesce(assessments.said(i, 'urn:kith:fhir:grade'), assessments.said(definition, 'urn:kith:fhir:grade')) AS grade
        FROM jsonb_array_elements(definition -> 'item') i
        UNION ALL
        SELECT i, item.section, CASE WHEN (item.told ->> 'repeats')::boolean THEN item.told ->> 'linkId' ELSE item.repeating END,
               coalesce(assessments.said(i, 'urn:kith:fhir:domain'), item.domain), coalesce(assessments.said(i, 'urn:kith:fhir:grade'), item.grade)
        FROM item, jsonb_array_elements(item.told -> 'item') i
    )
    SELECT coalesce(jsonb_object_agg(told ->> 'linkId', jsonb_build_array(section, domain, grade::int, repeating)), '{}') FROM item
    WHERE told ->> 'type' NOT IN ('group', 'display') AND NOT EXISTS (
        SELECT FROM jsonb_array_elements(told -> 'extension') e
        WHERE e ->> 'url' = 'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression')
$$;

-- What stands beside a definition is what it says itself.
CREATE FUNCTION assessments.stand_form() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    NEW.slug := NEW.definition ->> 'id'; NEW.version := (NEW.definition ->> 'version')::int; NEW.title := NEW.definition ->> 'title';
    NEW.domain := assessments.said(NEW.definition, 'urn:kith:fhir:domain');
    NEW.grade := assessments.said(NEW.definition, 'urn:kith:fhir:grade')::smallint;
    NEW.digest := encode(sha256(convert_to(NEW.definition::text, 'UTF8')), 'hex');
    NEW.places := assessments.places_in(NEW.definition);
    RETURN NEW;
END $$;
CREATE TRIGGER stand_form BEFORE INSERT ON assessments_form FOR EACH ROW EXECUTE FUNCTION assessments.stand_form();

-- A version of a form of one's own organisation, by whoever looks after information governance there and has just proved that
-- it is them: it decides at which grade answers lie (docs/decisions/0060). What is wrong inside it, Python has said before.
CREATE FUNCTION assessments.publish(told jsonb) RETURNS int LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me access.actor := access.acting();
    before public.assessments_form;
    new_version int;
BEGIN
    IF NOT access.has_role('governance') THEN PERFORM access.refuse('Only information governance publishes forms.'); END IF;
    PERFORM access.require_recent();
    PERFORM pg_advisory_xact_lock(hashtextextended('form ' || coalesce(told ->> 'id', ''), 0));
    SELECT * INTO before FROM public.assessments_form f WHERE f.slug = told ->> 'id' ORDER BY f.version DESC LIMIT 1;
    IF before.id IS NOT NULL AND before.publisher_id IS DISTINCT FROM me.agency THEN
        PERFORM access.refuse('A form of this name (id) comes with Kith or is another organisation''s. Give yours a name of its own.');
    END IF;
    IF before.version >= (told ->> 'version')::int THEN
        PERFORM access.invalid(format('Version %s of this form stands already. Count the version up to %s.', before.version, before.version + 1));
    END IF;
    INSERT INTO public.assessments_form (slug, version, title, domain, grade, definition, digest, places, published_at, publisher_id, published_by)
    VALUES ('', 0, '', '', 0, told, '', '{}', core.now(), me.agency, me.post) RETURNING version INTO new_version;
    PERFORM access.log('publish form', NULL, NULL, NULL, NULL, jsonb_build_object('form', told ->> 'id', 'version', new_version));
    RETURN new_version;
END $$;

-- A version that stands is what running responses go by.
CREATE FUNCTION assessments.keep_form() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'A published version of a form never changes: publish the next one.' USING ERRCODE = 'KI422';
END $$;
CREATE TRIGGER keep_form BEFORE UPDATE OR DELETE ON assessments_form FOR EACH ROW EXECUTE FUNCTION assessments.keep_form();

-- The newest version of a series, held until the transaction ends, if the caller opens it; else as one that is not there.
CREATE FUNCTION assessments.newest(p uuid, wanted uuid) RETURNS assessments_response LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    keys bigint[] := access.keys();
    found public.assessments_response;
BEGIN
    PERFORM access.check_isolation();
    PERFORM pg_advisory_xact_lock_shared(access.lock_no(p));
    PERFORM FROM public.assessments_response r WHERE r.person_id = p AND r.id = wanted FOR UPDATE;
    -- a later statement than the lock: its snapshot has the version that the last writer committed
    SELECT * INTO found FROM public.assessments_response r WHERE r.person_id = p AND r.series = wanted ORDER BY r.version DESC LIMIT 1;
    IF NOT access.opens(keys, found.audience, found.gate, found.denied) THEN PERFORM access.nothing(); END IF;
    RETURN found;
END $$;

-- Hold a response while its answers are compared and saved: the number of its newest version.
CREATE FUNCTION assessments.hold(p uuid, response uuid) RETURNS integer LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM access.locate(p);  -- nobody holds up writing about persons who are beyond them
    RETURN (assessments.newest(p, (SELECT r.series FROM public.assessments_response r WHERE r.person_id = p AND r.id = response))).version;
END $$;

-- Whoever writes to a response is of the organisation that began it, and it is in progress.
CREATE FUNCTION assessments.check_open(r assessments_response, owner bigint) RETURNS void LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF r.owner_id <> owner THEN
        PERFORM access.refuse('Only the organisation that began this form can fill it in. Ring them, or record what you know.');
    END IF;
    IF r.state <> 'open' THEN
        PERFORM access.invalid('This form has been signed off or put away since you opened it. What you typed is kept as a draft.');
    END IF;
END $$;

-- A first version is in progress; the next one amends a version that is signed off, and inherits form, domain and grade.
CREATE FUNCTION assessments.version_response() RETURNS trigger LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE before public.assessments_response;
BEGIN
    NEW.series := coalesce(NEW.series, NEW.id);
    NEW.state := 'open'; NEW.ended_at := NULL; NEW.ended_by := NULL;
    IF NEW.series = NEW.id THEN
        SELECT f.domain, f.grade INTO NEW.domain, NEW.grade FROM public.assessments_form f
        WHERE f.slug = NEW.form AND f.version = NEW.form_version AND (f.publisher_id IS NULL OR f.publisher_id = NEW.owner_id);
        IF NOT FOUND THEN PERFORM access.invalid('Choose a form.'); END IF;
        RETURN NEW;
    END IF;
    before := assessments.newest(NEW.person_id, NEW.series);
    IF before.owner_id <> NEW.owner_id THEN
        PERFORM access.refuse('Only the organisation that began this form can amend it. Ring them, or record what you know.');
    END IF;
    IF before.state <> 'signed' OR NEW.version <> before.version + 1 THEN
        PERFORM access.invalid('This form has been changed since you opened it. Open it again.');
    END IF;
    NEW.form := before.form; NEW.form_version := before.form_version; NEW.domain := before.domain; NEW.grade := before.grade;
    PERFORM access.inherit_seals(NEW.person_id, ARRAY[before.id], NEW.id, NEW.domain, NEW.grade);
    RETURN NEW;
END $$;
CREATE TRIGGER m_version BEFORE INSERT ON assessments_response FOR EACH ROW WHEN (current_user <> 'kith_engine')
EXECUTE FUNCTION assessments.version_response();

-- What is signed off or put away stays so. Who ended it, and when, is the keyring's to say.
CREATE FUNCTION assessments.end_response() RETURNS trigger LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM assessments.check_open(OLD, (access.acting()).agency);
    IF NEW.state NOT IN ('signed', 'put away') THEN PERFORM access.invalid('A form is signed off or put away.'); END IF;
    NEW.ended_at := core.now();
    NEW.ended_by := (access.acting()).post;
    RETURN NEW;
END $$;
CREATE TRIGGER m_end BEFORE UPDATE OF state, reason ON assessments_response FOR EACH ROW WHEN (current_user <> 'kith_engine')
EXECUTE FUNCTION assessments.end_response();

-- Each answer lies where its question says: in that section, that domain and at that grade, under a key that the form has. Code
-- does so; this holds whatever the code does, for a row in another place would open to others.
CREATE FUNCTION assessments.check_places(a assessments_answers, response assessments_response) RETURNS void LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    places jsonb := (SELECT f.places FROM public.assessments_form f WHERE f.slug = response.form AND f.version = response.form_version);
BEGIN
    IF jsonb_typeof(a.content) IS DISTINCT FROM 'object' OR EXISTS (
        SELECT FROM jsonb_each(a.content) said (key, given)
        CROSS JOIN LATERAL (SELECT places -> regexp_replace(said.key, '^.*\.', '') AS place) p
        WHERE place IS NULL OR (place ->> 0, place ->> 1, (place ->> 2)::int) IS DISTINCT FROM (a.section, a.domain, a.grade::int)
           OR jsonb_typeof(given) <> 'array' OR given = '[]'
           OR said.key !~ CASE WHEN place ->> 3 IS NULL THEN '^[a-z0-9-]+$' ELSE '^' || (place ->> 3) || '\.\d{1,2}\.[a-z0-9-]+$' END
    ) THEN
        PERFORM access.invalid('An answer does not belong where it was to be kept. Nothing of it was kept. Open the form again.');
    END IF;
END $$;

-- A revision follows the newest of its part, which its writer has read, in a response that is in progress.
CREATE FUNCTION assessments.revise() RETURNS trigger LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    keys bigint[] := access.keys();
    response public.assessments_response := assessments.newest(NEW.person_id, NEW.series);
    before public.assessments_answers;
BEGIN
    PERFORM assessments.check_open(response, NEW.owner_id);
    PERFORM assessments.check_places(NEW, response);
    SELECT * INTO before FROM public.assessments_answers a
    WHERE a.person_id = NEW.person_id AND a.series = NEW.series AND a.section = NEW.section AND a.domain = NEW.domain AND a.grade = NEW.grade
    ORDER BY a.revision DESC LIMIT 1;
    IF before.id IS NOT NULL AND NOT access.opens(keys, before.audience, before.gate, before.denied) THEN PERFORM access.nothing(); END IF;
    IF NEW.revision <> coalesce(before.revision, 0) + 1 OR NEW.version <> response.version THEN
        PERFORM access.invalid('Somebody has saved this section since you opened it. What you typed is kept as a draft.');
    END IF;
    PERFORM access.inherit_seals(NEW.person_id, ARRAY[response.id, before.id], NEW.id, NEW.domain, NEW.grade);
    RETURN NEW;
END $$;
CREATE TRIGGER m_revise BEFORE INSERT ON assessments_answers FOR EACH ROW WHEN (current_user <> 'kith_engine')
EXECUTE FUNCTION assessments.revise();

-- A seal on a version of a form is on every version and on what was answered; on answers, on every revision of that part.
INSERT INTO access.following (leads, follows, how) VALUES
    ('public.assessments_response', 'public.assessments_response', 'c.series = p.series'),
    ('public.assessments_response', 'public.assessments_answers', 'c.series = p.series'),
    ('public.assessments_answers', 'public.assessments_answers',
     '(c.series, c.section, c.domain, c.grade) = (p.series, p.section, p.domain, p.grade)');

-- Colleagues who have typed in a form in the last ten minutes and not saved that into it, for whoever opens it there: who and
-- when, never what. Of a form that the caller does not open, and of another organisation's: nobody.
CREATE FUNCTION assessments.typing(p uuid, wanted uuid) RETURNS TABLE (name text, at timestamptz) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me access.actor := access.acting();
    keys bigint[] := access.keys();
BEGIN
    IF NOT EXISTS (SELECT FROM public.assessments_response r WHERE r.person_id = p AND r.id = wanted AND r.owner_id = me.agency
                     AND access.opens(keys, r.audience, r.gate, r.denied)) THEN RETURN; END IF;
    RETURN QUERY
    SELECT h.name, max(d.saved_at) FROM public.record_draft d
    JOIN public.agencies_post po ON po.id = d.author_id JOIN public.agencies_practitioner h ON h.id = po.practitioner_id
    WHERE d.person_id = p AND d.kind = 'form' AND d.content ->> 'response' = wanted::text AND d.owner_id = me.agency
      AND d.author_id <> me.post AND d.recorded_as IS NULL AND d.discarded_at IS NULL AND d.saved_at > core.now() - interval '10 minutes'
    GROUP BY h.name ORDER BY 2 DESC;
END $$;

CALL core.adopt();
GRANT EXECUTE ON FUNCTION assessments.hold(uuid, uuid), assessments.publish(jsonb), assessments.typing(uuid, uuid) TO kith_app;
GRANT SELECT ON assessments_form TO kith_app, kith_engine, kith_backup;
GRANT INSERT ON assessments_form TO kith_engine;
GRANT EXECUTE ON FUNCTION assessments.said(jsonb, text), assessments.places_in(jsonb) TO kith_engine;
GRANT USAGE ON SEQUENCE assessments_form_id_seq TO kith_engine;
