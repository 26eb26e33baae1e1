//! The phase of an order, and the deadline it depends on. Only windows that are surely open count:
//! one that is perhaps open leads to an uncertain action (see `advice`), never to a phase.

use super::Next;
use super::deadlines::{OrderWindow, State};
use super::timeline::Timeline;
use crate::moment::Instant;
use crate::order::{Event, Order};
use crate::rulebook::{Phase, Purpose};

/// Events that the shopper recorded, the most final first.
const RECORDED: [(Event, Phase); 4] = [
    (Event::Completed, Phase::Completed),
    (Event::Refunded, Phase::Refunded),
    (Event::Cancelled, Phase::Cancelled),
    (Event::DisputeOpened, Phase::InDispute),
];

/// The one phase of an order at an instant.
pub(super) fn phase(
    order: &Order,
    timeline: &Timeline,
    windows: &[OrderWindow],
    now: Instant,
) -> Phase {
    if let Some((_, phase)) = RECORDED.iter().find(|(event, _)| timeline.has(*event)) {
        return *phase;
    }
    let states = |purpose| {
        let of_purpose = windows.iter().filter(move |window| window.definition.purpose == purpose);
        of_purpose.map(|window| window.state(now))
    };
    let is_open = |purpose| states(purpose).any(|state| state == State::Open);

    if timeline.has(Event::Received) {
        if is_open(Purpose::Claim) {
            // That it never arrived was refused before.
            return if order.problem.is_some() { Phase::Claimable } else { Phase::Received };
        }
    } else if is_open(Purpose::Cancel) {
        return Phase::Cancellable;
    }
    if is_open(Purpose::Dispute) {
        return Phase::Disputable;
    }
    // It is too late to report a problem, but the goods can still be returned.
    if timeline.has(Event::Received) && is_open(Purpose::Return) {
        return Phase::Received;
    }
    // A window that only matters once the parcel has arrived counts as open, too.
    let is_over = |state| matches!(state, State::PerhapsStill | State::Closed);
    if states(awaited_purpose(windows)).all(is_over) { Phase::Expired } else { Phase::Waiting }
}

/// The purpose of the windows that an order waits for once it cannot be cancelled. A marketplace
/// without disputes leaves claims, and a shop without claims leaves returns.
fn awaited_purpose(windows: &[OrderWindow]) -> Purpose {
    let has = |purpose| windows.iter().any(|window| window.definition.purpose == purpose);
    let order = [Purpose::Dispute, Purpose::Claim];
    order.into_iter().find(|purpose| has(*purpose)).unwrap_or(Purpose::Return)
}

/// The deadline that a phase depends on: the first to close of the windows that cause it, or the
/// first to open of those it waits for.
pub(super) fn next<'a>(
    phase: Phase,
    windows: &[OrderWindow<'a>],
    now: Instant,
) -> Option<Next<'a>> {
    let purposes: &[Purpose] = match phase {
        Phase::Cancellable => &[Purpose::Cancel],
        Phase::Claimable => &[Purpose::Claim],
        // Neither a claim nor a return has been decided on.
        Phase::Received => &[Purpose::Claim, Purpose::Return],
        Phase::Disputable => &[Purpose::Dispute],
        Phase::Waiting => &[awaited_purpose(windows)],
        _ => return None,
    };
    let mut first: Option<Next> = None;
    let is_waiting = phase == Phase::Waiting;
    for window in windows {
        let is_open = window.state(now) == State::Open;
        if !purposes.contains(&window.definition.purpose) || !(is_waiting || is_open) {
            continue;
        }
        let (opens, closes) = (window.opens.as_ref(), window.closes.as_ref());
        // Without a usable opening the window is perhaps open already; what lies ahead is its end.
        let awaited_end = if window.has_only_entered_end() { closes } else { opens };
        let end = if is_waiting { awaited_end } else { closes };
        if let Some(end) = end
            && !end.has_passed(now)
            && first.is_none_or(|first| end.at() < first.at)
        {
            first = Some(Next { id: &window.definition.id, kind: end.kind, at: end.at() });
        }
    }
    first
}

/// How soon an order in this phase needs attention; 0 is most urgent.
pub(crate) fn urgency(phase: Phase) -> u32 {
    match phase {
        Phase::Claimable | Phase::Cancellable | Phase::Disputable => 0,
        Phase::Received => 1,
        Phase::InDispute => 2,
        Phase::Waiting => 3,
        Phase::Expired => 4,
        Phase::Refunded => 5,
        Phase::Cancelled | Phase::Completed => 6,
    }
}
