//! What only the host has: its time zones, out of its `Intl`, as the wasm carries no time-zone
//! database, and random bytes, out of its `Crypto`.

use crate::moment::{Instant, SECOND};
use crate::wire::Zones;
use crate::zone::{Spans, Utc, Zone};
use chrono::NaiveDate;
use js_sys::{Object, Reflect};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::Crypto;

/// More names than the host has zones can only be one zone spelled in many ways.
const MAX_ZONES: usize = 1_000;

#[wasm_bindgen]
extern "C" {
    /// `Intl.DateTimeFormat`; js-sys's own constructor does not catch the error of an unknown zone.
    type Format;

    #[wasm_bindgen(constructor, catch, js_namespace = Intl, js_class = "DateTimeFormat")]
    fn new(locale: &str, options: &Object) -> Result<Format, JsValue>;

    #[wasm_bindgen(method)]
    fn format(this: &Format, ms: f64) -> String;

    #[wasm_bindgen(method, js_name = resolvedOptions)]
    fn resolved_options(this: &Format) -> Object;
}

/// One zone of the host, as a formatter shows it.
struct HostZone {
    id: String,
    format: Format,
}

impl HostZone {
    fn new(id: &str) -> Option<HostZone> {
        let options = Object::new();
        let fields =
            ["year", "month", "day", "hour", "minute", "second"].map(|field| (field, "numeric"));
        for (name, value) in fields.into_iter().chain([("hourCycle", "h23"), ("timeZone", id)]) {
            Reflect::set(&options, &name.into(), &value.into()).ok()?;
        }
        let format = Format::new("en-US-u-ca-gregory-nu-latn", &options).ok()?;
        Some(HostZone { id: id.to_owned(), format })
    }

    /// The local time that the formatter shows, such as `3/1/2026, 10:00:00`, read as if it were UTC.
    fn shown_as_utc(&self, ms: i64) -> Option<i64> {
        let shown = self.format.format(ms as f64);
        let numbers = shown.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
        let mut numbers = numbers.map(|part| part.parse::<u32>().ok());
        let mut next = || numbers.next().flatten();
        let (month, day, year) = (next()?, next()?, next()?);
        let (hour, minute, second) = (next()?, next()?, next()?);
        let date = NaiveDate::from_ymd_opt(year as i32, month, day)?;
        Some(date.and_hms_opt(hour, minute, second)?.and_utc().timestamp())
    }
}

impl Zone for HostZone {
    fn id(&self) -> &str {
        &self.id
    }

    fn offset_at(&self, at: Instant) -> i32 {
        let seconds = at.millis().div_euclid(SECOND);
        // Every host shows the six fields asked for; were one not to, UTC is what its Date falls
        // back to as well.
        self.shown_as_utc(at.millis()).map_or(0, |shown| (shown - seconds) as i32)
    }
}

/// The zones asked of the host so far, each with what it has learnt.
#[derive(Default)]
pub(super) struct HostZones {
    known: RefCell<Vec<Rc<dyn Zone>>>,
}

impl Zones for HostZones {
    fn zone(&self, id: &str) -> Option<Rc<dyn Zone>> {
        let mut known = self.known.borrow_mut();
        if let Some(zone) = known.iter().find(|zone| zone.id() == id) {
            return Some(zone.clone());
        }
        let zone: Rc<dyn Zone> = Rc::new(Spans::new(HostZone::new(id)?));
        if known.len() == MAX_ZONES {
            known.clear();
        }
        known.push(zone.clone());
        Some(zone)
    }

    /// Asked anew each time: a traveller's device changes its zone while the page is open.
    fn host_zone(&self) -> Rc<dyn Zone> {
        let own = || {
            let options = Format::new("en-US", &Object::new()).ok()?.resolved_options();
            let id = Reflect::get(&options, &"timeZone".into()).ok()?.as_string()?;
            self.zone(&id)
        };
        own().unwrap_or_else(|| Rc::new(Utc))
    }
}

/// Random bytes from the host.
pub(super) fn random_bytes<const N: usize>() -> Result<[u8; N], JsValue> {
    let mut bytes = [0; N];
    let crypto: Crypto = Reflect::get(&js_sys::global(), &"crypto".into())?.unchecked_into();
    crypto.get_random_values_with_u8_array(&mut bytes)?;
    Ok(bytes)
}
