// Facts about a deadline besides its date: whether the phase depends on it, and how certain it is.
// Imported by features and the view.

/** The deadline that the order's phase depends on. @param {any} assessment */
export const nextDeadlineOf = ({ next, deadlines }) =>
  next && deadlines.find((/** @type {any} */ one) => one.id === next.id && one.kind === next.kind && one.at === next.at);

/** Whether an end is just the typed date of an event, with no rule applied. @param {any} deadline */
const isTyped = ({ kind, from, term }) => kind === 'closes' && from?.event === 'deliveryDue' && !term;

/**
 * Whether an end is reached, as far as is known: an opening for certain, a closing perhaps. An opening at an event
 * that was recorded is reached, whatever the time of day. From then on the end is named by its last day.
 *
 * @param {any} deadline @param {number} now
 */
export const isReached = ({ kind, at, from, term }, now) =>
  kind === 'opens' ? now >= at || (from && !term && from.event !== 'deliveryDue') : now > at;

/** How certain a deadline is; one that was typed is the shopper's own. @param {any} deadline @returns {string} */
export const certaintyOf = (deadline) => (isTyped(deadline) ? 'entered' : deadline.certainty);

/** The middle of a day typed without a time: it falls on that day in other zones too. @param {any} deadline */
export const typedDay = (deadline) => (isTyped(deadline) && !deadline.exact ? (deadline.earliest + deadline.latest) / 2 : undefined);
