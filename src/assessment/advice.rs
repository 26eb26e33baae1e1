//! What can be done now, and what to beware of: the rulebook's actions and cautions whose
//! conditions hold, and the cautions that hold for any rulebook.

use super::deadlines::{Fallen, State, Windowed};
use super::timeline::Timeline;
use super::{Action, Caution, Context, Proof, cite};
use crate::moment::Instant;
use crate::order::{Event, Order, Problem};
use crate::rulebook::{Phase, Purpose, When};
use crate::zone::local_time;

/// An action that can be taken, without its words.
#[derive(PartialEq)]
pub(super) struct Offer {
    /// Which of the rulebook's actions.
    action: usize,
    until: Option<Instant>,
    certain: bool,
}

impl Offer {
    pub(super) fn in_words<'a>(&self, context: Context<'a>) -> Action<'a> {
        let action = &context.rulebook.actions[self.action];
        Action {
            id: &action.id,
            title: action.title.in_locale(context.locale),
            steps: action.steps.iter().map(|step| step.in_locale(context.locale)).collect(),
            until: self.until,
            certain: self.certain,
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
    let offer = |(index, action): (usize, &crate::rulebook::Action)| {
        holds(&action.when, order, phase, windows, context).then(|| {
            let window = window_of(&action.when, windows);
            let closes = window.and_then(|window| window.closes.as_ref()).map(Fallen::at);
            Offer {
                action: index,
                until: closes.filter(|at| context.now <= *at),
                certain: !window.is_some_and(|window| window.state(context.now).is_perhaps()),
            }
        })
    };
    context.rulebook.actions.iter().enumerate().filter_map(offer).collect()
}

/// Something to beware of, without its words.
#[derive(PartialEq)]
pub(super) enum Warning<'a> {
    /// Which of the rulebook's cautions.
    OfBook(usize),
    /// One that any rulebook can bring about.
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
        cautions.extend(perhaps_open(windows, context));
        cautions.extend(date_missing(order, phase, timeline, windows, context));
    }
    let own = context.rulebook.cautions.iter().enumerate();
    let own = own.filter(|(_, own)| holds(&own.when, order, phase, windows, context));
    cautions.extend(own.map(|(index, _)| Warning::OfBook(index)));
    if !phase.is_recorded() {
        cautions.extend(time_unknown(timeline, windows));
        cautions.extend(outside_edition(timeline, context));
    }
    cautions
}

/// The items of the rulebook's list that fit the phase, and the problem once there is one: of an
/// order that is overdue and not in hand, that nothing came.
pub(super) fn proof<'a>(
    order: &Order,
    phase: Phase,
    timeline: &Timeline,
    context: Context<'a>,
) -> Vec<Proof<'a>> {
    let still_coming = matches!(phase, Phase::Cancellable | Phase::Waiting);
    let overdue = !still_coming && !timeline.has(Event::Received);
    let problem = order.problem.or(overdue.then_some(Problem::NotArrived));
    let fits = |item: &&'a crate::rulebook::Proof| {
        item.phases.contains(&phase)
            && (item.problems.is_empty()
                || problem.is_none_or(|problem| item.problems.contains(&problem)))
    };
    let items = context.rulebook.proof.iter().filter(fits);
    items
        .map(|item| Proof {
            id: &item.id,
            title: item.title.in_locale(context.locale),
            done: order.proof.iter().any(|(id, had)| *id == item.id && *had),
            sources: cite(&item.rules, context),
        })
        .collect()
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
}

fn plain(code: &'static str) -> Warning<'static> {
    Warning::Plain { code, window: None, event: None }
}

fn of_event(code: &'static str, event: Event) -> Warning<'static> {
    Warning::Plain { code, window: None, event: Some(event) }
}

/// Windows whose end is known by bounds, and now lies between them.
fn perhaps_open<'a>(
    windows: &[Windowed<'a>],
    context: Context,
) -> impl Iterator<Item = Warning<'a>> {
    let now = context.now;
    let between = move |window: &&Windowed| {
        let within = |end: &Fallen| end.bounds.earliest <= now && now <= end.bounds.latest;
        let state = window.state(now);
        let by_bounds = window
            .opens
            .iter()
            .chain(&window.closes)
            .any(|end| !end.bounds.is_exact() && within(end));
        state.is_perhaps() && by_bounds
    };
    let named = |window: &Windowed<'a>| Warning::Plain {
        code: "perhaps-open",
        window: Some(&window.window.id),
        event: None,
    };
    windows.iter().filter(between).map(named)
}

/// A date without which a window that matters now cannot be computed.
fn date_missing(
    order: &Order,
    phase: Phase,
    timeline: &Timeline,
    windows: &[Windowed],
    context: Context,
) -> Option<Warning<'static>> {
    let in_hand = order.problem.is_some_and(|problem| problem.is_seen_in_hand());
    let event = if in_hand && !timeline.has(Event::Received) {
        Some(Event::Received)
    } else if phase == Phase::Waiting {
        let unknown = |window: &&Windowed| {
            window.window.purpose == Purpose::Dispute && window.state(context.now) == State::Unknown
        };
        let opens = windows.iter().find(unknown).and_then(|window| window.window.opens.as_ref());
        opens.and_then(|end| end.from.first().copied())
    } else {
        None
    };
    event.map(|event| of_event("date-missing", event))
}

/// A moment that deadlines are counted from is known by its date only.
fn time_unknown(timeline: &Timeline, windows: &[Windowed]) -> Option<Warning<'static>> {
    let ends = windows.iter().flat_map(|window| window.opens.iter().chain(&window.closes));
    let mut events =
        ends.filter(|end| !end.bounds.is_exact()).filter_map(|end| end.from).map(|from| from.event);
    let vague = |event: &Event| timeline.get(*event).is_some_and(|bounds| !bounds.is_exact());
    events.find(vague).map(|event| of_event("time-unknown", event))
}

/// The order is older or younger than what the sources speak of.
fn outside_edition(timeline: &Timeline, context: Context) -> Option<Warning<'static>> {
    let ordered = timeline.get(Event::Ordered)?;
    let covers = context.rulebook.covers;
    if local_time(context.zone, ordered.latest).date() < covers.from {
        Some(plain("before-edition"))
    } else if local_time(context.zone, ordered.earliest).date() > covers.until {
        Some(plain("after-edition"))
    } else {
        None
    }
}
