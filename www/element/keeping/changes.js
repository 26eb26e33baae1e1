// Every change of orders, and the way back: it is shown at once, told of as saved only when it
// is, and can be undone as one, over reloads, without undoing what others have changed since.
// Imported by the model.

import { changeOf, inverseOf, isEmpty, removalOf, undoing } from './records.js';

/**
 * What is said and done about a change once it is made.
 *
 * @typedef {object} Outcome
 * @property {string} said                        the sentence once it is saved, a key of the catalogue
 * @property {import('../words.js').Values} [values]    what the sentence names
 * @property {string} [focus]                     a selector to go to
 * @property {boolean} [undoable]                 whether the way back is offered; it is unless told otherwise
 */

/**
 * @param {object} model
 * @param {() => import('./keeper.js').Keeper} model.keeper
 * @param {() => ReturnType<typeof import('./undo.js').createUndo>} model.undo
 * @param {() => boolean} model.stored      the browser keeps the orders: else nothing is called saved
 * @param {(focus?: string) => void} model.draw
 * @param {(notice: import('../view/message.jsx').Notice) => void} model.tell
 * @param {() => void} model.withdraw       takes back what was told last
 */
export function createChanges({ keeper, undo, stored, draw, tell, withdraw }) {
  /**
   * Adds orders, or changes those of the same id.
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
    // That it is gone can be seen, and is not to say that it is saved.
    tell({ key: outcome.said, values: outcome.values, undo: wayBack(at) });
    // The button that was pressed is gone: the keyboard goes on from the way back.
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
    // The way back that stands there leads behind the change before this one.
    withdraw();
    draw(focus);
    return saved;
  }

  /** What undoes an action, as long as there is something to undo. @param {number} at */
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

  /** The latest action of which there is something to undo. The others stay: perhaps the orders are not read yet. */
  const lastAction = () => undo().all().findLast((action) => undoingOf(action, action.at).length > 0);

  function lastWayBack() {
    const action = lastAction();
    return action && wayBack(action.at);
  }

  return {
    put,
    remove,

    /** After a reload, once the orders are read: what was said last, with the way back, unless the reader has closed it. */
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
