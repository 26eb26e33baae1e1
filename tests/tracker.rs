//! The tracker against `assess`: generated orders are put, replaced and removed while time goes forward and
//! back, and each tick must report exactly what reads differently.

mod common;

use chrono_tz::Tz;
use common::TzZone;
use common::facts::{BOOKS, Facts, facts};
use dispute_clock::{
    Assessment, Context, Event, Instant, Moment, Order, Phase, Problem, Spans, Tracker, Utc, Zone,
    assess,
};
use proptest::prelude::*;
use std::cell::Cell;
use std::collections::HashMap;
use std::rc::Rc;

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;
const START: i64 = 1_772_348_400_000;

fn at(ms: i64) -> Instant {
    Instant::from_millis(ms).unwrap()
}

/// What `assess` says, except the time left; `None` where it refuses.
fn reading(order: &Order, book: usize, zone: &dyn Zone, now: Instant) -> Option<(Phase, String)> {
    let context = Context { rulebook: &BOOKS[book], zone, now, locale: "en" };
    let Assessment { phase, next, actions, cautions, proof, deadlines, .. } =
        assess(order, context).ok()?;
    Some((phase, format!("{next:?} {actions:?} {cautions:?} {proof:?} {deadlines:?}")))
}

/// A step in the life of a tracker.
#[derive(Clone, Debug)]
enum Step {
    /// An order, under one of a few ids.
    Put(Box<Facts>, u8),
    Remove(u8),
    /// A tick at any time, even before the last one.
    Tick(i64),
    /// A tick just before the next change, and one exactly at it.
    Change,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => (facts(), 0..8_u8).prop_map(|(facts, id)| Step::Put(Box::new(facts), id)),
        1 => (0..8_u8).prop_map(Step::Remove),
        3 => (-100 * DAY..200 * DAY).prop_map(Step::Tick),
        6 => Just(Step::Change),
    ]
}

type Model = HashMap<String, (Order, usize)>;
type Readings = HashMap<String, Option<(Phase, String)>>;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn a_tick_says_just_what_reads_differently(
        zone in prop::sample::select(common::facts::ZONES.to_vec()),
        steps in prop::collection::vec(step(), 1..60),
    ) {
        let zone: Rc<dyn Zone> = Rc::new(Spans::new(TzZone(zone)));
        let mut tracker = Tracker::new(zone.clone());
        let mut model = Model::new();
        let mut told = Readings::new();
        let mut places: HashMap<u32, String> = HashMap::new();
        let mut place_of: HashMap<String, u32> = HashMap::new();
        let mut last = 1_500_000_000_000;
        for step in steps {
            let mut ticks = Vec::new();
            match step {
                Step::Put(facts, id) => {
                    let Facts { order, book, known, .. } = *facts;
                    let id = format!("order {id}");
                    // Its moments may be local times of another zone than the tracker's.
                    let sound = reading(&order, book, &*zone, at(known + 3 * DAY)).is_some();
                    let put = tracker.put(&order, Rc::new(BOOKS[book].clone()));
                    prop_assert_eq!(put.is_ok(), sound, "{:?}", put);
                    if let Ok(place) = put {
                        if let Some(before) = place_of.insert(id.clone(), place) {
                            prop_assert!(tracker.remove(before));
                        }
                        places.insert(place, id.clone());
                        told.remove(&id);
                        model.insert(id, (order, book));
                        last = last.max(known);
                    }
                }
                Step::Remove(id) => {
                    let id = format!("order {id}");
                    let place = place_of.remove(&id);
                    let removed = place.is_some_and(|place| tracker.remove(place));
                    prop_assert_eq!(removed, model.remove(&id).is_some());
                    prop_assert!(!place.is_some_and(|place| tracker.remove(place)), "twice");
                    told.remove(&id);
                }
                Step::Tick(distance) => ticks.push(last + distance),
                Step::Change => if let Some(change) = tracker.next_change() {
                    ticks.extend([change.millis() - 1, change.millis()]);
                }
            }
            prop_assert_eq!(tracker.len(), model.len());
            for now in ticks.into_iter().filter_map(Instant::from_millis) {
                let due = tracker.next_change().is_some_and(|change| change <= now);
                let forward = now.millis() >= last;
                let said: HashMap<_, _> = tracker.tick(now).iter().map(|c| (places[&c.place].clone(), c.phase)).collect();
                let mut expected = HashMap::new();
                for (id, (order, book)) in &model {
                    let reads = reading(order, *book, &*zone, now);
                    if told.get(id) != Some(&reads) {
                        expected.insert(id.clone(), reads.as_ref().map(|(phase, _)| *phase));
                        told.insert(id.clone(), reads);
                    }
                }
                prop_assert_eq!(&said, &expected, "at {:?}", now);
                prop_assert!(due || !forward || said.is_empty(), "next_change came too late");
                last = now.millis();
                prop_assert!(tracker.next_change().is_none_or(|change| change > now));
            }
        }
    }

    #[test]
    fn the_assessment_on_demand_is_that_of_assess(facts in facts(), after in 0..130 * DAY) {
        let zone: Rc<dyn Zone> = Rc::new(Spans::new(TzZone(facts.zone)));
        let mut tracker = Tracker::new(zone.clone());
        let mut order = facts.order;
        order.title = Some("a lamp".to_owned());
        order.proof = vec![("film".to_owned(), true)];
        let place = tracker.put(&order, Rc::new(BOOKS[facts.book].clone())).unwrap();
        for now in [at(facts.known + after), at(facts.known - 200 * DAY)] {
            let context = Context { rulebook: &BOOKS[facts.book], zone: &*zone, now, locale: "ru" };
            prop_assert_eq!(tracker.get(place, now, "ru"), Some(assess(&order, context)));
        }
        prop_assert!(tracker.get(place + 1, at(facts.known), "ru").is_none());
    }
}

fn placed(ordered: i64) -> Order {
    Order::new("joom", Moment::Instant(at(ordered)))
}

/// UTC that counts queries: a measure of work that does not depend on machine load.
#[derive(Default)]
struct Counted(Cell<u32>);

impl Zone for Counted {
    fn id(&self) -> &str {
        Utc.id()
    }

    fn offset_at(&self, at: Instant) -> i32 {
        self.0.set(self.0.get() + 1);
        Utc.offset_at(at)
    }
}

#[test]
fn a_tick_costs_by_the_number_of_changes() {
    const ORDERS: usize = 100_000;
    let zone = Rc::new(Counted::default());
    let mut tracker = Tracker::new(zone.clone());
    let joom = Rc::new(BOOKS[0].clone());
    for id in 0..ORDERS {
        // One order every second.
        tracker.put(&placed(START + id as i64 * 1_000), joom.clone()).unwrap();
    }
    // Cancelling ends a millisecond after an order's eight hours.
    let now = START + ORDERS as i64 * 1_000 + 500;
    assert_eq!(tracker.tick(at(now)).len(), ORDERS);
    let mut asked = |now: i64| {
        zone.0.set(0);
        (tracker.tick(at(now)).len(), zone.0.get())
    };
    let (changed, for_one) = asked(now + 1_000);
    assert_eq!(changed, 1);
    assert_eq!(asked(now + 1_500), (0, 0), "nothing changes, nothing is asked");
    assert_eq!(asked(now + 101_000), (100, 100 * for_one));
    // Back by 50 seconds: the orders that changed last change back.
    let (changed, questions) = asked(now + 51_000);
    assert_eq!((changed, questions), (50, 50 * for_one));
}

#[test]
fn what_cannot_be_is_refused_when_it_is_put() {
    let received = |order: Order, ms| order.with(Event::Received, Moment::Instant(at(ms)));
    let too_soon = received(placed(START), START - 1);
    let mut not_arrived = received(placed(START), START + DAY);
    not_arrived.problem = Some(Problem::NotArrived);
    let mut backwards = placed(START);
    let end = |days| Some(Moment::Instant(at(START + days * DAY)));
    let entered = dispute_clock::Entered { opens: end(2), closes: end(1) };
    backwards.entered.push(("dispute".to_owned(), entered));
    let mut tracker = Tracker::new(Rc::new(Utc));
    let joom = Rc::new(BOOKS[0].clone());
    for (order, path) in
        [(too_soon, "received"), (not_arrived, "problem"), (backwards, "entered.dispute.closes")]
    {
        assert_eq!(tracker.put(&order, joom.clone()).unwrap_err().path(), path);
    }
    assert!(tracker.is_empty());
    tracker.put(&received(placed(START), START), joom).unwrap();
    assert!(!tracker.is_empty());
}

#[test]
fn a_place_is_left_and_used_again() {
    let joom = Rc::new(BOOKS[0].clone());
    let mut tracker = Tracker::new(Rc::new(Utc));
    let first = tracker.put(&placed(START + HOUR), joom.clone()).unwrap();
    let second = tracker.put(&placed(START), joom.clone()).unwrap();
    assert_ne!(first, second);
    assert_eq!(tracker.tick(at(START + HOUR)).len(), 2);
    assert_eq!(tracker.next_change(), Some(at(START + 8 * HOUR + 1)));
    assert!(tracker.remove(second));
    assert!(!tracker.remove(second) && !tracker.remove(7));
    assert_eq!(tracker.len(), 1);
    assert_eq!(tracker.next_change(), Some(at(START + 9 * HOUR + 1)), "the removed one's is gone");
    assert_eq!(tracker.put(&placed(START), joom).unwrap(), second, "a place is used again");
}

#[test]
fn what_lies_ahead_has_no_phase_yet() {
    let mut tracker = Tracker::new(Rc::new(TzZone(Tz::Europe__Moscow)));
    tracker.put(&placed(START), Rc::new(BOOKS[0].clone())).unwrap();
    let phases = |changes: &[dispute_clock::Change]| -> Vec<_> {
        changes.iter().map(|change| change.phase).collect()
    };
    assert_eq!(phases(tracker.tick(at(START - DAY))), [None]);
    assert_eq!(tracker.next_change(), Some(at(START)));
    assert_eq!(phases(tracker.tick(at(START))), [Some(Phase::Cancellable)]);
    assert_eq!(phases(tracker.tick(at(START - 1))), [None]);
}

#[test]
fn orders_of_the_same_events_are_read_each_by_its_own_ends() {
    // Whether and when the order was received, and when the order's page says that disputes end: claims end
    // before disputes open, after, or just as they open.
    let day = |days: i64| at(START + days * DAY);
    let received = [None, Some(day(5)), Some(day(45)), Some(day(50)), Some(day(45).plus(-1))];
    let mut orders = Vec::new();
    for received in received {
        for problem in [None, Some(Problem::Incomplete)] {
            for closes in [None, Some(day(20)), Some(day(80)), Some(day(110))] {
                let mut order = placed(START);
                if let Some(received) = received {
                    order = order.with(Event::Received, Moment::Instant(received));
                }
                order.problem = problem;
                let closes = closes.map(Moment::Instant);
                let entered = dispute_clock::Entered { opens: None, closes };
                order.entered.extend(closes.map(|_| ("dispute".to_owned(), entered)));
                orders.push(order);
            }
        }
    }
    let mut tracker = Tracker::new(Rc::new(Utc));
    let joom = Rc::new(BOOKS[0].clone());
    let places: Vec<_> =
        orders.iter().map(|order| tracker.put(order, joom.clone()).unwrap()).collect();
    let mut known = HashMap::new();
    for quarter in 0..4 * 120 {
        let now = at(START + quarter * 6 * HOUR);
        known.extend(tracker.tick(now).iter().map(|change| (change.place, *change)));
        for (order, place) in orders.iter().zip(&places) {
            let context = Context { rulebook: &joom, zone: &Utc, now, locale: "en" };
            let said = known[place];
            let told = assess(order, context).ok();
            assert_eq!(said.phase, told.as_ref().map(|told| told.phase), "{order:?} at {now:?}");
            let Some(told) = told else { continue };
            assert_eq!(said.next, told.next.map(|next| next.at), "{order:?} at {now:?}");
            assert_eq!(said.last, told.deadlines.last().map(|end| end.at), "{order:?} at {now:?}");
            assert!(said.since.is_none_or(|since| since <= now));
        }
    }
}

#[test]
fn an_end_within_bounds_is_in_doubt_until_it_is_sure_and_no_longer() {
    // The order's page says that disputes open on a day after the reported end of the window.
    let day = Moment::parse("2026-06-10", "").unwrap();
    let mut order = placed(START);
    let entered = dispute_clock::Entered { opens: Some(day), closes: None };
    order.entered = vec![("dispute".to_owned(), entered)];
    let mut tracker = Tracker::new(Rc::new(Utc));
    tracker.put(&order, Rc::new(BOOKS[0].clone())).unwrap();
    let last = dispute_clock::bounds_of(&Utc, day).latest;
    let mut told = None;
    for after in -2..3 {
        let now = last.plus(after);
        let reads = reading(&order, 0, &Utc, now);
        assert_eq!(tracker.tick(now).len(), usize::from(told.as_ref() != Some(&reads)), "{after}");
        told = Some(reads);
    }
}

#[test]
fn what_has_opened_by_an_event_is_open_whatever_else_might_have_opened_it() {
    // AliExpress: received on the day of the delivery date, once at a known time and once not.
    let moment = |text| Moment::parse(text, "").unwrap();
    let book = BOOKS.iter().position(|book| book.id == "aliexpress").unwrap();
    let rulebook = Rc::new(BOOKS[book].clone());
    let mut tracker = Tracker::new(Rc::new(Utc));
    let start = at(1_741_791_600_000);
    let mut orders = Vec::new();
    for received in ["2025-03-12T10:00", "2025-03-12"] {
        let mut order = Order::new("aliexpress", moment("2025-02-01"))
            .with(Event::DeliveryDue, moment("2025-03-12"))
            .with(Event::Received, moment(received));
        order.problem = Some(Problem::PoorQuality);
        let place = tracker.put(&order, rulebook.clone()).unwrap();
        // The second is read by what was found for the first.
        assert_eq!(tracker.tick(start).len(), 1);
        let reads = reading(&order, book, &Utc, start);
        orders.push((place, order, reads));
    }
    for quarter in 1..20 * 24 * 4 {
        let now = start.plus(quarter * HOUR / 4);
        let said: Vec<_> = tracker.tick(now).iter().map(|change| change.place).collect();
        for (place, order, told) in &mut orders {
            let reads = reading(order, book, &Utc, now);
            assert_eq!(said.contains(place), *told != reads, "{order:?} at {now:?}");
            *told = reads;
        }
    }
}
