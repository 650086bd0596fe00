-- Identities that another organisation vouches for: bound to accounts behind the door; what they no longer grant, ends.

GRANT SELECT, INSERT, UPDATE, DELETE ON socialaccount_socialaccount TO kith_door;
GRANT SELECT ON socialaccount_socialapp TO kith_door;  -- empty: providers are settings
GRANT SELECT, DELETE ON socialaccount_socialtoken TO kith_door;  -- empty: no token is kept; asked when an identity is removed

-- Ends the roles among `governed` that a practitioner has in an organisation and that are not among `kept`. How many.
CREATE FUNCTION agencies.narrow_roles(practitioner bigint, organisation bigint, governed text[], kept text[]) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE ended jsonb;
BEGIN
    WITH gone AS (
        UPDATE public.agencies_role r SET ends = core.now()
        FROM public.agencies_post p
        WHERE p.id = r.post_id AND p.practitioner_id = practitioner AND p.agency_id = organisation
          AND r.name = ANY (governed) AND NOT r.name = ANY (kept) AND (r.ends IS NULL OR r.ends > core.now())
        RETURNING r.id, r.post_id, r.name
    ) SELECT jsonb_agg(jsonb_build_object('role', id, 'post', post_id, 'name', name)) INTO ended FROM gone;
    IF ended IS NULL THEN RETURN 0; END IF;
    PERFORM audit.append(NULL, practitioner, NULL, organisation, NULL, 'administer', NULL, NULL, NULL, NULL,
                         jsonb_build_object('act', 'narrow_roles', 'practitioner', practitioner, 'ended', ended));
    RETURN jsonb_array_length(ended);
END $$;

-- What sign-in leaves as events: an identity bound or removed, a second factor set anew. About a practitioner, by themself.
CREATE FUNCTION agencies.log_sign_in(practitioner bigint, act text, detail jsonb) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT audit.append(NULL, practitioner, NULL, NULL, NULL, 'administer', NULL, NULL, NULL, NULL,
                        jsonb_build_object('act', act, 'practitioner', practitioner) || detail)
$$;

CALL core.adopt();
GRANT EXECUTE ON FUNCTION agencies.narrow_roles(bigint, bigint, text[], text[]), agencies.log_sign_in(bigint, text, jsonb) TO kith_door;
