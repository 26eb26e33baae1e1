//! What was wrong with data that came from outside: a stable code and the path of the field.
//! The sentences a shopper reads about them live in `www/locales`; the ones here are for developers.
//! Every module may use it.

use std::fmt;

/// A result whose error names every fault found.
pub type Result<T> = std::result::Result<T, Error>;

/// One field, or what is wrong with it; in a box, as hardly any field has a fault.
pub(crate) type Read<T> = std::result::Result<T, Box<Fault>>;

/// A text of parts. The library's formatting is ten times the code of this and `decimal`, and what a page
/// begins with has no other use for it.
pub(crate) fn joined(parts: &[&str]) -> String {
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

/// What is wrong with one field, as a word that is stable across versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(
    target_arch = "wasm32",
    derive(tsify::Tsify),
    tsify(type_prefix = "Error"),
    serde(rename_all = "kebab-case")
)]
#[non_exhaustive]
pub enum Code {
    /// The field is needed and was not given.
    Required,
    /// The field has another type than it should have.
    WrongType,
    /// A text that does not have the form of what it should say.
    Malformed,
    /// A calendar date that does not exist, such as 31 February.
    NoSuchDate,
    /// A clock time that does not exist, such as 24:30.
    NoSuchTime,
    /// NaN or an infinity.
    NotFinite,
    /// A number with a fraction where whole units are counted.
    NotWhole,
    /// Outside the years 1970 to 2100, or outside the range the field states.
    OutOfRange,
    /// Later than now, though it tells what has already happened.
    InFuture,
    /// Earlier than the order itself.
    BeforeOrder,
    /// A sum of money that is no plain decimal number from zero on.
    InvalidAmount,
    /// A currency that is not three capital letters of ISO 4217.
    InvalidCurrency,
    /// A text that is not one of the words allowed here.
    UnknownValue,
    /// No such time zone on this host.
    UnknownZone,
    /// No rulebook for that marketplace.
    UnknownMarketplace,
    /// Two fields that cannot both be true.
    Contradiction,
    /// A text or a list longer than the field allows.
    TooLong,
    /// A name that stands twice where it must be unique.
    Duplicate,
    /// A rulebook written for another version of the format.
    UnknownFormat,
    /// No deadline lies ahead, so that there is nothing to be reminded of.
    NothingAhead,
    /// A tracker that was freed.
    Freed,
}

impl Code {
    /// The stable code, as JS sees it.
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

/// One fault: what is wrong, where, and what would be right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong.
    pub code: Code,
    /// The field, as it is written in JS: `price.amount`, `windows[2].closes.term`, `options.now`.
    /// Empty where the whole value is meant.
    pub path: String,
    /// What is expected there, in English, for developers.
    pub expected: String,
}

impl Fault {
    /// A fault at a path.
    pub fn new(code: Code, path: impl Into<String>, expected: impl Into<String>) -> Fault {
        Fault { code, path: path.into(), expected: expected.into() }
    }

    /// What is wrong, in English, for developers.
    pub(crate) fn message(&self) -> String {
        let colon = if self.path.is_empty() { "" } else { ": " };
        joined(&[&self.path, colon, self.code.as_str(), "; expected ", &self.expected])
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.message())
    }
}

impl std::error::Error for Fault {}

/// Data that was refused: one fault or more, in the order in which the fields were read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error(Box<Refusal>);

/// In a box of its own: hardly any call fails, and all of them hand their result on.
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

    /// The same faults, of data that is itself the field `path` of something.
    pub(crate) fn within(self, path: &str) -> Error {
        self.moved(|inner| {
            let dot = if inner.is_empty() { "" } else { "." };
            joined(&[path, dot, inner])
        })
    }

    /// The same faults, at other paths.
    pub(crate) fn moved(mut self, to: impl Fn(&str) -> String) -> Error {
        self.0.first.path = to(&self.0.first.path);
        for fault in &mut self.0.rest {
            fault.path = to(&fault.path);
        }
        self
    }

    /// What is wrong, in English, for developers: a line for each fault.
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

/// Faults as they are found; data is good when there are none at the end.
#[derive(Debug, Default)]
pub(crate) struct Faults(Vec<Fault>);

impl Faults {
    /// Notes a fault.
    pub(crate) fn add(&mut self, code: Code, path: impl Into<String>, expected: impl Into<String>) {
        self.0.push(Fault::new(code, path, expected));
    }

    /// Keeps the value, or notes the fault and gives nothing.
    pub(crate) fn take<T>(&mut self, result: Read<T>) -> Option<T> {
        result.map_err(|fault| self.0.push(*fault)).ok()
    }

    /// Notes every fault of an error.
    pub(crate) fn add_all(&mut self, error: Error) {
        let Refusal { first, mut rest } = *error.0;
        self.0.push(first);
        self.0.append(&mut rest);
    }

    /// Whether nothing is wrong so far.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The value, if no fault was found. A missing value without a fault cannot happen: whoever
    /// has no value has noted why.
    pub(crate) fn finish<T>(self, value: Option<T>) -> Result<T> {
        self.none()?;
        value.ok_or_else(|| Fault::new(Code::Required, "", "a value").into())
    }

    /// That no fault was found; else all that were.
    pub(crate) fn none(self) -> Result<()> {
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
    fn a_number_is_written_as_the_library_writes_it() {
        for number in [0, 7, 10, 305, -1, -90, i64::MAX, i64::MIN] {
            assert_eq!(decimal(number), number.to_string());
        }
    }
}
