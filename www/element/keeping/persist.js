// Asks the browser not to evict our data when it runs low on space.
// Imported by keeper.js.

let asked = false;

/**
 * Asks once, when there is something worth keeping, without waiting for the answer. Chromium and
 * Safari decide by themselves; Firefox would prompt the reader, who is here for something else.
 */
export function askToPersist() {
  if (asked) return;
  asked = true;
  // Outside browsers there is no navigator, and on insecure pages no storage manager.
  const { userAgent = '', storage = undefined } = globalThis.navigator ?? {};
  if (!userAgent.includes('Firefox/')) storage?.persist?.().catch(() => {});
}
