// What the columns of a table are called: in every language, so that a table is known whoever wrote it.
// Imported by ways.js.

import { sentences } from '#locales/further.js';
import { unpacked } from '../packed.js';

/** @typedef {(column: string) => string} Headings  what a column is called in one language */

/** By language. @type {Record<string, Headings>} */
export const HEADINGS = Object.fromEntries(
  Object.entries(sentences.texts).map(([language, text]) => {
    const sentence = unpacked(sentences.keys, text, language);
    return [language, (column) => sentence(`column.${column}`) ?? column];
  }),
);
