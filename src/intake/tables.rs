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

/// For each date what a table says of it. Takes the heads that were used out of the phrases.
pub(super) fn cells(tokens: &Tokens, dates: &[Span], labels: &mut Vec<Label>) -> Vec<Cell> {
    let mut cells = vec![Cell::Outside; dates.len()];
    let mut used = vec![false; labels.len()];
    let mut date = 0;
    while date < dates.len() {
        let next = labels.partition_point(|label| label.span.first < dates[date].first);
        let after = labels.get(next).map_or(usize::MAX, |label| label.span.first);
        let end = date + dates[date..].partition_point(|span| span.first < after);
        let start = date.checked_sub(1).map_or(0, |date| dates[date].last + 1);
        let table = Table { tokens, start, labels: &labels[..next], dates: &dates[date..end] };
        let (heads, columns) = table.size();
        if heads >= 2 && columns >= 2 {
            for at in 0..columns {
                cells[date + at] = Cell::Unclear;
                if heads == columns {
                    cells[date + at] = Cell::Under(labels[next - heads + at].says);
                    used[next - heads + at] = true;
                }
            }
        }
        date = end;
    }
    let mut at = 0;
    labels.retain(|_| {
        at += 1;
        !used[at - 1]
    });
    cells
}

/// Phrases, and dates that follow without a phrase between.
struct Table<'a> {
    tokens: &'a Tokens<'a>,
    /// Where the dates before end.
    start: usize,
    labels: &'a [Label],
    dates: &'a [Span],
}

impl Table<'_> {
    /// How many heads stand right above the dates, and how many dates there are: in a line each, or
    /// one below the other.
    fn size(&self) -> (usize, usize) {
        let (Some(head), Some(date)) = (self.labels.last(), self.dates.first()) else {
            return (0, 0);
        };
        let (last, first) = (self.line(head.span.last), self.line(date.first));
        if last + 1 != first {
            return (0, 0);
        }
        let in_line = self.heads(|label, _| self.line(label.span.first) == last);
        let one_below_the_other = |label: &Label, count: usize| {
            let at = label.span.first;
            let is_short = self.tokens.line_end(at) - self.tokens.line_start(at) <= 4;
            is_short && self.line(at) as usize + count == last as usize
        };
        let heads = if in_line > 1 { in_line } else { self.heads(one_below_the_other) };
        let beside = self.columns(|_, date| self.line(date.first) == first);
        let below = self.columns(|above, date| self.line(date.first) == self.line(above.last) + 1);
        (heads, beside.max(below))
    }

    /// How many of the dates go on as the first one does, each by the one before.
    fn columns(&self, goes_on: impl Fn(Span, Span) -> bool) -> usize {
        let mut count = 1;
        while let [above, date, ..] = self.dates[count - 1..]
            && goes_on(above, date)
        {
            count += 1;
        }
        count
    }

    /// How many of the last phrases are heads, each by how many there are below it.
    fn heads(&self, is_head: impl Fn(&Label, usize) -> bool) -> usize {
        let mut count = 0;
        for label in self.labels.iter().rev() {
            if label.span.first < self.start || !is_head(label, count) {
                break;
            }
            count += 1;
        }
        count
    }

    fn line(&self, at: usize) -> u32 {
        self.tokens.get(at).map_or(0, |token| token.line)
    }
}
