// Starts the core at the first call, synchronously. The build decides which module `#core` is
// (package.json, "imports").
// Imported by engine.js and texts.js, which call the core through its glue, and by ready.js. Nothing else may import
// the glue, except core/served.js for the imports that the core needs from its host.

import { __wbg_set_wasm, imports } from '#wasm/glue.js';
import { addTexts, instantiate } from '#core';

/** @type {WebAssembly.Exports | undefined} */
let core;
let hasTexts = false;

/** Afterwards the core can be called. */
export function start() {
  core ??= install(instantiate({ a: imports }));
}

/** Afterwards its part for texts can be called too. */
export function startTexts() {
  if (hasTexts) return;
  start();
  core = install(addTexts(/** @type {WebAssembly.Exports} */ (core), { a: imports }));
  hasTexts = true;
}

/** Puts a core started asynchronously in the place of the one that could not start. @param {(imports: WebAssembly.Imports) => Promise<WebAssembly.Exports>} instantiateAsync */
export async function startAsync(instantiateAsync) {
  core = install(await instantiateAsync({ a: imports }));
  hasTexts = true;
}

/** @param {WebAssembly.Exports} exports */
function install(exports) {
  __wbg_set_wasm(exports);
  return exports;
}
