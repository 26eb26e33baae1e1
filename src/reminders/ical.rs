//! Writes iCalendar (RFC 5545): escaped text, lines folded at 75 octets, CRLF, UTF-8; and the
//! properties common to all our events. Knows nothing about orders; for `reminders` only.

use crate::error::decimal;
use crate::moment::Instant;
use crate::words::{clean, fill, push_two_digits};
use chrono::{Datelike, NaiveDate, Timelike};

const LINE_OCTETS: usize = 75;

/// When an event takes place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Span {
    /// From one instant to another, both in whole seconds.
    Timed(Instant, Instant),
    /// All day.
    Day(NaiveDate),
}

/// A calendar entry.
pub(super) struct Event {
    pub(super) uid: String,
    pub(super) span: Span,
    pub(super) summary: String,
    pub(super) description: String,
    pub(super) category: String,
    pub(super) url: Option<String>,
    /// When to ring, in minutes from the start of the span; negative before it.
    pub(super) alarms: Vec<i64>,
    pub(super) is_cancelled: bool,
}

/// The file being written.
pub(super) struct File {
    text: String,
    /// The lines with the time of writing, common to all events.
    stamps: String,
}

const BEGIN: &str = concat!(
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//dispute-clock//",
    env!("CARGO_PKG_VERSION"),
    "//EN\r\nCALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n"
);

impl File {
    pub(super) fn new(now: Instant) -> File {
        let stamp = utc(now);
        // Steps of two seconds: grows with the clock, and stays below 2^31 until 2106.
        let sequence = now.millis() / 2_000;
        let stamps = fill(
            "DTSTAMP:%\r\nLAST-MODIFIED:%\r\nSEQUENCE:%\r\n",
            &[&stamp, &stamp, &decimal(sequence)],
        );
        File { text: BEGIN.to_owned(), stamps }
    }

    pub(super) fn event(&mut self, event: &Event) {
        self.text.push_str("BEGIN:VEVENT\r\n");
        self.text_property("UID", &event.uid);
        self.text.push_str(&self.stamps);
        match event.span {
            Span::Timed(start, end) => {
                self.line("DTSTART", &utc(start));
                // Exchange rejects an event without an end.
                self.line("DTEND", &utc(end));
            }
            Span::Day(day) => {
                self.line("DTSTART;VALUE=DATE", &date(day));
                self.line("DTEND;VALUE=DATE", &date(day.succ_opt().unwrap_or(day)));
            }
        }
        self.text_property("SUMMARY", &event.summary);
        if !event.description.is_empty() {
            self.text_property("DESCRIPTION", &event.description);
        }
        if let Some(url) = &event.url {
            self.line("URL", url);
        }
        self.text_property("CATEGORIES", &event.category);
        self.text.push_str("CLASS:PRIVATE\r\nTRANSP:TRANSPARENT\r\n");
        self.line("STATUS", if event.is_cancelled { "CANCELLED" } else { "CONFIRMED" });
        for minutes in &event.alarms {
            self.text.push_str("BEGIN:VALARM\r\nACTION:DISPLAY\r\n");
            self.text_property("DESCRIPTION", &event.summary);
            let sign = if *minutes < 0 { "-" } else { "" };
            self.line("TRIGGER", &fill("%PT%M", &[sign, &decimal(minutes.abs())]));
            self.text.push_str("END:VALARM\r\n");
        }
        self.text.push_str("END:VEVENT\r\n");
    }

    pub(super) fn finish(self) -> String {
        self.text + "END:VCALENDAR\r\n"
    }

    /// A property of type TEXT (section 3.3.11), without control characters wherever the text comes
    /// from.
    fn text_property(&mut self, name: &str, text: &str) {
        let mut value = String::new();
        for c in clean(text).chars() {
            match c {
                '\n' => value.push_str("\\n"),
                _ => {
                    if matches!(c, '\\' | ';' | ',') {
                        value.push('\\');
                    }
                    value.push(c);
                }
            }
        }
        self.line(name, &value);
    }

    /// A content line (section 3.1), folded between characters.
    fn line(&mut self, name: &str, value: &str) {
        let mut octets = 0;
        for part in [name, ":", value] {
            for c in part.chars() {
                octets += c.len_utf8();
                if octets > LINE_OCTETS {
                    self.text.push_str("\r\n ");
                    octets = 1 + c.len_utf8();
                }
                self.text.push(c);
            }
        }
        self.text.push_str("\r\n");
    }
}

fn utc(at: Instant) -> String {
    let at = at.utc();
    let mut text = date(at.date());
    push_two_digits(&mut text, "T", at.hour());
    push_two_digits(&mut text, "", at.minute());
    push_two_digits(&mut text, "", at.second());
    text.push('Z');
    text
}

/// A date; instants only cover years with four digits.
fn date(date: NaiveDate) -> String {
    let mut text = decimal(date.year().into());
    push_two_digits(&mut text, "", date.month());
    push_two_digits(&mut text, "", date.day());
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_fold_between_characters() {
        let mut file = File { text: String::new(), stamps: String::new() };
        for before in 0..80 {
            file.text_property(
                "SUMMARY",
                &format!("{}😀я,\\n{}", "x".repeat(before), "длинно ".repeat(30)),
            );
        }
        for line in file.text.split("\r\n") {
            assert!(line.len() <= LINE_OCTETS, "{line}");
        }
        for (at, _) in file.text.match_indices("\r\n ") {
            let begins = file.text[..at].rfind('\n').map_or(0, |newline| newline + 1);
            let next = file.text[at + 3..].chars().next().map_or(0, char::len_utf8);
            assert!(at - begins + next > LINE_OCTETS, "not full: {}", &file.text[begins..at]);
        }
        let unfolded = file.text.replace("\r\n ", "");
        assert_eq!(unfolded.lines().count(), 80);
        assert!(unfolded.starts_with("SUMMARY:😀я\\,\\\\nдлинно длинно"), "{unfolded}");
    }
}
