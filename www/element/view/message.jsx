// The bar that tells what has just been done, with the way back. One with an undo stays
// until it is closed or something else happens; screen readers hear it from the polite region.
// Imported by app.jsx.

/**
 * @typedef {object} Notice
 * @property {string} key
 * @property {import('../words.js').Values} [values]
 * @property {() => void} [undo]
 * @property {boolean} [further]  the undo is one more, after another
 * @property {boolean} [quiet]    said again after a reload: it is not read out
 */

/** With so much of it above the bar, what has the focus can be made out, in pixels. */
const PEEK = 24;

/** What the keyboard comes to does not lie under the bar. @param {any} event */
export function uncover({ key, target, currentTarget }) {
  const bar = currentTarget.querySelector('.message');
  if (key !== 'Tab' || !bar || bar.contains(target)) return;
  if (target.getBoundingClientRect().top + PEEK > bar.getBoundingClientRect().top) target.scrollIntoView({ block: 'center' });
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
