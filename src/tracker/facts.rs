//! What the rules need of an order, without its texts, in as little memory as they take: a tracker
//! keeps many. For `tracker` alone.

use crate::assessment::{may_lie_ahead, narrowed};
use crate::moment::{Bounds, Instant, Moment};
use crate::order::{Entered, Event, Order, Problem};
use crate::zone::{Zone, bounds_of};

/// An order without its texts.
pub(super) struct Facts {
    /// When the events happened that are told of, in the order of `Event::ALL`: a tracker has one
    /// zone for good, and in it every moment comes down to bounds.
    known: Known,
    /// Which events these are, a bit for each.
    pub(super) events: u16,
    pub(super) problem: Option<Problem>,
    /// Most orders have neither.
    rest: Option<Box<Rest>>,
}

/// The first is when the order was placed. Of many orders nothing else is told: these need no memory
/// of their own.
enum Known {
    Placed(Bounds),
    More(Box<[Bounds]>),
}

#[derive(Clone, Default)]
struct Rest {
    entered: Vec<(String, Entered)>,
    proof: Vec<(String, bool)>,
}

/// What somebody tells of an order, as far as facts are made of it; used for one order after another.
pub struct Told {
    moments: [Moment; Event::ALL.len()],
    /// Which of them are told of, a bit for each.
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
    /// Forgets the order before.
    pub fn clear(&mut self) {
        self.events = 0;
        self.problem = None;
        self.rest.entered.clear();
        self.rest.proof.clear();
    }

    /// When something happened.
    pub fn event(&mut self, event: Event, moment: Moment) {
        self.moments[event as usize] = moment;
        self.events |= bit(event);
    }

    /// What is wrong.
    pub fn problem(&mut self, problem: Problem) {
        self.problem = Some(problem);
    }

    /// What the order's own page shows.
    pub fn entered(&mut self, entered: Vec<(String, Entered)>) {
        self.rest.entered = entered;
    }

    /// Which proof there is.
    pub fn proof(&mut self, proof: Vec<(String, bool)>) {
        self.rest.proof = proof;
    }
}

impl Facts {
    /// The facts of an order; nothing if it is not told when it was placed.
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

    /// Whether nothing in it can speak against anything else in it.
    pub(super) fn is_plainly_sound(&self) -> bool {
        let ordered = self.known()[0];
        self.problem.is_none()
            && !self.has_entered()
            && self.known().iter().all(|bounds| ordered.earliest <= bounds.latest)
    }

    /// Whether something was entered of the order's own page.
    pub(super) fn has_entered(&self) -> bool {
        self.rest.as_ref().is_some_and(|rest| !rest.entered.is_empty())
    }

    /// Which of the known moments an event is counted by: a payment that was not told of, by the order's.
    pub(super) fn index(&self, event: Event) -> usize {
        let before = self.events & (bit(event) - 1);
        if self.events & bit(event) == 0 { 0 } else { before.count_ones() as usize }
    }

    /// The bounds of the moment there.
    pub(super) fn bounds(&self, index: usize) -> Bounds {
        let known = self.known();
        narrowed(known[index], known[0])
    }

    /// The first instant at which all that is told of the order can have happened.
    pub(super) fn known_from(&self) -> Instant {
        let mut from = super::EVER;
        let mut index = 0;
        for event in &Event::ALL {
            if self.events & bit(*event) != 0 {
                if !may_lie_ahead(*event) {
                    from = from.max(self.bounds(index).earliest);
                }
                index += 1;
            }
        }
        from
    }

    /// The order again, as far as the rules look at it.
    pub(super) fn order(&self) -> Order {
        let told = Event::ALL.into_iter().filter(|event| self.events & bit(*event) != 0);
        let mut told = told.zip(self.known().iter().map(|bounds| Moment::Within(*bounds)));
        // Every order has been placed.
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
