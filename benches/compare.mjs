// Compares everyone's answers first, on orders around clock changes; then measures, interleaved, so that a
// busy moment of the machine affects all alike. Runs in Node and in browsers.

import { assess, createTracker } from '../dist/npm/index.js';
import { median } from './median.mjs';
import { PEERS, REFERENCE } from './peers.mjs';

/** @typedef {import('./peers.mjs').BenchOrder} BenchOrder */

const ZONES = ['Europe/Berlin', 'America/New_York', 'Europe/Moscow', 'Australia/Sydney'];
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = Date.UTC(2026, 10, 1);
const ROUNDS = 7;
/** The baseline of the comparison. */
export const OURS = 'our tracker: putAll and the first tick';
/** Slower peers are not measured at this count. */
const MANY = 100_000;

/** @param {number} seed */
function createRandom(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const local = (/** @type {number} */ ms) => new Date(ms).toISOString().slice(0, 16);

/** Local times within a day of the clock changes in Berlin, New York and Sydney; half of them 75 days earlier. @returns {BenchOrder[]} */
function aroundChanges() {
  const random = createRandom(1);
  const changes = [Date.UTC(2026, 2, 29, 2, 30), Date.UTC(2026, 9, 25, 2, 30), Date.UTC(2026, 2, 8, 2, 30), Date.UTC(2025, 10, 2, 1, 30), Date.UTC(2026, 3, 5, 2, 30), Date.UTC(2025, 9, 5, 2, 30)];
  return Array.from({ length: 10_000 }, (_, i) => {
    const near = changes[Math.floor(random() * changes.length)] + (random() - 0.5) * (i % 4 ? 3 * HOUR : 2 * DAY);
    return { id: `${i}`, ordered: local(near - (i % 2) * 75 * DAY), zone: ZONES[i % ZONES.length] };
  });
}

/** @param {number} count @returns {BenchOrder[]} */
function randomOrders(count) {
  const random = createRandom(2);
  return Array.from({ length: count }, (_, i) => ({ id: `order ${i}`, ordered: local(NOW - 200 * DAY + random() * 190 * DAY), zone: ZONES[i % ZONES.length] }));
}

/** @param {BenchOrder} order @returns {[number, number]} */
function byAssess({ ordered, zone }) {
  const { deadlines } = assess({ ordered }, { now: NOW, timeZone: zone, locale: 'en' });
  const at = (/** @type {string} */ id, /** @type {string} */ kind) => deadlines.find((end) => end.id === id && end.kind === kind)?.at ?? NaN;
  return [at('cancel', 'closes'), at('dispute', 'opens')];
}

/** How many of 10,000 orders each peer answers differently from the reference. */
function mismatches() {
  const orders = aroundChanges();
  const expected = orders.map(PEERS[REFERENCE]);
  const wrong = (/** @type {(order: BenchOrder) => [number, number]} */ ends) =>
    orders.filter((order, i) => ends(order).some((end, side) => end !== expected[i][side])).length;
  return Object.fromEntries(Object.entries({ 'our assess': byAssess, ...PEERS }).map(([name, ends]) => [name, wrong(ends)]));
}

const clock = () => performance.now() * 1e6;

/** Puts orders into one tracker per zone and asks for their phases. @param {BenchOrder[]} orders */
function trackAll(orders) {
  return ZONES.map((timeZone) => {
    const tracker = createTracker({ timeZone });
    tracker.putAll(orders.filter(({ zone }) => zone === timeZone));
    tracker.tick(NOW);
    return tracker;
  });
}

/** Each contestant returns its own time, in ns. @returns {Record<string, () => number>} each returns its own time, in ns */
function contestants(orders) {
  /** @type {Record<string, () => number>} */
  const all = {};
  const timed = (/** @type {() => void} */ work) => {
    const from = clock();
    work();
    return clock() - from;
  };
  const byZone = ZONES.map((timeZone) => orders.filter(({ zone }) => zone === timeZone));
  // Each part is timed separately: a put validates an order, the tick computes what holds for it.
  /** @param {boolean} ticking @param {boolean} putting */
  const tracked = (putting, ticking) => () => {
    const trackers = ZONES.map((timeZone) => createTracker({ timeZone }));
    const put = timed(() => trackers.forEach((tracker, i) => tracker.putAll(byZone[i])));
    const tick = timed(() => trackers.forEach((tracker) => tracker.tick(NOW)));
    for (const tracker of trackers) tracker.free();
    return (putting ? put : 0) + (ticking ? tick : 0);
  };
  all[OURS] = tracked(true, true);
  all['our tracker, putAll alone'] = tracked(true, false);
  all['our assess'] = () => timed(() => orders.forEach(byAssess));
  for (const [name, ends] of Object.entries(PEERS)) all[name] = () => timed(() => orders.forEach((order) => void ends(order)));
  return all;
}

/** ns per tick, with the given share of the orders changing. @param {number} count */
function ticks(count) {
  const ordered = (/** @type {number} */ i) => new Date(NOW - 4 * HOUR + i).toISOString();
  const fill = (/** @type {number} */ changing) => {
    const tracker = createTracker({ timeZone: 'Europe/Moscow' });
    tracker.putAll(Array.from({ length: count }, (_, i) => ({ id: `order ${i}`, ordered: i < changing ? ordered(0) : ordered(2 * HOUR) })));
    tracker.tick(NOW);
    return tracker;
  };
  /** @type {Record<string, number>} */
  const times = {};
  for (const [name, changing] of /** @type {[string, number][]} */ ([['1 %', Math.ceil(count / 100)], ['100 %', count]])) {
    const tracker = fill(changing);
    const [before, after] = [NOW, NOW + 4.5 * HOUR];
    const taken = [];
    // Forward and back: the same orders change either way. A browser's clock is coarse.
    const repeats = Math.ceil(2_000 / changing);
    for (let round = 0; round < ROUNDS; round++) {
      const from = clock();
      for (let i = 0; i < repeats; i++) {
        tracker.tick(after);
        tracker.tick(before);
      }
      taken.push((clock() - from) / repeats / 2);
    }
    times[name] = median(taken);
    tracker.free();
  }
  const tracker = fill(0);
  const CALLS = 20_000;
  const taken = [];
  for (let round = 0; round < ROUNDS; round++) {
    const from = clock();
    for (let i = 0; i < CALLS; i++) tracker.tick(NOW + (i % 100));
    taken.push((clock() - from) / CALLS);
  }
  tracker.free();
  return { '0 %': median(taken), ...times };
}

/** ns per order by contestant; nothing where it was not measured. @param {number} count */
function times(count) {
  const orders = randomOrders(count);
  const all = contestants(orders);
  /** @type {Record<string, number[]>} */
  const taken = {};
  // Small counts finish before the clock advances: repeat them.
  const repeats = Math.max(1, Math.ceil(200 / count));
  for (let round = -1; round < ROUNDS; round++) {
    for (const [name, run] of Object.entries(all)) {
      if (count === MANY && !/^our tracker|table/.test(name)) continue;
      let sum = 0;
      for (let i = 0; i < repeats; i++) sum += run();
      // The first round is a warm-up.
      if (round >= 0) (taken[name] ??= []).push(sum / repeats / count);
    }
  }
  return Object.fromEntries(Object.entries(taken).map(([name, list]) => [name, median(list)]));
}

/** @param {number[]} counts */
export function run(counts) {
  trackAll(randomOrders(100)).forEach((tracker) => tracker.free());
  return {
    mismatches: mismatches(),
    times: counts.map(times),
    ticks: counts.map(ticks),
  };
}
