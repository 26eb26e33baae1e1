// Which orders this browser has handed to a calendar, and when: an order that is removed or finished
// later still stands there, until a later file takes it away. Where there is no storage, or no
// room in it, the list lives as long as the page. Imported by features/reminders.js.

const KEY = 'dispute-clock-reminded';
const DAY = 86_400_000;
/** By then all that a calendar was told of has passed. */
const FORGET_AFTER = 200 * DAY;

/**
 * @typedef {object} Reminded
 * @property {string} [marketplace]
 * @property {number} at     when the last file with it was written
 * @property {boolean} gone  that file took it away
 * @property {boolean} [received]   it was told of as received
 */

/** @param {() => Pick<Storage, 'getItem' | 'setItem'>} [storage] throws where there is none */
export function createReminded(storage = () => localStorage) {
  let text = '{}';
  /** @type {Map<string, Reminded>} */
  let known = new Map();

  /** What is known, also by other tabs. Asked at every drawing: read anew only if it is other than before. */
  function read() {
    try {
      const stored = storage().getItem(KEY) ?? '{}';
      if (stored === text) return known;
      text = stored;
      const entries = Object.entries(JSON.parse(stored) ?? {});
      known = new Map(entries.filter(([, reminded]) => Number.isFinite(reminded?.at)));
    } catch {
      // What was known before stands.
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
