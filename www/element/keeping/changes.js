// Every change of orders, and how to undo it: changes are shown at once, reported as saved only when they
// are, and undone as a unit, even after a reload, without undoing what others have changed since.
// Imported by the model.

import { changeOf, inverseOf, isEmpty, removalOf, undoing } from './records.js';

/**
 * What to say and do about a change once it is made.
 *
 * @typedef {object} Outcome
 * @property {string} said                        the message once it is saved, a key of the catalogue
 * @property {import('../words.js').Values} [values]    the values to fill into the message
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
 * @param {() => void} model.withdraw       withdraws the last message
 */
export function createChanges({ keeper, undo, stored, draw, tell, withdraw }) {
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
    if (!stored()) say('message.kept');
    else say((await saved) ? outcome.said : 'message.not-saved');

    /** @param {string} key */
    function say(key) {
      tell({ key, values: outcome.values, undo: wayBack(at) });
      draw();
    }
  }

  /** Removes orders. @param {string[]} ids @param {Outcome} outcome */
  async function remove(ids, outcome) {
    const at = keeper().stamp();
    const there = ids.filter((id) => keeper().order(id));
    const changes = there.map((id) => removalOf(/** @type {any} */ (keeper().record(id)), at));
    const saved = commit(at, changes, outcome);
    // The order is visibly gone; the message does not claim that this is saved.
    tell({ key: outcome.said, values: outcome.values, undo: wayBack(at) });
    // The pressed button is gone: move the focus to undo.
    draw('[data-action="undo"]');
    if (await saved) return;
    tell({ key: 'message.not-saved', undo: wayBack(at) });
    draw();
  }

  /** @param {number} at @param {import('./records.js').Record[]} changes @param {Outcome} outcome */
  function commit(at, changes, { said, values, focus, undoable = true }) {
    if (undoable && changes.length > 0) {
      const inverses = changes.map((change) => inverseOf(keeper().record(change.id), change));
      undo().add({ at, said, values, inverses });
    }
    const saved = keeper().apply(changes);
    // The undo on display belongs to an earlier change.
    withdraw();
    draw(focus);
    return saved;
  }

  /** The function that undoes an action, as long as it can be undone. @param {number} at */
  const wayBack = (at) => (undo().has(at) ? () => goBack(at) : undefined);

  /** @param {number} at */
  async function goBack(at) {
    const action = undo().take(at);
    const changes = action ? undoingOf(action, keeper().stamp()) : [];
    const restored = changes.find(({ removed }) => removed?.value === false);
    const said = restored ? 'message.restored' : changes.length > 0 ? 'message.reverted' : 'message.moved-on';
    const saved = keeper().apply(changes);
    withdraw();
    const done = (/** @type {string} */ key) => tell({ key, undo: lastWayBack(), further: true });
    if (!stored()) done('message.kept');
    draw(changes.length > 0 ? `[data-order=${JSON.stringify((restored ?? changes[0]).id)}] .card-title` : undefined);
    if (!stored()) return;
    done((await saved) ? said : 'message.not-saved');
    draw();
  }

  /** @param {import('./undo.js').Action} action @param {number} at */
  const undoingOf = (action, at) =>
    action.inverses.flatMap((inverse) => {
      const record = keeper().record(inverse.id);
      const change = record && undoing(record, inverse, action.at, at);
      return change && !isEmpty(change) ? [change] : [];
    });

  /** The latest action that can be undone. Others are kept: the orders may not have been read yet. */
  const lastAction = () => undo().all().findLast((action) => undoingOf(action, action.at).length > 0);

  function lastWayBack() {
    const action = lastAction();
    return action && wayBack(action.at);
  }

  return {
    put,
    remove,

    /** After a reload, once the orders are read: repeats the last message, with its undo, unless the reader closed it. */
    sayAgain() {
      const action = lastAction();
      if (action && !action.dismissed) tell({ key: action.said, values: action.values, undo: wayBack(action.at), quiet: true });
    },

    /** The reader has closed the message. */
    dismiss() {
      const action = lastAction();
      if (action) undo().dismiss(action.at);
    },
  };
}
