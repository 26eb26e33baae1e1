//! What only the host has: its time zones, from `Intl`, as the wasm contains no time-zone database,
//! and random bytes, from `Crypto`.

use crate::moment::{Instant, SECOND};
use crate::wire::Zones;
use crate::zone::{Spans, Utc, Zone};
use chrono::NaiveDate;
use js_sys::{Date, Object, Reflect};
use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::Crypto;

/// The maximum number of zones kept: hosts have fewer, so more names can only be the same zones in
/// other spellings.
const MAX_ZONES: usize = 1_000;

#[wasm_bindgen]
extern "C" {
    /// `Intl.DateTimeFormat`; js-sys's own constructor does not catch the error for an unknown
    /// zone.
    type Format;

    #[wasm_bindgen(constructor, catch, js_namespace = Intl, js_class = "DateTimeFormat")]
    fn new(locale: &str, options: &Object) -> Result<Format, JsValue>;

    #[wasm_bindgen(method)]
    fn format(this: &Format, ms: f64) -> String;

    #[wasm_bindgen(method, js_name = resolvedOptions)]
    fn resolved_options(this: &Format) -> Object;

    /// `globalThis`, as far as needed: js-sys's own looks for it in four places, for the sake of
    /// old browsers.
    type Host;

    #[wasm_bindgen(static_method_of = Host, js_class = "globalThis", getter)]
    fn crypto() -> Crypto;

    #[wasm_bindgen(catch, js_namespace = ["Temporal", "Now"], js_name = timeZoneId)]
    fn time_zone_id() -> Result<String, JsValue>;
}

/// A zone of the host. The device's own is answered by `Date`, which every page uses anyway; the
/// formatter for other zones is slow to start.
struct HostZone {
    id: String,
    format: OnceCell<Option<Format>>,
}

impl HostZone {
    fn new(id: &str) -> Option<HostZone> {
        let zone = HostZone { id: id.to_owned(), format: OnceCell::new() };
        (zone.is_device_zone() || zone.format().is_some()).then_some(zone)
    }

    /// Checked every time: the zone of a traveling device changes while the page is open.
    fn is_device_zone(&self) -> bool {
        device_zone_id().is_some_and(|id| id == self.id)
    }

    fn format(&self) -> Option<&Format> {
        let create = || {
            let options = Object::new();
            for (name, value) in [
                ("year", "numeric"),
                ("month", "numeric"),
                ("day", "numeric"),
                ("hour", "numeric"),
                ("minute", "numeric"),
                ("second", "numeric"),
                ("hourCycle", "h23"),
                ("timeZone", &self.id),
            ] {
                Reflect::set(&options, &name.into(), &value.into()).ok()?;
            }
            Format::new("en-US-u-ca-gregory-nu-latn", &options).ok()
        };
        self.format.get_or_init(create).as_ref()
    }

    /// The local time as formatted, such as `3/1/2026, 10:00:00`.
    fn formatted(&self, ms: f64) -> Option<[u32; 6]> {
        let formatted = self.format()?.format(ms);
        let mut numbers = [0; 6];
        let (mut count, mut inside) = (0, false);
        for byte in formatted.bytes() {
            if byte.is_ascii_digit() {
                count += usize::from(!inside);
                let number = numbers.get_mut(count - 1)?;
                *number = *number * 10 + u32::from(byte - b'0');
            }
            inside = byte.is_ascii_digit();
        }
        let [month, day, year, hour, minute, second] = numbers;
        (count == 6).then_some([year, month, day, hour, minute, second])
    }
}

/// The local time in the host's own zone, to the second: `getTimezoneOffset` returns minutes, and
/// offsets with seconds existed after 1970.
fn device_time(ms: f64) -> [u32; 6] {
    let date = Date::new(&ms.into());
    let (year, month, day) = (date.get_full_year(), date.get_month() + 1, date.get_date());
    [year, month, day, date.get_hours(), date.get_minutes(), date.get_seconds()]
}

/// The host's own zone, if `Temporal` can tell: asking `Intl` is slow.
fn device_zone_id() -> Option<String> {
    thread_local! {
        static NO_TEMPORAL: Cell<bool> = const { Cell::new(false) };
    }
    if NO_TEMPORAL.get() {
        return None;
    }
    let id = time_zone_id().ok();
    NO_TEMPORAL.set(id.is_none());
    id
}

impl Zone for HostZone {
    fn id(&self) -> &str {
        &self.id
    }

    fn offset_at(&self, at: Instant) -> i32 {
        let ms = at.millis() as f64;
        let local = if self.is_device_zone() { Some(device_time(ms)) } else { self.formatted(ms) };
        let as_utc = |[year, month, day, hour, minute, second]: [u32; 6]| {
            let date = NaiveDate::from_ymd_opt(year as i32, month, day)?;
            Some(date.and_hms_opt(hour, minute, second)?.and_utc().timestamp())
        };
        let seconds = at.millis().div_euclid(SECOND);
        // Every host shows the six fields requested; if one did not, UTC is the fallback of its
        // Date, too.
        local.and_then(as_utc).map_or(0, |local| (local - seconds) as i32)
    }
}

/// The zones requested so far, each with its cached offsets.
pub(super) struct HostZones {
    zones: RefCell<Vec<Rc<dyn Zone>>>,
}

impl HostZones {
    pub(super) const fn new() -> HostZones {
        HostZones { zones: RefCell::new(Vec::new()) }
    }
}

impl Zones for HostZones {
    fn zone(&self, id: &str) -> Option<Rc<dyn Zone>> {
        let mut zones = self.zones.borrow_mut();
        if let Some(zone) = zones.iter().find(|zone| zone.id() == id) {
            return Some(zone.clone());
        }
        let zone: Rc<dyn Zone> = Rc::new(Spans::new(HostZone::new(id)?));
        if zones.len() == MAX_ZONES {
            zones.clear();
        }
        zones.push(zone.clone());
        Some(zone)
    }

    /// Checked every time: the zone of a traveling device changes while the page is open.
    fn host_zone(&self) -> Rc<dyn Zone> {
        let from_intl = || {
            let options = Format::new("en-US", &Object::new()).ok()?.resolved_options();
            Reflect::get(&options, &"timeZone".into()).ok()?.as_string()
        };
        let zone = device_zone_id().or_else(from_intl).and_then(|id| self.zone(&id));
        zone.unwrap_or_else(|| Rc::new(Utc))
    }
}

/// Random bytes from the host.
pub(super) fn random_bytes<const N: usize>() -> Result<[u8; N], JsValue> {
    let mut bytes = [0; N];
    Host::crypto().get_random_values_with_u8_array(&mut bytes)?;
    Ok(bytes)
}
