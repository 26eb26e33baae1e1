// Entering an order, changing it, removing it; and which form stands open on which card.
// Imported by model.js and marks.js.

import { newOrderId } from '../../engine.js';
import { readDraft, writeDraft } from '../draft.js';
import { doubtsIn, emptyFields, toOrder } from '../input.js';
import { rebased } from '../keeping/records.js';
import { markOf } from '../marks.js';

/** @typedef {import('../view/order-card.jsx').Mode} Mode */

/** Where the keyboard goes on after a change. @param {string} id */
export const titleOf = (id) => `[data-order="${id}"] .card-title`;

/** @param {import('../model.js').Core} core */
export function createEditing(core) {
  const { timeZone, draw } = core;
  /** What was typed before the page was loaded anew; asked for once it is known whether anything may be kept. @type {any} */
  let draft;
  let hasRead = false;
  let formOpen = false;
  /** @type {Map<string, Mode>} */
  const modes = new Map();
  /** The orders whose forms stand open, as these were filled from them. @type {Map<string, any>} */
  const opened = new Map();

  /** What the form of an order was filled from: others may have changed the order since. @param {string} id */
  const formOrder = (id) => opened.get(id) ?? core.get(id);

  /** @param {string} id */
  function close(id) {
    modes.delete(id);
    opened.delete(id);
  }

  /** The order that an edit leads to: what the edit leaves alone is as it is now. @param {any} edited */
  function upToDate(edited) {
    const [before, now] = [formOrder(edited.id), core.get(edited.id)];
    return before === now ? edited : rebased(before, edited, now);
  }

  /**
   * Puts a changed order in the place of the one before it, if the engine takes it.
   *
   * @param {any} order @param {any} fields @param {Record<string, string>} unreadable
   * @param {import('../keeping/changes.js').Outcome} [outcome]
   */
  function replace(order, fields, unreadable, outcome = { said: 'message.changed' }) {
    const errors = core.refusals(order, fields, unreadable);
    if (errors) return errors;
    close(order.id);
    core.put([order], { focus: titleOf(order.id), ...outcome });
  }

  function openForm() {
    formOpen = true;
    draw('[data-field="orderedDate"]');
  }

  /** @param {any} fields undefined forgets it */
  const keepDraft = (fields) => core.stored() && writeDraft(fields);

  return {
    replace,
    formOrder,
    upToDate,

    /** Whether the form of an order stands open. @param {string} id */
    isOpen: (id) => opened.has(id),

    /** Closes the form that stands open on a card. */
    close,

    openForm,

    state() {
      const offered = core.offered();
      if (!hasRead) draft = core.stored() ? readDraft() : undefined;
      hasRead = true;
      const { marketplace, ...typed } = draft ?? {};
      const chosen = offered.find(({ id }) => id === marketplace) ?? offered[0];
      return { formOpen, modes, rulebooks: core.books.all(), offered, draft: { ...emptyFields(core.currency(), chosen.id), ...typed } };
    },

    handlers: {
      keepDraft,
      formOrder,

      openForm,
      closeForm() {
        formOpen = false;
        draw('[data-action="open-form"]');
      },

      /** @param {string} id @param {Mode} mode */
      setMode(id, mode) {
        const opener = markOf(modes.get(id)) ?? 'edit';
        close(id);
        if (mode !== 'view') {
          modes.set(id, mode);
          opened.set(id, core.get(id));
        } else if (core.letGo(id)) {
          return;
        }
        draw(mode === 'view' ? `[data-order="${id}"] [data-action="${opener}"]` : undefined);
      },

      /** @param {any} fields @param {Record<string, string>} unreadable */
      add(fields, unreadable) {
        const order = { id: newOrderId(), ...toOrder(fields, {}, timeZone()) };
        const errors = core.refusals(order, fields, { ...doubtsIn(fields), ...unreadable });
        if (errors) return errors;
        formOpen = false;
        keepDraft(undefined);
        core.put([order], { said: 'message.added', focus: titleOf(order.id), undoable: false });
      },

      /** @param {string} id @param {any} fields @param {Record<string, string>} unreadable */
      change(id, fields, unreadable) {
        const before = formOrder(id);
        const doubts = doubtsIn(fields, { amount: before.price });
        return replace(upToDate(toOrder(fields, before, timeZone())), fields, { ...doubts, ...unreadable });
      },

      /** @param {string} id */
      remove(id) {
        const order = core.get(id);
        if (!order) return;
        close(id);
        if (core.letGo(id)) return;
        core.remove([id], { said: 'message.removed', values: { order: core.nameOf(order) } });
      },
    },
  };
}
