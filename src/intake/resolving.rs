//! What a date means on the calendar: its year if it is not written, the moment as a string, and
//! what is doubtful about it. For `answering` only, which gets these methods.

use super::Doubt;
use super::answering::AnswerBuilder;
use super::dates::Date;
use super::days::{Day, Ymd};
use super::reading::Reading;
use super::times::{Clock, WrittenZone};
use crate::error::{Code, decimal};
use crate::moment::{Bounds, Instant, MINUTE, Moment};
use crate::order::Event;
use crate::words::push_two_digits;
use crate::zone::{bounds_of, local_time, plus_days};
use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike};

/// A date with all its possible meanings, most likely first.
pub(super) struct Resolved {
    pub(super) texts: Vec<String>,
    pub(super) doubts: Doubts,
}

/// A set of doubts, one bit each.
pub(super) type Doubts = u16;

/// The doubt, if the condition holds.
pub(super) fn doubt_if(condition: bool, doubt: Doubt) -> Doubts {
    Doubts::from(condition) << doubt as Doubts
}

impl AnswerBuilder<'_> {
    /// The possible moments of a date, as strings, and its doubts.
    pub(super) fn resolve(&self, date: &Date, event: Event) -> Resolved {
        let mut doubts = doubt_if(date.is_unusual, Doubt::UnusualForm);
        let mut texts: Vec<String> = Vec::new();
        let mut now = self.reading.context.now;
        if date.day.is_relative() {
            now = self.reference_time(date);
            let is_uncertain = self.reading.has_messages || matches!(date.day, Day::Weekday(..));
            doubts |= doubt_if(is_uncertain, Doubt::RelativeDay);
        }
        let mut clock = date.clock;
        // Month first is the American order.
        let month_first = !self.reading.tokens.is_russian()
            && matches!(self.reading.context.locale, "en" | "en-US");
        let (day, mut other) = match date.day {
            Day::One(ymd) => (ymd, ymd),
            Day::Either(one, other) if month_first => (other, one),
            Day::Either(one, other) => (one, other),
            Day::FromToday(_) | Day::Weekday(..) => {
                let today = self.minutes_before(now, 0).date();
                let day_number = today.num_days_from_ce();
                let day = match date.day {
                    // Day 1 was a Monday. An expected event is on the next such day, any other on
                    // the last one.
                    Day::Weekday(weekday, past) => {
                        let ahead = event == Event::DeliveryDue && !past;
                        day_number - 1 - (day_number + 5 - weekday) % 7 + if ahead { 7 } else { 0 }
                    }
                    Day::FromToday(days) => day_number + i32::from(days),
                    _ => day_number,
                };
                let day = NaiveDate::from_num_days_from_ce_opt(day).unwrap_or(today);
                (ymd_of(day), ymd_of(day))
            }
            Day::MinutesAgo(minutes) => {
                let at = self.minutes_before(now, minutes.into());
                clock = Some(Clock::new(at.hour() as u8, at.minute() as u8));
                (ymd_of(at.date()), ymd_of(at.date()))
            }
            // The minutes are unknown: only the day is known, and around midnight not even that.
            Day::HoursAgo(hours) => {
                let at = |minutes: i64| ymd_of(self.minutes_before(now, minutes).date());
                (at(60 * i64::from(hours)), at(60 * i64::from(hours) + 59))
            }
        };
        let year_of = |ymd: Ymd| match ymd.year {
            0 => self.assumed_year(ymd, event),
            year => year.into(),
        };
        // «Вчера в 12 ночи» may be the beginning or the end of the day.
        if clock.is_some_and(|clock| clock.is_midnight)
            && let Some(on) =
                NaiveDate::from_ymd_opt(year_of(day), day.month.into(), day.day.into())
        {
            other = if day == other { ymd_of(plus_days(on, 1)) } else { other };
        }
        let mut impossible = 0;
        for ymd in [day, other] {
            let mut text = date_text(ymd, year_of(ymd));
            if let Some(clock) = clock {
                doubts |= push_time(&mut text, clock);
            }
            // A day that cannot be is no answer, unless the other cannot be either.
            let own = self.doubts_of(&text, event);
            if own == 0 || texts.is_empty() {
                if impossible != 0 {
                    texts.clear();
                }
                impossible = own;
                texts.push(text);
            }
            // 18/2/18 is one day, whichever number is the year.
            if day == other {
                break;
            }
        }
        doubts |= doubt_if(day.year == 0, Doubt::YearAssumed);
        doubts |= impossible;
        Resolved { texts, doubts }
    }

    /// The instant that «вчера» refers to: the timestamp of the message, if known, else now.
    fn reference_time(&self, date: &Date) -> Instant {
        let Reading { dates, context, .. } = self.reading;
        let above = |message: &&Date| {
            message.is_timestamp
                && !message.day.is_relative()
                && message.span.first < date.span.first
        };
        let message = dates.iter().rev().find(above);
        let texts = message.map(|message| self.resolve(message, Event::Ordered).texts);
        if let Some([text]) = texts.as_deref()
            && let Ok(bounds) = self.bounds(text)
            && bounds.latest <= context.now
        {
            return bounds.earliest;
        }
        context.now
    }

    /// The local time in the shopper's zone, that many minutes before an instant.
    fn minutes_before(&self, at: Instant, minutes: i64) -> NaiveDateTime {
        let then = Instant::from_millis(at.millis() - minutes * MINUTE).unwrap_or(at);
        local_time(self.reading.context.zone, then)
    }

    /// What makes a moment implausible, given the calendar and the order.
    fn doubts_of(&self, text: &str, event: Event) -> Doubts {
        let bounds = match self.bounds(text) {
            Err(Code::NoSuchDate) => return doubt_if(true, Doubt::NoSuchDate),
            Err(_) => return doubt_if(true, Doubt::OutOfRange),
            Ok(bounds) => bounds,
        };
        if bounds.earliest > self.reading.context.now && event != Event::DeliveryDue {
            return doubt_if(true, Doubt::InFuture);
        }
        let before = self.ordered.is_some_and(|ordered| bounds.latest < ordered.earliest);
        doubt_if(before && event != Event::Ordered, Doubt::BeforeOrder)
    }

    pub(super) fn bounds(&self, text: &str) -> Result<Bounds, Code> {
        Ok(bounds_of(self.reading.context.zone, Moment::from_iso(text)?))
    }

    pub(super) fn is_future(&self, text: &str) -> bool {
        self.bounds(text).is_ok_and(|bounds| bounds.earliest > self.reading.context.now)
    }

    /// The year of a date without one: the nearest in the past, or the first after the order.
    fn assumed_year(&self, ymd: Ymd, event: Event) -> i32 {
        let today = self.reading.local_now.date();
        let in_year = |year: i32| NaiveDate::from_ymd_opt(year, ymd.month.into(), ymd.day.into());
        // The nearest year, forward or back, in which such a day exists.
        let nearest = |start: NaiveDate, step: i32| {
            let mut year = start.year();
            for _ in 0..=8 {
                match in_year(year) {
                    Some(date) if (date >= start && step > 0) || (date <= start && step < 0) => {
                        return Some(date);
                    }
                    _ => year += step,
                }
            }
            None
        };
        let ordered = self
            .ordered
            .map(|ordered| local_time(self.reading.context.zone, ordered.earliest).date());
        let on = if event == Event::DeliveryDue { Some(ordered.unwrap_or(today)) } else { ordered };
        let mut date = on.and_then(|on| nearest(on, 1));
        if event != Event::DeliveryDue {
            date = date.filter(|date| *date <= plus_days(today, 1)).or_else(|| nearest(today, -1));
        }
        date.unwrap_or(today).year()
    }
}

/// Appends `T14:23+03:00` to a date, or nothing; returns the doubts.
fn push_time(text: &mut String, clock: Clock) -> Doubts {
    if !clock.exists() {
        return doubt_if(true, Doubt::NoSuchTime);
    }
    push_two_digits(text, "T", clock.hour.into());
    push_two_digits(text, ":", clock.minute.into());
    if let Some(second) = clock.second {
        push_two_digits(text, ":", second.into());
    }
    match clock.zone {
        WrittenZone::Absent => {}
        WrittenZone::Unknown => return doubt_if(true, Doubt::ZoneUnknown),
        WrittenZone::Offset(0) => text.push('Z'),
        WrittenZone::Offset(minutes) => {
            let sign = if minutes < 0 { "-" } else { "+" };
            let minutes = u32::from(minutes.unsigned_abs());
            push_two_digits(text, sign, minutes / 60);
            push_two_digits(text, ":", minutes % 60);
        }
    }
    0
}

fn ymd_of(date: NaiveDate) -> Ymd {
    Ymd::new(date.year() as u32, date.month(), date.day())
}

/// A day as a string, in the given year if it has none.
fn date_text(ymd: Ymd, year: i32) -> String {
    let mut text = decimal(year.into());
    push_two_digits(&mut text, "-", ymd.month.into());
    push_two_digits(&mut text, "-", ymd.day.into());
    text
}
