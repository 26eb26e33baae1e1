// "Why these dates?": each deadline with its arithmetic in a sentence, on whose word it
// stands, and the sources with the day they were read.
// Imported by order-card.jsx.

import { momentOf } from './countdown.jsx';
import { Fold } from './fold.jsx';
import { Sources } from './sources.jsx';

/**
 * @param {object} props
 * @param {import('../words.js').Words} props.words
 * @param {any} props.assessment
 */
export function Reasons({ words, assessment }) {
  const { t } = words;
  const { deadlines, now } = assessment;
  if (deadlines.length === 0) return null;
  return (
    <Fold class="why" part="why" data-why summary={t('why.title')}>
      {() => (
        <>
          <ul class="reasons">
            {deadlines.map((/** @type {any} */ deadline) => (
              <li class={`reason certainty-${deadline.certainty}`} key={`${deadline.id} ${deadline.kind}`}>
                <p class="reason-title">
                  {deadline.title}: <span class="reason-moment">{momentOf(words, deadline, now)}</span>
                </p>
                <p>
                  {sum(words, deadline, now)} <span class="tag">{t(`certainty.${deadline.certainty}`)}</span>
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

/** @param {import('../words.js').Words} words @param {any} deadline @param {number} now */
function sum(words, { from, term, exact, earliest, latest }, now) {
  if (!from || !term) return '';
  const event = `event.${from.event}`;
  const sentence = words.t(exact ? 'why.sum' : 'why.sum.bound', {
    event: words.t(words.has(event) ? event : 'event.other'),
    from: exact ? words.instant(from.at, now) : words.dayOf(from.at, now),
    term: words.amount(term.amount, term.unit === 'days' ? 'day' : 'hour'),
    earliest: words.instant(earliest, now),
    latest: words.instant(latest, now),
  });
  return `${sentence} ${words.t(`why.counting.${term.counting}`)}`;
}
