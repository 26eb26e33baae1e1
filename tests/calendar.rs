//! The entries of `tests/calendar.json` through the native build, read by a minimal parser.
//! `tests/package/calendar.test.mjs` runs the same through the wasm, and has the output read by ical.js and
//! by Python's icalendar.

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

/// Names and values of the lines, unfolded, in file order.
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
                assert!(get("SEQUENCE").parse::<i32>().is_ok(), "Outlook takes no larger number");
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

    /// Whatever an order's title, the file has the same lines, and the title is in its description.
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

/// Rulebooks come from anywhere, too: their texts stay within their own lines. Found by `cargo xtask fuzz`.
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

/// The texts of each entry: its summary, and the rest.
fn said(order: &Json, now: &str) -> Vec<(String, String)> {
    let options = json!({ "now": now, "timeZone": "Europe/Moscow", "locale": "en" });
    let text = calendar(&json!([order]), &options).unwrap();
    let plain = |text: &str| text.replace("\\n", "\n").replace('\\', "");
    let mut said = Vec::new();
    for (name, value) in lines(&text) {
        match name.as_str() {
            "SUMMARY" => said.push((plain(&value), String::new())),
            "DESCRIPTION" if said.last().is_some_and(|(_, rest)| rest.is_empty()) => {
                said.last_mut().unwrap().1 = plain(&value);
            }
            _ => {}
        }
    }
    said
}

#[test]
fn an_entry_says_of_which_order_it_is_until_when_on_whose_word_and_what_to_do() {
    let long = "к".repeat(61);
    let order = json!({
        "id": "a", "title": long, "number": "7-1", "ordered": "2026-03-01T10:00:00+03:00",
        "price": { "amount": "1299", "currency": "RUB" },
    });
    let (line, rest) = said(&order, "2026-03-01T12:00:00+03:00").remove(0);
    let short = "к".repeat(59);
    assert_eq!(
        line,
        format!(
            "{short}… · Time runs out: Cancelling without a dispute / Срок истекает: Отмена без спора"
        )
    );
    let expected = [
        &long,
        "Joom · order no. 7-1 · 1,299\u{a0}RUB",
        "Cancelling without a dispute: until 1 March 2026, 18:00 (UTC+3).",
        "Source: An advice article on Joom disputes (in Russian) (2022-12-09).",
        "Cancel the order:",
        "1. Open your profile on Joom and, in it, «Мои заказы» (My orders).",
        "2. Choose the item.",
        "3. The button «Отмена» (Cancel) is at the very bottom of the page.",
        "",
        &long,
        "Joom · заказ № 7-1 · 1\u{a0}299\u{a0}₽",
        "Отмена без спора: до 1 марта 2026 года, 18:00 (UTC+3).",
        "Источник: Статья для покупателей о спорах на Joom (2022-12-09).",
        "Отменить заказ:",
        "1. Откройте свой профиль на Joom и в нём «Мои заказы».",
        "2. Выберите товар.",
        "3. Кнопка «Отмена» — в самом низу страницы.",
    ];
    assert_eq!(rest.lines().collect::<Vec<_>>(), expected);
}

#[test]
fn an_entry_is_no_surer_than_what_is_known() {
    let title = "x".repeat(60);
    let order = json!({
        "id": "a", "title": title, "ordered": "2026-03-01", "received": "2026-04-05",
        "problem": "incomplete",
    });
    let said = said(&order, "2026-04-06T12:00:00+03:00");
    for ((line, rest), (what, when, word, action)) in said.iter().zip([
        (
            "Possible now: Dispute through support / Уже можно: Спор через поддержку",
            "Dispute through support: surely from 16 May 2026, 00:00 (UTC+3); perhaps already from 15 May \
             2026, 00:00 (UTC+3). The exact time is not known.",
            "Source: An advice article on Joom disputes (in Russian) (2022-12-09).",
            "Ask support to open a dispute:",
        ),
        (
            "Time runs out: Dispute through support (second-hand) / Срок истекает: Спор через поддержку (с \
             чужих слов)",
            "Dispute through support: probably until 29 May 2026, 24:00 (UTC+3). The exact time is not known.",
            "The date is second-hand and may differ. Source: Joom's rules retold by a third-party site \
             (undated) (read 2026-11); Joom's help on an order that never came (read 2026-11).",
            "Ask support to open a dispute:",
        ),
        (
            "Time runs out: Claim about goods in hand / Срок истекает: Жалоба на полученный товар",
            "Claim about goods in hand: surely until 4 May 2026, 24:00 (UTC+3); perhaps even until 5 May 2026, \
             23:59 (UTC+3). The exact time is not known.",
            "Source: Joom's help on defective goods (in Swedish) (2025-03); Joom's help on a wrong item (in \
             French) (2025-03).",
            "Report the problem to support:",
        ),
    ]) {
        assert_eq!(*line, format!("{title} · {what}"));
        let rest: Vec<_> = rest.lines().take(5).collect();
        assert_eq!(rest, [&title, "Joom", when, word, action]);
    }
    assert_eq!(said.len(), 4);
}

#[test]
fn a_midnight_that_comes_twice_is_not_put_off_to_the_end_of_its_day() {
    for (zone, ordered, until) in [
        // Clocks go back from 01:00 to 00:00.
        ("Atlantic/Azores", "2026-10-24T17:00:00Z", "until 25 October 2026, 00:00 (UTC-1)"),
        ("Atlantic/Azores", "2026-10-24T16:00:00Z", "until 24 October 2026, 24:00 (UTC)"),
        ("America/Havana", "2026-10-31T21:00:00Z", "until 1 November 2026, 00:00 (UTC-5)"),
    ] {
        let options = json!({ "now": ordered, "timeZone": zone, "locale": "en" });
        let text = calendar(&json!([{ "id": "a", "ordered": ordered }]), &options).unwrap();
        let said = lines(&text).into_iter().find(|(name, _)| name == "DESCRIPTION").unwrap();
        assert!(said.1.replace('\\', "").contains(until), "{zone} {ordered}: {}", said.1);
    }
}

#[test]
fn a_delivery_date_stands_on_the_word_of_the_order_s_own_page() {
    let order = json!({
        "id": "a", "title": "x", "marketplace": "aliexpress", "ordered": "2026-03-01",
        "deliveryDue": "2026-04-20",
    });
    let (line, rest) = &said(&order, "2026-03-06T12:00:00+03:00")[0];
    assert_eq!(line, "x · Time runs out: Delivery time / Срок истекает: Время доставки");
    let expected = [
        "Delivery time: until 20 April 2026, 23:59 (UTC+3). The exact time is not known.",
        "The date is from the order's own page.",
    ];
    assert_eq!(rest.lines().skip(2).take(2).collect::<Vec<_>>(), expected);
}

#[test]
fn an_entry_that_is_to_go_says_of_what_order_and_what() {
    let order =
        json!({ "id": "a", "number": "7-1", "ordered": "2026-03-01", "cancelled": "2026-03-01" });
    let said = said(&order, "2026-04-06T12:00:00+03:00");
    assert_eq!(
        said[0],
        (
            "Joom 7-1 · No longer needed: Cancelling without a dispute / Больше не нужно: Отмена без спора"
                .to_owned(),
            String::new()
        )
    );
}
