-- Format 1. What people write is kept as bytes in UTF-8, because it may hold the zero character.
-- What belongs to an account goes with its row.
CREATE TABLE accounts_format (version bigint NOT NULL);
INSERT INTO accounts_format VALUES (1);
CREATE TABLE account (
    id bytea NOT NULL PRIMARY KEY,
    mail text COLLATE "C" NOT NULL UNIQUE,
    language bytea,
    time_zone bytea
);
CREATE TABLE seat (
    account bytea NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    negotiation text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL CHECK (kind IN ('chair', 'secretariat', 'party')),
    delegation text COLLATE "C",
    delegate text COLLATE "C",
    PRIMARY KEY (account, negotiation),
    CHECK ((kind = 'party') = (delegation IS NOT NULL))
);
CREATE INDEX seat_in_negotiation ON seat (negotiation);
CREATE TABLE link (
    digest bytea NOT NULL PRIMARY KEY,
    account bytea NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    ends bigint NOT NULL
);
CREATE INDEX link_of_account ON link (account);
CREATE INDEX link_by_end ON link (ends);
CREATE TABLE session (
    digest bytea NOT NULL PRIMARY KEY,
    account bytea NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    began bigint NOT NULL,
    turned bigint NOT NULL,
    ends bigint NOT NULL
);
CREATE INDEX session_of_account ON session (account);
CREATE TABLE draft (
    account bytea NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    negotiation text COLLATE "C" NOT NULL,
    name bytea NOT NULL,
    fields bytea NOT NULL,
    kept bigint NOT NULL,
    PRIMARY KEY (account, negotiation, name)
);
CREATE TABLE visit (
    account bytea NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    negotiation text COLLATE "C" NOT NULL,
    size bigint NOT NULL CHECK (size >= 0),
    read bigint NOT NULL,
    before_size bigint CHECK (before_size >= 0),
    before_read bigint,
    PRIMARY KEY (account, negotiation),
    CHECK ((before_size IS NULL) = (before_read IS NULL))
);
CREATE TABLE seen_call (
    negotiation text COLLATE "C" NOT NULL,
    call text COLLATE "C" NOT NULL,
    delegation text COLLATE "C" NOT NULL,
    seen bigint NOT NULL,
    PRIMARY KEY (negotiation, call, delegation)
);
CREATE TABLE letter (
    id bytea NOT NULL PRIMARY KEY,
    recipient text COLLATE "C" NOT NULL,
    account bytea NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    subject bytea NOT NULL,
    words bytea NOT NULL,
    written bigint NOT NULL,
    state text COLLATE "C" NOT NULL CHECK (state IN ('waiting', 'sent', 'failed')),
    tries bigint NOT NULL,
    moment bigint NOT NULL,
    why bytea,
    CHECK ((state = 'failed') = (why IS NOT NULL))
);
CREATE INDEX letter_of_account ON letter (account);
CREATE INDEX letter_by_state ON letter (state, moment);
CREATE INDEX letter_by_age ON letter (written, id);
