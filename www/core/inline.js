// The core inside the JavaScript, as text: compiled and started synchronously, without a request.
// No fetch, no top-level await, no import.meta, so that it works in every bundler and from file://. It comes in two
// parts: where texts are never used, the second does not start, and bundlers drop it.
// Imported by start.js and ready.js as `#core`, unless a build names another, and by either.js.

import { packed as orders } from '#wasm/orders.js';
import { packed as texts } from '#wasm/texts.js';
import { unpack } from './unpack.js';

/** @param {WebAssembly.Imports} imports */
export const instantiate = (imports) => run(orders, imports);

/**
 * Adds the part for texts, which uses the exports of the first part.
 *
 * @param {WebAssembly.Exports} exports @param {WebAssembly.Imports} imports
 */
export const addTexts = (exports, imports) => ({ ...exports, ...run(texts, { ...imports, b: exports }) });

/** Starts both parts in browsers that start at most 4 KB synchronously. @param {WebAssembly.Imports} imports */
export async function instantiateAsync(imports) {
  const exports = await instantiatePart(orders, imports);
  return { ...exports, ...(await instantiatePart(texts, { ...imports, b: exports })) };
}

/** @param {import('./unpack.js').Packed} packed @param {WebAssembly.Imports} imports */
const instantiatePart = async (packed, imports) => (await WebAssembly.instantiate(unpack(packed), imports)).instance.exports;

/** @param {import('./unpack.js').Packed} packed @param {WebAssembly.Imports} imports */
export const run = (packed, imports) => new WebAssembly.Instance(new WebAssembly.Module(unpack(packed)), imports).exports;
