//! What crosses the boundary inwards: an order, a moment and the options of a call, read from
//! unvalidated data. What goes out are the types of `assessment` themselves. Tested natively;
//! `wasm` only passes the data on.

mod plain;
mod requests;
mod tracked;

pub use plain::PlainReader;
pub use requests::{calendar, claim, order_text};
pub use tracked::{TrackerOptions, in_list, now, tracked, tracker_options};

use crate::error::{Code, Faults, FieldResult, Result, concat, decimal};
use crate::moment::{Bounds, EXPECTED_DATE, EXPECTED_MOMENT, Instant, Moment};
use crate::order::{Entered, Event, MAX_NUMBER, MAX_TITLE, Money, Order, PerEvent};
use crate::reading::{Field, optional};
use crate::rulebook::Rulebook;
use crate::value::Value;
use crate::zone::{Zone, bounds_of};
use std::cell::RefCell;
use std::rc::Rc;

/// The marketplace of an order that does not name one.
pub const DEFAULT_MARKETPLACE: &str = "joom";

const EXPECTED_LOCAL: &str = "a local time in 1970–2100: '2026-03-01T10:00'";

const MAX_ID: usize = 200;
const MAX_MOMENT: usize = 40;
const MAX_NOTE: usize = 10_000;
const MAX_ENTERED: usize = 50;
const MAX_PROOF: usize = 50;

/// The source of the host's time zones.
pub trait Zones {
    /// The zone with an IANA name, or nothing if the host does not know it.
    fn zone(&self, id: &str) -> Option<Rc<dyn Zone>>;

    /// The zone that the host is set to.
    fn host_zone(&self) -> Rc<dyn Zone>;
}

/// The source of rulebooks that a call does not provide.
pub trait Rulebooks {
    /// The rulebook with that id.
    ///
    /// # Errors
    /// As [`Rulebook::built_in_json`]: `unknown-marketplace` at `marketplace` if there is none.
    fn rulebook(&self, id: &str) -> Result<Rc<Rulebook>>;
}

thread_local! {
    /// The rulebooks read by `BuiltIn` so far.
    static BOOKS: RefCell<Vec<Rc<Rulebook>>> = const { RefCell::new(Vec::new()) };
}

/// The built-in rulebooks, each read on first use.
#[derive(Clone, Copy, Debug)]
pub struct BuiltIn;

impl Rulebooks for BuiltIn {
    fn rulebook(&self, id: &str) -> Result<Rc<Rulebook>> {
        BOOKS.with_borrow_mut(|books| {
            if let Some(book) = books.iter().find(|book| book.id == id) {
                return Ok(book.clone());
            }
            let book = Rc::new(Rulebook::built_in(id)?);
            books.push(book.clone());
            Ok(book)
        })
    }
}

/// Reads an order. Unknown fields are ignored.
///
/// # Errors
/// Every fault of the order at once, each with the path of its field.
pub fn order(value: &Value, zones: &dyn Zones) -> Result<Order> {
    let mut faults = Faults::default();
    let order = read_order(&Field::root(value, ""), "order", zones, &mut faults);
    faults.finish(order)
}

/// Reads an order; `whole` is the path of the order as a whole.
fn read_order(root: &Field, whole: &str, zones: &dyn Zones, faults: &mut Faults) -> Option<Order> {
    if let Err(mut fault) = root.object() {
        whole.clone_into(&mut fault.path);
        return faults.catch(Err(fault));
    }
    let ordered = faults.catch(moment(&root.field(Event::Ordered.as_str()), zones));
    let mut events = PerEvent::default();
    for event in Event::ALL.into_iter().filter(|event| *event != Event::Ordered) {
        let found = optional(root.field(event.as_str()), faults, |field| moment(field, zones));
        if let Some(moment) = found {
            events.set(event, moment);
        }
    }
    let mut text = |name, max| {
        optional(root.field(name), faults, |field| field.text_or_blank(max).map(str::to_owned))
    };
    let (id, title, note) = (text("id", MAX_ID), text("title", MAX_TITLE), text("note", MAX_NOTE));
    let number = text("number", MAX_NUMBER);
    let marketplace = match root.field("marketplace").present() {
        Some(field) => faults.catch(field.text(MAX_ID)).map(str::to_owned),
        None => Some(DEFAULT_MARKETPLACE.to_owned()),
    };
    let problem = optional(root.field("problem"), faults, Field::variant);
    let mut amount = |name| root.field(name).present().and_then(|field| money(&field, faults));
    let (price, refund, return_cost) = (amount("price"), amount("refund"), amount("returnCost"));
    let proof = root.field("proof").present().map(|field| proof(&field, faults));
    let entered = root.field("entered").present().map(|field| entered(&field, zones, faults));
    Some(Order {
        id,
        title,
        marketplace: marketplace?,
        ordered: ordered?,
        events,
        problem,
        number,
        price,
        refund,
        return_cost,
        proof: proof.unwrap_or_default(),
        entered: entered.unwrap_or_default(),
        note,
    })
}

/// Reads a moment in any of its forms.
fn moment(field: &Field, zones: &dyn Zones) -> FieldResult<Moment> {
    match field.value(EXPECTED_MOMENT)? {
        Value::Text(text) => field.moment(text, EXPECTED_MOMENT),
        Value::Number(_) => instant(field).map(Moment::Instant),
        Value::Object(_) => moment_object(field, zones),
        _ => Err(field.fault(Code::WrongType, EXPECTED_MOMENT)),
    }
}

/// Reads an instant: epoch milliseconds, or a string with an offset.
fn instant(field: &Field) -> FieldResult<Instant> {
    const EXPECTED: &str =
        "an instant in 1970–2100: epoch milliseconds, a Date or '2026-03-01T10:00:00+03:00'";
    match field.value(EXPECTED)? {
        Value::Number(_) => {
            let ms = field.integer(i64::MIN..=i64::MAX, EXPECTED)?;
            Instant::from_millis(ms).ok_or_else(|| field.fault(Code::OutOfRange, EXPECTED))
        }
        Value::Text(text) => match field.moment(text, EXPECTED)? {
            Moment::Instant(at) => Ok(at),
            _ => Err(field.fault(Code::Malformed, EXPECTED)),
        },
        _ => Err(field.fault(Code::WrongType, EXPECTED)),
    }
}

/// `{ local, timeZone? }`, `{ date, timeZone? }` or `{ earliest, latest }`.
fn moment_object(field: &Field, zones: &dyn Zones) -> FieldResult<Moment> {
    let given = |name| field.field(name).present();
    let moment = match (given("local"), given("date")) {
        (Some(local), _) => {
            moment_of_form(&local, |moment| matches!(moment, Moment::Local(_)), EXPECTED_LOCAL)?
        }
        (None, Some(date)) => {
            moment_of_form(&date, |moment| matches!(moment, Moment::Date(_)), EXPECTED_DATE)?
        }
        (None, None) => return explicit_bounds(field),
    };
    let Some(id) = given("timeZone") else { return Ok(moment) };
    let bounds = bounds_of(&*zone(&id, zones)?, moment);
    Ok(if bounds.is_exact() { Moment::Instant(bounds.earliest) } else { Moment::Within(bounds) })
}

/// Reads a moment that has to be of one form.
fn moment_of_form(
    field: &Field,
    is_expected: fn(&Moment) -> bool,
    expected: &str,
) -> FieldResult<Moment> {
    let moment = field.moment(field.text(MAX_MOMENT)?, expected)?;
    if is_expected(&moment) { Ok(moment) } else { Err(field.fault(Code::Malformed, expected)) }
}

fn explicit_bounds(field: &Field) -> FieldResult<Moment> {
    let (earliest, latest) = (field.field("earliest"), field.field("latest"));
    if earliest.present().is_none() {
        return Err(field.fault(Code::Malformed, EXPECTED_MOMENT));
    }
    let bounds = Bounds { earliest: instant(&earliest)?, latest: instant(&latest)? };
    if bounds.latest < bounds.earliest {
        return Err(latest.fault(Code::Contradiction, "an instant that is not before `earliest`"));
    }
    Ok(Moment::Within(bounds))
}

fn zone(field: &Field, zones: &dyn Zones) -> FieldResult<Rc<dyn Zone>> {
    let expected = "an IANA time zone that the host knows, such as 'Europe/Moscow'";
    zones.zone(field.text(MAX_ID)?).ok_or_else(|| field.fault(Code::UnknownZone, expected))
}

fn money(field: &Field, faults: &mut Faults) -> Option<Money> {
    faults.catch(field.object())?;
    let amount = faults.catch(amount(&field.field("amount")));
    let currency = faults.catch(currency(&field.field("currency")));
    Some(Money { amount: amount?, currency: currency? })
}

const EXPECTED_AMOUNT: &str =
    "a number from 0 to 999999999999 with at most four decimals, such as '1299.00'";
const TEN_THOUSANDTHS: f64 = 10_000.0;

fn amount(field: &Field) -> FieldResult<String> {
    match field.value(EXPECTED_AMOUNT)? {
        Value::Number(number) => {
            amount_from_number(*number).map_err(|code| field.fault(code, EXPECTED_AMOUNT))
        }
        Value::Text(_) => amount_from_text(field),
        _ => Err(field.fault(Code::WrongType, EXPECTED_AMOUNT)),
    }
}

fn amount_from_text(field: &Field) -> FieldResult<String> {
    let text = field.text(40)?;
    let (whole, decimals) = match text.bytes().position(|byte| byte == b'.') {
        Some(point) => (&text[..point], Some(&text[point + 1..])),
        None => (text, None),
    };
    let digits = |part: &str, max| {
        (1..=max).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    if digits(whole, 12) && decimals.is_none_or(|decimals| digits(decimals, 4)) {
        Ok(text.to_owned())
    } else {
        Err(field.fault(Code::InvalidAmount, EXPECTED_AMOUNT))
    }
}

fn amount_from_number(number: f64) -> std::result::Result<String, Code> {
    if !number.is_finite() {
        return Err(Code::NotFinite);
    }
    let scaled = (number * TEN_THOUSANDTHS).round();
    if !(0.0..1e16).contains(&scaled) || scaled / TEN_THOUSANDTHS != number {
        return Err(Code::InvalidAmount);
    }
    let whole = decimal(scaled as i64 / 10_000);
    // With a leading one, so that leading zeros are kept.
    let mut decimals = 10_000 + scaled as i64 % 10_000;
    while decimals % 10 == 0 {
        decimals /= 10;
    }
    match decimal(decimals).get(1..) {
        None | Some("") => Ok(whole),
        Some(decimals) => Ok(concat(&[&whole, ".", decimals])),
    }
}

fn currency(field: &Field) -> FieldResult<String> {
    const EXPECTED: &str = "three capital letters of ISO 4217, such as 'RUB'";
    let text = match field.value(EXPECTED)? {
        Value::Text(text) => text,
        _ => return Err(field.fault(Code::WrongType, EXPECTED)),
    };
    let is_valid = text.len() == 3 && text.bytes().all(|b| b.is_ascii_uppercase());
    if is_valid { Ok(text.clone()) } else { Err(field.fault(Code::InvalidCurrency, EXPECTED)) }
}

/// Which proof the shopper has. Ids that the rulebook no longer has are kept: rulebooks change.
fn proof(field: &Field, faults: &mut Faults) -> Vec<(String, bool)> {
    let ids = faults.catch(field.keys(MAX_PROOF)).unwrap_or_default();
    let mut proof = Vec::new();
    for id in ids {
        if let Some(has_it) = optional(field.field(id), faults, Field::bool) {
            proof.push((id.to_owned(), has_it));
        }
    }
    proof
}

fn entered(field: &Field, zones: &dyn Zones, faults: &mut Faults) -> Vec<(String, Entered)> {
    let Some(ids) = faults.catch(field.keys(MAX_ENTERED)) else {
        return Vec::new();
    };
    let mut windows = Vec::new();
    for id in ids {
        let Some(window) = field.field(id).present() else {
            continue;
        };
        faults.catch(window.object());
        let mut end = |name| optional(window.field(name), faults, |field| moment(field, zones));
        let entered = Entered { opens: end("opens"), closes: end("closes") };
        windows.push((id.to_owned(), entered));
    }
    windows
}

/// The options of a call.
pub struct Options {
    /// The instant to assess at.
    pub now: Instant,
    /// The shopper's zone.
    pub zone: Rc<dyn Zone>,
    /// The language of the texts, by default `ru`.
    pub locale: String,
    /// The rulebook to apply; by default the built-in one for the order's marketplace.
    pub rulebook: Option<Rc<Rulebook>>,
}

/// Reads an order and the options of a call. The time zone defaults to the host's.
///
/// # Errors
/// Every fault of both at once; those of the options have a path under `options`. Also
/// `unknown-marketplace` if the order names another marketplace than the given rulebook.
pub fn call(order: &Value, options: &Value, zones: &dyn Zones) -> Result<(Order, Options)> {
    let mut faults = Faults::default();
    let marketplace_given = order.get("marketplace").is_some();
    let order = read_order(&Field::root(order, ""), "order", zones, &mut faults);
    let options = read_options(&Field::root(options, "options"), zones, &mut faults);
    let mut call = order.zip(options);
    if let Some((order, Options { rulebook: Some(rulebook), .. })) = &mut call {
        apply_rulebook(order, marketplace_given, rulebook, "marketplace", &mut faults);
    }
    faults.finish(call)
}

/// Sets the marketplace of an order to that of a rulebook, unless it names another.
fn apply_rulebook(
    order: &mut Order,
    marketplace_given: bool,
    rulebook: &Rulebook,
    path: &str,
    faults: &mut Faults,
) {
    if !marketplace_given {
        order.marketplace.clone_from(&rulebook.id);
    } else if order.marketplace != rulebook.id {
        let expected = concat(&["`", &rulebook.id, "`, as the rulebook given"]);
        faults.add(Code::UnknownMarketplace, path, expected);
    }
}

fn read_options(root: &Field, zones: &dyn Zones, faults: &mut Faults) -> Option<Options> {
    faults.catch(root.object())?;
    let now = faults.catch(instant(&root.field("now")));
    let TrackerOptions { zone, locale, rulebook } = read_common_options(root, zones, faults)?;
    Some(Options { now: now?, zone, locale, rulebook })
}

/// Reads the options that calls and trackers have in common.
fn read_common_options(
    root: &Field,
    zones: &dyn Zones,
    faults: &mut Faults,
) -> Option<TrackerOptions> {
    let zone = match root.field("timeZone").present() {
        Some(field) => faults.catch(zone(&field, zones)),
        None => Some(zones.host_zone()),
    };
    let locale = match root.field("locale").present() {
        Some(field) => faults.catch(field.text(MAX_ID)),
        None => Some("ru"),
    };
    let rulebook = root.field("rulebook").present().map(|field| rulebook(&field, faults));
    Some(TrackerOptions {
        zone: zone?,
        locale: locale?.to_owned(),
        rulebook: rulebook.map_or(Some(None), |book| book.map(|book| Some(Rc::new(book))))?,
    })
}

fn rulebook(field: &Field, faults: &mut Faults) -> Option<Rulebook> {
    let value = faults.catch(field.value("a rulebook"))?;
    let read = Rulebook::from_value(value).map_err(|error| error.within(&field.path()));
    read.map_err(|error| faults.add_all(error)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_with_up_to_four_decimals_are_amounts() {
        for (number, text) in [
            (0.0, "0"),
            (1299.0, "1299"),
            (1299.5, "1299.5"),
            (0.1, "0.1"),
            (14.99, "14.99"),
            (100.0, "100"),
            (0.0001, "0.0001"),
            (999_999_999_999.0, "999999999999"),
        ] {
            assert_eq!(amount_from_number(number).as_deref(), Ok(text));
        }
        for number in [-0.01, 0.00001, 0.1 + 0.2, 1e12, 1e300] {
            assert_eq!(amount_from_number(number), Err(Code::InvalidAmount), "{number}");
        }
        for number in [f64::NAN, f64::INFINITY] {
            assert_eq!(amount_from_number(number), Err(Code::NotFinite));
        }
    }
}
