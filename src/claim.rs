//! The message to support, or to the seller where a marketplace has shoppers write there: what was
//! ordered, what happened when, what is wrong and what is asked for, and nothing that the order does
//! not say. Uses `assessment`, `rulebook` and `words`; for `wire` and embedders.

use crate::assessment::{Assessment, Context, assess};
use crate::error::{Code, Fault, Result};
use crate::moment::{Bounds, Instant};
use crate::order::{Event, Money, Order, Problem};
use crate::rulebook::{Contact, Phase};
use crate::words::{Language, fill, one_line};
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
    let mut said = draft.passed();
    let problem = draft.problem();
    if !said.is_empty() && !problem.is_empty() {
        said.push(' ');
    }
    said += problem;
    let paragraphs = [
        language.pick("Здравствуйте!", "Hello,").to_owned(),
        draft.subject() + &draft.dates(),
        said,
        draft.proof(),
        draft.request(),
        language.pick("Спасибо!", "Thank you.").to_owned(),
    ];
    let mut message = String::new();
    for paragraph in paragraphs {
        if !message.is_empty() && !paragraph.is_empty() {
            message += "\n\n";
        }
        message += &paragraph;
    }
    Ok(message)
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
        let given = |text: &Option<String>| text.as_deref().map(one_line).unwrap_or_default();
        let (number, title) = (given(&order.number), given(&order.title));
        let mut subject = language.pick("Пишу о заказе", "I am writing about my order").to_owned();
        if !number.is_empty() {
            subject += &fill(language.pick(" № %", " no. %"), &[&number]);
        }
        let title = if title.is_empty() {
            title
        } else {
            fill(language.pick("«%»", "“%”"), &[&title])
        };
        let price = order.price.as_ref().map_or(String::new(), |price| language.money(price));
        if !title.is_empty() || !price.is_empty() {
            let both = !title.is_empty() && !price.is_empty();
            subject += &fill(" (%%%)", &[&title, if both { ", " } else { "" }, &price]);
        }
        subject + "."
    }

    /// What happened when, one line for each.
    fn dates(&self) -> String {
        let names = [
            (Event::Ordered, "\nОформлен: %", "\nOrdered: %"),
            (Event::Paid, "\nОплачен: %", "\nPaid: %"),
            (Event::Dispatched, "\nОтправлен: %", "\nDispatched: %"),
            (Event::DeliveryDue, "\nСрок доставки: %", "\nDelivery due: %"),
            (Event::Received, "\nПолучен: %", "\nReceived: %"),
        ];
        let mut lines = String::new();
        for (event, ru, en) in names {
            if let Some(date) = self.date(event) {
                lines += &fill(self.language.pick(ru, en), &[&date]);
            }
        }
        lines
    }

    /// How many days have gone by since the order, or since the parcel is in hand.
    fn passed(&self) -> String {
        let Draft { language, context, .. } = self;
        let received = self.bounds(Event::Received);
        let Some(since) = received.or(self.bounds(Event::Ordered)) else { return String::new() };
        let days = days_since(since, context.now, context.zone);
        if days == 0 || self.aim == Aim::FollowUp {
            return String::new();
        }
        let went = language.plural(days, "прошёл прошло прошло", "has have");
        let number = language.plural(days, "день дня дней", "day days");
        let days = days.to_string();
        let since = match received {
            Some(_) => language.pick("С получения", "the parcel came"),
            None => language.pick("С даты заказа", "the order"),
        };
        match language {
            Language::Ru => fill("% % % %.", &[since, went, &days, number]),
            Language::En => fill("% % % passed since %.", &[&days, number, went, since]),
        }
    }

    /// What is wrong.
    fn problem(&self) -> &'static str {
        let (ru, en) = match (self.aim, self.order.problem) {
            (_, None) | (Aim::Cancel | Aim::FollowUp, Some(Problem::NotArrived)) => ("", ""),
            (_, Some(Problem::NotArrived)) => {
                ("Посылка до сих пор не пришла.", "The parcel has not arrived.")
            }
            (_, Some(Problem::Incomplete)) => (
                "Посылка пришла, но в ней не всё.",
                "The parcel came, but a part of the order is missing.",
            ),
            (_, Some(Problem::PoorQuality)) => (
                "Посылка пришла, но качество товара не такое, как заявлено.",
                "The parcel came, but the quality of the goods is not as claimed.",
            ),
            (_, Some(Problem::NotAsDescribed)) => (
                "Посылка пришла, но в ней не то, что описано на странице товара.",
                "The parcel came, but what is in it is not what the product page describes.",
            ),
        };
        self.language.pick(ru, en)
    }

    /// What there is to show for it.
    fn proof(&self) -> String {
        let mut proof = String::new();
        for item in &self.assessment.proof {
            if item.done {
                if proof.is_empty() {
                    proof += self.language.pick("Доказательства:", "My proof:");
                }
                proof += &fill("\n— %", &[&one_line(item.title)]);
            }
        }
        proof
    }

    /// What is asked for.
    fn request(&self) -> String {
        let Draft { language, order, .. } = self;
        let asks_seller = self.context.rulebook.contact == Contact::Seller;
        let dispute = match asks_seller {
            true => "",
            false => language.pick("открыть спор и ", "open a dispute and "),
        };
        match self.aim {
            Aim::Cancel => language
                .pick(
                    "Прошу отменить заказ и вернуть деньги.",
                    "Please cancel the order and refund the payment.",
                )
                .to_owned(),
            Aim::Find => fill(
                language.pick(
                    "Прошу сообщить, где сейчас посылка. Если в срок она не придёт, прошу %вернуть деньги.",
                    "Please tell me where the parcel is now. Should it not arrive in time, please %refund the payment.",
                ),
                &[dispute],
            ),
            Aim::FollowUp => self.follow_up(),
            // The money: all of it or a part (A6).
            Aim::Settle => {
                let (ru, en) = match order.problem {
                    Some(Problem::NotArrived) => {
                        ("Прошу %вернуть всю сумму%.%", "Please %refund the whole sum%.%")
                    }
                    Some(Problem::Incomplete) => (
                        "Прошу %вернуть деньги за то, чего не хватает, или всю сумму%.%",
                        "Please %refund what is missing, or the whole sum%.%",
                    ),
                    _ => (
                        "Прошу %вернуть всю сумму% или её часть.%",
                        "Please %refund the whole sum% or a part of it.%",
                    ),
                };
                let sum = in_brackets(*language, order.price.as_ref());
                fill(language.pick(ru, en), &[dispute, &sum, self.what_else(asks_seller)])
            }
        }
    }

    /// What follows if the money does not come, or although it is late.
    fn what_else(&self, asks_seller: bool) -> &'static str {
        if asks_seller {
            self.language.pick(
                " Если договориться не получится, останется открыть спор.",
                " If we cannot agree, a dispute will have to be opened.",
            )
        } else if self.assessment.phase == Phase::Expired {
            self.language.pick(
                " Если обычный срок уже вышел, прошу всё же рассмотреть обращение.",
                " Should the usual time be over, please consider my request all the same.",
            )
        } else {
            ""
        }
    }

    /// How it stands with what the shopper has recorded.
    fn follow_up(&self) -> String {
        let (event, ru, en) = match self.assessment.phase {
            Phase::Cancelled => (
                Event::Cancelled,
                "Отмена заказа%: %. Прошу подтвердить отмену и сообщить, когда вернутся деньги.",
                "Cancelled%: %. Please confirm the cancellation and tell me when the refund will come.",
            ),
            Phase::Refunded => (
                Event::Refunded,
                "Возврат%: %. Если деньги ещё не отправлены, прошу сообщить, когда их ждать.",
                "Refund%: %. If the money has not been sent yet, please tell me when to expect it.",
            ),
            _ => (
                Event::DisputeOpened,
                "Спор открыт%: %. Прошу сообщить, на каком этапе рассмотрение и когда ждать решения.",
                "Dispute opened%: %. Please tell me how far it has got and when a decision can be expected.",
            ),
        };
        let sum = if event == Event::Refunded { self.refund() } else { String::new() };
        let date = self.date(event).unwrap_or_default();
        fill(self.language.pick(ru, en), &[&sum, &date])
    }

    /// What came back, of how much.
    fn refund(&self) -> String {
        let Draft { language, order, .. } = self;
        match (&order.refund, &order.price) {
            (Some(refund), Some(price)) if refund != price => {
                let (refund, price) = (language.money(refund), language.money(price));
                fill(language.pick(" (% из %)", " (% of %)"), &[&refund, &price])
            }
            (refund, price) => in_brackets(*language, refund.as_ref().or(price.as_ref())),
        }
    }
}

/// A sum behind what it is of, or nothing.
fn in_brackets(language: Language, sum: Option<&Money>) -> String {
    sum.map_or(String::new(), |sum| fill(" (%)", &[&language.money(sum)]))
}

/// Whole days by the shopper's calendar: from a time, days that are over; from a date, dates.
fn days_since(from: Bounds, now: Instant, zone: &dyn Zone) -> i64 {
    let (from_local, now_local) = (local_time(zone, from.latest), local_time(zone, now));
    let dates = now_local.date().signed_duration_since(from_local.date()).num_days();
    let is_short = from.is_exact() && now_local.time() < from_local.time();
    (dates - i64::from(is_short)).max(0)
}
