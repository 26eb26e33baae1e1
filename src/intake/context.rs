//! How context changes what a phrase means: "not delivered", «будет доставлен», «возврат получен»,
//! "delivered to the pickup point", «Вы получили этот заказ?». For `labels`, `events` and `reading`
//! only.

use super::labels::{Label, Says, longest};
use super::tokens::{Span, Tokens, uses};
use crate::order::Event::{
    self, Cancelled, Completed, Dispatched, DisputeOpened, Ordered, Paid, Received, Refunded,
};
use Says::{Due, Happened, Other, Perhaps, Step};

/// What an event happens to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Thing {
    Order,
    Payment,
    Dispute,
    Refund,
    Money,
    /// Whoever transports the parcel: «курьер забрал», "carrier received".
    Carrier,
    /// Something unrelated to the order.
    Another,
}

/// The thing a phrase is about, and its first token.
pub(super) type Spoken = Option<(Thing, usize)>;

/// Word forms in which each thing is the subject or object of an event: other cases belong to other
/// words, as in «отзыв о заказе».
const THINGS: [(Thing, &str); 7] = [
    (
        Thing::Order,
        "заказ|заказы|посылка|посылку|посылки|отправление|товар|товары|order|orders|parcel|\
         package|shipment|item|items",
    ),
    (Thing::Payment, "платеж|платежа|оплата|оплату|payment"),
    (Thing::Dispute, "спор|спора|dispute"),
    (Thing::Refund, "возврат|возврата|refund"),
    (Thing::Money, "деньги|средства|money|funds"),
    (
        Thing::Carrier,
        "курьер|перевозчик|склад|продавец|служба доставки|courier|carrier|warehouse|seller|usps|\
         ups|dhl|fedex",
    ),
    (
        Thing::Another,
        "трек приш*|отмена|отмену|отмены|заявк*|заявлен*|запрос|обращен*|жалоб*|претензи*|сообщен*|\
         уведомлен*|письмо|отзыв|отзыва|вопрос|подтверждение|ответ|ответа|решение|решения|чек|код|аккаунт*|профил*|подписк*|\
         купон*|промокод*|бонус*|балл*|карта|карту|карты|cancellation|request|application|\
         ticket|complaint|claim|message|letter|email|review|feedback|question|reply|answer|response|confirmation|\
         receipt|notification|account|profile|subscription|coupon|\
         информаци*|данные|смс|information|info|label|return",
    ),
];

/// Phrases that name an event themselves: what precedes them is not part of it.
const NAMES: &str = "покупка purchase дата время date отправка отгрузка отмена";

/// A confirmation may coincide with the event; a request or an approval does not.
const CONFIRMED: &str = "принят подтвержден подтверждена подтверждено confirmed";

/// Who handles a parcel at places that no shopper visits.
const HANDLERS: &str = "перевозчик*|склад*|сортиров*|терминал*|таможн*|транзит*|служб*|курьер*|\
    продав*|магазином|поставщик*|отправител*|стран*|carrier*|courier*|warehouse*|sorting|facility|hub|terminal|\
    customs|transit|origin|seller|sender|airport|airline|country|depot";

/// Parties from whom no shopper picks up a parcel.
const SENDERS: &str = "у продав*|у отправител*|у поставщик*|from seller|from sender";

/// Places where a parcel waits for the shopper to pick it up.
const COUNTERS: &str = "пункт*|отделени*|почт*|постамат*|пвз|магазин*|ячейк*|pickup|pick|post|\
    office|locker|point|store|station|shop";

/// Words that say that a parcel is still waiting.
const WAITS: &str = "ждет|ждем|ожидает|заберите|забрать|хран*|ready for";

/// Words that may follow "delivered to" and «доставлен в» when the parcel is with the shopper.
const PLAIN: &str = "you your me my us recipient addressee customer buyer door home mailbox \
    address вам мне нам адресу адресату получателю покупателю клиенту дом двери квартиры руки \
    понедельник вторник среду четверг пятницу субботу воскресенье прошлый прошлую прошлое срок \
    целости time full good";

/// Words that say that something did not happen.
const NOT: &str = "не not never isn wasn hasn haven";

/// Words after a payment or a refund that say that it did not go through.
const FAILED: &str = "не прош*|не удал*|не выполнен*|отклонен*|failed|declined|rejected|go through|\
    pending|reversed|обрабат*|на проверке|being processed";

/// What a phrase means in its context, and what it is about, if not the order. A thing that it does
/// not name may be shared with the previous phrase of the same sentence.
pub(super) fn in_context(tokens: &Tokens, label: Label, previous: Spoken) -> (Says, Spoken) {
    let span = label.span;
    let says = with_small_words(tokens, label);
    let common = previous.filter(|(thing, at)| {
        let clause = |at: usize| tokens.clause(at);
        *thing != Thing::Payment && clause(*at) == clause(span.first)
    });
    if !matches!(
        says,
        Step | Due
            | Happened(
                Ordered | Dispatched | Received | Cancelled | DisputeOpened | Refunded | Completed
            )
    ) {
        return (says, common);
    }
    let spoken = thing_spoken_of(tokens, span).or(common);
    let says = match (says, spoken.map_or(Thing::Order, |(thing, _)| thing)) {
        (Step, Thing::Order) if spoken.is_none() => Other,
        (Step, Thing::Order | Thing::Payment) if !tokens.is(span.first, CONFIRMED) => Other,
        (Step, Thing::Order) => Perhaps(Ordered),
        (Step, Thing::Payment) => Perhaps(Paid),
        (Due, Thing::Payment | Thing::Dispute | Thing::Refund | Thing::Money) => Other,
        // «Ответ ожидается», but not «Информация: ожидаемая доставка», which names what is
        // expected.
        (Due, Thing::Another) if span.first == span.last => Other,
        (Due, _) => Due,
        // "Your order has been received": perhaps by the shop.
        (Happened(Received), Thing::Order)
            if tokens.is(span.last, "received получен")
                && spoken.is_some_and(|(_, at)| {
                    let yours = tokens.is(Tokens::before(at), "ваш") || tokens.is(at, "order");
                    at < span.first && yours
                }) =>
        {
            Perhaps(Received)
        }
        (Happened(Received), Thing::Order) => received(tokens, span),
        // «Накладная создана», "processing completed": about something unknown.
        (Happened(event @ (Ordered | Completed)), Thing::Order)
            if spoken.is_none() && is_of_another(tokens, span)
                || tokens.is(Tokens::before(span.first), "shipment отправление") =>
        {
            Perhaps(event)
        }
        // «Возврат получен складом»: the goods, not the money.
        (Happened(Received), Thing::Refund) if received(tokens, span) == Other => Other,
        // «Посылка возвращена»: the goods, not the money, or only now with the seller.
        (Happened(Refunded), Thing::Order)
            if spoken.is_some() && longest(tokens, span.first, "возвращен*") > 0 =>
        {
            Perhaps(Refunded)
        }
        (Happened(Refunded), _) => says,
        (Happened(event), thing) => of_thing(thing, event),
        _ => Other,
    };
    (says, spoken.filter(|(thing, _)| *thing != Thing::Order))
}

/// What a phrase means with "not", "will be" or "back" next to it.
fn with_small_words(tokens: &Tokens, label: Label) -> Says {
    let Label { span, says } = label;
    let before = |words: &str| is_said_before(tokens, span.first, words);
    let after = |words: &str| is_said_within(tokens, span.last + 1, 4, words);
    match says {
        Happened(_) | Perhaps(_) | Due if before(NOT) => Other,
        Due if before("отправка отгрузка") => Other,
        Happened(Received) if before("будет будут will be") => Due,
        Happened(_) if before("будет будут will if если can cannot может могут") => {
            Other
        }
        // An estimate, not an event.
        Happened(Dispatched) if before("estimated expected планируемая") => Other,
        Happened(Dispatched) | Perhaps(Ordered) if is_head_of_letter(tokens, span.first) => Other,
        Happened(Dispatched) if after("обратно|назад|back") => Other,
        Happened(Refunded) if after("отправител*|продав*|на склад|в магазин") => {
            Other
        }
        Happened(Paid | Refunded) if after("не|not|failed") || fails(tokens, span) => Other,
        // "Delivered by courier": not a date by which it is due.
        Due if tokens.is(span.first, "delivered") && after(HANDLERS) => Happened(Received),
        says => says,
    }
}

/// «Списание 1299 ₽ не прошло»: an amount, a date or an order may come in between.
fn fails(tokens: &Tokens, span: Span) -> bool {
    let clause = |at: usize| tokens.clause(at);
    let ends = |at: usize| {
        // The comma of "$1,299" and "Nov 20, 2026" does not end a part.
        tokens.is(at, ", и а но and but") && tokens.digit_count(at + 1) < 3
    };
    let mut next = span.last + 1;
    while next < span.last + 20 && clause(next) == clause(span.last) && !ends(next) {
        if longest(tokens, next, FAILED) > 0 {
            return tokens.is(span.first, "оплата платеж списание возврат payment refund");
        }
        next += 1;
    }
    false
}

/// «Так и не получила»: casts doubt on any statement that the order arrived.
pub(super) fn is_denied(tokens: &Tokens, at: usize) -> bool {
    is_said_before(tokens, at, NOT)
        && !is_said_before(tokens, at, "если if")
        && !is_asked(tokens, at)
}

/// Whether one of `words` is among the three words before, in the same part of a sentence.
fn is_said_before(tokens: &Tokens, at: usize, words: &str) -> bool {
    let (mut before, mut left) = (at, 3);
    while left > 0 && tokens.near(before) && !tokens.is(before - 1, ". , ; : ! ? — –") {
        before -= 1;
        if tokens.is(before, words) {
            return true;
        }
        left -= usize::from(tokens.is_word(before));
    }
    false
}

/// What a phrase is about, and where that is: right after it, as in «получил возврат», or before it
/// in the same part of a sentence, as in "your payment of $10.20 was received".
fn thing_spoken_of(tokens: &Tokens, span: Span) -> Spoken {
    let next = span.last + 1;
    // Skips "your", or a number.
    let small = tokens.is(next, "a an the your my our ваш вашу свой свою мой мою");
    let object = next + usize::from(small || tokens.digit_count(next) > 0);
    let takes =
        tokens.is(span.first, "приехал получил забрал получила забрала received picked collected");
    let fits = |thing: Thing| takes || thing != Thing::Carrier;
    let after = thing_at(tokens, object).filter(|thing| tokens.near(object) && fits(*thing));
    let after = after.map(|thing| (thing, object));
    let is_object = after.is_some_and(|(thing, _)| thing != Thing::Order);
    if is_object || tokens.is(span.first, NAMES) {
        return after;
    }
    let part = |at: usize| tokens.part(at);
    let mut at = span.first;
    while at > 0 && at + 12 > span.first && part(at - 1) == part(span.first) {
        at -= 1;
        // A number of one to four digits may be another date, with words of its own.
        let counted = tokens.is_part(at, uses::PRICE)
            || tokens.glued(at)
            || tokens.is(Tokens::before(at), "№ #");
        if (1..=4).contains(&tokens.digit_count(at)) && !counted {
            break;
        }
        match thing_at(tokens, at) {
            Some(Thing::Order) if is_governed(tokens, at) => {}
            Some(thing) if fits(thing) => return Some((thing, at)),
            _ => {}
        }
    }
    after
}

fn thing_at(tokens: &Tokens, at: usize) -> Option<Thing> {
    if !tokens.is_word(at) {
        return None;
    }
    let (thing, _) = THINGS.iter().find(|(_, words)| longest(tokens, at, words) > 0)?;
    Some(*thing)
}

/// Whether the word right before "created" or "completed" may be its subject.
fn is_of_another(tokens: &Tokens, span: Span) -> bool {
    let before = Tokens::before(span.first);
    tokens.near(span.first)
        && tokens.is_word(before)
        && !tokens.is(before, "date")
        && longest(tokens, span.first, "создан*|created|завершен*|completed|finished") > 0
}

/// "for your order", «за заказ»: the phrase is about something else.
fn is_governed(tokens: &Tokens, at: usize) -> bool {
    (1..3).any(|back| tokens.is(at.wrapping_sub(back), "for of on about за на про"))
}

/// What an event of another thing means for the order.
fn of_thing(thing: Thing, event: Event) -> Says {
    match (thing, event) {
        (Thing::Payment, Dispatched | Received | Completed) => Happened(Paid),
        (Thing::Dispute, Ordered | DisputeOpened) => Happened(DisputeOpened),
        (Thing::Refund, Received | Completed) => Happened(Refunded),
        // The money may also have been received by the seller.
        (Thing::Money, Received) => Perhaps(Refunded),
        (Thing::Order, DisputeOpened) => Other,
        (Thing::Order, _) => Happened(event),
        _ => Other,
    }
}

/// Whether the parcel reached the shopper, or only the next stage.
fn received(tokens: &Tokens, span: Span) -> Says {
    let begins = |stems: &str| longest(tokens, span.last, stems) > 0;
    let comes = begins("доставл*|приш*|прие*|прив*|came|delivered|arrived|выполнена");
    let is_taken = begins("получен*|забран*|received|up|collected");
    let at = span.last + 1;
    let said = |any: &str, words: usize| is_said_within(tokens, at, words, any);
    // «Доставлена 20.11.2026 в пункт выдачи»: perhaps only the next stage. «Пишут, что доставлено»:
    // perhaps not at all.
    let clause = |at: usize| tokens.clause(at);
    // «Ждёт в постамате. Доставлена 20.11.2026»: not picked up yet.
    let waits = (at.saturating_sub(20)..at + 12).any(|near| {
        longest(tokens, near, WAITS) > 0 && tokens.line(near) == tokens.line(span.last)
            || near >= at
                && clause(near) == clause(span.last)
                && longest(tokens, near, COUNTERS) > 0
                && tokens.is(near - 1, "в во на to at the a")
    });
    let told = is_said_before(
        tokens,
        span.first,
        "что якобы треку числится считается says marked shows that",
    );
    let came = if comes && waits || told { Perhaps(Received) } else { Happened(Received) };
    if !tokens.near(at) || !tokens.is_word(at) {
        return came;
    }
    if !tokens.is(at, "в во на до к от по to at in into by from") {
        // «Получен складом», «вручено отправителю», "arrived USPS facility", «забрал у продавца».
        let handled = (is_taken || begins("вручен*")) && said(HANDLERS, 1)
            || tokens.is(span.last, "arrived") && said(HANDLERS, 4)
            || begins("забра*|up") && said(SENDERS, 4);
        return if handled { Other } else { came };
    }
    let place = at + 1 + usize::from(tokens.is(at + 1, "the a"));
    let is_named = tokens.is_word(place) && !tokens.is(place, PLAIN);
    let is_by = tokens.is(at, "by");
    if (comes && is_by) || !(comes || is_taken) {
        Happened(Received)
    } else if said(HANDLERS, 4) || (comes && said(COUNTERS, 4)) {
        Other
    } else if said(COUNTERS, 4) || is_named {
        Perhaps(Received)
    } else {
        came
    }
}

/// Whether one of several phrases occurs among the next `words` words.
fn is_said_within(tokens: &Tokens, at: usize, words: usize, any: &str) -> bool {
    let mut next = at;
    while next < at + words && tokens.near(next) && tokens.is_word(next) {
        if longest(tokens, next, any) > 0 {
            return true;
        }
        next += 1;
    }
    false
}

/// «Вы получили этот заказ?», «Доставлен, да?»: nothing is stated to have happened. «Заказал 5
/// марта, когда придёт?» does state it.
pub(super) fn is_asked(tokens: &Tokens, at: usize) -> bool {
    let clause = |at: usize| tokens.clause(at);
    let part = |at: usize| tokens.part(at);
    let mut next = at;
    while next < at + 30 && clause(next) == clause(at) {
        if tokens.mark(next) == '?' {
            return part(next) == part(at) || tokens.is(next - 1, "да нет так верно right not");
        }
        next += 1;
    }
    false
}

/// «Отмена», «Отмена заказа» on a line of its own: a button, not an event.
pub(super) fn is_button(tokens: &Tokens, at: usize) -> bool {
    let (start, end) = (tokens.line_start(at), tokens.line_end(at));
    let words = end == start + 1 || (end == start + 2 && tokens.is_word(at + 1));
    at == start && words && tokens.is(at, "отмена возврат refund")
}

/// «Статус: доставлен»: a state, not when it began.
pub(super) fn is_state(tokens: &Tokens, at: usize) -> bool {
    let before = Tokens::before(at);
    let colon = tokens.mark(before) == ':';
    tokens.near(at)
        && tokens.is(if colon { Tokens::before(before) } else { before }, "статус status")
}

/// «Отправлено:», "Sent:", "Date:" among the lines «От:», "To:" and "Subject:" of an e-mail header.
pub(super) fn is_head_of_letter(tokens: &Tokens, at: usize) -> bool {
    const HEADS: &str = "от кому тема from to subject копия cc отправлено sent date дата";
    let is_head = |at: usize| tokens.is(at, HEADS) && tokens.mark(at + 1) == ':';
    let start = tokens.line_start(at);
    let end = tokens.line_end(at);
    let above = start > 0 && is_head(tokens.line_start(start - 1));
    let below = end < tokens.len() && is_head(end);
    start == at && is_head(at) && (above || below)
}
