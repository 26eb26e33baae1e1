// Unpacks a part of the core from the text that the build made of it (xtask/src/engine/packing.rs). The code is
// split into columns, opcodes in one and each kind of operand in another, because that compresses better. A small
// module (xtask/unpack) puts it together: JavaScript, still unoptimized at startup, would take twice as long.
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
