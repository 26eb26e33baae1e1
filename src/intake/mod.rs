//! An order out of a pasted text, Russian or English: an order's page, an e-mail, a chat. Says what
//! was understood and where it stands, what is doubtful, and asks where a text can mean two things.
//! `wire` and embedders in Rust call `parse_order_text`; the modules below are its readers.

mod context;
mod dates;
mod days;
mod details;
mod events;
mod labels;
mod linking;
mod money;
mod reading;
mod resolving;
mod settling;
mod tables;
mod times;
mod tokens;

use crate::answer::{Answer, Plain, answer, serialized};
use crate::error::{Code, Fault, Result, decimal, joined};
use crate::moment::Instant;
use crate::order::{Event, Money};
use crate::reading::words;
use crate::zone::Zone;

/// The longest text that is read, in characters.
pub const MAX_TEXT: usize = 20_000;

/// What a text is read by.
#[derive(Clone, Copy)]
pub struct TextContext<'a> {
    /// The shopper's time zone: «вчера» is a day of it.
    pub zone: &'a dyn Zone,
    /// The instant at which the text is read.
    pub now: Instant,
    /// The shopper's language. It decides nothing but which answer to a question comes first: in `en` and
    /// `en-US` 03/04 is first the 4th of March.
    pub locale: &'a str,
}

/// A field of an order that a text can tell of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrderField {
    /// What was ordered.
    Title,
    /// The marketplace's own number of the order.
    Number,
    /// The id of the rulebook that applies.
    Marketplace,
    /// When something happened.
    Event(Event),
    /// What it cost.
    Price,
    /// What came back.
    Refund,
}

impl OrderField {
    /// The field's name in JSON and JS.
    pub fn as_str(self) -> &'static str {
        match self {
            OrderField::Title => "title",
            OrderField::Number => "number",
            OrderField::Marketplace => "marketplace",
            OrderField::Event(event) => event.as_str(),
            OrderField::Price => "price",
            OrderField::Refund => "refund",
        }
    }
}

impl Answer for OrderField {
    fn plain(&self) -> Plain<'_> {
        Plain::Text(self.as_str())
    }
}

serialized!(OrderField);

/// What was understood of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldValue {
    /// A text; or a moment as a text, as exactly as it was written: `2026-03-05`,
    /// `2026-03-05T14:23` in the shopper's zone, `2026-03-05T14:23+03:00`. A day that does not
    /// exist stays as it was written: `2026-02-31`.
    Text(String),
    /// A sum of money.
    Money(Money),
}

impl Answer for FieldValue {
    fn plain(&self) -> Plain<'_> {
        match self {
            FieldValue::Text(text) => text.plain(),
            FieldValue::Money(money) => money.plain(),
        }
    }
}

serialized!(FieldValue);

/// Why something that was understood should be looked at before it is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), serde(rename_all = "kebab-case"))]
pub enum Doubt {
    /// The text names no year.
    YearAssumed,
    /// There is no such day, such as 31 February.
    NoSuchDate,
    /// There is no such time, such as 24:30; the date alone was taken.
    NoSuchTime,
    /// Outside the years 1970 to 2100.
    OutOfRange,
    /// Later than now, though it tells what has already happened.
    InFuture,
    /// Earlier than the order itself.
    BeforeOrder,
    /// No word of the text says clearly that this is what the date is, or that it was just that day.
    EventAssumed,
    /// The time of a message, which may tell of something earlier.
    MessageTime,
    /// "Yesterday" or "an hour ago" in a message that was perhaps written long ago; "on Monday",
    /// of which nobody says which one.
    RelativeDay,
    /// A time in a time zone that we cannot place.
    ZoneUnknown,
    /// The month before the day, with points between.
    UnusualForm,
    /// 1,299 may be more than a thousand or little more than one; or the sum is not exact, or one of
    /// two: "about $20", "$20-$25", "$20 before discount".
    AmbiguousAmount,
    /// What one piece, or the goods alone, cost, or a part of the sum; the whole may have cost more.
    ItemPrice,
    /// The text gives several for the same field; the first is given.
    SeveralValues,
    /// Nothing says that this is the title.
    TitleAssumed,
}

words!(Doubt {
    YearAssumed "year-assumed"
    NoSuchDate "no-such-date"
    NoSuchTime "no-such-time"
    OutOfRange "out-of-range"
    InFuture "in-future"
    BeforeOrder "before-order"
    EventAssumed "event-assumed"
    MessageTime "message-time"
    RelativeDay "relative-day"
    ZoneUnknown "zone-unknown"
    UnusualForm "unusual-form"
    AmbiguousAmount "ambiguous-amount"
    ItemPrice "item-price"
    SeveralValues "several-values"
    TitleAssumed "title-assumed"
});

/// Something that was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Found {
    /// The field of an order.
    #[cfg_attr(
        target_arch = "wasm32",
        tsify(type = "Event | \"title\" | \"number\" | \"marketplace\" | \"price\" | \"refund\"")
    )]
    pub field: OrderField,
    /// What it says: a text, a moment as a text, or a sum.
    #[cfg_attr(
        target_arch = "wasm32",
        tsify(type = "string | { amount: string; currency: string }")
    )]
    pub value: FieldValue,
    /// Where it stands in the text given, in UTF-16 code units as JS counts them.
    pub start: u32,
    /// The code unit after it.
    pub end: u32,
    /// The text there.
    pub text: String,
    /// Why it should be looked at; empty if it was understood without doubt.
    pub doubts: Vec<Doubt>,
}

answer!(Found { field value start end text doubts });

/// What a text leaves open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), serde(rename_all = "kebab-case"))]
pub enum QuestionCode {
    /// 03/04/2026 is 3 April or 4 March; «вчера в 12 ночи» begins that day or ends it.
    AmbiguousDate,
    /// Several dates, and no word says which is that of the order.
    WhichDate,
    /// Several sums, and no word says which is the price.
    WhichPrice,
    /// Several marketplaces are named.
    WhichMarketplace,
    /// The text tells of several orders. Only the first was read; the next begins where the
    /// question does. The options are their numbers, or the dates they were placed.
    SeveralOrders,
}

words!(QuestionCode {
    AmbiguousDate "ambiguous-date"
    WhichDate "which-date"
    WhichPrice "which-price"
    WhichMarketplace "which-marketplace"
    SeveralOrders "several-orders"
});

/// A question with all the answers that the text allows, the likeliest first.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Question {
    /// What is asked.
    pub code: QuestionCode,
    /// The field of an order.
    #[cfg_attr(
        target_arch = "wasm32",
        tsify(type = "Event | \"title\" | \"number\" | \"marketplace\" | \"price\" | \"refund\"")
    )]
    pub field: OrderField,
    /// The answers.
    #[cfg_attr(
        target_arch = "wasm32",
        tsify(type = "(string | { amount: string; currency: string })[]")
    )]
    pub options: Vec<FieldValue>,
    /// Where the reason for asking stands in the text given, in UTF-16 code units.
    pub start: u32,
    /// The code unit after it.
    pub end: u32,
    /// The text there.
    pub text: String,
}

answer!(Question { code field options start end text });

/// The fields of an order that a text tells of without doubt.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PartialOrder(Vec<(OrderField, FieldValue)>);

impl PartialOrder {
    /// A field, if the text tells of it without doubt.
    pub fn get(&self, field: OrderField) -> Option<&FieldValue> {
        self.0.iter().find(|(known, _)| *known == field).map(|(_, value)| value)
    }
}

/// As an order is written in JSON and JS.
impl Answer for PartialOrder {
    fn plain(&self) -> Plain<'_> {
        const NAMES: &[&str] = &[
            "title",
            "number",
            "marketplace",
            "ordered",
            "paid",
            "dispatched",
            "deliveryDue",
            "received",
            "cancelled",
            "disputeOpened",
            "refunded",
            "completed",
            "price",
            "refund",
        ];
        let mut values = Vec::new();
        for name in NAMES {
            let known = self.0.iter().find(|(field, _)| field.as_str() == *name);
            values.push(known.map_or(Plain::Absent, |(_, value)| value.plain()));
        }
        Plain::Object(NAMES, values)
    }
}

serialized!(PartialOrder);

/// What a text tells of an order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct ParsedOrderText {
    /// The fields that were understood without doubt.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "Partial<Order>"))]
    pub order: PartialOrder,
    /// Everything that was understood, doubtful or not, in the order of the text; one for a field.
    pub found: Vec<Found>,
    /// What the text leaves open.
    pub questions: Vec<Question>,
}

answer!(ParsedOrderText { order found questions });

/// Reads an order from a text that was copied from somewhere. A text that tells of no order gives
/// an empty answer.
///
/// # Errors
/// `too-long` at `text`, beyond [`MAX_TEXT`] characters.
///
/// ```
/// use dispute_clock::{Event, FieldValue, Instant, OrderField, TextContext, Utc, parse_order_text};
/// let now = Instant::from_millis(1_773_000_000_000).unwrap();
/// let context = TextContext { zone: &Utc, now, locale: "ru" };
/// let answer = parse_order_text("Заказ оформлен 5 марта 2026 г. в 14:23", context).unwrap();
/// let ordered = answer.order.get(OrderField::Event(Event::Ordered));
/// assert_eq!(ordered, Some(&FieldValue::Text("2026-03-05T14:23".to_owned())));
/// ```
pub fn parse_order_text(text: &str, context: TextContext) -> Result<ParsedOrderText> {
    if text.len() > MAX_TEXT && text.chars().count() > MAX_TEXT {
        let expected = joined(&["at most ", &decimal(MAX_TEXT as i64), " characters"]);
        return Err(Fault::new(Code::TooLong, "text", expected).into());
    }
    Ok(settling::settle(&reading::Reading::new(text, context)))
}
