// The list itself: the drawn cards in their groups; more follow as the reader comes near the end. Reports which
// cards are in view. Imported by app.jsx.

import { useEffect, useRef, useState } from 'preact/hooks';
import { GroupHeading } from './overview.jsx';
import { OrderCard } from './order-card.jsx';

/** How far beyond the viewport the next cards are drawn. */
const PRELOAD_MARGIN = '1500px 0px';

/** @param {Pick<import('./app.jsx').AppState, 'words' | 'rulebooks' | 'offered' | 'entries' | 'overview' | 'forms' | 'offers' | 'currency' | 'handlers'>} props */
export function Cards({ words, rulebooks, offered, entries, overview, forms, offers, currency, handlers }) {
  const { groups, found, left, whole, growing } = overview;
  const list = useRef(/** @type {HTMLUListElement | null} */ (null));
  const observer = useIntersection((changes) => handlers.setInView(changes.map(({ target, isIntersecting }) => [idOf(target), isIntersecting])));
  useEffect(() => {
    for (const card of list.current?.querySelectorAll('[data-order]') ?? []) observer?.observe(card);
  });
  return (
    <>
      <ul class="cards" role="list" ref={list} onFocusIn={({ target }) => handlers.pin(idOf(/** @type {Element} */ (target).closest('[data-order]')))}>
        {groups.map((group) => [
          entries.length > 1 && group.count > 0 && (
            <GroupHeading key={`group ${group.id}`} words={words} group={group} onFold={handlers.foldClosed} />
          ),
          ...group.cards.map(({ entry, shown, place }) => (
            <OrderCard
              key={entry.id}
              words={words}
              rulebooks={rulebooks}
              offered={offered}
              entry={entry}
              hidden={!shown}
              place={whole ? undefined : place}
              of={whole ? undefined : found}
              foremost={entry === entries[0]}
              form={forms.get(entry.id)}
              offer={offers.get(entry.id)}
              handlers={handlers}
              currency={currency}
            />
          )),
        ]).flat()}
      </ul>
      {left > 0 && <More words={words} shown={found - left} all={found} growing={growing} handlers={handlers} />}
    </>
  );
}

/** @param {Element | null} card */
const idOf = (card) => card?.getAttribute('data-order') ?? '';

/**
 * Marks the place where the list may continue. While it is near the viewport, cards are added one by one, as frames
 * have time for them.
 *
 * @param {{ words: import('../words.js').Words, shown: number, all: number, growing: boolean, handlers: import('../model.js').Handlers }} props
 */
function More({ words, shown, all, growing, handlers }) {
  const [isNear, setNear] = useState(false);
  const place = useRef(/** @type {HTMLParagraphElement | null} */ (null));
  const observer = useIntersection((changes) => setNear(changes[changes.length - 1].isIntersecting), PRELOAD_MARGIN);
  useEffect(() => observer?.observe(/** @type {Element} */ (place.current)), []);
  useEffect(() => {
    if (!isNear || !growing) return;
    const frame = requestAnimationFrame(handlers.grow);
    return () => cancelAnimationFrame(frame);
  });
  return (
    <p class="list-more" ref={place} data-list-more>
      <button type="button" class="button" part="button" data-action="show-more" onClick={handlers.showMore}>
        {words.t('list.more')}
      </button>{' '}
      <span class="hint">{words.t('list.shown', { shown, all })}</span>
    </p>
  );
}

/**
 * An observer of what comes into view, or near it, for the life of the component; undefined where
 * nothing is displayed, as in jsdom.
 *
 * @param {(changes: IntersectionObserverEntry[]) => void} onChange @param {string} [rootMargin]
 */
function useIntersection(onChange, rootMargin) {
  const latest = useRef(onChange);
  latest.current = onChange;
  const [observer] = useState(() => globalThis.IntersectionObserver && new IntersectionObserver((changes) => latest.current(changes), { rootMargin }));
  useEffect(() => () => observer?.disconnect(), []);
  return observer;
}
