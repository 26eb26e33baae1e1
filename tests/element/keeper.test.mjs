// The keeper with a database that fails, waits and loses its connection as told: nothing is called
// saved that is not stored, nothing that was changed is forgotten, and tabs end up with one list.

import assert from 'node:assert/strict';
import test from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { createKeeper } from '../../www/element/keeping/keeper.js';
import { changeOf, merge, orderOf, removalOf } from '../../www/element/keeping/records.js';

/** @typedef {import('../../www/element/keeping/records.js').Record} Record */

/** What all tabs of a site share. */
function site() {
  /** @type {Map<string, Record>} */
  const stored = new Map();
  /** @type {Set<(ids: string[]) => void>} */
  const channels = new Set();
  const world = {
    stored,
    /** Called before each access; throws, or waits, as the test wants it. @type {(what: string) => unknown} */
    before: (what) => void what,
    writes: 0,
    opened: 0,
  };
  const tick = () => new Promise((done) => setImmediate(done));
  const open = async () => {
    world.opened++;
    await world.before('open');
    let closed = false;
    const access = async (/** @type {string} */ what) => {
      await tick();
      if (closed) throw new DOMException('closed', 'InvalidStateError');
      await world.before(what);
    };
    return {
      async readAll() {
        await access('read');
        return { records: [...stored.values()], unreadable: [] };
      },
      async read(/** @type {string[]} */ ids) {
        await access('read');
        return ids.flatMap((id) => stored.get(id) ?? []);
      },
      async write(/** @type {Record[]} */ batch) {
        await access('write');
        world.writes++;
        return batch.map((record) => {
          const known = stored.get(record.id);
          const merged = known ? merge(known, record) : record;
          stored.set(record.id, merged);
          return merged;
        });
      },
      close: () => void (closed = true),
    };
  };
  const connectTabs = (/** @type {(ids: string[]) => void} */ onChanged) => {
    channels.add(onChanged);
    return {
      post: (/** @type {string[]} */ ids) => {
        for (const other of channels) if (other !== onChanged) other(ids);
      },
      close: () => void channels.delete(onChanged),
    };
  };
  /** @type {import('../../www/element/keeping/keeper.js').Listener} */
  const quiet = { changed: () => {}, status: () => {} };
  return {
    world,
    tab(listener = quiet, clock = Date.now) {
      const keeper = createKeeper({ open, connectTabs, clock });
      return { ...keeper, stop: keeper.listen(listener) };
    },
  };
}

/** @param {ReturnType<ReturnType<typeof site>['tab']>} tab @param {any} order */
const put = (tab, order) => tab.apply([changeOf(tab.record(order.id), order, tab.stamp())]);

/** @param {() => boolean} condition */
async function until(condition) {
  for (const end = Date.now() + 8000; Date.now() < end; await sleep(5)) if (condition()) return;
  assert.fail(`it never came about: ${condition}`);
}

const quota = () => {
  throw new DOMException('no room', 'QuotaExceededError');
};

test('what is called saved is stored; a change made while another is being written is not lost', async (t) => {
  const { world, tab } = site();
  const here = tab();
  t.after(here.stop);
  /** @type {() => void} */
  let release = () => {};
  world.before = (what) => (what === 'write' && world.writes === 0 ? new Promise((done) => (release = () => done(undefined))) : undefined);
  const first = put(here, { id: 'a', title: '1' });
  await until(() => release.toString() !== '() => {}');
  const second = put(here, { id: 'a', title: '2' });
  assert.equal(world.stored.size, 0);
  release();
  assert.equal(await first, true);
  assert.equal(orderOf(/** @type {Record} */ (world.stored.get('a'))).title, '1');
  assert.equal(await second, true);
  assert.equal(orderOf(/** @type {Record} */ (world.stored.get('a'))).title, '2');
});

test('many changes of one turn are one transaction', async (t) => {
  const { world, tab } = site();
  const here = tab();
  t.after(here.stop);
  const all = Array.from({ length: 50 }, (_, i) => put(here, { id: `${i}`, title: 't' }));
  assert.deepEqual(new Set(await Promise.all(all)), new Set([true]));
  assert.equal(world.writes, 1);
});

test('no room: it is not called saved, it says why, and it is saved as soon as there is room', async (t) => {
  const { world, tab } = site();
  /** @type {unknown[]} */
  const told = [];
  const here = tab({ changed: () => {}, status: () => told.push(here?.status().reason) });
  t.after(here.stop);
  await until(() => !here.status().loading);
  world.before = (what) => what === 'write' && quota();
  assert.equal(await put(here, { id: 'a', title: '1' }), false);
  assert.equal(await put(here, { id: 'b', title: '1' }), false);
  assert.deepEqual([here.status().reason, here.status().unsaved], ['full', 2]);
  assert.deepEqual(here.orders().map(({ id }) => id), ['a', 'b'], 'they are shown all the same');
  told.length = 0;
  await here.lookAgain();
  assert.ok(!told.includes(undefined), 'that reading works does not mean that all is well');
  assert.equal(here.status().reason, 'full');
  world.before = () => {};
  await until(() => world.stored.size === 2);
  await until(() => here.status().reason === undefined && here.status().unsaved === 0);
});

test('a lost connection is opened anew at once', async (t) => {
  const { world, tab } = site();
  const here = tab();
  t.after(here.stop);
  await until(() => !here.status().loading);
  let lost = 1;
  world.before = (what) => {
    if (what === 'write' && lost-- > 0) throw new DOMException('Connection to Indexed Database server lost', 'UnknownError');
  };
  assert.equal(await put(here, { id: 'a', title: '1' }), true);
  assert.equal(world.opened, 2);
  assert.equal(here.status().reason, undefined);
});

test('where there is no storage it says so, tries no more by itself, and again when the reader returns', async (t) => {
  const { world, tab } = site();
  world.before = () => {
    throw new DOMException('sandboxed', 'SecurityError');
  };
  const here = tab();
  t.after(here.stop);
  assert.equal(await put(here, { id: 'a', title: '1' }), false);
  await until(() => here.status().reason === 'unavailable');
  const { opened } = world;
  await sleep(1200);
  assert.equal(world.opened, opened);
  world.before = () => {};
  await here.lookAgain();
  assert.ok(world.stored.has('a'));
});

test('what was stored and is deleted behind its back is said to be, and stored again when asked', async (t) => {
  const { world, tab } = site();
  const here = tab();
  t.after(here.stop);
  await put(here, { id: 'a', title: '1' });
  await put(here, { id: 'b', title: '1' });
  await here.apply([removalOf(/** @type {Record} */ (here.record('b')), here.stamp())]);
  world.stored.delete('b');
  await here.lookAgain();
  assert.equal(here.status().wiped, false, 'a removed order is not missed');
  world.stored.clear();
  await here.lookAgain();
  assert.equal(here.status().wiped, true);
  assert.equal(world.stored.size, 0);
  assert.equal(here.orders().length, 1);
  await put(here, { id: 'a', title: '2', note: 'n' });
  assert.equal(orderOf(/** @type {Record} */ (world.stored.get('a'))).title, '2');
  await here.saveAgain();
  await until(() => world.stored.size === 2 && !here.status().wiped);
});

test('a later change has a later stamp, also when the clock goes back', async (t) => {
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
});

test('elements hear what others have changed, and which', async (t) => {
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

test('tabs that edit, remove and bring back at random over a database that fails at random: one list, nothing lost', async () => {
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
      await Promise.all(tabs.map((each) => each.lookAgain()));
      /** Everything that was ever changed, as one tab would have it that had made all changes itself. @type {Map<string, Record>} */
      const model = new Map();
      /** @type {Promise<boolean>[]} */
      const said = [];
      for (const [number, { who, what, id, field, fails }] of steps.entries()) {
        const mine = tabs[who];
        let once = fails;
        world.before = (access) => {
          if (!once || access === 'open') return;
          const name = once;
          once = undefined;
          throw new DOMException('as told', name);
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
        said.push(
          saved.then((yes) => {
            const there = world.stored.get(id);
            if (yes) assert.ok(there && merge(there, change) === there, 'called saved, and stored');
            return yes;
          }),
        );
      }
      await Promise.all(said);
      world.before = () => {};
      for (const each of tabs) await each.lookAgain();
      for (const each of tabs) await each.lookAgain();
      for (const each of tabs) each.stop();
      for (const [id, record] of model) {
        assert.deepEqual(world.stored.get(id), record);
        for (const each of tabs) assert.deepEqual(each.record(id), record);
      }
    }),
    { numRuns: 150 },
  );
});
