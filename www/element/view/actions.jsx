// What to do now: the open actions, each with its steps, its deadline and whose rule it is; and the cautions.
// Rulebooks bring their own texts; what holds for all of them is worded here.
// Imported by order-card.jsx.

import { useState } from 'preact/hooks';
import { nextDeadlineOf, typedDay } from '../deadlines.js';
import { keepUnitsTogether } from '../words.js';
import { deadlineText } from './countdown.jsx';
import { Fold } from './fold.jsx';
import { RuleSources } from './sources.jsx';

/**
 * @param {object} props
 * @param {import('../words.js').Words} props.words
 * @param {any} props.assessment
 * @param {string} props.name        the name of the order
 * @param {boolean} props.foremost   it is the most urgent order: its first action is shown unfolded
 * @param {(event: string) => void} props.onAddDate  the reader wants to add the date of this event
 */
export function Actions({ words, assessment, name, foremost, onAddDate }) {
  const { t } = words;
  const { actions } = assessment;
  const cautions = assessment.cautions.filter((/** @type {any} */ caution) => !isRedundant(caution, assessment));
  const [open] = useState(foremost || assessment.urgency === 0);
  if (actions.length === 0 && cautions.length === 0) return null;
  return (
    <section class="now" part="actions">
      {actions.length > 0 && <h4 class="section-title">{t('now.title')}</h4>}
      {actions.map((/** @type {any} */ action, /** @type {number} */ index) => (
        <Fold
          class="action"
          key={action.id}
          open={open && index === 0}
          of={name}
          data-action-id={action.id}
          summary={
            <span>
              <span class="action-title">{action.title}</span>
              <ActionDeadline words={words} action={action} assessment={assessment} />
            </span>
          }
        >
          {() => (
            <>
              {!action.certain && <p class="note">{t('now.uncertain')}</p>}
              <Steps steps={action.steps} />
              <RuleSources words={words} sources={action.sources} of={name} />
            </>
          )}
        </Fold>
      ))}
      {cautions.length > 0 && (
        <ul class="cautions" part="cautions" role="list">
          {cautions.map((/** @type {any} */ caution) => (
            <li key={`${caution.code} ${caution.window} ${caution.event}`} data-caution={caution.code}>
              <p>{caution.text ? keepUnitsTogether(caution.text) : cautionText(words, caution, assessment)}</p>
              {caution.code === 'date-missing' && (
                <button type="button" class="link" data-action="add-date" onClick={() => onAddDate(caution.event)}>
                  {t('caution.date-missing.fix')}
                </button>
              )}
              <RuleSources words={words} sources={caution.sources} of={name} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** A single step needs no number. @param {{ steps: string[] }} props */
function Steps({ steps }) {
  if (steps.length === 1) return <p class="step">{keepUnitsTogether(steps[0])}</p>;
  return (
    <ol class="steps" role="list">
      {steps.map((step) => (
        <li key={step}>
          <span>{keepUnitsTogether(step)}</span>
        </li>
      ))}
    </ol>
  );
}

/** The deadline, and whether it is certain at all, visible without opening the steps. @param {{ words: import('../words.js').Words, action: any, assessment: any }} props */
function ActionDeadline({ words, action, assessment }) {
  const deadline = assessment.deadlines.find((/** @type {any} */ { kind, at }) => kind === 'closes' && at === action.until);
  if (!deadline && action.certain) return null;
  return (
    <span class="action-until" data-until>
      {!action.certain && <span class="tag">{words.t('now.perhaps')}</span>}{' '}
      {/* One doubt is enough. */}
      {deadline && deadlineText(words, action.certain ? deadline : { ...deadline, exact: true }, assessment.now)}
    </span>
  );
}

/**
 * The caution about an unknown time is redundant next to a countdown to a bound, which has a button to add
 * it, and irrelevant if nothing shown is inexact.
 *
 * @param {any} caution @param {any} assessment
 */
const isRedundant = ({ code }, assessment) =>
  code === 'time-unknown' && (nextDeadlineOf(assessment)?.exact === false || assessment.deadlines.every((/** @type {any} */ one) => one.exact || typedDay(one) || one.latest < assessment.now));

/** @param {import('../words.js').Words} words @param {any} caution @param {any} assessment */
function cautionText(words, { code, window, event }, { deadlines }) {
  return words.t(`caution.${code}`, {
    window: deadlines.find((/** @type {any} */ { id }) => id === window)?.title ?? '',
    event: event ? words.event(event).toLowerCase() : '',
  });
}
