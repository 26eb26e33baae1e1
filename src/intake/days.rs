//! Days in the forms people write them: 05.03.2026, 5 марта, Mar 5th, вчера. What a form leaves open
//! stays open here: two days, a year not written, a day that does not exist.
//! For `dates` alone, whose reader gets these methods.

use super::dates::Reader;
use super::tokens::Tokens;

/// A day as it was written; whether there is such a day is another question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ymd {
    pub(super) year: Option<i32>,
    pub(super) month: u32,
    pub(super) day: u32,
}

/// Which day is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Day {
    /// One day.
    One(Ymd),
    /// One of two.
    Either(Ymd, Ymd),
    /// So many days from today.
    FromToday(i64),
    /// This very moment.
    Now,
}

const MONTHS: [[&str; 3]; 12] = [
    ["январь", "января", "january"],
    ["февраль", "февраля", "february"],
    ["март", "марта", "march"],
    ["апрель", "апреля", "april"],
    ["май", "мая", "may"],
    ["июнь", "июня", "june"],
    ["июль", "июля", "july"],
    ["август", "августа", "august"],
    ["сентябрь", "сентября", "september"],
    ["октябрь", "октября", "october"],
    ["ноябрь", "ноября", "november"],
    ["декабрь", "декабря", "december"],
];

const DASHES: [char; 4] = ['-', '–', '—', '−'];
/// How far back a year of two digits may lie for a date to be thought of as such.
const YEARS_BACK: i32 = 10;

/// A day that was read, and the token after it.
pub(super) type Read = Option<(Day, usize)>;

impl Reader<'_> {
    /// Nothing stands right before that would make it a part of something longer.
    pub(super) fn begins(&self, at: usize) -> bool {
        let tokens = self.tokens;
        let before = Tokens::before(at);
        let joined =
            matches!(tokens.mark(before), '.' | '/' | '-' | '+' | '_' | ':' | '№' | '#' | '*');
        !(tokens.glued(at) && (joined || !tokens.word(before).is_empty()))
    }

    /// 05.03.2026, 05/03/26, 2026-03-05, 05.03.
    pub(super) fn numeric(&self, at: usize) -> Read {
        let tokens = self.tokens;
        let separator = tokens.mark(at + 1);
        let joined = |at: usize| tokens.glued(at);
        if !(matches!(separator, '.' | '/' | '-') && joined(at + 1) && joined(at + 2)) {
            return None;
        }
        let (a, b) = (tokens.number(at, 4)?, tokens.number(at + 2, 2)?);
        let more = |at: usize| joined(at) && tokens.mark(at) == separator && joined(at + 1);
        if !more(at + 3) || tokens.digits(at + 4).is_empty() {
            return self.without_year(at, a, b, separator);
        }
        let c = tokens.number(at + 4, 4)?;
        let goes_on =
            joined(at + 5) && (matches!(tokens.mark(at + 5), '/' | '-' | '_') || more(at + 5));
        // The T of ISO, the year's «г» and a dash before words may follow at once.
        let word = joined(at + 5) && !matches!(tokens.word(at + 5), "" | "t" | "т" | "г" | "в");
        let range = separator == '.' && self.is_range_mark(at + 5) && tokens.mark(at + 7) == '.';
        if (goes_on && !range) || word {
            return None;
        }
        let lengths = [at, at + 2, at + 4].map(|at| tokens.digits(at).len());
        let day = match lengths {
            [4, 1..=2, 1..=2] => Day::One(Ymd { year: Some(a as i32), month: b, day: c }),
            [1..=2, 1..=2, 4] => self.of_three(a, b, c as i32, separator)?,
            [2, 2, 2] | [1, 1..=2, 2] | [2, 1, 2] => self.of_short_year(a, b, c, separator)?,
            _ => return None,
        };
        let plausible = |ymd: Ymd| ymd.year.is_some_and(|year| (1900..2200).contains(&year));
        let plausible = match day {
            Day::One(ymd) | Day::Either(ymd, _) => plausible(ymd),
            _ => true,
        };
        plausible.then(|| (day, self.after_year(at + 5)))
    }

    /// With a point between, the day comes first; with anything else, nobody knows.
    fn of_three(&self, a: u32, b: u32, year: i32, separator: char) -> Option<Day> {
        let ymd = |day, month| Ymd { year: Some(year), month, day };
        let day_first = ymd(a, b);
        let month_first = ymd(b, a);
        let sound = |ymd: &Ymd| (1..=12).contains(&ymd.month) && (1..=31).contains(&ymd.day);
        match (sound(&day_first), sound(&month_first)) {
            (true, true) if separator != '.' && a != b => Some(Day::Either(day_first, month_first)),
            (true, _) => Some(Day::One(day_first)),
            (false, true) => Some(Day::One(month_first)),
            (false, false) if a <= 31 && b <= 31 => Some(Day::One(day_first)),
            (false, false) => None,
        }
    }

    /// A year of two digits may also come first. Between points it does so only where the other
    /// reading lies too far from now.
    fn of_short_year(&self, a: u32, b: u32, c: u32, separator: char) -> Option<Day> {
        let near =
            |year: u32| (self.year - YEARS_BACK..=self.year + 1).contains(&(2000 + year as i32));
        let year_last = self.of_three(a, b, 2000 + c as i32, separator)?;
        let year_first = Ymd { year: Some(2000 + a as i32), month: b, day: c };
        let sound = (1..=12).contains(&b) && (1..=31).contains(&c);
        let open = near(a) && sound && (separator != '.' || !near(c));
        match year_last {
            Day::One(day_first) if open && near(c) => Some(Day::Either(day_first, year_first)),
            Day::One(day_first) if open => Some(Day::Either(year_first, day_first)),
            other => Some(other),
        }
    }

    fn without_year(&self, at: usize, a: u32, b: u32, separator: char) -> Read {
        let tokens = self.tokens;
        let next = at + 3;
        let joined = tokens.glued(next)
            && !matches!(tokens.mark(next), ',' | ';' | ')' | ']' | '!' | '?' | '.');
        let more = tokens.glued(next) && tokens.mark(next) == '.' && tokens.glued(next + 1);
        let sound = |day, month| (1..=31).contains(&day) && (1..=12).contains(&month);
        let ymd = |day, month| Ymd { year: None, month, day };
        if joined || more || separator == '-' || tokens.mark(next) == '%' {
            return None;
        }
        let two_digits = tokens.digits(at + 2).len() == 2;
        let day = match separator {
            '.' if two_digits && sound(a, b) => Day::One(ymd(a, b)),
            '/' if sound(a, b) && sound(b, a) && a != b => Day::Either(ymd(a, b), ymd(b, a)),
            '/' if sound(a, b) => Day::One(ymd(a, b)),
            '/' if sound(b, a) => Day::One(ymd(b, a)),
            _ => return None,
        };
        Some((day, next))
    }

    fn month(&self, at: usize) -> Option<u32> {
        let word = self.tokens.word(at);
        // The shortest forms have three letters.
        if word.chars().take(3).count() < 3 {
            return None;
        }
        let named = |names: &[&str; 3]| names.iter().any(|name| name.starts_with(word));
        (1..).zip(&MONTHS).find(|(_, names)| named(names)).map(|(month, _)| month)
    }

    /// 5 марта 2026 г., 5th of March, 05-Mar-2026, 5–12 марта.
    pub(super) fn day_month(&self, at: usize) -> Read {
        let tokens = self.tokens;
        if !self.begins(at) && !self.is_range_mark(Tokens::before(at)) {
            return None;
        }
        if let Some(next) = self.range_start(at) {
            return self.day_month(next);
        }
        let day = tokens.number(at, 2)?;
        let mut next = at + 1;
        if tokens.glued(next) && tokens.is(next, &["st", "nd", "rd", "th", "го", "е"]) {
            next += 1;
        } else if tokens.mark(next) == '-' && tokens.is(next + 1, &["го", "е", "ого"]) {
            next += 2;
        } else if tokens.glued(next)
            && matches!(tokens.mark(next), '-' | '/' | '.')
            && tokens.glued(next + 1)
        {
            next += 1;
        }
        next += usize::from(tokens.is(next, &["of"]));
        let month = self.month(next).filter(|_| tokens.near(next))?;
        Some(self.with_year(Ymd { year: None, month, day }, next + 1))
    }

    /// March 5, 2026; Mar. 5th; Mar 12–20, 2026.
    pub(super) fn month_day(&self, at: usize) -> Read {
        let tokens = self.tokens;
        let month = self.month(at)?;
        let mut next = at + 1 + usize::from(tokens.mark(at + 1) == '.');
        let day = tokens.number(next, 2).filter(|_| tokens.near(next))?;
        next += 1;
        if tokens.glued(next) && tokens.mark(next) == ':' {
            return None;
        }
        next += usize::from(tokens.glued(next) && tokens.is(next, &["st", "nd", "rd", "th"]));
        let mut ymd = Ymd { year: None, month, day };
        // A stretch of days of one month; its last day counts.
        let last = tokens.number(next + 1, 2).filter(|_| self.is_range_mark(next));
        if let Some(last) = last.filter(|_| tokens.mark(next + 2) != ':') {
            (ymd.day, next) = (last, next + 2);
        }
        let (day, end) = self.with_year(ymd, next);
        // "may" is also a verb.
        let month_for_sure = month != 5
            || tokens.is_capital(at)
            || matches!(day, Day::One(Ymd { year: Some(_), .. }));
        month_for_sure.then_some((day, end))
    }

    /// The year after a day and a month, if there is one, and the token after all of it.
    fn with_year(&self, ymd: Ymd, at: usize) -> (Day, usize) {
        let tokens = self.tokens;
        let mut next = at;
        // The point of an abbreviation; «5 марта.» ends a sentence.
        let month = tokens.word(Tokens::before(at)).chars().count();
        if tokens.glued(next) && tokens.mark(next) == '.' && month <= 4 {
            next += 1;
        }
        let abbreviated = next;
        next +=
            usize::from(matches!(tokens.mark(next), ',' | '-' | '/' | '.') && tokens.near(next));
        let apostrophe = matches!(tokens.mark(next), '\'' | '’') && tokens.near(next);
        next += usize::from(apostrophe);
        let digits = tokens.digits(next).len();
        let said = apostrophe || tokens.is(next + 1, &["г", "года"]);
        let year = tokens.number(next, 4).filter(|_| tokens.near(next) && !self.is_taken(next));
        let year = match (digits, year) {
            (4, Some(year @ 1900..2200)) => Some(year as i32),
            (2, Some(year)) if said => Some(2000 + year as i32),
            _ => None,
        };
        let end = if year.is_some() { self.after_year(next + 1) } else { abbreviated };
        (Day::One(Ymd { year, ..ymd }), end)
    }

    /// Past the «г.» of a year.
    fn after_year(&self, at: usize) -> usize {
        let tokens = self.tokens;
        if !(tokens.near(at) && tokens.is(at, &["г", "год", "года"])) {
            return at;
        }
        let point = tokens.glued(at + 1) && tokens.mark(at + 1) == '.' && tokens.is(at, &["г"]);
        at + 1 + usize::from(point)
    }

    /// Today, вчера, 3 days ago, just now.
    pub(super) fn relative(&self, at: usize) -> Read {
        let tokens = self.tokens;
        let days = match tokens.word(at) {
            "сегодня" | "today" => 0,
            "вчера" | "yesterday" => -1,
            "позавчера" => -2,
            "завтра" | "tomorrow" => 1,
            "сейчас" | "now" if self.label_ends_at(Tokens::before(at)) => {
                return Some((Day::Now, at + 1));
            }
            "только" if tokens.is(at + 1, &["что"]) => return Some((Day::Now, at + 2)),
            "just" if tokens.is(at + 1, &["now"]) => return Some((Day::Now, at + 2)),
            _ => {
                let ago = tokens.is(at + 1, &["день", "дня", "дней", "day", "days"])
                    && tokens.is(at + 2, &["назад", "ago"]);
                let days = tokens.number(at, 3).filter(|_| ago && self.begins(at))?;
                return Some((Day::FromToday(-i64::from(days)), at + 3));
            }
        };
        Some((Day::FromToday(days), at + 1))
    }

    pub(super) fn is_range_mark(&self, at: usize) -> bool {
        self.tokens.near(at)
            && (DASHES.contains(&self.tokens.mark(at)) || self.tokens.is(at, &["по", "to", "до"]))
    }

    /// Where the second day stands in «5–12 марта», if this is the first.
    pub(super) fn range_start(&self, at: usize) -> Option<usize> {
        let tokens = self.tokens;
        let second =
            self.is_range_mark(at + 1) && tokens.near(at + 2) && !tokens.digits(at).is_empty();
        tokens.number(at + 2, 2).filter(|_| second && self.month(at + 3).is_some()).map(|_| at + 2)
    }
}
