// Copies of what pages hand in and are handed, so that neither side changes what is the other's.
// Imported by the elements and model.js.

/** More than any order or rulebook has; it also ends what contains itself. */
const MAX_DEPTH = 16;

/**
 * Of lists, dates and objects, all the way down; of an object its own enumerable fields, as the engine
 * reads it. Throws what a getter throws.
 *
 * @param {any} value @returns {any}
 */
export function copyOf(value, depth = MAX_DEPTH) {
  if (typeof value !== 'object' || value === null || depth === 0) return value;
  // Also a date of another window's.
  if (typeof value.getTime === 'function') return new Date(value.getTime());
  if (Array.isArray(value)) return value.map((one) => copyOf(one, depth - 1));
  /** @type {any} */
  const copy = {};
  // A list of thousands takes a quarter of what it would by entries; no field is called as what this leaves out.
  for (const name of Object.keys(value)) if (name !== '__proto__') copy[name] = copyOf(value[name], depth - 1);
  return copy;
}

/** Whether two lists of orders say the same. @param {any[]} some @param {any[]} others */
export const areAlike = (some, others) => some.length === others.length && textOf(some) === textOf(others);

/** @param {unknown} value */
const textOf = (value) => JSON.stringify(value, (_, inner) => (typeof inner === 'bigint' ? `${inner}` : inner));
