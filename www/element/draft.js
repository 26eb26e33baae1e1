// What is typed into the forms of an element and not yet submitted, kept for this tab over a reload.
// A convenience: where the tab has no storage, it lives as long as the page. Browsers bring tabs back after
// weeks, with what an older build has written: another shape of it wants another key.
// Imported by features/editing.js.

/** How many elements this page has had: each finds its own again, and those of other pages none of it. */
let elements = 0;

export function createDraft() {
  const key = `dispute-clock-draft ${elements++} ${location.pathname}`;

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
