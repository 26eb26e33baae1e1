// 100,000 random orders, and every clock change since 1990 in every zone that Node lists, against
// temporal-polyfill, through the built package: no deadline may differ.

import assert from 'node:assert/strict';
import { availableParallelism } from 'node:os';
import test from 'node:test';
import { Worker } from 'node:worker_threads';

const ORDERS = 100_000;
const parts = Math.max(2, availableParallelism());

/** @param {number} part @returns {Promise<ReturnType<typeof import('../differential/compare.mjs').compare>>} */
function compareInWorker(part) {
  const workerData = { part, parts, orders: Math.ceil(ORDERS / parts) };
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('../differential/worker.mjs', import.meta.url), { workerData });
    worker.once('message', resolve).once('error', reject);
  });
}

test('every deadline equals the one computed with Temporal', { timeout: 1_200_000 }, async (t) => {
  const results = await Promise.all(Array.from({ length: parts }, (_, part) => compareInWorker(part)));
  /** @type {Record<string, number>} */
  const families = {};
  for (const result of results) {
    for (const [family, count] of Object.entries(result.families)) families[family] = (families[family] ?? 0) + count;
  }
  const total = (/** @type {'orders' | 'transitions' | 'count'} */ key) => results.reduce((sum, result) => sum + result[key], 0);
  t.diagnostic(`${total('orders')} random orders, ${total('transitions')} clock changes, ${total('count')} differences`);
  t.diagnostic(`orders by zone family: ${JSON.stringify(families)}`);
  assert.ok(total('transitions') > 10_000, 'clock changes were found');
  assert.deepEqual(results.flatMap(({ differences }) => differences), []);
});
