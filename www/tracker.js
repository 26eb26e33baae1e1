// The JavaScript side of `createTracker`: many orders that live in the engine. The engine knows a
// tracker by a number and an order by its place; ids and the names of phases are kept here.
// Imported by engine.js, which passes in the engine's functions.

import { flatten } from './flat.js';

/** @typedef {import('#wasm/glue.js').Tracker} Tracker */
/** @typedef {import('#wasm/glue.js').TrackerChange} TrackerChange */
/** @typedef {typeof import('#wasm/glue.js')} Glue */
/** The engine functions that trackers use. @typedef {Pick<Glue, Extract<keyof Glue, `tracker${string}` | 'instant' | 'phases'>>} TrackerEngine */

/** No tracker has this number, so that the engine refuses it with a typed error; and no order has this place. */
const NOWHERE = 2 ** 32 - 1;
/** Shared by all ticks that change nothing, so that they leave no garbage. @type {readonly TrackerChange[]} */
const NO_CHANGES = Object.freeze([]);

/**
 * Frees trackers that were garbage collected without a `free()`. Hosts without a registry rely on `free()` alone.
 *
 * @type {FinalizationRegistry<() => void> | undefined}
 */
let registry;

/**
 * Creates an empty tracker.
 *
 * @param {TrackerEngine} engine
 * @param {unknown} options
 * @returns {Tracker}
 */
export function createTracker(engine, options) {
  registry ??= globalThis.FinalizationRegistry && new FinalizationRegistry((free) => free());
  const phases = engine.phases();
  let handle = engine.trackerNew(options);
  /** @type {string[]} ids by place */
  let ids = [];
  /** @type {Map<string, number>} */
  let places = new Map();
  /** Identifies the tracker to the registry without keeping it alive. */
  const token = {};

  /** Registers an id; an earlier order with that id is removed. @param {string} id @param {number} place */
  function register(id, place) {
    const before = places.get(id);
    if (before !== undefined) engine.trackerRemove(handle, before);
    places.set(id, place);
    ids[place] = id;
  }

  const tracker = {
    /** @param {any} order */
    put(order) {
      const place = engine.trackerPut(handle, order);
      register(order.id, place);
    },

    /** @param {any} orders */
    putAll(orders) {
      const flat = flatten(orders);
      const assigned = (flat && engine.trackerPutFlat(handle, flat.numbers, flat.text, flat.keys)) ?? engine.trackerPutAll(handle, orders);
      if (places.size > 0) {
        for (let i = 0; i < assigned.length; i++) register(orders[i].id, assigned[i]);
        return;
      }
      // Duplicate ids can only be within this list: they are looked for only if the count reveals any.
      for (let i = 0; i < assigned.length; i++) {
        const { id } = orders[i];
        places.set(id, assigned[i]);
        ids[assigned[i]] = id;
      }
      if (places.size === assigned.length) return;
      for (const place of assigned) if (places.get(ids[place]) !== place) engine.trackerRemove(handle, place);
    },

    /** @param {string} id */
    remove(id) {
      const place = places.get(id) ?? NOWHERE;
      places.delete(id);
      return engine.trackerRemove(handle, place);
    },

    /** @param {string} id @param {unknown} now */
    get: (id, now) => engine.trackerGet(handle, places.get(id) ?? NOWHERE, now),

    get size() {
      return engine.trackerSize(handle);
    },

    /** @param {unknown} now */
    tick(now) {
      const at = typeof now === 'number' ? now : engine.instant(now);
      let changed = engine.trackerTick(handle, at);
      if (!changed) return NO_CHANGES;
      /** @type {TrackerChange[]} */
      const changes = [];
      for (; changed; changed = engine.trackerTick(handle, at)) {
        for (let i = 0; i < changed.length; i += 6) {
          changes.push({
            id: ids[changed[i]],
            phase: phases[changed[i + 1]],
            urgency: numberOrUndefined(changed[i + 2]),
            since: numberOrUndefined(changed[i + 3]),
            next: numberOrUndefined(changed[i + 4]),
            last: numberOrUndefined(changed[i + 5]),
          });
        }
      }
      return changes;
    },

    get nextChange() {
      return engine.trackerNextChange(handle);
    },

    free() {
      engine.trackerFree(handle);
      registry?.unregister(token);
      handle = NOWHERE;
      ids = [];
      places = new Map();
    },
  };
  registry?.register(tracker, finalizerOf(engine, handle), token);
  return tracker;
}

/** Must not reference the tracker itself, or it would never be collected. @param {TrackerEngine} engine @param {number} number */
const finalizerOf = (engine, number) => () => engine.trackerFree(number);

/** @param {number} number */
const numberOrUndefined = (number) => (Number.isNaN(number) ? undefined : number);
