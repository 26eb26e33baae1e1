//! How context changes what a phrase means: "not delivered", «будет доставлен», «возврат получен»,
//! "delivered to the pickup point", «Вы получили этот заказ?». For `labels`, `events` and `reading`
//! only.

use super::labels::{Label, Meaning, longest_match};
use super::tokens::{Span, Tokens, roles};
use crate::order::Event::{
    self, Cancelled, Completed, Dispatched, DisputeOpened, Ordered, Paid, Received, Refunded,
};
use Meaning::{Due, Happened, Perhaps, Step, Unrelated};

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
pub(super) type Topic = Option<(Thing, usize)>;

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
        "трек приш*|замена|замену|replacement|отмена|отмену|отмены|заявк*|заявлен*|запрос|обращен*|жалоб*|претензи*|сообщен*|\
         уведомлен*|письмо|извещени*|скриншот*|отзыв|отзыва|вопрос|подтверждение|ответ|ответа|решение|решения|чек|код|аккаунт*|профил*|подписк*|\
         купон*|промокод*|бонус*|балл*|карта|карту|карты|cancellation|request|application|\
         ticket|complaint|claim|message|letter|email|review|feedback|question|reply|answer|response|confirmation|\
         receipt|code|notification|account|profile|subscription|coupon|\
         информаци*|данные|смс|information|info|label|return",
    ),
];

/// Phrases that name an event themselves: what precedes them is not part of it.
const EVENT_NAMES: &str = "покупка purchase дата время date отправка отгрузка отмена";

/// A confirmation may coincide with the event; a request or an approval does not.
const CONFIRMATIONS: &str = "принят подтвержден подтверждена подтверждено confirmed";

/// Who handles a parcel at places that no shopper visits.
const HANDLERS: &str = "перевозчик*|склад*|сортиров*|терминал*|таможн*|транзит*|служб*|курьер*|\
    продав*|магазином|поставщик*|отправител*|стран*|carrier*|courier*|warehouse*|sorting|facility|hub|terminal|\
    customs|transit|origin|seller|sender|airport|airline|country|depot";

/// Parties from whom no shopper picks up a parcel.
const SENDERS: &str = "у продав*|у отправител*|у поставщик*|from seller|from sender";

/// Places where a parcel waits for the shopper to pick it up.
const PICKUP_POINTS: &str = "пункт*|отделени*|почт*|постамат*|пвз|магазин*|ячейк*|pickup|pick|post|\
    office|locker|point|store|station|shop";

/// Words that say that a parcel is still waiting.
const WAITING: &str = "ждет|ждем|ожидает|заберите|забрать|хран*|ready for";

/// Words that may follow "delivered to" and «доставлен в» when the parcel is with the shopper.
const AT_SHOPPER: &str = "you your me my us recipient addressee customer buyer door home mailbox \
    address вам мне нам адресу адресату получателю покупателю клиенту дом двери квартиры руки \
    понедельник вторник среду четверг пятницу субботу воскресенье прошлый прошлую прошлое срок \
    целости time full good";

/// Words that say that something did not happen.
const NEGATIONS: &str = "не not never nothing isn wasn hasn haven didn";

/// Words that say that something was expected to happen.
const PLANS: &str = "будет будут должен должна должно должны will ll would should must be";

/// «Получил отказ», "sent them photos", «оплатил пошлину»: what is not the order.
const OBJECT_VERBS: &str = "получил*|приш*|отправил*|оплатил*|received|got|sent|paid";
const OBJECTS: &str = "трек*|номер отсл*|ответ*|отказ*|refusal|фото|видео|пошлин*|tracking|nothing|photo*|video*|duty|duties";

/// Words after a payment or a refund that say that it did not go through.
const FAILURES: &str = "не прош*|не удал*|не выполнен*|поступит|failed|\
    go through|невозможн*|will|будет|pending|reversed|обрабат*|на проверке|being processed";

/// What a phrase means in its context, and what it is about, if not the order. A thing that it does
/// not name may be shared with the previous phrase of the same sentence.
pub(super) fn meaning_in_context(
    tokens: &Tokens,
    label: Label,
    previous: Topic,
) -> (Meaning, Topic) {
    let span = label.span;
    let meaning = with_modifiers(tokens, label);
    let inherited = previous.filter(|(thing, at)| {
        let clause = |at: usize| tokens.clause(at);
        *thing != Thing::Payment && clause(*at) == clause(span.first)
    });
    if !matches!(
        meaning,
        Step | Due
            | Happened(
                Ordered | Dispatched | Received | Cancelled | DisputeOpened | Refunded | Completed
            )
    ) {
        return (meaning, inherited);
    }
    let topic = find_topic(tokens, span).or(inherited);
    let meaning = match (meaning, topic.map_or(Thing::Order, |(thing, _)| thing)) {
        (Step, Thing::Order) if topic.is_none() => Unrelated,
        (Step, Thing::Order | Thing::Payment) if !tokens.is(span.first, CONFIRMATIONS) => Unrelated,
        (Step, Thing::Order) => Perhaps(Ordered),
        (Step, Thing::Payment) => Perhaps(Paid),
        (Due, Thing::Payment | Thing::Dispute | Thing::Refund | Thing::Money) => Unrelated,
        // «Ответ ожидается», but not «Информация: ожидаемая доставка», which names what is
        // expected.
        (Due, Thing::Another) if span.first == span.last => Unrelated,
        (Due, _) => Due,
        // "Your order has been received": perhaps by the shop.
        (Happened(Received), Thing::Order)
            if tokens.is(span.last, "received получен")
                && topic.is_some_and(|(_, at)| {
                    let yours = tokens.is(Tokens::before(at), "ваш") || tokens.is(at, "order");
                    at < span.first && yours
                }) =>
        {
            Perhaps(Received)
        }
        (Happened(Received), Thing::Order) => receipt_meaning(tokens, span),
        // «Накладная создана», "processing completed": about something unknown.
        (Happened(event @ (Ordered | Completed)), Thing::Order)
            if topic.is_none() && has_own_subject(tokens, span)
                || topic.is_some_and(|(_, at)| tokens.is(at, "shipment отправление посылка")) =>
        {
            Perhaps(event)
        }
        // «Возврат получен складом»: the goods, not the money.
        (Happened(Received), Thing::Refund) if receipt_meaning(tokens, span) == Unrelated => {
            Unrelated
        }
        // «Посылка возвращена»: the goods, not the money, or only now with the seller.
        (Happened(Refunded), Thing::Order)
            if topic.is_some() && longest_match(tokens, span.first, "возвращен*") > 0 =>
        {
            Perhaps(Refunded)
        }
        (Happened(Refunded), _) => meaning,
        (Happened(event), thing) => meaning_for_thing(thing, event),
        _ => Unrelated,
    };
    (meaning, topic.filter(|(thing, _)| *thing != Thing::Order))
}

/// What a phrase means with "not", "will be" or "back" next to it.
fn with_modifiers(tokens: &Tokens, label: Label) -> Meaning {
    let Label { span, meaning } = label;
    let preceded_by = |words: &str| is_preceded_by(tokens, span.first, words);
    let followed_by = |words: &str| is_followed_by(tokens, span.last + 1, 4, words);
    match meaning {
        Happened(_) | Perhaps(_) | Due if preceded_by(NEGATIONS) => Unrelated,
        Due if preceded_by("отправка отгрузка") => Unrelated,
        Happened(Received) if preceded_by(PLANS) => Due,
        Happened(_)
            if preceded_by(PLANS)
                || preceded_by("если if can cannot может могут пошлина duty duties")
                || longest_match(tokens, span.first, OBJECT_VERBS) > 0
                    && thing_at(tokens, span.last + 1) != Some(Thing::Order)
                    && is_followed_by(tokens, span.last + 1, 3, OBJECTS) =>
        {
            Unrelated
        }
        Happened(Dispatched) | Perhaps(Ordered) if is_email_header(tokens, span.first) => Unrelated,
        // An estimate; or the goods go back; or the last line of an e-mail: "Sent from my iPhone".
        Happened(Dispatched)
            if preceded_by("estimated expected планируемая")
                || followed_by("обратно|назад|back|продавцу|iphone|почты") =>
        {
            Unrelated
        }
        Happened(Refunded)
            if followed_by("отправител*|продав*|на склад|в магазин")
                || preceded_by("жду ожидаю waiting expect refused отказали")
                || tokens.is(Tokens::before(span.first), "на") =>
        {
            Unrelated
        }
        Happened(Paid | Refunded) if followed_by("не|not|failed") => Unrelated,
        _ if has_failed(tokens, span) => Unrelated,
        meaning => meaning,
    }
}

/// «Списание 1299 ₽ не прошло»: an amount, a date or an order may come in between.
fn has_failed(tokens: &Tokens, span: Span) -> bool {
    let clause = |at: usize| tokens.clause(at);
    let ends = |at: usize| {
        // The comma of "$1,299" and "Nov 20, 2026" does not end a part.
        tokens.is(at, ", и а но and but") && tokens.digit_count(at + 1) < 3
    };
    let mut next = span.last + 1;
    while next < span.last + 20 && clause(next) == clause(span.last) && !ends(next) {
        if longest_match(tokens, next, FAILURES) > 0 {
            return tokens.is(span.first, "оплата платеж списание возврат отмена payment refund");
        }
        next += 1;
    }
    false
}

/// «Так и не получила»: casts doubt on any statement that the order arrived.
pub(super) fn is_denied(tokens: &Tokens, at: usize) -> bool {
    is_preceded_by(tokens, at, NEGATIONS) && !is_preceded_by(tokens, at, "если if")
}

/// Whether one of `words` is among the three words before, in the same part of a sentence.
fn is_preceded_by(tokens: &Tokens, at: usize, words: &str) -> bool {
    let (mut before, mut remaining) = (at, 3);
    while remaining > 0 && tokens.near(before) && !tokens.is(before - 1, ". , ; : ! ? — –") {
        before -= 1;
        if tokens.is(before, words) {
            return true;
        }
        remaining -= usize::from(tokens.is_word(before));
    }
    false
}

/// What a phrase is about, and where that is: right after it, as in «получил возврат», or before it
/// in the same part of a sentence, as in "your payment of $10.20 was received".
fn find_topic(tokens: &Tokens, span: Span) -> Topic {
    let next = span.last + 1;
    // Skips "your", or a number.
    let has_determiner = tokens.is(next, "a an the your my our им ваш вашу свой свою мой мою");
    let object_at = next + usize::from(has_determiner || tokens.digit_count(next) > 0);
    let can_involve_carrier =
        tokens.is(span.first, "приехал получил забрал получила забрала received picked collected");
    let fits = |thing: Thing| can_involve_carrier || thing != Thing::Carrier;
    let object_after =
        thing_at(tokens, object_at).filter(|thing| tokens.near(object_at) && fits(*thing));
    let object_after = object_after.map(|thing| (thing, object_at));
    let is_object = object_after.is_some_and(|(thing, _)| thing != Thing::Order);
    if is_object || tokens.is(span.first, EVENT_NAMES) {
        return object_after;
    }
    let part = |at: usize| tokens.part(at);
    let mut at = span.first;
    while at + 12 > span.first && part(Tokens::before(at)) == part(span.first) {
        at -= 1;
        // A number of one to four digits may be another date, with words of its own.
        let is_other_number = tokens.has_role(at, roles::PRICE)
            || tokens.glued(at)
            || tokens.is(Tokens::before(at), "№ #");
        if (1..=4).contains(&tokens.digit_count(at)) && !is_other_number {
            break;
        }
        match thing_at(tokens, at) {
            Some(Thing::Order) if follows_preposition(tokens, at) => {}
            Some(thing) if fits(thing) => return Some((thing, at)),
            _ => {}
        }
    }
    object_after
}

fn thing_at(tokens: &Tokens, at: usize) -> Option<Thing> {
    let (thing, _) = THINGS.iter().find(|(_, words)| longest_match(tokens, at, words) > 0)?;
    Some(*thing)
}

/// Whether the word right before "created" or "completed" may be its subject.
fn has_own_subject(tokens: &Tokens, span: Span) -> bool {
    let before = Tokens::before(span.first);
    tokens.near(span.first)
        && tokens.is_word(before)
        && !tokens.is(before, "date")
        && longest_match(tokens, span.first, "создан*|created|завершен*|completed|finished") > 0
}

/// "for your order", «за заказ»: the phrase is about something else.
fn follows_preposition(tokens: &Tokens, at: usize) -> bool {
    (1..3).any(|back| tokens.is(at.wrapping_sub(back), "for of on about за на про"))
}

/// What an event of another thing means for the order.
fn meaning_for_thing(thing: Thing, event: Event) -> Meaning {
    match (thing, event) {
        (Thing::Payment, Dispatched | Received | Completed) => Happened(Paid),
        (Thing::Dispute, Ordered | DisputeOpened) => Happened(DisputeOpened),
        (Thing::Refund, Received | Completed) => Happened(Refunded),
        // The money may also have been received by the seller.
        (Thing::Money, Received) => Perhaps(Refunded),
        (Thing::Order, DisputeOpened) => Unrelated,
        (Thing::Order, _) => Happened(event),
        _ => Unrelated,
    }
}

/// Whether the parcel reached the shopper, or only the next stage.
fn receipt_meaning(tokens: &Tokens, span: Span) -> Meaning {
    let begins = |stems: &str| longest_match(tokens, span.last, stems) > 0;
    let is_arrival = begins("доставл*|приш*|прие*|прив*|came|delivered|arrived|выполнена");
    let is_pickup = begins("получен*|забран*|received|up|collected");
    let at = span.last + 1;
    let followed_by = |any: &str, words: usize| is_followed_by(tokens, at, words, any);
    // «Доставлена 20.11.2026 в пункт выдачи»: perhaps only the next stage. «Пишут, что доставлено»:
    // perhaps not at all.
    let clause = |at: usize| tokens.clause(at);
    // «Ждёт в постамате. Доставлена 20.11.2026»: not picked up yet.
    let is_waiting = (at.saturating_sub(20)..at + 12).any(|near| {
        longest_match(tokens, near, WAITING) > 0 && tokens.line(near) == tokens.line(span.last)
            || near >= at
                && clause(near) == clause(span.last)
                && longest_match(tokens, near, PICKUP_POINTS) > 0
                && tokens.is(near - 1, "в во на to at the a")
    });
    let is_hearsay = is_preceded_by(
        tokens,
        span.first,
        "что якобы треку числится считается allegedly supposedly marked shows say says said told \
         that",
    );
    let default =
        if is_arrival && is_waiting || is_hearsay { Perhaps(Received) } else { Happened(Received) };
    if !tokens.near(at) || !tokens.is_word(at) {
        return default;
    }
    if !tokens.is(at, "в во на до к от по to at in into by from") {
        // «Получен складом», «вручено отправителю», "arrived USPS facility", «забрал у продавца».
        let by_handler = (is_pickup || begins("вручен*")) && followed_by(HANDLERS, 1)
            || tokens.is(span.last, "arrived") && followed_by(HANDLERS, 4)
            || begins("забра*|up") && followed_by(SENDERS, 4);
        return if by_handler { Unrelated } else { default };
    }
    let noun = at + 1 + usize::from(tokens.is(at + 1, "the a"));
    let is_named = tokens.is_word(noun) && !tokens.is(noun, AT_SHOPPER);
    let is_by = tokens.is(at, "by");
    if (is_arrival && is_by) || !(is_arrival || is_pickup) {
        Happened(Received)
    } else if followed_by(HANDLERS, 4) || (is_arrival && followed_by(PICKUP_POINTS, 4)) {
        Unrelated
    } else if followed_by(PICKUP_POINTS, 4) || is_named {
        Perhaps(Received)
    } else {
        default
    }
}

/// Whether one of several phrases occurs among the next `words` words.
fn is_followed_by(tokens: &Tokens, at: usize, words: usize, phrases: &str) -> bool {
    let mut next = at;
    while next < at + words && tokens.near(next) && tokens.is_word(next) {
        if longest_match(tokens, next, phrases) > 0 {
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
pub(super) fn is_email_header(tokens: &Tokens, at: usize) -> bool {
    const FIELDS: &str = "от кому тема from to subject копия cc отправлено sent date дата";
    let is_field = |at: usize| tokens.is(at, FIELDS) && tokens.mark(at + 1) == ':';
    let start = tokens.line_start(at);
    let end = tokens.line_end(at);
    let above = start > 0 && is_field(tokens.line_start(start - 1));
    let below = is_field(end);
    start == at && is_field(at) && (above || below)
}
