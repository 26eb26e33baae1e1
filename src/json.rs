//! A JSON writer for answers and links: a few lines for the few kinds of data that go out, where a
//! library would support everything. For `link` and `wasm`.

#[cfg(any(test, target_arch = "wasm32"))]
use crate::answer::Plain;
use crate::error::decimal;
use crate::value::Value;

/// The JSON written so far. Numbers are integers, like all numbers of orders and answers.
#[derive(Default)]
pub(crate) struct Json(pub(crate) String);

impl Json {
    /// Writes a field, if it is present.
    pub(crate) fn field(&mut self, name: &str, value: Option<&Value>) {
        if let Some(value) = value {
            self.name(name);
            self.value(value);
        }
    }

    /// Writes the name of the next field of an object.
    pub(crate) fn name(&mut self, name: &str) {
        self.comma('{');
        self.text(name);
        self.0.push(':');
    }

    /// Writes a comma, except before the first item.
    fn comma(&mut self, opening: char) {
        if !self.0.ends_with(opening) {
            self.0.push(',');
        }
    }

    pub(crate) fn value(&mut self, value: &Value) {
        match value {
            Value::Absent | Value::Other => self.0.push_str("null"),
            Value::Bool(value) => self.0.push_str(if *value { "true" } else { "false" }),
            Value::Number(number) => self.0.push_str(&decimal(*number as i64)),
            Value::Text(text) => self.text(text),
            Value::List(items) => {
                self.0.push('[');
                for item in items {
                    self.comma('[');
                    self.value(item);
                }
                self.0.push(']');
            }
            Value::Object(fields) => {
                self.0.push('{');
                for (name, value) in fields {
                    self.field(name, Some(value));
                }
                self.0.push('}');
            }
        }
    }

    /// Writes an answer.
    #[cfg(any(test, target_arch = "wasm32"))]
    pub(crate) fn plain(&mut self, plain: &Plain) {
        match plain {
            Plain::Absent => self.0.push_str("null"),
            Plain::Bool(value) => self.0.push_str(if *value { "true" } else { "false" }),
            Plain::Integer(number) => self.0.push_str(&decimal(*number)),
            Plain::Text(text) => self.text(text),
            Plain::List(items) => {
                self.0.push('[');
                for item in items {
                    self.comma('[');
                    self.plain(item);
                }
                self.0.push(']');
            }
            Plain::Object(names, values) => {
                self.0.push('{');
                for (name, value) in names.iter().zip(values) {
                    if !matches!(value, Plain::Absent) {
                        self.name(name);
                        self.plain(value);
                    }
                }
                self.0.push('}');
            }
        }
    }

    pub(crate) fn text(&mut self, text: &str) {
        self.0.push('"');
        // The start of the part that needs no escaping.
        let mut plain_from = 0;
        let mut next = 0;
        let bytes = text.as_bytes();
        // Indexed, as this takes most of the time of an answer: compiled for size, iterating over
        // bytes costs a call each.
        while next < bytes.len() {
            let (at, byte) = (next, bytes[next]);
            next += 1;
            if byte >= b' ' && byte != b'"' && byte != b'\\' {
                continue;
            }
            self.0.push_str(text.get(plain_from..at).unwrap_or(""));
            plain_from = next;
            let escape = match byte {
                b'"' | b'\\' => byte.into(),
                8 => 'b',
                b'\t' => 't',
                b'\n' => 'n',
                12 => 'f',
                b'\r' => 'r',
                _ => 'u',
            };
            self.0.push('\\');
            self.0.push(escape);
            if escape == 'u' {
                self.0.push_str(if byte < 16 { "000" } else { "001" });
                self.0.push(char::from_digit(u32::from(byte) % 16, 16).unwrap_or('0'));
            }
        }
        self.0.push_str(text.get(plain_from..).unwrap_or(""));
        self.0.push('"');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_match_serde_json() {
        let text = "\"\\/ \u{8}\t\n\u{c}\r\0\u{f}\u{10}\u{1f}\u{7f}é📦[{";
        let list = Plain::List(vec![
            Plain::Text(text),
            Plain::Bool(true),
            Plain::Bool(false),
            Plain::Absent,
        ]);
        let object = Plain::Object(&["a", "b"], vec![Plain::Absent, Plain::Integer(-7)]);
        let empty = Plain::Object(&[], vec![]);
        let all = Plain::List(vec![list, object, empty, Plain::List(vec![])]);
        let mut json = Json::default();
        json.plain(&all);
        assert_eq!(json.0, serde_json::to_string(&all).unwrap());
    }

    #[test]
    fn values_round_trip() {
        let text = "\"\\\0\u{1f}\r\n\u{7f}\u{2028}я😀</script>";
        let value = Value::Object(vec![
            (text.to_owned(), text.into()),
            (
                "list".to_owned(),
                Value::List(vec![
                    Value::Number(-1.0),
                    Value::Bool(true),
                    Value::Bool(false),
                    Value::Absent,
                ]),
            ),
            ("ms".to_owned(), Value::Number(4_133_980_799_999.0)),
            ("none".to_owned(), Value::Object(Vec::new())),
        ]);
        let mut json = Json::default();
        json.value(&value);
        assert_eq!(serde_json::from_str::<Value>(&json.0).unwrap(), value, "{}", json.0);
    }
}
