//! Which phrase a date or a sum belongs to. In «Оформлен 5 марта, 6 марта оплачен» the nearest
//! phrase before is wrong for the second date: parts of a clause come first, then the habit of the
//! line or block, which begins either with a phrase or with a date. For `intake` alone.

use super::tokens::{Gap, Span, Tokens};

/// How far a phrase is from what it may be about: the less, the likelier.
type Cost = (u8, bool, usize);

/// For each of some spans, in order, the index of the phrase it belongs to. A phrase is about one
/// thing at the most.
pub(super) fn link(tokens: &Tokens, spans: &[Span], labels: &[Span]) -> Vec<Option<usize>> {
    let mut pairs: Vec<(Cost, usize, usize)> = Vec::new();
    for (index, span) in spans.iter().enumerate() {
        let before = labels.partition_point(|label| label.first < span.first).checked_sub(1);
        let after = labels.partition_point(|label| label.first <= span.last);
        let previous = index.checked_sub(1).and_then(|previous| spans.get(previous));
        let next = spans.get(index + 1);
        if let Some(label) = before
            && let Some(cost) = cost_before(tokens, *span, labels[label], previous, spans, labels)
        {
            pairs.push((cost, index, label));
        }
        if let Some(label) = labels.get(after)
            && let Some(cost) = cost_after(tokens, *span, *label, next, spans, labels)
        {
            pairs.push((cost, index, after));
        }
    }
    pairs.sort_unstable();
    let mut linked = vec![None; spans.len()];
    let mut used = vec![false; labels.len()];
    for (_, span, label) in pairs {
        if linked[span].is_none() && !used[label] {
            linked[span] = Some(label);
            used[label] = true;
        }
    }
    linked
}

fn cost_before(
    tokens: &Tokens,
    span: Span,
    label: Span,
    previous: Option<&Span>,
    spans: &[Span],
    labels: &[Span],
) -> Option<Cost> {
    if previous.is_some_and(|previous| previous.first > label.first) {
        return None;
    }
    let near = nearness(tokens, label.last, span.first)?;
    // A line that has a date of its own is not the heading of another.
    if near > 2 && previous.is_some_and(|p| same_line(tokens, p.last, label.first)) {
        return None;
    }
    let against = !phrase_first(tokens, span.first, near, spans, labels);
    Some((near, against, span.first - label.last))
}

fn cost_after(
    tokens: &Tokens,
    span: Span,
    label: Span,
    next: Option<&Span>,
    spans: &[Span],
    labels: &[Span],
) -> Option<Cost> {
    if next.is_some_and(|next| next.first < label.first) {
        return None;
    }
    let near = nearness(tokens, span.last, label.first)?;
    let against = phrase_first(tokens, span.first, near, spans, labels);
    let next_on_line = next.is_some_and(|next| same_line(tokens, label.last, next.first));
    // Where phrases come first, the phrase after is that of the next; and a line that has a date
    // of its own does not speak of the line above.
    let of_next =
        if near > 2 { next_on_line || against } else { next_on_line && against && near > 0 };
    if of_next { None } else { Some((near, against, label.first - span.last)) }
}

fn same_line(tokens: &Tokens, a: usize, b: usize) -> bool {
    tokens.get(a).map(|token| token.line) == tokens.get(b).map(|token| token.line)
}

/// 0 in the same part of a clause, 1 in the same clause, 2 on the same line, 3 on the next line,
/// 4 past an empty line.
fn nearness(tokens: &Tokens, earlier: usize, later: usize) -> Option<u8> {
    let (a, b) = (tokens.get(earlier)?, tokens.get(later)?);
    match b.line.checked_sub(a.line)? {
        0 if a.part == b.part => Some(0),
        0 if a.clause == b.clause => Some(1),
        0 => Some(2),
        1 => {
            let gap = tokens.get(tokens.line_start(later))?.gap;
            Some(if gap == Gap::Paragraph { 4 } else { 3 })
        }
        _ => None,
    }
}

/// Whether the line of a token begins with a phrase; or its block, or the text, where the phrase
/// stands on another line, or in another block.
fn phrase_first(tokens: &Tokens, at: usize, near: u8, spans: &[Span], labels: &[Span]) -> bool {
    let scope = |at: usize| {
        tokens.get(at).map(|token| match near {
            0..=2 => token.line,
            3 => token.block,
            _ => 0,
        })
    };
    let here = scope(at);
    let first = |list: &[Span]| {
        let index = list.partition_point(|span| scope(span.first) < here);
        list.get(index).map(|span| span.first).filter(|first| scope(*first) == here)
    };
    match (first(labels), first(spans)) {
        (Some(label), Some(span)) => label < span,
        (label, _) => label.is_some(),
    }
}
