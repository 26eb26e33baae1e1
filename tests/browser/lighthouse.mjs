// Lighthouse on dist/site as a phone loads it, for `cargo xtask lighthouse`, which installs what this imports.
// Prints the scores and what cost points; fails if a score is too low. Separate from the tests, because its
// timings depend on what else the machine is doing; so it runs five times, and the median counts, as its
// authors advise.

import { setTimeout as sleep } from 'node:timers/promises';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { dist, serve } from './harness/index.mjs';
import { locate } from './harness/locate.mjs';

const LEAST = { performance: 95, accessibility: 100, 'best-practices': 100, seo: 100 };
const RUNS = 5;
/** A browser that is still starting competes with the page for the processors. */
const SETTLED_MS = 5000;

const tools = createRequire(fileURLToPath(new URL('../../target/tools/lighthouse/', import.meta.url)));
/** @param {string} name @returns {Promise<any>} */
const tool = (name) => import(pathToFileURL(tools.resolve(name)).href);
const [{ default: lighthouse }, { launch }] = await Promise.all([tool('lighthouse'), tool('chrome-launcher')]);

/** @param {string} url @returns {Promise<any>} */
async function judge(url) {
  const chrome = await launch({
    chromePath: locate('chromium').chromium,
    chromeFlags: ['--headless', '--disable-gpu', '--disable-quic', '--disable-dev-shm-usage', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
  });
  try {
    await sleep(SETTLED_MS);
    return (await lighthouse(url, { port: chrome.port, logLevel: 'error', onlyCategories: Object.keys(LEAST) })).lhr;
  } finally {
    chrome.kill();
  }
}

/** @param {any} result @param {string} id */
const points = (result, id) => Math.round(result.categories[id].score * 100);

const site = await serve(dist('site'), { compressed: true });
try {
  const results = [];
  for (let run = 0; run < RUNS; run++) results.push(await judge(site.url));
  // Shows the machine's load.
  console.log(`Lighthouse's benchmark of the machine: ${results.map(({ environment }) => Math.round(environment.benchmarkIndex)).join(', ')}`);
  for (const [id, least] of Object.entries(LEAST)) {
    const ranked = [...results].sort((one, other) => points(one, id) - points(other, id));
    const median = ranked[Math.floor(RUNS / 2)];
    console.log(`${String(points(median, id)).padStart(5)}  ${id} (at least ${least}; ${ranked.map((result) => points(result, id)).join(', ')})`);
    for (const { id: audit, weight } of median.categories[id].auditRefs) {
      const { score, title, displayValue = '' } = median.audits[audit];
      if (weight > 0 && score !== null && score < 1) console.log(`       ${title}: ${displayValue}`);
    }
    if (points(median, id) < least) process.exitCode = 1;
  }
} finally {
  await site.close();
}
