//! The ends of each window for one order, and whether the window is open at an instant.
//! What the order's own page shows overrides what is computed.

use super::timeline::Timeline;
use super::{Context, Deadline, Kind, Start, cite};
use crate::moment::{Bounds, Instant};
use crate::order::{Entered, Event, Order};
use crate::rulebook::{Certainty, End, Window};
use crate::zone::bounds_of;

/// One window of the rulebook, as it stands for one order.
pub(super) struct Windowed<'a> {
    pub(super) window: &'a Window,
    pub(super) opens: Option<Deadline<'a>>,
    pub(super) closes: Option<Deadline<'a>>,
}

/// Whether a window is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// It cannot be said: the event it is counted from is not known.
    Unknown,
    /// Not yet.
    NotYet,
    /// Perhaps already, perhaps not yet.
    PerhapsYet,
    /// Surely.
    Open,
    /// Perhaps still, perhaps no more: within the bounds of its end, or past an end that is only
    /// reported.
    PerhapsStill,
    /// No more.
    Closed,
}

impl State {
    pub(super) fn is_perhaps(self) -> bool {
        matches!(self, State::PerhapsYet | State::PerhapsStill)
    }
}

/// The windows of the rulebook that are for an order with this problem, or with none.
pub(super) fn windows<'a>(
    order: &Order,
    timeline: &Timeline,
    context: Context<'a>,
) -> Vec<Windowed<'a>> {
    let fits = |window: &&Window| {
        window.problems.is_empty()
            || order.problem.is_none_or(|problem| window.problems.contains(&problem))
    };
    let for_order = |window: &'a Window| {
        let entered = order.entered_for(&window.id);
        let end = |kind, rule| deadline(window, kind, rule, entered, timeline, context);
        Windowed {
            window,
            opens: end(Kind::Opens, window.opens.as_ref()),
            closes: end(Kind::Closes, window.closes.as_ref()),
        }
    };
    context.rulebook.windows.iter().filter(fits).map(for_order).collect()
}

fn deadline<'a>(
    window: &'a Window,
    kind: Kind,
    rule: Option<&'a End>,
    entered: Entered,
    timeline: &Timeline,
    context: Context<'a>,
) -> Option<Deadline<'a>> {
    let safe = |bounds: Bounds| match kind {
        Kind::Opens => bounds.latest,
        Kind::Closes => bounds.earliest,
    };
    let moment = match kind {
        Kind::Opens => entered.opens,
        Kind::Closes => entered.closes,
    };
    let (bounds, certainty, from, rule) = if let Some(moment) = moment {
        (bounds_of(context.zone, moment), Certainty::Entered, None, None)
    } else {
        let rule = rule?;
        let known = |event: &Event| timeline.get(*event).map(|bounds| (*event, bounds));
        let (event, from) = rule.from.iter().find_map(known)?;
        let bounds = rule.term.map_or(from, |term| term.end_bounds(from, context.zone));
        let from = Start { event, at: safe(from) };
        (bounds, rule.certainty, Some(from), Some(rule))
    };
    Some(Deadline {
        id: &window.id,
        kind,
        title: window.title.in_locale(context.locale),
        at: safe(bounds),
        earliest: bounds.earliest,
        latest: bounds.latest,
        exact: bounds.is_exact(),
        certainty,
        from,
        term: rule.and_then(|rule| rule.term),
        time_zone: context.zone.id(),
        sources: rule.map_or_else(Vec::new, |rule| cite(&rule.rules, context)),
    })
}

impl<'a> Windowed<'a> {
    /// Whether the window is open at an instant. Both ends belong to it.
    pub(super) fn state(&self, now: Instant) -> State {
        let opening_unknown = self.window.opens.is_some() && self.opens.is_none();
        if opening_unknown || (self.opens.is_none() && self.closes.is_none()) {
            return State::Unknown;
        }
        if let Some(opens) = &self.opens {
            if now < opens.earliest {
                return State::NotYet;
            }
            if now < opens.latest {
                return State::PerhapsYet;
            }
        }
        let Some(closes) = &self.closes else {
            return State::Open;
        };
        if now <= closes.earliest {
            State::Open
        } else if now <= closes.latest || closes.certainty == Certainty::Reported {
            State::PerhapsStill
        } else {
            State::Closed
        }
    }

    /// The instants at which the state changes.
    pub(super) fn boundaries(&self) -> impl Iterator<Item = Instant> {
        let opens = self.opens.iter().flat_map(|end| [end.earliest, end.latest]);
        let closes = self.closes.iter().flat_map(|end| [end.earliest.plus(1), end.latest.plus(1)]);
        opens.chain(closes)
    }

    /// Both ends, as far as they are known.
    pub(super) fn ends(self) -> impl Iterator<Item = Deadline<'a>> {
        self.opens.into_iter().chain(self.closes)
    }
}
