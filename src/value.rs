//! External data before validation: a JSON-like tree that keeps NaN and the infinities, so that
//! they can be reported as such instead of turning into null. Filled natively from any serde
//! format, such as JSON, and by `wasm` from JS values; read by `wire`, `rulebook` and `link`.

use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use std::cell::Cell;
use std::fmt;

/// The maximum nesting: deeper data is neither an order nor a rulebook. Also stops at cyclic JS
/// objects.
pub(crate) const MAX_DEPTH: u32 = 16;
/// The maximum number of values in a tree; the built-in rulebooks have fewer than 1,000.
pub(crate) const MAX_VALUES: u32 = 100_000;

/// One value of external data.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `null` or JS `undefined`: treated as not given.
    Absent,
    /// Not data: a function, a symbol, a BigInt.
    Other,
    /// A boolean.
    Bool(bool),
    /// A number, including NaN and the infinities.
    Number(f64),
    /// A string.
    Text(String),
    /// A list.
    List(Vec<Value>),
    /// An object, with its keys in the order given; the last of duplicate keys wins.
    Object(Vec<(String, Value)>),
}

impl Value {
    /// The field of an object, if present and not absent.
    pub fn get(&self, key: &str) -> Option<&Value> {
        let Value::Object(fields) = self else {
            return None;
        };
        let found = fields.iter().rev().find(|(name, _)| name == key).map(|(_, value)| value);
        found.filter(|value| !matches!(value, Value::Absent))
    }

    /// The items of the list in a field of an object; empty if there is no list.
    pub(crate) fn items(&self, key: &str) -> &[Value] {
        match self.get(key) {
            Some(Value::List(items)) => items,
            _ => &[],
        }
    }

    /// The string in a field of an object; empty if there is none.
    pub(crate) fn text(&self, key: &str) -> &str {
        self.get(key).map_or("", Value::as_text)
    }

    /// The value as a string; empty if it is not one.
    pub(crate) fn as_text(&self) -> &str {
        match self {
            Value::Text(text) => text,
            _ => "",
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Value {
        Value::Text(text.to_owned())
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Value, D::Error> {
        let remaining = Cell::new(MAX_VALUES);
        LimitedVisitor { depth: 0, remaining: &remaining }.deserialize(deserializer)
    }
}

/// The depth of a value in the tree, and how many values may still follow.
#[derive(Clone, Copy)]
struct LimitedVisitor<'a> {
    depth: u32,
    remaining: &'a Cell<u32>,
}

impl<'a> LimitedVisitor<'a> {
    fn nested<E: de::Error>(self) -> Result<LimitedVisitor<'a>, E> {
        let remaining =
            self.remaining.get().checked_sub(1).ok_or_else(|| E::custom("too large"))?;
        self.remaining.set(remaining);
        if self.depth == MAX_DEPTH {
            return Err(E::custom("nested too deeply"));
        }
        Ok(LimitedVisitor { depth: self.depth + 1, ..self })
    }
}

impl<'de> DeserializeSeed<'de> for LimitedVisitor<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for LimitedVisitor<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("plain data")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Absent)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Absent)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value as f64))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value as f64))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Value::Number(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::Text(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::Text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(self.nested()?)? {
            list.push(item);
        }
        Ok(Value::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut fields = Vec::new();
        while let Some(key) = entries.next_key::<String>()? {
            fields.push((key, entries.next_value_seed(self.nested()?)?));
        }
        Ok(Value::Object(fields))
    }
}
