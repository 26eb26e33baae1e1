// The core as plain JavaScript, as the embed's fallback ships it, in two halves, what a page begins with
// and what it fetches for texts: over every vector, every case and every text they say, and refuse, just
// what the WebAssembly does.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import test from 'node:test';
import * as wasm from '../../dist/npm/index.js';
import * as ordersGlue from '../../target/engine/orders/glue.js';
import * as textsGlue from '../../target/engine/texts/glue.js';
import { memoryOf } from './memory.mjs';

const EMBED = new URL('../../dist/embed/', import.meta.url);
const TEXTS = new URL('../intake/', import.meta.url);
const CASES = new URL('../cases/', import.meta.url);

/** @param {string} file @param {any} glue @returns {Promise<WebAssembly.Exports>} */
async function start(file, glue) {
  const { default: instantiate } = await import(new URL(file, EMBED).href);
  const core = instantiate({ a: glue.imports });
  glue.__wbg_set_wasm(core);
  return core;
}

/** @param {any} engine @param {any} order @param {any} options @param {string} [call] */
function outcome(engine, order, options, call = 'assess') {
  try {
    return engine[call](order, options);
  } catch (error) {
    const { name, message, code, path, errors } = /** @type {import('../../dist/npm/index.js').DisputeClockError} */ (error);
    return { name, message, code, path, errors };
  }
}

/** @type {any} */
const orders = ordersGlue;
/** @type {any} */
const texts = textsGlue;
/** @type {WebAssembly.Exports[]} */
let cores;
test.before(async () => {
  cores = [await start('dispute-clock.plain.js', orders), await start('dispute-clock.more.plain.js', texts)];
});

test('the full vectors', () => {
  const { rulebook, vectors } = JSON.parse(readFileSync(new URL('../vectors.json', import.meta.url), 'utf8'));
  assert.ok(vectors.length > 1000);
  for (const { text, zone, ends } of vectors) {
    const answer = orders.assess({ ordered: text }, { now: '2026-01-01T00:00:00Z', timeZone: zone, rulebook });
    const found = answer.deadlines.map((/** @type {any} */ { id, earliest, latest }) => [id, [earliest, latest]]);
    assert.deepEqual(Object.fromEntries(found), ends, `${text} ${zone}`);
  }
});

for (const file of readdirSync(CASES)) {
  test(`${file}, every field of every answer`, () => {
    const { cases } = JSON.parse(readFileSync(new URL(file, CASES), 'utf8'));
    for (const { name, order, options } of cases) {
      for (const locale of ['ru', 'en']) {
        const all = options && { timeZone: 'UTC', ...options, locale };
        assert.deepEqual(outcome(orders, order, all), outcome(wasm, order, all), name);
      }
    }
  });
}

test('after its memory has grown each half still reads and writes the right one', () => {
  const options = { now: '2026-03-01T12:00:00Z', timeZone: 'UTC' };
  assert.equal(orders.assess({ ordered: '2026-03-01T10:00' }, options).phase, 'cancellable');
  assert.ok(texts.parseOrderText('Заказ от 05.03.2026', options).found.length > 0);
  for (const core of cores) memoryOf(core).grow(1);
  for (const ordered of ['2026-02-01T11:11', 'no date']) {
    assert.deepEqual(outcome(orders, { ordered }, options), outcome(wasm, { ordered }, options));
    assert.deepEqual(outcome(texts, ordered, options, 'parseOrderText'), outcome(wasm, ordered, options, 'parseOrderText'));
  }
});

test('the rulebooks, and an id', () => {
  assert.deepEqual(orders.rulebooks(), wasm.rulebooks());
  assert.match(orders.newOrderId(), /^[0-9a-f]{24}$/);
});

test('every text that the tests have', () => {
  const options = { now: '2026-06-20T12:00:00Z', timeZone: 'Europe/Moscow' };
  const found = readdirSync(TEXTS).flatMap((file) => JSON.parse(readFileSync(new URL(file, TEXTS), 'utf8')).cases.map((/** @type {{ text: string }} */ { text }) => text));
  assert.ok(found.length >= 60);
  for (const text of found) assert.deepEqual(outcome(texts, text, options, 'parseOrderText'), outcome(wasm, text, options, 'parseOrderText'), text);
  const { cases } = JSON.parse(readFileSync(new URL('A8.json', CASES), 'utf8'));
  let written = 0;
  for (const { name, order } of cases) {
    for (const locale of ['ru', 'en']) {
      const all = { ...options, now: '2026-03-02T00:00:00Z', locale };
      /** @type {[string, any, any][]} */
      const calls = [
        ['draftClaim', order, { ...all, problem: 'not-arrived' }],
        ['toICalendar', [{ ...order, id: 'x' }], all],
      ];
      for (const [call, given, options] of calls) {
        const answer = outcome(texts, given, options, call);
        assert.deepEqual(answer, outcome(wasm, given, options, call), name);
        if (typeof answer === 'string') written++;
      }
    }
  }
  assert.ok(written > cases.length, `${written} texts`);
});
