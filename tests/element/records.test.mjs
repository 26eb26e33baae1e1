// How records merge: whatever tabs do at once, and in whatever order they hear of each other, each field ends
// as it was last changed, a removed order stays removed, and an undo reverts only its own change.

import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {
  changeOf,
  inverseOf,
  isEmpty,
  lastChange,
  leavesOf,
  merge,
  orderOf,
  readRecord,
  rebase,
  removalOf,
  revert,
} from '../../www/element/keeping/records.js';

/** @typedef {import('../../www/element/keeping/records.js').Record} Record */

const RUNS = { numRuns: 1000 };
const text = fc.string({ maxLength: 6 });
const moment = fc.oneof(
  fc.record({ local: text, timeZone: text }, { noNullPrototype: true }),
  fc.record({ date: text }, { noNullPrototype: true }),
  fc.integer({ min: 0, max: 9 }),
);
const name = fc.oneof(fc.constantFrom('cancel', 'dispute', 'a.b', '%2E', 'constructor'), text).filter((key) => key !== '__proto__');
const order = fc.record(
  {
    id: fc.constant('a'),
    title: text,
    ordered: moment,
    paid: moment,
    price: fc.record({ amount: text, currency: text }, { noNullPrototype: true }),
    entered: fc.dictionary(name, fc.record({ opens: moment, closes: moment }, { requiredKeys: ['closes'], noNullPrototype: true }), { minKeys: 1, maxKeys: 2, noNullPrototype: true }),
    proof: fc.dictionary(name, fc.boolean(), { minKeys: 1, maxKeys: 3, noNullPrototype: true }),
    note: fc.oneof(text, fc.constant(null)),
    constructor: text,
  },
  { requiredKeys: ['id'], noNullPrototype: true },
);

const path = fc.constantFrom('title', 'paid', 'proof.film', 'entered.claim.closes');
const made = fc.integer({ min: 1, max: 12 });
const leaf = fc.oneof(
  fc.record({ at: fc.integer({ min: 1, max: 6 }), value: fc.constantFrom('x', 'y', true, 3), made }, { requiredKeys: ['at', 'value'], noNullPrototype: true }),
  fc.record({ at: fc.integer({ min: 1, max: 6 }), made }, { requiredKeys: ['at'], noNullPrototype: true }),
);
/** @type {fc.Arbitrary<Record>} */
const record = fc.record(
  {
    id: fc.constant('a'),
    format: fc.constant(/** @type {2} */ (2)),
    fields: fc.dictionary(path, leaf, { noNullPrototype: true }),
    removed: fc.record({ at: fc.integer({ min: 1, max: 6 }), value: fc.boolean(), made }, { requiredKeys: ['at', 'value'], noNullPrototype: true }),
  },
  { requiredKeys: ['id', 'format', 'fields'], noNullPrototype: true },
);

test('a rebased edit changes only its own fields and keeps what changed meanwhile', () => {
  const before = { id: 'a', title: 'Альфа', note: 'x', entered: { claim: { closes: '2026-05-01' } }, price: { amount: '5', currency: 'EUR' } };
  const after = { id: 'a', title: 'Альфа', entered: { claim: { closes: '2026-05-02' } }, price: { amount: '5', currency: 'EUR' }, number: '7' };
  const meanwhile = { id: 'a', title: 'Бета', note: 'y', entered: { claim: { closes: '2026-05-01', opens: '2026-04-01' } }, paid: '2026-03-01' };
  assert.deepEqual(rebase(before, after, meanwhile), { id: 'a', title: 'Бета', entered: { claim: { closes: '2026-05-02', opens: '2026-04-01' } }, paid: '2026-03-01', number: '7' });
  fc.assert(fc.property(order, order, (one, other) => {
    assert.deepEqual(rebase(one, one, other), other);
    assert.deepEqual(rebase(one, other, one), other);
  }), RUNS);
});

test('an order survives the round trip through its record', () => {
  fc.assert(
    fc.property(order, (before) => {
      const kept = changeOf(undefined, before, 1);
      assert.deepEqual(orderOf(kept), before);
      assert.equal(readRecord(kept), kept);
      assert.ok(isEmpty(changeOf(kept, before, 2)));
    }),
    RUNS,
  );
});

test('reordered keys are no change, and an undefined value is no field', () => {
  const first = changeOf(undefined, { id: 'a', price: { amount: '1', currency: 'RUB' } }, 1);
  for (const again of [{ price: { currency: 'RUB', amount: '1' } }, { price: { amount: '1', currency: 'RUB' }, note: undefined }]) {
    assert.ok(isEmpty(changeOf(first, { id: 'a', ...again }, 2)));
  }
  const kept = changeOf(undefined, { id: 'a', note: undefined }, 1);
  assert.equal(readRecord(kept), kept);
  assert.ok(!isEmpty(kept), 'the existence of an order is a change');
});

test('only proof and entered are stored part by part', () => {
  const paths = leavesOf({
    id: 'a',
    ordered: { date: '2026-03-01' },
    price: { amount: '1', currency: 'RUB' },
    entered: { claim: { opens: 1, closes: { date: '2026-04-01' } } },
    proof: { film: true, label: false },
  });
  assert.deepEqual([...paths.keys()], ['ordered', 'price', 'entered.claim.opens', 'entered.claim.closes', 'proof.film', 'proof.label']);
});

test('proof and entered that are not objects are kept as they are', () => {
  for (const value of ['text', null, [1, 2], 7]) {
    const order = { id: 'a', entered: value, proof: value };
    assert.deepEqual(orderOf(changeOf(undefined, order, 1)), order);
  }
});

test('the last change of a record is the latest of its fields and its removal', () => {
  const first = changeOf(undefined, { id: 'a', title: 't' }, 5);
  assert.equal(lastChange(first), 5);
  assert.equal(lastChange({ ...first, removed: { at: 7, value: true } }), 7);
  assert.equal(lastChange(changeOf(first, { id: 'a', title: 'u' }, 9)), 9);
});

test('__proto__ as a name pollutes no prototype', () => {
  const evil = JSON.parse('{"id":"a","title":"t","__proto__":{"x":1},"entered":{"__proto__":{"closes":1}},"proof":{"__proto__":true}}');
  const kept = changeOf(undefined, evil, 1);
  assert.deepEqual(orderOf(kept), { id: 'a', title: 't' });
  for (const bad of ['__proto__', 'entered.__proto__.x', 'id']) {
    const fields = JSON.parse(`{"${bad}":{"at":1,"value":1}}`);
    assert.equal(readRecord({ id: 'a', format: 2, fields }), undefined, bad);
  }
  assert.equal(/** @type {any} */ ({}).x, undefined);
});

test('merging is commutative, associative and idempotent', () => {
  fc.assert(
    fc.property(record, record, record, (a, b, c) => {
      assert.deepEqual(merge(a, b), merge(b, a));
      assert.equal(JSON.stringify(orderOf(merge(a, b))), JSON.stringify(orderOf(merge(b, a))), 'the keys have the same order');
      assert.deepEqual(merge(merge(a, b), c), merge(a, merge(b, c)));
      assert.equal(merge(a, a), a);
      const both = merge(a, b);
      assert.equal(merge(both, a), both, 'merging nothing new returns the same object');
    }),
    RUNS,
  );
});

test('of simultaneous changes a value beats a deletion, regardless of when it was made', () => {
  const at = (/** @type {any} */ title) => ({ id: 'a', format: /** @type {2} */ (2), fields: { title: { at: 7, ...title } } });
  for (const gone of [{}, { made: 6 }]) for (const value of ['x', null, -1]) assert.deepEqual(orderOf(merge(at({ value }), at(gone))), { id: 'a', title: value });
});

test('changing a field keeps the changes of others, and a deleted field stays deleted', () => {
  const first = changeOf(undefined, { id: 'a', title: 'lamp', note: 'n', proof: { film: true } }, 1);
  const retitled = changeOf(first, { id: 'a', title: 'desk lamp', note: 'n', proof: { film: true } }, 2);
  const cleared = changeOf(first, { id: 'a', title: 'lamp', proof: { film: true, label: true } }, 3);
  const merged = merge(merge(first, cleared), retitled);
  assert.deepEqual(orderOf(merged), { id: 'a', title: 'desk lamp', proof: { film: true, label: true } });
  assert.deepEqual(orderOf(merge(merged, first)), orderOf(merged), 'merging the old state restores nothing');
});

test('a removal erases the fields and outlasts later edits; only restoring brings the order back', () => {
  const first = changeOf(undefined, { id: 'a', title: 'lamp', note: 'n' }, 1);
  const gone = merge(first, removalOf(first, 2));
  assert.doesNotMatch(JSON.stringify(gone), /lamp/);
  const edited = changeOf(first, { id: 'a', title: 'desk lamp', note: 'n' }, 3);
  assert.equal(orderOf(merge(gone, edited)), undefined);
  const back = changeOf(gone, { id: 'a', title: 'lamp', note: 'n' }, 4);
  assert.deepEqual(orderOf(merge(merge(gone, edited), back)), { id: 'a', title: 'lamp', note: 'n' });
  // It comes back whole, including a field equal to a change that only its removal did not know.
  const again = changeOf(merge(gone, edited), { id: 'a', title: 'desk lamp', note: 'n' }, 5);
  const elsewhere = removalOf(merge(first, edited), 4);
  assert.deepEqual(orderOf([first, gone, edited, again, elsewhere].reduce(merge)), { id: 'a', title: 'desk lamp', note: 'n' });
});

test('restoring an order can be undone only by whoever restored it', () => {
  const first = changeOf(undefined, { id: 'a', title: 'lamp' }, 1);
  const added = inverseOf(undefined, first);
  const gone = merge(first, removalOf(first, 2));
  const change = changeOf(gone, { id: 'a', title: 'lamp' }, 3);
  const back = merge(gone, change);
  assert.ok(isEmpty(revert(back, added, 1, 4)));
  assert.equal(orderOf(merge(back, revert(back, inverseOf(gone, change), 3, 4))), undefined);
});

test('an undo reverts its own change and keeps later ones', () => {
  fc.assert(
    fc.property(order, order, order, (before, after, since) => {
      const first = changeOf(undefined, before, 1);
      const change = changeOf(first, after, 2);
      const changed = merge(first, change);
      const inverse = JSON.parse(JSON.stringify(inverseOf(first, change)));
      assert.deepEqual(orderOf(merge(changed, revert(changed, inverse, 2, 3))), before);

      const later = changeOf(changed, since, 3);
      const now = merge(changed, later);
      const undone = merge(now, revert(now, inverse, 2, 4));
      for (const path of Object.keys(later.fields)) assert.deepEqual(undone.fields[path], now.fields[path]);
      // Latest first, one undo leads to the next, a removal among them.
      const kept = merge(now, revert(now, JSON.parse(JSON.stringify(inverseOf(changed, later))), 3, 4));
      const wiped = merge(kept, removalOf(kept, 5));
      const back = merge(wiped, revert(wiped, JSON.parse(JSON.stringify(inverseOf(kept, removalOf(kept, 5)))), 5, 6));
      assert.deepEqual(orderOf(merge(back, revert(back, inverse, 2, 7))), before);

      const gone = merge(first, removalOf(first, 2));
      const restore = JSON.parse(JSON.stringify(inverseOf(first, removalOf(first, 2))));
      assert.deepEqual(orderOf(merge(gone, revert(gone, restore, 2, 3))), before);

      const added = inverseOf(undefined, first);
      assert.equal(orderOf(merge(first, revert(first, added, 1, 2))), undefined, 'undoing an addition removes the order');
    }),
    RUNS,
  );
});

/**
 * Several tabs that change one order, each knowing the changes it has received so far, against a plain map of
 * field to last change.
 */
test('whatever tabs do at once, each field ends up as last changed', () => {
  const step = fc.record({
    who: fc.integer({ min: 0, max: 2 }),
    what: fc.constantFrom('edit', 'edit', 'edit', 'delete', 'hear', 'remove', 'restore'),
    field: fc.constantFrom('title', 'note', 'number'),
    from: fc.integer({ min: 0, max: 2 }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const first = changeOf(undefined, { id: 'a', title: '0', note: '0', number: '0' }, 1);
      const tabs = [first, first, first];
      /** @type {{ [field: string]: string | undefined }} */
      const lastChange = { title: '0', note: '0', number: '0' };
      let removed = false;
      let at = 1;
      for (const { who, what, field, from } of steps) {
        const mine = tabs[who];
        const seen = orderOf(mine);
        at++;
        if (what === 'hear') {
          tabs[who] = merge(mine, tabs[from]);
          continue;
        }
        /** @type {Record | undefined} */
        let change;
        if (what === 'remove' && seen) {
          change = removalOf(mine, at);
          removed = true;
          for (const path of Object.keys(mine.fields)) lastChange[path] = undefined;
        } else if (what === 'restore' && !seen) {
          change = changeOf(mine, { id: 'a', title: `${at}`, note: `${at}`, number: `${at}` }, at);
          removed = false;
          for (const path of ['title', 'note', 'number']) lastChange[path] = `${at}`;
        } else if (seen && what === 'edit') {
          change = changeOf(mine, { ...seen, [field]: `${at}` }, at);
          lastChange[field] = `${at}`;
        } else if (seen && what === 'delete' && field in seen) {
          const rest = { ...seen };
          delete rest[field];
          change = changeOf(mine, rest, at);
          lastChange[field] = undefined;
        }
        if (change) tabs[who] = merge(mine, change);
      }
      const all = tabs.reduce(merge);
      assert.equal(orderOf(all) === undefined, removed);
      for (const [field, value] of Object.entries(lastChange)) assert.equal(all.fields[field].value, value, field);
    }),
    { numRuns: 3000 },
  );
});

test('data that this page never writes is not accepted as a record', () => {
  const sound = changeOf(undefined, { id: 'a', title: 't' }, 1);
  const plain = { id: 'a', format: 2, fields: sound.fields };
  const cleared = merge(sound, changeOf(sound, { id: 'a' }, 2));
  const nested = { ...sound, fields: { ...sound.fields, x: { at: 1, value: [1, { y: [null, 'z'] }] } } };
  const recent = changeOf(undefined, { id: 'a', title: 't' }, Date.now());
  for (const good of [sound, plain, cleared, removalOf(cleared, 3), nested, recent]) assert.equal(readRecord(good), good);
  const deep = JSON.parse('['.repeat(5000) + ']'.repeat(5000));
  for (const bad of [
    undefined, null, 1, 'text', [], {}, { id: 'a' }, { ...sound, id: 7 }, { ...sound, format: 3 }, { ...sound, fields: [] },
    { ...sound, fields: { title: 'bare' } }, { ...sound, fields: { title: { at: NaN, value: 1 } } },
    { ...sound, fields: { title: { at: 1e17, value: 1 } } }, { ...sound, fields: { title: { at: 1, value: deep } } },
    { ...sound, fields: { title: { at: 1, value: new Map() } } }, { ...sound, removed: { at: 1 } },
    { ...sound, fields: { ...sound.fields, note: 'bare' } }, { ...sound, fields: { title: null } }, { ...sound, fields: { title: { at: 1, value: undefined } } },
    { ...sound, fields: { title: { at: 1.5, value: 1 } } }, { ...sound, fields: { title: { at: 9_007_199_254_740_991, value: 1 } } },
    { ...sound, fields: { title: { at: 1, value: [1, new Map()] } } }, { ...sound, fields: { title: { at: 1, value: { x: 1, y: new Map() } } } },
    { ...sound, removed: { at: NaN, value: true } },
    { id: 'a', format: 1, changed: 1 }, { id: 'a', format: 1, order: { id: 'b' }, changed: 1 },
    { id: 'a', format: 1, order: { id: 'a' }, changed: NaN }, { id: 'a', format: 1, order: { id: 'a', title: deep }, changed: 1 },
  ]) assert.equal(readRecord(bad), undefined);
});

test('a record of format 1 can be read', () => {
  const order = { id: 'a', title: 'lamp', ordered: { date: '2026-03-01', timeZone: 'Europe/Moscow' } };
  const read = /** @type {Record} */ (readRecord({ id: 'a', format: 1, order, changed: 17 }));
  assert.deepEqual(orderOf(read), order);
  assert.equal(read.fields.title.at, 17);
});
