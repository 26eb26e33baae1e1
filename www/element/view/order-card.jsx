// One order: its phase, the countdown, the ruler, what to do now and why; and the card's own
// buttons. Redrawn only when its entry, the words or its form change.
// Imported by cards.jsx.

import { Component } from 'preact';
import { toFields } from '../input.js';
import { markOfField, phaseKey } from '../marks.js';
import { nameOf } from '../name-of.js';
import { rulebookOf } from '../rules.js';
import { Actions } from './actions.jsx';
import { Claim } from './claim.jsx';
import { Countdown } from './countdown.jsx';
import { areMarksAtFault, Marks } from './marks.jsx';
import { OrderForm } from './order-form.jsx';
import { Proof } from './proof.jsx';
import { Reasons } from './reasons.jsx';
import { canWeigh, ReturnCost } from './return-cost.jsx';
import { Timeline } from './timeline.jsx';
import { errorSentence } from './use-form.js';

/**
 * @typedef {object} CardProps
 * @property {import('../words.js').Words} words
 * @property {import('../rules.js').Rulebook[]} rulebooks
 * @property {import('../rules.js').Rulebook[]} offered
 * @property {import('../order-list.js').Entry} entry
 * @property {boolean} hidden     its group is folded, or it does not match the search
 * @property {number} [place]     its position in a long list, which is drawn in part
 * @property {number} [of]        the length of that list
 * @property {boolean} foremost
 * @property {import('../features/editing.js').Form} [form]  open on the card
 * @property {any} offer          the refund offered instead of the price, if known
 * @property {import('../model.js').Handlers} handlers
 * @property {string} currency
 */

/** @extends {Component<CardProps>} */
export class OrderCard extends Component {
  /** @override @param {CardProps} next */
  shouldComponentUpdate(next) {
    const { entry, words, form, offer, hidden, place, of } = this.props;
    const hasMoved = hidden !== next.hidden || place !== next.place || of !== next.of;
    return entry !== next.entry || words !== next.words || form !== next.form || offer !== next.offer || hasMoved;
  }

  /** @override */
  render() {
    const { words, rulebooks, offered, entry, hidden, place, of, form, handlers, currency } = this.props;
    const { t } = words;
    const { id, order, assessment } = entry;
    const phase = assessment?.phase ?? 'error';
    const name = nameOf(order, words, handlers.now());
    // Attributes that refer to ids separate these by spaces.
    const domId = `order-${id.replace(/\s/g, '\u00A0')}`;
    return (
      <li class="card" part="order" hidden={hidden} aria-posinset={place} aria-setsize={of} data-order={id} data-phase={phase}>
        <article aria-labelledby={`${domId}-title`}>
          <header class="card-head">
            <p class="card-meta">
              <span class="badge" part="badge" data-phase={phase}>
                {t(phaseKey(assessment, order))}
              </span>
              <span class="card-whence">
                {assessment && <span>{assessment.rulebook.name}</span>}
                {assessment && order.price && <span class="price">{words.money(order.price)}</span>}
              </span>
            </p>
            <h3 class="card-title" id={`${domId}-title`} tabIndex={-1}>
              {name}
            </h3>
          </header>
          {form && !markOfField(form.field) ? (
            <OrderForm
              id={domId}
              words={words}
              rulebooks={rulebooks}
              offered={offered}
              order={form.order}
              initial={form.typed ?? toFields(form.order, words.timeZone, currency)}
              now={handlers.now}
              focus={form.typed ? '' : form.field}
              onSubmit={(fields, unreadable) => handlers.change(id, fields, unreadable)}
              onDraft={(fields) => handlers.keepDraft(fields, id)}
              onCancel={() => handlers.closeFormOf(id)}
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
    const { words, rulebooks, entry, form, offer, handlers, foremost, currency } = this.props;
    const { t } = words;
    const { id, order, assessment, error } = entry;
    return (
      <>
        {assessment && (
          <>
            <Countdown words={words} assessment={assessment} id={domId} onAddTime={(event) => handlers.openFormOf(id, timeFieldOf(event, order))} />
            <Timeline words={words} assessment={assessment} order={order} />
            <Actions
              key={assessment.phase}
              words={words}
              assessment={assessment}
              name={name}
              foremost={foremost}
              onAddDate={(event) => handlers.openFormOf(id, `${event}Date`)}
            />
          </>
        )}
        {error && (
          <p class="card-error">
            {areMarksAtFault(error)
              ? t('error.order.marks')
              : `${t('error.order')} ${errorSentence(words, error.path ?? '', error.code)} ${t('error.order.hint')}`}
          </p>
        )}
        <Marks
          id={domId}
          words={words}
          entry={entry}
          name={name}
          rulebook={rulebookOf(rulebooks, order.marketplace)}
          currency={currency}
          form={form}
          handlers={handlers}
        />
        {assessment && (
          <>
            <Proof
              key={assessment.phase}
              id={domId}
              words={words}
              assessment={assessment}
              name={name}
              onTick={(item, done) => handlers.setProof(id, item, done)}
            />
            {canWeigh(order, assessment.phase) && (
              <ReturnCost id={domId} words={words} order={order} name={name} offer={offer} onSubmit={(fields) => handlers.weigh(id, fields)} />
            )}
            <Claim id={domId} words={words} entry={entry} name={name} rulebook={rulebookOf(rulebooks, order.marketplace)} handlers={handlers} />
            <Reasons words={words} assessment={assessment} order={order} name={name} />
          </>
        )}
        <footer class="card-foot">
          {handlers.canRemind(entry) && <FootButton action="remind" label={t('reminders.one')} name={name} onClick={() => handlers.remind(id)} />}
          <FootButton action="share" label={t('transfer.share')} name={name} onClick={() => handlers.share(id)} />
          <FootButton action="edit" label={t('mark.change')} name={name} onClick={() => handlers.openFormOf(id, 'orderedDate')} />
          <FootButton action="remove" label={t('order.remove')} name={name} onClick={() => handlers.remove(id)} />
        </footer>
      </>
    );
  }
}

/** A button for the whole order; its accessible name includes the order's. @param {{ action: string, label: string, name: string, onClick: () => void }} props */
function FootButton({ action, label, name, onClick }) {
  return (
    <button type="button" class="button button-quiet" part="button" data-action={action} aria-label={`${label}: ${name}`} onClick={onClick}>
      {label}
    </button>
  );
}

/** The field for the time of an event; for a payment that was not entered, the time of the order. @param {string} event @param {any} order */
const timeFieldOf = (event, order) => (event === 'paid' && order.paid === undefined ? 'orderedTime' : `${event}Time`);
