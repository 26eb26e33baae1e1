// Above the cards: the money at stake, and a search and filter once there are too many orders to
// take in at a glance; between them the group headings. Imported by app.jsx and cards.jsx.

import { deadlineText } from './countdown.jsx';

/** @typedef {import('../words.js').Words} Words */
/** @typedef {import('../features/overview.js').OverviewState} OverviewState */

/** @param {{ words: Words, totals: import('../features/overview.js').Totals, now: number }} props */
export function Totals({ words, totals: { waiting, claim, returned, unpriced }, now }) {
  const { t } = words;
  if (waiting.length + claim.length + returned.length === 0) return null;
  return (
    <div class="totals" part="totals" data-totals>
      <dl class="totals-list">
        {claim.length > 0 && (
          <div class="total total-claim" data-total="claim">
            <dt>{t('totals.claim')}</dt>
            {claim.map(({ money, deadline }) => (
              <dd key={money.currency}>
                <span class="total-sum">{words.money(money)}</span>{' '}
                {deadline && <span class="total-by">{deadlineText(words, deadline, now)}</span>}
              </dd>
            ))}
          </div>
        )}
        <Sums words={words} id="waiting" title={t('totals.waiting')} sums={waiting} />
        <Sums words={words} id="returned" title={t('totals.returned')} sums={returned} />
      </dl>
      {unpriced > 0 && <p class="hint">{t('totals.unpriced', { count: unpriced })}</p>}
    </div>
  );
}

/** @param {{ words: Words, id: string, title: string, sums: import('../money.js').Money[] }} props */
function Sums({ words, id, title, sums }) {
  if (sums.length === 0) return null;
  return (
    <div class="total" data-total={id}>
      <dt>{title}</dt>
      {sums.map((money) => (
        <dd key={money.currency}>
          <span class="total-sum">{words.money(money)}</span>
        </dd>
      ))}
    </div>
  );
}

/** @param {{ words: Words, overview: OverviewState, handlers: import('../model.js').Handlers }} props */
export function Finder({ words, overview, handlers }) {
  const { t } = words;
  const { groups, query, filter, searching, found } = overview;
  const all = groups.reduce((sum, { count }) => sum + count, 0);
  return (
    <div class="finder" role="search" part="finder" data-finder>
      <label class="label" for="search">
        {t('search.label')}
      </label>
      <input
        class="input"
        part="input"
        id="search"
        type="search"
        data-field="search"
        autocomplete="off"
        value={query}
        placeholder={t('search.placeholder')}
        onInput={(event) => handlers.search(event.currentTarget.value)}
      />
      <div class="quick" role="group" aria-label={t('filter.label')}>
        {[{ id: /** @type {const} */ ('all'), count: all }, ...groups].map(({ id, count }) => (
          <button
            type="button"
            class="chip"
            key={id}
            data-action={`filter-${id}`}
            aria-pressed={filter === id}
            onClick={() => handlers.filterBy(id)}
          >
            {t(`filter.${id}`)} <span class="chip-count">{String(count)}</span>
          </button>
        ))}
      </div>
      <p class="hint" role="status" data-found>
        {(searching || filter !== 'all') && (found > 0 ? t('search.found', { count: found }) : t('search.none'))}
      </p>
      {found === 0 && (
        <button type="button" class="button" part="button" data-action="show-all" onClick={handlers.showAll}>
          {t('search.all')}
        </button>
      )}
    </div>
  );
}

/**
 * The heading of a group, an item of the same list as the cards: so a card that changes its group
 * moves, and keeps what is being typed into it.
 *
 * @param {{ words: Words, group: OverviewState['groups'][number], onFold: () => void }} props
 */
export function GroupHeading({ words, group: { id, count, folded, found, cards }, onFold }) {
  const { t } = words;
  // No heading without cards: not until the first of its group is drawn.
  const shown = found > 0 && cards.length > 0;
  if (id !== 'closed') {
    return (
      <li class="group" hidden={!shown} data-group={id}>
        <h2 class="group-title">
          {t(`group.${id}`)} <span class="group-count">{count}</span>
        </h2>
      </li>
    );
  }
  return (
    <li class="group" data-group={id}>
      <h2 class="group-title">
        <button type="button" class="group-fold" aria-expanded={!folded} data-action="fold-closed" onClick={onFold}>
          {t('group.closed')} <span class="group-count">{count}</span>
        </button>
      </h2>
    </li>
  );
}
