//! JS values in and out: external data, answers as JSON, errors as JS `Error`s.

use crate::answer::Answer;
use crate::error::{Code, Error, Fault, concat};
use crate::json::Json;
use crate::value::{MAX_DEPTH, MAX_VALUES, Value};
use js_sys::{Array, JsString, Object, Reflect};
use wasm_bindgen::prelude::*;

/// The maximum length of a string; no field allows one as long. Longer ones are truncated and
/// refused as such, so that the engine's memory, which never shrinks, does not grow for them.
const MAX_STRING_LENGTH: u32 = 100_000;
/// What is expected of plain data: no getter, date, list or proxy in it throws.
const THROWS: &str = "nothing that throws";

#[wasm_bindgen]
extern "C" {
    /// As `Array::is_array`, but catches the error of a revoked proxy.
    #[wasm_bindgen(catch, js_namespace = Array, js_name = isArray)]
    fn is_array(value: &JsValue) -> Result<bool, JsValue>;

    /// The own enumerable property names of an object, as in JSON; as `Object::keys`, but catches
    /// the error of a proxy.
    #[wasm_bindgen(catch, js_namespace = Object)]
    fn keys(value: &JsValue) -> Result<Array, JsValue>;

    /// The string tag of an object, such as `[object Date]`: one from another realm, a frame or
    /// Jest, is no instance of ours.
    #[wasm_bindgen(catch, js_namespace = ["Object", "prototype", "toString"], js_name = call)]
    fn kind(value: &JsValue) -> Result<JsValue, JsValue>;

    /// An object tagged as a date; its `getTime` may be anything.
    type Dated;

    #[wasm_bindgen(method, catch, js_name = getTime)]
    fn time(this: &Dated) -> Result<JsValue, JsValue>;
}

/// Converts a JS value to external data; a `Date` becomes its epoch milliseconds. No exception of
/// the host, from a getter or a proxy, gets past here.
pub(super) fn from_js(value: &JsValue, path: &str) -> Result<Value, Error> {
    let mut remaining = MAX_VALUES;
    let unreadable = |why| Fault::new(Code::WrongType, path, concat(&["plain data: ", why])).into();
    read(value, 0, &mut remaining).map_err(unreadable)
}

fn read(value: &JsValue, depth: u32, remaining: &mut u32) -> Result<Value, &'static str> {
    *remaining = remaining.checked_sub(1).ok_or("too large")?;
    if let Some(number) = value.as_f64() {
        return Ok(Value::Number(number));
    }
    if let Some(text) = text(value) {
        return Ok(Value::Text(text));
    }
    if let Some(truth) = value.as_bool() {
        return Ok(Value::Bool(truth));
    }
    if value.is_null() || value.is_undefined() {
        return Ok(Value::Absent);
    }
    if !value.is_object() {
        return Ok(Value::Other);
    }
    if kind(value).map_err(|_| THROWS)? == "[object Date]" {
        let time = value.unchecked_ref::<Dated>().time().map_err(|_| THROWS)?;
        return Ok(Value::Number(time.as_f64().unwrap_or(f64::NAN)));
    }
    if depth == MAX_DEPTH {
        return Err("nested too deeply");
    }
    let inner = |key: &JsValue, remaining: &mut u32| read(&get(value, key)?, depth + 1, remaining);
    if let Some(length) = length(value)? {
        let mut items = Vec::new();
        for index in 0..length {
            items.push(inner(&index.into(), remaining)?);
        }
        return Ok(Value::List(items));
    }
    let keys = keys(value).map_err(|_| THROWS)?;
    let mut fields = Vec::new();
    for key in keys.iter() {
        if let Some(name) = key.as_string() {
            fields.push((name, inner(&key, remaining)?));
        }
    }
    Ok(Value::Object(fields))
}

/// A string, or the beginning of one that is too long.
pub(super) fn text(value: &JsValue) -> Option<String> {
    let text = value.dyn_ref::<JsString>()?;
    Some(if text.length() > MAX_STRING_LENGTH {
        text.slice(0, MAX_STRING_LENGTH).into()
    } else {
        text.into()
    })
}

/// A field or an item, unless reading it throws.
pub(super) fn get(value: &JsValue, key: &JsValue) -> Result<JsValue, &'static str> {
    Reflect::get(value, key).map_err(|_| THROWS)
}

/// The length that a list reports; nothing if it is not a list.
pub(super) fn length(value: &JsValue) -> Result<Option<u32>, &'static str> {
    if !is_array(value).map_err(|_| THROWS)? {
        return Ok(None);
    }
    get(value, &"length".into())?.as_f64().map(|length| Some(length as u32)).ok_or(THROWS)
}

/// Converts an answer to a plain JS object; absent fields are undefined. It crosses as one JSON
/// text, which the host parses: field by field would take a third longer.
pub(super) fn answer_to_js(answer: &dyn Answer) -> Result<JsValue, JsValue> {
    let mut json = Json::default();
    json.plain(&answer.plain());
    js_sys::JSON::parse(&json.0)
}

/// A JS `Error` with the `code` and `path` of the first fault, and all faults in `errors`.
pub(super) fn into_error(error: &Error) -> JsValue {
    let js_error = js_sys::Error::new(&error.message());
    js_error.set_name("DisputeClockError");
    let errors = Array::new();
    for fault in error.faults() {
        errors.push(&fault_to_js(fault));
    }
    set(&js_error, "code", &error.code().as_str().into());
    set(&js_error, "path", &error.path().into());
    set(&js_error, "errors", &errors);
    js_error.into()
}

fn fault_to_js(fault: &Fault) -> JsValue {
    let object = Object::new();
    set(&object, "code", &fault.code.as_str().into());
    set(&object, "path", &fault.path.as_str().into());
    set(&object, "message", &fault.message().into());
    object.into()
}

/// Sets a field of an object created here, which cannot fail.
fn set(object: &JsValue, name: &str, value: &JsValue) {
    let _ = Reflect::set(object, &name.into(), value);
}
