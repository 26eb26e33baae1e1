//! Turns a fuzzer's bytes into decisions. When they run out, every decision is the first option.

use chrono_tz::{TZ_VARIANTS, Tz};

pub struct Bytes<'a>(pub &'a [u8]);

impl<'a> Bytes<'a> {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn byte(&mut self) -> u8 {
        let Some((first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        *first
    }

    /// As many bytes as requested, padded with 0.
    pub fn number(&mut self, bytes: usize) -> u64 {
        (0..bytes).fold(0, |number, _| number << 8 | u64::from(self.byte()))
    }

    /// From 0 to just below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        let wide = if end > 256 { 2 } else { 1 };
        self.number(wide) as usize % end.max(1)
    }

    pub fn one_of<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    /// A text from the bytes that follow.
    pub fn text(&mut self) -> String {
        let length = match self.byte() {
            length @ 0..=249 => usize::from(length),
            long => usize::from(long - 249) * 2_000,
        };
        let (text, rest) = self.0.split_at(length.min(self.0.len()));
        self.0 = rest;
        // A few bytes are enough for a long text.
        let text = String::from_utf8_lossy(text).into_owned();
        if length > 250 { text.repeat(length / text.len().max(1)) } else { text }
    }

    pub fn zone(&mut self) -> Tz {
        self.one_of(&TZ_VARIANTS)
    }

    /// An instant within the supported years, rarely outside.
    pub fn instant(&mut self) -> i64 {
        const LAST: u64 = 4_133_980_799_999;
        match self.byte() {
            255 => self.number(8) as i64,
            _ => (self.number(6) % (LAST + 1)) as i64,
        }
    }
}
