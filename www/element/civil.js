// Local date and time (civil time) at an instant. Imported by words.js, timeline.js and the code that reads or
// fills in fields.

import { hostTimeZone } from './clock.js';

const MINUTE = 60_000;

/** @typedef {{ date: string, time: string }} Civil '2026-03-01' and '14:30' */

/** @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map();

/** @param {number} at @param {string} timeZone @returns {Civil} */
export function toCivil(at, timeZone) {
  // With Temporal, Intl need not be started.
  const { Temporal } = /** @type {any} */ (globalThis);
  if (Temporal) {
    const local = Temporal.Instant.fromEpochMilliseconds(Math.floor(at)).toZonedDateTimeISO(timeZone);
    return { date: local.toPlainDate().toString(), time: local.toPlainTime().toString({ smallestUnit: 'minute' }) };
  }
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-u-ca-iso8601-nu-latn', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
    formats.set(timeZone, format);
  }
  /** @type {Record<string, string>} */
  const part = {};
  for (const { type, value } of format.formatToParts(at)) part[type] = value;
  return { date: `${part.year}-${part.month}-${part.day}`, time: `${part.hour}:${part.minute}` };
}

/** The same in the device's own zone, straight from Date: many times as fast. @param {number} at @returns {Civil} */
export function hostCivil(at) {
  const fields = new Date(at);
  const [year, month, day] = [fields.getFullYear(), fields.getMonth() + 1, fields.getDate()];
  return {
    date: `${String(year).padStart(4, '0')}-${twoDigits(month)}-${twoDigits(day)}`,
    time: `${twoDigits(fields.getHours())}:${twoDigits(fields.getMinutes())}`,
  };
}

/** @param {number} number */
const twoDigits = (number) => String(number).padStart(2, '0');

/** For many instants in one zone. Holds until the device changes its zone. @param {string} timeZone @returns {(at: number) => Civil} */
export const civilIn = (timeZone) => (timeZone === hostTimeZone() ? hostCivil : (at) => toCivil(at, timeZone));

/**
 * The local time at an instant, as if it were UTC: its days always have 24 hours, despite clock changes.
 *
 * @param {string} timeZone @returns {(at: number) => number}
 */
export function wallTimeIn(timeZone) {
  const civil = civilIn(timeZone);
  return (at) => {
    const { date, time } = civil(at);
    return Date.parse(`${date}T${time}Z`) + (at % MINUTE);
  };
}

/** The instant of such a local time; off by up to an hour where clocks change. @param {(at: number) => number} wall @param {number} wallTime */
export const instantOfWallTime = (wall, wallTime) => 2 * wallTime - wall(wallTime);
