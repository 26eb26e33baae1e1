//! Invariants of every order at every instant, checked on generated orders.

mod common;

use chrono::NaiveDate;
use chrono_tz::Tz;
use common::facts::{BOOKS, Facts, ZONES, facts, moment};
use common::{TzZone, TzZones};
use dispute_clock::{
    Assessment, Bounds, Certainty, Context, Entered, Event, Instant, Kind, Moment, Money, Order,
    Phase, Problem, Spans, Value, Zone, assess, bounds_of, wire,
};
use proptest::prelude::*;

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// How far an order has come: over time it only grows.
fn progress(phase: Phase) -> u32 {
    match phase {
        Phase::Cancellable | Phase::Received | Phase::Claimable => 0,
        Phase::Waiting => 1,
        Phase::Disputable => 2,
        Phase::Expired => 3,
        recorded => unreachable!("{recorded:?} was not recorded"),
    }
}

/// What a reader sees of an assessment, without the instant it was made for.
fn read(assessment: &Assessment) -> String {
    let left = assessment.remaining.map(|left| {
        let seconds = (left.days == 0).then_some(left.seconds);
        (left.days, left.hours, left.minutes, seconds)
    });
    let Assessment { phase, next, actions, cautions, .. } = assessment;
    format!("{phase:?} {next:?} {left:?} {actions:?} {cautions:?}")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..Default::default() })]

    #[test]
    fn phases_never_go_back(facts in facts(), steps in prop::collection::vec(0..5 * DAY, 1..40)) {
        let zone = Spans::new(TzZone(facts.zone));
        let mut now = facts.known;
        let mut before = 0;
        for step in steps {
            now += step;
            let assessment = assessed(&facts, &zone, now);
            let progress = progress(assessment.phase);
            prop_assert!(progress >= before, "{:?} at {now}", assessment.phase);
            before = progress;
        }
    }

    #[test]
    fn the_time_left_is_never_negative_and_never_more_than_the_truth(facts in facts(), after in 0..130 * DAY) {
        let zone = Spans::new(TzZone(facts.zone));
        let now = facts.known + after;
        let assessment = assessed(&facts, &zone, now);
        prop_assert_eq!(assessment.next.is_some(), assessment.remaining.is_some());
        if let (Some(next), Some(left)) = (assessment.next, assessment.remaining) {
            let truth = next.at.millis() - now;
            let floored = i64::from(left.days) * DAY + i64::from(left.hours) * HOUR
                + i64::from(left.minutes) * MINUTE + i64::from(left.seconds) * 1_000;
            prop_assert!(truth >= 0);
            prop_assert_eq!(left.total_ms, truth);
            prop_assert!((0..1_000).contains(&(truth - floored)), "{left:?} of {truth}");
        }
    }

    #[test]
    fn the_next_change_is_exact(facts in facts(), after in 0..130 * DAY) {
        let zone = Spans::new(TzZone(facts.zone));
        let now = facts.known + after;
        let assessment = assessed(&facts, &zone, now);
        let shown = read(&assessment);
        match assessment.next_change.map(Instant::millis) {
            Some(change) => {
                prop_assert!(change > now);
                prop_assert_ne!(&read(&assessed(&facts, &zone, change)), &shown);
                prop_assert_eq!(&read(&assessed(&facts, &zone, change - 1)), &shown);
                prop_assert_eq!(&read(&assessed(&facts, &zone, now + (change - now) / 2)), &shown);
            }
            None => prop_assert_eq!(&read(&assessed(&facts, &zone, now + 1_000 * DAY)), &shown),
        }
    }

    #[test]
    fn deadlines_are_on_the_safe_side_and_say_why(facts in facts(), after in 0..130 * DAY) {
        let zone = Spans::new(TzZone(facts.zone));
        let assessment = assessed(&facts, &zone, facts.known + after);
        for end in &assessment.deadlines {
            prop_assert!(end.earliest <= end.latest);
            prop_assert_eq!(end.exact, end.earliest == end.latest);
            prop_assert_eq!(end.at, if end.kind == Kind::Opens { end.latest } else { end.earliest });
            let entered = end.certainty == Certainty::Entered;
            prop_assert_eq!(entered, end.from.is_none());
            prop_assert_eq!(entered, end.sources.is_empty());
        }
    }

    #[test]
    fn an_order_comes_back_from_json_as_it_was(facts in facts(), title in ".{0,40}", cents in 0..10_000_000_u32) {
        let mut order = facts.order;
        order.title = Some(title);
        let amount = format!("{}.{:02}", cents / 100, cents % 100);
        let money = |amount| Some(Money { amount, currency: "RUB".to_owned() });
        order.price = money(amount);
        order.refund = money(format!("{cents}"));
        order.return_cost = money("0.5".to_owned());
        order.number = Some("JM-1".to_owned());
        order.proof = vec![("film".to_owned(), true), ("photos".to_owned(), cents % 2 == 0)];
        let bounds = bounds_of(&TzZone(facts.zone), order.ordered);
        order.events.set(Event::Completed, Moment::Within(Bounds { latest: bounds.latest.plus(1), ..bounds }));
        let json = serde_json::to_string(&order).unwrap();
        let value: Value = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(wire::order(&value, &TzZones(facts.zone)), Ok(order), "{}", json);
    }

    #[test]
    fn nobody_waits_for_a_dispute_past_the_entered_end_of_it(
        facts in facts(),
        entered in -2 * DAY..2 * DAY,
        precision in 0..3_u8,
        after in -2 * DAY..2 * DAY,
    ) {
        // An end shown on the order's page that is near the opening that the rules give.
        let mut facts = facts;
        facts.order.entered.clear();
        let zone = Spans::new(TzZone(facts.zone));
        let computed = assessed(&facts, &zone, facts.known);
        let is_opening = |end: &&dispute_clock::Deadline| end.id == "dispute" && end.kind == Kind::Opens;
        let Some(opens) = computed.deadlines.iter().find(is_opening).map(|end| end.at.millis()) else {
            return Ok(());
        };
        let closes = moment(facts.zone)((opens + entered, precision));
        let last = bounds_of(&zone, closes).latest;
        facts.order.entered.push(("dispute".to_owned(), Entered { opens: None, closes: Some(closes) }));
        let assessment = assessed(&facts, &zone, facts.known.max(opens + after));
        if let Some(next) = assessment.next.filter(|next| next.kind == Kind::Opens) {
            prop_assert!(next.at <= last, "opens {:?}, over after {last:?}", next.at);
        }
        if last < assessment.now {
            prop_assert!(!matches!(assessment.phase, Phase::Waiting | Phase::Disputable), "{:?}", assessment.phase);
            prop_assert!(assessment.actions.iter().all(|action| action.id != "dispute"));
        }
    }

    #[test]
    fn a_term_from_within_bounds_ends_within_its_bounds(
        ordered in 946_684_800_000_i64..2_500_000_000_000,
        within in 0.0..1.0_f64,
        zone in prop::sample::select(ZONES.to_vec()),
        book in 0..BOOKS.len(),
    ) {
        // A shopper who remembers only the date, and the same one who remembers the time.
        let zone = Spans::new(TzZone(zone));
        let date = dispute_clock::local_time(&zone, Instant::from_millis(ordered).unwrap()).date();
        let Bounds { earliest, latest } = bounds_of(&zone, Moment::Date(date));
        let at = earliest.plus(((latest.millis() - earliest.millis()) as f64 * within) as i64);
        let ends = |moment| {
            let order = Order::new(BOOKS[book].id.clone(), moment).with(Event::Received, moment);
            let context = Context { rulebook: &BOOKS[book], zone: &zone, now: latest, locale: "en" };
            let assessment = assess(&order, context).unwrap();
            let mut ends: Vec<_> = assessment.deadlines.iter().map(|end| (end.id, end.kind, end.earliest, end.latest)).collect();
            ends.sort();
            ends.into_iter().map(|(id, kind, earliest, latest)| ((id.to_owned(), kind), earliest, latest)).collect::<Vec<_>>()
        };
        let (vague, exact) = (ends(Moment::Date(date)), ends(Moment::Instant(at)));
        prop_assert_eq!(vague.len(), exact.len());
        for ((name, earliest, latest), (_, end, _)) in vague.iter().zip(&exact) {
            prop_assert!(earliest <= end && end <= latest, "{name:?}: {end:?} in {earliest:?}..{latest:?}");
        }
    }
}

fn assessed<'a>(facts: &Facts, zone: &'a dyn Zone, now: i64) -> Assessment<'a> {
    let now = Instant::from_millis(now).unwrap();
    assess(&facts.order, Context { rulebook: &BOOKS[facts.book], zone, now, locale: "ru" }).unwrap()
}

/// Hour by hour through an order's life: phases follow each other without gap or overlap, and change exactly
/// at a deadline.
#[test]
fn no_gap_and_no_overlap_in_an_orders_life() {
    let zone = Spans::new(TzZone(Tz::Europe__Berlin));
    let day = |month, day| NaiveDate::from_ymd_opt(2026, month, day).unwrap();
    let ordered = Moment::Local(day(3, 1).and_hms_opt(10, 0, 0).unwrap());
    let received = Moment::Local(day(3, 20).and_hms_opt(18, 0, 0).unwrap());
    let start = bounds_of(&zone, ordered).earliest;
    let joom = Order::new("joom", ordered);
    let mut broken = joom.clone().with(Event::Received, received);
    broken.problem = Some(Problem::PoorQuality);
    let life = |order: &Order, from: Instant| {
        let mut phases: Vec<(Phase, Instant)> = Vec::new();
        for hour in 0..24 * 120 {
            let now = from.plus(hour * HOUR);
            let context = Context { rulebook: &BOOKS[0], zone: &zone, now, locale: "ru" };
            let assessment = assess(order, context).unwrap();
            if phases.last().is_none_or(|(phase, _)| *phase != assessment.phase) {
                if hour > 0 {
                    let turned = |end: &dispute_clock::Deadline| {
                        end.at > now.plus(-HOUR - 1) && end.at <= now
                    };
                    assert!(
                        assessment.deadlines.iter().any(turned),
                        "{:?} at {now:?}",
                        assessment.phase
                    );
                }
                phases.push((assessment.phase, now));
            }
        }
        phases.into_iter().map(|(phase, _)| phase).collect::<Vec<_>>()
    };
    use Phase::{Cancellable, Claimable, Disputable, Expired, Received, Waiting};
    let received_at = bounds_of(&zone, received).earliest;
    assert_eq!(life(&joom, start), [Cancellable, Waiting, Disputable, Expired]);
    assert_eq!(life(&broken, received_at), [Claimable, Waiting, Disputable, Expired]);
    broken.problem = None;
    assert_eq!(life(&broken, received_at), [Received, Waiting, Disputable, Expired]);
}
