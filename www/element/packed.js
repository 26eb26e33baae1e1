// Unpacks the texts of www/locales from the build's format: all keys once, each without its family name if
// the previous key has the same, and for each language the sentences in the same order, one a line.
// Imported by catalogues.js and transfer/headings.js.

import { cyrillic } from '#locales';
import { swapLetters } from './letters.js';

/** Returns the sentence of a key, with {names} to fill in; undefined for an unknown key. @typedef {(key: string) => string | undefined} Catalogue */

/** @param {string} keys @param {string} text @param {string} language @returns {Catalogue} */
export function unpackCatalogue(keys, text, language) {
  const packed = text.split('\n');
  let family = '';
  const indices = new Map(
    keys.split('\n').map((key, index) => {
      if (key.startsWith('.')) return [family + key, index];
      [family] = key.split('.');
      return [key, index];
    }),
  );
  /** Unpacked lazily: a page starts with only a few sentences. @type {Map<string, string>} */
  const sentences = new Map();
  return (key) => {
    const index = indices.get(key);
    if (index === undefined) return undefined;
    let sentence = sentences.get(key);
    if (sentence === undefined) {
      sentence = cyrillic.includes(language) ? swapLetters(packed[index]) : packed[index];
      sentences.set(key, sentence);
    }
    return sentence;
  };
}
