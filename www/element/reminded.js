// Which orders this browser has exported to a calendar, and when: an order that is later removed or finished
// stays in the calendar until a later file cancels it. Without storage, or room in it, the list lives as long
// as the page. Imported by features/reminders.js.

const KEY = 'dispute-clock-reminded';
const DAY = 86_400_000;
/** By then everything in the calendar has passed. */
const FORGET_AFTER = 200 * DAY;

/**
 * @typedef {object} Reminded
 * @property {string} [marketplace]
 * @property {number} at     when the last file with it was written
 * @property {boolean} gone  that file cancelled it
 * @property {boolean} [received]   the file had it as received
 */

/** @param {() => Pick<Storage, 'getItem' | 'setItem'>} [storage] throws if there is none */
export function createReminded(storage = () => localStorage) {
  let text = '{}';
  /** @type {Map<string, Reminded>} */
  let known = new Map();

  /** The list, including what other tabs have added. Called at every drawing: parsed only if it has changed. */
  function read() {
    try {
      const stored = storage().getItem(KEY) ?? '{}';
      if (stored === text) return known;
      text = stored;
      const entries = Object.entries(JSON.parse(stored) ?? {});
      known = new Map(entries.filter(([, reminded]) => Number.isFinite(reminded?.at)));
    } catch {
      // Keep what was known before.
    }
    return known;
  }

  return {
    read,

    /** @param {Iterable<readonly [string, Reminded]>} news @param {number} now */
    add(news, now) {
      known = new Map([...read(), ...news].filter(([, { at }]) => now - at < FORGET_AFTER));
      try {
        const next = JSON.stringify(Object.fromEntries(known));
        storage().setItem(KEY, next);
        text = next;
      } catch {
        // The calendar file is written all the same.
      }
    },
  };
}
