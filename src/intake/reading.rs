//! Everything found in a text, each date and amount with the phrase it belongs to, and where a
//! second order begins. `settling` turns it into the answer. For `intake` only.

use super::TextContext;
use super::context::is_head_of_letter;
use super::dates::{Date, Reader};
use super::days::{Day, Ymd};
use super::details::{Number, Title, marketplaces, numbers, title};
use super::events::{find_events, is_vague};
use super::labels::{Label, Says, of_dates, of_sums};
use super::linking::link;
use super::money::{Price, prices};
use super::tables::{Cell, cells};
use super::tokens::{Span, Tokens, uses};
use crate::order::Event;
use crate::zone::local_time;
use chrono::{Datelike, NaiveDateTime};

/// What was found in a text.
pub(super) struct Reading<'a> {
    pub(super) tokens: Tokens<'a>,
    pub(super) context: TextContext<'a>,
    /// The current local time in the shopper's zone.
    pub(super) here: NaiveDateTime,
    pub(super) dates: Vec<Date>,
    pub(super) prices: Vec<Price>,
    pub(super) numbers: Vec<Number>,
    pub(super) marketplaces: Vec<(Span, &'static str)>,
    pub(super) title: Option<Title>,
    /// Whether the text has chat messages or e-mails, with timestamps of their own.
    pub(super) has_messages: bool,
}

impl<'a> Reading<'a> {
    pub(super) fn new(text: &'a str, context: TextContext<'a>) -> Reading<'a> {
        let mut tokens = Tokens::new(text);
        let here = local_time(context.zone, context.now);
        let mut prices = prices(&mut tokens);
        let mut labels = phrases_of_dates(&mut tokens);
        let mut dates = Reader { tokens: &tokens, year: here.year() }.dates();
        let mut has_messages = false;
        for date in &dates {
            has_messages |= date.of_message;
            tokens.take(date.span, uses::DATE);
            if date.of_message {
                tokens.take(date.span, uses::MESSAGE);
            }
        }
        let numbers = numbers(&mut tokens);
        let marketplaces = marketplaces(&mut tokens);
        let sums = phrases_of_sums(&mut tokens);
        let title = title(&tokens);
        for at in 0..tokens.len() {
            has_messages |= tokens.mark(at + 1) == ':' && is_head_of_letter(&tokens, at);
        }
        find_events(&tokens, &mut dates, &mut labels);
        let mut spans = Vec::new();
        for price in &prices {
            spans.push(price.span);
        }
        let cells = cells(&tokens, &spans, &sums);
        for (index, label) in link(&tokens, &spans, &sums, true).iter().enumerate().rev() {
            let says = match cells[index] {
                Cell::Under(says) => Some(says),
                _ => label.map(|label| label.says),
            };
            let end = spans[index].last + 1;
            // «Итого 1 500 ₽ 1 200 ₽», "$20-$25": one or the other.
            let dash = usize::from(tokens.is(end, "- – — to"));
            let other = prices
                .get(index + 1)
                .is_some_and(|next| next.span.first == end + dash && next.says.is_none());
            // "$20 before discount", «500 ₽ плюс доставка».
            let more = tokens.near_is(end, "без before without excluding + plus плюс");
            let price = &mut prices[index];
            price.says = says;
            price.ambiguous |= other || more || is_vague(&tokens, spans[index]);
        }
        Reading { tokens, context, here, dates, prices, numbers, marketplaces, title, has_messages }
    }

    /// From the token at which a second order begins to the last one that indicates it.
    pub(super) fn second_order(&self) -> Option<Span> {
        let mut ordered = self.dates.iter().filter(|date| date.is_ordered());
        let dated = ordered.next();
        if let Some(first) = self.numbers.first()
            && let Some(second) = self.numbers.iter().find(|n| n.value != first.value)
        {
            // If the date precedes the first number, it also precedes the second.
            let dated_before = dated.is_some_and(|date| date.span.first < first.span.first);
            let between = first.span.last..second.span.first;
            let begins = match ordered.find(|date| between.contains(&date.span.first)) {
                Some(date) if dated_before => date.span.first,
                _ => second.span.first,
            };
            return Some(self.second_from(begins, first.span.last, second.span.last));
        }
        let first = dated?;
        let is_full = |day: Day| matches!(day, Day::One(Ymd { year: 1.., .. }));
        let other = ordered.find(|date| is_full(date.day) && date.day != first.day)?;
        let both = is_full(first.day);
        both.then(|| self.second_from(other.span.first, first.span.last, other.span.last))
    }

    /// From the start of the token's line, or after the first order if that is on the same line.
    fn second_from(&self, at: usize, after: usize, last: usize) -> Span {
        let line = self.tokens.line_start(at);
        Span { first: if line > after { line } else { after + 1 }, last }
    }
}

/// Phrases about dates, except those about an amount: «Доставка: 99 ₽».
fn phrases_of_dates(tokens: &mut Tokens) -> Vec<Label> {
    let mut labels = Vec::new();
    for label in &of_dates(tokens) {
        let last = label.span.last;
        let next = last + 1 + usize::from(tokens.mark(last + 1) == ':');
        if label.says == Says::Perhaps(Event::DeliveryDue) && tokens.is_part(next, uses::PRICE) {
            continue;
        }
        tokens.take(label.span, uses::PHRASE);
        tokens.take(Span { first: last, last }, uses::PHRASE_END);
        labels.push(*label);
    }
    labels
}

/// Phrases about amounts. In «Возврат за заказ на сумму 450 ₽» the first one counts.
fn phrases_of_sums(tokens: &mut Tokens) -> Vec<Label> {
    let mut labels = of_sums(tokens);
    // The clause of a refund mentioned just before.
    let mut refund = None;
    for label in &mut labels {
        tokens.take(label.span, uses::PHRASE);
        let clause = tokens.clause(label.span.first);
        let of_refund = refund == Some(clause);
        refund = (label.says == Says::Refund).then_some(clause);
        if label.says == Says::Spent && of_refund {
            label.says = Says::Refund;
        }
    }
    labels
}
