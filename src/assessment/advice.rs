//! What the shopper can do now and what to beware of: the rulebook's actions and cautions whose
//! conditions hold, and the cautions common to all rulebooks.

use super::deadlines::{OrderWindow, State, WindowEnd};
use super::timeline::Timeline;
use super::{Action, Caution, Context, Kind, Proof, Start, cite};
use crate::moment::{Bounds, Instant};
use crate::order::{Event, Order, Problem};
use crate::rulebook::{Phase, Purpose, When};
use crate::zone::local_time;

/// An available action, without its texts.
#[derive(PartialEq)]
pub(super) struct AvailableAction {
    /// The index of the rulebook's action.
    action: usize,
    until: Option<Instant>,
    certain: bool,
    purpose: Option<Purpose>,
}

impl AvailableAction {
    pub(super) fn with_texts<'a>(&self, context: Context<'a>) -> Action<'a> {
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
    windows: &[OrderWindow],
    context: Context,
) -> Vec<AvailableAction> {
    let mut available = Vec::new();
    for (index, action) in context.rulebook.actions.iter().enumerate() {
        if applies(&action.when, order, phase, windows, context) {
            let window = find_window(&action.when, windows);
            let closes = window.and_then(|window| window.closes.as_ref()).map(WindowEnd::at);
            available.push(AvailableAction {
                action: index,
                until: closes.filter(|at| context.now <= *at),
                certain: !window.is_some_and(|window| window.state(context.now).is_uncertain()),
                purpose: window.map(|window| window.definition.purpose),
            });
        }
    }
    available
}

/// A caution, without its texts.
#[derive(PartialEq)]
pub(super) enum ApplicableCaution<'a> {
    /// The index of the rulebook's caution.
    OfRulebook(usize),
    /// A caution that can occur with any rulebook.
    General { code: &'static str, window: Option<&'a str>, event: Option<Event> },
}

impl<'a> ApplicableCaution<'a> {
    pub(super) fn with_texts(&self, context: Context<'a>) -> Caution<'a> {
        match *self {
            ApplicableCaution::OfRulebook(index) => {
                let caution = &context.rulebook.cautions[index];
                Caution {
                    code: &caution.code,
                    text: Some(caution.text.in_locale(context.locale)),
                    window: caution.when.window.as_deref(),
                    event: None,
                    sources: cite(&caution.rules, context),
                }
            }
            ApplicableCaution::General { code, window, event } => {
                Caution { code, text: None, window, event, sources: Vec::new() }
            }
        }
    }
}

pub(super) fn cautions<'a>(
    order: &Order,
    phase: Phase,
    timeline: &Timeline,
    windows: &[OrderWindow<'a>],
    context: Context<'a>,
) -> Vec<ApplicableCaution<'a>> {
    let mut cautions = Vec::new();
    if !phase.is_recorded() {
        perhaps_open(windows, context, &mut cautions);
        for window in windows.iter().filter(|window| window.had_conflict()) {
            let window = Some(&*window.definition.id);
            cautions.push(ApplicableCaution::General {
                code: "entered-differs",
                window,
                event: None,
            });
        }
        if let Some(event) = date_missing(order, phase, timeline, windows) {
            cautions.push(event_caution("date-missing", event));
        }
    }
    for (index, caution) in context.rulebook.cautions.iter().enumerate() {
        if applies(&caution.when, order, phase, windows, context) {
            cautions.push(ApplicableCaution::OfRulebook(index));
        }
    }
    if !phase.is_recorded() {
        if let Some(event) = time_unknown(timeline, windows) {
            cautions.push(event_caution("time-unknown", event));
        }
        if let Some(code) = outside_edition(timeline, context) {
            cautions.push(ApplicableCaution::General { code, window: None, event: None });
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
        let for_any_problem = item.problems.is_empty();
        if item.phases.contains(&phase)
            && (for_any_problem || problem.is_none_or(|problem| item.problems.contains(&problem)))
        {
            proof.push(Proof {
                id: &item.id,
                title: item.title.in_locale(context.locale),
                done: order.proof.iter().any(|(id, has_it)| *id == item.id && *has_it),
                sources: cite(&item.rules, context),
            });
        }
    }
    proof
}

fn find_window<'w, 'a>(when: &When, windows: &'w [OrderWindow<'a>]) -> Option<&'w OrderWindow<'a>> {
    let id = when.window.as_ref()?;
    windows.iter().find(|window| window.definition.id == *id)
}

fn applies(
    when: &When,
    order: &Order,
    phase: Phase,
    windows: &[OrderWindow],
    context: Context,
) -> bool {
    let window = find_window(when, windows);
    let open = || {
        let state = window.map_or(State::Unknown, |window| window.state(context.now));
        state == State::Open || state.is_uncertain()
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

fn event_caution(code: &'static str, event: Event) -> ApplicableCaution<'static> {
    ApplicableCaution::General { code, window: None, event: Some(event) }
}

/// Adds a caution for each window with an inexact end whose bounds `now` lies between.
fn perhaps_open<'a>(
    windows: &[OrderWindow<'a>],
    context: Context,
    cautions: &mut Vec<ApplicableCaution<'a>>,
) {
    let now = context.now;
    for window in windows {
        // The window includes the latest instant it can open and the earliest it can close. An
        // exact end has nothing in between.
        let is_between = |end: &WindowEnd| match end.kind {
            Kind::Opens => end.bounds.earliest <= now && now < end.bounds.latest,
            Kind::Closes => end.bounds.earliest < now && now <= end.bounds.latest,
        };
        // There is nothing to try in a delivery window.
        let can_try = window.definition.purpose != Purpose::Delivery;
        let in_between = window.ends().any(is_between);
        if can_try && in_between && window.state(now).is_uncertain() {
            let window = Some(&*window.definition.id);
            cautions.push(ApplicableCaution::General { code: "perhaps-open", window, event: None });
        }
    }
}

/// The event whose date is missing to compute a window that matters now.
fn date_missing(
    order: &Order,
    phase: Phase,
    timeline: &Timeline,
    windows: &[OrderWindow],
) -> Option<Event> {
    if has_problem_in_hand(order) && !timeline.has(Event::Received) {
        return Some(Event::Received);
    }
    if phase != Phase::Waiting {
        return None;
    }
    let lacks_date = |window: &&OrderWindow| {
        window.definition.purpose == Purpose::Dispute
            && window.lacks_opening()
            && !window.had_conflict()
    };
    let opens = windows.iter().find(lacks_date).and_then(|window| window.definition.opens.as_ref());
    opens.and_then(|end| end.counts.first()?.from.first().copied())
}

/// The event that deadlines are counted from, if only its date is known.
fn time_unknown(timeline: &Timeline, windows: &[OrderWindow]) -> Option<Event> {
    let is_inexact = |bounds: Bounds| !bounds.is_exact();
    for window in windows {
        for end in window.ends() {
            if let Some(Start { event, .. }) = end.from
                && is_inexact(end.bounds)
                && !end.has_happened
                && timeline.get(event).is_some_and(is_inexact)
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
