//! A calendar file of any orders and rulebook: two readers, a short one here and an independent one, find
//! the same in it, nothing that we do not write, and the texts that went in.

use super::bytes::Bytes;
use super::samples;
use super::zones::TzZones;
use dispute_clock::Value;
use dispute_clock::wire::{self, BuiltIn};

/// A component of a calendar file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Component {
    pub name: String,
    pub properties: Vec<Property>,
    pub inside: Vec<Component>,
}

/// A property without its parameters, its value unescaped.
#[derive(Clone, Debug, PartialEq)]
pub struct Property {
    pub name: String,
    pub value: String,
}

const CALENDAR: [&str; 5] = ["VERSION", "PRODID", "CALSCALE", "METHOD", ""];
const EVENT: [&str; 13] = [
    "UID",
    "DTSTAMP",
    "LAST-MODIFIED",
    "SEQUENCE",
    "DTSTART",
    "DTEND",
    "SUMMARY",
    "DESCRIPTION",
    "URL",
    "CATEGORIES",
    "CLASS",
    "TRANSP",
    "STATUS",
];
const ALARM: [&str; 3] = ["ACTION", "DESCRIPTION", "TRIGGER"];

/// Properties whose value is text.
const TEXTS: [&str; 4] = ["UID", "SUMMARY", "DESCRIPTION", "CATEGORIES"];

pub fn calendar(data: &[u8], read: impl Fn(&str) -> Component) {
    let mut bytes = Bytes(data);
    let zones = TzZones(bytes.zone());
    let mut options = samples::options(&mut bytes);
    let mut has_book = false;
    if let (Value::Object(options), 1) = (&mut options, bytes.byte() % 2) {
        let book = samples::book(&mut bytes);
        options.push(("rulebook".to_owned(), samples::mutated(book, &mut bytes, 5)));
        has_book = true;
    }
    let orders = (0..=bytes.below(3)).map(|_| {
        let order = samples::order(&mut bytes);
        match order {
            Value::Object(fields) if has_book => Value::Object(
                fields.into_iter().filter(|(name, _)| name != "marketplace").collect(),
            ),
            order => order,
        }
    });
    let orders: Vec<_> = orders.collect();
    let Ok(file) = wire::calendar(&Value::List(orders), &options, &zones, &BuiltIn) else { return };
    assert!(file.ends_with("\r\n"));
    for line in file.split_terminator("\r\n") {
        assert!(line.len() <= 75, "too long for a line: {line}");
        assert!(!line.contains(char::is_control), "a control character: {line:?}");
    }
    let found = read(&file);
    assert_eq!(found, read_plainly(&file), "both readers find the same\n{file}");
    check(&found);
}

/// Checks that the file contains only what we write.
fn check(calendar: &Component) {
    let check_properties = |component: &Component, names: &[&str]| {
        for property in &component.properties {
            assert!(names.contains(&property.name.as_str()), "not ours: {property:?}");
        }
        let mut seen: Vec<_> = component.properties.iter().map(|property| &property.name).collect();
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), component.properties.len(), "each once: {component:?}");
    };
    assert_eq!(calendar.name, "VCALENDAR");
    check_properties(calendar, &CALENDAR);
    let mut uids = Vec::new();
    for event in &calendar.inside {
        assert_eq!(event.name, "VEVENT");
        check_properties(event, &EVENT);
        let value = |name: &str| {
            event
                .properties
                .iter()
                .find(|property| property.name == name)
                .map(|property| property.value.as_str())
        };
        let uid = value("UID").unwrap_or_default();
        assert!(uid.ends_with("@dispute-clock") && !uids.contains(&uid), "{uid}");
        uids.push(uid);
        let summary = value("SUMMARY").unwrap_or_default();
        assert!(!summary.is_empty() && !summary.contains('\n'), "one line: {summary:?}");
        assert!(value("CATEGORIES").is_some_and(|name| !name.contains('\n')), "one line");
        assert!(value("URL").is_none_or(|url| url.is_ascii() && !url.contains(' ')));
        for alarm in &event.inside {
            assert_eq!((alarm.name.as_str(), alarm.inside.len()), ("VALARM", 0));
            check_properties(alarm, &ALARM);
        }
    }
}

/// A minimal reader for what our own writer writes.
pub fn read_plainly(text: &str) -> Component {
    let unfolded = text.replace("\r\n ", "");
    let mut open = vec![Component::default()];
    for line in unfolded.split_terminator("\r\n") {
        let (name, value) = line.split_once(':').unwrap_or_else(|| panic!("no property: {line}"));
        match name {
            "BEGIN" => open.push(Component { name: value.to_owned(), ..Component::default() }),
            "END" => {
                let done = open.pop().expect("what ends has begun");
                assert_eq!(done.name, value);
                open.last_mut().expect("inside something").inside.push(done);
            }
            _ => {
                let name = name.split(';').next().unwrap_or_default().to_owned();
                let value = if TEXTS.contains(&name.as_str()) {
                    unescaped(value)
                } else {
                    value.to_owned()
                };
                open.last_mut()
                    .expect("inside something")
                    .properties
                    .push(Property { name, value });
            }
        }
    }
    let mut roots = open.remove(0).inside;
    assert_eq!(roots.len(), 1, "one calendar");
    roots.remove(0)
}

/// The unescaped value of a text property.
pub fn unescaped(value: &str) -> String {
    let mut text = String::new();
    let mut characters = value.chars();
    while let Some(c) = characters.next() {
        match c {
            '\\' => text.push(characters.next().map_or('\\', |c| if c == 'n' { '\n' } else { c })),
            c => text.push(c),
        }
    }
    text
}
