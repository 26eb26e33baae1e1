//! Turns everything found into the answer: which date and amount go into which field, what is
//! doubtful about them, and what must be asked. For `intake` only.

use super::dates::Date;
use super::days::Day;
use super::details::Title;
use super::labels::{Meaning, longest_match};
use super::money::Price;
use super::reading::Reading;
use super::resolving::{Doubts, Resolved, doubt_if};
use super::tokens::{Span, utf16_len};
use super::{Doubt, FieldValue, Found, OrderField, ParsedOrderText, Question, QuestionCode};
use crate::moment::Bounds;
use crate::order::{Event, Money};
use crate::reading::NamedEnum;

/// The maximum number of answers to a question: nobody would read more.
const MAX_OPTIONS: usize = 6;

/// Words of those who pay in parts.
const INSTALLMENTS: &str = "долями|частями|рассроч*|сплит|installment*|instalment*|klarna|afterpay";

/// The answer for a text.
pub(super) fn build_answer(reading: &Reading) -> ParsedOrderText {
    let second = reading.second_order();
    let end = second.map_or(usize::MAX, |span| span.first);
    let dates = reading.dates.partition_point(|date| date.span.first < end);
    let mut builder = AnswerBuilder {
        reading,
        end,
        dates: &reading.dates[..dates],
        ordered: None,
        answer: ParsedOrderText::default(),
    };
    builder.events();
    builder.amounts();
    builder.identity();
    if let Some(second) = second {
        builder.several_orders(second);
    }
    builder.finish()
}

pub(super) struct AnswerBuilder<'a> {
    pub(super) reading: &'a Reading<'a>,
    /// The token at which the first order ends and another begins.
    end: usize,
    /// The dates of the first order.
    dates: &'a [Date],
    /// When the order was placed, as far as known.
    pub(super) ordered: Option<Bounds>,
    answer: ParsedOrderText,
}

impl<'a> AnswerBuilder<'a> {
    fn events(&mut self) {
        let mut is_order_dated = false;
        for event in Event::ALL {
            is_order_dated |= self.event(event) && event == Event::Ordered;
        }
        if !is_order_dated {
            self.assume_ordered();
        }
    }

    /// Adds or asks when an event happened; returns whether the text has a date for it.
    fn event(&mut self, event: Event) -> bool {
        let (mut first, mut timed): (Option<&Date>, Option<&Date>) = (None, None);
        let mut several = false;
        // An uncertain event, or a weekday, is ignored if there is a certain date.
        let is_unsure = |date: &Date| is_assumed(date) || matches!(date.day, Day::Weekday(..));
        let has_certain = self.dates.iter().any(|date| is_date_of(date, event) && !is_unsure(date));
        for date in self.dates {
            if !is_date_of(date, event) || has_certain && is_unsure(date) {
                continue;
            }
            let first = *first.get_or_insert(date);
            if date.day != first.day {
                several = true;
            } else if first.clock.is_none() && date.clock.is_some() && timed.is_none() {
                // The same date repeated with a time is more precise.
                timed = Some(date);
            }
        }
        let Some(date) = timed.or(first) else { return false };
        let mut resolved = self.resolve(date, event);
        let certain = date.is_limit || date.is_range_end || self.is_future(&resolved.texts[0]);
        let is_due = date.meaning == Some(Meaning::Perhaps(Event::DeliveryDue)) && certain;
        resolved.doubts |= doubt_if(is_assumed(date) && !is_due, Doubt::EventAssumed)
            | doubt_if(date.is_timestamp, Doubt::MessageTime)
            | doubt_if(several, Doubt::SeveralValues);
        self.add_moment(event, date.span, &resolved);
        true
    }

    fn add_moment(&mut self, event: Event, span: Span, resolved: &Resolved) {
        let field = OrderField::Event(event);
        let Resolved { texts, doubts } = resolved;
        if texts.len() > 1 {
            return self.ask(QuestionCode::AmbiguousDate, field, as_values(texts), span);
        }
        if event == Event::Ordered && *doubts == 0 {
            self.ordered = self.bounds(&texts[0]).ok();
        }
        self.add(field, as_value(&texts[0]), span, *doubts);
    }

    /// The text does not say when the order was placed: uses a date that nothing else claims, or
    /// the payment.
    fn assume_ordered(&mut self) {
        let field = OrderField::Event(Event::Ordered);
        let mut first = None;
        let mut options = Vec::new();
        for date in self.dates {
            let Date { is_limit, is_range_end, is_timestamp, meaning, .. } = *date;
            if date.day.is_relative()
                || is_limit
                || is_range_end
                || is_timestamp
                || meaning.is_some()
            {
                continue;
            }
            first = first.or(Some(date));
            for text in &self.resolve(date, Event::Ordered).texts {
                add_option(&mut options, text);
            }
        }
        if let Some(first) = first {
            let mut resolved = self.resolve(first, Event::Ordered);
            resolved.doubts |= doubt_if(true, Doubt::EventAssumed);
            if options.len() == resolved.texts.len() {
                self.add_moment(Event::Ordered, first.span, &resolved);
            } else {
                self.ask(QuestionCode::WhichDate, field, as_values(&options), first.span);
            }
            return;
        }
        let paid = OrderField::Event(Event::Paid);
        if let Some(paid) = self.answer.found.iter().find(|found| found.field == paid) {
            let mut ordered = paid.clone();
            ordered.field = field;
            if !ordered.doubts.contains(&Doubt::EventAssumed) {
                ordered.doubts.push(Doubt::EventAssumed);
            }
            self.insert(ordered);
        }
    }

    fn amounts(&mut self) {
        // Of several totals, the last one includes everything.
        let totals = self.prices(|meaning| meaning == Some(Meaning::Total));
        let spent = self.prices(|meaning| meaning == Some(Meaning::Spent));
        let items = self.prices(|meaning| matches!(meaning, None | Some(Meaning::Item)));
        let different = distinct(&items);
        // Perhaps only a part was paid.
        let tokens = &self.reading.tokens;
        let in_parts = (0..tokens.len()).any(|at| longest_match(tokens, at, INSTALLMENTS) > 0);
        if let Some(total) = totals.last() {
            self.add_price(OrderField::Price, total, distinct(&totals).len() > 1, false);
        } else if let Some(amount) = spent.first() {
            // A column of a table may also have those of other orders.
            let question = self.answer.questions.first();
            let has_rows = question
                .is_some_and(|question| question.code == QuestionCode::WhichDate)
                && !items.is_empty();
            let several = distinct(&spent).len() > 1 || has_rows;
            self.add_price(OrderField::Price, amount, several, amount.is_each || in_parts);
        } else if let [only] = different[..] {
            let has_extras = !self.prices(|meaning| meaning == Some(Meaning::Extra)).is_empty();
            let several = items.iter().any(|price| price.is_each);
            self.add_price(OrderField::Price, only, false, has_extras || several || in_parts);
        } else if let Some(first) = items.first() {
            let mut options = Vec::new();
            for price in different {
                options.push(FieldValue::Money(price.money.clone()));
            }
            self.ask(QuestionCode::WhichPrice, OrderField::Price, options, first.span);
        }
        if let Some(refund) = self.prices(|meaning| meaning == Some(Meaning::Refund)).first() {
            self.add_price(OrderField::Refund, refund, false, false);
        }
    }

    /// The amounts of the first order with the right meaning.
    fn prices(&self, matches: fn(Option<Meaning>) -> bool) -> Vec<&'a Price> {
        let mut prices = Vec::new();
        for price in &self.reading.prices {
            if !price.is_excluded && price.span.first < self.end && matches(price.meaning) {
                prices.push(price);
            }
        }
        prices
    }

    fn add_price(&mut self, field: OrderField, price: &Price, several: bool, of_item: bool) {
        let doubts = doubt_if(price.is_ambiguous, Doubt::AmbiguousAmount)
            | doubt_if(several, Doubt::SeveralValues)
            | doubt_if(of_item, Doubt::ItemPrice);
        self.add(field, FieldValue::Money(price.money.clone()), price.span, doubts);
    }

    fn identity(&mut self) {
        let reading = self.reading;
        if let Some(number) = reading.numbers.first() {
            self.add(OrderField::Number, as_value(&number.value), number.span, 0);
        }
        if let Some((span, id)) = reading.marketplaces.first() {
            let field = OrderField::Marketplace;
            match reading.marketplaces.iter().find(|(_, other)| other != id) {
                None => self.add(field, as_value(id), *span, 0),
                Some((_, other)) => {
                    let options = vec![as_value(id), as_value(other)];
                    self.ask(QuestionCode::WhichMarketplace, field, options, *span);
                }
            }
        }
        if let Some(Title { span, is_labeled }) = reading.title
            && span.first < self.end
        {
            let doubts = doubt_if(!is_labeled, Doubt::TitleAssumed);
            self.add(OrderField::Title, as_value(reading.tokens.text(span)), span, doubts);
        }
    }

    fn several_orders(&mut self, second: Span) {
        let mut field = OrderField::Number;
        let mut options = Vec::new();
        for number in &self.reading.numbers {
            add_option(&mut options, &number.value);
        }
        if options.len() < 2 {
            field = OrderField::Event(Event::Ordered);
            options.clear();
            for date in &self.reading.dates {
                if date.is_ordered() {
                    add_option(&mut options, &self.resolve(date, Event::Ordered).texts[0]);
                }
            }
        }
        self.ask(QuestionCode::SeveralOrders, field, as_values(&options), second);
    }

    fn add(&mut self, field: OrderField, value: FieldValue, span: Span, doubts: Doubts) {
        let (start, end, text) = self.locate(span);
        let mut list = Vec::new();
        for &doubt in Doubt::ALL {
            if doubts & doubt_if(true, doubt) != 0 {
                list.push(doubt);
            }
        }
        self.insert(Found { field, value, start, end, text, doubts: list });
    }

    /// Inserts a value at its position in the order of the text.
    fn insert(&mut self, new: Found) {
        let found = &mut self.answer.found;
        let at = found.partition_point(|known| (known.start, known.end) <= (new.start, new.end));
        found.insert(at, new);
    }

    fn ask(&mut self, code: QuestionCode, field: OrderField, options: Vec<FieldValue>, span: Span) {
        let (start, end, text) = self.locate(span);
        let questions = &mut self.answer.questions;
        let at = questions.partition_point(|known| (known.start, known.end) <= (start, end));
        questions.insert(at, Question { code, field, options, start, end, text });
    }

    /// A span in UTF-16 code units, and its text.
    fn locate(&self, span: Span) -> (u32, u32, String) {
        let tokens = &self.reading.tokens;
        let whole = tokens.text(span);
        // Half of a surrogate pair is not a character here, although it is one code unit in JS: the
        // last piece without one is shown.
        let (mut text, mut skipped) = ("", whole.len());
        let mut at = 0;
        for piece in whole.split('\u{fffd}') {
            if !piece.trim().is_empty() {
                (text, skipped) = (piece, at);
            }
            at += piece.len() + '\u{fffd}'.len_utf8();
        }
        let start = tokens.utf16_offset(tokens.bytes(span).start + skipped);
        (start, start + utf16_len(text), text.to_owned())
    }

    fn finish(mut self) -> ParsedOrderText {
        for found in &self.answer.found {
            if found.doubts.is_empty() {
                self.answer.order.0.push((found.field, found.value.clone()));
            }
        }
        self.answer
    }
}

/// Adds an answer to a question, unless it is already there or there are enough.
fn add_option(options: &mut Vec<String>, option: &String) {
    if !options.contains(option) && options.len() < MAX_OPTIONS {
        options.push(option.clone());
    }
}

fn as_value(text: &str) -> FieldValue {
    FieldValue::Text(text.to_owned())
}

fn as_values(texts: &[String]) -> Vec<FieldValue> {
    let mut values = Vec::new();
    for text in texts {
        values.push(as_value(text));
    }
    values
}

/// Whether a date is that of an event, or the limit for it.
fn is_date_of(date: &Date, event: Event) -> bool {
    match date.meaning {
        Some(Meaning::Due | Meaning::Perhaps(Event::DeliveryDue)) => event == Event::DeliveryDue,
        // «Доставлен до 20 мая» is about the future.
        Some(Meaning::Happened(Event::Received)) if date.is_limit => event == Event::DeliveryDue,
        Some(Meaning::Happened(other) | Meaning::Perhaps(other)) => {
            other == event && !date.is_limit && !date.is_range_end
        }
        _ => false,
    }
}

/// Whether the text does not clearly say what the date is.
fn is_assumed(date: &Date) -> bool {
    matches!(date.meaning, Some(Meaning::Perhaps(_))) || date.is_loose
}

/// The first distinct amounts.
fn distinct<'a>(prices: &[&'a Price]) -> Vec<&'a Price> {
    let mut list: Vec<&Price> = Vec::new();
    for price in prices {
        let is_same = |known: &&Price| is_same_amount(&known.money, &price.money);
        if list.len() < MAX_OPTIONS && !list.iter().any(is_same) {
            list.push(price);
        }
    }
    list
}

/// 1299 and 1299.00 are the same amount.
fn is_same_amount(a: &Money, b: &Money) -> bool {
    a.currency == b.currency
        && without_trailing_zeros(&a.amount) == without_trailing_zeros(&b.amount)
}

/// An amount without trailing zeros in its decimals.
fn without_trailing_zeros(amount: &str) -> &str {
    if !amount.contains('.') {
        return amount;
    }
    let mut plain = amount;
    while let Some(rest) = plain.strip_suffix('0') {
        plain = rest;
    }
    plain.strip_suffix('.').unwrap_or(plain)
}
