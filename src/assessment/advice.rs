//! What the shopper can do now and what to beware of: the rulebook's actions and cautions whose
//! conditions hold, and the cautions common to all rulebooks.

use super::deadlines::{Fallen, State, Windowed};
use super::timeline::Timeline;
use super::{Action, Caution, Context, Kind, Proof, Start, cite};
use crate::moment::{Bounds, Instant};
use crate::order::{Event, Order, Problem};
use crate::rulebook::{Phase, Purpose, When};
use crate::zone::local_time;

/// An available action, without its texts.
#[derive(PartialEq)]
pub(super) struct Offer {
    /// The index of the rulebook's action.
    action: usize,
    until: Option<Instant>,
    certain: bool,
    purpose: Option<Purpose>,
}

impl Offer {
    pub(super) fn in_words<'a>(&self, context: Context<'a>) -> Action<'a> {
        let action = &context.rulebook.actions[self.action];
        let mut steps = Vec::new();
        for step in &action.steps {
            steps.push(step.in_locale(context.locale));
        }
        Action {
            id: &action.id,
            title: action.title.in_locale(context.locale),
            steps,
            until: self.until,
            certain: self.certain,
            purpose: self.purpose,
            sources: cite(&action.rules, context),
        }
    }
}

pub(super) fn actions(
    order: &Order,
    phase: Phase,
    windows: &[Windowed],
    context: Context,
) -> Vec<Offer> {
    let mut offers = Vec::new();
    for (index, action) in context.rulebook.actions.iter().enumerate() {
        if holds(&action.when, order, phase, windows, context) {
            let window = window_of(&action.when, windows);
            let closes = window.and_then(|window| window.closes.as_ref()).map(Fallen::at);
            offers.push(Offer {
                action: index,
                until: closes.filter(|at| context.now <= *at),
                certain: !window.is_some_and(|window| window.state(context.now).is_perhaps()),
                purpose: window.map(|window| window.window.purpose),
            });
        }
    }
    offers
}

/// A caution, without its texts.
#[derive(PartialEq)]
pub(super) enum Warning<'a> {
    /// The index of the rulebook's caution.
    OfBook(usize),
    /// A caution that can occur with any rulebook.
    Plain { code: &'static str, window: Option<&'a str>, event: Option<Event> },
}

impl<'a> Warning<'a> {
    pub(super) fn in_words(&self, context: Context<'a>) -> Caution<'a> {
        match *self {
            Warning::OfBook(index) => {
                let caution = &context.rulebook.cautions[index];
                Caution {
                    code: &caution.code,
                    text: Some(caution.text.in_locale(context.locale)),
                    window: caution.when.window.as_deref(),
                    event: None,
                    sources: cite(&caution.rules, context),
                }
            }
            Warning::Plain { code, window, event } => {
                Caution { code, text: None, window, event, sources: Vec::new() }
            }
        }
    }
}

pub(super) fn cautions<'a>(
    order: &Order,
    phase: Phase,
    timeline: &Timeline,
    windows: &[Windowed<'a>],
    context: Context<'a>,
) -> Vec<Warning<'a>> {
    let mut cautions = Vec::new();
    if !phase.is_recorded() {
        perhaps_open(windows, context, &mut cautions);
        for window in windows.iter().filter(|window| window.is_at_odds()) {
            let window = Some(&*window.window.id);
            cautions.push(Warning::Plain { code: "entered-differs", window, event: None });
        }
        if let Some(event) = date_missing(order, phase, timeline, windows) {
            cautions.push(of_event("date-missing", event));
        }
    }
    for (index, own) in context.rulebook.cautions.iter().enumerate() {
        if holds(&own.when, order, phase, windows, context) {
            cautions.push(Warning::OfBook(index));
        }
    }
    if !phase.is_recorded() {
        if let Some(event) = time_unknown(timeline, windows) {
            cautions.push(of_event("time-unknown", event));
        }
        if let Some(code) = outside_edition(timeline, context) {
            cautions.push(Warning::Plain { code, window: None, event: None });
        }
    }
    cautions
}

/// The proof items of the rulebook that fit the phase and the problem, if there is one. For an
/// overdue order that is not in hand, the problem is taken to be that nothing arrived.
pub(super) fn proof<'a>(
    order: &Order,
    phase: Phase,
    timeline: &Timeline,
    context: Context<'a>,
) -> Vec<Proof<'a>> {
    let still_coming = matches!(phase, Phase::Cancellable | Phase::Waiting);
    let overdue = !still_coming && !timeline.has(Event::Received);
    let problem = order.problem.or(overdue.then_some(Problem::NotArrived));
    let mut proof = Vec::new();
    for item in &context.rulebook.proof {
        let of_any = item.problems.is_empty();
        if item.phases.contains(&phase)
            && (of_any || problem.is_none_or(|problem| item.problems.contains(&problem)))
        {
            proof.push(Proof {
                id: &item.id,
                title: item.title.in_locale(context.locale),
                done: order.proof.iter().any(|(id, had)| *id == item.id && *had),
                sources: cite(&item.rules, context),
            });
        }
    }
    proof
}

fn window_of<'w, 'a>(when: &When, windows: &'w [Windowed<'a>]) -> Option<&'w Windowed<'a>> {
    let id = when.window.as_ref()?;
    windows.iter().find(|window| window.window.id == *id)
}

fn holds(when: &When, order: &Order, phase: Phase, windows: &[Windowed], context: Context) -> bool {
    let window = window_of(when, windows);
    let open = || {
        let state = window.map_or(State::Unknown, |window| window.state(context.now));
        state == State::Open || state.is_perhaps()
    };
    let closes = || window.and_then(|window| window.closes.as_ref()).map(|end| end.certainty);
    (when.window.is_none() || open())
        && (when.closes.is_none() || when.closes == closes())
        && (when.phases.is_empty() || when.phases.contains(&phase))
        && (when.problems.is_empty()
            || order.problem.is_some_and(|problem| when.problems.contains(&problem)))
        && when.in_hand.is_none_or(|wanted| wanted == is_in_hand(order))
}

fn is_in_hand(order: &Order) -> bool {
    order.events.has(Event::Received) || has_problem_in_hand(order)
}

fn has_problem_in_hand(order: &Order) -> bool {
    order.problem.is_some_and(|problem| problem.is_seen_in_hand())
}

fn of_event(code: &'static str, event: Event) -> Warning<'static> {
    Warning::Plain { code, window: None, event: Some(event) }
}

/// Adds a caution for each window with an inexact end whose bounds `now` lies between.
fn perhaps_open<'a>(windows: &[Windowed<'a>], context: Context, cautions: &mut Vec<Warning<'a>>) {
    let now = context.now;
    for window in windows {
        // The window includes the latest instant it can open and the earliest it can close. An
        // exact end has nothing in between.
        let within = |end: &Fallen| match end.kind {
            Kind::Opens => end.bounds.earliest <= now && now < end.bounds.latest,
            Kind::Closes => end.bounds.earliest < now && now <= end.bounds.latest,
        };
        // There is nothing to try in a delivery window.
        let can_try = window.window.purpose != Purpose::Delivery;
        let by_bounds = window.ends().any(within);
        if can_try && by_bounds && window.state(now).is_perhaps() {
            let window = Some(&*window.window.id);
            cautions.push(Warning::Plain { code: "perhaps-open", window, event: None });
        }
    }
}

/// The event whose date is missing to compute a window that matters now.
fn date_missing(
    order: &Order,
    phase: Phase,
    timeline: &Timeline,
    windows: &[Windowed],
) -> Option<Event> {
    if has_problem_in_hand(order) && !timeline.has(Event::Received) {
        return Some(Event::Received);
    }
    if phase != Phase::Waiting {
        return None;
    }
    let unknown = |window: &&Windowed| {
        window.window.purpose == Purpose::Dispute && window.lacks_opening() && !window.is_at_odds()
    };
    let opens = windows.iter().find(unknown).and_then(|window| window.window.opens.as_ref());
    opens.and_then(|end| end.counts.first()?.from.first().copied())
}

/// The event that deadlines are counted from, if only its date is known.
fn time_unknown(timeline: &Timeline, windows: &[Windowed]) -> Option<Event> {
    let vague = |bounds: Bounds| !bounds.is_exact();
    for window in windows {
        for end in window.ends() {
            if let Some(Start { event, .. }) = end.from
                && vague(end.bounds)
                && !end.has_happened()
                && timeline.get(event).is_some_and(vague)
            {
                return Some(event);
            }
        }
    }
    None
}

/// Whether the order is older or newer than the dates that the sources cover.
fn outside_edition(timeline: &Timeline, context: Context) -> Option<&'static str> {
    let ordered = timeline.get(Event::Ordered)?;
    let covers = context.rulebook.covers;
    if local_time(context.zone, ordered.latest).date() < covers.from {
        Some("before-edition")
    } else if local_time(context.zone, ordered.earliest).date() > covers.until {
        Some("after-edition")
    } else {
        None
    }
}
