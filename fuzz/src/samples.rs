//! Untrusted data that is nearly valid: what a person or a program would give, changed in a few places as
//! the bytes say; or any JSON, where the bytes are JSON.

use super::bytes::Bytes;
use dispute_clock::{Rulebook, Value};
use std::sync::LazyLock;

const ORDER: &str = r#"{
    "id": "a", "title": "b", "marketplace": "joom", "ordered": "2026-03-01T10:00:00Z",
    "paid": { "local": "2026-03-01T11:00", "timeZone": "Europe/Berlin" },
    "dispatched": { "date": "2026-03-02" }, "deliveryDue": "2026-07-01",
    "received": { "earliest": 1775000000000, "latest": 1775000001000 },
    "problem": "poor-quality", "price": { "amount": "1299.00", "currency": "RUB" },
    "cancelled": "2026-04-02", "disputeOpened": "2026-05-20", "refunded": "2026-05-25",
    "completed": "2026-05-26", "note": "c", "number": "d",
    "refund": { "amount": 1, "currency": "RUB" }, "returnCost": { "amount": "2", "currency": "RUB" },
    "proof": { "film": true, "photos": false },
    "entered": { "dispute": { "opens": "2026-05-15", "closes": "2026-06-15" } }
}"#;

/// Words and texts that are valid somewhere, and some that should not be.
const WORDS: [&str; 64] = [
    "joom",
    "aliexpress",
    "not-arrived",
    "incomplete",
    "poor-quality",
    "not-as-described",
    "ordered",
    "paid",
    "received",
    "dispatched",
    "deliveryDue",
    "cancelled",
    "completed",
    "disputeOpened",
    "refunded",
    "opens",
    "closes",
    "cancel",
    "dispute",
    "claim",
    "return",
    "delivery",
    "hours",
    "days",
    "elapsed",
    "wall-clock",
    "whole-days",
    "stated",
    "reported",
    "entered",
    "support",
    "seller",
    "waiting",
    "disputable",
    "cancellable",
    "expired",
    "claimable",
    "in-dispute",
    "A1",
    "RUB",
    "1299.00",
    "0.0001",
    "Europe/Moscow",
    "America/Sao_Paulo",
    "Pacific/Apia",
    "UTC",
    "ru",
    "en",
    "https://example.org/a",
    "javascript:alert(1)",
    "",
    " ",
    "\0",
    "\r\nATTACH:x",
    "\r",
    "\n",
    "\u{202e}",
    "\u{2028}",
    "\u{feff}",
    "\\n;,:\"",
    "2026-02-31",
    "1970-01-01",
    "2100-12-31T23:59:59.999Z",
    "2026-03-29T02:30",
];

const KEYS: [&str; 40] = [
    "id",
    "title",
    "marketplace",
    "ordered",
    "paid",
    "received",
    "problem",
    "price",
    "amount",
    "currency",
    "entered",
    "dispute",
    "opens",
    "closes",
    "local",
    "date",
    "timeZone",
    "earliest",
    "latest",
    "now",
    "locale",
    "rulebook",
    "page",
    "removed",
    "rules",
    "from",
    "term",
    "unit",
    "counting",
    "certainty",
    "when",
    "window",
    "phases",
    "problems",
    "steps",
    "url",
    "ru",
    "en",
    "note",
    "__proto__",
];

static VALID_ORDER: LazyLock<Value> = LazyLock::new(|| json(ORDER));

static BOOKS: LazyLock<Vec<Value>> = LazyLock::new(|| {
    Rulebook::built_in_ids().map(|id| json(Rulebook::built_in_json(id).expect("its id"))).collect()
});

pub fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON of ours")
}

/// A valid rulebook.
pub fn book(bytes: &mut Bytes) -> Value {
    BOOKS[bytes.below(BOOKS.len())].clone()
}

/// A valid order, usually without the events that settle it.
pub fn valid_order(bytes: &mut Bytes) -> Value {
    let mut order = VALID_ORDER.clone();
    let kept = bytes.number(2);
    if let Value::Object(fields) = &mut order {
        let mut place = 0;
        fields.retain(|(name, _)| {
            place += 1;
            matches!(name.as_str(), "id" | "ordered") || kept >> (place % 16) & 1 == 0
        });
    }
    order
}

/// An order as untrusted data.
pub fn order(bytes: &mut Bytes) -> Value {
    if bytes.0.starts_with(b"{")
        && let Ok(value) = serde_json::from_slice(bytes.0)
    {
        bytes.0 = &[];
        return value;
    }
    let order = valid_order(bytes);
    mutated(order, bytes, 12)
}

/// Options of a call, with some that only a calendar or a claim has.
pub fn options(bytes: &mut Bytes) -> Value {
    let now = bytes.instant() as f64;
    let zone = bytes.zone().name();
    let mut options = vec![
        ("now".to_owned(), Value::Number(now)),
        ("timeZone".to_owned(), zone.into()),
        ("locale".to_owned(), bytes.one_of(&["ru", "en", "de"]).into()),
    ];
    if bytes.byte() % 4 == 1 {
        let page =
            bytes.one_of(&["https://example.org/clock", "file:///home/a/clock.html", "ftp://x"]);
        options.push(("page".to_owned(), page.into()));
        options.push(("removed".to_owned(), Value::List(vec!["gone".into(), WORDS[54].into()])));
    }
    Value::Object(options)
}

/// The value with some of its places changed.
pub fn mutated(mut whole: Value, bytes: &mut Bytes, max: usize) -> Value {
    for _ in 0..bytes.below(max) {
        if bytes.is_empty() {
            break;
        }
        let places = place_count(&whole);
        let place = bytes.below(places);
        let mutation = bytes.byte();
        let new = random_value(bytes);
        change_at(&mut whole, place, &mut |found| match (mutation % 8, found) {
            (0, Value::Object(fields)) => {
                fields.push((KEYS[usize::from(mutation) / 8 % KEYS.len()].to_owned(), new.clone()))
            }
            (0, Value::List(items)) => items.push(new.clone()),
            (1, Value::Object(fields)) => drop(fields.pop()),
            (1, Value::List(items)) => drop(items.pop()),
            (2, Value::List(items)) => items.extend(items.clone()),
            (3, Value::Text(text)) => {
                text.push_str(if let Value::Text(new) = &new { new } else { "\r" })
            }
            (_, found) => *found = new.clone(),
        });
    }
    whole
}

fn random_value(bytes: &mut Bytes) -> Value {
    match bytes.byte() % 12 {
        0 => Value::Absent,
        1 => Value::Other,
        2 => Value::Bool(true),
        3 => Value::Number(f64::from_bits(bytes.number(8))),
        4 | 5 => Value::Number(bytes.instant() as f64),
        6 => Value::Text(bytes.text()),
        7 => Value::Text(iso(bytes)),
        8 => Value::List(vec![]),
        9 => Value::Object(vec![(bytes.one_of(&KEYS).to_owned(), bytes.one_of(&WORDS).into())]),
        _ => bytes.one_of(&WORDS).into(),
    }
}

/// A text that looks like a moment.
fn iso(bytes: &mut Bytes) -> String {
    let [year, month, day] = [1_960 + bytes.below(150), bytes.below(14), bytes.below(33)];
    let [hour, minute] = [bytes.below(25), bytes.below(61)];
    match bytes.byte() % 3 {
        0 => format!("{year}-{month:02}-{day:02}"),
        1 => format!("{year}-{month:02}-{day:02}T{hour:02}:{minute:02}"),
        _ => format!(
            "{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:00.5{}",
            bytes.one_of(&["Z", "+14:00", "-12:30"])
        ),
    }
}

/// The number of places in a value, including itself.
fn place_count(value: &Value) -> usize {
    1 + match value {
        Value::List(items) => items.iter().map(place_count).sum::<usize>(),
        Value::Object(fields) => fields.iter().map(|(_, value)| place_count(value)).sum(),
        _ => 0,
    }
}

/// Changes the value at a place; returns how many places it passed if it did not reach it.
fn change_at(
    value: &mut Value,
    place: usize,
    mutate: &mut impl FnMut(&mut Value),
) -> Option<usize> {
    let Some(mut remaining) = place.checked_sub(1) else {
        mutate(value);
        return None;
    };
    let children: Vec<&mut Value> = match value {
        Value::List(items) => items.iter_mut().collect(),
        Value::Object(fields) => fields.iter_mut().map(|(_, value)| value).collect(),
        _ => Vec::new(),
    };
    for value in children {
        remaining = change_at(value, remaining, mutate)?;
    }
    Some(remaining)
}
