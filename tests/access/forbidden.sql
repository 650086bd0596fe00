-- What the application's login may not do, one attempt a line (test_attacks_sql.py).
SET ROLE kith_engine
SET ROLE kith_owner
SET SESSION AUTHORIZATION kith_owner
SET row_security = off; TABLE people_alert
CREATE TEMP TABLE record_entry (id int)
CREATE TABLE public.mine (id int)
CREATE SCHEMA mine
CREATE FUNCTION public.f() RETURNS int LANGUAGE sql AS 'SELECT 1'
CREATE FUNCTION pg_temp.f() RETURNS int LANGUAGE sql AS 'SELECT 1'
CREATE VIEW access.v AS SELECT 1
CREATE OPERATOR public.&& (leftarg = bigint[], rightarg = bigint[], function = arrayoverlap)
CREATE EXTENSION dblink
COPY record_entry TO PROGRAM 'cat'
COPY record_entry TO '/tmp/x'
SELECT pg_read_file('/etc/passwd')
SELECT lo_import('/etc/passwd')
SELECT pg_ls_dir('/')
SELECT lo_create(0)
SELECT lo_creat(-1)
SELECT lo_from_bytea(0, 'beside every lock')
TABLE pg_authid
TABLE pg_statistic
TABLE pg_user_mapping
TABLE access.secret
TABLE access.session
TABLE access.seal
TABLE access.exclusion
TABLE access.link
TABLE access.notice
TABLE access_subject
TABLE audit_event
TABLE auth_user
TABLE django_session
TABLE sign_in_cache
TABLE mfa_authenticator
SELECT access.sign('x')
SELECT access.ring()
SELECT access.opening(gen_random_uuid())
SELECT access.opening(gen_random_uuid(), NULL)
SELECT access.opening(gen_random_uuid(), ROW(NULL, 1, 1, 1, 'care', '{1}', '{0,1}')::access.actor)
SELECT access.network(gen_random_uuid(), '{0,1}')
SELECT access.standing()
SELECT access.holders(1)
SELECT access.held(1)
SELECT access.keyring(NULL, '{1}')
SELECT access.check_within(gen_random_uuid(), '{}', 1, now())
SELECT access.put_involvement(NULL,1,'','','','',now(),now(),true)
SELECT access.open_session(1, 1, 'care', '1h')
SELECT access.rekey_person(gen_random_uuid())
SELECT * FROM access.verify()
SELECT audit.append(NULL, 1, 1, 1, '', '', NULL, NULL, NULL, NULL, NULL)
SELECT agencies.bind_account(1, 1)
CALL core.adopt()
CALL access.protect('people_alert')
INSERT INTO core.clock (at) VALUES (now())
UPDATE agencies_post SET agency_id = 1
INSERT INTO agencies_role (post_id, name, starts) VALUES (1, 'governance', now())
DELETE FROM record_entry
TRUNCATE record_entry
ALTER TABLE record_entry DISABLE ROW LEVEL SECURITY
DROP POLICY opens ON record_entry
ALTER TABLE record_entry DISABLE TRIGGER ALL
UPDATE record_entry SET owner_id = 1
UPDATE record_entry SET person_id = gen_random_uuid()
UPDATE people_alert SET grade = 1
INSERT INTO access_involvement (id) VALUES (gen_random_uuid())
INSERT INTO people_identifierclash (scheme) VALUES ('nhs')
SET track_activities = on
SET session_replication_role = replica
SELECT people.numbers_shut('{}')
LOCK TABLE record_entry
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'kith_owner' UNION ALL SELECT 1/0 = 1
UPDATE sharing_request SET parties = parties || 1::bigint
UPDATE sharing_turn SET text = 'another answer'
INSERT INTO sharing_turn SELECT * FROM sharing_turn
SELECT sharing.settle(gen_random_uuid(), '{1}', true)
SELECT * FROM sharing_counted
