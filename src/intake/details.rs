//! What an order is called: its number, its title, the marketplace it is from.
//! For the readers of `intake` alone.

use super::labels::taken;
use super::tokens::{Gap, Kind, Span, Tokens};

/// The marketplace's own number of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) span: Span,
    pub(super) value: String,
}

/// A title, and whether something says that it is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Title {
    pub(super) span: Span,
    pub(super) labelled: bool,
}

const MAX_NUMBER: usize = 100;
const MAX_TITLE: usize = 500;

const ORDER: [&str; 7] = ["заказ", "заказа", "заказу", "заказе", "заказом", "order", "purchase"];
const NUMBER: [&str; 8] = ["номер", "no", "number", "num", "nr", "id", "ид", "n"];
const SHOPS: [&str; 6] = ["joom", "aliexpress", "джум", "алиэкспресс", "на", "from"];

/// Every number of an order. `busy` says what is already something else.
pub(super) fn numbers(tokens: &Tokens, busy: &dyn Fn(usize) -> bool) -> Vec<Number> {
    (0..tokens.len()).filter_map(|at| number_after(tokens, at, busy)).collect()
}

fn number_after(tokens: &Tokens, at: usize, busy: &dyn Fn(usize) -> bool) -> Option<Number> {
    if !tokens.is(at, &ORDER) {
        return None;
    }
    let before = Tokens::before(at);
    let is_mark = |at: usize| matches!(tokens.mark(at), '№' | '#');
    let mut marked = tokens.near(at) && (tokens.is(before, &NUMBER) || is_mark(before));
    let mut next = at + 1;
    for _ in 0..6 {
        let named = tokens.is(next, &NUMBER) || is_mark(next);
        let small =
            matches!(tokens.mark(next), ':' | '.' | '-' | '–' | '—') || tokens.is(next, &SHOPS);
        if !(named || small) || !tokens.near(next) {
            break;
        }
        marked |= named;
        next += 1;
    }
    // The number may stand on the line below its label.
    let below = tokens.get(next).is_some_and(|token| token.gap <= Gap::Paragraph) && marked;
    if busy(next) || !(tokens.near(next) || below) {
        return None;
    }
    let span = Span { first: next, last: number_end(tokens, next, busy)? };
    let value: String = tokens.text(span).chars().filter(|c| *c != ' ' && *c != '\u{a0}').collect();
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    let capitals = value.bytes().filter(u8::is_ascii_uppercase).count();
    let enough = if marked {
        value.len() >= 3 && digits >= 1
    } else {
        digits >= if capitals > 0 { 4 } else { 6 }
    };
    let capital = value.bytes().all(|b| !b.is_ascii_lowercase()) || marked;
    (enough && capital && value.len() <= MAX_NUMBER).then_some(Number { span, value })
}

/// The last token of a number: Latin letters, digits and hyphens without a gap, or groups of four
/// digits.
fn number_end(tokens: &Tokens, first: usize, busy: &dyn Fn(usize) -> bool) -> Option<usize> {
    let fits = |at: usize| {
        let text = tokens.text(Span { first: at, last: at });
        text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'/'))
    };
    if tokens.get(first)?.kind == Kind::Mark || !fits(first) {
        return None;
    }
    let mut last = first;
    while tokens.glued(last + 1) && fits(last + 1) && !busy(last + 1) {
        last += 1;
    }
    // A Russian letter or the like goes on: it was no number.
    if tokens.glued(last + 1) && !tokens.word(last + 1).is_empty() {
        return None;
    }
    while last > first && tokens.get(last)?.kind == Kind::Mark {
        last -= 1;
    }
    let four = |at: usize| tokens.digits(at).len() == 4;
    if last == first && four(first) {
        while tokens.near(last + 1) && four(last + 1) && !busy(last + 1) {
            last += 1;
        }
    }
    Some(last)
}

/// Marketplaces named in the text: where, and the id of the rulebook.
pub(super) fn marketplaces(tokens: &Tokens) -> Vec<(Span, &'static str)> {
    const NAMES: [(&str, &[&str]); 2] = [
        ("joom", &["joom", "joomru", "джум", "джуме", "джума", "джуму", "джумом"]),
        ("aliexpress", &["aliexpress*", "алиэкспрес*", "али экспрес*", "ali express"]),
    ];
    let at = |at: usize| {
        NAMES.iter().find_map(|(id, names)| {
            let length = names.iter().map(|name| taken(tokens, at, name)).max()?;
            (length > 0).then_some((Span { first: at, last: at + length.max(1) - 1 }, *id))
        })
    };
    (0..tokens.len()).filter_map(at).collect()
}

const TITLE_LABELS: [&str; 14] = [
    "товар",
    "название",
    "название товара",
    "наименование",
    "наименование товара",
    "товары",
    "что заказали",
    "item",
    "item name",
    "product",
    "product name",
    "title",
    "items",
    "позиция",
];

/// The title of what was ordered: what stands after a label; else what looks like one.
pub(super) fn title(
    tokens: &Tokens,
    priced: &dyn Fn(usize) -> bool,
    busy: &dyn Fn(usize) -> bool,
) -> Option<Title> {
    let lines = Lines { tokens, at: 0 };
    let labelled = lines.clone().find_map(|line| labelled_title(tokens, line, priced));
    let assumed = || lines.clone().find_map(|line| quoted_title(tokens, line, busy));
    let beside_price = || lines.clone().find_map(|line| title_by_price(tokens, line, priced, busy));
    labelled.or_else(assumed).or_else(beside_price)
}

/// The lines of a text, as spans.
#[derive(Clone)]
struct Lines<'a> {
    tokens: &'a Tokens<'a>,
    at: usize,
}

impl Iterator for Lines<'_> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        let first = self.at;
        self.tokens.get(first)?;
        self.at = self.tokens.line_end(first);
        Some(Span { first, last: self.at - 1 })
    }
}

fn labelled_title(tokens: &Tokens, line: Span, priced: &dyn Fn(usize) -> bool) -> Option<Title> {
    let length = TITLE_LABELS.iter().map(|label| taken(tokens, line.first, label)).max()?;
    let after = line.first + length;
    if length == 0 {
        return None;
    }
    let value = if matches!(tokens.mark(after), ':' | '—' | '–') { after + 1 } else { after };
    if value > line.last {
        // The label stands alone: the title is the line below.
        let below =
            Span { first: line.last + 1, last: tokens.line_end(line.last + 1).checked_sub(1)? };
        tokens.get(below.first)?;
        return titled(tokens, below, priced, true);
    }
    (value > after).then_some(())?;
    titled(tokens, Span { first: value, last: line.last }, priced, true)
}

/// «Наушники» or "Earbuds", where an order is spoken of.
fn quoted_title(tokens: &Tokens, line: Span, busy: &dyn Fn(usize) -> bool) -> Option<Title> {
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
    let free = !(inside.first..=inside.last).any(busy);
    if free && inside.first <= inside.last {
        titled(tokens, inside, &|_| false, false)
    } else {
        None
    }
}

/// A line of words before its price, or right above the line of its price.
fn title_by_price(
    tokens: &Tokens,
    line: Span,
    priced: &dyn Fn(usize) -> bool,
    busy: &dyn Fn(usize) -> bool,
) -> Option<Title> {
    let words = (line.first..=line.last).take_while(|at| !priced(*at));
    let span = Span { first: line.first, last: words.last()? };
    let own_price = span.last < line.last;
    let mut below = line.last + 1;
    let next_line = tokens.get(below).is_some_and(|token| token.gap == Gap::Line);
    while is_quantity(tokens, below) && below < line.last + 5 {
        below += 1;
    }
    let below = next_line && priced(below);
    let free = !(span.first..=span.last).any(busy);
    if free && (own_price || below) { titled(tokens, span, priced, false) } else { None }
}

/// A span without the price and the quantity at its end; nothing if no words are left.
fn titled(
    tokens: &Tokens,
    span: Span,
    priced: &dyn Fn(usize) -> bool,
    labelled: bool,
) -> Option<Title> {
    let tail = |at: usize| {
        priced(at)
            || is_quantity(tokens, at)
            || matches!(tokens.mark(at), '-' | '–' | '—' | ',' | ':' | ';' | '(' | '=')
    };
    let mut span = span;
    if let Some(price) = (span.first..=span.last).find(|at| priced(*at)) {
        span.last = price.checked_sub(1)?;
    }
    while span.first < span.last && tail(span.last) {
        span.last -= 1;
    }
    while span.first < span.last
        && tokens.mark(span.first) != '\0'
        && !matches!(tokens.mark(span.first), '«' | '"' | '“')
    {
        span.first += 1;
    }
    // Half of a surrogate pair, which no longer says what it was.
    let broken = (span.first..=span.last).find(|at| tokens.mark(*at) == '\u{fffd}');
    if let Some(broken) = broken {
        span.last = broken.checked_sub(1)?;
    }
    let text = tokens.text(span);
    let letters = (span.first..=span.last).filter(|at| !tokens.word(*at).is_empty());
    let letters: usize = letters.map(|at| tokens.word(at).chars().count()).sum();
    let sound = letters >= if labelled { 2 } else { 4 } && text.chars().count() <= MAX_TITLE;
    sound.then_some(Title { span, labelled })
}

/// A part of «2 шт. ·», "Qty: 2", «×2».
fn is_quantity(tokens: &Tokens, at: usize) -> bool {
    let unit = |at: usize| {
        let words = [
            "x",
            "х",
            "шт",
            "штука",
            "штуки",
            "pcs",
            "pc",
            "qty",
            "кол",
            "во",
            "количество",
            "quantity",
        ];
        tokens.is(at, &words) || matches!(tokens.mark(at), '×' | '*')
    };
    let before = Tokens::before(at);
    let count = !tokens.digits(at).is_empty()
        && (unit(at + 1) || unit(before) || tokens.mark(before) == ':');
    let point = tokens.mark(at) == '.' && tokens.is(before, &["шт"]);
    unit(at) || count || point || matches!(tokens.mark(at), '·' | '|' | '•' | '-' | ':')
}
