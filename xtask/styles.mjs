// Minifies the styles of www/element/styles into target/styles.js, which the page and the package import as
// `#styles`. Run by the build (bundle.rs).

import { readdir, writeFile } from 'node:fs/promises';
import { transform } from 'esbuild';

const FOLDER = new URL('../www/element/styles/', import.meta.url);
const TARGET = new URL('../target/styles.js', import.meta.url);

/** Colors and fonts get names of one letter: nobody outside the element knows them. @type {Map<string, string>} */
const shortNames = new Map();

/** @param {string} name */
function shorten(name) {
  if (!shortNames.has(name)) shortNames.set(name, `--${(10 + shortNames.size).toString(36)}`);
  return /** @type {string} */ (shortNames.get(name));
}

let output = '';
for (const file of (await readdir(FOLDER)).sort()) {
  for (const [name, text] of Object.entries(await import(new URL(file, FOLDER).href))) {
    const { code } = await transform(text, { loader: 'css', minify: true, target: ['chrome109', 'firefox115', 'safari16.4'], charset: 'utf8' });
    output += `export const ${name} = ${JSON.stringify(code.trim().replace(/--c-[a-z-]+/g, shorten))};\n`;
  }
}
await writeFile(TARGET, output);
