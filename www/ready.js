// For Chromium 109 to 114, which starts at most 4 KB of WebAssembly synchronously on the main thread.
// Imported by index.js and define.js.

import { instantiateAsync } from '#core';
import { startAsync, startTexts } from './start.js';

/** @type {Promise<void> | undefined} */
let starting;

/** Starts the engine in any browser: once the promise has resolved, every function can be called. */
export async function ready() {
  try {
    startTexts();
  } catch {
    await (starting ??= startAsync(instantiateAsync));
  }
}
