//! What a date means on the calendar: its year if none is written, the moment as a text, and what
//! is doubtful about it. For `settling` alone, which gets these methods.

use super::Doubt;
use super::dates::Date;
use super::days::{Day, Ymd};
use super::settling::Settling;
use super::times::{Clock, Written};
use crate::error::Code;
use crate::moment::{Bounds, Moment};
use crate::order::Event;
use crate::zone::{bounds_of, local_time, plus_days};
use chrono::{Datelike, NaiveDate, TimeDelta, Timelike};

/// A date with all that it can mean, the likeliest first.
pub(super) struct Resolved {
    pub(super) texts: Vec<String>,
    pub(super) doubts: Vec<Doubt>,
}

impl Settling<'_> {
    /// What a date says: its texts, and what is doubtful about it.
    pub(super) fn resolve(&self, date: &Date, event: Event) -> Resolved {
        let mut doubts = Vec::new();
        if date.unusual {
            doubts.push(Doubt::UnusualForm);
        }
        let today = self.reading.here.date();
        let (day, other) = match date.day {
            Day::One(ymd) => (ymd, None),
            Day::Either(one, other) => (one, Some(other)),
            Day::FromToday(days) => {
                if self.reading.has_messages {
                    doubts.push(Doubt::RelativeDay);
                }
                let day = today.checked_add_signed(TimeDelta::days(days)).unwrap_or(today);
                (ymd_of(day), None)
            }
            Day::Now => {
                let now = self.reading.here;
                let minutes = format!(
                    "{}T{:02}:{:02}",
                    date_text(ymd_of(today), 0),
                    now.hour(),
                    now.minute()
                );
                return Resolved { texts: vec![minutes], doubts };
            }
        };
        let mut texts: Vec<String> = Vec::new();
        for ymd in std::iter::once(day).chain(other) {
            let year = ymd.year.unwrap_or_else(|| self.assumed_year(ymd, event));
            texts.push(date_text(ymd, year) + &self.clock_text(date.clock, &mut doubts));
        }
        if day.year.is_none() {
            doubts.push(Doubt::YearAssumed);
        }
        if other.is_some() {
            let month_first =
                !self.reading.tokens.is_russian() && self.reading.context.locale.starts_with("en");
            let future_first = self.is_future(texts.first()) && event != Event::DeliveryDue;
            if future_first || (month_first && !self.is_future(texts.last())) {
                texts.reverse();
            }
            return Resolved { texts, doubts };
        }
        if let Some(text) = texts.first() {
            doubts.extend(self.doubts_of(text, event));
        }
        Resolved { texts, doubts }
    }

    /// What is wrong with a moment as the calendar and the order have it.
    fn doubts_of(&self, text: &str, event: Event) -> Option<Doubt> {
        match self.bounds(text) {
            Err(Code::NoSuchDate) => Some(Doubt::NoSuchDate),
            Err(_) => Some(Doubt::OutOfRange),
            Ok(bounds)
                if bounds.earliest > self.reading.context.now && event != Event::DeliveryDue =>
            {
                Some(Doubt::InFuture)
            }
            Ok(bounds) => {
                let ordered = self.ordered.filter(|_| event != Event::Ordered)?;
                (bounds.latest < ordered.earliest).then_some(Doubt::BeforeOrder)
            }
        }
    }

    pub(super) fn bounds(&self, text: &str) -> Result<Bounds, Code> {
        let moment = Moment::parse(text, "").map_err(|fault| fault.code)?;
        Ok(bounds_of(self.reading.context.zone, moment))
    }

    pub(super) fn is_future(&self, text: Option<&String>) -> bool {
        let bounds = text.and_then(|text| self.bounds(text).ok());
        bounds.is_some_and(|bounds| bounds.earliest > self.reading.context.now)
    }

    /// The year of a date that names none: the nearest past, or the first after the order.
    fn assumed_year(&self, ymd: Ymd, event: Event) -> i32 {
        let today = self.reading.here.date();
        let in_year = |year: i32| NaiveDate::from_ymd_opt(year, ymd.month, ymd.day);
        let years_back = |from: i32| (0..=8).map(move |back| from - back);
        let past = || {
            let mut years = years_back(today.year());
            years.find(|year| in_year(*year).is_some_and(|date| date <= today))
        };
        let after = |start: NaiveDate| {
            let mut years = (0..=8).map(|on| start.year() + on);
            years.find(|year| in_year(*year).is_some_and(|date| date >= start))
        };
        let ordered = self
            .ordered
            .map(|ordered| local_time(self.reading.context.zone, ordered.earliest).date());
        let year = match (event, ordered) {
            (Event::DeliveryDue, ordered) => after(ordered.unwrap_or(today)),
            (_, Some(ordered)) => {
                let year = after(ordered);
                year.filter(|year| in_year(*year).is_some_and(|date| date <= plus_days(today, 1)))
                    .or_else(past)
            }
            (_, None) => past(),
        };
        year.unwrap_or(today.year())
    }

    /// `T14:23+03:00`, or nothing.
    fn clock_text(&self, clock: Option<Clock>, doubts: &mut Vec<Doubt>) -> String {
        let Some(clock) = clock else { return String::new() };
        let mut doubt = |doubt: Doubt| {
            if !doubts.contains(&doubt) {
                doubts.push(doubt);
            }
        };
        if !clock.exists() {
            doubt(Doubt::NoSuchTime);
            return String::new();
        }
        let mut text = format!("T{:02}:{:02}", clock.hour, clock.minute);
        if let Some(second) = clock.second {
            text += &format!(":{second:02}");
        }
        match clock.zone {
            Written::Nothing => {}
            Written::Unknown => doubt(Doubt::ZoneUnknown),
            Written::Offset(0) => text.push('Z'),
            Written::Offset(minutes) => {
                let sign = if minutes < 0 { '-' } else { '+' };
                let minutes = minutes.abs();
                text += &format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60);
            }
        }
        text
    }
}

fn ymd_of(date: NaiveDate) -> Ymd {
    Ymd { year: Some(date.year()), month: date.month(), day: date.day() }
}

fn date_text(ymd: Ymd, year: i32) -> String {
    format!("{:04}-{:02}-{:02}", ymd.year.unwrap_or(year), ymd.month, ymd.day)
}
