// The state of one element and everything that can be done with it: the orders, what is said
// about a change, saving, following the clock, the language and other tabs; features/ add the rest.
// Imported by dispute-clock.js. It touches no DOM: it asks to be drawn.

import { assess, newOrderId } from '../engine.js';
import { createEditing } from './features/editing.js';
import { createOrderList } from './order-list.js';
import { refusedFields } from './refusals.js';
import { openStorage } from './storage.js';
import { nameOf } from './view/order-card.jsx';
import { createWords } from './words.js';

/** @type {Record<string, string>} */
const CURRENCY_OF_LANGUAGE = { ru: 'RUB', en: 'USD' };
const NOTICE_MS = 8000;

/**
 * @typedef {object} Surroundings
 * @property {() => number} now
 * @property {() => string} timeZone
 * @property {() => ReturnType<typeof import('./language.js').languageOf>} language
 * @property {(focus?: string) => void} draw      shows the state; `focus` is a selector to go to
 * @property {(type: 'change' | 'error', detail: any) => void} emit
 */

/**
 * What is said and done about a change once it is made.
 *
 * @typedef {object} Outcome
 * @property {string} said                        the sentence once it is saved, a key of the catalogue
 * @property {Record<string, string>} [values]    what the sentence names
 * @property {string} [focus]                     a selector to go to
 * @property {boolean} [undoable]                 whether the way back is offered; it is unless told otherwise
 */

/**
 * What a feature may know and do. Every change of orders goes through `put` and `remove`.
 *
 * @typedef {object} Core
 * @property {() => number} now
 * @property {() => string} timeZone
 * @property {() => import('./words.js').Words} words
 * @property {() => string} currency                       the usual one in the reader's language
 * @property {() => import('./order-list.js').Circumstances} circumstances
 * @property {() => import('./order-list.js').Entry[]} entries
 * @property {(id: string) => any} get                     the order of an id
 * @property {(order: any) => string} nameOf               what an order is called in a sentence
 * @property {(focus?: string) => void} draw
 * @property {Surroundings['emit']} emit
 * @property {(key: string, values?: Record<string, string>, undo?: () => void) => void} tell
 * @property {(orders: any[], outcome: Outcome) => Promise<void>} put
 * @property {(ids: string[], outcome: Outcome) => Promise<void>} remove
 * @property {(order: any, fields: any, unreadable: Record<string, string>) => import('./refusals.js').FieldErrors | undefined} refusals
 */

/** @param {Surroundings} surroundings */
export function createModel({ now, timeZone, language, draw, emit }) {
  const list = createOrderList(assess);
  /** Ids whose latest state is not yet in the storage. @type {Set<string>} */
  const pending = new Set();
  /** @type {import('./storage.js').Storage | undefined} */
  let storage;
  let saving = Promise.resolve(true);
  /** The embedding page keeps the orders itself, and the storage is left alone. */
  let hosted = false;
  let connected = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let noticeTimer;

  const state = {
    words: createWords(language(), timeZone()),
    loading: true,
    storageMissing: false,
    /** @type {import('./view/message.jsx').Notice | undefined} */
    notice: undefined,
    announcement: '',
  };

  const circumstances = () => ({ now: now(), timeZone: timeZone(), locale: state.words.name });
  const currency = () => CURRENCY_OF_LANGUAGE[state.words.name];

  /** @type {Core} */
  const core = {
    now,
    timeZone,
    words: () => state.words,
    currency,
    circumstances,
    entries: list.entries,
    /** @param {string} id @returns {any} the order */
    get: (id) => list.get(id)?.order,
    /** @param {any} order */
    nameOf: (order) => nameOf(order, state.words, now()),
    draw,
    emit,
    tell,
    put,
    remove,
    refusals,
  };

  const editing = createEditing(core);
  const handlers = { now, closeNotice, ...editing.handlers };

  /**
   * Shows a message and lets screen readers hear it. One without an undo leaves by itself.
   *
   * @param {string} key @param {Record<string, string>} [values] @param {() => void} [undo]
   */
  function tell(key, values, undo) {
    clearTimeout(noticeTimer);
    state.notice = { key, values, undo };
    state.announcement = state.words.t(key, values);
    if (!undo) noticeTimer = setTimeout(closeNotice, NOTICE_MS);
  }

  function closeNotice() {
    clearTimeout(noticeTimer);
    state.notice = undefined;
    draw();
  }

  /** Tries to write all that is pending. Resolves to whether nothing is left unsaved. */
  function save() {
    saving = saving.then(async () => {
      for (const id of [...pending]) {
        pending.delete(id);
        try {
          const entry = list.get(id);
          if (!storage) throw new Error('no storage');
          await (entry ? storage.put(entry.order) : storage.remove(id));
        } catch {
          pending.add(id);
        }
      }
      state.storageMissing = !hosted && pending.size > 0;
      return pending.size === 0;
    });
    return saving;
  }

  /**
   * Adds orders, or changes those of the same id: they are shown at once, and called saved only
   * when they are.
   *
   * @param {any[]} orders each with an id @param {Outcome} outcome
   */
  async function put(orders, outcome) {
    const before = orders.map(({ id }) => ({ id, order: core.get(id) }));
    list.put(orders, circumstances());
    await commit(orders.map(({ id }) => id), outcome, () => {
      const there = before.filter(({ order }) => order).map(({ order }) => order);
      const added = before.filter(({ order }) => !order).map(({ id }) => id);
      list.remove(added);
      list.put(there, circumstances());
      return { said: 'message.reverted', focus: titleOf(there[0]?.id) };
    });
  }

  /** Removes orders, with the way back. @param {string[]} ids @param {Outcome} outcome */
  async function remove(ids, outcome) {
    const gone = ids.map(core.get).filter(Boolean);
    list.remove(ids);
    await commit(ids, outcome, () => {
      list.put(gone, circumstances());
      return { said: 'message.restored', focus: titleOf(gone[0]?.id) };
    });
  }

  /**
   * What every change has in common.
   *
   * @param {string[]} ids @param {Outcome} outcome @param {() => Outcome} goBack
   */
  async function commit(ids, { said, values, focus, undoable = true }, goBack) {
    const undo = undoable
      ? () => {
          state.notice = undefined;
          commit(ids, { ...goBack(), undoable: false }, goBack);
        }
      : undefined;
    draw(focus);
    emit('change', { orders: orders() });
    if (hosted) {
      tell(said === 'message.removed' ? said : 'message.kept', values, undo);
    } else {
      for (const id of ids) pending.add(id);
      tell((await save()) ? said : 'message.not-saved', values, undo);
    }
    draw();
  }

  /**
   * What stands in the way of an order, by field; undefined if nothing does.
   *
   * @param {any} order @param {any} fields @param {Record<string, string>} unreadable
   * @returns {import('./refusals.js').FieldErrors | undefined}
   */
  function refusals(order, fields, unreadable) {
    const errors = { ...refusedFields(order, fields, (rest) => assess(rest, circumstances())), ...unreadable };
    if (Object.keys(errors).length === 0) return undefined;
    state.announcement = state.words.t('error.summary');
    draw();
    return errors;
  }

  function orders() {
    return list.entries().map((entry) => ({ ...entry.order }));
  }

  /** Brings in what other tabs and elements have written; what is pending here stands. */
  async function reread() {
    const asked = storage;
    if (!asked) return;
    let stored;
    try {
      stored = await asked.all();
    } catch {
      state.storageMissing = true;
      return draw();
    }
    if (asked !== storage) return;
    const here = list.entries().map((entry) => entry.order);
    const merged = [...stored.filter((order) => !pending.has(order.id)), ...here.filter((order) => pending.has(order.id))];
    state.loading = false;
    if (fingerprint(merged) !== fingerprint(here)) {
      list.replaceAll(merged, circumstances());
      emit('change', { orders: orders() });
    }
    draw();
  }

  async function connect() {
    connected = true;
    if (hosted || storage) return;
    try {
      const opened = await openStorage(reread);
      if (!connected || hosted) return opened.close();
      storage = opened;
      await reread();
      if (pending.size > 0) await save();
    } catch {
      state.storageMissing = true;
    }
    state.loading = false;
    draw();
  }

  function disconnect() {
    connected = false;
    clearTimeout(noticeTimer);
    storage?.close();
    storage = undefined;
  }

  return {
    connect,
    disconnect,
    reread,
    orders,
    nextChange: list.nextChange,

    /** Everything that the view needs for a drawing. */
    view: () => ({
      ...state,
      ...editing.state(),
      entries: list.entries(),
      currency: currency(),
      handlers,
    }),

    /** The language, the zone or the clock itself has changed. */
    refresh() {
      state.words = createWords(language(), timeZone());
      // What was said was said in the language of before.
      state.announcement = '';
      list.reassess(circumstances());
      draw();
    },

    /** The clock has moved on. */
    tick() {
      const { words } = state;
      const moved = list.tick(circumstances());
      if (moved.length > 0) {
        state.announcement = moved
          .map(({ order, assessment }) =>
            words.t('phase.announce', {
              order: nameOf(order, words, now()),
              phase: words.t(`phase.${assessment?.phase ?? 'error'}`),
            }),
          )
          .join(' ');
      }
      draw();
    },

    /** From here on the embedding page keeps the orders. @param {any[]} given */
    host(given) {
      hosted = true;
      storage?.close();
      storage = undefined;
      pending.clear();
      state.loading = false;
      state.storageMissing = false;
      list.replaceAll(given.map((order) => ({ ...order, id: order.id ?? newOrderId() })), circumstances());
      draw();
      emit('change', { orders: orders() });
    },
  };
}

/** @param {string | undefined} id */
const titleOf = (id) => (id ? `[data-order="${id}"] .card-title` : undefined);

/** @param {any[]} orders */
const fingerprint = (orders) => JSON.stringify([...orders].sort((a, b) => (a.id < b.id ? -1 : 1)));

/** @typedef {ReturnType<ReturnType<typeof createModel>['view']>['handlers']} Handlers */
