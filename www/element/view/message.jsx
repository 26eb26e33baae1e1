// The bar with the latest message and its undo. A message with an undo stays until it is closed or something
// else happens; screen readers hear it from the polite live region.
// Imported by app.jsx.

/**
 * @typedef {object} Notice
 * @property {string} key
 * @property {import('../words.js').Values} [values]
 * @property {() => void} [undo]
 * @property {boolean} [further]  it follows an undo, and offers the next one
 * @property {boolean} [quiet]    repeated after a reload: not announced
 */

/** How much of the focused node must be visible above the bar, in pixels. */
const MIN_VISIBLE_PX = 24;

/** Keeps the focused node from being hidden under the bar. @param {any} event */
export function keepFocusVisible({ key, target, currentTarget }) {
  const bar = currentTarget.querySelector('.message');
  if (key !== 'Tab' || !bar || bar.contains(target)) return;
  if (target.getBoundingClientRect().top + MIN_VISIBLE_PX > bar.getBoundingClientRect().top) target.scrollIntoView({ block: 'center' });
}

/**
 * @param {object} props
 * @param {import('../words.js').Words} props.words
 * @param {Notice} props.notice
 * @param {() => void} props.onClose
 */
export function Message({ words, notice, onClose }) {
  const { t } = words;
  return (
    <div class="message" part="message" data-message>
      <p class="message-text">{t(notice.key, notice.values)}</p>
      {notice.undo && (
        <button type="button" class="button message-undo" data-action="undo" onClick={notice.undo}>
          {t(notice.further ? 'message.undo-further' : 'message.undo')}
        </button>
      )}
      <button type="button" class="message-close" aria-label={t('message.close')} data-action="close-message" onClick={onClose}>
        ×
      </button>
    </div>
  );
}
