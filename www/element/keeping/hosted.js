// The keeper of orders that the embedding page has handed over, or that it wants nothing to be stored
// of: it holds them, and stores nothing.
// Imported by the model. It does what keeper.js does as far as that goes without a storage.

import { changeOf, merge, orderOf, ordersOf } from './records.js';

/**
 * @param {any[]} orders each with an id
 * @param {import('./database.js').Reason} [reason] why nothing is stored, if the reader is to know
 * @returns {import('./keeper.js').Keeper}
 */
export function createHostedKeeper(orders, reason) {
  let last = Date.now();
  const records = new Map(orders.map((order) => [order.id, changeOf(undefined, order, last)]));
  /** @type {import('./keeper.js').Listener | undefined} */
  let listener;
  const status = { loading: false, reason, unsaved: 0, wiped: false, unreadable: [] };

  return {
    status: () => status,
    record: (id) => records.get(id),
    order(id) {
      const record = records.get(id);
      return record && orderOf(record);
    },
    orders: () => ordersOf(records.values()),
    stamp: () => ++last,
    apply(changes) {
      for (const change of changes) records.set(change.id, merge(records.get(change.id), change));
      listener?.changed(changes.map(({ id }) => id));
      return Promise.resolve(true);
    },
    lookAgain: () => Promise.resolve(),
    saveAgain: () => Promise.resolve(),
    listen(only) {
      listener = only;
      return () => (listener = undefined);
    },
  };
}
