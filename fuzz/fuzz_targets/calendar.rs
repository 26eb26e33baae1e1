//! The calendar file through an independent parser.

#![no_main]

use dispute_clock_fuzz::{Component, Property, calendar, unescaped};
use icalendar::parser::{self, read_components, unfold};

libfuzzer_sys::fuzz_target!(|data: &[u8]| calendar(data, read));

fn read(text: &str) -> Component {
    let unfolded = unfold(text);
    let mut roots = read_components(&unfolded).unwrap_or_else(|error| panic!("{error}\n{text}"));
    assert_eq!(roots.len(), 1, "one calendar\n{text}");
    component(&roots.remove(0))
}

fn component(read: &parser::Component) -> Component {
    let property = |property: &parser::Property| {
        let (name, value) = (property.name.as_str().to_owned(), property.val.as_str());
        // A list of texts, which the parser leaves escaped.
        let value = if name == "CATEGORIES" { unescaped(value) } else { value.to_owned() };
        Property { name, value }
    };
    Component {
        name: read.name.as_str().to_owned(),
        properties: read.properties.iter().map(property).collect(),
        inside: read.components.iter().map(component).collect(),
    }
}
