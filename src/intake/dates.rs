//! The dates in a text: each day written, with the time next to it, and what short words around it
//! say: that it is a range, a deadline, the time of a message. For the readers of `intake` only.

use super::days::{Day, DayMatch, VAGUE, Ymd};
use super::labels::Meaning;
use super::times::{Clock, WrittenZone, named_part, time_at, zone_at};
use super::tokens::{Span, Tokens, roles};
use crate::order::Event;

/// A date of the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Date {
    pub(super) span: Span,
    pub(super) day: Day,
    pub(super) clock: Option<Clock>,
    /// The last day of a range.
    pub(super) is_range_end: bool,
    /// «до», "by": a limit, not when it happened.
    pub(super) is_limit: bool,
    /// The timestamp of a chat message, not of what the message reports.
    pub(super) is_timestamp: bool,
    /// A format that is seldom used.
    pub(super) is_unusual: bool,
    /// What the phrase it is linked to means.
    pub(super) meaning: Option<Meaning>,
    /// The phrase is only nearby: «Заказ» on the line above.
    pub(super) is_loose: bool,
}

impl Date {
    /// Whether it is stated to be the date of the order.
    pub(super) fn is_ordered(&self) -> bool {
        self.meaning == Some(Meaning::Happened(Event::Ordered)) && !self.is_limit && !self.is_loose
    }
}

/// Reads the dates of a text whose amounts and phrases are known.
pub(super) struct DateReader<'a> {
    pub(super) tokens: &'a Tokens<'a>,
    /// The current year.
    pub(super) year: i32,
}

impl DateReader<'_> {
    /// All dates in the text.
    pub(super) fn dates(&self) -> Vec<Date> {
        let mut found: Vec<Date> = Vec::new();
        let mut at = 0;
        while at < self.tokens.len() {
            if let Some(date) = self.date_at(at) {
                // «20 ноября, в пятницу» is a single day.
                let end = at - usize::from(self.tokens.mark(Tokens::before(at)) == ',');
                let is_adjacent = self.tokens.near(at)
                    && found.last().is_some_and(|other| other.span.last + 1 == end);
                at = date.span.last;
                if !(is_adjacent && matches!(date.day, Day::Weekday(..))) {
                    found.push(date);
                }
            }
            at += 1;
        }
        found
    }

    fn date_at(&self, first: usize) -> Option<Date> {
        let tokens = self.tokens;
        let (mut at, mut clock) = (first, None);
        let mut read = self.day_at(at);
        if read.is_none() {
            (at, clock) = self.time_before(first)?;
            read = self.day_at(at);
        }
        let (mut day, mut next) = read?;
        let mut is_range_end = self.range_start(at).is_some();
        if let Some((later, end)) = self.range_end(next) {
            // «5–12 марта 2026»: the year is written once.
            day = with_year_of(later, day);
            (next, is_range_end) = (end, true);
        }
        if let Some((after, end)) = self.time_after(next) {
            (clock, next) = (Some(after), end);
        } else if let Some(time) = &mut clock
            && time.zone == WrittenZone::Absent
            && tokens.is_word(next + usize::from(tokens.mark(next) == '('))
        {
            // "22:14 Nov 5, 2026 PST"; but +7 would be a phone.
            (time.zone, next) = zone_at(tokens, next, false);
        }
        if !self.is_plausible_date(day, at, clock.is_some()) {
            return None;
        }
        // A range of times: only the day is kept.
        if self.is_range_mark(next)
            && let Some((_, end)) = time_at(tokens, next + 1, true)
        {
            (clock, next) = (None, end);
        }
        let before = Tokens::before(first);
        let begin = first.saturating_sub(1 + usize::from(tokens.is(before, "of")));
        for at in begin..next {
            // «Вечером 5 марта в 9:15», «5 марта вечером в 9:15».
            if let (Some(time), Some(part)) = (&mut clock, named_part(tokens, at)) {
                time.set_part(part);
            }
            // An approximate time: only the day is kept.
            if tokens.is(at, VAGUE) {
                clock = None;
            }
        }
        // «20.11.2026, 14:25 - Анна: …».
        let leads_line = tokens.line_start(first) == first && clock.is_some();
        let has_author = leads_line && tokens.near_is(next, "- –");
        let is_timestamp = tokens.mark(before) == '['
            || has_author && self.is_name(next + 1)
            || self.is_quote_header(next);
        Some(Date {
            span: Span { first, last: next - 1 },
            day,
            clock,
            is_range_end,
            is_limit: self.follows_limit_word(first),
            is_timestamp,
            is_unusual: self.is_unusual(at),
            meaning: None,
            is_loose: false,
        })
    }

    pub(super) fn is_price(&self, at: usize) -> bool {
        self.tokens.has_role(at, roles::PRICE)
    }

    fn day_at(&self, at: usize) -> DayMatch {
        if self.is_price(at) {
            return None;
        }
        if self.tokens.digit_count(at) == 0 {
            return self.month_day(at).or_else(|| self.relative(at));
        }
        let numeric = if self.is_start(at) { self.numeric(at) } else { None };
        numeric.or_else(|| self.day_month(at)).or_else(|| self.relative(at))
    }

    /// Two numbers alone are a date only with a time, or with a suitable word right before them.
    fn is_plausible_date(&self, day: Day, at: usize, timed: bool) -> bool {
        let tokens = self.tokens;
        let lacks_year = match day {
            Day::One(ymd) | Day::Either(ymd, _) => ymd.year == 0,
            _ => false,
        };
        if !lacks_year || !tokens.is(at + 1, ". /") || !tokens.glued(at + 1) {
            return true;
        }
        let mut before = Tokens::before(at);
        if tokens.mark(before) == ':' {
            before = Tokens::before(before);
        }
        let has_preposition = tokens.is(before, "от on с до by");
        timed || has_preposition || self.label_ends_at(before)
    }

    pub(super) fn label_ends_at(&self, at: usize) -> bool {
        self.tokens.has_role(at, roles::PHRASE_END)
    }

    /// The second date of a range, and the token after it.
    fn range_end(&self, at: usize) -> DayMatch {
        let tokens = self.tokens;
        let and = tokens.near_is(at, "and");
        if !(self.is_range_mark(at) || and) || !tokens.near(at + 1) {
            return None;
        }
        // "Nov 12 - Mon, Nov 30".
        let weekday = usize::from(self.is_weekday(at + 1));
        self.calendar_day(at + 1 + weekday + usize::from(tokens.mark(at + 2) == ','))
    }

    /// The time after a date: on the same line after a few short words, or on a line of its own.
    fn time_after(&self, at: usize) -> Option<(Clock, usize)> {
        let tokens = self.tokens;
        let mut next = at;
        let mut dotted = false;
        for _ in 0..6 {
            if tokens.near(next)
                && let Some(time) = time_at(tokens, next, dotted)
            {
                return Some(time);
            }
            let is_connector = tokens.is(next, "t т в at около about from с , ( ) · | - – — @ /")
                || named_part(tokens, next).is_some()
                || self.is_weekday(next);
            if tokens.is(next, "время time") {
                next += 1 + usize::from(tokens.mark(next + 1) == ':');
            } else if is_connector && tokens.near(next) {
                dotted = tokens.is(next, "в at");
                next += 1;
            } else {
                break;
            }
        }
        // A line with only the time.
        time_at(tokens, at, false).filter(|(_, end)| tokens.line_end(at) == *end)
    }

    /// A time before a date: 14:23, 5 марта; "2:23 PM on March 5", "9am on Monday". Returns where
    /// the date begins.
    fn time_before(&self, at: usize) -> Option<(usize, Option<Clock>)> {
        let tokens = self.tokens;
        let first = time_at(tokens, at, false);
        let end = first.map_or(at + 1, |(_, end)| end);
        let is_range = tokens.number(at, 2).is_some()
            && (self.is_range_mark(end) || tokens.near_is(end, "and и"));
        let (mut clock, mut next) = (None, end);
        // "Between 2 and 5 PM on April 12": only the day is kept.
        if is_range && let Some((_, end)) = time_at(tokens, end + 1, false) {
            next = end;
        } else {
            clock = Some(first?.0);
        }
        // "On Monday" may itself be the day.
        for _ in 0..3 {
            let is_connector = tokens.is(next, ", · | on в во") || self.is_weekday(next);
            if !is_connector || self.day_at(next).is_some() {
                break;
            }
            next += 1;
        }
        tokens.near(next).then_some((next, clock))
    }

    fn follows_limit_word(&self, first: usize) -> bool {
        let tokens = self.tokens;
        let mut before = Tokens::before(first);
        // "Ship by: March 5".
        before = before.wrapping_sub(usize::from(tokens.mark(before) == ':'));
        tokens.near(first)
            && tokens.is(before, "до by until till before к на позднее позже through перед than")
    }

    /// Whether there is a name followed by a colon here, not a phrase.
    fn is_name(&self, at: usize) -> bool {
        let end = (at..at + 5).find(|at| self.tokens.mark(*at) == ':');
        let is_name = |end| (at..end).all(|at| !self.tokens.has_role(at, roles::PHRASE));
        self.tokens.is_capital(at) && end.is_some_and(is_name)
    }

    /// The line above a quoted e-mail: "On Thu, Mar 5, 2026 at 2:25 PM Joom <…> wrote:".
    fn is_quote_header(&self, after: usize) -> bool {
        let tokens = self.tokens;
        let mut has_verb = false;
        for at in after..after + 30 {
            if tokens.mark(at) == ':' {
                let is_signed = has_verb || tokens.mark(Tokens::before(at)) == '>';
                return is_signed && tokens.line_end(at) == at + 1;
            }
            has_verb |= tokens.is(at, "wrote пишет пишут писал писала написал написала");
        }
        false
    }

    /// A month before the day, separated by points.
    fn is_unusual(&self, at: usize) -> bool {
        let tokens = self.tokens;
        let dotted = tokens.mark(at + 1) == '.' && tokens.mark(at + 3) == '.';
        let month_first = tokens.number(at, 2).is_some_and(|a| a <= 12)
            && tokens.number(at + 2, 2).is_some_and(|b| (13..=31).contains(&b));
        dotted && month_first
    }
}

/// Takes the year of another day if the first has none.
fn with_year_of(day: Day, other: Day) -> Day {
    match (day, other) {
        (Day::One(ymd @ Ymd { year: 0, .. }), Day::One(other)) => {
            Day::One(Ymd { year: other.year, ..ymd })
        }
        _ => day,
    }
}
