// First the answers of everybody are compared, on orders around changes of clocks; then the times are
// taken, interleaved, so that a busy moment of the machine meets all alike. Runs in Node and browsers.

import { assess, createTracker } from '../dist/npm/index.js';
import { median } from './median.mjs';
import { PEERS, REFERENCE } from './peers.mjs';

/** @typedef {import('./peers.mjs').Bought} Bought */

const ZONES = ['Europe/Berlin', 'America/New_York', 'Europe/Moscow', 'Australia/Sydney'];
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = Date.UTC(2026, 10, 1);
const ROUNDS = 7;
/** What the others are compared with. */
export const OURS = 'our tracker: putAll and the first tick';
/** Slower ones are not asked about this many. */
const MANY = 100_000;

/** @param {number} seed */
function generator(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const local = (/** @type {number} */ ms) => new Date(ms).toISOString().slice(0, 16);

/** Local times within a day of where clocks change in Berlin, New York and Sydney; half of them 75 days before. @returns {Bought[]} */
function aroundChanges() {
  const random = generator(1);
  const changes = [Date.UTC(2026, 2, 29, 2, 30), Date.UTC(2026, 9, 25, 2, 30), Date.UTC(2026, 2, 8, 2, 30), Date.UTC(2025, 10, 2, 1, 30), Date.UTC(2026, 3, 5, 2, 30), Date.UTC(2025, 9, 5, 2, 30)];
  return Array.from({ length: 10_000 }, (_, i) => {
    const near = changes[Math.floor(random() * changes.length)] + (random() - 0.5) * (i % 4 ? 3 * HOUR : 2 * DAY);
    return { id: `${i}`, ordered: local(near - (i % 2) * 75 * DAY), zone: ZONES[i % ZONES.length] };
  });
}

/** @param {number} count @returns {Bought[]} */
function randomOrders(count) {
  const random = generator(2);
  return Array.from({ length: count }, (_, i) => ({ id: `order ${i}`, ordered: local(NOW - 200 * DAY + random() * 190 * DAY), zone: ZONES[i % ZONES.length] }));
}

/** @param {Bought} order @returns {[number, number]} */
function byAssess({ ordered, zone }) {
  const { deadlines } = assess({ ordered }, { now: NOW, timeZone: zone, locale: 'en' });
  const at = (/** @type {string} */ id, /** @type {string} */ kind) => deadlines.find((end) => end.id === id && end.kind === kind)?.at ?? NaN;
  return [at('cancel', 'closes'), at('dispute', 'opens')];
}

/** How many of 10,000 orders each peer answers otherwise than the reference. */
function mismatches() {
  const orders = aroundChanges();
  const expected = orders.map(PEERS[REFERENCE]);
  const wrong = (/** @type {(order: Bought) => [number, number]} */ ends) =>
    orders.filter((order, i) => ends(order).some((end, side) => end !== expected[i][side])).length;
  return Object.fromEntries(Object.entries({ 'our assess': byAssess, ...PEERS }).map(([name, ends]) => [name, wrong(ends)]));
}

const clock = () => performance.now() * 1e6;

/** Puts orders into a tracker for each zone and asks for their phases. @param {Bought[]} orders */
function track(orders) {
  return ZONES.map((timeZone) => {
    const tracker = createTracker({ timeZone });
    tracker.putAll(orders.filter(({ zone }) => zone === timeZone));
    tracker.tick(NOW);
    return tracker;
  });
}

/** @param {Bought[]} orders @returns {Record<string, () => number>} each returns its own time, in ns */
function contests(orders) {
  /** @type {Record<string, () => number>} */
  const all = {};
  const timed = (/** @type {() => void} */ act) => {
    const from = clock();
    act();
    return clock() - from;
  };
  const byZone = ZONES.map((timeZone) => orders.filter(({ zone }) => zone === timeZone));
  // Either part is timed by itself: a put says whether an order makes sense, the tick what holds for it.
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

/** ns a tick, with so much of the orders changing. @param {number} count */
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
    // Forward and back: all that change do so either way. A browser's clock is coarse.
    const again = Math.ceil(2_000 / changing);
    for (let round = 0; round < ROUNDS; round++) {
      const from = clock();
      for (let i = 0; i < again; i++) {
        tracker.tick(after);
        tracker.tick(before);
      }
      taken.push((clock() - from) / again / 2);
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

/** ns an order by contestant; nothing where it was not asked. @param {number} count */
function times(count) {
  const orders = randomOrders(count);
  const all = contests(orders);
  /** @type {Record<string, number[]>} */
  const taken = {};
  // Small counts are over before the clock has moved: the same again and again.
  const again = Math.max(1, Math.ceil(200 / count));
  for (let round = -1; round < ROUNDS; round++) {
    for (const [name, run] of Object.entries(all)) {
      if (count === MANY && !/^our tracker|table/.test(name)) continue;
      let sum = 0;
      for (let i = 0; i < again; i++) sum += run();
      // The first round warms up.
      if (round >= 0) (taken[name] ??= []).push(sum / again / count);
    }
  }
  return Object.fromEntries(Object.entries(taken).map(([name, list]) => [name, median(list)]));
}

/** @param {number[]} counts */
export function run(counts) {
  track(randomOrders(100)).forEach((tracker) => tracker.free());
  return {
    mismatches: mismatches(),
    times: counts.map(times),
    ticks: counts.map(ticks),
  };
}
