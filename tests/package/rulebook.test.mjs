// The rulebook format: an independent validator reads the published schema, and the engine and the schema
// agree on the built-in rulebooks and on the faults of an invalid one.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { assess, createTracker, rulebooks } from '../../dist/npm/index.js';
import { HOSTILE_TEXTS } from '../hostile-texts.mjs';
import { ROOT } from './packed.mjs';

const schema = JSON.parse(readFileSync(join(ROOT, 'src/rulebook/rulebook.schema.json'), 'utf8'));
const isValid = new Ajv2020({ allErrors: true, strictRequired: false }).compile(schema);

/** @typedef {import('../../dist/npm/index.js').DisputeClockError} DisputeClockError */

/** @param {any} rulebook @returns {{ code: string, path: string }[]} */
function faults(rulebook) {
  try {
    assess({ ordered: '2026-03-01' }, { now: '2026-03-01T12:00:00Z', timeZone: 'UTC', rulebook });
    return [];
  } catch (error) {
    const { errors } = /** @type {DisputeClockError} */ (error);
    return errors.map(({ code, path }) => ({ code, path }));
  }
}

test('the built-in rulebooks follow the schema, and every text is in both languages', () => {
  const books = rulebooks();
  assert.deepEqual(books.map(({ id }) => id), ['joom', 'aliexpress']);
  for (const book of books) {
    assert.ok(isValid(book), JSON.stringify(isValid.errors));
    assert.deepEqual(faults(book), []);
    JSON.stringify(book, (_, value) => {
      if (value && typeof value === 'object' && 'ru' in value) assert.deepEqual(Object.keys(value), ['ru', 'en']);
      return value;
    });
  }
});

test('a third marketplace needs nothing but a JSON object', () => {
  const [joom] = rulebooks();
  const [cancel] = joom.windows;
  /** @type {import('../../dist/npm/index.js').Rulebook} */
  const book = {
    ...joom,
    id: 'my-market',
    windows: [{ ...cancel, closes: { from: ['paid'], term: { amount: 2, unit: 'days', counting: 'whole-days' }, certainty: 'stated', rules: ['A1'] } }],
    actions: [],
    cautions: [],
  };
  const answer = assess({ ordered: '2026-03-01T10:00' }, { now: '2026-03-02T10:00:00Z', timeZone: 'UTC', rulebook: book });
  assert.equal(answer.marketplace, 'my-market');
  assert.equal(answer.phase, 'cancellable');
  assert.equal(answer.next?.at, Date.parse('2026-03-04T00:00:00Z'));
  assert.throws(
    () => assess({ ordered: '2026-03-01', marketplace: 'joom' }, { now: '2026-03-02T10:00:00Z', rulebook: book }),
    { code: 'unknown-marketplace', path: 'marketplace' },
  );
});

test('the phase depends on the open windows, and on those the marketplace has', () => {
  const [joom] = rulebooks();
  const days = (/** @type {string} */ event, /** @type {number} */ amount) => ({ from: [event], term: { amount, unit: 'days', counting: 'elapsed' }, certainty: 'stated', rules: ['A1'] });
  const window = (/** @type {string} */ id, /** @type {string} */ purpose, /** @type {object} */ ends) => ({ id, purpose, title: { en: id }, ...ends });
  /** @param {any[]} windows @param {any} order @param {string} now */
  const answer = (windows, order, now) => {
    /** @type {any} */
    const rulebook = { ...joom, id: 'shop', windows, actions: [], cautions: [], proof: [] };
    const { phase, next } = assess({ ordered: '2026-01-01T00:00:00Z', ...order }, { now, timeZone: 'UTC', rulebook });
    return [phase, next && `${next.id} ${next.kind} ${new Date(next.at).toISOString().slice(0, 10)}`];
  };
  const disputes = [
    window('long', 'dispute', { opens: days('ordered', 10), closes: days('ordered', 20) }),
    window('late', 'dispute', { opens: days('ordered', 16), closes: days('ordered', 17) }),
  ];
  assert.deepEqual(answer(disputes, {}, '2026-01-15T00:00:00Z'), ['disputable', 'long closes 2026-01-21']);
  assert.deepEqual(answer(disputes, {}, '2026-01-17T12:00:00Z'), ['disputable', 'late closes 2026-01-18']);

  const apart = [
    window('first', 'dispute', { opens: days('ordered', 2), closes: days('ordered', 4) }),
    window('third', 'dispute', { opens: days('ordered', 16), closes: days('ordered', 17) }),
    window('second', 'dispute', { opens: days('ordered', 10), closes: days('ordered', 11) }),
  ];
  assert.deepEqual(answer(apart, {}, '2026-01-02T00:00:00Z'), ['waiting', 'first opens 2026-01-03']);
  assert.deepEqual(answer(apart, {}, '2026-01-08T00:00:00Z'), ['waiting', 'second opens 2026-01-11']);

  const claims = [window('claim', 'claim', { opens: days('received', 2) })];
  const faulty = { received: '2026-01-05T00:00:00Z', problem: 'incomplete' };
  assert.deepEqual(answer(claims, faulty, '2026-01-06T00:00:00Z'), ['waiting', 'claim opens 2026-01-07']);

  const returns = [window('cancel', 'cancel', { closes: days('ordered', 1) }), window('return', 'return', { closes: days('received', 14) })];
  assert.deepEqual(answer(returns, {}, '2026-01-05T00:00:00Z'), ['waiting', undefined]);
  const received = { received: '2026-01-05T00:00:00Z' };
  assert.deepEqual(answer(returns, received, '2026-01-06T00:00:00Z'), ['received', 'return closes 2026-01-19']);
  assert.deepEqual(answer(returns, received, '2026-01-20T00:00:00Z'), ['expired', undefined]);
});

test('a window that closes with a future event is open from the order on, unless it needs the parcel', () => {
  const [joom] = rulebooks();
  /** @type {import('../../dist/npm/index.js').RulebookEnd} */
  const end = { from: ['ordered'], certainty: 'stated', rules: ['A1'] };
  const now = '2026-01-05T00:00:00Z';
  /** @param {'cancel' | 'dispute' | 'claim' | 'return'} purpose @param {object} [order] @param {object} [ends] */
  const phase = (purpose, order, ends) => {
    /** @type {any} */
    const window = { id: 'one', purpose, title: { en: 'One' }, closes: { ...end, from: ['dispatched'] }, ...ends };
    const action = { ...joom.actions[0], when: { window: 'one' } };
    const rulebook = { ...joom, id: 'shop', windows: [window], actions: [action], cautions: [], proof: [] };
    const given = { id: 'a', ordered: '2026-01-01T00:00:00Z', ...order };
    const { phase, actions } = assess(given, { now, timeZone: 'UTC', rulebook });
    const tracker = createTracker({ timeZone: 'UTC', rulebook });
    tracker.put(given);
    assert.equal(tracker.tick(now)[0].phase, phase);
    return [phase, actions.length];
  };
  const dispatched = { dispatched: '2026-01-04T00:00:00Z' };
  for (const ends of [{}, { opens: end }]) {
    assert.deepEqual(phase('cancel', {}, ends), ['cancellable', 1]);
    assert.deepEqual(phase('cancel', dispatched, ends), ['expired', 0]);
    assert.deepEqual(phase('dispute', {}, ends), ['disputable', 1]);
    assert.deepEqual(phase('dispute', dispatched, ends), ['expired', 0]);
  }
  assert.deepEqual(phase('cancel', { received: '2026-01-04T00:00:00Z' }), ['expired', 0], 'a received parcel was dispatched at some time');
  for (const purpose of /** @type {const} */ (['claim', 'return'])) {
    assert.deepEqual(phase(purpose, {}, { closes: { ...end, from: ['received'] } }), ['waiting', 0]);
  }
});

test('an order with a claim or return window has not expired before the parcel arrives', () => {
  const [joom] = rulebooks();
  const now = '2026-01-05T00:00:00Z';
  for (const purpose of /** @type {const} */ (['return', 'claim'])) {
    /** @type {any} */
    const window = { id: 'one', purpose, title: { en: 'One' }, closes: { from: ['ordered'], term: { amount: 10, unit: 'days', counting: 'elapsed' }, certainty: 'stated', rules: ['A1'] } };
    const rulebook = { ...joom, id: 'shop', windows: [window], actions: [], cautions: [], proof: [] };
    const given = { id: 'a', ordered: '2026-01-01T00:00:00Z' };
    const phaseAt = (/** @type {string} */ now, /** @type {object} */ more = {}) => assess({ ...given, ...more }, { now, timeZone: 'UTC', rulebook }).phase;
    assert.equal(phaseAt(now), 'waiting', purpose);
    assert.equal(phaseAt(now, { received: '2026-01-04T00:00:00Z' }), 'received');
    assert.equal(phaseAt('2026-01-11T00:00:00Z'), 'waiting');
    assert.equal(phaseAt('2026-01-11T00:00:00.001Z'), 'expired');
    const tracker = createTracker({ timeZone: 'UTC', rulebook });
    tracker.put(given);
    assert.equal(tracker.tick(now)[0].phase, 'waiting');
    assert.equal(tracker.nextChange, Date.parse('2026-01-11T00:00:00.001Z'));
  }
});

test('a window for parcels that never arrived does not apply to a received order', () => {
  const [joom] = rulebooks();
  /** @type {any} */
  const window = { id: 'one', purpose: 'dispute', title: { en: 'One' }, problems: ['not-arrived'], opens: { from: ['ordered'], certainty: 'stated', rules: ['A1'] } };
  const rulebook = { ...joom, id: 'shop', windows: [window], actions: [], cautions: [], proof: [] };
  const answer = (/** @type {object} */ more) => assess({ ordered: '2026-01-01T00:00:00Z', ...more }, { now: '2026-01-05T00:00:00Z', timeZone: 'UTC', rulebook });
  assert.equal(answer({}).phase, 'disputable');
  assert.equal(answer({ problem: 'not-arrived' }).phase, 'disputable');
  const { phase, deadlines } = answer({ received: '2026-01-04T00:00:00Z' });
  assert.deepEqual([phase, deadlines], ['expired', []]);
});

test('a text in the exact locale is preferred to one in its language', () => {
  const [joom] = rulebooks();
  const [cancel] = joom.windows;
  const rulebook = { ...joom, windows: [{ ...cancel, title: { pt: 'P', 'pt-BR': 'B', en: 'E' } }], actions: [], cautions: [] };
  const titleIn = (/** @type {string} */ locale) =>
    assess({ ordered: '2026-03-01' }, { now: '2026-03-01T12:00:00Z', timeZone: 'UTC', locale, rulebook }).deadlines[0].title;
  assert.deepEqual(['pt-BR', 'pt-PT', 'pt', 'de'].map(titleIn), ['B', 'P', 'P', 'E']);
  // Like claims and calendar files do: language tags are case-insensitive.
  assert.deepEqual(['PT-br', 'PT', 'Pt-pt'].map(titleIn), ['B', 'P', 'P']);
});

test('the address of a source must be https, with an unmistakable host', () => {
  const [book] = rulebooks();
  const withUrl = (/** @type {string} */ url) => ({ ...book, sources: book.sources.map((source) => ({ ...source, url })) });
  for (const url of ['https://example.org', 'https://www.example.org:8443/a?b=c#d', 'https://example.org?x', 'https://xn--80ak6aa92e.com/']) {
    assert.deepEqual(faults(withUrl(url)), [], url);
    assert.ok(isValid(withUrl(url)), url);
  }
  for (const url of ['http://example.org/', '//example.org/', 'https:///example.org', 'https://joom.com@example.org/', 'https://joom.com%2f.example.org/', 'https://[::1]/', 'https://.example.org/', 'https://example.org/Споры', 'https://example.org/<x>', 'https://example.org/{x}', 'https://example.org/a\\b', ...HOSTILE_TEXTS.ADDRESSES]) {
    assert.equal(faults(withUrl(url))[0]?.code, /\S/.test(url) ? 'malformed' : 'required', url);
    assert.ok(!isValid(withUrl(url)), `the schema accepts ${url}`);
  }
});

test('a blank name counts as missing, in both the schema and the engine', () => {
  const [book] = rulebooks();
  for (const name of [' ', '\t\n', '\u00a0', '\u0085', '\u2028', '\u3000']) {
    assert.deepEqual(faults({ ...book, name }).map(({ code }) => code), ['required'], JSON.stringify(name));
    assert.ok(!isValid({ ...book, name }), `the schema accepts ${JSON.stringify(name)}`);
  }
});

test('all faults of a rulebook are reported at once, with their paths', () => {
  const [book] = rulebooks();
  /** @type {any} */
  const bad = structuredClone(book);
  bad.format = 2;
  bad.covers.until = '2026-02-31';
  bad.sources[1].url = 'javascript:alert(1)';
  bad.windows[0].closes.term = { amount: 0, unit: 'hours', counting: 'wall-clock' };
  bad.windows[1].opens.certainty = 'entered';
  bad.windows[2].id = 'dispute';
  bad.actions[0].title = {};
  bad.actions[1].when.window = 'nowhere';
  bad.cautions[0].rules = ['A4', 'Z9'];
  const at = (/** @type {string} */ path) => `options.rulebook.${path}`;
  assert.deepEqual(faults(bad), [
    { code: 'unknown-format', path: at('format') },
    { code: 'no-such-date', path: at('covers.until') },
    { code: 'malformed', path: at('sources[1].url') },
    { code: 'out-of-range', path: at('windows[0].closes.term.amount') },
    { code: 'contradiction', path: at('windows[0].closes.term.counting') },
    { code: 'unknown-value', path: at('windows[1].opens.certainty') },
    { code: 'required', path: at('actions[0].title') },
  ]);
  // References can be checked once every part can be read.
  const names = structuredClone(bad);
  Object.assign(names, { format: 1, covers: book.covers, sources: book.sources });
  names.windows[0] = book.windows[0];
  names.windows[1] = book.windows[1];
  names.actions[0] = book.actions[0];
  assert.deepEqual(faults(names), [
    { code: 'duplicate', path: at('windows[2].id') },
    { code: 'unknown-value', path: at('actions[1].when.window') },
    { code: 'unknown-value', path: at('cautions[0].rules[1]') },
  ]);
});

/** Every place in a rulebook, as a path of keys. @param {any} value @param {(string | number)[]} [path] @returns {(string | number)[][]} */
function pathsIn(value, path = []) {
  if (typeof value !== 'object' || value === null) return [path];
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return [path, ...keys.flatMap((key) => pathsIn(value[key], [...path, key]))];
}

/** @param {any} book @param {(string | number)[]} path @param {any} value */
function withValue(book, path, value) {
  const copy = structuredClone(book);
  let parent = copy;
  for (const key of path.slice(0, -1)) parent = parent[key];
  parent[path[path.length - 1]] = value;
  return copy;
}

test('whatever the schema refuses anywhere in a rulebook, the engine refuses without crashing', () => {
  // One source, window, action and caution: every place of the format once.
  const [joom] = rulebooks();
  const book = {
    ...joom,
    sources: joom.sources.slice(0, 2),
    windows: joom.windows.filter(({ id }) => id === 'claim' || id === 'cancel'),
    actions: joom.actions.slice(0, 2),
    cautions: joom.cautions?.slice(0, 1),
  };
  assert.deepEqual(faults(book), []);
  const values = [undefined, null, true, -1, 1.5, NaN, Infinity, 1e9, '', ' ', 'x', 'x'.repeat(3000), [], [[]], {}, { x: 1 }];
  let tried = 0;
  for (const path of pathsIn(book).slice(1)) {
    for (const value of values) {
      const bad = withValue(book, path, value);
      const refused = faults(bad);
      const place = `${path.join('.')} = ${String(JSON.stringify(value)).slice(0, 40)}`;
      tried += 1;
      // JSON has no undefined; null stands for it here.
      if (value === undefined || value === null || path[0] === '$schema') continue;
      if (!isValid(bad)) assert.notDeepEqual(refused, [], `the engine accepts what the schema refuses: ${place}`);
      for (const fault of refused) assert.match(fault.path, /^options\.rulebook/, place);
    }
  }
  assert.ok(tried > 1_000);
});
