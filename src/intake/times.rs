//! Times of day and the zones next to them: 14:23, 2:23 PM, в 14.23, МСК, UTC+3, +03:00. For the
//! readers of `intake` only.

use super::labels::longest_match;
use super::tokens::Tokens;

/// A time of day as written; it need not exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Clock {
    pub(super) hour: u8,
    pub(super) minute: u8,
    pub(super) second: Option<u8>,
    pub(super) zone: WrittenZone,
    /// «12 ночи», at the beginning or the end of the day.
    pub(super) is_midnight: bool,
}

impl Clock {
    pub(super) fn new(hour: u8, minute: u8) -> Clock {
        Clock { hour, minute, second: None, zone: WrittenZone::Absent, is_midnight: false }
    }

    /// Makes it a time in a part of the day.
    pub(super) fn set_part(&mut self, part: usize) {
        self.is_midnight |= matches!(part, 1 | 4) && self.hour == 12;
        self.hour = match (part, self.hour) {
            (0 | 1 | 4, 12) => 0,
            (1, hour @ 6..=11) | (2 | 4, hour @ 1..=11) | (3, hour @ 1..=8) => hour + 12,
            (_, hour) => hour,
        };
    }

    /// Whether such a time exists.
    pub(super) fn exists(self) -> bool {
        self.hour < 24 && self.minute < 60 && self.second.is_none_or(|second| second < 60)
    }
}

/// The zone next to a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WrittenZone {
    /// None.
    Absent,
    /// Minutes east of UTC.
    Offset(i16),
    /// An unknown zone.
    Unknown,
}

const MOSCOW: i16 = 180;

/// Unambiguous abbreviations, hour by hour from UTC-8 to UTC+3. CST, IST and BST have several
/// meanings.
const ABBREVIATIONS: &str = "pst|mst pdt||est cdt|edt||||utc gmt z|cet|cest eet|мск msk eest";

/// Words for a part of the day: the morning, the night, the half after noon, the daytime, the
/// evening.
const PARTS: &str = "am утра утром morning|ночи ночью night tonight|pm пополудни afternoon|\
    дня днем|вечера вечером evening";

/// Reads a time here; also returns the token after it. `dotted` allows 14.23, which is a number
/// elsewhere.
pub(super) fn time_at(tokens: &Tokens, at: usize, dotted: bool) -> Option<(Clock, usize)> {
    let hour = small_number(tokens, at)?;
    let minute = |at: usize| {
        let has_two_digits = tokens.glued(at) && tokens.digit_count(at) == 2;
        if has_two_digits { small_number(tokens, at) } else { None }
    };
    let has_separator = |by: char| tokens.glued_mark(at + 1, by);
    let mut clock = Clock::new(hour, 0);
    let mut next = at + 1;
    if has_separator(':') || (dotted && has_separator('.')) {
        clock.minute = minute(at + 2)?;
        next = at + 3;
        if has_separator(':') && tokens.glued_mark(next, ':') {
            clock.second = Some(minute(next + 1)?);
            next += 2;
            // Decimals of a second.
            let has_decimals = tokens.is(next, ". ,")
                && tokens.glued(next + 1)
                && tokens.digit_count(next + 1) > 0;
            next += if has_decimals { 2 } else { 0 };
        }
        // More digits: not a time but something longer, such as an address.
        if tokens.glued_mark(next, ':') && tokens.glued(next + 1) {
            return None;
        }
    } else if tokens.near_is(next, "ч час часов") {
        next += 1 + usize::from(tokens.mark(next + 1) == '.');
        clock.minute = small_number(tokens, next)?;
        next += 1;
        if !tokens.is(next, "м мин минут") {
            return None;
        }
        next += 1;
    } else if part_of_day(tokens, next).is_none_or(|(part, _)| part == 3) {
        return None;
    }
    if let Some((part, after)) = part_of_day(tokens, next) {
        // 14:23 PM is not a valid time, although «14:23 дня» is.
        if clock.hour > 12 && tokens.is(next, "am pm a p") {
            clock.hour = 99;
        }
        clock.set_part(part);
        next = after;
    }
    let in_full = clock.second.is_some();
    let (zone, next) = zone_at(tokens, next, in_full);
    clock.zone = zone;
    Some((clock, next))
}

/// The part of the day named by the word here, apart from a time. «Дня» may be of «3 дня».
pub(super) fn named_part(tokens: &Tokens, at: usize) -> Option<usize> {
    if tokens.is(at, "дня") { None } else { matching_list(tokens, at, PARTS) }
}

/// The index of the first list of words, of several separated by `|`, that has the token here.
pub(super) fn matching_list(tokens: &Tokens, at: usize, lists: &str) -> Option<usize> {
    lists.split('|').position(|words| tokens.is(at, words))
}

/// A number of one or two digits.
fn small_number(tokens: &Tokens, at: usize) -> Option<u8> {
    tokens.number(at, 2).map(|number| number as u8)
}

/// The part of the day given here, and the token after it.
fn part_of_day(tokens: &Tokens, mut at: usize) -> Option<(usize, usize)> {
    // "In the evening", "at night".
    while tokens.near_is(at, "in the at") {
        at += 1;
    }
    if !tokens.near(at) {
        return None;
    }
    if let Some(part) = matching_list(tokens, at, PARTS) {
        return Some((part, at + 1));
    }
    // a.m., p.m.
    let is_dotted = tokens.mark(at + 1) == '.' && tokens.glued(at + 2) && tokens.is(at + 2, "m");
    let end = at + 3 + usize::from(tokens.glued_mark(at + 3, '.'));
    let part = if tokens.is(at, "a") { 0 } else { 2 };
    (is_dotted && tokens.is(at, "a p")).then_some((part, end))
}

/// The zone next to a time, and the token after it.
pub(super) fn zone_at(tokens: &Tokens, at: usize, in_full: bool) -> (WrittenZone, usize) {
    if !tokens.near(at) {
        return (WrittenZone::Absent, at);
    }
    let open = tokens.is(at, "( ,") && tokens.near(at + 1);
    let inner = at + usize::from(open);
    let Some((zone, mut next)) =
        named_zone(tokens, inner).or_else(|| offset(tokens, inner, in_full))
    else {
        return (WrittenZone::Absent, at);
    };
    next += usize::from(open && tokens.mark(next) == ')');
    // «14:23 Z (UTC)», "+0300 (MSK)": the same zone again.
    if tokens.mark(next) == '(' && tokens.mark(next + 2) == ')' {
        next += 3;
    }
    (zone, next)
}

fn named_zone(tokens: &Tokens, at: usize) -> Option<(WrittenZone, usize)> {
    if tokens.is(at, "по") {
        let has_time_word = tokens.is(at + 2, "времени");
        let next = at + 2 + usize::from(has_time_word);
        if tokens.word(at + 1).starts_with("моск") {
            return Some((WrittenZone::Offset(MOSCOW), next));
        }
        let is_named =
            tokens.is_capital(at + 1) || (has_time_word && !tokens.is(at + 1, "местному"));
        return is_named.then_some((WrittenZone::Unknown, next));
    }
    let is_moscow = tokens.word(at).starts_with("моск") || tokens.is(at, "moscow");
    let long_name = long_name_end(tokens, at);
    if is_moscow && (long_name.is_some() || tokens.is(at + 1, "time время")) {
        return Some((WrittenZone::Offset(MOSCOW), long_name.unwrap_or(at + 2)));
    }
    if longest_match(tokens, at, "coordinated universal") > 0 {
        return Some((WrittenZone::Offset(0), at + 3));
    }
    if let Some(end) = long_name {
        return Some((WrittenZone::Unknown, end));
    }
    if let Some(hour) = matching_list(tokens, at, ABBREVIATIONS) {
        let minutes = hour as i16 * 60 - 480;
        if tokens.is(at, "utc gmt мск msk")
            && let Some((WrittenZone::Offset(more), next)) = offset(tokens, at + 1, true)
        {
            return Some((WrittenZone::Offset(minutes + more), next));
        }
        return Some((WrittenZone::Offset(minutes), at + 1));
    }
    // Two to four capitals ending in T after a time, such as PT and CST, are a zone, but an unknown
    // one.
    let letters = tokens.text(super::tokens::Span { first: at, last: at });
    ((2..=4).contains(&letters.len()) && letters.ends_with('T'))
        .then_some((WrittenZone::Unknown, at + 1))
}

/// The end of "Central European Standard Time", «Москва, стандартное время».
fn long_name_end(tokens: &Tokens, at: usize) -> Option<usize> {
    let mut word = at;
    // "GMT+0300 (Moscow Standard Time)" has its offset first.
    while tokens.near(word) && word < at + 6 && tokens.is_word(at) && !tokens.is(word, "+ -") {
        let named = tokens.is(word, "standard daylight summer стандартное летнее зимнее");
        if named && tokens.is(word + 1, "time время") {
            return Some(word + 2);
        }
        word += 1;
    }
    None
}

/// +03:00, +0300, +3. A minus may be a dash before another time, so it requires a time with seconds
/// or four digits.
fn offset(tokens: &Tokens, at: usize, in_full: bool) -> Option<(WrittenZone, usize)> {
    let sign = match tokens.mark(at) {
        '+' => 1,
        '-' | '−' => -1,
        _ => return None,
    };
    if !tokens.near(at) || !tokens.glued(at + 1) {
        return None;
    }
    let digits = tokens.digits(at + 1);
    let colon = tokens.glued_mark(at + 2, ':') && tokens.glued(at + 3);
    let number = tokens.number(at + 1, 4)?;
    let (hours, minutes, next) = match digits.len() {
        4 => (number / 100, number % 100, at + 2),
        1 | 2 if colon => (number, tokens.number(at + 3, 2)?, at + 4),
        1 | 2 => (number, 0, at + 2),
        _ => return None,
    };
    if (sign < 0 && digits.len() < 4 && !in_full) || hours > 14 || minutes > 59 {
        return None;
    }
    Some((WrittenZone::Offset(sign * (hours * 60 + minutes) as i16), next))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(u8, u8, Option<u8>, WrittenZone, usize)> {
        let tokens = Tokens::new(text);
        let (clock, next) = time_at(&tokens, 0, false)?;
        Some((clock.hour, clock.minute, clock.second, clock.zone, tokens.len() - next))
    }

    #[test]
    fn reads_times_and_zones() {
        use WrittenZone::{Absent, Offset, Unknown};
        for (text, expected) in [
            ("14:23", (14, 23, None, Absent)),
            ("9:05:07", (9, 5, Some(7), Absent)),
            ("2:23 PM", (14, 23, None, Absent)),
            ("12:00\u{202f}AM", (0, 0, None, Absent)),
            ("12:30 p.m.", (12, 30, None, Absent)),
            ("2pm", (14, 0, None, Absent)),
            ("9:15 вечера", (21, 15, None, Absent)),
            ("14 ч 23 мин", (14, 23, None, Absent)),
            ("14:23 МСК", (14, 23, None, Offset(180))),
            ("14:23 (мск)", (14, 23, None, Offset(180))),
            ("14:23 МСК+2", (14, 23, None, Offset(300))),
            ("14:23 по Москве", (14, 23, None, Offset(180))),
            ("14:23 по московскому времени", (14, 23, None, Offset(180))),
            ("14:23 UTC+3", (14, 23, None, Offset(180))),
            ("14:23 GMT-03:30", (14, 23, None, Offset(-210))),
            ("14:23:00 +0300 (MSK)", (14, 23, Some(0), Offset(180))),
            ("14:23:00.123Z", (14, 23, Some(0), Offset(0))),
            ("14:23:00-05:00", (14, 23, Some(0), Offset(-300))),
            ("14:23 IST", (14, 23, None, Unknown)),
            ("14:23 (по Екатеринбургу)", (14, 23, None, Unknown)),
            ("14:23 по омскому времени", (14, 23, None, Unknown)),
            ("14:23:00 Central European Standard Time", (14, 23, Some(0), Unknown)),
            ("14:23:00 Москва, стандартное время", (14, 23, Some(0), Offset(180))),
        ] {
            let (hour, minute, second, zone) = expected;
            assert_eq!(read(text), Some((hour, minute, second, zone, 0)), "{text}");
        }
        for text in ["14.23", "1:2", "14", "2 дня", "14:23:00:11", "123:45", "5 шт"] {
            assert_eq!(read(text), None, "{text}");
        }
        for text in ["14:23 по местному времени", "14:23 по адресу"] {
            assert_eq!(read(text).map(|(.., zone, _)| zone), Some(Absent), "{text}");
        }
        assert_eq!(read("10:00-14:00").map(|(.., zone, rest)| (zone, rest)), Some((Absent, 4)));
        assert!(!time_at(&Tokens::new("14:23 PM"), 0, false).unwrap().0.exists());
    }
}
