// Orders as one list of numbers and one text, so that many cross to the engine at once and not field
// by field. What is here knows names and plain forms, no rule: whatever is not quite plain is left to
// the engine's own reading, which names what is wrong with it. Imported by tracker.js;
// src/wasm/flat.rs reads it.

/** What stands at the head of each value in `numbers`, with the number of the field's name by `HEADS`. */
const ABSENT = 0, NO = 1, YES = 2, NUMBER = 3, TEXT = 4, OBJECT = 5, HEADS = 8;
const EVENTS = ['ordered', 'paid', 'dispatched', 'deliveryDue', 'received', 'cancelled', 'disputeOpened', 'refunded', 'completed'];
/**
 * The fields of an order that a tracker looks at, by their places; below zero, how long a text may be
 * that it only wants to be one.
 *
 * @type {Map<string, number>}
 */
const FIELDS = new Map([...EVENTS, 'marketplace', 'problem', 'price', 'refund', 'returnCost', 'proof', 'entered'].map((name, place) => [name, place]));
const ID = -200;
FIELDS.set('id', ID).set('title', -500).set('number', -100).set('note', -10_000);
/** Longer than any other text that is read. */
const LONGEST = 100;
/** An order has moments in objects in `entered`. */
const MAX_DEPTH = 3;
/** As src/wasm/tracker.rs has it: a longer list is refused there. */
const MAX_ORDERS = 1_000_000;
/** No value takes more, nor the head of an order. */
const MOST = 2;

/** @typedef {{ numbers: Float64Array, text: Uint8Array, keys: string }} Flat */

/**
 * @param {unknown} orders
 * @returns {Flat | undefined} nothing for what is not a list of quite plain orders
 */
export function flatten(orders) {
  try {
    // Somebody's additions to all objects would be taken for fields of every order.
    for (const _ in {}) return undefined;
    if (!Array.isArray(orders)) return undefined;
    const { length } = orders;
    if (!(length <= MAX_ORDERS)) return undefined;
    const writer = new Writer(length);
    for (let i = 0; i < length; i++) if (!writer.order(orders[i])) return undefined;
    return writer.finish();
  } catch {
    return undefined;
  }
}

class Writer {
  /** @param {number} count  of orders */
  constructor(count) {
    /** Names within the fields. @type {Map<string, number>} */
    this.keys = new Map();
    this.text = '';
    this.size = 0;
    this.numbers = new Float64Array(4 * count + 1000);
  }

  finish() {
    const text = new TextEncoder().encode(this.text);
    const names = [...this.keys.keys()];
    // Then a character is not a byte, or a name not a line.
    if (text.length !== this.text.length || names.some((name) => name.includes('\n'))) return undefined;
    return { numbers: this.numbers.subarray(0, this.size), text, keys: names.join('\n') };
  }

  room() {
    if (this.size + MOST <= this.numbers.length) return;
    const numbers = new Float64Array(2 * this.numbers.length);
    numbers.set(this.numbers);
    this.numbers = numbers;
  }

  /** @param {unknown} order @returns {boolean} whether it is plain */
  order(order) {
    if (!isPlain(order)) return false;
    this.room();
    const head = this.size++;
    let count = 0;
    let named = false;
    for (const name in order) {
      const value = order[name];
      const field = FIELDS.get(name);
      if (value == null) continue;
      if (field === undefined) {
        // What it does not know it leaves alone, but for data without end.
        if (typeof value === 'object') return false;
        continue;
      }
      if (field < 0) {
        if (typeof value !== 'string' || value.length > -field) return false;
        named ||= field === ID;
        continue;
      }
      if (!this.value(field, value, 0)) return false;
      count++;
    }
    this.numbers[head] = count;
    return named;
  }

  /** @param {number} key @param {unknown} value @param {number} depth @returns {boolean} whether it is plain */
  value(key, value, depth) {
    this.room();
    const { numbers } = this;
    const head = key * HEADS;
    if (typeof value === 'string') {
      numbers[this.size++] = head + TEXT;
      numbers[this.size++] = value.length;
      this.text += value;
      return value.length <= LONGEST;
    }
    if (typeof value === 'number') {
      numbers[this.size++] = head + NUMBER;
      numbers[this.size++] = value;
    } else if (value == null) numbers[this.size++] = head + ABSENT;
    else if (typeof value === 'boolean') numbers[this.size++] = head + (value ? YES : NO);
    else return this.object(head, value, depth);
    return true;
  }

  /** @param {number} head @param {unknown} value @param {number} depth */
  object(head, value, depth) {
    if (value instanceof Date) {
      const time = value.getTime();
      this.numbers[this.size++] = head + NUMBER;
      this.numbers[this.size++] = time;
      return typeof time === 'number';
    }
    if (depth === MAX_DEPTH || !isPlain(value)) return false;
    this.numbers[this.size++] = head + OBJECT;
    const place = this.size++;
    let count = 0;
    for (const name in value) {
      let key = this.keys.get(name);
      if (key === undefined) this.keys.set(name, (key = this.keys.size));
      if (!this.value(key, value[name], depth + 1)) return false;
      count++;
    }
    this.numbers[place] = count;
    return true;
  }
}

/** @param {unknown} value @returns {value is Record<string, unknown>} */
const isPlain = (value) => typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
