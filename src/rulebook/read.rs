//! Checks a rulebook field by field and reports every fault at once, so that its author can fix
//! them in one go. What it may contain is defined in `form`, and again, for editors, in the JSON
//! Schema in this folder.

use super::form::{BOOK, Form, MAX_ID, MAX_ITEMS, MAX_TEXT, Need, Part, What};
use crate::error::{Code, Faults, FieldResult, Result, concat};
use crate::moment::{EXPECTED_DATE, Moment};
use crate::reading::{Field, is_url_byte};
use crate::value::Value;

/// Checks that data is a valid rulebook.
pub(super) fn check(value: &Value) -> Result<()> {
    let mut reader = Reader::default();
    let book = Field::root(value, "");
    reader.take(&book, &Form::Object(BOOK));
    if !reader.has_gaps {
        check_names(&book, value, &mut reader.faults);
    }
    reader.faults.into_result()
}

/// Reads field by field and collects faults.
#[derive(Default)]
struct Reader {
    faults: Faults,
    /// Something could not be read, so references to it cannot be checked.
    has_gaps: bool,
}

impl Reader {
    fn take(&mut self, field: &Field, form: &Form) {
        let read = self.read(field, form);
        self.has_gaps |= self.faults.catch(read).is_none();
    }

    fn read(&mut self, field: &Field, form: &Form) -> FieldResult<()> {
        match form {
            Form::Id => id(field)?,
            Form::Text(max) => field.text(*max).map(drop)?,
            Form::Date => date(field, field.text(10)?, EXPECTED_DATE)?,
            Form::DayOrMonth => day_or_month(field)?,
            Form::Https => https(field)?,
            Form::Truth => field.bool().map(drop)?,
            Form::NamedEnum(words) => field.one_of(words).map(drop)?,
            Form::Amount => field.integer(1..=3_660, "a whole number from 1 to 3660").map(drop)?,
            Form::Languages => self.languages(field)?,
            Form::List(least, form) => {
                let items = field.items(MAX_ITEMS)?;
                for item in &items {
                    self.take(item, form);
                }
                if items.len() < *least {
                    self.faults.add(Code::Required, field.path(), "one item at least");
                }
            }
            Form::Object(parts) => {
                field.object()?;
                for part in *parts {
                    self.part(field, part);
                }
            }
        }
        Ok(())
    }

    fn languages(&mut self, field: &Field) -> FieldResult<()> {
        let languages = field.keys(MAX_ITEMS)?;
        for language in &languages {
            self.take(&field.field(language), &Form::Text(MAX_TEXT));
        }
        if languages.is_empty() {
            return Err(field.fault(Code::Required, "a text in one language at least"));
        }
        Ok(())
    }

    fn part(&mut self, object: &Field, Part(need, what): &Part) {
        let had_gaps = self.has_gaps;
        match what {
            What::Field(name, form) => {
                let field = object.field(name);
                if *need == Need::Must || field.present().is_some() {
                    self.take(&field, form);
                }
            }
            What::Check(check) => self.has_gaps |= self.faults.catch(check(object)).is_none(),
        }
        if *need == Need::Aside {
            self.has_gaps = had_gaps;
        }
    }
}

/// An id of `a-z`, `A-Z`, `0-9`, `-`, `_` and `.`.
fn id(field: &Field) -> FieldResult<()> {
    let text = field.text(MAX_ID)?;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    if text.bytes().all(plain) {
        Ok(())
    } else {
        Err(field.fault(Code::Malformed, "letters a to z, digits, - _ ."))
    }
}

fn date(field: &Field, text: &str, expected: &str) -> FieldResult<()> {
    match field.moment(text, expected)? {
        Moment::Date(_) => Ok(()),
        _ => Err(field.fault(Code::Malformed, expected)),
    }
}

fn day_or_month(field: &Field) -> FieldResult<()> {
    let mut day = field.text(10)?.to_owned();
    if day.len() == 7 {
        day.push_str("-01");
    }
    date(field, &day, "a date or month in 1970–2100: '2026-03-01' or '2026-03'")
}

/// A URL that a page may link to: https only, with a plain host, without user name or encoded
/// characters in it.
fn https(field: &Field) -> FieldResult<()> {
    let url = field.text(MAX_TEXT)?;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b':');
    if let Some(rest) = url.strip_prefix("https://")
        && rest.bytes().all(is_url_byte)
    {
        let mut host = rest.bytes().take_while(|byte| !matches!(byte, b'/' | b'?' | b'#'));
        if host.all(plain) && rest.bytes().next().is_some_and(|b| b.is_ascii_alphanumeric()) {
            return Ok(());
        }
    }
    Err(field.fault(Code::Malformed, "an https address in ASCII with a host"))
}

/// Ids must be unique, and whatever is referenced must exist.
fn check_names(book: &Field, value: &Value, faults: &mut Faults) {
    for list in ["windows", "actions", "proof"] {
        unique(&book.field(list), faults);
    }
    let mut rules = Vec::new();
    for source in value.items("sources") {
        rules.extend(source.items("rules").iter().map(Value::as_text));
    }
    for list in ["windows", "actions", "cautions", "proof"] {
        for item in &items(&book.field(list)) {
            match list {
                "windows" => {
                    sourced(&item.field("opens"), &rules, faults);
                    sourced(&item.field("closes"), &rules, faults);
                }
                _ => sourced(item, &rules, faults),
            }
            if let "actions" | "cautions" = list {
                window_exists(&item.field("when").field("window"), value, faults);
            }
        }
    }
}

/// The items of a list that is known to be valid, if present.
fn items<'a>(list: &'a Field) -> Vec<Field<'a>> {
    list.items(MAX_ITEMS).unwrap_or_default()
}

/// A string that is known to be valid, if present.
fn text<'a>(field: &Field<'a>) -> &'a str {
    field.text(MAX_TEXT).unwrap_or_default()
}

fn unique(list: &Field, faults: &mut Faults) {
    let mut seen = Vec::new();
    for item in &items(list) {
        let field = item.field("id");
        let id = text(&field);
        if seen.contains(&id) {
            faults.add(Code::Duplicate, field.path(), "a name that stands once");
        }
        seen.push(id);
    }
}

fn sourced(item: &Field, known: &[&str], faults: &mut Faults) {
    for rule in &items(&item.field("rules")) {
        let id = text(rule);
        if !known.contains(&id) {
            let expected = concat(&["a rule that one of `sources` lists; none lists `", id, "`"]);
            faults.add(Code::UnknownValue, rule.path(), expected);
        }
    }
}

fn window_exists(field: &Field, book: &Value, faults: &mut Faults) {
    let id = text(field);
    if field.present().is_some()
        && !book.items("windows").iter().any(|window| window.text("id") == id)
    {
        let expected = concat(&["the id of one of `windows`; `", id, "` is none"]);
        faults.add(Code::UnknownValue, field.path(), expected);
    }
}
