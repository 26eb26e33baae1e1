// The state of one element and everything that can be done with it: adding, changing,
// removing with undo, saving, following the clock, the language and other tabs.
// Imported by dispute-clock.js. It touches no DOM: it asks to be drawn.

import { assess, newOrderId } from '../engine.js';
import { readDraft, writeDraft } from './draft.js';
import { changed, emptyFields, toOrder } from './input.js';
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

/** @param {Surroundings} surroundings */
export function createModel({ now, timeZone, language, draw, emit }) {
  const list = createOrderList(assess);
  const draft = readDraft();
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
    formOpen: false,
    /** @type {Map<string, import('./view/order-card.jsx').Mode>} */
    modes: new Map(),
    /** @type {import('./view/message.jsx').Notice | undefined} */
    notice: undefined,
    announcement: '',
  };

  const circumstances = () => ({ now: now(), timeZone: timeZone(), locale: state.words.name });
  const currency = () => CURRENCY_OF_LANGUAGE[state.words.name];
  /** @param {string} id */
  const titleOf = (id) => `[data-order="${id}"] .card-title`;

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
   * What every change of an order has in common: it is shown at once, and called saved only
   * when it is.
   *
   * @param {string} id @param {{ saved: string, focus?: string, undo?: () => void }} outcome
   */
  async function commit(id, { saved, focus, undo }) {
    draw(focus);
    emit('change', { orders: orders() });
    if (hosted) {
      tell('message.kept', undefined, undo);
    } else {
      pending.add(id);
      tell((await save()) ? saved : 'message.not-saved', undefined, undo);
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

  const handlers = {
    now,
    closeNotice,
    keepDraft: writeDraft,

    openForm() {
      state.formOpen = true;
      draw('[data-field="orderedDate"]');
    },
    closeForm() {
      state.formOpen = false;
      draw('[data-action="open-form"]');
    },

    /** @param {string} id @param {import('./view/order-card.jsx').Mode} mode */
    setMode(id, mode) {
      const before = state.modes.get(id) ?? 'view';
      state.modes.set(id, mode);
      const opener = before.startsWith('received') ? 'received' : 'edit';
      draw(mode === 'view' ? `[data-order="${id}"] [data-action="${opener}"]` : undefined);
    },

    /** @param {any} fields @param {Record<string, string>} unreadable */
    add(fields, unreadable) {
      const order = { id: newOrderId(), ...toOrder(fields, {}, timeZone()) };
      const errors = refusals(order, fields, unreadable);
      if (errors) return errors;
      list.put(order, circumstances());
      state.formOpen = false;
      writeDraft(undefined);
      commit(order.id, { saved: 'message.added', focus: titleOf(order.id) });
    },

    /** @param {string} id @param {any} fields @param {Record<string, string>} unreadable */
    change(id, fields, unreadable) {
      const order = toOrder(fields, list.get(id)?.order, timeZone());
      return replace(order, fields, unreadable);
    },

    /** @param {string} id @param {{ date: string, time: string, problem: string } | undefined} received @param {Record<string, string>} unreadable */
    receive(id, received, unreadable) {
      const before = list.get(id)?.order ?? {};
      const order = { ...before };
      delete order.received;
      delete order.problem;
      if (received) {
        order.received = changed(before.received, received.date, received.time, timeZone());
        if (received.problem) order.problem = received.problem;
      }
      return replace(order, { receivedDate: received?.date, receivedTime: received?.time }, unreadable);
    },

    /** @param {string} id */
    remove(id) {
      const order = list.get(id)?.order;
      if (!order) return;
      const name = nameOf(order, state.words, now());
      list.remove(id);
      state.modes.delete(id);
      tell('message.removed', { order: name }, () => bringBack(order, 'message.restored'));
      draw();
      emit('change', { orders: orders() });
      if (hosted) return;
      pending.add(id);
      save().then((saved) => {
        if (!saved) draw();
      });
    },
  };

  /** @param {any} order @param {any} fields @param {Record<string, string>} unreadable */
  function replace(order, fields, unreadable) {
    const errors = refusals(order, fields, unreadable);
    if (errors) return errors;
    const before = list.get(order.id)?.order;
    list.put(order, circumstances());
    state.modes.set(order.id, 'view');
    const undo = () => bringBack(before, 'message.reverted');
    commit(order.id, { saved: 'message.changed', focus: titleOf(order.id), undo });
  }

  /** Undoes a change or a removal. @param {any} order as it was @param {string} saved */
  function bringBack(order, saved) {
    list.put(order, circumstances());
    state.modes.set(order.id, 'view');
    state.notice = undefined;
    commit(order.id, { saved, focus: titleOf(order.id) });
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
      entries: list.entries(),
      draft: { ...emptyFields(currency()), ...draft },
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

/** @param {any[]} orders */
const fingerprint = (orders) => JSON.stringify([...orders].sort((a, b) => (a.id < b.id ? -1 : 1)));

/** @typedef {ReturnType<ReturnType<typeof createModel>['view']>['handlers']} Handlers */
