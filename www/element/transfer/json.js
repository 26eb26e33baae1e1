// The export file: human-readable JSON, one order after another, and its reader, which recovers every valid
// order from a damaged file and reports the others with line and reason.
// Imported by ways.js, link.js and features/transfer.js.

import { createJsonReader, JsonError } from './json-source.js';
import { MAX_ORDER_LENGTH, MAX_ORDERS, MAX_REFUSED } from './limits.js';
import { createLineCounter } from './lines.js';
import { dropGarbled, FIELDS, isObject, pickOrder } from './shape.js';

/** The format of the file; a later format gets the next number, and a reader for this one. */
export const FORMAT = 1;

/**
 * Something in a file that was not accepted.
 *
 * @typedef {{ line: number, code: string, name?: string, field?: string, count?: number }} Refused
 */

/**
 * The contents of a file.
 *
 * @typedef {object} Contents
 * @property {{ order: any, changed?: Record<string, number>, line: number }[]} orders
 * @property {Refused[]} refused
 * @property {string[]} ignored   names of unknown fields
 * @property {string} [problem]   a code: why nothing in it can be used
 */

/**
 * @param {{ order: any, changed?: Record<string, number> }[]} records with the stamps used for merging
 * @param {{ about: string, now: number, timeZone: string }} facts
 */
export function writeFile(records, { about, now, timeZone }) {
  const orders = records.map(({ order, changed }) => ({
    ...pickOrder(order).order,
    ...(changed && Object.keys(changed).length > 0 && { changed }),
  }));
  const file = { about, format: FORMAT, saved: new Date(now).toISOString(), timeZone, count: orders.length, orders };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** Where an order appears to begin: an object whose first field is one of an order's. */
const ORDER_START = new RegExp(`\\{\\s*"(?:${FIELDS.join('|')})"\\s*:`, 'g');

/**
 * Reads one of our files, a bare list of orders, or what is left of either.
 *
 * @param {string} text @returns {Generator<undefined, Contents>}
 */
export function* readFile(text) {
  /** @type {Contents} */
  const contents = { orders: [], refused: [], ignored: [] };
  /** @type {Record<string, unknown>} */
  const head = {};
  const lineAt = createLineCounter(text);
  const reader = createJsonReader(text);
  /** Number of list elements that did not become orders. */
  let lost = 0;
  /** Whether the file is complete. */
  let complete = false;

  /** @param {number} start @param {string} code @param {Partial<Refused>} [more] */
  const refuse = (start, code, more) => contents.refused.push({ line: lineAt(start), code, ...more });

  /** @param {number} start @param {any} raw */
  function addOrder(start, raw) {
    if (!isObject(raw)) {
      lost++;
      return refuse(start, 'not-an-order');
    }
    const { changed, ...rest } = raw;
    const { order, ignored } = pickOrder(rest);
    for (const path of ignored) if (!contents.ignored.includes(path) && contents.ignored.length < 100) contents.ignored.push(path);
    for (const field of dropGarbled(order)) refuse(start, 'garbled', { field, name: nameIn(order) });
    contents.orders.push({ order, changed: stampsOf(changed), line: lineAt(start) });
  }

  /** Skips to the next thing that looks like an order; false if there is none. @param {number} from */
  function* skipToOrder(from) {
    ORDER_START.lastIndex = from;
    for (let found = ORDER_START.exec(text); found; found = ORDER_START.exec(text)) {
      const next = ORDER_START.lastIndex;
      yield;
      ORDER_START.lastIndex = next;
      if (!isElement(text, found.index)) continue;
      reader.at = found.index;
      return true;
    }
    reader.at = text.length;
    return false;
  }

  /** The elements of a list of orders, up to its end or as far as it is readable. */
  function* elements() {
    for (;;) {
      const char = reader.next();
      if (char === ']') {
        reader.at++;
        // If anything else follows, this bracket is part of the damage and not the end of the list.
        if (!['', ',', '}'].includes(reader.next())) reader.fail();
        complete = true;
        return;
      }
      if (char === '') return;
      if (char === ',') {
        reader.at++;
        continue;
      }
      const start = reader.at;
      try {
        addOrder(start, reader.value(start + MAX_ORDER_LENGTH));
      } catch (error) {
        if (!(error instanceof JsonError)) throw error;
        const found = yield* skipToOrder(start + 1);
        lost++;
        refuse(start, error.code, { name: nameInText(text.slice(start, Math.min(reader.at, start + 4000))) });
        if (!found) return;
      }
      if (contents.orders.length > MAX_ORDERS || contents.refused.length > MAX_REFUSED) return;
      yield;
    }
  }

  /** The members of the file's top-level object. */
  function* members() {
    for (;;) {
      reader.at++;
      if (reader.next() === '}') break;
      const key = reader.string();
      reader.expect(':');
      if (key === 'orders' && reader.next() === '[') {
        reader.at++;
        yield* elements();
      } else {
        head[key] = reader.value(reader.at + MAX_ORDER_LENGTH);
      }
      if (reader.next() !== ',') break;
    }
    if (reader.next() !== '}' && !complete) reader.fail();
    complete = true;
  }

  function* topLevel() {
    const char = reader.next();
    if (char === '{') return yield* members();
    if (char !== '[') reader.fail();
    reader.at++;
    yield* elements();
  }

  for (let rest = topLevel(); ; rest = elements()) {
    try {
      yield* rest;
      break;
    } catch (error) {
      if (!(error instanceof JsonError)) throw error;
      // Something around the orders is damaged; later orders may be intact.
      if (!(yield* skipToOrder(error.at)) || contents.refused.length > MAX_REFUSED) break;
      refuse(error.at, 'damaged');
    }
  }
  const missing = (typeof head.count === 'number' ? head.count : NaN) - contents.orders.length - lost;
  if (missing > 0 && Number.isInteger(missing)) refuse(text.length, 'missing', { count: missing });
  else if (!complete && missing !== 0 && contents.orders.length > 0 && contents.refused.every(({ code }) => code !== 'cut')) refuse(text.length, 'cut-off');
  return conclude(contents, head, complete);
}

/** @param {Contents} contents @param {Record<string, unknown>} head @param {boolean} complete @returns {Contents} */
function conclude(contents, head, complete) {
  const { orders, refused } = contents;
  const failure = (/** @type {string} */ problem) => ({ ...contents, orders: [], problem });
  if (typeof head.format === 'number' && head.format > FORMAT) return failure('newer-format');
  if (orders.length > MAX_ORDERS) return failure('too-many-orders');
  if (orders.length === 0 && refused.length > 0) return failure('nothing-sound');
  if (orders.length === 0 && !('format' in head && complete)) return failure('no-orders');
  return contents;
}

/** Whether an object is an element of a list rather than the value of a field. @param {string} text @param {number} start */
function isElement(text, start) {
  let before = start - 1;
  while (before >= 0 && text.charCodeAt(before) <= 32) before--;
  const char = text[before] ?? ',';
  // What precedes it may be damaged; in our own files every order starts on a new line.
  return char === ',' || char === '[' || (char !== ':' && /[\r\n][ \t]*$/.test(text.slice(before + 1, start)));
}

/** @param {any} changed @returns {Record<string, number> | undefined} */
function stampsOf(changed) {
  if (!isObject(changed)) return undefined;
  /** @type {Record<string, number>} */
  const stamps = Object.create(null);
  for (const [leaf, at] of Object.entries(changed)) if (Number.isFinite(at) && at >= 0) stamps[leaf] = at;
  return stamps;
}

/** @param {any} order what a person would call it */
const nameIn = (order) => [order.title, order.number].find((name) => typeof name === 'string' && name !== '');

/** The same for an order that cannot be parsed. @param {string} text */
function nameInText(text) {
  for (const field of ['title', 'number']) {
    const found = new RegExp(`"${field}"\\s*:\\s*("(?:[^"\\\\\\u0000-\\u001F\uFFFD]|\\\\["\\\\/nt]){1,200}")`).exec(text);
    if (found) return JSON.parse(found[1]);
  }
  return undefined;
}
