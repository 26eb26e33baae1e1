//! The texts of a calendar entry in both languages, the reader's first: what ends or begins, for
//! which order, how certain it is, and what to do. Rules come from the rulebook, dates from
//! `words`. For `reminders` only.

use super::{Reminded, Settings};
use crate::assessment::{Deadline, Kind};
use crate::error::decimal;
use crate::order::Order;
use crate::rulebook::{Action, Certainty, End, Rulebook, Source, Window};
use crate::words::{Language, append_filled, clean, fill, one_line, optional_line};

/// How much of a title fits the line that a phone shows.
const SHORT_TITLE: usize = 60;
/// How many sources an entry names.
const SOURCES: usize = 2;

/// A text in both languages, the reader's first.
fn bilingual(locale: &str, separator: &str, write: &dyn Fn(Language) -> String) -> String {
    let first = Language::of(locale);
    write(first) + separator + &write(first.other())
}

/// The rulebook's definition of an end of a window.
pub(super) fn definition(window: &Window, kind: Kind) -> Option<&End> {
    match kind {
        Kind::Closes => window.closes.as_ref(),
        Kind::Opens => window.opens.as_ref(),
    }
}

/// The summary of an entry.
pub(super) fn summary(
    reminded: &Reminded,
    window: &Window,
    deadline: &Deadline,
    locale: &str,
) -> String {
    let what = match deadline.kind {
        Kind::Closes => "Срок истекает: %%|Time runs out: %%",
        Kind::Opens => "Уже можно: %%|Possible now: %%",
    };
    let doubt = match deadline.certainty {
        Certainty::Reported => " (с чужих слов)| (second-hand)",
        Certainty::Stated | Certainty::Entered => "",
    };
    let text = bilingual(locale, " / ", &|language| {
        let title = window.title.in_locale(language.code());
        language.fill(what, &[title, language.text(doubt)])
    });
    one_line(&fill("% · %", &[&name(reminded.order, reminded.rulebook), &text]))
}

/// The summary of an entry to be removed.
pub(super) fn no_longer_needed(window: &Window, locale: &str) -> String {
    one_line(&bilingual(locale, " / ", &|language| {
        let title = window.title.in_locale(language.code());
        language.fill("Больше не нужно: %|No longer needed: %", &[title])
    }))
}

/// A short name for the order: its title, else the marketplace and, if known, the order number.
pub(super) fn name(order: &Order, rulebook: &Rulebook) -> String {
    let mut title = optional_line(&order.title);
    if !title.is_empty() {
        // An ellipsis replaces the last character kept.
        let (mut short, mut length) = (String::new(), 0);
        for c in title.chars() {
            length += 1;
            if length < SHORT_TITLE {
                short.push(c);
            }
        }
        if length > SHORT_TITLE {
            title = short.trim_end().to_owned() + "…";
        }
        return title;
    }
    let market = one_line(&rulebook.name);
    let number = optional_line(&order.number);
    if number.is_empty() { market } else { market + " " + &number }
}

/// The description of an entry.
pub(super) fn description(
    reminded: &Reminded,
    window: &Window,
    deadline: &Deadline,
    settings: Settings,
) -> String {
    let mut text = bilingual(settings.locale, "\n\n", &|language| {
        description_in(language, reminded, window, deadline, settings)
    });
    if let Some(link) = &reminded.link {
        let what = match link.without_note {
            false => "Вернуть этот заказ на страницу|Bring this order back to the page",
            true => {
                "Вернуть этот заказ на страницу, кроме заметки|\
                 Bring this order back to the page, except the note"
            }
        };
        let what = bilingual(settings.locale, " / ", &|language| language.text(what).to_owned());
        append_filled(&mut text, "\n\n%:\n%", &[&what, &link.address]);
    }
    text
}

fn description_in(
    language: Language,
    reminded: &Reminded,
    window: &Window,
    deadline: &Deadline,
    settings: Settings,
) -> String {
    let Reminded { order, rulebook, .. } = reminded;
    let code = language.code();
    let mut text = String::new();
    let title = clean(order.title.as_deref().unwrap_or_default());
    if !title.trim().is_empty() {
        text = title + "\n";
    }
    text += &rulebook.name;
    let number = optional_line(&order.number);
    if !number.is_empty() {
        append_filled(&mut text, language.text(" · заказ № %| · order no. %"), &[&number]);
    }
    if let Some(price) = &order.price {
        append_filled(&mut text, " · %", &[&language.money(price)]);
    }
    let when = time_text(language, deadline, settings);
    let certainty = certainty_text(language, window, deadline, rulebook);
    append_filled(&mut text, "\n%: %\n%", &[window.title.in_locale(code), &when, &certainty]);
    for action in &rulebook.actions {
        if !belongs_to(action, window, order) {
            continue;
        }
        append_filled(&mut text, "\n%:", &[action.title.in_locale(code)]);
        let mut number = 0;
        for step in &action.steps {
            number += 1;
            append_filled(&mut text, "\n%. %", &[&decimal(number), step.in_locale(code)]);
        }
    }
    text
}

fn time_text(language: Language, deadline: &Deadline, settings: Settings) -> String {
    let zone = settings.zone;
    let is_closing = deadline.kind == Kind::Closes;
    let moment = |at| if is_closing { language.until(at, zone) } else { language.from(at, zone) };
    // What is only known at second hand is never certain.
    let is_reported = deadline.certainty == Certainty::Reported;
    let (exactly, range, other) = if is_closing {
        let range = "наверняка до %; возможно, и до %|surely until %; perhaps even until %";
        ("до %|until %", range, deadline.latest)
    } else {
        let range = "наверняка с %; возможно, уже с %|surely from %; perhaps already from %";
        ("с %|from %", range, deadline.earliest)
    };
    let template = if is_reported || deadline.at == other { exactly } else { range };
    let hedge = if is_reported { "предположительно |probably " } else { "|" };
    let mut text = language.text(hedge).to_owned();
    append_filled(&mut text, language.text(template), &[&moment(deadline.at), &moment(other)]);
    text += language.text(match deadline.exact {
        true => ".|.",
        false => ". Точное время неизвестно.|. The exact time is not known.",
    });
    text
}

/// How certain a deadline is.
fn certainty_text(
    language: Language,
    window: &Window,
    deadline: &Deadline,
    rulebook: &Rulebook,
) -> String {
    let template = match deadline.certainty {
        Certainty::Entered => "Срок — со страницы заказа.|The date is from the order's own page.",
        Certainty::Reported => {
            "Срок — с чужих слов и может отличаться. Источник: %.|\
             The date is second-hand and may differ. Source: %."
        }
        Certainty::Stated => "Источник: %.|Source: %.",
    };
    let rules = definition(window, deadline.kind).map_or(&[][..], |end| &end.rules);
    let mut sources: Vec<&Source> = Vec::new();
    let mut named = String::new();
    for rule in rules {
        for source in rulebook.sources_of(rule) {
            let is_named = sources.iter().any(|known| std::ptr::eq(*known, source));
            if is_named || sources.len() == SOURCES {
                continue;
            }
            if !sources.is_empty() {
                named += "; ";
            }
            sources.push(source);
            let title = source.title.in_locale(language.code());
            named += &match &source.published {
                Some(published) => fill("% (%)", &[title, published]),
                None => language.fill("% (прочитано %)|% (read %)", &[title, &source.read]),
            };
        }
    }
    language.fill(template, &[&named])
}

/// Whether an action is what the window is for.
fn belongs_to(action: &Action, window: &Window, order: &Order) -> bool {
    let problems = &action.when.problems;
    action.when.window.as_ref() == Some(&window.id)
        && (problems.is_empty() || order.problem.is_none_or(|problem| problems.contains(&problem)))
}
