//! JS values in and out: foreign data through serde-wasm-bindgen, errors as JS `Error`s.

use crate::error::{Code, Error, Fault};
use crate::value::Value;
use js_sys::{Array, Date, Object, Reflect};
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;

/// How deep a `Date` may lie in an order: `entered.dispute.closes`.
pub(super) const IN_ORDER: u32 = 3;
/// How deep a `Date` may lie in options: `now`.
pub(super) const IN_OPTIONS: u32 = 1;

/// Foreign data out of a JS value. A `Date` down to some depth is its epoch milliseconds.
pub(super) fn from_js(value: &JsValue, path: &str, date_depth: u32) -> Result<Value, Error> {
    let unreadable =
        |error: String| Fault::new(Code::WrongType, path, format!("plain data: {error}"));
    let value = without_dates(value, date_depth);
    let value = serde_wasm_bindgen::Deserializer::from(value);
    Value::deserialize(value).map_err(|error| unreadable(error.to_string()).into())
}

fn without_dates(value: &JsValue, depth: u32) -> JsValue {
    if let Some(date) = value.dyn_ref::<Date>() {
        return date.get_time().into();
    }
    if depth == 0 || !value.is_object() || Array::is_array(value) {
        return value.clone();
    }
    let plain = |entry: JsValue| {
        let entry = Array::from(&entry);
        Array::of2(&entry.get(0), &without_dates(&entry.get(1), depth - 1)).into()
    };
    let entries: Array = Object::entries(value.unchecked_ref())
        .iter()
        .map(plain)
        .collect::<Vec<JsValue>>()
        .into_iter()
        .collect();
    Object::from_entries(&entries).map_or_else(|_| value.clone(), JsValue::from)
}

/// A plain JS object; what is absent is undefined.
pub(super) fn into_js<T: Serialize>(answer: &T) -> Result<JsValue, JsValue> {
    let serializer = serde_wasm_bindgen::Serializer::new();
    answer.serialize(&serializer).map_err(JsValue::from)
}

/// A JS `Error` that carries `code` and `path` of the first fault, and all of them in `errors`.
pub(super) fn into_error(error: &Error) -> JsValue {
    let thrown = js_sys::Error::new(&error.to_string());
    thrown.set_name("DisputeClockError");
    let errors: Array = error.faults().map(fault_to_js).collect();
    set(&thrown, "code", &error.code().as_str().into());
    set(&thrown, "path", &error.path().into());
    set(&thrown, "errors", &errors);
    thrown.into()
}

fn fault_to_js(fault: &Fault) -> JsValue {
    let object = Object::new();
    set(&object, "code", &fault.code.as_str().into());
    set(&object, "path", &fault.path.as_str().into());
    set(&object, "message", &fault.to_string().into());
    object.into()
}

/// Sets a field of an object made here, which cannot fail.
fn set(object: &JsValue, name: &str, value: &JsValue) {
    let _ = Reflect::set(object, &name.into(), value);
}
