// Entering an order, changing it, saying that the parcel has come, removing it.
// Imported by model.js.

import { newOrderId } from '../../engine.js';
import { readDraft, writeDraft } from '../draft.js';
import { changed, emptyFields, toOrder } from '../input.js';

/** @typedef {import('../view/order-card.jsx').Mode} Mode */

/** @param {import('../model.js').Core} core */
export function createEditing(core) {
  const { timeZone, draw } = core;
  const draft = readDraft();
  let formOpen = false;
  /** @type {Map<string, Mode>} */
  const modes = new Map();

  /** @param {string} id */
  const titleOf = (id) => `[data-order="${id}"] .card-title`;

  /** @param {any} order @param {any} fields @param {Record<string, string>} unreadable */
  function replace(order, fields, unreadable) {
    const errors = core.refusals(order, fields, unreadable);
    if (errors) return errors;
    modes.set(order.id, 'view');
    core.put([order], { said: 'message.changed', focus: titleOf(order.id) });
  }

  return {
    state: () => ({ formOpen, modes, draft: { ...emptyFields(core.currency()), ...draft } }),

    handlers: {
      keepDraft: writeDraft,

      openForm() {
        formOpen = true;
        draw('[data-field="orderedDate"]');
      },
      closeForm() {
        formOpen = false;
        draw('[data-action="open-form"]');
      },

      /** @param {string} id @param {Mode} mode */
      setMode(id, mode) {
        const before = modes.get(id) ?? 'view';
        modes.set(id, mode);
        const opener = before.startsWith('received') ? 'received' : 'edit';
        draw(mode === 'view' ? `[data-order="${id}"] [data-action="${opener}"]` : undefined);
      },

      /** @param {any} fields @param {Record<string, string>} unreadable */
      add(fields, unreadable) {
        const order = { id: newOrderId(), ...toOrder(fields, {}, timeZone()) };
        const errors = core.refusals(order, fields, unreadable);
        if (errors) return errors;
        formOpen = false;
        writeDraft(undefined);
        core.put([order], { said: 'message.added', focus: titleOf(order.id), undoable: false });
      },

      /** @param {string} id @param {any} fields @param {Record<string, string>} unreadable */
      change(id, fields, unreadable) {
        return replace(toOrder(fields, core.get(id), timeZone()), fields, unreadable);
      },

      /** @param {string} id @param {{ date: string, time: string, problem: string } | undefined} received @param {Record<string, string>} unreadable */
      receive(id, received, unreadable) {
        const before = core.get(id) ?? {};
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
        const order = core.get(id);
        if (!order) return;
        modes.delete(id);
        core.remove([id], { said: 'message.removed', values: { order: core.nameOf(order) } });
      },
    },
  };
}
