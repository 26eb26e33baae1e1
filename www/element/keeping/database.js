// The database of this site: one IndexedDB record for each order, written with strict durability, so
// that a completed write survives a power cut. Opening it throws where there is no storage.
// Imported by keeper.js. The only module that may import idb.

import { openDB } from 'idb';
import { merge, readRecord } from './records.js';

const NAME = 'dispute-clock';
/** Version 1 stored whole orders; version 2 stores each field with the time of its last change. */
const VERSION = 2;
const ORDERS = 'orders';
/** Records that this page could not read, moved here when an order needed their id: kept as they were, for a later page. */
const QUARANTINE = 'aside';

/**
 * Why nothing can be stored: no storage is available here; it is full; a newer version of the page wrote the
 * database; an older one blocks it; or anything else.
 *
 * @typedef {'unavailable' | 'full' | 'newer' | 'blocked' | 'lost' | 'off'} Reason
 * @param {any} error @returns {Reason}
 */
export function reasonOf(error) {
  if (error?.name === 'QuotaExceededError') return 'full';
  if (error?.name === 'VersionError') return 'newer';
  // A sandboxed frame throws SecurityError; without any indexedDB it is one of the others.
  return error?.name === 'SecurityError' || error instanceof TypeError || error instanceof ReferenceError ? 'unavailable' : 'lost';
}

/**
 * @param {{ onBlocked: () => void, onClosed: () => void }} callbacks
 *   onBlocked: an older version of the page has the database open in another tab; opening waits for it;
 *   onClosed: the connection is gone, and a new one must be opened
 */
export async function openDatabase({ onBlocked, onClosed }) {
  const db = await openDB(NAME, VERSION, {
    blocked: onBlocked,
    // A newer version of the page wants to upgrade, or the reader to delete: make way.
    blocking(_current, _blocked, event) {
      /** @type {IDBDatabase} */ (event.target).close();
      onClosed();
    },
    terminated: onClosed,
    // Records of version 1 stay as they are until they change: rewriting all of them would need space
    // that may not be there, and a failed upgrade leaves no database to read from.
    upgrade(database, oldVersion) {
      if (oldVersion < 1) database.createObjectStore(ORDERS, { keyPath: 'id' });
      if (oldVersion < 2) database.createObjectStore(QUARANTINE, { autoIncrement: true });
    },
  });

  return {
    /** Reads everything; unreadable records are returned as they are. */
    async readAll() {
      const transaction = db.transaction([ORDERS, QUARANTINE]);
      try {
        const [stored, quarantined] = await Promise.all([
          transaction.objectStore(ORDERS).getAll(),
          transaction.objectStore(QUARANTINE).getAll(),
          transaction.done,
        ]);
        return partition(stored, quarantined);
      } catch (error) {
        // One damaged value makes browsers fail the whole request.
        return await readOneByOne(db).catch(() => Promise.reject(error));
      }
    },

    /** @param {string[]} ids */
    async read(ids) {
      const transaction = db.transaction(ORDERS);
      const [stored] = await Promise.all([Promise.all(ids.map((id) => transaction.store.get(id))), transaction.done]);
      return stored.map(readRecord).filter((record) => record !== undefined);
    },

    /**
     * Merges records into the stored ones, all or none of them.
     *
     * @param {import('./records.js').Record[]} records
     * @returns {Promise<import('./records.js').Record[]>} as now stored
     */
    async write(records) {
      const transaction = db.transaction([ORDERS, QUARANTINE], 'readwrite', { durability: 'strict' });
      const orders = transaction.objectStore(ORDERS);
      const mergeIn = async (/** @type {import('./records.js').Record} */ record) => {
        const stored = await orders.get(record.id);
        const existing = readRecord(stored);
        if (stored !== undefined && !existing) await transaction.objectStore(QUARANTINE).add(stored);
        const merged = merge(existing, record);
        if (merged !== stored) await orders.put(merged);
        return merged;
      };
      const work = Promise.all(records.map(mergeIn));
      work.catch(() => abort(transaction));
      try {
        await transaction.done;
      } catch (error) {
        // The transaction knows why it failed, its requests only that it did. But if a value was rejected
        // before it became a request, only that error has the cause.
        throw /** @type {any} */ (error)?.name === 'AbortError' ? await work.then(() => error, (cause) => cause) : error;
      }
      return work;
    },

    close: () => db.close(),
  };
}

/** @typedef {Awaited<ReturnType<typeof openDatabase>>} Database */

/** @param {{ abort: () => void }} transaction */
function abort(transaction) {
  try {
    transaction.abort();
  } catch {
    // It has already ended.
  }
}

/** @param {import('idb').IDBPDatabase} db */
async function readOneByOne(db) {
  const stored = [];
  for (const id of await db.getAllKeys(ORDERS)) {
    stored.push(await db.get(ORDERS, id).catch((error) => ({ id, error: String(error) })));
  }
  return partition(stored, await db.getAll(QUARANTINE).catch(() => []));
}

/** @param {any[]} stored @param {any[]} quarantined */
function partition(stored, quarantined) {
  const records = [];
  const unreadable = [...quarantined];
  for (const value of stored) {
    const record = readRecord(value);
    if (record) records.push(record);
    else unreadable.push(value);
  }
  return { records, unreadable };
}
