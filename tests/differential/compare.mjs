// The engine against temporal-polyfill, an independent implementation: random orders, and orders whose terms
// begin or end at a clock change. Both ask the same host for its time zones. Plain JavaScript without Node or
// DOM, so that it runs in Node and in every browser.

import { random as seeded } from '../random.mjs';

/** @typedef {typeof import('temporal-polyfill').Temporal} Temporal */
/** @typedef {import('temporal-polyfill').Temporal.ZonedDateTime} ZonedDateTime */
/** @typedef {{ amount: number, unit: string, counting: string }} Term */
/** @typedef {{ kind: 'instant' | 'local' | 'date', text: string, zone: string }} Vector */

/** @type {Record<string, Term>} */
const TERMS = {
  'hours-8': { amount: 8, unit: 'hours', counting: 'elapsed' },
  'elapsed-75': { amount: 75, unit: 'days', counting: 'elapsed' },
  'wall-clock-1': { amount: 1, unit: 'days', counting: 'wall-clock' },
  'wall-clock-75': { amount: 75, unit: 'days', counting: 'wall-clock' },
  'whole-days-10': { amount: 10, unit: 'days', counting: 'whole-days' },
  'whole-days-75': { amount: 75, unit: 'days', counting: 'whole-days' },
};

const TEXT = { en: 'x' };
export const RULEBOOK = {
  format: 1,
  id: 'terms',
  name: 'Terms',
  edition: '1',
  covers: { from: '1970-01-01', until: '2100-12-31' },
  sources: [{ rules: ['T'], title: TEXT, read: '2026-11' }],
  windows: Object.entries(TERMS).map(([id, term]) => ({
    id,
    purpose: 'return',
    title: TEXT,
    closes: { from: ['ordered'], term, certainty: 'stated', rules: ['T'] },
  })),
  actions: [],
};

const FIRST = Date.UTC(1970, 0, 3);
const LAST = Date.UTC(2100, 5, 1);
const NOW = Date.UTC(2100, 11, 31);
const TRANSITIONS_FROM = '1990-01-01T00:00Z';
const TRANSITIONS_UNTIL = Date.UTC(2045, 0, 1);

/** The zones that the host lists, and some that it may know by old names only. */
export function hostZones() {
  const listed = Intl.supportedValuesOf('timeZone');
  return [...new Set([...listed, 'UTC', 'Africa/Monrovia', 'Pacific/Kwajalein'])];
}

/** @param {Temporal} Temporal @param {() => number} random @param {string[]} zones @returns {Vector} */
export function randomVector(Temporal, random, zones) {
  const zone = zones[Math.floor(random() * zones.length)];
  const ms = Math.floor(FIRST + random() * (LAST - FIRST));
  const at = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
  return vector(at, ['instant', 'local', 'date'][Math.floor(random() * 3)]);
}

/** @param {ZonedDateTime} at @param {string} kind @returns {Vector} */
function vector(at, kind) {
  const zone = at.timeZoneId;
  if (kind === 'instant') return { kind, text: at.toInstant().toString(), zone };
  if (kind === 'local') return { kind, text: at.toPlainDateTime().toString(), zone };
  return { kind: 'date', text: at.toPlainDate().toString(), zone };
}

/**
 * Orders around every clock change of a zone since 1990: placed at it, and placed so that 75 wall-clock days
 * end just where the clock skips or repeats.
 *
 * @param {Temporal} Temporal
 * @param {string} zone
 * @returns {Generator<Vector>}
 */
export function* vectorsAtTransitions(Temporal, zone) {
  let at = Temporal.Instant.from(TRANSITIONS_FROM).toZonedDateTimeISO(zone);
  let number = 0;
  for (;;) {
    const next = at.getTimeZoneTransition('next');
    if (!next || next.epochMilliseconds > TRANSITIONS_UNTIL) return;
    const before = next.subtract({ milliseconds: 1 });
    const shift = Math.abs(next.offsetNanoseconds - before.offsetNanoseconds) / 1e6;
    // Wall-clock time: where the skipped or repeated stretch begins, and a point inside it.
    const [from, to] = [before.toPlainDateTime(), next.toPlainDateTime()];
    const begins = before.offsetNanoseconds < next.offsetNanoseconds ? from.add({ milliseconds: 1 }) : to;
    const inside = begins.add({ milliseconds: Math.floor((shift * (1 + (number % 3))) / 4) });
    const local = number % 2 ? inside : inside.subtract({ days: 75 });
    yield { kind: 'local', text: local.toString(), zone };
    yield vector(number % 4 < 2 ? before : next, ['instant', 'date', 'date', 'instant'][number % 4]);
    at = next;
    number += 1;
  }
}

/** @param {Temporal} Temporal @param {Vector} vector @returns {Record<string, [number, number]>} each term's earliest and latest end */
export function expected(Temporal, vector) {
  const [first, last] = bounds(Temporal, vector);
  const ends = Object.entries(TERMS).map(([id, term]) => {
    const from = endOf(first, term).epochMilliseconds;
    return [id, [from, first === last ? from : Math.max(from, endOf(last, term).epochMilliseconds)]];
  });
  return Object.fromEntries(ends);
}

/** First and last millisecond of a vector's moment. @param {Temporal} Temporal @param {Vector} vector */
function bounds(Temporal, { kind, text, zone }) {
  if (kind === 'instant') return Array(2).fill(Temporal.Instant.from(text).toZonedDateTimeISO(zone));
  if (kind === 'local') return Array(2).fill(Temporal.PlainDateTime.from(text).toZonedDateTime(zone));
  const date = Temporal.PlainDate.from(text);
  const first = date.toZonedDateTime(zone);
  const next = date.add({ days: 1 });
  // Where midnight occurs twice, the date may recur before the second one.
  const midnight = next.toPlainDateTime('00:00').toZonedDateTime(zone, { disambiguation: 'later' });
  const again = midnight.subtract({ milliseconds: 1 });
  const isDate = Temporal.PlainDate.compare(again.toPlainDate(), date) <= 0;
  const last = isDate ? again : next.toZonedDateTime(zone).subtract({ milliseconds: 1 });
  return [first, last.epochMilliseconds < first.epochMilliseconds ? first : last];
}

/** @param {ZonedDateTime} from @param {Term} term */
function endOf(from, { amount, unit, counting }) {
  if (unit === 'hours') return from.add({ hours: amount });
  if (counting === 'elapsed') return from.add({ hours: 24 * amount });
  if (counting === 'wall-clock') return from.add({ days: amount });
  return from.toPlainDate().add({ days: amount + 1 }).toZonedDateTime(from.timeZoneId);
}

/**
 * The engine's and Temporal's answers about one order; nothing if they agree on every deadline.
 *
 * @param {Temporal} Temporal
 * @param {(order: any, options: any) => any} assess
 * @param {Vector} vector
 */
function difference(Temporal, assess, vector) {
  const answer = assess({ ordered: vector.text }, { now: NOW, timeZone: vector.zone, rulebook: RULEBOOK });
  const ends = expected(Temporal, vector);
  for (const { id, at, earliest, latest } of answer.deadlines) {
    const [from, to] = ends[id];
    if (at !== from || earliest !== from || latest !== to) {
      return { ...vector, term: id, told: [earliest, latest], expected: ends[id] };
    }
  }
  return answer.deadlines.length === Object.keys(TERMS).length ? undefined : { ...vector, missing: true };
}

/**
 * @param {Temporal} Temporal
 * @param {(order: any, options: any) => any} assess
 * @param {{ part: number, parts: number, orders: number }} draw  how many random orders; and which
 *   of how many parts of the zones, whose transitions are all tried
 */
export function compare(Temporal, assess, { part, parts, orders }) {
  const zones = hostZones();
  const random = seeded(part + 1);
  /** @type {Record<string, number>} */
  const families = {};
  /** @type {object[]} */
  const differences = [];
  let transitions = 0;
  /** @param {Vector} vector */
  const check = (vector) => {
    const family = vector.zone.split('/')[0];
    families[family] = (families[family] ?? 0) + 1;
    const found = difference(Temporal, assess, vector);
    if (found) differences.push(found);
  };
  for (let i = 0; i < orders; i++) check(randomVector(Temporal, random, zones));
  for (let i = part; i < zones.length; i += parts) {
    for (const vector of vectorsAtTransitions(Temporal, zones[i])) {
      check(vector);
      transitions += 1 / 2; // each gives two orders
    }
  }
  return { orders, transitions, families, differences: differences.slice(0, 10), count: differences.length };
}

/**
 * One zone: random orders in it, and all of its transitions.
 *
 * @param {Temporal} Temporal
 * @param {(order: any, options: any) => any} assess
 * @param {string} zone @param {number} orders  how many random ones
 */
export function compareZone(Temporal, assess, zone, orders) {
  const random = seeded(orders);
  const drawn = Array.from({ length: orders }, () => randomVector(Temporal, random, [zone]));
  const vectors = [...drawn, ...vectorsAtTransitions(Temporal, zone)];
  return { orders: vectors.length, differences: vectors.flatMap((vector) => difference(Temporal, assess, vector) ?? []).slice(0, 3) };
}
