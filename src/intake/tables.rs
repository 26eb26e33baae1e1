//! Tables: the column headers come first, and the dates or amounts below. For `events` and
//! `reading` only.

use super::labels::{Label, Meaning};
use super::tokens::{Span, Tokens};

/// What a table says about a date.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Cell {
    /// It is not in a table.
    Outside,
    /// It is under this header.
    Under(Meaning),
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
        let headers = header_count(tokens, &labels[begin..next], spans[first]);
        let (mut count, mut in_row, mut in_column) = (0, 0, 0);
        while let Some(span) = spans.get(first + count).filter(|span| span.first < end) {
            let previous = spans[first + count.saturating_sub(1)];
            let line_distance = line(span.first).wrapping_sub(line(previous.last));
            in_row += usize::from(in_row == count && (count == 0 || line_distance == 0));
            // A line with more on it is a row.
            let is_alone = tokens.line_end(span.first) - tokens.line_start(span.first)
                == span.last + 1 - span.first;
            in_column +=
                usize::from(in_column == count && is_alone && (count == 0 || line_distance == 1));
            count += 1;
        }
        let columns = in_row.max(in_column);
        for at in 0..count {
            cells.push(match headers > 1 && columns > 1 && at < columns {
                true if headers == columns => Cell::Under(labels[next - headers + at].meaning),
                true => Cell::Unclear,
                false => Cell::Outside,
            });
        }
    }
    cells
}

/// How many of the last phrases are headers of what is on the line below: all those on one line, or
/// one below the other.
fn header_count(tokens: &Tokens, labels: &[Label], below: Span) -> usize {
    let line = |at: usize| tokens.line(at) as usize;
    let last = line(below.first).wrapping_sub(1);
    let (mut in_row, mut in_column) = (0, 0);
    for (count, label) in labels.iter().rev().enumerate() {
        let at = label.span.first;
        let is_short = tokens.line_end(at) - tokens.line_start(at) <= 4;
        in_row += usize::from(in_row == count && line(at) == last);
        in_column += usize::from(in_column == count && is_short && line(at) + count == last);
    }
    in_row.max(in_column)
}
