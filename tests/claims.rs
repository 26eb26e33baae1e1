//! The messages of `tests/claims.json`, word for word, through the native build.
//! `tests/package/claims.test.mjs` runs the same through the wasm.

mod common;

use common::{TzZones, told};
use dispute_clock::Value;
use dispute_clock::wire::{self, BuiltIn};
use serde_json::{Value as Json, json};

const FILE: &str = include_str!("claims.json");

#[test]
fn every_message() {
    let file: Json = serde_json::from_str(FILE).unwrap();
    let cases = file["cases"].as_array().unwrap();
    for case in cases {
        let foreign = |json: &Json| -> Value { serde_json::from_value(json.clone()).unwrap() };
        let (order, options) = (foreign(&case["order"]), foreign(&case["options"]));
        let answer = match wire::claim(&order, &options, &TzZones(chrono_tz::UTC), &BuiltIn) {
            Ok(message) => json!({ "expect": message.split('\n').collect::<Vec<_>>() }),
            Err(error) => json!({ "errors": told(&error) }),
        };
        for field in ["expect", "errors"] {
            assert_eq!(answer[field], case[field], "{}", case["name"]);
        }
    }
    println!("{} messages", cases.len());
}

#[test]
fn a_seller_without_disputes_is_told_of_none() {
    let book = dispute_clock::Rulebook::built_in_json("aliexpress").unwrap();
    let mut book: Json = serde_json::from_str(book).unwrap();
    let about_disputes = |part: &Json| part.to_string().contains("\"dispute\"");
    for list in ["windows", "actions", "cautions"] {
        book[list].as_array_mut().unwrap().retain(|part| !about_disputes(part));
    }
    let foreign = |json: Json| -> Value { serde_json::from_value(json).unwrap() };
    let order = foreign(json!({
        "marketplace": "aliexpress", "ordered": "2026-03-01", "received": "2026-04-05",
        "problem": "incomplete",
    }));
    for (book, is_told) in [(Json::Null, true), (book, false)] {
        let options = json!({ "now": "2026-04-06T12:00:00Z", "locale": "en", "rulebook": book });
        let zones = TzZones(chrono_tz::UTC);
        let message = wire::claim(&order, &foreign(options), &zones, &BuiltIn).unwrap();
        assert_eq!(message.contains("dispute"), is_told, "{message}");
    }
}
