//! The statements of the accounts that SQLite and PostgreSQL understand alike.
//!
//! Never here: a statement with a value inside it; values are bound.

/// Holds the row of an account until the transaction ends, and tells whether it is there. It
/// changes nothing; it is the lock that both databases know.
pub(super) const HOLD: &str = "UPDATE account SET language = language WHERE id = $1";

/// Makes an account, unless its id or its mail is there.
pub(super) const ENROL: &str =
    "INSERT INTO account (id, mail) VALUES ($1, $2) ON CONFLICT DO NOTHING";

/// An account by its id.
pub(super) const ACCOUNT: &str = "SELECT id, mail, language, time_zone FROM account WHERE id = $1";

/// An account by its mail.
pub(super) const ACCOUNT_OF: &str =
    "SELECT id, mail, language, time_zone FROM account WHERE mail = $1";

/// Sets how an account wants to read.
pub(super) const PREFER: &str = "UPDATE account SET language = $2, time_zone = $3 WHERE id = $1";

/// Forgets an account. What belongs to it goes with its row.
pub(super) const ERASE: &str = "DELETE FROM account WHERE id = $1";

/// Gives an account a seat in the place of the one it had.
pub(super) const SEAT: &str = "INSERT INTO seat (account, negotiation, kind, delegation, delegate) \
     VALUES ($1, $2, $3, $4, $5) ON CONFLICT (account, negotiation) DO UPDATE \
     SET kind = excluded.kind, delegation = excluded.delegation, delegate = excluded.delegate";

/// How many other seats an account has, and how many others have one in a negotiation.
pub(super) const SEATS_BESIDE: &str = "SELECT \
     (SELECT count(*) FROM seat WHERE account = $1 AND negotiation <> $2), \
     (SELECT count(*) FROM seat WHERE negotiation = $2 AND account <> $1)";

/// Takes a seat away.
pub(super) const UNSEAT: &str = "DELETE FROM seat WHERE account = $1 AND negotiation = $2";

/// The seats of an account.
pub(super) const SEATS: &str = "SELECT negotiation, kind, delegation, delegate FROM seat \
     WHERE account = $1 ORDER BY negotiation";

/// Who has a seat in a negotiation.
pub(super) const SEATED: &str = "SELECT id, mail, language, time_zone, kind, delegation, delegate \
     FROM seat JOIN account ON account.id = seat.account \
     WHERE negotiation = $1 ORDER BY mail";

/// Forgets the links of an account but the last so many.
pub(super) const TRIM_LINKS: &str = "DELETE FROM link WHERE account = $1 AND digest NOT IN \
     (SELECT digest FROM link WHERE account = $1 AND digest <> $2 \
     ORDER BY ends DESC, digest LIMIT $3)";

/// Keeps a link.
pub(super) const PUT_LINK: &str = "INSERT INTO link (digest, account, ends) VALUES ($1, $2, $3)";

/// The account of a link that is good.
pub(super) const LOOK_AT_LINK: &str = "SELECT account FROM link WHERE digest = $1 AND ends > $2";

/// Uses a link up. One statement: of two that use it at once the second finds no row.
pub(super) const USE_LINK: &str =
    "DELETE FROM link WHERE digest = $1 AND ends > $2 RETURNING account";

/// Forgets the sessions of an account that are over, the one that is followed, and the one that
/// is put once more.
pub(super) const SWEEP_SESSIONS: &str =
    "DELETE FROM session WHERE account = $1 AND (ends <= $2 OR digest = $3 OR digest = $4)";

/// Forgets the sessions of an account but the last so many.
pub(super) const TRIM_SESSIONS: &str = "DELETE FROM session WHERE account = $1 AND digest NOT IN \
     (SELECT digest FROM session WHERE account = $1 ORDER BY turned DESC, digest LIMIT $2)";

/// Keeps a session.
pub(super) const PUT_SESSION: &str =
    "INSERT INTO session (digest, account, began, turned, ends) VALUES ($1, $2, $3, $4, $5)";

/// A session that has not ended.
pub(super) const SESSION: &str = "SELECT digest, account, began, turned, ends FROM session \
     WHERE digest = $1 AND ends > $2";

/// The sessions of an account that have not ended.
pub(super) const SESSIONS: &str = "SELECT digest, account, began, turned, ends FROM session \
     WHERE account = $1 AND ends > $2 ORDER BY began, digest";

/// Ends a session.
pub(super) const END_SESSION: &str = "DELETE FROM session WHERE digest = $1";

/// Ends the sessions of an account.
pub(super) const END_SESSIONS: &str = "DELETE FROM session WHERE account = $1";

/// Keeps a draft in the place of the one with its name.
pub(super) const PUT_DRAFT: &str = "INSERT INTO draft (account, negotiation, name, fields, kept) \
     VALUES ($1, $2, $3, $4, $5) ON CONFLICT (account, negotiation, name) DO UPDATE \
     SET fields = excluded.fields, kept = excluded.kept";

/// Removes a draft.
pub(super) const REMOVE_DRAFT: &str =
    "DELETE FROM draft WHERE account = $1 AND negotiation = $2 AND name = $3";

/// How many other drafts there are, and how many bytes are in them.
pub(super) const DRAFTS_BESIDE: &str = "SELECT count(*), coalesce(sum(length(fields)), 0) \
     FROM draft WHERE account = $1 AND negotiation = $2 AND name <> $3";

/// The drafts of an account in a negotiation.
pub(super) const DRAFTS: &str = "SELECT name, fields, kept FROM draft \
     WHERE account = $1 AND negotiation = $2 ORDER BY name";

/// A visit.
pub(super) const VISIT: &str = "SELECT size, read, before_size, before_read FROM visit \
     WHERE account = $1 AND negotiation = $2";

/// Keeps a visit.
pub(super) const PUT_VISIT: &str = "INSERT INTO visit \
     (account, negotiation, size, read, before_size, before_read) \
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (account, negotiation) DO UPDATE \
     SET size = excluded.size, read = excluded.read, \
     before_size = excluded.before_size, before_read = excluded.before_read";

/// Forgets the visits of an account but the one just kept and the last so many.
pub(super) const TRIM_VISITS: &str = "DELETE FROM visit \
     WHERE account = $1 AND negotiation <> $2 AND negotiation NOT IN \
     (SELECT negotiation FROM visit WHERE account = $1 AND negotiation <> $2 \
     ORDER BY read DESC, negotiation LIMIT $3)";

/// Says that a delegation has seen a call.
pub(super) const SEE_CALL: &str = "INSERT INTO seen_call (negotiation, call, delegation, seen) \
     VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";

/// The delegations that have seen a call.
pub(super) const SEEN_CALL: &str = "SELECT delegation, seen FROM seen_call \
     WHERE negotiation = $1 AND call = $2 ORDER BY delegation";

/// Puts a letter into the outbox, unless it is there.
pub(super) const POST: &str = "INSERT INTO letter \
     (id, recipient, account, subject, words, written, state, tries, moment, why) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (id) DO NOTHING";

/// How many other letters of an account wait.
pub(super) const WAITING_BESIDE: &str =
    "SELECT count(*) FROM letter WHERE account = $1 AND state = 'waiting' AND id <> $2";

/// The letters whose time has come.
pub(super) const UNSENT: &str = "SELECT id, recipient, account, subject, words, written, \
     state, tries, moment, why FROM letter \
     WHERE state = 'waiting' AND moment <= $1 ORDER BY written, id LIMIT $2";

/// Says what became of a letter.
pub(super) const TELL: &str = "UPDATE letter SET state = $2, tries = $3, moment = $4, why = $5 \
     WHERE id = $1 AND state <> 'sent'";

/// The last letters.
pub(super) const LETTERS: &str = "SELECT id, recipient, account, subject, words, written, \
     state, tries, moment, why FROM letter ORDER BY written DESC, id DESC LIMIT $1";
