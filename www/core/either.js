// The core for the embed: WebAssembly, or where the page's policy (or the browser) forbids that the
// same core as plain JavaScript, out of the file beside the script.
// Imported by embed.js and embed-more.js, and by start.js as `#core` in those builds.

/* global PLAIN_CORE */

import { instantiate as inline } from './inline.js';

/** @type {((imports: WebAssembly.Imports) => WebAssembly.Exports) | undefined} */
let plain;

/** Resolves when the engine can be called; at once, if it is WebAssembly. @returns {Promise<void> | undefined} */
export function ready() {
  if (isAllowed()) return undefined;
  // A module's address is judged by script-src and, unlike that of a script element, needs no trusted
  // type. It is relative to the script that runs here. The build puts it in.
  // @ts-expect-error it is no variable
  return import(PLAIN_CORE).then((module) => {
    plain = module.default;
  });
}

/** @param {WebAssembly.Imports} imports */
export function instantiate(imports) {
  return (plain ?? inline)(imports);
}

function isAllowed() {
  try {
    // The smallest module that there is. Some refuse to compile it, others to start it.
    new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)));
    return true;
  } catch {
    return false;
  }
}
