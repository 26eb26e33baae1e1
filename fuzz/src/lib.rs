//! The fuzz targets, one function for each entry point of the core that takes untrusted data: build such
//! data from the bytes, call, and check that the result is consistent. A panic is a finding.
//! `fuzz_targets/` runs them under libFuzzer, `tests/fuzz.rs` as plain tests, so these modules use only
//! what both have.

mod bytes;
mod calendar;
mod link;
mod order;
mod order_text;
mod rulebook;
mod samples;
mod time;
mod tracker;
#[path = "../../tests/common/zones.rs"]
mod zones;

pub use calendar::{Component, Property, calendar, read_plainly, unescaped};
pub use link::link;
pub use order::order;
pub use order_text::order_text;
pub use rulebook::rulebook;
pub use time::{moment, zone};
pub use tracker::tracker;
