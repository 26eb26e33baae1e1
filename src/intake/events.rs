//! Which date belongs to which event: each date gets a phrase. A row of a list has one date and one
//! status, which need not belong together: the date is then more likely that of the order, and
//! nothing is certain. For `reading` only.

use super::context::{is_asked, is_button, is_state};
use super::dates::Date;
use super::days::{Day, VAGUE};
use super::labels::{Label, Meaning};
use super::linking::{first_at_or_after, link};
use super::tables::{Cell, cells};
use super::tokens::{Span, Tokens, roles};
use crate::order::Event;
use Meaning::{Happened, Ignored, Order, Perhaps, Unrelated};

/// Words of someone who is not sure.
const GUESSES: &str = "кажется вроде наверное наверно возможно моему ошибаюсь помню probably maybe \
    think believe correctly mistaken";

/// Assigns phrases to dates: first those that state an event, then «заказ» alone.
pub(super) fn assign_events(tokens: &Tokens, dates: &mut [Date], labels: &mut [Label]) {
    let mut spans = Vec::new();
    for date in dates.iter() {
        spans.push(date.span);
    }
    for at in 0..labels.len() {
        let meaning = meaning_near_dates(tokens, &labels[at..], &spans);
        let Label { span, meaning: current } = &mut labels[at];
        // «Заказ № 7788 от»: all of it refers to the date that follows.
        if *current == Order
            && meaning != Order
            && let Some(date) = spans.get(first_at_or_after(&spans, span.last + 1))
        {
            span.last = date.first - 1;
        }
        *current = meaning;
    }
    let (mut strong, mut weak) = (Vec::new(), Vec::new());
    for label in labels.iter().filter(|label| label.meaning != Ignored) {
        if label.meaning == Order { weak.push(*label) } else { strong.push(*label) }
    }
    let cells = cells(tokens, &spans, &strong);
    let strong = link(tokens, &spans, &strong, false);
    let weak = link(tokens, &spans, &weak, false);
    let finder = EventFinder { tokens, spans: &spans, strong: &strong, weak: &weak };
    for (index, date) in dates.iter_mut().enumerate() {
        finder.find(index, date);
        match cells[index] {
            Cell::Outside => {}
            Cell::Under(meaning) => (date.meaning, date.is_loose) = (Some(meaning), false),
            Cell::Unclear => date.is_loose = true,
        }
    }
    // Rows of a list: their dates become questions, unless that of the order is known.
    let is_order_date_known = dates.iter().any(Date::is_ordered);
    for (index, date) in dates.iter_mut().enumerate() {
        if let (Cell::Outside, Some(row)) = (cells[index], finder.row(index)) {
            date.meaning = match date.meaning {
                _ if row.has_amount && !is_order_date_known => None,
                Some(Happened(event)) => Some(Perhaps(event)),
                meaning => meaning,
            };
        }
    }
}

/// What the first of `labels` means next to the dates of the text.
fn meaning_near_dates(tokens: &Tokens, labels: &[Label], dates: &[Span]) -> Meaning {
    let Label { span, meaning } = labels[0];
    let after = first_at_or_after(dates, span.last + 1);
    let (before, after) = (&dates[..after], &dates[after..]);
    let adjacent = [before.last(), after.first()];
    let line = |at: usize| tokens.line(at);
    let same_line = || adjacent.iter().flatten().any(|date| line(date.first) == line(span.first));
    let same_clause = || {
        adjacent.iter().flatten().any(|date| tokens.clause(date.first) == tokens.clause(span.first))
    };
    match meaning {
        // «Карта *4412» in a message from a bank.
        Unrelated if tokens.mark(span.last + 1) == '*' => Ignored,
        Order if is_date_of_order(tokens, labels, after) => Happened(Event::Ordered),
        Happened(_) | Perhaps(_) | Meaning::Due if is_asked(tokens, span.first) => {
            if same_clause() { Unrelated } else { Ignored }
        }
        Happened(event) if is_state(tokens, span.first) && !same_line() => {
            // If its block has as many phrases as dates, each phrase is above its date.
            let end = tokens.block(span.first).end;
            let is_phrase = |label: &&Label| label.span.first < end && label.meaning != Order;
            let phrases = labels.iter().filter(is_phrase).count();
            let is_heading = phrases > 1 && phrases == first_at_or_after(after, end);
            if is_heading { Perhaps(event) } else { Ignored }
        }
        Happened(event) if is_button(tokens, span.first) => {
            let precedes_date =
                after.first().is_some_and(|date| date.first == tokens.line_end(span.first));
            if precedes_date { Perhaps(event) } else { Ignored }
        }
        meaning => meaning,
    }
}

/// «Заказ № 7788 от» right before a date; or «Заказ 1 марта», where the phrase that follows, such
/// as «получен», has its own date.
fn is_date_of_order(tokens: &Tokens, labels: &[Label], dates: &[Span]) -> bool {
    let Some(date) = dates.first() else { return false };
    let next_has_own_date = || {
        let (Some(label), Some(next)) = (labels.get(1), dates.get(1)) else { return false };
        let part = |at: usize| tokens.part(at);
        let is_between = date.last < label.span.first && label.span.last < next.first;
        is_between && part(date.last) == part(next.first)
    };
    has_only_number_between(tokens, labels[0].span.last + 1, date.first)
        && (tokens.is(Tokens::before(date.first), "от from of dated") || next_has_own_date())
}

/// Whether there is only the order number, marks and short words between two tokens.
fn has_only_number_between(tokens: &Tokens, first: usize, end: usize) -> bool {
    let is_filler = |at: usize| {
        tokens.has_role(at, roles::NUMBER)
            || !tokens.is_word(at)
            || tokens.is(at, "от from of dated номер no number id joom")
    };
    end < first + 20 && tokens.line_start(end) < first && (first..end).all(is_filler)
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
        tokens.is(guess, GUESSES)
            && tokens.clause(guess) == tokens.clause(at)
            && (part == tokens.part(at) || part != tokens.part(next))
    })
}

/// A row of a list: a date followed by a status, in separate cells or lines.
struct Row {
    /// The row also has a price or a number, so it describes an order.
    has_amount: bool,
}

/// The dates, and for each its event phrase and its «заказ».
struct EventFinder<'a> {
    tokens: &'a Tokens<'a>,
    spans: &'a [Span],
    strong: &'a [Option<Label>],
    weak: &'a [Option<Label>],
}

impl EventFinder<'_> {
    fn find(&self, index: usize, date: &mut Date) {
        let (strong, weak) = (self.strong[index], self.weak[index]);
        let heading = weak.filter(|weak| weak.span.last < date.span.first);
        let is_close = heading.is_some_and(|heading| {
            has_only_number_between(self.tokens, heading.span.last + 1, date.span.first)
        });
        // «Заказала лампу, обещали в среду»: the weekday is of another event.
        let part = |at: usize| self.tokens.part(at);
        let strong = strong.filter(|strong| {
            !matches!(date.day, Day::Weekday(..))
                || strong.span.first > date.span.first
                || part(strong.span.last) == part(date.span.first)
        });
        let is_ordered = match (strong, heading) {
            (Some(strong), Some(heading)) => self.is_of_order(index, strong, heading, is_close),
            (strong, _) => strong.is_none(),
        };
        if let Some(strong) = strong.filter(|_| !is_ordered || date.day.is_relative()) {
            // «Доставлен. Пишите до 17 апреля»: not a delivery deadline.
            let clause = |at: usize| self.tokens.clause(at);
            let is_apart = date.is_limit && clause(strong.span.first) != clause(date.span.first);
            let has_arrived = strong.meaning == Happened(Event::Received);
            date.meaning = Some(if has_arrived && is_apart { Unrelated } else { strong.meaning });
            // «Заказ № 7788 5 марта доставлен»: the date of either one.
            let is_ordered = strong.meaning == Happened(Event::Ordered);
            date.is_loose = is_close && strong.span.first > date.span.last && !is_ordered
                // «Купила чайник, сегодня он сломался».
                || date.day.is_relative() && strong.span.first < date.span.first
                    && part(strong.span.last) != part(date.span.first)
                || self.is_shared(index, strong);
        } else if weak.is_some() {
            if !date.day.is_relative() {
                date.meaning = Some(Happened(Event::Ordered));
            }
            date.is_loose = !is_close || strong.is_some();
        }
        let label_span = strong.or(weak).map_or(date.span, |label| label.span);
        date.is_loose |=
            is_vague(self.tokens, date.span) || is_guessed(self.tokens, label_span.first);
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
            || tokens.has_role(Tokens::before(start), roles::PRICE)
                && tokens.line_end(start) == this
    }

    /// Whether a date is more likely that of the order mentioned before it than that of the event.
    fn is_of_order(&self, index: usize, strong: Label, heading: Label, is_close: bool) -> bool {
        let tokens = self.tokens;
        let date = self.spans[index];
        let is_other_event = matches!(strong.meaning, Unrelated | Happened(_))
            && strong.meaning != Happened(Event::Ordered);
        if strong.span.first < date.first {
            // «Отменён · Заказ № 7788 · 5 марта».
            let clause = |at: usize| tokens.clause(at);
            let is_above = strong.span.last < heading.span.first
                && clause(strong.span.last) != clause(heading.span.first);
            return is_close && is_above && is_other_event;
        }
        // «Заказ № 7788 (5 марта) — доставлен».
        let is_apart = strong.meaning == Unrelated || self.is_apart(index, strong.span.first);
        is_close && is_apart && is_other_event
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
        let is_below = from.line != to.line;
        let of_order = matches!(status.meaning, Happened(Event::Ordered) | Perhaps(_));
        if from.clause == to.clause || of_order {
            return None;
        }
        let scope = if !is_below {
            tokens.line_start(date.first)..tokens.line_end(date.first)
        } else if from.block == to.block {
            tokens.block(date.first)
        } else {
            0..tokens.len()
        };
        let begins_scope = scope.start == date.first;
        let is_amount =
            |at: usize| tokens.has_role(at, roles::PRICE | roles::NUMBER) || tokens.mark(at) == '№';
        let has_amount = scope.clone().any(is_amount);
        let is_in_list = self.is_in_series(index);
        let belongs_together = if is_below {
            is_in_list || (begins_scope && !has_amount)
        } else {
            !has_amount && (is_in_list || begins_scope)
        };
        (!belongs_together).then_some(Row { has_amount })
    }

    /// Whether dates and phrases alternate here with nothing in between, as in parcel tracking.
    fn is_in_series(&self, index: usize) -> bool {
        let follows = |index: usize| {
            let Some(Some(status)) = self.strong.get(index) else { return false };
            let Some(next) = self.spans.get(index + 1) else { return false };
            let line = |at: usize| self.tokens.line(at);
            let begins_line = self.tokens.line_start(next.first) == next.first;
            status.span.first > self.spans[index].last
                && next.first > status.span.last
                && line(next.first) == line(status.span.first) + u32::from(begins_line)
        };
        follows(index) || index > 0 && follows(index - 1)
    }
}
