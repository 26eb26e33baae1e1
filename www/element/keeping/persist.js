// Asks the browser not to clean up what is kept here when it runs short of room.
// Imported by keeper.js.

let asked = false;

/**
 * Asks once, when there is something worth keeping, and never waits for the answer. Chromium and
 * Safari decide by themselves; Firefox would ask the reader, who has come with another worry.
 */
export function askToPersist() {
  if (asked) return;
  asked = true;
  // Neither is there outside of a browser, nor is the second on pages that are not served securely.
  const { userAgent = '', storage = undefined } = globalThis.navigator ?? {};
  if (!userAgent.includes('Firefox/')) storage?.persist?.().catch(() => {});
}
