// The sentences of the page, in each language. The embed starts with one language and fetches another when
// an element needs it; sentences that only the deferred file uses come with that file.
// Imported by language.js, page-element.js and more.js.

import { defaultLanguage, keys, languages, texts } from '#locales';
import { fetchPart } from '#parts';
import { unpackCatalogue } from './packed.js';

/** @typedef {import('./packed.js').Catalogue} Catalogue */

/** All languages. To add one, add a file to www/locales. */
export const LANGUAGES = languages;

/** The language that is always available, used where the page names none of ours. */
export const DEFAULT_LANGUAGE = defaultLanguage;

/** @typedef {typeof import('#locales/deferred.js').sentences} Sentences */

/** @type {Sentences | undefined} */
let sentences;

/** Adds the sentences that came with the deferred file. @param {Sentences} deferred */
export const addSentences = (deferred) => void (sentences = deferred);

/** @type {Map<string, Catalogue>} */
const catalogues = new Map();

/** Undefined until its sentences have loaded. @param {string} language one of LANGUAGES @returns {Catalogue | undefined} */
export function catalogueOf(language) {
  const known = catalogues.get(language);
  if (known || texts[language] === undefined) return known;
  const initial = unpackCatalogue(keys, texts[language], language);
  /** @type {Catalogue | undefined} */
  let deferred;
  const catalogue = (/** @type {string} */ key) => {
    if (sentences) deferred ??= unpackCatalogue(sentences.keys, sentences.texts[language], language);
    return initial(key) ?? deferred?.(key);
  };
  catalogues.set(language, catalogue);
  return catalogue;
}

/** Rejects if its sentences cannot be loaded. @param {string} language one of LANGUAGES */
export async function loadLanguage(language) {
  texts[language] = await fetchPart(language);
}
