//! Tables: what the columns are called stands together, and so do the dates or sums below.
//! For `events` and `reading` alone.

use super::labels::{Label, Says};
use super::tokens::{Span, Tokens};

/// What a table says of a date.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Cell {
    /// It stands in no table.
    Outside,
    /// It is under this head.
    Under(Says),
    /// There are more heads than dates, or fewer: nobody knows which is whose.
    Unclear,
}

/// For each date or sum what a table says of it.
pub(super) fn cells(tokens: &Tokens, spans: &[Span], labels: &[Label]) -> Vec<Cell> {
    let line = |at: usize| tokens.line(at);
    let mut cells = Vec::new();
    let mut next = 0;
    while cells.len() < spans.len() {
        let first = cells.len();
        // The phrases since the dates before, and the dates until the phrase after.
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
            // Where more stands on its line, that is a row.
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

/// How many of the last of some phrases are heads of what stands on the line below: all those of a
/// line, or one below the other.
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
