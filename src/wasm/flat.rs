//! Reads what `www/flat.js` made of a list of orders: one list of numbers and one text, instead of a
//! call to the host for every field. For `wasm::tracker`.

use crate::value::Value;

/// The numbers at the head of each value, as `flat.js` writes them.
const NO: u32 = 1;
const YES: u32 = 2;
const NUMBER: u32 = 3;
const TEXT: u32 = 4;
const OBJECT: u32 = 5;

/// Values one after the other.
pub(super) struct Flat<'a> {
    numbers: std::slice::Iter<'a, f64>,
    text: &'a str,
    /// Whether a character of the text is one byte, as it is one unit in JS.
    ascii: bool,
    keys: Vec<&'a str>,
}

impl<'a> Flat<'a> {
    pub(super) fn new(numbers: &'a [f64], text: &'a str, keys: &'a str) -> Flat<'a> {
        Flat {
            numbers: numbers.iter(),
            text,
            ascii: text.is_ascii(),
            keys: keys.split('\n').collect(),
        }
    }

    fn count(&mut self) -> u32 {
        self.numbers.next().map_or(0, |number| *number as u32)
    }

    /// The next text, of so many UTF-16 units.
    fn text(&mut self, units: usize) -> &'a str {
        let bytes = if self.ascii {
            units
        } else {
            let mut left = units;
            let inside = |c: &char| {
                let inside = left > 0;
                left = left.saturating_sub(c.len_utf16());
                inside
            };
            self.text.chars().take_while(inside).map(char::len_utf8).sum()
        };
        let (text, rest) = self.text.split_at_checked(bytes).unwrap_or((self.text, ""));
        self.text = rest;
        text
    }

    fn value(&mut self, head: u32) -> Value {
        match head {
            NO => Value::Bool(false),
            YES => Value::Bool(true),
            NUMBER => Value::Number(self.numbers.next().copied().unwrap_or(f64::NAN)),
            TEXT => {
                let units = self.count() as usize;
                Value::Text(self.text(units).to_owned())
            }
            OBJECT => {
                let count = self.count();
                let field = |_| {
                    let key = self.count() as usize;
                    let head = self.count();
                    let name = self.keys.get(key).copied().unwrap_or_default();
                    (name.to_owned(), self.value(head))
                };
                Value::Object((0..count).map(field).collect())
            }
            _ => Value::Absent,
        }
    }
}

impl Iterator for Flat<'_> {
    type Item = Value;

    fn next(&mut self) -> Option<Value> {
        let head = *self.numbers.next()?;
        Some(self.value(head as u32))
    }
}
