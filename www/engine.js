// The engine as plain functions: starts the core at the first call, in the same turn.
// `#core` is where the core comes from, which depends on the build (package.json, "imports").
// The only module that may import the wasm glue.

import * as glue from '#wasm/glue.js';
import { instantiate } from '#core';
import { createTracker as create } from './tracker.js';

let started = false;

function start() {
  if (started) return;
  const core = instantiate({ './dispute_clock_bg.js': /** @type {any} */ (glue) });
  glue.__wbg_set_wasm(core);
  started = true;
}

/**
 * What holds for one order at one instant: its phase, deadlines, and what to do.
 * Throws an Error with `code`, `path` and `errors` for input it cannot take.
 *
 * @param {Parameters<typeof glue.assess>[0]} order
 * @param {Parameters<typeof glue.assess>[1]} options
 */
export function assess(order, options) {
  start();
  return glue.assess(order, options);
}

/**
 * An iCalendar file with the deadlines of orders. A later file of the same orders updates an earlier
 * one, and takes the entries of orders in `options.removed` away.
 *
 * @param {Parameters<typeof glue.toICalendar>[0]} orders each with an `id`
 * @param {Parameters<typeof glue.toICalendar>[1]} options
 */
export function toICalendar(orders, options) {
  start();
  return glue.toICalendar(orders, options);
}

/**
 * A message about an order to the marketplace's support, or to the seller where shoppers write
 * there, in Russian or English.
 *
 * @param {Parameters<typeof glue.draftClaim>[0]} order
 * @param {Parameters<typeof glue.draftClaim>[1]} options
 */
export function draftClaim(order, options) {
  start();
  return glue.draftClaim(order, options);
}

/**
 * An order out of a pasted text, Russian or English: what was understood and where it stands, what
 * is doubtful, what must be asked. Throws an Error with `code`, `path` and `errors`.
 *
 * @param {string} text at most 20,000 characters
 * @param {Parameters<typeof glue.parseOrderText>[1]} options
 */
export function parseOrderText(text, options) {
  start();
  return glue.parseOrderText(text, options);
}

/** The rulebooks that come with the package, as plain objects: to read, or to start another from. */
export function rulebooks() {
  start();
  return glue.rulebooks();
}

/** An id for a new order: 24 hexadecimal digits, random. */
export function newOrderId() {
  start();
  return glue.newOrderId();
}

/**
 * Many orders that live in the engine, of which a tick says those that changed.
 *
 * @param {import('#wasm/glue.js').TrackerOptions} [options]
 */
export function createTracker(options) {
  start();
  // What trackers are made of is none of the public types.
  return create(/** @type {any} */ (glue), options);
}
