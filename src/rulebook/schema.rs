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
pub(super) enum Schema {
    /// An id of `a-z`, `A-Z`, `0-9`, `-`, `_` and `.`.
    Id,
    /// A string of limited length, in characters.
    Text(usize),
    /// A text in at least one language.
    Languages,
    /// One of the names of an enum.
    Enum(&'static [&'static str]),
    /// A boolean.
    Bool,
    /// A number of hours or days.
    Amount,
    /// A date.
    Date,
    /// A day or a month.
    DayOrMonth,
    /// An https URL that a page may link to.
    Https,
    /// A list with a minimum number of items.
    List(usize, &'static Schema),
    /// An object.
    Object(&'static [Part]),
}

/// A part of an object, and whether it is required.
pub(super) struct Part(pub(super) Need, pub(super) PartKind);

/// Whether a part is required.
#[derive(PartialEq)]
pub(super) enum Need {
    /// Required.
    Required,
    /// Optional.
    Optional,
    /// Optional, and a fault in it does not affect the rest.
    Isolated,
}

/// A part of an object.
pub(super) enum PartKind {
    /// A field.
    Field(&'static str, Schema),
    /// A check of several fields read so far.
    Check(fn(&Field) -> FieldResult<()>),
}

const fn required(name: &'static str, schema: Schema) -> Part {
    Part(Need::Required, PartKind::Field(name, schema))
}

const fn optional(name: &'static str, schema: Schema) -> Part {
    Part(Need::Optional, PartKind::Field(name, schema))
}

const fn isolated(name: &'static str, schema: Schema) -> Part {
    Part(Need::Isolated, PartKind::Field(name, schema))
}

const fn check(check: fn(&Field) -> FieldResult<()>) -> Part {
    Part(Need::Isolated, PartKind::Check(check))
}

const TITLE: Part = required("title", Schema::Languages);
const ID: Part = required("id", Schema::Id);
const RULES: Part = required("rules", Schema::List(1, &Schema::Id));
const PROBLEMS: Part = optional("problems", Schema::List(0, &Schema::Enum(Problem::NAMES)));
const PHASE: Schema = Schema::Enum(Phase::NAMES);
const CERTAINTY: Schema = Schema::Enum(Certainty::NAMES);

pub(super) const RULEBOOK: &[Part] = &[
    check(check_format),
    ID,
    required("name", Schema::Text(MAX_ID)),
    required("edition", Schema::Text(MAX_ID)),
    required("covers", Schema::Object(COVERS)),
    isolated("contact", Schema::Enum(Contact::NAMES)),
    required("sources", Schema::List(0, &Schema::Object(SOURCE))),
    required("windows", Schema::List(0, &Schema::Object(WINDOW))),
    required("actions", Schema::List(0, &Schema::Object(ACTION))),
    optional("cautions", Schema::List(0, &Schema::Object(CAUTION))),
    optional("proof", Schema::List(0, &Schema::Object(PROOF))),
];

const COVERS: &[Part] = &[
    required("from", Schema::Date),
    required("until", Schema::Date),
    Part(Need::Required, PartKind::Check(check_date_order)),
];

const SOURCE: &[Part] = &[
    RULES,
    TITLE,
    isolated("url", Schema::Https),
    isolated("published", Schema::DayOrMonth),
    required("read", Schema::DayOrMonth),
];

const WINDOW: &[Part] = &[
    ID,
    required("purpose", Schema::Enum(Purpose::NAMES)),
    TITLE,
    PROBLEMS,
    optional("opens", Schema::Object(END)),
    optional("closes", Schema::Object(END)),
    check(check_has_end),
];

const EVENTS: Part = required("from", Schema::List(1, &Schema::Enum(Event::NAMES)));
const OPTIONAL_TERM: Part = optional("term", Schema::Object(TERM));

const END: &[Part] = &[
    EVENTS,
    OPTIONAL_TERM,
    optional(
        "or",
        Schema::Object(&[
            EVENTS,
            OPTIONAL_TERM,
            optional("or", Schema::Object(&[EVENTS, OPTIONAL_TERM])),
        ]),
    ),
    required("certainty", CERTAINTY),
    check(check_certainty),
    RULES,
];

const TERM: &[Part] = &[
    required("amount", Schema::Amount),
    required("unit", Schema::Enum(Unit::NAMES)),
    required("counting", Schema::Enum(Counting::NAMES)),
    check(check_counting),
];

const ACTION: &[Part] = &[
    ID,
    TITLE,
    required("steps", Schema::List(0, &Schema::Languages)),
    required("when", Schema::Object(WHEN)),
    RULES,
];

const CAUTION: &[Part] = &[
    required("code", Schema::Id),
    required("text", Schema::Languages),
    required("when", Schema::Object(WHEN)),
    RULES,
];

const PROOF: &[Part] = &[
    ID,
    TITLE,
    required("phases", Schema::List(1, &PHASE)),
    PROBLEMS,
    optional("rules", Schema::List(0, &Schema::Id)),
];

const WHEN: &[Part] = &[
    optional("window", Schema::Id),
    isolated("closes", CERTAINTY),
    optional("phases", Schema::List(0, &PHASE)),
    PROBLEMS,
    isolated("inHand", Schema::Bool),
    check(check_names_window),
];

fn check_format(book: &Field) -> FieldResult<()> {
    let (format, known) = (book.field("format"), decimal(FORMAT));
    if format.integer(0..=1_000, &known)? == FORMAT {
        return Ok(());
    }
    Err(format.fault(Code::UnknownFormat, &known))
}

fn check_date_order(covers: &Field) -> FieldResult<()> {
    let date = |field: &Field| field.text(10).ok().and_then(|text| Moment::from_iso(text).ok());
    let until = covers.field("until");
    match (date(&covers.field("from")), date(&until)) {
        (Some(Moment::Date(first)), Some(Moment::Date(last))) if last < first => {
            Err(until.fault(Code::OutOfRange, "no date before `from`"))
        }
        _ => Ok(()),
    }
}

fn check_has_end(window: &Field) -> FieldResult<()> {
    if window.field("opens").present().or(window.field("closes").present()).is_some() {
        return Ok(());
    }
    Err(window.fault(Code::Required, "`opens`, `closes` or both"))
}

/// Nothing in a rulebook can be `entered`.
fn check_certainty(end: &Field) -> FieldResult<()> {
    let certainty = end.field("certainty");
    if certainty.variant().ok() != Some(Certainty::Entered) {
        return Ok(());
    }
    Err(certainty.fault(Code::UnknownValue, "`stated` or `reported`"))
}

fn check_counting(term: &Field) -> FieldResult<()> {
    let counting = term.field("counting");
    match (term.field("unit").variant(), counting.variant()) {
        (Ok(Unit::Hours), Ok(Counting::WallClock | Counting::WholeDays)) => {
            Err(counting.fault(Code::Contradiction, "`elapsed`, the only way to count hours"))
        }
        _ => Ok(()),
    }
}

fn check_names_window(when: &Field) -> FieldResult<()> {
    let window = when.field("window");
    if window.present().is_some() || when.field("closes").variant::<Certainty>().is_err() {
        return Ok(());
    }
    Err(window.fault(Code::Required, "the window whose end is meant"))
}
