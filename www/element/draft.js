// What is typed into the form and not yet submitted, kept for this tab over a reload. A
// convenience: where the tab has no storage, the draft lives as long as the page.
// Imported by features/editing.js.

const KEY = 'dispute-clock-draft';

/** @returns {any} the fields as last written, or undefined */
export function readDraft() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
}

/** @param {any} fields undefined forgets the draft */
export function writeDraft(fields) {
  try {
    if (fields) sessionStorage.setItem(KEY, JSON.stringify(fields));
    else sessionStorage.removeItem(KEY);
  } catch {
    // Nothing was promised about the draft, and the inputs still hold it.
  }
}
