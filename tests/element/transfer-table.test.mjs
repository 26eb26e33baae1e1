// Orders exported as a table come back the same, even by way of spreadsheets; papaparse reads it, too. The
// modules of www/element/transfer without a page.

import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import Papa from 'papaparse';
import { guard, unguard } from '../../www/element/transfer/csv-cells.js';
import { decode } from '../../www/element/transfer/decode.js';
import { FULL, HOSTILE, TWENTY, ZONE, heading, ordersIn, readCsv, table } from './transfer.mjs';

for (const language of ['ru', 'en']) {
  test(`a table in ${language} restores the same orders, and papaparse reads the same cells`, () => {
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
    // A table rewritten by papaparse reads the same.
    for (const delimiter of [';', ',', '\t', '|']) {
      assert.deepEqual(ordersIn(readCsv(Papa.unparse(rows, { delimiter, quotes: true }))), ordersIn(back), delimiter);
    }
  });
}

test('a number or a note that looks like a number or a date stays a text in a spreadsheet, and a price stays a number', () => {
  for (const looks of ['0012345678901234', '3E5', '12.05', '1 299', '2026-03-05', '8-3']) {
    const order = { id: 'a', title: looks, number: looks, ordered: '2026-01-05', price: { amount: '1299.5', currency: 'RUB' }, note: looks };
    const [head, cells] = /** @type {string[][]} */ (Papa.parse(table([order], 'en'), { skipEmptyLines: true }).data);
    const cell = (/** @type {string} */ column) => cells[head.indexOf(heading('en')(column))];
    assert.deepEqual(['title', 'number', 'note', 'price'].map(cell), [`'${looks}`, `'${looks}`, `'${looks}`, '1299.5']);
  }
  for (const plain of ['Чехол', '12 ложек', 'A-1']) assert.equal(guard(plain, true), plain);
});

test('guarding a cell against formulas is reversible for any text', () => {
  const marks = fc.constantFrom('=', '+', '-', '@', '＝', "'", ' ', '\t', '\r', '\n', ',', ';', '|', '1', '.', 'E', 'a');
  const text = fc.oneof(fc.array(marks, { maxLength: 8 }).map((parts) => parts.join('')), fc.string({ unit: 'binary' }), fc.constantFrom(...HOSTILE));
  fc.assert(
    fc.property(text, fc.boolean(), (cell, numeric) => {
      assert.equal(unguard(guard(cell, numeric), numeric), cell);
      assert.doesNotMatch(guard(cell), /^\s*[=+\-@＝＋－＠]|^[\t\r]/);
      assert.doesNotMatch(guard(cell), /[,;|\t\r\n][=+\-@＝＋－＠]/, 'also where a program that uses another separator would start a cell');
    }),
    { numRuns: 5000 },
  );
});

test('tables as people and spreadsheets write them are read', () => {
  const text = [
    'заказано,Что  заказано;ЦЕНА;Валюта цены;Цвет',
  ].join('\r\n');
  assert.equal(readCsv(text).problem, 'no-orders');
  const rows = [
    '  Что Заказано*;«Заказано»;ЦЕНА;Валюта\u00A0цены;Цвет',
    'Чехол;05.03.2026 9:05;1 299,50;RUB;красный',
    'Лампа;5.3.2026;1299.5;RUB;',
    '"Кружка; ""Кот""";2026-03-05T14:23;;;',
    ';;;;',
    'Шапка;03/04/2026;;;',
    'Шарф;05.03.2026;1.299;RUB;',
    'Зонт;завтра;;;',
    'Плащ;2026-03-05;10',
    'Плед;2026-03-05 9:00:30 Asia/Tokyo;;;',
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
        [10, { title: 'Плед', ordered: { local: '2026-03-05T09:00:30', timeZone: 'Asia/Tokyo' } }],
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

test('amounts as people and spreadsheets write them are read by the conventions of the table’s language', () => {
  const priceIn = (/** @type {string} */ language, /** @type {string} */ cell) => {
    const rows = [['ordered', 'price', 'priceCurrency'].map(heading(language)), ['2026-03-05', `"${cell}"`, 'RUB']];
    const { orders, refused } = readCsv(rows.map((row) => row.join(';')).join('\n'));
    return refused[0]?.code ?? orders[0].order.price.amount;
  };
  for (const [cell, ru, en] of [
    ['1299', '1299', '1299'],
    [' 1 299 ', '1299', '1299'],
    ['12,5', '12.5', '12.5'],
    ['1,299', '1.299', 'ambiguous-amount'],
    ['1.299', 'ambiguous-amount', '1.299'],
    // Unambiguous.
    ['0.299', '0.299', '0.299'],
    ['1299,000', '1299.000', '1299.000'],
    ['1.299,50', '1299.50', '1299.50'],
    ["1'299,000.50", '1299000.50', '1299000.50'],
    ['1.299.000', '1299000', '1299000'],
    ['1,29,900', '129900', '129900'],
    ['1.299.50', '1299.50', '1299.50'],
    ['-5,00', '-5.00', '-5.00'],
    // A date in the wrong column is kept, to be refused.
    ['12.05.2026', '12.05.2026', '12.05.2026'],
  ]) assert.deepEqual([priceIn('ru', cell), priceIn('en', cell)], [ru, en], cell);
});

test('a moment in any form is written as spreadsheets know it, and read back the same', () => {
  const orders = [
    { id: 'a', ordered: '2026-03-01T10:00', paid: Date.parse('2026-03-01T10:00:30.500+03:00'), received: '2026-03-10' },
    { id: 'b', ordered: { date: '2026-03-01', timeZone: 'Asia/Tokyo' }, completed: { local: '2026-03-10T09:30', timeZone: 'Asia/Tokyo' }, cancelled: '2026-03-02T10:00:00+0300' },
    { id: 'c', ordered: { local: '2026-03-01T10:00' }, entered: { cancel: { closes: '2026-03-02T10:00' }, dispute: { opens: { date: '2026-05-15' } } } },
  ];
  const text = table(orders, 'ru');
  const cells = Papa.parse(text, { header: true, skipEmptyLines: true });
  const [a, b, c] = /** @type {any[]} */ (cells.data);
  assert.deepEqual([a['Заказано'], a['Оплачено'], a['Получено'], a['Часовой пояс']], ['2026-03-01 10:00', '2026-03-01T07:00:30.500Z', '2026-03-10', ZONE]);
  assert.deepEqual([b['Заказано'], b['Завершено'], b['Отменено'], b['Часовой пояс']], ['2026-03-01', '2026-03-10 09:30', '2026-03-02T10:00:00+0300', 'Asia/Tokyo']);
  assert.equal(c['Сроки со страницы заказа'], 'cancel closes 2026-03-02 10:00; dispute opens 2026-05-15');
  assert.equal(a['Сроки со страницы заказа'] + a['Доказательства'], '');
  // A moment without a zone is in the reader's.
  const local = (/** @type {string} */ time, timeZone = ZONE) => ({ local: time, timeZone });
  assert.deepEqual(ordersIn(readCsv(text)), [
    { id: 'a', ordered: local('2026-03-01T10:00'), paid: '2026-03-01T07:00:30.500Z', received: { date: '2026-03-10', timeZone: ZONE } },
    { ...orders[1] },
    { id: 'c', ordered: local('2026-03-01T10:00'), entered: { cancel: { closes: local('2026-03-02T10:00') }, dispute: { opens: { date: '2026-05-15', timeZone: ZONE } } } },
  ]);
});

test('a table saved as Unicode text is read, however little of it is Latin, and a zero byte does not make another one of it', () => {
  const text = `Что заказано\tЗаказано\r\n${'Чайник'.repeat(500)}\t2026-03-05\r\n`;
  const little = Buffer.from(`\uFEFF${text}`, 'utf16le');
  for (const bytes of [little, Buffer.from(little).swap16()]) assert.equal(decode(bytes), text);
  for (const damaged of [`a\u0000${text}`, `\u0000${text}`]) assert.equal(decode(new TextEncoder().encode(damaged)), damaged);
  // The marks of Unicode are letters of windows-1251.
  for (const [word, ...bytes] of /** @type {[string, ...number[]][]} */ ([['ябл', 0xff, 0xe1, 0xeb], ['юбк', 0xfe, 0xe1, 0xea], ['тюл', 0xf2, 0xfe, 0xeb], ['аяы', 0xe0, 0xff, 0xfb]])) assert.equal(decode(Uint8Array.from(bytes)), word);
});

test('a row with an unreadable cell is refused, and a table of only such rows is refused as a whole', () => {
  const head = ['title', 'ordered', 'entered', 'proof'].map(heading('ru')).join();
  const day = '2026-03-05';
  for (const [row, code, field] of [
    [`Чехол,${day},,film=maybe`, 'malformed', 'proof'],
    [`Чехол,${day},,%ff=yes`, 'malformed', 'proof'],
    [`Чехол,${day},dispute closes,`, 'malformed', 'entered'],
    [`Чехол,${day},dispute ends ${day},`, 'malformed', 'entered'],
    [`Чехол,${day},dispute closes 3/4/2026,`, 'ambiguous-date', 'entered'],
  ]) {
    const { orders, refused, problem } = readCsv(`${head}\n${row}`);
    assert.deepEqual([orders, refused, problem], [[], [{ line: 2, name: 'Чехол', code, field }], 'nothing-sound'], row);
    assert.equal(readCsv(`${head}\n${row}\nЛампа,${day},,`).problem, undefined);
  }
  assert.deepEqual([readCsv(head).orders, readCsv(head).problem], [[], undefined], 'an empty table is a table');
  // A text with an already lost character must not replace an intact one here.
  const garbled = readCsv(`${head}\nЧ\uFFFDхол,${day},,`);
  assert.deepEqual(ordersIn(garbled), [{ ordered: { date: day, timeZone: ZONE } }]);
  assert.deepEqual(garbled.refused, [{ line: 2, code: 'garbled', field: 'title', name: 'Ч\uFFFDхол' }]);
});

test('a quotation mark that is never closed costs its own row only, whatever marks come far below', () => {
  const rows = Array.from({ length: 3000 }, (_, number) => `${'Стул '.repeat(20)}${number};2026-03-06`);
  const { orders, refused } = readCsv(['title;ordered', '"Стол;2026-03-05', ...rows, '27" монитор;2026-03-07'].join('\n'));
  assert.deepEqual(refused, [{ line: 2, name: undefined, code: 'open-quote' }]);
  assert.equal(orders.length, 3001);
  assert.equal(orders[3000].order.title, '27" монитор');
});

test('a table with too many orders is refused as a whole, and one that is all damaged is not read to the end', () => {
  const head = heading('ru')('ordered');
  const rows = (/** @type {string} */ row, /** @type {number} */ count) => readCsv(`${head}\n${`${row}\n`.repeat(count)}`);
  assert.equal(rows('2026-03-05', 10_000).orders.length, 10_000);
  const { orders, problem } = rows('2026-03-05', 10_001);
  assert.deepEqual([orders, problem], [[], 'too-many-orders']);
  assert.equal(rows('завтра', 3000).refused.length, 1001);
});

test('complete rows of a table cut at any byte are kept', () => {
  const bytes = new TextEncoder().encode(table(TWENTY, 'ru'));
  for (let cut = 0; cut < bytes.length; cut += 1) {
    const { orders } = readCsv(decode(bytes.subarray(0, cut)));
    for (const [index, { order }] of orders.entries()) {
      // A truncated time zone is unknown to the engine, which refuses it later.
      if (order.ordered.timeZone === ZONE) assert.deepEqual(order, TWENTY[index], `cut at ${cut}`);
      else assert.ok(index === orders.length - 1 && ZONE.startsWith(order.ordered.timeZone));
    }
  }
});
