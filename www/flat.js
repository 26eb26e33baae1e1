// Flattens a list of orders into one list of numbers and one text, so that all of them cross to the engine in one
// call instead of field by field. This code knows names and plain shapes but no rules: anything not quite plain is
// left to the engine's own reader, which reports what is wrong with it. Imported by tracker.js;
// src/wasm/flat.rs reads the result.

/** The tag that precedes each value in `numbers`; the index of the field's name, times `HEADS`, is added to it. */
const ABSENT = 0, NO = 1, YES = 2, NUMBER = 3, TEXT = 4, OBJECT = 5, HEADS = 8;
const EVENTS = ['ordered', 'paid', 'dispatched', 'deliveryDue', 'received', 'cancelled', 'disputeOpened', 'refunded', 'completed'];
/**
 * The fields of an order that a tracker looks at, by index. A negative number marks a field that only has to be
 * text, and is its maximum length.
 *
 * @type {Map<string, number>}
 */
const FIELDS = new Map([...EVENTS, 'marketplace', 'problem', 'price', 'refund', 'returnCost', 'proof', 'entered'].map((name, place) => [name, place]));
const ID = -200;
FIELDS.set('id', ID).set('title', -500).set('number', -100).set('note', -10_000);
/** The maximum length of any other text that is read. */
const MAX_TEXT_LENGTH = 100;
/** The deepest objects of an order are the moments within `entered`. */
const MAX_DEPTH = 3;
/** As in src/wasm/tracker.rs, which refuses longer lists. */
const MAX_ORDERS = 1_000_000;
/** The most numbers that a value, or the head of an order, takes. */
const MAX_NUMBERS = 2;

/** @typedef {{ numbers: Float64Array, text: Uint8Array, keys: string }} Flat */

/**
 * @param {unknown} orders
 * @returns {Flat | undefined} undefined unless it is a list of plain orders
 */
export function flatten(orders) {
  try {
    // Additions to Object.prototype would be taken for fields of every order.
    for (const _ in {}) return undefined;
    if (!Array.isArray(orders)) return undefined;
    const { length } = orders;
    if (!(length <= MAX_ORDERS)) return undefined;
    const { write, finish } = createWriter(length);
    for (let i = 0; i < length; i++) if (!write(orders[i])) return undefined;
    return finish();
  } catch {
    return undefined;
  }
}

/** @param {number} count  number of orders */
function createWriter(count) {
  /** Names inside the fields. @type {Map<string, number>} */
  const keys = new Map();
  let text = '';
  let size = 0;
  let numbers = new Float64Array(4 * count + 1000);

  function ensureCapacity() {
    if (size + MAX_NUMBERS <= numbers.length) return;
    const more = new Float64Array(2 * numbers.length);
    more.set(numbers);
    numbers = more;
  }

  /** @param {number} key @param {unknown} value @param {number} depth @returns {boolean} whether it is plain */
  function add(key, value, depth) {
    ensureCapacity();
    const head = key * HEADS;
    if (typeof value === 'string') {
      numbers[size++] = head + TEXT;
      numbers[size++] = value.length;
      text += value;
      return value.length <= MAX_TEXT_LENGTH;
    }
    if (typeof value === 'number') {
      numbers[size++] = head + NUMBER;
      numbers[size++] = value;
    } else if (value == null) numbers[size++] = head + ABSENT;
    else if (typeof value === 'boolean') numbers[size++] = head + (value ? YES : NO);
    else return addObject(head, value, depth);
    return true;
  }

  /** @param {number} head @param {unknown} value @param {number} depth */
  function addObject(head, value, depth) {
    if (value instanceof Date) {
      const time = value.getTime();
      numbers[size++] = head + NUMBER;
      numbers[size++] = time;
      return typeof time === 'number';
    }
    if (depth === MAX_DEPTH || !isPlain(value)) return false;
    numbers[size++] = head + OBJECT;
    const place = size++;
    let count = 0;
    for (const name in value) {
      let key = keys.get(name);
      if (key === undefined) keys.set(name, (key = keys.size));
      if (!add(key, value[name], depth + 1)) return false;
      count++;
    }
    numbers[place] = count;
    return true;
  }

  return {
    /** @param {unknown} order @returns {boolean} whether it is plain */
    write(order) {
      if (!isPlain(order)) return false;
      ensureCapacity();
      const head = size++;
      let count = 0;
      let hasId = false;
      for (const name in order) {
        const value = order[name];
        const field = FIELDS.get(name);
        if (value == null) continue;
        if (field === undefined) {
          // Unknown fields are ignored, except objects, which could hold data without end.
          if (typeof value === 'object') return false;
          continue;
        }
        if (field < 0) {
          if (typeof value !== 'string' || value.length > -field) return false;
          hasId ||= field === ID;
          continue;
        }
        if (!add(field, value, 0)) return false;
        count++;
      }
      numbers[head] = count;
      return hasId;
    },

    finish() {
      const bytes = new TextEncoder().encode(text);
      const names = [...keys.keys()];
      // Otherwise a character is not one byte, or a name not one line.
      if (bytes.length !== text.length || names.some((name) => name.includes('\n'))) return undefined;
      return { numbers: numbers.subarray(0, size), text: bytes, keys: names.join('\n') };
    },
  };
}

/** Throws for null and undefined, which `flatten` expects. @param {unknown} value @returns {value is Record<string, unknown>} */
const isPlain = (value) => Object.getPrototypeOf(value) === Object.prototype;
