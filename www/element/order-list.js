// The orders of one element, most urgent first, with what is known of each: in which phase it is and
// when that ends, out of trackers in the engine, so that many cost little; and all that the engine
// says of one, asked when it is first wanted. A tick touches what has changed, and what is looked at.
// Imported by model.js and features. Knows neither the DOM nor the storage.

import { wakeOf } from './pace.js';

/** @typedef {import('#wasm/glue.js').Tracker} Tracker */
/** @typedef {Partial<import('#wasm/glue.js').TrackerChange>} Reading */
/** @typedef {{ now: number, timeZone: string, locale: string }} Circumstances */

/** One order. It is another object once anything that was known of it is otherwise. */
export class Entry {
  /** @param {any} order @param {Reading | undefined} reading @param {(order: any) => any} assess */
  constructor(order, reading, assess) {
    this.id = /** @type {string} */ (order.id);
    this.order = order;
    this.reading = reading;
    /** Nothing where the engine refuses the order: then `error` says why. */
    this.phase = reading?.phase;
    /** The deadline that the phase hangs on, if one lies ahead. */
    this.next = reading?.next;
    this._assess = assess;
    /** @type {{ assessment?: any, error?: any } | undefined} */
    this._answer = undefined;
  }

  /** @returns {any} */
  get assessment() {
    return this._ask().assessment;
  }

  /** @returns {any} */
  get error() {
    return this._ask().error;
  }

  _ask() {
    if (!this._answer) {
      try {
        this._answer = { assessment: this._assess(this.order) };
      } catch (error) {
        this._answer = { error };
      }
    }
    return this._answer;
  }
}

/**
 * @param {import('./books.js').Books} books
 * @param {() => Circumstances} circumstances
 * @param {() => Iterable<string>} looked  the ids of what is looked at
 */
export function createOrderList(books, circumstances, looked) {
  /** @type {Map<string, Entry>} */
  let byId = new Map();
  /** @type {Entry[] | undefined} */
  let sorted = [];
  /** A tracker for each rulebook of the page's own, and one for those built in. @type {Map<any, Tracker>} */
  const trackers = new Map();
  /** Counts the changes of anything but the time left. */
  let version = 0;

  /** By the tracker, which has read the order already; one that it has refused says why. @param {any} order */
  function assess(order) {
    const tracker = trackers.get(books.ownOf(order.marketplace));
    return tracker?.get(order.id, circumstances().now) ?? books.assess(order, circumstances());
  }

  function freeTrackers() {
    for (const tracker of trackers.values()) tracker.free();
    trackers.clear();
  }

  /** @param {any} book */
  function trackerOf(book) {
    const known = trackers.get(book);
    if (known) return known;
    const tracker = books.createTracker(book, circumstances());
    trackers.set(book, tracker);
    return tracker;
  }

  /** What the engine refuses stays out: of many, it is found by halving. @param {Tracker} tracker @param {any[]} orders */
  function follow(tracker, orders) {
    try {
      tracker.putAll(orders);
    } catch {
      if (orders.length === 1) return;
      const half = orders.length >> 1;
      follow(tracker, orders.slice(0, half));
      follow(tracker, orders.slice(half));
    }
  }

  /** @param {any[]} orders of which none is here yet */
  function add(orders) {
    for (const order of orders) byId.set(order.id, new Entry(order, undefined, assess));
    for (const book of [undefined, ...books.own()]) {
      const some = orders.filter(({ marketplace }) => books.ownOf(marketplace) === book);
      if (some.length > 0) follow(trackerOf(book), some);
    }
    takeReadings();
  }

  /** Asks the trackers what reads differently. Returns the entries that are in another phase than before. */
  function takeReadings() {
    const { now } = circumstances();
    /** @type {Entry[]} */
    const moved = [];
    for (const tracker of trackers.values()) {
      for (const reading of readingsAt(tracker, now)) {
        const before = /** @type {Entry} */ (byId.get(reading.id));
        const entry = new Entry(before.order, reading, assess);
        byId.set(reading.id, entry);
        if (entry.phase !== before.phase) moved.push(entry);
        sorted = undefined;
      }
    }
    return moved;
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
    /** Has the engine make what the first order would otherwise have to wait for. */
    prepare() {
      const { now } = circumstances();
      const tracker = books.createTracker(undefined, circumstances());
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

    /** Another number whenever anything but the time left is otherwise. */
    version() {
      this.entries();
      return version;
    },

    /** @param {string} id */
    get: (id) => byId.get(id),

    replaceAll,

    /** Adds orders, or puts them in place of those of the same id. @param {any[]} orders */
    put(orders) {
      // Another marketplace may have another tracker.
      remove(orders.map(({ id }) => id));
      add(orders);
      sorted = undefined;
    },

    remove,

    /** Asks about every order anew: the language, the zone or the clock has changed. */
    reassess() {
      replaceAll([...byId.values()].map(({ order }) => order));
    },

    /** Time has passed. Returns the entries that are in another phase than before. */
    tick() {
      const moved = takeReadings();
      const { now } = circumstances();
      let renewed = false;
      for (const id of looked()) {
        const entry = byId.get(id);
        const { assessment } = entry ?? {};
        if (!entry || !assessment || (now >= assessment.now && now < wakeOf(assessment))) continue;
        byId.set(id, new Entry(entry.order, entry.reading, assess));
        renewed = true;
      }
      // Nothing has changed its place.
      if (renewed) sorted &&= sorted.map(({ id }) => /** @type {Entry} */ (byId.get(id)));
      return moved;
    },

    /** The first instant at which anything changes that is looked at, or any phase. */
    nextChange() {
      let first = Infinity;
      for (const { nextChange } of trackers.values()) first = Math.min(first, nextChange ?? Infinity);
      for (const id of looked()) {
        const { assessment } = byId.get(id) ?? {};
        if (assessment) first = Math.min(first, wakeOf(assessment));
      }
      return first;
    },

    /** Gives the engine's memory back; `replaceAll` takes it again. */
    rest: freeTrackers,
  };
}

/**
 * What follows from all orders but the time left, worked out once for each state of the list.
 *
 * @template T @param {{ version: () => number }} list @param {() => T} compute @returns {() => T}
 */
export function onceFor(list, compute) {
  let version = NaN;
  /** @type {T} */
  let value;
  return () => {
    const current = list.version();
    if (current !== version) [version, value] = [current, compute()];
    return value;
  };
}

/** A clock that makes no sense is told of with each order. @param {Tracker} tracker @param {number} now */
function readingsAt(tracker, now) {
  try {
    return tracker.tick(now);
  } catch {
    return [];
  }
}

/** What the engine refuses comes first: its dates are to be mended. @param {Entry} a @param {Entry} b */
const compare = (a, b) => rank(a) - rank(b) || nextOf(a) - nextOf(b) || (a.id < b.id ? -1 : 1);
/** @param {Entry} entry */
const rank = ({ reading }) => reading?.urgency ?? -1;
/** @param {Entry} entry */
const nextOf = ({ next }) => next ?? Number.MAX_VALUE;
