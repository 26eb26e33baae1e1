//! The input of a tracker: its options and its orders, from unvalidated data. `wasm` only passes
//! the data on.

use super::{Zones, apply_rulebook, instant, read_common_options, read_order};
use crate::error::{Code, Error, Faults, Result, concat, decimal};
use crate::moment::Instant;
use crate::order::Order;
use crate::reading::Field;
use crate::rulebook::Rulebook;
use crate::value::Value;
use crate::zone::Zone;
use std::rc::Rc;

/// The options of a tracker.
pub struct TrackerOptions {
    /// The shopper's zone.
    pub zone: Rc<dyn Zone>,
    /// The language of the texts, by default `ru`.
    pub locale: String,
    /// The rulebook to apply; by default the built-in one for each order's marketplace.
    pub rulebook: Option<Rc<Rulebook>>,
}

/// Reads the options of a tracker, all of them optional.
///
/// # Errors
/// Every fault at once, with paths under `options`.
pub fn tracker_options(options: &Value, zones: &dyn Zones) -> Result<TrackerOptions> {
    let mut faults = Faults::default();
    let none = Value::Object(Vec::new());
    let root =
        Field::root(if matches!(options, Value::Absent) { &none } else { options }, "options");
    let is_object = faults.catch(root.object());
    let read = is_object.and_then(|()| read_common_options(&root, zones, &mut faults));
    faults.finish(read)
}

/// Reads an order of a tracker.
///
/// # Errors
/// As [`super::order`]; `required` at `id`; `unknown-marketplace` if it names another marketplace
/// than the given rulebook.
pub fn tracked(order: &Value, rulebook: Option<&Rulebook>, zones: &dyn Zones) -> Result<Order> {
    let mut faults = Faults::default();
    let mut read = read_order(&Field::root(order, ""), "order", zones, &mut faults);
    if matches!(order, Value::Object(_)) && order.get("id").is_none() {
        faults.add(Code::Required, "id", "an id, to know the order by");
    }
    if let (Some(read), Some(rulebook)) = (&mut read, rulebook) {
        let given = order.get("marketplace").is_some();
        apply_rulebook(read, given, rulebook, "marketplace", &mut faults);
    }
    faults.finish(read)
}

/// The faults of one item in a list of orders.
pub fn in_list(error: Error, index: usize) -> Error {
    let index = decimal(index as i64);
    error.map_paths(|path| match path {
        "order" => concat(&["orders[", &index, "]"]),
        field => concat(&["orders[", &index, "].", field]),
    })
}

/// Reads an instant that is a value of its own, not a field.
///
/// # Errors
/// At `now`.
pub fn now(value: &Value) -> Result<Instant> {
    instant(&Field::root(value, "now")).map_err(|fault| (*fault).into())
}
