//! Reads the output of `www/flat.js` for a list of orders: one list of numbers and one string,
//! instead of a call to the host for every field. For `wasm::tracker`.

use crate::value::Value;
use crate::wire::{PlainReader, Zones};

/// The tag at the head of each value, as written by `flat.js`; the head is this plus the index of
/// the field name times `HEADS`.
const ABSENT: usize = 0;
const NO: usize = 1;
const YES: usize = 2;
const NUMBER: usize = 3;
const TEXT: usize = 4;
const OBJECT: usize = 5;
const HEADS: usize = 8;

/// Orders, one after the other.
pub(super) struct Flat<'a> {
    numbers: std::slice::Iter<'a, f64>,
    text: &'a str,
    keys: Vec<&'a str>,
}

impl<'a> Flat<'a> {
    pub(super) fn new(numbers: &'a [f64], text: &'a [u8], keys: &'a str) -> Flat<'a> {
        let mut rest = keys;
        let mut keys = Vec::new();
        while let Some(end) = rest.bytes().position(|byte| byte == b'\n') {
            keys.push(&rest[..end]);
            rest = &rest[end + 1..];
        }
        keys.push(rest);
        let text = str::from_utf8(text).unwrap_or_default();
        Flat { numbers: numbers.iter(), text, keys }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.numbers.len() == 0
    }

    /// Reads the next order; nothing if it is not valid, and then no further one can be read.
    pub(super) fn order(&mut self, into: &mut PlainReader<'a>, zones: &dyn Zones) -> Option<()> {
        into.begin();
        for _ in 0..self.count() {
            let head = self.count();
            let (field, head) = (head / HEADS, head % HEADS);
            match head {
                ABSENT => {}
                TEXT => into.text(field, self.text()?)?,
                _ => into.value(field, &self.value(head)?, zones)?,
            }
        }
        Some(())
    }

    fn count(&mut self) -> usize {
        self.numbers.next().map_or(0, |number| *number as usize)
    }

    // Not inlined when compiled for size, it would be a call for every string.
    #[inline(always)]
    fn text(&mut self) -> Option<&'a str> {
        let length = self.count();
        let (text, rest) = self.text.split_at_checked(length)?;
        self.text = rest;
        Some(text)
    }

    fn value(&mut self, head: usize) -> Option<Value> {
        Some(match head {
            ABSENT => Value::Absent,
            NO => Value::Bool(false),
            YES => Value::Bool(true),
            NUMBER => Value::Number(*self.numbers.next()?),
            TEXT => self.text()?.into(),
            OBJECT => {
                let mut fields = Vec::new();
                for _ in 0..self.count() {
                    let head = self.count();
                    let name = *self.keys.get(head / HEADS)?;
                    fields.push((name.to_owned(), self.value(head % HEADS)?));
                }
                Value::Object(fields)
            }
            _ => return None,
        })
    }
}
