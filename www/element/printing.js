// Paper has no folds: while the page is printed, everything folded stands open, and afterwards is as
// it was. Imported by dispute-clock.js.

import { options } from 'preact';

/**
 * @param {ShadowRoot} root @param {(printing: boolean) => void} draw  brings what is shown up to date: all of it, while printing
 * @returns {() => void} stops it
 */
export function unfoldForPrint(root, draw) {
  /** @type {HTMLDetailsElement[]} */
  let unfolded = [];
  const unfold = () => {
    const closed = [...root.querySelectorAll('details')].filter((details) => !details.open);
    for (const details of closed) {
      details.open = true;
      // It draws what is in it when it hears that it is open, which otherwise comes after the printing.
      details.dispatchEvent(new Event('toggle'));
    }
    unfolded.push(...closed);
    return closed.length > 0;
  };
  const before = () => {
    draw(true);
    inThisTurn(() => {
      // There may be folds in what was folded.
      while (unfold());
    });
  };
  const after = () => {
    for (const details of unfolded) details.open = false;
    unfolded = [];
    draw(false);
  };
  window.addEventListener('beforeprint', before);
  window.addEventListener('afterprint', after);
  return () => {
    window.removeEventListener('beforeprint', before);
    window.removeEventListener('afterprint', after);
  };
}

/** What is to be drawn anew by it is drawn at once, not in the next turn. @param {() => void} change */
function inThisTurn(change) {
  const { debounceRendering } = options;
  options.debounceRendering = (draw) => draw();
  change();
  options.debounceRendering = debounceRendering;
}
