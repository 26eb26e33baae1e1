//! Checks a rulebook field by field and names every fault at once, so that whoever writes a book
//! mends it in one go. The JSON Schema beside this file says the same for editors.

use super::{
    Action, Caution, Certainty, Covers, End, FORMAT, Proof, Rulebook, Source, Text, When, Window,
};
use crate::counting::{Counting, Term, Unit};
use crate::error::{Code, Faults, Read, Result};
use crate::moment::Moment;
use crate::reading::{Field, Word, optional};
use crate::value::Value;
use chrono::NaiveDate;

const MAX_ITEMS: usize = 200;
const MAX_ID: usize = 64;
const MAX_TEXT: usize = 2_000;
const MAX_AMOUNT: i64 = 3_660;

pub(super) fn rulebook(value: &Value) -> Result<Rulebook> {
    let mut reader = Reader::default();
    let root = Field::root(value, "");
    let book = reader.object(&root).then(|| reader.book(&root));
    if let Some(book) = &book
        && !reader.has_gaps
    {
        check_names(book, &mut reader.faults);
    }
    reader.faults.finish(book)
}

/// Reads field by field. What cannot be read is noted and left empty: the faults decide in the end.
#[derive(Default)]
struct Reader {
    faults: Faults,
    /// Something is empty only because it could not be read.
    has_gaps: bool,
}

impl Reader {
    fn take<T: Default>(&mut self, read: Read<T>) -> T {
        self.faults.take(read).unwrap_or_else(|| {
            self.has_gaps = true;
            T::default()
        })
    }

    fn object(&mut self, field: &Field) -> bool {
        self.take(field.object().map(|()| true))
    }

    fn short(&mut self, field: &Field) -> String {
        self.take(field.text(MAX_ID)).to_owned()
    }

    fn id(&mut self, field: &Field) -> String {
        self.take(id(field)).to_owned()
    }

    fn id_item(&mut self, field: &Field) -> Option<String> {
        Some(self.id(field))
    }

    fn word<T: Word>(&mut self, field: &Field) -> T {
        self.take(field.word().map(Some)).unwrap_or(T::ALL[0])
    }

    fn word_item<T: Word>(&mut self, field: &Field) -> Option<T> {
        Some(self.word(field))
    }

    /// Every item of a list; all are read, so that the faults of all are named.
    fn each<T>(&mut self, field: &Field, read: ReadItem<T>) -> Vec<T> {
        let mut list = Vec::new();
        for item in &self.take(field.items(MAX_ITEMS)) {
            if let Some(item) = read(self, item) {
                list.push(item);
            }
        }
        list
    }

    /// Every item of a list that may be missing.
    fn any<T>(&mut self, field: Field, read: ReadItem<T>) -> Vec<T> {
        field.given().map_or_else(Vec::new, |field| self.each(&field, read))
    }

    /// Every item of a list that must not be empty.
    fn some<T>(&mut self, field: &Field, read: ReadItem<T>) -> Vec<T> {
        let before = self.faults.len();
        let list = self.each(field, read);
        if list.is_empty() && self.faults.len() == before {
            self.faults.add(Code::Required, field.path(), "one item at least");
        }
        list
    }

    fn rules(&mut self, field: &Field) -> Vec<String> {
        self.some(&field.field("rules"), Reader::id_item)
    }

    fn book(&mut self, root: &Field) -> Rulebook {
        let format = root.field("format");
        let number = self.faults.take(format.whole(0..=1_000));
        if number.is_some_and(|number| number != FORMAT) {
            self.faults.add(Code::UnknownFormat, format.path(), FORMAT.to_string());
        }
        Rulebook {
            id: self.id(&root.field("id")),
            name: self.short(&root.field("name")),
            edition: self.short(&root.field("edition")),
            covers: self.covers(&root.field("covers")),
            contact: optional(root.field("contact"), &mut self.faults, Field::word)
                .unwrap_or_default(),
            sources: self.each(&root.field("sources"), Reader::source),
            windows: self.each(&root.field("windows"), Reader::window),
            actions: self.each(&root.field("actions"), Reader::action),
            cautions: self.any(root.field("cautions"), Reader::caution),
            proof: self.any(root.field("proof"), Reader::proof),
        }
    }

    fn text(&mut self, field: &Field) -> Text {
        let before = self.faults.len();
        let languages = self.take(field.keys(MAX_ITEMS));
        let mut texts = Vec::new();
        for language in languages {
            let text = self.take(field.field(language).text(MAX_TEXT));
            texts.push((language.to_owned(), text.to_owned()));
        }
        if texts.is_empty() && self.faults.len() == before {
            self.take::<()>(Err(field.fault(Code::Required, "a text in one language at least")));
        }
        Text(texts)
    }

    fn covers(&mut self, field: &Field) -> Covers {
        let before = self.faults.len();
        let (mut from, mut until) = Default::default();
        if self.object(field) {
            from = self.take(date(&field.field("from")));
            until = self.take(date(&field.field("until")));
        }
        if until < from && self.faults.len() == before {
            self.take::<()>(Err(field
                .field("until")
                .fault(Code::OutOfRange, "no date before `from`")));
        }
        Covers { from, until }
    }

    fn source(&mut self, field: &Field) -> Option<Source> {
        self.object(field).then(|| Source {
            rules: self.rules(field),
            title: self.text(&field.field("title")),
            url: optional(field.field("url"), &mut self.faults, https),
            published: optional(field.field("published"), &mut self.faults, day_or_month),
            read: self.take(day_or_month(&field.field("read"))),
        })
    }

    fn window(&mut self, field: &Field) -> Option<Window> {
        if !self.object(field) {
            return None;
        }
        let (opens, closes) = (field.field("opens").given(), field.field("closes").given());
        let is_endless = opens.is_none() && closes.is_none();
        let window = Window {
            id: self.id(&field.field("id")),
            purpose: self.word(&field.field("purpose")),
            title: self.text(&field.field("title")),
            problems: self.any(field.field("problems"), Reader::word_item),
            opens: opens.and_then(|field| self.end(&field)),
            closes: closes.and_then(|field| self.end(&field)),
        };
        if is_endless {
            self.faults.add(Code::Required, field.path(), "`opens`, `closes` or both");
        }
        Some(window)
    }

    fn end(&mut self, field: &Field) -> Option<End> {
        if !self.object(field) {
            return None;
        }
        let from = self.some(&field.field("from"), Reader::word_item);
        let term = field.field("term").given().and_then(|field| self.term(&field));
        let certainty = self.word(&field.field("certainty"));
        if certainty == Certainty::Entered {
            let expected = "`stated` or `reported`";
            self.faults.add(Code::UnknownValue, field.field("certainty").path(), expected);
        }
        Some(End { from, term, certainty, rules: self.rules(field) })
    }

    fn term(&mut self, field: &Field) -> Option<Term> {
        if !self.object(field) {
            return None;
        }
        let amount = self.take(field.field("amount").whole(1..=MAX_AMOUNT)) as u32;
        let before = self.faults.len();
        let unit = self.word(&field.field("unit"));
        let counting = self.word(&field.field("counting"));
        let is_odd = unit == Unit::Hours && counting != Counting::Elapsed;
        if is_odd && self.faults.len() == before {
            let expected = "`elapsed`, the only way to count hours";
            self.faults.add(Code::Contradiction, field.field("counting").path(), expected);
        }
        Some(Term { amount, unit, counting })
    }

    fn action(&mut self, field: &Field) -> Option<Action> {
        self.object(field).then(|| Action {
            id: self.id(&field.field("id")),
            title: self.text(&field.field("title")),
            steps: self.each(&field.field("steps"), |reader, field| Some(reader.text(field))),
            when: self.when(&field.field("when")),
            rules: self.rules(field),
        })
    }

    fn caution(&mut self, field: &Field) -> Option<Caution> {
        self.object(field).then(|| Caution {
            code: self.id(&field.field("code")),
            text: self.text(&field.field("text")),
            when: self.when(&field.field("when")),
            rules: self.rules(field),
        })
    }

    fn proof(&mut self, field: &Field) -> Option<Proof> {
        self.object(field).then(|| Proof {
            id: self.id(&field.field("id")),
            title: self.text(&field.field("title")),
            phases: self.some(&field.field("phases"), Reader::word_item),
            problems: self.any(field.field("problems"), Reader::word_item),
            rules: self.any(field.field("rules"), Reader::id_item),
        })
    }

    fn when(&mut self, field: &Field) -> When {
        if !self.object(field) {
            return When::default();
        }
        let when = When {
            window: field.field("window").given().map(|field| self.id(&field)),
            closes: optional(field.field("closes"), &mut self.faults, Field::word),
            phases: self.any(field.field("phases"), Reader::word_item),
            problems: self.any(field.field("problems"), Reader::word_item),
        };
        if when.closes.is_some() && when.window.is_none() {
            let window = field.field("window");
            self.faults.add(Code::Required, window.path(), "the window whose end is meant");
        }
        when
    }
}

/// Reads one item of a list, and gives nothing where there is no such thing.
type ReadItem<T> = fn(&mut Reader, &Field) -> Option<T>;

/// A name made of `a-z`, `A-Z`, `0-9`, `-`, `_` and `.`.
fn id<'a>(field: &Field<'a>) -> Read<&'a str> {
    let text = field.text(MAX_ID)?;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    if text.bytes().all(plain) {
        Ok(text)
    } else {
        Err(field.fault(Code::Malformed, "letters a to z, digits, - _ ."))
    }
}

fn date(field: &Field) -> Read<NaiveDate> {
    match field.moment(field.text(10)?)? {
        Moment::Date(date) => Ok(date),
        _ => Err(field.fault(Code::Malformed, "a date such as 2026-11-22")),
    }
}

/// A day or a month, as it was given.
fn day_or_month(field: &Field) -> Read<String> {
    let text = field.text(10)?;
    let day = if text.len() == 7 { format!("{text}-01") } else { text.to_owned() };
    match field.moment(&day)? {
        Moment::Date(_) => Ok(text.to_owned()),
        _ => {
            Err(field
                .fault(Code::Malformed, "a date such as 2026-11-22 or a month such as 2026-11"))
        }
    }
}

/// An address that a page may link to: nothing but https, and a host that is what it looks like, with
/// no name of a user before it and nothing encoded in it.
fn https(field: &Field) -> Read<String> {
    let url = field.text(MAX_TEXT)?;
    let sound = |byte: u8| byte.is_ascii_graphic() && !br#""<>\^`{|}"#.contains(&byte);
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b':');
    if let Some(rest) = url.strip_prefix("https://")
        && rest.bytes().all(sound)
    {
        let mut host = rest.bytes().take_while(|byte| !b"/?#".contains(byte));
        if host.all(plain) && rest.bytes().next().is_some_and(|b| b.is_ascii_alphanumeric()) {
            return Ok(url.to_owned());
        }
    }
    Err(field.fault(Code::Malformed, "an address that starts with https:// and a host"))
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
