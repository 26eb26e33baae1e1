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
