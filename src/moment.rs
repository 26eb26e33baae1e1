//! When something happened, as precisely as it is known: an instant, a local time, or only a date.
//! Every answer is in instants; anything less precise gives bounds, so that no minute is claimed if
//! the shopper knows only the date. At the bottom of the dependency graph: uses `error` only.

use crate::error::{Code, Fault};
use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike};
use serde::{Serialize, Serializer};

/// A second in milliseconds.
pub(crate) const SECOND: i64 = 1_000;
/// A minute in milliseconds.
pub(crate) const MINUTE: i64 = 60 * SECOND;
/// An hour in milliseconds.
pub(crate) const HOUR: i64 = 60 * MINUTE;
/// A day of 24 hours in milliseconds. A calendar day may be shorter or longer.
pub(crate) const DAY: i64 = 24 * HOUR;

/// The years allowed for external dates and instants.
pub(crate) const YEARS: std::ops::RangeInclusive<i32> = 1970..=2100;
const FIRST_MS: i64 = 0;
const LAST_MS: i64 = 4_133_980_799_999;

/// 1970-01-01 as a chrono day number.
const EPOCH_DAY: i32 = 719_163;

/// A local time read as if it were UTC, in milliseconds; chrono's own conversion is larger.
pub(crate) fn as_utc(local: NaiveDateTime) -> i64 {
    let days = i64::from(local.num_days_from_ce() - EPOCH_DAY);
    let seconds = i64::from(local.num_seconds_from_midnight());
    days * DAY + seconds * SECOND + i64::from(local.nanosecond() / 1_000_000)
}

/// A point in time: milliseconds since 1970-01-01T00:00:00Z, not counting leap seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Instant(i64);

impl Instant {
    /// The instant `ms` milliseconds after 1970-01-01T00:00:00Z; `None` outside 1970–2100.
    pub fn from_millis(ms: i64) -> Option<Instant> {
        (FIRST_MS..=LAST_MS).contains(&ms).then_some(Instant(ms))
    }

    /// A computed instant: a term may lead somewhat beyond 2100.
    pub(crate) const fn unchecked(ms: i64) -> Instant {
        Instant(ms)
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub fn millis(self) -> i64 {
        self.0
    }

    /// The date and time in UTC at this instant.
    pub(crate) fn utc(self) -> NaiveDateTime {
        DateTime::from_timestamp_millis(self.0).unwrap_or_default().naive_utc()
    }

    /// The instant `ms` milliseconds later, or earlier if negative.
    pub fn plus(self, ms: i64) -> Instant {
        Instant(self.0.saturating_add(ms))
    }
}

/// The bounds of a point in time: it lies between these two instants, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Bounds {
    /// The earliest instant it can be.
    pub earliest: Instant,
    /// The latest instant it can be, never before `earliest`.
    pub latest: Instant,
}

impl Bounds {
    /// The bounds of a point in time known to the millisecond.
    pub fn exactly(at: Instant) -> Bounds {
        Bounds { earliest: at, latest: at }
    }

    /// Whether the point in time is known to the millisecond.
    pub fn is_exact(self) -> bool {
        self.earliest == self.latest
    }

    /// The bounds of the earlier of two points in time.
    pub(crate) fn or_earlier(self, other: Bounds) -> Bounds {
        Bounds {
            earliest: self.earliest.min(other.earliest),
            latest: self.latest.min(other.latest),
        }
    }
}

/// When something happened, in one of the precisions in which a person or a program may know it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// Known to the millisecond.
    Instant(Instant),
    /// A local time in the shopper's zone. If clocks went back and showed it twice, the earlier one
    /// is meant; if they went forward and skipped it, the time is shifted forward by the gap
    /// ("compatible", as in Temporal).
    Local(NaiveDateTime),
    /// Only a date, in the shopper's zone.
    Date(NaiveDate),
    /// Between two instants: a date in a zone of its own.
    Within(Bounds),
}

/// Serializes to a form that `wire` can read again: epoch milliseconds, an ISO 8601 string, or both
/// bounds.
impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Moment::Instant(at) => at.serialize(serializer),
            Moment::Local(local) => serializer.collect_str(&format_args!("{local:?}")),
            Moment::Date(date) => serializer.collect_str(&format_args!("{date:?}")),
            Moment::Within(bounds) => bounds.serialize(serializer),
        }
    }
}

impl Moment {
    /// Reads an ISO 8601 string: `2026-03-01T10:00:00+03:00` (or `Z`) is an instant,
    /// `2026-03-01T10:00` a local time, `2026-03-01` a date. Seconds with up to nine decimals are
    /// optional; digits beyond milliseconds are cut off.
    ///
    /// # Errors
    /// `malformed`, `no-such-date` (February 31), `no-such-time`, `out-of-range` (outside
    /// 1970–2100), each at `path`.
    ///
    /// ```
    /// use dispute_clock::{Code, Moment};
    /// assert!(matches!(Moment::parse("2026-03-01", "ordered"), Ok(Moment::Date(_))));
    /// assert_eq!(Moment::parse("2026-02-31", "ordered").unwrap_err().code, Code::NoSuchDate);
    /// ```
    pub fn parse(text: &str, path: &str) -> Result<Moment, Fault> {
        Moment::from_iso(text).map_err(|code| Fault::new(code, path, EXPECTED_MOMENT))
    }

    /// As [`Moment::parse`], for a string without a path.
    pub(crate) fn from_iso(text: &str) -> Result<Moment, Code> {
        const MALFORMED: Code = Code::Malformed;
        let ((year, month, day), rest) = date_fields(text).ok_or(MALFORMED)?;
        let date = NaiveDate::from_ymd_opt(year as i32, month, day).ok_or(Code::NoSuchDate)?;
        if !YEARS.contains(&date.year()) {
            return Err(Code::OutOfRange);
        }
        if rest.is_empty() {
            return Ok(Moment::Date(date));
        }
        let (mark, clock) = rest.split_at_checked(1).ok_or(MALFORMED)?;
        if !matches!(mark, "T" | "t" | " ") {
            return Err(MALFORMED);
        }
        let zone_at = clock.bytes().position(|byte| matches!(byte, b'Z' | b'z' | b'+' | b'-'));
        let (clock, zone) = clock.split_at(zone_at.unwrap_or(clock.len()));
        let (hour, minute, second, milli) = clock_fields(clock).ok_or(MALFORMED)?;
        let time =
            NaiveTime::from_hms_milli_opt(hour, minute, second, milli).ok_or(Code::NoSuchTime)?;
        let local = date.and_time(time);
        if zone.is_empty() {
            return Ok(Moment::Local(local));
        }
        let offset = offset_ms(zone).ok_or(MALFORMED)?;
        Instant::from_millis(as_utc(local) - offset).map(Moment::Instant).ok_or(Code::OutOfRange)
    }
}

/// The accepted form of a date, for error messages.
pub(crate) const EXPECTED_DATE: &str = "a date in 1970–2100: '2026-03-01'";

/// The accepted forms of a moment, for error messages.
pub(crate) const EXPECTED_MOMENT: &str = "a moment in 1970–2100: epoch milliseconds, a Date, \
     '2026-03-01T10:00:00+03:00', '2026-03-01T10:00' or '2026-03-01'";

/// A number that consists of digits only.
fn digits(text: &str) -> Option<u32> {
    let mut number = (!text.is_empty()).then_some(0)?;
    for byte in text.bytes() {
        let digit = byte.is_ascii_digit().then(|| u32::from(byte - b'0'))?;
        number = u32::checked_mul(number, 10)?.checked_add(digit)?;
    }
    Some(number)
}

/// The number in the first `count` digits of a text, and the rest.
fn number(text: &str, count: usize) -> Option<(u32, &str)> {
    let (number, rest) = text.split_at_checked(count)?;
    Some((digits(number)?, rest))
}

/// `YYYY-MM-DD`, which need not exist, and the rest.
fn date_fields(text: &str) -> Option<((u32, u32, u32), &str)> {
    let (year, rest) = number(text, 4)?;
    let (month, rest) = number(rest.strip_prefix('-')?, 2)?;
    let (day, rest) = number(rest.strip_prefix('-')?, 2)?;
    Some(((year, month, day), rest))
}

/// `HH:MM`, `HH:MM:SS` or `HH:MM:SS.fraction`.
fn clock_fields(text: &str) -> Option<(u32, u32, u32, u32)> {
    let (hour, rest) = number(text, 2)?;
    let (minute, rest) = number(rest.strip_prefix(':')?, 2)?;
    if rest.is_empty() {
        return Some((hour, minute, 0, 0));
    }
    let (second, rest) = number(rest.strip_prefix(':')?, 2)?;
    if rest.is_empty() {
        return Some((hour, minute, second, 0));
    }
    let fraction = rest.strip_prefix('.').filter(|fraction| fraction.len() <= 9)?;
    digits(fraction)?;
    let mut decimals = fraction.bytes();
    let mut next = || decimals.next().map_or(0, |byte| u32::from(byte - b'0'));
    Some((hour, minute, second, next() * 100 + next() * 10 + next()))
}

/// `Z`, `+03:00` or `-0330`, in milliseconds, east positive.
fn offset_ms(text: &str) -> Option<i64> {
    if matches!(text, "Z" | "z") {
        return Some(0);
    }
    let (sign, rest) = text.split_at_checked(1)?;
    let (hours, rest) = number(rest, 2)?;
    let (minutes, rest) = number(rest.strip_prefix(':').unwrap_or(rest), 2)?;
    let ms = i64::from(hours) * HOUR + i64::from(minutes) * MINUTE;
    let is_valid = rest.is_empty() && hours < 24 && minutes < 60;
    is_valid.then_some(if sign == "-" { -ms } else { ms })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> Code {
        Moment::parse(text, "ordered").unwrap_err().code
    }

    #[test]
    fn reads_the_three_precisions() {
        let at = Instant::from_millis(1_772_348_400_000).map(Moment::Instant);
        assert_eq!(Moment::parse("2026-03-01T10:00:00+03:00", "").ok(), at);
        assert_eq!(Moment::parse("2026-03-01T07:00Z", "").ok(), at);
        assert_eq!(Moment::parse("2026-03-01T01:30:00.000-0530", "").ok(), at);
        assert_eq!(Moment::parse("2026-03-02T06:59:00.000000000+23:59", "").ok(), at);
        assert!(matches!(Moment::parse("2026-03-01T10:00", ""), Ok(Moment::Local(_))));
        assert!(matches!(Moment::parse("2024-02-29", ""), Ok(Moment::Date(_))));
    }

    #[test]
    fn truncates_to_milliseconds() {
        let moment = Moment::parse("1970-01-01T00:00:00.0129999Z", "");
        assert_eq!(moment, Ok(Moment::Instant(Instant::unchecked(12))));
    }

    #[test]
    fn reports_what_is_wrong() {
        for text in [
            "",
            "tomorrow",
            "2026-3-1",
            "2026-03-01T",
            "2026-03-01T10",
            "2026-03-01T10:00:",
            "2026-03-01T10:00:00.",
            "2026-03-01T10:00.5",
            "2026-03-01T10:00+3",
            "2026-03-01T10:00+24:00",
            "2026-03-01T10:00+03:60",
            "2026-03-01T10:00:00.1234567890",
            "2026-03-01x10:00",
            "2026-03-01T10:00+0:300",
            "2026-03-01T10:00+0300:",
            "2026-03-01T10:00:00:00",
            "２０２６-03-01",
            "2026-03-0١",
            "2026-03-01Я10:00",
            "+026-03-01",
        ] {
            assert_eq!(code(text), Code::Malformed, "{text}");
        }
        for text in ["2026-02-31", "2026-02-29", "2026-13-01", "2026-00-10", "2026-04-31T10:00"] {
            assert_eq!(code(text), Code::NoSuchDate, "{text}");
        }
        for text in ["2026-03-01T24:00", "2026-03-01T10:60", "2026-03-01T10:00:60Z"] {
            assert_eq!(code(text), Code::NoSuchTime, "{text}");
        }
        for text in ["1969-12-31", "2101-01-01", "0001-01-01T00:00Z", "1970-01-01T00:00+03:00"] {
            assert_eq!(code(text), Code::OutOfRange, "{text}");
        }
    }
}
