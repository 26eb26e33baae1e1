// Starts the core at the first call, in the same turn. `#core` is where it comes from, and `#wasm` how
// much of it, which depends on the build (package.json, "imports").
// The only module that may import the wasm glue. Imported by engine.js and texts.js.

import * as glue from '#wasm/glue.js';
import { instantiate } from '#core';

let started = false;

/** The exports of the core. */
export function core() {
  if (!started) {
    glue.__wbg_set_wasm(instantiate({ a: /** @type {any} */ (glue) }));
    started = true;
  }
  return glue;
}
