// The form of one mark: when it happened, and its details. A problem opens the claim window, the shortest one
// after the first day, so it is asked for as soon as a parcel has arrived.
// Imported by marks.jsx.

import { useLayoutEffect, useState } from 'preact/hooks';
import { toDateAndTime } from '../input.js';
import { toCivil } from '../civil.js';
import { PROBLEMS } from '../marks.js';
import { FieldError } from './field.jsx';
import { MomentFields } from './moment-fields.jsx';
import { MoneyFields } from './money-fields.jsx';
import { preventSubmit, useForm } from './use-form.js';

/**
 * @param {object} props
 * @param {string} props.id
 * @param {import('../words.js').Words} props.words
 * @param {string} props.mark
 * @param {any} props.order
 * @param {import('../input.js').Fields} [props.typed]   what was typed before
 * @param {string} props.currency   for a refund if the order has no price
 * @param {() => number} props.now
 * @param {string} [props.focus]    the field to start in
 * @param {(fields: import('../input.js').Fields, unreadable: Record<string, string>) => import('../refusals.js').FieldErrors | undefined} props.onSubmit
 * @param {(fields: import('../input.js').Fields) => void} props.onDraft
 * @param {() => void} props.onWithdraw
 * @param {() => void} props.onCancel
 */
export function MarkForm({ id, words, mark, order, typed, currency, now, focus, onSubmit, onDraft, onWithdraw, onCancel }) {
  const { t } = words;
  const form = useForm(words);
  const [isPart, setIsPart] = useState(typed ? typed.refundKind === 'part' : order.refund !== undefined);
  const isMarked = order[mark] !== undefined;
  const tense = mark === 'deliveryDue' ? 'ahead' : 'past';

  useLayoutEffect(() => {
    if (typed) return form.fill(typed);
    const { date, time } = toDateAndTime(order[mark], words.timeZone);
    const today = tense === 'past' ? toCivil(now(), words.timeZone).date : '';
    form.fill({
      [`${mark}Date`]: date || today,
      [`${mark}Time`]: time,
      problem: order.problem ?? '',
      refundKind: isPart ? 'part' : 'whole',
      refundAmount: String(order.refund?.amount ?? ''),
      refundCurrency: order.refund?.currency ?? order.price?.currency ?? currency,
    });
    /** @type {HTMLElement | null | undefined} */
    const input = form.ref.current?.querySelector(`[name="${focus}"]`);
    input?.focus();
  }, []);

  /** On the button, as in the order form. @param {Event} event */
  const submit = (event) => {
    event.preventDefault();
    form.showErrors(onSubmit(form.read(), form.unreadable()));
  };
  /** @param {Event} event */
  const onInput = (event) => {
    const { name, value } = /** @type {HTMLInputElement} */ (event.target);
    form.clearErrors(name);
    if (name === 'refundKind') setIsPart(value === 'part');
    onDraft(form.read());
  };

  return (
    <form class="form form-inset" ref={form.ref} onInput={onInput} onSubmit={preventSubmit} noValidate autocomplete="off" data-mark-form={mark}>
      <h4 class="form-title">{t(`mark.${mark}`)}</h4>
      <MomentFields
        id={id}
        form={form}
        words={words}
        event={mark}
        moment={order[mark]}
        legend={t(tense === 'ahead' ? 'mark.until-when' : 'mark.when')}
        hint={t('form.time.hint')}
        now={now}
        quick={tense === 'past'}
        ahead={tense === 'ahead'}
        required
      />
      {mark === 'received' && (
        <fieldset class="fieldset">
          <legend class="legend">{t('received.state')}</legend>
          <div>
            {['', ...PROBLEMS].map((problem) => (
              <Choice key={problem} name="problem" value={problem} label={t(`received.${problem || 'fine'}`)} />
            ))}
          </div>
          <FieldError form={form} id={`${id}-problem`} name="problem" />
        </fieldset>
      )}
      {mark === 'refunded' && (
        <fieldset class="fieldset">
          <legend class="legend">{t('refunded.sum')}</legend>
          <div>
            <Choice name="refundKind" value="whole" label={t('refunded.whole')} note={order.price && words.money(order.price)} />
            <Choice name="refundKind" value="part" label={t('refunded.part')} />
          </div>
          <div hidden={!isPart}>
            <MoneyFields
              id={id}
              form={form}
              words={words}
              amount="refundAmount"
              currency="refundCurrency"
              first={order.price?.currency ?? currency}
              label={t('refunded.amount')}
            />
          </div>
        </fieldset>
      )}
      <FieldError form={form} id={`${id}-other`} name="other" />
      <div class="form-buttons">
        <button type="submit" class="button button-main" part="button button-main" data-action={`submit-${mark}`} onClick={submit}>
          {t('form.save')}
        </button>
        <button type="button" class="button" part="button" data-action="cancel-mark" onClick={onCancel}>
          {t('form.cancel')}
        </button>
        {isMarked && (
          <button type="button" class="button button-quiet" part="button" data-action="withdraw" onClick={onWithdraw}>
            {t('mark.withdraw')}
          </button>
        )}
      </div>
    </form>
  );
}

/** @param {{ name: string, value: string, label: string, note?: string }} props */
function Choice({ name, value, label, note }) {
  return (
    <label class="check">
      <input type="radio" name={name} value={value} data-field={name} />
      <span>
        {label}
        {note && <span class="label-note"> {note}</span>}
      </span>
    </label>
  );
}
