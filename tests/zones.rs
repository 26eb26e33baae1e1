//! Local times and days in every zone of chrono-tz, around every change of offset, against chrono's own
//! answers and against brute-force search.

mod common;

use chrono::{LocalResult, NaiveDate, NaiveDateTime, TimeDelta, TimeZone};
use chrono_tz::{TZ_VARIANTS, Tz};
use common::TzZone;
use dispute_clock::{
    Bounds, Instant, Moment, Spans, Zone, bounds_of, instant_of, local_time, start_of_day,
};
use std::cell::Cell;
use std::sync::LazyLock;

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;
const FROM_1990: i64 = 631_152_000_000;
const UNTIL_2100: i64 = 4_102_444_800_000;

fn at(ms: i64) -> Instant {
    Instant::from_millis(ms).unwrap()
}

/// The instants, to the second, at which the zone's offset changes. Found in steps of a day and a half, so
/// that it does not share the assumption of `Spans`.
fn changes(zone: TzZone) -> Vec<i64> {
    let mut changes = Vec::new();
    let mut from = FROM_1990;
    while from < UNTIL_2100 {
        let to = from + DAY + DAY / 2;
        if zone.offset_at(at(from)) != zone.offset_at(at(to)) {
            let (mut same, mut changed) = (from, to);
            while changed - same > 1_000 {
                let middle = (same + changed) / 2_000 * 1_000;
                let moved = zone.offset_at(at(middle)) != zone.offset_at(at(from));
                *(if moved { &mut changed } else { &mut same }) = middle;
            }
            changes.push(changed);
        }
        from = to;
    }
    changes
}

/// Every zone with its offset changes since 1990, without names that are aliases of another.
static ZONES: LazyLock<Vec<(TzZone, Vec<i64>)>> = LazyLock::new(|| {
    let mut seen = Vec::new();
    for tz in TZ_VARIANTS {
        let zone = TzZone(tz);
        let changes = changes(zone);
        let offset = zone.offset_at(at(FROM_1990));
        let known = |(other, others): &(TzZone, Vec<i64>)| {
            *others == changes
                && other.offset_at(at(FROM_1990)) == offset
                && others.iter().all(|ms| other.offset_at(at(*ms)) == zone.offset_at(at(*ms)))
        };
        if !seen.iter().any(known) {
            seen.push((zone, changes));
        }
    }
    seen
});

fn chrono_compatible(tz: Tz, local: NaiveDateTime) -> i64 {
    let found = match tz.from_local_datetime(&local) {
        LocalResult::Single(found) | LocalResult::Ambiguous(found, _) => found,
        // In a gap: the local time read with the offset before it, which was in force a day earlier.
        LocalResult::None => {
            let before = local - TimeDelta::days(1);
            tz.from_local_datetime(&before).earliest().unwrap() + TimeDelta::days(1)
        }
    };
    found.timestamp_millis()
}

#[test]
fn every_change_since_1990_in_every_zone() {
    let mut checked = 0;
    for (zone, changes) in ZONES.iter() {
        let spans = Spans::new(*zone);
        for change in changes {
            for distance in [-DAY, -HOUR, -HOUR / 2, -1, 0, 1, HOUR / 2, HOUR, DAY] {
                let instant = at(change + distance);
                assert_eq!(
                    spans.offset_at(instant),
                    zone.offset_at(instant),
                    "{zone:?} {instant:?}"
                );

                // The wall clock on both sides of the change, read as local time.
                for offset in [zone.offset_at(at(change - 1)), zone.offset_at(at(*change))] {
                    let local = local_time(&Fixed(offset), instant);
                    // chrono knows no time before the gap of a zone that skipped a whole day.
                    if (zone.offset_at(at(change - 1)) - zone.offset_at(at(*change))).abs()
                        >= 80_000
                    {
                        continue;
                    }
                    let expected = chrono_compatible(zone.0, local);
                    assert_eq!(instant_of(&spans, local).millis(), expected, "{zone:?} {local}");
                    checked += 1;
                }
            }
        }
    }
    let changes: usize = ZONES.iter().map(|(_, changes)| changes.len()).sum();
    println!("{} zones, {changes} changes, {checked} local times", ZONES.len());
    assert!(ZONES.len() > 150 && changes > 10_000, "the sweep saw the world");
}

/// A zone that never changes.
struct Fixed(i32);

impl Zone for Fixed {
    fn id(&self) -> &str {
        "fixed"
    }

    fn offset_at(&self, _: Instant) -> i32 {
        self.0
    }
}

fn dates_around(date: NaiveDate) -> [NaiveDate; 3] {
    [date - TimeDelta::days(1), date, date + TimeDelta::days(1)]
}

#[test]
fn days_begin_and_end_where_a_search_finds_it() {
    for (zone, changes) in ZONES.iter() {
        // Days near some of the last changes; earlier ones follow the same rule.
        for change in changes.iter().rev().step_by(7).take(12) {
            for date in dates_around(local_time(zone, at(*change)).date()) {
                let on_date = |ms: &i64| local_time(zone, at(*ms)).date() == date;
                let quarters = (change - 3 * DAY..change + 3 * DAY).step_by(15 * 60_000);
                let quarters: Vec<_> = quarters.filter(on_date).collect();
                // A date that the zone skipped does not exist.
                let (Some(first), Some(last)) = (quarters.first(), quarters.last()) else {
                    continue;
                };
                let minutes = |from: i64| (from - 15 * 60_000..from + 15 * 60_000).step_by(60_000);
                let first = minutes(*first).find(on_date).unwrap();
                let last = minutes(*last).filter(on_date).last().unwrap() + 59_999;
                let expected = Bounds { earliest: at(first), latest: at(last) };
                assert_eq!(bounds_of(zone, Moment::Date(date)), expected, "{zone:?} {date}");
                assert_eq!(start_of_day(zone, date), at(first), "{zone:?} {date}");
            }
        }
    }
}

#[test]
fn days_that_are_not_like_others() {
    let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
    let starts = |tz: Tz, date| {
        let start = start_of_day(&TzZone(tz), date);
        format!("{}", tz.timestamp_millis_opt(start.millis()).unwrap().format("%F %T %z"))
    };
    // Midnight does not exist: clocks go from 24:00 to 01:00.
    assert_eq!(starts(Tz::America__Sao_Paulo, day(2018, 11, 4)), "2018-11-04 01:00:00 -0200");
    assert_eq!(starts(Tz::Asia__Beirut, day(2021, 3, 28)), "2021-03-28 01:00:00 +0300");
    // Midnight occurs twice: the first one begins the day.
    assert_eq!(starts(Tz::America__Havana, day(2024, 11, 3)), "2024-11-03 00:00:00 -0400");
    // The day does not exist at all: Samoa went from the 29th to the 31st.
    assert_eq!(starts(Tz::Pacific__Apia, day(2011, 12, 30)), "2011-12-31 00:00:00 +1400");
    // Whoever gives such a date means the instant at which it was skipped, not a time before it.
    let skipped = bounds_of(&TzZone(Tz::Pacific__Apia), Moment::Date(day(2011, 12, 30)));
    assert_eq!(skipped.earliest, skipped.latest);
    // An offset with seconds: Liberia until 1972.
    assert_eq!(TzZone(Tz::Africa__Monrovia).offset_at(at(0)), -2_670);
    // Clocks go back just after midnight: the end of the 6th occurs twice, and it is the 6th again.
    let bounds = bounds_of(&TzZone(Tz::America__St_Johns), Moment::Date(day(2010, 11, 6)));
    assert_eq!(bounds.latest.millis() - bounds.earliest.millis(), 25 * HOUR - 1);
}

#[test]
fn the_host_is_asked_once_per_span_not_once_per_order() {
    struct Counted(TzZone, Cell<u32>);
    impl Zone for Counted {
        fn id(&self) -> &str {
            self.0.id()
        }

        fn offset_at(&self, at: Instant) -> i32 {
            self.1.set(self.1.get() + 1);
            self.0.offset_at(at)
        }
    }
    let host = Counted(TzZone(Tz::Europe__Berlin), Cell::new(0));
    let zone = Spans::new(&host);
    let first = at(1_772_348_400_000);
    let ask_a_year = || {
        (0..365 * 24).for_each(|hour| {
            zone.offset_at(first.plus(hour * HOUR));
        });
    };
    ask_a_year();
    let asked = host.1.get();
    assert!(asked < 150, "{asked} questions for 8,760 answers");
    ask_a_year();
    assert_eq!(host.1.get(), asked, "nothing is asked twice");
}
