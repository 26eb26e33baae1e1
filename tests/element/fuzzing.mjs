// Random files, tables and links through the page's readers: what is read is consistent and round-trips, and
// nothing ever throws. tests/soak/fuzz.mjs runs it for long (`cargo xtask fuzz`), fuzz.test.mjs beside this
// briefly.

import assert from 'node:assert/strict';
import { assess } from '../../www/engine.js';
import { readTable, writeTable } from '../../www/element/transfer/csv.js';
import { decode } from '../../www/element/transfer/decode.js';
import { readFile, writeFile } from '../../www/element/transfer/json.js';
import { readLink, writeLink } from '../../www/element/transfer/link.js';
import { plan } from '../../www/element/transfer/preview.js';
import { random } from '../random.mjs';
import { FACTS, FULL, HEADINGS, HOSTILE, TWENTY, ZONE, file, finish, table } from './transfer.mjs';

/** @typedef {import('../../www/element/transfer/json.js').Contents} Contents */

/** @param {string} text */
const bytesOf = (text) => new TextEncoder().encode(text);
/** @param {Uint8Array} bytes */
const textOf = (bytes) => new TextDecoder().decode(bytes);

const WORDS = [
  ...HOSTILE, '{"id":"x",', '"ordered":"2026-01-01"', '"orders":[', '"format":1', '"changed":{"title":9e15}', '"entered":{"dispute":{"closes":', '},', ']', '\r\n', '\uFEFF',
  ';', '\t', '|', '""', '2026-02-30', '31.12.2025', '1e999', '-0', '9007199254740993', '\\u0000', '\\ud800', '\\', '#orders=j.', '#orders=z.', '%', '=', 'constructor',
].map(bytesOf);

/** An input with some of its bytes changed, removed or inserted, or with a part of another. @param {Uint8Array} input @param {Uint8Array} other @param {() => number} chance */
function mutated(input, other, chance) {
  const below = (/** @type {number} */ end) => Math.floor(chance() * end);
  let bytes = [...input];
  for (let times = 1 + below(6); times > 0; times--) {
    const at = below(bytes.length + 1);
    const from = below(other.length + 1);
    const mutations = [
      () => void (bytes[Math.min(at, bytes.length - 1)] = below(256)),
      () => void bytes.splice(at, 1 + below(40)),
      () => void bytes.splice(at, 0, ...WORDS[below(WORDS.length)]),
      () => void bytes.splice(at, below(8), ...WORDS[below(WORDS.length)]),
      () => void bytes.splice(at, below(60), ...other.slice(from, from + below(200))),
      () => void (bytes = bytes.slice(0, at)),
    ];
    mutations[below(mutations.length)]();
  }
  return Uint8Array.from(bytes.slice(0, 8192));
}

/** Invariants of whatever was read. @param {Contents} contents @returns {any[]} the orders that would be taken */
function checkedOrders(contents) {
  for (const { line, code } of contents.refused) assert.ok(line >= 1 && typeof code === 'string');
  for (const { order } of contents.orders) assert.equal(Object.getPrototypeOf(order), Object.prototype);
  if (contents.problem) assert.deepEqual(contents.orders, []);
  let ids = 0;
  const { steps } = finish(
    plan(contents, {
      orders: TWENTY.slice(0, 3),
      stamps: () => ({ title: 5 }),
      wasRemoved: () => false,
      assess: (order) => assess(order, { now: FACTS.now, timeZone: ZONE }),
      newId: () => `new-${++ids}`,
    }),
  );
  assert.equal(/** @type {any} */ ({}).polluted, undefined);
  assert.equal(new Set(steps.map(({ order }) => order.id)).size, steps.length, 'every id is unique');
  return steps.map(({ order }) => order);
}

/** Accepted orders round-trip through a file. @param {any[]} orders */
function checkRoundTrip(orders) {
  const contents = finish(readFile(writeFile(orders.map((order) => ({ order })), FACTS)));
  // What was already damaged is left out again.
  if (contents.refused.some(({ code }) => code === 'garbled')) return;
  assert.deepEqual(contents.orders.map(({ order }) => order), orders);
}

/** The entry points: seed inputs, and what is done with one. Returns the outcome in a few words. @type {Record<string, { seeds: Uint8Array[], tried: (input: Uint8Array) => string | Promise<string> }>} */
export const ENTRY_POINTS = {
  file: {
    seeds: [file([FULL]), file(TWENTY.slice(0, 4)), JSON.stringify([FULL]), '[]', '{"format":1,"orders":[{"id":"x","ordered":"2026-01-01","__proto__":{"polluted":1}}]}'].map(bytesOf),
    tried(input) {
      const contents = finish(readFile(decode(input)));
      const orders = checkedOrders(contents);
      checkRoundTrip(orders);
      return outcomeOf(contents, orders);
    },
  },
  table: {
    seeds: [table([FULL], 'ru'), table([FULL], 'en'), table(TWENTY.slice(0, 3), 'ru'), table(HOSTILE.slice(0, 8).map((title) => ({ id: title, title, ordered: '2026-01-01' })), 'en')].map(bytesOf),
    tried(input) {
      const contents = finish(readTable(decode(input), { headings: HEADINGS, timeZone: ZONE }));
      const orders = checkedOrders(contents);
      checkRoundTrip(orders);
      for (const language of ['ru', 'en']) {
        const text = writeTable(orders, { language, timeZone: ZONE, heading: HEADINGS[/** @type {'ru' | 'en'} */ (language)] });
        const back = finish(readTable(text, { headings: HEADINGS, timeZone: ZONE }));
        if (!back.refused.some(({ code }) => code === 'garbled')) assert.equal(back.orders.length, orders.length, text);
      }
      return outcomeOf(contents, orders);
    },
  },
  link: {
    seeds: [JSON.stringify({ format: 1, orders: [FULL] }), JSON.stringify({ format: 1, orders: TWENTY.slice(0, 2) })].map(bytesOf),
    async tried(input) {
      // As it is; as the payload of a link; and reduced to a fragment of letters.
      const text = textOf(input);
      const payload = Buffer.from(input).toString('base64url');
      const hashes = [text, `#orders=j.${payload}`, `#orders=z.${payload}`, `#orders=z.${text.replace(/[^A-Za-z0-9_-]/g, '')}`];
      const outcomes = [];
      for (const hash of hashes) {
        const contents = await readLink(hash);
        const orders = checkedOrders(contents);
        outcomes.push(outcomeOf(contents, orders));
        if (orders.length === 0) continue;
        const back = await readLink(new URL(await writeLink(orders, 'https://example.org/')).hash);
        if (!back.problem) assert.deepEqual(back.orders.map(({ order }) => order), orders);
      }
      return outcomes.join();
    },
  },
};

/** @param {Contents} contents @param {any[]} orders */
const outcomeOf = ({ problem, refused, ignored }, orders) =>
  [problem, orders.length, ignored.length > 0, ...new Set(refused.map(({ code, field }) => `${code} ${field}`))].join(' ');

/**
 * Mutates inputs and tries them, keeping those with a new outcome for further mutation.
 *
 * @param {string} name of the way @param {number} seconds @param {number} seed
 */
export async function fuzz(name, seconds, seed) {
  const { seeds, tried } = ENTRY_POINTS[name];
  const chance = random(seed);
  const pick = (/** @type {Uint8Array[]} */ of) => of[Math.floor(chance() * of.length)];
  const pool = [...seeds];
  const outcomes = new Set();
  let count = 0;
  for (const end = Date.now() + seconds * 1000; Date.now() < end; count++) {
    const input = count < seeds.length ? seeds[count] : mutated(pick(pool), pick(pool), chance);
    try {
      const outcome = await tried(input);
      if (outcomes.has(outcome)) continue;
      outcomes.add(outcome);
      if (pool.length < 20_000) pool.push(input);
    } catch (error) {
      throw new Error(`${name}, in base64: ${Buffer.from(input).toString('base64')}`, { cause: error });
    }
  }
  return { count, known: outcomes.size };
}
