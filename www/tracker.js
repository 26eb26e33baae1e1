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
const NOTHING = Object.freeze([]);

/**
 * Frees trackers that were garbage collected without a `free()`. Hosts without a registry rely on `free()` alone.
 *
 * @type {FinalizationRegistry<() => void> | undefined}
 */
let forgotten;

/**
 * Creates an empty tracker.
 *
 * @param {TrackerEngine} engine
 * @param {unknown} options
 * @returns {Tracker}
 */
export function createTracker(engine, options) {
  forgotten ??= globalThis.FinalizationRegistry && new FinalizationRegistry((free) => free());
  const phases = engine.phases();
  let number = engine.trackerNew(options);
  /** @type {string[]} ids by place */
  let ids = [];
  /** @type {Map<string, number>} */
  let places = new Map();
  /** Identifies the tracker to the registry without keeping it alive. */
  const token = {};

  /** Registers an id; an earlier order with that id is removed. @param {string} id @param {number} place */
  function name(id, place) {
    const before = places.get(id);
    if (before !== undefined) engine.trackerRemove(number, before);
    places.set(id, place);
    ids[place] = id;
  }

  const tracker = {
    /** @param {any} order */
    put(order) {
      const place = engine.trackerPut(number, order);
      name(order.id, place);
    },

    /** @param {any} orders */
    putAll(orders) {
      const flat = flatten(orders);
      const given = (flat && engine.trackerPutFlat(number, flat.numbers, flat.text, flat.keys)) ?? engine.trackerPutAll(number, orders);
      if (places.size > 0) {
        for (let i = 0; i < given.length; i++) name(orders[i].id, given[i]);
        return;
      }
      // Duplicate ids can only be within this list: they are looked for only if the count reveals any.
      for (let i = 0; i < given.length; i++) {
        const { id } = orders[i];
        places.set(id, given[i]);
        ids[given[i]] = id;
      }
      if (places.size === given.length) return;
      for (const place of given) if (places.get(ids[place]) !== place) engine.trackerRemove(number, place);
    },

    /** @param {string} id */
    remove(id) {
      const place = places.get(id) ?? NOWHERE;
      places.delete(id);
      return engine.trackerRemove(number, place);
    },

    /** @param {string} id @param {unknown} now */
    get: (id, now) => engine.trackerGet(number, places.get(id) ?? NOWHERE, now),

    get size() {
      return engine.trackerSize(number);
    },

    /** @param {unknown} now */
    tick(now) {
      const at = typeof now === 'number' ? now : engine.instant(now);
      let changed = engine.trackerTick(number, at);
      if (!changed) return NOTHING;
      /** @type {TrackerChange[]} */
      const changes = [];
      for (; changed; changed = engine.trackerTick(number, at)) {
        for (let i = 0; i < changed.length; i += 6) {
          changes.push({
            id: ids[changed[i]],
            phase: phases[changed[i + 1]],
            urgency: given(changed[i + 2]),
            since: given(changed[i + 3]),
            next: given(changed[i + 4]),
            last: given(changed[i + 5]),
          });
        }
      }
      return changes;
    },

    get nextChange() {
      return engine.trackerNextChange(number);
    },

    free() {
      engine.trackerFree(number);
      forgotten?.unregister(token);
      number = NOWHERE;
      ids = [];
      places = new Map();
    },
  };
  forgotten?.register(tracker, freeing(engine, number), token);
  return tracker;
}

/** Must not reference the tracker itself, or it would never be collected. @param {TrackerEngine} engine @param {number} number */
const freeing = (engine, number) => () => engine.trackerFree(number);

/** @param {number} number */
const given = (number) => (Number.isNaN(number) ? undefined : number);
