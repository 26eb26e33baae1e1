// Files beside the embed's script, each fetched when it is first asked for.
// Imported by more/beside.js, and as `#parts` in the embed.

import { offered } from './offer.js';

/** Where the script is: known while it runs for the first time. */
const base = /** @type {HTMLScriptElement | null} */ (document.currentScript)?.src;

let failures = 0;

/** What a file hands over. Rejects where it cannot be had; the next call tries again. @param {string} name @returns {Promise<any>} */
export async function fetchPart(name) {
  try {
    if (offered(name) === undefined) await load(name);
    const part = offered(name);
    if (part === undefined) throw new Error('it is of another build');
    return part;
  } catch (error) {
    failures++;
    throw new Error(`dispute-clock.${name}.js cannot be had`, { cause: error });
  }
}

/** @param {string} name */
async function load(name) {
  // Some browsers remember for good that an address has failed: the next time it is another one.
  const address = `./dispute-clock.${name}.js${failures > 0 ? `?${failures}` : ''}`;
  try {
    // As a module, like the plain core: its address needs no trusted type.
    await import(address);
  } catch (error) {
    // A page from a disk, or in a frame of no origin, may run scripts but no modules.
    if (origin !== 'null' || !base) throw error;
    await run(new URL(address, base).href);
  }
}

/** @param {string} address */
function run(address) {
  const script = document.createElement('script');
  script.src = address;
  return new Promise((resolve, reject) => {
    script.onload = resolve;
    script.onerror = () => reject(new Error(`${address} does not load`));
    document.head.append(script);
  }).finally(() => script.remove());
}
