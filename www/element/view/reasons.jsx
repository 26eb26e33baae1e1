// "Why these dates?": each deadline with its arithmetic in a sentence, its certainty, and the sources with the
// dates they were read.
// Imported by order-card.jsx and timeline.jsx.

import { certaintyOf } from '../deadlines.js';
import { toDateAndTime } from '../input.js';
import { deadlineText } from './countdown.jsx';
import { Fold } from './fold.jsx';
import { Sources } from './sources.jsx';

/**
 * @param {object} props
 * @param {import('../words.js').Words} props.words
 * @param {any} props.assessment
 * @param {any} props.order
 * @param {string} props.name  the name of the order
 */
export function Reasons({ words, assessment, order, name }) {
  const { t } = words;
  const { deadlines, now } = assessment;
  if (deadlines.length === 0) return null;
  return (
    <Fold class="why" part="why" of={name} data-why summary={t('why.title')}>
      {() => (
        <>
          <ul class="reasons">
            {deadlines.map((/** @type {any} */ deadline) => (
              <li class={`reason certainty-${certaintyOf(deadline)}`} key={`${deadline.id} ${deadline.kind}`}>
                <p class="reason-title">
                  {deadline.title}: <span class="reason-moment">{deadlineText(words, deadline, now, deadlines)}</span>
                </p>
                <p>
                  {arithmetic(words, deadline, order, now)} <span class="tag">{t(`certainty.${certaintyOf(deadline)}`)}</span>
                </p>
                <Sources words={words} sources={deadline.sources} />
              </li>
            ))}
          </ul>
          <p class="note">{t('why.zone', { zone: words.timeZone })}</p>
        </>
      )}
    </Fold>
  );
}

/**
 * When an event happened that something is counted from; a date without a time stays one.
 *
 * @param {import('../words.js').Words} words @param {{ event: string, at: number }} event @param {any} order @param {number} now
 */
export function eventTime(words, { event, at }, order, now) {
  const { date, time } = toDateAndTime(order[event] ?? order.ordered, words.timeZone);
  if (time) return words.instant(at, now);
  return date ? words.day(date, now) : words.dayOf(at, now);
}

/** @param {import('../words.js').Words} words @param {any} deadline @param {any} order @param {number} now */
function arithmetic(words, { from, term, exact, earliest, latest }, order, now) {
  if (!from || !term) return '';
  const sentence = words.t(exact ? 'why.sum' : 'why.sum.bound', {
    event: words.event(from.event),
    from: eventTime(words, from, order, now),
    term: words.term(term),
    earliest: words.instant(earliest, now),
    latest: words.instant(latest, now),
  });
  return `${sentence} ${words.t(`why.counting.${term.counting}`)}`;
}
