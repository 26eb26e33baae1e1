// What is typed into the form becomes the order that was meant, and back; the engine's refusals
// come to the fields to blame.

import assert from 'node:assert/strict';
import test from 'node:test';
import { emptyFields, readAmount, readDate, readTime, toFields, toOrder } from '../../www/element/input.js';
import { refusedFields } from '../../www/element/refusals.js';
import { ZONE } from './page.mjs';

const EMPTY = emptyFields('RUB');

test('sums as people write them', () => {
  const read = Object.entries({
    '1299': '1299',
    '1 299,00': '1299.00',
    '1\u00A0299,00': '1299.00',
    '1\u202F299,5': '1299.5',
    '1,299.00': '1299.00',
    '1.299,00': '1299.00',
    "1'299.00": '1299.00',
    '12,5': '12.5',
    '-5,00': '-5.00',
    'дорого': 'дорого',
    '12 рублей': '12рублей',
  });
  for (const [typed, amount] of read) assert.equal(readAmount(typed), amount, typed);
});

test('dates and times where they are typed as text', () => {
  assert.equal(readDate('31.12.2026'), '2026-12-31');
  assert.equal(readDate(' 1.3.2026 '), '2026-03-01');
  assert.equal(readDate('2026-03-01'), '2026-03-01');
  assert.equal(readDate('31.02.2026'), '2026-02-31', 'whether it exists is for the engine to say');
  assert.equal(readDate('03/04/2026'), '03/04/2026', 'March or April is nobody’s to guess');
  assert.equal(readTime('9:05'), '09:05');
  assert.equal(readTime('9.05'), '09:05');
  assert.equal(readTime('25:00'), '25:00');
});

test('a moment keeps the zone it was typed in', () => {
  const order = toOrder({ ...EMPTY, orderedDate: '2026-03-01', orderedTime: '10:00' }, {}, ZONE);
  assert.deepEqual(order, { ordered: { local: '2026-03-01T10:00', timeZone: ZONE } });
  const fields = toFields(order, 'Asia/Vladivostok', 'RUB');
  assert.deepEqual([fields.orderedDate, fields.orderedTime], ['2026-03-01', '10:00']);
  const retitled = toOrder({ ...fields, title: 'Чехол' }, order, 'Asia/Vladivostok');
  assert.deepEqual(retitled, { ...order, title: 'Чехол' });
});

test('an edit leaves alone what the form does not show, and takes away what was cleared', () => {
  const before = { id: 'x', note: 'подарок', title: 'Чехол', price: { amount: '5', currency: 'USD' }, ordered: 1772350202123 };
  const fields = toFields(before, ZONE, 'RUB');
  assert.deepEqual([fields.orderedDate, fields.orderedTime, fields.currency], ['2026-03-01', '10:30', 'USD']);
  assert.deepEqual(toOrder(fields, before, ZONE), before, 'seconds and all');
  assert.deepEqual(toOrder({ ...fields, title: ' ', amount: '' }, before, ZONE), { id: 'x', note: 'подарок', ordered: before.ordered });
});

test('a payment time alone is on the day of the order', () => {
  const { paid } = toOrder({ ...EMPTY, orderedDate: '2026-03-01', paidApart: true, paidTime: '12:00' }, {}, ZONE);
  assert.deepEqual(paid, { local: '2026-03-01T12:00', timeZone: ZONE });
  assert.equal(toOrder({ ...EMPTY, orderedDate: '2026-03-01', paidDate: '2026-03-02' }, {}, ZONE).paid, undefined, 'folded away');
});

test('each refusal comes to its field, those behind another one too', () => {
  const fields = { ...EMPTY, orderedDate: '2026-03-01', orderedTime: '25:00', paidDate: '2026-02-01', amount: 'x' };
  const order = { ordered: {}, paid: {}, price: {} };
  const refused = refusedFields(order, fields, ({ paid, price }) => {
    const errors = [{ code: 'no-such-time', path: 'ordered.local' }];
    if (price) errors.push({ code: 'invalid-amount', path: 'price.amount' });
    else if (paid) errors.push({ code: 'before-order', path: 'paid' });
    throw Object.assign(new Error(), { errors });
  });
  assert.deepEqual(refused, { orderedTime: 'no-such-time', amount: 'invalid-amount', paidDate: 'before-order' });
  assert.deepEqual(refusedFields(order, fields, () => 'fine'), {});
});

test('a refusal that no field is to blame for is not swallowed', () => {
  const refused = refusedFields({ ordered: {} }, EMPTY, () => {
    throw new Error('unreachable');
  });
  assert.deepEqual(refused, { orderedDate: 'other' });
});
