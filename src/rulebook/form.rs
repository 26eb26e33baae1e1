//! What a rulebook may contain, as tables, in the order in which faults are reported. For `read`.

use super::{Certainty, Contact, FORMAT, Phase, Purpose};
use crate::counting::{Counting, Unit};
use crate::error::{Code, FieldResult, decimal};
use crate::moment::Moment;
use crate::order::{Event, Problem};
use crate::reading::{Field, NamedEnum};

pub(super) const MAX_ITEMS: usize = 200;
pub(super) const MAX_ID: usize = 64;
pub(super) const MAX_TEXT: usize = 2_000;

/// What a value may be.
pub(super) enum Form {
    /// An id of `a-z`, `A-Z`, `0-9`, `-`, `_` and `.`.
    Id,
    /// A string of limited length, in characters.
    Text(usize),
    /// A text in at least one language.
    Languages,
    /// One of the names of an enum.
    NamedEnum(&'static [&'static str]),
    /// A boolean.
    Truth,
    /// A number of hours or days.
    Amount,
    /// A date.
    Date,
    /// A day or a month.
    DayOrMonth,
    /// An https URL that a page may link to.
    Https,
    /// A list with a minimum number of items.
    List(usize, &'static Form),
    /// An object.
    Object(&'static [Part]),
}

/// A part of an object, and whether it is required.
pub(super) struct Part(pub(super) Need, pub(super) What);

/// Whether a part is required.
#[derive(PartialEq)]
pub(super) enum Need {
    /// Required.
    Must,
    /// Optional.
    May,
    /// Optional, and a fault in it does not affect the rest.
    Aside,
}

/// A part of an object.
pub(super) enum What {
    /// A field.
    Field(&'static str, Form),
    /// A check of several fields read so far.
    Check(fn(&Field) -> FieldResult<()>),
}

const fn must(name: &'static str, form: Form) -> Part {
    Part(Need::Must, What::Field(name, form))
}

const fn may(name: &'static str, form: Form) -> Part {
    Part(Need::May, What::Field(name, form))
}

const fn aside(name: &'static str, form: Form) -> Part {
    Part(Need::Aside, What::Field(name, form))
}

const fn check(check: fn(&Field) -> FieldResult<()>) -> Part {
    Part(Need::Aside, What::Check(check))
}

const TITLE: Part = must("title", Form::Languages);
const ID: Part = must("id", Form::Id);
const RULES: Part = must("rules", Form::List(1, &Form::Id));
const PROBLEMS: Part = may("problems", Form::List(0, &Form::NamedEnum(Problem::NAMES)));
const PHASE: Form = Form::NamedEnum(Phase::NAMES);
const CERTAINTY: Form = Form::NamedEnum(Certainty::NAMES);

pub(super) const BOOK: &[Part] = &[
    check(format),
    ID,
    must("name", Form::Text(MAX_ID)),
    must("edition", Form::Text(MAX_ID)),
    must("covers", Form::Object(COVERS)),
    aside("contact", Form::NamedEnum(Contact::NAMES)),
    must("sources", Form::List(0, &Form::Object(SOURCE))),
    must("windows", Form::List(0, &Form::Object(WINDOW))),
    must("actions", Form::List(0, &Form::Object(ACTION))),
    may("cautions", Form::List(0, &Form::Object(CAUTION))),
    may("proof", Form::List(0, &Form::Object(PROOF))),
];

const COVERS: &[Part] =
    &[must("from", Form::Date), must("until", Form::Date), Part(Need::Must, What::Check(in_order))];

const SOURCE: &[Part] = &[
    RULES,
    TITLE,
    aside("url", Form::Https),
    aside("published", Form::DayOrMonth),
    must("read", Form::DayOrMonth),
];

const WINDOW: &[Part] = &[
    ID,
    must("purpose", Form::NamedEnum(Purpose::NAMES)),
    TITLE,
    PROBLEMS,
    may("opens", Form::Object(END)),
    may("closes", Form::Object(END)),
    check(has_end),
];

const FROM: Part = must("from", Form::List(1, &Form::NamedEnum(Event::NAMES)));
const TERM_AFTER: Part = may("term", Form::Object(TERM));

const END: &[Part] = &[
    FROM,
    TERM_AFTER,
    may("or", Form::Object(&[FROM, TERM_AFTER, may("or", Form::Object(&[FROM, TERM_AFTER]))])),
    must("certainty", CERTAINTY),
    check(of_sources),
    RULES,
];

const TERM: &[Part] = &[
    must("amount", Form::Amount),
    must("unit", Form::NamedEnum(Unit::NAMES)),
    must("counting", Form::NamedEnum(Counting::NAMES)),
    check(countable),
];

const ACTION: &[Part] = &[
    ID,
    TITLE,
    must("steps", Form::List(0, &Form::Languages)),
    must("when", Form::Object(WHEN)),
    RULES,
];

const CAUTION: &[Part] = &[
    must("code", Form::Id),
    must("text", Form::Languages),
    must("when", Form::Object(WHEN)),
    RULES,
];

const PROOF: &[Part] = &[
    ID,
    TITLE,
    must("phases", Form::List(1, &PHASE)),
    PROBLEMS,
    may("rules", Form::List(0, &Form::Id)),
];

const WHEN: &[Part] = &[
    may("window", Form::Id),
    aside("closes", CERTAINTY),
    may("phases", Form::List(0, &PHASE)),
    PROBLEMS,
    aside("inHand", Form::Truth),
    check(names_window),
];

fn format(book: &Field) -> FieldResult<()> {
    let (format, known) = (book.field("format"), decimal(FORMAT));
    if format.integer(0..=1_000, &known)? == FORMAT {
        return Ok(());
    }
    Err(format.fault(Code::UnknownFormat, &known))
}

fn in_order(covers: &Field) -> FieldResult<()> {
    let date = |field: &Field| field.text(10).ok().and_then(|text| Moment::from_iso(text).ok());
    let until = covers.field("until");
    match (date(&covers.field("from")), date(&until)) {
        (Some(Moment::Date(first)), Some(Moment::Date(last))) if last < first => {
            Err(until.fault(Code::OutOfRange, "no date before `from`"))
        }
        _ => Ok(()),
    }
}

fn has_end(window: &Field) -> FieldResult<()> {
    if window.field("opens").present().or(window.field("closes").present()).is_some() {
        return Ok(());
    }
    Err(window.fault(Code::Required, "`opens`, `closes` or both"))
}

/// Nothing in a rulebook can be `entered`.
fn of_sources(end: &Field) -> FieldResult<()> {
    let certainty = end.field("certainty");
    if certainty.variant().ok() != Some(Certainty::Entered) {
        return Ok(());
    }
    Err(certainty.fault(Code::UnknownValue, "`stated` or `reported`"))
}

fn countable(term: &Field) -> FieldResult<()> {
    let counting = term.field("counting");
    match (term.field("unit").variant(), counting.variant()) {
        (Ok(Unit::Hours), Ok(Counting::WallClock | Counting::WholeDays)) => {
            Err(counting.fault(Code::Contradiction, "`elapsed`, the only way to count hours"))
        }
        _ => Ok(()),
    }
}

fn names_window(when: &Field) -> FieldResult<()> {
    let window = when.field("window");
    if window.present().is_some() || when.field("closes").variant::<Certainty>().is_err() {
        return Ok(());
    }
    Err(window.fault(Code::Required, "the window whose end is meant"))
}
