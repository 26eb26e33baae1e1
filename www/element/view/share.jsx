// The link to orders and its QR code.
// Comes with the deferred file, for transfer.jsx.

import { useRef } from 'preact/hooks';

/**
 * @param {object} props
 * @param {import('../words.js').Words} props.words
 * @param {Extract<import('../features/transfer.js').Dialog, { kind: 'share' }>} props.share
 * @param {import('../model.js').Handlers} props.handlers
 * @param {import('preact').VNode} props.close   the button
 */
export function Share({ words, share, handlers, close }) {
  const { t } = words;
  const field = useRef(/** @type {HTMLInputElement | null} */ (null));
  const { link, qr, local, copied } = share;
  return (
    <>
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
        {close}
      </div>
      <p class="note" role="status" data-copied>
        {copied && t('share.copied')}
      </p>
    </>
  );
}

/** Dark on light in any theme, as cameras expect. @param {{ data: boolean[][], label: string }} props */
function QrCode({ data, label }) {
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return (
    <svg class="qr" viewBox={`0 0 ${data.length} ${data.length}`} role="img" aria-label={label} shape-rendering="crispEdges" data-qr>
      <rect width={data.length} height={data.length} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
