// The order's life as a ruler, one tick a day: the order, the end of cancellation, the day a dispute opens,
// where the window ends for certain or by report, and now. The same facts follow as a list, for screen readers
// and paper. Imported by order-card.jsx.

import { certaintyOf, isReached, typedDay } from '../deadlines.js';
import { toDateAndTime } from '../input.js';
import { assignRows, positionOf, progressOf, timelineOf } from '../timeline.js';
import { deadlineText } from './countdown.jsx';
import { eventTime } from './reasons.jsx';

const DAY = 86_400_000;
const HEIGHT = 20;
/** The widest label on the narrowest card, in percent of the ruler. */
const LABEL = 27;
/** The distance between rows of labels, in px. */
const ROW = 42;

/**
 * @param {object} props
 * @param {import('../words.js').Words} props.words
 * @param {any} props.assessment
 * @param {any} props.order
 */
export function Timeline({ words, assessment, order }) {
  const { now, deadlines } = assessment;
  const timeline = timelineOf(assessment, words.toInstant(toDateAndTime(order.ordered, words.timeZone)));
  if (!timeline) return null;
  const { start, end, day, length } = timeline;
  const opens = deadlines.find((/** @type {any} */ { id, kind }) => id === 'dispute' && kind === 'opens');
  const closes = deadlines.find((/** @type {any} */ { id, kind }) => id === 'dispute' && kind === 'closes');
  // What opens on receipt itself is not waited for.
  const awaitedOpening = timeline.events.some(({ event }) => event === opens?.from?.event) && !opens.term ? undefined : opens;
  const progress = progressOf(timeline, awaitedOpening, now);
  const isOver = now >= (awaitedOpening?.at ?? end);
  /** @param {number} at */
  const dayOf = (at) => (at - start) / DAY;
  const opensDay = Math.round(opens ? dayOf(opens.at) : length);
  const labels = labelsOf(words, timeline, now);
  const rows = assignRows(labels.map(({ place }) => place), LABEL);
  return (
    <div class="timeline" part="timeline">
      <p class="timeline-text">{isOver ? words.t('timeline.over', { total: words.amount(progress.total, 'day') }) : words.t('timeline.day', progress)}</p>
      <div class="ruler" aria-hidden="true">
        <svg class="ruler-ticks" viewBox={`0 0 ${length} ${HEIGHT}`} preserveAspectRatio="none" focusable="false">
          <path class="tick" d={ticks(day + 1, opensDay - 1)} />
          {opens && <path class={`tick tick-${closes?.certainty ?? 'stated'}`} d={ticks(Math.max(day, opensDay) + 1, length)} />}
          <path class="tick tick-passed" d={ticks(0, day)} />
          {opens && <path class="tick tick-opens" d={`M${dayOf(opens.at)} 0V${HEIGHT}`} />}
        </svg>
        {deadlines
          .filter((/** @type {any} */ { kind }) => kind === 'closes')
          .map((/** @type {any} */ end) => (
            <span key={end.id} class={`ruler-end ruler-end-${certaintyOf(end)} ${end.at < now ? 'ruler-end-past' : ''}`} style={{ insetInlineStart: `${positionOf(timeline, end.at).toFixed(2)}%` }} />
          ))}
        <span class="ruler-now" style={{ insetInlineStart: `${positionOf(timeline, now).toFixed(2)}%` }} />
      </div>
      <div class="ruler-labels" style={{ minHeight: `${Math.max(...rows) * ROW + 38}px` }} aria-hidden="true">
        {labels.map(({ key, name, when, place, doubtful }, index) => {
          const side = place < LABEL / 2 ? 'start' : place > 100 - LABEL / 2 ? 'end' : 'middle';
          return (
            <span
              key={key}
              class={`ruler-label ruler-label-${side} ${doubtful ? 'ruler-label-doubtful' : ''}`}
              style={{ top: `${rows[index] * ROW}px`, [side === 'end' ? 'insetInlineEnd' : 'insetInlineStart']: side === 'middle' ? `${place.toFixed(2)}%` : 0 }}
            >
              <small>{name}</small>
              {when}
            </span>
          );
        })}
      </div>
      <ol class="facts" data-facts>
        {factsOf(words, timeline, order, progress.day, now).map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ol>
    </div>
  );
}

/**
 * The labels below the ruler. Only the first has a year: the others follow within months, and would run into
 * each other.
 *
 * @param {import('../words.js').Words} words @param {import('../timeline.js').Timeline} timeline @param {number} now
 */
function labelsOf(words, timeline, now) {
  const { t } = words;
  const events = timeline.events.map(({ event, at }, index) => ({
    key: event,
    at,
    name: words.event(event).toLowerCase(),
    when: words.shortDay(at, index === 0 ? now : at),
    doubtful: false,
  }));
  const ends = timeline.deadlines
    // A day later, the end of the first hours only crowds the start.
    .filter(({ at, id }) => id !== 'return' && (at - timeline.start > DAY || now <= at))
    .map((deadline) => {
      const { id, kind, title, exact, latest } = deadline;
      const key = `timeline.${id}.${kind}`;
      const doubtful = certaintyOf(deadline) === 'reported';
      const day = typedDay(deadline);
      const at = day ?? deadline.at;
      // Named by its last day, as in the sentence.
      const isPast = !exact && isReached(deadline, now);
      return {
        key,
        at,
        name: words.has(key) ? t(key) : title,
        when: day || at - timeline.start > DAY ? `${words.shortEnd(isPast && !day ? latest : at, isPast ? 'closes' : kind)}${doubtful ? '?' : ''}` : words.clock(at, kind),
        doubtful,
      };
    });
  const labels = [...events, ...ends].sort((a, b) => a.at - b.at);
  return labels.map((label) => ({ ...label, place: positionOf(timeline, label.at) }));
}

/**
 * Everything the ruler shows, one sentence each, in chronological order.
 *
 * @param {import('../words.js').Words} words @param {import('../timeline.js').Timeline} timeline @param {any} order @param {number} day @param {number} now
 */
function factsOf(words, { events, deadlines }, order, day, now) {
  const { t } = words;
  const happened = events.map((one) => ({
    at: one.at,
    text: `${words.event(one.event)}: ${eventTime(words, one, order, now)}`,
  }));
  const ends = deadlines.map((deadline) => ({
    at: typedDay(deadline) ?? deadline.at,
    text: `${deadline.title}: ${deadlineText(words, deadline, now, deadlines)}`,
  }));
  const today = { at: now, text: `${t('form.now')}: ${t('timeline.now.day', { date: words.dayOf(now, now), day })}` };
  return [...happened, ...ends, today].sort((a, b) => a.at - b.at).map(({ text }) => text);
}

/**
 * One stroke a day, a longer one every tenth, as the path of a ruler standing on its edge.
 *
 * @param {number} first @param {number} last
 */
function ticks(first, last) {
  let path = '';
  for (let day = first; day <= last; day++) path += `M${day} ${day % 10 === 0 ? 5 : 10}V${HEIGHT}`;
  return path;
}
