// The remaining time in large figures, and the moment it runs to in words. Each figure is a
// text node of its own, so that a tick writes only those that changed. (An empty text would
// be written every time: there is none.)
// Imported by whatever of the view shows a deadline.

import { certaintyOf, deadlineOf, hasCome, typedDay } from '../deadlines.js';
import { toldAs } from '../marks.js';
import { shownLeft } from '../pace.js';

/**
 * @param {object} props
 * @param {import('../words.js').Words} props.words
 * @param {any} props.assessment
 * @param {string} props.id
 * @param {(event: string) => void} [props.onAddTime]  the reader wants to add the time of this event, or of what was entered
 */
export function Countdown({ words, assessment, id, onAddTime }) {
  const { t } = words;
  const { next, remaining, now } = assessment;
  if (!next || !remaining) {
    const key = `rest.${toldAs(assessment)}`;
    // What an order that is over has come to is one of its marks.
    return <p class="rest">{words.has(key) ? t(key) : `${t(`mark.${assessment.phase}`)}.`}</p>;
  }
  const deadline = deadlineOf(assessment);
  return (
    <div class={`countdown certainty-${deadline.certainty}`} part="countdown">
      <p class="lead" id={`${id}-lead`}>
        {leadOf(words, deadline, assessment.phase)}
      </p>
      <p class="figures" part="figures" role="timer" aria-live="off" aria-labelledby={`${id}-lead`} data-countdown>
        {words.countdown(shownLeft(assessment)).map(({ unit, before, digits, after }, index) => (
          <span class="figure" key={unit}>
            {index > 0 && ' '}
            {before || null}
            <span class="digits">{digits}</span>
            <span class="unit">{after}</span>
          </span>
        ))}
      </p>
      <p class="moment" part="moment" data-moment>
        <span class="moment-words">{momentOf(words, deadline, now)}</span>{' '}
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

/** What a countdown is to. @param {import('../words.js').Words} words @param {any} deadline @param {string} phase */
export function leadOf(words, deadline, phase) {
  const { id, kind, exact, title } = deadline;
  const key = `lead.${id}.${kind}`;
  // Of what is waited for, and ends, nobody knows whether it is open.
  if (!words.has(key) || (phase === 'waiting' && kind === 'closes')) return words.t(`lead.other.${kind}`, { title });
  // Of what others report nothing is sure: "at least" would promise it.
  return words.t(key, { bound: exact || certaintyOf(deadline) === 'reported' ? '' : words.t(`lead.${kind}.bound`) });
}

/**
 * What a deadline comes to: "до 14:30, 1 марта", saying so when it is a bound or only reported; that it
 * is over; or that it perhaps is, where the bounds lie on both sides of now.
 *
 * @param {import('../words.js').Words} words @param {any} deadline @param {number} now
 * @param {any[]} [deadlines]  all of the order: what has ended since is not told as open
 */
export function momentOf(words, deadline, now, deadlines = []) {
  const { at, kind, exact, earliest, latest, term } = deadline;
  const opens = kind === 'opens';
  const say = (/** @type {string} */ what, /** @type {string} */ moment) => words.t(`deadline.${what}`, { moment });
  const day = typedDay(deadline);
  if (day) return say(now <= latest ? kind : 'closed', words.dayOf(day, now));
  const isReported = certaintyOf(deadline) === 'reported';
  const come = hasCome(deadline, now);
  if (opens ? !come && now >= earliest : come && now <= latest) {
    // Of hours, the day alone would promise the rest of it.
    const last = words[term?.unit === 'hours' ? 'instant' : 'dayOf'](latest, now);
    return say(`${kind}.perhaps${isReported ? '.reported' : ''}`, opens ? words.moment(at, now, kind) : last);
  }
  const hasEnded = deadlines.some((other) => other.id === deadline.id && other.kind === 'closes' && other.latest < now);
  const opened = hasEnded ? 'opened.ended' : 'opened';
  let text;
  if (!come) text = say(exact || isReported ? kind : `${kind}.bound`, words.moment(at, now, kind));
  else if (exact) text = say(opens ? opened : 'closed', words.instant(at, now, kind));
  // A time that nobody knows is not told.
  else text = say(opens ? opened : 'closed.bound', words.dayOf(latest, now));
  return isReported ? words.t('deadline.reported', { text }) : text;
}
