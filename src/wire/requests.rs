//! The calls that write a text for a person, a calendar file or a message to support, from
//! unvalidated data. `wasm` only passes the data on.

use super::{MAX_ID, Options, Rulebooks, Zones, apply_rulebook, call, read_options, read_order};
use crate::assessment::Context;
use crate::claim::draft;
use crate::error::{Code, Faults, FieldResult, Result};
use crate::intake::{MAX_TEXT, ParsedOrderText, TextContext, parse_order_text};
use crate::link;
use crate::order::{Order, Problem};
use crate::reading::{Field, is_url_byte, optional};
use crate::reminders::{Reminded, Removed, Settings, to_icalendar};
use crate::rulebook::Rulebook;
use crate::value::Value;
use std::rc::Rc;

/// The maximum number of orders: a calendar with more entries would be useless.
const MAX_ORDERS: usize = 1_000;
const MAX_REMOVED: usize = 1_000;
const MAX_PAGE: usize = 2_000;

/// A calendar file of the given orders: see [`to_icalendar`]. Options are those of an assessment,
/// with `page` (the URL that the link in each entry leads to) and `removed` (orders whose entries
/// are to be cancelled unless they still have them: ids, or objects with `id` and optionally
/// `marketplace`).
///
/// # Errors
/// Every fault at once, those of an order under `orders[i]`, those of the options under `options`.
pub fn calendar(
    orders: &Value,
    options: &Value,
    zones: &dyn Zones,
    rulebooks: &dyn Rulebooks,
) -> Result<String> {
    let mut faults = Faults::default();
    let root = Field::root(options, "options");
    let settings = read_options(&root, zones, &mut faults);
    let rulebook_override = settings.as_ref().and_then(|options| options.rulebook.clone());
    let list = Field::root(orders, "orders");
    let mut calendar_orders = Vec::new();
    for field in &faults.catch(list.items(MAX_ORDERS)).unwrap_or_default() {
        if let Some(read) =
            read_calendar_order(field, rulebook_override.as_ref(), zones, rulebooks, &mut faults)
        {
            calendar_orders.push(read);
        }
    }
    let page = optional(root.field("page"), &mut faults, page);
    let mut removed_orders = Vec::new();
    if let Some(field) = root.field("removed").present() {
        for item in &faults.catch(field.items(MAX_REMOVED)).unwrap_or_default() {
            if let Some(read) =
                read_removed_order(item, rulebook_override.as_ref(), rulebooks, &mut faults)
            {
                removed_orders.push(read);
            }
        }
    }
    let settings = faults.finish(settings)?;
    let Options { now, zone, locale, .. } = &settings;
    let mut reminded = Vec::new();
    for CalendarOrder { given, order, rulebook } in &calendar_orders {
        let link = page.map(|page| link::to_page(page, given, order, zone.id()));
        reminded.push(Reminded { order, rulebook, link });
    }
    let mut removed = Vec::new();
    for RemovedOrder { id, rulebooks } in &removed_orders {
        removed.push(Removed { id, rulebooks });
    }
    to_icalendar(&reminded, &removed, Settings { zone: &**zone, now: *now, locale })
}

/// A message about an order: see [`draft_claim`](crate::draft_claim). Options are those of an
/// assessment, with `problem`, which takes precedence over that of the order.
///
/// # Errors
/// Every fault at once, those of the options under `options`.
pub fn claim(
    order: &Value,
    options: &Value,
    zones: &dyn Zones,
    rulebooks: &dyn Rulebooks,
) -> Result<String> {
    let mut faults = Faults::default();
    let parsed = call(order, options, zones).map_err(|error| faults.add_all(error)).ok();
    let root = Field::root(options, "options");
    // Options that are not an object have already been refused as a whole.
    let problem: Option<Problem> = optional(root.field("problem"), &mut faults, Field::variant);
    let (order, options) = faults.finish(parsed)?;
    let rulebook = match &options.rulebook {
        Some(rulebook) => rulebook.clone(),
        None => rulebooks.rulebook(&order.marketplace)?,
    };
    let Options { now, zone, locale, .. } = &options;
    let context = Context { rulebook: &rulebook, zone: &**zone, now: *now, locale };
    draft(order, problem, context)
}

/// An order as given and as read.
struct CalendarOrder<'a> {
    given: &'a Value,
    order: Order,
    rulebook: Rc<Rulebook>,
}

fn read_calendar_order<'a>(
    field: &Field<'a>,
    rulebook_override: Option<&Rc<Rulebook>>,
    zones: &dyn Zones,
    rulebooks: &dyn Rulebooks,
    faults: &mut Faults,
) -> Option<CalendarOrder<'a>> {
    let mut order = read_order(field, &field.path(), zones, faults)?;
    let given = faults.catch(field.value("an order"))?;
    let marketplace = field.field("marketplace");
    let rulebook = match rulebook_override {
        Some(rulebook) => {
            apply_rulebook(
                &mut order,
                given.get("marketplace").is_some(),
                rulebook,
                &marketplace.path(),
                faults,
            );
            rulebook.clone()
        }
        None => {
            let found = rulebooks.rulebook(&order.marketplace);
            found.map_err(|error| faults.add_all(error.within(&field.path()))).ok()?
        }
    };
    Some(CalendarOrder { given, order, rulebook })
}

/// The URL of a page, without its fragment.
fn page<'a>(field: &Field<'a>) -> FieldResult<&'a str> {
    const EXPECTED: &str = "an http, https or file address in ASCII";
    let address = field.text(MAX_PAGE)?;
    let address = address.split_once('#').map_or(address, |(address, _)| address);
    let has_scheme =
        ["https://", "http://", "file://"].iter().any(|scheme| address.starts_with(scheme));
    if has_scheme && address.bytes().all(is_url_byte) {
        Ok(address)
    } else {
        Err(field.fault(Code::Malformed, EXPECTED))
    }
}

/// A removed order, and the rulebooks it may belong to.
struct RemovedOrder {
    id: String,
    rulebooks: Vec<Rc<Rulebook>>,
}

/// An id, or an object with an id and optionally a marketplace.
fn read_removed_order(
    item: &Field,
    rulebook_override: Option<&Rc<Rulebook>>,
    rulebooks: &dyn Rulebooks,
    faults: &mut Faults,
) -> Option<RemovedOrder> {
    let is_text = matches!(item.value(""), Ok(Value::Text(_)));
    let id = if is_text { *item } else { item.field("id") };
    if !is_text {
        let object = item.object();
        let expected = "an id, or an object with an `id`";
        faults.catch(object.map_err(|_| item.fault(Code::WrongType, expected)))?;
    }
    let id = faults.catch(id.text(MAX_ID)).map(str::to_owned);
    let marketplace = optional(item.field("marketplace"), faults, |field| field.text(MAX_ID));
    let mut books = Vec::new();
    if let Some(rulebook) = rulebook_override {
        books.push(rulebook.clone());
    } else if let Some(marketplace) = marketplace {
        let found = rulebooks.rulebook(marketplace);
        books.push(found.map_err(|error| faults.add_all(error.within(&item.path()))).ok()?);
    } else {
        for id in Rulebook::built_in_ids() {
            if let Ok(book) = rulebooks.rulebook(id) {
                books.push(book);
            }
        }
    }
    Some(RemovedOrder { id: id?, rulebooks: books })
}

/// Reads an order from pasted text: see [`parse_order_text`]. The only options are `now`,
/// `timeZone` and `locale`.
///
/// # Errors
/// Every fault at once, at `text` and under `options`.
pub fn order_text(text: &Value, options: &Value, zones: &dyn Zones) -> Result<ParsedOrderText> {
    let mut faults = Faults::default();
    let text = faults.catch(Field::root(text, "text").text_or_blank(MAX_TEXT));
    let options = read_options(&Field::root(options, "options"), zones, &mut faults);
    let (text, options) = faults.finish(text.zip(options.as_ref()))?;
    let Options { now, zone, locale, .. } = options;
    parse_order_text(text, TextContext { zone: &**zone, now: *now, locale })
}
