//! Deadlines as a calendar file: an iCalendar text (RFC 5545) with an entry for each deadline
//! ahead, from the same assessment that the page shows, and a cancelled entry for each one no longer
//! wanted. Uses `assessment`, `rulebook`, `words` and `link`; for `wire` and embedders.

mod ical;
mod texts;

use crate::assessment::{Context, Deadline, Kind, Start, assess, may_be_in_future};
use crate::error::{Code, Faults, Result, concat, decimal};
use crate::link::{Link, base64url};
use crate::moment::{DAY, HOUR, Instant, MINUTE, SECOND};
use crate::order::{Event, Order};
use crate::reading::NamedEnum;
use crate::rulebook::{Certainty, Purpose, Rulebook, Window};
use crate::words::{fill, one_line};
use crate::zone::{Zone, instant_of, local_time, start_of_day};
use chrono::{NaiveDate, NaiveTime};
use ical::{File, Span};
use std::rc::Rc;

/// The length of an entry at an exact instant. It ends at a closing and begins at an opening, so
/// that a calendar never shows time outside the window.
const ENTRY_LENGTH: i64 = 30 * MINUTE;
/// How long before an exact closing to ring: the first two that lie ahead.
const ALARM_LEADS: [i64; 4] = [3 * DAY, DAY, HOUR, ENTRY_LENGTH];
/// The same before a closing at midnight: at nine in the morning while one is left, as nobody is up
/// at midnight.
const MIDNIGHT_ALARM_LEADS: [i64; 5] =
    [3 * DAY + 15 * HOUR, DAY + 15 * HOUR, 15 * HOUR, HOUR, ENTRY_LENGTH];
/// How long before nine in the morning of a closing day to ring: the first two that lie ahead.
const DAY_ALARM_LEADS: [i64; 3] = [3 * DAY, DAY, 0];
/// The maximum number of alarms per entry.
const MAX_ALARMS: usize = 2;

/// An order to be reminded of.
#[derive(Clone, Debug)]
pub struct Reminded<'a> {
    /// The order; it must have an id.
    pub order: &'a Order,
    /// The rules of its marketplace.
    pub rulebook: &'a Rulebook,
    /// The link that restores the order.
    pub(crate) link: Option<Link>,
}

impl<'a> Reminded<'a> {
    /// An order with the rules of its marketplace.
    pub fn new(order: &'a Order, rulebook: &'a Rulebook) -> Reminded<'a> {
        Reminded { order, rulebook, link: None }
    }
}

/// An order no longer kept, whose calendar entries are to be cancelled. For one that is kept after
/// all, only the entries it no longer has, such as the end of a claim after the receipt was undone.
#[derive(Clone, Debug)]
pub struct Removed<'a> {
    /// The id of the order.
    pub id: &'a str,
    /// The rulebooks its entries may come from.
    pub rulebooks: &'a [Rc<Rulebook>],
}

/// What a calendar file is written with.
#[derive(Clone, Copy)]
pub struct Settings<'a> {
    /// The shopper's time zone, in which days are counted.
    pub zone: &'a dyn Zone,
    /// The instant at which the file is written.
    pub now: Instant,
    /// The language that comes first in the texts: `ru`, otherwise English.
    pub locale: &'a str,
}

/// Writes a calendar file with the deadlines of orders.
///
/// For an open order, each deadline ahead of `now` becomes an entry; a deadline settled by the
/// arrival of the parcel becomes a cancelled entry. For an order that is cancelled, in dispute,
/// refunded, completed or removed, all entries are cancelled.
///
/// The file is a `PUBLISH` of RFC 5546, with `STATUS:CANCELLED` for entries to be removed. A
/// `CANCEL` would be a message from an organizer to attendees, and there is no organizer; nor can
/// one file have two methods. The same order, window and end always have the same `UID`, and
/// `SEQUENCE` grows with `now`, so importing a later file replaces the entries of an earlier one. A
/// calendar that does not support cancellation at least loses the alarms, and a settled entry
/// without a known date moves to the year 2000.
///
/// # Errors
/// All faults at once, under `orders[i]`: what [`assess`] refuses; `required` at `orders[i].id` if
/// it is missing; `duplicate` if another order has the same id. `nothing-ahead` at `orders` if
/// there is no entry to write: RFC 5545 does not allow an empty calendar.
pub fn to_icalendar(
    orders: &[Reminded],
    removed: &[Removed],
    settings: Settings,
) -> Result<String> {
    let mut faults = Faults::default();
    let mut events = Vec::new();
    let mut past_uids = Vec::new();
    let mut ids = Vec::new();
    for (index, reminded) in orders.iter().enumerate() {
        let path = fill("orders[%]", &[&decimal(index as i64)]);
        let id = reminded.order.id.as_deref().unwrap_or_default();
        if id.is_empty() {
            let expected = "an id: by it a later file finds the entries of this one";
            faults.add(Code::Required, path + ".id", expected);
            continue;
        }
        // A file with enough orders to make this slow would be useless.
        if ids.contains(&id) {
            faults.add(Code::Duplicate, concat(&[&path, ".id"]), "an id of its own");
        }
        ids.push(id);
        if let Err(error) = add_order(&mut events, &mut past_uids, id, reminded, settings) {
            faults.add_all(error.within(&path));
        }
    }
    for order in removed {
        // An order that is kept, or named twice, already has entries.
        let first = if ids.contains(&order.id) { 0 } else { events.len() };
        add_removed(&mut events, first, &past_uids, order, settings);
        ids.push(order.id);
    }
    if events.is_empty() && faults.is_empty() {
        faults.add(Code::NothingAhead, "orders", "an order with a deadline ahead of now");
    }
    faults.into_result()?;
    let mut file = File::new(settings.now);
    events.iter().for_each(|event| file.event(event));
    Ok(file.finish())
}

/// Adds the entries of an order, or none if it has a fault; and to `past` the UIDs of those that
/// are past and stay as they were.
fn add_order(
    events: &mut Vec<ical::Event>,
    past_uids: &mut Vec<String>,
    id: &str,
    reminded: &Reminded,
    settings: Settings,
) -> Result<()> {
    let Reminded { order, rulebook, .. } = *reminded;
    let Settings { zone, now, locale } = settings;
    let mut assessment = assess(order, Context { rulebook, zone, now, locale })?;
    for end in &mut assessment.deadlines {
        let Some(Start { event, .. }) = end.from.filter(|_| end.term.is_none()) else {
            continue;
        };
        match (end.kind, may_be_in_future(event)) {
            // A recorded event has opened it, whatever the time of day.
            (Kind::Opens, false) => end.at = end.earliest,
            // The date that was typed in, up to its last moment: no rule shifts it.
            (Kind::Closes, true) => {
                end.certainty = Certainty::Entered;
                end.at = end.latest;
            }
            _ => {}
        }
    }
    let in_hand = order.events.has(Event::Received);
    for window in &rulebook.windows {
        for &kind in Kind::ALL {
            let matches = |end: &&Deadline| end.id == window.id && end.kind == kind;
            let deadline = assessment.deadlines.iter().find(matches);
            let is_settled = assessment.phase.is_recorded()
                || (in_hand && matches!(window.purpose, Purpose::Cancel | Purpose::Delivery));
            let has_entry = match deadline {
                Some(deadline) => assessment.phase.is_recorded() || deadline.at >= now,
                None => assessment.phase.is_recorded() && texts::definition(window, kind).is_some(),
            };
            if !has_entry {
                if deadline.is_some() {
                    past_uids.push(uid(id, window, kind));
                }
                continue;
            }
            let mut event = cancelled(id, rulebook, window, kind);
            if let Some(deadline) = deadline {
                event.span = span(deadline, zone);
            }
            match deadline {
                Some(deadline) if !is_settled => {
                    event.summary = texts::summary(reminded, window, deadline, locale);
                    event.description = texts::description(reminded, window, deadline, settings);
                    event.url = reminded.link.as_ref().map(|link| link.address.clone());
                    event.alarms = alarms(event.span, deadline, settings);
                    event.is_cancelled = false;
                }
                _ => {
                    let name = texts::name(order, rulebook);
                    event.summary = name + " · " + &texts::no_longer_needed(window, locale);
                }
            }
            events.push(event);
        }
    }
    Ok(())
}

/// Only the id of a removed order is known: the calendar may contain any end of any window. Its
/// existing entries, if any, start at `first`.
fn add_removed(
    events: &mut Vec<ical::Event>,
    first: usize,
    past_uids: &[String],
    removed: &Removed,
    settings: Settings,
) {
    for rulebook in removed.rulebooks {
        for window in &rulebook.windows {
            for &kind in Kind::ALL {
                let mut event = cancelled(removed.id, rulebook, window, kind);
                let is_known = events[first..].iter().any(|known| known.uid == event.uid)
                    || past_uids.contains(&event.uid);
                if texts::definition(window, kind).is_some() && !is_known {
                    event.summary = texts::no_longer_needed(window, settings.locale);
                    events.push(event);
                }
            }
        }
    }
}

/// Where settled entries without a date go: out of sight.
const LONG_AGO: Span = Span::Day(match NaiveDate::from_ymd_opt(2000, 1, 1) {
    Some(day) => day,
    None => NaiveDate::MIN,
});

/// The cancelled entry of an end of a window, without its summary.
fn cancelled(id: &str, rulebook: &Rulebook, window: &Window, kind: Kind) -> ical::Event {
    ical::Event {
        uid: uid(id, window, kind),
        span: LONG_AGO,
        summary: String::new(),
        description: String::new(),
        category: one_line(&rulebook.name),
        url: None,
        alarms: Vec::new(),
        is_cancelled: true,
    }
}

/// Unique for each end of a window of an order, and always the same. Window ids and plain order ids
/// contain no tilde.
fn uid(id: &str, window: &Window, kind: Kind) -> String {
    let is_plain = |c: u8| c.is_ascii_alphanumeric() || matches!(c, b'-' | b'_' | b'.');
    let id = if id.bytes().all(is_plain) {
        id.to_owned()
    } else {
        "~".to_owned() + &base64url(id.as_bytes())
    };
    fill("%~%~%@dispute-clock", &[&id, &window.id, Kind::NAMES[kind as usize]])
}

/// When the entry of a deadline takes place. If only a date is known, it is a whole day that surely
/// has time in the window: the last one for a closing, the first one for an opening.
fn span(deadline: &Deadline, zone: &dyn Zone) -> Span {
    let at = deadline.at;
    let is_closing = deadline.kind == Kind::Closes;
    if !deadline.exact {
        return Span::Day(local_time(zone, at.plus(if is_closing { -1 } else { 1 })).date());
    }
    if is_closing {
        let end = at.plus(-at.millis().rem_euclid(SECOND));
        Span::Timed(end.plus(-ENTRY_LENGTH), end)
    } else {
        let start = at.plus((-at.millis()).rem_euclid(SECOND));
        Span::Timed(start, start.plus(ENTRY_LENGTH))
    }
}

/// When to ring, in minutes from the start of the entry: before a closing; at an opening, or at nine
/// in the morning after one at midnight; never before now. Counted from the start, as Outlook
/// supports nothing else.
fn alarms(span: Span, deadline: &Deadline, settings: Settings) -> Vec<i64> {
    let Settings { zone, now, .. } = settings;
    let is_midnight = |at| local_time(zone, at).time() == NaiveTime::MIN;
    // When the entry starts, an instant, and how long before it to ring.
    let (start, last, before): (Instant, Instant, &[i64]) = match (span, deadline.kind) {
        (Span::Timed(start, _), Kind::Opens) => {
            (start, start, if is_midnight(start) { &[-9 * HOUR] } else { &[0] })
        }
        (Span::Timed(start, end), Kind::Closes) => {
            (start, end, if is_midnight(end) { &MIDNIGHT_ALARM_LEADS } else { &ALARM_LEADS })
        }
        (Span::Day(day), kind) => {
            let nine = NaiveTime::from_hms_opt(9, 0, 0).unwrap_or_default();
            let morning = instant_of(zone, day.and_time(nine));
            let start = start_of_day(zone, day);
            if kind == Kind::Opens {
                (start, morning, &[0])
            } else {
                // A window that closes that morning is surely open only until its safe side.
                (start, morning.min(deadline.at.plus(-ENTRY_LENGTH)), &DAY_ALARM_LEADS)
            }
        }
    };
    let mut alarms = Vec::new();
    for before in before {
        let at = last.plus(-before);
        if at > now && alarms.len() < MAX_ALARMS {
            alarms.push((at.millis() - start.millis()) / MINUTE);
        }
    }
    alarms
}
