//! Which phrase a date or an amount belongs to. In «Оформлен 5 марта, 6 марта оплачен» the nearest
//! preceding phrase is wrong for the second date: parts of a clause take precedence, then the
//! pattern of the line or block, which begins either with a phrase or with a date. For `intake`
//! only.

use super::labels::Label;
use super::tokens::{Gap, Span, Tokens, roles};

/// The phrase that each span belongs to, in order. Each phrase is used at most once. Amounts on a
/// line follow their phrases: «500 ₽ Итого 1000 ₽».
pub(super) fn link(
    tokens: &Tokens,
    spans: &[Span],
    labels: &[Label],
    are_amounts: bool,
) -> Vec<Option<Label>> {
    let mut phrases = Vec::new();
    let mut unused = Vec::new();
    for label in labels {
        phrases.push(label.span);
        unused.push(Some(*label));
    }
    let linker = Linker { tokens, spans, phrases: &phrases, are_amounts };
    // One number for each possible pair: its cost, then the indices of the span and the phrase, 16
    // bits each, as no text has more tokens. The lowest is the most likely.
    let mut pairs: Vec<u64> = Vec::new();
    let mut links = Vec::new();
    for (index, span) in spans.iter().enumerate() {
        links.push(None);
        let before = first_at_or_after(&phrases, span.first).wrapping_sub(1);
        let after = first_at_or_after(&phrases, span.last + 1);
        for (phrase, is_before) in [(before, true), (after, false)] {
            if let Some(phrase_span) = phrases.get(phrase)
                && let Some(cost) = linker.cost(index, *phrase_span, is_before)
            {
                pairs.push(cost << 32 | (index as u64) << 16 | phrase as u64);
            }
        }
    }
    pairs.sort_unstable();
    for pair in pairs {
        let (span, label) = ((pair >> 16 & 0xffff) as usize, (pair & 0xffff) as usize);
        if links[span].is_none() {
            links[span] = unused[label].take();
        }
    }
    links
}

/// The first span that begins at a token or later.
pub(super) fn first_at_or_after(spans: &[Span], at: usize) -> usize {
    spans.partition_point(|span| span.first < at)
}

/// Dates or amounts, and the phrases that may belong to them.
struct Linker<'a> {
    tokens: &'a Tokens<'a>,
    spans: &'a [Span],
    phrases: &'a [Span],
    are_amounts: bool,
}

impl Linker<'_> {
    /// How unlikely it is that a date or an amount belongs to the phrase before or after it;
    /// nothing if it cannot.
    fn cost(&self, index: usize, phrase: Span, is_before: bool) -> Option<u64> {
        let span = self.spans[index];
        let (earlier, later) = if is_before { (phrase, span) } else { (span, phrase) };
        let nearness = self.nearness(earlier.last, later.first)?;
        // What a message reports has its own date, rather than the timestamp of the message.
        let is_timestamp = self.tokens.has_role(span.first, roles::MESSAGE);
        let phrase_first = !is_timestamp && self.phrases_come_first(span.first, nearness);
        let neighbor = if is_before { index.wrapping_sub(1) } else { index + 1 };
        let mut shares_line = false;
        if let Some(other) = self.spans.get(neighbor) {
            let is_between =
                if is_before { other.first > phrase.first } else { other.first < phrase.first };
            if is_between {
                return None;
            }
            let at = if is_before { other.last } else { other.first };
            shares_line = self.is_same_line(phrase.first, at);
        }
        let belongs_elsewhere = if is_before {
            // A line with a date of its own is not the heading of another.
            nearness > 2 && shares_line
        } else {
            // «450 грн. Доставка завтра»; and a line with a date of its own is not about the line
            // above.
            nearness == 2 && self.are_amounts
                || nearness > 2 && (shares_line || phrase_first)
                || self.tokens.is(phrase.last, "от from of dated was вместо")
        };
        let breaks_pattern = phrase_first != is_before;
        let distance = later.first - earlier.last;
        let cost = u64::from(is_timestamp) << 20
            | nearness << 17
            | u64::from(breaks_pattern) << 16
            | distance as u64;
        (!belongs_elsewhere).then_some(cost)
    }

    fn is_same_line(&self, a: usize, b: usize) -> bool {
        self.tokens.line_start(a) == self.tokens.line_start(b)
    }

    /// 0 in the same part of a clause, 1 in the same clause, 2 on the same line, 3 on the next
    /// line, 4 after an empty line.
    fn nearness(&self, earlier: usize, later: usize) -> Option<u64> {
        let (a, b) = (self.tokens.get(earlier)?, self.tokens.get(later)?);
        match b.line.checked_sub(a.line)? {
            0 if a.part == b.part => Some(0),
            0 if a.clause == b.clause => Some(1),
            0 => Some(2),
            1 => {
                let gap = self.tokens.get(self.tokens.line_start(later))?.gap;
                Some(if gap == Gap::Paragraph { 4 } else { 3 })
            }
            _ => None,
        }
    }

    /// Whether the token's line begins with a phrase; if the phrase is on another line or in
    /// another block, whether its block or the text does.
    fn phrases_come_first(&self, at: usize, nearness: u64) -> bool {
        // The name of an amount on a line of its own is above it, too, unless amounts begin the
        // block and names end it.
        let block = self.tokens.block(at);
        let is_amount = |at: usize| self.tokens.has_role(at, roles::PRICE);
        if self.are_amounts
            && (nearness != 3 || !is_amount(block.start) || is_amount(block.end - 1))
        {
            return true;
        }
        let phrase = self.first_in_scope(self.phrases, at, nearness);
        let span = self.first_in_scope(self.spans, at, nearness);
        phrase < span
    }

    /// The first span in the line, block or text of a token.
    fn first_in_scope(&self, spans: &[Span], at: usize, nearness: u64) -> usize {
        let scope = |at: usize| match self.tokens.get(at) {
            Some(token) if nearness < 3 => token.line,
            Some(token) if nearness == 3 => token.block,
            _ => 0,
        };
        let first = spans.partition_point(|span| scope(span.first) < scope(at));
        let is_content = |span: &&Span| !self.tokens.has_role(span.first, roles::MESSAGE);
        let first = spans[first..].iter().find(is_content);
        let first = first.filter(|span| scope(span.first) == scope(at));
        first.map_or(usize::MAX, |span| span.first)
    }
}
