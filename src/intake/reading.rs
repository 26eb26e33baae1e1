//! Everything that was read in a text, each date and sum with the phrase it belongs to, and where
//! a second order begins. `settling` makes the answer of it. For `intake` alone.

use super::TextContext;
use super::dates::{Date, Reader};
use super::days::Day;
use super::details::{Number, Title, marketplaces, numbers, title};
use super::labels::{Label, Says, Sum, is_head_of_letter, of_dates, of_sums};
use super::linking::link;
use super::money::{Price, prices};
use super::tokens::{Span, Tokens};
use crate::order::Event;
use crate::zone::local_time;
use chrono::{Datelike, NaiveDateTime};

/// A date, and what the words near it say of it.
pub(super) struct Dated {
    pub(super) date: Date,
    pub(super) says: Option<Says>,
    /// The phrase is only near: «Заказ» on the line above.
    pub(super) loosely: bool,
}

/// What was read in a text.
pub(super) struct Reading<'a> {
    pub(super) tokens: Tokens<'a>,
    pub(super) context: TextContext<'a>,
    /// What the clock shows now in the shopper's zone.
    pub(super) here: NaiveDateTime,
    pub(super) dates: Vec<Dated>,
    pub(super) prices: Vec<(Price, Option<Sum>)>,
    pub(super) numbers: Vec<Number>,
    pub(super) marketplaces: Vec<(Span, &'static str)>,
    pub(super) title: Option<Title>,
    /// Messages or letters, which have dates of their own.
    pub(super) has_messages: bool,
}

impl<'a> Reading<'a> {
    pub(super) fn new(text: &'a str, context: TextContext<'a>) -> Reading<'a> {
        let tokens = Tokens::new(text);
        let here = local_time(context.zone, context.now);
        let prices = prices(&tokens);
        let price_spans: Vec<Span> = prices.iter().map(|price| price.span).collect();
        let mut labels = of_dates(&tokens);
        // «Доставка: 99 ₽» speaks of a sum.
        let sum_follows = |label: &Label<Says>| {
            let next = label.span.last + 1;
            let next = next + usize::from(tokens.mark(next) == ':');
            let index = price_spans.partition_point(|span| span.last < next);
            price_spans.get(index).is_some_and(|span| span.covers(next))
        };
        labels
            .retain(|label| label.says != Says::Perhaps(Event::DeliveryDue) || !sum_follows(label));
        let reader =
            Reader { tokens: &tokens, labels: &labels, taken: &price_spans, year: here.year() };
        let dates = reader.dates();
        let mut taken = vec![false; tokens.len()];
        let mut take = |span: Span| taken[span.first..=span.last].fill(true);
        dates.iter().for_each(|date| take(date.span));
        price_spans.iter().for_each(|span| take(*span));
        let numbers = numbers(&tokens, &|at| taken.get(at) == Some(&true));
        let marketplaces = marketplaces(&tokens);
        let sums = of_sums(&tokens);
        let title =
            find_title(&tokens, &price_spans, taken, &numbers, &marketplaces, &labels, &sums);
        let has_messages = dates.iter().any(|date| date.of_message)
            || (0..tokens.len())
                .any(|at| tokens.mark(at + 1) == ':' && is_head_of_letter(&tokens, at));
        for label in &mut labels {
            if is_date_of_order(&tokens, *label, &dates, &numbers) {
                label.says = Says::Happened(Event::Ordered);
            }
        }
        let dates = with_events(&tokens, dates, &labels, &numbers);
        let sum_spans: Vec<Span> = sums.iter().map(|label| label.span).collect();
        let kinds = link(&tokens, &price_spans, &sum_spans).into_iter();
        let kinds = kinds.map(|label| label.map(|label| kind_of(&tokens, &sums, label)));
        let prices = prices.into_iter().zip(kinds).collect();
        Reading { tokens, context, here, dates, prices, numbers, marketplaces, title, has_messages }
    }

    /// Whether a date is said to be that of the order itself.
    pub(super) fn is_ordered(dated: &Dated) -> bool {
        dated.says == Some(Says::Happened(Event::Ordered)) && !dated.date.deadline && !dated.loosely
    }

    /// The token at which a second order begins, and the one that ends the reason to think so.
    pub(super) fn second_order(&self) -> Option<Span> {
        let first = self.numbers.first();
        let second = first.and_then(|first| self.numbers.iter().find(|n| n.value != first.value));
        let mut ordered = self.dates.iter().filter(|dated| Self::is_ordered(dated)).map(|d| d.date);
        if let (Some(first), Some(second)) = (first, second) {
            // Where the date stood before the first number, it also does before the second.
            let dated_before =
                ordered.next().is_some_and(|date| date.span.first < first.span.first);
            let between = first.span.last..second.span.first;
            let date = ordered.find(|date| between.contains(&date.span.first));
            let begins =
                date.filter(|_| dated_before).map_or(second.span.first, |date| date.span.first);
            return Some(Span {
                first: self.begin(begins, first.span.last),
                last: second.span.last,
            });
        }
        let first = ordered.next()?;
        let days = |day: Day| matches!(day, Day::One(ymd) if ymd.year.is_some());
        let other =
            ordered.find(|date| days(first.day) && days(date.day) && date.day != first.day)?;
        Some(Span { first: self.begin(other.span.first, first.span.last), last: other.span.last })
    }

    /// The beginning of the line of a token, or of what it says if the first order is there too.
    fn begin(&self, at: usize, after: usize) -> usize {
        let line = self.tokens.line_start(at);
        if line > after { line } else { after + 1 }
    }
}

fn find_title(
    tokens: &Tokens,
    prices: &[Span],
    taken: Vec<bool>,
    numbers: &[Number],
    marketplaces: &[(Span, &str)],
    labels: &[Label<Says>],
    sums: &[Label<Sum>],
) -> Option<Title> {
    let mut priced = vec![false; tokens.len()];
    let mut busy = taken;
    prices.iter().for_each(|span| priced[span.first..=span.last].fill(true));
    let spans = numbers.iter().map(|number| number.span);
    let spans = spans.chain(marketplaces.iter().map(|(span, _)| *span));
    let spans = spans.chain(labels.iter().map(|label| label.span));
    let spans = spans.chain(sums.iter().map(|label| label.span));
    spans.for_each(|span| busy[span.first..=span.last].fill(true));
    let is = |mask: &[bool], at: usize| mask.get(at) == Some(&true);
    title(tokens, &|at| is(&priced, at), &|at| is(&busy, at))
}

/// What a phrase says of a sum. In «Возврат за заказ на сумму 450 ₽» the first phrase counts.
fn kind_of(tokens: &Tokens, sums: &[Label<Sum>], index: usize) -> Sum {
    let clause = |label: &Label<Sum>| tokens.get(label.span.first).map(|token| token.clause);
    let label = sums[index];
    let before = index.checked_sub(1).map(|before| sums[before]);
    let of_refund = before.is_some_and(|b| b.says == Sum::Refund && clause(&b) == clause(&label));
    if label.says == Sum::Paid && of_refund { Sum::Refund } else { label.says }
}

/// «Заказ № 7788 от» right before a date.
fn is_date_of_order(
    tokens: &Tokens,
    label: Label<Says>,
    dates: &[Date],
    numbers: &[Number],
) -> bool {
    let next = dates.partition_point(|date| date.span.first <= label.span.last);
    let Some(date) = dates.get(next).map(|date| date.span.first) else { return false };
    let of = tokens.is(Tokens::before(date), &["от", "from", "of", "dated"]);
    label.says == Says::Order
        && of
        && only_number_between(tokens, label.span.last + 1, date, numbers)
}

/// Whether nothing but the number of the order, marks and small words stand between two tokens.
fn only_number_between(tokens: &Tokens, first: usize, end: usize, numbers: &[Number]) -> bool {
    let small = |at: usize| {
        let between = ["от", "from", "of", "dated", "номер", "no", "number", "id", "joom"];
        let in_number = numbers.iter().any(|number| number.span.covers(at));
        in_number || tokens.word(at).is_empty() || tokens.is(at, &between)
    };
    end < first + 20 && tokens.line_start(end) < first && (first..end).all(small)
}

/// Each date with its phrase: first those that say what happened, then «заказ» alone.
fn with_events(
    tokens: &Tokens,
    dates: Vec<Date>,
    labels: &[Label<Says>],
    numbers: &[Number],
) -> Vec<Dated> {
    let spans: Vec<Span> = dates.iter().map(|date| date.span).collect();
    let (weak, strong): (Vec<_>, Vec<_>) =
        labels.iter().copied().partition(|label| label.says == Says::Order);
    let only_spans =
        |labels: &[Label<Says>]| labels.iter().map(|label| label.span).collect::<Vec<_>>();
    let strongly = link(tokens, &spans, &only_spans(&strong));
    let weakly = link(tokens, &spans, &only_spans(&weak));
    let says = |index: usize, date: &Date| {
        let strong_label = strongly[index].map(|label| strong[label]);
        let weak_label = weakly[index].map(|label| weak[label].span);
        // «Заказ № 7788», the date, «Завершён», each on its line: the date is that of the order.
        let block = |at: usize| tokens.get(at).map(|token| token.block);
        let heads = |label: Span| {
            label.last < date.span.first && block(label.last) == block(date.span.first)
        };
        let below = |label: Span| tokens.line_start(label.first) > date.span.last;
        match strong_label {
            Some(label) if !(below(label.span) && weak_label.is_some_and(heads)) => {
                return (Some(label.says), false);
            }
            _ => {}
        }
        let Some(label) = weak_label else { return (None, false) };
        let absolute = !matches!(date.day, Day::FromToday(_) | Day::Now);
        let tightly = label.last < date.span.first
            && only_number_between(tokens, label.last + 1, date.span.first, numbers);
        (absolute.then_some(Says::Happened(Event::Ordered)), !tightly)
    };
    let says: Vec<_> = dates.iter().enumerate().map(|(index, date)| says(index, date)).collect();
    let dated = |(date, (says, loosely))| Dated { date, says, loosely };
    dates.into_iter().zip(says).map(dated).collect()
}
