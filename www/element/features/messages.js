// What is said to the reader: one message in the bar, which leaves by itself unless something in it can
// be undone, and what screen readers hear. Imported by model.js.

/** Long enough to be read. */
const NOTICE_MS = 8000;

/** @typedef {import('../view/message.jsx').Notice} Notice */

/**
 * @param {object} core
 * @param {() => import('../words.js').Words} core.words
 * @param {() => void} core.draw
 * @param {() => void} core.dismiss   what could be undone no longer can
 */
export function createMessages({ words, draw, dismiss }) {
  /** @type {Notice | undefined} */
  let notice;
  /** What can still be undone, behind a message that has nothing to undo. @type {Notice | undefined} */
  let behind;
  let announcement = '';
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  function leaveInTime() {
    clearTimeout(timer);
    if (notice && !notice.undo) timer = setTimeout(hide, NOTICE_MS);
  }

  function withdraw() {
    clearTimeout(timer);
    notice = behind = undefined;
  }

  /** What is said twice is heard twice: to screen readers the same text is nothing new. @param {string} text */
  function announce(text) {
    announcement = text + (text && text === announcement ? '\u00a0' : '');
  }

  function hide() {
    const next = notice?.undo ? undefined : behind;
    withdraw();
    // It was heard before.
    if (next) notice = { ...next, quiet: true };
    draw();
  }

  return {
    state: () => ({ notice, announcement }),

    isShown: () => notice !== undefined,

    /** Shows a message, and lets screen readers hear it. @param {Notice} next */
    show(next) {
      if (notice?.undo) behind = notice;
      notice = next;
      if (!notice.quiet) announce(words().t(notice.key, notice.values));
      leaveInTime();
    },

    /** For screen readers alone. */
    announce,

    withdraw,

    /** Takes a message back, if it still stands there. @param {string} key */
    untell(key) {
      if (notice?.key === key) hide();
    },

    /** The element is out of the page, where nothing leaves by itself. */
    rest: () => clearTimeout(timer),

    leaveInTime,

    handlers: {
      closeNotice() {
        if (notice?.undo) dismiss();
        hide();
      },
    },
  };
}
