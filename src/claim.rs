//! The message to support, or to the seller if the marketplace has shoppers write there: what was
//! ordered, what happened when, what is wrong and what is requested, and nothing that the order
//! does not say. Uses `assessment`, `rulebook` and `words`; for `wire` and embedders.

use crate::assessment::{Assessment, Context, Course, assess};
use crate::error::{Code, Fault, Result, decimal};
use crate::moment::Bounds;
use crate::order::{Event, Money, Order, Problem};
use crate::rulebook::{Contact, Phase, Purpose, Rulebook};
use crate::words::{Language, append_filled, fill, one_line, optional_line};
use crate::zone::{bounds_of, local_time};
use chrono::Datelike;

/// Writes a short, polite message about an order, in Russian or English, to whom the marketplace
/// has shoppers write.
///
/// `problem` takes precedence over the order's own. If an order is not in hand and has no problem,
/// the problem is that nothing arrived. While the order can, or perhaps can, be cancelled, the
/// message asks for that; once it is cancelled, in dispute or refunded, the message asks how things
/// stand.
///
/// # Errors
/// What [`assess`] refuses; `required` at `problem` if the order is in hand or completed and no
/// problem is given; `contradiction` at `options.problem` if the order is in hand and the problem
/// is that nothing arrived.
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
    draft(order.clone(), problem, context)
}

/// As [`draft_claim`], of an order that nobody else needs.
pub(crate) fn draft(
    mut order: Order,
    problem: Option<Problem>,
    context: Context,
) -> Result<String> {
    let in_hand = order.events.has(Event::Received);
    if problem == Some(Problem::NotArrived) && in_hand {
        let expected = "a problem that one sees with the parcel in hand";
        return Err(Fault::new(Code::Contradiction, "options.problem", expected).into());
    }
    let stated = problem.or(order.problem);
    // A shopper who is done with an order and reports no problem has nothing to ask for.
    let overdue = !in_hand && !order.events.has(Event::Completed);
    order.problem = stated.or(overdue.then_some(Problem::NotArrived));
    let assessment = assess(&order, context)?;
    let aim = aim(&assessment, order.problem);
    if aim == Aim::Settle && order.problem.is_none() {
        let expected = "what is wrong: incomplete, poor-quality or not-as-described";
        return Err(Fault::new(Code::Required, "problem", expected).into());
    }
    let language = Language::of(context.locale);
    let mut draft = Draft {
        message: String::new(),
        language,
        order: &order,
        aim,
        assessment: &assessment,
        context,
    };
    draft.say("Здравствуйте!|Hello,", &[]);
    draft.subject();
    draft.dates();
    draft.facts();
    draft.proof();
    draft.request();
    draft.say("\n\nСпасибо!|\n\nThank you.", &[]);
    Ok(draft.message)
}

/// What the message is meant to achieve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Aim {
    /// Cancel the order.
    Cancel,
    /// Find out where the parcel is, before a dispute is due or perhaps due.
    Find,
    /// Get back the money, or a part of it, for what is wrong.
    Settle,
    /// Find out the state of an earlier request.
    FollowUp,
}

fn aim(assessment: &Assessment, problem: Option<Problem>) -> Aim {
    let not_arrived = problem == Some(Problem::NotArrived);
    // An order in the waiting phase only has actions that are perhaps possible.
    let has_action =
        |purpose| assessment.actions.iter().any(|action| action.purpose == Some(purpose));
    match assessment.phase {
        Phase::Cancelled | Phase::InDispute | Phase::Refunded => Aim::FollowUp,
        Phase::Cancellable if not_arrived => Aim::Cancel,
        Phase::Waiting if not_arrived && has_action(Purpose::Cancel) => Aim::Cancel,
        Phase::Waiting if not_arrived && !has_action(Purpose::Dispute) => Aim::Find,
        _ => Aim::Settle,
    }
}

/// The message being written.
struct Draft<'a> {
    message: String,
    language: Language,
    order: &'a Order,
    aim: Aim,
    assessment: &'a Assessment<'a>,
    context: Context<'a>,
}

impl Draft<'_> {
    /// Appends a bilingual text, with its placeholders filled in.
    fn say(&mut self, both: &'static str, with: &[&str]) {
        append_filled(&mut self.message, self.language.text(both), with);
    }

    fn bounds(&self, event: Event) -> Option<Bounds> {
        let moment = if event == Event::Ordered {
            Some(self.order.ordered)
        } else {
            self.order.events.get(event)
        };
        moment.map(|moment| bounds_of(self.context.zone, moment))
    }

    /// When an event happened, in words.
    fn date(&self, event: Event) -> Option<String> {
        self.bounds(event).map(|bounds| self.language.moment(bounds, self.context.zone))
    }

    /// An amount in words, or nothing.
    fn money(&self, amount: &Option<Money>) -> String {
        amount.as_ref().map_or(String::new(), |amount| self.language.money(amount))
    }

    /// Which order the message is about.
    fn subject(&mut self) {
        let Draft { order, .. } = *self;
        let number = optional_line(&order.number);
        let title = self.language.quotable(&optional_line(&order.title));
        let price = self.money(&order.price);
        self.say("\n\nПишу о заказе|\n\nI am writing about my order", &[]);
        if !number.is_empty() {
            self.say(" № %| no. %", &[&number]);
        }
        let template = match (title.is_empty(), price.is_empty()) {
            (false, false) => " («%», %).| (“%”, %).",
            (false, true) => " («%»%).| (“%”%).",
            (true, false) => " (%%).| (%%).",
            (true, true) => ".|.",
        };
        self.say(template, &[&title, &price]);
    }

    /// What happened when, one line each.
    fn dates(&mut self) {
        for (event, line) in [
            (Event::Ordered, "\nОформлен: %|\nOrdered: %"),
            (Event::Paid, "\nОплачен: %|\nPaid: %"),
            (Event::Dispatched, "\nОтправлен: %|\nDispatched: %"),
            (Event::DeliveryDue, "\nСрок доставки: %|\nDelivery due: %"),
            (Event::Received, "\nПолучен: %|\nReceived: %"),
        ] {
            if let Some(date) = self.date(event) {
                self.say(line, &[&date]);
            }
        }
    }

    /// How many days have passed since the order, or since the parcel was received, and what is
    /// wrong.
    fn facts(&mut self) {
        let Draft { language, context, .. } = *self;
        let since = match self.order.events.has(Event::Received) {
            true => Event::Received,
            false => Event::Ordered,
        };
        let days = self.bounds(since).map_or(0, |since| days_since(since, context));
        let mut between = "\n\n%|\n\n%";
        if days > 0 && self.aim != Aim::FollowUp {
            let have_passed = language.plural(days, "прошёл прошло прошло|has have");
            let number = language.plural(days, "день дня дней|day days");
            let days = decimal(days);
            let since = language.text(match since {
                Event::Received => "С получения|the parcel came",
                _ => "С даты заказа|the order",
            });
            self.message += "\n\n";
            self.message += &match language {
                Language::Ru => fill("% % % %.", &[since, have_passed, &days, number]),
                Language::En => fill("% % % passed since %.", &[&days, number, have_passed, since]),
            };
            between = " %| %";
        }
        if let Some(problem) = self.problem() {
            self.say(between, &[self.language.text(problem)]);
        }
    }

    /// What is wrong.
    fn problem(&self) -> Option<&'static str> {
        let sentence = match self.order.problem? {
            Problem::NotArrived if matches!(self.aim, Aim::Cancel | Aim::FollowUp) => return None,
            Problem::NotArrived => "Посылка до сих пор не пришла.|The parcel has not arrived.",
            Problem::Incomplete => {
                "Посылка пришла, но в ней не всё.|\
                 The parcel came, but a part of the order is missing."
            }
            Problem::PoorQuality => {
                "Посылка пришла, но качество товара не такое, как заявлено.|\
                 The parcel came, but the quality of the goods is not as claimed."
            }
            Problem::NotAsDescribed => {
                "Посылка пришла, но в ней не то, что описано на странице товара.|\
                 The parcel came, but it is not what the product page describes."
            }
        };
        Some(sentence)
    }

    /// The evidence the shopper has.
    fn proof(&mut self) {
        let mut line = "\n\nДоказательства:\n— %|\n\nMy proof:\n— %";
        for item in &self.assessment.proof {
            if item.done {
                self.say(line, &[&one_line(item.title)]);
                line = "\n— %|\n— %";
            }
        }
    }

    /// What the message asks for.
    fn request(&mut self) {
        let Draft { language, order, .. } = *self;
        let Rulebook { contact, ref windows, .. } = *self.context.rulebook;
        let asks_seller = contact == Contact::Seller;
        let has_disputes = windows.iter().any(|window| window.purpose == Purpose::Dispute);
        let dispute = match has_disputes && !asks_seller {
            true => language.text("открыть спор и |open a dispute and "),
            false => "",
        };
        self.message += "\n\n";
        // The money, in full or in part (A6).
        let template = match (self.aim, order.problem) {
            (Aim::FollowUp, _) => return self.follow_up(),
            (Aim::Cancel, _) => {
                "Прошу отменить заказ и вернуть деньги.|\
                 Please cancel the order and refund the payment."
            }
            (Aim::Find, _) => {
                "Прошу сообщить, где сейчас посылка. Если в срок она не придёт, прошу %вернуть деньги.|\
                 Please tell me where the parcel is now. Should it not arrive in time, please %refund \
                 the payment."
            }
            (_, Some(Problem::NotArrived)) => {
                "Прошу %вернуть всю сумму%.%|Please %refund the full amount%.%"
            }
            (_, Some(Problem::Incomplete)) => {
                "Прошу %вернуть деньги за то, чего не хватает, или всю сумму%.%|\
                 Please %refund what is missing, or the full amount%.%"
            }
            _ => {
                "Прошу %вернуть всю сумму% или её часть.%|\
                 Please %refund the full amount% or a part of it.%"
            }
        };
        let amount = in_parentheses(self.money(&order.price));
        self.say(
            template,
            &[dispute, &amount, language.text(self.fallback(has_disputes && asks_seller))],
        );
    }

    /// What follows if the money does not come, or although it is late.
    fn fallback(&self, shopper_opens_disputes: bool) -> &'static str {
        if shopper_opens_disputes && self.may_dispute() {
            " Если договориться не получится, останется открыть спор.| \
             If we cannot agree, a dispute will have to be opened."
        } else if self.assessment.phase == Phase::Expired {
            " Если обычный срок уже вышел, прошу всё же рассмотреть обращение.| \
             If the usual time is over, please consider my request anyway."
        } else {
            ""
        }
    }

    /// Whether the shopper may still open a dispute, now or later, as far as is known.
    fn may_dispute(&self) -> bool {
        let course = Course::of(self.order, self.context);
        course.is_ok_and(|course| course.may_dispute())
    }

    /// Asks about the state of what the shopper has recorded.
    fn follow_up(&mut self) {
        let (event, template) = match self.assessment.phase {
            Phase::Cancelled => (
                Event::Cancelled,
                "Отмена заказа%: %. Прошу подтвердить отмену и сообщить, когда вернутся деньги.|\
                 Cancelled%: %. Please confirm the cancellation and tell me when the refund will come.",
            ),
            Phase::Refunded => (
                Event::Refunded,
                "Возврат%: %. Если деньги ещё не отправлены, прошу сообщить, когда их ждать.|\
                 Refund%: %. If the money has not been sent yet, please tell me when to expect it.",
            ),
            _ => (
                Event::DisputeOpened,
                "Спор открыт%: %. Прошу сообщить, на каком этапе рассмотрение и когда ждать решения.|\
                 Dispute opened%: %. Please tell me how far it has got and when a decision can be \
                 expected.",
            ),
        };
        let amount = if event == Event::Refunded { self.refund() } else { String::new() };
        let date = self.date(event).unwrap_or_default();
        self.say(template, &[&amount, &date]);
    }

    /// How much was refunded, of how much.
    fn refund(&self) -> String {
        let Draft { language, order, .. } = self;
        let (refund, price) = (self.money(&order.refund), self.money(&order.price));
        if refund.is_empty() || refund == price {
            in_parentheses(price)
        } else if price.is_empty() {
            in_parentheses(refund)
        } else {
            language.fill(" (% из %)| (% of %)", &[&refund, &price])
        }
    }
}

/// An amount in parentheses, or nothing.
fn in_parentheses(amount: String) -> String {
    if amount.is_empty() { amount } else { fill(" (%)", &[&amount]) }
}

/// Whole days in the shopper's calendar: from a time, full days elapsed; from a date, dates. Zero
/// or negative if a date of another zone has not ended here.
fn days_since(from: Bounds, context: Context) -> i64 {
    let Context { now, zone, .. } = context;
    let (from_local, now_local) = (local_time(zone, from.latest), local_time(zone, now));
    let dates = now_local.num_days_from_ce() - from_local.num_days_from_ce();
    let is_partial_day = from.is_exact() && now_local.time() < from_local.time();
    i64::from(dates - i32::from(is_partial_day))
}
