-- Events are only ever added, by the engine, in the transaction that reads or writes. The transaction has its number
-- before the event draws its own: on this order rests that numbering passes nothing over (0002_tree.sql).
CREATE FUNCTION audit.append(session uuid, human bigint, post bigint, agency bigint, purpose text, action text, person uuid,
                             rows uuid[], domains text[], grades smallint[], detail jsonb) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT pg_current_xact_id();
    INSERT INTO public.audit_event (at, xact, session, human, post, agency, purpose, action, person_id, rows, domains, grades, detail)
    VALUES (core.now(), pg_current_xact_id()::text::bigint, session, human, post, agency, coalesce(purpose, ''), action, person,
            coalesce(rows, '{}'), coalesce(domains, '{}'), coalesce(grades, '{}'), coalesce(detail, '{}'))
$$;

CREATE FUNCTION audit.refuse_change() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'Access events are never changed or deleted.' USING ERRCODE = 'KI403';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON audit_event FOR EACH ROW EXECUTE FUNCTION audit.refuse_change();
CREATE TRIGGER append_only_all BEFORE TRUNCATE ON audit_event EXECUTE FUNCTION audit.refuse_change();
CREATE INDEX event_by_post ON audit_event (post, person_id, at DESC);
-- What a post has opened or found of late (access.read_lately), and the reasons that it gave for reading so much.
CREATE INDEX event_of_reading ON audit_event (post, at) INCLUDE (person_id, action) WHERE action IN ('open', 'print', 'explain', 'search', 'read on');
-- By time for whoever looks at hours that are over: a few pages however large the table, next to nothing to write.
CREATE INDEX event_by_time ON audit_event USING brin (at) WITH (pages_per_range = 32, autosummarize = on);
GRANT SELECT, INSERT ON audit_event TO kith_engine;
GRANT USAGE ON SEQUENCE audit_event_id_seq TO kith_engine;
GRANT SELECT ON audit_event TO kith_backup;
CALL core.adopt();
