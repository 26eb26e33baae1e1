// Entering an order, changing it, removing it; and which form stands open on which card.
// Imported by model.js.

import { newOrderId, rulebooks } from '../../engine.js';
import { readDraft, writeDraft } from '../draft.js';
import { doubtsIn, emptyFields, toOrder } from '../input.js';
import { markOf } from '../marks.js';

/** @typedef {import('../view/order-card.jsx').Mode} Mode */

/** Where the keyboard goes on after a change. @param {string} id */
export const titleOf = (id) => `[data-order="${id}"] .card-title`;

/** @param {import('../model.js').Core} core */
export function createEditing(core) {
  const { timeZone, draw } = core;
  const draft = readDraft();
  let formOpen = false;
  /** @type {Map<string, Mode>} */
  const modes = new Map();

  /** The engine starts with the first question asked of it. @type {ReturnType<typeof rulebooks> | undefined} */
  let books;

  /**
   * Puts a changed order in the place of the one before it, if the engine takes it.
   *
   * @param {any} order @param {any} fields @param {Record<string, string>} unreadable
   * @param {import('../keeping/changes.js').Outcome} [outcome]
   */
  function replace(order, fields, unreadable, outcome = { said: 'message.changed' }) {
    const errors = core.refusals(order, fields, unreadable);
    if (errors) return errors;
    modes.delete(order.id);
    core.put([order], { focus: titleOf(order.id), ...outcome });
  }

  return {
    replace,

    /** Closes the form that stands open on a card. @param {string} id */
    show: (id) => modes.delete(id),

    state: () => ({
      formOpen,
      modes,
      rulebooks: (books ??= rulebooks()),
      draft: { ...emptyFields(core.currency(), books[0].id), ...draft },
    }),

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
        const opener = markOf(modes.get(id)) ?? 'edit';
        modes.set(id, mode);
        draw(mode === 'view' ? `[data-order="${id}"] [data-action="${opener}"]` : undefined);
      },

      /** @param {any} fields @param {Record<string, string>} unreadable */
      add(fields, unreadable) {
        const order = { id: newOrderId(), ...toOrder(fields, {}, timeZone()) };
        const errors = core.refusals(order, fields, { ...doubtsIn(fields), ...unreadable });
        if (errors) return errors;
        formOpen = false;
        writeDraft(undefined);
        core.put([order], { said: 'message.added', focus: titleOf(order.id), undoable: false });
      },

      /** @param {string} id @param {any} fields @param {Record<string, string>} unreadable */
      change(id, fields, unreadable) {
        const before = core.get(id);
        const doubts = doubtsIn(fields, { amount: before.price });
        return replace(toOrder(fields, before, timeZone()), fields, { ...doubts, ...unreadable });
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
