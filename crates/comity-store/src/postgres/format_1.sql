-- Format 1. Texts are kept as bytes in UTF-8, because a text may hold the zero character.
CREATE TABLE format (version bigint NOT NULL);
INSERT INTO format VALUES (1);
CREATE TABLE negotiation (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    slug text COLLATE "C" NOT NULL UNIQUE,
    size bigint NOT NULL DEFAULT 0 CHECK (size >= 0),
    checkpoint text,
    term bigint NOT NULL DEFAULT 0,
    holder text,
    lease_until bigint NOT NULL DEFAULT 0
);
CREATE TABLE entry (
    negotiation bigint NOT NULL REFERENCES negotiation,
    n bigint NOT NULL,
    bytes bytea NOT NULL,
    PRIMARY KEY (negotiation, n)
);
CREATE TABLE blob (
    negotiation bigint NOT NULL REFERENCES negotiation,
    name bytea NOT NULL,
    entry bigint NOT NULL,
    salt bytea,
    words bytea,
    PRIMARY KEY (negotiation, name),
    CHECK ((salt IS NULL) = (words IS NULL))
);
CREATE INDEX blob_of_entry ON blob (negotiation, entry);
CREATE TABLE tile (
    negotiation bigint NOT NULL REFERENCES negotiation,
    path text COLLATE "C" NOT NULL,
    bytes bytea NOT NULL,
    PRIMARY KEY (negotiation, path)
);
