// Starts the core at the first call, in the same turn. `#core` is where it comes from, which depends on
// the build (package.json, "imports").
// Imported by engine.js and texts.js, which call the core by its glue, and by ready.js. Nobody else may import
// the glue, but core/served.js for what the core asks of its host.

import { __wbg_set_wasm, imports } from '#wasm/glue.js';
import { addTexts, instantiate } from '#core';

/** @type {WebAssembly.Exports | undefined} */
let core;
let hasTexts = false;

/** The core can be called. */
export function start() {
  core ??= use(instantiate({ a: imports }));
}

/** And with texts. */
export function startTexts() {
  if (hasTexts) return;
  start();
  core = use(addTexts(/** @type {WebAssembly.Exports} */ (core), { a: imports }));
  hasTexts = true;
}

/** What was started aside takes the place of what could not be started. @param {(imports: WebAssembly.Imports) => Promise<WebAssembly.Exports>} instantiateAside */
export async function startAside(instantiateAside) {
  core = use(await instantiateAside({ a: imports }));
  hasTexts = true;
}

/** @param {WebAssembly.Exports} exports */
function use(exports) {
  __wbg_set_wasm(exports);
  return exports;
}
