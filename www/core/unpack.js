// A part of the core out of the texts that the build has made of it (xtask/src/packing.rs). Its code comes in
// columns: opcodes in one, what follows them in one for each kind, for a compressor finds more in that.
// Imported by inline.js.

/** @typedef {typeof import('#wasm/orders.js').packed} Packed   a part of a build, as texts */

/** The characters that stand in the texts. */
const CHARACTERS = [...Array(95).keys()].map((index) => index + 32).filter((code) => !'"\\<'.includes(String.fromCharCode(code)));
const RANKS = new Uint8Array(127);
CHARACTERS.forEach((code, rank) => (RANKS[code] = rank));
/** Of bytes: from here on, a character begins a pair. */
const SINGLE = CHARACTERS.length - 2;
/** Of numbers: the digits that are last, and how many others there are; the last character ends a column. */
const LAST = 64, OTHERS = 27, END = CHARACTERS[91];

/**
 * The columns: the opcodes, the kinds of numbers that follow one, and those that a function begins with. Whole
 * numbers to count with have many, one before each opcode, in the order of `opcodes`.
 */
const OPCODES = 0, BLOCK = 1, BRANCH = 2, CALL = 3, LOCAL = 4, MEMORY = 5, LOCALS = 6, INDIRECT = 7, BRANCHES = 8, FURTHER = 9, LONG = 10, FLOAT = 11, DOUBLE = 12, GLOBAL = 13, INT = 14;
/** What follows each opcode; mostly nothing. */
const KINDS = new Uint8Array(256)
  .fill(BLOCK, 0x02, 0x05)
  .fill(BRANCH, 0x0c, 0x0e)
  .fill(BRANCHES, 0x0e, 0x0f)
  .fill(CALL, 0x10, 0x11)
  .fill(INDIRECT, 0x11, 0x12)
  .fill(LOCAL, 0x20, 0x23)
  .fill(GLOBAL, 0x23, 0x25)
  .fill(MEMORY, 0x28, 0x3f)
  .fill(GLOBAL, 0x3f, 0x41)
  .fill(INT, 0x41, 0x42)
  .fill(LONG, 0x42, 0x43)
  .fill(FLOAT, 0x43, 0x44)
  .fill(DOUBLE, 0x44, 0x45)
  .fill(FURTHER, 0xfc, 0xfd);
const END_OF_BLOCK = 0x0b;

/** @param {Packed} packed */
export function unpack({ size, at, order, text, opcodes, code }) {
  const module = new Uint8Array(size);
  const around = bytes(order, text);
  module.set(around.subarray(0, at));
  module.set(around.subarray(at), size - around.length + at);
  weave(module, at, hexadecimal(opcodes), new TextEncoder().encode(code));
  return module;
}

/** @param {string} text */
const hexadecimal = (text) => Uint8Array.from({ length: text.length / 2 }, (_, rank) => parseInt(text.slice(2 * rank, 2 * rank + 2), 16));

/**
 * The most frequent bytes, those of `order`, are one character each, the others two: base64 would hide from a compressor
 * what repeats. They are put where the characters were, as none takes more room.
 *
 * @param {string} order @param {string} text
 */
function bytes(order, text) {
  const byteOf = Uint8Array.from(new Set([...hexadecimal(order), ...Array(256).keys()]));
  const found = new TextEncoder().encode(text);
  let length = 0;
  for (let i = 0; i < found.length; i++) {
    const rank = RANKS[found[i]];
    found[length++] = byteOf[rank < SINGLE ? rank : SINGLE + (rank - SINGLE) * CHARACTERS.length + RANKS[found[++i]]];
  }
  return found.subarray(0, length);
}

/**
 * Writes the functions out of their columns. Numbers of one memory, table or global and alignments, which
 * are a hint only, are in none: they stay zero. Browsers run this once, before they have made it fast.
 *
 * @param {Uint8Array} module @param {number} begin   where the functions stand @param {Uint8Array} opcodes @param {Uint8Array} code
 */
function weave(module, begin, opcodes, code) {
  /** Where the reading of each column stands. */
  const places = [0];
  for (let i = 0; (i = code.indexOf(END, i) + 1); ) places.push(i);
  const end = places[1] - 1;

  /** @param {number} column @returns {number} */
  const read = (column) => {
    const digit = RANKS[code[places[column]++]];
    return digit < LAST ? digit : digit + OTHERS * read(column);
  };

  // These return where the next byte is to stand.
  /** @param {number} length @param {number} number @param {number} most   that a last byte can say */
  const write = (length, number, most) => {
    for (; number > most || number < -64; number >>= 7) module[length++] = (number & 127) | 128;
    module[length++] = number & 127;
    return length;
  };
  /** @param {number} length @param {number} column @param {number} count */
  const copy = (length, column, count) => {
    while (count-- > 0) length = write(length, read(column), 127);
    return length;
  };
  /** @param {number} length @param {number} kind   one of the rarer */
  const follow = (length, kind) => {
    if (kind === GLOBAL) return length + 1;
    if (kind === LONG) {
      do module[length] = read(kind);
      while (module[length++] > 127);
      return length;
    }
    if (kind === FLOAT || kind === DOUBLE) {
      for (const end = length + (kind === FLOAT ? 4 : 8); length < end; ) module[length++] = read(kind);
      return length;
    }
    const number = read(kind);
    length = write(length, number, 127);
    if (kind === BRANCHES) return copy(length, kind, number + 1);
    if (kind === INDIRECT) return length + 1;
    // `memory.copy` and `memory.fill`; or a way to cut a number off.
    return number > 7 ? length + 12 - number : length;
  };
  /** @param {number} start */
  const one = (start) => {
    const kinds = read(LOCALS);
    let length = copy(write(start, kinds, 127), LOCALS, 2 * kinds);
    for (let depth = 1; depth > 0; ) {
      const opcode = opcodes[read(OPCODES)];
      module[length++] = opcode;
      const kind = KINDS[opcode];
      if (opcode === END_OF_BLOCK) depth--;
      else if (kind === INT) {
        const place = places[OPCODES];
        const number = read(INT + read(OPCODES));
        places[OPCODES] = place;
        length = write(length, (number >>> 1) ^ -(number & 1), 63);
      } else if (kind > MEMORY) length = follow(length, kind);
      else if (kind) {
        if (kind === BLOCK) depth++;
        if (kind === MEMORY) length++;
        length = write(length, read(kind), 127);
      }
    }
    const size = length - start;
    module[start - 3] = (size & 127) | 128;
    module[start - 2] = (size >> 7) | 128;
    module[start - 1] = size >> 14;
    return length;
  };
  for (let length = begin; places[OPCODES] < end; ) length = one(length + 3);
}
