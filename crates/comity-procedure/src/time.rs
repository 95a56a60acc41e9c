//! Time as it comes in with the acts: milliseconds since 1970 in universal time.

use std::fmt;

/// A moment, in milliseconds since the beginning of 1970, universal time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Time(pub i64);

/// A number of hours, as modalities give it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Hours(pub u32);

impl Hours {
    /// The same in milliseconds.
    #[must_use]
    pub fn milliseconds(self) -> i64 {
        i64::from(self.0) * 3_600_000
    }
}

impl fmt::Display for Hours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} h", self.0)
    }
}

impl Time {
    /// The moment that many hours later.
    #[must_use]
    pub fn after(self, hours: Hours) -> Time {
        Time(self.0.saturating_add(hours.milliseconds()))
    }

    /// The time from an earlier moment to this one, in milliseconds; negative when it is later.
    #[must_use]
    pub fn since(self, earlier: Time) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}

impl fmt::Display for Time {
    /// As `2026-11-23 09:30:00 UTC`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.0.div_euclid(1000);
        let (days, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
        let (year, month, day) = civil(days);
        let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
        write!(
            f,
            "{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02} UTC"
        )
    }
}

/// Year, month and day of a number of days since the beginning of 1970, in the Gregorian calendar.
fn civil(days: i64) -> (i64, i64, i64) {
    // Counted from 1 March of the year 0, a leap day is the last day of its year.
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = (month_from_march + 2) % 12 + 1;
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_reads_as_its_date() {
        let check = |milliseconds, reads: &str| assert_eq!(Time(milliseconds).to_string(), reads);
        check(0, "1970-01-01 00:00:00 UTC");
        check(-1, "1969-12-31 23:59:59 UTC");
        check(951_782_400_000, "2000-02-29 00:00:00 UTC");
        check(1_795_403_511_123, "2026-11-23 03:11:51 UTC");
        check(4_107_542_399_000, "2100-02-28 23:59:59 UTC");
    }
}
