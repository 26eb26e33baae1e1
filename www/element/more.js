// What is fetched when it is first used, for the features that use it: at once where it is there, else as
// soon as it has come. Who waits is told so, and so is who waits in vain.
// Imported by model.js.

import { fetchMore, peek } from '#more';

/** @typedef {typeof import('../more.js')} More */

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
    /** What is there already. @returns {More | undefined} */
    more: peek,

    /**
     * Does something with it, in this turn if it is there. If it cannot be had, that is said.
     *
     * @param {(more: More) => unknown} use @param {() => void} [fail]   says it otherwise
     */
    withMore(use, fail = sayFailed) {
      const there = peek();
      return there ? use(there) : waitFor(use, fail);
    },
  };

  function sayFailed() {
    tell('more.failed');
    draw();
  }

  /** @param {(more: More) => unknown} use @param {() => void} fail */
  async function waitFor(use, fail) {
    const patience = setTimeout(() => {
      tell('more.loading');
      draw();
    }, UNNOTICED_MS);
    let more;
    try {
      more = await fetchMore();
    } catch (error) {
      console.warn(`dispute-clock.more.js cannot be had: ${/** @type {Error} */ (error).message}`);
      return fail();
    } finally {
      clearTimeout(patience);
      untell('more.loading');
    }
    return use(more);
  }
}
