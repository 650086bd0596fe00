-- What the portal's login may not do beside what no login may (forbidden.sql), one attempt a line (test_portal.py).
TABLE record_entry
SELECT audience FROM record_entry
SELECT search FROM record_entry
SELECT clues FROM people_personname
TABLE record_draft
TABLE people_identifierclash
TABLE access_involvement
TABLE access_share
TABLE access.reader
TABLE access.release
TABLE access.edge
TABLE agencies_agency
TABLE agencies_practitioner
TABLE agencies_post
TABLE agencies.holder
TABLE procrastinate_jobs
INSERT INTO record_entry (id) VALUES (gen_random_uuid())
INSERT INTO record_draft (id) VALUES (gen_random_uuid())
INSERT INTO people_alert (id) VALUES (gen_random_uuid())
UPDATE people_alert SET until = current_date
UPDATE people_personname SET withdrawn_at = now()
DELETE FROM people_alert
SELECT nextval('agencies.principal')
SELECT access.acting()
SELECT access.explain(gen_random_uuid())
SELECT access.row_openers(gen_random_uuid(), gen_random_uuid())
SELECT access.reaches(gen_random_uuid())
SELECT access.lead_of(gen_random_uuid())
SELECT access.looks(gen_random_uuid())
SELECT access.release(gen_random_uuid(), gen_random_uuid(), 1)
SELECT access.involve(gen_random_uuid(), 1, 'x', '', '', '')
SELECT access.agreements()
SELECT access.profiles()
SELECT access.open_reader_session(1, '1h')
SELECT people.find('{}', NULL, NULL, NULL, '{}', '', '{}', 1)
SELECT record.writer()
