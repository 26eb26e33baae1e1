// Code that is fetched on first use, for the features that use it: called at once if loaded, else as
// soon as it is. Messages tell the reader about a long wait, and about a failure.
// Imported by model.js.

import { fetchMore, fetchTexts, peek, peekTexts } from '#more';
import { learn } from './catalogues.js';

/** @typedef {import('../more/inside.js').More} More */
/** @typedef {import('../more/inside.js').Texts} Texts */

/** For shorter waits a message would only flicker. */
const UNNOTICED_MS = 500;

/**
 * @param {object} core
 * @param {(key: string) => void} core.tell
 * @param {(key: string) => void} core.untell   withdraws a message if it is still shown
 * @param {() => void} core.draw
 */
export function createMore({ tell, untell, draw }) {
  return {
    /** The deferred code, if loaded. */
    more: () => known(peek()),

    /** The same, if the engine's part for texts is loaded too. */
    texts: () => known(peekTexts()),

    /**
     * Uses the deferred code, in this turn if it is loaded. If it cannot be loaded, a message says so.
     *
     * @param {(more: More) => unknown} use @param {() => void} [fail]   replaces that message
     */
    withMore: (use, fail) => doWith(known(peek()), fetchMore, use, fail),

    /** The same with the engine's part for texts. @param {(texts: Texts) => unknown} use @param {() => void} [fail] */
    withTexts: (use, fail) => doWith(known(peekTexts()), fetchTexts, use, fail),
  };

  /** Registers the sentences of loaded code before it is used. @template {More | undefined} T @param {T} there */
  function known(there) {
    if (there) learn(there.sentences);
    return there;
  }

  function sayFailed() {
    tell('more.failed');
    draw();
  }

  /** @template {More} T @param {T | undefined} there @param {() => Promise<T>} fetch @param {(it: T) => unknown} use @param {() => void} [fail] */
  function doWith(there, fetch, use, fail = sayFailed) {
    return there ? use(there) : waitFor(fetch, use, fail);
  }

  /** @template {More} T @param {() => Promise<T>} fetch @param {(it: T) => unknown} use @param {() => void} fail */
  async function waitFor(fetch, use, fail) {
    const patience = setTimeout(() => {
      tell('more.loading');
      draw();
    }, UNNOTICED_MS);
    let it;
    try {
      it = await fetch();
    } catch (error) {
      console.warn(error);
      return fail();
    } finally {
      clearTimeout(patience);
      untell('more.loading');
    }
    return use(known(it));
  }
}
