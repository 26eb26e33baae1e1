//! The link that carries orders to another device: their JSON as base64url in the fragment of a
//! URL, which no server sees. Pages also write a packed form (`#orders=z.`). Uses `json`, `value`,
//! `moment` and `order`; for `wire` and `reminders`.

use crate::error::concat;
use crate::json::Json;
use crate::moment::Moment;
use crate::order::{Event, Money, Order};
use crate::value::Value;

/// The JSON before the order, with the version of the format first.
const PREFIX: &str = "{\"format\":1,\"orders\":[";
const SUFFIX: &str = "]}";

/// Beyond this length a link omits the note, on which no deadline depends: some calendars truncate
/// long links, and a truncated link restores nothing. Google keeps 8,192 characters of a description.
const MAX_LENGTH: usize = 4_000;

/// A link that restores an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Link {
    pub(crate) address: String,
    /// Whether the note was omitted because the link would have been too long.
    pub(crate) without_note: bool,
}

/// The link to a page that restores an order there, from the order as given and as read.
pub(crate) fn to_page(page: &str, given: &Value, order: &Order, zone: &str) -> Link {
    let address = |with_note: bool| {
        let mut json = Json(PREFIX.to_owned());
        json.order(given, order, zone, with_note);
        concat(&[page, "#orders=j.", &base64url((json.0 + SUFFIX).as_bytes())])
    };
    let whole = address(true);
    let has_note = order.note.as_ref().is_some_and(|note| !note.is_empty());
    if whole.len() <= MAX_LENGTH || !has_note {
        return Link { address: whole, without_note: false };
    }
    Link { address: address(false), without_note: true }
}

impl Json {
    /// Writes an order as given, but none of its unknown fields, and each moment with the zone it
    /// was meant in: the other device may be in another zone.
    fn order(&mut self, given: &Value, order: &Order, zone: &str, with_note: bool) {
        let copy = |json: &mut Json, name: &str| json.field(name, given.get(name));
        self.0.push('{');
        copy(self, "id");
        copy(self, "title");
        self.name("marketplace");
        self.text(&order.marketplace);
        copy(self, "number");
        for event in Event::ALL {
            if let Some(moment) = given.get(event.as_str()) {
                self.name(event.as_str());
                self.moment(moment, zone);
            }
        }
        copy(self, "problem");
        self.money("price", order.price.as_ref());
        self.money("refund", order.refund.as_ref());
        self.money("returnCost", order.return_cost.as_ref());
        if let Some(proof) = given.get("proof") {
            self.name("proof");
            self.object(proof, &Json::value);
        }
        if let Some(windows) = given.get("entered") {
            self.name("entered");
            self.object(windows, &|json, ends| {
                json.object(ends, &|json, moment| json.moment(moment, zone));
            });
        }
        if with_note {
            copy(self, "note");
        }
        self.0.push('}');
    }

    fn money(&mut self, name: &str, money: Option<&Money>) {
        if let Some(money) = money {
            self.name(name);
            self.0.push('{');
            self.name("amount");
            self.text(&money.amount);
            self.name("currency");
            self.text(&money.currency);
            self.0.push('}');
        }
    }

    /// Writes a moment, with its zone if it needs one.
    fn moment(&mut self, moment: &Value, zone: &str) {
        let name = match moment {
            Value::Text(text) => match Moment::parse(text, "") {
                Ok(Moment::Local(_)) => "local",
                Ok(Moment::Date(_)) => "date",
                _ => return self.value(moment),
            },
            Value::Object(_) if moment.get("local").is_some() => "local",
            Value::Object(_) if moment.get("date").is_some() => "date",
            Value::Object(_) => {
                self.0.push('{');
                self.field("earliest", moment.get("earliest"));
                self.field("latest", moment.get("latest"));
                return self.0.push('}');
            }
            _ => return self.value(moment),
        };
        self.0.push('{');
        self.field(name, moment.get(name).or(Some(moment)));
        self.field("timeZone", moment.get("timeZone").or(Some(&zone.into())));
        self.0.push('}');
    }

    /// Writes the fields of an object that are present, each with `write`.
    fn object(&mut self, object: &Value, write: &dyn Fn(&mut Json, &Value)) {
        self.0.push('{');
        if let Value::Object(fields) = object {
            for (name, value) in fields {
                if !matches!(value, Value::Absent) {
                    self.name(name);
                    write(self, value);
                }
            }
        }
        self.0.push('}');
    }
}

/// Base64url without padding: RFC 4648, section 5.
pub(crate) fn base64url(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut text = String::new();
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
    fn base64url_matches_rfc_4648() {
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
}
