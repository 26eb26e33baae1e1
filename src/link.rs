//! The link that carries orders to another device: their JSON as base64url in the fragment of an
//! address, which no server sees. Pages write a packed form of their own as well (`#orders=z.`).
//! Uses `value`, `moment` and `order`; for `reminders`.

use crate::moment::Moment;
use crate::order::{Event, Money, Order};
use crate::value::Value;
use serde::{Serialize, Serializer};

/// The version of the JSON in a link.
const FORMAT: u32 = 1;

/// What a link carries.
#[derive(Serialize)]
struct Carried<'a> {
    format: u32,
    orders: [Plain<'a>; 1],
}

/// The fragment that carries a plain order, without its `#`.
fn fragment(order: &Value) -> String {
    // Writing into memory cannot fail.
    let json = serde_json::to_string(&Carried { format: FORMAT, orders: [Plain(order)] });
    format!("orders=j.{}", base64url(json.unwrap_or_default().as_bytes()))
}

/// A link longer than this is cut off by some calendars, and then brings nothing back: the note,
/// which no deadline depends on, stays out of it. Google keeps 8,192 characters of a description.
const LONGEST: usize = 4_000;

/// A link that brings an order back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Link {
    pub(crate) address: String,
    /// Whether the order's note was left out, for it would have made the link too long.
    pub(crate) without_note: bool,
}

/// The link to a page that brings an order back there: the order as it was given, and what was
/// read from it.
pub(crate) fn to_page(page: &str, given: &Value, order: &Order, zone: &str) -> Link {
    let mut plain = plain_order(given, order, zone);
    let address = |plain: &Value| format!("{page}#{}", fragment(plain));
    let whole = address(&plain);
    let has_note = order.note.as_ref().is_some_and(|note| !note.is_empty());
    if whole.len() <= LONGEST || !has_note {
        return Link { address: whole, without_note: false };
    }
    if let Value::Object(fields) = &mut plain {
        fields.retain(|(name, _)| name != "note");
    }
    Link { address: address(&plain), without_note: true }
}

/// An order as it was given, with nothing but the fields of an order, and each moment in the zone
/// it was meant in: another device may be set to another one.
fn plain_order(given: &Value, order: &Order, zone: &str) -> Value {
    let same = |name: &str| given.get(name).cloned();
    let money = |money: &Money| object([("amount", &money.amount), ("currency", &money.currency)]);
    let ends = |ends: &Value| each(ends, |end| in_zone(end, zone));
    let mut fields = vec![
        ("id", same("id")),
        ("title", same("title")),
        ("marketplace", Some(order.marketplace.as_str().into())),
        ("number", same("number")),
    ];
    fields.extend(Event::ALL.map(|event| {
        (event.as_str(), given.get(event.as_str()).map(|moment| in_zone(moment, zone)))
    }));
    fields.extend([
        ("problem", same("problem")),
        ("price", order.price.as_ref().map(money)),
        ("refund", order.refund.as_ref().map(money)),
        ("returnCost", order.return_cost.as_ref().map(money)),
        ("proof", given.get("proof").map(|proof| each(proof, Value::clone))),
        ("entered", given.get("entered").map(|windows| each(windows, ends))),
        ("note", same("note")),
    ]);
    let given = fields.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
    Value::Object(given.collect())
}

fn object<const N: usize>(fields: [(&str, &String); N]) -> Value {
    let field = |(name, text): (&str, &String)| (name.to_owned(), text.as_str().into());
    Value::Object(fields.map(field).to_vec())
}

/// The fields of an object that are there, each changed.
fn each(object: &Value, change: impl Fn(&Value) -> Value) -> Value {
    let Value::Object(fields) = object else {
        return Value::Object(Vec::new());
    };
    let given = fields.iter().filter(|(_, value)| *value != Value::Absent);
    Value::Object(given.map(|(name, value)| (name.clone(), change(value))).collect())
}

/// A moment that names the zone it is meant in, where it is one that needs a zone.
fn in_zone(moment: &Value, zone: &str) -> Value {
    let zoned = |name: &str, text: &Value, zone: Value| {
        Value::Object(vec![(name.to_owned(), text.clone()), ("timeZone".to_owned(), zone)])
    };
    if let Value::Text(text) = moment {
        return match Moment::parse(text, "") {
            Ok(Moment::Local(_)) => zoned("local", moment, zone.into()),
            Ok(Moment::Date(_)) => zoned("date", moment, zone.into()),
            _ => moment.clone(),
        };
    }
    let named = ["local", "date"].into_iter().find_map(|name| Some((name, moment.get(name)?)));
    match named {
        Some((name, text)) => {
            zoned(name, text, moment.get("timeZone").cloned().unwrap_or(zone.into()))
        }
        None if matches!(moment, Value::Object(_)) => {
            let ends = ["earliest", "latest"].map(|name| (name.to_owned(), moment.get(name)));
            let given = ends.into_iter().filter_map(|(name, end)| Some((name, end?.clone())));
            Value::Object(given.collect())
        }
        None => moment.clone(),
    }
}

/// A value whose numbers are whole, as those of a plain order are.
struct Plain<'a>(&'a Value);

impl Serialize for Plain<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::Absent | Value::Other => serializer.serialize_unit(),
            Value::Bool(truth) => serializer.serialize_bool(*truth),
            Value::Number(number) => serializer.serialize_i64(*number as i64),
            Value::Text(text) => serializer.serialize_str(text),
            Value::List(items) => serializer.collect_seq(items.iter().map(Plain)),
            Value::Object(fields) => {
                serializer.collect_map(fields.iter().map(|(name, value)| (name, Plain(value))))
            }
        }
    }
}

/// RFC 4648, section 5, without padding.
pub(crate) fn base64url(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |index: usize| u32::from(chunk.get(index).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for digit in 0..=chunk.len() {
            text.push(DIGITS[(bits >> (18 - 6 * digit) & 63) as usize].into());
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64url_as_rfc_4648_has_it() {
        for (text, encoded) in [
            ("", ""),
            ("f", "Zg"),
            ("fo", "Zm8"),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg"),
            ("fooba", "Zm9vYmE"),
        ] {
            assert_eq!(base64url(text.as_bytes()), encoded);
        }
        assert_eq!(base64url(&[0xfb, 0xff, 0xbf]), "-_-_");
    }

    #[test]
    fn json_that_a_parser_reads_as_the_same_value() {
        let text = "\"\\\0\u{1f}\r\n\u{7f}\u{2028}я😀</script>";
        let value = Value::Object(vec![
            (text.to_owned(), text.into()),
            (
                "list".to_owned(),
                Value::List(vec![Value::Number(-1.0), Value::Bool(true), Value::Absent]),
            ),
            ("ms".to_owned(), Value::Number(4_133_980_799_999.0)),
            ("none".to_owned(), Value::Object(Vec::new())),
        ]);
        let json = serde_json::to_string(&Plain(&value)).unwrap();
        assert_eq!(serde_json::from_str::<Value>(&json).unwrap(), value, "{json}");
    }
}
