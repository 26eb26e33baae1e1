// The order's life as a ruler, a tick a day: from the order to the day a dispute opens, and
// hatched on to where the window is only reported to end. The line above it says it in text.
// Imported by order-card.jsx.

import { startedMinute } from '../words.js';

const DAY = 86_400_000;
const HEIGHT = 20;

/**
 * @param {object} props
 * @param {import('../words.js').Words} props.words
 * @param {any} props.assessment
 */
export function Timeline({ words, assessment }) {
  const { t } = words;
  const { now, deadlines } = assessment;
  /** @param {string} id @param {string} kind */
  const find = (id, kind) => deadlines.find((/** @type {any} */ one) => one.id === id && one.kind === kind);
  const opens = find('dispute', 'opens');
  const closes = find('dispute', 'closes');
  if (!opens?.from) return null;

  // Of a date alone the engine tells the safe side; the ruler begins with the day.
  const start = opens.from.at - (opens.latest - opens.earliest);
  const end = Math.max(closes?.at ?? 0, opens.at);
  /** @param {number} at */
  const dayOf = (at) => (at - start) / DAY;
  const length = dayOf(end);
  const total = opens.term?.unit === 'days' ? opens.term.amount : Math.round(dayOf(opens.at));
  const passed = Math.min(Math.max(Math.floor(dayOf(now)), 0), Math.floor(length));
  /** A share of the ruler, too coarse to move with every second. @param {number} at */
  const place = (at) => `${(Math.min(Math.max(dayOf(at) / length, 0), 1) * 100).toFixed(2)}%`;
  /** The year stands at the start alone: the rest follows within months, and would run into each other. @param {number} at */
  const later = (at) => words.shortDay(at, at);
  const label =
    now >= opens.at
      ? t('timeline.over', { total: words.amount(total, 'day') })
      : t('timeline.day', { day: Math.min(passed + 1, total), total });

  return (
    <div class="timeline" part="timeline">
      <p class="timeline-text">{label}</p>
      <div class="ruler" aria-hidden="true">
        <svg class="ruler-ticks" viewBox={`0 0 ${length} ${HEIGHT}`} preserveAspectRatio="none" focusable="false">
          <path class="tick" d={ticks(passed + 1, total - 1)} />
          {closes && <path class={`tick tick-${closes.certainty}`} d={ticks(Math.max(passed, total) + 1, length)} />}
          <path class="tick tick-passed" d={ticks(0, passed)} />
          <path class="tick tick-opens" d={`M${dayOf(opens.at)} 0V${HEIGHT}`} />
        </svg>
        <span class="ruler-now" style={{ insetInlineStart: place(now) }} />
      </div>
      <div class="ruler-labels" aria-hidden="true">
        <span class="ruler-label">
          {words.shortDay(start, now)}
          <small>{t('timeline.start')}</small>
        </span>
        <span class="ruler-label ruler-label-opens" style={{ insetInlineEnd: `calc(100% - ${place(opens.at)})` }}>
          {later(startedMinute(opens.at))}
          <small>{t('timeline.opens')}</small>
        </span>
        {closes && (
          <span class="ruler-label ruler-label-end">
            {later(closes.at)}
            <small>{t('timeline.end')}</small>
          </span>
        )}
      </div>
    </div>
  );
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
