// What trackers of the built package cost: time and garbage for each tick, memory for each order, and how it is freed.

import assert from 'node:assert/strict';
import test from 'node:test';
import { setImmediate } from 'node:timers/promises';
import v8 from 'node:v8';
import vm from 'node:vm';
import { createTracker } from '../../dist/npm/index.js';
import { freshEngine } from './fresh-engine.mjs';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.parse('2026-03-01T10:00:00+03:00');

v8.setFlagsFromString('--expose-gc');
/** @type {() => void} */
const collectGarbage = vm.runInNewContext('gc');

/** One order per second. @param {number} count */
function manyOrders(count) {
  return Array.from({ length: count }, (_, i) => ({ id: `order ${i}`, ordered: START + i * 1000, paid: START + i * 1000 + HOUR }));
}

test('100,000 orders: a tick that changes nothing takes under 2 µs and leaves no garbage', (t) => {
  const tracker = createTracker({ timeZone: 'Europe/Moscow' });
  const orders = manyOrders(100_000);
  for (let i = 0; i < orders.length; i += 10_000) tracker.putAll(orders.slice(i, i + 10_000));
  // All are paid, and the last of them can still be cancelled.
  const now = START + 100_000_000 + HOUR + 500;
  assert.equal(tracker.tick(now).length, orders.length);
  const nothing = tracker.tick(now);
  assert.equal(nothing.length, 0);
  const CALLS = 10_000;
  let best = Infinity;
  for (let batch = 0; batch < 30; batch++) {
    // CPU time, unaffected by other programs.
    const from = process.cpuUsage();
    for (let i = 0; i < CALLS; i++) tracker.tick(now + (i % 400));
    const { user, system } = process.cpuUsage(from);
    best = Math.min(best, (1000 * (user + system)) / CALLS);
  }
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  for (let i = 0; i < 100_000; i++) tracker.tick(now + (i % 400));
  const garbage = (process.memoryUsage().heapUsed - before) / 100_000;
  t.diagnostic(`${best.toFixed(0)} ns and ${garbage.toFixed(2)} bytes a tick`);
  assert.ok(best < 2_000, `${best} ns a tick`);
  // 16 bytes are the number itself, which the caller's JS engine may box to pass it.
  assert.ok(garbage < 20, `${garbage} bytes of garbage a tick`);
  assert.equal(tracker.tick(now), nothing, 'the same empty list is returned every time');
  assert.equal(tracker.tick(now + 100_000).length, 100);
  tracker.free();
});

test('an order takes under 200 bytes in the engine, and freed memory is reused', async (t) => {
  const { glue, bytes } = await freshEngine();
  const { createTracker: create } = await import('../../www/tracker.js');
  const orders = manyOrders(100_000).map((order) => ({ ...order, received: order.ordered + 20 * DAY }));
  const putAll = (/** @type {any} */ tracker) => {
    for (let i = 0; i < orders.length; i += 1_000) tracker.putAll(orders.slice(i, i + 1_000));
  };
  const fill = () => {
    const tracker = create(glue, { timeZone: 'Europe/Moscow' });
    putAll(tracker);
    tracker.tick(START + 100 * DAY);
    return tracker;
  };
  create(glue, { timeZone: 'Europe/Moscow' }).free();
  const empty = bytes();
  let tracker = fill();
  const full = bytes();
  const each = (full - empty) / orders.length;
  t.diagnostic(`${each.toFixed(0)} bytes an order of three moments`);
  assert.ok(each < 200, `${each} bytes an order`);
  // The same memory is reused, except for stale heap entries: freed, replaced, removed.
  tracker.free();
  tracker = fill();
  putAll(tracker);
  tracker.tick(START + 90 * DAY);
  for (const { id } of orders) tracker.remove(id);
  putAll(tracker);
  t.diagnostic(`${bytes()} bytes after ${full}`);
  assert.ok(bytes() < full * 1.5, `${bytes()} bytes after ${full}`);
  tracker.free();
});

test('unreachable trackers are freed', async () => {
  const { glue, bytes } = await freshEngine();
  const { createTracker: create } = await import('../../www/tracker.js');
  const orders = manyOrders(1_000);
  let size = 0;
  for (let i = 0; i < 100; i++) {
    create(glue, { timeZone: 'Europe/Moscow' }).putAll(orders);
    if (i % 10 === 0) {
      // The host reports what it has collected in a later task.
      collectGarbage();
      await setImmediate();
      if (i === 50) size = bytes();
    }
  }
  assert.ok(bytes() <= size * 1.2, `${bytes()} bytes after ${size}`);
});

test('a freed tracker that is collected later frees no other one', async () => {
  createTracker().free();
  const other = createTracker();
  other.put({ id: 'lamp', ordered: START });
  for (let turn = 0; turn < 5; turn++) {
    collectGarbage();
    await setImmediate();
  }
  assert.equal(other.size, 1);
  other.free();
});
