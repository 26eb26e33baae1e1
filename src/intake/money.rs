//! Sums of money as people write them: 1 299,00 ₽, 1299 руб., $14.99, 1,299.00 USD.
//! For the readers of `intake` alone.

use super::tokens::{Span, Tokens};
use crate::order::Money;

/// A sum of the text.
#[derive(Clone, Debug)]
pub(super) struct Price {
    pub(super) span: Span,
    pub(super) money: Money,
    /// 1,299 may be more than a thousand or little more than one.
    pub(super) ambiguous: bool,
    /// Several pieces at this price, as ×2 or «2 шт.» says.
    pub(super) each: bool,
    /// Taken away, or a limit: −200 ₽, «от 500 ₽».
    pub(super) aside: bool,
}

const MARKS: [(char, &str); 10] = [
    ('₽', "RUB"),
    ('$', "USD"),
    ('€', "EUR"),
    ('£', "GBP"),
    ('₴', "UAH"),
    ('₸', "KZT"),
    ('₪', "ILS"),
    ('₾', "GEL"),
    ('֏', "AMD"),
    ('₼', "AZN"),
];

const WORDS: [(&[&str], &str); 10] = [
    (&["руб", "рублей", "рубля", "рубль", "р", "rur"], "RUB"),
    (&["долл", "доллар", "доллара", "долларов", "dollars", "us$"], "USD"),
    (&["евро", "euro", "euros"], "EUR"),
    (&["грн", "гривен", "гривна"], "UAH"),
    (&["тенге", "тг"], "KZT"),
    (&["zł", "zl"], "PLN"),
    (&["сум"], "UZS"),
    (&["сом"], "KGS"),
    (&["лей"], "MDL"),
    (&["br"], "BYN"),
];

/// Codes of ISO 4217 that are read as such.
const CODES: [&str; 18] = [
    "rub", "usd", "eur", "byn", "kzt", "uah", "amd", "azn", "gel", "kgs", "mdl", "uzs", "pln",
    "ils", "gbp", "cny", "czk", "try",
];

/// Every sum of the text.
pub(super) fn prices(tokens: &Tokens) -> Vec<Price> {
    let mut found: Vec<Price> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let free = found.last().map_or(0, |price| price.span.last + 1);
        match price_at(tokens, at, free) {
            Some(price) => {
                at = price.span.last + 1;
                found.push(price);
            }
            None => at += 1,
        }
    }
    found
}

fn price_at(tokens: &Tokens, at: usize, free: usize) -> Option<Price> {
    let before = Tokens::before(at);
    let joined = matches!(tokens.mark(before), '.' | ',' | ':' | '/' | '№' | '#' | '*');
    if tokens.glued(at) && (joined || !tokens.digits(before).is_empty()) {
        return None;
    }
    let amount = amount_at(tokens, at)?;
    let after = currency(tokens, amount.next).filter(|_| tokens.near(amount.next));
    let (mut first, mut last) = (at, amount.next - 1);
    let currency = if let Some((currency, end)) = after {
        last = end - 1;
        currency
    } else {
        let (code, _) = currency(tokens, before).filter(|_| before >= free && tokens.near(at))?;
        // One letter before a number is no currency.
        if tokens.word(before).len() == 2 && tokens.word(before) == "р" {
            return None;
        }
        first = before;
        let us = tokens.mark(before) == '$'
            && tokens.near(before)
            && tokens.is(Tokens::before(before), &["us"]);
        first -= usize::from(us);
        code
    };
    let mut text = amount.text;
    if let Some((kopecks, end)) = kopecks(tokens, last + 1).filter(|_| !text.contains('.')) {
        text = format!("{text}.{kopecks:02}");
        last = end - 1;
    }
    let minus = Tokens::before(first);
    let negative = matches!(tokens.mark(minus), '-' | '−' | '–') && tokens.near(first) && {
        // A dash between spaces is one between words.
        tokens.glued(first) || !tokens.near(minus) || tokens.mark(minus) == '−'
    };
    let limit = tokens.near(first)
        && (tokens.is(minus, &["от", "from", "over", "свыше", "до", "минимум", "above"])
            || (tokens.is(minus, &["to"]) && tokens.is(Tokens::before(minus), &["up"])));
    Some(Price {
        span: Span { first, last },
        money: Money { amount: text, currency: currency.to_owned() },
        ambiguous: amount.ambiguous,
        each: is_each(tokens, first, last + 1),
        aside: negative || limit,
    })
}

/// The currency here, and the token after it.
fn currency(tokens: &Tokens, at: usize) -> Option<(&'static str, usize)> {
    let mark = tokens.mark(at);
    if let Some((_, code)) = MARKS.iter().find(|(known, _)| *known == mark) {
        return Some((code, at + 1));
    }
    if tokens.is(at, &["us"]) && tokens.mark(at + 1) == '$' {
        return Some(("USD", at + 2));
    }
    if let Some(code) = CODES.iter().find(|code| tokens.word(at) == **code) {
        return Some((upper(code), at + 1));
    }
    let (_, code) = WORDS.iter().find(|(words, _)| tokens.is(at, words))?;
    // The point of «руб.»; that of a sentence stands before a capital.
    let point = tokens.mark(at + 1) == '.' && tokens.glued(at + 1) && tokens.word(at).len() <= 6;
    Some((code, at + 1 + usize::from(point)))
}

fn upper(code: &str) -> &'static str {
    const UPPER: [&str; 18] = [
        "RUB", "USD", "EUR", "BYN", "KZT", "UAH", "AMD", "AZN", "GEL", "KGS", "MDL", "UZS", "PLN",
        "ILS", "GBP", "CNY", "CZK", "TRY",
    ];
    UPPER.iter().find(|upper| upper.eq_ignore_ascii_case(code)).copied().unwrap_or("")
}

/// A number with its separators.
struct Amount {
    text: String,
    ambiguous: bool,
    next: usize,
}

fn amount_at(tokens: &Tokens, at: usize) -> Option<Amount> {
    let mut whole = tokens.digits(at).to_owned();
    let first = whole.len();
    if first == 0 {
        return None;
    }
    let mut next = at + 1;
    let mut separators = String::new();
    let mut decimals = "";
    loop {
        let mark = tokens.mark(next);
        let glued = tokens.glued(next) && tokens.glued(next + 1);
        let (separator, group) = if matches!(mark, ',' | '.' | '\'' | '’') && glued {
            (mark, next + 1)
        } else if tokens.near(next) && !tokens.glued(next) {
            (' ', next)
        } else {
            break;
        };
        let digits = tokens.digits(group);
        let of_three = digits.len() == 3 && first <= 3;
        // After another separator, or a group that is no thousand, come the decimals.
        let last = matches!(separator, ',' | '.')
            && (!of_three
                || (!separators.is_empty() && !separators.contains(separator))
                || whole == "0");
        if digits.is_empty()
            || !(of_three || last)
            || (separator == ' ' && separators.contains(['.', ',']))
        {
            break;
        }
        next = group + 1;
        separators.push(separator);
        if last {
            decimals = digits;
            break;
        }
        whole.push_str(digits);
    }
    let ambiguous =
        (decimals.is_empty() && matches!(separators.as_str(), "," | ".")) || decimals.len() == 3;
    let trimmed = whole.trim_start_matches('0');
    let whole = if trimmed.is_empty() { "0" } else { trimmed };
    if whole.len() > 12 || decimals.len() > 4 {
        return None;
    }
    let point = if decimals.is_empty() { "" } else { "." };
    Some(Amount { text: format!("{whole}{point}{decimals}"), ambiguous, next })
}

/// «50 коп.» after roubles.
fn kopecks(tokens: &Tokens, at: usize) -> Option<(u32, usize)> {
    let number = tokens.number(at, 2).filter(|_| tokens.near(at))?;
    let said = tokens.is(at + 1, &["коп", "копеек", "копейки", "копейка"]);
    let point = tokens.mark(at + 2) == '.' && tokens.glued(at + 2);
    said.then_some((number, at + 2 + usize::from(point)))
}

const TIMES: [char; 2] = ['×', '*'];

/// Whether more than one piece is said beside the sum: 2 × 499 ₽, 499 ₽ x2, 499 ₽ / шт.
fn is_each(tokens: &Tokens, first: usize, after: usize) -> bool {
    let times = |at: usize| TIMES.contains(&tokens.mark(at)) || tokens.is(at, &["x", "х"]);
    let several = |at: usize| tokens.number(at, 4).is_some_and(|count| count > 1);
    let before = Tokens::before(first);
    let count_before = tokens.near(first) && times(before) && several(Tokens::before(before));
    let past = after + usize::from(matches!(tokens.mark(after), ',' | '/' | '·' | '('));
    let count_after = tokens.near(after) && times(past) && several(past + 1);
    let pieces = several(past) && tokens.is(past + 1, &["шт", "штуки", "pcs", "pieces"]);
    let per_piece = tokens.mark(after) == '/' && tokens.is(after + 1, &["шт", "pc", "piece"]);
    count_before || count_after || (tokens.near(after) && pieces) || per_piece
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, bool)> {
        let tokens = Tokens::new(text);
        let sums = prices(&tokens).into_iter();
        sums.map(|price| {
            (format!("{} {}", price.money.amount, price.money.currency), price.ambiguous)
        })
        .collect()
    }

    #[test]
    fn reads_sums() {
        for (text, sum) in [
            ("1 299,00 ₽", "1299.00 RUB"),
            ("1\u{a0}299,00\u{202f}₽", "1299.00 RUB"),
            ("1\u{2009}299 руб.", "1299 RUB"),
            ("1299р", "1299 RUB"),
            ("1299 руб. 50 коп.", "1299.50 RUB"),
            ("$14.99", "14.99 USD"),
            ("US $14.99", "14.99 USD"),
            ("14.99 $", "14.99 USD"),
            ("14,99 €", "14.99 EUR"),
            ("€1.299,00", "1299.00 EUR"),
            ("1,299.00 USD", "1299.00 USD"),
            ("USD 1299", "1299 USD"),
            ("1,234,567 KZT", "1234567 KZT"),
            ("12 345 678,9 сум", "12345678.9 UZS"),
            ("0,5 $", "0.5 USD"),
            ("007 ₽", "7 RUB"),
        ] {
            assert_eq!(read(text), [(sum.to_owned(), false)], "{text}");
        }
        for (text, sum) in
            [("1,299 ₽", "1299 RUB"), ("$1.299", "1299 USD"), ("€0,299", "0.299 EUR")]
        {
            assert_eq!(read(text), [(sum.to_owned(), true)], "{text}");
        }
        for text in ["14.99", "№299 ₽", "1234567890123 ₽", "2 рубашки", "р 5", "1,23456 ₽"]
        {
            assert_eq!(read(text), [], "{text}");
        }
        assert_eq!(read("14.99 $ 20 €").len(), 2);
    }
}
