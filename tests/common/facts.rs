//! Generated orders, for the property tests.

use super::TzZone;
use chrono_tz::Tz;
use dispute_clock::{Event, Instant, Moment, Order, Problem, Rulebook, bounds_of};
use proptest::prelude::*;
use std::sync::LazyLock;

const DAY: i64 = 24 * 3_600_000;

/// The built-in rulebooks.
pub static BOOKS: LazyLock<Vec<Rulebook>> =
    LazyLock::new(|| Rulebook::built_in_ids().map(|id| Rulebook::built_in(id).unwrap()).collect());

/// Zones with changes at midnight, of half an hour, of a whole day, and none.
pub const ZONES: [Tz; 8] = [
    Tz::Europe__Moscow,
    Tz::Europe__Berlin,
    Tz::America__Sao_Paulo,
    Tz::Australia__Lord_Howe,
    Tz::Pacific__Apia,
    Tz::Africa__Casablanca,
    Tz::Asia__Kathmandu,
    Tz::UTC,
];

/// An order, what to assess it by, and from when.
#[derive(Clone, Debug)]
pub struct Facts {
    pub order: Order,
    pub zone: Tz,
    pub book: usize,
    /// The latest event.
    pub known: i64,
}

/// A moment on a given day, in one of the three precisions.
pub fn moment(zone: Tz) -> impl Fn((i64, u8)) -> Moment {
    move |(ms, precision)| {
        let at = Instant::from_millis(ms).unwrap();
        let local = dispute_clock::local_time(&TzZone(zone), at);
        match precision {
            0 => Moment::Instant(at),
            1 => Moment::Local(local),
            _ => Moment::Date(local.date()),
        }
    }
}

prop_compose! {
    pub fn facts()(
        ordered in 946_684_800_000_i64..2_500_000_000_000,
        zone in prop::sample::select(ZONES.to_vec()),
        book in 0..BOOKS.len(),
        precision in 0..3_u8,
        later in prop::collection::vec((prop::option::weighted(0.4, 0..100 * DAY), 0..3_u8), 4),
        problem in prop::option::of(0..3_usize),
        // One entered end of the dispute window, possibly one that contradicts the computed other end.
        entered in prop::option::weighted(0.3, (any::<bool>(), 0..150 * DAY, 0..3_u8)),
    ) -> Facts {
        let moment = moment(zone);
        let mut order = Order::new(BOOKS[book].id.clone(), moment((ordered, precision)));
        let events = [Event::Paid, Event::Dispatched, Event::DeliveryDue, Event::Received];
        let mut known = bounds_of(&TzZone(zone), order.ordered).latest.millis();
        for (event, (distance, precision)) in events.into_iter().zip(later) {
            if let Some(distance) = distance {
                let moment = moment((ordered + distance, precision));
                order.events.set(event, moment);
                if event != Event::DeliveryDue {
                    known = known.max(bounds_of(&TzZone(zone), moment).latest.millis());
                }
            }
        }
        let in_hand = [Problem::Incomplete, Problem::PoorQuality, Problem::NotAsDescribed];
        order.problem = problem.map(|index| in_hand[index]);
        if let Some((opens, distance, precision)) = entered {
            let end = Some(moment((ordered + distance, precision)));
            let (opens, closes) = if opens { (end, None) } else { (None, end) };
            let entered = dispute_clock::Entered { opens, closes };
            order.entered.push(("dispute".to_owned(), entered));
        }
        Facts { order, zone, book, known }
    }
}
