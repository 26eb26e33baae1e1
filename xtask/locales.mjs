// Puts the texts of www/locales where they are said. The element's go into target/locales.js, which the
// page and the package import as `#locales`: keys once, and the sentences of each language in their order;
// www/element/catalogues.js unpacks them. Those of the page around it (`page.`) go into target/index.html,
// in every language, the page's own in sight. Run by the build (bundle.rs).

import { readdir, readFile, writeFile } from 'node:fs/promises';
import { swapLetters } from '../www/element/letters.js';

const FOLDER = new URL('../www/locales/', import.meta.url);
const PAGE = new URL('../www/index.html', import.meta.url);
const TARGET = new URL('../target/', import.meta.url);

/** @type {Record<string, Record<string, string>>} */
const catalogues = {};
for (const file of (await readdir(FOLDER)).sort()) {
  catalogues[file.replace('.js', '')] = (await import(new URL(file, FOLDER).href)).default;
}
const everyKey = Object.keys(Object.values(catalogues)[0]);
for (const [language, catalogue] of Object.entries(catalogues)) {
  for (const key of new Set([...everyKey, ...Object.keys(catalogue)])) {
    const sentence = everyKey.includes(key) ? catalogue[key] : undefined;
    if (sentence === undefined || sentence.includes('\n')) throw new Error(`www/locales/${language}.js: ${key} is missing, in no other language, or more than a line`);
  }
}

await writeFile(new URL('locales.js', TARGET), packed(everyKey.filter((key) => !key.startsWith('page.'))));
await writeFile(new URL('index.html', TARGET), filled(await readFile(PAGE, 'utf8')));

/** @param {string[]} keys */
function packed(keys) {
  /** @type {Record<string, string>} */
  const texts = {};
  const cyrillic = [];
  for (const [language, catalogue] of Object.entries(catalogues)) {
    const text = keys.map((key) => catalogue[key]).join('\n');
    const isCyrillic = (text.match(/[а-яё]/gi)?.length ?? 0) > text.length / 3;
    if (isCyrillic) cyrillic.push(language);
    texts[language] = isCyrillic ? swapLetters(text) : text;
    if (isCyrillic && swapLetters(texts[language]) !== text) throw new Error(`www/locales/${language}.js cannot be packed: a { without a name`);
  }
  return `export const keys = ${JSON.stringify(keys.join('\n'))};
export const cyrillic = ${JSON.stringify(cyrillic)};
/** @type {Record<string, string>} */
export const texts = ${JSON.stringify(texts)};
`;
}

/**
 * The page with its texts: an element with `data-text` stands once for each language, one with
 * `data-language` is the button for it. A name in braces is a place that the page's script fills.
 *
 * @param {string} html
 */
function filled(html) {
  const own = /<html lang="(\w+)">/.exec(html)?.[1] ?? '';
  // The page's own language goes first.
  const languages = [own, ...Object.keys(catalogues).filter((language) => language !== own)];
  const each = (/** @type {(language: string, t: (key: string) => string) => string} */ write) =>
    languages.map((language) => write(language, (key) => said(catalogues[language], key))).join('\n');
  return html
    .replace(/<(\w+)((?: data-href="[^"]*")?) data-text="([^"]+)"><\/\1>/g, (_, tag, href, key) =>
      each((language, t) => {
        const address = href && ` href="${t(href.split('"')[1])}"`;
        return `<${tag}${address} data-in="${language}"${language === own ? '' : ` lang="${language}" hidden`}>${t(key)}</${tag}>`;
      }),
    )
    .replace(/<button type="button" data-language="([^"]+)"><\/button>/, (_, key) =>
      each((language, t) => `<button type="button" lang="${language}" data-language="${language}" aria-pressed="${language === own}">${t(key)}</button>`),
    );
}

/** @param {Record<string, string>} catalogue @param {string} key */
function said(catalogue, key) {
  if (catalogue[key] === undefined) throw new Error(`www/index.html: no text ${key}`);
  return catalogue[key].replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/\{(\w+)\}/g, '<b data-$1></b>');
}
