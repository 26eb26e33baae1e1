//! The built-in rulebooks. The compiler strips the whitespace, which only serves the people who
//! edit the files. They are read here without the checks that external data needs, as tests ensure
//! that they are valid. So neither a JSON parser nor the host is needed at startup. For `rulebook`
//! only.

use crate::value::Value;

/// A JSON file of this folder, packed.
macro_rules! packed {
    ($file:literal) => {{
        const JSON: &str = include_str!($file);
        const LENGTH: usize = $crate::rulebook::packed::pack::<{ JSON.len() }>(JSON).1;
        const PACKED: [u8; LENGTH] = $crate::rulebook::packed::pack(JSON).0;
        match str::from_utf8(&PACKED) {
            Ok(text) => text,
            Err(_) => JSON,
        }
    }};
}
pub(super) use packed;

/// The bytes of a JSON text without whitespace outside strings, in an array of size `CAPACITY`, and
/// their number. Fails, and with it the build, on an escape sequence: no rulebook needs one.
pub(super) const fn pack<const CAPACITY: usize>(json: &str) -> ([u8; CAPACITY], usize) {
    let json = json.as_bytes();
    let (mut packed, mut length) = ([0; CAPACITY], 0);
    let (mut at, mut in_text) = (0, false);
    while at < json.len() {
        let byte = json[at];
        assert!(byte != b'\\', "a text of a built-in book that would have to be escaped");
        if byte == b'"' {
            in_text = !in_text;
        }
        if in_text || !byte.is_ascii_whitespace() {
            packed[length] = byte;
            length += 1;
        }
        at += 1;
    }
    (packed, length)
}

/// Parses a packed text: strings, integers, booleans, lists and objects.
pub(super) fn read(packed: &str) -> Value {
    Reader { packed: packed.as_bytes(), at: 0 }.value()
}

struct Reader<'a> {
    packed: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    fn value(&mut self) -> Value {
        match self.next() {
            b'"' => Value::Text(self.text()),
            b'[' => {
                let mut items = Vec::new();
                while self.has_next(b']') {
                    items.push(self.value());
                }
                Value::List(items)
            }
            b'{' => {
                let mut fields = Vec::new();
                while self.has_next(b'}') {
                    self.next();
                    let name = self.text();
                    self.next();
                    fields.push((name, self.value()));
                }
                Value::Object(fields)
            }
            // true and false: the rest of the word is skipped unread.
            first @ (b't' | b'f') => {
                self.at += if first == b't' { 3 } else { 4 };
                Value::Bool(first == b't')
            }
            mut digit => {
                let mut number = 0;
                while digit.is_ascii_digit() {
                    number = 10 * number + u32::from(digit - b'0');
                    digit = self.next();
                }
                self.at -= 1;
                Value::Number(number.into())
            }
        }
    }

    /// Whether there is another item in a list or an object that ends with `end`.
    fn has_next(&mut self, end: u8) -> bool {
        let next = self.next();
        if next != b',' && next != end {
            self.at -= 1;
        }
        next != end
    }

    /// The string up to its closing quotation mark.
    fn text(&mut self) -> String {
        let mut text = Vec::new();
        loop {
            match self.next() {
                b'"' | 0 => return String::from_utf8(text).unwrap_or_default(),
                byte => text.push(byte),
            }
        }
    }

    fn next(&mut self) -> u8 {
        let byte = self.packed.get(self.at).copied().unwrap_or_default();
        self.at += 1;
        byte
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rulebook::Rulebook;

    #[test]
    fn packing_keeps_the_content() {
        for (id, json) in
            [("joom", include_str!("joom.json")), ("aliexpress", include_str!("aliexpress.json"))]
        {
            let packed = Rulebook::built_in_json(id).unwrap();
            let value = |json| serde_json::from_str::<Value>(json).unwrap();
            assert_eq!(value(packed), value(json));
            assert_eq!(read(packed), value(json));
            assert_eq!(Rulebook::built_in(id).unwrap(), Rulebook::from_json(json).unwrap());
            assert!(packed.len() < json.len());
        }
    }

    #[test]
    fn packing_keeps_spaces_inside_strings() {
        let (packed, length) = pack::<40>(r#"{ "a b" : [ 1, " , c ", [ ] ] }"#);
        assert_eq!(&packed[..length], br#"{"a b":[1," , c ",[]]}"#);
    }
}
