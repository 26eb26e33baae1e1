//! Deadlines as a calendar file: one iCalendar text (RFC 5545) with an entry for each deadline that
//! lies ahead, by the same assessment that the page shows, and a cancelled entry for each that is
//! no longer wanted. Uses `assessment`, `rulebook`, `words` and `link`; for `wire` and embedders.

mod ical;
mod texts;

use crate::assessment::{Context, Deadline, Kind, Start, assess, may_lie_ahead};
use crate::error::{Code, Faults, Result, decimal, joined};
use crate::link::{Link, base64url};
use crate::moment::{DAY, HOUR, Instant, MINUTE, SECOND};
use crate::order::{Event, Order};
use crate::reading::Word;
use crate::rulebook::{Certainty, Purpose, Rulebook, Window};
use crate::words::{fill, one_line};
use crate::zone::{Zone, instant_of, local_time};
use chrono::{NaiveDate, NaiveTime};
use ical::{File, Span};

/// How long an entry at an exact instant is: it ends at a closing, and begins at an opening, so that
/// whoever looks at the calendar never sees time that there is not.
const LENGTH: i64 = 30 * MINUTE;
/// How long before an exact closing to ring: the first two of these that lie ahead.
const RINGS: [i64; 4] = [3 * DAY, DAY, HOUR, LENGTH];
/// The same before a closing at midnight: at nine in the morning, as long as there is one, for nobody is up.
const MIDNIGHT_RINGS: [i64; 5] = [3 * DAY + 15 * HOUR, DAY + 15 * HOUR, 15 * HOUR, HOUR, LENGTH];
/// How long before nine in the morning of a day that closes to ring; the first two ahead.
const DAY_RINGS: [i64; 3] = [3 * DAY, DAY, 0];
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

/// An order that is no longer kept, whose entries are to go from the calendar; of one that is kept all the
/// same, those that it no longer has, such as the end of a claim once the receipt was taken back.
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
    let mut past = Vec::new();
    let mut ids = Vec::new();
    for (index, reminded) in orders.iter().enumerate() {
        let path = fill("orders[%]", &[&decimal(index as i64)]);
        let id = reminded.order.id.as_deref().unwrap_or_default();
        if id.is_empty() {
            let expected = "an id: by it a later file finds the entries of this one";
            faults.add(Code::Required, path + ".id", expected);
            continue;
        }
        // A file of so many orders that this takes long would be of no use.
        if ids.contains(&id) {
            faults.add(Code::Duplicate, joined(&[&path, ".id"]), "an id of its own");
        }
        ids.push(id);
        if let Err(error) = add_order(&mut events, &mut past, id, reminded, settings) {
            faults.add_all(error.within(&path));
        }
    }
    for one in removed {
        // One that is kept, or named twice, has entries already.
        let first = if ids.contains(&one.id) { 0 } else { events.len() };
        add_removed(&mut events, first, &past, one, settings);
        ids.push(one.id);
    }
    if events.is_empty() && faults.is_empty() {
        faults.add(Code::NothingAhead, "orders", "an order with a deadline ahead of now");
    }
    faults.none()?;
    let mut file = File::new(settings.now);
    events.iter().for_each(|event| file.event(event));
    Ok(file.finish())
}

/// Adds the entries of an order, or none at all if there is a fault in it; and the names of those that are
/// past, and stay as they were.
fn add_order(
    events: &mut Vec<ical::Event>,
    past: &mut Vec<String>,
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
        match (end.kind, may_lie_ahead(event)) {
            // What was told of as having happened has opened it, whenever in its day that was.
            (Kind::Opens, false) => end.at = end.earliest,
            // Nothing but the date that was typed, to its last moment: no rule moves it.
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
            let is_this = |end: &&Deadline| end.id == window.id && end.kind == kind;
            let deadline = assessment.deadlines.iter().find(is_this);
            let is_settled = assessment.phase.is_recorded()
                || (in_hand && matches!(window.purpose, Purpose::Cancel | Purpose::Delivery));
            let wanted = match deadline {
                Some(deadline) => assessment.phase.is_recorded() || deadline.at >= now,
                None => assessment.phase.is_recorded() && texts::rule(window, kind).is_some(),
            };
            if !wanted {
                if deadline.is_some() {
                    past.push(uid(id, window, kind));
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

/// Nothing is known of a removed order but its id: any end of any window may be in the calendar. Its entries,
/// if any are there already, stand from `first` on.
fn add_removed(
    events: &mut Vec<ical::Event>,
    first: usize,
    past: &[String],
    removed: &Removed,
    settings: Settings,
) {
    for rulebook in &removed.rulebooks {
        for window in &rulebook.windows {
            for &kind in Kind::ALL {
                let mut event = cancelled(removed.id, rulebook, window, kind);
                let is_known = events[first..].iter().any(|known| known.uid == event.uid)
                    || past.contains(&event.uid);
                if texts::rule(window, kind).is_some() && !is_known {
                    event.summary = texts::no_longer_needed(window, settings.locale);
                    events.push(event);
                }
            }
        }
    }
}

/// Where an entry goes that is settled and has no date: where nobody meets it.
const LONG_AGO: Span = Span::Day(match NaiveDate::from_ymd_opt(2000, 1, 1) {
    Some(day) => day,
    None => NaiveDate::MIN,
});

/// The entry of an end of a window that is to go, without the line that says so.
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

/// The same for the same end of the same window of the same order, and for no other. Ids of windows
/// and plain ids of orders have no tilde.
fn uid(id: &str, window: &Window, kind: Kind) -> String {
    let plain = |c: u8| c.is_ascii_alphanumeric() || matches!(c, b'-' | b'_' | b'.');
    let id = if id.bytes().all(plain) {
        id.to_owned()
    } else {
        "~".to_owned() + &base64url(id.as_bytes())
    };
    fill("%~%~%@dispute-clock", &[&id, &window.id, Kind::WORDS[kind as usize]])
}

/// When the entry of a deadline is. Where only a date is known, it is the whole day that surely has
/// time in the window: the last one that it closes on, the first one that it is open on.
fn span(deadline: &Deadline, zone: &dyn Zone) -> Span {
    let at = deadline.at;
    let closes = deadline.kind == Kind::Closes;
    if !deadline.exact {
        return Span::Day(local_time(zone, at.plus(if closes { -1 } else { 1 })).date());
    }
    if closes {
        let end = at.plus(-at.millis().rem_euclid(SECOND));
        Span::Timed(end.plus(-LENGTH), end)
    } else {
        let start = at.plus((-at.millis()).rem_euclid(SECOND));
        Span::Timed(start, start.plus(LENGTH))
    }
}

/// When to ring, in minutes from the start of the entry: before a closing, at an opening; never
/// before now. From the start, as Outlook knows no other way.
fn alarms(span: Span, deadline: &Deadline, settings: Settings) -> Vec<i64> {
    let Settings { zone, now, .. } = settings;
    // An instant, how long it is after the start, and how long before it to ring.
    let (last, after_start, before): (Instant, i64, &[i64]) = match (span, deadline.kind) {
        (Span::Timed(..), Kind::Opens) => return vec![0],
        (Span::Timed(_, end), Kind::Closes) => {
            let is_midnight = local_time(zone, end).time() == NaiveTime::MIN;
            (end, LENGTH, if is_midnight { &MIDNIGHT_RINGS } else { &RINGS })
        }
        (Span::Day(day), kind) => {
            let nine = NaiveTime::from_hms_opt(9, 0, 0).unwrap_or_default();
            let morning = instant_of(zone, day.and_time(nine));
            if kind == Kind::Opens {
                (morning, 9 * HOUR, &[0])
            } else {
                // Surely open is what closes that morning until its safe side alone.
                let last = morning.min(deadline.at.plus(-LENGTH));
                (last, 9 * HOUR - (morning.millis() - last.millis()), &DAY_RINGS)
            }
        }
    };
    let mut alarms = Vec::new();
    for before in before {
        if last.plus(-before) > now && alarms.len() < MAX_RINGS {
            alarms.push((after_start - before) / MINUTE);
        }
    }
    alarms
}
