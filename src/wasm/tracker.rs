//! Trackers behind numbers: `www/tracker.js` holds the number and is the public object. A number
//! needs no destructor, can be rejected once it is freed, and cannot be borrowed twice.

use super::ZONES;
use super::data::{self, answer_to_js, from_js, into_error};
use super::flat::Flat;
use crate::assessment::urgency;
use crate::error::{Code, Fault, Result};
use crate::moment::Instant;
use crate::reading::NamedEnum;
use crate::rulebook::{Phase, Rulebook};
use crate::tracker::{Change, Tracker};
use crate::value::Value;
use crate::wire::{
    self, BuiltIn, DEFAULT_MARKETPLACE, PlainReader, Rulebooks, TrackerOptions, Zones,
};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// How many changes are returned at once.
const MAX_CHANGES: usize = 1_000;

/// A tracker and its options.
struct Entry {
    tracker: Tracker,
    locale: String,
    rulebook: Option<Rc<Rulebook>>,
}

/// The maximum length of a list; longer ones are not realistic. `www/flat.js` has the same number.
const MAX_ORDERS: u32 = 1_000_000;

thread_local! {
    /// Trackers by number; a number is reused once its tracker is freed.
    static TRACKERS: RefCell<Vec<Option<Rc<RefCell<Entry>>>>> = const { RefCell::new(Vec::new()) };
}

impl Entry {
    fn put(&mut self, order: &Value) -> Result<u32> {
        let order = ZONES.with(|zones| wire::tracked(order, self.rulebook.as_deref(), zones))?;
        let rulebook = match &self.rulebook {
            Some(rulebook) => rulebook.clone(),
            None => BuiltIn.rulebook(&order.marketplace)?,
        };
        self.tracker.put(&order, rulebook)
    }

    /// Puts orders while they are valid; nothing if one of them is not.
    fn put_flat(&mut self, mut orders: Flat, zones: &dyn Zones) -> Option<()> {
        let mut order = PlainReader::default();
        let (mut marketplace, mut rulebook) = (None, None);
        while !orders.is_empty() {
            orders.order(&mut order, zones)?;
            // Usually that of the previous order.
            let rulebook = match &rulebook {
                Some(rulebook) if order.marketplace == marketplace => rulebook,
                _ => {
                    marketplace = order.marketplace;
                    rulebook.insert(self.rulebook_of(marketplace)?)
                }
            };
            self.tracker.put_input(&order.told, rulebook).ok()?;
        }
        Some(())
    }

    /// The rulebook of an order; nothing if there is none for its marketplace.
    fn rulebook_of(&self, marketplace: Option<&str>) -> Option<Rc<Rulebook>> {
        match &self.rulebook {
            Some(rulebook) => {
                marketplace.is_none_or(|id| rulebook.id == id).then(|| rulebook.clone())
            }
            None => BuiltIn.rulebook(marketplace.unwrap_or(DEFAULT_MARKETPLACE)).ok(),
        }
    }
}

fn freed_error(expected: &str) -> JsValue {
    into_error(&Fault::new(Code::Freed, "", expected).into())
}

fn find_entry(number: u32) -> std::result::Result<Rc<RefCell<Entry>>, JsValue> {
    let found = TRACKERS.with_borrow(|all| all.get(number as usize).cloned().flatten());
    found.ok_or_else(|| freed_error("a tracker that was not freed"))
}

/// Runs a call on one tracker. Code of the host that runs meanwhile may call back; it then finds
/// the tracker busy.
fn with_tracker<T>(
    number: u32,
    call: impl FnOnce(&mut Entry) -> Result<T>,
) -> std::result::Result<T, JsValue> {
    let entry = find_entry(number)?;
    let mut entry =
        entry.try_borrow_mut().map_err(|_| freed_error("no call from within another"))?;
    call(&mut entry).map_err(|error| into_error(&error))
}

/// Creates a tracker and returns its number.
#[wasm_bindgen(js_name = trackerNew, skip_typescript)]
pub fn new(options: &JsValue) -> std::result::Result<u32, JsValue> {
    let read = || {
        let options = from_js(options, "options")?;
        ZONES.with(|zones| wire::tracker_options(&options, zones))
    };
    let TrackerOptions { zone, locale, rulebook } = read().map_err(|error| into_error(&error))?;
    let entry = Rc::new(RefCell::new(Entry { tracker: Tracker::new(zone), locale, rulebook }));
    Ok(TRACKERS.with_borrow_mut(|all| {
        let number = all.iter().position(Option::is_none).unwrap_or(all.len());
        if number == all.len() {
            all.push(None);
        }
        all[number] = Some(entry);
        number as u32
    }))
}

/// Puts an order and returns its place.
#[wasm_bindgen(js_name = trackerPut, skip_typescript)]
pub fn put(number: u32, order: &JsValue) -> std::result::Result<u32, JsValue> {
    with_tracker(number, |entry| entry.put(&from_js(order, "order")?))
}

/// Puts many orders, or none if one has a fault, and returns their places.
#[wasm_bindgen(js_name = trackerPutAll, skip_typescript)]
pub fn put_all(number: u32, orders: &JsValue) -> std::result::Result<Vec<u32>, JsValue> {
    let fault = |code, expected| Fault::new(code, "orders", expected);
    with_tracker(number, |entry| {
        let length = data::length(orders).ok().flatten();
        let length = length.ok_or_else(|| fault(Code::WrongType, "a list of orders"))?;
        if length > MAX_ORDERS {
            return Err(fault(Code::TooLong, "a million orders at most").into());
        }
        // All of them, or none if one has a fault.
        let savepoint = entry.tracker.savepoint();
        for index in 0..length {
            let order = data::get(orders, &index.into());
            let order = order.map_err(|why| fault(Code::WrongType, why).into());
            if let Err(error) = order.and_then(|order| entry.put(&from_js(&order, "order")?)) {
                entry.tracker.roll_back(savepoint);
                return Err(wire::in_list(error, index as usize));
            }
        }
        Ok(entry.tracker.put_since(savepoint).to_vec())
    })
}

/// The same for orders flattened by `www/flat.js`; undefined if one has a fault, which `put_all`
/// then reports.
#[wasm_bindgen(js_name = trackerPutFlat, skip_typescript)]
pub fn put_flat(
    number: u32,
    numbers: &[f64],
    text: &[u8],
    keys: &str,
) -> std::result::Result<Option<Vec<u32>>, JsValue> {
    let orders = Flat::new(numbers, text, keys);
    with_tracker(number, |entry| {
        let savepoint = entry.tracker.savepoint();
        let is_valid = ZONES.with(|zones| entry.put_flat(orders, zones)).is_some();
        if !is_valid {
            entry.tracker.roll_back(savepoint);
        }
        Ok(is_valid.then(|| entry.tracker.put_since(savepoint).to_vec()))
    })
}

/// Removes the order at a place; returns whether there was one.
#[wasm_bindgen(js_name = trackerRemove, skip_typescript)]
pub fn remove(number: u32, place: u32) -> std::result::Result<bool, JsValue> {
    with_tracker(number, |entry| Ok(entry.tracker.remove(place)))
}

/// The assessment of the order at a place; undefined if there is none.
#[wasm_bindgen(js_name = trackerGet, skip_typescript)]
pub fn get(number: u32, place: u32, now: &JsValue) -> std::result::Result<JsValue, JsValue> {
    with_tracker(number, |entry| {
        let now = wire::now(&from_js(now, "now")?)?;
        match entry.tracker.get(place, now, &entry.locale) {
            Some(assessment) => Ok(answer_to_js(&assessment?)),
            None => Ok(Ok(JsValue::UNDEFINED)),
        }
    })?
}

/// Some of the changes, to be called until there are none. Six numbers each: the place; the index
/// of the phase in `phases`, or one past the last for none; the urgency; since when the state is
/// the same; the next deadline; the last one. NaN stands for none. Undefined if nothing changed,
/// which creates no garbage.
#[wasm_bindgen(js_name = trackerTick, skip_typescript)]
pub fn tick(number: u32, now: f64) -> std::result::Result<Option<Vec<f64>>, JsValue> {
    with_tracker(number, |entry| {
        let changes = entry.tracker.tick_some(wire::now(&Value::Number(now))?, MAX_CHANGES);
        let mut flat = Vec::new();
        for Change { place, phase, since, next, last } in changes {
            let at = |at: &Option<Instant>| at.map_or(f64::NAN, |at| at.millis() as f64);
            let number = phase.map_or(Phase::ALL.len(), |phase| phase as usize);
            let urgency = phase.map_or(f64::NAN, |phase| urgency(phase).into());
            let place = f64::from(*place);
            flat.extend_from_slice(&[place, number as f64, urgency, at(since), at(next), at(last)]);
        }
        Ok((!flat.is_empty()).then_some(flat))
    })
}

/// An instant in any of its forms as epoch milliseconds, for `trackerTick`: a plain number crosses
/// without an object.
#[wasm_bindgen(skip_typescript)]
pub fn instant(value: &JsValue) -> std::result::Result<f64, JsValue> {
    let read = from_js(value, "now").and_then(|value| wire::now(&value));
    read.map(|at| at.millis() as f64).map_err(|error| into_error(&error))
}

/// The first instant at which a tick will report a change.
#[wasm_bindgen(js_name = trackerNextChange, skip_typescript)]
pub fn next_change(number: u32) -> std::result::Result<Option<f64>, JsValue> {
    with_tracker(number, |entry| Ok(entry.tracker.next_change().map(|at| at.millis() as f64)))
}

/// The number of orders.
#[wasm_bindgen(js_name = trackerSize, skip_typescript)]
pub fn size(number: u32) -> std::result::Result<u32, JsValue> {
    with_tracker(number, |entry| Ok(entry.tracker.len() as u32))
}

/// Frees the memory; does nothing if the number was already freed.
#[wasm_bindgen(js_name = trackerFree, skip_typescript)]
pub fn free(number: u32) {
    TRACKERS.with_borrow_mut(|all| {
        if let Some(entry) = all.get_mut(number as usize) {
            *entry = None;
        }
    });
}

/// The phases, by the indices that a tick uses.
#[wasm_bindgen(skip_typescript)]
pub fn phases() -> std::result::Result<JsValue, JsValue> {
    answer_to_js(&Phase::NAMES.to_vec())
}
