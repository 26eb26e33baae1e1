//! The built-in books without the blanks between their values, which are there for whoever writes the
//! files: packed by the compiler, so that nobody downloads them. For `rulebook` alone.

/// A JSON file beside the rulebooks, packed.
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

/// What begins the next character in a text that is not that character itself.
const ESCAPE: u8 = b'\\';

/// The bytes of a JSON text but for blanks outside of texts, and how many that are: as many as there
/// is room for.
pub(super) const fn pack<const ROOM: usize>(json: &str) -> ([u8; ROOM], usize) {
    let json = json.as_bytes();
    let (mut packed, mut length) = ([0; ROOM], 0);
    let (mut at, mut in_text, mut escaped) = (0, false, false);
    while at < json.len() {
        let byte = json[at];
        if byte == b'"' && !escaped {
            in_text = !in_text;
        }
        escaped = byte == ESCAPE && !escaped;
        if in_text || !byte.is_ascii_whitespace() {
            packed[length] = byte;
            length += 1;
        }
        at += 1;
    }
    (packed, length)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rulebook::Rulebook;
    use crate::value::Value;

    #[test]
    fn a_packed_text_says_the_same() {
        for (id, json) in
            [("joom", include_str!("joom.json")), ("aliexpress", include_str!("aliexpress.json"))]
        {
            let packed = Rulebook::built_in_json(id).unwrap();
            let value = |json| serde_json::from_str::<Value>(json).unwrap();
            assert_eq!(value(packed), value(json));
            assert!(packed.len() < json.len());
        }
    }

    #[test]
    fn blanks_in_texts_stay() {
        let (packed, length) = pack::<40>(r#"{ "a b" : [ 1, " \" c ", " \\" ] }"#);
        assert_eq!(&packed[..length], br#"{"a b":[1," \" c "," \\"]}"#);
    }
}
