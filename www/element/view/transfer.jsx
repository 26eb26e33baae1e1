// Saving the orders in a file and carrying them to another device: the quiet section below the
// list, and the dialog with the link and its QR code.
// Imported by app.jsx.

import { useLayoutEffect, useRef } from 'preact/hooks';
import { Dialog } from './dialog.jsx';
import { Preview } from './transfer-preview.jsx';

/**
 * @param {object} props
 * @param {import('../words.js').Words} props.words
 * @param {boolean} props.empty   there are no orders
 * @param {import('../features/transfer.js').Dialog | undefined} props.dialog
 * @param {import('../model.js').Handlers} props.handlers
 */
export function Transfer({ words, empty, dialog, handlers }) {
  const { t } = words;
  const section = useRef(/** @type {HTMLElement | null} */ (null));
  const input = useRef(/** @type {HTMLInputElement | null} */ (null));
  // A file may be dropped anywhere on the element; the browser would leave the page for it.
  useLayoutEffect(() => {
    const root = /** @type {HTMLElement} */ (section.current?.closest('.root'));
    const over = (/** @type {DragEvent} */ event) => {
      if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
    };
    const drop = (/** @type {DragEvent} */ event) => {
      const file = event.dataTransfer?.files[0];
      if (!file) return;
      event.preventDefault();
      handlers.openFile(file);
    };
    root.addEventListener('dragover', over);
    root.addEventListener('drop', drop);
    return () => {
      root.removeEventListener('dragover', over);
      root.removeEventListener('drop', drop);
    };
  }, [handlers]);
  const button = (/** @type {string} */ action, /** @type {() => void} */ onClick) => (
    <button type="button" class="button" part="button" data-action={action} onClick={onClick}>
      {t(`transfer.${action}`)}
    </button>
  );
  return (
    <section class="transfer" part="transfer" aria-labelledby="transfer-title" ref={section}>
      <h2 class="transfer-title" id="transfer-title">
        {t('transfer.title')}
      </h2>
      <p class="hint">{t(empty ? 'transfer.hint.empty' : 'transfer.hint')}</p>
      <div class="transfer-buttons">
        {!empty && button('export-file', handlers.exportFile)}
        {!empty && button('export-table', handlers.exportTable)}
        {!empty && button('share-all', () => handlers.share())}
        {button('open-file', () => input.current?.click())}
        <input
          type="file"
          hidden
          accept=".json,.csv,.txt,application/json,text/csv,text/plain"
          data-field="file"
          aria-label={t('transfer.open-file')}
          ref={input}
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            if (file) handlers.openFile(file);
            // The same file can be opened again.
            event.currentTarget.value = '';
          }}
        />
      </div>
      {dialog?.kind === 'share' && <Share words={words} share={dialog} handlers={handlers} />}
      {dialog && dialog.kind !== 'share' && <Preview words={words} dialog={dialog} handlers={handlers} />}
    </section>
  );
}

/** @param {{ words: import('../words.js').Words, share: Extract<import('../features/transfer.js').Dialog, { kind: 'share' }>, handlers: import('../model.js').Handlers }} props */
function Share({ words, share, handlers }) {
  const { t } = words;
  const field = useRef(/** @type {HTMLInputElement | null} */ (null));
  const { name, link, qr, local, copied } = share;
  return (
    <Dialog name="share" title={name === undefined ? t('transfer.share-all') : `${t('share.open')}: ${name}`} onClose={handlers.closeTransfer}>
      {(local || qr) && <p>{t(local ? 'share.local' : 'share.hint')}</p>}
      {qr && <QrCode data={qr} label={t('share.qr')} />}
      {!qr && !local && <p class="note" data-no-qr>{t(link ? 'share.no-qr' : 'share.too-long')}</p>}
      {link && (
        <div class="field">
          <label class="label" for="share-link">
            {t('share.link')}
          </label>
          <input class="input" part="input" id="share-link" data-field="link" readOnly value={link} ref={field} onFocus={(event) => event.currentTarget.select()} />
        </div>
      )}
      <p class="note">{t('share.secret')}</p>
      <div class="form-buttons">
        {link && (
          <button type="button" class="button button-main" part="button button-main" data-action="copy-link" onClick={() => field.current && handlers.copyLink(field.current)}>
            {t('share.copy')}
          </button>
        )}
        <button type="button" class="button" part="button" data-action="close-dialog" onClick={handlers.closeTransfer}>
          {t('form.close')}
        </button>
      </div>
      <p class="note" role="status" data-copied>
        {copied && t('share.copied')}
      </p>
    </Dialog>
  );
}

/** Dark on light in any theme: that is what cameras look for. @param {{ data: boolean[][], label: string }} props */
function QrCode({ data, label }) {
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return (
    <svg class="qr" viewBox={`0 0 ${data.length} ${data.length}`} role="img" aria-label={label} shape-rendering="crispEdges" data-qr>
      <rect width={data.length} height={data.length} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
