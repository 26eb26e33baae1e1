// Swaps Cyrillic letters for ASCII characters: in a script restricted to ASCII, so that the page's encoding
// does not matter, each Cyrillic letter takes six characters. Imported by packed.js, and by the
// build, which packs the catalogues.

/** Stand-ins for the 64 letters from А to я, in Unicode order; the swap works both ways. */
const STAND_INS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ@[]^_`abcdefghijklmnopqrstuvwxyz|~#$&*';
const FIRST_LETTER = 0x410;

/** @type {Map<string, string>} */
const swapped = new Map();
[...STAND_INS].forEach((standIn, place) => {
  const letter = String.fromCharCode(FIRST_LETTER + place);
  swapped.set(letter, standIn).set(standIn, letter);
});

/** Its own inverse. Names in {braces} stay. @param {string} text */
export const swapLetters = (text) =>
  text.replace(/\{\w+\}|[^{]+/g, (piece) =>
    piece.startsWith('{') ? piece : piece.split('').map((letter) => swapped.get(letter) ?? letter).join(''),
  );
