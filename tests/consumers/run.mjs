// `cargo xtask consumers`: the package in every toolchain, or in those whose name contains the given word;
// prints each result, and after a complete successful run updates the README's table.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../package/packed.mjs';
import { consumers } from './consumers.mjs';

const README = join(ROOT, 'README.md');
const filter = (process.argv[2] ?? '').toLowerCase();
const chosen = Object.entries(consumers).filter(([name]) => name.toLowerCase().includes(filter));
assert.notEqual(chosen.length, 0, `no consumer is called ${filter}: there are ${Object.keys(consumers).join('; ')}`);

const expected = (await consumers['Node, import'].check())?.trim();
const failed = [];
for (const [name, { check }] of chosen) {
  const start = Date.now();
  try {
    const answer = await check();
    if (answer !== undefined) assert.equal(answer.trim(), expected);
    console.log(`✔ ${name} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
  } catch (error) {
    failed.push(name);
    console.log(`✖ ${name}\n${/** @type {Error} */ (error).message}`);
  }
}
if (failed.length > 0) {
  console.log(`Failed: ${failed.join('; ')}`);
  process.exitCode = 1;
} else if (filter === '') {
  const what = { element: 'engine and element', engine: 'engine', package: 'the package itself' };
  const rows = chosen.map(([name, { shows }]) => `| ${name} | ${what[shows]} |`);
  const table = ['| where | what is shown to work |', '|---|---|', ...rows].join('\n');
  const readme = readFileSync(README, 'utf8');
  const between = /(<!-- consumers -->\n)[^]*(\n<!-- \/consumers -->)/;
  assert.match(readme, between);
  writeFileSync(README, readme.replace(between, (_, start, end) => start + table + end));
}
