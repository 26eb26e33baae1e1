// Every kind of JavaScript value into every function of the package: an answer or our typed error, and no
// residue, neither in the engine's memory nor in its state.

import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { memoryOf } from './memory.mjs';

/** The engine's own memory, which the package does not expose. @type {WebAssembly.Memory[]} */
const memories = [];
const { Instance } = WebAssembly;
WebAssembly.Instance = /** @type {any} */ (
  function (/** @type {WebAssembly.Module} */ module, /** @type {WebAssembly.Imports} */ imports) {
    const instance = new Instance(module, imports);
    const memory = memoryOf(instance.exports);
    // The part for texts uses the memory of the first.
    if (memory) memories.push(memory);
    return instance;
  }
);
const { assess, createTracker, draftClaim, newOrderId, parseOrderText, rulebooks, toICalendar } = await import('../../dist/npm/index.js');

const NOW = Date.parse('2026-05-20T12:00:00Z');
/** @type {any} what the types forbid is the point here */
const OPTIONS = { now: NOW, timeZone: 'Europe/Moscow', locale: 'en' };
/** @type {any} */
const ORDER = { id: 'a', title: 'b', ordered: '2026-03-01T10:00:00Z', received: '2026-04-01', problem: 'incomplete' };
const CODES = /^[a-z]+(-[a-z]+)*$/;

const boom = () => {
  throw new Error('boom');
};
const traps = ['get', 'ownKeys', 'getPrototypeOf', 'has', 'getOwnPropertyDescriptor', 'set', 'apply'];
const trapped = (/** @type {object} */ target) => new Proxy(target, Object.fromEntries(traps.map((trap) => [trap, boom])));

function revoked(/** @type {object} */ target) {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}

/** @param {number} depth @param {(inner: any) => any} around */
function nested(depth, around) {
  /** @type {any} */
  let value = 1;
  for (let level = 0; level < depth; level++) value = around(value);
  return value;
}

function cyclic(/** @type {any} */ value = {}) {
  value.self = value;
  return value;
}

/** Values that break programs. @type {Record<string, () => any>} */
const ODD = {
  symbol: () => Symbol('x'),
  bigint: () => 2n ** 70n,
  function: () => () => 1,
  class: () => class {},
  'long text': () => 'я'.repeat(10 * 1024 * 1024),
  'long ascii': () => 'x'.repeat(10 * 1024 * 1024),
  'lone surrogates': () => '\ud83d\ude00\ud83d',
  'low surrogate': () => '\ude00x',
  nul: () => '\0',
  'nested objects': () => nested(20_000, (inner) => ({ inner })),
  'nested lists': () => nested(20_000, (inner) => [inner]),
  'cyclic object': () => cyclic(),
  'cyclic list': () => cyclic([]),
  'cyclic map': () => cyclic(new Map()),
  'throwing getter': () => ({ get ordered() { return boom(); } }),
  'getter that throws nothing': () => ({ get ordered() { throw undefined; } }),
  'throwing proxy': () => trapped({}),
  'throwing list': () => trapped([]),
  'throwing date': () => trapped(new Date()),
  'throwing function': () => trapped(() => 1),
  'revoked object': () => revoked({}),
  'revoked list': () => revoked([]),
  'list of wrong length': () => new Proxy([], { get: (_, key) => (key === 'length' ? 'many' : 1) }),
  'endless list': () => new Proxy([], { get: (_, key) => (key === 'length' ? 2 ** 32 - 1 : 1) }),
  'symbol length': () => new Proxy([], { get: () => Symbol('x') }),
  'long list': () => new Array(2 ** 32 - 1),
  'many fields': () => Object.fromEntries(Array.from({ length: 200_000 }, (_, index) => [index, 1])),
  'endless proxy': () => {
    /** @type {ProxyHandler<any>} */
    const handler = { get: () => new Proxy({}, handler), ownKeys: () => ['a', 'b'], getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true, value: 1 }) };
    return new Proxy({}, handler);
  },
  'no date': () => Object.create(Date.prototype),
  'date of nothing': () => new Date(NaN),
  'date that throws': () => Object.assign(new Date(), { getTime: boom }),
  'date of a symbol': () => Object.assign(new Date(), { getTime: () => Symbol('x') }),
  'date of a text': () => Object.assign(new Date(), { getTime: () => 'x' }),
  'boxed number': () => Object(1),
  'boxed symbol': () => Object(Symbol('x')),
  'throwing toString': () => ({ toString: boom, valueOf: boom, [Symbol.toPrimitive]: boom, toJSON: boom }),
  'throwing toStringTag': () => ({ get [Symbol.toStringTag]() { return boom(); }, get constructor() { return boom(); } }),
  'text keys': () => ({ ['k'.repeat(1024 * 1024)]: 1, '\ud83d': 1, '': 1, 'a\nb': 1 }),
  'key __proto__': () => JSON.parse('{"__proto__":{"ordered":"2026-01-01"},"constructor":1}'),
  'no prototype': () => Object.create(null),
  'typed list': () => new Float64Array([NaN, 1]),
  bytes: () => new Uint8Array(1024),
  'shared memory': () => new Uint8Array(new SharedArrayBuffer(16)),
  promise: () => Promise.resolve(),
  thenable: () => ({ then: boom }),
  generator: () => (function* () { yield 1; })(),
  'calls back': () => ({ get ordered() { return assess(ORDER, OPTIONS).now; } }),
  'calls back forever': () => {
    const again = { get ordered() { return assess(/** @type {any} */ (again), OPTIONS); } };
    return again;
  },
  global: () => globalThis,
  error: () => new Error('x'),
  regexp: () => /x/,
  'weak map': () => new WeakMap(),
};

/** Slow values: not tried in every place. */
const HEAVY = ['endless list', 'long list', 'many fields', 'endless proxy', 'long text', 'long ascii', 'text keys', 'calls back forever'];

/** @typedef {(value: any) => unknown} Entry */

/** Every function of the package, with a value in each of its places. @type {Record<string, Entry>} */
const ENTRIES = {
  'assess(order)': (value) => assess(value, OPTIONS),
  'assess(order, options)': (value) => assess(ORDER, value),
  'draftClaim(order)': (value) => draftClaim(value, OPTIONS),
  'draftClaim(options)': (value) => draftClaim(ORDER, value),
  'toICalendar(orders)': (value) => toICalendar(value, OPTIONS),
  'toICalendar(orders[0])': (value) => toICalendar([value], OPTIONS),
  'toICalendar(options)': (value) => toICalendar([ORDER], value),
  'parseOrderText(text)': (value) => parseOrderText(value, OPTIONS),
  'parseOrderText(options)': (value) => parseOrderText('x', value),
  'createTracker(options)': (value) => createTracker(value).free(),
  'options.rulebook': (value) => assess(ORDER, { ...OPTIONS, rulebook: value }),
  ...Object.fromEntries(Object.keys(ORDER).map((field) => [`order.${field}`, (/** @type {any} */ value) => assess({ ...ORDER, [field]: value }, OPTIONS)])),
  ...Object.fromEntries(Object.keys(OPTIONS).map((field) => [`options.${field}`, (/** @type {any} */ value) => assess(ORDER, { ...OPTIONS, [field]: value })])),
};

/** Those of a tracker; all values go through the same one. */
const tracker = createTracker({ timeZone: 'UTC' });
/** @type {Record<string, Entry>} */
const TRACKER = {
  'put(order)': (value) => tracker.put(value),
  'put(order.title)': (value) => tracker.put({ ...ORDER, title: value }),
  'putAll(orders)': (value) => tracker.putAll(value),
  'putAll([order])': (value) => tracker.putAll([value]),
  'putAll([{ title }])': (value) => tracker.putAll([{ ...ORDER, title: value }]),
  'remove(id)': (value) => tracker.remove(value),
  'get(id)': (value) => tracker.get(value, NOW),
  'get(id, now)': (value) => tracker.get('a', value),
  'tick(now)': (value) => tracker.tick(value),
};

/** The outcome of a call that is neither an answer nor our own error. @param {Entry} entry @param {any} value @returns {string | undefined} */
function untypedErrorOf(entry, value) {
  try {
    entry(value);
  } catch (error) {
    const { name, code, path, errors } = /** @type {any} */ (error ?? {});
    const typed = name === 'DisputeClockError' && CODES.test(code) && typeof path === 'string' && Array.isArray(errors) && errors.length > 0;
    if (!typed) return String(error);
  }
  return undefined;
}

const memorySize = () => memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0);

/** The engine still answers correctly. */
function checkEngine() {
  assert.equal(assess(ORDER, OPTIONS).phase, 'disputable');
  tracker.put({ ...ORDER, id: 'sound' });
  assert.equal(tracker.get('sound', NOW)?.phase, 'disputable');
  assert.equal(tracker.remove('sound'), true);
  assert.match(newOrderId(), /^[0-9a-f]{24}$/);
  assert.equal(rulebooks().length, 2);
}

test('a text of ten million characters is refused without allocating memory for it', () => {
  checkEngine();
  const before = memorySize();
  const long = 'ж'.repeat(10 * 1024 * 1024);
  for (const [where, entry] of Object.entries({ ...ENTRIES, ...TRACKER })) assert.equal(untypedErrorOf(entry, long), undefined, where);
  assert.ok(memorySize() - before < 4 * 1024 * 1024, `${before}, then ${memorySize()} bytes`);
});

test('values that break programs, in every place, give an answer or a typed error', () => {
  /** @type {string[]} */
  const untypedErrors = [];
  let calls = 0;
  for (const [name, make] of Object.entries(ODD)) {
    const value = make();
    const places = Object.entries({ ...ENTRIES, ...TRACKER });
    for (const [where, entry] of HEAVY.includes(name) ? places.filter(([where]) => !/\./.test(where)) : places) {
      const untyped = untypedErrorOf(entry, value);
      if (untyped !== undefined) untypedErrors.push(`${where} = ${name}: ${untyped}`);
      calls++;
    }
  }
  assert.deepEqual(untypedErrors, []);
  checkEngine();
  assert.ok(calls > 1000 && memorySize() > 0, `${calls} calls`);
});

test('any value gives an answer or a typed error, and the memory does not grow', (t) => {
  const light = Object.entries(ODD).flatMap(([name, make]) => (HEAVY.includes(name) ? [] : [make]));
  const anything = fc.anything({
    withBigInt: true, withBoxedValues: true, withDate: true, withMap: true, withNullPrototype: true, withObjectString: true,
    withSet: true, withSparseArray: true, withTypedArray: true, withUnicodeString: true, maxDepth: 4,
    key: fc.oneof(fc.string(), fc.constantFrom(...Object.keys(ORDER), ...Object.keys(OPTIONS), 'amount', 'currency', 'local', 'date', 'earliest', 'latest', 'opens', 'closes')),
  });
  const entries = Object.entries({ ...ENTRIES, ...TRACKER });
  /** @type {string[]} */
  const untypedErrors = [];
  let calls = 0;
  const run = (/** @type {number} */ seed) =>
    fc.assert(
      fc.property(fc.constantFrom(...entries), fc.oneof(anything.map((value) => () => value), fc.constantFrom(...light)), ([where, entry], make) => {
        calls++;
        const untyped = untypedErrorOf(entry, make());
        // No assertion here: fast-check would print the value, which may not be printable.
        if (untyped !== undefined) untypedErrors.push(`${where}: ${untyped}`);
      }),
      { seed, numRuns: 1500 },
    );
  run(1);
  const memory = memorySize();
  for (const seed of [2, 3]) run(seed);
  assert.deepEqual(untypedErrors, []);
  checkEngine();
  t.diagnostic(`${calls} calls; the engine's memory ${memory} and ${memorySize()} bytes`);
  assert.equal(memorySize(), memory, 'the memory of the engine has not grown');
});

test('texts that end with a lone surrogate do not run into their neighbors', () => {
  const half = createTracker({ timeZone: 'UTC' });
  half.putAll([
    { id: 'one', ordered: '2026-03-01', title: 'x\ud83d' },
    { id: '\ude00two', title: 'y', ordered: '2026-03-01' },
    { id: 'three', ordered: '2026-03-01' },
  ]);
  assert.equal(half.size, 3);
  for (const id of ['one', 'three']) assert.equal(half.get(id, NOW)?.phase, 'disputable', id);
  half.free();
});
