// Many orders that live in the engine: what users of `createTracker` hold. The engine knows a
// tracker by a number and an order by its place; ids and phases in words are kept here.
// Imported by engine.js, which hands in the engine's own functions.

import { flatten } from './flat.js';

/** @typedef {import('#wasm/glue.js').Tracker} Tracker */
/** @typedef {import('#wasm/glue.js').TrackerChange} TrackerChange */

/**
 * @typedef {object} TrackerEngine
 * @property {(options: unknown) => number} trackerNew
 * @property {(number: number, order: unknown) => number} trackerPut
 * @property {(number: number, orders: unknown) => Uint32Array} trackerPutAll
 * @property {(number: number, numbers: Float64Array, text: string, keys: string) => Uint32Array} trackerPutFlat
 * @property {(number: number, id: unknown) => number | undefined} trackerRemove
 * @property {(number: number, id: unknown, now: unknown) => any} trackerGet
 * @property {(number: number, now: number) => Uint32Array | undefined} trackerTick
 * @property {(value: unknown) => number} instant
 * @property {(number: number) => number | undefined} trackerNextChange
 * @property {(number: number) => number} trackerSize
 * @property {(number: number) => void} trackerFree
 * @property {() => import('#wasm/glue.js').Phase[]} phases
 */

/** No tracker has this number: the engine refuses it with a typed error. */
const FREED = 2 ** 32 - 1;
/** One for all ticks that change nothing, so that they leave no garbage. @type {readonly TrackerChange[]} */
const NOTHING = Object.freeze([]);

/** Frees what nobody holds any more; `free()` does not wait for that. @type {FinalizationRegistry<() => void> | undefined} */
let forgotten;

/**
 * @param {TrackerEngine} engine
 * @param {unknown} options
 * @returns {Tracker}
 */
export function createTracker(engine, options) {
  forgotten ??= new FinalizationRegistry((free) => free());
  const number = engine.trackerNew(options);
  const tracker = new OrderTracker(engine, number);
  forgotten.register(tracker, () => engine.trackerFree(number), tracker);
  return tracker;
}

class OrderTracker {
  #engine;
  #phases;
  #number;
  /** @type {string[]} ids by place */
  #ids = [];

  /** @param {TrackerEngine} engine @param {number} number */
  constructor(engine, number) {
    this.#engine = engine;
    this.#phases = engine.phases();
    this.#number = number;
  }

  /** @param {any} order */
  put(order) {
    const place = this.#engine.trackerPut(this.#number, order);
    this.#ids[place] = order.id;
  }

  /** @param {any} orders */
  putAll(orders) {
    const flat = flatten(orders);
    const places = flat
      ? this.#engine.trackerPutFlat(this.#number, flat.numbers, flat.text, flat.keys)
      : this.#engine.trackerPutAll(this.#number, orders);
    for (let i = 0; i < places.length; i++) this.#ids[places[i]] = orders[i].id;
  }

  /** @param {string} id */
  remove(id) {
    return this.#engine.trackerRemove(this.#number, id) !== undefined;
  }

  /** @param {string} id @param {unknown} now */
  get(id, now) {
    return this.#engine.trackerGet(this.#number, id, now);
  }

  get size() {
    return this.#engine.trackerSize(this.#number);
  }

  /** @param {unknown} now */
  tick(now) {
    const changed = this.#engine.trackerTick(this.#number, typeof now === 'number' ? now : this.#engine.instant(now));
    if (!changed) return NOTHING;
    /** @type {TrackerChange[]} */
    const changes = [];
    for (let i = 0; i < changed.length; i += 2) {
      changes.push({ id: this.#ids[changed[i]], phase: this.#phases[changed[i + 1]] });
    }
    return changes;
  }

  get nextChange() {
    return this.#engine.trackerNextChange(this.#number);
  }

  free() {
    this.#engine.trackerFree(this.#number);
    forgotten?.unregister(this);
    this.#number = FREED;
    this.#ids = [];
  }
}
