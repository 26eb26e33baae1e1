// Replaces the engine for one of the baselines of `start.mjs`: the same page on a handwritten core, without
// WebAssembly. It knows Joom's two deadlines and the shopper's own zone; everything else that it answers is
// copied from our answer about one order. A core that handled other rulebooks, zones, languages and invalid
// input would be larger.

import { daysLater, HOUR } from './days-later.js';

/** Our answers, as captured by start.mjs. @type {{ books: any[], assessment: any }} */
const { books, assessment } = /** @type {any} */ (globalThis).ANSWERS;

/** A moment, as the page stores it. */
const instant = (moment) => (typeof moment === 'number' ? moment : Date.parse(moment.local ?? moment.date ?? moment));

/** What is fetched on demand, which no start does. @type {undefined[]} */
export const [loadTexts, draftClaim, parseOrderText, toICalendar] = [];

export const rulebooks = () => books;

export const newOrderId = () => [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** @param {any} order @param {{ now: number }} options */
export function assess(order, { now }) {
  const ordered = instant(order.ordered);
  const paid = order.paid === undefined ? ordered : instant(order.paid);
  const ends = [paid + 8 * HOUR, daysLater(ordered, 75), daysLater(ordered, 90)];
  const deadlines = assessment.deadlines.map((/** @type {any} */ deadline, /** @type {number} */ index) => {
    const at = ends[index];
    return { ...deadline, at, earliest: at, latest: at, from: { ...deadline.from, at: index === 0 ? paid : ordered } };
  });
  const next = deadlines.find((/** @type {any} */ { at }) => at >= now);
  const totalMs = next.at - now;
  const seconds = Math.floor(totalMs / 1000);
  return {
    ...assessment,
    now,
    deadlines,
    phase: next.id === 'cancel' ? 'cancellable' : 'waiting',
    next: { id: next.id, kind: next.kind, at: next.at },
    remaining: { days: Math.floor(seconds / 86_400), hours: Math.floor(seconds / 3600) % 24, minutes: Math.floor(seconds / 60) % 60, seconds: seconds % 60, totalMs },
    nextChange: now + (totalMs % 1000) + 1,
    actions: next.id === 'cancel' ? assessment.actions.map((/** @type {any} */ action) => ({ ...action, until: next.at })) : [],
  };
}

export function createTracker() {
  /** @type {Map<string, any>} */
  const orders = new Map();
  let told = true;
  return {
    /** @param {any} order */
    put(order) {
      orders.set(order.id, order);
      told = false;
    },
    /** @param {any[]} list */
    putAll(list) {
      for (const order of list) this.put(order);
    },
    /** @param {string} id */
    remove: (id) => orders.delete(id),
    /** @param {string} id @param {number} now */
    get: (id, now) => orders.has(id) && assess(orders.get(id), { now }),
    get size() {
      return orders.size;
    },
    /** @param {number} now */
    tick(now) {
      if (told) return [];
      told = true;
      return [...orders.values()].map((order) => {
        const { phase, deadlines, next } = assess(order, { now });
        return { id: order.id, phase, urgency: 0, since: deadlines[0].from.at, next: next.at, last: deadlines[2].at };
      });
    },
    get nextChange() {
      return Math.min(...[...orders.values()].map((order) => instant(order.paid ?? order.ordered) + 8 * HOUR + 1));
    },
    free: () => orders.clear(),
  };
}
