// Two deadlines of an order, computed with everything people would use instead: paid + 8 hours, and ordered
// + 75 calendar days of wall-clock time in its zone. Each peer is used as its own guide shows. Runs in Node
// and in browsers; imported by compare.mjs and bench.mjs.

import { TZDate } from '@date-fns/tz';
import { addDays, addHours } from 'date-fns';
import dayjs from 'dayjs';
import timezone from 'dayjs/plugin/timezone.js';
import utc from 'dayjs/plugin/utc.js';
import { DateTime } from 'luxon';
import moment from 'moment-timezone';
import { Temporal as Polyfill } from 'temporal-polyfill';
import { getISO } from 'temporal-polyfill/fns/Calendar';
import { fromString, toZonedDateTime } from 'temporal-polyfill/fns/PlainDateTime';
import * as zoned from 'temporal-polyfill/fns/ZonedDateTime';
import { byIntl, byTable } from './by-hand.mjs';

dayjs.extend(utc);
dayjs.extend(timezone);

/** @typedef {{ id: string, ordered: string, zone: string }} BenchOrder  `ordered` is a local time to the minute */
/** @typedef {(order: BenchOrder) => [number, number]} Ends */

/** @param {any} Temporal @returns {Ends} */
const byTemporal = (Temporal) => ({ ordered, zone }) => {
  const from = Temporal.PlainDateTime.from(ordered).toZonedDateTime(zone);
  return [from.add({ hours: 8 }).epochMilliseconds, from.add({ days: 75 }).epochMilliseconds];
};

/** @param {string} text @returns {[number, number, number, number, number]} */
const parts = (text) => [+text.slice(0, 4), +text.slice(5, 7) - 1, +text.slice(8, 10), +text.slice(11, 13), +text.slice(14, 16)];

/** @type {Record<string, Ends>} */
export const PEERS = {
  luxon({ ordered, zone }) {
    const from = DateTime.fromISO(ordered, { zone });
    return [from.plus({ hours: 8 }).toMillis(), from.plus({ days: 75 }).toMillis()];
  },
  'temporal-polyfill': byTemporal(Polyfill),
  'temporal-polyfill, functions'({ ordered, zone }) {
    const from = toZonedDateTime(fromString(ordered, getISO), zone);
    return [zoned.addHours(from, 8).epochMilliseconds, zoned.addDays(from, 75).epochMilliseconds];
  },
  'date-fns, @date-fns/tz'({ ordered, zone }) {
    const from = new TZDate(...parts(ordered), zone);
    return [+addHours(from, 8), +addDays(from, 75)];
  },
  'day.js'({ ordered, zone }) {
    const from = dayjs.tz(ordered, zone);
    return [from.add(8, 'hour').valueOf(), from.add(75, 'day').valueOf()];
  },
  'moment-timezone'({ ordered, zone }) {
    const from = moment.tz(ordered, zone);
    return [from.clone().add(8, 'hours').valueOf(), from.clone().add(75, 'days').valueOf()];
  },
  'by hand, Intl for each order': byIntl,
  'by hand, a table for each zone': byTable,
};

const native = /** @type {any} */ (globalThis).Temporal;
if (native) PEERS['Temporal of the host'] = byTemporal(native);
export const REFERENCE = 'temporal-polyfill';
