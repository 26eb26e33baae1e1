// The texts of www/locales, as the build has packed them: the keys once, and of each language the
// sentences in the same order, a line each. Imported by language.js.

import { cyrillic, keys, texts } from '#locales';
import { swapLetters } from './letters.js';

/** @typedef {Record<string, string>} Catalogue  key to sentence, with {names} to be filled in */

/** Every language there is: another one is a file in www/locales. */
export const LANGUAGES = Object.keys(texts);

/** @type {Map<string, Catalogue>} */
const unpacked = new Map();

/** @param {string} language one of LANGUAGES @returns {Catalogue} */
export function catalogueOf(language) {
  const known = unpacked.get(language);
  if (known) return known;
  const text = texts[language];
  const sentences = (cyrillic.includes(language) ? swapLetters(text) : text).split('\n');
  const catalogue = Object.fromEntries(keys.split('\n').map((key, index) => [key, sentences[index]]));
  unpacked.set(language, catalogue);
  return catalogue;
}
