//! A rulebook: refused with every fault named, or one that gives answers for any order.

use super::bytes::Bytes;
use super::order::check_assessments;
use super::samples;
use super::zones::TzZones;
use dispute_clock::wire::{self, BuiltIn};
use dispute_clock::{Rulebook, Value};

pub fn rulebook(data: &[u8]) {
    let mut bytes = Bytes(data);
    let value = if data.starts_with(b"{") {
        serde_json::from_slice(data).unwrap_or(Value::Absent)
    } else {
        let book = samples::book(&mut bytes);
        samples::mutated(book, &mut bytes, 6)
    };
    let book = match Rulebook::from_value(&value) {
        Ok(book) => book,
        Err(error) => {
            assert!(error.faults().count() > 0);
            return;
        }
    };
    for source in &book.sources {
        assert!(
            source.url.as_deref().is_none_or(|url| url.starts_with("https://") && url.is_ascii())
        );
    }
    let zones = TzZones(bytes.zone());
    let mut options = samples::options(&mut bytes);
    if let Value::Object(options) = &mut options {
        options.push(("rulebook".to_owned(), value));
    }
    let mut order = samples::valid_order(&mut bytes);
    if let Value::Object(fields) = &mut order {
        fields.retain(|(name, _)| name != "marketplace");
    }
    if let Ok((order, options)) = wire::call(&order, &options, &zones) {
        check_assessments(&order, &options);
    }
    if let Ok(text) = wire::claim(&order, &options, &zones, &BuiltIn) {
        assert!(!text.contains(|c: char| c.is_control() && c != '\n'), "{text:?}");
    }
}
