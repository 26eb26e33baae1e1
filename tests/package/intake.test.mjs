// The texts of tests/intake/*.json through the wasm in Node: the same files that tests/intake.rs runs
// natively. Also what only JS can pass in: lone surrogates, values that are not strings.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { assess, parseOrderText } from '../../dist/npm/index.js';
import { ROOT } from './packed.mjs';
import { random } from '../random.mjs';

const FOLDER = join(ROOT, 'tests/intake');
const OPTIONS = { now: '2026-06-10T12:00:00+03:00', timeZone: 'Europe/Moscow', locale: 'ru' };

/** Invariants of every text. @param {string} text @param {import('../../dist/npm/index.js').ParsedOrderText} parsed */
function checkInvariants(text, { order, found, questions }) {
  for (const { start, end, text: piece } of [...found, ...questions]) {
    assert.ok(start < end, piece);
    assert.equal(text.slice(start, end), piece);
  }
  const sure = found.filter(({ doubts }) => doubts.length === 0);
  assert.deepEqual(Object.keys(order).sort(), sure.map(({ field }) => field).sort());
}

for (const file of readdirSync(FOLDER)) {
  const { now, timeZone, cases } = JSON.parse(readFileSync(join(FOLDER, file), 'utf8'));
  test(`${file}: ${cases.length} texts are read as expected`, () => {
    for (const { name, text, options, ...expected } of cases) {
      const given = { now, timeZone, ...options };
      const parsed = parseOrderText(text, given);
      checkInvariants(text, parsed);
      assert.deepEqual(parsed.order, expected.order, name);
      const doubtful = parsed.found.filter(({ doubts }) => doubts.length > 0);
      assert.deepEqual(
        Object.fromEntries(doubtful.map(({ field, value, doubts }) => [field, [value, ...doubts]])),
        expected.doubtful ?? {},
        name,
      );
      assert.deepEqual(
        parsed.questions.map(({ code, field, options }) => ({ code, field, options })),
        expected.questions ?? [],
        name,
      );
      // The engine accepts the certain part of an order.
      const { order } = parsed;
      if (order.ordered) assess(/** @type {any} */ (order), given);
    }
  });
}

test('lone surrogates do no harm', () => {
  const chance = random('halves');
  const parts = ['\ud83d', '\udce6', '📦', ' ', '\n', 'Заказ №7788-1234', 'от 05.03.2026', 'Товар: ', 'лампа', '1 299 ₽', '03/04/2026'];
  for (let round = 0; round < 3_000; round++) {
    const text = Array.from({ length: 12 }, () => parts[Math.floor(chance() * parts.length)]).join('');
    checkInvariants(text, parseOrderText(text, OPTIONS));
  }
  const text = '\ud83d\ud83dЗаказ от 05.03.2026\udce6';
  const { order, found } = parseOrderText(text, OPTIONS);
  assert.deepEqual(order, { ordered: '2026-03-05' });
  assert.deepEqual([found[0].start, found[0].end], [11, 21]);
});

test('input that is not a text and bad options are refused with their path', () => {
  for (const [text, code] of /** @type {[any, string][]} */ ([
    [undefined, 'required'], [null, 'required'], [1, 'wrong-type'], [{}, 'wrong-type'], [Symbol('s'), 'wrong-type'],
    ['ж'.repeat(20_001), 'too-long'], ['x'.repeat(10_000_000), 'too-long'],
  ])) {
    assert.throws(() => parseOrderText(text, OPTIONS), { name: 'DisputeClockError', code, path: 'text' });
  }
  for (const [options, code, path] of /** @type {[any, string, string][]} */ ([
    [{}, 'required', 'options.now'],
    [undefined, 'required', 'options'],
    [{ ...OPTIONS, now: NaN }, 'not-finite', 'options.now'],
    [{ ...OPTIONS, timeZone: 'Mars/Base' }, 'unknown-zone', 'options.timeZone'],
    [{ ...OPTIONS, locale: 7 }, 'wrong-type', 'options.locale'],
  ])) {
    assert.throws(() => parseOrderText('Заказ', options), { name: 'DisputeClockError', code, path });
  }
  assert.deepEqual(parseOrderText('', OPTIONS), { order: {}, found: [], questions: [] });
});
