// The undo history: the last changes made in this tab, across reloads, as long as the tab lives.
// Each entry knows the previous state of the fields it changed, and nothing else.
// Imported by the model. Without tab storage, the history ends with a reload.

/** A new format needs a new key: a tab may hold data from an older build. */
const KEY = 'dispute-clock-undo2';
const MAX_ENTRIES = 20;

/**
 * @typedef {object} UndoEntry
 * @property {number} at        the stamp of all its changes, which identifies it
 * @property {string} said      the key of its message
 * @property {import('../words.js').Values} [values]
 * @property {import('./records.js').Inverse[]} inverses
 * @property {boolean} [dismissed]  the reader closed its message: it is not shown again
 */

/** @param {() => Storage | undefined} storage the tab's storage, which is slow at first use; without it, entries last as long as the page */
export function createUndo(storage) {
  /** @type {UndoEntry[] | undefined} */
  let cached;
  const entries = () => (cached ??= readStored());

  /** @returns {UndoEntry[]} */
  function readStored() {
    try {
      return JSON.parse(/** @type {string} */ (storage()?.getItem(KEY))).filter(isUndoEntry);
    } catch {
      return [];
    }
  }

  /** @param {UndoEntry[]} next */
  function write(next) {
    cached = next;
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
    all: entries,

    /** @param {number} at */
    get: (at) => entries().find((entry) => entry.at === at),

    /** @param {UndoEntry} entry */
    add: (entry) => write([...entries().slice(1 - MAX_ENTRIES), entry]),

    /** Keeps its message from being shown again. @param {number} at */
    dismiss: (at) => write(entries().map((entry) => (entry.at === at ? { ...entry, dismissed: true } : entry))),
  };
}

/** @param {any} entry @returns {entry is UndoEntry} */
const isUndoEntry = (entry) =>
  Number.isSafeInteger(entry?.at) && typeof entry.said === 'string' && Array.isArray(entry.inverses) && entry.inverses.every(isInverse);

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
