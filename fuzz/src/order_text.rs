//! A pasted text: every finding is where its span says, and together they make an order.

use super::bytes::Bytes;
use super::zones::TzZones;
use chrono_tz::Tz;
use dispute_clock::wire::{self, Zones};
use dispute_clock::{Instant, MAX_TEXT, OrderField, TextContext, Value, parse_order_text};

const ZONES: [Tz; 4] = [Tz::Europe__Moscow, Tz::UTC, Tz::Asia__Kathmandu, Tz::America__Sao_Paulo];
const NOWS: [i64; 4] = [1_781_000_000_000, 0, 4_133_980_799_999, 1_772_348_400_000];

pub fn order_text(data: &[u8]) {
    let mut bytes = Bytes(data);
    let zones = TzZones(bytes.one_of(&ZONES));
    let now = Instant::from_millis(bytes.one_of(&NOWS)).expect("a known instant");
    let text = String::from_utf8_lossy(bytes.0);
    let zone = zones.host_zone();
    let context =
        TextContext { zone: &*zone, now, locale: if data.len() & 1 == 0 { "ru" } else { "en" } };
    let Ok(answer) = parse_order_text(&text, context) else {
        assert!(text.chars().count() > MAX_TEXT);
        return;
    };
    let units: Vec<u16> = text.encode_utf16().collect();
    let slice =
        |start: u32, end: u32| String::from_utf16_lossy(&units[start as usize..end as usize]);
    for found in &answer.found {
        assert_eq!(slice(found.start, found.end), found.text, "{found:?}");
        let certain = answer.order.get(found.field);
        assert!(
            certain.is_none() || found.doubts.is_empty() && certain == Some(&found.value),
            "{found:?}"
        );
    }
    for question in &answer.questions {
        assert_eq!(slice(question.start, question.end), question.text, "{question:?}");
        assert!(!question.options.is_empty(), "{question:?}");
    }
    assert!(answer.found.is_sorted_by_key(|found| found.start));
    let json = serde_json::to_string(&answer.order).expect("it has a JSON form");
    let value: Value = serde_json::from_str(&json).expect("JSON");
    if answer.order.get(OrderField::Event(dispute_clock::Event::Ordered)).is_some() {
        wire::order(&value, &zones).unwrap_or_else(|error| panic!("{error}: {json}"));
    }
}
