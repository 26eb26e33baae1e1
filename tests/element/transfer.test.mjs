// Orders leave as a file, a table or a link and come back the same; what is damaged on the way costs
// only itself. The modules of www/element/transfer without a page; papaparse reads the tables too.

import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import Papa from 'papaparse';
import { writeTable, readTable } from '../../www/element/transfer/csv.js';
import { guard, unguard } from '../../www/element/transfer/csv-cells.js';
import { decode } from '../../www/element/transfer/decode.js';
import { readFile, writeFile } from '../../www/element/transfer/json.js';
import { readLink, writeLink } from '../../www/element/transfer/link.js';
import { plan } from '../../www/element/transfer/preview.js';
import { assess, toICalendar } from '../../www/engine.js';
import en from '../../www/locales/en.js';
import ru from '../../www/locales/ru.js';

const ZONE = 'Europe/Moscow';
const FACTS = { about: 'Заказы', now: Date.parse('2026-03-01T10:30Z'), timeZone: ZONE };
/** @type {Record<string, Record<string, string>>} */
const CATALOGUES = { ru, en };
/** @param {string} language @returns {(column: string) => string} */
const heading = (language) => (column) => CATALOGUES[language][`column.${column}`];
const HEADINGS = { ru: heading('ru'), en: heading('en') };

/** @template T @param {Generator<unknown, T>} work @returns {T} */
function finish(work) {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/** @param {string} text */
const read = (text) => finish(readFile(text));
/** @param {string} text */
const readCsv = (text) => finish(readTable(text, { headings: HEADINGS, timeZone: ZONE }));
/** @param {any[]} orders */
const file = (orders) => writeFile(orders.map((order) => ({ order, changed: { title: 5 } })), FACTS);
/** @param {any[]} orders @param {string} language */
const table = (orders, language) => writeTable(orders, { language, timeZone: ZONE, heading: heading(language) });
/** @param {{ orders: { order: any }[] }} contents */
const ordersIn = ({ orders }) => orders.map(({ order }) => order);

/** Everything that an order can say. */
const FULL = {
  id: 'a1b2c3',
  title: 'Наушники "Звук", 2 шт.',
  number: '0012345678901234',
  marketplace: 'aliexpress',
  ordered: { local: '2026-01-05T14:23:45', timeZone: ZONE },
  paid: { local: '2026-01-05T23:30', timeZone: 'Asia/Vladivostok' },
  dispatched: { date: '2026-01-07', timeZone: ZONE },
  deliveryDue: { earliest: '2026-03-20T00:00:00Z', latest: '2026-03-25T00:00:00Z' },
  received: '2026-02-20T10:00:00+03:00',
  problem: 'poor-quality',
  price: { amount: '1299.00', currency: 'RUB' },
  disputeOpened: { date: '2026-02-21', timeZone: ZONE },
  refunded: { date: '2026-02-25', timeZone: ZONE },
  refund: { amount: '640.5', currency: 'RUB' },
  returnCost: { amount: '1.299', currency: 'USD' },
  entered: { dispute: { opens: { date: '2026-02-01', timeZone: ZONE }, closes: { local: '2026-03-01T12:00', timeZone: 'UTC' } } },
  proof: { film: true, 'label; kept': false },
  note: 'Одна строка,\nдругая;\tтретья\r\n"кавычки" и \\ черта',
};
const TWENTY = Array.from({ length: 20 }, (_, index) => ({
  id: `order-${index}`,
  title: ['Чехол', 'Лампа, {новая}', 'Кружка "Кот"', 'Шапка\n, {"id": "x"}'][index % 4] + ` ${index}`,
  ordered: { local: `2026-01-${String(index + 1).padStart(2, '0')}T10:00`, timeZone: ZONE },
  ...(index % 3 === 0 && { price: { amount: `${index}99.90`, currency: 'RUB' } }),
  ...(index % 5 === 0 && { proof: { film: true } }),
}));

/** Texts that have broken programs before. */
const HOSTILE = [
  '=1+1', '+7 900 000', '-5', '@SUM(A1)', '\t=1', '\r=1', '＝1+1', '＋1', '－1', '＠x', " '=x", "'=x", "''=x", "'", '"', '""', '\n', ' a ', '\uFEFF',
  '=HYPERLINK("http://x";"y")', '=cmd|\' /C calc\'!A0', 'a;=1', 'a,=1', 'a|@x', 'a\t-1', 'a\n=1', '12.05', '3E5', '0012', '1/2', "'12", '8012345678901234',
  'null', 'true', '{}', '\u0000', '\u2028', '🎧', 'مرحبا', '"},{"id":"x"', ';;;', ',,,', 'no\\t', '</script>', '__proto__',
];

test('a file is JSON that a person can read, and assess can take', () => {
  const text = file([FULL]);
  const parsed = JSON.parse(text);
  assert.deepEqual(Object.keys(parsed).slice(0, 2), ['about', 'format']);
  assert.equal(parsed.format, 1);
  assert.deepEqual(parsed.orders, [{ ...FULL, changed: { title: 5 } }]);
  assert.match(text, /^ {4}\{\n {6}"id": "a1b2c3",\n {6}"title": "Наушники/m);
});

test('a file brings back the same orders, with the times of their changes', () => {
  const contents = read(file([FULL, ...TWENTY]));
  assert.deepEqual(ordersIn(contents), [FULL, ...TWENTY]);
  assert.deepEqual({ ...contents.orders[0].changed }, { title: 5 });
  assert.deepEqual([contents.refused, contents.ignored, contents.problem], [[], [], undefined]);
});

test('any data at all comes back as it was, or is not taken for an order', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ id: fc.string(), title: fc.string({ unit: 'binary' }), note: fc.string({ unit: 'grapheme' }) }, { noNullPrototype: true })), (orders) => {
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
  test(`a file cut, ${form}: whole orders are kept, the rest named`, () => {
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

test('garbage in the middle costs the orders it lies in', () => {
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

test('commas too many are forgiven; a damaged head is named', () => {
  const text = file(TWENTY);
  const commas = text.replaceAll('"\n', '",\n').replace(/}\n {2}\]/, '},\n  ]');
  assert.deepEqual(ordersIn(read(commas)), TWENTY);
  assert.deepEqual(read(commas).refused, []);
  const headless = read(text.slice(20));
  assert.deepEqual(ordersIn(headless), TWENTY);
  assert.deepEqual(headless.refused.map(({ code }) => code), ['damaged']);
  assert.deepEqual(ordersIn(read(JSON.stringify(TWENTY))), TWENTY);
});

test('what programs do to a text on its way: marks, line ends, encodings', () => {
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

test('a text that was damaged is left out and named, the rest of its order taken', () => {
  const { orders, refused } = read(file([{ ...FULL, title: 'Нау\uFFFDники' }]));
  const rest = { ...FULL, title: undefined };
  assert.deepEqual({ ...orders[0].order, title: undefined }, rest);
  assert.ok(!('title' in orders[0].order));
  assert.deepEqual(refused, [{ line: 8, code: 'garbled', field: 'title', name: FULL.number }]);
});

test('keys that are not known are named; none changes what an object is', () => {
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

test('what is no list of orders is said to be none, quickly', () => {
  const million = 1_000_000;
  /** @type {[string, string][]} */
  const cases = [
    ['', 'no-orders'],
    ['Привет', 'no-orders'],
    ['{}', 'no-orders'],
    ['[1, "x", null]', 'nothing-sound'],
    ['{"format": 2, "orders": [{"ordered": "2026-01-01"}]}', 'newer-format'],
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

test('a link carries one order or all of them', async () => {
  for (const orders of [[FULL], TWENTY, HOSTILE.map((title) => ({ id: title, title, ordered: '2026-01-01' }))]) {
    const link = await writeLink(orders, 'https://example.org/page?a=1');
    assert.match(link, /^https:\/\/example\.org\/page\?a=1#orders=z\.[A-Za-z0-9_-]+$/);
    assert.deepEqual(ordersIn(await readLink(new URL(link).hash)), orders);
  }
});

test('a link without compression, as the calendar file has it', async () => {
  const json = JSON.stringify({ format: 1, orders: [FULL] });
  assert.deepEqual(ordersIn(await readLink(`#orders=j.${Buffer.from(json).toString('base64url')}`)), [FULL]);
});

test('the link in a calendar file brings its order back', async () => {
  const order = { ...TWENTY[0], note: FULL.note, proof: FULL.proof, entered: FULL.entered };
  const calendar = toICalendar([order], { now: FACTS.now, timeZone: ZONE, page: 'https://example.org/' });
  const [link] = /https:\/\/example\.org\/#orders=j\.[\w-]+/.exec(calendar.replaceAll('\r\n ', '')) ?? [''];
  const contents = await readLink(new URL(link).hash);
  assert.deepEqual(ordersIn(contents), [{ ...order, marketplace: 'joom' }]);
  assert.deepEqual(kinds(planned([order], contents)), [['same', order.id]]);
});

test('a broken link is said to be broken, wherever it breaks', async () => {
  const { hash } = new URL(await writeLink(TWENTY.slice(0, 3), 'https://example.org/'));
  for (let cut = '#orders='.length; cut < hash.length; cut++) {
    const contents = await readLink(hash.slice(0, cut));
    // The last letters may carry nothing but what fills up a byte.
    if (contents.problem === undefined) assert.deepEqual(ordersIn(contents), TWENTY.slice(0, 3), `cut at ${cut}`);
    else assert.equal(contents.problem, 'broken-link', `cut at ${cut}`);
  }
  const plain = `#orders=j.${Buffer.from(JSON.stringify({ format: 1, orders: TWENTY })).toString('base64url')}`;
  for (let cut = '#orders='.length; cut < plain.length - 3; cut += 7) {
    assert.equal((await readLink(plain.slice(0, cut))).problem, 'broken-link', `cut at ${cut}`);
  }
  for (const odd of ['#orders=', '#orders=x.AAAA', '#orders=z.*', '#orders=z.AAAA', '#orders=j.e30', '#orders=j._w', '#orders=%7B%7D']) {
    assert.equal((await readLink(odd)).problem, 'broken-link', odd);
  }
  const newer = Buffer.from('{"format":9,"orders":[]}').toString('base64url');
  assert.equal((await readLink(`#orders=j.${newer}`)).problem, 'newer-format');
});

test('a link that unpacks to more than a file may hold is stopped on the way', async () => {
  const stream = new Blob([' '.repeat(64 * 1024 * 1024)]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  const bomb = Buffer.from(await new Response(stream).arrayBuffer()).toString('base64url');
  const before = process.memoryUsage().arrayBuffers;
  assert.equal((await readLink(`#orders=z.${bomb}`)).problem, 'too-large');
  assert.ok(process.memoryUsage().arrayBuffers - before < 48 * 1024 * 1024);
});

/** What bringing in some orders would do. @param {any[]} here @param {any} contents @param {Partial<import('../../www/element/transfer/preview.js').Here>} [more] */
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

test('a preview tells the new from the changed and the same, and removes nothing', () => {
  const here = TWENTY.slice(0, 3);
  const result = planned(here, incoming(here[0], { ...here[1], title: 'Другое', note: 'Заметка' }, TWENTY[5]));
  assert.deepEqual(kinds(result), [['same', 'order-0'], ['changed', 'order-1'], ['new', 'order-5']]);
  assert.deepEqual(result.steps[1].changes, [
    { field: 'title', from: here[1].title, to: 'Другое' },
    { field: 'note', from: undefined, to: 'Заметка' },
  ]);
  assert.deepEqual(result.steps[2].order, TWENTY[5]);
});

test('a field that the file does not have stays; what is empty there is not emptied here', () => {
  const here = [{ ...FULL, id: 'x' }];
  const { steps } = planned(here, incoming({ id: 'x', ordered: FULL.ordered, proof: { photos: true } }));
  assert.deepEqual(steps[0].order, { ...FULL, id: 'x', proof: { ...FULL.proof, photos: true } });
  assert.deepEqual(steps[0].changes.map(({ field }) => field), ['proof']);
});

test('of two times of a change the later wins, field by field', () => {
  const mine = { id: 'x', ordered: '2026-01-01', title: 'моё', note: 'моя', problem: 'incomplete', proof: { film: true } };
  const theirs = { id: 'x', ordered: '2026-01-01', title: 'чужое', note: 'чужая', number: '7', proof: { film: false } };
  const changed = { title: 200, note: 50, number: 200, problem: 300, 'proof.film': 50 };
  const stamps = () => ({ title: 100, note: 100, number: 250, problem: 100, 'proof.film': 100 });
  const { steps } = planned([mine], { orders: [{ order: theirs, changed, line: 3 }] }, { stamps });
  // The number was taken out here after it was written there; the problem was taken out there last.
  assert.deepEqual(steps[0].order, { id: 'x', ordered: '2026-01-01', title: 'чужое', note: 'моя', proof: { film: true } });
});

test('an order without an id is known by its number, or by what it says', () => {
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

test('an order that was removed here is offered, and marked', () => {
  const { steps } = planned([], incoming(TWENTY[0], TWENTY[1]), { wasRemoved: (id) => id === 'order-1' });
  assert.deepEqual(steps.map(({ removed }) => removed), [false, true]);
});

test('the engine judges: what it refuses is named with its line, one ahead of its time is taken', () => {
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
