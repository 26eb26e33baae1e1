// The message to support: drafted from the order, with the reader's edits kept through redraws,
// changes and reloads.
// Imported by model.js.

import { createDraft } from '../draft.js';

/**
 * @typedef {object} Letter
 * @property {boolean} open
 * @property {string} [problem]   chosen here; otherwise the order's own
 * @property {string} [instead]   the order's own problem when that was chosen
 * @property {string} [locale]    chosen here; otherwise the page's
 * @property {string} [text]      as edited by the reader
 */

/** @param {import('./core.js').Core} core */
export function createClaim(core) {
  const draft = createDraft('letter', core);
  /** Read once it is known whether anything may be stored. @type {Map<string, Letter>} */
  let letters;

  return {
    handlers: {
      /** @param {string} id @param {Partial<Letter>} [changes] @returns {Letter} */
      letter(id, changes) {
        letters ??= draft.read();
        const letter = Object.assign(letters.get(id) ?? { open: false }, changes);
        letters.set(id, letter);
        if (changes) draft.write([...letters]);
        return letter;
      },

      /**
       * The message for an order; undefined until the problem is known and the code that drafts it has loaded.
       *
       * @param {any} order @param {string} locale @param {string} problem
       */
      draftClaim(order, locale, problem) {
        const texts = core.texts();
        if (!texts) return undefined;
        const options = { ...core.context(), locale, ...(problem ? { problem: /** @type {any} */ (problem) } : {}) };
        try {
          return core.books.draftClaim(texts, order, options);
        } catch {
          return undefined;
        }
      },

      /** @param {boolean} copied */
      onCopied(copied) {
        core.tell(copied ? 'claim.copied' : 'claim.not-copied');
        core.draw();
      },
    },
  };
}
