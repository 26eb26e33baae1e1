//! One order through time: its windows are computed once and can then be queried at any instant.
//! For `assess` and `claim`, which query one instant, and `tracker`, which looks for the instants
//! of change.

use super::deadlines::{self, State, Windowed};
use super::timeline::{self, Timeline};
use super::{Context, Kind, Next, advice, phase};
use crate::counting::Term;
use crate::error::Result;
use crate::moment::{Bounds, Instant};
use crate::order::{Event, Order};
use crate::rulebook::{Phase, Purpose};
use advice::{Offer, Warning};

/// An order's timeline and windows.
pub(crate) struct Course<'o, 'a> {
    order: &'o Order,
    pub(super) timeline: Timeline,
    pub(super) windows: Vec<Windowed<'a>>,
    context: Context<'a>,
}

/// What holds at an instant and until a window opens or closes: an assessment without its texts and
/// without the time left.
#[derive(PartialEq)]
pub(crate) struct Standing<'a> {
    pub(crate) phase: Phase,
    pub(super) next: Option<Next<'a>>,
    pub(super) actions: Vec<Offer>,
    pub(super) cautions: Vec<Warning<'a>>,
}

/// One end of a window for an order, and how it is computed for other orders with the same events.
pub(crate) struct Ending<'a> {
    window: &'a str,
    pub(crate) kind: Kind,
    pub(crate) bounds: Bounds,
    /// The events it is counted from, each with its term; the earliest result counts. Empty if the
    /// end was entered.
    pub(crate) counted: Vec<(Event, Option<Term>)>,
}

impl Standing<'_> {
    /// Whether this is the deadline that the phase depends on.
    pub(crate) fn hangs_on(&self, end: &Ending) -> bool {
        self.next.is_some_and(|next| next.id == end.window && next.kind == end.kind)
    }
}

impl<'o, 'a> Course<'o, 'a> {
    /// Computes the course of an order.
    ///
    /// # Errors
    /// As [`super::assess`].
    pub(crate) fn of(order: &'o Order, context: Context<'a>) -> Result<Course<'o, 'a>> {
        let timeline = timeline::timeline(order, context)?;
        let windows = deadlines::windows(order, &timeline, context);
        Ok(Course { order, timeline, windows, context })
    }

    /// Checks that an order has a course.
    ///
    /// # Errors
    /// As [`super::assess`].
    pub(crate) fn check(order: &Order, context: Context) -> Result<()> {
        timeline::timeline(order, context).map(drop)
    }

    /// What holds at an instant.
    pub(crate) fn standing(&self, now: Instant) -> Standing<'a> {
        let Course { order, timeline, windows, .. } = self;
        let context = Context { now, ..self.context };
        let phase = phase::phase(order, timeline, windows, now);
        Standing {
            phase,
            next: phase::next(phase, windows, now),
            actions: advice::actions(order, phase, windows, context),
            cautions: advice::cautions(order, phase, timeline, windows, context),
        }
    }

    /// The first instant after `now`, and before `until`, at which the standing differs from
    /// `holds`.
    pub(crate) fn next_turn(
        &self,
        holds: &Standing,
        now: Instant,
        until: Option<Instant>,
    ) -> Option<Instant> {
        let mut boundaries = Vec::new();
        for window in &self.windows {
            window.add_boundaries(&mut boundaries);
        }
        let mut last = now;
        loop {
            let ahead = |at: &Instant| *at > last && until.is_none_or(|until| *at < until);
            let next = boundaries.iter().copied().filter(ahead).min()?;
            if self.standing(next) != *holds {
                return Some(next);
            }
            last = next;
        }
    }

    /// Whether any dispute or claim window may still be open, now or later.
    pub(crate) fn may_dispute(&self) -> bool {
        self.windows.iter().any(|window| {
            matches!(window.window.purpose, Purpose::Dispute | Purpose::Claim)
                && window.state(self.context.now) != State::Closed
        })
    }

    /// The ends of all windows, in rulebook order.
    pub(crate) fn endings(&self) -> Vec<Ending<'a>> {
        let mut endings = Vec::new();
        for window in &self.windows {
            for end in window.ends() {
                let counts = |rule| deadlines::counts(rule, &self.timeline);
                endings.push(Ending {
                    window: &window.window.id,
                    kind: end.kind,
                    bounds: end.bounds,
                    counted: end.rule.map_or_else(Vec::new, counts),
                });
            }
        }
        endings
    }
}
