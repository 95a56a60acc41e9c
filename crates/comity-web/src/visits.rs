//! Visits: how far somebody had read when they were last here, so that a page can say what has
//! changed since.
//!
//! For who is signed in it stands with the account; others carry it in a cookie, which says no
//! more than how long the record was and when. Never here: who somebody is.
//!
//! Start at [`Visit::last_visit`].

use axum::http::{HeaderMap, HeaderValue};
use comity_app::ports::{NegotiationId, VISIT_MILLISECONDS, Visited};

use crate::problem::Problem;
use crate::sessions::cookie_named;
use crate::visit::Visit;

/// How long a browser remembers a visit, in seconds: a negotiation may pause for a season.
const REMEMBERED_SECONDS: u32 = 120 * 24 * 60 * 60;

/// How often the cookie is set anew while somebody reads, in milliseconds.
const FRESHENED_MILLISECONDS: i64 = VISIT_MILLISECONDS / 6;

/// What a browser remembers of one negotiation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Remembered {
    /// How long the record was when the visit before this one ended.
    before: Option<u64>,
    /// How long it was when it was last read.
    size: u64,
    /// When it was last read, in milliseconds since 1970.
    at: i64,
}

impl Visit {
    /// How long the record was when the last visit of this reader ended; `None` at the first.
    ///
    /// # Errors
    /// When the accounts cannot be read.
    pub async fn last_visit(&self) -> Result<Option<u64>, Problem> {
        let Some(person) = &self.reader.person else {
            return Ok(self.seen);
        };
        let room = self.room();
        let now = Visited {
            size: room.state().size(),
            at: self.now,
        };
        let accounts = self.site.accounts();
        let last = accounts
            .visit(person.account.id, room.desk.id(), now)
            .await?;
        Ok(last.map(|it| it.size).filter(|it| *it < now.size))
    }
}

/// How far somebody without an account had read when the last visit ended, and the cookie to set.
pub(crate) fn of_stranger(
    headers: &HeaderMap,
    negotiation: &NegotiationId,
    now: Visited,
) -> (Option<u64>, Option<HeaderValue>) {
    let name = format!("read-{negotiation}");
    let known = cookie_named(headers, &name).and_then(Remembered::parse);
    let next = Remembered::after(known, now);
    let seen = next.before.filter(|it| *it < now.size);
    let stale = known.is_none_or(|it| {
        it.before != next.before || it.size != next.size || now.at - it.at >= FRESHENED_MILLISECONDS
    });
    if !stale {
        return (seen, None);
    }
    let cookie = format!(
        "{name}={}; Path=/n/{negotiation}; HttpOnly; SameSite=Lax; Max-Age={REMEMBERED_SECONDS}",
        next.written()
    );
    (seen, HeaderValue::from_str(&cookie).ok())
}

impl Remembered {
    fn after(known: Option<Remembered>, now: Visited) -> Remembered {
        let before = match known {
            None => None,
            Some(known) if now.at - known.at >= VISIT_MILLISECONDS => Some(known.size),
            Some(known) => known.before,
        };
        Remembered {
            before,
            size: now.size,
            at: now.at,
        }
    }

    fn parse(value: &str) -> Option<Remembered> {
        let mut parts = value.split('.');
        let before = parts.next()?;
        let remembered = Remembered {
            before: match before {
                "" => None,
                size => Some(size.parse().ok()?),
            },
            size: parts.next()?.parse().ok()?,
            at: parts.next()?.parse().ok()?,
        };
        parts.next().is_none().then_some(remembered)
    }

    fn written(self) -> String {
        let before = self.before.map_or_else(String::new, |it| it.to_string());
        format!("{before}.{}.{}", self.size, self.at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_visit_ends_with_a_pause() {
        let minute = 60_000;
        let mut known = None;
        let mut read = |at: i64, size: u64| {
            let next = Remembered::after(known, Visited { size, at });
            known = Some(next);
            assert_eq!(Remembered::parse(&next.written()), Some(next));
            next.before
        };
        assert_eq!(read(0, 100), None, "the first visit");
        assert_eq!(read(20 * minute, 104), None, "still the first one");
        assert_eq!(read(90 * minute, 120), Some(104), "the second one");
        assert_eq!(
            read(95 * minute, 121),
            Some(104),
            "loading again loses nothing"
        );
        assert_eq!(read(300 * minute, 121), Some(121), "nothing has happened");
    }

    #[test]
    fn a_cookie_that_is_not_ours_is_no_memory() {
        for value in ["", "x", "1.2", "1.2.3.4", "-1.2.3", "1.-2.3", "a.2.3"] {
            assert_eq!(Remembered::parse(value), None, "{value}");
        }
    }
}
