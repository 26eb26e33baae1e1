// Random numbers that are the same in every run: a failure can be looked at again.

/** Numbers from 0 to 1 (mulberry32). @param {string} seed */
export function random(seed) {
  let state = [...seed].reduce((sum, character) => Math.imul(sum, 31) + /** @type {number} */ (character.codePointAt(0)), 7);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
