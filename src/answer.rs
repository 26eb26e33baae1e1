//! Serialization of answers to JS and JSON: each answer first becomes a tree of plain data, and one
//! piece of code writes the tree. Derived serialization would generate code for every field of
//! every type. For modules with output types; `wasm` passes the data on.

use crate::moment::Instant;
use serde::ser::{Serialize, SerializeSeq, SerializeStruct, Serializer};

/// A value in an answer.
pub(crate) enum Plain<'a> {
    /// Nothing: the field is omitted.
    Absent,
    /// A boolean.
    Bool(bool),
    /// An integer.
    Integer(i64),
    /// A string.
    Text(&'a str),
    /// A list.
    List(Vec<Plain<'a>>),
    /// An object: its field names and their values.
    Object(&'static [&'static str], Vec<Plain<'a>>),
}

impl<'a> Plain<'a> {
    /// An object from field names and fields.
    pub(crate) fn object(names: &'static [&'static str], fields: &[&'a dyn Answer]) -> Plain<'a> {
        let mut values = Vec::with_capacity(fields.len());
        for field in fields {
            values.push(field.plain());
        }
        Plain::Object(names, values)
    }
}

/// A type that can be turned into plain data.
pub(crate) trait Answer {
    fn plain(&self) -> Plain<'_>;
}

/// Implements `Serialize` through `Answer`.
macro_rules! impl_serialize {
    ($type:ty) => {
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(
                &self,
                serializer: S,
            ) -> std::result::Result<S::Ok, S::Error> {
                serde::Serialize::serialize(&$crate::answer::Answer::plain(self), serializer)
            }
        }
    };
}
pub(crate) use impl_serialize;

/// Implements `Answer` for a struct from its fields, renamed for JS where given, and `Serialize`
/// through it.
macro_rules! answer {
    ($type:ty { $($field:ident $($name:literal)?)+ }) => {
        impl $crate::answer::Answer for $type {
            fn plain(&self) -> $crate::answer::Plain<'_> {
                const NAMES: &[&str] = &[$($crate::answer::answer!(@ $field $($name)?)),+];
                $crate::answer::Plain::object(NAMES, &[$(&self.$field),+])
            }
        }

        $crate::answer::impl_serialize!($type);
    };
    (@ $field:ident) => { stringify!($field) };
    (@ $field:ident $name:literal) => { $name };
}
pub(crate) use answer;

impl Answer for bool {
    fn plain(&self) -> Plain<'_> {
        Plain::Bool(*self)
    }
}

impl Answer for u32 {
    fn plain(&self) -> Plain<'_> {
        Plain::Integer(i64::from(*self))
    }
}

impl Answer for i64 {
    fn plain(&self) -> Plain<'_> {
        Plain::Integer(*self)
    }
}

impl Answer for Instant {
    fn plain(&self) -> Plain<'_> {
        Plain::Integer(self.millis())
    }
}

impl Answer for &str {
    fn plain(&self) -> Plain<'_> {
        Plain::Text(self)
    }
}

impl Answer for String {
    fn plain(&self) -> Plain<'_> {
        Plain::Text(self)
    }
}

impl<T: Answer> Answer for Option<T> {
    fn plain(&self) -> Plain<'_> {
        self.as_ref().map_or(Plain::Absent, T::plain)
    }
}

impl<T: Answer> Answer for Vec<T> {
    fn plain(&self) -> Plain<'_> {
        let mut items = Vec::new();
        for item in self {
            items.push(item.plain());
        }
        Plain::List(items)
    }
}

impl Serialize for Plain<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Plain::Absent => serializer.serialize_none(),
            Plain::Bool(value) => serializer.serialize_bool(*value),
            Plain::Integer(number) => serializer.serialize_i64(*number),
            Plain::Text(text) => serializer.serialize_str(text),
            Plain::List(items) => {
                let mut list = serializer.serialize_seq(Some(items.len()))?;
                for item in items {
                    list.serialize_element(item)?;
                }
                list.end()
            }
            Plain::Object(names, values) => {
                let mut object = serializer.serialize_struct("", names.len())?;
                for (name, value) in names.iter().zip(values) {
                    if !matches!(value, Plain::Absent) {
                        object.serialize_field(name, value)?;
                    }
                }
                object.end()
            }
        }
    }
}
