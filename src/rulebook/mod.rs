//! What a marketplace allows and until when, as data: windows, the actions they are for, cautions,
//! and the source of each. The built-in rulebooks are the JSON files in this folder; `read` checks
//! a rulebook from anywhere. Knows nothing about individual orders.

mod make;
mod packed;
mod read;
mod schema;

use crate::counting::Term;
use crate::error::{Code, Fault, Result, concat};
use crate::order::{Event, Problem};
use crate::reading::{NamedEnum, join, named_enum};
use crate::value::Value;
use chrono::NaiveDate;
use packed::packed;

/// The version of the JSON format that this version of the crate reads.
pub const FORMAT: i64 = 1;

/// The rules of one marketplace, as of one time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rulebook {
    /// The id by which an order refers to it, such as `joom`.
    pub id: String,
    /// The name of the marketplace.
    pub name: String,
    /// The edition of the rules, such as `2026-11`.
    pub edition: String,
    /// The order dates that the sources cover.
    pub covers: Covers,
    /// Whom shoppers write to about an order (A12).
    pub contact: Contact,
    /// All sources, in rulebook order.
    pub sources: Vec<Source>,
    /// All windows, in rulebook order.
    pub windows: Vec<Window>,
    /// All actions, in the order in which to offer them.
    pub actions: Vec<Action>,
    /// What to beware of.
    pub cautions: Vec<Caution>,
    /// Evidence that helps to win a dispute.
    pub proof: Vec<Proof>,
}

/// Whom shoppers write to about an order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Contact {
    /// The marketplace's support, which opens disputes.
    #[default]
    Support,
    /// The seller; disputes are opened without asking anyone.
    Seller,
}

named_enum!(Contact {
    Support "support"
    Seller "seller"
});

/// A range of order dates, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Covers {
    /// The first date.
    pub from: NaiveDate,
    /// The last date.
    pub until: NaiveDate,
}

/// A text in one or more languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text(Vec<(String, String)>);

impl Text {
    /// The text for a locale (`ru`, `en-GB`), else for its language, else in English, else in any
    /// language.
    pub fn in_locale(&self, locale: &str) -> &str {
        let end = locale.bytes().position(|byte| matches!(byte, b'-' | b'_'));
        let language = end.map_or(locale, |end| &locale[..end]);
        let text_in = |wanted: &str| {
            self.0.iter().find(|(language, _)| language.eq_ignore_ascii_case(wanted))
        };
        let found = text_in(locale)
            .or_else(|| text_in(language))
            .or_else(|| text_in("en"))
            .or(self.0.first());
        found.map_or("", |(_, text)| text)
    }
}

/// A source of rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The rules it states, such as `A1`; a rule may have several sources.
    pub rules: Vec<String>,
    /// The title of the source.
    pub title: Text,
    /// Its https URL.
    pub url: Option<String>,
    /// The month or day of publication, such as `2025-03`.
    pub published: Option<String>,
    /// The month or day it was read for this edition.
    pub read: String,
}

/// A period in which something may be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    /// The id: `cancel`, `dispute`, `claim`…
    pub id: String,
    /// What the window is for.
    pub purpose: Purpose,
    /// What may be done in it, as a text.
    pub title: Text,
    /// The problems it applies to; if empty, any.
    pub problems: Vec<Problem>,
    /// When it opens. Without it, a window for cancelling or for a dispute is open from the order
    /// on, any other as soon as its end can be computed.
    pub opens: Option<End>,
    /// When it closes. Without it, no end is known.
    pub closes: Option<End>,
}

/// What a window is for. The phases of an order follow from this.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Cancelling the order before it is sent.
    Cancel,
    /// Asking for a refund of an order that has not arrived as it should.
    Dispute,
    /// Reporting a problem with a parcel in hand.
    Claim,
    /// Returning goods that are not wanted.
    Return,
    /// Waiting for the parcel, for as long as the marketplace promises.
    Delivery,
}

named_enum!(Purpose {
    Cancel "cancel"
    Dispute "dispute"
    Claim "claim"
    Return "return"
    Delivery "delivery"
});

/// One end of a window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct End {
    /// The ways to count it, at least one; the earliest result is used.
    pub counts: Vec<Count>,
    /// How certain the sources are.
    pub certainty: Certainty,
    /// The rules it follows from, at least one.
    pub rules: Vec<String>,
}

/// One way to count an end of a window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// The events it may be counted from: the first one known is used.
    pub from: Vec<Event>,
    /// How long after the event; without it, the end is the event itself.
    pub term: Option<Term>,
}

/// How certain a deadline is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), serde(rename_all = "kebab-case"))]
pub enum Certainty {
    /// A source says so explicitly.
    Stated,
    /// Second-hand, or sources differ; it may be different.
    Reported,
    /// Read by the shopper from the order's own page.
    Entered,
}

named_enum!(Certainty {
    Stated "stated"
    Reported "reported"
    Entered "entered"
});

/// Something the shopper can do, step by step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// The id: `cancel`, `dispute`, `claim`, `tidy`…
    pub id: String,
    /// What to do, as a text.
    pub title: Text,
    /// How to do it.
    pub steps: Vec<Text>,
    /// When to offer it.
    pub when: When,
    /// The rules it follows from.
    pub rules: Vec<String>,
}

/// Something to beware of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caution {
    /// A stable code, such as `sources-differ`.
    pub code: String,
    /// What to beware of, as a text.
    pub text: Text,
    /// When to show it.
    pub when: When,
    /// The rules it follows from.
    pub rules: Vec<String>,
}

/// A piece of evidence that helps to win a dispute (A13, B1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// The id: `film`, `photos`…
    pub id: String,
    /// What it is, as a text.
    pub title: Text,
    /// The phases in which to show it.
    pub phases: Vec<Phase>,
    /// The problems it proves; if empty, any.
    pub problems: Vec<Problem>,
    /// The rules it follows from; if empty, it is the rulebook's own advice.
    pub rules: Vec<String>,
}

/// When an action or a caution applies: every condition given must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct When {
    /// The window with this id is open, or perhaps open.
    pub window: Option<String>,
    /// The certainty of the end of that window.
    pub closes: Option<Certainty>,
    /// The order is in one of these phases.
    pub phases: Vec<Phase>,
    /// The order has one of these problems.
    pub problems: Vec<Problem>,
    /// Whether the parcel is in hand: received, or with a problem that can only be seen with the
    /// parcel in hand.
    pub in_hand: Option<bool>,
}

/// Where an order stands. Exactly one phase holds at any instant: what the shopper recorded
/// (`completed`, `refunded`, `cancelled`, `in-dispute`); else, while a claim is surely possible,
/// `claimable` for an order in hand with a problem and `received` for one without; `cancellable`,
/// unless it was received, and `disputable` while that is surely possible; `received` again while
/// the goods can be returned; `waiting` until disputes open (claims, where there are no disputes),
/// and `expired` once they are over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), serde(rename_all = "kebab-case"))]
pub enum Phase {
    /// The order can be cancelled.
    Cancellable,
    /// Nothing is surely possible yet.
    Waiting,
    /// A dispute may be opened.
    Disputable,
    /// In hand with no problem given, while a problem can still be reported; or it is too late for
    /// that, but the goods can still be returned.
    Received,
    /// In hand with a problem that can still be reported.
    Claimable,
    /// Nothing is surely possible any more.
    Expired,
    /// Recorded by the shopper: cancelled.
    Cancelled,
    /// Recorded by the shopper: a dispute is open.
    InDispute,
    /// Recorded by the shopper: the money was refunded.
    Refunded,
    /// Recorded by the shopper: done.
    Completed,
}

named_enum!(Phase {
    Cancellable "cancellable"
    Waiting "waiting"
    Disputable "disputable"
    Received "received"
    Claimable "claimable"
    Expired "expired"
    Cancelled "cancelled"
    InDispute "in-dispute"
    Refunded "refunded"
    Completed "completed"
});

impl Phase {
    /// All phases, in declaration order.
    pub const ALL: &'static [Phase] = <Phase as NamedEnum>::ALL;

    /// Whether the phase follows from what the shopper recorded, and no longer from time.
    pub fn is_recorded(self) -> bool {
        matches!(self, Phase::Cancelled | Phase::InDispute | Phase::Refunded | Phase::Completed)
    }
}

/// The built-in rulebooks by id, as JSON.
const BUILT_IN: [(&str, &str); 2] =
    [("joom", packed!("joom.json")), ("aliexpress", packed!("aliexpress.json"))];

impl Rulebook {
    /// The ids of the built-in rulebooks.
    pub fn built_in_ids() -> impl Iterator<Item = &'static str> {
        BUILT_IN.iter().map(|(id, _)| *id)
    }

    /// The JSON text of a built-in rulebook.
    ///
    /// # Errors
    /// `unknown-marketplace` at `marketplace` if there is none with that id.
    pub fn built_in_json(id: &str) -> Result<&'static str> {
        let found = BUILT_IN.iter().find(|(known, _)| *known == id);
        found.map(|(_, json)| *json).ok_or_else(|| {
            let known = join(Self::built_in_ids(), ", ");
            let fault =
                Fault::new(Code::UnknownMarketplace, "marketplace", concat(&["one of: ", &known]));
            fault.into()
        })
    }

    /// A built-in rulebook.
    ///
    /// # Errors
    /// As [`Rulebook::built_in_json`].
    pub fn built_in(id: &str) -> Result<Rulebook> {
        Ok(make::rulebook(&packed::read(Self::built_in_json(id)?)))
    }

    /// Reads a rulebook from JSON text, in the format of `rulebook.schema.json`. Not available on
    /// wasm32, where the host parses JSON: see [`Rulebook::from_value`].
    ///
    /// # Errors
    /// Every fault of the rulebook at once, each with the path of its field; `malformed` if the
    /// text is not JSON.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn from_json(json: &str) -> Result<Rulebook> {
        match serde_json::from_str(json) {
            Ok(value) => Rulebook::from_value(&value),
            Err(error) => Err(Fault::new(Code::Malformed, "", format!("JSON: {error}")).into()),
        }
    }

    /// Reads a rulebook from data of any origin.
    ///
    /// # Errors
    /// Every fault of the rulebook at once, each with the path of its field.
    pub fn from_value(value: &Value) -> Result<Rulebook> {
        read::check(value)?;
        Ok(make::rulebook(value))
    }

    /// The sources of a rule; in a checked rulebook every rule has at least one.
    pub(crate) fn sources_of<'a>(&'a self, rule: &'a str) -> impl Iterator<Item = &'a Source> {
        self.sources.iter().filter(move |source| source.rules.iter().any(|id| id == rule))
    }
}
