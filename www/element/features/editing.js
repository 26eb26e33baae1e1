// Entering an order, changing it, removing it; and which form stands open on which card.
// Imported by model.js and marks.js.

import { newOrderId } from '../../engine.js';
import { createDraft } from '../draft.js';
import { doubtsIn, emptyFields, toOrder } from '../input.js';
import { rebased } from '../keeping/records.js';
import { markOf } from '../marks.js';

/**
 * A form that stands open on a card; of a new order, only what is typed.
 *
 * @typedef {object} Form
 * @property {string} [field]   the one to start in, by which it is known which form it is
 * @property {any} [order]      what the form was filled from: others may have changed the order since
 * @property {import('../input.js').Fields} [typed]   all that stands in it, once something was typed
 */

/** What the form for a new order goes by, among those of orders. */
const NEW = '';

/** Where the keyboard goes on after a change; an id may have quotes in it. @param {string} id */
export const titleOf = (id) => `[data-order=${JSON.stringify(id)}] .card-title`;

/** @param {import('../model.js').Core} core */
export function createEditing(core) {
  const { timeZone, draw } = core;
  const draft = createDraft('draft');
  /** Asked for once it is known whether anything may be kept; after a reload, perhaps of orders that are gone. @type {Map<string, Form>} */
  let forms;
  /** Those of them into which something was typed, with that. @type {typeof forms} */
  let drafts;
  let formOpen = false;

  /** What the form of an order was filled from. @param {string} id */
  const formOrder = (id) => forms.get(id)?.order ?? core.get(id);

  function keep() {
    if (core.stored()) draft.write([...drafts].filter(([id]) => !core.keeping.wasRemoved(id)));
  }

  /** @param {string} id */
  function close(id) {
    forms.delete(id);
    drafts.delete(id);
    keep();
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

  return {
    replace,
    formOrder,
    upToDate,

    /** Whether the form of an order stands open. @param {string} id */
    isOpen: (id) => forms.has(id) && core.get(id),

    /** Closes the form that stands open on a card. */
    close,

    openForm,

    state() {
      const offered = core.offered();
      drafts ??= core.stored() ? draft.read() : new Map();
      forms ??= new Map(drafts);
      const { marketplace, ...typed } = forms.get(NEW)?.typed ?? {};
      const chosen = offered.find(({ id }) => id === marketplace) ?? offered[0];
      return { formOpen, forms, rulebooks: core.books.all(), offered, draft: { ...emptyFields(core.currency(), chosen.id), ...typed } };
    },

    handlers: {
      /** @param {import('../input.js').Fields} typed @param {string} [id] */
      keepDraft(typed, id = NEW) {
        // What the embedding page keeps is not to be found here later.
        if (core.stored()) drafts.set(id, { ...forms.get(id), typed });
        keep();
      },

      openForm,
      closeForm() {
        formOpen = false;
        draw('[data-action="open-form"]');
      },

      /** Opens the form that a field is in. @param {string} id @param {string} field */
      openFormOf(id, field) {
        close(id);
        forms.set(id, { field, order: core.get(id) });
        draw();
      },

      /** @param {string} id */
      closeFormOf(id) {
        const opener = markOf(forms.get(id)?.field) ?? 'edit';
        close(id);
        if (!core.letGo(id)) draw(`[data-order=${JSON.stringify(id)}] [data-action="${opener}"]`);
      },

      /** @param {any} fields @param {Record<string, string>} unreadable */
      add(fields, unreadable) {
        const order = { id: newOrderId(), ...toOrder(fields, {}, timeZone()) };
        const errors = core.refusals(order, fields, { ...doubtsIn(fields), ...unreadable });
        if (errors) return errors;
        formOpen = false;
        close(NEW);
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
