// What is typed into the forms and messages of an element and not yet submitted, kept for this tab over a reload.
// A convenience: where the tab has no storage, it lives as long as the page. Browsers bring tabs back after
// weeks, with what an older build has written: another shape of it wants another key.
// Imported by features/editing.js and features/claim.js.

/** How many of them this page has had: each element finds its own again, and those of other pages none of it. */
let drafts = 0;

/** @param {string} what */
export function createDraft(what) {
  const key = `dispute-clock-${what} ${drafts++} ${location.pathname}`;

  return {
    /** @returns {Map<string, any>} as last written */
    read() {
      try {
        return new Map(JSON.parse(/** @type {string} */ (sessionStorage.getItem(key))));
      } catch {
        return new Map();
      }
    },

    /** @param {[string, any][]} typed */
    write(typed) {
      try {
        sessionStorage.setItem(key, JSON.stringify(typed));
      } catch {
        // Nothing was promised about it, and the inputs still hold it.
      }
    },
  };
}
