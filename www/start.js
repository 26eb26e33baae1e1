// Starts the core at the first call, in the same turn. `#core` is where it comes from, and `#wasm` how
// much of it, which depends on the build (package.json, "imports").
// Imported by engine.js and texts.js, which call the core by its glue; nobody else may import that.

import { __wbg_set_wasm, imports } from '#wasm/glue.js';
import { instantiate } from '#core';

let started = false;

/** The core can be called. */
export function start() {
  if (started) return;
  __wbg_set_wasm(instantiate({ a: imports }));
  started = true;
}
