//! A zone that caches: asking the host for an offset is slow (a formatter call in a browser), so
//! each stretch of time is queried once, and every order in it is answered from memory. For
//! providers of a host's zone; the core only sees a `Zone`.

use super::{Zone, find_transition};
use crate::moment::{DAY, Instant};
use std::cell::{Cell, RefCell};

/// Two changes that cancel each other are at least 6 days and 23 hours apart in every zone since
/// 1970 (Brazil in October 2000, Gaza in 2040), so no step of six days hides a pair.
const STEP: i64 = 6 * DAY;
/// How much is queried at once: an order with its 75 days lies in one chunk or two.
const CHUNK: i64 = 16 * STEP;

/// The spans of constant offset in one chunk: the start of each, in ms, and its offset.
type Chunk = Vec<(i64, i32)>;

/// A zone that queries another one only once for each chunk of 96 days.
#[derive(Debug)]
pub struct Spans<Z> {
    host: Z,
    /// Chunks queried so far, by number.
    chunks: RefCell<Vec<(i64, Chunk)>>,
    /// The beginning, end and offset of the last span used: one order asks several times, mostly
    /// about the same span.
    last: Cell<(i64, i64, i32)>,
}

impl<Z: Zone> Spans<Z> {
    /// Caches the answers of the host's zone.
    pub fn new(host: Z) -> Spans<Z> {
        Spans { host, chunks: RefCell::default(), last: Cell::default() }
    }

    fn query(&self, number: i64) -> Chunk {
        let offset = |ms| self.host.offset_at(Instant::unchecked(ms));
        let start = number * CHUNK;
        let mut offset_before = offset(start);
        let mut spans = vec![(start, offset_before)];
        for from in (start..start + CHUNK).step_by(STEP as usize) {
            let to = from + STEP;
            let next = offset(to);
            if next != offset_before {
                spans.push((find_transition(&self.host, from, to, offset_before), next));
                offset_before = next;
            }
        }
        spans
    }
}

impl<Z: Zone> Zone for Spans<Z> {
    fn id(&self) -> &str {
        self.host.id()
    }

    fn offset_at(&self, at: Instant) -> i32 {
        let ms = at.millis();
        let (from, to, offset) = self.last.get();
        if from <= ms && ms < to {
            return offset;
        }
        let number = ms.div_euclid(CHUNK);
        let mut chunks = self.chunks.borrow_mut();
        let index = chunks.binary_search_by_key(&number, |(number, _)| *number);
        let index = index.unwrap_or_else(|index| {
            chunks.insert(index, (number, self.query(number)));
            index
        });
        let (_, spans) = &chunks[index];
        let after = spans.partition_point(|(start, _)| *start <= ms);
        // The first span begins with the chunk, so there is always one that begins at or before
        // `ms`.
        let (from, offset) = spans.get(after.saturating_sub(1)).copied().unwrap_or((ms, 0));
        let to = spans.get(after).map_or((number + 1) * CHUNK, |(next, _)| *next);
        self.last.set((from, to, offset));
        offset
    }
}
