-- Format 1. Texts are kept as bytes in UTF-8, because a text may hold the zero character.
CREATE TABLE negotiation (
    id INTEGER PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    size INTEGER NOT NULL DEFAULT 0 CHECK (size >= 0),
    checkpoint TEXT,
    term INTEGER NOT NULL DEFAULT 0,
    holder TEXT,
    lease_until INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE entry (
    negotiation INTEGER NOT NULL REFERENCES negotiation (id),
    n INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (negotiation, n)
) STRICT, WITHOUT ROWID;
CREATE TABLE blob (
    negotiation INTEGER NOT NULL REFERENCES negotiation (id),
    name BLOB NOT NULL,
    entry INTEGER NOT NULL,
    salt BLOB,
    words BLOB,
    PRIMARY KEY (negotiation, entry, name),
    UNIQUE (negotiation, name),
    CHECK ((salt IS NULL) = (words IS NULL))
) STRICT, WITHOUT ROWID;
CREATE TABLE tile (
    negotiation INTEGER NOT NULL REFERENCES negotiation (id),
    path TEXT NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (negotiation, path)
) STRICT;
