// What a rulebook lets the page ask a shopper for: the events that its windows are counted from, and
// the ends that an order's own page may show. Knows no marketplace by name.
// Imported by marks.js, features and the view.

/** @typedef {any} Rulebook  as the engine gives it */

/** @typedef {{ window: any, kind: 'opens' | 'closes', end: any }} End */

/** @param {Rulebook} rulebook @returns {End[]} */
const ends = ({ windows }) =>
  windows.flatMap((/** @type {any} */ window) =>
    ['opens', 'closes'].flatMap((kind) => (window[kind] ? [{ window, kind, end: window[kind] }] : [])),
  );

/** Whether any window begins or ends by an event. @param {Rulebook} rulebook @param {string} event */
export const counts = (rulebook, event) => ends(rulebook).some(({ end }) => end.from.includes(event));

/** The windows with an end that is so long after an event. @param {Rulebook} rulebook @param {string} event */
export function windowsAfter(rulebook, event) {
  const counted = ends(rulebook).filter(({ end }) => end.term && end.from.includes(event));
  return [...new Set(counted.map(({ window }) => window))];
}

/**
 * The ends that can be typed in off the order's own page: those whose event is past or asked for. One
 * that is an event itself has a field already.
 *
 * @param {Rulebook} rulebook @param {any} order
 */
export function enterable(rulebook, order) {
  const isNear = (/** @type {string} */ event) => event !== 'received' || order.received !== undefined;
  const isEntered = (/** @type {any} */ window, /** @type {string} */ kind) => order.entered?.[window.id]?.[kind] !== undefined;
  return ends(rulebook).filter(
    ({ window, kind, end }) => (end.term && end.from.some(isNear)) || isEntered(window, kind),
  );
}

/** Whether a window may in truth close later than is known: past such an end it is worth a try. @param {Rulebook} rulebook @param {any} order */
export const endsUnsurely = (rulebook, order) =>
  ends(rulebook).some(({ window, kind, end }) => kind === 'closes' && end.term && end.certainty === 'reported' && !order.entered?.[window.id]?.closes);

/** The rulebook of an order's marketplace; the first one for a marketplace that is not known. @param {Rulebook[]} rulebooks @param {string | undefined} id @returns {Rulebook} */
export const rulebookOf = (rulebooks, id) => rulebooks.find((book) => book.id === id) ?? rulebooks[0];
