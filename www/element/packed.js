// The texts of www/locales, as the build has packed them: the keys once, each without the name of its family
// where the one before has the same, and of each language the sentences in the same order, a line each.
// Imported by catalogues.js and transfer/headings.js.

import { cyrillic } from '#locales';
import { swapLetters } from './letters.js';

/** The sentence of a key, with {names} to be filled in; nothing for what is no key. @typedef {(key: string) => string | undefined} Catalogue */

/** @param {string} keys @param {string} text @param {string} language @returns {Catalogue} */
export function unpacked(keys, text, language) {
  const packed = text.split('\n');
  let family = '';
  const places = new Map(
    keys.split('\n').map((key, place) => {
      if (key.startsWith('.')) return [family + key, place];
      [family] = key.split('.');
      return [key, place];
    }),
  );
  /** Each is unpacked when it is first said: a page begins with a few of them. @type {Map<string, string>} */
  const said = new Map();
  return (key) => {
    const place = places.get(key);
    if (place === undefined) return undefined;
    let sentence = said.get(key);
    if (sentence === undefined) {
      sentence = cyrillic.includes(language) ? swapLetters(packed[place]) : packed[place];
      said.set(key, sentence);
    }
    return sentence;
  };
}
