// The message to support: drafted from the order, and what the reader makes of it, kept whatever else
// is drawn or changed, over a reload too.
// Imported by model.js.

import { createDraft } from '../draft.js';

/**
 * @typedef {object} Letter
 * @property {boolean} open
 * @property {string} [problem]   chosen here; the order's own otherwise
 * @property {string} [instead]   the order's own, in the place of which that was chosen
 * @property {string} [locale]    chosen here; the page's own otherwise
 * @property {string} [text]      as the reader has changed it
 */

/** @param {import('../model.js').Core} core */
export function createClaim(core) {
  const draft = createDraft('letter');
  /** Asked for once it is known whether anything may be kept. @type {Map<string, Letter>} */
  let letters;

  return {
    handlers: {
      /** @param {string} id @param {Partial<Letter>} [news] @returns {Letter} */
      letter(id, news) {
        letters ??= core.stored() ? draft.read() : new Map();
        const letter = Object.assign(letters.get(id) ?? { open: false }, news);
        letters.set(id, letter);
        if (news && core.stored()) draft.write([...letters]);
        return letter;
      },

      /**
       * The message for an order; nothing while it is not said what is wrong, or what writes it has not come.
       *
       * @param {any} order @param {string} locale @param {string} problem
       */
      draftClaim(order, locale, problem) {
        const texts = core.texts();
        if (!texts) return undefined;
        const options = { ...core.circumstances(), locale, ...(problem ? { problem: /** @type {any} */ (problem) } : {}) };
        try {
          return core.books.draftClaim(texts, order, options);
        } catch {
          return undefined;
        }
      },

      /** @param {boolean} copied */
      sayCopied(copied) {
        core.tell(copied ? 'claim.copied' : 'claim.not-copied');
        core.draw();
      },
    },
  };
}
