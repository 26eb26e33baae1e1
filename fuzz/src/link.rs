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
    let listed = Value::List(vec![order.clone()]);
    let Ok(file) = wire::calendar(&listed, &options, &zones, &BuiltIn) else { return };
    let Some(link) = addresses(&file).next() else { return };
    let payload = link.strip_prefix(PAGE).and_then(|rest| rest.strip_prefix("#orders=j."));
    let json = decoded(payload.unwrap_or_else(|| panic!("no link of ours: {link}")));
    let value: Value = serde_json::from_slice(&json).expect("JSON");
    let Some(Value::List(orders)) = value.get("orders") else { panic!("no orders: {value:?}") };
    let mut given = wire::order(&order, &zones).expect("it was read before");
    // On a device set to another zone.
    let back = wire::order(&orders[0], &TzZones(bytes.zone())).expect("it is read again");
    if back.note.is_none() {
        given.note = None;
    }
    let same = |moment| dispute_clock::bounds_of(&super::zones::TzZone(zones.0), moment);
    assert_eq!(same(back.ordered), same(given.ordered));
    let rest = |order: &dispute_clock::Order| {
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
    assert_eq!(rest(&back), rest(&given));
}

/// The addresses in the `URL` properties of a calendar file.
fn addresses(file: &str) -> impl Iterator<Item = String> {
    let unfolded = file.replace("\r\n ", "");
    let found: Vec<_> = unfolded
        .split("\r\n")
        .filter_map(|line| line.strip_prefix("URL:"))
        .map(str::to_owned)
        .collect();
    found.into_iter()
}

/// base64url, per RFC 4648.
fn decoded(text: &str) -> Vec<u8> {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let (mut bits, mut held, mut bytes) = (0_u32, 0, Vec::new());
    for letter in text.bytes() {
        let value =
            LETTERS.iter().position(|known| *known == letter).expect("a letter of base64url");
        bits = bits << 6 | value as u32;
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push((bits >> held) as u8);
        }
    }
    bytes
}
