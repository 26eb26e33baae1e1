//! An order as the shopper knows it: when it was placed and paid, and what has happened since. Uses
//! `moment`, `reading` and `answer`; knows no rules.

use crate::answer::answer;
use crate::moment::Moment;
use crate::reading::{NamedEnum, named_enum};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

/// The maximum length of a title, in characters.
pub(crate) const MAX_TITLE: usize = 500;
/// The maximum length of a marketplace's order number, in characters.
pub(crate) const MAX_NUMBER: usize = 100;

/// What is wrong with an order (A5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), serde(rename_all = "kebab-case"))]
pub enum Problem {
    /// Nothing arrived.
    NotArrived,
    /// A part is missing.
    Incomplete,
    /// The quality is not as claimed.
    PoorQuality,
    /// Something other than described arrived.
    NotAsDescribed,
}

named_enum!(Problem {
    NotArrived "not-arrived"
    Incomplete "incomplete"
    PoorQuality "poor-quality"
    NotAsDescribed "not-as-described"
});

impl Problem {
    /// Whether the problem can only be seen with the parcel in hand.
    pub fn is_seen_in_hand(self) -> bool {
        self != Problem::NotArrived
    }
}

/// An amount of money: a plain decimal number and a currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Money {
    /// Digits, with up to four decimals after a point, such as `1299.00`.
    pub amount: String,
    /// A three-letter uppercase ISO 4217 code, such as `RUB`.
    pub currency: String,
}

answer!(Money { amount currency });

/// An event of an order. Windows are counted from events.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), serde(rename_all = "camelCase"))]
pub enum Event {
    /// The shopper placed the order.
    Ordered,
    /// The payment went through; if not given, when the order was placed.
    Paid,
    /// The seller handed the parcel over for delivery.
    Dispatched,
    /// The delivery time shown on the order's page runs out. May be in the future.
    DeliveryDue,
    /// The shopper received the parcel.
    Received,
    /// The shopper cancelled the order.
    Cancelled,
    /// The shopper opened a dispute.
    DisputeOpened,
    /// The money was refunded.
    Refunded,
    /// The shopper marked the order as done.
    Completed,
}

named_enum!(Event {
    Ordered "ordered"
    Paid "paid"
    Dispatched "dispatched"
    DeliveryDue "deliveryDue"
    Received "received"
    Cancelled "cancelled"
    DisputeOpened "disputeOpened"
    Refunded "refunded"
    Completed "completed"
});

impl Event {
    /// All events, in the order in which they are read and checked.
    pub const ALL: [Event; 9] = [
        Event::Ordered,
        Event::Paid,
        Event::Dispatched,
        Event::DeliveryDue,
        Event::Received,
        Event::Cancelled,
        Event::DisputeOpened,
        Event::Refunded,
        Event::Completed,
    ];

    /// The order field that holds it, in JSON and JS.
    pub fn as_str(self) -> &'static str {
        Event::NAMES[self as usize]
    }
}

/// One value per event, for those that have one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PerEvent<T>([Option<T>; Event::ALL.len()]);

impl<T: Copy> PerEvent<T> {
    /// The value for an event.
    pub fn get(&self, event: Event) -> Option<T> {
        self.0[event as usize]
    }

    /// Whether an event has a value.
    pub fn has(&self, event: Event) -> bool {
        self.get(event).is_some()
    }

    /// Sets the value for an event.
    pub fn set(&mut self, event: Event, value: T) {
        self.0[event as usize] = Some(value);
    }
}

impl<T> Default for PerEvent<T> {
    fn default() -> PerEvent<T> {
        PerEvent([const { None }; Event::ALL.len()])
    }
}

/// The ends of one window as shown on the order's own page. They override the computed ones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Entered {
    /// When the window opens.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opens: Option<Moment>,
    /// The last moment at which it is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closes: Option<Moment>,
}

/// One order. Only `ordered` is required.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// The caller's identifier for the order, up to 200 characters.
    pub id: Option<String>,
    /// What was ordered, in the shopper's words, up to 500 characters.
    pub title: Option<String>,
    /// The id of the rulebook that applies, such as `joom`.
    pub marketplace: String,
    /// When the order was placed.
    pub ordered: Moment,
    /// The other events and when they happened. `Event::Ordered` is ignored here.
    pub events: PerEvent<Moment>,
    /// What is wrong with the order.
    pub problem: Option<Problem>,
    /// The marketplace's own order number, up to 100 characters.
    pub number: Option<String>,
    /// The price of the order.
    pub price: Option<Money>,
    /// The amount refunded, if it was not the full price (A6).
    pub refund: Option<Money>,
    /// What returning the goods would cost the shopper (A7).
    pub return_cost: Option<Money>,
    /// Which of the rulebook's proof items the shopper has, by id (A13, B1).
    pub proof: Vec<(String, bool)>,
    /// Deadlines shown on the order's own page, by window id.
    pub entered: Vec<(String, Entered)>,
    /// Free text, up to 10,000 characters.
    pub note: Option<String>,
}

impl Order {
    /// An order at a marketplace with nothing else known yet.
    pub fn new(marketplace: impl Into<String>, ordered: Moment) -> Order {
        Order {
            id: None,
            title: None,
            marketplace: marketplace.into(),
            ordered,
            events: PerEvent::default(),
            problem: None,
            number: None,
            price: None,
            refund: None,
            return_cost: None,
            proof: Vec::new(),
            entered: Vec::new(),
            note: None,
        }
    }

    /// Adds an event.
    pub fn with(mut self, event: Event, moment: Moment) -> Order {
        self.events.set(event, moment);
        self
    }

    /// The entered ends of a window.
    pub fn entered_for(&self, window: &str) -> Entered {
        let found = self.entered.iter().find(|(id, _)| id == window);
        found.map_or_else(Entered::default, |(_, entered)| *entered)
    }

    /// When an event happened, if known. The payment defaults to when the order was placed.
    pub fn moment_of(&self, event: Event) -> Option<Moment> {
        match event {
            Event::Ordered => Some(self.ordered),
            Event::Paid => Some(self.events.get(event).unwrap_or(self.ordered)),
            other => self.events.get(other),
        }
    }
}

/// Serializes to the JSON and JS form, from which `wire` reads the same order.
impl Serialize for Order {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        let texts = [
            ("id", &self.id),
            ("title", &self.title),
            ("number", &self.number),
            ("note", &self.note),
        ];
        for (name, text) in texts {
            if let Some(text) = text {
                map.serialize_entry(name, text)?;
            }
        }
        map.serialize_entry("marketplace", &self.marketplace)?;
        map.serialize_entry(Event::Ordered.as_str(), &self.ordered)?;
        for event in Event::ALL.into_iter().filter(|event| *event != Event::Ordered) {
            if let Some(moment) = self.events.get(event) {
                map.serialize_entry(event.as_str(), &moment)?;
            }
        }
        if let Some(problem) = self.problem {
            map.serialize_entry("problem", &problem)?;
        }
        let amounts =
            [("price", &self.price), ("refund", &self.refund), ("returnCost", &self.return_cost)];
        for (name, money) in amounts {
            if let Some(money) = money {
                map.serialize_entry(name, money)?;
            }
        }
        if !self.proof.is_empty() {
            map.serialize_entry("proof", &ById(&self.proof))?;
        }
        if !self.entered.is_empty() {
            map.serialize_entry("entered", &ById(&self.entered))?;
        }
        map.end()
    }
}

/// A list of values by id, serialized as an object.
struct ById<'a, T>(&'a [(String, T)]);

impl<T: Serialize> Serialize for ById<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(id, value)| (id, value)))
    }
}
