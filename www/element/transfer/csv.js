// Orders as a table for spreadsheets, and the reader for what they save: any separator, headings in Russian or
// English, dates as people and programs write them.
// Imported by ways.js.

import { isAmbiguousAmount, MAX_INSTANT, readAmount, readDate, readTime } from '../input.js';
import { guard, readRows, unguard, writeRows } from './csv-cells.js';
import { MAX_ORDERS, MAX_REFUSED } from './limits.js';
import { createLineCounter } from './lines.js';
import { dropGarbled, isObject, MOMENT_FIELDS, MONEY_FIELDS, pickOrder, TEXT_FIELDS } from './shape.js';

/** Excel's separators depend on the language of its user. @type {Record<string, { separator: string, decimal: string }>} */
const CONVENTIONS = { ru: { separator: ';', decimal: ',' }, en: { separator: ',', decimal: '.' } };
/** @param {string | undefined} language */
const conventionsOf = (language) => CONVENTIONS[language ?? 'en'] ?? CONVENTIONS.en;
const SEPARATORS = [';', ',', '\t', '|'];

/** The columns. The time zone is last, so that a truncated row ends in half a zone and is refused. */
const COLUMNS = [
  'id', 'title', 'number', 'marketplace', 'ordered', 'paid', 'dispatched', 'deliveryDue', 'received', 'problem',
  'price', 'priceCurrency', 'cancelled', 'disputeOpened', 'refunded', 'refund', 'refundCurrency',
  'returnCost', 'returnCostCurrency', 'completed', 'entered', 'proof', 'note', 'timeZone',
];

/** A text with an offset is an instant, in any zone. */
const INSTANT = /T.*(?:Z|[+-]\d\d:?\d\d)$/i;

/**
 * @param {any[]} orders
 * @param {{ language: string, timeZone: string, heading: import('./headings.js').Headings }} facts  the zone is for moments without one
 */
export function writeTable(orders, { language, timeZone, heading }) {
  const { separator, decimal } = conventionsOf(language);
  const rows = orders.map((order) => {
    const cells = cellsOf(pickOrder(order).order, timeZone, decimal);
    return COLUMNS.map((column) => guard(cells[column] ?? '', TEXT_FIELDS.includes(column)));
  });
  return writeRows([COLUMNS.map((column) => heading(column)), ...rows], separator);
}

/** Encodes the separators in a name; lone surrogates, which have no encoding, become U+FFFD. @param {string} name */
const encodeName = (name) => encodeURIComponent(name.replace(/[\ud800-\udfff]/gu, '\ufffd'));

/** @param {any} order @param {string} defaultZone @param {string} decimal */
function cellsOf(order, defaultZone, decimal) {
  const zoneOf = (/** @type {any} */ moment) => (isObject(moment) && moment.timeZone) || defaultZone;
  const timeZone = zoneOf(order.ordered);
  /** @param {any} moment */
  const writeIn = (moment) => writeMoment(moment, zoneOf(moment) === timeZone ? '' : ` ${zoneOf(moment)}`);
  /** @type {Record<string, string>} */
  const cells = { timeZone };
  for (const column of TEXT_FIELDS) if (column in order) cells[column] = String(order[column]);
  for (const column of MOMENT_FIELDS) if (column in order) cells[column] = writeIn(order[column]);
  for (const column of MONEY_FIELDS) {
    if (!(column in order)) continue;
    cells[column] = String(order[column].amount).replace('.', decimal);
    cells[`${column}Currency`] = String(order[column].currency);
  }
  const proof = Object.entries(order.proof ?? {}).map(([id, done]) => `${encodeName(id)}=${done ? 'yes' : 'no'}`);
  if (proof.length > 0) cells.proof = proof.join('; ');
  const entered = Object.entries(order.entered ?? {}).flatMap(([id, ends]) =>
    Object.entries(ends).map(([end, moment]) => `${encodeName(id)} ${end} ${writeIn(moment)}`),
  );
  if (entered.length > 0) cells.entered = entered.join('; ');
  return cells;
}

/**
 * "2026-03-05 14:23", which every spreadsheet recognizes as a date; instants are left unchanged.
 *
 * @param {any} moment @param {string} zone with a leading space, or '' @returns {string}
 */
function writeMoment(moment, zone) {
  // Hosts may give a number that is no instant.
  if (typeof moment === 'number') return Math.abs(moment) <= MAX_INSTANT ? new Date(moment).toISOString() : '';
  if (typeof moment === 'string') return INSTANT.test(moment) ? moment : moment.replace('T', ' ');
  if (moment.earliest !== undefined) return [moment.earliest, moment.latest].map((end) => writeMoment(end, '')).join(' … ');
  return `${String(moment.local ?? moment.date ?? '').replace('T', ' ')}${zone}`;
}

/**
 * @param {string} text @param {{ headings: Record<string, import('./headings.js').Headings>, timeZone: string }} facts  the headings
 *   by language; the zone for rows that name none
 * @returns {Generator<undefined, import('./json.js').Contents>}
 */
export function* readTable(text, { headings, timeZone }) {
  /** @type {import('./json.js').Contents} */
  const contents = { orders: [], refused: [], ignored: [] };
  /** @type {Map<string, { column: string, language?: string }>} */
  const byHeading = new Map(COLUMNS.map((column) => [normalize(column), { column }]));
  for (const [language, heading] of Object.entries(headings)) {
    for (const column of COLUMNS) byHeading.set(normalize(heading(column)), { column, language });
  }
  const rows = readRows(text, separatorOf(text, byHeading), createLineCounter(text));
  const head = rows.next().value?.cells ?? [];
  const found = head.map((name) => byHeading.get(normalize(name)));
  const columns = found.map((column) => column?.column);
  if (!columns.includes('ordered')) return { ...contents, problem: 'no-orders' };
  contents.ignored = head.filter((name, index) => !found[index] && name.trim());
  const { decimal } = conventionsOf(found.find((column) => column?.column === 'ordered')?.language);
  for (const { cells, line, code } of rows) {
    yield;
    if (!code && cells.every((cell) => cell.trim() === '')) continue;
    const name = cells[columns.indexOf('title')] || undefined;
    if (code || cells.length !== columns.length) {
      contents.refused.push({ line, code: code ?? 'cells', name });
    } else {
      const row = Object.fromEntries(columns.flatMap((column, index) => (column ? [[column, unguard(cells[index], TEXT_FIELDS.includes(column))]] : [])));
      const { order, refused } = orderOf(row, timeZone, decimal);
      if (refused) contents.refused.push({ line, name, ...refused });
      else contents.orders.push({ order, line });
      for (const field of dropGarbled(order ?? {})) contents.refused.push({ line, code: 'garbled', field, name });
    }
    if (contents.refused.length > MAX_REFUSED) break;
    if (contents.orders.length > MAX_ORDERS) return { ...contents, orders: [], problem: 'too-many-orders' };
  }
  if (contents.orders.length === 0 && contents.refused.length > 0) return { ...contents, problem: 'nothing-sound' };
  return contents;
}

/** The separator that yields the most known headings. @param {string} text @param {Map<string, unknown>} byHeading */
function separatorOf(text, byHeading) {
  const count = (/** @type {string} */ separator) =>
    (readRows(text.slice(0, 10_000), separator, () => 1).next().value?.cells ?? []).filter((name) => byHeading.has(normalize(name))).length;
  return SEPARATORS.reduce((best, separator) => (count(separator) > count(best) ? separator : best));
}

/** Normalizes a heading that people may have retyped: ignores case, spaces and punctuation, and reads ё as е. @param {string} name */
const normalize = (name) => unguard(name).toLowerCase().replaceAll('\u0451', '\u0435').replace(/[^\p{L}\p{N}]/gu, '');

/** A cell that cannot be read; the message is the code. */
class Unreadable extends Error {}

/**
 * @param {Record<string, string>} row @param {string} defaultZone @param {string} decimal
 * @returns {{ order?: any, refused?: { code: string, field: string } }}
 */
function orderOf(row, defaultZone, decimal) {
  /** @type {any} */
  const order = {};
  const timeZone = row.timeZone?.trim() || defaultZone;
  const cell = (/** @type {string} */ column) => row[column]?.trim();
  let field = '';
  try {
    for (const column of TEXT_FIELDS) if (row[column]) order[column] = row[column];
    for (field of MOMENT_FIELDS) if (cell(field)) order[field] = readMoment(row[field], timeZone);
    for (field of MONEY_FIELDS) {
      if (cell(field)) order[field] = { amount: amountIn(row[field], decimal), currency: cell(`${field}Currency`) ?? '' };
    }
    for (const part of splitList(row[(field = 'proof')])) {
      const [id, done] = part.split('=');
      if (done !== 'yes' && done !== 'no') throw new Unreadable('malformed');
      order.proof = { ...order.proof, [decodeName(id)]: done === 'yes' };
    }
    for (const part of splitList(row[(field = 'entered')])) {
      const match = /^(\S+) (opens|closes) (.+)$/.exec(part);
      if (!match) throw new Unreadable('malformed');
      const [, id, end, moment] = match;
      const window = decodeName(id);
      order.entered = { ...order.entered, [window]: { ...order.entered?.[window], [end]: readMoment(moment, timeZone) } };
    }
    return { order };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { refused: { code: error.message, field } };
  }
}

/** @param {string | undefined} cell */
const splitList = (cell) => (cell ?? '').split(';').map((part) => part.trim()).filter(Boolean);

/** @param {string} id */
function decodeName(id) {
  try {
    return decodeURIComponent(id);
  } catch {
    throw new Unreadable('malformed');
  }
}

/** @param {string} cell @param {string} timeZone of the row @returns {any} */
function readMoment(cell, timeZone) {
  const text = cell.trim();
  const ends = text.split(' … ');
  if (ends.length === 2) return { earliest: ends[0], latest: ends[1] };
  if (INSTANT.test(text)) return text;
  // 03/04 is March to some and April to others.
  if (/^\d+\/\d+\/\d+/.test(text)) throw new Unreadable('ambiguous-date');
  const match = /^(\d\S*?)(?:(?:T|,?\s+)(\d{1,2}[:.]\d{2}(?::\d{2}(?:\.\d+)?)?))?(?:\s+([A-Za-z][\w+\-/]*))?$/.exec(text);
  if (!match) throw new Unreadable('malformed');
  const [, date, time, zone = timeZone] = match;
  const day = readDate(date);
  return time === undefined ? { date: day, timeZone: zone } : { local: `${day}T${readClock(time)}`, timeZone: zone };
}

/** Accepts "9:05:30" too. @param {string} time */
const readClock = (time) => readTime(time).replace(/^(\d):/, '0$1:');

/**
 * "1 299,00" as "1299.00". A single sign before three digits is ambiguous, unless it is the decimal sign
 * of the file's language.
 *
 * @param {string} cell @param {string} decimal
 */
function amountIn(cell, decimal) {
  if (isAmbiguousAmount(cell) && !cell.includes(decimal)) throw new Unreadable('ambiguous-amount');
  return readAmount(cell);
}
