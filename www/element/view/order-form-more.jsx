// The rest of an order, folded: price, number, note, a separate payment time, and the dates on the order's own
// page. Everything here is optional.
// Imported by order-form.jsx.

import { useLayoutEffect } from 'preact/hooks';
import { alternativesFrom, enterableEnds, windowsFrom } from '../rules.js';
import { Field, FieldError } from './field.jsx';
import { Fold } from './fold.jsx';
import { MomentFields } from './moment-fields.jsx';
import { MoneyFields } from './money-fields.jsx';

/**
 * @typedef {object} MoreProps
 * @property {string} id
 * @property {import('./use-form.js').Form} form
 * @property {import('../words.js').Words} words
 * @property {import('../rules.js').Rulebook} rulebook
 * @property {any} order
 * @property {import('../input.js').Fields} initial
 * @property {() => number} now
 * @property {boolean} open
 * @property {boolean} drawn          even while closed
 * @property {() => void} fillNew     called when the inputs exist and are empty
 * @property {boolean} paidApart
 * @property {(apart: boolean) => void} onPaidApart
 */

/** Whether any of these fields has a value. @param {import('../input.js').Fields} fields */
export const hasMoreFields = (fields) => ['amount', 'number', 'note', 'paidApart'].some((name) => fields[name]) || hasEntered(fields);

/** @param {import('../input.js').Fields} fields */
const hasEntered = (fields) => Object.keys(fields).some((name) => name.startsWith('entered.') && fields[name]);

/** @param {MoreProps} props */
export function OrderFormMore(props) {
  return (
    <Fold class="more" open={props.open} drawn={props.drawn} data-more summary={props.words.t('form.more')}>
      {() => <More {...props} />}
    </Fold>
  );
}

/** @param {MoreProps} props */
function More({ id, form, words, rulebook, order, initial, now, drawn, fillNew, paidApart, onPaidApart }) {
  const { t } = words;
  const countedFromPayment = windowsFrom(rulebook, 'paid').map((window) => paymentHint(words, window));
  const ends = enterableEnds(rulebook, order);
  useLayoutEffect(fillNew, []);
  return (
    <div class="more-body">
      <MoneyFields id={id} form={form} words={words} amount="amount" currency="currency" first={initial.currency} label={t('form.price')} />
      <Field form={form} id={`${id}-number`} name="number" label={t('form.number')} />
      <FieldError form={form} id={`${id}-number`} name="number" />
      <Field form={form} id={`${id}-note`} name="note" label={t('form.note')} as="textarea" input={{ rows: 2 }} />
      <FieldError form={form} id={`${id}-note`} name="note" />
      {(countedFromPayment.length > 0 || order.paid !== undefined) && (
        <>
          <label class="check">
            <input
              type="checkbox"
              name="paidApart"
              data-field="paidApart"
              checked={paidApart}
              onChange={(event) => onPaidApart(event.currentTarget.checked)}
            />
            <span>{t('form.paid-apart')}</span>
          </label>
          <div hidden={!paidApart}>
            <MomentFields
              id={id}
              form={form}
              words={words}
              event="paid"
              moment={order.paid ?? order.ordered}
              legend={t('form.paid')}
              hint={countedFromPayment.join(' ')}
              now={now}
            />
          </div>
        </>
      )}
      {ends.length > 0 && (
        <Fold class="more" open={hasEntered(initial)} drawn={drawn} data-entered summary={t('form.entered')}>
          {() => <Entered id={id} form={form} words={words} order={order} ends={ends} now={now} fillNew={fillNew} />}
        </Fold>
      )}
    </div>
  );
}

/** @param {Pick<MoreProps, 'id' | 'form' | 'words' | 'order' | 'now' | 'fillNew'> & { ends: import('../rules.js').End[] }} props */
function Entered({ id, form, words, order, ends, now, fillNew }) {
  useLayoutEffect(fillNew, [ends.length]);
  return (
    <div class="more-body">
      <p class="hint">{words.t('form.entered.hint')}</p>
      {ends.map(({ window, kind }) => (
        <MomentFields
          key={`${window.id} ${kind}`}
          id={id}
          form={form}
          words={words}
          event={`entered.${window.id}.${kind}`}
          moment={order.entered?.[window.id]?.[kind]}
          legend={words.t(`form.entered.${kind}`, { window: words.text(window.title) })}
          now={now}
          ahead
        />
      ))}
    </div>
  );
}

/** How long after the payment a window closes or opens, by the rulebook. @param {import('../words.js').Words} words @param {any} window */
function paymentHint(words, window) {
  const { term } = alternativesFrom(window, 'paid').find((way) => way.term) ?? {};
  return term && words.t('form.paid.hint', { window: words.text(window.title), term: words.term(term) });
}
