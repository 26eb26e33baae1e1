// What was understood of a pasted text, each finding with its source text and doubts, and questions to answer.
// A separate button fills the form.
// Comes with the deferred file, for paste.jsx.

import { fitsForm } from '../features/paste.js';
import { toDateAndTime } from '../input.js';

/** The result in brief, for screen readers. @param {Pick<import('./paste.jsx').PasteProps, 'words' | 'paste'>} props */
export function Understood({ words: { t }, paste: { parsed, refused } }) {
  if (refused) return <p class="field-error" data-error="paste">{t(refused === 'too-long' ? 'pasted.too-long' : 'error.other')}</p>;
  if (!parsed) return null;
  return parsed.found.length + parsed.questions.length > 0 ? <p class="hint">{t('pasted.look')}</p> : <p data-paste-nothing>{t('pasted.nothing')}</p>;
}

/**
 * @param {Omit<import('./paste.jsx').PasteProps, 'fill'> & { readFrom: (start: number) => void, use: () => void }} props
 *   `readFrom` continues from a position in the text, `use` fills the form
 */
export function Pasted({ words, rulebooks, paste, handlers, readFrom, use }) {
  const { t } = words;
  const { parsed, taken, answers } = paste;
  const found = parsed?.found ?? [];
  const questions = parsed?.questions ?? [];
  const severalOrders = questions.find(({ code }) => code === 'several-orders');
  const asked = questions.filter((question) => question !== severalOrders);
  /** @param {string} field @param {import('../features/paste.js').Value} value */
  const shown = (field, value) => valueText(words, rulebooks, handlers.now(), field, value);

  return (
    <>
      {found.length > 0 && (
        <ul class="pasted" role="list">
          {found.map((one) => (
            <li key={one.field} data-found={one.field}>
              <Finding
                label={t(`column.${one.field}`)}
                value={shown(one.field, one.value)}
                taken={fitsForm(one) ? taken.has(one.field) : undefined}
                onTake={(yes) => handlers.take(one.field, yes)}
              />
              <p class="pasted-text">
                {t('pasted.from')} <q>{one.text}</q>
              </p>
              {one.doubts.map((doubt) => (
                <p class="pasted-doubt" key={doubt} data-doubt={doubt}>
                  {t(`pasted.doubt.${doubt}`)}
                </p>
              ))}
              {!fitsForm(one) && one.doubts.length === 0 && <p class="pasted-text">{t('pasted.later')}</p>}
            </li>
          ))}
        </ul>
      )}
      {asked.map(({ field, options, text }) => (
        <fieldset class="fieldset" key={field} data-question={field}>
          <legend class="legend">{t('pasted.question', { field: t(`column.${field}`) })}</legend>
          <p class="pasted-text">
            {t('pasted.from')} <q>{text}</q>
          </p>
          <div class="choices">
            {options.map((option) => (
              <label class="choice" key={JSON.stringify(option)}>
                <input type="radio" name={`paste-${field}`} checked={answers.get(field) === option} onChange={() => handlers.answer(field, option)} />
                <span>{shown(field, option)}</span>
              </label>
            ))}
          </div>
        </fieldset>
      ))}
      {severalOrders && (
        <div data-question="several">
          <p>{t('pasted.several')}</p>
          <button type="button" class="link" data-action="paste-next" onClick={() => readFrom(severalOrders.start)}>
            {t('pasted.next')}
          </button>
        </div>
      )}
      {(taken.size > 0 || answers.size > 0) && (
        <button type="button" class="button" part="button" data-action="fill" onClick={use}>
          {t('pasted.fill')}
        </button>
      )}
    </>
  );
}

/** A finding, to accept or leave; one without a field in the form is only shown. @param {{ label: string, value: string, taken: boolean | undefined, onTake: (yes: boolean) => void }} props */
function Finding({ label, value, taken, onTake }) {
  const content = (
    <span>
      {label}: <strong>{value}</strong>
    </span>
  );
  if (taken === undefined) return <p>{content}</p>;
  return (
    <label class="check">
      <input type="checkbox" checked={taken} onChange={(event) => onTake(event.currentTarget.checked)} />
      {content}
    </label>
  );
}

/** @param {import('../words.js').Words} words @param {import('../rules.js').Rulebook[]} rulebooks @param {number} now @param {string} field @param {import('../features/paste.js').Value} value */
function valueText(words, rulebooks, now, field, value) {
  if (typeof value !== 'string') return words.money(value);
  if (field === 'marketplace') return rulebooks.find(({ id }) => id === value)?.name ?? value;
  if (field === 'title' || field === 'number') return value;
  const { date, time } = toDateAndTime(value, words.timeZone);
  const exists = date && !Number.isNaN(Date.parse(date)) && new Date(date).toISOString().startsWith(date);
  return exists ? words.local(date, time, now) : value;
}
