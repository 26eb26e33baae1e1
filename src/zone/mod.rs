//! Local time: from an instant to a local time and back, in any time zone. The core has no
//! time-zone database; a `Zone` answers one question, the UTC offset at an instant. Uses `moment`
//! only.

mod spans;

pub use spans::Spans;

use crate::moment::{Bounds, DAY, Instant, Moment, SECOND, as_utc};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

/// A time zone, as far as the rules need it.
pub trait Zone {
    /// Its IANA name, such as `Europe/Moscow`, which appears in answers.
    fn id(&self) -> &str;

    /// The offset of local time from UTC at an instant, in seconds, positive east of UTC.
    fn offset_at(&self, at: Instant) -> i32;
}

impl<Z: Zone + ?Sized> Zone for &Z {
    fn id(&self) -> &str {
        (**self).id()
    }

    fn offset_at(&self, at: Instant) -> i32 {
        (**self).offset_at(at)
    }
}

/// UTC.
#[derive(Clone, Copy, Debug, Default)]
pub struct Utc;

impl Zone for Utc {
    fn id(&self) -> &str {
        "UTC"
    }

    fn offset_at(&self, _: Instant) -> i32 {
        0
    }
}

/// The local time in the zone at an instant.
pub fn local_time(zone: &dyn Zone, at: Instant) -> NaiveDateTime {
    at.plus(i64::from(zone.offset_at(at)) * SECOND).utc()
}

/// The instant of a local time in the zone, disambiguated as in Temporal's "compatible": of two
/// instants, the earlier; if there is none, the time is shifted forward by the length of the gap.
pub fn instant_of(zone: &dyn Zone, local: NaiveDateTime) -> Instant {
    instant_at(zone, as_utc(local))
}

/// The same for a local time given as the instant at which it would be in UTC.
pub(crate) fn instant_at(zone: &dyn Zone, as_utc: i64) -> Instant {
    let local = LocalTime::new(zone, as_utc);
    local.earliest(zone).unwrap_or(local.with_offset(local.offset_before))
}

/// The first instant of a date in the zone: midnight, or the instant of the change if clocks skip
/// midnight.
pub fn start_of_day(zone: &dyn Zone, date: NaiveDate) -> Instant {
    let local = LocalTime::new(zone, midnight(date));
    local.earliest(zone).unwrap_or_else(|| local.transition(zone))
}

/// The instant at which a date in the zone has ended for good. If the next midnight occurs twice,
/// the later one ends the date only if the local date just before it was still this one.
fn end_of_day(zone: &dyn Zone, date: NaiveDate) -> Instant {
    let local = LocalTime::new(zone, midnight(date) + DAY);
    let ends_date = |at: &Instant| local_time(zone, at.plus(-1)).date() <= date;
    let [one, other] = local.instants(zone);
    one.max(other.filter(ends_date)).unwrap_or_else(|| local.transition(zone))
}

/// The bounds of a moment. A date is bounded by its first and last millisecond in the zone.
pub fn bounds_of(zone: &dyn Zone, moment: Moment) -> Bounds {
    match moment {
        Moment::Instant(at) => Bounds::exactly(at),
        Moment::Local(local) => Bounds::exactly(instant_of(zone, local)),
        Moment::Within(bounds) => bounds,
        Moment::Date(date) => {
            let earliest = start_of_day(zone, date);
            let last = end_of_day(zone, date).plus(-1);
            // A date that the zone skipped has no last millisecond of its own.
            Bounds { earliest, latest: last.max(earliest) }
        }
    }
}

/// The date `days` days later; all dates here are far from the ends of the calendar.
pub(crate) fn plus_days(date: NaiveDate, days: u32) -> NaiveDate {
    date.checked_add_signed(TimeDelta::days(i64::from(days))).unwrap_or(NaiveDate::MAX)
}

/// The start of a date, read as if it were UTC, in milliseconds.
fn midnight(date: NaiveDate) -> i64 {
    as_utc(date.and_time(NaiveTime::MIN))
}

/// A local time with the offsets a day before and a day after it. No zone has changed its offset
/// twice within two days since 1970, so one of the two applies at the local time itself.
struct LocalTime {
    /// The local time read as if it were UTC, in milliseconds.
    as_utc: i64,
    offset_before: i32,
    offset_after: i32,
}

impl LocalTime {
    fn new(zone: &dyn Zone, as_utc: i64) -> LocalTime {
        let offset = |ms| zone.offset_at(Instant::unchecked(ms));
        LocalTime {
            as_utc,
            offset_before: offset(as_utc - DAY),
            offset_after: offset(as_utc + DAY),
        }
    }

    fn with_offset(&self, offset: i32) -> Instant {
        Instant::unchecked(self.as_utc - i64::from(offset) * SECOND)
    }

    /// The instants, at most two, that really have this local time, the earlier one first: a time
    /// occurs twice where the offset shrinks.
    fn instants(&self, zone: &dyn Zone) -> [Option<Instant>; 2] {
        // With the same offset before and after, the offset in between is the same, too.
        let is_constant = self.offset_before == self.offset_after;
        let candidate = |offset| {
            let at = self.with_offset(offset);
            (is_constant || zone.offset_at(at) == offset).then_some(at)
        };
        [candidate(self.offset_before), candidate(self.offset_after)]
    }

    /// The first of them.
    fn earliest(&self, zone: &dyn Zone) -> Option<Instant> {
        let [one, other] = self.instants(zone);
        one.or(other)
    }

    /// The instant, within a day of the local time, at which the offset changes.
    fn transition(&self, zone: &dyn Zone) -> Instant {
        let (from, to) = (self.as_utc - DAY, self.as_utc + DAY);
        Instant::unchecked(find_transition(zone, from, to, self.offset_before))
    }
}

/// The first whole second, in milliseconds, in `from..=to` at which the zone no longer has the
/// offset it has at `from`. A binary search, so there must be exactly one change in between.
fn find_transition(zone: &dyn Zone, from: i64, to: i64, old_offset: i32) -> i64 {
    let (mut unchanged, mut changed) = (from.div_euclid(SECOND), to.div_euclid(SECOND));
    while changed - unchanged > 1 {
        let middle = unchanged + (changed - unchanged) / 2;
        if zone.offset_at(Instant::unchecked(middle * SECOND)) == old_offset {
            unchanged = middle;
        } else {
            changed = middle;
        }
    }
    changed * SECOND
}
