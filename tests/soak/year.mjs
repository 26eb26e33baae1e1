// A page that stays open for a year, at high speed: each order enters each of its phases once, and the page's
// memory does not grow from one such year to the next. `cargo xtask soak` runs it with 200 orders,
// tests/browser/year.test.mjs with a few.

import assert from 'node:assert/strict';
import { parseArgs } from 'node:util';
import { assess } from '../../dist/npm/index.js';
import { dist, openBrowser, serve } from '../browser/harness/index.mjs';
import { DAY, HOUR, Page, ZONE } from '../browser/page.mjs';

const START = Date.parse('2026-03-01T00:00:00+03:00');
const STEP = 6 * HOUR;

/** In the page: a year in steps, each as when a reader comes back; counts phases and timers. */
const YEAR = `
  const [orders, start, end, step] = JSON.parse(arguments[0]), done = arguments[1];
  const element = document.querySelector('dispute-clock');
  window.timers ??= (() => {
    const { setTimeout, clearTimeout } = window, open = new Set();
    window.setTimeout = (work, delay, ...more) => {
      const timer = setTimeout(() => (open.delete(timer), work(...more)), delay);
      open.add(timer);
      return timer;
    };
    window.clearTimeout = (timer) => (open.delete(timer), clearTimeout(timer));
    return open;
  })();
  let now = start;
  const counts = {};
  const hear = ({ detail }) => {
    const key = detail.order.id + ' ' + detail.before + ' ' + detail.phase;
    counts[key] = (counts[key] ?? 0) + 1;
  };
  element.now = () => now;
  element.orders = orders;
  element.addEventListener('dispute-clock-phase', hear);
  const on = () => {
    for (const until = performance.now() + 200; performance.now() < until && now < end; ) {
      now = Math.min(now + step, end);
      dispatchEvent(new Event('focus'));
    }
    if (now < end) return void requestAnimationFrame(on);
    element.removeEventListener('dispute-clock-phase', hear);
    const open = window.timers.size;
    element.orders = [];
    setTimeout(() => done({ counts, open }), 500);
  };
  on();`;

/** Orders of the preceding hundred days, some of them received and some of those damaged. @param {number} count */
const ordersOf = (count) =>
  Array.from({ length: count }, (_, index) => ({
    id: `order ${index}`,
    title: `Заказ ${index}`,
    ordered: START - Math.floor((index * 100 * DAY) / count) - 60_000,
    ...(index % 4 === 3 && { received: START - 60_000, ...(index % 8 === 7 && { problem: 'incomplete' }) }),
  }));

/** The phases an order goes through, step by step. @param {any} order @param {number} end */
function phasesOf(order, end) {
  const changes = [];
  let before;
  for (let now = START; ; now = Math.min(now + STEP, end)) {
    const { phase } = assess(order, { now, timeZone: ZONE });
    if (before && phase !== before) changes.push(`${order.id} ${before} ${phase}`);
    before = phase;
    if (now === end) return changes;
  }
}

/** @param {{ orders: number, days: number, years: number }} settings */
export async function years({ orders: count, days, years }) {
  const site = await serve(dist('site'));
  const browser = await openBrowser('chromium', { timeZone: ZONE });
  try {
    /** Chromium's driver has more methods than the common interface. @type {any} */
    const { driver } = browser;
    await driver.manage().setTimeouts({ script: 600_000 });
    await new Page(browser).open(site.url, START);
    const end = START + days * DAY;
    const orders = ordersOf(count);
    const expected = orders.flatMap((order) => phasesOf(order, end)).sort();
    const held = [];
    for (let year = 0; year < years; year++) {
      const { counts, open } = await driver.executeAsyncScript(YEAR, JSON.stringify([orders, START, end, STEP]));
      assert.deepEqual(Object.keys(counts).sort(), expected, 'every phase is reported');
      assert.deepEqual(Object.values(counts).filter((times) => times !== 1), [], 'every phase is reported once');
      for (let times = 0; times < 3; times++) await driver.sendAndGetDevToolsCommand('HeapProfiler.collectGarbage', {});
      const { usedSize } = await driver.sendAndGetDevToolsCommand('Runtime.getHeapUsage', {});
      const { nodes, jsEventListeners } = await driver.sendAndGetDevToolsCommand('Memory.getDOMCounters', {});
      held.push({ bytes: usedSize, nodes, listeners: jsEventListeners, timers: open });
    }
    return { phases: expected.length, held };
  } finally {
    await browser.close();
    await site.close();
  }
}

/** Checks that the last year leaves no more than the one before. @param {{ bytes: number, nodes: number, listeners: number, timers: number }[]} held */
export function assertFlat(held) {
  const [before, after] = held.slice(-2);
  const report = JSON.stringify(held);
  assert.ok(after.bytes - before.bytes < 300_000, report);
  assert.ok(after.nodes - before.nodes < 50 && after.listeners - before.listeners < 10, report);
  assert.ok(after.timers <= before.timers && after.timers <= 3, report);
}

if (process.argv[1]?.endsWith('year.mjs')) {
  const { values } = parseArgs({ options: { orders: { type: 'string', default: '200' }, years: { type: 'string', default: '4' } } });
  const { phases, held } = await years({ orders: Number(values.orders), days: 365, years: Number(values.years) });
  console.log(`${phases} phase changes in each year, each reported once`);
  for (const one of held) console.log(one);
  assertFlat(held);
}
