// The keeper for orders that the embedding page has handed over, or wants nothing stored of: it holds them in
// memory only.
// Imported by the model. Works like keeper.js, as far as that is possible without storage.

import { changeOf, merge, orderOf, ordersOf } from './records.js';

/**
 * @param {any[]} orders each with an id
 * @param {import('./database.js').Reason} [reason] why nothing is stored, if the reader should know
 * @returns {import('./keeper.js').Keeper}
 */
export function createHostedKeeper(orders, reason) {
  let lastStamp = Date.now();
  const records = new Map(orders.map((order) => [order.id, changeOf(undefined, order, lastStamp)]));
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
    stamp: () => ++lastStamp,
    apply(changes) {
      for (const change of changes) records.set(change.id, merge(records.get(change.id), change));
      listener?.changed(changes.map(({ id }) => id));
      return Promise.resolve(true);
    },
    resync: () => Promise.resolve(),
    saveAgain: () => Promise.resolve(),
    listen(added) {
      listener = added;
      return () => (listener = undefined);
    },
  };
}
