// Code that is fetched on first use, for the features that use it: called at once if loaded, else as
// soon as it is. Messages tell the reader about a long wait, and about a failure.
// Imported by model.js.

import { fetchMore, fetchTexts, peek, peekTexts } from '#more';
import { addSentences } from './catalogues.js';

/** @typedef {import('../more/inside.js').More} More */
/** @typedef {import('../more/inside.js').Texts} Texts */

/** For shorter waits a message would only flicker. */
const NOTICE_DELAY_MS = 500;

/**
 * @param {object} core
 * @param {(key: string) => void} core.tell
 * @param {(key: string) => void} core.retract  withdraws a message if it is still shown
 * @param {() => void} core.draw
 */
export function createMore({ tell, retract, draw }) {
  return {
    /** The deferred code, if loaded. */
    more: () => withSentences(peek()),

    /** The same, if the engine's part for texts is loaded too. */
    texts: () => withSentences(peekTexts()),

    /**
     * Uses the deferred code, in this turn if it is loaded. If it cannot be loaded, a message says so.
     *
     * @param {(more: More) => unknown} use @param {() => void} [fail]   replaces that message
     */
    withMore: (use, fail) => useWhenLoaded(withSentences(peek()), fetchMore, use, fail),

    /** The same with the engine's part for texts. @param {(texts: Texts) => unknown} use @param {() => void} [fail] */
    withTexts: (use, fail) => useWhenLoaded(withSentences(peekTexts()), fetchTexts, use, fail),
  };

  /** Registers the sentences of loaded code before it is used. @template {More | undefined} T @param {T} loaded */
  function withSentences(loaded) {
    if (loaded) addSentences(loaded.sentences);
    return loaded;
  }

  function showFailure() {
    tell('more.failed');
    draw();
  }

  /** @template {More} T @param {T | undefined} loaded @param {() => Promise<T>} fetch @param {(it: T) => unknown} use @param {() => void} [fail] */
  function useWhenLoaded(loaded, fetch, use, fail = showFailure) {
    return loaded ? use(loaded) : fetchThenUse(fetch, use, fail);
  }

  /** @template {More} T @param {() => Promise<T>} fetch @param {(it: T) => unknown} use @param {() => void} fail */
  async function fetchThenUse(fetch, use, fail) {
    const noticeTimer = setTimeout(() => {
      tell('more.loading');
      draw();
    }, NOTICE_DELAY_MS);
    let fetched;
    try {
      fetched = await fetch();
    } catch (error) {
      console.warn(error);
      return fail();
    } finally {
      clearTimeout(noticeTimer);
      retract('more.loading');
    }
    return use(withSentences(fetched));
  }
}
