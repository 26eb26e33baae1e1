// Pasting the text of an order: what was understood of it, each with the piece of text it came from,
// what is doubtful, and questions to answer. Filling the form is a button of its own.
// Imported by app.jsx.

import { useRef } from 'preact/hooks';
import { isTakeable } from '../features/paste.js';
import { toDateAndTime } from '../input.js';
import { Fold } from './fold.jsx';

/**
 * @typedef {object} PasteProps
 * @property {import('../words.js').Words} words
 * @property {import('../rules.js').Rulebook[]} rulebooks
 * @property {import('../features/paste.js').PasteState} paste
 * @property {import('../model.js').Handlers} handlers
 * @property {(fields: import('../input.js').Fields) => void} fill   puts fields into the form
 */

/** @param {PasteProps} props */
export function Paste(props) {
  const { words, handlers } = props;
  return (
    <Fold
      class="more paste"
      part="paste"
      data-paste
      onToggle={(event) => event.currentTarget.open && handlers.expectPaste()}
      summary={words.t('paste.title')}
    >
      {() => <Pasted {...props} />}
    </Fold>
  );
}

/** @param {PasteProps} props */
function Pasted({ words, rulebooks, paste, handlers, fill }) {
  const { t } = words;
  const area = useRef(/** @type {HTMLTextAreaElement | null} */ (null));
  const { parsed, refused, taken, answers } = paste;
  const found = parsed?.found ?? [];
  const questions = parsed?.questions ?? [];
  const several = questions.find(({ code }) => code === 'several-orders');
  const asked = questions.filter((question) => question !== several);
  /** @param {string} field @param {import('../features/paste.js').Value} value */
  const shown = (field, value) => readable(words, rulebooks, handlers.now(), field, value);

  /** @param {string} text */
  const read = (text) => {
    if (area.current) area.current.value = text;
    handlers.understand(text);
    area.current?.focus();
  };
  const fromClipboard = async () => {
    try {
      read(await navigator.clipboard.readText());
    } catch {
      // Not allowed: the field itself takes a paste.
      area.current?.focus();
    }
  };
  const use = () => {
    const fields = handlers.pasted();
    read('');
    const fold = area.current?.closest('details');
    if (fold) fold.open = false;
    fill(fields);
  };

  return (
    <div class="more-body">
      <div class="field">
        <label class="label" for="paste-text">
          {t('paste.label')}
        </label>
        <textarea
          class="input"
          part="input"
          id="paste-text"
          rows={4}
          ref={area}
          data-field="paste"
          aria-describedby="paste-hint"
          onInput={(event) => handlers.understand(event.currentTarget.value)}
        />
      </div>
      <p class="hint" id="paste-hint">
        {t('paste.hint')}
      </p>
      {mayReadClipboard() && (
        <button type="button" class="button" part="button" data-action="paste" onClick={fromClipboard}>
          {t('paste.button')}
        </button>
      )}
      <div role="status">
        {refused && <p class="field-error" data-error="paste">{t(refused === 'too-long' ? 'paste.too-long' : 'error.other')}</p>}
        {parsed && found.length === 0 && questions.length === 0 && <p data-paste-nothing>{t('paste.nothing')}</p>}
        {parsed && found.length + questions.length > 0 && <p class="hint">{t('paste.look')}</p>}
      </div>
      {found.length > 0 && (
        <ul class="pasted" role="list">
          {found.map((one) => (
            <li key={one.field} data-found={one.field}>
              <Taken
                label={t(`column.${one.field}`)}
                value={shown(one.field, one.value)}
                taken={isTakeable(one) ? taken.has(one.field) : undefined}
                onTake={(yes) => handlers.take(one.field, yes)}
              />
              <p class="pasted-text">
                {t('paste.from')} <q>{one.text}</q>
              </p>
              {one.doubts.map((doubt) => (
                <p class="pasted-doubt" key={doubt} data-doubt={doubt}>
                  {t(`paste.doubt.${doubt}`)}
                </p>
              ))}
              {!isTakeable(one) && one.doubts.length === 0 && <p class="pasted-text">{t('paste.later')}</p>}
            </li>
          ))}
        </ul>
      )}
      {asked.map(({ field, options, text }) => (
        <fieldset class="fieldset" key={field} data-question={field}>
          <legend class="legend">{t('paste.question', { field: t(`column.${field}`) })}</legend>
          <p class="pasted-text">
            {t('paste.from')} <q>{text}</q>
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
      {several && (
        <div data-question="several">
          <p>{t('paste.several')}</p>
          <button type="button" class="link" data-action="paste-next" onClick={() => read(/** @type {HTMLTextAreaElement} */ (area.current).value.slice(several.start))}>
            {t('paste.next')}
          </button>
        </div>
      )}
      {(taken.size > 0 || answers.size > 0) && (
        <button type="button" class="button" part="button" data-action="fill" onClick={use}>
          {t('paste.fill')}
        </button>
      )}
    </div>
  );
}

/** Whether the browser lets a page ask for the clipboard; only where it is served securely. */
const mayReadClipboard = () => typeof globalThis.navigator?.clipboard?.readText === 'function';

/** What was understood, to be taken or left; what has no field in the form is only told. @param {{ label: string, value: string, taken: boolean | undefined, onTake: (yes: boolean) => void }} props */
function Taken({ label, value, taken, onTake }) {
  const said = (
    <span>
      {label}: <strong>{value}</strong>
    </span>
  );
  if (taken === undefined) return <p>{said}</p>;
  return (
    <label class="check">
      <input type="checkbox" checked={taken} onChange={(event) => onTake(event.currentTarget.checked)} />
      {said}
    </label>
  );
}

/** @param {import('../words.js').Words} words @param {import('../rules.js').Rulebook[]} rulebooks @param {number} now @param {string} field @param {import('../features/paste.js').Value} value */
function readable(words, rulebooks, now, field, value) {
  if (typeof value !== 'string') return words.money(value);
  if (field === 'marketplace') return rulebooks.find(({ id }) => id === value)?.name ?? value;
  if (field === 'title' || field === 'number') return value;
  const { date, time } = toDateAndTime(value, words.timeZone);
  const exists = date && !Number.isNaN(Date.parse(date)) && new Date(date).toISOString().startsWith(date);
  return exists ? words.local(date, time, now) : value;
}
