// Compares download sizes after brotli with the budget; then prints the raw bytes that each library
// contributes to the embed, from the bundle's metafile. Run by `cargo xtask size`; `--print-only` does not
// fail over the budget.

import { readFileSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';
import { buildSync } from 'esbuild';

const BEST = { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 } };
const KILO = 1000;

/** @param {Uint8Array} bytes */
const compressed = (bytes) => brotliCompressSync(bytes, BEST).length;

/** What a bundler keeps of a file of which only some exports are used. @param {string} file @param {string[]} used */
function treeShaken(file, used) {
  const contents = `export { ${used.join(', ')} } from './dist/${file}';`;
  const built = buildSync({ stdin: { contents, resolveDir: '.' }, bundle: true, minify: true, write: false, format: 'esm' });
  return built.outputFiles[0].contents;
}

const { sizes } = JSON.parse(readFileSync('size-budget.json', 'utf8'));
let over = false;
console.log('brotli kB  budget  target');
for (const { what, files, used, budget, target } of sizes) {
  let size = 0;
  for (const file of files) size += compressed(used ? treeShaken(file, used) : readFileSync(`dist/${file}`)) / KILO;
  const cells = [size.toFixed(1).padStart(9), String(budget).padStart(7), String(target).padStart(7)];
  if (size > budget) over = true;
  console.log(`${cells.join(' ')}  ${what}${size > budget ? '  OVER BUDGET' : ''}`);
}

const { metafile } = buildSync({
  entryPoints: ['www/embed.js'],
  bundle: true,
  minify: true,
  write: false,
  metafile: true,
  outfile: 'embed.js',
  target: 'es2020',
  conditions: ['either'],
  external: ['./dispute-clock*'],
  define: { PLAIN_CORE: '"./dispute-clock.plain.js"', PLAIN_TEXTS: '"./dispute-clock.texts.plain.js"', BUILD_MARK: '""' },
  jsx: 'automatic',
  jsxImportSource: 'preact',
  logLevel: 'error',
});
/** @type {Map<string, number>} */
const parts = new Map();
for (const [file, { bytesInOutput }] of Object.entries(Object.values(metafile.outputs)[0].inputs)) {
  const library = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1];
  const part = library ?? (/orders\.js$/.test(file) ? 'the core, as text' : file.split('/').slice(0, 2).join('/'));
  parts.set(part, (parts.get(part) ?? 0) + bytesInOutput);
}
console.log('\nthe embed, in raw bytes');
for (const [part, bytes] of [...parts].sort(([, a], [, b]) => b - a)) console.log(`${String(bytes).padStart(9)}  ${part}`);

if (over && !process.argv.includes('--print-only')) {
  console.log('\nOver budget: reduce the size; budgets in size-budget.json may only be lowered.');
  process.exitCode = 1;
}
