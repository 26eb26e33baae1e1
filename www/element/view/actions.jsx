// What to do now: the actions that are open, each with its steps; and what to beware of.
// The cautions of every rulebook have their words in the catalogue, others bring their own.
// Imported by order-card.jsx.

import { useState } from 'preact/hooks';

/**
 * @param {object} props
 * @param {import('../words.js').Words} props.words
 * @param {any} props.assessment
 * @param {boolean} props.foremost   the most urgent order: its first steps stand open
 */
export function Actions({ words, assessment, foremost }) {
  const { t } = words;
  const { actions } = assessment;
  const cautions = assessment.cautions.filter((/** @type {any} */ caution) => !saidByCountdown(caution, assessment));
  const [open] = useState(foremost);
  if (actions.length === 0 && cautions.length === 0) return null;
  return (
    <section class="now" part="actions">
      {actions.length > 0 && <h4 class="section-title">{t('now.title')}</h4>}
      {actions.map((/** @type {any} */ action, /** @type {number} */ index) => (
        <details class="action" key={action.id} open={open && index === 0} data-action-id={action.id}>
          <summary>
            <span class="action-title">{action.title}</span>
          </summary>
          {!action.certain && <p class="note">{t('now.uncertain')}</p>}
          <ol class="steps" role="list">
            {action.steps.map((/** @type {string} */ step) => (
              <li key={step}>
                <span>{step}</span>
              </li>
            ))}
          </ol>
        </details>
      ))}
      {cautions.length > 0 && (
        <ul class="cautions" part="cautions" role="list">
          {cautions.map((/** @type {any} */ caution) => (
            <li key={`${caution.code} ${caution.window} ${caution.event}`} data-caution={caution.code}>
              {caution.text ?? ownWords(words, caution, assessment)}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** Beside a countdown to a bound stands that the time is not known, with a button to add it. @param {any} caution @param {any} assessment */
function saidByCountdown({ code }, { next, deadlines }) {
  if (code !== 'time-unknown' || !next) return false;
  return deadlines.some((/** @type {any} */ { id, kind, exact }) => id === next.id && kind === next.kind && !exact);
}

/** @param {import('../words.js').Words} words @param {any} caution @param {any} assessment */
function ownWords(words, { code, window, event }, { deadlines }) {
  return words.t(`caution.${code}`, {
    window: deadlines.find((/** @type {any} */ { id }) => id === window)?.title ?? '',
    event: event ? words.t(words.has(`event.${event}`) ? `event.${event}` : 'event.other').toLowerCase() : '',
  });
}
