// The rest of an order, folded: price, number, note, a payment at another time, and the dates that
// the order's own page shows. Everything here is optional.
// Imported by order-form.jsx.

import { useState } from 'preact/hooks';
import { enterable, windowsAfter } from '../rules.js';
import { Field, FieldError } from './field.jsx';
import { MomentFields } from './moment-fields.jsx';
import { MoneyFields } from './money-fields.jsx';

/**
 * @param {object} props
 * @param {string} props.id
 * @param {import('./use-form.js').Form} props.form
 * @param {import('../words.js').Words} props.words
 * @param {import('../rules.js').Rulebook} props.rulebook
 * @param {any} props.order
 * @param {import('../input.js').Fields} props.initial
 * @param {() => number} props.now
 * @param {boolean} props.paidApart
 * @param {(apart: boolean) => void} props.onPaidApart
 */
export function OrderFormMore({ id, form, words, rulebook, order, initial, now, paidApart, onPaidApart }) {
  const { t } = words;
  const countedFromPayment = windowsAfter(rulebook, 'paid').map((window) => paymentHint(words, window));
  const ends = enterable(rulebook, order);
  const hasEntered = Object.keys(initial).some((name) => name.startsWith('entered.') && initial[name]);
  const [open] = useState(Boolean(initial.amount || initial.number || initial.note || initial.paidApart || hasEntered));
  return (
    <details class="more" open={open} data-more>
      <summary>{t('form.more')}</summary>
      <div class="more-body">
        <MoneyFields id={id} form={form} words={words} amount="amount" currency="currency" first={initial.currency} label={t('form.price')} />
        <Field id={`${id}-number`} name="number" label={t('form.number')} wrong={form.error('number').wrong} />
        <FieldError id={`${id}-number`} name="number" text={form.error('number').text} />
        <div class="field">
          <label class="label" for={`${id}-note`}>
            {t('form.note')}
          </label>
          <textarea
            class="input"
            part="input"
            rows={2}
            id={`${id}-note`}
            name="note"
            data-field="note"
            aria-invalid={form.error('note').wrong ? 'true' : undefined}
            aria-describedby={form.error('note').wrong ? `${id}-note-error` : undefined}
          />
        </div>
        <FieldError id={`${id}-note`} name="note" text={form.error('note').text} />
        {(countedFromPayment.length > 0 || order.paid !== undefined) && (
          <>
            <label class="check">
              <input
                type="checkbox"
                name="paidApart"
                data-field="paidApart"
                checked={paidApart}
                aria-controls={`${id}-paid`}
                onChange={(event) => onPaidApart(event.currentTarget.checked)}
              />
              <span>{t('form.paid-apart')}</span>
            </label>
            <div id={`${id}-paid`} hidden={!paidApart}>
              <MomentFields
                id={id}
                form={form}
                words={words}
                event="paid"
                legend={t('form.paid')}
                hint={countedFromPayment.join(' ')}
                now={now}
              />
            </div>
          </>
        )}
        {ends.length > 0 && (
          <details class="more" open={hasEntered} data-entered>
            <summary>{t('form.entered')}</summary>
            <div class="more-body">
              <p class="hint">{t('form.entered.hint')}</p>
              {ends.map(({ window, kind }) => (
                <MomentFields
                  key={`${window.id} ${kind}`}
                  id={id}
                  form={form}
                  words={words}
                  event={`entered.${window.id}.${kind}`}
                  legend={t(`form.entered.${kind}`, { window: words.text(window.title) })}
                  now={now}
                  ahead
                />
              ))}
            </div>
          </details>
        )}
      </div>
    </details>
  );
}

/** How long after the payment a window closes or opens, in the rulebook's own figure. @param {import('../words.js').Words} words @param {any} window */
function paymentHint(words, { title, opens, closes }) {
  const { term } = [closes, opens].find((end) => end?.term && end.from.includes('paid'));
  const length = words.amount(term.amount, term.unit === 'days' ? 'day' : 'hour');
  return words.t('form.paid.hint', { window: words.text(title), term: length });
}
