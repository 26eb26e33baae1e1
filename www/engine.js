// What a page asks of the engine from the beginning; texts.js has the rest.
// Imported by the entries and the elements.

import { core } from './start.js';
import { createTracker as create } from './tracker.js';

/** @typedef {typeof import('#wasm/glue.js')} Core */

/**
 * What holds for one order at one instant: its phase, deadlines, and what to do.
 * Throws an Error with `code`, `path` and `errors` for input it cannot take.
 *
 * @param {Parameters<Core['assess']>[0]} order
 * @param {Parameters<Core['assess']>[1]} options
 */
export function assess(order, options) {
  return core().assess(order, options);
}

/** The rulebooks that come with the package, as plain objects: to read, or to start another from. */
export function rulebooks() {
  return core().rulebooks();
}

/** An id for a new order: 24 hexadecimal digits, random. */
export function newOrderId() {
  return core().newOrderId();
}

/**
 * Many orders that live in the engine, of which a tick says those that changed.
 *
 * @param {import('#wasm/glue.js').TrackerOptions} [options]
 */
export function createTracker(options) {
  // What trackers are made of is none of the public types.
  return create(/** @type {any} */ (core()), options);
}
