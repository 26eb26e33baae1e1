// Seeded random numbers, so that failures are reproducible. Plain JavaScript, for Node and for every browser.

/** Numbers from 0 up to 1 (mulberry32), the same for the same seed. @param {number | string} seed */
export function random(seed) {
  let state = typeof seed === 'number' ? seed >>> 0 : ofText(seed);
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** @param {string} text */
const ofText = (text) =>
  [...text].reduce((sum, character) => (Math.imul(sum, 31) + /** @type {number} */ (character.codePointAt(0))) >>> 0, 7);
