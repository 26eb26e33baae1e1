// Keeps the orders of all elements of a document: those shown, those saved and not yet saved, and changes from
// other tabs. It never reports unsaved changes as saved, and keeps retrying.
// Imported by the model. It draws nothing and notifies the elements of changes.

import { openChannel } from './channel.js';
import { openDatabase, reasonOf } from './database.js';
import { askToPersist } from './persist.js';
import { lastChange, merge, orderOf, ordersOf } from './records.js';

const FIRST_RETRY_MS = 500;
const MAX_RETRY_MS = 60_000;
/** A browser that has not answered by then is assumed never to. */
const RESPONSE_TIMEOUT_MS = 5_000;

/**
 * What an element is notified of.
 *
 * @typedef {object} Listener
 * @property {(ids: string[]) => void} changed   these orders have changed
 * @property {() => void} status                 the status of the storage has changed
 */

/** @typedef {import('./records.js').Record} Record */

/**
 * @param {object} [host] the browser's functions, for tests to replace
 * @param {typeof openDatabase} [host.open]
 * @param {typeof openChannel} [host.connectTabs]
 * @param {() => number} [host.clock]  the system clock: the embedding page may stop the clock of an element
 */
export function createKeeper({ open = openDatabase, connectTabs = openChannel, clock = Date.now } = {}) {
  /** Everything known, saved or not. @type {Map<string, Record>} */
  const records = new Map();
  /** Ids whose latest state is not yet in the storage. @type {Set<string>} */
  const pending = new Set();
  /** Ids that have, or had, a record in the storage. @type {Set<string>} */
  const stored = new Set();
  /** @type {Set<Listener>} */
  const listeners = new Set();
  /** @type {Promise<import('./database.js').Database> | undefined} */
  let connection;
  /** @type {ReturnType<typeof openChannel>} */
  let channel;
  /** @type {Promise<void> | undefined} */
  let writing;
  /** @type {Promise<void> | undefined} */
  let reading;
  /** Settled by the next transaction. */
  let nextWrite = createDeferred();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let retryTimer;
  let retryDelay = FIRST_RETRY_MS;
  /** The time of the last change seen anywhere. */
  let lastStamp = 0;

  const status = {
    /** Nothing has been read yet. */
    loading: true,
    /** Why nothing can be stored at the moment. @type {import('./database.js').Reason | undefined} */
    reason: /** @type {import('./database.js').Reason | undefined} */ (undefined),
    /** How many of the orders shown are not stored. */
    unsaved: 0,
    /** Stored orders were deleted by someone else. */
    wiped: false,
    /** Stored records that cannot be read, unchanged. @type {any[]} */
    unreadable: /** @type {any[]} */ ([]),
  };

  /** @param {Partial<typeof status>} update */
  function updateStatus(update) {
    const before = { ...status };
    Object.assign(status, update, { unsaved: pending.size });
    const changed = /** @type {(keyof typeof status)[]} */ (Object.keys(status)).some((key) => status[key] !== before[key]);
    if (changed) for (const listener of [...listeners]) listener.status();
  }

  /** @param {string[]} ids */
  function notifyChanged(ids) {
    if (ids.length > 0) for (const listener of [...listeners]) listener.changed(ids);
  }

  /** Merges in what others have written. Returns the ids that changed. @param {Iterable<Record>} others */
  function mergeIn(others) {
    const changed = [];
    for (const other of others) {
      stored.add(other.id);
      lastStamp = Math.max(lastStamp, lastChange(other));
      const mine = records.get(other.id);
      const merged = merge(mine, other);
      if (merged === mine) continue;
      records.set(other.id, merged);
      changed.push(other.id);
    }
    return changed;
  }

  /** @returns {Promise<import('./database.js').Database>} */
  function connect() {
    if (connection) return connection;
    const timeout = setTimeout(onTimeout, RESPONSE_TIMEOUT_MS);
    const onClosed = () => {
      if (connection !== opening) return;
      dropConnection();
      // The stored orders may be gone with it.
      setTimeout(resync, FIRST_RETRY_MS);
    };
    const opening = open({ onBlocked: () => updateStatus({ reason: 'blocked', loading: false }), onClosed });
    opening.catch(() => {}).then(() => clearTimeout(timeout));
    return (connection = opening);
  }

  function onTimeout() {
    updateStatus({ reason: status.reason ?? 'lost', loading: false });
  }

  function dropConnection() {
    connection?.then((database) => database.close(), () => {});
    connection = undefined;
  }

  /**
   * Uses the database. Browsers sometimes lose a connection: then it tries once more on a new one.
   *
   * @template T @param {(database: import('./database.js').Database) => Promise<T>} work
   */
  async function withDatabase(work) {
    const fresh = !connection;
    try {
      return await work(await connect());
    } catch (error) {
      if (reasonOf(error) === 'full') throw error;
      dropConnection();
      if (fresh || reasonOf(error) !== 'lost') throw error;
      return work(await connect());
    }
  }

  /** @param {unknown} error */
  function onFailure(error) {
    const reason = reasonOf(error);
    updateStatus({ reason, loading: false });
    // Without storage, or with one written by a newer page, retrying is pointless.
    if (reason === 'unavailable' || reason === 'newer') return;
    clearTimeout(retryTimer);
    retryTimer = setTimeout(resync, retryDelay);
    retryDelay = Math.min(retryDelay * 2, MAX_RETRY_MS);
  }

  /** Writes everything pending, including what is added meanwhile. */
  async function write() {
    try {
      while (pending.size > 0) {
        const batch = [...pending].map((id) => /** @type {Record} */ (records.get(id)));
        const { resolve } = nextWrite;
        nextWrite = createDeferred();
        const timeout = setTimeout(onTimeout, RESPONSE_TIMEOUT_MS);
        /** @type {Record[]} */
        let merged;
        try {
          merged = await withDatabase((database) => database.write(batch));
        } catch (error) {
          onFailure(error);
          resolve(false);
          break;
        } finally {
          clearTimeout(timeout);
        }
        // A record that has changed meanwhile is a different object, and comes next.
        for (const record of batch) if (records.get(record.id) === record) pending.delete(record.id);
        retryDelay = FIRST_RETRY_MS;
        resolve(true);
        notifyChanged(mergeIn(merged));
        updateStatus({ reason: undefined });
        channel?.post(batch.map(({ id }) => id));
        askToPersist();
      }
    } finally {
      writing = undefined;
      nextWrite.resolve(pending.size === 0);
      nextWrite = createDeferred();
    }
  }

  /**
   * Applies changes, which are shown at once. Resolves to whether they were stored.
   *
   * @param {Record[]} changes
   */
  function apply(changes) {
    for (const change of changes) {
      records.set(change.id, merge(records.get(change.id), change));
      pending.add(change.id);
    }
    const { promise } = nextWrite;
    // All changes of one turn go into one transaction, even if showing them fails.
    writing ??= Promise.resolve().then(write);
    notifyChanged(changes.map(({ id }) => id));
    return promise;
  }

  /** Reads everything again, and retries what is not saved. */
  function resync() {
    clearTimeout(retryTimer);
    reading ??= readAll().finally(() => (reading = undefined));
    return reading;
  }

  async function readAll() {
    if (listeners.size === 0) return;
    try {
      const { records: all, unreadable } = await withDatabase((database) => database.readAll());
      const storedIds = new Set([...all, ...unreadable].map(({ id }) => id));
      const wiped = [...stored].some((id) => !storedIds.has(id) && !records.get(id)?.removed?.value);
      notifyChanged(mergeIn(all));
      const allReadable = unreadable.length === 0 && status.unreadable.length === 0;
      // Whether there is room for pending changes turns out below.
      const reason = pending.size > 0 ? status.reason : undefined;
      if (!reason) retryDelay = FIRST_RETRY_MS;
      updateStatus({ loading: false, wiped, reason, ...(allReadable ? {} : { unreadable }) });
    } catch (error) {
      onFailure(error);
      return;
    }
    if (pending.size > 0) await (writing ??= write());
  }

  /** Another tab has written. @param {string[]} ids */
  async function readChanged(ids) {
    try {
      notifyChanged(mergeIn(await withDatabase((database) => database.read(ids))));
    } catch (error) {
      onFailure(error);
    }
  }

  return {
    status: () => status,

    /** @param {string} id */
    record: (id) => records.get(id),

    /** @param {string} id @returns {any} */
    order(id) {
      const record = records.get(id);
      return record && orderOf(record);
    },

    /** @returns {any[]} */
    orders: () => ordersOf(records.values()),

    /** A time for a change: later than all those seen, whatever the clock says. */
    stamp: () => (lastStamp = Math.max(clock(), lastStamp + 1)),

    apply,
    resync,

    /** Stores again what someone else deleted. */
    saveAgain() {
      for (const id of records.keys()) pending.add(id);
      stored.clear();
      updateStatus({ wiped: false });
      return resync();
    },

    /**
     * The first listener opens the storage, the last one to leave closes it.
     *
     * @param {Listener} listener
     * @returns {() => void} stops listening
     */
    listen(listener) {
      listeners.add(listener);
      if (listeners.size === 1) {
        channel ??= connectTabs(readChanged);
        resync();
      }
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        // Finish the write in progress first.
        Promise.resolve(writing).then(() => {
          if (listeners.size > 0) return;
          channel?.close();
          channel = undefined;
          dropConnection();
        });
      };
    },
  };
}

function createDeferred() {
  /** @type {(saved: boolean) => void} */
  let resolve = () => {};
  /** @type {Promise<boolean>} */
  const promise = new Promise((settle) => (resolve = settle));
  return { promise, resolve };
}

/** @type {ReturnType<typeof createKeeper> | undefined} */
let shared;

/** The keeper of all elements of this document. */
export const sharedKeeper = () => (shared ??= createKeeper());

/** @typedef {ReturnType<typeof createKeeper>} Keeper */
