//! Many orders: put, replaced, removed and ticked in any order, forward and back, each reads as it does on
//! its own.

use super::bytes::Bytes;
use super::samples;
use super::zones::TzZones;
use dispute_clock::wire::{self, BuiltIn, Rulebooks, Zones};
use dispute_clock::{Context, Instant, Order, Phase, Tracker, assess};
use std::collections::HashMap;

pub fn tracker(data: &[u8]) {
    let mut bytes = Bytes(data);
    let zones = TzZones(bytes.zone());
    let zone = zones.host_zone();
    let mut tracker = Tracker::new(zone.clone());
    let mut orders: HashMap<String, (u32, Order)> = HashMap::new();
    let mut phases: HashMap<u32, Option<Phase>> = HashMap::new();
    let mut now = Instant::from_millis(1_772_348_400_000).expect("2026");
    for _ in 0..40 {
        if bytes.is_empty() {
            break;
        }
        match bytes.byte() % 8 {
            0..=2 => {
                let id = format!("order {}", bytes.below(6));
                let order = samples::valid_order(&mut bytes);
                let order = samples::mutated(order, &mut bytes, 4);
                let Ok(order) = wire::order(&order, &zones) else { continue };
                let Ok(book) = BuiltIn.rulebook(&order.marketplace) else { continue };
                if let Ok(place) = tracker.put(&order, book) {
                    if let Some((old, _)) = orders.insert(id, (place, order)) {
                        assert!(tracker.remove(old), "it was in {old}");
                        phases.remove(&old);
                    }
                    phases.remove(&place);
                }
            }
            3 => {
                let id = format!("order {}", bytes.below(6));
                if let Some((place, _)) = orders.remove(&id) {
                    assert!(tracker.remove(place) && !tracker.remove(place), "once in {place}");
                    phases.remove(&place);
                }
            }
            4 => now = Instant::from_millis(bytes.instant()).unwrap_or(now),
            5 => now = now.plus(-(bytes.number(5) as i64)),
            _ => now = tracker.next_change().unwrap_or(now),
        }
        if Instant::from_millis(now.millis()).is_none() {
            break;
        }
        for change in tracker.tick(now) {
            phases.insert(change.place, change.phase);
        }
        assert!(tracker.next_change().is_none_or(|next| next > now), "the next change is ahead");
        assert_eq!(tracker.len(), orders.len());
        for (place, order) in orders.values() {
            let book = BuiltIn.rulebook(&order.marketplace).expect("it was put");
            let context = Context { rulebook: &book, zone: &*zone, now, locale: "en" };
            let expected = assess(order, context).ok().map(|assessment| assessment.phase);
            assert_eq!(phases.get(place).copied().flatten(), expected, "{order:?} at {now:?}");
        }
    }
}
