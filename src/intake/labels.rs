//! The words that say what a date or a sum near them is: «оплачен», "estimated delivery", "total".
//! Phrases of both languages; `*` stands for any ending, and the longest phrase counts.
//! For the readers of `intake` alone.

use super::tokens::{Span, Tokens};
use crate::order::Event;

/// What a phrase says of the date or the sum near it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Says {
    /// That was when this happened.
    Happened(Event),
    /// Perhaps that was when this happened.
    Perhaps(Event),
    /// The delivery is expected by then.
    Due,
    /// A date that is none of ours: of an offer, a guarantee, a letter.
    Other,
    /// The order is spoken of: a date without a better phrase is that of the order.
    Order,
    /// All that was to be paid.
    Total,
    /// What was paid.
    Spent,
    /// What the goods alone cost.
    Item,
    /// What came back.
    Refund,
    /// Delivery, discounts, taxes, balances.
    Aside,
}

/// A phrase of the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Label {
    pub(super) span: Span,
    pub(super) says: Says,
}

/// What is said, and the phrases that say it, with `|` between.
type Phrases = &'static [(Says, &'static str)];

use Event::{
    Cancelled, Completed, DeliveryDue, Dispatched, DisputeOpened, Ordered, Paid, Received, Refunded,
};
use Says::{Aside, Due, Happened, Item, Order, Other, Perhaps, Refund, Spent, Total};

const DATES: Phrases = &[
    (
        Happened(Ordered),
        "заказан*|заказыва*|заказал*|оформлен*|оформил*|размещен*|создан*|куплен*|купил*|\
         покупка|дата заказ*|время заказа|дата покупки|дата оформления|время оформления|\
         дата создания|дата и время заказа|получили ваш заказ|приняли ваш заказ|заказ принят|\
         ordered|placed|bought|purchased|order date|order time|order placed|placed on|\
         purchase date|date of purchase|date ordered|order created|created|purchase|\
         received your order|order made|placed an order|made an order",
    ),
    (
        Happened(Paid),
        "оплачен*|оплатил*|оплата|оплаты|дата оплаты|время оплаты|оплата получена|\
         оплата прошла|платеж|платеж принят|списан*|списание|paid|payment|payment date|\
         payment time|payment received|received your payment|charged|paid on",
    ),
    (
        Happened(Dispatched),
        "отправлен*|отправил*|отгружен*|отгрузка|отправка|дата отправки|передан* в доставку|\
         передан* в службу доставки|передан* перевозчику|передан* курьерской службе|выслал*|\
         shipped|dispatched|shipping date|ship date|dispatch date|handed over to the carrier|\
         sent",
    ),
    (
        Happened(Received),
        "доставлен*|вручен*|получен*|получил*|забрал*|пришел|пришла|пришло|пришли|\
         дата получения|доставка выполнена|посылка получена|заказ получен|delivered|received|\
         picked up|collected|arrived|delivered on|date received|got it",
    ),
    (Perhaps(Received), "order received"),
    (Perhaps(Ordered), "дата|дата и время|date"),
    (Happened(Cancelled), "отменен*|отменил*|отмена|cancelled|canceled"),
    (
        Happened(DisputeOpened),
        "спор открыт|спор был открыт|открыт спор|открыл* спор|открыли спор|dispute opened|\
         opened a dispute|opened dispute|dispute was opened|open dispute on|\
         дата открытия спора",
    ),
    (
        Happened(Refunded),
        "возврат|возврат средств|возврат денег|возвращен*|вернул* деньги|деньги вернул*|\
         refunded|refund|refund issued|refund completed|money back",
    ),
    (Happened(Completed), "завершен*|completed|finished|order completed"),
    (
        Due,
        "ожидаем* доставк*|ожидаем* дат* доставки|ожидаем* срок* доставки|\
         ожидаем* дат* получения|доставка ожидается|ожидаем* дата|ожидается|ожидаем|\
         срок доставки|доставим|доставят|доставка до|доставка к|планируем* дат* доставки|\
         планируем* доставк*|примерн* дат* доставки|примерн* срок* доставки|\
         расчетн* дат* доставки|прибудет|придет|должен прийти|должна прийти|должны прийти|\
         должен приехать|должна приехать|получите|estimated delivery|estimated delivery date|\
         est delivery|expected delivery|expected|expected by|delivery by|delivered by|\
         arrives|arrives by|arriving|will arrive|estimated arrival|should arrive|\
         delivery expected|get it by|delivery estimate|delivery window|due",
    ),
    (Perhaps(DeliveryDue), "доставка|дата доставки|delivery|delivery date"),
    (
        Other,
        "подтвержден*|confirmed|прибыл*|прибытие|arrived at|готов* к выдаче|ready for pickup|\
         скидк*|акци*|купон*|промокод*|распродаж*|действу*|действител*|истека*|истечет|\
         expire*|expiry|valid|sale|coupon*|promo*|offer*|гаранти*|защит*|protection|\
         guarantee|дата рождения|birthday|born|обновлен*|updated|зарегистрирован*|registered|\
         подписк*|subscription|хранен*|хранится|можно вернуть|return window|returns|\
         отсортирован*|покинул*|left|departed|в пути|in transit|таможн*|customs|сортировочн*|\
         вебинар|отзыв*|review*|birth|принят* в отделении|кэшбэк*|кешбэк*|cashback|бонус*|\
         балл*|карт*|card|письмо отправлено|чек отправлен|copyright",
    ),
    (Order, "заказ|заказа|заказу|заказе|заказом|order"),
];

const SUMS: Phrases = &[
    (
        Total,
        "итого|всего|всего к оплате|к оплате|итого к оплате|итоговая сумма|\
         итоговая стоимость|общая сумма|общая стоимость|сумма заказа|стоимость заказа|total|\
         order total|grand total|total amount|total paid|amount paid|total price|total cost|\
         order amount|payment amount|сумма к оплате",
    ),
    (
        Spent,
        "сумма|на сумму|оплачен*|оплата|оплатил*|списан*|списание|платеж|покупка|заплатил*|\
         отдал*|paid|payment|charged|amount|purchase|you paid|spent|заказ на",
    ),
    (
        Item,
        "цена|цена товара|стоимость|стоимость товар*|сумма товаров|товар*|price|item price|\
         unit price|subtotal|sub total|item*|items total|item total|product*|за шт|за штуку|\
         each",
    ),
    (Refund, "возврат*|возвращен*|вернул*|refund*|к возврату|сумма возврата|refund amount"),
    (
        Aside,
        "доставк*|стоимость доставки|доставка оплачена|shipping|shipping cost|delivery|\
         postage|пересылк*|скидк*|сумма скидки|купон*|промокод*|discount*|coupon*|saved|\
         savings|save|promo*|экономи*|сэкономил*|выгод*|кэшбэк*|кешбэк*|cashback|балл*|\
         бонус*|points|налог*|ндс|vat|tax*|комисси*|fee*|пошлин*|duty|баланс*|balance|\
         доступно|available|остаток|старая цена|вместо|was|без скидки|подарок|сертификат*|\
         gift|instead of|wallet|лимит*|limit|страховк*|insurance|до скидки",
    ),
];

/// Every phrase about a date.
pub(super) fn of_dates(tokens: &Tokens) -> Vec<Label> {
    let mut labels = labels(tokens, DATES);
    for label in &mut labels {
        label.says = in_context(tokens, *label);
    }
    labels
}

/// Every phrase about a sum.
pub(super) fn of_sums(tokens: &Tokens) -> Vec<Label> {
    labels(tokens, SUMS)
}

fn labels(tokens: &Tokens, said: Phrases) -> Vec<Label> {
    let mut phrases = Vec::new();
    for (says, any) in said {
        for phrase in any.split('|') {
            phrases.push((phrase, *says));
        }
    }
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let mut best = (0, Other);
        let phrases = if tokens.is_word(at) { &phrases } else { &[][..] };
        for (phrase, says) in phrases {
            let length = taken(tokens, at, phrase);
            if length > best.0 {
                best = (length, *says);
            }
        }
        let (length, says) = best;
        let next = at + length.max(1);
        if length > 0 {
            found.push(Label { span: Span { first: at, last: next - 1 }, says });
        }
        at = next;
    }
    found
}

/// How many tokens the longest of some phrases with `|` between takes here; 0 if none stands here.
pub(super) fn longest(tokens: &Tokens, at: usize, any: &str) -> usize {
    let mut longest = 0;
    for phrase in any.split('|') {
        longest = longest.max(taken(tokens, at, phrase));
    }
    longest
}

/// How many tokens a phrase takes here; 0 if it does not stand here.
fn taken(tokens: &Tokens, at: usize, phrase: &str) -> usize {
    // Most phrases differ in their first letter, which in Russian is two bytes.
    if tokens.word(at).as_bytes().get(..2) != phrase.as_bytes().get(..2) {
        return 0;
    }
    let mut next = at;
    for word in phrase.split(' ') {
        // Between the words of a phrase there may be the full stop of an abbreviation.
        if next > at && tokens.glued_mark(next, '.') {
            next += 1;
        }
        let said = tokens.word(next);
        let fits = match word.strip_suffix('*') {
            Some(stem) => said.starts_with(stem),
            None => said == word,
        };
        if !fits || (next > at && !tokens.near(next)) {
            return 0;
        }
        next += 1;
    }
    next - at
}

/// The same phrase with what stands before it: "not delivered", «будет доставлен».
fn in_context(tokens: &Tokens, label: Label) -> Says {
    let first = label.span.first;
    // Up to three words before, in the same part of a sentence.
    let just_before = |words: &str| {
        let (mut at, mut left) = (first, 3);
        while left > 0 && tokens.near(at) && !tokens.is(at - 1, ". , ; : ! ? — –") {
            at -= 1;
            if tokens.is(at, words) {
                return true;
            }
            left -= usize::from(tokens.is_word(at));
        }
        false
    };
    match label.says {
        Happened(_) | Perhaps(_) | Due if just_before("не not never isn wasn hasn") => Other,
        Happened(Received) if just_before("будет будут will be") => Due,
        Happened(_) if just_before("будет будут will if если") => Other,
        Happened(Received) if speaks_of_payment(tokens, first) => Happened(Paid),
        Happened(Dispatched) | Perhaps(Ordered) if is_head_of_letter(tokens, first) => Other,
        says => says,
    }
}

/// "Your payment of $10.20 was received".
fn speaks_of_payment(tokens: &Tokens, at: usize) -> bool {
    let part = |at: usize| tokens.get(at).map(|token| token.part);
    let mut before = at;
    while before > 0 && before + 10 > at && part(before - 1) == part(at) {
        before -= 1;
        if tokens.is(before, "payment оплата платеж") {
            return true;
        }
    }
    false
}

/// «Отправлено:», "Sent:", "Date:" among the lines «От:», "To:" and "Subject:" of a letter.
pub(super) fn is_head_of_letter(tokens: &Tokens, at: usize) -> bool {
    const HEADS: &str = "от кому тема from to subject копия cc отправлено sent date дата";
    let is_head = |at: usize| tokens.is(at, HEADS) && tokens.mark(at + 1) == ':';
    let start = tokens.line_start(at);
    let end = tokens.line_end(at);
    let above = start > 0 && is_head(tokens.line_start(start - 1));
    let below = end < tokens.len() && is_head(end);
    start == at && is_head(at) && (above || below)
}
