// The core as plain JavaScript, as the embed's fallback ships it: over every vector and every case it
// says, and refuses, just what the WebAssembly does.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import test from 'node:test';
import * as wasm from '../../dist/npm/index.js';
import * as plain from '../../target/engine/glue.js';

const CORE = new URL('../../dist/embed/dispute-clock.plain.js', import.meta.url);
const CASES = new URL('../cases/', import.meta.url);

/** @type {WebAssembly.Exports} */
let core;
test.before(async () => {
  const { default: instantiate } = await import(CORE.href);
  core = instantiate({ './dispute_clock_bg.js': plain });
  plain.__wbg_set_wasm(core);
});

/** @param {{ assess: Function }} engine @param {any} order @param {any} options */
function outcome(engine, order, options) {
  try {
    return engine.assess(order, options);
  } catch (error) {
    const { name, message, code, path, errors } = /** @type {import('../../dist/npm/index.js').DisputeClockError} */ (error);
    return { name, message, code, path, errors };
  }
}

test('the full vectors', () => {
  const { rulebook, vectors } = JSON.parse(readFileSync(new URL('../vectors.json', import.meta.url), 'utf8'));
  assert.ok(vectors.length > 1000);
  for (const { text, zone, ends } of vectors) {
    const answer = plain.assess({ ordered: text }, { now: '2026-01-01T00:00:00Z', timeZone: zone, rulebook });
    const found = answer.deadlines.map(({ id, earliest, latest }) => [id, [earliest, latest]]);
    assert.deepEqual(Object.fromEntries(found), ends, `${text} ${zone}`);
  }
});

for (const file of readdirSync(CASES)) {
  test(`${file}, every field of every answer`, () => {
    const { cases } = JSON.parse(readFileSync(new URL(file, CASES), 'utf8'));
    for (const { name, order, options } of cases) {
      for (const locale of ['ru', 'en']) {
        const all = options && { timeZone: 'UTC', ...options, locale };
        assert.deepEqual(outcome(plain, order, all), outcome(wasm, order, all), name);
      }
    }
  });
}

test('after its memory has grown it still reads and writes the right one', () => {
  const options = { now: '2026-03-01T12:00:00Z', timeZone: 'UTC' };
  assert.equal(plain.assess({ ordered: '2026-03-01T10:00' }, options).phase, 'cancellable');
  /** @type {WebAssembly.Memory} */ (core.memory).grow(1);
  for (const ordered of ['2026-02-01T11:11', 'no date']) {
    assert.deepEqual(outcome(plain, { ordered }, options), outcome(wasm, { ordered }, options));
  }
});

test('the rulebooks, and an id', () => {
  assert.deepEqual(plain.rulebooks(), wasm.rulebooks());
  assert.match(plain.newOrderId(), /^[0-9a-f]{24}$/);
});
