// Input for a moment: a date, an optional time, and shortcuts for now, today and yesterday.
// Imported by the forms of the view.

import { toCivil } from '../civil.js';
import { zoneOf } from '../input.js';
import { Field, FieldError, hasDatePicker, setDate } from './field.jsx';

const DAY = 86_400_000;

/**
 * @param {object} props
 * @param {string} props.id         prefix of all ids in it
 * @param {import('./use-form.js').Form} props.form
 * @param {import('../words.js').Words} props.words
 * @param {string} props.event      the fields are `${event}Date` and `${event}Time`
 * @param {any} [props.moment]      its current value; it keeps its own zone
 * @param {string} props.legend
 * @param {string} [props.hint]
 * @param {() => number} props.now
 * @param {boolean} [props.quick]   offers the shortcuts
 * @param {boolean} [props.ahead]   the moment may lie in the future
 * @param {boolean} [props.required]
 */
export function MomentFields({ id, form, words, event, moment, legend, hint, now, quick, ahead, required }) {
  const { t } = words;
  const names = { date: `${event}Date`, time: `${event}Time` };
  const prefix = `${id}-${event}`;
  const zone = zoneOf(moment, words.timeZone);
  // Browsers that hide the reader's location report one of these zones.
  const isSuspectZone = /UTC|Reyk/.test(zone);
  const hints = [!hasDatePicker() && t('form.text-date.hint'), hint, (isSuspectZone || zone !== words.timeZone) && t('form.zone', { zone })].filter(Boolean).join(' ');
  const hintId = hints && `${prefix}-hint`;

  /** @param {number} daysAgo @param {boolean} [withTime] */
  const setMoment = (daysAgo, withTime) => {
    const { date, time } = toCivil(now(), zone);
    const input = form.input(names.date);
    // Unlike those of the zone, the days of UTC all have 24 hours.
    setDate(input, toCivil(Date.parse(date) - daysAgo * DAY, 'UTC').date);
    form.input(names.time).value = withTime ? time : '';
    input.dispatchEvent(new Event('input', { bubbles: true }));
    // Last: the event clears the errors of the date alone.
    form.clearErrors(names.date, names.time);
  };

  return (
    <fieldset class="fieldset">
      <legend class="legend">{legend}</legend>
      {quick && (
        <div class="quick">
          <button type="button" class="chip" data-action="now" onClick={() => setMoment(0, true)}>
            {t('form.now')}
          </button>
          <button type="button" class="chip" data-action="today" onClick={() => setMoment(0)}>
            {t('form.today')}
          </button>
          <button type="button" class="chip" data-action="yesterday" onClick={() => setMoment(1)}>
            {t('form.yesterday')}
          </button>
        </div>
      )}
      <div class="pair">
        <Field
          form={form}
          id={`${prefix}-date`}
          name={names.date}
          label={t('form.date')}
          hintId={hintId}
          input={{ type: 'date', required, max: ahead ? undefined : toCivil(now(), zone).date }}
        />
        <Field
          form={form}
          id={`${prefix}-time`}
          name={names.time}
          label={t('form.time')}
          hintId={hintId}
          input={{ type: 'time' }}
        />
      </div>
      <FieldError form={form} id={`${prefix}-date`} name={names.date} />
      <FieldError form={form} id={`${prefix}-time`} name={names.time} />
      {hints && (
        <p class="hint" id={hintId}>
          {hints}
        </p>
      )}
    </fieldset>
  );
}
