//! Moments as texts, and time zone arithmetic: in real zones, and in invented ones.

use super::bytes::Bytes;
use super::zones::{TzZone, TzZones};
use dispute_clock::{
    Counting, Instant, Moment, Spans, Term, Unit, Value, Zone, bounds_of, instant_of, local_time,
    start_of_day, wire,
};

const DAY: i64 = 24 * 3_600_000;

/// A text that may be a moment, in a real zone.
pub fn moment(data: &[u8]) {
    let mut bytes = Bytes(data);
    let zone = bytes.zone();
    let text = String::from_utf8_lossy(bytes.0);
    let Ok(moment) = Moment::parse(&text, "ordered") else { return };
    let json = serde_json::to_string(&moment).expect("it has a JSON form");
    let order = format!("{{\"ordered\":{json}}}");
    let value: Value = serde_json::from_str(&order).expect("JSON");
    let again = wire::order(&value, &TzZones(zone)).map(|order| order.ordered);
    assert_eq!(again, Ok(moment), "{json}");
    terms(&TzZone(zone), moment, &mut bytes);
}

/// A zone with invented transitions.
pub fn zone(data: &[u8]) {
    let mut bytes = Bytes(data);
    let at = Instant::from_millis(bytes.instant())
        .unwrap_or_else(|| Instant::from_millis(0).expect("1970"));
    let zone = InventedZone::new(at, &mut bytes);
    let spans = Spans::new(&zone);
    if zone.is_realistic {
        for distance in [-40, -1, 0, 1, 2, 75] {
            let at = at.plus(distance * DAY + bytes.number(3) as i64);
            assert_eq!(
                spans.offset_at(at),
                zone.offset_at(at),
                "what is remembered is what was said"
            );
        }
        // A local time that the clock shows resolves to that instant, or to the earlier of two.
        let local = local_time(&zone, at);
        let found = instant_of(&zone, local);
        assert_eq!(local_time(&zone, found), local);
        assert!(found <= at, "of two the earlier");
    }
    terms(&zone, Moment::Local(local_time(&zone, at)), &mut bytes);
    terms(&spans, Moment::Date(local_time(&zone, at).date()), &mut bytes);
}

/// Bounds stay in order, and a longer term never ends earlier.
fn terms(zone: &dyn Zone, moment: Moment, bytes: &mut Bytes) {
    let bounds = bounds_of(zone, moment);
    assert!(bounds.earliest <= bounds.latest);
    start_of_day(zone, local_time(zone, bounds.earliest).date());
    let amount = 1 + bytes.below(3_660) as u32;
    for (unit, counting) in [
        (Unit::Hours, Counting::Elapsed),
        (Unit::Days, Counting::Elapsed),
        (Unit::Days, Counting::WallClock),
        (Unit::Days, Counting::WholeDays),
    ] {
        let end = Term { amount, unit, counting }.end_bounds(bounds, zone);
        assert!(end.earliest <= end.latest, "{unit:?} {counting:?}");
        assert!(end.earliest > bounds.earliest.plus(-DAY), "a term goes forward");
    }
}

/// Offsets that change where the bytes say.
struct InventedZone {
    /// Start instant and offset of each span; the first offset also holds before it.
    changes: Vec<(i64, i32)>,
    /// Like real zones since 1970: no two transitions within a week, no offset beyond a day.
    is_realistic: bool,
}

impl InventedZone {
    fn new(around: Instant, bytes: &mut Bytes) -> InventedZone {
        let is_realistic = bytes.byte() & 3 != 0;
        // Transitions are at whole seconds in every real zone.
        let mut at = around.millis().div_euclid(1_000) * 1_000 - 100 * DAY;
        let mut offset = i32::from(bytes.byte() as i8) * 400;
        let mut changes = Vec::new();
        for _ in 0..bytes.below(12) {
            let gap = if is_realistic { 7 * DAY } else { 0 };
            at += gap + (bytes.number(3) as i64 * 37 / 1_000) * 1_000;
            let by = bytes.number(3) as i32 % 86_400;
            let new_offset = if is_realistic {
                (offset + by - 43_200).clamp(-50_000, 50_400)
            } else {
                by * 3 - 100_000
            };
            offset = new_offset;
            changes.push((at, offset));
        }
        changes.insert(0, (i64::MIN, i32::from(bytes.byte() as i8) * 400));
        InventedZone { changes, is_realistic }
    }
}

impl Zone for InventedZone {
    fn id(&self) -> &str {
        "Odd/Zone"
    }

    fn offset_at(&self, at: Instant) -> i32 {
        let after = self.changes.partition_point(|(from, _)| *from <= at.millis());
        self.changes[after.saturating_sub(1)].1
    }
}
