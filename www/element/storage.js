// Keeps the orders: one IndexedDB record an order, written with strict durability, so that
// a write is called saved only after its transaction completed. Without IndexedDB it says so.
// Imported by dispute-clock.js. The only module that may import idb.

import { openDB } from 'idb';

const DATABASE = 'dispute-clock';
const VERSION = 1;
const STORE = 'orders';
const CHANNEL = 'dispute-clock';

/** The shape of a record; a later shape gets the next number and a reader for this one. */
const FORMAT = 1;

/**
 * Opens the storage of this site. It rejects where the browser has none to give (a sandboxed
 * frame, some private modes); nothing is tried before this is called.
 *
 * @param {() => void} onChangedElsewhere another tab or element has written
 */
export async function openStorage(onChangedElsewhere) {
  let opening = open();
  await opening;
  const channel = openChannel(onChangedElsewhere);

  function open() {
    return openDB(DATABASE, VERSION, {
      upgrade(db, oldVersion) {
        if (oldVersion < 1) db.createObjectStore(STORE, { keyPath: 'id' });
      },
      // A newer version of the page wants to upgrade: let it.
      blocking: (_current, _blocked, event) => /** @type {IDBDatabase} */ (event.target).close(),
    });
  }

  /**
   * Safari loses the connection now and then: one retry on a fresh one.
   *
   * @template T @param {(db: import('idb').IDBPDatabase) => Promise<T>} work
   */
  async function withDatabase(work) {
    try {
      return await work(await opening);
    } catch (error) {
      if (!(error instanceof DOMException) || error.name === 'QuotaExceededError') throw error;
      opening = open();
      return work(await opening);
    }
  }

  /** @param {(store: any) => Promise<unknown>} change */
  async function write(change) {
    await withDatabase(async (db) => {
      const transaction = db.transaction(STORE, 'readwrite', { durability: 'strict' });
      await Promise.all([change(transaction.store), transaction.done]);
    });
    channel?.postMessage('changed');
  }

  return {
    /** @returns {Promise<any[]>} the stored orders */
    async all() {
      const records = await withDatabase((db) => db.getAll(STORE));
      return records.map((record) => record.order);
    },
    /** @param {any} order */
    put: (order) => write((store) => store.put({ id: order.id, format: FORMAT, order, changed: Date.now() })),
    /** @param {string} id */
    remove: (id) => write((store) => store.delete(id)),
    close() {
      channel?.close();
      opening.then((db) => db.close(), () => {});
    },
  };
}

/** @typedef {Awaited<ReturnType<typeof openStorage>>} Storage */

/** WebKit has no channel between file:// pages; there the re-reading on return must do. @param {() => void} onMessage */
function openChannel(onMessage) {
  try {
    const channel = new BroadcastChannel(CHANNEL);
    channel.onmessage = onMessage;
    return channel;
  } catch {
    return undefined;
  }
}
