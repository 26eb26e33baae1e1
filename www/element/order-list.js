// The orders of one element, most urgent first, with what is known of each. Its phase, and when that ends,
// comes from trackers in the engine, so that many orders cost little; the full assessment is requested
// when first needed. A tick updates only what has changed and what is in view.
// Imported by model.js and features. Knows neither the DOM nor the storage.

import { nextDisplayChange, nextWake } from './time-left.js';

/** @typedef {import('#wasm/glue.js').Tracker} Tracker */
/** @typedef {Partial<import('#wasm/glue.js').TrackerChange>} Reading */
/** @typedef {{ now: number, timeZone: string, locale: string }} Context */

/** One order. Replaced by a new object whenever anything known about it changes. */
export class Entry {
  /** @param {any} order @param {Reading | undefined} reading @param {(order: any) => any} assess */
  constructor(order, reading, assess) {
    this.id = /** @type {string} */ (order.id);
    this.order = order;
    this.reading = reading;
    /** Undefined if the engine refuses the order; `error` then says why. */
    this.phase = reading?.phase;
    /** The deadline that the phase depends on, if one lies ahead. */
    this.next = reading?.next;
    this._assess = assess;
    /** @type {{ assessment?: any, error?: any } | undefined} */
    this._result = undefined;
  }

  /** @returns {any} */
  get assessment() {
    return this._evaluate().assessment;
  }

  /** @returns {any} */
  get error() {
    return this._evaluate().error;
  }

  _evaluate() {
    if (!this._result) {
      try {
        this._result = { assessment: this._assess(this.order) };
      } catch (error) {
        this._result = { error };
      }
    }
    return this._result;
  }
}

/**
 * @param {import('./books.js').Books} books
 * @param {() => Context} context
 * @param {() => Iterable<string>} idsInView  the ids of the orders in view
 */
export function createOrderList(books, context, idsInView) {
  /** @type {Map<string, Entry>} */
  let byId = new Map();
  /** @type {Entry[] | undefined} */
  let sorted = [];
  /** One tracker for each of the page's own rulebooks, and one for the built-in ones. @type {Map<any, Tracker>} */
  const trackers = new Map();
  /** Counts the changes of anything but the time left. */
  let version = 0;

  /** Uses the tracker, which has already read the order; for orders that it refused, the engine says why. @param {any} order */
  function assess(order) {
    const tracker = trackers.get(books.ownOf(order.marketplace));
    return tracker?.get(order.id, context().now) ?? books.assess(order, context());
  }

  function freeTrackers() {
    for (const tracker of trackers.values()) tracker.free();
    trackers.clear();
  }

  /** @param {any} book */
  function trackerOf(book) {
    const existing = trackers.get(book);
    if (existing) return existing;
    const tracker = books.createTracker(book, context());
    trackers.set(book, tracker);
    return tracker;
  }

  /** Leaves out the orders that the engine refuses, which are found by bisection. @param {Tracker} tracker @param {any[]} orders */
  function putValid(tracker, orders) {
    try {
      tracker.putAll(orders);
    } catch {
      if (orders.length === 1) return;
      const half = orders.length >> 1;
      putValid(tracker, orders.slice(0, half));
      putValid(tracker, orders.slice(half));
    }
  }

  /** @param {any[]} orders all of them new */
  function add(orders) {
    for (const order of orders) byId.set(order.id, new Entry(order, undefined, assess));
    for (const book of [undefined, ...books.own()]) {
      const some = orders.filter(({ marketplace }) => books.ownOf(marketplace) === book);
      if (some.length > 0) putValid(trackerOf(book), some);
    }
    pollTrackers();
  }

  /** Asks the trackers for changes. Returns the entries whose phase has changed. */
  function pollTrackers() {
    const { now } = context();
    /** @type {Entry[]} */
    const transitioned = [];
    for (const tracker of trackers.values()) {
      for (const reading of readingsAt(tracker, now)) {
        const before = /** @type {Entry} */ (byId.get(reading.id));
        const entry = new Entry(before.order, reading, assess);
        byId.set(reading.id, entry);
        if (entry.phase !== before.phase) transitioned.push(entry);
        sorted = undefined;
      }
    }
    return transitioned;
  }

  /** @param {string[]} ids */
  function remove(ids) {
    for (const id of ids) {
      if (!byId.delete(id)) continue;
      for (const tracker of trackers.values()) tracker.remove(id);
      sorted = undefined;
    }
  }

  /** @param {any[]} orders each with an id */
  function replaceAll(orders) {
    freeTrackers();
    byId = new Map();
    sorted = undefined;
    add(orders);
  }

  return {
    /** Warms up the engine for the first order. */
    warmUp() {
      const { now } = context();
      const tracker = books.createTracker(undefined, context());
      tracker.putAll([{ id: 'any', ordered: now }]);
      tracker.tick(now);
      tracker.get('any', now);
      tracker.free();
    },

    entries() {
      if (!sorted) {
        sorted = [...byId.values()].sort(compare);
        version += 1;
      }
      return sorted;
    },

    /** A number that changes whenever anything but the time left does. */
    version() {
      this.entries();
      return version;
    },

    /** @param {string} id */
    get: (id) => byId.get(id),

    replaceAll,

    /** Adds orders, or replaces those with the same id. @param {any[]} orders */
    put(orders) {
      // If the marketplace has changed, the tracker may have too.
      remove(orders.map(({ id }) => id));
      add(orders);
      sorted = undefined;
    },

    remove,

    /** Reassesses all orders: the language, the zone or the clock has changed. */
    reassess() {
      replaceAll([...byId.values()].map(({ order }) => order));
    },

    /** Time has passed. Returns the entries whose phase has changed. */
    tick() {
      const transitioned = pollTrackers();
      const { now } = context();
      let updated = false;
      for (const id of idsInView()) {
        const entry = byId.get(id);
        const { assessment } = entry ?? {};
        if (!entry || !assessment || (now >= assessment.now && now < nextDisplayChange(assessment))) continue;
        byId.set(id, new Entry(entry.order, entry.reading, assess));
        updated = true;
      }
      // The order of the list has not changed.
      if (updated) sorted &&= sorted.map(({ id }) => /** @type {Entry} */ (byId.get(id)));
      return transitioned;
    },

    /** The first instant at which any phase changes, or anything in view. */
    nextChange() {
      let first = Infinity;
      for (const { nextChange } of trackers.values()) first = Math.min(first, nextChange ?? Infinity);
      for (const id of idsInView()) {
        const { assessment } = byId.get(id) ?? {};
        if (assessment) first = Math.min(first, nextWake(assessment));
      }
      return first;
    },

    /** Frees the engine's memory; `replaceAll` allocates it again. */
    free: freeTrackers,
  };
}

/**
 * A value that depends on all orders but not on the time left, computed once for each state of the list.
 *
 * @template T @param {{ version: () => number }} list @param {() => T} compute @returns {() => T}
 */
export function memoizeByVersion(list, compute) {
  let version = NaN;
  /** @type {T} */
  let value;
  return () => {
    const current = list.version();
    if (current !== version) [version, value] = [current, compute()];
    return value;
  };
}

/** An invalid clock is reported with each order instead. @param {Tracker} tracker @param {number} now */
function readingsAt(tracker, now) {
  try {
    return tracker.tick(now);
  } catch {
    return [];
  }
}

/** Refused orders come first: their dates need correcting. @param {Entry} a @param {Entry} b */
const compare = (a, b) => rank(a) - rank(b) || nextOf(a) - nextOf(b) || (a.id < b.id ? -1 : 1);
/** @param {Entry} entry */
const rank = ({ reading }) => reading?.urgency ?? -1;
/** @param {Entry} entry */
const nextOf = ({ next }) => next ?? Number.MAX_VALUE;
