//! Phrases that say what a nearby date or amount is: «оплачен», "estimated delivery", "total". In
//! both languages; the longest match wins. `*` stands for any ending, `~` for one of a completed
//! action: «завершён» and «завершённый», but not «завершение» or «открыть», nor «Завершённые»,
//! which is a tab of a list. For the readers of `intake` only.

use super::context::{is_denied, meaning_in_context};
use super::tokens::{Span, Tokens};
use crate::order::Event;

/// What a phrase says about the date or amount near it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// The event happened then.
    Happened(Event),
    /// The event perhaps happened then.
    Perhaps(Event),
    /// Delivery is expected by then.
    Due,
    /// An unrelated date: of an offer, a warranty, an e-mail.
    Unrelated,
    /// A step of something still to be determined, see `context`: confirmed, requested, refused.
    Step,
    /// Unrelated to any date: a question, a button.
    Ignored,
    /// The order is mentioned: a date without a better phrase is that of the order.
    Order,
    /// The total to be paid.
    Total,
    /// The amount paid.
    Spent,
    /// The price of the goods alone.
    Item,
    /// The amount refunded.
    Refund,
    /// Delivery, discounts, taxes, balances.
    Extra,
}

/// A phrase in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Label {
    pub(super) span: Span,
    pub(super) meaning: Meaning,
}

/// Meanings and their phrases, separated by `|`.
type Phrases = &'static [(Meaning, &'static str)];

use Event::{
    Cancelled, Completed, DeliveryDue, Dispatched, DisputeOpened, Ordered, Paid, Received, Refunded,
};
use Meaning::{
    Due, Extra, Happened, Ignored, Item, Order, Perhaps, Refund, Spent, Step, Total, Unrelated,
};

const DATES: Phrases = &[
    (
        Happened(Ordered),
        "заказан~|заказыва*|заказал*|оформлен~|оформил*|оформля*|размещен~|создан~|куплен~|купил*|\
         покупка|дата заказ*|время заказа|дата покупки|дата оформления|время оформления|\
         дата создания|дата и время заказа|получили ваш заказ|приняли ваш заказ|заказ принят|\
         ordered|placed|bought|purchased|order date|order time|\
         purchase date|date of purchase|date ordered|created|purchase|\
         received your order|order made|made an order|заказ сделан|\
         сделал* заказ",
    ),
    (
        Happened(Paid),
        "оплачен~|оплатил*|оплата|оплаты|дата оплаты|\
         платеж|списан~|списание|paid|payment|payment date|\
         payment time|charged",
    ),
    (
        Happened(Dispatched),
        "отправлен~|отправил*|отгружен~|отгрузка|отправка|дата отправки|передан* в доставку|\
         отправка завершена|передан* в службу доставки|передан* перевозчику|передан* курьерской службе|выслал*|\
         shipped|shipment completed|dispatched|shipping date|ship date|dispatch date|handed over to the carrier|\
         sent",
    ),
    (
        Happened(Received),
        "доставлен~|доставил*|вручен~|получен~|получил*|получал*|забрал*|забран~|приехал*|\
         привез|привезла|привезли|came|выдан~ получател*|пришел|пришла|пришло|пришли|\
         вручение адресату|дата получения|доставка выполнена|доставка завершена|delivered|received|\
         picked up|picked it up|collected|arrived|date received|got it|got my|\
         got the package|got the parcel|подтвердил* получение",
    ),
    (Perhaps(Received), "package picked up|parcel picked up"),
    (Perhaps(Ordered), "дата|date"),
    (
        Step,
        "принят~|подтверд*|confirmed|одобрен*|approved|запро*|попросил*|requested|\
         asked for|обеща*|promised|отклонен*|отказ*|rejected|declined|denied|refused|закрыт~|closed",
    ),
    (Happened(Cancelled), "отменен~|отменил*|отмена|cancelled|canceled"),
    (Happened(DisputeOpened), "открыт~|открыл*|opened|дата открытия"),
    (
        Happened(Refunded),
        "возврат|возвращен~|вернул* деньги|деньги вернул*|\
         refunded|refund|money back",
    ),
    (Happened(Completed), "завершен~|completed|finished"),
    (
        Due,
        "ожидаем* доставк*|ожидаем* дат* доставки|\
         ожидаем* дат* получения|доставка ожидается|ожидаем* дата|ожидается|ожидаем|\
         срок* доставки|доставим|доставят|планируем* дат* доставки|\
         примерн* дат* доставки|\
         прибудет|придет|прийти|приехать|вы получите|estimated delivery|estimated delivery date|\
         expected delivery|expected|\
         arriv*|\
         delivery expected|get it by|due",
    ),
    (Perhaps(DeliveryDue), "доставка|дата доставки|ожидается вручение|delivery|delivery date"),
    (
        Unrelated,
        "следующий платеж|next payment|прибы*|arrived at|готов* к выдаче|ready for pickup|ожидает|ждет|awaiting|\
         accepted|принят~ у|передан~ курьеру|handed over|picked up item|shipment picked up|курьером забран~|\
         available for pickup|out for delivery|delivery attempt*|attempted|вручени*|получени*|\
         возврат товара|refund request*|\
         скидк*|акци*|купон*|промокод*|распродажа|действ*|исте*|\
         expir*|valid|sale|coupon*|promo*|offer*|гаранти*|защит*|protection|\
         guarantee|дата рождения|обновлен*|updated|зарегистрирован*|registered|\
         подписк*|subscription|хран*|можно вернуть|return window|returns|\
         отсорт*|покинул*|left|departed|в пути|in transit|таможн*|customs|сортиров*|\
         отзыв*|review*|принят* в отделении|кэшбэк*|кешбэк*|cashback|бонус*|\
         балл*|карта|карты|card|срок оплаты|\
         payment deadline|ожидаем* дат* отправки|expected to ship",
    ),
    // «Доставлен, но посылки нет».
    (Ignored, "посылки нет|нет посылки|no package|no parcel"),
    (Order, "заказ|заказа|заказу|заказе|заказом|order"),
];

const AMOUNTS: Phrases = &[
    (
        Total,
        "итог|итого|всего|к оплате|итоговая сумма|\
         итоговая стоимость|общая сумма|общая стоимость|сумма заказа|стоимость заказа|total|\
         total was|total amount|total paid|total price|total cost|\
         order amount",
    ),
    (
        Spent,
        "сумма|на сумму|оплачен*|оплата|оплатил*|списан*|списание|платеж|покупка|заплатил*|\
         отдал*|credit card|paid|payment|charged|amount|purchase|spent|заказ на",
    ),
    (
        Item,
        "цена|стоимость|сумма товаров|товар*|price|\
         subtotal|sub total|item*|item* total|product*|за шт*|\
         each",
    ),
    (Refund, "возвра*|вернул*|вернем|refund*"),
    (
        Extra,
        "доставк*|доставка оплачена|shipping|delivery|\
         postage|пересылк*|скидк*|купон*|промокод*|discount*|coupon*|sav*|\
         promo*|экономи*|сэкономил*|выгод*|кэшбэк*|кешбэк*|cashback|балл*|\
         бонус*|points|налог*|ндс|vat|tax*|комисси*|fee*|пошлин*|duty|баланс*|balance|\
         доступно|available|остаток|старая цена|вместо|was|без скидки|подарок|сертификат*|\
         gift|instead of|wallet|credit|кредит*|лимит*|limit|страховк*|insurance|до скидки|\
         первый платеж|следующий платеж|платежа по|платежей по|payments of|first payment|\
         next payment|предоплат*|доплат*|осталось|минимальн* сумма заказа|minimum order amount",
    ),
];

/// All phrases about dates.
pub(super) fn date_labels(tokens: &Tokens) -> Vec<Label> {
    let mut labels = labels(tokens, DATES);
    let mut topic = None;
    let mut denied = false;
    for at in 0..labels.len() {
        let first = labels[at].span.first;
        denied |= labels[at].meaning == Ignored
            || labels[at].meaning == Happened(Received) && is_denied(tokens, first);
        let meaning;
        (meaning, topic) = meaning_in_context(tokens, labels[at], topic);
        labels[at].meaning = meaning;
        // In «возврат отменён» the first word says no more than the whole.
        let part = |at: usize| tokens.part(at);
        for neighbor in [at.wrapping_sub(1), at + 1] {
            if let Some((_, thing)) = topic
                && let Some(label) = labels.get_mut(neighbor)
                && (label.span.first..=label.span.last).contains(&thing)
                && matches!(label.meaning, Happened(Paid | Refunded))
                && part(thing) == part(first)
            {
                label.meaning = meaning;
            }
        }
    }
    for label in &mut labels {
        if denied && label.meaning == Happened(Received) {
            label.meaning = Perhaps(Received);
        }
    }
    labels
}

/// All phrases about amounts.
pub(super) fn amount_labels(tokens: &Tokens) -> Vec<Label> {
    labels(tokens, AMOUNTS)
}

fn labels(tokens: &Tokens, meanings: Phrases) -> Vec<Label> {
    let mut phrases = Vec::new();
    for (meaning, alternatives) in meanings {
        for phrase in alternatives.split('|') {
            phrases.push((phrase, *meaning));
        }
    }
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let mut best = (0, Unrelated);
        let phrases = if tokens.is_word(at) { &phrases } else { &[][..] };
        for (phrase, meaning) in phrases {
            let length = match_length(tokens, at, phrase);
            if length > best.0 {
                best = (length, *meaning);
            }
        }
        let (length, meaning) = best;
        let next = at + length.max(1);
        if length > 0 {
            found.push(Label { span: Span { first: at, last: next - 1 }, meaning });
        }
        at = next;
    }
    found
}

/// The number of tokens of the longest phrase, of several separated by `|`, that matches here; 0 if
/// none does.
pub(super) fn longest_match(tokens: &Tokens, at: usize, phrases: &str) -> usize {
    let mut max_length = 0;
    for phrase in phrases.split('|') {
        max_length = max_length.max(match_length(tokens, at, phrase));
    }
    max_length
}

/// Whether a word has one of the endings that `~` stands for.
fn has_completed_ending(word: &str, stem: &str) -> bool {
    word.strip_prefix(stem)
        .is_some_and(|ending| ending != "ные" && ending != "ь" && !ending.starts_with('и'))
}

/// The number of tokens that a phrase matches here; 0 if it does not.
fn match_length(tokens: &Tokens, at: usize, phrase: &str) -> usize {
    // Most phrases differ in their first letter, which in Russian takes two bytes.
    let word = tokens.word(at).as_bytes();
    if word.is_empty() || !phrase.as_bytes().starts_with(word.get(..2).unwrap_or(word)) {
        return 0;
    }
    let mut next = at;
    for word in phrase.split(' ') {
        // Between the words of a phrase there may be the period of an abbreviation, or "(s)".
        if tokens.glued_mark(next, '.') {
            next += 1;
        } else if tokens.glued_mark(next, '(') && tokens.is(next + 1, "s") {
            next += 3;
        }
        let actual = tokens.word(next);
        let fits = match word.strip_suffix('*') {
            Some(stem) => actual.starts_with(stem),
            None => word
                .strip_suffix('~')
                .map_or(actual == word, |stem| has_completed_ending(actual, stem)),
        };
        if !fits || (next > at && !tokens.near(next)) {
            return 0;
        }
        next += 1;
    }
    next - at
}
