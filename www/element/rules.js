// What a rulebook lets the page ask a shopper for: the events that its windows are counted from, and
// the ends that an order's own page may show. Knows no marketplace by name.
// Imported by marks.js, features and the view.

/** @typedef {any} Rulebook  as the engine gives it */

/** @typedef {{ window: any, kind: 'opens' | 'closes' }} End */

/** The alternative ways of counting an end; any of them may give the earliest. @param {any} end @returns {any[]} */
const alternativesOf = (end) => (end ? [end, ...alternativesOf(end.or)] : []);

/** The ways in which a window's ends are counted from an event. @param {any} window @param {string} event */
export const alternativesFrom = ({ opens, closes }, event) =>
  [...alternativesOf(closes), ...alternativesOf(opens)].filter(({ from }) => from.includes(event));

/** The windows that open or close at an event, or some time after it. @param {Rulebook} rulebook @param {string} event @returns {any[]} */
export const windowsFrom = ({ windows }, event) => windows.filter((/** @type {any} */ window) => alternativesFrom(window, event)[0]);

/**
 * The ends that can be copied from the order's own page: those whose event is past or asked for. An
 * end that is an event itself already has a field.
 *
 * @param {Rulebook} rulebook @param {any} order @returns {End[]}
 */
export function enterableEnds({ windows }, order) {
  const isRelevant = (/** @type {string} */ event) => event !== 'received' || order.received !== undefined;
  return windows.flatMap((/** @type {any} */ window) =>
    ['opens', 'closes']
      .filter((kind) => (window[kind]?.term && window[kind].from.some(isRelevant)) || order.entered?.[window.id]?.[kind] !== undefined)
      .map((kind) => ({ window, kind })),
  );
}

/** Whether a window may close later than is known: an action past such an end is worth a try. @param {Rulebook} rulebook @param {any} order */
export const mayCloseLater = ({ windows }, order) =>
  windows.some((/** @type {any} */ { id, closes }) => closes?.term && closes.certainty === 'reported' && !order.entered?.[id]?.closes);

/** The rulebook of an order's marketplace; the first one if the marketplace is unknown. @param {Rulebook[]} rulebooks @param {string | undefined} id @returns {Rulebook} */
export const rulebookOf = (rulebooks, id) => rulebooks.find((book) => book.id === id) ?? rulebooks[0];
