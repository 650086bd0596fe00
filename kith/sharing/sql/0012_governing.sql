-- Which tools may be used with whom, and what an agreement rests on (docs/decisions/0066-governing.md). About nobody on record: everybody
-- who acts may read it; governance of the organisation whose it is adds versions through these functions.
GRANT SELECT, INSERT ON sharing_toolrule, sharing_agreementpaper, sharing_processingnote TO kith_engine;
GRANT USAGE ON SEQUENCE sharing_toolrule_id_seq, sharing_agreementpaper_id_seq, sharing_processingnote_id_seq TO kith_engine;
GRANT SELECT ON sharing_toolrule, sharing_agreementpaper, sharing_processingnote TO kith_app, kith_backup;
CREATE UNIQUE INDEX sharing_toolrule_version ON sharing_toolrule (series, version);

-- `of_series`: of which rule it is the next version; null: the first of a new one.
CREATE FUNCTION sharing.answer_tool(of_series bigint, partner bigint, said jsonb) RETURNS bigint LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me access.actor := access.acting();
    last public.sharing_toolrule;
    new_id bigint := nextval('public.sharing_toolrule_id_seq');
BEGIN
    PERFORM access.check_governance(me.agency);
    IF said ->> 'answer' IS NULL OR said ->> 'answer' NOT IN ('yes', 'conditions', 'ask', 'no') THEN PERFORM access.invalid('Choose an answer.'); END IF;
    IF said ->> 'answer' = 'conditions' AND coalesce(btrim(said ->> 'words'), '') = '' THEN PERFORM access.invalid('Say on which conditions.'); END IF;
    SELECT * INTO last FROM public.sharing_toolrule r WHERE r.series = of_series AND r.owner_id = me.agency ORDER BY r.version DESC LIMIT 1;
    IF of_series IS NOT NULL AND last.id IS NULL THEN PERFORM access.nothing(); END IF;
    IF coalesce(last.tool, btrim(said ->> 'tool'), '') = '' OR coalesce(btrim(said ->> 'source'), '') = '' OR said ->> 'decided_on' IS NULL THEN
        PERFORM access.invalid('Say which tool, who decided it and where it stands, and when.');
    END IF;
    INSERT INTO public.sharing_toolrule (id, owner_id, partner_id, series, version, tool, answer, words, source, decided_on, review_on, kept_at, kept_by)
    VALUES (new_id, me.agency, CASE WHEN last.id IS NULL THEN answer_tool.partner ELSE last.partner_id END, coalesce(of_series, new_id), 1 + coalesce(last.version, 0),
        coalesce(last.tool, said ->> 'tool'), said ->> 'answer', coalesce(said ->> 'words', ''), said ->> 'source', (said ->> 'decided_on')::date,
        (said ->> 'review_on')::date, core.now(), me.post);
    PERFORM access.log('answer about a tool', NULL, NULL, NULL, NULL, jsonb_build_object('rule', coalesce(of_series, new_id), 'version', 1 + coalesce(last.version, 0)));
    RETURN coalesce(of_series, new_id);
END $$;

-- What one version of an agreement of the caller's organisation rests on.
CREATE FUNCTION sharing.keep_paper(of_edge integer, laws text[], reference text, signed text) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me access.actor := access.acting();
    whose bigint := (SELECT e.owner FROM access.edge e WHERE e.no = of_edge AND e.recipient IS NOT NULL);
BEGIN
    PERFORM access.check_governance(me.agency);
    IF whose IS DISTINCT FROM me.agency THEN PERFORM access.nothing(); END IF;
    IF coalesce(cardinality(laws), 0) = 0 THEN PERFORM access.invalid('Choose at least one law that it rests on.'); END IF;
    INSERT INTO public.sharing_agreementpaper (edge, gateways, dpia, signatories, kept_at, kept_by)
    VALUES (of_edge, laws, coalesce(reference, ''), coalesce(signed, ''), core.now(), me.post);
    PERFORM access.log('keep agreement paper', NULL, NULL, NULL, NULL, jsonb_build_object('edge', of_edge));
END $$;

-- What the caller's organisation says of itself in its record of processing, in all: the newest holds.
CREATE FUNCTION sharing.note_processing(said jsonb) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE me access.actor := access.acting();
BEGIN
    PERFORM access.check_governance(me.agency);
    INSERT INTO public.sharing_processingnote (owner_id, contact, people, kept_for, transfers, security, kept_at, kept_by)
    VALUES (me.agency, coalesce(said ->> 'contact', ''), coalesce(said ->> 'people', ''), coalesce(said ->> 'kept_for', ''),
        coalesce(said ->> 'transfers', ''), coalesce(said ->> 'security', ''), core.now(), me.post);
    PERFORM access.log('note processing');
END $$;

CALL core.adopt();
GRANT EXECUTE ON FUNCTION sharing.answer_tool, sharing.keep_paper, sharing.note_processing TO kith_app;
