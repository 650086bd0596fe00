-- Sign-in is reached by the door's login alone: accounts, second factors, browser sessions, and counts of attempts.

CREATE TABLE sign_in_cache (  -- Django's database cache: codes already used and attempts, across processes
    cache_key varchar(255) PRIMARY KEY,
    value text NOT NULL,
    expires timestamptz NOT NULL
);
CREATE INDEX sign_in_cache_expires ON sign_in_cache (expires);

CREATE TABLE sign_in_attempt (  -- how often sign-in failed: by digest of account, browser or address. By the clock on the wall
    counted varchar(64) PRIMARY KEY,
    times integer NOT NULL,
    until timestamptz NOT NULL
);

GRANT SELECT, INSERT, UPDATE, DELETE ON
    auth_user, auth_group, auth_permission, auth_user_groups, auth_user_user_permissions, auth_group_permissions,
    account_emailaddress, account_emailconfirmation, mfa_authenticator, django_session, sign_in_cache, sign_in_attempt TO kith_door;
GRANT SELECT ON django_content_type TO kith_door;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO kith_door;
GRANT SELECT ON agencies_agency, agencies_team, agencies_practitioner, agencies_post, agencies_membership, agencies_role
    TO kith_engine, kith_app, kith_door;
GRANT UPDATE ON agencies_practitioner TO kith_engine;

-- Ties an account to a practitioner who has none yet. False: they have one.
CREATE FUNCTION agencies.bind_account(practitioner bigint, account bigint) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE public.agencies_practitioner SET user_id = account WHERE id = practitioner AND user_id IS NULL;
    RETURN FOUND;
END $$;

-- Notes that somebody was written to about the end of their training, which is at most a month away. False: they were already.
-- It gives nobody anything, and so needs nobody to act: the worker calls it.
CREATE FUNCTION agencies.warned_of_training(practitioner bigint) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE public.agencies_practitioner SET training_warned = trained_until
    WHERE id = practitioner AND training_warned IS DISTINCT FROM trained_until
      AND trained_until <= (core.now() AT TIME ZONE 'Europe/London')::date + 30;
    RETURN FOUND;
END $$;

CALL core.adopt();
GRANT EXECUTE ON FUNCTION agencies.warned_of_training(bigint) TO kith_app;
GRANT EXECUTE ON FUNCTION agencies.bind_account(bigint, bigint) TO kith_door;
