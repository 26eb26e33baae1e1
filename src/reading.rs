//! Reads typed fields from external data, each with its path, so that a fault can say where it is.
//! For `wire` and `rulebook`, which define the fields, and for all enums with external names
//! (`named_enum`).

use crate::error::{Code, Fault, Faults, FieldResult, concat, decimal};
use crate::moment::Moment;
use crate::value::Value;
use std::ops::RangeInclusive;

/// A location in external data, and the value there, if any.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Field<'a> {
    value: Option<&'a Value>,
    path: Path<'a>,
}

/// The path to a location. It is only formatted for a fault: most fields are read without one.
#[derive(Clone, Copy, Debug)]
enum Path<'a> {
    Root(&'a str),
    Key(&'a Path<'a>, &'a str),
    Item(&'a Path<'a>, usize),
}

impl Path<'_> {
    fn write(&self, path: &mut String) {
        match *self {
            Path::Root(name) => path.push_str(name),
            Path::Key(object, key) => {
                object.write(path);
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(key);
            }
            Path::Item(list, index) => {
                list.write(path);
                path.push_str(&concat(&["[", &decimal(index as i64), "]"]));
            }
        }
    }
}

impl<'a> Field<'a> {
    /// The root of the data; `path` precedes the names of its fields and may be empty.
    pub(crate) fn root(value: &'a Value, path: &'a str) -> Field<'a> {
        Field { value: Some(value), path: Path::Root(path) }
    }

    /// A field of this object.
    pub(crate) fn field<'b>(&'b self, key: &'b str) -> Field<'b> {
        let value = self.value.and_then(|value| value.get(key));
        Field { value, path: Path::Key(&self.path, key) }
    }

    /// The same location, if it has a value.
    pub(crate) fn present(self) -> Option<Field<'a>> {
        (!matches!(self.value, None | Some(Value::Absent))).then_some(self)
    }

    pub(crate) fn path(&self) -> String {
        let mut path = String::new();
        self.path.write(&mut path);
        path
    }

    pub(crate) fn fault(&self, code: Code, expected: &str) -> Box<Fault> {
        Box::new(Fault::new(code, self.path(), expected))
    }

    /// The value here; `required` if there is none.
    pub(crate) fn value(&self, expected: &str) -> FieldResult<&'a Value> {
        match self.value {
            None | Some(Value::Absent) => Err(self.fault(Code::Required, expected)),
            Some(value) => Ok(value),
        }
    }

    /// Checks that there is an object here.
    pub(crate) fn object(&self) -> FieldResult<()> {
        self.keys(usize::MAX).map(drop)
    }

    /// The field names of this object, at most `max`.
    pub(crate) fn keys(&self, max: usize) -> FieldResult<Vec<&'a str>> {
        match self.value("an object")? {
            Value::Object(fields) if fields.len() <= max => {
                Ok(fields.iter().map(|(key, _)| key.as_str()).collect())
            }
            Value::Object(_) => Err(self.too_long(max, "fields")),
            _ => Err(self.fault(Code::WrongType, "an object")),
        }
    }

    /// The items of this list, at most `max`.
    pub(crate) fn items(&self, max: usize) -> FieldResult<Vec<Field<'_>>> {
        let Value::List(items) = self.value("a list")? else {
            return Err(self.fault(Code::WrongType, "a list"));
        };
        if items.len() > max {
            return Err(self.too_long(max, "items"));
        }
        let mut fields = Vec::new();
        for (index, value) in items.iter().enumerate() {
            fields.push(Field { value: Some(value), path: Path::Item(&self.path, index) });
        }
        Ok(fields)
    }

    /// A non-blank string of at most `max` characters.
    pub(crate) fn text(&self, max: usize) -> FieldResult<&'a str> {
        let text = self.text_or_blank(max)?;
        if text.chars().all(char::is_whitespace) {
            return Err(self.fault(Code::Required, "a text that is not blank"));
        }
        Ok(text)
    }

    /// A string of at most `max` characters.
    pub(crate) fn text_or_blank(&self, max: usize) -> FieldResult<&'a str> {
        match self.value("a text")? {
            // Bytes first: if they are few enough, so are the characters.
            Value::Text(text) if text.len() <= max || text.chars().count() <= max => Ok(text),
            Value::Text(_) => Err(self.too_long(max, "characters")),
            _ => Err(self.fault(Code::WrongType, "a text")),
        }
    }

    fn too_long(&self, max: usize, what: &str) -> Box<Fault> {
        self.fault(Code::TooLong, &concat(&["at most ", &decimal(max as i64), " ", what]))
    }

    /// True or false.
    pub(crate) fn bool(&self) -> FieldResult<bool> {
        match self.value("true or false")? {
            Value::Bool(bool) => Ok(*bool),
            _ => Err(self.fault(Code::WrongType, "true or false")),
        }
    }

    /// An integer within a range; `expected` describes it in the fault.
    pub(crate) fn integer(&self, range: RangeInclusive<i64>, expected: &str) -> FieldResult<i64> {
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
    pub(crate) fn moment(&self, text: &str, expected: &str) -> FieldResult<Moment> {
        Moment::from_iso(text).map_err(|code| self.fault(code, expected))
    }

    /// One of the names of an enum.
    pub(crate) fn variant<T: NamedEnum>(&self) -> FieldResult<T> {
        self.one_of(T::NAMES).map(|index| T::ALL[index])
    }

    /// The index of the string among `names`.
    pub(crate) fn one_of(&self, names: &[&str]) -> FieldResult<usize> {
        let text = self.text(100)?;
        let expected = || concat(&["one of `", &join(names.iter().copied(), "`, `"), "`"]);
        let found = names.iter().position(|name| *name == text);
        found.ok_or_else(|| self.fault(Code::UnknownValue, &expected()))
    }
}

/// Whether a byte is allowed in a URL: printable ASCII, except what RFC 3986 excludes.
pub(crate) fn is_url_byte(byte: u8) -> bool {
    let excluded = matches!(byte, b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}');
    byte.is_ascii_graphic() && !excluded
}

/// Joins words with a separator. The standard `join` is optimized for speed and ten times the size.
pub(crate) fn join<'a>(items: impl IntoIterator<Item = &'a str>, separator: &str) -> String {
    let mut joined = String::new();
    for item in items {
        if !joined.is_empty() {
            joined.push_str(separator);
        }
        joined.push_str(item);
    }
    joined
}

/// An enum whose values have names in JSON and JS.
pub(crate) trait NamedEnum: Copy + 'static {
    /// All values, in declaration order.
    const ALL: &'static [Self];
    /// Their names, in the same order.
    const NAMES: &'static [&'static str];

    /// The value with a name.
    fn from_name(name: &str) -> Option<Self> {
        Self::NAMES.iter().position(|known| *known == name).map(|index| Self::ALL[index])
    }
}

/// Implements `NamedEnum` from the values of an enum, in declaration order, and their names; and
/// `Serialize`, which writes the name.
macro_rules! named_enum {
    ($type:ident { $($value:ident $name:literal)+ }) => {
        impl $crate::reading::NamedEnum for $type {
            const ALL: &'static [$type] = &[$($type::$value),+];
            const NAMES: &'static [&'static str] = &[$($name),+];
        }

        impl $crate::answer::Answer for $type {
            fn plain(&self) -> $crate::answer::Plain<'_> {
                let names = <$type as $crate::reading::NamedEnum>::NAMES;
                $crate::answer::Plain::Text(names[*self as usize])
            }
        }

        $crate::answer::impl_serialize!($type);
    };
}
pub(crate) use named_enum;

/// Reads an optional field; a fault is added, and nothing returned.
pub(crate) fn optional<'a, T>(
    field: Field<'a>,
    faults: &mut Faults,
    read: impl FnOnce(&Field<'a>) -> FieldResult<T>,
) -> Option<T> {
    field.present().and_then(|field| faults.catch(read(&field)))
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
    fn names_round_trip() {
        fn check<T: NamedEnum + PartialEq + std::fmt::Debug + serde::Serialize>() {
            for (index, (value, name)) in T::ALL.iter().zip(T::NAMES).enumerate() {
                assert_eq!(serde_json::to_string(value).unwrap(), format!("{name:?}"));
                assert_eq!(Field::root(&(*name).into(), "").variant::<T>().as_ref(), Ok(value));
                assert_eq!(T::NAMES.iter().position(|other| other == name), Some(index));
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
