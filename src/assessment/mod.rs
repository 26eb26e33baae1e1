//! What the rules say about one order at one instant: its phase, every deadline with its arithmetic
//! and sources, what can be done now, what comes next, and what to beware of. The one entry point
//! is `assess`; all it needs is passed in, including the time.

mod advice;
mod course;
mod deadlines;
mod phase;
mod timeline;

use crate::answer::answer;
use crate::countdown::Countdown;
use crate::counting::Term;
use crate::error::Result;
use crate::moment::{Bounds, Instant};
use crate::order::{Event, Order};
use crate::reading::named_enum;
use crate::rulebook::{Certainty, Phase, Purpose, Rulebook};
use crate::zone::Zone;
pub(crate) use course::Course;
use course::Snapshot;
#[cfg(target_arch = "wasm32")]
pub(crate) use phase::urgency;
pub(crate) use timeline::{may_be_in_future, not_before_order};

/// What an order is assessed with.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The rules of the order's marketplace.
    pub rulebook: &'a Rulebook,
    /// The shopper's time zone, in which days are counted.
    pub zone: &'a dyn Zone,
    /// The instant at which to assess.
    pub now: Instant,
    /// The language of the texts: `ru`, `en`, or another that the rulebook has.
    pub locale: &'a str,
}

/// What the rules say about one order at one instant. All instants are epoch milliseconds.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), serde(rename_all = "camelCase"))]
pub struct Assessment<'a> {
    /// The id of the rulebook, such as `joom`.
    pub marketplace: &'a str,
    /// The phase of the order.
    pub phase: Phase,
    /// The instant of the assessment.
    pub now: Instant,
    /// The time zone in which days are counted.
    pub time_zone: &'a str,
    /// How soon the order needs attention: 0 means an open window that closes; higher values can
    /// wait longer. Sort orders by this, then by `next.at`.
    pub urgency: u32,
    /// Every end, computed or entered, of every window that applies to the order and its problem,
    /// in chronological order. Of two ends that contradict each other, only the entered one.
    pub deadlines: Vec<Deadline<'a>>,
    /// The deadline that the phase depends on, if one lies ahead: not always the first of
    /// `deadlines` ahead.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub next: Option<Next<'a>>,
    /// The time left until `next`, rounded down.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub remaining: Option<Countdown>,
    /// The first instant after `now` at which the phase, an action, a caution or the time left
    /// changes. The time left counts in whole minutes while a day or more is left, and in whole
    /// seconds below that. Undefined if nothing will change.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub next_change: Option<Instant>,
    /// What can be done now, most important first.
    pub actions: Vec<Action<'a>>,
    /// What to beware of.
    pub cautions: Vec<Caution<'a>>,
    /// The evidence to have ready in this phase and for this problem.
    pub proof: Vec<Proof<'a>>,
    /// The rulebook applied, and its edition.
    pub rulebook: Edition<'a>,
}

answer!(Assessment<'_> {
    marketplace phase now time_zone "timeZone" urgency deadlines next remaining
    next_change "nextChange" actions cautions proof rulebook
});

/// One end of a window.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), serde(rename_all = "camelCase"))]
pub struct Deadline<'a> {
    /// The window: `cancel`, `dispute`, `claim`… Both ends of a window share its id.
    pub id: &'a str,
    /// Which end.
    pub kind: Kind,
    /// What may be done in the window, as a text.
    pub title: &'a str,
    /// The end on the safe side: the earliest instant the window may close, or the latest it may
    /// open. The window is open at this very millisecond.
    pub at: Instant,
    /// The earliest instant the end can be.
    pub earliest: Instant,
    /// The latest instant the end can be.
    pub latest: Instant,
    /// Whether the end is known to the millisecond.
    pub exact: bool,
    /// How certain the end is.
    pub certainty: Certainty,
    /// The event it is counted from; undefined if the end was entered.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub from: Option<Start>,
    /// How long after that event; undefined if the end was entered or is the event itself.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub term: Option<Term>,
    /// The time zone in which the days of the term are counted.
    pub time_zone: &'a str,
    /// The sources of the rule; empty if the end was entered.
    pub sources: Vec<Source<'a>>,
}

answer!(Deadline<'_> {
    id kind title at earliest latest exact certainty from term time_zone "timeZone" sources
});

/// Which end of a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), serde(rename_all = "kebab-case"))]
pub enum Kind {
    /// The window is open from this instant on.
    Opens,
    /// The window is open up to and including this instant.
    Closes,
}

named_enum!(Kind {
    Opens "opens"
    Closes "closes"
});

impl Kind {
    /// The side of the bounds that is never too late for the shopper.
    pub(crate) fn safe(self, bounds: Bounds) -> Instant {
        match self {
            Kind::Opens => bounds.latest,
            Kind::Closes => bounds.earliest,
        }
    }
}

/// The event that a deadline is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Start {
    /// The event.
    pub event: Event,
    /// When it happened, on the same side of its bounds as the deadline's `at`.
    pub at: Instant,
}

answer!(Start { event at });

/// The deadline that the phase depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Next<'a> {
    /// The id of the window.
    pub id: &'a str,
    /// Which end of it.
    pub kind: Kind,
    /// When, in epoch milliseconds, as in the deadline.
    pub at: Instant,
}

answer!(Next<'_> { id kind at });

/// Something that can be done now.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Action<'a> {
    /// The id: `cancel`, `dispute`, `claim`, `tidy`…
    pub id: &'a str,
    /// What to do, as a text.
    pub title: &'a str,
    /// How to do it, step by step.
    pub steps: Vec<&'a str>,
    /// Until when it can be done, if an end lies ahead: the safe side, as in the deadline.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub until: Option<Instant>,
    /// Whether it is surely possible. False if only a date is known and the window may not be open
    /// yet or any more, or if an end that is only reported has passed: worth trying.
    pub certain: bool,
    /// The purpose of the window in which it can be done, if it depends on one.
    #[cfg_attr(target_arch = "wasm32", serde(skip))]
    pub purpose: Option<Purpose>,
    /// The sources of its rules.
    pub sources: Vec<Source<'a>>,
}

answer!(Action<'_> { id title steps until certain sources });

/// Something to beware of.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Caution<'a> {
    /// A stable code. Cautions common to all rulebooks:
    ///
    /// - `time-unknown`: a deadline is not exact because only the date of `event` is known; of
    ///   several such events, the first one is named.
    /// - `perhaps-open`: `window` may be open, because `now` is between the bounds of its end.
    /// - `date-missing`: a window cannot be computed without the date of `event`.
    /// - `entered-differs`: the entered end of `window`, which counts, contradicts the computed
    ///   one, or may do so.
    /// - `before-edition`, `after-edition`: the order is older or newer than the sources cover.
    ///
    /// All other codes are the rulebook's own.
    pub code: &'a str,
    /// The text of a caution of the rulebook's own.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub text: Option<&'a str>,
    /// The id of the window it concerns.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub window: Option<&'a str>,
    /// The event it concerns.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub event: Option<Event>,
    /// The sources of its rules.
    pub sources: Vec<Source<'a>>,
}

answer!(Caution<'_> { code text window event sources });

/// A piece of evidence that helps to win a dispute.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Proof<'a> {
    /// The id: `film`, `photos`…; the key in the order's `proof`.
    pub id: &'a str,
    /// What it is, as a text.
    pub title: &'a str,
    /// Whether the shopper has it.
    pub done: bool,
    /// The sources of its rules; empty if it is the rulebook's own advice.
    pub sources: Vec<Source<'a>>,
}

answer!(Proof<'_> { id title done sources });

/// A source of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Source<'a> {
    /// The rule, such as `A1`.
    pub id: &'a str,
    /// The title of the source.
    pub title: &'a str,
    /// Its URL, always https.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub url: Option<&'a str>,
    /// The month or day of publication, such as `2025-03`.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub published: Option<&'a str>,
    /// The month or day it was read.
    pub read: &'a str,
}

answer!(Source<'_> { id title url published read });

/// The rulebook that an assessment follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Edition<'a> {
    /// The rulebook's id.
    pub id: &'a str,
    /// The name of the marketplace.
    pub name: &'a str,
    /// The edition of the rules, such as `2026-11`.
    pub edition: &'a str,
}

answer!(Edition<'_> { id name edition });

/// Assesses an order at an instant.
///
/// # Errors
/// All faults at once, each with its path:
///
/// - `in-future`: an event, other than `deliveryDue`, is later than now.
/// - `before-order`: an event is earlier than the order.
/// - `contradiction`: the order was received, but its problem is that nothing arrived; or an
///   entered window closes before it opens.
/// - `unknown-value`: an entered window does not exist in the rulebook.
///
/// ```
/// use dispute_clock::{Context, Instant, Moment, Order, Phase, Rulebook, Utc, assess};
/// let order = Order::new("joom", Moment::parse("2026-03-01T10:00Z", "ordered").unwrap());
/// let rulebook = Rulebook::built_in("joom").unwrap();
/// let now = Instant::from_millis(1_772_388_000_000).unwrap(); // 8 hours later
/// let context = Context { rulebook: &rulebook, zone: &Utc, now, locale: "en" };
/// assert_eq!(assess(&order, context).unwrap().phase, Phase::Cancellable);
/// ```
pub fn assess<'a>(order: &Order, context: Context<'a>) -> Result<Assessment<'a>> {
    let Context { rulebook, zone, now, .. } = context;
    let course = Course::of(order, context)?;
    let snapshot = course.snapshot(now);
    let Snapshot { phase, next, .. } = snapshot;
    // The time left usually changes before any window opens or closes.
    let shown = next.and_then(|next| Countdown::next_change(next.at, now));
    let next_change = course.next_change(&snapshot, now, shown).or(shown);
    let proof = advice::proof(order, phase, &course.timeline, context);
    let mut deadlines: Vec<Deadline> = Vec::new();
    for window in &course.windows {
        for end in window.ends() {
            let before = |other: &Deadline| (other.at, other.kind) <= (end.at(), end.kind);
            deadlines.insert(deadlines.partition_point(before), window.deadline(end, context));
        }
    }
    let mut actions = Vec::new();
    for action in &snapshot.actions {
        actions.push(action.with_texts(context));
    }
    let mut cautions = Vec::new();
    for caution in &snapshot.cautions {
        cautions.push(caution.with_texts(context));
    }
    Ok(Assessment {
        marketplace: &rulebook.id,
        phase,
        now,
        time_zone: zone.id(),
        urgency: phase::urgency(phase),
        deadlines,
        remaining: next.map(|next| Countdown::until(next.at, now)),
        next,
        next_change,
        actions,
        cautions,
        proof,
        rulebook: Edition { id: &rulebook.id, name: &rulebook.name, edition: &rulebook.edition },
    })
}

/// The sources of rules, with texts in the locale.
fn cite<'a>(rules: &'a [String], context: Context<'a>) -> Vec<Source<'a>> {
    let mut sources = Vec::new();
    for rule in rules {
        for source in context.rulebook.sources_of(rule) {
            sources.push(Source {
                id: rule,
                title: source.title.in_locale(context.locale),
                url: source.url.as_deref(),
                published: source.published.as_deref(),
                read: &source.read,
            });
        }
    }
    sources
}
