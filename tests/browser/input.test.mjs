// What is typed into the form becomes the intended order, and back; the engine's refusals are shown at the
// fields that caused them.

import assert from 'node:assert/strict';
import test from 'node:test';
import { ambiguousAmountsIn, emptyFields, moneyIn, readAmount, readDate, readTime, toFields, toOrder } from '../../www/element/input.js';
import { refusedFields } from '../../www/element/refusals.js';
import { ZONE } from './page.mjs';

const EMPTY = emptyFields('RUB');

test('amounts are read as people write them', () => {
  const amounts = Object.entries({
    '1299': '1299',
    '1 299,00': '1299.00',
    '1\u00A0299,00': '1299.00',
    '1\u202F299,5': '1299.5',
    '1,299.00': '1299.00',
    '1.299,00': '1299.00',
    '1,299,000': '1299000',
    '1.299.000,50': '1299000.50',
    '1,29,900': '129900',
    '1.299.50': '1299.50',
    "1'299.00": '1299.00',
    '12,5': '12.5',
    '-5,00': '-5.00',
    '12.05.2026': '12.05.2026',
    '1.3.26': '1.3.26',
    'дорого': 'дорого',
    '12 рублей': '12рублей',
    '12,50 руб.': '12,50руб.',
  });
  for (const [typed, amount] of amounts) assert.equal(readAmount(typed), amount, typed);
});

test('an ambiguous thousands separator is asked about, not guessed', () => {
  for (const typed of ['1,299', '1.299', ' 1,299 ', '12.500', '999,000']) assert.deepEqual(ambiguousAmountsIn({ amount: typed }), { amount: 'ambiguous-amount' }, typed);
  for (const typed of ['1299', '1 299', '1,29', '0,299', '1299,000', '1,299.00', '1 299,000', '1.299.000', '']) assert.deepEqual(ambiguousAmountsIn({ amount: typed }), {}, typed);
  assert.deepEqual(ambiguousAmountsIn({ refundAmount: '1,299', returnCost: '1,299', offer: '2.500' }), { refundAmount: 'ambiguous-amount', returnCost: 'ambiguous-amount', offer: 'ambiguous-amount' });
  const price = { amount: '1.299', currency: 'USD' };
  assert.deepEqual(ambiguousAmountsIn({ amount: '1.299' }, { amount: price }), {}, 'an amount that was already recorded is not questioned');
  assert.deepEqual(moneyIn('1.299', 'EUR', price), { amount: '1.299', currency: 'EUR' });
  assert.deepEqual(moneyIn('1299', 'RUB', { amount: 1299, currency: 'RUB' }), { amount: 1299, currency: 'RUB' }, 'an unchanged amount keeps its form');
  assert.deepEqual(moneyIn('1 300', 'RUB', { amount: 1299, currency: 'RUB' }), { amount: '1300', currency: 'RUB' });
});

test('dates and times typed as text are read', () => {
  assert.equal(readDate('31.12.2026'), '2026-12-31');
  assert.equal(readDate(' 1.3.2026 '), '2026-03-01');
  assert.equal(readDate('2026-03-01'), '2026-03-01');
  assert.equal(readDate('31.02.2026'), '2026-02-31', 'the engine decides whether a day exists');
  assert.equal(readDate('03/04/2026'), '03/04/2026', 'an ambiguous month is not guessed');
  assert.equal(readDate(' завтра '), 'завтра');
  assert.equal(readTime(' 9:05 '), '09:05');
  assert.equal(readTime('9.05'), '09:05');
  assert.equal(readTime(' 25:00 '), '25:00');
});

test('a moment keeps the time zone in which it was typed', () => {
  const order = toOrder({ ...EMPTY, orderedDate: '2026-03-01', orderedTime: '10:00' }, {}, ZONE);
  assert.deepEqual(order, { marketplace: 'joom', ordered: { local: '2026-03-01T10:00', timeZone: ZONE } });
  const fields = toFields(order, 'Asia/Vladivostok', 'RUB');
  assert.deepEqual([fields.orderedDate, fields.orderedTime], ['2026-03-01', '10:00']);
  const retitled = toOrder({ ...fields, title: 'Чехол' }, order, 'Asia/Vladivostok');
  assert.deepEqual(retitled, { ...order, title: 'Чехол' });
});

test('a corrected time keeps the time zone in which it was typed', () => {
  const far = 'Asia/Vladivostok';
  const before = { marketplace: 'joom', ordered: { local: '2026-03-01T23:30', timeZone: far }, paid: { date: '2026-03-02', timeZone: far }, entered: { dispute: { closes: { date: '2026-06-01', timeZone: far } } } };
  const fields = toFields(before, ZONE, 'RUB');
  const { ordered, paid, entered } = toOrder({ ...fields, orderedTime: '23:20', paidTime: '09:00', 'entered.dispute.closesDate': '2026-06-02' }, before, ZONE);
  assert.deepEqual(ordered, { local: '2026-03-01T23:20', timeZone: far });
  assert.deepEqual(paid, { local: '2026-03-02T09:00', timeZone: far });
  assert.deepEqual(entered.dispute.closes, { date: '2026-06-02', timeZone: far });
  // A moment without a zone is in the reader's; so is one with an invalid zone, or it could never be corrected.
  for (const moment of ['2026-03-01T23:30', Date.parse('2026-03-01T23:30+03:00'), { local: '2026-03-01T23:30', timeZone: 'Mars/Olympus' }]) {
    assert.deepEqual(toOrder({ orderedDate: '2026-03-01', orderedTime: '23:20' }, { ordered: moment }, ZONE).ordered, { local: '2026-03-01T23:20', timeZone: ZONE });
  }
  // A payment is in the order's zone, which the form names there, too.
  const apart = toOrder({ ...fields, paidApart: true, paidDate: '', paidTime: '23:50' }, { ...before, paid: undefined }, ZONE);
  assert.deepEqual(apart.paid, { local: '2026-03-01T23:50', timeZone: far });
});

test('a moment in any form from an embedding page is shown, and left unchanged by an edit', () => {
  const at = Date.parse('2026-03-01T10:30+03:00');
  for (const [ordered, date, time] of /** @type {[any, string, string][]} */ ([
    ['2026-03-01', '2026-03-01', ''],
    ['2026-03-01T10:30', '2026-03-01', '10:30'],
    ['2026-03-01T10:30:59.5', '2026-03-01', '10:30'],
    ['2026-03-01T07:30:00Z', '2026-03-01', '10:30'],
    [{ date: '2026-03-01' }, '2026-03-01', ''],
    [{ local: '2026-03-01T10:30:59' }, '2026-03-01', '10:30'],
    [at, '2026-03-01', '10:30'],
    [new Date(at), '2026-03-01', '10:30'],
    // Of bounds, the earlier one is shown.
    [{ earliest: '2026-03-01T00:00Z', latest: '2026-03-02T00:00Z' }, '2026-03-01', '03:00'],
    // What is not a moment shows none.
    ...[undefined, null, 'вчера', NaN, 1e300, -1e300, new Date(NaN), {}, [], true].map((none) => [none, '', '']),
  ])) {
    const fields = toFields({ ordered }, ZONE, 'RUB');
    assert.deepEqual([fields.orderedDate, fields.orderedTime], [date, time], String(ordered));
    if (date) assert.deepEqual(toOrder({ ...fields, note: 'x' }, { ordered }, ZONE), { marketplace: 'joom', ordered, note: 'x' });
  }
});

test('an edit keeps what the form does not show, and deletes what was cleared', () => {
  const before = { id: 'x', marketplace: 'joom', number: '0012', note: 'подарок', dispatched: '2026-03-02', deliveryDue: { date: '2026-04-01', timeZone: ZONE }, received: '2026-03-05', proof: { film: true }, title: 'Чехол', price: { amount: '5', currency: 'USD' }, ordered: 1772350202123 };
  const fields = toFields(before, ZONE, 'RUB');
  assert.deepEqual([fields.orderedDate, fields.orderedTime, fields.amount, fields.currency], ['2026-03-01', '10:30', '5', 'USD']);
  assert.deepEqual([fields.title, fields.number, fields.note], ['Чехол', '0012', 'подарок']);
  assert.deepEqual(toOrder(fields, before, ZONE), before, 'an unchanged moment keeps its seconds');
  const { title, price, ...rest } = before;
  assert.ok(title && price);
  assert.deepEqual(toOrder({ ...fields, title: ' ', amount: ' ' }, before, ZONE), rest);
  const { number, note, dispatched, deliveryDue, ...fewer } = rest;
  assert.ok(number && note && dispatched && deliveryDue);
  assert.deepEqual(toOrder({ ...fields, title: '', number: '', note: '', amount: '', dispatchedDate: '', deliveryDueDate: '' }, before, ZONE), fewer);
  assert.deepEqual(toOrder({ title: 'Сумка' }, before, ZONE), { ...before, title: 'Сумка' }, 'fields that are not shown stay unchanged');
});

test('the dates from the order’s own page are recorded by window and end', () => {
  const typed = { ...EMPTY, orderedDate: '2026-03-01', 'entered.dispute.closesDate': '2026-06-05', 'entered.dispute.closesTime': '12:00', 'entered.cancel.closesDate': '' };
  const order = toOrder(typed, {}, ZONE);
  assert.deepEqual(order.entered, { dispute: { closes: { local: '2026-06-05T12:00', timeZone: ZONE } } });
  const fields = toFields(order, ZONE, 'RUB');
  assert.equal(fields['entered.dispute.closesDate'], '2026-06-05');
  assert.deepEqual(toOrder(fields, order, ZONE), order);
  assert.equal('entered' in toOrder({ ...fields, 'entered.dispute.closesDate': '', 'entered.dispute.closesTime': '' }, order, ZONE), false);
  assert.equal('entered' in toOrder({ marketplace: 'aliexpress' }, order, ZONE), false, 'windows of another marketplace are dropped');
  assert.deepEqual(toOrder({ marketplace: 'joom' }, order, ZONE).entered, order.entered);
  assert.deepEqual(toOrder({ marketplace: 'joom' }, { ...order, marketplace: undefined }, ZONE).entered, order.entered);
  const both = toOrder({ ...fields, 'entered.dispute.opensDate': '2026-05-01' }, order, ZONE);
  assert.deepEqual(both.entered.dispute, { ...order.entered.dispute, opens: { date: '2026-05-01', timeZone: ZONE } });
});

test('a payment time without a date is on the day of the order', () => {
  const { paid } = toOrder({ ...EMPTY, orderedDate: '2026-03-01', paidApart: true, paidTime: '12:00' }, {}, ZONE);
  assert.deepEqual(paid, { local: '2026-03-01T12:00', timeZone: ZONE });
  assert.equal(toOrder({ ...EMPTY, orderedDate: '2026-03-01', paidDate: '2026-03-02' }, {}, ZONE).paid, undefined, 'a payment that is folded away does not count');
  assert.deepEqual(toOrder({ ...EMPTY, orderedDate: '2026-03-01', paidApart: true, paidDate: '2026-03-02' }, {}, ZONE).paid, { date: '2026-03-02', timeZone: ZONE });
  assert.equal(toOrder({ ...EMPTY, orderedDate: '2026-03-01', paidApart: true }, {}, ZONE).paid, undefined, 'a payment without date and time is not recorded');
});

test('a time without a day is passed on to be refused, except for the order itself, which then lacks its date', () => {
  assert.equal('ordered' in toOrder({ ...EMPTY, orderedTime: '10:00' }, {}, ZONE), false);
  assert.deepEqual(toOrder({ ...EMPTY, orderedDate: '2026-03-01', dispatchedDate: '', dispatchedTime: '10:00' }, {}, ZONE).dispatched, { local: 'T10:00', timeZone: ZONE });
});

test('each error is assigned to its field, even if another one hid it', () => {
  const fields = { ...EMPTY, orderedDate: '2026-03-01', orderedTime: '25:00', paidDate: '2026-02-01', amount: 'x' };
  const order = { ordered: {}, paid: {}, price: {} };
  const refused = refusedFields(order, fields, ({ paid, price }) => {
    const errors = [{ code: 'no-such-time', path: 'ordered.local' }];
    if (price) errors.push({ code: 'invalid-amount', path: 'price.amount' });
    else if (paid) errors.push({ code: 'before-order', path: 'paid' });
    throw Object.assign(new Error(), { errors });
  });
  assert.deepEqual(refused, { orderedTime: 'no-such-time', amount: 'invalid-amount', paidDate: 'before-order' });
  const apart = refusedFields({ ordered: {}, entered: {} }, { 'entered.dispute.closesDate': '2026-03-01', 'entered.dispute.closesTime': '25:00' }, ({ entered }) => {
    if (entered) throw Object.assign(new Error(), { errors: [{ code: 'no-such-time', path: 'entered.dispute.closes.local' }] });
  });
  assert.deepEqual(apart, { 'entered.dispute.closesTime': 'no-such-time' });
  assert.deepEqual(refusedFields(order, fields, () => 'fine'), {});
});

test('an error that belongs to no field is not swallowed', () => {
  const refused = refusedFields({ ordered: {} }, EMPTY, () => {
    throw new Error('unreachable');
  });
  assert.deepEqual(refused, { orderedDate: 'other' });
});
