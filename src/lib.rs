//! How long a marketplace order can still be cancelled, and from when a dispute may be opened.
//!
//! The core is pure: [`assess`] takes an [`Order`], a [`Rulebook`], a [`Zone`] and the instant
//! `now`, and returns the phase of the order, every deadline with its arithmetic and its source,
//! and what can be done. It has no clock and no time-zone database of its own.

#![cfg_attr(not(target_arch = "wasm32"), forbid(unsafe_code))]
#![cfg_attr(not(test), warn(clippy::unwrap_used, clippy::expect_used, clippy::panic))]
#![warn(missing_docs)]

/// Runs the Rust examples in the README as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

mod answer;
mod assessment;
mod claim;
mod countdown;
mod counting;
mod error;
mod intake;
mod json;
mod link;
mod moment;
mod order;
mod reading;
mod reminders;
pub mod rulebook;
mod tracker;
mod value;
#[cfg(target_arch = "wasm32")]
mod wasm;
pub mod wire;
mod words;
mod zone;

pub use assessment::{
    Action, Assessment, Caution, Context, Deadline, Edition, Kind, Next, Source, Start, assess,
};
pub use claim::draft_claim;
pub use countdown::Countdown;
pub use counting::{Counting, Term, Unit};
pub use error::{Code, Error, Fault, Result};
pub use intake::{
    Doubt, FieldValue, Found, MAX_TEXT, OrderField, ParsedOrderText, PartialOrder, Question,
    QuestionCode, TextContext, parse_order_text,
};
pub use moment::{Bounds, Instant, Moment};
pub use order::{Entered, Event, Money, Order, PerEvent, Problem};
pub use reminders::{Reminded, Removed, Settings, to_icalendar};
pub use rulebook::{Certainty, Phase, Rulebook};
pub use tracker::{Change, Tracker};
pub use value::Value;
pub use zone::{Spans, Utc, Zone, bounds_of, instant_of, local_time, start_of_day};
