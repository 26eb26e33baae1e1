// What is typed stays in the forms while the reader is on another page. Coming back, Safari resets the forms that it
// must not complete; so, away from the page, it may.
// Imported by dispute-clock.js.

const EVENTS = ['pagehide', 'pageshow'];

/** @param {ShadowRoot} root @returns {() => void} stops it */
export function keepForms(root) {
  const onPage = (/** @type {Event} */ { type }) => {
    for (const form of root.querySelectorAll('form')) form.autocomplete = type === 'pagehide' ? 'on' : 'off';
  };
  for (const type of EVENTS) addEventListener(type, onPage);
  return () => {
    for (const type of EVENTS) removeEventListener(type, onPage);
  };
}
