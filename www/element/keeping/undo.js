// The undo history: the last actions of this tab, across reloads, as long as the tab lives.
// Each action knows the previous state of the fields it changed, and nothing else.
// Imported by the model. Without tab storage, the history ends with a reload.

/** A new format needs a new key: a tab may hold data from an older build. */
const KEY = 'dispute-clock-undo2';
const LIMIT = 20;

/**
 * @typedef {object} Action
 * @property {number} at        the stamp of all its changes, which identifies it
 * @property {string} said      the key of its message
 * @property {import('../words.js').Values} [values]
 * @property {import('./records.js').Inverse[]} inverses
 * @property {boolean} [dismissed]  the reader closed its message: it is not shown again
 */

/** @param {() => Storage | undefined} storage the tab's storage, which is slow at first use; without it, actions last as long as the page */
export function createUndo(storage) {
  /** @type {Action[] | undefined} */
  let read;
  const actions = () => (read ??= stored());

  /** @returns {Action[]} */
  function stored() {
    try {
      return JSON.parse(/** @type {string} */ (storage()?.getItem(KEY))).filter(isAction);
    } catch {
      return [];
    }
  }

  /** @param {Action[]} next */
  function write(next) {
    read = next;
    // Actions that exceed the tab's quota can be undone until the reload.
    for (let first = 0; first <= next.length; first++) {
      try {
        storage()?.setItem(KEY, JSON.stringify(next.slice(first)));
        return;
      } catch {
        // Retry without the oldest.
      }
    }
  }

  return {
    /** Oldest first. */
    all: actions,

    /** @param {number} at */
    has: (at) => actions().some((action) => action.at === at),

    /** @param {Action} action */
    add: (action) => write([...actions().slice(1 - LIMIT), action]),

    /** Removes an action, to undo it. @param {number} at @returns {Action | undefined} */
    take(at) {
      const action = actions().find((known) => known.at === at);
      if (action) write(actions().filter((known) => known !== action));
      return action;
    },

    /** Keeps its message from being shown again. @param {number} at */
    dismiss: (at) => write(actions().map((action) => (action.at === at ? { ...action, dismissed: true } : action))),
  };
}

/** @param {any} action @returns {action is Action} */
const isAction = (action) =>
  Number.isSafeInteger(action?.at) && typeof action.said === 'string' && Array.isArray(action.inverses) && action.inverses.every(isInverse);

/** @param {any} inverse */
const isInverse = (inverse) => typeof inverse?.id === 'string' && typeof inverse.fields === 'object' && inverse.fields !== null;

function tabStorage() {
  try {
    return sessionStorage;
  } catch {
    return undefined;
  }
}

/** @type {ReturnType<typeof createUndo> | undefined} */
let shared;

/** The undo history of all elements in this tab. */
export const sharedUndo = () => (shared ??= createUndo(tabStorage));
