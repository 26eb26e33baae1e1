//! The entries of `tests/calendar.json` through the native build, read by a few lines that know just
//! enough of the format. `tests/package/calendar.test.mjs` runs the same through the wasm, and has
//! what comes out read by ical.js and by Python's icalendar.

mod common;

use common::{TzZones, told};
use dispute_clock::wire::{self, BuiltIn};
use dispute_clock::{Error, Value};
use proptest::prelude::*;
use serde_json::{Map, Value as Json, json};
use std::fs;

const FILE: &str = include_str!("calendar.json");

fn foreign(json: &Json) -> Value {
    serde_json::from_value(json.clone()).unwrap()
}

fn calendar(orders: &Json, options: &Json) -> Result<String, Error> {
    wire::calendar(&foreign(orders), &foreign(options), &TzZones(chrono_tz::UTC), &BuiltIn)
}

/// Names and values of the lines, unfolded, in the order of the file.
fn lines(text: &str) -> Vec<(String, String)> {
    assert!(text.ends_with("\r\n"));
    for line in text.split_terminator("\r\n") {
        assert!(line.len() <= 75 && !line.contains(char::is_control), "{line}");
    }
    let unfolded = text.replace("\r\n ", "");
    let pair = |line: &str| {
        let (name, value) = line.split_once(':').unwrap_or_else(|| panic!("no property: {line}"));
        (name.to_owned(), value.to_owned())
    };
    unfolded.split_terminator("\r\n").map(pair).collect()
}

/// By UID: status, start, end, alarms.
fn entries(text: &str) -> Json {
    let mut entries = Map::new();
    let mut entry: Map<String, Json> = Map::new();
    let mut alarms = String::new();
    for (name, value) in lines(text) {
        match name.as_str() {
            "TRIGGER" => alarms.push_str(&format!(" {value}")),
            "END" if value == "VEVENT" => {
                let get = |name: &str| entry[name].as_str().unwrap();
                let told = format!("{} {} {}{alarms}", get("STATUS"), get("DTSTART"), get("DTEND"));
                let uid = get("UID").strip_suffix("@dispute-clock").unwrap();
                assert_eq!(entries.insert(uid.to_owned(), json!(told)), None, "{uid} stands twice");
                (entry, alarms) = (Map::new(), String::new());
            }
            _ => {
                entry.insert(name.trim_end_matches(";VALUE=DATE").to_owned(), json!(value));
            }
        }
    }
    entries.into()
}

#[test]
fn every_case() {
    let file: Json = serde_json::from_str(FILE).unwrap();
    for case in file["cases"].as_array().unwrap() {
        let answer = match calendar(&case["orders"], &case["options"]) {
            Ok(text) => json!({ "expect": entries(&text) }),
            Err(error) => json!({ "errors": told(&error) }),
        };
        for field in ["expect", "errors"] {
            assert_eq!(answer[field], case[field], "{}", case["name"]);
        }
    }
}

#[test]
fn every_order_of_the_corpus_is_a_file_or_a_typed_error() {
    let mut written = 0;
    for file in fs::read_dir("tests/cases").unwrap() {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        let file: Json = serde_json::from_str(&text).unwrap();
        for case in file["cases"].as_array().unwrap() {
            let mut order = case["order"].clone();
            if let Some(fields) = order.as_object_mut() {
                fields.insert("id".to_owned(), json!("a"));
            }
            match calendar(&json!([order]), &case["options"]) {
                Ok(text) => {
                    written += 1;
                    assert_ne!(entries(&text), json!({}));
                }
                Err(error) => assert!(
                    error.path().starts_with("orders") || error.path().starts_with("options"),
                    "{error}"
                ),
            }
        }
    }
    println!("{written} files");
    assert!(written > 50);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever an order is called, the file has the same lines, and the title in its description.
    #[test]
    fn no_text_breaks_a_property(title in any::<String>(), number in ".{0,100}", id in ".{1,60}") {
        let order = json!({ "id": id, "title": title, "number": number, "ordered": "2026-03-01" });
        let options = json!({ "now": "2026-05-20T12:00:00Z", "page": "https://example.org/" });
        let text = calendar(&json!([order]), &options).unwrap();
        let names: Vec<_> = lines(&text).into_iter().map(|(name, _)| name).collect();
        let expected = "BEGIN VERSION PRODID CALSCALE METHOD BEGIN UID DTSTAMP LAST-MODIFIED SEQUENCE \
            DTSTART;VALUE=DATE DTEND;VALUE=DATE SUMMARY DESCRIPTION URL CATEGORIES CLASS TRANSP STATUS \
            BEGIN ACTION DESCRIPTION TRIGGER END BEGIN ACTION DESCRIPTION TRIGGER END END END";
        prop_assert_eq!(names, expected.split(' ').filter(|name| !name.is_empty()).collect::<Vec<_>>());
    }
}

/// Rulebooks come from anywhere, too: their texts keep to their own lines. Found by `cargo xtask fuzz`.
#[test]
fn no_text_of_a_rulebook_breaks_a_property() {
    let hostile = "x\r\nATTACH:y\rEND:VEVENT\nz\0\u{85}\u{2028}\u{7f}";
    let book = dispute_clock::Rulebook::built_in_json("joom").unwrap();
    let mut book: Json = serde_json::from_str(book).unwrap();
    book["name"] = json!(hostile);
    for list in ["sources", "windows", "actions"] {
        for item in book[list].as_array_mut().unwrap() {
            item["title"] = json!({ "ru": hostile, "en": hostile });
        }
    }
    book["actions"][0]["steps"] = json!([{ "en": hostile }]);
    let order = json!({ "id": "a", "ordered": "2026-03-01" });
    let options = json!({ "now": "2026-03-01T00:00:00Z", "rulebook": book });
    let lines = lines(&calendar(&json!([order]), &options).unwrap());
    for (name, value) in &lines {
        assert_ne!(name, "ATTACH");
        let is_one_line = ["SUMMARY", "CATEGORIES"].contains(&name.as_str());
        assert!(!is_one_line || !value.contains("\\n"), "{name} is one line: {value}");
    }
    let entries =
        |edge: &str| lines.iter().filter(|(name, value)| name == edge && value == "VEVENT").count();
    assert_eq!([entries("BEGIN"), entries("END")], [3, 3]);
}
