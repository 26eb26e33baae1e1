// Unsubmitted input of an element's forms and messages, kept across reloads of this tab.
// A convenience: without tab storage it lives as long as the page. Browsers restore tabs after weeks, with
// data that an older build wrote: a new format needs a new key.
// Imported by features/editing.js, features/claim.js and features/paste.js.

/** Counts the drafts of this page, so that each element finds its own again, and none from other pages. */
let count = 0;

/** @param {string} kind @param {Pick<import('./features/core.js').Core, 'stored'>} core   drafts of orders that the embedding page keeps are not kept */
export function createDraft(kind, core) {
  const key = `dispute-clock-${kind} ${count++} ${location.pathname}`;

  return {
    /** @returns {Map<string, any>} as last written */
    read() {
      try {
        return new Map(core.stored() && JSON.parse(/** @type {string} */ (sessionStorage.getItem(key))));
      } catch {
        return new Map();
      }
    },

    /** @param {[string, any][]} typed */
    write(typed) {
      try {
        if (core.stored()) sessionStorage.setItem(key, JSON.stringify(typed));
        else sessionStorage.removeItem(key);
      } catch {
        // No promise was made, and the inputs still hold it.
      }
    },
  };
}
