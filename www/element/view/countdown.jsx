// The time left in large figures, and its moment in words. Each figure is a text node of its own, so that a
// tick updates only those that changed. (Empty text nodes would be rewritten every time, so there are none.)
// Imported by the parts of the view that show a deadline.

import { certaintyOf, isReached, nextDeadlineOf, typedDay } from '../deadlines.js';
import { shownPhase } from '../marks.js';
import { displayedTimeLeft } from '../time-left.js';

/**
 * @param {object} props
 * @param {import('../words.js').Words} props.words
 * @param {any} props.assessment
 * @param {string} props.id
 * @param {(event: string) => void} [props.onAddTime]  the reader wants to add the time of this event, or of an entered end
 */
export function Countdown({ words, assessment, id, onAddTime }) {
  const { t } = words;
  const { next, remaining, now } = assessment;
  if (!next || !remaining) {
    const key = `rest.${shownPhase(assessment)}`;
    // The outcome of an order that is over is one of its marks.
    return <p class="rest">{words.has(key) ? t(key) : `${t(`mark.${assessment.phase}`)}.`}</p>;
  }
  const deadline = nextDeadlineOf(assessment);
  return (
    <div class={`countdown certainty-${deadline.certainty}`} part="countdown">
      <p class="lead" id={`${id}-lead`}>
        {leadText(words, deadline, assessment.phase)}
      </p>
      <p class="figures" part="figures" role="timer" aria-live="off" aria-labelledby={`${id}-lead`} data-countdown>
        {words.countdown(displayedTimeLeft(assessment)).map(({ unit, digits, after }, index) => (
          <span class="figure" key={unit}>
            {index > 0 && ' '}
            <span class="digits">{digits}</span>
            <span class="unit">{after}</span>
          </span>
        ))}
      </p>
      <p class="moment" part="moment" data-moment>
        <span class="moment-words">{deadlineText(words, deadline, now)}</span>{' '}
        {deadline.certainty !== 'stated' && <span class="tag">{t(`certainty.${deadline.certainty}`)}</span>}
      </p>
      {!deadline.exact && (
        <p class="note">
          {t('bound.note')}{' '}
          {onAddTime && (
            <button type="button" class="link" data-action="add-time" onClick={() => onAddTime(deadline.from?.event ?? `entered.${deadline.id}.${deadline.kind}`)}>
              {t('bound.fix')}
            </button>
          )}
        </p>
      )}
    </div>
  );
}

/** The label of a countdown. @param {import('../words.js').Words} words @param {any} deadline @param {string} phase */
export function leadText(words, deadline, phase) {
  const { id, kind, exact, title } = deadline;
  const key = `lead.${id}.${kind}`;
  // While an order is waiting, it is not known whether a window that closes is open.
  if (!words.has(key) || (phase === 'waiting' && kind === 'closes')) return words.t(`lead.other.${kind}`, { title });
  // A reported end is never certain: "at least" would promise it.
  return words.t(key, { bound: exact || certaintyOf(deadline) === 'reported' ? '' : words.t(`lead.${kind}.bound`) });
}

/**
 * The state of a deadline: "до 14:30, 1 марта", marked as a bound or as reported; that it is over; or that it
 * may be, if now is between its bounds.
 *
 * @param {import('../words.js').Words} words @param {any} deadline @param {number} now
 * @param {any[]} [deadlines]  all of the order, so that a window that has ended is not described as open
 */
export function deadlineText(words, deadline, now, deadlines = []) {
  const { at, kind, exact, earliest, latest, term } = deadline;
  const opens = kind === 'opens';
  const sentence = (/** @type {string} */ state, /** @type {string} */ moment) => words.t(`deadline.${state}`, { moment });
  const day = typedDay(deadline);
  if (day) return sentence(now <= latest ? kind : 'closed', words.dayOf(day, now));
  const isReported = certaintyOf(deadline) === 'reported';
  const reached = isReached(deadline, now);
  if (opens ? !reached && now >= earliest : reached && now <= latest) {
    // For terms in hours, the day alone would promise the rest of that day.
    const last = words[term?.unit === 'hours' ? 'instant' : 'dayOf'](latest, now);
    return sentence(`${kind}.perhaps${isReported ? '.reported' : ''}`, opens ? words.moment(at, now, kind) : last);
  }
  const hasEnded = deadlines.some((other) => other.id === deadline.id && other.kind === 'closes' && other.latest < now);
  const opened = hasEnded ? 'opened.ended' : 'opened';
  let text;
  if (!reached) text = sentence(exact || isReported ? kind : `${kind}.bound`, words.moment(at, now, kind));
  else if (exact) text = sentence(opens ? opened : 'closed', words.instant(at, now, kind));
  // A time that is not known is not shown.
  else text = sentence(opens ? opened : 'closed.bound', words.dayOf(latest, now));
  return isReported ? words.t('deadline.reported', { text }) : text;
}
