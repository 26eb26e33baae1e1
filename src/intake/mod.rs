//! Reads an order from pasted text in Russian or English: an order page, an e-mail, a chat. Reports
//! what was understood and where, what is doubtful, and asks where the text is ambiguous. `wire`
//! and embedders in Rust call `parse_order_text`; the modules below are its readers.

mod answering;
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
mod tables;
mod times;
mod tokens;

use crate::answer::{Answer, Plain, answer, impl_serialize};
use crate::error::{Code, Fault, Result, concat, decimal};
use crate::moment::Instant;
use crate::order::{Event, Money};
use crate::reading::named_enum;
use crate::zone::Zone;

/// The maximum length of a text, in characters.
pub const MAX_TEXT: usize = 20_000;

/// What a text is read with.
#[derive(Clone, Copy)]
pub struct TextContext<'a> {
    /// The shopper's time zone, to which «вчера» refers.
    pub zone: &'a dyn Zone,
    /// The instant at which the text is read.
    pub now: Instant,
    /// The shopper's language. It only decides which answer to a question comes first: in `en` and
    /// `en-US`, 03/04 is first taken as March 4.
    pub locale: &'a str,
}

/// A field of an order that a text can provide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrderField {
    /// What was ordered.
    Title,
    /// The marketplace's own order number.
    Number,
    /// The id of the rulebook that applies.
    Marketplace,
    /// When an event happened.
    Event(Event),
    /// The price.
    Price,
    /// The amount refunded.
    Refund,
}

impl OrderField {
    /// The name of the field in JSON and JS.
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

impl_serialize!(OrderField);

/// The value of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldValue {
    /// A text; or a moment as a string, as precise as it was written: `2026-03-05`,
    /// `2026-03-05T14:23` in the shopper's zone, `2026-03-05T14:23+03:00`. A day that does not
    /// exist is kept as written: `2026-02-31`.
    Text(String),
    /// An amount of money.
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

impl_serialize!(FieldValue);

/// Why a value should be checked before it is used, in the order in which doubts are reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), serde(rename_all = "kebab-case"))]
pub enum Doubt {
    /// The month comes before the day, separated by points.
    UnusualForm,
    /// "Yesterday" or "an hour ago" in a message that may be old; or "on Monday", without saying
    /// which one.
    RelativeDay,
    /// The time does not exist, such as 24:30; only the date was used.
    NoSuchTime,
    /// The time is in an unknown time zone.
    ZoneUnknown,
    /// The text does not give the year.
    YearAssumed,
    /// The day does not exist, such as February 31.
    NoSuchDate,
    /// Outside the years 1970 to 2100.
    OutOfRange,
    /// Later than now, although it has already happened.
    InFuture,
    /// Earlier than the order.
    BeforeOrder,
    /// The text does not clearly say that this is the date of the event, or that the date is exact.
    EventAssumed,
    /// The timestamp of a message, which may report something earlier.
    MessageTime,
    /// 1,299 may be over a thousand or just over one; or the amount is not exact, or one of two:
    /// "about $20", "$20-$25", "$20 before discount".
    AmbiguousAmount,
    /// The text gives several values for the field; this is the first.
    SeveralValues,
    /// The price of one item, of the goods alone, or a part of the amount; the total may be higher.
    ItemPrice,
    /// The text does not say that this is the title.
    TitleAssumed,
}

named_enum!(Doubt {
    UnusualForm "unusual-form"
    RelativeDay "relative-day"
    NoSuchTime "no-such-time"
    ZoneUnknown "zone-unknown"
    YearAssumed "year-assumed"
    NoSuchDate "no-such-date"
    OutOfRange "out-of-range"
    InFuture "in-future"
    BeforeOrder "before-order"
    EventAssumed "event-assumed"
    MessageTime "message-time"
    AmbiguousAmount "ambiguous-amount"
    SeveralValues "several-values"
    ItemPrice "item-price"
    TitleAssumed "title-assumed"
});

/// A value found in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Found {
    /// The field of the order.
    #[cfg_attr(
        target_arch = "wasm32",
        tsify(type = "Event | \"title\" | \"number\" | \"marketplace\" | \"price\" | \"refund\"")
    )]
    pub field: OrderField,
    /// The value: a text, a moment as a string, or an amount of money.
    #[cfg_attr(
        target_arch = "wasm32",
        tsify(type = "string | { amount: string; currency: string }")
    )]
    pub value: FieldValue,
    /// Where it starts in the given text, in UTF-16 code units as in JS.
    pub start: u32,
    /// Where it ends: the code unit after it.
    pub end: u32,
    /// The text between the two.
    pub text: String,
    /// Why the value should be checked; empty if there is no doubt.
    pub doubts: Vec<Doubt>,
}

answer!(Found { field value start end text doubts });

/// What the text leaves open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), serde(rename_all = "kebab-case"))]
pub enum QuestionCode {
    /// 03/04/2026 is April 3 or March 4; «вчера в 12 ночи» is the beginning or the end of that day.
    AmbiguousDate,
    /// There are several dates, and the text does not say which is that of the order.
    WhichDate,
    /// There are several amounts, and the text does not say which is the price.
    WhichPrice,
    /// Several marketplaces are named.
    WhichMarketplace,
    /// The text is about several orders. Only the first was read; the next begins where the
    /// question does. The options are the order numbers, or the dates of the orders.
    SeveralOrders,
}

named_enum!(QuestionCode {
    AmbiguousDate "ambiguous-date"
    WhichDate "which-date"
    WhichPrice "which-price"
    WhichMarketplace "which-marketplace"
    SeveralOrders "several-orders"
});

/// A question, with all the answers that the text allows, the most likely first.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Question {
    /// What is asked.
    pub code: QuestionCode,
    /// The field of the order.
    #[cfg_attr(
        target_arch = "wasm32",
        tsify(type = "Event | \"title\" | \"number\" | \"marketplace\" | \"price\" | \"refund\"")
    )]
    pub field: OrderField,
    /// The possible answers, up to six.
    #[cfg_attr(
        target_arch = "wasm32",
        tsify(type = "(string | { amount: string; currency: string })[]")
    )]
    pub options: Vec<FieldValue>,
    /// Where the text that raises the question starts, in UTF-16 code units.
    pub start: u32,
    /// Where it ends: the code unit after it.
    pub end: u32,
    /// The text between the two.
    pub text: String,
}

answer!(Question { code field options start end text });

/// The fields of an order that the text gives without doubt.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PartialOrder(Vec<(OrderField, FieldValue)>);

impl PartialOrder {
    /// The value of a field, if the text gives it without doubt.
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

impl_serialize!(PartialOrder);

/// What a text says about an order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct ParsedOrderText {
    /// The fields that were understood without doubt.
    #[cfg_attr(target_arch = "wasm32", tsify(type = "Partial<Order>"))]
    pub order: PartialOrder,
    /// Every value found, doubtful or not, in the order of the text; one per field.
    pub found: Vec<Found>,
    /// What the text leaves open.
    pub questions: Vec<Question>,
}

answer!(ParsedOrderText { order found questions });

/// Reads an order from pasted text. A text that is not about an order gives an empty answer.
///
/// # Errors
/// `too-long` at `text` beyond [`MAX_TEXT`] characters.
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
        let expected = concat(&["at most ", &decimal(MAX_TEXT as i64), " characters"]);
        return Err(Fault::new(Code::TooLong, "text", expected).into());
    }
    Ok(answering::build_answer(&reading::Reading::new(text, context)))
}
