// The keeper with a database that fails, waits and loses its connection on command: nothing is called saved
// that is not stored, and no change is lost.

import assert from 'node:assert/strict';
import test from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { changeOf, merge, orderOf, removalOf } from '../../www/element/keeping/records.js';
import { advance, put, settled, site, throwQuotaError, until } from './site.mjs';

/** @typedef {import('../../www/element/keeping/records.js').Record} Record */

test('a change called saved is stored, and one made during a write is not lost', async (t) => {
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

test('changes made in one turn are written in one transaction', async (t) => {
  const { world, tab } = site();
  const here = tab();
  t.after(here.stop);
  const all = Array.from({ length: 50 }, (_, i) => put(here, { id: `${i}`, title: 't' }));
  assert.deepEqual(new Set(await Promise.all(all)), new Set([true]));
  assert.equal(world.writes, 1);
});

test('without room a change is not called saved, the reason is given, and it is saved once there is room', async (t) => {
  const { world, tab } = site();
  /** @type {unknown[]} */
  const reasons = [];
  const here = tab({ changed: () => {}, status: () => reasons.push(here?.status().reason) });
  t.after(here.stop);
  await until(() => !here.status().loading);
  world.before = (what) => what === 'write' && throwQuotaError();
  assert.equal(await put(here, { id: 'a', title: '1' }), false);
  assert.equal(await put(here, { id: 'b', title: '1' }), false);
  assert.deepEqual([here.status().reason, here.status().unsaved], ['full', 2]);
  assert.deepEqual(here.orders().map(({ id }) => id), ['a', 'b'], 'unsaved orders are still shown');
  reasons.length = 0;
  await here.resync();
  assert.ok(!reasons.includes(undefined), 'a successful read does not clear the failure');
  assert.equal(here.status().reason, 'full');
  world.before = () => {};
  await until(() => world.stored.size === 2);
  await until(() => here.status().reason === undefined && here.status().unsaved === 0);
});

test('a write without room is retried after growing pauses of at most a minute, and at once when the reader returns', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { world, tab } = site();
  const here = tab();
  t.after(here.stop);
  await settled();
  let tries = 0;
  world.before = (what) => {
    if (what !== 'write') return;
    tries++;
    throwQuotaError();
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
  await advance(t, 600);
  assert.equal(tries, 1, 'the later failure sets the pause');
  const triesSoFar = [];
  for (const seconds of [0.4, 2, 4, 8, 16, 32, 60, 60, 60]) {
    await advance(t, seconds * 1000);
    triesSoFar.push(tries);
  }
  assert.deepEqual(triesSoFar, [2, 3, 4, 5, 6, 7, 8, 9, 10]);
  await here.resync();
  assert.equal(tries, 11);
  assert.equal(world.opened, 1, 'lack of room opens no new connection');
  const { before } = world;
  world.before = () => {};
  await here.resync();
  assert.equal(here.status().unsaved, 0);
  world.before = before;
  put(here, { id: 'a', title: '2' });
  await settled();
  await advance(t, 500);
  assert.equal(tries, 13, 'a success resets the pauses');
  put(here, { id: 'a', title: '3' });
  here.stop();
  await settled();
  const { opened } = world;
  await here.resync();
  await advance(t, 100_000);
  assert.deepEqual([tries, world.opened], [14, opened], 'a stopped keeper does not retry');
});

test('a failure that only another page can fix is not retried automatically', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { world, tab } = site();
  world.before = () => {
    throw new DOMException('a newer page', 'VersionError');
  };
  const here = tab();
  t.after(here.stop);
  await settled();
  await advance(t, 10_000);
  assert.deepEqual([world.opened, here.status().reason], [1, 'newer']);
  world.before = () => {};
  await here.resync();
  world.before = (what) => {
    if (what === 'write') throw new DOMException('a newer page', 'VersionError');
  };
  assert.equal(await put(here, { id: 'a' }), false);
  assert.equal(world.opened, 2);
});

test('a browser that does not answer is waited for and reported', async (t) => {
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
    await advance(t, 4900);
    assert.deepEqual([here.status().reason, here.status().loading], [stopped ? 'blocked' : undefined, what === 'open' && !stopped]);
    await advance(t, 200);
    assert.deepEqual([here.status().reason, here.status().loading, here.status().unsaved], [stopped ? 'blocked' : 'lost', false, 1]);
    world.before = () => {};
    answer();
    await settled();
    assert.deepEqual([await saved, here.status().reason, here.status().unsaved], [true, undefined, 0]);
    await advance(t, 10_000);
    assert.equal(here.status().reason, undefined, 'it answered in the end');
    here.stop();
  }
  const { world, tab } = site();
  const quick = tab();
  t.after(quick.stop);
  await settled();
  await advance(t, 10_000);
  assert.equal(quick.status().reason, undefined, 'it answered at once');
  put(quick, { id: 'b' });
  await advance(t, 10_000);
  assert.equal(quick.status().reason, undefined, 'it stored at once');
  const fail = () => {
    throw new DOMException('Internal error', 'UnknownError');
  };
  world.before = fail;
  const { opened } = world;
  const late = tab();
  t.after(late.stop);
  await settled();
  assert.equal(world.opened, opened + 1, 'a failed first connection is not retried at once');
  // After a successful read, the next failure starts with a short pause again.
  await advance(t, 4000);
  world.before = () => {};
  await advance(t, 8000);
  let asked = 0;
  world.before = () => {
    asked++;
    fail();
  };
  quick.stop();
  await late.resync();
  const before = asked;
  await advance(t, 600);
  assert.ok(asked > before);
});

test('a connection the browser closes is reopened, and lost data is noticed', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { world, tab } = site();
  const here = tab();
  t.after(here.stop);
  await settled();
  await put(here, { id: 'a' });
  const { onClosed } = world.tell;
  world.stored.clear();
  onClosed();
  await advance(t, 600);
  assert.deepEqual([world.opened, here.status().wiped], [2, true]);
  onClosed();
  await advance(t, 600);
  assert.equal(world.opened, 2, 'a replaced connection is ignored');
});

test('simultaneous refreshes read once, and a refresh during a write does not repeat it', async (t) => {
  const { world, tab } = site();
  /** @type {string[][]} */
  const heard = [];
  const here = tab({ changed: (ids) => void heard.push(ids), status: () => {} });
  t.after(here.stop);
  await until(() => !here.status().loading);
  world.reads = 0;
  await Promise.all([here.resync(), here.resync()]);
  assert.equal(world.reads, 1);
  /** @type {(value?: unknown) => void} */
  let release = () => {};
  world.before = (what) => (what === 'write' ? new Promise((done) => (release = done)) : undefined);
  const saved = put(here, { id: 'a', title: '1' });
  await settled();
  const looked = here.resync();
  await settled();
  world.before = () => {};
  release();
  await Promise.all([saved, looked]);
  assert.equal(world.writes, 1);
  // A change by a tab that cannot notify others is noticed at the next save, and reported once.
  world.stored.set('b', changeOf(undefined, { id: 'b', title: 'there' }, 1));
  world.stored.set('a', merge(world.stored.get('a'), changeOf(world.stored.get('a'), { id: 'a', title: '1', note: 'there' }, 2)));
  await put(here, { id: 'a', title: '2' });
  assert.deepEqual(here.order('a'), { id: 'a', title: '2', note: 'there' });
  await here.resync();
  await here.resync();
  assert.deepEqual(heard, [['a'], ['a'], ['a'], ['b']]);
});

test('an element removed while another is added hands over the storage', async (t) => {
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

test('a change is stored even if showing it fails', async (t) => {
  const { world, tab } = site();
  const broken = () => {
    throw new Error('simulated failure');
  };
  const here = tab({ changed: broken, status: () => {} });
  t.after(here.stop);
  await until(() => !here.status().loading);
  assert.throws(() => put(here, { id: 'a' }), /simulated failure/);
  await until(() => world.stored.has('a'));
});

test('a lost connection is reopened at once', async (t) => {
  const { world, tab } = site();
  const here = tab();
  t.after(here.stop);
  await until(() => !here.status().loading);
  let lost = 1;
  world.before = (what) => {
    if (what === 'write' && lost-- > 0) throw new DOMException('Connection to Indexed Database server lost', 'UnknownError');
  };
  assert.equal(await put(here, { id: 'a', title: '1' }), true);
  assert.deepEqual([world.opened, world.closed], [2, 1], 'an open connection would block a newer page');
  assert.equal(here.status().reason, undefined);
  here.stop();
  await settled();
  assert.equal(world.closed, 2);
});

test('a page that has removed its element leaves the storage alone, and hears of changes once it has one again', async (t) => {
  const { world, tab } = site();
  const here = tab();
  await until(() => !here.status().loading);
  here.stop();
  const other = tab();
  t.after(other.stop);
  await put(other, { id: 'a', title: '1' });
  await settled();
  assert.deepEqual([world.opened, world.closed], [2, 1]);
  t.after(here.listen({ changed: () => {}, status: () => {} }));
  await until(() => here.order('a') !== undefined);
  await put(other, { id: 'a', title: '2' });
  await until(() => here.order('a').title === '2');
});

test('a change made while another cannot be stored is not called saved either', async (t) => {
  const { world, tab } = site();
  const here = tab();
  t.after(here.stop);
  await until(() => !here.status().loading);
  /** @type {(() => void) | undefined} */
  let release;
  world.before = async (what) => {
    if (what !== 'write') return;
    await new Promise((done) => (release = () => done(undefined)));
    throwQuotaError();
  };
  const first = put(here, { id: 'a' });
  await until(() => release !== undefined);
  const second = put(here, { id: 'b' });
  release?.();
  assert.deepEqual(await Promise.all([first, second]), [false, false]);
  assert.equal(here.status().unsaved, 2);
});

test('unavailable storage is reported and not retried until the reader returns', async (t) => {
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
  await here.resync();
  assert.ok(world.stored.has('a'));
});

test('stored orders deleted behind its back are reported, and stored again on request', async (t) => {
  const { world, tab } = site();
  const here = tab();
  t.after(here.stop);
  await put(here, { id: 'a', title: '1' });
  await put(here, { id: 'b', title: '1' });
  await put(here, { id: 'c', title: '1' });
  await here.apply([removalOf(/** @type {Record} */ (here.record('b')), here.stamp())]);
  world.stored.delete('b');
  await here.resync();
  assert.equal(here.status().wiped, false, 'a removed order is not missed');
  const sound = /** @type {Record} */ (world.stored.get('c'));
  world.stored.delete('c');
  world.unreadable = [{ id: 'c', format: 77 }];
  await here.resync();
  assert.deepEqual([here.status().wiped, here.status().unreadable.length], [false, 1], 'one that has become unreadable is not gone');
  world.stored.set('c', sound);
  world.unreadable = [];
  world.stored.clear();
  await here.resync();
  assert.deepEqual([here.status().wiped, here.status().unreadable], [true, []]);
  assert.equal(world.stored.size, 0);
  assert.equal(here.orders().length, 2);
  await put(here, { id: 'a', title: '2', note: 'n' });
  assert.equal(orderOf(/** @type {Record} */ (world.stored.get('a'))).title, '2');
  const again = here.saveAgain();
  assert.equal(here.status().wiped, false);
  await again;
  await until(() => world.stored.size === 3);
  assert.equal(here.status().wiped, false);
});
