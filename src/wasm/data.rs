//! JS values in and out: foreign data, answers through serde-wasm-bindgen, errors as JS `Error`s.

use crate::error::{Code, Error, Fault};
use crate::value::Value;
use js_sys::{Array, Date, Object, Reflect};
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// Nesting beyond this is no order and no rulebook; it also ends cyclic objects.
const MAX_DEPTH: u32 = 16;
/// Values in one tree; the built-in rulebooks have fewer than 1,000.
const MAX_VALUES: u32 = 100_000;

/// Foreign data out of a JS value; a `Date` is its epoch milliseconds. Nothing of the host's that
/// throws, a getter or a proxy, gets past here.
pub(super) fn from_js(value: &JsValue, path: &str) -> Result<Value, Error> {
    let mut left = MAX_VALUES;
    let unreadable = |why| Fault::new(Code::WrongType, path, format!("plain data: {why}")).into();
    read(value, 0, &mut left).map_err(unreadable)
}

fn read(value: &JsValue, depth: u32, left: &mut u32) -> Result<Value, &'static str> {
    *left = left.checked_sub(1).ok_or("too large")?;
    if let Some(number) = value.as_f64() {
        return Ok(Value::Number(number));
    }
    if let Some(text) = value.as_string() {
        return Ok(Value::Text(text));
    }
    if let Some(truth) = value.as_bool() {
        return Ok(Value::Bool(truth));
    }
    if value.is_null() || value.is_undefined() {
        return Ok(Value::Absent);
    }
    if let Some(date) = value.dyn_ref::<Date>() {
        return Ok(Value::Number(date.get_time()));
    }
    if !value.is_object() {
        return Ok(Value::Other);
    }
    if depth == MAX_DEPTH {
        return Err("nested too deeply");
    }
    let inner = |key: &JsValue, left: &mut u32| {
        let value = Reflect::get(value, key).map_err(|_| "a getter that throws")?;
        read(&value, depth + 1, left)
    };
    if let Some(list) = value.dyn_ref::<Array>() {
        return (0..list.length())
            .map(|index| inner(&index.into(), left))
            .collect::<Result<_, _>>()
            .map(Value::List);
    }
    let keys = Reflect::own_keys(value).map_err(|_| "an object that throws")?;
    let mut fields = Vec::new();
    for key in keys.iter() {
        // Symbols name nothing that we read.
        if let Some(name) = key.as_string() {
            fields.push((name, inner(&key, left)?));
        }
    }
    Ok(Value::Object(fields))
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
