// The core inside the JavaScript, as text: compiled and started in the same turn, with no request.
// No fetch, no top-level await, no import.meta, so that every bundler and file:// can load it.
// Imported by start.js as `#core`, unless a build names another.

import { order, text } from '#wasm/bytes.js';

/** The characters that stand in the text; the last two begin a pair. xtask/src/wasm.rs writes it. */
const CHARACTERS = [...Array(95).keys()].map((index) => index + 32).filter((code) => !'"\\<'.includes(String.fromCharCode(code)));
const SINGLE = CHARACTERS.length - 2;

/** @type {Uint8Array<ArrayBuffer> | undefined} */
let unpacked;
/** @type {WebAssembly.Module | undefined} */
let compiled;

function unpack() {
  if (!compiled) unpacked ??= bytes();
}

/** What is compiled needs its bytes no more. */
function compile() {
  compiled ??= new WebAssembly.Module(unpacked ?? bytes());
  unpacked = undefined;
  return compiled;
}

/** What takes the longest of a start, for who would rather do it in pieces. @type {(() => unknown)[]} */
export const pieces = [unpack, compile];

/** @param {WebAssembly.Imports} imports */
export const instantiate = (imports) => new WebAssembly.Instance(compile(), imports).exports;

/** The most frequent bytes are one character each, the others two: base64 would hide from a compressor what repeats. */
function bytes() {
  const rankOf = new Uint8Array(127);
  CHARACTERS.forEach((code, rank) => (rankOf[code] = rank));
  const byteOf = new Uint8Array(256).map((_, rank) => parseInt(order.slice(2 * rank, 2 * rank + 2), 16));
  const found = new Uint8Array(text.length);
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    let rank = rankOf[text.charCodeAt(i)];
    if (rank >= SINGLE) rank = SINGLE + (rank - SINGLE) * CHARACTERS.length + rankOf[text.charCodeAt(++i)];
    found[length++] = byteOf[rank];
  }
  return found.subarray(0, length);
}
