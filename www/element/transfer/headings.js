// The column headings of a table in every language, so that a table can be read whatever language it is in.
// Imported by ways.js.

import { sentences } from '#locales/deferred.js';
import { unpackCatalogue } from '../packed.js';

/** @typedef {(column: string) => string} Headings  the heading of a column in one language */

/** By language. @type {Record<string, Headings>} */
export const HEADINGS = Object.fromEntries(
  Object.entries(sentences.texts).map(([language, text]) => {
    const sentence = unpackCatalogue(sentences.keys, text, language);
    return [language, (column) => sentence(`column.${column}`) ?? column];
  }),
);
