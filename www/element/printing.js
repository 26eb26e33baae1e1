// Paper has no folds: while the page is printed, everything folded stands open, and afterwards is as
// it was. Imported by dispute-clock.js.

/**
 * @param {ShadowRoot} root @param {(printing: boolean) => void} draw  brings what is shown up to date: all of it, while printing
 * @returns {() => void} stops it
 */
export function unfoldForPrint(root, draw) {
  /** @type {HTMLDetailsElement[]} */
  let unfolded = [];
  const before = () => {
    draw(true);
    unfolded = [...unfolded, ...root.querySelectorAll('details')].filter((details) => !details.open);
    for (const details of unfolded) details.open = true;
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
