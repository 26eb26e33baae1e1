// The text of an order's badge, by its phase and what was recorded.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assess } from '../../dist/npm/index.js';
import { phaseKey } from '../../www/element/marks.js';
import { catalogueOf } from './catalogue.mjs';

/** @param {any} order */
const badge = (order) => phaseKey(assess({ ordered: '2026-01-20', ...order }, { now: '2026-03-01T12:00Z', timeZone: 'UTC' }), order);

test('an order whose parcel came, or has a visible defect, is not shown as waiting', () => {
  assert.equal(badge({}), 'phase.waiting');
  assert.equal(badge({ problem: 'not-arrived' }), 'phase.waiting');
  assert.equal(badge({ received: '2026-01-25' }), 'phase.in-hand');
  assert.equal(badge({ problem: 'incomplete' }), 'phase.in-hand');
});

test('the waiting badge does not claim in either language that the parcel is on its way', () => {
  assert.deepEqual(['ru', 'en'].map((name) => catalogueOf(name)('phase.waiting')), ['Ждём посылку', 'Waiting for the parcel']);
});
