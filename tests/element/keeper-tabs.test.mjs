// Elements and tabs that keep the same orders: each is notified of the others' changes, and all end up with
// one list.

import assert from 'node:assert/strict';
import test from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { changeOf, merge, removalOf } from '../../www/element/keeping/records.js';
import { put, site, until } from './site.mjs';

/** @typedef {import('../../www/element/keeping/records.js').Record} Record */

test('a later change has a later stamp, even if the clock goes back', async (t) => {
  let now = 1_000_000;
  const { tab } = site();
  const here = tab(undefined, () => now);
  const there = tab(undefined, () => now);
  t.after(here.stop);
  t.after(there.stop);
  await put(here, { id: 'a', title: 'first' });
  await until(() => there.order('a')?.title === 'first');
  now = 5;
  await put(there, { id: 'a', title: 'second' });
  await until(() => here.order('a')?.title === 'second');
  await put(here, { id: 'a', title: 'a third' });
  await until(() => there.order('a')?.title === 'a third');
});

test('a change made just before an element is removed reaches the others', async (t) => {
  const { tab } = site();
  const [here, there] = [tab(), tab()];
  t.after(there.stop);
  await until(() => !there.status().loading);
  put(here, { id: 'a', title: '1' });
  here.stop();
  await until(() => there.order('a')?.title === '1');
});

test('elements are notified of the orders that others have changed', async (t) => {
  const { tab } = site();
  /** @type {string[][]} */
  const heard = [];
  const here = tab({ changed: (ids) => void heard.push(ids), status: () => {} });
  const there = tab();
  t.after(here.stop);
  t.after(there.stop);
  await put(there, { id: 'a', title: '1' });
  await until(() => heard.length > 0);
  assert.deepEqual(heard, [['a']]);
});

test('tabs that edit, remove and restore at random over a database that fails at random end up with one list and lose nothing', async () => {
  const step = fc.record({
    who: fc.integer({ min: 0, max: 2 }),
    what: fc.constantFrom('edit', 'edit', 'edit', 'remove', 'pause'),
    id: fc.constantFrom('a', 'b', 'c'),
    field: fc.constantFrom('title', 'note', 'number'),
    fails: fc.constantFrom(undefined, undefined, undefined, 'QuotaExceededError', 'UnknownError'),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      const { world, tab } = site();
      let clock = 0;
      const tabs = [0, 1, 2].map(() => tab(undefined, () => ++clock));
      await Promise.all(tabs.map((each) => each.resync()));
      /** The result of all changes, as if one tab had made them all. @type {Map<string, Record>} */
      const model = new Map();
      /** @type {Promise<boolean>[]} */
      const saves = [];
      for (const [number, { who, what, id, field, fails }] of steps.entries()) {
        const mine = tabs[who];
        let once = fails;
        world.before = (access) => {
          if (!once || access === 'open') return;
          const name = once;
          once = undefined;
          throw new DOMException('simulated failure', name);
        };
        if (what === 'pause') {
          await sleep(0);
          continue;
        }
        const seen = mine.order(id);
        if (what === 'remove' && !seen) continue;
        const at = mine.stamp();
        const change =
          what === 'remove'
            ? removalOf(/** @type {Record} */ (mine.record(id)), at)
            : changeOf(mine.record(id), { ...(seen ?? { id }), [field]: `${number}` }, at);
        const known = model.get(id);
        model.set(id, known ? merge(known, change) : change);
        const saved = mine.apply([change]);
        saves.push(
          saved.then((yes) => {
            const there = world.stored.get(id);
            if (yes) assert.ok(there && merge(there, change) === there, 'what is called saved is stored');
            return yes;
          }),
        );
      }
      await Promise.all(saves);
      world.before = () => {};
      for (const each of tabs) await each.resync();
      for (const each of tabs) await each.resync();
      for (const each of tabs) each.stop();
      for (const [id, record] of model) {
        assert.deepEqual(world.stored.get(id), record);
        for (const each of tabs) assert.deepEqual(each.record(id), record);
      }
    }),
    { numRuns: 150 },
  );
});
