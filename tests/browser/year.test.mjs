// Months of a page that stays open, at high speed, with a few orders: see tests/soak/year.mjs.

import assert from 'node:assert/strict';
import test from 'node:test';
import { assertFlat, years } from '../soak/year.mjs';
import { browsers } from './harness/index.mjs';

for (const name of browsers()) {
  test(`${name}: in a year every phase comes once, and memory does not grow`, { skip: name !== 'chromium' && 'only Chromium can collect garbage and measure memory on request' }, async (t) => {
    const { phases, held } = await years({ orders: 16, days: 150, years: 3 });
    t.diagnostic(`${phases} changes of phase; held after each year: ${JSON.stringify(held)}`);
    assert.ok(phases >= 16);
    assertFlat(held);
  });
}
