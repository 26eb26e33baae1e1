//! One order through time: its windows are computed once and can then be queried at any instant.
//! For `assess` and `claim`, which query one instant, and `tracker`, which looks for the instants
//! of change.

use super::deadlines::{self, OrderWindow, State};
use super::timeline::{self, Timeline};
use super::{Context, Kind, Next, advice, phase};
use crate::counting::Term;
use crate::error::Result;
use crate::moment::{Bounds, Instant};
use crate::order::{Event, Order};
use crate::rulebook::{Phase, Purpose};
use advice::{ApplicableCaution, AvailableAction};

/// An order's timeline and windows.
pub(crate) struct Course<'o, 'a> {
    order: &'o Order,
    pub(super) timeline: Timeline,
    pub(super) windows: Vec<OrderWindow<'a>>,
    context: Context<'a>,
}

/// What holds at an instant and until a window opens or closes: an assessment without its texts and
/// without the time left.
#[derive(PartialEq)]
pub(crate) struct Snapshot<'a> {
    pub(crate) phase: Phase,
    pub(super) next: Option<Next<'a>>,
    pub(super) actions: Vec<AvailableAction>,
    pub(super) cautions: Vec<ApplicableCaution<'a>>,
}

/// One end of a window for an order, and how it is computed for other orders with the same events.
pub(crate) struct EndFormula<'a> {
    window: &'a str,
    pub(crate) kind: Kind,
    pub(crate) bounds: Bounds,
    /// The events it is counted from, each with its term; the earliest result counts. Empty if the
    /// end was entered.
    pub(crate) counts: Vec<(Event, Option<Term>)>,
}

impl Snapshot<'_> {
    /// Whether this is the deadline that the phase depends on.
    pub(crate) fn depends_on(&self, end: &EndFormula) -> bool {
        self.next.is_some_and(|next| next.id == end.window && next.kind == end.kind)
    }
}

impl<'o, 'a> Course<'o, 'a> {
    /// Computes the course of an order.
    ///
    /// # Errors
    /// As [`super::assess`].
    pub(crate) fn of(order: &'o Order, context: Context<'a>) -> Result<Course<'o, 'a>> {
        let timeline = timeline::build(order, context)?;
        let windows = deadlines::windows(order, &timeline, context);
        Ok(Course { order, timeline, windows, context })
    }

    /// Checks that an order has a course.
    ///
    /// # Errors
    /// As [`super::assess`].
    pub(crate) fn check(order: &Order, context: Context) -> Result<()> {
        timeline::build(order, context).map(drop)
    }

    /// What holds at an instant.
    pub(crate) fn snapshot(&self, now: Instant) -> Snapshot<'a> {
        let Course { order, timeline, windows, .. } = self;
        let context = Context { now, ..self.context };
        let phase = phase::phase(order, timeline, windows, now);
        Snapshot {
            phase,
            next: phase::next(phase, windows, now),
            actions: advice::actions(order, phase, windows, context),
            cautions: advice::cautions(order, phase, timeline, windows, context),
        }
    }

    /// The first instant after `now`, and before `until`, at which the snapshot differs from
    /// `current`.
    pub(crate) fn next_change(
        &self,
        current: &Snapshot,
        now: Instant,
        until: Option<Instant>,
    ) -> Option<Instant> {
        let mut boundaries = Vec::new();
        for window in &self.windows {
            window.add_boundaries(&mut boundaries);
        }
        let mut previous = now;
        loop {
            let ahead = |at: &Instant| *at > previous && until.is_none_or(|until| *at < until);
            let next = boundaries.iter().copied().filter(ahead).min()?;
            if self.snapshot(next) != *current {
                return Some(next);
            }
            previous = next;
        }
    }

    /// Whether any dispute or claim window may still be open, now or later.
    pub(crate) fn may_dispute(&self) -> bool {
        self.windows.iter().any(|window| {
            matches!(window.definition.purpose, Purpose::Dispute | Purpose::Claim)
                && window.state(self.context.now) != State::Closed
        })
    }

    /// The ends of all windows, in rulebook order.
    pub(crate) fn end_formulas(&self) -> Vec<EndFormula<'a>> {
        let mut formulas = Vec::new();
        for window in &self.windows {
            for end in window.ends() {
                let counts = |definition| deadlines::known_counts(definition, &self.timeline);
                formulas.push(EndFormula {
                    window: &window.definition.id,
                    kind: end.kind,
                    bounds: end.bounds,
                    counts: end.definition.map_or_else(Vec::new, counts),
                });
            }
        }
        formulas
    }
}
