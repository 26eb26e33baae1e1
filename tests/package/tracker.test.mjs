// Trackers of the built package: a tick reports what `assess` says, for thousands of orders at every instant
// at which something changes; and their errors on bad input.

import assert from 'node:assert/strict';
import test from 'node:test';
import { assess, createTracker, rulebooks } from '../../dist/npm/index.js';
import { random as seeded } from '../random.mjs';
import { freshEngine } from './fresh-engine.mjs';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.parse('2026-03-01T10:00:00+03:00');
const OPTIONS = { timeZone: 'Europe/Berlin', locale: 'en' };

/** @typedef {import('../../dist/npm/index.js').TrackedOrder} TrackedOrder */

/** @param {() => number} random @param {number} number @returns {TrackedOrder} */
function randomOrder(random, number) {
  const ordered = START + Math.floor(random() * 100 * DAY);
  const local = (/** @type {number} */ at) => new Date(at).toISOString().slice(0, 16);
  const forms = [(/** @type {number} */ at) => at, local, (/** @type {number} */ at) => local(at).slice(0, 10)];
  const form = forms[Math.floor(random() * 3)];
  /** @type {TrackedOrder} */
  const order = { id: `order ${number}`, marketplace: random() < 0.7 ? 'joom' : 'aliexpress', ordered: form(ordered) };
  const later = () => form(ordered + 2 * DAY + Math.floor(random() * 60 * DAY));
  if (random() < 0.3) order.dispatched = later();
  if (random() < 0.3) order.deliveryDue = later();
  if (random() < 0.3) {
    order.received = later();
    if (random() < 0.5) order.problem = 'poor-quality';
  }
  if (random() < 0.1) order.completed = ordered + 70 * DAY;
  if (random() < 0.1) order.entered = { dispute: { closes: ordered + 95 * DAY } };
  return order;
}

/** What `assess` says except the time left, and what a tracker reports of it; nothing where it refuses. @param {TrackedOrder} order @param {number} now */
function reading(order, now) {
  try {
    const { phase, urgency, deadlines, next, actions, cautions, proof } = assess(order, { ...OPTIONS, now });
    const change = { id: order.id, phase, urgency, next: next?.at, last: deadlines.at(-1)?.at };
    return { change, all: JSON.stringify([phase, next, actions, cautions, proof]) };
  } catch {
    return { change: undefined, all: '' };
  }
}

/** @param {() => unknown} act @returns {{ code: string, path: string }} */
function refusal(act) {
  try {
    act();
  } catch (error) {
    assert.ok(error instanceof Error);
    const { code, path } = /** @type {any} */ (error);
    return { code, path };
  }
  assert.fail('no error was thrown');
}

test('a tick reports exactly what changed, at every change and when the clock is set back', () => {
  const random = seeded(7);
  const orders = Array.from({ length: 1_500 }, (_, number) => randomOrder(random, number));
  const tracker = createTracker(OPTIONS);
  tracker.putAll(orders);
  assert.equal(tracker.size, orders.length);
  /** @type {Map<string, string>} */
  const lastReadings = new Map();
  let ticks = 0;
  let changes = 0;
  /** @param {number} now @param {boolean} whole  whether to ask about all orders, not just a sample */
  const tick = (now, whole) => {
    // `since` is reported, too: at that instant the order already read so, and a moment before it did not.
    const changed = tracker.tick(now);
    for (const { id, since } of changed) {
      const order = orders[Number(id.slice('order '.length))];
      if (since === undefined || random() > 0.05) continue;
      assert.equal(reading(order, since).all, reading(order, now).all, `${JSON.stringify(order)} since ${since}`);
    }
    const reported = new Map(changed.map(({ id, phase, urgency, next, last }) => [id, { id, phase, urgency, next, last }]));
    ticks += 1;
    changes += reported.size;
    for (const order of orders) {
      // All orders that the tick reported, and a sample of those that it did not.
      if (!whole && !reported.has(order.id) && random() > 0.002) continue;
      const expected = reading(order, now);
      if (lastReadings.has(order.id)) {
        assert.equal(reported.has(order.id), lastReadings.get(order.id) !== expected.all, `${JSON.stringify(order)} at ${now}`);
      } else assert.ok(reported.has(order.id));
      if (reported.has(order.id)) assert.deepEqual(reported.get(order.id), expected.change ?? { ...reported.get(order.id), phase: undefined, urgency: undefined, next: undefined });
      lastReadings.set(order.id, expected.all);
    }
  };
  tick(START, true);
  for (let i = 0; i < 2_000 && tracker.nextChange !== undefined; i++) {
    const next = tracker.nextChange;
    assert.deepEqual(tracker.tick(next - 1), []);
    assert.notEqual(tracker.nextChange, undefined);
    tick(next, false);
  }
  for (const days of [200, 40, 41, 39.5, 90, 3, 250, -10, 120]) tick(START + days * DAY, true);
  assert.ok(ticks > 2_000 && changes > 5_000, `${ticks} ticks, ${changes} changes`);
  tracker.free();
});

test('orders can be put, replaced, removed and read', () => {
  const tracker = createTracker(OPTIONS);
  tracker.put({ id: 'lamp', ordered: START, title: 'A lamp' });
  /** @param {number} now */
  const phases = (now) => tracker.tick(now).map(({ id, phase }) => ({ id, phase }));
  assert.deepEqual(phases(START), [{ id: 'lamp', phase: 'cancellable' }]);
  tracker.putAll([
    { id: 'chair', ordered: START },
    { id: 'lamp', ordered: START },
    { id: 'lamp', ordered: START - DAY },
  ]);
  assert.equal(tracker.size, 2, 'the last order with an id wins');
  assert.ok(/** @type {number} */ (tracker.nextChange) <= START, 'a new order is due at once');
  assert.deepEqual(
    new Map(tracker.tick(START).map(({ id, phase }) => [id, phase])),
    new Map([['lamp', 'waiting'], ['chair', 'cancellable']]),
  );
  assert.equal(tracker.nextChange, START + 8 * HOUR + 1);
  const order = { id: 'lamp', ordered: START - DAY };
  assert.deepEqual(tracker.get('lamp', new Date(START)), assess(order, { ...OPTIONS, now: START }));
  assert.equal(tracker.get('table', START), undefined);
  assert.equal(tracker.remove('chair'), true);
  assert.equal(tracker.remove('chair'), false);
  assert.equal(tracker.size, 1);
  assert.ok(/** @type {number} */ (tracker.nextChange) > START + 70 * DAY, 'nothing is left of the removed order');
  tracker.put({ id: 'stool', ordered: START });
  assert.deepEqual(phases(START + HOUR), [{ id: 'stool', phase: 'cancellable' }], 'a reused slot has the new id');
  assert.deepEqual(tracker.tick(START - 2 * DAY).map(({ phase }) => phase), [undefined, undefined]);
  assert.deepEqual(refusal(() => tracker.get('lamp', START - 2 * DAY)), { code: 'in-future', path: 'ordered' });
  tracker.free();
});

test('an id that the tracker does not have, or no longer has, is no other order’s', () => {
  const tracker = createTracker(OPTIONS);
  tracker.put({ id: 'lamp', ordered: START });
  assert.equal(tracker.get('chair', START), undefined);
  assert.equal(tracker.remove('chair'), false);
  tracker.remove('lamp');
  tracker.put({ id: 'stool', ordered: START });
  assert.equal(tracker.get('lamp', START), undefined);
  assert.equal(tracker.remove('lamp'), false);
  assert.equal(tracker.get('stool', START)?.phase, 'cancellable');
  tracker.free();
});

test('a custom rulebook is read once, and is the only one', () => {
  const joom = rulebooks().find(({ id }) => id === 'joom');
  assert.ok(joom);
  const rulebook = structuredClone({ ...joom, id: 'mine' });
  for (const window of rulebook.windows) if (window.id === 'cancel' && window.closes?.term) window.closes.term.amount = 2;
  const tracker = createTracker({ ...OPTIONS, rulebook });
  rulebook.windows.length = 0;
  tracker.put({ id: 'lamp', ordered: START });
  tracker.tick(START);
  assert.equal(tracker.nextChange, START + 2 * HOUR + 1);
  assert.equal(tracker.get('lamp', START)?.marketplace, 'mine');
  const other = () => tracker.put({ id: 'chair', ordered: START, marketplace: 'joom' });
  assert.deepEqual(refusal(other), { code: 'unknown-marketplace', path: 'marketplace' });
  tracker.free();
});

test('bad input is refused with its path, and none of it is put', () => {
  const tracker = createTracker(OPTIONS);
  const good = { id: 'lamp', ordered: START };
  /** @type {any} */
  const endless = {};
  endless.again = endless;
  /** @type {any[]} */
  const cases = [
    [null, 'required', 'order', 'orders[1]'],
    [{ ordered: START }, 'required', 'id', 'orders[1].id'],
    [{ id: 5, ordered: START }, 'wrong-type', 'id', 'orders[1].id'],
    [{ id: 'chair' }, 'required', 'ordered', 'orders[1].ordered'],
    [{ id: 'chair', ordered: '2026-02-31' }, 'no-such-date', 'ordered', 'orders[1].ordered'],
    [{ id: 'chair', ordered: START, paid: START - 1 }, 'before-order', 'paid', 'orders[1].paid'],
    [{ id: 'chair', ordered: START, price: { amount: -1, currency: 'RUB' } }, 'invalid-amount', 'price.amount', 'orders[1].price.amount'],
    [{ id: 'chair', ordered: START, marketplace: 'souk' }, 'unknown-marketplace', 'marketplace', 'orders[1].marketplace'],
    [{ id: 'chair', ordered: START, tags: endless }, 'wrong-type', 'order', 'orders[1]'],
    [{ id: 'chair', get ordered() { throw new Error('no'); } }, 'wrong-type', 'order', 'orders[1]'],
  ];
  for (const [order, code, alone, inList] of cases) {
    assert.deepEqual(refusal(() => tracker.put(order)), { code, path: alone });
    assert.deepEqual(refusal(() => tracker.putAll([good, order])), { code, path: inList });
  }
  assert.equal(tracker.size, 0, 'a list is put completely or not at all');
  for (const orders of [undefined, null, 5, 'orders', { length: 1 }]) {
    assert.deepEqual(refusal(() => tracker.putAll(/** @type {any} */ (orders))), { code: 'wrong-type', path: 'orders' });
  }
  for (const [now, code] of [[NaN, 'not-finite'], [0.5, 'not-whole'], [-1, 'out-of-range'], [undefined, 'required'], ['noon', 'malformed']]) {
    assert.deepEqual(refusal(() => tracker.tick(/** @type {any} */ (now))), { code, path: 'now' });
  }
  const nowhere = () => createTracker({ timeZone: 'Mars/Base' });
  assert.deepEqual(refusal(nowhere), { code: 'unknown-zone', path: 'options.timeZone' });
  assert.deepEqual(refusal(() => createTracker(/** @type {any} */ ('x'))), { code: 'wrong-type', path: 'options' });
  // An order that calls the tracker while it is being read.
  const nested = { id: 'chair', get ordered() { return tracker.size; } };
  assert.deepEqual(refusal(() => tracker.put(nested)).path, 'order');
  tracker.put(good);
  assert.equal(tracker.size, 1);
  tracker.free();
});

test('a freed tracker throws, and does not touch another one that reuses its number', () => {
  const tracker = createTracker();
  tracker.free();
  const other = createTracker();
  other.put({ id: 'lamp', ordered: START });
  tracker.free();
  const acts = [
    () => tracker.put({ id: 'lamp', ordered: START }),
    () => tracker.putAll([]),
    () => tracker.remove('lamp'),
    () => tracker.get('lamp', START),
    () => tracker.size,
    () => tracker.tick(START),
    () => tracker.nextChange,
  ];
  for (const act of acts) assert.deepEqual(refusal(act), { code: 'freed', path: '' });
  assert.equal(other.size, 1);
  other.free();
});

test('the last order with an id in the first list wins, and a list with a fault changes nothing', () => {
  const tracker = createTracker(OPTIONS);
  const lamps = [START, START, START - DAY].map((ordered) => ({ id: 'lamp', ordered }));
  tracker.putAll([...lamps, { id: 'chair', ordered: START }]);
  assert.equal(tracker.size, 2);
  const phases = (/** @type {number} */ now) => new Map(tracker.tick(now).map(({ id, phase }) => [id, phase]));
  assert.deepEqual(phases(START), new Map([['lamp', 'waiting'], ['chair', 'cancellable']]));
  assert.equal(tracker.remove('chair'), true);
  const next = tracker.nextChange;
  for (const fault of [{ ordered: '2026-02-30T10:00' }, { ordered: [] }]) {
    const orders = /** @type {any} */ ([{ id: 'stool', ordered: START }, { id: 'lamp', ordered: START }, { id: 'chair', ...fault }]);
    assert.throws(() => tracker.putAll(orders));
    assert.equal(tracker.size, 1);
    assert.equal(tracker.nextChange, next);
    assert.deepEqual(phases(START), new Map());
    assert.equal(tracker.remove('stool'), false);
  }
  tracker.put({ id: 'stool', ordered: START });
  assert.deepEqual(phases(START), new Map([['stool', 'cancellable']]));
  assert.equal(tracker.get('lamp', START)?.phase, 'waiting');
});

test('orders put together are read like single ones, with any texts in any form', async () => {
  const { glue } = await freshEngine();
  const { createTracker: create } = await import('../../www/tracker.js');
  const plain = [
    { id: 'лампа', title: 'Лампа 💡', ordered: '2026-03-01T10:00', note: undefined, price: { amount: '1299.00', currency: 'RUB' } },
    { id: '💡💡', ordered: START, entered: { dispute: { closes: { local: '2026-06-01T12:00', timeZone: 'Asia/Tokyo' } } } },
    { id: 'half \ud83d', title: '', ordered: '2026-03-01', paid: null, proof: { film: true, photos: false } },
    { id: 'names', ordered: START, received: START + HOUR, problem: 'poor-quality', price: { note: 'я', amount: '5', currency: 'RUB' }, proof: { 'a\nfilm': true, photos: true } },
    { id: 'lamp', marketplace: 'aliexpress', ordered: START - 0.0, dispatched: '2026-03-01T12:00:00+03:00', число: NaN },
  ];
  class Kept {
    id = 'chair';
    ordered = new Date(START);
  }
  const other = [new Kept(), Object.assign(Object.create(null), { id: 'stool', ordered: START })];
  for (const orders of [plain, other, [...plain, ...other]]) {
    const [together, alone] = [create(glue, OPTIONS), create(glue, OPTIONS)];
    together.putAll(/** @type {any} */ (orders));
    for (const order of orders) alone.put(/** @type {any} */ (order));
    for (const now of [START + 20 * HOUR, START + 80 * DAY]) {
      const changes = together.tick(now);
      assert.deepEqual(changes, alone.tick(now));
      assert.equal(new Set(changes.map(({ id }) => id)).size, orders.length);
      for (const { id } of orders) assert.deepEqual(together.get(id, now), alone.get(id, now));
    }
  }
});

test('orders with every field of a tracked order cross to the engine together', async () => {
  const { glue } = await freshEngine();
  const { createTracker: create } = await import('../../www/tracker.js');
  const events = ['paid', 'dispatched', 'deliveryDue', 'received', 'cancelled', 'disputeOpened', 'refunded', 'completed'];
  const price = { amount: '1299.00', currency: 'RUB' };
  /** @type {TrackedOrder & Record<string, unknown>} */
  const order = {
    id: 'lamp', marketplace: 'joom', ordered: START, ...Object.fromEntries(events.map((event) => [event, START + DAY])), problem: 'poor-quality',
    price, refund: price, returnCost: price, proof: { film: true, photos: false }, entered: { dispute: { closes: { date: '2026-06-01', timeZone: 'Asia/Tokyo' } } },
    title: 'Лампа', number: '7788', note: 'Разбита', color: 'red', pieces: 2,
  };
  const tracker = create({ ...glue, trackerPutAll: () => assert.fail('each field is asked for') }, OPTIONS);
  tracker.putAll(Array.from({ length: 100 }, (_, number) => ({ ...order, id: `lamp ${number}` })));
  assert.equal(tracker.size, 100);
  tracker.free();
});

test('a text may be as long in a list as in a single order', () => {
  const tracker = createTracker(OPTIONS);
  for (const [field, length] of /** @type {[string, number][]} */ ([['id', 200], ['title', 500], ['number', 100], ['note', 10_000]])) {
    const order = (/** @type {number} */ more) => ({ id: 'lamp', ordered: START, [field]: 'x'.repeat(length + more) });
    tracker.put(order(0));
    tracker.putAll([order(0)]);
    assert.deepEqual(refusal(() => tracker.put(order(1))), { code: 'too-long', path: field });
    assert.deepEqual(refusal(() => tracker.putAll([order(1)])), { code: 'too-long', path: `orders[0].${field}` });
  }
  tracker.free();
});

/** Fields in every form, some of them invalid. @param {() => number} random @param {number} number @returns {any} */
function anyOrder(random, number) {
  /** @template T @param {T[]} list */
  const pick = (list) => list[Math.floor(random() * list.length)];
  // Half of them around clock changes in Berlin, or the given number of days before them.
  const near = () => pick([Date.UTC(2026, 2, 29, 1), Date.UTC(2025, 9, 26, 1)]) + (random() - 0.5) * 4 * HOUR - pick([0, 30, 75, 90]) * DAY;
  const at = random() < 0.5 ? Math.floor(near()) : START + Math.floor((random() - 0.5) * 300 * DAY);
  /** @param {number} ms */
  const moment = (ms) => {
    const iso = new Date(ms).toISOString();
    const local = iso.slice(0, pick([16, 16, 16, 19, 23]));
    return pick(/** @type {any[]} */ ([
      local, local, local, iso.slice(0, 10), iso, `${iso.slice(0, 19)}+03:00`, iso.replace('T', ' ').slice(0, 16), ms, new Date(ms),
      { local }, { local, timeZone: 'Asia/Tokyo' }, { date: iso.slice(0, 10), timeZone: 'Europe/Moscow' }, { earliest: ms, latest: ms + HOUR },
    ]));
  };
  /** @type {any} */
  const order = { id: `order ${number}`, ordered: moment(at) };
  for (const name of ['paid', 'dispatched', 'deliveryDue', 'received', 'cancelled', 'disputeOpened', 'refunded', 'completed']) {
    if (random() < 0.15) order[name] = moment(at + Math.floor(random() * 60 * DAY));
  }
  if (random() < 0.2) order.problem = pick(['incomplete', 'poor-quality', 'not-as-described']);
  if (random() < 0.3) order.marketplace = pick(['joom', 'aliexpress']);
  if (random() < 0.3) order.price = pick([{ amount: '1299.00', currency: 'RUB' }, { amount: 14.5, currency: 'EUR', note: 1 }]);
  if (random() < 0.2) order.proof = { film: true, photos: pick([false, null]) };
  if (random() < 0.2) order.entered = { [pick(['dispute', 'cancel'])]: { closes: moment(at + 95 * DAY), opens: pick([undefined, moment(at + 80 * DAY)]) } };
  if (random() < 0.3) Object.assign(order, { title: pick(['Лампа 💡', '', 'x'.repeat(500)]), note: pick(['n', 'é'.repeat(10_000)]), number: null, zone: 'x' });
  if (random() < 0.01) order.tags = [{}];
  if (random() < 0.02) {
    Object.assign(order, pick(/** @type {any[]} */ ([
      { id: undefined }, { id: 5 }, { id: '' }, { id: 'x'.repeat(201) }, { id: '💡'.repeat(150) }, { title: 'x'.repeat(501) }, { number: 7 }, { ordered: undefined },
      { ordered: '2026-02-29T10:00' }, { ordered: '2026-02-20T24:00' }, { ordered: NaN }, { ordered: '2026-03-01T10:00я' }, { ordered: '' }, { ordered: true },
      { paid: at - 3 * DAY }, { received: moment(at + DAY), problem: 'not-arrived' }, { problem: 'none' }, { marketplace: 'souk' }, { marketplace: ' ' }, { marketplace: {} },
      { price: { amount: -1, currency: 'RUB' } }, { price: 5 }, { refund: { amount: '1' } }, { proof: { film: 1 } }, { proof: [] }, { entered: { souk: { closes: at } } },
      { entered: { dispute: { opens: at + DAY, closes: at } } }, { entered: { dispute: { closes: { date: '2026-01-01', timeZone: 'Mars/Base' } } } }, { received: [] },
    ])));
  }
  return order;
}

test('orders put together behave like single ones in errors, ticks and assessments', async (t) => {
  const { glue } = await freshEngine();
  const { createTracker: create } = await import('../../www/tracker.js');
  const random = seeded(11);
  let fast = 0;
  /** @param {unknown[]} flat */
  const trackerPutFlat = (...flat) => {
    const places = glue.trackerPutFlat(...flat);
    if (places) fast++;
    return places;
  };
  const errors = (/** @type {() => unknown} */ act) => {
    try {
      act();
    } catch (error) {
      return /** @type {any} */ (error).errors;
    }
  };
  let refused = 0;
  for (let round = 0; round < 150; round++) {
    const options = { ...OPTIONS, timeZone: round % 2 ? 'Europe/Berlin' : 'America/New_York' };
    const [together, alone] = [create({ ...glue, trackerPutFlat }, options), create(glue, options)];
    const orders = Array.from({ length: 12 }, (_, number) => anyOrder(random, number));
    const first = orders.findIndex((order) => errors(() => alone.put(order)));
    const found = errors(() => together.putAll(orders));
    if (first >= 0) {
      refused++;
      const { code, path } = errors(() => alone.put(orders[first]))[0];
      assert.equal(found?.[0].code, code, JSON.stringify(orders[first]));
      assert.equal(found[0].path, path === 'order' ? `orders[${first}]` : `orders[${first}].${path}`);
      assert.equal(together.size, 0);
      continue;
    }
    assert.equal(found, undefined);
    const byId = (/** @type {readonly any[]} */ changes) => [...changes].sort((a, b) => (a.id < b.id ? -1 : 1));
    for (const days of [-160, -20, 5, 40, 90, 30, 300]) {
      const now = START + days * DAY;
      assert.deepEqual(byId(together.tick(now)), byId(alone.tick(now)));
      assert.equal(together.nextChange, alone.nextChange);
    }
    for (const { id } of orders) assert.deepEqual(together.get(id, START + 300 * DAY), alone.get(id, START + 300 * DAY));
    together.free();
    alone.free();
  }
  t.diagnostic(`${refused} of 150 lists refused, ${fast} on the fast path`);
  assert.ok(refused > 30 && fast > 30);
});
