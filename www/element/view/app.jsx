// The whole element: the form, the list or its empty state, the message bar, and the live region for screen
// readers.
// Imported by dispute-clock.js. It only draws, and keeps no state.

import { Attention } from './attention.jsx';
import { Cards } from './cards.jsx';
import { ClockNotice } from './clock-notice.jsx';
import { Empty } from './empty.jsx';
import { Finder, Totals } from './overview.jsx';
import { OrderForm } from './order-form.jsx';
import { keepFocusVisible, Message } from './message.jsx';
import { Paste } from './paste.jsx';
import { Reminders } from './reminders.jsx';
import { Root } from './root.jsx';
import { StorageNotice } from './storage-notice.jsx';
import { Transfer } from './transfer.jsx';

/**
 * @typedef {object} AppState
 * @property {import('../words.js').Words} words
 * @property {import('../rules.js').Rulebook[]} rulebooks
 * @property {import('../rules.js').Rulebook[]} offered   those to choose from, the default first
 * @property {boolean} compact
 * @property {import('../order-list.js').Entry[]} entries
 * @property {boolean} waiting   nothing may be drawn yet
 * @property {boolean} firstPass  draws only what comes first: the orders, or the form if there are none; the rest follows
 * @property {boolean} loading
 * @property {{ reason?: import('../keeping/database.js').Reason, wiped: boolean, unreadable: number }} storage
 * @property {number} clockSetBack   how far the device's clock was set back, in milliseconds
 * @property {number} finished   the number of orders that are over
 * @property {import('../features/overview.js').OverviewState} overview
 * @property {ReturnType<ReturnType<typeof import('../features/attention.js').createAttention>['state']>['attention']} attention
 * @property {import('../features/transfer.js').Dialog | undefined} transfer
 * @property {{ ahead: number, settled: number }} reminders
 * @property {import('../features/paste.js').PasteState} paste
 * @property {boolean} formOpen
 * @property {import('../input.js').Fields} draft
 * @property {Map<string, import('../features/editing.js').Form>} forms   the open forms, by order
 * @property {Map<string, any>} offers
 * @property {import('./message.jsx').Notice | undefined} notice
 * @property {string} announcement
 * @property {string} currency
 * @property {import('../model.js').Handlers} handlers
 */

/** @param {AppState} state */
export function App({ words, rulebooks, offered, compact, entries, waiting, firstPass, loading, storage, clockSetBack, finished, overview, attention, transfer, reminders, paste, formOpen, draft, forms, offers, notice, announcement, currency, handlers }) {
  const { t } = words;
  const empty = entries.length === 0;
  const several = entries.length > 1;
  const { totals, many, found, left } = overview;
  // The page's fallback content stays until the sentences have loaded.
  if (waiting) return <Root words={words} class="root" data-loading>{words.loading && <slot />}</Root>;
  return (
    <Root words={words} class={`root ${compact ? 'compact' : ''}`} data-loading={firstPass || undefined} onKeyUp={keepFocusVisible} onDragOver={handlers.drop} onDrop={handlers.drop}>
      <StorageNotice words={words} storage={storage} empty={empty} handlers={handlers} />
      <ClockNotice words={words} by={clockSetBack} handlers={handlers} />
      <div class={`layout ${empty ? 'layout-empty' : ''}`}>
        <section class={`panel ${formOpen || (empty && !compact) ? '' : 'panel-closed'}`} part="panel">
          <button type="button" class="button button-main panel-open" part="button button-main" data-action="open-form" onClick={handlers.openForm}>
            {t('form.add')}
          </button>
          <div class="panel-body">
            <div class="panel-head">
              <h2 class="panel-title">{t('form.add')}</h2>
              {(compact || !empty) && (
                <button type="button" class="link panel-close" data-action="close-form" onClick={handlers.closeForm}>
                  {t('form.close')}
                </button>
              )}
            </div>
            {(!firstPass || empty || formOpen) && (
              <OrderForm
                id="new"
                lead={(fill) => <Paste words={words} rulebooks={rulebooks} paste={paste} handlers={handlers} fill={fill} />}
                words={words}
                rulebooks={rulebooks}
                offered={offered}
                initial={draft}
                now={handlers.now}
                onSubmit={handlers.add}
                onDraft={handlers.keepDraft}
              />
            )}
          </div>
        </section>
        {(!firstPass || !empty) && (
          <section class="list" part="list" aria-labelledby="list-title">
            <h2 class="list-title" id="list-title" tabIndex={-1}>
              {t(empty ? 'empty.title' : 'list.title')}
            </h2>
            {loading && <p class="hint" data-loading>{t('transfer.reading')}</p>}
            {empty && !loading && !compact && <Empty words={words} book={offered[0]} now={handlers.now()} assess={handlers.assess} />}
            <p class="printed" data-printed>
              {t('print.at', { moment: words.instant(handlers.now(), handlers.now()) })}
              {left > 0 && ` ${t('list.shown', { shown: found - left, all: found })}`}
            </p>
            {several && <Totals words={words} totals={totals} now={handlers.now()} />}
            {many && <Finder words={words} overview={overview} handlers={handlers} />}
            {!empty && (
              <Cards
                words={words}
                rulebooks={rulebooks}
                offered={offered}
                entries={entries}
                overview={overview}
                forms={forms}
                offers={offers}
                currency={currency}
                handlers={handlers}
              />
            )}
            {!firstPass && !loading && <Reminders words={words} reminders={reminders} handlers={handlers} />}
            {!firstPass && finished > 0 && (
              <button type="button" class="button button-quiet" part="button" data-action="clear-finished" onClick={handlers.clearFinished}>
                {t('list.clear-finished', { count: finished })}
              </button>
            )}
            {!firstPass && !empty && <Attention words={words} attention={attention} handlers={handlers} />}
          </section>
        )}
      </div>
      {!firstPass && <Transfer words={words} empty={empty} dialog={transfer} handlers={handlers} />}
      <div class="message-place">{notice && <Message words={words} notice={notice} onClose={handlers.closeNotice} />}</div>
      <p class="announcer" role="status" aria-live="polite" data-announcer>
        {announcement || null}
      </p>
    </Root>
  );
}
