// What a careful developer would write by hand for days in the shopper's own zone. Imported by yardstick.js
// and core-by-hand.js.

export const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** The UTC offset of the shopper's zone, from Date. @param {number} at */
const offsetAt = (at) => -new Date(at).getTimezoneOffset() * 60_000;

/** The same wall-clock time so many days later. @param {number} from @param {number} days */
export function daysLater(from, days) {
  const wall = from + offsetAt(from) + days * DAY;
  return wall - offsetAt(wall - offsetAt(from));
}
