// Previews an import: which orders would be added, changed, left alone or refused. An import never removes an
// order.
// Imported by ways.js. It changes nothing itself.

import { DEFAULT_MARKETPLACE } from '../input.js';
import { canonical, FORMAT, leavesOf, orderOf } from '../keeping/records.js';
import { refusalsOf } from '../refusals.js';

/**
 * One order of the file, and what the import would do with it.
 *
 * @typedef {object} Step
 * @property {'new' | 'changed' | 'same'} kind
 * @property {any} order          as it would be, with its id
 * @property {number} line
 * @property {boolean} removed    it was here before, and was removed
 * @property {{ field: string, from: any, to: any }[]} changes
 */

/**
 * @typedef {object} Plan
 * @property {Step[]} steps
 * @property {import('./json.js').Refused[]} refused
 * @property {string[]} ignored
 */

/** The times of the last changes of an order by field, including fields that were emptied. @typedef {{ [path: string]: number }} Stamps */

/**
 * @typedef {object} LocalOrders
 * @property {any[]} orders
 * @property {(id: string) => Stamps} stamps
 * @property {(id: string) => boolean} wasRemoved
 * @property {(order: any) => unknown} assess   throws what the engine throws
 * @property {() => string} newId
 */

/**
 * @param {import('./json.js').Contents} contents @param {LocalOrders} local
 * @returns {Generator<undefined, Plan>}
 */
export function* plan({ orders, refused, ignored }, local) {
  /** @type {Plan} */
  const result = { steps: [], refused: [...refused], ignored };
  const known = createIndex();
  for (const order of local.orders) {
    known.add(order);
    yield;
  }
  /** Ids that earlier orders of the file have taken. @type {Set<string>} */
  const taken = new Set();
  /** Those, and all that are in the file: an order with another id is another one, whatever its number. */
  const claimed = new Set(orders.map(({ order }) => order.id));
  for (const { order: given, changed, line } of orders) {
    yield;
    const before = known.find(given, claimed);
    const id = before?.id ?? given.id ?? local.newId();
    const merged = before ? mergeOrders(before, withoutDefault(given, before), local.stamps(id), changed ?? {}) : { ...given, id };
    const fault = faultOf(merged, local.assess);
    if (fault || taken.has(id)) {
      const { code, path } = fault ?? { code: 'twice', path: undefined };
      result.refused.push({ line, code, field: path, name: given.title || given.number });
      continue;
    }
    taken.add(id);
    claimed.add(id);
    known.addIncoming(merged);
    const changes = before ? changesBetween(before, merged) : [];
    const kind = !before ? 'new' : changes.length > 0 ? 'changed' : 'same';
    result.steps.push({ kind, order: merged, line, removed: !before && local.wasRemoved(id), changes });
  }
  result.refused.sort((a, b) => a.line - b.line);
  return result;
}

/**
 * Finds the existing order for an incoming one: by id, by the shop's number, or, without an id, by content. Two
 * orders with equal content, or with ids of their own, stay two, here and in the file.
 */
function createIndex() {
  /** @type {Map<string, any[]>} */
  const index = new Map();
  /** @param {any} order */
  const numberOf = (order) => `number ${canonical([order.marketplace ?? DEFAULT_MARKETPLACE, order.number])}`;
  /** @param {any} order */
  const contentOf = ({ marketplace = DEFAULT_MARKETPLACE, ordered, title, price }) => `content ${canonical([marketplace, ordered, title, price])}`;
  /** @param {string} key @param {any} order */
  function put(key, order) {
    const known = index.get(key);
    if (known) known.push(order);
    else index.set(key, [order]);
  }
  return {
    /** @param {any} order that exists here */
    add(order) {
      put(`id ${order.id}`, order);
      put(contentOf(order), order);
      put(numberOf(order), order);
    },
    /** @param {any} order that will exist here: one without an id but with its number is the same order */
    addIncoming(order) {
      put(numberOf(order), order);
    },
    /** @param {any} order @param {Set<string>} claimed ids of which the order is none, if it has one */
    find(order, claimed) {
      const numbered = (order.number && index.get(numberOf(order))) || [];
      if (order.id === undefined) return numbered[0] ?? index.get(contentOf(order))?.shift();
      return index.get(`id ${order.id}`)?.[0] ?? numbered.find((/** @type {any} */ { id }) => !claimed.has(id));
    },
  };
}

/**
 * Takes the later state of each field if both times are known; else the file's value, if it has one.
 *
 * @param {any} mine @param {any} theirs @param {Stamps} mineAt @param {Stamps} theirsAt
 */
function mergeOrders(mine, theirs, mineAt, theirsAt) {
  const leaves = leavesOf(mine);
  const incoming = leavesOf(theirs);
  for (const path of new Set([...incoming.keys(), ...Object.keys(theirsAt)])) {
    const later = theirsAt[path] - mineAt[path];
    if (incoming.has(path) ? later < 0 : !(later > 0)) continue;
    if (incoming.has(path)) leaves.set(path, incoming.get(path));
    else leaves.delete(path);
  }
  const fields = Object.fromEntries([...leaves].map(([path, value]) => [path, { at: 0, value }]));
  return orderOf({ id: mine.id, format: FORMAT, fields });
}

/** Naming the default shop, where none was named, is not a change. @param {any} given @param {any} before */
const withoutDefault = (given, before) =>
  given.marketplace === DEFAULT_MARKETPLACE && before.marketplace === undefined ? { ...given, marketplace: undefined } : given;

/** @param {any} before @param {any} after */
function changesBetween(before, after) {
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return fields
    .filter((field) => canonical(before[field]) !== canonical(after[field]))
    .map((field) => ({ field, from: before[field], to: after[field] }));
}

/**
 * What is wrong with an order, if anything. An order in the future is fine, as it will be valid in time:
 * the clock of the other device may be ahead.
 *
 * @param {any} order @param {(order: any) => unknown} assess
 */
const faultOf = (order, assess) => refusalsOf(order, assess).find(({ code }) => code !== 'in-future');
