//! Times as people read them: in their time zone, with the exact one beside it for machines.

use comity_procedure::Time;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::words::Words;

/// Says times to one reader.
#[derive(Clone, Debug)]
pub struct Times {
    words: &'static Words,
    zone: TimeZone,
    /// What the time zone is called, for the reader.
    pub zone_name: String,
}

impl Times {
    /// For a language and a time zone.
    #[must_use]
    pub fn new(words: &'static Words, zone: TimeZone) -> Times {
        let zone_name = zone.iana_name().unwrap_or("UTC").to_owned();
        Times {
            words,
            zone,
            zone_name,
        }
    }

    /// A day and a time of day, as an HTML element; the script says it in the zone of the browser
    /// where no other was chosen.
    #[must_use]
    pub fn at(&self, time: &Time) -> String {
        let text = self.plain(time);
        format!(
            "<time datetime=\"{}\" data-when=\"minute\">{text}</time>",
            exact(time)
        )
    }

    /// A day, as an HTML element.
    #[must_use]
    pub fn day(&self, time: &Time) -> String {
        let Some(there) = self.there(time) else {
            return String::new();
        };
        let month = self.month(&there);
        let facts: [(&str, &dyn crate::words::Fact); 3] = [
            ("day", &i64::from(there.day())),
            ("month", &month),
            ("year", &there.year().to_string()),
        ];
        let text = self.words.with("time-day", &facts);
        format!(
            "<time datetime=\"{}\" data-when=\"day\">{text}</time>",
            exact(time)
        )
    }

    /// A day and a time of day as plain text.
    #[must_use]
    pub fn plain(&self, time: &Time) -> String {
        let Some(there) = self.there(time) else {
            return String::new();
        };
        let month = self.month(&there);
        let clock = format!("{:02}:{:02}", there.hour(), there.minute());
        let facts: [(&str, &dyn crate::words::Fact); 5] = [
            ("day", &i64::from(there.day())),
            ("month", &month),
            ("year", &there.year().to_string()),
            ("clock", &clock),
            ("zone", &self.zone_name),
        ];
        self.words.with("time-minute", &facts)
    }

    fn month(&self, there: &jiff::Zoned) -> String {
        let number = usize::from(there.month().unsigned_abs());
        self.words.say(MONTHS[number - 1])
    }

    fn there(&self, time: &Time) -> Option<jiff::Zoned> {
        let stamp = Timestamp::from_millisecond(time.0).ok()?;
        Some(stamp.to_zoned(self.zone.clone()))
    }
}

/// A time as machines read it.
#[must_use]
pub(crate) fn exact(time: &Time) -> String {
    Timestamp::from_millisecond(time.0).map_or_else(|_| String::new(), |it| it.to_string())
}

const MONTHS: [&str; 12] = [
    "month-1", "month-2", "month-3", "month-4", "month-5", "month-6", "month-7", "month-8",
    "month-9", "month-10", "month-11", "month-12",
];
