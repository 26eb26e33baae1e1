//! Deadlines as a calendar file: one iCalendar text (RFC 5545) with an entry for each deadline that
//! lies ahead, by the same assessment that the page shows, and a cancelled entry for each that is
//! no longer wanted. Uses `assessment`, `rulebook`, `words` and `link`; for `wire` and embedders.

mod ical;
mod texts;

use crate::assessment::{Context, Deadline, Kind, assess};
use crate::error::{Code, Faults, Result};
use crate::link::{Link, base64url};
use crate::moment::{DAY, HOUR, Instant, MINUTE, SECOND};
use crate::order::{Event, Order};
use crate::rulebook::{Purpose, Rulebook, Window};
use crate::words::one_line;
use crate::zone::{Zone, instant_of, local_time};
use chrono::{NaiveDate, NaiveTime};
use ical::{File, Span};

/// How long an entry at an exact instant is: it ends at a closing, and begins at an opening, so that
/// whoever looks at the calendar never sees time that there is not.
const LENGTH: i64 = 30 * MINUTE;
/// How long before an exact closing to ring: the first two of these that lie ahead.
const RINGS: [i64; 4] = [3 * DAY, DAY, HOUR, LENGTH];
/// How many days before a day that closes to ring, at nine in the morning; the first two ahead.
const DAYS_BEFORE: [i64; 3] = [3, 1, 0];
/// How many times to ring.
const MAX_RINGS: usize = 2;

/// An order to be reminded of.
#[derive(Clone, Debug)]
pub struct Reminded<'a> {
    /// The order; it must have an id.
    pub order: &'a Order,
    /// The rules of its marketplace.
    pub rulebook: &'a Rulebook,
    /// Where to find it again.
    pub(crate) link: Option<Link>,
}

impl<'a> Reminded<'a> {
    /// An order and the rules of its marketplace.
    pub fn new(order: &'a Order, rulebook: &'a Rulebook) -> Reminded<'a> {
        Reminded { order, rulebook, link: None }
    }
}

/// An order that is no longer kept, whose entries are to go from the calendar.
#[derive(Clone, Debug)]
pub struct Removed<'a> {
    /// The id it had.
    pub id: &'a str,
    /// The rules it may have been reminded by.
    pub rulebooks: Vec<&'a Rulebook>,
}

/// What a calendar file is written by.
#[derive(Clone, Copy)]
pub struct Settings<'a> {
    /// The shopper's time zone: days are counted in it.
    pub zone: &'a dyn Zone,
    /// The instant at which to write.
    pub now: Instant,
    /// The language that comes first in the texts: `ru`, or else English.
    pub locale: &'a str,
}

/// Writes a calendar file with the deadlines of orders.
///
/// Of an order that is still open, each deadline ahead of `now` is an entry, and one that the parcel's
/// arrival has settled is a cancelled one. Of an order that is cancelled, in dispute, refunded or
/// completed, and of one that was removed, all entries are cancelled.
///
/// The file is a `PUBLISH` of RFC 5546 with `STATUS:CANCELLED` where an entry is to go. A `CANCEL`
/// would be a message from an organizer to those invited, and there is no organizer here; nor may one
/// file have two methods. The same order, window and end always give the same `UID`, and `SEQUENCE`
/// grows with `now`, so that whoever imports a later file has the older one's entries replaced. A
/// calendar that does not know of cancelling at least loses the alarms, and what is settled but has
/// no date any more moves to the year 2000.
///
/// # Errors
/// All at once, under `orders[i]`: what [`assess`] refuses; `required` at `orders[i].id` if it has
/// none; `duplicate` if another order has the same. `nothing-ahead` at `orders` if there is no entry
/// to write: a calendar without any is none by RFC 5545.
pub fn to_icalendar(
    orders: &[Reminded],
    removed: &[Removed],
    settings: Settings,
) -> Result<String> {
    let mut faults = Faults::default();
    let mut events = Vec::new();
    let mut ids = Vec::new();
    for (index, reminded) in orders.iter().enumerate() {
        let path = format!("orders[{index}]");
        let id = reminded.order.id.as_deref().filter(|id| !id.is_empty());
        let Some(id) = id else {
            let expected = "an id: by it a later file finds the entries of this one";
            faults.add(Code::Required, format!("{path}.id"), expected);
            continue;
        };
        // A file of so many orders that this takes long would be of no use.
        if ids.contains(&id) {
            faults.add(Code::Duplicate, format!("{path}.id"), "an id of its own");
        }
        ids.push(id);
        match events_of(id, reminded, settings) {
            Ok(of_order) => events.extend(of_order),
            Err(error) => faults.add_all(error.within(&path)),
        }
    }
    for gone in removed.iter().filter(|gone| !ids.contains(&gone.id)) {
        events.extend(events_of_removed(gone, settings));
    }
    if events.is_empty() {
        faults.add(Code::NothingAhead, "orders", "an order with a deadline ahead of now");
    }
    faults.finish(Some(()))?;
    let mut file = File::new(settings.now);
    events.iter().for_each(|event| file.event(event));
    Ok(file.finish())
}

fn events_of(id: &str, reminded: &Reminded, settings: Settings) -> Result<Vec<ical::Event>> {
    let Reminded { order, rulebook, .. } = reminded;
    let Settings { zone, now, locale } = settings;
    let assessment = assess(order, Context { rulebook, zone, now, locale })?;
    let cancelled = |window, kind, deadline: Option<&Deadline>| ical::Event {
        span: deadline.map_or(LONG_AGO, |deadline| span(deadline, zone)),
        summary: texts::summary_of_cancelled(window, Some(texts::name(order, rulebook)), locale),
        ..cancelled(id, rulebook, window, kind)
    };
    let mut events = Vec::new();
    for (window, kind, is_ruled) in ends(rulebook) {
        let is_this = |end: &&Deadline| end.id == window.id && end.kind == kind;
        let deadline = assessment.deadlines.iter().find(is_this);
        if assessment.phase.is_recorded() {
            if is_ruled || deadline.is_some() {
                events.push(cancelled(window, kind, deadline));
            }
            continue;
        }
        let Some(deadline) = deadline.filter(|deadline| deadline.at >= now) else {
            continue;
        };
        let in_hand = order.events.has(Event::Received);
        if in_hand && matches!(window.purpose, Purpose::Cancel | Purpose::Delivery) {
            events.push(cancelled(window, kind, Some(deadline)));
            continue;
        }
        let span = span(deadline, zone);
        events.push(ical::Event {
            uid: uid(id, window, kind),
            span,
            summary: texts::summary(reminded, window, kind, deadline.certainty, locale),
            description: texts::description(reminded, window, deadline, settings),
            category: one_line(&rulebook.name),
            url: reminded.link.as_ref().map(|link| link.address.clone()),
            alarms: alarms(span, kind, settings),
            is_cancelled: false,
        });
    }
    Ok(events)
}

/// Nothing is known of a removed order but its id: any end of any window may be in the calendar.
fn events_of_removed(removed: &Removed, settings: Settings) -> Vec<ical::Event> {
    let mut events: Vec<ical::Event> = Vec::new();
    for rulebook in &removed.rulebooks {
        for (window, kind, _) in ends(rulebook).filter(|(_, _, is_ruled)| *is_ruled) {
            let event = ical::Event {
                summary: texts::summary_of_cancelled(window, None, settings.locale),
                ..cancelled(removed.id, rulebook, window, kind)
            };
            if !events.iter().any(|known| known.uid == event.uid) {
                events.push(event);
            }
        }
    }
    events
}

/// Where an entry goes that is settled and has no date: where nobody meets it.
const LONG_AGO: Span = Span::Day(match NaiveDate::from_ymd_opt(2000, 1, 1) {
    Some(day) => day,
    None => NaiveDate::MIN,
});

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

/// Both ends of every window, and whether the book has a rule for it: what has none may still have
/// been entered.
fn ends(rulebook: &Rulebook) -> impl Iterator<Item = (&Window, Kind, bool)> {
    rulebook.windows.iter().flat_map(|window| {
        [
            (window, Kind::Opens, window.opens.is_some()),
            (window, Kind::Closes, window.closes.is_some()),
        ]
    })
}

/// The same for the same end of the same window of the same order, and for no other. Ids of windows
/// and plain ids of orders have no tilde.
fn uid(id: &str, window: &Window, kind: Kind) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let id = if id.chars().all(plain) {
        id.to_owned()
    } else {
        format!("~{}", base64url(id.as_bytes()))
    };
    let kind = match kind {
        Kind::Opens => "opens",
        Kind::Closes => "closes",
    };
    format!("{id}~{}~{kind}@dispute-clock", window.id)
}

/// When the entry of a deadline is. Where only a date is known, it is the whole day that surely has
/// time in the window: the last one that it closes on, the first one that it is open on.
fn span(deadline: &Deadline, zone: &dyn Zone) -> Span {
    let at = deadline.at;
    match (deadline.kind, deadline.exact) {
        (Kind::Closes, true) => {
            let end = at.plus(-at.millis().rem_euclid(SECOND));
            Span::Timed(end.plus(-LENGTH), end)
        }
        (Kind::Opens, true) => {
            let start = at.plus((-at.millis()).rem_euclid(SECOND));
            Span::Timed(start, start.plus(LENGTH))
        }
        (Kind::Closes, false) => Span::Day(local_time(zone, at.plus(-1)).date()),
        (Kind::Opens, false) => Span::Day(local_time(zone, at.plus(1)).date()),
    }
}

/// When to ring, in minutes from the start of the entry: before a closing, at an opening; never
/// before now. From the start, as Outlook knows no other way.
fn alarms(span: Span, kind: Kind, settings: Settings) -> Vec<i64> {
    let Settings { zone, now, .. } = settings;
    match (span, kind) {
        (Span::Timed(..), Kind::Opens) => vec![0],
        (Span::Timed(start, end), Kind::Closes) => RINGS
            .iter()
            .map(|before| end.plus(-before))
            .filter(|at| *at > now)
            .take(MAX_RINGS)
            .map(|at| (at.millis() - start.millis()) / MINUTE)
            .collect(),
        (Span::Day(day), kind) => {
            let nine = NaiveTime::from_hms_opt(9, 0, 0).unwrap_or_default();
            let morning = instant_of(zone, day.and_time(nine));
            let days = if kind == Kind::Opens { &[0][..] } else { &DAYS_BEFORE };
            days.iter()
                .filter(|days| morning.plus(-**days * DAY) > now)
                .take(MAX_RINGS)
                .map(|days| (9 * HOUR - days * DAY) / MINUTE)
                .collect()
        }
    }
}
