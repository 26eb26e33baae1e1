// Exports deadlines to the reader's own calendar: a file for one order, or for all, which also
// removes entries of earlier files that are settled since.
// Imported by model.js.

import { FINAL_PHASES } from '../marks.js';
import { memoizeByVersion } from '../order-list.js';
import { createReminderLog } from '../reminded.js';
import { saveFile } from '../save-file.js';

const FINISHED_PHASES = [...FINAL_PHASES, 'in-dispute'];
/** The engine's limit for one file. */
const MAX_ORDERS = 1_000;
const MAX_PAGE_LENGTH = 2_000;

/** @typedef {import('../order-list.js').Entry} Entry */

/** @param {Entry} entry */
const isFinished = ({ phase }) => FINISHED_PHASES.includes(phase ?? '');

/** Whether there is anything to remind of. @param {Entry} entry @param {number} now */
const hasReminders = (entry, now) => entry.phase !== undefined && !isFinished(entry) && Number(entry.reading?.last) >= now;

/** The target of the links in entries: this page, if its address is permanent. @param {string} href */
export function pageOf(href) {
  if (!/^(https?|file):/.test(href)) return undefined;
  const page = href.split('#')[0].replace(/[^!-~]|["<>\\^`{|}]/gu, encodeURIComponent);
  return page.length <= MAX_PAGE_LENGTH ? page : undefined;
}

/** @param {import('./core.js').Core} core @param {ReturnType<typeof createReminderLog>} [log] */
export function createReminders(core, log = createReminderLog()) {
  /** If the browser does not keep the orders, it keeps no traces of them either. */
  const exported = () => (core.stored() ? log.read() : new Map());

  /** How many orders have something to remind of; the list changes whenever this number does. */
  const ahead = memoizeByVersion(core, () => {
    const now = core.now();
    return core.entries().filter((entry) => hasReminders(entry, now)).length;
  });

  /** Finished orders in the calendar, and ids of removed ones, since the last file. */
  function settled() {
    const unsettled = new Map([...exported()].filter(([, { gone }]) => !gone));
    const finished = [];
    if (unsettled.size > 0) {
      for (const entry of core.entries()) {
        if (isFinished(entry) && unsettled.has(entry.id)) finished.push(entry);
        unsettled.delete(entry.id);
      }
    }
    // An order that is neither here nor removed could not be read, or not yet.
    const removed = [...unsettled].filter(([id]) => core.keeping.wasRemoved(id));
    return { finished, removed: removed.map(([id, { marketplace }]) => ({ id, marketplace })) };
  }

  /** Orders that an earlier file had as received, or of another marketplace: entries they no longer have are removed. @param {any[]} orders */
  function staleEntries(orders) {
    const before = exported();
    return orders.flatMap(({ id, marketplace, received }) => {
      const earlier = before.get(id);
      const isStale = earlier && (earlier.marketplace !== marketplace || (earlier.received && received === undefined));
      return isStale ? { id, marketplace: earlier.marketplace } : [];
    });
  }

  /** @param {Entry[]} wanted */
  const save = (wanted) => core.withTexts((texts) => saveWith(texts, wanted));

  /** @param {import('../books.js').Texts} texts @param {Entry[]} wanted */
  function saveWith(texts, wanted) {
    const { finished, removed } = settled();
    const gone = [...finished, ...removed].map(({ id }) => id);
    const orders = [...new Set([...wanted, ...finished])].slice(0, MAX_ORDERS).map(({ order }) => order);
    const options = { ...core.context(), page: pageOf(location.href), removed: [...removed, ...staleEntries(orders)].slice(0, MAX_ORDERS) };
    let file;
    try {
      file = core.books.toICalendar(texts, orders, options);
    } catch {
      // Everything that could be in it has passed since the page was drawn.
      return showMessage('calendar.nothing');
    }
    saveFile('dispute-clock.ics', 'text/calendar;charset=utf-8', file);
    if (core.stored()) {
      const at = core.now();
      log.add(
        [
          ...orders.map(({ id, marketplace, received }) => /** @type {const} */ ([id, { marketplace, at, gone: gone.includes(id), received: received !== undefined }])),
          ...removed.map(({ id, marketplace }) => /** @type {const} */ ([id, { marketplace, at, gone: true }])),
        ],
        at,
      );
    }
    showMessage(wanted.length > 0 ? 'calendar.saved' : 'calendar.tidied');
  }

  /** @param {string} key */
  function showMessage(key) {
    core.tell(key);
    core.draw();
  }

  return {
    state() {
      const { finished, removed } = settled();
      return { reminders: { ahead: ahead(), settled: finished.length + removed.length } };
    },

    handlers: {
      /** Whether an order has anything to remind of. @param {Entry} entry */
      canRemind: (entry) => hasReminders(entry, core.now()),

      /** @param {string} id */
      remind: (id) => save(core.entries().filter((entry) => entry.id === id)),

      remindOfAll: () => save(core.entries().filter((entry) => hasReminders(entry, core.now()))),
    },
  };
}
