// The orders of one element with what the engine says of each, most urgent first. A tick
// asks the engine again only about those whose shown text is due to change.
// Imported by dispute-clock.js. Knows neither the DOM nor the storage.

/**
 * @typedef {object} Entry
 * @property {string} id
 * @property {any} order
 * @property {any} [assessment]
 * @property {any} [error]  why the engine refuses this order
 */

/** @typedef {{ now: number, timeZone: string, locale: string }} Circumstances */

/** @param {(order: any, options: any) => any} assess */
export function createOrderList(assess) {
  /** @type {Entry[]} */
  let entries = [];

  /** @param {any} order @param {Circumstances} circumstances @returns {Entry} */
  function appraise(order, circumstances) {
    try {
      return { id: order.id, order, assessment: assess(order, circumstances) };
    } catch (error) {
      return { id: order.id, order, error };
    }
  }

  function sort() {
    entries.sort((a, b) => rank(a) - rank(b) || nextOf(a) - nextOf(b) || (a.id < b.id ? -1 : 1));
  }

  return {
    /** A new array whenever anything in it changed; an unchanged entry stays the same object. */
    entries: () => entries,

    /** @param {string} id */
    get: (id) => entries.find((entry) => entry.id === id),

    /** @param {any[]} orders each with an id @param {Circumstances} circumstances */
    replaceAll(orders, circumstances) {
      entries = orders.map((order) => appraise(order, circumstances));
      sort();
    },

    /** Adds orders, or puts them in place of those of the same id. @param {any[]} orders @param {Circumstances} circumstances */
    put(orders, circumstances) {
      this.remove(orders.map(({ id }) => id));
      entries = [...entries, ...orders.map((order) => appraise(order, circumstances))];
      sort();
    },

    /** @param {string[]} ids */
    remove(ids) {
      const gone = new Set(ids);
      entries = entries.filter((entry) => !gone.has(entry.id));
    },

    /** Asks about every order anew: the language, the zone or the clock has changed. @param {Circumstances} circumstances */
    reassess(circumstances) {
      this.replaceAll(entries.map((entry) => entry.order), circumstances);
    },

    /**
     * @param {Circumstances} circumstances
     * @returns {Entry[]} the entries that are in another phase than before
     */
    tick(circumstances) {
      /** @type {Entry[]} */
      const moved = [];
      entries = entries.map((entry) => {
        if (!isDue(entry, circumstances.now)) return entry;
        const fresh = appraise(entry.order, circumstances);
        if (fresh.assessment?.phase !== entry.assessment?.phase) moved.push(fresh);
        return fresh;
      });
      if (moved.length > 0) sort();
      return moved;
    },

    /** The first instant at which anything shown changes. */
    nextChange() {
      let first = Infinity;
      for (const { assessment } of entries) first = Math.min(first, assessment?.nextChange ?? Infinity);
      return first === Infinity ? undefined : first;
    },
  };
}

/** An order that is refused may be accepted later: one "in the future" is, once its time comes. @param {Entry} entry @param {number} now */
const isDue = (entry, now) =>
  entry.error !== undefined || now < entry.assessment.now || now >= (entry.assessment.nextChange ?? Infinity);

/** @param {Entry} entry */
const rank = (entry) => entry.assessment?.urgency ?? -1;
/** @param {Entry} entry */
const nextOf = (entry) => entry.assessment?.next?.at ?? Number.MAX_VALUE;
