//! JS values in and out: foreign data, answers as JSON, errors as JS `Error`s.

use crate::answer::Answer;
use crate::error::{Code, Error, Fault, joined};
use crate::json::Json;
use crate::value::{MAX_DEPTH, MAX_VALUES, Value};
use js_sys::{Array, JsString, Object, Reflect};
use wasm_bindgen::prelude::*;

/// No field takes a text as long as this. Of a longer one no more is read: it is refused as it is,
/// and the engine's memory, which never shrinks, does not grow for it.
const LONGEST: u32 = 100_000;
/// What plain data is: no getter, date, list or proxy in it throws.
const THROWS: &str = "nothing that throws";

#[wasm_bindgen]
extern "C" {
    /// As `Array::is_array`, which lets a revoked proxy's error through.
    #[wasm_bindgen(catch, js_namespace = Array, js_name = isArray)]
    fn is_array(value: &JsValue) -> Result<bool, JsValue>;

    /// The names of an object's own fields that are meant to be seen, as JSON has them; as
    /// `Object::keys`, which lets a proxy's error through.
    #[wasm_bindgen(catch, js_namespace = Object)]
    fn keys(value: &JsValue) -> Result<Array, JsValue>;

    /// What an object says that it is, such as `[object Date]`: that of another realm, a frame's or
    /// Jest's, is no instance of ours.
    #[wasm_bindgen(catch, js_namespace = ["Object", "prototype", "toString"], js_name = call)]
    fn kind(value: &JsValue) -> Result<JsValue, JsValue>;

    /// What calls itself a date; its `getTime` may be anybody's.
    type Dated;

    #[wasm_bindgen(method, catch, js_name = getTime)]
    fn time(this: &Dated) -> Result<JsValue, JsValue>;
}

/// Foreign data out of a JS value; a `Date` is its epoch milliseconds. Nothing of the host's that
/// throws, a getter or a proxy, gets past here.
pub(super) fn from_js(value: &JsValue, path: &str) -> Result<Value, Error> {
    let mut left = MAX_VALUES;
    let unreadable = |why| Fault::new(Code::WrongType, path, joined(&["plain data: ", why])).into();
    read(value, 0, &mut left).map_err(unreadable)
}

fn read(value: &JsValue, depth: u32, left: &mut u32) -> Result<Value, &'static str> {
    *left = left.checked_sub(1).ok_or("too large")?;
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
    let inner = |key: &JsValue, left: &mut u32| read(&get(value, key)?, depth + 1, left);
    if let Some(length) = length(value)? {
        let mut items = Vec::new();
        for index in 0..length {
            items.push(inner(&index.into(), left)?);
        }
        return Ok(Value::List(items));
    }
    let keys = keys(value).map_err(|_| THROWS)?;
    let mut fields = Vec::new();
    for key in keys.iter() {
        if let Some(name) = key.as_string() {
            fields.push((name, inner(&key, left)?));
        }
    }
    Ok(Value::Object(fields))
}

/// A text, or the beginning of one that is too long for anything.
pub(super) fn text(value: &JsValue) -> Option<String> {
    let text = value.dyn_ref::<JsString>()?;
    Some(if text.length() > LONGEST { text.slice(0, LONGEST).into() } else { text.into() })
}

/// A field or an item, if getting it throws nothing.
pub(super) fn get(value: &JsValue, key: &JsValue) -> Result<JsValue, &'static str> {
    Reflect::get(value, key).map_err(|_| THROWS)
}

/// How long a list says that it is; nothing for what is no list.
pub(super) fn length(value: &JsValue) -> Result<Option<u32>, &'static str> {
    if !is_array(value).map_err(|_| THROWS)? {
        return Ok(None);
    }
    get(value, &"length".into())?.as_f64().map(|length| Some(length as u32)).ok_or(THROWS)
}

/// A plain JS object; what is absent is undefined. It goes out as one text, which the host reads: field by
/// field it would take a third longer.
pub(super) fn answer_to_js(answer: &dyn Answer) -> Result<JsValue, JsValue> {
    let mut json = Json::default();
    json.plain(&answer.plain());
    js_sys::JSON::parse(&json.0)
}

/// A JS `Error` that carries `code` and `path` of the first fault, and all of them in `errors`.
pub(super) fn into_error(error: &Error) -> JsValue {
    let thrown = js_sys::Error::new(&error.message());
    thrown.set_name("DisputeClockError");
    let errors = Array::new();
    for fault in error.faults() {
        errors.push(&fault_to_js(fault));
    }
    set(&thrown, "code", &error.code().as_str().into());
    set(&thrown, "path", &error.path().into());
    set(&thrown, "errors", &errors);
    thrown.into()
}

fn fault_to_js(fault: &Fault) -> JsValue {
    let object = Object::new();
    set(&object, "code", &fault.code.as_str().into());
    set(&object, "path", &fault.path.as_str().into());
    set(&object, "message", &fault.message().into());
    object.into()
}

/// Sets a field of an object made here, which cannot fail.
fn set(object: &JsValue, name: &str, value: &JsValue) {
    let _ = Reflect::set(object, &name.into(), value);
}
