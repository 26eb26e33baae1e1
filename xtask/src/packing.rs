//! Binary modules as text that can stand in a script. Used by `wasm`.

/// Characters that need no escape in a script, whatever the encoding of the page around it.
fn characters() -> Vec<char> {
    (' '..='~').filter(|character| !['"', '\\', '<'].contains(character)).collect()
}

/// A part of a build as a JavaScript module with a text in it. The most frequent bytes are one character each,
/// the others two, of which the first is one of the last two of `characters`. Base64 would cut every
/// byte in pieces and hide from a compressor what repeats: a third more to download. `order` lists
/// the bytes in the order of their codes, in hexadecimal; `all` bytes of the build choose it, for what is in
/// both parts to look alike in both. `www/core/inline.js` reads it.
pub fn as_text(part: &[u8], all: &[u8], build: &str) -> String {
    let characters = characters();
    let single = characters.len() - 2;
    let mut order: Vec<u8> = (0..=255).collect();
    let count = |byte: &u8| all.iter().filter(|other| *other == byte).count();
    order.sort_by_cached_key(|byte| std::cmp::Reverse(count(byte)));
    // Those that are such characters themselves stay what they are: words stay words.
    let place = |byte: u8| characters[..single].iter().position(|own| *own == char::from(byte));
    let mut placed = vec![None; single];
    let mut others = Vec::new();
    for byte in order.drain(..single) {
        match place(byte) {
            Some(place) => placed[place] = Some(byte),
            None => others.push(byte),
        }
    }
    let mut others = others.into_iter();
    let frequent = placed.into_iter().filter_map(|byte| byte.or_else(|| others.next()));
    let order: Vec<u8> = frequent.chain(order).collect();
    let mut codes = vec![String::new(); 256];
    for (rank, byte) in order.iter().enumerate() {
        codes[usize::from(*byte)] = match rank.checked_sub(single) {
            None => characters[rank].to_string(),
            Some(rest) => {
                let (row, column) = (rest / characters.len(), rest % characters.len());
                [characters[single + row], characters[column]].iter().collect()
            }
        };
    }
    let order: String = order.iter().map(|byte| format!("{byte:02x}")).collect();
    let text: String = part.iter().map(|byte| codes[usize::from(*byte)].as_str()).collect();
    format!(
        "export const packed = {{\n  build: \"{build}\",\n  order: \"{order}\",\n  text: \"{text}\",\n}};\n"
    )
}
