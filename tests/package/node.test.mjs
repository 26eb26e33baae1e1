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
async function outputOf(file, source) {
  await writeFile(join(consumer.folder, file), source);
  return JSON.parse(await run('node', [file], consumer.folder));
}

for (const [file, load] of Object.entries(LOADERS)) {
  test(`${file}: an uncaught error is short and readable`, async () => {
    await writeFile(join(consumer.folder, file), `${load} assess({ ordered: 'yesterday' }, { now: 0 });`);
    const stderr = spawnSync(process.execPath, [file], { cwd: consumer.folder, encoding: 'utf8' }).stderr;
    // Node prints the source line that it comes from.
    assert.ok(stderr.length < 3000, `${stderr.length} characters`);
    assert.match(stderr, /ordered: malformed; expected/);
  });

  test(`${file}: phases and deadlines are right around the ends of the cancel and dispute windows`, async () => {
    const instants = [PAID + 8 * HOUR, PAID + 8 * HOUR + 1, ORDERED + 75 * DAY - 1, ORDERED + 75 * DAY];
    const assessments = await outputOf(
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

  test(`${file}: bad input throws errors with code and path`, async () => {
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
    const errors = await outputOf(
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

test('the element can be both imported and required where there is no page', async () => {
  const named = await outputOf(
    'element.mjs',
    `import 'dispute-clock/element';
    import { createRequire } from 'node:module';
    const required = createRequire(import.meta.url)('dispute-clock/element');
    const imported = await import('dispute-clock/element');
    console.log(JSON.stringify([imported.DisputeClockElement.name.length > 0, typeof required.DisputeClockElement]));`,
  );
  assert.deepEqual(named, [true, 'function']);
});

test('importing has no side effects: no globals, no requests, no compilation', async () => {
  const [added, calls] = await outputOf(
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

test('slim accepts a served core with any content type', async () => {
  const phases = await outputOf(
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
const LIMITED_SYNC_COMPILATION = `
  const { Module, Instance } = WebAssembly;
  const sizes = new WeakMap();
  const check = (size) => { if (!(size <= 4096)) throw new RangeError('disallowed on the main thread, if the buffer size is larger than 4KB'); };
  WebAssembly.Module = function (bytes) { check(bytes.byteLength); const module = new Module(bytes); sizes.set(module, bytes.byteLength); return module; };
  Object.defineProperty(WebAssembly.Module, Symbol.hasInstance, { value: (one) => one instanceof Module });
  WebAssembly.Instance = function (module, imports) { check(sizes.get(module)); return new Instance(module, imports); };`;

test('where no more than 4 KB may be compiled synchronously, ready() starts the engine', async () => {
  const answers = await outputOf(
    'aside.mjs',
    `${LIMITED_SYNC_COMPILATION}
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

test('where no more than 4 KB may be compiled synchronously, slim starts as usual', async () => {
  const phase = await outputOf(
    'aside-slim.mjs',
    `${LIMITED_SYNC_COMPILATION}
    import { readFileSync } from 'node:fs';
    import { createRequire } from 'node:module';
    const { assess, init } = await import('dispute-clock/slim');
    await init(readFileSync(createRequire(import.meta.url).resolve('dispute-clock/dispute-clock.wasm')));
    console.log(JSON.stringify(assess({ ordered: '2026-03-01' }, { now: Date.parse('2026-04-01') }).phase));`,
  );
  assert.equal(phase, 'waiting');
});

test('elsewhere ready() is unnecessary and harmless', async () => {
  const phases = await outputOf(
    'ready.mjs',
    `import { createTracker, ready } from 'dispute-clock';
    const tracker = createTracker();
    tracker.put({ id: 'a', ordered: '2026-03-01' });
    await ready();
    console.log(JSON.stringify(tracker.tick(Date.parse('2026-04-01')).map(({ phase }) => phase)));`,
  );
  assert.deepEqual(phases, ['waiting']);
});

test('trackers work without FinalizationRegistry, as in Cloudflare Workers with a compatibility date before May 2025', async () => {
  const changes = await outputOf(
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
