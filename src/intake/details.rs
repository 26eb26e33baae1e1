//! How an order is identified: its number, its title, its marketplace. For the readers of `intake`
//! only.

use super::labels::longest_match;
use super::tokens::{Gap, Kind, Span, Tokens, roles};
use crate::order::{MAX_NUMBER, MAX_TITLE};

/// The marketplace's own order number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) span: Span,
    pub(super) value: String,
}

/// A title, and whether a label says that it is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Title {
    pub(super) span: Span,
    pub(super) is_labeled: bool,
}

/// All order numbers, in a text whose amounts and dates are known.
pub(super) fn numbers(tokens: &mut Tokens) -> Vec<Number> {
    let mut found = Vec::new();
    for at in 0..tokens.len() {
        if let Some(number) = number_after(tokens, at) {
            tokens.assign(number.span, roles::NUMBER);
            found.push(number);
        }
    }
    found
}

/// Whether a token already belongs to something else.
fn is_assigned(tokens: &Tokens, at: usize) -> bool {
    tokens.has_role(at, roles::PRICE | roles::DATE)
}

fn number_after(tokens: &Tokens, at: usize) -> Option<Number> {
    const NUMBER: &str = "номер no number num nr id ид n № #";
    if !tokens.is(at, "заказ заказа заказу заказе заказом order purchase")
    {
        return None;
    }
    let mut is_labeled = tokens.is(Tokens::before(at), NUMBER);
    let mut next = at + 1;
    for _ in 0..6 {
        let named = tokens.is(next, NUMBER);
        let is_filler = tokens.is(next, ": . - – — is joom aliexpress джум алиэкспресс на from");
        if !(named || is_filler) || !tokens.near(next) {
            break;
        }
        is_labeled |= named;
        next += 1;
    }
    // The number may be on the line below its label.
    if is_assigned(tokens, next) || !(tokens.near(next) || is_labeled) {
        return None;
    }
    let span = Span { first: next, last: number_end(tokens, next)? };
    let mut value = String::new();
    for c in tokens.text(span).chars() {
        if c != ' ' && c != '\u{a0}' {
            value.push(c);
        }
    }
    let (mut digits, mut capitals) = (0, 0);
    for byte in value.bytes() {
        digits += usize::from(byte.is_ascii_digit());
        capitals += usize::from(byte.is_ascii_uppercase());
    }
    let is_plausible = if is_labeled {
        value.len() >= 3 && digits > 0
    } else {
        digits >= if capitals > 0 { 4 } else { 6 }
    };
    (is_plausible && value.len() <= MAX_NUMBER).then_some(Number { span, value })
}

/// The last token of a number: Latin letters, digits and hyphens without gaps, or groups of four
/// digits.
fn number_end(tokens: &Tokens, first: usize) -> Option<usize> {
    let fits = |at: usize| {
        let text = tokens.text(Span { first: at, last: at });
        text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'/'))
    };
    if tokens.get(first)?.kind == Kind::Mark {
        return None;
    }
    let mut last = first;
    while tokens.glued(last + 1) && fits(last + 1) && !is_assigned(tokens, last + 1) {
        last += 1;
    }
    // Another letter, such as a Cyrillic one, follows: it is not a number.
    if tokens.glued(last + 1) && tokens.is_word(last + 1) {
        return None;
    }
    while last > first && tokens.get(last)?.kind == Kind::Mark {
        last -= 1;
    }
    let is_group = |at: usize| tokens.digit_count(at) == 4;
    if last == first && is_group(first) {
        while tokens.near(last + 1) && is_group(last + 1) && !is_assigned(tokens, last + 1) {
            last += 1;
        }
    }
    Some(last)
}

/// The marketplaces named in the text: the position and the id of the rulebook.
pub(super) fn marketplaces(tokens: &mut Tokens) -> Vec<(Span, &'static str)> {
    const NAMES: [(&str, &str); 2] = [
        ("joom", "joom|joomru|джум|джуме|джума|джуму|джумом"),
        (
            "aliexpress",
            "aliexpress*|алиэкспрес*|али экспрес*|ali express|на алике|на али|с али|on ali|from ali",
        ),
    ];
    let mut found = Vec::new();
    for at in 0..tokens.len() {
        for (id, names) in NAMES {
            let length = longest_match(tokens, at, names);
            if length > 0 {
                let span = Span { first: at, last: at + length - 1 };
                tokens.assign(span, roles::PHRASE);
                found.push((span, id));
            }
        }
    }
    found
}

const TITLE_LABELS: &str = "товар|название|название товара|наименование|наименование товара|\
    товары|что заказали|item|item name|product|product name|title|items|позиция";

/// The title of the goods, in a text in which everything else is known: what follows a label, else
/// what looks like a title.
pub(super) fn title(tokens: &Tokens) -> Option<Title> {
    for read in [labeled_title, quoted_title, title_by_price] {
        let mut first = 0;
        while first < tokens.len() {
            let end = tokens.line_end(first);
            let title = read(tokens, Span { first, last: end - 1 });
            if title.is_some() {
                return title;
            }
            first = end;
        }
    }
    None
}

fn is_priced(tokens: &Tokens, at: usize) -> bool {
    tokens.has_role(at, roles::PRICE)
}

/// Whether nothing in a span belongs to anything else.
fn is_free(tokens: &Tokens, span: Span) -> bool {
    span_until(span, &|at| tokens.has_role(at, roles::ANY)) == Some(span)
}

fn labeled_title(tokens: &Tokens, line: Span) -> Option<Title> {
    let length = longest_match(tokens, line.first, TITLE_LABELS);
    let after = line.first + length;
    if length == 0 {
        return None;
    }
    let value = if tokens.is(after, ": — –") { after + 1 } else { after };
    if value > line.last {
        // The label is alone on its line: the title is on the line below.
        let below =
            Span { first: line.last + 1, last: tokens.line_end(line.last + 1).checked_sub(1)? };
        return trimmed_title(tokens, below, true);
    }
    if value == after {
        return None;
    }
    trimmed_title(tokens, Span { first: value, last: line.last }, true)
}

/// «Наушники» or "Earbuds" in quotation marks.
fn quoted_title(tokens: &Tokens, line: Span) -> Option<Title> {
    let closing_mark = |open: char| match open {
        '«' => '»',
        '“' => '”',
        '„' => '“',
        '"' => '"',
        _ => '\0',
    };
    let open = (line.first..line.last).find(|at| closing_mark(tokens.mark(*at)) != '\0')?;
    let close =
        (open + 1..=line.last).find(|at| tokens.mark(*at) == closing_mark(tokens.mark(open)))?;
    let quoted = Span { first: open + 1, last: close - 1 };
    if is_free(tokens, quoted) { trimmed_title(tokens, quoted, false) } else { None }
}

/// A line of words before its price, or right above the line with the price.
fn title_by_price(tokens: &Tokens, line: Span) -> Option<Title> {
    let span = span_until(line, &|at| is_priced(tokens, at))?;
    let own_price = span.last < line.last;
    let mut below = line.last + 1;
    while is_product_option(tokens, below) {
        below = tokens.line_end(below);
    }
    let next_line = tokens.get(below).is_some_and(|token| token.gap == Gap::Line);
    while is_quantity(tokens, below) && below < line.last + 5 {
        below += 1;
    }
    let below = next_line && is_priced(tokens, below);
    let is_valid =
        (own_price || below) && is_free(tokens, span) && !is_product_option(tokens, line.first);
    if is_valid { trimmed_title(tokens, span, false) } else { None }
}

/// «Цвет: белый», which may come between a title and its price.
fn is_product_option(tokens: &Tokens, at: usize) -> bool {
    tokens.is(at, "цвет размер вариант количество color colour size variant quantity qty")
        && tokens.mark(at + 1) == ':'
}

/// A span without the price and quantity at its end; nothing if no words are left.
fn trimmed_title(tokens: &Tokens, mut span: Span, is_labeled: bool) -> Option<Title> {
    let is_trailing = |at: usize| {
        is_priced(tokens, at) || is_quantity(tokens, at) || tokens.is(at, "- – — , : ; ( =")
    };
    span = span_until(span, &|at| is_priced(tokens, at))?;
    while span.first < span.last && is_trailing(span.last) {
        span.last -= 1;
    }
    while span.first < span.last
        && tokens.mark(span.first) != '\0'
        && !tokens.is(span.first, "« \" “")
    {
        span.first += 1;
    }
    // Half of a surrogate pair: the character is lost.
    span = span_until(span, &|at| tokens.mark(at) == '\u{fffd}')?;
    let text = tokens.text(span);
    let mut letters = 0;
    for at in span.first..=span.last {
        letters += tokens.word(at).chars().count();
    }
    let is_valid = letters >= if is_labeled { 2 } else { 4 } && text.chars().count() <= MAX_TITLE;
    is_valid.then_some(Title { span, is_labeled })
}

/// The span up to the first token that matches.
fn span_until(span: Span, is_end: &dyn Fn(usize) -> bool) -> Option<Span> {
    let mut end = span.first;
    while end <= span.last && !is_end(end) {
        end += 1;
    }
    Some(Span { last: end.checked_sub(1)?, ..span })
}

/// Whether a token is part of a quantity: «2 шт. ·», "Qty: 2", «×2».
fn is_quantity(tokens: &Tokens, at: usize) -> bool {
    let is_unit =
        |at: usize| tokens.is(at, "x х шт штука штуки pcs pc qty кол во количество quantity × *");
    let before = Tokens::before(at);
    let is_count = tokens.digit_count(at) > 0
        && (is_unit(at + 1) || is_unit(before) || tokens.mark(before) == ':');
    let is_abbreviation_point = tokens.mark(at) == '.' && tokens.is(before, "шт");
    is_unit(at) || is_count || is_abbreviation_point || tokens.is(at, "· | • - :")
}
