// Plain data as one list of numbers and one text, so that many orders cross to the engine at once and
// not field by field. Whatever is not quite plain is left to the engine's own reading, which names
// what is wrong with it. Imported by tracker.js; src/wasm/flat.rs reads it.

/** What stands at the head of each value in `numbers`. */
const ABSENT = 0, NO = 1, YES = 2, NUMBER = 3, TEXT = 4, OBJECT = 5;
/** An order has moments in objects in `entered`. */
const MAX_DEPTH = 4;
/** As src/wasm/tracker.rs has it: a longer list is refused there. */
const MAX_ORDERS = 1_000_000;
/** Longer than any field takes: the engine's own reading refuses it without copying it. */
const LONGEST = 100_000;

/** @typedef {{ numbers: Float64Array, text: string, keys: string }} Flat */

/**
 * @param {unknown} orders
 * @returns {Flat | undefined} nothing for what is not a list of quite plain data
 */
export function flatten(orders) {
  /** @type {number[]} */
  const numbers = [];
  /** @type {Map<string, number>} */
  const keys = new Map();
  let text = '';

  /** @param {unknown} value @param {number} depth @returns {boolean} whether it is plain */
  const add = (value, depth) => {
    if (typeof value === 'string') {
      if (value.length > LONGEST || endsInHalf(value)) return false;
      numbers.push(TEXT, value.length);
      text += value;
    } else if (typeof value === 'number') numbers.push(NUMBER, value);
    else if (value == null) numbers.push(ABSENT);
    else if (typeof value === 'boolean') numbers.push(value ? YES : NO);
    else return depth < MAX_DEPTH && addObject(value, depth);
    return true;
  };
  /** @param {object} value @param {number} depth */
  const addObject = (value, depth) => {
    if (Object.getPrototypeOf(value) !== Object.prototype) return false;
    const names = Object.keys(value);
    numbers.push(OBJECT, names.length);
    for (const name of names) {
      let key = keys.get(name);
      if (key === undefined) keys.set(name, (key = keys.size));
      numbers.push(key);
      if (!add(/** @type {any} */ (value)[name], depth + 1)) return false;
    }
    return true;
  };

  try {
    if (!Array.isArray(orders)) return undefined;
    const { length } = orders;
    if (!(length <= MAX_ORDERS)) return undefined;
    for (let i = 0; i < length; i++) if (!add(orders[i], 0)) return undefined;
  } catch {
    return undefined;
  }
  const names = [...keys.keys()];
  if (names.some((name) => name.includes('\n'))) return undefined;
  return { numbers: Float64Array.from(numbers), text, keys: names.join('\n') };
}

/**
 * Whether the last unit is the first half of a character: with a second half at the beginning of the
 * next text the two would become one.
 *
 * @param {string} text
 */
const endsInHalf = (text) => (text.charCodeAt(text.length - 1) & 0xfc00) === 0xd800;
