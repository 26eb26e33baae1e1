// The keeper with a database that fails, waits and loses its connection as told: nothing is called
// saved that is not stored, nothing that was changed is forgotten, and tabs end up with one list.

import assert from 'node:assert/strict';
import test from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { createChanges } from '../../www/element/keeping/changes.js';
import { createKeeper } from '../../www/element/keeping/keeper.js';
import { changeOf, merge, orderOf, removalOf } from '../../www/element/keeping/records.js';
import { createUndo } from '../../www/element/keeping/undo.js';

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
    reads: 0,
    opened: 0,
    /** What the browser tells the last connection. @type {Parameters<typeof import('../../www/element/keeping/database.js').openDatabase>[0]} */
    tell: { onBlocked: () => {}, onClosed: () => {} },
  };
  const tick = () => new Promise((done) => setImmediate(done));
  const open = async (/** @type {typeof world.tell} */ tell) => {
    world.opened++;
    world.tell = tell;
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
        world.reads++;
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

/** Lets everything run that waits for no timer. */
const settled = async () => {
  for (let turn = 0; turn < 30; turn++) await new Promise((done) => setImmediate(done));
};

/** Time passes, in steps: what a timer has begun may set another. @param {import('node:test').TestContext} t @param {number} ms */
async function pass(t, ms) {
  for (; ms > 0; ms -= 100) {
    t.mock.timers.tick(Math.min(ms, 100));
    await settled();
  }
}

test('what finds no room is tried again after growing pauses of a minute at most, and at once when the reader returns or there is room', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { world, tab } = site();
  const here = tab();
  t.after(here.stop);
  await settled();
  let tries = 0;
  world.before = (what) => {
    if (what !== 'write') return;
    tries++;
    quota();
  };
  const first = put(here, { id: 'a', title: '1' });
  await settled();
  assert.deepEqual([await first, tries], [false, 1]);
  const second = put(here, { id: 'b', title: '1' });
  await settled();
  assert.deepEqual([await second, tries], [false, 2]);
  tries = 1;
  // Another element comes and goes.
  here.listen({ changed: () => {}, status: () => {} })();
  await pass(t, 600);
  assert.equal(tries, 1, 'the later failure sets the pause');
  const counted = [];
  for (const seconds of [0.4, 2, 4, 8, 16, 32, 60, 60, 60]) {
    await pass(t, seconds * 1000);
    counted.push(tries);
  }
  assert.deepEqual(counted, [2, 3, 4, 5, 6, 7, 8, 9, 10]);
  await here.lookAgain();
  assert.equal(tries, 11);
  assert.equal(world.opened, 1, 'where there is no room, another connection has none either');
  const { before } = world;
  world.before = () => {};
  await here.lookAgain();
  assert.equal(here.status().unsaved, 0);
  world.before = before;
  put(here, { id: 'a', title: '2' });
  await settled();
  await pass(t, 500);
  assert.equal(tries, 13, 'after a success the pauses are short again');
  put(here, { id: 'a', title: '3' });
  here.stop();
  await settled();
  const { opened } = world;
  await here.lookAgain();
  await pass(t, 100_000);
  assert.deepEqual([tries, world.opened], [14, opened], 'nobody is there any more');
});

test('what only another page can mend is tried once, and not again by itself', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { world, tab } = site();
  world.before = () => {
    throw new DOMException('a newer page', 'VersionError');
  };
  const here = tab();
  t.after(here.stop);
  await settled();
  await pass(t, 10_000);
  assert.deepEqual([world.opened, here.status().reason], [1, 'newer']);
  world.before = () => {};
  await here.lookAgain();
  world.before = (what) => {
    if (what === 'write') throw new DOMException('a newer page', 'VersionError');
  };
  assert.equal(await put(here, { id: 'a' }), false);
  assert.equal(world.opened, 2);
});

test('a browser that does not answer is waited for, and told of', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  for (const [what, stopped] of /** @type {const} */ ([['open', false], ['open', true], ['write', false]])) {
    const { world, tab } = site();
    /** @type {(value?: unknown) => void} */
    let answer = () => {};
    world.before = (access) => (access === what ? new Promise((done) => (answer = done)) : undefined);
    const here = tab();
    await settled();
    if (stopped) world.tell.onBlocked();
    const saved = put(here, { id: 'a' });
    await settled();
    await pass(t, 4900);
    assert.equal(here.status().reason, stopped ? 'blocked' : undefined);
    await pass(t, 200);
    assert.deepEqual([here.status().reason, here.status().loading, here.status().unsaved], [stopped ? 'blocked' : 'lost', false, 1]);
    world.before = () => {};
    answer();
    await settled();
    assert.deepEqual([await saved, here.status().reason, here.status().unsaved], [true, undefined, 0]);
    await pass(t, 10_000);
    assert.equal(here.status().reason, undefined, 'it has answered');
    here.stop();
  }
  const { world, tab } = site();
  const quick = tab();
  t.after(quick.stop);
  await settled();
  await pass(t, 10_000);
  assert.equal(quick.status().reason, undefined, 'it answered at once');
  const fail = () => {
    throw new DOMException('Internal error', 'UnknownError');
  };
  world.before = fail;
  const { opened } = world;
  const late = tab();
  t.after(late.stop);
  await settled();
  assert.equal(world.opened, opened + 1, 'a first connection that fails is not asked for twice at once');
  // Once it is read again, the next failure begins with a short pause.
  await pass(t, 4000);
  world.before = () => {};
  await pass(t, 8000);
  let asked = 0;
  world.before = () => {
    asked++;
    fail();
  };
  quick.stop();
  await late.lookAgain();
  const before = asked;
  await pass(t, 600);
  assert.ok(asked > before);
});

test('a connection that the browser closes is opened anew, and what is gone with it is missed', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { world, tab } = site();
  const here = tab();
  t.after(here.stop);
  await settled();
  await put(here, { id: 'a' });
  const { onClosed } = world.tell;
  world.stored.clear();
  onClosed();
  await pass(t, 600);
  assert.deepEqual([world.opened, here.status().wiped], [2, true]);
  onClosed();
  await pass(t, 600);
  assert.equal(world.opened, 2, 'the old connection is nobody any more');
});

test('who looks twice at once reads once, and who looks while something is written does not write it again', async (t) => {
  const { world, tab } = site();
  /** @type {string[][]} */
  const heard = [];
  const here = tab({ changed: (ids) => void heard.push(ids), status: () => {} });
  t.after(here.stop);
  await until(() => !here.status().loading);
  world.reads = 0;
  await Promise.all([here.lookAgain(), here.lookAgain()]);
  assert.equal(world.reads, 1);
  /** @type {(value?: unknown) => void} */
  let release = () => {};
  world.before = (what) => (what === 'write' ? new Promise((done) => (release = done)) : undefined);
  const saved = put(here, { id: 'a', title: '1' });
  await settled();
  const looked = here.lookAgain();
  await settled();
  world.before = () => {};
  release();
  await Promise.all([saved, looked]);
  assert.equal(world.writes, 1);
  // What a tab has written that cannot tell of it is seen with the next saving, and told of once.
  world.stored.set('b', changeOf(undefined, { id: 'b', title: 'there' }, 1));
  world.stored.set('a', merge(world.stored.get('a'), changeOf(world.stored.get('a'), { id: 'a', title: '1', note: 'there' }, 2)));
  await put(here, { id: 'a', title: '2' });
  assert.deepEqual(here.order('a'), { id: 'a', title: '2', note: 'there' });
  await here.lookAgain();
  await here.lookAgain();
  assert.deepEqual(heard, [['a'], ['a'], ['a'], ['b']]);
});

test('an element that goes while another comes leaves it the storage', async (t) => {
  const { world, tab } = site();
  const here = tab();
  await until(() => !here.status().loading);
  const stopOther = here.listen({ changed: () => {}, status: () => {} });
  t.after(stopOther);
  here.stop();
  await settled();
  assert.equal(await put(here, { id: 'a' }), true);
  stopOther();
  t.after(here.listen({ changed: () => {}, status: () => {} }));
  await settled();
  assert.equal(await put(here, { id: 'a', title: '1' }), true);
  assert.equal(world.opened, 1);
});

test('what goes wrong in showing a change does not keep it from the storage', async (t) => {
  const { world, tab } = site();
  const broken = () => {
    throw new Error('as told');
  };
  const here = tab({ changed: broken, status: () => {} });
  t.after(here.stop);
  await until(() => !here.status().loading);
  assert.throws(() => put(here, { id: 'a' }), /as told/);
  await until(() => world.stored.has('a'));
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
  await put(here, { id: 'c', title: '1' });
  await here.apply([removalOf(/** @type {Record} */ (here.record('b')), here.stamp())]);
  world.stored.delete('b');
  await here.lookAgain();
  assert.equal(here.status().wiped, false, 'a removed order is not missed');
  world.stored.clear();
  await here.lookAgain();
  assert.equal(here.status().wiped, true);
  assert.equal(world.stored.size, 0);
  assert.equal(here.orders().length, 2);
  await put(here, { id: 'a', title: '2', note: 'n' });
  assert.equal(orderOf(/** @type {Record} */ (world.stored.get('a'))).title, '2');
  await here.saveAgain();
  await until(() => world.stored.size === 3 && !here.status().wiped);
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
  await put(here, { id: 'a', title: 'a third' });
  await until(() => there.order('a')?.title === 'a third');
});

test('what an element has changed just before it went is heard elsewhere', async (t) => {
  const { tab } = site();
  const [here, there] = [tab(), tab()];
  t.after(there.stop);
  await until(() => !there.status().loading);
  put(here, { id: 'a', title: '1' });
  here.stop();
  await until(() => there.order('a')?.title === '1');
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

/** The storage of a tab, with room for so many letters. */
function tabStorage(room = Infinity) {
  /** @type {Map<string, string>} */
  const texts = new Map();
  const storage = /** @type {any} */ ({
    getItem: (/** @type {string} */ key) => texts.get(key) ?? null,
    setItem(/** @type {string} */ key, /** @type {string} */ text) {
      if (text.length > room) throw new DOMException('no room', 'QuotaExceededError');
      texts.set(key, text);
    },
  });
  return { storage, texts };
}

/** Changes in a tab, and what is told of them. @param {import('../../www/element/keeping/keeper.js').Keeper} keeper @param {any} storage */
function changing(keeper, storage, stored = true) {
  /** @type {any[]} */
  const told = [];
  const undo = createUndo(() => storage);
  const changes = createChanges({ keeper: () => keeper, undo: () => undo, stored: () => stored, draw: () => {}, tell: (notice) => told.push(notice), withdraw: () => told.push('withdrawn') });
  return { ...changes, undo, last: () => told.at(-1), told };
}

test('what is said of a change is what has become of it, with the way back as long as there is one', async (t) => {
  const { world, tab } = site();
  const here = tab();
  t.after(here.stop);
  const { storage } = tabStorage();
  const { put, remove, last, told } = changing(here, storage);
  await put([{ id: 'a', title: '1' }], { said: 'message.added', undoable: false });
  assert.deepEqual([last().key, last().undo], ['message.added', undefined]);
  await put([{ id: 'a', title: '1' }], { said: 'message.changed' });
  assert.deepEqual([last().key, last().undo, world.writes], ['message.changed', undefined, 1], 'nothing was changed, and nothing can be undone');
  await put([{ id: 'a', title: '2' }, { id: 'a', title: '3' }], { said: 'message.changed' });
  const first = last().undo;
  assert.equal(here.order('a').title, '3', 'of two of one id the later counts');
  await put([{ id: 'b' }], { said: 'message.added', undoable: false });
  // While it is not said to be saved, no other way back stands there.
  const removal = remove(['b', 'nobody'], { said: 'message.removed', values: { order: 'x' } });
  assert.deepEqual(told.slice(-2).map((notice) => notice.key ?? notice), ['withdrawn', 'message.removed']);
  assert.deepEqual(last().values, { order: 'x' });
  await removal;
  const back = last().undo;
  const { writes } = world;
  await remove(['b'], { said: 'message.removed' });
  assert.deepEqual([last().undo, world.writes], [undefined, writes], 'what is gone already is not removed again');
  await back();
  assert.deepEqual([last().key, here.order('b')], ['message.restored', { id: 'b' }]);
  await last().undo();
  assert.deepEqual([last().key, here.order('a').title, last().undo], ['message.reverted', '1', undefined]);
  await first();
  assert.equal(last().key, 'message.moved-on', 'it was taken back already');

  world.before = quota;
  await put([{ id: 'a', title: '4' }], { said: 'message.changed' });
  assert.equal(last().key, 'message.not-saved');
  await last().undo();
  assert.deepEqual([last().key, here.order('a').title], ['message.not-saved', '1']);
  await remove(['a'], { said: 'message.removed' });
  assert.equal(last().key, 'message.not-saved');
  assert.ok(last().undo);
});

test('one way back leads to the next, as far as nobody else has changed anything', async (t) => {
  const { tab } = site();
  const [here, there] = [tab(), tab()];
  t.after(here.stop);
  t.after(there.stop);
  const { storage } = tabStorage();
  const { put, remove, last } = changing(here, storage);
  await put([{ id: 'a', title: '0', note: 'n' }], { said: 'message.imported' });
  for (const title of ['1', '2', '3']) await put([{ id: 'a', title, note: 'n' }], { said: 'message.changed' });
  await put([{ id: 'a', title: '3' }], { said: 'message.changed' });
  await remove(['a'], { said: 'message.removed' });
  const seen = [];
  while (last().undo) {
    await last().undo();
    seen.push(here.order('a') && [here.order('a').title, here.order('a').note]);
  }
  assert.equal(last().key, 'message.reverted', 'nothing was brought back by what took an order out again');
  assert.deepEqual(seen, [['3', undefined], ['3', 'n'], ['2', 'n'], ['1', 'n'], ['0', 'n'], undefined]);

  // What has come from elsewhere stays, though a later change was taken back to it.
  await put([{ id: 'b', title: '0' }], { said: 'message.added', undoable: false });
  await put([{ id: 'b', title: '1' }], { said: 'message.changed' });
  await until(() => there.order('b')?.title === '1');
  const other = changing(there, tabStorage().storage);
  await other.put([{ id: 'b', title: 'elsewhere' }], { said: 'message.changed' });
  await until(() => here.order('b').title === 'elsewhere');
  await put([{ id: 'b', title: '2' }], { said: 'message.changed' });
  await last().undo();
  assert.deepEqual([here.order('b').title, last().undo], ['elsewhere', undefined]);
  await until(() => there.order('b').title === 'elsewhere');
  await other.last().undo();
  assert.equal(there.order('b').title, '1', 'who made it can take it back');
  await until(() => here.order('b').title === '1');
});

test('a way back waits for the orders, however long those take to be read', async (t) => {
  const { world, tab } = site();
  const here = tab();
  t.after(here.stop);
  const { storage } = tabStorage();
  const { put, remove } = changing(here, storage);
  await put([{ id: 'a', title: '1' }], { said: 'message.added', undoable: false });
  await remove(['a'], { said: 'message.removed' });
  world.before = () => {
    throw new DOMException('Internal error', 'UnknownError');
  };
  const reloaded = tab();
  t.after(reloaded.stop);
  await until(() => !reloaded.status().loading);
  const { sayAgain, last } = changing(reloaded, storage);
  sayAgain();
  assert.equal(last(), undefined);
  world.before = () => {};
  await reloaded.lookAgain();
  sayAgain();
  await last().undo();
  assert.deepEqual(reloaded.order('a'), { id: 'a', title: '1' });
});

test('what is kept by nobody is not called saved', async (t) => {
  const { tab } = site();
  const here = tab();
  t.after(here.stop);
  const { put, last } = changing(here, undefined, false);
  await put([{ id: 'a', title: '1' }], { said: 'message.added' });
  assert.equal(last().key, 'message.kept');
  await last().undo();
  assert.deepEqual([last().key, here.order('a')], ['message.kept', undefined]);
});

test('a reload leaves the last twenty ways back, but for those that were closed, have moved on or find no room', async (t) => {
  const { tab } = site();
  const here = tab();
  t.after(here.stop);
  const { storage, texts } = tabStorage();
  const before = changing(here, storage);
  for (let number = 0; number < 25; number++) await before.put([{ id: `${number}` }], { said: 'message.added', values: { number } });
  const reloaded = changing(here, storage);
  reloaded.sayAgain();
  assert.deepEqual([reloaded.last().key, reloaded.last().values, reloaded.last().quiet], ['message.added', { number: 24 }, true]);
  let steps = 0;
  for (; reloaded.last().undo; steps++) await reloaded.last().undo();
  assert.deepEqual([steps, here.orders().map(({ id }) => id)], [20, ['0', '1', '2', '3', '4']]);

  await before.put([{ id: 'b' }], { said: 'message.added' });
  const closed = changing(here, storage);
  closed.dismiss();
  const again = changing(here, storage);
  again.sayAgain();
  assert.equal(again.last(), undefined, 'what was closed is not said again');

  // What has been changed since elsewhere is no way back.
  const { storage: other } = tabStorage();
  await changing(here, other).put([{ id: 'b', title: 'x' }], { said: 'message.changed' });
  await put({ ...here, stop: () => {} }, { id: 'b', title: 'y' });
  const moved = changing(here, other);
  moved.sayAgain();
  assert.equal(moved.last(), undefined);

  // The oldest makes room, and can be taken back until the reload all the same.
  const small = tabStorage(250);
  const tight = changing(here, small.storage);
  for (const id of ['x', 'y', 'z']) await tight.put([{ id }], { said: 'message.added' });
  for (const [ways, kept] of /** @type {const} */ ([[changing(here, small.storage), ['x']], [tight, []]])) {
    ways.sayAgain();
    while (ways.last().undo) await ways.last().undo();
    assert.deepEqual(here.orders().map(({ id }) => id).filter((id) => /[xyz]/.test(id)), kept);
  }
  const strange = [{ at: 'x' }, { said: 7 }, { inverses: [{ id: 7, fields: {} }] }, { inverses: [{ id: 'a', fields: null }] }].map((part) => JSON.stringify([{ at: 1, said: 'x', inverses: [], ...part }]));
  for (const text of [...strange, '{', 'null', '{}', '[1, null, {}, { "at": 1, "said": "x", "inverses": [{}] }, { "at": 1, "said": "x", "inverses": [null] }]']) {
    texts.set('dispute-clock-undo2', text);
    assert.equal(createUndo(() => storage).all().length, 0, text);
  }
});
