// What can be taken back: the last actions of this tab, over reloads, as long as the tab lives.
// Each knows what was there before the fields it changed, and nothing else.
// Imported by the model. Where the tab has no storage, it lasts until the reload.

/** Another shape of what is kept wants another key: a tab may have what an older build has written. */
const KEY = 'dispute-clock-undo2';
const LIMIT = 20;

/**
 * @typedef {object} Action
 * @property {number} at        the stamp of all its changes, and its name
 * @property {string} said      the key of the message that told of it
 * @property {import('../words.js').Values} [values]
 * @property {import('./records.js').Inverse[]} inverses
 * @property {boolean} [dismissed]  the reader has closed its message: it is not shown again
 */

/** @param {() => Storage | undefined} storage the tab's own, which is slow to answer the first time; without one, actions last as long as the page */
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
    // What is too much for the tab's storage can be taken back until the reload.
    for (let first = 0; first <= next.length; first++) {
      try {
        storage()?.setItem(KEY, JSON.stringify(next.slice(first)));
        return;
      } catch {
        // Without the oldest, then.
      }
    }
  }

  return {
    /** The last one is the latest. */
    all: actions,

    /** @param {number} at */
    has: (at) => actions().some((action) => action.at === at),

    /** @param {Action} action */
    add: (action) => write([...actions().slice(1 - LIMIT), action]),

    /** Takes an action out, to undo it. @param {number} at @returns {Action | undefined} */
    take(at) {
      const action = actions().find((known) => known.at === at);
      if (action) write(actions().filter((known) => known !== action));
      return action;
    },

    /** Its message is not shown again. @param {number} at */
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

/** The actions of all elements of this tab. */
export const sharedUndo = () => (shared ??= createUndo(tabStorage));
