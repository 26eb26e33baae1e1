// One order: its phase, the countdown, the ruler, what to do now and why; and what can be
// done with the card itself. Redrawn only when its entry, the words or its mode change.
// Imported by app.jsx.

import { Component } from 'preact';
import { toDateAndTime, toFields } from '../input.js';
import { Actions } from './actions.jsx';
import { Countdown } from './countdown.jsx';
import { errorSentence, OrderForm } from './order-form.jsx';
import { Reasons } from './reasons.jsx';
import { ReceivedForm } from './received-form.jsx';
import { Timeline } from './timeline.jsx';

/** Phases in which a parcel may still come, or has come and may still be complained about. */
const OPEN_PHASES = ['cancellable', 'waiting', 'disputable', 'received', 'claimable', 'expired'];

/** @param {Mode} mode @returns {mode is 'receivedDate' | 'receivedTime'} */
const isReceiving = (mode) => mode === 'receivedDate' || mode === 'receivedTime';

/** @param {string} event @returns {Mode} */
const timeFieldOf = (event) =>
  event === 'received' ? 'receivedTime' : event === 'paid' ? 'paidTime' : 'orderedTime';

/**
 * What an order is called where its name is needed in a sentence.
 *
 * @param {any} order @param {import('../words.js').Words} words @param {number} now
 */
export function nameOf(order, words, now) {
  if (order.title) return order.title;
  const { date } = toDateAndTime(order.ordered, words.timeZone);
  return date ? words.t('order.untitled', { date: words.day(date, now) }) : words.t('order.nameless');
}

/**
 * What the card shows: the order, or one of its forms with the cursor in a field.
 *
 * @typedef {'view' | 'orderedDate' | 'orderedTime' | 'paidTime' | 'receivedDate' | 'receivedTime'} Mode
 */

/**
 * @typedef {object} CardProps
 * @property {import('../words.js').Words} words
 * @property {import('../order-list.js').Entry} entry
 * @property {boolean} foremost
 * @property {Mode} mode
 * @property {import('../model.js').Handlers} handlers
 * @property {string} currency
 */

/** @extends {Component<CardProps>} */
export class OrderCard extends Component {
  /** @override @param {CardProps} next */
  shouldComponentUpdate(next) {
    const { entry, words, mode } = this.props;
    return entry !== next.entry || words !== next.words || mode !== next.mode;
  }

  /** @override */
  render() {
    const { words, entry, mode, handlers, currency } = this.props;
    const { t } = words;
    const { id, order, assessment } = entry;
    const phase = assessment?.phase ?? 'error';
    const name = nameOf(order, words, handlers.now());
    const domId = `order-${id}`;
    return (
      <li class="card" part="order" data-order={id} data-phase={phase}>
        <article aria-labelledby={`${domId}-title`}>
          <header class="card-head">
            <p class="card-meta">
              <span class="badge" part="badge" data-phase={phase}>
                {t(`phase.${phase}`)}
              </span>
              {order.price && <span class="price">{words.money(order.price)}</span>}
            </p>
            <h3 class="card-title" id={`${domId}-title`} tabIndex={-1}>
              {name}
            </h3>
          </header>
          {mode !== 'view' && !isReceiving(mode) ? (
            <OrderForm
              id={domId}
              words={words}
              initial={toFields(order, words.timeZone, currency)}
              now={handlers.now}
              focus={mode}
              submitLabel={t('form.save')}
              cancelLabel={t('form.cancel')}
              onSubmit={(fields, unreadable) => handlers.change(id, fields, unreadable)}
              onCancel={() => handlers.setMode(id, 'view')}
            />
          ) : (
            this.body(domId, name)
          )}
        </article>
      </li>
    );
  }

  /** @param {string} domId @param {string} name */
  body(domId, name) {
    const { words, entry, mode, handlers, foremost } = this.props;
    const { t } = words;
    const { id, order, assessment, error } = entry;
    return (
      <>
        {assessment && (
          <>
            <Countdown words={words} assessment={assessment} id={domId} onAddTime={(event) => handlers.setMode(id, timeFieldOf(event))} />
            <Timeline words={words} assessment={assessment} />
            {isReceiving(mode) ? (
              <ReceivedForm
                id={domId}
                words={words}
                order={order}
                focus={mode}
                now={handlers.now}
                onSubmit={(received, unreadable) => handlers.receive(id, received, unreadable)}
                onCancel={() => handlers.setMode(id, 'view')}
              />
            ) : (
              <Actions words={words} assessment={assessment} foremost={foremost} />
            )}
            <Reasons words={words} assessment={assessment} />
          </>
        )}
        {error && (
          <p class="card-error">
            {t('error.order')} {errorSentence(words, error.path ?? '', error.code)} {t('error.order.hint')}
          </p>
        )}
        <footer class="card-foot">
          {mode === 'view' && OPEN_PHASES.includes(assessment?.phase) && (
            <button
              type="button"
              class="button"
              part="button"
              data-action="received"
              aria-label={`${t(order.received === undefined ? 'received.open' : 'received.change')}: ${name}`}
              onClick={() => handlers.setMode(id, 'receivedDate')}
            >
              {t(order.received === undefined ? 'received.open' : 'received.change')}
            </button>
          )}
          <span class="card-foot-end">
            <button
              type="button"
              class="button button-quiet"
              part="button"
              data-action="edit"
              aria-label={`${t('order.edit')}: ${name}`}
              onClick={() => handlers.setMode(id, 'orderedDate')}
            >
              {t('order.edit')}
            </button>
            <button
              type="button"
              class="button button-quiet"
              part="button"
              data-action="remove"
              aria-label={`${t('order.remove')}: ${name}`}
              onClick={() => handlers.remove(id)}
            >
              {t('order.remove')}
            </button>
          </span>
        </footer>
      </>
    );
  }
}
