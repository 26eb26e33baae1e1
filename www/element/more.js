// What is fetched when it is first used, for the features that use it: at once where it is there, else as
// soon as it has come. Who waits is told so, and so is who waits in vain.
// Imported by model.js.

import { fetchMore, fetchTexts, peek, peekTexts } from '#more';
import { learn } from './catalogues.js';

/** @typedef {import('../more/inside.js').More} More */
/** @typedef {import('../more/inside.js').Texts} Texts */

/** Shorter than that, a word about waiting would only flicker. */
const UNNOTICED_MS = 500;

/**
 * @param {object} core
 * @param {(key: string) => void} core.tell
 * @param {(key: string) => void} core.untell   takes a message back, if it still stands there
 * @param {() => void} core.draw
 */
export function createMore({ tell, untell, draw }) {
  return {
    /** What is there already. */
    more: () => known(peek()),

    /** What is there already, if the engine's part for texts is. */
    texts: () => known(peekTexts()),

    /**
     * Does something with it, in this turn if it is there. If it cannot be had, that is said.
     *
     * @param {(more: More) => unknown} use @param {() => void} [fail]   says it otherwise
     */
    withMore: (use, fail) => doWith(known(peek()), fetchMore, use, fail),

    /** The same with the engine's part for texts. @param {(texts: Texts) => unknown} use @param {() => void} [fail] */
    withTexts: (use, fail) => doWith(known(peekTexts()), fetchTexts, use, fail),
  };

  /** What is there, once what is said of it can be said. @template {More | undefined} T @param {T} there */
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
