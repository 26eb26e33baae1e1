//! The functions that read and write texts: calendar files, claims, pasted orders. Nearly half of
//! the engine's code, not needed before first use: the build splits it off. Used by `wasm`.

use super::ZONES;
use super::data::{self, answer_to_js, from_js};
use crate::error::Result as CoreResult;
use crate::value::Value;
use crate::wire::{self, BuiltIn, Rulebooks, Zones};
use wasm_bindgen::prelude::*;

/// A function that writes a text about one order or several.
type Writer = fn(&Value, &Value, &dyn Zones, &dyn Rulebooks) -> CoreResult<String>;

fn write_text(
    about: &JsValue,
    path: &str,
    options: &JsValue,
    write: Writer,
) -> Result<String, JsValue> {
    let result = || {
        let about = from_js(about, path)?;
        let options = from_js(options, "options")?;
        ZONES.with(|zones| write(&about, &options, zones, &BuiltIn))
    };
    result().map_err(|error| data::into_error(&error))
}

/// Writes an iCalendar file with the deadlines of up to 1,000 orders, each with an `id`: an entry
/// for each deadline ahead, and a cancelled one for each that is settled and for removed orders.
///
/// Throws a `DisputeClockError` that lists every fault of the orders and the options; with the code
/// `nothing-ahead` if there is no entry to write.
#[wasm_bindgen(js_name = toICalendar)]
pub fn to_icalendar(
    #[wasm_bindgen(unchecked_param_type = "readonly Order[]")] orders: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "CalendarOptions")] options: &JsValue,
) -> Result<String, JsValue> {
    write_text(orders, "orders", options, wire::calendar)
}

/// Drafts a message about an order, in Russian or English, to the marketplace's support or to the
/// seller, whichever its shoppers write to.
///
/// Throws a `DisputeClockError` that lists every fault of the order and the options; with the code
/// `required` at `problem` if the parcel is in hand or the order completed and no problem is given,
/// and `contradiction` at `options.problem` if the parcel is in hand and the problem is that
/// nothing arrived.
#[wasm_bindgen(js_name = draftClaim)]
pub fn draft_claim(
    #[wasm_bindgen(unchecked_param_type = "Order")] order: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "ClaimOptions")] options: &JsValue,
) -> Result<String, JsValue> {
    write_text(order, "order", options, wire::claim)
}

/// Reads an order from text pasted from an order page, an e-mail or a chat, in Russian or English:
/// what was understood and where, what is doubtful, and what must be asked.
///
/// Throws a `DisputeClockError`; with the code `too-long` beyond 20,000 characters.
#[wasm_bindgen(js_name = parseOrderText, unchecked_return_type = "ParsedOrderText")]
pub fn parse_order_text(
    #[wasm_bindgen(unchecked_param_type = "string")] text: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "ParseOptions")] options: &JsValue,
) -> Result<JsValue, JsValue> {
    let result = || {
        let text = from_js(text, "text")?;
        let options = from_js(options, "options")?;
        ZONES.with(|zones| wire::order_text(&text, &options, zones))
    };
    answer_to_js(&result().map_err(|error| data::into_error(&error))?)
}
