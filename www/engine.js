// What a page asks of the engine from the beginning; texts.js has the rest.
// Imported by the entries and the elements.

import * as core from '#wasm/glue.js';
import { start } from './start.js';
import { createTracker as create } from './tracker.js';

/** What trackers are made of: they call it often, and by these names alone. */
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
 * What holds for one order at one instant: its phase, deadlines, and what to do.
 * Throws an Error with `code`, `path` and `errors` for input it cannot take.
 *
 * @param {Parameters<typeof core.assess>[0]} order
 * @param {Parameters<typeof core.assess>[1]} options
 */
export function assess(order, options) {
  start();
  return core.assess(order, options);
}

/** The rulebooks that come with the package, as plain objects: to read, or to start another from. */
export function rulebooks() {
  start();
  return core.rulebooks();
}

/** An id for a new order: 24 hexadecimal digits, random. */
export function newOrderId() {
  start();
  return core.newOrderId();
}

/**
 * Many orders that live in the engine, of which a tick says those that changed.
 *
 * @param {import('#wasm/glue.js').TrackerOptions} [options]
 */
export function createTracker(options) {
  start();
  return create(CALLS, options);
}
