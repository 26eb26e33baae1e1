// Which parts of untrusted data may become an order: the known fields, each in a form that the engine will
// validate. Everything else is listed and dropped, so that no key can do harm.
// Imported by the codecs of this folder and by refusals.js.

/** Text fields. */
export const TEXT_FIELDS = ['id', 'title', 'number', 'marketplace', 'problem', 'note'];
/** Amounts of money. */
export const MONEY_FIELDS = ['price', 'refund', 'returnCost'];
/** Everything that happens to an order. */
export const MOMENT_FIELDS = [
  'ordered',
  'paid',
  'dispatched',
  'deliveryDue',
  'received',
  'cancelled',
  'disputeOpened',
  'refunded',
  'completed',
];

/** The fields of an order, in the order in which they appear in the file. */
export const FIELDS = [
  'id', 'title', 'number', 'marketplace', 'ordered', 'paid', 'dispatched', 'deliveryDue', 'received', 'problem',
  'price', 'cancelled', 'disputeOpened', 'refunded', 'refund', 'returnCost', 'completed', 'entered', 'proof', 'note',
];

/** Keys with a special meaning in JavaScript. */
const DANGEROUS_KEYS = ['__proto__', 'constructor', 'prototype'];
/** What decoders put in place of undecodable bytes. */
const REPLACEMENT_CHARACTER = '\uFFFD';

/** Replaces a value of the wrong type: the engine refuses it and names the field. */
const invalidValue = () => ({});

/** @typedef {{ order: any, ignored: string[] }} Picked  `ignored`: unknown paths */

/**
 * A new plain order with the known fields of an object.
 *
 * @param {any} raw @returns {Picked}
 */
export function pickOrder(raw) {
  /** @type {Picked} */
  const picked = { order: {}, ignored: [] };
  for (const field of FIELDS) {
    const value = raw[field];
    // An empty id identifies nothing.
    if (value == null || (field === 'id' && value === '')) continue;
    picked.order[field] = pickField(field, value, picked);
  }
  for (const key of Object.keys(raw)) if (!FIELDS.includes(key)) picked.ignored.push(key);
  return picked;
}

/**
 * Drops texts that were garbled before they got here: an existing order may have them intact.
 *
 * @param {any} order @returns {string[]} the dropped fields
 */
export function dropGarbled(order) {
  const garbled = TEXT_FIELDS.filter((field) => typeof order[field] === 'string' && order[field].includes(REPLACEMENT_CHARACTER));
  for (const field of garbled) delete order[field];
  return garbled;
}

/** @param {string} field @param {any} value @param {Picked} picked */
function pickField(field, value, picked) {
  if (TEXT_FIELDS.includes(field)) return typeof value === 'string' ? value : invalidValue();
  if (MOMENT_FIELDS.includes(field)) return pickMoment(value, field, picked);
  if (MONEY_FIELDS.includes(field)) return pickParts(value, ['amount', 'currency'], field, picked);
  if (field === 'proof') return pickMap(value, field, picked, (done) => (typeof done === 'boolean' ? done : invalidValue()));
  return pickMap(value, field, picked, (ends, path) =>
    pickMap(ends, path, picked, (moment, end) => (/\.(opens|closes)$/.test(end) ? pickMoment(moment, end, picked) : undefined)),
  );
}

/** @param {any} value @param {string} path @param {Picked} picked */
function pickMoment(value, path, picked) {
  if (value instanceof Date) return Number.isFinite(value.getTime()) ? value.toISOString() : invalidValue();
  if (typeof value === 'string' || typeof value === 'number') return value;
  return pickParts(value, ['local', 'date', 'earliest', 'latest', 'timeZone'], path, picked);
}

/** @param {any} value @param {string[]} names @param {string} path @param {Picked} picked */
function pickParts(value, names, path, picked) {
  return pickMap(value, path, picked, (part, partPath) => {
    if (!names.includes(partPath.slice(path.length + 1))) return undefined;
    if (part instanceof Date) return pickMoment(part, partPath, picked);
    return typeof part === 'string' || typeof part === 'number' ? part : invalidValue();
  });
}

/** @param {any} value @param {string} path @param {Picked} picked @param {(value: any, path: string) => any} pick undefined: unknown */
function pickMap(value, path, picked, pick) {
  if (!isObject(value)) return invalidValue();
  /** @type {any} */
  const map = {};
  for (const key of Object.keys(value)) {
    if (value[key] == null) continue;
    const part = DANGEROUS_KEYS.includes(key) ? undefined : pick(value[key], `${path}.${key}`);
    if (part === undefined) picked.ignored.push(`${path}.${key}`);
    else map[key] = part;
  }
  return map;
}

/** @param {any} value */
export const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
