// `cargo xtask bench`: the comparison in Node and in Chromium, side by side, as one table that goes
// into the README. Arguments: counts of orders, for a shorter draw that leaves the README alone.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { browsers, openBrowser, serve } from '../tests/browser/harness/index.mjs';
import { run } from './compare.mjs';

const COUNTS = [1, 100, 10_000, 100_000];
const README = new URL('../README.md', import.meta.url);
const [FROM, UNTIL] = ['<!-- bench -->\n', '<!-- /bench -->'];

/** @typedef {ReturnType<typeof run>} Result */

/** @param {number[]} counts @returns {Promise<{ name: string, result: Result } | undefined>} */
async function inChromium(counts) {
  if (!browsers().includes('chromium')) return undefined;
  const folder = await mkdtemp(join(tmpdir(), 'dispute-clock-bench-'));
  const site = await serve(folder);
  const browser = await openBrowser('chromium');
  try {
    await build({
      stdin: { contents: "import { run } from './compare.mjs'; globalThis.run = run;", resolveDir: fileURLToPath(new URL('.', import.meta.url)) },
      outfile: join(folder, 'bench.js'),
      bundle: true,
      format: 'iife',
      logLevel: 'warning',
    });
    await writeFile(join(folder, 'index.html'), '<!doctype html><meta charset="utf-8"><script src="bench.js"></script>');
    await browser.driver.manage().setTimeouts({ script: 1_200_000 });
    await browser.driver.get(site.url);
    const result = /** @type {Result} */ (await browser.driver.executeScript('return run(arguments[0])', counts));
    const version = (await browser.driver.getCapabilities()).getBrowserVersion() ?? '';
    return { name: `Chromium ${version.split('.')[0]}`, result };
  } finally {
    await browser.close();
    await site.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** @param {number} ns */
function short(ns) {
  if (ns < 1e4) return `${Math.round(ns).toLocaleString('en')} ns`;
  return ns < 1e7 ? `${(ns / 1e3).toPrecision(3)} µs` : `${(ns / 1e6).toFixed(0)} ms`;
}

const row = (/** @type {unknown[]} */ cells) => `| ${cells.join(' | ')} |`;

/** @param {string} name @param {Result} result @param {number[]} counts */
function table(name, result, counts) {
  const wide = counts.map((count) => count.toLocaleString('en'));
  const [first] = Object.keys(result.times[0]);
  const lines = [
    row([`${name}: first answer, time an order`, ...wide.map((count) => `${count} orders`), 'wrong of 10,000']),
    row(Array(counts.length + 2).fill('---')),
  ];
  for (const peer of Object.keys(result.times[0])) {
    const cells = result.times.map((times) => {
      const time = times[peer];
      if (time === undefined) return '';
      return peer === first ? short(time) : `${short(time)}, ${(time / times[first]).toPrecision(2)}×`;
    });
    lines.push(row([peer, ...cells, result.mismatches[peer] ?? '']));
  }
  lines.push('', row([`${name}: a whole tick`, ...wide.map((count) => `${count} orders`)]), row(Array(counts.length + 1).fill('---')));
  for (const share of Object.keys(result.ticks[0])) {
    lines.push(row([`${share} of the orders change`, ...result.ticks.map((/** @type {Record<string, number>} */ times) => short(times[share]))]));
  }
  return lines.join('\n');
}

const asked = process.argv.slice(2).map(Number);
const counts = asked.length ? asked : COUNTS;
const tables = [table(`Node ${process.versions.node.split('.')[0]}`, run(counts), counts)];
const chromium = await inChromium(counts);
if (chromium) tables.push(table(chromium.name, chromium.result, counts));
const date = new Date().toISOString().slice(0, 10);
const text = `${date}, by \`cargo xtask bench\`: medians of 7, taken in turns; × is against our tracker; "wrong" are answers around\nchanges of clocks that differ from temporal-polyfill's.\n\n${tables.join('\n\n')}\n`;
console.log(text);
if (!asked.length) {
  const readme = await readFile(README, 'utf8');
  const [start, end] = [readme.indexOf(FROM), readme.indexOf(UNTIL)];
  if (start < 0 || end < start) throw new Error('README.md has no place for the table');
  await writeFile(README, readme.slice(0, start + FROM.length) + text + readme.slice(end));
}
