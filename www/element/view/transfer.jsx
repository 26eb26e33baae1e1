// Exporting orders and moving them to another device: the quiet section below the list, and the dialog for
// imports and links.
// Imported by app.jsx.

import { useRef } from 'preact/hooks';
import { NOT_LOADED } from '../features/transfer.js';
import { Dialog } from './dialog.jsx';

/**
 * @param {object} props
 * @param {import('../words.js').Words} props.words
 * @param {boolean} props.empty   there are no orders
 * @param {import('../features/transfer.js').Dialog | undefined} props.dialog
 * @param {import('../model.js').Handlers} props.handlers
 */
export function Transfer({ words, empty, dialog, handlers }) {
  const { t } = words;
  const fileInput = useRef(/** @type {HTMLInputElement | null} */ (null));
  const button = (/** @type {string} */ action, /** @type {() => void} */ onClick) => (
    <button type="button" class="button" part="button" data-action={action} onClick={onClick}>
      {t(`transfer.${action}`)}
    </button>
  );
  return (
    <section class="transfer" part="transfer" aria-labelledby="transfer-title">
      <h2 class="transfer-title" id="transfer-title">
        {t('transfer.title')}
      </h2>
      <p class="hint">{t(empty ? 'transfer.hint.empty' : 'transfer.hint')}</p>
      <div class="transfer-buttons">
        {!empty && button('export-file', handlers.exportFile)}
        {!empty && button('export-table', handlers.exportTable)}
        {!empty && button('share-all', () => handlers.share())}
        {button('open-file', () => fileInput.current?.click())}
        <input
          type="file"
          hidden
          accept=".json,.csv,.txt,application/json,text/csv,text/plain"
          data-field="file"
          aria-label={t('transfer.open-file')}
          ref={fileInput}
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            if (file) handlers.openFile(file);
            // Allows opening the same file again.
            event.currentTarget.value = '';
          }}
        />
      </div>
      {dialog && <TransferDialog words={words} dialog={dialog} handlers={handlers} />}
    </section>
  );
}

/** @param {{ words: import('../words.js').Words, dialog: import('../features/transfer.js').Dialog, handlers: import('../model.js').Handlers }} props */
function TransferDialog({ words, dialog, handlers }) {
  const { t } = words;
  const more = handlers.more();
  const close = (
    <button type="button" class="button" part="button" data-action="close-dialog" onClick={handlers.closeTransfer}>
      {t('form.close')}
    </button>
  );
  const { kind } = dialog;
  const sharing = kind === 'share';
  const code = kind === 'problem' && dialog.code;
  let title = t(code ? 'transfer.problem' : 'transfer.reading');
  if (sharing) title = dialog.name === undefined ? t('transfer.share-all') : `${t('transfer.share')}: ${dialog.name}`;
  else if (more && kind === 'preview') title = more.previewTitle(words, dialog);
  const name = sharing ? 'share' : 'import';
  return (
    <Dialog key={name} name={name} title={title} onClose={handlers.closeTransfer}>
      {more && sharing && <more.Share words={words} share={dialog} handlers={handlers} close={close} />}
      {more && kind === 'preview' && <more.Preview words={words} dialog={dialog} handlers={handlers} close={close} />}
      {code && <p data-problem={code}>{t(code === NOT_LOADED ? 'more.failed' : `problem.${code}`)}</p>}
      {code && <p class="note">{t('transfer.untouched')}</p>}
      {!sharing && kind !== 'preview' && <div class="form-buttons">{close}</div>}
    </Dialog>
  );
}
