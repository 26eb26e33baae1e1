// Builds the texts of www/locales. The element's go into target/locales, imported by the page and the
// package as `#locales` (all languages, or in the embed only the page's own, each of the others being a
// script beside it) and `#locales/deferred.js` (texts used once the deferred file has loaded): the keys once,
// and each language's sentences in the same order; www/element/packed.js unpacks them. The texts of the
// page around the element (`page.`) go into target/index.html, in every language, the page's own visible.
// Run by the build (bundle.rs).

import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { swapLetters } from '../www/element/letters.js';

const FOLDER = new URL('../www/locales/', import.meta.url);
const PAGE = new URL('../www/index.html', import.meta.url);
const TARGET = new URL('../target/', import.meta.url);
const TYPE = '/** @type {Record<string, string>} */\n';

/** Key families used only after the deferred file, which contains them, has loaded. Checked by tests/browser/locales.test.mjs. */
const DEFERRED_FAMILIES = ['calendar', 'claim', 'column', 'pasted', 'preview', 'problem', 'refused', 'share'];

/** @type {Record<string, Record<string, string>>} */
const catalogues = {};
for (const file of (await readdir(FOLDER)).sort()) {
  catalogues[file.replace('.js', '')] = (await import(new URL(file, FOLDER).href)).default;
}
const allKeys = Object.keys(Object.values(catalogues)[0]);
for (const [language, catalogue] of Object.entries(catalogues)) {
  for (const key of new Set([...allKeys, ...Object.keys(catalogue)])) {
    const sentence = allKeys.includes(key) ? catalogue[key] : undefined;
    if (sentence === undefined || sentence.includes('\n')) throw new Error(`www/locales/${language}.js: ${key} is missing here, missing elsewhere, or spans several lines`);
  }
}

const page = await readFile(PAGE, 'utf8');
const pageLanguage = /<html lang="(\w+)">/.exec(page)?.[1] ?? '';
// The page's own language goes first.
const languages = [pageLanguage, ...Object.keys(catalogues).filter((language) => language !== pageLanguage)];
const cyrillic = languages.filter((language) => isCyrillic(Object.values(catalogues[language]).join()));

await rm(new URL('locales/', TARGET), { recursive: true, force: true });
await mkdir(new URL('locales/', TARGET), { recursive: true });
/** @param {string} name @param {string} text */
const write = (name, text) => writeFile(new URL(`locales/${name}.js`, TARGET), text);
const familyOf = (/** @type {string} */ key) => key.split('.')[0];
const initialKeys = allKeys.filter((key) => !['page', ...DEFERRED_FAMILIES].includes(familyOf(key)));
const deferredKeys = allKeys.filter((key) => DEFERRED_FAMILIES.includes(familyOf(key)));
await write('common', `${exportConst('defaultLanguage', pageLanguage)}${exportConst('languages', [...languages].sort())}${exportConst('cyrillic', cyrillic)}${exportConst('keys', packKeys(initialKeys))}`);
for (const language of languages) {
  await write(language, `export default ${JSON.stringify(packSentences(language, initialKeys))};\n`);
  if (language !== pageLanguage) await write(`beside.${language}`, `import { offer } from '../../www/beside/offer.js';\nimport text from './${language}.js';\n\noffer('${language}', text);\n`);
}
await write('own', catalogueModule([pageLanguage]));
await write('all', catalogueModule(languages));
await write('deferred', `/** @type {{ keys: string, texts: Record<string, string> }} */\n${exportConst('sentences', { keys: packKeys(deferredKeys), texts: Object.fromEntries(languages.map((language) => [language, packSentences(language, deferredKeys)])) })}`);
await writeFile(new URL('index.html', TARGET), fillPage(page));

/** @param {string} name @param {unknown} value */
function exportConst(name, value) {
  return `export const ${name} = ${JSON.stringify(value)};\n`;
}

/** @param {string} text */
function isCyrillic(text) {
  return (text.match(/[а-яё]/gi)?.length ?? 0) > text.length / 3;
}

/** The keys, one per line, without the family name where it repeats that of the previous key. @param {string[]} keys */
function packKeys(keys) {
  return keys.map((key, at) => (at > 0 && familyOf(key) === familyOf(keys[at - 1]) ? key.slice(familyOf(key).length) : key)).join('\n');
}

/** The sentences of a language, one per line. @param {string} language @param {string[]} keys */
function packSentences(language, keys) {
  const text = keys.map((key) => catalogues[language][key]).join('\n');
  if (!cyrillic.includes(language)) return text;
  const swapped = swapLetters(text);
  if (swapLetters(swapped) !== text) throw new Error(`www/locales/${language}.js cannot be packed: a { without a placeholder name`);
  return swapped;
}

/** What all languages share, with the texts of some of them. @param {string[]} chosen */
function catalogueModule(chosen) {
  const imports = chosen.map((language) => `import ${language} from './${language}.js';\n`).join('');
  return `${imports}\nexport { cyrillic, defaultLanguage, keys, languages } from './common.js';\n${TYPE}export const texts = { ${chosen.join(', ')} };\n`;
}

/**
 * The page with its texts: an element with `data-text` is repeated for each language, one with
 * `data-language` is the button for it. A name in braces is a placeholder that the page's script fills.
 *
 * @param {string} html
 */
function fillPage(html) {
  const each = (/** @type {(language: string, t: (key: string) => string) => string} */ perLanguage) =>
    languages.map((language) => perLanguage(language, (key) => escaped(catalogues[language], key))).join('\n');
  return html
    .replace(/<(\w+)((?: data-href="[^"]*")?) data-text="([^"]+)"><\/\1>/g, (_, tag, href, key) =>
      each((language, t) => {
        const address = href && ` href="${t(href.split('"')[1])}"`;
        return `<${tag}${address} data-in="${language}"${language === pageLanguage ? '' : ` lang="${language}" hidden`}>${t(key)}</${tag}>`;
      }),
    )
    .replace(/<button type="button" data-language="([^"]+)"><\/button>/, (_, key) =>
      each((language, t) => `<button type="button" lang="${language}" data-language="${language}" aria-pressed="${language === pageLanguage}">${t(key)}</button>`),
    );
}

/** @param {Record<string, string>} catalogue @param {string} key */
function escaped(catalogue, key) {
  if (catalogue[key] === undefined) throw new Error(`www/index.html: unknown text ${key}`);
  return catalogue[key].replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/\{(\w+)\}/g, '<b data-$1></b>');
}
