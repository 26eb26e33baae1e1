// Orders exported to a file come back the same; what was damaged costs only itself. The modules of
// www/element/transfer without a page.

import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { decode } from '../../www/element/transfer/decode.js';
import { FULL, TWENTY, file, ordersIn, read, readCsv, table } from './transfer.mjs';

test('a file is JSON that a person can read and assess accepts', () => {
  const text = file([FULL]);
  const parsed = JSON.parse(text);
  assert.deepEqual(Object.keys(parsed).slice(0, 2), ['about', 'format']);
  assert.equal(parsed.format, 1);
  assert.deepEqual(parsed.orders, [{ ...FULL, changed: { title: 5 } }]);
  assert.match(text, /^ {4}\{\n {6}"id": "a1b2c3",\n {6}"title": "Наушники/m);
});

test('a file restores the same orders, with the times of their changes', () => {
  const contents = read(file([FULL, ...TWENTY]));
  assert.deepEqual(ordersIn(contents), [FULL, ...TWENTY]);
  assert.deepEqual({ ...contents.orders[0].changed }, { title: 5 });
  assert.deepEqual([contents.refused, contents.ignored, contents.problem], [[], [], undefined]);
});

test('an invalid Date is written so that it is refused, and the other orders are still exported', () => {
  const contents = read(file([{ id: 'a', ordered: new Date(NaN), entered: { claim: { closes: new Date(NaN) } } }, TWENTY[0]]));
  assert.deepEqual(JSON.parse(JSON.stringify(ordersIn(contents))), [{ id: 'a', ordered: {}, entered: { claim: { closes: {} } } }, TWENTY[0]]);
});

test('moments and amounts are exported in any form that a page may give them', () => {
  const at = Date.parse('2026-03-01T10:00Z');
  const given = { id: 'a', ordered: at, paid: new Date(at), received: { earliest: new Date(at), latest: at + 1 }, price: { amount: 1299.5, currency: 'RUB' } };
  const iso = '2026-03-01T10:00:00.000Z';
  assert.deepEqual(JSON.parse(JSON.stringify(ordersIn(read(file([given]))))), [{ ...given, paid: iso, received: { earliest: iso, latest: at + 1 } }]);
});

test('a text typed into a file with its tab is read, escaped characters or not', () => {
  for (const [written, title] of [['a\tb', 'a\tb'], ['a\tb\\tc \\"d\\"', 'a\tb\tc "d"']]) {
    assert.deepEqual(ordersIn(read(`[{"title":"${written}"}]`)).map((order) => order.title), [title]);
  }
});

test('an order that cannot be read is refused with the reason, and those around it are kept', () => {
  const [before, after] = ['{"id":"a","ordered":"2026-01-05"}', '{"id":"c","ordered":"2026-01-06"}'];
  for (const [code, damaged] of [
    ['open-quote', '{"title":"Чехол\n,"ordered":"2026-01-05"}'],
    ['open-quote', '{"title":"Чехол\r,"ordered":"2026-01-05"}'],
    ['too-long', `{"title":"Чехол","note":"${'Хороший. '.repeat(40_000)}"}`],
    ['syntax', '{"title":"Чехол","ordered":2026-01-05}'],
  ]) {
    const { orders, refused } = read(`[\n${before},\n${damaged},\n${after}\n]`);
    assert.deepEqual([orders.map(({ order }) => order.id), refused.map((one) => [one.line, one.code])], [['a', 'c'], [[3, code]]]);
  }
  const { orders, refused } = read(`[${before},\n{"title":"Чехол","ordered":"2026-0`);
  assert.deepEqual([orders.length, refused], [1, [{ line: 2, code: 'cut', name: 'Чехол' }]]);
});

test('an empty id is none, and what is no part of an order is named', () => {
  const { orders, ignored } = read('[{ "id": "", "tags": ["a", [], ["b", 1,],], "title": "Чехол", "ordered": "2026-01-05", "entered": { "cancel": { "ends": "2026-01-06" } }, "price": { "amount": "5", "currency": "RUB", "old": "7" } }]');
  assert.deepEqual(JSON.parse(JSON.stringify(orders[0].order)), { title: 'Чехол', ordered: '2026-01-05', entered: { cancel: {} }, price: { amount: '5', currency: 'RUB' } });
  assert.deepEqual(ignored, ['price.old', 'entered.cancel.ends', 'tags']);
});

test('any text survives the round trip, and arbitrary data does not throw', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ id: fc.string({ minLength: 1 }), title: fc.string({ unit: 'binary' }), note: fc.string({ unit: 'grapheme' }) }, { noNullPrototype: true })), (orders) => {
      const clean = orders.filter(({ title, note }) => !`${title}${note}`.includes('\uFFFD'));
      assert.deepEqual(ordersIn(read(file(clean))), clean);
    }),
  );
  fc.assert(fc.property(fc.json(), (text) => void read(text)));
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (text) => void read(`{"format":1,"orders":[${text}`)));
});

/** @type {[string, string, number][]} */
const FORMS = [
  ['at each byte', file(TWENTY), 1],
  ['with Windows line ends', file(TWENTY).replaceAll('\n', '\r\n'), 5],
  ['on one line', JSON.stringify(JSON.parse(file(TWENTY))), 5],
];
for (const [form, text, step] of FORMS) {
  test(`a file cut, ${form}: complete orders are kept, the rest reported`, () => {
    const bytes = new TextEncoder().encode(text);
    const ends = orderEnds(text);
    for (let cut = 0; cut < bytes.length; cut += step) {
      const contents = read(decode(bytes.subarray(0, cut)));
      const whole = ends.filter((/** @type {number} */ end) => end <= cut).length;
      assert.deepEqual(ordersIn(contents), TWENTY.slice(0, whole), `cut at ${cut}`);
      if (cut < ends[0]) assert.ok(contents.problem, `cut at ${cut}`);
      const last = contents.refused[contents.refused.length - 1];
      const named = contents.refused.filter(({ code }) => code !== 'missing').length;
      const missing = last?.code === 'missing' ? Number(last.count) : 0;
      if (whole > 0) assert.equal(whole + named + missing, 20, `cut at ${cut}`);
      for (const { line } of contents.refused) assert.ok(line >= 1 && line <= text.split('\n').length);
    }
  });
}

/** Where each order of a file is complete, in bytes. @param {string} text */
function orderEnds(text) {
  const { orders } = JSON.parse(text);
  let from = 0;
  return orders.map((/** @type {any} */ { id }) => {
    from = text.indexOf('}', text.indexOf('"title": 5'.replaceAll(' ', text.includes('\n') ? ' ' : ''), text.indexOf(`"${id}"`, from)));
    from = text.indexOf('}', from + 1) + 1;
    return new TextEncoder().encode(text.slice(0, from)).length;
  });
}

test('garbage in the middle costs only the orders it is in', () => {
  const text = file(TWENTY);
  for (const garbage of ['@@@@', '"', '{', '}', '[[[', ']', '\n', '\u0000\u0001', '{"id": "', ',,', '"x": ']) {
    for (let at = text.indexOf('"orders"') + 12; at < text.length - 8; at += 41) {
      const damaged = text.slice(0, at) + garbage + text.slice(at + 3);
      const kept = ordersIn(read(damaged)).filter((order) => TWENTY.some(({ id, title }) => id === order.id && title === order.title));
      assert.ok(kept.length >= 18, `${JSON.stringify(garbage)} at ${at} leaves ${kept.length}`);
    }
  }
  const broken = text.replace('"title": "Лампа', '"title": Лампа');
  const { orders, refused } = read(broken);
  assert.equal(orders.length, 19);
  assert.deepEqual(refused, [{ line: text.slice(0, text.indexOf('Лампа')).split('\n').length - 2, code: 'syntax', name: undefined }]);
});

test('superfluous commas are tolerated, and a damaged head is reported', () => {
  const text = file(TWENTY);
  const commas = text.replaceAll('"\n', '",\n').replace(/}\n {2}\]/, '},\n  ]');
  assert.deepEqual(ordersIn(read(commas)), TWENTY);
  assert.deepEqual(read(commas).refused, []);
  const headless = read(text.slice(20));
  assert.deepEqual(ordersIn(headless), TWENTY);
  assert.deepEqual(headless.refused.map(({ code }) => code), ['damaged']);
  assert.deepEqual(ordersIn(read(JSON.stringify(TWENTY))), TWENTY);
});

test('byte order marks, line ends and encodings that programs introduce do no harm', () => {
  const text = file([FULL, ...TWENTY]);
  const utf16 = Buffer.from(`\uFEFF${text}`, 'utf16le');
  const swapped = Buffer.from(utf16).swap16();
  const forms = {
    mark: Buffer.from(`\uFEFF${text}`),
    'utf-16le': utf16,
    'utf-16be': swapped,
    'utf-16le, no mark': utf16.subarray(2),
    'utf-16be, no mark': swapped.subarray(2),
    'windows line ends': Buffer.from(text.replaceAll('\n', '\r\n')),
    'old Mac line ends': Buffer.from(text.replaceAll('\n', '\r')),
    'windows-1251': windows1251(text),
  };
  for (const [form, bytes] of Object.entries(forms)) assert.deepEqual(ordersIn(read(decode(bytes))), [FULL, ...TWENTY], form);
  const csv = table([FULL], 'ru');
  assert.deepEqual(ordersIn(readCsv(decode(Buffer.from(csv, 'utf16le')))), [FULL]);
  assert.deepEqual(ordersIn(readCsv(decode(windows1251(csv.replace('\uFEFF', ''))))), [FULL]);
});

/** @param {string} text */
function windows1251(text) {
  const decoder = new TextDecoder('windows-1251');
  const codes = new Map(Array.from({ length: 256 }, (_, code) => [decoder.decode(Uint8Array.of(code)), code]));
  return Buffer.from([...text].map((letter) => codes.get(letter) ?? 63));
}

test('a damaged text is left out and reported, and the rest of its order is imported', () => {
  const { orders, refused } = read(file([{ ...FULL, title: 'Нау\uFFFDники' }]));
  const rest = { ...FULL, title: undefined };
  assert.deepEqual({ ...orders[0].order, title: undefined }, rest);
  assert.ok(!('title' in orders[0].order));
  assert.deepEqual(refused, [{ line: 8, code: 'garbled', field: 'title', name: FULL.number }]);
});

test('unknown keys are reported, and none pollutes a prototype', () => {
  const evil = `{ "format": 1, "__proto__": { "polluted": 1 }, "orders": [
    { "id": "x", "ordered": "2026-01-01", "__proto__": { "polluted": 1 }, "constructor": { "prototype": { "polluted": 1 } },
      "proof": { "__proto__": true, "film": true }, "entered": { "__proto__": { "opens": 1 }, "constructor": { "closes": 1 } },
      "price": { "amount": "1", "currency": "RUB", "toString": 1 }, "changed": { "__proto__": 5 }, "colour": "red" }] }`;
  const { orders, ignored } = read(evil);
  assert.deepEqual(orders[0].order, {
    id: 'x', ordered: '2026-01-01', price: { amount: '1', currency: 'RUB' }, entered: {}, proof: { film: true },
  });
  assert.equal(Object.getPrototypeOf(orders[0].order), Object.prototype);
  assert.equal(Object.getPrototypeOf(orders[0].order.proof), Object.prototype);
  assert.equal(/** @type {any} */ ({}).polluted, undefined);
  for (const name of ['colour', '__proto__', 'constructor', 'proof.__proto__', 'price.toString']) assert.ok(ignored.includes(name), name);
});

test('input that is not a list of orders is quickly refused', () => {
  const million = 1_000_000;
  /** @type {[string, string][]} */
  const cases = [
    ['', 'no-orders'],
    ['Привет', 'no-orders'],
    ['{}', 'no-orders'],
    ['[1, "x", null]', 'nothing-sound'],
    ['{"format": 2, "orders": [{"ordered": "2026-01-01"}]}', 'newer-format'],
    // Found by `cargo xtask fuzz`: an object without a prototype throws when converted to a number.
    ['{"count": {}, "format": {}, "orders": [1]}', 'nothing-sound'],
    ['['.repeat(10 * million), 'nothing-sound'],
    [`{"format":1,"orders":${'['.repeat(million)}`, 'nothing-sound'],
    [`[${'{"id":'.repeat(million)}`, 'nothing-sound'],
    ['{"orders":'.repeat(million), 'no-orders'],
    ['"'.repeat(million), 'no-orders'],
    [`[1${',1'.repeat(million)}]`, 'nothing-sound'],
    [`[${',{"id":"x","ordered":"2026-01-01"}'.repeat(100_000).slice(1)}]`, 'too-many-orders'],
  ];
  for (const [text, problem] of cases) {
    const start = performance.now();
    const contents = read(text);
    assert.equal(contents.problem, problem, text.slice(0, 40));
    assert.deepEqual(contents.orders, []);
    assert.ok(performance.now() - start < 20_000, text.slice(0, 40));
  }
  assert.deepEqual(read(file([])), { orders: [], refused: [], ignored: [] });
});
