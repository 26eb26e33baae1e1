//! Reads typed fields from external data, each with its path, so that a fault can say where it is.
//! For `wire` and `rulebook`, which define the fields, and for enums with external names (`words`).

use crate::error::{Code, Fault, Faults, Read, decimal, joined};
use crate::moment::Moment;
use crate::value::Value;
use std::ops::RangeInclusive;

/// A location in external data, and the value there, if any.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Field<'a> {
    value: Option<&'a Value>,
    place: Place<'a>,
}

/// The path to a location. It is only formatted for a fault: most fields are read without one.
#[derive(Clone, Copy, Debug)]
enum Place<'a> {
    Root(&'a str),
    Key(&'a Place<'a>, &'a str),
    Item(&'a Place<'a>, usize),
}

impl Place<'_> {
    fn write(&self, path: &mut String) {
        match *self {
            Place::Root(name) => path.push_str(name),
            Place::Key(object, key) => {
                object.write(path);
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(key);
            }
            Place::Item(list, index) => {
                list.write(path);
                path.push_str(&joined(&["[", &decimal(index as i64), "]"]));
            }
        }
    }
}

impl<'a> Field<'a> {
    /// The root of the data; `path` precedes the names of its fields and may be empty.
    pub(crate) fn root(value: &'a Value, path: &'a str) -> Field<'a> {
        Field { value: Some(value), place: Place::Root(path) }
    }

    /// A field of this object.
    pub(crate) fn field<'b>(&'b self, key: &'b str) -> Field<'b> {
        let value = self.value.and_then(|value| value.get(key));
        Field { value, place: Place::Key(&self.place, key) }
    }

    /// The same location, if it has a value.
    pub(crate) fn given(self) -> Option<Field<'a>> {
        (!matches!(self.value, None | Some(Value::Absent))).then_some(self)
    }

    pub(crate) fn path(&self) -> String {
        let mut path = String::new();
        self.place.write(&mut path);
        path
    }

    pub(crate) fn fault(&self, code: Code, expected: &str) -> Box<Fault> {
        Box::new(Fault::new(code, self.path(), expected))
    }

    /// The value here; `required` if there is none.
    pub(crate) fn value(&self, expected: &str) -> Read<&'a Value> {
        match self.value {
            None | Some(Value::Absent) => Err(self.fault(Code::Required, expected)),
            Some(value) => Ok(value),
        }
    }

    /// Checks that there is an object here.
    pub(crate) fn object(&self) -> Read<()> {
        self.keys(usize::MAX).map(drop)
    }

    /// The field names of this object, at most `max`.
    pub(crate) fn keys(&self, max: usize) -> Read<Vec<&'a str>> {
        match self.value("an object")? {
            Value::Object(fields) if fields.len() <= max => {
                Ok(fields.iter().map(|(key, _)| key.as_str()).collect())
            }
            Value::Object(_) => Err(self.too_long(max, "fields")),
            _ => Err(self.fault(Code::WrongType, "an object")),
        }
    }

    /// The items of this list, at most `max`.
    pub(crate) fn items(&self, max: usize) -> Read<Vec<Field<'_>>> {
        let Value::List(items) = self.value("a list")? else {
            return Err(self.fault(Code::WrongType, "a list"));
        };
        if items.len() > max {
            return Err(self.too_long(max, "items"));
        }
        let mut fields = Vec::new();
        for (index, value) in items.iter().enumerate() {
            fields.push(Field { value: Some(value), place: Place::Item(&self.place, index) });
        }
        Ok(fields)
    }

    /// A non-blank string of at most `max` characters.
    pub(crate) fn text(&self, max: usize) -> Read<&'a str> {
        let text = self.text_or_blank(max)?;
        if text.chars().all(char::is_whitespace) {
            return Err(self.fault(Code::Required, "a text that is not blank"));
        }
        Ok(text)
    }

    /// A string of at most `max` characters.
    pub(crate) fn text_or_blank(&self, max: usize) -> Read<&'a str> {
        match self.value("a text")? {
            // Bytes first: if they are few enough, so are the characters.
            Value::Text(text) if text.len() <= max || text.chars().count() <= max => Ok(text),
            Value::Text(_) => Err(self.too_long(max, "characters")),
            _ => Err(self.fault(Code::WrongType, "a text")),
        }
    }

    fn too_long(&self, max: usize, what: &str) -> Box<Fault> {
        self.fault(Code::TooLong, &joined(&["at most ", &decimal(max as i64), " ", what]))
    }

    /// True or false.
    pub(crate) fn truth(&self) -> Read<bool> {
        match self.value("true or false")? {
            Value::Bool(truth) => Ok(*truth),
            _ => Err(self.fault(Code::WrongType, "true or false")),
        }
    }

    /// An integer within a range; `expected` describes it in the fault.
    pub(crate) fn whole(&self, range: RangeInclusive<i64>, expected: &str) -> Read<i64> {
        let Value::Number(number) = *self.value(expected)? else {
            return Err(self.fault(Code::WrongType, expected));
        };
        let code = if !number.is_finite() {
            Code::NotFinite
        } else if number.fract() != 0.0 {
            Code::NotWhole
        } else if number < *range.start() as f64 || number > *range.end() as f64 {
            Code::OutOfRange
        } else {
            return Ok(number as i64);
        };
        Err(self.fault(code, expected))
    }

    /// The moment in a string from here; `expected` describes it in the fault.
    pub(crate) fn moment(&self, text: &str, expected: &str) -> Read<Moment> {
        Moment::read(text).map_err(|code| self.fault(code, expected))
    }

    /// One of the names of an enum.
    pub(crate) fn word<T: Word>(&self) -> Read<T> {
        self.one_of(T::WORDS).map(|index| T::ALL[index])
    }

    /// The index of the string among `words`.
    pub(crate) fn one_of(&self, words: &[&str]) -> Read<usize> {
        let text = self.text(100)?;
        let expected = || match words {
            [one, other] => joined(&["`", one, "` or `", other, "`"]),
            words => joined(&["one of `", &listed(words.iter().copied(), "`, `"), "`"]),
        };
        let found = words.iter().position(|word| *word == text);
        found.ok_or_else(|| self.fault(Code::UnknownValue, &expected()))
    }
}

/// Whether a byte is allowed in a URL: printable ASCII, except what RFC 3986 excludes.
pub(crate) fn is_of_address(byte: u8) -> bool {
    let odd = matches!(byte, b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}');
    byte.is_ascii_graphic() && !odd
}

/// Joins words with a separator. The standard `join` is optimized for speed and ten times the size.
pub(crate) fn listed<'a>(words: impl IntoIterator<Item = &'a str>, between: &str) -> String {
    let mut list = String::new();
    for word in words {
        if !list.is_empty() {
            list.push_str(between);
        }
        list.push_str(word);
    }
    list
}

/// An enum whose values have names in JSON and JS.
pub(crate) trait Word: Copy + 'static {
    /// All values, in declaration order.
    const ALL: &'static [Self];
    /// Their names, in the same order.
    const WORDS: &'static [&'static str];

    /// The value with a name.
    fn named(word: &str) -> Option<Self> {
        Self::WORDS.iter().position(|known| *known == word).map(|index| Self::ALL[index])
    }
}

/// Implements `Word` from the values of an enum, in declaration order, and their names; and
/// `Serialize`, which writes the name.
macro_rules! words {
    ($type:ident { $($value:ident $word:literal)+ }) => {
        impl $crate::reading::Word for $type {
            const ALL: &'static [$type] = &[$($type::$value),+];
            const WORDS: &'static [&'static str] = &[$($word),+];
        }

        impl $crate::answer::Answer for $type {
            fn plain(&self) -> $crate::answer::Plain<'_> {
                $crate::answer::Plain::Text(<$type as $crate::reading::Word>::WORDS[*self as usize])
            }
        }

        $crate::answer::serialized!($type);
    };
}
pub(crate) use words;

/// Reads an optional field; a fault is added, and nothing returned.
pub(crate) fn optional<'a, T>(
    field: Field<'a>,
    faults: &mut Faults,
    read: impl FnOnce(&Field<'a>) -> Read<T>,
) -> Option<T> {
    field.given().and_then(|field| faults.take(read(&field)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::Kind;
    use crate::counting::{Counting, Unit};
    use crate::intake::{Doubt, QuestionCode};
    use crate::order::{Event, Problem};
    use crate::rulebook::{Certainty, Contact, Phase, Purpose};

    #[test]
    fn what_is_written_is_read_again() {
        fn check<T: Word + PartialEq + std::fmt::Debug + serde::Serialize>() {
            for (index, (value, word)) in T::ALL.iter().zip(T::WORDS).enumerate() {
                assert_eq!(serde_json::to_string(value).unwrap(), format!("{word:?}"));
                assert_eq!(Field::root(&(*word).into(), "").word::<T>().as_ref(), Ok(value));
                assert_eq!(T::WORDS.iter().position(|other| other == word), Some(index));
            }
        }
        check::<Certainty>();
        check::<Contact>();
        check::<Counting>();
        check::<Doubt>();
        check::<Event>();
        check::<Kind>();
        check::<Phase>();
        check::<Problem>();
        check::<Purpose>();
        check::<QuestionCode>();
        check::<Unit>();
    }
}
