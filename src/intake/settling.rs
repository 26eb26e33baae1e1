//! What is made of everything that was read: which date and which sum stand for which field, what
//! is doubtful about them, and what must be asked. For `intake` alone.

use super::dates::Date;
use super::days::Day;
use super::labels::{Says, Sum};
use super::money::Price;
use super::reading::{Dated, Reading};
use super::resolving::Resolved;
use super::tokens::Span;
use super::{
    Doubt, FieldValue, Found, OrderField, ParsedOrderText, PartialOrder, Question, QuestionCode,
};
use crate::moment::Bounds;
use crate::order::{Event, Money};

/// More answers than anybody would read.
const MAX_OPTIONS: usize = 6;

/// The answer to a text.
pub(super) fn settle(reading: &Reading) -> ParsedOrderText {
    let second = reading.second_order();
    let mut settling = Settling {
        reading,
        end: second.map_or(usize::MAX, |span| span.first),
        ordered: None,
        answer: ParsedOrderText::default(),
    };
    settling.events();
    settling.sums();
    settling.names();
    if let Some(second) = second {
        settling.several_orders(second);
    }
    settling.finish()
}

pub(super) struct Settling<'a> {
    pub(super) reading: &'a Reading<'a>,
    /// The token at which the order ends and another begins.
    end: usize,
    /// When the order was placed, as far as it is known.
    pub(super) ordered: Option<Bounds>,
    answer: ParsedOrderText,
}

impl<'a> Settling<'a> {
    fn events(&mut self) {
        for event in Event::ALL {
            self.event(event);
        }
        let field = OrderField::Event(Event::Ordered);
        let known = self.answer.found.iter().any(|found| found.field == field)
            || self.answer.questions.iter().any(|question| question.field == field);
        if !known {
            self.assume_ordered();
        }
    }

    /// The dates of the first order.
    fn dates(&self) -> impl Iterator<Item = &'a Dated> + use<'a> {
        let (reading, end) = (self.reading, self.end);
        reading.dates.iter().filter(move |dated| dated.date.span.first < end)
    }

    fn event(&mut self, event: Event) {
        let dates: Vec<&Dated> = self.dates().filter(|dated| is_of(dated, event)).collect();
        let Some(first) = dates.first() else { return };
        // A date that is given again with its time is better known.
        let same_day =
            |other: &&&Dated| other.date.day == first.date.day && other.date.clock.is_some();
        let timed = dates.iter().find(same_day).filter(|_| first.date.clock.is_none());
        let dated = timed.unwrap_or(first);
        let mut resolved = self.resolve(&dated.date, event);
        let future = self.is_future(resolved.texts.first());
        let certain = dated.date.deadline || dated.date.ends_range || future;
        match dated.says {
            Some(Says::Perhaps(Event::DeliveryDue)) if certain => {}
            Some(Says::Perhaps(_)) => resolved.doubts.push(Doubt::EventAssumed),
            _ if dated.loosely => resolved.doubts.push(Doubt::EventAssumed),
            _ => {}
        }
        if dated.date.of_message {
            resolved.doubts.push(Doubt::MessageTime);
        }
        if dates.iter().any(|other| other.date.day != first.date.day) {
            resolved.doubts.push(Doubt::SeveralValues);
        }
        self.add_moment(event, dated.date.span, resolved);
    }

    fn add_moment(&mut self, event: Event, span: Span, resolved: Resolved) {
        let field = OrderField::Event(event);
        let Resolved { mut texts, doubts } = resolved;
        if texts.len() > 1 {
            let options = texts.into_iter().map(FieldValue::Text).collect();
            return self.ask(QuestionCode::AmbiguousDate, field, options, span);
        }
        if event == Event::Ordered && doubts.is_empty() {
            self.ordered = texts.first().and_then(|text| self.bounds(text).ok());
        }
        if let Some(text) = texts.pop() {
            self.add(field, FieldValue::Text(text), span, doubts);
        }
    }

    /// No word says when the order was placed: a date that nothing else claims, or the payment.
    fn assume_ordered(&mut self) {
        let free = |dated: &&Dated| {
            let absolute = matches!(dated.date.day, Day::One(_) | Day::Either(..));
            let Date { deadline, ends_range, of_message, .. } = dated.date;
            dated.says.is_none() && absolute && !deadline && !ends_range && !of_message
        };
        let free: Vec<Date> = self.dates().filter(free).map(|dated| dated.date).collect();
        let Some(first) = free.first() else {
            let paid = |found: &&Found| found.field == OrderField::Event(Event::Paid);
            if let Some(paid) = self.answer.found.iter().find(paid) {
                let field = OrderField::Event(Event::Ordered);
                let mut ordered = Found { field, ..paid.clone() };
                ordered.doubts.push(Doubt::EventAssumed);
                self.answer.found.push(ordered);
            }
            return;
        };
        let mut options: Vec<String> = Vec::new();
        for date in &free {
            for text in self.resolve(date, Event::Ordered).texts {
                if !options.contains(&text) && options.len() < MAX_OPTIONS {
                    options.push(text);
                }
            }
        }
        let mut resolved = self.resolve(first, Event::Ordered);
        resolved.doubts.push(Doubt::EventAssumed);
        if options.len() == resolved.texts.len() {
            return self.add_moment(Event::Ordered, first.span, resolved);
        }
        let options = options.into_iter().map(FieldValue::Text).collect();
        self.ask(QuestionCode::WhichDate, OrderField::Event(Event::Ordered), options, first.span);
    }

    fn sums(&mut self) {
        let end = self.end;
        let prices =
            self.reading.prices.iter().filter(|(price, _)| price.span.first < end && !price.aside);
        let of = |kinds: &[Option<Sum>]| -> Vec<&Price> {
            prices
                .clone()
                .filter(|(_, kind)| kinds.contains(kind))
                .map(|(price, _)| price)
                .collect()
        };
        let (totals, paid) = (of(&[Some(Sum::Total)]), of(&[Some(Sum::Paid)]));
        let items = of(&[None, Some(Sum::Item)]);
        let more = !of(&[Some(Sum::Aside)]).is_empty();
        // Of several totals the last counts everything together.
        if let Some(total) = totals.last() {
            self.add_price(total, distinct(&totals).len() > 1, false);
        } else if let Some(sum) = paid.first() {
            self.add_price(sum, distinct(&paid).len() > 1, sum.each);
        } else if let [only] = distinct(&items)[..] {
            let of_item = more || items.iter().any(|price| price.each);
            self.add_price(only, false, of_item);
        } else if let Some(first) = items.first() {
            let options = distinct(&items).into_iter();
            let options = options.map(|price| FieldValue::Money(price.money.clone())).collect();
            self.ask(QuestionCode::WhichPrice, OrderField::Price, options, first.span);
        }
        if let Some(refund) = of(&[Some(Sum::Refund)]).first() {
            let doubts = if refund.ambiguous { vec![Doubt::AmbiguousAmount] } else { Vec::new() };
            self.add(
                OrderField::Refund,
                FieldValue::Money(refund.money.clone()),
                refund.span,
                doubts,
            );
        }
    }

    fn add_price(&mut self, price: &Price, several: bool, of_item: bool) {
        let doubts = [
            (price.ambiguous, Doubt::AmbiguousAmount),
            (several, Doubt::SeveralValues),
            (of_item, Doubt::ItemPrice),
        ];
        let doubts =
            doubts.into_iter().filter(|(holds, _)| *holds).map(|(_, doubt)| doubt).collect();
        self.add(OrderField::Price, FieldValue::Money(price.money.clone()), price.span, doubts);
    }

    fn names(&mut self) {
        let reading = self.reading;
        let text = |text: &str| FieldValue::Text(text.to_owned());
        if let Some(number) = reading.numbers.first() {
            self.add(OrderField::Number, text(&number.value), number.span, Vec::new());
        }
        if let Some((span, id)) = reading.marketplaces.first() {
            match reading.marketplaces.iter().find(|(_, other)| other != id) {
                None => self.add(OrderField::Marketplace, text(id), *span, Vec::new()),
                Some((_, other)) => {
                    let options = vec![text(id), text(other)];
                    self.ask(
                        QuestionCode::WhichMarketplace,
                        OrderField::Marketplace,
                        options,
                        *span,
                    );
                }
            }
        }
        if let Some(title) = reading.title.as_ref().filter(|title| title.span.first < self.end) {
            let doubts = if title.labelled { Vec::new() } else { vec![Doubt::TitleAssumed] };
            self.add(OrderField::Title, text(reading.tokens.text(title.span)), title.span, doubts);
        }
    }

    fn several_orders(&mut self, second: Span) {
        let mut numbers: Vec<FieldValue> = Vec::new();
        for number in &self.reading.numbers {
            let number = FieldValue::Text(number.value.clone());
            if !numbers.contains(&number) && numbers.len() < MAX_OPTIONS {
                numbers.push(number);
            }
        }
        if numbers.len() > 1 {
            return self.ask(QuestionCode::SeveralOrders, OrderField::Number, numbers, second);
        }
        let mut days: Vec<FieldValue> = Vec::new();
        for dated in self.reading.dates.iter().filter(|dated| Reading::is_ordered(dated)) {
            let day = self.resolve(&dated.date, Event::Ordered).texts.swap_remove(0);
            if !days.contains(&FieldValue::Text(day.clone())) && days.len() < MAX_OPTIONS {
                days.push(FieldValue::Text(day));
            }
        }
        self.ask(QuestionCode::SeveralOrders, OrderField::Event(Event::Ordered), days, second);
    }

    fn add(&mut self, field: OrderField, value: FieldValue, span: Span, doubts: Vec<Doubt>) {
        let (start, end, text) = self.place(span);
        self.answer.found.push(Found { field, value, start, end, text, doubts });
    }

    fn ask(&mut self, code: QuestionCode, field: OrderField, options: Vec<FieldValue>, span: Span) {
        let (start, end, text) = self.place(span);
        self.answer.questions.push(Question { code, field, options, start, end, text });
    }

    /// A span in UTF-16 code units, and its text.
    fn place(&self, span: Span) -> (u32, u32, String) {
        let bytes = self.reading.tokens.bytes(span);
        let text = self.reading.tokens.text(span);
        // Half of a surrogate pair is no character here, though it is one unit of the text in JS:
        // the last stretch without one is shown.
        let text = text.rsplit('\u{fffd}').find(|piece| !piece.trim().is_empty()).unwrap_or("");
        let skipped = self.reading.tokens.text(span).rfind(text).unwrap_or(0);
        let start = self.reading.tokens.units_before(bytes.start + skipped);
        let length: usize = text.chars().map(char::len_utf16).sum();
        (start as u32, (start + length) as u32, text.to_owned())
    }

    fn finish(mut self) -> ParsedOrderText {
        self.answer.found.sort_by_key(|found| (found.start, found.end));
        self.answer.questions.sort_by_key(|question| (question.start, question.end));
        let sure = self.answer.found.iter().filter(|found| found.doubts.is_empty());
        self.answer.order = PartialOrder(sure.map(|f| (f.field, f.value.clone())).collect());
        self.answer
    }
}

/// Whether a date is when an event happened, or until when it should.
fn is_of(dated: &Dated, event: Event) -> bool {
    let Date { deadline, ends_range, .. } = dated.date;
    match dated.says {
        Some(Says::Due | Says::Perhaps(Event::DeliveryDue)) => event == Event::DeliveryDue,
        // «Доставлен до 20 мая» speaks of what is to come.
        Some(Says::Happened(Event::Received)) if deadline => event == Event::DeliveryDue,
        Some(Says::Happened(said) | Says::Perhaps(said)) => {
            said == event && !deadline && !ends_range
        }
        _ => false,
    }
}

/// The first different sums.
fn distinct<'a>(prices: &[&'a Price]) -> Vec<&'a Price> {
    let mut list: Vec<&Price> = Vec::new();
    for price in prices {
        let same = |known: &&Price| is_same(&known.money, &price.money);
        if list.len() < MAX_OPTIONS && !list.iter().any(same) {
            list.push(price);
        }
    }
    list
}

/// 1299 and 1299.00 are the same sum.
fn is_same(a: &Money, b: &Money) -> bool {
    let plain = |amount: &str| match amount.contains('.') {
        true => amount.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => amount.to_owned(),
    };
    a.currency == b.currency && plain(&a.amount) == plain(&b.amount)
}
