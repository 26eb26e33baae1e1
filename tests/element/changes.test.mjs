// The message after a change, and its undo: available as long as it can work, even across a reload.

import assert from 'node:assert/strict';
import test from 'node:test';
import { createChanges } from '../../www/element/keeping/changes.js';
import { createUndo } from '../../www/element/keeping/undo.js';
import { put, site, throwQuotaError, until } from './site.mjs';

/** A tab's storage with a limited number of characters. */
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

/** Changes in a tab, and the messages about them. @param {import('../../www/element/keeping/keeper.js').Keeper} keeper @param {any} storage */
function changesWith(keeper, storage, stored = true) {
  /** @type {any[]} */
  const notices = [];
  const undo = createUndo(() => storage);
  const changes = createChanges({ keeper: () => keeper, undo: () => undo, stored: () => stored, draw: () => {}, tell: (notice) => notices.push(notice), clear: () => notices.push('withdrawn') });
  return { ...changes, undo, last: () => notices.at(-1), notices };
}

test('the message after a change says what became of it, and offers an undo while one is possible', async (t) => {
  const { world, tab } = site();
  const here = tab();
  t.after(here.stop);
  const { storage } = tabStorage();
  const { put, remove, last, notices } = changesWith(here, storage);
  await put([{ id: 'a', title: '1' }], { message: 'message.added', undoable: false });
  assert.deepEqual([last().key, last().undo], ['message.added', undefined]);
  await put([{ id: 'a', title: '1' }], { message: 'message.changed' });
  assert.deepEqual([last().key, last().undo, world.writes], ['message.changed', undefined, 1], 'a change that changes nothing offers no undo');
  await put([{ id: 'a', title: '2' }, { id: 'a', title: '3' }], { message: 'message.changed' });
  const first = last().undo;
  assert.equal(here.order('a').title, '3', 'the later of two orders with one id wins');
  await put([{ id: 'b' }], { message: 'message.added', undoable: false });
  // Until it is saved, no other undo is offered.
  const removal = remove(['b', 'nobody'], { message: 'message.removed', values: { order: 'x' } });
  assert.deepEqual(notices.slice(-2).map((notice) => notice.key ?? notice), ['withdrawn', 'message.removed']);
  assert.deepEqual(last().values, { order: 'x' });
  await removal;
  const back = last().undo;
  const { writes } = world;
  await remove(['b'], { message: 'message.removed' });
  assert.deepEqual([last().undo, world.writes], [undefined, writes], 'an order that is already gone is not removed again');
  await back();
  assert.deepEqual([last().key, here.order('b')], ['message.restored', { id: 'b' }]);
  await last().undo();
  assert.deepEqual([last().key, here.order('a').title, last().undo], ['message.reverted', '1', undefined]);
  await first();
  assert.equal(last().key, 'message.moved-on', 'it was already undone');

  world.before = throwQuotaError;
  await put([{ id: 'a', title: '4' }], { message: 'message.changed' });
  assert.equal(last().key, 'message.not-saved');
  await last().undo();
  assert.deepEqual([last().key, here.order('a').title], ['message.not-saved', '1']);
  await remove(['a'], { message: 'message.removed' });
  assert.equal(last().key, 'message.not-saved');
  assert.ok(last().undo);
});

test('each undo offers the one before it, as long as nobody else has changed anything', async (t) => {
  const { tab } = site();
  const [here, there] = [tab(), tab()];
  t.after(here.stop);
  t.after(there.stop);
  const { storage } = tabStorage();
  const { put, remove, last } = changesWith(here, storage);
  await put([{ id: 'a', title: '0', note: 'n' }], { message: 'message.imported' });
  for (const title of ['1', '2', '3']) await put([{ id: 'a', title, note: 'n' }], { message: 'message.changed' });
  await put([{ id: 'a', title: '3' }], { message: 'message.changed' });
  await remove(['a'], { message: 'message.removed' });
  const seen = [];
  while (last().undo) {
    await last().undo();
    seen.push(here.order('a') && [here.order('a').title, here.order('a').note]);
  }
  assert.equal(last().key, 'message.reverted', 'undoing an import is not reported as a restoration');
  assert.deepEqual(seen, [['3', undefined], ['3', 'n'], ['2', 'n'], ['1', 'n'], ['0', 'n'], undefined]);

  // Pressed too early, on the message of an earlier change, an undo is not lost: it comes after the later one's.
  await put([{ id: 'c', title: '0' }], { message: 'message.added', undoable: false });
  await put([{ id: 'c', title: '1' }], { message: 'message.changed' });
  const early = last().undo;
  await put([{ id: 'c', title: '2' }], { message: 'message.changed' });
  await early();
  assert.deepEqual([last().key, here.order('c').title], ['message.moved-on', '2']);
  for (const title of ['1', '0']) {
    await last().undo();
    assert.deepEqual([last().key, here.order('c').title], ['message.reverted', title]);
  }

  // Changes from elsewhere stay, even though a later change was undone back to them.
  await put([{ id: 'b', title: '0' }], { message: 'message.added', undoable: false });
  await put([{ id: 'b', title: '1' }], { message: 'message.changed' });
  await until(() => there.order('b')?.title === '1');
  const other = changesWith(there, tabStorage().storage);
  await other.put([{ id: 'b', title: 'elsewhere' }], { message: 'message.changed' });
  await until(() => here.order('b').title === 'elsewhere');
  await put([{ id: 'b', title: '2' }], { message: 'message.changed' });
  await last().undo();
  assert.deepEqual([here.order('b').title, last().undo], ['elsewhere', undefined]);
  await until(() => there.order('b').title === 'elsewhere');
  await other.last().undo();
  assert.equal(there.order('b').title, '1', 'whoever made the change can undo it');
  await until(() => here.order('b').title === '1');
});

test('an undo waits for the orders, however long reading them takes', async (t) => {
  const { world, tab } = site();
  const here = tab();
  t.after(here.stop);
  const { storage } = tabStorage();
  const { put, remove } = changesWith(here, storage);
  await put([{ id: 'a', title: '1' }], { message: 'message.added', undoable: false });
  await remove(['a'], { message: 'message.removed' });
  world.before = () => {
    throw new DOMException('Internal error', 'UnknownError');
  };
  const reloaded = tab();
  t.after(reloaded.stop);
  await until(() => !reloaded.status().loading);
  const { repeat, last } = changesWith(reloaded, storage);
  repeat();
  assert.equal(last(), undefined);
  world.before = () => {};
  await reloaded.resync();
  repeat();
  await last().undo();
  assert.deepEqual(reloaded.order('a'), { id: 'a', title: '1' });
});

test('orders that are stored nowhere are not called saved', async (t) => {
  const { tab } = site();
  const here = tab();
  t.after(here.stop);
  const { put, last } = changesWith(here, undefined, false);
  await put([{ id: 'a', title: '1' }], { message: 'message.added' });
  assert.equal(last().key, 'message.kept');
  await last().undo();
  assert.deepEqual([last().key, here.order('a')], ['message.kept', undefined]);
});

test('the last twenty undos survive a reload, except those that were dismissed, no longer apply or find no room', async (t) => {
  const { tab } = site();
  const here = tab();
  t.after(here.stop);
  const { storage, texts } = tabStorage();
  const before = changesWith(here, storage);
  for (let number = 0; number < 25; number++) await before.put([{ id: `${number}` }], { message: 'message.added', values: { number } });
  const reloaded = changesWith(here, storage);
  reloaded.repeat();
  assert.deepEqual([reloaded.last().key, reloaded.last().values, reloaded.last().quiet], ['message.added', { number: 24 }, true]);
  let steps = 0;
  for (; reloaded.last().undo; steps++) await reloaded.last().undo();
  assert.deepEqual([steps, here.orders().map(({ id }) => id)], [20, ['0', '1', '2', '3', '4']]);

  await before.put([{ id: 'b' }], { message: 'message.added' });
  const closed = changesWith(here, storage);
  closed.dismiss();
  const again = changesWith(here, storage);
  again.repeat();
  assert.equal(again.last(), undefined, 'a dismissed message does not return');

  // A change that was changed elsewhere since cannot be undone.
  const { storage: other } = tabStorage();
  await changesWith(here, other).put([{ id: 'b', title: 'x' }], { message: 'message.changed' });
  await put({ ...here, stop: () => {} }, { id: 'b', title: 'y' });
  const moved = changesWith(here, other);
  moved.repeat();
  assert.equal(moved.last(), undefined);

  // The oldest makes room, yet can be undone until the reload.
  const small = tabStorage(250);
  const tight = changesWith(here, small.storage);
  for (const id of ['x', 'y', 'z']) await tight.put([{ id }], { message: 'message.added' });
  for (const [ways, kept] of /** @type {const} */ ([[changesWith(here, small.storage), ['x']], [tight, []]])) {
    ways.repeat();
    while (ways.last().undo) await ways.last().undo();
    assert.deepEqual(here.orders().map(({ id }) => id).filter((id) => /[xyz]/.test(id)), kept);
  }
  const strange = [{ at: 'x' }, { said: 7 }, { inverses: [{ id: 7, fields: {} }] }, { inverses: [{ id: 'a', fields: null }] }].map((part) => JSON.stringify([{ at: 1, said: 'x', inverses: [], ...part }]));
  for (const text of [...strange, '{', 'null', '{}', '[1, null, {}, { "at": 1, "said": "x", "inverses": [{}] }, { "at": 1, "said": "x", "inverses": [null] }]']) {
    texts.set('dispute-clock-undo2', text);
    assert.equal(createUndo(() => storage).all().length, 0, text);
  }
});
