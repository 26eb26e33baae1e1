// The form for a new order and for a changed one. What is typed lives in the inputs
// themselves: no re-render, refusal or change of language touches it.
// Imported by app.jsx and order-card.jsx.

import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { emptyFields, readDate } from '../input.js';
import { civil } from '../words.js';
import { Field, FieldError, focusFirstError, hasDatePicker, setDate, unreadableFields } from './field.jsx';

const CURRENCIES = ['RUB', 'USD', 'EUR', 'BYN', 'KZT', 'UAH', 'AMD', 'AZN', 'GEL', 'KGS', 'MDL', 'UZS', 'PLN', 'ILS'];
const TEXT_FIELDS = ['title', 'orderedDate', 'orderedTime', 'paidDate', 'paidTime', 'amount', 'currency'];
const DAY = 86_400_000;

/**
 * @param {object} props
 * @param {string} props.id                 prefix of all ids in it
 * @param {import('../words.js').Words} props.words
 * @param {import('../input.js').Fields} props.initial
 * @param {() => number} props.now
 * @param {string} props.submitLabel
 * @param {string} [props.focus]            the field to start in
 * @param {(fields: import('../input.js').Fields, unreadable: Record<string, string>) => import('../refusals.js').FieldErrors | undefined} props.onSubmit
 * @param {(fields: import('../input.js').Fields) => void} [props.onDraft]
 * @param {() => void} [props.onCancel]
 * @param {string} [props.cancelLabel]
 */
export function OrderForm({ id, words, initial, now, submitLabel, focus, onSubmit, onDraft, onCancel, cancelLabel }) {
  const { t } = words;
  const form = useRef(/** @type {HTMLFormElement | null} */ (null));
  const [errors, setErrors] = useState(/** @type {Record<string, string | undefined>} */ ({}));
  const [paidApart, setPaidApart] = useState(initial.paidApart);
  const [refusals, setRefusals] = useState(0);

  const element = () => /** @type {HTMLFormElement} */ (form.current);
  /** @param {string} name */
  const input = (name) => /** @type {HTMLInputElement} */ (element().elements.namedItem(name));

  /** @param {import('../input.js').Fields} fields */
  const fill = (fields) => {
    for (const name of TEXT_FIELDS) {
      const value = /** @type {any} */ (fields)[name];
      if (name.endsWith('Date') && value) setDate(input(name), readDate(value));
      else input(name).value = value;
    }
  };
  const read = () => {
    const fields = /** @type {any} */ ({ paidApart: input('paidApart').checked });
    for (const name of TEXT_FIELDS) fields[name] = input(name).value;
    return fields;
  };

  useLayoutEffect(() => {
    fill(initial);
    if (focus) input(focus).focus();
  }, []);
  useLayoutEffect(() => {
    if (refusals > 0) focusFirstError(element());
  }, [refusals]);

  /** @param {Event} event */
  const onInput = (event) => {
    const { name } = /** @type {HTMLInputElement} */ (event.target);
    if (errors[name]) setErrors({ ...errors, [name]: undefined });
    onDraft?.(read());
  };

  /**
   * On the button, not on the form: a sandboxed frame may forbid submitting. Enter in a field
   * presses the button too.
   *
   * @param {Event} event
   */
  const submit = (event) => {
    event.preventDefault();
    const refused = onSubmit(read(), unreadableFields(element()));
    setErrors(refused ?? {});
    if (refused) setRefusals(refusals + 1);
    else if (onDraft) {
      fill(emptyFields(input('currency').value));
      setPaidApart(false);
    }
  };

  /** @param {number} at @param {boolean} withTime */
  const setOrdered = (at, withTime) => {
    const { date, time } = civil(at, words.timeZone);
    setDate(input('orderedDate'), date);
    input('orderedTime').value = withTime ? time : '';
    setErrors({ ...errors, orderedDate: undefined, orderedTime: undefined });
    onDraft?.(read());
  };

  /** @param {string} name */
  const sentence = (name) => errors[name] && errorSentence(words, name, errors[name]);
  const textDates = !hasDatePicker();
  const today = civil(now(), words.timeZone).date;

  return (
    <form class="form" part="form" ref={form} onInput={onInput} noValidate autocomplete="off">
      <fieldset class="fieldset">
        <legend class="legend">{t('form.ordered')}</legend>
        <div class="quick">
          <button type="button" class="chip" data-action="now" onClick={() => setOrdered(now(), true)}>
            {t('form.now')}
          </button>
          <button type="button" class="chip" data-action="today" onClick={() => setOrdered(now(), false)}>
            {t('form.today')}
          </button>
          <button type="button" class="chip" data-action="yesterday" onClick={() => setOrdered(now() - DAY, false)}>
            {t('form.yesterday')}
          </button>
        </div>
        <div class="pair">
          <Field
            id={`${id}-ordered-date`}
            name="orderedDate"
            label={t('form.date')}
            wrong={Boolean(errors.orderedDate)}
            hintId={textDates ? `${id}-hint` : undefined}
            input={{ type: 'date', max: today, required: true }}
          />
          <Field
            id={`${id}-ordered-time`}
            name="orderedTime"
            label={t('form.time')}
            wrong={Boolean(errors.orderedTime)}
            hintId={`${id}-hint`}
            input={{ type: 'time' }}
          />
        </div>
        <FieldError id={`${id}-ordered-date`} name="orderedDate" text={sentence('orderedDate')} />
        <FieldError id={`${id}-ordered-time`} name="orderedTime" text={sentence('orderedTime')} />
        <p class="hint" id={`${id}-hint`}>
          {textDates && `${t('form.text-date.hint')} `}
          {t('form.time.hint')}
        </p>
        <label class="check">
          <input
            type="checkbox"
            name="paidApart"
            data-field="paidApart"
            checked={paidApart}
            aria-controls={`${id}-paid`}
            onChange={(event) => setPaidApart(event.currentTarget.checked)}
          />
          <span>{t('form.paid-apart')}</span>
        </label>
      </fieldset>

      <fieldset class="fieldset" id={`${id}-paid`} hidden={!paidApart}>
        <legend class="legend">{t('form.paid')}</legend>
        <div class="pair">
          <Field
            id={`${id}-paid-date`}
            name="paidDate"
            label={t('form.date')}
            wrong={Boolean(errors.paidDate)}
            hintId={`${id}-paid-hint`}
            input={{ type: 'date', max: today }}
          />
          <Field
            id={`${id}-paid-time`}
            name="paidTime"
            label={t('form.time')}
            wrong={Boolean(errors.paidTime)}
            input={{ type: 'time' }}
          />
        </div>
        <FieldError id={`${id}-paid-date`} name="paidDate" text={sentence('paidDate')} />
        <FieldError id={`${id}-paid-time`} name="paidTime" text={sentence('paidTime')} />
        <p class="hint" id={`${id}-paid-hint`}>
          {t('form.paid.hint')}
        </p>
      </fieldset>

      <Field
        id={`${id}-title`}
        name="title"
        label={t('form.title')}
        note={t('form.optional')}
        wrong={Boolean(errors.title)}
        input={{ placeholder: t('form.title.placeholder') }}
      />
      <FieldError id={`${id}-title`} name="title" text={sentence('title')} />
      <div class="pair pair-price">
        <Field
          id={`${id}-amount`}
          name="amount"
          label={t('form.price')}
          note={t('form.optional')}
          wrong={Boolean(errors.amount)}
          input={{ inputMode: 'decimal' }}
        />
        <div class="field">
          <label class="label" for={`${id}-currency`}>
            {t('form.currency')}
          </label>
          <select class="input" part="input" id={`${id}-currency`} name="currency" data-field="currency">
            {[...new Set([initial.currency, ...CURRENCIES])].map((code) => (
              <option key={code}>{code}</option>
            ))}
          </select>
        </div>
      </div>
      <FieldError id={`${id}-amount`} name="amount" text={sentence('amount')} />
      <FieldError id={`${id}-currency`} name="currency" text={sentence('currency')} />

      <div class="form-buttons">
        <button
          type="submit"
          class="button button-main"
          part="button button-main"
          data-action="submit"
          onClick={submit}
        >
          {submitLabel}
        </button>
        {onCancel && (
          <button type="button" class="button" part="button" data-action="cancel-edit" onClick={onCancel}>
            {cancelLabel}
          </button>
        )}
      </div>
    </form>
  );
}

/**
 * The catalogue's most particular sentence for an error: for the field, for its kind, for all.
 *
 * @param {import('../words.js').Words} words @param {string} field @param {string} code
 */
export function errorSentence(words, field, code) {
  const event = field.replace(/(Date|Time)$/, '');
  const keys = [`error.${code}.${event}`, field.endsWith('Time') && `error.${code}.time`, `error.${code}`, 'error.other'];
  return words.t(/** @type {string} */ (keys.find((key) => key && words.has(key))));
}
