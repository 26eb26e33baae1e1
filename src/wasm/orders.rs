//! The functions a page needs at startup, except trackers: assessments, the built-in rulebooks,
//! ids. Used by `wasm`.

use super::data::{self, answer_to_js, from_js};
use super::{ZONES, host};
use crate::assessment::{Context, assess as assess_order};
use crate::error::Error;
use crate::rulebook::Rulebook;
use crate::wire::{self, BuiltIn, Options, Rulebooks};
use wasm_bindgen::prelude::*;

/// Assesses an order at an instant: its phase, every deadline with its arithmetic and sources, what
/// can be done now, and what comes next.
///
/// Throws a `DisputeClockError` that lists every fault of the order and the options.
#[wasm_bindgen(unchecked_return_type = "Assessment")]
pub fn assess(
    #[wasm_bindgen(unchecked_param_type = "Order")] order: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "AssessOptions")] options: &JsValue,
) -> Result<JsValue, JsValue> {
    assess_js(order, options).map_err(|error| data::into_error(&error))?
}

/// Returns the built-in rulebooks as plain objects, to read or to base another one on.
#[wasm_bindgen(unchecked_return_type = "Rulebook[]")]
pub fn rulebooks() -> Result<Vec<JsValue>, JsValue> {
    let mut books = Vec::new();
    for id in Rulebook::built_in_ids() {
        books.push(built_in_object(id)?);
    }
    Ok(books)
}

/// Creates an id for a new order: 24 random hexadecimal digits from the host's `Crypto`, which is
/// also available in insecure contexts.
#[wasm_bindgen(js_name = newOrderId)]
pub fn new_order_id() -> Result<String, JsValue> {
    let mut id = String::new();
    for byte in host::random_bytes::<12>()? {
        for digit in [byte >> 4, byte & 15] {
            id.push(char::from_digit(digit.into(), 16).unwrap_or_default());
        }
    }
    Ok(id)
}

fn built_in_object(id: &str) -> Result<JsValue, JsValue> {
    let json = Rulebook::built_in_json(id).map_err(|error| data::into_error(&error))?;
    js_sys::JSON::parse(json)
}

fn assess_js(order: &JsValue, options: &JsValue) -> Result<Result<JsValue, JsValue>, Error> {
    let order = from_js(order, "order")?;
    let options = from_js(options, "options")?;
    let (order, options) = ZONES.with(|zones| wire::call(&order, &options, zones))?;
    let rulebook = match &options.rulebook {
        Some(rulebook) => rulebook.clone(),
        None => BuiltIn.rulebook(&order.marketplace)?,
    };
    let Options { now, zone, locale, .. } = &options;
    let context = Context { rulebook: &rulebook, zone: &**zone, now: *now, locale };
    Ok(answer_to_js(&assess_order(&order, context)?))
}
