// Which orders this browser has exported to a calendar, and when: an order that is later removed or finished
// stays in the calendar until a later file cancels it. Without storage, or room in it, the list lives as long
// as the page. Imported by features/reminders.js.

const KEY = 'dispute-clock-reminded';
const DAY = 86_400_000;
/** By then everything in the calendar has passed. */
const RETENTION_MS = 200 * DAY;

/**
 * @typedef {object} Reminder
 * @property {string} [marketplace]
 * @property {number} at     when the last file with it was written
 * @property {boolean} gone  that file cancelled it
 * @property {boolean} [received]   the file had it as received
 */

/** @param {() => Pick<Storage, 'getItem' | 'setItem'>} [storage] throws if there is none */
export function createReminderLog(storage = () => localStorage) {
  let text = '{}';
  /** @type {Map<string, Reminder>} */
  let reminders = new Map();

  /** The list, including what other tabs have added. Called at every drawing: parsed only if it has changed. */
  function read() {
    try {
      const stored = storage().getItem(KEY) ?? '{}';
      if (stored === text) return reminders;
      text = stored;
      const entries = Object.entries(JSON.parse(stored) ?? {});
      reminders = new Map(entries.filter(([, reminder]) => Number.isFinite(reminder?.at)));
    } catch {
      // Keep what was known before.
    }
    return reminders;
  }

  return {
    read,

    /** @param {Iterable<readonly [string, Reminder]>} additions @param {number} now */
    add(additions, now) {
      reminders = new Map([...read(), ...additions].filter(([, { at }]) => now - at < RETENTION_MS));
      try {
        const next = JSON.stringify(Object.fromEntries(reminders));
        storage().setItem(KEY, next);
        text = next;
      } catch {
        // The calendar file is written all the same.
      }
    },
  };
}
