// The texts of www/locales, as the build has packed them: the keys once, and of each language the
// sentences in the same order, a line each. Imported by language.js, page-element.js and features/transfer.js.

import { cyrillic, keys, texts } from '#locales';
import { swapLetters } from './letters.js';

/** The sentence of a key, with {names} to be filled in; nothing for what is no key. @typedef {(key: string) => string | undefined} Catalogue */

/** Every language there is: another one is a file in www/locales. */
export const LANGUAGES = Object.keys(texts);

/** @type {Map<string, Catalogue>} */
const opened = new Map();

/** @param {string} language one of LANGUAGES @returns {Catalogue} */
export function catalogueOf(language) {
  const known = opened.get(language);
  if (known) return known;
  const packed = texts[language].split('\n');
  const places = new Map(keys.split('\n').map((key, place) => [key, place]));
  /** Each is unpacked when it is first said: a page begins with a few of them. @type {Map<string, string>} */
  const said = new Map();
  const catalogue = (/** @type {string} */ key) => {
    const place = places.get(key);
    if (place === undefined) return undefined;
    let sentence = said.get(key);
    if (sentence === undefined) {
      sentence = cyrillic.includes(language) ? swapLetters(packed[place]) : packed[place];
      said.set(key, sentence);
    }
    return sentence;
  };
  opened.set(language, catalogue);
  return catalogue;
}
