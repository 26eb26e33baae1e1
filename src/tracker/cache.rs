//! Shares assessments between similar orders. For orders with the same events under one rulebook,
//! the ends of windows are computed in the same way; if these ends also fall in the same sequence,
//! the same holds between them. So `assessment` is called once for all of them, and each one costs
//! a little arithmetic. For `tracker` only.

use super::facts::Facts;
use super::{DISTANT_FUTURE, DISTANT_PAST};
use crate::assessment::{Context, Course, Kind};
use crate::counting::Term;
use crate::moment::{Bounds, Instant};
use crate::order::Problem;
use crate::rulebook::{Phase, Rulebook};
use crate::zone::Zone;
use std::rc::Rc;

/// How many shapes, and patterns of each, are remembered; most lists have a handful.
const MAX_ENTRIES: usize = 64;
/// Marks a point that coincides with the previous one.
const SIMULTANEOUS: u16 = 1 << 15;

/// The state of an order at an instant.
pub(super) struct OrderState {
    /// Nothing if a recorded event is still in the future.
    pub(super) phase: Option<Phase>,
    /// The state is the same from then on.
    pub(super) since: Instant,
    /// The state is the same until just before then.
    pub(super) until: Instant,
    pub(super) next: Option<Instant>,
    pub(super) last: Option<Instant>,
    /// Whether the state differs from that at the previous instant.
    pub(super) has_changed: bool,
}

/// What is known about orders so far, and scratch space.
#[derive(Default)]
pub(super) struct Cache {
    shapes: Vec<Shape>,
    end_times: EndTimes,
}

/// Orders with the same events and problem, under one rulebook.
struct Shape {
    rulebook: Rc<Rulebook>,
    events: u16,
    problem: Option<Problem>,
    ends: Vec<End>,
    patterns: Vec<Pattern>,
}

/// One end of a window.
struct End {
    kind: Kind,
    rule: EndRule,
}

/// How it is computed.
enum EndRule {
    /// From known moments, by index, each with its term; the earliest result is used.
    Counted(Vec<(usize, Option<Term>)>),
    /// It was entered.
    Entered(Bounds),
}

/// The ends of one order's windows.
#[derive(Default)]
struct EndTimes {
    /// The safe side of each end.
    ends: Vec<Instant>,
    /// The instants at which a window opens or closes, or perhaps does, in chronological order. An
    /// end is identified by a number, and by two if it has two bounds.
    points: Vec<(Instant, u16)>,
    /// The numbers of the points only.
    sequence: Vec<u16>,
}

/// What holds between the ends of windows that fall in this order, whatever their distances.
struct Pattern {
    sequence: Vec<u16>,
    /// Before the first point, and from each of them on.
    intervals: Vec<Interval>,
}

#[derive(Clone, Copy)]
struct Interval {
    phase: Phase,
    /// The end that the phase depends on.
    next: Option<usize>,
    /// The first interval with the same state.
    same_as: usize,
}

impl Cache {
    /// The state of an order now; `previous` is the instant asked about previously.
    pub(super) fn state_at(
        &mut self,
        facts: &Facts,
        rulebook: &Rc<Rulebook>,
        zone: &dyn Zone,
        now: Instant,
        previous: Option<Instant>,
    ) -> OrderState {
        // An order that was valid when put is still valid, unless something lies in the future.
        self.try_state_at(facts, rulebook, zone, now, previous).unwrap_or(OrderState {
            phase: None,
            since: DISTANT_PAST,
            until: DISTANT_FUTURE,
            next: None,
            last: None,
            has_changed: previous.is_none(),
        })
    }

    fn try_state_at(
        &mut self,
        facts: &Facts,
        rulebook: &Rc<Rulebook>,
        zone: &dyn Zone,
        now: Instant,
        previous: Option<Instant>,
    ) -> Option<OrderState> {
        let context = Context { rulebook, zone, now: DISTANT_FUTURE, locale: "" };
        let found = self.shapes.iter().position(|shape| shape.matches(facts, rulebook));
        let mut new_shape;
        let shape = match found.filter(|_| !facts.has_entered()) {
            Some(index) => &mut self.shapes[index],
            None => {
                new_shape = Shape::new(facts, rulebook, &Course::of(&facts.order(), context).ok()?);
                if facts.has_entered() {
                    &mut new_shape
                } else {
                    push_capped(&mut self.shapes, new_shape)
                }
            }
        };
        let end_times = &mut self.end_times;
        end_times.compute(&shape.ends, facts, zone);
        let found =
            shape.patterns.iter().position(|pattern| pattern.sequence == end_times.sequence);
        let pattern = match found {
            Some(index) => &shape.patterns[index],
            None => {
                let pattern = Pattern::new(&Course::of(&facts.order(), context).ok()?, end_times);
                push_capped(&mut shape.patterns, pattern)
            }
        };
        Some(end_times.state_at(pattern, facts.known_from(), now, previous))
    }
}

/// Adds an entry, limiting their number: all orders of a list may differ.
fn push_capped<T>(entries: &mut Vec<T>, entry: T) -> &mut T {
    if entries.len() == MAX_ENTRIES {
        entries.clear();
    }
    let index = entries.len();
    entries.push(entry);
    &mut entries[index]
}

impl Shape {
    fn new(facts: &Facts, rulebook: &Rc<Rulebook>, course: &Course) -> Shape {
        let mut ends = Vec::new();
        for end in course.end_formulas() {
            let mut counts = Vec::new();
            for (event, term) in end.counts {
                counts.push((facts.index(event), term));
            }
            let is_entered = counts.is_empty();
            let rule =
                if is_entered { EndRule::Entered(end.bounds) } else { EndRule::Counted(counts) };
            ends.push(End { kind: end.kind, rule });
        }
        Shape {
            rulebook: rulebook.clone(),
            events: facts.events,
            problem: facts.problem,
            ends,
            patterns: Vec::new(),
        }
    }

    fn matches(&self, facts: &Facts, rulebook: &Rc<Rulebook>) -> bool {
        Rc::ptr_eq(&self.rulebook, rulebook)
            && self.events == facts.events
            && self.problem == facts.problem
    }
}

impl EndTimes {
    fn compute(&mut self, ends: &[End], facts: &Facts, zone: &dyn Zone) {
        self.ends.clear();
        self.points.clear();
        for End { kind, rule } in ends {
            let bounds = match rule {
                EndRule::Entered(bounds) => *bounds,
                EndRule::Counted(counts) => {
                    let mut earliest = Bounds::exactly(DISTANT_FUTURE);
                    for (index, term) in counts {
                        let from = facts.bounds(*index);
                        let bounds = term.map_or(from, |term| term.end_bounds(from, zone));
                        earliest = earliest.or_earlier(bounds);
                    }
                    earliest
                }
            };
            let number = 2 * self.ends.len() as u16;
            self.ends.push(kind.safe(bounds));
            // The closing millisecond belongs to the window.
            let after = i64::from(*kind == Kind::Closes);
            self.add_point(bounds.earliest.plus(after), number);
            if !bounds.is_exact() {
                self.add_point(bounds.latest.plus(after), number + 1);
            }
        }
        self.sequence.clear();
        let mut previous = None;
        for (at, number) in &self.points {
            let flag = if previous == Some(at) { SIMULTANEOUS } else { 0 };
            self.sequence.push(number | flag);
            previous = Some(at);
        }
    }

    fn add_point(&mut self, at: Instant, number: u16) {
        let index = self.passed_count(at);
        self.points.insert(index, (at, number));
    }

    /// How many of the points have passed.
    fn passed_count(&self, now: Instant) -> usize {
        self.points.iter().take_while(|(at, _)| *at <= now).count()
    }

    /// `known_from` is the first instant at which everything recorded can have happened.
    fn state_at(
        &self,
        pattern: &Pattern,
        known_from: Instant,
        now: Instant,
        previous: Option<Instant>,
    ) -> OrderState {
        let known = |at: Instant| known_from <= at;
        let same_as = |at| known(at).then(|| pattern.intervals[self.passed_count(at)].same_as);
        let has_changed = previous.is_none_or(|previous| same_as(previous) != same_as(now));
        let last = self.ends.iter().copied().max();
        if !known(now) {
            let (since, until) = (DISTANT_PAST, known_from);
            return OrderState { phase: None, since, until, next: None, last, has_changed };
        }
        let passed = self.passed_count(now);
        let Interval { phase, next, same_as } = pattern.intervals[passed];
        let since = passed.checked_sub(1).map_or(DISTANT_PAST, |last| self.points[last].0);
        let mut later = self.points.iter().zip(&pattern.intervals[1..]).skip(passed);
        let change = later.find(|(_, interval)| interval.same_as != same_as);
        OrderState {
            phase: Some(phase),
            since: since.max(known_from),
            until: change.map_or(DISTANT_FUTURE, |((at, _), _)| *at),
            next: next.map(|end| self.ends[end]),
            last,
            has_changed,
        }
    }
}

impl Pattern {
    /// What holds for an order whose ends fall like this.
    fn new(course: &Course, end_times: &EndTimes) -> Pattern {
        let end_formulas = course.end_formulas();
        let mut snapshots = Vec::new();
        let mut intervals = Vec::<Interval>::new();
        for passed in 0..=end_times.points.len() {
            // Just before the first point, or at the last one passed.
            let at = match passed.checked_sub(1) {
                Some(last) => end_times.points[last].0,
                None => end_times.points.first().map_or(DISTANT_PAST, |(at, _)| at.plus(-1)),
            };
            let snapshot = course.snapshot(at);
            let next = end_formulas.iter().position(|end| snapshot.depends_on(end));
            let same_as =
                snapshots.iter().position(|earlier| *earlier == snapshot).unwrap_or(passed);
            intervals.push(Interval { phase: snapshot.phase, next, same_as });
            snapshots.push(snapshot);
        }
        Pattern { sequence: end_times.sequence.clone(), intervals }
    }
}
