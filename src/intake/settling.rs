//! Turns everything found into the answer: which date and amount go into which field, what is
//! doubtful about them, and what must be asked. For `intake` only.

use super::dates::Date;
use super::days::Day;
use super::details::Title;
use super::labels::Says;
use super::money::Price;
use super::reading::Reading;
use super::resolving::{Doubts, Resolved, doubt};
use super::tokens::{Span, units};
use super::{Doubt, FieldValue, Found, OrderField, ParsedOrderText, Question, QuestionCode};
use crate::moment::Bounds;
use crate::order::{Event, Money};

/// The maximum number of answers to a question: nobody would read more.
const MAX_OPTIONS: usize = 6;

/// Doubts in the order in which they are reported.
const DOUBTS: [Doubt; 15] = [
    Doubt::UnusualForm,
    Doubt::RelativeDay,
    Doubt::NoSuchTime,
    Doubt::ZoneUnknown,
    Doubt::YearAssumed,
    Doubt::NoSuchDate,
    Doubt::OutOfRange,
    Doubt::InFuture,
    Doubt::BeforeOrder,
    Doubt::EventAssumed,
    Doubt::MessageTime,
    Doubt::AmbiguousAmount,
    Doubt::SeveralValues,
    Doubt::ItemPrice,
    Doubt::TitleAssumed,
];

/// The answer for a text.
pub(super) fn settle(reading: &Reading) -> ParsedOrderText {
    let second = reading.second_order();
    let end = second.map_or(usize::MAX, |span| span.first);
    let dates = reading.dates.partition_point(|date| date.span.first < end);
    let mut settling = Settling {
        reading,
        end,
        dates: &reading.dates[..dates],
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
    /// The token at which the first order ends and another begins.
    end: usize,
    /// The dates of the first order.
    dates: &'a [Date],
    /// When the order was placed, as far as known.
    pub(super) ordered: Option<Bounds>,
    answer: ParsedOrderText,
}

impl<'a> Settling<'a> {
    fn events(&mut self) {
        for event in Event::ALL {
            self.event(event);
        }
        let field = OrderField::Event(Event::Ordered);
        let mut known = false;
        for found in &self.answer.found {
            known |= found.field == field;
        }
        for question in &self.answer.questions {
            known |= question.field == field;
        }
        if !known {
            self.assume_ordered();
        }
    }

    fn event(&mut self, event: Event) {
        let (mut first, mut timed): (Option<&Date>, Option<&Date>) = (None, None);
        let mut several = false;
        // An uncertain event, or a weekday, is ignored if there is a certain date.
        let unsure = |date: &Date| is_assumed(date) || matches!(date.day, Day::Weekday(..));
        let known = self.dates.iter().any(|date| is_of(date, event) && !unsure(date));
        for date in self.dates {
            if !is_of(date, event) || known && unsure(date) {
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
        let Some(date) = timed.or(first) else { return };
        let mut resolved = self.resolve(date, event);
        let certain = date.deadline || date.ends_range || self.is_future(&resolved.texts[0]);
        let is_due = date.says == Some(Says::Perhaps(Event::DeliveryDue)) && certain;
        resolved.doubts |= doubt(is_assumed(date) && !is_due, Doubt::EventAssumed)
            | doubt(date.of_message, Doubt::MessageTime)
            | doubt(several, Doubt::SeveralValues);
        self.add_moment(event, date.span, &resolved);
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
            let Date { deadline, ends_range, of_message, says, .. } = *date;
            if date.day.is_relative() || deadline || ends_range || of_message || says.is_some() {
                continue;
            }
            first = first.or(Some(date));
            for text in &self.resolve(date, Event::Ordered).texts {
                add_option(&mut options, text);
            }
        }
        if let Some(first) = first {
            let mut resolved = self.resolve(first, Event::Ordered);
            resolved.doubts |= doubt(true, Doubt::EventAssumed);
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

    fn sums(&mut self) {
        // Of several totals, the last one includes everything.
        let totals = self.prices(|says| says == Some(Says::Total));
        let spent = self.prices(|says| says == Some(Says::Spent));
        let items = self.prices(|says| matches!(says, None | Some(Says::Item)));
        let different = distinct(&items);
        if let Some(total) = totals.last() {
            self.add_price(OrderField::Price, total, distinct(&totals).len() > 1, false);
        } else if let Some(sum) = spent.first() {
            // A column of a table may also have those of other orders.
            let asked = self.answer.questions.first();
            let rows = asked.is_some_and(|asked| asked.code == QuestionCode::WhichDate)
                && !items.is_empty();
            let several = distinct(&spent).len() > 1 || rows;
            self.add_price(OrderField::Price, sum, several, sum.each);
        } else if let [only] = different[..] {
            let more = !self.prices(|says| says == Some(Says::Aside)).is_empty();
            let several = items.iter().any(|price| price.each);
            self.add_price(OrderField::Price, only, false, more || several);
        } else if let Some(first) = items.first() {
            let mut options = Vec::new();
            for price in different {
                options.push(FieldValue::Money(price.money.clone()));
            }
            self.ask(QuestionCode::WhichPrice, OrderField::Price, options, first.span);
        }
        if let Some(refund) = self.prices(|says| says == Some(Says::Refund)).first() {
            self.add_price(OrderField::Refund, refund, false, false);
        }
    }

    /// The amounts of the first order with the right meaning.
    fn prices(&self, is_right: fn(Option<Says>) -> bool) -> Vec<&'a Price> {
        let mut prices = Vec::new();
        for price in &self.reading.prices {
            if !price.aside && price.span.first < self.end && is_right(price.says) {
                prices.push(price);
            }
        }
        prices
    }

    fn add_price(&mut self, field: OrderField, price: &Price, several: bool, of_item: bool) {
        let doubts = doubt(price.ambiguous, Doubt::AmbiguousAmount)
            | doubt(several, Doubt::SeveralValues)
            | doubt(of_item, Doubt::ItemPrice);
        self.add(field, FieldValue::Money(price.money.clone()), price.span, doubts);
    }

    fn names(&mut self) {
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
        if let Some(Title { span, labelled }) = reading.title
            && span.first < self.end
        {
            let doubts = doubt(!labelled, Doubt::TitleAssumed);
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
        let (start, end, text) = self.place(span);
        let mut told = Vec::new();
        for one in DOUBTS {
            if doubts & doubt(true, one) != 0 {
                told.push(one);
            }
        }
        self.insert(Found { field, value, start, end, text, doubts: told });
    }

    /// Inserts a value at its position in the order of the text.
    fn insert(&mut self, new: Found) {
        let found = &mut self.answer.found;
        let mut at = found.len();
        while at > 0 && (found[at - 1].start, found[at - 1].end) > (new.start, new.end) {
            at -= 1;
        }
        found.insert(at, new);
    }

    fn ask(&mut self, code: QuestionCode, field: OrderField, options: Vec<FieldValue>, span: Span) {
        let (start, end, text) = self.place(span);
        let asked = &mut self.answer.questions;
        let mut at = asked.len();
        while at > 0 && (asked[at - 1].start, asked[at - 1].end) > (start, end) {
            at -= 1;
        }
        asked.insert(at, Question { code, field, options, start, end, text });
    }

    /// A span in UTF-16 code units, and its text.
    fn place(&self, span: Span) -> (u32, u32, String) {
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
        let start = tokens.units_before(tokens.bytes(span).start + skipped);
        (start, start + units(text), text.to_owned())
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
fn is_of(date: &Date, event: Event) -> bool {
    match date.says {
        Some(Says::Due | Says::Perhaps(Event::DeliveryDue)) => event == Event::DeliveryDue,
        // «Доставлен до 20 мая» is about the future.
        Some(Says::Happened(Event::Received)) if date.deadline => event == Event::DeliveryDue,
        Some(Says::Happened(said) | Says::Perhaps(said)) => {
            said == event && !date.deadline && !date.ends_range
        }
        _ => false,
    }
}

/// Whether the text does not clearly say what the date is.
fn is_assumed(date: &Date) -> bool {
    matches!(date.says, Some(Says::Perhaps(_))) || date.loosely
}

/// The first distinct amounts.
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

/// 1299 and 1299.00 are the same amount.
fn is_same(a: &Money, b: &Money) -> bool {
    a.currency == b.currency && plain(&a.amount) == plain(&b.amount)
}

/// An amount without trailing zeros in its decimals.
fn plain(amount: &str) -> &str {
    if !amount.contains('.') {
        return amount;
    }
    let mut plain = amount;
    while let Some(rest) = plain.strip_suffix('0') {
        plain = rest;
    }
    plain.strip_suffix('.').unwrap_or(plain)
}
