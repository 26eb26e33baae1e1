//! The link in a calendar entry restores the order that was given.

use super::bytes::Bytes;
use super::samples;
use super::zones::TzZones;
use dispute_clock::Value;
use dispute_clock::wire::{self, BuiltIn};

const PAGE: &str = "https://example.org/clock";

pub fn link(data: &[u8]) {
    let mut bytes = Bytes(data);
    let zones = TzZones(bytes.zone());
    let order = samples::order(&mut bytes);
    let options = samples::json(&format!(
        "{{\"now\":1772348400000,\"timeZone\":\"{}\",\"page\":\"{PAGE}#x\"}}",
        zones.0.name()
    ));
    let list = Value::List(vec![order.clone()]);
    let Ok(file) = wire::calendar(&list, &options, &zones, &BuiltIn) else { return };
    let Some(link) = urls(&file).next() else { return };
    let payload = link.strip_prefix(PAGE).and_then(|rest| rest.strip_prefix("#orders=j."));
    let json = decode_base64url(payload.unwrap_or_else(|| panic!("no link of ours: {link}")));
    let value: Value = serde_json::from_slice(&json).expect("JSON");
    let Some(Value::List(orders)) = value.get("orders") else { panic!("no orders: {value:?}") };
    let mut original = wire::order(&order, &zones).expect("it was read before");
    // On a device set to another zone.
    let restored = wire::order(&orders[0], &TzZones(bytes.zone())).expect("it is read again");
    if restored.note.is_none() {
        original.note = None;
    }
    let bounds = |moment| dispute_clock::bounds_of(&super::zones::TzZone(zones.0), moment);
    assert_eq!(bounds(restored.ordered), bounds(original.ordered));
    let fields = |order: &dispute_clock::Order| {
        (
            order.id.clone(),
            order.title.clone(),
            order.marketplace.clone(),
            order.number.clone(),
            order.note.clone(),
            order.problem,
            order.price.clone(),
            order.proof.clone(),
        )
    };
    assert_eq!(fields(&restored), fields(&original));
}

/// The addresses in the `URL` properties of a calendar file.
fn urls(file: &str) -> impl Iterator<Item = String> {
    let unfolded = file.replace("\r\n ", "");
    let found: Vec<_> = unfolded
        .split("\r\n")
        .filter_map(|line| line.strip_prefix("URL:"))
        .map(str::to_owned)
        .collect();
    found.into_iter()
}

/// base64url, per RFC 4648.
fn decode_base64url(text: &str) -> Vec<u8> {
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let (mut bits, mut bit_count, mut bytes) = (0_u32, 0, Vec::new());
    for letter in text.bytes() {
        let value =
            ALPHABET.iter().position(|known| *known == letter).expect("a letter of base64url");
        bits = bits << 6 | value as u32;
        bit_count += 6;
        if bit_count >= 8 {
            bit_count -= 8;
            bytes.push((bits >> bit_count) as u8);
        }
    }
    bytes
}
