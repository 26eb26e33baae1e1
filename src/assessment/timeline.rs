//! When each event of an order happened, as bounds in the shopper's zone, and whether that is
//! possible: nothing before the order, nothing recorded as past after now.

use super::Context;
use crate::error::{Code, Faults, Result, concat};
use crate::moment::Bounds;
use crate::order::{Event, Order, PerEvent, Problem};
use crate::reading::join;
use crate::zone::bounds_of;

/// The bounds of each known event of an order.
pub(super) type Timeline = PerEvent<Bounds>;

pub(super) fn build(order: &Order, context: Context) -> Result<Timeline> {
    let mut faults = Faults::default();
    let ordered = bounds_of(context.zone, order.ordered);
    let mut timeline = Timeline::default();
    for event in Event::ALL {
        let Some(moment) = order.moment_of(event) else {
            continue;
        };
        let bounds = bounds_of(context.zone, moment);
        if must_have_happened(order, event) && bounds.earliest > context.now {
            faults.add(Code::InFuture, event.as_str(), "a moment that is not after now");
        }
        if bounds.latest < ordered.earliest {
            faults.add(Code::BeforeOrder, event.as_str(), "a moment that is not before `ordered`");
        }
        timeline.set(event, not_before_order(bounds, ordered));
    }
    if order.problem == Some(Problem::NotArrived) && timeline.has(Event::Received) {
        let expected = "a problem that one sees with the parcel in hand, or no `received`";
        faults.add(Code::Contradiction, "problem", expected);
    }
    check_entered(order, context, &mut faults);
    faults.finish(Some(timeline))
}

/// Whether a recorded event must be in the past. A payment that was not given has no field to
/// blame.
fn must_have_happened(order: &Order, event: Event) -> bool {
    match event {
        Event::Ordered => true,
        event => !may_be_in_future(event) && order.events.has(event),
    }
}

/// Nothing happens before the order, so the order's bounds narrow the others. Bounds that end up
/// empty lie before the order and are refused.
pub(crate) fn not_before_order(bounds: Bounds, ordered: Bounds) -> Bounds {
    Bounds { earliest: bounds.earliest.max(ordered.earliest), ..bounds }
}

/// Whether an event may be recorded in the future.
pub(crate) fn may_be_in_future(event: Event) -> bool {
    event == Event::DeliveryDue
}

fn check_entered(order: &Order, context: Context, faults: &mut Faults) {
    for (id, entered) in &order.entered {
        let path = concat(&["entered.", id]);
        if !context.rulebook.windows.iter().any(|window| window.id == *id) {
            let known = join(context.rulebook.windows.iter().map(|window| &*window.id), ", ");
            faults.add(Code::UnknownValue, &path, concat(&["one of: ", &known]));
        }
        if let (Some(opens), Some(closes)) = (entered.opens, entered.closes) {
            let opens = bounds_of(context.zone, opens);
            let closes = bounds_of(context.zone, closes);
            if closes.latest < opens.earliest {
                let expected = "a moment that is not before `opens`";
                faults.add(Code::Contradiction, concat(&[&path, ".closes"]), expected);
            }
        }
    }
}
