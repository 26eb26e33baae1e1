//! What the rules need to know about an order, without its texts, in as little memory as possible:
//! a tracker keeps many orders. For `tracker` only.

use crate::assessment::{may_be_in_future, not_before_order};
use crate::moment::{Bounds, Instant, Moment};
use crate::order::{Entered, Event, Order, Problem};
use crate::zone::{Zone, bounds_of};

/// An order without its texts.
pub(super) struct Facts {
    /// When the recorded events happened, in the order of `Event::ALL`. A tracker has one fixed
    /// zone, in which every moment is resolved to bounds.
    moments: Moments,
    /// Which events these are, one bit each.
    pub(super) events: u16,
    pub(super) problem: Option<Problem>,
    /// Entered ends and proof; most orders have neither.
    extras: Option<Box<Extras>>,
}

/// The first is when the order was placed. Many orders have nothing else, which then needs no
/// allocation.
enum Moments {
    OrderedOnly(Bounds),
    Several(Box<[Bounds]>),
}

#[derive(Clone, Default)]
struct Extras {
    entered: Vec<(String, Entered)>,
    proof: Vec<(String, bool)>,
}

/// What was given about an order, as far as facts are made from it; reused for one order after
/// another.
pub struct OrderInput {
    moments: [Moment; Event::ALL.len()],
    /// Which of them were given, one bit each.
    events: u16,
    problem: Option<Problem>,
    extras: Extras,
}

fn bit(event: Event) -> u16 {
    1 << event as u16
}

impl Default for OrderInput {
    fn default() -> OrderInput {
        let moments = [Moment::Instant(super::DISTANT_PAST); Event::ALL.len()];
        OrderInput { moments, events: 0, problem: None, extras: Extras::default() }
    }
}

impl From<&Order> for OrderInput {
    fn from(order: &Order) -> OrderInput {
        let mut input = OrderInput::default();
        for event in &Event::ALL[1..] {
            if let Some(moment) = order.events.get(*event) {
                input.event(*event, moment);
            }
        }
        input.event(Event::Ordered, order.ordered);
        input.problem = order.problem;
        input.extras = Extras { entered: order.entered.clone(), proof: order.proof.clone() };
        input
    }
}

impl OrderInput {
    /// Clears the previous order.
    pub fn clear(&mut self) {
        self.events = 0;
        self.problem = None;
        self.extras.entered.clear();
        self.extras.proof.clear();
    }

    /// Sets when an event happened.
    pub fn event(&mut self, event: Event, moment: Moment) {
        self.moments[event as usize] = moment;
        self.events |= bit(event);
    }

    /// Sets what is wrong.
    pub fn problem(&mut self, problem: Problem) {
        self.problem = Some(problem);
    }

    /// Sets the ends shown on the order's own page.
    pub fn entered(&mut self, entered: Vec<(String, Entered)>) {
        self.extras.entered = entered;
    }

    /// Sets which proof there is.
    pub fn proof(&mut self, proof: Vec<(String, bool)>) {
        self.extras.proof = proof;
    }
}

impl Facts {
    /// The facts of an order; nothing if it is not known when it was placed.
    pub(super) fn of(input: &OrderInput, zone: &dyn Zone) -> Option<Facts> {
        let OrderInput { moments, events, problem, extras } = input;
        (events & bit(Event::Ordered) != 0).then_some(())?;
        let ordered = bounds_of(zone, moments[0]);
        let moments = match events & !bit(Event::Ordered) {
            0 => Moments::OrderedOnly(ordered),
            later => {
                let mut bounds = vec![ordered; events.count_ones() as usize];
                let mut remaining = later;
                for slot in &mut bounds[1..] {
                    let moment = moments[remaining.trailing_zeros() as usize];
                    if moment != moments[0] {
                        *slot = bounds_of(zone, moment);
                    }
                    remaining &= remaining - 1;
                }
                Moments::Several(bounds.into())
            }
        };
        let has_extras = !extras.entered.is_empty() || !extras.proof.is_empty();
        Some(Facts {
            moments,
            events: *events,
            problem: *problem,
            extras: has_extras.then(|| Box::new(extras.clone())),
        })
    }

    fn moments(&self) -> &[Bounds] {
        match &self.moments {
            Moments::OrderedOnly(ordered) => std::slice::from_ref(ordered),
            Moments::Several(moments) => moments,
        }
    }

    /// Whether nothing in it can contradict anything else.
    pub(super) fn is_trivially_valid(&self) -> bool {
        let ordered = self.moments()[0];
        self.problem.is_none()
            && !self.has_entered()
            && self.moments().iter().all(|bounds| ordered.earliest <= bounds.latest)
    }

    /// Whether any end of a window was entered.
    pub(super) fn has_entered(&self) -> bool {
        self.extras.as_ref().is_some_and(|extras| !extras.entered.is_empty())
    }

    /// The index of the known moment for an event; for a payment that was not given, that of the
    /// order.
    pub(super) fn index(&self, event: Event) -> usize {
        let before = self.events & (bit(event) - 1);
        if self.events & bit(event) == 0 { 0 } else { before.count_ones() as usize }
    }

    /// The bounds of the moment at an index.
    pub(super) fn bounds(&self, index: usize) -> Bounds {
        let moments = self.moments();
        not_before_order(moments[index], moments[0])
    }

    /// The first instant at which everything recorded can have happened.
    pub(super) fn known_from(&self) -> Instant {
        let mut from = super::DISTANT_PAST;
        let mut index = 0;
        for event in &Event::ALL {
            if self.events & bit(*event) != 0 {
                if !may_be_in_future(*event) {
                    from = from.max(self.bounds(index).earliest);
                }
                index += 1;
            }
        }
        from
    }

    /// The order again, as far as the rules need it.
    pub(super) fn order(&self) -> Order {
        // Every order was placed.
        let mut order = Order::new(String::new(), Moment::Within(self.moments()[0]));
        let mut index = 0;
        for event in &Event::ALL[1..] {
            if self.events & bit(*event) != 0 {
                index += 1;
                order.events.set(*event, Moment::Within(self.moments()[index]));
            }
        }
        order.problem = self.problem;
        if let Some(extras) = &self.extras {
            let Extras { entered, proof } = (**extras).clone();
            (order.entered, order.proof) = (entered, proof);
        }
        order
    }
}
