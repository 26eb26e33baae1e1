//! Many orders through time: which of them have changed since a moment ago. Every order is in one
//! heap, keyed by the instant of its next change, so that the cost of a tick depends on the number
//! of changes, not of orders. Asks `assessment` what holds; knows no rules itself. For `wire`,
//! `wasm` and embedders.

mod cache;
mod facts;

use crate::assessment::{Assessment, Context, Course, assess};
use crate::error::{Code, Fault, Result};
use crate::moment::{EXPECTED_MOMENT, Instant};
use crate::order::{Event, Order};
use crate::rulebook::{Phase, Rulebook};
use crate::zone::Zone;
use cache::{Cache, OrderState};
use facts::Facts;
pub(crate) use facts::OrderInput;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::rc::Rc;

/// Before every instant.
const DISTANT_PAST: Instant = Instant::unchecked(i64::MIN);
/// After every instant.
const DISTANT_FUTURE: Instant = Instant::unchecked(i64::MAX);
/// How many entries a list may hold beyond twice the number of orders before it is cleaned up.
const SLACK: usize = 64;

/// Orders in one time zone, each identified by its place: a number that the tracker assigns.
///
/// ```
/// use dispute_clock::{Instant, Moment, Order, Phase, Rulebook, Tracker, Utc};
/// use std::rc::Rc;
/// let mut tracker = Tracker::new(Rc::new(Utc));
/// let order = Order::new("joom", Moment::parse("2026-03-01T10:00Z", "ordered").unwrap());
/// tracker.put(&order, Rc::new(Rulebook::built_in("joom").unwrap())).unwrap();
///
/// let noon = Instant::from_millis(1_772_366_400_000).unwrap();
/// assert_eq!(tracker.tick(noon)[0].phase, Some(Phase::Cancellable));
/// assert!(tracker.tick(noon).is_empty(), "nothing has changed since");
/// let change = tracker.next_change().unwrap(); // 8 hours after the payment, and a millisecond
/// assert!(tracker.tick(change.plus(-1)).is_empty());
/// assert_eq!(tracker.tick(change)[0].phase, Some(Phase::Waiting));
/// ```
pub struct Tracker {
    zone: Rc<dyn Zone>,
    orders: Vec<Option<TrackedOrder>>,
    /// Free places in `orders`.
    free: Vec<u32>,
    /// Orders put since the last tick; outdated entries are skipped.
    pending: Vec<u32>,
    /// How many orders are pending.
    pending_count: usize,
    /// The next change of each order, earliest first; outdated entries are skipped.
    changes: BinaryHeap<Reverse<(Instant, u32)>>,
    /// Assessments shared between similar orders.
    cache: Cache,
    /// The changes of the last tick.
    changed: Vec<Change>,
    last_tick: Instant,
    /// No order's current state began later than this: setting the clock back to this instant or
    /// later changes none of them.
    latest_since: Instant,
}

/// One order and its current state.
struct TrackedOrder {
    rulebook: Rc<Rulebook>,
    facts: Facts,
    /// The state is the same from `since` until just before `until`.
    since: Instant,
    until: Instant,
    /// Put since the last tick.
    is_pending: bool,
}

/// An order that has changed since the previous tick.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// The order's place, as returned by [`Tracker::put`].
    pub place: u32,
    /// The current phase; nothing while a recorded event is still in the future, as after the clock
    /// was set back.
    pub phase: Option<Phase>,
    /// The latest window boundary or recorded event up to now; the state has not changed since.
    pub since: Option<Instant>,
    /// The deadline that the phase depends on, if one lies ahead.
    pub next: Option<Instant>,
    /// The last of its deadlines, past or future.
    pub last: Option<Instant>,
}

impl Tracker {
    /// Creates a tracker that counts days in a zone.
    pub fn new(zone: Rc<dyn Zone>) -> Tracker {
        Tracker {
            zone,
            orders: Vec::new(),
            free: Vec::new(),
            pending: Vec::new(),
            pending_count: 0,
            changes: BinaryHeap::new(),
            cache: Cache::default(),
            changed: Vec::new(),
            last_tick: DISTANT_PAST,
            latest_since: DISTANT_PAST,
        }
    }

    /// The number of orders.
    pub fn len(&self) -> usize {
        self.orders.len() - self.free.len()
    }

    /// Whether there are no orders.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds an order. Its texts are not kept.
    ///
    /// Returns its place: a small number, unique while the order is in the tracker.
    ///
    /// # Errors
    /// As [`assess`], except that events may be in the future: only a tick knows the time.
    pub fn put(&mut self, order: &Order, rulebook: Rc<Rulebook>) -> Result<u32> {
        self.put_input(&order.into(), &rulebook)
    }

    /// As [`Tracker::put`], from what was given about an order.
    pub(crate) fn put_input(&mut self, input: &OrderInput, rulebook: &Rc<Rulebook>) -> Result<u32> {
        let missing = || Fault::new(Code::Required, Event::Ordered.as_str(), EXPECTED_MOMENT);
        let facts = Facts::of(input, &*self.zone).ok_or_else(missing)?;
        if !facts.is_trivially_valid() {
            Course::check(&facts.order(), self.context(rulebook, DISTANT_FUTURE))?;
        }
        let rulebook = rulebook.clone();
        let order = Some(TrackedOrder {
            rulebook,
            facts,
            since: DISTANT_PAST,
            until: DISTANT_FUTURE,
            is_pending: true,
        });
        let place = self.free.pop().unwrap_or(self.orders.len() as u32);
        match self.orders.get_mut(place as usize) {
            Some(slot) => *slot = order,
            None => self.orders.push(order),
        }
        self.pending.push(place);
        self.pending_count += 1;
        Ok(place)
    }

    /// Removes the order at a place. Returns whether there was one.
    pub fn remove(&mut self, place: u32) -> bool {
        let Some(order) = self.orders.get_mut(place as usize).and_then(Option::take) else {
            return false;
        };
        if order.is_pending {
            self.pending_count -= 1;
        }
        self.free.push(place);
        self.compact();
        true
    }

    /// The full assessment of the order at a place, if there is one.
    ///
    /// # Errors
    /// `in-future`, as [`assess`].
    pub fn get<'a>(
        &'a self,
        place: u32,
        now: Instant,
        locale: &'a str,
    ) -> Option<Result<Assessment<'a>>> {
        let order = self.orders.get(place as usize)?.as_ref()?;
        let context = Context { locale, ..self.context(&order.rulebook, now) };
        Some(assess(&order.facts.order(), context))
    }

    /// The orders that have changed since the previous tick in anything but the time left, and
    /// those put since. `now` may be earlier than at the previous tick.
    pub fn tick(&mut self, now: Instant) -> &[Change] {
        self.tick_some(now, usize::MAX)
    }

    /// The first of them, not many more than `max`: to be called again until none is left. One
    /// large answer would enlarge a host's memory for good.
    pub(crate) fn tick_some(&mut self, now: Instant, max: usize) -> &[Change] {
        self.changed.clear();
        if now < self.latest_since {
            for index in 0..self.orders.len() {
                if self.orders[index].as_ref().is_some_and(|order| now < order.since) {
                    if self.changed.len() >= max {
                        return &self.changed;
                    }
                    self.update(index as u32, now);
                }
            }
            self.latest_since = now;
        }
        self.last_tick = now;
        while self.changed.len() < max
            && let Some(place) = self.pending.pop()
        {
            if self.is_pending(place) {
                self.update(place, now);
                self.pending_count -= 1;
            }
        }
        while self.changed.len() < max
            && let Some(Reverse((at, place))) = self.changes.peek().copied()
            && at <= now
        {
            self.changes.pop();
            if self.is_current(at, place) {
                self.update(place, now);
            }
        }
        self.compact();
        &self.changed
    }

    /// The first instant at which a tick will report a change, if nothing is put until then. If an
    /// order was put since the last tick, the instant of that tick.
    pub fn next_change(&self) -> Option<Instant> {
        if self.pending_count > 0 {
            return Some(self.last_tick.max(Instant::unchecked(0)));
        }
        self.changes.peek().map(|Reverse((at, _))| *at)
    }

    fn context<'a>(&'a self, rulebook: &'a Rulebook, now: Instant) -> Context<'a> {
        Context { rulebook, zone: &*self.zone, now, locale: "" }
    }

    fn is_pending(&self, place: u32) -> bool {
        self.orders[place as usize].as_ref().is_some_and(|order| order.is_pending)
    }

    /// Whether an entry of `changes` is current.
    fn is_current(&self, at: Instant, place: u32) -> bool {
        self.orders[place as usize].as_ref().is_some_and(|order| order.until == at)
    }

    /// Updates the state of an order, and records a change if it differs.
    fn update(&mut self, place: u32, now: Instant) {
        let Some(order) = &mut self.orders[place as usize] else { return };
        let previous = (!order.is_pending).then_some(order.since);
        let zone = &*self.zone;
        let state = self.cache.state_at(&order.facts, &order.rulebook, zone, now, previous);
        let OrderState { phase, since, until, next, last, has_changed } = state;
        (order.since, order.until, order.is_pending) = (since, until, false);
        self.latest_since = self.latest_since.max(since);
        if has_changed {
            let since = Some(since).filter(|since| *since > DISTANT_PAST);
            self.changed.push(Change { place, phase, since, next, last });
        }
        if until < DISTANT_FUTURE {
            self.changes.push(Reverse((until, place)));
        }
    }

    /// Removes outdated entries from the head of the heap, and all of them once there are many.
    fn compact(&mut self) {
        while let Some(Reverse((at, place))) = self.changes.peek().copied()
            && !self.is_current(at, place)
        {
            self.changes.pop();
        }
        let max = 2 * self.orders.len() + SLACK;
        if self.changes.len() <= max && self.pending.len() <= max {
            return;
        }
        // Everything current is also known from the orders.
        self.changes = BinaryHeap::new();
        self.pending.clear();
        for (place, order) in self.orders.iter().enumerate() {
            let (Some(order), place) = (order, place as u32) else { continue };
            if order.is_pending {
                self.pending.push(place);
            } else if order.until < DISTANT_FUTURE {
                self.changes.push(Reverse((order.until, place)));
            }
        }
    }
}

/// Lists of orders that are put as a whole or not at all, for `wasm`.
#[cfg(target_arch = "wasm32")]
impl Tracker {
    /// A savepoint before the orders put from now on, valid until the next tick or removal.
    pub(crate) fn savepoint(&self) -> usize {
        self.pending.len()
    }

    /// The places of the orders put since a savepoint.
    pub(crate) fn put_since(&self, savepoint: usize) -> &[u32] {
        &self.pending[savepoint..]
    }

    /// Removes the orders put since a savepoint.
    pub(crate) fn roll_back(&mut self, savepoint: usize) {
        for place in self.pending.split_off(savepoint).into_iter().rev() {
            self.remove(place);
        }
    }
}
