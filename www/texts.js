// The engine's text functions: calendar files, claims, pasted orders. In the embed this part of the engine is a
// file that is fetched on first use. Imported by index.js, more/inside.js and more/beside.js.

import * as core from '#wasm/glue.js';
import { startTexts } from './start.js';

/**
 * Writes an iCalendar file with the deadlines of orders. A later file with the same orders updates an
 * earlier one, and cancels the entries of orders in `options.removed`.
 *
 * @param {Parameters<typeof core.toICalendar>[0]} orders each with an `id`
 * @param {Parameters<typeof core.toICalendar>[1]} options
 */
export function toICalendar(orders, options) {
  startTexts();
  return core.toICalendar(orders, options);
}

/**
 * Drafts a message about an order, in Russian or English, to the marketplace's support or to the
 * seller, whichever its shoppers write to.
 *
 * @param {Parameters<typeof core.draftClaim>[0]} order
 * @param {Parameters<typeof core.draftClaim>[1]} options
 */
export function draftClaim(order, options) {
  startTexts();
  return core.draftClaim(order, options);
}

/**
 * Reads an order from pasted text in Russian or English: what was understood and where, what is
 * doubtful, and what must be asked. Throws an Error with `code`, `path` and `errors` for invalid input.
 *
 * @param {string} text at most 20,000 characters
 * @param {Parameters<typeof core.parseOrderText>[1]} options
 */
export function parseOrderText(text, options) {
  startTexts();
  return core.parseOrderText(text, options);
}
