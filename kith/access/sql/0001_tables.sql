-- Facts and secrets of graded access. The application has no grant on any of them (docs/access.md).

CREATE TABLE access.secret (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    inner_pad bytea NOT NULL,  -- HMAC (RFC 2104): key xor 0x36, 64 bytes
    outer_pad bytea NOT NULL   -- key xor 0x5c, 64 bytes
);

CREATE TABLE access.session (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    token_hash bytea NOT NULL UNIQUE,  -- sha256 of the token: the token itself is kept nowhere
    human bigint,
    post bigint,
    reader bigint,
    purpose text NOT NULL DEFAULT 'care' CHECK (purpose !~ '\|'),
    kind text NOT NULL CHECK (kind IN ('browser', 'reader', 'work')),  -- work: a job, a command, an import; nobody sits at it
    place text NOT NULL DEFAULT '',    -- the browser in words, for whoever looks where they are signed in
    opened_at timestamptz NOT NULL,
    confirmed_at timestamptz,          -- when the human last proved themself: a passkey or a second factor
    expires_at timestamptz NOT NULL,
    ended_at timestamptz,
    CHECK ((post IS NULL) <> (reader IS NULL) AND (kind = 'reader') = (reader IS NOT NULL))
);
CREATE INDEX session_by_post ON access.session (post) WHERE ended_at IS NULL;
CREATE INDEX session_by_human ON access.session (human) WHERE ended_at IS NULL;

-- When a session was last used. A table of its own, so that reading locks nothing that the door changes.
CREATE TABLE access.seen (
    session uuid PRIMARY KEY REFERENCES access.session,
    at timestamptz NOT NULL
);

-- What an installation sets about sessions, in minutes or counts (docs/settings.md). The owner changes it, no page does.
CREATE TABLE access.setting (
    name text PRIMARY KEY,
    value integer NOT NULL CHECK (value > 0)
);
INSERT INTO access.setting (name, value) VALUES
    ('confirm to read', 240),  -- minutes for which what is sensitive or restricted stays open after a proof
    ('recovery waits', 1440),  -- minutes from asking until somebody who lost every second factor can begin anew
    ('confirm to act', 15),    -- the same for seals, changes of governance and exports
    ('idle', 30);              -- minutes without use after which a session ends

-- Somebody who has lost every second factor asks to begin anew (docs/decisions/0020). Practitioners only.
CREATE TABLE access.recovery (
    id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    human bigint NOT NULL,
    code_hash bytea NOT NULL,  -- of the number that they tell, face to face, those who vouch for them
    mark bytea NOT NULL,       -- of the password as it was: a new one makes the request worthless
    asked_at timestamptz NOT NULL,
    due_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    vouched_by bigint[] NOT NULL DEFAULT '{}',
    wrong_codes integer NOT NULL DEFAULT 0,
    ended_at timestamptz
);
CREATE UNIQUE INDEX one_open_recovery ON access.recovery (human) WHERE ended_at IS NULL;

-- What owner agency O lets people employed by V see. O → O is employment: no cap. No owner and no recipient: everyone.
CREATE TABLE access.edge (
    no integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (MAXVALUE 1048575),
    agreement text NOT NULL,
    version integer NOT NULL,
    owner bigint REFERENCES agencies_agency,
    recipient bigint REFERENCES agencies_agency,
    cap smallint[] NOT NULL CHECK (array_dims(cap) = '[1:11]'),
    purposes text[] NOT NULL DEFAULT '{care,safeguarding}',
    state text NOT NULL CHECK (state IN ('pending', 'live', 'retired')),
    suspended boolean NOT NULL DEFAULT false,
    starts timestamptz NOT NULL,
    ends timestamptz,
    review_on date,
    UNIQUE (agreement, version, owner, recipient)
);
CREATE INDEX edge_by_owner ON access.edge (owner) WHERE state <> 'retired';
CREATE INDEX edge_by_recipient ON access.edge (recipient) WHERE state = 'live';

CREATE TABLE access.profile (
    name text NOT NULL,
    version integer NOT NULL,
    grades smallint[] NOT NULL CHECK (array_dims(grades) = '[1:11]'),
    held_by text NOT NULL,
    current boolean NOT NULL,
    agency bigint REFERENCES agencies_agency,  -- whose posts and teams it binds; null: what everybody begins with
    PRIMARY KEY (name, version)
);
CREATE UNIQUE INDEX one_current_profile ON access.profile (name, agency) NULLS NOT DISTINCT WHERE current;

-- The fields that every table about a person begins with; the lock columns come with access.protect().
CREATE TABLE access.graded_fields (
    person_id uuid NOT NULL REFERENCES access_subject,
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    domain text NOT NULL,
    grade smallint NOT NULL,
    owner_id bigint NOT NULL REFERENCES agencies_agency,
    author_id bigint NOT NULL REFERENCES agencies_post,
    recorded_at timestamptz NOT NULL
);

-- A seal on a person, or on one row of theirs: names humans; nobody else passes.
CREATE TABLE access.seal (
    LIKE access.graded_fields INCLUDING DEFAULTS,
    row_id uuid,
    humans bigint[] NOT NULL,
    reason text NOT NULL,
    ended_at timestamptz,
    whole uuid,  -- on a row that follows the one that was sealed: that seal, with which it ends
    PRIMARY KEY (person_id, id)
);

-- Which rows of a person follow which: a seal on one is a seal on those. `how`: SQL over p, the row, and c, one that follows it.
-- Migrations of the apps whose tables these are write it, with what is inserted later inheriting by a trigger of theirs.
CREATE TABLE access.following (
    leads text NOT NULL,  -- tables, schema-qualified, as in access.graded_table
    follows text NOT NULL,
    how text NOT NULL,
    PRIMARY KEY (leads, follows, how)
);

-- This human never sees this person, in any post or account.
CREATE TABLE access.exclusion (
    LIKE access.graded_fields INCLUDING DEFAULTS,
    human bigint NOT NULL,
    reason text NOT NULL,
    ended_at timestamptz,
    PRIMARY KEY (person_id, id)
);

-- The person themself, or a named representative, as a holder of releases.
CREATE TABLE access.reader (
    LIKE access.graded_fields INCLUDING DEFAULTS,
    holder bigint NOT NULL,
    human bigint NOT NULL,
    representative boolean NOT NULL,
    ended_at timestamptz,
    PRIMARY KEY (person_id, id),
    UNIQUE (person_id, holder)
);

-- A row opened to a reader.
CREATE TABLE access.release (
    LIKE access.graded_fields INCLUDING DEFAULTS,
    row_id uuid NOT NULL,
    holder bigint NOT NULL,
    ended_at timestamptz,
    PRIMARY KEY (person_id, id)
);

-- Two persons found to be one: a row on each side. Gates and denials cross it; grants do not.
CREATE TABLE access.link (
    LIKE access.graded_fields INCLUDING DEFAULTS,
    other_id uuid NOT NULL,
    confirmed boolean NOT NULL DEFAULT false,
    PRIMARY KEY (person_id, id),
    UNIQUE (person_id, other_id)
);

-- A quiet word to a human: ids only, read through access.notices().
CREATE TABLE access.notice (
    id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    human bigint NOT NULL,
    person_id uuid NOT NULL,
    kind text NOT NULL,
    detail jsonb NOT NULL DEFAULT '{}',
    at timestamptz NOT NULL,
    seen_at timestamptz
);
CREATE INDEX notice_unseen ON access.notice (human) WHERE seen_at IS NULL;

CREATE TABLE access.graded_table (
    name text PRIMARY KEY,          -- schema-qualified
    lock text NOT NULL CHECK (lock IN ('facts', 'author', 'letter')),
    other text                      -- column that names another person, if the table is a relationship
);

INSERT INTO access.edge (agreement, version, cap, state, starts) VALUES
    ('without an agreement', 1, '{1,0,0,0,0,0,0,0,0,0,0}', 'live', '-infinity');

-- The key that signs keyrings, made anew: at the beginning, and where a backup was restored, for a dump does not hold it.
CREATE FUNCTION access.make_secret() RETURNS void LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE k bytea := sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()));
        i bytea := ''; o bytea := '';
BEGIN
    FOR n IN 0..63 LOOP
        i := i || set_byte('\x00', 0, (CASE WHEN n < 32 THEN get_byte(k, n) ELSE 0 END) # 54);
        o := o || set_byte('\x00', 0, (CASE WHEN n < 32 THEN get_byte(k, n) ELSE 0 END) # 92);
    END LOOP;
    INSERT INTO access.secret (inner_pad, outer_pad) VALUES (i, o)
    ON CONFLICT (one) DO UPDATE SET inner_pad = i, outer_pad = o;
END $$;
SELECT access.make_secret();
ALTER TABLE access.secret ENABLE ROW LEVEL SECURITY;  -- kith_backup reads every table, and of this one no row
CREATE POLICY engine ON access.secret FOR SELECT TO kith_engine USING (true);

-- Employment: an agency's own people open its own rows.
CREATE FUNCTION access.employ() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    INSERT INTO access.edge (agreement, version, owner, recipient, cap, purposes, state, starts)
    VALUES ('employment', 1, NEW.id, NEW.id, '{5,5,5,5,5,5,5,5,5,5,5}', '{care,safeguarding,governance,job}', 'live', '-infinity');
    RETURN NEW;
END $$;
CREATE TRIGGER employ AFTER INSERT ON agencies_agency FOR EACH ROW EXECUTE FUNCTION access.employ();

GRANT ALL ON ALL TABLES IN SCHEMA access TO kith_engine;
GRANT SELECT, INSERT, UPDATE ON access_subject, access_involvement, access_share TO kith_engine;
GRANT USAGE ON SEQUENCE agencies.principal TO kith_engine;
GRANT SELECT ON agencies_agency, agencies_team, agencies_practitioner, agencies_post, agencies_membership, agencies_role
    TO kith_engine, kith_app, kith_door;
CREATE INDEX involvement_open ON access_involvement (person_id) WHERE NOT closed;
CREATE INDEX share_open ON access_share (person_id) WHERE NOT closed;
CREATE INDEX involvement_of_holder ON access_involvement (holder_id) WHERE NOT closed;
-- What a keyring asks for: few rows, even where a team has a hundred thousand people (bench/README.md: 1.3 s without it, 3 ms with).
CREATE INDEX involvement_dated ON access_involvement (holder_id) INCLUDE (key, starts, ends) WHERE dated AND NOT closed;
CREATE INDEX involvement_to_accept ON access_involvement (person_id) WHERE NOT accepted AND NOT closed;
CREATE INDEX share_to_holder ON access_share (holder_id) WHERE NOT closed;
CREATE INDEX seal_of ON access.seal (person_id) WHERE ended_at IS NULL;
