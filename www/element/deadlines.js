// What is known of a deadline beside its date: whether an order hangs on it, and on whose word it stands.
// Imported by features and the view.

/** The deadline that an order's phase hangs on. @param {any} assessment */
export const deadlineOf = ({ next, deadlines }) =>
  next && deadlines.find((/** @type {any} */ one) => one.id === next.id && one.kind === next.kind && one.at === next.at);

/** Whether an end is nothing but the date of an event that was typed: no rule moves it. @param {any} deadline */
const isTyped = ({ kind, from, term }) => kind === 'closes' && from?.event === 'deliveryDue' && !term;

/** On whose word a deadline stands: of what was typed, on the shopper's. @param {any} deadline @returns {string} */
export const certaintyOf = (deadline) => (isTyped(deadline) ? 'entered' : deadline.certainty);

/** In the middle of a day that was typed as one, which another zone leaves in that day. @param {any} deadline */
export const typedDay = (deadline) => (isTyped(deadline) && !deadline.exact ? (deadline.earliest + deadline.latest) / 2 : undefined);
