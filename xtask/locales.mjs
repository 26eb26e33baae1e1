// Packs the catalogues of www/locales into target/locales.js, which the page and the package import as
// `#locales`: keys once, and the sentences of each language in their order. Run by the build (bundle.rs);
// www/element/catalogues.js unpacks them.

import { readdir, writeFile } from 'node:fs/promises';
import { swapLetters } from '../www/element/letters.js';

const FOLDER = new URL('../www/locales/', import.meta.url);
const TARGET = new URL('../target/locales.js', import.meta.url);

/** @type {Record<string, Record<string, string>>} */
const catalogues = {};
for (const file of (await readdir(FOLDER)).sort()) {
  catalogues[file.replace('.js', '')] = (await import(new URL(file, FOLDER).href)).default;
}

const keys = Object.keys(Object.values(catalogues)[0]);
/** @type {Record<string, string>} */
const texts = {};
const cyrillic = [];
for (const [language, catalogue] of Object.entries(catalogues)) {
  for (const key of new Set([...keys, ...Object.keys(catalogue)])) {
    const sentence = keys.includes(key) ? catalogue[key] : undefined;
    if (sentence === undefined || sentence.includes('\n')) throw new Error(`www/locales/${language}.js: ${key} is missing, in no other language, or more than a line`);
  }
  const text = keys.map((key) => catalogue[key]).join('\n');
  const isCyrillic = (text.match(/[а-яё]/gi)?.length ?? 0) > text.length / 3;
  if (isCyrillic) cyrillic.push(language);
  texts[language] = isCyrillic ? swapLetters(text) : text;
  if (isCyrillic && swapLetters(texts[language]) !== text) throw new Error(`www/locales/${language}.js cannot be packed: a { without a name`);
}

await writeFile(
  TARGET,
  `export const keys = ${JSON.stringify(keys.join('\n'))};
export const cyrillic = ${JSON.stringify(cyrillic)};
/** @type {Record<string, string>} */
export const texts = ${JSON.stringify(texts)};
`,
);
