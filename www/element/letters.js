// Cyrillic letters for others that are shorter to write: a script that keeps to ASCII, whatever the
// encoding of the page around it, spends six characters on each. Imported by packed.js, and by the
// build, which packs the catalogues.

/** In place of the 64 letters from A to ya, in the order of Unicode, and the other way round. */
const OTHERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ@[]^_`abcdefghijklmnopqrstuvwxyz|~#$&*';
const FIRST = 0x410;

/** @type {Map<string, string>} */
const swapped = new Map();
[...OTHERS].forEach((other, place) => {
  const letter = String.fromCharCode(FIRST + place);
  swapped.set(letter, other).set(other, letter);
});

/** Done twice it does nothing. What stands in {braces} is a name, and stays. @param {string} text */
export const swapLetters = (text) =>
  text.replace(/\{\w+\}|[^{]+/g, (piece) =>
    piece.startsWith('{') ? piece : piece.split('').map((letter) => swapped.get(letter) ?? letter).join(''),
  );
