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
        covers: inner(book, "covers", covers),
        contact: word(book, "contact").unwrap_or_default(),
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

fn given_text(value: &Value, name: &str) -> Option<String> {
    value.get(name).map(|text| text.as_text().to_owned())
}

/// Builds a required field.
fn inner<T>(value: &Value, name: &str, make: fn(&Value) -> T) -> T {
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

fn word<T: NamedEnum>(value: &Value, name: &str) -> Option<T> {
    value.get(name).and_then(|word| T::from_name(word.as_text()))
}

/// A required enum value.
fn sure_word<T: NamedEnum>(value: &Value, name: &str) -> T {
    word(value, name).unwrap_or(T::ALL[0])
}

fn words<T: NamedEnum>(value: &Value, name: &str) -> Vec<T> {
    let mut words = Vec::new();
    for item in value.items(name) {
        words.extend(T::from_name(item.as_text()));
    }
    words
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
        title: inner(source, "title", languages),
        url: given_text(source, "url"),
        published: given_text(source, "published"),
        read: text(source, "read"),
    }
}

fn window(window: &Value) -> Window {
    Window {
        id: text(window, "id"),
        purpose: sure_word(window, "purpose"),
        title: inner(window, "title", languages),
        problems: words(window, "problems"),
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
    End { counts, certainty: sure_word(end, "certainty"), rules: texts(end, "rules") }
}

fn count(count: &Value) -> Count {
    Count { from: words(count, "from"), term: count.get("term").map(term) }
}

fn term(term: &Value) -> Term {
    let amount = match term.get("amount") {
        Some(Value::Number(amount)) => *amount as u32,
        _ => 0,
    };
    Term { amount, unit: sure_word(term, "unit"), counting: sure_word(term, "counting") }
}

fn action(action: &Value) -> Action {
    Action {
        id: text(action, "id"),
        title: inner(action, "title", languages),
        steps: list(action, "steps", languages),
        when: inner(action, "when", when),
        rules: texts(action, "rules"),
    }
}

fn caution(caution: &Value) -> Caution {
    Caution {
        code: text(caution, "code"),
        text: inner(caution, "text", languages),
        when: inner(caution, "when", when),
        rules: texts(caution, "rules"),
    }
}

fn when(when: &Value) -> When {
    When {
        window: given_text(when, "window"),
        closes: word(when, "closes"),
        phases: words(when, "phases"),
        problems: words(when, "problems"),
        in_hand: when.get("inHand").map(|truth| matches!(truth, Value::Bool(true))),
    }
}

fn proof(item: &Value) -> Proof {
    Proof {
        id: text(item, "id"),
        title: inner(item, "title", languages),
        phases: words(item, "phases"),
        problems: words(item, "problems"),
        rules: texts(item, "rules"),
    }
}
