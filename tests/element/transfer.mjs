// Orders to send through files, tables and links, and functions that do so. Imported by
// fuzzing.mjs and the tests of transfer and injection.

import { writeTable, readTable } from '../../www/element/transfer/csv.js';
import { readFile, writeFile } from '../../www/element/transfer/json.js';
import en from '../../www/locales/en.js';
import ru from '../../www/locales/ru.js';

export const ZONE = 'Europe/Moscow';
export const FACTS = { about: 'Заказы', now: Date.parse('2026-03-01T10:30Z'), timeZone: ZONE };
/** @type {Record<string, Record<string, string>>} */
const CATALOGUES = { ru, en };
/** @param {string} language @returns {(column: string) => string} */
export const heading = (language) => (column) => CATALOGUES[language][`column.${column}`];
export const HEADINGS = { ru: heading('ru'), en: heading('en') };

/** @template T @param {Generator<unknown, T>} work @returns {T} */
export function finish(work) {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/** @param {string} text */
export const read = (text) => finish(readFile(text));
/** @param {string} text */
export const readCsv = (text) => finish(readTable(text, { headings: HEADINGS, timeZone: ZONE }));
/** @param {any[]} orders */
export const file = (orders) => writeFile(orders.map((order) => ({ order, changed: { title: 5 } })), FACTS);
/** @param {any[]} orders @param {string} language */
export const table = (orders, language) => writeTable(orders, { language, timeZone: ZONE, heading: heading(language) });
/** @param {{ orders: { order: any }[] }} contents */
export const ordersIn = ({ orders }) => orders.map(({ order }) => order);

/** Every field that an order can have. */
export const FULL = {
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
export const TWENTY = Array.from({ length: 20 }, (_, index) => ({
  id: `order-${index}`,
  title: ['Чехол', 'Лампа, {новая}', 'Кружка "Кот"', 'Шапка\n, {"id": "x"}'][index % 4] + ` ${index}`,
  ordered: { local: `2026-01-${String(index + 1).padStart(2, '0')}T10:00`, timeZone: ZONE },
  ...(index % 3 === 0 && { price: { amount: `${index}99.90`, currency: 'RUB' } }),
  ...(index % 5 === 0 && { proof: { film: true } }),
}));

/** Texts that have broken programs before. */
export const HOSTILE = [
  '=1+1', '+7 900 000', '-5', '@SUM(A1)', '\t=1', '\r=1', '＝1+1', '＋1', '－1', '＠x', " '=x", "'=x", "''=x", "'", '"', '""', '\n', ' a ', '\uFEFF',
  '=HYPERLINK("http://x";"y")', '=cmd|\' /C calc\'!A0', 'a;=1', 'a,=1', 'a|@x', 'a\t-1', 'a\n=1', '12.05', '3E5', '0012', '1/2', "'12", '8012345678901234',
  'null', 'true', '{}', '\u0000', '\u2028', '🎧', 'مرحبا', '"},{"id":"x"', ';;;', ',,,', 'no\\t', '</script>', '__proto__',
];
