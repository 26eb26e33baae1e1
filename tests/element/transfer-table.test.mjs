// Orders leave as a table and come back the same, also past spreadsheets; papaparse reads it too.
// The modules of www/element/transfer without a page.

import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import Papa from 'papaparse';
import { guard, unguard } from '../../www/element/transfer/csv-cells.js';
import { decode } from '../../www/element/transfer/decode.js';
import { FULL, HOSTILE, TWENTY, ZONE, heading, ordersIn, readCsv, table } from './transfer.mjs';

for (const language of ['ru', 'en']) {
  test(`a table brings back the same orders, in ${language}, and papaparse reads the same cells`, () => {
    const orders = [FULL, ...TWENTY, ...HOSTILE.map((text, index) => ({ id: `h${index}`, title: text, ordered: { date: '2026-01-05', timeZone: ZONE }, note: `${text}\n${text}` }))];
    const text = table(orders, language);
    assert.ok(text.startsWith('\uFEFF'));
    const back = readCsv(decode(new TextEncoder().encode(text)));
    assert.deepEqual(ordersIn(back), orders);
    assert.deepEqual([back.refused, back.ignored, back.problem], [[], [], undefined]);

    const { data, errors, meta } = Papa.parse(text, { skipEmptyLines: true });
    assert.deepEqual(errors, []);
    assert.equal(meta.delimiter, language === 'ru' ? ';' : ',');
    const rows = /** @type {string[][]} */ (data);
    assert.equal(rows.length, orders.length + 1);
    assert.deepEqual(rows.map(({ length }) => length), rows.map(() => rows[0].length));
    const title = rows[0].indexOf(heading(language)('title'));
    assert.deepEqual(rows.slice(1).map((row) => unguard(row[title], true)), orders.map((order) => order.title));
    for (const cell of rows.flat()) assert.doesNotMatch(cell, /^\s*[=+\-@＝＋－＠]|^[\t\r]/, cell);
    // A table that papaparse has written anew reads the same.
    for (const delimiter of [';', ',', '\t', '|']) {
      assert.deepEqual(ordersIn(readCsv(Papa.unparse(rows, { delimiter, quotes: true }))), ordersIn(back), delimiter);
    }
  });
}

test('guarding a cell can be undone, whatever stands in it', () => {
  const marks = fc.constantFrom('=', '+', '-', '@', '＝', "'", ' ', '\t', '\r', '\n', ',', ';', '|', '1', '.', 'E', 'a');
  const text = fc.oneof(fc.array(marks, { maxLength: 8 }).map((parts) => parts.join('')), fc.string({ unit: 'binary' }), fc.constantFrom(...HOSTILE));
  fc.assert(
    fc.property(text, fc.boolean(), (cell, numeric) => {
      assert.equal(unguard(guard(cell, numeric), numeric), cell);
      assert.doesNotMatch(guard(cell), /^\s*[=+\-@＝＋－＠]|^[\t\r]/);
    }),
    { numRuns: 5000 },
  );
});

test('a table as people and spreadsheets write it', () => {
  const text = [
    'заказано,Что  заказано;ЦЕНА;Валюта цены;Цвет',
  ].join('\r\n');
  assert.equal(readCsv(text).problem, 'no-orders');
  const rows = [
    'Что Заказано;заказано;ЦЕНА;Валюта цены;Цвет',
    'Чехол;05.03.2026 9:05;1 299,50;RUB;красный',
    'Лампа;5.3.2026;1299.5;RUB;',
    '"Кружка; ""Кот""";2026-03-05T14:23;;;',
    ';;;;',
    'Шапка;03/04/2026;;;',
    'Шарф;05.03.2026;1.299;RUB;',
    'Зонт;завтра;;;',
    'Плащ;2026-03-05;10',
    'Плед;2026-03-05 10:00:30 Asia/Tokyo;;;',
    'Стол;"2026-03-05',
    'Стул;2026-03-06;;;',
  ];
  for (const end of ['\n', '\r\n', '\r']) {
    const { orders, refused, ignored } = readCsv(rows.join(end));
    assert.deepEqual(
      orders.map(({ order, line }) => [line, order]),
      [
        [2, { title: 'Чехол', ordered: { local: '2026-03-05T09:05', timeZone: ZONE }, price: { amount: '1299.50', currency: 'RUB' } }],
        [3, { title: 'Лампа', ordered: { date: '2026-03-05', timeZone: ZONE }, price: { amount: '1299.5', currency: 'RUB' } }],
        [4, { title: 'Кружка; "Кот"', ordered: { local: '2026-03-05T14:23', timeZone: ZONE } }],
        [10, { title: 'Плед', ordered: { local: '2026-03-05T10:00:30', timeZone: 'Asia/Tokyo' } }],
        [12, { title: 'Стул', ordered: { date: '2026-03-06', timeZone: ZONE } }],
      ],
    );
    assert.deepEqual(refused, [
      { line: 6, name: 'Шапка', code: 'ambiguous-date', field: 'ordered' },
      { line: 7, name: 'Шарф', code: 'ambiguous-amount', field: 'price' },
      { line: 8, name: 'Зонт', code: 'malformed', field: 'ordered' },
      { line: 9, name: 'Плащ', code: 'cells' },
      { line: 11, name: undefined, code: 'open-quote' },
    ]);
    assert.deepEqual(ignored, ['Цвет']);
  }
});

test('a table cut at each byte: whole rows are kept', () => {
  const bytes = new TextEncoder().encode(table(TWENTY, 'ru'));
  for (let cut = 0; cut < bytes.length; cut += 1) {
    const { orders } = readCsv(decode(bytes.subarray(0, cut)));
    for (const [index, { order }] of orders.entries()) {
      // Half a time zone is none that the engine knows, and is refused there.
      if (order.ordered.timeZone === ZONE) assert.deepEqual(order, TWENTY[index], `cut at ${cut}`);
      else assert.ok(index === orders.length - 1 && ZONE.startsWith(order.ordered.timeZone));
    }
  }
});
