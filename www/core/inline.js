// The core inside the JavaScript, as text: compiled and started in the same turn, with no request.
// No fetch, no top-level await, no import.meta, so that every bundler and file:// can load it. It is in two
// parts: who asks for no texts does not start the second, and a bundler leaves it out.
// Imported by start.js as `#core`, unless a build names another, and by either.js.

import { packed as orders } from '#wasm/orders.js';
import { packed as texts } from '#wasm/texts.js';

/** The characters that stand in the text; the last two begin a pair. xtask/src/wasm.rs writes it. */
const CHARACTERS = [...Array(95).keys()].map((index) => index + 32).filter((code) => !'"\\<'.includes(String.fromCharCode(code)));
const SINGLE = CHARACTERS.length - 2;

/** @typedef {typeof orders} Packed   a part of a build, as text */

/** @param {WebAssembly.Imports} imports */
export const instantiate = (imports) => run(orders, imports);

/**
 * The core with the part for texts, which uses what the first part exports.
 *
 * @param {WebAssembly.Exports} exports @param {WebAssembly.Imports} imports
 */
export const addTexts = (exports, imports) => ({ ...exports, ...run(texts, { ...imports, b: exports }) });

/** @param {Packed} packed @param {WebAssembly.Imports} imports */
export const run = (packed, imports) => new WebAssembly.Instance(new WebAssembly.Module(bytes(packed)), imports).exports;

/**
 * The most frequent bytes are one character each, the others two: base64 would hide from a compressor
 * what repeats. They are put where the characters were, as none takes more room.
 *
 * @param {Packed} packed
 */
function bytes({ order, text }) {
  const byteOf = Uint8Array.from({ length: 256 }, (_, rank) => parseInt(order.slice(2 * rank, 2 * rank + 2), 16));
  const rankOf = new Uint8Array(127);
  /** Of a character that stands alone. */
  const byteFor = new Uint8Array(127);
  CHARACTERS.forEach((code, rank) => {
    rankOf[code] = rank;
    byteFor[code] = byteOf[rank];
  });
  const firstOfPair = CHARACTERS[SINGLE];
  const found = new TextEncoder().encode(text);
  let length = 0;
  for (let i = 0; i < found.length; i++) {
    const code = found[i];
    found[length++] =
      code < firstOfPair ? byteFor[code] : byteOf[SINGLE + (rankOf[code] - SINGLE) * CHARACTERS.length + rankOf[found[++i]]];
  }
  return found.subarray(0, length);
}
