// The core in the embed's two parts, what a page starts with and what is added for texts, as WebAssembly and
// as the plain JavaScript fallback: over every vector, every case and every text, they answer and refuse
// exactly as the whole core does.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import * as whole from '../../dist/npm/index.js';
import { unpack } from '../../www/core/unpack.js';
import { memoryOf } from './memory.mjs';
import { ROOT } from './packed.mjs';

const ENGINE = new URL('../../target/engine/', import.meta.url);
const EMBED = new URL('../../dist/embed/', import.meta.url);
const TEXTS = new URL('../intake/', import.meta.url);
const CASES = new URL('../cases/', import.meta.url);

/** @typedef {(imports: WebAssembly.Imports) => WebAssembly.Exports} Instantiate */

/** @param {string} file @returns {Promise<Instantiate>} */
async function compiled(file) {
  const module = await WebAssembly.compile(readFileSync(new URL(file, ENGINE)));
  return (imports) => new WebAssembly.Instance(module, imports).exports;
}

/** @param {string} file @returns {Promise<Instantiate>} */
const plain = async (file) => (await import(new URL(file, EMBED).href)).default;

/** @type {[string, () => Promise<Instantiate[]>][]} */
const KINDS = [
  ['WebAssembly', () => Promise.all([compiled('orders.wasm'), compiled('texts.wasm')])],
  ['plain JavaScript', () => Promise.all([plain('dispute-clock.plain.js'), plain('dispute-clock.texts.plain.js')])],
];

/** @param {any} from @param {any} order @param {any} options @param {string} [call] */
function outcome(from, order, options, call = 'assess') {
  try {
    return from[call](order, options);
  } catch (error) {
    const { name, message, code, path, errors } = /** @type {import('../../dist/npm/index.js').DisputeClockError} */ (error);
    return { name, message, code, path, errors };
  }
}

for (const [kind, load] of KINDS) {
  test.describe(kind, () => {
    /** @type {any} */
    let engine;
    /** @type {WebAssembly.Exports} */
    let first;
    test.before(async () => {
      engine = await import(new URL(`glue.js?${kind}`, ENGINE).href);
      const [orders, texts] = await load();
      first = orders({ a: engine.imports });
      engine.__wbg_set_wasm({ ...first, ...texts({ a: engine.imports, b: first }) });
    });

    test('all vectors give the expected deadlines', () => {
      const { rulebook, vectors } = JSON.parse(readFileSync(new URL('../vectors.json', import.meta.url), 'utf8'));
      assert.ok(vectors.length > 1000);
      for (const { text, zone, ends } of vectors) {
        const answer = engine.assess({ ordered: text }, { now: '2026-01-01T00:00:00Z', timeZone: zone, rulebook });
        const found = answer.deadlines.map((/** @type {any} */ { id, earliest, latest }) => [id, [earliest, latest]]);
        assert.deepEqual(Object.fromEntries(found), ends, `${text} ${zone}`);
      }
    });

    for (const file of readdirSync(CASES)) {
      test(`${file}: every field of every answer is the same`, () => {
        const { cases } = JSON.parse(readFileSync(new URL(file, CASES), 'utf8'));
        for (const { name, order, options } of cases) {
          for (const locale of ['ru', 'en']) {
            const all = options && { timeZone: 'UTC', ...options, locale };
            assert.deepEqual(outcome(engine, order, all), outcome(whole, order, all), name);
          }
        }
      });
    }

    test('both parts still use the right memory after it has grown', () => {
      const options = { now: '2026-03-01T12:00:00Z', timeZone: 'UTC' };
      assert.equal(engine.assess({ ordered: '2026-03-01T10:00' }, options).phase, 'cancellable');
      assert.ok(engine.parseOrderText('Заказ от 05.03.2026', options).found.length > 0);
      memoryOf(first).grow(1);
      for (const ordered of ['2026-02-01T11:11', 'no date']) {
        assert.deepEqual(outcome(engine, { ordered }, options), outcome(whole, { ordered }, options));
        assert.deepEqual(outcome(engine, ordered, options, 'parseOrderText'), outcome(whole, ordered, options, 'parseOrderText'));
      }
    });

    test('the rulebooks are the same, and an order id is made', () => {
      assert.deepEqual(engine.rulebooks(), whole.rulebooks());
      assert.match(engine.newOrderId(), /^[0-9a-f]{24}$/);
    });

    test('every text of the tests is read and written the same', () => {
      const options = { now: '2026-06-20T12:00:00Z', timeZone: 'Europe/Moscow' };
      const found = readdirSync(TEXTS).flatMap((file) => JSON.parse(readFileSync(new URL(file, TEXTS), 'utf8')).cases.map((/** @type {{ text: string }} */ { text }) => text));
      assert.ok(found.length >= 60);
      for (const text of found) assert.deepEqual(outcome(engine, text, options, 'parseOrderText'), outcome(whole, text, options, 'parseOrderText'), text);
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
            const answer = outcome(engine, given, options, call);
            assert.deepEqual(answer, outcome(whole, given, options, call), name);
            if (typeof answer === 'string') written++;
          }
        }
      }
      assert.ok(written > cases.length, `${written} texts`);
    });
  });
}

// A function's size may be encoded in more bytes than necessary, and alignments are hints.
test('the modules embedded in scripts as text are the same', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dispute-clock-'));
  try {
    for (const part of ['orders', 'texts']) {
      const { packed } = await import(new URL(`${part}.js`, ENGINE).href);
      const unpacked = join(folder, `${part}.wasm`);
      writeFileSync(unpacked, unpack(packed));
      assert.equal(disassembled(unpacked), disassembled(fileURLToPath(new URL(`${part}.wasm`, ENGINE))), part);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

/** @param {string} module */
function disassembled(module) {
  const flags = ['--enable-bulk-memory', '--enable-nontrapping-float-to-int', '--enable-sign-ext', '--quiet', '--emit-text'];
  const text = execFileSync(process.execPath, [join(ROOT, 'node_modules/binaryen/bin/wasm-opt'), ...flags, module, '-o', '-'], { maxBuffer: 2 ** 27 });
  return text.toString().replaceAll(/ align=\d/g, '');
}
