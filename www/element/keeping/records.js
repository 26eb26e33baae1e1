// A record is an order as it is stored: each field with the time of its last change, so that two
// tabs can change one order at once and merging loses neither change.
// Imported by the other modules of keeping, features/editing.js and transfer/preview.js. Pure: no DOM, no storage, no clock.

/**
 * A field without a value was deleted at that time, and is kept so that it does not come back. A value that an undo
 * restored keeps the time when it was first `made`, so that the change that made it can be undone too.
 *
 * @typedef {{ at: number, value?: unknown, made?: number }} Leaf
 */

/**
 * Removing an order leaves its id and times behind. Later changes of fields do not bring it back; only a later
 * change that sets `removed` to false does.
 *
 * @typedef {object} Record
 * @property {string} id
 * @property {2} format
 * @property {{ [path: string]: Leaf }} fields
 * @property {Leaf & { value: boolean }} [removed]
 */

/** The format of a record; a later format gets the next number, and a reader for this one. */
export const FORMAT = 2;

/** Deep enough for every field of an order; anything deeper was not written by this page. */
const MAX_DEPTH = 6;

/** Fields whose parts change independently, with their depth: `entered.<window>.<end>`, `proof.<item>`. */
const NESTED_DEPTHS = new Map([
  ['entered', 2],
  ['proof', 1],
]);

/** Assigning to this name would change an object's prototype, so no field may have it. */
const FORBIDDEN = '__proto__';

/**
 * The fields of an order that change independently. A moment or an amount is one field.
 *
 * @param {any} order @returns {Map<string, unknown>} by path
 */
export function leavesOf(order) {
  /** @type {Map<string, unknown>} */
  const leaves = new Map();
  for (const [name, value] of Object.entries(order)) {
    if (name !== 'id') collect(leaves, [name], value, NESTED_DEPTHS.get(name) ?? 0);
  }
  return leaves;
}

/** @param {Map<string, unknown>} leaves @param {string[]} path @param {unknown} value @param {number} depth */
function collect(leaves, path, value, depth) {
  if (value === undefined || path.includes(FORBIDDEN)) return;
  if (depth === 0 || !isPlainObject(value)) leaves.set(path.map(escapeName).join('.'), value);
  else for (const [name, part] of Object.entries(value)) collect(leaves, [...path, name], part, depth - 1);
}

/** The order in a record; undefined if it was removed. @param {Record} record */
export function orderOf(record) {
  if (record.removed?.value) return undefined;
  /** @type {any} */
  const order = { id: record.id };
  // Sorted, so that equal fields give equal orders, whichever came first.
  for (const path of Object.keys(record.fields).sort()) {
    const leaf = record.fields[path];
    if (!('value' in leaf)) continue;
    const names = namesOf(path);
    const last = /** @type {string} */ (names.pop());
    let parent = order;
    for (const name of names) parent = parent[name] = { ...parent[name] };
    parent[last] = leaf.value;
  }
  return order;
}

/** The orders in some records, without the removed ones. @param {Iterable<Record>} records */
export const ordersOf = (records) => [...records].flatMap((record) => orderOf(record) ?? []);

/**
 * The change that turns a record into an order, as a record of just the changed fields. A new or
 * removed order is written in full.
 *
 * @param {Record | undefined} before @param {any} order @param {number} at
 * @returns {Record}
 */
export function changeOf(before, order, at) {
  const exists = before && !before.removed?.value;
  /** @type {Record} */
  const change = { id: order.id, format: FORMAT, fields: {} };
  if (!exists) change.removed = { at, value: false };
  const leaves = leavesOf(order);
  for (const [path, value] of leaves) {
    if (exists && canonical(leafAt(before, path)?.value) === canonical(value)) continue;
    change.fields[path] = { at, value };
  }
  for (const [path, leaf] of Object.entries(before?.fields ?? {})) {
    if ('value' in leaf && !leaves.has(path)) change.fields[path] = { at };
  }
  return change;
}

/**
 * The current order with an edit of an earlier state applied: fields that the edit left alone keep their
 * current values.
 *
 * @param {any} before @param {any} after @param {any} now of the same order
 */
export const rebase = (before, after, now) =>
  orderOf(merge(changeOf(undefined, now, 0), changeOf(changeOf(undefined, before, 0), after, 1)));

/** Whether a change is empty. @param {Record} change */
export const isEmpty = ({ fields, removed }) => !removed && Object.keys(fields).length === 0;

/** The removal of an order: none of its values are kept. @param {Record} before @param {number} at @returns {Record} */
export function removalOf(before, at) {
  const fields = Object.fromEntries(Object.keys(before.fields).map((path) => [path, { at }]));
  return { id: before.id, format: FORMAT, fields, removed: { at, value: true } };
}

/**
 * What undoes a change: the previous state of everything it changed.
 *
 * @typedef {{ id: string, fields: { [path: string]: Partial<Leaf> }, removed?: { value: boolean, made?: number } }} Inverse
 * @param {Record | undefined} before @param {Record} change @returns {Inverse}
 */
export const inverseOf = (before, { id, fields, removed }) => ({
  id,
  fields: Object.fromEntries(Object.keys(fields).map((path) => [path, restorable(leafAt(before, path))])),
  removed: removed && { value: !before, ...restorable(before?.removed) },
});

/** When a value was first made, even if an undo restored it later. @param {Leaf | undefined} leaf */
const madeAt = (leaf) => leaf?.made ?? leaf?.at;

/** What an undo writes to restore a leaf. @param {any} leaf a `Leaf`, or undefined */
const restorable = (leaf) => ({ made: leaf?.at, ...leaf });

/**
 * The change that undoes one made at `then`, except for what has changed again since.
 *
 * @param {Record} now @param {Inverse} inverse @param {number} changedAt @param {number} at
 * @returns {Record}
 */
export function revert(now, inverse, changedAt, at) {
  /** @type {Record} */
  const change = { id: now.id, format: FORMAT, fields: {} };
  for (const [path, before] of Object.entries(inverse.fields)) {
    if (madeAt(leafAt(now, path)) === changedAt) change.fields[path] = { ...before, at };
  }
  if (inverse.removed && madeAt(now.removed) === changedAt) change.removed = { ...inverse.removed, at };
  return change;
}

/**
 * Merges two records of one order: the later state of each field wins. Commutative, associative and
 * idempotent. Returns `mine` itself if `other` has nothing newer.
 *
 * @param {Record | undefined} mine @param {Record} other @returns {Record}
 */
export function merge(mine, other) {
  if (!mine) return other;
  const fields = { ...mine.fields };
  let changed = false;
  for (const [path, leaf] of Object.entries(other.fields)) {
    if (!supersedes(leaf, leafAt(mine, path))) continue;
    fields[path] = leaf;
    changed = true;
  }
  const removed = supersedes(other.removed, mine.removed) ? other.removed : mine.removed;
  if (!changed && removed === mine.removed) return mine;
  return { id: mine.id, format: FORMAT, fields, ...(removed && { removed }) };
}

/** At equal times the greater text wins: any rule will do, if all tabs apply the same one. @param {Leaf | undefined} leaf @param {Leaf | undefined} current */
function supersedes(leaf, current) {
  if (!leaf || !current) return leaf !== undefined;
  return leaf.at > current.at || (leaf.at === current.at && tieBreakKey(leaf) > tieBreakKey(current));
}

/** A deletion sorts lowest, so that at equal times a value wins over it. @param {Leaf} leaf */
const tieBreakKey = (leaf) => canonical('value' in leaf ? [leaf.value, leaf.made] : (leaf.made ?? 0));

/** The time of the last change of a record. @param {Record} record */
export const lastChange = ({ fields, removed }) => Math.max(removed?.at ?? 0, ...Object.values(fields).map(({ at }) => at));

/**
 * A record from the storage; undefined if this page cannot read it.
 *
 * @param {any} stored @returns {Record | undefined}
 */
export function readRecord(stored) {
  if (!isPlainObject(stored) || typeof stored.id !== 'string') return undefined;
  if (stored.format === 1) return recordOfFormat1(stored);
  const { format, fields, removed } = stored;
  if (format !== FORMAT || !isPlainObject(fields)) return undefined;
  if (!Object.entries(fields).every(([path, leaf]) => isPath(path) && isLeaf(leaf))) return undefined;
  if (removed !== undefined && (!isLeaf(removed) || typeof removed.value !== 'boolean')) return undefined;
  return /** @type {any} */ (stored);
}

/** Format 1: `{ id, format: 1, order, changed }`, the whole order with one time. @param {any} stored */
function recordOfFormat1({ id, order, changed }) {
  if (!isPlainObject(order) || order.id !== id || !isStamp(changed) || !isJsonData(order, MAX_DEPTH)) return undefined;
  return changeOf(undefined, order, changed);
}

/** @param {string} path */
const isPath = (path) => path !== 'id' && !namesOf(path).includes(FORBIDDEN);

/** @param {any} leaf @returns {leaf is Leaf} */
const isLeaf = (leaf) => isPlainObject(leaf) && isStamp(leaf.at) && (leaf.value === undefined ? !('value' in leaf) : isJsonData(leaf.value, MAX_DEPTH));

/** Below the largest safe integer, so that there is always a later time. @param {unknown} at @returns {at is number} */
const isStamp = (at) => Number.isSafeInteger(at) && Number(at) < 9e15;

/** Whether JSON can represent it. @param {unknown} value @param {number} depth @returns {boolean} */
function isJsonData(value, depth) {
  if (value === null || ['string', 'boolean'].includes(typeof value) || Number.isFinite(value)) return true;
  if (depth === 0) return false;
  if (Array.isArray(value)) return value.every((part) => isJsonData(part, depth - 1));
  return isPlainObject(value) && Object.values(value).every((part) => isJsonData(part, depth - 1));
}

/** @param {unknown} value @returns {value is { [name: string]: any }} */
const isPlainObject = (value) => Object.prototype.toString.call(value) === '[object Object]';

/** Equal text for equal data, whatever the order of keys. @param {any} value @returns {string} */
export function canonical(value) {
  return JSON.stringify(value, (_name, part) => {
    if (!isPlainObject(part)) return part;
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

/** Dots separate the names of a path. @param {string} name */
const escapeName = (name) => name.replace(/[%.]/g, (sign) => (sign === '.' ? '%2E' : '%25'));

/** @param {string} path */
const namesOf = (path) => path.split('.').map((name) => name.replace(/%2E/g, '.').replace(/%25/g, '%'));

/** A field may share its name with a property of Object.prototype. @param {Record | undefined} record @param {string} path */
const leafAt = (record, path) => (record && Object.hasOwn(record.fields, path) ? record.fields[path] : undefined);
