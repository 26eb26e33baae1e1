//! The length of a term and how its days are counted: there are three ways, each a function of its
//! own, and a rule names the one it uses. Uses `zone`, `moment`, `reading` and `answer`.

use crate::answer::answer;
use crate::moment::{Bounds, DAY, HOUR, Instant, SECOND};
use crate::reading::named_enum;
use crate::zone::{Zone, instant_at, local_time, plus_days, start_of_day};

/// The unit of a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), serde(rename_all = "kebab-case"))]
pub enum Unit {
    /// Hours of 60 minutes; always counted as elapsed time.
    Hours,
    /// Days, counted in one of three ways.
    Days,
}

named_enum!(Unit {
    Hours "hours"
    Days "days"
});

/// What "n days later" means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), serde(rename_all = "kebab-case"))]
pub enum Counting {
    /// n × 24 hours, whatever the clocks do.
    Elapsed,
    /// n calendar days later, at the same local time (Temporal's `ZonedDateTime.add({ days })`,
    /// "compatible").
    WallClock,
    /// The day of the event does not count; the term ends at the midnight that ends its n-th day
    /// (B7: Russian Civil Code, articles 191 and 194).
    WholeDays,
}

named_enum!(Counting {
    Elapsed "elapsed"
    WallClock "wall-clock"
    WholeDays "whole-days"
});

/// A length of time in a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Term {
    /// How many units, 1 to 3660.
    pub amount: u32,
    /// The unit.
    pub unit: Unit,
    /// How days are counted; `elapsed` for hours.
    pub counting: Counting,
}

answer!(Term { amount unit counting });

impl Term {
    /// The instant at which the term ends if it begins at `from`.
    pub fn end(self, from: Instant, zone: &dyn Zone) -> Instant {
        match (self.unit, self.counting) {
            (Unit::Hours, _) => from.plus(i64::from(self.amount) * HOUR),
            (Unit::Days, Counting::Elapsed) => from.plus(i64::from(self.amount) * DAY),
            (Unit::Days, Counting::WallClock) => same_clock_time(from, self.amount, zone),
            (Unit::Days, Counting::WholeDays) => end_of_day(from, self.amount, zone),
        }
    }

    /// The bounds of the end, from the bounds of the beginning.
    pub fn end_bounds(self, from: Bounds, zone: &dyn Zone) -> Bounds {
        let end = self.end(from.earliest, zone);
        if from.is_exact() {
            return Bounds::exactly(end);
        }
        // Where clocks go back, a later beginning may end earlier.
        let other = self.end(from.latest, zone);
        Bounds { earliest: end.min(other), latest: end.max(other) }
    }
}

fn same_clock_time(from: Instant, days: u32, zone: &dyn Zone) -> Instant {
    let local = from.millis() + i64::from(zone.offset_at(from)) * SECOND;
    instant_at(zone, local + i64::from(days) * DAY)
}

fn end_of_day(from: Instant, days: u32, zone: &dyn Zone) -> Instant {
    start_of_day(zone, plus_days(local_time(zone, from).date(), days + 1))
}
