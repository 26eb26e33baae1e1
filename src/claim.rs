//! The message to support, or to the seller where a marketplace has shoppers write there: what was
//! ordered, what happened when, what is wrong and what is asked for, and nothing that the order does
//! not say. Uses `assessment`, `rulebook` and `words`; for `wire` and embedders.

use crate::assessment::{Assessment, Context, assess};
use crate::error::{Code, Fault, Result};
use crate::moment::{Bounds, Instant};
use crate::order::{Event, Order, Problem};
use crate::rulebook::{Contact, Phase};
use crate::words::{Language, one_line};
use crate::zone::{Zone, bounds_of, local_time};

/// Writes a short, polite message about an order, in Russian or in English, to whom its marketplace
/// has shoppers write. `problem` goes before the one that the order names. Of an order that is not
/// in hand and names none, the problem is that nothing came; while it can be cancelled, the message
/// asks for that; once it is cancelled, in dispute or refunded, the message asks how it stands.
///
/// # Errors
/// What [`assess`] refuses; `required` at `problem` if the order is in hand, or completed, and no
/// problem is named; `contradiction` at `options.problem` if it is in hand and nothing came.
///
/// ```
/// use dispute_clock::{Context, Event, Instant, Moment, Order, Problem, Rulebook, Utc, draft_claim};
/// let moment = |text| Moment::parse(text, "").unwrap();
/// let order = Order::new("joom", moment("2026-03-01")).with(Event::Received, moment("2026-04-05"));
/// let rulebook = Rulebook::built_in("joom").unwrap();
/// let now = Instant::from_millis(1_775_500_000_000).unwrap();
/// let context = Context { rulebook: &rulebook, zone: &Utc, now, locale: "en" };
/// let message = draft_claim(&order, Some(Problem::Incomplete), context).unwrap();
/// assert!(message.contains("Received: 5 April 2026"));
/// ```
pub fn draft_claim(order: &Order, problem: Option<Problem>, context: Context) -> Result<String> {
    let in_hand = order.events.has(Event::Received);
    if problem == Some(Problem::NotArrived) && in_hand {
        let expected = "a problem that one sees with the parcel in hand";
        return Err(Fault::new(Code::Contradiction, "options.problem", expected).into());
    }
    let named = problem.or(order.problem);
    // Whoever is done with an order and names nothing has nothing to ask.
    let overdue = !in_hand && !order.events.has(Event::Completed);
    let mut order = order.clone();
    order.problem = named.or(overdue.then_some(Problem::NotArrived));
    let assessment = assess(&order, context)?;
    let aim = aim(&assessment, order.problem);
    if aim == Aim::Settle && order.problem.is_none() {
        let expected = "what is wrong: incomplete, poor-quality or not-as-described";
        return Err(Fault::new(Code::Required, "problem", expected).into());
    }
    let language = Language::of(context.locale);
    let draft = Draft { language, order: &order, aim, assessment: &assessment, context };
    let facts = [vec![draft.subject()], draft.dates()].concat();
    let said: Vec<_> = [draft.passed(), draft.problem()].into_iter().flatten().collect();
    let mut paragraphs = vec![
        language.pick("Здравствуйте!", "Hello,").to_owned(),
        facts.join("\n"),
        said.join(" "),
        draft.proof().join("\n"),
        draft.request(),
        language.pick("Спасибо!", "Thank you.").to_owned(),
    ];
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    Ok(paragraphs.join("\n\n"))
}

/// What a message is to bring about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Aim {
    /// Taking the order back.
    Cancel,
    /// Learning where the parcel is, before a dispute about it is due.
    Find,
    /// The money, or a part of it, for what is wrong.
    Settle,
    /// Learning how it stands with what was asked before.
    FollowUp,
}

fn aim(assessment: &Assessment, problem: Option<Problem>) -> Aim {
    let nothing_came = problem == Some(Problem::NotArrived);
    match assessment.phase {
        Phase::Cancelled | Phase::InDispute | Phase::Refunded => Aim::FollowUp,
        Phase::Cancellable if nothing_came => Aim::Cancel,
        Phase::Waiting if nothing_came => Aim::Find,
        _ => Aim::Settle,
    }
}

struct Draft<'a> {
    language: Language,
    order: &'a Order,
    aim: Aim,
    assessment: &'a Assessment<'a>,
    context: Context<'a>,
}

impl Draft<'_> {
    fn bounds(&self, event: Event) -> Option<Bounds> {
        let told = if event == Event::Ordered {
            Some(self.order.ordered)
        } else {
            self.order.events.get(event)
        };
        told.map(|moment| bounds_of(self.context.zone, moment))
    }

    /// When something happened, in words.
    fn date(&self, event: Event) -> Option<String> {
        self.bounds(event).map(|bounds| self.language.happened(bounds, self.context.zone))
    }

    /// Which order this is about.
    fn subject(&self) -> String {
        let Draft { language, order, .. } = self;
        let given =
            |text: &Option<String>| text.as_deref().map(one_line).filter(|text| !text.is_empty());
        let title = given(&order.title).map(|title| match language {
            Language::Ru => format!("«{title}»"),
            Language::En => format!("“{title}”"),
        });
        let price = order.price.as_ref().map(|price| language.money(price));
        let details: Vec<_> = title.into_iter().chain(price).collect();
        let mut subject = language.pick("Пишу о заказе", "I am writing about my order").to_owned();
        if let Some(number) = given(&order.number) {
            subject.push_str(&format!(" {} {number}", language.pick("№", "no.")));
        }
        if !details.is_empty() {
            subject.push_str(&format!(" ({})", details.join(", ")));
        }
        subject.push('.');
        subject
    }

    /// What happened when, one line for each.
    fn dates(&self) -> Vec<String> {
        let names = [
            (Event::Ordered, "Оформлен", "Ordered"),
            (Event::Paid, "Оплачен", "Paid"),
            (Event::Dispatched, "Отправлен", "Dispatched"),
            (Event::DeliveryDue, "Срок доставки", "Delivery due"),
            (Event::Received, "Получен", "Received"),
        ];
        let line = |(event, ru, en)| {
            Some(format!("{}: {}", self.language.pick(ru, en), self.date(event)?))
        };
        names.into_iter().filter_map(line).collect()
    }

    /// How many days have gone by since the order, or since the parcel is in hand.
    fn passed(&self) -> Option<String> {
        let Draft { language, context, .. } = self;
        let received = self.bounds(Event::Received);
        let days = days_since(received.or(self.bounds(Event::Ordered))?, context.now, context.zone);
        if days == 0 || self.aim == Aim::FollowUp {
            return None;
        }
        let number = language.plural(days, ["день", "дня", "дней"], ["day", "days"]);
        Some(match language {
            Language::Ru => {
                let since = if received.is_some() {
                    "С получения"
                } else {
                    "С даты заказа"
                };
                let went = language.plural(days, ["прошёл", "прошло", "прошло"], ["", ""]);
                format!("{since} {went} {days} {number}.")
            }
            Language::En => {
                let since = if received.is_some() { "the parcel came" } else { "the order" };
                let went = language.plural(days, ["", "", ""], ["has", "have"]);
                format!("{days} {number} {went} passed since {since}.")
            }
        })
    }

    /// What is wrong.
    fn problem(&self) -> Option<String> {
        let (ru, en) = match (self.aim, self.order.problem?) {
            (Aim::Cancel | Aim::FollowUp, Problem::NotArrived) => return None,
            (_, Problem::NotArrived) => {
                ("Посылка до сих пор не пришла.", "The parcel has not arrived.")
            }
            (_, Problem::Incomplete) => (
                "Посылка пришла, но в ней не всё.",
                "The parcel came, but a part of the order is missing.",
            ),
            (_, Problem::PoorQuality) => (
                "Посылка пришла, но качество товара не такое, как заявлено.",
                "The parcel came, but the quality of the goods is not as claimed.",
            ),
            (_, Problem::NotAsDescribed) => (
                "Посылка пришла, но в ней не то, что описано на странице товара.",
                "The parcel came, but what is in it is not what the product page describes.",
            ),
        };
        Some(self.language.pick(ru, en).to_owned())
    }

    /// What there is to show for it.
    fn proof(&self) -> Vec<String> {
        let had: Vec<_> = self.assessment.proof.iter().filter(|item| item.done).collect();
        if had.is_empty() {
            return Vec::new();
        }
        let mut lines = vec![self.language.pick("Доказательства:", "My proof:").to_owned()];
        lines.extend(had.iter().map(|item| format!("— {}", one_line(item.title))));
        lines
    }

    /// What is asked for.
    fn request(&self) -> String {
        let language = self.language;
        let asks_seller = self.context.rulebook.contact == Contact::Seller;
        let (ru, en) = match self.aim {
            Aim::Cancel => (
                "Прошу отменить заказ и вернуть деньги.",
                "Please cancel the order and refund the payment.",
            ),
            Aim::Find if asks_seller => (
                "Прошу сообщить, где сейчас посылка. Если в срок она не придёт, прошу вернуть деньги.",
                "Please tell me where the parcel is now. Should it not arrive in time, please refund the payment.",
            ),
            Aim::Find => (
                "Прошу сообщить, где сейчас посылка. Если в срок она не придёт, прошу открыть спор и вернуть деньги.",
                "Please tell me where the parcel is now. Should it not arrive in time, please open a dispute and refund the payment.",
            ),
            Aim::FollowUp => return self.follow_up(),
            Aim::Settle => return self.settlement(asks_seller),
        };
        language.pick(ru, en).to_owned()
    }

    /// The money: all of it or a part (A6).
    fn settlement(&self, asks_seller: bool) -> String {
        let language = self.language;
        let mut request = language.pick("Прошу ", "Please ").to_owned();
        if !asks_seller {
            request.push_str(language.pick("открыть спор и ", "open a dispute and "));
        }
        let sum = self
            .order
            .price
            .as_ref()
            .map_or(String::new(), |price| format!(" ({})", language.money(price)));
        request.push_str(&match (self.order.problem, language) {
            (Some(Problem::NotArrived), Language::Ru) => format!("вернуть всю сумму{sum}."),
            (Some(Problem::NotArrived), Language::En) => format!("refund the whole sum{sum}."),
            (Some(Problem::Incomplete), Language::Ru) => {
                format!("вернуть деньги за то, чего не хватает, или всю сумму{sum}.")
            }
            (Some(Problem::Incomplete), Language::En) => {
                format!("refund what is missing, or the whole sum{sum}.")
            }
            (_, Language::Ru) => format!("вернуть всю сумму{sum} или её часть."),
            (_, Language::En) => format!("refund the whole sum{sum} or a part of it."),
        });
        if asks_seller {
            request.push_str(language.pick(
                " Если договориться не получится, останется открыть спор.",
                " If we cannot agree, a dispute will have to be opened.",
            ));
        } else if self.assessment.phase == Phase::Expired {
            request.push_str(language.pick(
                " Если обычный срок уже вышел, прошу всё же рассмотреть обращение.",
                " Should the usual time be over, please consider my request all the same.",
            ));
        }
        request
    }

    /// How it stands with what the shopper has recorded.
    fn follow_up(&self) -> String {
        let date = |event| self.date(event).unwrap_or_default();
        match (self.assessment.phase, self.language) {
            (Phase::Cancelled, Language::Ru) => format!(
                "Отмена заказа: {}. Прошу подтвердить отмену и сообщить, когда вернутся деньги.",
                date(Event::Cancelled)
            ),
            (Phase::Cancelled, Language::En) => format!(
                "Cancelled: {}. Please confirm the cancellation and tell me when the refund will come.",
                date(Event::Cancelled)
            ),
            (Phase::Refunded, Language::Ru) => format!(
                "Возврат{}: {}. Если деньги ещё не отправлены, прошу сообщить, когда их ждать.",
                self.refund(),
                date(Event::Refunded)
            ),
            (Phase::Refunded, Language::En) => format!(
                "Refund{}: {}. If the money has not been sent yet, please tell me when to expect it.",
                self.refund(),
                date(Event::Refunded)
            ),
            (_, Language::Ru) => format!(
                "Спор открыт: {}. Прошу сообщить, на каком этапе рассмотрение и когда ждать решения.",
                date(Event::DisputeOpened)
            ),
            (_, Language::En) => format!(
                "Dispute opened: {}. Please tell me how far it has got and when a decision can be expected.",
                date(Event::DisputeOpened)
            ),
        }
    }

    /// What came back, of how much.
    fn refund(&self) -> String {
        let Draft { language, order, .. } = self;
        let money = |sum| language.money(sum);
        match (order.refund.as_ref(), order.price.as_ref()) {
            (Some(refund), Some(price)) if refund != price => {
                format!(" ({} {} {})", money(refund), language.pick("из", "of"), money(price))
            }
            (Some(sum), _) | (None, Some(sum)) => format!(" ({})", money(sum)),
            (None, None) => String::new(),
        }
    }
}

/// Whole days by the shopper's calendar: from a time, days that are over; from a date, dates.
fn days_since(from: Bounds, now: Instant, zone: &dyn Zone) -> i64 {
    let (from_local, now_local) = (local_time(zone, from.latest), local_time(zone, now));
    let dates = now_local.date().signed_duration_since(from_local.date()).num_days();
    let is_short = from.is_exact() && now_local.time() < from_local.time();
    (dates - i64::from(is_short)).max(0)
}
