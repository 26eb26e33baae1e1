// A part of the core out of the text that the build has made of it (xtask/src/engine/packing.rs): its code in
// columns, opcodes in one, what follows them in one for each kind, for a compressor finds more in that. A small
// module (xtask/unpack) puts it together: JavaScript would take twice as long, on a page that has just begun.
// Imported by inline.js.

import { unpacker } from '#wasm/unpacker.js';

/** @typedef {typeof import('#wasm/orders.js').packed} Packed   a part of a build, as text */
/** @typedef {{ memory: WebAssembly.Memory, unpack(text: number, length: number, module: number, size: number): void }} Unpacker */

const PAGE = 65_536;

/** @param {Packed} packed */
export function unpack({ size, text }) {
  const bytes = Uint8Array.from(atob(unpacker), (character) => character.charCodeAt(0));
  const { memory, unpack } = /** @type {Unpacker} */ (/** @type {unknown} */ (new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports));
  const { length } = text;
  const begin = PAGE * memory.grow(Math.ceil((length + size) / PAGE));
  new TextEncoder().encodeInto(text, new Uint8Array(memory.buffer, begin));
  unpack(begin, length, begin + length, size);
  return new Uint8Array(memory.buffer, begin + length, size);
}
