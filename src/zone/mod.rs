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
    let around = Around::new(zone, as_utc);
    if around.before == around.after {
        return around.by(around.before);
    }
    around.first(zone).unwrap_or(around.by(around.before))
}

/// The first instant of a date in the zone: midnight, or the instant of the change if clocks skip
/// midnight.
pub fn start_of_day(zone: &dyn Zone, date: NaiveDate) -> Instant {
    let around = Around::new(zone, midnight(date));
    around.first(zone).unwrap_or_else(|| around.transition(zone))
}

/// The instant at which a date in the zone has ended for good. If the next midnight occurs twice,
/// the later one ends the date only if the local date just before it was still this one.
fn end_of_day(zone: &dyn Zone, date: NaiveDate) -> Instant {
    let around = Around::new(zone, midnight(date) + DAY);
    let ends_date = |at: &Instant| local_time(zone, at.plus(-1)).date() <= date;
    let [one, other] = around.matches(zone);
    one.filter(ends_date).max(other.filter(ends_date)).unwrap_or_else(|| around.transition(zone))
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
struct Around {
    /// The local time read as if it were UTC, in milliseconds.
    as_utc: i64,
    before: i32,
    after: i32,
}

impl Around {
    fn new(zone: &dyn Zone, as_utc: i64) -> Around {
        let offset = |ms| zone.offset_at(Instant::computed(ms));
        Around { as_utc, before: offset(as_utc - DAY), after: offset(as_utc + DAY) }
    }

    fn by(&self, offset: i32) -> Instant {
        Instant::computed(self.as_utc - i64::from(offset) * SECOND)
    }

    /// The instants, at most two, that really have this local time.
    fn matches(&self, zone: &dyn Zone) -> [Option<Instant>; 2] {
        // With the same offset before and after, the offset in between is the same, too.
        let steady = self.before == self.after;
        let shown = |offset| {
            let at = self.by(offset);
            (steady || zone.offset_at(at) == offset).then_some(at)
        };
        [shown(self.before), shown(self.after)]
    }

    /// The first of them.
    fn first(&self, zone: &dyn Zone) -> Option<Instant> {
        let [one, other] = self.matches(zone);
        one.zip(other).map(|(one, other)| one.min(other)).or(one).or(other)
    }

    /// The instant, within a day of the local time, at which the offset changes.
    fn transition(&self, zone: &dyn Zone) -> Instant {
        let (from, to) = (self.as_utc - DAY, self.as_utc + DAY);
        Instant::computed(first_change(zone, from, to, self.before))
    }
}

/// The first whole second, in milliseconds, in `from..=to` at which the zone no longer has the
/// offset it has at `from`. A binary search, so there must be exactly one change in between.
fn first_change(zone: &dyn Zone, from: i64, to: i64, offset_from: i32) -> i64 {
    let (mut same, mut changed) = (from.div_euclid(SECOND), to.div_euclid(SECOND));
    while changed - same > 1 {
        let middle = same + (changed - same) / 2;
        if zone.offset_at(Instant::computed(middle * SECOND)) == offset_from {
            same = middle;
        } else {
            changed = middle;
        }
    }
    changed * SECOND
}
