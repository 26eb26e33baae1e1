//! Every field of an order, of the options and of a rulebook, with everything that JSON and a JS number can
//! hold: an answer, or an error that names a field. Never a panic.

mod common;

use common::TzZones;
use dispute_clock::{Context, Error, Rulebook, Value, assess, wire};
use serde_json::json;

fn value(json: serde_json::Value) -> Value {
    serde_json::from_value(json).unwrap()
}

fn hostile() -> Vec<Value> {
    let mut values = vec![
        Value::Absent,
        Value::Bool(true),
        Value::List(vec![]),
        Value::List(vec![Value::Absent; 1_000]),
        Value::Object(vec![]),
        Value::Object(vec![("local".to_owned(), Value::Number(1.0))]),
        Value::Object(vec![("x".repeat(10_000), Value::Absent)]),
    ];
    let numbers = [0.0, -0.0, -1.0, 0.5, 1e15, 9e15, 1e300, f64::NAN, f64::INFINITY, f64::MIN];
    values.extend(numbers.map(Value::Number));
    let texts =
        ["", " ", "x", "2026-02-31", "1969-12-31", "2026-03-01T25:00", "２０２６-03-01", "\0"];
    values.extend(texts.map(Value::from));
    values.push(Value::Text("я".repeat(100_000)));
    values
}

/// The value, with each place in it, at any depth, replaced by another.
fn changed(whole: &Value, other: &Value) -> Vec<Value> {
    let inside = match whole {
        Value::List(items) => {
            let at = |index: usize, item| {
                let mut items = items.clone();
                items[index] = item;
                Value::List(items)
            };
            let each = items.iter().enumerate();
            each.flat_map(|(i, item)| changed(item, other).into_iter().map(move |item| at(i, item)))
                .collect()
        }
        Value::Object(fields) => {
            let at = |index: usize, value| {
                let mut fields = fields.clone();
                fields[index].1 = value;
                Value::Object(fields)
            };
            let each = fields.iter().enumerate();
            each.flat_map(|(i, (_, field))| {
                changed(field, other).into_iter().map(move |field| at(i, field))
            })
            .collect()
        }
        _ => Vec::new(),
    };
    [vec![other.clone()], inside].concat()
}

fn order() -> Value {
    value(json!({
        "id": "a", "title": "b", "marketplace": "joom", "ordered": "2026-03-01T10:00:00Z",
        "paid": { "local": "2026-03-01T11:00", "timeZone": "Europe/Berlin" },
        "dispatched": { "date": "2026-03-02" }, "deliveryDue": "2026-07-01",
        "received": { "earliest": 1_775_000_000_000_i64, "latest": 1_775_000_001_000_i64 },
        "problem": "poor-quality", "price": { "amount": "1299.00", "currency": "RUB" },
        "cancelled": "2026-04-02", "disputeOpened": "2026-05-20", "refunded": "2026-05-25",
        "completed": "2026-05-26", "note": "c", "number": "d",
        "refund": { "amount": 1, "currency": "RUB" }, "returnCost": { "amount": "2", "currency": "RUB" },
        "proof": { "film": true, "photos": false },
        "entered": { "dispute": { "opens": "2026-05-15", "closes": "2026-06-15" } },
    }))
}

fn options() -> Value {
    value(json!({ "now": 1_780_315_200_000_i64, "timeZone": "Europe/Moscow", "locale": "en" }))
}

fn call(order: &Value, options: &Value) -> Result<(), Error> {
    let (order, options) = wire::call(order, options, &TzZones(chrono_tz::UTC))?;
    let rulebook = match options.rulebook {
        Some(rulebook) => rulebook,
        None => Rulebook::built_in(&order.marketplace)?.into(),
    };
    let zone = &*options.zone;
    let context = Context { rulebook: &rulebook, zone, now: options.now, locale: &options.locale };
    assess(&order, context).map(drop)
}

#[test]
fn every_field_of_an_order_and_of_the_options() {
    assert_eq!(call(&order(), &options()), Ok(()));
    let (mut refused, mut answered) = (0, 0);
    for other in hostile() {
        let orders = changed(&order(), &other).into_iter().map(|order| call(&order, &options()));
        let calls = changed(&options(), &other).into_iter().map(|options| call(&order(), &options));
        for result in orders.chain(calls) {
            match result {
                Ok(()) => answered += 1,
                Err(error) => {
                    refused += 1;
                    assert!(error.faults().all(|fault| !fault.path.is_empty()), "{error}");
                }
            }
        }
    }
    println!("{refused} refused, {answered} answered");
    assert!(refused > 500 && answered > 10);
}

#[test]
fn every_place_of_a_rulebook() {
    let books = ["joom", "aliexpress"].map(|id| Rulebook::built_in_json(id).unwrap());
    let (mut refused, mut taken) = (0, 0);
    for book in books {
        let book: Value = serde_json::from_str(book).unwrap();
        for other in hostile() {
            for bad in changed(&book, &other) {
                match Rulebook::from_value(&bad) {
                    Ok(_) => taken += 1,
                    Err(_) => refused += 1,
                }
            }
        }
    }
    println!("{refused} refused, {taken} taken");
    assert!(refused > 5_000);
}

#[test]
fn a_fault_of_a_moment_names_what_may_stand_in_that_place() {
    let messages = |error: Error| error.faults().map(|fault| fault.to_string()).collect::<Vec<_>>();
    for (ordered, message) in [
        (json!({ "date": "1.3.2026" }), "ordered.date: malformed; expected a date"),
        (json!({ "date": "2026-02-31" }), "ordered.date: no-such-date; expected a date"),
        (json!({ "date": "2026-03-01T10:00" }), "ordered.date: malformed; expected a date"),
        (json!({ "local": "10:00" }), "ordered.local: malformed; expected a local time"),
        (
            json!({ "local": "1969-12-31T10:00" }),
            "ordered.local: out-of-range; expected a local time",
        ),
        (json!({ "local": "2026-03-01" }), "ordered.local: malformed; expected a local time"),
    ] {
        let found = messages(call(&value(json!({ "ordered": ordered })), &options()).unwrap_err());
        assert!(found[0].starts_with(message) && !found[0].contains("milliseconds"), "{found:?}");
    }
    let mut book: serde_json::Value =
        serde_json::from_str(Rulebook::built_in_json("joom").unwrap()).unwrap();
    book["format"] = json!("1");
    book["covers"]["from"] = json!("2022");
    book["covers"]["until"] = json!("2026-02-31");
    book["sources"][0]["read"] = json!("2026-13");
    let found = messages(Rulebook::from_value(&value(book)).unwrap_err());
    let [format, dates @ ..] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(format, "format: wrong-type; expected 1");
    assert_eq!(dates.len(), 3, "{dates:?}");
    assert!(dates.iter().all(|message| message.contains("; expected a date")), "{dates:?}");
    assert!(dates.iter().all(|message| !message.contains("milliseconds")), "{dates:?}");
}

#[test]
fn data_nested_without_end_is_refused_and_not_followed() {
    let deep = format!("{}1{}", "[".repeat(100), "]".repeat(100));
    assert!(serde_json::from_str::<Value>(&deep).is_err());
    let wide = format!("[{}1]", "1,".repeat(200_000));
    assert!(serde_json::from_str::<Value>(&wide).is_err());
}

#[test]
fn an_order_of_a_tracker_is_told_all_its_faults_at_once() {
    let order = json!({ "ordered": "2026-02-31" });
    let error = wire::tracked(&value(order), None, &TzZones(chrono_tz::UTC)).unwrap_err();
    let paths: Vec<_> = error.faults().map(|fault| fault.path.as_str()).collect();
    assert_eq!(paths, ["ordered", "id"]);
}
