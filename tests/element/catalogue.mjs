// A catalogue that is always loaded.

import assert from 'node:assert/strict';
import { sentences } from '#locales/deferred.js';
import { catalogueOf as found, learn } from '../../www/element/catalogues.js';

learn(sentences);

/** @param {string} language */
export function catalogueOf(language) {
  const catalogue = found(language);
  assert.ok(catalogue, language);
  return catalogue;
}
