//! Amounts of money as people write them: 1 299,00 ₽, 1299 руб., $14.99, 1,299.00 USD. For the
//! readers of `intake` only.

use super::labels::Meaning;
use super::tokens::{Span, Tokens, roles};
use crate::order::Money;
use crate::words::push_two_digits;

/// An amount in the text.
#[derive(Clone, Debug)]
pub(super) struct Price {
    pub(super) span: Span,
    /// What the phrase it is linked to means.
    pub(super) meaning: Option<Meaning>,
    pub(super) money: Money,
    /// 1,299 may be over a thousand or just over one; or the amount is not exact, or one of two.
    pub(super) is_ambiguous: bool,
    /// The price of each of several items, as in ×2 or «2 шт.».
    pub(super) is_each: bool,
    /// Nothing, a deduction or a limit: 0 ₽, −200 ₽, «от 500 ₽».
    pub(super) is_excluded: bool,
}

/// ISO 4217 codes, each followed by the words and symbols that stand for it.
const CURRENCIES: &str = "RUB ₽ руб рублей рубля рубль р rur|\
    USD $ долл доллар доллара долларов dollars|EUR € евро euro euros|GBP £|UAH ₴ грн гривен гривна|\
    KZT ₸ тенге тг|ILS ₪|GEL ₾ лари|AMD ֏ драм|AZN ₼ манат|PLN zł zl|UZS сум|KGS сом|MDL лей|BYN br|\
    CNY|CZK|TRY|CAD|AUD|NZD|HKD|SGD|TWD|MXN|BRL";

/// Dollars and the like, by the letters before the sign: C$, HK$, R$.
const DOLLARS: &str = "USD us|CAD c ca can|AUD a au|NZD nz|HKD hk|SGD s sg|TWD nt|MXN mx|BRL r";

/// All amounts in the text.
pub(super) fn prices(tokens: &mut Tokens) -> Vec<Price> {
    let mut found: Vec<Price> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let mut last = at;
        if let Some(price) = price_at(tokens, at) {
            last = price.span.last;
            tokens.assign(price.span, roles::PRICE);
            found.push(price);
        }
        at = last + 1;
    }
    found
}

fn price_at(tokens: &Tokens, at: usize) -> Option<Price> {
    let before = Tokens::before(at);
    let continues = tokens.is(before, ". , : /") && tokens.digit_count(Tokens::before(before)) > 0;
    let is_joined = continues || tokens.is(before, "№ # *");
    if tokens.glued(at) && is_joined {
        return None;
    }
    let amount = amount_at(tokens, at)?;
    // «2 тыс. 300 ₽», "$1K": only part of the amount.
    let thousands = before.wrapping_sub(usize::from(tokens.mark(before) == '.'));
    if tokens.word(thousands).starts_with("тыс")
        || tokens.glued(amount.next) && tokens.is(amount.next, "k к")
    {
        return None;
    }
    let (mut first, mut last) = (at, amount.next - 1);
    // "March 5, 2026 $12.99": the sign belongs to the number that directly follows it.
    let belongs_to_next =
        |end: usize| !tokens.glued(amount.next) && tokens.glued(end) && tokens.digit_count(end) > 0;
    let after = if tokens.near(amount.next) { currency(tokens, amount.next) } else { None };
    let currency = if let Some((currency, end)) = after.filter(|(_, end)| !belongs_to_next(*end)) {
        last = end - 1;
        currency
    } else {
        // «Две тысячи рублей 5 марта»: only symbols and codes come before a number.
        let is_available = tokens.near(at) && !tokens.has_role(before, roles::PRICE);
        if !is_available || (tokens.is_word(before) && tokens.word(before).len() != 3) {
            return None;
        }
        let (currency, begins) = currency_before(tokens, before)?;
        first = begins;
        currency
    };
    let mut text = amount.text;
    if !amount.has_decimals
        && let Some((kopecks, end)) = kopecks(tokens, last + 1)
    {
        push_two_digits(&mut text, ".", kopecks);
        last = end - 1;
    }
    let minus = Tokens::before(first);
    let is_negative = tokens.is(minus, "- − –") && tokens.near(first) && {
        // A dash between spaces is punctuation.
        tokens.glued(first) || !tokens.near(minus) || tokens.mark(minus) == '−'
    };
    let is_limit = tokens.is(minus, "от с from over свыше до минимум above менее")
        || (tokens.is(minus, "to") && tokens.is(Tokens::before(minus), "up"));
    // Zeros and a point.
    let is_nothing = text.bytes().all(|byte| byte <= b'0');
    Some(Price {
        span: Span { first, last },
        meaning: None,
        money: Money { amount: text, currency: currency.to_owned() },
        is_ambiguous: amount.is_ambiguous,
        is_each: is_each(tokens, first, last + 1),
        is_excluded: is_nothing || is_negative || is_limit,
    })
}

/// The currency that ends here, before a number, and its first token.
fn currency_before(tokens: &Tokens, at: usize) -> Option<(&'static str, usize)> {
    let letters = Tokens::before(at);
    let length = tokens.word(letters).len();
    // "A $15 mug" is not in Australian dollars.
    if tokens.mark(at) == '$' && tokens.near(at) && (tokens.glued(at) || !tokens.is(letters, "a")) {
        if let Some(code) = code(tokens, letters, DOLLARS) {
            return Some((code, letters));
        }
        // The dollar of an unknown country.
        if tokens.glued(at) && (1..=3).contains(&length) {
            return None;
        }
    }
    Some((currency(tokens, at)?.0, at))
}

/// The currency here, and the token after it.
fn currency(tokens: &Tokens, at: usize) -> Option<(&'static str, usize)> {
    if tokens.mark(at + 1) == '$'
        && let Some(code) = code(tokens, at, DOLLARS)
    {
        return Some((code, at + 2));
    }
    let code = code(tokens, at, CURRENCIES)?;
    // The period of «руб.»; after an ISO code, a period ends the sentence.
    let word = tokens.word(at);
    let abbreviated = (1..=6).contains(&word.len());
    let point = abbreviated && tokens.glued_mark(at + 1, '.');
    Some((code, at + 1 + usize::from(point)))
}

/// The code in a list that has a name here, or is itself here in any case.
fn code(tokens: &Tokens, at: usize, list: &'static str) -> Option<&'static str> {
    for names in list.split('|') {
        let code = names.get(..3)?;
        if tokens.is(at, names) || tokens.word(at).eq_ignore_ascii_case(code) {
            return Some(code);
        }
    }
    None
}

/// A number with its separators.
struct Amount {
    text: String,
    has_decimals: bool,
    is_ambiguous: bool,
    next: usize,
}

fn amount_at(tokens: &Tokens, at: usize) -> Option<Amount> {
    const COMMA: u8 = 1;
    const POINT: u8 = 2;
    const APOSTROPHE: u8 = 4;
    const SPACE: u8 = 8;
    let mut whole = tokens.digits(at).to_owned();
    let first_length = whole.len();
    if first_length == 0 {
        return None;
    }
    let mut next = at + 1;
    let (mut separators, mut groups) = (0, 0);
    let mut decimals = "";
    loop {
        let mut separator = match tokens.mark(next) {
            ',' => COMMA,
            '.' => POINT,
            '\'' | '’' => APOSTROPHE,
            _ => 0,
        };
        let mut group = next + 1;
        if separator == 0 || !tokens.glued(next) || !tokens.glued(group) {
            (separator, group) = (SPACE, next);
            // A tab separates the cells of a table.
            let crosses_cells = tokens.text(Span { first: next - 1, last: next }).contains('\t');
            if !tokens.near(next)
                || tokens.glued(next)
                || crosses_cells
                || separators & (COMMA | POINT) != 0
            {
                break;
            }
        }
        let digits = tokens.digits(group);
        let is_thousands_group = digits.len() == 3 && first_length <= 3;
        // Decimals follow a different separator, or are a group that is not of three digits.
        let is_other_separator = separators != 0 && separators & separator == 0;
        let is_decimal = separator & (COMMA | POINT) != 0
            && (!is_thousands_group || is_other_separator || whole == "0");
        if digits.is_empty() || !(is_thousands_group || is_decimal) {
            break;
        }
        next = group + 1;
        separators |= separator;
        groups += 1;
        if is_decimal {
            decimals = digits;
            break;
        }
        whole.push_str(digits);
    }
    let has_one_group = groups == 1 && separators & (COMMA | POINT) != 0;
    let is_ambiguous = (decimals.is_empty() && has_one_group) || decimals.len() == 3;
    while whole.len() > 1 && whole.starts_with('0') {
        whole.remove(0);
    }
    if whole.len() > 12 || decimals.len() > 4 {
        return None;
    }
    if !decimals.is_empty() {
        whole.push('.');
        whole.push_str(decimals);
    }
    Some(Amount { text: whole, has_decimals: !decimals.is_empty(), is_ambiguous, next })
}

/// «50 коп.» after rubles.
fn kopecks(tokens: &Tokens, at: usize) -> Option<(u32, usize)> {
    let number = tokens.number(at, 2)?;
    let has_unit = tokens.is(at + 1, "коп копеек копейки копейка");
    has_unit.then_some((number, at + 2))
}

/// Whether the text gives more than one item at this price: 2 × 499 ₽, 499 ₽ x2, 499 ₽ / шт, «по
/// 499 ₽».
fn is_each(tokens: &Tokens, first: usize, after: usize) -> bool {
    let is_times = |at: usize| tokens.is(at, "× * x х");
    let is_several = |at: usize| tokens.number(at, 4).is_some_and(|count| count > 1);
    let before = Tokens::before(first);
    let count_before = tokens.near(first) && is_times(before) && is_several(Tokens::before(before));
    let past = after + usize::from(tokens.is(after, ", / · ("));
    let count_after = tokens.near(after) && is_times(past) && is_several(past + 1);
    let in_pieces = is_several(past) && tokens.is(past + 1, "шт штуки pcs pieces");
    let per_piece = tokens.mark(after) == '/' && tokens.is(after + 1, "шт pc piece");
    let for_each = tokens.is(before, "по")
        // «500 ₽ из 1200 ₽», but not «из них».
        || tokens.near_is(after, "из of") && !tokens.is_word(after + 1);
    count_before || count_after || (tokens.near(after) && in_pieces) || per_piece || for_each
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, bool)> {
        let mut tokens = Tokens::new(text);
        let prices = prices(&mut tokens).into_iter();
        prices
            .map(|price| {
                (format!("{} {}", price.money.amount, price.money.currency), price.is_ambiguous)
            })
            .collect()
    }

    #[test]
    fn reads_amounts() {
        for (text, amount) in [
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
            assert_eq!(read(text), [(amount.to_owned(), false)], "{text}");
        }
        for (text, amount) in
            [("1,299 ₽", "1299 RUB"), ("$1.299", "1299 USD"), ("€0,299", "0.299 EUR")]
        {
            assert_eq!(read(text), [(amount.to_owned(), true)], "{text}");
        }
        for text in ["14.99", "№299 ₽", "1234567890123 ₽", "2 рубашки", "р 5", "1,23456 ₽"]
        {
            assert_eq!(read(text), [], "{text}");
        }
        assert_eq!(read("14.99 $ 20 €").len(), 2);
    }
}
