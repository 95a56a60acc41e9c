//! The statements that SQLite and PostgreSQL understand alike, so that both do the same.
//!
//! Never here: a statement with a value inside it; values are bound.

/// Makes room for a negotiation, unless there is one of that name.
pub(crate) const CREATE: &str =
    "INSERT INTO negotiation (slug) VALUES ($1) ON CONFLICT (slug) DO NOTHING";

/// The names of all negotiations.
pub(crate) const NEGOTIATIONS: &str = "SELECT slug FROM negotiation ORDER BY slug";

/// The key, the size and the term of a negotiation.
pub(crate) const STANDING: &str = "SELECT id, size, term FROM negotiation WHERE slug = $1";

/// The size and the checkpoint of a negotiation.
pub(crate) const HEAD: &str = "SELECT size, checkpoint FROM negotiation WHERE slug = $1";

/// Who holds a negotiation until when.
pub(crate) const LEASE: &str = "SELECT holder, lease_until FROM negotiation WHERE slug = $1";

/// Takes the lease where it is free. One statement: two that ask at once cannot both get it.
pub(crate) const ACQUIRE: &str = "UPDATE negotiation \
     SET term = term + 1, holder = $2, lease_until = $3 \
     WHERE slug = $1 AND (holder IS NULL OR holder = $2 OR lease_until <= $4) RETURNING term";

/// Moves the end of the lease of the latest term.
pub(crate) const RENEW: &str =
    "UPDATE negotiation SET lease_until = $3 WHERE slug = $1 AND term = $2 AND term > 0";

/// Moves the head if it stands where the batch begins and the term is the latest. It locks the
/// row until the transaction ends, so of two batches for one index the second finds it moved.
pub(crate) const ADVANCE: &str = "UPDATE negotiation SET size = $3, checkpoint = $4 \
     WHERE slug = $1 AND size = $2 AND term = $5 AND term > 0 RETURNING id";

/// Entries from one index up to another.
pub(crate) const ENTRIES: &str =
    "SELECT n, bytes FROM entry WHERE negotiation = $1 AND n >= $2 AND n < $3 ORDER BY n";

/// Texts that came with the entries from one index up to another.
pub(crate) const BLOBS_OF_ENTRIES: &str = "SELECT name, entry, salt, words FROM blob \
     WHERE negotiation = $1 AND entry >= $2 AND entry < $3 ORDER BY entry, name";

/// One tile.
pub(crate) const TILE: &str = "SELECT bytes FROM tile WHERE negotiation = $1 AND path = $2";
