// Two questions for a parcel that has come: when, and whether all is well. A problem opens
// the claim window, the shortest one after the first day, so it is asked for at once.
// Imported by order-card.jsx.

import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { toDateAndTime } from '../input.js';
import { civil } from '../words.js';
import { Field, FieldError, focusFirstError, hasDatePicker, setDate, unreadableFields } from './field.jsx';
import { errorSentence } from './order-form.jsx';

const PROBLEMS = ['incomplete', 'poor-quality', 'not-as-described'];

/**
 * @param {object} props
 * @param {string} props.id
 * @param {import('../words.js').Words} props.words
 * @param {any} props.order
 * @param {() => number} props.now
 * @param {(received: { date: string, time: string, problem: string } | undefined, unreadable: Record<string, string>) => import('../refusals.js').FieldErrors | undefined} props.onSubmit
 * @param {'receivedDate' | 'receivedTime'} props.focus  the field to start in
 * @param {() => void} props.onCancel
 */
export function ReceivedForm({ id, words, order, now, focus, onSubmit, onCancel }) {
  const { t } = words;
  const form = useRef(/** @type {HTMLFormElement | null} */ (null));
  const [errors, setErrors] = useState(/** @type {Record<string, string | undefined>} */ ({}));
  const today = civil(now(), words.timeZone).date;
  const element = () => /** @type {HTMLFormElement} */ (form.current);
  /** @param {'receivedDate' | 'receivedTime'} name */
  const input = (name) => /** @type {HTMLInputElement} */ (element().elements.namedItem(name));

  useLayoutEffect(() => {
    const received = toDateAndTime(order.received, words.timeZone);
    setDate(input('receivedDate'), received.date || today);
    input('receivedTime').value = received.time;
    input(focus).focus();
  }, []);
  useLayoutEffect(() => {
    if (Object.keys(errors).length > 0) focusFirstError(element());
  }, [errors]);

  /** On the button, as in the form of an order. @param {Event} event */
  const submit = (event) => {
    event.preventDefault();
    const problem = /** @type {RadioNodeList} */ (element().elements.namedItem('problem')).value;
    const refused = onSubmit(
      { date: input('receivedDate').value, time: input('receivedTime').value, problem },
      unreadableFields(element()),
    );
    if (refused) setErrors(refused);
  };

  /** @param {string} name */
  const sentence = (name) => errors[name] && errorSentence(words, name, errors[name]);

  return (
    <form class="form form-inset" ref={form} noValidate autocomplete="off">
      <h4 class="form-title">{t('received.title')}</h4>
      <fieldset class="fieldset">
        <legend class="legend">{t('received.when')}</legend>
        <div class="pair">
          <Field
            id={`${id}-received-date`}
            name="receivedDate"
            label={t('form.date')}
            wrong={Boolean(errors.receivedDate)}
            hintId={`${id}-received-hint`}
            input={{ type: 'date', max: today, required: true }}
          />
          <Field
            id={`${id}-received-time`}
            name="receivedTime"
            label={t('form.time')}
            wrong={Boolean(errors.receivedTime)}
            hintId={`${id}-received-hint`}
            input={{ type: 'time' }}
          />
        </div>
        <FieldError id={`${id}-received-date`} name="receivedDate" text={sentence('receivedDate')} />
        <FieldError id={`${id}-received-time`} name="receivedTime" text={sentence('receivedTime')} />
        <p class="hint" id={`${id}-received-hint`}>
          {!hasDatePicker() && `${t('form.text-date.hint')} `}
          {t('form.time.hint')}
        </p>
      </fieldset>
      <fieldset class="fieldset">
        <legend class="legend">{t('received.state')}</legend>
        {['', ...PROBLEMS].map((problem) => (
          <label class="check" key={problem}>
            <input type="radio" name="problem" value={problem} defaultChecked={(order.problem ?? '') === problem} />
            <span>{t(`received.${problem || 'fine'}`)}</span>
          </label>
        ))}
      </fieldset>
      <div class="form-buttons">
        <button
          type="submit"
          class="button button-main"
          part="button button-main"
          data-action="submit-received"
          onClick={submit}
        >
          {t('form.save')}
        </button>
        <button type="button" class="button" part="button" data-action="cancel-received" onClick={onCancel}>
          {t('form.cancel')}
        </button>
        {order.received !== undefined && (
          <button type="button" class="button" part="button" data-action="not-received" onClick={() => onSubmit(undefined, {})}>
            {t('received.undo')}
          </button>
        )}
      </div>
    </form>
  );
}
