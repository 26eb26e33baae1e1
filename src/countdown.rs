//! The time left until an instant, rounded down so that it never overstates. Uses `moment` and
//! `answer`.

use crate::answer::answer;
use crate::moment::{DAY, HOUR, Instant, MINUTE, SECOND};

/// The time left until an instant, in days of 24 hours and their remainder, rounded down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), serde(rename_all = "camelCase"))]
pub struct Countdown {
    /// Whole days of 24 hours.
    pub days: u32,
    /// Whole hours beyond the days, 0 to 23.
    pub hours: u32,
    /// Whole minutes beyond the hours, 0 to 59.
    pub minutes: u32,
    /// Whole seconds beyond the minutes, 0 to 59.
    pub seconds: u32,
    /// The whole time left, in milliseconds.
    pub total_ms: i64,
}

answer!(Countdown { days hours minutes seconds total_ms "totalMs" });

impl Countdown {
    /// The time from `now` until `at`; zero once `at` has passed.
    pub fn until(at: Instant, now: Instant) -> Countdown {
        let total_ms = time_left(at, now);
        let whole = |unit: i64| total_ms / unit;
        Countdown {
            days: whole(DAY) as u32,
            hours: (whole(HOUR) % 24) as u32,
            minutes: (whole(MINUTE) % 60) as u32,
            seconds: (whole(SECOND) % 60) as u32,
            total_ms,
        }
    }

    /// The first instant after `now` at which the time left until `at` reads differently. It is
    /// read in whole minutes with a day or more left, in whole seconds below that. `None` once it
    /// has run out.
    pub fn next_change(at: Instant, now: Instant) -> Option<Instant> {
        let left = time_left(at, now);
        let unit = if left >= DAY { MINUTE } else { SECOND };
        let shown = left - left % unit;
        (shown > 0).then(|| at.plus(1 - shown))
    }
}

fn time_left(at: Instant, now: Instant) -> i64 {
    at.millis().saturating_sub(now.millis()).max(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(ms: i64) -> Instant {
        Instant::unchecked(ms)
    }

    fn shown(at: Instant, now: Instant) -> (u32, u32, u32, u32) {
        let left = Countdown::until(at, now);
        (left.days, left.hours, left.minutes, left.seconds)
    }

    #[test]
    fn rounds_down_and_stops_at_zero() {
        let end = at(10 * DAY);
        assert_eq!(shown(end, at(1)), (9, 23, 59, 59));
        assert_eq!(shown(end, at(9 * DAY)), (1, 0, 0, 0));
        assert_eq!(shown(end, at(9 * DAY + 1)), (0, 23, 59, 59));
        assert_eq!(shown(end, at(10 * DAY - 999)), (0, 0, 0, 0));
        assert_eq!(Countdown::until(end, at(11 * DAY)).total_ms, 0);
    }

    #[test]
    fn next_change_is_the_first_instant_that_reads_differently() {
        let end = at(3 * DAY);
        let reads = |now: Instant| {
            let (days, hours, minutes, seconds) = shown(end, now);
            (days, hours, minutes, (days == 0).then_some(seconds))
        };
        for now in
            [0, 1, 59_999, 60_000, 60_001, 2 * DAY, 2 * DAY + 1, 3 * DAY - 1_000, 3 * DAY - 1_001]
        {
            let change = Countdown::next_change(end, at(now)).map(Instant::millis);
            let change = change.expect("time is left");
            assert_eq!(reads(at(change - 1)), reads(at(now)), "at {now}");
            assert_ne!(reads(at(change)), reads(at(now)), "at {now}");
        }
        assert_eq!(Countdown::next_change(end, at(3 * DAY - 999)), None);
    }
}
