// A catalogue that is always loaded.

import assert from 'node:assert/strict';
import { sentences } from '#locales/deferred.js';
import { catalogueOf as found, addSentences } from '../../www/element/catalogues.js';

addSentences(sentences);

/** @param {string} language */
export function catalogueOf(language) {
  const catalogue = found(language);
  assert.ok(catalogue, language);
  return catalogue;
}
