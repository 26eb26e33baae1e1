// What is known of a deadline beside its date: whether an order hangs on it, and on whose word it stands.
// Imported by features and the view.

/** The deadline that an order's phase hangs on. @param {any} assessment */
export const deadlineOf = ({ next, deadlines }) =>
  next && deadlines.find((/** @type {any} */ one) => one.id === next.id && one.kind === next.kind && one.at === next.at);

/** Whether an end is nothing but the date of an event that was typed: no rule moves it. @param {any} deadline */
const isTyped = ({ kind, from, term }) => kind === 'closes' && from?.event === 'deliveryDue' && !term;

/**
 * Whether an end has come, of what is known of it: an opening for certain, a closing perhaps. What opens by an
 * event that was told of has, at whatever time of its day that was. From then on its last day is its name.
 *
 * @param {any} deadline @param {number} now
 */
export const hasCome = ({ kind, at, from, term }, now) =>
  kind === 'opens' ? now >= at || (from && !term && from.event !== 'deliveryDue') : now > at;

/** On whose word a deadline stands: of what was typed, on the shopper's. @param {any} deadline @returns {string} */
export const certaintyOf = (deadline) => (isTyped(deadline) ? 'entered' : deadline.certainty);

/** In the middle of a day that was typed as one, which another zone leaves in that day. @param {any} deadline */
export const typedDay = (deadline) => (isTyped(deadline) && !deadline.exact ? (deadline.earliest + deadline.latest) / 2 : undefined);
