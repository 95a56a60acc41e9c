//! Letters: what people are written, in their language, as plain text.
//!
//! A letter is made here and put into the outbox; the [post office](crate::post_office) takes it
//! from there. The address of a link stands on a line of its own, outside of the words, so that no
//! mark which isolates a name becomes part of it. Names that others wrote are brought to one line,
//! without anything that cannot be seen: nobody writes a letter in our name with a title.
//!
//! Start at [`Letters::sign_in`].

use comity_app::ports::{Account, Letter, LetterId, Sending};
use comity_procedure::Time;
use jiff::tz::TimeZone;

use crate::site::Site;
use crate::times::Times;
use crate::words::{Fact, Words};

/// The most signs of a name or title in a letter: what a person reads in a subject.
const MAX_NAME_SIGNS: usize = 120;

/// Writes letters to one person.
pub(crate) struct Letters<'s> {
    site: &'s Site,
    to: &'s Account,
    words: &'static Words,
    times: Times,
}

/// For what seat somebody is invited, with the names that the letter says.
pub(crate) struct Invited {
    /// The message that says what the seat is.
    pub(crate) seat: &'static str,
    /// The title of the negotiation.
    pub(crate) negotiation: String,
    /// The name of the delegation; empty for officers.
    pub(crate) delegation: String,
}

impl<'s> Letters<'s> {
    /// To an account. The language is the one that the person has chosen, or else the given one.
    pub(crate) fn to(site: &'s Site, to: &'s Account, otherwise: &'static Words) -> Letters<'s> {
        let chosen = to.preferences.language.as_deref();
        let words = chosen.and_then(Words::of).unwrap_or(otherwise);
        let zone = to.preferences.time_zone.as_deref();
        let zone = zone.and_then(|it| TimeZone::get(it).ok());
        Letters {
            site,
            to,
            words,
            times: Times::new(words, zone.unwrap_or(TimeZone::UTC)),
        }
    }

    /// The letter with a link to sign in.
    pub(crate) fn sign_in(&self, link: &str, until: i64) -> Letter {
        let site = self.site_name();
        let facts: [(&str, &dyn Fact); 2] = [("site", &site), ("until", &self.at(until))];
        let text = [
            self.words.with("letter-sign-in-why", &facts),
            self.words.with("letter-link", &facts),
            link.to_owned(),
            self.words.with("letter-until", &facts),
            self.words.with("letter-sign-in-not-you", &facts),
        ];
        self.letter("letter-sign-in-subject", &facts, &text)
    }

    /// The letter that invites somebody to a seat.
    pub(crate) fn invitation(&self, invited: &Invited, link: &str, until: i64) -> Letter {
        let site = self.site_name();
        let negotiation = one_line(&invited.negotiation);
        let delegation = one_line(&invited.delegation);
        let until = self.at(until);
        let facts: [(&str, &dyn Fact); 4] = [
            ("site", &site),
            ("negotiation", &negotiation),
            ("delegation", &delegation),
            ("until", &until),
        ];
        let text = [
            self.words.with(invited.seat, &facts),
            self.words.with("letter-invitation-what", &facts),
            self.words.with("letter-link", &facts),
            link.to_owned(),
            self.words.with("letter-until", &facts),
            self.words.with("letter-invitation-later", &facts),
            self.words.with("letter-invitation-not-you", &facts),
        ];
        self.letter("letter-invitation-subject", &facts, &text)
    }

    fn letter(&self, subject: &str, facts: &[(&str, &dyn Fact)], text: &[String]) -> Letter {
        let mut id = [0; 16];
        id.copy_from_slice(&self.site.chance().bytes()[..16]);
        let now = self.site.now();
        Letter {
            id: LetterId(id),
            to: self.to.mail.clone(),
            account: self.to.id,
            subject: one_line(&self.words.with(subject, facts)),
            text: text.join("\n\n") + "\n",
            written: now,
            sending: Sending::Waiting {
                tries: 0,
                next: now,
            },
        }
    }

    /// The name of the site, as people see it in the bar of their browser.
    fn site_name(&self) -> String {
        let address = self.site.settings().address.as_str();
        let name = address.split_once("://").map_or(address, |it| it.1);
        one_line(name)
    }

    fn at(&self, time: i64) -> String {
        self.times.plain(&Time(time))
    }
}

/// A name on one line, without anything that cannot be seen, and no longer than one reads.
pub(crate) fn one_line(name: &str) -> String {
    let line = without_unseen(name);
    match line.char_indices().nth(MAX_NAME_SIGNS) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line,
    }
}

/// A text on one line, without anything that cannot be seen.
pub(crate) fn without_unseen(text: &str) -> String {
    let seen: String = text
        .chars()
        .filter(|it| it.is_whitespace() || !is_unseen(*it))
        .collect();
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a sign controls the line rather than standing in it.
fn is_unseen(sign: char) -> bool {
    sign.is_control()
        || matches!(sign, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{feff}' | '\u{ad}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stays_on_its_line() {
        let check = |name: &str, line: &str| assert_eq!(one_line(name), line, "{name:?}");
        check("Loa", "Loa");
        check(
            "Loa\r\nBcc: all@comity.example",
            "Loa Bcc: all@comity.example",
        );
        check("pay\u{202e}001\u{202c}", "pay001");
        check("\u{2028}two\u{2029}lines\u{85}more", "two lines more");
        check("جزر سوريل", "جزر سوريل");
        let long = "a".repeat(MAX_NAME_SIGNS + 1);
        check(&long, &format!("{}…", &long[1..]));
        check(&long[1..], &long[1..]);
    }
}
