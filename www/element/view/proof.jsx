// The proof to have at hand: a checklist that is stored with the order, and who asks for each item.
// Imported by order-card.jsx.

import { useState } from 'preact/hooks';
import { Fold } from './fold.jsx';
import { Sources } from './sources.jsx';

/** Phases in which the proof is needed now. */
const NEEDED_PHASES = ['claimable', 'disputable', 'in-dispute'];

/**
 * @param {object} props
 * @param {string} props.id
 * @param {import('../words.js').Words} props.words
 * @param {any} props.assessment
 * @param {string} props.name   the name of the order
 * @param {(item: string, done: boolean) => void} props.onTick
 */
export function Proof({ id, words, assessment, name, onTick }) {
  const { t } = words;
  const { proof, phase } = assessment;
  const [open] = useState(NEEDED_PHASES.includes(phase));
  if (proof.length === 0) return null;
  const done = proof.filter((/** @type {any} */ item) => item.done).length;
  return (
    <Fold
      class="fold proof"
      part="proof"
      open={open}
      of={name}
      data-proof
      summary={
        <>
          <span class="section-title">{t('proof.title')}</span>
          <span class="count" data-proof-count>
            {t('proof.count', { done, total: proof.length })}
          </span>
        </>
      }
    >
      {() => (
        <>
          <ul class="ticks" role="list">
            {proof.map((/** @type {any} */ item) => (
              <li key={item.id}>
                <label class="check">
                  <input
                    type="checkbox"
                    id={`${id}-proof-${item.id}`}
                    checked={item.done}
                    data-proof-item={item.id}
                    onChange={(event) => onTick(item.id, event.currentTarget.checked)}
                  />
                  <span>{item.title}</span>
                </label>
              </li>
            ))}
          </ul>
          <Fold class="whose" of={name} data-whose summary={t('proof.whose')}>
            {() => <ProofSources words={words} proof={proof} />}
          </Fold>
        </>
      )}
    </Fold>
  );
}

/** Who asks for each item. @param {{ words: import('../words.js').Words, proof: any[] }} props */
function ProofSources({ words, proof }) {
  return (
    <dl class="proof-why">
      {proof.map((item) => (
        <div key={item.id}>
          <dt>{item.title}</dt>
          <dd>{item.sources.length > 0 ? <Sources words={words} sources={item.sources} /> : words.t('proof.advice')}</dd>
        </div>
      ))}
    </dl>
  );
}
