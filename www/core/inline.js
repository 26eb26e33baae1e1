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

/**
 * The most frequent bytes are one character each, the others two: base64 would hide from a compressor
 * what repeats. They are put where the characters were, as none takes more room.
 */
function bytes() {
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
