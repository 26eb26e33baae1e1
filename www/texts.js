// What the engine does with texts: calendar files, claims, pasted orders. The embed leaves it to a
// file that it fetches when it is first used. Imported by the npm entries and more.js.

import * as core from '#wasm/glue.js';
import { start } from './start.js';

/**
 * An iCalendar file with the deadlines of orders. A later file of the same orders updates an earlier
 * one, and takes the entries of orders in `options.removed` away.
 *
 * @param {Parameters<typeof core.toICalendar>[0]} orders each with an `id`
 * @param {Parameters<typeof core.toICalendar>[1]} options
 */
export function toICalendar(orders, options) {
  start();
  return core.toICalendar(orders, options);
}

/**
 * A message about an order to the marketplace's support, or to the seller where shoppers write
 * there, in Russian or English.
 *
 * @param {Parameters<typeof core.draftClaim>[0]} order
 * @param {Parameters<typeof core.draftClaim>[1]} options
 */
export function draftClaim(order, options) {
  start();
  return core.draftClaim(order, options);
}

/**
 * An order out of a pasted text, Russian or English: what was understood and where it stands, what
 * is doubtful, what must be asked. Throws an Error with `code`, `path` and `errors`.
 *
 * @param {string} text at most 20,000 characters
 * @param {Parameters<typeof core.parseOrderText>[1]} options
 */
export function parseOrderText(text, options) {
  start();
  return core.parseOrderText(text, options);
}
