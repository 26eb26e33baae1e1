// An engine of its own for a test that measures its memory, or looks at its calls.

import { readFileSync } from 'node:fs';
import { memoryOf } from './memory.mjs';

let engines = 0;

/** A separate engine with its memory; with its own glue, which caches views of the memory it has seen. */
export async function freshEngine() {
  const glue = await import(`../../target/engine/glue.js?${++engines}`);
  const core = new WebAssembly.Module(readFileSync(new URL('../../target/engine/core.wasm', import.meta.url)));
  const { exports } = new WebAssembly.Instance(core, { a: glue.imports });
  glue.__wbg_set_wasm(exports);
  const memory = memoryOf(exports);
  return { glue: /** @type {any} */ (glue), bytes: () => memory.buffer.byteLength };
}
