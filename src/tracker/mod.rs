//! Many orders through time: which of them have changed since a moment ago. Every order is in one
//! heap, keyed by the instant of its next change, so that the cost of a tick depends on the number
//! of changes, not of orders. Asks `assessment` what holds; knows no rules itself. For `wasm`.

mod alike;
mod facts;

use crate::assessment::{Assessment, Context, Course, assess};
use crate::error::{Code, Fault, Result};
use crate::moment::{EXPECTED_MOMENT, Instant};
use crate::order::{Event, Order};
use crate::rulebook::{Phase, Rulebook};
use crate::zone::Zone;
use alike::{Alike, Reading};
use facts::Facts;
pub(crate) use facts::Told;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::rc::Rc;

/// Before every instant.
const EVER: Instant = Instant::unchecked(i64::MIN);
/// After every instant.
const NEVER: Instant = Instant::unchecked(i64::MAX);
/// How many entries a list may hold beyond twice the number of orders before it is cleaned up.
const UNTIDY: usize = 64;

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
    kept: Vec<Option<Kept>>,
    /// Free places in `kept`.
    left: Vec<u32>,
    /// Orders put since the last tick; outdated entries are skipped.
    fresh: Vec<u32>,
    /// How many orders are fresh.
    waiting: usize,
    /// The next change of each order, earliest first; outdated entries are skipped.
    changes: BinaryHeap<Reverse<(Instant, u32)>>,
    /// Assessments shared between similar orders.
    alike: Alike,
    /// The changes of the last tick.
    changed: Vec<Change>,
    last: Instant,
    /// No order's current state began later than this: setting the clock back to this instant or
    /// later changes none of them.
    newest: Instant,
}

/// One order and its current state.
struct Kept {
    rulebook: Rc<Rulebook>,
    facts: Facts,
    /// The state is the same from `since` until just before `until`.
    since: Instant,
    until: Instant,
    /// Put since the last tick.
    fresh: bool,
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
            kept: Vec::new(),
            left: Vec::new(),
            fresh: Vec::new(),
            waiting: 0,
            changes: BinaryHeap::new(),
            alike: Alike::default(),
            changed: Vec::new(),
            last: EVER,
            newest: EVER,
        }
    }

    /// The number of orders.
    pub fn len(&self) -> usize {
        self.kept.len() - self.left.len()
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
        self.put_told(&order.into(), &rulebook)
    }

    /// As [`Tracker::put`], from what was given about an order.
    pub(crate) fn put_told(&mut self, told: &Told, rulebook: &Rc<Rulebook>) -> Result<u32> {
        let placed = || Fault::new(Code::Required, Event::Ordered.as_str(), EXPECTED_MOMENT);
        let facts = Facts::of(told, &*self.zone).ok_or_else(placed)?;
        if !facts.is_plainly_sound() {
            Course::check(&facts.order(), self.context(rulebook, NEVER))?;
        }
        let rulebook = rulebook.clone();
        let kept = Some(Kept { rulebook, facts, since: EVER, until: NEVER, fresh: true });
        let place = self.left.pop().unwrap_or(self.kept.len() as u32);
        match self.kept.get_mut(place as usize) {
            Some(room) => *room = kept,
            None => self.kept.push(kept),
        }
        self.fresh.push(place);
        self.waiting += 1;
        Ok(place)
    }

    /// Removes the order at a place. Returns whether there was one.
    pub fn remove(&mut self, place: u32) -> bool {
        let Some(kept) = self.kept.get_mut(place as usize).and_then(Option::take) else {
            return false;
        };
        if kept.fresh {
            self.waiting -= 1;
        }
        self.left.push(place);
        self.tidy();
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
        let kept = self.kept.get(place as usize)?.as_ref()?;
        let context = Context { locale, ..self.context(&kept.rulebook, now) };
        Some(assess(&kept.facts.order(), context))
    }

    /// The orders that have changed since the previous tick in anything but the time left, and
    /// those put since. `now` may be earlier than at the previous tick.
    pub fn tick(&mut self, now: Instant) -> &[Change] {
        self.tick_some(now, usize::MAX)
    }

    /// The first of them, not many more than `most`: to be called again until none is left. One
    /// large answer would enlarge a host's memory for good.
    pub(crate) fn tick_some(&mut self, now: Instant, most: usize) -> &[Change] {
        self.changed.clear();
        if now < self.last && now < self.newest {
            for index in 0..self.kept.len() {
                if self.kept[index].as_ref().is_some_and(|kept| !kept.fresh && now < kept.since) {
                    if self.changed.len() >= most {
                        return &self.changed;
                    }
                    self.look_at(index as u32, now);
                }
            }
            self.newest = now;
        }
        self.last = now;
        while self.changed.len() < most
            && let Some(place) = self.fresh.pop()
        {
            if self.is_fresh(place) {
                self.look_at(place, now);
                self.waiting -= 1;
            }
        }
        while self.changed.len() < most
            && let Some(Reverse((at, place))) = self.changes.peek().copied()
            && at <= now
        {
            self.changes.pop();
            if self.is_next(at, place) {
                self.look_at(place, now);
            }
        }
        self.tidy();
        &self.changed
    }

    /// The first instant at which a tick will report a change, if nothing is put until then. If an
    /// order was put since the last tick, the instant of that tick.
    pub fn next_change(&self) -> Option<Instant> {
        if self.waiting > 0 {
            return Some(self.last.max(Instant::unchecked(0)));
        }
        self.changes.peek().map(|Reverse((at, _))| *at)
    }

    fn context<'a>(&'a self, rulebook: &'a Rulebook, now: Instant) -> Context<'a> {
        Context { rulebook, zone: &*self.zone, now, locale: "" }
    }

    fn is_fresh(&self, place: u32) -> bool {
        self.kept[place as usize].as_ref().is_some_and(|kept| kept.fresh)
    }

    /// Whether an entry of `changes` is current.
    fn is_next(&self, at: Instant, place: u32) -> bool {
        self.kept[place as usize].as_ref().is_some_and(|kept| !kept.fresh && kept.until == at)
    }

    /// Updates the state of an order, and records a change if it differs.
    fn look_at(&mut self, place: u32, now: Instant) {
        let Some(kept) = &mut self.kept[place as usize] else { return };
        let before = (!kept.fresh).then_some(kept.since);
        let zone = &*self.zone;
        let reading = self.alike.reading(&kept.facts, &kept.rulebook, zone, now, before);
        let Reading { phase, since, until, next, last, differs } = reading;
        (kept.since, kept.until, kept.fresh) = (since, until, false);
        self.newest = self.newest.max(since);
        if differs {
            let since = Some(since).filter(|since| *since > EVER);
            self.changed.push(Change { place, phase, since, next, last });
        }
        if until < NEVER {
            self.changes.push(Reverse((until, place)));
        }
    }

    /// Removes outdated entries from the head of the heap, and all of them once there are many.
    fn tidy(&mut self) {
        while let Some(Reverse((at, place))) = self.changes.peek().copied()
            && !self.is_next(at, place)
        {
            self.changes.pop();
        }
        let most = 2 * self.kept.len() + UNTIDY;
        if self.changes.len() <= most && self.fresh.len() <= most {
            return;
        }
        // Everything current is also known from the orders.
        self.changes = BinaryHeap::new();
        self.fresh.clear();
        for (place, kept) in self.kept.iter().enumerate() {
            let (Some(kept), place) = (kept, place as u32) else { continue };
            if kept.fresh {
                self.fresh.push(place);
            } else if kept.until < NEVER {
                self.changes.push(Reverse((kept.until, place)));
            }
        }
    }
}

/// Lists of orders that are put as a whole or not at all, for `wasm`.
#[cfg(target_arch = "wasm32")]
impl Tracker {
    /// A mark before the orders put from now on, valid until the next tick or removal.
    pub(crate) fn mark(&self) -> usize {
        self.fresh.len()
    }

    /// The places of the orders put since a mark.
    pub(crate) fn put_since(&self, mark: usize) -> &[u32] {
        &self.fresh[mark..]
    }

    /// Removes the orders put since a mark.
    pub(crate) fn take_back(&mut self, mark: usize) {
        for place in self.fresh.split_off(mark).into_iter().rev() {
            self.remove(place);
        }
    }
}
