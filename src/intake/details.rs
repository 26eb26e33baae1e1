//! How an order is identified: its number, its title, its marketplace. For the readers of `intake`
//! only.

use super::labels::longest;
use super::tokens::{Gap, Kind, Span, Tokens, uses};
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
    pub(super) labelled: bool,
}

/// All order numbers, in a text whose amounts and dates are known.
pub(super) fn numbers(tokens: &mut Tokens) -> Vec<Number> {
    let mut found = Vec::new();
    for at in 0..tokens.len() {
        if let Some(number) = number_after(tokens, at) {
            tokens.take(number.span, uses::NUMBER);
            found.push(number);
        }
    }
    found
}

/// Whether a token already belongs to something else.
fn is_busy(tokens: &Tokens, at: usize) -> bool {
    tokens.is_part(at, uses::PRICE | uses::DATE)
}

fn number_after(tokens: &Tokens, at: usize) -> Option<Number> {
    const NUMBER: &str = "номер no number num nr id ид n № #";
    if !tokens.is(at, "заказ заказа заказу заказе заказом order purchase")
    {
        return None;
    }
    let mut marked = tokens.near(at) && tokens.is(Tokens::before(at), NUMBER);
    let mut next = at + 1;
    for _ in 0..6 {
        let named = tokens.is(next, NUMBER);
        let small = tokens.is(next, ": . - – — joom aliexpress джум алиэкспресс на from");
        if !(named || small) || !tokens.near(next) {
            break;
        }
        marked |= named;
        next += 1;
    }
    // The number may be on the line below its label.
    let below = tokens.get(next).is_some_and(|token| token.gap <= Gap::Paragraph) && marked;
    if is_busy(tokens, next) || !(tokens.near(next) || below) {
        return None;
    }
    let span = Span { first: next, last: number_end(tokens, next)? };
    let mut value = String::new();
    for c in tokens.text(span).chars() {
        if c != ' ' && c != '\u{a0}' {
            value.push(c);
        }
    }
    let (mut digits, mut capitals, mut small) = (0, 0, 0);
    for byte in value.bytes() {
        digits += usize::from(byte.is_ascii_digit());
        capitals += usize::from(byte.is_ascii_uppercase());
        small += usize::from(byte.is_ascii_lowercase());
    }
    let enough = if marked {
        value.len() >= 3 && digits >= 1
    } else {
        small == 0 && digits >= if capitals > 0 { 4 } else { 6 }
    };
    (enough && value.len() <= MAX_NUMBER).then_some(Number { span, value })
}

/// The last token of a number: Latin letters, digits and hyphens without gaps, or groups of four
/// digits.
fn number_end(tokens: &Tokens, first: usize) -> Option<usize> {
    let fits = |at: usize| {
        let text = tokens.text(Span { first: at, last: at });
        text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'/'))
    };
    if tokens.get(first)?.kind == Kind::Mark || !fits(first) {
        return None;
    }
    let mut last = first;
    while tokens.glued(last + 1) && fits(last + 1) && !is_busy(tokens, last + 1) {
        last += 1;
    }
    // Another letter, such as a Cyrillic one, follows: it is not a number.
    if tokens.glued(last + 1) && tokens.is_word(last + 1) {
        return None;
    }
    while last > first && tokens.get(last)?.kind == Kind::Mark {
        last -= 1;
    }
    let four = |at: usize| tokens.digit_count(at) == 4;
    if last == first && four(first) {
        while tokens.near(last + 1) && four(last + 1) && !is_busy(tokens, last + 1) {
            last += 1;
        }
    }
    Some(last)
}

/// The marketplaces named in the text: the position and the id of the rulebook.
pub(super) fn marketplaces(tokens: &mut Tokens) -> Vec<(Span, &'static str)> {
    const NAMES: [(&str, &str); 2] = [
        ("joom", "joom|joomru|джум|джуме|джума|джуму|джумом"),
        ("aliexpress", "aliexpress*|алиэкспрес*|али экспрес*|ali express"),
    ];
    let mut found = Vec::new();
    for at in 0..tokens.len() {
        if !tokens.is_word(at) {
            continue;
        }
        for (id, names) in NAMES {
            let length = longest(tokens, at, names);
            if length > 0 {
                let span = Span { first: at, last: at + length - 1 };
                tokens.take(span, uses::PHRASE);
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
    for read in [labelled_title, quoted_title, title_by_price] {
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
    tokens.is_part(at, uses::PRICE)
}

/// Whether nothing in a span belongs to anything else.
fn is_free(tokens: &Tokens, span: Span) -> bool {
    until(span, &|at| tokens.is_part(at, uses::ANY)) == Some(span)
}

fn labelled_title(tokens: &Tokens, line: Span) -> Option<Title> {
    let length = longest(tokens, line.first, TITLE_LABELS);
    let after = line.first + length;
    if length == 0 {
        return None;
    }
    let value = if tokens.is(after, ": — –") { after + 1 } else { after };
    if value > line.last {
        // The label is alone on its line: the title is on the line below.
        let below =
            Span { first: line.last + 1, last: tokens.line_end(line.last + 1).checked_sub(1)? };
        tokens.get(below.first)?;
        return titled(tokens, below, true);
    }
    if value == after {
        return None;
    }
    titled(tokens, Span { first: value, last: line.last }, true)
}

/// «Наушники» or "Earbuds" in quotation marks.
fn quoted_title(tokens: &Tokens, line: Span) -> Option<Title> {
    let close = |open: char| match open {
        '«' => '»',
        '“' => '”',
        '„' => '“',
        '"' => '"',
        _ => '\0',
    };
    let open = (line.first..line.last).find(|at| close(tokens.mark(*at)) != '\0')?;
    let end = (open + 1..=line.last).find(|at| tokens.mark(*at) == close(tokens.mark(open)))?;
    let inside = Span { first: open + 1, last: end.checked_sub(1)? };
    let sound = inside.first <= inside.last && is_free(tokens, inside);
    if sound { titled(tokens, inside, false) } else { None }
}

/// A line of words before its price, or right above the line with the price.
fn title_by_price(tokens: &Tokens, line: Span) -> Option<Title> {
    let span = until(line, &|at| is_priced(tokens, at))?;
    if span.last < span.first {
        return None;
    }
    let own_price = span.last < line.last;
    let mut below = line.last + 1;
    while is_choice(tokens, below) {
        below = tokens.line_end(below);
    }
    let next_line = tokens.get(below).is_some_and(|token| token.gap == Gap::Line);
    while is_quantity(tokens, below) && below < line.last + 5 {
        below += 1;
    }
    let below = next_line && is_priced(tokens, below);
    let sound = (own_price || below) && is_free(tokens, span) && !is_choice(tokens, line.first);
    if sound { titled(tokens, span, false) } else { None }
}

/// «Цвет: белый», which may come between a title and its price.
fn is_choice(tokens: &Tokens, at: usize) -> bool {
    tokens.is(at, "цвет размер вариант количество color colour size variant quantity qty")
        && tokens.mark(at + 1) == ':'
}

/// A span without the price and quantity at its end; nothing if no words are left.
fn titled(tokens: &Tokens, mut span: Span, labelled: bool) -> Option<Title> {
    let tail = |at: usize| {
        is_priced(tokens, at) || is_quantity(tokens, at) || tokens.is(at, "- – — , : ; ( =")
    };
    span = until(span, &|at| is_priced(tokens, at))?;
    while span.first < span.last && tail(span.last) {
        span.last -= 1;
    }
    while span.first < span.last
        && tokens.mark(span.first) != '\0'
        && !tokens.is(span.first, "« \" “")
    {
        span.first += 1;
    }
    // Half of a surrogate pair: the character is lost.
    span = until(span, &|at| tokens.mark(at) == '\u{fffd}')?;
    let text = tokens.text(span);
    let mut letters = 0;
    for at in span.first..=span.last {
        letters += tokens.word(at).chars().count();
    }
    let sound = letters >= if labelled { 2 } else { 4 } && text.chars().count() <= MAX_TITLE;
    sound.then_some(Title { span, labelled })
}

/// The span up to the first token that matches.
fn until(span: Span, is_end: &dyn Fn(usize) -> bool) -> Option<Span> {
    let mut end = span.first;
    while end <= span.last && !is_end(end) {
        end += 1;
    }
    Some(Span { last: end.checked_sub(1)?, ..span })
}

/// Whether a token is part of a quantity: «2 шт. ·», "Qty: 2", «×2».
fn is_quantity(tokens: &Tokens, at: usize) -> bool {
    let unit =
        |at: usize| tokens.is(at, "x х шт штука штуки pcs pc qty кол во количество quantity × *");
    let before = Tokens::before(at);
    let count =
        tokens.digit_count(at) > 0 && (unit(at + 1) || unit(before) || tokens.mark(before) == ':');
    let point = tokens.mark(at) == '.' && tokens.is(before, "шт");
    unit(at) || count || point || tokens.is(at, "· | • - :")
}
