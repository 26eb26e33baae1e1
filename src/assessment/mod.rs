//! What the rules say of one order at one instant: its phase, every deadline with its arithmetic
//! and sources, what can be done now, what comes next, and what to beware of.
//! The one entry is `assess`; everything it needs is a parameter, the clock above all.

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
use crate::reading::words;
use crate::rulebook::{Certainty, Phase, Purpose, Rulebook};
use crate::zone::Zone;
pub(crate) use course::Course;
use course::Standing;
#[cfg(target_arch = "wasm32")]
pub(crate) use phase::urgency;
pub(crate) use timeline::{may_lie_ahead, narrowed};

/// What an order is assessed by.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The rules of the order's marketplace.
    pub rulebook: &'a Rulebook,
    /// The shopper's time zone: days are counted in it.
    pub zone: &'a dyn Zone,
    /// The instant at which to assess.
    pub now: Instant,
    /// The language of the texts: `ru`, `en`, or another one that the rulebook has.
    pub locale: &'a str,
}

/// What the rules say of one order at one instant. Every instant in it is epoch milliseconds.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), serde(rename_all = "camelCase"))]
pub struct Assessment<'a> {
    /// The id of the rulebook, such as `joom`.
    pub marketplace: &'a str,
    /// Where the order stands.
    pub phase: Phase,
    /// The instant of the assessment.
    pub now: Instant,
    /// The time zone in which days are counted.
    pub time_zone: &'a str,
    /// How soon it wants attention: 0 is a window that is open and closes; larger can wait longer.
    /// Sort orders by this, then by `next.at`.
    pub urgency: u32,
    /// Every end of every window for an order with its problem that can be computed or was entered, in
    /// order of time; of two that cannot both be, the entered one.
    pub deadlines: Vec<Deadline<'a>>,
    /// The deadline that the phase hangs on, if one lies ahead.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub next: Option<Next<'a>>,
    /// The time left until `next`, floored.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub remaining: Option<Countdown>,
    /// The first instant after `now` at which the phase, an action, a caution or the time left
    /// reads differently: the time left is read in whole minutes while a day or more is left, and
    /// in whole seconds below that. Absent when nothing will change.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub next_change: Option<Instant>,
    /// What can be done now, the most important first.
    pub actions: Vec<Action<'a>>,
    /// What to beware of.
    pub cautions: Vec<Caution<'a>>,
    /// The proof to have at hand in this phase and for this problem.
    pub proof: Vec<Proof<'a>>,
    /// Whose rules these are.
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
    /// The window: `cancel`, `dispute`, `claim`… Both ends of a window share it.
    pub id: &'a str,
    /// Which end.
    pub kind: Kind,
    /// What may be done in the window, in words.
    pub title: &'a str,
    /// The end on the safe side: the earliest it may close, the latest it may open. The window is
    /// open at this very millisecond.
    pub at: Instant,
    /// The earliest instant it can be.
    pub earliest: Instant,
    /// The latest instant it can be.
    pub latest: Instant,
    /// Whether it is known to the millisecond.
    pub exact: bool,
    /// On whose word it stands.
    pub certainty: Certainty,
    /// What it is counted from; absent where it was entered.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub from: Option<Start>,
    /// How long after that; absent where it was entered, or is the event itself.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub term: Option<Term>,
    /// The time zone in which the days of the term are counted.
    pub time_zone: &'a str,
    /// Where the rule was read; empty where it was entered.
    pub sources: Vec<Source<'a>>,
}

answer!(Deadline<'_> {
    id kind title at earliest latest exact certainty from term time_zone "timeZone" sources
});

/// Which end of a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), serde(rename_all = "kebab-case"))]
pub enum Kind {
    /// From this instant on, and not before.
    Opens,
    /// Until this instant, and not after.
    Closes,
}

words!(Kind {
    Opens "opens"
    Closes "closes"
});

impl Kind {
    /// The side of what is known of an end that is never too late for the shopper.
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
    /// What happened.
    pub event: Event,
    /// When, on the same side of what is known as the deadline's `at`.
    pub at: Instant,
}

answer!(Start { event at });

/// The deadline that the phase hangs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Next<'a> {
    /// The window.
    pub id: &'a str,
    /// Which end of it.
    pub kind: Kind,
    /// When.
    pub at: Instant,
}

answer!(Next<'_> { id kind at });

/// Something that can be done now.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Action<'a> {
    /// Its name: `cancel`, `dispute`, `claim`, `tidy`…
    pub id: &'a str,
    /// What it is, in words.
    pub title: &'a str,
    /// How to do it.
    pub steps: Vec<&'a str>,
    /// Until when, where an end lies ahead: the safe side, as in the deadline.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub until: Option<Instant>,
    /// Whether it is surely possible. False where only a date is known and the window may be not
    /// yet or no longer open, or where an end that is only reported has passed: worth trying.
    pub certain: bool,
    /// What the window is for within which it can be done, if it hangs on one.
    #[cfg_attr(target_arch = "wasm32", serde(skip))]
    pub purpose: Option<Purpose>,
    /// Where it was read.
    pub sources: Vec<Source<'a>>,
}

answer!(Action<'_> { id title steps until certain sources });

/// Something to beware of.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Caution<'a> {
    /// A stable code. Of every rulebook: `time-unknown` (a moment is known by its date only),
    /// `perhaps-open` (a window that may be open; `window` names it), `date-missing` (a window
    /// cannot be computed without the date of `event`), `entered-differs` (an end of `window` that was
    /// entered, which counts, and the one that is computed cannot both be), `before-edition` and
    /// `after-edition` (the order is older or younger than the sources). Others are the rulebook's own.
    pub code: &'a str,
    /// The rulebook's words for a caution of its own.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub text: Option<&'a str>,
    /// The window it speaks of.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub window: Option<&'a str>,
    /// The event it speaks of.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub event: Option<Event>,
    /// Where it was read.
    pub sources: Vec<Source<'a>>,
}

answer!(Caution<'_> { code text window event sources });

/// A piece of evidence that helps to win a dispute.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Proof<'a> {
    /// Its name: `film`, `photos`…; the key in the order's `proof`.
    pub id: &'a str,
    /// What it is, in words.
    pub title: &'a str,
    /// Whether the shopper has it.
    pub done: bool,
    /// Where it was read; empty where it is advice of the rulebook's own.
    pub sources: Vec<Source<'a>>,
}

answer!(Proof<'_> { id title done sources });

/// Where a rule was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Source<'a> {
    /// The rule, such as `A1`.
    pub id: &'a str,
    /// What the source is.
    pub title: &'a str,
    /// Its address, always https.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub url: Option<&'a str>,
    /// The month or the day it was published.
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub published: Option<&'a str>,
    /// The month or the day it was read.
    pub read: &'a str,
}

answer!(Source<'_> { id title url published read });

/// Whose rules an assessment follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Edition<'a> {
    /// The rulebook's id.
    pub id: &'a str,
    /// The marketplace's own name.
    pub name: &'a str,
    /// Which reading of the rules.
    pub edition: &'a str,
}

answer!(Edition<'_> { id name edition });

/// Says what the rules say of an order at an instant.
///
/// # Errors
/// All at once: `in-future` (an event, except `deliveryDue`, later than now), `before-order` (an
/// event before the order), `contradiction` (received, though the problem is that nothing
/// came; a window entered to close before it opens), `unknown-value` (a window entered that the
/// rulebook does not have), each with its path.
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
    let standing = course.standing(now);
    let Standing { phase, next, .. } = standing;
    // The time left reads differently before most windows open or close.
    let shown = next.and_then(|next| Countdown::next_change(next.at, now));
    let next_change = course.next_turn(&standing, now, shown).or(shown);
    let proof = advice::proof(order, phase, &course.timeline, context);
    let mut deadlines: Vec<Deadline> = Vec::new();
    for window in &course.windows {
        for end in window.ends() {
            let before = |other: &Deadline| (other.at, other.kind) <= (end.at(), end.kind);
            deadlines.insert(deadlines.partition_point(before), window.deadline(end, context));
        }
    }
    let mut actions = Vec::new();
    for offer in &standing.actions {
        actions.push(offer.in_words(context));
    }
    let mut cautions = Vec::new();
    for warning in &standing.cautions {
        cautions.push(warning.in_words(context));
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

/// The sources of rules, in the words of a locale.
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
