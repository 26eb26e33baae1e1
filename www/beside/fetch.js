// Loads the files beside the embed's script, each on first use.
// Imported by more/beside.js, and as `#parts` in the embed.

import { offered } from './offer.js';

/** The script's address, which is only known during its first run. */
const base = /** @type {HTMLScriptElement | null} */ (document.currentScript)?.src;

let failures = 0;

/** Resolves to what a file offers. Rejects if it cannot be loaded; the next call tries again. @param {string} name @returns {Promise<any>} */
export async function fetchPart(name) {
  try {
    if (offered(name) === undefined) await load(name);
    const part = offered(name);
    if (part === undefined) throw new Error('from another build');
    return part;
  } catch (error) {
    failures++;
    throw new Error(`cannot load dispute-clock.${name}.js`, { cause: error });
  }
}

/** @param {string} name */
async function load(name) {
  // Some browsers cache a failed module for good, so a retry uses another address.
  const address = `./dispute-clock.${name}.js${failures > 0 ? `?${failures}` : ''}`;
  try {
    // As a module, like the plain core: its address needs no Trusted Type.
    await import(address);
  } catch (error) {
    // A page opened from disk, or in a frame with an opaque origin, can run scripts but not modules.
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
    script.onerror = () => reject(new Error(`cannot load ${address}`));
    document.head.append(script);
  }).finally(() => script.remove());
}
