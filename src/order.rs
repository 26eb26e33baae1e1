//! An order as the shopper knows it: when it was placed and paid, and what has happened since.
//! Uses `moment`, `reading` and `answer`; knows no rule.

use crate::answer::answer;
use crate::moment::Moment;
use crate::reading::{Word, words};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

/// The longest title, in characters.
pub(crate) const MAX_TITLE: usize = 500;
/// The longest number that a marketplace has for an order, in characters.
pub(crate) const MAX_NUMBER: usize = 100;

/// What is wrong with what was ordered (A5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), serde(rename_all = "kebab-case"))]
pub enum Problem {
    /// Nothing came.
    NotArrived,
    /// A part is missing.
    Incomplete,
    /// The quality is not as claimed.
    PoorQuality,
    /// Another thing came than was described.
    NotAsDescribed,
}

words!(Problem {
    NotArrived "not-arrived"
    Incomplete "incomplete"
    PoorQuality "poor-quality"
    NotAsDescribed "not-as-described"
});

impl Problem {
    /// Whether one must have the parcel in hand to see it.
    pub fn is_seen_in_hand(self) -> bool {
        self != Problem::NotArrived
    }
}

/// An amount of money: a plain decimal number and a currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Money {
    /// Digits with at most four decimals after a point, such as `1299.00`.
    pub amount: String,
    /// Three capital letters of ISO 4217, such as `RUB`.
    pub currency: String,
}

answer!(Money { amount currency });

/// What has happened to an order. Windows are counted from these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), serde(rename_all = "camelCase"))]
pub enum Event {
    /// The shopper placed the order.
    Ordered,
    /// The payment went through; when the order was placed, unless told otherwise.
    Paid,
    /// The seller handed the parcel over for delivery.
    Dispatched,
    /// The delivery time shown on the order's page runs out; may lie ahead.
    DeliveryDue,
    /// The shopper has the parcel.
    Received,
    /// The shopper cancelled.
    Cancelled,
    /// The shopper opened a dispute.
    DisputeOpened,
    /// Money came back.
    Refunded,
    /// The shopper is done with the order.
    Completed,
}

words!(Event {
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
    /// Every event there is, in the order in which they are read and checked.
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

    /// The field of an order that holds it, in JSON and JS.
    pub fn as_str(self) -> &'static str {
        Event::WORDS[self as usize]
    }
}

/// One value for each event of which it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PerEvent<T>([Option<T>; Event::ALL.len()]);

impl<T: Copy> PerEvent<T> {
    /// The value for an event.
    pub fn get(&self, event: Event) -> Option<T> {
        self.0[event as usize]
    }

    /// Whether there is one for an event.
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

/// What the order's own page shows of one window; it overrides what is computed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Entered {
    /// When the window opens.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opens: Option<Moment>,
    /// The last moment at which it is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closes: Option<Moment>,
}

/// One order. Only `ordered` must be known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// A name of the caller's, up to 200 characters.
    pub id: Option<String>,
    /// What was ordered, in the shopper's words, up to 500 characters.
    pub title: Option<String>,
    /// The id of the rulebook that applies, such as `joom`.
    pub marketplace: String,
    /// When it was placed.
    pub ordered: Moment,
    /// What else happened, and when. `Event::Ordered` in here is ignored.
    pub events: PerEvent<Moment>,
    /// What is wrong with it.
    pub problem: Option<Problem>,
    /// The marketplace's own number of it, up to 100 characters.
    pub number: Option<String>,
    /// What it cost.
    pub price: Option<Money>,
    /// What came back, if it was not the whole price (A6).
    pub refund: Option<Money>,
    /// What sending it back would cost the shopper (A7).
    pub return_cost: Option<Money>,
    /// Which items of the rulebook's list of proof the shopper has, by id (A13, B1).
    pub proof: Vec<(String, bool)>,
    /// What the order's own page shows, by window id.
    pub entered: Vec<(String, Entered)>,
    /// Anything else, up to 10,000 characters.
    pub note: Option<String>,
}

impl Order {
    /// An order at a marketplace of which nothing else is known yet.
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

    /// The same order with one more event.
    pub fn with(mut self, event: Event, moment: Moment) -> Order {
        self.events.set(event, moment);
        self
    }

    /// What the order's own page shows of a window.
    pub fn entered_for(&self, window: &str) -> Entered {
        let found = self.entered.iter().find(|(id, _)| id == window);
        found.map_or_else(Entered::default, |(_, entered)| *entered)
    }

    /// When an event happened, if it is known. Paid is when ordered, unless told otherwise.
    pub fn moment_of(&self, event: Event) -> Option<Moment> {
        match event {
            Event::Ordered => Some(self.ordered),
            Event::Paid => Some(self.events.get(event).unwrap_or(self.ordered)),
            other => self.events.get(other),
        }
    }
}

/// As an order is written in JSON and JS: `wire` reads the same order from it.
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
        let sums =
            [("price", &self.price), ("refund", &self.refund), ("returnCost", &self.return_cost)];
        for (name, money) in sums {
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

/// A list of what belongs to ids, as an object.
struct ById<'a, T>(&'a [(String, T)]);

impl<T: Serialize> Serialize for ById<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(id, value)| (id, value)))
    }
}
