//! What a marketplace allows and until when, as data: windows, the actions they are for, what to
//! beware of, and the source of each. The built-in books are the JSON files beside this one;
//! `read` checks a book from anywhere. Knows nothing of any one order.

mod form;
mod make;
mod packed;
mod read;

use crate::counting::Term;
use crate::error::{Code, Fault, Result, joined};
use crate::order::{Event, Problem};
use crate::reading::{Word, listed, words};
use crate::value::Value;
use chrono::NaiveDate;
use packed::packed;

/// The version of the JSON format that this version of the crate reads.
pub const FORMAT: i64 = 1;

/// The rules of one marketplace, as read at one time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rulebook {
    /// The name by which an order refers to it, such as `joom`.
    pub id: String,
    /// The marketplace's own name.
    pub name: String,
    /// Which reading of the rules this is, such as `2026-11`.
    pub edition: String,
    /// The dates of the orders that the sources speak of.
    pub covers: Covers,
    /// Who is written to about an order (A12).
    pub contact: Contact,
    /// Every source, in the book's order.
    pub sources: Vec<Source>,
    /// Every window, in the book's order.
    pub windows: Vec<Window>,
    /// Every action, in the order in which to offer them.
    pub actions: Vec<Action>,
    /// What to beware of.
    pub cautions: Vec<Caution>,
    /// What helps to win a dispute.
    pub proof: Vec<Proof>,
}

/// Who is written to about an order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Contact {
    /// The marketplace's support, which opens disputes.
    #[default]
    Support,
    /// The seller; a dispute is opened without asking anyone.
    Seller,
}

words!(Contact {
    Support "support"
    Seller "seller"
});

/// A span of order dates, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Covers {
    /// The first date.
    pub from: NaiveDate,
    /// The last date.
    pub until: NaiveDate,
}

/// A text in each language it exists in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text(Vec<(String, String)>);

impl Text {
    /// The text in a locale (`ru`, `en-GB`), else in its language, else in English, else in any.
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

/// Where a rule was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The rules that were read there, such as `A1`; a rule may stand in several sources.
    pub rules: Vec<String>,
    /// What it is.
    pub title: Text,
    /// Its https address.
    pub url: Option<String>,
    /// The month or the day it was published, such as `2025-03`.
    pub published: Option<String>,
    /// The month or the day it was read for this edition.
    pub read: String,
}

/// A stretch of time in which something may be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    /// Its name: `cancel`, `dispute`, `claim`…
    pub id: String,
    /// What may be done in it.
    pub purpose: Purpose,
    /// What may be done in it, in words.
    pub title: Text,
    /// The problems it is for; for any if empty.
    pub problems: Vec<Problem>,
    /// From when. Without it, from the order on where it is for cancelling or for a dispute, and else as
    /// soon as its end can be counted.
    pub opens: Option<End>,
    /// Until when; without it, no end is known.
    pub closes: Option<End>,
}

/// What a window is for. The phases follow from this.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Taking the order back before it is sent.
    Cancel,
    /// Asking for the money of an order that has not come right.
    Dispute,
    /// Reporting what is wrong with a parcel in hand.
    Claim,
    /// Sending back what is not wanted.
    Return,
    /// Waiting for the parcel, as long as the marketplace promises.
    Delivery,
}

words!(Purpose {
    Cancel "cancel"
    Dispute "dispute"
    Claim "claim"
    Return "return"
    Delivery "delivery"
});

/// One end of a window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct End {
    /// The ways in which it is counted, one at least; it falls where the earliest of them has it.
    pub counts: Vec<Count>,
    /// How sure the sources are.
    pub certainty: Certainty,
    /// The rules it follows from, at least one.
    pub rules: Vec<String>,
}

/// One way of counting an end of a window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// The events it may be counted from: the first of them that is known.
    pub from: Vec<Event>,
    /// How long after the event; without it, at the event itself.
    pub term: Option<Term>,
}

/// On whose word a deadline stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), serde(rename_all = "kebab-case"))]
pub enum Certainty {
    /// A source says so plainly.
    Stated,
    /// Said at second hand, or differently in different places; may differ.
    Reported,
    /// The shopper read it on the order's own page.
    Entered,
}

words!(Certainty {
    Stated "stated"
    Reported "reported"
    Entered "entered"
});

/// Something to do, step by step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// Its name: `cancel`, `dispute`, `claim`, `tidy`…
    pub id: String,
    /// What it is, in words.
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
    /// What to beware of, in words.
    pub text: Text,
    /// When to say it.
    pub when: When,
    /// The rules it follows from.
    pub rules: Vec<String>,
}

/// A piece of evidence that helps to win a dispute (A13, B1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// Its name: `film`, `photos`…
    pub id: String,
    /// What it is, in words.
    pub title: Text,
    /// The phases in which to think of it.
    pub phases: Vec<Phase>,
    /// The problems it proves; any if empty.
    pub problems: Vec<Problem>,
    /// The rules it follows from; advice of the book's own if empty.
    pub rules: Vec<String>,
}

/// When an action or a caution applies: all that is given here must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct When {
    /// The window of this id is open, or perhaps open.
    pub window: Option<String>,
    /// The end of that window stands on such a word.
    pub closes: Option<Certainty>,
    /// The order is in one of these phases.
    pub phases: Vec<Phase>,
    /// The order has one of these problems.
    pub problems: Vec<Problem>,
    /// Whether the parcel is in hand: received, or with a problem that one sees only then.
    pub in_hand: Option<bool>,
}

/// Where an order stands. Exactly one holds at any instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), serde(rename_all = "kebab-case"))]
pub enum Phase {
    /// It can be cancelled.
    Cancellable,
    /// Nothing to be done yet but wait.
    Waiting,
    /// A dispute may be opened.
    Disputable,
    /// In hand, no problem named, and a problem could still be reported; or it is too late for that, and
    /// the goods could still be sent back.
    Received,
    /// In hand with a problem, and the time to report it is running.
    Claimable,
    /// Nothing left by these rules.
    Expired,
    /// The shopper recorded: cancelled.
    Cancelled,
    /// The shopper recorded: a dispute is open.
    InDispute,
    /// The shopper recorded: money came back.
    Refunded,
    /// The shopper recorded: done.
    Completed,
}

words!(Phase {
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
    /// Every phase there is, in the order of the enum.
    pub const ALL: &'static [Phase] = <Phase as Word>::ALL;

    /// Whether it follows from what the shopper recorded, and no more from time.
    pub fn is_recorded(self) -> bool {
        matches!(self, Phase::Cancelled | Phase::InDispute | Phase::Refunded | Phase::Completed)
    }
}

/// The books that come with the crate, by id, as JSON.
const BUILT_IN: [(&str, &str); 2] =
    [("joom", packed!("joom.json")), ("aliexpress", packed!("aliexpress.json"))];

impl Rulebook {
    /// The ids of the books that come with the crate.
    pub fn built_in_ids() -> impl Iterator<Item = &'static str> {
        BUILT_IN.iter().map(|(id, _)| *id)
    }

    /// The JSON text of a book that comes with the crate.
    ///
    /// # Errors
    /// `unknown-marketplace` at `marketplace` if there is none of that id.
    pub fn built_in_json(id: &str) -> Result<&'static str> {
        let found = BUILT_IN.iter().find(|(known, _)| *known == id);
        found.map(|(_, json)| *json).ok_or_else(|| {
            let known = listed(Self::built_in_ids(), ", ");
            let fault =
                Fault::new(Code::UnknownMarketplace, "marketplace", joined(&["one of: ", &known]));
            fault.into()
        })
    }

    /// A book that comes with the crate.
    ///
    /// # Errors
    /// As [`Rulebook::built_in_json`].
    pub fn built_in(id: &str) -> Result<Rulebook> {
        Ok(make::rulebook(&packed::read(Self::built_in_json(id)?)))
    }

    /// Reads a book from JSON text, in the format that `rulebook.schema.json` describes. Not there
    /// for wasm32, where the host parses JSON: see [`Rulebook::from_value`].
    ///
    /// # Errors
    /// Every fault of the book at once, each with the path of its field; `malformed` if the text
    /// is no JSON.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn from_json(json: &str) -> Result<Rulebook> {
        match serde_json::from_str(json) {
            Ok(value) => Rulebook::from_value(&value),
            Err(error) => Err(Fault::new(Code::Malformed, "", format!("JSON: {error}")).into()),
        }
    }

    /// Reads a book from data of any origin.
    ///
    /// # Errors
    /// Every fault of the book at once, each with the path of its field.
    pub fn from_value(value: &Value) -> Result<Rulebook> {
        read::check(value)?;
        Ok(make::rulebook(value))
    }

    /// The sources in which a rule stands; a checked book has one at least for every rule.
    pub(crate) fn sources_of<'a>(&'a self, rule: &'a str) -> impl Iterator<Item = &'a Source> {
        self.sources.iter().filter(move |source| source.rules.iter().any(|id| id == rule))
    }
}
