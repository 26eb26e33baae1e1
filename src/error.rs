//! Faults in external data: a stable code and the path of the field. The messages that shoppers
//! read are in `www/locales`; those here are for developers. Every module may use it.

use std::fmt;

/// A result whose error lists every fault found.
pub type Result<T> = std::result::Result<T, Error>;

/// One field, or its fault; boxed, as hardly any field has one.
pub(crate) type FieldResult<T> = std::result::Result<T, Box<Fault>>;

/// Concatenates strings. The standard formatting machinery is ten times the size of this and
/// `decimal`, and nothing else in a page's initial code needs it.
pub(crate) fn concat(parts: &[&str]) -> String {
    let mut text = String::new();
    for part in parts {
        text.push_str(part);
    }
    text
}

/// A number in decimal digits.
pub(crate) fn decimal(number: i64) -> String {
    let mut text = String::new();
    if number < 0 {
        text.push('-');
    }
    push_digits(&mut text, number.unsigned_abs());
    text
}

fn push_digits(text: &mut String, number: u64) {
    if number > 9 {
        push_digits(text, number / 10);
    }
    text.push(char::from(b'0' + (number % 10) as u8));
}

/// What is wrong with a field, as a code that is stable across versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(
    target_arch = "wasm32",
    derive(tsify::Tsify),
    tsify(type_prefix = "Error"),
    serde(rename_all = "kebab-case")
)]
#[non_exhaustive]
pub enum Code {
    /// The field is required and missing.
    Required,
    /// The field has the wrong type.
    WrongType,
    /// A string that does not have the required format.
    Malformed,
    /// A calendar date that does not exist, such as February 31.
    NoSuchDate,
    /// A clock time that does not exist, such as 24:30.
    NoSuchTime,
    /// NaN or an infinity.
    NotFinite,
    /// A fractional number where an integer is required.
    NotWhole,
    /// Outside the years 1970 to 2100, or outside the range that the field allows.
    OutOfRange,
    /// Later than now, although it has already happened.
    InFuture,
    /// Earlier than the order.
    BeforeOrder,
    /// An amount of money that is not a plain, non-negative decimal number.
    InvalidAmount,
    /// A currency that is not a three-letter uppercase ISO 4217 code.
    InvalidCurrency,
    /// A string that is not one of the allowed values.
    UnknownValue,
    /// A time zone that this host does not know.
    UnknownZone,
    /// A marketplace that has no rulebook.
    UnknownMarketplace,
    /// Two fields that contradict each other.
    Contradiction,
    /// A string or list longer than the field allows.
    TooLong,
    /// An id that occurs twice but must be unique.
    Duplicate,
    /// A rulebook in another version of the format.
    UnknownFormat,
    /// No deadline lies ahead, so there is nothing to be reminded of.
    NothingAhead,
    /// A tracker that has been freed.
    Freed,
}

impl Code {
    /// The stable code, as in JS.
    pub fn as_str(self) -> &'static str {
        match self {
            Code::Required => "required",
            Code::WrongType => "wrong-type",
            Code::Malformed => "malformed",
            Code::NoSuchDate => "no-such-date",
            Code::NoSuchTime => "no-such-time",
            Code::NotFinite => "not-finite",
            Code::NotWhole => "not-whole",
            Code::OutOfRange => "out-of-range",
            Code::InFuture => "in-future",
            Code::BeforeOrder => "before-order",
            Code::InvalidAmount => "invalid-amount",
            Code::InvalidCurrency => "invalid-currency",
            Code::UnknownValue => "unknown-value",
            Code::UnknownZone => "unknown-zone",
            Code::UnknownMarketplace => "unknown-marketplace",
            Code::Contradiction => "contradiction",
            Code::TooLong => "too-long",
            Code::Duplicate => "duplicate",
            Code::UnknownFormat => "unknown-format",
            Code::NothingAhead => "nothing-ahead",
            Code::Freed => "freed",
        }
    }
}

/// One fault: what is wrong, where, and what was expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong.
    pub code: Code,
    /// The field, as written in JS: `price.amount`, `windows[2].closes.term`, `options.now`. Empty
    /// if the value as a whole is at fault.
    pub path: String,
    /// What was expected there, in English, for developers.
    pub expected: String,
}

impl Fault {
    /// Creates a fault at a path.
    pub fn new(code: Code, path: impl Into<String>, expected: impl Into<String>) -> Fault {
        Fault { code, path: path.into(), expected: expected.into() }
    }

    /// The message, in English, for developers.
    pub(crate) fn message(&self) -> String {
        let colon = if self.path.is_empty() { "" } else { ": " };
        concat(&[&self.path, colon, self.code.as_str(), "; expected ", &self.expected])
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.message())
    }
}

impl std::error::Error for Fault {}

/// Data that was refused: one or more faults, in the order in which the fields were read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error(Box<Refusal>);

/// Boxed: hardly any call fails, and every call passes its result on.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Refusal {
    first: Fault,
    rest: Vec<Fault>,
}

impl Error {
    /// The code of the first fault.
    pub fn code(&self) -> Code {
        self.0.first.code
    }

    /// The path of the first fault.
    pub fn path(&self) -> &str {
        &self.0.first.path
    }

    /// The same faults for data that is itself the field `path` of something.
    pub(crate) fn within(self, path: &str) -> Error {
        self.map_paths(|inner| {
            let dot = if inner.is_empty() { "" } else { "." };
            concat(&[path, dot, inner])
        })
    }

    /// The same faults at other paths.
    pub(crate) fn map_paths(mut self, map: impl Fn(&str) -> String) -> Error {
        self.0.first.path = map(&self.0.first.path);
        for fault in &mut self.0.rest {
            fault.path = map(&fault.path);
        }
        self
    }

    /// The message, in English, for developers: one line per fault.
    pub(crate) fn message(&self) -> String {
        let mut message = self.0.first.message();
        for fault in &self.0.rest {
            message.push('\n');
            message.push_str(&fault.message());
        }
        message
    }

    /// All faults.
    pub fn faults(&self) -> impl Iterator<Item = &Fault> {
        std::iter::once(&self.0.first).chain(&self.0.rest)
    }
}

impl From<Fault> for Error {
    fn from(first: Fault) -> Error {
        Error(Box::new(Refusal { first, rest: Vec::new() }))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.message())
    }
}

impl std::error::Error for Error {}

/// Collects faults; the data is valid if there are none at the end.
#[derive(Debug, Default)]
pub(crate) struct Faults(Vec<Fault>);

impl Faults {
    /// Adds a fault.
    pub(crate) fn add(&mut self, code: Code, path: impl Into<String>, expected: impl Into<String>) {
        self.0.push(Fault::new(code, path, expected));
    }

    /// Returns the value, or adds the fault and returns nothing.
    pub(crate) fn catch<T>(&mut self, result: FieldResult<T>) -> Option<T> {
        result.map_err(|fault| self.0.push(*fault)).ok()
    }

    /// Adds every fault of an error.
    pub(crate) fn add_all(&mut self, error: Error) {
        let Refusal { first, mut rest } = *error.0;
        self.0.push(first);
        self.0.append(&mut rest);
    }

    /// Whether there are no faults so far.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The value, if no fault was found. A missing value without a fault cannot happen: a reader
    /// without a value has added the reason.
    pub(crate) fn finish<T>(self, value: Option<T>) -> Result<T> {
        self.into_result()?;
        value.ok_or_else(|| Fault::new(Code::Required, "", "a value").into())
    }

    /// Succeeds if no fault was found.
    pub(crate) fn into_result(self) -> Result<()> {
        let mut rest = self.0;
        if rest.is_empty() {
            return Ok(());
        }
        let first = rest.remove(0);
        Err(Error(Box::new(Refusal { first, rest })))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimal_matches_to_string() {
        for number in [0, 7, 10, 305, -1, -90, i64::MAX, i64::MIN] {
            assert_eq!(decimal(number), number.to_string());
        }
    }
}
