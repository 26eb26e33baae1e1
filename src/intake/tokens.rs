//! A pasted text split into words, numbers and marks, with the gaps between them: the readers work
//! on tokens, never on characters. One pass, so that the time is linear in the length of the text.
//! For the readers of `intake` only.

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters.
    Word,
    /// Digits 0 to 9.
    Number,
    /// Any other single character.
    Mark,
}

/// What precedes a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    /// Nothing, or only invisible characters.
    None,
    /// Spaces of any width.
    Space,
    /// The end of a line.
    Line,
    /// One or more empty lines.
    Paragraph,
}

/// What a token was found to be part of: one bit each, so that several are possible.
pub(super) mod roles {
    /// An amount of money.
    pub(in super::super) const PRICE: u8 = 1;
    /// A date.
    pub(in super::super) const DATE: u8 = 2;
    /// An order number.
    pub(in super::super) const NUMBER: u8 = 4;
    /// A phrase about a date or an amount, or the name of a marketplace.
    pub(in super::super) const PHRASE: u8 = 8;
    /// The last token of a phrase about a date.
    pub(in super::super) const PHRASE_END: u8 = 16;
    /// Any of these.
    pub(in super::super) const ANY: u8 = 31;
    /// The timestamp of a message, which is also a date.
    pub(in super::super) const MESSAGE: u8 = 32;
}

/// One word, number or mark.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) gap: Gap,
    /// What it is part of.
    roles: u8,
    /// The byte offset of its start.
    pub(super) start: usize,
    pub(super) end: usize,
    /// The line number, not counting empty lines.
    pub(super) line: u32,
    /// The number of its block of lines.
    pub(super) block: u32,
    /// The number of its clause: ended by lines, sentences, semicolons, dividers and quoted fields.
    pub(super) clause: u32,
    /// The number of its part of a clause: also ended by commas.
    pub(super) part: u32,
}

/// The first and last token of something, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) first: usize,
    pub(super) last: usize,
}

/// A text and its tokens. A token that does not exist reads as an empty word.
pub(super) struct Tokens<'a> {
    text: &'a str,
    /// The text in lowercase, each letter at the same byte as in the text.
    folded: String,
    list: Vec<Token>,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(text: &'a str) -> Tokens<'a> {
        let mut folded = String::with_capacity(text.len());
        let mut tokenizer =
            Tokenizer { text, list: Vec::new(), gap: Gap::Paragraph, open_kind: None };
        for c in text.chars() {
            tokenizer.push(folded.len(), c);
            folded.push(fold(c));
        }
        Tokens { text, folded, list: tokenizer.list }
    }

    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    pub(super) fn get(&self, at: usize) -> Option<&Token> {
        self.list.get(at)
    }

    /// The previous token, if there is one.
    pub(super) fn before(at: usize) -> usize {
        at.wrapping_sub(1)
    }

    /// The line number of a token.
    pub(super) fn line(&self, at: usize) -> u32 {
        self.get(at).map_or(0, |token| token.line)
    }

    /// The clause number of a token; one that no token has if there is no such token.
    pub(super) fn clause(&self, at: usize) -> u32 {
        self.get(at).map_or(u32::MAX, |token| token.clause)
    }

    /// The number of the part of a clause; likewise.
    pub(super) fn part(&self, at: usize) -> u32 {
        self.get(at).map_or(u32::MAX, |token| token.part)
    }

    /// Marks a span as part of something.
    pub(super) fn assign(&mut self, span: Span, role: u8) {
        for token in self.list.iter_mut().take(span.last + 1).skip(span.first) {
            token.roles |= role;
        }
    }

    /// Whether a token is part of any of several things.
    pub(super) fn has_role(&self, at: usize, roles: u8) -> bool {
        self.list.get(at).is_some_and(|token| token.roles & roles != 0)
    }

    /// The token here, in lowercase.
    fn folded(&self, at: usize) -> &str {
        let token = self.list.get(at);
        token.and_then(|token| self.folded.get(token.start..token.end)).unwrap_or("")
    }

    fn text_of_kind(&self, at: usize, kind: Kind) -> &str {
        match self.list.get(at) {
            Some(token) if token.kind == kind => self.folded(at),
            _ => "",
        }
    }

    /// The word here, in lowercase, with е for ё.
    pub(super) fn word(&self, at: usize) -> &str {
        self.text_of_kind(at, Kind::Word)
    }

    /// Whether there is a word here.
    pub(super) fn is_word(&self, at: usize) -> bool {
        self.length(at, Kind::Word) > 0
    }

    /// The number of digits here.
    pub(super) fn digit_count(&self, at: usize) -> usize {
        self.length(at, Kind::Number)
    }

    fn length(&self, at: usize, kind: Kind) -> usize {
        match self.list.get(at) {
            Some(token) if token.kind == kind => token.end - token.start,
            _ => 0,
        }
    }

    /// Whether the token is one of several words and marks, separated by spaces.
    pub(super) fn is(&self, at: usize, any: &str) -> bool {
        is_one_of(self.folded(at), any)
    }

    /// The digits here.
    pub(super) fn digits(&self, at: usize) -> &str {
        self.text_of_kind(at, Kind::Number)
    }

    /// The number here, if it has at most `max` digits.
    pub(super) fn number(&self, at: usize, max: usize) -> Option<u32> {
        let digits = self.digits(at);
        if digits.len() <= max { digits.parse().ok() } else { None }
    }

    /// The mark here.
    pub(super) fn mark(&self, at: usize) -> char {
        self.text_of_kind(at, Kind::Mark).chars().next().unwrap_or('\0')
    }

    fn has_gap_up_to(&self, at: usize, max: Gap) -> bool {
        self.list.get(at).is_some_and(|token| token.gap <= max)
    }

    /// Whether a token follows the previous one without a gap.
    pub(super) fn glued(&self, at: usize) -> bool {
        self.has_gap_up_to(at, Gap::None)
    }

    /// Whether a token follows the previous one on the same line.
    pub(super) fn near(&self, at: usize) -> bool {
        self.has_gap_up_to(at, Gap::Space)
    }

    /// Whether a mark follows the previous token without a gap.
    pub(super) fn glued_mark(&self, at: usize, mark: char) -> bool {
        self.glued(at) && self.mark(at) == mark
    }

    /// Whether one of several words and marks follows the previous token on the same line.
    pub(super) fn near_is(&self, at: usize, any: &str) -> bool {
        self.near(at) && self.is(at, any)
    }

    /// Whether there is a word here that begins with an uppercase letter.
    pub(super) fn is_capital(&self, at: usize) -> bool {
        self.get(at).is_some_and(|token| is_capital(self.text, token.start))
    }

    /// The byte range of a span.
    pub(super) fn bytes(&self, span: Span) -> std::ops::Range<usize> {
        match (self.get(span.first), self.get(span.last)) {
            (Some(first), Some(last)) => first.start..last.end,
            _ => 0..0,
        }
    }

    /// The text of a span, as written.
    pub(super) fn text(&self, span: Span) -> &'a str {
        self.text.get(self.bytes(span)).unwrap_or("")
    }

    /// The number of UTF-16 code units before a byte.
    pub(super) fn utf16_offset(&self, byte: usize) -> u32 {
        utf16_len(self.text.get(..byte).unwrap_or(""))
    }

    /// Whether the text contains a Russian letter.
    pub(super) fn is_russian(&self) -> bool {
        self.folded.chars().any(|c| matches!(c, 'а'..='я'))
    }

    /// The first token of a token's line.
    pub(super) fn line_start(&self, at: usize) -> usize {
        self.get(at).map_or(0, |token| self.first_of_line(token.line))
    }

    /// The token after the last one of a token's line.
    pub(super) fn line_end(&self, at: usize) -> usize {
        self.get(at).map_or(0, |token| self.first_of_line(token.line + 1))
    }

    /// The tokens of a token's block.
    pub(super) fn block(&self, at: usize) -> std::ops::Range<usize> {
        let block = self.get(at).map_or(0, |token| token.block);
        let first = |block: u32| self.list.partition_point(|token| token.block < block);
        first(block)..first(block + 1)
    }

    fn first_of_line(&self, line: u32) -> usize {
        self.list.partition_point(|token| token.line < line)
    }
}

/// Whether a text is one of several, separated by spaces.
pub(super) fn is_one_of(text: &str, any: &str) -> bool {
    !text.is_empty() && any.split(' ').any(|one| one == text)
}

/// The length of a text in UTF-16 code units: one per character, two for those of four bytes.
pub(super) fn utf16_len(text: &str) -> u32 {
    let mut length = 0;
    for byte in text.bytes() {
        length += u32::from(byte & 0xc0 != 0x80) + u32::from(byte >= 0xf0);
    }
    length
}

fn is_capital(text: &str, at: usize) -> bool {
    let first = text.get(at..).and_then(|rest| rest.chars().next());
    first.is_some_and(|c| matches!(c, 'A'..='Z' | 'А'..='Я' | 'Ё'))
}

/// Lowercase letters of the two languages, each as long in UTF-8 as the original. A table of its
/// own: that of the standard library is large.
fn fold(c: char) -> char {
    match c {
        'A'..='Z' => c.to_ascii_lowercase(),
        'А'..='Я' => char::from_u32(c as u32 + 0x20).unwrap_or(c),
        'Ё' | 'ё' => 'е',
        _ => c,
    }
}

fn is_space(c: char) -> bool {
    matches!(
        c,
        ' ' | '\t' | '\u{a0}' | '\u{1680}' | '\u{2000}'
            ..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}'
    )
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\n'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Invisible characters: zero-width spaces, directional marks, soft hyphens.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

fn kind_of(c: char) -> Kind {
    match c {
        '0'..='9' => Kind::Number,
        'a'..='z' | 'A'..='Z' | '\u{400}'..='\u{52f}' => Kind::Word,
        '×' | '÷' => Kind::Mark,
        '\u{c0}'..='\u{24f}' => Kind::Word,
        _ => Kind::Mark,
    }
}

/// The state of the tokenizer.
struct Tokenizer<'a> {
    text: &'a str,
    list: Vec<Token>,
    gap: Gap,
    /// The kind of the token that may continue.
    open_kind: Option<Kind>,
}

impl Tokenizer<'_> {
    fn push(&mut self, at: usize, c: char) {
        if is_invisible(c) {
            self.open_kind = None;
        } else if is_line_end(c) {
            // \r\n is a single line ending.
            let crlf = c == '\n' && at > 0 && self.text.as_bytes().get(at - 1) == Some(&b'\r');
            if !crlf {
                self.gap = if self.gap >= Gap::Line { Gap::Paragraph } else { Gap::Line };
            }
            self.open_kind = None;
        } else if is_space(c) {
            self.gap = self.gap.max(Gap::Space);
            self.open_kind = None;
        } else {
            let kind = kind_of(c);
            let end = at + c.len_utf8();
            match self.list.last_mut() {
                Some(last) if self.open_kind == Some(kind) && kind != Kind::Mark => last.end = end,
                _ => self.start(kind, at, end),
            }
            self.open_kind = Some(kind);
        }
    }

    fn start(&mut self, kind: Kind, start: usize, end: usize) {
        let gap = std::mem::replace(&mut self.gap, Gap::None);
        let mut token =
            Token { kind, gap, roles: 0, start, end, line: 0, block: 0, clause: 0, part: 0 };
        if let Some(last) = self.list.last() {
            let mark = self.text.get(last.start..last.end).unwrap_or("");
            // «Уже суббота. оплата была», but not «1299 руб. онлайн».
            let follows_long_word = kind == Kind::Word
                && self.list.iter().nth_back(1).is_some_and(|word| word.end - word.start > 8);
            let ends_sentence = mark == "."
                && gap > Gap::None
                && (follows_long_word || is_capital(self.text, start));
            let is_new_line = gap >= Gap::Line;
            // A field in a CSV file: "7788","05.03.2026","Delivered".
            let before = self.text.as_bytes().get(..start);
            let is_new_field =
                before.is_some_and(|before| before.ends_with(b"\",\"") || before.ends_with(b"\t"));
            let clause =
                is_new_line || ends_sentence || is_new_field || is_one_of(mark, "; | · • ! ?");
            let part = clause || is_one_of(mark, ", а но и but and");
            token.line = last.line + u32::from(is_new_line);
            token.block = last.block + u32::from(gap == Gap::Paragraph);
            token.clause = last.clause + u32::from(clause);
            token.part = last.part + u32::from(part);
        }
        self.list.push(token);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_keeps_byte_positions() {
        for c in '\0'..=char::MAX {
            assert_eq!(fold(c).len_utf8(), c.len_utf8(), "{c:?}");
        }
    }

    #[test]
    fn splits_into_words_numbers_and_marks() {
        let tokens = Tokens::new("Заказ №12,\u{200b} 1\u{202f}299р.\r\n\r\nЁлка");
        let texts: Vec<_> =
            (0..tokens.len()).map(|at| tokens.text(Span { first: at, last: at })).collect();
        assert_eq!(texts, ["Заказ", "№", "12", ",", "1", "299", "р", ".", "Ёлка"]);
        assert_eq!(tokens.word(8), "елка");
        assert_eq!(tokens.get(8).map(|token| (token.gap, token.line)), Some((Gap::Paragraph, 1)));
        assert!(tokens.glued(2) && tokens.near(5) && !tokens.glued(5) && !tokens.near(8));
    }
}
