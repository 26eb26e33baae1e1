// What the shopper has recorded about an order, and what can be recorded now: the likeliest marks visible,
// the rest folded. Changing or withdrawing a mark is as easy as making it.
// Imported by order-card.jsx.

import { toDateAndTime } from '../input.js';
import { DATED_MARKS, markOfField, marksOf, marksToOffer, PROBLEMS } from '../marks.js';
import { MarkForm } from './mark-form.jsx';
import { errorSentence } from './use-form.js';

/**
 * @param {object} props
 * @param {string} props.id
 * @param {import('../words.js').Words} props.words
 * @param {import('../order-list.js').Entry} props.entry
 * @param {string} props.name                     the name of the order
 * @param {import('../rules.js').Rulebook} props.rulebook
 * @param {string} props.currency
 * @param {import('../features/editing.js').Form} [props.form]   open on the card
 * @param {import('../model.js').Handlers} props.handlers
 */
export function Marks({ id, words, entry, name, rulebook, currency, form, handlers }) {
  const { t } = words;
  const open = markOfField(form?.field);
  const { order, assessment, error } = entry;
  const recorded = marksOf(order);
  const { first, rest } = marksToOffer(order, assessment?.phase, rulebook);
  if (recorded.length + first.length + rest.length === 0) return null;

  /** @param {string} mark */
  const openMark = (mark) => {
    if (mark === 'notArrived') handlers.markNotArrived(order.id);
    else handlers.openFormOf(order.id, mark === 'problem' ? mark : `${mark}Date`);
  };
  /** @param {string} mark */
  const markButton = (mark) => (
    <button
      key={mark}
      type="button"
      class="button"
      part="button"
      data-action={mark}
      aria-label={`${t(`mark.${mark}`)}: ${name}`}
      onClick={() => openMark(mark)}
    >
      {t(`mark.${mark}`)}
    </button>
  );

  return (
    <section class="marks" part="marks" data-marks>
      {recorded.length > 0 && (
        <ul class="recorded" role="list" aria-label={t('marks.title')}>
          {recorded.map((mark) => (
            <li key={mark} data-mark={mark}>
              <div class="recorded-text">
                <p>
                  <strong>{t(`mark.${mark}`)}</strong>
                  <span class="recorded-when">{details(words, mark, order, handlers.now())}</span>
                </p>
                {faultText(words, mark, error)}
              </div>
              {open !== mark && (
                <button
                  type="button"
                  class="button button-quiet"
                  part="button"
                  data-action={mark}
                  aria-label={`${t(verbKey(mark))}: ${t(`mark.${mark}`)}, ${name}`}
                  onClick={() => (mark === 'notArrived' ? handlers.withdraw(order.id, mark) : openMark(mark))}
                >
                  {t(verbKey(mark))}
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      {open && (
        <MarkForm
          key={open}
          id={id}
          words={words}
          mark={open}
          order={form?.order}
          typed={form?.typed}
          currency={currency}
          now={handlers.now}
          focus={form?.field}
          onSubmit={(fields, unreadable) => handlers.mark(order.id, open, fields, unreadable)}
          onWithdraw={() => handlers.withdraw(order.id, open)}
          onDraft={(fields) => handlers.keepDraft(fields, order.id)}
          onCancel={() => handlers.closeFormOf(order.id)}
        />
      )}
      <div class="offers" hidden={Boolean(open)}>
        {first.map(markButton)}
        {rest.length > 0 && (
          <details class="offers-rest" data-more-marks>
            <summary data-action="more-marks">
              {t('marks.rest')}
              <span class="announcer">, {name}</span>
            </summary>
            <div class="offers">{rest.map(markButton)}</div>
          </details>
        )}
      </div>
    </section>
  );
}

/** What can be done with a mark: one without a date has nothing to change. @param {string} mark */
const verbKey = (mark) => (mark === 'notArrived' ? 'mark.withdraw.short' : 'mark.change');

/** When it happened, and its details. @param {import('../words.js').Words} words @param {string} mark @param {any} order @param {number} now */
function details(words, mark, order, now) {
  const { t } = words;
  const { date, time } = toDateAndTime(order[mark], words.timeZone);
  const parts = date ? [words.local(date, time, now)] : [];
  if (mark === 'received' && PROBLEMS.includes(order.problem)) parts.push(t(`received.${order.problem}`).toLowerCase());
  if (mark === 'refunded' && order.refund) {
    const refund = words.money(order.refund);
    parts.push(order.price ? t('refunded.of', { refund, price: words.money(order.price) }) : refund);
  }
  return parts.join(' · ');
}

/** Why the engine refuses the order, if this mark is at fault. @param {import('../words.js').Words} words @param {string} mark @param {any} error */
function faultText(words, mark, error) {
  const fault = faultsOf(error).find((fault) => markOfFault(fault) === mark);
  return fault && <p class="field-error">{errorSentence(words, fault.path.split('.')[0], fault.code)}</p>;
}

/** @param {any} error @returns {{ code: string, path: string }[]} */
const faultsOf = (error) => (error ? (error.errors ?? [error]) : []);

/** @param {{ path?: string }} fault */
const markOfFault = ({ path = '' }) => (path === 'problem' ? 'notArrived' : DATED_MARKS.find((mark) => mark === path.split('.')[0]));

/** Whether marks are the only reason why the engine refuses an order. @param {any} error */
export const areMarksAtFault = (error) => faultsOf(error).every(markOfFault);
