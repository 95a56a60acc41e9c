-- Format 1. What people write is kept as bytes in UTF-8, because it may hold the zero character.
-- What belongs to an account goes with its row.
CREATE TABLE account (
    id BLOB NOT NULL PRIMARY KEY,
    mail TEXT NOT NULL UNIQUE,
    language BLOB,
    time_zone BLOB
) STRICT;
CREATE TABLE seat (
    account BLOB NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    negotiation TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('chair', 'secretariat', 'party')),
    delegation TEXT,
    delegate TEXT,
    PRIMARY KEY (account, negotiation),
    CHECK ((kind = 'party') = (delegation IS NOT NULL))
) STRICT;
CREATE INDEX seat_in_negotiation ON seat (negotiation);
CREATE TABLE link (
    digest BLOB NOT NULL PRIMARY KEY,
    account BLOB NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    ends INTEGER NOT NULL
) STRICT;
CREATE INDEX link_of_account ON link (account);
CREATE INDEX link_by_end ON link (ends);
CREATE TABLE session (
    digest BLOB NOT NULL PRIMARY KEY,
    account BLOB NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    began INTEGER NOT NULL,
    turned INTEGER NOT NULL,
    ends INTEGER NOT NULL
) STRICT;
CREATE INDEX session_of_account ON session (account);
CREATE TABLE draft (
    account BLOB NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    negotiation TEXT NOT NULL,
    name BLOB NOT NULL,
    fields BLOB NOT NULL,
    kept INTEGER NOT NULL,
    PRIMARY KEY (account, negotiation, name)
) STRICT;
CREATE TABLE visit (
    account BLOB NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    negotiation TEXT NOT NULL,
    size INTEGER NOT NULL CHECK (size >= 0),
    read INTEGER NOT NULL,
    before_size INTEGER CHECK (before_size >= 0),
    before_read INTEGER,
    PRIMARY KEY (account, negotiation),
    CHECK ((before_size IS NULL) = (before_read IS NULL))
) STRICT;
CREATE TABLE seen_call (
    negotiation TEXT NOT NULL,
    call TEXT NOT NULL,
    delegation TEXT NOT NULL,
    seen INTEGER NOT NULL,
    PRIMARY KEY (negotiation, call, delegation)
) STRICT, WITHOUT ROWID;
CREATE TABLE letter (
    id BLOB NOT NULL PRIMARY KEY,
    recipient TEXT NOT NULL,
    account BLOB NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    subject BLOB NOT NULL,
    words BLOB NOT NULL,
    written INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'failed')),
    tries INTEGER NOT NULL,
    moment INTEGER NOT NULL,
    why BLOB,
    CHECK ((state = 'failed') = (why IS NOT NULL))
) STRICT;
CREATE INDEX letter_of_account ON letter (account);
CREATE INDEX letter_by_state ON letter (state, moment);
CREATE INDEX letter_by_age ON letter (written, id);
