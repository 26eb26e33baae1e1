// Every field of an order and of the options, with every kind of JS value: an answer without NaN, or a typed
// error that names the field. Nothing else.

import assert from 'node:assert/strict';
import test from 'node:test';
import { runInNewContext } from 'node:vm';
import { Temporal } from 'temporal-polyfill';
import { assess, createTracker, draftClaim, toICalendar } from '../../dist/npm/index.js';

const NOW = Date.parse('2026-06-01T12:00:00Z');
const ORDERED = Date.parse('2026-03-01T10:00:00Z');
/** @type {import('../../dist/npm/index.js').Order} */
const ORDER = {
  id: 'a',
  title: 'b',
  marketplace: 'joom',
  ordered: '2026-03-01T10:00:00Z',
  paid: '2026-03-01T11:00:00Z',
  dispatched: '2026-03-02',
  deliveryDue: '2026-07-01',
  received: '2026-04-01',
  problem: 'poor-quality',
  price: { amount: '1299.00', currency: 'RUB' },
  cancelled: '2026-04-02',
  disputeOpened: '2026-05-20',
  refunded: '2026-05-25',
  completed: '2026-05-26',
  entered: { dispute: { opens: '2026-05-15', closes: '2026-06-15' } },
  note: 'c',
  number: 'd',
  refund: { amount: 1, currency: 'RUB' },
  returnCost: { amount: '2', currency: 'RUB' },
  proof: { film: true },
};
const OPTIONS = { now: NOW, timeZone: 'Europe/Moscow', locale: 'en' };

/** @type {any} */
const cyclic = {};
cyclic.self = cyclic;
let nested = {};
for (let depth = 0; depth < 1_000; depth++) nested = { nested };

const thrower = () => {
  throw new Error('not ours');
};
const hostile = {
  'getter that throws': Object.defineProperty({}, 'ordered', { get: thrower, enumerable: true }),
  'proxy that throws': new Proxy({}, { get: thrower, ownKeys: thrower, getPrototypeOf: thrower }),
  'list whose item throws': Object.defineProperty([1], 0, { get: thrower }),
  'endless list': new Proxy([], { get: (list, key) => (key === 'length' ? 2 ** 32 - 1 : Reflect.get(list, key)) }),
};

const VALUES = {
  ...hostile,
  null: null, true: true, zero: 0, minus: -1, fraction: 0.5, NaN, Infinity, '-Infinity': -Infinity, '1e300': 1e300,
  'unsafe integer': 2 ** 60, bigint: 10n, symbol: Symbol('s'), function: () => 1, 'empty text': '', blank: ' ',
  text: 'yesterday', 'long text': 'x'.repeat(1_000_000), 'lone surrogate': '\ud800', 'null byte': '2026-03-01\0',
  '31 February': '2026-02-31', 'year 1969': '1969-12-31', 'year 2101': '2101-01-01', 'wide digits': '２０２６-０３-０１',
  list: [], 'list of lists': [[[]]], object: {}, 'invalid Date': new Date(NaN), 'far Date': new Date(8.64e15),
  Date: new Date(NOW), future: NOW + 1, Map: new Map([['a', 1]]), Set: new Set([1]), bytes: new Uint8Array(3), RegExp: /a/,
  cyclic, nested, class: class {}, 'huge list': Array(200_000).fill(0), 'no such zone': 'Mars/Base',
};

/** Every field, by path. */
const FIELDS = [
  ...Object.keys(ORDER), 'price.amount', 'price.currency', 'entered.dispute', 'entered.dispute.opens', 'entered.dispute.closes',
];

/** @param {any} object @param {string} path @param {unknown} value */
function withValue(object, path, value) {
  const copy = structuredClone(object);
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  keys.reduce((parent, key) => parent[key], copy)[last] = value;
  return copy;
}

/** @param {unknown} answer */
function assertFinite(answer) {
  JSON.stringify(answer, (key, value) => {
    if (typeof value === 'number') assert.ok(Number.isFinite(value), key);
    return value;
  });
}

/**
 * @param {unknown} order @param {any} options @param {string} place @param {RegExp} path  what a fault may name
 * @returns {string} how it ended
 */
function outcomeOf(order, options, place, path) {
  try {
    assertFinite(assess(/** @type {any} */ (order), options));
    return 'answered';
  } catch (error) {
    const thrown = /** @type {import('../../dist/npm/index.js').DisputeClockError} */ (error);
    if (thrown instanceof assert.AssertionError) throw thrown;
    assert.ok(thrown instanceof Error, place);
    assert.equal(thrown.name, 'DisputeClockError', `${place}: ${thrown.stack}`);
    assert.match(thrown.path, path, place);
    assert.ok(thrown.errors.length >= 1 && thrown.errors[0].code === thrown.code, place);
    for (const { code, message } of thrown.errors) assert.ok(/^[a-z-]+$/.test(code) && message.length < 5_000, place);
    return thrown.code;
  }
}

test('a Temporal object is refused with the path of its field, and its ISO text is accepted', () => {
  for (const moment of [
    Temporal.Instant.fromEpochMilliseconds(ORDERED),
    Temporal.PlainDateTime.from('2026-03-01T13:00'),
    Temporal.PlainDate.from('2026-03-01'),
  ]) {
    assert.throws(() => assess({ ordered: /** @type {any} */ (moment) }, OPTIONS), { code: 'malformed', path: 'ordered' });
    const [deadline] = assess({ ordered: moment.toString() }, OPTIONS).deadlines;
    assert.equal(deadline.exact, !(moment instanceof Temporal.PlainDate));
    if (deadline.exact) assert.equal(deadline.from?.at, ORDERED);
  }
});

test('an error converted to JSON is complete', () => {
  assert.throws(() => assess({ ordered: '2026-02-31', paid: 'x' }, OPTIONS), (/** @type {any} */ error) => {
    const written = JSON.parse(JSON.stringify(error));
    assert.deepEqual(Object.keys(written).sort(), ['code', 'errors', 'name', 'path']);
    assert.deepEqual(written.errors.map((/** @type {any} */ { path }) => path), ['ordered', 'paid']);
    return error.message === written.errors.map((/** @type {any} */ fault) => fault.message).join('\n');
  });
});

test('every field of an order takes any value or throws a typed error', () => {
  assertFinite(assess(ORDER, OPTIONS));
  const outcomes = new Set();
  for (const field of FIELDS) {
    for (const [name, value] of Object.entries(VALUES)) {
      // The path of the field itself, one inside it, or the order as a whole if it cannot be read.
      const path = new RegExp(`^(${field.replace('.', '\\.')}(\\..*)?|order|paid|received|dispatched|problem|disputeOpened|refunded|completed|cancelled|entered\\..*)$`);
      outcomes.add(outcomeOf(withValue(ORDER, field, value), OPTIONS, `${field} = ${name}`, path));
    }
  }
  for (const code of ['answered', 'required', 'wrong-type', 'malformed', 'no-such-date', 'out-of-range', 'not-finite',
    'not-whole', 'before-order', 'in-future', 'invalid-amount', 'invalid-currency', 'unknown-value', 'unknown-marketplace', 'too-long']) {
    assert.ok(outcomes.has(code), `no field was refused as ${code}`);
  }
});

test('only own enumerable fields of an order count, in assess and trackers alike', () => {
  const hidden = Object.defineProperty({ id: 'a', ordered: '2026-01-01T00:00:00Z' }, 'received', { value: '2026-01-15T00:00:00Z', enumerable: false });
  class Got {
    id = 'b';
    ordered = '2026-01-01T00:00:00Z';
    get received() {
      return '2026-01-15T00:00:00Z';
    }
  }
  const shown = { ...hidden, id: 'c', get received() { return '2026-01-15T00:00:00Z'; } };
  const heir = Object.assign(Object.create({ received: '2026-01-15T00:00:00Z' }), { id: 'd', ordered: '2026-01-01T00:00:00Z' });
  const now = '2026-01-20T00:00:00Z';
  const tracker = createTracker({ timeZone: 'UTC' });
  const orders = [hidden, new Got(), shown, heir];
  const phases = ['waiting', 'waiting', 'received', 'waiting'];
  tracker.putAll(orders);
  assert.deepEqual(orders.map(({ id }) => tracker.get(id, now)?.phase), phases);
  for (const order of orders) {
    tracker.putAll([order]);
    tracker.put(order);
  }
  assert.deepEqual(orders.map(({ id }) => tracker.get(id, now)?.phase), phases);
  assert.deepEqual(orders.map((order) => assess(order, { now, timeZone: 'UTC' }).phase), phases);
  const poor = { id: 'e', ordered: '2026-01-01T00:00:00Z', price: Object.create({ amount: '5', currency: 'RUB' }) };
  for (const act of [() => assess(poor, { now }), () => tracker.put(poor), () => tracker.putAll([poor])]) assert.throws(act, { code: 'required' });
});

test('a Date from another realm, as in frames and Jest, is accepted', () => {
  const foreign = runInNewContext("({ id: 'a', ordered: new Date('2026-03-01T10:00:00Z'), paid: { earliest: new Date(1772359200000), latest: 1772359200000 } })");
  const now = runInNewContext("new Date('2026-03-01T12:00:00Z')");
  assert.equal(assess(foreign, { now, timeZone: 'UTC' }).phase, 'cancellable');
  const tracker = createTracker({ timeZone: 'UTC' });
  tracker.putAll([foreign]);
  tracker.put(foreign);
  assert.equal(tracker.tick(now)[0].phase, 'cancellable');
  const posing = { ordered: { [Symbol.toStringTag]: 'Date' } };
  assert.throws(() => assess(/** @type {any} */ (posing), { now }), { name: 'DisputeClockError' });
});

test('the error for a number that is not an instant says what is expected', () => {
  for (const now of [1769904000000.5, -1, new Date(NaN)]) {
    assert.throws(() => assess({ ordered: '2026-01-01' }, { now }), /1970–2100: epoch milliseconds/, String(now));
  }
});

test('every option, and the order and options themselves, take any value or throw a typed error', () => {
  for (const [name, value] of Object.entries(VALUES)) {
    for (const option of [...Object.keys(OPTIONS), 'rulebook']) {
      outcomeOf(ORDER, { ...OPTIONS, [option]: value }, `options.${option} = ${name}`, /^options(\.|$)|^(ordered|paid|received|dispatched|cancelled|disputeOpened|refunded|completed)$/);
    }
    outcomeOf(value, OPTIONS, `order = ${name}`, /^order(ed)?$/);
    outcomeOf(ORDER, value, `options = ${name}`, /^options(\.now)?$/);
  }
});

test('the error for a function, a symbol or a BigInt names its field', () => {
  for (const value of [() => 1, Symbol('s'), 10n]) {
    const order = /** @type {any} */ ({ ordered: '2026-03-01', title: value, price: { amount: value, currency: 'RUB' } });
    assert.throws(() => assess(order, OPTIONS), (/** @type {any} */ error) => {
      assert.deepEqual(error.errors.map((/** @type {any} */ fault) => fault.path), ['title', 'price.amount']);
      return true;
    });
  }
});

test('calendar files and messages take any value anywhere or throw a typed error', () => {
  /** @param {() => unknown} call @param {string} place @param {RegExp} path */
  const checkOutcome = (call, place, path) => {
    try {
      assert.equal(typeof call(), 'string', place);
    } catch (error) {
      const thrown = /** @type {import('../../dist/npm/index.js').DisputeClockError} */ (error);
      assert.equal(thrown.name, 'DisputeClockError', `${place}: ${thrown.stack}`);
      for (const fault of thrown.errors) assert.match(fault.path, path, place);
    }
  };
  const options = { ...OPTIONS, page: 'https://example.org/', removed: ['x'], problem: 'incomplete' };
  const inOrders = /^orders(\[0\](\.|$)|$)/;
  const inOptions = /^options(\.|$)|^orders|^(problem|ordered|paid|received|dispatched|cancelled|disputeOpened|refunded|completed)$/;
  for (const [name, value] of Object.entries(VALUES)) {
    for (const field of FIELDS) {
      const order = withValue(ORDER, field, value);
      checkOutcome(() => toICalendar([order], /** @type {any} */ (options)), `${field} = ${name}`, inOrders);
      checkOutcome(() => draftClaim(order, /** @type {any} */ (options)), `${field} = ${name}`, /^[a-zA-Z]+(\.|$)/);
    }
    for (const option of [...Object.keys(options), 'rulebook']) {
      const changedOptions = /** @type {any} */ ({ ...options, [option]: value });
      checkOutcome(() => toICalendar([ORDER], changedOptions), `options.${option} = ${name}`, inOptions);
      checkOutcome(() => draftClaim(ORDER, changedOptions), `options.${option} = ${name}`, inOptions);
    }
    const whole = /** @type {any} */ (value);
    for (const orders of [whole, [whole]]) checkOutcome(() => toICalendar(orders, /** @type {any} */ (options)), `orders = ${name}`, inOrders);
    checkOutcome(() => toICalendar([ORDER], whole), `options = ${name}`, /^options/);
    checkOutcome(() => toICalendar([ORDER], /** @type {any} */ ({ ...options, removed: [value] })), `removed = ${name}`, /^options/);
  }
});

test('after all that bad input the engine still works', () => {
  assert.equal(assess({ ordered: '2026-03-01T10:00:00Z' }, { now: '2026-03-01T18:00:00Z' }).phase, 'cancellable');
});
