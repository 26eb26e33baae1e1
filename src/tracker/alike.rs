//! Shares assessments between similar orders. For orders with the same events under one rulebook,
//! the ends of windows are computed in the same way; if these ends also fall in the same sequence,
//! the same holds between them. So `assessment` is called once for all of them, and each one costs
//! a little arithmetic. For `tracker` only.

use super::facts::Facts;
use super::{EVER, NEVER};
use crate::assessment::{Context, Course, Kind};
use crate::counting::Term;
use crate::moment::{Bounds, Instant};
use crate::order::Problem;
use crate::rulebook::{Phase, Rulebook};
use crate::zone::Zone;
use std::rc::Rc;

/// How many shapes, and patterns of each, are remembered; most lists have a handful.
const MOST: usize = 64;
/// Marks a point that coincides with the previous one.
const TOGETHER: u16 = 1 << 15;

/// The state of an order at an instant.
pub(super) struct Reading {
    /// Nothing if a recorded event is still in the future.
    pub(super) phase: Option<Phase>,
    /// The state is the same from then on.
    pub(super) since: Instant,
    /// The state is the same until just before then.
    pub(super) until: Instant,
    pub(super) next: Option<Instant>,
    pub(super) last: Option<Instant>,
    /// Whether the state differs from that at the previous instant.
    pub(super) differs: bool,
}

/// What is known about orders so far, and scratch space.
#[derive(Default)]
pub(super) struct Alike {
    shapes: Vec<Shape>,
    falls: Falls,
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
    counted: Counted,
}

/// How it is computed.
enum Counted {
    /// From known moments, by index, each with its term; the earliest result is used.
    From(Vec<(usize, Option<Term>)>),
    /// It was entered.
    Within(Bounds),
}

/// The ends of one order's windows.
#[derive(Default)]
struct Falls {
    /// The safe side of each end.
    ends: Vec<Instant>,
    /// The instants at which a window opens or closes, or perhaps does, in chronological order. An
    /// end is identified by a number, and by two if it has two bounds.
    points: Vec<(Instant, u16)>,
    /// The numbers of the points only.
    order: Vec<u16>,
}

/// What holds between the ends of windows that fall in this order, whatever their distances.
struct Pattern {
    order: Vec<u16>,
    /// Before the first point, and from each of them on.
    stretches: Vec<Stretch>,
}

#[derive(Clone, Copy)]
struct Stretch {
    phase: Phase,
    /// The end that the phase depends on.
    next: Option<usize>,
    /// The first stretch with the same state.
    same_as: usize,
}

impl Alike {
    /// The state of an order now; `before` is the instant asked about previously.
    pub(super) fn reading(
        &mut self,
        facts: &Facts,
        rulebook: &Rc<Rulebook>,
        zone: &dyn Zone,
        now: Instant,
        before: Option<Instant>,
    ) -> Reading {
        // An order that was valid when put is still valid, unless something lies in the future.
        self.found(facts, rulebook, zone, now, before).unwrap_or(Reading {
            phase: None,
            since: EVER,
            until: NEVER,
            next: None,
            last: None,
            differs: before.is_none(),
        })
    }

    fn found(
        &mut self,
        facts: &Facts,
        rulebook: &Rc<Rulebook>,
        zone: &dyn Zone,
        now: Instant,
        before: Option<Instant>,
    ) -> Option<Reading> {
        let context = Context { rulebook, zone, now: NEVER, locale: "" };
        let found = self.shapes.iter().position(|shape| shape.is_of(facts, rulebook));
        let mut own;
        let shape = match found.filter(|_| !facts.has_entered()) {
            Some(index) => &mut self.shapes[index],
            None => {
                own = Shape::of(facts, rulebook, &Course::of(&facts.order(), context).ok()?);
                if facts.has_entered() { &mut own } else { add(&mut self.shapes, own) }
            }
        };
        let falls = &mut self.falls;
        falls.fall(&shape.ends, facts, zone);
        let found = shape.patterns.iter().position(|pattern| pattern.order == falls.order);
        let pattern = match found {
            Some(index) => &shape.patterns[index],
            None => {
                let pattern = Pattern::of(&Course::of(&facts.order(), context).ok()?, falls);
                add(&mut shape.patterns, pattern)
            }
        };
        Some(falls.reading(pattern, facts.known_from(), now, before))
    }
}

/// Adds an entry, limiting their number: all orders of a list may differ.
fn add<T>(all: &mut Vec<T>, one: T) -> &mut T {
    if all.len() == MOST {
        all.clear();
    }
    let last = all.len();
    all.push(one);
    &mut all[last]
}

impl Shape {
    fn of(facts: &Facts, rulebook: &Rc<Rulebook>, course: &Course) -> Shape {
        let mut ends = Vec::new();
        for end in course.end_formulas() {
            let mut counts = Vec::new();
            for (event, term) in end.counts {
                counts.push((facts.index(event), term));
            }
            let is_entered = counts.is_empty();
            let counted =
                if is_entered { Counted::Within(end.bounds) } else { Counted::From(counts) };
            ends.push(End { kind: end.kind, counted });
        }
        Shape {
            rulebook: rulebook.clone(),
            events: facts.events,
            problem: facts.problem,
            ends,
            patterns: Vec::new(),
        }
    }

    fn is_of(&self, facts: &Facts, rulebook: &Rc<Rulebook>) -> bool {
        Rc::ptr_eq(&self.rulebook, rulebook)
            && self.events == facts.events
            && self.problem == facts.problem
    }
}

impl Falls {
    fn fall(&mut self, ends: &[End], facts: &Facts, zone: &dyn Zone) {
        self.ends.clear();
        self.points.clear();
        for End { kind, counted } in ends {
            let bounds = match counted {
                Counted::Within(bounds) => *bounds,
                Counted::From(counts) => {
                    let mut earliest = Bounds::exactly(NEVER);
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
            self.point(bounds.earliest.plus(after), number);
            if !bounds.is_exact() {
                self.point(bounds.latest.plus(after), number + 1);
            }
        }
        self.order.clear();
        let mut before = None;
        for (at, number) in &self.points {
            let together = if before == Some(at) { TOGETHER } else { 0 };
            self.order.push(number | together);
            before = Some(at);
        }
    }

    fn point(&mut self, at: Instant, number: u16) {
        let place = self.passed(at);
        self.points.insert(place, (at, number));
    }

    /// How many of the points have passed.
    fn passed(&self, now: Instant) -> usize {
        self.points.iter().take_while(|(at, _)| *at <= now).count()
    }

    /// `known_from` is the first instant at which everything recorded can have happened.
    fn reading(
        &self,
        pattern: &Pattern,
        known_from: Instant,
        now: Instant,
        before: Option<Instant>,
    ) -> Reading {
        let known = |at: Instant| known_from <= at;
        let same_as = |at| known(at).then(|| pattern.stretches[self.passed(at)].same_as);
        let differs = before.is_none_or(|before| same_as(before) != same_as(now));
        let last = self.ends.iter().copied().max();
        if !known(now) {
            let (since, until) = (EVER, known_from);
            return Reading { phase: None, since, until, next: None, last, differs };
        }
        let passed = self.passed(now);
        let Stretch { phase, next, same_as } = pattern.stretches[passed];
        let since = passed.checked_sub(1).map_or(EVER, |last| self.points[last].0);
        let mut later = self.points.iter().zip(&pattern.stretches[1..]).skip(passed);
        let turn = later.find(|(_, stretch)| stretch.same_as != same_as);
        Reading {
            phase: Some(phase),
            since: since.max(known_from),
            until: turn.map_or(NEVER, |((at, _), _)| *at),
            next: next.map(|end| self.ends[end]),
            last,
            differs,
        }
    }
}

impl Pattern {
    /// What holds for an order whose ends fall like this.
    fn of(course: &Course, falls: &Falls) -> Pattern {
        let end_formulas = course.end_formulas();
        let mut holds = Vec::new();
        let mut stretches = Vec::<Stretch>::new();
        for passed in 0..=falls.points.len() {
            // Just before the first point, or at the last one passed.
            let at = match passed.checked_sub(1) {
                Some(last) => falls.points[last].0,
                None => falls.points.first().map_or(EVER, |(at, _)| at.plus(-1)),
            };
            let snapshot = course.snapshot(at);
            let next = end_formulas.iter().position(|end| snapshot.depends_on(end));
            let same_as = holds.iter().position(|held| *held == snapshot).unwrap_or(passed);
            stretches.push(Stretch { phase: snapshot.phase, next, same_as });
            holds.push(snapshot);
        }
        Pattern { order: falls.order.clone(), stretches }
    }
}
