//! What the rules need of an order, without its texts, in as little memory as they take: a tracker
//! keeps many. For `tracker` alone.

use crate::moment::{Bounds, Moment};
use crate::order::{Entered, Event, Order, Problem};
use crate::zone::{Zone, bounds_of};

/// An order without its texts.
pub(super) struct Facts {
    /// When the events happened that are told of, in the order of `Event::ALL`: a tracker has one
    /// zone for good, and in it every moment comes down to bounds.
    known: Box<[Bounds]>,
    /// Which events these are, a bit for each.
    events: u16,
    problem: Option<Problem>,
    /// Most orders have neither.
    rest: Option<Box<Rest>>,
}

struct Rest {
    entered: Vec<(String, Entered)>,
    proof: Vec<(String, bool)>,
}

fn bit(event: Event) -> u16 {
    1 << event as u16
}

impl Facts {
    pub(super) fn of(order: &Order, zone: &dyn Zone) -> Facts {
        let mut events = 0;
        let mut known = Vec::with_capacity(Event::ALL.len());
        for event in Event::ALL {
            let moment = match event {
                Event::Ordered => Some(order.ordered),
                other => order.events.get(other),
            };
            if let Some(moment) = moment {
                events |= bit(event);
                known.push(bounds_of(zone, moment));
            }
        }
        let Order { entered, proof, problem, .. } = order;
        let rest = || Box::new(Rest { entered: entered.clone(), proof: proof.clone() });
        Facts {
            known: known.into_boxed_slice(),
            events,
            problem: *problem,
            rest: (!entered.is_empty() || !proof.is_empty()).then(rest),
        }
    }

    /// The order again, as far as the rules look at it.
    pub(super) fn order(&self) -> Order {
        let told = Event::ALL.into_iter().filter(|event| self.events & bit(*event) != 0);
        let mut told = told.zip(self.known.iter().map(|bounds| Moment::Within(*bounds)));
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
