//! What a calendar entry says, in both languages, the reader's first: what ends or begins, of which
//! order, on whose word, and what to do. Rules come from the rulebook, dates from `words`.
//! For `reminders` alone.

use super::{Reminded, Settings};
use crate::assessment::{Deadline, Kind};
use crate::link::Link;
use crate::order::Order;
use crate::rulebook::{Action, Certainty, Rulebook, Source, Window};
use crate::words::{Language, clean, one_line};

/// So much of a title stands in the line that a phone shows.
const SHORT_TITLE: usize = 60;
/// Sources that an entry names.
const SOURCES: usize = 2;

/// Both languages, the reader's first.
fn languages(locale: &str) -> [Language; 2] {
    let first = Language::of(locale);
    [first, first.other()]
}

/// The one line of an entry.
pub(super) fn summary(
    reminded: &Reminded,
    window: &Window,
    kind: Kind,
    certainty: Certainty,
    locale: &str,
) -> String {
    let said = languages(locale).map(|language| {
        let what = match kind {
            Kind::Closes => language.pick("Срок истекает", "Time runs out"),
            Kind::Opens => language.pick("Уже можно", "Possible now"),
        };
        let doubt = match certainty {
            Certainty::Reported => language.pick(" (с чужих слов)", " (second-hand)"),
            Certainty::Stated | Certainty::Entered => "",
        };
        format!("{what}: {}{doubt}", window.title.in_locale(language.code()))
    });
    one_line(&format!("{} · {}", name(reminded.order, reminded.rulebook), said.join(" / ")))
}

/// The one line of an entry that is to go.
pub(super) fn summary_of_cancelled(window: &Window, name: Option<String>, locale: &str) -> String {
    let said = languages(locale).map(|language| {
        let what = language.pick("Больше не нужно", "No longer needed");
        format!("{what}: {}", window.title.in_locale(language.code()))
    });
    let said = one_line(&said.join(" / "));
    name.map_or(said.clone(), |name| format!("{name} · {said}"))
}

/// The order in a few words: its title, else its number, else where it was placed.
pub(super) fn name(order: &Order, rulebook: &Rulebook) -> String {
    let title = order.title.as_deref().map(one_line).filter(|title| !title.is_empty());
    let number = || order.number.as_deref().map(one_line).filter(|number| !number.is_empty());
    if let Some(title) = title {
        if title.chars().count() <= SHORT_TITLE {
            return title;
        }
        let short: String = title.chars().take(SHORT_TITLE - 1).collect();
        return format!("{}…", short.trim_end());
    }
    let market = one_line(&rulebook.name);
    number().map_or_else(|| market.clone(), |number| format!("{market} {number}"))
}

/// All that an entry says.
pub(super) fn description(
    reminded: &Reminded,
    window: &Window,
    deadline: &Deadline,
    settings: Settings,
) -> String {
    let mut blocks: Vec<_> = languages(settings.locale)
        .map(|language| in_language(language, reminded, window, deadline, settings).join("\n"))
        .into();
    blocks.extend(reminded.link.as_ref().map(|link| link_text(link, settings.locale)));
    blocks.join("\n\n")
}

fn in_language(
    language: Language,
    reminded: &Reminded,
    window: &Window,
    deadline: &Deadline,
    settings: Settings,
) -> Vec<String> {
    let Reminded { order, rulebook, .. } = reminded;
    let mut lines = Vec::new();
    lines.extend(order.title.as_deref().map(clean).filter(|title| !title.trim().is_empty()));
    lines.push(facts(language, order, rulebook));
    lines.push(format!(
        "{}: {}",
        window.title.in_locale(language.code()),
        when(language, deadline, settings)
    ));
    lines.push(word(language, window, deadline, rulebook));
    for action in rulebook.actions.iter().filter(|action| is_for(action, window, order)) {
        lines.push(format!("{}:", action.title.in_locale(language.code())));
        let steps = action.steps.iter().zip(1..);
        lines.extend(
            steps.map(|(step, number)| format!("{number}. {}", step.in_locale(language.code()))),
        );
    }
    lines
}

/// Where the order was placed, its number, its price.
fn facts(language: Language, order: &Order, rulebook: &Rulebook) -> String {
    let mut facts = vec![rulebook.name.clone()];
    let number = order.number.as_deref().map(one_line).filter(|number| !number.is_empty());
    facts
        .extend(number.map(|number| format!("{} {number}", language.pick("заказ №", "order no."))));
    facts.extend(order.price.as_ref().map(|price| language.money(price)));
    facts.join(" · ")
}

fn when(language: Language, deadline: &Deadline, settings: Settings) -> String {
    let zone = settings.zone;
    let moment = |at| match deadline.kind {
        Kind::Closes => language.until(at, zone),
        Kind::Opens => language.from(at, zone),
    };
    let (until, from) = (language.pick("до", "until"), language.pick("с", "from"));
    let word = if deadline.kind == Kind::Closes { until } else { from };
    if deadline.exact {
        return format!("{word} {}.", moment(deadline.at));
    }
    let other = if deadline.kind == Kind::Closes { deadline.latest } else { deadline.earliest };
    let (surely, perhaps) = match deadline.kind {
        Kind::Closes => language.pick(("наверняка", "возможно, и"), ("surely", "perhaps even")),
        Kind::Opens => language.pick(("наверняка", "возможно, уже"), ("surely", "perhaps already")),
    };
    let why = language.pick("Точное время неизвестно.", "The exact time is not known.");
    format!("{surely} {word} {}; {perhaps} {word} {}. {why}", moment(deadline.at), moment(other))
}

/// On whose word a deadline stands.
fn word(language: Language, window: &Window, deadline: &Deadline, rulebook: &Rulebook) -> String {
    let certainty = match deadline.certainty {
        Certainty::Entered => {
            return language
                .pick("Срок — со страницы заказа.", "The date is from the order's own page.")
                .to_owned();
        }
        Certainty::Reported => language.pick(
            "Срок — с чужих слов и может отличаться. ",
            "The date is second-hand and may differ. ",
        ),
        Certainty::Stated => "",
    };
    let end = match deadline.kind {
        Kind::Closes => window.closes.as_ref(),
        Kind::Opens => window.opens.as_ref(),
    };
    let rules = end.map_or(&[][..], |end| &end.rules);
    let mut sources: Vec<&Source> = Vec::new();
    for source in rules.iter().flat_map(|rule| rulebook.sources_of(rule)) {
        if sources.len() < SOURCES && !sources.iter().any(|known| std::ptr::eq(*known, source)) {
            sources.push(source);
        }
    }
    let sources: Vec<_> = sources
        .iter()
        .map(|source| {
            let dated = source.published.as_deref().map_or_else(
                || format!("{} {}", language.pick("прочитано", "read"), source.read),
                str::to_owned,
            );
            format!("{} ({dated})", source.title.in_locale(language.code()))
        })
        .collect();
    format!("{certainty}{}: {}.", language.pick("Источник", "Source"), sources.join("; "))
}

/// Whether an action is what the window is for.
fn is_for(action: &Action, window: &Window, order: &Order) -> bool {
    let problems = &action.when.problems;
    action.when.window.as_ref() == Some(&window.id)
        && (problems.is_empty() || order.problem.is_none_or(|problem| problems.contains(&problem)))
}

fn link_text(link: &Link, locale: &str) -> String {
    let said = languages(locale).map(|language| {
        let note = language.pick(", кроме заметки", ", except the note");
        let except = if link.without_note { note } else { "" };
        let what =
            language.pick("Вернуть этот заказ на страницу", "Bring this order back to the page");
        format!("{what}{except}")
    });
    format!("{}:\n{}", said.join(" / "), link.address)
}
