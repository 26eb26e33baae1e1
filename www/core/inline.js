// The core inside the JavaScript, as text: compiled and started in the same turn, with no request.
// No fetch, no top-level await, no import.meta, so that every bundler and file:// can load it. It is in two
// parts: who asks for no texts does not start the second, and a bundler leaves it out.
// Imported by start.js and ready.js as `#core`, unless a build names another, and by either.js.

import { packed as orders } from '#wasm/orders.js';
import { packed as texts } from '#wasm/texts.js';
import { unpack } from './unpack.js';

/** @param {WebAssembly.Imports} imports */
export const instantiate = (imports) => run(orders, imports);

/**
 * The core with the part for texts, which uses what the first part exports.
 *
 * @param {WebAssembly.Exports} exports @param {WebAssembly.Imports} imports
 */
export const addTexts = (exports, imports) => ({ ...exports, ...run(texts, { ...imports, b: exports }) });

/** Both parts, as browsers start them that let a page start no more than 4 KB in its own turn. @param {WebAssembly.Imports} imports */
export async function instantiateAside(imports) {
  const exports = await aside(orders, imports);
  return { ...exports, ...(await aside(texts, { ...imports, b: exports })) };
}

/** @param {import('./unpack.js').Packed} packed @param {WebAssembly.Imports} imports */
const aside = async (packed, imports) => (await WebAssembly.instantiate(unpack(packed), imports)).instance.exports;

/** @param {import('./unpack.js').Packed} packed @param {WebAssembly.Imports} imports */
export const run = (packed, imports) => new WebAssembly.Instance(new WebAssembly.Module(unpack(packed)), imports).exports;
