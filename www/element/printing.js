// Paper cannot be unfolded: everything folded that is printed is opened for printing, and folded again afterwards.
// Imported by dispute-clock.js.

import { options } from 'preact';

/**
 * @param {ShadowRoot} root @param {(printing: boolean) => void} draw  updates what is shown: all of it while printing
 * @returns {() => void} stops it
 */
export function unfoldForPrint(root, draw) {
  /** @type {HTMLDetailsElement[]} */
  let unfolded = [];
  const unfold = () => {
    // Except for what is not printed, and would have to be fetched.
    const closed = /** @type {NodeListOf<HTMLDetailsElement>} */ (root.querySelectorAll('details:not([open], [data-claim], [data-paste])'));
    for (const details of closed) {
      details.open = true;
      // Its content is drawn on the toggle event, which would otherwise come after printing.
      details.dispatchEvent(new Event('toggle'));
    }
    unfolded.push(...closed);
    return closed.length > 0;
  };
  const before = () => {
    draw(true);
    synchronously(() => {
      // Folds may contain folds.
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

/** Makes redraws caused by `change` synchronous. @param {() => void} change */
function synchronously(change) {
  const { debounceRendering } = options;
  options.debounceRendering = (draw) => draw();
  change();
  options.debounceRendering = debounceRendering;
}
