//! Which date belongs to which event: each date gets a phrase. A row of a list has one date and one
//! status, which need not belong together: the date is then more likely that of the order, and
//! nothing is certain. For `reading` only.

use super::context::{is_asked, is_button, is_state};
use super::dates::Date;
use super::days::{Day, VAGUE};
use super::labels::{Label, Says};
use super::linking::{first_from, link};
use super::tables::{Cell, cells};
use super::tokens::{Span, Tokens, uses};
use crate::order::Event;
use Says::{Happened, Idle, Order, Other, Perhaps};

/// Words of someone who is not sure.
const GUESS: &str = "кажется вроде наверное наверно возможно моему ошибаюсь помню probably maybe \
    think believe correctly mistaken";

/// Assigns phrases to dates: first those that state an event, then «заказ» alone.
pub(super) fn find_events(tokens: &Tokens, dates: &mut [Date], labels: &mut [Label]) {
    let mut spans = Vec::new();
    for date in dates.iter() {
        spans.push(date.span);
    }
    for at in 0..labels.len() {
        let says = beside_dates(tokens, &labels[at..], &spans);
        let Label { span, says: said } = &mut labels[at];
        // «Заказ № 7788 от»: all of it refers to the date that follows.
        if *said == Order
            && says != Order
            && let Some(date) = spans.get(first_from(&spans, span.last + 1))
        {
            span.last = date.first - 1;
        }
        *said = says;
    }
    let (mut strong, mut weak) = (Vec::new(), Vec::new());
    for label in labels.iter().filter(|label| label.says != Idle) {
        if label.says == Order { weak.push(*label) } else { strong.push(*label) }
    }
    let cells = cells(tokens, &spans, &strong);
    let strong = link(tokens, &spans, &strong, false);
    let weak = link(tokens, &spans, &weak, false);
    let finding = Finding { tokens, spans: &spans, strong: &strong, weak: &weak };
    for (index, date) in dates.iter_mut().enumerate() {
        finding.find(index, date);
        match cells[index] {
            Cell::Outside => {}
            Cell::Under(says) => (date.says, date.loosely) = (Some(says), false),
            Cell::Unclear => date.loosely = true,
        }
    }
    // Rows of a list: their dates become questions, unless that of the order is known.
    let known = dates.iter().any(Date::is_ordered);
    for (index, date) in dates.iter_mut().enumerate() {
        if let (Cell::Outside, Some(row)) = (cells[index], finding.row(index)) {
            date.says = match date.says {
                _ if row.has_sum && !known => None,
                Some(Happened(event)) => Some(Perhaps(event)),
                says => says,
            };
        }
    }
}

/// What the first of `labels` means next to the dates of the text.
fn beside_dates(tokens: &Tokens, labels: &[Label], dates: &[Span]) -> Says {
    let Label { span, says } = labels[0];
    let after = first_from(dates, span.last + 1);
    let (before, after) = (&dates[..after], &dates[after..]);
    let near = [before.last(), after.first()];
    let line = |at: usize| tokens.line(at);
    let same_line = || near.iter().flatten().any(|date| line(date.first) == line(span.first));
    let same_clause =
        || near.iter().flatten().any(|date| tokens.clause(date.first) == tokens.clause(span.first));
    match says {
        // «Карта *4412» in a message from a bank.
        Other if tokens.mark(span.last + 1) == '*' => Idle,
        Order if is_date_of_order(tokens, labels, after) => Happened(Event::Ordered),
        Happened(_) | Perhaps(_) | Says::Due if is_asked(tokens, span.first) => {
            if same_clause() {
                Other
            } else {
                Idle
            }
        }
        Happened(_) if is_state(tokens, span.first) && !same_line() => Idle,
        Happened(event) if is_button(tokens, span.first) => {
            let heads = after.first().is_some_and(|date| date.first == tokens.line_end(span.first));
            let ends = before.last().is_some_and(|date| line(date.last) + 1 == line(span.first));
            if heads && !ends { Perhaps(event) } else { Idle }
        }
        says => says,
    }
}

/// «Заказ № 7788 от» right before a date; or «Заказ 1 марта», where the phrase that follows, such
/// as «получен», has its own date.
fn is_date_of_order(tokens: &Tokens, labels: &[Label], dates: &[Span]) -> bool {
    let Some(date) = dates.first() else { return false };
    let of_other = || {
        let (Some(label), Some(next)) = (labels.get(1), dates.get(1)) else { return false };
        let part = |at: usize| tokens.part(at);
        let between = date.last < label.span.first && label.span.last < next.first;
        between && label.says != Order && part(date.last) == part(next.first)
    };
    only_number_between(tokens, labels[0].span.last + 1, date.first)
        && (tokens.is(Tokens::before(date.first), "от from of dated") || of_other())
}

/// Whether there is only the order number, marks and short words between two tokens.
fn only_number_between(tokens: &Tokens, first: usize, end: usize) -> bool {
    let small = |at: usize| {
        tokens.is_part(at, uses::NUMBER)
            || !tokens.is_word(at)
            || tokens.is(at, "от from of dated номер no number id joom")
    };
    end < first + 20 && tokens.line_start(end) < first && (first..end).all(small)
}

/// «Около 5 марта», «после 5 марта», "March 5 or 6", «между 5 и 8 марта»: the day, or amount, is
/// not exact.
pub(super) fn is_vague(tokens: &Tokens, span: Span) -> bool {
    let before = Tokens::before(span.first);
    tokens.is(before, VAGUE)
        || tokens.is(span.last + 1, "или or примерно приблизительно")
        || tokens.is(before, "и and из of")
            && (1..4).contains(&tokens.digit_count(Tokens::before(before)))
        || is_guessed(tokens, span.first)
}

/// «Наверное, заказал 5 марта», "paid on March 5, if I remember correctly"; but not «Заказал 5
/// марта, наверное потерялось», where the guess is about something else.
fn is_guessed(tokens: &Tokens, at: usize) -> bool {
    (at.saturating_sub(20)..at + 20).any(|guess| {
        let part = tokens.part(guess);
        // A comma or a period ends the part.
        let next = guess + 1 + usize::from(!tokens.is_word(guess + 1));
        tokens.is(guess, GUESS)
            && !tokens.is(Tokens::before(guess), "you")
            && tokens.clause(guess) == tokens.clause(at)
            && (part == tokens.part(at) || part != tokens.part(next))
    })
}

/// A row of a list: a date followed by a status, in separate cells or lines.
struct Row {
    /// The row also has a price or a number, so it describes an order.
    has_sum: bool,
}

/// The dates, and for each its event phrase and its «заказ».
struct Finding<'a> {
    tokens: &'a Tokens<'a>,
    spans: &'a [Span],
    strong: &'a [Option<Label>],
    weak: &'a [Option<Label>],
}

impl Finding<'_> {
    fn find(&self, index: usize, date: &mut Date) {
        let (strong, weak) = (self.strong[index], self.weak[index]);
        let heading = weak.filter(|weak| weak.span.last < date.span.first);
        let close = heading.is_some_and(|heading| {
            only_number_between(self.tokens, heading.span.last + 1, date.span.first)
        });
        // «Заказала лампу, обещали в среду»: the weekday is of another event.
        let part = |at: usize| self.tokens.part(at);
        let strong = strong.filter(|strong| {
            !matches!(date.day, Day::Weekday(..))
                || strong.span.first > date.span.first
                || part(strong.span.last) == part(date.span.first)
        });
        let is_order = match (strong, heading) {
            (Some(strong), Some(heading)) => self.is_of_order(index, strong, heading, close),
            (strong, _) => strong.is_none(),
        };
        if let Some(strong) = strong.filter(|_| !is_order || date.day.is_relative()) {
            // «Доставлен. Пишите до 17 апреля»: not a delivery deadline.
            let clause = |at: usize| self.tokens.clause(at);
            let apart = date.deadline && clause(strong.span.first) != clause(date.span.first);
            let came = strong.says == Happened(Event::Received);
            date.says = Some(if came && apart { Other } else { strong.says });
            // «Заказ № 7788 5 марта доставлен»: the date of either one.
            let is_order = strong.says == Happened(Event::Ordered);
            date.loosely = close && strong.span.first > date.span.last && !is_order
                // «Купила чайник, сегодня он сломался».
                || date.day.is_relative() && strong.span.first < date.span.first
                    && part(strong.span.last) != part(date.span.first)
                || self.is_shared(index, strong);
        } else if weak.is_some() {
            if !date.day.is_relative() {
                date.says = Some(Happened(Event::Ordered));
            }
            date.loosely = !close || strong.is_some();
        }
        let said = strong.or(weak).map_or(date.span, |label| label.span);
        date.loosely |= is_vague(self.tokens, date.span) || is_guessed(self.tokens, said.first);
    }

    /// Whether a phrase may also belong to the previous date, which has none: the two dates are
    /// adjacent, or the phrase follows a price at the end of a list row.
    fn is_shared(&self, index: usize, strong: Label) -> bool {
        let tokens = self.tokens;
        let before = Tokens::before(index);
        let (Some(date), Some(None)) = (self.spans.get(before), self.strong.get(before)) else {
            return false;
        };
        let start = tokens.line_start(strong.span.first);
        let this = self.spans[index].first;
        date.last + 1 == this && tokens.near(this)
            || tokens.is_part(Tokens::before(start), uses::PRICE) && tokens.line_end(start) == this
    }

    /// Whether a date is more likely that of the order mentioned before it than that of the event.
    fn is_of_order(&self, index: usize, strong: Label, heading: Label, close: bool) -> bool {
        let tokens = self.tokens;
        let date = self.spans[index];
        let says_else =
            matches!(strong.says, Other | Happened(_)) && strong.says != Happened(Event::Ordered);
        if strong.span.first < date.first {
            // «Отменён · Заказ № 7788 · 5 марта».
            let clause = |at: usize| tokens.clause(at);
            let above = strong.span.last < heading.span.first
                && clause(strong.span.last) != clause(heading.span.first);
            return close && above && says_else;
        }
        // «Заказ № 7788», the date, «Завершён», each on its own line.
        let block = |at: usize| tokens.get(at).map(|token| token.block);
        let heads = block(heading.span.last) == block(date.first);
        let below = tokens.line_start(strong.span.first) > date.last;
        // The same on one line: «Заказ № 7788 (5 марта) — доставлен».
        let apart = strong.says == Other || self.is_apart(index, strong.span.first);
        (heads && below && !self.is_one_of_many(index)) || (close && apart && says_else)
    }

    /// Whether there is more than words between a date and what follows.
    fn is_apart(&self, index: usize, at: usize) -> bool {
        let next = self.spans[index].last + 1;
        (next..at).any(|at| !self.tokens.is_word(at)) || !self.tokens.near(at)
    }

    /// The row that contains a date and its status, unless something ties them together.
    fn row(&self, index: usize) -> Option<Row> {
        let tokens = self.tokens;
        let date = self.spans[index];
        let status = self.strong[index].filter(|status| status.span.first > date.last)?;
        let (from, to) = (tokens.get(date.last)?, tokens.get(status.span.first)?);
        let below = from.line != to.line;
        let of_order = matches!(status.says, Happened(Event::Ordered) | Perhaps(_) | Says::Due);
        if (!below && from.clause == to.clause) || of_order {
            return None;
        }
        let scope = if !below {
            tokens.line_start(date.first)..tokens.line_end(date.first)
        } else if from.block == to.block {
            tokens.block(date.first)
        } else {
            0..tokens.len()
        };
        let begins = scope.start == date.first;
        let is_sum =
            |at: usize| tokens.is_part(at, uses::PRICE | uses::NUMBER) || tokens.mark(at) == '№';
        let has_sum = scope.clone().any(is_sum);
        let many = self.is_one_of_many(index);
        let belongs =
            if below { many || (begins && !has_sum) } else { !has_sum && (many || begins) };
        (!belongs).then_some(Row { has_sum })
    }

    /// Whether dates and phrases alternate here with nothing in between, as in parcel tracking.
    fn is_one_of_many(&self, index: usize) -> bool {
        let follows = |index: usize| {
            let Some(Some(status)) = self.strong.get(index) else { return false };
            let Some(next) = self.spans.get(index + 1) else { return false };
            let line = |at: usize| self.tokens.line(at);
            let begins = self.tokens.line_start(next.first) == next.first;
            status.span.first > self.spans[index].last
                && next.first > status.span.last
                && line(next.first) == line(status.span.first) + u32::from(begins)
        };
        follows(index) || index > 0 && follows(index - 1)
    }
}
