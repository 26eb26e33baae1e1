// The preview of an import. The modules of www/element/transfer without a page.

import assert from 'node:assert/strict';
import test from 'node:test';
import { readLink } from '../../www/element/transfer/link.js';
import { plan } from '../../www/element/transfer/preview.js';
import { assess } from '../../www/engine.js';
import { toICalendar } from '../../www/texts.js';
import { FACTS, FULL, TWENTY, ZONE, finish, ordersIn, read } from './transfer.mjs';

/** The preview of importing some orders. @param {any[]} here @param {any} contents @param {Partial<import('../../www/element/transfer/preview.js').LocalOrders>} [more] */
function planned(here, contents, more) {
  let ids = 0;
  return finish(
    plan({ refused: [], ignored: [], ...contents }, {
      orders: here,
      stamps: () => ({}),
      wasRemoved: () => false,
      assess: (order) => assess(order, { now: FACTS.now, timeZone: ZONE }),
      newId: () => `new-${++ids}`,
      ...more,
    }),
  );
}
/** @param {any[]} orders */
const incoming = (...orders) => ({ orders: orders.map((order, index) => ({ order, line: index + 2 })) });
/** @param {import('../../www/element/transfer/preview.js').Plan} result */
const kinds = ({ steps }) => steps.map(({ kind, order }) => [kind, order.id]);

test('a preview tells new, changed and unchanged orders apart, and removes nothing', () => {
  const here = TWENTY.slice(0, 3);
  const result = planned(here, incoming(here[0], { ...here[1], title: 'Другое', note: 'Заметка' }, TWENTY[5]));
  assert.deepEqual(kinds(result), [['same', 'order-0'], ['changed', 'order-1'], ['new', 'order-5']]);
  assert.deepEqual(result.steps[1].changes, [
    { field: 'title', from: here[1].title, to: 'Другое' },
    { field: 'note', from: undefined, to: 'Заметка' },
  ]);
  assert.deepEqual(result.steps[2].order, TWENTY[5]);
});

test('a field that is missing from the file keeps its value', () => {
  const here = [{ ...FULL, id: 'x' }];
  const { steps } = planned(here, incoming({ id: 'x', ordered: FULL.ordered, proof: { photos: true } }));
  assert.deepEqual(steps[0].order, { ...FULL, id: 'x', proof: { ...FULL.proof, photos: true } });
  assert.deepEqual(steps[0].changes.map(({ field }) => field), ['proof']);
});

test('orders with an empty id are recognized by their contents, or given an id', () => {
  const contents = read(JSON.stringify([{ id: '', ordered: '2026-01-01', title: 'Лампа' }, { id: '', ordered: '2026-01-02', title: 'Чехол' }]));
  const { steps, refused } = planned([{ id: 'x', ordered: '2026-01-02', title: 'Чехол' }], contents);
  assert.deepEqual(steps.map(({ kind, order }) => [kind, order.id]), [['new', 'new-1'], ['same', 'x']]);
  assert.deepEqual(refused, []);
  const strange = planned([], read('[{"id":{"x":1},"ordered":"2026-01-01"},{"id":7,"ordered":"2026-01-01"}]'));
  assert.deepEqual(strange.refused.map(({ code, field }) => [code, field]), [['wrong-type', 'id'], ['wrong-type', 'id']]);
});

test('the later change wins, field by field', () => {
  const mine = { id: 'x', ordered: '2026-01-01', paid: '2026-01-02', title: 'моё', note: 'моя', problem: 'incomplete', proof: { film: true } };
  const theirs = { id: 'x', ordered: '2026-01-01', title: 'чужое', note: 'чужая', number: '7', proof: { film: false } };
  const changed = { title: 200, note: 50, number: 200, problem: 300, paid: 50, 'proof.film': 50 };
  const stamps = () => ({ title: 100, note: 100, number: 250, problem: 100, paid: 100, 'proof.film': 100 });
  const { steps } = planned([mine], { orders: [{ order: theirs, changed, line: 3 }] }, { stamps });
  // The number was removed here after it was written there; the problem was removed there last, and the
  // payment entered here after it was removed there.
  assert.deepEqual(steps[0].order, { id: 'x', ordered: '2026-01-01', paid: '2026-01-02', title: 'чужое', note: 'моя', proof: { film: true } });
});

test('an order without an id is recognized by its number or its contents', () => {
  const here = [
    { id: 'n', number: '55', ordered: '2026-01-01' },
    { id: 'c', title: 'Чехол', ordered: { local: '2026-01-02T10:00', timeZone: ZONE }, price: { amount: '5', currency: 'RUB' } },
  ];
  const same = { ...here[1], id: undefined };
  const result = planned(here, incoming(
    { number: '55', ordered: '2026-01-01', note: 'x' },
    same,
    { ...same, title: 'Другой' },
    { number: '55', marketplace: 'aliexpress', ordered: '2026-01-01' },
    same,
    { number: '55', ordered: '2026-01-03' },
  ));
  assert.deepEqual(kinds(result), [['changed', 'n'], ['same', 'c'], ['new', 'new-1'], ['new', 'new-2'], ['new', 'new-3']]);
  assert.deepEqual(result.refused, [{ line: 7, code: 'twice', field: undefined, name: '55' }]);
});

test('equal orders stay as many as they are, while a repeated number is one order', () => {
  const plain = { title: 'Чехол', ordered: '2026-01-02', price: { amount: '5', currency: 'RUB' } };
  const here = [{ ...plain, id: 'a' }, { ...plain, id: 'b' }];
  assert.deepEqual(kinds(planned(here, incoming(plain, plain, plain))), [['same', 'a'], ['same', 'b'], ['new', 'new-1']]);
  assert.deepEqual(kinds(planned(here, incoming({ ...plain, id: 'c' }))), [['new', 'c']], 'a different id makes a different order');
  // A table that lists an order twice adds it once.
  const numbered = { number: '77', ordered: '2026-01-03' };
  const twice = planned([], incoming(numbered, { ...numbered, note: 'ещё раз' }));
  assert.deepEqual(kinds(twice), [['new', 'new-1']]);
  assert.deepEqual(twice.refused.map(({ line, code }) => [line, code]), [[3, 'twice']]);
});

test('orders with ids of their own stay apart, though the shop has one number for them', () => {
  const [first, second] = ['a', 'b'].map((id) => ({ id, number: '77', title: id, ordered: '2026-01-03' }));
  const file = [first, { ...second, received: '2026-01-20' }];
  const restored = planned([], incoming(...file));
  assert.deepEqual([restored.steps.map(({ order }) => order), restored.refused], [file, []]);
  // In either order, and with one of them here already.
  for (const contents of [incoming(...file), incoming(...[...file].reverse())]) {
    const { steps, refused } = planned([first], contents);
    assert.deepEqual([kinds({ steps, refused: [], ignored: [] }).sort(), refused], [[['new', 'b'], ['same', 'a']], []]);
    assert.deepEqual(steps.find(({ order }) => order.id === 'b')?.order, file[1]);
  }
  // Entered on two devices, an order has two ids; of two such orders only one can be the one that is here.
  assert.deepEqual(kinds(planned([{ ...first, id: 'x' }], incoming(...file))), [['same', 'x'], ['new', 'b']]);
});

test('the default marketplace is the same whether named or not, and another one is a change', () => {
  const here = [{ id: 'n', number: '55', ordered: '2026-01-01' }];
  const step = (/** @type {any} */ order) => planned(here, incoming(order)).steps[0];
  const named = step({ ...here[0], id: undefined, marketplace: 'joom', title: 'Чехол' });
  assert.deepEqual([named.kind, named.order, named.changes.map(({ field }) => field)], ['changed', { ...here[0], title: 'Чехол' }, ['title']]);
  const unnumbered = { title: 'Чехол', ordered: '2026-01-01' };
  assert.deepEqual(kinds(planned([{ id: 'c', ...unnumbered }], incoming({ ...unnumbered, marketplace: 'joom' }))), [['same', 'c']]);
  assert.deepEqual(step({ ...here[0], marketplace: 'aliexpress' }).changes, [{ field: 'marketplace', from: undefined, to: 'aliexpress' }]);
  const other = [{ ...here[0], marketplace: 'aliexpress' }];
  assert.equal(planned(other, incoming({ ...here[0], marketplace: 'joom' })).steps[0].order.marketplace, 'joom');
});

test('refusals are listed in the order of the file', () => {
  const contents = { ...incoming({ id: 'a' }, TWENTY[0], { id: 'b' }), refused: [{ line: 3, code: 'cells' }, { line: 1, code: 'garbled' }], ignored: ['Цвет'] };
  const { steps, refused, ignored } = planned([], contents);
  assert.deepEqual(steps.map(({ line }) => line), [3]);
  assert.deepEqual(refused.map(({ line, code }) => [line, code]), [[1, 'garbled'], [2, 'required'], [3, 'cells'], [4, 'required']]);
  assert.deepEqual(ignored, ['Цвет']);
});

test('an order that was removed here is offered and flagged', () => {
  const { steps } = planned([], incoming(TWENTY[0], TWENTY[1]), { wasRemoved: (id) => id === 'order-1' });
  assert.deepEqual(steps.map(({ removed }) => removed), [false, true]);
});

test('orders that the engine refuses are reported with their line, and an order in the future is accepted', () => {
  const { steps, refused } = planned([], incoming(
    { id: 'a', title: 'Чехол' },
    { id: 'b', ordered: '2026-02-31' },
    { id: 'c', ordered: '2027-01-01' },
    { id: 'd', ordered: '2026-01-05', price: { amount: 'много', currency: 'RUB' } },
    { id: 'e', ordered: '2026-01-05', marketplace: 'moon' },
    { id: 'f', ordered: { date: '2026-01-05', timeZone: 'Europe/Mosc' } },
    { id: 'g', ordered: [[]] , title: {} },
  ));
  assert.deepEqual(steps.map(({ order }) => order.id), ['c']);
  assert.deepEqual(
    refused.map(({ line, code, field, name }) => [line, code, field, name]),
    [
      [2, 'required', 'ordered', 'Чехол'],
      [3, 'no-such-date', 'ordered', undefined],
      [5, 'invalid-amount', 'price.amount', undefined],
      [6, 'unknown-marketplace', 'marketplace', undefined],
      [7, 'unknown-zone', 'ordered.timeZone', undefined],
      [8, 'wrong-type', 'ordered', refused[5].name],
    ],
  );
});

test('the link in a calendar file restores its order', async () => {
  const order = { ...TWENTY[0], note: FULL.note, proof: FULL.proof, entered: FULL.entered };
  const calendar = toICalendar([order], { now: FACTS.now, timeZone: ZONE, page: 'https://example.org/' });
  const [link] = /https:\/\/example\.org\/#orders=j\.[\w-]+/.exec(calendar.replaceAll('\r\n ', '')) ?? [''];
  const contents = await readLink(new URL(link).hash);
  assert.deepEqual(ordersIn(contents), [{ ...order, marketplace: 'joom' }]);
  assert.deepEqual(kinds(planned([order], contents)), [['same', order.id]]);
});
