// One read-only order, inline in a sentence or as a card. If it cannot be assessed, or the sentences have not
// loaded, the page's fallback content is shown.
// Imported by dispute-countdown.js.

import { nextDeadlineOf } from '../deadlines.js';
import { phaseKey } from '../marks.js';
import { displayedTimeLeft } from '../time-left.js';
import { Countdown, deadlineText, leadText } from './countdown.jsx';
import { Root } from './root.jsx';

/** @typedef {{ words: import('../words.js').Words, assessment: any, order: any }} Props */

/** @param {Props & { card: boolean }} props */
export function SingleOrder({ words, assessment, order, card }) {
  if (!assessment || words.loading) return <slot>{words.t('single.unknown')}</slot>;
  return card ? <Card words={words} assessment={assessment} order={order} /> : <Inline words={words} assessment={assessment} order={order} />;
}

/** @param {Props} props */
function Card({ words, assessment, order }) {
  const { phase, rulebook } = assessment;
  return (
    <Root words={words} class="root">
      <div class="card" part="order" data-phase={phase}>
        <p class="card-meta">
          <span class="badge" part="badge" data-phase={phase}>
            {words.t(phaseKey(assessment, order))}
          </span>
          <span class="card-whence">{rulebook.name}</span>
        </p>
        <Countdown words={words} assessment={assessment} id="order" />
      </div>
    </Root>
  );
}

/** @param {Props} props */
function Inline({ words, assessment, order }) {
  const { phase, remaining, now, actions, deadlines } = assessment;
  const deadline = nextDeadlineOf(assessment);
  const lowerFirst = (/** @type {string} */ text) => text.charAt(0).toLocaleLowerCase(words.tag) + text.slice(1);
  if (!deadline || !remaining) {
    // Past an end that is only reported, something may still be possible.
    const [perhaps] = phase === 'expired' ? actions : [];
    const end = perhaps && deadlines.find((/** @type {any} */ { id, kind }) => id === perhaps.id && kind === 'closes');
    return (
      <Root as="span" words={words} class="inline" data-phase={phase}>
        <span part="badge">{lowerFirst(words.t(phaseKey(assessment, order)))}</span>
        {end?.certainty === 'reported' && ` (${words.t('certainty.reported')})`}
      </Root>
    );
  }
  // A line may break between days and hours, but not between a figure and its unit.
  const left = words.countdown(displayedTimeLeft(assessment)).map(({ digits, after }) => (digits + after).replaceAll(' ', '\u00A0'));
  return (
    <Root as="span" words={words} class="inline" data-phase={phase} title={deadlineText(words, deadline, now)}>
      {lowerFirst(leadText(words, deadline, phase))}{' '}
      <span class="left" part="figures" role="timer" aria-live="off" data-countdown>
        {left.join(' ')}
      </span>
      {deadline.certainty !== 'stated' && ` (${words.t(`certainty.${deadline.certainty}`)})`}
    </Root>
  );
}
