// The bar that tells what has just been done, with the way back. One with an undo stays
// until it is closed or something else happens; screen readers hear it from the polite region.
// Imported by app.jsx.

import { useLayoutEffect, useRef } from 'preact/hooks';

/**
 * @typedef {object} Notice
 * @property {string} key
 * @property {import('../words.js').Values} [values]
 * @property {() => void} [undo]
 * @property {boolean} [further]  the undo is one more, after another
 * @property {boolean} [quiet]    said again after a reload: it neither takes the focus nor is read out
 *
 * @param {object} props
 * @param {import('../words.js').Words} props.words
 * @param {Notice} props.notice
 * @param {() => void} props.onClose
 */
export function Message({ words, notice, onClose }) {
  const { t } = words;
  const undo = useRef(/** @type {HTMLButtonElement | null} */ (null));
  // After a removal the button that was pressed is gone with its card; the keyboard goes on from here.
  useLayoutEffect(() => {
    const root = /** @type {ShadowRoot | undefined} */ (undo.current?.getRootNode());
    if (!notice.quiet && !root?.activeElement) undo.current?.focus();
  }, [notice]);
  return (
    <div class="message" part="message" data-message>
      <p class="message-text">{t(notice.key, notice.values)}</p>
      {notice.undo && (
        <button type="button" class="button message-undo" ref={undo} data-action="undo" onClick={notice.undo}>
          {t(notice.further ? 'message.undo-further' : 'message.undo')}
        </button>
      )}
      <button type="button" class="message-close" aria-label={t('message.close')} data-action="close-message" onClick={onClose}>
        ×
      </button>
    </div>
  );
}
