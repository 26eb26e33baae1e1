// Maps what the engine refuses in an order to the form fields at fault.
// The rules themselves are the engine's; this module only knows which field each path is typed into.
// Imported by model.js and transfer/preview.js.

import { readDate } from './input.js';
import { MOMENT_FIELDS } from './transfer/shape.js';

/** @typedef {import('./input.js').Fields} Fields */
/** @typedef {Record<string, string | undefined>} FieldErrors  field to error code */
/** @typedef {{ code: string, path: string }} Fault */

/** Parts of an order that have one field; all others are moments, with a date and a time. @type {Record<string, string>} */
const FIELD_OF_PART = {
  marketplace: 'marketplace',
  title: 'title',
  number: 'number',
  note: 'note',
  problem: 'problem',
  'price.amount': 'amount',
  'price.currency': 'currency',
  'refund.amount': 'refundAmount',
  'refund.currency': 'refundCurrency',
  'returnCost.amount': 'returnCost',
};

/**
 * Asks the engine whether it accepts an order, and if not, which fields are at fault. The engine compares dates
 * only in an order that it can read: so that a wrong price does not hide a wrong date, it is asked again
 * without the parts it has refused.
 *
 * @param {any} order @param {Fields} fields @param {(order: any) => unknown} assess throws what the engine throws
 * @returns {FieldErrors}
 */
export function refusedFields(order, fields, assess) {
  /** @type {FieldErrors} */
  const errors = {};
  const rest = { ...order };
  for (let faults = refusalsOf(rest, assess); faults.length > 0; faults = refusalsOf(rest, assess)) {
    let removed = false;
    for (const { code, path } of faults) {
      const part = path.split('.')[0];
      // A fault in a part already left out: it was blamed before.
      if (part !== 'ordered' && !(part in rest)) continue;
      errors[fieldOf(code, path, fields)] ??= code;
      if (part !== 'ordered') removed = delete rest[part];
    }
    if (!removed) break;
  }
  return errors;
}

/** What the engine refuses in an order. @param {any} order @param {(order: any) => unknown} assess throws what the engine throws @returns {Fault[]} */
export function refusalsOf(order, assess) {
  try {
    assess(order);
    return [];
  } catch (error) {
    const { errors, code = 'other', path = 'ordered' } = /** @type {any} */ (error);
    return errors ?? [{ code, path }];
  }
}

/** @param {string} code @param {string} path @param {Fields} fields */
function fieldOf(code, path, fields) {
  const field = FIELD_OF_PART[path];
  if (field) return field;
  const moment = momentOf(path);
  return `${moment}${isAboutTime(code, fields[`${moment}Date`], fields[`${moment}Time`]) ? 'Time' : 'Date'}`;
}

/** The moment that a path leads into: `paid.local` belongs to `paid`. @param {string} path */
function momentOf(path) {
  const [entered] = /^entered\..+\.(opens|closes)(?=\.|$)/.exec(path) ?? [];
  return entered ?? MOMENT_FIELDS.find((event) => path === event || path.startsWith(`${event}.`)) ?? 'ordered';
}

/** @param {string} code @param {unknown} date @param {unknown} time */
const isAboutTime = (code, date, time) =>
  code === 'no-such-time' || (code === 'malformed' && Boolean(time) && /^\d{4}-\d{2}-\d{2}$/.test(readDate(String(date))));
