// What importing a file or a link would do: which orders are new, which would change and how, what was refused
// and why.
// Comes with the deferred file, for transfer.jsx.

import { toDateAndTime } from '../input.js';
import { nameOf } from '../name-of.js';
import { errorSentence } from './use-form.js';

/** As many as a person reviews one by one. */
const SHOWN = 50;

/**
 * @typedef {object} Props
 * @property {import('../words.js').Words} words
 * @property {Extract<import('../features/transfer.js').Dialog, { kind: 'preview' }>} dialog
 * @property {import('../model.js').Handlers} handlers
 * @property {import('preact').VNode} close   the button
 */

/** @param {Props['words']} words @param {Props['dialog']} dialog */
export const previewTitle = ({ t }, { plan }) => t(plan.steps.some(({ kind }) => kind !== 'same') ? 'preview.title' : 'preview.none');

/** @param {Props} props */
export function Preview({ words, dialog, handlers, close }) {
  const { t } = words;
  const { plan, chosen } = dialog;
  const { steps, refused, ignored } = plan;
  const count = (/** @type {string} */ kind) => [...chosen].filter((step) => step.kind === kind).length;
  const [added, changed, same] = [count('new'), count('changed'), steps.filter(({ kind }) => kind === 'same').length];
  const confirm = added > 0 ? (changed > 0 ? 'preview.add-change' : 'preview.add') : changed > 0 && 'preview.change';
  const group = (/** @type {string} */ name, /** @type {import('../transfer/preview.js').Step[]} */ members) =>
    members.length > 0 && <Group words={words} name={name} steps={members} chosen={chosen} handlers={handlers} />;
  return (
    <>
      {group('new', steps.filter(({ kind, removed }) => kind === 'new' && !removed))}
      {group('changed', steps.filter(({ kind }) => kind === 'changed'))}
      {group('removed', steps.filter(({ removed }) => removed))}
      {same > 0 && <p data-same={same}>{t('preview.same', { count: same })}</p>}
      {steps.length + refused.length === 0 && <p data-same={0}>{t('problem.no-orders')}</p>}
      {refused.length > 0 && (
        <section data-refused={refused.length}>
          <h3 class="preview-heading">{t('preview.refused', { count: refused.length })}</h3>
          <ul class="preview-list" role="list">
            {refused.slice(0, SHOWN).map((refusal, index) => (
              <li key={index}>{refusalText(refusal, words)}</li>
            ))}
          </ul>
          {moreNote(refused.length, words)}
        </section>
      )}
      {ignored.length > 0 && (
        <p class="note" data-ignored>
          {t('preview.ignored', { names: ignored.slice(0, SHOWN).join(', ') })}
        </p>
      )}
      <p class="note">{t('preview.keeps')}</p>
      <div class="form-buttons">
        {confirm && (
          <button type="button" class="button button-main" part="button button-main" data-action="take-in" onClick={handlers.applyImport}>
            {t(confirm, { added, changed })}
          </button>
        )}
        {close}
      </div>
    </>
  );
}

/** @param {{ words: Props['words'], name: string, steps: import('../transfer/preview.js').Step[], chosen: Set<any>, handlers: Props['handlers'] }} props */
function Group({ words, name, steps, chosen, handlers }) {
  const { t } = words;
  return (
    <section data-steps={name}>
      <h3 class="preview-heading">{t(`preview.${name}`, { count: steps.length })}</h3>
      <ul class="preview-list" role="list">
        {steps.slice(0, SHOWN).map((step) => (
          <li key={step.order.id}>
            <label class="check">
              <input type="checkbox" checked={chosen.has(step)} onChange={(event) => handlers.choose(step, event.currentTarget.checked)} />
              <span>
                {nameOf(step.order, words, handlers.now())}
                <small>{step.kind === 'new' ? summary(step.order, words, handlers.now()) : step.changes.map((change) => changeText(change, words, handlers.now())).join('; ')}</small>
              </span>
            </label>
          </li>
        ))}
      </ul>
      {moreNote(steps.length, words)}
    </section>
  );
}

/** @param {number} count @param {Props['words']} words */
const moreNote = (count, { t }) => count > SHOWN && <p class="note">{t('preview.rest', { count: count - SHOWN })}</p>;

/** When it was ordered, and its price. @param {any} order @param {Props['words']} words @param {number} now */
const summary = (order, words, now) =>
  [valueText('ordered', order.ordered, words, now), order.price && words.money(order.price)].filter(Boolean).join(', ');

/** @param {{ field: string, from: any, to: any }} change @param {Props['words']} words @param {number} now */
function changeText({ field, from, to }, words, now) {
  const name = words.t(`column.${field}`);
  if (field === 'proof' || field === 'entered') return words.t('preview.field-changes', { field: name });
  return words.t('preview.field', { field: name, from: valueText(field, from, words, now), to: valueText(field, to, words, now) });
}

/** @param {string} field @param {any} value @param {Props['words']} words @param {number} now */
function valueText(field, value, words, now) {
  if (value === undefined) return words.t('preview.nothing');
  if (value.amount !== undefined) return words.money(value);
  if (field === 'title' || field === 'number' || field === 'note') return words.quoted(value);
  if (field === 'problem') return words.t(value === 'not-arrived' ? 'mark.notArrived' : `received.${value}`);
  const { date, time } = toDateAndTime(value, words.timeZone);
  return date ? [words.day(date, now), time].filter(Boolean).join(', ') : String(value);
}

/** @param {import('../transfer/json.js').Refused} refused @param {Props['words']} words */
function refusalText({ line, code, name, field, count }, words) {
  const part = field?.split('.')[0];
  const reason = words.has(`refused.${code}`) ? words.t(`refused.${code}`, { count: count ?? 0 }) : errorSentence(words, field ?? '', code);
  const subject = [name && words.quoted(name), part && words.has(`column.${part}`) && words.t(`column.${part}`)].filter(Boolean).join(', ');
  return words.t('preview.line', { line, reason: subject ? `${subject}: ${reason}` : reason });
}
