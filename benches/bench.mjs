// `cargo xtask bench`: runs the comparison in Node and in Chromium, with the native core and the page
// beside it, and writes the results into the README. Arguments: order counts, for a shorter run that leaves
// the README alone.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { browsers, openBrowser, serve } from '../tests/browser/harness/index.mjs';
import { OURS, run } from './compare.mjs';
import { measureAtScale } from './page.mjs';
import { PEERS } from './peers.mjs';
import { measureStart } from './start.mjs';

const COUNTS = [1, 100, 10_000, 100_000];
const README = new URL('../README.md', import.meta.url);
const [FROM, UNTIL] = ['<!-- bench -->\n', '<!-- /bench -->'];

/** @typedef {ReturnType<typeof run>} Result */

/** @param {number[]} counts @returns {Promise<{ name: string, result: Result } | undefined>} */
async function runInChromium(counts) {
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
  return ns < 1e7 ? `${Number((ns / 1e3).toPrecision(3)).toLocaleString('en')} µs` : `${(ns / 1e6).toFixed(0)} ms`;
}

/** @param {number} time @param {number} other */
const ratio = (time, other) => Number((time / other).toPrecision(2));

const row = (/** @type {unknown[]} */ cells) => `| ${cells.join(' | ')} |`;

const ORDER = [OURS, 'our tracker, putAll alone', 'our assess', ...Object.keys(PEERS)];
/** Peers that exist in one host only come last. @param {string} peer */
const placeOf = (peer) => (ORDER.includes(peer) ? ORDER.indexOf(peer) : ORDER.length);

/** @param {string} name @param {Result} result @param {number[]} counts */
function table(name, result, counts) {
  const columns = counts.map((count) => count.toLocaleString('en'));
  const lines = [
    row([`${name}: first answer, time per order`, ...columns.map((count) => `${count} orders`), 'wrong of 10,000']),
    row(Array(counts.length + 2).fill('---')),
  ];
  // A browser's driver returns them in alphabetical order.
  const peers = Object.keys(result.times[0]).sort((a, b) => placeOf(a) - placeOf(b));
  for (const peer of peers) {
    const cells = result.times.map((times) => {
      const time = times[peer];
      if (time === undefined) return '';
      return peer === OURS ? short(time) : `${short(time)}, ${ratio(time, times[OURS])}×`;
    });
    lines.push(row([peer, ...cells, result.mismatches[peer] ?? '']));
  }
  lines.push('', row([`${name}: a whole tick`, ...columns.map((count) => `${count} orders`)]), row(Array(counts.length + 1).fill('---')));
  for (const share of ['0 %', '1 %', '100 %']) {
    lines.push(row([`${share} of the orders change`, ...result.ticks.map((/** @type {Record<string, number>} */ times) => short(times[share]))]));
  }
  return lines.join('\n');
}

/** ns per order of the native core, as measured by criterion; `undefined` if it was not. @param {string} name */
async function native(name) {
  try {
    const { median } = JSON.parse(await readFile(join(process.env.CRITERION_HOME ?? '', 'core', name, 'new/estimates.json'), 'utf8'));
    return /** @type {number} */ (median.point_estimate) / 10_000;
  } catch {
    return undefined;
  }
}

/** The same work natively, and in WebAssembly including the boundary. @param {string} where @param {Result} result @param {number} index */
async function besideNative(where, result, index) {
  const [times, ticks] = [result.times[index], result.ticks[index]];
  const put = times['our tracker, putAll alone'];
  /** @type {[string, string, number][]} */
  const rows = [
    ['assess', 'assess', times['our assess']],
    ['putAll', 'put', put],
    ['the first tick', 'first tick', times[OURS] - put],
    ['a tick at which all change', 'tick, all change', ticks['100 %'] / 10_000],
  ];
  const lines = [row(['per order, of 10,000', 'natively', where, '']), row(Array(4).fill('---'))];
  for (const [what, name, time] of rows) {
    const alone = await native(name);
    if (alone !== undefined) lines.push(row([what, short(alone), short(time), `${ratio(time, alone)}×`]));
  }
  return lines.join('\n');
}

async function measurePage() {
  const ms = (/** @type {number} */ time) => `${time.toFixed(time < 10 ? 1 : 0)} ms`;
  const { first, cards, down, frame, slowest, over, of } = await measureAtScale();
  const { ours, onCoreByHand, least } = await measureStart();
  return [
    `The page in Chromium, ${cpus().length} processors, load ${loadavg()[0].toFixed(1)}: the first countdown appears ${ms(first)} after 10,000 orders are set.`,
    `Scrolling ${Math.round(down).toLocaleString('en')} px over ${cards} cards, the median of 3 runs by their slowest frame, takes ${ms(frame)} per frame,`,
    `${ms(slowest)} for the slowest; ${over} of ${of} frames take more than 16 ms.`,
    `From navigation to the first countdown with nothing cached: ${ms(ours)}. The same page on a handwritten core without`,
    `WebAssembly that knows one rulebook and one zone (\`benches/core-by-hand.js\`): ${ms(onCoreByHand)}; ours takes ${ratio(ours, onCoreByHand)}× that. The`,
    `bare minimum, the same nodes without any interaction (\`benches/yardstick.js\`): ${ms(least)}; ours takes ${ratio(ours, least)}× that.`,
  ].join('\n');
}

const requestedCounts = process.argv.slice(2).map(Number);
const counts = requestedCounts.length ? requestedCounts : COUNTS;
const node = { name: `Node ${process.versions.node.split('.')[0]}`, result: run(counts) };
const tables = [table(node.name, node.result, counts)];
const chromium = await runInChromium(counts);
if (chromium) tables.push(table(chromium.name, chromium.result, counts));
const tenThousand = counts.indexOf(10_000);
if (tenThousand >= 0) tables.push(await besideNative(node.name, node.result, tenThousand));
if (chromium) tables.push(await measurePage());
const date = new Date().toISOString().slice(0, 10);
const text = `${date}, by \`cargo xtask bench\`: medians of 7 interleaved runs; × is relative to our tracker's putAll with its first tick;\n"wrong" counts answers around clock changes that differ from temporal-polyfill's. What takes more than a few µs is not run with\n100,000 orders.\n\n${tables.join('\n\n')}\n`;
console.log(text);
// Run by itself, without criterion's figures, it leaves the README alone, too.
if (!requestedCounts.length && process.env.CRITERION_HOME) {
  const readme = await readFile(README, 'utf8');
  const [start, end] = [readme.indexOf(FROM), readme.indexOf(UNTIL)];
  if (start < 0 || end < start) throw new Error('README.md has no marks for the table');
  await writeFile(README, readme.slice(0, start + FROM.length) + text + readme.slice(end));
}
