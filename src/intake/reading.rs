//! Everything found in a text, each date and amount with the phrase it belongs to, and where a
//! second order begins. `answering` turns it into the answer. For `intake` only.

use super::TextContext;
use super::context::is_email_header;
use super::dates::{Date, DateReader};
use super::days::{Day, Ymd};
use super::details::{Number, Title, marketplaces, numbers, title};
use super::events::{assign_events, is_vague};
use super::labels::{Label, Meaning, amount_labels, date_labels};
use super::linking::link;
use super::money::{Price, prices};
use super::tables::{Cell, cells};
use super::tokens::{Span, Tokens, roles};
use crate::order::Event;
use crate::zone::local_time;
use chrono::{Datelike, NaiveDateTime};

/// What was found in a text.
pub(super) struct Reading<'a> {
    pub(super) tokens: Tokens<'a>,
    pub(super) context: TextContext<'a>,
    /// The current local time in the shopper's zone.
    pub(super) local_now: NaiveDateTime,
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
        let local_now = local_time(context.zone, context.now);
        let mut prices = prices(&mut tokens);
        let mut labels = assign_date_labels(&mut tokens);
        let mut dates = DateReader { tokens: &tokens, year: local_now.year() }.dates();
        let mut has_messages = false;
        for date in &dates {
            has_messages |= date.is_timestamp;
            tokens.assign(date.span, roles::DATE);
            if date.is_timestamp {
                tokens.assign(date.span, roles::MESSAGE);
            }
        }
        let numbers = numbers(&mut tokens);
        let marketplaces = marketplaces(&mut tokens);
        let amount_labels = assign_amount_labels(&mut tokens);
        let title = title(&tokens);
        for at in 0..tokens.len() {
            has_messages |= is_email_header(&tokens, at);
        }
        assign_events(&tokens, &mut dates, &mut labels);
        let mut spans = Vec::new();
        for price in &prices {
            spans.push(price.span);
        }
        let cells = cells(&tokens, &spans, &amount_labels);
        for (index, label) in link(&tokens, &spans, &amount_labels, true).iter().enumerate().rev() {
            let meaning = match cells[index] {
                Cell::Under(meaning) => Some(meaning),
                _ => label.map(|label| label.meaning),
            };
            let end = spans[index].last + 1;
            // «Итого 1 500 ₽ 1 200 ₽», "$20-$25": one or the other.
            let dash = usize::from(tokens.is(end, "- – — to"));
            let has_alternative = prices
                .get(index + 1)
                .is_some_and(|next| next.span.first == end + dash && next.meaning.is_none());
            // "$20 before discount", «500 ₽ плюс доставка».
            let has_extras = tokens.near_is(end, "без before without excluding + plus плюс");
            let price = &mut prices[index];
            price.meaning = meaning;
            price.is_ambiguous |= has_alternative || has_extras || is_vague(&tokens, spans[index]);
        }
        Reading {
            tokens,
            context,
            local_now,
            dates,
            prices,
            numbers,
            marketplaces,
            title,
            has_messages,
        }
    }

    /// From the token at which a second order begins to the last one that indicates it.
    pub(super) fn second_order(&self) -> Option<Span> {
        let mut ordered = self.dates.iter().filter(|date| date.is_ordered());
        let first_dated = ordered.next();
        if let Some(first) = self.numbers.first()
            && let Some(second) = self.numbers.iter().find(|n| n.value != first.value)
        {
            // If the date precedes the first number, it also precedes the second.
            let dated_before = first_dated.is_some_and(|date| date.span.first < first.span.first);
            let between = first.span.last..second.span.first;
            let begins = match ordered.find(|date| between.contains(&date.span.first)) {
                Some(date) if dated_before => date.span.first,
                _ => second.span.first,
            };
            return Some(self.second_order_from(begins, first.span.last, second.span.last));
        }
        let first = first_dated?;
        let has_full_date = |day: Day| matches!(day, Day::One(Ymd { year: 1.., .. }));
        let other = ordered.find(|date| has_full_date(date.day) && date.day != first.day)?;
        let is_first_full = has_full_date(first.day);
        is_first_full
            .then(|| self.second_order_from(other.span.first, first.span.last, other.span.last))
    }

    /// From the start of the token's line, or after the first order if that is on the same line.
    fn second_order_from(&self, at: usize, after: usize, last: usize) -> Span {
        let line = self.tokens.line_start(at);
        Span { first: if line > after { line } else { after + 1 }, last }
    }
}

/// Phrases about dates, except those about an amount: «Доставка: 99 ₽».
fn assign_date_labels(tokens: &mut Tokens) -> Vec<Label> {
    let mut labels = Vec::new();
    for label in &date_labels(tokens) {
        let last = label.span.last;
        let next = last + 1 + usize::from(tokens.mark(last + 1) == ':');
        if label.meaning == Meaning::Perhaps(Event::DeliveryDue)
            && tokens.has_role(next, roles::PRICE)
        {
            continue;
        }
        tokens.assign(label.span, roles::PHRASE);
        tokens.assign(Span { first: last, last }, roles::PHRASE_END);
        labels.push(*label);
    }
    labels
}

/// Phrases about amounts. In «Возврат за заказ на сумму 450 ₽» the first one counts.
fn assign_amount_labels(tokens: &mut Tokens) -> Vec<Label> {
    let mut labels = amount_labels(tokens);
    // The clause of a refund mentioned just before.
    let mut refund = None;
    for label in &mut labels {
        tokens.assign(label.span, roles::PHRASE);
        let clause = tokens.clause(label.span.first);
        let of_refund = refund == Some(clause);
        refund = (label.meaning == Meaning::Refund).then_some(clause);
        if label.meaning == Meaning::Spent && of_refund {
            label.meaning = Meaning::Refund;
        }
    }
    labels
}
