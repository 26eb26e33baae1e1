// A simulated site in Node: what its tabs share, a database that fails, waits and loses its connection on
// command, and the channel between them; and tabs that keep orders in it. Imported by the tests of the keeper
// and of changes.

import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { createKeeper } from '../../www/element/keeping/keeper.js';
import { changeOf, merge } from '../../www/element/keeping/records.js';

/** @typedef {import('../../www/element/keeping/records.js').Record} Record */

/** What all tabs of a site share. */
export function site() {
  /** @type {Map<string, Record>} */
  const stored = new Map();
  /** @type {Set<(ids: string[]) => void>} */
  const channels = new Set();
  const world = {
    stored,
    /** Records that no page of this version can read. @type {any[]} */
    unreadable: [],
    /** Called before each access; throws or waits, as the test wants. @type {(what: string) => unknown} */
    before: (what) => void what,
    writes: 0,
    reads: 0,
    opened: 0,
    closed: 0,
    /** The browser's callbacks to the last connection. @type {Parameters<typeof import('../../www/element/keeping/database.js').openDatabase>[0]} */
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
        return { records: [...stored.values()], unreadable: world.unreadable };
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
      close() {
        world.closed += Number(!closed);
        closed = true;
      },
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
export const put = (tab, order) => tab.apply([changeOf(tab.record(order.id), order, tab.stamp())]);

/** @param {() => boolean} condition */
export async function until(condition) {
  for (const end = Date.now() + 8000; Date.now() < end; await sleep(5)) if (condition()) return;
  assert.fail(`timed out waiting until ${condition}`);
}

export const throwQuotaError = () => {
  throw new DOMException('no room', 'QuotaExceededError');
};

/** Runs everything that does not wait for a timer. */
export const settled = async () => {
  for (let turn = 0; turn < 30; turn++) await new Promise((done) => setImmediate(done));
};

/** Advances time in steps, because a timer's callback may set another. @param {import('node:test').TestContext} t @param {number} ms */
export async function advance(t, ms) {
  for (; ms > 0; ms -= 100) {
    t.mock.timers.tick(Math.min(ms, 100));
    await settled();
  }
}
