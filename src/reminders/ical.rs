//! Writes iCalendar (RFC 5545): escaped text, lines folded at 75 octets, CRLF, UTF-8; events with
//! the properties that every event of ours has. Knows nothing of orders; for `reminders` alone.

use crate::moment::Instant;
use crate::words::clean;
use chrono::{Datelike, NaiveDate, Timelike};

const LINE_OCTETS: usize = 75;

/// When an event is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Span {
    /// From an instant to another, both whole seconds.
    Timed(Instant, Instant),
    /// All of one day.
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
    /// When to ring: minutes from the start of the span, negative before it.
    pub(super) alarms: Vec<i64>,
    pub(super) is_cancelled: bool,
}

/// The file as it grows.
pub(super) struct File {
    text: String,
    stamp: String,
    sequence: String,
}

impl File {
    pub(super) fn new(now: Instant) -> File {
        // Two seconds a step: grows with the clock, and stays below 2^31 until 2106.
        let sequence = (now.millis() / 2_000).to_string();
        let mut file = File { text: String::new(), stamp: utc(now), sequence };
        file.line("BEGIN", "VCALENDAR");
        file.line("VERSION", "2.0");
        file.line("PRODID", concat!("-//dispute-clock//", env!("CARGO_PKG_VERSION"), "//EN"));
        file.line("CALSCALE", "GREGORIAN");
        file.line("METHOD", "PUBLISH");
        file
    }

    pub(super) fn event(&mut self, event: &Event) {
        let (stamp, sequence) = (self.stamp.clone(), self.sequence.clone());
        self.line("BEGIN", "VEVENT");
        self.text("UID", &event.uid);
        self.line("DTSTAMP", &stamp);
        self.line("LAST-MODIFIED", &stamp);
        self.line("SEQUENCE", &sequence);
        match event.span {
            Span::Timed(start, end) => {
                self.line("DTSTART", &utc(start));
                // Exchange refuses an event without an end.
                self.line("DTEND", &utc(end));
            }
            Span::Day(day) => {
                self.line("DTSTART;VALUE=DATE", &date(day));
                self.line("DTEND;VALUE=DATE", &date(day.succ_opt().unwrap_or(day)));
            }
        }
        self.text("SUMMARY", &event.summary);
        if !event.description.is_empty() {
            self.text("DESCRIPTION", &event.description);
        }
        if let Some(url) = &event.url {
            self.line("URL", url);
        }
        self.text("CATEGORIES", &event.category);
        self.line("CLASS", "PRIVATE");
        self.line("TRANSP", "TRANSPARENT");
        self.line("STATUS", if event.is_cancelled { "CANCELLED" } else { "CONFIRMED" });
        for minutes in &event.alarms {
            self.line("BEGIN", "VALARM");
            self.line("ACTION", "DISPLAY");
            self.text("DESCRIPTION", &event.summary);
            let sign = if *minutes < 0 { "-" } else { "" };
            self.line("TRIGGER", &format!("{sign}PT{}M", minutes.abs()));
            self.line("END", "VALARM");
        }
        self.line("END", "VEVENT");
    }

    pub(super) fn finish(mut self) -> String {
        self.line("END", "VCALENDAR");
        self.text
    }

    /// A property whose value is text, section 3.3.11: no control character stands in it, whoever
    /// wrote the text.
    fn text(&mut self, name: &str, text: &str) {
        let mut value = String::with_capacity(text.len());
        for c in clean(text).chars() {
            match c {
                '\n' => value.push_str("\\n"),
                '\\' | ';' | ',' => value.extend(['\\', c]),
                _ => value.push(c),
            }
        }
        self.line(name, &value);
    }

    /// A content line, section 3.1, folded between characters.
    fn line(&mut self, name: &str, value: &str) {
        let mut octets = 0;
        for c in name.chars().chain([':']).chain(value.chars()) {
            if octets + c.len_utf8() > LINE_OCTETS {
                self.text.push_str("\r\n ");
                octets = 1;
            }
            self.text.push(c);
            octets += c.len_utf8();
        }
        self.text.push_str("\r\n");
    }
}

fn utc(at: Instant) -> String {
    let at = at.utc();
    let time = at.time();
    format!("{}T{:02}{:02}{:02}Z", date(at.date()), time.hour(), time.minute(), time.second())
}

fn date(date: NaiveDate) -> String {
    format!("{:04}{:02}{:02}", date.year(), date.month(), date.day())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_fold_between_characters() {
        let mut file = File { text: String::new(), stamp: String::new(), sequence: String::new() };
        for before in 0..80 {
            file.text("SUMMARY", &format!("{}😀я,\\n{}", "x".repeat(before), "длинно ".repeat(30)));
        }
        for line in file.text.split("\r\n") {
            assert!(line.len() <= LINE_OCTETS, "{line}");
        }
        let unfolded = file.text.replace("\r\n ", "");
        assert_eq!(unfolded.lines().count(), 80);
        assert!(unfolded.starts_with("SUMMARY:😀я\\,\\\\nдлинно длинно"), "{unfolded}");
    }
}
