// Adding, changing and removing orders, and which forms are open on which cards.
// Imported by model.js and marks.js.

import { newOrderId } from '../../engine.js';
import { createDraft } from '../draft.js';
import { ambiguousAmountsIn, emptyFields, toOrder } from '../input.js';
import { rebase } from '../keeping/records.js';
import { markOfField } from '../marks.js';

/**
 * A form open on a card; for a new order, only what was typed.
 *
 * @typedef {object} Form
 * @property {string} [field]   the field to start in, which tells which form it is
 * @property {any} [order]      the order that the form was filled from: others may have changed it since
 * @property {import('../input.js').Fields} [typed]   all fields, once something was typed
 */

/** The key of the new-order form, among the ids of orders. */
const NEW_ORDER = '';

/** Where the focus goes after a change; an id may contain quotes. @param {string} id */
export const titleSelector = (id) => `[data-order=${JSON.stringify(id)}] .card-title`;

/** @param {import('./core.js').Core} core @param {ReturnType<typeof import('./paste.js').createPaste>} paste */
export function createEditing(core, paste) {
  const { timeZone, draw } = core;
  const draft = createDraft('draft', core);
  /** Read once it is known whether anything may be stored; after a reload, its orders may be gone. @type {Map<string, Form>} */
  let forms;
  /** The forms in which something was typed. @type {typeof forms} */
  let drafts;
  let formOpen = false;

  /** The order that a form was filled from. @param {string} id */
  const formOrder = (id) => forms.get(id)?.order ?? core.get(id);

  function saveDrafts() {
    draft.write([...drafts].filter(([id]) => !core.keeping.wasRemoved(id)));
  }

  /** @param {string} id */
  function close(id) {
    forms.delete(id);
    drafts.delete(id);
    saveDrafts();
  }

  /** The edited order, with the current values of fields that the edit left alone. @param {any} edited */
  function rebaseEdit(edited) {
    const [before, now] = [formOrder(edited.id), core.get(edited.id)];
    return before === now ? edited : rebase(before, edited, now);
  }

  /**
   * Replaces an order with its edited version, if the engine accepts it.
   *
   * @param {any} order @param {any} fields @param {Record<string, string>} unreadable
   * @param {import('../keeping/changes.js').Outcome} [outcome]
   */
  function replace(order, fields, unreadable, outcome = { message: 'message.changed' }) {
    const errors = core.refusals(order, fields, unreadable);
    if (errors) return errors;
    close(order.id);
    core.put([order], { focus: titleSelector(order.id), ...outcome });
  }

  function openForm() {
    formOpen = true;
    draw('[data-field="orderedDate"]');
  }

  return {
    replace,
    formOrder,
    rebaseEdit,

    /** Whether the form of an order is open. @param {string} id */
    isOpen: (id) => forms.has(id) && core.get(id),

    /** Closes the form that is open on a card. */
    close,

    openForm,

    state() {
      const offered = core.offered();
      if (!forms) {
        drafts = draft.read();
        forms = new Map(drafts);
        formOpen ||= forms.has(NEW_ORDER) || Boolean(paste.state().paste.text);
      }
      const { marketplace, ...typed } = forms.get(NEW_ORDER)?.typed ?? {};
      const chosen = offered.find(({ id }) => id === marketplace) ?? offered[0];
      return { formOpen, forms, rulebooks: core.books.all(), offered, draft: { ...emptyFields(core.currency(), chosen.id), ...typed } };
    },

    handlers: {
      /** @param {import('../input.js').Fields} typed @param {string} [id] */
      keepDraft(typed, id = NEW_ORDER) {
        // Orders that the embedding page keeps must not be found here later.
        if (core.stored()) drafts.set(id, { ...forms.get(id), typed });
        saveDrafts();
      },

      openForm,
      closeForm() {
        formOpen = false;
        draw('[data-action="open-form"]');
      },

      /** Opens the form that contains a field. @param {string} id @param {string} field */
      openFormOf(id, field) {
        close(id);
        forms.set(id, { field, order: core.get(id) });
        draw();
      },

      /** @param {string} id */
      closeFormOf(id) {
        const opener = markOfField(forms.get(id)?.field) ?? 'edit';
        close(id);
        if (!core.dropRemoved(id)) draw(`[data-order=${JSON.stringify(id)}] [data-action="${opener}"]`);
      },

      /** @param {any} fields @param {Record<string, string>} unreadable */
      add(fields, unreadable) {
        const order = { id: newOrderId(), ...toOrder(fields, {}, timeZone()) };
        const errors = core.refusals(order, fields, { ...ambiguousAmountsIn(fields), ...unreadable });
        if (errors) return errors;
        formOpen = false;
        close(NEW_ORDER);
        core.put([order], { message: 'message.added', focus: titleSelector(order.id), undoable: false });
      },

      /** @param {string} id @param {any} fields @param {Record<string, string>} unreadable */
      change(id, fields, unreadable) {
        const before = formOrder(id);
        const doubts = ambiguousAmountsIn(fields, { amount: before.price });
        return replace(rebaseEdit(toOrder(fields, before, timeZone())), fields, { ...doubts, ...unreadable });
      },

      /** @param {string} id */
      remove(id) {
        const order = core.get(id);
        if (!order) return;
        close(id);
        if (core.dropRemoved(id)) return;
        core.remove([id], { message: 'message.removed', values: { order: core.nameOf(order) } });
      },
    },
  };
}
