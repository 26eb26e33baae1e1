// What the page says, in each language. The embed begins with one of them and fetches another when an
// element is to speak it; and what is said only with the further file comes with that.
// Imported by language.js, page-element.js and more.js.

import { keys, languages, own, texts } from '#locales';
import { fetchPart } from '#parts';
import { unpacked } from './packed.js';

/** @typedef {import('./packed.js').Catalogue} Catalogue */

/** Every language there is: another one is a file in www/locales. */
export const LANGUAGES = languages;

/** The language that is there from the first, spoken where the page names none of ours. */
export const OWN = own;

/** @typedef {typeof import('#locales/further.js').sentences} Sentences */

/** @type {Sentences | undefined} */
let sentences;

/** What is said with the further file has come. @param {Sentences} further */
export const learn = (further) => void (sentences = further);

/** @type {Map<string, Catalogue>} */
const opened = new Map();

/** Nothing while its sentences have not come. @param {string} language one of LANGUAGES @returns {Catalogue | undefined} */
export function catalogueOf(language) {
  const known = opened.get(language);
  if (known || texts[language] === undefined) return known;
  const first = unpacked(keys, texts[language], language);
  /** @type {Catalogue | undefined} */
  let further;
  const catalogue = (/** @type {string} */ key) => {
    if (sentences) further ??= unpacked(sentences.keys, sentences.texts[language], language);
    return first(key) ?? further?.(key);
  };
  opened.set(language, catalogue);
  return catalogue;
}

/** Rejects where its sentences cannot be had. @param {string} language one of LANGUAGES */
export async function bringLanguage(language) {
  texts[language] = await fetchPart(language);
}
