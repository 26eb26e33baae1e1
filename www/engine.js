// The engine functions that a page needs from the start; texts.js has the rest.
// Imported by index.js, the elements and what they are made of.

import * as core from '#wasm/glue.js';
import { start } from './start.js';
import { createTracker as create } from './tracker.js';

/** The engine functions that trackers call, and call often: these and no others. */
const CALLS = {
  instant: core.instant,
  phases: core.phases,
  trackerFree: core.trackerFree,
  trackerGet: core.trackerGet,
  trackerNew: core.trackerNew,
  trackerNextChange: core.trackerNextChange,
  trackerPut: core.trackerPut,
  trackerPutAll: core.trackerPutAll,
  trackerPutFlat: core.trackerPutFlat,
  trackerRemove: core.trackerRemove,
  trackerSize: core.trackerSize,
  trackerTick: core.trackerTick,
};

/**
 * Assesses an order at an instant: its phase, its deadlines, and what to do.
 * Throws an Error with `code`, `path` and `errors` for invalid input.
 *
 * @param {Parameters<typeof core.assess>[0]} order
 * @param {Parameters<typeof core.assess>[1]} options
 */
export function assess(order, options) {
  start();
  return core.assess(order, options);
}

/** Returns the built-in rulebooks as plain objects, to read or to base another one on. */
export function rulebooks() {
  start();
  return core.rulebooks();
}

/** Creates an id for a new order: 24 random hexadecimal digits. */
export function newOrderId() {
  start();
  return core.newOrderId();
}

/**
 * Creates a tracker: it keeps many orders in the engine, and each tick returns those that changed.
 *
 * @param {import('#wasm/glue.js').TrackerOptions} [options]
 */
export function createTracker(options) {
  start();
  return create(CALLS, options);
}
