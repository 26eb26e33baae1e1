//! Checks a rulebook field by field and reports every fault at once, so that its author can fix
//! them in one go. What it may contain is defined in `schema`, and again, for editors, in the JSON
//! Schema in this folder.

use super::schema::{MAX_ID, MAX_ITEMS, MAX_TEXT, Need, Part, PartKind, RULEBOOK, Schema};
use crate::error::{Code, Faults, FieldResult, Result, concat};
use crate::moment::{EXPECTED_DATE, Moment};
use crate::reading::{Field, is_url_byte};
use crate::value::Value;

/// Checks that data is a valid rulebook.
pub(super) fn check(value: &Value) -> Result<()> {
    let mut checker = Checker::default();
    let book = Field::root(value, "");
    checker.check(&book, &Schema::Object(RULEBOOK));
    if !checker.has_gaps {
        check_references(&book, value, &mut checker.faults);
    }
    checker.faults.into_result()
}

/// Reads field by field and collects faults.
#[derive(Default)]
struct Checker {
    faults: Faults,
    /// Something could not be read, so references to it cannot be checked.
    has_gaps: bool,
}

impl Checker {
    fn check(&mut self, field: &Field, schema: &Schema) {
        let result = self.check_value(field, schema);
        self.has_gaps |= self.faults.catch(result).is_none();
    }

    fn check_value(&mut self, field: &Field, schema: &Schema) -> FieldResult<()> {
        match schema {
            Schema::Id => id(field)?,
            Schema::Text(max) => field.text(*max).map(drop)?,
            Schema::Date => date(field, field.text(10)?, EXPECTED_DATE)?,
            Schema::DayOrMonth => day_or_month(field)?,
            Schema::Https => https(field)?,
            Schema::Bool => field.bool().map(drop)?,
            Schema::Enum(names) => field.one_of(names).map(drop)?,
            Schema::Amount => {
                field.integer(1..=3_660, "a whole number from 1 to 3660").map(drop)?
            }
            Schema::Languages => self.check_languages(field)?,
            Schema::List(min, schema) => {
                let items = field.items(MAX_ITEMS)?;
                for item in &items {
                    self.check(item, schema);
                }
                if items.len() < *min {
                    self.faults.add(Code::Required, field.path(), "one item at least");
                }
            }
            Schema::Object(parts) => {
                field.object()?;
                for part in *parts {
                    self.check_part(field, part);
                }
            }
        }
        Ok(())
    }

    fn check_languages(&mut self, field: &Field) -> FieldResult<()> {
        let languages = field.keys(MAX_ITEMS)?;
        for language in &languages {
            self.check(&field.field(language), &Schema::Text(MAX_TEXT));
        }
        if languages.is_empty() {
            return Err(field.fault(Code::Required, "a text in one language at least"));
        }
        Ok(())
    }

    fn check_part(&mut self, object: &Field, Part(need, kind): &Part) {
        let had_gaps = self.has_gaps;
        match kind {
            PartKind::Field(name, schema) => {
                let field = object.field(name);
                if *need == Need::Required || field.present().is_some() {
                    self.check(&field, schema);
                }
            }
            PartKind::Check(check) => self.has_gaps |= self.faults.catch(check(object)).is_none(),
        }
        if *need == Need::Isolated {
            self.has_gaps = had_gaps;
        }
    }
}

/// An id of `a-z`, `A-Z`, `0-9`, `-`, `_` and `.`.
fn id(field: &Field) -> FieldResult<()> {
    let text = field.text(MAX_ID)?;
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    if text.bytes().all(is_allowed) {
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
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b':');
    if let Some(rest) = url.strip_prefix("https://")
        && rest.bytes().all(is_url_byte)
    {
        let mut host = rest.bytes().take_while(|byte| !matches!(byte, b'/' | b'?' | b'#'));
        if host.all(is_allowed) && rest.bytes().next().is_some_and(|b| b.is_ascii_alphanumeric()) {
            return Ok(());
        }
    }
    Err(field.fault(Code::Malformed, "an https address in ASCII with a host"))
}

/// Ids must be unique, and whatever is referenced must exist.
fn check_references(book: &Field, value: &Value, faults: &mut Faults) {
    for list in ["windows", "actions", "proof"] {
        check_unique_ids(&book.field(list), faults);
    }
    let mut rules = Vec::new();
    for source in value.items("sources") {
        rules.extend(source.items("rules").iter().map(Value::as_text));
    }
    for list in ["windows", "actions", "cautions", "proof"] {
        for item in &items(&book.field(list)) {
            match list {
                "windows" => {
                    check_rules(&item.field("opens"), &rules, faults);
                    check_rules(&item.field("closes"), &rules, faults);
                }
                _ => check_rules(item, &rules, faults),
            }
            if let "actions" | "cautions" = list {
                check_window_exists(&item.field("when").field("window"), value, faults);
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

fn check_unique_ids(list: &Field, faults: &mut Faults) {
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

fn check_rules(item: &Field, known: &[&str], faults: &mut Faults) {
    for rule in &items(&item.field("rules")) {
        let id = text(rule);
        if !known.contains(&id) {
            let expected = concat(&["a rule that one of `sources` lists; none lists `", id, "`"]);
            faults.add(Code::UnknownValue, rule.path(), expected);
        }
    }
}

fn check_window_exists(field: &Field, book: &Value, faults: &mut Faults) {
    let id = text(field);
    if field.present().is_some()
        && !book.items("windows").iter().any(|window| window.text("id") == id)
    {
        let expected = concat(&["the id of one of `windows`; `", id, "` is none"]);
        faults.add(Code::UnknownValue, field.path(), expected);
    }
}
