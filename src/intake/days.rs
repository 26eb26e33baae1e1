//! Days in the formats people write: 05.03.2026, 5 марта, Mar 5th, вчера. What a format leaves open
//! stays open here: two possible days, a missing year, a day that does not exist. For the readers
//! of `intake`; the methods are those of the reader in `dates`.

use super::dates::DateReader;
use super::labels::longest_match;
use super::times::matching_list;
use super::tokens::Tokens;

/// A day as written; it need not exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ymd {
    /// 0 if not written.
    pub(super) year: u16,
    pub(super) month: u8,
    pub(super) day: u8,
}

impl Ymd {
    pub(super) fn new(year: u32, month: u32, day: u32) -> Ymd {
        Ymd { year: year as u16, month: month as u8, day: day as u8 }
    }

    /// Whether such a month and such a day of it can exist.
    fn is_plausible(self) -> bool {
        (1..=12).contains(&self.month) && (1..=31).contains(&self.day)
    }
}

/// Which day is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Day {
    /// Exactly one day.
    One(Ymd),
    /// One of two days.
    Either(Ymd, Ymd),
    /// A number of days from today.
    FromToday(i16),
    /// A weekday, counted from Monday, and whether it is stated to be past.
    Weekday(i32, bool),
    /// A number of minutes ago.
    MinutesAgo(i16),
    /// A number of hours ago, and perhaps some minutes.
    HoursAgo(i16),
}

/// The months, three forms each.
const MONTHS: &str = "январь января january февраль февраля february март марта march \
    апрель апреля april май мая may июнь июня june июль июля july август августа august \
    сентябрь сентября september октябрь октября october ноябрь ноября november \
    декабрь декабря december";

/// The weekdays, three forms each.
const WEEKDAYS: &str = "понедельник понедельника monday вторник вторника tuesday \
    среда среду wednesday четверг четверга thursday пятница пятницу friday \
    суббота субботу saturday воскресенье воскресенья sunday";

/// How many years back a two-digit year is considered plausible.
const YEARS_BACK: i32 = 10;

/// Two to six in English, then in Russian.
const COUNTS: &str = "two three four five six два три четыре пять шесть две";

/// Words before a date, an amount or a number that is not exact; «то» is the end of «где-то».
pub(super) const VAGUE: &str = "около примерно приблизительно почти больше то после или about around \
    approximately almost over after since or roughly не not ~ ≈";

/// Units counted back from now: days, weeks, hours, minutes.
const UNITS: &str = "день дня дней day days|неделю недели недель week weeks|час часа часов hour hours|\
    минуту минуты минут minute minutes";

/// A day, and the token after it.
pub(super) type DayMatch = Option<(Day, usize)>;

impl Day {
    /// Whether it is relative to today or now.
    pub(super) fn is_relative(self) -> bool {
        !matches!(self, Day::One(_) | Day::Either(..))
    }
}

impl DateReader<'_> {
    /// Whether nothing right before makes it a part of something longer.
    pub(super) fn is_start(&self, at: usize) -> bool {
        let tokens = self.tokens;
        let before = Tokens::before(at);
        // «Заказ оформлен5 марта»: the spaces of a page may be lost.
        let follows_word = tokens.is_word(before) && !self.label_ends_at(before);
        !(tokens.glued(at) && (follows_word || tokens.is(before, ". / - + _ № # *")))
    }

    /// 05.03.2026, 05/03/26, 2026-03-05, 05.03.
    pub(super) fn numeric(&self, at: usize) -> DayMatch {
        let tokens = self.tokens;
        let separator = tokens.mark(at + 1);
        let is_glued = |at: usize| tokens.glued(at);
        if !(tokens.is(at + 1, ". / -") && is_glued(at + 1) && is_glued(at + 2)) {
            return None;
        }
        let (a, b) = (tokens.number(at, 4)?, tokens.number(at + 2, 2)?);
        let has_more = |at: usize| is_glued(at) && tokens.mark(at) == separator && is_glued(at + 1);
        if !has_more(at + 3) || tokens.digit_count(at + 4) == 0 {
            return self.without_year(at, a, b, separator);
        }
        let c = tokens.number(at + 4, 4)?;
        let continues = is_glued(at + 5) && (tokens.is(at + 5, "/ - _") || has_more(at + 5));
        let range = self.is_range_mark(at + 5) && tokens.mark(at + 7) == '.';
        if continues && !range {
            return None;
        }
        let length = |at: usize| tokens.digit_count(at);
        let day = match (length(at), length(at + 2), length(at + 4)) {
            (4, _, 1..=2) => Day::One(Ymd::new(a, b, c)),
            (1..=2, _, 4) => self.read_day_and_month(a, b, c, separator)?,
            (1..=2, _, 2) => self.read_short_year(a, b, c, separator)?,
            _ => return None,
        };
        let (Day::One(ymd) | Day::Either(ymd, _)) = day else { return None };
        (1900..2200).contains(&ymd.year).then(|| (day, self.skip_year_suffix(at + 5)))
    }

    /// With points, the day comes first; with other separators, the order is unknown.
    fn read_day_and_month(&self, a: u32, b: u32, year: u32, separator: char) -> Option<Day> {
        let day_first = Ymd::new(year, b, a);
        let month_first = Ymd::new(year, a, b);
        match (day_first.is_plausible(), month_first.is_plausible()) {
            (true, true) if separator != '.' && a != b => Some(Day::Either(day_first, month_first)),
            (true, _) => Some(Day::One(day_first)),
            (false, true) => Some(Day::One(month_first)),
            (false, false) if a <= 31 && b <= 31 => Some(Day::One(day_first)),
            (false, false) => None,
        }
    }

    /// A two-digit year may also come first. With points, it does so only if the other reading is
    /// too far from now.
    fn read_short_year(&self, a: u32, b: u32, c: u32, separator: char) -> Option<Day> {
        let is_near =
            |year: u32| (self.year - YEARS_BACK..=self.year + 1).contains(&(2000 + year as i32));
        let year_last = self.read_day_and_month(a, b, 2000 + c, separator)?;
        let year_first = Ymd::new(2000 + a, b, c);
        let is_ambiguous =
            is_near(a) && year_first.is_plausible() && (separator != '.' || !is_near(c));
        match year_last {
            Day::One(day_first) if is_ambiguous && is_near(c) => {
                Some(Day::Either(day_first, year_first))
            }
            Day::One(day_first) if is_ambiguous => Some(Day::Either(year_first, day_first)),
            other => Some(other),
        }
    }

    fn without_year(&self, at: usize, a: u32, b: u32, separator: char) -> DayMatch {
        let tokens = self.tokens;
        let next = at + 3;
        let is_glued = tokens.glued(next) && !tokens.is(next, ", ; ) ] ! ? .");
        let more = tokens.glued_mark(next, '.') && tokens.glued(next + 1);
        let has_two_digits = tokens.digit_count(at + 2) == 2;
        // With more than two digits, this could be a year.
        if is_glued || more || separator == '-' || tokens.mark(next) == '%' || a > 99 {
            return None;
        }
        if separator == '.' {
            let ymd = Ymd::new(0, b, a);
            return (has_two_digits && ymd.is_plausible()).then_some((Day::One(ymd), next));
        }
        match self.read_day_and_month(a, b, 0, separator)? {
            Day::One(ymd) if !ymd.is_plausible() => None,
            day => Some((day, next)),
        }
    }

    fn month(&self, at: usize) -> Option<u32> {
        let word = self.tokens.word(at);
        // The shortest abbreviations have three letters.
        if word.chars().take(3).count() < 3 {
            return None;
        }
        let form = MONTHS.split(' ').position(|name| name.starts_with(word))?;
        Some(form as u32 / 3 + 1)
    }

    /// 5 марта 2026 г., 5th of March, 05-Mar-2026, 5–12 марта.
    pub(super) fn day_month(&self, at: usize) -> DayMatch {
        let tokens = self.tokens;
        if let Some(next) = self.range_start(at) {
            return self.day_month(next);
        }
        let day = tokens.number(at, 2)?;
        let mut next = at + 1;
        let glued_is = |at: usize, any: &str| usize::from(tokens.glued(at) && tokens.is(at, any));
        next += if tokens.glued(next + 1) { glued_is(next, "- / .") } else { 0 };
        next += glued_is(next, "st nd rd th го е ого");
        next += usize::from(tokens.is(next, "of"));
        let month = self.month(next).filter(|_| tokens.near(next))?;
        Some(self.with_year(Ymd::new(0, month, day), next + 1))
    }

    /// March 5, 2026; Mar. 5th; Mar 12–20, 2026.
    pub(super) fn month_day(&self, at: usize) -> DayMatch {
        let tokens = self.tokens;
        let mut next = at + 1 + usize::from(tokens.mark(at + 1) == '.');
        let day = tokens.number(next, 2).filter(|_| tokens.near(next))?;
        let month = self.month(at)?;
        next += 1;
        if tokens.glued_mark(next, ':') {
            return None;
        }
        next += usize::from(tokens.glued(next) && tokens.is(next, "st nd rd th"));
        let mut ymd = Ymd::new(0, month, day);
        // A range of days in one month; its last day counts.
        if self.is_range_mark(next)
            && tokens.mark(next + 2) != ':'
            && let Some(last) = tokens.number(next + 1, 2)
        {
            (ymd.day, next) = (last as u8, next + 2);
        }
        Some(self.with_year(ymd, next))
    }

    /// The year after a day and month, if there is one, and the token after everything.
    fn with_year(&self, ymd: Ymd, at: usize) -> (Day, usize) {
        let tokens = self.tokens;
        let mut next = at;
        // The period of an abbreviation, or of the sentence.
        next += usize::from(tokens.glued_mark(next, '.'));
        let abbreviated = next;
        next += usize::from(tokens.near_is(next, ", - / ."));
        let apostrophe = tokens.near_is(next, "' ’");
        next += usize::from(apostrophe);
        let digits = tokens.digit_count(next);
        let is_marked = apostrophe || tokens.is(next + 1, "г года");
        let is_available = tokens.near(next) && !self.is_price(next);
        let year = match (digits, tokens.number(next, 4)) {
            (4, Some(year @ 1900..2200)) if is_available => year as u16,
            (2, Some(year)) if is_available && is_marked => 2000 + year as u16,
            _ => 0,
        };
        let end = if year > 0 { self.skip_year_suffix(next + 1) } else { abbreviated };
        (Day::One(Ymd { year, ..ymd }), end)
    }

    /// Skips the «г.» of a year.
    fn skip_year_suffix(&self, at: usize) -> usize {
        let tokens = self.tokens;
        if !(tokens.near_is(at, "г год года")) {
            return at;
        }
        let point = tokens.glued_mark(at + 1, '.') && tokens.is(at, "г");
        at + 1 + usize::from(point)
    }

    /// Whether there is a weekday here: in full, shortened to three letters or more, or as two
    /// letters.
    pub(super) fn is_weekday(&self, at: usize) -> bool {
        let word = self.tokens.word(at);
        let long = word.chars().nth(2).is_some();
        self.tokens.is(at, "пн вт ср чт пт сб вс")
            || (long && WEEKDAYS.split(' ').any(|day| day.starts_with(word)))
    }

    /// «Во вторник», "last Monday"; if a date follows, the weekday is part of it.
    fn weekday(&self, at: usize) -> DayMatch {
        let tokens = self.tokens;
        let past = tokens.is(at + 1, "прошлый прошлую прошлое");
        let named = at + 1 + usize::from(past);
        if !tokens.is(at, "в во on last") {
            return None;
        }
        let form = WEEKDAYS.split(' ').position(|day| day == tokens.word(named))?;
        let next = named + 1;
        let alone = self.calendar_day(next + usize::from(tokens.mark(next) == ',')).is_none();
        let day = Day::Weekday(form as i32 / 3, past || tokens.is(at, "last"));
        alone.then_some((day, next))
    }

    /// A calendar day.
    pub(super) fn calendar_day(&self, at: usize) -> DayMatch {
        self.numeric(at).or_else(|| self.day_month(at)).or_else(|| self.month_day(at))
    }

    /// Today, вчера, 3 days ago, «час назад», on Monday, just now.
    pub(super) fn relative(&self, at: usize) -> DayMatch {
        let tokens = self.tokens;
        const DAYS: &str = "позавчера|вчера yesterday|сегодня today|завтра tomorrow";
        let in_words = || COUNTS.split(' ').position(|word| word == tokens.word(at));
        let counted = tokens.number(at, 3).or_else(|| Some(in_words()? as u32 % 5 + 2));
        let unit = at + usize::from(counted.is_some());
        if tokens.is(unit + 1, "назад ago") && self.is_start(at) {
            // «Дней назад» without a number is not a day, nor is an approximate one.
            let one = tokens.is(unit, "день неделю час минуту day week hour minute");
            let many = counted.or(one.then_some(1))? as i16;
            let before = Tokens::before(at);
            let before = before.wrapping_sub(usize::from(tokens.is(before, "a an")));
            if tokens.is(before, VAGUE) || tokens.is(before, "и and") {
                return None;
            }
            let day = match matching_list(tokens, unit, UNITS)? {
                0 => Day::FromToday(-many),
                1 => Day::FromToday(-7 * many),
                2 => Day::HoursAgo(many),
                _ => Day::MinutesAgo(many),
            };
            return Some((day, unit + 2));
        }
        if let Some(day) = matching_list(tokens, at, DAYS)
            // «Сегодня 75 дней, как заказал»: the date is not today.
            && (tokens.digit_count(at + 1) == 0 || matching_list(tokens, at + 2, UNITS) != Some(0))
        {
            return Some((Day::FromToday(day as i16 - 2), at + 1));
        }
        if let Some(weekday) = self.weekday(at) {
            return Some(weekday);
        }
        let length = longest_match(tokens, at, "только что|just now|сейчас|now");
        let is_stated = length > 1 || length == 1 && self.label_ends_at(Tokens::before(at));
        is_stated.then_some((Day::MinutesAgo(0), at + length))
    }

    pub(super) fn is_range_mark(&self, at: usize) -> bool {
        self.tokens.near_is(at, "- – — − по to до на")
    }

    /// The second day of «5–12 марта», if this is the first.
    pub(super) fn range_start(&self, at: usize) -> Option<usize> {
        let tokens = self.tokens;
        let has_second =
            self.is_range_mark(at + 1) && tokens.near(at + 2) && tokens.digit_count(at) > 0;
        let is_month = has_second && self.month(at + 3).is_some();
        (is_month && tokens.number(at + 2, 2).is_some()).then_some(at + 2)
    }
}
