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
    known: Known,
    /// Which events these are, one bit each.
    pub(super) events: u16,
    pub(super) problem: Option<Problem>,
    /// Entered ends and proof; most orders have neither.
    rest: Option<Box<Rest>>,
}

/// The first is when the order was placed. Many orders have nothing else, which then needs no
/// allocation.
enum Known {
    Placed(Bounds),
    More(Box<[Bounds]>),
}

#[derive(Clone, Default)]
struct Rest {
    entered: Vec<(String, Entered)>,
    proof: Vec<(String, bool)>,
}

/// What was given about an order, as far as facts are made from it; reused for one order after
/// another.
pub struct Told {
    moments: [Moment; Event::ALL.len()],
    /// Which of them were given, one bit each.
    events: u16,
    problem: Option<Problem>,
    rest: Rest,
}

fn bit(event: Event) -> u16 {
    1 << event as u16
}

impl Default for Told {
    fn default() -> Told {
        let moments = [Moment::Instant(super::EVER); Event::ALL.len()];
        Told { moments, events: 0, problem: None, rest: Rest::default() }
    }
}

impl From<&Order> for Told {
    fn from(order: &Order) -> Told {
        let mut told = Told::default();
        for event in &Event::ALL[1..] {
            if let Some(moment) = order.events.get(*event) {
                told.event(*event, moment);
            }
        }
        told.event(Event::Ordered, order.ordered);
        told.problem = order.problem;
        told.rest = Rest { entered: order.entered.clone(), proof: order.proof.clone() };
        told
    }
}

impl Told {
    /// Clears the previous order.
    pub fn clear(&mut self) {
        self.events = 0;
        self.problem = None;
        self.rest.entered.clear();
        self.rest.proof.clear();
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
        self.rest.entered = entered;
    }

    /// Sets which proof there is.
    pub fn proof(&mut self, proof: Vec<(String, bool)>) {
        self.rest.proof = proof;
    }
}

impl Facts {
    /// The facts of an order; nothing if it is not known when it was placed.
    pub(super) fn of(told: &Told, zone: &dyn Zone) -> Option<Facts> {
        let Told { moments, events, problem, rest } = told;
        (events & bit(Event::Ordered) != 0).then_some(())?;
        let ordered = bounds_of(zone, moments[0]);
        let known = match events & !bit(Event::Ordered) {
            0 => Known::Placed(ordered),
            later => {
                let mut known = vec![ordered; events.count_ones() as usize];
                let mut left = later;
                for room in &mut known[1..] {
                    let moment = moments[left.trailing_zeros() as usize];
                    if moment != moments[0] {
                        *room = bounds_of(zone, moment);
                    }
                    left &= left - 1;
                }
                Known::More(known.into())
            }
        };
        let has_rest = !rest.entered.is_empty() || !rest.proof.is_empty();
        Some(Facts {
            known,
            events: *events,
            problem: *problem,
            rest: has_rest.then(|| Box::new(rest.clone())),
        })
    }

    fn known(&self) -> &[Bounds] {
        match &self.known {
            Known::Placed(ordered) => std::slice::from_ref(ordered),
            Known::More(known) => known,
        }
    }

    /// Whether nothing in it can contradict anything else.
    pub(super) fn is_plainly_sound(&self) -> bool {
        let ordered = self.known()[0];
        self.problem.is_none()
            && !self.has_entered()
            && self.known().iter().all(|bounds| ordered.earliest <= bounds.latest)
    }

    /// Whether any end of a window was entered.
    pub(super) fn has_entered(&self) -> bool {
        self.rest.as_ref().is_some_and(|rest| !rest.entered.is_empty())
    }

    /// The index of the known moment for an event; for a payment that was not given, that of the
    /// order.
    pub(super) fn index(&self, event: Event) -> usize {
        let before = self.events & (bit(event) - 1);
        if self.events & bit(event) == 0 { 0 } else { before.count_ones() as usize }
    }

    /// The bounds of the moment at an index.
    pub(super) fn bounds(&self, index: usize) -> Bounds {
        let known = self.known();
        not_before_order(known[index], known[0])
    }

    /// The first instant at which everything recorded can have happened.
    pub(super) fn known_from(&self) -> Instant {
        let mut from = super::EVER;
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
        let told = Event::ALL.into_iter().filter(|event| self.events & bit(*event) != 0);
        let mut told = told.zip(self.known().iter().map(|bounds| Moment::Within(*bounds)));
        // Every order was placed.
        let ordered = told.next().map_or(Moment::Instant(super::EVER), |(_, moment)| moment);
        let mut order = Order::new(String::new(), ordered);
        for (event, moment) in told {
            order.events.set(event, moment);
        }
        order.problem = self.problem;
        if let Some(rest) = &self.rest {
            order.entered.clone_from(&rest.entered);
            order.proof.clone_from(&rest.proof);
        }
        order
    }
}
