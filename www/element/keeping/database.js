// The database of this site: one IndexedDB record for each order, written with strict durability, so
// that a completed write survives a power cut. Opening it throws where there is no storage.
// Imported by keeper.js. The only module that may use IndexedDB.

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
  const opening = indexedDB.open(NAME, VERSION);
  opening.onblocked = onBlocked;
  // Records of version 1 stay as they are until they change: rewriting all of them would need space
  // that may not be there, and a failed upgrade leaves no database to read from.
  opening.onupgradeneeded = ({ oldVersion }) => {
    if (oldVersion < 1) opening.result.createObjectStore(ORDERS, { keyPath: 'id' });
    if (oldVersion < 2) opening.result.createObjectStore(QUARANTINE, { autoIncrement: true });
  };
  const db = await resultOf(opening);
  /** Transactions that have not ended. @type {Set<IDBTransaction>} */
  const running = new Set();
  /** @param {string[]} stores @param {IDBTransactionMode} [mode] */
  const begin = (stores, mode) => {
    const transaction = db.transaction(stores, mode, { durability: 'strict' });
    running.add(transaction);
    const completion = completionOf(transaction).finally(() => running.delete(transaction));
    return { transaction, completion };
  };
  const close = () => {
    removeEventListener('pagehide', onHide);
    db.close();
  };
  const giveUp = () => {
    close();
    onClosed();
  };
  // A page kept for the way back is suspended: what it has begun would lock out the pages after it. Coming back, it
  // begins anew.
  const onHide = (/** @type {PageTransitionEvent} */ { persisted }) => {
    if (!persisted) return;
    running.forEach(abort);
    giveUp();
  };
  db.onclose = onClosed;
  // A newer version of the page wants to upgrade, or the reader to delete: make way.
  db.onversionchange = giveUp;
  addEventListener('pagehide', onHide);

  return {
    /** Reads everything; unreadable records are returned as they are. */
    async readAll() {
      const { transaction, completion } = begin([ORDERS, QUARANTINE]);
      try {
        const [stored, quarantined] = await Promise.all([
          resultOf(transaction.objectStore(ORDERS).getAll()),
          resultOf(transaction.objectStore(QUARANTINE).getAll()),
          completion,
        ]);
        return partition(stored, quarantined);
      } catch (error) {
        // One damaged value makes browsers fail the whole request.
        return await readOneByOne(db).catch(() => Promise.reject(error));
      }
    },

    /** @param {string[]} ids */
    async read(ids) {
      const { transaction, completion } = begin([ORDERS]);
      const orders = transaction.objectStore(ORDERS);
      const [stored] = await Promise.all([Promise.all(ids.map((id) => resultOf(orders.get(id)))), completion]);
      return stored.map(readRecord).filter((record) => record !== undefined);
    },

    /**
     * Merges records into the stored ones, all or none of them.
     *
     * @param {import('./records.js').Record[]} records
     * @returns {Promise<import('./records.js').Record[]>} as now stored
     */
    async write(records) {
      const { transaction, completion } = begin([ORDERS, QUARANTINE], 'readwrite');
      const orders = transaction.objectStore(ORDERS);
      const mergeIn = async (/** @type {import('./records.js').Record} */ record) => {
        const stored = await resultOf(orders.get(record.id));
        const existing = readRecord(stored);
        if (stored !== undefined && !existing) await resultOf(transaction.objectStore(QUARANTINE).add(stored));
        const merged = merge(existing, record);
        if (merged !== stored) await resultOf(orders.put(merged));
        return merged;
      };
      const work = Promise.all(records.map(mergeIn));
      work.catch(() => abort(transaction));
      try {
        await completion;
      } catch (error) {
        // The transaction knows why it failed, its requests only that it did. But if a value was rejected
        // before it became a request, only that error has the cause.
        throw /** @type {any} */ (error)?.name === 'AbortError' ? await work.then(() => error, (cause) => cause) : error;
      }
      return work;
    },

    close,
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

/** @param {IDBDatabase} db */
async function readOneByOne(db) {
  // Each request in a transaction of its own, as a failed one ends its transaction.
  /** @template T @param {string} name @param {(store: IDBObjectStore) => IDBRequest<T>} ask */
  const inStore = async (name, ask) => resultOf(ask(db.transaction(name).objectStore(name)));
  const stored = [];
  for (const id of await inStore(ORDERS, (store) => store.getAllKeys())) {
    stored.push(await inStore(ORDERS, (store) => store.get(id)).catch((error) => ({ id, error: String(error) })));
  }
  return partition(stored, await inStore(QUARANTINE, (store) => store.getAll()).catch(() => []));
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

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
const resultOf = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** @param {IDBTransaction} transaction begun in this turn */
const completionOf = (transaction) =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    // Without an error, it was aborted on purpose.
    transaction.onabort = () => reject(transaction.error ?? new DOMException('', 'AbortError'));
  });
