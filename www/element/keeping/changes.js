// Every change of orders, and how to undo it: changes are shown at once, reported as saved only when they
// are, and undone as a unit, even after a reload, without undoing what others have changed since.
// Imported by the model.

import { changeOf, inverseOf, isEmpty, removalOf, revert } from './records.js';

/**
 * What to say and do about a change once it is made.
 *
 * @typedef {object} Outcome
 * @property {string} message                     the message once it is saved, a key of the catalogue
 * @property {import('../words.js').Values} [values]  the values to fill into the message
 * @property {string} [focus]                     the selector to focus
 * @property {boolean} [undoable]                 whether undo is offered; true by default
 */

/**
 * @param {object} model
 * @param {() => import('./keeper.js').Keeper} model.keeper
 * @param {() => ReturnType<typeof import('./undo.js').createUndo>} model.undo
 * @param {() => boolean} model.stored      whether the browser keeps the orders; if not, nothing is reported as saved
 * @param {(focus?: string) => void} model.draw
 * @param {(notice: import('../view/message.jsx').Notice) => void} model.tell
 * @param {() => void} model.clear          withdraws the last message
 */
export function createChanges({ keeper, undo, stored, draw, tell, clear }) {
  /**
   * Adds orders, or changes those with the same id.
   *
   * @param {any[]} orders each with an id @param {Outcome} outcome
   */
  async function put(orders, outcome) {
    const at = keeper().stamp();
    const latest = new Map(orders.map((order) => [order.id, order]));
    const changes = [...latest.values()].map((order) => changeOf(keeper().record(order.id), order, at));
    const saved = commit(at, changes.filter((change) => !isEmpty(change)), outcome);
    if (!stored()) report('message.kept');
    else report((await saved) ? outcome.message : 'message.not-saved');

    /** @param {string} key */
    function report(key) {
      tell({ key, values: outcome.values, undo: undoOf(at) });
      draw();
    }
  }

  /** Removes orders. @param {string[]} ids @param {Outcome} outcome */
  async function remove(ids, outcome) {
    const at = keeper().stamp();
    const existing = ids.filter((id) => keeper().order(id));
    const changes = existing.map((id) => removalOf(/** @type {any} */ (keeper().record(id)), at));
    const saved = commit(at, changes, outcome);
    // The order is visibly gone; the message does not claim that this is saved.
    tell({ key: outcome.message, values: outcome.values, undo: undoOf(at) });
    // The pressed button is gone: move the focus to undo.
    draw('[data-action="undo"]');
    if (await saved) return;
    tell({ key: 'message.not-saved', undo: undoOf(at) });
    draw();
  }

  /** @param {number} at @param {import('./records.js').Record[]} changes @param {Outcome} outcome */
  function commit(at, changes, { message, values, focus, undoable = true }) {
    if (undoable && changes.length > 0) {
      const inverses = changes.map((change) => inverseOf(keeper().record(change.id), change));
      undo().add({ at, said: message, values, inverses });
    }
    const saved = keeper().apply(changes);
    // The undo on display belongs to an earlier change.
    clear();
    draw(focus);
    return saved;
  }

  /** The function that undoes an entry, as long as it can be undone. @param {number} at */
  const undoOf = (at) => (undo().get(at) ? () => performUndo(at) : undefined);

  /** @param {number} at */
  async function performUndo(at) {
    const entry = undo().get(at);
    const changes = entry ? revertingChanges(entry, keeper().stamp()) : [];
    const restored = changes.find(({ removed }) => removed?.value === false);
    const result = restored ? 'message.restored' : changes.length > 0 ? 'message.reverted' : 'message.moved-on';
    const saved = keeper().apply(changes);
    clear();
    const report = (/** @type {string} */ key) => tell({ key, undo: lastUndo(), further: true });
    if (!stored()) report('message.kept');
    draw(changes.length > 0 ? `[data-order=${JSON.stringify((restored ?? changes[0]).id)}] .card-title` : undefined);
    if (!stored()) return;
    report((await saved) ? result : 'message.not-saved');
    draw();
  }

  /** @param {import('./undo.js').UndoEntry} entry @param {number} at */
  const revertingChanges = (entry, at) =>
    entry.inverses.flatMap((inverse) => {
      const record = keeper().record(inverse.id);
      const change = record && revert(record, inverse, entry.at, at);
      return change && !isEmpty(change) ? [change] : [];
    });

  /** The latest entry that can be undone. Others are kept: the orders may not have been read yet. */
  const lastUndoable = () => undo().all().findLast((entry) => revertingChanges(entry, entry.at).length > 0);

  function lastUndo() {
    const entry = lastUndoable();
    return entry && undoOf(entry.at);
  }

  return {
    put,
    remove,

    /** After a reload, once the orders are read: repeats the last message, with its undo, unless the reader closed it. */
    repeat() {
      const entry = lastUndoable();
      if (entry && !entry.dismissed) tell({ key: entry.said, values: entry.values, undo: undoOf(entry.at), quiet: true });
    },

    /** The reader has closed the message. */
    dismiss() {
      const entry = lastUndoable();
      if (entry) undo().dismiss(entry.at);
    },
  };
}
