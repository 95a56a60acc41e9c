//! Moments as text of one form: `2026-11-23T09:30:00.000Z`.

use comity_procedure::Time;
use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A moment of universal time, to the millisecond.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Moment(pub Time);

impl Moment {
    /// The moment as text.
    #[must_use]
    pub fn text(self) -> String {
        // Years outside of the calendar's range cannot be written; nobody negotiates then.
        let stamp = Timestamp::from_millisecond(self.0.0).unwrap_or(Timestamp::MIN);
        format!("{stamp:.3}")
    }

    /// The moment that a text says. Fractions of a second may be left out; the zone is `Z`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Moment> {
        if !text.ends_with('Z') {
            return None;
        }
        let stamp: Timestamp = text.parse().ok()?;
        Some(Moment(Time(stamp.as_millisecond())))
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text())
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Moment, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        Moment::parse(&text).ok_or_else(|| {
            serde::de::Error::custom(format!(
                "“{text}” is no moment; write it as 2026-11-23T09:30:00Z"
            ))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_read_back_as_it_was_written() {
        for milliseconds in [0, -1, 1_795_403_511_123, 4_107_542_399_000] {
            let moment = Moment(Time(milliseconds));
            assert_eq!(
                Moment::parse(&moment.text()),
                Some(moment),
                "{}",
                moment.text()
            );
        }
        assert_eq!(
            Moment(Time(1_795_403_511_100)).text(),
            "2026-11-23T03:11:51.100Z"
        );
        assert_eq!(Moment::parse("2026-11-23T03:11:51+01:00"), None);
    }
}
