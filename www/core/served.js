// The core as a separate file, which the caller fetches or already has: the smallest download.
// Imported by slim.js, and by start.js and ready.js as `#core` in that build.

import { imports } from '#wasm/glue.js';

/** @type {WebAssembly.Instance | undefined} */
let instance;

/** @typedef {WebAssembly.Module | BufferSource | Response | string | URL} Source */

/**
 * Compiles the core, streaming where the host can, and starts it. Once this resolves, everything else is
 * synchronous. Later calls do nothing.
 *
 * @param {Source | Promise<Source>} source an address to fetch, a response, the bytes, or a compiled module
 */
export async function init(source) {
  instance ??= await WebAssembly.instantiate(await compile(await source), { a: imports });
}

export function instantiate() {
  if (!instance) throw new Error('dispute-clock/slim: await init(source) first; the source is dispute-clock.wasm of this package');
  return instance.exports;
}

/** `init` has already started it. */
export const instantiateAsync = async () => instantiate();

/** This core includes the texts. @type {(exports: WebAssembly.Exports, imports: WebAssembly.Imports) => WebAssembly.Exports} */
export const addTexts = (exports) => exports;

/** @param {Source} source @returns {Promise<WebAssembly.Module>} */
async function compile(source) {
  if (source instanceof WebAssembly.Module) return source;
  if (typeof source === 'string' || source instanceof URL) return compile(await fetch(source));
  if (typeof Response !== 'function' || !(source instanceof Response)) {
    return WebAssembly.compile(/** @type {BufferSource} */ (source));
  }
  if (!source.ok) throw new Error(`dispute-clock/slim: ${source.status} for ${source.url}`);
  // A server that does not know the type, or adds a charset, still serves the right bytes.
  const isNamed = source.headers.get('content-type') === 'application/wasm';
  return isNamed ? WebAssembly.compileStreaming(source) : WebAssembly.compile(await source.arrayBuffer());
}
