// The packed package in Node: both ways of loading it give the same answers, and those of rules A1 and A4;
// errors carry code and path; the element can be imported without a DOM.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import { installPacked, run } from './packed.mjs';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const ORDERED = Date.parse('2026-03-01T10:00:00+03:00');
const PAID = ORDERED + 2 * HOUR;

// Moscow's clocks never change, so there 75 days are 75 times 24 hours.
const OPTIONS = { timeZone: 'Europe/Moscow', locale: 'en' };
const ORDER = { ordered: '2026-03-01T10:00', paid: PAID };

const LOADERS = {
  'import.mjs': `import { assess } from 'dispute-clock';`,
  'require.cjs': `const { assess } = require('dispute-clock');`,
};

/** @type {Awaited<ReturnType<typeof installPacked>>} */
let consumer;
before(async () => {
  consumer = await installPacked();
});
after(() => consumer.remove());

/** @param {string} file @param {string} source @returns {Promise<any>} what the program prints, as JSON */
async function printed(file, source) {
  await writeFile(join(consumer.folder, file), source);
  return JSON.parse(await run('node', [file], consumer.folder));
}

for (const [file, load] of Object.entries(LOADERS)) {
  test(`an error that nobody catches is read at a glance, by ${file}`, async () => {
    await writeFile(join(consumer.folder, file), `${load} assess({ ordered: 'yesterday' }, { now: 0 });`);
    const said = spawnSync(process.execPath, [file], { cwd: consumer.folder, encoding: 'utf8' }).stderr;
    // Node prints the source line that it comes from.
    assert.ok(said.length < 3000, `${said.length} characters`);
    assert.match(said, /ordered: malformed; expected/);
  });

  test(`A1, A4 by ${file}`, async () => {
    const instants = [PAID + 8 * HOUR, PAID + 8 * HOUR + 1, ORDERED + 75 * DAY - 1, ORDERED + 75 * DAY];
    const assessments = await printed(
      file,
      `${load}
      const [order, options, instants] = ${JSON.stringify([ORDER, OPTIONS, instants])};
      console.log(JSON.stringify(instants.map((now) => assess(order, { ...options, now }))));`,
    );
    assert.deepEqual(
      assessments.map((/** @type {any} */ { phase }) => phase),
      ['cancellable', 'waiting', 'waiting', 'disputable'],
    );
    for (const { now, deadlines, marketplace, timeZone } of assessments) {
      assert.ok(instants.includes(now));
      assert.equal(marketplace, 'joom');
      assert.equal(timeZone, 'Europe/Moscow');
      const at = (/** @type {string} */ id, /** @type {string} */ kind) =>
        deadlines.find((/** @type {any} */ deadline) => deadline.id === id && deadline.kind === kind).at;
      assert.equal(at('cancel', 'closes'), PAID + 8 * HOUR);
      assert.equal(at('dispute', 'opens'), ORDERED + 75 * DAY);
    }
    assert.equal(assessments[2].remaining.totalMs, 1);
  });

  test(`errors by ${file}`, async () => {
    const now = PAID + DAY;
    /** @type {[string, string, string, string][]} order, options, code, path */
    const cases = [
      [`{}`, `{ now: ${now} }`, 'required', 'ordered'],
      [`{ ordered: '2026-02-31' }`, `{ now: ${now} }`, 'no-such-date', 'ordered'],
      [`{ ordered: NaN }`, `{ now: ${now} }`, 'not-finite', 'ordered'],
      [`{ ordered: ${ORDERED}, paid: ${ORDERED - 1} }`, `{ now: ${now} }`, 'before-order', 'paid'],
      [`{ ordered: ${now + 1} }`, `{ now: ${now} }`, 'in-future', 'ordered'],
      [`{ ordered: ${ORDERED}, price: { amount: 'dear', currency: 'RUB' } }`, `{ now: ${now} }`, 'invalid-amount', 'price.amount'],
      [`{ ordered: ${ORDERED} }`, `{}`, 'required', 'options.now'],
      [`{ ordered: ${ORDERED} }`, `{ now: Infinity }`, 'not-finite', 'options.now'],
      [`{ ordered: ${ORDERED} }`, `{ now: 1e18 }`, 'out-of-range', 'options.now'],
      [`{ ordered: ${ORDERED} }`, `{ now: ${now}, timeZone: 'Mars/Base' }`, 'unknown-zone', 'options.timeZone'],
    ];
    const errors = await printed(
      file,
      `${load}
      const failure = (order, options) => {
        try {
          return { returned: assess(order, options) };
        } catch (error) {
          const { code, path, errors, message } = error;
          return { isError: error instanceof Error, code, path, errors, message };
        }
      };
      console.log(JSON.stringify([${cases.map(([order, options]) => `failure(${order}, ${options})`)}]));`,
    );
    for (const [index, [order, options, code, path]] of cases.entries()) {
      const { isError, errors: all, message, ...error } = errors[index];
      assert.deepEqual(error, { code, path }, `${order}, ${options}`);
      assert.ok(isError);
      assert.ok(message.length > 0);
      assert.deepEqual([all[0].code, all[0].path], [code, path]);
    }
  });
}

test('the element can be imported, twice and both ways, where there is no page', async () => {
  const named = await printed(
    'element.mjs',
    `import 'dispute-clock/element';
    import { createRequire } from 'node:module';
    const required = createRequire(import.meta.url)('dispute-clock/element');
    const imported = await import('dispute-clock/element');
    console.log(JSON.stringify([imported.DisputeClockElement.name.length > 0, typeof required.DisputeClockElement]));`,
  );
  assert.deepEqual(named, [true, 'function']);
});

test('importing has no effect: no global, no network, nothing started', async () => {
  const [added, calls] = await printed(
    'effects.mjs',
    `const before = new Set(Object.getOwnPropertyNames(globalThis));
    const calls = [];
    globalThis.fetch = () => calls.push('fetch');
    for (const name of ['Module', 'Instance', 'compile', 'instantiate']) {
      const original = WebAssembly[name];
      WebAssembly[name] = function (...args) { calls.push(name); return new original(...args); };
    }
    await import('dispute-clock');
    await import('dispute-clock/element');
    const added = Object.getOwnPropertyNames(globalThis).filter((name) => !before.has(name));
    console.log(JSON.stringify([added, calls]));`,
  );
  assert.deepEqual([added, calls], [[], []]);
});

test('slim takes a served core, whatever the server says of its type', async () => {
  const phases = await printed(
    'served.mjs',
    `import { readFileSync } from 'node:fs';
    import { createRequire } from 'node:module';
    const core = readFileSync(createRequire(import.meta.url).resolve('dispute-clock/dispute-clock.wasm'));
    const slim = import.meta.resolve('dispute-clock/slim');
    const phases = [];
    for (const type of ['application/wasm', 'application/wasm; charset=utf-8', 'text/html', '']) {
      const { assess, init } = await import(slim + '?' + phases.length);
      await init(new Response(core, { headers: { 'content-type': type } }));
      phases.push(assess({ ordered: '2026-03-01' }, { now: Date.parse('2026-04-01') }).phase);
    }
    console.log(JSON.stringify(phases));`,
  );
  assert.deepEqual(phases, ['waiting', 'waiting', 'waiting', 'waiting']);
});

// What Chromium before 115 lets a page compile synchronously. Asynchronous compilation is not limited.
const LITTLE_AT_ONCE = `
  const { Module, Instance } = WebAssembly;
  const sizes = new WeakMap();
  const check = (size) => { if (!(size <= 4096)) throw new RangeError('disallowed on the main thread, if the buffer size is larger than 4KB'); };
  WebAssembly.Module = function (bytes) { check(bytes.byteLength); const module = new Module(bytes); sizes.set(module, bytes.byteLength); return module; };
  Object.defineProperty(WebAssembly.Module, Symbol.hasInstance, { value: (one) => one instanceof Module });
  WebAssembly.Instance = function (module, imports) { check(sizes.get(module)); return new Instance(module, imports); };`;

test('where a page may start no more than 4 KB at once, ready() starts the engine', async () => {
  const answers = await printed(
    'aside.mjs',
    `${LITTLE_AT_ONCE}
    const { assess, parseOrderText, ready } = await import('dispute-clock');
    const phase = () => assess({ ordered: '2026-03-01' }, { now: Date.parse('2026-04-01') }).phase;
    const answers = [];
    try { phase(); } catch (error) { answers.push(error.name); }
    await Promise.all([ready(), ready()]);
    const { found } = parseOrderText('Заказ от 1 марта 2026', { now: Date.parse('2026-04-01') });
    console.log(JSON.stringify([...answers, phase(), found.map(({ field }) => field)]));`,
  );
  assert.deepEqual(answers, ['RangeError', 'waiting', ['ordered']]);
});

test('and slim starts there as everywhere', async () => {
  const phase = await printed(
    'aside-slim.mjs',
    `${LITTLE_AT_ONCE}
    import { readFileSync } from 'node:fs';
    import { createRequire } from 'node:module';
    const { assess, init } = await import('dispute-clock/slim');
    await init(readFileSync(createRequire(import.meta.url).resolve('dispute-clock/dispute-clock.wasm')));
    console.log(JSON.stringify(assess({ ordered: '2026-03-01' }, { now: Date.parse('2026-04-01') }).phase));`,
  );
  assert.equal(phase, 'waiting');
});

test('elsewhere ready() is called for nothing, and does no harm', async () => {
  const phases = await printed(
    'ready.mjs',
    `import { createTracker, ready } from 'dispute-clock';
    const tracker = createTracker();
    tracker.put({ id: 'a', ordered: '2026-03-01' });
    await ready();
    console.log(JSON.stringify(tracker.tick(Date.parse('2026-04-01')).map(({ phase }) => phase)));`,
  );
  assert.deepEqual(phases, ['waiting']);
});

test('a host that tells of no collected garbage, as Cloudflare Workers of a date before May 2025, has trackers all the same', async () => {
  const changes = await printed(
    'no-registry.mjs',
    `delete globalThis.FinalizationRegistry;
    const { createTracker } = await import('dispute-clock');
    const tracker = createTracker({ timeZone: 'Europe/Moscow' });
    tracker.putAll([{ id: 'a', ordered: ${ORDERED} }]);
    const changes = tracker.tick(${ORDERED});
    tracker.free();
    console.log(JSON.stringify(changes));`,
  );
  assert.deepEqual(changes.map((/** @type {any} */ { id, phase }) => [id, phase]), [['a', 'cancellable']]);
});
