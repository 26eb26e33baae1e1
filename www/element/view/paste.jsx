// The field for pasting the text of an order, and the place for what was understood.
// Imported by app.jsx.

import { useRef, useState } from 'preact/hooks';
import { Fold } from './fold.jsx';

/**
 * @typedef {object} PasteProps
 * @property {import('../words.js').Words} words
 * @property {import('../rules.js').Rulebook[]} rulebooks
 * @property {import('../features/paste.js').PasteState} paste
 * @property {import('../model.js').Handlers} handlers
 * @property {(fields: import('../input.js').Fields) => void} fill   fills form fields
 */

/** @param {PasteProps} props */
export function Paste(props) {
  const { words, paste, handlers } = props;
  const [restored] = useState(paste.text);
  return (
    <Fold
      class="more paste"
      part="paste"
      open={Boolean(restored)}
      data-paste
      onToggle={(event) => event.currentTarget.open && !paste.parsed && handlers.parsePaste(paste.text)}
      summary={words.t('paste.title')}
    >
      {() => <PasteField {...props} />}
    </Fold>
  );
}

/** @param {PasteProps} props */
function PasteField({ words, rulebooks, paste, handlers, fill }) {
  const { t } = words;
  const area = useRef(/** @type {HTMLTextAreaElement | null} */ (null));
  const more = handlers.more();

  /** @param {string} text */
  const setText = (text) => {
    if (area.current) area.current.value = text;
    handlers.parsePaste(text);
    area.current?.focus();
  };
  const fromClipboard = async () => {
    try {
      setText(await navigator.clipboard.readText());
    } catch {
      // Not allowed: the reader can paste into the field.
      area.current?.focus();
    }
  };
  const fillForm = () => {
    const fields = handlers.pastedFields();
    setText('');
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
          defaultValue={paste.text}
          onInput={(event) => handlers.parsePaste(event.currentTarget.value)}
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
      <div role="status">{more && <more.Understood words={words} paste={paste} />}</div>
      {more && <more.Pasted words={words} rulebooks={rulebooks} paste={paste} handlers={handlers} readFrom={(start) => setText(/** @type {HTMLTextAreaElement} */ (area.current).value.slice(start))} use={fillForm} />}
    </div>
  );
}

/** Whether a page may ask for the clipboard, which browsers allow only in secure contexts. */
const mayReadClipboard = () => typeof globalThis.navigator?.clipboard?.readText === 'function';
