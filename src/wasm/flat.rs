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

    /// Reads the next value, if there is one, into one that was read before. Orders mostly have the
    /// same fields, so that there is room for this one's already.
    pub(super) fn read(&mut self, into: &mut Value) -> bool {
        let Some(head) = self.numbers.next() else { return false };
        self.value(*head as u32, into);
        true
    }

    fn value(&mut self, head: u32, into: &mut Value) {
        match head {
            TEXT => {
                let units = self.count() as usize;
                let text = self.text(units);
                match into {
                    Value::Text(room) => refill(room, text),
                    _ => *into = text.into(),
                }
            }
            OBJECT => self.object(into),
            NO => *into = Value::Bool(false),
            YES => *into = Value::Bool(true),
            NUMBER => *into = Value::Number(self.numbers.next().copied().unwrap_or(f64::NAN)),
            _ => *into = Value::Absent,
        }
    }

    fn object(&mut self, into: &mut Value) {
        if !matches!(into, Value::Object(_)) {
            *into = Value::Object(Vec::new());
        }
        let Value::Object(fields) = into else { return };
        let count = self.count() as usize;
        fields.truncate(count);
        for index in 0..count {
            let key = self.count() as usize;
            let name = self.keys.get(key).copied().unwrap_or_default();
            match fields.get_mut(index) {
                Some((room, _)) if room == name => {}
                Some((room, _)) => refill(room, name),
                None => fields.push((name.to_owned(), Value::Absent)),
            }
            let head = self.count();
            self.value(head, &mut fields[index].1);
        }
    }
}

fn refill(room: &mut String, text: &str) {
    room.clear();
    room.push_str(text);
}
