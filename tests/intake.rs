//! The texts of `tests/intake/*.json` through the native build: what must be understood, doubted and asked.
//! `tests/package/intake.test.mjs` runs the same files through the wasm. Also invariants of every text,
//! checked on generated texts.

mod common;

use chrono::{DateTime, Utc as ChronoUtc};
use common::TzZone;
use dispute_clock::{
    Code, Event, FieldValue, Instant, MAX_TEXT, Moment, OrderField, ParsedOrderText, TextContext,
    Utc, parse_order_text,
};
use proptest::prelude::*;
use serde_json::{Map, Value as Json, json};
use std::fs;
use std::time::{Duration, Instant as Stopwatch};

fn parse(text: &str, now: &str, zone: &str, locale: &str) -> ParsedOrderText {
    let Ok(Moment::Instant(now)) = Moment::parse(now, "now") else { panic!("{now}") };
    let zone = TzZone(zone.parse().unwrap());
    parse_order_text(text, TextContext { zone: &zone, now, locale }).unwrap()
}

#[test]
fn every_text() {
    let mut run = 0;
    let mut wrong = Vec::new();
    let mut files: Vec<_> =
        fs::read_dir("tests/intake").unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    for path in files {
        let file: Json = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        for case in file["cases"].as_array().unwrap() {
            run += 1;
            let option = |name: &str, default: &str| {
                let own = case["options"][name].as_str().or(file[name].as_str());
                own.unwrap_or(default).to_owned()
            };
            let (now, zone) = (option("now", ""), option("timeZone", ""));
            let text = case["text"].as_str().unwrap();
            let parsed = parse(text, &now, &zone, &option("locale", "ru"));
            holds_for_every(text, &parsed);
            let understood = understood(&parsed);
            let name = format!("{} {}", path.display(), case["name"]);
            for part in ["order", "doubtful", "questions"] {
                let empty = if part == "questions" { json!([]) } else { json!({}) };
                let expected = if case[part].is_null() { &empty } else { &case[part] };
                if understood[part] != *expected {
                    let actual = &understood[part];
                    wrong.push(format!("{name}\n  {part} should be {expected}\n  but is {actual}"));
                }
            }
        }
    }
    println!("{run} texts");
    assert!(run >= 80 && wrong.is_empty(), "{} of {run} texts:\n{}", wrong.len(), wrong.join("\n"));
}

/// An answer in the form of the cases: doubtful findings by field, as value and doubts.
fn understood(parsed: &ParsedOrderText) -> Json {
    let answer = serde_json::to_value(parsed).unwrap();
    let items = |name: &str| answer[name].as_array().unwrap().clone();
    let doubtful = items("found").into_iter().filter(|found| found["doubts"] != json!([]));
    let doubtful: Map<_, _> = doubtful
        .map(|found| {
            let doubts = found["doubts"].as_array().unwrap();
            let entry: Vec<_> = std::iter::once(&found["value"]).chain(doubts).cloned().collect();
            (found["field"].as_str().unwrap().to_owned(), Json::Array(entry))
        })
        .collect();
    let questions = items("questions").into_iter();
    let questions: Vec<_> = questions
        .map(|asked| json!({ "code": asked["code"], "field": asked["field"], "options": asked["options"] }))
        .collect();
    json!({ "order": answer["order"], "doubtful": doubtful, "questions": questions })
}

/// Invariants of every text: each span is within it and holds the quoted text, a field is given once, a
/// question has distinct answers, and a certain moment exists in the calendar.
fn holds_for_every(text: &str, parsed: &ParsedOrderText) {
    let units: Vec<u16> = text.encode_utf16().collect();
    let at =
        |start: u32, end: u32| String::from_utf16(&units[start as usize..end as usize]).unwrap();
    let mut fields = Vec::new();
    for found in &parsed.found {
        assert!(found.start < found.end, "{found:?}");
        assert_eq!(at(found.start, found.end), found.text);
        assert!(!fields.contains(&found.field), "{:?} twice", found.field);
        fields.push(found.field);
        let sure = parsed.order.get(found.field) == Some(&found.value);
        assert_eq!(sure, found.doubts.is_empty(), "{found:?}");
        if let (true, OrderField::Event(_), FieldValue::Text(value)) =
            (sure, found.field, &found.value)
        {
            assert!(Moment::parse(value, "").is_ok(), "{found:?}");
        }
    }
    for question in &parsed.questions {
        assert_eq!(at(question.start, question.end), question.text);
        assert!(question.options.len() > 1, "{question:?}");
        let mut options = question.options.clone();
        options.dedup();
        assert_eq!(options.len(), question.options.len());
    }
}

const NOW: &str = "2026-06-10T12:00:00Z";

/// Building blocks for texts that resemble an order.
const PIECES: [&str; 48] = [
    "Заказ",
    "№",
    "7788-1234",
    "оформлен",
    "от",
    "05.03.2026",
    "03/04/2026",
    "31.02.2026",
    "5 марта",
    "Mar 5, 2026",
    "вчера",
    "в",
    "14:23",
    "2:23 PM",
    "25:70",
    "UTC+3",
    "МСК",
    "+03:00",
    "-",
    "–",
    "до",
    "1 299,00 ₽",
    "1,299 ₽",
    "$14.99",
    "×2",
    "2 шт.",
    "Итого:",
    "доставка",
    "скидка",
    "возврат",
    "Товар:",
    "«",
    "»",
    "\n",
    "\r\n",
    "\n\n",
    ".",
    ",",
    "joom",
    "order",
    "placed",
    "not",
    "delivered",
    "[",
    "📦",
    "\u{200b}",
    "\u{fffd}",
    "9999999999",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn any_text_gives_an_answer_that_holds(text in any::<String>(), zone in 0..3_usize) {
        let zone = ["Europe/Moscow", "America/New_York", "Pacific/Apia"][zone];
        holds_for_every(&text, &parse(&text, NOW, zone, "ru"));
    }

    #[test]
    fn so_does_one_made_of_likely_pieces(
        pieces in prop::collection::vec((prop::sample::select(&PIECES[..]), any::<bool>()), 0..40),
    ) {
        let text: String = pieces.iter().flat_map(|(piece, gap)| [*piece, if *gap { " " } else { "" }]).collect();
        holds_for_every(&text, &parse(&text, NOW, "Europe/Moscow", "en"));
    }

    #[test]
    fn a_date_that_was_written_is_read_back(ms in 1_420_070_400_000_i64..1_780_000_000_000, form in 0..8_usize) {
        let (form, expected) = [
            ("Заказан %d.%m.%Y", "%F"),
            ("Заказан %d.%m.%Y в %H:%M", "%FT%H:%M"),
            ("Заказан %F %T", "%FT%T"),
            ("Ordered %FT%TZ", "%FT%TZ"),
            ("Ordered on %B %-d, %Y at %-I:%M %p", "%FT%H:%M"),
            ("%H:%M:%S, %e %b %Y: order placed", "%FT%T"),
            ("Order Time: %H:%M %b. %d %Y", "%FT%H:%M"),
            ("Ordered: %a, %d %b %Y %T +0000", "%FT%TZ"),
        ][form];
        let at = DateTime::<ChronoUtc>::from_timestamp_millis(ms).unwrap();
        let text = at.format(form).to_string();
        let parsed = parse(&text, NOW, "UTC", "en");
        let ordered = parsed.order.get(OrderField::Event(Event::Ordered));
        prop_assert_eq!(ordered, Some(&FieldValue::Text(at.format(expected).to_string())), "{}", text);
    }

    #[test]
    fn sums_that_were_written_are_read_back(whole in 0..1_000_000_000_u64, cents in 0..100_u32, form in 0..4_usize) {
        let grouped = |separator: &str| {
            let digits = whole.to_string();
            let first = digits.len() % 3;
            let groups = digits.as_bytes()[first..].chunks(3).map(|group| std::str::from_utf8(group).unwrap());
            let head = Some(&digits[..first]).filter(|head| !head.is_empty());
            head.into_iter().chain(groups).collect::<Vec<_>>().join(separator)
        };
        let (text, currency) = match form {
            0 => (format!("Итого: {},{cents:02} ₽", grouped("\u{a0}")), "RUB"),
            1 => (format!("Total: ${}.{cents:02}", grouped(",")), "USD"),
            2 => (format!("Total: {},{cents:02} €", grouped(".")), "EUR"),
            _ => (format!("Сумма {whole}.{cents:02} руб."), "RUB"),
        };
        let parsed = parse(&text, NOW, "UTC", "ru");
        let money = dispute_clock::Money { amount: format!("{whole}.{cents:02}"), currency: currency.into() };
        prop_assert_eq!(parsed.order.get(OrderField::Price), Some(&FieldValue::Money(money)), "{}", text);
    }
}

#[test]
fn a_text_that_is_too_long_is_refused() {
    let now = Instant::from_millis(1_780_000_000_000).unwrap();
    let context = TextContext { zone: &Utc, now, locale: "ru" };
    // Characters count, not bytes.
    assert!(parse_order_text(&"ж".repeat(MAX_TEXT), context).is_ok());
    let error = parse_order_text(&"ж".repeat(MAX_TEXT + 1), context).unwrap_err();
    assert_eq!((error.code(), error.path()), (Code::TooLong, "text"));
}

/// Very long texts of the kinds that take a careless reader quadratic time.
#[test]
fn the_longest_texts_are_read_at_once() {
    for piece in [
        "9",
        "1 ",
        "1.",
        "1,",
        "1-",
        "1:",
        "05.03.2026 ",
        "05.03.2026-",
        "5-6-7 марта ",
        "5 марта ",
        "1 299 ₽ ",
        "$1",
        "заказ ",
        "заказ оформлен ",
        "заказ №",
        "заказ №1",
        "«",
        "«»",
        "\n",
        "а",
        "до ",
        "placed ",
        "placed 3/4/2026 ",
        "Заказ № 7788\n",
        "14:23 ",
        "14:23, ",
        "2 × ",
        "[05.03.2026] вчера\n",
        "товар: ж\n",
        "ж\n1 ₽\n",
        "Дата:\n",
        "not ",
        "Заказан 5 марта 2026. ",
        "joom aliexpress ",
        "📦",
        "\u{300}",
        "\r",
        "не оплата получена ",
    ] {
        let text: String = piece.chars().cycle().take(MAX_TEXT).collect();
        let started = Stopwatch::now();
        holds_for_every(&text, &parse(&text, NOW, "Europe/Moscow", "ru"));
        let taken = started.elapsed();
        assert!(taken < Duration::from_secs(5), "{piece:?} took {taken:?}");
    }
}
