//! Builds a rulebook from data that `read` has validated.

use super::{Action, Caution, Count, Covers, End, Proof, Rulebook, Source, Text, When, Window};
use crate::counting::Term;
use crate::moment::Moment;
use crate::reading::NamedEnum;
use crate::value::Value;
use chrono::NaiveDate;

pub(super) fn rulebook(book: &Value) -> Rulebook {
    Rulebook {
        id: text(book, "id"),
        name: text(book, "name"),
        edition: text(book, "edition"),
        covers: required(book, "covers", covers),
        contact: variant(book, "contact").unwrap_or_default(),
        sources: list(book, "sources", source),
        windows: list(book, "windows", window),
        actions: list(book, "actions", action),
        cautions: list(book, "cautions", caution),
        proof: list(book, "proof", proof),
    }
}

fn text(value: &Value, name: &str) -> String {
    value.text(name).to_owned()
}

fn optional_text(value: &Value, name: &str) -> Option<String> {
    value.get(name).map(|text| text.as_text().to_owned())
}

/// Builds a required field.
fn required<T>(value: &Value, name: &str, make: fn(&Value) -> T) -> T {
    make(value.get(name).unwrap_or(&Value::Absent))
}

/// One function per type: similar code compresses well, and downloads smaller than merged code.
#[inline(never)]
fn list<T>(value: &Value, name: &str, make: fn(&Value) -> T) -> Vec<T> {
    let mut list = Vec::new();
    for item in value.items(name) {
        list.push(make(item));
    }
    list
}

fn texts(value: &Value, name: &str) -> Vec<String> {
    list(value, name, |item| item.as_text().to_owned())
}

fn variant<T: NamedEnum>(value: &Value, name: &str) -> Option<T> {
    value.get(name).and_then(|variant| T::from_name(variant.as_text()))
}

/// A required enum value.
fn required_variant<T: NamedEnum>(value: &Value, name: &str) -> T {
    variant(value, name).unwrap_or(T::ALL[0])
}

fn variants<T: NamedEnum>(value: &Value, name: &str) -> Vec<T> {
    let mut variants = Vec::new();
    for item in value.items(name) {
        variants.extend(T::from_name(item.as_text()));
    }
    variants
}

fn languages(value: &Value) -> Text {
    let mut texts = Vec::new();
    if let Value::Object(fields) = value {
        for (language, _) in fields {
            texts.push((language.clone(), text(value, language)));
        }
    }
    Text(texts)
}

fn date(value: &Value, name: &str) -> NaiveDate {
    match Moment::from_iso(value.text(name)) {
        Ok(Moment::Date(date)) => date,
        _ => NaiveDate::default(),
    }
}

fn covers(value: &Value) -> Covers {
    Covers { from: date(value, "from"), until: date(value, "until") }
}

fn source(source: &Value) -> Source {
    Source {
        rules: texts(source, "rules"),
        title: required(source, "title", languages),
        url: optional_text(source, "url"),
        published: optional_text(source, "published"),
        read: text(source, "read"),
    }
}

fn window(window: &Value) -> Window {
    Window {
        id: text(window, "id"),
        purpose: required_variant(window, "purpose"),
        title: required(window, "title", languages),
        problems: variants(window, "problems"),
        opens: window.get("opens").map(end),
        closes: window.get("closes").map(end),
    }
}

fn end(end: &Value) -> End {
    let mut counts = vec![count(end)];
    // Nested once, and no deeper: anything more was not checked.
    if let Some(or) = end.get("or") {
        counts.push(count(or));
        if let Some(or) = or.get("or") {
            counts.push(count(or));
        }
    }
    End { counts, certainty: required_variant(end, "certainty"), rules: texts(end, "rules") }
}

fn count(count: &Value) -> Count {
    Count { from: variants(count, "from"), term: count.get("term").map(term) }
}

fn term(term: &Value) -> Term {
    let amount = match term.get("amount") {
        Some(Value::Number(amount)) => *amount as u32,
        _ => 0,
    };
    Term {
        amount,
        unit: required_variant(term, "unit"),
        counting: required_variant(term, "counting"),
    }
}

fn action(action: &Value) -> Action {
    Action {
        id: text(action, "id"),
        title: required(action, "title", languages),
        steps: list(action, "steps", languages),
        when: required(action, "when", when),
        rules: texts(action, "rules"),
    }
}

fn caution(caution: &Value) -> Caution {
    Caution {
        code: text(caution, "code"),
        text: required(caution, "text", languages),
        when: required(caution, "when", when),
        rules: texts(caution, "rules"),
    }
}

fn when(when: &Value) -> When {
    When {
        window: optional_text(when, "window"),
        closes: variant(when, "closes"),
        phases: variants(when, "phases"),
        problems: variants(when, "problems"),
        in_hand: when.get("inHand").map(|value| matches!(value, Value::Bool(true))),
    }
}

fn proof(item: &Value) -> Proof {
    Proof {
        id: text(item, "id"),
        title: required(item, "title", languages),
        phases: variants(item, "phases"),
        problems: variants(item, "problems"),
        rules: texts(item, "rules"),
    }
}
