// Messages to the reader: one in the bar, which disappears by itself unless it offers an undo, and
// announcements to screen readers. Imported by model.js.

/** Long enough to read. */
const NOTICE_MS = 8000;

/** @typedef {import('../view/message.jsx').Notice} Notice */

/**
 * @param {object} core
 * @param {() => import('../words.js').Words} core.words
 * @param {() => void} core.draw
 * @param {() => void} core.dismiss   the reader gives up the undo on offer
 */
export function createMessages({ words, draw, dismiss }) {
  /** @type {Notice | undefined} */
  let notice;
  /** A message with an undo, hidden by one without. @type {Notice | undefined} */
  let covered;
  let announcement = '';
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  function scheduleHide() {
    clearTimeout(timer);
    if (notice && !notice.undo) timer = setTimeout(hide, NOTICE_MS);
  }

  function clear() {
    clearTimeout(timer);
    notice = covered = undefined;
  }

  /** Makes repeated texts differ: screen readers ignore one that does not change. @param {string} text */
  function announce(text) {
    announcement = text + (text && text === announcement ? '\u00a0' : '');
  }

  function hide() {
    const next = notice?.undo ? undefined : covered;
    clear();
    // It was announced before.
    if (next) notice = { ...next, quiet: true };
    draw();
  }

  return {
    state: () => ({ notice, announcement }),

    isShown: () => notice !== undefined,

    /** Shows a message, and announces it to screen readers. @param {Notice} next */
    show(next) {
      if (notice?.undo) covered = notice;
      notice = next;
      if (!notice.quiet) announce(words().t(notice.key, notice.values));
      scheduleHide();
    },

    /** For screen readers only. */
    announce,

    clear,

    /** Withdraws a message if it is still shown. @param {string} key */
    retract(key) {
      if (notice?.key === key) hide();
    },

    /** The element was disconnected; nothing disappears by itself there. */
    pause: () => clearTimeout(timer),

    scheduleHide,

    handlers: {
      closeNotice() {
        if (notice?.undo) dismiss();
        hide();
      },
    },
  };
}
