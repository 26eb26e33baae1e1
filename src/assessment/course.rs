//! One order through time: its windows are computed once, and what holds can then be asked at any
//! instant. For `assess`, which asks at one, and for `tracker`, which asks where something changes.

use super::deadlines::{self, Windowed};
use super::timeline::{self, Timeline};
use super::{Context, Next, advice, phase};
use crate::error::Result;
use crate::moment::Instant;
use crate::order::Order;
use crate::rulebook::Phase;
use advice::{Offer, Warning};

/// An order's timeline and windows.
pub(crate) struct Course<'o, 'a> {
    order: &'o Order,
    pub(super) timeline: Timeline,
    pub(super) windows: Vec<Windowed<'a>>,
    /// When a window opens or closes, in order of time.
    boundaries: Vec<Instant>,
    context: Context<'a>,
}

/// What holds at an instant and stays until a window opens or closes: an assessment without its
/// words and without the time left.
#[derive(PartialEq)]
pub(crate) struct Standing<'a> {
    pub(crate) phase: Phase,
    pub(super) next: Option<Next<'a>>,
    pub(super) actions: Vec<Offer>,
    pub(super) cautions: Vec<Warning<'a>>,
}

impl Standing<'_> {
    /// When the deadline falls that the phase hangs on.
    pub(crate) fn next_at(&self) -> Option<Instant> {
        self.next.map(|next| next.at)
    }
}

impl<'o, 'a> Course<'o, 'a> {
    /// The course of an order.
    ///
    /// # Errors
    /// As [`super::assess`].
    pub(crate) fn of(order: &'o Order, context: Context<'a>) -> Result<Course<'o, 'a>> {
        let timeline = timeline::timeline(order, context)?;
        let windows = deadlines::windows(order, &timeline, context);
        let mut boundaries = Vec::new();
        for window in &windows {
            window.add_boundaries(&mut boundaries);
        }
        boundaries.sort_unstable();
        Ok(Course { order, timeline, windows, boundaries, context })
    }

    /// That an order has a course.
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

    /// The first instant after `now`, and before `until`, at which something else holds than what
    /// holds now.
    pub(crate) fn next_turn(
        &self,
        holds: &Standing,
        now: Instant,
        until: Option<Instant>,
    ) -> Option<Instant> {
        let ahead = |at: Instant| at > now && until.is_none_or(|until| at < until);
        let turns = |at: &Instant| ahead(*at) && self.standing(*at) != *holds;
        self.boundaries.iter().copied().find(turns)
    }

    /// The last instant, up to `now`, at which a window opened or closed.
    pub(crate) fn last_boundary(&self, now: Instant) -> Option<Instant> {
        self.boundaries.iter().copied().rfind(|at| *at <= now)
    }

    /// The last of the deadlines.
    pub(crate) fn last_deadline(&self) -> Option<Instant> {
        let mut last = None;
        for window in &self.windows {
            for end in window.ends() {
                last = last.max(Some(end.at()));
            }
        }
        last
    }

    /// The first instant at which all that is told of the order can have happened.
    pub(crate) fn known_from(&self) -> Option<Instant> {
        timeline::known_from(self.order, &self.timeline)
    }
}
