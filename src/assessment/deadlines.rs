//! The ends of each window for one order, and whether the window is open at an instant. Values
//! entered from the order's own page override computed ones.

use super::timeline::{Timeline, may_be_in_future};
use super::{Context, Deadline, Kind, Start, cite};
use crate::counting::Term;
use crate::moment::{Bounds, Instant};
use crate::order::{Entered, Event, Order, Problem};
use crate::rulebook::{Certainty, Count, End, Purpose, Window};
use crate::zone::bounds_of;

/// One window of the rulebook, as it applies to one order.
pub(super) struct OrderWindow<'a> {
    pub(super) definition: &'a Window,
    pub(super) opens: Option<WindowEnd<'a>>,
    pub(super) closes: Option<WindowEnd<'a>>,
    /// The state when the ends do not determine it.
    default_state: State,
}

/// One end of a window, computed for one order: a deadline without its texts.
pub(super) struct WindowEnd<'a> {
    pub(super) kind: Kind,
    pub(super) bounds: Bounds,
    pub(super) certainty: Certainty,
    pub(super) from: Option<Start>,
    term: Option<Term>,
    pub(super) definition: Option<&'a End>,
    /// Whether this is an opening at an event recorded as having happened: wherever in its bounds
    /// it lies, it has passed by now.
    pub(super) has_happened: bool,
}

impl WindowEnd<'_> {
    /// The safe side of its bounds.
    pub(super) fn at(&self) -> Instant {
        self.kind.safe(self.bounds)
    }

    /// Of an opening, the first instant that leaves no doubt. Within bounds, their last instant is
    /// too late to wait for.
    fn surely_open_from(&self) -> Instant {
        let Bounds { earliest, latest } = self.bounds;
        if self.has_happened { earliest } else { latest.plus(i64::from(earliest < latest)) }
    }

    /// Whether it has surely passed: an opening from its very millisecond on, a closing after it.
    pub(super) fn has_passed(&self, now: Instant) -> bool {
        match self.kind {
            Kind::Opens => self.at() <= now,
            Kind::Closes => self.at() < now,
        }
    }
}

/// Whether a window is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// Unknown: the event it is counted from is not known.
    Unknown,
    /// Not open yet.
    NotYet,
    /// Perhaps open already.
    PerhapsAlready,
    /// Surely open.
    Open,
    /// Perhaps still open: `now` is within the bounds of its end, or past an end that is only
    /// reported.
    PerhapsStill,
    /// No longer open.
    Closed,
}

impl State {
    pub(super) fn is_uncertain(self) -> bool {
        matches!(self, State::PerhapsAlready | State::PerhapsStill)
    }
}

/// The windows of the rulebook that apply to an order with this problem, or with none.
pub(super) fn windows<'a>(
    order: &Order,
    timeline: &Timeline,
    context: Context<'a>,
) -> Vec<OrderWindow<'a>> {
    let in_hand = timeline.has(Event::Received);
    let mut windows = Vec::new();
    for window in &context.rulebook.windows {
        let for_any_problem = window.problems.is_empty();
        // A parcel that was received is not one that never arrived.
        let is_moot = in_hand && window.problems == [Problem::NotArrived];
        let applies_to = |problem| window.problems.contains(&problem);
        if for_any_problem || !is_moot && order.problem.is_none_or(applies_to) {
            let entered = order.entered_for(&window.id);
            let end = |kind| window_end(kind, window, entered, timeline, context);
            let (opens, closes) = (end(Kind::Opens), end(Kind::Closes));
            // A window that closes with a future event is open until then, if it does not require
            // the parcel.
            let needs_no_parcel =
                window.purpose == Purpose::Dispute || window.purpose == Purpose::Cancel && !in_hand;
            let default_state = match window.opens {
                None if needs_no_parcel => State::Open,
                _ => State::Unknown,
            };
            windows.push(
                OrderWindow { definition: window, opens, closes, default_state }.resolve_conflict(),
            );
        }
    }
    windows
}

fn window_end<'a>(
    kind: Kind,
    window: &'a Window,
    entered: Entered,
    timeline: &Timeline,
    context: Context<'a>,
) -> Option<WindowEnd<'a>> {
    let (moment, definition) = match kind {
        Kind::Opens => (entered.opens, &window.opens),
        Kind::Closes => (entered.closes, &window.closes),
    };
    if let Some(moment) = moment {
        let bounds = bounds_of(context.zone, moment);
        return Some(WindowEnd {
            kind,
            bounds,
            certainty: Certainty::Entered,
            from: None,
            term: None,
            definition: None,
            has_happened: false,
        });
    }
    let definition = definition.as_ref()?;
    if awaits_receipt(window, definition, timeline) {
        return None;
    }
    let mut earliest: Option<WindowEnd> = None;
    for (event, term) in known_counts(definition, timeline) {
        let from = timeline.get(event)?;
        let bounds = term.map_or(from, |term| term.end_bounds(from, context.zone));
        let from = Some(Start { event, at: kind.safe(from) });
        let (certainty, definition) = (definition.certainty, Some(definition));
        let has_happened = kind == Kind::Opens && term.is_none() && !may_be_in_future(event);
        let end = WindowEnd { kind, bounds, certainty, from, term, definition, has_happened };
        earliest = Some(match earliest {
            Some(known) => known.or_earlier(end),
            None => end,
        });
    }
    earliest
}

/// Whether this end belongs to a claim window and is counted from the receipt, while nothing is in
/// hand. Another event from which the end may be earlier does not open a claim.
fn awaits_receipt(window: &Window, definition: &End, timeline: &Timeline) -> bool {
    window.purpose == Purpose::Claim
        && !timeline.has(Event::Received)
        && definition.counts.iter().any(|count| count.from == [Event::Received])
}

/// The known events that an end is counted from, each with its term.
pub(super) fn known_counts(definition: &End, timeline: &Timeline) -> Vec<(Event, Option<Term>)> {
    let mut counts = Vec::new();
    for Count { from, term } in &definition.counts {
        if let Some(event) = from.iter().find(|event| timeline.has(**event)) {
            counts.push((*event, *term));
        }
    }
    counts
}

impl<'a> WindowEnd<'a> {
    /// The end at the earlier of two counts.
    fn or_earlier(self, other: WindowEnd<'a>) -> WindowEnd<'a> {
        let bounds = self.bounds.or_earlier(other.bounds);
        let has_happened = self.has_happened || other.has_happened;
        // Of two at once, the one that has happened says more than the one that was due.
        let is_earlier = (other.at(), !other.has_happened) < (self.at(), !self.has_happened);
        let earlier = if is_earlier { other } else { self };
        WindowEnd { bounds, has_happened, ..earlier }
    }
}

impl<'a> OrderWindow<'a> {
    /// Entered values override computed ones: if both ends cannot hold, or the opening may be as
    /// late as the end, so that nobody should wait for it, only the entered one is kept.
    fn resolve_conflict(mut self) -> OrderWindow<'a> {
        if let (Some(opens), Some(closes)) = (&self.opens, &self.closes)
            && opens.surely_open_from() > closes.bounds.latest
        {
            // Two entered ends in conflict were refused before; two computed ones are up to the
            // rulebook.
            let is_entered = |end: &WindowEnd| end.certainty == Certainty::Entered;
            match (is_entered(opens), is_entered(closes)) {
                (true, false) => self.closes = None,
                (false, true) => self.opens = None,
                _ => return self,
            }
            self.default_state = State::PerhapsAlready;
        }
        self
    }

    /// Whether one end was entered and the computed other one was dropped because it contradicts
    /// it.
    pub(super) fn had_conflict(&self) -> bool {
        self.default_state == State::PerhapsAlready
    }

    /// The state at an instant. Both ends belong to the window.
    pub(super) fn state(&self, now: Instant) -> State {
        // However late it may have opened, it is over after an end that is certain.
        if let Some(closes) = &self.closes
            && closes.bounds.latest < now
            && closes.certainty != Certainty::Reported
        {
            return State::Closed;
        }
        if (self.lacks_opening() && !self.is_closed(now)) || self.ends().next().is_none() {
            return if self.has_only_entered_end() {
                State::PerhapsAlready
            } else {
                self.default_state
            };
        }
        if let Some(opens) = &self.opens {
            if now < opens.bounds.earliest {
                return State::NotYet;
            }
            if now < opens.bounds.latest && !opens.has_happened {
                return State::PerhapsAlready;
            }
        }
        if self.is_closed(now) { State::PerhapsStill } else { State::Open }
    }

    /// Whether the rulebook defines an opening and none is usable.
    pub(super) fn lacks_opening(&self) -> bool {
        self.definition.opens.is_some() && self.opens.is_none()
    }

    /// Whether only an entered end is known, so that the window may be open already.
    pub(super) fn has_only_entered_end(&self) -> bool {
        let is_entered = |end: &WindowEnd| end.certainty == Certainty::Entered;
        self.lacks_opening() && self.closes.as_ref().is_some_and(is_entered)
    }

    /// Whether its end has passed, at least perhaps, whenever it opened.
    fn is_closed(&self, now: Instant) -> bool {
        self.closes.as_ref().is_some_and(|closes| closes.bounds.earliest < now)
    }

    /// The ends that are known.
    pub(super) fn ends(&self) -> impl Iterator<Item = &WindowEnd<'a>> {
        self.opens.iter().chain(&self.closes)
    }

    /// Adds the instants at which the state changes.
    pub(super) fn add_boundaries(&self, boundaries: &mut Vec<Instant>) {
        for WindowEnd { kind, bounds, .. } in self.ends() {
            // The closing millisecond belongs to the window.
            let after = i64::from(*kind == Kind::Closes);
            boundaries.push(bounds.earliest.plus(after));
            boundaries.push(bounds.latest.plus(after));
        }
    }

    /// The deadline for one of its ends, with its texts.
    pub(super) fn deadline(&self, end: &WindowEnd<'a>, context: Context<'a>) -> Deadline<'a> {
        let Window { id, title, .. } = self.definition;
        Deadline {
            id,
            kind: end.kind,
            title: title.in_locale(context.locale),
            at: end.at(),
            earliest: end.bounds.earliest,
            latest: end.bounds.latest,
            exact: end.bounds.is_exact(),
            certainty: end.certainty,
            from: end.from,
            term: end.term,
            time_zone: context.zone.id(),
            sources: end.definition.map_or_else(Vec::new, |rule| cite(&rule.rules, context)),
        }
    }
}
