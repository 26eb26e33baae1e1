//! Dates, amounts and counts in words, in the two languages that the core itself writes: for the
//! calendar file and the message to support. The texts of a page are the page's own. Uses `zone`,
//! `moment` and `order`; for `reminders` and `claim`, and for `intake`, which writes two-digit
//! numbers with it.

use crate::error::decimal;
use crate::moment::{Bounds, Instant, MINUTE};
use crate::order::Money;
use crate::zone::{Zone, local_time};
use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike};

/// A language that the core writes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    Ru,
    En,
}

const MONTHS: &str = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря|\
     January February March April May June July August September October November December";

impl Language {
    /// Russian for `ru`, with or without a region, English for all others.
    pub(crate) fn of(locale: &str) -> Language {
        match locale.as_bytes() {
            [b'r' | b'R', b'u' | b'U'] | [b'r' | b'R', b'u' | b'U', b'-' | b'_', ..] => {
                Language::Ru
            }
            _ => Language::En,
        }
    }

    pub(crate) fn other(self) -> Language {
        self.pick(Language::En, Language::Ru)
    }

    /// Its code, as in rulebooks.
    pub(crate) fn code(self) -> &'static str {
        self.pick("ru", "en")
    }

    pub(crate) fn pick<T>(self, ru: T, en: T) -> T {
        match self {
            Language::Ru => ru,
            Language::En => en,
        }
    }

    /// Its half of a bilingual text: the Russian one, `|`, the English one.
    pub(crate) fn text(self, both: &'static str) -> &'static str {
        nth(both, '|', self as usize)
    }

    /// The same with each `%` placeholder filled in turn.
    pub(crate) fn fill(self, both: &'static str, with: &[&str]) -> String {
        fill(self.text(both), with)
    }

    /// The plural form that goes with a number, from «день дня дней|day days».
    pub(crate) fn plural(self, number: i64, both: &'static str) -> &'static str {
        let form = match self {
            Language::En => usize::from(number != 1),
            Language::Ru if (11..=14).contains(&(number % 100)) => 2,
            Language::Ru => match number % 10 {
                1 => 0,
                2..=4 => 1,
                _ => 2,
            },
        };
        nth(self.text(both), ' ', form)
    }

    /// `5 марта 2026 года`, `5 March 2026`.
    pub(crate) fn date(self, date: NaiveDate) -> String {
        let month = nth(self.text(MONTHS), ' ', date.month0() as usize);
        let (day, year) = (decimal(date.day().into()), decimal(date.year().into()));
        self.fill("% % % года|% % %", &[&day, month, &year])
    }

    /// `5 марта 2026 года, 14:23 (UTC+3)`.
    fn date_time(self, local: NaiveDateTime, clock: &str, offset: &str) -> String {
        fill("%, % (%)", &[&self.date(local.date()), clock, offset])
    }

    /// The last minute not after an instant, as local time in the zone. Midnight is the end of the
    /// day before: `5 марта 2026 года, 24:00 (UTC+3)`.
    pub(crate) fn until(self, at: Instant, zone: &dyn Zone) -> String {
        let local = local_time(zone, at);
        let offset = offset(zone, at);
        let before = local_time(zone, at.plus(-2 * MINUTE));
        if local.hour() == 0 && local.minute() == 0 && before.date() < local.date() {
            return self.date_time(before, "24:00", &offset);
        }
        self.date_time(local, &hours_and_minutes(local), &offset)
    }

    /// The first minute not before an instant, as local time in the zone.
    pub(crate) fn from(self, at: Instant, zone: &dyn Zone) -> String {
        let at = at.plus((-at.millis()).rem_euclid(MINUTE));
        let local = local_time(zone, at);
        self.date_time(local, &hours_and_minutes(local), &offset(zone, at))
    }

    /// When something happened, as far as known: a minute, only the day, or two days.
    pub(crate) fn moment(self, bounds: Bounds, zone: &dyn Zone) -> String {
        if bounds.is_exact() {
            let local = local_time(zone, bounds.earliest);
            let offset = offset(zone, bounds.earliest);
            return self.date_time(local, &hours_and_minutes(local), &offset);
        }
        let first = local_time(zone, bounds.earliest).date();
        let last = local_time(zone, bounds.latest).date();
        if first == last {
            return self.date(first);
        }
        let between = "не раньше % и не позже %|no earlier than % and no later than %";
        self.fill(between, &[&self.date(first), &self.date(last)])
    }

    /// `1 299,00 ₽`, `1,299.00 RUB`.
    pub(crate) fn money(self, money: &Money) -> String {
        let (whole, decimals) = money.amount.split_once('.').unwrap_or((&money.amount, ""));
        let mut sum = String::new();
        for (index, digit) in whole.chars().enumerate() {
            if index > 0 && (whole.len() - index) % 3 == 0 {
                sum.push(self.pick('\u{a0}', ','));
            }
            sum.push(digit);
        }
        if !decimals.is_empty() {
            sum.push(self.pick(',', '.'));
            sum.push_str(decimals);
        }
        let is_ruble = self == Language::Ru && money.currency == "RUB";
        fill("%\u{a0}%", &[&sum, if is_ruble { "₽" } else { &money.currency }])
    }

    /// A text to be put in the language's quotation marks: those inside it become inner ones.
    pub(crate) fn quotable(self, text: &str) -> String {
        let mut quotable = String::new();
        for c in text.chars() {
            quotable.push(match (self, c) {
                (Language::Ru, '«') => '„',
                (Language::Ru, '»') => '“',
                (Language::En, '“') => '‘',
                (Language::En, '”') => '’',
                _ => c,
            });
        }
        quotable
    }
}

fn hours_and_minutes(local: NaiveDateTime) -> String {
    let mut text = String::new();
    push_two_digits(&mut text, "", local.hour());
    push_two_digits(&mut text, ":", local.minute());
    text
}

/// Appends a separator and a two-digit number.
pub(crate) fn push_two_digits(text: &mut String, separator: &str, number: u32) {
    text.push_str(separator);
    for digit in [number / 10, number % 10] {
        text.push(char::from(b'0' + digit as u8));
    }
}

/// `UTC+3`, `UTC-3:30`, `UTC`.
fn offset(zone: &dyn Zone, at: Instant) -> String {
    let minutes = zone.offset_at(at) / 60;
    let (hours, rest) = (minutes.unsigned_abs() / 60, minutes.unsigned_abs() % 60);
    let mut text = "UTC".to_owned();
    if minutes != 0 {
        text.push(if minutes < 0 { '-' } else { '+' });
        text.push_str(&decimal(hours.into()));
    }
    if rest != 0 {
        push_two_digits(&mut text, ":", rest);
    }
    text
}

/// A template with each `%` placeholder filled in turn.
pub(crate) fn fill(template: &str, with: &[&str]) -> String {
    let mut text = String::new();
    append_filled(&mut text, template, with);
    text
}

/// Appends such a text to another.
pub(crate) fn append_filled(text: &mut String, template: &str, with: &[&str]) {
    for (gaps, piece) in template.split('%').enumerate() {
        if gaps > 0 {
            text.push_str(with.get(gaps - 1).unwrap_or(&""));
        }
        text.push_str(piece);
    }
}

/// One of several texts separated by a character.
fn nth(texts: &'static str, separator: char, index: usize) -> &'static str {
    texts.split(separator).nth(index).unwrap_or("")
}

/// Text from a person without control characters. All kinds of line endings become `\n`, a tab
/// becomes a space, and marks that would change the direction of the following text are removed.
pub(crate) fn clean(text: &str) -> String {
    let mut cleaned = String::with_capacity(text.len());
    let mut previous = ' ';
    for c in text.chars() {
        match c {
            // The line ending is already there.
            '\n' if previous == '\r' => {}
            '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => cleaned.push('\n'),
            '\t' => cleaned.push(' '),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            _ if c.is_control() => {}
            _ => cleaned.push(c),
        }
        previous = c;
    }
    cleaned
}

/// The same on one line, with whitespace collapsed and trimmed.
pub(crate) fn one_line(text: &str) -> String {
    let mut line = String::new();
    let mut gap = false;
    for c in clean(text).chars() {
        if c.is_whitespace() {
            gap = !line.is_empty();
            continue;
        }
        if gap {
            line.push(' ');
        }
        line.push(c);
        gap = false;
    }
    line
}

/// A text of an order on one line; empty if missing or blank.
pub(crate) fn optional_line(text: &Option<String>) -> String {
    one_line(text.as_deref().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::zone::Utc;

    fn at(text: &str) -> Instant {
        match crate::Moment::parse(text, "") {
            Ok(crate::Moment::Instant(at)) => at,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn plural_form_follows_the_number() {
        let days = |number| Language::Ru.plural(number, "день дня дней|day days");
        let forms = [1, 2, 4, 5, 11, 12, 14, 21, 22, 25, 75, 101, 111, 112, 0].map(days);
        let expected = [
            "день", "дня", "дня", "дней", "дней", "дней", "дней", "день", "дня", "дней", "дней",
            "день", "дней", "дней", "дней",
        ];
        assert_eq!(forms, expected);
        let days = |number| Language::En.plural(number, "|day days");
        assert_eq!([0, 1, 2, 21].map(days), ["days", "day", "days", "days"]);
    }

    #[test]
    fn minutes_are_rounded_to_the_safe_side() {
        let ru = Language::Ru;
        assert_eq!(
            ru.until(at("2026-03-06T07:59:59.999Z"), &Utc),
            "6 марта 2026 года, 07:59 (UTC)"
        );
        assert_eq!(ru.until(at("2026-03-06T00:00Z"), &Utc), "5 марта 2026 года, 24:00 (UTC)");
        assert_eq!(ru.from(at("2026-03-05T23:59:59.999Z"), &Utc), "6 марта 2026 года, 00:00 (UTC)");
        assert_eq!(Language::En.from(at("2026-03-05T10:00Z"), &Utc), "5 March 2026, 10:00 (UTC)");
        assert_eq!(ru.from(at("2026-03-05T10:00:20Z"), &Utc), "5 марта 2026 года, 10:01 (UTC)");
        assert_eq!(ru.until(at("2026-03-06T00:01Z"), &Utc), "6 марта 2026 года, 00:01 (UTC)");
    }

    #[test]
    fn offsets_that_are_not_whole_hours_are_written_with_their_minutes() {
        struct Fixed(i32);
        impl Zone for Fixed {
            fn id(&self) -> &str {
                "fixed"
            }

            fn offset_at(&self, _: Instant) -> i32 {
                self.0 * 60
            }
        }
        let noon = at("2026-03-05T12:00Z");
        let in_zone = |minutes| Language::En.from(noon, &Fixed(minutes));
        assert_eq!(in_zone(5 * 60 + 45), "5 March 2026, 17:45 (UTC+5:45)");
        assert_eq!(in_zone(-3 * 60 - 30), "5 March 2026, 08:30 (UTC-3:30)");
        assert_eq!(in_zone(-3 * 60), "5 March 2026, 09:00 (UTC-3)");
    }

    #[test]
    fn amounts_follow_the_language() {
        let money = |amount: &str, currency: &str| Money {
            amount: amount.to_owned(),
            currency: currency.to_owned(),
        };
        assert_eq!(Language::Ru.money(&money("1299.00", "RUB")), "1\u{a0}299,00\u{a0}₽");
        assert_eq!(Language::En.money(&money("1299.00", "RUB")), "1,299.00\u{a0}RUB");
        assert_eq!(Language::Ru.money(&money("999", "USD")), "999\u{a0}USD");
        assert_eq!(Language::En.money(&money("123456789", "EUR")), "123,456,789\u{a0}EUR");
    }

    #[test]
    fn clean_normalizes_line_endings_and_removes_control_characters() {
        assert_eq!(clean("a\r\nb\rc\u{85}d\u{2029}e\tf"), "a\nb\nc\nd\ne f");
        assert_eq!(clean("a\0\u{1b}\u{7f}\u{9f}b\u{202e}c\u{2066}d\u{200f}"), "abcd\u{200f}");
    }
}
