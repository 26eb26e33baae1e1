//! Tables: the column headers come first, and the dates or amounts below. For `events` and
//! `reading` only.

use super::labels::{Label, Says};
use super::tokens::{Span, Tokens};

/// What a table says about a date.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Cell {
    /// It is not in a table.
    Outside,
    /// It is under this header.
    Under(Says),
    /// The numbers of headers and dates differ: the columns are unclear.
    Unclear,
}

/// What a table says about each date or amount.
pub(super) fn cells(tokens: &Tokens, spans: &[Span], labels: &[Label]) -> Vec<Cell> {
    let line = |at: usize| tokens.line(at);
    let mut cells = Vec::new();
    let mut next = 0;
    while cells.len() < spans.len() {
        let first = cells.len();
        // The phrases since the previous dates, and the dates up to the next phrase.
        let begin = next;
        while labels.get(next).is_some_and(|label| label.span.first < spans[first].first) {
            next += 1;
        }
        let end = labels.get(next).map_or(usize::MAX, |label| label.span.first);
        let heads = heads(tokens, &labels[begin..next], spans[first]);
        let (mut count, mut beside, mut below) = (0, 0, 0);
        while let Some(span) = spans.get(first + count).filter(|span| span.first < end) {
            let above = spans[first + count.saturating_sub(1)];
            let down = line(span.first).wrapping_sub(line(above.last));
            beside += usize::from(beside == count && (count == 0 || down == 0));
            // A line with more on it is a row.
            let alone = tokens.line_end(span.first) - tokens.line_start(span.first)
                == span.last + 1 - span.first;
            below += usize::from(below == count && alone && (count == 0 || down == 1));
            count += 1;
        }
        let columns = beside.max(below);
        for at in 0..count {
            cells.push(match heads > 1 && columns > 1 && at < columns {
                true if heads == columns => Cell::Under(labels[next - heads + at].says),
                true => Cell::Unclear,
                false => Cell::Outside,
            });
        }
    }
    cells
}

/// How many of the last phrases are headers of what is on the line below: all those on one line, or
/// one below the other.
fn heads(tokens: &Tokens, labels: &[Label], below: Span) -> usize {
    let line = |at: usize| tokens.line(at) as usize;
    let last = line(below.first).wrapping_sub(1);
    let (mut beside, mut stacked) = (0, 0);
    for (count, label) in labels.iter().rev().enumerate() {
        let at = label.span.first;
        let is_short = tokens.line_end(at) - tokens.line_start(at) <= 4;
        beside += usize::from(beside == count && line(at) == last);
        stacked += usize::from(stacked == count && is_short && line(at) + count == last);
    }
    beside.max(stacked)
}
