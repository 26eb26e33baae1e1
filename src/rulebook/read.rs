//! Checks a rulebook field by field and names every fault at once, so that whoever writes a book
//! mends it in one go. The JSON Schema beside this file says the same for editors.

use super::{
    Action, Caution, Certainty, Covers, End, FORMAT, Phase, Proof, Rulebook, Source, Text, When,
    Window,
};
use crate::counting::{Counting, Term, Unit};
use crate::error::{Code, Fault, Faults, Result};
use crate::moment::Moment;
use crate::order::Problem;
use crate::reading::{Field, optional};
use crate::value::Value;
use chrono::NaiveDate;
use serde::Deserialize;

const MAX_ITEMS: usize = 200;
const MAX_ID: usize = 64;
const MAX_TEXT: usize = 2_000;
const MAX_AMOUNT: i64 = 3_660;

pub(super) fn rulebook(value: &Value) -> Result<Rulebook> {
    let mut faults = Faults::default();
    let root = Field::root(value, "");
    let book = read(&root, &mut faults);
    if let Some(book) = &book {
        check_names(book, &mut faults);
    }
    faults.finish(book)
}

fn read(root: &Field, faults: &mut Faults) -> Option<Rulebook> {
    faults.take(root.object())?;
    let format = root.field("format");
    if faults.take(format.whole(0..=1_000)).is_some_and(|number| number != FORMAT) {
        faults.add(Code::UnknownFormat, format.path(), format!("{FORMAT}"));
    }
    let id = faults.take(id(&root.field("id")));
    let name = faults.take(root.field("name").text(MAX_ID).map(str::to_owned));
    let edition = faults.take(root.field("edition").text(MAX_ID).map(str::to_owned));
    let covers = covers(&root.field("covers"), faults);
    let contact = optional(root.field("contact"), faults, Field::word);
    let sources = each(&root.field("sources"), faults, source);
    let windows = each(&root.field("windows"), faults, window);
    let actions = each(&root.field("actions"), faults, action);
    let cautions = any(root.field("cautions"), faults, caution);
    let proof = any(root.field("proof"), faults, proof);
    Some(Rulebook {
        id: id?,
        name: name?,
        edition: edition?,
        covers: covers?,
        contact: contact.unwrap_or_default(),
        sources: sources?,
        windows: windows?,
        actions: actions?,
        cautions: cautions?,
        proof: proof?,
    })
}

/// Every item of a list, or nothing if one of them has a fault.
fn each<'a, T>(
    field: &Field<'a>,
    faults: &mut Faults,
    mut read: impl FnMut(&Field<'a>, &mut Faults) -> Option<T>,
) -> Option<Vec<T>> {
    let items = faults.take(field.items(MAX_ITEMS))?;
    // All of them are read, so that the faults of all are named.
    let read: Vec<_> = items.iter().map(|item| read(item, faults)).collect();
    read.into_iter().collect()
}

/// As `each`, of a list that may be missing.
fn any<'a, T>(
    field: Field<'a>,
    faults: &mut Faults,
    read: impl FnMut(&Field<'a>, &mut Faults) -> Option<T>,
) -> Option<Vec<T>> {
    match field.given() {
        Some(field) => each(&field, faults, read),
        None => Some(Vec::new()),
    }
}

fn word<'a, T: Deserialize<'a>>(field: &Field<'a>, faults: &mut Faults) -> Option<T> {
    faults.take(field.word())
}

/// A name made of `a-z`, `A-Z`, `0-9`, `-`, `_` and `.`.
fn id(field: &Field) -> std::result::Result<String, Fault> {
    let text = field.text(MAX_ID)?;
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    if text.chars().all(plain) {
        Ok(text.to_owned())
    } else {
        Err(field.fault(Code::Malformed, "letters a to z, digits, - _ ."))
    }
}

fn text(field: &Field, faults: &mut Faults) -> Option<Text> {
    let languages = faults.take(field.keys(MAX_ITEMS))?;
    let mut texts = Vec::new();
    let mut sound = true;
    for language in languages {
        match faults.take(field.field(language).text(MAX_TEXT)) {
            Some(text) => texts.push((language.to_owned(), text.to_owned())),
            None => sound = false,
        }
    }
    if sound && texts.is_empty() {
        faults.add(Code::Required, field.path(), "a text in one language at least");
        return None;
    }
    sound.then_some(Text(texts))
}

fn date(field: &Field) -> std::result::Result<NaiveDate, Fault> {
    match Moment::parse(field.text(10)?, field.path())? {
        Moment::Date(date) => Ok(date),
        _ => Err(field.fault(Code::Malformed, "a date such as 2026-11-22")),
    }
}

/// A day or a month, as it was given.
fn day_or_month(field: &Field) -> std::result::Result<String, Fault> {
    let text = field.text(10)?;
    let day = if text.len() == 7 { format!("{text}-01") } else { text.to_owned() };
    match Moment::parse(&day, field.path())? {
        Moment::Date(_) => Ok(text.to_owned()),
        _ => {
            Err(field
                .fault(Code::Malformed, "a date such as 2026-11-22 or a month such as 2026-11"))
        }
    }
}

fn covers(field: &Field, faults: &mut Faults) -> Option<Covers> {
    faults.take(field.object())?;
    let from = faults.take(date(&field.field("from")));
    let until = faults.take(date(&field.field("until")));
    let covers = Covers { from: from?, until: until? };
    if covers.until < covers.from {
        faults.add(Code::OutOfRange, field.field("until").path(), "no date before `from`");
        return None;
    }
    Some(covers)
}

fn source(field: &Field, faults: &mut Faults) -> Option<Source> {
    faults.take(field.object())?;
    let rules = rules(field, faults);
    let title = text(&field.field("title"), faults);
    let url = optional(field.field("url"), faults, https);
    let published = optional(field.field("published"), faults, day_or_month);
    let read = faults.take(day_or_month(&field.field("read")));
    Some(Source { rules: rules?, title: title?, url, published, read: read? })
}

/// An address that a page may link to: nothing but https.
fn https(field: &Field) -> std::result::Result<String, Fault> {
    let url = field.text(MAX_TEXT)?;
    let sound = |c: char| {
        c.is_ascii_graphic() && !matches!(c, '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}')
    };
    match url.strip_prefix("https://") {
        Some(rest) if !rest.is_empty() && !rest.starts_with('/') && rest.chars().all(sound) => {
            Ok(url.to_owned())
        }
        _ => Err(field.fault(Code::Malformed, "an address that starts with https://")),
    }
}

fn window(field: &Field, faults: &mut Faults) -> Option<Window> {
    faults.take(field.object())?;
    let id = faults.take(id(&field.field("id")));
    let purpose = word(&field.field("purpose"), faults);
    let title = text(&field.field("title"), faults);
    let problems = any(field.field("problems"), faults, word::<Problem>);
    let opens = field.field("opens").given().map(|field| end(&field, faults));
    let closes = field.field("closes").given().map(|field| end(&field, faults));
    if opens.is_none() && closes.is_none() {
        faults.add(Code::Required, field.path(), "`opens`, `closes` or both");
    }
    Some(Window {
        id: id?,
        purpose: purpose?,
        title: title?,
        problems: problems?,
        opens: opens.map_or(Some(None), |end| end.map(Some))?,
        closes: closes.map_or(Some(None), |end| end.map(Some))?,
    })
}

fn end(field: &Field, faults: &mut Faults) -> Option<End> {
    faults.take(field.object())?;
    let from = some(each(&field.field("from"), faults, word), &field.field("from"), faults);
    let term = field.field("term").given().map(|field| term(&field, faults));
    let certainty = word(&field.field("certainty"), faults);
    if certainty == Some(Certainty::Entered) {
        let expected = "`stated` or `reported`";
        faults.add(Code::UnknownValue, field.field("certainty").path(), expected);
    }
    let rules = rules(field, faults);
    Some(End {
        from: from?,
        term: term.map_or(Some(None), |term| term.map(Some))?,
        certainty: certainty?,
        rules: rules?,
    })
}

/// A list that must not be empty.
fn some<T>(list: Option<Vec<T>>, field: &Field, faults: &mut Faults) -> Option<Vec<T>> {
    if list.as_ref().is_some_and(Vec::is_empty) {
        faults.add(Code::Required, field.path(), "one item at least");
    }
    list
}

fn rules(field: &Field, faults: &mut Faults) -> Option<Vec<String>> {
    let field = field.field("rules");
    let rules = each(&field, faults, |field, faults| faults.take(id(field)));
    some(rules, &field, faults)
}

fn term(field: &Field, faults: &mut Faults) -> Option<Term> {
    faults.take(field.object())?;
    let amount = faults.take(field.field("amount").whole(1..=MAX_AMOUNT));
    let unit = word(&field.field("unit"), faults);
    let counting = word(&field.field("counting"), faults);
    if unit == Some(Unit::Hours) && counting.is_some_and(|counting| counting != Counting::Elapsed) {
        let expected = "`elapsed`, the only way to count hours";
        faults.add(Code::Contradiction, field.field("counting").path(), expected);
    }
    Some(Term { amount: amount? as u32, unit: unit?, counting: counting? })
}

fn action(field: &Field, faults: &mut Faults) -> Option<Action> {
    faults.take(field.object())?;
    let id = faults.take(id(&field.field("id")));
    let title = text(&field.field("title"), faults);
    let steps = each(&field.field("steps"), faults, text);
    let when = when(&field.field("when"), faults);
    let rules = rules(field, faults);
    Some(Action { id: id?, title: title?, steps: steps?, when: when?, rules: rules? })
}

fn caution(field: &Field, faults: &mut Faults) -> Option<Caution> {
    faults.take(field.object())?;
    let code = faults.take(id(&field.field("code")));
    let text = text(&field.field("text"), faults);
    let when = when(&field.field("when"), faults);
    let rules = rules(field, faults);
    Some(Caution { code: code?, text: text?, when: when?, rules: rules? })
}

fn proof(field: &Field, faults: &mut Faults) -> Option<Proof> {
    faults.take(field.object())?;
    let id = faults.take(id(&field.field("id")));
    let title = text(&field.field("title"), faults);
    let phases = some(each(&field.field("phases"), faults, word), &field.field("phases"), faults);
    let problems = any(field.field("problems"), faults, word::<Problem>);
    let rules = any(field.field("rules"), faults, |field, faults| faults.take(self::id(field)));
    Some(Proof { id: id?, title: title?, phases: phases?, problems: problems?, rules: rules? })
}

fn when(field: &Field, faults: &mut Faults) -> Option<When> {
    faults.take(field.object())?;
    let window = field.field("window").given().map(|field| faults.take(id(&field)));
    let closes = optional(field.field("closes"), faults, Field::word);
    let phases = any(field.field("phases"), faults, word::<Phase>);
    let problems = any(field.field("problems"), faults, word::<Problem>);
    if closes.is_some() && window.is_none() {
        faults.add(Code::Required, field.field("window").path(), "the window whose end is meant");
    }
    Some(When {
        window: window.map_or(Some(None), |window| window.map(Some))?,
        closes,
        phases: phases?,
        problems: problems?,
    })
}

/// Names must be unique, and whatever is referred to must be there.
fn check_names(book: &Rulebook, faults: &mut Faults) {
    unique("windows", book.windows.iter().map(|window| &window.id), faults);
    unique("actions", book.actions.iter().map(|action| &action.id), faults);
    unique("proof", book.proof.iter().map(|item| &item.id), faults);
    for (index, window) in book.windows.iter().enumerate() {
        for (name, end) in [("opens", &window.opens), ("closes", &window.closes)] {
            let rules = end.as_ref().map_or(&[][..], |end| &end.rules);
            sourced(book, &format!("windows[{index}].{name}"), rules, faults);
        }
    }
    for (index, action) in book.actions.iter().enumerate() {
        let path = format!("actions[{index}]");
        sourced(book, &path, &action.rules, faults);
        window_exists(book, &path, &action.when, faults);
    }
    for (index, caution) in book.cautions.iter().enumerate() {
        let path = format!("cautions[{index}]");
        sourced(book, &path, &caution.rules, faults);
        window_exists(book, &path, &caution.when, faults);
    }
    for (index, item) in book.proof.iter().enumerate() {
        sourced(book, &format!("proof[{index}]"), &item.rules, faults);
    }
}

fn unique<'a>(list: &str, ids: impl Iterator<Item = &'a String>, faults: &mut Faults) {
    let mut seen = Vec::new();
    for (index, id) in ids.enumerate() {
        if seen.contains(&id) {
            faults.add(Code::Duplicate, format!("{list}[{index}].id"), "a name that stands once");
        }
        seen.push(id);
    }
}

fn sourced(book: &Rulebook, path: &str, rules: &[String], faults: &mut Faults) {
    for (index, rule) in rules.iter().enumerate() {
        if book.sources_of(rule).next().is_none() {
            let expected = format!("a rule that one of `sources` lists; none lists `{rule}`");
            faults.add(Code::UnknownValue, format!("{path}.rules[{index}]"), expected);
        }
    }
}

fn window_exists(book: &Rulebook, path: &str, when: &When, faults: &mut Faults) {
    let Some(id) = &when.window else { return };
    if !book.windows.iter().any(|window| window.id == *id) {
        let expected = format!("the id of one of `windows`; `{id}` is none");
        faults.add(Code::UnknownValue, format!("{path}.when.window"), expected);
    }
}
