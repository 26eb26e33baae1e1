// `#more` in the embed: out of the file beside the script, when it is first asked for.
// Imported by element/more.js as `#more` in that build.

import { bringTexts } from '../core/either.js';
import * as texts from '../texts.js';

/** @typedef {typeof import('../more.js')} More */

/** @type {More | undefined} */
let there;
/** @type {Promise<More> | undefined} */
let coming;
let failures = 0;

/** What has come already. */
export const peek = () => there;

/** Rejects where the file cannot be had; the next call tries again. @returns {Promise<More>} */
export function fetchMore() {
  coming ??= load().catch((error) => {
    coming = undefined;
    throw error;
  });
  return coming;
}

async function load() {
  // Some browsers remember for good that an address has failed: the next time it is another one.
  const address = `./dispute-clock.more.js${failures > 0 ? `?${failures}` : ''}`;
  try {
    // As a module, like the plain core: its address needs no trusted type.
    /** @type {typeof import('../embed-more.js')} */
    const { core, ...ways } = await import(address);
    await bringTexts(core);
    there = { ...ways, ...texts };
    return there;
  } catch (error) {
    failures++;
    throw error;
  }
}
